/* SPDX-License-Identifier: MIT
 *
 * draft: half answers: when they are saved, and where they wait until their page is visited again.
 *
 * Use: draft_soon() whenever one changed; app_draft_now (tutor/screens.h) saves it when that is due, and before
 * anything that could lose it. draft_lay_by() when a page is left, draft_for() when one is come to, draft_forget()
 * when the whole answer was kept. Where other sessions left several, draft_rivals() has them all (tutor/halves.c).
 *
 * Ownership: a half answer of this session lies in app->halves with an arena of its own; what other sessions left is
 * borrowed in app->drafts.
 *
 * Never knows: which page comes next, and how a page looks.
 */
#ifndef ATTUNE_TUTOR_DRAFT_H
#define ATTUNE_TUTOR_DRAFT_H

#include "tutor/app.h"

/* The half answer on the page visited changed: it is saved a quarter of a second after the first change. */
void draft_soon(struct app *);

/* The half answer to begin a page with, or NULL; of this session before what other sessions left. Of several that others left
 * the one in app->chosen, and without that none: they are offered. `review`: which return of the page it is of, 0: none. */
const struct record *draft_for(struct app *, const struct page *);
const struct record *draft_of_return(struct app *, const struct page *, unsigned review);

/* Half answers of one page, left in sessions that did not know of each other. */
#define RIVALS_MOST 9

struct rivals {
	const struct record *found[RIVALS_MOST]; /* the newest first, as in app->drafts */
	const struct record *open[RIVALS_MOST];  /* the same, with their words where the phrase was given */
	size_t n;
};

/* What other sessions left of a page; nothing while this session has a half answer of it, or one of them is locked: that is
 * opened first. */
void draft_rivals(const struct app *, const struct page *, unsigned review, struct rivals *);

/* Every half answer with words in it: the open page's, those of pages left, and what others left. `found`: it is that one of
 * app->drafts; NULL: it is of this session. */
void draft_each(const struct app *, void (*each)(void *ctx, const struct record *half, const struct record *found), void *ctx);

/* The page is left for another; what is half done on it waits here. */
void draft_lay_by(struct app *);

/* What another session left goes on in words that are handed over: from now on it is offered to nobody else. */
void draft_taken(struct app *, struct effects *);

/* The answer is whole, or was cleared. */
void draft_forget(struct app *, struct effects *);

#endif
