/* SPDX-License-Identifier: MIT
 *
 * keepsake: what the learner wrote and answered, as a Markdown document worth keeping.
 *
 * Use: keepsake_say() with a course and the learner's records.
 *
 * Ownership: borrows; appends to a str.
 *
 * Never knows: where the document goes.
 *
 * It begins with from when it is, what there is of and of which chapters. A page that was missed and never right has what fits,
 * and its `explain`, under the answers: errors that stand alone are no keepsake. Only the page that is being answered in another
 * window keeps its answer, as it does there.
 *
 * What they typed stands in block quotes, and nothing else does.
 *
 * Everything of the learner's own is in it, also what was written on pages that
 * are no longer in the course: those come last.
 */
#ifndef ATTUNE_CMD_KEEPSAKE_H
#define ATTUNE_CMD_KEEPSAKE_H

#include "base/text.h"
#include "course/course.h"
#include "io/drafts.h"
#include "learner/learner.h"

struct keepsake_source {
	const struct drafts *halves; /* what was begun and is not finished; it is marked as that */
	const uint64_t *living;      /* open sessions: the page that is answered there is not told before it is left */
	size_t nliving;
	int64_t now;
	const struct drafts *ratings; /* which of `halves` are ratings of beliefs; NULL: none */
	bool gaps;                   /* a file of the record could not be read */
};

void keepsake_say(const struct course *, const struct learner *, const struct keepsake_source *, struct str *out);

/* Whether a RECORD_WORDS or RECORD_PLAN is what stands on its page now: learner_standing. `kept` is one of the
 * learner's own. */
bool keepsake_stands(const struct learner *, const struct record *kept);

#endif
