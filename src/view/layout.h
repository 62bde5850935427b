/* SPDX-License-Identifier: MIT
 *
 * layout: a text and a width in, lines out.
 *
 * Use: start at 0 and call layout_line() until it returns false; each call gives
 * one line as [from, end) and where the next one starts.
 *
 * Never knows: curses, lessons, styles. Breaks are those of UAX #14; a word wider
 * than the line is cut at a grapheme.
 */
#ifndef ATTUNE_VIEW_LAYOUT_H
#define ATTUNE_VIEW_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include "view/breaks.h"

struct layout {
	const char *text;
	size_t len;
	const unsigned char *marks; /* of text_breaks */
	unsigned char *own;   /* those marks, where nobody keeps them */
	size_t at;            /* where the next line starts */
	size_t plain, plain_end; /* a stretch of which each byte is known to be a grapheme of one cell */
	bool ended;
};

/* Borrows the text until layout_end. `breaks`: what keeps where it may be broken, one layout at a time; NULL for private words. */
void layout_begin(struct layout *, const char *text, size_t len, struct breaks *breaks);

/* The next line of at most `width` cells (at least 1): bytes [*from, *end) without the white space it was broken at. An empty
 * text has one empty line, as has the place after a final newline. False when there are no more. */
bool layout_line(struct layout *, unsigned width, size_t *from, size_t *end);
void layout_end(struct layout *);

#endif
