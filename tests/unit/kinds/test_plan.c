/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

static const char pages[] = "[{id: ask, kind: plan, title: Small, ask: 'When?', cue: 'I am tired', action: 'I ask', follow-up-days: 7}]";

static const struct way by_keys[] = {
	{.name = "examples above two empty lines", .page = "ask", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "If:   I am tired", .sees_too = "then: ..."},
	{.name = "written", .page = "ask", .keys = "'it rains' Tab 'I call'", .stage = STAGE_OPEN, .kept = "", .sees = "If:   it rains", .sees_too = "then: I call"},
	{.name = "Enter goes on, then keeps", .page = "ask", .keys = "'it rains' Enter 'I call' Enter", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1", .sees = "Your plan is with you."},
	{.name = "Down does too", .page = "ask", .keys = "'it rains' Down 'I call' Esc", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1"},
	{.name = "Tab comes round", .page = "ask", .keys = "Tab 'I call' Tab 'it rains' Esc", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1"},
	{.name = "Up goes back", .page = "ask", .keys = "Tab 'I call' Up 'it rains' Esc", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1"},
	{.name = "kept without if and then", .page = "ask", .keys = "'If it rains,' Tab 'then I call ' Esc", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1"},
	{.name = "words that only begin so stay", .page = "ask", .keys = "'iffy days' Tab 'thence' Esc", .stage = STAGE_DONE,
		.kept = "plan ask cue='iffy days'+action='thence' try 1"},
	{.name = "only a cue", .page = "ask", .keys = "'it rains' Esc", .stage = STAGE_DONE, .kept = "plan ask cue='it rains' try 1"},
	{.name = "nothing", .page = "ask", .keys = "Esc", .stage = STAGE_OPEN, .kept = ""},
	{.name = "blanks are nothing", .page = "ask", .keys = "' ' Tab 'then ' Esc", .stage = STAGE_OPEN, .kept = ""},
	{.name = "changed is the same plan, revised", .page = "ask", .keys = "'a' Tab 'b' Esc Enter 'c' Esc", .stage = STAGE_DONE,
		.kept = "plan ask cue='a'+action='b' try 1; plan ask cue='a'+action='bc' try 1"},
	{.name = "taken back", .page = "ask", .keys = "'a' Esc Enter Backspace Esc", .stage = STAGE_DONE, .kept = "plan ask cue='a' try 1; plan ask try 1"},
	{.name = "kept is kept: keys are commands", .page = "ask", .keys = "'it rains' Enter 'I call' Enter 'x' 7 Backspace", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1", .sees = "then: I call\n\nYour plan is with you.\nSpace goes on; Enter writes more."},
	{.name = "Enter writes more, and goes on where nothing is written", .page = "ask", .keys = "'a' Enter 'b' Enter Enter Enter", .stage = STAGE_DONE,
		.kept = "plan ask cue='a'+action='b' try 1"},
	{.name = "letters are letters", .page = "ask", .keys = "'irsqu!?1'", .stage = STAGE_OPEN, .sees = "irsqu!?1"},
};

static const struct way by_return[] = {
	{.name = "half a plan", .page = "ask", .before = "'it rains' Tab 'I c'", .keys = "'all' Esc", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1"},
	{.name = "a half one is left as it was typed", .page = "ask", .before = "'If it'", .keys = "", .stage = STAGE_OPEN, .sees = "If it"},
	{.name = "kept", .page = "ask", .before = "'it rains' Tab 'I call' Esc", .keys = "", .stage = STAGE_DONE, .sees = "If:   it rains"},
	{.name = "kept, then half changed", .page = "ask", .before = "'a' Tab 'b' Esc Enter 'c'", .keys = "", .stage = STAGE_OPEN, .sees = "then: bc"},
};

static const struct way by_lines[] = {
	{.name = "two lines and a full stop", .page = "ask", .lines = "if it rains\nthen I call\n.\n", .stage = STAGE_DONE,
		.kept = "plan ask cue='it rains'+action='I call' try 1", .sees = "Your plan is with you."},
	{.name = "only a full stop", .page = "ask", .lines = ".\n", .stage = STAGE_OPEN, .kept = ""},
	{.name = "only a cue", .page = "ask", .lines = "it rains\n.\n", .stage = STAGE_DONE, .kept = "plan ask cue='it rains' try 1"},
	{.name = "a line after it is kept is no more of it", .page = "ask", .lines = "a\nb\n.\nx\n", .stage = STAGE_DONE,
		.kept = "plan ask cue='a'+action='b' try 1", .sees = "This is kept. Enter goes on"},
	{.name = "a third line", .page = "ask", .lines = "a\nb\nc\n", .stage = STAGE_OPEN, .kept = "", .sees = "Both lines are written."},
};

static void a_paste_is_one_line(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "ask");
	assert_int_equal(visit_where(&l.visit), WHERE_LINE);
	assert_int_equal(visit_paste(&l.visit, "it\nrains", 8), VISIT_HALF);
	assert_non_null(strstr(lesson_view(&l), "it rains"));
	lesson_end(&l);
}

static void a_paste_that_does_not_fit_is_told(void **state)
{
	static char much[EDIT_MOST + 2];
	struct lesson l;

	(void)state;
	memset(much, 'x', sizeof much - 1);
	lesson_begin(&l, pages);
	lesson_visit(&l, "ask");
	assert_int_equal(visit_paste(&l.visit, much, sizeof much - 1), VISIT_HALF);
	assert_string_equal(l.visit.message, "Only a part of it fitted: this field holds 64 KiB.");
	assert_int_equal(visit_paste(&l.visit, much, 1), VISIT_SHOWN);
	lesson_press(&l, "Backspace");
	assert_string_equal(l.visit.message, "");
	lesson_end(&l);
}

static void the_prompts_ask_for_each(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "ask");
	assert_string_equal(visit_prompt(&l.visit), "If: ");
	(void)lesson_hear(&l, "it rains");
	assert_string_equal(visit_prompt(&l.visit), "then: ");
	(void)lesson_hear(&l, "I call");
	assert_string_equal(visit_prompt(&l.visit), "Enter or a full stop (.) keeps it: ");
	lesson_end(&l);
}

/* Not as if nothing were there. */
static void a_locked_plan_says_so(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "ask");
	l.visit.writing = false;
	l.visit.shut = 1;
	assert_non_null(strstr(lesson_view(&l), "(locked; w opens your words)"));
	lesson_end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
		cmocka_unit_test(a_paste_is_one_line),
		cmocka_unit_test(a_paste_that_does_not_fit_is_told),
		cmocka_unit_test(the_prompts_ask_for_each),
		cmocka_unit_test(a_locked_plan_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
