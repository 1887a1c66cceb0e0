/* split.c: a long XML document in chunks, for several threads.
 *
 * The document is cut where the start tag of a record seems to begin; each chunk is read as if the elements that
 * stand around its first record stood around it as well (with the namespaces they declare). That this is what
 * reading it in one piece would give follows from one chunk to the next: a chunk whose beginning is between two
 * records, and that is well-formed by itself (nothing is open at its end but what was open before), ends between
 * two records, so the next one begins there. A chunk for which that does not hold is broken: what it and those
 * behind it came to is forgotten, and the parser goes on from its beginning. So a start tag in a comment or a
 * CDATA section, a record that is not well-formed, a DOCTYPE (which cannot stand behind the first record) or the
 * end of the elements around cost time, never the answer. Only documents whose bytes are read as they are (UTF-8,
 * ASCII) come here. Bounds depend on sizes only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "read/reading.h"
#include "read/xml_bytes.h"
#include "read/xml_i.h"

/* Bytes of a chunk: small enough that those being read fit in the processors' caches. */
#define CHUNK_BYTES ((size_t)512 << 10)
#define BLOCK_ROOM ((size_t)3 * (COT_INPUT_BLOCK + 8192))
/* Broken chunks after which the document is not cut any more. */
#define BROKEN_MAX 8u

static size_t chunk_bytes(void) {
    return cot_i_read_tuning.chunk ? cot_i_read_tuning.chunk : CHUNK_BYTES;
}

bool cot_i_sax_may_split(const cot_sax_t *sax) {
    size_t waiting = sax->n - cot_i_sax_index(sax, sax->scan_offset);
    return !sax->part && !sax->last_chunk && !sax->src->batch && sax->format->fork && sax->broken_chunks < BROKEN_MAX &&
           waiting < chunk_bytes();
}

/* ---- a chunk, by whoever reads it ---- */

static void init_chunk(cot_sax_t *sax, cot_i_part_t *part, cot_error_t *err) {
    const cot_sax_t *whole = part->whole;
    *sax = (cot_sax_t){.format = whole->format,
                       .data = part->own,
                       .src = &part->src,
                       .err = err,
                       .exact = true,
                       .at_end = true,
                       .window = part->bytes,
                       .n = part->n,
                       .window_offset = part->offset,
                       .window_line = part->line,
                       .scan_offset = part->offset,
                       .depth = whole->depth,
                       .root_seen = true,
                       .root_told = true,
                       .switching = true,
                       .part = true,
                       .text = COT_BUF_INIT(COT_SAX_TEXT_MAX),
                       .around = COT_BUF_INIT(64u << 10),
                       .replay = COT_BUF_INIT(64u << 10),
                       .again = COT_BUF_INIT(64u << 10)};
    memcpy(sax->stack, whole->stack, sizeof sax->stack);
    memcpy(sax->around_end, whole->around_end, sizeof sax->around_end);
    cot_i_buf_add(&sax->around, cot_i_buf_str(&whole->around), whole->around_end[whole->depth]);
}

/* What is left at the end of a chunk is text between records. */
static bool only_text_left(const cot_sax_t *sax, size_t at) {
    for (; at < sax->n; at++) {
        if (strchr("<&]", sax->window[at])) {
            return false;
        }
    }
    return true;
}

/* The parser has read the chunk: it stands where it began, between records of the same surroundings. */
static bool ends_well(const cot_sax_t *sax) {
    const cot_sax_t *whole = ((const cot_i_part_t *)sax->src->part)->whole;
    size_t around = whole->around_end[whole->depth];
    return sax->trouble == COT_SAX_FINE && !sax->root_closed && sax->depth == whole->depth && !sax->record_depth &&
           !sax->text_depth && sax->around_end[sax->depth] == around &&
           memcmp(cot_i_buf_str(&sax->around), cot_i_buf_str(&whole->around), around) == 0 &&
           only_text_left(sax, cot_i_sax_index(sax, cot_i_sax_offset(sax)));
}

static cot_status_t read_chunk(cot_sax_t *sax, bool *well) {
    cot_status_t st = COT_OK;
    for (;;) {
        if (sax->switching) {
            COT_TRY(st, cot_i_sax_enter_scan(sax));
        }
        if (!sax->scan && !sax->switching) {
            *well = ends_well(sax);
            break;
        }
        size_t at = cot_i_sax_index(sax, sax->scan_offset);
        bool refused = false;
        if (sax->scan) {
            COT_TRY(st, cot_i_source_poll(sax->src, sax->err));
            COT_TRY(st, cot_i_scan_records(sax->scan, &at, &refused));
            if (!refused && only_text_left(sax, at)) {
                *well = true;
                break;
            }
            sax->refusals++;
            COT_TRY(st, cot_i_sax_resume(sax, at, cot_i_scan_line(sax->scan)));
        }
    }
done:
    return st;
}

