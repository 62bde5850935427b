/* SPDX-License-Identifier: MIT
 *
 * frame: a picture of the screen as plain data: cells, style roles, a cursor.
 *
 * Use: frame_size() once per window size, frame_clear(), then frame_put() for
 * every text, frame_cursor() once and last. term/screen shows it; frame_dump()
 * writes it as text for goldens.
 *
 * Ownership: owns its cells.
 *
 * Never knows: curses, colours (a style is a role, not a look).
 *
 * frame_put is the only way from a run-time string to the screen (rule L6): what
 * no screen may carry is shown as "^[" and the like, whatever it came from.
 */
#ifndef ATTUNE_VIEW_FRAME_H
#define ATTUNE_VIEW_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include "base/text.h"

/* What a piece of text is for. How it looks a theme says, and term/paint does it. */
#define STYLES(X) \
	X(STYLE_TEXT, '.') \
	X(STYLE_TITLE, 'T')    /* row 0 and page titles */ \
	X(STYLE_STRONG, 's') \
	X(STYLE_EMPHASIS, 'e') \
	X(STYLE_CODE, 'c') \
	X(STYLE_TERM, 't')     /* opens the glossary */ \
	X(STYLE_QUOTE, 'q') \
	X(STYLE_ASIDE, 'a')    /* "your answer", minutes, sources */ \
	X(STYLE_RIGHT, 'r')    /* the verdict "Correct." */ \
	X(STYLE_PARTLY, 'p') \
	X(STYLE_NOT_YET, 'n') \
	X(STYLE_FOCUS, 'F')    /* what has the focus */ \
	X(STYLE_MESSAGE, 'm')  /* row h-2 */ \
	X(STYLE_ALERT, '!')    /* not saved, and the like */ \
	X(STYLE_FOOTER, 'f')

enum style {
#define X(name, letter) name,
	STYLES(X)
#undef X
	STYLE_COUNT
};

struct cell {
	char bytes[20];       /* one grapheme cluster, at most five code points: what a cell of curses can hold */
	unsigned char len;    /* 0: the right half of a wide character to its left */
	unsigned char width;  /* 0 for that right half, else 1 or 2 */
	unsigned char style;
};

struct frame {
	struct cell *cells;   /* height rows of width cells */
	int width, height;
	int cursor_row, cursor_column;
};

/* Makes room for a size (both at least 1, at most 1000 x 500; more is clamped) and clears. A zeroed struct is an empty frame. */
void frame_size(struct frame *, int width, int height);
void frame_clear(struct frame *);
void frame_release(struct frame *);

/* Puts `len` bytes of text at a row and column, cut at the right edge on a whole grapheme; rows or columns outside are cut
 * away. Returns the column after the last cell written. LF and TAB count as one space. */
int frame_put(struct frame *, int row, int column, enum style, const char *text, size_t len);
int frame_put_text(struct frame *, int row, int column, enum style, const char *text);

/* Gives `n` cells from a place the style, whatever they hold. */
void frame_paint(struct frame *, int row, int column, int n, enum style);

/* Where the hardware cursor stands; clamped into the frame. */
void frame_cursor(struct frame *, int row, int column);

/* The picture as text: each row as it reads (right-trimmed), then a map of style letters where not all '.', then the cursor. */
void frame_dump(const struct frame *, struct str *out);

#endif
