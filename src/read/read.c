/* read.c: cot_read: every file, every member, every document in it to the format that knows it.
 *
 * The caller's thread reads and unpacks. A file or member of up to COT_PART_STREAM bytes is a part that any
 * thread parses; a longer one it parses itself, block by block, and cuts XML into chunks for the others.
 *
 * A file may hold documents one after the other (pages appended to one file, an error text between them):
 * after each one, what follows is recognised anew. What no format knows is named and passed over up to the
 * next XML declaration or root element.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <libxml/parser.h>
#include <string.h>
#include <strings.h>

#include "base/par.h"
#include "read/reading.h"
#include "read/xml_bytes.h"
#include "records/corpus_i.h"

#define NO_FORMAT SIZE_MAX
/* Documents in one file or member: more is not a collection of pages any more. */
#define DOCUMENTS_MAX 20000u

/* ---- recognising ---- */

static cot_status_t find_format(const char *name, size_t *format, cot_error_t *err) {
    cot_buf_t names = COT_BUF_INIT(4096);
    *format = NO_FORMAT;
    for (size_t i = 0; name && cot_i_formats(i); i++) {
        const char *have = cot_i_formats(i)->about.name;
        if (strcmp(have, name) == 0) {
            *format = i;
        }
        cot_i_buf_text(&names, i > 0 ? ", " : "");
        cot_i_buf_text(&names, have);
    }
    cot_status_t st = COT_OK;
    if (name && *format == NO_FORMAT) {
        st = cot_i_fail(err, COT_E_ARG, "unknown format '%.60s' (formats: %s)", name, cot_i_buf_str(&names));
    }
    cot_i_buf_clear(&names);
    return st;
}

static size_t recognise(const char *head, size_t n) {
    size_t best = NO_FORMAT;
    int surest = 0;
    n = n < COT_SNIFF_BYTES ? n : COT_SNIFF_BYTES;
    for (size_t i = 0; cot_i_formats(i); i++) {
        int sure = cot_i_formats(i)->sniff(head, n);
        if (sure > surest) {
            surest = sure;
            best = i;
        }
    }
    return best;
}

/* ---- what is not records ---- */

static bool begins(const char *text, size_t n, const char *with) {
    size_t length = strlen(with);
    return n >= length && strncasecmp(text, with, length) == 0;
}

/* Names what stands there: its kind and first words. */
static cot_status_t name_stranger(cot_i_source_t *src, const char *head, size_t n, cot_error_t *err) {
    size_t root_length = 0;
    bool doctype = false;
    const char *root = cot_i_xml_root(head, n, &root_length, &doctype);
    bool html = begins(head, n, "<!doctype html") || begins(head, n, "<html") ||
                (root && begins(root, root_length, "html"));
    if (doctype && !html) {
        return cot_i_source_issue(
            src, COT_ISSUE_REFUSED, COT_LOST_REST, src->next_line, err,
            "a document type declaration (DOCTYPE %.*s): entities and DTDs are not read",
            root ? (int)(root_length < 40 ? root_length : 40) : 0, root ? root : "");
    }
    const char *kind = html ? "HTML" : root ? "XML of another kind" : "text";
    return cot_i_source_issue(src, COT_ISSUE_NOT_RECORDS, COT_LOST_REST, src->next_line, err,
                              "%s instead of records: \"%.*s\"", kind, (int)(n < 60 ? n : 60), head);
}

/* Offset in [1, n) of the next place where a document may begin, n when there is none. */
static size_t next_document(const char *bytes, size_t n) {
    for (size_t at = 1; at < n; at++) {
        const char *tag = memchr(bytes + at, '<', n - at);
        if (!tag) {
            break;
        }
        at = (size_t)(tag - bytes);
        if (begins(tag, n - at, "<?xml ") || begins(tag, n - at, "<feed") ||
            begins(tag, n - at, "<OAI-PMH")) {
            return at;
        }
    }
    return n;
}

