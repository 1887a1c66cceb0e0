/* fuzz_atom.c: any bytes as Atom feeds: no crash, a sound corpus, and a digest of all of the file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_and_check(data, size, "arxiv-atom");
    return 0;
}
