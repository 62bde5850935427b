/* SPDX-License-Identifier: MIT
 *
 * overtaken: of all lines of a folder, in their order, which say nothing that a later one does not say.
 *
 * Use: overtaken_in() puts them in order and marks those that a fold leaves out.
 *
 * Ownership: borrows lines and pages; the marks are the caller's.
 *
 * Never knows: files, and what is done with the lines. README.md beside this file, "Folding", has the rules.
 */
#ifndef ATTUNE_IO_OVERTAKEN_H
#define ATTUNE_IO_OVERTAKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "io/record.h"

/* A whole line. Several may be one record: the same bytes from several files, or one that was blanked since. */
struct overtaken_line {
	const char *at;
	size_t len;
	uint64_t sid, seq, clock;
	const char *page;
	size_t source;
	enum record_type type;
	bool plain; /* a place or a half answer that holds nothing we do not know */
	bool gone;  /* what a person wrote was taken out of it */
};

/* Puts the lines in an order that depends on nothing but what they say: clock, session, number; of one record what was blanked
 * first. True for each (mem_free) that is overtaken. */
bool *overtaken_in(struct overtaken_line *lines, size_t n);

/* By record: 0 for two lines of one. */
int overtaken_key_order(const struct overtaken_line *, const struct overtaken_line *);

/* Byte for byte. */
bool overtaken_is_same(const struct overtaken_line *, const struct overtaken_line *);

#endif
