/* test_rounds.c: rounds of blocks: each block once per round, rounds in order, whatever the team; stopping;
 * no memory. SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/rounds.h"

enum { MOST = 600, ROUNDS = 60 };

/* A block adds up two values of the round before: wrong as soon as rounds overlap, or a block is done
 * twice. */
typedef struct {
    uint64_t now[MOST], before[MOST];
    uint32_t times[MOST]; /* how often a block was done in this round */
    uint32_t round, largest;
    uint64_t cost[MOST + 1];
    int threads, bad;
} sums_t;

/* Blocks of a round: more and fewer, also one alone. */
static uint32_t blocks_of(const sums_t *s, uint32_t round) {
    return round == ROUNDS ? 0 : round % 3 == 0 ? s->largest : round % 3 == 1 ? 1 : s->largest / 2 + 1;
}

static void add_block(void *data, int thread, uint32_t block) {
    sums_t *s = data;
    if (thread < 0 || thread >= s->threads || block >= blocks_of(s, s->round)) {
        __atomic_store_n(&s->bad, 1, __ATOMIC_RELAXED);
    }
    s->times[block]++;
    s->now[block] = s->before[block] * 3 + s->before[(block + 7) % s->largest] + block + 1;
}

static void next_round(void *data, cot_i_rounds_t *rounds) {
    sums_t *s = data;
    for (uint32_t b = 0; b < s->largest; b++) {
        s->bad |= s->times[b] != (b < rounds->blocks);
        s->times[b] = 0;
    }
    memcpy(s->before, s->now, sizeof s->now);
    s->round++;
    rounds->done = s->round;
    rounds->blocks = blocks_of(s, s->round);
}

static void set_up(sums_t *s, cot_i_rounds_t *r, uint32_t largest, int threads, int costs) {
    memset(s, 0, sizeof *s);
    s->largest = largest;
    s->threads = threads;
    for (uint32_t b = 0; b < largest; b++) {
        s->cost[b + 1] = s->cost[b] + (costs == 1 ? 0 : b % 17 == 3 ? 1000 : 1);
    }
    *r = (cot_i_rounds_t){.data = s, .blocks = blocks_of(s, 0), .cost = costs ? s->cost : NULL,
                          .stage = "rounds", .total = ROUNDS, .block = add_block, .between = next_round};
}

static void test_same_for_any_team(void **state) {
    (void)state;
    static const uint32_t sizes[] = {1, 2, 3, 5, 64, MOST};
    static const int teams[] = {1, 2, 3, 8};
    sums_t *one = malloc(sizeof *one), *many = malloc(sizeof *many);
    cot_i_rounds_t r;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t t = 0; t < sizeof teams / sizeof *teams; t++) {
            for (int costs = 0; costs < 3; costs++) {
                sums_t *s = t == 0 ? one : many;
                set_up(s, &r, sizes[i], teams[t], costs);
                assert_int_equal(cot_i_rounds(&r, teams[t], NULL, NULL), COT_OK);
                assert_int_equal(s->bad, 0);
                assert_int_equal(s->round, ROUNDS);
                assert_memory_equal(s->now, one->now, sizeof one->now);
            }
        }
    }
    free(one);
    free(many);
}

static void test_no_blocks(void **state) {
    (void)state;
    sums_t *s = malloc(sizeof *s);
    cot_i_rounds_t r;
    set_up(s, &r, 5, 2, 0);
    r.blocks = 0;
    assert_int_equal(cot_i_rounds(&r, 2, NULL, NULL), COT_OK);
    assert_int_equal(s->round, 0);
    free(s);
}

static int stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    int *left = data;
    assert_string_equal(stage, "rounds");
    assert_true(done <= total);
    return --*left <= 0;
}

static void test_stopping(void **state) {
    (void)state;
    sums_t *s = malloc(sizeof *s);
    cot_i_rounds_t r;
    for (int threads = 1; threads <= 3; threads++) {
        for (int at = 1; at <= 2; at++) {
            int left = at;
            const cot_env_t env = {threads, 1, stop, &left};
            cot_error_t err = COT_ERROR_INIT;
            set_up(s, &r, MOST, threads, 0);
            assert_int_equal(cot_i_rounds(&r, threads, &env, &err), COT_E_INTERRUPT);
            assert_int_equal(err.code, COT_E_INTERRUPT);
        }
    }
    free(s);
}

static void test_no_memory(void **state) {
    (void)state;
    sums_t *s = malloc(sizeof *s);
    cot_i_rounds_t r;
    cot_error_t err = COT_ERROR_INIT;
    set_up(s, &r, MOST, 2, 0);
    cot_i_alloc_fail_after(0);
    assert_int_equal(cot_i_rounds(&r, 2, NULL, &err), COT_E_NOMEM);
    cot_i_alloc_fail_after(-1);
    assert_int_equal(err.code, COT_E_NOMEM);
    free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_for_any_team), cmocka_unit_test(test_no_blocks),
        cmocka_unit_test(test_stopping), cmocka_unit_test(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
