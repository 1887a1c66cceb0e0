/* arxiv_oai.c: OAI-PMH answers of arXiv: ListRecords and GetRecord in the formats arXiv, arXivRaw and oai_dc.
 *
 * What the three formats say about a paper differs; docs/definitions.md ("Records") tells what is taken from
 * each. References: The Open Archives Initiative Protocol for Metadata Harvesting 2.0; arXiv's schemas
 * arXiv.xsd and arXivRaw.xsd.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/arxiv.h"
#include "read/byline.h"
#include "read/oai_parts.h"
#include "read/record.h"
#include "base/tex.h"
#include "read/xml.h"
#include "read/xml_bytes.h"

#define OAI "http://www.openarchives.org/OAI/2.0/"
#define AX "http://arxiv.org/OAI/arXiv/"
#define RAW "http://arxiv.org/OAI/arXivRaw/"
#define OAI_DC "http://www.openarchives.org/OAI/2.0/oai_dc/"
#define DC "http://purl.org/dc/elements/1.1/"

enum {
    ROOT = 1,
    ERROR,
    LIST,
    RECORD,
    HEADER,
    IDENTIFIER,
    SET,
    METADATA,
    ARXIV,
    ARXIV_RAW,
    DUBLIN,
    /* fields that arXiv and arXivRaw have in common */
    ID,
    TITLE,
    CATEGORIES,
    COMMENTS,
    JOURNAL,
    DOI,
    ABSTRACT,
    /* arXiv */
    CREATED,
    UPDATED,
    AUTHORS,
    AUTHOR,
    KEYNAME,
    FORENAMES,
    SUFFIX,
    AFFILIATION,
    /* arXivRaw */
    VERSION,
    VERSION_DATE,
    SOURCE_TYPE,
    BYLINE,
    /* oai_dc */
    DC_IDENTIFIER,
    DC_TITLE,
    DC_CREATOR,
    DC_DATE,
    DC_DESCRIPTION,
    DC_SUBJECT
};

#define TEXT (COT_SAX_TEXT | COT_SAX_IN_PLACE)
static const cot_sax_rule_t rules[] = {
    {0, OAI, "OAI-PMH", ROOT, 0},
    {ROOT, OAI, "error", ERROR, COT_SAX_TEXT},
    {ROOT, OAI, "ListRecords", LIST, 0},
    {ROOT, OAI, "GetRecord", LIST, 0},
    {LIST, OAI, "record", RECORD, COT_SAX_RECORD},
    {AUTHORS, AX, "author", AUTHOR, 0},
    {AUTHOR, AX, "keyname", KEYNAME, TEXT},
    {AUTHOR, AX, "forenames", FORENAMES, TEXT},
    {AUTHOR, AX, "suffix", SUFFIX, TEXT},
    {AUTHOR, AX, "affiliation", AFFILIATION, TEXT},
    {RECORD, OAI, "header", HEADER, 0},
    {HEADER, OAI, "identifier", IDENTIFIER, TEXT},
    {HEADER, OAI, "setSpec", SET, TEXT},
    {RECORD, OAI, "metadata", METADATA, 0},
    {METADATA, AX, "arXiv", ARXIV, 0},
    {METADATA, RAW, "arXivRaw", ARXIV_RAW, 0},
    {METADATA, OAI_DC, "dc", DUBLIN, 0},
    {ARXIV, AX, "id", ID, TEXT},
    {ARXIV, AX, "created", CREATED, COT_SAX_TEXT},
    {ARXIV, AX, "updated", UPDATED, COT_SAX_TEXT},
    {ARXIV, AX, "authors", AUTHORS, 0},
    {ARXIV, AX, "title", TITLE, TEXT},
    {ARXIV, AX, "categories", CATEGORIES, TEXT},
    {ARXIV, AX, "comments", COMMENTS, TEXT},
    {ARXIV, AX, "journal-ref", JOURNAL, TEXT},
    {ARXIV, AX, "doi", DOI, TEXT},
    {ARXIV, AX, "abstract", ABSTRACT, TEXT},
    {ARXIV_RAW, RAW, "id", ID, TEXT},
    {ARXIV_RAW, RAW, "version", VERSION, 0},
    {VERSION, RAW, "date", VERSION_DATE, TEXT},
    {VERSION, RAW, "source_type", SOURCE_TYPE, TEXT},
    {ARXIV_RAW, RAW, "title", TITLE, TEXT},
    {ARXIV_RAW, RAW, "authors", BYLINE, COT_SAX_TEXT},
    {ARXIV_RAW, RAW, "categories", CATEGORIES, TEXT},
    {ARXIV_RAW, RAW, "comments", COMMENTS, TEXT},
    {ARXIV_RAW, RAW, "journal-ref", JOURNAL, TEXT},
    {ARXIV_RAW, RAW, "doi", DOI, TEXT},
    {ARXIV_RAW, RAW, "abstract", ABSTRACT, TEXT},
    {DUBLIN, DC, "identifier", DC_IDENTIFIER, TEXT},
    {DUBLIN, DC, "title", DC_TITLE, TEXT},
    {DUBLIN, DC, "creator", DC_CREATOR, COT_SAX_TEXT},
    {DUBLIN, DC, "date", DC_DATE, COT_SAX_TEXT},
    {DUBLIN, DC, "description", DC_DESCRIPTION, TEXT},
    {DUBLIN, DC, "subject", DC_SUBJECT, TEXT},
    {0, NULL, NULL, 0, 0},
};

