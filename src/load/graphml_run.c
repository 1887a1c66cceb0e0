/* graphml_run.c: GraphML read by several threads.
 *
 * The document is cut where the last "<node" or "<edge" of every MiB begins. Each stretch is parsed on its
 * own, between the start tags of root and graph and their end tags; if that is well-formed and ends inside
 * the graph, the cut was where an element begins and not in a comment, a value or something nested. If it
 * is not, the document is read on from that stretch by one parser to its end, which also tells what is
 * wrong and where. Stretches go in rounds: while one round is parsed, the one before it is gathered by one
 * thread and the next one read by another.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/par.h"
#include "load/graphml.h"

enum { STRETCHES = 32, SETS = 3, BLOCK = 1 << 16 };

size_t cot_i_load_stretch = 1 << 20;

typedef struct {
    char *bytes;
    size_t n, capacity;
    cot_i_part_t part;
    uint32_t newlines;
    bool last;   /* the document ends here */
    bool whole;  /* it could be parsed on its own */
    cot_status_t st;
} stretch_t;

typedef struct {
    cot_i_net_t *net;
    char *carry;           /* what was read behind the last cut */
    size_t carry_n, carry_capacity;
    bool at_end;           /* the input is */
    char before[200];      /* start tags of a stretch */
    uint64_t line;         /* newlines before the stretch gathered next */
    size_t most;           /* stretches in a round */
    stretch_t sets[SETS][STRETCHES];
    size_t n[SETS];
    cot_status_t st[2];    /* of gathering, of reading */
    cot_error_t err[2];
} run_t;

static const char after[] = "</graph></graphml>";

static uint32_t count_newlines(const char *bytes, size_t n) {
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += bytes[i] == '\n';
    }
    return count;
}

/* Where the last node or edge begins; 0: nowhere. */
static size_t find_cut(const char *bytes, size_t n) {
    while (n > 0) {
        const char *at = memrchr(bytes, '<', n);
        if (!at || at == bytes) {
            break;
        }
        const size_t here = (size_t)(at - bytes);
        if (memcmp(at + 1, "node", 4) == 0 || memcmp(at + 1, "edge", 4) == 0) {
            return here;
        }
        n = here;
    }
    return 0;
}

static cot_status_t add_carry(run_t *run, const char *bytes, size_t n, cot_error_t *err) {
    if (!COT_GROW(run->carry, run->carry_capacity, run->carry_n + n + 8)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: a stretch of %s", run->net->path);
    }
    if (n > 0) {
        memcpy(run->carry + run->carry_n, bytes, n);
        run->carry_n += n;
    }
    memset(run->carry + run->carry_n, 0, 8); /* find_cut looks a little beyond */
    return COT_OK;
}

/* One stretch, up to the last cut in some MiB (or all of them, when there is none: one parser will see to
 * it). */
static cot_status_t read_stretch(run_t *run, stretch_t *stretch, cot_error_t *err) {
    cot_status_t st = COT_OK;
    while (!run->at_end && run->carry_n < cot_i_load_stretch) {
        const char *bytes;
        size_t n;
        COT_TRY(st, cot_i_net_read(run->net, &bytes, &n, err));
        run->at_end = n == 0;
        COT_TRY(st, add_carry(run, bytes, n, err));
    }
    const bool rest = run->at_end && run->carry_n < cot_i_load_stretch;
    const size_t cut = rest ? 0 : find_cut(run->carry, run->carry_n);
    const size_t n = cut > 0 ? cut : run->carry_n;
    stretch->last = run->at_end && n == run->carry_n;
    if (!COT_GROW(stretch->bytes, stretch->capacity, n + 1)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: a stretch of %s", run->net->path);
    }
    memcpy(stretch->bytes, run->carry, n);
    stretch->n = n;
    memmove(run->carry, run->carry + n, run->carry_n - n);
    run->carry_n -= n;
done:
    return st;
}

