/* move.c: moving nodes between communities, in parallel and with the same result for any number of threads.
 *
 * Units of 32 nodes are visited in random order, in batches. The units of a batch are looked at in parallel:
 * each sees the communities as they were when the batch began and, within itself, where its nodes moved, but
 * masses as they were; then the batch's moves are made. What a unit does depends on the partition before the
 * batch only, and sums of masses are exact, so threads change nothing. Batches are a small share of all nodes, so few neighbours move
 * without seeing each other, and the next sweep puts them into other batches. When few nodes are left to look
 * at, they go through a queue one after the other, each seeing all moves before it, until no move gains.
 *
 * Each thread has the partition for itself and makes the moves of all threads in it: what threads write while they
 * visit is read by no other, which costs less than handing lines to and fro between cores.
 *
 * A node is looked at again when a neighbour moved to another community than its own (Ozaki, Tezuka & Inaba
 * 2016; Traag, Waltman & van Eck, Sci. Rep. 9, 5233 (2019)). Parallel moving in sweeps: Staudt & Meyerhenke,
 * IEEE Trans. Parallel Distrib. Syst. 27, 171 (2016); Sahu, arXiv:2312.04876.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <sched.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/isa.h"
#include "base/meter.h"
#include "communities/search.h"

#define PURPOSE_UNITS 0x636f6d6d756e6974ULL

enum {
    BATCHES = 8,        /* in a sweep */
    LEAST_UNITS = 16,   /* in a batch */
    MOST_UNITS = 4096,
    QUEUE_SHARE = 16,   /* with less than 1/16 of the nodes to look at, or */
    QUEUE_NODES = 1024, /* fewer than this, the queue is as quick */
    LEAVE_SHARE = 8,    /* with less than 1/8 to look at, what comes after settles the rest */
    ONE_THREAD = 2048,  /* so few nodes are one thread's */
    GRABS = 16,         /* times that a thread comes for units of a batch, about */
    MOST_SWEEPS = 30,
    MOST_LOOKS = 4096   /* before a thread that waits lets others go first */
};

typedef enum { PLAIN, SMALL, WIDE } weights_t;

COT_INLINE uint32_t label_of(const uint32_t *label, uint32_t v, bool free_running) {
    return free_running ? __atomic_load_n(&label[v], __ATOMIC_RELAXED) : label[v];
}

COT_INLINE int64_t total_of(const int64_t *total, uint32_t c, int side, int sides, bool free_running) {
    const int64_t *at = &total[(size_t)c * (size_t)sides + (size_t)side];
    return free_running ? __atomic_load_n(at, __ATOMIC_RELAXED) : *at;
}

COT_INLINE int64_t weight_of(const cot_level_t *g, uint64_t a, weights_t weights) {
    return weights == PLAIN ? 1 : weights == SMALL ? (int64_t)g->small[a] : g->weight[a];
}

/* What v has from being in community c; `less`: 1 when v itself is in it now. */
COT_INLINE double worth(const int64_t *total, double price, const int64_t *mass, int64_t to, uint32_t c, int64_t less,
                        int sides, bool free_running) {
    const double left = (double)(total_of(total, c, 0, sides, free_running) - less * mass[0]);
    if (sides == 1) {
        return (double)to - price * (double)mass[0] * left;
    }
    const double right = (double)(total_of(total, c, 1, sides, free_running) - less * mass[1]);
    return (double)to - price * ((double)mass[0] * right + (double)mass[1] * left);
}

/* Sorts out the arcs that leave v's own community: the communities they lead to go to near[], their weights to
 * share[]. Returns how many they are; *inside, *outside: weight of the other arcs and of these. */
COT_INLINE uint32_t leaving(const cot_level_t *g, cot_worker_t *w, uint32_t v, uint32_t own, int64_t *inside,
                            int64_t *outside, weights_t weights, bool free_running) {
    const uint32_t *const label = w->label, *const adj = g->adj;
    uint32_t *const near = w->near;
    int64_t *const share = w->share, all = 0, out = 0;
    uint64_t count = 0;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
        const uint32_t c = label_of(label, adj[a], free_running);
        const int64_t weight = weight_of(g, a, weights);
        const uint64_t foreign = c != own;
        near[count] = c;
        if (weights != PLAIN) {
            share[count] = weight;
        }
        count += foreign;
        all += weight;
        out += weight & -(int64_t)foreign;
    }
    *inside = all - out;
    *outside = out;
    return (uint32_t)count;
}

