/* SPDX-License-Identifier: MIT
 *
 * rows: the rows that home and contents share: a chapter, its state, its minutes.
 *
 * Use: rows_chapters() says one item for each chapter, from a given item number.
 *
 * Never knows: which screen they stand on.
 */
#ifndef ATTUNE_TUTOR_ROWS_H
#define ATTUNE_TUTOR_ROWS_H

#include "tutor/app.h"

/* One row a chapter: number, title, "done", "page 3 of 7" or "new", minutes. A chapter that cannot be opened is followed by
 * its first fault. Items are numbered from `first`. */
void rows_chapters(const struct app *, struct doc *, int first);

/* "2 of 4 chapters done", or "" while not all chapters are known. */
void rows_course_state(const struct app *, char *out, size_t size);

/* A chapter's title, its id while the title is not known. */
const char *rows_title(const struct app *, size_t chapter);
/* The same where it can be seen at once: "" until it is read, in a moment, for an id in its place would be noise. */
const char *rows_title_in_sight(const struct app *, size_t chapter);

/* A day as YYYY-MM-DD, of UTC seconds. */
void rows_date(int64_t seconds, char *out, size_t size);

/* One line of a plan by its id, "..." where it was left empty. */
const char *rows_part(const struct record *plan, const char *id);

/* The day words were written or a plan was made: looking back on it makes no new one. */
void rows_made(const struct app *, const struct record *, char *out, size_t size);

/* The day it was looked back on, and what had become of it: a line of its own; nothing when it was not. */
void rows_lookback(struct doc *, const struct record *plan);

#endif
