/* SPDX-License-Identifier: MIT */
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include "base/mem.h"

#define STATUS_OUR_FAULT 70
#define BLOCK_FIRST ((size_t)4 * 1024)
#define BLOCK_MOST ((size_t)8 * 1024) /* what is left of the last one is lost to everybody while the arena lives */

struct arena_block {
	struct arena_block *older;
	size_t used, size;   /* of bytes */
	max_align_t bytes[]; /* everything handed out begins at a multiple of this type */
};

static void (*last_words)(void);

void mem_last_words(void (*hook)(void))
{
	last_words = hook;
}

/* _Exit, not exit: nothing that runs at exit could do its work without memory. */
static _Noreturn void die(void)
{
	if (last_words)
		last_words();
	fputs("attune: there is no memory left; what was saved is safe\n", stderr);
	_Exit(STATUS_OUR_FAULT);
}

void *mem_get(size_t size)
{
	void *at = calloc(1, size ? size : 1);
	if (!at)
		die();
	return at;
}

void *mem_grow(void *at, size_t n, size_t size)
{
	if (size && n > PTRDIFF_MAX / size)
		die();
	size_t bytes = n * size;
	void *grown = realloc(at, bytes ? bytes : 1);
	if (!grown)
		die();
	return grown;
}

void mem_free(void *at)
{
	free(at);
}

void mem_hold(void)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
	mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
#endif
}

void mem_return(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static struct arena_block *block_new(struct arena_block *older, size_t need)
{
	size_t size = older ? older->size * 2 : BLOCK_FIRST - sizeof(struct arena_block);
	if (size > BLOCK_MOST)
		size = BLOCK_MOST;
	if (size < need)
		size = need;
	if (size > PTRDIFF_MAX - sizeof(struct arena_block))
		die();
	struct arena_block *block = mem_grow(NULL, 1, sizeof *block + size); /* zeroed as it is handed out */
	*block = (struct arena_block){ .older = older, .size = size };
	return block;
}

/* Not zeroed: what is filled at once need not be, and of the rest of a block nothing should be touched. */
static void *arena_room(struct arena *arena, size_t size)
{
	size_t step = alignof(max_align_t);
	if (size > PTRDIFF_MAX)
		die();
	size_t need = size ? (size + step - 1) / step * step : step;
	if (!arena->top || arena->top->size - arena->top->used < need)
		arena->top = block_new(arena->top, need);
	char *at = (char *)arena->top->bytes + arena->top->used;
	arena->top->used += need;
	return at;
}

void *arena_get(struct arena *arena, size_t size)
{
	void *at = arena_room(arena, size);
	return size ? memset(at, 0, size) : at;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t len)
{
	char *at = arena_room(arena, len + 1);
	if (len)
		memcpy(at, bytes, len);
	at[len] = '\0';
	return at;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	size_t len = n > 0 ? (size_t)n : 0;
	char *at = arena_get(arena, len + 1);
	if (len)
		vsnprintf(at, len + 1, format, again);
	va_end(again);
	va_end(args);
	return at;
}

void arena_release(struct arena *arena)
{
	for (struct arena_block *block = arena->top; block; block = block->older)
		explicit_bzero(block->bytes, block->used);
	arena_drop(arena);
}

void arena_drop(struct arena *arena)
{
	while (arena->top) {
		struct arena_block *block = arena->top;
		arena->top = block->older;
		free(block);
	}
}
