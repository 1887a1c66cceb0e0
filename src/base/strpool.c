/* strpool.c: strings to dense ids by open addressing over xxHash3.
 * A string costs its bytes + 1, 8 bytes of offset and about 12 bytes of table.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <xxhash.h>

#include "base/text.h"

struct cot_strpool {
    char *bytes;                 /* all strings, NUL-terminated, one after the other */
    size_t used, capacity;
    uint64_t *start;             /* count + 1 offsets into bytes */
    size_t start_capacity;
    uint32_t count;
    uint32_t *slots;             /* id + 1; 0 = free */
    uint32_t *tags;              /* high half of the hash, to skip most comparisons */
    size_t n_slots;              /* power of two */
};

enum { FIRST_SLOTS = 64 };

uint64_t cot_i_hash(const void *bytes, size_t length, uint64_t seed) {
    return XXH3_64bits_withSeed(bytes, length, seed);
}

cot_status_t cot_i_strpool_new(cot_strpool_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_strpool_t *pool = NULL;
    COT_NEW(st, err, pool, 1, "string pool");
    COT_NEW(st, err, pool->slots, FIRST_SLOTS, "string pool");
    COT_NEW(st, err, pool->tags, FIRST_SLOTS, "string pool");
    if (!COT_GROW(pool->start, pool->start_capacity, FIRST_SLOTS)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: string pool");
    }
    pool->start[0] = 0;
    pool->n_slots = FIRST_SLOTS;
    *out = pool;
    pool = NULL;
done:
    cot_i_strpool_free(pool);
    return st;
}

void cot_i_strpool_free(cot_strpool_t *pool) {
    if (pool) {
        cot_i_free(pool->bytes);
        cot_i_free(pool->start);
        cot_i_free(pool->slots);
        cot_i_free(pool->tags);
        cot_i_free(pool);
    }
}

const char *cot_i_strpool_text(const cot_strpool_t *pool, uint32_t id) {
    return pool->bytes + pool->start[id];
}

uint32_t cot_i_strpool_length(const cot_strpool_t *pool, uint32_t id) {
    return (uint32_t)(pool->start[id + 1] - pool->start[id] - 1);
}

uint32_t cot_i_strpool_count(const cot_strpool_t *pool) {
    return pool->count;
}

size_t cot_i_strpool_bytes(const cot_strpool_t *pool) {
    return pool->capacity + pool->start_capacity * sizeof *pool->start +
           pool->n_slots * (sizeof *pool->slots + sizeof *pool->tags);
}

/* The slot where the string is, or the free one where it belongs. */
static size_t find_slot(const cot_strpool_t *pool, const char *text, size_t length, uint64_t hash) {
    size_t mask = pool->n_slots - 1;
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        if (pool->slots[i] == 0) {
            return i;
        }
        uint32_t id = pool->slots[i] - 1;
        if (pool->tags[i] == tag && cot_i_strpool_length(pool, id) == length &&
            memcmp(cot_i_strpool_text(pool, id), text, length) == 0) {
            return i;
        }
    }
}

static cot_status_t grow_slots(cot_strpool_t *pool, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *slots = NULL, *tags = NULL;
    size_t n = pool->n_slots * 2, mask = n - 1;
    COT_NEW(st, err, slots, n, "string pool");
    COT_NEW(st, err, tags, n, "string pool");
    for (uint32_t id = 0; id < pool->count; id++) {
        uint64_t hash = cot_i_hash(cot_i_strpool_text(pool, id), cot_i_strpool_length(pool, id), 0);
        size_t i = (size_t)hash & mask;
        while (slots[i] != 0) {
            i = (i + 1) & mask;
        }
        slots[i] = id + 1;
        tags[i] = (uint32_t)(hash >> 32);
    }
    cot_i_free(pool->slots);
    cot_i_free(pool->tags);
    pool->slots = slots;
    pool->tags = tags;
    pool->n_slots = n;
    return COT_OK;
done:
    cot_i_free(slots);
    cot_i_free(tags);
    return st;
}

cot_status_t cot_i_strpool_add(cot_strpool_t *pool, const char *text, size_t length, uint32_t *id, cot_error_t *err) {
    if (length >= UINT32_MAX || pool->count >= UINT32_MAX - 1) {
        return cot_i_fail(err, COT_E_LIMIT, "string pool: %zu bytes, %u strings (allowed: less than 2^32 each)",
                          length, pool->count);
    }
    uint64_t hash = cot_i_hash(text, length, 0);
    size_t slot = find_slot(pool, text, length, hash);
    if (pool->slots[slot] != 0) {
        *id = pool->slots[slot] - 1;
        return COT_OK;
    }
    if ((size_t)pool->count + 1 > pool->n_slots / 4 * 3) {
        cot_status_t st = grow_slots(pool, err);
        if (st != COT_OK) {
            return st;
        }
        slot = find_slot(pool, text, length, hash);
    }
    if (!COT_GROW(pool->start, pool->start_capacity, (size_t)pool->count + 2) ||
        !COT_GROW(pool->bytes, pool->capacity, pool->used + length + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: string pool of %u strings", pool->count);
    }
    if (length > 0) {
        memcpy(pool->bytes + pool->used, text, length);
    }
    pool->bytes[pool->used + length] = '\0';
    pool->used += length + 1;
    *id = pool->count++;
    pool->start[pool->count] = pool->used;
    pool->slots[slot] = *id + 1;
    pool->tags[slot] = (uint32_t)(hash >> 32);
    return COT_OK;
}

bool cot_i_strpool_find(const cot_strpool_t *pool, const char *text, size_t length, uint32_t *id) {
    size_t slot = find_slot(pool, text, length, cot_i_hash(text, length, 0));
    if (pool->slots[slot] == 0) {
        return false;
    }
    *id = pool->slots[slot] - 1;
    return true;
}
