/* SPDX-License-Identifier: MIT
 *
 * taking: a text being taken apart into blocks of runs.
 *
 * Use: whoever reads a markup counts in the struct what is open, adds characters as they come, and ends blocks where
 * they end. Blocks begin by themselves, with the first character that is seen.
 *
 * Ownership: blocks are the prose's; the text of the run being filled is freed by prose_read().
 *
 * Never knows: which markup it is.
 */
#ifndef ATTUNE_IO_TAKING_H
#define ATTUNE_IO_TAKING_H

#include "base/text.h"
#include "io/prose.h"

#define TAKING_DEPTH 6 /* lists inside one another */

struct taking {
	struct prose *prose;
	struct prose_block **end; /* where the next block is hung */
	struct prose_block *block; /* the one being filled, not hung yet, or NULL */
	struct prose_run **run_end;
	struct str text; /* of the run being filled */
	enum span_role role;
	unsigned strong, emphasis, code, pre, lists;
	unsigned numbers[TAKING_DEPTH]; /* of each open list: 0 bullets, else the number of its next item */
	bool item;      /* the next block is an item */
	bool uncommented; /* no comment ends in what follows */
};

/* One character, in the style that is open. White space outside of code is single blanks. */
void taking_add(struct taking *, const char *bytes, size_t len);

void taking_end_block(struct taking *);

/* Something that lessons do not have: each sort is said once. */
void taking_lose(struct taking *, const char *what);

#endif
