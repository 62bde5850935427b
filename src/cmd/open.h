/* SPDX-License-Identifier: MIT
 *
 * open: which course is meant, and where its learner's records are.
 *
 * Use: open_course() with what the person typed, or NULL: the course used last,
 * else the only one. Then opened.course and opened.data are there. At the end of a
 * session open_remember(); open_release() last.
 *
 * Ownership: a struct opened owns all that is in it.
 *
 * Never knows: the screen, what the learner did.
 */
#ifndef ATTUNE_CMD_OPEN_H
#define ATTUNE_CMD_OPEN_H

#include "base/err.h"
#include "base/text.h"
#include "cmd/command.h"
#include "course/course.h"
#include "io/shelf.h"
#include "io/store.h"
#include "learner/learner.h"

/* Beside the courses in the data folder: one line, the id or the path of the course that was opened last. */
#define OPEN_LAST_FILE "last"

struct opened {
	struct shelf shelf;
	struct str folder; /* of the course */
	struct course *course;
	struct str data; /* the data folder; empty when there is nowhere to keep anything */
	struct drawer *drawer; /* set before open_learner: where locked words go; NULL: nowhere */
	struct drafts *halves; /* set before open_learner: takes half answers; NULL: they are not looked for */
	bool backups; /* set before open_learner: what only a backup has is wanted, too */
	uint64_t living[STORE_LIVING]; /* open_learner: the sessions of this course that live now */
	size_t nliving;
	char unread[64]; /* open_learner: the first file of the record that cannot be read; "": there is none */
};

/* The person's home folder, an absolute path; NULL: there is none. */
const char *open_home(void);

/* Adds the path of the data folder, by option, environment or home; nothing when there is nowhere. Makes nothing. */
void open_data_folder(const struct request *, struct str *out);

/* The same of the state folder (XDG base directory specification): what is kept to be quick, and is missed by nobody. */
void open_state_folder(struct str *out);

/* Finds shelf, data and folder, and reads nothing of the course. False with `err` when there is no such course. */
bool open_find(struct opened *, const struct request *, const char *name, struct err *);

/* Reads the course in that folder: STATUS_DONE, or the exit status, its faults said on stderr. */
int open_read(struct opened *, const struct request *);

/* Both: STATUS_DONE, or the exit status, the trouble said on stderr; release it either way. `name` may be NULL. */
int open_course(struct opened *, const struct request *, const char *name);

/* The same without a word about a course that is not there: STATUS_NO_COURSE, `err` filled. Faults are still said. */
int open_quietly(struct opened *, const struct request *, const char *name, struct err *);
void open_release(struct opened *);

/* Writes the course into the file `last` of the data folder, if it says another. What fails here troubles nobody. */
void open_remember(const struct opened *);

/* Adds to `out` how much of the record could not be read, in two sentences; nothing when all could. */
void open_say_damage(const struct store_found *, struct str *out);

/* Adds where that is, or what to do about a file that cannot be read; a sentence without its stop, nothing when nothing was
 * damaged. `folds`: a session ended, and its fold puts aside what stands in the record's place. */
void open_say_where(const struct opened *, const struct store_found *, bool folds, struct str *out);

/* Reads the learner's records without making or changing anything; without any there is a learner all the same. What is
 * damaged is said on stderr. NULL when nothing of them can be read (said there too). The caller frees it. */
struct learner *open_learner(struct opened *, const struct request *);

/* The place of a chapter in the course, by its id or one it had before; -1. Chapters are read only for the latter. */
int open_chapter_index(const struct course *, const char *id);

#endif