static cot_status_t parse_chunk(cot_i_part_t *part, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_sax_t *sax = NULL;
    bool well = false;
    COT_NEW(st, err, sax, 1, "an XML parser");
    init_chunk(sax, part, err);
    COT_TRY(st, cot_i_buf_status(&sax->around, "start tags", err));
    st = read_chunk(sax, &well);
    part->broken = st == COT_OK && !well;
done:
    if (sax) {
        cot_i_sax_clear(sax);
    }
    cot_i_free(sax);
    return st;
}

static void join_chunk(cot_i_part_t *part) {
    const cot_sax_t *whole = part->whole;
    whole->format->join(whole->data, part->own);
}

static void release_chunk(cot_i_part_t *part) {
    part->free_own(part->own);
}

/* ---- cutting ---- */

/* Where the last start tag of a record begins; 0 when none does behind the first byte. */
static size_t last_record(const char *bytes, size_t n, const char *record) {
    size_t length = strlen(record);
    for (size_t at = n; at > 1;) {
        const char *tag = memrchr(bytes + 1, '<', at - 1);
        if (!tag) {
            break;
        }
        at = (size_t)(tag - bytes);
        size_t name = 1;
        while (at + name < n && (size_t)name < 80 && !strchr(" \t\r\n/>:<", bytes[at + name])) {
            name++;
        }
        name = at + name < n && bytes[at + name] == ':' ? name + 1 : 1;
        if (at + name + length < n && memcmp(tag + name, record, length) == 0 &&
            strchr(" \t\r\n/>", tag[name + length])) {
            return at;
        }
    }
    return 0;
}

/* Many bytes at once, when the file's are the document's: what is sound of them stays where it was read to, the rest
 * is given back. *n = 0: not here, or none is. */
static cot_status_t fill_at_once(cot_sax_t *sax, cot_i_part_t *part, size_t most, size_t *n) {
    cot_status_t st = COT_OK;
    size_t room = most - part->n, got = 0;
    char *to = part->bytes + part->n;
    *n = 0;
    room = room < COT_INPUT_BLOCK ? COT_INPUT_BLOCK : room;
    COT_TRY(st, cot_i_source_read_into(sax->src, to, room, &got, &part->undigested, sax->err));
    *n = cot_i_xml_sound(to, got, &sax->src->next_line);
    if (*n < got) { /* others will stand there */
        sax->src->next_line += cot_i_newlines(to + *n, got - *n);
        cot_i_lag_settle(sax->src->call->lag, &part->undigested);
        st = cot_i_source_push(sax->src, to + *n, got - *n, sax->err);
    }
done:
    return st;
}

/* Bytes of the next chunk: what waits in the window, and more until there are enough. *more = others follow. */
static cot_status_t fill_chunk(cot_sax_t *sax, cot_i_part_t *part, bool *more) {
    cot_status_t st = COT_OK;
    size_t at = cot_i_sax_index(sax, sax->scan_offset), most = chunk_bytes();
    part->n = sax->n - at;
    *more = true;
    if (!cot_i_part_room(part, part->n + most + BLOCK_ROOM)) {
        return cot_i_fail(sax->err, COT_E_NOMEM, "out of memory: a chunk of %zu bytes", part->n + most);
    }
    memcpy(part->bytes, sax->window + at, part->n);
    while (*more && part->n < most) {
        size_t n = 0;
        bool as_is = false;
        if (part->undigested.n == 0) {
            COT_TRY(st, fill_at_once(sax, part, most, &n));
        }
        if (n == 0) {
            COT_TRY(st, cot_i_source_more(sax->src, more, sax->err));
        }
        if (n == 0 && *more) {
            COT_TRY(st, cot_i_sax_pull(sax, part->bytes + part->n, BLOCK_ROOM, &n, &as_is));
        }
        part->n += n;
    }
done:
    return st;
}

/* Puts bytes into the window that begin at an offset, on a line: what comes next. */
static void set_window(cot_sax_t *sax, const char *bytes, size_t n, uint64_t offset, uint32_t line) {
    if (n > 0) {
        memcpy(sax->window, bytes, n);
    }
    sax->n = sax->block_at = n;
    sax->block_as_is = false;
    sax->window_offset = sax->scan_offset = offset;
    sax->window_line = line;
}

