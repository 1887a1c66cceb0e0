/* arxiv_text_split.c: an Atom feed whose markup was stripped, into records.
 *
 * What is left of an entry: address of the abstract page with identifier and version, title, time of this version
 * ("updated"), abstract, time of the first version ("published"), then the tail: comment and journal reference where
 * there are any, names, DOI. The times and the addresses are the anchors. Titles, abstracts and comments may hold
 * addresses and times as well, so:
 * - an address begins an entry when a time is the next anchor behind it, and it stands where a field can begin;
 * - "published" is the last time before the next entry that is not later than "updated".
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/arxiv_text.h"

enum { TIME_BYTES = 20, ADDRESS_MAX = 40, HASH_MAX = 120, TITLE_MAX = 4096, STYLE_TIMES = 200 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* YYYY-MM-DDThh:mm:ssZ at text? */
static bool is_time(const char *text, size_t n) {
    static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
    if (n < TIME_BYTES) {
        return false;
    }
    for (size_t i = 0; i < TIME_BYTES; i++) {
        if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i]) {
            return false;
        }
    }
    return cot_date_parse(text) != COT_NO_DATE;
}

/* First time that begins in text[from .. to) and ends there; `to` when there is none. */
static size_t find_time(const char *text, size_t from, size_t to) {
    const char *t;
    for (size_t at = from; at < to && (t = memchr(text + at, 'T', to - at)) != NULL;) {
        size_t pos = (size_t)(t - text);
        if (pos >= from + 10 && is_time(t - 10, to - pos + 10)) {
            return pos - 10;
        }
        at = pos + 1;
    }
    return to;
}

/* First "http(s)://arxiv.org/<path>/" in text[from .. to); `to` when there is none. */
static size_t find_address(const char *text, size_t from, size_t to, const char *path) {
    size_t m = strlen(path);
    for (const char *p; from < to && (p = memmem(text + from, to - from, path, m)) != NULL;) {
        size_t pos = (size_t)(p - text);
        for (size_t scheme = 7; scheme <= 15; scheme++) { /* "http://" ... "https://export." */
            if (pos >= from + scheme && memcmp(p - scheme, "http", 4) == 0 &&
                (memcmp(p - scheme + 4, "://", 3) == 0 || memcmp(p - scheme + 4, "s://", 4) == 0)) {
                return pos - scheme;
            }
        }
        from = pos + m;
    }
    return to;
}

/* The head of a feed: its address, then its time. Bytes up to the end of that, 0 when it is none. */
static size_t header_length(const char *text, size_t n) {
    size_t limit = n < HASH_MAX + TIME_BYTES ? n : HASH_MAX + TIME_BYTES;
    size_t time = find_time(text, 0, limit);
    return time < limit ? time + TIME_BYTES : 0;
}

static size_t find_header(const char *text, size_t from, size_t to) {
    while ((from = find_address(text, from, to, "arxiv.org/api/")) < to) {
        if (header_length(text + from, to - from) > 0) {
            return from;
        }
        from++;
    }
    return to;
}

bool cot_i_text_looks_right(const char *head, size_t n) {
    if (n == 0 || head[0] == '<' || head[0] == '{') {
        return false;
    }
    size_t header = find_header(head, 0, n < 512 ? n : 512);
    if (header < (n < 512 ? n : 512)) {
        return header == 0 || !memchr(head, '<', header);
    }
    size_t address = find_address(head, 0, n, "arxiv.org/abs/");
    return address < 200 && address < n && !memchr(head, '<', address) && find_time(head, address, n) < n;
}

