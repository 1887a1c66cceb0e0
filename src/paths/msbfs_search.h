/* msbfs_search.h: the inner part of msbfs.c, included there once per instruction set with NAME(), TARGET and
 * VECTOR_BYTES defined. (A compiler splits vectors that its target lacks before it inlines, so an inlined
 * body cannot be shared.) No include guard for that reason. SPDX-License-Identifier: GPL-3.0-or-later */

typedef uint64_t NAME(vector) __attribute__((vector_size(VECTOR_BYTES), may_alias));
#define VECTOR NAME(vector)
#define VECTORS (WORDS * 8 / VECTOR_BYTES)

TARGET static inline void NAME(or_row)(VECTOR *into, const space_t *s, uint32_t v) {
    const VECTOR *from = (const VECTOR *)&s->old[v];
    for (unsigned i = 0; i < VECTORS; i++) {
        into[i] |= from[i];
    }
}

/* Bits of the first `words` words that are set in both. */
TARGET static inline uint32_t NAME(count_bits)(const uint64_t *row, const uint64_t *plane, unsigned words) {
    uint32_t ones = 0;
#if VECTOR_BYTES > 16
    for (unsigned i = 0; i < words; i += 8) {
        for (unsigned k = 0; k < 8; k++) {
            ones += (uint32_t)__builtin_popcountll(row[i + k] & plane[i + k]);
        }
    }
#else /* without the instruction: each byte counts its bits, 16 words of them still fit a byte */
    uint64_t sums[2] = {0, 0};
    for (unsigned i = 0; i < words; i += 2) {
        for (unsigned k = 0; k < 2; k++) {
            uint64_t x = row[i + k] & plane[i + k];
            x -= x >> 1 & 0x5555555555555555;
            x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
            sums[k] += (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
        }
    }
    for (unsigned k = 0; k < 2; k++) {
        const uint64_t x = (sums[k] & 0x00ff00ff00ff00ff) + (sums[k] >> 8 & 0x00ff00ff00ff00ff);
        ones += (uint32_t)(x * 0x0001000100010001 >> 48);
    }
#endif
    return ones;
}

/* Number of sources whose bits are set. */
TARGET static inline uint32_t NAME(count_sources)(const space_t *s, const bits_t *row) {
    uint32_t count = 0;
    for (unsigned k = 0; k < s->planes; k++) {
        count += NAME(count_bits)(row->word, s->plane[k].word, s->plane_words[k]) << k;
    }
    return count;
}

TARGET static inline bool NAME(same)(const bits_t *a, const VECTOR *b) {
    const VECTOR *x = (const VECTOR *)a;
    VECTOR other = {0};
    uint64_t any = 0;
    for (unsigned i = 0; i < VECTORS; i++) {
        other |= x[i] ^ b[i];
    }
    for (unsigned i = 0; i < VECTOR_BYTES / 8; i++) {
        any |= other[i];
    }
    return any == 0;
}

/* A core class takes what its neighbours had after the last level; rows that did not change then have nothing
 * new for it. false: it has all lanes, in both buffers. */
TARGET static inline bool NAME(visit_core)(space_t *s, const cot_reach_t *reach, uint32_t v) {
    const uint8_t mine = s->flag[v];
    bits_t *const out = &s->new[v];
    unsigned around = 0;
    uint32_t k = 0;
    if ((mine & FULL) != 0) {
        *out = s->old[v];
        return false;
    }
    for (uint32_t a = reach->off[v]; a < reach->mid[v]; a++) {
        const uint32_t w = reach->adj[a];
        const unsigned flag = s->flag[w];
        s->near[k] = w;
        k += flag & CHANGED;
        around |= flag;
    }
    if ((mine | (around & CHANGED)) == 0) {
        return true;
    }
    VECTOR row[VECTORS];
    if ((around & FULL) != 0) {
        memcpy(row, &s->all, sizeof row);
    } else {
        memcpy(row, &s->old[v], sizeof row);
        if ((mine & STRUCK) != 0) {
            for (unsigned i = 0; i < VECTORS; i++) {
                row[i] |= ((const VECTOR *)out)[i];
            }
        }
        for (uint32_t j = 0; j < k; j++) {
            NAME(or_row)(row, s, s->near[j]);
        }
    }
    memcpy(out, row, sizeof row);
    if (!NAME(same)(&s->old[v], row)) {
        meet(s, v, (around & FULL) != 0 ? s->total : NAME(count_sources)(s, out));
        s->changed[s->n_changed++] = v;
    }
    return true;
}

/* A side class has no row: it knows what its neighbours knew one level ago. false: nothing more to come. */
TARGET static inline bool NAME(visit_side)(space_t *s, const cot_reach_t *reach, uint32_t v) {
    const uint32_t first = reach->off[v], end = reach->off[v + 1];
    unsigned around = 0;
    uint32_t seen = s->total;
    if (s->tally[v].seen == s->total) {
        return false;
    }
    for (uint32_t a = first; a < end; a++) {
        around |= s->flag[reach->adj[a]];
    }
    if ((around & CHANGED) == 0) {
        return true;
    }
    if ((around & FULL) == 0) {
        /* after level 1 its own lanes are among those of its neighbours */
        seen = s->level == 1 ? s->tally[v].seen : 0;
        if (end - first == 1) {
            seen += s->tally[reach->adj[first]].seen;
        } else {
            bits_t row = {{0}};
            for (uint32_t a = first; a < end; a++) {
                NAME(or_row)((VECTOR *)&row, s, reach->adj[a]);
            }
            seen += NAME(count_sources)(s, &row);
        }
    }
    if (seen != s->tally[v].seen) {
        meet(s, v, seen);
    }
    return seen != s->total;
}

/* One level over two lists, which keep those that are not finished. Side classes come first: they read what
 * the core had before. */
TARGET static void NAME(step)(space_t *s, const cot_reach_t *reach, list_t *core, list_t *side) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < side->count && !poll(s, i); i++) {
        const uint32_t v = side->item[i];
        side->item[kept] = v;
        kept += NAME(visit_side)(s, reach, v);
    }
    side->count = kept;
    kept = 0;
    for (uint32_t i = 0; i < core->count && !poll(s, i); i++) {
        const uint32_t v = core->item[i];
        core->item[kept] = v;
        kept += NAME(visit_core)(s, reach, v);
    }
    core->count = kept;
}

#undef VECTOR
#undef VECTORS
