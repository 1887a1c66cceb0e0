/* arxiv_atom.c: the Atom feeds of arXiv's query API, in every layout from 2012 on.
 *
 * Elements are matched by namespace and name, so order, prefixes and where the namespaces are declared do not
 * matter. Reference: arXiv API User's Manual; RFC 4287.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/arxiv.h"
#include "read/record.h"
#include "read/xml.h"
#include "read/xml_bytes.h"

#define ATOM "http://www.w3.org/2005/Atom"
#define ARXIV "http://arxiv.org/schemas/atom"

enum {
    FEED = 1,
    ENTRY,
    ID,
    TITLE,
    SUMMARY,
    PUBLISHED,
    UPDATED,
    AUTHOR,
    NAME,
    AFFILIATION,
    CATEGORY,
    PRIMARY,
    COMMENT,
    DOI,
    JOURNAL
};

#define TEXT (COT_SAX_TEXT | COT_SAX_IN_PLACE)
static const cot_sax_rule_t rules[] = {
    {0, ATOM, "feed", FEED, 0},
    {FEED, ATOM, "entry", ENTRY, COT_SAX_RECORD},
    {ENTRY, ATOM, "category", CATEGORY, 0},
    {ENTRY, ATOM, "author", AUTHOR, 0},
    {AUTHOR, ATOM, "name", NAME, TEXT},
    {AUTHOR, ARXIV, "affiliation", AFFILIATION, TEXT},
    {ENTRY, ATOM, "id", ID, TEXT},
    {ENTRY, ATOM, "title", TITLE, TEXT},
    {ENTRY, ATOM, "summary", SUMMARY, TEXT},
    {ENTRY, ATOM, "published", PUBLISHED, TEXT},
    {ENTRY, ATOM, "updated", UPDATED, TEXT},
    {ENTRY, ARXIV, "primary_category", PRIMARY, 0},
    {ENTRY, ARXIV, "comment", COMMENT, TEXT},
    {ENTRY, ARXIV, "journal_ref", JOURNAL, TEXT},
    {ENTRY, ARXIV, "doi", DOI, TEXT},
    {0, NULL, NULL, 0, 0},
};

typedef struct {
    cot_i_source_t *src;
    cot_draft_t draft;
    uint64_t entries;
    size_t primary, published, updated;
    size_t name, affiliation; /* of the author being read */
} feed_t;

static void drop(void *data) {
    cot_i_draft_reset(&((feed_t *)data)->draft);
}

static void begin_entry(feed_t *feed, cot_sax_t *sax) {
    cot_i_draft_reset(&feed->draft);
    feed->draft.line = cot_i_sax_line(sax);
    feed->primary = feed->published = feed->updated = 0;
    feed->entries++;
}

static cot_status_t begin(void *data, cot_sax_t *sax, int id, cot_error_t *err) {
    feed_t *feed = data;
    size_t n = 0;
    const char *term = id == CATEGORY || id == PRIMARY ? cot_i_sax_attribute(sax, "term", &n) : "";
    switch (id) {
    case FEED: return cot_i_source_document(feed->src, err);
    case ENTRY: begin_entry(feed, sax); break;
    case AUTHOR: feed->name = feed->affiliation = 0; break;
    case PRIMARY:
        feed->primary = cot_i_arxiv_category(term, n) ? cot_i_draft_text(&feed->draft, term, n) : 0;
        break;
    case CATEGORY:
        if (cot_i_arxiv_category(term, n)) { /* MSC and ACM classes stand in the same element */
            cot_i_draft_category(&feed->draft, term, n);
        }
        break;
    default: break;
    }
    return COT_OK;
}

static cot_status_t end_author(feed_t *feed) {
    if (feed->name != 0) {
        cot_draft_name_t *name = cot_i_draft_name(&feed->draft);
        if (name) {
            name->name = feed->name;
            name->affiliation = feed->affiliation;
        }
    }
    return COT_OK;
}

/* Puts the primary category first. */
static void order_categories(feed_t *feed) {
    cot_draft_t *draft = &feed->draft;
    if (feed->primary == 0) {
        return;
    }
    size_t at = 0;
    while (at < draft->n_categories && strcmp(cot_i_draft_str(draft, draft->categories[at]),
                                              cot_i_draft_str(draft, feed->primary)) != 0) {
        at++;
    }
    if (at == draft->n_categories) { /* not among the categories: it is one all the same */
        if (!COT_GROW(draft->categories, draft->categories_capacity, at + 1)) {
            draft->no_memory = true;
            return;
        }
        draft->n_categories++;
    }
    memmove(draft->categories + 1, draft->categories, at * sizeof *draft->categories);
    draft->categories[0] = feed->primary;
}

/* A date that is there but cannot be read is named; the record stays. */
static cot_status_t read_date(feed_t *feed, size_t text, const char *what, int32_t *date, cot_error_t *err) {
    const char *written = cot_i_draft_str(&feed->draft, text);
    *date = cot_date_parse(written);
    if (written[0] && *date == COT_NO_DATE) {
        return cot_i_source_issue(feed->src, COT_ISSUE_BAD_RECORD, COT_LOST_NOTHING, feed->draft.line, err,
                                  "the %s date \"%.40s\" is not a date; the record is kept without it", what,
                                  written);
    }
    return COT_OK;
}

