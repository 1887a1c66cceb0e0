/* fuzz_input.c: any bytes as a file whose packing and format are to be recognised.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_and_check(data, size, NULL);
    return 0;
}
