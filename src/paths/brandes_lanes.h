/* brandes_lanes.h: the inner part of brandes.c, included there once per type of lanes and instruction set
 * with NAME(), TARGET, VECTOR_BYTES, REAL, LANE_BYTES (of a REAL), MASK (a bit per lane) and BITS (a number
 * as wide as REAL) defined. (A compiler splits vectors that its target lacks before it inlines, so an inlined
 * body cannot be shared.) No include guard for that reason. Sums over lanes are taken in a fixed tree, and a
 * lane that takes no part adds zero: the same bits however wide the vectors are. SPDX-License-Identifier:
 * GPL-3.0-or-later */

#define GROUP (LINE_BYTES / sizeof(REAL))   /* lanes in a cache line */
#define LANES (ROW_BYTES / sizeof(REAL))    /* in a row */
#define IN_LINE (LINE_BYTES / VECTOR_BYTES) /* vectors in a cache line */
#define IN_ROW (ROW_BYTES / VECTOR_BYTES)   /* in a row */
#define PART(mask, line) ((BITS)((mask) >> ((line)*GROUP)) & (BITS)(((BITS)1 << GROUP) - 1))
#define SHORT_LINES (LANES / 32)                 /* cache lines of 16-bit counts in a row */
#define IN_SHORT_ROW (SHORT_LINES * IN_LINE)     /* vectors */

typedef REAL NAME(vector) __attribute__((vector_size(VECTOR_BYTES), may_alias));
typedef BITS NAME(bits) __attribute__((vector_size(VECTOR_BYTES), may_alias));
#define VECTOR NAME(vector)
#define BITVECTOR NAME(bits)

typedef uint16_t NAME(shorts) __attribute__((vector_size(VECTOR_BYTES), may_alias));
typedef uint32_t NAME(words) __attribute__((vector_size(VECTOR_BYTES), may_alias));
#define SHORTS NAME(shorts)
#define WORDS NAME(words)

/* Arcs of a row that some lanes take. */
typedef struct {
    uint32_t n, head[PICKED];
    MASK lanes[PICKED];
} NAME(picked);

TARGET static inline VECTOR *NAME(row_of)(const cot_brandes_t *s, uint32_t v) {
    return (VECTOR *)((char *)s->rows + (size_t)v * ROW_BYTES);
}

TARGET static inline VECTOR *NAME(wide_of)(const cot_brandes_t *s, uint32_t v) {
    return (VECTOR *)((char *)s->wide + (size_t)v * ROW_BYTES);
}

TARGET static inline uint16_t *NAME(counts_of)(const cot_brandes_t *s, uint32_t v) {
    return s->counts + (size_t)v * LANES;
}

/* All bits set in the lanes of vector i of a line that are in part. */
TARGET static inline BITVECTOR NAME(chosen)(BITS part, unsigned i) {
#if VECTOR_BYTES == 16 && LANE_BYTES == 8 /* SSE2 cannot compare numbers of 64 bits */
    static const BITS two[4][2]
        __attribute__((aligned(64))) = {{0, 0}, {~0ULL, 0}, {0, ~0ULL}, {~0ULL, ~0ULL}};
    return *(const BITVECTOR *)two[part >> (2 * i) & 3];
#else
    static const BITS lane[16] __attribute__((aligned(64))) = {
        1u << 0, 1u << 1, 1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,
        1u << 8, 1u << 9, 1u << 10, 1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15};
    const BITVECTOR bits = ((const BITVECTOR *)lane)[i];
    return (BITVECTOR)((bits & part) == bits);
#endif
}

