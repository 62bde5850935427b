/* SPDX-License-Identifier: MIT
 *
 * scribe_process: the scribe in a process of its own, and what that process does when nobody waits: folding.
 *
 * Use: scribe_start() forks it; the socket it gives carries messages there and replies back (scribe.h). Closing the
 * writing end of that socket is the way to end it: it writes what there is, says its last word, closes its end, and only
 * then folds and is gone. Nobody need wait for that.
 *
 * Ownership: the caller owns the socket and reaps the process.
 *
 * Never knows: lessons, keys, the screen: all it inherited is closed first.
 */
#ifndef ATTUNE_IO_SCRIBE_PROCESS_H
#define ATTUNE_IO_SCRIBE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/err.h"
#include "io/reading.h"

struct scribe_task {
	const char *folder;
	uint64_t sid;
	bool fold_now;                 /* there are many journals, or damage: fold at once, in a process beside */
	const struct reading *reading; /* what the other side has read: the rest is news. May be NULL */
};

/* The process, or -1 with `err`. */
pid_t scribe_start(const struct scribe_task *, int *socket, struct err *);

/* What that process does between: takes messages and works until the socket ends and all is written, or could not be. */
struct scribe;
void scribe_attend(struct scribe *, const struct scribe_task *, int socket);

#endif
