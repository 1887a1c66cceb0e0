/* png.c: a PNG that knows its size in print: Cairo writes none of pHYs, so it is put behind the header.
 *
 * Portable Network Graphics (PNG) Specification, second edition (W3C 2003, ISO/IEC 15948), 11.3.5.3.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "picture/picture.h"

enum { HEADER = 8 + 25, CHUNK = 21 }; /* signature and IHDR; pHYs */

typedef struct {
    cot_out_t *out;
    uint64_t done;
    uint32_t per_metre;
} stream_t;

static uint32_t crc_of(const unsigned char *bytes, size_t n) {
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
        }
    }
    return ~crc;
}

static void put32(unsigned char *at, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        at[i] = (unsigned char)(value >> (24 - 8 * i));
    }
}

static void put_resolution(const stream_t *stream) {
    unsigned char chunk[CHUNK] = {0, 0, 0, 9, 'p', 'H', 'Y', 's'};
    put32(chunk + 8, stream->per_metre);
    put32(chunk + 12, stream->per_metre);
    chunk[16] = 1; /* the unit is the metre */
    put32(chunk + 17, crc_of(chunk + 4, 13));
    cot_out_bytes(stream->out, chunk, CHUNK);
}

static cairo_status_t write_part(void *data, const unsigned char *bytes, unsigned n) {
    stream_t *stream = data;
    unsigned first = 0;
    if (stream->done < HEADER && stream->done + n >= HEADER) {
        first = (unsigned)(HEADER - stream->done);
        cot_out_bytes(stream->out, bytes, first);
        put_resolution(stream);
    }
    cot_out_bytes(stream->out, bytes + first, n - first);
    stream->done += n;
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t cot_i_write_png(cairo_surface_t *surface, double dpi, cot_out_t *out) {
    stream_t stream = {out, 0, (uint32_t)lround(dpi / 0.0254)};
    return cairo_surface_write_to_png_stream(surface, write_part, &stream);
}
