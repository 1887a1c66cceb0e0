/* bench_limits.c: what this machine can do at most, in the units in which the kernels spend it: bytes
 * streamed, 4-byte values gathered at random places, and whole rows of lanes gathered at random places (512
 * or 2,048 bits of a multi-source search; 32 doubles of a batch of betweenness sources).
 *
 *     bench_limits [--quick]
 *
 * A gather reads its index from a stream, as a kernel does that walks compressed rows. Each loop is compiled
 * for every instruction set that the kernels are compiled for (base/isa.h); the table shows the widest one
 * here and the plain one. SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "base/isa.h"

#ifdef _OPENMP
#include <omp.h>
#endif

enum { STREAM_DOUBLES = 1 << 24, INDICES = 1 << 22, RUNS = 7, QUICK_RUNS = 3, LANES = 32 };
enum { WORDS_512 = 8, WORDS_2048 = 32 }; /* of 64 bits */

typedef struct {
    double *a, *b, *c;        /* STREAM_DOUBLES each */
    uint32_t *index;          /* INDICES, below the size of the working set in the unit of the test */
    const unsigned char *set; /* the working set: at most STREAM_DOUBLES doubles */
    uint64_t sink[64];        /* so that no loop is left out */
} work_t;

/* One thread's share [begin, end) of a test; `sink` keeps what came out. */
typedef void part_fn(work_t *work, uint64_t begin, uint64_t end, uint64_t *sink);

COT_INLINE void copy_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    (void)sink;
    for (uint64_t i = begin; i < end; i++) {
        w->a[i] = w->b[i];
    }
}

COT_INLINE void triad_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    (void)sink;
    for (uint64_t i = begin; i < end; i++) {
        w->a[i] = w->b[i] + 3.0 * w->c[i];
    }
}

COT_INLINE void read_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    const uint64_t *words = (const uint64_t *)(const void *)w->b;
    uint64_t sum = 0;
    for (uint64_t i = begin; i < end; i++) {
        sum += words[i];
    }
    *sink += sum;
}

COT_INLINE void gather_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    const uint32_t *set = (const uint32_t *)(const void *)w->set;
    uint32_t sum = 0;
    for (uint64_t i = begin; i < end; i++) {
        sum += set[w->index[i]];
    }
    *sink += sum;
}

COT_INLINE void or_rows(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink, int words) {
    const uint64_t *set = (const uint64_t *)(const void *)w->set;
    uint64_t row[WORDS_2048] = {0};
    for (uint64_t i = begin; i < end; i++) {
        const uint64_t *from = set + (uint64_t)w->index[i] * (uint64_t)words;
        for (int k = 0; k < words; k++) {
            row[k] |= from[k];
        }
    }
    for (int k = 0; k < words; k++) {
        *sink += row[k];
    }
}

COT_INLINE void or512_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    or_rows(w, begin, end, sink, WORDS_512);
}

COT_INLINE void or2048_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    or_rows(w, begin, end, sink, WORDS_2048);
}

COT_INLINE void popcount_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    const uint64_t *set = (const uint64_t *)(const void *)w->set;
    uint64_t sum = 0;
    for (uint64_t i = begin; i < end; i++) {
        const uint64_t *from = set + (uint64_t)w->index[i] * WORDS_512;
        for (int k = 0; k < WORDS_512; k++) {
            sum += (uint64_t)__builtin_popcountll(from[k]);
        }
    }
    *sink += sum;
}

COT_INLINE void lanes_body(work_t *w, uint64_t begin, uint64_t end, uint64_t *sink) {
    const double *set = (const double *)(const void *)w->set;
    double row[LANES] = {0};
    for (uint64_t i = begin; i < end; i++) {
        const double *from = set + (uint64_t)w->index[i] * LANES;
        for (int k = 0; k < LANES; k++) {
            row[k] += from[k];
        }
    }
    for (int k = 0; k < LANES; k++) {
        *sink += row[k] > 1.0;
    }
}

/* One body for each instruction set. */
#ifdef COT_ISA_X86
#define EVERY_ISA(name)                                                                                      \
    static void name##_base(work_t *w, uint64_t b, uint64_t e, uint64_t *s) {                                \
        name##_body(w, b, e, s);                                                                             \
    }                                                                                                        \
    COT_TARGET_AVX2 static void name##_avx2(work_t *w, uint64_t b, uint64_t e, uint64_t *s) {                \
        name##_body(w, b, e, s);                                                                             \
    }                                                                                                        \
    COT_TARGET_AVX512 static void name##_avx512(work_t *w, uint64_t b, uint64_t e, uint64_t *s) {            \
        name##_body(w, b, e, s);                                                                             \
    }
#define PARTS(name)                                                                                          \
    { name##_base, name##_avx2, name##_avx512 }
#else
#define EVERY_ISA(name)                                                                                      \
    static void name##_base(work_t *w, uint64_t b, uint64_t e, uint64_t *s) {                                \
        name##_body(w, b, e, s);                                                                             \
    }
