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
#include "analyze/plan.h"
#include "coterie/analyze.h"
#include "coterie/communities.h"
#include "coterie/distances.h"
#include "coterie/paths.h"
#include "coterie/prepare.h"
#include "coterie/structure.h"

/* Distances that several rows read, once the first of them has run; NULL when memory did not suffice. */
typedef struct {
    cot_distances_t *found;
    cot_i_plan_t plan;
    bool done;
} cot_i_pass_t;

/* One cot_analyze call. */
typedef struct {
    const cot_graph_t *graph;
    const cot_analyze_params_t *params;
    const cot_env_t *env;
    cot_analysis_t *analysis;
    const cot_prepared_t *prepared; /* there for rows of COT_COST_PATHS, else maybe NULL */
    cot_i_plan_t plan;              /* of the row that runs */
    cot_i_pass_t distances, weighted_distances;
    uint64_t *triangles;            /* at each vertex, once cot_i_triangles was asked; NULL before */
    int64_t *consensus;          /* n, and what belongs to it: when a row needed them */
    double *stability;
    cot_stability_t agreement;
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

/* Numbers communities from 0 by size (largest first), then by smallest member; *count receives how many there are,
 * *shared how many have two members or more. */
COT_NODISCARD cot_status_t cot_i_renumber(int64_t *membership, uint32_t n, uint64_t *count, uint64_t *shared,
                                          cot_error_t *err);

/* Triangles at each vertex, counted once for all measures of a run; they stay the run's. */
COT_NODISCARD cot_status_t cot_i_triangles(cot_i_run_t *run, const uint64_t **triangles, cot_error_t *err);

/* A kernel that gives one real per vertex. */
typedef cot_status_t cot_i_vertex_kernel_t(const cot_i_run_t *run, double *out, cot_error_t *err);
/* Adds the column that the kernel fills; note: what is to be said of it, "" = nothing. */
cot_status_t cot_i_measure_reals(cot_i_run_t *run, const cot_measure_t *measure, cot_i_vertex_kernel_t *kernel,
                                 const char *note, cot_error_t *err);
/* A column of counts from a kernel that fills uint32_t. */
COT_NODISCARD cot_status_t cot_i_add_counts(cot_i_run_t *run, const cot_measure_t *measure, const uint32_t *counts,
                                            cot_error_t *err);

/* vertex.c */
cot_status_t cot_i_measure_component(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_degree(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_strength(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_eigenvector(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* structure_measures.c */
cot_status_t cot_i_measure_pagerank(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_core(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_clustering(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_transitivity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_weighted_clustering(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_truss(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_constraint(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_effective_size(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_redundancy(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_paper_redundancy(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_assortativity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* null_measures.c */
cot_status_t cot_i_measure_rich_club(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_small_world(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

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
cot_status_t cot_i_measure_consensus(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_stability(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* roles.c */
cot_status_t cot_i_measure_participation(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_within_community(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_role(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* figures.c */
cot_status_t cot_i_measure_size(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_degree_distribution(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

/* distances.c: they share one pass */
cot_status_t cot_i_measure_distances(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_closeness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_harmonic(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_eccentricity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_weighted_closeness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);
cot_status_t cot_i_measure_weighted_harmonic(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err);

#endif
