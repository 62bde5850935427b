/* SPDX-License-Identifier: MIT
 *
 * resume: where the learner goes on, in the course as it is now.
 *
 * Use: resume_find() with a course and what is known of the learner; the place the
 * learner has afterwards is one that exists.
 *
 * Ownership: resume.opened belongs to the caller (chapter_free); resume.page is the learner's.
 *
 * Never knows: the rules; those are learner/reconcile's.
 *
 * One chapter is read as a rule. Only when the place is not there any more all of them are.
 */
#ifndef ATTUNE_CMD_RESUME_H
#define ATTUNE_CMD_RESUME_H

#include <stdbool.h>
#include "course/course.h"
#include "learner/learner.h"

struct resume {
	size_t chapter;         /* its index; 0 where nothing is known */
	const char *page;       /* its id; NULL: where the learner left off in that chapter */
	struct chapter *opened; /* the chapter, where it was read and is good; else NULL */
	bool lost;              /* neither the place nor anything after it is in the course any more; else: */
	bool moved;             /* it is in another chapter than it was, which is not that one under another name */
	bool gone;              /* and it is not the page itself, but what came next */
};

void resume_find(const struct course *, struct learner *, struct resume *);

/* Lets every record count under the id its page has now; reads all chapters. For what scripts get. */
void resume_names(const struct course *, struct learner *);

#endif
