/* test.c: how well scores foretell the pairs of later years, exactly.
 *
 * Pairs that share nothing have score 0 and are counted without being met; candidates are met author by
 * author (scan.c), first to find the scores of the new pairs, then to put all others into the bins between
 * them (ranks.c). Preferential attachment scores all pairs: these are counted by classes of degrees. Counts
 * are whole numbers, so their sum over threads does not depend on who counted what.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "links/ranks.h"
#include "links/scan.h"

enum {
    AT_ONCE = 16,        /* authors that a thread takes */
    LOOK_AFTER = 1 << 20 /* edges between two looks at whether to stop */
};

typedef struct {
    cot_i_link_scan_t scan;
    const cot_pairs_t *later;
    uint8_t *present;
    cot_i_link_scanner_t *scanners;
    int threads;
    cot_meter_t meter;
    uint64_t *first_new;             /* n + 1: where the new pairs of an author begin */
    double *scores[COT_LINK_SCORES]; /* of the new pairs; sorted later */
    cot_i_ranks_t ranks[COT_LINK_SCORES];
    uint64_t **bins; /* threads x scores: other pairs */
} job_t;

static bool is_new(const job_t *job, uint32_t u, uint32_t v) {
    return job->present[u] && job->present[v] && !cot_graph_joined(job->scan.network, u, v);
}

/* Who is present, and how many new pairs each author begins. */
static cot_status_t count_new(job_t *job, const cot_graph_t *topics, const uint8_t *present,
                              cot_link_test_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *network = job->scan.network;
    const uint32_t n = network->n;
    uint64_t sum = 0;
    COT_NEW(st, err, job->present, n, "who is present");
    COT_NEW(st, err, job->first_new, (size_t)n + 1, "new pairs");
    for (uint32_t u = 0; u < n; u++) {
        job->present[u] = !present || present[u] || cot_i_degree(network, u) ||
                          (topics && cot_i_degree(topics, u));
        out->authors += job->present[u];
    }
    for (uint32_t u = 0; u < n; u++) {
        job->first_new[u] = sum;
        for (uint64_t i = job->later->off[u]; i < job->later->off[u + 1]; i++) {
            sum += is_new(job, u, job->later->to[i]);
        }
    }
    job->first_new[n] = sum;
    out->edges = network->m;
    out->pairs = (uint64_t)out->authors * (out->authors ? out->authors - 1 : 0) / 2 - network->m;
    out->new_pairs = sum;
done:
    return st;
}

/* ---- scores of new pairs ---- */

static void keep_scores(const job_t *job, const cot_i_link_scanner_t *s, uint32_t u) {
    uint64_t at = job->first_new[u];
    for (uint64_t i = job->later->off[u]; i < job->later->off[u + 1]; i++) {
        const uint32_t v = job->later->to[i];
        double scores[COT_LINK_SCORES];
        if (s->place[v] == COT_I_TAKEN || !job->present[v]) {
            continue;
        }
        const cot_i_candidate_t none = {.v = v};
        cot_i_link_scan_scores(&job->scan, u, s->place[v] ? &s->candidates[s->place[v] - 1] : &none, scores);
        for (int c = 0; c < COT_LINK_SCORES; c++) {
            job->scores[c][at] = scores[c];
        }
        at++;
    }
}

/* ---- all others ---- */

static void bin_others(const job_t *job, cot_i_link_scanner_t *s, uint32_t u) {
    uint64_t **bins = job->bins + (size_t)cot_i_thread() * COT_LINK_SCORES;
    for (uint64_t i = job->later->off[u]; i < job->later->off[u + 1]; i++) {
        const uint32_t place = s->place[job->later->to[i]];
        if (place && place != COT_I_TAKEN) {
            s->candidates[place - 1].common = UINT32_MAX; /* new: not one of the others */
        }
    }
    for (size_t i = 0; i < s->n; i++) {
        double scores[COT_LINK_SCORES];
        if (s->candidates[i].common == UINT32_MAX) {
            continue;
        }
        cot_i_link_scan_scores(&job->scan, u, &s->candidates[i], scores);
        for (int c = 0; c < COT_LINK_SCORES; c++) {
            if (scores[c] > 0 && c != COT_LINK_PREFERENTIAL_ATTACHMENT) {
                bins[c][cot_i_ranks_bin(&job->ranks[c], scores[c])]++;
            }
        }
    }
}

