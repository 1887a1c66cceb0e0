/* output.c: streams of bytes and sets of files that appear completely or not at all.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"

enum { PATH_BYTES = 4096, SET_FILES = 64 };

static void write_all(cot_out_t *out, const char *bytes, size_t n) {
    while (n > 0 && out->error == 0) {
        ssize_t done = write(out->file, bytes, n);
        if (done < 0 && errno != EINTR) {
            out->error = errno;
        } else if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
}

void cot_i_out_hash(cot_out_t *out, const char *bytes, size_t n) {
    if (out->hashed) {
        cot_i_sha256_add(&out->digest, bytes, n);
    }
}

void cot_i_out_hand_on(cot_out_t *out, const char *bytes, size_t n) {
    out->bytes += n;
    if (out->memory) {
        if (n > out->room - out->used) {
            cot_i_out_make_room(out, n);
        }
        if (out->error == 0 && n > 0) {
            memcpy(out->buffer + out->used, bytes, n);
            out->used += n;
        }
    } else if (out->stream) {
        if (out->error == 0 && fwrite(bytes, 1, n, out->stream) != n) {
            out->error = errno ? errno : EIO;
        }
    } else {
        write_all(out, bytes, n);
    }
}

void cot_i_out_flush(cot_out_t *out) {
    if (!out->memory) {
        cot_i_out_hash(out, out->buffer, out->used);
        cot_i_out_hand_on(out, out->buffer, out->used);
        out->used = 0;
    }
}

void cot_i_out_make_room(cot_out_t *out, size_t n) {
    if (!out->memory) {
        cot_i_out_flush(out);
    } else if (out->error == 0 && n < SIZE_MAX / 2 &&
               COT_GROW(out->buffer, out->capacity, out->used + n + 1)) {
        out->room = out->capacity - 1;
    } else { /* nothing of it will be used: what is in the buffer makes room */
        out->error = out->error ? out->error : ENOMEM;
        out->used = 0;
    }
}

void cot_out_bytes(cot_out_t *out, const void *bytes, size_t n) {
    if (n > out->room - out->used) {
        if (out->memory || n >= COT_OUT_BUFFER / 2) {
            cot_i_out_flush(out);
            cot_i_out_hash(out, bytes, n);
            cot_i_out_hand_on(out, bytes, n);
            return;
        }
        cot_i_out_make_room(out, n);
    }
    if (n > 0) {
        memcpy(out->buffer + out->used, bytes, n);
        out->used += n;
    }
}

void cot_out_text(cot_out_t *out, const char *text) {
    cot_i_put_text(out, text);
}

void cot_out_printf(cot_out_t *out, const char *format, ...) {
    char small[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof small) {
        cot_out_bytes(out, small, (size_t)n);
        return;
    }
    char *large = n < 0 ? NULL : cot_i_alloc((size_t)n + 1, 1);
    if (!large) {
        out->error = out->error ? out->error : ENOMEM;
        return;
    }
    va_start(args, format);
    (void)vsnprintf(large, (size_t)n + 1, format, args);
    va_end(args);
    cot_out_bytes(out, large, (size_t)n);
    cot_i_free(large);
}

void cot_out_real(cot_out_t *out, double value) {
    cot_i_put_real(out, value);
}

void cot_out_int(cot_out_t *out, int64_t value) {
    cot_i_put_int(out, value);
}

void cot_out_env(cot_out_t *out, const cot_env_t *env) {
    out->env = env;
}

void cot_i_out_free(cot_out_t *out) {
    if (out) {
        cot_i_free(out->place);
        cot_i_free(out->temporary);
        cot_i_free(out->buffer);
        cot_i_free(out);
    }
}

cot_status_t cot_i_out_piece(cot_out_t **result, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_out_t *out = NULL;
    COT_NEW(st, err, out, 1, "output stream");
    out->file = -1;
    out->memory = true;
    out->capacity = COT_OUT_BUFFER;
    COT_NEW(st, err, out->buffer, out->capacity, "output buffer");
    out->room = out->capacity - 1;
    *result = out;
    out = NULL;
done:
    cot_i_out_free(out);
    return st;
}

