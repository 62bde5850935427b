/* SPDX-License-Identifier: MIT
 *
 * prose: text in someone else's markup becomes Markdown that lessons have.
 *
 * Use: prose_read() takes a text as plain words, HTML or Markdown apart into
 * blocks of runs; then prose_line() gives it as one paragraph, prose_text() as
 * blocks, prose_words() without any markup. What comes out is always read back
 * before it is given, so that it says what was said, and is none of the things
 * the checker refuses.
 *
 * Ownership: everything lives in the arena given to prose_read.
 *
 * Never knows: which format the text stood in, files, YAML. Runs nothing, follows no address.
 */
#ifndef ATTUNE_IO_PROSE_H
#define ATTUNE_IO_PROSE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/mem.h"
#include "course/markup.h"

/* Stands where an answer is to be filled in. A noncharacter, so no source that was cleaned holds it. */
#define PROSE_GAP "\xEF\xB7\x90"

enum prose_form {
	PROSE_PLAIN,    /* every character is itself; an empty line ends a paragraph */
	PROSE_LINES,    /* the same, but tags that are known are read (Moodle's own format) */
	PROSE_HTML,
	PROSE_MARKDOWN,
};

struct prose_run {
	struct prose_run *next;
	enum span_role role; /* never SPAN_TERM */
	const char *text;    /* white space is single blanks, but in code blocks */
};

struct prose_block {
	struct prose_block *next;
	enum block_role role;
	unsigned depth;   /* BLOCK_ITEM: from 1 */
	unsigned number;  /* BLOCK_ITEM: 0 for a bullet */
	struct prose_run *runs;
};

struct prose {
	struct arena *arena;
	struct prose_block *blocks; /* none of them empty */
	const char *lost;           /* what could not be read, in words for a person; NULL: nothing */
};

/* `text` is strict UTF-8 without characters that lessons may not carry. */
struct prose prose_read(struct arena *, const char *text, size_t len, enum prose_form);

/* All of it as one paragraph of Markdown on one line; "" when it is empty; NULL when no lesson can hold it. */
const char *prose_line(const struct prose *);

/* All of it as Markdown blocks, ending with a newline; "" and NULL as above. */
const char *prose_text(const struct prose *);

/* The words alone, on one line. */
const char *prose_words(const struct prose *);

/* Takes the paragraph that asks something out of a text: the last with a gap, else the last that ends in '?', else the
 * last. Empty when there is no paragraph. */
struct prose prose_take_question(struct prose *);

/* The same Markdown with `in` wherever the gap stands. */
const char *prose_fill_gap(struct arena *, const char *markdown, const char *in);

#endif
