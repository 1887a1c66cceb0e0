/* row.c: one row of a sparse product: the columns that an author meets through papers, each once, ascending,
 * with what the papers add. Rows whose papers are all short come as entries in order (scatter.c) and only
 * have to be combined. The others are gathered paper by paper, in one of three ways:
 *
 * Rows with few entries are expanded, sorted and combined (Bell, Dalton, Olson, SIAM J. Sci. Comput. 34
 * (2012), doi:10.1137/110838844): every entry is a number (column, place of the paper in the row), so that
 * sorting the numbers puts equal columns together, their papers in ascending order; no array over all
 * columns is touched.
 *
 * Rows with more entries than a share of the columns between their first and last add to one place per
 * column, paper by paper (Gustavson, ACM TOMS 4 (1978), doi:10.1145/355791.355796), in loops that neither
 * branch nor look anything up; then the places are read in order.
 *
 * Rows with bylines so long that they are rows of a matrix of members (members.c) add these as vectors, to
 * places of the matrix. Columns of their other papers that have no place there are sorted as above, and both
 * are merged.
 *
 * Such a row is counted first, by marking bits, so that its edges can be put where they stay.
 *
 * All add in ascending order of papers, starting with the first share: the same bits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "graph/build.h"

enum {
    SHORT = 48,      /* entries that are sorted best by comparing all with all */
    DENSE_SHARE = 16 /* a row is long when it has this share of the columns it spans as entries */
};

void cot_i_gather_clear(cot_i_gather_t *gather) {
    cot_i_free(gather->items);
    cot_i_free(gather->spare);
    cot_i_free(gather->count);
    cot_i_free(gather->first);
    cot_i_free(gather->last);
    cot_i_free(gather->met);
    for (int s = 0; s < 2; s++) {
        cot_i_free(gather->sum[s]);
    }
}

static bool room_for_items(cot_i_gather_t *g, size_t n) {
    return COT_GROW(g->items, g->items_capacity, n) && COT_GROW(g->spare, g->spare_capacity, n);
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

/* ---- one paper ---- */

static void put_years(cot_i_cells_t *cells, size_t at, uint32_t keys) {
    cells->first_year[at] = cot_i_first_year(keys);
    cells->last_year[at] = cot_i_last_year(keys);
}

static void gather_single(cot_i_cells_t *cells, const cot_i_product_t *x, uint32_t row) {
    const uint64_t j = x->row_off[row];
    const uint32_t paper = x->row_papers[j], *stop, *c = columns_above(x, j, row, &stop);
    const size_t first = cells->n, n = (size_t)(stop - c);
    cells->n += n;
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
        cells->first_year[i] = cells->last_year[i] = x->year[paper];
    }
}

/* ---- few entries ---- */

/* The columns of entry j of the rows that count for the row, tagged with the entry. Returns how many. */
static size_t expand(const cot_i_product_t *x, uint64_t j, uint32_t row, uint64_t *items) {
    const uint32_t *stop, *c = columns_above(x, j, row, &stop);
    const uint64_t tag = j - x->row_off[row];
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

/* Items of one column together, with shares and years; returns how many there are. papers: what the low half
 * of an item is the place in; NULL when it is the paper itself. */
COT_INLINE size_t combine(const uint64_t *items, size_t n, const cot_i_product_t *x, const uint32_t *papers,
                          cot_i_cells_t *cells) {
    const uint32_t column = (uint32_t)(items[0] >> 32), first = (uint32_t)items[0];
    const size_t at = cells->n++;
    uint32_t paper = papers ? papers[first] : first;
    uint32_t years = x->year ? year_keys(x->year[paper]) : 0;
    double share[2] = {x->share[0] ? x->share[0][paper] : 0, x->share[1] ? x->share[1][paper] : 0};
    size_t same = 1;
    for (; same < n && (uint32_t)(items[same] >> 32) == column; same++) {
        paper = papers ? papers[(uint32_t)items[same]] : (uint32_t)items[same];
        years = x->year ? join_years(years, year_keys(x->year[paper])) : 0;
        for (int s = 0; s < 2; s++) {
            share[s] += x->share[s] ? x->share[s][paper] : 0;
        }
    }
    cells->to[at] = column;
    cells->papers[at] = (uint32_t)same;
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            cells->share[s][at] = share[s];
        }
    }
    if (x->year) {
        put_years(cells, at, years);
    }
    return same;
}

