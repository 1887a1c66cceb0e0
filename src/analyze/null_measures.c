/* null_measures.c: figures against random networks with the same degrees: rich club, small world.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analyze/measures.h"
#include "structure/rewire.h"

enum { NETWORKS = 10, SOURCES = 512 };
#define ATTEMPTS 10.0 /* exchanges tried per edge */

/* The club that is told of: the smallest degree k such that at most a hundredth of the vertices, or ten where
 * that is more, have more. */
static uint32_t club_degree(const cot_graph_t *graph, uint32_t degrees, const uint32_t *counts) {
    const uint32_t most = graph->n / 100 > 10 ? graph->n / 100 : 10;
    uint32_t above = 0, k = degrees;
    while (k > 0 && above + counts[k - 1] <= most) {
        above += counts[--k];
    }
    return k > 0 ? k - 1 : 0;
}

static cot_status_t count_degrees(const cot_graph_t *graph, uint32_t degrees, uint32_t **counts,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, *counts, degrees, "rich club");
    for (uint32_t v = 0; v < graph->n; v++) {
        (*counts)[graph->off[v + 1] - graph->off[v]]++;
    }
done:
    return st;
}

cot_status_t cot_i_measure_rich_club(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t degrees = cot_degree_count(run->graph);
    double *club = NULL, *random = NULL, here = NAN, expected = NAN;
    uint32_t *counts = NULL, k = 0, members = 0;
    (void)measure;
    COT_NEW(st, err, club, degrees, "rich club");
    COT_NEW(st, err, random, degrees, "rich club");
    COT_TRY(st, count_degrees(run->graph, degrees, &counts, err));
    COT_TRY(st, cot_rich_club(run->graph, NETWORKS, ATTEMPTS, club, random, run->env, err));
    if (degrees > 0) {
        k = club_degree(run->graph, degrees, counts);
        here = club[k];
        expected = random[k];
    }
    for (uint32_t d = k + 1; d < degrees; d++) {
        members += counts[d];
    }
    COT_TRY(st, cot_i_add_integer(run, "rich_club_degree", "Degree that members of the rich club exceed",
                                  "edges", k, err));
    COT_TRY(st, cot_i_add_integer(run, "rich_club_members", "Members of the rich club", "vertices", members,
                                  err));
    COT_TRY(st, cot_i_add_real(run, "rich_club", "Density of the rich club", "share of possible edges", here,
                               err, "%s", ""));
    COT_TRY(st, cot_i_add_real(run, "rich_club_random", "The same in random networks with these degrees",
                               "share of possible edges", expected, err, "mean of %d networks", NETWORKS));
    COT_TRY(st, cot_i_add_real(run, "rich_club_ratio", "Rich-club coefficient (quotient of both)", "",
                               expected > 0 ? here / expected : NAN, err, "%s",
                               "above 1: the rich keep together"));
done:
    cot_i_free(club);
    cot_i_free(random);
    cot_i_free(counts);
    return st;
}

/* Clustering and mean distance of one network. */
typedef struct {
    double transitivity, distance;
} world_t;

static cot_status_t transitivity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *triangles = NULL, corners = 0;
    double triples = 0;
    COT_NEW(st, err, triangles, graph->n, "small world");
    COT_TRY(st, cot_clustering(graph, NULL, triangles, env, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        const double degree = (double)(graph->off[v + 1] - graph->off[v]);
        triples += degree * (degree - 1) / 2;
        corners += triangles[v];
    }
    *out = triples > 0 ? (double)corners / triples : NAN;
done:
    cot_i_free(triangles);
    return st;
}

static cot_status_t world_of(const cot_graph_t *graph, world_t *out, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_distances_params_t params = {SOURCES, true};
    cot_prepared_t *prepared = NULL;
    cot_distances_t *distances = NULL;
    COT_TRY(st, transitivity(graph, &out->transitivity, env, err));
    COT_TRY(st, cot_prepare(&prepared, graph, env, err));
    COT_TRY(st, cot_distances(&distances, prepared, &params, env, err));
    out->distance = distances->mean;
done:
    cot_distances_free(distances);
    cot_prepared_free(prepared);
    return st;
}

/* The random networks of one wave, as many as there are threads. */
typedef struct {
    const cot_graph_t *graph;
    cot_graph_t *made[NETWORKS];
} wave_t;

static cot_status_t keep(void *data, uint32_t number, uint32_t *pairs, cot_error_t *err) {
    wave_t *wave = data;
    return cot_graph_from_edges(&wave->made[number], wave->graph->n, wave->graph->m, pairs, NULL, err);
}

/* Mean over the random networks. They are made several at a time, and measured one after the other. */
static cot_status_t random_world(const cot_i_run_t *run, world_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int threads = cot_env_threads(run->env);
    wave_t wave = {run->graph, {NULL}};
    *out = (world_t){0, 0};
    for (uint32_t first = 0; first < NETWORKS;) {
        const uint32_t left = NETWORKS - first, count = (uint32_t)threads < left ? (uint32_t)threads : left;
        COT_TRY(st, cot_i_null_networks(run->graph, first, count, ATTEMPTS, keep, &wave, run->env, err));
        for (uint32_t i = first; i < first + count; i++) {
            world_t world = {NAN, NAN};
            COT_TRY(st, world_of(wave.made[i], &world, run->env, err));
            out->transitivity += world.transitivity / NETWORKS;
            out->distance += world.distance / NETWORKS;
            cot_graph_free(wave.made[i]);
            wave.made[i] = NULL;
        }
        first += count;
    }
done:
    for (uint32_t i = 0; i < NETWORKS; i++) {
        cot_graph_free(wave.made[i]);
    }
    return st;
}

cot_status_t cot_i_measure_small_world(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    world_t here = {NAN, NAN}, expected = {NAN, NAN};
    (void)measure;
    COT_TRY(st, world_of(run->graph, &here, run->env, err));
    COT_TRY(st, random_world(run, &expected, err));
    const double closer = here.transitivity / expected.transitivity,
                 farther = here.distance / expected.distance;
    COT_TRY(st, cot_i_add_real(run, "small_world_clustering",
                               "Clustering over that of random networks with these degrees", "",
                               expected.transitivity > 0 ? closer : NAN, err,
                               "closed share of triples; mean of %d networks", NETWORKS));
    COT_TRY(st, cot_i_add_real(run, "small_world_distance",
                               "Mean distance over that of random networks with these degrees", "",
                               expected.distance > 0 ? farther : NAN, err,
                               "connected pairs, from at most %d sources; mean of %d networks", SOURCES,
                               NETWORKS));
    COT_TRY(st, cot_i_add_real(run, "small_world_sigma", "Small-worldness (quotient of both)", "",
                               expected.transitivity > 0 && expected.distance > 0 ? closer / farther : NAN,
                               err, "%s", "above 1: a small world"));
done:
    return st;
}