/* Both passes. In the first, authors without new pairs have nothing to tell. */
static cot_status_t scan_authors(job_t *job, bool others) {
    const uint32_t n = job->scan.network->n;
    cot_i_meter_add(&job->meter, 0); /* the other threads may take all authors: the first has its say here */
#pragma omp parallel for num_threads(job->threads) schedule(dynamic, AT_ONCE)
    for (uint32_t u = 0; u < n; u++) {
        cot_i_link_scanner_t *s = &job->scanners[cot_i_thread()];
        if (!cot_i_meter_stopped(&job->meter) && (others || job->first_new[u] < job->first_new[u + 1])) {
            if (cot_i_link_scan_author(&job->scan, s, u, false, &job->meter)) {
                if (others) {
                    bin_others(job, s, u);
                } else {
                    keep_scores(job, s, u);
                }
            }
            cot_i_link_scan_forget(&job->scan, s, u);
        }
        if (u % AT_ONCE == 0) {
            cot_i_meter_add(&job->meter, n - u < AT_ONCE ? n - u : AT_ONCE);
        }
    }
    cot_i_meter_add(&job->meter, 0);
    return cot_i_meter_end(&job->meter, "candidates of an author");
}

/* ---- preferential attachment: all pairs, by degrees ---- */

/* How many present authors have each degree. */
static cot_status_t count_degrees(const job_t *job, uint64_t **out, uint64_t *most, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *network = job->scan.network;
    *most = 0;
    for (uint32_t u = 0; u < network->n; u++) {
        *most = cot_i_degree(network, u) > *most ? cot_i_degree(network, u) : *most;
    }
    COT_NEW(st, err, *out, *most + 1, "degrees");
    for (uint32_t u = 0; u < network->n; u++) {
        (*out)[cot_i_degree(network, u)] += job->present[u];
    }
done:
    return st;
}

static cot_status_t bin_attachment(job_t *job, uint64_t *bins, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *network = job->scan.network;
    const cot_i_ranks_t *ranks = &job->ranks[COT_LINK_PREFERENTIAL_ATTACHMENT];
    uint64_t *authors = NULL, most = 0;
    COT_TRY(st, count_degrees(job, &authors, &most, err));
    for (uint64_t i = 0; i <= most && !cot_i_meter_stopped(&job->meter); i++) {
        for (uint64_t j = i; authors[i] && j <= most; j++) {
            uint64_t pairs = i == j ? authors[i] * (authors[i] - 1) / 2 : authors[i] * authors[j];
            if (pairs) {
                bins[cot_i_ranks_bin(ranks, (double)i * (double)j)] += pairs;
            }
        }
        cot_i_meter_add(&job->meter, 0);
    }
    for (uint64_t e = 0; e < network->m && !cot_i_meter_stopped(&job->meter); e++) {
        if (e % LOOK_AFTER == 0) {
            cot_i_meter_add(&job->meter, 0);
        }
        bins[cot_i_ranks_bin(ranks, (double)cot_i_degree(network, network->from[e]) *
                                        (double)cot_i_degree(network, network->to[e]))]--;
    }
    COT_TRY(st, cot_i_meter_end(&job->meter, "pairs by degree"));
    for (size_t i = 0; i < ranks->n; i++) {
        bins[2 * i + 1] -= ranks->fresh[i];
    }
done:
    cot_i_free(authors);
    return st;
}

/* ---- the answer ---- */

static cot_status_t new_bins(job_t *job, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, job->bins, (size_t)job->threads * COT_LINK_SCORES, "bins of scores");
    for (int t = 0; t < job->threads; t++) {
        for (int c = 0; c < COT_LINK_SCORES; c++) {
            COT_NEW(st, err, job->bins[t * COT_LINK_SCORES + c], cot_i_ranks_bins(&job->ranks[c]),
                    "bins of scores");
        }
    }
done:
    return st;
}

