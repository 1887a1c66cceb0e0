/* reach.c: cuts the network into its core and its side classes (Sariyuce et al., arXiv:1209.6007, call them
 * side vertices). SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/reach.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

static void number(cot_reach_t *r, const cot_csr_t *rows, const uint32_t *size, const uint8_t *side) {
    uint32_t core = 0, at_side;
    for (uint32_t c = 0; c < rows->n; c++) {
        r->n_core += side[c] == 0;
    }
    at_side = r->n_core;
    for (uint32_t c = 0; c < rows->n; c++) {
        const uint32_t v = side[c] ? at_side++ : core++;
        r->number_of[c] = v;
        r->class_of[v] = c;
        r->size[v] = size[c];
    }
}

static void fill_rows(cot_reach_t *r, const cot_csr_t *rows, const uint8_t *side) {
    uint32_t at = 0;
    for (uint32_t v = 0; v < r->n; v++) {
        const uint32_t c = r->class_of[v];
        r->off[v] = at;
        for (int kind = 0; kind < 2; kind++) {
            for (uint32_t a = rows->off[c]; a < rows->off[c + 1]; a++) {
                if (side[rows->adj[a]] == kind) {
                    r->adj[at++] = r->number_of[rows->adj[a]];
                }
            }
            if (kind == 0) {
                r->mid[v] = at;
            }
        }
        const uint32_t arcs = at - r->off[v];
        r->most_arcs = arcs > r->most_arcs ? arcs : r->most_arcs;
    }
    r->off[r->n] = at;
}

/* The first neighbour of every class but a component's first is the one it was reached from (quotient.h).
 * depth: scratch. */
static void find_parts(cot_reach_t *r, const cot_prepared_t *p, uint32_t *depth) {
    const cot_csr_t *rows = &p->quotient.rows;
    uint32_t core = 0, side = r->n_core;
    for (uint32_t k = 0; k < r->n_parts; k++) {
        cot_reach_part_t *part = &r->parts[k];
        *part = (cot_reach_part_t){p->parts.start[k], p->parts.start[k + 1], core, 0, side, 0, 0, 0, 0};
        for (uint32_t c = part->class_first; c < part->class_end; c++) {
            depth[c] = c == part->class_first ? 0 : depth[rows->adj[rows->off[c]]] + 1;
            core += p->simplicial[c] == 0;
            side += p->simplicial[c] != 0;
            part->vertices += p->quotient.size[c];
            part->depth_sum += depth[c];
            part->depth = depth[c] > part->depth ? depth[c] : part->depth;
        }
        part->core_end = core;
        part->side_end = side;
        r->farthest = 2 * part->depth > r->farthest ? 2 * part->depth : r->farthest;
    }
}

void cot_i_reach_clear(cot_reach_t *reach) {
    cot_i_free(reach->off);
    cot_i_free(reach->mid);
    cot_i_free(reach->adj);
    cot_i_free(reach->size);
    cot_i_free(reach->number_of);
    cot_i_free(reach->class_of);
    cot_i_free(reach->parts);
    *reach = (cot_reach_t){0};
}

cot_status_t cot_i_reach_build(cot_reach_t *out, const cot_prepared_t *prepared, const cot_env_t *env,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_csr_t *rows = &prepared->quotient.rows;
    const char *what = "core of the network";
    cot_reach_t r = {.n = rows->n, .n_parts = prepared->parts.count};
    uint32_t *depth = NULL;
    COT_NEW(st, err, depth, r.n, what);
    COT_NEW(st, err, r.off, (size_t)r.n + 1, what);
    COT_NEW(st, err, r.mid, r.n, what);
    COT_NEW(st, err, r.adj, rows->off[r.n], what);
    COT_NEW(st, err, r.size, r.n, what);
    COT_NEW(st, err, r.number_of, r.n, what);
    COT_NEW(st, err, r.class_of, r.n, what);
    COT_NEW(st, err, r.parts, r.n_parts, what);
    number(&r, rows, prepared->quotient.size, prepared->simplicial);
    COT_TRY(st, cot_i_progress(env, what, 0, 0, err));
    fill_rows(&r, rows, prepared->simplicial);
    COT_TRY(st, cot_i_progress(env, what, 0, 0, err));
    find_parts(&r, prepared, depth);
    *out = r;
    r = (cot_reach_t){0};
done:
    cot_i_reach_clear(&r);
    cot_i_free(depth);
    return st;
}
