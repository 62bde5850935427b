/* SPDX-License-Identifier: MIT */
#include "io/stack.h"

#include <stddef.h>
#include <stdint.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

/* Below a stack the kernel keeps more than this free of all else (mmap(2), MAP_GROWSDOWN). */
#define DEEP ((size_t)256 * 1024)

/* What is below the page beneath the caller's, which may be in use (red zone). */
void stack_return(void)
{
#if defined(__linux__) && defined(MADV_DONTNEED)
	const uintptr_t page = 4096;
	char here;
	uintptr_t end = ((uintptr_t)&here & ~(page - 1)) - page;

	(void)madvise((void *)(end - DEEP), DEEP, MADV_DONTNEED); /* where pages are larger it is refused */
#endif
}
