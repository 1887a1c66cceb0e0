/* input.c: files, folders, packed and archived input as streams of documents (input.h).
 *
 * The file is read in blocks that go through SHA-256 on their way. A plain file hands these blocks on as they
 * are; anything packed goes through libarchive, which gets only the one filter or format that the first bytes
 * call for, so that it can never fall back on starting a program. What gzip packed, it is given unpacked (gunzip.h),
 * since that is quicker and compares the checksum. A member that is packed or archived itself
 * is opened once more on top (two levels in all).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/input.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/gunzip.h"
#include "base/sha256.h"

#define LEVELS 2
#define MEMBER_MAX 1024

/* An open archive: level 0 reads the stored file, level 1 a member of level 0. */
typedef struct {
    struct archive *archive;
    cot_i_gunzip_t *gunzip; /* between the packed bytes and the archive; NULL = not gzip */
    cot_error_t fed;        /* why it could be given no more bytes */
    bool raw;   /* one packed document, not an archive with names */
    bool ended; /* no more members can be had */
    bool told;  /* that it is damaged */
    bool member_ended;
    const char *head; /* block of the member read ahead, n = 0: none */
    size_t head_n;
    int64_t offset;        /* bytes of the member so far */
    char name[MEMBER_MAX]; /* of the member; "" when raw */
} level_t;

typedef struct {
    cot_input_t *in;
    int level;
} feed_t;

struct cot_input {
    int fd;
    bool opened; /* fd is ours to close */
    char *block; /* last block as stored */
    size_t block_n;
    bool block_waiting; /* block was read for its magic and not handed on yet */
    bool at_end;        /* of the stored file */
    bool failed;        /* reading the stored file failed */
    bool stopped;       /* a limit was passed: nothing more is unpacked */
    bool begun, plain;
    uint64_t stored, unpacked, max_unpacked;
    cot_i_lag_t lag;
    bool undigested; /* nobody will ask for it */
    level_t level[LEVELS];
    feed_t feed[LEVELS];
    int depth;        /* levels open; 0 = plain */
    const char *rest; /* of a block larger than COT_INPUT_BLOCK */
    size_t rest_n;
    char name[2 * MEMBER_MAX + 2];
};

/* ---- the stored file --------------------------------------------------------------------------------------
 */

/* Fills the room there is (pipes give little at a time, and magic needs some bytes together). */
static cot_status_t read_stored(cot_input_t *in, char *to, size_t room, size_t *n, cot_error_t *err) {
    *n = 0;
    while (!in->at_end && *n < room) {
        ssize_t got = read(in->fd, to + *n, room - *n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            in->at_end = in->failed = true;
            return cot_i_fail(err, COT_E_INPUT, "cannot be read after byte %llu: %s",
                              (unsigned long long)(in->stored + *n), strerror(errno));
        }
        in->at_end = got == 0;
        *n += (size_t)got;
    }
    in->stored += *n;
    return COT_OK;
}

static cot_status_t read_block(cot_input_t *in, cot_error_t *err) {
    cot_status_t st = read_stored(in, in->block, COT_INPUT_BLOCK, &in->block_n, err);
    if (st == COT_OK && !in->undigested) {
        cot_i_lag_settle(&in->lag, NULL);
        cot_i_sha256_add(&in->lag.sha, in->block, in->block_n);
    }
    return st;
}

static cot_status_t stored_next(cot_input_t *in, const char **bytes, size_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!in->block_waiting) {
        st = read_block(in, err);
    }
    in->block_waiting = false;
    *bytes = in->block;
    *n = st == COT_OK ? in->block_n : 0;
    return st;
}

/* ---- what it is -------------------------------------------------------------------------------------------
 */

typedef enum { IS_PLAIN, IS_GZIP, IS_XZ, IS_ZSTD, IS_BZIP2, IS_ZIP, IS_TAR } packing_t;

