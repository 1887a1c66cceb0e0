/* bipartite_move.c: moving nodes between communities so that Barber's modularity grows.
 *
 * With node i of left and right strength (l, r) outside community c of (L, R), joining changes Q by
 * [ w(i, c) - (l R + r L) / W ] / W, with w the weight of edges between them. Queue of nodes to look at and
 * parts that hold together: Traag, Waltman, van Eck, Sci. Rep. 9 (2019) 5233 (Leiden), here with the
 * bipartite null model and a greedy refinement. SPDX-License-Identifier: GPL-3.0-or-later */
#include "communities/bipartite.h"

#include <stdbool.h>

#include "base/alloc.h"
#include "base/fail.h"

/* Gains below this share of the total weight are rounding. */
#define LEAST_GAIN 1e-12

cot_status_t cot_i_mover_new(cot_mover_t *out, uint32_t n, double total, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_mover_t m = {.total = total};
    COT_NEW(st, err, m.left, n, "bipartite communities");
    COT_NEW(st, err, m.right, n, "bipartite communities");
    COT_NEW(st, err, m.to, n, "bipartite communities");
    COT_NEW(st, err, m.touched, n, "bipartite communities");
    COT_NEW(st, err, m.members, n, "bipartite communities");
    COT_NEW(st, err, m.empty, n, "bipartite communities");
    COT_NEW(st, err, m.queue, n, "bipartite communities");
    COT_NEW(st, err, m.queued, n, "bipartite communities");
    *out = m;
    return COT_OK;
done:
    cot_i_mover_clear(&m);
    return st;
}

void cot_i_mover_clear(cot_mover_t *m) {
    cot_i_free(m->left);
    cot_i_free(m->right);
    cot_i_free(m->to);
    cot_i_free(m->touched);
    cot_i_free(m->members);
    cot_i_free(m->empty);
    cot_i_free(m->queue);
    cot_i_free(m->queued);
    *m = (cot_mover_t){.total = 0.0};
}

/* Strengths, members and free numbers of the communities as given. */
static void add_up(cot_mover_t *m, const cot_level_t *level, const uint32_t *community) {
    m->n_empty = 0;
    for (uint32_t c = 0; c < level->n; c++) {
        m->left[c] = m->right[c] = m->to[c] = 0.0;
        m->members[c] = 0;
    }
    for (uint32_t v = 0; v < level->n; v++) {
        m->left[community[v]] += level->left[v];
        m->right[community[v]] += level->right[v];
        m->members[community[v]]++;
    }
    for (uint32_t c = level->n; c-- > 0;) {
        if (m->members[c] == 0) {
            m->empty[m->n_empty++] = c;
        }
    }
}

/* A random order of the nodes (Fisher & Yates). */
static void shuffle(uint32_t *order, uint32_t n, cot_rng_t *rng) {
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t j = (uint32_t)cot_i_rng_below(rng, (uint64_t)i + 1);
        order[i] = order[j];
        order[j] = i;
    }
}

/* Collects the weight from v to the communities of its neighbours; with `within`, only of those where
 * within[] is the same as v's. */
static void collect(cot_mover_t *m, const cot_level_t *level, uint32_t v, const uint32_t *community,
                    const uint32_t *within) {
    m->n_touched = 0;
    for (uint64_t a = level->off[v]; a < level->off[v + 1]; a++) {
        const uint32_t w = level->adj[a];
        if (within && within[w] != within[v]) {
            continue;
        }
        if (m->to[community[w]] == 0.0) { /* weights are > 0 */
            m->touched[m->n_touched++] = community[w];
        }
        m->to[community[w]] += level->weight[a];
    }
}

/* W^2 times what joining c adds to the modularity; v is in no community now. */
static double gain(const cot_mover_t *m, const cot_level_t *level, uint32_t v, uint32_t c) {
    return m->to[c] - (level->left[v] * m->right[c] + level->right[v] * m->left[c]) / m->total;
}

/* The touched community with the largest gain above best_gain, the first met of equals; `best` when there is
 * none. */
static uint32_t best_touched(const cot_mover_t *m, const cot_level_t *level, uint32_t v, uint32_t best,
                             double best_gain) {
    for (uint32_t i = 0; i < m->n_touched; i++) {
        const double g = gain(m, level, v, m->touched[i]);
        if (g > best_gain + LEAST_GAIN * m->total) {
            best = m->touched[i];
            best_gain = g;
        }
    }
    return best;
}

