/* bipartite.c: authors and topics.
 *
 * 1. topics are placed like people (nested.c) on the network of topics: two are linked by the authors they
 * share, each author adding 1/(k-1) to the pairs of its k main topics; a topic asks for room for the authors
 * who write on it most. Authors without topic are placed as isolated vertices of that network.
 * 2. authors with the same topics form a disc: around the topic when there is one, else at the barycentre of
 * their topics by their weights. Discs are pushed apart (apart.c).
 * 3. within a disc authors stand on a golden-angle spiral, largest in the middle.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "layout/layout.h"

/* Topics of an author that count for the network of topics; packing density of a disc of authors. */
enum { MAIN_TOPICS = 8 };
static const double SPREAD = 1.35, DENSITY = 0.7, GOLDEN_ANGLE = 2.39996322972865332;

/* Authors with the same topics: author[first .. end). */
typedef struct {
    uint32_t first, end;
    double x, y, size; /* size: diameter of the disc */
} set_t;

typedef struct {
    const cot_graph_t *graph;
    const double *radius;
    double *x, *y;
    double *weight; /* of each arc */
    uint32_t n_topics, n_loose;
    uint32_t *main_topics; /* n_left x MAIN_TOPICS, heaviest first; UINT32_MAX behind the last */
    uint32_t *loose;       /* authors without topic */
    uint32_t *author;      /* authors with topics, by set, largest first */
    uint32_t n_authors;
    set_t *set;
    uint32_t n_sets;
} bipartite_t;

static void clear(bipartite_t *b) {
    cot_i_free(b->weight);
    cot_i_free(b->main_topics);
    cot_i_free(b->loose);
    cot_i_free(b->author);
    cot_i_free(b->set);
}

/* Inserts topic t into the list of an author's heaviest, ties by number. */
static void keep_main(uint32_t *list, double *weight, uint32_t t, double w) {
    int at = MAIN_TOPICS;
    while (at > 0 && w > weight[at - 1]) {
        at--;
    }
    if (at == MAIN_TOPICS) {
        return;
    }
    for (int i = MAIN_TOPICS - 1; i > at; i--) {
        list[i] = list[i - 1];
        weight[i] = weight[i - 1];
    }
    list[at] = t;
    weight[at] = w;
}

static cot_status_t find_main_topics(bipartite_t *b, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *g = b->graph;
    COT_NEW(st, err, b->weight, 2 * g->m, "layout");
    COT_TRY(st, cot_graph_arcs(g, NULL, b->weight, env, err));
    COT_NEW(st, err, b->main_topics, (size_t)g->n_left * MAIN_TOPICS, "layout");
    COT_NEW(st, err, b->loose, g->n_left, "layout");
    COT_NEW(st, err, b->author, g->n_left, "layout");
    for (uint32_t v = 0; v < g->n_left; v++) {
        double weight[MAIN_TOPICS] = {0};
        uint32_t *list = &b->main_topics[(size_t)v * MAIN_TOPICS];
        memset(list, 0xff, MAIN_TOPICS * sizeof *list);
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            keep_main(list, weight, g->adj[a] - g->n_left, b->weight[a]);
        }
        if (g->off[v] == g->off[v + 1]) {
            b->loose[b->n_loose++] = v;
        } else {
            b->author[b->n_authors++] = v;
        }
    }
done:
    return st;
}

static uint32_t count_main(const uint32_t *list) {
    uint32_t k = 0;
    while (k < MAIN_TOPICS && list[k] != UINT32_MAX) {
        k++;
    }
    return k;
}

/* Growing list of the pairs of topics. */
typedef struct {
    uint32_t *pairs;
    double *weight;
    size_t n, pairs_capacity, weight_capacity;
} links_t;

/* Links of topic t to topics after it. sum and touched: work space of n_topics. */
static cot_status_t link_topic(const bipartite_t *b, uint32_t t, double *sum, uint32_t *touched,
                               links_t *links, cot_error_t *err) {
    const cot_graph_t *g = b->graph;
    uint32_t n_touched = 0;
    for (uint64_t a = g->off[g->n_left + t]; a < g->off[g->n_left + t + 1]; a++) {
        const uint32_t *list = &b->main_topics[(size_t)g->adj[a] * MAIN_TOPICS];
        uint32_t k = count_main(list);
        bool among = false;
        for (uint32_t i = 0; i < k; i++) {
            among |= list[i] == t;
        }
        for (uint32_t i = 0; among && i < k; i++) {
            if (list[i] > t) {
                if (sum[list[i]] == 0) {
                    touched[n_touched++] = list[i];
                }
                sum[list[i]] += 1.0 / (k - 1);
            }
        }
    }
    if (!COT_GROW(links->pairs, links->pairs_capacity, 2 * (links->n + n_touched)) ||
        !COT_GROW(links->weight, links->weight_capacity, links->n + n_touched)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: links of topics");
    }
    for (uint32_t i = 0; i < n_touched; i++) {
        links->pairs[2 * links->n] = t;
        links->pairs[2 * links->n + 1] = touched[i];
        links->weight[links->n++] = sum[touched[i]];
        sum[touched[i]] = 0;
    }
    return COT_OK;
}

