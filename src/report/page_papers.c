/* page_papers.c: the papers of the people on the map: the second document of the page.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "read/arxiv.h"
#include "report/page.h"

/* ---- which
 * ----------------------------------------------------------------------------------------------------- */

/* Order of papers: by year, those without a year last, then by number (which is that of the ids). */
static uint64_t place_of(const cot_incidence_t *incidence, uint32_t paper) {
    const int16_t year = incidence->paper_year[paper];
    return year == COT_NO_YEAR ? UINT64_MAX : (uint64_t)(year - INT16_MIN);
}

static cot_status_t find_papers(const cot_page_t *page, uint8_t **out, uint32_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_incidence_t *incidence = page->results->incidence;
    uint8_t *wanted = NULL;
    *n = 0;
    COT_NEW(st, err, wanted, incidence->n_papers, "papers of the page");
    for (uint32_t r = 0; r < page->people.n; r++) {
        const uint32_t v = page->people.vertices[r];
        for (uint64_t k = incidence->author_off[v]; k < incidence->author_off[v + 1]; k++) {
            *n += !wanted[incidence->author_papers[k]];
            wanted[incidence->author_papers[k]] = 1;
        }
    }
    *out = wanted;
done:
    return st;
}

/* Of the n papers in order: where those that are shown begin, when the newest are taken and, while there is room, those
 * without a year. */
static uint32_t first_shown(const cot_i_keyed_t *order, uint32_t n, uint32_t most) {
    uint32_t dated = 0;
    while (dated < n && order[dated].key != UINT64_MAX) {
        dated++;
    }
    return dated > most ? dated - most : 0;
}

static void tell_papers(cot_page_t *page, uint32_t all) {
    char n[2][32], *cut = page->people.cut;
    const size_t used = strlen(cut);
    (void)snprintf(cut + used, sizeof page->people.cut - used, "%sOf the %s papers of these people, the newest %s are listed.",
                   used > 0 ? " " : "", cot_i_page_count(all, n[0]), cot_i_page_count(page->n_papers, n[1]));
}

cot_status_t cot_i_page_choose_papers(cot_page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_incidence_t *incidence = page->results->incidence;
    cot_i_keyed_t *order = NULL;
    uint8_t *wanted = NULL;
    uint32_t all, n = 0;
    COT_TRY(st, find_papers(page, &wanted, &all, err));
    COT_NEW(st, err, order, all, "papers of the page");
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        if (wanted[p]) {
            order[n++] = (cot_i_keyed_t){place_of(incidence, p), p};
        }
    }
    COT_TRY(st, cot_i_sort_keyed(order, n, NULL, NULL, page->threads, err));
    const uint32_t first = first_shown(order, n, page->limits.papers);
    page->n_papers = n - first < page->limits.papers ? n - first : page->limits.papers;
    COT_NEW(st, err, page->papers, page->n_papers, "papers of the page");
    for (uint32_t i = 0; i < page->n_papers; i++) {
        page->papers[i] = order[first + i].value;
    }
    if (page->n_papers < all) {
        tell_papers(page, all);
    }
done:
    cot_i_free(order);
    cot_i_free(wanted);
    return st;
}

/* ---- addresses
 * ------------------------------------------------------------------------------------------------- */

static const char at_doi[] = "https://doi.org/", at_arxiv[] = "https://arxiv.org/abs/";

/* Characters that mean themselves in the path of an address (RFC 3986: unreserved, and some of the others). */
static bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c && strchr("-._~/:;()", c));
}

/* start, then the n bytes of a path, each of which may become three. */
static void write_link(char *link, const char *start, const char *path, size_t n) {
    static const char digits[] = "0123456789ABCDEF";
    char *p = link + strlen(start);
    memcpy(link, start, strlen(start));
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)path[i];
        *p++ = is_plain(path[i]) ? path[i] : '%';
        if (!is_plain(path[i])) {
            *p++ = digits[c >> 4];
            *p++ = digits[c & 15];
        }
    }
    *p = '\0';
}

/* "10.", a registrant of digits and dots, "/", something. */
static bool is_doi(const char *text, size_t n) {
    if (n < 6 || memcmp(text, "10.", 3) != 0) {
        return false;
    }
    const size_t registrant = strspn(text + 3, "0123456789.");
    return registrant > 0 && 3 + registrant + 1 < n && text[3 + registrant] == '/';
}

bool cot_i_page_link(const cot_paper_t *paper, char link[COT_PAGE_LINK]) {
    const char *doi = paper->doi + strspn(paper->doi, " ");
    const size_t length = strcspn(doi, " "), n = strlen(paper->id);
    cot_arxiv_id_t id;
    if (length <= COT_PAGE_DOI && is_doi(doi, length)) {
        write_link(link, at_doi, doi, length);
        return true;
    }
    if (n > 0 && n < COT_ARXIV_ID_MAX && cot_i_arxiv_id(paper->id, n, &id) == n) {
        write_link(link, at_arxiv, id.base, strlen(id.base));
        return true;
    }
    return false;
}

/* ---- the document
 * ---------------------------------------------------------------------------------------------- */

enum { LONGEST_ID = 300 }; /* bytes; longer ones are not taken apart */

static cot_paper_t paper_at(const cot_page_t *page, uint32_t i) {
    return cot_corpus_paper(page->results->corpus, page->results->incidence->paper_of[page->papers[i]]);
}

/* Ids follow on each other: a character that says, in base 36, with how many characters of the one before each begins,
 * then the rest. Only ASCII is shared, so that bytes are characters. */
