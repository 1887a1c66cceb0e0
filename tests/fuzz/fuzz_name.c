/* fuzz_name.c: any four texts as the parts of a name. Parsing must not fail; the parts must be clean, a name must have
 * keys, and parsing the cleaned name again must not change it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coterie/authors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts, which is what the fuzzer looks for. */
static void require(bool condition) {
    if (!condition) {
        abort();
    }
}

static void require_clean(const char *text) {
    size_t n = strlen(text);
    require(n == 0 || (text[0] != ' ' && text[n - 1] != ' '));
    require(!strstr(text, "  "));
    for (size_t i = 0; i < n; i++) {
        require((unsigned char)text[i] >= 0x20);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *copy = malloc(size + 5);
    const char *parts[4] = {"", "", "", ""};
    if (!copy) {
        return 0;
    }
    memcpy(copy, data, size);
    memset(copy + size, 0, 5);
    const char *p = copy;
    for (size_t i = 0; i < 4 && p < copy + size; i++) { /* NUL bytes part the texts */
        parts[i] = p;
        p += strlen(p) + 1;
    }
    cot_parsed_name_t once, twice;
    require(cot_name_parse(parts[0], parts[1], parts[2], parts[3], &once, NULL) == COT_OK);
    const char *texts[] = {once.display, once.forenames, once.particles, once.surname, once.suffix, once.exact_key,
                           once.initial_key, once.note};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        require_clean(texts[i]);
    }
    require((once.display[0] == '\0') == (once.exact_key[0] == '\0'));
    require((once.display[0] == '\0') == (once.initial_key[0] == '\0'));
    require(cot_name_parse(once.display, "", "", "", &twice, NULL) == COT_OK);
    cot_parsed_name_clear(&twice);
    cot_parsed_name_clear(&once);
    free(copy);
    return 0;
}