typedef struct {
    cot_i_source_t *src;
    cot_draft_t draft;
    cot_buf_t scratch;
    uint64_t records, errors;
    char error_code[64];
    /* the record */
    int kind; /* ARXIV, ARXIV_RAW, DUBLIN; 0 = no metadata that is known */
    bool deleted;
    size_t identifier; /* of the header */
    size_t sets;       /* joined by blanks */
    cot_draft_name_t author;
    bool tex; /* in what is known of its name */
    int version; /* arXivRaw: the one being read, and the extremes so far */
    int first_version;
    size_t version_date, source_type;
} page_t;

static void drop(void *data) {
    cot_i_draft_reset(&((page_t *)data)->draft);
}

static void begin_record(page_t *page, cot_sax_t *sax) {
    cot_i_draft_reset(&page->draft);
    page->draft.line = cot_i_sax_line(sax);
    page->kind = 0;
    page->deleted = false;
    page->identifier = page->sets = 0;
    page->first_version = 0;
    page->records++;
}

static void begin_version(page_t *page, cot_sax_t *sax) {
    size_t n = 0;
    const char *text = cot_i_sax_attribute(sax, "version", &n);
    page->version = 0;
    page->version_date = page->source_type = 0;
    for (size_t i = n > 0 && *text == 'v';
         i < n && text[i] >= '0' && text[i] <= '9' && page->version < 100000; i++) {
        page->version = page->version * 10 + (text[i] - '0');
    }
}

static cot_status_t begin(void *data, cot_sax_t *sax, int id, cot_error_t *err) {
    page_t *page = data;
    size_t n = 0;
    const char *text = "";
    switch (id) {
    case ROOT: return cot_i_source_document(page->src, err);
    case ERROR:
        text = cot_i_sax_attribute(sax, "code", &n);
        n = n < sizeof page->error_code ? n : sizeof page->error_code - 1;
        memcpy(page->error_code, text, n);
        page->error_code[n] = '\0';
        break;
    case RECORD: begin_record(page, sax); break;
    case HEADER:
        text = cot_i_sax_attribute(sax, "status", &n);
        page->deleted = n == 7 && memcmp(text, "deleted", 7) == 0;
        break;
    case ARXIV:
    case ARXIV_RAW:
    case DUBLIN: page->kind = id; break;
    case AUTHOR:
        page->author = (cot_draft_name_t){0};
        page->tex = false;
        break;
    case VERSION: begin_version(page, sax); break;
    default: break;
    }
    return COT_OK;
}

/* An error instead of records; "no records match" is the normal answer for a day without any. */
static cot_status_t end_error(page_t *page, const char *text, cot_error_t *err) {
    bool none = strcmp(page->error_code, "noRecordsMatch") == 0;
    page->errors++;
    return cot_i_source_issue(page->src, none ? COT_ISSUE_EMPTY_FEED : COT_ISSUE_ERROR_FEED,
                              none ? COT_LOST_NOTHING : COT_LOST_REST, 0, err, "OAI-PMH error %s: %.200s",
                              page->error_code, text);
}

/* The highest version stands; the lowest one's date is the first. */
static cot_status_t end_version(page_t *page, cot_error_t *err) {
    cot_draft_t *draft = &page->draft;
    const char *written = cot_i_draft_str(draft, page->version_date);
    int32_t date = cot_i_date_rfc822(written);
    if (page->version >= draft->version) {
        draft->version = page->version;
        draft->date = date;
        draft->withdrawn = strchr(cot_i_draft_str(draft, page->source_type), 'I') != NULL;
    }
    if (page->first_version == 0 || page->version <= page->first_version) {
        page->first_version = page->version;
        draft->first_date = date;
    }
    if (date == COT_NO_DATE) {
        return cot_i_source_issue(
            page->src, COT_ISSUE_BAD_RECORD, COT_LOST_NOTHING, draft->line, err,
            "the date \"%.40s\" of a version is not a date; the record is kept without it", written);
    }
    return COT_OK;
}

