/* arxiv_text_ways.c: all ways to read a tail as fields, weighed.
 *
 * A way is: a comment (perhaps none), then names, some followed by an affiliation. Its score is the sum of
 *   names         log share of the shape of each ("FIF": word, initial, word) among the names of bylines of one kind,
 *                 log-odds of each word for its role (forename, middle, surname), NAME_SEEN for a name that stands
 *                 elsewhere in this run,
 *   comment       log-odds of each of its words for being one of a comment and not of a name,
 *   places        CASE_INSIDE or PREFIX_INSIDE where a name goes on although another could begin.
 * The best way is found by dynamic programming from left to right (Viterbi). `sure` of a name is its posterior
 * probability: the share of all ways, each weighed exp(score), that contain it; by the forward and backward sums of
 * the same programme (Rabiner 1989, doi:10.1109/5.18626), over both kinds of bylines (full names, initials); its
 * log-odds times TEMPER.
 * The scores that are not measured are set by hand to round figures.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "read/arxiv_text.h"

enum { NAME_ATOMS = 12, NAME_WORDS = 8, NAME_BYTES = 200, AFFILIATION_ATOMS = 40 };

#define IMPOSSIBLE (-1e30)
#define COMMENT_THERE (-0.395)      /* log 0.6735: 69,062 of 102,538 records have one */
#define COMMENT_NOT_THERE (-1.119)  /* log 0.3265 */
#define COMMENT_ENDS_LIKE_NAME (-1.5)
#define COMMENT_ENDS_OPEN (-5.0)    /* behind a comma, an initial or "of" */
#define COMMENT_LINE (-1.0)         /* a second line: the journal reference */
#define COMMENT_LINES (-6.0)        /* each further one */
#define AFFILIATION (-9.0)
#define AFFILIATION_LINE (-5.0)     /* on a line of its own */
#define NAME_SEEN 3.5
#define CASE_INSIDE (-7.0)
#define PREFIX_INSIDE (-0.7)
#define PREFIX_CUT (-2.0)
#define AFFILIATION_GROUP (-8.0)    /* "for the ABCD Collaboration" is a name to arXiv */
#define GROUP (-5.0)
#define GROUP_LINE 10.0             /* a line of its own that begins "for the", "on behalf" */
#define NO_NAME (-25.0)
#define CERTAIN 0.9999              /* posterior from which a name counts as certain */
#define TEMPER 0.7

/* What the steps look at. */
typedef struct {
    cot_i_text_ways_t *ways;
    const cot_i_text_atom_t *atoms;
    size_t n;
    cot_i_text_style_t style;
    const cot_i_text_known_t *known;
    const double *text_sum; /* prefix sums of as_text */
    const double *line_sum; /* prefix counts of line ends */
} cutting_t;

/* Whether a field may end where this follows an atom. */
static bool may_cut(cot_i_text_join_t join, cot_i_text_style_t style) {
    switch (style) {
    case COT_TEXT_LINES:
        return join == COT_JOIN_LINE || join == COT_JOIN_END;
    case COT_TEXT_BLANKS:
        return join == COT_JOIN_BLANK || join == COT_JOIN_LINE || join == COT_JOIN_END;
    case COT_TEXT_NOTHING:
        return join == COT_JOIN_CASE || join == COT_JOIN_PREFIX || join == COT_JOIN_END;
    }
    return false;
}

/* A name of the atoms [i, j): its score but for its shape, which is written to `shape`. */
typedef struct {
    double score;
    char shape[NAME_WORDS + 2];
} named_t;

/* The role of each word, first and last ones apart; only of names with two words or more. */
static double role_scores(const cot_i_text_atom_t *atoms, const size_t *words, size_t n) {
    double score = 0;
    if (n < 2) {
        return 0;
    }
    for (size_t w = 0; w < n; w++) {
        const cot_i_text_atom_t *a = &atoms[words[w]];
        if (a->kind == COT_WORD_NAME) {
            score += w == n - 1 ? a->surname : w == 0 ? a->forename : a->middle;
        }
    }
    return score;
}