cot_i_text_style_t cot_i_text_style(const char *text, size_t n) {
    size_t lines = 0, blanks = 0, all = 0;
    for (size_t at = find_time(text, 0, n); at < n && all < STYLE_TIMES; at = find_time(text, at + TIME_BYTES, n)) {
        size_t i = at;
        bool blank = i > 0 && is_space(text[i - 1]), line = false;
        while (i > 0 && is_space(text[i - 1])) {
            line |= text[--i] == '\n';
        }
        lines += line;
        blanks += blank && !line;
        all++;
    }
    return 2 * lines > all ? COT_TEXT_LINES : 2 * (lines + blanks) > all ? COT_TEXT_BLANKS : COT_TEXT_NOTHING;
}

/* Whether an address at `at` stands where a field can begin. Between blanks every word does; then the word before
 * tells: entries end with a name or a DOI, addresses inside a text follow "see", "at" or a colon. */
static bool begins_field(const char *text, size_t at, cot_i_text_style_t style) {
    size_t i = at;
    bool line = false;
    while (i > 0 && is_space(text[i - 1])) {
        line |= text[--i] == '\n';
    }
    if (i == 0 || line) {
        return true;
    }
    if (style == COT_TEXT_LINES) {
        return false;
    }
    if (style == COT_TEXT_NOTHING) {
        return i == at && !strchr("([{<\"'=:,;/", text[at - 1]);
    }
    if (i == at || strchr("([{<:,;=-", text[i - 1])) {
        return false;
    }
    while (i > 0 && !is_space(text[i - 1])) {
        i--;
    }
    return !(text[i] >= 'a' && text[i] <= 'z');
}

typedef struct {
    size_t at;             /* of the address */
    cot_arxiv_id_t id;
    size_t title, updated; /* where they begin */
} entry_t;

/* Reads the beginning of an entry at an address: false when it is a mention of a paper in a text. */
static bool read_entry(const char *text, size_t n, size_t at, cot_i_text_style_t style, entry_t *entry) {
    entry->at = at;
    size_t used = cot_i_arxiv_id(text + at, n - at, &entry->id);
    if (used == 0 || entry->id.version <= 0) {
        return false;
    }
    entry->title = at + used;
    size_t limit = n - entry->title < TITLE_MAX ? n : entry->title + TITLE_MAX, first = entry->title;
    while (is_digit(text[first - 2])) {
        first--; /* behind the version's first digit: the rest may be of the title or the year ("v102021-04-20T") */
    }
    entry->updated = find_time(text, first, limit);
    entry->title = entry->title < entry->updated ? entry->title : entry->updated;
    size_t other = find_address(text, entry->title, limit, "arxiv.org/abs/");
    if (entry->updated >= limit || other < entry->updated) {
        entry->updated = n;
        return false;
    }
    if (begins_field(text, at, style)) {
        return true;
    }
    size_t behind = entry->updated + TIME_BYTES; /* both times before the next address: an entry all the same */
    return (style == COT_TEXT_BLANKS || (style == COT_TEXT_NOTHING && !is_space(text[at - 1]))) &&
           find_time(text, behind, n) < find_address(text, behind, n, "arxiv.org/abs/");
}

/* True when the address at `at` is that of a last entry of which too little is there to read it. */
static bool is_rest(const char *text, size_t n, size_t at, cot_i_text_style_t style) {
    cot_arxiv_id_t id;
    return cot_i_arxiv_id(text + at, n - at, &id) > 0 && id.version > 0 && begins_field(text, at, style) &&
           find_address(text, at + 20, n, "arxiv.org/abs/") == n && find_time(text, at, n) == n;
}

/* The next entry or header at or behind `from`; n when there is none. */
static size_t find_next(const char *text, size_t n, size_t from, cot_i_text_style_t style) {
    entry_t entry;
    while (from < n) {
        size_t at = find_address(text, from, n, "arxiv.org/abs/");
        size_t header = find_header(text, from, at);
        if (header < at) {
            return header;
        }
        if (at < n && (read_entry(text, n, at, style, &entry) || is_rest(text, n, at, style))) {
            return at;
        }
        from = at + 1;
    }
    return n;
}

