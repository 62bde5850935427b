/* SPDX-License-Identifier: MIT */
#include "io/prose.h"

#include <stdlib.h>
#include <string.h>
#include "base/tr.h"
#include "io/html.h"
#include "io/markdown.h"
#include "io/taking.h"

/* -- Plain words and Markdown ----------------------------------------------------------------- */

static void take_plain(struct taking *t, const char *at, size_t len)
{
	size_t size;

	for (const char *end = at + len; at < end; at += size) {
		text_point(at, (size_t)(end - at), &size);
		if (*at == '\n' && at + 1 < end && at[1] == '\n')
			taking_end_block(t);
		taking_add(t, at, size);
	}
	taking_end_block(t);
}

static void take_spans(struct taking *t, const struct block *block)
{
	for (size_t i = 0; i < block->nspans; i++) {
		const struct span *span = &block->spans[i];
		t->strong = span->role == SPAN_STRONG;
		t->emphasis = span->role == SPAN_EMPHASIS;
		t->code = span->role == SPAN_CODE;
		size_t size;
		for (const char *at = span->text, *end = at + strlen(at); at < end; at += size) {
			text_point(at, (size_t)(end - at), &size);
			taking_add(t, at, size);
		}
	}
	t->strong = t->emphasis = t->code = 0;
}

static void take_blocks(struct taking *t, const struct markup *markup)
{
	for (size_t i = 0; i < markup->nblocks; i++) {
		const struct block *block = &markup->blocks[i];
		bool item = block->role == BLOCK_ITEM && *block->marker;
		taking_end_block(t);
		t->pre = block->role == BLOCK_CODE;
		t->item = item;
		t->lists = block->depth > TAKING_DEPTH ? TAKING_DEPTH : block->depth;
		if (item && t->lists)
			t->numbers[t->lists - 1] = (unsigned)strtoul(block->marker, NULL, 10);
		take_spans(t, block);
		taking_end_block(t);
	}
	t->pre = t->lists = 0;
	t->item = false;
}

/* Markdown that lessons do not have stays as it was typed. */
static void take_markdown(struct taking *t, const char *text, size_t len)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct node node = { .type = NODE_SCALAR, .at = { 1, 1 }, .width = 1, .len = len };

	if (len > MARKDOWN_MOST) {
		take_plain(t, text, len);
		return;
	}
	node.text = arena_copy(&arena, text, len);
	struct markup markup = markup_read(&node, MARKUP_BLOCKS, &arena, &diags);
	if (diags.count || markdown_has_term(&markup)) {
		take_plain(t, text, len);
		taking_lose(t, TR("Markdown that lessons do not have: it stands as it was typed"));
	} else {
		take_blocks(t, &markup);
	}
	diags_release(&diags);
	arena_release(&arena);
}

struct prose prose_read(struct arena *arena, const char *text, size_t len, enum prose_form form)
{
	struct prose prose = { .arena = arena };
	struct taking t = { .prose = &prose, .end = &prose.blocks };

	switch (form) {
	case PROSE_PLAIN: take_plain(&t, text, len); break;
	case PROSE_LINES: html_take(&t, text, len, true); break;
	case PROSE_HTML: html_take(&t, text, len, false); break;
	case PROSE_MARKDOWN: take_markdown(&t, text, len); break;
	}
	str_release(&t.text);
	return prose;
}

/* -- The question in a text ------------------------------------------------------------------- */

/* How much a paragraph looks like what is asked. */
static int asks(const struct prose_block *block)
{
	struct str words = { 0 };

	if (block->role != BLOCK_PARAGRAPH)
		return 0;
	markdown_add_words(block, &words);
	const char *text = str_text(&words);
	int rank = strstr(text, PROSE_GAP) ? 3 : words.len && text[words.len - 1] == '?' ? 2 : 1;
	str_release(&words);
	return rank;
}

struct prose prose_take_question(struct prose *prose)
{
	struct prose question = { .arena = prose->arena };
	struct prose_block **best = NULL;
	int rank = 1;

	for (struct prose_block **at = &prose->blocks; *at; at = &(*at)->next) {
		int now = asks(*at);
		if (now < rank)
			continue;
		rank = now;
		best = at;
	}
	if (!best)
		return question;
	question.blocks = *best;
	*best = question.blocks->next;
	question.blocks->next = NULL;
	return question;
}

const char *prose_fill_gap(struct arena *arena, const char *markdown, const char *in)
{
	struct str out = { 0 };
	const char *gap;

	for (; (gap = strstr(markdown, PROSE_GAP)); markdown = gap + strlen(PROSE_GAP)) {
		str_add(&out, markdown, (size_t)(gap - markdown));
		str_add_text(&out, in);
	}
	str_add_text(&out, markdown);
	return markdown_keep(arena, &out);
}
