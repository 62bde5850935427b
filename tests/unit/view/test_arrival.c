/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "view/arrival.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])
#define WIDTH 12
#define HEIGHT 7
#define COLUMN 2 /* of the cursor before */

/* A picture: its rows, parted by newlines. */
static void draw(struct frame *frame, const char *rows, int cursor_row, int cursor_column)
{
	frame_size(frame, WIDTH, HEIGHT);
	for (int row = 0; *rows; row++) {
		size_t len = strcspn(rows, "\n");
		frame_put(frame, row, 1, STYLE_TEXT, rows, len);
		rows += len + (rows[len] == '\n');
	}
	frame_cursor(frame, cursor_row, cursor_column);
}

static const struct {
	const char *name;
	const char *before;
	int from;
	const char *now;
	int to;
	int left; /* the row the cursor is shown on first; -1: it does not wait */
} cases[] = {
	{ "the first picture's like", "t\na\n\nb", 1, "t\na\n\nb", 1, -1 },
	{ "down, and nothing else", "t\na\n\nb", 1, "t\na\n\nb", 3, -1 },
	{ "what follows moves", "t\na\n\nb", 2, "t\na\n\n\nb", 3, 2 },
	{ "words move down with the cursor", "t\na\nb", 2, "t\na\n\nb", 3, 2 },
	{ "words move up with the cursor", "t\na\n\nb", 3, "t\na\nb", 2, 3 },
	{ "words go", "t\na\nhint", 2, "t\na", 1, 2 },
	{ "other words", "t\na\n\nb", 2, "t\na\n\nc\nb", 3, -1 },
	{ "the same words once more", "t\na\n\nb", 2, "t\na\na\nb", 3, -1 },
	{ "another page", "t\na\nb\nc", 1, "u\nd\ne\nf", 3, -1 },
	{ "rows move, the cursor does not", "t\na\n\n\nb", 1, "t\na\n\nb", 1, -1 },
	{ "a window scrolls under the cursor", "t\na\nb\nc\nd", 4, "t\nb\nc\nd", 4, 3 },
	{ "it scrolls by two", "t\na\nb\nc\nd", 4, "t\nc\nd", 4, 2 },
	{ "it scrolls, and words come", "t\na\nb\nc\nd", 4, "t\nb\nc\nd\ne", 4, -1 },
};

static void rows_come_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct arrival arrival = { 0 };
		struct frame frame = { 0 };
		int row = cases[i].left < 0 ? cases[i].to : cases[i].left, column = cases[i].left < 0 ? 5 : COLUMN;

		draw(&frame, cases[i].before, cases[i].from, COLUMN);
		assert_false(arrival_waits(&arrival, &frame));
		draw(&frame, cases[i].now, cases[i].to, 5);
		bool waits = arrival_waits(&arrival, &frame);
		if (waits != (cases[i].left >= 0) || frame.cursor_row != row || frame.cursor_column != column)
			fail_msg("%s: %d, at %d,%d", cases[i].name, waits, frame.cursor_row, frame.cursor_column);
		draw(&frame, cases[i].now, cases[i].to, 5);
		if (arrival_waits(&arrival, &frame) || frame.cursor_row != cases[i].to)
			fail_msg("%s: the cursor did not come", cases[i].name);
		arrival_release(&arrival);
		frame_release(&frame);
	}
}

/* Who holds Enter down sees the cursor go along. */
static void it_does_not_wait_twice_on_end(void **state)
{
	struct arrival arrival = { 0 };
	struct frame frame = { 0 };

	(void)state;
	draw(&frame, "t\na\nb", 1, COLUMN);
	assert_false(arrival_waits(&arrival, &frame));
	draw(&frame, "t\na\n\nb", 2, COLUMN);
	assert_true(arrival_waits(&arrival, &frame));
	draw(&frame, "t\na\n\n\nb", 3, COLUMN);
	assert_false(arrival_waits(&arrival, &frame));
	assert_int_equal(frame.cursor_row, 3);
	draw(&frame, "t\na\n\n\n\nb", 4, COLUMN);
	assert_true(arrival_waits(&arrival, &frame));
	arrival_release(&arrival);
	frame_release(&frame);
}

static void style_and_size_are_no_words(void **state)
{
	struct arrival arrival = { 0 };
	struct frame frame = { 0 };

	(void)state;
	draw(&frame, "t\na\nb", 1, COLUMN);
	assert_false(arrival_waits(&arrival, &frame));
	draw(&frame, "t\na\nb", 2, COLUMN);
	frame_paint(&frame, 2, 0, WIDTH, STYLE_FOCUS);
	assert_false(arrival_waits(&arrival, &frame));
	frame_size(&frame, WIDTH, HEIGHT + 1);
	frame_put_text(&frame, 0, 1, STYLE_TEXT, "t");
	assert_false(arrival_waits(&arrival, &frame));
	arrival_release(&arrival);
	draw(&frame, "", 3, COLUMN);
	assert_false(arrival_waits(&arrival, &frame));
	arrival_release(&arrival);
	frame_release(&frame);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_first),
		cmocka_unit_test(it_does_not_wait_twice_on_end),
		cmocka_unit_test(style_and_size_are_no_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