/* Text without white space at its ends. */
static const char *trim(const char *text, size_t from, size_t to, size_t *length) {
    while (from < to && is_space(text[from])) {
        from++;
    }
    while (to > from && is_space(text[to - 1])) {
        to--;
    }
    *length = to - from;
    return text + from;
}

/* Where nothing stands between version and title, digits may belong to either ("v1" + "3D ...", "v12" + "A ...").
 * A version that is the first (both times are equal) is 1; "2D" to "5D" and "5G" are of a title. Moves the title. */
static void settle_version(const char *text, entry_t *entry, bool first) {
    size_t digits = 0;
    while (is_digit(text[entry->title - 1 - digits])) {
        digits++;
    }
    if (digits < 2) {
        return;
    }
    const char *version = text + entry->title - digits;
    char next = text[entry->title], last = version[digits - 1];
    size_t keep = digits;
    if (first && version[0] == '1') {
        keep = 1;
    } else if (((next == 'D' || next == '-') && last >= '1' && last <= '5') || next == 'G' || next == '.') {
        keep = digits - 1;
    } else if (digits > 2 || version[0] > '4') {
        keep = 1;
    }
    entry->title -= digits - keep;
    entry->id.version = 0;
    for (size_t i = 0; i < keep && i < 6; i++) {
        entry->id.version = entry->id.version * 10 + (version[i] - '0');
    }
}

/* The last time in text[from .. to) that is not later than the one at `updated`, else the first; `to` = none. */
static size_t find_published(const char *text, size_t from, size_t to, size_t updated) {
    size_t found = find_time(text, from, to);
    for (size_t at = found; at < to; at = find_time(text, at + TIME_BYTES, to)) {
        if (memcmp(text + at, text + updated, TIME_BYTES) <= 0) {
            found = at;
        }
    }
    return found;
}

/* The entry at text[at]: all of it, or as much as shows that it is cut. *at moves behind it. */
static void take_entry(const char *text, size_t n, cot_i_text_style_t style, size_t *at, cot_i_text_piece_t *piece) {
    entry_t entry;
    cot_i_text_record_t *record = &piece->record;
    piece->kind = COT_TEXT_CUT;
    piece->at = *at;
    bool whole = read_entry(text, n, *at, style, &entry);
    record->id = entry.id;
    size_t behind = whole ? entry.updated + TIME_BYTES : n;
    size_t second = find_time(text, behind, n);
    size_t next = second < n ? find_next(text, n, second + TIME_BYTES, style) : n;
    *at = next;
    if (second == n) {
        return;
    }
    size_t published = find_published(text, behind, next, entry.updated);
    if (style == COT_TEXT_NOTHING) {
        settle_version(text, &entry, memcmp(text + published, text + entry.updated, TIME_BYTES) == 0);
        record->id = entry.id;
    }
    record->title = trim(text, entry.title, entry.updated, &piece->title_length);
    record->abstract = trim(text, behind, published, &piece->abstract_length);
    record->tail = trim(text, published + TIME_BYTES, next, &record->tail_length);
    record->date = cot_date_parse(text + entry.updated);
    record->first_date = cot_date_parse(text + published);
    record->style = style;
    piece->kind = piece->title_length > 0 ? COT_TEXT_RECORD : COT_TEXT_NO_TITLE;
}

bool cot_i_text_next(const char *text, size_t n, cot_i_text_style_t style, size_t *at, cot_i_text_piece_t *piece) {
    memset(piece, 0, sizeof *piece);
    *at = find_next(text, n, *at, style);
    if (*at >= n) {
        return false;
    }
    size_t near = n - *at < ADDRESS_MAX ? n : *at + ADDRESS_MAX;
    size_t header = header_length(text + *at, n - *at);
    if (header > 0 && find_address(text, *at, near, "arxiv.org/api/") == *at) {
        piece->kind = COT_TEXT_HEADER;
        piece->at = *at;
        *at += header;
        return true;
    }
    take_entry(text, n, style, at, piece);
    return true;
}
