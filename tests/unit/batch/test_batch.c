/* test_batch.c: jobs files (good, bad in every way, cut and mutated), growth, memory and threads of jobs,
 * overlap, the page's texts. SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"
#include "batch/tree.h"

#define GOOD_HEAD "version: 1\noutput: out\n"

static size_t read_text(batch_t *batch, const char *text, size_t n, batch_problems_t *problems) {
    *batch = (batch_t){.file = "j.yaml"};
    *problems = (batch_problems_t){.n = 0};
    batch_schema(batch, text, n, problems);
    return problems->n;
}

static batch_problems_t problems;

static void test_good(void **state) {
    (void)state;
    static const char text[] = "version: 1\n"
                               "title: \"All: of it\"\n"
                               "output: reports/2024\n"
                               "defaults:\n"
                               "  counting: fractional\n"
                               "  strict: true\n"
                               "  measures: [betweenness, pagerank]\n"
                               "jobs:\n"
                               "  - name: db\n"
                               "    inputs: pages/db-*.xml\n"
                               "  - name: ml and more\n"
                               "    inputs: [a.xml, \"b.xml\"]\n"
                               "    output: 2024/ml\n"
                               "    counting: full\n"
                               "    strict: false\n"
                               "    years: \"2015:\"\n"
                               "    min-papers: 2K\n";
    batch_t batch;
    assert_int_equal(read_text(&batch, text, sizeof text - 1, &problems), 0);
    assert_int_equal(batch.n, 2);
    assert_string_equal(batch.title, "All: of it");
    assert_string_equal(batch.jobs[0].folder, "reports/2024/db");
    assert_string_equal(batch.jobs[0].texts[OPT_COUNTING], "fractional");
    assert_string_equal(batch.jobs[0].texts[OPT_MEASURES], "betweenness,pagerank");
    assert_null(batch.jobs[0].texts[OPT_YEARS]);
    assert_int_equal(batch.jobs[0].pattern_lines[0], 10);
    const job_t *ml = &batch.jobs[1];
    assert_string_equal(ml->folder, "reports/2024/2024/ml");
    assert_string_equal(ml->texts[OPT_COUNTING], "full"); /* its own wins */
    assert_string_equal(ml->texts[OPT_STRICT], "false");
    assert_string_equal(ml->texts[OPT_YEARS], "2015:");
    assert_string_equal(ml->texts[OPT_MIN_PAPERS], "2K");
    assert_int_equal(ml->n_patterns, 2);
    assert_int_equal(ml->line, 11);
    batch_clear(&batch);
}

