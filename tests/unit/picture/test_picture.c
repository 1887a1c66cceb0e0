/* Pictures: every one in every format from full, empty and odd results; the same bytes again and for any number of
 * threads; sizes; what is refused; no memory; stopping.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/export/fixture.h"

#include <libxml/parser.h>

#include "base/alloc.h"
#include "picture/charts.h"

static cot_status_t draw(const cot_picture_t *picture, const cot_results_t *results, const cot_picture_params_t *params,
                         const cot_env_t *env, char **bytes, size_t *n, cot_picture_notes_t *notes) {
    cot_error_t err = COT_ERROR_INIT;
    cot_out_t *out = NULL;
    *bytes = NULL;
    *n = 0;
    cot_status_t st = cot_out_memory(&out, &err);
    if (st != COT_OK) {
        return st;
    }
    cot_out_env(out, env);
    st = cot_picture_write(picture, results, params, out, notes, &err);
    if (st == COT_OK) {
        const char *text = cot_out_memory_text(out, n);
        *bytes = text ? malloc(*n + 1) : NULL;
        if (*bytes) {
            memcpy(*bytes, text, *n);
            (*bytes)[*n] = '\0';
        }
    } else {
        assert_true(err.code == st && err.message[0] != '\0');
    }
    const cot_status_t closed = cot_out_close(out, 1, NULL);
    return st == COT_OK ? closed : st;
}

static uint32_t big_endian(const char *at) {
    const unsigned char *p = (const unsigned char *)at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Is it what its format says? */
static void check_bytes(const char *bytes, size_t n, const cot_picture_params_t *params) {
    assert_non_null(bytes);
    assert_true(n > 300);
    if (params->format == COT_PICTURE_SVG) {
        xmlDoc *doc = xmlReadMemory(bytes, (int)n, "picture.svg", NULL, XML_PARSE_NONET);
        assert_non_null(doc);
        assert_string_equal((const char *)xmlDocGetRootElement(doc)->name, "svg");
        xmlFreeDoc(doc);
        assert_non_null(strstr(bytes, "<title>"));
        assert_null(strstr(bytes, "<script"));
    } else if (params->format == COT_PICTURE_PDF) {
        assert_memory_equal(bytes, "%PDF-1.", 7);
        assert_memory_equal(bytes + n - 6, "%%EOF\n", 6);
    } else {
        assert_memory_equal(bytes, "\x89PNG\r\n\x1a\n", 8);
        assert_int_equal(big_endian(bytes + 16), (uint32_t)ceil(params->width / 25.4 * params->dpi - 1e-6));
        assert_memory_equal(bytes + 37, "pHYs", 4);
        assert_int_equal(big_endian(bytes + 41), (uint32_t)lround(params->dpi / 0.0254));
        assert_memory_equal(bytes + n - 8, "IEND", 4);
    }
}

static void draw_all(const cot_results_t *results) {
    for (size_t p = 0; cot_pictures(p); p++) {
        for (size_t f = 0; cot_picture_formats(f); f++) {
            cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
            char *bytes;
            size_t n;
            params.format = cot_picture_formats(f)->format;
            params.dpi = 100;
            params.background = (cot_background_t)((p + f) % 3);
            params.largest_component = f == 1;
            params.title = f == 0 ? "A <script>title</script> & \"more\" \xF0\x9F\x98\x80" : NULL;
            assert_int_equal(draw(cot_pictures(p), results, &params, NULL, &bytes, &n, NULL), COT_OK);
            check_bytes(bytes, n, &params);
            free(bytes);
        }
    }
}

static void test_every_picture(void **state) {
    fixture_t f;
    (void)state;
    for (int papers = 0; papers < 2; papers++) {
        fixture_make(&f, papers);
        draw_all(&f.results);
        fixture_clear(&f);
    }
}

/* A run leaves things out; the pictures say so and are drawn. */
static void test_missing_parts(void **state) {
    fixture_t f;
    (void)state;
    fixture_make(&f, true);
    f.results.communities = NULL;
    draw_all(&f.results);
    f.analysis[0].community = f.analysis[1].community = SIZE_MAX;
    draw_all(&f.results);
    f.results.coauthor.x = f.results.author_topic.x = NULL;
    f.results.coauthor.analysis = f.results.author_topic.analysis = NULL;
    draw_all(&f.results);
    f.results.topics = NULL;
    f.results.authors = NULL;
    f.results.author_topic.graph = NULL;
    draw_all(&f.results);
    fixture_clear(&f);
}

