/* SPDX-License-Identifier: MIT
 *
 * What a person may wish of keys, mouse and margin (settings keys, mouse, margin). */
#include <ctype.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "support/session.h"
#include "tutor/screens.h"

#define N(a) (sizeof(a) / sizeof *(a))

static struct session s;

static void open_page(const char *page, const char *keys)
{
	session_open(&s, NULL);
	s.options.keep = "readable";
	s.options.few_keys = true;
	session_start(&s, 80, 24, page);
	session_press(&s, keys);
}

/* Every state of a page, and the screens where letters do something. */
static const struct {
	const char *page, *keys;
} places[] = {
	{NULL, ""}, {NULL, "?"}, {NULL, "!"}, {"warm", ""}, {"bitter", ""}, {"bitter", "2 Enter"}, {"bitter", "3 Enter 2"}, {"good", ""},
	{"good", "1 Enter"}, {"myth", ""}, {"rate", ""}, {"own", "'a' Esc"}, {"sum", ""},
};

static void letters_are_no_commands(void **state)
{
	(void)state;
	for (size_t p = 0; p < N(places); p++)
		for (char letter = 'A'; letter <= 'z'; letter++) {
			char key[2] = {letter, '\0'}, at[80];

			if (!isalpha((unsigned char)letter))
				continue;
			open_page(places[p].page, places[p].keys);
			(void)snprintf(at, sizeof at, "%s", session_at(&s));
			int focus = app_level(&s.app)->focus, of_page = s.app.visit.focus;
			size_t shown = app_level(&s.app)->top;
			session_press(&s, key);
			if (s.over || strcmp(at, session_at(&s)) != 0 || app_level(&s.app)->focus != focus || s.app.visit.focus != of_page ||
			    app_level(&s.app)->top != shown)
				fail_msg("place %zu: '%c' did something", p, letter);
			session_close(&s);
		}
}

/* A field is where letters are text; keys that are none, and the list of commands, do all there is. */
static void everything_else_works(void **state)
{
	(void)state;
	open_page("own", "'q s'");
	assert_true(session_shows(&s, "q s"));
	session_close(&s);
	open_page("bitter", ": 'hint' Enter");
	assert_true(session_shows(&s, "Look at the clock."));
	session_press(&s, "3 Enter 2");
	assert_true(session_shows(&s, "Not yet."));
	session_press(&s, "PgDn");
	assert_string_equal(session_at(&s), "good");
	session_press(&s, "PgUp Esc");
	assert_string_equal(session_at(&s), "home");
	session_close(&s);
}

static bool names_a_letter(const char *row)
{
	for (const char *at = row; *at; at++)
		if (isalpha((unsigned char)*at) && (at == row || at[-1] == ' ') && (at[1] == ' ' || at[1] == '\0'))
			return true;
	return false;
}

static void hints_name_no_letter(void **state)
{
	char hints[320];

	(void)state;
	for (size_t p = 0; keymap_places[p]; p++)
		for (unsigned width = 20; width <= 200; width++) {
			footer_make((enum where)(1u << p), (enum where)(1u << p), KEYMAP_LETTERS, width, hints, sizeof hints);
			if (names_a_letter(hints))
				fail_msg("at %s: '%s'", keymap_places[p], hints);
		}
	footer_make(AT_PAGE, AT_PAGE, KEYMAP_LETTERS, 78, hints, sizeof hints);
	assert_non_null(strstr(hints, "PgUp back"));
	assert_non_null(strstr(hints, "Esc home"));
}

/* --- clicks --- */

static void click(int row)
{
	session_event(&s, (struct event){.type = EV_KEY, .key = {PRESS_CLICK, (uint32_t)row}});
}

/* The row of the picture that begins with this text, indent aside. */
static int row_of(const char *text)
{
	for (int row = 0; row < s.frame.height; row++) {
		char line[512] = "";
		size_t n = 0;

		for (int c = 0; c < s.frame.width; c++) {
			const struct cell *cell = &s.frame.cells[row * s.frame.width + c];
			memcpy(line + n, cell->bytes, cell->len);
			n += cell->len;
		}
		line[n] = '\0';
		if (strncmp(line + strspn(line, " "), text, strlen(text)) == 0)
			return row;
	}
	fail_msg("no row begins with '%s'", text);
	return -1;
}

static void an_answer_can_be_clicked(void **state)
{
	(void)state;
	open_page("bitter", "");
	click(row_of("( ) 2."));
	assert_true(session_shows(&s, "(*) 2."));
	click(row_of("(*) 2.")); /* again: it is checked */
	assert_true(session_shows(&s, "How sure are you?"));
	session_press(&s, "3");
	assert_true(session_shows(&s, "Correct."));
	click(row_of("Correct."));
	assert_string_equal(session_at(&s), "good");
	click(row_of("[ ] 1."));
	click(row_of("[ ] 3."));
	assert_true(session_shows(&s, "[x] 1."));
	assert_true(session_shows(&s, "[x] 3."));
	click(row_of("[x] 1."));
	assert_true(session_shows(&s, "[ ] 1."));
	session_close(&s);
}

static void rows_of_a_list_open(void **state)
{
	(void)state;
	open_page(NULL, "");
	click(row_of("2. Guests"));
	assert_string_equal(session_at(&s), "note");
	session_close(&s);
}

static void elsewhere_a_click_does_nothing(void **state)
{
	(void)state;
	for (int row = 0; row < 30; row++) {
		open_page("warm", "");
		click(row);
		assert_string_equal(session_at(&s), "warm");
		assert_int_equal(app_level(&s.app)->top, 0);
		session_close(&s);
		open_page("own", "'a'");
		click(row);
		assert_true(visit_is_writing(&s.app.visit));
		session_close(&s);
	}
}

/* --- margin --- */

static void the_margin_is_as_wished(void **state)
{
	static const struct {
		unsigned margin;
		int width, column;
	} cases[] = {{0, 80, 2}, {0, 40, 1}, {1, 80, 1}, {8, 80, 8}, {40, 80, 30}, {8, 40, 8}, {40, 40, 10}, {40, 20, 0}};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		session_open(&s, NULL);
		s.options.margin = cases[i].margin;
		session_start(&s, cases[i].width, 24, "warm");
		(void)session_picture(&s);
		int column = 0;
		while (column < s.frame.width && s.frame.cells[column].bytes[0] == ' ')
			column++;
		assert_int_equal(column, cases[i].column);
		session_close(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_are_no_commands), cmocka_unit_test(everything_else_works), cmocka_unit_test(hints_name_no_letter),
		cmocka_unit_test(an_answer_can_be_clicked), cmocka_unit_test(rows_of_a_list_open),
		cmocka_unit_test(elsewhere_a_click_does_nothing), cmocka_unit_test(the_margin_is_as_wished),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