/* Passes over what no format knows. */
static cot_status_t skip_stranger(cot_i_source_t *src, cot_error_t *err) {
    enum { MARK = 15 }; /* longer than what next_document looks for, shorter than a block can be */
    for (;;) {
        const char *bytes = NULL;
        size_t n = 0;
        cot_status_t st = cot_i_source_next(src, &bytes, &n, err);
        if (st != COT_OK || n == 0) {
            return st;
        }
        size_t at = next_document(bytes, n);
        if (at < n) {
            cot_i_source_unread(src, n - at);
            return COT_OK;
        }
        if (n > MARK) { /* a mark may be cut by the end of the block; the first byte of what is left is passed
                           over */
            cot_i_source_unread(src, MARK);
        }
    }
}

/* ---- documents of one file ---- */

/* The format of what comes next, NO_FORMAT when none knows it. */
static size_t choose(const char *head, size_t n, size_t forced, bool first) {
    size_t root_length = 0;
    bool doctype = false;
    (void)cot_i_xml_root(head, n, &root_length, &doctype);
    if (forced == NO_FORMAT) {
        return doctype ? NO_FORMAT : recognise(head, n);
    }
    return first || cot_i_formats(forced)->sniff(head, n < COT_SNIFF_BYTES ? n : COT_SNIFF_BYTES) > 0
               ? forced
               : NO_FORMAT;
}

static cot_status_t read_known(cot_i_source_t *src, size_t format, bool first, cot_error_t *err) {
    cot_status_t st = COT_OK;
    src->format = format;
    if (!first) {
        st = cot_i_source_issue(src, COT_ISSUE_JOINED, COT_LOST_NOTHING, src->next_line, err,
                                "another document follows in the same file (%s); it is read too",
                                cot_i_formats(format)->about.name);
    }
    return st == COT_OK ? cot_i_formats(format)->parse(src, err) : st;
}

/* Length of the comment that stands before or between documents; 0 when there is none. */
static size_t comment_length(const char *head, size_t n) {
    const char *end = n > 7 && memcmp(head, "<!--", 4) == 0 ? memmem(head + 4, n - 4, "-->", 3) : NULL;
    return end ? (size_t)(end - head) + 3 : 0;
}

/* The documents of the member that was begun. */
static cot_status_t read_documents(cot_i_source_t *src, cot_error_t *err) {
    bool first = true, stranger = false;
    for (unsigned documents = 0;; documents++) {
        const char *head = NULL;
        size_t n = 0;
        cot_status_t st = cot_i_source_peek(src, &head, &n, err);
        if (st != COT_OK || n == 0) {
            if (st == COT_OK && first && !src->broken) {
                st = cot_i_source_issue(src, COT_ISSUE_EMPTY_FILE, COT_LOST_REST, 0, err,
                                        "no bytes but white space");
            }
            return st;
        }
        size_t comment = comment_length(head, n);
        if (comment > 0) {
            cot_i_source_skip(src, comment);
            continue;
        }
        if (documents == DOCUMENTS_MAX) {
            return cot_i_source_issue(src, COT_ISSUE_LIMIT, COT_LOST_REST, src->next_line, err,
                                      "more than %u documents in one file; the rest is not read",
                                      DOCUMENTS_MAX);
        }
        size_t format = choose(head, n, src->call->forced, first);
        if (format != NO_FORMAT) {
            st = read_known(src, format, first, err);
            stranger = false;
        } else {
            st = stranger ? COT_OK : name_stranger(src, head, n, err);
            stranger = true;
        }
        if (st != COT_OK || src->refused > 0) {
            return st;
        }
        st = stranger ? skip_stranger(src, err) : COT_OK;
        if (st != COT_OK) {
            return st;
        }
        first = false;
    }
}

cot_status_t cot_i_read_stream(cot_i_source_t *src, cot_error_t *err) {
    cot_status_t st = read_documents(src, err);
    if (st == COT_OK && src->replaced > 0) {
        st = cot_i_source_issue(src, COT_ISSUE_MALFORMED, COT_LOST_NOTHING, 0, err,
                                "%llu bytes that are not UTF-8 or are control characters were replaced",
                                (unsigned long long)src->replaced);
    }
    return st;
}

/* ---- files ---- */

