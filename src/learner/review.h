/* SPDX-License-Identifier: MIT
 *
 * review: what comes back, and when: a pure fold over the learner's answers and their times.
 *
 * Use: review_new() with the learner and the time it is; review_due() for each page of the course, review_find() for what
 * is known of one, review_by_need() to put some in order. review_times() numbers the next return. A new question at
 * another time is another review_new().
 *
 * Ownership: a review owns its items; texts in them are the learner's. It is good until the learner changes.
 *
 * Never knows: clocks (times come in), files, screens, which kinds there are.
 *
 * The rules. A graded page enters with its first answer, or by being passed over. It comes back after 1, 3, 7, 21 and 60
 * days, and rests after the last; the gaps are those of S. Cepeda et al. (2008) for what is to be known for months. Right
 * when it was due: one rung up. Missed, at any time: back to the first rung. Right before it was due, or with a hint: no
 * rung is won and none lost. Sure and wrong comes back once more, and sooner: such errors are corrected best, and are
 * forgotten again (Butterfield & Metcalfe 2001). Late is fine: nothing but what is asked next depends on it.
 * Of the answers given while it was back, one after another, the first decides. A raised `rev` makes it another question: what
 * was answered before says nothing of it, so it comes back as one that was passed over then.
 *
 * Clocks. What was told later cannot have happened earlier, and nothing can have happened after now. So the time of a
 * record is the highest that any record up to it tells, of those that are not beyond now; where there is none, that of
 * the first after it. A clock that was ahead for a while, or behind, moves nothing out of reach and makes nothing due that was not; zones do not come into it (UTC).
 */
#ifndef ATTUNE_LEARNER_REVIEW_H
#define ATTUNE_LEARNER_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "course/course.h"
#include "learner/learner.h"

#define REVIEW_RUNGS 5

/* Why it is asked again; those that stand first are asked first. */
enum review_why {
	REVIEW_SURPRISED, /* sure, and wrong */
	REVIEW_MISSED,
	REVIEW_GUESSED,   /* right by a guess, or with a hint */
	REVIEW_PASSED,    /* never answered */
	REVIEW_KNOWN,
};

struct review_item {
	const char *page;
	const char *chapter; /* where it was last answered or passed */
	enum review_why why;
	unsigned rev;        /* of the page as it was answered; 0: never */
	unsigned times;      /* how often it came back */
	int rung;            /* which gap it is in, from 0; -1: the short one before; REVIEW_RUNGS: it rests */
	int64_t since, due;  /* UTC seconds; due: INT64_MAX while it rests */
};

/* What a page has to do with it. */
enum review_claim {
	REVIEW_NEVER,       /* it is not graded, or its author says `review: off` */
	REVIEW_IF_ANSWERED, /* optional, or behind a content note: passed over, it stays away */
	REVIEW_ALWAYS,
};
enum review_claim review_claim(const struct page *);

/* A rev, or a number of days, as it is kept of each page of a course that is known: what is larger counts as the largest. */
unsigned short review_small(unsigned);

struct review;

/* `now`: UTC seconds. */
struct review *review_new(const struct learner *, int64_t now);
void review_free(struct review *);

/* NULL: nothing is known of this page that could come back. */
const struct review_item *review_find(const struct review *, const char *page);

/* Whether it is to be asked now. `rev`: of the page as it is. */
bool review_due(const struct review *, enum review_claim, const char *page, unsigned rev);

/* For sorting: below 0 when `a` is asked before `b`. Never 0 for two pages. */
int review_by_need(const struct review_item *a, const struct review_item *b);

/* The number of the next return of a page, from 1. */
unsigned review_times(const struct learner *, const char *page);

/* All items, sorted by page. */
size_t review_items(const struct review *, const struct review_item **list);

/* Whether it is time to ask what became of the plan on a page, `days` after it was made or asked for last, also while it is
 * locked: who is asked opens it first. It is asked until the moment came, REVIEW_ASKS times at most. */
#define REVIEW_ASKS 2
bool review_plan_due(const struct learner *, const char *page, unsigned days, int64_t now);

/* Whether a plan is not asked about any more. Of a locked one its `review` says so, in clear: how often it was asked, REVIEW_ASKS
 * once the moment came; so it does not say whether it came. One that older programs noted says so only when it is open. */
bool review_plan_rests(const struct record *plan);

/* The same for a plan whose page left the course, and with it what its author wanted. */
#define REVIEW_DAYS_GONE 7

/* A plan's "came_up": its pick, text "yes" or "no" and number = how often it was asked; NULL: never asked. */
const struct pick *review_came_up(const struct record *plan);

/* The record a plan was made with: a look-back notes the plan once more, with what became of it, and is no new plan. The plan
 * itself where nothing else is known, or while it is locked. */
const struct record *review_plan_made(const struct learner *, const struct record *plan);

/* How many seconds a rung lasts, from -1. */
int64_t review_gap(int rung);

#endif