/* Each text with the part that must stand in its first message. */
static const struct {
    const char *text, *told;
} bad[] = {
    {"", "j.yaml:1: the file is empty"},
    {"# nothing\n", "j.yaml:1: the file is empty"},
    {"- a\n", "j.yaml:1: the file: found a list (allowed: a map with version, output and jobs)"},
    {"text\n", "j.yaml:1: the file: found \"text\""},
    {"version: 1\n", "the file has no \"output\""},
    {"output: o\njobs: [{name: a, inputs: b}]\n", "the file has no \"version\""},
    {GOOD_HEAD, "the file has no \"jobs\""},
    {"version: 2\noutput: o\njobs: [{name: a, inputs: b}]\n", "j.yaml:1: version: found \"2\" (allowed: 1)"},
    {"version: 1\noutput: [o]\njobs: [{name: a, inputs: b}]\n",
     "j.yaml:2: output: found a list (allowed: a text)"},
    {"version: 1\noutput:\njobs: [{name: a, inputs: b}]\n", "j.yaml:2: output: found nothing"},
    {GOOD_HEAD "job: []\n",
     "j.yaml:3: there is no key \"job\" here (allowed: version, title, output, defaults, jobs); "
     "did you mean \"jobs\"?"},
    {GOOD_HEAD "job: []\n", "jobs"},
    {GOOD_HEAD "jobs: []\n", "j.yaml:3: jobs: found a list (allowed: a list of one job or more)"},
    {GOOD_HEAD "jobs: a\n", "j.yaml:3: jobs: found \"a\""},
    {GOOD_HEAD "jobs:\n  - a\n",
     "j.yaml:4: jobs: found \"a\" (allowed: a map with name, inputs and options)"},
    {GOOD_HEAD "jobs:\n  - name: a\n", "j.yaml:4: this job has no \"inputs\""},
    {GOOD_HEAD "jobs:\n  - inputs: a\n", "j.yaml:4: this job has no \"name\""},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: []\n",
     "j.yaml:5: inputs: found a list (allowed: a path or glob"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: {b: c}\n", "j.yaml:5: inputs: found a map"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: [[b]]\n", "j.yaml:5: inputs: found a list (allowed: a text)"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: \"-\"\n", "j.yaml:5: inputs: standard input (-)"},
    {GOOD_HEAD "jobs:\n  - name: a\n    input: b\n    inputs: b\n",
     "j.yaml:5: there is no key \"input\" in a job"},
    {GOOD_HEAD "jobs:\n  - name: a\n    input: b\n    inputs: b\n", "did you mean \"inputs\"?"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    countin: full\n", "did you mean \"counting\"?"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    counting: fll\n",
     "j.yaml:6: counting: \"fll\" is not allowed (allowed: full, fractional, paper)"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    counting: [full]\n",
     "j.yaml:6: counting: found a list"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    measures: [pagerank, betweenes]\n",
     "j.yaml:6: measures: \"betweenes\""},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    measures: []\n", "j.yaml:6: measures: found a list"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    strict: yes\n",
     "j.yaml:6: strict: found \"yes\" (allowed: true, false)"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    min-papers: 0\n",
     "j.yaml:6: min-papers: \"0\" is not allowed (allowed: whole numbers from 1"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    min-papers: 1.5\n", "min-papers: \"1.5\""},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    resolution: .nan\n", "resolution: \".nan\""},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    years: 2020:2010\n", "years: \"2020:2010\""},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    years: 2015:\n", "wants quotes"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    threads: 4\n",
     "give it on the command line, as --threads"},
    {GOOD_HEAD "defaults:\n  verbose: true\njobs: [{name: a, inputs: b}]\n",
     "j.yaml:4: \"verbose\" is for the whole batch"},
    {GOOD_HEAD "defaults:\n  output: x\njobs: [{name: a, inputs: b}]\n",
     "j.yaml:4: there is no key \"output\" in defaults"},
    {GOOD_HEAD "defaults:\n  papers: 10\njobs: [{name: a, inputs: b}]\n",
     "j.yaml:4: there is no key \"papers\" in defaults"},
    {GOOD_HEAD "defaults: [a]\njobs: [{name: a, inputs: b}]\n", "j.yaml:3: defaults: found a list"},
    {GOOD_HEAD "jobs:\n  - {name: a, inputs: b}\n  - {name: a, inputs: c}\n",
     "j.yaml:5: name: \"a\" is the name of another job (line 4)"},
    {GOOD_HEAD "jobs:\n  - {name: a, inputs: b}\n  - {name: c, inputs: c, output: a}\n",
     "j.yaml:5: output: \"a\" is, or is inside"},
    {GOOD_HEAD "jobs:\n  - {name: a, inputs: b}\n  - {name: c, inputs: c, output: a/b}\n",
     "j.yaml:5: output: \"a/b\""},
    {GOOD_HEAD "jobs:\n  - {name: a/b, inputs: b}\n", "name: \"a/b\" is not allowed (allowed: no slash"},
    {GOOD_HEAD "jobs:\n  - {name: .., inputs: b}\n", "name: \"..\" is not allowed"},
    {GOOD_HEAD "jobs:\n  - {name: index.html, inputs: b}\n", "name: \"index.html\" is not allowed"},
    {GOOD_HEAD "jobs:\n  - {name: a, inputs: b, output: x/../../y}\n",
     "output: \"x/../../y\" is not allowed"},
    {GOOD_HEAD "jobs:\n  - {name: a, inputs: b, output: /tmp}\n", "output: \"/tmp\" is not allowed"},
    {GOOD_HEAD "jobs:\n  - name: a\n    inputs: b\n    name: c\n",
     "j.yaml:6: the key \"name\" stands here again (first in line 4)"},
    {GOOD_HEAD "jobs:\n  - name: [a]\n    inputs: b\n", "j.yaml:4: name: found a list"},
    {GOOD_HEAD "jobs: &x [{name: a, inputs: b}]\n", "j.yaml:3: the anchor &x is not allowed"},
    {GOOD_HEAD "jobs: *x\n", "j.yaml:3: the alias *x is not allowed"},
    {GOOD_HEAD "jobs: !!set [{name: a, inputs: b}]\n", "j.yaml:3: the tag"},
    {GOOD_HEAD "? [a]\n: b\n", "a key that is no text"},
    {GOOD_HEAD "jobs: [{name: \"a\\nb\", inputs: b}]\n", "the control character 10"},
    {GOOD_HEAD "jobs: [{name: \"a\\0b\", inputs: b}]\n", "the control character 0"},
    {GOOD_HEAD "jobs: [[[[[[[[[[a]]]]]]]]]]\n", "nested deeper than 8 levels"},
    {GOOD_HEAD "jobs: [{name: a, inputs: b}]\n---\nx: y\n", "j.yaml:4: a second document begins here"},
    {GOOD_HEAD "jobs: [{name: a\n", "j.yaml:4: not YAML"},
    {GOOD_HEAD "jobs:\n\t- a\n", "j.yaml:4: not YAML"},
    {"version: 1\noutput: \xff\xfe\n", "invalid"},
};

