/* test_input.c: files, folders, packed files and archives; digests; damaged and lying ones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/read/reading_help.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/wait.h>

#include "base/input.h"
#include "base/sha256.h"

#define FEED(id) ATOM_BEGIN ENTRY(id, "") ATOM_END

typedef struct {
    const char *name;
    const void *bytes;
    size_t n;
} member_t;

/* Writes an archive or a packed file; filter and format are libarchive's names. */
static size_t pack(char *out, size_t size, const char *format, const char *filter, const member_t *members,
                   size_t n) {
    struct archive *a = archive_write_new();
    size_t used = 0;
    assert_int_equal(archive_write_set_format_by_name(a, format), ARCHIVE_OK);
    if (strcmp(filter, "none") != 0) {
        assert_int_equal(archive_write_add_filter_by_name(a, filter), ARCHIVE_OK);
    }
    assert_int_equal(archive_write_set_bytes_in_last_block(a, 1), ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(a, out, size, &used), ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_filetype(entry, members[i].bytes ? AE_IFREG : AE_IFDIR);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)members[i].n);
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        if (members[i].n > 0) {
            assert_int_equal(archive_write_data(a, members[i].bytes, members[i].n), (la_ssize_t)members[i].n);
        }
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return used;
}

static size_t pack_one(char *out, size_t size, const char *filter, const void *bytes, size_t n) {
    member_t member = {"data", bytes, n};
    return pack(out, size, "raw", filter, &member, 1);
}

static char packed[1 << 20], packed_twice[1 << 20];

static void every_packing(void **state) {
    (void)state;
    static const char *const filters[] = {"none", "gzip", "xz", "zstd", "bzip2"};
    const char *feed = FEED("2001.00001v1");
    for (size_t i = 0; i < 5; i++) {
        size_t n = pack_one(packed, sizeof packed, filters[i], feed, strlen(feed));
        got_t got = read_bytes(packed, n, NULL);
        assert_int_equal(got.status, COT_OK);
        assert_int_equal(cot_corpus_papers(got.corpus), 1);
        assert_int_equal(issues_in_all(&got), 0);
        assert_int_equal(got.report.bytes, strlen(feed));
        assert_int_equal(got.report.sources[0].bytes, n);
        got_clear(&got);
    }
}

static void every_archive(void **state) {
    (void)state;
    static const char *const ways[][2] = {{"ustar", "none"},  {"ustar", "gzip"},  {"pax", "xz"},
                                          {"gnutar", "zstd"}, {"v7tar", "bzip2"}, {"v7tar", "none"},
                                          {"zip", "none"}};
    const char *one = FEED("2001.00001v1"), *two = FEED("2001.00002v1"), *three = FEED("2001.00003v1");
    size_t n_inner = pack_one(packed_twice, sizeof packed_twice, "gzip", three, strlen(three));
    member_t members[] = {
        {"folder/", NULL, 0},
        {"folder/b.xml", one, strlen(one)},
        {"a.xml", two, strlen(two)},
        {".hidden", "junk", 4},
        {"x/.DS_Store", "junk", 4},
        {"__MACOSX/a.xml", "junk", 4},
        {"c.xml.gz", packed_twice, n_inner},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        size_t n = pack(packed, sizeof packed, ways[i][0], ways[i][1], members, 7);
        help_t help;
        help_open(&help);
        const char *path = help_write(&help, "pages", packed, n);
        got_t got = read_paths(&path, 1, NULL);
        assert_int_equal(got.status, COT_OK);
        assert_int_equal(issues_in_all(&got), 0);
        assert_int_equal(cot_corpus_papers(got.corpus), 3);
        assert_string_equal(got.report.sources[0].format, "arxiv-atom");
        assert_int_equal(got.report.n_sources, 1);
        const char *source = cot_corpus_paper(got.corpus, 0).source;
        assert_string_equal(source + strlen(source) - 18, "pages:folder/b.xml");
        source = cot_corpus_paper(got.corpus, 2).source;
        assert_string_equal(source + strlen(source) - 14, "pages:c.xml.gz");
        got_clear(&got);
        help_clean(&help);
    }
}

