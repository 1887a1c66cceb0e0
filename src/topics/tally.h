/* tally.h: phrases and their written forms as they are met. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_TALLY_H
#define COT_TOPICS_TALLY_H

#include "topics/count.h"

static inline uint64_t cot_i_form_hash(uint32_t a, uint32_t b, uint32_t c) {
    const uint64_t h = ((a | (uint64_t)b << 32) ^ c * 0xBF58476D1CE4E5B9u) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 32);
}

/* Slot of the form that consists of these words, or a free one. The table must not be empty. */
static inline uint32_t *cot_i_form_slot(const cot_tally_t *tally, const uint32_t words[COT_PHRASE_WORDS]) {
    size_t i = (size_t)cot_i_form_hash(words[0], words[1], words[2]) & (tally->form_slots_capacity - 1);
    for (;; i = (i + 1) & (tally->form_slots_capacity - 1)) {
        uint32_t *slot = &tally->form_slots[i];
        if (*slot == 0) {
            return slot;
        }
        const cot_form_t *form = &tally->forms[*slot - 1];
        if (form->words[0] == words[0] && form->words[1] == words[1] && form->words[2] == words[2]) {
            return slot;
        }
    }
}

/* Adds a form that is not there, of the phrase with this group and so many parts. false: no memory. */
bool cot_i_tally_add(cot_tally_t *tally, const cot_form_t *form, uint64_t group, uint8_t parts);

/* What was met in the text before counts. */
static inline void cot_i_tally_settle(const cot_tally_t *tally, cot_count_t *phrase) {
    if (phrase->filled && phrase->text > 0) {
        const uint8_t parts = tally->forms[phrase->form].filler_parts;
        phrase->fillers |= parts > 0 && parts < 64 ? (uint64_t)1 << parts : 0;
    }
}

/* Form `number` is met in a text, at a place of which the order in the text is that of the numbers below
 * 2^31. Whether its phrase was not met there before. The places of a text may come in any order. */
static inline bool cot_i_tally_use(cot_tally_t *tally, uint32_t number, uint32_t text, uint32_t at) {
    cot_form_t *form = &tally->forms[number];
    cot_count_t *phrase = &tally->phrases[form->phrase];
    const uint32_t form_at = (uint32_t)form->plural << 31 | at;
    const bool first = phrase->text != text;
    if (phrase->filled && first) {
        cot_i_tally_settle(tally, phrase);
    }
    /* without branches: whether a word stands in a text once more cannot be foretold */
    const bool takes = first | (form_at < phrase->form_at);
    form->uses++;
    phrase->text = text;
    phrase->papers += first;
    phrase->form = takes ? number : phrase->form;
    phrase->form_at = takes ? form_at : phrase->form_at;
    return first;
}

/* Adds what another one counted in other texts; both are settled. numbers[i]: what phrase i is here. false:
 * no memory. */
bool cot_i_tally_join(cot_tally_t *tally, const cot_tally_t *more, uint32_t *numbers);
void cot_i_tally_clear(cot_tally_t *tally);

#endif
