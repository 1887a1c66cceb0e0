/* xml_run.c: the bytes of an XML document through the parser, and what is done when it stops (xml_i.h).
 *
 * After an error inside a record, parsing goes on at the next record's start tag behind the failed one's,
 * with a new parser that is given the start tags around records first; where an XML declaration or a root
 * element comes sooner, the page broke off and the rest of the file is the next document's.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/reading.h"
#include "read/xml_bytes.h"
#include "read/xml_i.h"

#define WINDOW_BYTES (3u << 20)
#define FIRST_BLOCK 4096u
#define UTF8_CUT_MAX 3u
#define WINDOW_FULL (2u << 20) /* from here on the front is dropped before a block is added */
#define WINDOW_KEPT ((1u << 20) + (256u << 10))
/* The parser waits for the end of a tag, comment or reference; one that is longer than this has none. */
#define WAIT_MAX (1u << 20)
/* A record that the scanner has not seen the end of within this goes to the parser. */
#define SCAN_WAIT_MAX (1u << 20)
/* Times the parser has to help the scanner before it does the rest of the document. */
#define REFUSALS_MAX 1000u
#define REFERENCE_MAX 64
#define PREFIX_MAX 64

static void drop_front(cot_sax_t *sax) {
    if (sax->n > WINDOW_FULL) {
        size_t dropped = sax->n - WINDOW_KEPT;
        sax->window_line += cot_i_newlines(sax->window, dropped);
        sax->window_offset += dropped;
        memmove(sax->window, sax->window + dropped, WINDOW_KEPT);
        sax->n = WINDOW_KEPT;
    }
}

cot_status_t cot_i_sax_pull(cot_sax_t *sax, char *to, size_t room, size_t *n, bool *as_is) {
    const char *bytes = NULL;
    size_t got = 0, used = 0, bad = 0;
    *n = 0;
    cot_status_t st = cot_i_source_next(sax->src, &bytes, &got, sax->err);
    if (st != COT_OK || got == 0) {
        return st;
    }
    if (got > room / 3) { /* a byte that is replaced becomes three */
        cot_i_source_unread(sax->src, got - room / 3);
        got = room / 3;
    }
    if (sax->exact) { /* fewer than 16 bytes come only at the end: then a cut sequence stays cut */
        used = cot_i_xml_valid(to, bytes, got, got >= 16, n, &bad);
        cot_i_source_replaced(sax->src, bad);
        cot_i_source_unread(sax->src, got - used);
    } else {
        memcpy(to, bytes, got);
        *n = got;
    }
    *as_is = sax->exact && bad == 0;
    return COT_OK;
}

/* A window of its own, with what was in place. */
static cot_status_t leave_place(cot_sax_t *sax) {
    const char *from = sax->window;
    size_t dropped = sax->n > WINDOW_FULL ? sax->n - WINDOW_KEPT : 0;
    char *to = cot_i_source_memory(sax->src, WINDOW_BYTES);
    if (!to) {
        return cot_i_fail(sax->err, COT_E_NOMEM, "out of memory: a window of XML");
    }
    sax->window_line += cot_i_newlines(from, dropped);
    sax->window_offset += dropped;
    sax->n -= dropped;
    memcpy(to, from + dropped, sax->n);
    sax->window = to;
    sax->in_place = false;
    return COT_OK;
}

/* The next block of a document that is in memory joins the window where it stands. What is not sound, or stands
 * elsewhere, ends that. */
static cot_status_t next_in_place(cot_sax_t *sax) {
    const char *bytes = NULL;
    size_t got = 0;
    cot_status_t st = cot_i_source_next(sax->src, &bytes, &got, sax->err);
    size_t room = sax->n == 0 ? FIRST_BLOCK : got, n = got < room ? got : room;
    uint32_t ignored = 0;
    size_t sound = bytes == sax->window + sax->n ? cot_i_xml_sound(bytes, n, &ignored) : 0;
    sax->block_at = sax->n;
    sax->at_end = st != COT_OK || got == 0;
    if (sax->at_end) {
        return st;
    }
    if (n - sound > UTF8_CUT_MAX || sound == 0) { /* more than a sequence that the end of the block cuts */
        cot_i_source_unread(sax->src, got);
        return leave_place(sax);
    }
    cot_i_source_unread(sax->src, got - sound);
    sax->n += sound;
    sax->block_as_is = true;
    return COT_OK;
}

