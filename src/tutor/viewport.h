/* SPDX-License-Identifier: MIT
 *
 * viewport: what has the focus, and which stretch of the rows is in the window.
 *
 * Use: after every event viewport_refresh() says the screen on top anew and finds the stretch to show; commands
 * move the focus or scroll; tutor/picture draws what is found here.
 *
 * Ownership: none of its own; rows and their top are in struct app and struct level.
 *
 * Never knows: what the rows say. Items are numbers, rows of app->doc have one or none.
 *
 * Focus is followed: where it goes, the window goes. Scrolling leaves it behind, and the next move takes it up where
 * it can be seen.
 */
#ifndef ATTUNE_TUTOR_VIEWPORT_H
#define ATTUNE_TUTOR_VIEWPORT_H

#include "tutor/app.h"

/* How many items the screen on top has, and which has the focus. */
int viewport_items(const struct app *);
int viewport_focus(const struct app *);

/* What stands out and has the cursor: what has the focus, or a hint just told; -1: nothing. */
int viewport_lit(const struct app *);

/* The first row of the body, how many rows it has (at least one), and the cells before each. */
int viewport_row(const struct app *);
unsigned viewport_height(const struct app *);
int viewport_margin(const struct app *);

/* The cells a message may take in its row. */
unsigned viewport_room(const struct app *);

/* Whether the first row of an item is in sight; whether one of its rows is below the window; whether any row is. */
bool viewport_shows(const struct app *, int item);
bool viewport_cuts(const struct app *, int item);
bool viewport_has_more(const struct app *);

/* The focus by one item, where it may go and that jumps over no row; else the window by one row. */
void viewport_move(struct app *, int by);

/* A screenful on (1) or back (-1); false at the end. */
bool viewport_screenful(struct app *, int way);

/* The focus to an item that is in sight. */
void viewport_set_focus(struct app *, int item);

/* What has the focus and is out of sight comes into it, with as many of those that follow as there is room for: who answers
 * sees what there is to choose from. */
void viewport_bring(struct app *);

/* The item on a row of the window, from 0; -1: none. */
int viewport_item_at(const struct app *, int row);

/* To the first item and row, or the last. */
void viewport_end(struct app *, bool last);

/* Takes back what news moved: before a key, which ends them. */
void viewport_settle(struct app *);

/* Says the screen on top anew and finds the stretch to show: the same words after a change of width, the focus after a move. */
void viewport_refresh(struct app *);

#endif