/* The network of topics, with the authors that have none behind them. */
static cot_status_t topic_network(const bipartite_t *b, cot_graph_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    links_t links = {NULL, NULL, 0, 0, 0};
    double *sum = NULL;
    uint32_t *touched = NULL;
    COT_NEW(st, err, sum, b->n_topics, "links of topics");
    COT_NEW(st, err, touched, b->n_topics, "links of topics");
    for (uint32_t t = 0; t < b->n_topics; t++) {
        COT_TRY(st, link_topic(b, t, sum, touched, &links, err));
    }
    COT_TRY(st, cot_graph_from_edges(out, b->n_topics + b->n_loose, links.n, links.pairs, links.weight, err));
done:
    cot_i_free(links.pairs);
    cot_i_free(links.weight);
    cot_i_free(sum);
    cot_i_free(touched);
    return st;
}

/* Places the topics with room for their authors, and the authors without topic. */
static cot_status_t place_topics(bipartite_t *b, const int64_t *community, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_graph_t *topics = NULL;
    double *radius = NULL;
    int64_t *groups = NULL;
    uint32_t left = b->graph->n_left, n = b->n_topics + b->n_loose;
    COT_NEW(st, err, radius, 3 * (size_t)n, "layout");
    COT_NEW(st, err, groups, n, "layout");
    for (uint32_t i = 0; i < n; i++) {
        uint32_t v = i < b->n_topics ? left + i : b->loose[i - b->n_topics];
        radius[i] = b->radius[v] * b->radius[v];
        groups[i] = community ? community[v] : 0;
    }
    for (uint32_t i = 0; i < b->n_authors; i++) {
        uint32_t v = b->author[i];
        radius[b->main_topics[(size_t)v * MAIN_TOPICS]] += b->radius[v] * b->radius[v] / DENSITY;
    }
    for (uint32_t i = 0; i < n; i++) {
        radius[i] = sqrt(radius[i]);
    }
    COT_TRY(st, topic_network(b, &topics, err));
    COT_TRY(st,
            cot_i_layout_communities(topics, groups, radius, radius + n, radius + 2 * (size_t)n, env, err));
    for (uint32_t i = 0; i < n; i++) {
        uint32_t v = i < b->n_topics ? left + i : b->loose[i - b->n_topics];
        b->x[v] = SPREAD * radius[n + i];
        b->y[v] = SPREAD * radius[2 * (size_t)n + i];
    }
done:
    cot_graph_free(topics);
    cot_i_free(radius);
    cot_i_free(groups);
    return st;
}

static int compare_sets(const cot_graph_t *g, uint32_t u, uint32_t v) {
    uint64_t a = g->off[u + 1] - g->off[u], b = g->off[v + 1] - g->off[v];
    if (a != b) {
        return a < b ? -1 : 1;
    }
    return memcmp(g->adj + g->off[u], g->adj + g->off[v], a * sizeof *g->adj);
}

/* By set of topics, then largest first, then by number. */
static int by_set(const void *p, const void *q, void *data) {
    const bipartite_t *b = data;
    uint32_t u = *(const uint32_t *)p, v = *(const uint32_t *)q;
    int order = compare_sets(b->graph, u, v);
    if (order != 0) {
        return order;
    }
    if (b->radius[u] != b->radius[v]) {
        return b->radius[u] > b->radius[v] ? -1 : 1;
    }
    return (u > v) - (u < v);
}

/* Barycentre of the set's topics, weighted by the links of all its authors. */
static void find_middle(const bipartite_t *b, set_t *set) {
    const cot_graph_t *g = b->graph;
    double sum = 0;
    for (uint32_t i = set->first; i < set->end; i++) {
        uint32_t v = b->author[i];
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            double w = b->weight[a];
            set->x += w * b->x[g->adj[a]];
            set->y += w * b->y[g->adj[a]];
            sum += w;
        }
    }
    set->x /= sum;
    set->y /= sum;
}

/* The topic in the middle of a set of authors who have no other; UINT32_MAX for other sets. */
static uint32_t topic_inside(const bipartite_t *b, const set_t *set) {
    uint32_t v = b->author[set->first];
    return b->graph->off[v + 1] - b->graph->off[v] == 1 ? b->graph->adj[b->graph->off[v]] : UINT32_MAX;
}