/* For a node that is alone in its community, all arcs leave it. */
COT_INLINE uint32_t around(const cot_level_t *g, cot_worker_t *w, uint32_t v, weights_t weights, bool free_running) {
    int64_t *const to = w->to;
    uint32_t *const near = w->near, count = 0;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
        const uint32_t c = label_of(w->label, g->adj[a], free_running);
        near[count] = c;
        count += to[c] == 0;
        to[c] += weight_of(g, a, weights);
    }
    return count;
}

/* The neighbouring community where v does best; its own unless another gains. *alone: v would rather be by
 * itself. */
COT_INLINE uint32_t best_for(const cot_search_t *s, const cot_level_t *g, cot_worker_t *w, uint32_t v, uint32_t own,
                             bool *alone, int sides, weights_t weights, bool free_running) {
    const int64_t *mass = &g->mass[(size_t)v * (size_t)sides], *const total = w->total;
    const double price = s->objective.price;
    int64_t *const to = w->to, inside, outside;
    uint32_t *const near = w->near, count = 0, best = own;
    double most = s->objective.least;
    *alone = false;
    if (!free_running && sides == 1 && total[own] == mass[0]) {
        count = around(g, w, v, weights, free_running);
        most += (double)to[own]; /* from nodes of the unit that have just come */
    } else {
        const uint32_t arcs = leaving(g, w, v, own, &inside, &outside, weights, free_running);
        most = worth(total, price, mass, inside, own, 1, sides, free_running);
        *alone = most < -s->objective.least;
        most += s->objective.least;
        if ((double)outside <= most) { /* not even if all that led to one community, without mass */
            return own;
        }
        for (uint32_t i = 0; i < arcs; i++) {
            const uint32_t c = near[i];
            near[count] = c;
            count += to[c] == 0;
            to[c] += weights == PLAIN ? 1 : w->share[i];
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t c = near[i];
        const double here = worth(total, price, mass, to[c], c, 0, sides, free_running);
        to[c] = 0;
        best = here > most ? c : best;
        most = here > most ? here : most;
    }
    return best;
}

COT_INLINE void add_mass(int64_t *total, const int64_t *mass, uint32_t from, uint32_t to, int sides, bool shared) {
    for (int i = 0; i < sides; i++) {
        int64_t *source = &total[(size_t)from * (size_t)sides + (size_t)i];
        int64_t *target = &total[(size_t)to * (size_t)sides + (size_t)i];
        if (shared) {
            __atomic_fetch_sub(source, mass[i], __ATOMIC_RELAXED);
            __atomic_fetch_add(target, mass[i], __ATOMIC_RELAXED);
        } else {
            *source -= mass[i];
            *target += mass[i];
        }
    }
}

/* v moved from `own` to `best`: its neighbours elsewhere are to be looked at again. Those of the unit whose turn is
 * still to come are returned as a mask. */
COT_INLINE uint64_t mark_neighbours(const cot_level_t *g, cot_worker_t *w, uint32_t v, uint32_t best,
                                    bool free_running) {
    const uint32_t base = v / COT_UNIT * COT_UNIT, i = v - base;
    uint64_t mask = 0;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
        const uint32_t u = g->adj[a], j = u - base;
        const uint64_t elsewhere = label_of(w->label, u, free_running) != best, later = (j < COT_UNIT) & (j > i);
        mask |= (elsewhere & later) << (j % COT_UNIT);
        w->changed[u] |= (uint8_t)(elsewhere & ~later);
    }
    return mask;
}

