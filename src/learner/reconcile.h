/* SPDX-License-Identifier: MIT
 *
 * reconcile: the learner meets an edited course: nothing that was answered is lost, and the place is still a place.
 *
 * Use: reconcile_names() for every chapter that was read, before anything is asked
 * of the learner about it; reconcile_page() or reconcile_course() for the place;
 * reconcile_chapter() when the learner enters a chapter: it says what changed since
 * the last time, and what to note so that this is said once.
 *
 * Ownership: borrows chapters and learner; what it makes is in the caller's arena.
 *
 * Never knows: files, screens, ids.lock, who edited and why.
 *
 * The rules. A page is found by its id or one under its `was`, a chapter too; an id that is a page now is never an old
 * one. Of two pages that list the same old id the first gets its answers. A page that is gone parks its records: they
 * stay in the journal and in every export, and come back with the page. A changed `rev` is kinds/visit's affair: the
 * old answer is kept, and not shown as an answer to the new question. Changed words under the same `rev` are no news.
 *
 * What the chapter was like is known from the record: entering it notes a RECORD_CHAPTER (pages in order, each with
 * its rev) whenever that differs from the last one. So the order of pages that are gone is known too.
 */
#ifndef ATTUNE_LEARNER_RECONCILE_H
#define ATTUNE_LEARNER_RECONCILE_H

#include <stdbool.h>
#include "course/course.h"
#include "learner/learner.h"

/* How a chapter differs from what the learner met. */
struct revision {
	unsigned changed;   /* pages with another rev */
	unsigned fresh;     /* pages that were nowhere before */
	unsigned gone;      /* pages that are no longer in this chapter */
	struct record news; /* RECORD_CHAPTER to be noted; its picks are in the arena */
};

/* Records under old ids of the chapter and its pages count for those of now. */
void reconcile_names(struct learner *, const struct chapter *);

/* The index of the page to go on with where `page` was the place: itself, else the next one that still exists, else
 * what follows the last one before it; -1 when nothing is known of it here. */
int reconcile_page(const struct learner *, const struct chapter *, const char *page);

/* The same over a whole course, for a place that is not in its chapter any more. `chapters` are in the order of the
 * course, NULL where one cannot be read. A page that moved is found where it is now. False, and nothing is filled,
 * when neither page nor chapter is in the course, nor anything that came after. `page` gets -1 for: where the learner
 * left off in that chapter. */
bool reconcile_course(
	const struct learner *, const struct chapter *const *chapters, size_t n, size_t *chapter, int *page);

/* Fills `out`. False when the chapter is as the learner knows it: then there is nothing to note. True at the first
 * meeting too, with all counts 0. */
bool reconcile_chapter(const struct learner *, const struct chapter *, struct arena *, struct revision *out);

/* What is told, in one sentence; "" when there is nothing to tell. */
void reconcile_say(const struct revision *, char *out, size_t size);

/* Whether `page` was answered since a half answer on it; where that has words in it, in its own session. */
bool reconcile_is_over(const struct learner *, const struct record *draft, const char *page);

/* As record_continues(), though the page may have got another name between the two. */
bool reconcile_continues(const struct learner *, const struct record *news, const struct record *old);

/* Whether a half answer belongs to this page: to its id or an old one, and the page was not answered since; where it has words
 * in it, not in its own session. */
bool reconcile_draft(const struct learner *, const struct page *, const struct record *draft);

#endif
