/* components.c: connected components by hooking roots, in parallel: the larger root of an edge's ends gets
 * the smaller one as parent, if it still is a root (Shiloach & Vishkin, J. Algorithms 3 (1982) 57). Two edges
 * of each vertex go first; they join most of the largest component, whose vertices then need not read the
 * rest of their rows: an edge that leaves it is read at its other end (Afforest: Sutton, Ben-Nun & Barak,
 * IPDPS 2018, doi:10.1109/IPDPS.2018.00012). Parents are always smaller, so whatever the order of hooks, and
 * whichever component is taken for the largest, each tree ends at the smallest vertex of its component.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include "base/fail.h"
#include "base/groups.h"
#include "base/meter.h"

#define BLOCK 4096 /* vertices that a thread takes at a time */
#define FIRST 2    /* edges of each vertex that go first */

static inline uint32_t parent_of(const uint32_t *parent, uint32_t v) {
    return __atomic_load_n(&parent[v], __ATOMIC_RELAXED);
}

/* Joins the trees of a and b; returns a vertex of it near its root. */
static inline uint32_t join(uint32_t *parent, uint32_t a, uint32_t b) {
    while (a != b) {
        const uint32_t high = a > b ? a : b, low = a > b ? b : a;
        uint32_t above = parent_of(parent, high);
        if (above == high && __atomic_compare_exchange_n(&parent[high], &above, low, false, __ATOMIC_RELAXED,
                                                         __ATOMIC_RELAXED)) {
            return low;
        }
        a = above; /* high has a parent: on from there */
        b = low;
    }
    return a;
}

/* Joins every vertex, but those whose root is `skipped`, to its neighbours from the first-th to before the
 * last-th. */
static cot_status_t hook(const cot_graph_t *g, uint32_t *parent, uint64_t first, uint64_t last,
                         uint32_t skipped, int threads, const cot_env_t *env, cot_error_t *err) {
    const int64_t n = g->n, blocks = (n + BLOCK - 1) / BLOCK;
    cot_meter_t meter = {env, err, "components", 0, (uint64_t)n, COT_OK};
    (void)threads;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (blocks > 1)
    for (int64_t b = 0; b < blocks; b++) {
        const uint32_t end = (uint32_t)((b + 1) * BLOCK < n ? (b + 1) * BLOCK : n);
        for (uint32_t v = (uint32_t)(b * BLOCK); v < end && !cot_i_meter_stopped(&meter); v++) {
            const uint64_t degree = g->off[v + 1] - g->off[v], stop = degree < last ? degree : last;
            if (first >= stop || parent_of(parent, v) == skipped) {
                continue;
            }
            uint32_t mine = parent_of(parent, v);
            for (uint64_t i = first; i < stop; i++) {
                mine = join(parent, mine, parent_of(parent, g->adj[g->off[v] + i]));
            }
        }
        cot_i_meter_add(&meter, end - (uint64_t)(b * BLOCK));
    }
    return cot_i_meter_end(&meter, "components");
}

/* The root that most of a sample of vertices have: evenly spaced, so it does not depend on chance. */
static uint32_t frequent_root(const uint32_t *parent, uint32_t n) {
    enum { SAMPLE = 512 };
    uint32_t root = parent[0],
             lead = 0; /* majority vote (Boyer & Moore): finds a root that more than half have */
    for (uint32_t i = 0; i < SAMPLE; i++) {
        const uint32_t here = parent[(uint64_t)i * n / SAMPLE];
        root = lead == 0 ? here : root;
        lead += here == root ? 1 : UINT32_MAX;
    }
    return root;
}

/* Every vertex to its root. Others may shorten the same path at the same time: it only gets shorter. */
static void flatten(uint32_t *parent, int64_t n, int threads) {
    (void)threads;
#pragma omp parallel for schedule(static) num_threads(threads) if (n > BLOCK)
    for (int64_t v = 0; v < n; v++) {
        uint32_t root = parent_of(parent, (uint32_t)v);
        for (uint32_t above = parent_of(parent, root); above != root; above = parent_of(parent, root)) {
            root = above;
        }
        __atomic_store_n(&parent[v], root, __ATOMIC_RELAXED);
    }
}

cot_status_t cot_components(const cot_graph_t *graph, uint32_t *out, uint32_t *count, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!graph || (!out && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "components: null network or result");
    }
    const int threads = cot_env_threads(env);
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = v;
    }
    COT_TRY(st, hook(graph, out, 0, FIRST, UINT32_MAX, threads, env, err));
    flatten(out, graph->n, threads);
    if (graph->n > 0) {
        COT_TRY(st, hook(graph, out, FIRST, UINT64_MAX, frequent_root(out, graph->n), threads, env, err));
    }
    flatten(out, graph->n, threads);
    COT_TRY(st, cot_i_number_groups(out, graph->n, count, err));
done:
    return st;
}
