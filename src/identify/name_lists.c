/* name_lists.c: which words of names stand in none of the lists that names are compared with: nearly all. A
 * word is asked about once, by its length, its first two bytes and its last one, where they stand in a table
 * of bits; a few words of no list pass, and are then compared as before.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <string.h>

#include "identify/name.h"

/* Every word that cot_i_word_is, cot_i_word_in and what is built on them are asked about, anywhere in this
 * room; builds with assertions check that none is missing. */
static const char *const listed[] = {
    "2nd", "3rd", "4th", "abu", "academy", "acm", "af", "agency", "al", "alliance", "an", "and",
    "appendix", "association", "author", "authors", "av", "behalf", "ben", "bin", "binti", "bsc", "by",
    "center", "centre", "collaboration", "collaborations", "collaborators", "college", "commission",
    "committee", "consortia", "consortium", "contributors", "corporation", "council", "d", "da", "dal",
    "dalla", "das", "de", "degli", "dei", "del", "della", "delle", "dello", "dem", "den", "department",
    "der", "des", "developers", "di", "do", "dos", "dr", "du", "e", "ed", "editor", "editors", "eds", "el",
    "er", "et", "et-al", "etal", "experiment", "experiments", "faculty", "fellow", "filho", "for", "force",
    "foundation", "gmbh", "group", "groups", "het", "ibn", "ieee", "ii", "iii", "in", "inc", "initiative",
    "institut", "institute", "institution", "instituto", "istituto", "iv", "jnr", "jr", "junior", "júnior",
    "la", "lab", "laboratoire", "laboratories", "laboratory", "labs", "las", "le", "life", "los", "ltd",
    "m", "m.d", "m.sc", "mac", "mc", "md", "member", "members", "ministry", "miss", "mr", "mrs", "ms",
    "msc", "neto", "network", "none", "null", "ní", "observatory", "of", "on", "op", "others", "ould",
    "panel", "ph", "ph.d", "phd", "prof", "professor", "program", "programme", "project", "projects",
    "representing", "sc", "senior", "snr", "sobrinho", "society", "sr", "student", "survey", "taskforce",
    "te", "team", "teams", "ten", "ter", "the", "ud", "ul", "und", "universidad", "universidade",
    "universiteit", "university", "università", "universität", "université", "ur", "van", "vaziri", "vom",
    "von", "vor", "with", "y", "zu", "zum", "zur", "Ó",
};

enum { BITS = 8192 };
static uint64_t bits[BITS / 64];
static pthread_once_t bits_once = PTHREAD_ONCE_INIT;

static uint32_t lower(char c) {
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* The bit of a word that is not empty. */
static uint32_t bit_of(const char *text, size_t length) {
    uint32_t ends = lower(text[0]) | lower(text[length > 1]) << 8 | lower(text[length - 1]) << 16;
    return ((ends ^ (uint32_t)length << 24) * 0x9E3779B1u) >> 19; /* 13 bits */
}

static void set_bits(void) {
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
        uint32_t bit = bit_of(listed[i], strlen(listed[i]));
        bits[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
}

bool cot_i_word_unlisted(const char *text, size_t length) {
    (void)pthread_once(&bits_once, set_bits);
    if (length == 0) {
        return false;
    }
    uint32_t bit = bit_of(text, length);
    return !(bits[bit / 64] >> (bit % 64) & 1);
}
