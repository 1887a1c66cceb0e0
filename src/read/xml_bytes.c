/* xml_bytes.c: the bytes of an XML document before they reach the parser: valid UTF-8, where to start anew,
 * and what its first bytes tell.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/xml_bytes.h"

#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "base/text.h"

/* Longest tag name with prefix that is looked at. */
#define TAG_BYTES_MAX 80

uint32_t cot_i_newlines(const char *bytes, size_t n) {
    return cot_i_bytes_newlines(bytes, n, cot_i_isa_here());
}

/* Bytes that a sequence beginning with c should have, 1 for what cannot begin one. */
static size_t expected(unsigned char c) {
    return c >= 0xF0 && c < 0xF5 ? 4 : c >= 0xE0 ? (c < 0xF0 ? 3 : 1) : c >= 0xC2 ? 2 : 1;
}

/* True when the sequence is cut by the end of the block: what is there could still become valid. */
static bool is_cut(const char *from, size_t n) {
    if (n >= expected((unsigned char)from[0])) {
        return false;
    }
    for (size_t i = 1; i < n; i++) {
        if (((unsigned char)from[i] & 0xC0) != 0x80) {
            return false;
        }
    }
    return true;
}

/* One character that is not plain: what replaces it, in out. */
static size_t replace(const char *from, size_t n, char out[4], size_t *used, size_t *bad) {
    uint32_t c = cot_i_utf8_decode(from, n, used);
    if (c < 0x20) {
        *bad += 1;
        out[0] = ' ';
        return 1;
    }
    bool invalid = *used == 1 && c == 0xFFFD;
    bool noncharacter = c == 0xFFFE || c == 0xFFFF;
    *bad += invalid || noncharacter;
    return cot_i_utf8_encode(noncharacter ? 0xFFFD : c, out);
}

size_t cot_i_xml_valid(char *to, const char *from, size_t n, bool more, size_t *written, size_t *bad) {
    const cot_isa_t isa = cot_i_isa_here();
    size_t i = 0, w = 0;
    uint32_t ignored = 0;
    while (i < n) {
        size_t run = cot_i_bytes_plain(from + i, n - i, &ignored, isa);
        if (run > 0) {
            memcpy(to + w, from + i, run);
            i += run;
            w += run;
            continue;
        }
        if (more && is_cut(from + i, n - i)) {
            break;
        }
        char out[4];
        size_t used = 1, m = replace(from + i, n - i, out, &used, bad);
        memcpy(to + w, out, m);
        i += used;
        w += m;
    }
    *written = w;
    return i;
}

size_t cot_i_xml_sound(const char *bytes, size_t n, uint32_t *newlines) {
    const cot_isa_t isa = cot_i_isa_here();
    size_t i = 0;
    while (i < n) {
        size_t run = cot_i_bytes_plain(bytes + i, n - i, newlines, isa), used = 0;
        i += run;
        uint32_t c = i < n ? cot_i_utf8_decode(bytes + i, n - i, &used) : 0;
        if (c < 0x20 || c == 0xFFFE || c == 0xFFFF || (used == 1 && c == 0xFFFD)) {
            break;
        }
        i += used;
    }
    return i;
}

static bool is_name(const char *name, size_t n, const char *wanted) {
    return strlen(wanted) == n && memcmp(name, wanted, n) == 0;
}

/* Length of the tag name (with prefix) at text, up to a delimiter; n when none comes. */
static size_t name_length(const char *text, size_t n) {
    size_t i = 0;
    while (i < n && !memchr(" \t\r\n/>?<", text[i], 8)) {
        i++;
    }
    return i;
}

size_t cot_i_xml_restart(const char *text, size_t from, size_t n, bool more, const char *record,
                         const char *root, bool *document, bool *cut) {
    *cut = *document = false;
    while (from < n) {
        const char *tag = memchr(text + from, '<', n - from);
        if (!tag) {
            break;
        }
        size_t at = (size_t)(tag - text), left = n - at - 1;
        size_t question = left > 0 && tag[1] == '?',
               length = name_length(tag + 1 + question, left - question);
        if (length + question == left && more && left < TAG_BYTES_MAX) {
            *cut = true;
            return at;
        }
        const char *name = tag + 1 + question;
        const char *colon = memchr(name, ':', length);
        size_t local = colon ? (size_t)(colon - name) + 1 : 0;
        *document = question ? is_name(name, length, "xml") : is_name(name + local, length - local, root);
        if (*document || (!question && is_name(name + local, length - local, record))) {
            return at;
        }
        from = at + 1;
    }
    return n;
}

bool cot_i_xml_needs_decoding(const char *head, size_t n) {
    if (n < 6 || memcmp(head, "<?xml", 5) != 0) {
        return n >= 2 && (memcmp(head, "\xFF\xFE", 2) == 0 || memcmp(head, "\xFE\xFF", 2) == 0);
    }
    n = n < 512 ? n : 512;
    const char *end = memmem(head, n, "?>", 2);
    const char *encoding = memmem(head, end ? (size_t)(end - head) : n, "encoding", 8);
    if (!encoding) {
        return false;
    }
    const char *value = encoding + 8;
    size_t left = n - (size_t)(value - head);
    while (left > 0 && memchr(" \t\r\n='\"", *value, 7)) {
        value++;
        left--;
    }
    return !(left >= 5 && strncasecmp(value, "utf-8", 5) == 0) &&
           !(left >= 4 && strncasecmp(value, "utf8", 4) == 0) &&
           !(left >= 8 && strncasecmp(value, "us-ascii", 8) == 0) &&
           !(left >= 5 && strncasecmp(value, "ascii", 5) == 0);
}

/* Length of the declaration, comment or instruction at text; 0 when it does not end within n. */
static size_t misc_length(const char *text, size_t n) {
    const char *close = n >= 4 && memcmp(text, "<!--", 4) == 0 ? "-->" : "?>";
    const char *end = memmem(text, n, close, strlen(close));
    return end ? (size_t)(end - text) + strlen(close) : 0;
}

const char *cot_i_xml_root(const char *text, size_t length, size_t *n, bool *doctype) {
    size_t i = 0;
    *doctype = false;
    *n = 0;
    while (i < length) {
        while (i < length && memchr(" \t\r\n", text[i], 4)) {
            i++;
        }
        if (i + 1 >= length || text[i] != '<') {
            return NULL;
        }
        bool misc = text[i + 1] == '?' || (length - i >= 4 && memcmp(text + i, "<!--", 4) == 0);
        if (!misc) {
            break;
        }
        size_t used = misc_length(text + i, length - i);
        if (used == 0) {
            return NULL;
        }
        i += used;
    }
    if (i >= length) {
        return NULL;
    }
    *doctype = length - i >= 10 && strncasecmp(text + i, "<!DOCTYPE", 9) == 0;
    i += *doctype ? 10 : 1;
    size_t end = i;
    while (end < length && !memchr(" \t\r\n/><[\"", text[end], 9)) {
        end++;
    }
    const char *colon = memchr(text + i, ':', end - i);
    const char *name = colon ? colon + 1 : text + i;
    *n = (size_t)(text + end - name);
    return *n > 0 ? name : NULL;
}
