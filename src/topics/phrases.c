/* phrases.c: words and candidate phrases of a text.
 *
 * The text is read once from left to right. A word is a run of letters, digits and combining marks; a hyphen
 * or an apostrophe between two of them belongs to it. Blanks part words; every other character, a number, a
 * stop word, a URL and TeX math or commands cut: no phrase reaches across. A candidate is one to three
 * consecutive words between two cuts whose last word is no adjective and whose words weigh 2 or more
 * (words.h). Its key is the folded words joined by blanks, a possessive 's left out. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "topics/phrases.h"

#include <string.h>

#include <unicode/uchar.h>

#include "topics/tex.h"

#define TEXT_MAX ((size_t)64 << 20) /* bytes of one paper's words; the corpus refuses longer texts before */

void cot_i_scan_init(cot_scan_t *scan, const cot_words_t *words) {
    memset(scan, 0, sizeof *scan);
    scan->words_known = words;
    scan->text = (cot_buf_t)COT_BUF_INIT(TEXT_MAX);
    scan->keys = (cot_buf_t)COT_BUF_INIT(2 * TEXT_MAX);
    scan->part = (cot_buf_t)COT_BUF_INIT(2 * TEXT_MAX);
}

void cot_i_scan_clear(cot_scan_t *scan) {
    cot_i_buf_clear(&scan->text);
    cot_i_buf_clear(&scan->keys);
    cot_i_buf_clear(&scan->part);
    cot_i_free(scan->words);
    cot_i_free(scan->phrases);
}

