/* row.c: one row of a sparse product: the columns that an author meets through papers, each once, ascending,
 * with what the papers add. Three ways:
 *
 * Short rows are expanded, sorted and combined (Bell, Dalton, Olson, SIAM J. Sci. Comput. 34 (2012),
 * doi:10.1137/110838844): every entry is a number (column, place of the paper in the row), so that sorting
 * the numbers puts equal columns together, their papers in ascending order; no array over all columns is
 * touched. Bylines are short and their lengths unforeseeable, so the loops over them have a fixed number of
 * steps and no branch that a processor would guess wrong: four columns are always read, and those that do
 * not count are overwritten by the next paper's. Up to SHORT entries are sorted by counting for each how many
 * are smaller, more of them byte by byte.
 *
 * Long rows, with more entries than a share of the columns between their first and last, add to one place per
 * column, paper by paper (Gustavson, ACM TOMS 4 (1978), doi:10.1145/355791.355796), in loops that neither
 * branch nor look anything up; then the places are read in order.
 *
 * Rows with bylines so long that they are rows of a matrix of members (members.c) add these as vectors, to
 * places of the matrix. Columns of their other papers that have no place there are sorted as in short rows,
 * and both are merged.
 *
 * All add in ascending order of papers, starting with the first share: the same bits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "graph/build.h"

enum {
    SHORT = 48,      /* entries that are sorted best by comparing all with all */
    STEP = 4,        /* columns of a short byline read at once; COT_I_PAD is at least twice that */
    BYLINE = 64,     /* rows with longer bylines are counted before they are expanded */
    DENSE_SHARE = 16 /* a row is long when it has this share of the columns it spans as entries */
};

static bool grow_cells(cot_i_cells_t *cells, size_t more, const cot_i_product_t *x) {
    size_t need = cells->n + more, was = cells->capacity, capacity = was;
    if (need <= was) {
        return true;
    }
    bool ok = COT_GROW(cells->to, capacity, need);
    cells->capacity = capacity;
    /* each array grows from the old capacity; only when all have is the new one true */
    capacity = was;
    ok = ok && COT_GROW(cells->papers, capacity, need);
    for (int s = 0; s < 2; s++) {
        capacity = was;
        ok = ok && (!x->share[s] || COT_GROW(cells->share[s], capacity, need));
    }
    capacity = was;
    ok = ok && (!x->year || COT_GROW(cells->years, capacity, need));
    cells->capacity = ok ? cells->capacity : was;
    return ok;
}

void cot_i_gather_clear(cot_i_gather_t *gather) {
    cot_i_free(gather->cells.to);
    cot_i_free(gather->cells.papers);
    cot_i_free(gather->cells.years);
    cot_i_free(gather->items);
    cot_i_free(gather->spare);
    cot_i_free(gather->count);
    cot_i_free(gather->first);
    cot_i_free(gather->last);
    for (int s = 0; s < 2; s++) {
        cot_i_free(gather->cells.share[s]);
        cot_i_free(gather->sum[s]);
    }
}

/* The columns of entry j of the rows. */
static const uint32_t *columns_of(const cot_i_product_t *x, uint64_t j, const uint32_t **stop) {
    const uint64_t *off = x->paper_off + x->row_papers[j];
    *stop = x->columns + off[1];
    return x->columns + off[0];
}

