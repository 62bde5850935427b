/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

static const char pages[] = "[{id: land, kind: ground, title: Land, ways: [{id: five, title: 'Five things', steps: ['Name five.', 'Like one.']},"
			    " {id: feet, title: Feet, steps: 'Press both.'}]}]";

static const struct way ways[] = {
	{.name = "all are shown", .page = "land", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "Five things\n  - Name five.\n  - Like one.",
		.sees_too = "Feet\n  - Press both."},
	{.name = "stopping is fine", .page = "land", .keys = "", .stage = STAGE_OPEN, .sees = "If none helps"},
	{.name = "keys do nothing", .page = "land", .keys = "1 2 Space i r u", .stage = STAGE_OPEN, .kept = ""},
	{.name = "nothing is heard", .page = "land", .lines = "1\n", .stage = STAGE_OPEN, .kept = ""},
};

static void it_is_passed_and_nothing_else(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "land");
	assert_int_equal(visit_where(&l.visit), WHERE_PAGE);
	assert_int_equal(visit_items(&l.visit), 0);
	assert_true(visit_is_answered(&l.visit));
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_SHOWN);
	lesson_press(&l, "Enter");
	assert_int_equal(l.did, VISIT_ON);
	assert_non_null(strstr(lesson_said(&l), "  - Press both."));
	arena_release(&arena);
	lesson_end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, ways),
		cmocka_unit_test(it_is_passed_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
