/* leiden.h: searches whose memory is used again and again (runs with many seeds).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_COMMUNITIES_LEIDEN_H
#define COT_COMMUNITIES_LEIDEN_H

#include "communities/search.h"

/* From single vertices: labels < n into found[]; every community is connected. passes: 0 = until nothing changes.
 * The random numbers are those of search->seed from search->phase on. */
cot_status_t cot_i_find_communities(cot_search_t *search, cot_method_t method, uint32_t passes, uint32_t *found,
                                    cot_error_t *err);

#endif
