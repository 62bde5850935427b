/* SPDX-License-Identifier: MIT
 *
 * wording: the words of a page that what was answered on it points to, found by the tables of its kind.
 *
 * Use: ask with a page and an id of a record's pick.
 *
 * Ownership: markup and texts belong to the page; wording_filled() adds to a str.
 *
 * Never knows: the learner, what the words are put into.
 */
#ifndef ATTUNE_CMD_WORDING_H
#define ATTUNE_CMD_WORDING_H

#include <stdbool.h>
#include "base/str.h"
#include "course/course.h"

/* What was picked, and what it was put to (a partner, a bin). NULL where the page, which may be NULL, has no words for it. */
const struct markup *wording_of(const struct page *, const char *id);
const struct markup *wording_of_target(const struct page *, const char *id);

/* The `n`-th of the parts the page marks as right, from 0; NULL: there are no more, or it marks none so. */
const struct markup *wording_right(const struct page *, size_t n);

/* What the page asks: `ask`, or the claim of a page about a belief; NULL: nothing. */
const struct markup *wording_question(const struct page *);

/* The belief such a page is about; NULL: it is about none. */
const struct markup *wording_claim(const struct page *);

/* Whether a pick of this page is a word typed into a blank of what it asks. */
bool wording_has_blanks(const struct page *);

/* `text` with each "{name}" in it replaced by what `typed` gives for that name, of `len` bytes. */
void wording_filled(struct str *, const char *text, const char *(*typed)(void *ctx, const char *name, size_t len), void *ctx);

/* The answer of a page where wording_is_number; which ones are near is not asked. */
double wording_number(const struct page *);

/* Whether the answer is a number, and what it counts (NULL where that is not said). */
bool wording_is_number(const struct page *, const char **unit);

#endif
