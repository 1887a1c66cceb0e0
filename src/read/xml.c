/* xml.c: from libxml2's SAX2 events to the fields and records of a format (xml.h). What happens to the bytes
 * before, and after an error, is in xml_run.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/xml_i.h"

#include <libxml/xmlerror.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define UNKNOWN (-1)
/* libxml2 keeps all names of a document, at most 10 MB, and calls it a lack of memory when they are more. */
#define DICTIONARY_FULL (8u << 20)

uint64_t cot_i_sax_offset(const cot_sax_t *sax) {
    long used = xmlByteConsumed(sax->parser);
    uint64_t given = used > 0 ? (uint64_t)used : 0;
    return sax->parser_offset + (given > sax->replayed ? given - sax->replayed : 0);
}

uint32_t cot_i_sax_line_now(const cot_sax_t *sax) {
    int line = sax->parser && sax->parser->input ? sax->parser->input->line : 0;
    return line > 0 ? (uint32_t)line : sax->parser_line;
}

size_t cot_i_sax_index(const cot_sax_t *sax, uint64_t offset) {
    if (offset <= sax->window_offset) {
        return 0;
    }
    uint64_t index = offset - sax->window_offset;
    return index < sax->n ? (size_t)index : sax->n;
}

uint32_t cot_i_sax_line(const cot_sax_t *sax) {
    if (sax->record_depth) {
        return sax->record_line;
    }
    return sax->scanning ? sax->scan_line : cot_i_sax_line_now(sax);
}

/* ---- callbacks ---- */

void cot_i_sax_stop(cot_sax_t *sax, cot_sax_trouble_t trouble, const char *text) {
    if (sax->trouble == COT_SAX_FINE && !sax->root_closed && !sax->switching) {
        sax->trouble = trouble;
        sax->trouble_line = cot_i_sax_line_now(sax);
        sax->trouble_offset = cot_i_sax_offset(sax);
        (void)snprintf(sax->trouble_text, sizeof sax->trouble_text, "%s", text);
    }
    xmlStopParser(sax->parser);
}

