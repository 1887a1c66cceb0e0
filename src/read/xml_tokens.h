/* xml_tokens.h: pieces of plain XML (xml_scan.h says what is plain): names, references, attributes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_XML_TOKENS_H
#define COT_READ_XML_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What reading a piece came to: there it is; it goes on behind the end; it is not plain. */
typedef enum { COT_XML_DONE, COT_XML_MORE, COT_XML_REFUSE, COT_XML_NO_MEMORY } cot_i_xml_outcome_t;

typedef struct {
    const char *at;
    size_t n;
} cot_i_span_t;

/* A name with its prefix ("" for none). */
typedef struct {
    cot_i_span_t whole, prefix, local;
} cot_i_xml_name_t;

typedef struct {
    cot_i_xml_name_t name;
    cot_i_span_t value;
    bool plain; /* the value has no reference and no white space but blanks */
} cot_i_xml_attribute_t;

static inline bool cot_i_span_equal(cot_i_span_t a, cot_i_span_t b) {
    return a.n == b.n && (a.n == 0 || (a.at[0] == b.at[0] && memcmp(a.at, b.at, a.n) == 0));
}

static inline bool cot_i_span_is(cot_i_span_t a, const char *text) {
    return a.n == strlen(text) && memcmp(a.at, text, a.n) == 0;
}

const char *cot_i_xml_skip_blanks(const char *at, const char *end);
/* A name at *at, which moves behind it. */
cot_i_xml_outcome_t cot_i_xml_read_name(const char **at, const char *end, cot_i_xml_name_t *name);
/* An attribute with its value at *at, which moves behind it. */
cot_i_xml_outcome_t cot_i_xml_read_attribute(const char **at, const char *end, cot_i_xml_attribute_t *attribute);
/* The character that a reference at `at` stands for and its length; 0 when it is none that is known. */
size_t cot_i_xml_reference(const char *at, const char *end, uint32_t *c);
/* Every & in the text begins a reference that is known. */
bool cot_i_xml_references_known(cot_i_span_t text);

#endif
