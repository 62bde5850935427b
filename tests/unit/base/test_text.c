/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unigbrk.h>
#include <wchar.h>
#include <cmocka.h>
#include "base/mem.h"
#include "base/likeness.h"
#include "base/text.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void test_valid(void **state)
{
	static const struct {
		const char *name, *text;
		size_t len;
		int bad; /* -1: none */
	} cases[] = {
		{ "empty", "", 0, -1 },
		{ "ascii", "abc", 3, -1 },
		{ "NUL is valid", "a\0b", 3, -1 },
		{ "two bytes", "\xC3\xA9", 2, -1 },
		{ "last scalar", "\xF4\x8F\xBF\xBF", 4, -1 },
		{ "overlong slash", "a\xC0\xAF", 3, 1 },
		{ "overlong in three", "\xE0\x80\xAF", 3, 0 },
		{ "overlong in four", "\xF0\x80\x80\xAF", 4, 0 },
		{ "surrogate", "ab\xED\xA0\x80", 5, 2 },
		{ "beyond the last", "\xF4\x90\x80\x80", 4, 0 },
		{ "lone continuation", "\x80", 1, 0 },
		{ "torn", "x\xE2\x82", 3, 1 },
		{ "FE", "\xFE", 1, 0 },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t bad = 99;
		bool valid = text_valid(cases[i].text, cases[i].len, &bad);
		if (valid != (cases[i].bad < 0) || (!valid && bad != (size_t)cases[i].bad))
			fail_msg("%s: valid %d, bad %zu", cases[i].name, valid, bad);
	}
}

/* What is stepped over unseen: every byte at every place of a longer text than is looked at at once. */
static void test_stepping(void **state)
{
	char text[21];
	(void)state;
	for (size_t at = 0; at < sizeof text; at++) {
		for (int byte = 0; byte < 256; byte++) {
			memset(text, 'x', sizeof text);
			text[at] = (char)byte;
			bool ascii = byte < 0x80, harmless = ascii && !text_is_forbidden((uint32_t)byte);
			assert_int_equal(text_ascii(text, sizeof text), ascii ? sizeof text : at);
			assert_int_equal(text_harmless(text, sizeof text), harmless ? sizeof text : at);
			memset(text, '\n', sizeof text); /* which is changed for the look at eight, and its neighbours are not */
			text[at] = (char)byte;
			assert_int_equal(text_harmless(text, sizeof text), harmless ? sizeof text : at);
		}
	}
	assert_int_equal(text_ascii(text, 0), 0);
	assert_int_equal(text_harmless(text, 0), 0);
}

/* What is stepped over as a sign a cell is that: graphemes and cells by the rules are as many. */
static void test_plain_stretches(void **state)
{
	static const struct {
		const char *name, *text;
		size_t plain;
	} cases[] = {
		{ "nothing", "", 0 },
		{ "words", "two words", 9 },
		{ "a letter that ends the text", "a", 1 },
		{ "before a newline", "ab\ncd", 2 },
		{ "before a tab", "ab\tcd", 2 },
		{ "before DEL", "ab\x7F", 2 },
		{ "a mark upon the last", "cafe\xCC\x81", 3 },
		{ "a letter beyond ASCII may be a mark for all that is known", "caf\xC3\xA9", 2 },
		{ "a mark upon the first", "e\xCC\x81t\xC3\xA9", 0 },
		{ "what is not UTF-8", "ab\xFF", 1 },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *text = cases[i].text;
		size_t len = strlen(text), plain = text_plain(text, len);
		if (plain != cases[i].plain)
			fail_msg("%s: %zu", cases[i].name, plain);
		for (size_t at = 0; at < plain; at++)
			if (text_grapheme(text + at, len - at) != 1 || text_grapheme_cells(text + at, 1) != 1)
				fail_msg("%s: not a cell of its own at %zu", cases[i].name, at);
	}
}

static void test_every_point_survives(void **state)
{
	(void)state;
	for (uint32_t point = 0; point <= 0x110000; point++) {
		char bytes[4];
		size_t size, n = text_put_point(point, bytes);
		bool scalar = point <= 0x10FFFF && !(point >= 0xD800 && point <= 0xDFFF);
		assert_int_equal(n > 0, scalar);
		if (!n)
			continue;
		assert_true(text_valid(bytes, n, NULL));
		assert_int_equal(text_point(bytes, n, &size), point);
		assert_int_equal(size, n);
	}
}

