/* table.c: the measures. One row each; cot_analyze runs the rows that are asked for and fit the network's kind.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "analyze/measures.h"
#include "analyze/plan.h"

#define BOTH (COT_COAUTHOR | COT_AUTHOR_TOPIC)
#define EXACT COT_FAMILY_NONE

typedef struct {
    cot_measure_t measure;
    cot_i_measure_fn run;
    cot_i_family_t family; /* of path measures: how it is done is planned */
} row_t;

static const row_t table[] = {
    {{"size", "Size and density", "vertices, edges, isolated vertices, sum of weights, density m / possible pairs, mean degree 2m/n",
      "", "coterie", "", COT_SHAPE_NETWORK, COT_COST_LINEAR, BOTH, true}, cot_i_measure_size, EXACT},
    {{"component", "Component", "number of the connected component, largest first; with their count and the share of the giant one",
      "", "coterie", "", COT_SHAPE_VERTEX, COT_COST_LINEAR, BOTH, true}, cot_i_measure_component, EXACT},
    {{"degree", "Degree", "neighbours of the vertex", "edges", "coterie", "", COT_SHAPE_VERTEX, COT_COST_LINEAR, BOTH,
      true}, cot_i_measure_degree, EXACT},
    {{"strength", "Strength", "sum of the weights of the vertex's edges", "weight", "coterie",
      "Barrat et al., PNAS 101, 3747 (2004), doi:10.1073/pnas.0400087101", COT_SHAPE_VERTEX, COT_COST_LINEAR, BOTH, true},
     cot_i_measure_strength, EXACT},
    {{"degree-distribution", "Degree distribution",
      "vertices of each degree, and a discrete power law fitted by maximum likelihood with its Kolmogorov-Smirnov distance",
      "", "igraph", "Clauset, Shalizi & Newman, SIAM Rev. 51, 661 (2009), doi:10.1137/070710111", COT_SHAPE_NETWORK,
      COT_COST_LINEAR, BOTH, true}, cot_i_measure_degree_distribution, EXACT},
    {{"core", "Core number", "largest k such that the vertex is in a subgraph of minimum degree k", "degree", "coterie",
      "Batagelj & Zaversnik, arXiv:cs/0310049", COT_SHAPE_VERTEX, COT_COST_LINEAR, COT_COAUTHOR, true},
     cot_i_measure_core, EXACT},
    {{"clustering", "Local clustering", "share of pairs of neighbours that are joined; not defined below degree 2", "share",
      "coterie", "Watts & Strogatz, Nature 393, 440 (1998), doi:10.1038/30918", COT_SHAPE_VERTEX, COT_COST_LOGLINEAR,
      COT_COAUTHOR, true}, cot_i_measure_clustering, EXACT},
    {{"transitivity", "Clustering of the network", "3 triangles / connected triples, and the mean of local clustering", "share",
      "coterie", "Newman, SIAM Rev. 45, 167 (2003), doi:10.1137/S003614450342480", COT_SHAPE_NETWORK, COT_COST_LOGLINEAR,
      COT_COAUTHOR, true}, cot_i_measure_transitivity, EXACT},
    {{"assortativity", "Degree assortativity", "Pearson correlation of the degrees at the ends of an edge", "correlation",
      "coterie", "Newman, Phys. Rev. Lett. 89, 208701 (2002), doi:10.1103/PhysRevLett.89.208701", COT_SHAPE_NETWORK,
      COT_COST_LINEAR, BOTH, true}, cot_i_measure_assortativity, EXACT},
    {{"distances", "Distances", "pairs at each distance: mean, longest (diameter), radius of the largest component, effective diameter, share of connected pairs; unweighted",
      "steps", "coterie", "Newman, Phys. Rev. E 64, 016132 (2001), doi:10.1103/PhysRevE.64.016132", COT_SHAPE_NETWORK,
      COT_COST_PATHS, COT_COAUTHOR, true}, cot_i_measure_distances, COT_FAMILY_DISTANCES},
    {{"betweenness", "Betweenness",
      "sum over pairs of other vertices of the share of their shortest paths (unweighted) through the vertex; not normalised",
      "pairs", "coterie", "Brandes, J. Math. Sociol. 25, 163 (2001), doi:10.1080/0022250X.2001.9990249", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, true}, cot_i_measure_betweenness, COT_FAMILY_BETWEENNESS},
    {{"weighted-betweenness", "Weighted betweenness",
      "betweenness with an edge being 1/weight long, so that paths go by those who write much together",
      "pairs", "coterie", "Newman, Phys. Rev. E 64, 016132 (2001), doi:10.1103/PhysRevE.64.016132", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, false}, cot_i_measure_weighted_betweenness, COT_FAMILY_WEIGHTED_BETWEENNESS},
    {{"harmonic", "Harmonic closeness", "mean of 1/distance to every other vertex (unweighted; 0 where there is no path)", "",
      "coterie", "Marchiori & Latora, Physica A 285, 539 (2000), doi:10.1016/S0378-4371(00)00311-3", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, true}, cot_i_measure_harmonic, COT_FAMILY_DISTANCES},
    {{"closeness", "Closeness", "others in the component / sum of the distances to them (unweighted); not defined for an isolated vertex",
      "1/steps", "coterie", "Freeman, Soc. Networks 1, 215 (1978), doi:10.1016/0378-8733(78)90021-7", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, false}, cot_i_measure_closeness, COT_FAMILY_DISTANCES},
    {{"eccentricity", "Eccentricity", "largest distance to a vertex of the component (unweighted)", "steps", "coterie",
      "Hage & Harary, Soc. Networks 17, 57 (1995), doi:10.1016/0378-8733(94)00248-9", COT_SHAPE_VERTEX, COT_COST_PATHS,
      COT_COAUTHOR, false}, cot_i_measure_eccentricity, COT_FAMILY_DISTANCES},
    {{"weighted-closeness", "Weighted closeness",
      "others in the component / sum of the distances to them, an edge being 1/weight long; not defined for an isolated vertex",
      "weight", "coterie", "Newman, Phys. Rev. E 64, 016132 (2001), doi:10.1103/PhysRevE.64.016132", COT_SHAPE_VERTEX,
      COT_COST_PATHS, COT_COAUTHOR, false}, cot_i_measure_weighted_closeness, COT_FAMILY_WEIGHTED_DISTANCES},
    {{"weighted-harmonic", "Weighted harmonic closeness",
      "mean of 1/distance to every other vertex, an edge being 1/weight long (0 where there is no path)", "weight", "coterie",
      "Newman, Phys. Rev. E 64, 016132 (2001), doi:10.1103/PhysRevE.64.016132", COT_SHAPE_VERTEX, COT_COST_PATHS,
      COT_COAUTHOR, false}, cot_i_measure_weighted_harmonic, COT_FAMILY_WEIGHTED_DISTANCES},
    {{"pagerank", "PageRank", "stationary share of a walk on edge weights with damping 0.85; sums to 1", "share", "coterie",
      "Brin & Page, Comput. Netw. 30, 107 (1998), doi:10.1016/S0169-7552(98)00110-X", COT_SHAPE_VERTEX, COT_COST_LOGLINEAR,
      BOTH, true}, cot_i_measure_pagerank, EXACT},
    {{"eigenvector", "Eigenvector centrality", "entry of the leading eigenvector of the weighted adjacency matrix; largest 1", "",
      "coterie", "Bonacich, J. Math. Sociol. 2, 113 (1972), doi:10.1080/0022250X.1972.9989806", COT_SHAPE_VERTEX,
      COT_COST_LOGLINEAR, COT_COAUTHOR, true}, cot_i_measure_eigenvector, EXACT},
    {{"constraint", "Constraint", "Burt's constraint on edge weights: how far a vertex's contacts are each other's; low = spans structural holes",
      "", "coterie", "Burt, Structural Holes, Harvard University Press (1992)", COT_SHAPE_VERTEX, COT_COST_LOGLINEAR,
      COT_COAUTHOR, true}, cot_i_measure_constraint, EXACT},
    {{"effective-size", "Effective size", "Burt's effective size of a vertex's contacts, on edge weights: contacts less what they repeat of each other",
      "contacts", "coterie", "Burt, Structural Holes, Harvard University Press (1992); Borgatti, Connections 20, 35 (1997)",
      COT_SHAPE_VERTEX, COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_effective_size, EXACT},
    {{"truss", "Truss number", "largest k such that an edge of the vertex is in a subgraph whose every edge is in k - 2 triangles",
      "", "coterie", "Wang & Cheng, PVLDB 5, 812 (2012), doi:10.14778/2311906.2311909", COT_SHAPE_VERTEX,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_truss, EXACT},
    {{"weighted-clustering", "Weighted clustering", "local clustering with each triangle counted by the weights of the vertex's two edges; not defined below degree 2",
      "share", "coterie", "Barrat et al., PNAS 101, 3747 (2004), doi:10.1073/pnas.0400087101", COT_SHAPE_VERTEX,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_weighted_clustering, EXACT},
    {{"redundancy", "Redundancy", "share of pairs of the vertex's neighbours that have another neighbour in common; not defined below degree 2",
      "share", "coterie", "Latapy, Magnien & Del Vecchio, Soc. Networks 30, 31 (2008), doi:10.1016/j.socnet.2007.04.006",
      COT_SHAPE_VERTEX, COT_COST_LOGLINEAR, COT_AUTHOR_TOPIC, false}, cot_i_measure_redundancy, EXACT},
    {{"paper-redundancy", "Redundancy among papers", "share of pairs of the author's papers that have another author in common; not defined below two papers",
      "share", "coterie", "Latapy, Magnien & Del Vecchio, Soc. Networks 30, 31 (2008), doi:10.1016/j.socnet.2007.04.006",
      COT_SHAPE_VERTEX, COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_paper_redundancy, EXACT},
    {{"rich-club", "Rich club", "density among the vertices of highest degree, against random networks with the same degrees",
      "", "coterie", "Colizza et al., Nat. Phys. 2, 110 (2006), doi:10.1038/nphys209", COT_SHAPE_NETWORK,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_rich_club, EXACT},
    {{"small-world", "Small world", "clustering and mean distance against random networks with the same degrees, and the quotient of both ratios",
      "", "coterie", "Humphries & Gurney, PLoS ONE 3, e0002051 (2008), doi:10.1371/journal.pone.0002051", COT_SHAPE_NETWORK,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_small_world, EXACT},
    {{"leiden", "Leiden communities", "partition that maximises weighted modularity (--resolution), in up to 10 passes", "",
      "coterie", "Traag, Waltman & van Eck, Sci. Rep. 9, 5233 (2019), doi:10.1038/s41598-019-41695-z", COT_SHAPE_COMMUNITY,
      COT_COST_LOGLINEAR, COT_COAUTHOR, true}, cot_i_measure_leiden, EXACT},
    {{"leiden-cpm", "Leiden communities (CPM)", "partition that maximises the constant Potts model at --cpm-resolution", "", "coterie",
      "Traag, Van Dooren & Nesterov, Phys. Rev. E 84, 016114 (2011), doi:10.1103/PhysRevE.84.016114", COT_SHAPE_COMMUNITY,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_leiden_cpm, EXACT},
    {{"louvain", "Louvain communities", "partition by greedy weighted modularity (--resolution)", "", "coterie",
      "Blondel et al., J. Stat. Mech. P10008 (2008), doi:10.1088/1742-5468/2008/10/P10008", COT_SHAPE_COMMUNITY,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_louvain, EXACT},
    {{"label-propagation", "Label propagation communities", "every vertex takes the label most of its weight of neighbours has", "",
      "coterie", "Raghavan, Albert & Kumara, Phys. Rev. E 76, 036106 (2007), doi:10.1103/PhysRevE.76.036106",
      COT_SHAPE_COMMUNITY, COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_label_propagation, EXACT},
    {{"infomap", "Infomap communities", "partition with the shortest description of a random walk on edge weights", "", "igraph",
      "Rosvall & Bergstrom, PNAS 105, 1118 (2008), doi:10.1073/pnas.0706851105", COT_SHAPE_COMMUNITY, COT_COST_LOGLINEAR,
      COT_COAUTHOR, false}, cot_i_measure_infomap, EXACT},
    {{"bipartite", "Bipartite communities", "authors and topics together, by Barber's modularity", "", "coterie",
      "Barber, Phys. Rev. E 76, 066102 (2007), doi:10.1103/PhysRevE.76.066102", COT_SHAPE_COMMUNITY, COT_COST_LOGLINEAR,
      COT_AUTHOR_TOPIC, true}, cot_i_measure_bipartite, EXACT},
    {{"consensus", "Consensus communities", "partition that 20 runs of Leiden with different random numbers agree on (--resolution)",
      "", "coterie", "Lancichinetti & Fortunato, Sci. Rep. 2, 336 (2012), doi:10.1038/srep00336", COT_SHAPE_COMMUNITY,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_consensus, EXACT},
    {{"stability", "Stability of the community",
      "mean over 20 runs of Leiden of the Jaccard similarity of the vertex's community in the run and its consensus community",
      "share", "coterie", "Lancichinetti & Fortunato, Sci. Rep. 2, 336 (2012), doi:10.1038/srep00336", COT_SHAPE_VERTEX,
      COT_COST_LOGLINEAR, COT_COAUTHOR, false}, cot_i_measure_stability, EXACT},
    {{"participation", "Participation coefficient",
      "1 - sum over communities of (share of the vertex's neighbours in it)^2; 0: all in one; not defined without neighbours",
      "", "coterie", "Guimera & Amaral, Nature 433, 895 (2005), doi:10.1038/nature03288", COT_SHAPE_VERTEX, COT_COST_LINEAR,
      BOTH, false}, cot_i_measure_participation, EXACT},
    {{"within-community-degree", "Within-community degree (z-score)",
      "neighbours in the vertex's own community, in standard deviations above the mean of its members", "standard deviations",
      "coterie", "Guimera & Amaral, Nature 433, 895 (2005), doi:10.1038/nature03288", COT_SHAPE_VERTEX, COT_COST_LINEAR,
      BOTH, false}, cot_i_measure_within_community, EXACT},
    {{"role", "Role between communities",
      "1 ultra-peripheral, 2 peripheral, 3 connector, 4 kinless; hubs (within-community degree of 2.5 or more): 5 provincial, 6 connector, 7 kinless; 0: not defined",
      "", "coterie", "Guimera & Amaral, Nature 433, 895 (2005), doi:10.1038/nature03288", COT_SHAPE_VERTEX, COT_COST_LINEAR,
      BOTH, false}, cot_i_measure_role, EXACT},
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

/* Rows of papers: the network must come with what it was made from. Without it "all" goes without them. */
static cot_status_t check_papers(const cot_i_run_t *run, bool *wanted, cot_error_t *err) {
    const cot_incidence_t *incidence = run->params->incidence;
    if (incidence && incidence->n_authors != run->graph->n_left) {
        return cot_i_fail(err, COT_E_ARG, "analysis: the incidence has %u authors, the network %u",
                          incidence->n_authors, run->graph->n_left);
    }
    for (size_t i = 0; i < ROWS && !incidence; i++) {
        const bool papers = table[i].run == cot_i_measure_paper_redundancy;
        if (papers && wanted[i] && strcmp(run->params->measures, "all") != 0 &&
            (table[i].measure.kinds & (unsigned)run->graph->kind)) {
            return cot_i_fail(err, COT_E_ARG, "measure \"%s\": the network comes without its papers (allowed: one "
                              "that is made from records)", table[i].measure.name);
        }
        wanted[i] = wanted[i] && !papers;
    }
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

static double now(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Forgets what a row added before it failed. */
static void take_back(cot_analysis_t *analysis, size_t n_columns, size_t n_figures) {
    while (analysis->n_columns > n_columns) {
        cot_column_t *column = &analysis->columns[--analysis->n_columns];
        cot_i_free(column->ints);
        cot_i_free(column->reals);
    }
    analysis->n_figures = n_figures;
}

/* Runs a row as planned; when memory does not suffice, in the next cheaper way. */
static cot_status_t run_row(cot_i_run_t *run, const row_t *row, cot_error_t *err) {
    const size_t n_columns = run->analysis->n_columns, n_figures = run->analysis->n_figures;
    const double begin = now();
    cot_error_t why = COT_ERROR_INIT;
    run->plan = cot_i_plan(row->family, run->prepared, run->params);
    cot_status_t st = row->run(run, &row->measure, &why);
    while (st == COT_E_NOMEM && cot_i_plan_cheaper(&run->plan, row->family, run->prepared, run->params)) {
        why = (cot_error_t)COT_ERROR_INIT;
        take_back(run->analysis, n_columns, n_figures);
        st = row->run(run, &row->measure, &why);
    }
    run->analysis->timings[run->analysis->n_timings++] = (cot_timing_t){&row->measure, now() - begin};
    return st == COT_OK ? st : cot_i_fail(err, st, "%s", why.message);
}

static cot_status_t run_rows(cot_i_run_t *run, const bool *wanted, size_t community, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < ROWS; i++) {
        if (!wanted[i] || !(table[i].measure.kinds & (unsigned)run->graph->kind)) {
            continue;
        }
        COT_TRY(st, cot_i_progress(run->env, table[i].measure.title, 0, 0, err));
        COT_TRY(st, run_row(run, &table[i], err));
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
    if (!(params->budget >= 0)) {
        return cot_i_fail(err, COT_E_ARG, "budget %g seconds (allowed: 0 or more)", params->budget);
    }
    if (!(params->epsilon >= 0 && params->epsilon < 1)) {
        return cot_i_fail(err, COT_E_ARG, "epsilon %g (allowed: 0 to below 1)", params->epsilon);
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
    cot_i_run_t run = {.graph = graph, .params = params ? params : &usual, .env = env};
    cot_prepared_t *prepared = NULL;
    COT_TRY(st, check_params(run.params, err));
    COT_TRY(st, choose(run.params->measures, wanted, err));
    COT_TRY(st, check_papers(&run, wanted, err));
    COT_TRY(st, choose_communities(run.params, (unsigned)graph->kind, &community, err));
    if (community < ROWS) {
        wanted[community] = true;
    }
    COT_NEW(st, err, run.analysis, 1, "analysis");
    COT_NEW(st, err, run.analysis->timings, ROWS, "analysis");
    run.analysis->n = graph->n;
    run.analysis->community = SIZE_MAX;
    COT_TRY(st, prepare(&run, wanted, &prepared, err));
    if (prepared) {
        run.analysis->prepared = *cot_prepared_info(prepared);
    }
    COT_TRY(st, run_rows(&run, wanted, community, err));
    *out = run.analysis;
    run.analysis = NULL;
done:
    cot_distances_free(run.distances.found);
    cot_distances_free(run.weighted_distances.found);
    cot_prepared_free(prepared);
    cot_i_free(run.triangles);
    cot_i_free(run.consensus);
    cot_i_free(run.stability);
    cot_analysis_free(run.analysis);
    return st;
}
