/* out_blocks.c: rows formatted by several threads, written in order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/meter.h"
#include "base/out.h"

/* Blocks being formatted, and those of the round before, on their way out. */
typedef struct {
    cot_out_t *out, *pieces[2][COT_OUT_ROUND];
    size_t n[2]; /* blocks in each */
    int at;      /* which of the two is being formatted */
    uint64_t first, n_rows, block;
    cot_i_rows_fn *rows;
    void *data;
} round_t;

int cot_i_out_threads(const cot_out_t *out) {
    return out->env ? cot_env_threads(out->env) : 1;
}

static void format_block(const round_t *round, size_t i) {
    cot_out_t *piece = round->pieces[round->at][i];
    const uint64_t first = round->first + i * round->block;
    const uint64_t end = round->n_rows - first < round->block ? round->n_rows : first + round->block;
    piece->used = 0;
    round->rows(round->data, cot_i_thread(), piece, first, end);
}

/* One of the jobs of a round: 0 and 1 see to the blocks of the round before, the others format one block
 * each. */
static void do_job(const round_t *round, size_t job) {
    cot_out_t *const *before = round->pieces[1 - round->at];
    const size_t n = round->n[1 - round->at];
    if (job == 0) {
        for (size_t i = 0; i < n; i++) {
            cot_i_out_hash(round->out, before[i]->buffer, before[i]->used);
        }
    } else if (job == 1) {
        for (size_t i = 0; i < n; i++) {
            cot_i_out_hand_on(round->out, before[i]->buffer, before[i]->used);
        }
    } else {
        format_block(round, job - 2);
    }
}

static cot_status_t check_round(const round_t *round, cot_error_t *err) {
    for (size_t i = 0; i < round->n[round->at]; i++) {
        if (round->pieces[round->at][i]->error != 0) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: rows of %s", round->out->place);
        }
    }
    return cot_i_progress(round->out->env, "writing", round->first, round->n_rows, err);
}

static cot_status_t write_rounds(round_t *round, int threads, size_t most, cot_error_t *err) {
    (void)threads; /* a build without OpenMP has no use for it */
    cot_status_t st = COT_OK;
    const uint64_t blocks = (round->n_rows + round->block - 1) / round->block;
    uint64_t next = 0;
    while (st == COT_OK && round->out->error == 0 && (next < blocks || round->n[1 - round->at] > 0)) {
        const uint64_t left = blocks - next;
        const size_t n = left < most ? (size_t)left : most;
        round->n[round->at] = n;
        round->first = next * round->block;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
        for (size_t job = 0; job < n + 2; job++) {
            do_job(round, job);
        }
        next += n;
        round->first = next < blocks ? next * round->block : round->n_rows;
        st = check_round(round, err);
        round->n[1 - round->at] = 0;
        round->at = 1 - round->at;
    }
    return st;
}

/* Without threads: block after block straight into the stream. */
static cot_status_t write_serially(cot_out_t *out, uint64_t n_rows, uint64_t block, cot_i_rows_fn *rows,
                                   void *data, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint64_t first = 0; first < n_rows && st == COT_OK && out->error == 0; first += block) {
        const uint64_t end = n_rows - first < block ? n_rows : first + block;
        rows(data, 0, out, first, end);
        st = cot_i_progress(out->env, "writing", end, n_rows, err);
    }
    return st;
}

cot_status_t cot_i_out_blocks(cot_out_t *out, uint64_t n_rows, uint64_t block, cot_i_rows_fn *rows,
                              void *data, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int threads = cot_i_out_threads(out);
    const size_t most = threads > COT_OUT_ROUND / 8 ? COT_OUT_ROUND : 8 * (size_t)threads;
    round_t round = {.out = out, .n_rows = n_rows, .block = block, .rows = rows, .data = data};
    if (threads == 1 || n_rows <= block) {
        return write_serially(out, n_rows, block, rows, data, err);
    }
    for (size_t i = 0; i < 2 * most; i++) {
        COT_TRY(st, cot_i_out_piece(&round.pieces[i % 2][i / 2], err));
    }
    cot_i_out_flush(out);
    COT_TRY(st, write_rounds(&round, threads, most, err));
done:
    for (size_t i = 0; i < 2 * most; i++) {
        cot_i_out_free(round.pieces[i % 2][i / 2]);
    }
    return st;
}
