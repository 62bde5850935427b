/* SPDX-License-Identifier: MIT
 *
 * tally: what a drop box says of a room: completion by name, and answers to checks by count.
 *
 * Use: tally_begin(), tally_only() where one course is asked for, tally_read() with the folder, then walk the courses;
 * tally_release().
 *
 * Ownership: owns all it holds.
 *
 * Never knows: how it is shown.
 *
 * What a file says counts only where the course that is installed here has it: pages of the rev they have now, their
 * options, no more. Cells that nobody may see have `shown` unset, and tally_release is all one may do with their counts.
 * What was told before decides with (room/steps.h); it is remembered in the box, and reading it notes what is told now.
 */
#ifndef ATTUNE_CMD_TALLY_H
#define ATTUNE_CMD_TALLY_H

#include "cmd/command.h"
#include "course/course.h"
#include "io/shelf.h"
#include "io/dropbox.h"
#include "room/steps.h"

struct tally_cell {
	const char *name; /* an option's id, or a verdict */
	const char *myth; /* the misconception the option stands for; NULL: none */
};

struct tally_check {
	const struct page *page;
	struct tally_cell cells[STEPS_CELLS];
	struct count counts[STEPS_CELLS];
	size_t ncells;
	bool several;      /* several options at once */
	unsigned answered; /* as many as are told */
	bool told;         /* as many as may be counted have answered */
	bool earlier;      /* told as before: those who came or went since are too few, or too much alike */
	unsigned others;   /* in the cells that are not shown, where some are shown; else 0 */
};

struct tally_part {
	const char *chapter;
	unsigned done, total;
};

struct tally_learner {
	const char *name; /* of the account the file belongs to */
	const char *last;
	const char *shared; /* the day the file is of, as the folder has it: done and total are as they were then */
	unsigned done, total;
	struct tally_part *parts;
	size_t nparts;
};

struct tally_course {
	const char *id;
	struct course *course; /* NULL: not installed here */
	struct chapter **chapters;
	size_t nchapters;
	struct tally_learner *learners; /* by name */
	size_t nlearners;
	struct tally_check *checks; /* in the order of the course */
	size_t nchecks;
};

struct tally {
	struct shelf shelf;
	struct tally_course *courses;
	size_t ncourses;
	size_t nunknown; /* of them not installed here */
	struct course *only; /* the one that is asked for, until its entry has it; NULL: all are */
	const char *only_id; /* NULL: all are asked for */
	struct dropbox_left left; /* files that were not counted */
	bool remembers;           /* what is told now is known next time */
	struct arena arena;
};

void tally_begin(struct tally *, const struct request *);

/* Only this course is told, as it is where it was found: STATUS_DONE, or the exit status, the trouble said on stderr. */
int tally_only(struct tally *, const struct request *, const char *course);

/* False with `err` when the folder cannot be read; release it either way. */
bool tally_read(struct tally *, const char *folder, struct err *);
void tally_release(struct tally *);

#endif
