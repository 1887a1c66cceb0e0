/* scan.c: splitting texts into words.
 *
 * The text is read once from left to right. A word is a run of letters, digits and combining marks; a hyphen
 * or an apostrophe between two of them belongs to it. Blanks part words; every other character, a number, a
 * stop word, a URL and TeX math or commands cut: no phrase reaches across. Its key is the folded word, a
 * possessive 's left out; only a word that is met for the first time is folded and classified.
 *
 * Known plain words (ASCII, as nearly all are) are read 64 bytes at a time: sets of bits tell where they begin
 * and end and what cuts, without branches. Other plain words are looked up where they stand; those with other
 * characters or TeX in them are put together first. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/scan.h"

#include <string.h>

#include <unicode/uchar.h>

#include "topics/marks.h"
#include "topics/spans.h"
#include "topics/tex.h"

#define TEXT_MAX ((size_t)64 << 20) /* bytes of one word; the corpus refuses longer texts before */
#define PAD (COT_MARKS_BYTES + 16)  /* blanks behind the text, so that it can be loaded by the block */
/* Whether the first byte of a word is the lowest of a number loaded from it. */
#define IN_ORDER (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

void cot_i_scan_init(cot_scan_t *scan, const cot_words_t *classes, const cot_lexicon_t *known) {
    memset(scan, 0, sizeof *scan);
    scan->classes = classes;
    scan->known = known;
    scan->written = (cot_buf_t)COT_BUF_INIT(TEXT_MAX);
    scan->key = (cot_buf_t)COT_BUF_INIT(4 * TEXT_MAX);
    scan->isa = cot_i_spans_isa();
}

void cot_i_scan_clear(cot_scan_t *scan) {
    cot_i_buf_clear(&scan->written);
    cot_i_buf_clear(&scan->key);
    cot_i_free(scan->padded);
    cot_i_free(scan->tokens);
    cot_i_free(scan->used);
    cot_i_free(scan->uses);
    cot_i_scan_init(scan, scan->classes, scan->known);
}

/* What a byte is to the fast path. */
enum { OTHER, ALNUM, BLANK, JOIN, DECIMAL, ODD };
static const uint8_t kinds[256] = {
    [' '] = BLANK,
    ['\n'] = BLANK,
    ['\t'] = BLANK,
    ['\r'] = BLANK,
    ['0' ... '9'] = ALNUM,
    ['a' ... 'z'] = ALNUM,
    ['A' ... 'Z'] = ALNUM,
    ['-'] = JOIN,
    ['\''] = JOIN,
    ['.'] = DECIMAL,
    [','] = DECIMAL,
    ['\\'] = ODD,
    ['{'] = ODD,
    ['}'] = ODD,
    ['$'] = OTHER,
    [0x80 ... 0xFF] = ODD,
};

static bool ascii_alnum(char c) {
    return kinds[(unsigned char)c] == ALNUM;
}

/* Bytes of the letter, digit or mark at text; 0 when something else stands there. */
static size_t word_char(const char *text, size_t length) {
    if (length == 0) {
        return 0;
    }
    if ((unsigned char)*text < 0x80) {
        return ascii_alnum(*text) ? 1 : 0;
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

/* The key of a word to scan->key. ASCII by hand, the rest by ICU. */
static cot_status_t fold_word(cot_scan_t *scan, const char *word, size_t length, cot_error_t *err) {
    cot_buf_t *key = &scan->key;
    if (length > 2 && word[length - 2] == '\'' && (word[length - 1] == 's' || word[length - 1] == 'S')) {
        length -= 2;
    }
    cot_i_buf_reset(key);
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)word[i] >= 0x80) {
            return cot_i_text_fold(key, word, length, true, err);
        }
    }
    cot_i_buf_add(key, word, length);
    for (size_t i = 0; i < key->length; i++) {
        const char c = key->bytes[i];
        key->bytes[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '-' || c == '\'' ? ' ' : c;
    }
    return cot_i_buf_status(key, "words of a text", err);
}