/* Adds the next block to the window; sets at_end when there is none. */
static cot_status_t next_block(cot_sax_t *sax) {
    size_t n = 0;
    if (sax->in_place) {
        cot_status_t st = next_in_place(sax);
        if (st != COT_OK || sax->in_place) {
            return st;
        }
    }
    drop_front(sax);
    sax->block_at = sax->n;
    /* Of many small documents in one file, each takes little. */
    size_t room = sax->n == 0 ? 3 * FIRST_BLOCK : WINDOW_BYTES - WINDOW_FULL;
    cot_status_t st = cot_i_sax_pull(sax, sax->window + sax->n, room, &n, &sax->block_as_is);
    sax->at_end = st != COT_OK || n == 0;
    sax->n += n;
    return st;
}

static cot_status_t give(cot_sax_t *sax, const char *bytes, size_t n, bool last) {
    (void)xmlParseChunk(sax->parser, bytes, (int)n, last);
    return sax->st;
}

/* What the parser waits for when that will hardly come; NULL when it may go on. */
static const char *waits_in_vain(const cot_sax_t *sax) {
    uint64_t offset = cot_i_sax_offset(sax), fed = sax->window_offset + sax->n;
    size_t at = cot_i_sax_index(sax, offset);
    if (!sax->exact || offset >= fed) {
        return NULL;
    }
    if (fed - offset > REFERENCE_MAX && sax->window[at] == '&' &&
        !memchr(sax->window + at, ';', REFERENCE_MAX)) {
        return COT_SAX_NO_REFERENCE;
    }
    return fed - offset > WAIT_MAX ? "a tag, comment or reference does not end within 1 MiB" : NULL;
}

/* The parser is at work and wants more. */
static bool parser_goes_on(const cot_sax_t *sax) {
    return !sax->scan && !sax->switching && !sax->root_closed && sax->trouble == COT_SAX_FINE;
}

static void stop_waiting(cot_sax_t *sax) {
    const char *why = waits_in_vain(sax);
    if (why) {
        cot_i_sax_stop(sax, COT_SAX_NOT_WELL_FORMED, why);
    }
}

/* ---- after trouble ---- */

static cot_status_t name_malformed(cot_sax_t *sax) {
    bool in_record = sax->record_depth > 0;
    cot_issue_kind_t kind = sax->trouble == COT_SAX_LIMIT ? COT_ISSUE_LIMIT : COT_ISSUE_MALFORMED;
    return cot_i_source_issue(sax->src, kind, in_record ? COT_LOST_RECORD : COT_LOST_REST, sax->trouble_line,
                              sax->err, "%s%s", sax->trouble_text,
                              in_record ? "; the record is skipped" : "");
}

static cot_status_t name_cut_off(cot_sax_t *sax) {
    bool in_record = sax->record_depth > 0;
    return cot_i_source_issue(sax->src, COT_ISSUE_CUT_OFF, in_record ? COT_LOST_RECORD : COT_LOST_REST,
                              in_record ? sax->record_line : cot_i_sax_line_now(sax), sax->err,
                              in_record ? "ends inside the record that begins here"
                                        : "ends before its root element is closed");
}

/* Finds where to go on, reading further where needed; *at = n when there is no such place. */
static cot_status_t find_restart(cot_sax_t *sax, size_t *at, bool *document) {
    uint64_t from = sax->record_depth ? sax->record_offset + 1 : sax->trouble_offset;
    from = from > sax->parser_offset ? from : sax->parser_offset + 1; /* never the same place twice */
    for (;;) {
        bool cut = false;
        *at = cot_i_xml_restart(sax->window, cot_i_sax_index(sax, from), sax->n, !sax->at_end,
                                sax->format->record, sax->format->root, document, &cut);
        if (sax->at_end || (!cut && *at < sax->n)) {
            return COT_OK;
        }
        from = sax->window_offset + *at;
        cot_status_t st = next_block(sax);
        if (st != COT_OK) {
            return st;
        }
    }
}

