/* pack.c: discs around the largest one, in the order of their size, compact and round.
 *
 * The first ones by a front chain (Wang, Wang, Dai, Wang, CHI 2006, doi:10.1145/1124772.1124851): each new
 * disc touches the two neighbours of the chain that are nearest to the centre; when it would lie on another
 * disc of the chain, the chain is shortened to that disc and it tries again. Once discs are small and many,
 * they go round and round on the skyline of what is there, which is nearly as compact then and costs O(1)
 * each.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "layout/layout.h"

enum { CHAIN_MOST = 1500, BINS = 16384 };

typedef struct {
    double radius;
    uint32_t disc;
} sized_t;

static int by_radius(const void *a, const void *b) {
    const sized_t *p = a, *q = b;
    if (p->radius != q->radius) {
        return p->radius > q->radius ? -1 : 1;
    }
    return (p->disc > q->disc) - (p->disc < q->disc);
}

/* Discs in order of size, numbered by rank, and the chain through some of them. */
typedef struct {
    const sized_t *sized;
    double *x, *y;
    uint32_t *next, *previous;
} chain_t;

/* Puts disc c where it touches a and b, to the right of the way from a to b: outside, as the chain goes
 * counter-clockwise. */
static void touch(const chain_t *p, uint32_t a, uint32_t b, uint32_t c) {
    double dx = p->x[b] - p->x[a], dy = p->y[b] - p->y[a], d = hypot(dx, dy);
    double ra = p->sized[a].radius + p->sized[c].radius, rb = p->sized[b].radius + p->sized[c].radius;
    if (d <= 0) {
        p->x[c] = p->x[a] + ra;
        p->y[c] = p->y[a];
        return;
    }
    /* along: distance from a of c's foot on the line a b */
    double along = (d * d + ra * ra - rb * rb) / (2 * d), square = ra * ra - along * along;
    double across = square > 0 ? sqrt(square) : 0;
    p->x[c] = p->x[a] + (along * dx + across * dy) / d;
    p->y[c] = p->y[a] + (along * dy - across * dx) / d;
}

static bool overlap(const chain_t *p, uint32_t a, uint32_t b) {
    double s = p->sized[a].radius + p->sized[b].radius, dx = p->x[a] - p->x[b], dy = p->y[a] - p->y[b];
    return dx * dx + dy * dy < s * s * (1 - 1e-9);
}

/* The disc of the chain that c overlaps and that is nearest along the chain to the gap between a and b;
 * *after tells on which side. UINT32_MAX when there is none. */
static uint32_t collision(const chain_t *p, uint32_t a, uint32_t b, uint32_t c, bool *after) {
    uint32_t j = p->next[b], k = p->previous[a];
    double sj = p->sized[b].radius, sk = p->sized[a].radius;
    for (;;) {
        if (sj <= sk) {
            if (overlap(p, j, c)) {
                *after = true;
                return j;
            }
            sj += p->sized[j].radius;
            if (j == k) {
                return UINT32_MAX;
            }
            j = p->next[j];
        } else {
            if (overlap(p, k, c)) {
                *after = false;
                return k;
            }
            sk += p->sized[k].radius;
            if (j == k) {
                return UINT32_MAX;
            }
            k = p->previous[k];
        }
    }
}

/* The chain's link that is nearest to the origin: where the next disc goes. */
static uint32_t nearest_gap(const chain_t *p, uint32_t start) {
    uint32_t best = start, i = start;
    double least = INFINITY;
    do {
        uint32_t j = p->next[i];
        double ri = p->sized[i].radius, rj = p->sized[j].radius, share = ri / (ri + rj);
        double x = p->x[i] + share * (p->x[j] - p->x[i]), y = p->y[i] + share * (p->y[j] - p->y[i]);
        double square = x * x + y * y;
        if (square < least) {
            least = square;
            best = i;
        }
        i = j;
    } while (i != start);
    return best;
}

static void link(chain_t *p, uint32_t a, uint32_t b) {
    p->next[a] = b;
    p->previous[b] = a;
}

static void add_to_chain(chain_t *p, uint32_t c, uint32_t *gap) {
    uint32_t a = *gap, b = p->next[a];
    for (;;) {
        bool after = false;
        touch(p, a, b, c);
        uint32_t hit = a == p->next[b] ? UINT32_MAX : collision(p, a, b, c, &after);
        if (hit == UINT32_MAX) {
            break;
        }
        if (after) {
            b = hit;
        } else {
            a = hit;
        }
        link(p, a, b);
    }
    link(p, a, c);
    link(p, c, b);
    *gap = nearest_gap(p, c);
}

static void chain_all(chain_t *p, uint32_t n) {
    uint32_t gap = 0;
    p->x[0] = p->y[0] = 0;
    if (n > 1) {
        p->x[1] = p->sized[0].radius + p->sized[1].radius;
        p->y[1] = 0;
        link(p, 0, 1);
        link(p, 1, 0);
    }
    for (uint32_t c = 2; c < n; c++) {
        add_to_chain(p, c, &gap);
    }
}

