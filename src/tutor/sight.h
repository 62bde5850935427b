/* SPDX-License-Identifier: MIT
 *
 * sight: no answer is given by a key whose object the learner has not seen.
 *
 * Use: tutor/input asks before it obeys a key. First answers are kept, shared and come back: a key more in a small window is
 * the smaller harm.
 *
 * Ownership: none of its own.
 *
 * Never knows: what an answer is; only whether the row that has the focus is in the window.
 */
#ifndef ATTUNE_TUTOR_SIGHT_H
#define ATTUNE_TUTOR_SIGHT_H

#include "tutor/app.h"
#include "tutor/keymap.h"

/* What becomes of words, and whether to go into what is heavy, is not chosen by an answer that is out of the window. */
bool sight_hides_answer(const struct app *);

/* True when the key has shown what it is for, and that is all it does this time. `read_news`: the cursor was on a message, and
 * nothing but the key says that an answer is meant. */
bool sight_shows_first(struct app *, enum command, struct key, bool read_news);

#endif
