/* test_split.c: documents in chunks, by several threads and without libxml2: always what libxml2 alone makes of
 * them in one piece.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/read/reading_help.h"

#include "base/par.h"
#include "base/text.h"
#include "fuzz/same.h"

/* What may stand among records. */
static const char *const pieces[] = {
    ENTRY("2001.00001v1", ""),
    ENTRY("2001.00002v2", "<arxiv:comment>5 pages &amp; 3 figures &#x41;&#233;</arxiv:comment>"),
    ENTRY("2001.00003v1", "<category term=\"cs.DC\" scheme=\"x\"/><category term='math.CO'/>"),
    "  <entry ><id >http://arxiv.org/abs/2001.00004v1</id ><title>A\n  B</title >\n<author><name>Bj\xC3\xB6rn \xC3\x85"
    "</name><arxiv:affiliation>X</arxiv:affiliation></author></entry >\n",
    "<entry>\r\n<id>http://arxiv.org/abs/2001.00005v1</id>\r\n<title>one\r\ntwo\rthree</title></entry>\r\n",
    ENTRY("2001.00006v1", "<summary>a <![CDATA[<entry><id>no</id></entry>]]> b</summary>"),
    ENTRY("2001.00007v1", "<!-- <entry> -->"),
    "<!-- <entry><id>http://arxiv.org/abs/2001.00008v1</id></entry> -->",
    "<entry><id>http://arxiv.org/abs/2001.00009v1</id><title>broken</entry>",
    "<entry><id>http://arxiv.org/abs/2001.00010v1</id><title>a & b</title></entry>",
    "<entry><id>http://arxiv.org/abs/2001.00011v1</id><title>a ]]> b</title></entry>",
    "<entry><id>http://arxiv.org/abs/2001.00012v1</id><x a='1' a='2'/></entry>",
    "<entry><id>http://arxiv.org/abs/2001.00013v1</id><x:y/></entry>",
    "<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:id>http://arxiv.org/abs/2001.00014v1</a:id></a:entry>",
    "<entry><id>http://arxiv.org/abs/2001.00015v1</id><entry/></entry>",
    "<entry><id>no id</id></entry>",
    "<entry/>",
    "<entry><id>http://arxiv.org/abs/2001.00016v1</id><published>never</published></entry>",
    "<other xmlns='urn:x'><entry><id>http://arxiv.org/abs/2001.00017v1</id></entry></other>",
    "text between &lt; \n\n",
    "<?php <entry> ?>",
    "</feed>" ATOM_BEGIN,
    "</feed><?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>",
    "<!DOCTYPE feed [<!ENTITY e 'x'>]>",
    "<entry><id>http://arxiv.org/abs/2001.00018v1</id><title>&e;</title></entry>",
    "<entry><id>http://arxiv.org/abs/2001.00019v1</id><title>b\x01" "d \xC3</title></entry>",
    "<entry><id>http://arxiv.org/abs/2001.00020v1</id><title>cut",
    "<entry xmlns='urn:not-atom'><id>http://arxiv.org/abs/2001.00021v1</id></entry>",
};
enum { PIECES = sizeof pieces / sizeof *pieces, GOOD = 5 };

/* A feed of n pieces, of which one in `odd` is any, the others are records; ids are made different. */
static char *make_feed(cot_rng_t *rng, size_t n, uint64_t odd, size_t *size) {
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    assert_non_null(out);
    fputs(ATOM_BEGIN, out);
    for (size_t i = 0; i < n; i++) {
        const char *piece = pieces[cot_i_rng_below(rng, cot_i_rng_below(rng, odd) == 0 ? PIECES : GOOD)];
        const char *id = strstr(piece, "2001.");
        if (!id) {
            fputs(piece, out);
            continue;
        }
        fprintf(out, "%.*s%04u.%05u%s", (int)(id - piece), piece, (unsigned)(2001 + cot_i_rng_below(rng, 12)),
                (unsigned)cot_i_rng_below(rng, 100000), id + 10);
    }
    if (cot_i_rng_below(rng, 4) > 0) {
        fputs(ATOM_END, out);
    }
    (void)fclose(out);
    return text;
}

static void same(const char *a, const char *b) {
    if (strcmp(a, b) != 0) {
        size_t i = 0;
        while (a[i] == b[i]) {
            i++;
        }
        i = i > 200 ? i - 200 : 0;
        fail_msg("reading differs:\n--- %.600s\n--- %.600s", a + i, b + i);
    }
}

