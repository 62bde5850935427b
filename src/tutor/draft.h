/* SPDX-License-Identifier: MIT
 *
 * draft: half answers: when they are saved, and where they wait until their page is visited again.
 *
 * Use: draft_soon() whenever one changed; app_draft_now (tutor/screens.h) saves it when that is due, and before
 * anything that could lose it. draft_lay_by() when a page is left, draft_for() when one is come to, draft_forget()
 * when the whole answer was kept. Where other sessions left several, app_rivals() has them all (tutor/screens.h).
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

/* The half answer to begin a page with, or NULL; of this session before what other sessions left. Of several that others left, or
 * one that a living session holds, the one in app->chosen, and without that none: they are offered. `review`: which return of the page it is of, 0: none. */
const struct record *draft_for(struct app *, const struct page *);
const struct record *draft_of_return(struct app *, const struct page *, unsigned review);

/* The page is left for another; what is half done on it waits here. */
void draft_lay_by(struct app *);

/* What another session left goes on in words that are handed over: from now on it is offered to nobody else. */
void draft_taken(struct app *, struct effects *);

/* The answer is whole, or was cleared. */
void draft_forget(struct app *, struct effects *);

/* --- for what is locked or veiled --- */

/* Whether a half answer is one of a page, whatever that was called when it was written. NULL is none. */
bool draft_is_for(const struct app *, const struct record *draft, const char *page);
/* Of a half answer only that it is there, shut. Memory of the arena. */
struct record *draft_bare(struct arena *, const struct record *);
/* With what was typed on its page meanwhile at its end, which is then nowhere else. */
struct record *draft_with_typed(struct app *, struct record *, struct arena *);
void draft_drop(struct half *); /* NULL is none */

#endif
