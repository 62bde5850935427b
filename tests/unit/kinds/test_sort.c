/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define N(a) (sizeof(a) / sizeof *(a))

static const char pages[] =
	"[{id: cards, kind: sort, fixed: true, ask: 'Where to?', hints: ['Look.'], explain: 'So it is.', bins: ["
	"  {id: near, text: Close by}, {id: far, text: Far away}, {id: none, text: Neither}], items: ["
	"  {id: hug, text: A hug, bin: near, say: 'Arms are near.'}, {id: star, text: A star, bin: far, say: 'Light years.'},"
	"  {id: call, text: A call, bin: [near, far], say: 'Both at once.'}]},"
	" {id: mixed, kind: sort, ask: 'Where to?', bins: [{id: a, text: A}, {id: b, text: B}],"
	"  items: [{id: one, text: One, bin: a, say: x}, {id: two, text: Two, bin: b, say: x}, {id: three, text: Three, bin: b, say: x}]}]";

static const struct way by_keys[] = {
	{.name = "cards are drawn unseen", .page = "cards", .keys = "", .stage = STAGE_OPEN, .kept = "",
		.sees = "The bins:\n1. Close by\n2. Far away\n3. Neither\n\n[ ] A hug\n2 more cards come.",
		.lacks = "A star"},
	{.name = "a digit puts it into a bin and draws the next", .page = "cards", .keys = "1", .stage = STAGE_OPEN,
		.sees = "[1] A hug\n[ ] A star\n1 more card comes.",
		.lacks = "A call"},
	{.name = "the card drawn has the focus", .page = "cards", .keys = "1 2", .stage = STAGE_OPEN,
		.sees = "[1] A hug\n[2] A star\n[ ] A call\n"},
	{.name = "moving down first changes nothing", .page = "cards", .keys = "1 Down 2 Down 1", .stage = STAGE_OPEN,
		.sees = "[1] A hug\n[2] A star\n[1] A call\n"},
	{.name = "0 takes it out, and it stays drawn", .page = "cards", .keys = "1 Up 0", .stage = STAGE_OPEN,
		.sees = "[ ] A hug\n[ ] A star\n1 more"},
	{.name = "no such bin", .page = "cards", .keys = "4", .stage = STAGE_OPEN, .message = "The bins are 1 to 3."},
	{.name = "not all sorted", .page = "cards", .keys = "1 Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "This card is in no bin yet: type a bin's number."},
	{.name = "all right, one by its second bin", .page = "cards", .keys = "1 2 2 Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer hug=0='near'+star=1='far'+call=1='far' right try 1",
		.sees = "Correct.\n- A hug: Close by\n  Arms are near.", .sees_too = "So it is."},
	{.name = "two of three", .page = "cards", .keys = "1 2 3 Enter", .stage = STAGE_TOLD, .verdict = VERDICT_PARTLY,
		.kept = "answer hug=0='near'+star=1='far'+call=2='none' partly try 1",
		.sees = "[2] A star  fits\n[3] A call  not yet",
		.sees_too = "Partly. 2 of 3 fit.\n1. Close by  2. Far away  3. Neither\n- A call: Both at once.\n", .lacks = "Light years.",
		.lacks_too = "So it is."},
	{.name = "none", .page = "cards", .keys = "3 3 3 Enter", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.sees = "Not yet.\n1. Close by  2. Far away  3. Neither\n- A hug: Arms are near."},
	{.name = "and then right", .page = "cards", .keys = "1 2 3 Enter 1 Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer hug=0='near'+star=1='far'+call=2='none' partly try 1; answer hug=0='near'+star=1='far'+call=0='near' right try 2"},
	{.name = "on the feedback a digit is for the first card that does not fit, and the next one for the next",
		.page = "cards", .keys = "3 2 3 Enter 1 2 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "after a card above, to the one that waits", .page = "cards", .keys = "1 2 Up Up 3 1", .stage = STAGE_OPEN,
		.sees = "[3] A hug\n[2] A star\n[1] A call\n"},
	{.name = "the reveal", .page = "cards", .keys = "r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.kept = "answer hug=0='near'+star=1='far'+call=0='near' revealed try 1",
		.sees = "[1] A hug\n[2] A star\n[1] A call\n", .sees_too = "The answer:\n- A hug: Close by"},
	{.name = "the reveal leaves a card where it fits", .page = "cards", .keys = "1 3 2 r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.kept = "answer hug=0='near'+star=1='far'+call=1='far' revealed try 1",
		.sees = "[1] A hug\n[2] A star\n[2] A call\n", .sees_too = "- A call: Far away\n  fits too: Close by\n  Both at once."},
	{.name = "and says every bin of it", .page = "cards", .keys = "1 2 3 r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.sees = "[1] A call\n", .sees_too = "- A call: Close by\n  fits too: Far away\n  Both at once."},
	{.name = "done is done", .page = "cards", .keys = "r 2", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.message = "This one is done. u clears it, if you want to try again."},
	{.name = "u begins it again", .page = "cards", .keys = "1 2 u", .stage = STAGE_OPEN,
		.sees = "[ ] A hug\n2 more"},
};

static const struct way by_return[] = {
	{.name = "half sorted", .page = "cards", .before = "2", .keys = "", .stage = STAGE_OPEN, .kept = "",
		.sees = "[2] A hug\n[ ] A star\n1 more card comes."},
	{.name = "half sorted, in another order", .page = "mixed", .before = "2", .keys = "1", .stage = STAGE_OPEN,
		.sees = "[2] ", .sees_too = "[1] "},
	{.name = "an answer", .page = "cards", .before = "1 2 3 Enter", .keys = "", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY, .sees = "[3] A call  not yet"},
	{.name = "the answer", .page = "cards", .before = "r", .keys = "", .stage = STAGE_DONE,
		.verdict = VERDICT_REVEALED, .sees = "[1] A call"},
};

static const struct way by_lines[] = {
	{.name = "a line a card", .page = "cards", .lines = "1\n2\n1\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.sees = "Correct."},
	{.name = "all in a row", .page = "cards", .lines = "1 2 2\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "what did not fit is asked again", .page = "cards", .lines = "1 3 3\n2\n1\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer hug=0='near'+star=2='none'+call=2='none' partly try 1; answer hug=0='near'+star=1='far'+call=0='near' right try 2"},
	{.name = "no such bin", .page = "cards", .lines = "4\n", .stage = STAGE_OPEN, .kept = "",
		.sees = "Type the number of a bin, 1 to 3, or ? for help."},
	{.name = "after the reveal", .page = "cards", .keys = "r", .lines = "1\n", .stage = STAGE_DONE,
		.verdict = VERDICT_REVEALED, .sees = "This one is done."},
};

static const struct faulty faulty[] = {
	{"one bin", "bins: [{id: a, text: A}], items: [{id: x, text: X, bin: a, say: x}, {id: y, text: Y, bin: a, say: x}]", "E216"},
	{"one card", "bins: [{id: a, text: A}, {id: b, text: B}], items: [{id: x, text: X, bin: a, say: x}]", "E216"},
	{"a bin that is not there",
	"bins: [{id: a, text: A}, {id: b, text: B}], items: [{id: x, text: X, bin: c, say: x}, {id: y, text: Y, bin: [a, d], say: x}]",
		"E214 E214"},
	{"bins with one id",
	"bins: [{id: a, text: A}, {id: a, text: B}], items: [{id: x, text: X, bin: a, say: x}, {id: y, text: Y, bin: a, say: x}]", "E201"},
	{"cards with one text",
	"bins: [{id: a, text: A}, {id: b, text: B}], items: [{id: x, text: X, bin: a, say: x}, {id: y, text: X, bin: a, say: x}]", "E215"},
	{"no say",
	"bins: [{id: a, text: A}, {id: b, text: B}], items: [{id: x, text: X, bin: a}, {id: y, text: Y, bin: a, say: x}]", "E204"},
	{"no bin",
	"bins: [{id: a, text: A}, {id: b, text: B}], items: [{id: x, text: X, say: x}, {id: y, text: Y, bin: [], say: x}]", "E102 E108"},
};

static void the_prompt_is_the_card(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "cards");
	assert_string_equal(visit_prompt(&l.visit), "A hug (1-3, i hint, ? help): ");
	(void)lesson_hear(&l, "1");
	assert_string_equal(visit_prompt(&l.visit), "A star (1-3, i hint, Enter leaves the rest for later): ");
	(void)lesson_hear(&l, "3 1");
	assert_string_equal(visit_prompt(&l.visit), "A star - again (1-3, r answer, Enter goes on): ");
	lesson_end(&l);
}

static void records_that_do_not_fit_do_no_harm(void **state)
{
	static const struct pick odd[] = {
		{.id = "star", .number = 99, .text = "gone"}, {.id = "call", .number = 0, .text = "far"}, {.id = "gone",
			.text = "near"},
	};

	(void)state;
	lesson_endures(pages, "cards", odd, N(odd));
	lesson_endures(pages, "cards", odd, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys), TEST_WAYS(pages, by_return), TEST_WAYS(pages, by_lines),
		TEST_FAULTS("sort", faulty), cmocka_unit_test(records_that_do_not_fit_do_no_harm),
		cmocka_unit_test(the_prompt_is_the_card),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
