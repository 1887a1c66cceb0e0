/* alloc.c: allocation with overflow checks, a counter of live blocks, a fault injector for tests, and arenas.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* The only state of the process kept here: it counts, and lets a test make an allocation fail. */
static _Atomic int64_t live;
static _Atomic int64_t fail_after = -1;
static _Atomic size_t fail_above = SIZE_MAX;

static const size_t LARGE_PAGE = (size_t)1 << 21;

static bool may_allocate(size_t bytes) {
    if (bytes > atomic_load_explicit(&fail_above, memory_order_relaxed)) {
        return false;
    }
    int64_t left = atomic_load_explicit(&fail_after, memory_order_relaxed);
    if (left < 0) {
        return true;
    }
    if (left == 0) {
        return false;
    }
    atomic_fetch_sub(&fail_after, 1);
    return true;
}

static void *counted(void *ptr) {
    if (ptr) {
        atomic_fetch_add_explicit(&live, 1, memory_order_relaxed);
    }
    return ptr;
}

void *cot_i_alloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || !may_allocate(bytes)) {
        return NULL;
    }
    return counted(calloc(count ? count : 1, size ? size : 1));
}

/* Large arrays ask for large pages: first touching a page costs about as much as reading it fifty times, and
 * gathers over small pages miss the processor's table of pages. */
static void hint_large_pages(void *memory, size_t bytes) {
#ifdef MADV_HUGEPAGE
    uintptr_t from = ((uintptr_t)memory + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    uintptr_t to = ((uintptr_t)memory + bytes) / LARGE_PAGE * LARGE_PAGE;
    if (memory && to > from) {
        (void)madvise((char *)memory + (from - (uintptr_t)memory), to - from, MADV_HUGEPAGE);
    }
#else
    (void)memory, (void)bytes;
#endif
}

/* As many large pages as fill up; what is left over takes small ones, so nothing is wasted. */
static void *alloc_large_pages(size_t bytes) {
    void *memory = NULL;
    if (posix_memalign(&memory, LARGE_PAGE, bytes) != 0) {
        return NULL;
    }
    hint_large_pages(memory, bytes);
    return memory;
}

void *cot_i_alloc_aligned(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - 2 * LARGE_PAGE || !may_allocate(bytes)) {
        return NULL;
    }
    return counted(bytes >= LARGE_PAGE ? alloc_large_pages(bytes)
                                       : aligned_alloc(64, (bytes + 64) / 64 * 64));
}

void *cot_i_realloc(void *ptr, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || !may_allocate(bytes)) {
        return NULL;
    }
    void *grown = realloc(ptr, bytes ? bytes : 1);
    if (bytes >= 2 * LARGE_PAGE) {
        hint_large_pages(grown, bytes);
    }
    return ptr ? grown : counted(grown);
}

void cot_i_free(void *ptr) {
    if (ptr) {
        atomic_fetch_sub_explicit(&live, 1, memory_order_relaxed);
        free(ptr);
    }
}

bool cot_i_grow(void **ptr, size_t *capacity, size_t need, size_t size) {
    if (need <= *capacity) {
        return true;
    }
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2) {
            return false;
        }
        wanted *= 2;
    }
    void *grown = cot_i_realloc(*ptr, wanted, size);
    if (!grown) {
        return false;
    }
    *ptr = grown;
    *capacity = wanted;
    return true;
}

void cot_i_alloc_fail_after(int64_t n) {
    atomic_store(&fail_after, n);
}

void cot_i_alloc_fail_above(size_t bytes) {
    atomic_store(&fail_above, bytes);
}

int64_t cot_i_alloc_live(void) {
    return atomic_load(&live);
}

enum { ARENA_BLOCK = 1 << 16 };
/* An arena of this many bytes goes on in large pages. */
#define ARENA_LARGE ((size_t)2 << 20)

struct cot_arena_block {
    struct cot_arena_block *next;
    size_t used, capacity;
    _Alignas(16) char bytes[];
};

static struct cot_arena_block *new_block(const cot_arena_t *arena, size_t wanted) {
    struct cot_arena_block *block = NULL;
    size_t bytes = sizeof *block + (wanted > ARENA_BLOCK ? wanted : ARENA_BLOCK);
    bool large = arena->bytes >= ARENA_LARGE && bytes <= LARGE_PAGE;
    bytes = large ? LARGE_PAGE : bytes;
    if (large) {
        block = may_allocate(bytes) ? counted(alloc_large_pages(bytes)) : NULL;
    } else {
        block = cot_i_realloc(NULL, 1, bytes);
    }
    if (block) {
        block->used = 0;
        block->capacity = bytes - sizeof *block;
    }
    return block;
}

void *cot_i_arena_alloc(cot_arena_t *arena, size_t bytes) {
    if (bytes > SIZE_MAX - 2 * ARENA_BLOCK) {
        return NULL;
    }
    size_t rounded = (bytes + 15) / 16 * 16;
    struct cot_arena_block *block = arena->open;
    if (!block || block->capacity - block->used < rounded) {
        block = new_block(arena, rounded);
        if (!block) {
            return NULL;
        }
        block->next = arena->head;
        arena->head = arena->open = block;
        arena->bytes += block->capacity;
    }
    void *piece = block->bytes + block->used;
    block->used += rounded;
    return piece;
}

char *cot_i_arena_copy(cot_arena_t *arena, const char *text, size_t length) {
    char *copy = cot_i_arena_alloc(arena, length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

void cot_i_arena_hand_on(cot_arena_t *into, cot_arena_t *from) {
    struct cot_arena_block *last = from->head;
    for (struct cot_arena_block *block = last; block; block = block->next) {
        into->bytes += block->capacity;
        last = block;
    }
    if (last) {
        last->next = into->head;
        into->head = from->head;
        from->head = NULL;
    }
}

void cot_i_arena_join(cot_arena_t *into, cot_arena_t *from) {
    cot_i_arena_hand_on(into, from);
    *from = (cot_arena_t)COT_ARENA_INIT;
}

void cot_i_arena_clear(cot_arena_t *arena) {
    for (struct cot_arena_block *block = arena->head; block;) {
        struct cot_arena_block *next = block->next;
        cot_i_free(block);
        block = next;
    }
    *arena = (cot_arena_t)COT_ARENA_INIT;
}
