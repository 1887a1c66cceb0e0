/* xml_scan.c: plain XML without libxml2 (xml_scan.h).
 *
 * The bytes are valid UTF-8 without forbidden characters already (xml_bytes.c). What counts as plain is chosen
 * so that libxml2 would find it well-formed and tell the same: names of ASCII letters, digits, '_', '-' and '.'
 * with at most one ':', whose prefix is declared; no '<' in attribute values, each attribute once; references to
 * the five entities of XML and to characters; no "]]>" in text. Reference: XML 1.0 (fifth edition), Namespaces in
 * XML 1.0 (third edition).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/xml_scan.h"

#include <string.h>

#include "read/xml_bytes.h"
#include "read/xml_i.h"

enum {
    DEPTH_MAX = 64,
    SPACES_MAX = 64,
    ATTRIBUTES_MAX = 32,
    NAME_BYTES_MAX = 120,
    VALUE_BYTES_MAX = 60000,
    RULES_MAX = 96,
    PLACES = 256,
    REFERENCE_BYTES_MAX = 10
};

typedef struct {
    const char *at;
    size_t n;
} span_t;

/* A name with its prefix ("" for none). */
typedef struct {
    span_t whole, prefix, local;
} name_t;

typedef struct {
    name_t name;
    span_t value;
    bool plain; /* the value has no reference and no white space but blanks */
} attribute_t;

/* A prefix and what it stands for: the same pointer as in the rules where one of them names it. */
typedef struct {
    span_t prefix;
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
    span_t text;       /* of TEXT; of BEGIN: up to the end of the start tag, for counting lines */
    size_t attributes; /* of BEGIN: first of its own; of END: 1 = with text */
    size_t n_attributes;
} token_t;

typedef struct {
    span_t name;
    int id;
    bool text; /* what stands inside is collected for it */
} open_t;

struct cot_scan {
    cot_sax_t *sax;
    rule_t rules[RULES_MAX];
    size_t n_rules;
    uint8_t place[PLACES]; /* 1 + rule, by a hash of parent and name; the next ones with the same in `next` */
    space_t spaces[SPACES_MAX];
    size_t n_spaces;
    open_t open[DEPTH_MAX];
    int depth, around; /* open elements; those around records */
    attribute_t attributes[ATTRIBUTES_MAX];
    size_t n_attributes;
    token_t *tokens;
    size_t n_tokens, tokens_capacity;
    const xmlChar **kept; /* attributes of elements with a rule, as libxml2 lays them out */
    size_t n_kept, kept_capacity;
    bool in_text, in_record;
    const char *record_ns;
    uint64_t line_offset; /* lines are counted up to here */
    uint32_t line;
};

typedef enum { DONE, MORE, REFUSE, NO_MEMORY } outcome_t;

/* ---- tokens of XML ---- */

enum { NAME_FIRST = 1, NAME_NEXT = 2, BLANK = 4, SPECIAL = 8 }; /* SPECIAL: not plain in an attribute value */

#define LETTERS(from) [from ... (from) + 25] = NAME_FIRST | NAME_NEXT
static const uint8_t classes[256] = {
    LETTERS('a'),      LETTERS('A'),      ['0' ... '9'] = NAME_NEXT, ['_'] = NAME_FIRST | NAME_NEXT,
    ['-'] = NAME_NEXT, ['.'] = NAME_NEXT, [' '] = BLANK,             ['\t'] = BLANK | SPECIAL,
    ['\n'] = BLANK | SPECIAL, ['\r'] = BLANK | SPECIAL, ['<'] = SPECIAL, ['&'] = SPECIAL,
};

static unsigned class_of(char c) {
    return classes[(unsigned char)c];
}

static const char *skip_blanks(const char *at, const char *end) {
    while (at < end && (class_of(*at) & BLANK)) {
        at++;
    }
    return at;
}

static outcome_t read_name(const char **at, const char *end, name_t *name) {
    const char *p = *at, *local = p;
    if (p < end && !(class_of(*p) & NAME_FIRST)) {
        return REFUSE;
    }
    while (p < end && (class_of(*p) & NAME_NEXT)) {
        p++;
    }
    if (p + 1 < end && *p == ':' && (class_of(p[1]) & NAME_FIRST)) {
        local = ++p;
        while (p < end && (class_of(*p) & NAME_NEXT)) {
            p++;
        }
    }
    if (p == end) {
        return MORE;
    }
    if (p - *at > NAME_BYTES_MAX || *p == ':' || (unsigned char)*p >= 0x80) {
        return p + 1 == end ? MORE : REFUSE;
    }
    name->whole = (span_t){*at, (size_t)(p - *at)};
    name->prefix = (span_t){*at, local > *at ? (size_t)(local - *at) - 1 : 0};
    name->local = (span_t){local, (size_t)(p - local)};
    *at = p;
    return DONE;
}

