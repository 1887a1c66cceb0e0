/* name.c: one name taken apart into forenames, particles, surname and suffix, and its two keys.
 * The rules are in docs/definitions.md ("Names"); tests/vectors/names.json holds their test vectors.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "identify/name.h"

void cot_i_namer_clear(cot_i_namer_t *namer) {
    cot_i_buf_clear(&namer->text);
    cot_i_buf_clear(&namer->spare);
    cot_i_buf_clear(&namer->note);
    cot_i_buf_clear(&namer->result);
    cot_i_buf_clear(&namer->key);
    cot_i_free(namer->word_list);
    namer->word_list = namer->words = NULL;
    namer->n_words = namer->words_capacity = 0;
}

/* Adds raw text; the marks, which are control characters, can then only be ours. */
static void add_raw(cot_i_namer_t *namer, const char *text, size_t length) {
    size_t room = COT_NAME_BYTES > namer->text.length ? COT_NAME_BYTES - namer->text.length : 0;
    if (length > room) {
        length = room;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;
        }
        cot_i_name_note(namer, 0.5f, "longer than 1 MiB: cut");
    }
    for (size_t i = 0; i < length;) {
        size_t run = strcspn(text + i, "\x1e\x1f");
        run = run < length - i ? run : length - i;
        cot_i_buf_add(&namer->text, text + i, run);
        i += run;
        if (i < length) {
            cot_i_buf_char(&namer->text, ' ');
            i++;
        }
    }
}

static bool begins(const char *text, const char *head) {
    return strncmp(text, head, strlen(head)) == 0;
}

static bool ends(const char *text, const char *tail) {
    size_t n = strlen(text), m = strlen(tail);
    return n >= m && memcmp(text + n - m, tail, m) == 0;
}

/* The raw text of the whole name, with a mark where the format says that the surname begins (or ends). */
static void compose(cot_i_namer_t *namer, const char *name, const char *forenames, const char *surname,
                    const char *suffix) {
    bool parts = surname[0] != '\0' && forenames[0] != '\0';
    if (parts && begins(name, surname) && ends(name, forenames) && !strchr(name, ',') && !ends(name, surname)) {
        add_raw(namer, surname, strlen(surname));
        cot_i_buf_char(&namer->text, COT_MARK_FORENAME);
        add_raw(namer, forenames, strlen(forenames));
    } else if (surname[0] != '\0') {
        add_raw(namer, forenames, strlen(forenames));
        cot_i_buf_char(&namer->text, COT_MARK_SURNAME);
        add_raw(namer, surname, strlen(surname));
    } else if (forenames[0] != '\0' && name[0] == '\0') {
        add_raw(namer, forenames, strlen(forenames));
    } else {
        add_raw(namer, name, strlen(name));
    }
    if (suffix[0] != '\0') {
        cot_i_word_t word = {suffix, strlen(suffix), false, false, false};
        const char *known = cot_i_word_suffix(&word);
        if (known) {
            namer->suffix = known;
        } else { /* "V" is an initial that was taken for the fifth */
            cot_i_buf_char(&namer->text, ' ');
            add_raw(namer, suffix, strlen(suffix));
        }
    }
}

/* Where the parts are: words [0, begin) forenames, [begin, begin + particles) particles, up to `end` surname,
 * [end, n) forenames that stand behind (trailing initials), then a number (DBLP's homonyms). */
typedef struct {
    size_t n, begin, particles, end;
    bool surname_first; /* surname [0, end), forenames behind: "李 伟" */
    bool numbered;
} parts_t;

static bool is_cjk(const cot_i_word_t *word) {
    size_t used = 0;
    for (size_t i = 0; i < word->length; i += used) {
        UErrorCode code = U_ZERO_ERROR;
        UChar32 c = (UChar32)cot_i_utf8_decode(word->text + i, word->length - i, &used);
        UScriptCode script = uscript_getScript(c, &code);
        if (script != USCRIPT_HAN && script != USCRIPT_HANGUL && script != USCRIPT_HIRAGANA &&
            script != USCRIPT_KATAKANA && script != USCRIPT_COMMON) {
            return false;
        }
    }
    return true;
}

/* Surname first: the format said so, or two words in a script where it is the custom. */
static bool surname_first(const cot_i_namer_t *namer, parts_t *parts) {
    for (size_t i = 1; i < parts->n; i++) {
        if (namer->words[i].forename_from) {
            parts->end = i;
            return true;
        }
    }
    bool marked = parts->n == 2 && namer->words[1].surname_from;
    if (parts->n == 2 && !marked && (unsigned char)namer->words[0].text[0] >= 0x80 && is_cjk(&namer->words[0]) &&
        is_cjk(&namer->words[1])) {
        parts->end = 1;
        return true;
    }
    return false;
}

