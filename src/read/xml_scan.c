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

#include "read/xml_scan_i.h"

/* ---- namespaces ---- */

/* The rules' pointer for a namespace, "" for one that no rule names. */
static const char *known_space(const cot_i_scan_t *scan, cot_i_span_t uri) {
    for (size_t i = 0; i < scan->n_rules; i++) {
        if (cot_i_span_is(uri, scan->rules[i].ns)) {
            return scan->rules[i].ns;
        }
    }
    return "";
}

/* What a prefix stands for; NULL when it is not declared (for an element without one: no namespace is "-"). */
static const char *resolve(const cot_i_scan_t *scan, cot_i_span_t prefix) {
    for (size_t i = scan->n_spaces; i-- > 0;) {
        if (cot_i_span_equal(scan->spaces[i].prefix, prefix)) {
            return scan->spaces[i].ns;
        }
    }
    return prefix.n == 0 ? "" : NULL;
}

/* A declaration; anything strange is refused. */
static cot_i_xml_outcome_t declare(cot_i_scan_t *scan, const cot_i_xml_attribute_t *attribute) {
    bool whole = attribute->name.prefix.n == 0;
    cot_i_span_t prefix = whole ? (cot_i_span_t){"", 0} : attribute->name.local;
    if (!attribute->plain || attribute->value.n == 0 || memchr(attribute->value.at, ' ', attribute->value.n) ||
        scan->n_spaces == SPACES_MAX || (prefix.n >= 3 && memcmp(prefix.at, "xml", 3) == 0) ||
        cot_i_span_is(attribute->value, "http://www.w3.org/XML/1998/namespace") ||
        cot_i_span_is(attribute->value, "http://www.w3.org/2000/xmlns/")) {
        return COT_XML_REFUSE;
    }
    scan->spaces[scan->n_spaces++] = (space_t){prefix, known_space(scan, attribute->value), scan->depth};
    return COT_XML_DONE;
}

/* Each attribute once, each prefix declared. */
static cot_i_xml_outcome_t check_attributes(cot_i_scan_t *scan) {
    for (size_t i = 0; i < scan->n_attributes; i++) {
        const cot_i_xml_name_t *name = &scan->attributes[i].name;
        bool lang = cot_i_span_is(name->whole, "xml:lang");
        if (!cot_i_scan_declares(&scan->attributes[i]) && name->prefix.n > 0 && !lang && !resolve(scan, name->prefix)) {
            return COT_XML_REFUSE;
        }
        for (size_t k = 0; k < i; k++) { /* other prefixes might stand for the same: seldom enough to refuse */
            if (cot_i_span_equal(scan->attributes[k].name.local, name->local) &&
                (scan->attributes[k].name.prefix.n > 0) == (name->prefix.n > 0)) {
                return COT_XML_REFUSE;
            }
        }
    }
    return COT_XML_DONE;
}

/* Attributes up to the end of a start tag, and what they declare. */
static cot_i_xml_outcome_t read_attributes(cot_i_scan_t *scan, const char **at, const char *end) {
    scan->n_attributes = 0;
    for (;;) {
        const char *p = cot_i_xml_skip_blanks(*at, end);
        bool gap = p > *at;
        *at = p;
        if (p == end) {
            return COT_XML_MORE;
        }
        if (*p == '>' || *p == '/') {
            return scan->n_attributes > 0 ? check_attributes(scan) : COT_XML_DONE;
        }
        if (!gap || scan->n_attributes == ATTRIBUTES_MAX) {
            return COT_XML_REFUSE;
        }
        cot_i_xml_attribute_t *attribute = &scan->attributes[scan->n_attributes++];
        cot_i_xml_outcome_t got = cot_i_xml_read_attribute(at, end, attribute);
        if (got == COT_XML_DONE && cot_i_scan_declares(attribute)) {
            got = declare(scan, attribute);
        }
        if (got != COT_XML_DONE) {
            return got;
        }
    }
}

/* ---- what the format is told ---- */

static size_t place_of(int parent, cot_i_span_t name) {
    return ((size_t)parent * 11 + name.n * 3 + (unsigned char)name.at[0] + 5u * (unsigned char)name.at[name.n - 1]) %
           PLACES;
}

