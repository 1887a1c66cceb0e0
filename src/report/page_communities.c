/* page_communities.c: the communities and the topics of the page.
 *
 * Communities: the COMMUNITIES_MOST largest and all that somebody on a map belongs to. Topics: those with kept papers,
 * most papers first, up to TOPICS_MOST (page.c). SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "report/page.h"

enum { COMMUNITIES_MOST = 1000 };

int32_t cot_i_page_community(const cot_page_t *page, uint32_t vertex) {
    const int64_t *community = page->model.community;
    return community && community[vertex] >= 0 && (uint64_t)community[vertex] < page->n_all_communities
               ? page->community_row[community[vertex]]
               : COT_PAGE_NONE;
}

cot_status_t cot_i_page_choose_communities(cot_page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_communities_t *all = page->results->communities;
    const int64_t *community = page->model.community;
    const size_t n = all && community ? all->n : 0;
    COT_NEW(st, err, page->community_row, n, "communities of the page");
    COT_NEW(st, err, page->communities, n, "communities of the page");
    page->n_all_communities = n;
    for (size_t c = 0; c < n; c++) {
        page->community_row[c] = c < COMMUNITIES_MOST ? 0 : COT_PAGE_NONE;
    }
    for (uint32_t r = 0; community && r < page->people.n; r++) {
        const int64_t c = community[page->people.vertices[r]];
        if (c >= 0 && (uint64_t)c < n) {
            page->community_row[c] = 0;
        }
    }
    for (size_t c = 0; c < n; c++) {
        if (page->community_row[c] == 0) {
            page->communities[page->n_communities] = (uint32_t)c;
            page->community_row[c] = (int32_t)page->n_communities++;
        }
    }
done:
    return st;
}

/* A column of the communities. */
#define COLUMN(key, write, value)                                        \
    do {                                                                 \
        cot_i_json_list(json, key);                                      \
        for (uint32_t i = 0; i < page->n_communities; i++) {             \
            const cot_community_t *row = &rows[page->communities[i]];    \
            write(json, NULL, value);                                    \
        }                                                                \
        cot_i_json_close(json);                                          \
    } while (0)

static void write_color(cot_json_t *json, const char *key, int64_t community) {
    char color[8];
    (void)snprintf(color, sizeof color, "#%06x", cot_community_color(community) & 0xFFFFFFu);
    cot_i_json_text(json, key, color);
}

static void write_label(cot_json_t *json, const char *key, const cot_community_t *row) {
    char label[32];
    (void)snprintf(label, sizeof label, "Community %lld", (long long)row->community + 1);
    cot_i_json_text(json, key, row->label[0] ? row->label : label);
}

void cot_i_page_communities(cot_json_t *json, const cot_page_t *page) {
    const cot_community_t *rows = page->n_communities > 0 ? page->results->communities->rows : NULL;
    cot_i_json_object(json, "communities");
    COLUMN("id", cot_i_json_int, row->community);
    COLUMN("label", write_label, row);
    COLUMN("color", write_color, row->community);
    COLUMN("people", cot_i_json_count, row->size);
    COLUMN("papers", cot_i_json_count, row->papers);
    COLUMN("inside", cot_i_json_count, row->inside);
    COLUMN("outside", cot_i_json_count, row->outside);
    COLUMN("firstYear", cot_i_json_year, row->first_year);
    COLUMN("lastYear", cot_i_json_year, row->last_year);
    cot_i_json_list(json, "topics");
    for (uint32_t i = 0; i < page->n_communities; i++) {
        const cot_community_t *row = &rows[page->communities[i]];
        cot_i_json_list(json, NULL);
        for (uint32_t k = 0; k < row->n_topics && page->topic_row; k++) {
            if (page->topic_row[row->topics[k]] >= 0) {
                cot_i_json_int(json, NULL, page->topic_row[row->topics[k]]);
            }
        }
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

void cot_i_page_topics(cot_json_t *json, const cot_page_t *page) {
    const cot_topic_row_t *rows = page->model.topics;
    cot_i_json_object(json, "topics");
    cot_i_json_list(json, "label");
    for (uint32_t i = 0; i < page->n_topics; i++) {
        cot_i_json_text(json, NULL, cot_topics_at(page->results->topics, rows[i].topic).label);
    }
    cot_i_json_close(json);
    cot_i_json_list(json, "source");
    for (uint32_t i = 0; i < page->n_topics; i++) {
        const bool term = cot_topics_at(page->results->topics, rows[i].topic).kind == COT_TOPIC_TERM;
        cot_i_json_text(json, NULL, term ? "term" : "category");
    }
    cot_i_json_close(json);
    cot_i_json_list(json, "papers");
    for (uint32_t i = 0; i < page->n_topics; i++) {
        cot_i_json_count(json, NULL, rows[i].papers);
    }
    cot_i_json_close(json);
    cot_i_json_list(json, "authors");
    for (uint32_t i = 0; i < page->n_topics; i++) {
        cot_i_json_count(json, NULL, rows[i].authors);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}