#define PARTS(name)                                                                                          \
    { name##_base, name##_base, name##_base }
#endif
EVERY_ISA(copy)
EVERY_ISA(triad)
EVERY_ISA(read)
EVERY_ISA(gather)
EVERY_ISA(or512)
EVERY_ISA(or2048)
EVERY_ISA(popcount)
EVERY_ISA(lanes)

/* What is measured. Gathering tests have a unit of more than 0 bytes and run on each working set. */
typedef struct {
    const char *name, *unit;
    part_fn *parts[3];
    uint64_t count;       /* steps of one run */
    double bytes;         /* moved per step, counted as the STREAM benchmark does */
    uint32_t gather_unit; /* bytes read at each random place */
} test_t;

static const test_t TESTS[] = {
    {"copy", "GB/s", PARTS(copy), STREAM_DOUBLES, 16, 0},
    {"triad", "GB/s", PARTS(triad), STREAM_DOUBLES, 24, 0},
    {"read", "GB/s", PARTS(read), STREAM_DOUBLES, 8, 0},
    {"gather of 4 bytes", "M/s", PARTS(gather), INDICES, 0, 4},
    {"or of 512-bit rows", "M rows/s", PARTS(or512), INDICES, 0, 8 * WORDS_512},
    {"or of 2048-bit rows", "M rows/s", PARTS(or2048), INDICES / 4, 0, 8 * WORDS_2048},
    {"popcount of 512-bit rows", "M rows/s", PARTS(popcount), INDICES, 0, 8 * WORDS_512},
    {"sum of rows of 32 doubles", "M rows/s", PARTS(lanes), INDICES / 4, 0, 8 * LANES},
};
static const uint64_t SETS[] = {256 << 10, 2 << 20, 16 << 20, 128 << 20};
static const char *const SET_NAMES[] = {"256 KiB", "2 MiB", "16 MiB", "128 MiB"};
static const char *const ISA_NAMES[] = {"plain", "AVX2", "AVX-512"};

static void run_once(const test_t *test, cot_isa_t isa, work_t *work, int threads) {
#pragma omp parallel num_threads(threads)
    {
#ifdef _OPENMP
        const uint64_t t = (uint64_t)omp_get_thread_num(), of = (uint64_t)omp_get_num_threads();
#else
        const uint64_t t = 0, of = 1;
#endif
        uint64_t sink = 0;
        test->parts[isa](work, test->count * t / of, test->count * (t + 1) / of, &sink);
        work->sink[t % 64] += sink;
    }
    (void)threads;
}

/* Steps (or bytes) per second of the median run. */
static double rate(const test_t *test, cot_isa_t isa, work_t *work, int threads, int runs) {
    double times[RUNS];
    run_once(test, isa, work, threads);
    for (int i = 0; i < runs; i++) {
        const double begin = bench_now();
        run_once(test, isa, work, threads);
        times[i] = bench_now() - begin;
    }
    qsort(times, (size_t)runs, sizeof *times, bench_by_value);
    const double steps = (double)test->count / times[runs / 2];
    return test->gather_unit ? steps / 1e6 : steps * test->bytes / 1e9;
}

static void scatter_indices(work_t *work, uint64_t places) {
    uint64_t state = 0x9E3779B97F4A7C15u;
    for (uint32_t i = 0; i < INDICES; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        work->index[i] = (uint32_t)(((state >> 32) * places) >> 32);
    }
}

static void show(const test_t *test, const char *set, cot_isa_t isa, work_t *work, int runs) {
    const double one = rate(test, isa, work, 1, runs), two = rate(test, isa, work, 2, runs);
    printf("%-28s %-9s %-8s %9.1f %9.1f  %s\n", test->name, set, ISA_NAMES[isa], one, two, test->unit);
    (void)fflush(stdout);
    bench_tsv(test->name, set, ISA_NAMES[isa], 1, (bench_time_t){one, one, one}, test->unit);
    bench_tsv(test->name, set, ISA_NAMES[isa], 2, (bench_time_t){two, two, two}, test->unit);
}

static void show_all(const test_t *test, work_t *work, int runs) {
    const cot_isa_t widest = cot_i_isa_best();
    const size_t sets = test->gather_unit ? sizeof SETS / sizeof *SETS : 1;
    for (size_t s = 0; s < sets; s++) {
        if (test->gather_unit) {
            scatter_indices(work, SETS[s] / test->gather_unit);
        }
        const char *name = test->gather_unit ? SET_NAMES[s] : "128 MiB";
        show(test, name, widest, work, runs);
        if (widest != COT_ISA_BASE) {
            show(test, name, COT_ISA_BASE, work, runs);
        }
    }
}

int main(int argc, char **argv) {
    const int runs = argc > 1 && strcmp(argv[1], "--quick") == 0 ? QUICK_RUNS : RUNS;
    work_t work = {0};
    work.a = bench_alloc(STREAM_DOUBLES, sizeof *work.a);
    work.b = bench_alloc(STREAM_DOUBLES, sizeof *work.b);
    work.c = bench_alloc(STREAM_DOUBLES, sizeof *work.c);
    work.index = bench_alloc(INDICES, sizeof *work.index);
    for (uint64_t i = 0; i < STREAM_DOUBLES; i++) {
        work.b[i] = (double)i;
        work.c[i] = 1.0 / (double)(i + 1);
    }
    work.set = (const unsigned char *)work.b;
    printf("%-28s %-9s %-8s %9s %9s  %s\n", "", "set", "", "1 thread", "2 threads", "unit");
    for (size_t i = 0; i < sizeof TESTS / sizeof *TESTS; i++) {
        show_all(&TESTS[i], &work, runs);
    }
    free(work.a);
    free(work.b);
    free(work.c);
    free(work.index);
    return work.sink[0] == 42; /* never, but the compiler does not know */
}
