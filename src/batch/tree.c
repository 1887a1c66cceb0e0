/* tree.c: YAML events of libyaml -> tree.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

typedef struct {
    yaml_parser_t parser;
    yaml_event_t event; /* the one being looked at */
    bool has_event;
    size_t nodes;
    char *message;
} reader_t;

static bool refuse(reader_t *reader, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static bool refuse(reader_t *reader, size_t line, const char *format, ...) {
    char text[TREE_MESSAGE - 32];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    snprintf(reader->message, TREE_MESSAGE, "line %zu: %s", line, text);
    return false;
}

static size_t line_of(const reader_t *reader) {
    return reader->event.start_mark.line + 1;
}

/* What libyaml says, in its own words, with the hint that is most often needed. */
static bool refuse_syntax(reader_t *reader) {
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : "cannot be read";
    size_t line = parser->problem_mark.line + 1;
    if (parser->error == YAML_MEMORY_ERROR) {
        return refuse(reader, line, "out of memory");
    }
    if (parser->error == YAML_READER_ERROR) {
        return refuse(reader, line, "byte %zu: %s", parser->problem_offset, problem);
    }
    bool colon = strstr(problem, "mapping values are not allowed") != NULL;
    return refuse(reader, line, "not YAML: %s%s", problem,
                  colon ? " (a text with a colon at its end wants quotes: \"2015:\")" : "");
}

static bool next_event(reader_t *reader) {
    if (reader->has_event) {
        yaml_event_delete(&reader->event);
        reader->has_event = false;
    }
    if (!yaml_parser_parse(&reader->parser, &reader->event)) {
        return refuse_syntax(reader);
    }
    reader->has_event = true;
    return true;
}

/* Anchors, aliases and tags: none of them. */
static bool check_plain(reader_t *reader) {
    const yaml_event_t *event = &reader->event;
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_ALIAS_EVENT) {
        return refuse(reader, line_of(reader),
                      "the alias *%.40s is not allowed (aliases and anchors are not read)",
                      (const char *)event->data.alias.anchor);
    }
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (anchor) {
        return refuse(reader, line_of(reader),
                      "the anchor &%.40s is not allowed (aliases and anchors are not read)",
                      (const char *)anchor);
    }
    if (tag) {
        return refuse(reader, line_of(reader), "the tag %.40s is not allowed (tags are not read)",
                      (const char *)tag);
    }
    return true;
}

/* The scalar's text, with its bounds; NULL when refused. */
static char *take_text(reader_t *reader) {
    const char *value = (const char *)reader->event.data.scalar.value;
    size_t n = reader->event.data.scalar.length;
    if (n > TREE_TEXT) {
        refuse(reader, line_of(reader), "a text of %zu bytes (allowed: up to %d)", n, (int)TREE_TEXT);
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)value[i] < 0x20 || value[i] == 0x7f) {
            refuse(reader, line_of(reader),
                   "a text with the control character %d (allowed: texts of one line)", value[i]);
            return NULL;
        }
    }
    char *text = malloc(n + 1);
    if (!text) {
        refuse(reader, line_of(reader), "out of memory");
        return NULL;
    }
    memcpy(text, value, n);
    text[n] = '\0';
    return text;
}

static tree_node_t *new_node(reader_t *reader, tree_kind_t kind) {
    if (++reader->nodes > TREE_NODES) {
        refuse(reader, line_of(reader), "more than %d values", (int)TREE_NODES);
        return NULL;
    }
    tree_node_t *node = calloc(1, sizeof *node);
    if (!node) {
        refuse(reader, line_of(reader), "out of memory");
        return NULL;
    }
    node->kind = kind;
    node->line = line_of(reader);
    return node;
}

static tree_node_t *read_node(reader_t *reader, int depth);

static void append(tree_node_t *parent, tree_node_t *child) {
    if (parent->last) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
}