/* A tar header: "ustar" at its place, or (older tars) a checksum over its 512 bytes that fits. */
static bool is_tar(const unsigned char *b, size_t n) {
    if (n < 512) {
        return false;
    }
    if (memcmp(b + 257, "ustar", 5) == 0) {
        return true;
    }
    unsigned long sum = 0, told = 0;
    for (size_t i = 0; i < 512; i++) {
        sum += i >= 148 && i < 156 ? (unsigned)' ' : b[i];
    }
    size_t i = 148;
    while (i < 156 && b[i] == ' ') {
        i++;
    }
    size_t digits = 0;
    for (; i < 156 && b[i] >= '0' && b[i] <= '7'; i++, digits++) {
        told = told * 8 + (unsigned long)(b[i] - '0');
    }
    return digits > 0 && b[0] != 0 && told == sum;
}

static packing_t packing_of(const char *head, size_t n) {
    static const struct {
        packing_t packing;
        size_t n;
        const char *magic;
    } magics[] = {
        {IS_GZIP, 3, "\x1f\x8b\x08"},
        {IS_XZ, 6,
         "\xfd"
         "7zXZ\0"},
        {IS_ZSTD, 4, "\x28\xb5\x2f\xfd"},
        {IS_BZIP2, 3, "BZh"},
        {IS_ZIP, 4, "PK\x03\x04"},
        {IS_ZIP, 4, "PK\x05\x06"},
    };
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (n >= magics[i].n && memcmp(head, magics[i].magic, magics[i].n) == 0) {
            return magics[i].packing;
        }
    }
    return is_tar((const unsigned char *)head, n) ? IS_TAR : IS_PLAIN;
}

/* ---- levels of unpacking ----------------------------------------------------------------------------------
 */

static cot_status_t level_block(cot_input_t *in, int level, const char **bytes, size_t *n, cot_error_t *err);

/* Bytes as the level gets them: from the file, or the member of the level below. */
static cot_status_t packed_next(void *data, const char **bytes, size_t *n, cot_error_t *err) {
    feed_t *feed = data;
    return feed->level == 0 ? stored_next(feed->in, bytes, n, err)
                            : level_block(feed->in, feed->level - 1, bytes, n, err);
}

static la_ssize_t feed_archive(struct archive *a, void *data, const void **buffer) {
    feed_t *feed = data;
    cot_i_gunzip_t *gunzip = feed->in->level[feed->level].gunzip;
    const char *bytes = NULL;
    size_t n = 0;
    cot_error_t err = COT_ERROR_INIT;
    cot_status_t st =
        gunzip ? cot_i_gunzip_read(gunzip, &bytes, &n, &err) : packed_next(feed, &bytes, &n, &err);
    if (st != COT_OK) {
        archive_set_error(a, EIO, "%s", err.message);
        feed->in->level[feed->level].fed = err;
        return -1;
    }
    *buffer = bytes;
    return (la_ssize_t)n;
}

/* Gives the archive the one filter it needs; a libarchive that would start a program for it answers
 * ARCHIVE_WARN. */
static int support(struct archive *a, packing_t packing) {
    int got = ARCHIVE_OK;
    switch (packing) {
    case IS_GZIP: break; /* unpacked before */
    case IS_XZ: got = archive_read_support_filter_xz(a); break;
    case IS_ZSTD: got = archive_read_support_filter_zstd(a); break;
    case IS_BZIP2: got = archive_read_support_filter_bzip2(a); break;
    case IS_ZIP: return archive_read_support_format_zip_streamable(a);
    case IS_TAR: return archive_read_support_format_tar(a);
    case IS_PLAIN: return ARCHIVE_FATAL;
    }
    if (got == ARCHIVE_OK) {
        got = archive_read_support_format_tar(a);
    }
    if (got == ARCHIVE_OK) {
        got = archive_read_support_format_raw(a);
    }
    return got == ARCHIVE_OK ? archive_read_support_format_empty(a) : got;
}