static void add_categories(cot_draft_t *draft, const char *text, size_t n) {
    for (size_t i = 0; i < n;) {
        size_t length = 0;
        while (i + length < n && !strchr(" \t\r\n", text[i + length])) {
            length++;
        }
        if (length > 0 && cot_i_arxiv_category(text + i, length)) {
            cot_i_draft_category(draft, text + i, length);
        }
        i += length + 1;
    }
}

/* Converts the TeX in a part of a name. */
static cot_status_t convert(page_t *page, size_t *part, cot_error_t *err) {
    const char *text = cot_i_draft_str(&page->draft, *part);
    size_t n = strlen(text);
    cot_status_t st = COT_OK;
    if (cot_i_tex_has(text, n)) {
        cot_i_buf_reset(&page->scratch);
        st = cot_i_tex_text(&page->scratch, text, n, err);
        *part = st == COT_OK
                    ? cot_i_draft_text(&page->draft, cot_i_buf_str(&page->scratch), page->scratch.length)
                    : 0;
    }
    return st;
}

/* Forenames that end in an accent without its letter ("Ili\'"): the last of them is the beginning of the
 * surname ("c"). */
static void mend_cut_accent(page_t *page) {
    cot_draft_t *draft = &page->draft;
    cot_draft_name_t *author = &page->author;
    const char *forenames = cot_i_draft_str(draft, author->forenames);
    size_t n = strlen(forenames);
    const char *blank = strrchr(forenames, ' ');
    if (n < 2 || forenames[n - 2] != '\\' || !strchr("'`\"^~=.", forenames[n - 1]) || !blank ||
        author->surname == 0) {
        return;
    }
    size_t before = (size_t)(blank - forenames);
    cot_i_buf_reset(&page->scratch);
    cot_i_buf_text(&page->scratch, blank + 1);
    cot_i_buf_text(&page->scratch, cot_i_draft_str(draft, author->surname));
    cot_buf_t first = COT_BUF_INIT(n);
    cot_i_buf_add(&first, forenames, before);
    author->forenames = cot_i_draft_text(draft, cot_i_buf_str(&first), first.length);
    author->surname = cot_i_draft_text(draft, cot_i_buf_str(&page->scratch), page->scratch.length);
    draft->no_memory |= first.failed || page->scratch.failed;
    cot_i_buf_clear(&first);
}

/* For the audit: how the name was written before its TeX was undone. */
static void note_tex(page_t *page, cot_draft_name_t *raw) {
    cot_i_name_from_parts(&page->draft, raw);
    cot_i_buf_reset(&page->scratch);
    cot_i_buf_text(&page->scratch, "TeX undone in ");
    cot_i_buf_text(&page->scratch, cot_i_draft_str(&page->draft, raw->name));
    page->author.note = cot_i_draft_text(&page->draft, cot_i_buf_str(&page->scratch), page->scratch.length);
    page->draft.no_memory |= page->scratch.failed;
}

static cot_status_t undo_tex(page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_draft_name_t raw = page->author;
    mend_cut_accent(page);
    COT_TRY(st, convert(page, &page->author.surname, err));
    COT_TRY(st, convert(page, &page->author.forenames, err));
    COT_TRY(st, convert(page, &page->author.suffix, err));
    if (memcmp(&raw, &page->author, sizeof raw) != 0) {
        note_tex(page, &raw);
    }
done:
    return st;
}

static cot_status_t add_author(page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (page->author.forenames == 0 && page->author.surname == 0) {
        return COT_OK;
    }
    if (page->tex) {
        COT_TRY(st, undo_tex(page, err));
    }
    cot_draft_name_t *name = cot_i_draft_name(&page->draft);
    if (name) {
        *name = page->author;
        cot_i_name_from_parts(&page->draft, name);
    }
done:
    return st;
}

static int32_t read_date(const char *text) {
    return cot_date_parse(text + strspn(text, " \t\r\n"));
}

static cot_status_t bad_date(page_t *page, const char *text, size_t n, int32_t date, cot_error_t *err) {
    if (date != COT_NO_DATE || n == 0) {
        return COT_OK;
    }
    return cot_i_source_issue(page->src, COT_ISSUE_BAD_RECORD, COT_LOST_NOTHING, page->draft.line, err,
                              "\"%.40s\" is not a date; the record is kept without it", text);
}

