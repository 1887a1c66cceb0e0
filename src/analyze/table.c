/* table.c: the measures. One row each; cot_analyze runs the rows that are asked for and fit the network's kind.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "analyze/measures.h"

#define BOTH (COT_COAUTHOR | COT_AUTHOR_TOPIC)

typedef struct {
    cot_measure_t measure;
    cot_i_measure_fn run;
} row_t;

static const row_t table[] = {
    {{"size", "Size and density", "vertices, edges, isolated vertices, sum of weights, density m / possible pairs, mean degree 2m/n",
      "", "coterie", "", COT_SHAPE_NETWORK, COT_COST_LINEAR, BOTH, true}, cot_i_measure_size},
    {{"component", "Component", "number of the connected component, largest first; with their count and the share of the giant one",
      "", "coterie", "", COT_SHAPE_VERTEX, COT_COST_LINEAR, BOTH, true}, cot_i_measure_component},
    {{"degree", "Degree", "neighbours of the vertex", "edges", "coterie", "", COT_SHAPE_VERTEX, COT_COST_LINEAR, BOTH,
      true}, cot_i_measure_degree},
    {{"strength", "Strength", "sum of the weights of the vertex's edges", "weight", "coterie",
      "Barrat et al., PNAS 101, 3747 (2004), doi:10.1073/pnas.0400087101", COT_SHAPE_VERTEX, COT_COST_LINEAR, BOTH, true},
     cot_i_measure_strength},
    {{"degree-distribution", "Degree distribution",
      "vertices of each degree, and a discrete power law fitted by maximum likelihood with its Kolmogorov-Smirnov distance",
      "", "igraph", "Clauset, Shalizi & Newman, SIAM Rev. 51, 661 (2009), doi:10.1137/070710111", COT_SHAPE_NETWORK,
      COT_COST_LINEAR, BOTH, true}, cot_i_measure_degree_distribution},
    {{"core", "Core number", "largest k such that the vertex is in a subgraph of minimum degree k", "degree", "coterie",
      "Batagelj & Zaversnik, arXiv:cs/0310049", COT_SHAPE_VERTEX, COT_COST_LINEAR, COT_COAUTHOR, true},
     cot_i_measure_core},
    {{"clustering", "Local clustering", "share of pairs of neighbours that are joined; not defined below degree 2", "share",
      "coterie", "Watts & Strogatz, Nature 393, 440 (1998), doi:10.1038/30918", COT_SHAPE_VERTEX, COT_COST_LOGLINEAR,
      COT_COAUTHOR, true}, cot_i_measure_clustering},
    {{"transitivity", "Clustering of the network", "3 triangles / connected triples, and the mean of local clustering", "share",
      "coterie", "Newman, SIAM Rev. 45, 167 (2003), doi:10.1137/S003614450342480", COT_SHAPE_NETWORK, COT_COST_LOGLINEAR,
      COT_COAUTHOR, true}, cot_i_measure_transitivity},
    {{"assortativity", "Degree assortativity", "Pearson correlation of the degrees at the ends of an edge", "correlation",
      "igraph", "Newman, Phys. Rev. Lett. 89, 208701 (2002), doi:10.1103/PhysRevLett.89.208701", COT_SHAPE_NETWORK,
      COT_COST_LINEAR, BOTH, true}, cot_i_measure_assortativity},
    {{"distances", "Distances", "pairs at each distance: mean, longest (diameter), radius of the largest component, effective diameter, share of connected pairs; unweighted",
      "steps", "coterie", "Newman, Phys. Rev. E 64, 016132 (2001), doi:10.1103/PhysRevE.64.016132", COT_SHAPE_NETWORK,
      COT_COST_PATHS, COT_COAUTHOR, true}, cot_i_measure_distances},
    {{"betweenness", "Betweenness",
      "sum over pairs of other vertices of the share of their shortest paths (unweighted) through the vertex; not normalised",
      "pairs", "coterie", "Brandes, J. Math. Sociol. 25, 163 (2001), doi:10.1080/0022250X.2001.9990249", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, true}, cot_i_measure_betweenness},
    {{"harmonic", "Harmonic closeness", "mean of 1/distance to every other vertex (unweighted; 0 where there is no path)", "",
      "coterie", "Marchiori & Latora, Physica A 285, 539 (2000), doi:10.1016/S0378-4371(00)00311-3", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, true}, cot_i_measure_harmonic},
    {{"closeness", "Closeness", "others in the component / sum of the distances to them (unweighted); not defined for an isolated vertex",
      "1/steps", "coterie", "Freeman, Soc. Networks 1, 215 (1978), doi:10.1016/0378-8733(78)90021-7", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, false}, cot_i_measure_closeness},
    {{"eccentricity", "Eccentricity", "largest distance to a vertex of the component (unweighted)", "steps", "coterie",
      "Hage & Harary, Soc. Networks 17, 57 (1995), doi:10.1016/0378-8733(94)00248-9", COT_SHAPE_VERTEX, COT_COST_PATHS,
      COT_COAUTHOR, false}, cot_i_measure_eccentricity},
    {{"weighted-closeness", "Weighted closeness",
      "others in the component / sum of the distances to them, an edge being 1/weight long; not defined for an isolated vertex",
      "weight", "coterie", "Newman, Phys. Rev. E 64, 016132 (2001), doi:10.1103/PhysRevE.64.016132", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, false}, cot_i_measure_weighted_closeness},
    {{"weighted-harmonic", "Weighted harmonic closeness",
      "mean of 1/distance to every other vertex, an edge being 1/weight long (0 where there is no path)", "weight", "coterie",
      "Newman, Phys. Rev. E 64, 016132 (2001), doi:10.1103/PhysRevE.64.016132", COT_SHAPE_VERTEX, COT_COST_PATHS,
      COT_COAUTHOR, false}, cot_i_measure_weighted_harmonic},
    {{"pagerank", "PageRank", "stationary share of a walk on edge weights with damping 0.85; sums to 1", "share", "coterie",
      "Brin & Page, Comput. Netw. 30, 107 (1998), doi:10.1016/S0169-7552(98)00110-X", COT_SHAPE_VERTEX, COT_COST_LOGLINEAR,
      BOTH, true}, cot_i_measure_pagerank},
    {{"eigenvector", "Eigenvector centrality", "entry of the leading eigenvector of the weighted adjacency matrix; largest 1", "",
      "igraph", "Bonacich, J. Math. Sociol. 2, 113 (1972), doi:10.1080/0022250X.1972.9989806", COT_SHAPE_VERTEX,
      COT_COST_LOGLINEAR, COT_COAUTHOR, true}, cot_i_measure_eigenvector},
    {{"constraint", "Constraint", "Burt's constraint on edge weights: how far a vertex's contacts are each other's; low = spans structural holes",
      "", "igraph", "Burt, Structural Holes, Harvard University Press (1992)", COT_SHAPE_VERTEX, COT_COST_LOGLINEAR,
      COT_COAUTHOR, true}, cot_i_measure_constraint},
    {{"leiden", "Leiden communities", "partition that maximises weighted modularity (--resolution), in 10 iterations", "",
      "igraph", "Traag, Waltman & van Eck, Sci. Rep. 9, 5233 (2019), doi:10.1038/s41598-019-41695-z", COT_SHAPE_COMMUNITY,
      COT_COST_LOGLINEAR, COT_COAUTHOR, true}, cot_i_measure_leiden},
    {{"leiden-cpm", "Leiden communities (CPM)", "partition that maximises the constant Potts model at --cpm-resolution", "", "igraph",
      "Traag, Van Dooren & Nesterov, Phys. Rev. E 84, 016114 (2011), doi:10.1103/PhysRevE.84.016114", COT_SHAPE_COMMUNITY,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_leiden_cpm},
    {{"louvain", "Louvain communities", "partition by greedy weighted modularity (--resolution)", "", "igraph",
      "Blondel et al., J. Stat. Mech. P10008 (2008), doi:10.1088/1742-5468/2008/10/P10008", COT_SHAPE_COMMUNITY,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_louvain},
    {{"label-propagation", "Label propagation communities", "every vertex takes the label most of its weight of neighbours has", "",
      "igraph", "Raghavan, Albert & Kumara, Phys. Rev. E 76, 036106 (2007), doi:10.1103/PhysRevE.76.036106",
      COT_SHAPE_COMMUNITY, COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_label_propagation},
    {{"infomap", "Infomap communities", "partition with the shortest description of a random walk on edge weights", "", "igraph",
      "Rosvall & Bergstrom, PNAS 105, 1118 (2008), doi:10.1073/pnas.0706851105", COT_SHAPE_COMMUNITY, COT_COST_LOGLINEAR,
      COT_COAUTHOR, false}, cot_i_measure_infomap},
    {{"bipartite", "Bipartite communities", "authors and topics together, by Barber's modularity", "", "coterie",
      "Barber, Phys. Rev. E 76, 066102 (2007), doi:10.1103/PhysRevE.76.066102", COT_SHAPE_COMMUNITY, COT_COST_LOGLINEAR,
      COT_AUTHOR_TOPIC, true}, cot_i_measure_bipartite},
};
enum { ROWS = sizeof table / sizeof *table };

const cot_measure_t *cot_measures(size_t i) {
    return i < ROWS ? &table[i].measure : NULL;
}

const cot_measure_t *cot_measure_find(const char *name) {
    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(table[i].measure.name, name) == 0) {
            return &table[i].measure;
        }
    }
    return NULL;
}

/* "name, name, ..." of the rows of a shape (any shape below 0), for messages. */
static void list_names(char *text, size_t room, int shape) {
    size_t used = 0;
    for (size_t i = 0; i < ROWS; i++) {
        const cot_measure_t *measure = &table[i].measure;
        size_t length = strlen(measure->name);
        if ((shape >= 0 && measure->shape != (cot_shape_t)shape) || used + length + 3 > room) {
            continue;
        }
        if (used > 0) {
            memcpy(text + used, ", ", 2);
            used += 2;
        }
        memcpy(text + used, measure->name, length);
        used += length;
    }
    text[used] = '\0';
}

