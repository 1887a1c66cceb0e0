/* scatter.c: what rows meet through short papers: every (column, paper), ascending in each row, by counting.
 *
 * The pairs of all papers are put in order as a sort by counting does that begins with the least significant
 * part (D. Knuth, The Art of Computer Programming 3, 5.2.5): met paper by paper, they are put with their
 * columns; then, column by column, with their rows, where they arrive in the order of columns, and of papers
 * for each. Both walks read one after the other and write where a counter says: nothing is compared or
 * looked up.
 *
 * With several threads papers, then columns, are cut into ranges; every range counts what it brings to each
 * place, and begins where those before it end, so all stands where one thread would put it.
 *
 * Only papers of at most `limit` columns take part, so many that there are few pairs for each authorship: a
 * paper of k authors has k(k-1)/2 of them.
 *
 * Cost: O(pairs) time; 8 bytes per pair twice, half of that where papers only have to be counted; 4 bytes
 * per row and column, and as many for each range.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

enum {
    FEW = 3, /* names on most bylines, at most */
    MOST_COLUMNS = 64,     /* of a short paper */
    PAIRS_PER_SLOT = 8,    /* and how many pairs there may be for each authorship, */
    PAIRS_FREE = 1 << 20,  /* beyond these */
    PAPERS_AT_ONCE = 1024, /* between two looks at whether to stop: some milliseconds at most */
    PAIRS_AT_ONCE = 1 << 20
};

/* Counters of several ranges, and pairs in the order of one of their numbers. */
typedef struct {
    int ranges;
    uint32_t n;
    uint32_t first[COT_I_MAX_RANGES + 1]; /* papers or columns of range r: first[r] .. first[r + 1] */
    uint32_t *next;                       /* ranges rows of n: how many, then where the next goes */
    uint32_t *off;                        /* n + 1 */
    void *pairs; /* uint64_t number << 32 | paper when tagged, else uint32_t number */
} order_t;

typedef struct {
    const cot_i_product_t *product;
    cot_meter_t *meter;
    uint64_t limit;
    bool tagged;
    order_t columns, rows;
} scatter_t;

typedef void range_fn(scatter_t *s, int r);

static uint64_t size_of(const cot_i_product_t *x, uint32_t paper) {
    return x->paper_off[paper + 1] - x->paper_off[paper];
}

static uint64_t pairs_of(const cot_i_product_t *x, uint32_t paper) {
    const uint64_t size = size_of(x, paper);
    return x->upper ? size * (size ? size - 1 : 0) / 2 : size * (x->rows_off[paper + 1] - x->rows_off[paper]);
}

/* Finds the limit, and whether all papers are short. */
static void set_limit(cot_i_entries_t *out, const cot_i_product_t *x, const cot_i_sizes_t *sizes, int threads) {
    uint64_t of_size[MOST_COLUMNS + 1] = {0}, sum = 0;
    const uint64_t fair = PAIRS_PER_SLOT * x->row_off[x->n_rows] + PAIRS_FREE;
    const uint64_t most = fair < UINT32_MAX ? fair : UINT32_MAX;
    (void)threads;
    out->limit = MOST_COLUMNS;
    out->all = sizes->longest <= MOST_COLUMNS;
    if (out->all && x->upper && (sizes->squares - sizes->sum) / 2 <= most) {
        return; /* nothing has to be left out */
    }
#pragma omp parallel for num_threads(threads) schedule(static) reduction(+ : of_size) if (x->n_papers > 4096)
    for (uint32_t p = 0; p < x->n_papers; p++) {
        const uint64_t size = size_of(x, p);
        of_size[size <= MOST_COLUMNS ? size : 0] += size <= MOST_COLUMNS ? pairs_of(x, p) : 0;
    }
    out->limit = 0;
    while (out->limit < MOST_COLUMNS && sum + of_size[out->limit + 1] <= most) {
        sum += of_size[++out->limit];
    }
    out->all = sizes->longest <= out->limit;
}

