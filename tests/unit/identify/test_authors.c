/* Mentions to authors: identities, groups, ORCIDs, labels, the audit; on corpora made by hand and at random.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "coterie/authors.h"
#include "identify/authors.h"

/* Adds a paper; names are separated by '|', an ORCID follows a name behind '#'. */
static void add_paper(cot_corpus_t *corpus, const char *id, const char *byline) {
    char text[2048];
    cot_name_t names[64];
    size_t n = 0;
    snprintf(text, sizeof text, "%s", byline);
    for (char *p = text; *p && n < 64;) {
        char *end = p + strcspn(p, "|"), *next = *end ? end + 1 : end;
        *end = '\0';
        char *orcid = strchr(p, '#');
        if (orcid) {
            *orcid++ = '\0';
        }
        names[n++] = (cot_name_t){p, "", "", "", "", orcid ? orcid : "", COT_SURE, ""};
        p = next;
    }
    cot_record_t record = COT_RECORD_INIT;
    record.id = id;
    record.version = 1;
    record.title = "A title";
    record.names = names;
    record.n_names = n;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
}

static cot_corpus_t *corpus_of(const char *const (*papers)[2], size_t n) {
    cot_corpus_t *corpus = NULL;
    assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    for (size_t i = 0; i < n; i++) {
        add_paper(corpus, papers[i][0], papers[i][1]);
    }
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    return corpus;
}
#define CORPUS(papers) corpus_of((papers), sizeof(papers) / sizeof *(papers))

static cot_authors_t *identify(const cot_corpus_t *corpus, cot_identity_t identity) {
    cot_authors_params_t params = {identity};
    cot_authors_t *authors = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_authors_identify(&authors, corpus, &params, NULL, &err), COT_OK);
    return authors;
}

static const char *author_of(const cot_authors_t *authors, const cot_corpus_t *corpus, const char *written) {
    for (uint64_t m = 0; m < cot_corpus_mentions(corpus); m++) {
        if (strcmp(cot_corpus_mention(corpus, m).name, written) == 0) {
            uint32_t a = cot_authors_of_mentions(authors)[m];
            return a == COT_NO_AUTHOR ? "(none)" : cot_authors_at(authors, a).key;
        }
    }
    return "(absent)";
}

static cot_audit_row_t row_of(const cot_authors_t *authors, const char *written) {
    for (size_t i = 0; i < cot_authors_audit_count(authors); i++) {
        cot_audit_row_t row = cot_authors_audit(authors, i);
        if (strcmp(row.written, written) == 0) {
            return row;
        }
    }
    return (cot_audit_row_t){"", "", "(no row)", "", 0, 0, ""};
}

static void test_table(void **state) {
    (void)state;
    assert_string_equal(cot_identities(0)->name, "exact");
    assert_string_equal(cot_identities(1)->name, "first-initial");
    assert_int_equal(cot_identities(1)->identity, COT_IDENTITY_FIRST_INITIAL);
    assert_null(cot_identities(2));
}

static const char *const small[][2] = {
    {"1", "Jean-Pierre Serre|J. -P. Serre|Kurt Gödel|:"},
    {"2", "J.-P. Serre|Kurt Godel|for the ATLAS Collaboration|Plato"},
    {"3", "Jean-Pierre Serre|The ATLAS Collaboration|Jan van der Berg|ATLAS"},
    {"4", "Jan Berg|ATLAS Collaborations|R. Aaij et al"},
};

