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

/* Behind white space: what most tags have between them, a line feed and some blanks, without a loop over it. */
const char *cot_i_xml_skip_blanks_on(const char *at, const char *end);
static inline const char *cot_i_xml_skip_blanks(const char *at, const char *end) {
    if (at == end || (unsigned char)*at > ' ') {
        return at;
    }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const char *blanks = at + (*at == '\n');
    if (end - blanks >= 8) {
        uint64_t eight;
        memcpy(&eight, blanks, 8);
        eight ^= UINT64_C(0x2020202020202020);
        at = blanks + (eight == 0 ? 8 : __builtin_ctzll(eight) / 8);
    }
#endif
    return at < end && (unsigned char)*at <= ' ' ? cot_i_xml_skip_blanks_on(at, end) : at;
}
/* A name at *at, which moves behind it. */
cot_i_xml_outcome_t cot_i_xml_read_name(const char **at, const char *end, cot_i_xml_name_t *name);
/* An attribute with its value at *at, which moves behind it. */
cot_i_xml_outcome_t cot_i_xml_read_attribute(const char **at, const char *end, cot_i_xml_attribute_t *attribute);
/* Text at *at up to the next tag, to which *at moves. *as_is = it has no references and no carriage returns. */
cot_i_xml_outcome_t cot_i_xml_read_text(const char **at, const char *end, bool *as_is);
/* Where a value at `at` ends with a " and has no reference, no < and no white space but blanks; else NULL. */
const char *cot_i_xml_plain_value(const char *at, const char *end);
/* The character that a reference at `at` stands for and its length; 0 when it is none that is known. */
size_t cot_i_xml_reference(const char *at, const char *end, uint32_t *c);
/* Every & in the text begins a reference that is known. */
bool cot_i_xml_references_known(cot_i_span_t text);

#endif