/* No paper has a year; one author; one paper; one community. */
static void test_small(void **state) {
    (void)state;
    static const uint64_t offs[][3] = {{0, 1, 1}, {0, 2, 2}, {0, 3, 4}};
    static const uint32_t rows[] = {0, 1, 2, 0};
    static const uint32_t authors[] = {1, 2, 3}, papers[] = {1, 1, 2};
    for (int i = 0; i < 3; i++) {
        cot_incidence_t *incidence = NULL;
        cot_graph_t *graph = NULL;
        cot_analysis_t *analysis = NULL;
        cot_communities_t *communities = NULL;
        double x[3] = {0, 5, -5}, y[3] = {0, 3, 0}, size[3] = {4, 4, 100};
        assert_int_equal(cot_incidence_from_rows(&incidence, authors[i], papers[i], offs[i], rows, NULL, NULL), COT_OK);
        assert_int_equal(cot_graph_coauthor(&graph, incidence, COT_FULL, NULL, NULL), COT_OK);
        cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
        params.measures = "degree-distribution,distances,degree,betweenness";
        assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
        cot_results_t results = {.incidence = incidence,
                                 .coauthor = {graph, analysis, x, y, size, COT_LAYOUT_FORCE},
                                 .author_topic = {NULL, NULL, NULL, NULL, NULL, COT_LAYOUT_NONE}};
        assert_int_equal(cot_communities_describe(&communities, &results, NULL), i < 3 ? COT_OK : COT_E_ARG);
        results.communities = communities;
        draw_all(&results);
        cot_communities_free(communities);
        cot_analysis_free(analysis);
        cot_graph_free(graph);
        cot_incidence_free(incidence);
    }
}

/* ---- centrality ---------------------------------------------------------------------------------------------- */

/* Every pair of axes: huge values, values that are not defined, a measure that there is not. */
static void test_axes(void **state) {
    static const char *const names[] = {"papers", "degree", "betweenness", "PageRank", "huge", "none-such", NULL};
    fixture_t f;
    (void)state;
    fixture_make(&f, true);
    for (size_t i = 0; i < 49; i++) {
        cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
        char *bytes;
        size_t n;
        params.x_measure = names[i / 7];
        params.y_measure = names[i % 7];
        assert_int_equal(draw(cot_picture_find("centrality"), &f.results, &params, NULL, &bytes, &n, NULL), COT_OK);
        check_bytes(bytes, n, &params);
        assert_null(strstr(bytes, "nan"));
        assert_null(strstr(bytes, "inf"));
        free(bytes);
    }
    fixture_clear(&f);
}

/* A network of up to 40 authors made at random, drawn on a spiral. */
typedef struct {
    cot_incidence_t *incidence;
    cot_graph_t *graph;
    cot_analysis_t *analysis;
    double x[41], y[41], size[41];
    cot_results_t results;
} small_t;

