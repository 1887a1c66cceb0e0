/* json_read.h: a strict little JSON reader for tests: whether a text is JSON (RFC 8259), and values by path.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TESTS_JSON_READ_H
#define COT_TESTS_JSON_READ_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static inline const char *json_space(const char *p) {
    return p + strspn(p, " \t\r\n");
}

/* Behind the string that begins at p (a quote); NULL when it is none. */
static inline const char *json_string(const char *p) {
    if (*p++ != '"') {
        return NULL;
    }
    for (; *p != '"'; p++) {
        if ((unsigned char)*p < 0x20) {
            return NULL;
        }
        if (*p == '\\' && !strchr("\"\\/bfnrtu", *++p)) {
            return NULL;
        }
        if (*p == 'u' && p[-1] == '\\' && strspn(p + 1, "0123456789abcdefABCDEF") < 4) {
            return NULL;
        }
    }
    return p + 1;
}

static inline const char *json_number(const char *p) {
    p += *p == '-';
    size_t whole = strspn(p, "0123456789");
    if (whole == 0 || (whole > 1 && *p == '0')) {
        return NULL;
    }
    p += whole;
    if (*p == '.') {
        size_t digits = strspn(++p, "0123456789");
        if (digits == 0) {
            return NULL;
        }
        p += digits;
    }
    if (*p == 'e' || *p == 'E') {
        p += p[1] == '+' || p[1] == '-' ? 2 : 1;
        size_t digits = strspn(p, "0123456789");
        if (digits == 0) {
            return NULL;
        }
        p += digits;
    }
    return p;
}

/* Behind the value that begins at p; NULL when it is none. */
static inline const char *json_value(const char *p, int depth) {
    static const char *const words[] = {"true", "false", "null"};
    if (*p == '"') {
        return json_string(p);
    }
    for (int i = 0; i < 3; i++) {
        if (strncmp(p, words[i], strlen(words[i])) == 0) {
            return p + strlen(words[i]);
        }
    }
    if (*p != '{' && *p != '[') {
        return json_number(p);
    }
    char end = *p == '{' ? '}' : ']';
    p = json_space(p + 1);
    for (bool first = true; *p != end; first = false) {
        if (!first) {
            if (*p++ != ',') {
                return NULL;
            }
            p = json_space(p);
        }
        if (end == '}') {
            p = json_string(p);
            if (!p || *(p = json_space(p)) != ':') {
                return NULL;
            }
            p = json_space(p + 1);
        }
        p = depth > 0 ? json_value(p, depth - 1) : NULL;
        if (!p) {
            return NULL;
        }
        p = json_space(p);
    }
    return p + 1;
}

static inline bool json_valid(const char *text) {
    const char *end = json_value(json_space(text), 64);
    return end && *json_space(end) == '\0';
}

/* The text of a value by its path ("corpus.papers.value", "years.0.year"); NULL when there is none. */
static inline const char *json_at(const char *text, const char *path) {
    const char *p = json_space(text);
    while (*path) {
        size_t length = strcspn(path, "."), number = 0;
        bool list = *p == '[', found = false;
        char end = list ? ']' : '}';
        if (*p != '[' && *p != '{') {
            return NULL;
        }
        for (p = json_space(p + 1); *p != end && !found; number++) {
            char index[24];
            snprintf(index, sizeof index, "%zu", number);
            const char *name = list ? index : p + 1;
            const char *name_end = list ? index + strlen(index) : json_string(p) - 1;
            found = (size_t)(name_end - name) == length && memcmp(name, path, length) == 0;
            p = list ? p : json_space(json_space(name_end + 1) + 1);
            if (!found) {
                p = json_space(json_value(p, 64));
                p = *p == ',' ? json_space(p + 1) : p;
            }
        }
        if (!found) {
            return NULL;
        }
        path += length + (path[length] == '.');
    }
    return p;
}

#endif
