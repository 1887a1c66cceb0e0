/* test_parts.c: the small parts of reading that no vector covers: dates, joined texts, bytes, fixed names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/read/reading_help.h"

#include "read/oai_parts.h"
#include "read/record.h"
#include "read/xml_bytes.h"

static void dates(void **state) {
    (void)state;
    assert_int_equal(cot_i_date_rfc822("Mon, 2 Apr 2007 19:18:42 GMT"), cot_date_from_civil(2007, 4, 2));
    assert_int_equal(cot_i_date_rfc822("31 Dec 1999"), cot_date_from_civil(1999, 12, 31));
    assert_int_equal(cot_i_date_rfc822("Mon, 31 Feb 2007"), COT_NO_DATE);
    assert_int_equal(cot_i_date_rfc822("Mon, 3 Foo 2007"), COT_NO_DATE);
    assert_int_equal(cot_i_date_rfc822("Mon, 3 anF 2007"), COT_NO_DATE);
    assert_int_equal(cot_i_date_rfc822(""), COT_NO_DATE);
    assert_int_equal(cot_i_first_date(COT_NO_DATE, 100), 100);
    assert_int_equal(cot_i_first_date(100, COT_NO_DATE), 100);
    int32_t december = cot_date_from_civil(2010, 12, 1);
    assert_int_equal(cot_i_first_date(cot_date_from_civil(2010, 12, 31), december),
                     cot_date_from_civil(2010, 12, 31));
    assert_int_equal(cot_i_first_date(cot_date_from_civil(2011, 1, 1), december), december);
}

static void drafts_join_texts(void **state) {
    (void)state;
    cot_draft_t draft;
    cot_i_draft_init(&draft);
    size_t a = 0, b = 0;
    cot_i_draft_join(&draft, &a, "; ", " one ", 5);
    cot_i_draft_join(&draft, &a, "; ", "two", 3); /* in place */
    cot_i_draft_join(&draft, &b, " ", "x", 1);
    cot_i_draft_join(&draft, &a, "; ", "three", 5); /* moved */
    cot_i_draft_join(&draft, &b, " ", "y", 1);
    cot_i_draft_join(&draft, &b, " ", "  ", 2); /* nothing */
    assert_string_equal(cot_i_draft_str(&draft, a), "one; two; three");
    assert_string_equal(cot_i_draft_str(&draft, b), "x y");
    for (int i = 0; i < 70000 && !draft.limit; i++) {
        cot_i_draft_join(&draft, &a, ";", "z", 1);
    }
    assert_non_null(draft.limit);
    cot_i_draft_clear(&draft);
}

/* Bytes made valid in one piece and in pieces are the same, and are what XML allows. */
static void bytes_are_made_valid(void **state) {
    (void)state;
    static const char bad[] = "ok \xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80 \xff\xfe \xC3 \xE2\x82 \xED\xA0\x80 "
                              "\xEF\xBF\xBF \x01\x1f\t\n "
                              "\xC0\x80 \xF4\x90\x80\x80 end \xE2";
    char whole[3 * sizeof bad], pieces[3 * sizeof bad];
    size_t n_whole = 0, n_bad = 0;
    assert_int_equal(cot_i_xml_valid(whole, bad, sizeof bad - 1, false, &n_whole, &n_bad), sizeof bad - 1);
    assert_true(n_bad > 0);
    for (size_t i = 0; i < n_whole;) {
        size_t used = 0;
        uint32_t c = cot_i_utf8_decode(whole + i, n_whole - i, &used);
        assert_true((c >= 0x20 || c == '\t' || c == '\n') && c != 0xFFFF && (c != 0xFFFD || used == 3));
        i += used;
    }
    for (size_t from = 0; from < sizeof bad; from++) { /* what is sound is what would stay as it is */
        uint32_t lines = 0;
        size_t left = sizeof bad - 1 - from, sound = cot_i_xml_sound(bad + from, left, &lines), none = 0, n = 0;
        assert_int_equal(lines, cot_i_newlines(bad + from, sound));
        assert_int_equal(cot_i_xml_valid(pieces, bad + from, sound, false, &n, &none), sound);
        assert_int_equal(n, sound);
        assert_memory_equal(pieces, bad + from, n);
        assert_int_equal(none, 0);
        if (sound < left) {
            (void)cot_i_xml_valid(pieces, bad + from, left < sound + 4 ? left : sound + 4, false, &n, &none);
            assert_true(none > 0);
        }
    }
    for (size_t piece = 4; piece < sizeof bad; piece++) {
        size_t at = 0, n = 0, ignored = 0;
        while (at < sizeof bad - 1) {
            size_t left = sizeof bad - 1 - at, written = 0, m = left < piece ? left : piece;
            size_t used = cot_i_xml_valid(pieces + n, bad + at, m, m < left, &written, &ignored);
            assert_true(used > 0);
            at += used;
            n += written;
        }
        assert_int_equal(n, n_whole);
        assert_memory_equal(pieces, whole, n);
        assert_int_equal(ignored, n_bad);
    }
}

static void issue_kinds_have_names(void **state) {
    (void)state;
    for (int i = 0; i < COT_ISSUE_KINDS; i++) {
        assert_string_not_equal(cot_issue_text((cot_issue_kind_t)i), "unknown");
    }
    assert_string_equal(cot_issue_text(COT_ISSUE_KINDS), "unknown");
    assert_string_equal(cot_formats(0)->name, "arxiv-atom");
    assert_null(cot_formats(100));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates),
        cmocka_unit_test(drafts_join_texts),
        cmocka_unit_test(bytes_are_made_valid),
        cmocka_unit_test(issue_kinds_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
