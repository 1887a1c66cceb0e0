/* Reads the files named on the command line, makes the co-author network and hands it to igraph.
 *     cc network_as_igraph.c $(pkg-config --cflags --libs coterie igraph) -o network_as_igraph
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <coterie/coterie.h>
#include <coterie/igraph.h>

static cot_status_t network(const char *const *files, size_t n_files, igraph_t *out, cot_error_t *err) {
    cot_corpus_t *corpus = NULL;
    cot_authors_t *authors = NULL;
    cot_incidence_t *papers = NULL;
    cot_graph_t *graph = NULL;
    cot_read_report_t met = COT_READ_REPORT_INIT;
    const cot_filter_t keep_all = COT_FILTER_INIT;

    cot_status_t st = cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, err);
    st = st ? st : cot_read(corpus, files, n_files, NULL, &met, NULL, err);
    st = st ? st : cot_corpus_finish(corpus, err);
    st = st ? st : cot_authors_identify(&authors, corpus, NULL, NULL, err);
    st = st ? st : cot_incidence_build(&papers, corpus, authors, &keep_all, err);
    st = st ? st : cot_graph_coauthor(&graph, papers, COT_FULL, NULL, err);
    st = st ? st : cot_graph_to_igraph(graph, NULL, out, err);

    cot_graph_free(graph);
    cot_incidence_free(papers);
    cot_authors_free(authors);
    cot_read_report_clear(&met);
    cot_corpus_free(corpus);
    return st;
}

int main(int argc, char **argv) {
    cot_error_t err = COT_ERROR_INIT;
    igraph_t graph;
    igraph_real_t diameter;
    cot_igraph_init();
    if (network((const char *const *)argv + 1, (size_t)argc - 1, &graph, &err) != COT_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    igraph_diameter(&graph, &diameter, NULL, NULL, NULL, NULL, IGRAPH_UNDIRECTED, 1);
    printf("%d authors, %d edges, diameter %g\n", (int)igraph_vcount(&graph), (int)igraph_ecount(&graph), diameter);
    igraph_destroy(&graph);
    return 0;
}
