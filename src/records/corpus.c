/* corpus.c: the corpus as it is made, freed and asked. Adding is in add.c, closing in finish.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "records/corpus_data.h"

bool cot_i_papers_grow(cot_papers_t *papers, size_t need) {
    if (need <= papers->capacity) {
        return true;
    }
    /* By half: the columns of a large corpus should not stand half empty. */
    size_t capacity = papers->capacity + papers->capacity / 2;
    capacity = capacity < need ? need : capacity;
    capacity = capacity < 64 ? 64 : capacity;
#define COT_GROW_COLUMN(type, name)                                                                          \
    {                                                                                                        \
        type *grown = cot_i_realloc(papers->name, capacity, sizeof *grown);                                  \
        if (!grown) {                                                                                        \
            return false;                                                                                    \
        }                                                                                                    \
        papers->name = grown;                                                                                \
    }
    COT_PAPER_COLUMNS(COT_GROW_COLUMN)
#undef COT_GROW_COLUMN
    papers->capacity = capacity;
    return true;
}

cot_status_t cot_corpus_new(cot_corpus_t **out, cot_abstracts_t keep, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_corpus_t *corpus = NULL;
    uint32_t zero = 0;
    char nothing[3 + sizeof(float)] = {0};
    float sure = COT_SURE;
    COT_NEW(st, err, corpus, 1, "a corpus");
    corpus->keep = keep;
    cot_i_clean_init(&corpus->staged, keep);
    COT_TRY(st, cot_i_strpool_new(&corpus->names, err));
    COT_TRY(st, cot_i_strpool_new(&corpus->details, err));
    COT_TRY(st, cot_i_strpool_new(&corpus->codes_pool, err));
    COT_TRY(st, cot_i_strpool_new(&corpus->sources, err));
    memcpy(nothing + 3, &sure, sizeof sure);
    COT_TRY(st, cot_i_strpool_add(corpus->details, nothing, sizeof nothing, &zero, err));
    *out = corpus;
    corpus = NULL;
done:
    cot_corpus_free(corpus);
    return st;
}

void cot_corpus_free(cot_corpus_t *corpus) {
    if (!corpus) {
        return;
    }
#define COT_FREE_COLUMN(type, name) cot_i_free(corpus->papers.name);
    COT_PAPER_COLUMNS(COT_FREE_COLUMN)
#undef COT_FREE_COLUMN
    cot_i_free(corpus->mentions.name);
    cot_i_free(corpus->mentions.detail);
    cot_i_free(corpus->mentions.paper);
    cot_i_free(corpus->categories);
    cot_i_arena_clear(&corpus->texts);
    cot_i_strpool_free(corpus->names);
    cot_i_strpool_free(corpus->details);
    cot_i_strpool_free(corpus->codes_pool);
    cot_i_strpool_free(corpus->sources);
    cot_i_free(corpus->written);
    cot_i_free(corpus->codes);
    cot_i_fold_clear(&corpus->index);
    cot_i_clean_clear(&corpus->staged);
    cot_i_free(corpus);
}

static uint64_t bytes_held(const cot_corpus_t *corpus) {
    uint64_t per_paper = 0;
#define COT_COUNT_COLUMN(type, name) per_paper += sizeof(type);
    COT_PAPER_COLUMNS(COT_COUNT_COLUMN)
#undef COT_COUNT_COLUMN
    uint64_t per_mention = (corpus->mentions.paper ? 3 : 2) * sizeof(uint32_t);
    return sizeof *corpus + per_paper * corpus->papers.capacity + per_mention * corpus->mentions.capacity +
           sizeof(uint32_t) * corpus->categories_capacity + corpus->texts.bytes +
           cot_i_strpool_bytes(corpus->names) + cot_i_strpool_bytes(corpus->details) +
           cot_i_strpool_bytes(corpus->codes_pool) + cot_i_strpool_bytes(corpus->sources) +
           sizeof(uint64_t) * corpus->index.n_slots + cot_i_clean_bytes(&corpus->staged) +
           (corpus->written ? sizeof(uint32_t) * cot_i_strpool_count(corpus->names) : 0) +
           (corpus->codes ? sizeof(uint32_t) * cot_i_strpool_count(corpus->codes_pool) : 0);
}

cot_corpus_counts_t cot_corpus_counts(const cot_corpus_t *corpus) {
    cot_corpus_counts_t counts = corpus->counts;
    counts.papers = corpus->papers.n;
    counts.bytes = bytes_held(corpus);
    return counts;
}

uint32_t cot_corpus_papers(const cot_corpus_t *corpus) {
    return (uint32_t)corpus->papers.n;
}

