/* arxiv.c: arXiv's identifiers and category codes (arxiv.h). Source: arXiv's help pages "Understanding the
 * arXiv identifier" and "Category taxonomy".
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/arxiv.h"

#include <string.h>
#include <strings.h>

#include "coterie/corpus.h"

/* Archives that are a category by themselves, current and retired. */
static const char *const whole_archives[] = {
    "acc-phys", "adap-org", "alg-geom", "ao-sci",   "astro-ph", "atom-ph",  "bayes-an", "chao-dyn",
    "chem-ph",  "cmp-lg",   "comp-gas", "cond-mat", "cs",       "dg-ga",    "econ",     "eess",
    "funct-an", "gr-qc",    "hep-ex",   "hep-lat",  "hep-ph",   "hep-th",   "math",     "math-ph",
    "mtrl-th",  "nlin",     "nucl-ex",  "nucl-th",  "patt-sol", "physics",  "plasm-ph", "q-alg",
    "q-bio",    "q-fin",    "quant-ph", "solv-int", "stat",     "supr-con",
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static size_t digits(const char *text, size_t n) {
    size_t i = 0;
    while (i < n && is_digit(text[i])) {
        i++;
    }
    return i;
}

/* Lower-case words joined by single hyphens, from the start; 0 when there are none. */
static size_t hyphenated(const char *text, size_t n) {
    size_t i = 0;
    while (i < n && (is_lower(text[i]) || (text[i] == '-' && i > 0 && i + 1 < n && is_lower(text[i + 1])))) {
        i++;
    }
    return i;
}

/* Subject class behind the dot: two capitals, or lower-case words; 0 when it is neither. */
static size_t subject(const char *text, size_t n) {
    if (n >= 2 && is_upper(text[0]) && is_upper(text[1]) && (n == 2 || !is_upper(text[2]))) {
        return 2;
    }
    return hyphenated(text, n);
}

static size_t skip_text(const char *text, size_t n, const char *prefix) {
    size_t length = strlen(prefix);
    return n >= length && strncasecmp(text, prefix, length) == 0 ? length : 0;
}

/* Length of what may stand before an identifier. */
static size_t prefix_length(const char *text, size_t n) {
    static const char *const plain[] = {"oai:arXiv.org:", "arXiv:", "abs/"};
    size_t scheme = skip_text(text, n, "http://");
    scheme = scheme ? scheme : skip_text(text, n, "https://");
    if (scheme) {
        const char *slash = memchr(text + scheme, '/', n - scheme);
        size_t host = slash ? (size_t)(slash - text) + 1 : 0;
        bool ours = host >= scheme + 10 && strncasecmp(slash - 9, "arxiv.org", 9) == 0;
        size_t page = ours ? skip_text(text + host, n - host, "abs/") : 0;
        page = ours && !page ? skip_text(text + host, n - host, "pdf/") : page;
        return page ? host + page : 0;
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        size_t length = skip_text(text, n, plain[i]);
        if (length) {
            return length;
        }
    }
    return 0;
}

static bool is_month(const char *two) {
    int month = (two[0] - '0') * 10 + (two[1] - '0');
    return month >= 1 && month <= 12;
}

/* YYMM.NNNN or YYMM.NNNNN. */
static size_t new_style(const char *text, size_t n, cot_arxiv_id_t *id) {
    if (digits(text, n) != 4 || n < 9 || text[4] != '.' || !is_month(text + 2)) {
        return 0;
    }
    size_t serial = digits(text + 5, n - 5);
    if (serial != 4 && serial != 5) {
        return 0;
    }
    memcpy(id->base, text, 5 + serial);
    id->base[5 + serial] = '\0';
    return 5 + serial;
}

/* archive/YYMMNNN or archive.XX/YYMMNNN. */
static size_t old_style(const char *text, size_t n, cot_arxiv_id_t *id) {
    size_t archive = hyphenated(text, n), class = 0;
    if (archive < 2 || archive > 24 || archive >= n) {
        return 0;
    }
    if (text[archive] == '.') {
        class = subject(text + archive + 1, n - archive - 1);
        if (class == 0) {
            return 0;
        }
        class += 1;
    }
    size_t slash = archive + class;
    if (slash >= n || text[slash] != '/' || digits(text + slash + 1, n - slash - 1) != 7 ||
        !is_month(text + slash + 3)) {
        return 0;
    }
    memcpy(id->base, text, archive);
    memcpy(id->base + archive, text + slash, 8);
    id->base[archive + 8] = '\0';
    return slash + 8;
}

size_t cot_i_arxiv_id(const char *text, size_t n, cot_arxiv_id_t *id) {
    size_t prefix = prefix_length(text, n);
    *id = (cot_arxiv_id_t){"", 0};
    size_t used = new_style(text + prefix, n - prefix, id);
    used = used ? used : old_style(text + prefix, n - prefix, id);
    if (used == 0) {
        return 0;
    }
    used += prefix;
    if (used + 1 < n && text[used] == 'v' && is_digit(text[used + 1])) {
        size_t length = digits(text + used + 1, n - used - 1);
        length = length < 4 ? length : 4;
        for (size_t i = 0; i < length; i++) {
            id->version = id->version * 10 + (text[used + 1 + i] - '0');
        }
        used += 1 + length;
    }
    return used;
}

int32_t cot_i_arxiv_id_month(const char *base) {
    const char *slash = strchr(base, '/'), *number = slash ? slash + 1 : base;
    if (digits(number, strnlen(number, 4)) != 4) {
        return COT_NO_DATE;
    }
    int year = (number[0] - '0') * 10 + (number[1] - '0'), month = (number[2] - '0') * 10 + (number[3] - '0');
    return cot_date_from_civil(year + (year >= 91 ? 1900 : 2000), month, 1);
}

bool cot_i_arxiv_category(const char *text, size_t n) {
    size_t archive = hyphenated(text, n);
    if (archive < 2 || archive > 24) {
        return false;
    }
    if (archive < n) {
        size_t class = text[archive] == '.' ? subject(text + archive + 1, n - archive - 1) : 0;
        return class >= 2 && class <= 24 && archive + 1 + class == n;
    }
    for (size_t i = 0; i < sizeof whole_archives / sizeof *whole_archives; i++) {
        if (strlen(whole_archives[i]) == n && memcmp(whole_archives[i], text, n) == 0) {
            return true;
        }
    }
    return false;
}
