/* isa.h: one source, several instruction sets. A kernel whose inner loops gain from wide vectors is written
 * once as an always-inlined body of plain loops and wrapped once per instruction set; the wrapper is chosen
 * at run time. The bodies add lanes in a fixed tree and multiply-add is never contracted (-ffp-contract=off),
 * so every wrapper gives the same bytes. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_ISA_H
#define COT_BASE_ISA_H

typedef enum {
    COT_ISA_BASE,  /* what the compiler was told: x86-64 with SSE2, or any other processor */
    COT_ISA_AVX2,  /* + AVX2, POPCNT, BMI */
    COT_ISA_AVX512 /* + AVX-512 F, BW, DQ, VL, VPOPCNTDQ */
} cot_isa_t;

#define COT_INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__) && defined(__GNUC__)
#define COT_ISA_X86 1
#define COT_TARGET_AVX2 __attribute__((target("avx2,popcnt,bmi,bmi2")))
#define COT_TARGET_AVX512                                                                                    \
    __attribute__((target("avx2,popcnt,bmi,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq")))
#endif

/* The widest set that this processor offers and that this build has wrappers for. */
static inline cot_isa_t cot_i_isa_best(void) {
#ifdef COT_ISA_X86
    __builtin_cpu_init();
    const int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") &&
                     __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    const int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                       __builtin_cpu_supports("avx512vpopcntdq");
    return avx2 ? (avx512 ? COT_ISA_AVX512 : COT_ISA_AVX2) : COT_ISA_BASE;
#else
    return COT_ISA_BASE;
#endif
}

#endif