static cot_status_t new_out(cot_out_t **result, const char *place, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_out_t *out = NULL;
    const size_t length = strlen(place);
    COT_TRY(st, cot_i_out_piece(&out, err));
    out->memory = false;
    COT_NEW(st, err, out->place, length + 1, "output path");
    memcpy(out->place, place, length + 1);
    *result = out;
    out = NULL;
done:
    cot_i_out_free(out);
    return st;
}

/* A temporary beside the place: same folder, so that the rename cannot cross file systems. */
cot_status_t cot_out_file(cot_out_t **result, const char *path, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_out_t *out = NULL;
    size_t length = strlen(path);
    COT_TRY(st, new_out(&out, path, err));
    COT_NEW(st, err, out->temporary, length + 16, "output path");
    memcpy(out->temporary, path, length);
    memcpy(out->temporary + length, ".tmp-XXXXXX", sizeof ".tmp-XXXXXX");
    out->file = mkstemp(out->temporary);
    if (out->file < 0) {
        COT_FAIL(st, err, COT_E_OUTPUT, "%s: cannot be written: %s", path, strerror(errno));
    }
    mode_t mask = umask(0);     /* mkstemp makes it private; people expect the usual mode */
    (void)umask(mask);
    (void)fchmod(out->file, 0666 & ~mask);
    *result = out;
    out = NULL;
done:
    cot_i_out_free(out);
    return st;
}

cot_status_t cot_out_stream(cot_out_t **result, FILE *stream, const char *name, cot_error_t *err) {
    cot_status_t st = new_out(result, name, err);
    if (st == COT_OK) {
        (*result)->stream = stream;
    }
    return st;
}

cot_status_t cot_out_memory(cot_out_t **result, cot_error_t *err) {
    cot_status_t st = new_out(result, "(memory)", err);
    if (st == COT_OK) {
        (*result)->memory = true;
    }
    return st;
}

const char *cot_out_memory_text(cot_out_t *out, size_t *length) {
    if (length) {
        *length = out->used;
    }
    out->buffer[out->used] = '\0';
    return out->buffer;
}

/* All bytes handed to the system; the temporary closed but not yet in place. */
static cot_status_t finish_bytes(cot_out_t *out, cot_error_t *err) {
    cot_i_out_flush(out);
    if (out->stream && out->error == 0 && fflush(out->stream) != 0) {
        out->error = errno;
    }
    if (out->file >= 0) {
        if (close(out->file) != 0 && out->error == 0) {
            out->error = errno;
        }
        out->file = -1;
    }
    if (out->memory && out->error == ENOMEM) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: output in memory");
    }
    return out->error == 0 ? COT_OK
                           : cot_i_fail(err, COT_E_OUTPUT, "%s: writing failed: %s", out->place, strerror(out->error));
}

static cot_status_t rename_into_place(const cot_out_t *out, cot_error_t *err) {
    if (out->temporary && rename(out->temporary, out->place) != 0) {
        return cot_i_fail(err, COT_E_OUTPUT, "%s: cannot be put in place: %s", out->place, strerror(errno));
    }
    return COT_OK;
}

static void discard(cot_out_t *out) {
    if (out->file >= 0) {
        (void)close(out->file);
        out->file = -1;
    }
    if (out->temporary) {
        (void)unlink(out->temporary);
    }
}

cot_status_t cot_out_close(cot_out_t *out, int commit, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!out) {
        return COT_OK;
    }
    if (commit) {
        st = finish_bytes(out, err);
        if (st == COT_OK) {
            st = rename_into_place(out, err);
        }
    }
    if (!commit || st != COT_OK) {
        discard(out);
    }
    cot_i_out_free(out);
    return st;
}

