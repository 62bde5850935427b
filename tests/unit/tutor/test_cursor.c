/* SPDX-License-Identifier: MIT
 *
 * A11Y-1 and A11Y-2 on every screen: whatever is pressed, the cursor is where a screen reader has to find it (looked at by
 * support/session.c after each event), and moving the focus changes nothing but the focus. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "support/session.h"
#include "tutor/screens.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static struct session s;

/* Every screen, and every state of a page. */
static const struct {
	const char *page, *keys;
} places[] = {
	{NULL, ""}, {NULL, "t"}, {NULL, "w"}, {NULL, "?"}, {NULL, "!"}, {NULL, ":"}, {NULL, "/"}, {NULL, "Down Down Enter"},
	{"warm", ""}, {"warm", "d"}, {"warm", "e"}, {"warm", "? /"}, {"warm", ": 'o' Down"}, {"warm", "/ 'pot' Enter"}, {"warm", "C-o"},
	{"bitter", ""}, {"bitter", "i"}, {"bitter", "3 Enter"}, {"bitter", "3 Enter 2"}, {"bitter", "2 Enter 3"}, {"bitter", "r"},
	{"good", ""}, {"good", "1 Enter"}, {"myth", ""}, {"myth", "7 Enter"}, {"myth", "7 Enter 2 Enter"}, {"rate", ""},
	{"rate", "4 Enter"}, {"own", ""}, {"own", "'a' Esc"}, {"own", "C-g"}, {"stop", ""}, {"sum", ""}, {"warm", "m t End"},
	{"bitter", "/ 'cups' Enter"}, {NULL, "v"}, {"sum", "l"}, {NULL, "S"}, {"own", "/ 'pot'"},
};

static const int sizes[][2] = {{80, 24}, {40, 15}, {20, 6}};

static void go(size_t place, size_t size)
{
	session_open(&s, NULL);
	s.options.keep = "readable";
	session_start(&s, sizes[size][0], sizes[size][1], places[place].page);
	session_press(&s, places[place].keys);
}

/* Every key there is, pressed twice and then once more after a move. */
static void whatever_is_pressed(void **state)
{
	static const enum press named[] = {
		PRESS_ENTER, PRESS_ESCAPE, PRESS_TAB, PRESS_BACKTAB, PRESS_BACKSPACE, PRESS_DELETE, PRESS_UP, PRESS_DOWN, PRESS_LEFT,
		PRESS_RIGHT, PRESS_HOME, PRESS_END, PRESS_PAGE_UP, PRESS_PAGE_DOWN, PRESS_F1, PRESS_OTHER,
	};
	static const enum press pointed[] = {PRESS_TEXT, PRESS_CTRL, PRESS_ALT};

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(places); p++)
		for (size_t k = 0; k < ARRAY_LEN(named) + ARRAY_LEN(pointed) * 95; k++) {
			size_t rest = k - ARRAY_LEN(named);
			struct key key = k < ARRAY_LEN(named) ? (struct key){named[k], 0}
				: (struct key){pointed[rest / 95], (uint32_t)(' ' + rest % 95)};
			struct event ev = {.type = EV_KEY, .key = key};

			go(p, k % ARRAY_LEN(sizes));
			session_event(&s, ev);
			if (!s.over)
				session_event(&s, ev);
			if (!s.over)
				session_press(&s, "Down");
			if (!s.over)
				session_event(&s, ev);
			session_close(&s);
		}
}

/* The text of the picture, without its styles; without the hints, which are others where the keys are others: on an answer
 * Enter checks, on the feedback it goes on. */
static void text_of(struct str *out)
{
	str_cut(out, 0);
	for (int i = 0; i < s.frame.width * (s.frame.height - 1); i++)
		str_add(out, s.frame.cells[i].bytes, s.frame.cells[i].len);
}

/* The hints stay as long as the keys do. */
static void hints_of(struct str *out)
{
	int start = s.frame.width * (s.frame.height - 1);

	str_cut(out, 0);
	for (int i = start; i < start + s.frame.width; i++)
		str_add(out, s.frame.cells[i].bytes, s.frame.cells[i].len);
}

/* Where the focus can move without scrolling, Down and Up write no letter. */
static void a_move_changes_nothing_but_the_focus(void **state)
{
	struct str before = {0}, after = {0}, hints = {0}, hints_after = {0};
	unsigned moves = 0;

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(places); p++) {
		go(p, 0);
		session_press(&s, "Up"); /* a message of the moment goes with the first key */
		for (int i = 0; i < 12 && !s.over; i++) {
			size_t top = s.app.levels[s.app.nlevels - 1].top;
			int row = s.frame.cursor_row;
			bool in_line = app_is_in_line(&s.app);
			enum where where = app_where(&s.app);

			(void)session_picture(&s);
			text_of(&before);
			hints_of(&hints);
			session_press(&s, i < 7 ? "Down" : "Up");
			if (s.app.doc.has_caret || top != s.app.levels[s.app.nlevels - 1].top || in_line || s.app.message[0])
				continue;
			text_of(&after);
			hints_of(&hints_after);
			if (strcmp(str_text(&before), str_text(&after)) != 0)
				fail_msg("place %zu, move %d writes letters:\n%s\n%s", p, i, str_text(&before), session_picture(&s));
			if (where == app_where(&s.app) && strcmp(str_text(&hints), str_text(&hints_after)) != 0)
				fail_msg("place %zu, move %d: other hints for the same keys", p, i);
			moves += row != s.frame.cursor_row;
		}
		session_close(&s);
	}
	assert_true(moves > 60);
	str_release(&before);
	str_release(&after);
	str_release(&hints);
	str_release(&hints_after);
}

/* UX-15, A11Y-4: once what was typed is saved, nothing is waited for but a key, and nothing is painted. */
static void nothing_runs_by_itself(void **state)
{
	struct str before = {0};

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(places); p++) {
		go(p, 0);
		session_wait(&s, 3000);
		str_cut(&before, 0);
		str_add_text(&before, session_picture(&s));
		if (app_deadline(&s.app) != -1)
			fail_msg("place %zu: something is waited for\n%s", p, session_picture(&s));
		session_wait(&s, 60000);
		assert_string_equal(session_picture(&s), str_text(&before));
		session_close(&s);
	}
	str_release(&before);
}

/* There is one focus, and it is in one piece. */
static void the_focus_is_in_one_place(void **state)
{
	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(places); p++) {
		int first = -1, last = -1;

		go(p, 0);
		(void)session_picture(&s);
		for (int row = 0; row < s.frame.height; row++)
			for (int c = 0; c < s.frame.width; c++)
				if (s.frame.cells[row * s.frame.width + c].style == STYLE_FOCUS) {
					first = first < 0 ? row : first;
					if (last >= 0 && row > last + 2)
						fail_msg("place %zu: rows %d and %d are both lit", p, last, row);
					last = row;
				}
		if (first >= 0 && !s.app.message_has_focus)
			assert_int_equal(s.frame.cursor_row, first);
		session_close(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_is_pressed),
		cmocka_unit_test(a_move_changes_nothing_but_the_focus),
		cmocka_unit_test(nothing_runs_by_itself),
		cmocka_unit_test(the_focus_is_in_one_place),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
