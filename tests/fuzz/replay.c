/* replay.c: gives files to a fuzz target once, without a fuzzer: a file as it is, every file of a folder.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path, long size) {
    FILE *file = fopen(path, "rb");
    size_t length = size > 0 ? (size_t)size : 0;
    uint8_t *bytes = malloc(length + 1);
    int failed = !file || !bytes || fread(bytes, 1, length, file) != length;
    if (failed) {
        fprintf(stderr, "%s: cannot be read\n", path);
    } else {
        (void)LLVMFuzzerTestOneInput(bytes, length);
    }
    free(bytes);
    if (file) {
        (void)fclose(file);
    }
    return failed;
}

static int replay(const char *path);

static int replay_folder(const char *path) {
    char child[4096];
    int failed = 0, n = 0;
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] != '.' &&
            snprintf(child, sizeof child, "%s/%s", path, entry->d_name) < (int)sizeof child) {
            failed |= replay(child);
            n++;
        }
    }
    if (folder) {
        (void)closedir(folder);
    }
    printf("%s: %d inputs\n", path, n);
    return failed || n == 0;
}

static int replay(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) {
        fprintf(stderr, "%s: not there\n", path);
        return 1;
    }
    return S_ISDIR(about.st_mode) ? replay_folder(path) : replay_file(path, (long)about.st_size);
}

int main(int argc, char **argv) {
    int failed = argc < 2;
    for (int i = 1; i < argc; i++) {
        failed |= replay(argv[i]);
    }
    return failed;
}
