/* msbfs.c: multi-source breadth-first search (Then et al., VLDB 8 (2014) 449).
 *
 * A vertex holds one bit per source: seen, and new at this level. At every level each unfinished vertex ORs
 * the new bits of its neighbours: one pass over the arcs moves 512 searches a step. The network being
 * undirected, the bits new at v at level d say how many sources are at distance d *from v*, so sums over
 * distances need a population count per vertex and level and no counters per source. Twins: a source class
 * counts as often as it has sources; the counts are kept as bit planes over the lanes (plane k = lanes whose
 * count has bit k), so a weighted count is a sum of shifted population counts. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "paths/msbfs.h"

#include <string.h>

#include "base/meter.h"
#include "prepare/prepared.h"
#include "base/alloc.h"

#define WORDS COT_MSBFS_WORDS

typedef struct {
    uint64_t word[WORDS];
} __attribute__((aligned(64))) bits_t;

/* One thread's work space, and what one batch gave. */
typedef struct {
    bits_t *seen, *now, *coming;
    uint32_t *live;   /* vertices still to look at */
    uint32_t *active; /* vertices with bits in now */
    uint32_t n_live, n_active;
    uint64_t open_arcs;   /* arcs of vertices that some lane has not reached */
    uint64_t active_arcs; /* arcs of active vertices */
    double *inverse;      /* of this batch; zero outside first .. end - 1 */
    bits_t all;           /* lanes in use */
    bits_t plane[32];
    unsigned planes, plane_words[32]; /* words that a plane has bits in: the first ones */
    uint32_t first, end;              /* vertices of the components that hold its sources */
    cot_distance_totals_t totals;
} space_t;

/* What all threads read. */
typedef struct {
    const cot_quotient_t *quotient;
    const uint32_t *sources_of;
    const uint32_t *sources; /* classes with sources, ascending */
    uint32_t n_sources;
    const cot_parts_t *parts;
    cot_isa_t isa;
} task_t;

static void space_clear(space_t *s) {
    cot_i_free(s->seen);
    cot_i_free(s->now);
    cot_i_free(s->coming);
    cot_i_free(s->live);
    cot_i_free(s->active);
    cot_i_free(s->inverse);
}

static cot_status_t space_new(space_t *s, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    s->seen = cot_i_alloc_aligned(n, sizeof *s->seen);
    s->now = cot_i_alloc_aligned(n, sizeof *s->now);
    s->coming = cot_i_alloc_aligned(n, sizeof *s->coming);
    if (!s->seen || !s->now || !s->coming) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: distances (%u vertices)", n);
    }
    COT_NEW(st, err, s->live, n, "distances");
    COT_NEW(st, err, s->active, n, "distances");
    COT_NEW(st, err, s->inverse, n, "distances");
done:
    return st;
}

/* Clears the rows of the components that the sources lie in; all their vertices are live. */
static void clear_batch(space_t *s, const task_t *task, const uint32_t *sources, uint32_t count) {
    s->first = task->parts->start[task->parts->of[sources[0]]];
    s->end = task->parts->start[task->parts->of[sources[count - 1]] + 1];
    const size_t n = s->end - s->first;
    memset(s->seen + s->first, 0, n * sizeof *s->seen);
    memset(s->now + s->first, 0, n * sizeof *s->now);
    memset(s->coming + s->first, 0, n * sizeof *s->coming);
    memset(&s->all, 0, sizeof s->all);
    memset(s->plane, 0, sizeof s->plane);
    memset(s->plane_words, 0, sizeof s->plane_words);
    s->totals = (cot_distance_totals_t){0, 0, 0};
    s->n_live = s->n_active = 0;
    s->planes = 1;
    s->active_arcs = 0;
    s->open_arcs = task->quotient->rows.off[s->end] - task->quotient->rows.off[s->first];
    for (uint32_t v = s->first; v < s->end; v++) {
        s->live[s->n_live++] = v;
    }
}

static void start_lane(space_t *s, const task_t *task, uint32_t v, unsigned lane) {
    const uint64_t bit = UINT64_C(1) << (lane % 64);
    const uint32_t *off = task->quotient->rows.off;
    const uint32_t weight = task->sources_of[v];
    const unsigned word = lane / 64;
    s->seen[v].word[word] |= bit;
    s->now[v].word[word] |= bit;
    s->all.word[word] |= bit;
    s->active[s->n_active++] = v;
    s->active_arcs += off[v + 1] - off[v];
    for (unsigned k = 0; k < 32 && weight >> k != 0; k++) {
        if ((weight >> k & 1) != 0) {
            s->plane[k].word[word] |= bit;
            s->plane_words[k] = word + 1;
        }
        s->planes = k + 1 > s->planes ? k + 1 : s->planes;
    }
}

/* Puts the sources into the lanes: those that count more than once first, so that the higher planes are
 * short. */
static void start_batch(space_t *s, const task_t *task, const uint32_t *sources, uint32_t count) {
    unsigned lane = 0;
    for (int many = 1; many >= 0; many--) {
        for (uint32_t i = 0; i < count; i++) {
            if ((task->sources_of[sources[i]] > 1) == (many != 0)) {
                start_lane(s, task, sources[i], lane++);
            }
        }
    }
}

