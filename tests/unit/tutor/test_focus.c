/* SPDX-License-Identifier: MIT
 *
 * What has the focus is in sight or it is not: never half of it, and never lost because the window changed (WCAG 2.4.11). */
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
#include "tutor/viewport.h"

static struct session s;

static void begin_at(const char *page, int width, int height, const char *keys)
{
	session_open(&s, NULL);
	s.options.keep = "readable";
	session_start(&s, width, height, page);
	session_press(&s, keys);
}

static void a_resize_keeps_it_in_sight(void **state)
{
	static const struct {
		const char *name, *page, *keys;
	} cases[] = {
		{"feedback", "bitter", "3 Enter 2"}, {"the last answer", "bitter", "Down Down"}, {"feedback of several", "good", "1 Enter"},
		{"the second scale", "rate", "4 Enter"}, {"a chapter", NULL, "Down Down Down"}, {"what a chapter was", "sum", ""},
	};
	static const int sizes[][2] = {{40, 15}, {20, 6}, {300, 80}, {40, 15}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin_at(cases[i].page, 80, 24, cases[i].keys);
		size_t top = app_level(&s.app)->top;
		bool has_focus = viewport_items(&s.app) > 0;
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			session_size(&s, sizes[k][0], sizes[k][1]);
			if (has_focus && !viewport_shows(&s.app, viewport_focus(&s.app)))
				fail_msg("%s at %dx%d:\n%s", cases[i].name, sizes[k][0], sizes[k][1], session_picture(&s));
		}
		session_size(&s, 80, 24); /* and the way back ends where it began */
		if (app_level(&s.app)->top != top)
			fail_msg("%s: from row %zu to %zu", cases[i].name, top, app_level(&s.app)->top);
		session_close(&s);
	}
}

/* What a chapter is comes after the first picture of the contents, and makes its row two. */
static void rows_that_grow_leave_it_in_sight(void **state)
{
	static const char the_course[] = "{attune: 1, id: cups, title: Cups, language: en, chapters: [a, b, c, d, e, f, g, h]}";
	static const char *const the_chapters[] = {
#define CHAPTER(id) "{id: " id ", title: 'A long way round the cup', minutes: 18, pages: [{id: " id "-1, kind: read, text: 'Words.'}]}"
		CHAPTER("a"), CHAPTER("b"), CHAPTER("c"), CHAPTER("d"), CHAPTER("e"), CHAPTER("f"), CHAPTER("g"), CHAPTER("h"),
	};
	static const char *const the_sides[SIDE_COUNT];
	static const struct session_texts cups = {the_course, the_chapters, the_sides};

	(void)state;
	session_open_texts(&s, &cups);
	session_start(&s, 20, 6, "g-1");
	session_press(&s, "t");
	assert_true(viewport_focus(&s.app) == 6);
	if (!viewport_shows(&s.app, 6))
		fail_msg("%s", session_picture(&s));
	session_close(&s);
}

/* Text that was scrolled to, with nothing of the focus in sight, is what was read: it stays. */
static void who_reads_reads_on(void **state)
{
	(void)state;
	begin_at("bitter", 20, 6, "");
	assert_false(viewport_shows(&s.app, viewport_focus(&s.app)));
	size_t mark = s.app.doc.rows[app_level(&s.app)->top].mark;
	session_size(&s, 24, 7);
	assert_int_equal(s.app.doc.rows[app_level(&s.app)->top].mark, mark);
	session_close(&s);
}

static bool is_cut(void)
{
	int item = viewport_focus(&s.app);
	size_t first = doc_row_of(&s.app.doc, item), top = app_level(&s.app)->top;

	return first < top && top < s.app.doc.nrows && s.app.doc.rows[top].item == item;
}

static void it_scrolls_whole(void **state)
{
	(void)state;
	begin_at(NULL, 24, 7, "");
	size_t rows = doc_row_of(&s.app.doc, 0);
	assert_int_equal(s.app.doc.rows[rows + 1].item, 0); /* two rows or more: there is something to cut */
	for (int i = 0; i < 2; i++) {
		session_press(&s, "Down");
		assert_false(is_cut());
	}
	assert_false(viewport_shows(&s.app, 0));
	for (int i = 0; i < 2; i++) {
		session_press(&s, "Up");
		assert_false(is_cut());
	}
	assert_true(viewport_shows(&s.app, 0));
	session_close(&s);
}

/* Where arrows move, Tab does. */
static void tab_moves_as_the_arrows_do(void **state)
{
	static const struct {
		const char *name, *page, *keys;
		int focus;
	} cases[] = {
		{"an answer", "bitter", "Tab", 1}, {"back", "bitter", "Tab Tab Shift-Tab", 1}, {"a row at home", NULL, "Tab", 1},
		{"a scale", "rate", "Tab", 1}, {"the help of lists", NULL, "t Tab Tab", 2}, {"support", "warm", "! Tab", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin_at(cases[i].page, 80, 24, cases[i].keys);
		if (viewport_focus(&s.app) != cases[i].focus)
			fail_msg("%s: %d", cases[i].name, viewport_focus(&s.app));
		session_close(&s);
	}
}

/* From the field to the answers and back, and nothing but the focus is another. */
static void the_question_about_words_stands_still(void **state)
{
	char field[8192], picture[8192];
	size_t n = 0;

	(void)state;
	session_open(&s, NULL);
	s.options.asks = true;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt'");
	assert_string_equal(session_at(&s), "keep");
	assert_true(s.app.doc.has_caret);
	for (int i = 0; i < s.frame.width * s.frame.height; i++)
		n += (size_t)snprintf(field + n, sizeof field - n, "%.*s", s.frame.cells[i].len, s.frame.cells[i].bytes);
	session_press(&s, "Down");
	assert_false(s.app.doc.has_caret);
	n = 0;
	for (int i = 0; i < s.frame.width * s.frame.height; i++)
		n += (size_t)snprintf(picture + n, sizeof picture - n, "%.*s", s.frame.cells[i].len, s.frame.cells[i].bytes);
	assert_string_equal(field, picture);
	session_press(&s, "Up"); /* the way back is the same key the other way */
	assert_true(s.app.doc.has_caret);
	session_press(&s, "'s'");
	assert_true(session_shows(&s, "my aunts"));
	session_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_resize_keeps_it_in_sight),
		cmocka_unit_test(rows_that_grow_leave_it_in_sight),
		cmocka_unit_test(who_reads_reads_on),
		cmocka_unit_test(it_scrolls_whole),
		cmocka_unit_test(tab_moves_as_the_arrows_do),
		cmocka_unit_test(the_question_about_words_stands_still),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
