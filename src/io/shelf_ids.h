/* SPDX-License-Identifier: MIT
 *
 * shelf_ids: the ids that pages and chapters of a course have, or ever had.
 *
 * Use: shelf_ids_read() before something new is named; names_have() of its lists; shelf_ids_release().
 *
 * Ownership: the lists and all ids in them are the struct's.
 *
 * Never knows: what the ids stand for, and whether the course is sound: of a file with faults what can be read counts.
 */
#ifndef ATTUNE_IO_SHELF_IDS_H
#define ATTUNE_IO_SHELF_IDS_H

#include "base/mem.h"
#include "course/names.h"

struct shelf_ids {
	struct arena arena;
	struct names all;        /* no page may take one of these */
	struct names no_chapter; /* those of them that are no chapter's name: no chapter may take one of these either */
};

/* Of every file in chapters/, also those that course.yaml does not name yet, of what is retired, and of ids.lock. Both lists are
 * sorted. A file that is not there, or that nobody can read, has none. */
void shelf_ids_read(struct shelf_ids *, const char *folder);
void shelf_ids_release(struct shelf_ids *);

#endif
