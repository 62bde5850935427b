/* SPDX-License-Identifier: MIT
 *
 * markup: Markdown becomes blocks of spans.
 *
 * Use: markup_read() once per text when a chapter is loaded; view/doc lays the
 * result out. Lessons have paragraphs, strong, emphasis, code, lists, block
 * quotes, code blocks and [[term]] or [[term|shown]]; everything else is a fault
 * (never silently dropped).
 *
 * Ownership: blocks and spans live in the arena; span texts too.
 *
 * Never knows: widths, colours, the glossary. The only file that includes <md4c.h>.
 */
#ifndef ATTUNE_COURSE_MARKUP_H
#define ATTUNE_COURSE_MARKUP_H

#include <stdbool.h>
#include "base/mem.h"
#include "course/diag.h"
#include "course/tree.h"

enum span_role { SPAN_TEXT, SPAN_STRONG, SPAN_EMPHASIS, SPAN_CODE, SPAN_TERM };

struct span {
	enum span_role role;
	const char *text; /* what is shown; a soft line break is one space, a hard one is "\n" */
	const char *term; /* SPAN_TERM: the id, term or alias named; else NULL */
	struct place at;  /* where it stands in the file; a '{' begins a span, so that blanks have their place */
	const struct mark *marks; /* where its later parts stand, by their offsets in `text`; in order, may be NULL */
	size_t nmarks;
};

enum block_role { BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_CODE };

struct block {
	enum block_role role;
	unsigned depth;   /* BLOCK_ITEM: nesting of lists, from 1; paragraphs inside an item keep its depth with marker "" */
	unsigned quotes;  /* how many block quotes it stands in */
	const char *marker; /* BLOCK_ITEM: "-" or "3."; else "" */
	const struct span *spans;
	size_t nspans;
};

struct markup {
	const struct block *blocks;
	size_t nblocks;
};

enum markup_level { MARKUP_BLOCKS, MARKUP_INLINE }; /* INLINE refuses more than one paragraph and all other blocks */

/* Reads the text of a scalar. Faults go to `diags` with the line of the source file; the result is then still usable
 * as far as it was understood. */
struct markup markup_read(const struct node *scalar, enum markup_level, struct arena *, struct diags *);

/* The words alone, for search, plain titles and word counts: blocks parted by a newline. */
void markup_plain(const struct markup *, struct str *out);

/* Where byte `offset` of a span's text stands in the file. */
struct place span_place(const struct span *, size_t offset);

bool markup_is_empty(const struct markup *);

#endif
