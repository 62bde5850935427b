/* SPDX-License-Identifier: MIT
 *
 * twins: lines of journals that were read, so that the same line in the record is told without reading it twice.
 *
 * Use: twins_add() for each line of a journal that was good; twins_hold() with the journal's bytes, when all of them were;
 * then twins_find() for the lines of the record, which holds most of them once more. twins_release().
 *
 * Ownership: a zeroed struct twins is an empty one; it owns the bytes that were given to it, and its lines stand in them.
 *
 * Never knows: files, what a line says.
 */
#ifndef ATTUNE_IO_TWINS_H
#define ATTUNE_IO_TWINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"

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
	struct str *held;
	size_t nheld, held_room;
};

/* A whole line, by its bytes, which must stay where they are. */
void twins_add(struct twins *, struct twin);

/* Takes the bytes over and leaves an empty str; they stay where they are. */
void twins_hold(struct twins *, struct str *bytes);

/* The line that is the same, byte for byte; NULL when there was none. */
const struct twin *twins_find(const struct twins *, const char *line, size_t len);

void twins_release(struct twins *);

#endif
