/* coterie/load.h: a network from a file that another program (or this one) wrote.
 *
 * GraphML as coterie, igraph, NetworkX, Gephi and yEd write it, and edge lists: a line "u v" or "u v
 * weight" for each edge, its fields parted by blanks, tabs, commas or semicolons, or a CSV file whose
 * header names the columns source and target (weight, source_label and target_label where there are any).
 * Packed files (.gz .xz .zst .bz2) are unpacked. The rules are in docs/definitions.md ("Networks from
 * files").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_LOAD_H
#define COTERIE_LOAD_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is left out of a network, counted and named. */
typedef enum {
    COT_SKIP_LOOP,      /**< an edge from a vertex to itself */
    COT_SKIP_REPEATED,  /**< another edge of the same two vertices: the first one counts */
    COT_SKIP_WEIGHT,    /**< an edge whose weight is no number, not finite, or not above 0 */
    COT_SKIP_UNKNOWN,   /**< an edge with an end that no node of the file has as its id */
    COT_SKIP_NODE,      /**< a node without id, or with the id of an earlier one */
    COT_SKIP_MALFORMED, /**< an edge without two ends; a hyperedge; a second graph in the file */
    COT_SKIP_KINDS
} cot_skip_kind_t;
/** Short fixed name of a kind ("self-loop", "repeated edge", ...). */
COT_API const char *cot_skip_text(cot_skip_kind_t kind);

typedef struct {
    cot_skip_kind_t kind;
    uint64_t line;      /**< of the file (unpacked) */
    char detail[160];   /**< one sentence with the value found */
} cot_skip_t;
#define COT_SKIPS_NAMED 20 /**< the first of each kind that are named */

/** A network and what its file said of it. */
typedef struct {
    cot_graph_t *graph;         /**< kind COT_COAUTHOR; weights 1 where the file has none */
    const char *const *ids;     /**< graph->n: the nodes' ids in the file; UTF-8 */
    const char *const *labels;  /**< graph->n: their labels; the id where there is none */
    const char *format;         /**< "graphml" or "edges" */
    bool directed;              /**< the file's edges have a direction; it was not used */
    bool weighted;              /**< an edge of the file states its weight */
    uint64_t counts[COT_SKIP_KINDS];
    cot_skip_t *skips;          /**< by kind, then line */
    size_t n_skips;
    uint64_t bytes;             /**< unpacked */
    void *texts_;               /**< private: holds the strings */
} cot_network_file_t;

typedef struct {
    const char *format;      /**< "graphml", "edges"; NULL: by the first character ('<' or not) */
    const char *weight;      /**< the edges' attribute (or column) that is their weight; NULL: "weight" */
    bool strict;             /**< refuse the file where an edge or a node would be left out */
    uint64_t max_unpacked;   /**< bytes a packed file may unpack to; 0 = 256 GiB */
} cot_load_params_t;
#define COT_LOAD_PARAMS_INIT { NULL, NULL, false, 0 }

/** Reads a network from a file ("-" = standard input). Edges become undirected. Vertices are numbered in
 * the order of the file's nodes; in an edge list by number when all ids are whole numbers, else in the
 * order of their first edge. A node's label is its attribute "label", else "name", else its id. Of several
 * graphs in a file the first is read; graphs inside nodes are read as parts of it. XML is parsed as a
 * stream without DTD, entities or network.
 * @param params  NULL = COT_LOAD_PARAMS_INIT.
 * @return COT_OK (also without any edge) | COT_E_INPUT (not there, not well-formed, no GraphML, `strict`:
 * the message names file and line) | COT_E_ARG (unknown format) | COT_E_LIMIT (2^31 nodes, 2^32 edges,
 * bounds of unpacking) | COT_E_NOMEM | COT_E_INTERRUPT. Free with cot_network_file_free.
 * Cost: O(bytes). GraphML in UTF-8 is cut where a node or edge begins and parsed by all threads (libxml2
 * SAX2); where a cut turns out to lie inside something else, the rest is read by one. While it reads: 20
 * bytes per edge, 24 per node and their texts, a few MiB per thread. Progress: stage "reading", in bytes.
 * Same result for any number of threads. */
COT_NODISCARD COT_API cot_status_t cot_network_read(cot_network_file_t **out, const char *path,
                                                    const cot_load_params_t *params, const cot_env_t *env,
                                                    cot_error_t *err);
COT_API void cot_network_file_free(cot_network_file_t *file);

#ifdef __cplusplus
}
#endif
#endif