static bool equal(span_t a, span_t b) {
    return a.n == b.n && (a.n == 0 || (a.at[0] == b.at[0] && memcmp(a.at, b.at, a.n) == 0));
}

static bool is(span_t a, const char *text) {
    return a.n == strlen(text) && memcmp(a.at, text, a.n) == 0;
}

/* The character that a reference at `at` stands for and its length; 0 when it is none that is known. */
static size_t read_reference(const char *at, const char *end, uint32_t *c) {
    static const struct {
        const char *text;
        size_t n;
        uint32_t c;
    } known[] = {{"&amp;", 5, '&'}, {"&lt;", 4, '<'}, {"&gt;", 4, '>'}, {"&quot;", 6, '"'}, {"&apos;", 6, '\''}};
    size_t left = (size_t)(end - at), i = 2;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        if (left >= known[k].n && memcmp(at, known[k].text, known[k].n) == 0) {
            *c = known[k].c;
            return known[k].n;
        }
    }
    if (left < 4 || at[1] != '#') {
        return 0;
    }
    bool hex = at[2] == 'x';
    uint32_t value = 0;
    for (i += hex; i < left && i <= REFERENCE_BYTES_MAX && at[i] != ';'; i++) {
        bool digit = at[i] >= '0' && at[i] <= '9', letter = (at[i] | 32) >= 'a' && (at[i] | 32) <= 'f';
        if (!digit && !(hex && letter)) {
            return 0;
        }
        value = value * (hex ? 16 : 10) + (uint32_t)(digit ? at[i] - '0' : (at[i] | 32) - 'a' + 10);
    }
    bool allowed = (value >= 0x20 && value < 0xD800) || value == '\t' || value == '\n' || value == '\r' ||
                   (value >= 0xE000 && value < 0xFFFE) || (value >= 0x10000 && value <= 0x10FFFF);
    *c = value;
    return i < left && at[i] == ';' && i > 2 + (size_t)hex && allowed ? i + 1 : 0;
}

/* Every & in the span begins a reference that is known. */
static bool references_known(span_t text) {
    const char *at = text.at, *end = text.at + text.n;
    while ((at = memchr(at, '&', (size_t)(end - at))) != NULL) {
        uint32_t c = 0;
        size_t n = read_reference(at, end, &c);
        if (n == 0) {
            return false;
        }
        at += n;
    }
    return true;
}

static outcome_t read_attribute(const char **at, const char *end, attribute_t *attribute) {
    outcome_t got = read_name(at, end, &attribute->name);
    if (got != DONE) {
        return got;
    }
    const char *p = skip_blanks(*at, end);
    if (p < end && *p != '=') {
        return REFUSE;
    }
    p = p < end ? skip_blanks(p + 1, end) : p;
    if (p >= end) {
        return MORE;
    }
    char quote = *p++;
    if (quote != '"' && quote != '\'') {
        return REFUSE;
    }
    const char *close = memchr(p, quote, (size_t)(end - p));
    if (!close) {
        return end - p > VALUE_BYTES_MAX ? REFUSE : MORE;
    }
    attribute->value = (span_t){p, (size_t)(close - p)};
    unsigned seen = 0;
    for (const char *c = p; c < close; c++) {
        seen |= class_of(*c);
    }
    attribute->plain = !(seen & SPECIAL);
    if (attribute->value.n > VALUE_BYTES_MAX ||
        (!attribute->plain &&
         (memchr(p, '<', attribute->value.n) || !references_known(attribute->value)))) {
        return REFUSE;
    }
    *at = close + 1;
    return DONE;
}

/* ---- namespaces ---- */

/* The rules' pointer for a namespace, "" for one that no rule names. */
static const char *known_space(const cot_i_scan_t *scan, span_t uri) {
    for (size_t i = 0; i < scan->n_rules; i++) {
        if (is(uri, scan->rules[i].ns)) {
            return scan->rules[i].ns;
        }
    }
    return "";
}

