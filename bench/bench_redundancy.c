/* bench_redundancy.c: redundancy of authors among their papers, beside the plain way: for every paper its common
 * authors with each later one are counted one by one. No other library has it for more than small networks.
 *
 *     bench_redundancy [papers.txt[.xz] ...]
 *
 * Without files: DBLP, and collaborations of 3,000 people who come and go, among other papers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "base/par.h"
#include "coterie/coterie.h"

enum { PEOPLE = 3000, AUTHORS = 100000, OTHERS = 200000, MOST = 6 };

typedef struct {
    cot_incidence_t *incidence;
    cot_env_t env;
    double *out, *wanted;
} job_t;

static void must(cot_status_t st, const char *what) {
    if (st != COT_OK) {
        bench_fail(what);
    }
}

static void ours(void *data) {
    job_t *j = data;
    must(cot_redundancy_incidence(j->incidence, j->out, NULL, &j->env, NULL), "redundancy");
}

/* Adds to kept[v] the pairs of paper p and a later one that v has, and somebody else. common: n_papers, all 0. */
static void count_paper(const cot_incidence_t *x, uint32_t p, uint32_t *common, uint64_t *kept) {
    for (int pass = 0; pass < 3; pass++) {
        for (uint64_t s = x->paper_off[p]; s < x->paper_off[p + 1]; s++) {
            const uint32_t v = x->paper_authors[s];
            for (uint64_t q = x->author_off[v + 1]; q > x->author_off[v] && x->author_papers[q - 1] > p; q--) {
                uint32_t *const at = &common[x->author_papers[q - 1]];
                kept[v] += pass == 1 && *at > 1;
                *at = pass == 0 ? *at + 1 : pass == 1 ? *at : 0;
            }
        }
    }
}

static double plain(job_t *j) {
    const cot_incidence_t *x = j->incidence;
    const double begin = bench_now();
    uint32_t *common = bench_alloc(x->n_papers, sizeof *common);
    uint64_t *kept = bench_alloc(x->n_authors, sizeof *kept);
    for (uint32_t p = 0; p < x->n_papers; p++) {
        count_paper(x, p, common, kept);
    }
    for (uint32_t v = 0; v < x->n_authors; v++) {
        const double papers = (double)(x->author_off[v + 1] - x->author_off[v]);
        j->wanted[v] = papers < 2 ? (double)NAN : (double)kept[v] / (papers * (papers - 1) / 2);
    }
    free(common);
    free(kept);
    return bench_now() - begin;
}

static void bench(const char *title, uint32_t n_authors, uint64_t n_papers, const uint64_t *off,
                  const uint32_t *list, bool beside) {
    job_t j = {NULL, COT_ENV_INIT, bench_alloc(n_authors, sizeof(double)), bench_alloc(n_authors, sizeof(double))};
    double peer = 0;
    must(cot_incidence_from_rows(&j.incidence, n_authors, (uint32_t)n_papers, off, list, NULL, NULL), "incidence");
    bench_head(title);
    if (beside) {
        peer = plain(&j);
        bench_row("plain (one run)", 1, (bench_time_t){peer, peer, peer}, 0);
    }
    for (int threads = 1; threads <= 2; threads++) {
        j.env.threads = threads;
        bench_row("coterie: redundancy among papers", threads, bench_time(ours, &j), peer);
        for (uint32_t v = 0; beside && v < n_authors; v++) {
            if (j.out[v] != j.wanted[v] && !(isnan(j.out[v]) && isnan(j.wanted[v]))) {
                bench_fail("redundancy among papers");
            }
        }
    }
    cot_incidence_free(j.incidence);
    free(j.out);
    free(j.wanted);
}

static void bench_file(const char *path) {
    bench_rows_t lines;
    if (!bench_read_rows(path, &lines)) {
        printf("skipped: %s is not there\n", path);
        return;
    }
    bench(path, lines.largest + 1, lines.n_rows, lines.off, lines.numbers, true);
    bench_clear_rows(&lines);
}

/* One paper of the collaboration at a time from 0 to 1: half of the people were there from the beginning, half are to
 * the end, and one in 20 of those who are there is not on it. */
static uint64_t add_collaboration(uint32_t *list, double time, const double *from, const double *to, cot_rng_t *rng) {
    uint64_t n = 0;
    for (uint32_t v = 0; v < PEOPLE; v++) {
        if (from[v] <= time && time <= to[v] && cot_i_rng_below(rng, 20) > 0) {
            list[n++] = v;
        }
    }
    return n;
}

/* Up to MOST authors of one place; now and then anybody, of the collaboration too. */
static uint64_t add_other(uint32_t *list, cot_rng_t *rng) {
    const uint64_t n = 1 + cot_i_rng_below(rng, MOST), place = cot_i_rng_below(rng, AUTHORS - 20);
    for (uint64_t i = 0; i < n; i++) {
        const uint64_t near = place + cot_i_rng_below(rng, 20), far = cot_i_rng_below(rng, AUTHORS);
        list[i] = (uint32_t)(cot_i_rng_below(rng, 10) ? near : far);
    }
    return n;
}

static void bench_collaboration(uint32_t papers, bool beside) {
    static double from[PEOPLE], to[PEOPLE];
    char title[80];
    cot_rng_t rng;
    const uint32_t all = papers + OTHERS;
    uint64_t *off = bench_alloc((size_t)all + 1, sizeof *off);
    uint32_t *list = bench_alloc((size_t)papers * PEOPLE + (size_t)OTHERS * MOST, sizeof *list), left = papers;
    cot_i_rng_init(&rng, 1, 1, 1);
    for (uint32_t v = 0; v < PEOPLE; v++) {
        from[v] = cot_i_rng_below(&rng, 2) ? 0 : 0.6 * cot_i_rng_real(&rng);
        to[v] = cot_i_rng_below(&rng, 2) ? 1 : from[v] + (1 - from[v]) * cot_i_rng_real(&rng);
    }
    for (uint32_t p = 0; p < all; p++) {
        const bool big = cot_i_rng_below(&rng, all - p) < left;
        off[p + 1] = off[p] + (big ? add_collaboration(list + off[p], 1 - (double)left / papers, from, to, &rng)
                                   : add_other(list + off[p], &rng));
        left -= big;
    }
    (void)snprintf(title, sizeof title, "%u papers of a collaboration of %d, %d other papers", papers, (int)PEOPLE,
                   (int)OTHERS);
    bench(title, AUTHORS, all, off, list, beside);
    free(off);
    free(list);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        bench_file(argv[i]);
    }
    if (argc == 1) {
        bench_file(COT_SHARED_DIR "/data/graphs/dblp-csr.papers.txt.xz");
        bench_collaboration(1000, true);
        bench_collaboration(5000, false);
    }
    return 0;
}
