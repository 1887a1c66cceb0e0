/* edges.c: edge lists: a line for each edge, or a CSV file with a header.
 *
 * The first line that is neither empty nor a comment (# or %) decides what parts the fields (a tab, a
 * comma, a semicolon where it has one, in this order; else blanks) and, when two of its fields are source
 * and target (or from and to), what the columns are. Fields may be quoted as in CSV; a quoted field ends
 * on its line.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/fail.h"
#include "load/load.h"

enum { LINE_MAX_BYTES = 1 << 20, FIELDS = 64, GATHER = 4096 };
enum { SOURCE, TARGET, WEIGHT, SOURCE_LABEL, TARGET_LABEL, COLUMNS };

typedef struct {
    char *text;
    size_t n;
} field_t;

typedef struct {
    cot_i_net_t *net;
    cot_i_part_t part;
    cot_buf_t line, clean; /* a line that a block ends in; a text made valid */
    uint64_t number;       /* of the line */
    bool begun;            /* the first line is known */
    char delimiter;        /* ' ': blanks */
    int column[COLUMNS];   /* where each is; -1: nowhere */
    field_t fields[FIELDS];
    size_t n_fields;
} list_t;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* A quoted field in place: quotes off, doubled ones single. Gives where the field ends. */
static char *unquote(char *p, char *end, field_t *field) {
    char *to = p;
    field->text = p;
    for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p++) {
        p += *p == '"';
        *to++ = *p;
    }
    field->n = (size_t)(to - field->text);
    return p < end ? p + 1 : end;
}

static bool ends_field(const list_t *list, char c) {
    return list->delimiter == ' ' ? is_blank(c) : c == list->delimiter;
}

/* One field from p on, blanks around it off. Gives where it ends. */
static char *take_field(const list_t *list, char *p, char *end, field_t *field) {
    while (p < end && is_blank(*p) && !ends_field(list, *p)) {
        p++;
    }
    if (p < end && *p == '"') {
        p = unquote(p, end, field);
        while (p < end && !ends_field(list, *p)) {
            p++;
        }
        return p;
    }
    field->text = p;
    while (p < end && !ends_field(list, *p)) {
        p++;
    }
    field->n = (size_t)(p - field->text);
    while (field->n > 0 && is_blank(field->text[field->n - 1])) {
        field->n--;
    }
    return p;
}

static void split(list_t *list, char *p, char *end) {
    const bool blanks = list->delimiter == ' ';
    list->n_fields = 0;
    while (list->n_fields < FIELDS) {
        while (blanks && p < end && is_blank(*p)) {
            p++;
        }
        if (blanks && p == end) {
            break;
        }
        p = take_field(list, p, end, &list->fields[list->n_fields++]);
        if (p == end) {
            break;
        }
        p++;
    }
}

static int column_of(const list_t *list, const char *name, const char *other) {
    for (size_t i = 0; i < list->n_fields; i++) {
        const field_t *f = &list->fields[i];
        if ((f->n == strlen(name) && strncasecmp(f->text, name, f->n) == 0) ||
            (f->n == strlen(other) && strncasecmp(f->text, other, f->n) == 0)) {
            return (int)i;
        }
    }
    return -1;
}

/* The first line: true when it is a header. */
static bool begin(list_t *list, char *line, char *end) {
    const size_t n = (size_t)(end - line);
    list->delimiter = ' ';
    for (const char *c = ";,\t"; *c; c++) {
        list->delimiter = memchr(line, *c, n) ? *c : list->delimiter;
    }
    list->begun = true;
    split(list, line, end);
    const int source = column_of(list, "source", "from"), target = column_of(list, "target", "to");
    const bool header = source >= 0 && target >= 0;
    const char *weight = list->net->scheme.weight_name;
    list->column[SOURCE] = header ? source : 0;
    list->column[TARGET] = header ? target : 1;
    list->column[WEIGHT] = header ? column_of(list, weight, weight) : 2;
    list->column[SOURCE_LABEL] = header ? column_of(list, "source_label", "source_label") : -1;
    list->column[TARGET_LABEL] = header ? column_of(list, "target_label", "target_label") : -1;
    return header;
}

static const field_t *field_at(const list_t *list, int column) {
    const int at = list->column[column];
    return at >= 0 && (size_t)at < list->n_fields ? &list->fields[at] : NULL;
}

/* Texts must be UTF-8 without control characters, which most are. */
static field_t cleaned(list_t *list, const field_t *field) {
    bool plain = true, changed = false;
    for (size_t i = 0; i < field->n; i++) {
        plain &= field->text[i] >= 0x20 && field->text[i] < 0x7F;
    }
    if (plain) {
        return *field;
    }
    cot_i_buf_reset(&list->clean);
    cot_i_text_clean(&list->clean, field->text, field->n, &changed);
    list->part.failed |= list->clean.failed && !list->clean.too_long;
    return (field_t){list->clean.bytes, list->clean.length};
}

