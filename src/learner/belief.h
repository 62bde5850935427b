/* SPDX-License-Identifier: MIT
 *
 * belief: what was rated before and after: a movement, never a score.
 *
 * Use: belief_shift() for one statement; it pairs what was rated first with what was rated last. belief_is_carried() where each
 * rating is to be told once.
 *
 * Never knows: what is believed, how it is drawn.
 */
#ifndef ATTUNE_LEARNER_BELIEF_H
#define ATTUNE_LEARNER_BELIEF_H

#include <stdbool.h>
#include "learner/learner.h"

struct shift {
	int before, after; /* 0..10 */
	const struct record *from, *to; /* the records they were told in, of the learner; one where both stand in it */
};

/* The shift of one statement. On a page about a belief (`statement` NULL) that is "before" and "after" of its page: of the
 * first time it was rated, and of the last. On a page that is the pair of another: the first rating there, the last one here. On
 * a page without a pair (`pair` NULL) there is none. False, and nothing filled, when one of the two is missing. */
bool belief_shift(const struct learner *, const char *page, const char *pair, const char *statement, struct shift *);

/* Whether a rating in a record was given with the one before it, on the same page, and only stands beside what was rated since:
 * on a page about a belief "before" is kept again together with "after". Who rates anew rates nothing else besides. */
bool belief_is_carried(const struct learner *, const struct record *, size_t pick);

#endif
