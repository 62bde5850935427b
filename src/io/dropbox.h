/* SPDX-License-Identifier: MIT
 *
 * dropbox: a folder where learners put files for whoever teaches, and cannot see those of others.
 *
 * Use: a learner: dropbox_name(), dropbox_put(), and dropbox_take_back() what was put before. Who teaches:
 * dropbox_read(), which hands over every file that can be what it says.
 *
 * Ownership: borrows all it is given; what `each` gets is good for the call.
 *
 * Never knows: what the files say, whether an owner has a name.
 *
 * The administrator makes the folder sticky and open for writing, not for listing (mode 1733), so that nobody can remove
 * or find another's file. With the set-group bit (3733) files are readable for that group (0640), else for their owner and
 * root alone (0600). Names are COURSE.WHAT.16HEX.share: none can be guessed, so none can be taken before.
 *
 * Whose a file is, its owner says and nothing in it: anybody can write any name into a file, nobody can give one away.
 */
#ifndef ATTUNE_IO_DROPBOX_H
#define ATTUNE_IO_DROPBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/text.h"

#define DROPBOX_NAME_MOST  96
#define DROPBOX_OWNER_MOST 64 /* files looked at of one account: nobody can crowd out the others. A learner has two a course. */

/* Makes a name nobody can guess. `course` and `what` are ids. */
bool dropbox_name(const char *course, const char *what, char name[DROPBOX_NAME_MOST], struct err *);

/* Makes a new file of that name (O_EXCL). False with `err`: what was begun was removed, if that could be; *left: it may be there. */
bool dropbox_put(const char *folder, const char *name, const struct str *text, bool *left, struct err *);

/* Removes a file of ours of that name; one that is not there is no failure. False with `err`: it may still be there. */
bool dropbox_take_back(const char *folder, const char *name, struct err *);

/* Whether a file of ours of that name is there; and the same, true where nobody can tell. */
bool dropbox_has(const char *folder, const char *name);
bool dropbox_may_have(const char *folder, const char *name);

/* Whether there is nothing of that name where the box was. */
bool dropbox_is_gone(const char *folder);

struct dropped {
	const char *course, *what; /* as the name says */
	unsigned owner;            /* user id */
	int64_t at;                /* put there, UTC seconds */
	const char *bytes;
	size_t len;
};

/* How many there are that were not handed over. */
struct dropbox_left {
	size_t strange; /* no file of a learner: links, folders, too large, names of other forms, refused by `each` */
	size_t beyond;  /* of an account that has more than DROPBOX_OWNER_MOST */
};

/* Calls `each` with the newest file of every owner for each course and thing; `most` bytes at most are a file. `each` says
 * false for one that is not what it should be. False with `err` when the folder cannot be read. */
bool dropbox_read(const char *folder, size_t most, bool (*each)(void *ctx, const struct dropped *), void *ctx,
	struct dropbox_left *, struct err *);

#endif