static void test_bad(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        batch_t batch;
        bool told = false;
        read_text(&batch, bad[i].text, strlen(bad[i].text), &problems);
        for (size_t k = 0; k < problems.n && k < BATCH_PROBLEMS; k++) {
            told = told || strstr(problems.lines[k], bad[i].told);
        }
        if (!told) {
            fail_msg("%s\n  told: %s\n  not: %s", bad[i].text, problems.n ? problems.lines[0] : "nothing",
                     bad[i].told);
        }
        batch_clear(&batch);
    }
}

static void test_all_faults_at_once(void **state) {
    (void)state;
    static const char text[] =
        "version: 3\noutptu: o\njobs:\n  - name: a\n    inputs: b\n    counting: x\n    pivots: x\n";
    batch_t batch;
    assert_int_equal(read_text(&batch, text, sizeof text - 1, &problems), 5);
    batch_clear(&batch);
}

static void test_bounds(void **state) {
    (void)state;
    batch_t batch;
    size_t room = TREE_BYTES + 2, used = 0;
    char *text = batch_need(room, 1);
    memset(text, '#', room - 1);
    read_text(&batch, text, TREE_BYTES + 1, &problems);
    assert_non_null(strstr(problems.lines[0], "1048577 bytes (allowed: up to 1048576)"));
    batch_clear(&batch);
    used = (size_t)snprintf(text, room, GOOD_HEAD "jobs:\n");
    for (int i = 0; i <= BATCH_JOBS; i++) {
        used += (size_t)snprintf(text + used, room - used, " - {name: j%d, inputs: x}\n", i);
    }
    read_text(&batch, text, used, &problems);
    assert_non_null(strstr(problems.lines[0], "2001 jobs (allowed: up to 2000)"));
    batch_clear(&batch);
    used = 0;
    for (int i = 0; i <= TREE_KEYS; i++) {
        used += (size_t)snprintf(text + used, room - used, "k%d: x\n", i);
    }
    read_text(&batch, text, used, &problems);
    assert_non_null(strstr(problems.lines[0], "more than 200 keys in one map"));
    batch_clear(&batch);
    used = (size_t)snprintf(text, room, GOOD_HEAD "jobs: [{name: a, inputs: [");
    for (int i = 0; i < TREE_NODES; i++) {
        used += (size_t)snprintf(text + used, room - used, "x,");
    }
    read_text(&batch, text, used, &problems);
    assert_non_null(strstr(problems.lines[0], "more than 200000 values"));
    batch_clear(&batch);
    used = (size_t)snprintf(text, room, GOOD_HEAD "jobs: [{inputs: x, name: %05000d", 1);
    used += (size_t)snprintf(text + used, room - used, "}]\n");
    read_text(&batch, text, used, &problems);
    assert_non_null(strstr(problems.lines[0], "a text of 5000 bytes (allowed: up to 4096)"));
    batch_clear(&batch);
    free(text);
}

