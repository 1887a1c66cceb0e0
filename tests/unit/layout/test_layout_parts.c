/* Parts of the layout: sizes, colours, packing, pushing apart.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "nets.h"

static void test_sizes(void **state) {
    (void)state;
    const double value[] = {0, 25, 100, 6.25};
    double size[4];
    cot_layout_sizes(value, 4, size);
    assert_true(size[0] == 4 && size[2] == 100);
    assert_true(fabs(size[1] - 52) < 1e-9 && fabs(size[3] - 28) < 1e-9); /* 4 + 96 sqrt(v / 100) */
    const double shifted[] = {3, 7, 7, 3};
    cot_layout_sizes(shifted, 4, size);
    assert_true(size[0] == 4 && size[1] == 100 && size[2] == 100 && size[3] == 4);
    const double equal[] = {5, 5, 5};
    cot_layout_sizes(equal, 3, size);
    assert_true(size[0] == 4 && size[1] == 4 && size[2] == 4);
    const double odd[] = {NAN, -3, INFINITY, 9};
    cot_layout_sizes(odd, 4, size);
    assert_true(size[0] == 4 && size[1] == 4 && size[2] == 4 && size[3] == 100);
    cot_layout_sizes(NULL, 0, NULL);
}

static void test_sizes_large(void **state) {
    (void)state;
    const uint32_t n = 300000;
    double *value = calloc(n, sizeof *value), *size = calloc(n, sizeof *size), area = 0, most = 0,
           least = 1000;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 1, 1);
    for (uint32_t v = 0; v < n; v++) {
        value[v] = floor(1 / (cot_i_rng_real(&rng) + 1e-4));
    }
    cot_layout_sizes(value, n, size);
    for (uint32_t v = 0; v < n; v++) {
        area += 3.14159265358979 / 4 * size[v] * size[v];
        most = fmax(most, size[v]);
        least = fmin(least, size[v]);
        assert_true(v == 0 || (value[v] <= value[v - 1]) == (size[v] <= size[v - 1]));
    }
    assert_true(least == 4 && most == 100);
    assert_true(area <= 0.06 * 3.14159265358979 * 5000 * 5000);
    free(value);
    free(size);
}

static void test_colors(void **state) {
    (void)state;
    for (int64_t a = 0; a < 24; a++) {
        assert_true(cot_community_color(a) <= 0xFFFFFF);
        for (int64_t b = 0; b < a; b++) {
            assert_true(cot_community_color(a) != cot_community_color(b));
        }
    }
    assert_int_equal(cot_community_color(0), 0x0072B2);
    assert_int_equal(cot_community_color(24), 0xB3B3B3);
    assert_int_equal(cot_community_color(-1), 0xB3B3B3);
    assert_int_equal(cot_community_color(INT64_MAX), 0xB3B3B3);
    assert_int_equal(cot_community_color(INT64_MIN), 0xB3B3B3);
}

static void check_pack(uint32_t n, const double *radius, double most_area) {
    double *x = calloc(n + 1, sizeof *x), *y = calloc(n + 1, sizeof *y), *size = calloc(n + 1, sizeof *size);
    double far = 0, area = 0, largest = 0;
    assert_int_equal(cot_i_layout_pack(radius, n, x, y, NULL), COT_OK);
    for (uint32_t i = 0; i < n; i++) {
        size[i] = 2 * radius[i] * (1 - 1e-6);
        far = fmax(far, hypot(x[i], y[i]) + radius[i]);
        area += radius[i] * radius[i];
        largest = fmax(largest, radius[i]);
    }
    assert_int_equal(overlaps(x, y, size, n), 0);
    assert_true(far * far <= most_area * area + 9 * largest * largest);
    for (uint32_t i = 0; i < n; i++) { /* the largest is in the middle */
        if (radius[i] == largest) {
            assert_true(x[i] == 0 && y[i] == 0);
            break;
        }
    }
    free(x);
    free(y);
    free(size);
}

