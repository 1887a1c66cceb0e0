/* scatter.c: what rows meet through short papers: every (column, paper), ascending in each row, without sorting.
 *
 * The sparse product by outer products, put in order by the order in which they are made: columns are walked in
 * ascending order, and the papers of each; whoever is on such a paper appends (column, paper) to the row of its
 * own, so a row receives its entries in ascending order. It is the second pass of a sort by counting (D. Knuth,
 * The Art of Computer Programming 3, 5.2), of which the incidence has made the first. The room of a row is known
 * before: what its papers have.
 *
 * With several threads the columns are cut into ranges of about equal work; every range counts what it brings to
 * each row, and begins where those before it end, so the entries stand where one thread would put them.
 *
 * Only papers of at most `limit` columns take part, so many that there are few entries for each authorship: a
 * paper of k authors has k(k-1)/2 of them.
 *
 * Cost: O(entries) time; 8 bytes per entry, 4 per row and range.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

enum {
    MOST_COLUMNS = 64,       /* of a short paper */
    ENTRIES_PER_SLOT = 8,    /* and how many entries there may be for each authorship, */
    ENTRIES_FREE = 1 << 20,  /* beyond these */
    SAMPLES = 4096,          /* slots that are looked at to cut ranges */
    SLOTS_AT_ONCE = 1 << 16, /* between two looks at whether to stop: a few milliseconds */
    AHEAD = 12               /* slots whose paper is asked for before it is used; its place twice as many */
};

typedef struct {
    const cot_i_product_t *product;
    cot_i_entries_t *out;
    cot_meter_t *meter;
    int ranges;
    uint64_t bounds[COT_I_MAX_RANGES + 1]; /* slots of column_papers of each range */
    uint32_t *next;                        /* ranges rows of n_rows: where the next entry goes */
} scatter_t;

static uint64_t size_of(const cot_i_product_t *x, uint32_t paper) {
    return x->paper_off[paper + 1] - x->paper_off[paper];
}

/* Entries of all the pairs of a paper. */
static uint64_t entries_of(const cot_i_product_t *x, uint32_t paper) {
    const uint64_t size = size_of(x, paper);
    return x->upper ? size * (size ? size - 1 : 0) / 2 : size * (x->rows_off[paper + 1] - x->rows_off[paper]);
}

/* Finds the limit. */
static void set_limit(cot_i_entries_t *out, const cot_i_product_t *x) {
    uint64_t of_size[MOST_COLUMNS + 1] = {0}, sum = 0, longest = 0;
    const uint64_t fair = ENTRIES_PER_SLOT * x->row_off[x->n_rows] + ENTRIES_FREE;
    const uint64_t most = fair < UINT32_MAX ? fair : UINT32_MAX;
    for (uint32_t p = 0; p < x->n_papers; p++) {
        const uint64_t size = size_of(x, p);
        longest = size > longest ? size : longest;
        of_size[size <= MOST_COLUMNS ? size : 0] += size <= MOST_COLUMNS ? entries_of(x, p) : 0;
    }
    out->limit = 0;
    while (out->limit < MOST_COLUMNS && sum + of_size[out->limit + 1] <= most) {
        sum += of_size[++out->limit];
    }
    out->all = longest <= out->limit;
}

/* ---- ranges ---- */

