/* author_topic.c: the bipartite network of authors and topics.
 *
 * weight(author, topic) = sum over the author's papers on the topic, in ascending order, of 1 (full), 1/k
 * (fractional), 1/(k t) (paper) for a paper with k authors and t topics. Topics of no kept paper are left
 * out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

/* Topics of the kept papers, renumbered without those that no kept paper has. */
typedef struct {
    uint64_t *off;      /* topics of a paper: n_papers + 1 */
    uint32_t *topics;   /* of all papers, ascending for each */
    double *share[2];   /* what a paper adds to each of its pairs, where wanted */
    uint32_t *topic_of; /* new number -> number in cot_topics_t */
    uint64_t n_slots;
    uint32_t n;
} topic_rows_t;

static void clear_rows(topic_rows_t *rows) {
    cot_i_free(rows->off);
    cot_i_free(rows->share[0]);
    cot_i_free(rows->share[1]);
    cot_i_free(rows->topics);
    cot_i_free(rows->topic_of);
}

/* Numbers the topics that are used, ascending; number_of[t] is set for those. */
static cot_status_t number_topics(topic_rows_t *rows, const cot_incidence_t *incidence,
                                  const cot_topics_t *topics, uint32_t *number_of, uint32_t n_topics,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const uint32_t *list = NULL;
        uint32_t n = cot_topics_of_paper(topics, incidence->paper_of[p], &list);
        for (uint32_t i = 0; i < n; i++) {
            number_of[list[i]] = 1;
        }
        rows->n_slots += n;
    }
    COT_NEW_RAW(st, err, rows->topic_of, n_topics, "topics");
    for (uint32_t t = 0; t < n_topics; t++) {
        if (number_of[t]) {
            number_of[t] = rows->n;
            rows->topic_of[rows->n++] = t;
        }
    }
done:
    return st;
}

static cot_status_t make_rows(topic_rows_t *rows, const cot_incidence_t *incidence,
                              const cot_topics_t *topics, unsigned schemes, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *number_of = NULL, n_topics = cot_topics_count(topics);
    uint64_t slots = 0;
    COT_NEW(st, err, number_of, n_topics, "topics");
    COT_TRY(st, number_topics(rows, incidence, topics, number_of, n_topics, err));
    COT_NEW(st, err, rows->topics, rows->n_slots, "topics of papers");
    COT_NEW(st, err, rows->off, (size_t)incidence->n_papers + 1, "papers");
    for (int s = 0; s < 2; s++) {
        if (schemes >> (s ? COT_PAPER : COT_FRACTIONAL) & 1) {
            COT_NEW_RAW(st, err, rows->share[s], incidence->n_papers, "shares of papers");
        }
    }
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const uint32_t *list = NULL;
        uint32_t n = cot_topics_of_paper(topics, incidence->paper_of[p], &list);
        const double k = incidence->paper_size[p], t = n;
        for (int s = 0; s < 2; s++) {
            if (rows->share[s]) {
                rows->share[s][p] = k == 0 || n == 0 ? 0 : s ? 1.0 / (k * t) : 1.0 / k;
            }
        }
        for (uint32_t i = 0; i < n; i++) {
            rows->topics[slots++] = number_of[list[i]];
        }
        rows->off[p + 1] = slots;
    }
done:
    cot_i_free(number_of);
    return st;
}

cot_status_t cot_graph_author_topic_weights(cot_graph_t **out, const cot_incidence_t *incidence,
                                            const cot_topics_t *topics, cot_counting_t counting,
                                            unsigned schemes, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    topic_rows_t rows = {NULL, NULL, {NULL, NULL}, NULL, 0, 0};
    if (!out || !incidence || !topics || (unsigned)counting >= COT_COUNTINGS || schemes >> COT_COUNTINGS) {
        COT_FAIL(st, err, COT_E_ARG,
                 "author-topic network: no incidence or topics, or counting %d (allowed: 0 to %d), or "
                 "schemes %#x (allowed: 0 to %#x)",
                 (int)counting, COT_COUNTINGS - 1, schemes, COT_ALL_SCHEMES);
    }
    COT_TRY(st, make_rows(&rows, incidence, topics, schemes | 1u << counting, err));
    if (rows.n > UINT32_MAX - incidence->n_authors) {
        COT_FAIL(st, err, COT_E_LIMIT,
                 "author-topic network: %u authors and %u topics "
                 "(allowed: fewer than 2^32 together)",
                 incidence->n_authors, rows.n);
    }
    cot_i_product_t product = {
        .n_rows = incidence->n_authors,
        .n_columns = rows.n,
        .n_papers = incidence->n_papers,
        .row_off = incidence->author_off,
        .row_papers = incidence->author_papers,
        .upper = false,
        .paper_off = rows.off,
        .columns = rows.topics,
        .rows_off = incidence->paper_off,
        .rows = incidence->paper_authors,
        .share = {rows.share[0], rows.share[1]},
        .year = cot_i_any_year(incidence) ? incidence->paper_year : NULL,
        .shift = incidence->n_authors,
        .counting = counting,
        .stage = "author-topic network",
    };
    COT_TRY(st, cot_i_product(out, &product, schemes >> COT_FULL & 1, env, err));
    (*out)->kind = COT_AUTHOR_TOPIC;
    (*out)->topic_of = rows.topic_of;
    rows.topic_of = NULL;
done:
    clear_rows(&rows);
    return st;
}

cot_status_t cot_graph_author_topic(cot_graph_t **out, const cot_incidence_t *incidence,
                                    const cot_topics_t *topics, cot_counting_t counting, const cot_env_t *env,
                                    cot_error_t *err) {
    return cot_graph_author_topic_weights(out, incidence, topics, counting, 0, env, err);
}
