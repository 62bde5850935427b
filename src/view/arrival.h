/* SPDX-License-Identifier: MIT
 *
 * arrival: which pictures are shown in two steps, first the rows and then the cursor, so that a screen reader says
 * where it came to.
 *
 * Use: arrival_waits() with every frame, right before it is shown. If it is true, show the frame as it is then, and the
 * picture once more a moment later. arrival_release() at the end, and where the terminal shows something else by now.
 *
 * Ownership: owns a number for each row, no words.
 *
 * Never knows: what a row means, how long a moment is.
 *
 * Source: Fenrir 1.9.5 compares one picture with the last. It says the row that the cursor came to if no row is another
 * one (55000-present_line_if_cursor_change_vertical, isDelta), and else the rows that are new (70000-incoming). There
 * are none where rows only moved or went, as with Enter before words, or where what follows a field gives way to an
 * empty row: it would be silent. In the second step nothing but the cursor's place is another, so its row is said.
 */
#ifndef ATTUNE_VIEW_ARRIVAL_H
#define ATTUNE_VIEW_ARRIVAL_H

#include <stdbool.h>
#include <stdint.h>
#include "view/frame.h"

/* What was shown last; all zero: nothing. */
struct arrival {
	uint64_t *rows;       /* a number for the words of each, 0: it is empty */
	uint64_t *spare;      /* room for those of the next, so that no frame asks for memory */
	int height;
	int row, column;      /* where the cursor was then */
	bool held;            /* and that it was held back there */
};

/* True where the cursor comes to another row while rows moved or went and none has words that were not there: then the
 * frame's cursor is put where it was, or with the row it was on where the window scrolled. Never twice on end, however
 * fast keys come: the cursor of the next frame is right. */
bool arrival_waits(struct arrival *, struct frame *);

void arrival_release(struct arrival *);

#endif
