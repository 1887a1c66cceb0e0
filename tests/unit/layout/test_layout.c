/* Layouts: what must hold for every drawing, for each method and shape of network.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "nets.h"

static const cot_layout_method_t methods[] = {COT_LAYOUT_FORCE, COT_LAYOUT_COMMUNITIES, COT_LAYOUT_FORCEATLAS2};

static void test_table(void **state) {
    (void)state;
    for (size_t i = 0; cot_layouts(i); i++) {
        assert_int_equal(cot_layouts(i)->method, (int)i);
        assert_non_null(cot_layouts(i)->title);
    }
    assert_string_equal(cot_layouts(0)->name, "auto");
    assert_null(cot_layouts(5));
}

static void test_tiny(void **state) {
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        for (uint32_t n = 0; n <= 5; n++) {
            for (int linked = 0; linked < 2; linked++) {
                pairs_t p = {NULL, 0, 0};
                for (uint32_t v = 1; linked && v < n; v++) {
                    add_pair(&p, v - 1, v);
                }
                net_t net = net_from_pairs(n, &p);
                draw(&net, methods[k], 1);
                assert_drawn(&net);
                net_free(&net);
            }
        }
    }
}

static void test_none(void **state) {
    (void)state;
    net_t net = planted(2, 5, 1, 0.1);
    net.x[3] = 7;
    draw(&net, COT_LAYOUT_NONE, 1);
    for (uint32_t v = 0; v < 10; v++) {
        assert_true(net.x[v] == 0 && net.y[v] == 0);
    }
    net_free(&net);
}

/* n people in teams of four. */
static net_t teams(uint32_t n) {
    pairs_t p = {NULL, 0, 0};
    for (uint32_t v = 0; v < n; v++) {
        for (uint32_t u = v / 4 * 4; u < v; u++) {
            add_pair(&p, u, v);
        }
    }
    return net_from_pairs(n, &p);
}

static void test_auto(void **state) {
    (void)state;
    for (uint32_t n = 1000; n <= 1001; n++) {
        net_t a = teams(n), b = teams(n);
        draw(&a, COT_LAYOUT_AUTO, 2);
        draw(&b, n == 1000 ? COT_LAYOUT_FORCE : COT_LAYOUT_COMMUNITIES, 2);
        assert_memory_equal(a.x, b.x, n * sizeof *a.x);
        draw(&b, n == 1001 ? COT_LAYOUT_FORCE : COT_LAYOUT_COMMUNITIES, 2);
        assert_memory_not_equal(a.x, b.x, n * sizeof *a.x);
        net_free(&a);
        net_free(&b);
    }
}

static void test_shapes(void **state) {
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        net_t nets[] = {planted(8, 40, 0.2, 0.01),  mixed(150, 300),
                        planted(13, 50, 0.1, 0.01), bipartite(k == 0 ? 200 : 1500, k == 0 ? 10 : 30),
                        planted(1, 60, 1, 0),       bipartite(40, 1)};
        for (size_t i = 0; i < sizeof nets / sizeof *nets; i++) {
            draw(&nets[i], methods[k], 2);
            assert_drawn(&nets[i]);
            net_free(&nets[i]);
        }
    }
}

static void test_isolated(void **state) {
    (void)state;
    pairs_t p = {NULL, 0, 0};
    net_t net = net_from_pairs(20000, &p);
    draw(&net, COT_LAYOUT_COMMUNITIES, 2);
    assert_drawn(&net);
    double far = 0;
    for (uint32_t v = 0; v < 20000; v++) {
        far = fmax(far, hypot(net.x[v], net.y[v]));
    }
    assert_true(far < 1500); /* 20,000 discs of 4 with gaps: a compact heap, not a scatter */
    net_free(&net);
}

/* A star's leaves cannot be grouped by links; a path has no communities; both with and without a partition.
 */
