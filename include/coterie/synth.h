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
    int first_year, last_year; /**< 1991 .. 2090 */
    double growth;           /**< papers of a year = (1 + growth) x those of the year before; (-1, 10] */
    double mean_authors;     /**< authors per paper, > 1, up to 100 */
    uint32_t fields;         /**< research fields, 1 .. 150; each has its categories and teams */
} cot_synth_params_t;
#define COT_SYNTH_PARAMS_INIT { 3000, 2012, 2024, 0.12, 3.4, 12 }

/** Writes an arXiv Atom feed as a stream. What is fitted to what is told in docs/synth.md.
 * No record is real: ids are YYMM.NNNNN with numbers from 50001 on, which arXiv has not given in any month
 * (six digits from 50,000 papers a month on), DOIs begin with 10.5555. The random numbers start from
 * env->seed.
 * @param[in] params  NULL = COT_SYNTH_PARAMS_INIT.
 * @return COT_OK | COT_E_ARG (a parameter outside its range, no output) | COT_E_LIMIT (4,294,967,295 authors)
 * | COT_E_NOMEM | COT_E_INTERRUPT. Failing output is told when the stream is closed. Cost: 40 bytes per
 * author and 4 per authorship, none for text; 300,000 papers per second on one core; serial. The same params
 * and seed give the same bytes. */
COT_NODISCARD COT_API cot_status_t cot_synth_write(const cot_synth_params_t *params, cot_out_t *out,
                                                   const cot_env_t *env, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
