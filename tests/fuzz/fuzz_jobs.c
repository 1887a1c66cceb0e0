/* fuzz_jobs.c: any bytes as a list of jobs in YAML: no crash; a sound tree within its bounds, or a message.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts, which is what the fuzzer looks for. */
static void require(int condition) {
    if (!condition) {
        abort();
    }
}

static void require_sound(const tree_node_t *node, int depth) {
    require(depth <= TREE_DEPTH && node->line > 0);
    require((node->kind == TREE_SCALAR) == (node->text != NULL));
    require(!node->text || strlen(node->text) <= TREE_TEXT);
    require(node->kind != TREE_SCALAR || !node->first);
    for (const tree_node_t *child = node->first; child; child = child->next) {
        require((node->kind == TREE_MAP) == (child->key != NULL));
        require_sound(child, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char message[TREE_MESSAGE];
    tree_node_t *root = tree_read((const char *)data, size, message);
    require((root == NULL) == (message[0] != '\0'));
    if (root) {
        require_sound(root, 0);
    }
    tree_free(root);
    return 0;
}
