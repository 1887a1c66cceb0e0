/* measures.h: what a measure's file needs: the run it belongs to, and how to hand over what it found.
 *
 * A measure is a function `cot_status_t run(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err)` and one
 * row in table.c. The smallest example is cot_i_measure_degree in vertex.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_ANALYZE_MEASURES_H
#define COT_ANALYZE_MEASURES_H

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "coterie/analyze.h"
#include "coterie/communities.h"
#include "coterie/paths.h"
#include "coterie/prepare.h"
#include "coterie/structure.h"

/* One cot_analyze call. */
typedef struct {
    const cot_graph_t *graph;
    const cot_analyze_params_t *params;
    const cot_env_t *env;
    cot_analysis_t *analysis;
    const cot_prepared_t *prepared; /* there for rows of COT_COST_PATHS, else maybe NULL */
} cot_i_run_t;

typedef cot_status_t (*cot_i_measure_fn)(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* Hands a column over; takes *ints or *reals (n entries) and sets it NULL. note: printf format, "" for none. */
COT_NODISCARD cot_status_t cot_i_add_ints(cot_i_run_t *run, const cot_measure_t *measure, int64_t **ints,
                                          cot_error_t *err);
COT_NODISCARD cot_status_t cot_i_add_reals(cot_i_run_t *run, const cot_measure_t *measure, double **reals,
                                           cot_error_t *err, const char *note, ...) COT_PRINTF(5, 6);
/* Adds a figure; name, title and unit are static text. */
COT_NODISCARD cot_status_t cot_i_add_integer(cot_i_run_t *run, const char *name, const char *title, const char *unit,
                                             uint64_t value, cot_error_t *err);
COT_NODISCARD cot_status_t cot_i_add_real(cot_i_run_t *run, const char *name, const char *title, const char *unit,
                                          double value, cot_error_t *err, const char *note, ...) COT_PRINTF(7, 8);

/* Sources to sample for a path measure that does `lanes` sources in a step: 0 = all of them (exact). */
uint32_t cot_i_sources(const cot_i_run_t *run, uint32_t lanes);

/* Numbers communities from 0 by size (largest first), then by smallest member; *count receives how many there are,
 * *shared how many have two members or more. */
COT_NODISCARD cot_status_t cot_i_renumber(int64_t *membership, uint32_t n, uint64_t *count, uint64_t *shared,
                                          cot_error_t *err);

/* vertex.c */
cot_status_t cot_i_measure_component(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_degree(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_strength(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_core(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_clustering(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_harmonic(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_pagerank(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_eigenvector(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_constraint(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* betweenness.c */
cot_status_t cot_i_measure_betweenness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_weighted_betweenness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* communities.c */
cot_status_t cot_i_measure_leiden(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_leiden_cpm(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_louvain(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_label_propagation(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_infomap(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_bipartite(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* figures.c */
cot_status_t cot_i_measure_size(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_degree_distribution(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_transitivity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_assortativity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_distances(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

#endif
