/* bytes.c: the loops of bytes.h: blocks of fixed length, which compilers turn into vector code.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"

#include <string.h>

enum { BLOCK = 64, SHORT = 48 };

COT_INLINE uint32_t newlines(const char *bytes, size_t n) {
    uint32_t count = 0;
    size_t i = 0;
    for (; i + BLOCK <= n; i += BLOCK) {
        uint8_t here = 0;
        for (size_t k = 0; k < BLOCK; k++) {
            here = (uint8_t)(here + (bytes[i + k] == '\n'));
        }
        count += here;
    }
    for (; i < n; i++) {
        count += bytes[i] == '\n';
    }
    return count;
}

COT_INLINE uint8_t is_odd(unsigned char c) {
    uint8_t space = (uint8_t)((uint8_t)(c == '\n') | (uint8_t)(c == '\t') | (uint8_t)(c == '\r'));
    return (uint8_t)((uint8_t)(c >= 0x80) | ((uint8_t)(c < 0x20) & (uint8_t)(space ^ 1)));
}

COT_INLINE size_t plain(const char *bytes, size_t n, uint32_t *newlines) {
    uint32_t count = 0;
    size_t i = 0;
    for (; i + BLOCK <= n; i += BLOCK) {
        uint8_t odd = 0, here = 0;
        for (size_t k = 0; k < BLOCK; k++) {
            odd |= is_odd((unsigned char)bytes[i + k]);
            here = (uint8_t)(here + (bytes[i + k] == '\n'));
        }
        if (odd) {
            break;
        }
        count += here;
    }
    for (; i < n && !is_odd((unsigned char)bytes[i]); i++) {
        count += bytes[i] == '\n';
    }
    *newlines += count;
    return i;
}

/* What does not belong: anything but printable ASCII, and a blank before a blank. */
COT_INLINE uint8_t untidy(unsigned char c, unsigned char next) {
    uint8_t blanks = (uint8_t)((uint8_t)(c == ' ') & (uint8_t)(next == ' '));
    return (uint8_t)((uint8_t)((unsigned char)(c - 0x20) >= 0x5F) | blanks);
}

COT_INLINE bool tidy(const char *text, size_t n) {
    uint8_t odd = n == 0 || text[0] == ' ' || text[n - 1] == ' ';
    size_t i = 0;
    for (; i + 32 < n && !odd; i += 32) {
        for (size_t k = 0; k < 32; k++) {
            odd |= untidy((unsigned char)text[i + k], (unsigned char)text[i + k + 1]);
        }
    }
    if (n < 32) {
        for (; i < n && !odd; i++) {
            odd |= untidy((unsigned char)text[i], i + 1 < n ? (unsigned char)text[i + 1] : 'x');
        }
        return !odd;
    }
    for (size_t k = n - 32; k < n - 1; k++) { /* what is left, with some bytes before it once more */
        odd |= untidy((unsigned char)text[k], (unsigned char)text[k + 1]);
    }
    return !(odd | untidy((unsigned char)text[n - 1], 'x'));
}

/* The same for eight bytes, by their highest bits: not 0 when something does not belong. */
static uint64_t untidy_eight(const char *text) {
    uint64_t x, y;
    memcpy(&x, text, sizeof x);
    y = x ^ COT_EACH(' ');
    const uint64_t odd = x | (x + COT_EACH(1)) | ((x - COT_EACH(' ')) & ~x); /* no carry but from what is odd */
    const uint64_t blanks = ~(((y & COT_EACH(0x7F)) + COT_EACH(0x7F)) | y) & COT_EACH(0x80);
    return (odd & COT_EACH(0x80)) | (blanks & blanks << 8);
}

/* Of 8 to SHORT bytes, as names and codes are: each eight have one of those before, for the pairs. */
static bool tidy_short(const char *text, size_t n) {
    uint64_t odd = untidy_eight(text + n - 8);
    for (size_t i = 0; i + 8 < n; i += 7) {
        odd |= untidy_eight(text + i);
    }
    return odd == 0 && text[0] != ' ' && text[n - 1] != ' ';
}

COT_INLINE uint8_t lesser(uint8_t a, uint8_t b) {
    return a < b ? a : b;
}

/* 0 for what is a mark: comparisons would become a jump, and no vectors. */
COT_INLINE uint8_t from_mark(unsigned char c) {
    return lesser(lesser(c ^ '<', c ^ '&'), lesser(c ^ ']', c ^ '\r'));
}

COT_INLINE size_t unmarked(const char *bytes, size_t n) {
    size_t i = 0;
    for (; i + BLOCK <= n; i += BLOCK) {
        uint8_t least = UINT8_MAX;
        for (size_t k = 0; k < BLOCK; k++) {
            least = lesser(least, from_mark((unsigned char)bytes[i + k]));
        }
        if (least == 0) {
            break;
        }
    }
    return i;
}

COT_INLINE uint8_t is_white(unsigned char c) {
    return (uint8_t)((uint8_t)(c == ' ') | (uint8_t)((unsigned char)(c - '\t') < 5));
}

COT_INLINE uint8_t not_printable(unsigned char c) {
    return (uint8_t)((unsigned char)(c - 0x21) >= 0x5E);
}

