/* forms.c: a table of written forms, by the words they consist of.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/forms.h"

#include <string.h>

#include "base/par.h"

static size_t form_slot(const cot_forms_t *forms, const uint32_t words[COT_PHRASE_WORDS]) {
    uint64_t h = cot_i_mix64(words[0] | (uint64_t)words[1] << 32) + words[2];
    size_t i = (size_t)((h * 0x9E3779B97F4A7C15u) >> 32) & (forms->capacity - 1);
    while (forms->slots[i] != 0 &&
           memcmp(forms->forms[forms->slots[i] - 1].words, words, COT_PHRASE_WORDS * sizeof *words) != 0) {
        i = (i + 1) & (forms->capacity - 1);
    }
    return i;
}

void cot_i_forms_clear(cot_forms_t *forms) {
    cot_i_free(forms->forms);
    cot_i_free(forms->slots);
}

void cot_i_forms_empty(cot_forms_t *forms) {
    if (forms->n > 0) {
        memset(forms->slots, 0, forms->capacity * sizeof *forms->slots);
    }
    forms->n = 0;
}

/* Room for one more form. */
static bool grow_forms(cot_forms_t *forms) {
    if (2 * (forms->n + 1) > forms->capacity) {
        size_t capacity = forms->capacity ? 2 * forms->capacity : 1024;
        uint32_t *slots = cot_i_alloc(capacity, sizeof *slots);
        if (!slots) {
            return false;
        }
        cot_i_free(forms->slots);
        forms->slots = slots;
        forms->capacity = capacity;
        for (size_t f = 0; f < forms->n; f++) {
            slots[form_slot(forms, forms->forms[f].words)] = (uint32_t)f + 1;
        }
    }
    return COT_GROW(forms->forms, forms->forms_capacity, forms->n + 1);
}

/* Adds uses of a form; *out is its number. */
cot_status_t cot_i_forms_add(cot_forms_t *forms, const cot_form_t *form, uint32_t *out, cot_error_t *err) {
    if (forms->capacity > 0) {
        uint32_t number = forms->slots[form_slot(forms, form->words)];
        if (number > 0) {
            forms->forms[number - 1].uses += form->uses;
            *out = number - 1;
            return COT_OK;
        }
    }
    if (!grow_forms(forms)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: forms of phrases");
    }
    *out = (uint32_t)forms->n;
    forms->forms[forms->n++] = *form;
    forms->slots[form_slot(forms, form->words)] = (uint32_t)forms->n;
    return COT_OK;
}