/* Whether the atoms [i, j), written as a name, stand elsewhere in this run. */
static bool seen_elsewhere(const cutting_t *c, size_t i, size_t j) {
    char name[NAME_BYTES];
    size_t n = 0;
    for (size_t k = i; k < j; k++) {
        const cot_i_text_atom_t *a = &c->atoms[k];
        if (n + a->length + 1 > sizeof name) {
            return false;
        }
        memcpy(name + n, a->text, a->length);
        n += a->length;
        if (k + 1 < j && a->join == COT_JOIN_BLANK) {
            name[n++] = ' ';
        }
    }
    return cot_i_text_name_seen(c->known, name, n);
}

/* "for the", "on behalf of", "representing": how arXiv hands on a group. */
static bool begins_group(const cot_i_text_atom_t *a) {
    static const char *const rows[] = {"for", "on", "representing", "the", NULL};
    for (size_t k = 0; rows[k]; k++) {
        if (strlen(rows[k]) == a->length && memcmp(rows[k], a->text, a->length) == 0) {
            return true;
        }
    }
    return false;
}

/* Scores atoms [i, j) as one name; false when it has too many words. */
static bool score_name(const cutting_t *c, size_t i, size_t j, named_t *named) {
    static const char letters[] = {[COT_WORD_NAME] = 'F', [COT_WORD_INITIAL] = 'I', [COT_WORD_PARTICLE] = 'P',
                                   [COT_WORD_OTHER] = 'F'};
    size_t words[NAME_WORDS], n = 0, m = 0;
    bool begins = true, group = c->atoms[j - 1].group && j > i + 1; /* "for the ABCD Collaboration" */
    named->score = 0;
    for (size_t k = i; k < j; k++) {
        const cot_i_text_atom_t *a = &c->atoms[k];
        named->score += group ? 0.0 : a->as_name;
        if (begins) {
            if (n == NAME_WORDS) {
                return false;
            }
            words[n++] = k;
            char letter = letters[a->kind];
            if (m == 0 || letter != 'P' || named->shape[m - 1] != 'P') {
                named->shape[m++] = letter;
            }
        } else {
            words[n - 1] = k; /* "Mc" "Donald": the last piece stands for the word */
        }
        begins = a->join != COT_JOIN_CASE && a->join != COT_JOIN_PREFIX;
        if (k + 1 < j && a->join == COT_JOIN_LINE) {
            return false;
        }
        if (k + 1 < j && !begins) {
            named->score += a->join == COT_JOIN_PREFIX ? PREFIX_INSIDE : CASE_INSIDE;
        } else if (k + 1 == j && a->join == COT_JOIN_PREFIX && c->style == COT_TEXT_NOTHING) {
            named->score += PREFIX_CUT;
        }
    }
    named->shape[m] = '\0';
    if (group) {
        named->score += c->style == COT_TEXT_LINES && begins_group(&c->atoms[i]) ? GROUP_LINE : GROUP;
        memcpy(named->shape, "FF", 3);
        return true;
    }
    named->score += role_scores(c->atoms, words, n);
    named->score += n > 1 && seen_elsewhere(c, i, j) ? NAME_SEEN : 0.0;
    return true;
}

/* How well atoms [0, j) do as a comment. */
static double score_comment(const cutting_t *c, size_t j) {
    static const char *const open[] = {"of", "the", "at", "in", "for", "and", "by", "with", "to", "on", "from",
                                       "a", "an", NULL};
    if (j == 0) {
        return COMMENT_NOT_THERE;
    }
    const cot_i_text_atom_t *last = &c->atoms[j - 1];
    bool sentence = last->text[last->length - 1] == '.' && last->as_text > 0;
    double more = c->line_sum[j - 1], lines = more > 0 ? COMMENT_LINE + COMMENT_LINES * (more - 1) : 0.0;
    double end = last->as_name < -3.0 || sentence ? 0.0 : COMMENT_ENDS_LIKE_NAME;
    if (last->kind == COT_WORD_INITIAL) {
        end = COMMENT_ENDS_OPEN;
    }
    for (size_t k = 0; open[k]; k++) {
        if (strlen(open[k]) == last->length && memcmp(open[k], last->text, last->length) == 0) {
            end = COMMENT_ENDS_OPEN;
        }
    }
    if (strchr(",;:-(", last->text[last->length - 1])) {
        end = COMMENT_ENDS_OPEN;
    }
    return COMMENT_THERE + c->text_sum[j] + lines + end + (j == c->n ? NO_NAME : 0.0);
}

static double log_add(double a, double b) {
    double high = a > b ? a : b, low = a > b ? b : a;
    return low <= IMPOSSIBLE / 2 ? high : high + log1p(exp(low - high));
}

