/* SPDX-License-Identifier: MIT
 *
 * screen: takes the terminal over, shows frames on it, and gives it back. It and paint alone include <curses.h>.
 *
 * Use: screen_open() once; screen_show() for each frame; screen_read() when the
 * terminal is readable, until it has nothing more; screen_close() puts the
 * terminal back as it was, and clears what was shown. screen_suspend()/screen_resume() around a stop.
 *
 * Ownership: one screen per process (curses has one); the struct is opaque.
 *
 * Never knows: what a frame means, how a cell looks (paint), where keys go.
 *
 * Reads bytes, not curses keys: keyboard makes them events. A paste comes in brackets as long as the screen is open.
 *
 * Contract: after screen_show the visible hardware cursor stands where the frame
 * says; nothing is written that did not change; no terminal query is ever sent;
 * no cell has a background colour in the default theme.
 */
#ifndef ATTUNE_TERM_SCREEN_H
#define ATTUNE_TERM_SCREEN_H

#include <stdbool.h>
#include "base/codeset.h"
#include "base/err.h"
#include "view/event.h"
#include "view/frame.h"
#include "view/theme.h"

struct screen_options {
	const struct theme *theme; /* copied; NULL: the default one */
	bool colour;    /* where the terminal has any */
	bool mouse;     /* rows can be clicked; the terminal then selects text with Shift held */
	const struct codeset *codeset; /* what is typed, where that is not UTF-8; NULL: it is. As long as the screen is open */
	bool ascii;     /* transliterate what is not ASCII, for display only */
};

/* Takes over the terminal (descriptors 0 and 1). False with `err` when TERM is unknown or cannot do what is
 * needed. */
bool screen_open(const struct screen_options *, struct err *);
void screen_close(bool wipe); /* wipe: screen_wipe first */

void screen_size(int *width, int *height); /* of the window now, from the kernel; clamped to 1000 x 500 */
void screen_show(const struct frame *, bool repaint);
void screen_bell(void);

/* Clears what others wrote there since screen_close(), who share the terminal with us. Nothing where it never was open. */
void screen_clear(void);

/* Overwrites every cell, then clears line by line: nothing of what was shown stays in a terminal's memory (rule
 * T6). */
void screen_wipe(void);

/* One event of the keyboard, if there is one: true with `ev` filled. *gone is set at end of input or EIO. */
bool screen_read(int64_t tick, struct event *ev, bool *gone);
int64_t screen_deadline(void); /* tick at which screen_read may have an event without input, or -1 */

void screen_suspend(bool wipe);
void screen_resume(void);

/* Safe inside a signal handler, when memory is gone and when descriptors 0 to 2 lead elsewhere: puts the
 * terminal's modes back, without waiting for it. */
void screen_rescue(void);

#endif