static uint32_t next_random(uint64_t *seed, uint32_t below) {
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

static void small_make(small_t *s, uint64_t *seed) {
    uint64_t off[61] = {0};
    uint32_t rows[60 * 3];
    const uint32_t n = 1 + next_random(seed, 40), papers = next_random(seed, 2 * n < 60 ? 2 * n : 60);
    for (uint32_t p = 0; p < papers; p++) {
        uint32_t *row = rows + off[p], k = 0;
        for (uint32_t want = 1 + next_random(seed, 3); k < want && k < n;) {
            const uint32_t v = next_random(seed, n);
            if (!(k > 0 && row[0] == v) && !(k > 1 && row[1] == v)) {
                row[k++] = v;
            }
        }
        off[p + 1] = off[p] + k;
    }
    memset(s, 0, sizeof *s);
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    params.measures = "degree,betweenness,clustering";
    assert_int_equal(cot_incidence_from_rows(&s->incidence, n, papers, off, rows, NULL, NULL), COT_OK);
    assert_int_equal(cot_graph_coauthor(&s->graph, s->incidence, COT_FULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_analyze(&s->analysis, s->graph, &params, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < n; v++) {
        s->x[v] = 20 * v * cos(2.4 * v);
        s->y[v] = 20 * v * sin(2.4 * v);
        s->size[v] = 4 + v % 7;
    }
    s->results = (cot_results_t){.incidence = s->incidence,
                                 .coauthor = {s->graph, s->analysis, s->x, s->y, s->size, COT_LAYOUT_FORCE}};
}

static void small_clear(small_t *s) {
    cot_analysis_free(s->analysis);
    cot_graph_free(s->graph);
    cot_incidence_free(s->incidence);
}

/* What an SVG says of itself; the caller frees it. */
static char *described(const cot_picture_t *picture, const cot_results_t *results, const cot_picture_params_t *params) {
    char *bytes;
    size_t n;
    assert_int_equal(draw(picture, results, params, NULL, &bytes, &n, NULL), COT_OK);
    check_bytes(bytes, n, params);
    char *begin = strstr(bytes, "<desc>"), *end = begin ? strstr(begin, "</desc>") : NULL;
    assert_non_null(end);
    *end = '\0';
    memmove(bytes, begin + 6, (size_t)(end - begin - 5));
    return bytes;
}

/* Spearman's correlation from the definition: a rank is 1 + those below + half of the others that are equal. */
static double slow_rho(const double *x, const double *y, uint32_t n) {
    double xx = 0, yy = 0, xy = 0;
    for (uint32_t v = 0; v < n; v++) {
        double a = 0, b = 0; /* ranks less their mean */
        for (uint32_t w = 0; w < n; w++) {
            a += (x[w] < x[v] ? 0.5 : 0) - (x[w] > x[v] ? 0.5 : 0);
            b += (y[w] < y[v] ? 0.5 : 0) - (y[w] > y[v] ? 0.5 : 0);
        }
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : (double)NAN;
}

static void test_correlation(void **state) {
    uint64_t seed = 11;
    (void)state;
    for (int i = 0; i < 60; i++) {
        small_t s;
        double x[40], y[40];
        uint32_t n = 0;
        cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
        params.y_measure = i % 2 ? "clustering" : "betweenness";
        small_make(&s, &seed);
        const double *up = cot_analysis_column(s.analysis, params.y_measure)->reals;
        for (uint32_t v = 0; v < s.graph->n; v++) {
            if (isfinite(up[v])) {
                x[n] = (double)(s.graph->off[v + 1] - s.graph->off[v]);
                y[n++] = up[v];
            }
        }
        const double rho = slow_rho(x, y, n);
        char *said = described(cot_picture_find("centrality"), &s.results, &params), wanted[32];
        (void)snprintf(wanted, sizeof wanted, "ρ = %s%.2f", rho <= -0.005 ? "−" : "", fabs(rho));
        assert_int_equal(strstr(said, "ρ = ") != NULL, isfinite(rho));
        assert_true(!isfinite(rho) || strstr(said, wanted) || fabs(fabs(100 * rho) - floor(fabs(100 * rho)) - 0.5) < 1e-9);
        (void)snprintf(wanted, sizeof wanted, "left out: %u for whom", s.graph->n - n);
        assert_int_equal(strstr(said, wanted) != NULL, n > 0 && n < s.graph->n);
        free(said);
        small_clear(&s);
    }
}

/* ---- the largest component ----------------------------------------------------------------------------------- */

/* Its vertices: of all, by label propagation, the most; of equal ones any. */
static uint32_t slow_largest(const cot_graph_t *graph) {
    uint32_t label[40], count[40] = {0}, most = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        label[v] = v;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint64_t e = 0; e < graph->m; e++) {
            uint32_t *a = &label[graph->from[e]], *b = &label[graph->to[e]];
            changed = changed || *a != *b;
            *a = *b = *a < *b ? *a : *b;
        }
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        most = ++count[label[v]] > most ? count[label[v]] : most;
    }
    return most;
}

static void test_largest_component(void **state) {
    uint64_t seed = 12;
    (void)state;
    for (int i = 0; i < 60; i++) {
        small_t s;
        char wanted[80];
        cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
        params.largest_component = true;
        small_make(&s, &seed);
        const uint32_t n = s.graph->n, most = slow_largest(s.graph);
        char *said = described(cot_picture_find("network"), &s.results, &params);
        if (most == n) {
            assert_non_null(strstr(said, "all in one component"));
        } else {
            (void)snprintf(wanted, sizeof wanted, "the largest component, of %u author%s and", most, most == 1 ? "" : "s");
            assert_non_null(strstr(said, wanted));
            (void)snprintf(wanted, sizeof wanted, "left out: %u author%s in", n - most, n - most == 1 ? "" : "s");
            assert_non_null(strstr(said, wanted));
        }
        free(said);
        small_clear(&s);
    }
}

static void test_same_bytes(void **state) {
    static const int threads[] = {1, 2, 3, 8};
    fixture_t f;
    (void)state;
    fixture_make(&f, true);
    for (size_t p = 0; cot_pictures(p); p++) {
        for (size_t k = 0; cot_picture_formats(k); k++) {
            cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
            char *first = NULL, *bytes;
            size_t n_first = 0, n;
            params.format = cot_picture_formats(k)->format;
            for (size_t t = 0; t < 4; t++) {
                cot_env_t env = COT_ENV_INIT;
                env.threads = threads[t];
                assert_int_equal(draw(cot_pictures(p), &f.results, &params, &env, &bytes, &n, NULL), COT_OK);
                if (t == 0) {
                    first = bytes;
                    n_first = n;
                } else {
                    assert_int_equal(n, n_first);
                    assert_memory_equal(bytes, first, n);
                    free(bytes);
                }
            }
            free(first);
        }
    }
    fixture_clear(&f);
}

/* 600 authors, 12,000 pairs, in a spiral. */
typedef struct {
    cot_incidence_t *incidence;
    cot_graph_t *graph;
    double x[600], y[600], size[600];
    cot_results_t results;
} crowd_t;

static void crowd_make(crowd_t *c) {
    enum { N = 600, PAPERS = 600, EACH = 7 };
    uint64_t off[PAPERS + 1];
    uint32_t *rows = calloc((size_t)PAPERS * EACH, sizeof *rows);
    uint64_t seed = 1;
    assert_non_null(rows);
    for (uint32_t p = 0; p <= PAPERS; p++) {
        off[p] = (uint64_t)p * EACH;
    }
    for (uint32_t i = 0; i < PAPERS * EACH; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        rows[i] = (uint32_t)(((seed >> 33) % (N / EACH)) * EACH + i % EACH); /* all different on a paper */
    }
    memset(c, 0, sizeof *c);
    assert_int_equal(cot_incidence_from_rows(&c->incidence, N, PAPERS, off, rows, NULL, NULL), COT_OK);
    assert_int_equal(cot_graph_coauthor(&c->graph, c->incidence, COT_FULL, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < N; v++) {
        c->x[v] = 4 * v * cos(2.4 * v);
        c->y[v] = 4 * v * sin(2.4 * v);
        c->size[v] = 4 + v % 50;
    }
    c->results = (cot_results_t){.incidence = c->incidence,
                                 .coauthor = {c->graph, NULL, c->x, c->y, c->size, COT_LAYOUT_FORCE}};
    free(rows);
}

static void crowd_clear(crowd_t *c) {
    cot_graph_free(c->graph);
    cot_incidence_free(c->incidence);
}

/* Many edges become an image, in SVG and PDF only, and the notes say so. */
static void test_raster(void **state) {
    crowd_t crowd;
    (void)state;
    crowd_make(&crowd);
    assert_true(crowd.graph->m > 10000);
    for (size_t k = 0; cot_picture_formats(k); k++) {
        cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
        cot_picture_notes_t notes;
        char *bytes;
        size_t n;
        params.format = cot_picture_formats(k)->format;
        params.dpi = 100;
        assert_int_equal(draw(cot_picture_find("network"), &crowd.results, &params, NULL, &bytes, &n, &notes), COT_OK);
        check_bytes(bytes, n, &params);
        assert_int_equal(notes.raster, params.format != COT_PICTURE_PNG);
        assert_true(params.format != COT_PICTURE_SVG || strstr(bytes, "<image") != NULL);
        assert_true(n < 400000);
        free(bytes);
    }
    crowd_clear(&crowd);
}

static void test_labels(void **state) {
    fixture_t f;
    (void)state;
    fixture_make(&f, true);
    for (uint32_t most = 0; most < 40; most += 3) {
        cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
        cot_picture_notes_t notes;
        char *bytes;
        size_t n;
        params.labels = most;
        params.width = 200;
        assert_int_equal(draw(cot_picture_find("network"), &f.results, &params, NULL, &bytes, &n, &notes), COT_OK);
        assert_true(notes.labels <= most);
        assert_true(notes.no_fonts || most == 0 || notes.labels > 0);
        free(bytes);
    }
    fixture_clear(&f);
}

static void refused(const cot_results_t *results, cot_picture_params_t params, cot_status_t status) {
    char *bytes;
    size_t n;
    assert_int_equal(draw(cot_picture_find("growth"), results, &params, NULL, &bytes, &n, NULL), status);
    assert_int_equal(cot_picture_check(&params, NULL), status == COT_E_LIMIT ? COT_OK : status);
    assert_null(bytes);
}

static void test_refused(void **state) {
    fixture_t f;
    cot_error_t err = COT_ERROR_INIT;
    (void)state;
    fixture_make(&f, true);
    const cot_picture_params_t usual = COT_PICTURE_PARAMS_INIT;
    cot_picture_params_t params = usual;
    params.width = 19;
    refused(&f.results, params, COT_E_ARG);
    params.width = NAN;
    refused(&f.results, params, COT_E_ARG);
    params = usual;
    params.height = 2001;
    refused(&f.results, params, COT_E_ARG);
    params = usual;
    params.dpi = 0;
    refused(&f.results, params, COT_E_ARG);
    params = usual;
    params.font_size = 100;
    refused(&f.results, params, COT_E_ARG);
    params = usual;
    params.format = COT_PICTURE_PNG;
    params.width = 2000;
    params.dpi = 2400;
    refused(&f.results, params, COT_E_LIMIT);
    assert_int_equal(cot_picture_write(NULL, &f.results, NULL, NULL, NULL, &err), COT_E_ARG);
    assert_null(cot_picture_find("nothing"));
    assert_null(cot_picture_find(NULL));
    fixture_clear(&f);
}

static void test_no_memory(void **state) {
    fixture_t f;
    (void)state;
    fixture_make(&f, true);
    for (size_t p = 0; cot_pictures(p); p++) {
        for (int64_t k = 0;; k++) {
            cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
            char *bytes;
            size_t n;
            params.largest_component = true;
            const int64_t live = cot_i_alloc_live();
            cot_i_alloc_fail_after(k);
            const cot_status_t st = draw(cot_pictures(p), &f.results, &params, NULL, &bytes, &n, NULL);
            cot_i_alloc_fail_after(-1);
            assert_int_equal(cot_i_alloc_live(), live);
            free(bytes);
            if (st == COT_OK) {
                break;
            }
            assert_int_equal(st, COT_E_NOMEM);
            assert_true(k < 1000);
        }
    }
    fixture_clear(&f);
}

static int stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)stage;
    (void)done;
    (void)total;
    return ++*(int *)data > 3;
}

static void test_interrupt(void **state) {
    crowd_t crowd;
    int calls = 0;
    char *bytes;
    size_t n;
    (void)state;
    crowd_make(&crowd);
    const cot_env_t env = {1, 1, stop, &calls};
    assert_int_equal(draw(cot_picture_find("network"), &crowd.results, NULL, &env, &bytes, &n, NULL), COT_E_INTERRUPT);
    crowd_clear(&crowd);
}

static void test_ticks(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 2000; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        const double most = pow(10, (double)(seed >> 40) / (double)(1 << 24) * 12 - 4);
        cot_i_axis_t axis = {0, most, false, false, false, NULL, false};
        const double step = cot_i_tick_step(&axis, 6), digit = step / pow(10, floor(log10(step) + 1e-9));
        assert_true(most / step <= 6 + 1e-9 && most / step >= 2);
        assert_true(fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 || fabs(digit - 5) < 1e-6);
        axis.whole = true;
        assert_true(cot_i_tick_step(&axis, 6) >= 1);
    }
}

