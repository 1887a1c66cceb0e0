/* brandes.c: Brandes' dependencies for 32 (double) or 64 (float) sources at once.
 *
 * Brandes, J. Math. Sociol. 25 (2001) 163: a breadth-first search counts shortest paths sigma[v] outwards;
 * the dependency of v on the way back is sigma[v] * a[v], a[v] = sum of g[w] over the successors w of v, g[w]
 * = targets[w] / sigma[w] + copies[w] * a[w]. No predecessor lists: a successor is a neighbour one level
 * further out (Madduri et al. 2009).
 * Lanes: sigma of all sources of a batch lie side by side (a row of 256 bytes per vertex), a bit mask says
 * which lanes meet a vertex at a level, and an arc costs one addition of rows (Sariyuce et al., JPDC 76
 * (2015) 106, "regularised" centrality).
 * Sources next to each other in breadth-first order agree on most levels.
 * Counts: on the way out, sigma has 16 bits per lane: a quarter (float: half) of the bytes, in the cache of a
 * core. Few networks of people have 2^15 shortest paths between two of them; a batch that meets so many is
 * done again with reals (wide). Whole numbers below 2^15 are exact in either: the answer has the same bits.
 * Back: g of all starts as targets / sigma, once per lane, and entries with successors add theirs.
 * Twins: a path through a class has `copies` ways; copies of the source do not multiply its own paths.
 * Simplicial vertices have no successors, and are not expanded unless they are sources.
 * Arcs: the arc from one member of v to one of w carries sigma[v] * g[w] / copies[w] (and / copies[v] where v
 * is the source's class: only one of its members is the source).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/brandes.h"

#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

enum { ROW_BYTES = 256, LINE_BYTES = 64, LINES = ROW_BYTES / LINE_BYTES, LOOK_UP = 1 << 16 };
/* Vertices whose rows (8 MiB) still fit caches. There a line of a row in which no lane takes part is added
 * like the others, because a branch costs more; beyond, it is left alone. */
enum { CACHED = 1 << 15 };
enum { PICKED = 256, WIDE_MOST = 64 }; /* arcs of a row looked at in one go; batches done wide in a row */

/* Both lane types in one place: vertices of the entries by level, and where levels begin. */
struct cot_brandes {
    cot_precision_t precision;
    cot_isa_t isa;
    uint32_t room;    /* vertices */
    void *rows;       /* g */
    uint16_t *counts; /* sigma, while all are below 2^15 */
    void *wide;       /* sigma in rows of reals; NULL until they are needed */
    uint32_t wide_left; /* batches to do so without trying counts first */
    uint32_t wide_next; /* how many after the next failure */
    void *seen, *met; /* per vertex: lanes that reached it; lanes that meet it next (or met it last, back) */
    uint32_t *vertex; /* entries by level: vertex and lanes */
    void *lanes;
    size_t capacity_vertex, capacity_lanes, n_entries;
    size_t *level; /* first entry of each level, and the end */
    size_t capacity_level, n_levels;
};

unsigned cot_i_brandes_lanes(cot_precision_t precision) {
    return precision == COT_FLOAT ? 64u : 32u;
}

void cot_i_brandes_free(cot_brandes_t *s) {
    if (s) {
        cot_i_free(s->rows);
        cot_i_free(s->counts);
        cot_i_free(s->wide);
        cot_i_free(s->seen);
        cot_i_free(s->met);
        cot_i_free(s->vertex);
        cot_i_free(s->lanes);
        cot_i_free(s->level);
        cot_i_free(s);
    }
}

cot_status_t cot_i_brandes_new(cot_brandes_t **out, uint32_t n, cot_precision_t precision, cot_isa_t isa,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_brandes_t *s = NULL;
    const size_t mark = precision == COT_FLOAT ? 8 : 4, counts = 2 * cot_i_brandes_lanes(precision);
    *out = NULL;
    COT_NEW(st, err, s, 1, "betweenness");
    s->precision = precision;
    s->isa = isa;
    s->room = n;
    s->wide_next = 1;
    s->rows = cot_i_alloc_aligned(n, ROW_BYTES);
    s->counts = cot_i_alloc_aligned(n, counts);
    s->seen = cot_i_alloc(n, mark);
    s->met = cot_i_alloc(n, mark);
    if (!s->rows || !s->counts || !s->seen || !s->met) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: betweenness (%zu MiB per thread)",
                 (size_t)n * (ROW_BYTES + counts + 2 * mark) >> 20);
    }
    *out = s;
    s = NULL;
done:
    cot_i_brandes_free(s);
    return st;
}

/* Room for one more level of up to n vertices, and one entry. */
static bool grow_entries(cot_brandes_t *s, size_t more) {
    const size_t need = s->n_entries + more + 1;
    return COT_GROW(s->vertex, s->capacity_vertex, need) &&
           cot_i_grow(&s->lanes, &s->capacity_lanes, need, s->precision == COT_FLOAT ? 8 : 4) &&
           COT_GROW(s->level, s->capacity_level, s->n_levels + 3);
}

/* Makes ready for a batch in reals. Where counts failed, the next batch is likely to fail as well: the more
 * have failed in a row, the longer counts are not tried. */
static bool widen(cot_brandes_t *s) {
    if (s->wide_left > 0) {
        s->wide_left--;
    } else {
        s->wide_left = s->wide_next - 1;
        s->wide_next = s->wide_next < WIDE_MOST ? 2 * s->wide_next : WIDE_MOST;
    }
    s->wide = s->wide ? s->wide : cot_i_alloc_aligned(s->room, ROW_BYTES);
    return s->wide != NULL;
}

/* Counts arcs and looks up now and then. */
static inline bool go_on(cot_meter_t *meter, uint64_t *arcs, uint64_t more) {
    *arcs += more;
    if (*arcs >= LOOK_UP) {
        *arcs = 0;
        cot_i_meter_add(meter, 0);
        return !cot_i_meter_stopped(meter);
    }
    return true;
}

#define ISA base
#define TARGET
#define VECTOR_BYTES 16
#include "paths/brandes_types.h"
#undef ISA
#undef TARGET
#undef VECTOR_BYTES

#ifdef COT_ISA_X86
#define ISA avx2
#define TARGET COT_TARGET_AVX2
#define VECTOR_BYTES 32
#include "paths/brandes_types.h"
#undef ISA
#undef TARGET
#undef VECTOR_BYTES

#define ISA avx512
#define TARGET COT_TARGET_AVX512
#define VECTOR_BYTES 64
#include "paths/brandes_types.h"
#undef ISA
#undef TARGET
#undef VECTOR_BYTES
#else
#define batch_double_avx2 batch_double_base
#define batch_float_avx2 batch_float_base
#define batch_double_avx512 batch_double_base
#define batch_float_avx512 batch_float_base
#endif

cot_status_t cot_i_brandes_batch(cot_brandes_t *s, const cot_block_t *b, const uint32_t *sources,
                                 uint32_t count, const cot_brandes_sums_t *sums, cot_meter_t *meter) {
    typedef cot_status_t batch_fn(cot_brandes_t *, const cot_block_t *, const uint32_t *, uint32_t,
                                  const cot_brandes_sums_t *, cot_meter_t *);
    static batch_fn *const table[][2] = {
        [COT_ISA_BASE] = {batch_double_base, batch_float_base},
        [COT_ISA_AVX2] = {batch_double_avx2, batch_float_avx2},
        [COT_ISA_AVX512] = {batch_double_avx512, batch_float_avx512},
    };
    return table[s->isa][s->precision](s, b, sources, count, sums, meter);
}