static void test_exact(void **state) {
    (void)state;
    cot_corpus_t *corpus = CORPUS(small);
    cot_authors_t *authors = identify(corpus, COT_IDENTITY_EXACT);
    assert_string_equal(author_of(authors, corpus, "J. -P. Serre"), "J.-P. Serre");
    assert_string_equal(author_of(authors, corpus, "J.-P. Serre"), "J.-P. Serre");
    assert_string_equal(author_of(authors, corpus, "Jean-Pierre Serre"), "Jean-Pierre Serre");
    assert_string_equal(author_of(authors, corpus, "Kurt Gödel"), "Kurt Gödel");
    assert_string_equal(author_of(authors, corpus, "Kurt Godel"), "Kurt Godel");
    assert_string_equal(author_of(authors, corpus, ":"), "(none)");
    assert_string_equal(author_of(authors, corpus, "R. Aaij et al"), "R. Aaij");
    assert_string_equal(author_of(authors, corpus, "ATLAS"), "group:atlas");
    cot_authors_counts_t counts = cot_authors_counts(authors);
    assert_int_equal(counts.groups, 1);
    assert_int_equal(counts.people, 8);
    assert_int_equal(counts.not_names, 1);
    assert_int_equal(cot_authors_count(authors), 9);
    for (uint32_t a = 1; a < cot_authors_count(authors); a++) {
        assert_true(strcmp(cot_authors_at(authors, a - 1).key, cot_authors_at(authors, a).key) < 0);
    }
    assert_string_equal(row_of(authors, "J. -P. Serre").action, "merged");
    assert_string_equal(row_of(authors, "R. Aaij et al").action, "cleaned");
    assert_string_equal(row_of(authors, "Plato").action, "kept");
    assert_true(row_of(authors, "Plato").sure < 0.9f);
    assert_string_equal(row_of(authors, ":").action, "dropped");
    assert_string_equal(row_of(authors, ":").author, "");
    assert_string_equal(row_of(authors, "for the ATLAS Collaboration").action, "group");
    assert_string_equal(row_of(authors, "for the ATLAS Collaboration").example, "2");
    assert_string_equal(row_of(authors, "Jan Berg").action, "(no row)");
    cot_authors_free(authors);
    cot_corpus_free(corpus);
}

static void test_first_initial(void **state) {
    (void)state;
    cot_corpus_t *corpus = CORPUS(small);
    cot_authors_t *authors = identify(corpus, COT_IDENTITY_FIRST_INITIAL);
    assert_string_equal(author_of(authors, corpus, "J. -P. Serre"), "serre j");
    assert_string_equal(author_of(authors, corpus, "Jean-Pierre Serre"), "serre j");
    assert_string_equal(author_of(authors, corpus, "Kurt Godel"), "godel k");
    assert_string_equal(author_of(authors, corpus, "Kurt Gödel"), "godel k");
    assert_string_equal(author_of(authors, corpus, "Jan van der Berg"), "vanderberg j");
    assert_string_equal(author_of(authors, corpus, "Jan Berg"), "berg j");
    uint32_t serre = cot_authors_of_mentions(authors)[0];
    cot_author_t author = cot_authors_at(authors, serre);
    assert_int_equal(author.mentions, 4);
    assert_int_equal(author.variants, 3);
    assert_string_equal(author.label, "Jean-Pierre Serre"); /* as often as "J.-P. Serre", but longer */
    assert_string_equal(author.surname, "Serre");
    cot_audit_row_t row = row_of(authors, "Jean-Pierre Serre"); /* stands on paper 1 beside "J. -P. Serre" */
    assert_string_equal(row.action, "merged");
    assert_non_null(strstr(row.reason, "two names on 1 share this author"));
    assert_true(row.sure < 0.5f);
    assert_null(strstr(row_of(authors, "Kurt Godel").reason, "two names"));
    cot_authors_free(authors);
    cot_corpus_free(corpus);
}

static void test_groups(void **state) {
    (void)state;
    cot_corpus_t *corpus = CORPUS(small);
    cot_authors_t *authors = identify(corpus, COT_IDENTITY_FIRST_INITIAL);
    static const char *const written[] = {"for the ATLAS Collaboration", "The ATLAS Collaboration", "ATLAS",
                                          "ATLAS Collaborations"};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(author_of(authors, corpus, written[i]), "group:atlas");
    }
    for (uint32_t a = 0; a < cot_authors_count(authors); a++) {
        cot_author_t author = cot_authors_at(authors, a);
        assert_int_equal(author.kind == COT_GROUP, strncmp(author.key, "group:", 6) == 0);
        if (author.kind == COT_GROUP) {
            assert_string_equal(author.label, "ATLAS Collaboration");
            assert_string_equal(author.surname, "");
            assert_int_equal(author.mentions, 4);
        }
    }
    cot_authors_free(authors);
    cot_corpus_free(corpus);
}

#define ANN "#0000-0002-1825-0097"
#define BOB "#https://orcid.org/0000-0001-5109-3700"