/* A good file, cut everywhere and with single bytes changed: never a crash, and either jobs or a message. */
static void test_cut_and_changed(void **state) {
    (void)state;
    static const char text[] =
        GOOD_HEAD "defaults: {strict: true, measures: [pagerank]}\njobs:\n  - name: 'a'\n    inputs: "
                  "[b, \"c\"]\n    years: \"2015:\"\n  - {name: d, inputs: e, output: f/g}\n";
    static const char bytes[] = "&*!|>'\"%@`{}[],:?-#\n\t x\x80\0";
    char copy[sizeof text];
    batch_t batch;
    for (size_t n = 0; n < sizeof text; n++) {
        read_text(&batch, text, n, &problems);
        assert_true(problems.n > 0 || batch.n > 0);
        batch_clear(&batch);
        for (size_t k = 0; n < sizeof text - 1 && k < sizeof bytes; k++) {
            memcpy(copy, text, sizeof text);
            copy[n] = bytes[k];
            read_text(&batch, copy, sizeof text - 1, &problems);
            assert_true(problems.n > 0 || batch.n > 0);
            batch_clear(&batch);
        }
    }
}

static void test_growth(void **state) {
    (void)state;
    static const uint32_t doubling[] = {10, 20, 40, 80}, flat[] = {5, 5, 5}, gap[] = {8, 0, 0, 64, 128},
                          two[] = {1, 2};
    assert_true(fabs(batch_growth_rate(doubling, 4) - log(2)) < 1e-12);
    assert_true(fabs(batch_growth_rate(flat, 3)) < 1e-12);
    assert_true(fabs(batch_growth_rate(gap, 5) - log(2)) < 1e-12); /* years without papers are no points */
    assert_true(isnan(batch_growth_rate(two, 2)));
    assert_true(isnan(batch_growth_rate(NULL, 0)));
}

/* ---- scheduling, without processes ---- */

static batch_t made(const uint64_t *sizes, size_t n) {
    batch_t batch = {.jobs = batch_need(n, sizeof *batch.jobs), .n = n};
    for (size_t i = 0; i < n; i++) {
        batch.jobs[i].size = sizes[i];
        batch.jobs[i].memory = batch_predict_memory(&batch.jobs[i]);
    }
    return batch;
}

/* Starts what may start now; gives how many run. Checks the bounds that must hold at any time. */
static size_t start(batch_t *batch, const batch_plan_t *plan) {
    int threads = 0, all = 0;
    uint64_t memory = 0;
    size_t running = 0;
    for (size_t i; (i = batch_next(batch, plan, &threads)) != SIZE_MAX;) {
        assert_true(threads >= 1);
        batch->jobs[i].status = JOB_RUNNING;
        batch->jobs[i].threads = threads;
    }
    for (size_t i = 0; i < batch->n; i++) {
        if (batch->jobs[i].status == JOB_RUNNING) {
            running++;
            all += batch->jobs[i].threads;
            memory += batch->jobs[i].memory;
        }
    }
    assert_true(all <= plan->threads);
    assert_true(memory <= plan->memory || running == 1);
    return running;
}

