/* bench_layout.c: layouts of ours beside igraph's DrL and Gephi's own ForceAtlas2: seconds, and the quality of what they
 * draw, scored for all by cot_layout_quality.
 *
 *     bench_layout [--pictures DIR] [--threads N] [--steps N] [edges.txt[.xz] ...]    default: ca-GrQc, ca-AstroPh, com-dblp
 *
 * All are given the same network (weights 1). Ours are given Leiden's communities too, whose time is told apart. DrL and
 * Gephi (--steps, default 1,000) are left out above 50,000 vertices, Gephi also where Java or its toolkit is missing.
 * With --pictures each drawing is written there as NETWORK-LAYOUT.png.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench_paths.h"

#include "bridge/igraph_calls.h"

enum { PEERS_MOST = 50000 };

typedef struct {
    const char *pictures;
    int threads, steps;
} settings_t;
static settings_t settings = {NULL, 2, 1000};

typedef struct {
    const cot_graph_t *graph;
    char name[64];
    cot_analysis_t *analysis;
    cot_env_t env;
    double *size, *x, *y;
} drawing_t;

/* Where a vertex is drawn does not depend on how: sizes are small and equal, so that places are all there is to see. */
static void write_picture(const drawing_t *d, const char *title, const char *engine) {
    static const uint64_t off[] = {0};
    char path[1024];
    cot_incidence_t *incidence = NULL;
    cot_out_t *out = NULL;
    cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
    must(cot_incidence_from_rows(&incidence, d->graph->n, 0, off, NULL, NULL, NULL), "incidence");
    const cot_results_t results = {
        .incidence = incidence,
        .coauthor = {d->graph, d->analysis, d->x, d->y, d->size, COT_LAYOUT_FORCEATLAS2}};
    params.format = COT_PICTURE_PNG;
    params.width = 60;
    params.height = 65;
    params.dpi = 120;
    params.caption = false;
    params.labels = 0;
    params.title = title;
    (void)snprintf(path, sizeof path, "%s/%s-%s.png", settings.pictures, d->name, engine);
    must(cot_out_file(&out, path, NULL), path);
    must(cot_picture_write(cot_picture_find("network"), &results, &params, out, NULL, NULL), "picture");
    must(cot_out_close(out, 1, NULL), path);
    cot_incidence_free(incidence);
}

static void tell(const drawing_t *d, const char *title, const char *engine, double seconds) {
    cot_layout_quality_t quality;
    must(cot_layout_quality(d->graph, d->x, d->y, &quality, &d->env, NULL), "quality");
    printf("%-44s %9.2f %14.3f %14.4f\n", title, seconds, quality.edge_length_spread, quality.neighbourhood);
    (void)fflush(stdout);
    if (settings.pictures) {
        write_picture(d, title, engine);
    }
}

static void run_ours(const drawing_t *d, cot_layout_method_t method, bool linlog, const char *title, const char *engine) {
    cot_layout_params_t params = COT_LAYOUT_PARAMS_INIT;
    const int64_t *community = d->analysis->columns[d->analysis->community].ints;
    params.method = method;
    params.linlog = linlog;
    const double begin = bench_now();
    must(cot_layout(d->graph, &params, community, d->size, d->x, d->y, &d->env, NULL), title);
    tell(d, title, engine, bench_now() - begin);
}

static void run_drl(const drawing_t *d) {
    const cot_graph_t *graph = d->graph;
    uint32_t *pairs = bench_alloc(2 * graph->m, sizeof *pairs);
    for (uint64_t e = 0; e < graph->m; e++) {
        pairs[2 * e] = graph->from[e];
        pairs[2 * e + 1] = graph->to[e];
    }
    const cot_i_edges_t edges = {graph->n, graph->m, pairs, graph->weight};
    const double begin = bench_now();
    must(cot_i_ig_layout_drl(&edges, false, d->x, d->y, &d->env, NULL), "DrL");
    tell(d, "igraph " COT_IGRAPH_VERSION ", DrL, one thread", "drl", bench_now() - begin);
    free(pairs);
}

static bool write_edges(const cot_graph_t *graph, const char *path) {
    FILE *file = fopen(path, "w");
    if (!file) {
        return false;
    }
    fprintf(file, "%u\n", graph->n);
    for (uint64_t e = 0; e < graph->m; e++) {
        fprintf(file, "%u %u %g\n", graph->from[e], graph->to[e], graph->weight[e]);
    }
    return fclose(file) == 0;
}

