/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

static const char pages[] = "[{id: spoil, kind: myth, title: 'Comfort does not spoil', claim: 'Picking up spoils.', myth: spoiling,"
			    " text: 'Research says otherwise.'}]";

static const struct way by_keys[] = {
	{.name = "the claim alone", .page = "spoil", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "> Picking up spoils.", .sees_too = "not rated yet",
		.lacks = "Comfort does not spoil", .lacks_too = "Research"},
	{.name = "a digit rates", .page = "spoil", .keys = "7", .stage = STAGE_OPEN, .kept = "", .sees = "7 of 10", .lacks = "Research"},
	{.name = "the arrows move it", .page = "spoil", .keys = "Right Right", .stage = STAGE_OPEN, .kept = "", .sees = "6 of 10"},
	{.name = "Enter before rating", .page = "spoil", .keys = "Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "Left and Right or 0 to 10 rate it; Space reads on without."},
	{.name = "rated: the refutation", .page = "spoil", .keys = "7 Enter", .stage = STAGE_OPEN, .kept = "belief before=7",
		.sees = "Comfort does not spoil\n\nResearch says otherwise.", .sees_too = "And now?"},
	{.name = "and rated again", .page = "spoil", .keys = "7 Enter 3 Enter", .stage = STAGE_DONE, .kept = "belief before=7; belief before=7+after=3",
		.sees = "It moved from 7 to 3 of 10."},
	{.name = "it stayed", .page = "spoil", .keys = "+ Enter + Enter", .stage = STAGE_DONE, .sees = "It stayed at 10 of 10. That is fine"},
	{.name = "nought is a rating", .page = "spoil", .keys = "0 Enter 0 Enter", .stage = STAGE_DONE, .kept = "belief before=0; belief before=0+after=0"},
	{.name = "u begins again", .page = "spoil", .keys = "7 Enter 3 Enter u", .stage = STAGE_OPEN, .lacks = "Research", .sees = "not rated yet"},
	{.name = "r reads on without", .page = "spoil", .keys = "r", .stage = STAGE_OPEN, .kept = "", .sees = "Research says otherwise.",
		.sees_too = "If you like: how much do you believe it now?"},
	{.name = "and there r has no more", .page = "spoil", .keys = "r r", .stage = STAGE_OPEN, .kept = "",
		.message = "There is no answer to show on this page."},
	{.name = "rated only then", .page = "spoil", .keys = "r 3 Enter", .stage = STAGE_DONE, .kept = "belief after=3",
		.sees = "You rate it 3 of 10 now."},
};

static const struct way by_return[] = {
	{.name = "half rated", .page = "spoil", .before = "7", .keys = "", .stage = STAGE_OPEN, .sees = "7 of 10", .lacks = "Research"},
	{.name = "reading", .page = "spoil", .before = "7 Enter", .keys = "", .stage = STAGE_OPEN, .sees = "Research", .sees_too = "not rated yet"},
	{.name = "reading, half rated again", .page = "spoil", .before = "7 Enter 2", .keys = "Enter", .stage = STAGE_DONE,
		.kept = "belief before=7; belief before=7+after=2", .sees = "It moved from 7 to 2 of 10."},
	{.name = "done", .page = "spoil", .before = "7 Enter 3 Enter", .keys = "", .stage = STAGE_DONE, .sees = "It moved from 7 to 3 of 10."},
};

static const struct way by_lines[] = {
	{.name = "two ratings", .page = "spoil", .lines = "8\n4\n", .stage = STAGE_DONE, .kept = "belief before=8; belief before=8+after=4",
		.sees = "Comfort does not spoil\n\nResearch says otherwise.", .sees_too = "It moved from 8 to 4 of 10."},
	{.name = "ten", .page = "spoil", .lines = "10\n", .stage = STAGE_OPEN, .kept = "belief before=10"},
	{.name = "eleven", .page = "spoil", .lines = "11\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 0 to 10, or ? for help."},
	{.name = "less than nothing", .page = "spoil", .lines = "-1\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 0 to 10, or ? for help."},
	{.name = "words", .page = "spoil", .lines = "seven\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 0 to 10, or ? for help."},
	{.name = "no third rating", .page = "spoil", .lines = "8\n4\n5\n", .stage = STAGE_DONE, .kept = "belief before=8; belief before=8+after=4",
		.message = "This one is done. Enter goes on."},
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