/* oai_dc gives dates of the first and of the last version. */
static void dublin_date(cot_draft_t *draft, int32_t date) {
    if (date != COT_NO_DATE) {
        draft->first_date =
            draft->first_date == COT_NO_DATE || date < draft->first_date ? date : draft->first_date;
        draft->date = date > draft->date ? date : draft->date;
    }
}

/* Identifiers are the page of the paper and its DOI, in any order. */
static void dublin_identifier(cot_draft_t *draft, const char *text, size_t n) {
    cot_arxiv_id_t id;
    if (cot_i_arxiv_id(text, n, &id) > 0) {
        draft->id = draft->id ? draft->id : cot_i_draft_text(draft, text, n);
    } else if (n > 4 && memcmp(text, "doi:", 4) == 0) {
        cot_i_draft_join(draft, &draft->doi, " ", text + 4, n - 4);
    }
}

static cot_status_t end_dublin(page_t *page, int id, const char *text, size_t n, cot_error_t *err) {
    cot_draft_t *draft = &page->draft;
    int32_t date = id == DC_DATE ? read_date(text) : COT_NO_DATE;
    switch (id) {
    case DC_IDENTIFIER: dublin_identifier(draft, text, n); break;
    case DC_TITLE: draft->title = cot_i_draft_text(draft, text, n); break;
    case DC_SUBJECT: add_categories(draft, text, n); break;
    case DC_DATE: dublin_date(draft, date); return bad_date(page, text, n, date, err);
    case DC_CREATOR:
        cot_i_buf_reset(&page->scratch);
        return cot_i_dublin_creator(draft, &page->scratch, text, n, err);
    case DC_DESCRIPTION:
        if (n > 8 && memcmp(text, "Comment:", 8) == 0) {
            cot_i_draft_join(draft, &draft->comment, "; ", text + 8, n - 8);
        } else if (draft->abstract == 0) {
            draft->abstract = cot_i_draft_text(draft, text, n);
        }
        break;
    default: break;
    }
    return COT_OK;
}

static cot_status_t no_id(page_t *page, const char *found, cot_error_t *err) {
    if (page->kind == 0) {
        return cot_i_source_issue(page->src, COT_ISSUE_BAD_RECORD, COT_LOST_RECORD, page->draft.line, err,
                                  "record %.80s has no metadata in arXiv, arXivRaw or oai_dc", found);
    }
    return cot_i_source_issue(
        page->src, COT_ISSUE_BAD_RECORD, COT_LOST_RECORD, page->draft.line, err,
        found[0] ? "the id \"%.80s\" is not an arXiv identifier" : "a record without id%s", found);
}

/* Where records do not tell withdrawals themselves, their words do; dates are put right. */
static void settle(page_t *page) {
    cot_draft_t *draft = &page->draft;
    if (page->kind == DUBLIN && draft->n_categories == 0) {
        cot_i_categories_from_sets(draft, cot_i_draft_str(draft, page->sets));
    }
    if (page->kind != ARXIV_RAW) {
        draft->withdrawn = cot_i_arxiv_says_withdrawn(cot_i_draft_str(draft, draft->comment)) ||
                           cot_i_arxiv_says_withdrawn(cot_i_draft_str(draft, draft->abstract));
    }
    if (page->kind == ARXIV) {
        int32_t month = cot_i_arxiv_id_month(cot_i_draft_str(draft, draft->id));
        if (draft->date == COT_NO_DATE) {
            draft->date = draft->first_date;
        }
        draft->first_date = cot_i_first_date(draft->first_date, month);
    }
}

static cot_status_t end_record(page_t *page, cot_error_t *err) {
    cot_draft_t *draft = &page->draft;
    cot_arxiv_id_t id;
    size_t which = draft->id ? draft->id : page->identifier;
    const char *text = cot_i_draft_str(draft, which);
    if (page->deleted) {
        return cot_i_source_issue(page->src, COT_ISSUE_DELETED, COT_LOST_NOTHING, draft->line, err,
                                  "%.80s is marked as deleted", text);
    }
    size_t used = cot_i_arxiv_id(text, strlen(text), &id);
    if ((page->kind == 0 || used == 0 || text[used] != '\0') && !draft->no_memory) {
        return no_id(page, text, err);
    }
    draft->id = cot_i_draft_text(draft, id.base, strlen(id.base));
    draft->version = draft->version ? draft->version : id.version;
    settle(page);
    return cot_i_draft_emit(draft, page->src, err);
}

/* Fields of arXiv and arXivRaw. */
static size_t name_part(page_t *page, const char *text, size_t n) {
    page->tex |= cot_i_tex_has(text, n);
    return cot_i_draft_text(&page->draft, text, n);
}

