/* ids.c: loops over words without branches, several at a time where the processor can.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/ids.h"

#ifdef COT_ISA_X86
#include <immintrin.h>
#endif

#define CUT ((uint32_t)1 << 31) /* as in scan.h */

/* What the word of so many bytes keeps of the eight bytes from its first on, and of the eight behind. */
#define FIRST_BYTES(n) ((n) < 8 ? ((uint64_t)1 << (8 * ((n)&7))) - 1 : UINT64_MAX)
#define KEEP(n)                                                                                              \
    { FIRST_BYTES(n), (n) > 8 ? FIRST_BYTES((n)-8) : 0 }
static const uint64_t keeps[17][2] = {KEEP(0),  KEEP(1),  KEEP(2),  KEEP(3),  KEEP(4),  KEEP(5),
                                      KEEP(6),  KEEP(7),  KEEP(8),  KEEP(9),  KEEP(10), KEEP(11),
                                      KEEP(12), KEEP(13), KEEP(14), KEEP(15), KEEP(16)};

static void put_id(cot_batch_t *batch, size_t k, uint64_t id) {
    batch->ids[k] = id;
    batch->places[k] = (uint16_t)(cot_i_id_hash(id) >> (64 - COT_HOT_BITS));
}

static void word_ids_base(const char *text, cot_batch_t *batch) {
    for (size_t k = 0; k < batch->spans.n; k++) {
        const uint32_t start = batch->spans.starts[k] & (COT_SPAN_CUT - 1u),
                       bytes = batch->spans.ends[k] - start;
        const char *word = text + batch->spans.from + start;
        uint64_t a, b;
        if (bytes > 16) {
            put_id(batch, k, cot_i_word_id_hashed(word, bytes));
            continue;
        }
        memcpy(&a, word, sizeof a);
        memcpy(&b, word + 8, sizeof b);
        put_id(batch, k, cot_i_word_id_of_parts(a & keeps[bytes][0], b & keeps[bytes][1]));
    }
}

static size_t word_tokens_base(const cot_batch_t *batch, uint32_t *tokens, uint32_t *cut, uint32_t *all) {
    uint32_t cuts = *cut, any = 0;
    size_t n = 0;
    for (size_t k = 0; k < batch->spans.n; k++) {
        const uint32_t value = batch->values[k];
        tokens[n] = value | cuts | (uint32_t)(batch->spans.starts[k] & COT_SPAN_CUT) << 16;
        cuts = value == COT_WORD_CUTS ? CUT : 0;
        n += value != COT_WORD_CUTS;
        any |= value;
    }
    *cut = cuts;
    *all = any;
    return n;
}

#ifdef COT_ISA_X86
/* The first 8 * bytes bits of each number; none for 0 bytes or less. */
COT_TARGET_AVX512 static inline __m512i first_bytes(__m512i numbers, __m512i bytes) {
    const __m512i drop = _mm512_sub_epi64(_mm512_set1_epi64(64), _mm512_slli_epi64(bytes, 3));
    return _mm512_and_si512(
        numbers, _mm512_srlv_epi64(_mm512_set1_epi64(-1), _mm512_max_epi64(drop, _mm512_setzero_si512())));
}

