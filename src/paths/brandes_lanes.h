/* brandes_lanes.h: the inner part of brandes.c, included there once per type of lanes and instruction set with
 * NAME(), TARGET, VECTOR_BYTES, REAL, LANE_BYTES (of a REAL), MASK (a bit per lane) and BITS (a number as wide as REAL) defined. (A
 * compiler splits vectors that its target lacks before it inlines, so an inlined body cannot be shared.) No
 * include guard for that reason. Sums over lanes are taken in a fixed tree, and a lane that takes no part adds
 * zero: the same bits however wide the vectors are. SPDX-License-Identifier: GPL-3.0-or-later */

#define GROUP (LINE_BYTES / sizeof(REAL))       /* lanes in a cache line */
#define LANES (ROW_BYTES / sizeof(REAL))        /* in a row */
#define IN_LINE (LINE_BYTES / VECTOR_BYTES)     /* vectors in a cache line */
#define IN_ROW (ROW_BYTES / VECTOR_BYTES)       /* in a row */
#define PART(mask, line) ((BITS)((mask) >> ((line)*GROUP)) & (BITS)(((BITS)1 << GROUP) - 1))

typedef REAL NAME(vector) __attribute__((vector_size(VECTOR_BYTES), may_alias));
typedef BITS NAME(bits) __attribute__((vector_size(VECTOR_BYTES), may_alias));
#define VECTOR NAME(vector)
#define BITVECTOR NAME(bits)

typedef struct {
    MASK seen, coming;
} NAME(marks);

TARGET static inline VECTOR *NAME(row_of)(const cot_brandes_t *s, uint32_t v) {
    return (VECTOR *)((char *)s->rows + (size_t)v * ROW_BYTES);
}

/* All bits set in the lanes of vector i of a line that are in part. */
TARGET static inline BITVECTOR NAME(chosen)(BITS part, unsigned i) {
#if VECTOR_BYTES == 16 && LANE_BYTES == 8 /* SSE2 cannot compare numbers of 64 bits */
    static const BITS two[4][2] __attribute__((aligned(64))) = {{0, 0}, {~0ULL, 0}, {0, ~0ULL}, {~0ULL, ~0ULL}};
    return *(const BITVECTOR *)two[part >> (2 * i) & 3];
#else
    static const BITS lane[16] __attribute__((aligned(64))) = {1u << 0,  1u << 1,  1u << 2,  1u << 3,
                                                               1u << 4,  1u << 5,  1u << 6,  1u << 7,
                                                               1u << 8,  1u << 9,  1u << 10, 1u << 11,
                                                               1u << 12, 1u << 13, 1u << 14, 1u << 15};
    const BITVECTOR bits = ((const BITVECTOR *)lane)[i];
    return (BITVECTOR)((bits & part) == bits);
#endif
}

/* to + what from has in the chosen lanes. */
TARGET static inline VECTOR NAME(plus)(VECTOR to, VECTOR from, BITVECTOR chosen) {
    return to + (VECTOR)((BITVECTOR)from & chosen);
}

TARGET static inline VECTOR NAME(either)(BITVECTOR chosen, VECTOR yes, VECTOR no) {
    return (VECTOR)(((BITVECTOR)yes & chosen) | ((BITVECTOR)no & ~chosen));
}

/* Sum over n vectors in a fixed tree. Destroys them. */
TARGET static inline double NAME(sum)(VECTOR *values, unsigned n) {
    REAL lane[VECTOR_BYTES / sizeof(REAL)];
    for (unsigned half = n / 2; half > 0; half /= 2) {
        for (unsigned i = 0; i < half; i++) {
            values[i] += values[i + half];
        }
    }
    memcpy(lane, values, sizeof lane);
    for (unsigned half = VECTOR_BYTES / sizeof(REAL) / 2; half > 0; half /= 2) {
        for (unsigned i = 0; i < half; i++) {
            lane[i] += lane[i + half];
        }
    }
    return (double)lane[0];
}

/* Level 0: lane i starts at sources[i]. Sources are different vertices. */
TARGET static void NAME(start)(cot_brandes_t *s, const uint32_t *sources, uint32_t count) {
    NAME(marks) *marks = s->marks;
    MASK *lanes = s->lanes;
    for (uint32_t i = 0; i < count; i++) {
        REAL *row = (REAL *)s->rows + (size_t)sources[i] * LANES;
        memset(row, 0, ROW_BYTES);
        row[i] = 1;
        lanes[i] = marks[sources[i]].seen = (MASK)1 << i;
        s->touched[s->n_touched++] = sources[i];
        s->vertex[s->n_entries++] = sources[i];
    }
    s->level[0] = 0;
    s->level[1] = count;
    s->n_levels = 1;
}

