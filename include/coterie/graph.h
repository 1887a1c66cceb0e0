/* coterie/graph.h: who wrote what (the incidence), and the networks made from it.
 *
 * Definitions are in docs/definitions.md ("Networks"), with vectors in tests/vectors/networks.json.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_GRAPH_H
#define COTERIE_GRAPH_H

#include "coterie/authors.h"
#include "coterie/corpus.h"
#include "coterie/topics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Which papers and authors take part. */
typedef struct {
    /** Inclusive; COT_NO_YEAR = open. Papers without year fail a range that is bounded on either side. */
    int16_t first_year, last_year;
    uint32_t max_authors; /**< papers with more than this many different people on the byline (people and
                               groups with groups_as_authors) are left out; 0 = no bound */
    uint32_t min_papers;  /**< authors with fewer papers (after the paper filters) are left out; >= 1 */
    bool drop_withdrawn;
    bool groups_as_authors; /**< true: groups are vertices too; false: left out of the networks */
} cot_filter_t;
#define COT_FILTER_INIT { COT_NO_YEAR, COT_NO_YEAR, 0, 1, false, false }

/** Why a paper is left out; the first that applies. */
typedef enum {
    COT_KEPT = 0,
    COT_LEFT_WITHDRAWN,
    COT_LEFT_YEAR,
    COT_LEFT_MAX_AUTHORS,
    COT_LEFT_NO_AUTHORS,
    COT_LEFT_REASONS
} cot_left_t;
COT_API const char *cot_left_text(cot_left_t reason);

/** The author-paper incidence: compressed sparse rows both ways. Vertices are the authors that take part,
 * in the order of their keys; papers are those kept, in the order of the corpus.
 * Byline rows hold each author once (an author named twice on a paper counts once). */
typedef struct {
    uint32_t n_authors, n_papers;
    uint64_t n_slots;        /**< authorships: entries of paper_authors and of author_papers */
    uint64_t *paper_off;     /**< n_papers + 1 */
    uint32_t *paper_authors; /**< byline order */
    uint64_t *author_off;    /**< n_authors + 1 */
    uint32_t *author_papers; /**< ascending */
    uint32_t *paper_size; /**< the k of counting: different authors on the byline (with the groups only when
                               groups_as_authors) before those below min_papers left it */
    uint32_t *author_of;  /**< vertex -> number in cot_authors_t */
    uint32_t *paper_of;   /**< paper -> number in cot_corpus_t */
    int16_t *paper_year;
    uint8_t *left; /**< cot_left_t of each corpus paper (n_corpus_papers) */
    uint32_t n_corpus_papers;
    uint64_t left_counts[COT_LEFT_REASONS];
    uint32_t authors_left;   /**< authors of kept papers that are below min_papers */
    uint32_t largest_byline; /**< over the kept papers */
} cot_incidence_t;

/** Builds it. filter: NULL = COT_FILTER_INIT. @return COT_OK (an empty incidence is fine) | COT_E_ARG
 * (min_papers 0, first_year after last_year) | COT_E_NOMEM. Free with cot_incidence_free. Cost: O(mentions),
 * two passes, serial but for the rows of authors. It holds 8 bytes per authorship + 12 per author + 18 per kept paper + 1 per paper of
 * the corpus. */
COT_NODISCARD COT_API cot_status_t cot_incidence_build(cot_incidence_t **out, const cot_corpus_t *corpus,
                                                       const cot_authors_t *authors,
                                                       const cot_filter_t *filter, cot_error_t *err);
/** The same from bare numbers (tests, benchmarks, your own data): n_papers rows of author numbers
 * < n_authors; paper_off has n_papers + 1 entries, the first 0; years may be NULL. Every author takes part
 * and every paper is kept, also one without authors. @return COT_OK | COT_E_ARG | COT_E_NOMEM. */
COT_NODISCARD COT_API cot_status_t cot_incidence_from_rows(cot_incidence_t **out, uint32_t n_authors,
                                                           uint32_t n_papers, const uint64_t *paper_off,
                                                           const uint32_t *paper_authors,
                                                           const int16_t *years, cot_error_t *err);
COT_API void cot_incidence_free(cot_incidence_t *incidence);

