/* SPDX-License-Identifier: MIT
 *
 * check: faults of meaning, within a page, within a chapter, across a course; and the lints for teaching.
 *
 * Use: check_chapter() runs each time a chapter is opened (only what makes the
 * chapter unusable); check_course() is `attune check`: everything, with all
 * chapters and side files in hand; check_alone() what is left of that for a
 * chapter file that lies in no course.
 *
 * Ownership: borrows what it is given; adds to `diags`.
 *
 * Never knows: files, how faults are printed.
 */
#ifndef ATTUNE_COURSE_CHECK_H
#define ATTUNE_COURSE_CHECK_H

#include "course/course.h"
#include "course/diag.h"
#include "course/ids.h"
#include "course/unique.h"

/* Faults inside one chapter: ids used twice, no right option, `skip-to` within the chapter, what kinds see. */
void check_chapter(const struct chapter *, struct diags *);

/* What makes its pages hard to learn from: all that can be warned of where a chapter lies in no course. */
void check_alone(const struct chapter *, struct diags *);

struct whole_course {
	const struct course *course;
	const struct chapter *const *chapters; /* one per id of course->chapters; NULL where it could not be read */
	const char *const *files;              /* the file of each, for faults */
	const struct side_file *sides[SIDE_COUNT]; /* NULL where absent or unreadable */
	const char *side_files[SIDE_COUNT];
	bool side_broken[SIDE_COUNT];          /* there, but unreadable: its names are not judged */
	const char *today;                     /* yyyy-mm-dd: support lines over a year old are warned of */
	const struct ids *lock;                /* what was published; NULL: absent or unreadable */
	const char *lock_file;                 /* the file of it, for faults; NULL: there is none */
};

/* Faults across the course and all warnings. */
void check_course(const struct whole_course *, struct diags *);

#endif
