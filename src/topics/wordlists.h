/* wordlists.h: the word lists of words.h, one text per class.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_WORDLISTS_H
#define COT_TOPICS_WORDLISTS_H

extern const char *const cot_i_words_stop;
extern const char *const cot_i_words_filler;
extern const char *const cot_i_words_adjective;
extern const char *const cot_i_words_general;
extern const char *const cot_i_words_empty;

#endif
