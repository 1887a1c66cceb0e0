/* load.h: what the readers of this room share: parts of a file, and the network they are gathered into.
 *
 * A part holds what was found in one stretch of a file; parts are filled by several threads, each its own,
 * and gathered in the order of the file by one. An end of an edge is named by a code: most files number
 * their nodes (n0, n1 or a12 or 17), so an id that is the file's common prefix and a number is that
 * number; any other id is kept as text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_LOAD_LOAD_H
#define COT_LOAD_LOAD_H

#include <locale.h>

#include "base/input.h"
#include "base/text.h"
#include "coterie/load.h"

#define COT_I_CODE_TEXT (UINT32_C(1) << 31) /* the rest is an offset in the part's text */
#define COT_I_NO_LABEL UINT32_MAX
enum { COT_I_PREFIX_MAX = 31, COT_I_ID_MAX = 1 << 16 };

/* What holds for the whole file, found at its beginning; read only from then on. */
typedef struct {
    const char *weight_name; /* of the attribute */
    cot_buf_t weight_key, label_key; /* ids of the keys; empty: none */
    int label_rank;
    double default_weight;   /* of an edge that states none */
    bool directed;
    bool prefix_known;
    char prefix[COT_I_PREFIX_MAX + 1];
    size_t prefix_length;
    char space[128];         /* namespace of the root element */
    locale_t locale;         /* "C", for numbers */
} cot_i_scheme_t;
void cot_i_scheme_reset(cot_i_scheme_t *scheme);
/* What the id of the first node tells. */
void cot_i_scheme_prefix(cot_i_scheme_t *scheme, const char *id, size_t length);
/* Whether an id is the prefix and a number below 2^31. */
bool cot_i_scheme_number(const cot_i_scheme_t *scheme, const char *id, size_t length, uint32_t *number);

typedef struct {
    uint32_t code, label; /* label: offset in text or COT_I_NO_LABEL */
    uint32_t line;
} cot_i_part_node_t;

typedef struct {
    uint32_t from, to; /* codes */
    uint32_t line;
    double weight;     /* NaN: the edge is left out for its weight, which a skip names */
} cot_i_part_edge_t;

typedef struct {
    cot_skip_kind_t kind;
    uint32_t line;
    char detail[160];
} cot_i_part_skip_t;

typedef struct {
    cot_i_part_node_t *nodes;
    cot_i_part_edge_t *edges;
    cot_i_part_skip_t *skips;
    char *text;        /* ids and labels, each with its NUL */
    size_t n_nodes, n_edges, n_skips, used;
    size_t nodes_capacity, edges_capacity, skips_capacity, text_capacity;
    uint64_t skip_counts[COT_SKIP_KINDS];
    bool weighted, failed; /* failed: out of memory */
} cot_i_part_t;
void cot_i_part_reset(cot_i_part_t *part);
void cot_i_part_clear(cot_i_part_t *part);
/* Adds a text; its offset, or COT_I_NO_LABEL when there is no memory (or beyond 2^31 bytes). */
uint32_t cot_i_part_text(cot_i_part_t *part, const char *text, size_t length);
uint32_t cot_i_part_code(cot_i_part_t *part, const cot_i_scheme_t *scheme, const char *id, size_t length);
void cot_i_part_node(cot_i_part_t *part, cot_i_part_node_t node);
void cot_i_part_edge(cot_i_part_t *part, cot_i_part_edge_t edge);
void cot_i_part_skip(cot_i_part_t *part, cot_skip_kind_t kind, uint32_t line, const char *format, ...)
    COT_PRINTF(4, 5);
/* The weight in text[0, n), blanks around it apart; NaN when it is no finite number above 0. */
double cot_i_weight(const cot_i_scheme_t *scheme, const char *text, size_t n);

/* The network being gathered. */
typedef struct {
    const char *path;
    cot_load_params_t params;
    const cot_env_t *env;
    cot_input_t *input;
    uint64_t bytes;
    cot_i_scheme_t scheme;
    /* nodes in the order they were met, as an edge's end or by themselves */
    uint32_t n_nodes;
    uint64_t *names;       /* number, or COT_I_NAME_POOL + number in the pool */
    uint32_t *vertex;      /* number among the nodes declared; UINT32_MAX */
    uint64_t *labels;      /* by vertex: offset in label_text; UINT64_MAX */
    size_t names_capacity, vertex_capacity, labels_capacity;
    uint32_t n_vertices;
    uint32_t *of_number;   /* node + 1 by number */
    size_t n_numbers;
    cot_strpool_t *pool;
    uint32_t *of_pool;     /* node by number in the pool */
    size_t of_pool_capacity;
    char *label_text;
    size_t label_used, label_capacity;
    /* edges */
    uint32_t *pairs;       /* nodes */
    double *weights;
    uint32_t *lines;
    uint64_t m;
    size_t pairs_capacity, weights_capacity, lines_capacity;
    bool weighted;
    bool declared;         /* nodes are declared by themselves (GraphML) */
    uint64_t skip_counts[COT_SKIP_KINDS];
    cot_skip_t *skips[COT_SKIP_KINDS];
    size_t n_skips[COT_SKIP_KINDS];
} cot_i_net_t;
#define COT_I_NAME_POOL (UINT64_C(1) << 32)

cot_status_t cot_i_net_init(cot_i_net_t *net, cot_error_t *err);
void cot_i_net_clear(cot_i_net_t *net);
/* Adds what a part found; its lines count from `line`. */
cot_status_t cot_i_net_gather(cot_i_net_t *net, const cot_i_part_t *part, uint64_t line, cot_error_t *err);
/* The node of an id, new if need be. */
cot_status_t cot_i_net_node(cot_i_net_t *net, const char *id, size_t length, uint32_t *node,
                            cot_error_t *err);
cot_status_t cot_i_net_skip(cot_i_net_t *net, cot_skip_kind_t kind, uint64_t line, const char *detail,
                            cot_error_t *err);
/* Vertices, edges without loops and repetitions, texts. */
cot_status_t cot_i_net_finish(cot_i_net_t *net, cot_network_file_t **out, cot_error_t *err);

/* Progress and stopping; from the calling thread. */
cot_status_t cot_i_net_progress(const cot_i_net_t *net, cot_error_t *err);
/* Next bytes of the input; *n = 0 at its end. From any thread, one at a time. */
cot_status_t cot_i_net_read(cot_i_net_t *net, const char **bytes, size_t *n, cot_error_t *err);
/* Bytes that one thread parses at a time; tests make it small. */
extern size_t cot_i_load_stretch;
/* The readers. Bytes that were read already come first. */
cot_status_t cot_i_read_graphml(cot_i_net_t *net, const char *head, size_t n, cot_error_t *err);
cot_status_t cot_i_read_edges(cot_i_net_t *net, const char *head, size_t n, cot_error_t *err);

#endif
