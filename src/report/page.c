/* page.c: report.html: the page that was built from web/, with the title and the two JSON documents in their places.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page.h"

#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/out.h"
#include "base/par.h"
#include "base/text.h"

/* Topics that have a row; with --max-terms 0 there can be any number. */
enum { TOPICS_MOST = 2000 };

static cot_status_t choose_topic_rows(cot_page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = page->results->topics ? cot_topics_count(page->results->topics) : 0;
    COT_NEW(st, err, page->topic_row, n, "topics of the page");
    page->n_topics = page->model.n_topics < TOPICS_MOST ? page->model.n_topics : TOPICS_MOST;
    for (uint32_t t = 0; t < n; t++) {
        page->topic_row[t] = COT_PAGE_NONE;
    }
    for (uint32_t i = 0; i < page->n_topics; i++) {
        page->topic_row[page->model.topics[i].topic] = (int32_t)i;
    }
done:
    return st;
}

cot_status_t cot_i_page_go_on(const cot_page_t *page, cot_error_t *err) {
    return cot_i_progress(page->env, "writing", 0, 0, err);
}

cot_status_t cot_i_page_choose(cot_page_t *page, const cot_results_t *results, const cot_page_limits_t *limits,
                               const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *page = (cot_page_t){.results = results, .limits = *limits, .env = env, .threads = env ? cot_env_threads(env) : 1};
    COT_TRY(st, cot_i_report_model(&page->model, results, err));
    COT_TRY(st, cot_i_page_go_on(page, err));
    COT_TRY(st, choose_topic_rows(page, err));
    COT_TRY(st, cot_i_page_choose_people(page, err));
    COT_TRY(st, cot_i_page_go_on(page, err));
    COT_TRY(st, cot_i_page_choose_topics(page, err));
    COT_TRY(st, cot_i_page_go_on(page, err));
    COT_TRY(st, cot_i_page_choose_communities(page, err));
    COT_TRY(st, cot_i_page_choose_papers(page, err));
done:
    return st;
}

static void clear_map(cot_page_map_t *map) {
    cot_i_free(map->vertices);
    cot_i_free(map->row);
    cot_i_free(map->edges);
}

void cot_i_page_clear(cot_page_t *page) {
    cot_i_report_model_clear(&page->model);
    clear_map(&page->people);
    clear_map(&page->topics);
    cot_i_free(page->topic_row);
    cot_i_free(page->communities);
    cot_i_free(page->community_row);
    cot_i_free(page->papers);
}

/* ---- what stands in the places
 * ---------------------------------------------------------------------------------- */

typedef cot_status_t part_fn(const cot_page_t *page, cot_out_t *out, cot_error_t *err);

/* Text in HTML; bytes that are no UTF-8 become U+FFFD, control characters blanks. */
static cot_status_t write_title(const cot_page_t *page, cot_out_t *out, cot_error_t *err) {
    char title[COT_PAGE_TITLE], encoded[4];
    (void)err;
    cot_i_page_title(page->results, title);
    const size_t length = strlen(title);
    for (size_t i = 0, used; i < length; i += used) {
        const uint32_t c = cot_i_utf8_decode(title + i, length - i, &used);
        if (c < 0x20 || c == 0x7F) {
            COT_PUT(out, " ");
        } else if (c < 0x80 && strchr("<>&\"'", (int)c)) {
            cot_out_printf(out, "&#%u;", (unsigned)c);
        } else {
            cot_i_put(out, encoded, cot_i_utf8_encode(c, encoded));
        }
    }
    return COT_OK;
}

static cot_status_t write_main(const cot_page_t *page, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_json_t json = COT_JSON_INIT(out);
    json.page = true;
    cot_i_json_object(&json, NULL);
    cot_i_json_int(&json, "schema", 1);
    cot_i_page_about(&json, page);
    cot_i_page_figures(&json, page);
    cot_i_page_measures(&json, page);
    COT_TRY(st, cot_i_page_network(&json, "coauthor", page, &page->people, err));
    if (page->n_topics > 0 && page->topics.network->graph) {
        COT_TRY(st, cot_i_page_network(&json, "authorTopic", page, &page->topics, err));
    } else {
        cot_i_json_null(&json, "authorTopic");
    }
    cot_i_page_topics(&json, page);
    cot_i_page_communities(&json, page);
    COT_TRY(st, cot_i_page_years(&json, page, err));
    cot_i_page_bylines(&json, page);
    cot_i_page_degrees(&json, page);
    cot_i_json_close(&json);
done:
    return st;
}

static cot_status_t write_papers(const cot_page_t *page, cot_out_t *out, cot_error_t *err) {
    cot_json_t json = COT_JSON_INIT(out);
    (void)err;
    json.page = true;
    cot_i_page_papers(&json, page);
    return COT_OK;
}

/* ---- the page
 * -------------------------------------------------------------------------------------------------- */

/* A place in the page and what comes there. */
typedef struct {
    const char *mark;
    part_fn *write;
    size_t at;
} place_t;
enum { PLACES = 3 };

static cot_status_t find_places(cot_page_template_t template, place_t *places, cot_error_t *err) {
    for (int i = 0; i < PLACES; i++) {
        const size_t length = strlen(places[i].mark);
        const char *found = memmem(template.bytes, template.length, places[i].mark, length);
        const size_t behind = found ? (size_t)(found - template.bytes) + length : template.length;
        if (!found || memmem(template.bytes + behind, template.length - behind, places[i].mark, length)) {
            return cot_i_fail(err, COT_E_INTERNAL, "report.html: the page has %s %s (allowed: once)",
                              found ? "more than one" : "no", places[i].mark);
        }
        places[i].at = (size_t)(found - template.bytes);
        for (int k = i; k > 0 && places[k].at < places[k - 1].at; k--) {
            const place_t later = places[k - 1];
            places[k - 1] = places[k];
            places[k] = later;
        }
    }
    return COT_OK;
}

cot_status_t cot_i_page_write(const cot_results_t *results, const cot_page_limits_t *limits,
                              cot_page_template_t template, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_page_t page = {.results = results};
    place_t places[PLACES] = {{"<!--coterie:title-->", write_title, 0},
                              {"<!--coterie:main-->", write_main, 0},
                              {"<!--coterie:papers-->", write_papers, 0}};
    size_t at = 0;
    COT_TRY(st, find_places(template, places, err));
    COT_TRY(st, cot_i_page_choose(&page, results, limits, out->env, err));
    for (int i = 0; i < PLACES; i++) {
        cot_out_bytes(out, template.bytes + at, places[i].at - at);
        COT_TRY(st, cot_i_page_go_on(&page, err));
        COT_TRY(st, places[i].write(&page, out, err));
        at = places[i].at + strlen(places[i].mark);
    }
    cot_out_bytes(out, template.bytes + at, template.length - at);
done:
    cot_i_page_clear(&page);
    return st;
}

cot_status_t cot_write_report_html_limited(const cot_results_t *results, const cot_page_limits_t *limits, cot_out_t *out,
                                        cot_error_t *err) {
    static const cot_page_limits_t usual = COT_PAGE_LIMITS_INIT;
    const cot_page_template_t template = cot_i_page_template();
    if (!results || !out) {
        return cot_i_fail(err, COT_E_ARG, "report.html: NULL argument");
    }
    if (template.length == 0) {
        return cot_i_fail(err, COT_E_ARG, "report.html: this coterie was built without the page (COT_PAGE=OFF)");
    }
    return cot_i_page_write(results, limits ? limits : &usual, template, out, err);
}

cot_status_t cot_write_report_html(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    return cot_write_report_html_limited(results, NULL, out, err);
}
