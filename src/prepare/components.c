/* components.c: connected components by hooking roots: the larger root of an edge's ends gets the smaller one
 * as parent, if it still is a root (Shiloach & Vishkin, J. Algorithms 3 (1982) 57). Two edges of each vertex
 * go first; they join most of the largest component, whose vertices then need not read their rows: an edge
 * that leaves it is read at its other end (Afforest: Sutton, Ben-Nun & Barak, IPDPS 2018,
 * doi:10.1109/IPDPS.2018.00012). Of these two, one walk in ascending order takes those to smaller vertices,
 * whose parents are near their roots already: it needs no further walk that shortens paths. With several
 * threads each walks a range of its own; edges to the ranges before it only make parents.
 * The root that most vertices then have stays a root, as if it were the smallest vertex, and vertices that it has
 * by then are not looked at again; otherwise parents are always smaller. So, whatever the order of hooks, one walk
 * in ascending order over the other vertices brings each to its root, and meets components by their smallest
 * vertices. SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/groups.h"
#include "base/meter.h"

#define BLOCK 4096u /* vertices that a thread takes at a time */
#define WORD 64u    /* vertices of which a word tells */
#define FEW 65536u  /* so many are done before a second thread has begun */

static inline uint32_t parent_of(const uint32_t *parent, uint32_t v) {
    return __atomic_load_n(&parent[v], __ATOMIC_RELAXED);
}

