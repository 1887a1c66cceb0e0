/* names.h: names beside dots, none on another.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PICTURE_NAMES_H
#define COT_PICTURE_NAMES_H

#include "picture/picture.h"

/* What is taken: names and the dots they belong to, two boxes for a name. The caller gives the room. */
typedef struct {
    cot_i_box_t *box;
    size_t n;
} cot_i_taken_t;

/* Where a name may go, and how wide it may be before it is cut. */
typedef struct {
    cot_i_box_t within;
    double widest;
} cot_i_room_t;

/* Puts a name beside the disc of radius r around (x, y): at the right where it can, as E. Imhof advises (The American
 * Cartographer 2, 128 (1975)), else at the first of seven other places that is free. False: there is none, or no text. */
bool cot_i_put_name(cot_canvas_t *canvas, cot_i_taken_t *taken, cot_i_room_t room, double x, double y, double r,
                    const char *name, bool bold);
/* Does a box lie on something that is taken? */
bool cot_i_is_taken(const cot_i_taken_t *taken, cot_i_box_t box);

#endif
