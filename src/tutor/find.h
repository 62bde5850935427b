/* SPDX-License-Identifier: MIT
 *
 * find: words looked for in what is shown, not in how it is written in the file.
 *
 * Use: find_words() in the rows of a doc; find_page() in a page that nobody is at, find_chapter() in all of a chapter.
 *
 * Ownership: borrows everything; the matches are the caller's.
 *
 * Never knows: who looks, where the rows come from.
 *
 * Upper and lower case are one, a letter and its accent are one however they are stored, straight and curly quotes
 * are one, and a line end is a space. Matches do not overlap.
 */
#ifndef ATTUNE_TUTOR_FIND_H
#define ATTUNE_TUTOR_FIND_H

#include "course/course.h"
#include "learner/learner.h"
#include "view/doc.h"

struct match {
	size_t row;
	unsigned column, cells; /* of its part on that row, from the doc's left edge */
};

/* Fills at most `most` matches (out may be NULL when most is 0). Returns how many there are. */
size_t find_words(const struct doc *, const char *words, struct match *out, size_t most);

/* The rows of a page as its learner would find it on arrival. The caller releases the doc. */
void find_say_page(const struct course *, const struct chapter *, size_t page, const struct learner *, struct doc *);

/* How many matches a page has. */
size_t find_page(const struct course *, const struct chapter *, size_t page, const struct learner *, const char *words);

/* A row as one line of words. */
void find_line(const struct doc *, size_t row, struct str *out);

#endif
