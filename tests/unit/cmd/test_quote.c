/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "cmd/quote.h"

static void nothing_of_theirs_is_the_documents_own(void **state)
{
	static const struct {
		const char *name, *text, *quoted;
	} cases[] = {
		{ "nothing", "", "" },
		{ "a sentence", "I'm fine, I think (really).", "> I'm fine, I think (really).\n" },
		{ "two lines", "one\ntwo\n", "> one\n> two\n" },
		{ "an empty line", "one\n\ntwo", "> one\n>\n> two\n" },
		{ "a heading", "# mine\n## too", "> \\# mine\n> \\## too\n" },
		{ "a day", "*2026-11-22*", "> \\*2026-11-22\\*\n" },
		{ "locked", "(locked)", "> (locked)\n" },
		{ "lists", "- a\n+ b\n* c\n1. d\n22) e\n7 f", "> \\- a\n> \\+ b\n> \\* c\n> 1\\. d\n> 22\\) e\n> 7 f\n" },
		{ "a quote of a quote", "> a", "> \\> a\n" },
		{ "a rule below", "a\n===\n---", "> a\n> \\===\n> \\---\n" },
		{ "code", "    a\n\tb\n```\n~~~", ">    a\n>  b\n> \\`\\`\\`\n> \\~~~\n" },
		{ "links and tags", "[a](b) <i> &amp; a_b \\n", "> \\[a\\](b) \\<i> \\&amp; a\\_b \\\\n\n" },
		{ "other letters", "á — 1.5 #x\n1.5", "> á — 1.5 #x\n> 1.5\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str out = { 0 };
		quote_lines(cases[i].text, &out);
		if (strcmp(str_text(&out), cases[i].quoted) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&out));
		str_release(&out);
	}
}

static void within_a_line_it_stays_there(void **state)
{
	struct str out = { 0 };

	(void)state;
	quote_inline("# *a*\n- b", &out);
	assert_string_equal(str_text(&out), "# \\*a\\* - b");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_of_theirs_is_the_documents_own),
		cmocka_unit_test(within_a_line_it_stays_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
