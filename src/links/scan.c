/* scan.c: the candidates of one author: those with whom she shares a co-author or a topic.
 *
 * Gustavson's method (ACM TOMS 4 (1978), doi:10.1145/355791.355796) on the product of the network with itself
 * (and of authors x topics with its transpose): every co-author z of u adds to each of his co-authors v.
 * Those that are joined to u already are marked beforehand and passed over.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links/scan.h"

#include <math.h>
#include <stdlib.h>

enum { LOOK_AFTER = 1 << 20 /* steps between two looks at whether to stop: some milliseconds */ };

static int descending(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

/* Leaves out topics from the one with the most authors on, until the others bring few enough pairs; topics
 * with equally many authors stay or go together. */
static cot_status_t bound_topics(cot_i_link_scan_t *scan, uint64_t most, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *topics = scan->topics;
    uint32_t n = topics->n - topics->n_left;
    uint64_t *sizes = NULL;
    double pairs = 0;
    COT_NEW(st, err, sizes, n, "sizes of topics");
    for (uint32_t t = 0; t < n; t++) {
        double k = (double)(sizes[t] = cot_i_degree(topics, topics->n_left + t));
        pairs += k * (k - 1) / 2;
    }
    qsort(sizes, n, sizeof *sizes, descending);
    scan->largest_topic = n ? sizes[0] : 0;
    for (uint32_t t = 0; t < n && pairs > (double)most;) {
        const uint64_t size = sizes[t];
        for (; t < n && sizes[t] == size; t++) {
            pairs -= (double)size * (double)(size - 1) / 2;
        }
        scan->topics_left = t;
        scan->largest_topic = t < n ? sizes[t] : 0;
    }
done:
    cot_i_free(sizes);
    return st;
}

static bool counts(const cot_i_link_scan_t *scan, uint32_t topic) {
    return cot_i_degree(scan->topics, topic) <= scan->largest_topic;
}

static cot_status_t measure_topics(cot_i_link_scan_t *scan, uint64_t most, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *topics = scan->topics;
    COT_TRY(st, bound_topics(scan, most, err));
    COT_NEW(st, err, scan->norm, topics->n_left, "lengths of topic weights");
    COT_NEW(st, err, scan->weight, 2 * topics->m, "topic weights");
    COT_TRY(st, cot_graph_arcs(topics, NULL, scan->weight, env, err));
    for (uint32_t u = 0; u < topics->n_left; u++) {
        double sum = 0;
        for (uint64_t a = topics->off[u]; a < topics->off[u + 1]; a++) {
            const double weight = scan->weight[a];
            sum += counts(scan, topics->adj[a]) ? weight * weight : 0;
        }
        scan->norm[u] = sqrt(sum);
    }
done:
    return st;
}

cot_status_t cot_i_link_scan_new(cot_i_link_scan_t *scan, const cot_graph_t *network,
                                 const cot_graph_t *topics, const cot_link_params_t *params,
                                 const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_link_params_t usual = COT_LINK_PARAMS_INIT;
    const uint64_t most = params ? params->topic_pairs : usual.topic_pairs;
    if (!network || network->n != network->n_left) {
        COT_FAIL(st, err, COT_E_ARG, "link prediction: no network, or one with topics as vertices "
                                     "(allowed: a network of authors)");
    }
    if (topics && topics->n_left != network->n) {
        COT_FAIL(st, err, COT_E_ARG, "link prediction: %u authors with topics, %u with co-authors (allowed: "
                                     "the same authors)", topics->n_left, network->n);
    }
    *scan = (cot_i_link_scan_t){.network = network, .topics = topics};
    COT_NEW(st, err, scan->inverse, network->n, "degrees");
    COT_NEW(st, err, scan->inverse_log, network->n, "degrees");
    for (uint32_t v = 0; v < network->n; v++) {
        const double k = (double)cot_i_degree(network, v);
        scan->inverse[v] = k > 0 ? 1 / k : 0;
        scan->inverse_log[v] = k > 1 ? 1 / log(k) : 0;
    }
    if (topics && most == 0) {
        scan->topics = NULL;
        scan->topics_left = topics->n - topics->n_left;
    } else if (topics) {
        COT_TRY(st, measure_topics(scan, most, env, err));
    }
done:
    return st;
}

void cot_i_link_scan_clear(cot_i_link_scan_t *scan) {
    cot_i_free(scan->inverse);
    cot_i_free(scan->inverse_log);
    cot_i_free(scan->norm);
    cot_i_free(scan->weight);
}

cot_status_t cot_i_link_scanners_new(cot_i_link_scanner_t **out, int threads, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_link_scanner_t *scanners = NULL;
    COT_NEW(st, err, scanners, threads, "scanners");
    for (int t = 0; t < threads; t++) {
        COT_NEW(st, err, scanners[t].place, n, "places of candidates");
    }
    *out = scanners;
    scanners = NULL;
done:
    cot_i_link_scanners_free(scanners, threads);
    return st;
}

void cot_i_link_scanners_free(cot_i_link_scanner_t *scanners, int threads) {
    for (int t = 0; scanners && t < threads; t++) {
        cot_i_free(scanners[t].place);
        cot_i_free(scanners[t].candidates);
    }
    cot_i_free(scanners);
}

/* The candidate v, made when it is new; NULL when it is none. There is room for one more. */
static inline cot_i_candidate_t *candidate_at(cot_i_link_scanner_t *s, uint32_t v) {
    const uint32_t place = s->place[v];
    if (place == 0) {
        s->candidates[s->n] = (cot_i_candidate_t){.v = v};
        s->place[v] = (uint32_t)(s->n + 1);
        return &s->candidates[s->n++];
    }
    return place == COT_I_TAKEN ? NULL : &s->candidates[place - 1];
}

/* A row of authors from its end on, down to and without u; or all of it. Returns where it begins. */
static uint64_t row_begin(const cot_graph_t *graph, uint32_t row, uint32_t u, bool all) {
    uint64_t low = graph->off[row], high = graph->off[row + 1];
    while (!all && low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (graph->adj[middle] <= u) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void add_coauthors(const cot_i_link_scan_t *scan, cot_i_link_scanner_t *s, uint32_t z,
                          uint64_t begin) {
    const cot_graph_t *graph = scan->network;
    const double adamic_adar = scan->inverse_log[z], allocation = scan->inverse[z];
    for (uint64_t a = begin; a < graph->off[z + 1]; a++) {
        cot_i_candidate_t *candidate = candidate_at(s, graph->adj[a]);
        if (candidate) {
            candidate->common++;
            candidate->adamic_adar += adamic_adar;
            candidate->allocation += allocation;
        }
    }
}

static void add_topic(const cot_i_link_scan_t *scan, cot_i_link_scanner_t *s, uint32_t t, uint64_t begin,
                      double weight) {
    const cot_graph_t *graph = scan->topics;
    const double allocation = 1 / (double)cot_i_degree(graph, t);
    for (uint64_t a = begin; a < graph->off[t + 1]; a++) {
        cot_i_candidate_t *candidate = candidate_at(s, graph->adj[a]);
        if (candidate) {
            candidate->topic_product += weight * scan->weight[a];
            candidate->topic_allocation += allocation;
        }
    }
}

/* Looks whether to stop after so many more steps; makes room for them. */
static bool may_add(cot_i_link_scanner_t *s, uint64_t steps, uint64_t *since, uint32_t n,
                    cot_meter_t *meter) {
    const size_t most = s->n + steps < n ? s->n + steps : n;
    if (!COT_GROW(s->candidates, s->capacity, most)) {
        cot_i_meter_stop(meter, COT_E_NOMEM);
    }
    *since += steps;
    if (*since > LOOK_AFTER) {
        *since = 0;
        cot_i_meter_add(meter, 0);
    }
    return !cot_i_meter_stopped(meter);
}

static bool add_all(const cot_i_link_scan_t *scan, cot_i_link_scanner_t *s, uint32_t u, bool all,
                    cot_meter_t *meter) {
    const cot_graph_t *network = scan->network, *topics = scan->topics;
    uint64_t since = 0;
    for (uint64_t a = network->off[u]; a < network->off[u + 1]; a++) {
        const uint32_t z = network->adj[a];
        const uint64_t begin = row_begin(network, z, u, all);
        if (!may_add(s, network->off[z + 1] - begin, &since, network->n, meter)) {
            return false;
        }
        add_coauthors(scan, s, z, begin);
    }
    for (uint64_t a = topics ? topics->off[u] : 0; topics && a < topics->off[u + 1]; a++) {
        const uint32_t t = topics->adj[a];
        if (!counts(scan, t)) {
            continue;
        }
        const uint64_t begin = row_begin(topics, t, u, all);
        if (!may_add(s, topics->off[t + 1] - begin, &since, network->n, meter)) {
            return false;
        }
        add_topic(scan, s, t, begin, scan->weight[a]);
    }
    return true;
}

bool cot_i_link_scan_author(const cot_i_link_scan_t *scan, cot_i_link_scanner_t *s, uint32_t u,
                            bool all, cot_meter_t *meter) {
    const cot_graph_t *network = scan->network;
    s->n = 0;
    s->place[u] = COT_I_TAKEN;
    for (uint64_t a = network->off[u]; a < network->off[u + 1]; a++) {
        s->place[network->adj[a]] = COT_I_TAKEN;
    }
    return add_all(scan, s, u, all, meter);
}

void cot_i_link_scan_forget(const cot_i_link_scan_t *scan, cot_i_link_scanner_t *s, uint32_t u) {
    const cot_graph_t *network = scan->network;
    s->place[u] = 0;
    for (uint64_t a = network->off[u]; a < network->off[u + 1]; a++) {
        s->place[network->adj[a]] = 0;
    }
    for (size_t i = 0; i < s->n; i++) {
        s->place[s->candidates[i].v] = 0;
    }
    s->n = 0;
}

void cot_i_link_scan_scores(const cot_i_link_scan_t *scan, uint32_t u, const cot_i_candidate_t *c,
                       double scores[COT_LINK_SCORES]) {
    const double ku = (double)cot_i_degree(scan->network, u), kv = (double)cot_i_degree(scan->network, c->v);
    const double length = scan->norm ? scan->norm[u] * scan->norm[c->v] : 0;
    scores[COT_LINK_COMMON_NEIGHBOURS] = c->common;
    scores[COT_LINK_JACCARD] = c->common ? c->common / (ku + kv - c->common) : 0;
    scores[COT_LINK_ADAMIC_ADAR] = c->adamic_adar;
    scores[COT_LINK_RESOURCE_ALLOCATION] = c->allocation;
    scores[COT_LINK_PREFERENTIAL_ATTACHMENT] = ku * kv;
    scores[COT_LINK_TOPIC_COSINE] = length > 0 ? c->topic_product / length : 0;
    scores[COT_LINK_TOPIC_ALLOCATION] = c->topic_allocation;
    scores[COT_LINK_COMBINED] = c->allocation + c->topic_allocation;
}
