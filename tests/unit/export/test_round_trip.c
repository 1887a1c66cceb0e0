/* test_round_trip.c: a network that is written as GraphML is read back as it was: vertices, edges, weights
 * to the last bit, labels.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/export/fixture.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/par.h"
#include "coterie/export.h"
#include "coterie/load.h"

static cot_network_file_t *written_and_read(const cot_results_t *results, const cot_network_t *network,
                                            int threads) {
    cot_out_t *out = NULL;
    cot_network_file_t *file = NULL;
    cot_error_t err = COT_ERROR_INIT;
    const cot_env_t env = {threads, 1, NULL, NULL};
    char path[64];
    size_t n;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_out_env(out, &env);
    assert_int_equal(cot_write_graphml(results, network, out, &err), COT_OK);
    const char *text = cot_out_memory_text(out, &n);
    int fd = memfd_create("network", 0);
    assert_true(fd >= 0);
    for (size_t done = 0; done < n;) {
        const ssize_t some = write(fd, text + done, n - done);
        assert_true(some > 0);
        done += (size_t)some;
    }
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const cot_status_t st = cot_network_read(&file, path, NULL, &env, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(st, COT_OK);
    (void)close(fd);
    assert_int_equal(cot_out_close(out, 0, NULL), COT_OK);
    return file;
}

static void same_edges(const cot_graph_t *a, const cot_graph_t *b) {
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->m, b->m);
    assert_memory_equal(a->from, b->from, a->m * sizeof *a->from);
    assert_memory_equal(a->to, b->to, a->m * sizeof *a->to);
    assert_memory_equal(a->weight, b->weight, a->m * sizeof *a->weight);
    assert_memory_equal(a->adj, b->adj, 2 * a->m * sizeof *a->adj);
}

/* The nasty names of the fixture: what is read is what stands in the file, which has no forbidden
 * character. */
static void test_fixture(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    cot_network_file_t *file = written_and_read(&f.results, &f.results.coauthor, 2);
    same_edges(file->graph, f.coauthor);
    bool long_name = false;
    for (uint32_t v = 0; v < f.coauthor->n; v++) {
        char id[16];
        const char *label = cot_authors_label(f.authors, f.incidence->author_of[v]);
        (void)snprintf(id, sizeof id, "a%u", v);
        assert_string_equal(file->ids[v], id);
        assert_string_equal(file->labels[v], label);
        assert_string_equal(label, cot_authors_at(f.authors, f.incidence->author_of[v]).label);
        long_name |= strlen(label) > 10000;
    }
    assert_true(long_name);
    cot_network_file_free(file);
    file = written_and_read(&f.results, &f.results.author_topic, 1);
    same_edges(file->graph, f.author_topic);
    cot_network_file_free(file);
    fixture_clear(&f);
}

static cot_graph_t *random_graph(uint64_t seed, uint32_t n, double share) {
    cot_rng_t rng;
    cot_graph_t *graph = NULL;
    const size_t room = (size_t)n * n + 1;
    uint32_t *pairs = calloc(2 * room, sizeof *pairs);
    double *weights = calloc(room, sizeof *weights);
    uint64_t m = 0;
    cot_i_rng_init(&rng, seed, 5, 5);
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = u + 1; v < n; v++) {
            if (cot_i_rng_real(&rng) < share) {
                pairs[2 * m] = seed % 2 ? u : v;
                pairs[2 * m + 1] = seed % 2 ? v : u;
                weights[m++] = ldexp(0.5 + cot_i_rng_real(&rng), (int)cot_i_rng_below(&rng, 200) - 100);
            }
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, weights, NULL), COT_OK);
    free(pairs);
    free(weights);
    return graph;
}

static void test_random(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        cot_graph_t *graph = random_graph(seed, (uint32_t)(seed % 40), (double)(seed % 5) / 4);
        const cot_results_t results = {.coauthor = {.graph = graph}};
        cot_network_file_t *file = written_and_read(&results, &results.coauthor, 1 + (int)(seed % 3));
        same_edges(file->graph, graph);
        cot_network_file_free(file);
        cot_graph_free(graph);
    }
}

/* Several MiB, so that both sides go in parts. */
static void test_large(void **state) {
    (void)state;
    cot_graph_t *graph = random_graph(7, 500, 0.25);
    const cot_results_t results = {.coauthor = {.graph = graph}};
    for (int threads = 1; threads < 5; threads++) {
        cot_network_file_t *file = written_and_read(&results, &results.coauthor, threads);
        same_edges(file->graph, graph);
        cot_network_file_free(file);
    }
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixture),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
