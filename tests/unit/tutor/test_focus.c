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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_resize_keeps_it_in_sight),
		cmocka_unit_test(who_reads_reads_on),
		cmocka_unit_test(it_scrolls_whole),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
