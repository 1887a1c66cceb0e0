/* page.c: index.html: the corpora side by side, their people, and how far these are the same people.
 *
 * One file that asks nobody for anything: style and script are in it, and a content security policy allows
 * these two (by their digests) and nothing else. Without the script everything is there but sorting. Texts
 * are escaped; names of people stand in <bdi>, so that those written from right to left do not turn what is
 * beside them. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/batch.h"
#include "batch/page_text.h"

enum { HEAT_MOST = 24, STRONGEST = 15, CARDS_OPEN = 12, SHADES = 9, CELL = 48 };

/* ---- texts ---- */

static void put_text(cot_out_t *out, const char *text) {
    for (const char *p = text; *p; p++) {
        const char *entity = *p == '&'    ? "&amp;"
                             : *p == '<'  ? "&lt;"
                             : *p == '>'  ? "&gt;"
                             : *p == '"'  ? "&quot;"
                             : *p == '\'' ? "&#39;"
                                          : NULL;
        if (entity) {
            cot_out_text(out, entity);
        } else {
            cot_out_bytes(out, p, 1);
        }
    }
}

/* A path as a relative address. "./" in front keeps "a:b" from being taken for a scheme. */
static void put_address(cot_out_t *out, const char *folder, const char *name) {
    char *path = batch_join(folder, name);
    cot_out_text(out, "./");
    for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
        bool plain = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     strchr("-._~/", *p);
        cot_out_printf(out, plain ? "%c" : "%%%02X", *p);
    }
    free(path);
}

static void put_link(cot_out_t *out, const char *folder, const char *name, const char *text) {
    cot_out_text(out, "<a href=\"");
    put_address(out, folder, name);
    cot_out_text(out, "\">");
    put_text(out, text);
    cot_out_text(out, "</a>");
}

/* A figure as people read it; "" when it is not defined. */
static void shown(double value, fact_kind_t kind, char text[CELL]) {
    char number[32];
    text[0] = '\0';
    if (isnan(value)) {
        return;
    }
    switch (kind) {
    case FACT_IS_WHOLE:
        snprintf(text, CELL, "%s", cli_grouped((uint64_t)value, number));
        break;
    case FACT_IS_YEAR:
        snprintf(text, CELL, "%.0f", value);
        break;
    case FACT_IS_PERCENT:
        snprintf(text, CELL, "%s%.1f %%", value < 0 ? "−" : "", 100 * fabs(value));
        break;
    case FACT_IS_YEARS:
        snprintf(text, CELL, value < 1000 ? "%.1f y" : "%.3g y", value);
        break;
    case FACT_IS_REAL:
        snprintf(text, CELL, fabs(value) <= 1 ? "%.3f" : "%.2f", value);
        break;
    }
}

/* ---- head ---- */

