/* synth.c: made-up corpora as an arXiv Atom feed, written as a stream.
 *
 * Years in order, papers of a year spread evenly over it. Ids are YYMM.NNNNN with numbers from 50001 on,
 * which arXiv has not given in any month, so that no made-up record can be taken for a real one; DOIs have
 * the prefix 10.5555 for the same reason. Names are functions of (seed, author), texts of (seed, paper); see
 * people.c for who writes with whom, docs/synth.md for what is fitted to what. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "coterie/synth.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "synth/names.h"
#include "synth/people.h"
#include "synth/streams.h"
#include "synth/text.h"

#define FIRST_NUMBER 50000u
#define PROGRESS_EVERY 8192u
#define DAY 86400u

/* One run. */
typedef struct {
    const cot_synth_params_t *params;
    uint64_t seed;
    cot_people_t *people;
    cot_namer_t *namer;
    cot_synth_pen_t pen;
    uint64_t paper;    /* number of the paper in hand, from 0 */
    int64_t published; /* seconds since 1970 */
    int year, month;
    uint64_t month_number; /* of the paper in its month, from 1 */
} run_t;

/* Proleptic Gregorian calendar: days since 1970-01-01 and back. */
static int64_t days_from_civil(int year, int month, int day) {
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400, doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void civil_from_days(int64_t days, int *year, int *month, int *day) {
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365,
            doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

static void put_time(cot_synth_pen_t *pen, int64_t seconds) {
    int year = 0, month = 0, day = 0;
    civil_from_days(seconds / DAY, &year, &month, &day);
    uint64_t of_day = (uint64_t)(seconds % DAY);
    cot_i_pen_number(pen, (uint64_t)year, 4);
    cot_i_pen_text(pen, "-");
    cot_i_pen_number(pen, (uint64_t)month, 2);
    cot_i_pen_text(pen, "-");
    cot_i_pen_number(pen, (uint64_t)day, 2);
    cot_i_pen_text(pen, "T");
    cot_i_pen_number(pen, of_day / 3600, 2);
    cot_i_pen_text(pen, ":");
    cot_i_pen_number(pen, of_day / 60 % 60, 2);
    cot_i_pen_text(pen, ":");
    cot_i_pen_number(pen, of_day % 60, 2);
    cot_i_pen_text(pen, "Z");
}

static void put_element(cot_synth_pen_t *pen, const char *name, int64_t seconds) {
    cot_i_pen_text(pen, "    <");
    cot_i_pen_text(pen, name);
    cot_i_pen_text(pen, ">");
    put_time(pen, seconds);
    cot_i_pen_text(pen, "</");
    cot_i_pen_text(pen, name);
    cot_i_pen_text(pen, ">\n");
}

static void put_id(run_t *run) {
    cot_i_pen_number(&run->pen, (uint64_t)(run->year % 100), 2);
    cot_i_pen_number(&run->pen, (uint64_t)run->month, 2);
    cot_i_pen_text(&run->pen, ".");
    cot_i_pen_number(&run->pen, FIRST_NUMBER + run->month_number, 5);
}

static void put_feed_head(run_t *run) {
    cot_synth_pen_t *pen = &run->pen;
    const cot_synth_params_t *p = run->params;
    cot_i_pen_text(pen, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                        "xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" "
                        "xmlns:arxiv=\"http://arxiv.org/schemas/atom\">\n"
                        "  <id>urn:coterie:synth:");
    cot_i_pen_number(pen, p->papers, 1);
    cot_i_pen_text(pen, ":");
    cot_i_pen_number(pen, run->seed, 1);
    cot_i_pen_text(pen, "</id>\n  <title>Made-up corpus of ");
    cot_i_pen_number(pen, p->papers, 1);
    cot_i_pen_text(pen, " papers (coterie synth, seed ");
    cot_i_pen_number(pen, run->seed, 1);
    cot_i_pen_text(pen, "); no record in it is real</title>\n  <updated>");
    put_time(pen, days_from_civil(p->last_year + 1, 1, 1) * DAY);
    cot_i_pen_text(pen, "</updated>\n  <opensearch:totalResults>");
    cot_i_pen_number(pen, p->papers, 1);
    cot_i_pen_text(pen, "</opensearch:totalResults>\n  <opensearch:startIndex>0</opensearch:startIndex>\n"
                        "  <opensearch:itemsPerPage>");
    cot_i_pen_number(pen, p->papers, 1);
    cot_i_pen_text(pen, "</opensearch:itemsPerPage>\n");
}

static void put_authors(run_t *run, cot_rng_t *rng) {
    char name[COT_SYNTH_NAME_BYTES];
    const cot_people_t *people = run->people;
    for (uint32_t i = 0; i < people->team_size; i++) {
        /* one author in twenty-five is sometimes written with initials only */
        bool two_forms = cot_i_mix64(people->team[i] ^ 0x5eedu) % 25 == 0;
        bool initials = two_forms && cot_i_rng_below(rng, 100) < 30;
        size_t n = cot_i_namer_write(run->namer, run->seed, people->team[i], initials, name);
        cot_i_pen_text(&run->pen, "    <author><name>");
        cot_i_pen_bytes(&run->pen, name, n);
        cot_i_pen_text(&run->pen, "</name></author>\n");
    }
}

static void put_category(cot_synth_pen_t *pen, const char *element, uint32_t field) {
    cot_i_pen_text(pen, element);
    cot_i_pen_text(pen, cot_i_synth_fields[field].code);
    cot_i_pen_text(pen, "\" scheme=\"http://arxiv.org/schemas/atom\"/>\n");
}

/* A field for cross-listing: of a member's own, of the same theme, or of a theme near it. */
static uint32_t cross_field(const run_t *run, cot_rng_t *rng) {
    const cot_people_t *people = run->people;
    uint32_t own = people->authors[people->team[cot_i_rng_below(rng, people->team_size)]].field;
    if (own != people->field) {
        return own;
    }
    const cot_theme_t *theme = &cot_i_synth_themes[cot_i_synth_fields[people->field].theme];
    uint64_t kind = cot_i_rng_below(rng, 10);
    uint8_t wanted = kind < 5 ? cot_i_synth_fields[people->field].theme : theme->near[kind < 8 ? 0 : 1];
    uint32_t from = (uint32_t)cot_i_rng_below(rng, COT_SYNTH_FIELDS);
    for (uint32_t i = 0; i < COT_SYNTH_FIELDS; i++) {
        /* a few favourites rather than every category of the theme */
        uint32_t f = (from % 40 + i) % COT_SYNTH_FIELDS;
        if (cot_i_synth_fields[f].theme == wanted && f != people->field) {
            return f;
        }
    }
    return people->field;
}

static void put_categories(run_t *run, cot_rng_t *rng) {
    static const double share[] = {0.393, 0.783, 0.934, 0.980, 0.995, 1.0}; /* cumulative, by number */
    uint32_t fields[6] = {run->people->field}, n = 1;
    double u = cot_i_rng_real(rng);
    for (uint32_t wanted = 0; wanted < 5 && u >= share[wanted]; wanted++) {
        for (int tries = 0; tries < 8; tries++) { /* another draw when the category is there already */
            uint32_t f = cross_field(run, rng);
            bool there = false;
            for (uint32_t i = 0; i < n; i++) {
                there |= fields[i] == f;
            }
            if (!there) {
                fields[n++] = f;
                break;
            }
        }
    }
    put_category(&run->pen, "    <arxiv:primary_category term=\"", fields[0]);
    for (uint32_t i = 0; i < n; i++) {
        put_category(&run->pen, "    <category term=\"", fields[i]);
    }
}

static void put_extras(run_t *run, cot_rng_t *rng) {
    cot_synth_pen_t *pen = &run->pen;
    uint64_t u = cot_i_rng_below(rng, 1000);
    if (u < 2) {
        cot_i_pen_text(pen,
                       "    <arxiv:comment>This paper has been withdrawn by the authors</arxiv:comment>\n");
    } else if (u < 400) {
        cot_i_pen_text(pen, "    <arxiv:comment>");
        cot_i_pen_number(pen, 4 + cot_i_rng_below(rng, 36), 1);
        cot_i_pen_text(pen, " pages, ");
        cot_i_pen_number(pen, 2 + cot_i_rng_below(rng, 12), 1);
        cot_i_pen_text(pen, " figures</arxiv:comment>\n");
    }
    if (cot_i_rng_below(rng, 100) < 15) {
        cot_i_pen_text(pen, "    <arxiv:doi>10.5555/coterie.");
        put_id(run);
        cot_i_pen_text(pen, "</arxiv:doi>\n");
    }
}

/* Versions 1 to 4, and when the last of them came. */
static uint32_t draw_version(cot_rng_t *rng, int64_t *updated) {
    uint64_t u = cot_i_rng_below(rng, 100);
    uint32_t version = u < 62 ? 1 : u < 87 ? 2 : u < 96 ? 3 : 4;
    for (uint32_t v = 1; v < version; v++) {
        *updated += DAY + (int64_t)cot_i_rng_below(rng, 200 * DAY);
    }
    return version;
}

static void put_entry(run_t *run) {
    cot_synth_pen_t *pen = &run->pen;
    cot_synth_matter_t matter;
    cot_rng_t rng;
    int64_t updated = run->published;
    cot_i_rng_init(&rng, run->seed, COT_SYNTH_STREAM_TEXT, run->paper);
    uint32_t version = draw_version(&rng, &updated);
    cot_i_matter_choose(&matter, run->people->field, run->people->anchor, &rng);
    for (int link = 0; link < 2; link++) {
        cot_i_pen_text(pen, link ? "    <link href=\"https://arxiv.org/abs/"
                                 : "  <entry>\n    <id>http://arxiv.org/abs/");
        put_id(run);
        cot_i_pen_text(pen, "v");
        cot_i_pen_number(pen, version, 1);
        cot_i_pen_text(pen, link ? "\" rel=\"alternate\" type=\"text/html\"/>\n" : "</id>\n");
    }
    cot_i_pen_text(pen, "    <title>");
    cot_i_write_title(pen, &matter);
    cot_i_pen_text(pen, "</title>\n");
    put_element(pen, "updated", updated);
    cot_i_pen_text(pen, "    <summary>");
    cot_i_write_abstract(pen, &matter);
    cot_i_pen_text(pen, "</summary>\n");
    put_categories(run, &rng);
    put_element(pen, "published", run->published);
    put_extras(run, &rng);
    put_authors(run, &rng);
    cot_i_pen_text(pen, "  </entry>\n");
}

/* Sets date and id of paper i of the n papers of the year. */
static void set_date(run_t *run, uint64_t i, uint64_t n) {
    int day = 0, year = 0, month = 0;
    int64_t start = days_from_civil(run->year, 1, 1) * DAY, end = days_from_civil(run->year + 1, 1, 1) * DAY;
    run->published = start + (int64_t)(((double)i + 0.5) / (double)n * (double)(end - start));
    civil_from_days(run->published / DAY, &year, &month, &day);
    run->month_number = month == run->month ? run->month_number + 1 : 1;
    run->month = month;
}

static cot_status_t write_year(run_t *run, uint64_t n, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    run->month = 0;
    cot_i_people_year(run->people);
    for (uint64_t i = 0; i < n; i++) {
        set_date(run, i, n);
        COT_TRY(st, cot_i_people_paper(run->people, err));
        put_entry(run);
        if (++run->paper % PROGRESS_EVERY == 0) {
            COT_TRY(st, cot_i_progress(env, "writing papers", run->paper, run->params->papers, err));
        }
    }
done:
    return st;
}

static cot_status_t write_years(run_t *run, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_synth_params_t *p = run->params;
    double weight = 1.0, sum = 0.0, below = 0.0;
    for (int y = p->first_year; y <= p->last_year; y++, weight *= 1.0 + p->growth) {
        sum += weight;
    }
    weight = 1.0;
    for (int y = p->first_year; y <= p->last_year; y++, weight *= 1.0 + p->growth) {
        below += weight;
        uint64_t end = y == p->last_year ? p->papers : (uint64_t)((double)p->papers * (below / sum) + 0.5);
        end = end < p->papers ? end : p->papers;
        run->year = y;
        COT_TRY(st, write_year(run, end > run->paper ? end - run->paper : 0, env, err));
    }
done:
    return st;
}

static cot_status_t check(const cot_synth_params_t *p, const cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!out) {
        COT_FAIL(st, err, COT_E_ARG, "synth: no output");
    }
    if (p->papers < 1 || p->papers > 1000000000u) {
        COT_FAIL(st, err, COT_E_ARG, "synth: %llu papers (allowed: 1 to 1,000,000,000)",
                 (unsigned long long)p->papers);
    }
    if (p->first_year < 1991 || p->last_year > 2090 || p->first_year > p->last_year) {
        COT_FAIL(st, err, COT_E_ARG, "synth: years %d to %d (allowed: 1991 to 2090, ascending)",
                 p->first_year, p->last_year);
    }
    if (!(p->growth > -1.0 && p->growth <= 10.0)) {
        COT_FAIL(st, err, COT_E_ARG, "synth: growth %g (allowed: above -1, up to 10)", p->growth);
    }
    if (!(p->mean_authors > 1.0 && p->mean_authors <= 100.0)) {
        COT_FAIL(st, err, COT_E_ARG, "synth: %g authors per paper (allowed: above 1, up to 100)",
                 p->mean_authors);
    }
    if (p->fields < 1 || p->fields > COT_SYNTH_FIELDS) {
        COT_FAIL(st, err, COT_E_ARG, "synth: %u fields (allowed: 1 to %u)", p->fields, COT_SYNTH_FIELDS);
    }
done:
    return st;
}

cot_status_t cot_synth_write(const cot_synth_params_t *params, cot_out_t *out, const cot_env_t *env,
                             cot_error_t *err) {
    static const cot_synth_params_t defaults = COT_SYNTH_PARAMS_INIT;
    static const cot_env_t plain = COT_ENV_INIT;
    cot_status_t st = COT_OK;
    run_t run = {.params = params ? params : &defaults, .seed = env ? env->seed : plain.seed};
    run.pen.out = out;
    COT_TRY(st, check(run.params, out, err));
    COT_NEW(st, err, run.pen.block, COT_SYNTH_BLOCK, "output block");
    COT_TRY(st, cot_i_namer_new(&run.namer, err));
    uint32_t years = (uint32_t)(run.params->last_year - run.params->first_year + 1);
    COT_TRY(st, cot_i_people_new(&run.people, run.params->mean_authors, run.params->fields, years, run.seed,
                                 err));
    put_feed_head(&run);
    COT_TRY(st, write_years(&run, env, err));
    cot_i_pen_text(&run.pen, "</feed>\n");
    cot_i_pen_flush(&run.pen);
done:
    cot_i_people_free(run.people);
    cot_i_namer_free(run.namer);
    cot_i_free(run.pen.block);
    return st;
}