/* "Silva Junior", "Lima Neto": the generation is part of a Portuguese surname. */
static bool is_generation(const cot_i_word_t *word) {
    static const char *const rows[] = {"junior", "júnior", "filho", "neto", "sobrinho", NULL};
    return cot_i_word_in(word, rows);
}

/* Word i is a particle of what follows; "Las" and "Los" are behind a small one ("de Las Casas"). */
static bool is_particle(const cot_i_word_t *w, size_t i) {
    static const char *const articles[] = {"las", "los", NULL};
    bool behind_small = i >= 1 && cot_i_word_lower(&w[i - 1]) && cot_i_word_particle(&w[i - 1], false);
    return cot_i_word_particle(&w[i], i == 0) || (behind_small && cot_i_word_in(&w[i], articles));
}

static size_t surname_begin(const cot_i_namer_t *namer, const parts_t *parts) {
    const cot_i_word_t *w = namer->words;
    size_t s = parts->end - 1;
    if (s >= 2 && is_generation(&w[s]) && !cot_i_word_initial(&w[s - 1])) {
        s--;
    }
    if (s >= 3 && w[s - 1].length == 1 && (w[s - 1].text[0] == 'e' || w[s - 1].text[0] == 'y')) {
        s -= 2; /* "de Souza e Silva" */
    }
    while (s > 0 && is_particle(w, s - 1)) {
        s--;
    }
    for (size_t i = 0; i < s; i++) {
        if (w[i].surname_from) {
            return i;
        }
    }
    return s;
}

static void find_parts(cot_i_namer_t *namer, parts_t *parts) {
    cot_i_word_t *w = namer->words;
    parts->n = namer->n_words;
    size_t n = parts->n;
    if (n > 2 && w[n - 1].length == 4 && strspn(w[n - 1].text, "0123456789") >= 4) {
        parts->numbered = true;
        parts->n = --n;
    }
    if (surname_first(namer, parts)) {
        parts->surname_first = true;
        return;
    }
    parts->end = n;
    while (parts->end > 0 && cot_i_word_initial(&w[parts->end - 1])) {
        parts->end--;
    }
    if (parts->end == 0) {
        parts->end = n;
        cot_i_name_note(namer, 0.5f, n > 1 ? "initials only" : "single letter");
    } else if (parts->end < n) {
        cot_i_name_note(namer, 0.85f, "initial behind the name taken for a forename");
    }
    parts->begin = surname_begin(namer, parts);
    while (parts->begin + parts->particles + 1 < parts->end &&
           (cot_i_word_particle(&w[parts->begin + parts->particles], false) ||
            is_particle(w, parts->begin + parts->particles))) {
        parts->particles++;
    }
}

/* A suffix as last word: two other words must be there, or a surname known as such. */
static void take_suffix(cot_i_namer_t *namer) {
    size_t n = namer->n_words;
    const char *suffix = n >= 3 ? cot_i_word_suffix(&namer->words[n - 1]) : NULL;
    if (suffix) {
        namer->suffix = suffix;
        namer->n_words--;
    }
}