static const cot_sax_rule_t *rule_of(const cot_sax_t *sax, int id) {
    const cot_sax_rule_t *rule = sax->format->rules;
    while (rule->id != 0 && rule->id != id) {
        rule++;
    }
    return rule->id != 0 ? rule : NULL;
}

/* Start tags around records when none was seen yet: the root as it stands (or as it should), the rest by the
 * rules. */
static void make_replay(cot_sax_t *sax) {
    const cot_sax_rule_t *chain[COT_SAX_AROUND_MAX];
    const cot_sax_rule_t *rule = sax->format->rules;
    size_t n = 0;
    while (rule->id != 0 && !(rule->flags & COT_SAX_RECORD)) {
        rule++;
    }
    for (rule = rule_of(sax, rule->parent); rule && n < COT_SAX_AROUND_MAX;
         rule = rule_of(sax, rule->parent)) {
        chain[n++] = rule;
    }
    for (size_t i = n; i-- > 0;) {
        if (i == n - 1 && sax->root_seen) {
            cot_i_buf_add(&sax->replay, cot_i_buf_str(&sax->around), sax->around_end[1]);
        } else {
            cot_i_buf_printf(&sax->replay, "<%s xmlns=\"%s\">", chain[i]->name, chain[i]->ns);
        }
    }
}

/* Starts again at a record: the start tags around it first, then what the window holds from there. */
static cot_status_t restart_at(cot_sax_t *sax, size_t at) {
    uint64_t offset = sax->window_offset + at;
    if (sax->replay.length == 0) {
        make_replay(sax);
    }
    cot_status_t st = cot_i_buf_status(&sax->replay, "start tags", sax->err);
    if (st == COT_OK) {
        st = cot_i_sax_start(sax, offset, sax->window_line + cot_i_newlines(sax->window, at));
    }
    if (st == COT_OK) {
        sax->replayed = sax->replay.length;
        sax->replaying = true;
        st = give(sax, cot_i_buf_str(&sax->replay), sax->replay.length, false);
        sax->replaying = false;
    }
    if (st == COT_OK) {
        st = give(sax, sax->window + at, sax->n - at, false);
    }
    if (st == COT_OK && parser_goes_on(sax)) {
        stop_waiting(sax);
    }
    return st;
}

/* Gives the stream back from a place in the window. */
static cot_status_t give_back(cot_sax_t *sax, size_t at) {
    if (!sax->exact || at == sax->n) {
        return COT_OK;
    }
    if (at >= sax->block_at && sax->block_as_is && !sax->at_end) {
        cot_i_source_unread(sax->src, sax->n - at);
        return COT_OK;
    }
    return cot_i_source_push(sax->src, sax->window + at, sax->n - at, sax->err);
}

static cot_status_t pass_over_rest(cot_sax_t *sax) {
    cot_status_t st = COT_OK;
    while (st == COT_OK && !sax->at_end) {
        st = next_block(sax);
    }
    return st;
}

/* The parser stopped at something not well-formed: names it and starts again; *over = that cannot be done. */
static cot_status_t recover(cot_sax_t *sax, bool *over) {
    cot_status_t st = COT_OK;
    bool document = false, in_record = sax->record_depth > 0;
    size_t at = 0;
    *over = true;
    if (!sax->exact || ++sax->restarts > COT_SAX_RESTARTS_MAX) {
        COT_TRY(st, name_malformed(sax));
        if (sax->exact) {
            COT_TRY(st,
                    cot_i_source_issue(sax->src, COT_ISSUE_LIMIT, COT_LOST_REST, sax->trouble_line, sax->err,
                                       "more than %u errors in one document; the rest is not read",
                                       COT_SAX_RESTARTS_MAX));
        }
        COT_TRY(st, pass_over_rest(sax));
        goto done;
    }
    COT_TRY(st, find_restart(sax, &at, &document));
    if (at < sax->n && document) { /* a page that broke off, and another one behind it */
        COT_TRY(st, name_cut_off(sax));
    } else {
        COT_TRY(st, name_malformed(sax));
    }
    if (in_record && !sax->record_skipped) {
        sax->format->drop(sax->data);
    }
    sax->record_depth = 0;
    *over = document || at >= sax->n;
    if (*over) {
        st = at < sax->n ? give_back(sax, at) : COT_OK;
    } else {
        st = restart_at(sax, at);
    }
done:
    return st;
}

