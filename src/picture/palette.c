/* palette.c: the colours of cot_community_color, so that a community looks the same in Gephi and in print; of its 24 only
 * the first eight, which colour-blind readers tell apart, have their colour here.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/picture.h"

cot_i_rgb_t cot_i_group_color(const cot_canvas_t *canvas, int64_t group) {
    const bool dark = canvas->params->background == COT_BACKGROUND_DARK;
    if (group < 0 || group >= COT_I_COLORS) {
        return cot_i_rgb(dark ? 0x6F7680 : 0xB3B3B3);
    }
    const cot_i_rgb_t color = cot_i_rgb(cot_community_color(group));
    return dark ? cot_i_mix(color, cot_i_rgb(0xFFFFFF), 0.2) : color; /* wine and blue would sink into the dark */
}

cot_i_rgb_t cot_i_mix(cot_i_rgb_t a, cot_i_rgb_t b, double share_of_b) {
    const double rest = 1 - share_of_b;
    return (cot_i_rgb_t){rest * a.r + share_of_b * b.r, rest * a.g + share_of_b * b.g, rest * a.b + share_of_b * b.b};
}