static void test_awkward(void **state) {
    (void)state;
    for (int kind = 0; kind < 4; kind++) {
        pairs_t p = {NULL, 0, 0};
        const uint32_t n = 3000;
        for (uint32_t v = 1; v < n; v++) {
            add_pair(&p, kind % 2 ? v - 1 : 0, v);
        }
        net_t net = net_from_pairs(n, &p);
        for (uint32_t v = 0; v < n; v++) {
            net.community[v] =
                kind < 2 ? 0 : (int64_t)((v * 2654435761u) % 1000) - 500; /* a nonsense partition */
        }
        draw(&net, COT_LAYOUT_COMMUNITIES, 2);
        assert_drawn(&net);
        net_free(&net);
    }
}

static void test_sizes_given(void **state) {
    (void)state;
    net_t net = planted(5, 80, 0.2, 0.01);
    for (uint32_t v = 0; v < 400; v++) {
        net.size[v] = v % 7 == 0 ? 300 : 0.5 + v % 40; /* far from what cot_layout_sizes gives */
    }
    draw(&net, COT_LAYOUT_COMMUNITIES, 2);
    assert_drawn(&net);
    net_free(&net);
}

static void test_threads(void **state) {
    (void)state;
    net_t (*const make[])(uint32_t, uint32_t) = {mixed, bipartite};
    for (int kind = 0; kind < 4; kind++) {
        const cot_layout_method_t method = kind < 2 ? COT_LAYOUT_COMMUNITIES : COT_LAYOUT_FORCEATLAS2;
        net_t one = make[kind % 2](2000, kind % 2 ? 60 : 2000);
        draw(&one, method, 1);
        for (int threads = 2; threads <= 5; threads++) {
            net_t more = make[kind % 2](2000, kind % 2 ? 60 : 2000);
            draw(&more, method, threads);
            assert_memory_equal(one.x, more.x, one.graph->n * sizeof *one.x);
            assert_memory_equal(one.y, more.y, one.graph->n * sizeof *one.y);
            net_free(&more);
        }
        net_free(&one);
    }
    net_t large = planted(200, 12, 0.9, 0.004); /* more communities than one thread places */
    net_t again = planted(200, 12, 0.9, 0.004);
    draw(&large, COT_LAYOUT_COMMUNITIES, 1);
    draw(&again, COT_LAYOUT_COMMUNITIES, 3);
    assert_drawn(&large);
    assert_memory_equal(large.x, again.x, large.graph->n * sizeof *large.x);
    net_free(&large);
    net_free(&again);
}

/* Components have convex room of their own: no member of another is within the circle of a small one. */
static void test_components_apart(void **state) {
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        net_t net = mixed(60, 50);
        uint32_t n = net.graph->n, count, *component = calloc(n, sizeof *component);
        assert_int_equal(cot_i_layout_components(net.graph, component, &count, NULL), COT_OK);
        draw(&net, methods[k], 2);
        for (uint32_t c = 1; c < count; c++) { /* 0 is the giant one, in the middle */
            double cx = 0, cy = 0, size = 0, reach = 0;
            for (uint32_t v = 0; v < n; v++) {
                cx += component[v] == c ? net.x[v] : 0;
                cy += component[v] == c ? net.y[v] : 0;
                size += component[v] == c;
            }
            for (uint32_t v = 0; v < n; v++) {
                reach = component[v] == c ? fmax(reach, hypot(net.x[v] - cx / size, net.y[v] - cy / size))
                                          : reach;
            }
            for (uint32_t v = 0; v < n; v++) {
                assert_true(component[v] == c || hypot(net.x[v] - cx / size, net.y[v] - cy / size) > reach);
            }
        }
        free(component);
        net_free(&net);
    }
}