static void put_head(const batch_t *batch, cot_out_t *out) {
    char style[48], script[48];
    batch_sha256_base64(page_style, style);
    batch_sha256_base64(page_script, script);
    cot_out_printf(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
        "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        style, script);
    put_text(out, batch->title ? batch->title : "Corpora compared");
    cot_out_text(out, "</title>\n<style>");
    cot_out_text(out, page_style);
    cot_out_text(out, "</style>\n</head>\n<body>\n");
}

static void put_number_card(cot_out_t *out, double value, const char *what) {
    char text[CELL];
    shown(value, FACT_IS_WHOLE, text);
    cot_out_printf(out, "<li><b>%s</b><span>%s</span></li>\n", text, what);
}

static bool one_identity(const batch_t *batch) {
    for (size_t i = 1; i < batch->n; i++) {
        if (strcmp(batch->jobs[i].args.values[OPT_IDENTITY].text,
                   batch->jobs[0].args.values[OPT_IDENTITY].text) != 0) {
            return false;
        }
    }
    return true;
}

static void put_header(const batch_t *batch, const batch_overlap_t *overlap, cot_out_t *out) {
    double papers = 0, authors = 0;
    size_t done = 0, failed = 0;
    for (size_t i = 0; i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        done += job->has_facts;
        failed += job->status == JOB_FAILED;
        papers += job->has_facts ? job->facts.figures[FACT_PAPERS] : 0;
        authors += job->has_facts ? job->facts.figures[FACT_AUTHORS] : 0;
    }
    cot_out_text(out, "<header>\n<h1>");
    put_text(out, batch->title ? batch->title : "Corpora compared");
    cot_out_text(
        out,
        "</h1>\n<p class=\"soft\">Co-authorship in each corpus, side by side.</p>\n<ul class=\"numbers\">\n");
    put_number_card(out, (double)done, done == 1 ? "corpus" : "corpora");
    put_number_card(out, papers, "papers, added up");
    put_number_card(out, authors, "authors, added up");
    if (one_identity(batch)) {
        put_number_card(out, (double)overlap->people, "different people");
    }
    cot_out_text(out, "</ul>\n");
    if (done < batch->n) {
        cot_out_printf(
            out, "<p class=\"alert\">Of %zu jobs, %zu failed and %zu did not run; the table says why.</p>\n",
            batch->n, failed, batch->n - done - failed);
    }
    cot_out_text(out, "</header>\n<main>\n");
}

/* ---- the table ---- */

typedef struct {
    int first, last; /* years of all corpora; last < first: none */
} axis_t;

static axis_t find_axis(const batch_t *batch) {
    axis_t axis = {1, 0};
    for (size_t i = 0; i < batch->n; i++) {
        const batch_facts_t *facts = &batch->jobs[i].facts;
        if (batch->jobs[i].has_facts && facts->n_years > 0) {
            int first = (int)facts->figures[FACT_FIRST_YEAR], last = (int)facts->figures[FACT_LAST_YEAR];
            bool none = axis.last < axis.first;
            axis.first = none || first < axis.first ? first : axis.first;
            axis.last = none || last > axis.last ? last : axis.last;
        }
    }
    return axis;
}

/* Papers by year: one bar for each year of the axis, as high as its share of the corpus' best year. */
static void put_spark(const batch_facts_t *facts, const axis_t *axis, cot_out_t *out) {
    enum { WIDTH = 112, HEIGHT = 30 };
    double years = axis->last - axis->first + 1, wide = WIDTH / years, most = 0;
    for (size_t i = 0; i < facts->n_years; i++) {
        most = facts->papers[i] > most ? facts->papers[i] : most;
    }
    cot_out_printf(
        out,
        "<td class=\"left\"><svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"papers by year\">"
        "<rect class=\"base\" y=\"%d\" width=\"%d\" height=\"1\"/>",
        WIDTH, HEIGHT, HEIGHT - 1, WIDTH);
    for (size_t i = 0; i < facts->n_years; i++) {
        double year = facts->figures[FACT_FIRST_YEAR] + (double)i,
               high = (HEIGHT - 2) * facts->papers[i] / most;
        if (facts->papers[i] > 0) {
            high = high < 1 ? 1 : high;
            cot_out_printf(out,
                           "<rect class=\"bar\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" "
                           "height=\"%.2f\"><title>%.0f: %u</title></rect>",
                           (year - axis->first) * wide, HEIGHT - 1 - high, wide > 3 ? wide - 1 : wide, high,
                           year, facts->papers[i]);
        }
    }
    cot_out_text(out, "</svg></td>");
}

/* The page that a job has for people; NULL when it has none. */
static const char *report_of(const job_t *job) {
    static const char *const names[] = {"report.html", "report.md"};
    for (size_t i = 0; i < 2; i++) {
        char *path = batch_join(job->folder, names[i]);
        bool there = access(path, F_OK) == 0;
        free(path);
        if (there) {
            return names[i];
        }
    }
    return NULL;
}

static void put_name(const job_t *job, cot_out_t *out) {
    const char *report = job->has_facts ? report_of(job) : NULL;
    cot_out_text(out, "<th scope=\"row\"><bdi>");
    if (report) {
        put_link(out, job->output, report, job->name);
    } else {
        put_text(out, job->name);
    }
    cot_out_text(out, "</bdi></th>");
}

static void put_cell(const batch_facts_t *facts, size_t fact, cot_out_t *out) {
    char text[CELL];
    double value = facts->figures[fact];
    shown(value, batch_fact(fact)->kind, text);
    cot_out_text(out, "<td");
    if (!isnan(value)) {
        cot_out_text(out, " data-v=\"");
        cot_out_real(out, value);
        cot_out_text(out, "\"");
    }
    bool estimated = fact == FACT_DISTANCE && facts->distance_estimated;
    cot_out_printf(out, ">%s%s</td>", estimated ? "≈ " : "", text[0] ? text : "–");
}

static bool in_table(size_t fact) {
    return fact != FACT_FIRST_YEAR && fact != FACT_LAST_YEAR &&
           fact != FACT_CLUSTERING; /* the CSV has them */
}

static void put_row(const job_t *job, const axis_t *axis, cot_out_t *out) {
    const batch_facts_t *facts = &job->facts;
    cot_out_text(out, "<tr>");
    put_name(job, out);
    for (size_t i = 0; i < FACT_COUNT; i++) {
        if (i == FACT_GROWTH && facts->n_years > 0) {
            cot_out_printf(out, "<td data-v=\"%.0f\">%.0f–%.0f</td>", facts->figures[FACT_FIRST_YEAR],
                           facts->figures[FACT_FIRST_YEAR], facts->figures[FACT_LAST_YEAR]);
            put_spark(facts, axis, out);
        } else if (i == FACT_GROWTH) {
            cot_out_text(out, "<td>–</td><td></td>");
        }
        if (in_table(i)) {
            put_cell(facts, i, out);
        }
    }
    cot_out_text(out, "</tr>\n");
}

static void put_failed_row(const job_t *job, cot_out_t *out) {
    bool failed = job->status == JOB_FAILED;
    cot_out_text(out, "<tr class=\"bad\">");
    put_name(job, out);
    cot_out_printf(out, "<td colspan=\"%d\">%s", FACT_COUNT - 1, failed ? "failed: " : "not run");
    if (failed) {
        put_text(out, job->error[0] ? job->error : "it did not say why");
        cot_out_text(out, " (");
        put_link(out, job->output, batch_log_name, "log");
        cot_out_text(out, ")");
    }
    cot_out_text(out, "</td></tr>\n");
}

static void put_table(const batch_t *batch, cot_out_t *out) {
    axis_t axis = find_axis(batch);
    cot_out_text(out, "<h2 id=\"corpora\">Corpora</h2>\n<p class=\"soft\">A name leads to the report; a "
                      "heading sorts. Bars: "
                      "papers by year, each corpus by its own best year");
    if (axis.last >= axis.first) {
        cot_out_printf(out, ", from %d to %d", axis.first, axis.last);
    }
    cot_out_text(out,
                 ".</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"corpora\">"
                 "<table class=\"sorts\"><caption>Figures of each corpus</caption>\n<thead><tr><th "
                 "scope=\"col\">Corpus</th>");
    for (size_t i = 0; i < FACT_COUNT; i++) {
        if (i == FACT_GROWTH) {
            cot_out_text(
                out,
                "<th scope=\"col\">Years</th><th scope=\"col\" class=\"left\" data-fixed=\"1\">By year</th>");
        }
        if (in_table(i)) {
            cot_out_printf(out, "<th scope=\"col\" title=\"%s\">%s</th>", batch_fact(i)->about,
                           batch_fact(i)->heading);
        }
    }
    cot_out_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        if (job->has_facts) {
            put_row(job, &axis, out);
        } else {
            put_failed_row(job, out);
        }
    }
    cot_out_text(out, "</tbody></table></div>\n");
}

