/* arxiv_text_words.c: words of a tail: where one can begin without a blank before it, whether it can stand in a name,
 * and how much it looks like a word of a comment. The log-odds are set by hand to round figures; how well they do was
 * measured on real records (docs/definitions.md, "arxiv-text").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "read/arxiv_text.h"

static bool in_list(const char *const *list, const char *word, size_t n) {
    for (size_t i = 0; list[i]; i++) {
        if (strlen(list[i]) == n && memcmp(list[i], word, n) == 0) {
            return true;
        }
    }
    return false;
}

/* Particles as written inside names. */
static bool is_particle(const char *word, size_t n) {
    static const char *const small[] = {
        "van", "der", "de", "la", "von", "del", "della", "da", "mac", "ter", "dem", "di", "den", "el", "al", "le",
        "ben", "bin", "abu", "ibn", "dos", "du", "dal", "ten", "do", "das", "los", "las", "dei", "degli", "zu", "zum",
        "zur", "vom", "vor", "af", "av", "ul", "ur", "ud", "e", "i", "y", "te", "het", "op", "'t", "d'", "dello", "des",
        NULL};
    return in_list(small, word, n);
}

bool cot_i_text_prefix(const char *word, size_t n) {
    static const char *const rows[] = {"Mc", "Mac", "De", "Di", "Da", "La", "Le", "Du", "Van", "Von", "Fitz",
                                       "Del", "Della", "Des", "Dos", "Al", "El", "Abd", "Ben", "San", "St", NULL};
    return in_list(rows, word, n);
}

/* Words of comments and journal references, and of the names of conferences: no abstract need hold them. */
bool cot_i_text_comment_word(const char *lower) {
    static const char *const rows[] = {
        "accepted", "acm", "annual", "appear", "appendix", "applications", "arxiv", "camera", "chapter", "code",
        "comments", "computer", "computing", "conf", "conference", "data", "december", "dissertation",
        "doctoral", "draft", "eds", "engineering", "eprint", "equal", "european", "extended", "february", "fig",
        "figs", "figure", "figures", "final", "full", "github", "icml", "ieee", "ifip", "information",
        "international", "invited", "january", "journal", "july", "late", "lecture", "letters", "lncs",
        "manuscript", "master", "mathematics", "neurips", "nips", "notes", "november", "october", "oral",
        "pages", "paper", "phd", "physics", "please", "poster", "pp", "preliminary", "preprint", "presented",
        "proc", "proceedings", "project", "publication", "published", "ready", "references", "report",
        "research", "review", "revised", "revision", "science", "sciences", "sec", "section", "september",
        "society", "springer", "student", "submission", "submitted", "supplementary", "symposium", "systems",
        "table", "tables", "technical", "technology", "theory", "thesis", "transactions", "typos", "under",
        "university", "updated", "url", "usenix", "version", "vol", "volume", "workshop", NULL};
    return in_list(rows, lower, strlen(lower));
}

bool cot_i_text_group_word(const char *lower) {
    static const char *const rows[] = {"collaboration", "collaborations", "consortium", "consortia", "team", NULL};
    return in_list(rows, lower, strlen(lower));
}

static bool is_latin_or_common(uint32_t c) {
    UErrorCode code = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &code);
    return script == USCRIPT_LATIN || script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
}

/* Whether a word may begin at c although no blank stands before it; `after` = 0 at the end. */
bool cot_i_text_starts_word(uint32_t before, uint32_t c, uint32_t after) {
    UChar32 b = (UChar32)before, x = (UChar32)c, a = (UChar32)after;
    if (u_isalpha(x) && u_isalpha(b) && is_latin_or_common(before) != is_latin_or_common(c)) {
        return true; /* another script */
    }
    bool latin1 = (c == 0xC2 || c == 0xC3) && after >= 0x80 && after <= 0xBF; /* "JosÃ©": UTF-8 taken for Latin-1 */
    if (!u_isupper(x) || latin1) {
        return false;
    }
    if (u_isupper(b)) {
        return u_islower(a) || a == '.'; /* "VSaurabh", "NeurIPSJan", "USAB. Fulcher" */
    }
    return u_isalnum(b) || before >= 0x80 || (before > ' ' && !strchr("-'`", (int)before));
}