static void an_archive_in_an_archive_but_not_deeper(void **state) {
    (void)state;
    const char *feed = FEED("2001.00001v1");
    static char deepest[1 << 20];
    member_t member = {"x.xml", feed, strlen(feed)};
    size_t n = pack(packed_twice, sizeof packed_twice, "zip", "none", &member, 1);
    member_t outer = {"inner.zip", packed_twice, n};
    n = pack(packed, sizeof packed, "ustar", "none", &outer, 1);
    got_t got = read_bytes(packed, n, NULL);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_non_null(strstr(cot_corpus_paper(got.corpus, 0).source, ":inner.zip:x.xml"));
    got_clear(&got);
    member_t two[] = {{"level.tar", packed, n}, {"y.xml", feed, strlen(feed)}};
    n = pack(deepest, sizeof deepest, "ustar", "gzip", two, 2);
    got = read_bytes(deepest, n, NULL);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    assert_int_equal(cot_corpus_papers(got.corpus), 1); /* the member behind it is read */
    got_clear(&got);
}

static void digest_of(const void *bytes, size_t n, char out[65]) {
    cot_sha256_t sha;
    cot_i_sha256_init(&sha);
    cot_i_sha256_add(&sha, bytes, n);
    cot_i_sha256_hex(&sha, out);
}

/* Also the bytes behind what unpacking needs. */
static void digests_cover_the_whole_file(void **state) {
    (void)state;
    const char *feed = FEED("2001.00001v1");
    char sha[65];
    size_t n = pack_one(packed, 1000, "gzip", feed, strlen(feed));
    memset(packed + n, 'x', sizeof packed - n);
    got_t got = read_bytes(packed, sizeof packed, NULL);
    digest_of(packed, sizeof packed, sha);
    assert_string_equal(got.report.sources[0].sha256, sha);
    assert_int_equal(got.report.sources[0].bytes, sizeof packed);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    got_clear(&got);
    member_t member = {"a.xml", feed, strlen(feed)};
    (void)pack(packed, sizeof packed, "ustar", "none", &member, 1);
    got = read_bytes(packed, sizeof packed, NULL);
    digest_of(packed, sizeof packed, sha);
    assert_string_equal(got.report.sources[0].sha256, sha);
    got_clear(&got);
    got = read_bytes("<!DOCTYPE x []>more", 19, NULL); /* a file that is refused at its start */
    digest_of("<!DOCTYPE x []>more", 19, sha);
    assert_string_equal(got.report.sources[0].sha256, sha);
    got_clear(&got);
}

static void damaged_archives(void **state) {
    (void)state;
    static const char *const filters[] = {"gzip", "xz", "zstd", "bzip2"};
    const char *feed = FEED("2001.00001v1");
    for (size_t i = 0; i < 4; i++) {
        size_t n = pack_one(packed, sizeof packed, filters[i], feed, strlen(feed));
        for (size_t cut = 1; cut <= n - 6; cut += 13) { /* cut off */
            got_t got = read_bytes(packed, n - cut, NULL);
            assert_true(issues_in_all(&got) > 0);
            got_clear(&got);
        }
        if (i == 2) {
            continue; /* zstd files may have no checksum */
        }
        packed[n / 2] = (char)~packed[n / 2]; /* a bit error */
        got_t got = read_bytes(packed, n, NULL);
        assert_true(got.report.counts[COT_ISSUE_UNREADABLE] >= 1);
        got_clear(&got);
    }
}

static void archives_without_files(void **state) {
    (void)state;
    member_t members[] = {{"folder/", NULL, 0}, {".hidden", "junk", 4}};
    for (size_t n = 0; n <= 2; n++) {
        size_t size = pack(packed, sizeof packed, "ustar", "gzip", members, n);
        got_t got = read_bytes(packed, size, NULL);
        assert_int_equal(got.status, COT_E_INPUT);
        assert_int_equal(got.report.counts[COT_ISSUE_EMPTY_FILE], 1);
        assert_int_equal(issues_in_all(&got), 1);
        got_clear(&got);
    }
}

