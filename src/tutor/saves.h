/* SPDX-License-Identifier: MIT
 *
 * saves: what was handed over to be kept, and what came of it.
 *
 * Use: whoever has something to keep calls app_note (tutor/screens.h). The app gives saves_take() the answers of the
 * disk, saves_watch() a look after every event, and saves_time() one when saves_deadline() has come.
 *
 * Ownership: none of its own; the counts and the trouble are in struct app.
 *
 * Never knows: files, and why a screen keeps something.
 */
#ifndef ATTUNE_TUTOR_SAVES_H
#define ATTUNE_TUTOR_SAVES_H

#include "tutor/app.h"

/* Whether EV_SAVED is more than what is expected: trouble, its end, or what the learner waits for. Ask before saves_take(). */
bool saves_is_seen(const struct app *, const struct event *);

/* EV_SAVED: how far saving came, or why it failed; tells the learner who waits for it. */
void saves_take(struct app *, const struct event *);

/* What was late is late no longer, once it is saved or is known to have failed. */
void saves_watch(struct app *);

/* The tick at which the learner is told that this takes long, or -1; and doing so, if it has come. */
int64_t saves_deadline(const struct app *);
void saves_time(struct app *);

#endif
