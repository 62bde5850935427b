/* SPDX-License-Identifier: MIT
 *
 * scribe_process: the scribe in a process of its own, and what that process does when nobody waits: folding.
 *
 * Use: scribe_fork() at the very beginning, when there is little of the program that the process could keep a copy of; it
 * sleeps until the socket brings what scribe_task_bytes() made. From then on that socket carries messages there and replies
 * back (scribe.h). Closing the writing end of it is the way to end the process: it writes what there is, says its last
 * word, closes its end, and only then folds and is gone. Nobody need wait for that. One that was never told its task ends
 * at once: scribe_dismiss().
 *
 * Ownership: the caller owns the socket and reaps the process.
 *
 * Never knows: lessons, keys, the screen: all it inherited is closed before it does anything.
 */
#ifndef ATTUNE_IO_SCRIBE_PROCESS_H
#define ATTUNE_IO_SCRIBE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/err.h"
#include "base/text.h"
#include "io/reading.h"

struct scribe_task {
	const char *folder;
	uint64_t sid;
	bool fold_now;                 /* there are many journals, or damage: fold at once, in a process beside */
	const struct read_so_far *journals; /* what the other side has read: the rest is news */
	size_t njournals;
	const char *state, *course;    /* folders: the index of the course is brought up to date last of all; "": it is not */
};

/* A process at the other end of `socket`; a zeroed one is none. */
struct scribe_hand {
	pid_t pid;
	int socket;
};

/* False: none, with `err`. */
bool scribe_fork(struct scribe_hand *, struct err *);
/* Nobody needs it any more, or there is none. */
void scribe_dismiss(struct scribe_hand *);

/* The body of the message SCRIBE_TASK, which is the first on the socket. */
void scribe_task_bytes(const struct scribe_task *, struct str *out);

/* What that process does between: takes messages and works until the socket ends and all is written, or could not be. */
struct scribe;
void scribe_attend(struct scribe *, const struct scribe_task *, int socket);

#endif