static void read_round(run_t *run, size_t set) {
    run->n[set] = 0;
    run->st[1] = COT_OK;
    while (run->st[1] == COT_OK && run->n[set] < run->most && !(run->at_end && run->carry_n == 0)) {
        run->st[1] = read_stretch(run, &run->sets[set][run->n[set]], &run->err[1]);
        run->n[set] += run->st[1] == COT_OK;
    }
}

static void parse_stretch(const run_t *run, stretch_t *stretch) {
    cot_i_graphml_t g;
    cot_error_t err = COT_ERROR_INIT;
    cot_i_part_reset(&stretch->part);
    stretch->newlines = count_newlines(stretch->bytes, stretch->n);
    stretch->st = cot_i_graphml_open(&g, &run->net->scheme, &stretch->part, false, &err);
    if (stretch->st == COT_OK) {
        stretch->whole = cot_i_graphml_push(&g, run->before, strlen(run->before), false) &&
                         cot_i_graphml_push(&g, stretch->bytes, stretch->n, stretch->last) &&
                         (stretch->last || (cot_i_graphml_can_split(&g) &&
                                            cot_i_graphml_push(&g, after, sizeof after - 1, true)));
        stretch->st = g.st == COT_E_NOMEM ? COT_E_NOMEM : COT_OK;
    }
    cot_i_graphml_close(&g);
}

/* Gathers a round up to the first stretch that could not be parsed on its own; its number, or n. */
static size_t gather_round(run_t *run, size_t set) {
    size_t i = 0;
    run->st[0] = COT_OK;
    for (; i < run->n[set] && run->st[0] == COT_OK; i++) {
        stretch_t *stretch = &run->sets[set][i];
        if (stretch->st != COT_OK) {
            run->st[0] = cot_i_fail(&run->err[0], stretch->st, "out of memory: parsing %s", run->net->path);
        } else if (!stretch->whole) {
            break;
        } else {
            run->st[0] = cot_i_net_gather(run->net, &stretch->part, run->line, &run->err[0]);
            run->line += stretch->newlines;
        }
    }
    return i;
}

/* ---- by one parser ---- */

static cot_status_t tell_trouble(const run_t *run, const cot_i_graphml_t *g, cot_error_t *err) {
    if (g->st == COT_E_NOMEM) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: parsing %s", run->net->path);
    }
    return cot_i_fail(err, g->st, "%.200s:%llu: %s", run->net->path,
                      (unsigned long long)(run->line + g->trouble_line), g->trouble);
}

/* Short blocks: between them what was found is gathered. */
static cot_status_t push_serially(run_t *run, cot_i_graphml_t *g, const char *bytes, size_t n, bool end,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t done = 0;
    do {
        const size_t part = n - done < BLOCK ? n - done : BLOCK;
        const bool fine = cot_i_graphml_push(g, bytes + done, part, end && done + part == n);
        done += part;
        COT_TRY(st, fine ? COT_OK : tell_trouble(run, g, err));
        if (cot_i_graphml_between(g)) {
            COT_TRY(st, cot_i_net_gather(run->net, g->part, run->line, err));
            cot_i_part_reset(g->part);
        }
        COT_TRY(st, cot_i_net_progress(run->net, err));
    } while (done < n);
done:
    return st;
}

/* From stretch `first` of a set on: the rest of that set, the sets after it, what was read behind them,
 * the input. */
static cot_status_t go_on_serially(run_t *run, size_t set, size_t first, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_graphml_t g = {0};
    cot_i_part_t part = {0};
    bool ended = false;
    COT_TRY(st, cot_i_graphml_open(&g, &run->net->scheme, &part, run->before[0] == '\0', err));
    COT_TRY(st, push_serially(run, &g, run->before, strlen(run->before), false, err));
    for (size_t k = 0; k < SETS; k++, first = 0) {
        const size_t at = (set + k) % SETS;
        for (size_t i = first; i < run->n[at]; i++) {
            const stretch_t *stretch = &run->sets[at][i];
            ended = stretch->last;
            COT_TRY(st, push_serially(run, &g, stretch->bytes, stretch->n, ended, err));
        }
    }
    if (!ended) {
        COT_TRY(st, push_serially(run, &g, run->carry, run->carry_n, run->at_end, err));
    }
    while (!run->at_end) {
        const char *bytes;
        size_t n;
        COT_TRY(st, cot_i_net_read(run->net, &bytes, &n, err));
        COT_TRY(st, cot_i_net_progress(run->net, err));
        run->at_end = n == 0;
        COT_TRY(st, push_serially(run, &g, bytes, n, n == 0, err));
    }
done:
    cot_i_graphml_close(&g);
    cot_i_part_clear(&part);
    return st;
}