/* ---- people ---- */

static void put_people(const batch_person_t *people, size_t n, const char *title, bool whole,
                       cot_out_t *out) {
    if (n == 0) {
        return;
    }
    cot_out_printf(out, "<h4>%s</h4><ol>", title);
    for (size_t i = 0; i < n; i++) {
        char number[32], text[CELL];
        bool count = whole || people[i].value >= 1000;
        snprintf(text, sizeof text, "%.1f", people[i].value);
        cot_out_text(out, "<li><span><bdi>");
        put_text(out, people[i].label);
        cot_out_printf(out, "</bdi></span><span>%s</span></li>",
                       count ? cli_grouped((uint64_t)(people[i].value + 0.5), number) : text);
    }
    cot_out_text(out, "</ol>");
}

static void put_top_people(const batch_t *batch, cot_out_t *out) {
    cot_out_printf(
        out,
        "<h2>People</h2>\n<details%s><summary>Who wrote most, and who stands between the others</summary>\n"
        "<div class=\"cards\">\n",
        batch->n <= CARDS_OPEN ? " open" : "");
    for (size_t i = 0; i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        if (job->has_facts && job->facts.n_people > 0) {
            const batch_facts_t *facts = &job->facts;
            cot_out_text(out, "<div class=\"card\"><h3><bdi>");
            put_text(out, job->name);
            cot_out_text(out, "</bdi></h3>");
            put_people(facts->by_papers, facts->n_by_papers, "Papers", true, out);
            put_people(facts->by_betweenness, facts->n_by_betweenness,
                       facts->betweenness_estimated ? "Betweenness (estimated)" : "Betweenness", false, out);
            cot_out_text(out, "</div>\n");
        }
    }
    cot_out_text(out, "</div></details>\n");
}

