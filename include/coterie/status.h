/* coterie/status.h: status codes, errors, and the surroundings every long call runs in.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_STATUS_H
#define COTERIE_STATUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define COT_API __attribute__((visibility("default")))
#define COT_NODISCARD __attribute__((warn_unused_result))
#define COT_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#define COT_API
#define COT_NODISCARD
#define COT_PRINTF(fmt, first)
#endif

/** What a call came to. Every function of the library that can fail returns one of these. */
typedef enum {
    COT_OK = 0,
    COT_E_NOMEM = -1,     /**< memory ran out */
    COT_E_ARG = -2,       /**< an argument or option is outside what is allowed */
    COT_E_INPUT = -3,     /**< input could not be opened, or holds nothing readable */
    COT_E_OUTPUT = -4,    /**< output could not be written completely */
    COT_E_LIMIT = -5,     /**< a stated bound was passed (sizes, counts, depth) */
    COT_E_INTERNAL = -6,  /**< a state that must not occur; please report it */
    COT_E_INTERRUPT = -7  /**< the caller's progress function asked to stop */
} cot_status_t;

/** Bytes in an error's message, including the final NUL; longer messages are cut. */
#define COT_ERROR_MAX 512

/** The story behind a status. Owned by the caller; every function accepts NULL instead.
 * The message names the value found, the value allowed and, for input, the file and line. The first
 * failure wins: a call that fails inside another keeps the inner message. */
typedef struct {
    cot_status_t code;
    char message[COT_ERROR_MAX];
} cot_error_t;

#define COT_ERROR_INIT { COT_OK, "" }

/** Short fixed text for a status ("out of memory", "bad argument", ...). Never NULL. */
COT_API const char *cot_status_text(cot_status_t status);

/** How a long call reports where it is.
 * @param data   the caller's own pointer (cot_env_t.progress_data)
 * @param stage  what is being done, in the words of the user ("reading", "betweenness")
 * @param done   units finished so far
 * @param total  units in all; 0 when not known
 * @return 0 to go on; anything else makes the call return COT_E_INTERRUPT soon.
 * Called from the calling thread only, between blocks of work, at most every few milliseconds. */
typedef int (*cot_progress_fn)(void *data, const char *stage, uint64_t done, uint64_t total);

/** The surroundings of a long call. A NULL pointer stands for COT_ENV_INIT.
 * threads never changes a result: the same input, options and seed give the same bytes. */
typedef struct {
    int threads;                /**< OpenMP threads, >= 1; 0 = all that this process may use */
    uint64_t seed;              /**< start of every pseudo-random stream */
    cot_progress_fn progress;   /**< NULL: silent and not interruptible */
    void *progress_data;
} cot_env_t;

#define COT_ENV_INIT { 0, 1, NULL, NULL }

/** Threads a call with this env will use: env->threads, or what the process may use when that is 0.
 * Always >= 1; 1 in a build without OpenMP. */
COT_API int cot_env_threads(const cot_env_t *env);

/** Version of the library, "0.1.0". */
COT_API const char *cot_version(void);

/** Library used and its version, for manifests: i = 0, 1, ... until NULL is returned. */
typedef struct {
    const char *name;
    const char *version;
} cot_library_t;
COT_API const cot_library_t *cot_libraries(size_t i);

#ifdef __cplusplus
}
#endif
#endif
