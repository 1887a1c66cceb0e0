/* communities.c: community methods. Each gives a column of numbers (renumbered by size) and its figures.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analyze/measures.h"
#include "bridge/igraph_calls.h"

enum { STABILITY_RUNS = 20 };

/* Names of the figures a method leaves. */
typedef struct {
    const char *count, *shared, *quality, *quality_title, *quality_unit;
} figure_names_t;

/* Renumbers, adds the column and its figures; takes *membership. */
static cot_status_t add_partition(cot_i_run_t *run, const cot_measure_t *measure, int64_t **membership,
                                  const figure_names_t *names, double quality, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t count = 0, shared = 0;
    COT_TRY(st, cot_i_renumber(*membership, run->graph->n, &count, &shared, err));
    COT_TRY(st, cot_i_add_ints(run, measure, membership, err));
    COT_TRY(st, cot_i_add_integer(run, names->count, "Communities", "communities", count, err));
    COT_TRY(st, cot_i_add_integer(run, names->shared, "Communities of two or more", "communities", shared, err));
    COT_TRY(st, cot_i_add_real(run, names->quality, names->quality_title, names->quality_unit, quality, err, "%s", ""));
done:
    return st;
}

cot_status_t cot_i_measure_leiden(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    static const figure_names_t names = {"leiden_communities", "leiden_communities_shared", "leiden_modularity",
                                         "Modularity of the Leiden communities", ""};
    cot_status_t st = COT_OK;
    int64_t *membership = NULL;
    double quality = NAN;
    cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
    params.resolution = run->params->resolution;
    COT_NEW(st, err, membership, run->graph->n, "communities");
    COT_TRY(st, cot_communities(run->graph, &params, membership, &quality, run->env, err));
    COT_TRY(st, add_partition(run, measure, &membership, &names, quality, err));
done:
    cot_i_free(membership);
    return st;
}

/* Weighted density: the mean weight of a pair. As resolution of CPM it asks communities to be denser than the whole. */
static double weighted_density(const cot_graph_t *graph) {
    double pairs = 0.5 * graph->n * (graph->n - 1.0);
    return pairs > 0 ? cot_i_sum(graph->weight, graph->m, 1) / pairs : 0;
}

cot_status_t cot_i_measure_leiden_cpm(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    static const figure_names_t names = {"leiden_cpm_communities", "leiden_cpm_communities_shared",
                                         "leiden_cpm_quality", "CPM quality of the Leiden communities", ""};
    cot_status_t st = COT_OK;
    int64_t *membership = NULL;
    double quality = NAN, resolution = run->params->cpm_resolution;
    cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
    if (resolution <= 0) {
        resolution = weighted_density(run->graph);
    }
    COT_NEW(st, err, membership, run->graph->n, "communities");
    params.quality = COT_CPM;
    params.resolution = resolution;
    COT_TRY(st, cot_communities(run->graph, &params, membership, &quality, run->env, err));
    COT_TRY(st, add_partition(run, measure, &membership, &names, quality, err));
    COT_TRY(st, cot_i_add_real(run, "leiden_cpm_resolution", "Resolution of CPM", "weight per pair", resolution, err,
                               "%s", run->params->cpm_resolution > 0 ? "" : "the network's weighted density"));
done:
    cot_i_free(membership);
    return st;
}

cot_status_t cot_i_measure_louvain(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    static const figure_names_t names = {"louvain_communities", "louvain_communities_shared", "louvain_modularity",
                                         "Modularity of the Louvain communities", ""};
    cot_status_t st = COT_OK;
    int64_t *membership = NULL;
    double quality = NAN;
    cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
    params.resolution = run->params->resolution;
    COT_NEW(st, err, membership, run->graph->n, "communities");
    params.method = COT_LOUVAIN;
    COT_TRY(st, cot_communities(run->graph, &params, membership, &quality, run->env, err));
    COT_TRY(st, add_partition(run, measure, &membership, &names, quality, err));
done:
    cot_i_free(membership);
    return st;
}

