/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define N(a) (sizeof(a) / sizeof *(a))

#define CHOICE(name) \
	"{id: " name ", kind: choice, fixed: true, confidence: false, ask: 'What of " name "?', hints: ['Think of " name ".'], options: [" \
	"{id: yes, text: Yes, right: true, say: 'So it is.'}, {id: no, text: No, say: 'It looks so.'}]}"

static const char pages[] = "[{id: talk, kind: read, text: Words.}, " CHOICE("one") ", " CHOICE("two") ", " CHOICE("three") ", "
			    "{id: sum, kind: quiz, title: Sum, text: 'Two of these.', draw: 2, from: [one, two, three]}, "
			    "{id: all, kind: quiz, draw: 5, from: [one]}, "
			    "{id: elsewhere, kind: quiz, draw: 2, from: [later]}, "
			    "{id: mixed, kind: quiz, draw: 3, from: [later, two, talk]}]";

static const struct way by_keys[] = {
	{.name = "the first question", .page = "sum", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "Two of these.\n\nQuestion 1 of 2\n\nWhat of one?"},
	{.name = "answered as on its own page", .page = "sum", .keys = "2 Enter", .stage = STAGE_TOLD, .kept = "answer no wrong try 1", .sees = "Not yet. It looks so."},
	{.name = "its own ladder", .page = "sum", .keys = "2 Enter 1 Enter", .stage = STAGE_DONE, .kept = "answer no wrong try 1; answer yes right try 2"},
	{.name = "its own hints", .page = "sum", .keys = "i", .stage = STAGE_OPEN, .kept = "", .sees = "Hint 1: Think of one."},
	{.name = "its own answer", .page = "sum", .keys = "r", .stage = STAGE_DONE, .kept = "answer revealed try 1", .sees = "The answer: Yes"},
	{.name = "Enter goes to the next", .page = "sum", .keys = "1 Enter Enter", .stage = STAGE_OPEN, .sees = "Question 2 of 2\n\nWhat of two?",
		.lacks = "Two of these."},
	{.name = "the sum", .page = "sum", .keys = "1 Enter Enter 2 Enter Enter", .stage = STAGE_DONE,
		.kept = "answer yes right try 1; answer no wrong try 1; answer one=1+two=3 try 1", .sees = "1 of 2 right at the first try.", .lacks = "%"},
	{.name = "the first answer counts", .page = "sum", .keys = "2 Enter 1 Enter Enter 1 Enter Enter", .stage = STAGE_DONE, .sees = "1 of 2 right",
		.sees_too = "- What of one?\n  not yet"},
	{.name = "looked up", .page = "sum", .keys = "r Enter r Enter", .stage = STAGE_DONE, .sees = "0 of 2 right", .sees_too = "looked up"},
	{.name = "fewer than drawn", .page = "all", .keys = "", .stage = STAGE_OPEN, .sees = "Question 1 of 1"},
	{.name = "none at hand", .page = "elsewhere", .keys = "", .stage = STAGE_DONE, .kept = "", .sees = "not at hand"},
	{.name = "only what is at hand and asks", .page = "mixed", .keys = "", .stage = STAGE_OPEN, .sees = "Question 1 of 1\n\nWhat of two?"},
	{.name = "u in a question clears it", .page = "sum", .keys = "2 Enter u", .stage = STAGE_OPEN, .sees = "( ) 2. No"},
	{.name = "u at the end draws again", .page = "sum", .keys = "1 Enter Enter 1 Enter Enter u", .stage = STAGE_OPEN, .sees = "Question 1 of 2\n\nWhat of three?"},
};

static void quizzes_by_keys(void **state)
{
	(void)state;
	assert_true(lesson_goes(pages, by_keys, N(by_keys)));
}

static const struct way by_return[] = {
	{.name = "half chosen", .page = "sum", .before = "2", .keys = "Enter", .stage = STAGE_TOLD, .kept = "answer no wrong try 1"},
	{.name = "half chosen in the second", .page = "sum", .before = "1 Enter Enter 2", .keys = "", .stage = STAGE_OPEN, .sees = "Question 2 of 2",
		.sees_too = "(*) 2. No"},
	{.name = "a hint was shown", .page = "sum", .before = "i", .keys = "", .stage = STAGE_OPEN, .sees = "Hint 1:"},
	{.name = "answered, not gone on", .page = "sum", .before = "2 Enter", .keys = "", .stage = STAGE_TOLD, .sees = "Question 1 of 2", .sees_too = "Not yet."},
	{.name = "and on from there", .page = "sum", .before = "2 Enter", .keys = "Enter 1 Enter Enter", .stage = STAGE_DONE, .sees = "1 of 2 right"},
	{.name = "the sum", .page = "sum", .before = "1 Enter Enter 1 Enter Enter", .keys = "", .stage = STAGE_DONE, .sees = "2 of 2 right"},
};

static void what_was_left_is_there_again(void **state)
{
	(void)state;
	assert_true(lesson_goes(pages, by_return, N(by_return)));
}