static bool has_digit(const cot_i_word_t *word) {
    for (size_t i = 0; i < word->length; i++) {
        if (word->text[i] >= '0' && word->text[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* Two words without the blank between them: "MehdiBazghandi" (not "McKay"). */
static bool is_run_together(const cot_i_word_t *word) {
    size_t used = 0, at = 0;
    bool small = false;
    for (size_t i = 0; i < word->length; i += used, at++) {
        UChar32 c = (UChar32)cot_i_utf8_decode(word->text + i, word->length - i, &used);
        if (small && u_isupper(c) && at > 3) {
            return true;
        }
        small = u_islower(c);
    }
    return false;
}

/* Everything that makes a person's name doubtful without changing it. */
static void doubt(cot_i_namer_t *namer, const parts_t *parts) {
    const cot_i_word_t *w = namer->words;
    size_t long_words = 0, joined = 0, titles = 0, digits = 0;
    for (size_t i = 0; i < parts->n; i++) {
        long_words += !cot_i_word_initial(&w[i]) && !cot_i_word_particle(&w[i], i == 0);
        joined += i > 0 && (cot_i_word_is(&w[i], "and") || cot_i_word_is(&w[i], "und"));
        titles += i > 0 && (cot_i_word_is(&w[i], "dr") || cot_i_word_is(&w[i], "prof"));
        digits += has_digit(&w[i]);
    }
    if (joined + titles > 0) {
        cot_i_name_note(namer, 0.3f, "may be two names");
    } else if (long_words > 5) {
        cot_i_name_note(namer, 0.6f, "many words: may be more than one name");
    }
    if (digits > 0) {
        cot_i_name_note(namer, 0.5f, "digits in a name");
    }
    if (parts->n == 1 && !cot_i_word_initial(&w[0])) {
        bool two = is_run_together(&w[0]);
        cot_i_name_note(namer, 0.7f, two ? "single word, perhaps two run together" : "single word");
    }
}

typedef struct {
    size_t display, forenames, particles, surname, suffix, exact, initial;
} offsets_t;

static size_t put(cot_i_namer_t *namer, const cot_i_word_t *words, size_t n) {
    size_t at = namer->result.length;
    cot_i_words_join(&namer->result, words, n);
    cot_i_buf_add(&namer->result, "", 1);
    return at;
}

static size_t put_text(cot_i_namer_t *namer, const char *text) {
    size_t at = namer->result.length;
    cot_i_buf_add(&namer->result, text, strlen(text) + 1);
    return at;
}

/* Folded letters of some words, appended to namer->key. */
static cot_status_t fold_words(cot_i_namer_t *namer, const cot_i_word_t *words, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < n && st == COT_OK; i++) {
        st = cot_i_text_fold(&namer->key, words[i].text, words[i].length, false, err);
    }
    return st;
}

/* "mallmanntrenn f": folded surname with particles, first folded letter of the forenames, a homonym's number. */
static cot_status_t initial_key(cot_i_namer_t *namer, const parts_t *parts, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_word_t *w = namer->words;
    size_t used = 0;
    cot_i_buf_reset(&namer->key);
    COT_TRY(st, fold_words(namer, w + parts->begin, parts->end - parts->begin, err));
    if (namer->key.length == 0) {
        COT_TRY(st, fold_words(namer, w, parts->n, err));
        goto done;
    }
    cot_i_buf_char(&namer->key, ' ');
    size_t initial = namer->key.length;
    size_t first = parts->begin > 0 ? 0 : parts->end;
    for (; namer->key.length == initial && first < parts->n && first != parts->begin; first++) {
        COT_TRY(st, fold_words(namer, w + first, 1, err));
    }
    if (namer->key.failed || namer->key.length == initial) {
        namer->key.length -= namer->key.length > 0 ? 1 : 0;
    } else {
        (void)cot_i_utf8_decode(namer->key.bytes + initial, namer->key.length - initial, &used);
        namer->key.length = initial + used;
    }
    if (namer->key.bytes) {
        namer->key.bytes[namer->key.length] = '\0';
    }
    if (parts->numbered) {
        cot_i_buf_char(&namer->key, ' ');
        cot_i_buf_add(&namer->key, w[parts->n].text, w[parts->n].length);
    }
done:
    return st;
}

static cot_status_t put_person(cot_i_namer_t *namer, offsets_t *at, cot_error_t *err) {
    cot_status_t st = COT_OK;
    parts_t parts = {0};
    take_suffix(namer);
    find_parts(namer, &parts);
    doubt(namer, &parts);
    const cot_i_word_t *w = namer->words;
    at->display = namer->result.length;
    cot_i_words_join(&namer->result, w, namer->n_words);
    cot_i_buf_text(&namer->result, namer->suffix[0] != '\0' ? " " : "");
    at->exact = at->display;
    (void)put_text(namer, namer->suffix);
    at->forenames = namer->result.length;
    cot_i_words_join(&namer->result, w, parts.begin);
    cot_i_buf_text(&namer->result, parts.begin > 0 && parts.end < parts.n ? " " : "");
    (void)put(namer, w + parts.end, parts.n - parts.end);
    at->particles = put(namer, w + parts.begin, parts.particles);
    size_t surname = parts.begin + parts.particles;
    at->surname = put(namer, w + surname, parts.end - surname);
    at->suffix = put_text(namer, parts.numbered ? "" : namer->suffix);
    if (!namer->exact_only) {
        COT_TRY(st, initial_key(namer, &parts, err));
    }
    /* letters that fold to nothing: the name itself */
    at->initial = namer->key.length > 0 ? put_text(namer, cot_i_buf_str(&namer->key)) : at->exact;
done:
    return st;
}

/* A group: letters with dots are drawn together again ("H. E. S. S." was "H.E.S.S."). */
static cot_status_t put_group(cot_i_namer_t *namer, offsets_t *at, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_word_t *w = namer->words;
    at->display = namer->result.length;
    for (size_t i = 0; i < namer->n_words; i++) {
        bool dotted = i > 0 && w[i].length <= 2 && w[i].text[w[i].length - 1] == '.' && w[i - 1].length == 2 &&
                      w[i - 1].text[1] == '.';
        cot_i_buf_text(&namer->result, i > 0 && !dotted ? " " : "");
        cot_i_buf_add(&namer->result, w[i].text, w[i].length);
    }
    at->forenames = at->particles = at->surname = at->suffix = namer->result.length;
    cot_i_buf_add(&namer->result, "", 1);
    cot_i_buf_reset(&namer->key);
    COT_TRY(st, cot_i_group_key(&namer->key, w, namer->n_words, err));
    at->exact = at->initial = put_text(namer, cot_i_buf_str(&namer->key));
done:
    return st;
}

static void reset(cot_i_namer_t *namer) {
    cot_i_buf_reset(&namer->text);
    cot_i_buf_reset(&namer->spare);
    cot_i_buf_reset(&namer->note);
    cot_i_buf_reset(&namer->result);
    cot_i_buf_reset(&namer->key);
    namer->n_words = 0;
    namer->failed = false;
    namer->sure = 1.0f;
    namer->inverted = namer->group_phrase = false;
    namer->suffix = "";
}

/* Points the outcome at the strings in namer->result. */
static void point(cot_i_name_t *out, const cot_i_namer_t *namer, const offsets_t *at) {
    const char *base = cot_i_buf_str(&namer->result);
    out->display = base + at->display;
    out->forenames = base + at->forenames;
    out->particles = base + at->particles;
    out->surname = base + at->surname;
    out->suffix = base + at->suffix;
    out->exact_key = base + at->exact;
    out->initial_key = base + at->initial;
    out->note = cot_i_buf_str(&namer->note);
    out->sure = namer->sure;
}

cot_status_t cot_i_name_read(cot_i_namer_t *namer, const char *name, const char *forenames, const char *surname,
                             const char *suffix, cot_i_name_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    offsets_t at = {0};
    reset(namer);
    compose(namer, name, forenames, surname, suffix);
    COT_TRY(st, cot_i_name_clean(namer, err));
    if (strchr(cot_i_buf_str(&namer->text), ',')) {
        cot_i_name_commas(namer);
    }
    if (namer->failed || namer->text.failed) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: name");
    }
    COT_TRY(st, cot_i_name_split_words(namer, err));
    cot_i_name_trim_words(namer);
    out->kind = cot_i_name_is_group(namer) ? COT_GROUP : COT_PERSON;
    if (namer->n_words == 0) {
        cot_i_buf_add(&namer->result, "", 1); /* every offset stays 0: all parts are "" */
    } else if (out->kind == COT_GROUP) {
        COT_TRY(st, put_group(namer, &at, err));
    } else {
        COT_TRY(st, put_person(namer, &at, err));
    }
    COT_TRY(st, cot_i_buf_status(&namer->key, "name", err));
    COT_TRY(st, cot_i_buf_status(&namer->note, "name", err));
    COT_TRY(st, cot_i_buf_status(&namer->result, "name", err));
    point(out, namer, &at);
done:
    return st;
}

cot_status_t cot_name_parse(const char *name, const char *forenames, const char *surname, const char *suffix,
                            cot_parsed_name_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_namer_t namer = COT_NAMER_INIT;
    cot_i_name_t read = {0};
    char *block = NULL;
    memset(out, 0, sizeof *out);
    COT_TRY(st, cot_i_name_read(&namer, name ? name : "", forenames ? forenames : "", surname ? surname : "",
                                suffix ? suffix : "", &read, err));
    size_t n = namer.result.length, notes = namer.note.length;
    COT_NEW(st, err, block, n + notes + 1, "a parsed name");
    const char *base = cot_i_buf_str(&namer.result);
    memcpy(block, base, n);
    memcpy(block + n, read.note, notes);
    out->kind = read.kind;
    out->display = block + (read.display - base); /* display is first: it owns the block */
    out->forenames = block + (read.forenames - base);
    out->particles = block + (read.particles - base);
    out->surname = block + (read.surname - base);
    out->suffix = block + (read.suffix - base);
    out->exact_key = block + (read.exact_key - base);
    out->initial_key = block + (read.initial_key - base);
    out->note = block + n;
done:
    cot_i_namer_clear(&namer);
    return st;
}

void cot_parsed_name_clear(cot_parsed_name_t *name) {
    if (name) {
        cot_i_free(name->display);
        memset(name, 0, sizeof *name);
    }
}

cot_status_t cot_fold(const char *text, char **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_buf_t buf = COT_BUF_INIT((size_t)1 << 30);
    *out = NULL;
    cot_i_buf_add(&buf, "", 0);
    COT_TRY(st, cot_i_text_fold(&buf, text, strlen(text), false, err));
    COT_TRY(st, cot_i_buf_status(&buf, "folded text", err));
    *out = buf.bytes;
    buf.bytes = NULL;
done:
    cot_i_buf_clear(&buf);
    return st;
}
