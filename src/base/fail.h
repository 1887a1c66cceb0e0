/* fail.h: how functions of the library fail: one exit label, the first message wins.
 *
 *     cot_status_t st = COT_OK;
 *     char *p = NULL;                          // every owner NULL before the first jump
 *     if (n == 0) COT_FAIL(st, err, COT_E_ARG, "rank: n is 0 (allowed: 1 or more)");
 *     COT_TRY(st, cot_i_something(&p, err));
 * done:
 *     cot_i_free(p);
 *     return st;
 */
#ifndef COT_BASE_FAIL_H
#define COT_BASE_FAIL_H

#include "coterie/status.h"

/* Writes the message (unless one is there already), returns code. err may be NULL. */
cot_status_t cot_i_fail(cot_error_t *err, cot_status_t code, const char *format, ...) COT_PRINTF(3, 4);

#define COT_FAIL(st, err, code, ...)                     \
    do {                                                 \
        (st) = cot_i_fail((err), (code), __VA_ARGS__);   \
        goto done;                                       \
    } while (0)

#define COT_TRY(st, expr)        \
    do {                         \
        (st) = (expr);           \
        if ((st) != COT_OK) {    \
            goto done;           \
        }                        \
    } while (0)

/* Allocation that must succeed: jumps with COT_E_NOMEM, naming what it was for. */
#define COT_NEW(st, err, ptr, count, what)                                                               \
    do {                                                                                                 \
        (ptr) = cot_i_alloc((size_t)(count), sizeof *(ptr));                                             \
        if (!(ptr)) {                                                                                    \
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %s (%zu x %zu bytes)", (what), (size_t)(count), \
                     sizeof *(ptr));                                                                     \
        }                                                                                                \
    } while (0)

#endif
