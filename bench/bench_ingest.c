/* bench_ingest.c: reading, beside bare libxml2 (SAX2 push parser, 64 KB blocks, empty callbacks) on the same bytes.
 *
 *     bench_ingest [papers | file.atom]       made-up Atom feed of so many papers (default 100,000), or a file
 *
 * The feed is read plain and packed by gzip; then the harvest of arXiv cs 2016 (OAI-PMH pages in a tar, unpacked
 * here first), where it is at hand. Ratios are rates over that of bare libxml2 on one thread: "read" builds the
 * corpus (as commands do whose output tells no digests), "SHA-256" also makes the digest of each file, "authors" also
 * finds who is who, "terms" also reads all titles and abstracts for terms. First the
 * corpus read by one thread, by two, and by libxml2 alone (uncut) must be the same, and authors and topics
 * by one thread and by two. The ratios that matter stand under each table: one core over bare libxml2, two
 * over one. SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <libxml/parser.h>

#include "coterie/authors.h"
#include "coterie/read.h"
#include "coterie/synth.h"
#include "coterie/topics.h"
#include "read/reading.h"

typedef struct {
    const char *path; /* plain or packed */
    const char *const *plain; /* for libxml2: documents, one after the other */
    size_t n_plain;
    int threads;
    bool digests, authors, terms;
} job_t;

static void run_ours(void *data) {
    const job_t *job = data;
    cot_env_t env = COT_ENV_INIT;
    cot_corpus_t *corpus = NULL;
    cot_authors_t *authors = NULL;
    cot_topics_t *topics = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    cot_read_params_t read = COT_READ_PARAMS_INIT;
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    env.threads = job->threads;
    read.no_digests = !job->digests;
    params.source = COT_TOPICS_BOTH;
    if (cot_corpus_new(&corpus, job->terms ? COT_ABSTRACTS_ALL : COT_ABSTRACTS_UNCATEGORIZED, NULL) != COT_OK ||
        cot_read(corpus, &job->path, 1, &read, &report, &env, NULL) != COT_OK ||
        cot_corpus_finish(corpus, NULL) != COT_OK ||
        (job->authors && cot_authors_identify(&authors, corpus, NULL, &env, NULL) != COT_OK) ||
        (job->terms && cot_topics_find(&topics, corpus, NULL, &params, &env, NULL) != COT_OK)) {
        bench_fail("the file could not be read");
    }
    cot_topics_free(topics);
    cot_authors_free(authors);
    cot_read_report_clear(&report);
    cot_corpus_free(corpus);
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                     const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **attributes) {
    (void)data, (void)name, (void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)n_attributes,
        (void)n_defaulted, (void)attributes;
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)data, (void)name, (void)prefix, (void)uri;
}

static void on_text(void *data, const xmlChar *text, int n) {
    (void)data, (void)text, (void)n;
}

static void parse_bare(const char *path) {
    static char block[COT_INPUT_BLOCK];
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                             .startElementNs = on_start,
                             .endElementNs = on_end,
                             .characters = on_text,
                             .ignorableWhitespace = on_text};
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    FILE *file = fopen(path, "rb");
    if (!parser || !file) {
        bench_fail("the file cannot be opened");
    }
    setbuf(file, NULL);
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;) {
        xmlParseChunk(parser, block, (int)n, 0);
    }
    if (xmlParseChunk(parser, block, 0, 1) != 0) {
        bench_fail("libxml2 does not find it well-formed");
    }
    (void)fclose(file);
    xmlFreeParserCtxt(parser);
}

static void run_bare(void *data) {
    const job_t *job = data;
    for (size_t i = 0; i < job->n_plain; i++) {
        parse_bare(job->plain[i]);
    }
}

static uint64_t text_sum(uint64_t sum, const char *text) {
    return cot_i_hash(text, strlen(text), sum);
}

static uint64_t corpus_sum(const cot_corpus_t *corpus) {
    uint64_t sum = 0;
    for (uint32_t p = 0; p < cot_corpus_papers(corpus); p++) {
        const cot_paper_t paper = cot_corpus_paper(corpus, p);
        const char *texts[] = {paper.id, paper.title, paper.abstract, paper.comment, paper.doi, paper.journal};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            sum = text_sum(sum, texts[i]);
        }
        sum = sum * 31 + paper.line + (uint64_t)(uint32_t)paper.date * 7 + paper.n_categories;
    }
    for (uint64_t m = 0; m < cot_corpus_mentions(corpus); m++) {
        const cot_mention_t mention = cot_corpus_mention(corpus, m);
        sum = text_sum(sum + mention.name_id, mention.name);
    }
    return sum;
}

