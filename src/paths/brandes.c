/* brandes.c: Brandes' dependencies for up to 32 sources at once.
 *
 * Brandes, J. Math. Sociol. 25 (2001) 163: a breadth-first search counts shortest paths sigma[v] outwards;
 * the dependency of v on the way back is sigma[v] * a[v], a[v] = sum of g[w] over the successors w of v, g[w]
 * = targets[w] / sigma[w] + copies[w] * a[w]. No predecessor lists: a successor is a neighbour one level
 * further out (Madduri et al. 2009).
 * Lanes: sigma and g of all sources of a batch lie side by side (a row per vertex), a bit mask says which
 * lanes meet a vertex at a level, and an arc costs one addition of rows (Sariyuce et al., JPDC 76 (2015) 106,
 * "regularised" centrality). Rows hold zero in the lanes that do not take part, or are masked once per
 * (vertex, level), so that the additions per arc need no mask. Sources next to each other in breadth-first
 * order agree on most levels. Twins: a path through a class has `copies` ways; copies of the source do not
 * multiply its own paths. SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/brandes.h"

#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

/* A vertex met at some level, and by which lanes. */
typedef struct {
    uint32_t vertex, lanes;
} entry_t;

struct cot_brandes {
    unsigned lanes;
    cot_isa_t isa;
    double *sigma;         /* shortest paths: rows of `lanes` */
    double *rows[2];       /* g at odd and even levels; on the way out rows[0] collects the next sigma */
    double *sums;          /* per vertex, over the sources of the batches */
    uint32_t *seen, *next; /* lanes that reached a vertex; lanes that reach it at the coming level */
    uint32_t *further;     /* lanes that meet a vertex one level further out (way back) */
    entry_t *entries;      /* by level */
    size_t n_entries, capacity;
    size_t *level; /* first entry of each level, and the end */
    size_t n_levels;
};

static const uint64_t LANE[COT_MAX_LANES] = {
    1u << 0,  1u << 1,  1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,
    1u << 8,  1u << 9,  1u << 10, 1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15,
    1u << 16, 1u << 17, 1u << 18, 1u << 19, 1u << 20, 1u << 21, 1u << 22, 1u << 23,
    1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30, 1u << 31};

unsigned cot_i_brandes_lanes(uint32_t n) {
    return n <= (1u << 18) ? 32u : 16u; /* more lanes are faster; fewer bound the memory of large networks */
}

void cot_i_brandes_free(cot_brandes_t *s) {
    if (s) {
        cot_i_free(s->sigma);
        cot_i_free(s->rows[0]);
        cot_i_free(s->rows[1]);
        cot_i_free(s->sums);
        cot_i_free(s->seen);
        cot_i_free(s->next);
        cot_i_free(s->further);
        cot_i_free(s->entries);
        cot_i_free(s->level);
        cot_i_free(s);
    }
}

static double *new_rows(uint32_t n, unsigned lanes) {
    double *rows = cot_i_alloc_aligned((size_t)n * lanes, sizeof *rows);
    if (rows) {
        memset(rows, 0, (size_t)n * lanes * sizeof *rows);
    }
    return rows;
}

cot_status_t cot_i_brandes_new(cot_brandes_t **out, uint32_t n, unsigned lanes, cot_isa_t isa,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_brandes_t *s = NULL;
    *out = NULL;
    COT_NEW(st, err, s, 1, "betweenness");
    s->lanes = lanes;
    s->isa = isa;
    s->sigma = new_rows(n, lanes);
    s->rows[0] = new_rows(n, lanes);
    s->rows[1] = new_rows(n, lanes);
    if (!s->sigma || !s->rows[0] || !s->rows[1]) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: betweenness (%u vertices, %u lanes)", n, lanes);
    }
    COT_NEW(st, err, s->sums, n, "betweenness");
    COT_NEW(st, err, s->seen, n, "betweenness");
    COT_NEW(st, err, s->next, n, "betweenness");
    COT_NEW(st, err, s->further, n, "betweenness");
    COT_NEW(st, err, s->level, (size_t)n + 2, "betweenness");
    *out = s;
    s = NULL;