/* What a prefix stands for; NULL when it is not declared (for an element without one: no namespace is "-"). */
static const char *resolve(const cot_i_scan_t *scan, span_t prefix) {
    for (size_t i = scan->n_spaces; i-- > 0;) {
        if (equal(scan->spaces[i].prefix, prefix)) {
            return scan->spaces[i].ns;
        }
    }
    return prefix.n == 0 ? "" : NULL;
}

/* A declaration; anything strange is refused. */
static outcome_t declare(cot_i_scan_t *scan, const attribute_t *attribute) {
    bool whole = attribute->name.prefix.n == 0;
    span_t prefix = whole ? (span_t){"", 0} : attribute->name.local;
    if (!attribute->plain || attribute->value.n == 0 || memchr(attribute->value.at, ' ', attribute->value.n) ||
        scan->n_spaces == SPACES_MAX || (prefix.n >= 3 && memcmp(prefix.at, "xml", 3) == 0) ||
        is(attribute->value, "http://www.w3.org/XML/1998/namespace") ||
        is(attribute->value, "http://www.w3.org/2000/xmlns/")) {
        return REFUSE;
    }
    scan->spaces[scan->n_spaces++] = (space_t){prefix, known_space(scan, attribute->value), scan->depth};
    return DONE;
}

static bool declares(const attribute_t *attribute) {
    return is(attribute->name.prefix, "xmlns") || is(attribute->name.whole, "xmlns");
}

/* Each attribute once, each prefix declared. */
static outcome_t check_attributes(cot_i_scan_t *scan) {
    for (size_t i = 0; i < scan->n_attributes; i++) {
        const name_t *name = &scan->attributes[i].name;
        bool lang = is(name->whole, "xml:lang");
        if (!declares(&scan->attributes[i]) && name->prefix.n > 0 && !lang && !resolve(scan, name->prefix)) {
            return REFUSE;
        }
        for (size_t k = 0; k < i; k++) { /* other prefixes might stand for the same: seldom enough to refuse */
            if (equal(scan->attributes[k].name.local, name->local) &&
                (scan->attributes[k].name.prefix.n > 0) == (name->prefix.n > 0)) {
                return REFUSE;
            }
        }
    }
    return DONE;
}

/* Attributes up to the end of a start tag, and what they declare. */
static outcome_t read_attributes(cot_i_scan_t *scan, const char **at, const char *end) {
    scan->n_attributes = 0;
    for (;;) {
        const char *p = skip_blanks(*at, end);
        bool gap = p > *at;
        *at = p;
        if (p == end) {
            return MORE;
        }
        if (*p == '>' || *p == '/') {
            return scan->n_attributes > 0 ? check_attributes(scan) : DONE;
        }
        if (!gap || scan->n_attributes == ATTRIBUTES_MAX) {
            return REFUSE;
        }
        attribute_t *attribute = &scan->attributes[scan->n_attributes++];
        outcome_t got = read_attribute(at, end, attribute);
        if (got == DONE && declares(attribute)) {
            got = declare(scan, attribute);
        }
        if (got != DONE) {
            return got;
        }
    }
}

/* ---- what the format is told ---- */

static size_t place_of(int parent, span_t name) {
    return ((size_t)parent * 11 + name.n * 3 + (unsigned char)name.at[0] + 5u * (unsigned char)name.at[name.n - 1]) %
           PLACES;
}

static const cot_sax_rule_t *find_rule(const cot_i_scan_t *scan, int parent, span_t local, const char *ns) {
    for (unsigned i = scan->place[place_of(parent, local)]; i != 0; i = scan->rules[i - 1].next) {
        const rule_t *rule = &scan->rules[i - 1];
        if (rule->rule->parent == parent && rule->length == local.n && rule->ns == ns &&
            memcmp(rule->rule->name, local.at, local.n) == 0) {
            return rule->rule;
        }
    }
    return NULL;
}

static outcome_t add_token(cot_i_scan_t *scan, token_t token) {
    if (!COT_GROW(scan->tokens, scan->tokens_capacity, scan->n_tokens + 1)) {
        return NO_MEMORY;
    }
    scan->tokens[scan->n_tokens++] = token;
    return DONE;
}

