/* msbfs_search.h: the inner part of msbfs.c, included there once per instruction set with NAME(), TARGET and
 * VECTOR_BYTES defined. (A compiler splits vectors that its target lacks before it inlines, so an inlined
 * body cannot be shared.) No include guard for that reason. SPDX-License-Identifier: GPL-3.0-or-later */

typedef uint64_t NAME(vector) __attribute__((vector_size(VECTOR_BYTES), may_alias));
#define VECTOR NAME(vector)
#define VECTORS (WORDS * 8 / VECTOR_BYTES)

/* Number of sources whose bits are set. */
TARGET static inline uint64_t NAME(count_sources)(const space_t *s, const bits_t *bits) {
    uint64_t count = 0;
    for (unsigned k = 0; k < s->planes; k++) {
        uint64_t ones = 0;
        for (unsigned i = 0; i < s->plane_words[k]; i++) {
            ones += (uint64_t)__builtin_popcountll(bits->word[i] & s->plane[k].word[i]);
        }
        count += ones << k;
    }
    return count;
}

/* Bits that come to v from its neighbours at this level. */
TARGET static inline void NAME(pull)(const space_t *s, const cot_csr_t *rows, uint32_t v, bits_t *out) {
    VECTOR in[VECTORS] = {{0}};
    for (uint64_t a = rows->off[v]; a < rows->off[v + 1]; a++) {
        const VECTOR *from = (const VECTOR *)&s->now[rows->adj[a]];
        for (unsigned i = 0; i < VECTORS; i++) {
            in[i] |= from[i];
        }
    }
    memcpy(out, in, sizeof *out);
}

/* The same from the other side, for all vertices: quicker while few are active. */
TARGET static inline void NAME(push)(space_t *s, const cot_csr_t *rows) {
    memset(s->coming + s->first, 0, (size_t)(s->end - s->first) * sizeof *s->coming);
    for (uint32_t i = 0; i < s->n_active; i++) {
        const uint32_t v = s->active[i];
        const VECTOR *from = (const VECTOR *)&s->now[v];
        for (uint64_t a = rows->off[v]; a < rows->off[v + 1]; a++) {
            VECTOR *to = (VECTOR *)&s->coming[rows->adj[a]];
            for (unsigned k = 0; k < VECTORS; k++) {
                to[k] |= from[k];
            }
        }
    }
}

TARGET static inline uint64_t NAME(any)(VECTOR bits) {
    uint64_t any = 0;
    for (unsigned i = 0; i < VECTOR_BYTES / 8; i++) {
        any |= bits[i];
    }
    return any;
}

/* Whether a lane has not reached v. */
TARGET static inline bool NAME(open)(const space_t *s, uint32_t v) {
    const VECTOR *seen = (const VECTOR *)&s->seen[v], *all = (const VECTOR *)&s->all;
    VECTOR missing = {0};
    for (unsigned k = 0; k < VECTORS; k++) {
        missing |= seen[k] ^ all[k];
    }
    return NAME(any)(missing) != 0;
}

TARGET static inline bool NAME(has_bits)(const bits_t *bits) {
    const VECTOR *of = (const VECTOR *)bits;
    VECTOR some = {0};
    for (unsigned k = 0; k < VECTORS; k++) {
        some |= of[k];
    }
    return NAME(any)(some) != 0;
}

/* Bits of `in` that v has not seen; they are seen now. */
TARGET static inline void NAME(take_fresh)(space_t *s, uint32_t v, const bits_t *in, bits_t *fresh) {
    const VECTOR *from = (const VECTOR *)in;
    VECTOR *seen = (VECTOR *)&s->seen[v], *to = (VECTOR *)fresh;
    for (unsigned k = 0; k < VECTORS; k++) {
        const VECTOR bits = from[k] & ~seen[k];
        seen[k] |= bits;
        to[k] = bits;
    }
}

/* One level: every live vertex takes what is new; those with nothing to come and nothing to give drop out. */
TARGET static void NAME(step)(space_t *s, const task_t *task, uint32_t level, bool pushed) {
    const cot_csr_t *rows = &task->quotient->rows;
    const double inverse = 1.0 / (double)level;
    uint32_t kept = 0;
    s->n_active = 0;
    s->active_arcs = s->open_arcs = 0;
    for (uint32_t i = 0; i < s->n_live; i++) {
        const uint32_t v = s->live[i];
        bits_t in = {{0}};
        bool open = NAME(open)(s, v), some = false;
        if (open) {
            if (pushed) {
                in = s->coming[v];
            } else {
                NAME(pull)(s, rows, v, &in);
            }
            NAME(take_fresh)(s, v, &in, &s->coming[v]);
            open = NAME(open)(s, v);
            some = NAME(has_bits)(&s->coming[v]);
            s->open_arcs += open ? rows->off[v + 1] - rows->off[v] : 0;
        } else {
            s->coming[v] = in;
        }
        if (some) {
            meet(s, task, v, NAME(count_sources)(s, &s->coming[v]), level, inverse);
        }
        if (open || some || NAME(has_bits)(&s->now[v])) {
            s->live[kept++] = v;
        }
    }
    s->n_live = kept;
}

TARGET static void NAME(search)(space_t *s, const task_t *task) {
    for (uint32_t level = 1; s->n_active > 0; level++) {
        const bool few = s->active_arcs < s->open_arcs / 4;
        if (few) {
            NAME(push)(s, &task->quotient->rows);
        }
        NAME(step)(s, task, level, few);
        bits_t *const now = s->now;
        s->now = s->coming;
        s->coming = now;
        s->totals.longest = s->n_active > 0 ? level : s->totals.longest;
    }
}

#undef VECTOR
#undef VECTORS
