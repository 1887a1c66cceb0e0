/* buf.c: a growing byte buffer with a bound; a failed add makes it empty and sticks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Makes room for n more bytes and the NUL, or gives the buffer up. */
static bool make_room(cot_buf_t *buf, size_t n) {
    bool too_long = n > buf->max || buf->length > buf->max - n;
    if (!buf->failed && !too_long && COT_GROW(buf->bytes, buf->capacity, buf->length + n + 1)) {
        return true;
    }
    buf->too_long |= too_long;
    buf->length = 0;
    if (buf->bytes) {
        buf->bytes[0] = '\0';
    }
    buf->failed = true;
    return false;
}

void cot_i_buf_add(cot_buf_t *buf, const char *bytes, size_t n) {
    if (!make_room(buf, n)) {
        return;
    }
    if (n > 0) {
        memcpy(buf->bytes + buf->length, bytes, n);
    }
    buf->length += n;
    buf->bytes[buf->length] = '\0';
}

char *cot_i_buf_room(cot_buf_t *buf, size_t n) {
    return make_room(buf, n) ? buf->bytes + buf->length : NULL;
}

void cot_i_buf_text(cot_buf_t *buf, const char *text) {
    cot_i_buf_add(buf, text, strlen(text));
}

void cot_i_buf_char(cot_buf_t *buf, char c) {
    if (!make_room(buf, 1)) {
        return;
    }
    buf->bytes[buf->length++] = c;
    buf->bytes[buf->length] = '\0';
}

void cot_i_buf_printf(cot_buf_t *buf, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0 || !make_room(buf, (size_t)n)) {
        buf->failed = true;
        return;
    }
    va_start(args, format);
    (void)vsnprintf(buf->bytes + buf->length, (size_t)n + 1, format, args);
    va_end(args);
    buf->length += (size_t)n;
}

void cot_i_buf_reset(cot_buf_t *buf) {
    buf->length = 0;
    buf->failed = buf->too_long = false;
    if (buf->bytes) {
        buf->bytes[0] = '\0';
    }
}

void cot_i_buf_clear(cot_buf_t *buf) {
    cot_i_free(buf->bytes);
    buf->bytes = NULL;
    buf->length = 0;
    buf->capacity = 0;
    buf->failed = buf->too_long = false;
}

const char *cot_i_buf_str(const cot_buf_t *buf) {
    return buf->bytes ? buf->bytes : "";
}

cot_status_t cot_i_buf_status(const cot_buf_t *buf, const char *what, cot_error_t *err) {
    if (!buf->failed) {
        return COT_OK;
    }
    if (buf->too_long) {
        return cot_i_fail(err, COT_E_LIMIT, "%s: longer than %zu bytes", what, buf->max);
    }
    return cot_i_fail(err, COT_E_NOMEM, "out of memory: %s", what);
}