/** The papers of some years, with all authors under the same numbers: those without a paper in these years
 * stay, with none. first_year, last_year: inclusive; COT_NO_YEAR = open. Papers without a year are left out when
 * either is given. @return COT_OK | COT_E_ARG | COT_E_NOMEM. Free with cot_incidence_free. Cost and memory as
 * cot_incidence_build. */
COT_NODISCARD COT_API cot_status_t cot_incidence_of_years(cot_incidence_t **out,
                                                          const cot_incidence_t *incidence,
                                                          int16_t first_year, int16_t last_year,
                                                          const cot_env_t *env, cot_error_t *err);

/** Kinds of network (a bit each, so that tables can say which kinds they serve). */
typedef enum { COT_COAUTHOR = 1, COT_AUTHOR_TOPIC = 2 } cot_kind_t;
typedef struct {
    cot_kind_t kind;
    const char *name;  /**< "coauthor" */
    const char *title; /**< nodes, edges and weight in a line */
} cot_kind_row_t;
COT_API const cot_kind_row_t *cot_kinds(size_t i);

/** What a paper with k authors (and t topics) adds to each of its pairs.
 *                 coauthor        author-topic
 *   FULL          1               1
 *   FRACTIONAL    1/(k-1)         1/k          (Newman, Phys. Rev. E 64, 016132 (2001))
 *   PAPER         2/(k(k-1))      1/(k t)      (all pairs of a paper together: 1) */
typedef enum { COT_FULL, COT_FRACTIONAL, COT_PAPER, COT_COUNTINGS } cot_counting_t;
#define COT_ALL_SCHEMES 7u /**< the set of all three, as bits 1 << cot_counting_t */
typedef struct {
    cot_counting_t counting;
    const char *name; /**< "full", "fractional", "paper" */
    const char *title;
} cot_counting_row_t;
COT_API const cot_counting_row_t *cot_countings(size_t i);

/** One network: undirected, simple, no loops, frozen. Vertices [0, n_left) are the authors of the incidence
 * under the same numbers; in a bipartite network [n_left, n) are topics (topic_of gives their number in
 * cot_topics_t), else n_left = n. Edges are ordered by (from, to), from < to.
 * Memory: 8 bytes per vertex (a topic 12), 32 per edge and 8 per edge for each further counting scheme. Of the 32
 * the ends take 8, the rows 8, the weight 8, the papers and the years 4 each. */
typedef struct {
    cot_kind_t kind;
    cot_counting_t counting;
    uint32_t n, n_left;
    uint64_t m;                      /**< < 2^32 */
    uint32_t *from, *to;             /**< m */
    double *weight;                  /**< m, > 0; under `counting` */
    double *weights[COT_COUNTINGS];  /**< under each scheme that was asked for, else NULL; weights[counting] is
                                          `weight` itself */
    uint32_t *papers;                /**< m: papers behind the edge */
    int16_t *first_year, *last_year; /**< m; COT_NO_YEAR when no paper has a year */
    uint64_t *off;                   /**< n + 1 */
    uint32_t *adj;                   /**< 2m neighbours, ascending in each row */
    uint32_t *topic_of;              /**< n - n_left; NULL in one-mode networks */
} cot_graph_t;

/** Co-authors: an edge for two authors who share a kept paper. Isolated authors are kept.
 * @return COT_OK | COT_E_ARG | COT_E_LIMIT (2^32 edges or more) | COT_E_NOMEM | COT_E_INTERRUPT.
 * Cost: O(sum k^2) time, parallel; weights are sums over papers in ascending order, so the same bits for any
 * number of threads and on any processor. While it runs: 4 bytes per authorship, 8 per paper and scheme that is
 * no plain count, 16 per author and 8 for each thread; 16 per pair of a paper of up to 64 authors (8 for a plain
 * count without years; at most 8 such pairs for each authorship, else shorter papers only), half of them until
 * the network's own arrays are filled; with longer bylines 4 to 24 per author and thread; with bylines of 256
 * names or more, up to 72 bytes per name on them. */
COT_NODISCARD COT_API cot_status_t cot_graph_coauthor(cot_graph_t **out, const cot_incidence_t *incidence,
                                                      cot_counting_t counting, const cot_env_t *env,
                                                      cot_error_t *err);
/** The same in one pass for several counting schemes: `weights` holds those of the set `schemes` (bits
 * 1u << cot_counting_t; COT_ALL_SCHEMES) and that of `counting`. */