static const struct {
	const char *name, *text;
	size_t sizes[6];
	unsigned cells;
} graphemes[] = {
	{ "empty", "", { 0 }, 0 },
	{ "ascii", "ab", { 1, 1 }, 2 },
	{ "line end of DOS", "\r\n", { 2 }, 2 },
	{ "newlines", "\n\n", { 1, 1 }, 2 },
	{ "composed",
		"\xC3\xA9"
		"a",
		{ 2, 1 }, 2 },
	{ "combining",
		"e\xCC\x81"
		"x",
		{ 3, 1 }, 2 },
	{ "wide", "\xE4\xB8\xAD\xE6\x96\x87", { 3, 3 }, 4 },
	{ "flags", "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7", { 8, 8 }, 4 },
	{ "family", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7!", { 18, 1 }, 3 },
	{ "skin tone", "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD", { 8 }, 2 },
	{ "Hangul jamo", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", { 9 }, 2 },
	{ "Devanagari",
		"\xE0\xA4\x95\xE0\xA4\xBF"
		"a",
		{ 6, 1 }, 3 },
	{ "lone mark", "\xCC\x81", { 2 }, 0 },
	{ "escape", "\x1B[", { 1, 1 }, 3 },
	{ "delete", "\x7F", { 1 }, 2 },
	{ "C1", "\xC2\x9B", { 2 }, 1 },
	{ "override",
		"\xE2\x80\xAE"
		"a",
		{ 3, 1 }, 2 },
	{ "zero-width space", "\xE2\x80\x8B", { 3 }, 1 },
	{ "tab", "\t", { 1 }, 1 },
	{ "torn byte",
		"\xE2"
		"a",
		{ 1, 1 }, 2 },
};

static void test_graphemes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(graphemes); i++) {
		const char *text = graphemes[i].text, *name = graphemes[i].name;
		size_t len = strlen(text), at = 0, n = 0;
		if (graphemes[i].cells != text_cells(text, len))
			fail_msg("%s: %u cells", name, text_cells(text, len));
		for (; at < len; at += graphemes[i].sizes[n++]) {
			size_t size = text_grapheme(text + at, len - at);
			if (size != graphemes[i].sizes[n])
				fail_msg("%s: grapheme %zu has %zu bytes", name, n, size);
		}
		while (n-- > 0) {
			size_t before = text_grapheme_before(text, at);
			if (at - before != graphemes[i].sizes[n])
				fail_msg("%s: backwards, grapheme %zu has %zu bytes", name, n, at - before);
			at = before;
		}
	}
}

/* A letter with 500 marks is one grapheme, seen from both ends. */
static void test_long_grapheme(void **state)
{
	struct str s = { 0 };
	(void)state;
	str_add_text(&s, "xe");
	for (int i = 0; i < 500; i++)
		str_add_text(&s, "\xCC\x81");
	str_add_text(&s, "y");
	assert_int_equal(text_grapheme(s.at + 1, s.len - 1), 1001);
	assert_int_equal(text_grapheme_before(s.at, s.len - 1), 1);
	assert_int_equal(text_cells(s.at, s.len), 3);
	str_release(&s);
}

/* What we count is what curses draws: one code point alone has the width wcwidth gives. */
static void test_width_is_wcwidth(void **state)
{
	(void)state;
	for (uint32_t point = 0x20; point <= 0x10FFFF; point++) {
		if (point == 0x7F || (point >= 0xD800 && point <= 0xDFFF) || text_is_forbidden(point))
			continue;
		char bytes[4];
		size_t n = text_put_point(point, bytes);
		int width = wcwidth((wchar_t)point);
		if (text_cells(bytes, n) != (width < 0 ? 1u : (unsigned)width))
			fail_msg("U+%04X: %u cells, wcwidth %d", point, text_cells(bytes, n), width);
		assert_int_equal(text_is_replaced(point), width < 0);
	}
}

static void test_words_apart(void **state)
{
	static const struct {
		const char *name, *text;
		size_t from, after, before;
	} cases[] = {
		{ "from the start", "one two", 0, 3, 0 },
		{ "over a space", "one two", 3, 7, 0 },
		{ "inside", "one two", 5, 7, 4 },
		{ "apostrophe", "don't stop", 0, 5, 0 },
		{ "at the end", "one  ", 5, 5, 0 },
		{ "only space", "   ", 1, 3, 0 },
		{ "accents", "\xC3\xA9t\xC3\xA9 et", 0, 5, 0 },
		{ "long: more than the stack holds", NULL, 0, 300, 0 },
	};
	char big[301];
	(void)state;
	memset(big, 'a', 300);
	big[300] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *text = cases[i].text ? cases[i].text : big;
		size_t after = text_word_after(text, strlen(text), cases[i].from);
		size_t before = text_word_before(text, cases[i].from);
		if (after != cases[i].after || before != cases[i].before)
			fail_msg("%s: after %zu, before %zu", cases[i].name, after, before);
	}
}

