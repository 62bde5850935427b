/* SPDX-License-Identifier: MIT
 *
 * loop: events into the app, effects into the world: what the full screen and plain mode have in common.
 *
 * Use: run/screen and run/lines hold a struct loop, tell the app what happened, and do what it asks for by that alone.
 *
 * Ownership: borrows the world; what it gathers is freed by loop_release().
 *
 * Never knows: what an event means, how it is shown.
 */
#ifndef ATTUNE_RUN_LOOP_H
#define ATTUNE_RUN_LOOP_H

#include "plain/lines.h"
#include "run/run.h"
#include "view/arrival.h"
#include "view/event.h"

#define TIDY_WAIT 20 /* ms after a file was read: what was read goes to the terminal first */
#define REST_WAIT 2  /* ms without anything to do, before what can wait is handed over */

struct loop {
	struct world *world;
	struct frame frame;
	struct lines lines;    /* plain mode */
	bool plain, typed;     /* typed: input is a terminal, which shows what is typed itself */
	bool asking;           /* plain: the last thing written is a prompt */
	bool ahead;            /* what answers the prompt was typed before it: its newline was shown above */
	bool resumed;          /* plain: somebody else may have written since */
	char said[sizeof((struct app *)NULL)->message]; /* plain: the message and the trouble said last */
	enum err_kind trouble;
	bool stale, repaint;   /* the terminal does not show what it should */
	struct arrival arrival;
	int64_t late;          /* when the cursor comes after the rows, -1: it is there */
	bool readable;         /* descriptor 0 may have something */
	bool hidden;           /* what is shown is the hiding screen */
	bool lost;             /* the terminal is gone */
	bool stopping;         /* FX_SUSPEND was asked for */
	bool over;
	unsigned depth;
	int width, height;
	int64_t timed;         /* the app's deadline that was told last: it is not told twice */
	struct effects rest;   /* to be saved, when nothing else is to do */
	bool lends, lending;   /* chapter `lent` was asked for; one is being read */
	size_t lent;
	size_t *outlines;      /* chapters to be shown to the app once nothing else is to do */
	size_t noutlines, room;
	bool painted;          /* a first picture is there, which waits for no outline */
	bool watching, saved;  /* preview: the files are watched; one of them may have been saved */
	int64_t look;          /* preview: when they are looked at unasked */
	int64_t tidy;          /* when tidy() is due, -1: never */
	struct effect key;     /* FX_UNLOCK or FX_MAKE_LOCK, to be done once that it is being done was shown */
	bool turns;            /* there is one */
	bool wipe;             /* words were locked: what the terminal shows of them is overwritten first */
};

/* Stamps an event, tells it, and does what comes of it. Of some events no more need be said than type, number and size. */
void loop_tell(struct loop *, struct event *);
void loop_tell_plainly(struct loop *, enum event_type, uint64_t number);

/* The same in two steps, for a line that is heard: all that is to be kept is done first, in order; then what brings more events. */
void loop_perform(struct loop *, struct effects *);

/* Hands over what waits to be saved. */
void loop_save_rest(struct loop *);

/* A chapter of the course as its file is now; NULL with what is wrong. The caller owns it. */
struct chapter *loop_read_chapter(const struct world *, size_t index, struct diags *);

/* Reads a side file and tells of it. */
void loop_open_side(struct loop *, size_t index);

/* Reads the next chapter whose outline is wanted (there is one) and tells of it. */
void loop_show_outline(struct loop *);

/* The end: wanted, with a status; because nobody is there any more, however that was noticed: everything is kept, nothing
 * more is said; because the terminal is gone. */
void loop_quit(struct loop *, int status);
void loop_lose(struct loop *, int status);
void loop_hang_up(struct loop *);

void loop_release(struct loop *);

#endif
