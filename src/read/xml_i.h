/* xml_i.h: the XML parser from inside; for xml.c (elements) and xml_run.c (bytes and recovery) only.
 *
 * Blocks are made valid UTF-8 first and kept in a window of some 2 MiB, so that the parser can start again at
 * the next record after an error, and so that what follows the root element can be given back. Positions are
 * counted in bytes given to the parser ("offsets"); a parser that starts again is first given the start tags
 * around the records. Encodings other than UTF-8 and ASCII are left to libxml2; for them there is no starting
 * again.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_XML_I_H
#define COT_READ_XML_I_H

#include <libxml/parser.h>

#include "base/text.h"
#include "read/xml.h"

#define COT_SAX_AROUND_MAX 8 /* depth to which start tags are kept for replay */

/* Why the parser stopped before the root element was closed. */
typedef enum {
    COT_SAX_FINE,
    COT_SAX_NOT_WELL_FORMED,
    COT_SAX_DOCTYPE,
    COT_SAX_LIMIT,
    COT_SAX_STRANGE_ROOT
} cot_sax_trouble_t;

struct cot_sax {
    const cot_sax_format_t *format;
    void *data;
    cot_i_source_t *src;
    xmlParserCtxtPtr parser;
    cot_status_t st; /* of a callback */
    cot_error_t *err;
    bool exact;  /* offsets can be trusted: the parser reads the bytes as they are */
    bool at_end; /* no more bytes will come */
    /* window */
    char *window;
    size_t n, block_at;     /* bytes in it; where the newest block begins */
    bool block_as_is;       /* nothing in the newest block was replaced */
    uint64_t window_offset; /* of its first byte */
    uint32_t window_line;
    uint64_t parser_offset; /* where the parser began */
    uint32_t parser_line;   /* line there, minus 1 */
    size_t replayed;        /* bytes it was given before */
    bool replaying;         /* they are being given: the format knows these elements */
    size_t bad_bytes;
    unsigned restarts;
    /* elements */
    int stack[COT_SAX_DEPTH_MAX];
    int depth, record_depth, text_depth;
    const xmlChar *record_uri;
    uint64_t record_offset;
    uint32_t record_line;
    bool record_skipped;
    cot_buf_t text;
    cot_buf_t around; /* start tags of the open elements, outside records */
    size_t around_end[COT_SAX_AROUND_MAX + 1];
    cot_buf_t replay; /* start tags around a record, for starting again */
    const xmlChar **attributes;
    int n_attributes;
    bool root_seen, root_told, root_closed;
    uint64_t root_end;
    /* trouble */
    cot_sax_trouble_t trouble;
    uint32_t trouble_line;
    uint64_t trouble_offset;
    char trouble_text[256];
};

/* Offset and line that the parser has come to. */
uint64_t cot_i_sax_offset(const cot_sax_t *sax);
uint32_t cot_i_sax_line_now(const cot_sax_t *sax);
/* Index in the window of an offset, moved into its bounds. */
size_t cot_i_sax_index(const cot_sax_t *sax, uint64_t offset);
/* Stops the parser for a reason of ours. */
void cot_i_sax_stop(cot_sax_t *sax, cot_sax_trouble_t trouble, const char *text);
/* A fresh parser for the bytes from an offset, at a line. */
cot_status_t cot_i_sax_start(cot_sax_t *sax, uint64_t offset, uint32_t line);

#endif