static const cot_sax_rule_t *find_rule(const cot_i_scan_t *scan, int parent, cot_i_span_t local, const char *ns) {
    for (unsigned i = scan->place[place_of(parent, local)]; i != 0; i = scan->rules[i - 1].next) {
        const rule_t *rule = &scan->rules[i - 1];
        if (rule->rule->parent == parent && rule->length == local.n && rule->ns == ns &&
            memcmp(rule->rule->name, local.at, local.n) == 0) {
            return rule->rule;
        }
    }
    return NULL;
}

static cot_i_xml_outcome_t add_token(cot_i_scan_t *scan, token_t token) {
    if (!COT_GROW(scan->tokens, scan->tokens_capacity, scan->n_tokens + 1)) {
        return COT_XML_NO_MEMORY;
    }
    scan->tokens[scan->n_tokens++] = token;
    return COT_XML_DONE;
}

/* Keeps the attributes without namespace, as cot_i_sax_attribute wants them. */
static cot_i_xml_outcome_t keep_attributes(cot_i_scan_t *scan, token_t *token) {
    token->attributes = scan->n_kept;
    for (size_t i = 0; i < scan->n_attributes; i++) {
        const cot_i_xml_attribute_t *a = &scan->attributes[i];
        if (a->name.prefix.n > 0 || cot_i_scan_declares(a)) {
            continue;
        }
        if (!a->plain) {
            return COT_XML_REFUSE;
        }
        if (!COT_GROW(scan->kept, scan->kept_capacity, scan->n_kept + 5)) {
            return COT_XML_NO_MEMORY;
        }
        const xmlChar **to = scan->kept + scan->n_kept;
        to[0] = (const xmlChar *)a->name.local.at;
        to[1] = to[2] = NULL;
        to[3] = (const xmlChar *)a->value.at;
        to[4] = (const xmlChar *)a->value.at + a->value.n;
        scan->n_kept += 5;
        token->n_attributes++;
    }
    return COT_XML_DONE;
}

/* Where a start tag with such a name, directly inside such an element, is remembered. */
static known_t *known_place(cot_i_scan_t *scan, int parent, const char *name) {
    unsigned first = (unsigned char)name[0], second = (unsigned char)name[1], third = (unsigned char)name[2];
    unsigned at = (unsigned)parent * 29 + first * 5 + second * 11 + third * 3;
    return &scan->known[at % (KNOWN / KNOWN_WAYS) * KNOWN_WAYS];
}

static void make_pattern(pattern_t *pattern, const char *text, size_t n) {
    *pattern = (pattern_t){{0}, {0}};
    memcpy(pattern->bytes, text, n);
    memset(pattern->mask, 0xFF, n);
}

/* Whether the text, of at least KNOWN_BYTES, begins with it: without a branch on its length. */
static inline bool fits(const pattern_t *pattern, const char *text) {
    uint64_t differ = 0;
    for (size_t i = 0; i < KNOWN_BYTES / 8; i++) {
        uint64_t eight;
        memcpy(&eight, text + 8 * i, 8);
        differ |= (eight ^ pattern->bytes[i]) & pattern->mask[i];
    }
    return differ == 0;
}

/* The tag at `name`, when one like it was met before; what it says moves *name behind the name. */
static known_t *recall(cot_i_scan_t *scan, const char **at, const char *end, cot_i_xml_name_t *name) {
    int parent = scan->open[scan->depth - 1].id;
    const char *from = *at;
    if (end - from < KNOWN_BYTES) {
        return NULL;
    }
    known_t *known = known_place(scan, parent, from);
    for (int i = 0; i < KNOWN_WAYS && known[i].n > 0; i++) {
        if (known[i].parent == parent && fits(&known[i].tag, from)) {
            size_t n = known[i].n, prefix = known[i].prefix;
            name->whole = (cot_i_span_t){from, n};
            name->prefix = (cot_i_span_t){from, prefix > 0 ? prefix - 1 : 0};
            name->local = (cot_i_span_t){from + prefix, n - prefix};
            *at = from + n;
            return &known[i];
        }
    }
    return NULL;
}

