/* oai_parts.c: pieces of OAI-PMH records: dates, names in parts, set specifications (oai_parts.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/oai_parts.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "read/arxiv.h"
#include "read/byline.h"
#include "base/tex.h"

int32_t cot_i_date_rfc822(const char *text) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const char *comma = strchr(text, ',');
    char name[4] = "";
    int day = 0, year = 0;
    if (sscanf(comma ? comma + 1 : text, "%2d %3s %4d", &day, name, &year) != 3) {
        return COT_NO_DATE;
    }
    for (int month = 0; month < 12; month++) {
        if (strncasecmp(months + 3 * month, name, 4) == 0 || strncasecmp(months + 3 * month, name, 3) == 0) {
            return strlen(name) == 3 ? cot_date_from_civil(year, month + 1, day) : COT_NO_DATE;
        }
    }
    return COT_NO_DATE;
}

int32_t cot_i_first_date(int32_t created, int32_t id_month) {
    if (id_month == COT_NO_DATE || created == COT_NO_DATE) {
        return created == COT_NO_DATE ? id_month : created;
    }
    if (created < id_month + 28) {
        return created;
    }
    int32_t next_month = id_month + 31; /* a day of the next month, whatever the length of this one is */
    char civil[11];
    cot_date_format(next_month, civil);
    memcpy(civil + 8, "01", 3);
    return created >= cot_date_parse(civil) ? id_month : created;
}

void cot_i_name_from_parts(cot_draft_t *draft, cot_draft_name_t *name) {
    const size_t parts[] = {name->forenames, name->surname, name->suffix};
    name->name = cot_i_draft_words(draft, parts, 3);
}

/* The next piece up to a comma, trimmed; *text moves behind it. */
static void next_piece(const char **text, size_t *n, const char **piece, size_t *length) {
    const char *comma = memchr(*text, ',', *n);
    *piece = *text;
    *length = comma ? (size_t)(comma - *text) : *n;
    size_t used = *length + (comma != NULL);
    *text += used;
    *n -= used;
    while (*length > 0 && strchr(" \t\r\n", **piece)) {
        ++*piece;
        --*length;
    }
    while (*length > 0 && strchr(" \t\r\n", (*piece)[*length - 1])) {
        --*length;
    }
}

cot_status_t cot_i_dublin_creator(cot_draft_t *draft, cot_buf_t *scratch, const char *text, size_t n,
                                  cot_error_t *err) {
    cot_status_t st = cot_i_tex_text(scratch, text, n, err);
    if (st != COT_OK) {
        return st;
    }
    const char *rest = cot_i_buf_str(scratch), *piece = NULL;
    size_t left = scratch->length, length = 0;
    cot_draft_name_t name = {0};
    if (!memchr(rest, ',', left)) { /* a group, or a name in reading order */
        name.name = cot_i_draft_text(draft, rest, left);
    } else {
        next_piece(&rest, &left, &piece, &length);
        name.surname = cot_i_draft_text(draft, piece, length);
        while (left > 0) {
            next_piece(&rest, &left, &piece, &length);
            if (name.suffix == 0 && cot_i_is_suffix(piece, length)) {
                name.suffix = cot_i_draft_text(draft, piece, length);
            } else {
                cot_i_draft_join(draft, &name.forenames, ", ", piece, length);
            }
        }
        cot_i_name_from_parts(draft, &name);
    }
    cot_draft_name_t *added = name.name ? cot_i_draft_name(draft) : NULL;
    if (added) {
        *added = name;
    }
    return COT_OK;
}

/* One set specification. */
static void add_set(cot_draft_t *draft, const char *set, size_t n) {
    char code[64];
    const char *archive = memchr(set, ':', n);
    if (!archive || n >= sizeof code) {
        return; /* a group alone is too coarse for a topic */
    }
    archive++;
    size_t left = n - (size_t)(archive - set);
    const char *class = memchr(archive, ':', left);
    bool is_group = left == (size_t)(archive - set) - 1 && memcmp(archive, set, left) == 0;
    if (!class && is_group) {
        return;
    }
    memcpy(code, archive, left);
    if (class) {
        code[class - archive] = '.';
    }
    if (cot_i_arxiv_category(code, left)) {
        cot_i_draft_category(draft, code, left);
    }
}

void cot_i_categories_from_sets(cot_draft_t *draft, const char *sets) {
    cot_buf_t copy =
        COT_BUF_INIT(COT_DRAFT_JOINED_MAX + 1); /* the draft's texts move while categories are added */
    cot_i_buf_text(&copy, sets);
    draft->no_memory |= copy.failed;
    for (const char *set = cot_i_buf_str(&copy); *set;) {
        size_t n = strcspn(set, " ");
        add_set(draft, set, n);
        set += n + (set[n] == ' ');
    }
    cot_i_buf_clear(&copy);
}
