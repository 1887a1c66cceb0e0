/* msbfs.c: multi-source breadth-first search (Then et al., VLDB 8 (2014) 449), for sums over distances.
 *
 * A core class holds one bit per source: has it been reached? At every level it takes the bits its neighbours had
 * one level ago, from one buffer of rows into another: one pass over the arcs moves 2048 searches a step. The
 * network being undirected, the bits that are new in row v at level d say how many sources are at distance d
 * *from v*, so all sums over distances need one population count per row that changed and no counters per
 * source. Only rows that changed in the last level are read; next to a row that has all bits, none is. Side
 * classes (reach.h) hold no row: as sources they strike their neighbours at level 1, as targets they know what
 * their neighbours knew one level ago. Twins: a source class counts as often as it has sources; the counts are
 * kept as bit planes over the lanes (plane k = lanes whose count has bit k), so a weighted count is a sum of
 * shifted population counts. SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/msbfs.h"

#include <string.h>

#include "base/meter.h"
#include "base/alloc.h"

#define WORDS COT_MSBFS_WORDS

enum { CHANGED = 1, FULL = 2, STRUCK = 4 }; /* flags of a core class: in the last level; all lanes; by a side class */
enum { POLL_EVERY = 2048, FEW = 16 };

typedef struct {
    uint64_t word[WORDS];
} __attribute__((aligned(64))) bits_t;

typedef struct {
    uint32_t *item, count;
} list_t;

/* Sources that are searched from together, and the classes of the components they lie in. */
typedef struct {
    uint32_t first, count; /* in task_t.sources */
    uint32_t core_first, core_end, side_first, side_end;
} batch_t;

/* What all threads read. */
typedef struct {
    const cot_reach_t *reach;
    uint32_t *weight;  /* number -> sources in the class */
    uint32_t *sources; /* numbers, in the order of the quotient */
    batch_t *batches;
    uint32_t n_batches;
    cot_isa_t isa;
    cot_meter_t *meter;
} task_t;

/* One thread's work space. */
typedef struct {
    bits_t *old, *new;  /* rows of the core after the last level, and after this one */
    uint8_t *flag;      /* per core class, after the last level */
    uint8_t *mark;      /* per class: on a list already */
    list_t core, side;  /* those with something to come */
    list_t some_core, some_side; /* those of them next to a change, while changes are few */
    uint32_t *changed, *before;  /* core classes that changed in this level, and in the last */
    uint32_t n_changed, n_before;
    uint32_t *near;    /* neighbours that changed */
    cot_tally_t *tally;
    uint64_t *pairs;
    uint64_t inverse_high, inverse_low, met; /* 1 / level; pairs met in this level */
    uint32_t level, total;                   /* sources in the batch */
    bits_t all;                              /* lanes in use */
    bits_t plane[32];
    unsigned planes, plane_words[32]; /* words that a plane has bits in: the first ones, in eights */
    const uint32_t *size;
    cot_meter_t *meter;
} space_t;

/* Every now and then: has somebody asked to stop? */
static inline bool poll(const space_t *s, uint32_t i) {
    if (i % POLL_EVERY != 0) {
        return false;
    }
    cot_i_meter_add(s->meter, 0);
    return cot_i_meter_stopped(s->meter);
}

/* v is now known to `seen` sources. */
static inline void meet(space_t *s, uint32_t v, uint32_t seen) {
    cot_tally_t *const t = &s->tally[v];
    const uint64_t count = seen - t->seen;
    t->inverse_high += count * s->inverse_high;
    t->inverse_low += count * s->inverse_low;
    t->distance += count * s->level;
    t->farthest = s->level > t->farthest ? s->level : t->farthest;
    t->seen = seen;
    s->met += count * s->size[v];
}

/* One level, once for each instruction set. */
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

static void step(space_t *s, const task_t *task, list_t *core, list_t *side) {
#ifdef COT_ISA_X86
    if (task->isa == COT_ISA_AVX512) {
        step_avx512(s, task->reach, core, side);
        return;
    }
    if (task->isa == COT_ISA_AVX2) {
        step_avx2(s, task->reach, core, side);
        return;
    }
#endif
    step_base(s, task->reach, core, side);
}