static void leave(cot_mover_t *m, const cot_level_t *level, uint32_t v, uint32_t c) {
    m->left[c] -= level->left[v];
    m->right[c] -= level->right[v];
    m->members[c]--;
}

static void join(cot_mover_t *m, const cot_level_t *level, uint32_t v, uint32_t c) {
    m->left[c] += level->left[v];
    m->right[c] += level->right[v];
    m->members[c]++;
}

/* Moves v where it does best; returns whether it moved. */
static bool move_node(cot_mover_t *m, const cot_level_t *level, uint32_t v, uint32_t *community) {
    const uint32_t old = community[v];
    collect(m, level, v, community, NULL);
    leave(m, level, v, old);
    const double stay = gain(m, level, v, old);
    uint32_t best = best_touched(m, level, v, old, stay);
    if (best == old && stay < -LEAST_GAIN * m->total && m->members[old] > 0) {
        best =
            m->empty[m->n_empty - 1]; /* alone is better; there is a free number, as old has other members */
    }
    for (uint32_t i = 0; i < m->n_touched; i++) {
        m->to[m->touched[i]] = 0.0;
    }
    if (best != old) {
        if (m->members[best] == 0) {
            m->n_empty--;
        }
        if (m->members[old] == 0) {
            m->left[old] = m->right[old] = 0.0; /* no rounding stays behind */
            m->empty[m->n_empty++] = old;
        }
    }
    join(m, level, v, best);
    community[v] = best;
    return best != old;
}

cot_status_t cot_i_mover_move(cot_mover_t *m, const cot_level_t *level, uint32_t *community, cot_rng_t *rng,
                              const cot_env_t *env, cot_error_t *err) {
    const uint32_t n = level->n;
    uint32_t head = 0, waiting = n;
    uint64_t looked_at = 0;
    add_up(m, level, community);
    shuffle(m->queue, n, rng);
    for (uint32_t v = 0; v < n; v++) {
        m->queued[v] = 1;
    }
    while (waiting > 0) {
        const uint32_t v = m->queue[head];
        head = head + 1 < n ? head + 1 : 0;
        waiting--;
        m->queued[v] = 0;
        if (move_node(m, level, v, community)) {
            for (uint64_t a = level->off[v]; a < level->off[v + 1]; a++) {
                const uint32_t w = level->adj[a];
                if (!m->queued[w] && community[w] != community[v]) {
                    m->queued[w] = 1;
                    m->queue[((uint64_t)head + waiting++) % n] = w;
                }
            }
        }
        if ((++looked_at & 0xffff) == 0) {
            const cot_status_t st = cot_i_progress(env, "bipartite communities", 0, 0, err);
            if (st != COT_OK) {
                return st;
            }
        }
    }
    return COT_OK;
}

void cot_i_mover_refine(cot_mover_t *m, const cot_level_t *level, const uint32_t *community, uint32_t *part,
                        uint32_t *parts, cot_rng_t *rng) {
    uint32_t *number = m->touched; /* free once the parts are found */
    for (uint32_t v = 0; v < level->n; v++) {
        part[v] = v;
    }
    add_up(m, level, part);
    shuffle(m->queue, level->n, rng);
    for (uint32_t i = 0; i < level->n; i++) {
        const uint32_t v = m->queue[i];
        if (m->members[part[v]] != 1 || part[v] != v) {
            continue;
        }
        collect(m, level, v, part, community);
        leave(m, level, v, v);
        const uint32_t best = best_touched(m, level, v, v, 0.0);
        for (uint32_t k = 0; k < m->n_touched; k++) {
            m->to[m->touched[k]] = 0.0;
        }
        join(m, level, v, best);
        part[v] = best;
    }
    for (uint32_t v = 0; v < level->n; v++) {
        number[v] = UINT32_MAX;
    }
    *parts = 0;
    for (uint32_t v = 0; v < level->n; v++) {
        if (number[part[v]] == UINT32_MAX) {
            number[part[v]] = (*parts)++;
        }
        part[v] = number[part[v]];
    }
}
