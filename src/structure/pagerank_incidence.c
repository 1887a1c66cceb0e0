/* pagerank_incidence.c: PageRank on the network of authors, papers and topics itself, not on a projection.
 *
 * An author is joined to each of her papers with weight 1/k (k authors on its byline), a paper to each of its
 * t topics with weight 1/t: a paper shares 1 among its authors and 1 among its topics. So a walk goes from an
 * author to one of her papers, sooner to one with few authors, from there to an author or a topic, and from a
 * topic to one of its papers. The network is undirected: its stationary distribution is found as that of any
 * other (walk.c), at the cost of authorships, where a projection costs pairs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "structure/walk.h"

/* Vertices: the authors, then the papers, then the topics of at least one kept paper. */
typedef struct {
    const cot_incidence_t *incidence;
    const cot_topics_t *topics; /* NULL: none */
    uint32_t n_topics;          /* topics that are vertices */
    uint32_t *number_of;        /* topic -> number among those; UINT32_MAX: on no kept paper */
    uint64_t *topic_off;        /* n_topics + 1 */
    uint32_t *topic_papers;     /* papers of each, ascending */
} net_t;

static uint32_t topics_of(const net_t *net, uint32_t paper, const uint32_t **list) {
    return net->topics ? cot_topics_of_paper(net->topics, net->incidence->paper_of[paper], list) : 0;
}

static double author_share(const cot_incidence_t *incidence, uint32_t paper) {
    return 1.0 / (double)incidence->paper_size[paper];
}

static double topic_share(const net_t *net, uint32_t paper) {
    const uint32_t *list = NULL;
    return 1.0 / (double)topics_of(net, paper, &list);
}

static uint32_t degree(const void *data, uint32_t v) {
    const net_t *net = data;
    const cot_incidence_t *i = net->incidence;
    const uint32_t *list = NULL;
    if (v < i->n_authors) {
        return (uint32_t)(i->author_off[v + 1] - i->author_off[v]);
    }
    v -= i->n_authors;
    if (v < i->n_papers) {
        return (uint32_t)(i->paper_off[v + 1] - i->paper_off[v]) + topics_of(net, v, &list);
    }
    v -= i->n_papers;
    return (uint32_t)(net->topic_off[v + 1] - net->topic_off[v]);
}

static void paper_row(const net_t *net, uint32_t paper, size_t stride, uint32_t *to, double *weight) {
    const cot_incidence_t *i = net->incidence;
    const uint32_t *list = NULL, n = topics_of(net, paper, &list);
    const double share = author_share(i, paper);
    size_t at = 0;
    for (uint64_t s = i->paper_off[paper]; s < i->paper_off[paper + 1]; s++, at += stride) {
        to[at] = i->paper_authors[s];
        weight[at] = share;
    }
    for (uint32_t t = 0; t < n; t++, at += stride) {
        to[at] = i->n_authors + i->n_papers + net->number_of[list[t]];
        weight[at] = 1.0 / (double)n;
    }
}

static void row(const void *data, uint32_t v, size_t stride, uint32_t *to, double *weight) {
    const net_t *net = data;
    const cot_incidence_t *i = net->incidence;
    size_t at = 0;
    if (v < i->n_authors) {
        for (uint64_t s = i->author_off[v]; s < i->author_off[v + 1]; s++, at += stride) {
            to[at] = i->n_authors + i->author_papers[s];
            weight[at] = author_share(i, i->author_papers[s]);
        }
    } else if (v - i->n_authors < i->n_papers) {
        paper_row(net, v - i->n_authors, stride, to, weight);
    } else {
        const uint32_t t = v - i->n_authors - i->n_papers;
        for (uint64_t s = net->topic_off[t]; s < net->topic_off[t + 1]; s++, at += stride) {
            to[at] = i->n_authors + net->topic_papers[s];
            weight[at] = topic_share(net, net->topic_papers[s]);
        }
    }
}

