/* numbers.h: short lists of numbers. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_NUMBERS_H
#define COT_TOPICS_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

/* Puts them into ascending order. */
void cot_i_numbers_sort(uint32_t *list, size_t n);
/* The same, each once; how many are left. */
size_t cot_i_numbers_distinct(uint32_t *list, size_t n);

#endif
