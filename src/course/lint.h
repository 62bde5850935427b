/* SPDX-License-Identifier: MIT
 *
 * lint: what makes one page hard to learn from, though nothing in it is wrong.
 *
 * Use: check_course() calls lint_page() for each page that was read.
 *
 * Ownership: borrows what it is given; adds warnings to `diags`.
 *
 * Never knows: other pages, side files, any kind by name: of a kind's own it sees the table of fields.
 */
#ifndef ATTUNE_COURSE_LINT_H
#define ATTUNE_COURSE_LINT_H

#include "course/course.h"
#include "course/diag.h"

/* Length, reading grade, evidence without a source, words for places, emoji. The page must have its kind. */
void lint_page(const struct page *, struct diags *);

#endif