static cot_status_t make_sets(bipartite_t *b, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, b->set, b->n_authors, "layout");
    qsort_r(b->author, b->n_authors, sizeof *b->author, by_set, b);
    for (uint32_t i = 0; i < b->n_authors; i++) {
        if (i == 0 || compare_sets(b->graph, b->author[i - 1], b->author[i]) != 0) {
            b->set[b->n_sets++] = (set_t){i, i, 0, 0, 0};
        }
        b->set[b->n_sets - 1].end = i + 1;
    }
    for (uint32_t s = 0; s < b->n_sets; s++) {
        set_t *set = &b->set[s];
        uint32_t topic = topic_inside(b, set);
        double area = topic == UINT32_MAX ? 0 : b->radius[topic] * b->radius[topic];
        bool alone = topic == UINT32_MAX && set->end - set->first == 1;
        find_middle(b, set);
        for (uint32_t i = set->first; i < set->end; i++) {
            area += b->radius[b->author[i]] * b->radius[b->author[i]];
        }
        set->size = 2 * sqrt(alone ? area : area / DENSITY);
    }
done:
    return st;
}

/* The discs to be pushed apart: sets, then the topics that are in the middle of none. */
static uint32_t list_discs(const bipartite_t *b, double *x, double *y, double *size, uint32_t *topic) {
    uint32_t n = b->n_sets, left = b->graph->n_left;
    for (uint32_t t = 0; t < b->n_topics; t++) {
        topic[t] = left + t;
    }
    for (uint32_t s = 0; s < b->n_sets; s++) {
        uint32_t inside = topic_inside(b, &b->set[s]);
        x[s] = b->set[s].x;
        y[s] = b->set[s].y;
        size[s] = b->set[s].size;
        if (inside != UINT32_MAX) {
            topic[inside - left] = UINT32_MAX;
        }
    }
    for (uint32_t t = 0; t < b->n_topics; t++) {
        if (topic[t] != UINT32_MAX) {
            topic[n - b->n_sets] = topic[t];
            x[n] = b->x[left + t];
            y[n] = b->y[left + t];
            size[n++] = 2 * b->radius[left + t];
        }
    }
    return n;
}

static cot_status_t part_sets(bipartite_t *b, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *x = NULL, *y, *size, half = 1;
    uint32_t left, n = b->n_sets + b->n_topics, *topic = NULL;
    COT_NEW(st, err, x, 3 * (size_t)n, "layout");
    COT_NEW(st, err, topic, b->n_topics, "layout");
    y = x + n;
    size = y + n;
    n = list_discs(b, x, y, size, topic);
    for (uint32_t i = 0; i < n; i++) {
        half = fmax(half, fmax(fabs(x[i]), fabs(y[i])) + size[i]);
    }
    COT_TRY(st, cot_i_layout_apart(n, size, 1.5 * half, x, y, &left, env, err));
    for (uint32_t i = 0; i < n; i++) {
        if (i < b->n_sets) {
            b->set[i].x = x[i];
            b->set[i].y = y[i];
        } else {
            b->x[topic[i - b->n_sets]] = x[i];
            b->y[topic[i - b->n_sets]] = y[i];
        }
    }
done:
    cot_i_free(x);
    cot_i_free(topic);
    return st;
}

/* Sets the authors of a set, and the topic inside it, around its middle. */
static void sunflower(bipartite_t *b, const set_t *set) {
    uint32_t topic = topic_inside(b, set);
    double area = topic == UINT32_MAX ? 0 : b->radius[topic] * b->radius[topic], angle = 0;
    for (uint32_t i = set->first; i < set->end; i++) {
        uint32_t v = b->author[i];
        double own = b->radius[v] * b->radius[v], r = area > 0 ? sqrt((area + own / 2) / DENSITY) : 0;
        b->x[v] = set->x + r * cos(angle);
        b->y[v] = set->y + r * sin(angle);
        area += own;
        angle += GOLDEN_ANGLE;
    }
    if (topic != UINT32_MAX) {
        b->x[topic] = set->x;
        b->y[topic] = set->y;
    }
}

cot_status_t cot_i_layout_bipartite(const cot_graph_t *graph, const int64_t *community, const double *radius,
                                    double *x, double *y, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    bipartite_t b = {.graph = graph, .radius = radius, .x = x, .y = y, .n_topics = graph->n - graph->n_left};
    COT_TRY(st, find_main_topics(&b, env, err));
    COT_TRY(st, place_topics(&b, community, env, err));
    COT_TRY(st, make_sets(&b, err));
    COT_TRY(st, part_sets(&b, env, err));
    for (uint32_t s = 0; s < b.n_sets; s++) {
        sunflower(&b, &b.set[s]);
    }
done:
    clear(&b);
    return st;
}