static const struct way by_lines[] = {
	{.name = "one line", .page = "sum", .lines = "2\n", .stage = STAGE_TOLD, .kept = "answer no wrong try 1", .sees = "Not yet. It looks so."},
	{.name = "no such number", .page = "sum", .lines = "3\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 1 to 2"},
	{.name = "to the end", .page = "sum", .lines = "1\n\n1\n\n", .stage = STAGE_DONE, .sees = "Question 2 of 2\n\nWhat of two?\n\n1. Yes",
		.sees_too = "2 of 2 right at the first try."},
};

static void quizzes_by_lines(void **state)
{
	(void)state;
	assert_true(lesson_goes(pages, by_lines, N(by_lines)));
}

static const struct {
	const char *name;
	const char *answered; /* page and key, in order */
	const char *first, *second;
} draws[] = {
	{"none answered: as in the chapter", "", "What of one?", "What of two?"},
	{"the unseen first", "one 1 ", "What of two?", "What of three?"},
	{"then the missed", "one 1 two 2 ", "What of three?", "What of two?"},
	{"missed, however new", "one 1 three 1 two 2 ", "What of two?", "What of one?"},
	{"then the oldest", "three 1 two 1 one 1 ", "What of three?", "What of two?"},
	{"a miss that was mended is answered", "one 2 two 1 three 1 one 1 ", "What of two?", "What of three?"},
};

static void answer(struct lesson *l, const char *list)
{
	char page[16], keys[16];
	int used;

	for (; sscanf(list, "%15s %1s %n", page, keys, &used) == 2; list += used) {
		lesson_visit(l, page);
		lesson_press(l, strcat(keys, " Enter"));
	}
}

static void what_is_needed_is_drawn_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(draws); i++) {
		struct lesson l;

		lesson_begin(&l, pages);
		answer(&l, draws[i].answered);
		lesson_visit(&l, "sum");
		if (!strstr(lesson_view(&l), draws[i].first))
			fail_msg("%s: %s", draws[i].name, lesson_view(&l));
		lesson_press(&l, "1 Enter Enter");
		if (!strstr(lesson_view(&l), draws[i].second))
			fail_msg("%s: %s", draws[i].name, lesson_view(&l));
		lesson_end(&l);
	}
}

/* What was answered on its own page is asked here as if for the first time. */
static void old_answers_are_not_shown(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	answer(&l, "one 2 two 2 three 2 ");
	lesson_visit(&l, "sum");
	assert_int_equal(l.visit.stage, STAGE_OPEN);
	assert_null(strstr(lesson_view(&l), "(*)"));
	lesson_end(&l);
}

static void passing_over_is_allowed(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "sum");
	assert_int_equal(visit_on(&l.visit, &out, &arena), VISIT_HALF);
	assert_false(visit_is_answered(&l.visit));
	assert_int_equal(visit_on(&l.visit, &out, &arena), VISIT_KEEP);
	assert_string_equal(out.page, "sum");
	visit_kept(&l.visit, learner_note(l.learner, &out, 2000));
	assert_true(visit_is_answered(&l.visit));
	assert_non_null(strstr(lesson_view(&l), "passed over"));
	assert_int_equal(visit_on(&l.visit, &out, &arena), VISIT_ON);
	arena_release(&arena);
	lesson_end(&l);
}

static void leaving_midway_keeps_the_draw(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "sum");
	lesson_press(&l, "1 Enter Enter");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_KEEP);
	assert_string_equal(out.word, "half");
	visit_kept(&l.visit, learner_note(l.learner, &out, 2000));
	lesson_visit(&l, "talk");
	lesson_visit(&l, "sum");
	assert_non_null(strstr(lesson_view(&l), "Question 2 of 2\n\nWhat of two?"));
	arena_release(&arena);
	lesson_end(&l);
}

/* Half answers from elsewhere, with numbers that fit nothing. */
static void foreign_drafts_do_no_harm(void **state)
{
	static const struct pick picks[] = {{.id = "one", .number = 99}, {.id = "gone", .number = 1}, {.id = "talk", .number = -7}};
	const struct record drafts[] = {
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .attempt = 3000000000u},
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .attempt = 1, .word = "one", .focus = 4000000000u, .hints = 9, .stage = 3},
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .attempt = 2, .word = "two", .hints = 1},
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .attempt = 0, .word = "gone"},
		{.type = RECORD_ANSWER, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .word = "half"},
	};

	(void)state;
	for (size_t i = 0; i < N(drafts); i++) {
		struct lesson l;

		lesson_begin(&l, pages);
		if (drafts[i].type == RECORD_ANSWER)
			(void)learner_note(l.learner, &drafts[i], 1);
		else
			l.half = record_copy(&l.arena, &drafts[i]);
		lesson_visit(&l, "sum");
		assert_true(l.visit.focus >= -1 && l.visit.focus < visit_items(&l.visit) + (visit_items(&l.visit) == 0));
		lesson_press(&l, "1 Enter Enter 1 Enter Enter u 1 Enter");
		assert_true(*lesson_view(&l) != '\0');
		lesson_end(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quizzes_by_keys),
		cmocka_unit_test(what_was_left_is_there_again),
		cmocka_unit_test(quizzes_by_lines),
		cmocka_unit_test(what_is_needed_is_drawn_first),
		cmocka_unit_test(old_answers_are_not_shown),
		cmocka_unit_test(passing_over_is_allowed),
		cmocka_unit_test(leaving_midway_keeps_the_draw),
		cmocka_unit_test(foreign_drafts_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
