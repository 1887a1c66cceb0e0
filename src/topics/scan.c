/* scan.c: splitting texts into words.
 *
 * The text is read once from left to right. A word is a run of letters, digits and combining marks; a hyphen
 * or an apostrophe between two of them belongs to it. Blanks part words; every other character, a number, a
 * stop word, a URL and TeX math or commands cut: no phrase reaches across. Its key is the folded word, a
 * possessive 's left out; only a word that is met for the first time is folded and classified.
 *
 * Plain words (ASCII, as nearly all are) are read 64 bytes at a time: sets of bits tell where they begin and
 * end and what cuts, without branches; most are found in the small table of early words, the others are
 * looked up side by side. Words with other characters or TeX in them are put together first.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/scan.h"

#include <string.h>

#include <unicode/uchar.h>

#include "topics/ids.h"
#include "topics/marks.h"
#include "topics/tex.h"

#define TEXT_MAX ((size_t)64 << 20) /* bytes of one word; the corpus refuses longer texts before */
#define PAD (2 * COT_MARKS_BYTES + 16) /* blanks behind the text, so that it can be loaded by the block */
/* Whether the first byte of a word is the lowest of a number loaded from it. */
#define IN_ORDER (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

void cot_i_scan_init(cot_scan_t *scan, const cot_words_t *classes, cot_lexicon_t *lexicon) {
    memset(scan, 0, sizeof *scan);
    scan->classes = classes;
    scan->lexicon = lexicon;
    scan->written = (cot_buf_t)COT_BUF_INIT(TEXT_MAX);
    scan->key = (cot_buf_t)COT_BUF_INIT(4 * TEXT_MAX);
    scan->isa = cot_i_spans_isa();
    scan->together = IN_ORDER;
}

void cot_i_scan_clear(cot_scan_t *scan) {
    cot_i_buf_clear(&scan->written);
    cot_i_buf_clear(&scan->key);
    cot_i_free(scan->text);
    cot_i_free(scan->tokens);
    cot_i_free(scan->used);
    cot_i_scan_init(scan, scan->classes, scan->lexicon);
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
    cot_i_buf_add(key, word, length);
    unsigned char all = 0;
    for (size_t i = 0; i < key->length; i++) {
        const char c = key->bytes[i];
        key->bytes[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '-' || c == '\'' ? ' ' : c;
        all |= (unsigned char)c;
    }
    if (all >= 0x80) {
        cot_i_buf_reset(key);
        return cot_i_text_fold(key, word, length, true, err);
    }
    return cot_i_buf_status(key, "words of a text", err);
}

/* Adds a word that was not found to the lexicon. */
static cot_status_t fresh_word(cot_scan_t *scan, uint64_t id, const char *word, size_t length,
                               uint32_t *value, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, fold_word(scan, word, length, err));
    cot_word_class_t c = cot_i_word_class(scan->classes, cot_i_buf_str(&scan->key), scan->key.length);
    if (memchr(word, '.', length) || memchr(word, ',', length)) {
        c = COT_WORD_STOP; /* a decimal number */
    }
    st = cot_i_lexicon_add(scan->lexicon, id, word, length, cot_i_buf_str(&scan->key), scan->key.length, c,
                           value, err);
done:
    return st;
}

/* The written word `word` is complete. */
static cot_status_t end_word(cot_scan_t *scan, uint64_t id, const char *word, size_t length,
                             cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_lexicon_slot_t *slot =
        cot_i_lexicon_find(cot_i_lexicon_table(scan->lexicon), id, cot_i_id_hash(id));
    uint32_t value = slot ? slot->value : COT_WORD_NONE;
    if (!slot) {
        COT_TRY(st, fresh_word(scan, id, word, length, &value, err));
    }
    if (value == COT_WORD_CUTS) {
        scan->cut_next = true;
        return COT_OK;
    }
    if (!COT_GROW(scan->tokens, scan->tokens_capacity, scan->n_tokens + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words of a text");
    }
    scan->tokens[scan->n_tokens++] = value | (scan->cut_next ? COT_TOKEN_CUT : 0);
    scan->cut_next = false;
    scan->has_content |= (value & COT_TOKEN_CONTENT) != 0;
done:
    return st;
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
        st = end_word(scan, cot_i_word_id(word, scan->written.length), word, scan->written.length, err);
    } else if (*used == 0 && length > 0) {
        *used = read_between(scan, text, length);
    }
done:
    return st;
}

static inline bool may_be_url(const char *text) {
    return (text[0] == 'h' && text[1] == 't') || (text[0] == 'f' && text[1] == 't') ||
           (text[0] == 'w' && text[1] == 'w');
}

/* Values of the early words; the numbers of the others to `sought`; how many they are. */
static size_t find_early(const cot_lexicon_t *lexicon, cot_batch_t *batch, uint16_t sought[COT_SPANS]) {
    const cot_lexicon_slot_t *const hot = cot_i_lexicon_hot(lexicon);
    const size_t n_words = batch->spans.n;
    size_t n = 0;
    for (size_t k = 0; k < n_words; k++) {
        const cot_lexicon_slot_t *place = &hot[batch->places[k]];
        const bool is_there = __atomic_load_n(&place->id, __ATOMIC_ACQUIRE) == batch->ids[k];
        batch->values[k] = __atomic_load_n(&place->value, __ATOMIC_RELAXED);
        sought[n] = (uint16_t)k;
        n += !is_there;
    }
    return n;
}

