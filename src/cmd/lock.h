/* SPDX-License-Identifier: MIT
 *
 * lock: the list of every id a course ever published.
 *
 * Use: lock_write() once the course is without errors.
 *
 * Ownership: borrows the path.
 *
 * Never knows: what is done with the list; that is course/check's.
 *
 * ids.lock has lines `kind id chapter rev`, sorted by id: a page with its kind, its
 * chapter and its rev; a chapter with the kind "chapter", itself and 1. Lines of
 * ids that are gone stay: an id once published keeps its meaning.
 */
#ifndef ATTUNE_CMD_LOCK_H
#define ATTUNE_CMD_LOCK_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

struct lock_count {
	size_t all;   /* ids the list has now */
	size_t added; /* of these, not in it before */
};

bool lock_write(const char *folder, struct lock_count *, struct err *);

#endif