struct cot_outputs {
    char folder[PATH_BYTES];
    bool made_folder, committed;
    size_t n;
    bool open;                       /* files[n] is being written */
    cot_out_t *files[SET_FILES];
    char names[SET_FILES][128];
    cot_written_t written[SET_FILES];
};

cot_status_t cot_outputs_open(cot_outputs_t **out, const char *folder, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_outputs_t *set = NULL;
    struct stat info;
    COT_NEW(st, err, set, 1, "set of outputs");
    if (strlen(folder) == 0 || strlen(folder) >= PATH_BYTES - 160) {
        COT_FAIL(st, err, COT_E_OUTPUT, "output folder: name of %zu bytes (allowed: 1 to %d)", strlen(folder),
                 PATH_BYTES - 161);
    }
    memcpy(set->folder, folder, strlen(folder) + 1);
    if (stat(folder, &info) != 0) {
        if (mkdir(folder, 0777) != 0) {
            COT_FAIL(st, err, COT_E_OUTPUT, "%s: folder cannot be made: %s", folder, strerror(errno));
        }
        set->made_folder = true;
    } else if (!S_ISDIR(info.st_mode)) {
        COT_FAIL(st, err, COT_E_OUTPUT, "%s: is there and is no folder", folder);
    }
    *out = set;
    set = NULL;
done:
    cot_i_free(set);
    return st;
}

cot_status_t cot_outputs_begin(cot_outputs_t *set, const char *name, cot_out_t **out, cot_error_t *err) {
    char path[PATH_BYTES + 160];
    if (set->open || set->n == SET_FILES || strlen(name) >= sizeof set->names[0]) {
        return cot_i_fail(err, COT_E_ARG, "outputs: %s begun as number %zu%s (allowed: %d files, one at a time)", name,
                          set->n, set->open ? " while another is open" : "", SET_FILES);
    }
    (void)snprintf(path, sizeof path, "%s/%s", set->folder, name);
    cot_status_t st = cot_out_file(&set->files[set->n], path, err);
    if (st == COT_OK) {
        set->open = true;
        set->files[set->n]->hashed = true;
        cot_i_sha256_init(&set->files[set->n]->digest);
        memcpy(set->names[set->n], name, strlen(name) + 1);
        *out = set->files[set->n];
    }
    return st;
}

cot_status_t cot_outputs_end(cot_outputs_t *set, cot_error_t *err) {
    if (!set->open) {
        return cot_i_fail(err, COT_E_ARG, "outputs: end without begin");
    }
    cot_out_t *out = set->files[set->n];
    cot_status_t st = finish_bytes(out, err);
    cot_written_t *written = &set->written[set->n];
    written->name = set->names[set->n];
    written->bytes = out->bytes;
    cot_i_sha256_hex(&out->digest, written->sha256);
    set->open = false;
    set->n++;
    return st;
}

cot_status_t cot_outputs_commit(cot_outputs_t *set, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (set->open) {
        COT_FAIL(st, err, COT_E_ARG, "outputs: commit while %s is open", set->names[set->n]);
    }
    for (size_t i = 0; i < set->n; i++) {
        COT_TRY(st, rename_into_place(set->files[i], err));
    }
    set->committed = true;
done:
    return st;
}

void cot_outputs_free(cot_outputs_t *set) {
    if (!set) {
        return;
    }
    for (size_t i = 0; i < set->n + (set->open ? 1 : 0); i++) {
        if (!set->committed) {
            discard(set->files[i]);
        }
        cot_i_out_free(set->files[i]);
    }
    if (set->made_folder && !set->committed) {
        (void)rmdir(set->folder);    /* refuses, as it should, when something else is in it */
    }
    cot_i_free(set);
}

size_t cot_outputs_count(const cot_outputs_t *set) {
    return set->n;
}

const cot_written_t *cot_outputs_at(const cot_outputs_t *set, size_t i) {
    return &set->written[i];
}