/* The same, from the first that counts for the row; long bylines by halving. */
static const uint32_t *columns_above(const cot_i_product_t *x, uint64_t j, uint32_t row,
                                     const uint32_t **stop) {
    const uint32_t *low = columns_of(x, j, stop), *high = *stop;
    if (!x->upper) {
        return low;
    }
    while (high - low > 16) {
        const uint32_t *middle = low + (high - low) / 2;
        if (*middle <= row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low < high && *low <= row) {
        low++;
    }
    return low;
}

/* Years of two cells together. */
static uint32_t join_years(uint32_t a, uint32_t b) {
    uint32_t high = (a >> 16) > (b >> 16) ? a >> 16 : b >> 16;
    uint32_t low = (a & 0xffffu) > (b & 0xffffu) ? a & 0xffffu : b & 0xffffu;
    return high << 16 | low;
}

static uint32_t year_keys(int16_t year) {
    return (uint32_t)cot_i_first_key(year) << 16 | cot_i_last_key(year);
}

/* ---- rows of one paper ---- */

static bool gather_single(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t row) {
    const uint64_t j = x->row_off[row];
    const uint32_t paper = x->row_papers[j], *stop, *c = columns_above(x, j, row, &stop);
    cot_i_cells_t *cells = &g->cells;
    size_t first = cells->n, n = (size_t)(stop - c);
    if (!grow_cells(cells, n, x)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        cells->to[first + i] = c[i];
        cells->papers[first + i] = 1;
    }
    for (int s = 0; s < 2; s++) {
        for (size_t i = first; x->share[s] && i < first + n; i++) {
            cells->share[s][i] = x->share[s][paper];
        }
    }
    for (size_t i = first; x->year && i < first + n; i++) {
        cells->years[i] = year_keys(x->year[paper]);
    }
    cells->n += n;
    return true;
}

/* ---- short rows ---- */

/* How many columns of a short byline come up to and with the row. */
static uint32_t columns_before(const uint32_t *c, uint32_t size, uint32_t row) {
    uint32_t before = 0;
    for (uint32_t i = 0; i < STEP; i++) {
        before += (i < size) & (c[i] <= row);
    }
    return before;
}

/* The columns of entry j of the rows that count for the row, tagged with the entry; room for STEP or all of
 * them. Returns how many. */
static inline size_t expand(const cot_i_product_t *x, uint64_t j, uint32_t row, uint64_t *items) {
    const uint32_t *stop, *c = columns_of(x, j, &stop);
    const uint64_t tag = j - x->row_off[row];
    if (stop - c <= STEP) {
        uint32_t size = (uint32_t)(stop - c), before = x->upper ? columns_before(c, size, row) : 0;
        for (uint32_t i = 0; i < STEP; i++) {
            items[i] = (uint64_t)c[before + i] << 32 | tag;
        }
        return size - before;
    }
    c = columns_above(x, j, row, &stop);
    for (const uint32_t *at = c; at < stop; at++) {
        *items++ = (uint64_t)*at << 32 | tag;
    }
    return (size_t)(stop - c);
}

/* Sorts n <= SHORT different items. */
static void rank_items(const uint64_t *items, uint64_t *sorted, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t rank = 0;
        for (size_t j = 0; j < n; j++) {
            rank += items[j] < items[i];
        }
        sorted[rank] = items[i];
    }
}

/* One stable pass by the byte at `shift`. */
static void byte_pass(const uint64_t *in, uint64_t *out, size_t n, int shift) {
    uint32_t place[256] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++) {
        place[in[i] >> shift & 255]++;
    }
    for (int b = 0; b < 256; b++) {
        uint32_t count = place[b];
        place[b] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++) {
        out[place[in[i] >> shift & 255]++] = in[i];
    }
}

/* By column; items of one column keep their order, which is that of the papers. most: largest column. */
static const uint64_t *sort_items(uint64_t *items, uint64_t *spare, size_t n, uint32_t most) {
    if (n <= SHORT) {
        rank_items(items, spare, n);
        return spare;
    }
    for (int shift = 0; shift < 32 && most >> shift; shift += 8) {
        byte_pass(items, spare, n, 32 + shift);
        uint64_t *other = items;
        items = spare;
        spare = other;
    }
    return items;
}

/* Items of one column together, when only their number is wanted. */
static void count_items(const uint64_t *items, size_t n, cot_i_cells_t *cells) {
    uint32_t *to = cells->to + cells->n, *papers = cells->papers + cells->n;
    size_t at = 0;
    to[0] = (uint32_t)(items[0] >> 32);
    papers[0] = 1;
    for (size_t i = 1; i < n; i++) {
        const uint32_t column = (uint32_t)(items[i] >> 32), more = column == to[at];
        at += 1 - more;
        to[at] = column;
        papers[at] = more * papers[at] + 1;
    }
    cells->n += at + 1;
}

/* Items of one column together, with shares and years; returns how many there are. */
static size_t combine(const uint64_t *items, size_t n, const cot_i_product_t *x, uint32_t row,
                      cot_i_cells_t *cells) {
    const uint32_t column = (uint32_t)(items[0] >> 32), *papers = x->row_papers + x->row_off[row];
    size_t same = 1, at = cells->n++;
    while (same < n && (uint32_t)(items[same] >> 32) == column) {
        same++;
    }
    cells->to[at] = column;
    cells->papers[at] = (uint32_t)same;
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            double share = x->share[s][papers[(uint32_t)items[0]]];
            for (size_t i = 1; i < same; i++) {
                share += x->share[s][papers[(uint32_t)items[i]]];
            }
            cells->share[s][at] = share;
        }
    }
    if (x->year) {
        uint32_t years = 0;
        for (size_t i = 0; i < same; i++) {
            years = join_years(years, year_keys(x->year[papers[(uint32_t)items[i]]]));
        }
        cells->years[at] = years;
    }
    return same;
}

