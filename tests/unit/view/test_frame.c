/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "view/frame.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void test_put(void **state)
{
	static const struct {
		const char *name;
		int row, column;
		const char *text;
		int end;          /* what frame_put returns */
		const char *dump; /* first row of a frame of 8 x 2 */
	} cases[] = {
		{ "plain", 0, 0, "hello", 5, "hello" },
		{ "from a column", 0, 2, "ab", 4, "  ab" },
		{ "cut at the edge", 0, 5, "hello", 8, "     hel" },
		{ "cut at the left", 0, -2, "hello", 3, "llo" },
		{ "right of the frame", 0, 8, "a", 8, "" },
		{ "above", -1, 0, "a", 0, "" },
		{ "below", 2, 3, "a", 3, "" },
		{ "wide", 0, 0, "\xE4\xB8\xAD\xE6\x96\x87", 4, "\xE4\xB8\xAD\xE6\x96\x87" },
		{ "wide at the edge", 0, 7, "\xE4\xB8\xAD", 7, "" },
		{ "wide at the left edge", 0, -1,
			"\xE4\xB8\xAD"
			"a",
			2, " a" },
		{ "combining", 0, 0, "e\xCC\x81x", 2, "e\xCC\x81x" },
		{ "lone mark", 0, 0, "\xCC\x81x", 1, "x" },
		{ "escape", 0, 0, "\x1B[1m", 5, "^[[1m" },
		{ "escape at the edge", 0, 7, "\x1B", 7, "" },
		{ "delete", 0, 0, "a\x7F", 3, "a^?" },
		{ "C1", 0, 0,
			"\xC2\x9B"
			"1m",
			3,
			"\xEF\xBF\xBD"
			"1m" },
		{ "override", 0, 0,
			"\xE2\x80\xAE"
			"a",
			2,
			"\xEF\xBF\xBD"
			"a" },
		{ "torn byte", 0, 0,
			"\xE2"
			"a",
			2,
			"\xEF\xBF\xBD"
			"a" },
		{ "newline and tab", 0, 0, "a\nb\tc", 5, "a b c" },
		{ "flag: two cells", 0, 0, "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA!", 3,
			"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA!" },
		{ "family: its first member", 0, 0, "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9!", 3,
			"\xF0\x9F\x91\xA8!" },
		{ "six marks: four are kept", 0, 0, "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81x", 2,
			"e\xCC\x81\xCC\x81\xCC\x81\xCC\x81x" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct frame frame = { 0 };
		struct str dump = { 0 };
		frame_size(&frame, 8, 2);
		int end = frame_put_text(&frame, cases[i].row, cases[i].column, STYLE_TEXT, cases[i].text);
		frame_dump(&frame, &dump);
		str_cut(&dump, strcspn(dump.at, "\n"));
		if (end != cases[i].end || strcmp(dump.at, cases[i].dump))
			fail_msg("%s: end %d, row '%s'", cases[i].name, end, dump.at);
		str_release(&dump);
		frame_release(&frame);
	}
}

static void check_whole(const struct frame *frame, const char *name)
{
	for (int row = 0; row < frame->height; row++)
		for (int i = 0; i < frame->width; i++) {
			const struct cell *cell = &frame->cells[row * frame->width + i];
			bool half = i > 0 && cell[-1].width == 2;
			if (cell->style >= STYLE_COUNT || cell->len > sizeof cell->bytes)
				fail_msg("%s: cell %d,%d is no cell", name, row, i);
			if ((cell->width == 0) != half || (cell->len == 0) != half)
				fail_msg("%s: cell %d,%d is half a character", name, row, i);
			if (cell->width == 2 && i + 1 == frame->width)
				fail_msg("%s: a wide character over the edge", name);
			if (!text_valid(cell->bytes, cell->len, NULL))
				fail_msg("%s: cell %d,%d is not UTF-8", name, row, i);
			size_t points = 0, size;
			for (size_t k = 0; k < cell->len; k += size, points++) {
				uint32_t point = text_point(cell->bytes + k, cell->len - k, &size);
				if (point < 0x20 || text_is_forbidden(point) || text_is_replaced(point))
					fail_msg("%s: U+%04X got through", name, point);
				if (text_point_cells(point) != (k ? 0 : cell->width))
					fail_msg("%s: U+%04X is not what curses draws", name, point);
			}
			if (points > 5)
				fail_msg("%s: more than a cell of curses can hold", name);
		}
}

static void test_halves(void **state)
{
	static const struct {
		const char *name;
		int column;
		const char *text, *dump;
	} cases[] = {
		{ "on the left half", 1, "a", " a \xE6\x96\x87" },
		{ "on the right half", 2, "a", "  a\xE6\x96\x87" },
		{ "between two", 2, "\xE4\xB8\xAD", "  \xE4\xB8\xAD" },
		{ "over one", 1, "\xE6\x96\x87", " \xE6\x96\x87\xE6\x96\x87" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct frame frame = { 0 };
		struct str dump = { 0 };
		frame_size(&frame, 8, 1);
		frame_put_text(&frame, 0, 1, STYLE_TEXT, "\xE4\xB8\xAD\xE6\x96\x87");
		frame_put_text(&frame, 0, cases[i].column, STYLE_TEXT, cases[i].text);
		check_whole(&frame, cases[i].name);
		frame_dump(&frame, &dump);
		str_cut(&dump, strcspn(dump.at, "\n"));
		if (strcmp(dump.at, cases[i].dump))
			fail_msg("%s: '%s'", cases[i].name, dump.at);
		str_release(&dump);
		frame_release(&frame);
	}
}

/* What is counted is what is put: every code point, alone and after a letter. */
static void test_cells_agree(void **state)
{
	struct frame frame = { 0 };
	(void)state;
	frame_size(&frame, 8, 1);
	for (uint32_t point = 0; point <= 0x10FFFF; point++) {
		char text[8] = "a";
		size_t n = text_put_point(point, text + 1);
		if (!n)
			continue;
		int alone = frame_put(&frame, 0, 0, STYLE_TEXT, text + 1, n);
		int after = frame_put(&frame, 0, 0, STYLE_TEXT, text, n + 1);
		if (alone != (int)text_cells(text + 1, n) || after != (int)text_cells(text, n + 1))
			fail_msg("U+%04X: put %d, counted %u", point, alone, text_cells(text + 1, n));
	}
	frame_release(&frame);
}

static void test_any_bytes(void **state)
{
	unsigned seed = 20261122, x = seed;
	struct frame frame = { 0 };
	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 3000; round++) {
		static const char *const bits[] = { "a", "\x1B", "\xC2\x9B", "\xE4\xB8\xAD", "\xCC\x81", "\xE2\x80\x8D",
			"\xF0\x9F\x91\xA8", "\xF0\x9F\x87\xA9", "\xE2\x80\xAE", "\n", "\r", "\xFF", "\xE2\x82", "\x07",
			"\xF3\xA0\x81\xA7", "\xE0\xA4\xBF" };
		char text[64];
		size_t len = 0;
		if (round % 50 == 0)
			frame_size(&frame, 1 + round / 50 % 20, 1 + round / 50 % 5);
		for (int i = 0; i < 12; i++) {
			x = x * 1664525u + 1013904223u;
			const char *bit = bits[(x >> 16) % ARRAY_LEN(bits)];
			memcpy(text + len, bit, strlen(bit));
			len += strlen(bit);
		}
		int row = (int)(x >> 8 & 7) - 1, column = (int)(x >> 12 & 31) - 6;
		int end = frame_put(&frame, row, column, STYLE_STRONG, text, len);
		frame_paint(&frame, row, column, (int)(x >> 20 & 15), STYLE_FOCUS);
		if (end < column || (column < frame.width && end > frame.width))
			fail_msg("seed %u, round %d: ends at %d", seed, round, end);
		check_whole(&frame, "any bytes");
	}
	frame_release(&frame);
}

static void test_size(void **state)
{
	struct frame frame = { 0 };
	(void)state;
	frame_clear(&frame);
	frame_cursor(&frame, 5, 5);
	frame_put_text(&frame, 0, 0, STYLE_TEXT, "nothing to write on");
	frame_size(&frame, 0, -7);
	assert_int_equal(frame.width, 1);
	assert_int_equal(frame.height, 1);
	frame_size(&frame, 100000, 100000);
	assert_int_equal(frame.width, 1000);
	assert_int_equal(frame.height, 500);
	frame_put_text(&frame, 499, 999, STYLE_TEXT, "ab");
	frame_size(&frame, 3, 2);
	frame_cursor(&frame, 9, 9);
	assert_int_equal(frame.cursor_row, 1);
	assert_int_equal(frame.cursor_column, 2);
	frame_cursor(&frame, -9, -9);
	assert_int_equal(frame.cursor_row, 0);
	assert_int_equal(frame.cursor_column, 0);
	frame_release(&frame);
}

static void test_dump(void **state)
{
	struct frame frame = { 0 };
	struct str dump = { 0 };
	(void)state;
	frame_size(&frame, 12, 4);
	frame_put_text(&frame, 0, 1, STYLE_TITLE, "Title");
	frame_put_text(&frame, 2, 0, STYLE_TEXT, "a ");
	frame_put_text(&frame, 2, 2, STYLE_TERM, "\xE4\xB8\xAD");
	frame_paint(&frame, 3, -2, 5, STYLE_FOCUS);
	frame_paint(&frame, 3, 10, 50, STYLE_ALERT);
	frame_paint(&frame, 9, 0, 5, STYLE_ALERT);
	frame_cursor(&frame, 2, 2);
	frame_dump(&frame, &dump);
	assert_string_equal(dump.at,
		" Title\n\na \xE4\xB8\xAD\n\n-- styles\n  0 .TTTTT\n  2 ..tt\n  3 FFF.......!!\n-- cursor 2,2\n");
	str_release(&dump);
	frame_release(&frame);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_halves),
		cmocka_unit_test(test_cells_agree),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_dump),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