/* The same, eight words at a time once their bytes are loaded. */
COT_TARGET_AVX512 static void word_ids_avx512(const char *text, cot_batch_t *batch) {
    const __m512i factor = _mm512_set1_epi64((long long)COT_ID_FACTOR),
                  mix = _mm512_set1_epi64((long long)COT_ID_MIX);
    const __m128i where = _mm_set1_epi16((short)(COT_SPAN_CUT - 1u));
    const char *const from = text + batch->spans.from;
    const size_t n = batch->spans.n;
    _Alignas(64) uint64_t behind[COT_SPANS];
    unsigned longest = 0;
    for (size_t k = 0; k < n; k++) {
        const char *word = from + (batch->spans.starts[k] & (COT_SPAN_CUT - 1u));
        memcpy(&batch->ids[k], word, sizeof *batch->ids);
        memcpy(&behind[k], word + 8, sizeof *behind);
    }
    for (size_t k = 0; k < n; k += 8) {
        const __m128i starts = _mm_and_si128(_mm_loadu_si128((const void *)(batch->spans.starts + k)), where);
        const __m128i lengths = _mm_sub_epi16(_mm_loadu_si128((const void *)(batch->spans.ends + k)), starts);
        const __m512i bytes = _mm512_cvtepu16_epi64(lengths), eight = _mm512_set1_epi64(8);
        const __m512i a = first_bytes(_mm512_loadu_si512(batch->ids + k), bytes);
        const __m512i b = first_bytes(_mm512_load_si512(behind + k), _mm512_sub_epi64(bytes, eight));
        const __m512i both = _mm512_xor_si512(a, _mm512_mullo_epi64(b, factor));
        const __m512i ids = _mm512_mask_or_epi64(both, _mm512_test_epi64_mask(b, b), both,
                                                 _mm512_set1_epi64((long long)COT_ID_HASHED));
        const __m512i hashes = _mm512_mullo_epi64(_mm512_xor_si512(ids, _mm512_srli_epi64(ids, 32)), mix);
        _mm512_storeu_si512(batch->ids + k, ids);
        _mm_storeu_si128((void *)(batch->places + k),
                         _mm512_cvtepi64_epi16(_mm512_srli_epi64(hashes, 64 - COT_HOT_BITS)));
        longest |= _mm_cmpgt_epi16_mask(lengths, _mm_set1_epi16(16));
    }
    for (size_t k = 0; longest && k < n; k++) {
        const uint32_t start = batch->spans.starts[k] & (COT_SPAN_CUT - 1u),
                       length = batch->spans.ends[k] - start;
        if (length > 16) {
            put_id(batch, k, cot_i_word_id_hashed(from + start, length));
        }
    }
}

/* A cut before a word is its own, or that of the word before, which is left out: of several that are left
 * out, the last. */
COT_TARGET_AVX512 static size_t word_tokens_avx512(const cot_batch_t *batch, uint32_t *tokens, uint32_t *cut,
                                                   uint32_t *all) {
    const __m512i stop = _mm512_set1_epi32(COT_WORD_CUTS), bit = _mm512_set1_epi32((int)CUT);
    __m512i any = _mm512_setzero_si512();
    unsigned carry = *cut != 0;
    size_t n = 0;
    for (size_t k = 0; k < batch->spans.n; k += 16) {
        const size_t left = batch->spans.n - k;
        const unsigned lanes = left < 16 ? (1u << left) - 1 : 0xFFFF;
        const __m512i values = _mm512_maskz_loadu_epi32((__mmask16)lanes, batch->values + k);
        const __m256i starts = _mm256_maskz_loadu_epi16((__mmask16)lanes, batch->spans.starts + k);
        const unsigned stops = _mm512_cmpeq_epi32_mask(values, stop), keep = lanes & ~stops;
        const unsigned cuts = _mm256_movepi16_mask(starts) | stops << 1 | carry;
        const __m512i tokens_here = _mm512_mask_or_epi32(values, (__mmask16)cuts, values, bit);
        _mm512_storeu_si512(tokens + n, _mm512_maskz_compress_epi32((__mmask16)keep, tokens_here));
        any = _mm512_or_si512(any, values);
        n += (size_t)__builtin_popcount(keep);
        carry = stops >> (left < 16 ? left - 1 : 15) & 1;
    }
    *cut = carry ? CUT : 0;
    *all = (uint32_t)_mm512_reduce_or_epi32(any);
    return n;
}
#endif

void cot_i_word_ids(cot_isa_t isa, const char *text, cot_batch_t *batch) {
#ifdef COT_ISA_X86
    if (isa == COT_ISA_AVX512) {
        word_ids_avx512(text, batch);
        return;
    }
#endif
    (void)isa;
    word_ids_base(text, batch);
}

size_t cot_i_word_tokens(cot_isa_t isa, const cot_batch_t *batch, uint32_t *tokens, uint32_t *cut,
                         uint32_t *all) {
#ifdef COT_ISA_X86
    if (isa == COT_ISA_AVX512) {
        return word_tokens_avx512(batch, tokens, cut, all);
    }
#endif
    (void)isa;
    return word_tokens_base(batch, tokens, cut, all);
}