static bool room_for_items(cot_i_gather_t *g, size_t n) {
    return COT_GROW(g->items, g->items_capacity, n) && COT_GROW(g->spare, g->spare_capacity, n);
}

/* Sorts and combines n > 0 items of a row. */
static bool finish_short(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t row, size_t n) {
    if (!grow_cells(&g->cells, n, x)) {
        return false;
    }
    const uint64_t *items = sort_items(g->items, g->spare, n, x->n_columns);
    if (!x->year && !x->share[0] && !x->share[1]) {
        count_items(items, n, &g->cells);
        return true;
    }
    for (size_t i = 0; i < n;) {
        i += combine(items + i, n - i, x, row, &g->cells);
    }
    return true;
}

/* ---- long rows ---- */

static bool make_places(cot_i_gather_t *g, const cot_i_product_t *x) {
    const size_t n = (size_t)x->n_columns + COT_I_LANES;
    g->count = g->count ? g->count : cot_i_alloc(n, sizeof *g->count);
    bool ok = g->count != NULL;
    for (int s = 0; s < 2 && ok; s++) {
        if (x->share[s] && !g->sum[s]) {
            g->sum[s] = cot_i_alloc(n, sizeof *g->sum[s]);
            ok = g->sum[s] != NULL;
        }
    }
    if (ok && x->year) {
        g->first = g->first ? g->first : cot_i_alloc(n, sizeof *g->first);
        g->last = g->last ? g->last : cot_i_alloc(n, sizeof *g->last);
        ok = g->first && g->last;
    }
    return ok;
}

static void add_share(double *restrict sum, const uint32_t *restrict c, size_t n, double share) {
    for (size_t i = 0; i < n; i++) {
        sum[c[i]] += share;
    }
}

static void add_years(cot_i_gather_t *g, const uint32_t *c, size_t n, int16_t year) {
    uint16_t first = cot_i_first_key(year), last = cot_i_last_key(year);
    for (size_t i = 0; i < n; i++) {
        g->first[c[i]] = g->first[c[i]] > first ? g->first[c[i]] : first;
        g->last[c[i]] = g->last[c[i]] > last ? g->last[c[i]] : last;
    }
}

static void add_paper(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t paper, const uint32_t *c,
                      size_t n) {
    uint32_t *restrict count = g->count;
    for (size_t i = 0; i < n; i++) {
        count[c[i]]++;
    }
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            add_share(g->sum[s], c, n, x->share[s][paper]);
        }
    }
    if (x->year) {
        add_years(g, c, n, x->year[paper]);
    }
}

static void empty_place(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t place) {
    g->count[place] = 0;
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            g->sum[s][place] = 0;
        }
    }
    if (x->year) {
        g->first[place] = g->last[place] = 0;
    }
}

/* Takes a column's place out, and leaves it empty. */
static void take_place(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t place, uint32_t column) {
    size_t at = g->cells.n++;
    g->cells.to[at] = column;
    g->cells.papers[at] = g->count[place];
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            g->cells.share[s][at] = g->sum[s][place];
        }
    }
    if (x->year) {
        g->cells.years[at] = (uint32_t)g->first[place] << 16 | g->last[place];
    }
    empty_place(g, x, place);
}

/* The places from column low to high, in order. */
static void take_places(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t low, uint32_t high) {
    enum { STRIDE = 16 };
    uint32_t column = low;
    for (; high - column >= STRIDE; column += STRIDE) {
        uint32_t any = 0;
        for (uint32_t i = 0; i < STRIDE; i++) {
            any |= g->count[column + i];
        }
        for (uint32_t i = 0; any && i < STRIDE; i++) {
            if (g->count[column + i]) {
                take_place(g, x, column + i, column + i);
            }
        }
    }
    for (; column <= high; column++) {
        if (g->count[column]) {
            take_place(g, x, column, column);
        }
    }
}

static bool gather_long(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t row, uint32_t low,
                        uint32_t high) {
    if (!make_places(g, x)) {
        return false;
    }
    for (uint64_t j = x->row_off[row]; j < x->row_off[row + 1]; j++) {
        const uint32_t *stop, *c = columns_above(x, j, row, &stop);
        add_paper(g, x, x->row_papers[j], c, (size_t)(stop - c));
    }
    take_places(g, x, low, high);
    return true;
}

/* ---- rows with papers in the matrix of members ---- */

/* The columns of a paper without a row: to their places, or, where they have none, to the items. */
static size_t add_named(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                        uint64_t j, uint32_t row, size_t n) {
    const uint32_t paper = x->row_papers[j], *stop, *c = columns_above(x, j, row, &stop);
    for (; c < stop; c++) {
        const uint32_t place = members->place_of[*c];
        if (place == COT_I_NOWHERE) {
            g->items[n++] = (uint64_t)*c << 32 | (j - x->row_off[row]);
        } else {
            add_paper(g, x, paper, &place, 1);
        }
    }
    return n;
}