/* The rest of a document whose root is none of ours, or that has a DOCTYPE. */
static cot_status_t refuse(cot_sax_t *sax) {
    cot_status_t st;
    if (sax->trouble == COT_SAX_DOCTYPE) {
        st = cot_i_source_issue(sax->src, COT_ISSUE_REFUSED, COT_LOST_REST, sax->trouble_line, sax->err,
                                "a document type declaration (DOCTYPE %.40s): entities and DTDs are not read",
                                sax->trouble_text);
        return st == COT_OK ? pass_over_rest(sax) : st;
    }
    st = cot_i_source_issue(sax->src, COT_ISSUE_NOT_RECORDS, COT_LOST_REST, sax->trouble_line, sax->err,
                            "the root element is \"%.60s\" of another namespace or kind",
                            sax->trouble_text);
    return st == COT_OK ? pass_over_rest(sax) : st;
}

/* The bytes ended before the root element did. */
static cot_status_t end_early(cot_sax_t *sax) {
    if (sax->record_depth && !sax->record_skipped) {
        sax->format->drop(sax->data);
    }
    return cot_i_source_broken(sax->src) ? COT_OK : name_cut_off(sax);
}

/* Whether a record or the root is closed behind the place of trouble: then it was no lack of bytes. */
static bool goes_on(const cot_sax_t *sax) {
    size_t from = cot_i_sax_index(sax, sax->trouble_offset);
    const char *names[] = {sax->format->record, sax->format->root};
    for (size_t i = 0; i < 2; i++) {
        const char *at = sax->window + from, *end = sax->window + sax->n;
        size_t n = strlen(names[i]);
        while ((at = memmem(at, (size_t)(end - at), names[i], n)) != NULL) {
            size_t before = (size_t)(at - sax->window), look = before < PREFIX_MAX ? before : PREFIX_MAX;
            const char *tag = memrchr(at - look, '<', look);
            if (tag && tag[1] == '/' && at + n < end && (at[n] == '>' || at[n] == ' ')) {
                return true;
            }
            at += n;
        }
    }
    return false;
}

/* The parser was given all there is of now; at the end it is told that this was the last. */
static cot_status_t after_block(cot_sax_t *sax) {
    cot_status_t st = COT_OK;
    if (!parser_goes_on(sax)) {
        return st;
    }
    if (!sax->at_end) {
        stop_waiting(sax);
        return st;
    }
    st = give(sax, sax->window, 0, true);
    if (sax->trouble == COT_SAX_NOT_WELL_FORMED && !(sax->exact && goes_on(sax))) {
        sax->trouble = COT_SAX_FINE; /* only that the end comes too early: told by end_early */
    }
    return st;
}

/* ---- the scanner's turn ---- */

cot_status_t cot_i_sax_resume(cot_sax_t *sax, size_t at, uint32_t line) {
    cot_i_scan_free(sax->scan);
    sax->scan = NULL;
    sax->switching = false;
    cot_i_buf_reset(&sax->again); /* the start tags are noted anew while the parser reads them */
    cot_i_buf_add(&sax->again, cot_i_buf_str(&sax->around), sax->around_end[sax->depth]);
    cot_status_t st = cot_i_buf_status(&sax->again, "start tags", sax->err);
    if (st == COT_OK) {
        st = cot_i_sax_start(sax, sax->window_offset + at, line);
    }
    if (st == COT_OK) {
        sax->replayed = sax->again.length;
        sax->replaying = true;
        st = give(sax, cot_i_buf_str(&sax->again), sax->again.length, false);
        sax->replaying = false;
    }
    for (size_t n; st == COT_OK && at < sax->n && parser_goes_on(sax); at += n) {
        n = sax->n - at < COT_INPUT_BLOCK ? sax->n - at : COT_INPUT_BLOCK;
        st = give(sax, sax->window + at, n, false);
    }
    return st;
}