/* Visits the nodes of one unit that are in its mask. */
COT_INLINE void visit(cot_search_t *s, const cot_level_t *g, cot_worker_t *w, uint32_t unit, int sides,
                      weights_t weights, bool free_running) {
    const uint32_t base = unit * COT_UNIT;
    const uint64_t already = w->n_moved;
    uint32_t was[COT_UNIT];
    for (uint64_t mask = s->mask[unit]; mask != 0;) {
        const uint32_t i = (uint32_t)__builtin_ctzll(mask), v = base + i;
        const uint32_t own = label_of(w->label, v, free_running);
        bool alone;
        const uint32_t best = best_for(s, g, w, v, own, &alone, sides, weights, free_running);
        mask &= mask - 1;
        if (best == own) {
            if (alone) { /* for the queue, which knows free numbers */
                w->changed[v] = 1;
            }
            continue;
        }
        if (free_running) {
            add_mass(w->total, &g->mass[(size_t)v * (size_t)sides], own, best, sides, true);
            __atomic_store_n(&w->label[v], best, __ATOMIC_RELAXED);
        } else {
            was[i] = own;
            w->label[v] = best;
            w->moved[2 * w->n_moved] = v;
            w->moved[2 * w->n_moved + 1] = best;
        }
        w->n_moved++;
        mask |= mark_neighbours(g, w, v, best, free_running);
    }
    for (uint64_t k = already; !free_running && k < w->n_moved; k++) { /* moves count when the batch ends */
        w->label[w->moved[2 * k]] = was[w->moved[2 * k] - base];
    }
}

typedef void visit_fn(cot_search_t *, const cot_level_t *, cot_worker_t *, uint32_t);
#define VISIT(name, sides, weights, free_running)                                                              \
    static void name(cot_search_t *s, const cot_level_t *g, cot_worker_t *w, uint32_t unit) {                \
        visit(s, g, w, unit, sides, weights, free_running);                                                  \
    }
VISIT(visit_plain, 1, PLAIN, false)
VISIT(visit_small, 1, SMALL, false)
VISIT(visit_wide, 1, WIDE, false)
VISIT(visit_plain_2, 2, PLAIN, false)
VISIT(visit_small_2, 2, SMALL, false)
VISIT(visit_wide_2, 2, WIDE, false)
VISIT(visit_free_plain, 1, PLAIN, true)
VISIT(visit_free_small, 1, SMALL, true)
VISIT(visit_free_wide, 1, WIDE, true)
VISIT(visit_free_plain_2, 2, PLAIN, true)
VISIT(visit_free_small_2, 2, SMALL, true)
VISIT(visit_free_wide_2, 2, WIDE, true)

static weights_t weights_of(const cot_level_t *g) {
    return g->small ? SMALL : g->weight ? WIDE : PLAIN;
}

static visit_fn *visit_for(const cot_search_t *s, const cot_level_t *g) {
    static visit_fn *const table[2][2][3] = {
        {{visit_plain, visit_small, visit_wide}, {visit_plain_2, visit_small_2, visit_wide_2}},
        {{visit_free_plain, visit_free_small, visit_free_wide},
         {visit_free_plain_2, visit_free_small_2, visit_free_wide_2}}};
    return table[s->free_running][s->objective.sides - 1][weights_of(g)];
}

/* Makes the moves that all threads found in the batch, in this thread's partition. */
static void make_moves(const cot_search_t *s, const cot_level_t *g, cot_worker_t *w, uint32_t threads) {
    const int sides = s->objective.sides;
    for (uint32_t t = 0; t < threads; t++) {
        const cot_worker_t *from = &s->workers[t];
        for (uint64_t i = 0; i < from->n_moved; i++) {
            const uint32_t v = from->moved[2 * i], to = from->moved[2 * i + 1];
            add_mass(w->total, &g->mass[(size_t)v * (size_t)sides], w->label[v], to, sides, false);
            w->label[v] = to;
        }
    }
}

/* Nodes of the unit with something to look at since it was last visited; with `clear`, it is about to be. */
static uint64_t find_mask(const cot_search_t *s, uint32_t unit, bool clear) {
    uint64_t mask = 0;
    for (int t = 0; t < s->threads; t++) {
        uint8_t *changed = s->workers[t].changed + (size_t)unit * COT_UNIT;
        uint64_t here = 0;
        for (uint32_t i = 0; i < COT_UNIT; i += 8) { /* the lowest bits of eight bytes, side by side */
            uint64_t eight;
            memcpy(&eight, changed + i, sizeof eight);
            here |= eight * UINT64_C(0x0102040810204080) >> 56 << i;
        }
        if (clear && here != 0) {
            memset(changed, 0, COT_UNIT);
        }
        mask |= here;
    }
    return mask;
}

