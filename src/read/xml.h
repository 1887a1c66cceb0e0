/* xml.h: what XML formats share: a streaming parser that turns a small table of elements into fields and
 * records.
 *
 * Built on libxml2's SAX2 push parser. No DTD is read: a document with a DOCTYPE is refused where it begins,
 * so no entity exists but the five of XML itself; nothing is fetched. Elements are matched by namespace and
 * local name, wherever the prefix and the order. Text per field and depth are bounded. What is not
 * well-formed costs one record: the parser starts again at the next one, with the start tags around records
 * replayed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_XML_H
#define COT_READ_XML_H

#include "read/format.h"

#define COT_SAX_DEPTH_MAX 256
#define COT_SAX_NAMES_MAX 20000 /* different names of elements, attributes and prefixes in a document */
#define COT_SAX_TEXT_MAX (16u << 20)
/* Times a document is picked up again after an error before it is given up. */
#define COT_SAX_RESTARTS_MAX 10000u

enum {
    COT_SAX_TEXT = 1,  /* collect the text inside (with that of elements within) for `end` */
    COT_SAX_RECORD = 2, /* a record: the unit that is dropped when something is wrong in it */
    COT_SAX_IN_PLACE = 4 /* with COT_SAX_TEXT: `end` uses no byte behind the text, not even a NUL */
};

/* An element of the format: `name` of namespace `ns`, directly inside the element with id `parent` (0 =
 * root). */
typedef struct {
    int parent;
    const char *ns;
    const char *name;
    int id; /* > 0; several rules may share one */
    unsigned flags;
} cot_sax_rule_t;

typedef struct cot_sax cot_sax_t;

/* The format's side. Errors returned stop reading. */
typedef struct {
    const cot_sax_rule_t *rules; /* ends with id 0; rules of one parent stand together */
    const char *root;            /* local names, for finding where to go on */
    const char *record;
    cot_status_t (*begin)(void *data, cot_sax_t *sax, int id, cot_error_t *err);
    cot_status_t (*end)(void *data, cot_sax_t *sax, int id, const char *text, size_t length,
                        cot_error_t *err);
    void (*drop)(void *data); /* the record begun is given up (and named) */
    /* For documents that are read in chunks, by several threads: data for a chunk whose records go to src (NULL =
     * no memory); what it counted added to that of the document; and its end. */
    void *(*fork)(cot_i_source_t *src);
    void (*join)(void *data, const void *chunk);
    void (*free_fork)(void *chunk);
} cot_sax_format_t;

/* Reads one document from src: emits issues for what is cut off, malformed, refused or past a limit, counts
 * the document when its root is one of the rules', gives back what follows the root element. *whole (may be
 * NULL) = the root element was closed. */
cot_status_t cot_i_sax_parse(const cot_sax_format_t *format, void *data, cot_i_source_t *src, bool *whole,
                             cot_error_t *err);

/* Inside begin: value of an attribute without namespace, "" when absent; valid during the call. */
const char *cot_i_sax_attribute(cot_sax_t *sax, const char *name, size_t *length);
/* Line of the file at which the record began, or of the parser outside a record. */
uint32_t cot_i_sax_line(const cot_sax_t *sax);
/* Gives up the record being read: its `end` will not come. The caller names the reason. */
void cot_i_sax_skip_record(cot_sax_t *sax);

#endif
