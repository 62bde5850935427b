/* SPDX-License-Identifier: MIT
 *
 * mem: gives memory or ends the program; arenas free all at once.
 *
 * Use: mem_get/mem_grow/mem_free for things with a life of their own. For things
 * that live and die together (a chapter and all its text) take a `struct arena`,
 * allocate from it freely, and release it once.
 *
 * When there is no memory left, the registered last words are spoken (the
 * terminal is put back in order) and the program ends with status 70. That is
 * safe because the record is whole at every instant.
 *
 * Never knows: what the memory is for.
 */
#ifndef ATTUNE_BASE_MEM_H
#define ATTUNE_BASE_MEM_H

#include <stddef.h>

/* Zeroed memory of `size` bytes (size 0 gives a unique pointer). Never NULL. */
void *mem_get(size_t size);

/* Grows or shrinks `at` (NULL is allowed) to n * size bytes; overflow counts as "no memory". New bytes are not zeroed. */
void *mem_grow(void *at, size_t n, size_t size);

/* Frees what mem_get or mem_grow gave; NULL is fine. */
void mem_free(void *at);

/* What to do before the program dies for want of memory, at most one. The hook must not allocate. */
void mem_last_words(void (*hook)(void));

/* Once, at the start: what is freed stays at hand until mem_return (at most 1 MiB): chapters are read one after another, and
 * getting each of their pages anew from the system is a tenth of that. */
void mem_hold(void);

/* Gives what is free back to the system, which the C library else keeps for later; takes a tenth of a millisecond: for
 * when nobody waits. */
void mem_return(void);

struct arena_block;

/* A zeroed struct arena is an empty arena. */
struct arena {
	struct arena_block *top; /* the block being filled, linked to the older ones */
};

/* Zeroed, aligned memory that lives until arena_release. Never NULL. */
void *arena_get(struct arena *, size_t size);

/* A NUL-terminated copy of `len` bytes. */
char *arena_copy(struct arena *, const char *bytes, size_t len);

/* A NUL-terminated text made as by printf. */
char *arena_print(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Wipes and frees everything (private words pass through arenas); the arena is empty and may be used again. */
void arena_release(struct arena *);

/* The same without wiping, for what no learner wrote: lessons. */
void arena_drop(struct arena *);

#endif
