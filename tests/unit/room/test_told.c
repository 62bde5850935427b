/* SPDX-License-Identifier: MIT
 *
 * A file that somebody put into the drop box: whole and well formed, or nothing of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "room/told.h"

#define HEAD "attune-share 1\ncourse tea\ngives answers\n"
#define DONE "attune-share 1\ncourse tea\ngives completion\nlast 2026-11-20\n"

static const struct {
	const char *name, *text;
	bool good;
} cases[] = {
	{ "no answer", HEAD "end 4\n", true },
	{ "an answer", HEAD "check p 1 wrong a\nend 5\n", true },
	{ "several options", HEAD "check p 1 partly a b c\nend 5\n", true },
	{ "completion", DONE "chapter c 3 of 7\nend 6\n", true },
	{ "nothing", "", false },
	{ "half of it", HEAD "check p 1 wrong a\n", false },
	{ "half a line", HEAD "check p 1 wr", false },
	{ "no last newline", HEAD "end 4", false },
	{ "more after the end", HEAD "end 4\ncheck p 1 wrong a\n", false },
	{ "another count", HEAD "check p 1 wrong a\nend 4\n", false },
	{ "a later version", "attune-share 2\ncourse tea\ngives answers\nend 4\n", false },
	{ "words it does not know", HEAD "words p my aunt\nend 5\n", false },
	{ "a thing it does not know", "attune-share 1\ncourse tea\ngives words\nend 4\n", false },
	{ "a page twice", HEAD "check p 1 wrong a\ncheck p 1 right b\nend 6\n", false },
	{ "an option twice", HEAD "check p 1 wrong a a\nend 5\n", false },
	{ "a chapter twice", DONE "chapter c 3 of 7\nchapter c 7 of 7\nend 7\n", false },
	{ "more done than there is", DONE "chapter c 8 of 7\nend 6\n", false },
	{ "completion in answers", HEAD "chapter c 3 of 7\nend 5\n", false },
	{ "answers in completion", DONE "check p 1 wrong\nend 6\n", false },
	{ "completion of no day", "attune-share 1\ncourse tea\ngives completion\nend 4\n", false },
	{ "a day that is none", "attune-share 1\ncourse tea\ngives completion\nlast yesterday\nend 5\n", false },
	{ "a long day", "attune-share 1\ncourse tea\ngives completion\nlast 2026-11-20T08\nend 5\n", false },
	{ "two days", DONE "last 2026-11-20\nend 6\n", false },
	{ "a path", "attune-share 1\ncourse ../tea\ngives answers\nend 4\n", false },
	{ "an escape", HEAD "check p 1 wrong \033[2J\nend 5\n", false },
	{ "a formula", HEAD "check p 1 wrong =1+1\nend 5\n", false },
	{ "two blanks", HEAD "check  p 1 wrong a\nend 5\n", false },
	{ "a blank at the end", HEAD "check p 1 wrong a \nend 5\n", false },
	{ "a huge number", HEAD "check p 99999999999999999999 wrong a\nend 5\n", false },
	{ "a negative number", HEAD "check p -1 wrong a\nend 5\n", false },
	{ "another verdict", HEAD "check p 1 brilliant a\nend 5\n", false },
	{ "too many options", HEAD "check p 1 wrong a b c d e f g h i j\nend 5\n", false },
	{ "carriage returns", "attune-share 1\r\ncourse tea\r\ngives answers\r\nend 4\r\n", false },
	{ "a blank line", HEAD "\nend 5\n", false },
};

static void each_is_read_or_not(void **state)
{
	struct told told;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bool read = told_read(cases[i].text, strlen(cases[i].text), &told);
		if (read != cases[i].good)
			fail_msg("%s was %sread", cases[i].name, read ? "" : "not ");
		if (read)
			told_release(&told);
	}
}

static void what_is_read_is_what_stands_there(void **state)
{
	static const char text[] = HEAD "check p 2 partly a b\nend 5\n";
	struct told told;

	(void)state;
	assert_true(told_read(text, strlen(text), &told));
	assert_string_equal(told.course, "tea");
	assert_int_equal(told.nchecks, 1);
	assert_string_equal(told.checks[0].page, "p");
	assert_int_equal(told.checks[0].rev, 2);
	assert_int_equal(told.checks[0].verdict, VERDICT_PARTLY);
	assert_int_equal(told.checks[0].npicks, 2);
	assert_string_equal(told.checks[0].picks[1], "b");
	told_release(&told);
}

/* Cut anywhere, or with any byte another one: never more is read than was there, and never half. */
static void no_half_is_taken_for_the_whole(void **state)
{
	static const char text[] = DONE "chapter a 3 of 7\nchapter b 1 of 5\nend 7\n";
	char bent[sizeof text];
	struct told told;

	(void)state;
	for (size_t len = 0; len < strlen(text); len++)
		assert_false(told_read(text, len, &told));
	for (size_t at = 0; at < strlen(text); at++)
		for (int byte = 0; byte < 256; byte++) {
			memcpy(bent, text, sizeof text);
			bent[at] = (char)byte;
			if (!told_read(bent, strlen(text), &told))
				continue;
			assert_int_equal(told.nchapters, 2);
			told_release(&told);
		}
}

static void a_huge_file_is_none(void **state)
{
	struct str text = { 0 };
	struct told told;

	(void)state;
	str_add_text(&text, HEAD);
	for (int i = 0; i < 5000; i++)
		str_print(&text, "check p-%d 1 wrong a\n", i);
	str_print(&text, "end %d\n", 5004);
	assert_false(told_read(text.at, text.len, &told));
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_read_or_not),
		cmocka_unit_test(what_is_read_is_what_stands_there),
		cmocka_unit_test(no_half_is_taken_for_the_whole),
		cmocka_unit_test(a_huge_file_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