static cot_status_t emit(feed_t *feed, const cot_arxiv_id_t *id, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_draft_t *draft = &feed->draft;
    draft->id = cot_i_draft_text(draft, id->base, strlen(id->base));
    draft->version = id->version;
    COT_TRY(st, read_date(feed, feed->published, "published", &draft->first_date, err));
    COT_TRY(st, read_date(feed, feed->updated, "updated", &draft->date, err));
    if (draft->date == COT_NO_DATE) {
        draft->date = draft->first_date;
    }
    order_categories(feed);
    draft->withdrawn = cot_i_arxiv_says_withdrawn(cot_i_draft_str(draft, draft->comment)) ||
                       cot_i_arxiv_says_withdrawn(cot_i_draft_str(draft, draft->abstract));
    st = cot_i_draft_emit(draft, feed->src, err);
done:
    return st;
}

static cot_status_t end_entry(feed_t *feed, cot_error_t *err) {
    cot_draft_t *draft = &feed->draft;
    const char *text = cot_i_draft_str(draft, draft->id), *title = cot_i_draft_str(draft, draft->title);
    cot_arxiv_id_t id;
    size_t used = cot_i_arxiv_id(text, strlen(text), &id);
    if (draft->no_memory) {
        return cot_i_draft_emit(draft, feed->src, err);
    }
    if (used > 0 && text[used] == '\0') {
        return emit(feed, &id, err);
    }
    if (strstr(text, "/api/errors") || strcmp(title, "Error") == 0) {
        return cot_i_source_issue(feed->src, COT_ISSUE_ERROR_FEED, COT_LOST_REST, draft->line, err,
                                  "an error entry instead of records: \"%.200s\"",
                                  cot_i_draft_str(draft, draft->abstract));
    }
    return cot_i_source_issue(
        feed->src, COT_ISSUE_BAD_RECORD, COT_LOST_RECORD, draft->line, err,
        text[0] ? "the id \"%.100s\" is not an arXiv identifier" : "an entry without id%s", text);
}

static cot_status_t end(void *data, cot_sax_t *sax, int id, const char *text, size_t n, cot_error_t *err) {
    feed_t *feed = data;
    cot_draft_t *draft = &feed->draft;
    (void)sax;
    switch (id) {
    case ENTRY: return end_entry(feed, err);
    case AUTHOR: return end_author(feed);
    case NAME: feed->name = cot_i_draft_text(draft, text, n); break;
    case AFFILIATION: cot_i_draft_join(draft, &feed->affiliation, "; ", text, n); break;
    case ID: draft->id = cot_i_draft_text(draft, text, n); break;
    case TITLE: draft->title = cot_i_draft_text(draft, text, n); break;
    case SUMMARY: draft->abstract = cot_i_draft_text(draft, text, n); break;
    case PUBLISHED: feed->published = cot_i_draft_text(draft, text, n); break;
    case UPDATED: feed->updated = cot_i_draft_text(draft, text, n); break;
    case COMMENT: draft->comment = cot_i_draft_text(draft, text, n); break;
    case JOURNAL: draft->journal = cot_i_draft_text(draft, text, n); break;
    case DOI: cot_i_draft_join(draft, &draft->doi, " ", text, n); break;
    default: break;
    }
    return COT_OK;
}

static void *fork_feed(cot_i_source_t *src) {
    feed_t *feed = cot_i_alloc(1, sizeof *feed);
    if (feed) {
        feed->src = src;
        cot_i_draft_init(&feed->draft);
    }
    return feed;
}

static void join_feed(void *data, const void *chunk) {
    ((feed_t *)data)->entries += ((const feed_t *)chunk)->entries;
}

static void free_feed(void *chunk) {
    if (chunk) {
        cot_i_draft_clear(&((feed_t *)chunk)->draft);
        cot_i_free(chunk);
    }
}

static const cot_sax_format_t format = {rules, "feed", "entry", begin, end, drop, fork_feed, join_feed, free_feed};

static cot_status_t parse(cot_i_source_t *src, cot_error_t *err) {
    feed_t feed = {.src = src};
    bool whole = false;
    cot_i_draft_init(&feed.draft);
    cot_status_t st = cot_i_sax_parse(&format, &feed, src, &whole, err);
    if (st == COT_OK && whole && feed.entries == 0) {
        st =
            cot_i_source_issue(src, COT_ISSUE_EMPTY_FEED, COT_LOST_NOTHING, 0, err, "a feed without entries");
    }
    cot_i_draft_clear(&feed.draft);
    return st;
}

static int sniff(const char *head, size_t n) {
    size_t length = 0;
    bool doctype = false;
    const char *root = cot_i_xml_root(head, n, &length, &doctype);
    if (!root || length != 4 || memcmp(root, "feed", 4) != 0) {
        return 0;
    }
    return memmem(head, n, ATOM, strlen(ATOM)) ? 95 : 50;
}

const cot_i_format_t cot_i_format_arxiv_atom = {
    {"arxiv-atom", "Atom feeds of the arXiv API", "https://info.arxiv.org/help/api/user-manual.html"},
    sniff,
    parse,
    NULL,
    NULL,
    NULL,
};