static bool cuts_behind(const cutting_t *c, size_t atom) {
    return may_cut((cot_i_text_join_t)c->atoms[atom].join, c->style);
}

/* Entry of one kind of bylines (2), state and place. A place is reached behind a comment (state 0: a name must
 * follow) or behind a name or affiliation (state 1: either may). */
static size_t entry(const cutting_t *c, int byline, int state, size_t place) {
    return ((size_t)byline * 2 + (size_t)state) * (c->n + 1) + place;
}

/* A field from place i in one of the states to place j in state `to`. */
static void step(const cutting_t *c, int byline, int from, size_t i, int to, size_t j, double score,
                 cot_i_text_field_kind_t kind) {
    cot_i_text_ways_t *w = c->ways;
    size_t a = entry(c, byline, from, i), b = entry(c, byline, to, j);
    if (w->forward[a] <= IMPOSSIBLE / 2 || score <= IMPOSSIBLE / 2) {
        return;
    }
    w->forward[b] = log_add(w->forward[b], w->forward[a] + score);
    if (w->best[a] + score > w->best[b]) {
        w->best[b] = w->best[a] + score;
        w->from[b] = (cot_i_text_step_t){(uint32_t)i, (uint8_t)from, (uint8_t)kind};
    }
}

/* Score of atoms [i, j) as an affiliation; each stands on one line. */
static double score_affiliation(const cutting_t *c, size_t i, size_t j) {
    if (c->line_sum[j - 1] > c->line_sum[i]) {
        return IMPOSSIBLE;
    }
    double score = c->style == COT_TEXT_LINES ? AFFILIATION_LINE : AFFILIATION;
    score += c->atoms[j - 1].group ? AFFILIATION_GROUP : 0.0;
    return score + c->text_sum[j] - c->text_sum[i];
}

static void forward_from(const cutting_t *c, size_t i) {
    named_t named;
    for (size_t j = i + 1; j <= c->n && j <= i + AFFILIATION_ATOMS; j++) {
        if (!cuts_behind(c, j - 1)) {
            continue;
        }
        bool name = j <= i + NAME_ATOMS && score_name(c, i, j, &named);
        for (int byline = 0; byline < 2; byline++) {
            double shape = name ? named.score + cot_i_text_log_shape(named.shape, byline == 1) : 0;
            for (int state = 0; name && state < 2; state++) {
                step(c, byline, state, i, 1, j, shape, COT_FIELD_NAME);
            }
            step(c, byline, 1, i, 1, j, score_affiliation(c, i, j), COT_FIELD_AFFILIATION);
        }
    }
}

static void forward(const cutting_t *c) {
    for (size_t i = 0; i <= c->n; i++) {
        if (i > 0 && !cuts_behind(c, i - 1)) {
            continue;
        }
        for (int byline = 0; byline < 2; byline++) {
            size_t e = entry(c, byline, 0, i);
            double score = score_comment(c, i) + cot_i_text_log_byline(byline == 1);
            c->ways->forward[e] = log_add(c->ways->forward[e], score);
            if (score > c->ways->best[e]) {
                c->ways->best[e] = score;
                c->ways->from[e] = (cot_i_text_step_t){0, 0, COT_FIELD_COMMENT};
            }
        }
        forward_from(c, i);
    }
}

static void backward(const cutting_t *c) {
    double *back = c->ways->backward;
    named_t named;
    for (int byline = 0; byline < 2; byline++) {
        back[entry(c, byline, 0, c->n)] = back[entry(c, byline, 1, c->n)] = 0;
    }
    for (size_t i = c->n; i-- > 0;) {
        for (size_t j = i + 1; j <= c->n && j <= i + AFFILIATION_ATOMS && (i == 0 || cuts_behind(c, i - 1)); j++) {
            if (!cuts_behind(c, j - 1)) {
                continue;
            }
            bool name = j <= i + NAME_ATOMS && score_name(c, i, j, &named);
            for (int byline = 0; byline < 2; byline++) {
                double shape = name ? named.score + cot_i_text_log_shape(named.shape, byline == 1) : 0;
                double behind = back[entry(c, byline, 1, j)];
                for (int state = 0; name && state < 2; state++) {
                    size_t e = entry(c, byline, state, i);
                    back[e] = log_add(back[e], behind + shape);
                }
                size_t e = entry(c, byline, 1, i);
                back[e] = log_add(back[e], behind + score_affiliation(c, i, j));
            }
        }
    }
}

