/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "course/diag.h"

#define LONG_WORD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void printed_in_full(void **state)
{
	static const struct {
		const char *name, *source;
		unsigned column, width;
		const char *shown; /* what follows the first line */
	} cases[] = {
		{ "a plain line", "  knd: read", 3, 3, "    7 |   knd: read\n      |   ^^^\n" },
		{ "no width is one caret", "x", 1, 0, "    7 | x\n      | ^\n" },
		{ "a tab reaches the next stop", "\ta: b", 2, 1, "    7 |         a: b\n      |         ^\n" },
		{ "a wide character is two carets", "t: \xE6\x84\x9B x", 4, 1,
			"    7 | t: \xE6\x84\x9B x\n      |    ^^\n" },
		{ "after a wide character", "\xE6\x84\x9B x", 3, 1, "    7 | \xE6\x84\x9B x\n      |    ^\n" },
		{ "what drives a terminal is named", "a\x1B[2J", 2, 1, "    7 | a<U+001B>[2J\n      |  ^^^^^^^^\n" },
		{ "a broken byte",
			"a\xFF"
			"b",
			3, 1,
			"    7 | a\xEF\xBF\xBD"
			"b\n      |   ^\n" },
		{ "beyond the end", "ab", 9, 5, "    7 | ab\n      |   ^\n" },
		{ "width is cut at the end", "abcd", 3, 99, "    7 | abcd\n      |   ^^\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct diag diag = { DIAG_UNKNOWN_KEY, "f.yaml", { 7, cases[i].column }, cases[i].width, "m", NULL,
			cases[i].source };
		struct str out = { 0 };
		diag_print(&diag, DIAG_FULL, &out);
		const char *rest = strchr(out.at, '\n') + 1;
		if (strcmp(rest, cases[i].shown) != 0)
			fail_msg("%s:\n%s", cases[i].name, rest);
		str_release(&out);
	}
}

static void a_long_line_is_cut_around_the_caret(void **state)
{
	struct diag diag = { DIAG_MARKUP, "f", { 1, 101 }, 3, "m", NULL, LONG_WORD LONG_WORD LONG_WORD LONG_WORD };
	struct str out = { 0 };

	(void)state;
	diag_print(&diag, DIAG_FULL, &out);
	for (const char *line = out.at; *line; line = strchr(line, '\n') + 1)
		assert_true(strchr(line, '\n') - line < 130);
	assert_non_null(strstr(out.at, "| ..."));
	assert_non_null(strstr(out.at, "aaa...\n"));
	assert_non_null(strstr(out.at, "^^^\n"));
	str_release(&out);
}

static void printed_short(void **state)
{
	struct diag diag = { DIAG_UNKNOWN_KEY,
		"a\x1B"
		"b.yaml",
		{ 7, 3 }, 1, "unknown key 'x' in page", "did you mean 'y'?", "x: y" };
	struct str out = { 0 };

	(void)state;
	diag_print(&diag, DIAG_SHORT, &out);
	assert_string_equal(out.at, "a<U+001B>b.yaml:7:3: error[E101]: unknown key 'x' in page\n");
	str_cut(&out, 0);
	diag = (struct diag){ .code = DIAG_NO_LOCK, .file = "c", .message = "no lock", .help = "write it" };
	diag_print(&diag, DIAG_SHORT, &out);
	assert_string_equal(out.at, "c:1:1: warning[W411]: no lock\n");
	str_cut(&out, 0);
	diag_print(&diag, DIAG_FULL, &out);
	assert_string_equal(out.at, "c: warning[W411]: no lock\n   help: write it\n");
	str_release(&out);
}

static void add(struct diags *diags, const char *file, unsigned line, unsigned column, enum diag_code code)
{
	diags_file(diags, file);
	diag_add(diags, code, (struct place){ line, column }, 1, "%s %u", file, line);
}

static void sorted_by_file_line_and_column(void **state)
{
	static const char *const wanted[] = { "b:1:1", "b:2:1", "b:2:4", "a:3:1", "a:9:1" };
	struct diags diags = { 0 };

	(void)state;
	add(&diags, "b", 2, 4, DIAG_MARKUP);
	add(&diags, "a", 9, 1, DIAG_MARKUP);
	add(&diags, "b", 1, 1, DIAG_GRADE);
	add(&diags, "a", 3, 1, DIAG_MARKUP);
	add(&diags, "b", 2, 1, DIAG_GRADE);
	assert_int_equal(diags.errors, 3);
	diags_sort(&diags);
	for (size_t i = 0; i < diags.count; i++) {
		struct str out = { 0 };
		diag_print(&diags.list[i], DIAG_SHORT, &out);
		if (strncmp(out.at, wanted[i], strlen(wanted[i])) != 0)
			fail_msg("%zu: %s", i, out.at);
		str_release(&out);
	}
	assert_int_equal(diags_first(&diags)->at.column, 4); /* b:1:1 and b:2:1 are warnings */
	diags_release(&diags);
}