/* A map's key stands in the event; *key and *line are its own. */
static bool read_key(reader_t *reader, const tree_node_t *map, char **key, size_t *line) {
    size_t keys = 0;
    if (!check_plain(reader)) {
        return false;
    }
    if (reader->event.type != YAML_SCALAR_EVENT) {
        return refuse(reader, line_of(reader), "a key that is no text");
    }
    *line = line_of(reader);
    *key = take_text(reader);
    for (const tree_node_t *other = map->first; *key && other; other = other->next) {
        if (++keys >= TREE_KEYS) {
            return refuse(reader, *line, "more than %d keys in one map", (int)TREE_KEYS);
        }
        if (strcmp(other->key, *key) == 0) {
            return refuse(reader, *line, "the key \"%.60s\" stands here again (first in line %zu)", *key,
                          other->key_line);
        }
    }
    return *key && next_event(reader);
}

/* The children of a list or map, up to its end event. */
static bool read_children(reader_t *reader, tree_node_t *node, int depth) {
    yaml_event_type_t end = node->kind == TREE_LIST ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT;
    if (depth >= TREE_DEPTH) {
        return refuse(reader, node->line, "nested deeper than %d levels", (int)TREE_DEPTH);
    }
    while (next_event(reader)) {
        char *key = NULL;
        size_t line = 0;
        if (reader->event.type == end) {
            return true;
        }
        tree_node_t *child = NULL;
        if (node->kind == TREE_LIST || read_key(reader, node, &key, &line)) {
            child = read_node(reader, depth + 1);
        }
        if (!child) {
            free(key);
            return false;
        }
        child->key = key;
        child->key_line = line;
        append(node, child);
    }
    return false;
}

/* The value that begins with the event at hand. */
static tree_node_t *read_node(reader_t *reader, int depth) {
    if (!check_plain(reader)) {
        return NULL;
    }
    yaml_event_type_t type = reader->event.type;
    tree_kind_t kind = type == YAML_SEQUENCE_START_EVENT  ? TREE_LIST
                       : type == YAML_MAPPING_START_EVENT ? TREE_MAP
                                                          : TREE_SCALAR;
    tree_node_t *node = new_node(reader, kind);
    if (!node) {
        return NULL;
    }
    bool fine;
    if (kind == TREE_SCALAR) {
        node->plain = reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        node->text = take_text(reader);
        fine = node->text != NULL;
    } else {
        fine = read_children(reader, node, depth);
    }
    if (!fine) {
        tree_free(node);
        return NULL;
    }
    return node;
}

/* Stream start, document start, the root, document end, stream end. */
static tree_node_t *read_document(reader_t *reader) {
    tree_node_t *root = NULL;
    if (!next_event(reader) || !next_event(reader)) {
        return NULL;
    }
    if (reader->event.type == YAML_STREAM_END_EVENT) {
        refuse(reader, 1, "the file is empty");
        return NULL;
    }
    if (next_event(reader)) {
        root = read_node(reader, 0);
    }
    if (root && next_event(reader) && next_event(reader)) {
        if (reader->event.type == YAML_STREAM_END_EVENT) {
            return root;
        }
        refuse(reader, line_of(reader), "a second document begins here (allowed: one)");
    }
    tree_free(root);
    return NULL;
}

tree_node_t *tree_read(const char *bytes, size_t n, char message[TREE_MESSAGE]) {
    reader_t reader = {.message = message};
    message[0] = '\0';
    if (n > TREE_BYTES) {
        snprintf(message, TREE_MESSAGE, "the file has %zu bytes (allowed: up to %d)", n, (int)TREE_BYTES);
        return NULL;
    }
    if (!yaml_parser_initialize(&reader.parser)) {
        snprintf(message, TREE_MESSAGE, "out of memory");
        return NULL;
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes, n);
    tree_node_t *root = read_document(&reader);
    if (reader.has_event) {
        yaml_event_delete(&reader.event);
    }
    yaml_parser_delete(&reader.parser);
    return root;
}

void tree_free(tree_node_t *node) {
    if (!node) {
        return;
    }
    for (tree_node_t *child = node->first, *next; child; child = next) {
        next = child->next;
        tree_free(child);
    }
    free(node->text);
    free(node->key);
    free(node);
}

const char *tree_kind_text(const tree_node_t *node) {
    static const char *const texts[] = {"a text", "a list", "a map"};
    return texts[node->kind];
}
