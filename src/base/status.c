/* status.c: status texts, the first-message-wins rule, version and libraries.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/status.h"

#include <archive.h>
#include <nettle/version.h>
#include <stdarg.h>
#include <stdio.h>
#include <unicode/uversion.h>
#include <xxhash.h>

#include "base/fail.h"

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

const char *cot_status_text(cot_status_t status) {
    switch (status) {
    case COT_OK:
        return "ok";
    case COT_E_NOMEM:
        return "out of memory";
    case COT_E_ARG:
        return "bad argument";
    case COT_E_INPUT:
        return "input cannot be read";
    case COT_E_OUTPUT:
        return "output cannot be written";
    case COT_E_LIMIT:
        return "a limit was passed";
    case COT_E_INTERNAL:
        return "internal error";
    case COT_E_INTERRUPT:
        return "interrupted";
    }
    return "unknown status";
}

cot_status_t cot_i_fail(cot_error_t *err, cot_status_t code, const char *format, ...) {
    if (err && err->code == COT_OK) {
        va_list args;
        va_start(args, format);
        (void)vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        err->code = code;
    }
    return code;
}

const char *cot_version(void) {
    return COT_VERSION;
}

/* Libraries whose version can change a result. igraph and libxml2 tell theirs in the rooms that use them. */
const cot_library_t *cot_libraries(size_t i) {
    static const cot_library_t table[] = {
        {"ICU", U_ICU_VERSION},
        {"igraph", COT_IGRAPH_VERSION},
        {"libarchive", ARCHIVE_VERSION_ONLY_STRING},
        {"libxml2", COT_LIBXML2_VERSION},
        {"nettle", TEXT(NETTLE_VERSION_MAJOR) "." TEXT(NETTLE_VERSION_MINOR)},
        {"xxHash", TEXT(XXH_VERSION_MAJOR) "." TEXT(XXH_VERSION_MINOR) "." TEXT(XXH_VERSION_RELEASE)},
    };
    return i < sizeof table / sizeof *table ? &table[i] : NULL;
}