/* Keeps the attributes without namespace, as cot_i_sax_attribute wants them. */
static outcome_t keep_attributes(cot_i_scan_t *scan, token_t *token) {
    token->attributes = scan->n_kept;
    for (size_t i = 0; i < scan->n_attributes; i++) {
        const attribute_t *a = &scan->attributes[i];
        if (a->name.prefix.n > 0 || declares(a)) {
            continue;
        }
        if (!a->plain) {
            return REFUSE;
        }
        if (!COT_GROW(scan->kept, scan->kept_capacity, scan->n_kept + 5)) {
            return NO_MEMORY;
        }
        const xmlChar **to = scan->kept + scan->n_kept;
        to[0] = (const xmlChar *)a->name.local.at;
        to[1] = to[2] = NULL;
        to[3] = (const xmlChar *)a->value.at;
        to[4] = (const xmlChar *)a->value.at + a->value.n;
        scan->n_kept += 5;
        token->n_attributes++;
    }
    return DONE;
}

/* A start tag was read up to its > or />: opens the element. */
static outcome_t begin_element(cot_i_scan_t *scan, const name_t *name, const char *tag_end) {
    const char *ns = resolve(scan, name->prefix);
    int parent = scan->open[scan->depth - 1].id;
    if (!ns || (scan->in_record && ns == scan->record_ns && is(name->local, scan->sax->format->record))) {
        return REFUSE;
    }
    const cot_sax_rule_t *rule = parent > 0 && *ns ? find_rule(scan, parent, name->local, ns) : NULL;
    bool text = rule && (rule->flags & COT_SAX_TEXT) && !scan->in_text;
    scan->open[scan->depth++] = (open_t){name->whole, rule ? rule->id : -1, text};
    if (!rule) {
        return DONE;
    }
    if (rule->flags & COT_SAX_RECORD) {
        if (scan->depth != scan->around + 1) {
            return REFUSE;
        }
        scan->in_record = true;
        scan->record_ns = ns;
    }
    scan->in_text |= text;
    token_t token = {BEGIN, rule, {tag_end, 0}, 0, 0};
    outcome_t got = scan->n_attributes > 0 ? keep_attributes(scan, &token) : DONE;
    return got == DONE ? add_token(scan, token) : got;
}

/* The innermost element ends; its rule, when it has one, is found by the token that began it. */
static outcome_t end_element(cot_i_scan_t *scan) {
    const open_t *open = &scan->open[--scan->depth];
    outcome_t got = DONE;
    if (open->id > 0) {
        got = add_token(scan, (token_t){END, NULL, {NULL, (size_t)open->id}, open->text, 0});
    }
    scan->in_text &= !open->text;
    while (scan->n_spaces > 0 && scan->spaces[scan->n_spaces - 1].depth > scan->depth) {
        scan->n_spaces--;
    }
    return got;
}

/* A start tag at *at ("<name"), and the end of the element when it is empty. */
static outcome_t read_start(cot_i_scan_t *scan, const char **at, const char *end) {
    name_t name;
    const char *p = *at + 1;
    outcome_t got = read_name(&p, end, &name);
    if (got != DONE) {
        return got;
    }
    if (scan->depth == DEPTH_MAX) {
        return REFUSE;
    }
    scan->depth++; /* what it declares belongs to it */
    scan->n_attributes = 0;
    got = *p == '>' ? DONE : read_attributes(scan, &p, end);
    scan->depth--;
    if (got != DONE) {
        return got;
    }
    bool empty = *p == '/';
    if (empty && p + 1 == end) {
        return MORE;
    }
    if (empty && p[1] != '>') {
        return REFUSE;
    }
    got = begin_element(scan, &name, p);
    if (got == DONE && empty) {
        got = end_element(scan);
    }
    *at = p + 1 + empty;
    return got;
}

/* An end tag at *at ("</name"). */
static outcome_t read_end(cot_i_scan_t *scan, const char **at, const char *end) {
    span_t name = scan->open[scan->depth - 1].name;
    const char *p = *at + 2;
    if ((size_t)(end - p) <= name.n) {
        return MORE;
    }
    if (memcmp(p, name.at, name.n) != 0) {
        return REFUSE;
    }
    p = skip_blanks(p + name.n, end);
    if (p == end) {
        return MORE;
    }
    if (*p != '>') {
        return REFUSE;
    }
    *at = p + 1;
    return end_element(scan);
}

