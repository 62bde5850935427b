/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define STATEMENTS "statements: [{id: a, text: 'I ask.'}, {id: b, text: 'I rest.'}]"

static const char pages[] = "[{id: first, kind: rate, title: Today, low: 'never', high: 'always', " STATEMENTS "},"
			    " {id: later, kind: rate, pair: first, " STATEMENTS "},"
			    " {id: three, kind: rate, statements: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C}]}]";

static const struct way by_keys[] = {
	{.name = "what the ends mean", .page = "first", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "0 is never, 10 is always."},
	{.name = "what they mean by themselves", .page = "later", .keys = "", .stage = STAGE_OPEN, .sees = "0 is not at all, 10 is fully."},
	{.name = "one is rated", .page = "first", .keys = "4", .stage = STAGE_OPEN, .kept = "", .sees = "4 of 10", .sees_too = "not rated yet"},
	{.name = "Enter goes to the next", .page = "first", .keys = "4 Enter 6", .stage = STAGE_OPEN, .kept = "", .sees = "4 of 10", .sees_too = "6 of 10"},
	{.name = "the last Enter keeps", .page = "first", .keys = "4 Enter 6 Enter", .stage = STAGE_DONE, .kept = "belief a=4+b=6", .sees = "6 of 10"},
	{.name = "in any order", .page = "first", .keys = "Down 6 Up 4 Enter", .stage = STAGE_DONE, .kept = "belief a=4+b=6"},
	{.name = "Enter on what is not rated", .page = "first", .keys = "Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "Number 1 is not rated yet: type 0 to 10. Space goes on without."},
	{.name = "changed after it was kept", .page = "first", .keys = "4 Enter 6 Enter 9 Enter", .stage = STAGE_DONE, .kept = "belief a=4+b=6; belief a=4+b=9"},
	{.name = "u clears", .page = "first", .keys = "4 Enter 6 u", .stage = STAGE_OPEN, .lacks = "of 10"},
	{.name = "no movement without an earlier rating", .page = "later", .keys = "1 Enter 2 Enter", .stage = STAGE_DONE, .lacks = "->"},
};

static const struct way by_return[] = {
	{.name = "half rated", .page = "first", .before = "4", .keys = "", .stage = STAGE_OPEN, .sees = "4 of 10", .kept = ""},
	{.name = "kept", .page = "first", .before = "4 Enter 6 Enter", .keys = "", .stage = STAGE_DONE, .sees = "4 of 10", .sees_too = "Kept."},
	{.name = "kept, then half changed", .page = "first", .before = "4 Enter 6 Enter 2", .keys = "", .stage = STAGE_OPEN, .sees = "2 of 10"},
};

static const struct way by_lines[] = {
	{.name = "one by one", .page = "first", .lines = "3\n8\n", .stage = STAGE_DONE, .kept = "belief a=3+b=8", .sees = "Kept."},
	{.name = "all in a row", .page = "first", .lines = "3 8\n", .stage = STAGE_DONE, .kept = "belief a=3+b=8"},
	{.name = "with a comma", .page = "first", .lines = "3, 10\n", .stage = STAGE_DONE, .kept = "belief a=3+b=10"},
	{.name = "eleven", .page = "first", .lines = "11\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 0 to 10, or ? for help."},
	{.name = "words", .page = "first", .lines = "high\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 0 to 10, or ? for help."},
	{.name = "cleared", .page = "first", .keys = "3 Enter 8 Enter u", .lines = "4\n", .stage = STAGE_OPEN, .kept = "belief a=3+b=8", .lacks = "Kept."},
	{.name = "a plus is ten", .page = "first", .lines = "+ 8\n", .stage = STAGE_DONE, .kept = "belief a=10+b=8"},
	{.name = "a plus before a number is none", .page = "first", .lines = "+8\n", .stage = STAGE_OPEN, .kept = "", .message = "Type a number from 0 to 10, or ? for help."},
	{.name = "one too many", .page = "first", .lines = "3 8 9\n", .stage = STAGE_OPEN, .kept = "", .message = "All are rated. Enter goes on; u clears them."},
};

static void a_pair_shows_the_movement(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "first");
	lesson_press(&l, "4 Enter 6 Enter");
	lesson_visit(&l, "later");
	assert_null(strstr(lesson_view(&l), "->"));
	lesson_press(&l, "7 Enter 6 Enter");
	assert_non_null(strstr(lesson_view(&l), "[----x==o---] 4 -> 7"));
	assert_non_null(strstr(lesson_view(&l), "[------o----] 6 -> 6"));
	lesson_end(&l);
}

/* Whoever rates one more after "Kept." hears that it was taken; Enter keeps it with the others. */
static void one_more_is_answered(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "three");
	(void)lesson_hear(&l, "7");
	assert_string_equal(l.visit.message, "");
	l.visit.stage = STAGE_DONE; /* as Enter keeps what there is, where a movement is to be shown */
	(void)lesson_hear(&l, "3");
	assert_string_equal(l.visit.message, "Number 2 is rated 3 of 10.");
	assert_int_equal(l.visit.stage, STAGE_OPEN);
	lesson_end(&l);
}

static void the_prompt_asks_for_the_next_one(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "first");
	assert_string_equal(visit_prompt(&l.visit), "Rate 1 (0-10, or all in a row; Enter goes on without): ");
	(void)lesson_hear(&l, "3");
	assert_string_equal(visit_prompt(&l.visit), "Rate 2 (0-10; Enter leaves all that are left): ");
	lesson_end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
		cmocka_unit_test(a_pair_shows_the_movement),
		cmocka_unit_test(one_more_is_answered),
		cmocka_unit_test(the_prompt_asks_for_the_next_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