static bool ascii_alnum(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the letter, digit or mark at text; 0 when something else stands there. */
static size_t word_char(const char *text, size_t length) {
    if (length == 0) {
        return 0;
    }
    unsigned char c = (unsigned char)*text;
    if (c < 0x80) {
        return ascii_alnum(c) ? 1 : 0;
    }
    size_t used = 1;
    UChar32 u = (UChar32)cot_i_utf8_decode(text, length, &used);
    return u_isalnum(u) || (U_GET_GC_MASK(u) & U_GC_M_MASK) ? used : 0;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Bytes of a hyphen or apostrophe at text, or of a decimal mark between digits, with its ASCII form in
 * *plain; 0 when none. */
static size_t joiner(const char *text, size_t length, char before, char *plain) {
    if (length == 0) {
        return 0;
    }
    if (*text == '-' || *text == '\'') {
        *plain = *text;
        return 1;
    }
    if ((*text == '.' || *text == ',') && is_digit(before) && length > 1 && is_digit(text[1])) {
        *plain = *text;
        return 1;
    }
    if (length >= 3 && memcmp(text, "\xE2\x80", 2) == 0) {
        unsigned char last = (unsigned char)text[2];
        *plain = last == 0x99 ? '\'' : '-';
        return last == 0x99 || last == 0x90 || last == 0x91 ? 3 : 0; /* U+2019, U+2010, U+2011 */
    }
    return 0;
}

static cot_status_t fold_by_icu(cot_scan_t *scan, const char *word, size_t length, cot_error_t *err) {
    cot_i_buf_reset(&scan->part);
    cot_status_t st = cot_i_text_fold(&scan->part, word, length, true, err);
    if (st == COT_OK) {
        cot_i_buf_add(&scan->keys, cot_i_buf_str(&scan->part), scan->part.length);
    }
    return st;
}

/* Folds text->bytes[from..] onto the end of keys. ASCII by hand, the rest by ICU. */
static cot_status_t fold_word(cot_scan_t *scan, size_t from, size_t length, cot_error_t *err) {
    const char *word = scan->text.bytes + from;
    if (length > 2 && word[length - 2] == '\'' && (word[length - 1] == 's' || word[length - 1] == 'S')) {
        length -= 2;
    }
    char folded[256];
    size_t start = scan->keys.length;
    for (size_t i = 0, n = 0; i < length; i++) {
        unsigned char c = (unsigned char)word[i];
        if (c >= 0x80) {
            scan->keys.length = start;
            return fold_by_icu(scan, word, length, err);
        }
        folded[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '-' || c == '\'' ? ' ' : (char)c;
        if (n == sizeof folded || i + 1 == length) {
            cot_i_buf_add(&scan->keys, folded, n);
            n = 0;
        }
    }
    return COT_OK;
}

/* The word scan->text.bytes[from..] is complete. */
static cot_status_t end_word(cot_scan_t *scan, size_t from, cot_error_t *err) {
    cot_status_t st = cot_i_buf_status(&scan->text, "words of a text", err);
    size_t length = st == COT_OK ? scan->text.length - from : 0;
    if (length == 0) {
        return st;
    }
    size_t key = scan->keys.length;
    COT_TRY(st, fold_word(scan, from, length, err));
    COT_TRY(st, cot_i_buf_status(&scan->keys, "words of a text", err));
    size_t key_length = scan->keys.length - key;
    cot_word_class_t c = cot_i_word_class(scan->words_known, scan->keys.bytes + key, key_length);
    const char *word = scan->text.bytes + from;
    bool decimal = memchr(word, '.', length) || memchr(word, ',', length);
    if (c == COT_WORD_STOP || decimal) {
        scan->text.length = from;
        scan->keys.length = key;
        scan->cut_next = true;
        return COT_OK;
    }
    if (!COT_GROW(scan->words, scan->words_capacity, scan->n_words + 1)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: words of a text");
    }
    scan->words[scan->n_words++] = (cot_word_t){(uint32_t)key,    (uint32_t)key_length, (uint32_t)from,
                                                (uint32_t)length, (uint8_t)c,           scan->cut_next};
    scan->cut_next = false;
done:
    return st;
}

/* Copies one word from text to scan->text; returns the bytes read. */
static size_t read_word(cot_scan_t *scan, const char *text, size_t length) {
    size_t i = 0, from = scan->text.length;
    for (;;) {
        size_t n = 0;
        while (i + n < length && ascii_alnum((unsigned char)text[i + n])) {
            n++;
        }
        n = n > 0 ? n : word_char(text + i, length - i);
        if (n > 0) {
            cot_i_buf_add(&scan->text, text + i, n);
            i += n;
            continue;
        }
        char plain = 0;
        n = scan->text.length > from
                ? joiner(text + i, length - i, scan->text.bytes[scan->text.length - 1], &plain)
                : 0;
        if (n > 0 && word_char(text + i + n, length - i - n) > 0) {
            cot_i_buf_char(&scan->text, plain);
            i += n;
            continue;
        }
        cot_tex_t what = COT_TEX_CUT;
        if (i < length && text[i] == '\\') {
            n = cot_i_tex_skip(text + i, length - i, &what);
        } else if (i < length && (text[i] == '{' || text[i] == '}')) {
            n = 1;
            what = COT_TEX_SKIP;
        }
        if (what != COT_TEX_SKIP) {
            return i;
        }
        i += n;
    }
}

/* Adds the words of one text; it begins with a cut. */
static cot_status_t read_text(cot_scan_t *scan, const char *text, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t length = strlen(text);
    scan->cut_next = true;
    for (size_t i = 0; i < length && scan->n_words < COT_WORDS_OF_PAPER;) {
        unsigned char c = (unsigned char)text[i];
        size_t url = c == 'h' || c == 'f' || c == 'w' ? cot_i_url_length(text + i, length - i) : 0;
        if (url > 0) {
            i += url;
            scan->cut_next = true;
            continue;
        }
        size_t from = scan->text.length;
        size_t n = read_word(scan, text + i, length - i);
        COT_TRY(st, end_word(scan, from, err));
        i += n;
        if (n > 0 || i >= length) {
            continue;
        }
        cot_tex_t what = COT_TEX_CUT;
        if (text[i] == '\\' || text[i] == '$') {
            i += cot_i_tex_skip(text + i, length - i, &what);
        } else {
            what =
                text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r' ? COT_TEX_SKIP : what;
            size_t used = 1;
            (void)cot_i_utf8_decode(text + i, length - i, &used);
            i += used;
        }
        scan->cut_next |= what == COT_TEX_CUT;
    }
done:
    return st;
}

/* Length of words [from, from + n) joined by blanks; copies them to out when they fit, else 0. */
static size_t join(const cot_scan_t *scan, uint32_t from, size_t n, bool written, char *out) {
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        const cot_word_t *w = &scan->words[from + i];
        const char *bytes = written ? scan->text.bytes + w->written : scan->keys.bytes + w->key;
        size_t bytes_length = written ? w->written_length : w->key_length;
        if (length + (i > 0) + bytes_length >= COT_PHRASE_BYTES) {
            return 0;
        }
        if (i > 0) {
            out[length++] = ' ';
        }
        memcpy(out + length, bytes, bytes_length);
        length += bytes_length;
    }
    out[length] = '\0';
    return length;
}

size_t cot_i_phrase_key(const cot_scan_t *scan, const cot_phrase_t *phrase, char *out) {
    return join(scan, phrase->word, phrase->n_words, false, out);
}

size_t cot_i_phrase_written(const cot_scan_t *scan, const cot_phrase_t *phrase, char *out) {
    return join(scan, phrase->word, phrase->n_words, true, out);
}

/* May words [from, from + n) be a term? They stand between cuts. */
static bool admissible(const cot_scan_t *scan, size_t from, size_t n) {
    int weight = 0;
    for (size_t i = from; i < from + n; i++) {
        weight += cot_i_word_weight((cot_word_class_t)scan->words[i].word_class);
    }
    uint8_t last = scan->words[from + n - 1].word_class;
    return weight >= 2 && last != COT_WORD_ADJECTIVE && last != COT_WORD_FILLER;
}

static cot_status_t add_phrase(cot_scan_t *scan, size_t from, size_t n, cot_error_t *err) {
    char key[COT_PHRASE_BYTES], singular[COT_PHRASE_BYTES]; /* singular: the written form first */
    size_t length = join(scan, (uint32_t)from, n, false, key);
    if (length == 0 || join(scan, (uint32_t)from, n, true, singular) == 0) {
        return COT_OK;
    }
    if (!COT_GROW(scan->phrases, scan->phrases_capacity, scan->n_phrases + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: phrases of a text");
    }
    size_t one = cot_i_singular(key, length, singular);
    const char *same = one > 0 ? singular : key; /* one text for both numbers */
    size_t same_length = one > 0 ? one : length;
    size_t first = n > 1 ? scan->words[from].key_length + 1 : 0;
    bool filler = first > 0 && scan->words[from].word_class == COT_WORD_FILLER;
    cot_phrase_t *p = &scan->phrases[scan->n_phrases++];
    p->group = cot_i_hash(same, same_length, 0);
    p->rest = filler ? cot_i_hash(same + first, same_length - first, 0) : 0;
    p->word = (uint32_t)from;
    p->n_words = (uint8_t)n;
    p->parts = 1;
    for (size_t i = 0; i < length; i++) {
        p->parts = (uint8_t)(p->parts + (key[i] == ' '));
    }
    p->plural = one > 0;
    return COT_OK;
}

cot_status_t cot_i_scan(cot_scan_t *scan, const char *title, const char *abstract, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_buf_reset(&scan->text);
    cot_i_buf_reset(&scan->keys);
    scan->n_words = scan->n_phrases = 0;
    COT_TRY(st, read_text(scan, title, err));
    COT_TRY(st, read_text(scan, abstract, err));
    for (size_t i = 0; i < scan->n_words; i++) {
        for (size_t n = 1; n <= COT_PHRASE_WORDS && i + n <= scan->n_words; n++) {
            if (n > 1 && scan->words[i + n - 1].cut) {
                break;
            }
            if (admissible(scan, i, n) && scan->n_phrases < COT_PHRASES_OF_PAPER) {
                COT_TRY(st, add_phrase(scan, i, n, err));
            }
        }
    }
done:
    return st;
}
