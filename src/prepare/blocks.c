/* blocks.c: biconnected blocks with end-point weights. A shortest path that leaves a block never comes back,
 * so betweenness is the sum of what each block sees, where a cut vertex stands for all that lies behind it,
 * and of the pairs on different sides of a cut vertex (Sariyuce et al., arXiv:1209.6007; Puzis et al.,
 * Comput. Optim. Appl. 52 (2012)). Every vertex but the root of its component belongs to one block as a
 * non-root member, and every edge to the block of its end that the search reached later: that is how rows are
 * cut out in O(n + m) without an edge stack. SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/blocks.h"

#include "base/alloc.h"
#include "base/fail.h"

#define NO_BLOCK UINT32_MAX
#define UNSEEN UINT32_MAX

/* The depth-first search and what it leaves: the tree of blocks. */
typedef struct {
    const cot_csr_t *rows;
    uint32_t *number, *low, *parent; /* order of discovery; lowest number seen from below; tree */
    uint64_t *next;                  /* next arc to look at */
    uint32_t *path, *waiting;        /* vertices on the way down; vertices whose block is not closed yet */
    uint32_t n_waiting, found;
    uint32_t *block_of;  /* the block of which a vertex is a non-root member; NO_BLOCK for roots */
    uint32_t *root_of;   /* block -> its root */
    uint32_t *component; /* first vertex of the component */
    uint32_t blocks;
} search_t;

static void search_clear(search_t *s) {
    cot_i_free(s->number);
    cot_i_free(s->low);
    cot_i_free(s->parent);
    cot_i_free(s->next);
    cot_i_free(s->path);
    cot_i_free(s->waiting);
    cot_i_free(s->block_of);
    cot_i_free(s->root_of);
    cot_i_free(s->component);
}

static cot_status_t search_new(search_t *s, const cot_csr_t *rows, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = rows->n;
    s->rows = rows;
    COT_NEW(st, err, s->number, n, "blocks");
    COT_NEW(st, err, s->low, n, "blocks");
    COT_NEW(st, err, s->parent, n, "blocks");
    COT_NEW(st, err, s->next, n, "blocks");
    COT_NEW(st, err, s->path, n, "blocks");
    COT_NEW(st, err, s->waiting, n, "blocks");
    COT_NEW(st, err, s->block_of, n, "blocks");
    COT_NEW(st, err, s->root_of, n, "blocks");
    COT_NEW(st, err, s->component, n, "blocks");
    for (uint32_t v = 0; v < n; v++) {
        s->number[v] = UNSEEN;
        s->block_of[v] = NO_BLOCK;
    }
done:
    return st;
}

static void discover(search_t *s, uint32_t v, uint32_t parent, uint32_t component) {
    s->number[v] = s->low[v] = s->found++;
    s->parent[v] = parent;
    s->next[v] = s->rows->off[v];
    s->component[v] = component;
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
        s->root_of[s->blocks++] = p;
    }
}

static void search_from(search_t *s, uint32_t root) {
    uint32_t depth = 0;
    discover(s, root, root, root);
    s->path[depth++] = root;
    while (depth > 0) {
        const uint32_t v = s->path[depth - 1];
        if (s->next[v] < s->rows->off[v + 1]) {
            const uint32_t w = s->rows->adj[s->next[v]++];
            if (s->number[w] == UNSEEN) {
                discover(s, w, v, root);
                s->path[depth++] = w;
            } else if (w != s->parent[v] && s->number[w] < s->low[v]) {
                s->low[v] = s->number[w];
            }
        } else {
            depth--;
            if (v != root) {
                retreat(s, v);
            }
        }
    }
    s->n_waiting = 0;
}

/* Lays the members of every block out: the root first, then the others ascending. local[v] = number of v in
 * the block of which it is a non-root member. */
static void place_members(cot_blocks_t *b, const search_t *s, uint64_t *fill, uint32_t *local) {
    for (uint32_t v = 0; v < s->rows->n; v++) {
        if (s->block_of[v] != NO_BLOCK) {
            b->start[s->block_of[v] + 1]++;
        }
    }
    for (uint32_t k = 0; k < b->count; k++) {
        b->start[k + 1] += b->start[k] + 1; /* + 1: the root */
        b->member[b->start[k]] = s->root_of[k];
        fill[k] = b->start[k] + 1;
    }
    for (uint32_t v = 0; v < s->rows->n; v++) {
        if (s->block_of[v] != NO_BLOCK) {
            const uint32_t k = s->block_of[v];
            local[v] = (uint32_t)(fill[k] - b->start[k]);
            b->member[fill[k]++] = v;
        }
    }
}

/* Number in block k of w, a neighbour of one of k's non-root members; UINT32_MAX when the edge is of another
 * block. */
static uint32_t local_number(const search_t *s, const uint32_t *local, uint32_t k, uint32_t w) {
    if (s->block_of[w] == k) {
        return local[w];
    }
    return w == s->root_of[k] ? 0 : UINT32_MAX;
}

/* Rows of all places. Non-root members read their own neighbours; the root's row is who named it, ascending.
 */
