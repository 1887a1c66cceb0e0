/* xml_tokens.c: pieces of plain XML (xml_tokens.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/xml_tokens.h"

#include "base/bytes.h"

enum { NAME_BYTES_MAX = 120, VALUE_BYTES_MAX = 60000, REFERENCE_BYTES_MAX = 10 };

/* A text of no more bytes is looked through in short steps; a multiple of 16. */
enum { SHORT_TEXT = 64 };

enum { NAME_FIRST = 1, NAME_NEXT = 2, BLANK = 4 };

#define LETTERS(from) [from ... (from) + 25] = NAME_FIRST | NAME_NEXT
static const uint8_t classes[256] = {
    LETTERS('a'),      LETTERS('A'),      ['0' ... '9'] = NAME_NEXT, ['_'] = NAME_FIRST | NAME_NEXT,
    ['-'] = NAME_NEXT, ['.'] = NAME_NEXT, [' '] = BLANK,             ['\t'] = BLANK,
    ['\n'] = BLANK, ['\r'] = BLANK,
};

static unsigned class_of(char c) {
    return classes[(unsigned char)c];
}

const char *cot_i_xml_skip_blanks_on(const char *at, const char *end) {
    while (at < end && (class_of(*at) & BLANK)) {
        at++;
    }
    return at;
}

cot_i_xml_outcome_t cot_i_xml_read_name(const char **at, const char *end, cot_i_xml_name_t *name) {
    const char *p = *at, *local = p;
    if (p < end && !(class_of(*p) & NAME_FIRST)) {
        return COT_XML_REFUSE;
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
        return COT_XML_MORE;
    }
    if (p - *at > NAME_BYTES_MAX || *p == ':' || (unsigned char)*p >= 0x80) {
        return p + 1 == end ? COT_XML_MORE : COT_XML_REFUSE;
    }
    name->whole = (cot_i_span_t){*at, (size_t)(p - *at)};
    name->prefix = (cot_i_span_t){*at, local > *at ? (size_t)(local - *at) - 1 : 0};
    name->local = (cot_i_span_t){local, (size_t)(p - local)};
    *at = p;
    return COT_XML_DONE;
}

size_t cot_i_xml_reference(const char *at, const char *end, uint32_t *c) {
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

bool cot_i_xml_references_known(cot_i_span_t text) {
    const char *at = text.at, *end = text.at + text.n;
    while ((at = memchr(at, '&', (size_t)(end - at))) != NULL) {
        uint32_t c = 0;
        size_t n = cot_i_xml_reference(at, end, &c);
        if (n == 0) {
            return false;
        }
        at += n;
    }
    return true;
}

/* Whether one of eight bytes is '<', '&' or below the blank, told by their highest bits. */
static uint64_t special(uint64_t eight) {
    uint64_t less = eight ^ COT_EACH('<'), amp = eight ^ COT_EACH('&');
    return (((less - COT_EACH(1)) & ~less) | ((amp - COT_EACH(1)) & ~amp) | ((eight - COT_EACH(' ')) & ~eight)) &
           COT_EACH(0x80);
}

/* No '<', no '&', no white space but blanks. */
static bool is_plain(const char *text, size_t n) {
    uint64_t found = 0, eight = COT_EACH('x');
    if (n < 8) {
        memcpy(&eight, text, n);
        return special(eight) == 0;
    }
    for (size_t i = 0; i + 8 < n; i += 8) {
        memcpy(&eight, text + i, 8);
        found |= special(eight);
    }
    memcpy(&eight, text + n - 8, 8);
    return (found | special(eight)) == 0;
}

/* Where the first byte of eight is whose highest bit is set. */
static size_t first_of(uint64_t found) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(found) / 8;
#else
    return (size_t)__builtin_clzll(found) / 8;
#endif
}

typedef signed char bytes_t __attribute__((vector_size(16)));

/* The next byte from `at` on that is one of < & ] and the carriage return; `end` when there is none. Most texts are
 * short; the bulk of the others is passed over in longer steps. */
static const char *next_special(const char *at, const char *end) {
    const char *const far = end - at > SHORT_TEXT ? at + SHORT_TEXT : end;
    for (; end - at >= 16; at += 16) {
        bytes_t bytes;
        uint64_t found[2];
        if (at == far) {
            at += cot_i_bytes_unmarked(at, (size_t)(end - at) - 16, cot_i_isa_here());
        }
        memcpy(&bytes, at, 16);
        bytes = (bytes == '<') | (bytes == '&') | (bytes == ']') | (bytes == '\r');
        memcpy(found, &bytes, 16);
        if (found[0] | found[1]) {
            return at + (found[0] ? first_of(found[0]) : 8 + first_of(found[1]));
        }
    }
    while (at < end && *at != '<' && *at != '&' && *at != ']' && *at != '\r') {
        at++;
    }
    return at;
}

cot_i_xml_outcome_t cot_i_xml_read_text(const char **at, const char *end, bool *as_is) {
    *as_is = true;
    for (const char *p = *at;; p++) {
        p = next_special(p, end);
        if (p == end) {
            return COT_XML_MORE;
        }
        uint32_t c = 0;
        switch (*p) {
        case '<': *at = p; return COT_XML_DONE;
        case ']':
            if (end - p >= 3 && memcmp(p, "]]>", 3) == 0) {
                return COT_XML_REFUSE;
            }
            break;
        case '&':
            if (cot_i_xml_reference(p, end, &c) == 0) {
                return memchr(p, '<', (size_t)(end - p)) ? COT_XML_REFUSE : COT_XML_MORE;
            }
            *as_is = false;
            break;
        default: *as_is = false; break;
        }
    }
}

const char *cot_i_xml_plain_value(const char *at, const char *end) {
    end = end - at > VALUE_BYTES_MAX ? at + VALUE_BYTES_MAX : end;
    for (; end - at >= 8; at += 8) {
        uint64_t eight;
        memcpy(&eight, at, 8);
        uint64_t quote = eight ^ COT_EACH('"');
        uint64_t found = special(eight) | ((quote - COT_EACH(1)) & ~quote & COT_EACH(0x80));
        if (found) {
            at += first_of(found);
            return *at == '"' ? at : NULL;
        }
    }
    return NULL;
}

cot_i_xml_outcome_t cot_i_xml_read_attribute(const char **at, const char *end, cot_i_xml_attribute_t *attribute) {
    cot_i_xml_outcome_t got = cot_i_xml_read_name(at, end, &attribute->name);
    if (got != COT_XML_DONE) {
        return got;
    }
    const char *p = cot_i_xml_skip_blanks(*at, end);
    if (p < end && *p != '=') {
        return COT_XML_REFUSE;
    }
    p = p < end ? cot_i_xml_skip_blanks(p + 1, end) : p;
    if (p >= end) {
        return COT_XML_MORE;
    }
    char quote = *p++;
    if (quote != '"' && quote != '\'') {
        return COT_XML_REFUSE;
    }
    const char *close = memchr(p, quote, (size_t)(end - p));
    if (!close) {
        return end - p > VALUE_BYTES_MAX ? COT_XML_REFUSE : COT_XML_MORE;
    }
    attribute->value = (cot_i_span_t){p, (size_t)(close - p)};
    attribute->plain = is_plain(p, attribute->value.n);
    if (attribute->value.n > VALUE_BYTES_MAX ||
        (!attribute->plain &&
         (memchr(p, '<', attribute->value.n) || !cot_i_xml_references_known(attribute->value)))) {
        return COT_XML_REFUSE;
    }
    *at = close + 1;
    return COT_XML_DONE;
}