/* Marks one name of the list, which is `length` bytes long. */
static cot_status_t mark_name(const char *name, size_t length, bool *wanted, cot_error_t *err) {
    char names[COT_ERROR_MAX / 4 * 3];
    for (size_t i = 0; i < ROWS; i++) {
        const char *row = table[i].measure.name;
        if (strlen(row) == length && memcmp(row, name, length) == 0) {
            wanted[i] = true;
            return COT_OK;
        }
    }
    list_names(names, sizeof names, -1);
    return cot_i_fail(err, COT_E_ARG, "measure \"%.*s\" (allowed: auto, all, none, or of %s)",
                      (int)(length < 40 ? length : 40), name, names);
}

static cot_status_t choose(const char *spec, bool *wanted, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!spec || strcmp(spec, "auto") == 0 || strcmp(spec, "all") == 0) {
        for (size_t i = 0; i < ROWS; i++) {
            wanted[i] = table[i].measure.in_default || (spec && strcmp(spec, "all") == 0);
        }
        return COT_OK;
    }
    if (strcmp(spec, "none") == 0) {
        return COT_OK;
    }
    for (const char *name = spec; st == COT_OK;) {
        size_t length = strcspn(name, ",");
        st = mark_name(name, length, wanted, err);
        if (name[length] == '\0') {
            break;
        }
        name += length + 1;
    }
    return st;
}