/* Bins of all threads into the first thread's, and the pairs that were never met. */
static void join_bins(job_t *job, int c, uint64_t others) {
    uint64_t *sum = job->bins[c], counted = 0;
    for (size_t b = 0; b < cot_i_ranks_bins(&job->ranks[c]); b++) {
        for (int t = 1; t < job->threads; t++) {
            sum[b] += job->bins[t * COT_LINK_SCORES + c][b];
        }
        counted += sum[b];
    }
    sum[cot_i_ranks_bin(&job->ranks[c], 0)] += others - counted;
}

static void free_job(job_t *job) {
    cot_i_link_scan_clear(&job->scan);
    cot_i_link_scanners_free(job->scanners, job->threads);
    cot_i_free(job->present);
    cot_i_free(job->first_new);
    for (int c = 0; c < COT_LINK_SCORES; c++) {
        cot_i_free(job->scores[c]);
        cot_i_ranks_clear(&job->ranks[c]);
    }
    for (int i = 0; job->bins && i < job->threads * COT_LINK_SCORES; i++) {
        cot_i_free(job->bins[i]);
    }
    cot_i_free(job->bins);
}

static cot_status_t score_new(job_t *job, cot_link_test_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (int c = 0; c < COT_LINK_SCORES; c++) {
        COT_NEW(st, err, job->scores[c], out->new_pairs, "scores of new pairs");
    }
    COT_TRY(st, scan_authors(job, false));
    for (uint64_t i = 0; i < out->new_pairs; i++) {
        out->new_at_two += job->scores[COT_LINK_COMMON_NEIGHBOURS][i] > 0;
    }
    for (int c = 0; c < COT_LINK_SCORES; c++) {
        COT_TRY(st, cot_i_ranks_new(&job->ranks[c], job->scores[c], out->new_pairs, err));
        cot_i_meter_add(&job->meter, 0);
        COT_TRY(st, cot_i_meter_end(&job->meter, ""));
        cot_i_free(job->scores[c]);
        job->scores[c] = NULL;
    }
done:
    return st;
}

static cot_status_t test_all(job_t *job, cot_link_test_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint64_t cuts[COT_LINK_CUTS] = {10, 100, 1000, out->new_pairs};
    COT_TRY(st, score_new(job, out, err));
    COT_TRY(st, new_bins(job, err));
    COT_TRY(st, scan_authors(job, true));
    COT_TRY(st, bin_attachment(job, job->bins[COT_LINK_PREFERENTIAL_ATTACHMENT], err));
    for (int c = 0; c < COT_LINK_SCORES; c++) {
        join_bins(job, c, out->pairs - out->new_pairs);
        out->scores[c] = cot_i_ranks_quality(&job->ranks[c], job->bins[c], cuts);
    }
    for (int c = 0; c < COT_LINK_CUTS; c++) {
        out->cuts[c] = cuts[c];
    }
done:
    return st;
}

cot_status_t cot_link_test(cot_link_test_t *out, const cot_graph_t *network, const cot_graph_t *topics,
                           const uint8_t *present, const cot_pairs_t *later, const cot_link_params_t *params,
                           const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_link_test_t test = {0};
    job_t job = {.later = later, .threads = cot_env_threads(env)};
    if (!out || !network || !later || later->n != network->n) {
        COT_FAIL(st, err, COT_E_ARG,
                 "link prediction: no place for the result, or later pairs of %u authors with a network of "
                 "%u (allowed: the same authors)",
                 later ? later->n : 0, network ? network->n : 0);
    }
    job.meter = (cot_meter_t){
        .env = env, .err = err, .stage = "link prediction", .total = 2 * (uint64_t)network->n};
    COT_TRY(st, cot_i_link_scan_new(&job.scan, network, topics, params, env, err));
    COT_TRY(st, cot_i_link_scanners_new(&job.scanners, job.threads, network->n, err));
    COT_TRY(st, count_new(&job, topics, present, &test, err));
    test.topics = topics ? topics->n - topics->n_left : 0;
    test.topics_left = job.scan.topics_left;
    COT_TRY(st, test_all(&job, &test, err));
    *out = test;
done:
    free_job(&job);
    return st;
}