/* v meets new bits at this level, which stand for `count` sources. */
static inline void meet(space_t *s, const task_t *task, uint32_t v, uint64_t count, uint32_t level,
                        double inverse) {
    const uint64_t pairs = count * task->quotient->size[v];
    s->inverse[v] += (double)count * inverse;
    s->totals.pairs += pairs;
    s->totals.distance += pairs * level;
    s->active[s->n_active++] = v;
    s->active_arcs += task->quotient->rows.off[v + 1] - task->quotient->rows.off[v];
}

/* The searches of one batch, once for each instruction set. */
#define NAME(x) x##_base
#define TARGET
#define VECTOR_BYTES 16
#include "paths/msbfs_search.h"
#undef NAME
#undef TARGET
#undef VECTOR_BYTES

#ifdef COT_ISA_X86
#define NAME(x) x##_avx2
#define TARGET COT_TARGET_AVX2
#define VECTOR_BYTES 32
#include "paths/msbfs_search.h"
#undef NAME
#undef TARGET
#undef VECTOR_BYTES

#define NAME(x) x##_avx512
#define TARGET COT_TARGET_AVX512
#define VECTOR_BYTES 64
#include "paths/msbfs_search.h"
#undef NAME
#undef TARGET
#undef VECTOR_BYTES
#endif

static void run_batch(space_t *s, const task_t *task, uint32_t batch) {
    const uint32_t first = batch * COT_MSBFS_LANES, left = task->n_sources - first;
    const uint32_t count = left < COT_MSBFS_LANES ? left : COT_MSBFS_LANES;
    clear_batch(s, task, task->sources + first, count);
    start_batch(s, task, task->sources + first, count);
#ifdef COT_ISA_X86
    if (task->isa == COT_ISA_AVX512) {
        search_avx512(s, task);
        return;
    }
    if (task->isa == COT_ISA_AVX2) {
        search_avx2(s, task);
        return;
    }
#endif
    search_base(s, task);
}

/* Adds what a batch gave, and leaves the work space ready for the next one. */
static void take_batch(space_t *s, double *inverse, cot_distance_totals_t *totals) {
    for (uint32_t v = s->first; v < s->end; v++) {
        if (inverse) {
            inverse[v] += s->inverse[v];
        }
        s->inverse[v] = 0.0;
    }
    totals->pairs += s->totals.pairs;
    totals->distance += s->totals.distance;
    totals->longest = s->totals.longest > totals->longest ? s->totals.longest : totals->longest;
}

/* Batches are searched in any order and added in theirs. */
static void run_all(const task_t *task, space_t *spaces, int threads, double *inverse,
                    cot_distance_totals_t *totals, cot_meter_t *meter) {
    const int64_t batches = ((int64_t)task->n_sources + COT_MSBFS_LANES - 1) / COT_MSBFS_LANES;
    (void)threads;
    meter->total = (uint64_t)batches;
#pragma omp parallel for ordered schedule(dynamic, 1) num_threads(threads)
    for (int64_t b = 0; b < batches; b++) {
        space_t *s = &spaces[cot_i_thread()];
        const bool run = !cot_i_meter_stopped(meter);
        if (run) {
            run_batch(s, task, (uint32_t)b);
        }
#pragma omp ordered
        if (run) {
            take_batch(s, inverse, totals);
        }
        if (run) {
            cot_i_meter_add(meter, 1);
        }
    }
}

cot_status_t cot_i_msbfs(const cot_prepared_t *prepared, const uint32_t *sources_of, double *inverse,
                         cot_distance_totals_t *totals, const char *stage, cot_isa_t isa,
                         const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = prepared->quotient.rows.n;
    const int wanted = cot_env_threads(env);
    uint32_t *sources = NULL;
    space_t *spaces = NULL;
    int threads = 0;
    cot_distance_totals_t sums = {0, 0, 0};
    cot_meter_t meter = {env, err, stage, 0, 0, COT_OK};
    COT_NEW(st, err, sources, n, stage);
    task_t task = {&prepared->quotient, sources_of, sources, 0, &prepared->parts, isa};
    for (uint32_t c = 0; c < n; c++) {
        if (sources_of[c] > 0) {
            sources[task.n_sources++] = c;
        }
    }
    spaces = cot_i_alloc_aligned((size_t)wanted, sizeof *spaces);
    if (!spaces) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %s (%d threads)", stage, wanted);
    }
    memset(spaces, 0, (size_t)wanted * sizeof *spaces);
    do { /* at least one thread, none without a batch */
        COT_TRY(st, space_new(&spaces[threads++], n, err));
    } while (threads < wanted && (uint64_t)threads * COT_MSBFS_LANES < task.n_sources);
    for (uint32_t c = 0; inverse && c < n; c++) {
        inverse[c] = 0.0;
    }
    COT_TRY(st, cot_i_progress(env, stage, 0, 0, err));
    run_all(&task, spaces, threads, inverse, totals ? totals : &sums, &meter);
    COT_TRY(st, cot_i_meter_end(&meter, stage));
done:
    for (int t = 0; t < threads; t++) {
        space_clear(&spaces[t]);
    }
    cot_i_free(spaces);
    cot_i_free(sources);
    return st;
}
