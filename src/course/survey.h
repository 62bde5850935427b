/* SPDX-License-Identifier: MIT
 *
 * survey: everything in a course that can be named, and what was used of it.
 *
 * Use: survey_begin() with all chapters and side files in hand; course/references and course/sides ask it and note in
 * it what is used; survey_release().
 *
 * Ownership: borrows the course; owns its lists of names.
 *
 * Never knows: files, how faults are printed.
 */
#ifndef ATTUNE_COURSE_SURVEY_H
#define ATTUNE_COURSE_SURVEY_H

#include "course/check.h"
#include "course/names.h"
#include "course/terms.h"

struct survey {
	const struct whole_course *whole;
	struct diags *diags;
	struct names sides[SIDE_COUNT]; /* ids; of the glossary also terms and what else they are called */
	struct terms terms;             /* the same of the glossary, to be found by any of them */
	struct names pages;             /* page and chapter ids of the course, and their old ones */
	struct names topics_taught, myths_taught, myths_tested;
	bool said_absent[SIDE_COUNT]; /* that the file is not there: once is enough */
	bool every_chapter;           /* all could be read whole: else what seems missing may be in what was not */
	const struct page *page;      /* the one being looked at */
	bool links_lead;              /* all that it names is there */
	bool topics_lack, myths_lack; /* a page may name more of them than could be read */
};

/* The survey knows whole course and diags; the rest is gathered. */
void survey_begin(struct survey *);
void survey_release(struct survey *);

/* False where the side file is broken: then its names are not known, and nobody is blamed. */
bool survey_judges(const struct survey *, enum side);

/* The fault that a side file has no such entry, with the one that may have been meant, which is returned; NULL: none is near.
 * `what`: "term", "source". */
const char *survey_unknown(
	struct survey *, enum diag_code, enum side, const char *what, const char *id, struct place at);

#endif
