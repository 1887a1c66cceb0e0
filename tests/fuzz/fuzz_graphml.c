/* fuzz_graphml.c: any bytes as a network file, GraphML or edge list: no crash, and a sound network when
 * there is one, the same by one parser and by two threads that parse stretches of some hundred bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "coterie/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern size_t cot_i_load_stretch; /* src/load/load.h */

/* Aborts, which is what the fuzzer looks for. */
static void require(bool condition) {
    if (!condition) {
        abort();
    }
}

static void require_sound(const cot_network_file_t *file) {
    const cot_graph_t *graph = file->graph;
    for (uint64_t e = 0; e < graph->m; e++) {
        require(graph->from[e] < graph->to[e] && graph->to[e] < graph->n);
        require(graph->weight[e] > 0 && graph->weight[e] - graph->weight[e] <= 0);
        require(e == 0 || graph->from[e - 1] < graph->from[e] || graph->to[e - 1] < graph->to[e]);
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        require(file->ids[v] && file->labels[v]);
        require(file->labels[v][0] != '\0' || file->labels[v] == file->ids[v]);
    }
    for (size_t i = 0; i < file->n_skips; i++) {
        require(file->skips[i].detail[0] != '\0' && file->counts[file->skips[i].kind] > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[64];
    cot_network_file_t *files[2] = {NULL, NULL};
    cot_status_t st[2];
    int fd = memfd_create("fuzz_graphml", 0);
    cot_i_load_stretch = 200;
    require(fd >= 0);
    require(write(fd, data, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    for (int i = 0; i < 2; i++) {
        const cot_env_t env = {i + 1, 1, NULL, NULL};
        st[i] = cot_network_read(&files[i], path, NULL, &env, NULL);
        require((st[i] == COT_OK) == (files[i] != NULL));
        require(st[i] == COT_OK || st[i] == COT_E_INPUT || st[i] == COT_E_LIMIT);
    }
    require(st[0] == st[1]);
    if (st[0] == COT_OK) {
        require_sound(files[0]);
        require(files[0]->graph->n == files[1]->graph->n && files[0]->graph->m == files[1]->graph->m);
        require(memcmp(files[0]->counts, files[1]->counts, sizeof files[0]->counts) == 0);
        for (uint32_t v = 0; v < files[0]->graph->n; v++) {
            require(strcmp(files[0]->ids[v], files[1]->ids[v]) == 0);
            require(strcmp(files[0]->labels[v], files[1]->labels[v]) == 0);
        }
    }
    cot_network_file_free(files[0]);
    cot_network_file_free(files[1]);
    (void)close(fd);
    return 0;
}
