/* SPDX-License-Identifier: MIT */
#include "io/markdown.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"

#define LINE_CELLS 88 /* bytes of a line of Markdown, roughly */

/* -- Words ------------------------------------------------------------------------------------ */

void markdown_add_words(const struct prose_block *block, struct str *out)
{
	size_t from = out->len;

	for (const struct prose_run *run = block->runs; run; run = run->next)
		for (const char *at = run->text; *at; at++) {
			bool blank = strchr(" \n\t", *at) != NULL;
			if (!blank)
				str_add(out, at, 1);
			else if (out->len > from && out->at[out->len - 1] != ' ')
				str_add(out, " ", 1);
		}
	if (out->len > from && out->at[out->len - 1] == ' ')
		str_cut(out, out->len - 1);
}

static void add_all_words(const struct prose_block *block, struct str *out)
{
	for (; block; block = block->next) {
		markdown_add_words(block, out);
		if (block->next)
			str_add(out, " ", 1);
	}
}

const char *markdown_keep(struct arena *arena, struct str *text)
{
	const char *kept = arena_copy(arena, str_text(text), text->len);

	str_release(text);
	return kept;
}

const char *prose_words(const struct prose *prose)
{
	struct str words = { 0 };

	add_all_words(prose->blocks, &words);
	return markdown_keep(prose->arena, &words);
}

/* -- Markdown --------------------------------------------------------------------------------- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_letter(char c)
{
	return is_word(c) && !(c >= '0' && c <= '9');
}

/* Whether the sign at `at` of a text could mean something to Markdown within a line. */
static bool is_sign(const char *text, size_t at)
{
	char before = at ? text[at - 1] : ' ', after = text[at + 1];

	switch (text[at]) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case '~': return true;
	case '_': return !(is_word(before) && is_word(after));
	case '<': return is_letter(after) || after == '/' || after == '!' || after == '?';
	case '&': return is_letter(after) || after == '#';
	}
	return false;
}

/* The byte that would make the start of a line a heading, a quote, a list or a rule, or NULL. */
static const char *sign_at_start(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (strchr("#>=+-", *text) && *text)
		return text;
	return digits && (text[digits] == '.' || text[digits] == ')') ? text + digits : NULL;
}

static void add_escaped(const char *text, size_t len, bool starts, struct str *out)
{
	const char *sign = starts ? sign_at_start(text) : NULL;

	for (size_t i = 0; i < len; i++) {
		if (is_sign(text, i) || text + i == sign)
			str_add(out, "\\", 1);
		str_add(out, text + i, 1);
	}
}

/* A code span: as many backticks as the longest row of them inside, and one more. */
static void add_code(const char *text, size_t len, struct str *out)
{
	size_t longest = 0, row = 0;

	for (size_t i = 0; i < len; i++) {
		row = text[i] == '`' ? row + 1 : 0;
		longest = row > longest ? row : longest;
	}
	bool pad = text[0] == '`' || text[len - 1] == '`';
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
	str_add(out, " ", pad);
	str_add(out, text, len);
	str_add(out, " ", pad);
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
}

/* One run whose white space is already single blanks, those at its ends outside of its signs. */
static void add_run(const struct prose_run *run, const char *text, bool styled, struct str *out, size_t from)
{
	static const char *const signs[] = { [SPAN_STRONG] = "**", [SPAN_EMPHASIS] = "*", [SPAN_CODE] = "" };
	enum span_role role = styled ? run->role : SPAN_TEXT;
	size_t lead = strspn(text, " "), len = strlen(text);

	if (lead && out->len > from && out->at[out->len - 1] != ' ')
		str_add(out, " ", 1);
	text += lead;
	len -= lead;
	bool trails = len && text[len - 1] == ' ';
	len -= trails;
	if (len && role == SPAN_CODE)
		add_code(text, len, out);
	if (len && (role == SPAN_STRONG || role == SPAN_EMPHASIS))
		str_add_text(out, signs[role]);
	if (len && role != SPAN_CODE)
		add_escaped(text, len, out->len == from, out);
	if (len && (role == SPAN_STRONG || role == SPAN_EMPHASIS))
		str_add_text(out, signs[role]);
	if (trails)
		str_add(out, " ", 1);
}

/* A run with its white space made single blanks. */
static void collapse(const char *text, struct str *out)
{
	str_cut(out, 0);
	for (; *text; text++) {
		bool blank = strchr(" \n\t", *text) != NULL;
		if (!blank)
			str_add(out, text, 1);
		else if (!out->len || out->at[out->len - 1] != ' ')
			str_add(out, " ", 1);
	}
}

static void add_block_line(const struct prose_block *block, bool styled, struct str *out)
{
	struct str text = { 0 };
	size_t from = out->len;

	for (const struct prose_run *run = block->runs; run; run = run->next) {
		collapse(run->text, &text);
		add_run(run, str_text(&text), styled, out, from);
	}
	while (out->len > from && out->at[out->len - 1] == ' ')
		str_cut(out, out->len - 1);
	str_release(&text);
}

/* -- Is it what was said? --------------------------------------------------------------------- */

/* Whether two texts are the same but for white space. */
static bool is_same(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " \n\t");
		b += strspn(b, " \n\t");
		if (*a != *b || !*a)
			return *a == *b;
	}
}

