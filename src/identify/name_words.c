/* name_words.c: a cleaned name as words: "Last, First" turned round, titles, degrees, "et al", "with an appendix by"
 * and other things around a name taken off, and what kind of word a word is.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <string.h>
#include <unicode/uchar.h>

#include "identify/name.h"

void cot_i_name_note(cot_i_namer_t *namer, float sure, const char *note) {
    if (!strstr(cot_i_buf_str(&namer->note), note)) {
        cot_i_buf_text(&namer->note, namer->note.length > 0 ? "; " : "");
        cot_i_buf_text(&namer->note, note);
    }
    namer->sure = sure < namer->sure ? sure : namer->sure;
}

/* ASCII punctuation that may surround a word without being part of it. */
static bool is_edge(char c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return !letter && c > 0 && strchr(".,;'\"&-!?+=", c);
}

/* Without the ASCII punctuation at both ends. */
static cot_i_word_t trimmed(const cot_i_word_t *word) {
    cot_i_word_t w = *word;
    while (w.length > 0 && is_edge(w.text[w.length - 1])) {
        w.length--;
    }
    while (w.length > 0 && is_edge(w.text[0])) {
        w.text++;
        w.length--;
    }
    return w;
}

static bool equals(const cot_i_word_t *w, const char *lower) {
    size_t i = 0;
    for (; i < w->length; i++) {
        char c = w->text[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != lower[i]) {
            return false; /* also at the end of lower */
        }
    }
    return lower[i] == '\0';
}

bool cot_i_word_is(const cot_i_word_t *word, const char *lower) {
    assert(!cot_i_word_unlisted(lower, strlen(lower)));
    if (word->unlisted) {
        return false;
    }
    cot_i_word_t w = trimmed(word);
    return equals(&w, lower);
}

bool cot_i_word_in(const cot_i_word_t *word, const char *const *lower) {
    if (word->unlisted) {
        return false;
    }
    cot_i_word_t w = trimmed(word);
    for (size_t i = 0; lower[i]; i++) {
        assert(!cot_i_word_unlisted(lower[i], strlen(lower[i])));
        if (equals(&w, lower[i])) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool cot_i_word_initial(const cot_i_word_t *word) {
    size_t used = 0, i = 0;
    if (word->length > 1 && is_letter(word->text[0]) && is_letter(word->text[1])) {
        return false;
    }
    while (i < word->length) {
        uint32_t c = cot_i_utf8_decode(word->text + i, word->length - i, &used);
        if (!u_isalpha((UChar32)c) || u_hasBinaryProperty((UChar32)c, UCHAR_IDEOGRAPHIC)) {
            return false;
        }
        i += used;
        i += i < word->length && word->text[i] == '.';
        if (i < word->length && word->text[i++] != '-') {
            return false;
        }
    }
    return i > 0;
}

bool cot_i_word_upper(const cot_i_word_t *word) {
    size_t used = 0, upper = 0;
    for (size_t i = 0; i < word->length; i += used) {
        uint32_t c = cot_i_utf8_decode(word->text + i, word->length - i, &used);
        if (u_islower((UChar32)c)) {
            return false;
        }
        upper += u_isupper((UChar32)c) ? 1 : 0;
    }
    return upper >= 2;
}

bool cot_i_word_lower(const cot_i_word_t *word) {
    size_t used = 0;
    if (word->length > 0 && is_letter(word->text[0])) {
        return word->text[0] >= 'a';
    }
    return word->length > 0 && u_islower((UChar32)cot_i_utf8_decode(word->text, word->length, &used));
}

/* Particles that belong to the surname behind them. The first line is arXiv's own list (it also has "vaziri"); these
 * and the second line also count when written with a capital, except at the beginning of a name. */
bool cot_i_word_particle(const cot_i_word_t *word, bool first) {
    static const char *const any_case[] = {
        "van", "der", "de", "la", "von", "del", "della", "da", "mac", "ter", "dem", "di", "vaziri",
        "den", "el", "al", "le", "ben", "abu", "ibn", "dos", "du", "dal", "ten", "degli", "ul", "ur", "mc", "Ó", "ní",
        NULL};
    static const char *const small[] = {
        "bin", "binti", "do", "das", "las", "los", "dei", "des", "dello", "delle", "dalla", "zu", "zum", "zur",
        "vom", "vor", "af", "av", "op", "het", "te", "e", "y", "ud", "ould", NULL};
    if (word->length == 0 || word->text[word->length - 1] == '.') {
        return false;
    }
    if (word->length == 2 && word->text[0] == '\'' && word->text[1] == 't') {
        return true; /* "van 't Hof" */
    }
    if (word->unlisted) {
        return false;
    }
    if (cot_i_word_lower(word)) {
        return cot_i_word_in(word, any_case) || (word->length > 1 && cot_i_word_in(word, small));
    }
    return !first && cot_i_word_in(word, any_case);
}

const char *cot_i_word_suffix(const cot_i_word_t *word) {
    static const char *const rows[][2] = {
        {"jr", "Jr"}, {"jnr", "Jr"}, {"sr", "Sr"}, {"snr", "Sr"}, {"2nd", "II"}, {"3rd", "III"}, {"4th", "IV"}};
    static const char *const roman[] = {"II", "III", "IV"};
    if (word->unlisted) {
        return NULL;
    }
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        if (cot_i_word_is(word, rows[r][0])) {
            return rows[r][1];
        }
    }
    cot_i_word_t w = trimmed(word);
    for (size_t r = 0; r < sizeof roman / sizeof *roman; r++) {
        if (w.length == strlen(roman[r]) && memcmp(w.text, roman[r], w.length) == 0) {
            return roman[r]; /* capitals only: "Ii" is a surname */
        }
    }
    return NULL;
}

void cot_i_words_join(cot_buf_t *out, const cot_i_word_t *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            cot_i_buf_char(out, ' ');
        }
        cot_i_buf_add(out, words[i].text, words[i].length);
    }
}

