/* groups.c: numbers groups of vertices by size (largest first), then by smallest member.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/groups.h"
#include "base/alloc.h"
#include "base/fail.h"

enum { SMALL = 256 };

static int by_size(const void *a, const void *b) {
    const cot_i_group_t *x = a, *y = b;
    if (x->size != y->size) {
        return x->size > y->size ? -1 : 1;
    }
    return (x->first > y->first) - (x->first < y->first);
}

/* Large groups, of which there cannot be many, are sorted, small ones are counted. */
void cot_i_rank_groups(cot_i_group_t *rows, uint32_t groups, uint32_t *place) {
    uint32_t n_large = 0, next[SMALL] = {0}; /* of each size: groups, then the number of the next one */
    for (uint32_t r = 0; r < groups; r++) {
        const cot_i_group_t row = rows[r];
        if (row.size < SMALL) {
            next[row.size]++;
        }
        n_large += row.size >= SMALL;
    }
    for (uint32_t size = SMALL, before = n_large; size-- > 0;) {
        const uint32_t alike = next[size];
        next[size] = before;
        before += alike;
    }
    n_large = 0;
    for (uint32_t r = 0; r < groups; r++) {
        const cot_i_group_t row = rows[r];
        if (row.size < SMALL) {
            place[row.label] = next[row.size]++;
        } else {
            rows[n_large++] = row;
        }
    }
    qsort(rows, n_large, sizeof *rows, by_size);
    for (uint32_t r = 0; r < n_large; r++) {
        place[rows[r].label] = r;
    }
}

cot_status_t cot_i_number_groups(uint32_t *group, uint32_t n, uint32_t *count, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *place = NULL, groups = 0; /* label -> 1 + row; later label -> new number */
    cot_i_group_t *rows = NULL;
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
        const uint32_t label = group[v];
        if (place[label] == 0) {
            rows[groups] = (cot_i_group_t){0, v, label};
            place[label] = ++groups;
        }
        rows[place[label] - 1].size++;
    }
    cot_i_rank_groups(rows, groups, place);
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
