/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

static const char pages[] = "[{id: back, kind: recall, title: Again, ask: 'What comes back?', points: [{id: a, text: Comfort}, {id: b, text: Calm},"
			    " {id: c, text: A mend}]}]";

static const struct way by_keys[] = {
	{.name = "the points wait", .page = "back", .keys = "", .stage = STAGE_OPEN, .kept = "", .lacks = "Comfort", .sees = "Esc shows the points"},
	{.name = "words are not kept before the points were seen", .page = "back", .keys = "'calm'", .stage = STAGE_OPEN, .kept = "", .sees = "calm",
		.lacks = "Comfort"},
	{.name = "Esc shows the points", .page = "back", .keys = "'calm' Esc", .stage = STAGE_OPEN, .kept = "", .sees = "> calm", .sees_too = "[ ] 1. Comfort"},
	{.name = "words are optional", .page = "back", .keys = "Esc", .stage = STAGE_OPEN, .kept = "", .sees = "[ ] 3. A mend"},
	{.name = "digits tick", .page = "back", .keys = "Esc 2", .stage = STAGE_OPEN, .kept = "", .sees = "[x] 2. Calm"},
	{.name = "and untick", .page = "back", .keys = "Esc 2 2", .stage = STAGE_OPEN, .kept = "", .sees = "[ ] 2. Calm"},
	{.name = "Space ticks what has the focus", .page = "back", .keys = "Esc Down Down Space", .stage = STAGE_OPEN, .kept = "", .sees = "[x] 3. A mend"},
	{.name = "there is no fourth", .page = "back", .keys = "Esc 4", .stage = STAGE_OPEN, .kept = "", .message = "There is no point with that number."},
	{.name = "Enter keeps", .page = "back", .keys = "'calm' Esc 2 3 Enter", .stage = STAGE_DONE, .kept = "answer b+c 'calm' try 1",
		.sees = "You remembered 2 of 3; the others are here to read again."},
	{.name = "all of them", .page = "back", .keys = "Esc 1 2 3 Enter", .stage = STAGE_DONE, .kept = "answer a+b+c try 1", .sees = "You remembered all 3."},
	{.name = "none is an answer too", .page = "back", .keys = "Esc Enter", .stage = STAGE_DONE, .kept = "answer try 1", .sees = "You remembered 0 of 3"},
	{.name = "u goes back to the words", .page = "back", .keys = "'calm' Esc 2 u 'er'", .stage = STAGE_OPEN, .kept = "", .sees = "calmer", .lacks = "Comfort"},
	{.name = "once more, after it was kept", .page = "back", .keys = "'x' Esc 1 Enter u 'y' Esc 2 Enter", .stage = STAGE_DONE,
		.kept = "answer a 'x' try 1; answer b 'xy' try 2"},
	{.name = "nobody judges", .page = "back", .keys = "Esc Enter", .stage = STAGE_DONE, .lacks = "Not yet", .lacks_too = "Correct"},
	{.name = "letters are letters in the field", .page = "back", .keys = "'irsqu!?1'", .stage = STAGE_OPEN, .sees = "irsqu!?1"},
};

static const struct way by_return[] = {
	{.name = "half written", .page = "back", .before = "'cal'", .keys = "'m' Esc 2 Enter", .stage = STAGE_DONE, .kept = "answer b 'calm' try 1"},
	{.name = "half ticked", .page = "back", .before = "'calm' Esc 2", .keys = "", .stage = STAGE_OPEN, .sees = "[x] 2. Calm", .sees_too = "> calm"},
	{.name = "half ticked goes on", .page = "back", .before = "'calm' Esc 2", .keys = "1 Enter", .stage = STAGE_DONE, .kept = "answer a+b 'calm' try 1"},
	{.name = "kept", .page = "back", .before = "'calm' Esc 2 Enter", .keys = "", .stage = STAGE_DONE, .sees = "You remembered 1 of 3", .sees_too = "> calm"},
};

static const struct way by_lines[] = {
	{.name = "lines, a full stop, numbers", .page = "back", .lines = "calm\nand q\n.\n2 3\n", .stage = STAGE_DONE,
		.kept = "answer b+c 'calm\nand q' try 1", .sees = "1. Comfort", .sees_too = "You remembered 2 of 3"},
	{.name = "only thought of", .page = "back", .lines = ".\n1\n", .stage = STAGE_DONE, .kept = "answer a try 1"},
	{.name = "none", .page = "back", .lines = "calm\n.\n0\n", .stage = STAGE_DONE, .kept = "answer 'calm' try 1"},
	{.name = "no such number", .page = "back", .lines = ".\n1 4\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type numbers from 1 to 3"},
	{.name = "done is done", .page = "back", .lines = ".\n1\n2\n", .stage = STAGE_DONE, .kept = "answer a try 1", .sees = "This one is done."},
};

static void a_paste_that_does_not_fit_is_told(void **state)
{
	static char much[EDIT_MOST + 2];
	struct lesson l;

	(void)state;
	memset(much, 'x', sizeof much - 1);
	lesson_begin(&l, pages);
	lesson_visit(&l, "back");
	assert_int_equal(visit_paste(&l.visit, much, sizeof much - 1), VISIT_HALF);
	assert_string_equal(l.visit.message, "Only a part of it fitted: this field holds 64 KiB.");
	lesson_press(&l, "'y'");
	assert_non_null(strstr(l.visit.message, "This field is full"));
	lesson_end(&l);
}

/* Going on with words but before the points: the words are kept, and it is half an answer. */
static void leaving_keeps_the_words(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "back");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_SHOWN);
	lesson_press(&l, "'calm'");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_KEEP);
	assert_int_equal(out.type, RECORD_ANSWER);
	assert_string_equal(out.word, "half");
	(void)learner_note(l.learner, &out, 2000);
	visit_kept(&l.visit, &out);
	assert_false(visit_is_answered(&l.visit));
	lesson_visit(&l, "back");
	assert_non_null(strstr(lesson_view(&l), "calm"));
	assert_null(strstr(lesson_view(&l), "Comfort"));
	arena_release(&arena);
	lesson_end(&l);
}

static void keys_are_where_they_belong(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "back");
	assert_int_equal(visit_where(&l.visit), WHERE_FIELD);
	lesson_press(&l, "Esc");
	assert_int_equal(visit_where(&l.visit), WHERE_TICK);
	assert_int_equal(visit_items(&l.visit), 3);
	lesson_press(&l, "Enter");
	assert_int_equal(visit_where(&l.visit), WHERE_DONE);
	assert_int_equal(visit_items(&l.visit), 0);
	lesson_press(&l, "Enter");
	assert_int_equal(l.did, VISIT_ON);
	lesson_end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paste_that_does_not_fit_is_told),
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
		cmocka_unit_test(leaving_keeps_the_words),
		cmocka_unit_test(keys_are_where_they_belong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