/* Joins the trees of a and b; returns a vertex of it near its root. `most` stays a root. */
static inline uint32_t join(uint32_t *parent, uint32_t most, uint32_t a, uint32_t b) {
    while (a != b) {
        const bool over = a == most || (b != most && a < b);
        const uint32_t high = over ? b : a, low = over ? a : b;
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

/* The same where no other thread writes to vertices from `begin` on, and those before it are not looked at. */
static inline uint32_t join_own(uint32_t *parent, uint32_t begin, uint32_t a, uint32_t b) {
    while (a != b) {
        const uint32_t high = a > b ? a : b, low = a > b ? b : a;
        if (high < begin) {
            return high; /* left to who reads the edge later */
        }
        const uint32_t above = parent[high];
        if (above == high) {
            parent[high] = low;
            return low;
        }
        a = above;
        b = low;
    }
    return a;
}

/* Three steps up: two vertices of one tree then nearly always come to the same one. */
static inline uint32_t far_above(const uint32_t *parent, uint32_t v) {
    return parent[parent[parent[v]]];
}

/* Makes the parents of the vertices [0, end), and joins each of them to its first two neighbours where these are
 * smaller. One branch: what cannot be foretold costs more than what is in vain. */
static void plant_first(const cot_graph_t *g, uint32_t *parent, uint32_t end) {
    for (uint32_t v = 0; v < end; v++) {
        const uint32_t *row = g->adj + g->off[v];
        const uint64_t degree = g->off[v + 1] - g->off[v];
        parent[v] = v;
        if (degree == 0) {
            continue;
        }
        const uint32_t first = row[0] < v ? row[0] : v, next = row[degree > 1], second = next < v ? next : first;
        const uint32_t mine = far_above(parent, first), other = far_above(parent, second);
        parent[v] = mine;
        if (other != mine) {
            parent[v] = join_own(parent, 0, mine, other);
        }
    }
}

/* The same for the vertices [begin, end), where paths may lead to vertices before `begin`, which another thread makes:
 * one step. */
static void plant_later(const cot_graph_t *g, uint32_t *parent, uint32_t begin, uint32_t end) {
    for (uint32_t v = begin; v < end; v++) {
        const uint32_t *row = g->adj + g->off[v];
        const uint64_t degree = g->off[v + 1] - g->off[v];
        uint32_t first = degree > 0 ? row[0] : v, second = degree > 1 ? row[1] : v;
        first = first < v ? first : v;
        second = second - begin < v - begin ? second : v; /* from `begin` to before v */
        parent[v] = v;
        const uint32_t mine = first < begin ? first : parent[first];
        parent[v] = mine;
        if (parent[second] != mine) {
            parent[v] = join_own(parent, begin, mine, parent[second]);
        }
    }
}

static void plant_all(const cot_graph_t *g, uint32_t *parent, int threads) {
    const uint64_t n = g->n, ranges = (uint64_t)threads;
    if (threads == 1) {
        plant_first(g, parent, g->n);
        return;
    }
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (uint64_t r = 0; r < ranges; r++) {
        const uint32_t end = (uint32_t)(n * (r + 1) / ranges);
        if (r == 0) {
            plant_first(g, parent, end);
        } else {
            plant_later(g, parent, (uint32_t)(n * r / ranges), end);
        }
    }
}

/* Shortens the paths of the vertices [v, end); those whose path does not lead to `most` go to others[]. Returns how
 * many they are. Only who is `alone` may write to roots: others may be hooking them. */
static inline uint32_t shorten(uint32_t *parent, uint32_t v, uint32_t end, uint32_t most, bool alone,
                               uint32_t *others) {
    uint32_t count = 0, nowhere;
    for (; v < end; v++) {
        const uint32_t up = parent_of(parent, v), mine = parent_of(parent, up);
        uint32_t *to = alone || up != v ? &parent[v] : &nowhere; /* no branch: it could not be foretold */
        __atomic_store_n(to, mine, __ATOMIC_RELAXED);
        others[count] = v; /* overwritten by the next one unless it counts: nothing to foretell */
        count += mine != most;
    }
    return count;
}

/* Joins the vertices [begin, end) to all of their neighbours, but those whose path leads to `most`; of the others,
 * `apart` is told. */
static void hook(const cot_graph_t *g, uint32_t *parent, uint32_t begin, uint32_t end, uint32_t most, bool alone,
                 uint64_t *apart) {
    uint32_t others[BLOCK];
    const uint32_t count = alone ? shorten(parent, begin, end, most, true, others)
                                 : shorten(parent, begin, end, most, false, others);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t v = others[i];
        uint32_t mine = parent_of(parent, v);
        apart[v / WORD] |= UINT64_C(1) << v % WORD;
        for (uint64_t a = g->off[v], last = g->off[v + 1]; a < last; a++) {
            const uint32_t other = parent_of(parent, g->adj[a]);
            mine = other == mine ? mine : join(parent, most, mine, other);
        }
    }
}

static cot_status_t hook_all(const cot_graph_t *g, uint32_t *parent, uint32_t most, uint64_t *apart, int threads,
                             const cot_env_t *env, cot_error_t *err) {
    (void)threads; /* a build without OpenMP */
    const int64_t n = g->n, blocks = (n + BLOCK - 1) / BLOCK;
    cot_meter_t meter = {env, err, "components", 0, (uint64_t)n, COT_OK};
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1)
    for (int64_t b = 0; b < blocks; b++) {
        const uint32_t begin = (uint32_t)(b * BLOCK), end = (uint32_t)((b + 1) * BLOCK < n ? (b + 1) * BLOCK : n);
        if (!cot_i_meter_stopped(&meter)) {
            hook(g, parent, begin, end, most, threads == 1, apart);
        }
        cot_i_meter_add(&meter, end - begin);
    }
    return cot_i_meter_end(&meter, "components");
}

static uint32_t root_of(const uint32_t *parent, uint32_t v) {
    for (uint32_t above = parent_of(parent, v); above != v; above = parent_of(parent, v)) {
        v = above;
    }
    return v;
}

/* The root that most of a sample of vertices have: evenly spaced, so it does not depend on chance. */
static uint32_t frequent_root(const uint32_t *parent, uint32_t n) {
    const uint32_t sample = n / 32 < 512 ? n / 32 + 1 : 512;
    uint32_t root = 0, lead = 0; /* majority vote (Boyer & Moore): finds a root that more than half have */
    for (uint32_t i = 0; i < sample; i++) {
        const uint32_t here = root_of(parent, (uint32_t)((uint64_t)i * n / sample));
        root = lead == 0 ? here : root;
        lead += here == root ? 1 : UINT32_MAX;
    }
    return root;
}

