/* SPDX-License-Identifier: MIT
 *
 * sketch: the first picture, made of what an index knows, while nothing of the course is read but the page that is shown.
 *
 * Use: sketch_make() with an index; then the app in it can be shown (run_show), and nothing else: what it would ask for is
 * not done, what it would note is not noted. The session goes on with an app of its own, which knows nothing of this one.
 * sketch_release().
 *
 * Ownership: a zeroed struct sketch is an empty one; it owns the app and what was read for it, borrows index and learner.
 *
 * Never knows: whether the index is right. A picture that the session's own differs from lasts some milliseconds.
 */
#ifndef ATTUNE_CMD_SKETCH_H
#define ATTUNE_CMD_SKETCH_H

#include "io/index.h"
#include "io/store.h"
#include "tutor/app.h"

struct sketch {
	struct app app;
	struct course course; /* as much of it as is seen */
	struct record **drafts;
	bool app_runs;
};

struct sketch_wish {
	struct index *index;
	struct learner *learner;
	const struct store_found *found;
	struct app_options options;
	bool at_page;               /* else at home */
	const char *chapter, *page; /* asked for; NULL: where the learner is */
};

/* False when no picture can be made that would last: something of it is not in the index, or hangs on other pages, or on what
 * the learner has not chosen yet. */
bool sketch_make(struct sketch *, const struct sketch_wish *);
void sketch_release(struct sketch *);

#endif
