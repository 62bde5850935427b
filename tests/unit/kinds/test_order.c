/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define N(a) (sizeof(a) / sizeof *(a))

/* A fixed page turns the order by one: the rows are B C D A. */
static const char pages[] =
	"[{id: steps, kind: order, fixed: true, ask: 'What comes when?', hints: ['A begins.'], explain: 'From A on.', items: ["
	"  {id: a, text: Alpha, say: 'It begins.'}, {id: b, text: Beta, say: 'It follows.'},"
	"  {id: c, text: Gamma, say: 'It is third.'}, {id: d, text: Delta, say: 'It ends.'}]},"
	" {id: two, kind: order, ask: 'What comes when?', items: [{id: a, text: Alpha, say: x}, {id: b, text: Beta, say: y}]}]";

static const struct way by_keys[] = {
	{.name = "nothing yet", .page = "steps", .keys = "", .stage = STAGE_OPEN, .kept = "",
		.sees = "[ ] Beta\n[ ] Gamma\n[ ] Delta\n[ ] Alpha\n"},
	{.name = "never the right order", .page = "two", .keys = "", .stage = STAGE_OPEN,
		.sees = "[ ] Beta\n[ ] Alpha\n"},
	{.name = "a digit is the row's place", .page = "steps", .keys = "2", .stage = STAGE_OPEN, .sees = "[2] Beta"},
	{.name = "0 takes it away", .page = "steps", .keys = "2 Up 0", .stage = STAGE_OPEN, .sees = "[ ] Beta"},
	{.name = "a place has one row: they change places", .page = "steps", .keys = "2 3 Up Up 3",
		.stage = STAGE_OPEN, .sees = "[3] Beta\n[2] Gamma", .message = "3 moved here. The row it was at has 2 now."},
	{.name = "a place taken from another row is told", .page = "steps", .keys = "2 2", .stage = STAGE_OPEN, .sees = "[ ] Beta\n[2] Gamma",
		.message = "2 moved here. The row it was at has no number now."},
	{.name = "the same place again moves nothing", .page = "steps", .keys = "2 Up 2", .stage = STAGE_OPEN, .sees = "[2] Beta", .message = ""},
	{.name = "no such place", .page = "steps", .keys = "5", .stage = STAGE_OPEN,
		.message = "There are not so many places."},
	{.name = "not all have one", .page = "steps", .keys = "2 Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "This row has no place yet: type its number."},
	{.name = "in order", .page = "steps", .keys = "2 3 4 1 Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer a+b+c+d right try 1", .sees = "Correct.\n1. Alpha: It begins.\n2. Beta: It follows.",
		.sees_too = "From A on."},
	{.name = "the longest stretch, and the first break", .page = "steps", .keys = "1 2 3 4 Enter",
		.stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY, .kept = "answer b+c+d+a partly try 1",
		.sees = "Partly. The longest stretch in the right order is 3 of 4.\n\"in order\": they follow as they should, at other places.\nPlace 1 does not fit yet. You put there:\n- Beta: It follows.\n",
		.lacks = "It begins.", .lacks_too = "From A on."},
	{.name = "a break further on", .page = "steps", .keys = "2 4 3 1 Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY,
		.sees = "[2] Beta  fits\n[4] Gamma  not yet\n[3] Delta  not yet\n[1] Alpha  fits",
		.sees_too = "2 of 4.\nPlace 3 does not fit yet."},
	{.name = "what stands right after the first break fits", .page = "steps", .keys = "1 3 4 2 Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY, .sees = "[1] Beta  not yet\n[3] Gamma  fits\n[4] Delta  fits\n[2] Alpha  not yet",
		.sees_too = "2 of 4.\nPlace 1 does not fit yet."},
	{.name = "a stretch at other places is in order", .page = "steps", .keys = "1 2 3 4 Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY, .sees = "[1] Beta  in order\n[2] Gamma  in order\n[3] Delta  in order\n[4] Alpha  not yet",
		.sees_too = "3 of 4.\n\"in order\": they follow as they should, at other places.\n"},
	{.name = "none after another", .page = "steps", .keys = "3 2 1 4 Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_WRONG,
		.kept = "answer d+c+b+a wrong try 1", .sees = "Not yet.\nPlace 1"},
	{.name = "on the feedback a digit is for the first row that does not fit, and the next one for the next", .page = "steps",
		.keys = "2 4 3 1 Enter 3 4 Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .kept = "answer a+b+d+c partly try 1; answer a+b+c+d right try 2"},
	{.name = "the reveal", .page = "steps", .keys = "r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.kept = "answer a+b+c+d revealed try 1",
		.sees = "[2] Beta\n[3] Gamma\n[4] Delta\n[1] Alpha\n", .sees_too = "The answer:\n1. Alpha: It begins."},
	{.name = "done is done", .page = "steps", .keys = "r 2", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.message = "This one is done. u clears it, if you want to try again."},
};

static const struct way by_return[] = {
	{.name = "half an order, with a gap", .page = "steps", .before = "3 1", .keys = "", .stage = STAGE_OPEN,
		.kept = "", .sees = "[3] Beta\n[1] Gamma\n[ ] Delta"},
	{.name = "an answer", .page = "steps", .before = "2 4 3 1 Enter", .keys = "",
		.stage = STAGE_TOLD, .verdict = VERDICT_PARTLY,
		.sees = "[2] Beta  fits\n[4] Gamma  not yet", .sees_too = "Place 3 does not fit yet."},
	{.name = "the answer", .page = "steps", .before = "r", .keys = "", .stage = STAGE_DONE,
		.verdict = VERDICT_REVEALED, .sees = "[1] Alpha"},
};

static const struct way by_lines[] = {
	{.name = "numbers, first to last", .page = "steps", .lines = "4 1 2 3\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .kept = "answer a+b+c+d right try 1"},
	{.name = "letters", .page = "steps", .lines = "d a b c\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "partly, then right", .page = "steps", .lines = "4 1 3 2\n4 1 2 3\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.sees = "Partly. The longest stretch in the right order is 2 of 4.", .sees_too = "Correct."},
	{.name = "too few", .page = "steps", .lines = "4 1\n", .stage = STAGE_OPEN, .kept = "",
		.sees = "Type all 4 numbers, first to last, or ? for help."},
	{.name = "one twice", .page = "steps", .lines = "4 1 1 2\n", .stage = STAGE_OPEN, .kept = "",
		.sees = "Type all 4 numbers"},
	{.name = "words", .page = "steps", .lines = "first\n", .stage = STAGE_OPEN, .kept = ""},
};

static const struct faulty faulty[] = {
	{"one item", "items: [{id: a, text: A, say: x}]", "E216"},
	{"no say", "items: [{id: a, text: A, say: x}, {id: b, text: B}]", "E204"},
	{"an id twice", "items: [{id: a, text: A, say: x}, {id: a, text: B, say: x}]", "E201"},
	{"two that read the same", "items: [{id: a, text: A, say: x}, {id: b, text: A, say: x}]", "E215"},
	{"none", "items: []", "E108"},
};

static void records_that_do_not_fit_do_no_harm(void **state)
{
	static const struct pick odd[] = {
		{.id = "a", .number = 1}, {.id = "b", .number = 1}, {.id = "gone", .number = 0}, {.id = "c",
			.number = 99}, {.id = "c", .number = -1}, {.id = "a", .number = 0},
		{.id = "d", .number = -5, .text = "x"},
	};

	(void)state;
	lesson_endures(pages, "steps", odd, N(odd));
	lesson_endures(pages, "steps", odd, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys), TEST_WAYS(pages, by_return), TEST_WAYS(pages, by_lines),
		TEST_FAULTS("order", faulty), cmocka_unit_test(records_that_do_not_fit_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
