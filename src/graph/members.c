/* members.c: long bylines as rows of a matrix of bytes, 1 where an author is on the paper.
 *
 * Papers of collaborations share most of their authors. Over the authors of all such papers together, each is
 * a dense row of zeros and ones, and adding what a paper gives to its authors becomes a loop over
 * neighbouring numbers (sum += share x member) without a look-up: 16 counts or 8 sums at once with AVX-512.
 * What is added to others is 0, which changes no bit of a sum that is not negative, so the sums are those of
 * adding to the paper's authors alone, in the same order.
 *
 * The matrix is made when it holds at most THIN bytes for each name on the bylines in it; if the bylines of
 * at least LONG names are too scattered for that, of those of at least four times as many, and so on.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "graph/build.h"

enum {
    LONG = 256, /* names on the shortest byline that may be a row */
    THIN = 64   /* bytes of matrix per name */
};

void cot_i_members_free(cot_i_members_t *members) {
    if (members) {
        cot_i_free(members->row_of);
        cot_i_free(members->place_of);
        cot_i_free(members->column_of);
        cot_i_free(members->bytes);
        cot_i_free(members->bits);
        cot_i_free(members);
    }
}

static uint64_t size_of(const cot_i_product_t *x, uint32_t paper) {
    return x->paper_off[paper + 1] - x->paper_off[paper];
}

/* Numbers the papers of at least `least` names as rows and their columns as places; names: how many. */
static uint64_t number(cot_i_members_t *members, const cot_i_product_t *x, uint64_t least) {
    uint64_t names = 0;
    members->rows = members->places = 0;
    memset(members->place_of, 0, (size_t)x->n_columns * sizeof *members->place_of);
    for (uint32_t p = 0; p < x->n_papers; p++) {
        const bool is_row = size_of(x, p) >= least;
        members->row_of[p] = is_row ? members->rows++ : COT_I_NOWHERE;
        names += is_row ? size_of(x, p) : 0;
        for (uint64_t i = x->paper_off[p]; is_row && i < x->paper_off[p + 1]; i++) {
            members->place_of[x->columns[i]] = 1;
        }
    }
    for (uint32_t c = 0; c < x->n_columns; c++) {
        members->place_of[c] = members->place_of[c] ? members->places++ : COT_I_NOWHERE;
    }
    members->stride = (members->places + COT_I_LANES - 1) / COT_I_LANES * COT_I_LANES;
    return names;
}

static void fill(cot_i_members_t *members, const cot_i_product_t *x) {
    for (uint32_t c = 0; c < x->n_columns; c++) {
        if (members->place_of[c] != COT_I_NOWHERE) {
            members->column_of[members->place_of[c]] = c;
        }
    }
    for (uint32_t p = 0; p < x->n_papers; p++) {
        if (members->row_of[p] != COT_I_NOWHERE) {
            uint8_t *row = members->bytes + (size_t)members->row_of[p] * members->stride;
            uint64_t *bits = members->bits + (size_t)members->row_of[p] * (members->stride / 64);
            for (uint64_t i = x->paper_off[p]; i < x->paper_off[p + 1]; i++) {
                const uint32_t place = members->place_of[x->columns[i]];
                row[place] = 1;
                bits[place / 64] |= UINT64_C(1) << (place % 64);
            }
        }
    }
}

cot_status_t cot_i_members_new(cot_i_members_t **out, const cot_i_product_t *x, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_members_t *members = NULL;
    uint64_t longest = 0, least = LONG, names = 0;
    for (uint32_t p = 0; p < x->n_papers; p++) {
        longest = size_of(x, p) > longest ? size_of(x, p) : longest;
    }
    *out = NULL;
    if (!x->upper || longest < LONG) {
        return COT_OK;
    }
    COT_NEW(st, err, members, 1, "matrix of bylines");
    COT_NEW_RAW(st, err, members->row_of, x->n_papers, "rows of papers");
    COT_NEW_RAW(st, err, members->place_of, x->n_columns, "places of authors");
    for (; least <= longest; least *= 4) {
        names = number(members, x, least);
        if ((uint64_t)members->rows * members->stride <= THIN * names) {
            break;
        }
    }
    if (least <= longest) {
        COT_NEW_RAW(st, err, members->column_of, members->stride, "places of authors");
        COT_NEW(st, err, members->bytes, (size_t)members->rows * members->stride, "matrix of bylines");
        COT_NEW(st, err, members->bits, (size_t)members->rows * (members->stride / 64), "matrix of bylines");
        fill(members, x);
        *out = members;
        members = NULL;
    }
done:
    cot_i_members_free(members);
    return st;
}

/* ---- adding a row of the matrix ---- */

COT_INLINE void add_count(uint32_t *restrict count, const uint8_t *restrict member, size_t n) {
    for (size_t i = 0; i < n; i++) {
        count[i] += member[i];
    }
}

COT_INLINE void add_share(double *restrict sum, const uint8_t *restrict member, size_t n, double share) {
    for (size_t i = 0; i < n; i++) {
        sum[i] += share * member[i];
    }
}

COT_INLINE void raise(uint16_t *restrict most, const uint8_t *restrict member, size_t n, uint16_t value) {
    for (size_t i = 0; i < n; i++) {
        const uint16_t here = (uint16_t)(value * member[i]);
        most[i] = most[i] > here ? most[i] : here;
    }
}

COT_INLINE void add_row(cot_i_gather_t *g, const cot_i_product_t *x, const uint8_t *member, size_t first,
                        size_t n, uint32_t paper) {
    add_count(g->count + first, member + first, n);
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            add_share(g->sum[s] + first, member + first, n, x->share[s][paper]);
        }
    }
    if (x->year) {
        raise(g->first + first, member + first, n, cot_i_first_key(x->year[paper]));
        raise(g->last + first, member + first, n, cot_i_last_key(x->year[paper]));
    }
}

#define ADD_ROW(isa, target)                                                                                 \
    target static void add_row_##isa(cot_i_gather_t *g, const cot_i_product_t *x, const uint8_t *member,     \
                                     size_t first, size_t n, uint32_t paper) {                               \
        add_row(g, x, member, first, n, paper);                                                              \
    }

ADD_ROW(base, )
#ifdef COT_ISA_X86
ADD_ROW(avx2, COT_TARGET_AVX2)
ADD_ROW(avx512, COT_TARGET_AVX512)
#endif

void cot_i_members_add(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                       uint32_t paper, uint32_t first) {
    const uint8_t *member = members->bytes + (size_t)members->row_of[paper] * members->stride;
    const size_t n = members->stride - first;
#ifdef COT_ISA_X86
    if (x->isa == COT_ISA_AVX512) {
        add_row_avx512(g, x, member, first, n, paper);
        return;
    }
    if (x->isa == COT_ISA_AVX2) {
        add_row_avx2(g, x, member, first, n, paper);
        return;
    }
#endif
    add_row_base(g, x, member, first, n, paper);
}