/* Runs the script; its seconds, or a negative number. */
static double ask_gephi(const char *edges, const char *places) {
    char command[4096], line[128] = "";
    (void)snprintf(command, sizeof command, "'%s/bench/peers/gephi_layout.sh' '%s' '%s' %d %d", COT_SOURCE_DIR, edges,
                   places, settings.steps, settings.threads);
    FILE *script = popen(command, "r");
    while (script && fgets(line, sizeof line, script)) {
    }
    return script && pclose(script) == 0 ? strtod(line, NULL) : -1;
}

static void run_gephi(const drawing_t *d) {
    char edges[] = "/tmp/coterie-bench-edges-XXXXXX", places[] = "/tmp/coterie-bench-places-XXXXXX", title[80];
    const int first = mkstemp(edges), second = mkstemp(places);
    double seconds = -1;
    if (first >= 0 && second >= 0 && write_edges(d->graph, edges)) {
        seconds = ask_gephi(edges, places);
    }
    FILE *file = seconds >= 0 ? fopen(places, "r") : NULL;
    for (uint32_t v = 0; file && v < d->graph->n; v++) {
        if (fscanf(file, "%lf %lf", &d->x[v], &d->y[v]) != 2) {
            bench_fail("places from Gephi");
        }
    }
    if (file) {
        (void)fclose(file);
        (void)snprintf(title, sizeof title, "Gephi 0.10.1, ForceAtlas2, %d steps", settings.steps);
        tell(d, title, "gephi", seconds);
    } else {
        printf("Gephi: skipped (no Java, or no Gephi Toolkit)\n");
    }
    (void)close(first);
    (void)close(second);
    (void)remove(edges);
    (void)remove(places);
}

static void bench_graph(const char *path, const cot_graph_t *graph) {
    drawing_t d = {.graph = graph, .env = {settings.threads, 1, NULL, NULL}};
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    (void)snprintf(d.name, sizeof d.name, "%.*s", (int)strcspn(name, "."), name);
    d.size = bench_alloc(graph->n, sizeof *d.size);
    d.x = bench_alloc(graph->n, sizeof *d.x);
    d.y = bench_alloc(graph->n, sizeof *d.y);
    for (uint32_t v = 0; v < graph->n; v++) {
        d.size[v] = 4;
    }
    printf("\n%s: %u vertices, %llu edges, %d threads\n%-44s %9s %14s %14s\n", d.name, graph->n,
           (unsigned long long)graph->m, settings.threads, "", "seconds", "length spread", "neighbourhood");
    params.measures = "none";
    const double begin = bench_now();
    must(cot_analyze(&d.analysis, graph, &params, &d.env, NULL), "communities");
    printf("%-44s %9.2f\n", "(communities by Leiden, for ours)", bench_now() - begin);
    run_ours(&d, COT_LAYOUT_COMMUNITIES, false, "coterie, communities (default)", "communities");
    run_ours(&d, COT_LAYOUT_FORCEATLAS2, false, "coterie, ForceAtlas2", "forceatlas2");
    run_ours(&d, COT_LAYOUT_FORCEATLAS2, true, "coterie, ForceAtlas2, LinLog", "linlog");
    if (graph->n <= PEERS_MOST) {
        run_drl(&d);
        run_gephi(&d);
    }
    cot_analysis_free(d.analysis);
    free(d.size);
    free(d.x);
    free(d.y);
}

int main(int argc, char **argv) {
    char *usual[] = {argv[0], COT_SHARED_DIR "/data/graphs/ca-GrQc.txt.xz", COT_SHARED_DIR "/data/graphs/ca-AstroPh.txt.xz",
                     COT_SHARED_DIR "/data/graphs/com-dblp.txt.xz"};
    int first = 1;
    for (; first + 1 < argc && strncmp(argv[first], "--", 2) == 0; first += 2) {
        if (strcmp(argv[first], "--pictures") == 0) {
            settings.pictures = argv[first + 1];
        } else if (strcmp(argv[first], "--threads") == 0) {
            settings.threads = (int)strtol(argv[first + 1], NULL, 10);
        } else {
            settings.steps = (int)strtol(argv[first + 1], NULL, 10);
        }
    }
    argv[first - 1] = argv[0];
    return first < argc ? net_each(argc - first + 1, argv + first - 1, false, bench_graph)
                        : net_each(4, usual, false, bench_graph);
}
