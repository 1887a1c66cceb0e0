/* arxiv_text_tail.c: the end of a record, cut into comment, names and DOI: the atoms, that is the pieces between all
 * places where a field could end, and the fields that the best way through them (arxiv_text_ways.c) makes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/arxiv_text.h"

void cot_i_text_tail_clear(cot_i_text_tail_t *tail) {
    cot_i_free(tail->atoms);
    cot_i_text_ways_clear(&tail->ways);
    cot_i_free(tail->spans);
    memset(tail, 0, sizeof *tail);
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* --- DOI --- */

/* Length of "10.<4 to 9 digits>/..." at text, up to a blank; 0 = none. */
static size_t doi_length(const char *text, size_t n) {
    size_t digits = 0;
    if (n < 9 || memcmp(text, "10.", 3) != 0) {
        return 0;
    }
    while (3 + digits < n && text[3 + digits] >= '0' && text[3 + digits] <= '9') {
        digits++;
    }
    if (digits < 4 || digits > 9 || 3 + digits + 1 >= n || text[3 + digits] != '/') {
        return 0;
    }
    size_t length = 3 + digits + 1;
    while (length < n && !is_space(text[length])) {
        length++;
    }
    return length;
}

/* DOIs at the very end: where the first one begins (n = there is none). */
static size_t find_dois(const char *text, size_t n, cot_i_text_style_t style) {
    size_t found = n;
    for (size_t end = n; end > 0;) {
        size_t begin = end;
        while (begin > 0 && !is_space(text[begin - 1])) {
            begin--;
        }
        size_t at = begin;
        while (at < end && doi_length(text + at, end - at) == 0) {
            at++;
        }
        bool alone = at == begin;
        if (at >= end || (style != COT_TEXT_NOTHING && !alone)) {
            break;
        }
        found = at;
        for (end = begin; alone && end > 0 && is_space(text[end - 1]);) {
            end--;
        }
        if (!alone) {
            break;
        }
    }
    return found;
}

/* --- atoms --- */

/* What follows the atom text[from .. at): nothing when the atom goes on. */
static cot_i_text_join_t join_at(const char *text, size_t n, size_t from, size_t at, cot_i_text_style_t style) {
    size_t used = 0, back = 1;
    if (at >= n) {
        return COT_JOIN_END;
    }
    if (is_space(text[at])) {
        for (size_t i = at; style == COT_TEXT_LINES && i < n && is_space(text[i]); i++) {
            if (text[i] == '\n') {
                return COT_JOIN_LINE;
            }
        }
        return COT_JOIN_BLANK;
    }
    while (at - back > from && ((unsigned char)text[at - back] & 0xC0) == 0x80) {
        back++;
    }
    uint32_t before = cot_i_utf8_decode(text + at - back, back, &used);
    uint32_t c = cot_i_utf8_decode(text + at, n - at, &used);
    uint32_t after = at + used < n ? cot_i_utf8_decode(text + at + used, n - at - used, &back) : 0;
    if (style == COT_TEXT_NOTHING && cot_i_text_starts_word(before, c, after)) {
        return cot_i_text_prefix(text + from, at - from) ? COT_JOIN_PREFIX : COT_JOIN_CASE;
    }
    return COT_JOIN_END; /* not a place to cut */
}

static cot_status_t add_atom(cot_i_text_tail_t *tail, const char *text, size_t length, cot_i_text_join_t join,
                             cot_error_t *err) {
    if (!COT_GROW(tail->atoms, tail->atoms_capacity, tail->n + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words behind an abstract");
    }
    tail->atoms[tail->n] = (cot_i_text_atom_t){.text = text, .length = (uint32_t)length, .join = (uint8_t)join};
    tail->n++;
    return COT_OK;
}

static cot_status_t make_atoms(cot_i_text_tail_t *tail, const char *text, size_t n, cot_i_text_style_t style,
                               cot_i_text_known_t *known, cot_error_t *err) {
    cot_status_t st = COT_OK;
    tail->n = 0;
    for (size_t i = 0; i < n;) {
        while (i < n && is_space(text[i])) {
            i++;
        }
        size_t from = i;
        cot_i_text_join_t join = COT_JOIN_END;
        for (size_t used = 0; i < n && join == COT_JOIN_END;) {
            (void)cot_i_utf8_decode(text + i, n - i, &used);
            i += used;
            join = join_at(text, n, from, i, style);
        }
        if (i > from) {
            COT_TRY(st, add_atom(tail, text + from, i - from, join, err));
            COT_TRY(st, cot_i_text_weigh(known, &tail->atoms[tail->n - 1], err));
        }
    }
    if (tail->n > 0) {
        tail->atoms[tail->n - 1].join = COT_JOIN_END;
    }
done:
    return st;
}

/* --- fields --- */

static uint32_t offset(const cot_i_text_tail_t *tail, const char *base, size_t atom, bool end) {
    const cot_i_text_atom_t *a = &tail->atoms[atom];
    return (uint32_t)(a->text - base) + (end ? a->length : 0);
}

/* Follows the best way back; names come out last first and are turned round. */
static cot_status_t collect(cot_i_text_tail_t *tail, const char *base, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t affiliation[2] = {0, 0};
    size_t count = 0;
    for (size_t f = 0; f < tail->ways.n_fields; f++) {
        cot_i_text_field_t field = tail->ways.fields[f];
        if (field.kind == COT_FIELD_COMMENT) {
            tail->comment_to = field.to > 0 ? offset(tail, base, field.to - 1, true) : 0;
            break;
        }
        uint32_t from = offset(tail, base, field.from, false), to = offset(tail, base, field.to - 1, true);
        if (field.kind == COT_FIELD_AFFILIATION) {
            affiliation[0] = from;
            affiliation[1] = affiliation[1] > 0 ? affiliation[1] : to; /* several in a row are one text */
            continue;
        }
        if (!COT_GROW(tail->spans, tail->spans_capacity, count + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: names of a record");
        }
        tail->spans[count++] = (cot_i_text_span_t){from, to, affiliation[0], affiliation[1], field.sure};
        affiliation[0] = affiliation[1] = 0;
    }
    for (size_t a = 0; a < count / 2; a++) {
        cot_i_text_span_t swap = tail->spans[a];
        tail->spans[a] = tail->spans[count - 1 - a];
        tail->spans[count - 1 - a] = swap;
    }
    tail->n_spans = count;
done:
    return st;
}

cot_status_t cot_i_text_cut(cot_i_text_tail_t *tail, const cot_i_text_record_t *record, cot_i_text_known_t *known,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t dois = find_dois(record->tail, record->tail_length, record->style);
    tail->doi_from = (uint32_t)dois;
    tail->doi_to = (uint32_t)record->tail_length;
    tail->n_spans = 0;
    tail->comment_to = 0;
    COT_TRY(st, make_atoms(tail, record->tail, dois, record->style, known, err));
    if (tail->n > 0) {
        COT_TRY(st, cot_i_text_ways(&tail->ways, tail->atoms, tail->n, record->style, known, err));
        COT_TRY(st, collect(tail, record->tail, err));
    }
done:
    return st;
}