static void test_communities_together(void **state) {
    (void)state;
    const uint32_t groups = 12, size = 50, n = groups * size;
    net_t net = planted(groups, size, 0.2, 0.004);
    double cx[12] = {0}, cy[12] = {0};
    uint32_t near = 0;
    draw(&net, COT_LAYOUT_COMMUNITIES, 2);
    for (uint32_t v = 0; v < n; v++) {
        cx[v / size] += net.x[v] / size;
        cy[v / size] += net.y[v] / size;
    }
    for (uint32_t v = 0; v < n; v++) {
        uint32_t best = 0;
        for (uint32_t g = 1; g < groups; g++) {
            if (hypot(net.x[v] - cx[g], net.y[v] - cy[g]) < hypot(net.x[v] - cx[best], net.y[v] - cy[best])) {
                best = g;
            }
        }
        near += best == v / size;
    }
    assert_true(near >= n * 99 / 100);
    net_free(&net);
}

static double mean_edge(const net_t *net) {
    double sum = 0;
    for (uint64_t e = 0; e < net->graph->m; e++) {
        uint32_t u = net->graph->from[e], v = net->graph->to[e];
        sum += hypot(net->x[u] - net->x[v], net->y[u] - net->y[v]);
    }
    return sum / (double)net->graph->m;
}

static double mean_pair(const net_t *net) {
    double sum = 0;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 3, 3, 3);
    for (int i = 0; i < 20000; i++) {
        uint32_t u = (uint32_t)cot_i_rng_below(&rng, net->graph->n);
        uint32_t v = (uint32_t)cot_i_rng_below(&rng, net->graph->n);
        sum += hypot(net->x[u] - net->x[v], net->y[u] - net->y[v]);
    }
    return sum / 20000;
}

static void test_edges_short(void **state) {
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        net_t nets[] = {planted(10, k == 0 ? 30 : 60, 0.2, 0.002),
                        bipartite(k == 0 ? 300 : 2000, k == 0 ? 20 : 40)};
        for (int i = 0; i < 2; i++) {
            draw(&nets[i], methods[k], 2);
            assert_true(mean_edge(&nets[i]) < 0.6 * mean_pair(&nets[i]));
            net_free(&nets[i]);
        }
    }
    net_t path = planted(1, 2, 1, 0); /* and without a partition, on a ring lattice */
    net_free(&path);
    pairs_t p = {NULL, 0, 0};
    for (uint32_t v = 0; v < 3000; v++) {
        add_pair(&p, v, (v + 1) % 3000);
        add_pair(&p, v, (v + 2) % 3000);
    }
    net_t ring = net_from_pairs(3000, &p);
    free(ring.community);
    ring.community = NULL;
    draw(&ring, COT_LAYOUT_COMMUNITIES, 2);
    assert_drawn(&ring);
    assert_true(mean_edge(&ring) < 0.15 * mean_pair(&ring));
    net_free(&ring);
}

/* Authors who write on one topic only are nearer to it than to any other topic. */
static void test_authors_near_topics(void **state) {
    (void)state;
    net_t net = bipartite(1000, 20);
    const cot_graph_t *g = net.graph;
    uint32_t single = 0, near = 0;
    draw(&net, COT_LAYOUT_COMMUNITIES, 2);
    for (uint32_t v = 0; v < g->n_left; v++) {
        if (g->off[v + 1] - g->off[v] == 1) {
            uint32_t best = g->n_left;
            for (uint32_t t = g->n_left; t < g->n; t++) {
                if (hypot(net.x[v] - net.x[t], net.y[v] - net.y[t]) <
                    hypot(net.x[v] - net.x[best], net.y[v] - net.y[best])) {
                    best = t;
                }
            }
            single++;
            near += best == g->adj[g->off[v]];
        }
    }
    assert_true(single > 200);
    assert_true(near >= single * 95 / 100);
    net_free(&net);
}

