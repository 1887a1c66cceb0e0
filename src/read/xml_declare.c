/* xml_declare.c: start tags that declare namespaces, as they were met before (xml_scan.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/xml_scan_i.h"

bool cot_i_scan_recall_declaring(cot_i_scan_t *scan, const known_t *known, const char **at, const char *end) {
    for (size_t i = 0; known && i < scan->n_declaring; i++) {
        const declaring_t *declaring = &scan->declaring[i];
        if (declaring->tag == known && (size_t)(end - *at) > declaring->n &&
            scan->n_spaces + declaring->n_spaces <= SPACES_MAX && memcmp(*at, declaring->bytes, declaring->n) == 0 &&
            ((*at)[declaring->n] == '>' || (*at)[declaring->n] == '/')) {
            for (size_t k = 0; k < declaring->n_spaces; k++) {
                scan->spaces[scan->n_spaces] = declaring->spaces[k];
                scan->spaces[scan->n_spaces++].depth = scan->depth + 1;
            }
            *at += declaring->n;
            return true;
        }
    }
    return false;
}

void cot_i_scan_remember_declaring(cot_i_scan_t *scan, const known_t *known, const char *from, const char *to,
                                   size_t first) {
    size_t n = (size_t)(to - from), n_spaces = scan->n_spaces - first;
    if (scan->n_declaring == KNOWN_DECLARING || n_spaces == 0 || n_spaces > DECLARING_SPACES || n > DECLARING_BYTES) {
        return;
    }
    for (size_t i = 0; i < scan->n_attributes; i++) {
        cot_i_span_t prefix = scan->attributes[i].name.prefix;
        size_t k = first;
        while (k < scan->n_spaces && !cot_i_span_equal(scan->spaces[k].prefix, prefix)) {
            k++;
        }
        if (!cot_i_scan_declares(&scan->attributes[i]) && (prefix.n == 0 || k == scan->n_spaces)) {
            return;
        }
    }
    declaring_t *declaring = &scan->declaring[scan->n_declaring++];
    declaring->tag = known;
    declaring->n = n;
    declaring->n_spaces = n_spaces;
    memcpy(declaring->bytes, from, n);
    for (size_t k = 0; k < n_spaces; k++) {
        space_t space = scan->spaces[first + k];
        if (space.prefix.n > 0) {
            space.prefix.at = declaring->bytes + (space.prefix.at - from);
        }
        declaring->spaces[k] = space;
    }
}