static size_t row_of(const char *name) {
    size_t i = 0;
    while (i < ROWS && strcmp(table[i].measure.name, name) != 0) {
        i++;
    }
    return i;
}

/* The row whose partition is *the* communities; ROWS for none. A method that does not fit the kind of network gives
 * way to the kind's own default. */
static cot_status_t choose_communities(const cot_analyze_params_t *params, unsigned kind, size_t *out,
                                       cot_error_t *err) {
    const char *usual = kind == COT_AUTHOR_TOPIC ? "bipartite" : "leiden";
    const char *name = params->communities ? params->communities : usual;
    *out = ROWS;
    if (strcmp(name, "none") == 0) {
        return COT_OK;
    }
    size_t row = row_of(name);
    if (row == ROWS || table[row].measure.shape != COT_SHAPE_COMMUNITY) {
        char names[200];
        list_names(names, sizeof names, COT_SHAPE_COMMUNITY);
        return cot_i_fail(err, COT_E_ARG, "community method \"%.40s\" (allowed: none, %s)", name, names);
    }
    *out = (table[row].measure.kinds & kind) ? row : row_of(usual);
    return COT_OK;
}

/* Makes the network ready for kernels of paths, if a row that will run is one. */
static cot_status_t prepare(cot_i_run_t *run, const bool *wanted, cot_prepared_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < ROWS && !*out; i++) {
        const cot_measure_t *measure = &table[i].measure;
        if (wanted[i] && measure->cost == COT_COST_PATHS && (measure->kinds & (unsigned)run->graph->kind)) {
            COT_TRY(st, cot_prepare(out, run->graph, run->env, err));
        }
    }
    run->prepared = *out;