/* ---- overlap ---- */

typedef struct {
    size_t a, b;
    uint32_t shared;
    double jaccard;
} tie_t;

static uint32_t shared_by(const batch_t *batch, const batch_overlap_t *overlap, size_t a, size_t b) {
    return overlap->shared[a < b ? batch_pair(batch->n, a, b) : batch_pair(batch->n, b, a)];
}

static tie_t tie_of(const batch_t *batch, const batch_overlap_t *overlap, size_t a, size_t b) {
    uint32_t shared = shared_by(batch, overlap, a, b);
    double all = (double)(batch->jobs[a].facts.n_people + batch->jobs[b].facts.n_people) - shared;
    return (tie_t){a, b, shared, all > 0 ? shared / all : 0};
}

/* The strongest by Jaccard, then in the order of the jobs. */
static size_t find_strongest(const batch_t *batch, const batch_overlap_t *overlap, tie_t *best) {
    size_t n = 0;
    for (size_t a = 0; a < batch->n; a++) {
        for (size_t b = a + 1; b < batch->n; b++) {
            tie_t tie = tie_of(batch, overlap, a, b);
            if (tie.shared == 0 || (n == STRONGEST && tie.jaccard <= best[n - 1].jaccard)) {
                continue;
            }
            size_t place = n < STRONGEST ? n++ : n - 1;
            for (; place > 0 && best[place - 1].jaccard < tie.jaccard; place--) {
                best[place] = best[place - 1];
            }
            best[place] = tie;
        }
    }
    return n;
}

static void put_heat_cell(const batch_t *batch, const batch_overlap_t *overlap, size_t a, size_t b,
                          double most, cot_out_t *out) {
    char number[32];
    if (a == b) {
        cot_out_printf(out, "<td class=\"self\">%s<small>all</small></td>",
                       cli_grouped(batch->jobs[a].facts.n_people, number));
    } else if (!batch_comparable(&batch->jobs[a], &batch->jobs[b])) {
        cot_out_text(out, "<td class=\"self\">–</td>");
    } else {
        tie_t tie = tie_of(batch, overlap, a, b);
        int shade = (int)ceil(SHADES * tie.jaccard / most);
        bool tiny = tie.jaccard < 0.0005;
        cot_out_printf(out, "<td class=\"h%d\">%s", shade > SHADES ? SHADES : shade,
                       cli_grouped(tie.shared, number));
        if (tie.shared > 0) {
            cot_out_printf(out, "<small>%s%.*f %%</small>", tiny ? "&lt; " : "", tie.jaccard < 0.1 ? 1 : 0,
                           tiny ? 0.1 : 100 * tie.jaccard);
        }
        cot_out_text(out, "</td>");
    }
}

