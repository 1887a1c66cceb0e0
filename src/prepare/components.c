/* components.c: connected components by hooking roots, in parallel: the larger root of an edge's ends gets
 * the smaller one as parent, if it still is a root (Shiloach & Vishkin, J. Algorithms 3 (1982) 57). Two
 * edges of each vertex go first; they join most of the largest component, whose vertices then need not read
 * their rows again: an edge that leaves it is read at its other end (Afforest: Sutton, Ben-Nun & Barak,
 * IPDPS 2018, doi:10.1109/IPDPS.2018.00012). Of these two the first makes a forest without any hooking.
 * Parents are always smaller, so whatever the order of hooks, and whichever component is taken for the
 * largest, each tree ends at the smallest vertex of its component. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "coterie/structure.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"

#define BLOCK 4096u /* vertices that a thread takes at a time */
#define SMALL 1024u /* components of fewer vertices are put in order by counting */

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

/* Every vertex below its first neighbour, if that is smaller. */
static void plant(const cot_graph_t *g, uint32_t *parent, int threads) {
    const int64_t n = g->n;
    (void)threads;
#pragma omp parallel for schedule(static) num_threads(threads) if (n > BLOCK)
    for (int64_t v = 0; v < n; v++) {
        const uint32_t first = g->off[v] < g->off[v + 1] ? g->adj[g->off[v]] : (uint32_t)v;
        parent[v] = first < (uint32_t)v ? first : (uint32_t)v;
    }
}

/* Joins v to its neighbours from the first-th to before the last-th. */
static void hook_vertex(const cot_graph_t *g, uint32_t *parent, uint32_t v, uint64_t first, uint64_t last) {
    const uint64_t degree = g->off[v + 1] - g->off[v], stop = degree < last ? degree : last;
    uint32_t mine = parent_of(parent, v);
    for (uint64_t i = first; i < stop; i++) {
        mine = join(parent, mine, parent_of(parent, g->adj[g->off[v] + i]));
    }
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
        for (uint32_t v = (uint32_t)(b * BLOCK); v < end; v++) {
            if (parent_of(parent, v) != skipped && !cot_i_meter_stopped(&meter)) {
                hook_vertex(g, parent, v, first, last);
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

typedef struct {
    uint32_t root, size;
} part_t;

static int by_size(const void *a, const void *b) {
    const part_t *x = a, *y = b;
    if (x->size != y->size) {
        return x->size > y->size ? -1 : 1;
    }
    return (x->root > y->root) - (x->root < y->root);
}

/* number[root] = place of its component by size, then root. The `parts` roots are in ascending order,
 * number[root] is the size so far. Large components, of which there cannot be many, are sorted, small ones
 * are counted. */
static void rank_parts(const uint32_t *root, uint32_t parts, part_t *large, uint32_t *number) {
    uint32_t n_large = 0, place[SMALL] = {0};
    for (uint32_t i = 0; i < parts; i++) {
        const uint32_t size = number[root[i]];
        if (size < SMALL) {
            place[size]++;
        } else {
            large[n_large++] = (part_t){root[i], size};
        }
    }
    for (uint32_t size = SMALL, before = n_large; size-- > 0;) {
        const uint32_t alike = place[size];
        place[size] = before;
        before += alike;
    }
    qsort(large, n_large, sizeof *large, by_size);
    for (uint32_t i = 0; i < parts; i++) {
        const uint32_t size = number[root[i]];
        number[root[i]] = size < SMALL ? place[size]++ : 0;
    }
    for (uint32_t i = 0; i < n_large; i++) {
        number[large[i].root] = i;
    }
}

/* Numbers instead of roots. `most` is the root of, as a rule, most vertices: these are not counted one by
 * one. */
static cot_status_t number_parts(uint32_t *out, uint32_t n, uint32_t most, uint32_t *count, int threads,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t parts = 0, others = 0, *number = NULL, *root = NULL;
    part_t *large = NULL;
    (void)threads;
#pragma omp parallel for schedule(static) num_threads(threads) if (n > BLOCK) reduction(+ : parts, others)
    for (uint32_t v = 0; v < n; v++) {
        parts += out[v] == v;
        others += out[v] != most;
    }
    COT_NEW(st, err, number, n, "components");
    COT_NEW(st, err, root, parts, "components");
    COT_NEW(st, err, large, n / SMALL + 1, "components");
    parts = 0;
    number[most] = n - others;
    for (uint32_t v = 0; v < n && others > 0; v++) {
        if (out[v] != most) {
            number[out[v]]++;
        }
        if (out[v] == v) {
            root[parts++] = v;
        }
    }
    if (others > 0) {
        rank_parts(root, parts, large, number);
    } else {
        number[most] = 0;
    }
#pragma omp parallel for schedule(static) num_threads(threads) if (n > BLOCK)
    for (uint32_t v = 0; v < n; v++) {
        out[v] = number[out[v]];
    }
    *count = others > 0 ? parts : 1;
done:
    cot_i_free(number);
    cot_i_free(root);
    cot_i_free(large);
    return st;
}

cot_status_t cot_components(const cot_graph_t *graph, uint32_t *out, uint32_t *count, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t parts = 0;
    if (!graph || (!out && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "components: null network or result");
    }
    if (graph->n > 0) {
        const int threads = cot_env_threads(env);
        plant(graph, out, threads);
        flatten(out, graph->n, threads); /* chains of first neighbours are long */
        COT_TRY(st, hook(graph, out, 1, 2, UINT32_MAX, threads, env, err));
        flatten(out, graph->n, threads);
        const uint32_t most = frequent_root(out, graph->n);
        COT_TRY(st, hook(graph, out, 0, UINT64_MAX, most, threads, env, err));
        flatten(out, graph->n, threads);
        COT_TRY(st, number_parts(out, graph->n, out[most], &parts, threads, err));
    }
    if (count) {
        *count = parts;
    }
done:
    return st;
}
