/* links_csv.c: predicted pairs with their scores; how well each score foretold later years.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fail.h"
#include "base/out.h"
#include "coterie/export.h"
#include "export/csv.h"

enum { ROWS = 1024 }; /* formatted at once */

typedef struct {
    const cot_links_t *links;
    const cot_incidence_t *incidence;
    const cot_authors_t *authors;
} links_t;

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const links_t *file = data;
    cot_csv_t csv = COT_CSV_INIT(out);
    (void)thread;
    for (uint64_t i = first; i < end; i++) {
        const cot_link_t *link = &file->links->links[i];
        const cot_author_t u = cot_authors_at(file->authors, file->incidence->author_of[link->u]);
        const cot_author_t v = cot_authors_at(file->authors, file->incidence->author_of[link->v]);
        cot_i_csv_id(&csv, 'a', link->u);
        cot_i_csv_id(&csv, 'a', link->v);
        cot_i_csv_text(&csv, u.key);
        cot_i_csv_text(&csv, v.key);
        cot_i_csv_text(&csv, u.label);
        cot_i_csv_text(&csv, v.label);
        for (int score = 0; score < COT_LINK_SCORES; score++) {
            cot_i_csv_real(&csv, link->scores[score]);
        }
        cot_i_csv_end(&csv);
    }
}

cot_status_t cot_write_links_csv(const cot_links_t *links, const cot_incidence_t *incidence,
                                 const cot_authors_t *authors, cot_out_t *out, cot_error_t *err) {
    cot_csv_t csv = COT_CSV_INIT(out);
    links_t file = {links, incidence, authors};
    if (!links || !incidence || !authors) {
        return cot_i_fail(err, COT_E_ARG, "predicted pairs: no pairs, or no authors that they are made of");
    }
    cot_i_csv_plain(&csv, "source,target,source_key,target_key,source_label,target_label");
    for (size_t i = 0; cot_link_rows(i); i++) {
        cot_i_csv_plain(&csv, cot_link_rows(i)->name);
    }
    cot_i_csv_end(&csv);
    return cot_i_out_blocks(out, links->n, ROWS, put_rows, &file, err);
}

cot_status_t cot_write_link_test_csv(const cot_link_test_t *test, cot_out_t *out, cot_error_t *err) {
    cot_csv_t csv = COT_CSV_INIT(out);
    if (!test) {
        return cot_i_fail(err, COT_E_ARG, "link prediction: no test to write");
    }
    cot_i_csv_header(&csv, "score,auc,precision_10,precision_100,precision_1000,precision_new,pairs,"
                           "new_pairs,new_at_two");
    for (size_t i = 0; cot_link_rows(i); i++) {
        const cot_link_quality_t *quality = &test->scores[cot_link_rows(i)->score];
        cot_i_csv_plain(&csv, cot_link_rows(i)->name);
        cot_i_csv_real(&csv, quality->auc);
        for (int c = 0; c < COT_LINK_CUTS; c++) {
            cot_i_csv_real(&csv, quality->precision[c]);
        }
        cot_i_csv_int(&csv, (int64_t)test->pairs);
        cot_i_csv_int(&csv, (int64_t)test->new_pairs);
        cot_i_csv_int(&csv, (int64_t)test->new_at_two);
        cot_i_csv_end(&csv);
    }
    return COT_OK;
}