static void test_schedule(void **state) {
    (void)state;
    const uint64_t G = 1000000000;
    const batch_plan_t plan = {.threads = 8, .memory = 8 * G};
    const uint64_t equal[] = {1000, 1000}, huge[] = {1000, 20 * G, 1000}, tight[] = {3 * G, 3 * G, 1000};
    batch_t batch = made(equal, 2);
    assert_int_equal(start(&batch, &plan), 2);
    assert_int_equal(batch.jobs[0].threads, 4);
    assert_int_equal(batch.jobs[1].threads, 4);
    free(batch.jobs);
    batch = made(huge, 3); /* larger than the budget: alone, with every thread */
    assert_int_equal(start(&batch, &plan), 1);
    assert_int_equal(batch.jobs[1].status, JOB_RUNNING);
    assert_int_equal(batch.jobs[1].threads, 8);
    batch.jobs[1].status = JOB_DONE;
    assert_int_equal(start(&batch, &plan), 2);
    free(batch.jobs);
    batch = made(tight, 3); /* the second large one does not fit beside the first, the small one does */
    assert_int_equal(start(&batch, &plan), 2);
    assert_int_equal(batch.jobs[0].status, JOB_RUNNING);
    assert_int_equal(batch.jobs[1].status, JOB_WAITING);
    assert_int_equal(batch.jobs[2].status, JOB_RUNNING);
    free(batch.jobs);
}

/* Random jobs, random budgets: everything is started in the end, and the bounds hold all the time. */
static void test_schedule_random(void **state) {
    (void)state;
    uint64_t sizes[40], random = 88172645463325252u;
    for (int round = 0; round < 500; round++) {
        size_t n = 1 + (size_t)round % 40, done = 0;
        for (size_t i = 0; i < n; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            sizes[i] = random % 5 == 0 ? 0 : random % (1u << (10 + random % 22));
        }
        batch_t batch = made(sizes, n);
        const batch_plan_t plan = {.threads = 1 + round % 17, .memory = 1 + random % 4000000000u};
        while (done < n) {
            assert_true(start(&batch, &plan) > 0);
            for (size_t i = (size_t)(random % n); batch.n; i = (i + 1) % n) {
                if (batch.jobs[i].status == JOB_RUNNING) {
                    batch.jobs[i].status = JOB_DONE;
                    done++;
                    break;
                }
            }
        }
        free(batch.jobs);
    }
}

/* The rule is above what was measured (docs/performance.md, "How a whole run grows"). */
static void test_memory_rule(void **state) {
    (void)state;
    static const struct {
        uint64_t megabytes, mebibytes;
    } measured[] = {{32, 76}, {107, 175}, {321, 462}, {1068, 1401}, {3205, 3861}};
    for (size_t i = 0; i < sizeof measured / sizeof *measured; i++) {
        job_t job = {.size = measured[i].megabytes * 1000000};
        uint64_t rule = batch_predict_memory(&job) >> 20;
        assert_true(rule >= measured[i].mebibytes && rule < 2 * measured[i].mebibytes);
    }
    job_t job = {.size = 0, .last_peak = (uint64_t)1 << 40};
    assert_int_equal(batch_predict_memory(&job), (uint64_t)1 << 40);
}

/* ---- overlap and page ---- */

enum { PEOPLE = 60 };

