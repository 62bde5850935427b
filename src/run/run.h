/* SPDX-License-Identifier: MIT
 *
 * run: waits, turns the world into events and effects into the world.
 *
 * Use: fill a struct world, then run_screen() or run_lines(); both return the exit
 * status when the learner leaves, the terminal goes away or a signal asks for it.
 *
 * Ownership: borrows everything in the world, but for what it reads anew there; opens and closes the terminal itself. The caller closes the store.
 *
 * Never knows: what an event means, what a screen shows.
 *
 * Signals: handlers write one byte to a pipe, nothing else (the one exception is rule T3: SIGHUP also points
 * descriptors 0, 1 and 2 at /dev/null, because curses retries for ever on a terminal that stopped reading).
 * SIGALRM is ours at the
 * end, where a terminal may be stuck; from outside it is one more way to be told to leave.
 * End of input, EIO and POLLHUP on the terminal are the same event as SIGHUP. Nothing wakes without a deadline.
 */
#ifndef ATTUNE_RUN_H
#define ATTUNE_RUN_H

#include "base/err.h"
#include "course/course.h"
#include "io/drawer.h"
#include "io/store.h"
#include "io/watch.h"
#include "term/screen.h"
#include "tutor/app.h"

struct world {
	struct app *app;
	const struct course *course;
	kind_list kinds;
	struct store *store;
	struct drawer *drawer; /* locked words */
	struct screen_options screen;
	int status;            /* exit status so far */
	bool shown;            /* run_show() has opened the terminal */
	const char *file;      /* the one chapter there is, wherever its file lies; NULL: those of the course's folder */
	struct watch *watch;   /* preview: shows what is saved; else NULL */
	struct course **anew;  /* preview: what course.yaml became, oldest first; freed by world_release() */
	size_t nanew;
	struct err trouble;    /* why something is unsaved at the end, if so */
	struct err failed;     /* plain: why lines could not be read or written, if so; the caller says it */
};

/* Opens the terminal and shows the app as it is, before anything else is read; run_screen() goes on from there, with another
 * app if the world has one then. False when the terminal cannot be used; run_screen() will say why. */
bool run_show(struct world *);
/* Gives it back, when there is nothing to go on with. */
void run_unshow(struct world *);

/* What time it is, for an event that is not run's. */
void run_stamp(struct event *);

/* The full screen. False in *opened (and nothing done) when the terminal cannot be used: then plain mode is the way. */
int run_screen(struct world *, bool *opened, struct err *);

/* Frees what was read anew; when the app is released. */
void world_release(struct world *);

/* Lines in, lines out. */
int run_lines(struct world *);

#endif