/* Whether there is a root beside the one of those that are not apart. */
static bool are_several(const uint32_t *parent, uint32_t n, const uint64_t *apart) {
    for (uint32_t word = 0; word <= (n - 1) / WORD; word++) {
        for (uint64_t left = apart[word]; left != 0; left &= left - 1) {
            const uint32_t v = word * WORD + (uint32_t)__builtin_ctzll(left);
            if (parent[v] == v) {
                return true;
            }
        }
    }
    return false;
}

/* Every vertex that is apart to its root, in ascending order, so that its parent is there already. Tells the components,
 * labelled by their roots, in the order of their smallest vertices. Returns how many they are. size[root]: work space,
 * 0. */
static uint32_t count_parts(uint32_t *out, uint32_t n, uint32_t most, const uint64_t *apart, cot_i_group_t *part,
                            uint32_t *size) {
    uint32_t parts = 0, others = 0, met = 0;
    for (uint32_t word = 0; word <= (n - 1) / WORD; word++) {
        for (uint64_t left = apart[word]; left != 0; left &= left - 1) {
            const uint32_t v = word * WORD + (uint32_t)__builtin_ctzll(left), mine = out[out[v]];
            const uint32_t of_most = mine == most;
            out[v] = mine;
            size[mine]++;
            part[parts].label = mine; /* overwritten by the next one unless it is new */
            parts += of_most ? 1 - met : mine == v;
            met |= of_most;
            others++;
        }
    }
    size[most] += n - others;
    for (uint32_t i = 0; i < parts; i++) {
        part[i].size = size[part[i].label];
        part[i].first = i;
    }
    return parts;
}

/* Counts the first vertex that is not apart among those that are, so that its component is met there: with several
 * threads it may come before the root. There is one: the root. */
static void meet_first(uint64_t *apart) {
    uint32_t word = 0;
    while (~apart[word] == 0) {
        word++;
    }
    apart[word] |= apart[word] + 1;
}

/* Numbers instead of roots. */
static cot_status_t number_parts(uint32_t *out, uint32_t n, uint32_t most, uint64_t *apart, uint32_t *parts,
                                 int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *number = NULL;
    cot_i_group_t *part = NULL;
    size_t others = 0;
    (void)threads;
    for (uint32_t word = 0; word <= (n - 1) / WORD; word++) {
        others += (size_t)__builtin_popcountll(apart[word]);
    }
    COT_NEW(st, err, number, n, "components");
    COT_NEW(st, err, part, others + 2, "components");
    meet_first(apart);
    *parts = count_parts(out, n, most, apart, part, number);
    cot_i_rank_groups(part, *parts, number);
#pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1)
    for (uint32_t v = 0; v < n; v++) {
        out[v] = number[out[v]];
    }
done:
    cot_i_free(number);
    cot_i_free(part);
    return st;
}

cot_status_t cot_components(const cot_graph_t *graph, uint32_t *out, uint32_t *count, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t parts = graph && graph->n > 0;
    uint64_t *apart = NULL;
    if (!graph || (!out && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "components: null network or result");
    }
    if (graph->n > 0) {
        const int threads = graph->n > FEW ? cot_env_threads(env) : 1;
        COT_TRY(st, cot_i_progress(env, "components", 0, graph->n, err));
        COT_NEW(st, err, apart, (size_t)graph->n / WORD + 1, "components");
        plant_all(graph, out, threads);
        const uint32_t most = frequent_root(out, graph->n);
        COT_TRY(st, hook_all(graph, out, most, apart, threads, env, err));
        if (are_several(out, graph->n, apart)) {
            COT_TRY(st, number_parts(out, graph->n, most, apart, &parts, threads, err));
        } else {
            memset(out, 0, graph->n * sizeof *out);
        }
    }
    if (count) {
        *count = parts;
    }
done:
    cot_i_free(apart);
    return st;
}
