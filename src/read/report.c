/* report.c: what reading met: issues counted and named, files with their digests.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/reading.h"

const char *cot_issue_text(cot_issue_kind_t kind) {
    static const char *const texts[COT_ISSUE_KINDS] = {
        [COT_ISSUE_ERROR_FEED] = "error feed",   [COT_ISSUE_EMPTY_FEED] = "empty feed",
        [COT_ISSUE_NOT_RECORDS] = "not records", [COT_ISSUE_EMPTY_FILE] = "empty file",
        [COT_ISSUE_CUT_OFF] = "cut off",         [COT_ISSUE_JOINED] = "joined documents",
        [COT_ISSUE_MALFORMED] = "malformed XML", [COT_ISSUE_REFUSED] = "refused",
        [COT_ISSUE_BAD_RECORD] = "bad record",   [COT_ISSUE_LIMIT] = "past a limit",
        [COT_ISSUE_DELETED] = "deleted record",  [COT_ISSUE_UNREADABLE] = "unreadable",
    };
    return (int)kind >= 0 && kind < COT_ISSUE_KINDS ? texts[kind] : "unknown";
}

static cot_status_t no_memory(cot_error_t *err) {
    return cot_i_fail(err, COT_E_NOMEM, "out of memory: the report of reading");
}

cot_status_t cot_i_report_open(cot_i_report_t *to, cot_read_report_t *report, cot_error_t *err) {
    *to = (cot_i_report_t){report, report->arena_, report->n_issues, report->n_sources};
    if (!to->arena) {
        to->arena = report->arena_ = cot_i_alloc(1, sizeof *to->arena);
    }
    return to->arena ? COT_OK : no_memory(err);
}

void cot_read_report_clear(cot_read_report_t *report) {
    if (report->arena_) {
        cot_i_arena_clear(report->arena_);
        cot_i_free(report->arena_);
    }
    cot_i_free(report->issues);
    cot_i_free(report->sources);
    *report = (cot_read_report_t)COT_READ_REPORT_INIT;
}

cot_status_t cot_i_report_name(cot_buf_t *buf, const char *path, cot_error_t *err) {
    bool cleaned = false;
    cot_i_text_clean(buf, path, strlen(path), &cleaned);
    if (!cleaned && !buf->failed) { /* then only white space may have changed: keep that as it is */
        cot_i_buf_reset(buf);
        for (size_t i = 0; path[i]; i++) {
            cot_i_buf_char(buf, (unsigned char)path[i] < 0x20 ? ' ' : path[i]);
        }
    }
    return cot_i_buf_status(buf, "the path of an input file", err);
}

cot_status_t cot_i_report_source(cot_i_report_t *to, const char *path, cot_error_t *err) {
    cot_read_report_t *report = to->report;
    const char *copy = cot_i_arena_copy(to->arena, path, strlen(path));
    if (!copy || !COT_GROW(report->sources, to->sources_capacity, report->n_sources + 1)) {
        return no_memory(err);
    }
    report->sources[report->n_sources++] = (cot_source_t){.path = copy, .format = ""};
    return COT_OK;
}

static size_t named(const cot_read_report_t *report, cot_issue_kind_t kind) {
    size_t n = 0;
    for (size_t i = 0; i < report->n_issues; i++) {
        n += report->issues[i].kind == kind;
    }
    return n;
}

cot_status_t cot_i_report_issue(cot_i_report_t *to, cot_issue_kind_t kind, const char *source, uint32_t line,
                                const char *detail, cot_error_t *err) {
    cot_read_report_t *report = to->report;
    report->counts[kind]++;
    if (report->counts[kind] > COT_ISSUES_NAMED || named(report, kind) >= COT_ISSUES_NAMED) {
        return COT_OK;
    }
    cot_issue_t issue = {kind, cot_i_arena_copy(to->arena, source, strlen(source)), line,
                         cot_i_arena_copy(to->arena, detail, strlen(detail))};
    if (!issue.source || !issue.detail ||
        !COT_GROW(report->issues, to->issues_capacity, report->n_issues + 1)) {
        return no_memory(err);
    }
    report->issues[report->n_issues++] = issue;
    return COT_OK;
}
