/* fold.c: NFC, and the case- and accent-free form used in keys.
 * Folding: NFKD; marks behind Latin, Greek and Cyrillic letters removed (in other scripts they make other letters);
 * Latin letters that do not decompose (ø, ł, ß, đ ...) by ICU's Latin-ASCII; simple lower case in the root locale;
 * letters and digits of every script kept; NFC. ASCII takes a short cut past ICU.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/text.h"

/* Opened once, never changed: ICU locks inside while it transliterates. */
static pthread_once_t latin_once = PTHREAD_ONCE_INIT;
static UTransliterator *latin_ascii;

static void open_latin(void) {
    UErrorCode code = U_ZERO_ERROR;
    latin_ascii = utrans_openU(u"Latin-ASCII", -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_FAILURE(code)) {
        latin_ascii = NULL;
    }
}

static bool is_ascii(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* UTF-8 (cleaned text) to UTF-16; *out is ours to free. */
static cot_status_t to_utf16(const char *text, size_t length, UChar **out, int32_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    UErrorCode code = U_ZERO_ERROR;
    if (length > INT32_MAX / 8) {
        COT_FAIL(st, err, COT_E_LIMIT, "text of %zu bytes (allowed: %d)", length, INT32_MAX / 8);
    }
    COT_NEW(st, err, *out, length + 1, "text conversion");
    (void)u_strFromUTF8WithSub(*out, (int32_t)length + 1, n, text, (int32_t)length, 0xFFFD, NULL, &code);
    if (U_FAILURE(code)) {
        COT_FAIL(st, err, COT_E_INTERNAL, "ICU: %s", u_errorName(code));
    }
done:
    return st;
}

/* Next code point of UTF-16 text (ICU's macros mix signs); a lone surrogate gives U+FFFD. */
static uint32_t next_point(const UChar *text, int32_t *i, int32_t n) {
    uint32_t c = text[(*i)++];
    if ((c & 0xF800) != 0xD800) {
        return c;
    }
    if (c < 0xDC00 && *i < n && (text[*i] & 0xFC00) == 0xDC00) {
        return 0x10000 + ((c & 0x3FF) << 10) + (text[(*i)++] & 0x3FFu);
    }
    return 0xFFFD;
}

/* Normalises by NFC or NFKD; *out is ours to free. */
static cot_status_t normalise(const UNormalizer2 *form, const UChar *text, int32_t n, UChar **out, int32_t *m,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    UErrorCode code = U_ZERO_ERROR;
    int32_t room = n * 18 + 16;      /* the longest NFKD expansion of one UTF-16 unit is 18 units (U+FDFA) */
    COT_NEW(st, err, *out, room, "normalisation");
    *m = unorm2_normalize(form, text, n, *out, room, &code);
    if (U_FAILURE(code)) {
        COT_FAIL(st, err, COT_E_INTERNAL, "ICU: %s", u_errorName(code));
    }
done:
    return st;
}

cot_status_t cot_i_text_nfc(cot_buf_t *buf, const char *text, size_t length, cot_error_t *err) {
    cot_status_t st = COT_OK;
    UChar *wide = NULL, *composed = NULL;
    int32_t n = 0, m = 0;
    UErrorCode code = U_ZERO_ERROR;
    if (is_ascii(text, length)) {
        cot_i_buf_add(buf, text, length);
        return COT_OK;
    }
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    if (U_FAILURE(code)) {
        COT_FAIL(st, err, COT_E_INTERNAL, "ICU: %s", u_errorName(code));
    }
    COT_TRY(st, to_utf16(text, length, &wide, &n, err));
    COT_TRY(st, normalise(nfc, wide, n, &composed, &m, err));
    for (int32_t i = 0; i < m;) {
        char encoded[4];
        cot_i_buf_add(buf, encoded, cot_i_utf8_encode(next_point(composed, &i, m), encoded));
    }
done:
    cot_i_free(wide);
    cot_i_free(composed);
    return st;
}

/* Scripts in which a mark is an accent that people leave out. */
static bool has_accents(UChar32 c) {
    UErrorCode code = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &code);
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC || script == USCRIPT_COMMON;
}