bool markdown_has_term(const struct markup *markup)
{
	for (size_t i = 0; i < markup->nblocks; i++)
		for (size_t s = 0; s < markup->blocks[i].nspans; s++)
			if (markup->blocks[i].spans[s].role == SPAN_TERM)
				return true;
	return false;
}

/* Whether the checker takes the Markdown, and it says these words. */
static bool reads_as(const char *markdown, size_t len, const char *words, enum markup_level level)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct str plain = { 0 };
	const struct node node = { .type = NODE_SCALAR, .at = { 1, 1 }, .width = 1, .text = markdown, .len = len };

	if (len > MARKDOWN_MOST)
		return false;
	struct markup markup = markup_read(&node, level, &arena, &diags);
	markup_plain(&markup, &plain);
	bool same = !diags.count && !markdown_has_term(&markup) && is_same(str_text(&plain), words);
	str_release(&plain);
	diags_release(&diags);
	arena_release(&arena);
	return same;
}

/* Tries to say the blocks, with all that can be kept of their style first. */
static const char *say(const struct prose *prose, void (*as)(const struct prose_block *, int plainly, struct str *),
	enum markup_level level, int ways)
{
	struct str words = { 0 }, out = { 0 };
	bool good = false;

	add_all_words(prose->blocks, &words);
	for (int plainly = 0; plainly < ways && !good; plainly++) {
		str_cut(&out, 0);
		as(prose->blocks, plainly, &out);
		good = reads_as(str_text(&out), out.len, str_text(&words), level);
	}
	str_release(&words);
	if (good)
		return markdown_keep(prose->arena, &out);
	str_release(&out);
	return NULL;
}

static void say_line(const struct prose_block *block, int plainly, struct str *out)
{
	struct str joined = { 0 };

	if (plainly < 2) {
		for (; block; block = block->next) {
			add_block_line(block, !plainly, out);
			if (block->next)
				str_add(out, " ", 1);
		}
		return;
	}
	add_all_words(block, &joined); /* what was a sign within a block may be one only at its end */
	add_escaped(str_text(&joined), joined.len, true, out);
	str_release(&joined);
}

const char *prose_line(const struct prose *prose)
{
	return say(prose, say_line, MARKUP_INLINE, 3);
}

/* -- Blocks ----------------------------------------------------------------------------------- */

/* Breaks a long line before words that can mean nothing at the start of one. */
static void add_wrapped(const char *line, size_t indent, struct str *out)
{
	size_t column = indent;

	while (*line) {
		size_t blanks = strspn(line, " "), word = strcspn(line + blanks, " ");
		char first = line[blanks];
		bool may = blanks && (is_letter(first) || (unsigned char)first >= 0x80);
		if (may && column + blanks + word > LINE_CELLS) {
			str_print(out, "\n%*s", (int)indent, "");
			str_add(out, line + blanks, word);
			column = indent + word;
		} else {
			str_add(out, line, blanks + word);
			column += blanks + word;
		}
		line += blanks + word;
	}
	str_add(out, "\n", 1);
}

static void add_fenced(const struct prose_block *block, struct str *out)
{
	struct str code = { 0 };
	size_t row = 0, longest = 2;

	for (const struct prose_run *run = block->runs; run; run = run->next)
		str_add_text(&code, run->text);
	while (code.len && strchr(" \n\t", code.at[code.len - 1]))
		str_cut(&code, code.len - 1);
	for (size_t i = 0; i < code.len; i++) {
		row = code.at[i] == '`' ? row + 1 : 0;
		longest = row > longest ? row : longest;
	}
	const char *text = str_text(&code);
	while (strspn(text, " \t") && text[strspn(text, " \t")] == '\n')
		text += strspn(text, " \t");
	text += strspn(text, "\n");
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
	str_print(out, "\n%s\n", text);
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
	str_add(out, "\n", 1);
	str_release(&code);
}

static void add_item(const struct prose_block *block, unsigned depth, bool styled, struct str *out)
{
	struct str line = { 0 };
	char marker[16] = "-";

	if (block->number)
		snprintf(marker, sizeof marker, "%u.", block->number);
	add_block_line(block, styled, &line);
	str_print(out, "%*s%s ", (int)(depth - 1) * 4, "", marker);
	add_wrapped(str_text(&line), (depth - 1) * 4 + strlen(marker) + 1, out);
	str_release(&line);
}

static void add_paragraph(const struct prose_block *block, bool styled, struct str *out)
{
	struct str line = { 0 };

	add_block_line(block, styled, &line);
	add_wrapped(str_text(&line), 0, out);
	str_release(&line);
}

/* 0: all; 1: without emphasis; 2: every block a paragraph. */
static void say_text(const struct prose_block *block, int plainly, struct str *out)
{
	const struct prose_block *before = NULL;
	unsigned depth = 0;

	for (; block; before = block, block = block->next) {
		bool item = block->role == BLOCK_ITEM && plainly < 2;
		if (before && !(item && before->role == BLOCK_ITEM))
			str_add(out, "\n", 1);
		depth = !item ? 0 : block->depth > depth + 1 ? depth + 1 : block->depth;
		if (item)
			add_item(block, depth, !plainly, out);
		else if (block->role == BLOCK_CODE && plainly < 2)
			add_fenced(block, out);
		else
			add_paragraph(block, !plainly, out);
	}
}

const char *prose_text(const struct prose *prose)
{
	return say(prose, say_text, MARKUP_BLOCKS, 3);
}