done:
    cot_i_brandes_free(s);
    return st;
}

/* Lanes outside the mask become zero. */
COT_INLINE void mask_row(double *restrict to, const double *restrict from, double factor, uint32_t mask,
                         const unsigned lanes) {
    for (unsigned l = 0; l < lanes; l++) {
        to[l] = (LANE[l] & mask) != 0 ? from[l] * factor : 0.0;
    }
}

/* Sum of a row in a fixed tree: the same bits however wide the vectors are. Destroys the row. */
COT_INLINE double sum_row(double *row, const unsigned lanes) {
    for (unsigned half = lanes / 2; half > 0; half /= 2) {
        for (unsigned l = 0; l < half; l++) {
            row[l] += row[l + half];
        }
    }
    return row[0];
}

/* Level 0: lane i starts at sources[i]. Sources are different vertices. */
COT_INLINE void start_lanes(cot_brandes_t *s, const uint32_t *sources, uint32_t count, const unsigned lanes) {
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t v = sources[i];
        s->seen[v] = 1u << i;
        s->sigma[(size_t)v * lanes + i] = 1.0;
        s->entries[i] = (entry_t){v, 1u << i};
    }
    s->n_entries = count;
    s->level[0] = 0;
    s->level[1] = count;
    s->n_levels = 1;
}

/* Hands the path counts of one entry to the neighbours that some of its lanes have not reached. */
COT_INLINE void push_entry(cot_brandes_t *s, const cot_block_t *b, entry_t e, double ways,
                           const unsigned lanes) {
    double row[COT_MAX_LANES] __attribute__((aligned(64)));
    mask_row(row, s->sigma + (size_t)e.vertex * lanes, ways, e.lanes, lanes);
    for (uint64_t a = b->off[e.vertex]; a < b->off[e.vertex + 1]; a++) {
        const uint32_t w = b->adj[a];
        const uint32_t fresh = e.lanes & ~s->seen[w];
        if (fresh == 0) {
            continue;
        }
        double *restrict into = s->rows[0] + (size_t)w * lanes;
        if (s->next[w] == 0) {
            s->entries[s->n_entries++].vertex = w;
            memcpy(into, row, lanes * sizeof *row);
        } else {
            for (unsigned l = 0; l < lanes; l++) {
                into[l] += row[l];
            }
        }
        s->next[w] |= fresh;
    }
}

/* The vertices met at the new level keep what came in the lanes that are new to them. */
COT_INLINE void settle_level(cot_brandes_t *s, size_t first, const unsigned lanes) {
    for (size_t i = first; i < s->n_entries; i++) {
        const uint32_t w = s->entries[i].vertex, fresh = s->next[w];
        const double *restrict from = s->rows[0] + (size_t)w * lanes;
        double *restrict to = s->sigma + (size_t)w * lanes;
        for (unsigned l = 0; l < lanes; l++) {
            to[l] = (LANE[l] & fresh) != 0 ? from[l] : to[l];
        }
        s->entries[i].lanes = fresh;
        s->seen[w] |= fresh;
        s->next[w] = 0;
    }
}

/* All levels outwards. */
COT_INLINE bool search_out(cot_brandes_t *s, const cot_block_t *b, const unsigned lanes) {
    while (s->level[s->n_levels] > s->level[s->n_levels - 1]) {
        const size_t first = s->level[s->n_levels - 1], end = s->level[s->n_levels];
        if (!COT_GROW(s->entries, s->capacity, end + b->n)) {
            return false;
        }
        for (size_t i = first; i < end; i++) {
            const entry_t e = s->entries[i];
            push_entry(s, b, e, first == 0 ? 1.0 : (double)b->copies[e.vertex], lanes);
        }
        settle_level(s, end, lanes);
        s->level[++s->n_levels] = s->n_entries;
    }
    s->n_levels--; /* the last one is empty */
    return true;
}

