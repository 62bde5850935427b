/* SPDX-License-Identifier: MIT
 *
 * reading: all that stands in a learner's folder, read once: what is known, half answers, who else is here, what is damaged.
 *
 * Use: reading_take() with an open folder and a learner; then the fields. With `slots` the half answers are judged, and
 * what is superfluous is named in `stale`; without, only what is known is read, and nothing waits, unless half answers are
 * looked for: then for sessions that are ending. reading_release().
 *
 * Ownership: a zeroed struct reading is an empty one; it owns what it found. Nothing in the folder is changed, but modes
 * that are too wide, and these only with `slots`.
 *
 * Never knows: processes, saving, the screen.
 */
#ifndef ATTUNE_IO_READING_H
#define ATTUNE_IO_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/text.h"
#include "io/drafts.h"
#include "io/store.h"
#include "io/census.h"

/* A draft slot of another session. */
struct old_slot {
	const char *name;
	uint64_t sid;
	const struct record *draft; /* the newest whole one in it, or NULL */
	bool torn;                  /* something in it is not whole */
	bool live;                  /* its session still runs */
};

/* How much of a journal was read. */
struct read_so_far {
	const char *name;
	size_t size;
};

struct reading {
	struct arena arena;
	struct old_slot *slots;
	size_t nslots, slots_room;
	struct drafts drafts;         /* of each session the newest one in its slots, and the newest of each page in its journal */
	struct read_so_far *journals; /* for looking() later */
	size_t njournals, journals_room;
	size_t journal_bytes;
	struct str stale;             /* names of files that are superfluous, each with its NUL */
	struct census census;
	bool damaged;                 /* something to be put into quarantine */
};

bool reading_take(struct reading *, int dir, bool slots, struct learner *, struct store_found *, struct err *);
void reading_release(struct reading *);

/* Adds to `names` those of the slots whose half answer goes on in `draft`: superfluous once that one is on the disk. They
 * are named only once. */
void reading_take_over(struct reading *, const struct record *draft, struct str *names);

#endif