static void space_clear(space_t *s, bool own_tally) {
    cot_i_free(s->old);
    cot_i_free(s->new);
    cot_i_free(s->flag);
    cot_i_free(s->mark);
    cot_i_free(s->core.item);
    cot_i_free(s->side.item);
    cot_i_free(s->some_core.item);
    cot_i_free(s->some_side.item);
    cot_i_free(s->changed);
    cot_i_free(s->before);
    cot_i_free(s->near);
    cot_i_free(s->pairs);
    if (own_tally) {
        cot_i_free(s->tally);
    }
}

static cot_status_t space_new(space_t *s, const cot_reach_t *r, cot_tally_t *tally, cot_meter_t *meter,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *what = "distances";
    const uint32_t n_side = r->n - r->n_core;
    s->size = r->size;
    s->meter = meter;
    s->old = cot_i_alloc_aligned(r->n_core, sizeof *s->old);
    s->new = cot_i_alloc_aligned(r->n_core, sizeof *s->new);
    if (!s->old || !s->new) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: distances (2 x %u x %zu bytes per thread)", r->n_core,
                 sizeof *s->old);
    }
    COT_NEW(st, err, s->flag, r->n_core, what);
    COT_NEW(st, err, s->mark, r->n, what);
    COT_NEW(st, err, s->core.item, r->n_core, what);
    COT_NEW(st, err, s->side.item, n_side, what);
    /* list_once writes behind the last, even when all are listed */
    COT_NEW(st, err, s->some_core.item, (size_t)r->n_core + 1, what);
    COT_NEW(st, err, s->some_side.item, (size_t)n_side + 1, what);
    COT_NEW(st, err, s->changed, r->n_core, what);
    COT_NEW(st, err, s->before, r->n_core, what);
    COT_NEW(st, err, s->near, (size_t)r->most_arcs + 1, what);
    COT_NEW(st, err, s->pairs, (size_t)r->farthest + 2, what);
    s->tally = tally;
    if (!tally) {
        COT_NEW(st, err, s->tally, r->n, what);
    }
done:
    return st;
}

/* Clears the classes that a batch can reach. */
static void clear_batch(space_t *s, const batch_t *b) {
    const size_t n = b->core_end - b->core_first;
    memset(s->old + b->core_first, 0, n * sizeof *s->old);
    memset(s->new + b->core_first, 0, n * sizeof *s->new);
    memset(s->flag + b->core_first, 0, n);
    memset(&s->all, 0, sizeof s->all);
    memset(s->plane, 0, sizeof s->plane);
    memset(s->plane_words, 0, sizeof s->plane_words);
    s->planes = 0;
    s->total = s->level = 0;
    s->n_changed = s->core.count = s->side.count = 0;
    for (uint32_t v = b->core_first; v < b->core_end; v++) {
        s->core.item[s->core.count++] = v;
        s->tally[v].seen = 0;
    }
    for (uint32_t v = b->side_first; v < b->side_end; v++) {
        s->side.item[s->side.count++] = v;
        s->tally[v].seen = 0;
    }
}

static void start_lane(space_t *s, const task_t *task, uint32_t v, unsigned lane) {
    const cot_reach_t *r = task->reach;
    const uint64_t bit = UINT64_C(1) << (lane % 64);
    const unsigned word = lane / 64;
    s->all.word[word] |= bit;
    s->total += task->weight[v];
    s->tally[v].seen = task->weight[v];
    for (unsigned k = 0; k < 32 && task->weight[v] >> k != 0; k++) {
        if ((task->weight[v] >> k & 1) != 0) {
            s->plane[k].word[word] |= bit;
            s->plane_words[k] = word / 8 * 8 + 8;
        }
        s->planes = k + 1 > s->planes ? k + 1 : s->planes;
    }
    if (v < r->n_core) {
        s->old[v].word[word] |= bit;
        s->flag[v] |= CHANGED;
        s->changed[s->n_changed++] = v;
    }
    for (uint32_t a = r->off[v]; v >= r->n_core && a < r->off[v + 1]; a++) {
        s->new[r->adj[a]].word[word] |= bit;
        s->flag[r->adj[a]] |= STRUCK;
    }
}

/* Puts the sources into the lanes: those that count more than once first, so that the higher planes are
 * short. */
static void start_batch(space_t *s, const task_t *task, const batch_t *b) {
    unsigned lane = 0;
    clear_batch(s, b);
    for (int many = 1; many >= 0; many--) {
        for (uint32_t i = b->first; i < b->first + b->count; i++) {
            if ((task->weight[task->sources[i]] > 1) == (many != 0)) {
                start_lane(s, task, task->sources[i], lane++);
            }
        }
    }
}

