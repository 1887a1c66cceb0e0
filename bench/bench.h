/* bench.h: what the benchmarks share: a clock, the median of several runs, peak memory, tables of ratios, and
 * data files of numbers (plain or .xz, through the xz program). With BENCH_TSV=FILE in the environment every row of a
 * table is also appended to FILE for programs: kernel, graph, engine, threads, median, least, most (seconds), note.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BENCH_H
#define COT_BENCH_H

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { BENCH_RUNS = 7, BENCH_LINE = 1 << 20 };

static inline double bench_now(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline int bench_by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Times of one thing done BENCH_RUNS times, after one run that is not counted. */
typedef struct {
    double median, least, most;
} bench_time_t;

typedef void bench_fn(void *data);

static inline bench_time_t bench_time(bench_fn *run, void *data) {
    double times[BENCH_RUNS];
    run(data);
    for (int i = 0; i < BENCH_RUNS; i++) {
        double begin = bench_now();
        run(data);
        times[i] = bench_now() - begin;
    }
    qsort(times, BENCH_RUNS, sizeof *times, bench_by_value);
    return (bench_time_t){times[BENCH_RUNS / 2], times[0], times[BENCH_RUNS - 1]};
}

/* Largest resident memory of this process so far, in MiB; and resident memory now. */
static inline double bench_peak_mib(void) {
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static inline double bench_resident_mib(void) {
    long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file) {
        if (fscanf(file, "%ld %ld", &pages, &resident) != 2) {
            resident = 0;
        }
        (void)fclose(file);
    }
    return (double)resident * (double)sysconf(_SC_PAGESIZE) / (1024.0 * 1024.0);
}

/* Appends a line to the file that BENCH_TSV names, if any. */
static inline void bench_tsv(const char *kernel, const char *graph, const char *engine, int threads,
                             bench_time_t time, const char *note) {
    const char *path = getenv("BENCH_TSV");
    FILE *file = path && *path ? fopen(path, "a") : NULL;
    if (file) {
        fprintf(file, "%s\t%s\t%s\t%d\t%.6g\t%.6g\t%.6g\t%s\n", kernel, graph, engine, threads, time.median,
                time.least, time.most, note);
        (void)fclose(file);
    }
}

/* The title of the table being printed. */
static char bench_title[512];

/* One line of a table: what, threads, seconds (median, least to most), and how many times faster than the
 * peer. */
static inline void bench_head(const char *title) {
    (void)snprintf(bench_title, sizeof bench_title, "%s", title);
    printf("\n%s (median of %d runs)\n%-44s %7s %10s %21s %8s\n", title, BENCH_RUNS, "", "threads", "seconds",
           "least - most", "ratio");
}

static inline void bench_row(const char *what, int threads, bench_time_t time, double peer) {
    printf("%-44s %7d %10.5f %10.5f - %8.5f", what, threads, time.median, time.least, time.most);
    if (peer > 0) {
        printf(" %7.2fx", peer / time.median);
    }
    putchar('\n');
    (void)fflush(stdout);
    bench_tsv(what, bench_title, "", threads, time, "");
}

/* Tells that answers differ, and ends the program: a wrong answer has no speed. */
static inline void bench_fail(const char *what) {
    fprintf(stderr, "bench: the answers differ: %s\n", what);
    exit(1);
}

static inline void *bench_alloc(size_t count, size_t size) {
    void *p = calloc(count ? count : 1, size);
    if (!p) {
        fprintf(stderr, "bench: out of memory\n");
        exit(1);
    }
    return p;
}

/* Rows of whole numbers, one row per line, from a text or .xz file. */
typedef struct {
    uint64_t n_rows, n_numbers, *off;
    uint32_t *numbers, largest;
} bench_rows_t;

static inline void bench_add_line(bench_rows_t *rows, const char *line, uint64_t *row_cap,
                                  uint64_t *number_cap) {
    char *end;
    for (const char *at = line;; at = end) {
        while (isspace((unsigned char)*at)) {
            at++;
        }
        unsigned long value = strtoul(at, &end, 10);
        if (end == at) {
            break;
        }
        if (rows->n_numbers == *number_cap) {
            *number_cap *= 2;
            rows->numbers = realloc(rows->numbers, *number_cap * sizeof *rows->numbers);
        }
        rows->numbers[rows->n_numbers++] = (uint32_t)value;
        rows->largest = value > rows->largest ? (uint32_t)value : rows->largest;
    }
    if (rows->n_rows + 2 > *row_cap) {
        *row_cap *= 2;
        rows->off = realloc(rows->off, *row_cap * sizeof *rows->off);
    }
    rows->off[++rows->n_rows] = rows->n_numbers;
}

/* false: no such file. Lines longer than 1 MiB are cut; lines that begin with # are left out. */
static inline bool bench_read_rows(const char *path, bench_rows_t *rows) {
    char command[4096], *line = bench_alloc(BENCH_LINE, 1);
    size_t length = strlen(path);
    bool packed = length > 3 && strcmp(path + length - 3, ".xz") == 0;
    uint64_t row_cap = 1024, number_cap = 4096;
    (void)snprintf(command, sizeof command, "xz -dc '%s'", path);
    FILE *file = access(path, R_OK) != 0 ? NULL : packed ? popen(command, "r") : fopen(path, "r");
    memset(rows, 0, sizeof *rows);
    if (!file) {
        free(line);
        return false;
    }
    rows->off = bench_alloc(row_cap, sizeof *rows->off);
    rows->numbers = bench_alloc(number_cap, sizeof *rows->numbers);
    while (fgets(line, BENCH_LINE, file)) {
        if (line[0] != '#') {
            bench_add_line(rows, line, &row_cap, &number_cap);
        }
    }
    (void)(packed ? pclose(file) : fclose(file));
    free(line);
    return true;
}

static inline void bench_clear_rows(bench_rows_t *rows) {
    free(rows->off);
    free(rows->numbers);
}

#endif
