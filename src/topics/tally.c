/* tally.c: tables of phrases and of their forms. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/tally.h"

#include <string.h>

#include "base/alloc.h"

#define SLOTS_FIRST 1024u

/* Slot of a phrase, or a free one. */
static uint32_t *phrase_slot(const cot_tally_t *tally, uint64_t group) {
    size_t i = (size_t)(group * 0x9E3779B97F4A7C15u >> 32) & (tally->phrase_slots_capacity - 1);
    while (tally->phrase_slots[i] != 0 && tally->phrases[tally->phrase_slots[i] - 1].group != group) {
        i = (i + 1) & (tally->phrase_slots_capacity - 1);
    }
    return &tally->phrase_slots[i];
}

cot_count_t *cot_i_tally_find(const cot_tally_t *tally, uint64_t group) {
    if (tally->phrase_slots_capacity == 0) {
        return NULL;
    }
    const uint32_t number = *phrase_slot(tally, group ? group : 1);
    return number > 0 ? &tally->phrases[number - 1] : NULL;
}

/* Makes *slots a table for one more than n. *grown: it is a new one, and empty. */
static bool grow_slots(uint32_t **slots, size_t *capacity, size_t n, bool *grown) {
    *grown = 2 * (n + 1) > *capacity;
    if (*grown) {
        const size_t larger = *capacity ? 2 * *capacity : SLOTS_FIRST;
        uint32_t *table = cot_i_alloc(larger, sizeof *table);
        if (!table) {
            return false;
        }
        cot_i_free(*slots);
        *slots = table;
        *capacity = larger;
    }
    return true;
}

static bool grow_phrases(cot_tally_t *tally) {
    bool grown = false;
    if (tally->n_phrases >= UINT32_MAX - 1 ||
        !COT_GROW(tally->phrases, tally->phrases_capacity, tally->n_phrases + 1) ||
        !grow_slots(&tally->phrase_slots, &tally->phrase_slots_capacity, tally->n_phrases, &grown)) {
        return false;
    }
    for (size_t i = 0; grown && i < tally->n_phrases; i++) {
        *phrase_slot(tally, tally->phrases[i].group) = (uint32_t)i + 1;
    }
    return true;
}

static bool grow_forms(cot_tally_t *tally) {
    bool grown = false;
    if (tally->n_forms >= UINT32_MAX - 1 ||
        !COT_GROW(tally->forms, tally->forms_capacity, tally->n_forms + 1) ||
        !grow_slots(&tally->form_slots, &tally->form_slots_capacity, tally->n_forms, &grown)) {
        return false;
    }
    for (size_t i = 0; grown && i < tally->n_forms; i++) {
        *cot_i_form_slot(tally, tally->forms[i].words) = (uint32_t)i + 1;
    }
    return true;
}

bool cot_i_tally_add(cot_tally_t *tally, const cot_form_t *form, uint64_t group, uint8_t parts) {
    if (!grow_phrases(tally) || !grow_forms(tally)) {
        return false;
    }
    uint32_t *phrase = phrase_slot(tally, group);
    if (*phrase == 0) {
        tally->phrases[tally->n_phrases++] =
            (cot_count_t){.group = group, .form = (uint32_t)tally->n_forms, .parts = parts};
        *phrase = (uint32_t)tally->n_phrases;
    }
    tally->phrases[*phrase - 1].filled |= form->filler_parts > 0;
    tally->forms[tally->n_forms++] = *form;
    tally->forms[tally->n_forms - 1].phrase = *phrase - 1;
    *cot_i_form_slot(tally, form->words) = (uint32_t)tally->n_forms;
    return true;
}

bool cot_i_tally_join(cot_tally_t *tally, const cot_tally_t *more, uint32_t *numbers) {
    for (size_t f = 0; f < more->n_forms; f++) {
        const cot_form_t *form = &more->forms[f];
        const cot_count_t *phrase = &more->phrases[form->phrase];
        uint32_t number = tally->form_slots_capacity > 0 ? *cot_i_form_slot(tally, form->words) : 0;
        if (number > 0) {
            cot_form_t *own = &tally->forms[number - 1];
            own->uses += form->uses;
            if (form->text < own->text) { /* never the same: every text is counted once */
                own->text = form->text;
                own->at = form->at;
            }
        } else if (!cot_i_tally_add(tally, form, phrase->group, phrase->parts)) {
            return false;
        } else {
            number = (uint32_t)tally->n_forms;
        }
        numbers[form->phrase] = tally->forms[number - 1].phrase;
    }
    for (size_t i = 0; i < more->n_phrases; i++) {
        cot_count_t *own = &tally->phrases[numbers[i]];
        own->papers += more->phrases[i].papers;
        own->fillers |= more->phrases[i].fillers;
    }
    return true;
}

void cot_i_tally_clear(cot_tally_t *tally) {
    cot_i_free(tally->phrases);
    cot_i_free(tally->phrase_slots);
    cot_i_free(tally->forms);
    cot_i_free(tally->form_slots);
    memset(tally, 0, sizeof *tally);
}
