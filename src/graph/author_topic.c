/* author_topic.c: the bipartite network of authors and topics.
 *
 * weight(author, topic) = sum over the author's papers on the topic, in ascending order, of 1 (full), 1/k
 * (fractional), 1/(k t) (paper) for a paper with k authors and t topics. Topics of no kept paper are left
 * out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

/* Topics of the kept papers, renumbered without those that no kept paper has. */
typedef struct {
    cot_i_paper_t *papers;
    uint32_t *topics;   /* of all papers, ascending for each */
    uint32_t *topic_of; /* new number -> number in cot_topics_t */
    uint64_t n_slots;
    uint32_t n;
} topic_rows_t;

static void clear_rows(topic_rows_t *rows) {
    cot_i_free(rows->papers);
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

static double slot_weight(uint32_t k, uint32_t t, cot_counting_t counting) {
    if (k == 0 || t == 0) {
        return 0;
    }
    switch (counting) {
    case COT_FRACTIONAL:
        return 1.0 / (double)k;
    case COT_PAPER:
        return 1.0 / ((double)k * (double)t);
    case COT_FULL:
        break;
    }
    return 1;
}

static cot_status_t make_rows(topic_rows_t *rows, const cot_incidence_t *incidence,
                              const cot_topics_t *topics, cot_counting_t counting, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *number_of = NULL, n_topics = cot_topics_count(topics);
    uint64_t slots = 0;
    COT_NEW(st, err, number_of, n_topics, "topics");
    COT_TRY(st, number_topics(rows, incidence, topics, number_of, n_topics, err));
    COT_NEW_RAW(st, err, rows->topics, rows->n_slots, "topics of papers");
    COT_NEW_RAW(st, err, rows->papers, incidence->n_papers, "papers");
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const uint32_t *list = NULL;
        uint32_t n = cot_topics_of_paper(topics, incidence->paper_of[p], &list);
        rows->papers[p] = (cot_i_paper_t){slots, slot_weight(incidence->paper_size[p], n, counting), n,
                                          incidence->paper_year[p]};
        for (uint32_t i = 0; i < n; i++) {
            rows->topics[slots++] = number_of[list[i]];
        }
    }
done:
    cot_i_free(number_of);
    return st;
}

cot_status_t cot_graph_author_topic(cot_graph_t **out, const cot_incidence_t *incidence,
                                    const cot_topics_t *topics, cot_counting_t counting, const cot_env_t *env,
                                    cot_error_t *err) {
    cot_status_t st = COT_OK;
    topic_rows_t rows = {NULL, NULL, NULL, 0, 0};
    if (!out || !incidence || !topics || (unsigned)counting > COT_PAPER) {
        COT_FAIL(st, err, COT_E_ARG,
                 "author-topic network: no incidence or topics, or counting %d (allowed: 0 to %d)",
                 (int)counting, (int)COT_PAPER);
    }
    COT_TRY(st, make_rows(&rows, incidence, topics, counting, err));
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
        .skip = NULL,
        .papers = rows.papers,
        .columns = rows.topics,
        .shift = incidence->n_authors,
        .stage = "author-topic network",
    };
    COT_TRY(st, cot_i_product(out, &product, env, err));
    (*out)->kind = COT_AUTHOR_TOPIC;
    (*out)->counting = counting;
    (*out)->topic_of = rows.topic_of;
    rows.topic_of = NULL;
done:
    clear_rows(&rows);
    return st;
}
