/* strpool.c: strings to dense ids by open addressing over xxHash3.
 * A string costs its bytes + 1, 8 bytes of offset and about 16 bytes of table. Half of the hash stands beside the
 * number in a slot: it places the entry (so that growing needs no text), and spares nearly all comparisons.
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
    uint64_t *slots;             /* id + 1 in the low half (0 = free), high half of the hash in the high one */
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
           pool->n_slots * sizeof *pool->slots;
}

static size_t place_of(uint32_t tag, size_t n_slots) {
    return (size_t)((uint64_t)tag * n_slots >> 32);
}

/* The slot where the string is, or the free one where it belongs. */
static size_t find_slot(const cot_strpool_t *pool, const char *text, size_t length, uint64_t hash) {
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = place_of(tag, pool->n_slots);; i = (i + 1) & (pool->n_slots - 1)) {
        uint64_t slot = pool->slots[i];
        if (slot == 0) {
            return i;
        }
        uint32_t id = (uint32_t)slot - 1;
        if (slot >> 32 == tag && cot_i_strpool_length(pool, id) == length &&
            memcmp(cot_i_strpool_text(pool, id), text, length) == 0) {
            return i;
        }
    }
}

static cot_status_t grow_slots(cot_strpool_t *pool, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *slots = NULL;
    COT_NEW(st, err, slots, n, "string pool");
    for (size_t k = 0; k < pool->n_slots; k++) {
        if (pool->slots[k] != 0) {
            size_t i = place_of((uint32_t)(pool->slots[k] >> 32), n);
            while (slots[i] != 0) {
                i = (i + 1) & (n - 1);
            }
            slots[i] = pool->slots[k];
        }
    }
    cot_i_free(pool->slots);
    pool->slots = slots;
    pool->n_slots = n;
done:
    return st;
}

cot_status_t cot_i_strpool_reserve(cot_strpool_t *pool, size_t strings, cot_error_t *err) {
    size_t n = pool->n_slots;
    while (n / 4 * 3 < strings) {
        n *= 2;
    }
    if (!COT_GROW(pool->start, pool->start_capacity, strings + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: string pool of %zu strings", strings);
    }
    return n > pool->n_slots ? grow_slots(pool, n, err) : COT_OK;
}

cot_status_t cot_i_strpool_add(cot_strpool_t *pool, const char *text, size_t length, uint32_t *id, cot_error_t *err) {
    return cot_i_strpool_add_hashed(pool, text, length, cot_i_hash(text, length, 0), id, err);
}

cot_status_t cot_i_strpool_add_hashed(cot_strpool_t *pool, const char *text, size_t length, uint64_t hash,
                                      uint32_t *id, cot_error_t *err) {
    if (length >= UINT32_MAX || pool->count >= UINT32_MAX - 1) {
        return cot_i_fail(err, COT_E_LIMIT, "string pool: %zu bytes, %u strings (allowed: less than 2^32 each)",
                          length, pool->count);
    }
    size_t slot = find_slot(pool, text, length, hash);
    if (pool->slots[slot] != 0) {
        *id = (uint32_t)pool->slots[slot] - 1;
        return COT_OK;
    }
    if ((size_t)pool->count + 1 > pool->n_slots / 4 * 3) {
        cot_status_t st = grow_slots(pool, pool->n_slots * 2, err);
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
    pool->slots[slot] = (hash >> 32) << 32 | (*id + UINT64_C(1));
    return COT_OK;
}

void cot_i_strpool_fetch_slot(const cot_strpool_t *pool, uint64_t hash) {
    __builtin_prefetch(&pool->slots[place_of((uint32_t)(hash >> 32), pool->n_slots)]);
}

void cot_i_strpool_fetch_start(const cot_strpool_t *pool, uint64_t hash) {
    uint64_t slot = pool->slots[place_of((uint32_t)(hash >> 32), pool->n_slots)];
    if (slot >> 32 == hash >> 32) {
        __builtin_prefetch(&pool->start[(uint32_t)slot - (slot != 0)]);
    }
}

void cot_i_strpool_fetch_text(const cot_strpool_t *pool, uint64_t hash) {
    uint64_t slot = pool->slots[place_of((uint32_t)(hash >> 32), pool->n_slots)];
    if (slot != 0 && slot >> 32 == hash >> 32) {
        __builtin_prefetch(pool->bytes + pool->start[(uint32_t)slot - 1]);
    }
}

bool cot_i_strpool_find(const cot_strpool_t *pool, const char *text, size_t length, uint32_t *id) {
    size_t slot = find_slot(pool, text, length, cot_i_hash(text, length, 0));
    if (pool->slots[slot] == 0) {
        return false;
    }
    *id = (uint32_t)pool->slots[slot] - 1;
    return true;
}
