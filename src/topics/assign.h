/* assign.h: the terms of each text. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_ASSIGN_H
#define COT_TOPICS_ASSIGN_H

#include "topics/count.h"
#include "topics/terms.h"

/* Fills out->of_text and out->first. term_of: of the phrases of the tally, COT_NO_TERM for none.
 * @return COT_OK | COT_E_NOMEM | COT_E_INTERRUPT. */
#define COT_NO_TERM UINT32_MAX
cot_status_t cot_i_assign_terms(cot_terms_t *out, cot_stream_t *stream, const cot_counts_t *counts,
                                const uint32_t *term_of, const cot_env_t *env, cot_error_t *err);

#endif
