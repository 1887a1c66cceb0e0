/* xml_tell.c: the calls of a format for what the scanner has read (xml_scan.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/xml_bytes.h"
#include "read/xml_scan_i.h"

/* Line ends as XML has them: one \n each. */
static void add_plain(cot_buf_t *to, const char *text, size_t n) {
    const char *end = text + n;
    for (const char *cr; text < end && (cr = memchr(text, '\r', (size_t)(end - text))) != NULL;) {
        cot_i_buf_add(to, text, (size_t)(cr - text));
        if (!(cr + 1 < end && cr[1] == '\n')) {
            cot_i_buf_char(to, '\n');
        }
        text = cr + 1;
    }
    cot_i_buf_add(to, text, (size_t)(end - text));
}

static void add_text(cot_buf_t *to, cot_i_span_t text) {
    const char *at = text.at, *end = text.at + text.n;
    for (const char *amp; (amp = memchr(at, '&', (size_t)(end - at))) != NULL;) {
        char encoded[4];
        uint32_t c = 0;
        add_plain(to, at, (size_t)(amp - at));
        at = amp + cot_i_xml_reference(amp, end, &c);
        cot_i_buf_add(to, encoded, cot_i_utf8_encode(c, encoded));
    }
    add_plain(to, at, (size_t)(end - at));
}

void cot_i_scan_count_lines(cot_i_scan_t *scan, const char *to) {
    cot_sax_t *sax = scan->sax;
    size_t from = cot_i_sax_index(sax, scan->line_offset), until = (size_t)(to - sax->window);
    if (until > from) {
        scan->line += cot_i_newlines(sax->window + from, until - from);
        scan->line_offset = sax->window_offset + until;
    }
}

static cot_status_t tell_begin(cot_i_scan_t *scan, const token_t *token) {
    cot_sax_t *sax = scan->sax;
    if (token->rule->flags & COT_SAX_RECORD) {
        cot_i_scan_count_lines(scan, token->text.at);
        sax->record_depth = scan->around + 1;
        sax->record_line = scan->line;
        sax->record_skipped = false;
    } else if (!sax->record_depth) {
        cot_i_scan_count_lines(scan, token->text.at);
        sax->scan_line = scan->line;
    }
    if (sax->record_depth && sax->record_skipped) {
        return COT_OK;
    }
    if ((token->rule->flags & COT_SAX_TEXT) && !sax->text_depth) {
        sax->text_depth = 1;
        cot_i_buf_reset(&sax->text);
    }
    sax->attributes = scan->kept ? scan->kept + token->attributes : NULL;
    sax->n_attributes = (int)token->n_attributes;
    cot_status_t st = sax->format->begin(sax->data, sax, token->rule->id, sax->err);
    sax->n_attributes = 0;
    return st;
}

static cot_status_t tell_end(cot_i_scan_t *scan, const token_t *token) {
    cot_sax_t *sax = scan->sax;
    bool text = token->attributes != 0;
    sax->text_depth = text ? 0 : sax->text_depth;
    if (sax->record_depth && sax->record_skipped) {
        return COT_OK;
    }
    if (text && sax->text.failed) {
        return cot_i_buf_status(&sax->text, "text of an element", sax->err);
    }
    return sax->format->end(sax->data, sax, (int)token->text.n, text ? cot_i_buf_str(&sax->text) : "",
                            text ? sax->text.length : 0, sax->err);
}

/* An element whose text is one piece that stands in the window as it is told: the format gets it from there. */
static cot_status_t tell_text_in_place(cot_i_scan_t *scan, const token_t *text, const token_t *end) {
    cot_sax_t *sax = scan->sax;
    sax->text_depth = 0;
    if (sax->record_depth && sax->record_skipped) {
        return COT_OK;
    }
    return sax->format->end(sax->data, sax, (int)end->text.n, text->text.at, text->text.n, sax->err);
}

/* Whether the tokens at i are all the text of the element begun last, and its end. */
static bool is_in_place(const cot_i_scan_t *scan, size_t i) {
    const token_t *token = &scan->tokens[i];
    return i > 0 && i + 1 < scan->n_tokens && token->attributes == 0 && token[1].what == END &&
           token[1].attributes != 0 && token[-1].what == BEGIN && (token[-1].rule->flags & COT_SAX_IN_PLACE);
}

cot_status_t cot_i_scan_tell(cot_i_scan_t *scan) {
    cot_sax_t *sax = scan->sax;
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < scan->n_tokens && st == COT_OK; i++) {
        const token_t *token = &scan->tokens[i];
        switch (token->what) {
        case BEGIN: st = tell_begin(scan, token); break;
        case TEXT:
            if (is_in_place(scan, i)) {
                st = tell_text_in_place(scan, token, token + 1);
                i++;
            } else {
                add_text(&sax->text, token->text);
            }
            break;
        case END: st = tell_end(scan, token); break;
        }
    }
    sax->record_depth = sax->text_depth = 0;
    return st;
}