/* A plain word that is not in the table, or may be the beginning of a URL: then the batch ends in front of
 * it. */
static cot_status_t find_fresh(cot_scan_t *scan, const char *text, cot_batch_t *batch, size_t k,
                               cot_error_t *err) {
    cot_spans_t *spans = &batch->spans;
    const size_t at = spans->starts[k] & (COT_SPAN_CUT - 1u);
    const char *word = text + spans->from + at;
    if (!may_be_url(word)) {
        return fresh_word(scan, batch->ids[k], word, spans->ends[k] - at, &batch->values[k], err);
    }
    spans->n = k;
    spans->end = spans->from + at;
    spans->cut = spans->starts[k] & COT_SPAN_CUT;
    spans->stop = true;
    return COT_OK;
}

/* Looks up the n words `sought`, side by side, up to one that may be the beginning of a URL. */
static cot_status_t find_others(cot_scan_t *scan, const char *text, cot_batch_t *batch,
                                const uint16_t *sought, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_lexicon_table_t *const table = cot_i_lexicon_table(scan->lexicon);
    for (size_t i = 0; i < n; i++) {
        __builtin_prefetch(&table->slots[cot_i_id_hash(batch->ids[sought[i]]) >> table->shift]);
    }
    for (size_t i = 0; i < n && sought[i] < batch->spans.n; i++) {
        const uint64_t id = batch->ids[sought[i]];
        const cot_lexicon_slot_t *slot = cot_i_lexicon_find(table, id, cot_i_id_hash(id));
        if (slot && !slot->is_url) {
            batch->values[sought[i]] = slot->value;
        } else {
            COT_TRY(st, find_fresh(scan, text, batch, sought[i], err));
        }
    }
done:
    return st;
}

/* Reads the plain words and what cuts between them from text[*at] on, to where something else begins. */
static cot_status_t read_plain(cot_scan_t *scan, const char *text, size_t *at, size_t length, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t most = scan->text_start + COT_WORDS_OF_PAPER;
    uint16_t sought[COT_SPANS];
    cot_batch_t batch; /* not set to zeros: it is large beside what a text puts in */
    batch.spans.stop = false;
    while (*at < length && scan->n_tokens + COT_SPANS <= most && !batch.spans.stop) {
        uint32_t cut = scan->cut_next ? COT_TOKEN_CUT : 0, all = 0;
        cot_i_find_spans(scan->isa, text, *at, length, &batch.spans);
        cot_i_word_ids(scan->isa, text, &batch);
        const size_t n = find_early(scan->lexicon, &batch, sought);
        COT_TRY(st, find_others(scan, text, &batch, sought, n, err));
        scan->n_tokens += cot_i_word_tokens(scan->isa, &batch, scan->tokens + scan->n_tokens, &cut, &all);
        scan->cut_next = cut != 0 || batch.spans.cut;
        scan->has_content |= (all & COT_TOKEN_CONTENT) != 0;
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
        COT_TRY(st, end_word(scan, cot_i_word_id_ascii(text, n), text, n, err));
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

/* Words of a title and an abstract, which are in scan->text; no word or TeX of the title reaches beyond it.
 */
static cot_status_t read_text(cot_scan_t *scan, size_t title, size_t length, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *text = scan->text;
    size_t at = 0;
    scan->cut_next = true;
    while (at < length && scan->n_tokens - scan->text_start < COT_WORDS_OF_PAPER) {
        if (scan->together) {
            COT_TRY(st, read_plain(scan, text, &at, length, err));
        }
        if (at < length && scan->n_tokens - scan->text_start < COT_WORDS_OF_PAPER) {
            size_t n = 0;
            COT_TRY(st, read_one(scan, text + at, (at < title ? title : length) - at, &n, err));
            at += n;
        }
    }
done:
    return st;
}

cot_status_t cot_i_scan(cot_scan_t *scan, const cot_text_t *text, cot_error_t *err) {
    const size_t titled = text->title_bytes, length = titled + 1 + text->abstract_bytes;
    const size_t most = length / 2 + 1 < COT_WORDS_OF_PAPER ? length / 2 + 1 : COT_WORDS_OF_PAPER;
    scan->text_start = scan->n_tokens;
    scan->has_content = false;
    if (!COT_GROW(scan->tokens, scan->tokens_capacity, scan->n_tokens + most + COT_TOKENS_SPARE) ||
        !COT_GROW(scan->text, scan->text_capacity, length + PAD)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words of a text");
    }
    memcpy(scan->text, text->title, titled);
    scan->text[titled] = ';';
    memcpy(scan->text + titled + 1, text->abstract, text->abstract_bytes);
    memset(scan->text + length, ' ', PAD);
    return read_text(scan, titled, length, err);
}