static void test_breaks(void **state)
{
	static const struct {
		const char *name, *text, *marks; /* '.' no, '|' may, '!' must */
	} cases[] = {
		{ "words", "ab cd", "...|." },
		{ "hyphen", "a-b", "..|" },
		{ "an option", "a --b=C", "..|...." },
		{ "an option in ticks", "a `--b`", "..|...." },
		{ "an address", "9a.org b", ".......|" },
		{ "after three dots", "a...b", "....|" },
		{ "newline", "a\nb", "..!" },
		{ "DOS newline", "a\r\nb", "...!" },
		{ "two newlines", "a\n\nb", "..!!" },
		{ "no-break space",
			"a\xC2\xA0"
			"b",
			"...." },
		{ "ideographs", "\xE4\xB8\xAD\xE6\x96\x87", "...|.." },
		{ "kinsoku", "\xE4\xB8\xAD\xE3\x80\x82", "......" },
		{ "line separator",
			"a\xE2\x80\xA8"
			"b",
			"....!" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned char marks[16];
		size_t len = strlen(cases[i].text);
		text_breaks(cases[i].text, len, marks);
		for (size_t k = 0; k < len; k++)
			if (".|!"[marks[k]] != cases[i].marks[k])
				fail_msg("%s: byte %zu is %d", cases[i].name, k, marks[k]);
	}
}

static void test_forbidden(void **state)
{
	static const uint32_t yes[] = { 0, 0x1B, 0x0D, 0x7F, 0x80, 0x9B, 0x61C, 0x200B, 0x200E, 0x202E, 0x2060, 0x2066,
		0x2069, 0xFEFF, 0xE0001, 0xE007F, 0x2028 };
	static const uint32_t no[] = { '\n', '\t', ' ', 'a', '~', 0xA0, 0xAD, 0xE9, 0x200C, 0x200D, 0x4E2D, 0x1F600 };
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		if (!text_is_forbidden(yes[i]))
			fail_msg("U+%04X gets through", yes[i]);
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (text_is_forbidden(no[i]))
			fail_msg("U+%04X is refused", no[i]);
}

static void test_joiners(void **state)
{
	static const struct {
		const char *name, *text;
		size_t at;
		bool fits;
	} cases[] = {
		{ "family", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", 4, true },
		{ "heart on fire", "\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x94\xA5", 6, true },
		{ "Persian", "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE", 4, true },
		{ "Devanagari", "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7", 6, true },
		{ "Latin",
			"a\xE2\x80\x8D"
			"b",
			1, false },
		{ "at the end", "\xF0\x9F\x91\xA8\xE2\x80\x8D", 4, false },
		{ "at the start", "\xE2\x80\x8D\xF0\x9F\x91\xA8", 0, false },
		{ "non-joiner in emoji", "\xF0\x9F\x91\xA8\xE2\x80\x8C\xF0\x9F\x91\xA9", 4, false },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (text_joiner_fits(cases[i].text, strlen(cases[i].text), cases[i].at) != cases[i].fits)
			fail_msg("%s", cases[i].name);
}

/* Random texts: walking forwards and backwards stops where one look at the whole text says, and words never part a
 * grapheme. */
static void test_any_text(void **state)
{
	static const char *const bits[] = { "a", " ", "\n", "\r", "\xCC\x81", "\xE2\x80\x8D", "\xF0\x9F\x87\xA9",
		"\xF0\x9F\x91\xA8", "\xE4\xB8\xAD", "\xD8\x80", "\xE1\x84\x92", "\xE1\x85\xA1", "\xE0\xA4\xBF",
		"\xEF\xB8\x8F", "'", ".", "\xF0\x9F\x8F\xBD" };
	unsigned seed = 20261122, x = seed;
	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 20000; round++) {
		struct str s = { 0 };
		size_t ends[64], n = 0;
		unsigned parts = (x >> 8) % 24;
		for (unsigned i = 0; i < parts; i++) {
			x = x * 1664525u + 1013904223u;
			str_add_text(&s, bits[(x >> 16) % ARRAY_LEN(bits)]);
		}
		x = x * 1664525u + 1013904223u;
		char whole[256] = { 0 };
		assert_true(s.len < sizeof whole);
		if (s.len)
			u8_grapheme_breaks((const uint8_t *)s.at, s.len, whole);
		for (size_t at = 0; at < s.len; ends[n++] = at) {
			for (size_t end = at + text_grapheme(s.at + at, s.len - at); ++at < end;)
				assert_false(whole[at]);
			assert_true(at == s.len || whole[at]);
		}
		for (size_t i = n; i-- > 0;)
			if (text_grapheme_before(s.at, ends[i]) != (i ? ends[i - 1] : 0))
				fail_msg("seed %u, round %d: '%s' before %zu", seed, round, s.at, ends[i]);
		for (size_t i = 0; i < n; i++) {
			size_t places[] = { text_word_after(str_text(&s), s.len, ends[i]),
				text_word_before(s.at, ends[i]) };
			for (size_t p = 0; p < 2; p++) {
				size_t k = 0;
				while (k < n && ends[k] < places[p])
					k++;
				if (places[p] != 0 && (k == n || ends[k] != places[p]))
					fail_msg("seed %u, round %d: word inside a grapheme", seed, round);
			}
		}
		str_release(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_stepping),
		cmocka_unit_test(test_plain_stretches),
		cmocka_unit_test(test_every_point_survives),
		cmocka_unit_test(test_graphemes),
		cmocka_unit_test(test_long_grapheme),
		cmocka_unit_test(test_width_is_wcwidth),
		cmocka_unit_test(test_words_apart),
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_forbidden),
		cmocka_unit_test(test_joiners),
		cmocka_unit_test(test_any_text),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
