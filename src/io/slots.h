/* SPDX-License-Identifier: MIT
 *
 * slots: the two files that hold one session's half answer, in turn.
 *
 * Use: slots_begin(); slots_write() again and again, slots_sync() now and then: only then is it the other one's turn, so one of
 * them is always whole on the disk. slots_leave() after any error: both are closed, and the next pair has new names.
 * slots_close() at the end, after slots_remove() where there is nothing to come back to.
 *
 * Ownership: owns the two descriptors; the folder's is borrowed for the call.
 *
 * Never knows: time, and what the line says. README.md beside this file, "Drafts", has the format.
 */
#ifndef ATTUNE_IO_SLOTS_H
#define ATTUNE_IO_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/text.h"

struct slot {
	int fd;                 /* -1 until used */
	unsigned number;        /* the end of its name */
	size_t size, used;      /* bytes of the file; bytes of the last line */
	bool holds;             /* something in it was synced */
};

struct slots {
	struct slot pair[2];
	int turn;
	unsigned next; /* above the numbers of all that were made */
};

void slots_begin(struct slots *);

/* Whether the one whose turn it is has a file. */
bool slots_is_made(const struct slots *);

/* Writes the line into the one whose turn it is, making its file where there is none. */
bool slots_write(struct slots *, int dir, uint64_t sid, const struct str *line, struct err *);

/* What was written is on the disk now. */
bool slots_sync(struct slots *, struct err *);

/* After an error. What was synced stays in its file; a file that never held anything synced is removed. */
void slots_leave(struct slots *, int dir, uint64_t sid);

/* All there ever were, the newest last: should we die between them, the empty draft in it must be what is found. */
void slots_remove(struct slots *, int dir, uint64_t sid);

void slots_close(struct slots *);

#endif