static uint64_t authors_sum(const cot_corpus_t *corpus, const cot_authors_t *authors) {
    uint64_t sum = 0;
    for (uint32_t a = 0; a < cot_authors_count(authors); a++) {
        const cot_author_t author = cot_authors_at(authors, a);
        sum = text_sum(text_sum(sum + author.mentions, author.key), author.label);
    }
    return cot_i_hash(cot_authors_of_mentions(authors), cot_corpus_mentions(corpus) * sizeof(uint32_t),
                      sum + cot_authors_audit_count(authors));
}

static uint64_t topics_sum(const cot_corpus_t *corpus, const cot_topics_t *topics) {
    uint64_t sum = 0;
    for (uint32_t t = 0; t < cot_topics_count(topics); t++) {
        const cot_topic_t topic = cot_topics_at(topics, t);
        sum = text_sum(text_sum(sum + topic.papers, topic.id), topic.label);
    }
    for (uint32_t p = 0; p < cot_corpus_papers(corpus); p++) {
        const uint32_t *list = NULL;
        uint32_t n = cot_topics_of_paper(topics, p, &list);
        sum = n > 0 ? cot_i_hash(list, n * sizeof *list, sum) : sum * 31;
    }
    return sum;
}

/* One number for a corpus, its authors and its topics. */
static uint64_t digest(const char *path, int threads, bool pure) {
    cot_env_t env = COT_ENV_INIT;
    cot_corpus_t *corpus = NULL;
    cot_authors_t *authors = NULL;
    cot_topics_t *topics = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    env.threads = threads;
    params.source = COT_TOPICS_BOTH;
    cot_i_read_tuning.pure = pure;
    if (cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL) != COT_OK ||
        cot_read(corpus, &path, 1, NULL, &report, &env, NULL) != COT_OK ||
        cot_corpus_finish(corpus, NULL) != COT_OK ||
        cot_authors_identify(&authors, corpus, NULL, &env, NULL) != COT_OK ||
        cot_topics_find(&topics, corpus, NULL, &params, &env, NULL) != COT_OK) {
        bench_fail("the file could not be read");
    }
    cot_i_read_tuning.pure = false;
    uint64_t sum = corpus_sum(corpus) ^ authors_sum(corpus, authors) * 3 ^ topics_sum(corpus, topics) * 5;
    cot_topics_free(topics);
    cot_authors_free(authors);
    cot_read_report_clear(&report);
    cot_corpus_free(corpus);
    return sum;
}

/* Times of runs, and the least time that the processors were at work for one. */
typedef struct {
    bench_time_t wall;
    double processors;
} times_t;

typedef struct {
    bench_fn *run;
    void *data;
    double processors;
} timed_t;