static bool has_letter(const cot_i_word_t *word) {
    size_t used = 0;
    for (size_t i = 0; i < word->length; i += used) {
        if (is_letter(word->text[i]) ||
            u_isalpha((UChar32)cot_i_utf8_decode(word->text + i, word->length - i, &used))) {
            return true;
        }
    }
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Takes a footnote's number off a word: "Thierry1", "1Oumair", not off "D0" or "N4U". */
static void strip_number(cot_i_namer_t *namer, cot_i_word_t *word) {
    size_t head = 0, tail = 0, n = word->length, small = 0;
    for (size_t i = 0; i < n; i++) {
        small += (word->text[i] >= 'a' && word->text[i] <= 'z') || (unsigned char)word->text[i] >= 0x80;
    }
    while (head < n && is_digit(word->text[head])) {
        head++;
    }
    while (tail < n - head && is_digit(word->text[n - 1 - tail])) {
        tail++;
    }
    if (head + tail == 0 || small < 2 || cot_i_word_suffix(word)) { /* "3rd" */
        return;
    }
    word->text += head;
    word->length -= head + tail;
    cot_i_name_note(namer, 0.8f, "number next to a word taken for a footnote mark");
}

/* A dot behind a whole word ("Reshma. P") is no abbreviation's: four small letters or more stand before it. */
static bool is_full_stop(const cot_i_word_t *word) {
    size_t n = word->length;
    bool small = n > 5 && word->text[n - 1] == '.';
    for (size_t i = 2; small && i <= 5; i++) {
        small = word->text[n - i] >= 'a' && word->text[n - i] <= 'z';
    }
    return small;
}

/* Bare punctuation at the ends of a word: dots stay behind initials and abbreviations, quotes stay in pairs. */
static void strip_punctuation(cot_i_word_t *word) {
    while (word->length > 0 && strchr(",;-+=!?&", word->text[word->length - 1])) {
        word->length--;
    }
    word->length -= is_full_stop(word);
    bool quoted = word->length > 1 && word->text[0] == word->text[word->length - 1];
    if (word->length > 1 && !quoted && strchr("'\"", word->text[word->length - 1])) {
        word->length--;
    }
    while (word->length > 0 && strchr(".,;-+=!?", word->text[0])) {
        word->text++;
        word->length--;
    }
}

/* Appends the word, unless it is nothing but punctuation. */
static cot_status_t add_word(cot_i_namer_t *namer, cot_i_word_t word, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (word.length == 1 && word.text[0] == '&') {
        word.text = "and";
        word.length = 3;
    } else {
        strip_punctuation(&word);
        strip_number(namer, &word);
    }
    bool number = word.length > 0 && is_digit(word.text[0]);
    if (word.length == 0 || !(has_letter(&word) || number)) {
        return COT_OK;
    }
    if (!COT_GROW(namer->word_list, namer->words_capacity, namer->n_words + 1)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: words of a name");
    }
    cot_i_word_t bare = trimmed(&word);
    word.unlisted = cot_i_word_unlisted(bare.text, bare.length);
    namer->word_list[namer->n_words++] = word;
done:
    return st;
}

cot_status_t cot_i_name_split_words(cot_i_namer_t *namer, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *text = cot_i_buf_str(&namer->text);
    size_t n = namer->text.length;
    cot_i_word_t word = {NULL, 0, false, false, false};
    namer->n_words = 0;
    for (size_t i = 0; i <= n; i++) {
        bool mark = i < n && (text[i] == COT_MARK_SURNAME || text[i] == COT_MARK_FORENAME);
        if (i < n && text[i] != ' ' && !mark) {
            word.text = word.length == 0 ? text + i : word.text;
            word.length++;
            continue;
        }
        if (word.length > 0) {
            size_t before = namer->n_words;
            COT_TRY(st, add_word(namer, word, err));
            bool kept = namer->n_words > before;
            word.surname_from = word.surname_from && !kept;
            word.forename_from = word.forename_from && !kept;
            word.length = 0;
        }
        word.surname_from |= i < n && text[i] == COT_MARK_SURNAME;
        word.forename_from |= i < n && text[i] == COT_MARK_FORENAME;
    }
    namer->words = namer->word_list;
done:
    return st;
}

/* "Ph.D.", "MD", "IEEE": what may stand behind a comma besides a suffix. */
static bool is_decoration(const cot_i_word_t *word) {
    static const char *const rows[] = {"phd", "ph.d", "ph", "d", "md", "m.d", "m", "msc", "m.sc", "bsc", "dr", "prof",
                                       "member", "ieee", "acm", "student", "senior", "fellow", "life", "eds", "ed",
                                       "editor", "editors", NULL};
    return cot_i_word_in(word, rows);
}

/* One piece between commas: all decoration? its suffix? */
static bool only_decoration(const char *text, size_t n, const char **suffix) {
    size_t words = 0;
    for (size_t i = 0, begin = 0; i <= n; i++) {
        if (i < n && text[i] != ' ' && text[i] != COT_MARK_SURNAME && text[i] != COT_MARK_FORENAME) {
            continue;
        }
        cot_i_word_t word = {text + begin, i - begin, false, false, false};
        begin = i + 1;
        const char *found = word.length > 0 ? cot_i_word_suffix(&word) : NULL;
        if (found) {
            *suffix = found;
        } else if (word.length > 0 && has_letter(&word) && !(is_decoration(&word) && word.length > 2)) {
            bool degree = words > 0 && (cot_i_word_is(&word, "d") || cot_i_word_is(&word, "sc"));
            if (!degree && !cot_i_word_is(&word, "ph")) {
                return false;
            }
        }
        words += word.length > 0;
    }
    return true;
}

typedef struct {
    const char *text;
    size_t length;
} piece_t;

/* "Last, First", "Last, Jr, First" and "First Last, Jr": namer->text is written anew in reading order. More pieces
 * than that are kept as they are and doubted. */
void cot_i_name_commas(cot_i_namer_t *namer) {
    const char *text = cot_i_buf_str(&namer->text);
    piece_t kept[2] = {{NULL, 0}, {NULL, 0}};
    size_t n = 0;
    bool groupish = false, marked = strpbrk(text, "\x1e\x1f") != NULL;
    for (const char *p = text; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL) {
        piece_t piece = {p, strcspn(p, ",")};
        if (only_decoration(piece.text, piece.length, &namer->suffix)) {
            continue;
        }
        if (n < 2) {
            kept[n] = piece;
        }
        n++;
    }
    for (size_t i = 0; i < namer->text.length; i++) {
        cot_i_word_t word = {text + i, strcspn(text + i, " ,\x1e\x1f"), false, false, false};
        groupish |= word.length > 0 && cot_i_word_groupish(&word);
        i += word.length;
    }
    cot_i_buf_reset(&namer->spare);
    if (n == 2 && !groupish && !marked) {
        cot_i_buf_add(&namer->spare, kept[1].text, kept[1].length);
        cot_i_buf_char(&namer->spare, COT_MARK_SURNAME);
        cot_i_buf_add(&namer->spare, kept[0].text, kept[0].length);
        namer->inverted = true;
    } else if (n <= 1) {
        cot_i_buf_add(&namer->spare, kept[0].text ? kept[0].text : "", kept[0].length);
    } else {
        cot_i_buf_add(&namer->spare, text, namer->text.length);
        if (!marked) {
            cot_i_name_note(namer, 0.5f, "commas: may be more than one name");
        }
    }
    cot_i_name_step_done(namer);
}

static void drop_front(cot_i_namer_t *namer, size_t count) {
    bool surname = false, forename = false;
    for (size_t i = 0; i < count; i++) {
        surname |= namer->words[i].surname_from;
        forename |= namer->words[i].forename_from;
    }
    namer->n_words -= count;
    namer->words += count;
    if (namer->n_words > 0) {
        namer->words[0].surname_from |= surname;
        namer->words[0].forename_from |= forename;
    }
}

static bool words_are(const cot_i_namer_t *namer, size_t at, const char *const *phrase) {
    size_t i = 0;
    for (; phrase[i]; i++) {
        if (at + i >= namer->n_words || !cot_i_word_is(&namer->words[at + i], phrase[i])) {
            return false;
        }
    }
    return i > 0;
}

/* "Dr", "Prof.", "Mrs." ("MS" and "DR" without dot are initials). */
static bool is_title(const cot_i_word_t *word) {
    static const char *const dotted[] = {"dr", "prof", "mr", "mrs", "ms", "er", "miss", NULL};
    static const char *const plain[] = {"Dr", "Prof", "Professor", "Mr", "Mrs", "Ms", "dr", "prof", "mr", "mrs",
                                        "PROF"};
    if (word->unlisted) {
        return false;
    }
    if (word->length > 2 && word->text[word->length - 1] == '.') {
        return cot_i_word_in(word, dotted);
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (word->length == strlen(plain[i]) && memcmp(word->text, plain[i], word->length) == 0) {
            return true;
        }
    }
    return false;
}

static const char *const on_behalf_of[] = {"on", "behalf", "of", NULL};
static const char *const for_the[] = {"for", "the", NULL};
static const char *const representing[] = {"representing", NULL};
static const char *const members_of[] = {"members", "of", NULL};
static const char *const appendix[] = {"with", "an", "appendix", "by", NULL};
static const char *const appendix_by[] = {"appendix", "by", NULL};
static const char *const with[] = {"with", NULL};
static const char *const et_al[] = {"et", "al", NULL};

/* Drops the phrases in front that only groups have, and "the" ("The" is also a Vietnamese forename). */
static bool drop_group_phrase(cot_i_namer_t *namer) {
    static const char *const *const phrases[] = {on_behalf_of, for_the, representing, members_of};
    for (size_t p = 0; p < sizeof phrases / sizeof *phrases; p++) {
        if (words_are(namer, 0, phrases[p])) {
            size_t n = 1;
            while (phrases[p][n]) {
                n++;
            }
            drop_front(namer, n);
            namer->group_phrase = true;
            cot_i_name_note(namer, 1.0f, "stood for a group");
            return true;
        }
    }
    bool for_group = namer->n_words > 2 && cot_i_word_is(&namer->words[0], "for") &&
                     cot_i_word_groupish(&namer->words[namer->n_words - 1]);
    bool article = namer->n_words > 1 && cot_i_word_is(&namer->words[0], "the") &&
                   (namer->group_phrase || cot_i_word_lower(&namer->words[0]) || cot_i_name_has_group_word(namer));
    if (for_group || article) {
        drop_front(namer, 1);
        namer->group_phrase = true;
    }
    return for_group || article;
}

static void trim_front(cot_i_namer_t *namer) {
    for (bool again = true; again && namer->n_words > 0;) {
        again = drop_group_phrase(namer);
        if (namer->n_words > 1 && cot_i_word_is(&namer->words[0], "and")) {
            drop_front(namer, 1);
            cot_i_name_note(namer, 1.0f, "'and' left out");
            again = true;
        } else if (namer->n_words > 1 && is_title(&namer->words[0])) {
            drop_front(namer, 1);
            cot_i_name_note(namer, 1.0f, "title left out");
            again = true;
        }
    }
}

/* Words behind the name: how many to drop, and why. */
static size_t tail_to_drop(const cot_i_namer_t *namer, const char **why) {
    size_t n = namer->n_words;
    const cot_i_word_t *w = namer->words;
    if (n >= 2 && (words_are(namer, n - 2, et_al) || (cot_i_word_is(&w[n - 2], "and") &&
                                                      cot_i_word_is(&w[n - 1], "others")))) {
        *why = "'et al' left out";
        return 2;
    }
    if (n >= 2 && (cot_i_word_is(&w[n - 1], "etal") || cot_i_word_is(&w[n - 1], "et-al"))) {
        *why = "'et al' left out";
        return 1;
    }
    if (n >= 2 && cot_i_word_is(&w[n - 1], "and")) {
        *why = "'and' left out";
        return 1;
    }
    *why = "degree or membership left out";
    if (n >= 3 && (cot_i_word_is(&w[n - 1], "member") || cot_i_word_is(&w[n - 1], "ieee"))) {
        return 1;
    }
    if (n >= 3 && cot_i_word_is(&w[n - 1], "d") && w[n - 2].length <= 3 && cot_i_word_is(&w[n - 2], "ph")) {
        return 2;
    }
    return n >= 3 && cot_i_word_is(&w[n - 1], "phd") ? 1 : 0;
}

/* A phrase inside that ends the name: the rest is about somebody else. */
static void cut_inside(cot_i_namer_t *namer) {
    bool groupish = false;
    for (size_t i = 1; i + 1 < namer->n_words; i++) {
        groupish |= cot_i_word_groupish(&namer->words[i - 1]);
        bool by = words_are(namer, i, appendix) || words_are(namer, i, appendix_by);
        bool behalf = words_are(namer, i, on_behalf_of) ||
                      (!groupish && cot_i_word_lower(&namer->words[i]) &&
                       (words_are(namer, i, for_the) || words_are(namer, i, representing)));
        bool other = !groupish && cot_i_word_lower(&namer->words[i]) && words_are(namer, i, with);
        if (by || behalf || other) {
            namer->n_words = i;
            cot_i_name_note(namer, by || behalf ? 0.95f : 0.7f,
                            by       ? "'with an appendix by ...' left out"
                            : behalf ? "'for the ...' left out"
                                     : "'with ...' left out");
            return;
        }
    }
}

void cot_i_name_trim_words(cot_i_namer_t *namer) {
    static const char *const no_name[] = {"eds", "ed", "editors", "editor", "authors", "author", "and", "others",
                                          "al", "et", "etal", "null", "none", "with", "appendix", "by", NULL};
    const char *why = "";
    trim_front(namer);
    cut_inside(namer);
    for (size_t drop; (drop = tail_to_drop(namer, &why)) > 0;) {
        namer->n_words -= drop;
        cot_i_name_note(namer, 1.0f, why);
    }
    size_t empty = 0;
    for (size_t i = 0; i < namer->n_words; i++) {
        empty += cot_i_word_in(&namer->words[i], no_name) || !has_letter(&namer->words[i]);
    }
    if (empty == namer->n_words) {
        if (empty > 0) {
            cot_i_name_note(namer, 1.0f, "no name");
        }
        namer->n_words = 0;
    }
}
