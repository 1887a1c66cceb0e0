/* prepared.h: what cot_prepare made, for the kernels. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PREPARE_PREPARED_H
#define COT_PREPARE_PREPARED_H

#include "coterie/prepare.h"
#include "prepare/blocks.h"
#include "prepare/quotient.h"

struct cot_prepared {
    const cot_graph_t *graph; /* borrowed */
    cot_quotient_t quotient;
    cot_parts_t parts;
    cot_blocks_t blocks;
    uint8_t *simplicial; /* per class: its neighbours are known to be all joined, in the whole quotient */
    cot_prepared_info_t info;
};

#endif
