/* SPDX-License-Identifier: MIT
 *
 * Whatever it was written in, it says the same words as Markdown that the checker takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "io/prose.h"

static const struct {
	const char *name;
	enum prose_form form;
	const char *from, *line, *text, *words, *lost; /* lost NULL: nothing */
} cases[] = {
	{ "words", PROSE_PLAIN, "  one\n two ", "one two", "one two\n", "one two", NULL },
	{ "nothing", PROSE_HTML, "<p>&nbsp;</p><br>", "", "", "", NULL },
	{ "two paragraphs", PROSE_PLAIN, "a\n\nb", "a b", "a\n\nb\n", "a b", NULL },
	{ "signs at the start", PROSE_PLAIN, "- a\n\n# b\n\n3. c",
		"\\- a \\# b 3\\. c", "\\- a\n\n\\# b\n\n3\\. c\n", "- a # b 3. c",
		NULL },
	{ "signs within", PROSE_PLAIN, "a_b _c_ *d* `e` <f> &amp; ~g~ [h](i) \\", "a_b \\_c\\_ \\*d\\* \\`e\\` \\<f> \\&amp; "
		"\\~g\\~ \\[h](i) \\\\", "a_b \\_c\\_ \\*d\\* \\`e\\` \\<f> \\&amp; \\~g\\~ \\[h](i) \\\\\n",
		"a_b _c_ *d* `e` <f> &amp; ~g~ [h](i) \\", NULL },
	{ "styles", PROSE_HTML, "<b> one </b>two<i>three</i> <code>`</code>", "**one** two*three* `` ` ``",
		"**one** two*three* `` ` ``\n", "one twothree `", NULL },
	{ "styles Markdown cannot say", PROSE_HTML, "a<b>.b</b>c", "a.bc", "a.bc\n", "a.bc", NULL },
	{ "lists", PROSE_HTML, "<ol><li>a<li><p>b</p><ul><li>c</ul></ol>d",
		"a b c d", "1. a\n2. b\n    - c\n\nd\n", "a b c d", NULL },
	{ "code", PROSE_HTML, "<pre>\n  a\n\n ```\n</pre>", "```` a ``` ````", "````\n  a\n\n ```\n````\n", "a ```", NULL },
	{ "powers", PROSE_HTML, "x<sup>2</sup> H<sub>2</sub>O", "x^2 H_2O", "x^2 H_2O\n", "x^2 H_2O", NULL },
	{ "characters by number", PROSE_HTML, "&#65;&#x42;&#7;&#8238;&bogus;", "AB\\&#7;\\&#8238;\\&bogus;",
		"AB\\&#7;\\&#8238;\\&bogus;\n", "AB&#7;&#8238;&bogus;", NULL },
	{ "what has no words", PROSE_HTML,
		"<img src=x alt='a cat'><a href=y>z</a><script>b</script><table><tr><td>c<td>d</table>",
		"(a cat)z c d", "(a cat)z\n\nc d\n", "(a cat)z c d",
		"an image, the address of a link, a script or a style, the layout of a table" },
	{ "tags nobody knows", PROSE_HTML, "<blink>a</blink> < b", "\\<blink>a\\</blink> < b", "\\<blink>a\\</blink> < b\n",
		"<blink>a</blink> < b", NULL },
	{ "a comment", PROSE_HTML, "a<!-- <b> -->b <!-- c", "ab \\<!-- c", "ab \\<!-- c\n", "ab <!-- c", NULL },
	{ "Markdown", PROSE_MARKDOWN, "a **b**\n\n1. c\n2. d", "a **b** c d", "a **b**\n\n1. c\n2. d\n", "a b c d", NULL },
	{ "Markdown with a term", PROSE_MARKDOWN, "[[a]]", "\\[\\[a]]", "\\[\\[a]]\n", "[[a]]",
		"Markdown that lessons do not have: it stands as it was typed" },
};

static bool is(const char *name, const char *what, const char *wanted, const char *got)
{
	bool same = wanted == got || (wanted && got && strcmp(wanted, got) == 0);

	if (!same)
		fprintf(stderr, "%s: %s: wanted '%s', got '%s'\n", name, what, wanted ? wanted : "-", got ? got : "-");
	return same;
}

static void each_says_the_same(void **state)
{
	bool good = true;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct prose prose = prose_read(&arena, cases[i].from, strlen(cases[i].from), cases[i].form);
		good &= is(cases[i].name, "line", cases[i].line, prose_line(&prose));
		good &= is(cases[i].name, "text", cases[i].text, prose_text(&prose));
		good &= is(cases[i].name, "words", cases[i].words, prose_words(&prose));
		good &= is(cases[i].name, "lost", cases[i].lost, prose.lost);
		arena_release(&arena);
	}
	assert_true(good);
}

static void what_asks_is_found(void **state)
{
	static const struct {
		const char *from, *question, *rest;
	} texts[] = {
		{ "a\n\nb", "b", "a\n" },
		{ "a?\n\nb", "a?", "b\n" },
		{ "a " PROSE_GAP "\n\nb?", "a " PROSE_GAP, "b?\n" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct arena arena = { 0 };
		struct prose prose = prose_read(&arena, texts[i].from, strlen(texts[i].from), PROSE_PLAIN);
		struct prose question = prose_take_question(&prose);
		assert_string_equal(prose_line(&question), texts[i].question);
		assert_string_equal(prose_text(&prose), texts[i].rest);
		assert_string_equal(prose_fill_gap(&arena, "x" PROSE_GAP "y", "..."), "x...y");
		arena_release(&arena);
	}
}

/* What no lesson can hold is not cut short but refused. */
static void too_much_is_refused(void **state)
{
	static char long_one[70001], signs[5001];
	struct arena arena = { 0 };

	(void)state;
	memset(long_one, 'x', sizeof long_one - 1);
	memset(signs, '*', sizeof signs - 1);
	const char *texts[] = { long_one, signs };
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct prose prose = prose_read(&arena, texts[i], strlen(texts[i]), PROSE_PLAIN);
		assert_null(prose_line(&prose));
		assert_null(prose_text(&prose));
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_says_the_same),
		cmocka_unit_test(what_asks_is_found),
		cmocka_unit_test(too_much_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