/* Reads the rest of the file as it is stored, for its digest. */
static cot_status_t drain(cot_i_source_t *src, cot_error_t *err) {
    bool more = true;
    while (more) {
        cot_error_t why = COT_ERROR_INIT;
        cot_status_t st = cot_i_input_drain(src->input, &more, &why);
        if (st == COT_E_INPUT) {
            return cot_i_source_issue(src, COT_ISSUE_UNREADABLE, COT_LOST_REST, 0, err, "%s", why.message);
        }
        if (st == COT_OK) {
            st = cot_i_source_poll(src, err);
        } else {
            st = cot_i_fail(err, st, "%s", why.message);
        }
        if (st != COT_OK) {
            return st;
        }
    }
    return COT_OK;
}

/* Bytes of a plain file to where they stay. *n = 0: not here, or the end. */
static cot_status_t fill_in_place(cot_i_source_t *src, cot_i_part_t *part, size_t most, size_t *n, cot_error_t *err) {
    *n = 0;
    if (part->n < COT_INPUT_BLOCK || part->n >= most || !cot_i_input_is_plain(src->input)) {
        return COT_OK;
    }
    if (!cot_i_part_room(part, most)) { /* at once: what waits for its digest cannot be moved */
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: a part of %zu bytes", most);
    }
    size_t room = most - part->n < COT_INPUT_BLOCK ? most - part->n : COT_INPUT_BLOCK; /* a pipe may be slow */
    return cot_i_source_read_into(src, part->bytes + part->n, room, n, &part->undigested, err);
}

/* Puts blocks into the part until it is full or the stream ends. */
static cot_status_t fill(cot_i_source_t *src, cot_i_part_t *part, size_t most, cot_error_t *err) {
    while (!src->ended && part->n < most) {
        const char *bytes = NULL;
        size_t n = 0;
        cot_status_t st = fill_in_place(src, part, most, &n, err);
        part->n += n;
        if (st == COT_OK && n == 0 && !src->ended) {
            st = cot_i_source_pull(src, &bytes, &n, err);
        }
        if (st != COT_OK) {
            return st;
        }
        if (!bytes) {
            continue;
        }
        if (!cot_i_part_room(part, part->n + n)) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: a part of %zu bytes", part->n + n);
        }
        if (n > 0) {
            memcpy(part->bytes + part->n, bytes, n);
        }
        part->n += n;
    }
    return COT_OK;
}

static cot_status_t parse_stream(cot_i_part_t *part, cot_error_t *err) {
    cot_i_source_t *src = &part->src;
    src->next = part->n > 0 ? part->bytes : "";
    src->n_next = part->n;
    return cot_i_read_stream(src, err);
}

/* All of the stream is in the part: whoever is free reads it. */
static cot_status_t hand_over(cot_i_source_t *src, cot_i_part_t *part, cot_error_t *err) {
    cot_i_source_t *to = &part->src;
    cot_status_t st = cot_i_source_begin(to, cot_i_buf_str(&src->name), "", err);
    if (st != COT_OK) {
        cot_i_parts_put(src->call, part);
        return st;
    }
    to->why_kind = src->why_kind;
    memcpy(to->why, src->why, sizeof to->why);
    part->batch.bytes = src->pulled;
    src->pulled = 0;
    part->parse = parse_stream;
    return cot_i_parts_push(src->call, part, err);
}

/* The member that was begun: as one part when it is short, else here. */
static cot_status_t read_member(cot_i_source_t *src, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_part_t *part = NULL;
    size_t most = cot_i_read_tuning.stream ? cot_i_read_tuning.stream : COT_PART_STREAM;
    COT_TRY(st, cot_i_parts_take(src->call, &part, err));
    COT_TRY(st, fill(src, part, most, err));
    if (src->ended) {
        st = hand_over(src, part, err);
        part = NULL;
        goto done;
    }
    cot_i_free(src->hold); /* its bytes become what comes next */
    src->next = src->hold = part->bytes;
    src->n_next = part->n;
    part->bytes = NULL;
    part->capacity = 0;
    cot_i_parts_put(src->call, part);
    part = NULL;
    st = cot_i_read_stream(src, err);
done:
    if (part) {
        cot_i_parts_put(src->call, part);
    }
    return st;
}

