/* SPDX-License-Identifier: MIT
 *
 * terms: what the entries of a glossary are called, so that one is found among many.
 *
 * Use: terms_gather() once, then terms_find(); terms_release().
 *
 * Ownership: borrows the glossary; owns its list.
 *
 * Never knows: who asks. Where one name is looked for now and then, glossary_find() does.
 */
#ifndef ATTUNE_COURSE_TERMS_H
#define ATTUNE_COURSE_TERMS_H

#include "course/course.h"

/* One of the names of an entry: its id, its term, or an `also`. */
struct called {
	const char *key; /* names with one key are the same (text_same) */
	const char *name;
	const struct term *term;
};

struct terms {
	struct called *list; /* in the order of keys; of one key, in that of the file */
	size_t n;
	struct arena arena;
};

/* `glossary` may be NULL. */
void terms_gather(struct terms *, const struct side_file *glossary);
const struct term *terms_find(const struct terms *, const char *name);
void terms_release(struct terms *);

#endif
