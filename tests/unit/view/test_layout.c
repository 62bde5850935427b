/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/text.h"
#include "view/layout.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void test_lines(void **state)
{
	static const struct {
		const char *name, *text;
		unsigned width;
		const char *lines; /* joined by '|' */
	} cases[] = {
		{ "empty", "", 10, "" },
		{ "fits", "one two", 7, "one two" },
		{ "wraps", "one two", 6, "one|two" },
		{ "spaces hang", "one    two", 5, "one|two" },
		{ "exactly full, then space", "abcd efgh", 4, "abcd|efgh" },
		{ "newline", "one\ntwo", 10, "one|two" },
		{ "final newline", "one\n", 10, "one|" },
		{ "only a newline", "\n", 10, "|" },
		{ "empty line between", "a\n\nb", 10, "a||b" },
		{ "leading spaces stay", "a\n  b", 10, "a|  b" },
		{ "trailing spaces go", "a  \nb  ", 10, "a|b" },
		{ "long word is cut", "abcdefgh", 3, "abc|def|gh" },
		{ "long word after a short one", "a bcdefgh", 3, "a|bcd|efg|h" },
		{ "hyphen", "well-known", 6, "well-|known" },
		{ "a command by its name", "or :a11y on", 7, "or|:a11y|on" },
		{ "a colon of a sentence", "or: it is", 4, "or:|it|is" },
		{ "a colon with spaces around", "or : it", 4, "or :|it" },
		{ "a path", "in /home it", 5, "in|/home|it" },
		{ "no-break space",
			"a\xC2\xA0"
			"b c",
			3,
			"a\xC2\xA0"
			"b|c" },
		{ "ideographs", "\xE4\xB8\xAD\xE6\x96\x87", 3, "\xE4\xB8\xAD|\xE6\x96\x87" },
		{ "wider than the line", "\xE4\xB8\xAD\xE6\x96\x87", 1, "\xE4\xB8\xAD|\xE6\x96\x87" },
		{ "no stop at the start of a line", "\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82", 4,
			"\xE4\xB8\xAD|\xE6\x96\x87\xE3\x80\x82" },
		{ "combining stays",
			"ae\xCC\x81"
			"b",
			2, "ae\xCC\x81|b" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct layout layout;
		struct str lines = { 0 };
		bool more = false;
		layout_begin(&layout, cases[i].text, strlen(cases[i].text), NULL);
		for (size_t from, end; layout_line(&layout, cases[i].width, &from, &end); more = true) {
			if (more)
				str_add(&lines, "|", 1);
			str_add(&lines, cases[i].text + from, end - from);
		}
		if (!more || strcmp(str_text(&lines), cases[i].lines))
			fail_msg("%s: '%s'", cases[i].name, str_text(&lines));
		layout_end(&layout);
		str_release(&lines);
	}
}

/* The longest run of graphemes no break may part is one: what fills a line of width w is at most w. */
static void check_lines(const char *text, size_t len, unsigned width, unsigned seed)
{
	struct layout layout;
	size_t done = 0;
	layout_begin(&layout, text, len, NULL);
	for (size_t from, end; layout_line(&layout, width, &from, &end); done = end) {
		if (from < done || end < from || end > len)
			fail_msg("seed %u: lines overlap", seed);
		for (size_t i = done; i < from; i++)
			if (!strchr(" \t\r\n", text[i]))
				fail_msg("seed %u: byte %zu is on no line", seed, i);
		unsigned cells = text_cells(text + from, end - from);
		if (cells > width && text_grapheme(text + from, end - from) != end - from)
			fail_msg("seed %u: %u cells in %u: '%.*s'", seed, cells, width, (int)(end - from), text + from);
	}
	for (; done < len; done++)
		assert_non_null(strchr(" \t\r\n", text[done]));
	layout_end(&layout);
}

static void test_any_text(void **state)
{
	static const char *const bits[] = { "a", "word ", " ", "\n", "-", "(", ")", ".", "\xE4\xB8\xAD", "\xE3\x80\x82",
		"e\xCC\x81", "\xCC\x81", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", "\xF0\x9F\x87\xA9", "\xC2\xA0",
		"\x1B", "\r\n", "\xE2\x80\x94", "\t", "\"", "/", "\xE2\x80\xA8" };
	unsigned seed = 20261122, x = seed;
	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 20000; round++) {
		struct str text = { 0 };
		unsigned parts = x >> 10 & 31;
		for (unsigned i = 0; i < parts; i++) {
			x = x * 1664525u + 1013904223u;
			str_add_text(&text, bits[(x >> 16) % ARRAY_LEN(bits)]);
		}
		x = x * 1664525u + 1013904223u;
		check_lines(str_text(&text), text.len, 1 + (x >> 20) % 24, seed);
		str_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_any_text),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