static void cut_rows(cot_blocks_t *b, const search_t *s, const uint32_t *local) {
    uint64_t arcs = 0;
    for (uint32_t k = 0; k < b->count; k++) {
        const uint64_t root = b->start[k];
        b->off[root] = arcs;
        for (uint64_t i = root + 1; i < b->start[k + 1]; i++) {
            const uint32_t v = b->member[i];
            for (uint64_t a = s->rows->off[v]; a < s->rows->off[v + 1]; a++) {
                if (s->rows->adj[a] == s->root_of[k]) {
                    b->adj[arcs++] = (uint32_t)(i - root);
                    break;
                }
            }
        }
        for (uint64_t i = root + 1; i < b->start[k + 1]; i++) {
            const uint32_t v = b->member[i];
            b->off[i] = arcs;
            for (uint64_t a = s->rows->off[v]; a < s->rows->off[v + 1]; a++) {
                const uint32_t w = local_number(s, local, k, s->rows->adj[a]);
                if (w != UINT32_MAX) {
                    b->adj[arcs++] = w;
                }
            }
        }
    }
    b->off[b->start[b->count]] = arcs;
}

/* Weights of one kind (authors as targets, or sources): own[v] in the class itself. Blocks are numbered so
 * that those below come first. */
static void weigh(const cot_blocks_t *b, const search_t *s, const uint32_t *own, uint32_t *behind,
                  uint32_t *whole, uint32_t *weight) {
    const uint32_t n = s->rows->n;
    for (uint32_t v = 0; v < n; v++) {
        behind[v] = own[v]; /* grows by what hangs below in further blocks */
        whole[v] = 0;
    }
    for (uint32_t v = 0; v < n; v++) {
        whole[s->component[v]] += own[v];
    }
    for (uint32_t k = 0; k < b->count; k++) {
        uint32_t below = 0;
        for (uint64_t i = b->start[k] + 1; i < b->start[k + 1]; i++) {
            weight[i] = behind[b->member[i]];
            below += weight[i];
        }
        const uint32_t root = s->root_of[k];
        behind[root] += below;
        weight[b->start[k]] = whole[s->component[root]] - below;
    }
}

/* Ordered pairs (source, target) on different sides of each class: sides are what the class sees through a
 * block. */
static void pairs_through(const cot_blocks_t *b, const search_t *s, const cot_quotient_t *q,
                          const uint32_t *sources_of, double *through) {
    /* all pairs of the component, minus what stays on one side: sum over sides of S (T_all - T) */
    uint32_t *targets_whole = s->path,
             *sources_whole = s->waiting; /* the search is over: its arrays are free */
    for (uint32_t v = 0; v < s->rows->n; v++) {
        targets_whole[v] = sources_whole[v] = 0;
        through[v] = 0.0;
    }
    for (uint32_t v = 0; v < s->rows->n; v++) {
        targets_whole[s->component[v]] += q->size[v];
        sources_whole[s->component[v]] += sources_of[v];
    }
    for (uint64_t i = 0; i < b->start[b->count]; i++) {
        const uint32_t v = b->member[i], c = s->component[v];
        const uint64_t side_sources = sources_whole[c] - b->sources[i];
        const uint64_t other_targets = (uint64_t)b->targets[i] - q->size[v];
        through[v] += (double)(side_sources * other_targets);
    }
}

void cot_i_blocks_clear(cot_blocks_t *blocks) {
    cot_i_free(blocks->start);
    cot_i_free(blocks->member);
    cot_i_free(blocks->off);
    cot_i_free(blocks->adj);
    cot_i_free(blocks->targets);
    cot_i_free(blocks->sources);
    *blocks = (cot_blocks_t){0, NULL, NULL, NULL, NULL, NULL, NULL};
}

static cot_status_t blocks_new(cot_blocks_t *b, const search_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t places = s->blocks;
    for (uint32_t v = 0; v < s->rows->n; v++) {
        places += s->block_of[v] != NO_BLOCK;
    }
    b->count = s->blocks;
    COT_NEW(st, err, b->start, (size_t)b->count + 1, "blocks");
    COT_NEW(st, err, b->member, places, "blocks");
    COT_NEW(st, err, b->off, places + 1, "blocks");
    COT_NEW(st, err, b->adj, s->rows->off[s->rows->n], "blocks");
    COT_NEW(st, err, b->targets, places, "blocks");
    COT_NEW(st, err, b->sources, places, "blocks");
done:
    return st;
}

cot_status_t cot_i_blocks_build(cot_blocks_t *out, const cot_quotient_t *quotient, const uint32_t *sources_of,
                                double *through, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_blocks_t b = {0, NULL, NULL, NULL, NULL, NULL, NULL};
    search_t s = {0};
    COT_TRY(st, search_new(&s, &quotient->rows, err));
    for (uint32_t v = 0; v < quotient->rows.n; v++) {
        if (s.number[v] == UNSEEN) {
            search_from(&s, v);
        }
    }
    COT_TRY(st, blocks_new(&b, &s, err));
    place_members(&b, &s, s.next, s.low); /* the search is over: its arrays serve again */
    cut_rows(&b, &s, s.low);
    weigh(&b, &s, quotient->size, s.path, s.waiting, b.targets);
    weigh(&b, &s, sources_of, s.path, s.waiting, b.sources);
    pairs_through(&b, &s, quotient, sources_of, through);
    *out = b;
    b = (cot_blocks_t){0, NULL, NULL, NULL, NULL, NULL, NULL};
done:
    cot_i_blocks_clear(&b);
    search_clear(&s);
    return st;
}