/* to + what from has in the chosen lanes. */
TARGET static inline VECTOR NAME(plus)(VECTOR to, VECTOR from, BITVECTOR chosen) {
    return to + (VECTOR)((BITVECTOR)from & chosen);
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

/* The same for counts of 16 bits, which lie in lines of 32 lanes: lane l is element 2 (l mod 16) + l / 16. So
 * the 32 bits of a line's lanes, repeated in every word, are at hand in every element. */
TARGET static inline SHORTS NAME(chosen_shorts)(uint32_t part, unsigned i) {
    static const uint32_t lane[16] __attribute__((aligned(64))) = {
        0x10001u << 0,  0x10001u << 1,  0x10001u << 2,  0x10001u << 3, 0x10001u << 4,  0x10001u << 5,
        0x10001u << 6,  0x10001u << 7,  0x10001u << 8,  0x10001u << 9, 0x10001u << 10, 0x10001u << 11,
        0x10001u << 12, 0x10001u << 13, 0x10001u << 14, 0x80008000u};
    const SHORTS bits = ((const SHORTS *)lane)[i];
    return (SHORTS)(((SHORTS)((WORDS){0} + part) & bits) == bits);
}

/* Path counts of v in the lanes of line k. */
COT_INLINE TARGET void NAME(sigma_line)(const cot_brandes_t *s, uint32_t v, unsigned k, bool wide, REAL *to) {
    if (wide) {
        memcpy(to, NAME(wide_of)(s, v) + (size_t)k * IN_LINE, LINE_BYTES);
        return;
    }
    const unsigned lane = k * GROUP, shift = lane % 32 / 16 * 16;
    const uint32_t *from = (const uint32_t *)(const void *)(NAME(counts_of)(s, v) + lane / 32 * 32);
    for (unsigned l = 0; l < GROUP; l++) {
        to[l] = (REAL)(int32_t)(from[lane % 16 + l] >> shift & 0xffff);
    }
}

/* Level 0: lane i starts at sources[i]. Sources are different vertices. */
COT_INLINE TARGET void NAME(start)(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources,
                                   uint32_t count, bool wide) {
    MASK *lanes = s->lanes, *seen = s->seen;
    memset(s->seen, 0, b->n * sizeof(MASK));
    memset(s->met, 0, b->n * sizeof(MASK));
    if (wide) {
        memset(s->wide, 0, (size_t)b->n * ROW_BYTES);
    } else {
        memset(s->counts, 0, b->n * LANES * sizeof(uint16_t));
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t v = sources[i];
        if (wide) {
            ((REAL *)NAME(wide_of)(s, v))[i] = 1;
        } else {
            NAME(counts_of)(s, v)[i / 32 * 32 + 2 * (i % 16) + i % 32 / 16] = 1;
        }
        lanes[i] = seen[v] = (MASK)1 << i;
        s->vertex[i] = v;
    }
    s->n_entries = count;
    s->level[0] = 0;
    s->level[1] = count;
    s->n_levels = 1;
}

/* The arcs among n whose head has a lane of `mine`: in `has`, or not in it (without = all bits). No branches,
 * because nobody can guess which arcs those are. */
TARGET static inline void NAME(pick)(NAME(picked) *out, const uint32_t *adj, uint32_t n, MASK mine,
                                     const MASK *has, MASK without) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t w = adj[i];
        const MASK both = mine & (has[w] ^ without);
        out->head[k] = w;
        out->lanes[k] = both;
        k += both != 0;
    }
    out->n = k;
}

/* What an entry hands on, from the counts of v: one or the other, as wide says. A count that became too large
 * sets the highest bit of its element of over. */
typedef struct {
    VECTOR wide[IN_ROW];
    SHORTS counts[IN_SHORT_ROW], over[IN_SHORT_ROW];
} NAME(gift);

/* sigma of v, times ways. */
COT_INLINE TARGET void NAME(take)(const cot_brandes_t *s, uint32_t v, uint32_t ways, bool wide,
                                  NAME(gift) *gift) {
    for (unsigned i = 0; i < IN_ROW && wide; i++) {
        gift->wide[i] = NAME(wide_of)(s, v)[i] * (REAL)ways;
    }
    if (!wide) {
        memcpy(gift->counts, NAME(counts_of)(s, v), sizeof gift->counts);
    }
    if (!wide && ways > 1) {
        uint16_t *count = (uint16_t *)(void *)gift->counts;
        uint32_t large = ways >> 15;
        for (unsigned l = 0; l < LANES; l++) {
            const uint32_t product = count[l] * (ways & 0x7fffu);
            large |= product >> 15;
            count[l] = (uint16_t)product;
        }
        gift->over[0] |= (uint16_t)(large != 0 ? 0x8000u : 0u);
    }
}

