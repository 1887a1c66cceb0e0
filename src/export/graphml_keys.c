/* graphml_keys.c: the columns of a GraphML file: ids, titles and types that every reader keeps as they are.
 *
 * Gephi makes a column of each key: its id is the key's id in small letters, its title the attr.name. Its
 * statistics overwrite a column that has their id, and delete it when the type differs; some ids and names
 * it takes as label, place, size, colour or weight. So computed columns have ids of their own (cot_...), and
 * their name is the measure's name unless Gephi or a fixed column has it. Only the six types of the GraphML
 * standard are used.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "export/graphml.h"

/* Ids and titles of the columns that Gephi (0.9 to 0.11) makes, and the names its importers take as
 * properties. */
static const char *const gephi_names[] = {
    "id", "label", "nodelabel", "edgelabel", "timeset", "interval", "timestamp", "weight", "edge weight",
    "x", "y", "z", "xpos", "ypos", "zpos", "size", "color", "r", "g", "b", "d3", "d7", "source", "target",
    "degree", "indegree", "outdegree", "weighted degree", "weighted indegree", "weighted outdegree",
    "in-degree", "out-degree", "weighted in-degree", "weighted out-degree", "betweenesscentrality",
    "betweenness centrality", "closnesscentrality", "closeness centrality", "harmonicclosnesscentrality",
    "harmonic closeness centrality", "eccentricity", "pageranks", "pagerank", "eigencentrality",
    "eigenvector centrality", "clustering", "clustering coefficient", "triangles", "number of triangles",
    "modularity_class", "modularity class", "componentnumber", "component id", "strongcompnum",
    "strongly-connected id", "hub", "authority", "stat_inf_class", "inferred class"
};

/* Names of the columns that every file has. */
static const char *const fixed_names[] = {
    "kind", "author_key", "orcid", "papers", "first_year", "last_year", "community", "topics", "topic_id",
    "topic_source", "paper_ids"
};

static bool is_among(const char *name, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (strcasecmp(name, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool cot_i_gephi_owns(const char *name) {
    return strncasecmp(name, "dynamic_", 8) == 0 ||
           is_among(name, gephi_names, sizeof gephi_names / sizeof gephi_names[0]);
}

static const char *column_type(const cot_column_t *column, uint32_t n) {
    if (column->type != COT_INT) {
        return "double";
    }
    for (uint32_t v = 0; v < n; v++) {
        if (column->ints[v] > INT32_MAX || column->ints[v] < INT32_MIN) {
            return "long";
        }
    }
    return "int";
}

void cot_i_graphml_column(cot_graphml_column_t *out, const cot_column_t *column, uint32_t n) {
    const char *name = column->measure->name;
    bool taken = cot_i_gephi_owns(name) || is_among(name, fixed_names,
                                                    sizeof fixed_names / sizeof fixed_names[0]);
    out->column = column;
    (void)snprintf(out->id, sizeof out->id, "cot_%.60s", name);
    (void)snprintf(out->name, sizeof out->name, "%.64s", taken ? out->id : name);
    (void)snprintf(out->open, sizeof out->open, "<data key=\"%s\">", out->id);
    out->open_length = strlen(out->open);
    out->type = column_type(column, n);
}

static void write_key(cot_out_t *out, const char *id, const char *target, const char *name,
                      const char *type) {
    cot_out_printf(out, " <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", id, target, name,
                   type);
}

static void node_key(const cot_graphml_t *file, const char *id, const char *type) {
    write_key(file->out, id, "node", id, type);
}

static void edge_key(const cot_graphml_t *file, const char *id, const char *type) {
    write_key(file->out, id, "edge", id, type);
}

static void write_looks(const cot_graphml_t *file) {
    node_key(file, "label", "string");
    if (file->network->x && file->network->y) {
        node_key(file, "x", "float");
        node_key(file, "y", "float");
    }
    if (file->network->size) {
        node_key(file, "size", "float");
    }
    node_key(file, "color", "string");
}

static void write_node_keys(const cot_graphml_t *file) {
    bool topics = file->network->graph && file->network->graph->kind == COT_AUTHOR_TOPIC;
    write_looks(file);
    node_key(file, "kind", "string");
    node_key(file, "author_key", "string");
    if (file->has_orcid) {
        node_key(file, "orcid", "string");
    }
    node_key(file, "papers", "int");
    node_key(file, "first_year", "int");
    node_key(file, "last_year", "int");
    if (file->community) {
        node_key(file, "community", "int");
    }
    node_key(file, "topics", "string");
    if (topics) {
        node_key(file, "topic_id", "string");
        node_key(file, "topic_source", "string");
    }
    for (size_t i = 0; i < file->n_columns; i++) {
        write_key(file->out, file->columns[i].id, "node", file->columns[i].name, file->columns[i].type);
    }
}

void cot_i_graphml_keys(const cot_graphml_t *file) {
    write_node_keys(file);
    edge_key(file, "weight", "double");
    edge_key(file, "papers", "int");
    edge_key(file, "first_year", "int");
    edge_key(file, "last_year", "int");
    if (file->has_paper_ids) {
        edge_key(file, "paper_ids", "string");
    }
}