static cot_status_t open_level(cot_input_t *in, packing_t packing, cot_error_t *err) {
    level_t *level = &in->level[in->depth];
    memset(level, 0, sizeof *level);
    level->archive = archive_read_new();
    if (!level->archive) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: unpacking");
    }
    feed_t *feed = &in->feed[in->depth];
    *feed = (feed_t){in, in->depth};
    in->depth++;
    if (packing == IS_GZIP) {
        cot_status_t st = cot_i_gunzip_new(&level->gunzip, packed_next, feed, err);
        if (st != COT_OK) {
            level->ended = true;
            return st;
        }
    }
    if (support(level->archive, packing) != ARCHIVE_OK) {
        level->ended = true;
        return cot_i_fail(err, COT_E_INPUT, "this build of libarchive cannot unpack it");
    }
    if (archive_read_open2(level->archive, feed, NULL, feed_archive, NULL, NULL) != ARCHIVE_OK) {
        level->ended = true;
        const char *why = archive_error_string(level->archive);
        return cot_i_fail(err, COT_E_INPUT, "cannot be unpacked: %s", why ? why : "not what it seems");
    }
    return COT_OK;
}

static void close_level(cot_input_t *in) {
    in->depth--;
    archive_read_free(in->level[in->depth].archive);
    in->level[in->depth].archive = NULL;
    cot_i_gunzip_free(in->level[in->depth].gunzip);
    in->level[in->depth].gunzip = NULL;
}

/* Counts unpacked bytes against both bounds. */
static cot_status_t account(cot_input_t *in, size_t n, cot_error_t *err) {
    in->unpacked += n;
    if (in->unpacked > in->max_unpacked) {
        in->stopped = true;
        return cot_i_fail(err, COT_E_LIMIT, "unpacks to more than the %llu bytes allowed",
                          (unsigned long long)in->max_unpacked);
    }
    if (in->unpacked > COT_INPUT_RATIO_FROM && in->unpacked / COT_INPUT_RATIO_MAX > in->stored) {
        in->stopped = true;
        return cot_i_fail(err, COT_E_LIMIT, "unpacks to more than %u times its size (%llu bytes from %llu)",
                          COT_INPUT_RATIO_MAX, (unsigned long long)in->unpacked,
                          (unsigned long long)in->stored);
    }
    return COT_OK;
}

static cot_status_t damaged(level_t *level, int got, cot_error_t *err) {
    level->member_ended = level->told = true;
    level->ended = level->ended || got == ARCHIVE_FATAL || level->raw;
    const char *why = archive_error_string(level->archive);
    return cot_i_fail(err, COT_E_INPUT, "cannot be unpacked further: %s", why ? why : "damaged");
}

/* Next block of the level's member, of whatever size libarchive has; *n = 0 at its end. */
static cot_status_t level_block(cot_input_t *in, int number, const char **bytes, size_t *n,
                                cot_error_t *err) {
    level_t *level = &in->level[number];
    *n = 0;
    if (level->head_n > 0) {
        *bytes = level->head;
        *n = level->head_n;
        level->head_n = 0;
        return COT_OK;
    }
    while (!level->member_ended && *n == 0) {
        const void *block = NULL;
        la_int64_t offset = 0;
        int got = archive_read_data_block(level->archive, &block, n, &offset);
        if (got == ARCHIVE_EOF) {
            level->member_ended = true;
            *n = 0;
            break;
        }
        if (got != ARCHIVE_OK) {
            *n = 0;
            return damaged(level, got, err);
        }
        if (*n > 0 && offset != level->offset) {
            *n = 0;
            level->member_ended = true;
            return cot_i_fail(err, COT_E_INPUT, "a member with holes (byte %lld follows byte %lld)",
                              (long long)offset, (long long)level->offset);
        }
        level->offset += (int64_t)*n;
        *bytes = block;
    }
    cot_status_t st = account(in, *n, err);
    if (st != COT_OK) {
        level->member_ended = level->ended = true;
        *n = 0;
    }
    return st;
}

/* ---- members ----------------------------------------------------------------------------------------------
 */

static bool is_hidden(const char *name) {
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        size_t n = strcspn(part, "/");
        bool dots = (n == 1 && part[0] == '.') || (n == 2 && part[0] == '.' && part[1] == '.');
        if ((part[0] == '.' && n > 0 && !dots) || (n == 8 && memcmp(part, "__MACOSX", 8) == 0)) {
            return true;
        }
    }
    return false;
}

