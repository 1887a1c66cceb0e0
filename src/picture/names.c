/* names.c: names beside dots: the first of eight places that is free of other names and of the dots that have names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/names.h"

static bool overlap(cot_i_box_t a, cot_i_box_t b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool cot_i_is_taken(const cot_i_taken_t *taken, cot_i_box_t box) {
    for (size_t i = 0; i < taken->n; i++) {
        if (overlap(taken->box[i], box)) {
            return true;
        }
    }
    return false;
}

static bool is_free(const cot_i_taken_t *taken, cot_i_box_t box, cot_i_box_t within) {
    return box.x >= within.x && box.y >= within.y && box.x + box.width <= within.x + within.width &&
           box.y + box.height <= within.y + within.height && !cot_i_is_taken(taken, box);
}

/* Right, its corners, left, above, below, the left corners. disc: its middle and, as width, its radius. */
static bool find_place(cot_i_box_t disc, cot_i_box_t size, const cot_i_taken_t *taken, cot_i_box_t within,
                       cot_i_box_t *place) {
    static const double right[] = {1, 0.7, 0.7, -1, 0, 0, -0.7, -0.7}, down[] = {0, -0.7, 0.7, 0, -1, 1, -0.7, 0.7};
    const double reach = disc.width + 0.12 * size.height;
    for (int i = 0; i < 8; i++) {
        const double x = disc.x + right[i] * reach, y = disc.y + down[i] * reach;
        *place = (cot_i_box_t){right[i] > 0 ? x : right[i] < 0 ? x - size.width : x - size.width / 2,
                               down[i] > 0 ? y : down[i] < 0 ? y - size.height : y - size.height / 2, size.width,
                               size.height};
        if (is_free(taken, *place, within)) {
            return true;
        }
    }
    return false;
}

bool cot_i_put_name(cot_canvas_t *canvas, cot_i_taken_t *taken, cot_i_room_t room, double x, double y, double r,
                    const char *name, bool bold) {
    cot_i_style_t style = cot_i_style(canvas, 0.75, COT_LEFT);
    cot_i_box_t place;
    style.bold = bold;
    cot_i_box_t size = cot_i_text_size(canvas, name, style);
    if (size.width > room.widest) {
        style.width = size.width = room.widest;
        style.lines = 1;
    }
    if (!(size.width > 0) || !find_place((cot_i_box_t){x, y, r, 0}, size, taken, room.within, &place)) {
        return false;
    }
    cot_i_text_rimmed(canvas, place.x, place.y, name, style, canvas->ink);
    taken->box[taken->n++] = place;
    taken->box[taken->n++] = (cot_i_box_t){x - r, y - r, 2 * r, 2 * r};
    canvas->notes.labels++;
    return true;
}