static void the_next_file_is_read_all_the_same(void **state) {
    (void)state;
    help_t help;
    help_open(&help);
    const char *feed = FEED("2001.00001v1");
    size_t n = pack_one(packed, sizeof packed, "xz", feed, strlen(feed));
    help_write(&help, "a.xz", packed, n / 2);
    help_write(&help, "b.xml", feed, strlen(feed));
    help_path(&help, "missing.xml");
    got_t got = read_paths(help.list, help.n, NULL);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_int_equal(got.report.counts[COT_ISSUE_UNREADABLE], 2);
    assert_int_equal(got.report.n_sources, 3);
    assert_string_equal(got.report.sources[2].sha256, "");
    assert_int_equal(issues_in_all(&got), 2);
    got_clear(&got);
    help_clean(&help);
}

/* A zip that says its member has another size than it has. */
static void lying_sizes(void **state) {
    (void)state;
    const char *feed = FEED("2001.00001v1");
    member_t member = {"a.xml", feed, strlen(feed)};
    size_t n = pack(packed, sizeof packed, "zip", "none", &member, 1);
    assert_memory_equal(packed, "PK\x03\x04", 4);
    for (int field = 18; field <= 22; field += 4) { /* packed and unpacked size in the local header */
        for (int k = 0; k < 2; k++) {
            char copy[4096];
            uint32_t lie = k ? 0x7FFFFFF0u : 1u;
            assert_true(n < sizeof copy);
            memcpy(copy, packed, n);
            memcpy(copy + field, &lie, 4);
            copy[6] = 0; /* no sizes behind the data */
            got_t got = read_bytes(copy, n, NULL);
            assert_true(issues_in_all(&got) > 0);
            got_clear(&got);
        }
    }
    /* A tar whose member claims more than the file has. */
    n = pack(packed, sizeof packed, "ustar", "none", &member, 1);
    memcpy(packed + 124, "77777777777", 11);
    unsigned sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
        sum += i >= 148 && i < 156 ? 0 : (unsigned char)packed[i];
    }
    snprintf(packed + 148, 8, "%06o", sum);
    got_t got = read_bytes(packed, n, NULL);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_int_equal(got.report.counts[COT_ISSUE_UNREADABLE], 1);
    got_clear(&got);
}

static void bombs(void **state) {
    (void)state;
    static char letters[1 << 20]; /* of the letter a: zeros would be an empty tar */
    memset(letters, 'a', sizeof letters);
    size_t n = 0;
    char *out = malloc(4u << 20);
    struct archive *a = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    archive_write_set_format_raw(a);
    archive_write_add_filter_xz(a);
    archive_write_open_memory(a, out, 4u << 20, &n);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(a, entry);
    for (int i = 0; i < 300; i++) {
        archive_write_data(a, letters, sizeof letters);
    }
    archive_write_close(a);
    archive_write_free(a);
    archive_entry_free(entry);
    long before = peak_kib();
    got_t got = read_bytes(out, n, NULL); /* 300 MiB in some 50 KiB */
    assert_int_equal(got.status, COT_E_INPUT);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    assert_non_null(strstr(issue_of(&got, COT_ISSUE_LIMIT)->detail, "times its size"));
    assert_true(got.report.bytes < (100u << 20));
    assert_true(peak_kib() - before < 200000);
    got_clear(&got);
    cot_read_params_t params = COT_READ_PARAMS_INIT;
    params.max_unpacked = 1000000;
    got = read_bytes(out, n, &params);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    assert_non_null(strstr(issue_of(&got, COT_ISSUE_LIMIT)->detail, "1000000"));
    assert_int_equal(strlen(got.report.sources[0].sha256), 64);
    got_clear(&got);
    free(out);
}