static void test_orcid(void **state) {
    (void)state;
    static const char *const papers[][2] = {
        {"1", "Ann Smith" ANN "|J. Wang" BOB},
        {"2", "A. Smith" ANN "|J. Wang" ANN},
        {"3", "Ann Smith|A. Smith|J. Wang"},
        {"4", "Ann Smith#0000-0002-1825-0098"},
    };
    cot_corpus_t *corpus = CORPUS(papers);
    cot_authors_t *authors = identify(corpus, COT_IDENTITY_EXACT);
    const uint32_t *of = cot_authors_of_mentions(authors);
    assert_string_equal(cot_authors_at(authors, of[0]).key, "orcid:0000-0002-1825-0097");
    assert_string_equal(cot_authors_at(authors, of[0]).orcid, "0000-0002-1825-0097");
    assert_string_equal(cot_authors_at(authors, of[1]).key, "orcid:0000-0001-5109-3700");
    assert_int_equal(of[2], of[0]); /* another name, the same ORCID */
    assert_int_equal(of[3], of[0]);
    assert_int_equal(of[4], of[0]); /* no ORCID, but the name has only one */
    assert_int_equal(of[5], of[0]);
    assert_string_equal(cot_authors_at(authors, of[6]).key, "J. Wang"); /* two ORCIDs have this name */
    assert_string_equal(cot_authors_at(authors, of[6]).orcid, "");
    assert_int_equal(of[7], of[0]); /* a wrong ORCID is ignored */
    assert_int_equal(cot_authors_count(authors), 3);
    assert_string_equal(cot_authors_at(authors, of[0]).label, "Ann Smith");
    assert_non_null(strstr(row_of(authors, "Ann Smith").reason, "wrong check digit"));
    cot_authors_free(authors);
    cot_corpus_free(corpus);
}

static void test_orcid_check_digit(void **state) {
    (void)state;
    char out[20];
    assert_true(cot_i_orcid("0000-0002-1825-0097", out));
    assert_true(cot_i_orcid("https://orcid.org/0000-0002-1694-233X", out));
    assert_string_equal(out, "0000-0002-1694-233X");
    assert_true(cot_i_orcid("0000-0002-1694-233x", out));
    assert_false(cot_i_orcid("0000-0002-1825-0096", out));
    assert_false(cot_i_orcid("0000-0002-18X5-0097", out));
    assert_false(cot_i_orcid("0000000218250097", out));
    assert_false(cot_i_orcid("", out));
}

static void test_guessed_names(void **state) {
    (void)state;
    cot_corpus_t *corpus = NULL;
    assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    cot_name_t names[2] = {{"Venu Gopal Kadamba", "", "", "", "", "", 0.57f, "cut out of blanks"},
                           {"Kanishkha Jaisankar", "", "", "", "", "", COT_SURE, ""}};
    cot_record_t record = COT_RECORD_INIT;
    record.id = "1";
    record.names = names;
    record.n_names = 2;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    cot_authors_t *authors = identify(corpus, COT_IDENTITY_EXACT);
    assert_int_equal(cot_authors_audit_count(authors), 1);
    cot_audit_row_t row = cot_authors_audit(authors, 0);
    assert_string_equal(row.action, "split");
    assert_string_equal(row.reason, "cut out of blanks");
    assert_true(row.sure > 0.56f && row.sure < 0.58f);
    assert_int_equal(cot_authors_counts(authors).doubtful, 1);
    cot_authors_free(authors);
    cot_corpus_free(corpus);
}

static void test_twice_on_a_paper(void **state) {
    (void)state;
    static const char *const papers[][2] = {{"1", "Wei Wang|Wei Wang|Jo Li"}};
    cot_corpus_t *corpus = CORPUS(papers);
    cot_authors_t *authors = identify(corpus, COT_IDENTITY_EXACT);
    assert_string_equal(row_of(authors, "Wei Wang").action, "kept");
    assert_string_equal(row_of(authors, "Wei Wang").reason, "stands twice on 1");
    assert_int_equal(row_of(authors, "Wei Wang").mentions, 2);
    cot_authors_free(authors);
    cot_corpus_free(corpus);
}

static void test_empty(void **state) {
    (void)state;
    cot_corpus_t *corpus = NULL;
    assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    cot_authors_t *authors = identify(corpus, COT_IDENTITY_EXACT);
    assert_int_equal(cot_authors_count(authors), 0);
    assert_int_equal(cot_authors_audit_count(authors), 0);
    cot_authors_free(authors);
    cot_authors_params_t bad = {(cot_identity_t)99};
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_authors_identify(&authors, corpus, &bad, NULL, &err), COT_E_ARG);
    assert_null(authors);
    cot_authors_free(NULL);
    cot_corpus_free(corpus);
}