/* Puts the units with something to look at into order[], shuffled; returns how many nodes there are. */
static uint64_t list_units(cot_search_t *s, uint32_t n, uint32_t *n_units) {
    const uint32_t units = (n + COT_UNIT - 1) / COT_UNIT;
    uint64_t nodes = 0;
    uint32_t count = 0;
    cot_rng_t rng;
#pragma omp parallel for num_threads(s->threads) schedule(static) if (units > 256)
    for (uint32_t u = 0; u < units; u++) {
        s->mask[u] = find_mask(s, u, false);
    }
    for (uint32_t u = 0; u < units; u++) {
        if (s->mask[u]) {
            nodes += (uint64_t)__builtin_popcountll(s->mask[u]);
            s->order[count++] = u;
        }
    }
    cot_i_rng_init(&rng, s->seed, PURPOSE_UNITS, s->phase++);
    for (uint32_t i = count; i > 1; i--) {
        const uint32_t j = (uint32_t)cot_i_rng_below(&rng, i), swap = s->order[i - 1];
        s->order[i - 1] = s->order[j];
        s->order[j] = swap;
    }
    *n_units = count;
    return nodes;
}

static uint32_t batch_units(uint32_t units) {
    const uint32_t size = units / BATCHES;
    return size < LEAST_UNITS ? LEAST_UNITS : size > MOST_UNITS ? MOST_UNITS : size;
}

/* Threads of the innermost parallel region. */
static uint32_t team(void) {
#ifdef _OPENMP
    return (uint32_t)omp_get_num_threads();
#else
    return 1;
#endif
}

/* What is to be looked at in the units of a batch, just before it; called by all threads of a team. */
static void look_up(cot_search_t *s, uint32_t begin, uint32_t end) {
#pragma omp for schedule(static) nowait
    for (uint32_t i = begin; i < end; i++) {
        s->mask[s->order[i]] = find_mask(s, s->order[i], true);
    }
}

/* Where the threads of a sweep meet after each batch. Who waits soon leaves its processor to others: on a
 * machine with other work the one it waits for may be among them. */
typedef struct {
    uint32_t here, round; /* threads that wait; batches that are done */
    uint32_t next;        /* place in order[] of the next unit that nobody visits yet */
} meeting_t;

static void meet(meeting_t *m, uint32_t threads, uint32_t next) {
    const uint32_t round = __atomic_load_n(&m->round, __ATOMIC_RELAXED);
    if (__atomic_add_fetch(&m->here, 1, __ATOMIC_ACQ_REL) == threads) {
        m->here = 0;
        __atomic_store_n(&m->next, next, __ATOMIC_RELAXED);
        __atomic_store_n(&m->round, round + 1, __ATOMIC_RELEASE);
        return;
    }
    for (int looks = 0; __atomic_load_n(&m->round, __ATOMIC_ACQUIRE) == round; looks++) {
        if (looks > MOST_LOOKS) {
            (void)sched_yield();
        }
    }
}

/* One thread's share of the batches. Returns how many nodes it moved. */
static uint64_t share_batches(cot_search_t *s, const cot_level_t *g, meeting_t *m, uint32_t threads,
                              uint32_t units, uint32_t size, cot_meter_t *meter) {
    cot_worker_t *w = &s->workers[cot_i_thread()], of_all = *w;
    visit_fn *const look = visit_for(s, g);
    const uint32_t grab = size / (threads * GRABS) + 1;
    uint64_t count = 0;
    if (s->free_running) {
        of_all.label = s->label;
        of_all.total = s->total;
        w = &of_all;
    }
    for (uint32_t begin = 0; begin < units; begin += size) {
        const uint32_t end = units - begin < size ? units : begin + size;
        const uint32_t end_next = units - end < size ? units : end + size;
        w->n_moved = 0;
        for (uint32_t i; (i = __atomic_fetch_add(&m->next, grab, __ATOMIC_RELAXED)) < end;) {
            for (uint32_t k = i; k < end && k - i < grab && !cot_i_meter_stopped(meter); k++) {
                look(s, g, w, s->order[k]);
            }
        }
        meet(m, threads, end);
        if (!s->free_running) {
            make_moves(s, g, w, threads);
        }
        look_up(s, end, end_next);
        count += w->n_moved;
        if (cot_i_thread() == 0) {
            cot_i_meter_add(meter, 0);
        }
        meet(m, threads, end);
    }
    return count;
}

