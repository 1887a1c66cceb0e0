/* groups.h: partitions as numbers. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_GROUPS_H
#define COT_BASE_GROUPS_H

#include "coterie/status.h"

/* A group that is to be numbered: `first` is its smallest member, or its place among those in the order of these. */
typedef struct {
    uint32_t size, first, label;
} cot_i_group_t;

/* place[label] = number of the group, from 0 by size (largest first), then by `first`, in whose order the rows are; they
 * are mixed up. O(groups log groups) at most. */
void cot_i_rank_groups(cot_i_group_t *rows, uint32_t groups, uint32_t *place);

/* Renumbers groups (group[v] < n for each of n vertices) from 0 by size (largest first), then by smallest
 * member. *count (may be NULL) receives how many there are. O(n + groups log groups), 16 bytes per vertex. */
cot_status_t cot_i_number_groups(uint32_t *group, uint32_t n, uint32_t *count, cot_error_t *err);

#endif
