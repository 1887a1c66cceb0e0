/* xml_scan_i.h: the scanner from inside; for xml_scan.c (what stands there), xml_declare.c (tags that declare) and
 * xml_tell.c (the calls of the format) only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_XML_SCAN_I_H
#define COT_READ_XML_SCAN_I_H

#include "base/sha256.h"
#include "read/xml_i.h"
#include "read/xml_tokens.h"

enum {
    DEPTH_MAX = 64,
    SPACES_MAX = 64,
    ATTRIBUTES_MAX = 32,
    RULES_MAX = 96,
    PLACES = 256,
    KNOWN = 128, /* tags, ... */
    KNOWN_WAYS = 4, /* ... by a hash, so many with the same */
    KNOWN_BYTES = 32,
    KNOWN_ATTRIBUTES = 4,
    KNOWN_DECLARING = 4, /* tags that declare namespaces, ... */
    DECLARING_BYTES = 400,
    DECLARING_SPACES = 8
};

/* A prefix and what it stands for: the same pointer as in the rules where one of them names it. */
typedef struct {
    cot_i_span_t prefix;
    const char *ns;
    int depth; /* of the element that declares it */
} space_t;

typedef struct {
    const cot_sax_rule_t *rule;
    const char *ns; /* one pointer for equal ones */
    size_t length;  /* of the name */
    uint8_t next;   /* 1 + rule of the same place; 0 = none */
} rule_t;

/* What the format is told of a record, in order. */
typedef struct {
    enum { BEGIN, TEXT, END } what;
    const cot_sax_rule_t *rule;
    cot_i_span_t text; /* of TEXT; of BEGIN: up to the end of the start tag, for counting lines */
    size_t attributes; /* of BEGIN: first of its own; of END: 1 = with text; of TEXT: 1 = is not told as it stands */
    size_t n_attributes;
} token_t;

/* Some bytes to compare with at once: those under the mask. */
typedef struct {
    uint64_t bytes[KNOWN_BYTES / 8], mask[KNOWN_BYTES / 8];
} pattern_t;

/* A start tag as it was met before. */
typedef struct {
    pattern_t tag;     /* its name and the character behind it */
    pattern_t name;    /* without that: for its end */
    pattern_t attributes[KNOWN_ATTRIBUTES]; /* of the last such tag, each from the blank to the quote: ' term="' */
    uint8_t attribute_bytes[KNOWN_ATTRIBUTES];
    uint8_t n_attributes; /* 0 = none are known */
    uint8_t n, prefix; /* bytes of the name, and of its prefix with the colon */
    bool record;       /* the local name is that of records */
    int parent;
    const char *ns; /* the rule is for this one */
    const cot_sax_rule_t *rule;
} known_t;

/* All attributes of a known tag, where each is a declaration or has a prefix that they declare: what they come to
 * depends on nothing else. */
typedef struct {
    const known_t *tag;
    size_t n; /* bytes of them */
    char bytes[DECLARING_BYTES];
    space_t spaces[DECLARING_SPACES]; /* prefixes stand in the bytes */
    size_t n_spaces;
} declaring_t;

typedef struct {
    cot_i_span_t name;
    const known_t *known; /* NULL = not remembered */
    int id;
    bool text; /* what stands inside is collected for it */
} open_t;

struct cot_scan {
    cot_sax_t *sax;
    cot_i_lag_t *lag; /* digested a little with every tag; NULL = not here */
    rule_t rules[RULES_MAX];
    size_t n_rules;
    uint8_t place[PLACES]; /* 1 + rule, by a hash of parent and name; the next ones with the same in `next` */
    space_t spaces[SPACES_MAX];
    size_t n_spaces;
    open_t open[DEPTH_MAX];
    int depth, around; /* open elements; those around records */
    cot_i_xml_attribute_t attributes[ATTRIBUTES_MAX];
    size_t n_attributes;
    token_t *tokens;
    size_t n_tokens, tokens_capacity;
    const xmlChar **kept; /* attributes of elements with a rule, as libxml2 lays them out */
    size_t n_kept, kept_capacity;
    known_t known[KNOWN];
    declaring_t declaring[KNOWN_DECLARING];
    size_t n_declaring;
    bool in_text, in_record;
    const char *record_ns;
    uint64_t line_offset; /* lines are counted up to here */
    uint32_t line;
};

static inline bool cot_i_scan_declares(const cot_i_xml_attribute_t *attribute) {
    return cot_i_span_is(attribute->name.prefix, "xmlns") || cot_i_span_is(attribute->name.whole, "xmlns");
}

/* xml_declare.c: attributes at *at, which moves behind them, that are the same as before in such a tag. */
bool cot_i_scan_recall_declaring(cot_i_scan_t *scan, const known_t *known, const char **at, const char *end);
/* Keeps the attributes just read, from `from` up to `to`, whose declarations are those from `first` on. */
void cot_i_scan_remember_declaring(cot_i_scan_t *scan, const known_t *known, const char *from, const char *to,
                                   size_t first);
/* xml_tell.c: counts lines up to a place in the window. */
void cot_i_scan_count_lines(cot_i_scan_t *scan, const char *to);
/* Makes the calls for the tokens of a record. */
cot_status_t cot_i_scan_tell(cot_i_scan_t *scan);

#endif
