/* SPDX-License-Identifier: MIT
 *
 * saving: every word about saving that a person reads, in one table.
 *
 * Use: saving_words() for how it stands, saving_reason() for why something is not saved: half a sentence that goes after
 * "Not saved: " and before what is said of the words.
 *
 * Ownership: texts are constant.
 *
 * Never knows: who saves, and where.
 */
#ifndef ATTUNE_VIEW_SAVING_H
#define ATTUNE_VIEW_SAVING_H

#include <stddef.h>
#include "base/err.h"

enum saving {
	SAVING_DONE,
	SAVING_LATE,      /* no answer for three seconds */
	SAVING_ELSEWHERE, /* a lost write was made good */
	SAVING_JOINED,    /* another window was opened */
	SAVING_AGAIN,     /* a file that held what was saved was removed, and is written anew */
	SAVING_MOVED,     /* the folder was moved, and what is saved with it */
	SAVING_COUNT
};

const char *saving_words(enum saving);

/* Of a kind of failure; of some errno it says more exactly what it was. 0: none is known. */
const char *saving_reason(enum err_kind, int code);

/* "Not saved: ..." for a window that is open: that the words are kept as long as it is, if that fits into a row of `room` cells. */
void saving_say_not(const struct err *why, unsigned room, char *out, size_t size);

#endif