cot_i_text_class_t cot_i_text_class(const char *word, size_t n) {
    size_t used = 0, i = 0, letters = 0;
    uint32_t first = cot_i_utf8_decode(word, n, &used);
    if (is_particle(word, n)) {
        return COT_WORD_PARTICLE;
    }
    while (i < n) { /* "J", "J.", "J.-P." */
        uint32_t c = cot_i_utf8_decode(word + i, n - i, &used);
        i += used;
        letters = u_isupper((UChar32)c) ? letters + 1 : 0;
        i += i < n && word[i] == '.';
        if (letters != 1 || (i < n && word[i] != '-')) {
            break;
        }
        letters = i < n ? 0 : 1;
        i += i < n;
        if (i >= n) {
            return COT_WORD_INITIAL;
        }
    }
    return u_isalpha((UChar32)first) || first == '\'' ? COT_WORD_NAME : COT_WORD_OTHER;
}

/* What the characters of a word are. */
typedef struct {
    size_t letters, upper, digits, strange, tex;
    bool small_first, ends_clause, dotted;
} look_t;

static look_t look_at(const char *word, size_t n) {
    look_t look = {0};
    size_t used = 0;
    for (size_t i = 0; i < n; i += used) {
        uint32_t c = cot_i_utf8_decode(word + i, n - i, &used);
        look.letters += u_isalpha((UChar32)c) ? 1 : 0;
        look.upper += u_isupper((UChar32)c) ? 1 : 0;
        look.digits += u_isdigit((UChar32)c) ? 1 : 0;
        look.strange += c < 0x80 && strchr("()[]<>/@#$%&*_=+|:;,!?", (int)c) ? 1 : 0;
        look.tex += c < 0x80 && strchr("\\{}^\"~", (int)c) ? 1 : 0;
        look.small_first |= i == 0 && u_islower((UChar32)c);
    }
    look.ends_clause = n > 0 && strchr(",;:", word[n - 1]);
    look.dotted = n > 2 && word[n - 1] == '.';
    return look;
}

/* "d'Onofrio", "al-Khwarizmi": names that begin small. */
static bool begins_elided(const char *word, size_t n) {
    static const char *const rows[] = {"d'", "l'", "dell'", "dall'", "al-", "el-", "d\xe2\x80\x99"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t m = strlen(rows[i]);
        if (n > m && memcmp(word, rows[i], m) == 0) {
            return true;
        }
    }
    return false;
}

void cot_i_text_oddness(const char *word, size_t n, double *as_text, double *as_name) {
    look_t look = look_at(word, n);
    cot_i_text_class_t kind = cot_i_text_class(word, n);
    bool suffix = n >= 2 && n <= 3 && (memcmp(word, "Jr", 2) == 0 || memcmp(word, "Sr", 2) == 0);
    *as_name = 0.0;
    if (kind == COT_WORD_PARTICLE || begins_elided(word, n)) {
        *as_text = 0.5;
    } else if (look.digits > 0 || look.strange > 0 || look.letters == 0) {
        *as_text = look.ends_clause ? 7.0 : 6.0;
        *as_name = -9.0;
    } else if (look.small_first) {
        *as_text = 6.0;
        *as_name = look.letters == n ? COT_TEXT_SMALL : -9.0;
    } else if (kind == COT_WORD_INITIAL) {
        *as_text = -2.0;
    } else if (look.dotted && !suffix) {
        *as_text = n > 4 ? 2.0 : -1.0; /* the end of a sentence, or "Proc."; "Md.", "Kh." */
    } else if (look.upper > 1 && look.upper == look.letters) {
        *as_text = 1.5; /* "ACM": capitals are rarely a surname */
        *as_name = look.upper > 2 ? -2.0 : 0.0;
    } else {
        *as_text = look.tex > 0 ? 1.0 : -3.0;
        *as_name = look.tex > 0 ? -3.0 : 0.0;
    }
}