cot_status_t cot_i_sax_enter_scan(cot_sax_t *sax) {
    size_t at = cot_i_sax_index(sax, sax->scan_offset);
    uint32_t line = sax->window_line + cot_i_newlines(sax->window, at);
    sax->switching = false;
    sax->scan = sax->refusals > REFUSALS_MAX ? NULL : cot_i_scan_new(sax, sax->scan_offset, line);
    if (sax->scan) {
        return COT_OK;
    }
    sax->pure = true;
    return cot_i_sax_resume(sax, at, line);
}

/* Records that are whole, then more bytes for the next ones, or the parser for what the scanner does not take. */
static cot_status_t scan_on(cot_sax_t *sax) {
    size_t at = cot_i_sax_index(sax, sax->scan_offset);
    bool refused = false;
    cot_status_t st = cot_i_scan_records(sax->scan, &at, &refused);
    sax->scan_offset = sax->window_offset + at;
    if (st != COT_OK || sax->root_closed) {
        return st;
    }
    if (refused || sax->at_end || sax->n - at > SCAN_WAIT_MAX) {
        sax->refusals += refused;
        return cot_i_sax_resume(sax, at, cot_i_scan_line(sax->scan));
    }
    return cot_i_sax_may_split(sax) ? cot_i_sax_split(sax) : next_block(sax);
}

static cot_status_t parse_on(cot_sax_t *sax) {
    cot_status_t st = next_block(sax);
    return st == COT_OK ? give(sax, sax->window + sax->block_at, sax->n - sax->block_at, false) : st;
}

/* What the parser stopped at. */
static cot_status_t treat(cot_sax_t *sax, bool *over) {
    if (sax->trouble == COT_SAX_DOCTYPE || sax->trouble == COT_SAX_STRANGE_ROOT) {
        *over = true;
        return refuse(sax);
    }
    return recover(sax, over);
}

/* Block after block, record after record, until the document is over. */
static cot_status_t run(cot_sax_t *sax) {
    cot_status_t st = COT_OK;
    bool over = false;
    while (!over && !sax->root_closed) {
        if (sax->switching) {
            COT_TRY(st, cot_i_sax_enter_scan(sax));
        } else if (sax->scan) {
            COT_TRY(st, scan_on(sax));
        } else {
            COT_TRY(st, parse_on(sax));
        }
        COT_TRY(st, after_block(sax));
        bool parsing = !sax->scan && !sax->switching;
        while (parsing && !over && !sax->root_closed && sax->trouble != COT_SAX_FINE) {
            COT_TRY(st, treat(sax, &over));
            parsing = !sax->switching;
        }
        if (parsing && !over && !sax->root_closed && sax->at_end) {
            COT_TRY(st, end_early(sax));
            over = true;
        }
    }
    if (sax->root_closed) {
        COT_TRY(st, give_back(sax, cot_i_sax_index(sax, sax->root_end)));
    }
done:
    return st;
}

cot_status_t cot_i_sax_parse(const cot_sax_format_t *format, void *data, cot_i_source_t *src, bool *whole,
                             cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_sax_t *sax = NULL;
    const char *head = NULL;
    size_t n = 0;
    COT_NEW(st, err, sax, 1, "an XML parser");
    *sax = (cot_sax_t){.format = format,
                       .data = data,
                       .src = src,
                       .err = err,
                       .text = COT_BUF_INIT(COT_SAX_TEXT_MAX),
                       .around = COT_BUF_INIT(64u << 10),
                       .replay = COT_BUF_INIT(64u << 10),
                       .again = COT_BUF_INIT(64u << 10)};
    COT_TRY(st, cot_i_source_next(src, &head, &n, err));
    sax->exact = !cot_i_xml_needs_decoding(head, n);
    sax->pure = !sax->exact || cot_i_read_tuning.pure;
    sax->window = (char *)head; /* not written to there */
    sax->in_place = !sax->pure && cot_i_source_stays(src, head);
    if (!sax->in_place) {
        COT_TRY(st, leave_place(sax));
    }
    sax->window_line = cot_i_source_line(src);
    cot_i_source_unread(src, n);
    COT_TRY(st, cot_i_sax_start(sax, 0, sax->window_line));
    COT_TRY(st, run(sax));
    if (whole) {
        *whole = sax->root_closed;
    }
done:
    if (sax) {
        cot_i_sax_clear(sax);
    }
    cot_i_free(sax);
    return st;
}
