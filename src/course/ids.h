/* SPDX-License-Identifier: MIT
 *
 * ids: every id a course ever published (ids.lock), and whether each still means what it meant.
 *
 * Use: ids_read() makes a list of the text of ids.lock; ids_check() judges a whole course against it.
 *
 * Ownership: a struct ids owns its list and texts; ids_free releases it.
 *
 * Never knows: files, how the list is written (cmd/lock).
 *
 * A line is `kind id chapter rev`: a page with its kind; a chapter with the kind "chapter", itself and 1. Lines of ids
 * that are gone stay. The chapter is for readers of the file: a page may move.
 */
#ifndef ATTUNE_COURSE_IDS_H
#define ATTUNE_COURSE_IDS_H

#include "base/mem.h"
#include "course/diag.h"

#define IDS_FILE "ids.lock"
#define IDS_CHAPTER "chapter" /* the kind of a chapter's line */

struct whole_course;

struct published {
	struct place at;
	const char *kind, *id, *chapter;
	unsigned rev;
};

struct ids {
	struct arena arena;
	const struct published *list;
	size_t n;
};

/* A fault for every line that is none (a conflict of versions left in the file, say); the others count. */
struct ids *ids_read(const char *text, size_t len, struct diags *);
void ids_free(struct ids *);

/* Faults: an id that is gone and neither renamed nor retired (at its line of ids.lock), one that came to mean something
 * else, one that is both a page and an old id. Nothing is judged gone while a chapter cannot be read. */
void ids_check(const struct whole_course *, struct diags *);

#endif
