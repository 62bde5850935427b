/* SPDX-License-Identifier: MIT
 *
 * names: names that may have been meant, gathered once and then asked for.
 *
 * Use: names_add() each, names_sort() once, then ask. mem_free(names.list) at the end.
 *
 * Ownership: the list is the holder's, the names in it are borrowed.
 *
 * Never knows: what is named.
 */
#ifndef ATTUNE_COURSE_NAMES_H
#define ATTUNE_COURSE_NAMES_H

#include "course/course.h"
#include "course/diag.h"

struct names {
	const char **list;
	size_t n, room;
};

/* NULL is no name, and not added. */
void names_add(struct names *, const char *);

/* Page ids of a chapter, and those they had before. */
void names_of_pages(struct names *, const struct chapter *);

void names_sort(struct names *);

bool names_have(const struct names *, const char *);
bool names_have_twice(const struct names *, const char *);

/* The one that may have been meant by a word, or NULL. */
const char *names_near(const struct names *, const char *word);

/* The same as help to the fault that was found last. */
const char *names_suggest(const struct names *, const char *word, struct diags *);

#endif