static void put_heat(const batch_t *batch, const batch_overlap_t *overlap, double most, cot_out_t *out) {
    cot_out_text(
        out, "<div class=\"scroll heat\" tabindex=\"0\" role=\"region\" aria-labelledby=\"overlap\"><table>"
             "<caption>People in common</caption>\n<thead><tr><th></th>");
    for (size_t b = 0; b < batch->n; b++) {
        if (batch->jobs[b].has_facts) {
            cot_out_text(out, "<th scope=\"col\"><bdi>");
            put_text(out, batch->jobs[b].name);
            cot_out_text(out, "</bdi></th>");
        }
    }
    cot_out_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t a = 0; a < batch->n; a++) {
        if (!batch->jobs[a].has_facts) {
            continue;
        }
        cot_out_text(out, "<tr><th scope=\"row\"><bdi>");
        put_text(out, batch->jobs[a].name);
        cot_out_text(out, "</bdi></th>");
        for (size_t b = 0; b < batch->n; b++) {
            if (batch->jobs[b].has_facts) {
                put_heat_cell(batch, overlap, a, b, most, out);
            }
        }
        cot_out_text(out, "</tr>\n");
    }
    cot_out_text(out, "</tbody></table></div>\n");
}

static void put_strongest(const batch_t *batch, const tie_t *best, size_t n, cot_out_t *out) {
    cot_out_text(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"overlap\"><table>"
        "<caption>Corpora with the most people in common</caption>\n<thead><tr><th scope=\"col\">Corpora</th>"
        "<th scope=\"col\">People in both</th><th scope=\"col\">Share of all "
        "people</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n; i++) {
        char number[32];
        cot_out_text(out, "<tr><th scope=\"row\"><bdi>");
        put_text(out, batch->jobs[best[i].a].name);
        cot_out_text(out, "</bdi> and <bdi>");
        put_text(out, batch->jobs[best[i].b].name);
        cot_out_printf(out, "</bdi></th><td>%s</td><td>%.1f %%</td></tr>\n",
                       cli_grouped(best[i].shared, number), 100 * best[i].jaccard);
    }
    cot_out_text(out, "</tbody></table></div>\n");
}

static void put_overlap(const batch_t *batch, const batch_overlap_t *overlap, cot_out_t *out) {
    tie_t best[STRONGEST];
    size_t n = find_strongest(batch, overlap, best);
    if (batch->n < 2) {
        return;
    }
    cot_out_text(out, "<h2 id=\"overlap\">The same people</h2>\n");
    if (n == 0) {
        cot_out_text(out, "<p class=\"soft\">No author is in two of the corpora.</p>\n");
        return;
    }
    cot_out_text(
        out,
        "<p class=\"soft\">How many authors are in both corpora, and which share that is of the authors of "
        "either (Jaccard). Authors are the same when their keys are");
    cot_out_text(out, one_identity(batch)
                          ? "."
                          : "; corpora whose authors were identified in different ways are not compared.");
    cot_out_text(out, "</p>\n");
    if (batch->n <= HEAT_MOST) {
        put_heat(batch, overlap, best[0].jaccard, out);
    } else {
        put_strongest(batch, best, n, out);
    }
}

/* ---- the end ---- */

static void put_footer(const batch_t *batch, cot_out_t *out) {
    const char *file = strrchr(batch->file, '/') ? strrchr(batch->file, '/') + 1 : batch->file;
    cot_out_text(out, "<h2>What the columns mean</h2>\n<dl>\n");
    for (size_t i = 0; i < FACT_COUNT; i++) {
        if (in_table(i)) {
            cot_out_printf(out, "<dt>%s</dt><dd>%s</dd>\n", batch_fact(i)->heading, batch_fact(i)->about);
        }
    }
    cot_out_text(out, "</dl>\n<p class=\"soft\">– not defined or not computed; ≈ estimated from a "
                      "sample.</p>\n</main>\n<footer>"
                      "<p>The same as tables: <a href=\"comparison.csv\">comparison.csv</a>, <a "
                      "href=\"overlap.csv\">overlap.csv</a>."
                      "</p>\n<p>coterie ");
    cot_out_printf(out, "%s, <code>coterie batch ", cot_version());
    put_text(out, file);
    cot_out_text(out, "</code></p></footer>\n<script>");
    cot_out_text(out, page_script);
    cot_out_text(out, "</script>\n</body>\n</html>\n");
}

void batch_write_page(const batch_t *batch, const batch_overlap_t *overlap, cot_out_t *out) {
    put_head(batch, out);
    put_header(batch, overlap, out);
    put_table(batch, out);
    put_overlap(batch, overlap, out);
    put_top_people(batch, out);
    put_footer(batch, out);
}
