/* SPDX-License-Identifier: MIT
 *
 * edit: a field for words: graphemes, wrapping, undo, a kill buffer; one line or many.
 *
 * Use: edit_begin(), edit_set() with the words kept, then edit_key() for each key
 * and edit_paste() for a paste; edit_say() puts it into a doc with its caret.
 *
 * Ownership: owns its text; edit_release wipes it before freeing (what is written
 * here is private).
 *
 * Never knows: where words are kept, key names beyond struct key.
 *
 * Invariant: the text is valid UTF-8 without controls but LF; the caret stands
 * between graphemes (UAX #29).
 *
 * edit.c is keys, words and taking back; edit_rows.c is rows: going up and down, and saying them into a doc.
 */
#ifndef ATTUNE_VIEW_EDIT_H
#define ATTUNE_VIEW_EDIT_H

#include <stdbool.h>
#include "base/text.h"
#include "view/doc.h"
#include "view/event.h"

#define EDIT_MOST (64 * 1024) /* bytes in one field */

struct edit_step; /* one change that can be taken back */

struct edit {
	struct str text;
	size_t caret;
	bool one_line;            /* Enter is not ours, newlines become spaces */
	unsigned width;           /* cells of the last edit_say, for moving up and down; EDIT_WIDTH before */
	bool cut;                 /* the last paste did not fit whole */
	int goal;                 /* column to keep while moving up and down; -1: none */
	struct str killed;        /* what ^K ^U ^W took last, for ^Y */
	struct edit_step *steps;  /* undo history, oldest first; bounded */
	size_t nsteps, step, room; /* steps before `step` can be undone, those from it on redone */
	enum { EDIT_RUN_NONE, EDIT_RUN_TYPING, EDIT_RUN_DELETING } run; /* typed letters are undone as one word */
};

enum edit_result {
	EDIT_IGNORED, /* not a key of a field */
	EDIT_MOVED,   /* the caret may have moved; the words are the same */
	EDIT_CHANGED,
	EDIT_FULL,    /* the field is full: nothing was added */
};

void edit_begin(struct edit *, bool one_line);
void edit_set(struct edit *, const char *text); /* caret at the end, history empty */
void edit_release(struct edit *);

/* Keys: text, arrows, Home End ^A ^E, ^B ^F ^N ^P, Alt-b Alt-f, ^H Backspace, ^D Delete, ^K ^U ^W ^Y, Alt-u undo,
 * Alt-e redo, Enter (many lines); Left, Right and Backspace with KEY_BY_WORD as Alt-b, Alt-f and ^W. Esc, ^X, ^G and ^O are not
 * ours. */
enum edit_result edit_key(struct edit *, struct key);

/* Whether the words have a row below that of the caret, or above it, in the width of the last edit_say. */
bool edit_has_row(const struct edit *, bool below);

/* Controls but LF and TAB (four spaces) are dropped. Where not all fits its beginning is added: EDIT_CHANGED, and
 * `cut` is true until the next paste. */
enum edit_result edit_paste(struct edit *, const char *text, size_t len);

/* The wrapped text as rows of the doc, at least `rows` of them, and if that is more than one, two beyond the last that
 * is written on, with the caret; under the doc's lead where that leaves too little room beside it. */
void edit_say(struct edit *, struct doc *, unsigned rows);

#endif
