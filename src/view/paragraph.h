/* SPDX-License-Identifier: MIT
 *
 * paragraph: words in several styles become rows of a doc.
 *
 * Use: begin with the style of what stands before it, paragraph_take_lead(), add words, say them wrapped or as they
 * are, paragraph_release().
 *
 * Ownership: owns its joined text until then; rows get copies in the arena of the doc.
 *
 * Never knows: Markdown, frames.
 *
 * Invariant: a row's segments cover its text without gaps; their texts, terms and asides live in the arena.
 */
#ifndef ATTUNE_VIEW_PARAGRAPH_H
#define ATTUNE_VIEW_PARAGRAPH_H

#include "base/str.h"
#include "view/breaks.h"
#include "view/doc.h"

#define ASIDE_GAP 2 /* cells between a text and what stands at the right */

/* A stretch of the text of a paragraph, in one style. */
struct run {
	size_t end; /* where it stops in the joined text */
	enum style style;
	const char *term;
};

/* A paragraph: joined text, its runs, and what stands before its rows; lead and rest are equally wide. */
struct paragraph {
	struct str text;
	struct run *runs;
	size_t nruns, room;
	struct str lead, rest; /* before the first row, before the others */
	size_t word;           /* bytes of the text that are its label as well: a verdict */
	enum style prefix;
	struct breaks *breaks; /* of lessons' words; NULL: where it breaks is kept nowhere */
};

/* Words at its end. Of verbatim ones a tab is four spaces. */
void paragraph_add(struct paragraph *, enum style, const char *term, const char *text, size_t len);
void paragraph_add_verbatim(struct paragraph *, enum style, const char *text);

/* Takes the doc's lead, which the next rows hang under. */
void paragraph_take_lead(struct doc *, struct paragraph *);

/* Its rows: as many as the measure asks for; or one for each line, never wrapped. The doc's last paragraph begins there. */
void paragraph_wrap(struct doc *, const struct paragraph *);
void paragraph_say_verbatim(struct doc *, const struct paragraph *);

/* One row of it, from one byte of `text`, a copy of its text in the doc's arena, to another. */
void paragraph_say_row(struct doc *, const struct paragraph *, const char *text, size_t from, size_t end, bool first);

void paragraph_release(struct paragraph *);

/* --- rows of any kind --- */

/* A new row at the end, without words. */
struct row *paragraph_row(struct doc *);

/* Bytes other than white space, which is what marks of rows count. */
size_t paragraph_solid(const char *text, size_t len);
bool paragraph_is_space(char);

void paragraph_add_spaces(struct str *, unsigned n);

#endif
