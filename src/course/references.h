/* SPDX-License-Identifier: MIT
 *
 * references: whatever a page names is there: terms, sources, topics, myths, other pages.
 *
 * Use: references_on_page() for each page of a survey; the other two for texts that stand elsewhere.
 *
 * Ownership: borrows what it is given; faults go to the survey's diags, and what was used is noted in the survey.
 *
 * Never knows: any kind by name, but for the one that keeps words: of a kind's own it sees the table of fields.
 */
#ifndef ATTUNE_COURSE_REFERENCES_H
#define ATTUNE_COURSE_REFERENCES_H

#include "course/survey.h"

void references_on_page(struct survey *, const struct page *);

/* The terms in a text. */
void references_in_text(struct survey *, const struct markup *);

void references_to_sources(struct survey *, const struct words *sources);

#endif
