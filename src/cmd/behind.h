/* SPDX-License-Identifier: MIT
 *
 * behind: all that a page has to say, also what a learner meets only after doing something, as lines.
 *
 * Use: behind_say() with a page; `attune render` prints it after the picture of the page. behind_say_chapter()
 * says what stands at the head of a chapter's file.
 *
 * Ownership: borrows; appends to a str.
 *
 * Never knows: any kind by name: it walks the tables of fields the reader walks.
 *
 * Everything is in the order of the file: scenes, hints, what is said to each answer, the end. A part
 * of the page is headed by what it is, its id, and in brackets what else the file says of it. On paper no id
 * stands: sources are cited, other parts of the page named, and what only names something elsewhere is left out.
 */
#ifndef ATTUNE_CMD_BEHIND_H
#define ATTUNE_CMD_BEHIND_H

#include "base/text.h"
#include "course/course.h"

/* A handout, with the notes for facilitators. */
struct behind_paper {
	const struct side_file *sources; /* of the course; NULL: none can be cited */
};

/* `measure` 0: lines are not wrapped. `paper` NULL: for whoever looks after the file, with its ids. An empty line comes
 * first, unless there is nothing to say. */
void behind_say(const struct page *, unsigned measure, const struct behind_paper *paper, struct str *out);

/* Its objectives and content note; nothing where it has neither. */
void behind_say_chapter(const struct chapter *, unsigned measure, const struct behind_paper *paper, struct str *out);

#endif
