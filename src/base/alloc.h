/* alloc.h: the only way to get memory. Zeroed, overflow-checked; a test hook can fail the k-th call. */
#ifndef COT_BASE_ALLOC_H
#define COT_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* count * size zeroed bytes (at least 1); NULL on overflow or no memory. Free with cot_i_free (or free). */
void *cot_i_alloc(size_t count, size_t size) __attribute__((malloc, warn_unused_result));
/* Not zeroed, aligned to 64 bytes, for kernels. */
void *cot_i_alloc_aligned(size_t count, size_t size) __attribute__((malloc, warn_unused_result));
/* Resizes; new bytes are not zeroed. On failure returns NULL and ptr stays valid. */
void *cot_i_realloc(void *ptr, size_t count, size_t size) __attribute__((warn_unused_result));
void cot_i_free(void *ptr);

/* Grows *ptr (elements of `size` bytes) so that it holds at least `need`; capacity doubles. false = no memory. */
bool cot_i_grow(void **ptr, size_t *capacity, size_t need, size_t size) __attribute__((warn_unused_result));
#define COT_GROW(ptr, capacity, need)                                                                           \
    ((need) <= (capacity) || cot_i_grow((void **)&(ptr), &(capacity), (need), sizeof *(ptr)))

/* Tests: fail every allocation after `n` more succeed (negative = never); live = allocations not freed. */
void cot_i_alloc_fail_after(int64_t n);
/* Tests: fail every allocation of more than `bytes` (SIZE_MAX = none), as when memory is short. */
void cot_i_alloc_fail_above(size_t bytes);
int64_t cot_i_alloc_live(void);

/* Arena: many small pieces freed together. Pieces live until clear. */
typedef struct cot_arena {
    struct cot_arena_block *head; /* what it owns */
    struct cot_arena_block *open; /* where pieces go; may have been handed on */
    size_t bytes;                 /* of all it got */
} cot_arena_t;
#define COT_ARENA_INIT { NULL, NULL, 0 }
void *cot_i_arena_alloc(cot_arena_t *arena, size_t bytes) __attribute__((warn_unused_result));
char *cot_i_arena_copy(cot_arena_t *arena, const char *text, size_t length) __attribute__((warn_unused_result));
/* Moves all pieces of `from` to `into`; they stay in place. */
void cot_i_arena_join(cot_arena_t *into, cot_arena_t *from);
/* The same for pieces that are handed on again and again: `from` goes on filling the block it has begun. It is no
 * longer used when `into` is cleared. */
void cot_i_arena_hand_on(cot_arena_t *into, cot_arena_t *from);
void cot_i_arena_clear(cot_arena_t *arena);

#endif
