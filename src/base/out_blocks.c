/* out_blocks.c: rows formatted by several threads, written in order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/out.h"
#include "base/par.h"
#include "base/rounds.h"

/* Blocks being formatted, and those of the round before, on their way out. */
typedef struct {
    cot_out_t *out, *pieces[2][COT_OUT_ROUND];
    size_t n[2]; /* blocks in each */
    int at;      /* which of the two is being formatted */
    size_t most; /* blocks of a round */
    uint64_t first, n_rows, block, next;
    bool failed; /* no memory for a block */
    cot_i_rows_fn *rows;
    void *data;
} round_t;

int cot_i_out_threads(const cot_out_t *out) {
    return out->env ? cot_env_threads(out->env) : 1;
}

static void format_block(const round_t *round, int thread, size_t i) {
    cot_out_t *piece = round->pieces[round->at][i];
    const uint64_t first = round->first + i * round->block;
    const uint64_t end = round->n_rows - first < round->block ? round->n_rows : first + round->block;
    piece->used = 0;
    round->rows(round->data, thread, piece, first, end);
}

/* One of the jobs of a round: 0 and 1 see to the blocks of the round before, the others format one block
 * each. */
static void do_job(void *data, int thread, uint32_t job) {
    const round_t *round = data;
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
        format_block(round, thread, job - 2);
    }
}

/* What there is to do in a round: blocks to format, or only those of the round before to see to; 0:
 * nothing. */
static uint32_t begin_round(round_t *round) {
    const uint64_t blocks = (round->n_rows + round->block - 1) / round->block, left = blocks - round->next;
    const size_t n = left < round->most ? (size_t)left : round->most;
    round->n[round->at] = n;
    round->first = round->next * round->block;
    return n + round->n[1 - round->at] > 0 ? (uint32_t)n + 2 : 0;
}

static void end_round(void *data, cot_i_rounds_t *rounds) {
    round_t *round = data;
    const size_t n = round->n[round->at];
    for (size_t i = 0; i < n; i++) {
        round->failed |= round->pieces[round->at][i]->error != 0;
    }
    round->next += n;
    round->n[1 - round->at] = 0;
    round->at = 1 - round->at;
    rounds->done = round->n_rows - round->first < n * round->block ? round->n_rows
                                                                  : round->first + n * round->block;
    rounds->blocks = round->failed || round->out->error != 0 ? 0 : begin_round(round);
}

static cot_status_t write_rounds(round_t *round, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_rounds_t rounds = {.data = round, .blocks = begin_round(round), .stage = "writing",
                             .total = round->n_rows, .block = do_job, .between = end_round};
    COT_TRY(st, cot_i_rounds(&rounds, threads, round->out->env, err));
    if (round->failed) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: rows of %s", round->out->place);
    }
done:
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
    round_t round = {.out = out, .most = most, .n_rows = n_rows, .block = block, .rows = rows, .data = data};
    if (threads == 1 || n_rows <= block) {
        return write_serially(out, n_rows, block, rows, data, err);
    }
    for (size_t i = 0; i < 2 * most; i++) {
        COT_TRY(st, cot_i_out_piece(&round.pieces[i % 2][i / 2], err));
    }
    cot_i_out_flush(out);
    COT_TRY(st, write_rounds(&round, threads, err));
done:
    for (size_t i = 0; i < 2 * most; i++) {
        cot_i_out_free(round.pieces[i % 2][i / 2]);
    }
    return st;
}
