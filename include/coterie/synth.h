/* coterie/synth.h: made-up corpora of any size whose distributions follow real ones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_SYNTH_H
#define COTERIE_SYNTH_H

#include "coterie/output.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    uint64_t papers;         /**< 1 .. 1e9 */
    int first_year, last_year;
    double growth;           /**< papers of a year = (1 + growth) x those of the year before; > -1 */
    double mean_authors;     /**< authors per paper, > 1 */
    uint32_t fields;         /**< research fields, 1 .. 150; each has its categories and teams */
} cot_synth_params_t;
#define COT_SYNTH_PARAMS_INIT { 3000, 2012, 2024, 0.12, 3.4, 12 }

/** Writes an arXiv Atom feed as a stream. What is fitted to what is told in docs/synth.md.
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT. Memory grows with authors, not with text.
 * The same params and seed give the same bytes. */
COT_NODISCARD COT_API cot_status_t cot_synth_write(const cot_synth_params_t *params, cot_out_t *out,
                                                   const cot_env_t *env, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