static void folders_in_the_order_of_names(void **state) {
    (void)state;
    help_t help;
    help_open(&help);
    const char *feed = FEED("2001.00001v1");
    char sub[512];
    snprintf(sub, sizeof sub, "%s/b", help.folder);
    assert_int_equal(mkdir(sub, 0755), 0);
    static const char *const names[] = {"c.xml",       "a.xml", "b/z.xml", "b/A.xml",
                                        ".hidden.xml", "b/.x",  "B.xml",   "with  blanks"};
    for (size_t i = 0; i < 8; i++) {
        help_write(&help, names[i], feed, strlen(feed));
    }
    char loop[512];
    snprintf(loop, sizeof loop, "%s/b/up", help.folder);
    assert_int_equal(symlink("..", loop), 0);
    const char *folder = help.folder;
    got_t got = read_paths(&folder, 1, NULL);
    static const char *const order[] = {"B.xml",   "a.xml", "b/A.xml",     "b/up",
                                        "b/z.xml", "c.xml", "with  blanks"};
    assert_int_equal(got.report.n_sources, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(got.report.sources[i].path + strlen(folder) + 1, order[i]);
    }
    assert_int_equal(got.report.counts[COT_ISSUE_UNREADABLE], 1); /* the loop */
    assert_int_equal(cot_corpus_counts(got.corpus).repeats, 5);
    got_clear(&got);
    unlink(loop);
    help_clean(&help);
    rmdir(sub);
    rmdir(help.folder);
}

static void nothing_to_read(void **state) {
    (void)state;
    help_t help;
    help_open(&help);
    const char *path = help.folder;
    got_t got = read_paths(&path, 1, NULL); /* an empty folder */
    assert_int_equal(got.status, COT_E_INPUT);
    got_clear(&got);
    path = help_path(&help, "missing");
    got = read_paths(&path, 1, NULL);
    assert_int_equal(got.status, COT_E_INPUT);
    assert_non_null(strstr(got.err.message, "missing: unreadable: cannot be read: No such file"));
    got_clear(&got);
    got = read_paths(NULL, 0, NULL);
    assert_int_equal(got.status, COT_E_INPUT);
    got_clear(&got);
    help_clean(&help);
}

/* Standard input through a pipe that gives a few bytes at a time. */
static void a_slow_pipe(void **state) {
    (void)state;
    int ends[2], saved = dup(STDIN_FILENO);
    const char *feed = FEED("2001.00001v1");
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        for (size_t i = 0; i < strlen(feed); i += 7) {
            size_t left = strlen(feed) - i;
            if (write(ends[1], feed + i, left < 7 ? left : 7) < 0) {
                _exit(1);
            }
        }
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    const char *path = "-";
    got_t got = read_paths(&path, 1, NULL);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_string_equal(got.report.sources[0].path, "-");
    assert_string_equal(cot_corpus_paper(got.corpus, 0).source, "-");
    got_clear(&got);
    dup2(saved, STDIN_FILENO);
    close(saved);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
}

static void paths_with_odd_bytes(void **state) {
    (void)state;
    help_t help;
    help_open(&help);
    const char *feed = FEED("2001.00001v1");
    const char *path = help_write(&help, "odd\x01\xff.xml", feed, strlen(feed));
    got_t got = read_paths(&path, 1, NULL);
    assert_int_equal(got.status, COT_OK);
    const char *shown = got.report.sources[0].path;
    assert_string_equal(shown + strlen(shown) - 11, "odd \xEF\xBF\xBD.xml");
    got_clear(&got);
    help_clean(&help);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_packing),
        cmocka_unit_test(every_archive),
        cmocka_unit_test(an_archive_in_an_archive_but_not_deeper),
        cmocka_unit_test(digests_cover_the_whole_file),
        cmocka_unit_test(damaged_archives),
        cmocka_unit_test(archives_without_files),
        cmocka_unit_test(the_next_file_is_read_all_the_same),
        cmocka_unit_test(lying_sizes),
        cmocka_unit_test(bombs),
        cmocka_unit_test(folders_in_the_order_of_names),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(a_slow_pipe),
        cmocka_unit_test(paths_with_odd_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
