/* xml_scan.h: records of an XML document without libxml2, as long as nothing is out of the ordinary.
 *
 * Most XML is plain: elements, attributes, text, the five entities and character references. For this the
 * scanner makes the same calls of a format as the parser in xml.c does, several times as fast. It reads one
 * record (or other element beside records) at a time, to its end, before it makes any call; at whatever it
 * does not know to be well-formed (comments, CDATA, instructions, names that are not ASCII, prefixes that are not
 * declared, ...) it stops before that record, and libxml2 goes on from there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_XML_SCAN_H
#define COT_READ_XML_SCAN_H

#include "read/xml.h"

typedef struct cot_scan cot_i_scan_t;

/* Gets ready to go on at an offset between records, on a line, inside the elements around records that sax has
 * open. NULL = those are not plain, or no memory: the parser must do it. Free with cot_i_scan_free. */
cot_i_scan_t *cot_i_scan_new(cot_sax_t *sax, uint64_t offset, uint32_t line);
void cot_i_scan_free(cot_i_scan_t *scan);

/* Reads records from sax's window at *at, which moves behind each; sets root_closed and root_end where the root
 * element ends. *refused: what stands at *at is for the parser; else more bytes are wanted. Status of the
 * format's calls. */
cot_status_t cot_i_scan_records(cot_i_scan_t *scan, size_t *at, bool *refused);
/* Line of the place that it has come to. */
uint32_t cot_i_scan_line(const cot_i_scan_t *scan);

#endif
