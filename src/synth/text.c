/* text.c: titles and abstracts from templates (templates.c) and the words of a field (themes.c).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/text.h"

#include <stdbool.h>
#include <string.h>

void cot_i_pen_flush(cot_synth_pen_t *pen) {
    cot_out_bytes(pen->out, pen->block, pen->n);
    pen->n = 0;
}

void cot_i_pen_bytes(cot_synth_pen_t *pen, const char *bytes, size_t n) {
    if (pen->n + n > COT_SYNTH_BLOCK) {
        cot_i_pen_flush(pen);
    }
    if (n > COT_SYNTH_BLOCK) {
        cot_out_bytes(pen->out, bytes, n);
        return;
    }
    memcpy(pen->block + pen->n, bytes, n);
    pen->n += n;
}

void cot_i_pen_text(cot_synth_pen_t *pen, const char *text) {
    cot_i_pen_bytes(pen, text, strlen(text));
}

void cot_i_pen_number(cot_synth_pen_t *pen, uint64_t value, int min_digits) {
    char digits[24];
    int n = 0;
    do {
        digits[sizeof digits - 1 - (size_t)n++] = (char)('0' + value % 10);
        value /= 10;
    } while ((value > 0 || n < min_digits) && n < (int)sizeof digits);
    cot_i_pen_bytes(pen, digits + sizeof digits - n, (size_t)n);
}

static const char *draw(cot_rng_t *rng, const char *const *list) {
    uint32_t n = 0;
    while (list[n]) {
        n++;
    }
    return list[cot_i_rng_below(rng, n)];
}

void cot_i_matter_choose(cot_synth_matter_t *matter, uint32_t field, uint32_t anchor, cot_rng_t *rng) {
    const cot_theme_t *theme = &cot_i_synth_themes[cot_i_synth_fields[field].theme];
    uint32_t own = (uint32_t)(cot_i_mix64(anchor) % COT_SYNTH_TOPICS), chosen[3];
    for (uint32_t t = 0; t < 3; t++) {
        bool again = true;
        while (again) {
            uint64_t kind = cot_i_rng_below(rng, 100);
            uint32_t any = (uint32_t)cot_i_rng_below(rng, COT_SYNTH_TOPICS);
            uint32_t other = (uint32_t)cot_i_rng_below(rng, COT_SYNTH_TOPICS);
            uint32_t first = any < other ? any : other; /* a field has its favourites */
            chosen[t] = kind < 35   ? own
                        : kind < 55 ? (own + 5) % COT_SYNTH_TOPICS
                                    : (first + field) % COT_SYNTH_TOPICS;
            again = (t > 0 && chosen[t] == chosen[0]) || (t > 1 && chosen[t] == chosen[1]);
        }
        matter->topics[t] = theme->topics[chosen[t]];
    }
    matter->condition = draw(rng, cot_i_synth_conditions);
    matter->measure = draw(rng, cot_i_synth_measures);
    matter->rng = rng;
}

/* Text with its first letter in upper case. */
static void put_capital(cot_synth_pen_t *pen, const char *text) {
    char first = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
    cot_i_pen_bytes(pen, &first, 1);
    cot_i_pen_text(pen, text + 1);
}

void cot_i_write_template(cot_synth_pen_t *pen, const char *template, const cot_synth_matter_t *matter) {
    bool first = true;
    while (*template) {
        size_t n = strcspn(template, "{");
        cot_i_pen_bytes(pen, template, n);
        first = first && n == 0;
        template += n;
        if (*template != '{') {
            break;
        }
        const char *text = "";
        switch (template[1]) {
        case 'T':
        case 'U':
        case 'V':
            text = matter->topics[template[1] - 'T'];
            break;
        case 'A':
            text = draw(matter->rng, cot_i_synth_adjectives);
            break;
        case 'C':
            text = matter->condition;
            break;
        case 'M':
            text = matter->measure;
            break;
        default:
            cot_i_pen_number(pen, 10 + cot_i_rng_below(matter->rng, 90), 2);
            break;
        }
        if (first && *text) {
            put_capital(pen, text);
        } else {
            cot_i_pen_text(pen, text);
        }
        first = false;
        template += 3;
    }
}

void cot_i_write_title(cot_synth_pen_t *pen, const cot_synth_matter_t *matter) {
    cot_i_write_template(pen, draw(matter->rng, cot_i_synth_titles), matter);
}

void cot_i_write_abstract(cot_synth_pen_t *pen, const cot_synth_matter_t *matter) {
    static const char *const *const parts[] = {cot_i_synth_openings, cot_i_synth_methods,
                                               cot_i_synth_findings, cot_i_synth_closings};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (i > 0) {
            cot_i_pen_bytes(pen, " ", 1);
        }
        cot_i_write_template(pen, draw(matter->rng, parts[i]), matter);
    }
}