/* Text up to the next tag. */
static outcome_t read_text(cot_i_scan_t *scan, const char **at, const char *end) {
    const char *from = *at, *tag = scan->in_text ? from : skip_blanks(from, end);
    if (tag < end && *tag == '<') { /* nothing, or blanks that nobody asked for */
        *at = tag;
        return DONE;
    }
    tag = memchr(tag, '<', (size_t)(end - tag));
    if (!tag) {
        return MORE;
    }
    span_t text = {from, (size_t)(tag - from)};
    if (!references_known(text)) {
        return REFUSE;
    }
    *at = tag;
    return scan->in_text ? add_token(scan, (token_t){TEXT, NULL, text, 0, 0}) : DONE;
}

/* One element at `at` with all that is in it; *behind = where it ends. */
static outcome_t read_element(cot_i_scan_t *scan, const char *at, const char *end, const char **behind) {
    const char *begin = at;
    do {
        outcome_t got = MORE;
        if (end - at >= 2) {
            got = at[1] == '/' ? read_end(scan, &at, end) : read_start(scan, &at, end);
        }
        if (got != DONE) {
            return got;
        }
        if (scan->depth > scan->around) {
            got = read_text(scan, &at, end);
        }
        if (got != DONE) {
            return got;
        }
    } while (scan->depth > scan->around);
    const char *bracket = begin;
    while ((bracket = memchr(bracket, ']', (size_t)(at - bracket))) != NULL) {
        if (at - bracket >= 3 && memcmp(bracket, "]]>", 3) == 0) {
            return REFUSE;
        }
        bracket++;
    }
    *behind = at;
    return DONE;
}

/* ---- telling it ---- */

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

static void add_text(cot_buf_t *to, span_t text) {
    const char *at = text.at, *end = text.at + text.n;
    for (const char *amp; (amp = memchr(at, '&', (size_t)(end - at))) != NULL;) {
        char encoded[4];
        uint32_t c = 0;
        add_plain(to, at, (size_t)(amp - at));
        at = amp + read_reference(amp, end, &c);
        cot_i_buf_add(to, encoded, cot_i_utf8_encode(c, encoded));
    }
    add_plain(to, at, (size_t)(end - at));
}

static void count_lines(cot_i_scan_t *scan, const char *to) {
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
        count_lines(scan, token->text.at);
        sax->record_depth = scan->around + 1;
        sax->record_line = scan->line;
        sax->record_skipped = false;
    } else if (!sax->record_depth) {
        count_lines(scan, token->text.at);
        sax->scan_line = scan->line;
    }
    if (sax->record_depth && sax->record_skipped) {
        return COT_OK;
    }
    if ((token->rule->flags & COT_SAX_TEXT) && !sax->text_depth) {
        sax->text_depth = 1;
        cot_i_buf_reset(&sax->text);
    }
    sax->attributes = scan->kept + token->attributes;
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

static cot_status_t tell(cot_i_scan_t *scan) {
    cot_sax_t *sax = scan->sax;
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < scan->n_tokens && st == COT_OK; i++) {
        const token_t *token = &scan->tokens[i];
        switch (token->what) {
        case BEGIN: st = tell_begin(scan, token); break;
        case TEXT: add_text(&sax->text, token->text); break;
        case END: st = tell_end(scan, token); break;
        }
    }
    sax->record_depth = sax->text_depth = 0;
    return st;
}

/* ---- between records ---- */

static void rewind_to_around(cot_i_scan_t *scan) {
    scan->depth = scan->around;
    scan->n_tokens = scan->n_kept = 0;
    scan->in_text = scan->in_record = false;
    while (scan->n_spaces > 0 && scan->spaces[scan->n_spaces - 1].depth > scan->depth) {
        scan->n_spaces--;
    }
}

/* The end tag of an element around records; the parser takes over for other depths than the scanner began at,
 * so only the root's end is of use here. */
static outcome_t close_around(cot_i_scan_t *scan, const char **at, const char *end) {
    cot_sax_t *sax = scan->sax;
    bool known = scan->open[scan->depth - 1].id > 0;
    if (sax->part) {
        return REFUSE;
    }
    outcome_t got = read_end(scan, at, end);
    scan->n_tokens = 0;
    if (got != DONE) {
        return got;
    }
    scan->around = sax->depth = scan->depth;
    if (known) {
        cot_status_t st = sax->format->end(sax->data, sax, sax->stack[scan->depth], "", 0, sax->err);
        if (st != COT_OK) {
            sax->st = st;
            return DONE;
        }
    }
    if (scan->depth == 0) {
        sax->root_closed = true;
        sax->root_end = sax->window_offset + (size_t)(*at - sax->window);
    }
    return DONE;
}

