/* table.c: the files a run can write. Adding one: a writer in a file of its own, a row here, its columns in
 * docs/outputs.md, a test.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fail.h"
#include "export/formats.h"
#include "export/tables.h"

static cot_status_t write_coauthors(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    return cot_write_graphml(results, &results->coauthor, out, err);
}

static cot_status_t write_author_topics(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    return cot_write_graphml(results, &results->author_topic, out, err);
}

static cot_status_t write_network(const cot_results_t *results, const cot_network_t *network, cot_i_format_fn *write,
                                  cot_out_t *out, cot_error_t *err) {
    cot_listing_t listing;
    cot_status_t st = cot_i_listing_open(&listing, results, network, cot_i_out_threads(out), err);
    if (st == COT_OK) {
        st = write(&listing, out, err);
    }
    const cot_status_t closed = cot_i_listing_close(&listing, err);
    return st == COT_OK ? closed : st;
}

/* A format's two writers of files. */
#define NETWORKS_AS(format)                                                                                    \
    static cot_status_t coauthors_##format(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {   \
        return write_network(results, &results->coauthor, cot_i_write_##format, out, err);                     \
    }                                                                                                          \
    static cot_status_t topics_##format(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {      \
        return write_network(results, &results->author_topic, cot_i_write_##format, out, err);                 \
    }

NETWORKS_AS(gexf)
NETWORKS_AS(gml)
NETWORKS_AS(dot)
NETWORKS_AS(pajek_net)
NETWORKS_AS(pajek_project)
NETWORKS_AS(node_link)
NETWORKS_AS(cytoscape)
NETWORKS_AS(graphology)
NETWORKS_AS(vosviewer)
NETWORKS_AS(vosviewer_map)
NETWORKS_AS(vosviewer_network)

/* Both networks in a format: name, end of the file names, what the format is for. */
#define ROWS(name, format, end, title)                                                                         \
    {"coauthors" end, "the co-author network " title, coauthors_##format, name},                               \
        {"author-topics" end, "the network of authors and topics " title, topics_##format, name}

static const cot_export_t table[] = {
    {"coauthors.graphml", "the co-author network, drawn, for Gephi, igraph and NetworkX", write_coauthors, NULL},
    {"author-topics.graphml", "the network of authors and topics, drawn, for Gephi, igraph and NetworkX",
     write_author_topics, NULL},
    {"authors.csv", "the authors with their papers, years, topics, community and measures",
     cot_i_write_authors_csv, NULL},
    {"edges.csv", "the co-author pairs with weight, years and the papers behind them", cot_i_write_edges_csv, NULL},
    {"topics.csv", "the topics with their papers, authors and years", cot_i_write_topics_csv, NULL},
    {"communities.csv", "the communities with their people and topics", cot_i_write_communities_csv, NULL},
    {"papers.csv", "every paper read, and why it was left out when it was", cot_i_write_papers_csv, NULL},
    {"name-audit.csv", "what was done to which written name, and what is doubtful", cot_i_write_audit_csv, NULL},
    ROWS("gexf", gexf, ".gexf", "as GEXF 1.3, drawn, for Gephi and Gephi Lite"),
    ROWS("gml", gml, ".gml", "as GML, drawn, for igraph, NetworkX, Cytoscape and yEd"),
    ROWS("dot", dot, ".dot", "in the DOT language of Graphviz, places pinned"),
    ROWS("pajek", pajek_net, ".net", "for Pajek, igraph and NetworkX"),
    ROWS("pajek", pajek_project, ".paj", "as a Pajek project: with partitions and vectors"),
    ROWS("json", node_link, ".json", "as nodes and links, for D3 and NetworkX"),
    ROWS("cytoscape", cytoscape, ".cyjs", "as elements, for Cytoscape and Cytoscape.js"),
    ROWS("graphology", graphology, ".graphology.json", "for graphology and sigma.js"),
    ROWS("vosviewer", vosviewer, ".vosviewer.json", "for VOSviewer and VOSviewer Online"),
    ROWS("vosviewer", vosviewer_map, "-vosviewer-map.txt", "as a VOSviewer map file: the items"),
    ROWS("vosviewer", vosviewer_network, "-vosviewer-network.txt", "as a VOSviewer network file: the links"),
};

const cot_export_t *cot_exports(size_t i) {
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}
