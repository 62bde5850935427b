/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "course/markup.h"
#include "support/nodes.h"

/* Blocks and spans in one line: [depth marker quotes] and {role text|term}. */
static void describe(const struct markup *markup, struct str *out)
{
	static const char roles[] = "tsect"; /* text, strong, emphasis, code, term */

	for (size_t i = 0; i < markup->nblocks; i++) {
		const struct block *block = &markup->blocks[i];
		str_add_text(out, block->role == BLOCK_CODE ? "C" : block->role == BLOCK_ITEM ? "I" : "P");
		if (block->depth)
			str_print(out, "%u", block->depth);
		str_add_text(out, block->marker);
		for (unsigned q = 0; q < block->quotes; q++)
			str_add_text(out, ">");
		for (size_t s = 0; s < block->nspans; s++) {
			const struct span *span = &block->spans[s];
			if (span->role == SPAN_TERM)
				str_print(out, "{%s|%s}", span->text, span->term);
			else
				str_print(out, "{%c %s}", roles[span->role], span->text);
		}
	}
}

/* Lines of the text stand on the lines of a file from 10 on, from column 3. */
static struct node scalar(const char *text, struct arena *arena)
{
	size_t len = strlen(text), n = 0;
	struct mark *marks = arena_get(arena, (len + 1) * sizeof *marks);

	for (size_t i = 0; i < len; i++) {
		if (i == 0 || text[i - 1] == '\n') {
			marks[n] = (struct mark){ i, { 10 + (unsigned)n, 3 } };
			n++;
		}
	}
	return (struct node){ .type = NODE_SCALAR,
		.text = text,
		.len = len,
		.at = { 9, 9 },
		.width = 1,
		.marks = marks,
		.nmarks = (unsigned)n };
}

struct sample {
	const char *name, *text, *shape, *faults;
};

static void judge(const struct sample *sample, enum markup_level level)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct str shape = { 0 }, faults = { 0 };
	struct node node = scalar(sample->text, &arena);
	struct markup markup = markup_read(&node, level, &arena, &diags);

	describe(&markup, &shape);
	if (sample->shape && strcmp(str_text(&shape), sample->shape) != 0)
		fail_msg("%s: %s", sample->name, str_text(&shape));
	if (strcmp(nodes_faults(&diags, &faults), sample->faults) != 0)
		fail_msg("%s: faults %s", sample->name, str_text(&faults));
	str_release(&shape);
	str_release(&faults);
	diags_release(&diags);
	arena_release(&arena);
}