/* ---- both walks ---- */

/* What there is for the numbers [i, end); or their counts become places, from `at` on. */
static uint32_t sum_counts(const order_t *order, uint32_t i, uint32_t end) {
    uint32_t sum = 0;
    for (int r = 0; r < order->ranges; r++) {
        const uint32_t *next = order->next + (size_t)r * order->n;
        for (uint32_t j = i; j < end; j++) {
            sum += next[j];
        }
    }
    return sum;
}

static uint32_t set_places(order_t *order, uint32_t i, uint32_t end, uint32_t at) {
    for (; i < end; i++) {
        order->off[i] = at;
        for (int r = 0; r < order->ranges; r++) {
            uint32_t *next = &order->next[(size_t)r * order->n + i], count = *next;
            *next = at;
            at += count;
        }
    }
    return at;
}

/* Counts become places; returns how many there are. */
static uint32_t find_places(order_t *order) {
    uint32_t at[COT_I_MAX_RANGES + 1] = {0};
    const int parts = order->ranges;
    const uint64_t n = order->n;
#pragma omp parallel for num_threads(parts) schedule(static, 1)
    for (int i = 1; i < parts; i++) {
        at[i] = sum_counts(order, (uint32_t)(n * (uint64_t)(i - 1) / (uint64_t)parts),
                           (uint32_t)(n * (uint64_t)i / (uint64_t)parts));
    }
    for (int i = 1; i < parts; i++) {
        at[i] += at[i - 1];
    }
#pragma omp parallel for num_threads(parts) schedule(static, 1)
    for (int i = 0; i < parts; i++) {
        const uint32_t all = set_places(order, (uint32_t)(n * (uint64_t)i / (uint64_t)parts),
                                        (uint32_t)(n * (uint64_t)(i + 1) / (uint64_t)parts), at[i]);
        if (i + 1 == parts) {
            order->off[n] = all;
        }
    }
    return order->off[n];
}

static cot_status_t walk(scatter_t *s, const order_t *order, range_fn *range) {
#pragma omp parallel for num_threads(order->ranges) schedule(static, 1)
    for (int r = 0; r < order->ranges; r++) {
        range(s, r);
    }
    return cot_i_meter_end(s->meter, "");
}

/* Counts, finds places, fills. The ranges are cut already. */
static cot_status_t put_in_order(scatter_t *s, order_t *order, range_fn *count, range_fn *fill,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, order->next, (size_t)order->n * (size_t)order->ranges, "places of a network's rows");
    COT_NEW_RAW(st, err, order->off, (size_t)order->n + 1, "rows of a network");
    COT_TRY(st, walk(s, order, count));
    const size_t words = find_places(order), bytes = s->tagged ? sizeof(uint64_t) : sizeof(uint32_t);
    order->pairs = cot_i_alloc_aligned(words + 1, bytes);
    if (!order->pairs) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: pairs of papers (%zu x %zu bytes)", words, bytes);
    }
    st = walk(s, order, fill);
done:
    cot_i_free(order->next);
    order->next = NULL;
    return st;
}

/* Before paper p. true: it is time to stop. */
static bool look_up(scatter_t *s, uint32_t p) {
    if (p % PAPERS_AT_ONCE != 0) {
        return false;
    }
    cot_i_meter_add(s->meter, 0);
    return cot_i_meter_stopped(s->meter);
}

/* ---- papers to columns ---- */

/* Of a byline of up to three names, the second meets one name before it and the third two. Most bylines are so short,
 * and how short is chance: no branch, but additions of nothing where there is no such name. */
static void count_few(uint32_t *count, const uint32_t *names, uint32_t size) {
    static const uint32_t nobody[2] = {0, 0};
    const uint32_t second = size >> 1, third = second & size; /* 1: there is one */
    names = second ? names : nobody;
    count[names[1]] += second;
    count[names[1 + third]] += 2 * third;
}

