/* rewire.c: random networks with the degrees of a given one, by exchanging the ends of two edges again and
 * again (Maslov & Sneppen, Science 296, 910 (2002), doi:10.1126/science.1065103; how often: Milo et al.,
 * arXiv:cond-mat/0312028). An attempt draws two edges a-b and c-d and puts a-d and c-b in their place, unless
 * that makes a loop or an edge that is there: then nothing changes, as the Markov chain needs it to be
 * uniform. Edges are in an array to draw from, and in a hash set (linear probing, no more than half full;
 * what follows a removed key moves up). Attempts are drawn in batches, so that memory is asked for before it
 * is needed. SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/rewire.h"

#include "base/alloc.h"
#include "base/meter.h"

#define PURPOSE_REWIRE 0x726577697265ULL
#define BATCH 32u
#define WORD 8192u /* attempts between two looks at whether to stop */
#define WHAT "random networks"

typedef struct {
    uint32_t *pairs; /* 2m */
    uint64_t *keys;  /* mask + 1: smaller end << 32 | larger end; 0: free (the larger end is never 0) */
    uint64_t mask;
    bool two_sided; /* first ends and second ends stay apart */
    cot_rng_t rng;
} net_t;

typedef struct {
    uint64_t first, second; /* edges */
    bool turn;              /* the second one is taken from its other end */
} attempt_t;

static uint64_t key_of(uint32_t u, uint32_t v) {
    return u < v ? (uint64_t)u << 32 | v : (uint64_t)v << 32 | u;
}

static uint64_t home_of(const net_t *net, uint64_t key) {
    return cot_i_mix64(key) & net->mask;
}

/* Where the key is, or where it would go. */
static uint64_t find(const net_t *net, uint64_t key) {
    uint64_t slot = home_of(net, key);
    while (net->keys[slot] != 0 && net->keys[slot] != key) {
        slot = (slot + 1) & net->mask;
    }
    return slot;
}

static void insert(net_t *net, uint64_t key) {
    net->keys[find(net, key)] = key;
}

/* Frees the key's slot; keys behind it that would then not be found move up. */
static void erase(net_t *net, uint64_t key) {
    uint64_t hole = find(net, key);
    for (uint64_t at = (hole + 1) & net->mask; net->keys[at] != 0; at = (at + 1) & net->mask) {
        const uint64_t home = home_of(net, net->keys[at]);
        if (((at - home) & net->mask) >= ((at - hole) & net->mask)) {
            net->keys[hole] = net->keys[at];
            hole = at;
        }
    }
    net->keys[hole] = 0;
}

static void net_clear(net_t *net) {
    cot_i_free(net->pairs);
    cot_i_free(net->keys);
}

static cot_status_t net_new(net_t *net, const cot_graph_t *graph, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t size = 16;
    while (size < 2 * graph->m) {
        size *= 2;
    }
    net->mask = size - 1;
    net->two_sided = graph->kind == COT_AUTHOR_TOPIC;
    COT_NEW(st, err, net->pairs, 2 * graph->m, WHAT);
    COT_NEW(st, err, net->keys, size, WHAT);
done:
    return st;
}

static void net_start(net_t *net, const cot_graph_t *graph) {
    for (uint64_t s = 0; s <= net->mask; s++) {
        net->keys[s] = 0;
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        net->pairs[2 * e] = graph->from[e];
        net->pairs[2 * e + 1] = graph->to[e];
        insert(net, key_of(graph->from[e], graph->to[e]));
    }
}

static void perform(net_t *net, const attempt_t *attempt) {
    uint32_t *const first = net->pairs + 2 * attempt->first, *const second = net->pairs + 2 * attempt->second;
    const uint32_t a = first[0], b = first[1], c = second[attempt->turn], d = second[!attempt->turn];
    if (a == d || b == c) {
        return;
    }
    const uint64_t ad = key_of(a, d), cb = key_of(c, b);
    if (ad == cb || net->keys[find(net, ad)] == ad || net->keys[find(net, cb)] == cb) {
        return;
    }
    erase(net, key_of(a, b));
    erase(net, key_of(c, d));
    insert(net, ad);
    insert(net, cb);
    first[1] = d;
    second[!attempt->turn] = b;
}

/* Asks for the slots that an attempt will look at, as edges stand now. */
static void prefetch(const net_t *net, const attempt_t *attempt) {
    const uint32_t *const first = net->pairs + 2 * attempt->first, *const second =
                                                                       net->pairs + 2 * attempt->second;
    const uint32_t a = first[0], b = first[1], c = second[attempt->turn], d = second[!attempt->turn];
    __builtin_prefetch(&net->keys[home_of(net, key_of(a, d))]);
    __builtin_prefetch(&net->keys[home_of(net, key_of(c, b))]);
    __builtin_prefetch(&net->keys[home_of(net, key_of(a, b))]);
    __builtin_prefetch(&net->keys[home_of(net, key_of(c, d))]);
}