/* Adds a gift to the counts of w in the lanes `fresh`. */
COT_INLINE TARGET void NAME(give)(const cot_brandes_t *s, uint32_t w, MASK fresh, bool wide,
                                  NAME(gift) *gift) {
    VECTOR *into = wide ? NAME(wide_of)(s, w) : NULL;
    SHORTS *counts = wide ? NULL : (SHORTS *)NAME(counts_of)(s, w);
    for (unsigned k = 0; k < LINES && wide; k++) {
        const BITS part = PART(fresh, k);
        for (unsigned i = k * IN_LINE; i < (k + 1) * IN_LINE && part != 0; i++) {
            into[i] = NAME(plus)(into[i], gift->wide[i], NAME(chosen)(part, i - k * IN_LINE));
        }
    }
    for (unsigned i = 0; i < IN_SHORT_ROW && !wide; i++) {
        const uint32_t part = (uint32_t)((uint64_t)fresh >> (i / IN_LINE * 32));
        counts[i] += gift->counts[i] & NAME(chosen_shorts)(part, i % IN_LINE);
        gift->over[i] |= counts[i];
    }
}

/* Hands the path counts of one entry to the neighbours that some of its lanes have not reached. */
COT_INLINE TARGET void NAME(push)(cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine,
                                  uint32_t ways, bool wide, SHORTS *over) {
    NAME(gift) gift = {.over = {{0}}};
    NAME(picked) picked;
    MASK *const met = s->met;
    const uint32_t end = b->off[v + 1];
    NAME(take)(s, v, ways, wide, &gift);
    for (uint32_t a = b->off[v]; a < end; a += PICKED) {
        NAME(pick)(&picked, b->adj + a, end - a < PICKED ? end - a : PICKED, mine, s->seen, ~(MASK)0);
        for (uint32_t i = 0; i < picked.n; i++) {
            const uint32_t w = picked.head[i];
            const MASK before = met[w];
            met[w] = before | picked.lanes[i];
            s->vertex[s->n_entries] = w; /* there is room for one too many */
            s->n_entries += before == 0;
            NAME(give)(s, w, picked.lanes[i], wide, &gift);
        }
    }
    for (unsigned i = 0; i < IN_SHORT_ROW; i++) {
        over[i] |= gift.over[i];
    }
}

/* Ends a level: lanes of its entries, which are those from `first` on. */
TARGET static void NAME(end_level)(cot_brandes_t *s, size_t first) {
    MASK *const seen = s->seen, *const met = s->met, *const lanes = s->lanes;
    for (size_t i = first; i < s->n_entries; i++) {
        const uint32_t w = s->vertex[i];
        lanes[i] = met[w];
        seen[w] |= met[w];
        met[w] = 0;
    }
    s->level[++s->n_levels] = s->n_entries;
}

TARGET static bool NAME(too_large)(const SHORTS *over) {
    uint16_t count[LANES], all = 0;
    memcpy(count, over, sizeof count);
    for (unsigned l = 0; l < LANES; l++) {
        all |= count[l];
    }
    return all >> 15 != 0;
}

/* All levels outwards. COT_E_LIMIT: not wide, and a count reached 2^15. Counts below it cannot pass it
 * unseen: what is added to one is below it as well. */
COT_INLINE TARGET cot_status_t NAME(out)(cot_brandes_t *s, const cot_block_t *b, cot_meter_t *meter,
                                         bool wide) {
    SHORTS over[IN_SHORT_ROW] = {{0}};
    uint64_t arcs = 0;
    while (s->level[s->n_levels] > s->level[s->n_levels - 1]) {
        const size_t first = s->level[s->n_levels - 1], end = s->level[s->n_levels];
        if (!grow_entries(s, b->n)) {
            return COT_E_NOMEM;
        }
        const MASK *const lanes = s->lanes;
        for (size_t i = first; i < end; i++) {
            const uint32_t v = s->vertex[i];
            if (first > 0 && b->simplicial[v]) {
                continue;
            }
            NAME(push)(s, b, v, lanes[i], first == 0 ? 1 : b->copies[v], wide, over);
            if (!go_on(meter, &arcs, b->off[v + 1] - b->off[v])) {
                return COT_E_INTERRUPT;
            }
        }
        NAME(end_level)(s, end);
        if (!wide && NAME(too_large)(over)) {
            return COT_E_LIMIT;
        }
    }
    s->n_levels--; /* the last one is empty */
    return COT_OK;
}