/* Hands the path counts of one entry to the neighbours that some of its lanes have not reached. */
TARGET static inline void NAME(push)(cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine, REAL ways) {
    VECTOR row[IN_ROW];
    NAME(marks) *const marks = s->marks;
    const VECTOR *sigma = NAME(row_of)(s, v);
    for (unsigned i = 0; i < IN_ROW; i++) {
        row[i] = sigma[i] * ways;
    }
    const uint32_t end = b->off[v + 1];
    for (uint32_t a = b->off[v]; a < end; a++) {
        const uint32_t w = b->adj[a];
        const MASK seen = marks[w].seen, coming = marks[w].coming, fresh = mine & ~seen;
        if (fresh == 0) {
            continue;
        }
        VECTOR *into = NAME(row_of)(s, w);
        marks[w].coming = coming | fresh;
        if (coming == 0) {
            s->vertex[s->n_entries++] = w;
            if (seen == 0) {
                s->touched[s->n_touched++] = w;
                memset(into, 0, ROW_BYTES);
            }
        }
#pragma GCC unroll 4
        for (unsigned k = 0; k < LINES; k++) {
            const BITS part = PART(fresh, k);
#pragma GCC unroll 4
            for (unsigned i = 0; i < IN_LINE; i++) { /* lines without a lane too: branches here cost more */
                into[k * IN_LINE + i] =
                    NAME(plus)(into[k * IN_LINE + i], row[k * IN_LINE + i], NAME(chosen)(part, i));
            }
        }
    }
}

/* All levels outwards. */
TARGET static cot_status_t NAME(out)(cot_brandes_t *s, const cot_block_t *b, cot_meter_t *meter) {
    NAME(marks) *const marks = s->marks;
    uint64_t arcs = 0;
    while (s->level[s->n_levels] > s->level[s->n_levels - 1]) {
        const size_t first = s->level[s->n_levels - 1], end = s->level[s->n_levels];
        if (!grow_entries(s, b->n)) {
            return COT_E_NOMEM;
        }
        MASK *const lanes = s->lanes;
        for (size_t i = first; i < end; i++) {
            const uint32_t v = s->vertex[i];
            if (first > 0 && b->simplicial[v]) {
                continue;
            }
            NAME(push)(s, b, v, lanes[i], first == 0 ? (REAL)1 : (REAL)b->copies[v]);
            if (!go_on(meter, &arcs, b->off[v + 1] - b->off[v])) {
                return COT_E_INTERRUPT;
            }
        }
        for (size_t i = end; i < s->n_entries; i++) {
            const uint32_t w = s->vertex[i];
            lanes[i] = marks[w].coming;
            marks[w].seen |= marks[w].coming;
            marks[w].coming = 0;
        }
        s->level[++s->n_levels] = s->n_entries;
    }
    s->n_levels--; /* the last one is empty */
    return COT_OK;
}

/* Share of the paths that take one arc, over the lanes `both`: value = weight x sigma of its tail. */
TARGET static inline double NAME(share)(const VECTOR *value, const VECTOR *g, MASK both) {
    VECTOR parts[IN_LINE] = {{0}};
    for (unsigned k = 0; k < LINES; k++) {
        const BITS part = PART(both, k);
        for (unsigned i = 0; i < IN_LINE && part != 0; i++) {
            parts[i] = NAME(plus)(parts[i], value[k * IN_LINE + i] * g[k * IN_LINE + i], NAME(chosen)(part, i));
        }
    }
    return NAME(sum)(parts, IN_LINE);
}

/* sums[l] = sum of g over the successors of v in lane l; arcs, when asked for, get their share. */
TARGET static inline void NAME(pull)(const cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine,
                                     VECTOR *sums, const VECTOR *value, double *arcs, double arc_factor) {
    const NAME(marks) *const marks = s->marks;
    const uint32_t end = b->off[v + 1];
    VECTOR a[IN_ROW] = {{0}};
    for (uint32_t arc = b->off[v]; arc < end; arc++) {
        const uint32_t w = b->adj[arc];
        const MASK both = mine & marks[w].coming;
        if (both == 0) {
            continue;
        }
        const VECTOR *g = NAME(row_of)(s, w);
#pragma GCC unroll 4
        for (unsigned k = 0; k < LINES; k++) {
            const BITS part = PART(both, k);
#pragma GCC unroll 4
            for (unsigned i = 0; i < IN_LINE; i++) {
                a[k * IN_LINE + i] = NAME(plus)(a[k * IN_LINE + i], g[k * IN_LINE + i], NAME(chosen)(part, i));
            }
        }
        if (arcs) {
            arcs[arc - b->off[0]] += NAME(share)(value, g, both) * (arc_factor / b->copies[w]);
        }
    }
    memcpy(sums, a, sizeof a);
}

