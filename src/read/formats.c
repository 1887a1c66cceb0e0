/* formats.c: the table of input formats. A new format is one file with one row, named here.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/format.h"

static const cot_i_format_t *const rows[] = {
    &cot_i_format_arxiv_atom,
    &cot_i_format_arxiv_oai,
    &cot_i_format_arxiv_text,
};

const cot_i_format_t *cot_i_formats(size_t i) {
    return i < sizeof rows / sizeof *rows ? rows[i] : NULL;
}

const cot_format_t *cot_formats(size_t i) {
    const cot_i_format_t *row = cot_i_formats(i);
    return row ? &row->about : NULL;
}