/* Remembers a tag whose name was read: NULL when there is no place for it. */
static known_t *remember(cot_i_scan_t *scan, const cot_i_xml_name_t *name, const char *end) {
    size_t n = name->whole.n;
    int parent = scan->open[scan->depth - 1].id;
    if (end - name->whole.at < KNOWN_BYTES || n < 2 || n + 1 > KNOWN_BYTES) {
        return NULL;
    }
    known_t *known = known_place(scan, parent, name->whole.at);
    for (int i = 0; i < KNOWN_WAYS; i++) {
        if (known[i].n == 0) {
            known[i] = (known_t){.n = (uint8_t)n,
                                 .prefix = (uint8_t)(name->local.at - name->whole.at),
                                 .record = cot_i_span_is(name->local, scan->sax->format->record),
                                 .parent = parent};
            make_pattern(&known[i].tag, name->whole.at, n + 1);
            make_pattern(&known[i].name, name->whole.at, n);
            return &known[i];
        }
    }
    return NULL;
}

/* The attributes of a known tag, named as those of the last one like it were. None of those had a prefix, so there is
 * nothing else to check but their values. */
static bool recall_attributes(cot_i_scan_t *scan, const known_t *known, const char **at, const char *end) {
    const char *p = *at;
    for (size_t i = 0; known && i < known->n_attributes; i++) {
        size_t n = known->attribute_bytes[i];
        if (end - p < KNOWN_BYTES || !fits(&known->attributes[i], p)) {
            return false;
        }
        const char *quote = cot_i_xml_plain_value(p + n, end);
        if (!quote) {
            return false;
        }
        cot_i_span_t name = {p + 1, n - 3};
        scan->attributes[i] = (cot_i_xml_attribute_t){
            {name, {name.at, 0}, name}, {p + n, (size_t)(quote - p) - n}, true};
        p = quote + 1;
    }
    if (!known || known->n_attributes == 0 || p == end || (*p != '>' && *p != '/')) {
        return false;
    }
    scan->n_attributes = known->n_attributes;
    *at = p;
    return true;
}

/* Keeps how the attributes just read are named, when they are as most are: ' name="value"', one blank each. */
static void remember_attributes(const cot_i_scan_t *scan, known_t *known, const char *from) {
    known->n_attributes = 0;
    if (scan->n_attributes > KNOWN_ATTRIBUTES) {
        return;
    }
    for (size_t i = 0; i < scan->n_attributes; i++) {
        const cot_i_xml_attribute_t *attribute = &scan->attributes[i];
        size_t n = attribute->name.whole.n + 3;
        if (attribute->name.prefix.n > 0 || cot_i_scan_declares(attribute) || n > KNOWN_BYTES || from[0] != ' ' ||
            attribute->name.whole.at != from + 1 || attribute->value.at != from + n || from[n - 1] != '"') {
            return;
        }
        make_pattern(&known->attributes[i], from, n);
        known->attribute_bytes[i] = (uint8_t)n;
        from = attribute->value.at + attribute->value.n + 1;
    }
    known->n_attributes = (uint8_t)scan->n_attributes;
}

/* Attributes of a start tag that has some, of a known one perhaps. */
static cot_i_xml_outcome_t read_or_recall(cot_i_scan_t *scan, known_t *known, const char **at, const char *end) {
    const char *from = *at;
    size_t first = scan->n_spaces;
    if (recall_attributes(scan, known, at, end) || cot_i_scan_recall_declaring(scan, known, at, end)) {
        return COT_XML_DONE;
    }
    scan->depth++; /* what it declares belongs to it */
    cot_i_xml_outcome_t got = read_attributes(scan, at, end);
    scan->depth--;
    if (known && got == COT_XML_DONE) {
        remember_attributes(scan, known, from);
        cot_i_scan_remember_declaring(scan, known, from, *at, first);
    }
    return got;
}

