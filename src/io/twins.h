/* SPDX-License-Identifier: MIT
 *
 * twins: lines of journals that were read, so that the same line in the record is told without reading it twice.
 *
 * Use: twins_add() for each line of a journal that was good; then twins_find() for the lines of the record, which holds most of them once more. twins_release().
 *
 * Ownership: a zeroed struct twins is an empty one; it owns copies of its lines, so that of a journal nothing else need be held:
 * that may be megabytes of what is no line.
 *
 * Never knows: files, what a line says.
 */
#ifndef ATTUNE_IO_TWINS_H
#define ATTUNE_IO_TWINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/mem.h"

/* A line, and what is counted of it. */
struct twin {
	const char *line;
	size_t len;
	uint64_t sid, seq;
	bool answer;
};

struct twins {
	struct twin *table; /* open addressing; at most half of it is taken */
	size_t n, room;
	struct arena lines;
};

/* A whole line, by its bytes. */
void twins_add(struct twins *, struct twin);

/* The line that is the same, byte for byte; NULL when there was none. */
const struct twin *twins_find(const struct twins *, const char *line, size_t len);

void twins_release(struct twins *);

#endif
