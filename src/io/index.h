/* SPDX-License-Identifier: MIT
 *
 * index: what a course was like when it was last found good, so that a first picture need not wait until all of it is read.
 *
 * Use: index_open() before the course is read; index_course(), index_chapter() and index_page() for a picture that is shown
 * while the course is read in earnest; index_close(). index_refresh() afterwards, where nobody waits, writes down what has
 * changed since.
 *
 * Ownership: all that is asked of an index lives as long as the index, but the chapter of index_page(), which belongs to the
 * caller (chapter_free).
 *
 * Never knows: the learner. It holds nothing that does not stand in the course.
 *
 * It is believed for one picture: who shows it reads the course as if there were no index, and shows that. So the worst that
 * an index can do is a picture that lasts some milliseconds; `status` counts in it, and shows no page. It is one file a course, `index-HASH` in the state folder (XDG
 * base directory specification), 0600. It is passed over in silence when it is damaged, or of another program, another course
 * or another computer. What it says of a file holds while the file has the size, the time in nanoseconds, the inode and the
 * device it had. A file with a fault is never in it.
 */
#ifndef ATTUNE_IO_INDEX_H
#define ATTUNE_IO_INDEX_H

#include <stdbool.h>
#include "base/err.h"
#include "course/course.h"
#include "learner/review.h"

struct index;

struct index_page {
	const char *id, *title;  /* title: "" where it has none */
	const char *kind;        /* the name of it */
	enum review_claim claim;
	unsigned short rev, asks_after; /* by review_small */
};

struct index_chapter {
	const char *title;
	unsigned minutes;        /* 0 when not given */
	bool renamed;            /* it, or a page of it, had another id: who compares it with a record reads it (reconcile_names) */
	const struct index_page *pages;
	size_t npages;
};

/* NULL: there is none for the course in `folder` as it is now. `place` is the state folder. */
struct index *index_open(const char *place, const char *folder);
void index_close(struct index *);

/* Its id, title, language and the ids of its chapters; nothing else is filled. */
const struct course *index_course(const struct index *);

/* Whether it has a notice that is to be read once. */
bool index_has_notice(const struct index *);

/* NULL when that chapter is not in it as its file is now. */
const struct index_chapter *index_chapter(struct index *, size_t chapter);

/* The chapter with one page read from its file, the other pages in their places with id, title and the name of their kind alone; with `page` < 0 none is
 * read. NULL when what is there cannot be read, or is another page. */
struct chapter *index_page(struct index *, size_t chapter, int page, kind_list);

/* Whether a page of index_page() is a name alone. */
bool index_names_only(const struct page *);

/* Writes it anew if anything of it does not hold any more; chapters that do hold are not read. Nothing is written of a course
 * with a fault in course.yaml. True when it is now as it should be. */
bool index_refresh(const char *place, const char *folder, kind_list, struct err *);

/* Removes it, if it is there. False when it could not be removed. */
bool index_erase(const char *place, const char *folder, struct err *);

#endif
