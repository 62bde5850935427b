/* SPDX-License-Identifier: MIT
 *
 * doc: what a screen has to say, as rows that scroll.
 *
 * Use: doc_begin() with the measure, then say things from top to bottom; rows
 * between doc_item(n) and doc_item(-1) belong to item n, which can have the
 * focus. doc_show() puts a stretch of the rows into a frame, the label of the
 * focused item in STYLE_FOCUS, and the cursor on the caret, else on the focused item's
 * first cell, else on the first word. doc_lines() gives the same as plain lines.
 *
 * Ownership: owns its rows (one arena); texts are copied, so what was said may change.
 *
 * Never knows: curses, lessons, what an item means.
 *
 * doc.c says plain text and rows, doc_markup.c Markdown, doc_show.c shows what was said; words become rows in view/paragraph.
 */
#ifndef ATTUNE_VIEW_DOC_H
#define ATTUNE_VIEW_DOC_H

#include <stdbool.h>
#include "base/mem.h"
#include "base/text.h"
#include "course/markup.h"
#include "view/breaks.h"
#include "view/frame.h"

struct segment {
	const char *text;
	size_t len;
	enum style style;
	const char *term;     /* glossary name of a STYLE_TERM segment, else NULL */
};

struct row {
	const struct segment *segments;
	size_t nsegments;
	unsigned indent;      /* cells before the first segment */
	int item;             /* -1: none */
	const char *aside;    /* right-aligned text on the row, or NULL */
	size_t label;         /* bytes of it that are painted when its item has the focus; 0: all, within reason */
	size_t mark;          /* bytes other than white space said before this row: the same at every width */
	enum style aside_style;
	bool hollow;          /* its words were left out: see doc_hollow */
	bool verbatim;        /* code, figures: cut at the edge, never wrapped */
};

struct doc {
	struct arena arena;
	struct row *rows;
	size_t nrows, room;
	unsigned width;       /* the measure; 0 = no wrapping (plain lines to a pipe) */
	unsigned indent;      /* for what is said next */
	unsigned spacing;     /* 2: two empty rows for one, and one between items; else as it is said. Set after doc_begin */
	bool ornate;          /* rows of lists and quotations begin with signs beyond ASCII. Set after doc_begin */
	bool flat;            /* for listening: nothing stands at the right edge, it follows. Set after doc_begin */
	struct breaks *breaks; /* where lessons' words break, kept from doc to doc; or NULL. Borrowed. Set after doc_begin */
	int item;
	const char *lead;     /* prefix of the next row said; the rest of it hangs */
	size_t paragraph;     /* first row of what was said last; doc_aside goes there */
	size_t caret_row;     /* where the caret is, if has_caret */
	unsigned caret_column;
	bool has_caret;
	bool is_bare;         /* the field with the caret is empty */
	size_t mark;
	const char *first_term;
};

void doc_begin(struct doc *, unsigned width);
void doc_release(struct doc *);

/* A paragraph of plain text, wrapped; newlines start a new row. "" is one empty row. */
void doc_say(struct doc *, enum style, const char *text);
void doc_sayf(struct doc *, enum style, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Markdown: blocks parted by an empty row, lists hanging. `base` is the style of plain spans. */
void doc_markup(struct doc *, enum style base, const struct markup *);

/* A word in `style` followed on the same line by markup or text: a verdict and its feedback. */
void doc_verdict(struct doc *, enum style, const char *word, const struct markup *);

/* Rows as they are: figures and code. A tab is four spaces. */
void doc_verbatim(struct doc *, enum style, const char *text);

/* A row with a text at the left and one right-aligned at the measure; where they do not fit beside each other, one under the
 * other, both hanging under the lead. */
void doc_pair(struct doc *, enum style, const char *left, const char *right);

/* A row of a long list that is out of sight: it has its item and its place (`text` counts as said), and no words. Who shows
 * the doc asks doc_hollow_at whether one came into sight, and says the doc anew with its surroundings. */
void doc_hollow(struct doc *, const char *text);

/* The item of the first such row among `height` from `top` on, -1: none. */
int doc_hollow_at(const struct doc *, size_t top, size_t height);

/* An empty row (two where spacing is 2), unless the last row is empty or there is none. */
void doc_gap(struct doc *);

/* What is said next begins with `lead` and hangs under its end: "( ) 1. ". Copied. */
void doc_lead(struct doc *, const char *lead);

/* Right-aligned text beside the first row said of the last paragraph; without room there beside its last, or else under it. */
void doc_aside(struct doc *, const char *text);

/* Rows from here on belong to item n; -1: to none. */
void doc_item(struct doc *, int item);

/* The caret stands in the row said last, at a cell from its left edge, indent included. */
void doc_caret(struct doc *, unsigned column);

/* The first row of an item, or nrows. */
size_t doc_row_of(const struct doc *, int item);

/* The last row whose mark is not beyond `mark`: finds the same words again at another width. */
size_t doc_row_at(const struct doc *, size_t mark);

/* The first row to show of `height`, so that focus is visible, moving `top` as little as possible: an item, or when has_caret the
 * caret with two rows of its field below it, in a small window fewer. */
size_t doc_top(const struct doc *, size_t top, unsigned height, int focus);

/* Puts rows [top, top + height) into the frame at (row, column); `focus` -1: none. Sets the cursor. Of the item with the focus
 * its first row in sight is painted, and of that the label ("( ) 1.", a verdict); where it has none, and in rows of doc_pair,
 * the row, but no more of it than a move may cost. A field with the caret is not painted: the caret says it, and a typed
 * letter stays one cell on the wire. Asides are never painted. */
void doc_show(const struct doc *, struct frame *, int row, int column, size_t top, unsigned height, int focus);

/* The rows as lines of text, each ended by a newline; asides after two spaces. */
void doc_lines(const struct doc *, struct str *out);

#endif
