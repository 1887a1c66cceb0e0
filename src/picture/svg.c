/* svg.c: what Cairo's SVG lacks. Its ids hold numbers of surfaces counted since the process began ("surface17"), which
 * differ from picture to picture: they are counted from 0 here. A title and a description are put in, for screen readers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "picture/picture.h"

/* Ids whose number is the process' own; surfaces of one picture are few. */
static const char *const prefixes[] = {"surface", "image", "source-"};
enum { MOST_IDS = 64 };

typedef struct {
    unsigned long number[MOST_IDS];
    size_t n;
} seen_t;

static size_t steady(seen_t *seen, unsigned long number) {
    size_t i = 0;
    while (i < seen->n && seen->number[i] != number) {
        i++;
    }
    if (i == seen->n && i + 1 < MOST_IDS) {
        seen->number[seen->n++] = number;
    }
    return i;
}

/* Length of the prefix that stands at p, behind a quote or a #; 0 = none. */
static size_t prefix_at(const char *svg, const char *p) {
    if (p == svg || (p[-1] != '"' && p[-1] != '#')) {
        return 0;
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        const size_t length = strlen(prefixes[i]);
        if (strncmp(p, prefixes[i], length) == 0 && p[length] >= '0' && p[length] <= '9') {
            return length;
        }
    }
    return 0;
}

static void put_escaped(cot_out_t *out, const char *text) {
    char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p++) {
        const unsigned char c = (unsigned char)*p;
        if (c == '<' || c == '&' || c == '>') {
            cot_out_text(out, c == '<' ? "&lt;" : c == '&' ? "&amp;" : "&gt;");
        } else {
            cot_out_bytes(out, c < ' ' || c == 127 ? " " : p, 1);
        }
    }
    g_free(valid);
}

static void put_title(cot_out_t *out, const char *title, const char *about) {
    cot_out_text(out, "\n<title>");
    put_escaped(out, title);
    cot_out_text(out, "</title>\n<desc>");
    put_escaped(out, about);
    cot_out_text(out, "</desc>");
}

void cot_i_finish_svg(const char *svg, size_t n, const char *title, const char *about, cot_out_t *out) {
    seen_t seen = {.n = 0};
    const char *const end = svg + n, *p = strstr(svg, "<svg");
    const char *from = svg;
    p = p ? strchr(p, '>') : NULL;
    if (p) {
        cot_out_bytes(out, svg, (size_t)(p + 1 - svg));
        put_title(out, title, about);
        from = p + 1;
    }
    /* every id begins with s or i behind a quote or a # */
    for (p = from; (p = memchr(p, '"', (size_t)(end - p))) != NULL; p++) {
        const char *id = p + 1 + (p + 1 < end && p[1] == '#');
        id += strncmp(p + 1, "url(#", 5) == 0 ? 5 : 0;
        const size_t length = id < end ? prefix_at(svg, id) : 0;
        if (length > 0) {
            char *rest;
            const unsigned long number = strtoul(id + length, &rest, 10);
            cot_out_bytes(out, from, (size_t)(id + length - from));
            cot_out_printf(out, "%zu", steady(&seen, number));
            from = rest;
            p = rest - 1;
        }
    }
    cot_out_bytes(out, from, (size_t)(end - from));
}