static batch_t with_people(size_t n, unsigned round) {
    static char exact[] = "exact", initial[] = "first-initial", name[] = "<b>\"&'\xd9\x85</b>",
                folder[] = "a:b/c d";
    batch_t batch = {.file = "dir/j.yaml", .jobs = batch_need(n, sizeof *batch.jobs), .n = n};
    uint64_t random = round * 2654435761u + 1;
    for (size_t i = 0; i < n; i++) {
        job_t *job = &batch.jobs[i];
        job->name = name;
        job->output = job->folder = folder;
        job->args.values[OPT_IDENTITY].text = i % 5 == 4 ? initial : exact;
        job->has_facts = i % 7 != 6;
        job->status = job->has_facts ? JOB_DONE : JOB_FAILED;
        job->facts.people = batch_need(PEOPLE, sizeof(uint64_t));
        for (uint64_t key = 0; key < PEOPLE; key++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            if (random >> 33 & 1) {
                job->facts.people[job->facts.n_people++] = key;
            }
        }
        for (size_t k = 0; k < FACT_COUNT; k++) {
            job->facts.figures[k] = k % 3 ? NAN : 2000;
        }
    }
    return batch;
}

static uint32_t slow_shared(const batch_facts_t *a, const batch_facts_t *b) {
    uint32_t n = 0;
    for (size_t i = 0; i < a->n_people; i++) {
        for (size_t k = 0; k < b->n_people; k++) {
            n += a->people[i] == b->people[k];
        }
    }
    return n;
}

static void free_people(batch_t *batch) {
    for (size_t i = 0; i < batch->n; i++) {
        free(batch->jobs[i].facts.people);
    }
    free(batch->jobs);
}

static void test_overlap(void **state) {
    (void)state;
    for (unsigned round = 0; round < 40; round++) {
        batch_t batch = with_people(1 + round % 12, round);
        batch_overlap_t overlap = batch_overlaps(&batch);
        for (size_t a = 0; a < batch.n; a++) {
            for (size_t b = a + 1; b < batch.n; b++) {
                const job_t *x = &batch.jobs[a], *y = &batch.jobs[b];
                uint32_t slow = batch_comparable(x, y) ? slow_shared(&x->facts, &y->facts) : 0;
                assert_int_equal(overlap.shared[batch_pair(batch.n, a, b)], slow);
            }
        }
        free(overlap.shared);
        free_people(&batch);
    }
}

/* Names are text and addresses are addresses; the policy names the digest of the script that stands there. */
static void test_page(void **state) {
    (void)state;
    for (unsigned n = 1; n < 40; n += 6) {
        batch_t batch = with_people(n, n);
        batch_overlap_t overlap = batch_overlaps(&batch);
        cot_out_t *out = NULL;
        assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
        batch_write_page(&batch, &overlap, out);
        char *page = batch_copy(cot_out_memory_text(out, NULL)), digest[48];
        assert_null(strstr(page, "<b>\"&"));
        assert_non_null(strstr(page, "&lt;b&gt;&quot;&amp;&#39;\xd9\x85&lt;/b&gt;"));
        assert_null(strstr(page, "style=\""));
        char *script = strstr(page, "<script>") + 8, *end = strstr(script, "</script>");
        *end = '\0';
        batch_sha256_base64(script, digest);
        assert_non_null(strstr(page, digest));
        free(page);
        free(overlap.shared);
        assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
        free_people(&batch);
    }
    char hash[48];
    batch_sha256_base64("", hash);
    assert_string_equal(hash, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_true(batch_hash("abc") == 0xba7816bf8f01cfeau);
}

static void test_clean(void **state) {
    (void)state;
    static const struct {
        const char *text, *clean;
    } rows[] = {{"plain", "plain"},
                {"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"},
                {"cut \xe2\x82", "cut ??"},
                {"\xc0\xaf\xed\xa0\x80\xf5", "??????"},
                {"\xe0\x80\xaf", "???"},
                {"a\tb\x7f", "a?b?"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = batch_copy(rows[i].text);
        batch_clean(text);
        assert_string_equal(text, rows[i].clean);
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_all_faults_at_once),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_cut_and_changed),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_schedule),
        cmocka_unit_test(test_schedule_random),
        cmocka_unit_test(test_memory_rule),
        cmocka_unit_test(test_overlap),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