/* Copies what fits; a longer name keeps its beginning. */
static void copy_name(char *to, size_t size, const char *from) {
    size_t n = strlen(from);
    n = n < size ? n : size - 1;
    memcpy(to, from, n);
    to[n] = '\0';
}

static void name_member(level_t *level, struct archive_entry *entry) {
    const char *name = level->raw ? "" : archive_entry_pathname(entry);
    if (!name) {
        name = archive_entry_pathname_utf8(entry);
    }
    copy_name(level->name, sizeof level->name, name ? name : "(member without a readable name)");
}

/* Goes to the next member with content at the innermost level; *found = false at its end. */
static cot_status_t next_member(cot_input_t *in, bool *found, cot_error_t *err) {
    level_t *level = &in->level[in->depth - 1];
    *found = false;
    while (!level->ended && !in->stopped) {
        struct archive_entry *entry = NULL;
        int got = archive_read_next_header(level->archive, &entry);
        if (got == ARCHIVE_EOF && level->fed.message[0] && !level->told) { /* it takes damage for an end */
            level->ended = true;
            level->name[0] = '\0';
            return cot_i_fail(err, COT_E_INPUT, "cannot be unpacked further: %s", level->fed.message);
        }
        if (got == ARCHIVE_EOF) {
            level->ended = true;
            break;
        }
        if (got == ARCHIVE_RETRY) {
            continue;
        }
        if (got != ARCHIVE_OK && got != ARCHIVE_WARN) {
            level->name[0] = '\0';
            return damaged(level, ARCHIVE_FATAL, err);
        }
        level->raw = archive_format(level->archive) == ARCHIVE_FORMAT_RAW;
        name_member(level, entry);
        bool file =
            level->raw || (archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry));
        if (file && !is_hidden(level->name)) {
            level->member_ended = false;
            level->head_n = 0;
            level->offset = 0;
            *found = true;
            break;
        }
    }
    return COT_OK;
}

static const char *member_name(cot_input_t *in) {
    const char *outer = in->level[0].name, *inner = in->depth > 1 ? in->level[1].name : "";
    size_t n = strlen(outer);
    memcpy(in->name, outer, n + 1);
    if (outer[0] && inner[0]) {
        in->name[n++] = ':';
    }
    memcpy(in->name + n, inner, strlen(inner) + 1);
    return in->name;
}

/* Looks at the first block of a member: packed once more, it becomes a level of its own. */
static cot_status_t look_inside(cot_input_t *in, bool *opened, cot_error_t *err) {
    level_t *level = &in->level[in->depth - 1];
    const char *head = NULL;
    size_t n = 0;
    *opened = false;
    cot_status_t st = level_block(in, in->depth - 1, &head, &n, err);
    (void)member_name(in);
    if (st != COT_OK) {
        return st;
    }
    level->head = head;
    level->head_n = n;
    packing_t packing = packing_of(head, n);
    if (n == 0 || packing == IS_PLAIN) {
        return COT_OK;
    }
    if (in->depth == LEVELS) {
        level->member_ended = true;
        level->head_n = 0;
        return cot_i_fail(err, COT_E_LIMIT, "packed more than %d times over", LEVELS);
    }
    *opened = true;
    return open_level(in, packing, err);
}

static cot_status_t next_packed(cot_input_t *in, const char **member, cot_error_t *err) {
    while (in->depth > 0) {
        bool found = false, opened = false;
        cot_status_t st = next_member(in, &found, err);
        if (st == COT_OK && found) {
            st = look_inside(in, &opened, err);
        }
        if (st != COT_OK) {
            return st;
        }
        if (found && !opened) {
            *member = member_name(in);
            return COT_OK;
        }
        if (!found) {
            close_level(in);
        }
    }
    return COT_OK;
}

const char *cot_i_input_member(const cot_input_t *in) {
    return in->name;
}