static cot_status_t name_damage(cot_i_source_t *src, cot_status_t got, const char *why, cot_error_t *err) {
    if (got == COT_E_INPUT || got == COT_E_LIMIT) {
        return cot_i_source_issue(src, got == COT_E_LIMIT ? COT_ISSUE_LIMIT : COT_ISSUE_UNREADABLE,
                                  COT_LOST_REST, 0, err, "%s", why);
    }
    return cot_i_fail(err, got, "%s", why);
}

/* *met = something was in the file, be it damage. */
static cot_status_t read_members(cot_i_source_t *src, const char *path, bool *met, cot_error_t *err) {
    for (;;) {
        const char *member = NULL;
        cot_error_t why = COT_ERROR_INIT;
        cot_status_t got = cot_i_input_next(src->input, &member, &why);
        if (got == COT_OK && !member) {
            return COT_OK;
        }
        *met = true;
        cot_status_t st =
            cot_i_source_begin(src, path, member ? member : cot_i_input_member(src->input), err);
        if (st == COT_OK) {
            st = got == COT_OK ? read_member(src, err) : name_damage(src, got, why.message, err);
        }
        if (st != COT_OK) {
            return st;
        }
    }
}

/* Tells the report's row of the file what was stored in it. */
static cot_status_t end_file(cot_i_source_t *src, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_batch_t *batch = NULL;
    char sha256[65];
    uint64_t bytes = cot_i_input_stored(src->input);
    cot_i_input_sha256(src->input, sha256);
    COT_TRY(st, cot_i_source_batch(src, &batch, err));
    batch->bytes += src->pulled;
    src->pulled = 0;
    COT_TRY(st, cot_i_batch_file_end(batch, bytes, sha256, err));
    src->call->stored_before += bytes;
    src->call->stored = 0;
    if (batch->n_documents > 0) { /* they belong to this file, what follows does not */
        st = cot_i_parts_push_own(src->call, err);
    }
done:
    return st;
}

static cot_status_t begin_file(cot_i_source_t *src, const cot_input_file_t *file, cot_error_t *err) {
    cot_i_batch_t *batch = NULL;
    cot_status_t st = cot_i_source_begin(src, file->path, "", err);
    if (st == COT_OK) {
        st = cot_i_source_batch(src, &batch, err);
    }
    return st == COT_OK ? cot_i_batch_file(batch, cot_i_buf_str(&src->name), err) : st;
}

static cot_status_t read_file(cot_i_source_t *src, const cot_input_file_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_error_t why = COT_ERROR_INIT;
    bool met = false;
    COT_TRY(st, begin_file(src, file, err));
    if (file->problem) {
        COT_TRY(st, cot_i_source_issue(src, COT_ISSUE_UNREADABLE, COT_LOST_REST, 0, err, "cannot be read: %s",
                                       file->problem));
        goto done;
    }
    st = cot_i_input_open(&src->input, file->path, src->call->params->max_unpacked, &why);
    if (st == COT_E_INPUT) {
        COT_TRY(st, cot_i_source_issue(src, COT_ISSUE_UNREADABLE, COT_LOST_REST, 0, err, "%s", why.message));
        goto done;
    }
    if (st != COT_OK) {
        COT_FAIL(st, err, st, "%s", why.message);
    }
    if (src->call->params->no_digests) {
        cot_i_input_undigested(src->input);
    }
    src->call->lag = cot_i_input_lag(src->input);
    st = read_members(src, file->path, &met, err);
    if (st == COT_OK && !met) {
        st = cot_i_source_issue(src, COT_ISSUE_EMPTY_FILE, COT_LOST_REST, 0, err,
                                "an archive without any file to read");
    }
    if (st == COT_OK) {
        st = drain(src, err);
    }
    if (st == COT_OK || st == COT_E_INPUT) {
        cot_status_t also = end_file(src, err);
        st = st == COT_OK ? also : st;
    }
done:
    src->call->lag = NULL;
    cot_i_input_free(src->input);
    src->input = NULL;
    return st;
}

/* ---- the call ---- */