static void what_lessons_have(void **state)
{
	static const struct sample samples[] = {
		{ "a paragraph", "Some words.", "P{t Some words.}", "" },
		{ "soft and hard breaks", "one\ntwo  \nthree", "P{t one two\nthree}", "" },
		{ "two paragraphs", "one\n\ntwo\n", "P{t one}P{t two}", "" },
		{ "spans", "a **b** *c* `d`", "P{t a }{s b}{t  }{e c}{t  }{c d}", "" },
		{ "strong inside emphasis", "*a **b***", "P{e a }{s b}", "" },
		{ "terms", "[[safe haven]] and [[base|a base]]", "P{safe haven|safe haven}{t  and }{a base|base}", "" },
		{ "terms side by side", "[[a]][[b]]", "P{a|a}{b|b}", "" },
		{ "a term in strong words", "**[[a]] b**", "P{a|a}{s  b}", "" },
		{ "a tight list", "- a\n- b", "I1-{t a}I1-{t b}", "" },
		{ "an ordered list", "3. a\n4. b", "I13.{t a}I14.{t b}", "" },
		{ "a nested list", "- a\n  1) b\n- c", "I1-{t a}I21){t b}I1-{t c}", "" },
		{ "paragraphs in an item", "- a\n\n  b\n\n- c", "I1-{t a}I1{t b}I1-{t c}", "" },
		{ "an item that begins with a list", "- - a", "I1-I2-{t a}", "" },
		{ "an empty item", "-\n- b", "I1-I1-{t b}", "" },
		{ "a quote", "> a\n>\n> > b", "P>{t a}P>>{t b}", "" },
		{ "a quote in an item", "- > a", "I1-I1>{t a}", "" },
		{ "indented code", "    a\n      b\n", "C{c a\n  b}", "" },
		{ "fenced code with a bracket", "```\n[a]: b\n```", "C{c [a]: b}", "" },
		{ "entities", "a &amp; b &#233;", "P{t a & b \xC3\xA9}", "" },
		{ "escapes", "\\*a\\* \\[b\\] \\[[c]]", "P{t *a* [b] [[c]]}", "" },
		{ "brackets are words", "see [1] and [a]", "P{t see [1] and [a]}", "" },
		{ "less and more", "1 < 2 > 0", "P{t 1 < 2 > 0}", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		judge(&samples[i], MARKUP_BLOCKS);
}

static void what_lessons_do_not_have(void **state)
{
	static const struct sample samples[] = {
		{ "a heading", "a\n\n# b", NULL, "E110@12:3" },
		{ "an empty heading", "a\n\n#\n\nb", NULL, "E110@12:3" },
		{ "an underlined heading", "a\n\nb\n---", NULL, "E110@13:3" },
		{ "of two lines, doubly", "a\n\n**b**\nc\n===\nd", NULL, "E110@14:3" },
		{ "a rule", "a\n\n***\n\nb", NULL, "E110@12:3" },
		{ "a link", "a\nb [c](d)", NULL, "E110@11:5" },
		{ "an autolink", "a <http://b.org>", NULL, "E110@10:5" },
		{ "an image", "a ![b](c)", NULL, "E110@10:5" },
		{ "an empty image", "a\n![](c)", NULL, "E110@11:3" },
		{ "a link by reference", "a [b][c]\n\n[c]: /d", NULL, "E110@10:5 E110@12:3" },
		{ "a definition alone", "a\n\n[c]: /d \"e\"", NULL, "E110@12:3" },
		{ "a table", "a\n\n|b|c|\n|---|---|\n|d|e|", NULL, "E110@12:3" },
		{ "a table right under a text", "a\n| b | c |\n|---|---|\n| d | e |", NULL, "E110@11:3" },
		{ "in a list, in a quote", "- > a\n  > b|c\n  > -|-\n", NULL, "E110@11:7" },
		{ "what looks like one in code", "a\n\n    |---|\n\n`|---|`", "P{t a}C{c |---|}P{c |---|}", "" },
		{ "bars among words", "a\n| - b\n|-|c", "P{t a | - b |-|c}", "" },
		{ "HTML in a line", "a <b>b</b>", NULL, "E110@10:5" },
		{ "an HTML block", "a\n\n<div>\nb\n</div>", NULL, "E110@12:3" },
		{ "an HTML comment", "a\n\n<!-- b -->", NULL, "E110@12:3" },
		{ "struck out", "a ~~b~~", NULL, "E110@10:5" },
		{ "a box to tick", "- [ ] a", NULL, "E110@10:5" },
		{ "an unknown entity", "a &nope; b", NULL, "E110@10:5" },
		{ "an entity that turns writing", "a\nb &#x202e;", NULL, "E005@11:5" },
		{ "an entity for escape", "&#27;[2J", NULL, "E005@10:3" },
		{ "a term that is not closed", "a [[b c", NULL, "E110@10:5" },
		{ "a term without a name", "[[]]", NULL, "E110@10:3" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		judge(&samples[i], MARKUP_BLOCKS);
}

static void what_short_texts_have(void **state)
{
	static const struct sample samples[] = {
		{ "a line", "a *b*", "P{t a }{e b}", "" },
		{ "a folded line", "a\nb\n", "P{t a b}", "" },
		{ "two paragraphs", "a\n\nb", NULL, "E110@12:3" },
		{ "a list", "- a", NULL, "E110@10:3" },
		{ "a list below words", "a **b**\n- c", NULL, "E110@11:3" },
		{ "a number that looks like a list", "4) a", NULL, "E110@10:3" },
		{ "an escaped number", "4\\) a", "P{t 4) a}", "" },
		{ "a quote", "> a", NULL, "E110@10:3" },
		{ "code between lines", "```\na\n```", NULL, "E110@10:3" },
		{ "code", "    a", NULL, "E110@10:7" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		judge(&samples[i], MARKUP_INLINE);
}

/* What the help says to do leaves no fault, of this sort or another. */
static void what_is_advised_mends(void **state)
{
	static const struct {
		const char *name, *wrong, *help, *right;
		enum markup_level level;
	} cases[] = {
		{ "a list", "- a", "before the '-'", "\\- a", MARKUP_INLINE },
		{ "a number", "12. a", "before the '.'", "12\\. a", MARKUP_INLINE },
		{ "another", "4) a", "before the ')'", "4\\) a", MARKUP_INLINE },
		{ "a quote", "> a", "before the '>'", "\\> a", MARKUP_INLINE },
		{ "code", "    a", "without spaces", "`a`", MARKUP_INLINE },
		{ "two paragraphs", "a\n\nb", "without an empty line", "a\nb", MARKUP_INLINE },
		{ "a heading", "# a", "before the '#'", "\\# a", MARKUP_BLOCKS },
		{ "a line under one", "a\n---\nb", "take the line out", "a\nb", MARKUP_BLOCKS },
		{ "a rule", "a\n\n* * *\n\nb", "take the line out", "a\n\nb", MARKUP_BLOCKS },
		{ "a table", "a|b\n-|-\nc|d", "as a list", "- a: c\n- b: d", MARKUP_BLOCKS },
		{ "a link", "a [b](c)", "before the '['", "a \\[b](c)", MARKUP_BLOCKS },
		{ "an address", "<http://b.org>", "before the '<'", "\\<http://b.org>", MARKUP_BLOCKS },
		{ "an image", "![b](c)", "before the '['", "!\\[b](c)", MARKUP_BLOCKS },
		{ "HTML", "a <b> c", "before the '<'", "a \\<b> c", MARKUP_BLOCKS },
		{ "a block of it", "<div>", "before the '<'", "\\<div>", MARKUP_BLOCKS },
		{ "struck out", "~~a~~", "before the '~'", "\\~~a~~", MARKUP_BLOCKS },
		{ "a box", "- [x] a", "before the '['", "- \\[x] a", MARKUP_BLOCKS },
		{ "a definition", "[a]: b", "before the '['", "\\[a]: b", MARKUP_BLOCKS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags wrong = { 0 }, right = { 0 };
		struct node before = scalar(cases[i].wrong, &arena), after = scalar(cases[i].right, &arena);
		markup_read(&before, cases[i].level, &arena, &wrong);
		markup_read(&after, cases[i].level, &arena, &right);
		if (wrong.count != 1 || !strstr(wrong.list[0].help, cases[i].help) || right.count)
			fail_msg("%s: %zu, '%s', %zu", cases[i].name, wrong.count, wrong.count ? wrong.list[0].help : "", right.count);
		diags_release(&wrong);
		diags_release(&right);
		arena_release(&arena);
	}
}

static void plain_words(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct str out = { 0 };
	struct node node = scalar("a **b**\n\n- [[c|d]]\n- e", &arena);
	struct markup markup = markup_read(&node, MARKUP_BLOCKS, &arena, &diags), none = { 0 };

	(void)state;
	markup_plain(&markup, &out);
	assert_string_equal(out.at, "a b\nd\ne");
	assert_false(markup_is_empty(&markup));
	assert_true(markup_is_empty(&none));
	assert_int_equal(markup.blocks[1].spans[0].at.line, 12);
	assert_int_equal(markup.blocks[1].spans[0].at.column, 9); /* of what is shown */
	str_release(&out);
	diags_release(&diags);
	arena_release(&arena);
}

/* A text made to keep the reader busy is refused before it is read. */
static void bombs_are_refused_at_once(void **state)
{
	static const char *const signs[] = { "[", "*", "_a*", "![", "`", "<", "[a](b", "\\" };

	(void)state;
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str text = { 0 };
		while (text.len < 65000)
			str_add_text(&text, signs[i]);
		struct node node = { .type = NODE_SCALAR, .text = text.at, .len = text.len, .at = { 1, 1 } };
		markup_read(&node, MARKUP_BLOCKS, &arena, &diags);
		if (diags.count != 1 || diags.list[0].code != DIAG_MARKUP)
			fail_msg("%s: %zu", signs[i], diags.count);
		str_release(&text);
		diags_release(&diags);
		arena_release(&arena);
	}
}

/* Any mixture of signs: no crash, and all places inside the text. */
static void any_mixture_of_signs(void **state)
{
	static const char signs[] = "ab *_`[]()!#->|\\&;~<1.\n\n  ";
	unsigned seed = 20261122;
	char text[60];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		size_t len = 0, want;
		seed = seed * 1103515245u + 12345u;
		want = seed >> 16 & 31;
		for (; len < want; len++) {
			seed = seed * 1103515245u + 12345u;
			text[len] = signs[(seed >> 16) % (sizeof signs - 1)];
		}
		text[len] = '\0';
		struct node node = scalar(text, &arena);
		markup_read(&node, round % 2 ? MARKUP_BLOCKS : MARKUP_INLINE, &arena, &diags);
		for (size_t i = 0; i < diags.count; i++)
			if (diags.list[i].at.line > 10 + node.nmarks || diags.list[i].at.line < 9)
				fail_msg("round %d: line %u of '%s'", round, diags.list[i].at.line, text);
		diags_release(&diags);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_lessons_have),
		cmocka_unit_test(what_lessons_do_not_have),
		cmocka_unit_test(what_is_advised_mends),
		cmocka_unit_test(what_short_texts_have),
		cmocka_unit_test(plain_words),
		cmocka_unit_test(bombs_are_refused_at_once),
		cmocka_unit_test(any_mixture_of_signs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
