/* data.c: what goes to standard output (or the file named by -o): data, and nothing else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

cot_status_t cli_data_open(cot_out_t **out, const char *path, cot_error_t *err) {
    if (!path || strcmp(path, "-") == 0) {
        return cot_out_stream(out, stdout, "standard output", err);
    }
    return cot_out_file(out, path, err);
}

/* A reader like `head` that has read enough and went away: POLLERR on a pipe's writing end. */
static bool reader_went_away(void) {
    struct pollfd fd = {.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return poll(&fd, 1, 0) == 1 && (fd.revents & POLLERR) != 0;
}

cot_status_t cli_data_close(cot_out_t *out, bool commit, cot_error_t *err) {
    cot_error_t own = COT_ERROR_INIT;
    cot_status_t st = cot_out_close(out, commit, &own);
    if (st == COT_E_OUTPUT && reader_went_away()) {
        return COT_OK;
    }
    if (st != COT_OK && err && err->code == COT_OK) {
        *err = own;
    }
    return st;
}

bool cli_stdout_done(void) {
    bool failed = ferror(stdout) != 0;
    errno = 0;
    failed = fflush(stdout) != 0 || failed;
    bool full = !failed && fclose(stdout) != 0 && errno != EBADF; /* EBADF: it was closed to begin with */
    if (failed && reader_went_away()) {
        return true;
    }
    return !failed && !full;
}

void cli_csv_field(cot_out_t *out, bool first, const char *text) {
    if (!first) {
        cot_out_bytes(out, ",", 1);
    }
    bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]); /* a spreadsheet would run it */
    if (!formula && text[strcspn(text, ",\"\r\n")] == '\0') {
        cot_out_text(out, text);
        return;
    }
    cot_out_bytes(out, "\"", 1);
    cot_out_text(out, formula ? "'" : "");
    for (const char *p = text; *p; p++) {
        cot_out_bytes(out, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
    }
    cot_out_bytes(out, "\"", 1);
}
