/* suggest.c: "did you mean": the allowed word nearest to a mistyped one.
 *
 * Distance: Damerau-Levenshtein in its restricted form (insert, delete, replace, swap of neighbours cost 1
 * each; Damerau, Commun. ACM 7 (1964) 171, doi:10.1145/363958.363994).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli.h"

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t cli_edit_distance(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST) {
        return SIZE_MAX;
    }
    size_t rows[3][LONGEST + 1]; /* rows i, i - 1 and i - 2 of the table, by i % 3 */
    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *before = rows[(i - 1) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = before[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = least(now[j], least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = least(now[j], earlier[j - 2] + 1);
            }
        }
    }
    return rows[n % 3][m];
}

const char *cli_nearest(cli_choices_t choices, const char *text) {
    const char *best = NULL;
    size_t edits = strlen(text) < 6 ? 1 : least(3, strlen(text) / 3); /* with more it is another word */
    size_t best_distance = edits + 1;
    for (size_t i = 0; choices(i); i++) {
        size_t distance = cli_edit_distance(text, choices(i));
        if (distance < best_distance) {
            best_distance = distance;
            best = choices(i);
        }
    }
    return best;
}
