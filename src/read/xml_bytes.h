/* xml_bytes.h: the bytes of an XML document before they reach the parser.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_XML_BYTES_H
#define COT_READ_XML_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Line ends in n bytes. */
uint32_t cot_i_newlines(const char *bytes, size_t n);

/* Makes UTF-8 that XML 1.0 allows from any bytes: a bad byte becomes U+FFFD (3 bytes), a control character a
 * blank, a noncharacter U+FFFD. Writes at most 3 n bytes to `to`. When `more` bytes may follow, a sequence
 * that n cuts is left for the next call. Returns the bytes read; *written is what was written; *bad is raised
 * by what was replaced. */
size_t cot_i_xml_valid(char *to, const char *from, size_t n, bool more, size_t *written, size_t *bad);

/* Bytes from the start that are such UTF-8 as they stand; a sequence that n cuts is not. Adds their line feeds. */
size_t cot_i_xml_sound(const char *bytes, size_t n, uint32_t *newlines);

/* Finds in [from, n) the next place where parsing can start anew: a start tag with local name `record`
 * (*document = false), or an XML declaration or a start tag `root` (*document = true). Returns its offset, or
 * n when there is none; when `more` text may follow, the offset of a tag that n cuts, with *cut = true. */
size_t cot_i_xml_restart(const char *text, size_t from, size_t n, bool more, const char *record,
                         const char *root, bool *document, bool *cut);

/* True when a document that begins like this declares an encoding other than UTF-8 and ASCII. */
bool cot_i_xml_needs_decoding(const char *head, size_t n);

/* First start tag at text, after an XML declaration, comments and processing instructions: its local name,
 * length in *n; NULL when there is none within length bytes. *doctype tells that a DOCTYPE comes first: then
 * it is its name. */
const char *cot_i_xml_root(const char *text, size_t length, size_t *n, bool *doctype);

#endif