/* g of every vertex in every lane, as if it had no successors. */
COT_INLINE TARGET cot_status_t NAME(turn)(cot_brandes_t *s, const cot_block_t *b, cot_meter_t *meter,
                                          bool wide) {
    uint64_t lines = 0;
    for (uint32_t v = 0; v < b->n; v++) {
        const REAL targets = (REAL)b->targets[v];
        VECTOR *row = NAME(row_of)(s, v), sigma[IN_LINE];
#pragma GCC unroll 4
        for (unsigned k = 0; k < LINES; k++) {
            NAME(sigma_line)(s, v, k, wide, (REAL *)sigma);
            for (unsigned i = 0; i < IN_LINE; i++) {
                row[k * IN_LINE + i] = targets / sigma[i];
            }
        }
        if (!go_on(meter, &lines, LINES)) {
            return COT_E_INTERRUPT;
        }
    }
    return COT_OK;
}

/* Share of the paths that take one arc, over the lanes `both`: value = weight x sigma of its tail. */
TARGET static inline double NAME(share)(const VECTOR *value, const VECTOR *g, MASK both) {
    VECTOR parts[IN_LINE] = {{0}};
    for (unsigned k = 0; k < LINES; k++) {
        const BITS part = PART(both, k);
        for (unsigned i = 0; i < IN_LINE && part != 0; i++) {
            parts[i] =
                NAME(plus)(parts[i], value[k * IN_LINE + i] * g[k * IN_LINE + i], NAME(chosen)(part, i));
        }
    }
    return NAME(sum)(parts, IN_LINE);
}

/* a[l] = sum of g over the successors of v in lane l. */
TARGET static inline void NAME(pull)(const cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine,
                                     VECTOR *a) {
    NAME(picked) picked;
    VECTOR sums[IN_ROW] = {{0}};
    const uint32_t end = b->off[v + 1];
    const bool skip = b->n > CACHED;
    for (uint32_t arc = b->off[v]; arc < end; arc += PICKED) {
        NAME(pick)(&picked, b->adj + arc, end - arc < PICKED ? end - arc : PICKED, mine, s->met, 0);
        for (uint32_t j = 0; j < picked.n; j++) {
            const VECTOR *g = NAME(row_of)(s, picked.head[j]);
#pragma GCC unroll 4
            for (unsigned k = 0; k < LINES; k++) {
                const BITS part = PART(picked.lanes[j], k);
                if (part == 0 && skip) {
                    continue;
                }
#pragma GCC unroll 4
                for (unsigned i = 0; i < IN_LINE; i++) {
                    sums[k * IN_LINE + i] =
                        NAME(plus)(sums[k * IN_LINE + i], g[k * IN_LINE + i], NAME(chosen)(part, i));
                }
            }
        }
    }
    memcpy(a, sums, sizeof sums);
}

/* What the arcs from v to its successors carry. factor: for v itself. */
COT_INLINE TARGET void NAME(carry)(const cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine,
                                   const VECTOR *weight, double factor, double *arcs, bool wide) {
    const MASK *const met = s->met;
    VECTOR value[IN_ROW];
    for (unsigned k = 0; k < LINES; k++) {
        NAME(sigma_line)(s, v, k, wide, (REAL *)(value + (size_t)k * IN_LINE));
    }
    for (unsigned i = 0; i < IN_ROW; i++) {
        value[i] *= weight[i];
    }
    for (uint32_t arc = b->off[v]; arc < b->off[v + 1]; arc++) {
        const uint32_t w = b->adj[arc];
        const MASK both = mine & met[w];
        if (both != 0) {
            arcs[arc - b->off[0]] += NAME(share)(value, NAME(row_of)(s, w), both) * (factor / b->copies[w]);
        }
    }
}