static inline void list_once(space_t *s, list_t *list, uint32_t v) {
    list->item[list->count] = v;
    list->count += s->mark[v] == 0;
    s->mark[v] = 1;
}

/* Lists what changed and what is next to it. */
static void list_near(space_t *s, const cot_reach_t *r) {
    s->some_core.count = s->some_side.count = 0;
    for (uint32_t i = 0; i < s->n_before; i++) {
        const uint32_t v = s->before[i];
        list_once(s, &s->some_core, v);
        for (uint32_t a = r->off[v]; a < r->mid[v]; a++) {
            list_once(s, &s->some_core, r->adj[a]);
        }
        for (uint32_t a = r->mid[v]; a < r->off[v + 1]; a++) {
            list_once(s, &s->some_side, r->adj[a]);
        }
    }
    for (uint32_t i = 0; i < s->some_core.count; i++) {
        s->mark[s->some_core.item[i]] = 0;
    }
    for (uint32_t i = 0; i < s->some_side.count; i++) {
        s->mark[s->some_side.item[i]] = 0;
    }
}

/* What changed in the level becomes what changed in the last one. */
static void end_level(space_t *s) {
    bits_t *const rows = s->old;
    s->old = s->new;
    s->new = rows;
    for (uint32_t i = 0; i < s->n_before; i++) {
        s->flag[s->before[i]] &= (uint8_t)~CHANGED;
    }
    for (uint32_t i = 0; i < s->n_changed; i++) {
        const uint32_t v = s->changed[i];
        s->flag[v] |= s->tally[v].seen == s->total ? CHANGED | FULL : CHANGED;
    }
    s->pairs[s->level] += s->met;
}

static void run_batch(space_t *s, const task_t *task, const batch_t *b) {
    start_batch(s, task, b);
    for (bool more = true; more && !cot_i_meter_stopped(s->meter);) {
        uint32_t *const list = s->before;
        s->before = s->changed;
        s->n_before = s->n_changed;
        s->changed = list;
        s->n_changed = 0;
        s->level++;
        s->met = 0;
        const uint64_t inverse = s->level == 1 ? UINT64_C(1) << 63
                                               : (uint64_t)(0x1p63 / (double)s->level + 0.5);
        s->inverse_high = inverse >> 32;
        s->inverse_low = inverse & UINT32_MAX;
        /* the first level must see all: some are struck by side classes */
        if (s->level > 1 && s->n_before < s->core.count / FEW) {
            list_near(s, task->reach);
            step(s, task, &s->some_core, &s->some_side);
        } else {
            step(s, task, &s->core, &s->side);
        }
        if (s->level == 1) {
            for (uint32_t v = b->core_first; v < b->core_end; v++) {
                s->flag[v] &= (uint8_t)~STRUCK;
            }
        }
        end_level(s);
        more = s->n_changed > 0 || s->met > 0;
    }
}

/* Sources of a component in batches of equal size, as many as all threads can share. */
static void cut_part(task_t *task, const cot_reach_part_t *p, uint32_t first, uint32_t count, int threads) {
    const uint32_t t = (uint32_t)threads, least = (count + COT_MSBFS_LANES - 1) / COT_MSBFS_LANES;
    const uint32_t even = (least + t - 1) / t * t, most = count / (COT_MSBFS_LANES / 4);
    const bool main_part = count > task->reach->n / 2;
    const uint32_t batches = main_part && least > 1 ? (even < most ? even : most) : least;
    for (uint32_t k = 0; k < batches; k++) {
        const uint32_t from = (uint32_t)((uint64_t)count * k / batches),
                       to = (uint32_t)((uint64_t)count * (k + 1) / batches);
        task->batches[task->n_batches++] = (batch_t){first + from, to - from, p->core_first, p->core_end,
                                                     p->side_first, p->side_end};
    }
}

