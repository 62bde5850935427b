/* SPDX-License-Identifier: MIT
 *
 * unique: ids that are used twice where each must be the only one.
 *
 * Use: gather a list of struct named, one for each id, and give it to check_unique().
 *
 * Ownership: the list is the caller's; faults go to `diags`.
 *
 * Never knows: what the ids are of.
 */
#ifndef ATTUNE_COURSE_UNIQUE_H
#define ATTUNE_COURSE_UNIQUE_H

#include <stdbool.h>
#include <stddef.h>
#include "course/diag.h"

/* Something with an id that must be unique among its like. */
struct named {
	const char *id;     /* NULL: not judged */
	struct place at;
	const char *file;   /* NULL: diags->file */
	bool is_chapter;    /* among pages */
};

/* A fault for every id that was used before in the list, which is put into another order. `what`: "page", "option". */
void check_unique(struct named *, size_t n, const char *what, struct diags *);

#endif