static void count_columns(scatter_t *s, int r) {
    const cot_i_product_t *x = s->product;
    const uint64_t few = x->upper && s->limit >= FEW ? FEW : 0;
    uint32_t *count = s->columns.next + (size_t)r * s->columns.n;
    for (uint32_t p = s->columns.first[r]; p < s->columns.first[r + 1] && !look_up(s, p); p++) {
        const uint64_t begin = x->paper_off[p], end = x->paper_off[p + 1];
        const uint64_t rows = x->rows_off[p + 1] - x->rows_off[p];
        if (end - begin <= few) {
            count_few(count, x->columns + begin, (uint32_t)(end - begin));
            continue;
        }
        for (uint64_t i = begin + x->upper; end - begin <= s->limit && i < end; i++) {
            count[x->columns[i]] += (uint32_t)(x->upper ? i - begin : rows);
        }
    }
}

/* The rows of a paper are put with each of its columns: all, or those below the column. */
COT_INLINE void fill_column(scatter_t *s, uint32_t at, const uint32_t *restrict rows, uint64_t n,
                            uint32_t paper, bool tagged) {
    uint64_t *restrict pairs = (uint64_t *)s->columns.pairs + at;
    uint32_t *restrict numbers = (uint32_t *)s->columns.pairs + at;
    for (uint64_t i = 0; i < n; i++) {
        if (tagged) {
            pairs[i] = (uint64_t)rows[i] << 32 | paper;
        } else {
            numbers[i] = rows[i];
        }
        __asm__ volatile("" ::: "memory"); /* mostly one or two: a call to copy them would cost more */
    }
}

COT_INLINE void fill_papers(scatter_t *s, int r, bool tagged) {
    const cot_i_product_t *x = s->product;
    uint32_t *next = s->columns.next + (size_t)r * s->columns.n;
    for (uint32_t p = s->columns.first[r]; p < s->columns.first[r + 1] && !look_up(s, p); p++) {
        const uint64_t begin = x->paper_off[p], end = x->paper_off[p + 1];
        const uint32_t *rows = x->rows + x->rows_off[p];
        const uint64_t n_rows = x->rows_off[p + 1] - x->rows_off[p];
        for (uint64_t i = begin + x->upper; end - begin <= s->limit && i < end; i++) {
            const uint64_t n = x->upper ? i - begin : n_rows;
            const uint32_t at = next[x->columns[i]];
            next[x->columns[i]] = at + (uint32_t)n;
            fill_column(s, at, rows, n, p, tagged);
        }
    }
}

static void fill_columns(scatter_t *s, int r) {
    if (s->tagged) {
        fill_papers(s, r, true);
    } else {
        fill_papers(s, r, false);
    }
}

/* Ranges of papers with about as many authorships each. */
static void cut_papers(scatter_t *s, int threads) {
    const cot_i_product_t *x = s->product;
    const uint64_t slots = x->rows_off[x->n_papers];
    s->columns.n = x->n_columns;
    s->columns.ranges = cot_i_ranges(slots, x->n_columns, threads);
    for (int r = 0; r < s->columns.ranges; r++) {
        s->columns.first[r] =
            cot_i_row_at(x->rows_off, x->n_papers, slots / (uint64_t)s->columns.ranges * (uint64_t)r);
    }
    s->columns.first[s->columns.ranges] = x->n_papers;
}

/* ---- columns to rows ---- */

static void count_rows(scatter_t *s, int r) {
    uint32_t *count = s->rows.next + (size_t)r * s->rows.n;
    const uint32_t end = s->columns.off[s->rows.first[r + 1]];
    const uint64_t *pairs = s->columns.pairs;
    const uint32_t *numbers = s->columns.pairs;
    uint64_t steps = 0;
    for (uint32_t i = s->columns.off[s->rows.first[r]]; i < end;) {
        const uint32_t stop = end - i < PAIRS_AT_ONCE ? end : i + PAIRS_AT_ONCE;
        if (!cot_i_meter_go_on(s->meter, &steps, stop - i)) {
            return;
        }
        for (; i < stop; i++) {
            count[s->tagged ? (uint32_t)(pairs[i] >> 32) : numbers[i]]++;
        }
    }
}

