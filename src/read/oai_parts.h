/* oai_parts.h: pieces of OAI-PMH records: dates, names in parts, set specifications.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_OAI_PARTS_H
#define COT_READ_OAI_PARTS_H

#include "read/record.h"

/* "Mon, 2 Apr 2007 19:18:42 GMT" (the day of the week may be missing) as a date; COT_NO_DATE when it is none.
 */
int32_t cot_i_date_rfc822(const char *text);

/* The first date of a record in format arXiv: `created` may be of a later version, so that the month in the
 * id (its first day) stands when `created` is later than that month. */
int32_t cot_i_first_date(int32_t created, int32_t id_month);

/* Sets name->name to "forenames surname suffix" from its parts. */
void cot_i_name_from_parts(cot_draft_t *draft, cot_draft_name_t *name);

/* Adds a creator written "Last, First" or "Last, First, Jr" (other orders of the suffix too). */
cot_status_t cot_i_dublin_creator(cot_draft_t *draft, cot_buf_t *scratch, const char *text, size_t n,
                                  cot_error_t *err);

/* Categories from set specifications (joined by blanks): group:archive:CLASS gives archive.CLASS,
 * group:archive gives the archive where it is a category by itself. */
void cot_i_categories_from_sets(cot_draft_t *draft, const char *sets);

#endif