/* The file read by libxml2 in one piece, and in all other ways. */
static void check(const char *path, bool strict) {
    static const struct {
        int threads;
        cot_i_read_tuning_t tuning;
    } ways[] = {{1, {0, 64, false}},  {2, {0, 0, false}},    {1, {16, 64, false}},  {2, {16, 64, false}},
                {3, {16, 300, false}}, {8, {16, 1000, false}}, {2, {16, 5000, false}}, {3, {16, 70000, false}}};
    const cot_read_params_t params = {NULL, strict, 0, false};
    char *pure = story_of(&path, 1, &params, 1, (cot_i_read_tuning_t){0, 64, true});
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char *other = story_of(&path, 1, &params, ways[i].threads, ways[i].tuning);
        same(pure, other);
        free(other);
    }
    free(pure);
}

static void any_mixture_reads_the_same(void **state) {
    (void)state;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 2, 3);
    for (int round = 0; round < 60; round++) {
        size_t size = 0;
        char *text = make_feed(&rng, 1 + cot_i_rng_below(&rng, 60), 1 + cot_i_rng_below(&rng, 20), &size);
        help_t help;
        help_open(&help);
        check(help_write(&help, "feed", text, size), round % 5 == 0);
        help_clean(&help);
        free(text);
    }
}

/* Attribute values of every length with something special at every place, and names of every length in elements that
 * are known, unknown and of other namespaces. */
static void tags_read_the_same(void **state) {
    (void)state;
    static const char *const specials[] = {"<", "&", "\t", "\n", "\r", "&amp;", "\xC3\xA9", "\x1F", "x"};
    for (int n = 0; n < 20; n++) {
        char *text = NULL;
        size_t size = 0;
        help_t help;
        FILE *out = open_memstream(&text, &size);
        assert_non_null(out);
        fputs(ATOM_BEGIN, out);
        fputs(pieces[0], out);
        for (unsigned i = 0; i < sizeof specials / sizeof *specials * ((unsigned)n + 1); i++) {
            int before = (int)(i % ((unsigned)n + 1));
            fprintf(out, "<entry><id>http://arxiv.org/abs/1901.%05uv1</id>", i);
            for (int quote = 0; quote < 3; quote++) {
                char mark = quote < 2 ? '"' : '\'';
                fprintf(out, "<category term=%ccs.D%c%c scheme=%c%.*s%s%.*s%c%s", mark, 'A' + quote, mark, mark, before,
                        "abcdefghijklmnopqrstuvwxyz", specials[i / ((unsigned)n + 1)], n - before,
                        "abcdefghijklmnopqrstuvwxyz", mark, i % 5 == 1 ? " term=''/>" : i % 5 == 2 ? " a=\"\"/>" : "/>");
            }
            fprintf(out, "<%.*s%u><title>no</title></%.*s%u>", 2 * n + 1, "title-title-title-title-title-title-title-title",
                    i % 7, 2 * n + 1, "title-title-title-title-title-title-title-title", i % 7);
            fprintf(out, "<t%u xmlns='urn:%u'><title>x</title></t%u>", i % 3, i % 2, i % 3);
            fprintf(out, "<p:title xmlns:p='%s' xmlns:q='urn:q' q:a='%u'>p%u</p:title>",
                    i % 3 ? "http://www.w3.org/2005/Atom" : "urn:p", i % 2, i);
            fprintf(out, "<p:b xmlns:p='urn:p' %s:a='1'/>", i % 7 < 5 ? "p" : i % 7 == 5 ? "arxiv" : "none");
            fprintf(out, "<title%s>t%u</title></entry>", i % 4 == 1 ? " xmlns='urn:other'" : "", i);
        }
        fputs(ATOM_END, out);
        (void)fclose(out);
        help_open(&help);
        check(help_write(&help, "feed", text, size), false);
        help_clean(&help);
        free(text);
    }
}

static void long_feeds_read_the_same(void **state) {
    (void)state;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 2, 4);
    for (uint64_t odd = 30; odd <= 3000; odd *= 100) {
        size_t size = 0;
        char *text = make_feed(&rng, 3000, odd, &size);
        help_t help;
        help_open(&help);
        check(help_write(&help, "feed", text, size), false);
        help_clean(&help);
        free(text);
    }
}

static void every_thread_sees_the_same_files(void **state) {
    (void)state;
    cot_rng_t rng;
    help_t help;
    const cot_read_params_t params = COT_READ_PARAMS_INIT;
    cot_i_rng_init(&rng, 1, 2, 5);
    help_open(&help);
    for (int i = 0; i < 40; i++) {
        size_t size = 0;
        char name[32], *text = make_feed(&rng, cot_i_rng_below(&rng, 30), 10, &size);
        (void)snprintf(name, sizeof name, "feed%02d", i);
        (void)help_write(&help, name, text, i % 13 == 12 ? 0 : size);
        free(text);
    }
    char *pure = story_of(help.list, help.n, &params, 1, (cot_i_read_tuning_t){0, 64, true});
    for (int threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5) {
        for (size_t stream = 0; stream <= 16; stream += 16) {
            char *other = story_of(help.list, help.n, &params, threads, (cot_i_read_tuning_t){stream, 200, false});
            same(pure, other);
            free(other);
        }
    }
    free(pure);
    help_clean(&help);
}