/* First place of a column above the row. */
static uint32_t place_above(const cot_i_members_t *members, uint32_t row) {
    uint32_t low = 0, high = members->places;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (members->column_of[middle] <= row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Places from `first` on and n items, which have other columns, in the order of columns. */
static void merge_places(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                         uint32_t row, uint32_t first, size_t n) {
    const uint64_t *items = n ? sort_items(g->items, g->spare, n, x->n_columns) : NULL;
    size_t i = 0;
    for (uint32_t place = first; place < members->places; place++) {
        if (g->count[place] == 0) {
            continue;
        }
        const uint32_t column = members->column_of[place];
        while (i < n && (uint32_t)(items[i] >> 32) < column) {
            i += combine(items + i, n - i, x, row, &g->cells);
        }
        take_place(g, x, place, column);
    }
    while (i < n) {
        i += combine(items + i, n - i, x, row, &g->cells);
    }
}

/* named: entries of the papers that have no row. */
static bool gather_members(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                           uint32_t row, size_t named) {
    const uint32_t above = place_above(members, row), first = above / COT_I_LANES * COT_I_LANES;
    size_t n = 0;
    if (!make_places(g, x) || !room_for_items(g, named) ||
        !grow_cells(&g->cells, members->places + named, x)) {
        return false;
    }
    for (uint64_t j = x->row_off[row]; j < x->row_off[row + 1]; j++) {
        if (members->row_of[x->row_papers[j]] == COT_I_NOWHERE) {
            n = add_named(g, x, members, j, row, n);
        } else {
            cot_i_members_add(g, x, members, x->row_papers[j], first);
        }
    }
    for (uint32_t place = first; place < above; place++) {
        empty_place(g, x, place); /* the vectors begin at a multiple of their length */
    }
    merge_places(g, x, members, row, above, n);
    return true;
}

/* ---- which way ---- */

/* Papers are met in no order that the processor could guess: asks for those of later entries. */
static void look_ahead(const cot_i_product_t *x, uint64_t j) {
    enum { AHEAD = 12 };
    if (j + AHEAD < x->row_off[x->n_rows]) {
        __builtin_prefetch(x->paper_off + x->row_papers[j + AHEAD]);
        __builtin_prefetch(x->columns + x->paper_off[x->row_papers[j + AHEAD / 2]]);
    }
}

/* A row with long bylines: looks how long it is first. */
static bool gather_counted(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                           uint32_t row) {
    size_t entries = 0, named = 0, n = 0;
    bool has_members = false;
    uint32_t low = UINT32_MAX, high = 0;
    for (uint64_t j = x->row_off[row]; j < x->row_off[row + 1]; j++) {
        const uint32_t *stop, *c = columns_above(x, j, row, &stop);
        const bool is_row = members && members->row_of[x->row_papers[j]] != COT_I_NOWHERE;
        has_members |= is_row;
        if (c < stop) {
            entries += (size_t)(stop - c);
            named += is_row ? 0 : (size_t)(stop - c);
            low = *c < low ? *c : low;
            high = stop[-1] > high ? stop[-1] : high;
        }
    }
    if (has_members) {
        return gather_members(g, x, members, row, named);
    }
    size_t span = (size_t)high - low + 1;
    if (entries > SHORT && entries > span / DENSE_SHARE) {
        return grow_cells(&g->cells, entries < span ? entries : span, x) &&
               gather_long(g, x, row, low, high);
    }
    if (!room_for_items(g, entries + STEP)) {
        return false;
    }
    for (uint64_t j = x->row_off[row]; j < x->row_off[row + 1]; j++) {
        n += expand(x, j, row, g->items + n);
    }
    return n == 0 || finish_short(g, x, row, n);
}

bool cot_i_gather_row(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                      uint32_t row) {
    uint64_t begin = x->row_off[row], end = x->row_off[row + 1];
    size_t n = 0;
    if (end - begin == 1) {
        look_ahead(x, begin);
        return gather_single(g, x, row);
    }
    for (uint64_t j = begin; j < end; j++) {
        look_ahead(x, j);
        const uint64_t *off = x->paper_off + x->row_papers[j];
        if (off[1] - off[0] > BYLINE) {
            return gather_counted(g, x, members, row);
        }
        if (n + BYLINE > g->items_capacity && !room_for_items(g, n + BYLINE)) {
            return false;
        }
        n += expand(x, j, row, g->items + n);
    }
    return n == 0 || finish_short(g, x, row, n);
}