static void test_arguments(void **state) {
    (void)state;
    net_t net = planted(2, 5, 1, 0.1);
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_layout(NULL, by(COT_LAYOUT_AUTO), NULL, net.size, net.x, net.y, NULL, &err), COT_E_ARG);
    assert_int_equal(cot_layout(net.graph, by(COT_LAYOUT_AUTO), NULL, NULL, net.x, net.y, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_layout(net.graph, by((cot_layout_method_t)9), NULL, net.size, net.x, net.y, NULL, NULL),
                     COT_E_ARG);
    const double bad[] = {0, -1, 501, NAN, INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        net.size[4] = bad[i];
        err = (cot_error_t)COT_ERROR_INIT;
        assert_int_equal(cot_layout(net.graph, by(COT_LAYOUT_AUTO), NULL, net.size, net.x, net.y, NULL, &err),
                         COT_E_ARG);
        assert_non_null(strstr(err.message, "vertex 4"));
    }
    net_free(&net);
    pairs_t p = {NULL, 0, 0};
    net_t many = net_from_pairs(5001, &p);
    assert_int_equal(cot_layout(many.graph, by(COT_LAYOUT_FORCE), NULL, many.size, many.x, many.y, NULL, &err),
                     COT_E_ARG);
    net_free(&many);
}

typedef struct {
    int calls, stop_at;
} stopper_t;

static int stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    stopper_t *s = data;
    (void)done;
    (void)total;
    assert_non_null(stage);
    return ++s->calls > s->stop_at;
}

static void test_interrupt(void **state) {
    (void)state;
    net_t nets[] = {planted(4, 40, 0.2, 0.01), bipartite(150, 8)};
    for (int kind = 0; kind < 6; kind++) {
        net_t *net = &nets[kind % 2];
        for (int at = 0;; at++) {
            stopper_t s = {0, at};
            cot_env_t env = {2, 1, stop, &s};
            int64_t live = cot_i_alloc_live();
            cot_status_t st = cot_layout(net->graph, by(methods[kind / 2]), net->community, net->size, net->x,
                                         net->y, &env, NULL);
            assert_int_equal(cot_i_alloc_live(), live);
            if (st == COT_OK) {
                assert_true(at > 3);
                break;
            }
            assert_int_equal(st, COT_E_INTERRUPT);
            at += at / 4;
        }
    }
    net_free(&nets[0]);
    net_free(&nets[1]);
}

static void test_torture(void **state) {
    (void)state;
    static const cot_layout_method_t by_kind[] = {COT_LAYOUT_COMMUNITIES, COT_LAYOUT_COMMUNITIES, COT_LAYOUT_FORCE,
                                                  COT_LAYOUT_FORCEATLAS2};
    for (int kind = 0; kind < 4; kind++) {
        net_t net = kind == 1 ? bipartite(60, 6) : planted(3, 60, 0.2, 0.01);
        cot_env_t env = {1, 1, NULL, NULL};
        for (int64_t k = 0;; k++) {
            int64_t live = cot_i_alloc_live();
            cot_error_t err = COT_ERROR_INIT;
            cot_i_alloc_fail_after(k);
            cot_status_t st = cot_layout(net.graph, by(by_kind[kind]),
                                         net.community, net.size, net.x, net.y, &env, &err);
            cot_i_alloc_fail_after(-1);
            assert_int_equal(cot_i_alloc_live(), live);
            if (st == COT_OK) {
                assert_true(k > 10);
                break;
            }
            if (st != COT_E_NOMEM) {
                fail_msg("allocation %d: status %d, %s", (int)k, (int)st, err.message);
            }
            assert_true(err.message[0] != '\0');
        }
        net_free(&net);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_tiny),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_auto),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_isolated),
        cmocka_unit_test(test_awkward),
        cmocka_unit_test(test_sizes_given),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_components_apart),
        cmocka_unit_test(test_communities_together),
        cmocka_unit_test(test_edges_short),
        cmocka_unit_test(test_authors_near_topics),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_interrupt),
        cmocka_unit_test(test_torture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
