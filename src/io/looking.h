/* SPDX-License-Identifier: MIT
 *
 * looking: what other sessions have saved since we last looked.
 *
 * Use: looking_begin() with what was read at the start; looking_lines() whenever somebody wants to know.
 *
 * Ownership: copies names; looking_release().
 *
 * Never knows: what a line says. Only journals are looked into: record.log is made of them, and they stay as long as
 * another session lives.
 */
#ifndef ATTUNE_IO_LOOKING_H
#define ATTUNE_IO_LOOKING_H

#include <stddef.h>
#include <stdint.h>
#include "base/mem.h"
#include "base/text.h"

struct read_so_far;

struct looked_at {
	const char *name;
	size_t size; /* of what was read of it */
};

struct looking {
	struct arena arena;
	struct looked_at *list;
	size_t n, room;
};

void looking_begin(struct looking *, const struct read_so_far *journals, size_t n);

/* Appends whole lines of the journals of sessions other than `sid`, about 128 KiB at a time. What cannot be read now is
 * read another time. */
void looking_lines(struct looking *, int dir, uint64_t sid, struct str *out);
void looking_release(struct looking *);

#endif