/* The partition for this thread, when it has not been at all sweeps over this level. */
static void keep_up(const cot_search_t *s, const cot_level_t *g, cot_worker_t *w) {
    if (cot_i_thread() > 0 && w->sweep + 1 != s->sweep) {
        memcpy(w->label, s->label, g->n * sizeof *w->label);
        memcpy(w->total, s->total, (size_t)s->objective.sides * g->n * sizeof *w->total);
    }
    w->sweep = s->sweep;
}

/* One sweep over the units in order[]; *moved: how many nodes moved. */
static cot_status_t sweep(cot_search_t *s, const cot_level_t *g, uint32_t units, uint64_t *moved,
                          cot_error_t *err) {
    const uint32_t size = s->free_running ? units : batch_units(units);
    uint64_t count = 0;
    meeting_t m = {0, 0, 0};
    s->sweep++;
    cot_meter_t meter = {s->env, err, s->stage, 0, 0, COT_OK};
#pragma omp parallel num_threads(s->threads) reduction(+ : count) if (g->n > ONE_THREAD)
    {
        keep_up(s, g, &s->workers[cot_i_thread()]);
        look_up(s, 0, units < size ? units : size);
#pragma omp barrier
        count += share_batches(s, g, &m, team(), units, size, &meter);
    }
    *moved = count;
    return cot_i_meter_end(&meter, s->stage);
}

/* By one thread: several would add to the same few lines. */
static void add_up(cot_search_t *s, const cot_level_t *g) {
    const size_t sides = (size_t)s->objective.sides;
    memset(s->total, 0, sides * g->n * sizeof *s->total);
    for (uint32_t v = 0; v < g->n; v++) {
        for (size_t i = 0; i < sides; i++) {
            s->total[sides * s->label[v] + i] += g->mass[sides * v + i];
        }
    }
}

/* ---- the queue ---- */

/* Numbers without members, for nodes that are better off alone. */
typedef struct {
    uint32_t *size; /* members of each community */
    uint32_t at;
} spare_t;

static uint32_t spare_number(spare_t *spare, uint32_t n) {
    while (spare->size[spare->at] != 0) { /* one is free: some community has two members */
        spare->at = spare->at + 1 < n ? spare->at + 1 : 0;
    }
    return spare->at;
}

COT_INLINE bool step(cot_search_t *s, const cot_level_t *g, uint32_t v, spare_t *spare, int sides, weights_t weights) {
    bool alone;
    const uint32_t own = s->label[v];
    uint32_t best = best_for(s, g, &s->workers[0], v, own, &alone, sides, weights, false);
    if (best == own && alone && spare->size[own] > 1) {
        best = spare_number(spare, g->n);
    }
    if (best == own) {
        return false;
    }
    add_mass(s->total, &g->mass[(size_t)v * (size_t)sides], own, best, sides, false);
    s->label[v] = best;
    spare->size[best]++;
    spare->size[own]--;
    return true;
}

static bool step_for(cot_search_t *s, const cot_level_t *g, uint32_t v, spare_t *spare) {
    const bool two = s->objective.sides == 2;
    switch (weights_of(g)) {
    case PLAIN:
        return two ? step(s, g, v, spare, 2, PLAIN) : step(s, g, v, spare, 1, PLAIN);
    case SMALL:
        return two ? step(s, g, v, spare, 2, SMALL) : step(s, g, v, spare, 1, SMALL);
    default:
        return two ? step(s, g, v, spare, 2, WIDE) : step(s, g, v, spare, 1, WIDE);
    }
}