cot_paper_t cot_corpus_paper(const cot_corpus_t *corpus, uint32_t number) {
    const cot_papers_t *papers = &corpus->papers;
    cot_paper_t paper = {.id = "",
                         .title = "",
                         .abstract = "",
                         .comment = "",
                         .doi = "",
                         .journal = "",
                         .first_date = COT_NO_DATE,
                         .date = COT_NO_DATE,
                         .year = COT_NO_YEAR,
                         .source = ""};
    if (number >= papers->n) {
        return paper;
    }
    const char *text = papers->text[number];
    const cot_text_at_t *at = &papers->at[number];
    paper.id = text;
    paper.version = papers->version[number];
    paper.title = text + at->title;
    paper.abstract = text + at->abstract;
    paper.comment = text + at->comment;
    paper.doi = text + at->doi;
    paper.journal = text + at->journal;
    paper.first_date = papers->first_date[number];
    paper.date = papers->date[number];
    paper.year = cot_date_year(paper.first_date != COT_NO_DATE ? paper.first_date : paper.date);
    paper.withdrawn = papers->withdrawn[number] != 0;
    paper.first_mention = papers->mention[number];
    paper.n_mentions = papers->n_mentions[number];
    paper.categories = papers->n_categories[number] ? corpus->categories + papers->category[number] : NULL;
    paper.n_categories = papers->n_categories[number];
    paper.source = cot_i_strpool_text(corpus->sources, papers->source[number]);
    paper.line = papers->line[number];
    return paper;
}

uint64_t cot_corpus_mentions(const cot_corpus_t *corpus) {
    return corpus->counts.mentions;
}

static const char *after(const char *text) {
    return text + strlen(text) + 1;
}

cot_mention_t cot_corpus_mention(const cot_corpus_t *corpus, uint64_t number) {
    cot_mention_t mention = {"", "", "", "", "", "", "", COT_SURE, UINT32_MAX, UINT32_MAX};
    if (!corpus->finished || number >= corpus->mentions.n) {
        return mention;
    }
    mention.name_id = corpus->mentions.name[number];
    mention.paper = corpus->mentions.paper[number];
    mention.name = cot_i_strpool_text(corpus->names, corpus->written[mention.name_id]);
    mention.forenames = after(mention.name);
    mention.surname = after(mention.forenames);
    mention.suffix = after(mention.surname);
    uint32_t detail = corpus->mentions.detail[number];
    if (detail != 0) {
        mention.affiliation = cot_i_strpool_text(corpus->details, detail);
        mention.orcid = after(mention.affiliation);
        mention.note = after(mention.orcid);
        memcpy(&mention.sure, after(mention.note), sizeof mention.sure);
    }
    return mention;
}

uint32_t cot_corpus_names(const cot_corpus_t *corpus) {
    return corpus->finished ? corpus->n_written : cot_i_strpool_count(corpus->names);
}

uint32_t cot_corpus_categories(const cot_corpus_t *corpus) {
    return corpus->finished ? corpus->n_codes : cot_i_strpool_count(corpus->codes_pool);
}

const char *cot_corpus_category(const cot_corpus_t *corpus, uint32_t category) {
    if (category >= cot_corpus_categories(corpus)) {
        return "";
    }
    return cot_i_strpool_text(corpus->codes_pool, corpus->finished ? corpus->codes[category] : category);
}

const uint32_t *cot_i_corpus_name_ids(const cot_corpus_t *corpus) {
    return corpus->mentions.name;
}

const uint32_t *cot_i_corpus_mention_papers(const cot_corpus_t *corpus) {
    return corpus->mentions.paper;
}

cot_i_mentions_t cot_i_corpus_mentions_of(const cot_corpus_t *corpus, uint32_t paper) {
    return (cot_i_mentions_t){corpus->papers.mention[paper], corpus->papers.n_mentions[paper]};
}

cot_i_subject_t cot_i_corpus_subject(const cot_corpus_t *corpus, uint32_t paper) {
    const cot_papers_t *papers = &corpus->papers;
    const cot_text_at_t *at = &papers->at[paper];
    return (cot_i_subject_t){papers->text[paper] + at->title,
                             papers->text[paper] + at->abstract,
                             at->comment - at->title - 1,
                             at->bytes - at->abstract - 1,
                             corpus->categories ? corpus->categories + papers->category[paper] : NULL,
                             papers->n_categories[paper]};
}

bool cot_i_corpus_has_details(const cot_corpus_t *corpus, uint64_t mention) {
    return corpus->mentions.detail[mention] != 0;
}

const char *cot_i_corpus_name(const cot_corpus_t *corpus, uint32_t name_id) {
    return cot_i_strpool_text(corpus->names, corpus->written[name_id]);
}

cot_abstracts_t cot_i_corpus_keep(const cot_corpus_t *corpus) {
    return corpus->keep;
}

uint32_t cot_i_corpus_written_names(const cot_corpus_t *corpus) {
    return cot_i_strpool_count(corpus->names);
}

const char *cot_i_corpus_written_name(const cot_corpus_t *corpus, uint32_t number) {
    return cot_i_strpool_text(corpus->names, number);
}

cot_status_t cot_i_corpus_name_pool(const cot_corpus_t *corpus, cot_strpool_t **out, cot_error_t *err) {
    cot_strpool_t *pool = NULL;
    cot_status_t st = cot_i_strpool_new(&pool, err);
    for (uint32_t i = 0; st == COT_OK && i < cot_i_strpool_count(corpus->names); i++) {
        const char *name = cot_i_strpool_text(corpus->names, i);
        uint32_t id = 0;
        st = cot_i_strpool_add(pool, name, strlen(name), &id, err);
    }
    if (st != COT_OK) {
        cot_i_strpool_free(pool);
        pool = NULL;
    }
    *out = pool;
    return st;
}
