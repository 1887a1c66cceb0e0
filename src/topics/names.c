/* names.c: the key of a phrase is that of its first form in the singular, or of its first form when there is
 * none; its label is the form used most, then the first bytewise. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "topics/names.h"

#include <string.h>

static bool comes_first(const cot_form_t *a, const cot_form_t *b) {
    if (a->plural != b->plural) {
        return !a->plural;
    }
    return a->text != b->text ? a->text < b->text : a->at < b->at;
}

static bool is_used_more(const cot_lexicon_t *lexicon, const cot_form_t *a, const cot_form_t *b) {
    char one[COT_PHRASE_BYTES], other[COT_PHRASE_BYTES];
    if (a->uses != b->uses) {
        return a->uses > b->uses;
    }
    (void)cot_i_phrase_written(lexicon, a->words, a->n_words, one);
    (void)cot_i_phrase_written(lexicon, b->words, b->n_words, other);
    return strcmp(one, other) < 0;
}

cot_status_t cot_i_name_candidates(cot_candidate_t *candidates, uint32_t n, const cot_tally_t *tally,
                                   const cot_lexicon_t *lexicon, cot_arena_t *arena, cot_error_t *err) {
    char text[COT_PHRASE_BYTES];
    for (size_t f = 0; f < tally->n_forms; f++) {
        const cot_form_t *form = &tally->forms[f];
        const uint32_t rank = tally->phrases[form->phrase].rank;
        if (rank > 0) {
            cot_candidate_t *c = &candidates[rank - 1];
            c->first = !c->first || comes_first(form, c->first) ? form : c->first;
            c->used = !c->used || is_used_more(lexicon, form, c->used) ? form : c->used;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        cot_candidate_t *c = &candidates[i];
        c->key = cot_i_arena_copy(arena, text,
                                  cot_i_phrase_key(lexicon, c->first->words, c->first->n_words, text));
        c->label = cot_i_arena_copy(arena, text,
                                    cot_i_phrase_written(lexicon, c->used->words, c->used->n_words, text));
        if (!c->key || !c->label) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: names of terms");
        }
    }
    return COT_OK;
}
