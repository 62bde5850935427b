/* SPDX-License-Identifier: MIT
 *
 * News beside what is read and written: nothing that somebody types, and nothing that cannot be come to, is covered. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/session.h"
#include "tutor/message.h"
#include "tutor/viewport.h"

static struct session s;

static const int sizes[][2] = {{80, 24}, {40, 15}, {30, 8}, {20, 6}};

static void open_at(size_t size, const char *page)
{
	session_open(&s, NULL);
	s.options.keep = "readable";
	s.options.kept_at = "/home/somebody/with/a/long/name/.local/share/attune";
	session_start(&s, sizes[size][0], sizes[size][1], page);
}

static void row_of(int row, char *out, size_t size)
{
	size_t used = 0;

	for (int c = 0; c < s.frame.width && used + 1 < size; c++)
		used += (size_t)snprintf(out + used, size - used, "%.*s", s.frame.cells[row * s.frame.width + c].len, s.frame.cells[row * s.frame.width + c].bytes);
}

static enum style style_at_cursor(void)
{
	return (enum style)s.frame.cells[s.frame.cursor_row * s.frame.width].style;
}

static void assert_writes(size_t size, const char *words)
{
	char row[256] = "";

	row_of(s.frame.cursor_row, row, sizeof row);
	if (!strstr(row, words) || style_at_cursor() == STYLE_MESSAGE || style_at_cursor() == STYLE_ALERT)
		fail_msg("%dx%d: the row with the caret is '%s'", sizes[size][0], sizes[size][1], row);
}

static void news_never_cover_the_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		open_at(i, "own");
		session_press(&s, "'M'");
		assert_true(session_shows(&s, "Your words are"));
		assert_writes(i, "M");
		session_press(&s, "'y aunt sat'");
		assert_writes(i, "My aunt sat");
		session_close(&s);
	}
}

/* What is pushed up for the sake of news is back where it was when they are gone. */
static void the_field_goes_back_where_it_was(void **state)
{
	int row[2];

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		open_at(i, "own");
		row[0] = s.frame.cursor_row;
		session_press(&s, "'M'");
		session_press(&s, "'y'");
		row[1] = s.frame.cursor_row;
		assert_int_equal(row[0], row[1]);
		session_close(&s);
	}
}

/* Trouble stays until it is over: the last rows can be scrolled to all the same. */
static void what_stays_takes_its_rows_for_good(void **state)
{
	(void)state;
	for (size_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
		open_at(i, "bitter");
		s.trouble.kind = ERR_FULL;
		(void)snprintf(s.trouble.words, sizeof s.trouble.words, "the disk is full, and this takes more than a row or two");
		session_press(&s, "l");
		session_press(&s, "h G j j j");
		assert_true(message_taken(&s.app) > 0);
		assert_false(viewport_has_more(&s.app));
		const struct level *level = &s.app.levels[s.app.nlevels - 1];
		int shown = (int)(s.app.doc.nrows - level->top);
		int last = viewport_row(&s.app) + shown - 1;
		assert_true(shown <= (int)viewport_height(&s.app));
		assert_int_not_equal(s.frame.cells[last * s.frame.width].style, STYLE_ALERT);
		session_close(&s);
	}
}

/* `=` covers up to two rows until the next key: going on by screenfuls passes none of them. */
static void no_row_is_passed_unseen(void **state)
{
	(void)state;
	for (size_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
		size_t seen = 0, rows; /* of the doc */

		open_at(i, "warm");
		rows = s.app.doc.nrows;
		for (int n = 0; n < 200 && strcmp(session_at(&s), "warm") == 0; n++) {
			const struct level *level = &s.app.levels[s.app.nlevels - 1];
			size_t end = level->top + viewport_height(&s.app) - message_hides(&s.app);

			if (level->top > seen)
				fail_msg("%dx%d: rows %zu to %zu were never seen", sizes[i][0], sizes[i][1], seen, level->top);
			seen = end > seen ? end : seen;
			session_press(&s, n % 3 ? "Space" : "=");
			if (strcmp(session_at(&s), "warm") != 0)
				break;
		}
		assert_string_not_equal(session_at(&s), "warm");
		assert_true(seen >= rows);
		session_close(&s);
	}
}

/* What the news are about is most often what has the focus. */
static void news_never_cover_the_focus(void **state)
{
	(void)state;
	for (size_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
		open_at(i, "good");
		for (int n = 0; n < 4; n++) {
			const struct level *level = &s.app.levels[s.app.nlevels - 1];

			bool was_seen = viewport_shows(&s.app, s.app.visit.focus);
			session_press(&s, "=");
			size_t row = 0;
			while (row < s.app.doc.nrows && s.app.doc.rows[row].item != s.app.visit.focus)
				row++;
			size_t end = level->top + viewport_height(&s.app) - message_hides(&s.app);
			if (was_seen && (row < level->top || row >= end))
				fail_msg("%dx%d: row %zu with the focus is not among %zu to %zu", sizes[i][0], sizes[i][1], row, level->top, end);
			session_press(&s, "m m j");
		}
		session_close(&s);
	}
}

/* A screen reader says the row the cursor came to only if no other row changed. */
static void news_stand_while_keys_only_move(void **state)
{
	static const struct {
		const char *name, *page, *news, *moves, *ends, *says;
		bool listens;
	} cases[] = {
		{"where am I, on a page", "bitter", "=", "Down Down Down Up g", "2", "page 2 of 8", false},
		{"where am I, at home", NULL, "=", "Down Up", "t", "all saved", false},
		{"the end of the list", "bitter", "G =", "Down", "2", "page 2 of 8", false},
		{"a mark", "bitter", "m", "Down", "Space", "Marked.", false},
		{"what words are kept as", "own", "'M'", "Enter Up Left", "'y'", "Your words are kept", false},
		{"aloud, where news have the cursor", "bitter", "=", "Down Up", "2", "page 2 of 8", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		session_open(&s, NULL);
		s.options.keep = "readable";
		s.options.listens = cases[i].listens;
		session_start(&s, 80, 24, cases[i].page);
		session_press(&s, cases[i].news);
		assert_true(session_shows(&s, cases[i].says));
		session_press(&s, cases[i].moves);
		if (!strstr(s.app.message, cases[i].says) || s.frame.cursor_row == s.frame.height - 2)
			fail_msg("%s: cursor on %d, the message is '%s'", cases[i].name, s.frame.cursor_row, s.app.message);
		session_press(&s, cases[i].ends);
		if (strstr(s.app.message, cases[i].says))
			fail_msg("%s: it stands for ever", cases[i].name);
		session_close(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(news_never_cover_the_field),
		cmocka_unit_test(the_field_goes_back_where_it_was),
		cmocka_unit_test(what_stays_takes_its_rows_for_good),
		cmocka_unit_test(no_row_is_passed_unseen),
		cmocka_unit_test(news_never_cover_the_focus),
		cmocka_unit_test(news_stand_while_keys_only_move),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
