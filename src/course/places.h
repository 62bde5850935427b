/* SPDX-License-Identifier: MIT
 *
 * places: what the file says of the values of a struct, for faults of meaning, found when the nodes are gone: where they
 * stand, and which were not read, or not whole.
 *
 * Use: course/field fills it while it reads; checks ask. places_sort() once all is read, where there are so many values that
 * looking through them takes long.
 *
 * Ownership: lives in the arena of what it tells of, as the values do.
 *
 * Never knows: fields, nodes.
 */
#ifndef ATTUNE_COURSE_PLACES_H
#define ATTUNE_COURSE_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include "base/mem.h"
#include "course/tree.h"

struct places {
	struct placed *list;
	size_t n, room;
	bool sorted;
	const struct unread *unread; /* NULL nearly always; the latest first */
};

/* `value` is the text itself of an id, a line, a date (each has its own), else the address of the struct's member. NULL is not
 * added. */
void places_add(struct places *, struct arena *, const void *value, struct place);
void places_sort(struct places *);

/* Where a value stands; `otherwise` where it was not given. `places` may be NULL. */
struct place places_find(const struct places *, const void *value, struct place otherwise);

/* A member, by its address, was not read, or not whole. */
void places_add_lack(struct places *, struct arena *, const void *member);

/* Whether it may say something else in the file than what is known of it: then a fault was said of it, and it is to blame for
 * nothing more. Of a list: whether entries may be missing. `places` may be NULL. */
bool places_lack(const struct places *, const void *member);

/* The same of what was added since there was `before`. */
bool places_lack_since(const struct places *, const struct unread *before, const void *member);

#endif
