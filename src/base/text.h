/* text.h: growing buffers, the string pool, and text that is safe to keep. */
#ifndef COT_BASE_TEXT_H
#define COT_BASE_TEXT_H

#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

/* A growing byte buffer with a bound. text is always NUL-terminated once anything was added ("" before).
 * A failed add empties it and sets `failed`, so a chain of adds needs one check at its end. */
typedef struct {
    char *bytes;
    size_t length, capacity, max;
    bool failed, too_long;
} cot_buf_t;
#define COT_BUF_INIT(max_bytes) { NULL, 0, 0, (max_bytes), false, false }
void cot_i_buf_add(cot_buf_t *buf, const char *bytes, size_t n);
void cot_i_buf_text(cot_buf_t *buf, const char *text);
void cot_i_buf_char(cot_buf_t *buf, char c);
/* Where n bytes can be written behind the text; the caller adds to the length. NULL: no room, the buffer has failed. */
char *cot_i_buf_room(cot_buf_t *buf, size_t n);
/* Whether n more bytes and the NUL have their place already. */
static inline bool cot_i_buf_fits(const cot_buf_t *buf, size_t n) {
    return !buf->failed && n <= buf->max - buf->length && buf->length + n < buf->capacity;
}
/* Text and a NUL that counts, as cot_i_buf_add and cot_i_buf_char add them. */
static inline void cot_i_buf_string(cot_buf_t *buf, const char *text, size_t n) {
    if (n < SIZE_MAX / 2 && cot_i_buf_fits(buf, n + 1)) {
        memcpy(buf->bytes + buf->length, text, n);
        buf->length += n + 1;
        buf->bytes[buf->length - 1] = buf->bytes[buf->length] = '\0';
        return;
    }
    cot_i_buf_add(buf, text, n);
    cot_i_buf_char(buf, '\0');
}
void cot_i_buf_printf(cot_buf_t *buf, const char *format, ...) COT_PRINTF(2, 3);
void cot_i_buf_reset(cot_buf_t *buf);             /* length 0, keeps the memory, clears failed */
void cot_i_buf_clear(cot_buf_t *buf);             /* frees */
const char *cot_i_buf_str(const cot_buf_t *buf);  /* never NULL */
/* COT_OK, or COT_E_LIMIT / COT_E_NOMEM with `what` in the message when an add failed. */
cot_status_t cot_i_buf_status(const cot_buf_t *buf, const char *what, cot_error_t *err);

/* String pool: equal strings get equal ids 0, 1, 2, ... in order of first arrival. */
typedef struct cot_strpool cot_strpool_t;
cot_status_t cot_i_strpool_new(cot_strpool_t **out, cot_error_t *err);
void cot_i_strpool_free(cot_strpool_t *pool);
/* Makes room for so many strings in all (their bytes apart), so that the table need not grow on the way. */
cot_status_t cot_i_strpool_reserve(cot_strpool_t *pool, size_t strings, cot_error_t *err);
cot_status_t cot_i_strpool_add(cot_strpool_t *pool, const char *text, size_t length, uint32_t *id, cot_error_t *err);
/* The same when cot_i_hash(text, length, 0) is known already. */
cot_status_t cot_i_strpool_add_hashed(cot_strpool_t *pool, const char *text, size_t length, uint64_t hash,
                                      uint32_t *id, cot_error_t *err);
/* Fetch into the cache what adding a string with this hash will want: first the slot, some strings later the
 * place of the text, some strings later the text. */
void cot_i_strpool_fetch_slot(const cot_strpool_t *pool, uint64_t hash);
void cot_i_strpool_fetch_start(const cot_strpool_t *pool, uint64_t hash);
void cot_i_strpool_fetch_text(const cot_strpool_t *pool, uint64_t hash);
bool cot_i_strpool_find(const cot_strpool_t *pool, const char *text, size_t length, uint32_t *id);
const char *cot_i_strpool_text(const cot_strpool_t *pool, uint32_t id);
uint32_t cot_i_strpool_length(const cot_strpool_t *pool, uint32_t id);
uint32_t cot_i_strpool_count(const cot_strpool_t *pool);
size_t cot_i_strpool_bytes(const cot_strpool_t *pool);

/* 64-bit hash (xxHash3) of bytes. */
uint64_t cot_i_hash(const void *bytes, size_t length, uint64_t seed);

/* Appends text to buf as valid UTF-8 without characters that XML 1.0 forbids, without U+FEFF and U+FFFE/FFFF;
 * bad bytes become U+FFFD, control characters a blank (DEL nothing); runs of white space become one blank, both ends
 * trimmed; UTF-8 encoded twice is undone where a C1 control gives it away. *cleaned is set true when anything but white space changed. */
void cot_i_text_clean(cot_buf_t *buf, const char *text, size_t length, bool *cleaned);

/* Printable ASCII with single blanks inside, which cleaning leaves as it is (false for some other clean texts). */
bool cot_i_text_is_clean(const char *text, size_t length);

/* Decodes one code point at text (length > 0); *used bytes consumed (>= 1); bad bytes give 0xFFFD. */
uint32_t cot_i_utf8_decode(const char *text, size_t length, size_t *used);
/* Encodes; returns bytes written (1..4). */
size_t cot_i_utf8_encode(uint32_t c, char out[4]);

/* NFC of a whole text (ICU). */
cot_status_t cot_i_text_nfc(cot_buf_t *buf, const char *text, size_t length, cot_error_t *err);
/* Folded form as cot_fold() describes; keep_blanks keeps one blank between words (runs of anything that is neither
 * letter nor digit become one blank, trimmed). Thread-safe. */
cot_status_t cot_i_text_fold(cot_buf_t *buf, const char *text, size_t length, bool keep_blanks, cot_error_t *err);

/* Shortest decimal that reads back as the same double, locale-independent, NUL-terminated; at most 31 bytes.
 * An exponent only below 1e-4 and from 2^53 up. NaN, INF, -INF. Returns the length. */
size_t cot_i_format_real(double value, char out[32]);

#endif
