/* SPDX-License-Identifier: MIT
 *
 * drafts: which half answers still count, of all that sessions left behind.
 *
 * Use: drafts_add() every one that was read, from slots and journals, and drafts_taken() every word that one goes on
 * elsewhere; then ask. README.md, "Drafts", is the same in words.
 *
 * Ownership: a zeroed struct drafts is an empty list; it owns copies; drafts_release().
 *
 * Never knows: files; which sessions live.
 */
#ifndef ATTUNE_IO_DRAFTS_H
#define ATTUNE_IO_DRAFTS_H

#include <stdbool.h>
#include <stddef.h>
#include "learner/learner.h"
#include "learner/record.h"

struct drafts {
	struct arena arena;
	struct record **list;   /* of each session and page the newest; after drafts_sort the newest first */
	size_t n, room;
	struct record **taken;  /* RECORD_TAKEN */
	size_t ntaken, taken_room;
};

void drafts_add(struct drafts *, const struct record *);
void drafts_taken(struct drafts *, const struct record *);
void drafts_sort(struct drafts *);
void drafts_release(struct drafts *);

/* No picks, text, hints, stage: nothing half done. */
bool draft_is_empty(const struct record *);

/* Whether a half answer may go: it is empty, its own session answered later or has a newer one of that page, or another
 * session goes on with it. What another session wrote without knowing of it is no reason. */
bool drafts_supersede(const struct drafts *, const struct learner *, const struct record *draft);

#endif
