/* tex.h: what TeX left in titles and abstracts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_TEX_H
#define COT_TOPICS_TEX_H

#include <stdbool.h>
#include <stddef.h>

/* What stands at a backslash, dollar sign or URL. */
typedef enum {
    COT_TEX_CUT, /* math, a command or a URL: taken out, and a phrase ends here */
    COT_TEX_SKIP /* an accent, a brace or a font command: taken out, the word goes on */
} cot_tex_t;

/* text[0] is '\\' or '$': how many bytes to take out (>= 1) and what for. */
size_t cot_i_tex_skip(const char *text, size_t length, cot_tex_t *what);

/* Length of the URL that begins here ("http://", "https://", "ftp://", "www."), 0 when none does. */
size_t cot_i_url_length(const char *text, size_t length);

#endif