static void write_leads(cot_json_t *json, const cot_page_t *page) {
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    const char *before = "";
    cot_i_json_object(json, "id");
    cot_i_json_list(json, "lead");
    for (uint32_t i = 0; i < page->n_papers; i++) {
        const char *id = paper_at(page, i).id;
        char text[LONGEST_ID + 2];
        uint32_t same = 0;
        while (same < 35 && id[same] && id[same] == before[same] && (unsigned char)id[same] < 0x80) {
            same++;
        }
        (void)snprintf(text, sizeof text, "%c%s", digits[same], id + same);
        cot_i_json_text(json, NULL, text);
        before = id;
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

static void write_ids(cot_json_t *json, const cot_page_t *page) {
    bool plain = false;
    for (uint32_t i = 0; i < page->n_papers && !plain; i++) {
        plain = strlen(paper_at(page, i).id) > LONGEST_ID;
    }
    if (!plain) {
        write_leads(json, page);
        return;
    }
    cot_i_json_list(json, "id");
    for (uint32_t i = 0; i < page->n_papers; i++) {
        cot_i_json_text(json, NULL, paper_at(page, i).id);
    }
    cot_i_json_close(json);
}

static void write_titles(cot_json_t *json, const cot_page_t *page) {
    cot_i_json_list(json, "title");
    for (uint32_t i = 0; i < page->n_papers; i++) {
        cot_i_json_text(json, NULL, paper_at(page, i).title);
    }
    cot_i_json_close(json);
}

/* 0: that of arXiv for the paper's id. Of a DOI's address only the DOI. */
static void write_link_of(cot_json_t *json, const cot_paper_t *paper) {
    char link[COT_PAGE_LINK];
    if (!cot_i_page_link(paper, link)) {
        cot_i_json_null(json, NULL);
    } else if (strncmp(link, at_arxiv, sizeof at_arxiv - 1) == 0 && strcmp(link + sizeof at_arxiv - 1, paper->id) == 0) {
        cot_i_json_count(json, NULL, 0);
    } else {
        const bool doi = strncmp(link, at_doi, sizeof at_doi - 1) == 0;
        cot_i_json_text(json, NULL, doi ? link + sizeof at_doi - 1 : link);
    }
}

static void write_links(cot_json_t *json, const cot_page_t *page) {
    cot_i_json_object(json, "link");
    cot_i_json_list(json, "links");
    for (uint32_t i = 0; i < page->n_papers; i++) {
        const cot_paper_t paper = paper_at(page, i);
        write_link_of(json, &paper);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

static int64_t year_at(const void *data, uint64_t i) {
    const cot_page_t *page = data;
    const int16_t year = page->results->incidence->paper_year[page->papers[i]];
    return year == COT_NO_YEAR ? COT_PAGE_NULL : year;
}

static void write_facts(cot_json_t *json, const cot_page_t *page) {
    const cot_incidence_t *incidence = page->results->incidence;
    cot_i_pack_steps(json, "year", NULL, (cot_page_numbers_t){page->n_papers, year_at, page});
    cot_i_json_list(json, "authors");
    for (uint32_t i = 0; i < page->n_papers; i++) {
        cot_i_json_count(json, NULL, incidence->paper_size[page->papers[i]]);
    }
    cot_i_json_close(json);
}

/* Rows of the authors of a paper, in the order of the byline; how many there are. json: NULL = count only. */
static uint64_t write_byline(cot_json_t *json, const cot_page_t *page, uint32_t paper) {
    const cot_incidence_t *incidence = page->results->incidence;
    uint64_t n = 0;
    for (uint64_t k = incidence->paper_off[paper]; k < incidence->paper_off[paper + 1]; k++) {
        const uint32_t row = page->people.row[incidence->paper_authors[k]];
        n += row != UINT32_MAX;
        if (json && row != UINT32_MAX) {
            cot_i_json_count(json, NULL, row);
        }
    }
    return n;
}

static uint64_t write_paper_topics(cot_json_t *json, const cot_page_t *page, uint32_t paper) {
    const uint32_t *list = NULL;
    const cot_topics_t *topics = page->results->topics;
    const uint32_t found =
        topics ? cot_topics_of_paper(topics, page->results->incidence->paper_of[paper], &list) : 0;
    uint64_t n = 0;
    for (uint32_t k = 0; k < found; k++) {
        const int32_t row = page->topic_row[list[k]];
        n += row >= 0;
        if (json && row >= 0) {
            cot_i_json_int(json, NULL, row);
        }
    }
    return n;
}

/* Compressed rows: how many entries each paper has (the steps to where those of the next begin), then the entries. */
static void write_rows(cot_json_t *json, const cot_page_t *page, const char *starts, const char *entries,
                       uint64_t (*write)(cot_json_t *, const cot_page_t *, uint32_t)) {
    cot_i_json_object(json, starts);
    cot_i_json_list(json, "step");
    cot_i_json_count(json, NULL, 0);
    for (uint32_t i = 0; i < page->n_papers; i++) {
        cot_i_json_count(json, NULL, write(NULL, page, page->papers[i]));
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
    cot_i_json_list(json, entries);
    for (uint32_t i = 0; i < page->n_papers; i++) {
        (void)write(json, page, page->papers[i]);
    }
    cot_i_json_close(json);
}

void cot_i_page_papers(cot_json_t *json, const cot_page_t *page) {
    cot_i_json_object(json, NULL);
    write_ids(json, page);
    write_titles(json, page);
    write_links(json, page);
    write_facts(json, page);
    write_rows(json, page, "authorStart", "authorRow", write_byline);
    write_rows(json, page, "topicStart", "topicRow", write_paper_topics);
    cot_i_json_close(json);
}