static void the_first_is_an_error_where_there_is_one(void **state)
{
	struct diags diags = { 0 };

	(void)state;
	assert_null(diags_first(&diags));
	add(&diags, "a", 1, 1, DIAG_GRADE);
	assert_int_equal(diags_first(&diags)->code, DIAG_GRADE);
	add(&diags, "a", 2, 1, DIAG_MARKUP);
	assert_int_equal(diags_first(&diags)->code, DIAG_MARKUP);
	diags_release(&diags);
}

static void source_lines_are_cut_from_the_text(void **state)
{
	static const char text[] = "one\r\ntwo\n\nfour";
	static const char *const wanted[] = { "four", "one", "two", "", NULL };
	struct diags diags = { 0 };

	(void)state;
	add(&diags, "a", 4, 1, DIAG_MARKUP);
	add(&diags, "a", 1, 1, DIAG_MARKUP);
	add(&diags, "a", 2, 1, DIAG_MARKUP);
	add(&diags, "a", 3, 1, DIAG_MARKUP);
	add(&diags, "a", 7, 1, DIAG_MARKUP);
	diags_source(&diags, text, sizeof text - 1);
	for (size_t i = 0; i < diags.count; i++) {
		if (!wanted[i])
			assert_null(diags.list[i].source);
		else
			assert_string_equal(diags.list[i].source, wanted[i]);
	}
	diags_release(&diags);
}

static void a_flood_of_faults_is_counted_and_not_kept(void **state)
{
	struct diags diags = { 0 };

	(void)state;
	for (unsigned i = 1; i <= 5000; i++) {
		add(&diags, "a", i, 1, DIAG_MARKUP);
		diag_help(&diags, "for line %u", i);
	}
	add(&diags, "a", 1, 1, DIAG_GRADE); /* one sort does not crowd out the other, nor one file another */
	add(&diags, "b", 1, 1, DIAG_MARKUP);
	assert_int_equal(diags.errors, 5001);
	assert_int_equal(diags.count, DIAGS_MOST + 2);
	assert_string_equal(diags.list[DIAGS_MOST - 1].help,
		"for line 100; this file has more faults than are shown here: mend these first");
	assert_null(diags.list[DIAGS_MOST].help);
	diags_release(&diags);
}

static void every_code_is_explained(void **state)
{
	(void)state;
	for (int i = 0; i < DIAG_CODE_COUNT; i++) {
		enum diag_code code = (enum diag_code)i;
		struct str out = { 0 };
		diag_explain(code, &out);
		if (out.len < 150 || strncmp(out.at, diag_code_text(code), 4) != 0 ||
			!strstr(out.at, "\nWrong:\n    ") || !strstr(out.at, "\nRight:\n    ") ||
			strstr(out.at, "(null)"))
			fail_msg("%s:\n%s", diag_code_text(code), str_text(&out));
		for (const char *line = out.at; *line; line = strchr(line, '\n') + 1)
			if (strcspn(line, "\n") > 130)
				fail_msg("%s: a line is too long: %.60s", diag_code_text(code), line);
		assert_int_equal(diag_code_of(diag_code_text(code)), code);
		assert_true((diag_severity(code) == SEVERITY_WARNING) == (diag_code_text(code)[0] == 'W'));
		str_release(&out);
	}
	assert_int_equal(diag_code_of("e101"), DIAG_UNKNOWN_KEY);
	assert_int_equal(diag_code_of("E999"), DIAG_CODE_COUNT);
	assert_int_equal(diag_code_of(""), DIAG_CODE_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed_in_full),
		cmocka_unit_test(a_long_line_is_cut_around_the_caret),
		cmocka_unit_test(printed_short),
		cmocka_unit_test(sorted_by_file_line_and_column),
		cmocka_unit_test(the_first_is_an_error_where_there_is_one),
		cmocka_unit_test(source_lines_are_cut_from_the_text),
		cmocka_unit_test(a_flood_of_faults_is_counted_and_not_kept),
		cmocka_unit_test(every_code_is_explained),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
