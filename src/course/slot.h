/* SPDX-License-Identifier: MIT
 *
 * slot: one field of a struct that is to be filled from one node, and what is said where that cannot be.
 *
 * Use: course/field finds the slot of each key; course/scalar and the readers of lists and maps fill it, or return what
 * one of the faults here returns: false.
 *
 * Ownership: borrows all of it.
 *
 * Never knows: what a value means.
 */
#ifndef ATTUNE_COURSE_SLOT_H
#define ATTUNE_COURSE_SLOT_H

#include "course/field.h"

/* The place of one field: its description, and where in its struct it goes. */
struct slot {
	struct reader *reader;
	const struct field *field;
	char *into;
};

/* Something that should be there was not read: always false. */
bool slot_lack(const struct slot *);

/* It was read, and not whole: what else could be said of it would be a fault that follows from another (places_lack). */
void slot_unsure(const struct slot *);

/* Another sort of node than was wanted, in words: "a list"; nothing where there is nothing. Both lack. */
bool slot_wrong_type(const struct slot *, const struct node *, const char *wanted);
bool slot_is_empty(const struct slot *, const struct node *);

/* Whether there is one value here. Of a text whose characters were refused the rest is judged all the same: so all faults show
 * in one run. */
bool slot_is_text(const struct slot *, const struct node *, const char *wanted);
bool slot_is_scalar(const struct slot *, const struct node *, const char *wanted);

/* Help: the nearest of a list, if one is near. */
const char *slot_suggest(const struct slot *, const char *word, const char *const *list, size_t n);

/* A text cut for a fault; the sort of a node in words. */
const char *slot_quote(const struct slot *, const char *text);
const char *slot_type_words(const struct node *);

#endif
