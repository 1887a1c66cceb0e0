/* groups.c: numbers groups of vertices by size (largest first), then by smallest member.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/groups.h"
#include "base/alloc.h"
#include "base/fail.h"

typedef struct {
    uint32_t size, first, label;
} group_t;

static int by_size(const void *a, const void *b) {
    const group_t *x = a, *y = b;
    if (x->size != y->size) {
        return x->size > y->size ? -1 : 1;
    }
    return (x->first > y->first) - (x->first < y->first);
}

cot_status_t cot_i_number_groups(uint32_t *group, uint32_t n, uint32_t *count, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *place = NULL, groups = 0; /* label -> 1 + row; later label -> new number */
    group_t *rows = NULL;
    COT_NEW(st, err, place, n, "numbering of groups");
    for (uint32_t v = 0; v < n; v++) {
        place[group[v]] = 1;
    }
    for (uint32_t label = 0; label < n; label++) {
        groups += place[label];
        place[label] = 0;
    }
    COT_NEW(st, err, rows, groups, "numbering of groups");
    groups = 0;
    for (uint32_t v = 0; v < n; v++) {
        if (place[group[v]] == 0) {
            rows[groups] = (group_t){0, v, group[v]};
            place[group[v]] = ++groups;
        }
        rows[place[group[v]] - 1].size++;
    }
    qsort(rows, groups, sizeof *rows, by_size);
    for (uint32_t r = 0; r < groups; r++) {
        place[rows[r].label] = r;
    }
    for (uint32_t v = 0; v < n; v++) {
        group[v] = place[group[v]];
    }
    if (count) {
        *count = groups;
    }
done:
    cot_i_free(place);
    cot_i_free(rows);
    return st;
}