static void test_pack(void **state) {
    (void)state;
    const uint32_t counts[] = {0, 1, 2, 3, 4, 7, 100, 1499, 1500, 1501, 1502, 5000, 20000};
    double *radius = calloc(20000, sizeof *radius);
    cot_rng_t rng;
    cot_i_rng_init(&rng, 2, 2, 2);
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        for (int kind = 0; kind < 4; kind++) {
            for (uint32_t i = 0; i < counts[k]; i++) {
                double u = cot_i_rng_real(&rng);
                radius[i] = kind == 0   ? 3
                            : kind == 1 ? 2 + 50 * u * u * u
                            : kind == 2 ? (i == 5 ? 3000 : 4)
                                        : 1 / (u + 1e-3);
            }
            check_pack(counts[k], radius, 1.6);
        }
    }
    free(radius);
}

static void test_apart(void **state) {
    (void)state;
    const uint32_t n = 3000;
    double *x = calloc(n, sizeof *x), *y = calloc(n, sizeof *y), *size = calloc(n, sizeof *size);
    cot_rng_t rng;
    uint32_t left;
    cot_i_rng_init(&rng, 4, 4, 4);
    for (int kind = 0; kind < 4; kind++) {
        for (uint32_t i = 0; i < n; i++) {
            size[i] = kind == 3 ? 4 + 0.001 * i : 4 + 96 * pow(cot_i_rng_real(&rng), 6);
            x[i] = kind == 0   ? 0
                   : kind == 1 ? 4999
                               : 600 * cot_i_rng_real(&rng); /* all on one place, in a corner */
            y[i] = kind == 0 ? 0 : kind == 1 ? -4999 : 600 * cot_i_rng_real(&rng);
        }
        assert_int_equal(cot_i_layout_apart(n, size, 5000, x, y, &left, NULL, NULL), COT_OK);
        assert_int_equal(left, 0);
        assert_int_equal(overlaps(x, y, size, n), 0);
        for (uint32_t i = 0; i < n; i++) {
            assert_true(fabs(x[i]) <= 5000 && fabs(y[i]) <= 5000);
        }
    }
    free(x);
    free(y);
    free(size);
}

/* Discs that do not touch stay where they are; a full drawing says how many found no place. */
static void test_apart_bounds(void **state) {
    (void)state;
    double x[] = {0, 50, -70}, y[] = {0, 3, 9};
    const double size[] = {20, 30, 40};
    uint32_t left;
    assert_int_equal(cot_i_layout_apart(3, size, 100, x, y, &left, NULL, NULL), COT_OK);
    assert_true(x[0] == 0 && x[1] == 50 && x[2] == -70 && y[2] == 9 && left == 0);
    double many_x[100] = {0}, many_y[100] = {0}, many[100];
    for (int i = 0; i < 100; i++) {
        many[i] = 10;
    }
    assert_int_equal(cot_i_layout_apart(100, many, 20, many_x, many_y, &left, NULL, NULL), COT_OK);
    assert_true(left > 50 && left < 100);
}

/* Three equal discs, all linked, make a triangle; two touch. */
static void test_discs(void **state) {
    (void)state;
    for (uint32_t k = 1; k <= 3; k++) {
        cot_i_discs_t d;
        assert_int_equal(cot_i_discs_new(&d, k, k * (k - 1), NULL), COT_OK);
        uint64_t at = 0;
        for (uint32_t i = 0; i < k; i++) {
            d.radius[i] = 5;
            for (uint32_t j = 0; j < k; j++) {
                if (i != j) {
                    d.adj[at] = j;
                    d.w[at++] = 1;
                }
            }
            d.off[i + 1] = at;
        }
        double radius = cot_i_discs_place(&d, 1), expected[] = {5, 10, 5 + 10 / sqrt(3)};
        assert_true(fabs(radius - expected[k - 1]) < 0.05 * expected[k - 1]);
        for (uint32_t i = 0; i < k; i++) {
            for (uint32_t j = 0; j < i; j++) {
                double distance = hypot(d.x[i] - d.x[j], d.y[i] - d.y[j]);
                assert_true(distance > 9.999 && distance < 10.4);
            }
        }
        cot_i_discs_clear(&d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes), cmocka_unit_test(test_sizes_large), cmocka_unit_test(test_colors),
        cmocka_unit_test(test_pack),  cmocka_unit_test(test_apart),       cmocka_unit_test(test_apart_bounds),
        cmocka_unit_test(test_discs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
