/* SPDX-License-Identifier: MIT
 *
 * told: what somebody gave to the room, read with suspicion: whole and well formed, or nothing of it.
 *
 * Use: told_read() with the bytes of a file; then ask the struct; told_release().
 *
 * Ownership: owns copies of all it holds.
 *
 * Never knows: where the bytes came from, whose they are, the course: that an id is well formed does not mean that there
 * is such a page.
 */
#ifndef ATTUNE_ROOM_TOLD_H
#define ATTUNE_ROOM_TOLD_H

#include <stdbool.h>
#include <stddef.h>
#include "base/mem.h"
#include "learner/record.h"
#include "room/leaving.h"

#define TOLD_MOST       (64 * 1024) /* bytes of a file */
#define TOLD_LINES_MOST 2000
#define TOLD_PICKS_MOST 9 /* options of a page */

struct told_chapter {
	const char *id;
	unsigned done, total;
};

struct told_check {
	const char *page;
	unsigned rev;
	enum verdict verdict;
	const char *picks[TOLD_PICKS_MOST];
	size_t npicks;
};

struct told {
	enum leaving gives;
	const char *course;
	const char *last; /* yyyy-mm-dd; completion alone */
	struct told_chapter *chapters;
	size_t nchapters;
	struct told_check *checks; /* each page once */
	size_t nchecks;
	struct arena arena;
};

/* False when anything of it is not as leaving.h says; then there is nothing to release. */
bool told_read(const char *bytes, size_t len, struct told *);
void told_release(struct told *);

#endif
