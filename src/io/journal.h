/* SPDX-License-Identifier: MIT
 *
 * journal: the file to which one session appends its lines, and those that are not known to be on the disk yet.
 *
 * Use: journal_begin(); journal_take() each line; journal_save() as often as it is due, and journal_leave() after it failed: the next
 * try makes a new file. journal_stands() at the end. journal_release().
 *
 * Ownership: copies the lines; owns the descriptor; the folder's is borrowed for the call.
 *
 * Never knows: time, and what a line says. README.md beside this file, "What saved means", has the rules.
 */
#ifndef ATTUNE_IO_JOURNAL_H
#define ATTUNE_IO_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/text.h"

/* A line that is not yet on the disk. */
struct waiting {
	uint64_t number;
	bool sync;
	struct str line;
};

struct journal {
	int fd;
	unsigned number;      /* of the file that is or will be open, from 1 */
	bool holds;           /* something in the open file was acknowledged */
	struct waiting *list; /* what was taken and is not known to be on the disk; `written` of them are in the open file */
	size_t n, room, written;
	struct str again;     /* acknowledged lines of a file that was removed: they stand nowhere */
};

void journal_begin(struct journal *);
void journal_release(struct journal *);

/* `sync`: somebody waits for this one. */
void journal_take(struct journal *, uint64_t number, bool sync, const char *bytes, size_t len);

/* Nothing is left to write. */
bool journal_is_done(const struct journal *);
/* Something is, and somebody waits for it. */
bool journal_is_urgent(const struct journal *);
bool journal_is_open(const struct journal *);

/* The highest number up to `taken` below which all is as safe as was asked; with `all`, on the disk. */
uint64_t journal_safe(const struct journal *, uint64_t taken, bool all);

/* All of it is on the disk when this is true; `again`: with it what a removed file held. False with `err`; ERR_ABSENT: the file or
 * the folder was removed under our hands. */
bool journal_save(struct journal *, int dir, uint64_t sid, bool *again, struct err *);

/* False with ERR_ABSENT when the file that holds what was saved was removed: journal_save, after journal_leave, writes it anew. */
bool journal_stands(const struct journal *, struct err *);

/* After an error, and when the folder is left: this descriptor is never trusted again. What was saved in it and has no name any more
 * is kept for the next file. */
void journal_leave(struct journal *, int dir, uint64_t sid);

#endif
