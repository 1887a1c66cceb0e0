/* table.c: the scores of pairs. SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/links.h"

const cot_link_row_t *cot_link_rows(size_t i) {
    static const cot_link_row_t table[] = {
        {COT_LINK_COMMON_NEIGHBOURS, "common-neighbours", "co-authors that both have",
         "Newman, Phys. Rev. E 64, 025102 (2001), doi:10.1103/PhysRevE.64.025102"},
        {COT_LINK_JACCARD, "jaccard", "share of their co-authors that both have",
         "Liben-Nowell & Kleinberg, J. Am. Soc. Inf. Sci. 58, 1019 (2007), doi:10.1002/asi.20591"},
        {COT_LINK_ADAMIC_ADAR, "adamic-adar", "common co-authors, each counting 1/ln(degree)",
         "Adamic & Adar, Soc. Networks 25, 211 (2003), doi:10.1016/S0378-8733(03)00009-1"},
        {COT_LINK_RESOURCE_ALLOCATION, "resource-allocation", "common co-authors, each counting 1/degree",
         "Zhou, Lu & Zhang, Eur. Phys. J. B 71, 623 (2009), doi:10.1140/epjb/e2009-00335-8"},
        {COT_LINK_PREFERENTIAL_ATTACHMENT, "preferential-attachment", "product of the degrees",
         "Barabasi et al., Physica A 311, 590 (2002), doi:10.1016/S0378-4371(02)00736-7"},
        {COT_LINK_TOPIC_COSINE, "topic-cosine", "cosine of the weights of their topics",
         "Salton & McGill, Introduction to Modern Information Retrieval (1983)"},
        {COT_LINK_TOPIC_ALLOCATION, "topic-allocation", "common topics, each counting 1/authors",
         "resource allocation over topics; Zhou, Lu & Zhang 2009"},
        {COT_LINK_COMBINED, "combined", "resource allocation over common co-authors and topics",
         "resource allocation over both; Zhou, Lu & Zhang 2009"},
    };
    return i < sizeof table / sizeof *table ? &table[i] : NULL;
}
