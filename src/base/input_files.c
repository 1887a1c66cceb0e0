/* input_files.c: the files behind the paths that a user names (input.h).
 *
 * Folders are walked depth first; the names of one folder are sorted bytewise, so that the order does not
 * depend on the file system. Links are followed; a folder that contains itself through a link is named, not
 * entered.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/input.h"

/* The folders above the one being walked, to see loops. */
typedef struct trail {
    const struct trail *above;
    dev_t device;
    ino_t inode;
    unsigned deep;
} trail_t;

typedef struct {
    const char **names;
    size_t n, capacity;
} names_t;

static cot_status_t add_path(cot_input_files_t *files, const char *path, cot_error_t *err,
                             const trail_t *trail);

static cot_status_t no_memory(cot_error_t *err) {
    return cot_i_fail(err, COT_E_NOMEM, "out of memory: the list of input files");
}

static cot_status_t add_file(cot_input_files_t *files, const char *path, uint64_t size, const char *problem,
                             cot_error_t *err) {
    if (files->n >= COT_INPUT_FILES_MAX) {
        return cot_i_fail(err, COT_E_LIMIT, "%s: more than %u input files", path, COT_INPUT_FILES_MAX);
    }
    if (!COT_GROW(files->files, files->capacity, files->n + 1)) {
        return no_memory(err);
    }
    cot_input_file_t *file = &files->files[files->n];
    *file = (cot_input_file_t){cot_i_arena_copy(&files->arena, path, strlen(path)), NULL, size};
    if (problem) {
        file->problem = cot_i_arena_copy(&files->arena, problem, strlen(problem));
    }
    if (!file->path || (problem && !file->problem)) {
        return no_memory(err);
    }
    files->n++;
    return COT_OK;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder that are not hidden, sorted. *problem is set when it cannot be read. */
static cot_status_t list_names(const char *path, names_t *names, cot_arena_t *arena, const char **problem,
                               cot_error_t *err) {
    DIR *folder = opendir(path);
    if (!folder) {
        *problem = strerror(errno);
        return COT_OK;
    }
    cot_status_t st = COT_OK;
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(folder);
        if (!entry) {
            *problem = errno ? strerror(errno) : NULL;
            break;
        }
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "__MACOSX") == 0) {
            continue;
        }
        if (names->n >= COT_INPUT_FILES_MAX) {
            COT_FAIL(st, err, COT_E_LIMIT, "%s: more than %u names in a folder", path, COT_INPUT_FILES_MAX);
        }
        const char *name = cot_i_arena_copy(arena, entry->d_name, strlen(entry->d_name));
        if (!name || !COT_GROW(names->names, names->capacity, names->n + 1)) {
            st = no_memory(err);
            goto done;
        }
        names->names[names->n++] = name;
    }
    if (names->n > 1) {
        qsort(names->names, names->n, sizeof *names->names, by_bytes);
    }
done:
    (void)closedir(folder);
    return st;
}

static cot_status_t add_folder(cot_input_files_t *files, const char *path, cot_error_t *err,
                               const trail_t *trail) {
    cot_status_t st = COT_OK;
    cot_arena_t arena = COT_ARENA_INIT;
    names_t names = {NULL, 0, 0};
    const char *problem = NULL;
    char *child = NULL;
    size_t capacity = 0, base = strlen(path);
    COT_TRY(st, list_names(path, &names, &arena, &problem, err));
    if (problem) {
        COT_TRY(st, add_file(files, path, 0, problem, err));
    }
    for (size_t i = 0; i < names.n; i++) {
        size_t n = strlen(names.names[i]), slash = base > 0 && path[base - 1] != '/';
        if (!COT_GROW(child, capacity, base + slash + n + 1)) {
            st = no_memory(err);
            goto done;
        }
        memcpy(child, path, base);
        child[base] = '/';
        memcpy(child + base + slash, names.names[i], n + 1);
        COT_TRY(st, add_path(files, child, err, trail));
    }
done:
    cot_i_free(child);
    cot_i_free(names.names);
    cot_i_arena_clear(&arena);
    return st;
}

static const char *folder_problem(const trail_t *here) {
    if (here->deep > COT_INPUT_FOLDERS_DEEP) {
        return "folders are nested too deep (64 levels are allowed)";
    }
    for (const trail_t *t = here->above; t; t = t->above) {
        if (t->device == here->device && t->inode == here->inode) {
            return "a link to a folder that it is in";
        }
    }
    return NULL;
}

/* A path as named by the user (trail NULL) or found in a folder. */
static cot_status_t add_path(cot_input_files_t *files, const char *path, cot_error_t *err,
                             const trail_t *trail) {
    struct stat about;
    if (!trail && strcmp(path, "-") == 0) {
        return add_file(files, path, 0, NULL, err);
    }
    if (stat(path, &about) != 0) {
        return add_file(files, path, 0, strerror(errno), err);
    }
    if (S_ISDIR(about.st_mode)) {
        trail_t here = {trail, about.st_dev, about.st_ino, trail ? trail->deep + 1 : 1};
        const char *problem = folder_problem(&here);
        return problem ? add_file(files, path, 0, problem, err) : add_folder(files, path, err, &here);
    }
    if (S_ISREG(about.st_mode)) {
        return add_file(files, path, (uint64_t)about.st_size, NULL, err);
    }
    /* Opening a pipe that nobody writes to would wait for ever: only when the user names it. */
    return add_file(files, path, 0, trail ? "neither a file nor a folder" : NULL, err);
}

cot_status_t cot_i_files_list(cot_input_files_t *files, const char *const *paths, size_t n_paths,
                              cot_error_t *err) {
    for (size_t i = 0; i < n_paths; i++) {
        cot_status_t st = add_path(files, paths[i], err, NULL);
        if (st != COT_OK) {
            return st;
        }
    }
    files->size = 0;
    for (size_t i = 0; i < files->n; i++) {
        if (files->files[i].size == 0 && !files->files[i].problem) {
            files->size = 0; /* a pipe (or an empty file): the whole is not known */
            break;
        }
        files->size += files->files[i].size;
    }
    return COT_OK;
}

void cot_i_files_clear(cot_input_files_t *files) {
    cot_i_free(files->files);
    cot_i_arena_clear(&files->arena);
    *files = (cot_input_files_t)COT_INPUT_FILES_INIT;
}
