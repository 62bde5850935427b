/* SPDX-License-Identifier: MIT
 *
 * shared: what of a course lies in the drop boxes of classes, and how that is changed.
 *
 * Use: shared_begin(), then shared_read() and shared_level() to know; shared_change() reads anew what other windows did
 * meanwhile, and makes it so. What could not be taken back stands in the list afterwards, without `stays`. shared_end() last.
 *
 * Ownership: a struct shared owns its list; texts and boxes that are passed are borrowed.
 *
 * Never knows: what the files say, who asked.
 *
 * The list is the file `shared` in the course's folder: "WHAT NAME BOX" a line; older ones have no box. A name is written there
 * before its file is made, and leaves it only once the file is known to be gone: so none is ever forgotten in a box.
 */
#ifndef ATTUNE_CMD_SHARED_H
#define ATTUNE_CMD_SHARED_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/text.h"
#include "io/dropbox.h"
#include "room/leaving.h"

#define SHARED_FILE "shared" /* in the course's folder; its lock beside it begins so, too */

struct shared_file {
	enum leaving what;
	char name[DROPBOX_NAME_MOST];
	struct str box; /* "": not known */
	bool stays;     /* it is there because it was just put there */
	bool never;     /* it was to be put there, and certainly is not */
};

struct shared {
	struct str folder; /* of the course's records */
	struct shared_file *list;
	size_t n;
};

void shared_begin(struct shared *, const char *data, const char *course);
void shared_end(struct shared *);

/* Reads the list; none is an empty one. Makes nothing. */
bool shared_read(struct shared *, struct err *);

/* The set of enum leaving of which a file is there, or cannot be known to be gone. `box`: of the class now, or NULL. */
int shared_level(const struct shared *, const char *box);

/* What is to be there from now on. */
struct shared_wish {
	const char *box;         /* NULL: there is none, and `level` is 0 */
	const char *course;
	int level;               /* a set of enum leaving */
	const struct str *texts; /* one for each of them */
};

/* Puts new files there, then takes back all others. False with `err`, the first trouble, when not all of it could be done. */
bool shared_change(struct shared *, const struct shared_wish *, struct err *);

#endif