cot_status_t cot_i_measure_label_propagation(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    static const figure_names_t names = {"label_propagation_communities", "label_propagation_communities_shared",
                                         "label_propagation_modularity", "Modularity of the label propagation communities", ""};
    cot_status_t st = COT_OK;
    int64_t *membership = NULL;
    COT_NEW(st, err, membership, run->graph->n, "communities");
    COT_TRY(st, cot_label_propagation(run->graph, membership, run->env, err));
    COT_TRY(st, add_partition(run, measure, &membership, &names, cot_modularity(run->graph, membership, 1.0), err));
done:
    cot_i_free(membership);
    return st;
}

cot_status_t cot_i_measure_infomap(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    static const figure_names_t names = {"infomap_communities", "infomap_communities_shared", "infomap_codelength",
                                         "Code length of the Infomap communities", "bits"};
    cot_status_t st = COT_OK;
    int64_t *membership = NULL;
    double codelength = NAN;
    COT_NEW(st, err, membership, run->graph->n, "communities");
    COT_TRY(st, cot_i_ig_infomap(run->graph, run->graph->n > 10000 ? 1 : 10, membership, &codelength, run->env, err));
    COT_TRY(st, add_partition(run, measure, &membership, &names, codelength, err));
done:
    cot_i_free(membership);
    return st;
}

/* Small networks are worth several tries. */
static uint32_t tries_for(uint64_t m) {
    const uint64_t tries = (UINT64_C(1) << 20) / (m + 1);
    return tries < 1 ? 1 : tries > 10 ? 10 : (uint32_t)tries;
}

cot_status_t cot_i_measure_bipartite(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    static const figure_names_t names = {"bipartite_communities", "bipartite_communities_shared",
                                         "barber_modularity", "Barber's modularity of the bipartite communities", ""};
    cot_status_t st = COT_OK;
    int64_t *membership = NULL;
    double quality = NAN;
    cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
    COT_NEW(st, err, membership, run->graph->n, "communities");
    params.quality = COT_BARBER;
    params.runs = tries_for(run->graph->m);
    COT_TRY(st, cot_communities(run->graph, &params, membership, &quality, run->env, err));
    COT_TRY(st, add_partition(run, measure, &membership, &names, quality, err));
done:
    cot_i_free(membership);
    return st;
}

/* Consensus and stability come from the same runs: found once, by whichever row is first. */
static cot_status_t find_consensus(cot_i_run_t *run, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
    params.resolution = run->params->resolution;
    if (run->consensus) {
        return COT_OK;
    }
    COT_NEW(st, err, run->consensus, run->graph->n, "consensus communities");
    COT_NEW(st, err, run->stability, run->graph->n, "stability");
    COT_TRY(st, cot_communities_stability(run->graph, &params, STABILITY_RUNS, run->consensus, run->stability,
                                          &run->agreement, run->env, err));
done:
    return st;
}

cot_status_t cot_i_measure_consensus(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    static const figure_names_t names = {"consensus_communities", "consensus_communities_shared", "consensus_modularity",
                                         "Modularity of the consensus communities", ""};
    cot_status_t st = COT_OK;
    int64_t *membership = NULL;
    COT_NEW(st, err, membership, run->graph->n, "communities");
    COT_TRY(st, find_consensus(run, err));
    for (uint32_t v = 0; v < run->graph->n; v++) {
        membership[v] = run->consensus[v];
    }
    COT_TRY(st, add_partition(run, measure, &membership, &names, run->agreement.consensus_quality, err));
done:
    cot_i_free(membership);
    return st;
}

cot_status_t cot_i_measure_stability(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *stability = NULL;
    COT_NEW(st, err, stability, run->graph->n, "stability");
    COT_TRY(st, find_consensus(run, err));
    for (uint32_t v = 0; v < run->graph->n; v++) {
        stability[v] = run->stability[v];
    }
    COT_TRY(st, cot_i_add_reals(run, measure, &stability, err, "%s", ""));
    COT_TRY(st, cot_i_add_real(run, "stability_rand", "Adjusted Rand index of two Leiden runs", "", run->agreement.mean_rand,
                               err, "mean over all pairs of %d runs", STABILITY_RUNS));
    COT_TRY(st, cot_i_add_real(run, "stability_nmi", "Normalised mutual information of two Leiden runs", "",
                               run->agreement.mean_nmi, err, "mean over all pairs of %d runs", STABILITY_RUNS));
done:
    cot_i_free(stability);
    return st;
}