static cot_status_t finish_formats(cot_i_source_t *src, cot_error_t *err) {
    cot_status_t st = COT_OK;
    src->finishing = true;
    for (size_t i = 0; cot_i_formats(i) && st == COT_OK; i++) {
        src->format = i;
        if (src->call->state[i] && cot_i_formats(i)->finish) {
            st = cot_i_formats(i)->finish(src, err);
        }
    }
    return st;
}

static void free_states(cot_i_reading_t *call) {
    for (size_t i = 0; cot_i_formats(i); i++) {
        if (call->state[i] && cot_i_formats(i)->free_state) {
            cot_i_formats(i)->free_state(call->state[i]);
        }
    }
}

/* Commits what is on its way. What failed there came before what failed here. */
static cot_status_t settle(cot_i_reading_t *call, cot_status_t st, const cot_error_t *why, cot_error_t *err) {
    cot_status_t before = COT_OK;
    if ((st == COT_OK || st == COT_E_INPUT) && !call->failed) {
        before = cot_i_parts_push_own(call, err);
        before = before == COT_OK ? cot_i_parts_drain(call, err) : before;
    }
    if (before != COT_OK || st == COT_OK) {
        return before;
    }
    return cot_i_fail(err, st, "%s", why->message);
}

static cot_status_t read_files(cot_i_source_t *src, const cot_input_files_t *files, cot_error_t *err) {
    cot_error_t why = COT_ERROR_INIT;
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < files->n && st == COT_OK; i++) {
        st = read_file(src, &files->files[i], &why);
    }
    return settle(src->call, st, &why, err);
}

static cot_status_t finish_reading(cot_i_source_t *src, cot_error_t *err) {
    cot_error_t why = COT_ERROR_INIT;
    cot_status_t st = finish_formats(src, &why);
    return settle(src->call, st, &why, err);
}

/* COT_OK when anything readable was there: a record, or a sound document without any. */
static cot_status_t verdict(const cot_i_reading_t *call, const cot_input_files_t *files, const uint64_t *before,
                            uint64_t records_before, cot_error_t *err) {
    const cot_read_report_t *report = call->to.report;
    bool sound = report->records > records_before ||
                 report->counts[COT_ISSUE_EMPTY_FEED] > before[COT_ISSUE_EMPTY_FEED] ||
                 report->counts[COT_ISSUE_DELETED] > before[COT_ISSUE_DELETED];
    if (sound) {
        return COT_OK;
    }
    if (files->n == 0) {
        return cot_i_fail(err, COT_E_INPUT, "no input files");
    }
    return cot_i_fail(err, COT_E_INPUT, "nothing readable in %zu input file%s; the first problem: %.400s",
                      files->n, files->n == 1 ? "" : "s",
                      call->first_problem[0] ? call->first_problem : "no records");
}

cot_status_t cot_read(cot_corpus_t *corpus, const char *const *paths, size_t n_paths,
                      const cot_read_params_t *params, cot_read_report_t *report, const cot_env_t *env,
                      cot_error_t *err) {
    static const cot_read_params_t defaults = COT_READ_PARAMS_INIT;
    cot_status_t st = COT_OK;
    cot_input_files_t files = COT_INPUT_FILES_INIT;
    cot_i_reading_t call = {.corpus = corpus, .params = params ? params : &defaults, .env = env};
    cot_i_source_t src = {.call = &call, .polls = true};
    uint64_t before[COT_ISSUE_KINDS], records_before = report->records;
    memcpy(before, report->counts, sizeof before);
    xmlInitParser();
    COT_TRY(st, find_format(call.params->format, &call.forced, err));
    COT_TRY(st, cot_i_report_open(&call.to, report, err));
    COT_TRY(st, cot_i_files_list(&files, paths, n_paths, err));
    call.stored_total = files.size;
    call.keep = cot_i_corpus_keep(corpus);
    COT_TRY(st, cot_i_parts_open(&call, err));
    COT_TRY(st, read_files(&src, &files, err));
    COT_TRY(st, finish_reading(&src, err));
    COT_TRY(st, verdict(&call, &files, before, records_before, err));
done:
    cot_i_parts_close(&call);
    free_states(&call);
    cot_i_free(call.documents);
    cot_i_files_clear(&files);
    cot_i_source_clear(&src);
    return st;
}