/* Queues what the masks hold, in random order; returns how many. */
static uint32_t fill_queue(cot_search_t *s, uint32_t n, uint32_t units) {
    uint32_t count = 0;
    cot_rng_t rng;
    cot_i_rng_init(&rng, s->seed, PURPOSE_UNITS, s->phase++);
    memset(s->queued, 0, n);
    for (uint32_t i = 0; i < units; i++) {
        for (uint64_t mask = s->mask[s->order[i]]; mask != 0; mask &= mask - 1, count++) {
            const uint32_t v = s->order[i] * COT_UNIT + (uint32_t)__builtin_ctzll(mask);
            const uint32_t j = (uint32_t)cot_i_rng_below(&rng, (uint64_t)count + 1);
            s->queue[count] = s->queue[j];
            s->queue[j] = v;
            s->queued[v] = 1;
        }
    }
    return count;
}

/* v moved: its neighbours elsewhere are queued, unless they are. Returns how many were added. */
static uint32_t queue_neighbours(cot_search_t *s, const cot_level_t *g, uint32_t v, uint32_t head, uint32_t waiting) {
    const uint32_t n = g->n, own = s->label[v], room = n - waiting;
    uint32_t at = waiting < n - head ? head + waiting : waiting - (n - head), added = 0;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end && added < room; a++) {
        const uint32_t u = g->adj[a], more = !s->queued[u] & (s->label[u] != own);
        s->queue[at] = u; /* overwritten by the next one unless it counts */
        s->queued[u] |= (uint8_t)more;
        added += more;
        at += more;
        at = at < n ? at : 0;
    }
    return added;
}

static cot_status_t work_off(cot_search_t *s, const cot_level_t *g, uint32_t units, uint64_t *moved,
                             cot_error_t *err) {
    const uint32_t n = g->n;
    uint32_t head = 0, waiting = fill_queue(s, n, units);
    spare_t spare = {s->part, 0};
    memset(spare.size, 0, (size_t)n * sizeof *spare.size);
    for (uint32_t v = 0; v < n; v++) {
        spare.size[s->label[v]]++;
    }
    for (uint64_t looks = 1; waiting > 0; looks++) {
        const uint32_t v = s->queue[head];
        head = head + 1 < n ? head + 1 : 0;
        waiting--;
        s->queued[v] = 0;
        if (step_for(s, g, v, &spare)) {
            ++*moved;
            waiting += queue_neighbours(s, g, v, head, waiting);
        }
        if (looks % 16384 == 0) {
            const cot_status_t st = cot_i_progress(s->env, s->stage, 0, 0, err);
            if (st != COT_OK) {
                return st;
            }
        }
    }
    return COT_OK;
}

cot_status_t cot_i_move(cot_search_t *s, const cot_level_t *g, bool settle, uint64_t *moved, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t units = (g->n + COT_UNIT - 1) / COT_UNIT;
    const bool small = g->n <= QUEUE_NODES, leave = !settle && g->n > LEAVE_SHARE * QUEUE_NODES;
    const uint32_t share = g->n / (leave ? LEAVE_SHARE : QUEUE_SHARE);
    *moved = 0;
    add_up(s, g);
    for (int t = 0; t < s->threads; t++) {
        memset(s->workers[t].changed, 0, (size_t)units * COT_UNIT);
    }
    memset(s->workers[0].changed, 1, g->n);
    s->sweep++; /* one that nobody was at */
    for (int sweeps = 0;; sweeps++) {
        uint64_t now = 0;
        const uint64_t waiting = list_units(s, g->n, &units);
        if (small || waiting <= (share > QUEUE_NODES ? share : QUEUE_NODES) || sweeps == MOST_SWEEPS) {
            break;
        }
        COT_TRY(st, sweep(s, g, units, &now, err));
        *moved += now;
        if (now == 0) {
            (void)list_units(s, g->n, &units);
            break;
        }
    }
    if (!leave) {
        COT_TRY(st, work_off(s, g, units, moved, err));
    }
done:
    return st;
}