cot_status_t cot_i_input_next(cot_input_t *in, const char **member, cot_error_t *err) {
    *member = NULL;
    in->rest_n = 0;
    if (in->begun) {
        return in->plain ? COT_OK : next_packed(in, member, err);
    }
    in->begun = true;
    cot_status_t st = read_block(in, err);
    if (st != COT_OK) {
        in->plain = true;
        return st;
    }
    in->block_waiting = true;
    packing_t packing = packing_of(in->block, in->block_n);
    in->plain = packing == IS_PLAIN;
    if (in->plain) {
        *member = "";
        return COT_OK;
    }
    st = open_level(in, packing, err);
    return st == COT_OK ? next_packed(in, member, err) : st;
}

cot_status_t cot_i_input_read(cot_input_t *in, const char **bytes, size_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *n = 0;
    if (in->rest_n == 0) {
        if (in->plain) {
            return stored_next(in, bytes, n, err);
        }
        if (in->depth == 0) {
            return COT_OK;
        }
        st = level_block(in, in->depth - 1, &in->rest, &in->rest_n, err);
    }
    if (st == COT_OK && in->rest_n > 0) {
        *bytes = in->rest;
        *n = in->rest_n < COT_INPUT_BLOCK ? in->rest_n : COT_INPUT_BLOCK;
        in->rest += *n;
        in->rest_n -= *n;
    }
    return st;
}

bool cot_i_input_is_plain(const cot_input_t *in) {
    return in->plain && !in->block_waiting;
}

cot_status_t cot_i_input_read_into(cot_input_t *in, char *to, size_t room, size_t *n, cot_i_waiting_t *waiting,
                                   cot_error_t *err) {
    cot_status_t st = read_stored(in, to, room, n, err);
    if (!in->undigested) {
        cot_i_lag_put(&in->lag, waiting, to, st == COT_OK ? *n : 0);
    }
    return st;
}

cot_i_lag_t *cot_i_input_lag(cot_input_t *in) {
    return &in->lag;
}

/* ---- opening, closing, digest -----------------------------------------------------------------------------
 */

cot_status_t cot_i_input_open(cot_input_t **out, const char *path, uint64_t max_unpacked, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_input_t *in = NULL;
    *out = NULL;
    COT_NEW(st, err, in, 1, "an input file");
    in->fd = -1;
    COT_NEW(st, err, in->block, COT_INPUT_BLOCK, "an input block");
    in->max_unpacked = max_unpacked ? max_unpacked : (uint64_t)256 << 30;
    cot_i_lag_init(&in->lag);
    in->opened = strcmp(path, "-") != 0;
    in->fd = in->opened ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
    if (in->fd < 0) {
        COT_FAIL(st, err, COT_E_INPUT, "cannot be opened: %s", strerror(errno));
    }
    (void)posix_fadvise(in->fd, 0, 0, POSIX_FADV_SEQUENTIAL); /* a hint: a pipe may refuse it */
    *out = in;
    in = NULL;
done:
    cot_i_input_free(in);
    return st;
}

void cot_i_input_free(cot_input_t *in) {
    if (!in) {
        return;
    }
    while (in->depth > 0) {
        close_level(in);
    }
    if (in->opened && in->fd >= 0) {
        (void)close(in->fd);
    }
    cot_i_lag_drop(&in->lag);
    cot_i_free(in->block);
    cot_i_free(in);
}

cot_status_t cot_i_input_drain(cot_input_t *in, bool *more, cot_error_t *err) {
    cot_status_t st = in->at_end ? COT_OK : read_block(in, err);
    *more = !in->at_end;
    return st;
}

uint64_t cot_i_input_stored(const cot_input_t *in) {
    return in->stored;
}

void cot_i_input_undigested(cot_input_t *in) {
    in->undigested = true;
}

void cot_i_input_sha256(cot_input_t *in, char out[65]) {
    out[0] = '\0';
    if (in->at_end && !in->failed && !in->undigested) {
        cot_i_lag_settle(&in->lag, NULL);
        cot_sha256_t copy = in->lag.sha;
        cot_i_sha256_hex(&copy, out);
    }
}