/* The pairs [i, end), all of column c. */
COT_INLINE void fill_pairs(scatter_t *s, uint32_t *restrict next, uint32_t i, uint32_t end, uint32_t c,
                           bool tagged) {
    for (; i < end; i++) {
        if (tagged) {
            const uint64_t pair = ((const uint64_t *)s->columns.pairs)[i];
            ((uint64_t *)s->rows.pairs)[next[pair >> 32]++] = (uint64_t)c << 32 | (uint32_t)pair;
        } else {
            ((uint32_t *)s->rows.pairs)[next[((const uint32_t *)s->columns.pairs)[i]]++] = c;
        }
    }
}

COT_INLINE void fill_from_columns(scatter_t *s, int r, bool tagged) {
    uint32_t *next = s->rows.next + (size_t)r * s->rows.n;
    const uint32_t *off = s->columns.off;
    uint64_t steps = 0;
    for (uint32_t c = s->rows.first[r]; c < s->rows.first[r + 1]; c++) {
        for (uint32_t i = off[c]; i < off[c + 1];) {
            const uint32_t stop = off[c + 1] - i < PAIRS_AT_ONCE ? off[c + 1] : i + PAIRS_AT_ONCE;
            if (!cot_i_meter_go_on(s->meter, &steps, stop - i)) {
                return;
            }
            fill_pairs(s, next, i, stop, c, tagged);
            i = stop;
        }
    }
}

static void fill_rows(scatter_t *s, int r) {
    if (s->tagged) {
        fill_from_columns(s, r, true);
    } else {
        fill_from_columns(s, r, false);
    }
}

/* The first of n columns whose pairs begin at or after `at`; n when none does. */
static uint32_t first_column(const uint32_t *off, uint32_t n, uint32_t at) {
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

/* Ranges of columns with about as many pairs each. */
static void cut_columns(scatter_t *s, int threads) {
    const uint32_t n = s->product->n_columns, pairs = s->columns.off[n];
    s->rows.n = s->product->n_rows;
    s->rows.ranges = cot_i_ranges(pairs, s->rows.n, threads);
    for (int r = 0; r < s->rows.ranges; r++) {
        s->rows.first[r] = first_column(s->columns.off, n, pairs / (uint32_t)s->rows.ranges * (uint32_t)r);
    }
    s->rows.first[s->rows.ranges] = n;
}

static void clear_order(order_t *order) {
    cot_i_free(order->off);
    cot_i_free(order->pairs);
    order->off = NULL;
    order->pairs = NULL;
}

void cot_i_entries_clear(cot_i_entries_t *entries) {
    cot_i_free(entries->room);
    cot_i_free(entries->entries);
    entries->room = NULL;
    entries->entries = NULL;
}

cot_status_t cot_i_entries_new(cot_i_entries_t *out, const cot_i_product_t *product, const cot_i_sizes_t *sizes,
                               int threads, cot_meter_t *meter, cot_error_t *err) {
    cot_status_t st = COT_OK;
    scatter_t s = {.product = product, .meter = meter};
    set_limit(out, product, sizes, threads);
    s.limit = out->limit;
    s.tagged = out->tagged = product->year || product->share[0] || product->share[1];
    cut_papers(&s, threads);
    COT_TRY(st, put_in_order(&s, &s.columns, count_columns, fill_columns, err));
    cut_columns(&s, threads);
    COT_TRY(st, put_in_order(&s, &s.rows, count_rows, fill_rows, err));
    out->room = s.rows.off;
    out->entries = s.rows.pairs;
    s.rows = (order_t){0};
done:
    clear_order(&s.columns);
    clear_order(&s.rows);
    return st;
}