/* The model is surer of itself than it is right: log-odds are shrunk by a factor that was measured. */
static float tempered(double p) {
    if (p >= CERTAIN) {
        return COT_SURE;
    }
    double odds = p > 0.0 ? pow(p / (1.0 - p), TEMPER) : 0.0;
    double sure = odds / (1.0 + odds);
    return sure < 0.01 ? 0.01f : (float)sure;
}

/* Tempered posterior probability of atoms [i, j) being a name. */
static float posterior(const cutting_t *c, size_t i, size_t j) {
    const cot_i_text_ways_t *w = c->ways;
    double all = IMPOSSIBLE, with = IMPOSSIBLE;
    named_t named;
    if (!score_name(c, i, j, &named)) {
        return 0.01f;
    }
    for (int byline = 0; byline < 2; byline++) {
        double score = named.score + cot_i_text_log_shape(named.shape, byline == 1);
        for (int state = 0; state < 2; state++) {
            all = log_add(all, w->forward[entry(c, byline, state, c->n)]);
            double behind = w->backward[entry(c, byline, 1, j)];
            with = log_add(with, w->forward[entry(c, byline, state, i)] + score + behind);
        }
    }
    return tempered(exp(with - all));
}

/* Writes the best way as a list of fields, the last one first. */
static cot_status_t trace(const cutting_t *c, cot_error_t *err) {
    cot_i_text_ways_t *w = c->ways;
    size_t end = entry(c, 0, 0, c->n);
    for (int e = 1; e < 4; e++) {
        size_t other = entry(c, e / 2, e % 2, c->n);
        end = w->best[other] > w->best[end] ? other : end;
    }
    int byline = (int)(end / (2 * (c->n + 1))), state = (int)(end / (c->n + 1)) % 2;
    w->n_fields = 0;
    for (size_t place = c->n;;) {
        cot_i_text_step_t s = w->from[entry(c, byline, state, place)];
        if (!COT_GROW(w->fields, w->fields_capacity, w->n_fields + 1)) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: fields of a record");
        }
        float sure = s.kind == COT_FIELD_NAME ? posterior(c, s.place, place) : COT_SURE;
        cot_i_text_field_kind_t kind = (cot_i_text_field_kind_t)s.kind;
        w->fields[w->n_fields++] = (cot_i_text_field_t){s.place, (uint32_t)place, kind, sure};
        if (kind == COT_FIELD_COMMENT) {
            return COT_OK;
        }
        place = s.place;
        state = s.state;
    }
}

static cot_status_t set_up(cutting_t *c, cot_error_t *err) {
    cot_i_text_ways_t *w = c->ways;
    size_t n = 4 * (c->n + 1), total = 3 * n + 2 * (c->n + 1);
    if (!COT_GROW(w->table, w->table_capacity, total) || !COT_GROW(w->from, w->from_capacity, n)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: %zu words behind an abstract", c->n);
    }
    for (size_t i = 0; i < 3 * n; i++) {
        w->table[i] = IMPOSSIBLE;
    }
    memset(w->from, 0, n * sizeof *w->from);
    w->forward = w->table;
    w->backward = w->table + n;
    w->best = w->table + 2 * n;
    double *text = w->table + 3 * n, *lines = text + c->n + 1;
    text[0] = lines[0] = 0;
    for (size_t i = 0; i < c->n; i++) {
        text[i + 1] = text[i] + c->atoms[i].as_text;
        lines[i + 1] = lines[i] + (c->atoms[i].join == COT_JOIN_LINE);
    }
    c->text_sum = text;
    c->line_sum = lines;
    return COT_OK;
}

cot_status_t cot_i_text_ways(cot_i_text_ways_t *ways, const cot_i_text_atom_t *atoms, size_t n,
                             cot_i_text_style_t style, const cot_i_text_known_t *known, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cutting_t c = {ways, atoms, n, style, known, NULL, NULL};
    COT_TRY(st, set_up(&c, err));
    forward(&c);
    backward(&c);
    COT_TRY(st, trace(&c, err));
done:
    return st;
}

void cot_i_text_ways_clear(cot_i_text_ways_t *ways) {
    cot_i_free(ways->table);
    cot_i_free(ways->from);
    cot_i_free(ways->fields);
    memset(ways, 0, sizeof *ways);
}