static void run_batch(net_t *net, uint64_t m, uint32_t count) {
    attempt_t attempts[BATCH];
    for (uint32_t i = 0; i < count; i++) {
        attempts[i].first = cot_i_rng_below(&net->rng, m);
        attempts[i].second = cot_i_rng_below(&net->rng, m);
        attempts[i].turn = !net->two_sided && cot_i_rng_next(&net->rng) >> 63;
        __builtin_prefetch(&net->pairs[2 * attempts[i].first]);
        __builtin_prefetch(&net->pairs[2 * attempts[i].second]);
    }
    for (uint32_t i = 0; i < count; i++) {
        prefetch(net, &attempts[i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        perform(net, &attempts[i]);
    }
}

static void randomise(net_t *net, const cot_graph_t *graph, uint64_t attempts, cot_meter_t *meter) {
    net_start(net, graph);
    for (uint64_t done = 0; done < attempts && graph->m > 1 && !cot_i_meter_stopped(meter); done += WORD) {
        const uint32_t now = attempts - done < WORD ? (uint32_t)(attempts - done) : WORD;
        for (uint32_t i = 0; i < now; i += BATCH) {
            run_batch(net, graph->m, now - i < BATCH ? now - i : BATCH);
        }
        cot_i_meter_add(meter, now);
    }
}

/* Thread t makes every threads-th network. */
typedef struct {
    net_t *nets;
    cot_error_t *errors;
    int threads;
} team_t;

static cot_status_t team_new(team_t *team, const cot_graph_t *graph, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, team->nets, team->threads, WHAT);
    COT_NEW(st, err, team->errors, team->threads, WHAT);
    for (int t = 0; t < team->threads; t++) {
        COT_TRY(st, net_new(&team->nets[t], graph, err));
    }
done:
    return st;
}

static void team_clear(team_t *team) {
    for (int t = 0; team->nets && t < team->threads; t++) {
        net_clear(&team->nets[t]);
    }
    cot_i_free(team->nets);
    cot_i_free(team->errors);
}

/* What it came to: the message of a visit that failed, else the meter's. */
static cot_status_t end(const team_t *team, cot_meter_t *meter, cot_error_t *err) {
    for (int t = 0; t < team->threads; t++) {
        if (team->errors[t].code != COT_OK) {
            return cot_i_fail(err, team->errors[t].code, "%s", team->errors[t].message);
        }
    }
    return cot_i_meter_end(meter, WHAT);
}

cot_status_t cot_i_null_networks(const cot_graph_t *graph, uint32_t first, uint32_t count, double attempts,
                                 cot_i_null_fn *visit, void *data, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int wanted = cot_env_threads(env);
    const uint64_t seed = env ? env->seed : 1;
    team_t team = {NULL, NULL, (uint32_t)wanted > count ? (int)count : wanted};
    if (!(attempts >= 0.0 && attempts <= 1e6)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": %g attempts per edge (allowed: 0 to 1e6)", attempts);
    }
    const uint64_t tries = (uint64_t)(attempts * (double)graph->m);
    cot_meter_t meter = {env, err, WHAT, 0, tries * count, COT_OK};
    COT_TRY(st, cot_i_progress(env, WHAT, 0, tries * count, err));
    COT_TRY(st, team_new(&team, graph, err));
#pragma omp parallel for schedule(dynamic, 1) num_threads(team.threads)
    for (uint32_t i = 0; i < count; i++) {
        net_t *const net = &team.nets[cot_i_thread()];
        cot_i_rng_init(&net->rng, seed, PURPOSE_REWIRE, first + i);
        randomise(net, graph, tries, &meter);
        if (!cot_i_meter_stopped(&meter)) {
            const cot_status_t visited = visit(data, first + i, net->pairs, &team.errors[cot_i_thread()]);
            if (visited != COT_OK) {
                cot_i_meter_stop(&meter, visited);
            }
        }
    }
    st = end(&team, &meter, err);
done:
    team_clear(&team);
    return st;
}

typedef struct {
    const cot_graph_t *graph;
    cot_graph_t *made;
} one_t;

static cot_status_t make_graph(void *data, uint32_t number, uint32_t *pairs, cot_error_t *err) {
    one_t *one = data;
    (void)number;
    return cot_graph_from_edges(&one->made, one->graph->n, one->graph->m, pairs, NULL, err);
}

cot_status_t cot_rewire(cot_graph_t **out, const cot_graph_t *graph, uint32_t number, double attempts,
                        const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    one_t one = {graph, NULL};
    if (!graph || !out) {
        COT_FAIL(st, err, COT_E_ARG, "random network: null network or result");
    }
    COT_TRY(st, cot_i_null_networks(graph, number, 1, attempts, make_graph, &one, env, err));
    *out = one.made;
done:
    return st;
}
