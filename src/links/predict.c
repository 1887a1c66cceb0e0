/* predict.c: the pairs with the highest scores, in the whole network or for every author.
 *
 * Every thread keeps the best pairs it has met in a heap with the worst on top. Pairs are in a strict order
 * (score, then numbers), so the best of all threads together are the same whoever met them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "links/scan.h"

enum { AT_ONCE = 16 /* authors that a thread takes */ };

typedef struct {
    cot_link_t *links;
    size_t n, capacity;
} heap_t;

typedef struct {
    cot_i_link_scan_t scan;
    cot_link_score_t by;
    size_t keep; /* pairs to keep: of the whole network, or of each author */
    bool each;
    cot_i_link_scanner_t *scanners;
    heap_t *heaps;
    int threads;
    cot_meter_t meter;
    cot_link_t **rows; /* each: the partners of an author, and how many */
    uint32_t *counts;
} job_t;

/* Whether a comes before b. */
static bool better(const cot_link_t *a, const cot_link_t *b, cot_link_score_t by) {
    if (a->scores[by] != b->scores[by]) {
        return a->scores[by] > b->scores[by];
    }
    return a->u != b->u ? a->u < b->u : a->v < b->v;
}

static void sink(heap_t *heap, size_t at, size_t n, cot_link_score_t by) {
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && better(&heap->links[child], &heap->links[child + 1], by)) {
            child++;
        }
        if (!better(&heap->links[at], &heap->links[child], by)) {
            return;
        }
        cot_link_t other = heap->links[at];
        heap->links[at] = heap->links[child];
        heap->links[child] = other;
    }
}

/* Keeps the link when it is among the best `keep`. false: no memory. */
static bool offer(heap_t *heap, const cot_link_t *link, const job_t *job) {
    if (heap->n == job->keep) {
        if (better(link, &heap->links[0], job->by)) {
            heap->links[0] = *link;
            sink(heap, 0, heap->n, job->by);
        }
        return true;
    }
    if (!COT_GROW(heap->links, heap->capacity, heap->n + 1)) {
        return false;
    }
    size_t at = heap->n++;
    for (; at > 0 && better(&heap->links[(at - 1) / 2], link, job->by); at = (at - 1) / 2) {
        heap->links[at] = heap->links[(at - 1) / 2];
    }
    heap->links[at] = *link;
    return true;
}

/* Heap sort: the best first. */
static void sort_heap(heap_t *heap, cot_link_score_t by) {
    for (size_t n = heap->n; n > 1; n--) {
        cot_link_t worst = heap->links[0];
        heap->links[0] = heap->links[n - 1];
        heap->links[n - 1] = worst;
        sink(heap, 0, n - 1, by);
    }
}

/* The kept partners of an author become her row. */
static bool keep_row(const job_t *job, heap_t *heap, uint32_t u) {
    sort_heap(heap, job->by);
    job->counts[u] = (uint32_t)heap->n;
    if (heap->n) {
        job->rows[u] = cot_i_alloc_aligned(heap->n, sizeof *heap->links);
        if (!job->rows[u]) {
            return false;
        }
        memcpy(job->rows[u], heap->links, heap->n * sizeof *heap->links);
    }
    heap->n = 0;
    return true;
}

static bool offer_candidates(const job_t *job, const cot_i_link_scanner_t *s, heap_t *heap, uint32_t u) {
    cot_link_t link = {.u = u};
    for (size_t i = 0; i < s->n; i++) {
        link.v = s->candidates[i].v;
        cot_i_link_scan_scores(&job->scan, u, &s->candidates[i], link.scores);
        if (link.scores[job->by] > 0 && !offer(heap, &link, job)) {
            return false;
        }
    }
    return true;
}

static cot_status_t scan_authors(job_t *job) {
    const uint32_t n = job->scan.network->n;
    cot_i_meter_add(&job->meter, 0); /* the other threads may take all authors: the first has its say here */
#pragma omp parallel for num_threads(job->threads) schedule(dynamic, AT_ONCE)
    for (uint32_t u = 0; u < n; u++) {
        cot_i_link_scanner_t *s = &job->scanners[cot_i_thread()];
        heap_t *heap = &job->heaps[cot_i_thread()];
        if (!cot_i_meter_stopped(&job->meter)) {
            if (cot_i_link_scan_author(&job->scan, s, u, job->each, &job->meter) &&
                !(offer_candidates(job, s, heap, u) && (!job->each || keep_row(job, heap, u)))) {
                cot_i_meter_stop(&job->meter, COT_E_NOMEM);
            }
            cot_i_link_scan_forget(&job->scan, s, u);
        }
        if (u % AT_ONCE == 0) {
            cot_i_meter_add(&job->meter, n - u < AT_ONCE ? n - u : AT_ONCE);
        }
    }
    cot_i_meter_add(&job->meter, 0);
    return cot_i_meter_end(&job->meter, "candidates and the best of them");
}

