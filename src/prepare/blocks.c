/* blocks.c: biconnected blocks with end-point weights. A shortest path that leaves a block never comes back,
 * so betweenness is the sum of what each block sees, where a cut vertex stands for all that lies behind it,
 * and of the pairs on different sides of a cut vertex (Sariyuce et al., arXiv:1209.6007; Puzis et al.,
 * Comput. Optim. Appl. 52 (2012)). Every vertex but the root of its component belongs to one block as a
 * non-root member, and every edge to the block of its end that the search reached later: that is how rows are
 * cut out in O(n + m) without an edge stack. SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/blocks.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

#define UNSEEN UINT32_MAX
enum { LOOK_UP = 1 << 18 }; /* classes between two looks at whether to stop */

/* The depth-first search. */
typedef struct {
    const cot_csr_t *rows;
    uint32_t *number, *low, *parent; /* order of discovery; lowest number seen from below; tree */
    uint32_t *next;                  /* next arc to look at */
    uint32_t *path, *waiting;        /* vertices on the way down; vertices whose block is not closed yet */
    uint32_t n_waiting, found, next_look;
    uint32_t *block_of; /* of the result */
    uint32_t blocks;
} search_t;

static void search_clear(search_t *s) {
    cot_i_free(s->number);
    cot_i_free(s->low);
    cot_i_free(s->parent);
    cot_i_free(s->next);
    cot_i_free(s->path);
    cot_i_free(s->waiting);
}

static cot_status_t search_new(search_t *s, const cot_csr_t *rows, uint32_t *block_of, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = rows->n;
    s->rows = rows;
    s->block_of = block_of;
    s->next_look = LOOK_UP;
    COT_NEW(st, err, s->number, n, "blocks");
    COT_NEW(st, err, s->low, n, "blocks");
    COT_NEW(st, err, s->parent, n, "blocks");
    COT_NEW(st, err, s->next, n, "blocks");
    COT_NEW(st, err, s->path, n, "blocks");
    COT_NEW(st, err, s->waiting, n, "blocks");
    for (uint32_t v = 0; v < n; v++) {
        s->number[v] = UNSEEN;
        s->block_of[v] = COT_NO_BLOCK;
    }
done:
    return st;
}

static void discover(search_t *s, uint32_t v, uint32_t parent) {
    s->number[v] = s->low[v] = s->found++;
    s->parent[v] = parent;
    s->next[v] = s->rows->off[v];
    s->waiting[s->n_waiting++] = v;
}

/* v is finished: hands its low mark up, and closes the block below its parent when nothing in it reaches
 * higher. */
static void retreat(search_t *s, uint32_t v) {
    const uint32_t p = s->parent[v];
    if (s->low[v] < s->low[p]) {
        s->low[p] = s->low[v];
    }
    if (s->low[v] >= s->number[p]) {
        uint32_t x;
        do {
            x = s->waiting[--s->n_waiting];
            s->block_of[x] = s->blocks;
        } while (x != v);
        s->blocks++;
    }
}

/* Next step from v, the end of the path: down to a class not seen, else up. */
static uint32_t step(search_t *s, uint32_t v, uint32_t depth) {
    uint32_t a = s->next[v], low = s->low[v];
    const uint32_t end = s->rows->off[v + 1], parent = s->parent[v];
    for (; a < end; a++) {
        const uint32_t w = s->rows->adj[a], number = s->number[w];
        if (number == UNSEEN) {
            s->next[v] = a + 1;
            s->low[v] = low;
            discover(s, w, v);
            s->path[depth] = w;
            return depth + 1;
        }
        low = w != parent && number < low ? number : low;
    }
    s->low[v] = low;
    if (v != parent) {
        retreat(s, v);
    }
    return depth - 1;
}

static cot_status_t search_from(search_t *s, uint32_t root, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t depth = 1;
    discover(s, root, root);
    s->path[0] = root;
    while (depth > 0 && st == COT_OK) {
        depth = step(s, s->path[depth - 1], depth);
        if (s->found >= s->next_look) {
            s->next_look += LOOK_UP;
            st = cot_i_progress(env, "preparing", s->found, s->rows->n, err);
        }
    }
    s->n_waiting = 0;
    return st;
}