done:
    return st;
}

static cot_status_t run_rows(cot_i_run_t *run, const bool *wanted, size_t community, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < ROWS; i++) {
        if (!wanted[i] || !(table[i].measure.kinds & (unsigned)run->graph->kind)) {
            continue;
        }
        COT_TRY(st, cot_i_progress(run->env, table[i].measure.title, 0, 0, err));
        COT_TRY(st, table[i].run(run, &table[i].measure, err));
        if (i == community) {
            run->analysis->community = run->analysis->n_columns - 1;
        }
    }
done:
    return st;
}

static cot_status_t check_params(const cot_analyze_params_t *params, cot_error_t *err) {
    if (!(params->resolution >= 0 && params->resolution <= 1e6)) {
        return cot_i_fail(err, COT_E_ARG, "resolution %g (allowed: 0 to 1e6)", params->resolution);
    }
    if (!(params->cpm_resolution >= 0 && params->cpm_resolution <= 1e6)) {
        return cot_i_fail(err, COT_E_ARG, "CPM resolution %g (allowed: 0 to 1e6)", params->cpm_resolution);
    }
    if (params->pivots == 0) {
        return cot_i_fail(err, COT_E_ARG, "0 pivots (allowed: 1 or more)");
    }
    return COT_OK;
}

cot_status_t cot_analyze(cot_analysis_t **out, const cot_graph_t *graph, const cot_analyze_params_t *params,
                         const cot_env_t *env, cot_error_t *err) {
    static const cot_analyze_params_t usual = COT_ANALYZE_PARAMS_INIT;
    cot_status_t st = COT_OK;
    bool wanted[ROWS] = {false};
    size_t community = ROWS;
    cot_i_run_t run = {graph, params ? params : &usual, env, NULL, NULL, NULL, NULL};
    cot_prepared_t *prepared = NULL;
    COT_TRY(st, check_params(run.params, err));
    COT_TRY(st, choose(run.params->measures, wanted, err));
    COT_TRY(st, choose_communities(run.params, (unsigned)graph->kind, &community, err));
    if (community < ROWS) {
        wanted[community] = true;
    }
    COT_NEW(st, err, run.analysis, 1, "analysis");
    run.analysis->n = graph->n;
    run.analysis->community = SIZE_MAX;
    COT_TRY(st, prepare(&run, wanted, &prepared, err));
    COT_TRY(st, run_rows(&run, wanted, community, err));
    *out = run.analysis;
    run.analysis = NULL;
done:
    cot_distances_free(run.distances);
    cot_distances_free(run.weighted_distances);
    cot_prepared_free(prepared);
    cot_analysis_free(run.analysis);
    return st;
}
