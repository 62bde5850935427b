/* SPDX-License-Identifier: MIT
 *
 * paint: a row of a frame becomes cells of curses: its signs, and how each role looks on this terminal.
 *
 * Use: paint_begin() when curses has taken the terminal over, paint_width() for each size; then paint_row() for every row
 * that changed, and doupdate() for all of them. paint_end() gives the memory back.
 *
 * Ownership: curses has one screen, and there is one paint beside it: it owns the theme and a row on its way to curses from
 * paint_begin() to paint_end(). What is painted belongs to its caller, and nothing of it is kept.
 *
 * Never knows: which rows changed, the cursor, opening and closing, what is typed.
 *
 * Rows go into curses' newscr. A row keeps its columns whatever this terminal can show of it: where there is no room for a
 * sign, another one or a blank stands in its cells.
 */
#ifndef ATTUNE_TERM_PAINT_H
#define ATTUNE_TERM_PAINT_H

#include <stdbool.h>
#include "view/frame.h"
#include "view/theme.h"

/* The theme is copied. colour: where the terminal has any. ascii: transliterate what is not ASCII; where the locale has
 * nothing else that is done in any case. To be called again after paint_end() alone. */
void paint_begin(const struct theme *, bool colour, bool ascii);
void paint_width(int width); /* of all rows from now on */
void paint_end(void);

/* Puts the cells of a whole row: curses finds those that changed, and no wide character is cut in two. */
void paint_row(const struct cell *cells, int row);

/* Puts a sign that is no blank to curses into every cell of so many rows: what stood there is overwritten. */
void paint_over(int height);

#endif