void cot_i_gather_entries(cot_i_cells_t *cells, const cot_i_product_t *x, const cot_i_entries_t *entries,
                          uint32_t row) {
    const size_t begin = entries->room[row], n = entries->room[row + 1] - begin;
    const uint64_t *items = (const uint64_t *)entries->entries + begin;
    for (size_t i = 0; i < n;) {
        i += combine(items + i, n - i, x, NULL, cells);
    }
}

/* Changes of column among the entries, and one more wherever a row begins with the column that the row
 * before ends with. So a loop over entries and one over rows do, which are long, instead of a short loop for
 * each row. */
uint64_t cot_i_count_entries(const cot_i_entries_t *entries, uint32_t row, uint32_t end) {
    const uint32_t begin = entries->room[row], stop = entries->room[end];
    const uint64_t *items = entries->entries;
    const uint32_t *columns = entries->entries;
    uint64_t n = begin < stop;
    for (uint32_t i = begin + 1; entries->tagged && i < stop; i++) {
        n += items[i] >> 32 != items[i - 1] >> 32;
    }
    for (uint32_t i = begin + 1; !entries->tagged && i < stop; i++) {
        n += columns[i] != columns[i - 1];
    }
    for (row++; row < end; row++) {
        const uint32_t i = entries->room[row], inside = (i > begin) & (i < entries->room[row + 1]);
        const uint32_t k = inside ? i : begin; /* which rows are empty is chance: no branch */
        const uint32_t before = k - inside;
        n += inside & (entries->tagged ? items[k] >> 32 == items[before] >> 32 : columns[k] == columns[before]);
    }
    return n;
}

/* Where entries only have to be counted, rows are too short for loops of their own, whose ends would have to be
 * guessed: one loop over the entries of all, with a mark where a row begins. Every entry is written where the
 * edge in hand stands, and the place moves on behind the last of a column. */
bool cot_i_gather_counted(cot_i_gather_t *g, const cot_i_entries_t *entries, uint32_t row, uint32_t end,
                          uint64_t *start, uint64_t e) {
    const uint32_t begin = entries->room[row], n = entries->room[end] - begin;
    if (!room_for_items(g, (size_t)n / 2 + 1)) {
        return false;
    }
    const uint32_t *restrict columns = (const uint32_t *)entries->entries + begin;
    uint32_t *restrict to = g->cells.to + g->cells.n, *restrict papers = g->cells.papers + g->cells.n;
    uint32_t *restrict edge_of = (uint32_t *)g->items; /* of an entry */
    uint8_t *restrict begins = (uint8_t *)g->spare;
    uint32_t at = 0;
    memset(begins, 0, (size_t)n + 1);
    for (uint32_t r = row; r <= end; r++) {
        begins[entries->room[r] - begin] = 1;
    }
    for (uint32_t i = 0; i < n; i++) {
        edge_of[i] = at;
        to[at] = columns[i];
        papers[at] = i + 1; /* entries up to here */
        at += (columns[i] != columns[i + 1]) | begins[i + 1];
    }
    edge_of[n] = at;
    for (uint32_t k = at; k-- > 1;) {
        papers[k] -= papers[k - 1];
    }
    for (uint32_t r = row; r < end; r++) {
        start[r] = e + g->cells.n + edge_of[entries->room[r] - begin];
    }
    g->cells.n += at;
    return true;
}

/* Expands, sorts and combines the entries of a row. */
static bool gather_few(cot_i_gather_t *g, const cot_i_product_t *x, uint32_t row, size_t entries) {
    size_t n = 0;
    if (!room_for_items(g, entries)) {
        return false;
    }
    for (uint64_t j = x->row_off[row]; j < x->row_off[row + 1]; j++) {
        n += expand(x, j, row, g->items + n);
    }
    const uint64_t *items = sort_items(g->items, g->spare, n, x->n_columns);
    for (size_t i = 0; i < n;) {
        i += combine(items + i, n - i, x, x->row_papers + x->row_off[row], &g->cells);
    }
    return true;
}