COT_NODISCARD COT_API cot_status_t cot_graph_coauthor_weights(cot_graph_t **out,
                                                              const cot_incidence_t *incidence,
                                                              cot_counting_t counting, unsigned schemes,
                                                              const cot_env_t *env, cot_error_t *err);
/** Authors and topics: an edge for an author of a kept paper and each topic of it. Topics without a kept
 * paper are left out; authors without topic stay, isolated. Returns and cost as above, with k t instead of
 * k^2. */
COT_NODISCARD COT_API cot_status_t cot_graph_author_topic(cot_graph_t **out, const cot_incidence_t *incidence,
                                                          const cot_topics_t *topics, cot_counting_t counting,
                                                          const cot_env_t *env, cot_error_t *err);
/** The same in one pass for several counting schemes, as above. */
COT_NODISCARD COT_API cot_status_t cot_graph_author_topic_weights(
    cot_graph_t **out, const cot_incidence_t *incidence, const cot_topics_t *topics, cot_counting_t counting,
    unsigned schemes, const cot_env_t *env, cot_error_t *err);

/** The bare projection: pairs of authors who share a kept paper, and how many they share. A quarter of the
 * memory of a cot_graph_t, for whoever needs no more: 8 bytes per author, 8 per pair. */
typedef struct {
    uint32_t n;       /**< authors */
    uint64_t m;       /**< pairs */
    uint64_t *off;    /**< n + 1 */
    uint32_t *to;     /**< m: higher partners of each author, ascending */
    uint32_t *papers; /**< m */
} cot_pairs_t;
/** Makes it. @return COT_OK | COT_E_ARG | COT_E_LIMIT | COT_E_NOMEM | COT_E_INTERRUPT. Cost as
 * cot_graph_coauthor of a plain count without years. Free with cot_pairs_free. */
COT_NODISCARD COT_API cot_status_t cot_coauthor_pairs(cot_pairs_t **out, const cot_incidence_t *incidence,
                                                      const cot_env_t *env, cot_error_t *err);
COT_API void cot_pairs_free(cot_pairs_t *pairs);

/** A network from bare edges (u v pairs in any order and orientation, each pair once, no loops); weight may
 * be NULL (all 1), else finite and > 0. Each edge counts as one paper without a year; the kind is
 * COT_COAUTHOR.
 * @return COT_OK | COT_E_ARG (the message names the edge) | COT_E_LIMIT | COT_E_NOMEM. Cost O(n + m). */
COT_NODISCARD COT_API cot_status_t cot_graph_from_edges(cot_graph_t **out, uint32_t n, uint64_t m,
                                                        const uint32_t *pairs, const double *weight,
                                                        cot_error_t *err);
COT_API void cot_graph_free(cot_graph_t *graph);

/** What there is of edges, in the order of `adj`: for each of the 2m arcs (places of `adj`) the number of its edge,
 * and its weight. For whoever goes through rows in any order, or again and again; the arcs of a row in edge order
 * are those of a walk through the edges that puts each in the row of `from` and in that of `to`.
 * edge, weight: 2m entries each; either may be NULL. @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT.
 * Cost: O(n + m), serial; 4 bytes per vertex while it runs. */
COT_NODISCARD COT_API cot_status_t cot_graph_arcs(const cot_graph_t *graph, uint32_t *edge, double *weight,
                                                  const cot_env_t *env, cot_error_t *err);

/** Strengths: out[v] = sum of the weights of the edges of v, added in the order of its row (0 without edges).
 * out: n. Cost: O(n + m), serial. */
COT_API void cot_graph_strengths(const cot_graph_t *graph, double *out);

/** Whether two vertices are joined. u, v < n. Cost: O(log degree of u). */
COT_API bool cot_graph_joined(const cot_graph_t *graph, uint32_t u, uint32_t v);

/** Papers behind the edge of two authors, ascending (numbers of the incidence). Writes at most cap of them.
 * @return how many there are; 0 when u = v or either is no vertex. Cost: O(papers of both). */
COT_API uint64_t cot_edge_papers(const cot_incidence_t *incidence, uint32_t u, uint32_t v, uint32_t *out,
                                 uint64_t cap);

#ifdef __cplusplus
}
#endif
#endif