/* How far from the origin discs reach, by direction. */
typedef struct {
    double reach[BINS];
} skyline_t;

static const double BIN = 6.283185307179586477 / BINS;

static size_t bin_at(int64_t i) {
    return (size_t)((i % BINS + BINS) % BINS);
}

/* Raises the skyline by disc i. */
static void raise_skyline(skyline_t *sky, const chain_t *p, uint32_t i) {
    double r = p->sized[i].radius, d = hypot(p->x[i], p->y[i]), angle = atan2(p->y[i], p->x[i]);
    double width = d > r ? asin(r / d) : 3.2;
    int64_t first = (int64_t)floor((angle - width) / BIN), last = (int64_t)floor((angle + width) / BIN);
    for (int64_t b = first; b <= last && b - first < BINS; b++) {
        double from = fabs((double)b * BIN - angle), to = fabs((double)(b + 1) * BIN - angle);
        double off = (double)b * BIN <= angle && angle <= (double)(b + 1) * BIN ? 0 : fmin(from, to);
        double under = r * r - d * d * sin(off) * sin(off), far = d * cos(off) + sqrt(under > 0 ? under : 0);
        sky->reach[bin_at(b)] = fmax(sky->reach[bin_at(b)], d > r ? far : d + r);
    }
}

/* Bins that a disc of radius r takes when it begins at bin b, standing on the skyline; *low: where. */
static int64_t bins_taken(const skyline_t *sky, int64_t b, double r, double *low) {
    int64_t taken = 1;
    *low = sky->reach[bin_at(b)];
    for (;;) {
        int64_t wanted = (int64_t)ceil(2 * asin(fmin(1, r / (*low + r))) / BIN);
        if (wanted <= taken || taken >= BINS) {
            return taken;
        }
        for (; taken < wanted && taken < BINS; taken++) {
            *low = fmax(*low, sky->reach[bin_at(b + taken)]);
        }
    }
}

/* Discs [from, n), none larger than those before: round after round, each on the skyline, and only where it
 * is not higher than the lowest place by more than the disc, so that hollows fill first. */
static void rounds(chain_t *p, skyline_t *sky, uint32_t from, uint32_t n) {
    int64_t b = 0;
    for (uint32_t i = from; i < n;) {
        double r = p->sized[i].radius, level = INFINITY, low;
        for (int k = 0; k < BINS; k++) {
            level = fmin(level, sky->reach[k]);
        }
        uint32_t placed = i;
        for (int64_t end = b + BINS; b < end && i < n;) {
            int64_t taken = bins_taken(sky, b, p->sized[i].radius, &low);
            if (low > level + r) {
                b++;
                continue;
            }
            double middle = ((double)b + (double)taken / 2) * BIN, at = low + p->sized[i].radius;
            p->x[i] = at * cos(middle);
            p->y[i] = at * sin(middle);
            for (int64_t k = 0; k < taken; k++) {
                sky->reach[bin_at(b + k)] = at + p->sized[i].radius;
            }
            b += taken;
            i++;
        }
        if (i == placed) { /* no hollow is wide enough: level them */
            for (int k = 0; k < BINS; k++) {
                sky->reach[k] = fmax(sky->reach[k], level + r);
            }
        }
    }
}

cot_status_t cot_i_layout_pack(const double *radius, uint32_t n, double *x, double *y, cot_error_t *err) {
    cot_status_t st = COT_OK;
    sized_t *sized = NULL;
    double *place = NULL;
    skyline_t *sky = NULL;
    uint32_t *links = NULL, first = n < CHAIN_MOST ? n : CHAIN_MOST;
    COT_NEW(st, err, sized, n, "packing of components");
    COT_NEW(st, err, place, 2 * (size_t)n, "packing of components");
    COT_NEW(st, err, links, 2 * (size_t)first, "packing of components");
    for (uint32_t i = 0; i < n; i++) {
        sized[i] = (sized_t){radius[i], i};
    }
    COT_NEW(st, err, sky, 1, "packing of components");
    qsort(sized, n, sizeof *sized, by_radius);
    chain_t chain = {sized, place, place + n, links, links + first};
    if (n > 0) {
        chain_all(&chain, first);
    }
    for (uint32_t i = 0; i < first && first < n; i++) {
        raise_skyline(sky, &chain, i);
    }
    rounds(&chain, sky, first, n);
    for (uint32_t i = 0; i < n; i++) {
        x[sized[i].disc] = chain.x[i];
        y[sized[i].disc] = chain.y[i];
    }
done:
    cot_i_free(sized);
    cot_i_free(place);
    cot_i_free(links);
    cot_i_free(sky);
    return st;
}