static void add_node(list_t *list, int column, uint32_t code) {
    const field_t *label = field_at(list, column);
    if (list->column[SOURCE_LABEL] >= 0 || list->column[TARGET_LABEL] >= 0) {
        const field_t text = label && label->n > 0 ? cleaned(list, label) : (field_t){NULL, 0};
        const uint32_t at = text.n > 0 ? cot_i_part_text(&list->part, text.text, text.n) : COT_I_NO_LABEL;
        cot_i_part_node(&list->part, (cot_i_part_node_t){code, at, 0});
    }
}

static uint32_t code_of(list_t *list, const field_t *field) {
    const field_t id = cleaned(list, field);
    return cot_i_part_code(&list->part, &list->net->scheme, id.text, id.n);
}

static void add_edge(list_t *list) {
    const field_t *source = field_at(list, SOURCE), *target = field_at(list, TARGET);
    const field_t *weight = field_at(list, WEIGHT);
    cot_i_part_edge_t edge = {.line = (uint32_t)(list->number < UINT32_MAX ? list->number : UINT32_MAX),
                              .weight = 1};
    if (!source || !target || source->n == 0 || target->n == 0 || source->n > COT_I_ID_MAX ||
        target->n > COT_I_ID_MAX) {
        cot_i_part_skip(&list->part, COT_SKIP_MALFORMED, edge.line, "a line without two ends (%zu field%s)",
                        list->n_fields, list->n_fields == 1 ? "" : "s");
        return;
    }
    edge.from = code_of(list, source);
    edge.to = code_of(list, target);
    add_node(list, SOURCE_LABEL, edge.from);
    add_node(list, TARGET_LABEL, edge.to);
    if (weight) {
        list->part.weighted = true;
        edge.weight = cot_i_weight(&list->net->scheme, weight->text, weight->n);
        if (isnan(edge.weight)) {
            cot_i_part_skip(&list->part, COT_SKIP_WEIGHT, edge.line,
                            "the weight \"%.*s\" (allowed: a finite number above 0)",
                            (int)(weight->n < 60 ? weight->n : 60), weight->text);
        }
    }
    cot_i_part_edge(&list->part, edge);
}

static cot_status_t gather(list_t *list, size_t least, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (list->part.n_edges + list->part.n_skips >= least || list->part.failed) {
        st = cot_i_net_gather(list->net, &list->part, 0, err);
        cot_i_part_reset(&list->part);
    }
    return st;
}

static cot_status_t take_line(list_t *list, char *line, size_t n, cot_error_t *err) {
    char *end = line + n;
    list->number++;
    while (line < end && is_blank(*line)) {
        line++;
    }
    if (line == end) {
        return COT_OK;
    }
    if (!list->begun && end - line > 13 && memcmp(line, "%%MatrixMarket", 14) == 0) {
        return cot_i_fail(err, COT_E_INPUT, "%s: a Matrix Market file (read are GraphML and edge lists)",
                          list->net->path);
    }
    if (*line == '#' || *line == '%') {
        return COT_OK;
    }
    if (!list->begun) {
        if (!begin(list, line, end)) {
            add_edge(list);
        }
        return COT_OK;
    }
    split(list, line, end);
    add_edge(list);
    return gather(list, GATHER, err);
}

/* The lines of a block; what follows the last line end waits for the next one. */
static cot_status_t take_block(list_t *list, const char *bytes, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    while (n > 0) {
        const char *end = memchr(bytes, '\n', n);
        const size_t length = end ? (size_t)(end - bytes) : n;
        cot_i_buf_add(&list->line, bytes, length);
        if (list->line.too_long) {
            COT_FAIL(st, err, COT_E_LIMIT, "%.200s:%llu: a line of more than %d bytes", list->net->path,
                     (unsigned long long)list->number + 1, LINE_MAX_BYTES);
        }
        COT_TRY(st, cot_i_buf_status(&list->line, "a line of an edge list", err));
        if (end) {
            COT_TRY(st, take_line(list, list->line.bytes, list->line.length, err));
            list->line.length = 0;
        }
        bytes += length + (end != NULL);
        n -= length + (end != NULL);
    }
done:
    return st;
}

cot_status_t cot_i_read_edges(cot_i_net_t *net, const char *head, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    list_t *list = NULL;
    COT_NEW(st, err, list, 1, "an edge list");
    list->net = net;
    list->line = list->clean = (cot_buf_t)COT_BUF_INIT(LINE_MAX_BYTES);
    net->scheme.prefix_known = true; /* ids that are numbers are taken as such */
    while (n > 0) {
        COT_TRY(st, take_block(list, head, n, err));
        COT_TRY(st, cot_i_net_read(net, &head, &n, err));
        COT_TRY(st, cot_i_net_progress(net, err));
    }
    if (list->line.length > 0) {
        COT_TRY(st, take_line(list, list->line.bytes, list->line.length, err));
    }
    COT_TRY(st, gather(list, 0, err));
done:
    if (list) {
        cot_i_part_clear(&list->part);
        cot_i_buf_clear(&list->line);
        cot_i_buf_clear(&list->clean);
    }
    cot_i_free(list);
    return st;
}