/* Lays the members of every block out: the root first, then the others ascending. */
static void place_members(cot_blocks_t *b, const search_t *s, uint32_t *fill) {
    const uint32_t n = s->rows->n;
    for (uint32_t v = 0; v < n; v++) {
        if (b->block_of[v] != COT_NO_BLOCK) {
            b->start[b->block_of[v] + 1]++;
        }
    }
    for (uint32_t k = 0; k < b->count; k++) {
        b->start[k + 1] += b->start[k] + 1; /* + 1: the root */
        fill[k] = b->start[k] + 1;
    }
    for (uint32_t v = 0; v < n; v++) {
        const uint32_t k = b->block_of[v];
        b->place_of[v] = UINT32_MAX;
        if (k != COT_NO_BLOCK) {
            b->place_of[v] = fill[k];
            b->member[fill[k]++] = v;
            if (b->block_of[s->parent[v]] != k) { /* the first one reached hangs on the root */
                b->member[b->start[k]] = s->parent[v];
            }
        }
    }
}

/* Number in block k of w, a neighbour of one of k's non-root members; UINT32_MAX when the edge is of another
 * block. */
static uint32_t local_number(const cot_blocks_t *b, uint32_t k, uint32_t w) {
    if (b->block_of[w] == k) {
        return b->place_of[w] - b->start[k];
    }
    return w == b->member[b->start[k]] ? 0 : UINT32_MAX;
}

/* Arcs of every class in its block, into off[place + 1]; `simplicial` says meanwhile who has the root as a
 * neighbour. */
static void count_rows(cot_blocks_t *b, const cot_csr_t *rows, int threads) {
    const int64_t n = rows->n;
    (void)threads;
#pragma omp parallel for schedule(dynamic, 4096) num_threads(threads) if (n > 8192)
    for (int64_t v = 0; v < n; v++) {
        const uint32_t k = b->block_of[v];
        if (k == COT_NO_BLOCK || b->start[k + 1] - b->start[k] == 2) {
            continue;
        }
        const uint32_t root = b->member[b->start[k]];
        uint32_t arcs = 0;
        for (uint32_t a = rows->off[v]; a < rows->off[v + 1]; a++) {
            const uint32_t w = rows->adj[a];
            arcs += b->block_of[w] == k || w == root;
            b->simplicial[b->place_of[v]] |= w == root;
        }
        b->off[b->place_of[v] + 1] = arcs;
    }
}

/* Counts to offsets. Complete blocks, those of two members among them, get no rows. */
static void set_offsets(cot_blocks_t *b) {
    uint32_t all = 0;
    for (uint32_t k = 0; k < b->count; k++) {
        const uint32_t root = b->start[k], end = b->start[k + 1];
        const uint64_t n = end - root;
        uint64_t arcs = 0, at_root = 0;
        for (uint32_t i = root + 1; i < end; i++) {
            arcs += b->off[i + 1];
            at_root += b->simplicial[i];
        }
        const bool complete = n == 2 || arcs + at_root == n * (n - 1);
        b->off[root] = all;
        all += complete ? 0 : (uint32_t)at_root;
        for (uint32_t i = root + 1; i < end; i++) {
            const uint32_t own = b->off[i + 1];
            b->off[i] = all;
            all += complete ? 0 : own;
            /* off[i + 1] is set in the next round, or as the root of the next block */
        }
    }
    b->off[cot_i_block_places(b)] = all;
}

/* Rows of the members that are no roots. */
static void fill_rows(cot_blocks_t *b, const cot_csr_t *rows, int threads) {
    const int64_t n = rows->n;
    (void)threads;
#pragma omp parallel for schedule(dynamic, 4096) num_threads(threads) if (n > 8192)
    for (int64_t v = 0; v < n; v++) {
        const uint32_t k = b->block_of[v];
        if (k == COT_NO_BLOCK || cot_i_block_complete(b, k)) {
            continue;
        }
        uint32_t at = b->off[b->place_of[v]];
        bool root = b->simplicial[b->place_of[v]];
        if (root) { /* number 0 comes first, wherever the root stands among the classes */
            b->adj[at++] = 0;
        }
        for (uint32_t a = rows->off[v]; a < rows->off[v + 1]; a++) {
            const uint32_t w = local_number(b, k, rows->adj[a]);
            if (w != UINT32_MAX && w != 0) {
                b->adj[at++] = w;
            }
        }
    }
}

