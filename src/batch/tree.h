/* tree.h: a YAML file as a tree of texts, lists and maps, each with its line.
 *
 * Read by libyaml's events, with bounds on everything and without what a list of jobs does not need: anchors,
 * aliases, tags and a second document are refused. Texts stay texts: nothing is guessed to be a number.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BATCH_TREE_H
#define COT_BATCH_TREE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    TREE_BYTES = 1 << 20, /* of the file */
    TREE_DEPTH = 8,
    TREE_NODES = 200000,
    TREE_KEYS = 200,  /* of one map */
    TREE_TEXT = 4096, /* bytes of one text */
    TREE_MESSAGE = 512
};

typedef enum { TREE_SCALAR, TREE_LIST, TREE_MAP } tree_kind_t;

typedef struct tree_node {
    tree_kind_t kind;
    size_t line; /* from 1 */
    char *text;  /* of a scalar */
    bool plain;  /* a scalar without quotes: its empty text is "nothing" */
    char *key;   /* in a map; NULL in a list */
    size_t key_line;
    struct tree_node *first, *last; /* of a list or map */
    struct tree_node *next;         /* brother */
} tree_node_t;

/* On failure NULL, and message says "line 7: what". Free with tree_free. */
tree_node_t *tree_read(const char *bytes, size_t n, char message[TREE_MESSAGE]);
void tree_free(tree_node_t *node);
/* "a text", "a list", "a map". */
const char *tree_kind_text(const tree_node_t *node);

#endif