static double processors_now(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void run_timed(void *data) {
    timed_t *timed = data;
    double begin = processors_now();
    timed->run(timed->data);
    timed->processors = fmin(timed->processors, processors_now() - begin);
}

static times_t time_of(bench_fn *run, void *data) {
    timed_t timed = {run, data, INFINITY};
    bench_time_t wall = bench_time(run_timed, &timed);
    return (times_t){wall, timed.processors};
}

static void row(const char *what, int threads, double megabytes, times_t time, double peer) {
    printf("%-28s %7d %8.1f MB/s %8.3f s (%.3f - %.3f; processors %.3f)", what, threads,
           megabytes / time.wall.least, time.wall.median, time.wall.least, time.wall.most, time.processors);
    printf(peer > 0 ? " %6.2f\n" : "\n", peer / time.wall.least);
    (void)fflush(stdout);
}

static void ratio(const char *what, double value, double aim) {
    printf(aim > 0 ? "%-60s %5.2f (aim: %.2f)\n" : "%-60s %5.2f\n", what, value, aim);
    bench_time_t time = {value, value, value};
    bench_tsv(what, bench_title, "coterie", 1, time, "ratio");
}

static void check(job_t job, const char *packed) {
    const uint64_t one = digest(job.path, 1, false);
    if (digest(job.path, 2, false) != one || digest(job.path, 3, false) != one || digest(job.path, 2, true) != one ||
        (packed && digest(packed, 2, false) != one)) {
        bench_fail("corpus, authors or topics depend on how they were read");
    }
    printf("corpus, authors and topics are the same by 1, 2, 3 threads and by libxml2 alone\n");
}

static times_t measure_one(const char *what, job_t job, double megabytes, times_t bare) {
    const times_t time = time_of(run_ours, &job);
    row(what, job.threads, megabytes, time, bare.wall.least);
    return time;
}

/* megabytes: of XML; shown rates are of the quickest run. Where one thread is compared with one, the time
 * that the processor was at work counts: other work of the machine is not in it. */
static void measure(const char *title, job_t job, double megabytes, const char *packed) {
    times_t read[3], digested[3], all[3]; /* by threads */
    (void)snprintf(bench_title, sizeof bench_title, "%s", title);
    printf("\n%s: %.1f MB of XML (rates of the least time of %d runs)\n", title, megabytes, BENCH_RUNS);
    check(job, packed);
    const times_t bare = time_of(run_bare, &job);
    row("libxml2, empty callbacks", 1, megabytes, bare, 0);
    for (int threads = 1; threads <= 2; threads++) {
        job_t next = job;
        next.threads = threads;
        read[threads] = measure_one("read", next, megabytes, bare);
        next.digests = true;
        digested[threads] = measure_one("read, SHA-256 of the file", next, megabytes, bare);
        next.digests = false;
        next.authors = true;
        (void)measure_one("read, authors", next, megabytes, bare);
        next.terms = true;
        all[threads] = measure_one("read, authors, terms", next, megabytes, bare);
        if (packed) {
            next.path = packed;
            next.authors = next.terms = false;
            (void)measure_one("read .gz", next, megabytes, bare);
        }
    }
    ratio("one core: read / bare libxml2", bare.processors / read[1].processors, 0.85);
    ratio("one core: read + SHA-256 / bare libxml2", bare.processors / digested[1].processors, 0);
    ratio("one core: read + identities + terms / bare libxml2", bare.processors / all[1].processors, 0.60);
    ratio("two cores / one core: read", read[1].wall.least / read[2].wall.least, 1.8);
    ratio("two cores / one core: read + SHA-256", digested[1].wall.least / digested[2].wall.least, 0);
    ratio("two cores / one core: read + identities + terms", all[1].wall.least / all[2].wall.least, 1.8);
}

static double size_of(const char *path) {
    FILE *file = fopen(path, "rb");
    double size = 0;
    if (file && fseek(file, 0, SEEK_END) == 0) {
        size = (double)ftell(file);
    }
    if (file) {
        (void)fclose(file);
    }
    return size / 1e6;
}

static void shell(const char *format, const char *a, const char *b) {
    char command[4096];
    (void)snprintf(command, sizeof command, format, a, b);
    if (system(command) != 0) {
        fprintf(stderr, "bench: failed: %s\n", command);
    }
}

static void measure_atom(const char *given, const char *folder) {
    char path[512], packed[520];
    (void)snprintf(path, sizeof path, "%s/feed.atom", folder);
    (void)snprintf(packed, sizeof packed, "%s.gz", path);
    unsigned long papers = given ? strtoul(given, NULL, 10) : 100000;
    if (papers == 0) {
        shell("ln -s \"$(realpath '%s')\" '%s'", given, path);
    } else {
        cot_synth_params_t params = COT_SYNTH_PARAMS_INIT;
        cot_out_t *out = NULL;
        params.papers = papers;
        if (cot_out_file(&out, path, NULL) != COT_OK || cot_synth_write(&params, out, NULL, NULL) != COT_OK ||
            cot_out_close(out, 1, NULL) != COT_OK) {
            bench_fail("the feed could not be made up");
        }
    }
    shell("gzip -6 -c '%s' > '%s'", path, packed);
    const char *list = path;
    measure("Atom feed", (job_t){.path = path, .plain = &list, .n_plain = 1, .threads = 1}, size_of(path), packed);
}

static void measure_harvest(const char *folder) {
    static char pages[512][600];
    static const char *list[512];
    char command[1024], harvest[512];
    size_t n = 0;
    double megabytes = 0;
    if (access(COT_SHARED_DIR "/data/arxiv-oai-cs-2016.tar.xz", R_OK) != 0) {
        printf("\nno harvest: it is not here\n");
        return;
    }
    (void)snprintf(harvest, sizeof harvest, "%s/oai", folder);
    shell("mkdir -p '%s' && tar xJf " COT_SHARED_DIR "/data/arxiv-oai-cs-2016.tar.xz -C '%s'", harvest, harvest);
    (void)snprintf(command, sizeof command, "find '%s' -type f | sort", harvest);
    FILE *found = popen(command, "r");
    while (found && n < 512 && fgets(pages[n], sizeof pages[n], found)) {
        pages[n][strcspn(pages[n], "\n")] = '\0';
        megabytes += size_of(pages[n]);
        list[n] = pages[n];
        n++;
    }
    if (found) {
        (void)pclose(found);
    }
    measure("harvest of arXiv cs, 103 OAI-PMH pages", (job_t){.path = harvest, .plain = list, .n_plain = n, .threads = 1}, megabytes, NULL);
}

int main(int argc, char **argv) {
    char folder[] = "/tmp/bench-ingest-XXXXXX";
    if (!mkdtemp(folder)) {
        return 1;
    }
    xmlInitParser();
    measure_atom(argc > 1 ? argv[1] : NULL, folder);
    measure_harvest(folder);
    shell("rm -r '%s'%s", folder, "");
    printf("\nmost memory: %.0f MiB\n", bench_peak_mib());
    return 0;
}
