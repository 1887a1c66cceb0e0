/* unpack.h: the documents of a page as web/src/data.ts describes them, from their packed columns (web/src/unpack.ts).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TESTS_REPORT_UNPACK_H
#define COT_TESTS_REPORT_UNPACK_H

#include <jansson.h>

/* value + more, or null when that is null. */
static inline json_t *unpack_sum(json_int_t value, const json_t *more) {
    return json_is_null(more) ? json_null() : json_integer(value + json_integer_value(more));
}

static inline json_t *unpack_steps(const json_t *steps, const char *letter) {
    json_t *out = json_array(), *step;
    json_int_t last = 0;
    size_t i;
    json_array_foreach(steps, i, step) {
        last += json_integer_value(step); /* null: 0 */
        json_array_append_new(out, letter ? json_sprintf("%s%lld", letter, (long long)last)
                                          : unpack_sum(last - json_integer_value(step), step));
    }
    return out;
}

static inline json_t *unpack_runs(const json_t *runs) {
    json_t *out = json_array();
    for (size_t i = 0; i + 1 < json_array_size(runs); i += 2) {
        assert_true(json_integer_value(json_array_get(runs, i + 1)) > 0);
        for (json_int_t k = json_integer_value(json_array_get(runs, i + 1)); k > 0; k--) {
            json_array_append(out, json_array_get(runs, i));
        }
    }
    return out;
}

static inline json_t *unpack_leads(const json_t *leads) {
    json_t *out = json_array(), *lead;
    const char *last = "";
    size_t i;
    json_array_foreach(leads, i, lead) {
        const char *text = json_string_value(lead);
        const char digit[2] = {text[0], '\0'};
        const int same = (int)strtol(digit, NULL, 36);
        assert_true(strlen(last) >= (size_t)same);
        json_array_append_new(out, json_sprintf("%.*s%s", same, last, text + 1));
        last = json_string_value(json_array_get(out, i));
    }
    return out;
}

static inline json_t *unpack_links(const json_t *links, const json_t *ids) {
    json_t *out = json_array(), *link;
    size_t i;
    json_array_foreach(links, i, link) {
        const char *text = json_string_value(link);
        if (json_is_integer(link)) {
            assert_int_equal(json_integer_value(link), 0);
            json_array_append_new(out, json_sprintf("https://arxiv.org/abs/%s", json_string_value(json_array_get(ids, i))));
        } else {
            json_array_append_new(out, !text ? json_null()
                                             : json_sprintf("%s%s", strncmp(text, "10.", 3) == 0 ? "https://doi.org/" : "", text));
        }
    }
    return out;
}

/* A new array, or NULL: the column is not packed. */
static inline json_t *unpack_column(const json_t *column, const json_t *table) {
    const char *name = json_string_value(json_object_get(column, "as"));
    const json_t *list;
    json_t *out = NULL;
    if (name) {
        return json_copy(json_object_get(table, name));
    }
    if ((list = json_object_get(column, "step"))) {
        return unpack_steps(list, json_string_value(json_object_get(column, "letter")));
    }
    if ((list = json_object_get(column, "runs"))) {
        return unpack_runs(list);
    }
    if ((list = json_object_get(column, "lead"))) {
        return unpack_leads(list);
    }
    if ((list = json_object_get(column, "links"))) {
        return unpack_links(list, json_object_get(table, "id"));
    }
    name = json_string_value(json_object_get(column, "beyond"));
    list = json_object_get(column, name ? "by" : "over");
    for (size_t i = 0; list && i < json_array_size(list); i++) {
        const json_t *base = name ? json_array_get(json_object_get(table, name), i) : json_object_get(column, "base");
        out = out ? out : json_array();
        json_array_append_new(out, unpack_sum(json_integer_value(base), json_array_get(list, i)));
    }
    return list && !out ? json_array() : out;
}

static inline void unpack_table(json_t *table) {
    const char *name;
    json_t *column;
    json_object_foreach(table, name, column) {
        json_t *plain = json_is_object(column) ? unpack_column(column, table) : NULL;
        if (plain) {
            json_object_set_new(table, name, plain);
        }
    }
}

/* Nodes that the map of people shows too. */
static inline void unpack_rest(json_t *nodes, const json_t *people) {
    json_t *rows = json_object_get(nodes, "people") ? unpack_column(json_object_get(nodes, "people"), nodes) : NULL, *column;
    const char *name;
    (void)json_object_del(nodes, "people");
    json_object_foreach(nodes, name, column) {
        json_t *rest = json_is_object(column) ? json_object_get(column, "rest") : NULL;
        json_t *plain = json_is_object(rest) ? unpack_column(rest, nodes) : rest ? json_copy(rest) : NULL, *all = json_array();
        for (size_t i = 0; rest && i < json_array_size(rows); i++) {
            json_array_append(all, json_array_get(json_object_get(people, name),
                                                  (size_t)json_integer_value(json_array_get(rows, i))));
        }
        if (rest) {
            json_array_extend(all, plain);
            json_object_set(nodes, name, all);
        }
        json_decref(plain);
        json_decref(all);
    }
    json_decref(rows);
}

typedef struct {
    double value;
    size_t row;
} unpack_place_t;

static inline int unpack_by_value(const void *left, const void *right) {
    const unpack_place_t *a = left, *b = right;
    return a->value > b->value ? -1 : a->value < b->value ? 1 : (a->row > b->row) - (a->row < b->row);
}

/* Ranks stand in the order of falling values, equal ones by row. */
static inline void unpack_ranks(json_t *column) {
    const json_t *fall = json_object_get(json_object_get(column, "rank"), "fall"), *values = json_object_get(column, "value");
    const size_t n = json_array_size(values);
    if (!fall) {
        return;
    }
    unpack_place_t *places = calloc(n + 1, sizeof *places);
    json_t *ranks = json_array();
    json_int_t rank = 0;
    size_t told = 0;
    assert_non_null(places);
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_array_get(values, i);
        json_array_append_new(ranks, json_null());
        if (!json_is_null(value)) {
            places[told++] = (unpack_place_t){json_number_value(value), i};
        }
    }
    qsort(places, told, sizeof *places, unpack_by_value);
    assert_int_equal(json_array_size(fall), told);
    for (size_t i = 0; i < told; i++) {
        rank += json_integer_value(json_array_get(fall, i));
        json_array_set_new(ranks, places[i].row, json_integer(rank));
    }
    json_object_set_new(column, "rank", ranks);
    free(places);
}

static inline void unpack_network(json_t *network, const json_t *people) {
    const char *name;
    json_t *column;
    unpack_rest(json_object_get(network, "nodes"), people);
    unpack_table(json_object_get(network, "nodes"));
    unpack_table(json_object_get(network, "edges"));
    json_object_foreach(json_object_get(network, "values"), name, column) {
        unpack_ranks(column);
    }
}

/* Either document, in place. */
static inline void unpack_document(json_t *document) {
    json_t *people = json_object_get(document, "coauthor"), *topics = json_object_get(document, "authorTopic");
    if (!people) {
        unpack_table(document);
        return;
    }
    unpack_network(people, NULL);
    if (json_is_object(topics)) {
        unpack_network(topics, json_object_get(people, "nodes"));
    }
}

#endif
