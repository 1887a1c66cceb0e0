/* fuzz_split.c: any bytes as one stream, cut into small chunks and scanned without libxml2, by several threads: it
 * must come to the same as libxml2 alone makes of it in one piece. The first byte chooses how small.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"
#include "same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[64];
    const char *list = path;
    if (size < 1) {
        return 0;
    }
    const size_t chunk = 32 + 16 * (size_t)(data[0] & 63);
    const cot_read_params_t params = {NULL, (data[0] & 64) != 0, 16u << 20, false};
    int fd = memfd_create("fuzz", 0);
    require(fd >= 0 && write(fd, data + 1, size - 1) == (ssize_t)(size - 1));
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    char *pure = story_of(&list, 1, &params, 1, (cot_i_read_tuning_t){0, chunk, true});
    for (int threads = 1; threads <= 3; threads += 2) {
        char *whole = story_of(&list, 1, &params, threads, (cot_i_read_tuning_t){0, chunk, false});
        char *cut = story_of(&list, 1, &params, threads, (cot_i_read_tuning_t){16, chunk, false});
        if (strcmp(pure, whole) != 0 || strcmp(pure, cut) != 0) {
            fprintf(stderr, "--- pure\n%s--- whole\n%s--- cut\n%s", pure, whole, cut);
            abort();
        }
        free(whole);
        free(cut);
    }
    free(pure);
    (void)close(fd);
    return 0;
}