/* Numbers the topics that stand on kept papers, and lists the papers of each. */
static cot_status_t list_topics(net_t *net, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t *list = NULL, all = cot_topics_count(net->topics), papers = net->incidence->n_papers;
    uint64_t *next = NULL;
    COT_NEW(st, err, net->number_of, all, "PageRank");
    COT_NEW(st, err, net->topic_off, (size_t)all + 1, "PageRank");
    COT_NEW(st, err, next, (size_t)all + 1, "PageRank");
    for (uint32_t p = 0; p < papers; p++) {
        for (uint32_t t = 0, n = topics_of(net, p, &list); t < n; t++) {
            next[list[t]]++;
        }
    }
    for (uint32_t t = 0; t < all; t++) {
        net->number_of[t] = next[t] ? net->n_topics : UINT32_MAX;
        if (next[t]) {
            net->topic_off[net->n_topics + 1] = net->topic_off[net->n_topics] + next[t];
            next[net->n_topics] = net->topic_off[net->n_topics];
            net->n_topics++;
        }
    }
    COT_NEW(st, err, net->topic_papers, net->topic_off[net->n_topics], "PageRank");
    for (uint32_t p = 0; p < papers; p++) {
        for (uint32_t t = 0, n = topics_of(net, p, &list); t < n; t++) {
            net->topic_papers[next[net->number_of[list[t]]]++] = p;
        }
    }
done:
    cot_i_free(next);
    return st;
}

/* Hands the ranks of all vertices out to those who asked. */
static void hand_out(const net_t *net, const double *rank, double *authors, double *papers, double *topics) {
    const cot_incidence_t *i = net->incidence;
    const uint32_t all = net->topics ? cot_topics_count(net->topics) : 0;
    for (uint32_t a = 0; authors && a < i->n_authors; a++) {
        authors[a] = rank[a];
    }
    for (uint32_t p = 0; papers && p < i->n_papers; p++) {
        papers[p] = rank[i->n_authors + p];
    }
    for (uint32_t t = 0; topics && t < all; t++) {
        const uint32_t number = net->number_of[t];
        topics[t] = number == UINT32_MAX ? 0.0 : rank[(uint64_t)i->n_authors + i->n_papers + number];
    }
}

cot_status_t cot_pagerank_incidence(const cot_incidence_t *incidence, const cot_topics_t *topics,
                                    double damping, const double *preference, double *authors, double *papers,
                                    double *topic_ranks, uint32_t *iterations, const cot_env_t *env,
                                    cot_error_t *err) {
    cot_status_t st = COT_OK;
    net_t net = {incidence, topics, 0, NULL, NULL, NULL};
    double *rank = NULL, *restart = NULL;
    if (!incidence) {
        COT_FAIL(st, err, COT_E_ARG, "PageRank: null incidence");
    }
    if (topics) {
        COT_TRY(st, list_topics(&net, err));
    }
    const uint64_t n = (uint64_t)incidence->n_authors + incidence->n_papers + net.n_topics;
    if (n > UINT32_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "PageRank: %llu authors, papers and topics (allowed: below 2^32)",
                 (unsigned long long)n);
    }
    COT_NEW(st, err, rank, n, "PageRank");
    if (preference) {
        COT_NEW(st, err, restart, n, "PageRank");
        for (uint32_t a = 0; a < incidence->n_authors; a++) {
            restart[a] = preference[a];
        }
    }
    const cot_i_rows_t rows = {(uint32_t)n, true, &net, degree, row};
    COT_TRY(st, cot_i_walk(&rows, damping, restart, rank, iterations, "PageRank", env, err));
    hand_out(&net, rank, authors, papers, topic_ranks);
done:
    cot_i_free(net.number_of);
    cot_i_free(net.topic_off);
    cot_i_free(net.topic_papers);
    cot_i_free(rank);
    cot_i_free(restart);
    return st;
}