/* A folded text while it is being made. */
typedef struct {
    cot_buf_t *buf;
    size_t start;
    bool keep_blanks, pending, accents;  /* pending: a blank is due; accents: marks that follow are left out */
} folded_t;

/* One code point: letters, digits and what belongs to them in lower case, a pending blank for anything else. */
static void add_folded(folded_t *f, UChar32 c) {
    char encoded[4];
    int8_t type = u_charType(c);
    bool mark = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK;
    if ((mark && f->accents) || c == '\'' || c == 0x2019) {
        return;
    }
    if (!mark && !u_isalnum(c)) {
        f->pending = f->accents = true;
        return;
    }
    if (f->pending && f->keep_blanks && f->buf->length > f->start) {
        cot_i_buf_char(f->buf, ' ');
    }
    f->pending = false;
    f->accents = mark ? f->accents : has_accents(c);
    cot_i_buf_add(f->buf, encoded, cot_i_utf8_encode((uint32_t)u_tolower(c), encoded));
}

/* Latin letters left after NFKD (ø, ł, ß): replaced by ASCII ones, in place. */
static cot_status_t latin_to_ascii(UChar *text, int32_t *n, int32_t room, cot_error_t *err) {
    UErrorCode code = U_ZERO_ERROR;
    int32_t limit = *n;
    (void)pthread_once(&latin_once, open_latin);
    if (!latin_ascii) {
        return cot_i_fail(err, COT_E_INTERNAL, "ICU: the transliterator Latin-ASCII is missing");
    }
    utrans_transUChars(latin_ascii, text, n, room, 0, &limit, &code);
    return U_SUCCESS(code) ? COT_OK : cot_i_fail(err, COT_E_INTERNAL, "ICU: %s", u_errorName(code));
}

static bool has_latin_left(const UChar *text, int32_t n) {
    for (int32_t i = 0; i < n;) {
        UErrorCode code = U_ZERO_ERROR;
        UChar32 c = (UChar32)next_point(text, &i, n);
        if (c >= 0x80 && uscript_getScript(c, &code) == USCRIPT_LATIN) {
            return true;
        }
    }
    return false;
}

static cot_status_t fold_wide(cot_buf_t *buf, const char *text, size_t length, bool keep_blanks, cot_error_t *err) {
    cot_status_t st = COT_OK;
    UChar *wide = NULL, *apart = NULL;
    int32_t n = 0, m = 0;
    UErrorCode code = U_ZERO_ERROR;
    cot_buf_t letters = COT_BUF_INIT(SIZE_MAX / 2);
    folded_t folded = {&letters, 0, keep_blanks, false, true};
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&code);
    if (U_FAILURE(code)) {
        COT_FAIL(st, err, COT_E_INTERNAL, "ICU: %s", u_errorName(code));
    }
    COT_TRY(st, to_utf16(text, length, &wide, &n, err));
    COT_TRY(st, normalise(nfkd, wide, n, &apart, &m, err));
    if (has_latin_left(apart, m)) {
        COT_TRY(st, latin_to_ascii(apart, &m, n * 18 + 16, err));
    }
    for (int32_t i = 0; i < m;) {
        add_folded(&folded, (UChar32)next_point(apart, &i, m));
    }
    COT_TRY(st, cot_i_buf_status(&letters, "folded text", err));
    if (letters.length > 0) {
        COT_TRY(st, cot_i_text_nfc(buf, letters.bytes, letters.length, err));
    }
done:
    cot_i_buf_clear(&letters);
    cot_i_free(wide);
    cot_i_free(apart);
    return st;
}

cot_status_t cot_i_text_fold(cot_buf_t *buf, const char *text, size_t length, bool keep_blanks, cot_error_t *err) {
    if (!is_ascii(text, length)) {
        return fold_wide(buf, text, length, keep_blanks, err);
    }
    size_t start = buf->length;
    bool pending = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            if (pending && keep_blanks && buf->length > start) {
                cot_i_buf_char(buf, ' ');
            }
            pending = false;
            cot_i_buf_char(buf, upper ? (char)(c - 'A' + 'a') : c);
        } else if (c != '\'') {
            pending = true;
        }
    }
    return COT_OK;
}