/* ---- all of it ---- */

/* The head of the document, up to the first cut. *split = false: it is for one parser, from its start. */
static cot_status_t read_head(run_t *run, int threads, bool *split, cot_error_t *err) {
    cot_status_t st = COT_OK;
    stretch_t *head = &run->sets[0][0];
    cot_i_graphml_t g = {0};
    cot_i_scheme_t *scheme = &run->net->scheme;
    *split = false;
    COT_TRY(st, read_stretch(run, head, err));
    run->n[0] = 1;
    if (head->last || threads == 1) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_graphml_open(&g, scheme, &head->part, true, err));
    *split = cot_i_graphml_push(&g, head->bytes, head->n, false) && cot_i_graphml_can_split(&g) &&
             cot_i_graphml_push(&g, after, sizeof after - 1, true);
    if (*split) {
        (void)snprintf(run->before, sizeof run->before, "<graphml xmlns=\"%s\"><graph>", scheme->space);
        COT_TRY(st, cot_i_net_gather(run->net, &head->part, 0, err));
        run->line = count_newlines(head->bytes, head->n);
        run->n[0] = 0;
    } else {
        cot_i_scheme_reset(scheme);
    }
done:
    cot_i_graphml_close(&g);
    return st;
}

/* What a round comes to: the failure of gathering first, as it lies earlier in the file. */
static cot_status_t round_status(const run_t *run, cot_error_t *err) {
    for (int i = 0; i < 2; i++) {
        if (run->st[i] != COT_OK) {
            return cot_i_fail(err, run->st[i], "%s", run->err[i].message);
        }
    }
    return cot_i_net_progress(run->net, err);
}

static cot_status_t read_rounds(run_t *run, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    read_round(run, 0);
    for (size_t at = 0, before = 2, next = 1; run->n[at] > 0 || run->n[before] > 0;
         before = at, at = next, next = (next + 1) % SETS) {
        const size_t n = run->n[at];
        size_t gathered = 0;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
        for (size_t job = 0; job < n + 2; job++) {
            if (job == 0) {
                gathered = gather_round(run, before);
            } else if (job == 1) {
                read_round(run, next);
            } else {
                parse_stretch(run, &run->sets[at][job - 2]);
            }
        }
        COT_TRY(st, round_status(run, err));
        if (gathered < run->n[before]) {
            return go_on_serially(run, before, gathered, err);
        }
        run->n[before] = 0;
    }
done:
    (void)threads;
    return st;
}

cot_status_t cot_i_read_graphml(cot_i_net_t *net, const char *head, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    run_t *run = NULL;
    bool split;
    const int threads = cot_env_threads(net->env);
    COT_NEW(st, err, run, 1, "parts of a GraphML file");
    run->net = net;
    run->most = threads > STRETCHES / 4 ? STRETCHES : 4 * (size_t)threads;
    net->declared = true;
    xmlInitParser();
    COT_TRY(st, add_carry(run, head, n, err));
    COT_TRY(st, read_head(run, threads, &split, err));
    st = split ? read_rounds(run, threads, err) : go_on_serially(run, 0, 0, err);
done:
    for (size_t i = 0; run && i < SETS * STRETCHES; i++) {
        cot_i_free(run->sets[i / STRETCHES][i % STRETCHES].bytes);
        cot_i_part_clear(&run->sets[i / STRETCHES][i % STRETCHES].part);
    }
    if (run) {
        cot_i_free(run->carry);
    }
    cot_i_free(run);
    return st;
}