/* One entry on the way back: its dependency, and its g for the level before. */
COT_INLINE void pull_entry(cot_brandes_t *s, const cot_block_t *b, entry_t e, const double *weight,
                           const double *restrict from, double *restrict to, const unsigned lanes) {
    double a[COT_MAX_LANES] __attribute__((aligned(64)));
    double dependency[COT_MAX_LANES] __attribute__((aligned(64)));
    const double *restrict sigma = s->sigma + (size_t)e.vertex * lanes;
    const double targets = b->targets[e.vertex], copies = b->copies[e.vertex];
    double *restrict g = to + (size_t)e.vertex * lanes;
    memset(a, 0, sizeof a);
    for (uint64_t arc = b->off[e.vertex]; arc < b->off[e.vertex + 1]; arc++) {
        const uint32_t w = b->adj[arc];
        if ((s->further[w] & e.lanes) != 0) {
            for (unsigned l = 0; l < lanes; l++) {
                a[l] += from[(size_t)w * lanes + l];
            }
        }
    }
    for (unsigned l = 0; l < lanes; l++) {
        const bool in = (LANE[l] & e.lanes) != 0;
        dependency[l] = in ? weight[l] * sigma[l] * a[l] : 0.0;
        g[l] = in ? targets / sigma[l] + copies * a[l] : 0.0;
    }
    s->sums[e.vertex] += sum_row(dependency, lanes);
}

/* From the last level to the first. */
COT_INLINE void search_back(cot_brandes_t *s, const cot_block_t *b, const double *weight,
                            const unsigned lanes) {
    for (size_t k = s->n_levels - 1; k > 0; k--) {
        const size_t first = s->level[k], end = s->level[k + 1];
        for (size_t i = first; i < end; i++) {
            pull_entry(s, b, s->entries[i], weight, s->rows[(k + 1) & 1], s->rows[k & 1], lanes);
        }
        for (size_t i = end; k + 1 < s->n_levels && i < s->level[k + 2]; i++) {
            s->further[s->entries[i].vertex] = 0;
        }
        for (size_t i = first; i < end; i++) {
            s->further[s->entries[i].vertex] = s->entries[i].lanes;
        }
    }
}

COT_INLINE bool batch(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources, uint32_t count,
                      const unsigned lanes) {
    double weight[COT_MAX_LANES] = {0};
    for (uint32_t i = 0; i < count; i++) {
        weight[i] = b->sources[sources[i]];
    }
    start_lanes(s, sources, count, lanes);
    const bool ok = search_out(s, b, lanes);
    if (ok) {
        search_back(s, b, weight, lanes);
    }
    for (size_t i = 0; i < s->n_entries; i++) {
        s->seen[s->entries[i].vertex] = 0;
        s->further[s->entries[i].vertex] = 0;
    }
    return ok;
}

static bool batch_base(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources, uint32_t count) {
    return s->lanes == 32 ? batch(s, b, sources, count, 32) : batch(s, b, sources, count, 16);
}

#ifdef COT_ISA_X86
COT_TARGET_AVX2 static bool batch_avx2(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources,
                                       uint32_t count) {
    return s->lanes == 32 ? batch(s, b, sources, count, 32) : batch(s, b, sources, count, 16);
}

COT_TARGET_AVX512 static bool batch_avx512(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources,
                                           uint32_t count) {
    return s->lanes == 32 ? batch(s, b, sources, count, 32) : batch(s, b, sources, count, 16);
}
#endif

bool cot_i_brandes_batch(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources, uint32_t count) {
    s->n_entries = 0;
    if (!COT_GROW(s->entries, s->capacity, (size_t)count + b->n)) {
        return false;
    }
#ifdef COT_ISA_X86
    if (s->isa == COT_ISA_AVX512) {
        return batch_avx512(s, b, sources, count);
    }
    if (s->isa == COT_ISA_AVX2) {
        return batch_avx2(s, b, sources, count);
    }
#endif
    return batch_base(s, b, sources, count);
}

void cot_i_brandes_take(cot_brandes_t *s, uint32_t n, double *out) {
    for (uint32_t v = 0; v < n; v++) {
        out[v] += s->sums[v];
        s->sums[v] = 0.0;
    }
}
