/* files.c: memory and texts, the files behind inputs, digests, folders.
 *
 * Folders are walked as a run walks them: no hidden names, no __MACOSX, links followed, 64 levels deep; so
 * the list is that of what would be read. SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "batch/batch.h"

enum { FOLDERS_DEEP = 64, FILES_MAX = 10000000, READ_BYTES = 1 << 18 };

void *batch_need(size_t n, size_t size) {
    void *memory = calloc(n ? n : 1, size);
    if (!memory) {
        cli_error("out of memory: %zu bytes for the list of jobs", n * size);
        exit(EXIT_LIMIT);
    }
    return memory;
}

char *batch_copy(const char *text) {
    char *copy = batch_need(strlen(text) + 1, 1);
    return memcpy(copy, text, strlen(text) + 1);
}

void *batch_room(void *array, size_t *capacity, size_t n, size_t size) {
    if (n < *capacity) {
        return array;
    }
    size_t more = *capacity < 8 ? 16 : 2 * *capacity;
    void *larger = more > SIZE_MAX / size ? NULL : realloc(array, more * size);
    if (!larger) {
        cli_error("out of memory: a list of %zu entries", more);
        exit(EXIT_LIMIT);
    }
    *capacity = more;
    return larger;
}

char *batch_join(const char *folder, const char *name) {
    size_t n = strlen(folder);
    bool slash = n > 0 && folder[n - 1] != '/';
    char *path = batch_need(n + strlen(name) + 2, 1);
    snprintf(path, n + strlen(name) + 2, "%s%s%s", folder, slash ? "/" : "", name);
    return path;
}

/* Bytes of the UTF-8 character at p, 0 when there is none (RFC 3629, section 4). */
static size_t utf8_length(const unsigned char *p) {
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    bool overlong = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
    bool beyond = (p[0] == 0xed && p[1] > 0x9f) || (p[0] == 0xf4 && p[1] > 0x8f);
    return n > 1 && (overlong || beyond) ? 0 : n;
}

void batch_clean(char *text) {
    for (unsigned char *p = (unsigned char *)text; *p;) {
        size_t n = *p < 0x20 || *p == 0x7f ? 0 : utf8_length(p);
        if (n == 0) {
            *p = '?';
        }
        p += n ? n : 1;
    }
}

/* ---- files ---- */

static void add_file(batch_files_t *files, const char *path, const struct stat *about) {
    files->at = batch_room(files->at, &files->capacity, files->n, sizeof *files->at);
    batch_file_t *file = &files->at[files->n++];
    *file = (batch_file_t){.path = batch_copy(path)};
    if (about) {
        file->bytes = (uint64_t)about->st_size;
        file->changed = (int64_t)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec;
    }
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_path(batch_files_t *files, const char *path, unsigned deep);

static void add_folder(batch_files_t *files, const char *path, unsigned deep) {
    char **names = NULL;
    size_t n = 0, capacity = 0;
    DIR *folder = opendir(path);
    if (!folder) {
        add_file(files, path, NULL);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "__MACOSX") != 0) {
            names = batch_room(names, &capacity, n, sizeof *names);
            names[n++] = batch_join(path, entry->d_name);
        }
    }
    (void)closedir(folder);
    if (n > 1) {
        qsort(names, n, sizeof *names, by_bytes);
    }
    for (size_t i = 0; i < n; i++) {
        add_path(files, names[i], deep + 1);
        free(names[i]);
    }
    free(names);
}

/* What is not there, or no file, is listed with no bytes: the run will say what it thinks of it. */
static void add_path(batch_files_t *files, const char *path, unsigned deep) {
    struct stat about;
    bool there = stat(path, &about) == 0;
    if (files->n >= FILES_MAX) {
        return; /* the run will refuse so many */
    }
    if (there && S_ISDIR(about.st_mode) && deep <= FOLDERS_DEEP) {
        add_folder(files, path, deep);
    } else {
        add_file(files, path, there && S_ISREG(about.st_mode) ? &about : NULL);
    }
}

void batch_list_files(batch_files_t *files, char *const *inputs, size_t n) {
    for (size_t i = 0; i < n; i++) {
        add_path(files, inputs[i], 1);
    }
}

void batch_clear_files(batch_files_t *files) {
    for (size_t i = 0; i < files->n; i++) {
        free(files->at[i].path);
    }
    free(files->at);
    *files = (batch_files_t){NULL, 0, 0};
}

/* ---- digests ---- */

static void to_hex(const uint8_t *bytes, char hex[65]) {
    for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++) {
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    }
}

bool batch_sha256_file(const char *path, char hex[65]) {
    static uint8_t buffer[READ_BYTES];
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx ctx;
    ssize_t n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    hex[0] = '\0';
    if (fd < 0) {
        return false;
    }
    sha256_init(&ctx);
    while (!cli_interrupted() && ((n = read(fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))) {
        sha256_update(&ctx, n > 0 ? (size_t)n : 0, buffer);
    }
    (void)close(fd);
    if (n != 0 || cli_interrupted()) {
        return false;
    }
    sha256_digest(&ctx, sizeof digest, digest);
    to_hex(digest, hex);
    return true;
}

static void hash_text(const char *text, uint8_t digest[SHA256_DIGEST_SIZE]) {
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    sha256_update(&ctx, strlen(text), (const uint8_t *)text);
    sha256_digest(&ctx, SHA256_DIGEST_SIZE, digest);
}

uint64_t batch_hash(const char *text) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    uint64_t value = 0;
    hash_text(text, digest);
    for (size_t i = 0; i < 8; i++) {
        value = value << 8 | digest[i];
    }
    return value;
}

void batch_sha256_base64(const char *text, char out[48]) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    hash_text(text, digest);
    base64_encode_raw(out, sizeof digest, digest);
    out[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)] = '\0';
}

/* ---- folders ---- */

bool batch_make_folders(const char *path) {
    char *part = batch_copy(path);
    bool fine = true;
    for (char *p = part + 1; fine && *p; p++) {
        if (*p == '/') {
            *p = '\0';
            fine = mkdir(part, 0777) == 0 || errno == EEXIST;
            *p = '/';
        }
    }
    struct stat about;
    fine = fine && (mkdir(part, 0777) == 0 || errno == EEXIST);
    if (fine && stat(part, &about) == 0 && !S_ISDIR(about.st_mode)) {
        errno = ENOTDIR;
        fine = false;
    }
    int why = errno;
    free(part);
    errno = why;
    return fine;
}
