/* look.c: sizes and colours of vertices.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "layout/layout.h"

static const double LEAST = 4, MOST = 100;
/* Discs may cover this share of the circle that the drawing fills, all together. */
static const double COVER = 0.06;

/* Values that are no numbers >= 0 count as 0. */
static double clean(double value) {
    return value > 0 && isfinite(value) ? value : 0;
}

static double size_of(double value, double least, double most, double power) {
    double v = clean(value);
    if (v <= least) {
        return LEAST;
    }
    return v >= most ? MOST : LEAST + (MOST - LEAST) * pow((v - least) / (most - least), power);
}

/* Area of all discs for an exponent. */
static double cover(const double *value, uint32_t n, double least, double most, double power) {
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        double size = size_of(value[i], least, most, power);
        sum += size * size;
    }
    return sum * 0.785398163397448310;
}

void cot_layout_sizes(const double *value, uint32_t n, double *size) {
    const double drawing = 3.14159265358979323846 * COT_I_LAYOUT_AIM * COT_I_LAYOUT_AIM;
    double least = INFINITY, most = 0;
    for (uint32_t i = 0; i < n; i++) {
        least = fmin(least, clean(value[i]));
        most = fmax(most, clean(value[i]));
    }
    /* the smallest of 5, 6, ... 40 tenths that fits; the area falls as the exponent grows */
    int low = 5, high = 40;
    while (low < high) {
        int middle = (low + high) / 2;
        if (cover(value, n, least, most, middle / 10.0) <= COVER * drawing) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        size[i] = size_of(value[i], least, most, low / 10.0);
    }
}

/* 1-7: the palette of Okabe & Ito (Color Universal Design, 2008) without black, told apart by colour-blind
 * readers; 8: wine, from P. Tol's "muted" scheme (SRON/EPS/TN/09-002); then, one at a time, the colour
 * farthest in CIELAB from all before it and from the grey below, among those of lightness 38-80 and chroma
 * 30-68. */
static const uint32_t palette[24] = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0xF0E442, 0x882255,
    0x6B5C20, 0x7A4DB6, 0x7AC54D, 0xF2A77A, 0xF24D6B, 0x983E2F, 0xC5C57A, 0x5CD4D4,
    0xB6A7F2, 0xF289F2, 0x4D7A20, 0xD43E98, 0xA78920, 0x206BD4, 0x98D4A7, 0x7A5C98,
};

uint32_t cot_community_color(int64_t community) {
    return community >= 0 && community < 24 ? palette[community] : 0xB3B3B3;
}
