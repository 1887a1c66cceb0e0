/* twins.c: classes of closed twins. Authors of the same papers, and of no others, have the same neighbours
 * and are joined: shortest paths cannot tell them apart. A class of k acts as one vertex of multiplicity k
 * ("type-II identical vertices": Sariyuce, Saule, Kaya, Catalyurek, SDM 2013, arXiv:1209.6007). Method: a
 * hash of each closed neighbourhood that does not depend on its order proposes twins; the neighbourhoods are
 * then compared, so a collision of hashes costs time and never an answer. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "prepare/quotient.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

/* Sums of mixed numbers: equal for equal closed neighbourhoods. */
static void hash_neighbourhoods(const cot_graph_t *graph, uint64_t *hash, uint64_t mask, int threads) {
    const int64_t n = graph->n;
    (void)threads;
#pragma omp parallel for schedule(dynamic, 1024) num_threads(threads) if (n > 4096)
    for (int64_t v = 0; v < n; v++) {
        uint64_t sum = cot_i_mix64((uint64_t)v + 1);
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            sum += cot_i_mix64((uint64_t)graph->adj[a] + 1);
        }
        hash[v] = sum & mask;
    }
}

/* Whether u and v have the same neighbours but for each other. Rows are ascending. */
static bool same_neighbours(const cot_graph_t *graph, uint32_t u, uint32_t v) {
    uint64_t a = graph->off[u], b = graph->off[v];
    const uint64_t a_end = graph->off[u + 1], b_end = graph->off[v + 1];
    bool joined = false;
    if (a_end - a != b_end - b) {
        return false;
    }
    while (a < a_end || b < b_end) {
        if (a < a_end && graph->adj[a] == v) {
            joined = true;
            a++;
        } else if (b < b_end && graph->adj[b] == u) {
            b++;
        } else if (a < a_end && b < b_end && graph->adj[a] == graph->adj[b]) {
            a++;
            b++;
        } else {
            return false;
        }
    }
    return joined;
}

/* The smallest twin of v: twins are joined, so only neighbours need a look. */
static uint32_t smallest_twin(const cot_graph_t *graph, const uint64_t *hash, uint32_t v) {
    for (uint64_t a = graph->off[v]; a < graph->off[v + 1] && graph->adj[a] < v; a++) {
        const uint32_t u = graph->adj[a];
        if (hash[u] == hash[v] && same_neighbours(graph, u, v)) {
            return u;
        }
    }
    return v;
}

cot_status_t cot_i_closed_twins(const cot_graph_t *graph, uint32_t *twin_of, uint64_t hash_mask, int threads,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *hash = NULL;
    const int64_t n = graph->n;
    COT_NEW(st, err, hash, graph->n, "twins");
    hash_neighbourhoods(graph, hash, hash_mask, threads);
#pragma omp parallel for schedule(dynamic, 1024) num_threads(threads) if (n > 4096)
    for (int64_t v = 0; v < n; v++) {
        twin_of[v] = smallest_twin(graph, hash, (uint32_t)v);
    }
done:
    cot_i_free(hash);
    return st;
}