/* All threads' best pairs into one heap, and that in order. */
static cot_status_t join_heaps(job_t *job, cot_links_t *out, cot_error_t *err) {
    heap_t *all = &job->heaps[0];
    for (int t = 1; t < job->threads; t++) {
        for (size_t i = 0; i < job->heaps[t].n; i++) {
            if (!offer(all, &job->heaps[t].links[i], job)) {
                return cot_i_fail(err, COT_E_NOMEM, "out of memory: %zu pairs", all->n + 1);
            }
        }
    }
    sort_heap(all, job->by);
    out->links = all->links;
    out->n = all->n;
    *all = (heap_t){NULL, 0, 0};
    return COT_OK;
}

static cot_status_t join_rows(job_t *job, cot_links_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t sum = 0;
    for (uint32_t u = 0; u < job->scan.network->n; u++) {
        sum += job->counts[u];
    }
    COT_NEW(st, err, out->links, sum, "pairs");
    for (uint32_t u = 0; u < job->scan.network->n; u++) {
        if (job->counts[u]) {
            memcpy(out->links + out->n, job->rows[u], job->counts[u] * sizeof *out->links);
            out->n += job->counts[u];
            cot_i_free(job->rows[u]);
            job->rows[u] = NULL;
        }
    }
done:
    return st;
}

static void free_job(job_t *job) {
    const uint32_t n = job->scan.network ? job->scan.network->n : 0;
    for (uint32_t u = 0; job->rows && u < n; u++) {
        cot_i_free(job->rows[u]);
    }
    for (int t = 0; job->heaps && t < job->threads; t++) {
        cot_i_free(job->heaps[t].links);
    }
    cot_i_free(job->rows);
    cot_i_free(job->counts);
    cot_i_free(job->heaps);
    cot_i_link_scanners_free(job->scanners, job->threads);
    cot_i_link_scan_clear(&job->scan);
}

static cot_status_t predict(cot_links_t **out, const cot_graph_t *network, const cot_graph_t *topics,
                            job_t *job, const cot_link_params_t *params, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_links_t *links = NULL;
    if (!out || (unsigned)job->by >= COT_LINK_SCORES || job->keep == 0) {
        COT_FAIL(st, err, COT_E_ARG,
                 "link prediction: no place for the result, or score %d (allowed: 0 to %d), or %zu pairs "
                 "(allowed: 1 or more)",
                 (int)job->by, COT_LINK_SCORES - 1, job->keep);
    }
    job->threads = cot_env_threads(env);
    COT_TRY(st, cot_i_link_scan_new(&job->scan, network, topics, params, env, err));
    job->meter =
        (cot_meter_t){.env = env, .err = err, .stage = "link prediction", .total = network->n};
    COT_TRY(st, cot_i_link_scanners_new(&job->scanners, job->threads, network->n, err));
    COT_NEW(st, err, job->heaps, job->threads, "best pairs");
    if (job->each) {
        COT_NEW(st, err, job->rows, network->n, "partners");
        COT_NEW(st, err, job->counts, network->n, "partners");
    }
    COT_NEW(st, err, links, 1, "pairs");
    COT_TRY(st, scan_authors(job));
    COT_TRY(st, job->each ? join_rows(job, links, err) : join_heaps(job, links, err));
    links->topics = topics ? topics->n - topics->n_left : 0;
    links->topics_left = job->scan.topics_left;
    *out = links;
    links = NULL;
done:
    cot_links_free(links);
    free_job(job);
    return st;
}

cot_status_t cot_link_predict(cot_links_t **out, const cot_graph_t *network, const cot_graph_t *topics,
                              cot_link_score_t by, uint64_t top, const cot_link_params_t *params,
                              const cot_env_t *env, cot_error_t *err) {
    job_t job = {.by = by, .keep = (size_t)top};
    return predict(out, network, topics, &job, params, env, err);
}

cot_status_t cot_link_partners(cot_links_t **out, const cot_graph_t *network, const cot_graph_t *topics,
                               cot_link_score_t by, uint32_t each, const cot_link_params_t *params,
                               const cot_env_t *env, cot_error_t *err) {
    job_t job = {.by = by, .keep = each, .each = true};
    return predict(out, network, topics, &job, params, env, err);
}

void cot_links_free(cot_links_t *links) {
    if (links) {
        cot_i_free(links->links);
        cot_i_free(links);
    }
}
