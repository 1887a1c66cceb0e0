/* xml.h: text into XML 1.0, whatever bytes it has. */
#ifndef COT_EXPORT_XML_H
#define COT_EXPORT_XML_H

#include <stdbool.h>

#include "coterie/output.h"

/* Element or attribute content: & < > " escaped; white space other than the blank becomes a blank;
 * characters that XML 1.0 forbids and bytes that are no UTF-8 become U+FFFD. */
void cot_i_xml_text(cot_out_t *out, const char *text);
/* Content of a comment: the same characters, nothing escaped, and a blank between two hyphens. */
void cot_i_xml_comment(cot_out_t *out, const char *text);
/* Whether a reader that drops white space would keep anything of it. */
bool cot_i_xml_has_text(const char *text);
/* Gephi replaces INF by Infinity in every value of a string column. Such a word is written in title case
 * there: INFOCOM as Infocom. Otherwise as cot_i_xml_text. */
void cot_i_xml_string_value(cot_out_t *out, const char *text);

#endif
