/* bench_ingest.c: reading, beside bare libxml2 (SAX2 push parser, 64 KB blocks, empty callbacks) on the same bytes.
 *
 *     bench_ingest [papers | file.atom]       made-up Atom feed of so many papers (default 100,000), or a file
 *
 * The feed is read plain and packed by gzip; then the harvest of arXiv cs 2016 (OAI-PMH pages in a tar, unpacked
 * here first), where it is at hand. Ratios are rates over that of bare libxml2 on one thread: "read" builds the
 * corpus, "authors" also finds who is who, "terms" also reads all titles and abstracts for terms. First the
 * corpus read by one thread, by two, and by libxml2 alone (uncut) must be the same.
 * SPDX-License-Identifier: GPL-3.0-or-later */
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
    bool authors, terms;
} job_t;

static void run_ours(void *data) {
    const job_t *job = data;
    cot_env_t env = COT_ENV_INIT;
    cot_corpus_t *corpus = NULL;
    cot_authors_t *authors = NULL;
    cot_topics_t *topics = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    env.threads = job->threads;
    params.source = COT_TOPICS_BOTH;
    if (cot_corpus_new(&corpus, job->terms ? COT_ABSTRACTS_ALL : COT_ABSTRACTS_UNCATEGORIZED, NULL) != COT_OK ||
        cot_read(corpus, &job->path, 1, NULL, &report, &env, NULL) != COT_OK ||
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

/* One number for all of a corpus. */
static uint64_t digest(const char *path, int threads, bool pure) {
    cot_env_t env = COT_ENV_INIT;
    cot_corpus_t *corpus = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    uint64_t sum = 0;
    env.threads = threads;
    cot_i_read_tuning.pure = pure;
    if (cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL) != COT_OK ||
        cot_read(corpus, &path, 1, NULL, &report, &env, NULL) != COT_OK ||
        cot_corpus_finish(corpus, NULL) != COT_OK) {
        bench_fail("the file could not be read");
    }
    cot_i_read_tuning.pure = false;
    for (uint32_t p = 0; p < cot_corpus_papers(corpus); p++) {
        const cot_paper_t paper = cot_corpus_paper(corpus, p);
        const char *texts[] = {paper.id, paper.title, paper.abstract, paper.comment, paper.doi, paper.journal};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            sum = cot_i_hash(texts[i], strlen(texts[i]), sum);
        }
        sum = sum * 31 + paper.line + (uint64_t)(uint32_t)paper.date * 7 + paper.n_categories;
    }
    for (uint64_t m = 0; m < cot_corpus_mentions(corpus); m++) {
        const cot_mention_t mention = cot_corpus_mention(corpus, m);
        sum = cot_i_hash(mention.name, strlen(mention.name), sum + mention.name_id);
    }
    cot_read_report_clear(&report);
    cot_corpus_free(corpus);
    return sum;
}

static void row(const char *what, int threads, double megabytes, bench_time_t time, double peer) {
    printf("%-28s %7d %8.1f MB/s %8.3f s (%.3f - %.3f)", what, threads, megabytes / time.least, time.median,
           time.least, time.most);
    printf(peer > 0 ? " %6.2f\n" : "\n", peer / time.least);
    (void)fflush(stdout);
}

/* megabytes: of XML; shown rates and ratios are of the quickest run. */
static void measure(const char *title, job_t job, double megabytes, const char *packed) {
    printf("\n%s: %.1f MB of XML (rates of the least time of %d runs)\n", title, megabytes, BENCH_RUNS);
    const uint64_t one = digest(job.path, 1, false);
    if (digest(job.path, 2, false) != one || digest(job.path, 3, false) != one || digest(job.path, 2, true) != one ||
        (packed && digest(packed, 2, false) != one)) {
        bench_fail("the corpus depends on how it was read");
    }
    const bench_time_t bare = bench_time(run_bare, &job);
    row("libxml2, empty callbacks", 1, megabytes, bare, 0);
    for (int threads = 1; threads <= 2; threads++) {
        job.threads = threads;
        job.authors = job.terms = false;
        row("read", threads, megabytes, bench_time(run_ours, &job), bare.least);
        job.authors = true;
        row("read, authors", threads, megabytes, bench_time(run_ours, &job), bare.least);
        job.terms = true;
        row("read, authors, terms", threads, megabytes, bench_time(run_ours, &job), bare.least);
        if (packed) {
            job_t gz = job;
            gz.path = packed;
            gz.authors = gz.terms = false;
            row("read .gz", threads, megabytes, bench_time(run_ours, &gz), bare.least);
        }
    }
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
    measure("Atom feed", (job_t){path, &list, 1, 1, false, false}, size_of(path), packed);
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
    measure("harvest of arXiv cs, 103 OAI-PMH pages", (job_t){harvest, list, n, 1, false, false}, megabytes, NULL);
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