static void test_spread(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 500; i++) {
        double y[8], before[8];
        for (int k = 0; k < 8; k++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            before[k] = y[k] = (double)(seed >> 40) / (double)(1 << 24) * 100;
        }
        cot_i_spread(y, 8, 9, 0, 100);
        for (int a = 0; a < 8; a++) {
            assert_true(y[a] >= -1e-9 && y[a] <= 100 + 1e-9);
            for (int b = 0; b < 8; b++) {
                assert_true(a == b || fabs(y[a] - y[b]) > 9 - 1e-9);
                assert_true(before[a] >= before[b] || y[a] < y[b]);
            }
        }
    }
}

static void test_numbers(void **state) {
    char text[32];
    (void)state;
    assert_string_equal(cot_i_grouped(0, text), "0");
    assert_string_equal(cot_i_grouped(999, text), "999");
    assert_string_equal(cot_i_grouped(1000, text), "1,000");
    assert_string_equal(cot_i_grouped(UINT64_MAX, text), "18,446,744,073,709,551,615");
    assert_string_equal(cot_i_power_of_ten(3, text), "1,000");
    assert_string_equal(cot_i_power_of_ten(-12, text), "10⁻¹²");
    assert_string_equal(cot_i_power_of_ten(5, text), "10⁵");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_picture), cmocka_unit_test(test_missing_parts), cmocka_unit_test(test_small),
        cmocka_unit_test(test_same_bytes),    cmocka_unit_test(test_raster),        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_refused),       cmocka_unit_test(test_no_memory),     cmocka_unit_test(test_interrupt),
        cmocka_unit_test(test_ticks),         cmocka_unit_test(test_spread),        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_axes),          cmocka_unit_test(test_correlation),
        cmocka_unit_test(test_largest_component),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