/* Keeps the status of a call of the format's; an error ends parsing. */
static void keep(cot_sax_t *sax, cot_status_t st) {
    if (st != COT_OK && sax->st == COT_OK) {
        sax->st = st;
        xmlStopParser(sax->parser);
    }
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr_t;
#else
typedef xmlError *error_ptr_t;
#endif

/* The first line of a message, without where an element began ("feed line 2"): a parser that goes on from a record has
 * seen the elements around it elsewhere. */
static void copy_message(cot_sax_t *sax, const char *message) {
    size_t n = strcspn(message, "\n");
    const char *line = memmem(message, n, " line ", 6);
    size_t digits = line ? strspn(line + 6, "0123456789") : 0, before = digits > 0 ? (size_t)(line - message) : n;
    const char *behind = digits > 0 ? line + 6 + digits : message + n;
    before = before < 200 ? before : 200;
    size_t left = (size_t)(message + n - behind), room = 200 - before;
    (void)snprintf(sax->trouble_text, sizeof sax->trouble_text, "%.*s%.*s", (int)before, message,
                   (int)(left < room ? left : room), behind);
}

/* What libxml2 says of an & that is followed by no reference, when it meets some ; far behind it: where that is not in
 * the block yet we say it ourselves, in the same words. */
static bool is_no_reference(int code, const char *message) {
    return (code == XML_ERR_NAME_REQUIRED && strstr(message, "EntityRef")) ||
           code == XML_ERR_ENTITYREF_SEMICOL_MISSING || code == XML_ERR_INVALID_DEC_CHARREF ||
           code == XML_ERR_INVALID_HEX_CHARREF;
}

static void on_error(void *data, error_ptr_t error) {
    cot_sax_t *sax = data;
    if (error->code == XML_ERR_NO_MEMORY && xmlDictGetUsage(sax->parser->dict) > DICTIONARY_FULL) {
        cot_i_sax_stop(sax, COT_SAX_LIMIT, "names of elements longer than 8 MiB in all");
    } else if (error->code == XML_ERR_NO_MEMORY) {
        keep(sax, cot_i_fail(sax->err, COT_E_NOMEM, "out of memory: parsing XML"));
    } else if (error->level == XML_ERR_FATAL && sax->trouble == COT_SAX_FINE && !sax->root_closed &&
               !sax->switching) {
        sax->trouble = COT_SAX_NOT_WELL_FORMED;
        sax->trouble_line = error->line > 0 ? (uint32_t)error->line : cot_i_sax_line_now(sax);
        sax->trouble_offset = cot_i_sax_offset(sax);
        const char *message = error->message ? error->message : "";
        copy_message(sax, is_no_reference(error->code, message) ? COT_SAX_NO_REFERENCE : message);
    }
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *id, const xmlChar *system) {
    (void)id;
    (void)system;
    cot_i_sax_stop(data, COT_SAX_DOCTYPE, (const char *)name);
}

/* No entity exists but the five that libxml2 knows itself. */
static xmlEntityPtr on_entity(void *data, const xmlChar *name) {
    (void)data;
    (void)name;
    return NULL;
}

static const cot_sax_rule_t *match(const cot_sax_t *sax, int parent, const char *name, const char *uri) {
    for (const cot_sax_rule_t *rule = sax->format->rules; rule->id != 0; rule++) {
        if (rule->parent == parent && rule->name[0] == name[0] && strcmp(rule->name, name) == 0 && uri &&
            strcmp(rule->ns, uri) == 0) {
            return rule;
        }
    }
    return NULL;
}

static void add_escaped(cot_buf_t *buf, const char *text) {
    for (; *text; text++) {
        if (strchr("<&\"", *text)) {
            cot_i_buf_printf(buf, "&#%d;", *text);
        } else {
            cot_i_buf_char(buf, *text == '\n' ? ' ' : *text);
        }
    }
}

/* Remembers the start tag of an element that may stand around records, for starting again. */
static void note_around(cot_sax_t *sax, const char *name, const char *prefix, int n, const xmlChar **spaces) {
    if (sax->record_depth || sax->depth > COT_SAX_AROUND_MAX) {
        return;
    }
    sax->around.length = sax->around_end[sax->depth - 1];
    cot_i_buf_printf(&sax->around, "<%s%s%s", prefix ? prefix : "", prefix ? ":" : "", name);
    for (int i = 0; i < n; i++) {
        const char *own = (const char *)spaces[2 * i], *uri = (const char *)spaces[2 * i + 1];
        cot_i_buf_printf(&sax->around, " xmlns%s%s=\"", own ? ":" : "", own ? own : "");
        add_escaped(&sax->around, uri ? uri : "");
        cot_i_buf_text(&sax->around, "\"");
    }
    cot_i_buf_text(&sax->around, ">");
    sax->around_end[sax->depth] = sax->around.length;
}

/* Offset of the start tag that the parser has just read. */
static uint64_t tag_offset(const cot_sax_t *sax) {
    size_t end = cot_i_sax_index(sax, cot_i_sax_offset(sax));
    const char *tag = end > 0 ? memrchr(sax->window, '<', end) : NULL;
    return sax->window_offset + (tag ? (size_t)(tag - sax->window) : end);
}

static void begin_record(cot_sax_t *sax, const xmlChar *uri) {
    if (sax->replay.length == 0 && sax->depth <= COT_SAX_AROUND_MAX) {
        cot_i_buf_add(&sax->replay, cot_i_buf_str(&sax->around), sax->around_end[sax->depth - 1]);
    }
    sax->record_depth = sax->depth;
    sax->record_line = cot_i_sax_line_now(sax);
    sax->record_offset = tag_offset(sax);
    sax->record_uri = uri;
    sax->record_skipped = false;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                     const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **attributes) {
    cot_sax_t *sax = data;
    (void)n_defaulted;
    if (sax->depth == COT_SAX_DEPTH_MAX) {
        cot_i_sax_stop(sax, COT_SAX_LIMIT, "elements nested deeper than the 256 levels allowed");
        return;
    }
    if (xmlDictSize(sax->parser->dict) > COT_SAX_NAMES_MAX) {
        cot_i_sax_stop(sax, COT_SAX_LIMIT, "more than 20,000 different names of elements");
        return;
    }
    if (sax->record_depth && uri && uri == sax->record_uri &&
        strcmp((const char *)name, sax->format->record) == 0) {
        cot_i_sax_stop(sax, COT_SAX_NOT_WELL_FORMED, "a record begins inside a record");
        return;
    }
    int parent = sax->depth ? sax->stack[sax->depth - 1] : 0;
    const cot_sax_rule_t *rule =
        parent == UNKNOWN ? NULL : match(sax, parent, (const char *)name, (const char *)uri);
    if (sax->depth == 0 && !rule) {
        cot_i_sax_stop(sax, COT_SAX_STRANGE_ROOT, (const char *)name);
        return;
    }
    sax->root_seen = true;
    sax->stack[sax->depth++] = rule ? rule->id : UNKNOWN;
    if (!rule || !(rule->flags & COT_SAX_RECORD)) {
        note_around(sax, (const char *)name, (const char *)prefix, n_spaces, spaces);
    }
    if (!rule || (sax->record_depth && sax->record_skipped)) {
        return;
    }
    if (rule->flags & COT_SAX_RECORD) {
        begin_record(sax, uri);
    }
    if ((rule->flags & COT_SAX_TEXT) && !sax->text_depth) {
        sax->text_depth = sax->depth;
        cot_i_buf_reset(&sax->text);
    }
    if (!sax->replaying || !sax->root_told) {
        sax->root_told = true;
        sax->attributes = attributes;
        sax->n_attributes = n_attributes;
        keep(sax, sax->format->begin(sax->data, sax, rule->id, sax->err));
        sax->n_attributes = 0;
    }
}

static void end_known(cot_sax_t *sax, int id, bool has_text) {
    if (sax->record_depth && sax->record_skipped) {
        return;
    }
    if (has_text && sax->text.failed) {
        keep(sax, cot_i_buf_status(&sax->text, "text of an element", sax->err));
        return;
    }
    keep(sax, sax->format->end(sax->data, sax, id, has_text ? cot_i_buf_str(&sax->text) : "",
                               has_text ? sax->text.length : 0, sax->err));
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    cot_sax_t *sax = data;
    (void)name;
    (void)prefix;
    (void)uri;
    if (sax->depth == 0) {
        return;
    }
    int id = sax->stack[sax->depth - 1];
    bool has_text = sax->text_depth == sax->depth;
    sax->text_depth = has_text ? 0 : sax->text_depth;
    if (id > 0) {
        end_known(sax, id, has_text);
    }
    bool record = sax->record_depth == sax->depth;
    if (record) {
        sax->record_depth = 0;
    }
    sax->depth--;
    if (record && !sax->pure && sax->depth > 0 && sax->st == COT_OK && sax->trouble == COT_SAX_FINE) {
        sax->switching = true;
        sax->scan_offset = cot_i_sax_offset(sax);
        xmlStopParser(sax->parser);
    }
    if (sax->depth == 0 && sax->st == COT_OK) {
        sax->root_closed = true;
        sax->root_end = cot_i_sax_offset(sax);
        xmlStopParser(sax->parser);
    }
}

static void on_text(void *data, const xmlChar *text, int n) {
    cot_sax_t *sax = data;
    if (!sax->text_depth || n <= 0 || (sax->record_depth && sax->record_skipped)) {
        return;
    }
    if ((size_t)n <= COT_SAX_TEXT_MAX - sax->text.length) {
        cot_i_buf_add(&sax->text, (const char *)text, (size_t)n);
        return;
    }
    if (sax->record_depth) {
        uint32_t line = cot_i_sax_line(sax);
        cot_i_sax_skip_record(sax);
        keep(sax,
             cot_i_source_issue(sax->src, COT_ISSUE_LIMIT, COT_LOST_RECORD, line, sax->err,
                                "text of an element longer than the %u bytes allowed", COT_SAX_TEXT_MAX));
    }
    cot_i_buf_clear(&sax->text);
    sax->text_depth = 0;
}

void cot_i_sax_skip_record(cot_sax_t *sax) {
    if (sax->record_depth && !sax->record_skipped) {
        sax->record_skipped = true;
        sax->format->drop(sax->data);
    }
}

const char *cot_i_sax_attribute(cot_sax_t *sax, const char *name, size_t *length) {
    size_t n = strlen(name);
    for (int i = 0; i < sax->n_attributes; i++) {
        const xmlChar **attribute =
            sax->attributes + 5 * (size_t)i; /* name, prefix, namespace, value, its end */
        const char *own = (const char *)attribute[0]; /* libxml2 ends it with a NUL, the scanner does not */
        if (!attribute[2] && strncmp(own, name, n) == 0 && (own[n] == '\0' || strchr("= \t\r\n", own[n]))) {
            *length = (size_t)(attribute[4] - attribute[3]);
            return (const char *)attribute[3];
        }
    }
    *length = 0;
    return "";
}

cot_status_t cot_i_sax_start(cot_sax_t *sax, uint64_t offset, uint32_t line) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.ignorableWhitespace = on_text;
    handler.cdataBlock = on_text;
    handler.internalSubset = on_doctype;
    handler.getEntity = on_entity;
    handler.serror = on_error;
    xmlFreeParserCtxt(sax->parser);
    sax->parser = xmlCreatePushParserCtxt(&handler, sax, NULL, 0, NULL);
    if (!sax->parser) {
        return cot_i_fail(sax->err, COT_E_NOMEM, "out of memory: an XML parser");
    }
    /* Not XML_PARSE_HUGE: libxml2's own bounds on names, comments and attributes stay in force. */
    xmlCtxtUseOptions(sax->parser, XML_PARSE_NONET | (sax->exact ? XML_PARSE_IGNORE_ENC : 0));
    sax->parser_offset = offset;
    sax->parser_line = line;
    if (sax->parser->input && line <= INT_MAX) { /* its messages name lines too: those of the file */
        sax->parser->input->line = (int)line;
    }
    sax->replayed = 0;
    sax->depth = sax->record_depth = sax->text_depth = 0;
    sax->trouble = COT_SAX_FINE;
    return COT_OK;
}

void cot_i_sax_clear(cot_sax_t *sax) {
    xmlFreeParserCtxt(sax->parser);
    cot_i_scan_free(sax->scan);
    cot_i_buf_clear(&sax->text);
    cot_i_buf_clear(&sax->around);
    cot_i_buf_clear(&sax->replay);
    cot_i_buf_clear(&sax->again);
}
