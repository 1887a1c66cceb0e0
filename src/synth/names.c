/* names.c: the name of made-up author number n, from the parts in cultures.c.
 *
 * Every list is drawn from with u -> floor(n u^s): the earlier entries are the more frequent ones (s = 1.5
 * for surnames, 1.3 for forenames), which gives a few common names and many rare ones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/names.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "base/text.h"
#include "synth/cultures.h"
#include "synth/streams.h"

/* A blank-separated list, cut. */
typedef struct {
    const char **start;
    uint8_t *length;
    uint32_t n;
} list_t;

typedef struct {
    list_t given, given2, family, family2, middle_word;
} parts_t;

struct cot_namer {
    parts_t parts[COT_CULTURES];
    uint32_t weight; /* sum */
};

static cot_status_t cut_list(list_t *list, const char *text, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = 0;
    for (const char *p = text ? text : ""; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
        n++;
    }
    COT_NEW(st, err, list->start, n, "parts of names");
    COT_NEW(st, err, list->length, n, "parts of names");
    for (const char *p = text ? text : ""; *p; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");
        list->start[list->n] = p;
        list->length[list->n++] = (uint8_t)length;
        p += length;
    }
done:
    return st;
}

static void clear_list(list_t *list) {
    cot_i_free(list->start);
    cot_i_free(list->length);
}

cot_status_t cot_i_namer_new(cot_namer_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_namer_t *namer = NULL;
    COT_NEW(st, err, namer, 1, "names");
    for (uint32_t c = 0; c < COT_CULTURES; c++) {
        const cot_culture_t *culture = &cot_i_cultures[c];
        parts_t *parts = &namer->parts[c];
        namer->weight += culture->weight;
        COT_TRY(st, cut_list(&parts->given, culture->given, err));
        COT_TRY(st, cut_list(&parts->given2, culture->given2, err));
        COT_TRY(st, cut_list(&parts->family, culture->family, err));
        COT_TRY(st, cut_list(&parts->family2, culture->family2, err));
        COT_TRY(st, cut_list(&parts->middle_word, culture->middle_word, err));
    }
    *out = namer;
    namer = NULL;
done:
    cot_i_namer_free(namer);
    return st;
}

void cot_i_namer_free(cot_namer_t *namer) {
    for (uint32_t c = 0; namer && c < COT_CULTURES; c++) {
        clear_list(&namer->parts[c].given);
        clear_list(&namer->parts[c].given2);
        clear_list(&namer->parts[c].family);
        clear_list(&namer->parts[c].family2);
        clear_list(&namer->parts[c].middle_word);
    }
    cot_i_free(namer);
}

/* A name being written. */
typedef struct {
    char *out;
    size_t n;
    cot_rng_t rng;
} pen_t;

static void put(pen_t *pen, const char *text, size_t length) {
    if (pen->n + length < COT_SYNTH_NAME_BYTES) {
        memcpy(pen->out + pen->n, text, length);
        pen->n += length;
    }
}

static bool chance(pen_t *pen, uint32_t percent) {
    return cot_i_rng_below(&pen->rng, 100) < percent;
}

/* An entry of a list, the earlier ones more often. u^1.5 and u^1.25 by square roots: the same on every
 * machine. */
static void draw(pen_t *pen, const list_t *list, bool family) {
    if (list->n == 0) {
        return;
    }
    double u = cot_i_rng_real(&pen->rng), root = sqrt(u);
    double skewed = family ? u * root : u * sqrt(root);
    uint32_t i = (uint32_t)(skewed * list->n);
    i = i < list->n ? i : list->n - 1;
    put(pen, list->start[i], list->length[i]);
}

/* Cuts what was written from `from` on to initials: "Jean-Luc" -> "J.", "Minh Anh" -> "M. A.". */
static void cut_to_initials(pen_t *pen, size_t from) {
    char initials[COT_SYNTH_NAME_BYTES];
    size_t n = 0, i = from;
    while (i < pen->n && n + 7 < sizeof initials) {
        size_t used = 1;
        (void)cot_i_utf8_decode(pen->out + i, pen->n - i, &used);
        if (n > 0) {
            initials[n++] = ' ';
        }
        memcpy(initials + n, pen->out + i, used);
        n += used;
        initials[n++] = '.';
        while (i < pen->n && pen->out[i] != ' ') {
            i++;
        }
        i++;
    }
    pen->n = from;
    put(pen, initials, n);
}

static void write_family(pen_t *pen, const cot_culture_t *culture, const parts_t *parts) {
    if (culture->particle && chance(pen, culture->particle_share)) {
        put(pen, culture->particle, strlen(culture->particle));
        put(pen, " ", 1);
    }
    draw(pen, &parts->family, true);
    draw(pen, &parts->family2, true);
    if (chance(pen, culture->double_share)) {
        put(pen, " ", 1);
        draw(pen, &parts->family, true);
        draw(pen, &parts->family2, true);
    } else if (parts->family2.n > 0 && chance(pen, 1)) {
        put(pen, "-", 1);
        draw(pen, &parts->family, true);
        draw(pen, &parts->family2, true);
    }
}

static void write_given(pen_t *pen, const cot_culture_t *culture, const parts_t *parts) {
    draw(pen, &parts->given, false);
    if (parts->given2.n > 0 && !chance(pen, 12)) {
        put(pen, culture->glue, strlen(culture->glue));
        draw(pen, &parts->given2, false);
    }
    if (parts->middle_word.n > 0) {
        put(pen, " ", 1);
        draw(pen, &parts->middle_word, false);
    }
    if (chance(pen, culture->middle_share)) {
        char middle[4] = {' ', (char)('A' + (int)cot_i_rng_below(&pen->rng, 23)), '.', '\0'};
        put(pen, middle, 3);
    }
}

size_t cot_i_namer_write(const cot_namer_t *namer, uint64_t seed, uint32_t author, bool initials, char *out) {
    pen_t pen = {.out = out};
    cot_i_rng_init(&pen.rng, seed, COT_SYNTH_STREAM_NAMES, author);
    uint32_t at = (uint32_t)cot_i_rng_below(&pen.rng, namer->weight), c = 0;
    while (at >= cot_i_cultures[c].weight) {
        at -= cot_i_cultures[c++].weight;
    }
    bool always_initials = chance(&pen, 11);
    write_given(&pen, &cot_i_cultures[c], &namer->parts[c]);
    if (initials || always_initials) {
        cut_to_initials(&pen, 0);
    }
    put(&pen, " ", 1);
    write_family(&pen, &cot_i_cultures[c], &namer->parts[c]);
    return pen.n;
}
