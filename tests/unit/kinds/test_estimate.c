/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define N(a) (sizeof(a) / sizeof *(a))

static const char pages[] =
	"[{id: babies, kind: estimate, ask: 'How many?', hints: ['Over half.'], explain: 'About two in three.', answer: 65, unit: in 100, near: 8,"
	"  say-near: 'Close to it.', say-far: 'Guesses vary a lot.'},"
	" {id: bare, kind: estimate, ask: 'How many?', answer: -0.3, near: 0.1, say-near: Near., say-far: Far.},"
	" {id: large, kind: estimate, ask: 'How many?', answer: 12500, near: 0, say-near: Near., say-far: Far.}]";

static const struct way by_keys[] = {
	{.name = "nothing yet", .page = "babies", .keys = "", .stage = STAGE_OPEN, .kept = "",
		.sees = "Your guess (in 100):"},
	{.name = "near", .page = "babies", .keys = "'60' Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer answer='60' right try 1",
		.sees = "Correct. Close to it.\nYou guessed 60. The number is 65 in 100.\n\nAbout two in three."},
	{.name = "near is inclusive, above", .page = "babies", .keys = "'73' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT},
	{.name = "and below", .page = "babies", .keys = "'57' Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "just beyond", .page = "babies", .keys = "'73.1' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_WRONG},
	{.name = "far is explained at once, and done", .page = "babies", .keys = "'20' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_WRONG,
		.kept = "answer answer='20' wrong try 1",
		.sees = "Further off. Guesses vary a lot.\nYou guessed 20. The number is 65 in 100.\n\nAbout two in three."},
	{.name = "tenths do not lose by being tenths", .page = "bare", .keys = "'-0.2' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT},
	{.name = "no number", .page = "babies", .keys = "'many' Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "One number, please, such as 12 or 0.5."},
	{.name = "a digit of a word is no number", .page = "babies", .keys = "'Hello world1' Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "One number, please, such as 12 or 0.5."},
	{.name = "nor after a mark in a word", .page = "babies", .keys = "'no.65' Enter", .stage = STAGE_OPEN, .kept = ""},
	{.name = "nor after a letter of another script", .page = "babies", .keys = "'\xc3\xa9" "65' Enter", .stage = STAGE_OPEN, .kept = ""},
	{.name = "a sign beside it is no word", .page = "babies", .keys = "'~65%' Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "two numbers", .page = "babies", .keys = "'60 to 70' Enter", .stage = STAGE_OPEN, .kept = ""},
	{.name = "a hint from the page", .page = "babies", .keys = "Esc i Enter '65' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer answer='65' right try 1 hints 1"},
	{.name = "the reveal", .page = "babies", .keys = "'4' Esc r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.kept = "answer answer='4' revealed try 1",
		.sees = "The answer: 65 in 100.\n\nAbout two in three."},
	{.name = "u begins it again", .page = "babies", .keys = "'4' Enter u '65' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer answer='4' wrong try 1; answer answer='65' right try 2"},
};

static const struct way by_return[] = {
	{.name = "half a number", .page = "babies", .before = "'6'", .keys = "'5' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .kept = "answer answer='65' right try 1"},
	{.name = "a far guess is done", .page = "babies", .before = "'4' Enter", .keys = "", .stage = STAGE_DONE,
		.verdict = VERDICT_WRONG, .sees = "You guessed 4."},
};

static const struct way by_lines[] = {
	{.name = "a number", .page = "babies", .lines = "65\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.sees = "Correct. Close to it."},
	{.name = "far: a verdict in lines begins as all of them", .page = "babies", .lines = "20\n", .stage = STAGE_DONE,
		.verdict = VERDICT_WRONG, .sees = "Not yet. Guesses vary a lot."},
	{.name = "with its unit, which has a number too", .page = "babies", .lines = "65 in 100\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT},
	{.name = "with words and signs", .page = "babies", .lines = "about 65 %\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT},
	{.name = "a decimal comma", .page = "bare", .lines = "-0,25\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "a decimal part alone", .page = "bare", .lines = "-.25\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "in a word", .page = "bare", .lines = "world1\n", .stage = STAGE_OPEN, .kept = "",
		.message = "Type one number, such as 12 or 0.5, or ? for help."},
	{.name = "thousands by comma", .page = "large", .lines = "12,500\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT},
	{.name = "thousands by space", .page = "large", .lines = "12 500.0\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT},
	{.name = "no number", .page = "babies", .lines = "most\n", .stage = STAGE_OPEN, .kept = "",
		.sees = "Type one number, such as 12 or 0.5, or ? for help."},
	{.name = "more digits than there are", .page = "babies", .lines = "1234567890123456789\n", .stage = STAGE_OPEN,
		.kept = ""},
	{.name = "once is all", .page = "babies", .lines = "4\n65\n", .stage = STAGE_DONE, .verdict = VERDICT_WRONG,
		.sees = "This one is done."},
};

static const struct faulty faulty[] = {
	{"no say-near", "answer: 1, near: 1, say-far: x", "E204"},
	{"neither", "answer: 1, near: 1", "E204 E204"},
	{"no answer, no near", "say-near: x, say-far: x", "E102 E102"},
	{"near below zero", "answer: 1, near: -1, say-near: x, say-far: x", "E105"},
	{"an answer in words", "answer: many, near: 1, say-near: x, say-far: x", "E105"},
	{"all there", "answer: 0.5, near: 0, say-near: x, say-far: x", ""},
};

static void records_that_do_not_fit_do_no_harm(void **state)
{
	static const struct pick odd[] = {
		{.id = "other", .number = 3, .text = "3 or 4"}, {.id = "answer"},
	};

	(void)state;
	lesson_endures(pages, "babies", odd, N(odd));
	lesson_endures(pages, "babies", odd, 1);
}

static void a_paste_that_does_not_fit_is_told(void **state)
{
	static const char much[] = "about 60, I would say, but then I have never counted them, so who knows";
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "babies");
	assert_int_equal(visit_paste(&l.visit, much, sizeof much - 1), VISIT_HALF);
	assert_string_equal(l.visit.message, "Only the beginning of it fitted: this blank is full.");
	assert_int_equal(visit_paste(&l.visit, much, 1), VISIT_SHOWN);
	assert_string_equal(l.visit.message, "This blank is full.");
	lesson_end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paste_that_does_not_fit_is_told),
		TEST_WAYS(pages, by_keys), TEST_WAYS(pages, by_return), TEST_WAYS(pages, by_lines),
		TEST_FAULTS("estimate", faulty), cmocka_unit_test(records_that_do_not_fit_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
