/* SPDX-License-Identifier: MIT
 *
 * place: going from page to page and from chapter to chapter, and what is noted on the way.
 *
 * Use: screens go by the functions of tutor/screens.h: app_go, app_arrive, app_forward. What is here begins and ends the
 * visit to a page alone, for whoever changes the page under the learner (tutor/preview).
 *
 * Ownership: none of its own; the visit is in struct app.
 *
 * Never knows: how a page looks, and files.
 */
#ifndef ATTUNE_TUTOR_PLACE_H
#define ATTUNE_TUTOR_PLACE_H

#include "tutor/app.h"

/* The page visited is left; what is half done on it waits. Nothing is visited after it. */
void place_end_visit(struct app *);

/* A page of the open chapter is visited, with what was left half done there. */
void place_begin_visit(struct app *, const struct page *);

#endif
