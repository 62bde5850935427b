/* SPDX-License-Identifier: MIT
 *
 * checkup: every file of a learner's courses, looked at alone: what in it is not as it was written.
 *
 * Use: checkup_all() with the data folder; it calls back for each finding, in the order of names.
 *
 * Ownership: a finding is borrowed for the call. Nothing is made, changed or locked.
 *
 * Never knows: the learner, what words mean, what is to be done about a finding.
 */
#ifndef ATTUNE_IO_CHECKUP_H
#define ATTUNE_IO_CHECKUP_H

#include <stddef.h>

enum checkup {
	CHECKUP_DAMAGED, /* `n` lines are not as they were written, or missing */
	CHECKUP_STRANGE, /* `n` lines show nothing of having been a record */
	CHECKUP_UNREAD,  /* a file of ours may not be opened */
	CHECKUP_NOT_OURS, /* what has this name can be no file of ours: a folder, a link, too large */
	CHECKUP_KEPT,    /* `n` things are kept in a quarantine as they were, the damaged lines of files that are there still among them */
};

struct checkup_found {
	enum checkup what;
	const char *path; /* of the file, or of the quarantine */
	size_t n;
};

void checkup_all(const char *data, void (*each)(void *ctx, const struct checkup_found *), void *ctx);

#endif
