/* xml_i.h: the XML parser from inside; for xml.c (elements), xml_run.c (bytes and recovery), xml_scan.c (plain
 * records without libxml2) and split.c (documents in chunks) only.
 *
 * A document begins with libxml2. After its first record the scanner takes over, and libxml2 only gets what the
 * scanner does not take: from a record on, behind the start tags around it, to the end of that record.
 *
 * Blocks are made valid UTF-8 first and kept in a window of some 2 MiB (a document that is in memory stays where it
 * is, as long as its bytes are valid), so that the parser can start again at
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
#include "read/xml_scan.h"

#define COT_SAX_NO_REFERENCE "an & that begins no reference"
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
    bool in_place;          /* the window is where the source has the document */
    size_t n, block_at;     /* bytes in it; where the newest block begins */
    bool block_as_is;       /* nothing in the newest block was replaced */
    uint64_t window_offset; /* of its first byte */
    uint32_t window_line;
    uint64_t parser_offset; /* where the parser began */
    uint32_t parser_line;   /* line there */
    size_t replayed;        /* bytes it was given before */
    bool replaying;         /* they are being given: the format knows these elements */
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
    /* the scanner, while it is its turn */
    cot_i_scan_t *scan;
    uint64_t scan_offset; /* what it has come to */
    bool pure;            /* not for this document */
    bool switching;       /* the parser was stopped behind a record: the scanner goes on at scan_offset */
    bool scanning;        /* inside its calls: lines are its */
    uint32_t scan_line;
    unsigned refusals;
    cot_buf_t again; /* start tags for the parser that goes on */
    bool part;       /* a chunk of a document: no recovery, no end of the root */
    unsigned broken_chunks;
    bool last_chunk; /* the source has nothing more to cut */
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
void cot_i_sax_clear(cot_sax_t *sax);

/* xml_run.c: bytes to the window, made valid: at most `room`, from the source. *n = 0: the end. */
cot_status_t cot_i_sax_pull(cot_sax_t *sax, char *to, size_t room, size_t *n, bool *as_is);
/* A parser for what stands at an index of the window, on a line, inside the elements that are open around
 * records; it is given what the window holds from there. The scanner's turn is over. */
cot_status_t cot_i_sax_resume(cot_sax_t *sax, size_t at, uint32_t line);
/* The scanner's turn: at sax->scan_offset. Where it cannot, the parser goes on. */
cot_status_t cot_i_sax_enter_scan(cot_sax_t *sax);

/* split.c: hands the document over in chunks, from scan_offset on, as long as that goes well. Then the scanner or
 * the parser goes on where it ended. */
cot_status_t cot_i_sax_split(cot_sax_t *sax);
/* Whether bytes of the document may be handed over in chunks. */
bool cot_i_sax_may_split(const cot_sax_t *sax);

#endif