/* A word that is not known: finds it in, or adds it to, the fresh lexicon. */
static cot_status_t fresh_word(cot_scan_t *scan, cot_word_key_t key, const char *word, size_t length,
                               cot_lexicon_slot_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (scan->fresh->capacity > 0) {
        *out = *cot_i_lexicon_slot(scan->fresh, key);
        if (out->word != COT_WORD_NONE) {
            return COT_OK;
        }
    }
    COT_TRY(st, fold_word(scan, word, length, err));
    cot_word_class_t c = cot_i_word_class(scan->classes, cot_i_buf_str(&scan->key), scan->key.length);
    if (memchr(word, '.', length) || memchr(word, ',', length)) {
        c = COT_WORD_STOP; /* a decimal number */
    }
    st = cot_i_lexicon_add(scan->fresh, key, word, length, cot_i_buf_str(&scan->key), scan->key.length, c,
                           out, err);
done:
    return st;
}

/* Adds a token; fresh: COT_TOKEN_FRESH, or 0. */
static inline cot_status_t add_token(cot_scan_t *scan, const cot_lexicon_slot_t *slot, uint32_t fresh,
                                     cot_error_t *err) {
    if (slot->word == COT_WORD_CUTS) {
        scan->cut_next = true;
        return COT_OK;
    }
    if (!COT_GROW(scan->tokens, scan->tokens_capacity, scan->n_tokens + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words of a text");
    }
    scan->tokens[scan->n_tokens++] = slot->word | fresh | (scan->cut_next ? COT_TOKEN_CUT : 0);
    scan->cut_next = false;
    scan->has_content |= slot->is_content;
    return COT_OK;
}

/* A written word that is not known is complete. */
static cot_status_t end_fresh(cot_scan_t *scan, cot_word_key_t key, const char *word, size_t length,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_lexicon_slot_t slot;
    COT_TRY(st, fresh_word(scan, key, word, length, &slot, err));
    const uint32_t fresh = slot.word >= COT_WORD_FIRST ? COT_TOKEN_FRESH : 0;
    COT_TRY(st, add_token(scan, &slot, fresh, err));
    if (fresh) {
        scan->fresh->words[slot.word].uses++;
    }
done:
    return st;
}

/* The written word `word` is complete. */
static cot_status_t end_word(cot_scan_t *scan, cot_word_key_t key, const char *word, size_t length,
                             cot_error_t *err) {
    const cot_lexicon_slot_t *slot = scan->known->capacity > 0 ? cot_i_lexicon_slot(scan->known, key) : NULL;
    if (!slot || slot->word == COT_WORD_NONE) {
        return end_fresh(scan, key, word, length, err);
    }
    if (scan->uses && slot->word >= COT_WORD_FIRST) {
        scan->uses[slot->word]++;
    }
    return add_token(scan, slot, 0, err);
}

/* Puts one word together in scan->written; returns the bytes read. */
static size_t read_word(cot_scan_t *scan, const char *text, size_t length) {
    size_t i = 0;
    cot_buf_t *written = &scan->written;
    for (;;) {
        size_t n = 0;
        while (i + n < length && ascii_alnum(text[i + n])) {
            n++;
        }
        n = n > 0 ? n : word_char(text + i, length - i);
        if (n > 0) {
            cot_i_buf_add(written, text + i, n);
            i += n;
            continue;
        }
        char plain = 0;
        n = written->length > 0 ? joiner(text + i, length - i, written->bytes[written->length - 1], &plain)
                                : 0;
        if (n > 0 && word_char(text + i + n, length - i - n) > 0) {
            cot_i_buf_char(written, plain);
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

/* The first n (at most 8) bytes at p; the bytes behind them can be read. */
static inline uint64_t load(const char *p, size_t n) {
    uint64_t x = 0;
    memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return n < 8 ? x & (((uint64_t)1 << (8 * n)) - 1) : x;
#else
    return n < 8 ? (n > 0 ? x & ~(UINT64_MAX >> (8 * n)) : 0) : x;
#endif
}

static inline cot_word_key_t plain_key(const char *word, size_t length) {
    if (length <= 16) {
        return (cot_word_key_t){load(word, length), length > 8 ? load(word + 8, length - 8) : 0};
    }
    return cot_i_word_key_hashed(word, length);
}

/* The key of any written word: the same as plain_key where that is used. */
static cot_word_key_t any_key(const char *word, size_t length) {
    char padded[16 + 8] = {0};
    for (size_t i = 0; i < length; i++) {
        if (length > 16 || (unsigned char)word[i] >= 0x80) {
            return cot_i_word_key_hashed(word, length);
        }
    }
    memcpy(padded, word, length);
    return plain_key(padded, length);
}

/* Bytes of the plain word at text, whose first byte is ALNUM; 0 when it has anything special in it. */
static inline size_t plain_word(const char *text) {
    size_t i = 1;
    for (;;) {
        while (kinds[(unsigned char)text[i]] == ALNUM) {
            i++;
        }
        uint8_t kind = kinds[(unsigned char)text[i]];
        if (kind <= BLANK) {
            return i;
        }
        unsigned char next = (unsigned char)text[i + (kind != ODD)];
        if (kind == ODD || next >= 0x80 || (kind == DECIMAL && is_digit(text[i - 1]) && is_digit((char)next))) {
            return 0;
        }
        if (kind == DECIMAL || kinds[next] != ALNUM) {
            return i;
        }
        i++;
    }
}

/* Reads what stands at text when no word does; returns its bytes. */
static size_t read_between(cot_scan_t *scan, const char *text, size_t length) {
    cot_tex_t what = COT_TEX_CUT;
    size_t n = 1;
    if (*text == '\\' || *text == '$') {
        n = cot_i_tex_skip(text, length, &what);
    } else {
        what = kinds[(unsigned char)*text] == BLANK ? COT_TEX_SKIP : what;
        (void)cot_i_utf8_decode(text, length, &n);
    }
    scan->cut_next |= what == COT_TEX_CUT;
    return n;
}

/* Reads a word with anything special in it, or what stands between words; *used: its bytes. */
static cot_status_t read_special(cot_scan_t *scan, const char *text, size_t length, size_t *used,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_buf_reset(&scan->written);
    *used = read_word(scan, text, length);
    COT_TRY(st, cot_i_buf_status(&scan->written, "words of a text", err));
    if (scan->written.length > 0) {
        const char *word = scan->written.bytes;
        st = end_word(scan, any_key(word, scan->written.length), word, scan->written.length, err);
    } else if (*used == 0 && length > 0) {
        *used = read_between(scan, text, length);
    }
done:
    return st;
}

/* What the plain word of so many bytes at text keeps of the eight bytes from there on, and of the eight
 * behind. */
#define FIRST_BYTES(n) ((n) < 8 ? ((uint64_t)1 << (8 * ((n) & 7))) - 1 : UINT64_MAX)
#define KEEP(n) {FIRST_BYTES(n), (n) > 8 ? FIRST_BYTES((n) - 8) : 0}
static const cot_word_key_t keeps[17] = {KEEP(0),  KEEP(1),  KEEP(2),  KEEP(3),  KEEP(4),  KEEP(5),
                                         KEEP(6),  KEEP(7),  KEEP(8),  KEEP(9),  KEEP(10), KEEP(11),
                                         KEEP(12), KEEP(13), KEEP(14), KEEP(15), KEEP(16)};

static inline bool may_be_url(const char *text) {
    return (text[0] == 'h' && text[1] == 't') || (text[0] == 'f' && text[1] == 't') ||
           (text[0] == 'w' && text[1] == 'w');
}

/* The plain word at text. */
static inline cot_word_key_t block_key(const char *text, size_t bytes) {
    cot_word_key_t key;
    if (bytes > 16) {
        return cot_i_word_key_hashed(text, bytes);
    }
    memcpy(&key.a, text, sizeof key.a);
    memcpy(&key.b, text + 8, sizeof key.b);
    return (cot_word_key_t){key.a & keeps[bytes].a, key.b & keeps[bytes].b};
}

/* A plain word on its way to being looked up, while the table is fetched for it. */
typedef struct {
    cot_word_key_t key;
    uint32_t home; /* in the table */
    uint32_t span; /* number in starts and ends; with COT_TOKEN_CUT when something cuts before */
} found_t;

typedef struct {
    cot_spans_t spans;
    found_t words[COT_SPANS];
    size_t n; /* words */
} batch_t;

/* The words that are no short stop words, with what they are looked up by. */
static void find_keys(const cot_lexicon_t *known, const char *text, batch_t *batch) {
    static const uint64_t none[(size_t)1 << COT_STOPS_BITS];
    const uint64_t *const stops = known->stops ? known->stops : none;
    const cot_spans_t *spans = &batch->spans;
    const char *const from = text + spans->from;
    uint32_t cut = 0;
    size_t n = 0;
    for (size_t k = 0; k < spans->n; k++) {
        const uint32_t start = spans->starts[k] & (COT_SPAN_CUT - 1u), bytes = spans->ends[k] - start;
        const cot_word_key_t key = block_key(from + start, bytes);
        const uint64_t hash = cot_i_word_hash(key);
        const uint32_t home = (uint32_t)cot_i_lexicon_home(known, hash);
        const uint32_t is_stop = (stops[cot_i_stop_home(hash)] == key.a) & (key.b == 0);
        __builtin_prefetch(&known->slots[home]);
        batch->words[n] = (found_t){key, home, (uint32_t)k | cut | (uint32_t)(spans->starts[k] >> 15) << 31};
        cut = is_stop << 31;
        n += 1 - is_stop;
    }
    batch->n = n;
    batch->spans.cut |= cut != 0;
}

/* Looks the words up, up to one that may be the beginning of a URL. There is room for the tokens. */
static cot_status_t take_batch(cot_scan_t *scan, const char *text, batch_t *batch, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *const tokens = scan->tokens;
    size_t n = scan->n_tokens;
    uint32_t cut = scan->cut_next ? COT_TOKEN_CUT : 0;
    uint8_t content = scan->has_content;
    for (size_t k = 0; k < batch->n; k++) {
        const found_t *found = &batch->words[k];
        const cot_lexicon_slot_t *slot = cot_i_lexicon_slot_from(scan->known, found->home, found->key);
        cut |= found->span & COT_TOKEN_CUT;
        if (!slot->is_plain) {
            const size_t span = found->span & ~COT_TOKEN_CUT,
                         at = batch->spans.starts[span] & (COT_SPAN_CUT - 1u);
            if (cot_i_begins_url(found->key)) {
                batch->spans.end = batch->spans.from + at;
                batch->spans.cut = false;
                batch->spans.stop = true;
                break;
            }
            scan->n_tokens = n;
            scan->cut_next = cut != 0;
            COT_TRY(st, end_fresh(scan, found->key, text + batch->spans.from + at,
                                  batch->spans.ends[span] - at, err));
            n = scan->n_tokens;
            cut = scan->cut_next ? COT_TOKEN_CUT : 0;
            continue;
        }
        tokens[n] = slot->word | cut;
        n += slot->word != COT_WORD_CUTS;
        cut = slot->word == COT_WORD_CUTS ? COT_TOKEN_CUT : 0;
        content |= slot->is_content;
    }
    scan->n_tokens = n;
    scan->cut_next = cut != 0 || batch->spans.cut;
    scan->has_content |= content != 0;
done:
    return st;
}

/* Reads the plain words and what cuts between them from text[*at] on, to where something else begins. A loop of its
 * own counts the uses: they are looked for side by side. */
static cot_status_t read_plain(cot_scan_t *scan, const char *text, size_t *at, size_t length, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t most = scan->text_start + COT_WORDS_OF_PAPER;
    batch_t batch; /* not set to zeros: it is large beside what a text puts in */
    batch.spans.stop = false;
    while (*at < length && scan->n_tokens + COT_SPANS <= most && !batch.spans.stop) {
        const size_t before = scan->n_tokens;
        cot_i_find_spans(scan->isa, text, *at, length, &batch.spans);
        find_keys(scan->known, text, &batch);
        COT_TRY(st, take_batch(scan, text, &batch, err));
        for (size_t k = before; scan->uses && k < scan->n_tokens; k++) {
            const uint32_t word = scan->tokens[k] & ~COT_TOKEN_CUT;
            if (word < COT_TOKEN_FRESH) {
                scan->uses[word] += word >= COT_WORD_FIRST;
            }
        }
        *at = batch.spans.end;
    }
done:
    return st;
}

/* What stands at text: a word, known or not, or what parts words; *used: its bytes. */
static cot_status_t read_one(cot_scan_t *scan, const char *text, size_t length, size_t *used,
                             cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint8_t kind = kinds[(unsigned char)*text];
    *used = may_be_url(text) ? cot_i_url_length(text, length) : 0;
    if (*used > 0) {
        scan->cut_next = true;
        return COT_OK;
    }
    size_t n = kind == ALNUM ? plain_word(text) : 0;
    if (n > 0) {
        COT_TRY(st, end_word(scan, plain_key(text, n), text, n, err));
        n += kinds[(unsigned char)text[n]] == BLANK;
    } else if (kind == BLANK) {
        n = 1;
    } else {
        COT_TRY(st, read_special(scan, text, length, &n, err));
    }
    *used = n;
done:
    return st;
}

/* Reads from text[*at] on what begins in front of `limit`; PAD bytes behind it can be read. */
static cot_status_t read_part(cot_scan_t *scan, const char *text, size_t *at, size_t limit, size_t length,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    const bool some_known = scan->known->n_words >= COT_WORD_FIRST && IN_ORDER;
    while (*at < limit && scan->n_tokens - scan->text_start < COT_WORDS_OF_PAPER) {
        if (some_known) {
            COT_TRY(st, read_plain(scan, text, at, limit, err));
        }
        if (*at < limit && scan->n_tokens - scan->text_start < COT_WORDS_OF_PAPER) {
            size_t n = 0;
            COT_TRY(st, read_one(scan, text + *at, length - *at, &n, err));
            *at += n;
        }
    }
done:
    return st;
}

/* Words of one text; it begins with a cut. Its end is copied, with blanks behind it. */
static cot_status_t read_text(cot_scan_t *scan, const char *text, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t length = strlen(text);
    const size_t most = length / 2 + 1 < COT_WORDS_OF_PAPER ? length / 2 + 1 : COT_WORDS_OF_PAPER;
    size_t at = 0, end = 0;
    if (!COT_GROW(scan->tokens, scan->tokens_capacity, scan->n_tokens + most + 1)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: words of a text");
    }
    scan->cut_next = true;
    if (length > PAD) {
        COT_TRY(st, read_part(scan, text, &at, length - PAD, length, err));
    }
    if (at < length) {
        const size_t left = length - at;
        if (!COT_GROW(scan->padded, scan->padded_capacity, left + PAD)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: words of a text");
        }
        memcpy(scan->padded, text + at, left);
        memset(scan->padded + left, ' ', PAD);
        st = read_part(scan, scan->padded, &end, left, left, err);
    }
done:
    return st;
}

cot_status_t cot_i_scan(cot_scan_t *scan, const char *title, const char *abstract, cot_error_t *err) {
    scan->text_start = scan->n_tokens;
    scan->has_content = false;
    if (!COT_GROW(scan->tokens, scan->tokens_capacity, scan->n_tokens + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words of a text");
    }
    cot_status_t st = read_text(scan, title, err);
    return st == COT_OK ? read_text(scan, abstract, err) : st;
}
