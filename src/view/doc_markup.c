/* SPDX-License-Identifier: MIT
 *
 * Markdown said into a doc: blocks, lists that hang, quotes, code, a verdict before its feedback. */
#include <string.h>
#include "view/doc.h"
#include "view/paragraph.h"

#define DEPTH_MOST 16 /* of nested lists; deeper ones stand where this one does */
#define CODE_INDENT 4
#define CODE_INDENT_NARROW 2
#define CODE_NARROW 50 /* measures below this */
#define QUOTE "> "
#define QUOTE_ORNATE "\u2502 "
#define BULLET_ORNATE "\u2022"

static const enum style span_styles[] = {
	[SPAN_TEXT] = STYLE_TEXT, /* stands for the base style */
	[SPAN_STRONG] = STYLE_STRONG,
	[SPAN_EMPHASIS] = STYLE_EMPHASIS,
	[SPAN_CODE] = STYLE_CODE,
	[SPAN_TERM] = STYLE_TERM,
};

/* Markup being said. */
struct saying {
	struct doc *doc;
	enum style base;
	struct str lead, rest;          /* of the whole: the doc's lead, and its width in spaces */
	unsigned hangs[DEPTH_MOST + 1]; /* per depth of lists: cells before the text of an item; [0] is 0 */
	enum style word_style;          /* what stands before the first block on the same row */
	const char *word;
};

static const char *marker_of(const struct doc *doc, const struct block *block)
{
	return doc->ornate && strcmp(block->marker, "-") == 0 ? BULLET_ORNATE : block->marker;
}

static void add_prefix(struct saying *s, struct paragraph *p, const struct block *block)
{
	unsigned depth = block->depth > DEPTH_MOST ? DEPTH_MOST : block->depth;
	bool marked = block->role == BLOCK_ITEM && depth > 0 && block->marker[0];
	const char *marker = marker_of(s->doc, block), *quote = s->doc->ornate ? QUOTE_ORNATE : QUOTE;
	str_add(&p->lead, str_text(&s->lead), s->lead.len);
	str_add(&p->rest, str_text(&s->rest), s->rest.len);
	str_cut(&s->lead, 0);
	str_add(&s->lead, str_text(&s->rest), s->rest.len);
	for (unsigned i = 0; i < block->quotes; i++) {
		str_add_text(&p->lead, quote);
		str_add_text(&p->rest, quote);
	}
	if (marked) {
		unsigned outer = s->hangs[depth - 1];
		s->hangs[depth] = outer + text_cells(marker, strlen(marker)) + 1;
		paragraph_add_spaces(&p->lead, outer);
		str_print(&p->lead, "%s ", marker);
	} else {
		paragraph_add_spaces(&p->lead, s->hangs[depth]);
	}
	paragraph_add_spaces(&p->rest, s->hangs[depth]);
}

static void add_spans(struct saying *s, struct paragraph *p, const struct block *block, enum style plain)
{
	for (size_t i = 0; i < block->nspans; i++) {
		const struct span *span = &block->spans[i];
		enum style style = span->role == SPAN_TEXT ? plain : span_styles[span->role];
		const char *term = NULL;
		if (span->role == SPAN_TERM && span->term)
			term = arena_copy(&s->doc->arena, span->term, strlen(span->term));
		if (term && !s->doc->first_term)
			s->doc->first_term = term;
		paragraph_add(p, style, term, span->text, strlen(span->text));
	}
}

static void say_code(struct saying *s, struct paragraph *p, const struct block *block)
{
	unsigned width = s->doc->width;
	unsigned indent = width && width < CODE_NARROW ? CODE_INDENT_NARROW : CODE_INDENT;
	paragraph_add_spaces(&p->lead, indent);
	paragraph_add_spaces(&p->rest, indent);
	for (size_t i = 0; i < block->nspans; i++)
		paragraph_add_verbatim(p, STYLE_CODE, block->spans[i].text);
	paragraph_say_verbatim(s->doc, p);
}

static void say_block(struct saying *s, const struct block *block)
{
	enum style plain = block->quotes && s->base == STYLE_TEXT ? STYLE_QUOTE : s->base;
	struct paragraph p = { .prefix = plain, .breaks = s->doc->breaks };
	add_prefix(s, &p, block);
	if (block->role == BLOCK_CODE) {
		say_code(s, &p, block);
	} else {
		if (s->word) {
			p.word = strlen(s->word);
			paragraph_add(&p, s->word_style, NULL, s->word, p.word);
			paragraph_add(&p, plain, NULL, " ", 1);
		}
		s->word = NULL;
		add_spans(s, &p, block, plain);
		paragraph_wrap(s->doc, &p);
	}
	paragraph_release(&p);
}

/* Items of a list stand together; everything else is parted by an empty row. */
static bool stands_apart(const struct block *before, const struct block *block)
{
	return !(before->role == BLOCK_ITEM && block->role == BLOCK_ITEM && block->marker[0] &&
		before->quotes == block->quotes);
}

static void say_markup(struct saying *s, const struct markup *markup)
{
	struct paragraph p = { 0 }; /* borrowed for its prefixes alone */
	paragraph_take_lead(s->doc, &p);
	s->lead = p.lead;
	s->rest = p.rest;
	size_t first = s->doc->nrows;
	for (size_t i = 0; i < markup->nblocks; i++) {
		if (i > 0 && stands_apart(&markup->blocks[i - 1], &markup->blocks[i]))
			doc_gap(s->doc);
		say_block(s, &markup->blocks[i]);
		if (i == 0)
			first = s->doc->paragraph;
	}
	s->doc->paragraph = first; /* an aside stands beside the first row of it all */
	str_release(&s->lead);
	str_release(&s->rest);
}

void doc_markup(struct doc *doc, enum style base, const struct markup *markup)
{
	struct saying s = { .doc = doc, .base = base };
	if (markup && markup->nblocks)
		say_markup(&s, markup);
}

void doc_verdict(struct doc *doc, enum style style, const char *word, const struct markup *markup)
{
	struct saying s = { .doc = doc, .base = STYLE_TEXT, .word_style = style, .word = word };
	const struct block *first = markup && markup->nblocks ? &markup->blocks[0] : NULL;
	if (!first || first->role != BLOCK_PARAGRAPH || first->quotes) {
		doc_say(doc, style, word);
		s.word = NULL;
	}
	if (first)
		say_markup(&s, markup);
}