/* One entry on the way back: its dependency, and what its successors add to its g. */
COT_INLINE TARGET void NAME(settle)(const cot_brandes_t *s, const cot_block_t *b, uint32_t v, MASK mine,
                                    const VECTOR *a, const VECTOR *weight, const cot_brandes_sums_t *sums,
                                    bool wide) {
    const REAL copies = (REAL)b->copies[v];
    VECTOR one[IN_ROW] = {{0}}, two[IN_ROW] = {{0}}, sigma[IN_LINE], *row = NAME(row_of)(s, v);
    const VECTOR none = {0};
#pragma GCC unroll 4
    for (unsigned k = 0; k < LINES; k++) {
        const BITS part = PART(mine, k);
        if (part == 0) {
            continue;
        }
        NAME(sigma_line)(s, v, k, wide, (REAL *)sigma);
        for (unsigned j = 0; j < IN_LINE; j++) {
            const unsigned i = k * IN_LINE + j;
            const BITVECTOR in = NAME(chosen)(part, j);
            const VECTOR own = sigma[j] * a[i];
            one[i] = NAME(plus)(none, weight[i] * own, in);
            two[i] = one[i] * own;
            row[i] = NAME(plus)(row[i], copies * a[i], in);
        }
    }
    if (sums->squares) {
        sums->squares[v] += NAME(sum)(two, IN_ROW);
    }
    sums->vertices[v] += NAME(sum)(one, IN_ROW);
}

/* From the last level to the first, for arcs to the sources. Entries without successors stay as they are. */
COT_INLINE TARGET cot_status_t NAME(back)(cot_brandes_t *s, const cot_block_t *b, const VECTOR *weight,
                                          const cot_brandes_sums_t *sums, cot_meter_t *meter, bool wide) {
    MASK *const met = s->met;
    const MASK *const lanes = s->lanes;
    VECTOR a[IN_ROW];
    uint64_t arcs = 0;
    for (size_t k = s->n_levels; k-- > (sums->arcs ? 0u : 1u);) {
        const size_t first = s->level[k], end = s->level[k + 1];
        for (size_t i = first; i < end && k + 1 < s->n_levels; i++) {
            const uint32_t v = s->vertex[i];
            if (k > 0 && b->simplicial[v]) {
                continue;
            }
            if (sums->arcs) {
                NAME(carry)(s, b, v, lanes[i], weight, k == 0 ? 1.0 / b->copies[v] : 1.0, sums->arcs, wide);
            }
            if (k > 0) {
                NAME(pull)(s, b, v, lanes[i], a);
                NAME(settle)(s, b, v, lanes[i], a, weight, sums, wide);
            }
            if (!go_on(meter, &arcs, b->off[v + 1] - b->off[v])) {
                return COT_E_INTERRUPT;
            }
        }
        for (size_t i = end; k + 1 < s->n_levels && i < s->level[k + 2]; i++) {
            met[s->vertex[i]] = 0;
        }
        for (size_t i = first; i < end; i++) {
            met[s->vertex[i]] = lanes[i];
        }
    }
    return COT_OK;
}

COT_INLINE TARGET cot_status_t NAME(both_ways)(cot_brandes_t *s, const cot_block_t *b,
                                               const uint32_t *sources, uint32_t count,
                                               const cot_brandes_sums_t *sums, cot_meter_t *meter,
                                               bool wide) {
    cot_status_t st = COT_E_NOMEM;
    VECTOR weight[IN_ROW] = {{0}};
    for (uint32_t i = 0; i < count; i++) {
        ((REAL *)weight)[i] = (REAL)b->sources[sources[i]];
    }
    s->n_entries = s->n_levels = 0;
    if (grow_entries(s, count)) {
        NAME(start)(s, b, sources, count, wide);
        st = NAME(out)(s, b, meter, wide);
    }
    if (st == COT_OK) {
        st = NAME(turn)(s, b, meter, wide);
    }
    return st == COT_OK ? NAME(back)(s, b, weight, sums, meter, wide) : st;
}

TARGET static cot_status_t NAME(batch)(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources,
                                       uint32_t count, const cot_brandes_sums_t *sums, cot_meter_t *meter) {
    cot_status_t st = COT_E_LIMIT;
    if (s->wide_left == 0) {
        st = NAME(both_ways)(s, b, sources, count, sums, meter, false);
        s->wide_next = st == COT_OK ? 1 : s->wide_next;
    }
    if (st == COT_E_LIMIT) {
        st = widen(s) ? NAME(both_ways)(s, b, sources, count, sums, meter, true) : COT_E_NOMEM;
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
#undef SHORT_LINES
#undef IN_SHORT_ROW
#undef SHORTS
#undef WORDS