/* A start tag was read up to its > or />: opens the element. */
static cot_i_xml_outcome_t begin_element(cot_i_scan_t *scan, const cot_i_xml_name_t *name, known_t *known,
                                         const char *tag_end) {
    const char *ns = resolve(scan, name->prefix);
    int parent = scan->open[scan->depth - 1].id;
    bool record = known ? known->record : cot_i_span_is(name->local, scan->sax->format->record);
    if (!ns || (record && scan->in_record && ns == scan->record_ns)) {
        return COT_XML_REFUSE;
    }
    const cot_sax_rule_t *rule = NULL;
    if (known && known->ns == ns) {
        rule = known->rule;
    } else {
        rule = parent > 0 && *ns ? find_rule(scan, parent, name->local, ns) : NULL;
    }
    if (known) {
        known->ns = ns;
        known->rule = rule;
    }
    bool text = rule && (rule->flags & COT_SAX_TEXT) && !scan->in_text;
    open_t *open = &scan->open[scan->depth++]; /* its name was put there when it was read */
    open->id = rule ? rule->id : -1;
    open->text = text;
    if (!rule) {
        return COT_XML_DONE;
    }
    if (rule->flags & COT_SAX_RECORD) {
        if (scan->depth != scan->around + 1) {
            return COT_XML_REFUSE;
        }
        scan->in_record = true;
        scan->record_ns = ns;
    }
    scan->in_text |= text;
    token_t token = {BEGIN, rule, {tag_end, 0}, 0, 0};
    cot_i_xml_outcome_t got = scan->n_attributes > 0 ? keep_attributes(scan, &token) : COT_XML_DONE;
    return got == COT_XML_DONE ? add_token(scan, token) : got;
}