/* Takes digests (64 digits) out of a story; how many there were. */
static int take_digests(char *story) {
    int n = 0;
    for (char *at = story; *at; at++) {
        size_t digits = strspn(at, "0123456789abcdef");
        if (digits == 64) {
            memmove(at, at + digits, strlen(at + digits) + 1);
            n++;
        } else if (digits > 0) {
            at += digits - 1;
        }
    }
    return n;
}

static void digests_can_be_left_out(void **state) {
    (void)state;
    cot_rng_t rng;
    help_t help;
    const cot_read_params_t with = COT_READ_PARAMS_INIT;
    cot_read_params_t without = COT_READ_PARAMS_INIT;
    without.no_digests = true;
    cot_i_rng_init(&rng, 1, 2, 8);
    help_open(&help);
    for (int i = 0; i < 6; i++) {
        size_t size = 0;
        char name[32], *text = make_feed(&rng, i < 4 ? 20 : 6000, 50, &size);
        (void)snprintf(name, sizeof name, "feed%02d", i);
        (void)help_write(&help, name, text, size);
        free(text);
    }
    for (int threads = 1; threads <= 3; threads++) {
        for (size_t chunk = 0; chunk <= 200; chunk += 200) {
            const cot_i_read_tuning_t tuning = {0, chunk, false};
            char *digested = story_of(help.list, help.n, &with, threads, tuning);
            char *plain = story_of(help.list, help.n, &without, threads, tuning);
            assert_int_equal(take_digests(digested), help.n);
            assert_int_equal(take_digests(plain), 0);
            same(digested, plain);
            free(digested);
            free(plain);
        }
    }
    help_clean(&help);
}

static void memory_may_run_out(void **state) {
    (void)state;
    cot_rng_t rng;
    size_t size = 0;
    help_t help;
    cot_i_rng_init(&rng, 1, 2, 6);
    char *text = make_feed(&rng, 40, 8, &size);
    help_open(&help);
    const char *path = help_write(&help, "feed", text, size);
    int64_t live = cot_i_alloc_live();
    for (int threads = 1; threads <= 2; threads++) {
        for (int64_t k = 0; k < 100000; k = k < 200 ? k + 1 : k + k / 7) {
            cot_corpus_t *corpus = NULL;
            cot_read_report_t report = COT_READ_REPORT_INIT;
            cot_env_t env = COT_ENV_INIT;
            env.threads = threads;
            assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL), COT_OK);
            cot_i_read_tuning = (cot_i_read_tuning_t){16, 200, false};
            cot_i_alloc_fail_after(k);
            cot_status_t st = cot_read(corpus, &path, 1, NULL, &report, &env, NULL);
            cot_i_alloc_fail_after(-1);
            cot_i_read_tuning = (cot_i_read_tuning_t){0, 0, false};
            cot_read_report_clear(&report);
            cot_corpus_free(corpus);
            assert_int_equal(cot_i_alloc_live(), live);
            if (st == COT_OK) {
                break;
            }
            assert_int_equal(st, COT_E_NOMEM);
        }
    }
    free(text);
    help_clean(&help);
}

static int stop_at_third(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)stage, (void)done, (void)total;
    return ++*(int *)data >= 3;
}

static void reading_can_be_stopped(void **state) {
    (void)state;
    cot_rng_t rng;
    size_t size = 0;
    help_t help;
    cot_i_rng_init(&rng, 1, 2, 7);
    char *text = make_feed(&rng, 30000, 1000, &size);
    help_open(&help);
    const char *path = help_write(&help, "feed", text, size);
    int64_t live = cot_i_alloc_live();
    for (int threads = 1; threads <= 3; threads++) {
        int calls = 0;
        cot_corpus_t *corpus = NULL;
        cot_read_report_t report = COT_READ_REPORT_INIT;
        cot_env_t env = COT_ENV_INIT;
        env.threads = threads;
        env.progress = stop_at_third;
        env.progress_data = &calls;
        assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL), COT_OK);
        assert_int_equal(cot_read(corpus, &path, 1, NULL, &report, &env, NULL), COT_E_INTERRUPT);
        cot_read_report_clear(&report);
        cot_corpus_free(corpus);
        assert_int_equal(cot_i_alloc_live(), live);
    }
    free(text);
    help_clean(&help);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_read_the_same),
        cmocka_unit_test(any_mixture_reads_the_same),   cmocka_unit_test(long_feeds_read_the_same),
        cmocka_unit_test(every_thread_sees_the_same_files), cmocka_unit_test(digests_can_be_left_out),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(reading_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
