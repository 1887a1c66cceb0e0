/* bench_links.c: link prediction beside igraph's Adamic-Adar similarity.
 *
 *     bench_links [edges.txt[.xz] | papers.txt[.xz] ...]
 *
 * igraph gives the rows of the matrix, taken here a part at a time so that they fit into memory (and in networks
 * of up to 30,000 vertices only: they are n x n numbers), and does not pick the best; ours keeps the best pairs of
 * the whole network and has five scores of each. Answers are compared first, for a sample of authors.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench_structure.h"

enum { SAMPLE = 64, EACH = 10, TOP = 1000, MOST = 30000, AT_ONCE = 1 << 24 /* numbers of a part */ };

static igraph_matrix_t rows_of_sample;

/* Rows of `n` vertices: first, first + step, ... */
static void similarity(job_t *j, uint32_t first, uint32_t step, uint32_t n) {
    igraph_vector_int_t sample;
    must_ig(igraph_vector_int_init(&sample, n), "memory");
    for (uint32_t i = 0; i < n; i++) {
        VECTOR(sample)[i] = (igraph_integer_t)first + (igraph_integer_t)i * step;
    }
    must_ig(igraph_similarity_inverse_log_weighted(&j->ig, &rows_of_sample, igraph_vss_vector(&sample),
                                                   IGRAPH_ALL),
            "igraph_similarity_inverse_log_weighted");
    igraph_vector_int_destroy(&sample);
}

static void their_adamic_adar(void *data) {
    job_t *j = data;
    const uint32_t part = AT_ONCE / j->graph->n;
    must_ig(igraph_matrix_init(&rows_of_sample, 0, 0), "memory");
    for (uint32_t first = 0; first < j->graph->n; first += part) {
        similarity(j, first, 1, part < j->graph->n - first ? part : j->graph->n - first);
    }
    igraph_matrix_destroy(&rows_of_sample);
}

static void our_best(void *data) {
    job_t *j = data;
    cot_links_t *links = NULL;
    must(cot_link_predict(&links, j->graph, NULL, COT_LINK_ADAMIC_ADAR, TOP, NULL, &j->env, NULL),
         "best pairs");
    cot_links_free(links);
}

/* The partners of the sampled authors: igraph's values, and nobody else with a better one. */
static void compare(job_t *j) {
    const uint32_t step = j->graph->n / SAMPLE;
    cot_links_t *links = NULL;
    uint64_t at = 0;
    must(cot_link_partners(&links, j->graph, NULL, COT_LINK_ADAMIC_ADAR, EACH, NULL, &j->env, NULL),
         "partners");
    must_ig(igraph_matrix_init(&rows_of_sample, 0, 0), "memory");
    similarity(j, 0, step, SAMPLE);
    for (uint32_t i = 0; i < SAMPLE; i++) {
        uint64_t better = 0, found = 0;
        double last = 0;
        for (; at < links->n && links->links[at].u <= i * step; at++) {
            if (links->links[at].u == i * step) {
                const double wanted = MATRIX(rows_of_sample, i, links->links[at].v);
                last = links->links[at].scores[COT_LINK_ADAMIC_ADAR];
                found++;
                if (fabs(last - wanted) > 1e-9 * wanted) {
                    bench_fail("Adamic-Adar");
                }
            }
        }
        for (uint64_t a = j->graph->off[i * step]; a < j->graph->off[i * step + 1]; a++) {
            MATRIX(rows_of_sample, i, j->graph->adj[a]) = 0; /* joined already */
        }
        MATRIX(rows_of_sample, i, i * step) = 0;
        for (uint32_t v = 0; v < j->graph->n; v++) {
            better += MATRIX(rows_of_sample, i, v) > (found < EACH ? 0 : last * (1 + 1e-9));
        }
        if (better > (found < EACH ? found : EACH - 1)) {
            bench_fail("best partners");
        }
    }
    igraph_matrix_destroy(&rows_of_sample);
    cot_links_free(links);
}

static void bench(job_t *j) {
    if (j->graph->n >= SAMPLE) {
        compare(j);
        rows(j, "Adamic-Adar of all pairs", j->graph->n <= MOST ? their_adamic_adar : NULL, 3, our_best, 2);
    }
}

int main(int argc, char **argv) {
    return bench_files(argc, argv, bench);
}
