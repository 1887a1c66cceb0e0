/* build.h: parts of making a network that several files of this room share.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_GRAPH_BUILD_H
#define COT_GRAPH_BUILD_H

#include "base/alloc.h"
#include "base/fail.h"
#include "base/isa.h"
#include "base/meter.h"
#include "coterie/graph.h"

/* COT_NEW for arrays whose every entry is written anyway: not zeroed, aligned to 64 bytes. */
#define COT_NEW_RAW(st, err, ptr, count, what)                                                               \
    do {                                                                                                     \
        (ptr) = cot_i_alloc_aligned((size_t)(count), sizeof *(ptr));                                         \
        if (!(ptr)) {                                                                                        \
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %s (%zu x %zu bytes)", (what), (size_t)(count),   \
                     sizeof *(ptr));                                                                         \
        }                                                                                                    \
    } while (0)

/* An empty incidence with room for its rows; offsets zeroed, the rest not. */
cot_status_t cot_i_incidence_new(cot_incidence_t **out, uint32_t n_authors, uint32_t n_papers,
                                 uint32_t n_corpus_papers, uint64_t n_slots, cot_error_t *err);
/* Fills author_off and author_papers from the paper rows. author_off must be zeroed. */
cot_status_t cot_i_incidence_transpose(cot_incidence_t *incidence, int threads, cot_error_t *err);

/* Whether any kept paper has a year. */
bool cot_i_any_year(const cot_incidence_t *incidence);

/* A network with room for m edges (m < 2^32, else COT_E_LIMIT) and their weights under the schemes of the set
 * (bits 1 << cot_counting_t, counting among them); nothing but the sizes and `counting` is filled in. */
cot_status_t cot_i_graph_new(cot_graph_t **out, uint32_t n, uint32_t n_left, uint64_t m,
                             cot_counting_t counting, unsigned schemes, cot_error_t *err);
/* Fills from, off and adj from edges that are ordered by (from, to). start: where the edges of each of
 * the first n_rows vertices begin, and the last's end (n_rows + 1); the others have none to higher ones.
 * meter: asked whether to stop; may be NULL. */
cot_status_t cot_i_graph_arcs(cot_graph_t *graph, const uint64_t *start, uint32_t n_rows, int threads,
                              cot_meter_t *meter, cot_error_t *err);

/* First of n rows that begins at or after `at`; n when none does. */
static inline uint32_t cot_i_row_at(const uint64_t *off, uint32_t n, uint64_t at) {
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (off[middle] < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Turning rows round in parallel (transpose.c). The entries are cut into ranges, each filled by one thread;
 * next[r][v] is where range r puts its next entry of column v. */
enum { COT_I_MAX_RANGES = 16 };
typedef struct {
    uint32_t n;
    int ranges;
    uint64_t bounds[COT_I_MAX_RANGES + 1]; /* entries of range r: bounds[r] .. bounds[r + 1] */
    uint32_t *next;                        /* ranges rows of n; the low half of each place */
    bool wide;                             /* places need more than 32 bits */
} cot_i_places_t;
/* The next place of column v, whose row begins at off[v]; with `wide` the rest of it follows from there. */
COT_INLINE uint64_t cot_i_place(const uint64_t *off, uint32_t *next, uint32_t v, bool wide) {
    const uint32_t low = next[v]++;
    return wide ? off[v] + (uint32_t)(low - (uint32_t)off[v]) : low;
}
/* How many ranges are worth it for `entries` entries of n columns. */
int cot_i_ranges(uint64_t entries, uint32_t n, int threads);
/* Counts the columns of every range (ranges and bounds are set already) and finds the places. off: n + 1
 * entries; on entry off[v] is the room to keep at the end of row v, on return where row v begins. */
cot_status_t cot_i_places_new(cot_i_places_t *places, const uint32_t *columns, uint64_t *off, uint32_t n,
                              cot_error_t *err);

/* Different numbers up to `most`, ascending; spare: room for n. */
void cot_i_sort_numbers(const uint32_t *numbers, uint32_t *sorted, uint32_t *spare, uint32_t n,
                        uint32_t most);

/* A product of two incidences: rows (authors) times columns through papers. */
typedef struct {
    uint32_t n_rows, n_columns, n_papers;
    const uint64_t *row_off;    /* n_rows + 1 */
    const uint32_t *row_papers; /* ascending in each row */
    bool upper; /* rows and columns are the same: only columns above the row, so that each pair is met once */
    const uint64_t *paper_off; /* n_papers + 1 */
    const uint32_t *columns;   /* of all papers; ascending for each */
    const uint64_t *rows_off;  /* n_papers + 1; with `upper` paper_off and columns */
    const uint32_t *rows;      /* of all papers */
    const double *share[2];    /* what a paper adds to each of its pairs: fractional, paper (full: 1); NULL
                                  where that is not wanted */
    const int16_t *year;       /* of each paper; NULL when no paper has one, or they are not wanted */
    uint32_t shift;            /* number of column 0 as a vertex of the network */
    cot_counting_t counting;   /* whose weights are the network's */
    cot_isa_t isa;             /* not above cot_i_isa_best() */
    const char *stage;         /* for progress */
} cot_i_product_t;
/* cot_graph_coauthor_weights with a given instruction set: for tests. */
cot_status_t cot_i_coauthor_isa(cot_graph_t **out, const cot_incidence_t *incidence, cot_counting_t counting,
                                unsigned schemes, cot_isa_t isa, const cot_env_t *env, cot_error_t *err);
/* Makes the network of a product, with weights by `counting`, by the schemes whose shares are there, and with
 * `full` by that too: of n_rows vertices when rows and columns are the same, else of shift +
 * n_columns. */
cot_status_t cot_i_product(cot_graph_t **out, const cot_i_product_t *product, bool full, const cot_env_t *env,
                           cot_error_t *err);
/* The same, but only the pairs and their papers. */
cot_status_t cot_i_product_pairs(cot_pairs_t **out, const cot_i_product_t *product, const cot_env_t *env,
                                 cot_error_t *err);

/* ---- entries of short papers (scatter.c) ---- */

/* What rows meet through papers of at most `limit` columns: row v has the entries room[v] .. room[v + 1], in
 * order: uint64_t column << 32 | paper when tagged; where papers only have to be counted, uint32_t column. */
typedef struct {
    uint32_t limit;
    bool all; /* no paper has more than `limit` columns */
    bool tagged;
    uint32_t *room; /* n_rows + 1 */
    void *entries;
} cot_i_entries_t;
/* Of the columns of papers. */
typedef struct {
    uint64_t sum, squares, longest;
} cot_i_sizes_t;
cot_status_t cot_i_entries_new(cot_i_entries_t *out, const cot_i_product_t *product, const cot_i_sizes_t *sizes,
                               int threads, cot_meter_t *meter, cot_error_t *err);
void cot_i_entries_clear(cot_i_entries_t *entries);

/* ---- one row of a product (row.c) ---- */

/* Edges where they are to stand, n of them filled in; what is not wanted is NULL. */
typedef struct {
    uint32_t *to, *papers;
    double *share[2];
    int16_t *first_year, *last_year;
    size_t n;
} cot_i_cells_t;

/* What one thread needs to gather rows with long papers. */
typedef struct {
    cot_i_cells_t cells;
    uint64_t *items, *spare; /* the entries of a row, to be sorted */
    size_t items_capacity, spare_capacity;
    /* one place per column, for long rows; made when the first of them comes, touched where it is used */
    uint32_t *count;
    double *sum[2];
    uint16_t *first, *last;
    uint64_t *met; /* one bit per column, and one per place of a matrix of members */
} cot_i_gather_t;

/* Long bylines as a matrix of bytes (members.c): 1 where the author of a place is on the paper of a row. */
#define COT_I_NOWHERE UINT32_MAX
enum { COT_I_LANES = 64 /* rows are so many bytes, or a multiple */ };
typedef struct {
    uint32_t rows, places, stride;
    uint32_t *row_of;    /* of a paper, or COT_I_NOWHERE: n_papers */
    uint32_t *place_of;  /* of a column, or COT_I_NOWHERE: n_columns */
    uint32_t *column_of; /* of a place; ascending */
    uint8_t *bytes;      /* rows x stride */
    uint64_t *bits;      /* the same as bits: rows x stride / 64 */
} cot_i_members_t;
/* *out = NULL: there are no long bylines, or they are too scattered. */
cot_status_t cot_i_members_new(cot_i_members_t **out, const cot_i_product_t *product, cot_error_t *err);
void cot_i_members_free(cot_i_members_t *members);
/* Adds a paper with a row to the places from `first` on, a multiple of COT_I_LANES. */
void cot_i_members_add(cot_i_gather_t *gather, const cot_i_product_t *product,
                       const cot_i_members_t *members, uint32_t paper, uint32_t first);

/* How many edges a row with long papers has. false: no memory. */
bool cot_i_count_row(cot_i_gather_t *gather, const cot_i_product_t *product, const cot_i_members_t *members,
                     uint32_t row, uint64_t *n);
/* Appends the edges of such a row to the cells. false: no memory. */
bool cot_i_gather_row(cot_i_gather_t *gather, const cot_i_product_t *product,
                      const cot_i_members_t *members, uint32_t row);
/* How many edges the rows [row, end) have, all of them without long papers. */
uint64_t cot_i_count_entries(const cot_i_entries_t *entries, uint32_t row, uint32_t end);
/* Appends the edges of the rows [row, end), all of them without long papers, where papers only have to be counted;
 * start[r] = e + those that the cells had before row r. false: no memory. */
bool cot_i_gather_counted(cot_i_gather_t *gather, const cot_i_entries_t *entries, uint32_t row, uint32_t end,
                          uint64_t *start, uint64_t e);
/* Appends the edges of a row without long papers, of tagged entries. */
void cot_i_gather_entries(cot_i_cells_t *cells, const cot_i_product_t *product,
                          const cot_i_entries_t *entries, uint32_t row);
void cot_i_gather_clear(cot_i_gather_t *gather);

/* Years as numbers of which the largest is wanted: the low half is the last year, the high half the first
 * with its order turned round; COT_NO_YEAR is 0 in both. */
static inline uint16_t cot_i_last_key(int16_t year) {
    return (uint16_t)((uint16_t)year ^ 0x8000u);
}

static inline uint16_t cot_i_first_key(int16_t year) {
    return (uint16_t)(0u - cot_i_last_key(year));
}

static inline int16_t cot_i_last_year(uint32_t keys) {
    return (int16_t)((keys & 0xffffu) ^ 0x8000u);
}

static inline int16_t cot_i_first_year(uint32_t keys) {
    return (int16_t)(((0u - (keys >> 16)) & 0xffffu) ^ 0x8000u);
}

#endif