static int stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)data, (void)stage, (void)done, (void)total;
    return 1;
}

static void test_interrupt(void **state) {
    (void)state;
    cot_corpus_t *corpus = CORPUS(small);
    cot_env_t env = COT_ENV_INIT;
    env.progress = stop;
    cot_authors_params_t params = COT_AUTHORS_PARAMS_INIT;
    cot_authors_t *authors = NULL;
    assert_int_equal(cot_authors_identify(&authors, corpus, &params, &env, NULL), COT_E_INTERRUPT);
    assert_null(authors);
    cot_corpus_free(corpus);
}

/* Random corpora against the definition: two mentions have one author exactly when their keys are equal. */
static void test_against_definition(void **state) {
    (void)state;
    static const char *const first[] = {"Ann", "A.", "Änn", "Bo", "B.", "J. -P.", "J.-P."};
    static const char *const last[] = {"Li", "van der Li", "LI", "Lí", "Wu", "Collaboration", "et al"};
    for (uint64_t round = 0; round < 40; round++) {
        cot_rng_t rng;
        cot_corpus_t *corpus = NULL;
        cot_i_rng_init(&rng, 3, 9, round);
        assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
        for (int p = 0; p < 12; p++) {
            char id[16], byline[512] = "";
            size_t at = 0, k = 1 + cot_i_rng_below(&rng, 4);
            snprintf(id, sizeof id, "%02d", p);
            for (size_t a = 0; a < k; a++) {
                at += (size_t)snprintf(byline + at, sizeof byline - at, "%s%s %s", a > 0 ? "|" : "",
                                       first[cot_i_rng_below(&rng, 7)], last[cot_i_rng_below(&rng, 7)]);
            }
            add_paper(corpus, id, byline);
        }
        assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
        cot_identity_t identity = round % 2 ? COT_IDENTITY_FIRST_INITIAL : COT_IDENTITY_EXACT;
        cot_authors_t *authors = identify(corpus, identity);
        uint64_t n = 0;
        for (uint64_t m = 0; m < cot_corpus_mentions(corpus); m++) {
            cot_parsed_name_t name;
            assert_int_equal(cot_name_parse(cot_corpus_mention(corpus, m).name, "", "", "", &name, NULL), COT_OK);
            uint32_t a = cot_authors_of_mentions(authors)[m];
            assert_string_equal(cot_authors_at(authors, a).key,
                                identity == COT_IDENTITY_EXACT ? name.exact_key : name.initial_key);
            cot_parsed_name_clear(&name);
        }
        for (uint32_t a = 0; a < cot_authors_count(authors); a++) {
            n += cot_authors_at(authors, a).mentions;
        }
        assert_int_equal(n, cot_corpus_mentions(corpus));
        cot_authors_free(authors);
        cot_corpus_free(corpus);
    }
}

static void test_memory_runs_out(void **state) {
    (void)state;
    static const char *const papers[][2] = {{"1", "Ann Smith" ANN "|J. -P. Serre|ATLAS|:"},
                                            {"2", "Bob Smith" ANN "|ATLAS Collaboration|Kurt Gödel|Kurt Gödel"}};
    cot_corpus_t *corpus = CORPUS(papers);
    int64_t before = cot_i_alloc_live();
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st != COT_OK; k++) {
        cot_authors_params_t params = {COT_IDENTITY_FIRST_INITIAL};
        cot_authors_t *authors = NULL;
        cot_i_alloc_fail_after(k);
        st = cot_authors_identify(&authors, corpus, &params, NULL, NULL);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || st == COT_E_NOMEM);
        cot_authors_free(authors);
        assert_int_equal(cot_i_alloc_live(), before);
        assert_true(k < 5000);
    }
    cot_corpus_free(corpus);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),           cmocka_unit_test(test_exact),
        cmocka_unit_test(test_first_initial),   cmocka_unit_test(test_groups),
        cmocka_unit_test(test_orcid),           cmocka_unit_test(test_orcid_check_digit),
        cmocka_unit_test(test_guessed_names),   cmocka_unit_test(test_twice_on_a_paper),
        cmocka_unit_test(test_empty),           cmocka_unit_test(test_interrupt),
        cmocka_unit_test(test_against_definition), cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