/* The next thing at *at, which moves behind it: text between records, a record, an end tag. */
static outcome_t read_next(cot_i_scan_t *scan, const char **at, const char *end) {
    const char *tag = memchr(*at, '<', (size_t)(end - *at));
    const char *behind = NULL;
    if (!tag || end - tag < 2) {
        return MORE;
    }
    if (tag > *at && (memchr(*at, '&', (size_t)(tag - *at)) || memchr(*at, ']', (size_t)(tag - *at)))) {
        return REFUSE;
    }
    if (tag[1] == '/') {
        const char *close = tag;
        outcome_t got = close_around(scan, &close, end);
        *at = got == DONE ? close : *at;
        return got;
    }
    rewind_to_around(scan);
    outcome_t got = read_element(scan, tag, end, &behind);
    if (got == DONE) {
        scan->sax->st = tell(scan);
        *at = behind;
    }
    rewind_to_around(scan);
    return got;
}

cot_status_t cot_i_scan_records(cot_i_scan_t *scan, size_t *at, bool *refused) {
    cot_sax_t *sax = scan->sax;
    const char *p = sax->window + *at, *end = sax->window + sax->n;
    outcome_t got = DONE;
    sax->scanning = true;
    while (got == DONE && p < end && !sax->root_closed && sax->st == COT_OK) {
        got = read_next(scan, &p, end);
    }
    sax->scanning = false;
    *at = (size_t)(p - sax->window);
    count_lines(scan, p);
    *refused = got == REFUSE;
    if (got == NO_MEMORY) {
        return cot_i_fail(sax->err, COT_E_NOMEM, "out of memory: parsing XML");
    }
    return sax->st;
}

uint32_t cot_i_scan_line(const cot_i_scan_t *scan) {
    return scan->line;
}

/* ---- beginning ---- */

static bool take_rules(cot_i_scan_t *scan) {
    for (const cot_sax_rule_t *rule = scan->sax->format->rules; rule->id != 0; rule++) {
        if (scan->n_rules == RULES_MAX) {
            return false;
        }
        span_t name = {rule->name, strlen(rule->name)};
        uint8_t *place = &scan->place[place_of(rule->parent, name)];
        const char *ns = known_space(scan, (span_t){rule->ns, strlen(rule->ns)});
        scan->rules[scan->n_rules++] = (rule_t){rule, *ns ? ns : rule->ns, name.n, *place};
        *place = (uint8_t)scan->n_rules;
    }
    return true;
}

/* The start tags of the elements around records: what they are called and what they declare. */
static bool take_around(cot_i_scan_t *scan) {
    const cot_sax_t *sax = scan->sax;
    const char *at = cot_i_buf_str(&sax->around);
    if (sax->depth > COT_SAX_AROUND_MAX || sax->depth < 1) {
        return false;
    }
    const char *end = at + sax->around_end[sax->depth];
    while (scan->depth < sax->depth) {
        name_t name;
        const char *p = at + 1;
        if (end - at < 3 || read_name(&p, end, &name) != DONE) {
            return false;
        }
        scan->depth++;
        if (read_attributes(scan, &p, end) != DONE || *p != '>') {
            return false;
        }
        scan->open[scan->depth - 1] = (open_t){name.whole, sax->stack[scan->depth - 1], false};
        at = p + 1;
    }
    scan->around = scan->depth;
    return at == end;
}

cot_i_scan_t *cot_i_scan_new(cot_sax_t *sax, uint64_t offset, uint32_t line) {
    cot_i_scan_t *scan = cot_i_alloc(1, sizeof *scan);
    if (!scan) {
        return NULL;
    }
    scan->sax = sax;
    scan->line_offset = offset;
    scan->line = line;
    if (!take_rules(scan) || !take_around(scan)) {
        cot_i_scan_free(scan);
        return NULL;
    }
    return scan;
}

void cot_i_scan_free(cot_i_scan_t *scan) {
    if (scan) {
        cot_i_free(scan->tokens);
        cot_i_free(scan->kept);
        cot_i_free(scan);
    }
}