/* ---- many entries ---- */

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
        put_years(&g->cells, at, (uint32_t)g->first[place] << 16 | g->last[place]);
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
    const uint32_t *papers = x->row_papers + x->row_off[row];
    size_t i = 0;
    for (uint32_t place = first; place < members->places; place++) {
        if (g->count[place] == 0) {
            continue;
        }
        const uint32_t column = members->column_of[place];
        while (i < n && (uint32_t)(items[i] >> 32) < column) {
            i += combine(items + i, n - i, x, papers, &g->cells);
        }
        take_place(g, x, place, column);
    }
    while (i < n) {
        i += combine(items + i, n - i, x, papers, &g->cells);
    }
}

/* named: entries of the papers that have no row. */
static bool gather_members(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                           uint32_t row, size_t named) {
    const uint32_t above = place_above(members, row), first = above / COT_I_LANES * COT_I_LANES;
    size_t n = 0;
    if (!make_places(g, x) || !room_for_items(g, named)) {
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

bool cot_i_gather_row(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                      uint32_t row) {
    size_t entries = 0, named = 0;
    bool has_members = false;
    uint32_t low = UINT32_MAX, high = 0;
    if (x->row_off[row + 1] - x->row_off[row] == 1) {
        gather_single(&g->cells, x, row);
        return true;
    }
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
    if (entries == 0) {
        return true;
    }
    if (has_members) {
        return gather_members(g, x, members, row, named);
    }
    if (entries > SHORT && entries > ((size_t)high - low + 1) / DENSE_SHARE) {
        return gather_long(g, x, row, low, high);
    }
    return gather_few(g, x, row, entries);
}

/* ---- counting ---- */

/* Marks a bit; 1 when it was not marked. */
static uint64_t mark(uint64_t *bits, uint32_t i) {
    const uint64_t was = bits[i / 64] >> (i % 64) & 1;
    bits[i / 64] |= UINT64_C(1) << (i % 64);
    return 1 - was;
}

/* Marks the columns of entry j that have no place, and the places of the others; or undoes the former.
 * Returns how many columns were not marked before. */
static uint64_t mark_named(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                           uint64_t j, uint32_t row, uint64_t *places, bool undo) {
    const uint32_t *stop, *c = columns_above(x, j, row, &stop);
    uint64_t n = 0;
    for (; c < stop; c++) {
        const uint32_t place = members ? members->place_of[*c] : COT_I_NOWHERE;
        if (undo) {
            g->met[*c / 64] = 0;
        } else if (place == COT_I_NOWHERE) {
            n += mark(g->met, *c);
        } else {
            (void)mark(places, place);
        }
    }
    return n;
}

static void mark_members(const cot_i_members_t *members, uint32_t paper, uint64_t *places) {
    const size_t words = members->stride / 64;
    const uint64_t *bits = members->bits + members->row_of[paper] * words;
    for (size_t i = 0; i < words; i++) {
        places[i] |= bits[i];
    }
}

/* How many places above the row are marked; takes all marks away. */
static uint64_t count_places(const cot_i_members_t *members, uint32_t row, uint64_t *places) {
    const uint32_t above = place_above(members, row);
    uint64_t n = 0;
    for (uint32_t i = 0; i < members->stride / 64; i++) {
        const uint64_t all = ~UINT64_C(0);
        const uint64_t kept = i > above / 64 ? all : i == above / 64 ? all << (above % 64) : 0;
        n += (uint64_t)__builtin_popcountll(places[i] & kept);
        places[i] = 0;
    }
    return n;
}

bool cot_i_count_row(cot_i_gather_t *g, const cot_i_product_t *x, const cot_i_members_t *members,
                     uint32_t row, uint64_t *n) {
    const uint64_t begin = x->row_off[row], end = x->row_off[row + 1];
    const size_t columns = (size_t)x->n_columns / 64 + 1;
    *n = 0;
    if (!g->met) {
        g->met = cot_i_alloc(columns + (members ? members->stride / 64 : 0), sizeof *g->met);
        if (!g->met) {
            return false;
        }
    }
    uint64_t *places = g->met + columns;
    for (uint64_t j = begin; j < end; j++) {
        if (members && members->row_of[x->row_papers[j]] != COT_I_NOWHERE) {
            mark_members(members, x->row_papers[j], places);
        } else {
            *n += mark_named(g, x, members, j, row, places, false);
        }
    }
    for (uint64_t j = begin; j < end; j++) {
        if (!members || members->row_of[x->row_papers[j]] == COT_I_NOWHERE) {
            (void)mark_named(g, x, members, j, row, places, true);
        }
    }
    *n += members ? count_places(members, row, places) : 0;
    return true;
}
