/* leiden.h: searches whose memory is used again and again (runs with many seeds).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_COMMUNITIES_LEIDEN_H
#define COT_COMMUNITIES_LEIDEN_H

#include "communities/search.h"

/* One run from single vertices: labels < n into found[]; every community is connected. The random numbers are those
 * of (seed, run). A search may be used for several runs. */
cot_status_t cot_i_find_communities(cot_search_t *search, const cot_communities_params_t *params, uint32_t run,
                                    uint32_t *found, cot_error_t *err);
/* Arguments of the public functions. */
cot_status_t cot_i_check_communities(const cot_graph_t *graph, const cot_communities_params_t *params,
                                     const int64_t *membership, cot_error_t *err);

#endif