/* Small components that follow each other share a batch. */
static void cut_batches(task_t *task, int threads) {
    const cot_reach_t *r = task->reach;
    uint32_t n = 0;
    batch_t pack = {0, 0, 0, 0, 0, 0};
    for (uint32_t i = 0; i < r->n_parts; i++) {
        const cot_reach_part_t *p = &r->parts[i];
        const uint32_t first = n;
        for (uint32_t c = p->class_first; c < p->class_end && p->class_end - p->class_first > 1; c++) {
            const uint32_t v = r->number_of[c];
            task->sources[n] = v;
            n += task->weight[v] > 0;
        }
        const uint32_t count = n - first;
        if (pack.count > 0 && pack.count + count > COT_MSBFS_LANES) {
            task->batches[task->n_batches++] = pack;
            pack.count = 0;
        }
        if (count > COT_MSBFS_LANES / 2) {
            if (pack.count > 0) {
                task->batches[task->n_batches++] = pack;
                pack.count = 0;
            }
            cut_part(task, p, first, count, threads);
        } else if (count > 0) {
            pack = pack.count > 0 ? pack
                                  : (batch_t){first, 0, p->core_first, 0, p->side_first, 0};
            pack.count += count;
            pack.core_end = p->core_end;
            pack.side_end = p->side_end;
        }
    }
    if (pack.count > 0) {
        task->batches[task->n_batches++] = pack;
    }
}

static cot_status_t task_new(task_t *task, const uint32_t *sources_of, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = task->reach->n;
    COT_NEW(st, err, task->weight, n, "distances");
    COT_NEW(st, err, task->sources, (size_t)n + 1, "distances"); /* one is written behind the last */
    /* a batch holds more than a quarter of the lanes on average, but for the last one of each thread */
    COT_NEW(st, err, task->batches, n / (COT_MSBFS_LANES / 4) + 2 * (size_t)threads + 4, "distances");
    for (uint32_t v = 0; v < n; v++) {
        task->weight[v] = sources_of[task->reach->class_of[v]];
    }
    cut_batches(task, threads);
done:
    return st;
}

static void run_all(const task_t *task, space_t *spaces, int threads) {
    const int64_t n_batches = task->n_batches;
    (void)threads;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t b = 0; b < n_batches; b++) {
        if (!cot_i_meter_stopped(task->meter)) {
            run_batch(&spaces[cot_i_thread()], task, &task->batches[b]);
            cot_i_meter_add(task->meter, 1);
        }
    }
}

/* Whole numbers: the order does not matter. */
static void add_up(const cot_reach_t *r, const space_t *spaces, int threads, cot_tally_t *tally,
                   uint64_t *pairs) {
    for (int t = 0; t < threads; t++) {
        for (uint32_t d = 0; d <= r->farthest; d++) {
            pairs[d] += spaces[t].pairs[d];
        }
        for (uint32_t v = 0; t > 0 && v < r->n; v++) {
            const cot_tally_t *from = &spaces[t].tally[v];
            tally[v].inverse_high += from->inverse_high;
            tally[v].inverse_low += from->inverse_low;
            tally[v].distance += from->distance;
            tally[v].farthest = from->farthest > tally[v].farthest ? from->farthest : tally[v].farthest;
        }
    }
}

cot_status_t cot_i_msbfs(const cot_reach_t *reach, const uint32_t *sources_of, cot_tally_t *tally,
                         uint64_t *pairs, const char *stage, cot_isa_t isa, const cot_env_t *env,
                         cot_error_t *err) {
    cot_status_t st = COT_OK;
    int threads = cot_env_threads(env), made = 0;
    space_t *spaces = NULL;
    cot_meter_t meter = {env, err, stage, 0, 0, COT_OK};
    task_t task = {.reach = reach, .isa = isa, .meter = &meter};
    COT_TRY(st, task_new(&task, sources_of, threads, err));
    meter.total = task.n_batches;
    threads = task.n_batches < (uint32_t)threads ? (int)task.n_batches : threads;
    threads = threads < 1 ? 1 : threads;
    spaces = cot_i_alloc_aligned((size_t)threads, sizeof *spaces);
    if (!spaces) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %s (%d threads)", stage, threads);
    }
    memset(spaces, 0, (size_t)threads * sizeof *spaces);
    while (made < threads) {
        made++;
        COT_TRY(st, space_new(&spaces[made - 1], reach, made == 1 ? tally : NULL, &meter, err));
    }
    COT_TRY(st, cot_i_progress(env, stage, 0, meter.total, err));
    run_all(&task, spaces, threads);
    COT_TRY(st, cot_i_meter_end(&meter, stage));
    add_up(reach, spaces, threads, tally, pairs);
done:
    for (int t = 0; t < made; t++) {
        space_clear(&spaces[t], t > 0);
    }
    cot_i_free(spaces);
    cot_i_free(task.weight);
    cot_i_free(task.sources);
    cot_i_free(task.batches);
    return st;
}