/* The innermost element ends; its rule, when it has one, is found by the token that began it. */
static cot_i_xml_outcome_t end_element(cot_i_scan_t *scan) {
    const open_t *open = &scan->open[--scan->depth];
    cot_i_xml_outcome_t got = COT_XML_DONE;
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
static cot_i_xml_outcome_t read_start(cot_i_scan_t *scan, const char **at, const char *end) {
    cot_i_xml_name_t name;
    const char *p = *at + 1;
    cot_i_xml_outcome_t got = COT_XML_DONE;
    known_t *known = recall(scan, &p, end, &name);
    if (!known) {
        got = cot_i_xml_read_name(&p, end, &name);
        known = got == COT_XML_DONE ? remember(scan, &name, end) : NULL;
    }
    if (got != COT_XML_DONE) {
        return got;
    }
    if (scan->depth == DEPTH_MAX) {
        return COT_XML_REFUSE;
    }
    scan->open[scan->depth].name = (cot_i_span_t){*at + 1, (size_t)(p - *at - 1)};
    scan->open[scan->depth].known = known;
    scan->n_attributes = 0;
    if (*p != '>') {
        got = read_or_recall(scan, known, &p, end);
    }
    if (got != COT_XML_DONE) {
        return got;
    }
    bool empty = *p == '/';
    if (empty && p + 1 == end) {
        return COT_XML_MORE;
    }
    if (empty && p[1] != '>') {
        return COT_XML_REFUSE;
    }
    got = begin_element(scan, &name, known, p);
    if (got == COT_XML_DONE && empty) {
        got = end_element(scan);
    }
    *at = p + 1 + empty;
    return got;
}

/* An end tag at *at ("</name"). */
static cot_i_xml_outcome_t read_end(cot_i_scan_t *scan, const char **at, const char *end) {
    cot_i_span_t name = scan->open[scan->depth - 1].name;
    const char *p = *at + 2;
    if ((size_t)(end - p) <= name.n) {
        return COT_XML_MORE;
    }
    const known_t *known = scan->open[scan->depth - 1].known;
    if (known && end - p >= KNOWN_BYTES ? !fits(&known->name, p) : memcmp(p, name.at, name.n) != 0) {
        return COT_XML_REFUSE;
    }
    p = cot_i_xml_skip_blanks(p + name.n, end);
    if (p == end) {
        return COT_XML_MORE;
    }
    if (*p != '>') {
        return COT_XML_REFUSE;
    }
    *at = p + 1;
    return end_element(scan);
}

/* Text up to the next tag. */
static cot_i_xml_outcome_t read_text(cot_i_scan_t *scan, const char **at, const char *end) {
    const char *from = *at, *tag = scan->in_text ? from : cot_i_xml_skip_blanks(from, end);
    if (tag < end && *tag == '<') { /* nothing, or blanks that nobody asked for */
        *at = tag;
        return COT_XML_DONE;
    }
    bool as_is = true;
    cot_i_xml_outcome_t got = cot_i_xml_read_text(&tag, end, &as_is);
    if (got != COT_XML_DONE) {
        return got;
    }
    *at = tag;
    return scan->in_text ? add_token(scan, (token_t){TEXT, NULL, {from, (size_t)(tag - from)}, !as_is, 0})
                         : COT_XML_DONE;
}

/* One element at `at` with all that is in it; *behind = where it ends. */
static cot_i_xml_outcome_t read_element(cot_i_scan_t *scan, const char *at, const char *end, const char **behind) {
    do {
        cot_i_xml_outcome_t got = COT_XML_MORE;
        if (scan->lag) {
            cot_i_lag_step(scan->lag);
        }
        if (end - at >= 2) {
            got = at[1] == '/' ? read_end(scan, &at, end) : read_start(scan, &at, end);
        }
        if (got != COT_XML_DONE) {
            return got;
        }
        if (scan->depth > scan->around) {
            got = read_text(scan, &at, end);
        }
        if (got != COT_XML_DONE) {
            return got;
        }
    } while (scan->depth > scan->around);
    *behind = at;
    return COT_XML_DONE;
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
static cot_i_xml_outcome_t close_around(cot_i_scan_t *scan, const char **at, const char *end) {
    cot_sax_t *sax = scan->sax;
    bool known = scan->open[scan->depth - 1].id > 0;
    if (sax->part) {
        return COT_XML_REFUSE;
    }
    cot_i_xml_outcome_t got = read_end(scan, at, end);
    scan->n_tokens = 0;
    if (got != COT_XML_DONE) {
        return got;
    }
    scan->around = sax->depth = scan->depth;
    if (known) {
        cot_status_t st = sax->format->end(sax->data, sax, sax->stack[scan->depth], "", 0, sax->err);
        if (st != COT_OK) {
            sax->st = st;
            return COT_XML_DONE;
        }
    }
    if (scan->depth == 0) {
        sax->root_closed = true;
        sax->root_end = sax->window_offset + (size_t)(*at - sax->window);
    }
    return COT_XML_DONE;
}

/* The next thing at *at, which moves behind it: text between records, a record, an end tag. */
static cot_i_xml_outcome_t read_next(cot_i_scan_t *scan, const char **at, const char *end) {
    const char *tag = memchr(*at, '<', (size_t)(end - *at));
    const char *behind = NULL;
    if (!tag || end - tag < 2) {
        return COT_XML_MORE;
    }
    if (tag > *at && (memchr(*at, '&', (size_t)(tag - *at)) || memchr(*at, ']', (size_t)(tag - *at)))) {
        return COT_XML_REFUSE;
    }
    if (tag[1] == '/') {
        const char *close = tag;
        cot_i_xml_outcome_t got = close_around(scan, &close, end);
        *at = got == COT_XML_DONE ? close : *at;
        return got;
    }
    rewind_to_around(scan);
    cot_i_xml_outcome_t got = read_element(scan, tag, end, &behind);
    if (got == COT_XML_DONE) {
        scan->sax->st = cot_i_scan_tell(scan);
        *at = behind;
    }
    rewind_to_around(scan);
    return got;
}

cot_status_t cot_i_scan_records(cot_i_scan_t *scan, size_t *at, bool *refused) {
    cot_sax_t *sax = scan->sax;
    const char *p = sax->window + *at, *end = sax->window + sax->n;
    cot_i_xml_outcome_t got = COT_XML_DONE;
    sax->scanning = true;
    scan->lag = cot_i_source_lag(sax->src);
    while (got == COT_XML_DONE && p < end && !sax->root_closed && sax->st == COT_OK) {
        got = read_next(scan, &p, end);
    }
    sax->scanning = false;
    *at = (size_t)(p - sax->window);
    cot_i_scan_count_lines(scan, p);
    *refused = got == COT_XML_REFUSE;
    if (got == COT_XML_NO_MEMORY) {
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
        cot_i_span_t name = {rule->name, strlen(rule->name)};
        uint8_t *place = &scan->place[place_of(rule->parent, name)];
        const char *ns = known_space(scan, (cot_i_span_t){rule->ns, strlen(rule->ns)});
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
        cot_i_xml_name_t name;
        const char *p = at + 1;
        if (end - at < 3 || cot_i_xml_read_name(&p, end, &name) != COT_XML_DONE) {
            return false;
        }
        scan->depth++;
        if (read_attributes(scan, &p, end) != COT_XML_DONE || *p != '>') {
            return false;
        }
        scan->open[scan->depth - 1] = (open_t){name.whole, NULL, sax->stack[scan->depth - 1], false};
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
