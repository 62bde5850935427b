/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

static const char pages[] =
	"[{id: fit, kind: multi, fixed: true, ask: 'Which help?', hints: ['Not the loud one.'], explain: 'Small things.', options: ["
	"  {id: ask, text: 'Asking', right: true, say: 'Asking opens.'},"
	"  {id: shout, text: 'Shouting', say: 'It startles.'},"
	"  {id: wait, text: 'Waiting', right: true, say: 'Waiting calms.'},"
	"  {id: leave, text: 'Leaving', say: 'It may hurt.'}]},"
	" {id: sure, kind: multi, fixed: true, confidence: true, ask: 'Which?', options: ["
	"  {id: a, text: 'Alpha', right: true, say: 'Yes.'}, {id: b, text: 'Beta', right: true, say: 'Too.'}]}]";

static const struct way by_keys[] = {
	{.name = "it says how many fit", .page = "fit", .keys = "", .stage = STAGE_OPEN, .sees = "Two of these fit.\n[ ] 1. Asking", .kept = ""},
	{.name = "Space marks", .page = "fit", .keys = "Down Space", .stage = STAGE_OPEN, .sees = "[x] 2. Shouting"},
	{.name = "and unmarks", .page = "fit", .keys = "Space Space", .stage = STAGE_OPEN, .sees = "[ ] 1. Asking"},
	{.name = "a number marks", .page = "fit", .keys = "1 3", .stage = STAGE_OPEN, .sees = "[x] 3. Waiting"},
	{.name = "nothing chosen is not checked", .page = "fit", .keys = "Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "Nothing is chosen yet: Space or a number marks what fits."},
	{.name = "all that fit", .page = "fit", .keys = "1 3 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT, .kept = "answer ask+wait right try 1",
		.sees = "Correct.\n1. fits: Asking opens.\n3. fits: Waiting calms.\n\nSmall things.", .lacks = "It startles."},
	{.name = "one is missing", .page = "fit", .keys = "1 Enter", .stage = STAGE_TOLD, .verdict = VERDICT_PARTLY, .kept = "answer ask partly try 1",
		.sees = "Partly.\n1. fits: Asking opens.\nOne that fits is not chosen yet.", .lacks = "Waiting calms."},
	{.name = "one too many", .page = "fit", .keys = "1 2 3 Enter", .stage = STAGE_TOLD, .verdict = VERDICT_PARTLY, .kept = "answer ask+shout+wait partly try 1",
		.sees = "[x] 1. Asking  fits\n[x] 2. Shouting  not yet\n[x] 3. Waiting  fits\n[ ] 4. Leaving\n", .sees_too = "2. not yet: It startles.\n3. fits: Waiting calms.",
		.lacks = "not chosen yet", .lacks_too = "does not fit"},
	{.name = "none that fits", .page = "fit", .keys = "2 4 Enter", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG, .kept = "answer shout+leave wrong try 1",
		.sees = "Not yet.\n2. not yet: It startles.\n4. not yet: It may hurt.\n2 that fit are not chosen yet."},
	{.name = "partly, then right", .page = "fit", .keys = "1 Enter 3 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer ask partly try 1; answer ask+wait right try 2"},
	{.name = "the reveal tells what was missed and what does not fit", .page = "fit", .keys = "1 2 Enter r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.kept = "answer ask+shout partly try 1; answer ask+shout revealed try 2",
		.sees = "[x] 1. Asking  fits\n[x] 2. Shouting  yours, does not fit\n[ ] 3. Waiting  fits too",
		.sees_too = "The answer:\n1. Asking: Asking opens.\n3. Waiting: Waiting calms.\nYou also chose:\n2. Shouting: It startles."},
	{.name = "the reveal after what fits", .page = "fit", .keys = "1 Enter r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.sees = "The answer:\n1. Asking: Asking opens.\n3. Waiting: Waiting calms.", .lacks = "You also chose"},
	{.name = "a hint", .page = "fit", .keys = "i 1 3 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT, .kept = "answer ask+wait right try 1 hints 1"},
	{.name = "done is done", .page = "fit", .keys = "r 2", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED, .sees = "[ ] 2.",
		.message = "This one is done. u clears it, if you want to try again."},
	{.name = "u clears", .page = "fit", .keys = "1 2 u", .stage = STAGE_OPEN, .lacks = "[x]"},
	{.name = "confidence: true asks", .page = "sure", .keys = "1 Enter", .stage = STAGE_SURE, .kept = ""},
	{.name = "no such number", .page = "sure", .keys = "9", .stage = STAGE_OPEN, .message = "There is no option with that number."},
};

static const struct way by_return[] = {
	{.name = "marks not checked", .page = "fit", .before = "1 4", .keys = "", .stage = STAGE_OPEN, .sees = "[x] 4.", .kept = ""},
	{.name = "partly", .page = "fit", .before = "1 Enter", .keys = "", .stage = STAGE_TOLD, .verdict = VERDICT_PARTLY, .sees = "Partly."},
	{.name = "partly, one more marked", .page = "fit", .before = "1 Enter 3", .keys = "Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer ask partly try 1; answer ask+wait right try 2"},
	{.name = "asked how sure", .page = "sure", .before = "1 2 Enter", .keys = "3", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer a+b right sure 3 try 1"},
};

static const struct way by_lines[] = {
	{.name = "several", .page = "fit", .lines = "1 3\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT, .sees = "Correct.\n1. fits: Asking opens.",
		.kept = "answer ask+wait right try 1"},
	{.name = "letters and commas", .page = "fit", .lines = "a, c\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "the one that is missing is added", .page = "fit", .lines = "1\n3\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer ask partly try 1; answer ask+wait right try 2"},
	{.name = "what did not fit is let go", .page = "fit", .lines = "1 2\n3\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "no numbers", .page = "fit", .lines = "all\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type numbers from 1 to 4, for example 1 3, or ? for help."},
	{.name = "one of them is none", .page = "fit", .lines = "1 9\n", .stage = STAGE_OPEN, .kept = ""},
};

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
