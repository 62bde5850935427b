/* SPDX-License-Identifier: MIT
 *
 * steps: what is told of a room changes in steps, so that two tellings differ by several people and never by one.
 *
 * Use: steps_recall() what was told of a page, steps_take() with the counts as they are now, which leaves in them what may
 * be told, and steps_note() what is to be known next time.
 *
 * Ownership: changes the caller's cells and step in place; borrows names and texts.
 *
 * Never knows: where it is remembered, what is counted, names of people.
 *
 * counts.h guards one telling. Who has two, made before and after somebody came, may subtract them. So:
 *   - A page is judged anew only when COUNTS_LEAST more have answered than when it was judged last. How many there are
 *     decides that, and never what they chose: else the moment would tell it of the one who came last.
 *   - It is told anew only when those who came since it was told would, as a room of their own, show every cell that is told
 *     now or was: so the difference is itself something that counts.h would tell. Till then what was told stays told,
 *     whoever came or took theirs back.
 */
#ifndef ATTUNE_ROOM_STEPS_H
#define ATTUNE_ROOM_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/text.h"
#include "room/counts.h"

#define STEPS_CELLS 10 /* nine options, and the reveal */

struct step {
	unsigned asked;                  /* how many had answered when it was last judged */
	unsigned answered;               /* and when it was last told */
	struct count cells[STEPS_CELLS]; /* as they were then; `shown`: these were told. None: nothing was told yet */
};

/* `names` are those of the `n` cells. All zero where nothing is remembered, or not in this form. */
void steps_recall(const char *memory, const char *page, unsigned rev, const char *const *names, size_t n, struct step *);

/* `several`: each learner may be in several cells. *answered becomes how many are told to have answered. */
void steps_take(struct step *, struct count *cells, size_t n, bool several, unsigned *answered);

/* Adds a line. */
void steps_note(const char *page, unsigned rev, const char *const *names, size_t n, const struct step *, struct str *out);

/* Adds the lines of `memory` that are of none of these pages: of a chapter that cannot be read just now. */
void steps_keep(const char *memory, bool (*is_known)(const void *ctx, const char *page, unsigned rev), const void *ctx,
	struct str *out);

#endif