static cot_status_t end_arxiv(page_t *page, int id, const char *text, size_t n, cot_error_t *err) {
    cot_draft_t *draft = &page->draft;
    switch (id) {
    case ID: draft->id = cot_i_draft_text(draft, text, n); break;
    case TITLE: draft->title = cot_i_draft_text(draft, text, n); break;
    case CATEGORIES: add_categories(draft, text, n); break;
    case COMMENTS: draft->comment = cot_i_draft_text(draft, text, n); break;
    case JOURNAL: draft->journal = cot_i_draft_text(draft, text, n); break;
    case DOI: cot_i_draft_join(draft, &draft->doi, " ", text, n); break;
    case ABSTRACT: draft->abstract = cot_i_draft_text(draft, text, n); break;
    case CREATED: draft->first_date = read_date(text); return bad_date(page, text, n, draft->first_date, err);
    case UPDATED: draft->date = read_date(text); return bad_date(page, text, n, draft->date, err);
    case AUTHOR: return add_author(page, err);
    case KEYNAME: page->author.surname = name_part(page, text, n); break;
    case FORENAMES: page->author.forenames = name_part(page, text, n); break;
    case SUFFIX: page->author.suffix = name_part(page, text, n); break;
    case AFFILIATION: cot_i_draft_join(draft, &page->author.affiliation, "; ", text, n); break;
    case VERSION: return end_version(page, err);
    case VERSION_DATE: page->version_date = cot_i_draft_text(draft, text, n); break;
    case SOURCE_TYPE: page->source_type = cot_i_draft_text(draft, text, n); break;
    case BYLINE: return cot_i_byline(draft, text, n, err);
    default: break;
    }
    return COT_OK;
}

static cot_status_t end(void *data, cot_sax_t *sax, int id, const char *text, size_t n, cot_error_t *err) {
    page_t *page = data;
    (void)sax;
    switch (id) {
    case ERROR: return end_error(page, text, err);
    case RECORD: return end_record(page, err);
    case IDENTIFIER: page->identifier = cot_i_draft_text(&page->draft, text, n); return COT_OK;
    case SET: cot_i_draft_join(&page->draft, &page->sets, " ", text, n); return COT_OK;
    default:
        return id >= DC_IDENTIFIER ? end_dublin(page, id, text, n, err) : end_arxiv(page, id, text, n, err);
    }
}

static void *fork_page(cot_i_source_t *src) {
    page_t *page = cot_i_alloc(1, sizeof *page);
    if (page) {
        page->src = src;
        page->scratch = (cot_buf_t)COT_BUF_INIT(160u << 20);
        cot_i_draft_init(&page->draft);
    }
    return page;
}

static void join_page(void *data, const void *chunk) {
    ((page_t *)data)->records += ((const page_t *)chunk)->records;
    ((page_t *)data)->errors += ((const page_t *)chunk)->errors;
}

static void free_page(void *chunk) {
    page_t *page = chunk;
    if (page) {
        cot_i_buf_clear(&page->scratch);
        cot_i_draft_clear(&page->draft);
        cot_i_free(page);
    }
}

static const cot_sax_format_t format = {rules,     "OAI-PMH", "record", begin, end, drop,
                                        fork_page, join_page, free_page};

static cot_status_t parse(cot_i_source_t *src, cot_error_t *err) {
    page_t page = {.src = src, .scratch = COT_BUF_INIT(160u << 20)};
    bool whole = false;
    cot_i_draft_init(&page.draft);
    cot_status_t st = cot_i_sax_parse(&format, &page, src, &whole, err);
    if (st == COT_OK && whole && page.records == 0 && page.errors == 0) {
        st = cot_i_source_issue(src, COT_ISSUE_EMPTY_FEED, COT_LOST_NOTHING, 0, err,
                                "an OAI-PMH answer without records");
    }
    cot_i_buf_clear(&page.scratch);
    cot_i_draft_clear(&page.draft);
    return st;
}

static int sniff(const char *head, size_t n) {
    size_t length = 0;
    bool doctype = false;
    const char *root = cot_i_xml_root(head, n, &length, &doctype);
    return root && length == 7 && memcmp(root, "OAI-PMH", 7) == 0 ? 95 : 0;
}

const cot_i_format_t cot_i_format_arxiv_oai = {
    {"arxiv-oai", "OAI-PMH records of arXiv (arXiv, arXivRaw, oai_dc)",
     "https://info.arxiv.org/help/oa/index.html"},
    sniff,
    parse,
    NULL,
    NULL,
    NULL,
};