/* The root's row is who named it. */
static void fill_roots(cot_blocks_t *b) {
    for (uint32_t k = 0; k < b->count; k++) {
        const uint32_t root = b->start[k];
        uint32_t at = b->off[root];
        for (uint32_t i = root + 1; i < b->start[k + 1] && !cot_i_block_complete(b, k); i++) {
            if (b->simplicial[i]) {
                b->adj[at++] = i - root;
            }
        }
    }
}

void cot_i_blocks_clear(cot_blocks_t *b) {
    cot_i_free(b->start);
    cot_i_free(b->member);
    cot_i_free(b->off);
    cot_i_free(b->adj);
    cot_i_free(b->targets);
    cot_i_free(b->block_of);
    cot_i_free(b->place_of);
    cot_i_free(b->simplicial);
    *b = (cot_blocks_t){0};
}

static cot_status_t places_new(cot_blocks_t *b, const search_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t places = s->blocks; /* at most as many as arcs, so numbers of 32 bits do */
    for (uint32_t v = 0; v < s->rows->n; v++) {
        places += b->block_of[v] != COT_NO_BLOCK;
    }
    b->count = s->blocks;
    COT_NEW(st, err, b->start, (size_t)b->count + 1, "blocks");
    COT_NEW(st, err, b->place_of, s->rows->n, "blocks");
    COT_NEW(st, err, b->member, places, "blocks");
    COT_NEW(st, err, b->off, places + 1, "blocks");
    COT_NEW(st, err, b->targets, places, "blocks");
    COT_NEW(st, err, b->simplicial, places, "blocks");
done:
    return st;
}

cot_status_t cot_i_blocks_build(cot_blocks_t *out, const cot_quotient_t *quotient, const cot_parts_t *parts,
                                const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_csr_t *rows = &quotient->rows;
    const int threads = cot_env_threads(env);
    cot_blocks_t b = {0};
    search_t s = {0};
    COT_NEW(st, err, b.block_of, rows->n, "blocks");
    COT_TRY(st, search_new(&s, rows, b.block_of, err));
    for (uint32_t p = 0; p < parts->count; p++) {
        COT_TRY(st, search_from(&s, parts->start[p], env, err));
    }
    COT_TRY(st, places_new(&b, &s, err));
    place_members(&b, &s, s.next); /* the search is over: its arrays serve again */
    search_clear(&s);
    s = (search_t){0};
    count_rows(&b, rows, threads);
    set_offsets(&b);
    COT_NEW(st, err, b.adj, b.off[cot_i_block_places(&b)], "rows of the blocks");
    fill_rows(&b, rows, threads);
    fill_roots(&b);
    COT_TRY(st, cot_i_blocks_weigh(&b, parts, quotient->size, b.targets, err));
    *out = b;
    b = (cot_blocks_t){0};
done:
    cot_i_blocks_clear(&b);
    search_clear(&s);
    return st;
}

cot_status_t cot_i_blocks_weigh(const cot_blocks_t *b, const cot_parts_t *parts, const uint32_t *own,
                                uint32_t *weight, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = parts->start[parts->count];
    uint32_t *behind = NULL, *whole = NULL; /* what hangs below a class; what its component has */
    COT_NEW(st, err, behind, n, "weights of the blocks");
    COT_NEW(st, err, whole, parts->count, "weights of the blocks");
    for (uint32_t c = 0; c < n; c++) {
        behind[c] = own[c];
        whole[parts->of[c]] += own[c];
    }
    for (uint32_t k = 0; k < b->count; k++) { /* those below come first */
        const uint32_t root = b->member[b->start[k]];
        uint32_t below = 0;
        for (uint32_t i = b->start[k] + 1; i < b->start[k + 1]; i++) {
            weight[i] = behind[b->member[i]];
            below += weight[i];
        }
        behind[root] += below;
        weight[b->start[k]] = whole[parts->of[root]] - below;
    }
done:
    cot_i_free(behind);
    cot_i_free(whole);
    return st;
}