/* One entry on the way back: its dependency, and g in the place of sigma. */
TARGET static inline void NAME(settle)(const cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine,
                                       const VECTOR *a, const VECTOR *weight, const cot_brandes_sums_t *sums) {
    const REAL targets = (REAL)b->targets[v], copies = (REAL)b->copies[v];
    VECTOR one[IN_ROW], two[IN_ROW], *row = NAME(row_of)(s, v);
    for (unsigned k = 0; k < LINES; k++) {
        const BITS part = PART(mine, k);
        for (unsigned i = k * IN_LINE; i < (k + 1) * IN_LINE; i++) {
            const BITVECTOR in = NAME(chosen)(part, i - k * IN_LINE);
            const VECTOR own = row[i] * a[i], none = {0};
            one[i] = NAME(either)(in, weight[i] * own, none);
            two[i] = one[i] * own;
            row[i] = NAME(either)(in, targets / row[i] + copies * a[i], row[i]);
        }
    }
    if (sums->squares) {
        sums->squares[v] += NAME(sum)(two, IN_ROW);
    }
    sums->vertices[v] += NAME(sum)(one, IN_ROW);
}

/* An entry without successors: no dependency. */
TARGET static inline void NAME(settle_end)(const cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine) {
    const REAL targets = (REAL)b->targets[v];
    VECTOR *row = NAME(row_of)(s, v);
    for (unsigned k = 0; k < LINES; k++) {
        const BITS part = PART(mine, k);
        for (unsigned i = k * IN_LINE; i < (k + 1) * IN_LINE && part != 0; i++) {
            row[i] = NAME(either)(NAME(chosen)(part, i - k * IN_LINE), targets / row[i], row[i]);
        }
    }
}

TARGET static inline void NAME(back_entry)(const cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine,
                                           const VECTOR *weight, const cot_brandes_sums_t *sums, bool start) {
    VECTOR a[IN_ROW], value[IN_ROW];
    if (sums->arcs) {
        const VECTOR *row = NAME(row_of)(s, v);
        for (unsigned i = 0; i < IN_ROW; i++) {
            value[i] = weight[i] * row[i];
        }
        NAME(pull)(s, b, v, mine, a, value, sums->arcs, start ? 1.0 / b->copies[v] : 1.0);
    } else {
        NAME(pull)(s, b, v, mine, a, NULL, NULL, 0.0);
    }
    if (!start) {
        NAME(settle)(s, b, v, mine, a, weight, sums);
    }
}

/* From the last level to the first, for arcs to the sources. */
TARGET static cot_status_t NAME(back)(cot_brandes_t *s, const cot_block_t *b, const VECTOR *weight,
                                      const cot_brandes_sums_t *sums, cot_meter_t *meter) {
    NAME(marks) *const marks = s->marks;
    const MASK *const lanes = s->lanes;
    uint64_t arcs = 0;
    for (size_t k = s->n_levels; k-- > (sums->arcs ? 0u : 1u);) {
        const size_t first = s->level[k], end = s->level[k + 1];
        for (size_t i = first; i < end; i++) {
            const uint32_t v = s->vertex[i];
            if (k + 1 == s->n_levels || (b->simplicial[v] && k > 0)) {
                NAME(settle_end)(s, b, v, lanes[i]);
                continue;
            }
            NAME(back_entry)(s, b, v, lanes[i], weight, sums, k == 0);
            if (!go_on(meter, &arcs, b->off[v + 1] - b->off[v])) {
                return COT_E_INTERRUPT;
            }
        }
        for (size_t i = end; k + 1 < s->n_levels && i < s->level[k + 2]; i++) {
            marks[s->vertex[i]].coming = 0;
        }
        for (size_t i = first; i < end; i++) {
            marks[s->vertex[i]].coming = lanes[i];
        }
    }
    return COT_OK;
}

TARGET static cot_status_t NAME(batch)(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources,
                                       uint32_t count, const cot_brandes_sums_t *sums, cot_meter_t *meter) {
    cot_status_t st = COT_E_NOMEM;
    REAL weight[LANES] __attribute__((aligned(64))) = {0};
    NAME(marks) *const marks = s->marks;
    for (uint32_t i = 0; i < count; i++) {
        weight[i] = (REAL)b->sources[sources[i]];
    }
    s->n_entries = s->n_levels = 0;
    s->n_touched = 0;
    if (grow_entries(s, count)) {
        NAME(start)(s, sources, count);
        st = NAME(out)(s, b, meter);
    }
    if (st == COT_OK) {
        st = NAME(back)(s, b, (const VECTOR *)weight, sums, meter);
    }
    for (uint32_t i = 0; i < s->n_touched; i++) {
        marks[s->touched[i]] = (NAME(marks)){0, 0};
    }
    return st;
}

#undef GROUP
#undef LANES
#undef IN_LINE
#undef IN_ROW
#undef PART
#undef VECTOR
#undef BITVECTOR