/* The column that a slot of column_papers belongs to, from a lower one on. */
static uint32_t column_at(const cot_i_product_t *x, uint32_t from, uint64_t slot) {
    uint32_t low = from, high = x->n_columns;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (x->column_off[middle + 1] <= slot) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Steps that a slot takes: one, and one for every row it brings its column to. */
static uint64_t work_of(const scatter_t *s, uint32_t column, uint64_t slot) {
    const cot_i_product_t *x = s->product;
    const uint32_t paper = x->column_papers[slot], *row = x->rows + x->rows_off[paper];
    const uint32_t *stop = x->rows + x->rows_off[paper + 1];
    uint64_t work = 1;
    if (size_of(x, paper) > s->out->limit) {
        return work;
    }
    if (!x->upper) {
        return work + (uint64_t)(stop - row);
    }
    while (row < stop && *row++ < column) {
        work++;
    }
    return work;
}

/* Cuts the slots where the work of a sample of them says. */
static void cut_ranges(scatter_t *s) {
    const uint64_t slots = s->product->column_off[s->product->n_columns], step = slots / SAMPLES + 1;
    uint64_t total = 0, sum = 0;
    uint32_t column = 0;
    for (uint64_t slot = 0; s->ranges > 1 && slot < slots; slot += step) {
        column = column_at(s->product, column, slot);
        total += work_of(s, column, slot);
    }
    column = 0;
    for (uint64_t slot = 0, r = 1; r < (uint64_t)s->ranges; slot += step) {
        column = slot < slots ? column_at(s->product, column, slot) : 0;
        sum += slot < slots ? work_of(s, column, slot) : total;
        while (r < (uint64_t)s->ranges && sum >= total / (uint64_t)s->ranges * r) {
            s->bounds[r++] = slot < slots ? slot : slots;
        }
    }
    s->bounds[s->ranges] = slots;
}

/* ---- one walk over the columns of a range ---- */

/* Papers are met in no order that the processor could guess: asks for those of later slots. */
static inline void look_ahead(const cot_i_product_t *x, uint64_t slot, uint64_t end) {
    if (slot + 2 * AHEAD < end) {
        __builtin_prefetch(x->rows_off + x->column_papers[slot + 2 * AHEAD]);
        __builtin_prefetch(x->rows + x->rows_off[x->column_papers[slot + AHEAD]]);
    }
}

/* Appends the slots [slot, end) of one column, or counts what they would append. */
COT_INLINE void walk_column(const scatter_t *s, uint32_t *restrict next, uint64_t slot, uint64_t end,
                            uint32_t column, bool upper, bool fill) {
    const cot_i_product_t *x = s->product;
    uint64_t *restrict entries = s->out->entries;
    for (; slot < end; slot++) {
        const uint32_t paper = x->column_papers[slot];
        look_ahead(x, slot, x->column_off[x->n_columns]);
        if (size_of(x, paper) > s->out->limit) {
            continue;
        }
        const uint32_t *row = x->rows + x->rows_off[paper], *stop = x->rows + x->rows_off[paper + 1];
        /* the column is on the byline itself: no need to look for its end */
        for (; upper ? *row < column : row < stop; row++) {
            const uint32_t at = next[*row]++;
            if (fill) {
                entries[at] = (uint64_t)column << 32 | paper;
            }
        }
    }
}

COT_INLINE void walk_columns(const scatter_t *s, int r, bool upper, bool fill) {
    const cot_i_product_t *x = s->product;
    uint32_t *next = s->next + (size_t)r * x->n_rows;
    uint64_t slot = s->bounds[r], looked = slot;
    const uint64_t end = s->bounds[r + 1];
    for (uint32_t column = column_at(x, 0, slot); slot < end; column++) {
        const uint64_t stop = x->column_off[column + 1] < end ? x->column_off[column + 1] : end;
        while (slot < stop) {
            const uint64_t part = stop - slot < SLOTS_AT_ONCE ? stop : slot + SLOTS_AT_ONCE;
            walk_column(s, next, slot, part, column, upper, fill);
            slot = part;
            if (slot - looked >= SLOTS_AT_ONCE) {
                looked = slot;
                cot_i_meter_add(s->meter, 0);
                if (cot_i_meter_stopped(s->meter)) {
                    return;
                }
            }
        }
    }
}

static void count_range(const scatter_t *s, int r) {
    if (s->product->upper) {
        walk_columns(s, r, true, false);
    } else {
        walk_columns(s, r, false, false);
    }
}

static void fill_range(const scatter_t *s, int r) {
    if (s->product->upper) {
        walk_columns(s, r, true, true);
    } else {
        walk_columns(s, r, false, true);
    }
}

/* What count_range counts where there is one range only, paper by paper: nothing has to be looked for. */
static void count_papers(const scatter_t *s) {
    const cot_i_product_t *x = s->product;
    for (uint32_t p = 0; p < x->n_papers; p++) {
        const uint64_t size = size_of(x, p), begin = x->rows_off[p], end = x->rows_off[p + 1];
        for (uint64_t i = begin; size <= s->out->limit && i < end; i++) {
            s->next[x->rows[i]] += (uint32_t)(x->upper ? end - 1 - i : size);
        }
    }
}

/* Counts become places; returns how many entries there are. */
static uint32_t find_places(const scatter_t *s) {
    const uint32_t n = s->product->n_rows;
    uint32_t at = 0;
    for (uint32_t row = 0; row < n; row++) {
        s->out->room[row] = at;
        for (int r = 0; r < s->ranges; r++) {
            uint32_t *next = &s->next[(size_t)r * n + row], count = *next;
            *next = at;
            at += count;
        }
    }
    s->out->room[n] = at;
    return at;
}

static void walk(const scatter_t *s, void (*range)(const scatter_t *, int)) {
#pragma omp parallel for num_threads(s->ranges) schedule(static, 1)
    for (int r = 0; r < s->ranges; r++) {
        range(s, r);
    }
}

void cot_i_entries_clear(cot_i_entries_t *entries) {
    cot_i_free(entries->room);
    cot_i_free(entries->entries);
    entries->room = NULL;
    entries->entries = NULL;
}

cot_status_t cot_i_entries_new(cot_i_entries_t *out, const cot_i_product_t *product, int threads,
                               cot_meter_t *meter, cot_error_t *err) {
    cot_status_t st = COT_OK;
    scatter_t s = {.product = product, .out = out, .meter = meter};
    set_limit(out, product);
    s.ranges = cot_i_ranges(product->column_off[product->n_columns], product->n_rows, threads);
    cut_ranges(&s);
    COT_NEW(st, err, s.next, (size_t)product->n_rows * (size_t)s.ranges, "places of the rows");
    COT_NEW_RAW(st, err, out->room, (size_t)product->n_rows + 1, "network rows");
    if (s.ranges == 1) {
        count_papers(&s);
    } else {
        walk(&s, count_range);
        COT_TRY(st, cot_i_meter_end(meter, ""));
    }
    const size_t n = find_places(&s);
    COT_NEW_RAW(st, err, out->entries, n + 1, "entries of a network's rows");
    walk(&s, fill_range);
    st = cot_i_meter_end(meter, "");
done:
    cot_i_free(s.next);
    return st;
}
