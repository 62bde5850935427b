/* SPDX-License-Identifier: MIT
 *
 * The list of all commands: what is done from it is done as by its key, in the page that is below it. */
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

static struct session s;

static void begin_at(const char *page)
{
	session_open(&s, NULL);
	session_start(&s, 80, 24, page);
}

static void shows(const char *words)
{
	if (!session_shows(&s, words))
		fail_msg("'%s' is not in\n%s", words, session_picture(&s));
}

/* The list is longer than the window, the page is not: it is the page that Space asks about. */
static void the_next_screenful_is_the_page_s(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, ": Down Down Enter");
	assert_string_equal(session_at(&s), "bitter");
	session_close(&s);
}

static void a_list_longer_than_the_window_says_so(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, ":");
	shows("more below");
	session_press(&s, "'hint'");
	assert_false(session_shows(&s, "more below"));
	session_close(&s);
}

/* There are keys for nine, and rows may be more. */
static void a_number_is_read_whole(void **state)
{
	static const struct {
		const char *name, *page, *keys, *shows;
	} cases[] = {
		{"a row", "warm", "t : '2' Enter", "What comes next is about loneliness."},
		{"no such row", "warm", "t : '12' Enter", "There is no line with that number here."},
		{"an answer", "bitter", ": '2' Enter", "(*) 2."},
		{"after its name", "bitter", ": 'choose 2' Enter", "(*) 2."},
		{"no such answer", "bitter", ": '12' Enter", "There is no line with that number here."},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin_at(cases[i].page);
		session_press(&s, cases[i].keys);
		if (!session_shows(&s, cases[i].shows))
			fail_msg("%s:\n%s", cases[i].name, session_picture(&s));
		session_close(&s);
	}
}

/* Who learnt to leave by a word need not go home first; half an answer is kept as by q, and the shell is not told of an end. */
static void a_word_leaves_from_anywhere(void **state)
{
	static const struct {
		const char *name, *page, *keys;
	} cases[] = {
		{"a page", "warm", ": 'quit' Enter"},
		{"its beginning is enough", "warm", ": 'q' Enter"},
		{"half an answer", "bitter", "3 : 'quit' Enter"},
		{"how sure", "bitter", "3 Enter : 'quit' Enter"},
		{"the contents", "warm", "t : 'quit' Enter"},
		{"home", NULL, ": 'quit' Enter"},
		{"home, its beginning", NULL, ": 'q' Enter"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin_at(cases[i].page);
		session_press(&s, cases[i].keys);
		if (!s.over || s.status != 0)
			fail_msg("%s: %d %d\n%s", cases[i].name, s.over, s.status, session_picture(&s));
		session_close(&s);
	}
}

/* What leaves is named by its own beginning: a word from within its help only shows it. */
static void a_word_within_others_does_not_leave(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, ": 'from here' Enter");
	assert_false(s.over);
	session_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_next_screenful_is_the_page_s),
		cmocka_unit_test(a_list_longer_than_the_window_says_so),
		cmocka_unit_test(a_number_is_read_whole),
		cmocka_unit_test(a_word_leaves_from_anywhere),
		cmocka_unit_test(a_word_within_others_does_not_leave),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
