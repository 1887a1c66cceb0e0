/* arxiv.h: facts of arXiv that several formats share: identifiers, category codes, withdrawals.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_ARXIV_H
#define COT_READ_ARXIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest base identifier: "archive.XX/YYMMNNN" fits well. */
#define COT_ARXIV_ID_MAX 40

typedef struct {
    char base[COT_ARXIV_ID_MAX]; /* "2603.02642", "math/0309136" (of math.GT/0309136: the class is no part of
                                    it) */
    int version;                 /* 0 = none given */
} cot_arxiv_id_t;

/* Reads an identifier at the start of text: YYMM.NNNN, YYMM.NNNNN or archive[.XX]/YYMMNNN, with or without
 * vN, after an optional "http(s)://[host/]abs/" (or pdf/), "arXiv:" or "oai:arXiv.org:". Returns the bytes
 * used, 0 when it is none. What follows is the caller's: check it when the text must hold nothing else. */
size_t cot_i_arxiv_id(const char *text, size_t n, cot_arxiv_id_t *id);

/* First day of the month that an identifier carries (YYMM; years 1991 .. 2090), COT_NO_DATE when it carries
 * none. */
int32_t cot_i_arxiv_id_month(const char *base);

/* True for the shape of a category code: archive or archive.XX ("hep-th", "cs.DC", "cond-mat.mes-hall"); not
 * for ACM (I.2.6) and MSC (14J60) classes. */
bool cot_i_arxiv_category(const char *text, size_t n);

/* True when a comment or an abstract says that the paper itself has been withdrawn. Rule:
 * docs/definitions.md. */
bool cot_i_arxiv_says_withdrawn(const char *text);

#endif