COT_INLINE size_t blanked(char *restrict to, const char *restrict text, size_t n) {
    size_t i = 0;
    for (; i + 32 < n; i += 32) {
        uint8_t stop = 0;
        for (size_t k = 0; k < 32; k++) {
            const unsigned char c = (unsigned char)text[i + k];
            const uint8_t odd = not_printable(c), next = not_printable((unsigned char)text[i + k + 1]);
            stop |= (uint8_t)(odd & (uint8_t)(next | (uint8_t)(is_white(c) ^ 1)));
        }
        if (stop) {
            break;
        }
        for (size_t k = 0; k < 32; k++) {
            const char c = text[i + k];
            to[i + k] = c < ' ' ? ' ' : c; /* of what is below, there is white space only */
        }
    }
    return i;
}

COT_INLINE uint8_t hdraw_at(const char *c) {
    uint8_t begins = (uint8_t)((uint8_t)((c[0] | 32) == 'h') & (uint8_t)((c[1] | 32) == 'd'));
    uint8_t ends = (uint8_t)((uint8_t)((c[3] | 32) == 'a') & (uint8_t)((c[4] | 32) == 'w'));
    return (uint8_t)(begins & (uint8_t)((c[2] | 32) == 'r') & ends);
}

/* Whether it begins at one of BLOCK bytes: few blocks have its last two letters. */
COT_INLINE bool hdraw_within(const char *text) {
    uint8_t ends = 0, found = 0;
    for (size_t k = 0; k < BLOCK; k++) {
        ends |= (uint8_t)((uint8_t)((text[k + 3] | 32) == 'a') & (uint8_t)((text[k + 4] | 32) == 'w'));
    }
    for (size_t k = 0; ends && k < BLOCK; k++) {
        found |= hdraw_at(text + k);
    }
    return found != 0;
}

COT_INLINE bool hdraw(const char *text, size_t n) {
    size_t i = 0;
    for (; i + BLOCK + 4 <= n; i += BLOCK) {
        if (hdraw_within(text + i)) {
            return true;
        }
    }
    if (n >= BLOCK + 4) { /* what is left, with some bytes before it once more */
        return hdraw_within(text + n - BLOCK - 4);
    }
    for (; i + 5 <= n; i++) {
        if (hdraw_at(text + i)) {
            return true;
        }
    }
    return false;
}

#define LOOPS(name, target)                                                                            \
    target static uint32_t newlines_##name(const char *bytes, size_t n) { return newlines(bytes, n); } \
    target static size_t plain_##name(const char *bytes, size_t n, uint32_t *lines) {                  \
        return plain(bytes, n, lines);                                                                 \
    }                                                                                                  \
    target static bool tidy_##name(const char *text, size_t n) { return tidy(text, n); }               \
    target static size_t unmarked_##name(const char *bytes, size_t n) { return unmarked(bytes, n); }       \
    target static size_t blanked_##name(char *to, const char *text, size_t n) {                         \
        return blanked(to, text, n);                                                                    \
    }                                                                                                  \
    target static bool hdraw_##name(const char *text, size_t n) { return hdraw(text, n); }

#define NO_TARGET
LOOPS(base, NO_TARGET)
#ifdef COT_ISA_X86
LOOPS(avx2, COT_TARGET_AVX2)
LOOPS(avx512, COT_TARGET_AVX512)
#define CHOOSE(loop, isa, ...)                              \
    ((isa) == COT_ISA_AVX512 ? loop##_avx512(__VA_ARGS__) \
     : (isa) == COT_ISA_AVX2 ? loop##_avx2(__VA_ARGS__)   \
                             : loop##_base(__VA_ARGS__))
#else
#define CHOOSE(loop, isa, ...) ((void)(isa), loop##_base(__VA_ARGS__))
#endif

cot_isa_t cot_i_isa_here(void) {
    static int known = -1;
    int isa = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (isa < 0) {
        isa = (int)cot_i_isa_best();
        __atomic_store_n(&known, isa, __ATOMIC_RELAXED);
    }
    return (cot_isa_t)isa;
}

uint32_t cot_i_bytes_newlines(const char *bytes, size_t n, cot_isa_t isa) {
    return CHOOSE(newlines, isa, bytes, n);
}

size_t cot_i_bytes_plain(const char *bytes, size_t n, uint32_t *newlines, cot_isa_t isa) {
    return CHOOSE(plain, isa, bytes, n, newlines);
}

bool cot_i_bytes_tidy(const char *text, size_t n, cot_isa_t isa) {
    return n >= 8 && n <= SHORT ? tidy_short(text, n) : CHOOSE(tidy, isa, text, n);
}

size_t cot_i_bytes_unmarked(const char *bytes, size_t n, cot_isa_t isa) {
    return CHOOSE(unmarked, isa, bytes, n);
}

size_t cot_i_bytes_blanked(char *to, const char *text, size_t n, cot_isa_t isa) {
    return CHOOSE(blanked, isa, to, text, n);
}

bool cot_i_bytes_hdraw(const char *text, size_t n, cot_isa_t isa) {
    return CHOOSE(hdraw, isa, text, n);
}
