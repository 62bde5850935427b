/* SPDX-License-Identifier: MIT
 *
 * lock: what can come of locking and unlocking words, in one list for those who do it and those who say it.
 *
 * Use: io/vault.h gives one of these; lock_words() is the sentence for a person.
 *
 * Ownership: constants.
 *
 * Never knows: keys, files, how a phrase is checked.
 */
#ifndef ATTUNE_VIEW_LOCK_H
#define ATTUNE_VIEW_LOCK_H

#include <stdbool.h>

enum lock_end {
	LOCK_DONE,
	LOCK_ABSENT,    /* there is no vault */
	LOCK_LOST,      /* there is none, and there was: words are locked with it, so none is made in its place */
	LOCK_FOREIGN,   /* there is one, and nothing that is locked here is of it: so nothing new is locked with it either */
	LOCK_EXISTS,    /* there is one already, and none is made over it */
	LOCK_WRONG,     /* whole, and not this phrase */
	LOCK_DAMAGED,   /* the file is not what was written: no phrase is to blame */
	LOCK_NEWER,     /* of a later version or another way of locking */
	LOCK_BEYOND,    /* asks for more work than we do for a file, or for less than is safe */
	LOCK_NO_MEMORY, /* the computer has not enough just now; the same phrase may do later */
	LOCK_FAILED,    /* the disk or the folder: a struct err says what */
};
#define LOCK_ENDS 11

/* The sentence, with its full stop, in the person's language. */
const char *lock_words(enum lock_end);

/* No phrase opens what is locked, as long as the file is what it is: to ask for one would be in vain. */
bool lock_is_in_vain(enum lock_end);

/* The least a phrase of one's own may have, in characters as a person counts them; the most, in bytes. */
#define PHRASE_LEAST 8
#define PHRASE_MOST 512

#endif