static cot_status_t push_chunk(cot_sax_t *sax, cot_i_part_t *part) {
    cot_status_t st = cot_i_source_begin(&part->src, cot_i_buf_str(&sax->src->name), "", sax->err);
    if (st == COT_OK) {
        part->src.format = sax->src->format;
        part->own = sax->format->fork(&part->src);
        st = part->own ? COT_OK : cot_i_fail(sax->err, COT_E_NOMEM, "out of memory: a chunk of a document");
    }
    if (st != COT_OK) {
        cot_i_parts_put(sax->src->call, part);
        return st;
    }
    part->whole = sax;
    part->free_own = sax->format->free_fork;
    part->join = join_chunk;
    part->release = release_chunk;
    part->parse = parse_chunk;
    part->batch.bytes = sax->src->pulled;
    sax->src->pulled = 0;
    return cot_i_parts_push(sax->src->call, part, sax->err);
}

/* Cuts one chunk off and hands it over. *on = false: there is nothing left to cut, what comes next is in the
 * window; or a chunk is broken. */
static cot_status_t cut(cot_sax_t *sax, uint32_t *line, bool *on) {
    cot_i_part_t *part = NULL;
    bool more = false;
    cot_status_t st = cot_i_parts_take(sax->src->call, &part, sax->err);
    *on = false;
    if (st != COT_OK || !part) {
        return st;
    }
    part->offset = sax->scan_offset;
    part->line = *line;
    st = fill_chunk(sax, part, &more);
    if (st != COT_OK) {
        cot_i_parts_put(sax->src->call, part);
        return st;
    }
    sax->last_chunk = !more;
    size_t at = more ? last_record(part->bytes, part->n, sax->format->record) : 0;
    if (at == 0) {
        set_window(sax, part->bytes, part->n, part->offset, *line);
        cot_i_parts_put(sax->src->call, part);
        return COT_OK;
    }
    *line = cot_i_source_next_line(sax->src) - cot_i_newlines(part->bytes + at, part->n - at);
    set_window(sax, part->bytes + at, part->n - at, part->offset + at, *line);
    part->n = at;
    *on = true;
    return push_chunk(sax, part);
}

/* The first chunk on its way is broken: its bytes and all behind it are given back to the source. */
static cot_status_t take_back(cot_sax_t *sax) {
    cot_i_reading_t *call = sax->src->call;
    cot_status_t st = COT_OK;
    char *bytes = NULL;
    size_t n = sax->n, at = 0;
    uint64_t offset = call->first->offset;
    uint32_t line = call->first->line;
    cot_i_parts_settle(call);
    for (const cot_i_part_t *part = call->first; part; part = part->next) {
        n += part->n;
    }
    COT_NEW(st, sax->err, bytes, n, "chunks of a document");
    while (call->first) {
        cot_i_part_t *part = cot_i_parts_shift(call);
        memcpy(bytes + at, part->bytes, part->n);
        at += part->n;
        sax->src->pulled += part->batch.bytes;
        cot_i_parts_put(call, part);
    }
    memcpy(bytes + at, sax->window, sax->n);
    COT_TRY(st, cot_i_source_push(sax->src, bytes, n, sax->err));
    set_window(sax, "", 0, offset, line);
    sax->broken_chunks++;
    sax->last_chunk = false;
    st = cot_i_sax_resume(sax, 0, line);
done:
    cot_i_free(bytes);
    return st;
}

cot_status_t cot_i_sax_split(cot_sax_t *sax) {
    cot_i_reading_t *call = sax->src->call;
    cot_status_t st = COT_OK;
    uint32_t line = cot_i_scan_line(sax->scan);
    bool on = true;
    COT_TRY(st, cot_i_parts_push_own(call, sax->err));
    while (on) {
        COT_TRY(st, cut(sax, &line, &on));
    }
    COT_TRY(st, cot_i_parts_drain(call, sax->err));
    if (call->first) {
        st = take_back(sax);
    } else {
        cot_i_scan_free(sax->scan);
        sax->scan = NULL;
        sax->switching = true; /* the scanner goes on with what is in the window */
    }
done:
    if (st != COT_OK) { /* nobody may look at this document any more */
        __atomic_store_n(&call->stop, true, __ATOMIC_RELAXED);
        cot_i_parts_settle(call);
    }
    return st;
}
