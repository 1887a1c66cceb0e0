/* bytes.c: the loops of bytes.h: blocks of fixed length, which compilers turn into vector code.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"

enum { BLOCK = 64 };

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
    for (; i + 8 < n && !odd; i += 8) {
        for (size_t k = 0; k < 8; k++) {
            odd |= untidy((unsigned char)text[i + k], (unsigned char)text[i + k + 1]);
        }
    }
    if (n > 8) { /* what is left, with some bytes before it once more */
        for (size_t k = n - 9; k < n - 1; k++) {
            odd |= untidy((unsigned char)text[k], (unsigned char)text[k + 1]);
        }
        return !(odd | untidy((unsigned char)text[n - 1], 'x'));
    }
    for (; i < n && !odd; i++) {
        odd |= untidy((unsigned char)text[i], i + 1 < n ? (unsigned char)text[i + 1] : 'x');
    }
    return !odd;
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

COT_INLINE bool hdraw(const char *text, size_t n) {
    size_t i = 0;
    for (; i + 32 + 4 <= n; i += 32) {
        uint8_t found = 0;
        for (size_t k = 0; k < 32; k++) {
            found |= hdraw_at(text + i + k);
        }
        if (found) {
            return true;
        }
    }
    if (n >= 36) { /* what is left, with some bytes before it once more */
        uint8_t found = 0;
        for (size_t k = n - 36; k < n - 4; k++) {
            found |= hdraw_at(text + k);
        }
        return found != 0;
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
    return CHOOSE(tidy, isa, text, n);
}

size_t cot_i_bytes_blanked(char *to, const char *text, size_t n, cot_isa_t isa) {
    return CHOOSE(blanked, isa, to, text, n);
}

bool cot_i_bytes_hdraw(const char *text, size_t n, cot_isa_t isa) {
    return CHOOSE(hdraw, isa, text, n);
}
