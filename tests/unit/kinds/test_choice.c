/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

static const char pages[] =
	"[{id: cry, kind: choice, fixed: true, title: Bedtime, ask: 'What does it teach?', hints: ['Think of next time.', 'Who comes?'],"
	" explain: 'It adds up.', options: ["
	"  {id: control, text: 'Crying controls', say: 'It can look so.'},"
	"  {id: answered, text: 'Someone comes', right: true, say: 'Yes, someone does.'},"
	"  {id: nothing, text: 'Nothing at all', say: 'More than it seems.'}]},"
	" {id: calm, kind: choice, fixed: true, confidence: false, ask: 'Which?', options: ["
	"  {id: a, text: 'Alpha', right: true, say: 'Alpha it is.'}, {id: b, text: 'Beta is longer', say: 'Beta is not.'}]}]";

/* The ladder of a choice, in keys. */
static const struct way by_keys[] = {
	{.name = "nothing done", .page = "cry", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "( ) 1. Crying controls\n( ) 2. Someone comes",
		.lacks = "your answer"},
	{.name = "a digit chooses and does not check", .page = "cry", .keys = "2", .stage = STAGE_OPEN, .kept = "", .sees = "(*) 2. Someone comes",
		.lacks = "your answer"},
	{.name = "Enter asks how sure", .page = "cry", .keys = "2 Enter", .stage = STAGE_SURE, .kept = "", .sees = "How sure are you?", .lacks = "Yes, someone"},
	{.name = "Enter takes the option with the focus", .page = "cry", .keys = "Down Enter", .stage = STAGE_SURE, .kept = "", .sees = "(*) 2."},
	{.name = "right and sure", .page = "cry", .keys = "2 Enter 3", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer answered right sure 3 try 1", .sees = "Correct. Yes, someone does.\n\nIt adds up.", .sees_too = "Someone comes  your answer"},
	{.name = "how sure is passed over", .page = "cry", .keys = "2 Enter Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer answered right try 1"},
	{.name = "wrong has its own feedback", .page = "cry", .keys = "1 Enter 1", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.kept = "answer control wrong sure 1 try 1", .sees = "Not yet. It can look so.", .lacks = "It adds up.", .lacks_too = "the answer\n"},
	{.name = "another wrong one, with its own", .page = "cry", .keys = "1 Enter 1 3 Enter", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.kept = "answer control wrong sure 1 try 1; answer nothing wrong try 2", .sees = "Not yet. More than it seems.", .lacks = "It can look so."},
	{.name = "wrong, then right: how sure is asked once", .page = "cry", .keys = "1 Enter 1 2 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer control wrong sure 1 try 1; answer answered right try 2", .sees = "Correct."},
	{.name = "choosing again takes the feedback away", .page = "cry", .keys = "1 Enter 1 3", .stage = STAGE_OPEN, .verdict = VERDICT_WRONG,
		.lacks = "Not yet.", .sees = "(*) 3."},
	{.name = "one hint", .page = "cry", .keys = "i", .stage = STAGE_OPEN, .kept = "", .sees = "Hint 1: Think of next time.", .lacks = "Hint 2"},
	{.name = "hints are counted with the answer", .page = "cry", .keys = "i i 2 Enter Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer answered right try 1 hints 2", .sees = "Hint 2: Who comes?"},
	{.name = "no third hint", .page = "cry", .keys = "i i i", .stage = STAGE_OPEN, .message = "That was the last hint. r shows the answer."},
	{.name = "no hint at all", .page = "calm", .keys = "i", .stage = STAGE_OPEN, .message = "There is no hint here. r shows the answer."},
	{.name = "reveal at once", .page = "cry", .keys = "r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED, .kept = "answer revealed try 1",
		.sees = "The answer: Someone comes\nYes, someone does.", .sees_too = "Someone comes  the answer"},
	{.name = "reveal after a wrong one keeps both marks", .page = "cry", .keys = "1 Enter Enter r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.kept = "answer control wrong try 1; answer control revealed try 2", .sees = "Crying controls  your answer", .sees_too = "Someone comes  the answer"},
	{.name = "a reveal before how sure was said keeps the note on what was chosen", .page = "cry", .keys = "1 Enter r", .stage = STAGE_DONE,
		.verdict = VERDICT_REVEALED, .kept = "answer control revealed try 1", .sees = "You chose:\nCrying controls: It can look so.", .sees_too = "It adds up."},
	{.name = "what was chosen and is right is said once", .page = "cry", .keys = "2 Enter r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.lacks = "You chose"},
	{.name = "no second reveal", .page = "cry", .keys = "r r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED, .kept = "answer revealed try 1",
		.message = "The answer is already shown."},
	{.name = "done is done", .page = "cry", .keys = "2 Enter 3 1", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT, .sees = "(*) 2.",
		.message = "This one is done. u clears it, if you want to try again."},
	{.name = "u begins again", .page = "cry", .keys = "2 Enter 3 u", .stage = STAGE_OPEN, .verdict = VERDICT_RIGHT, .lacks = "(*)", .lacks_too = "Correct.",
		.message = "Cleared. Answers given before are kept."},
	{.name = "u where nothing is chosen", .page = "cry", .keys = "u", .stage = STAGE_OPEN, .kept = "",
		.message = "There is nothing to clear here yet."},
	{.name = "u after a hint alone leaves it", .page = "cry", .keys = "i u", .stage = STAGE_OPEN, .sees = "Hint 1", .message = "There is nothing to clear here yet."},
	{.name = "u where nothing was answered", .page = "cry", .keys = "2 u", .stage = STAGE_OPEN, .kept = "", .lacks = "(*)", .message = "Cleared."},
	{.name = "u where how sure is asked", .page = "cry", .keys = "2 Enter u", .stage = STAGE_OPEN, .kept = "", .lacks = "(*)", .lacks_too = "How sure", .message = "Cleared."},
	{.name = "after u a second try", .page = "cry", .keys = "2 Enter 3 u 1 Enter", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.kept = "answer answered right sure 3 try 1; answer control wrong try 2"},
	{.name = "no such option", .page = "calm", .keys = "7", .stage = STAGE_OPEN, .kept = "", .message = "There is no option with that number."},
	{.name = "confidence: false does not ask", .page = "calm", .keys = "1 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer a right try 1"},
	{.name = "how sure knows three numbers", .page = "cry", .keys = "2 Enter 4", .stage = STAGE_SURE, .kept = ""},
};

static const struct way by_return[] = {
	{.name = "a choice not checked", .page = "cry", .before = "3", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "(*) 3."},
	{.name = "asked how sure", .page = "cry", .before = "i 3 Enter", .keys = "", .stage = STAGE_SURE, .kept = "", .sees = "How sure", .sees_too = "Hint 1"},
	{.name = "and answered then", .page = "cry", .before = "3 Enter", .keys = "2", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.kept = "answer nothing wrong sure 2 try 1"},
	{.name = "hints alone", .page = "cry", .before = "i", .keys = "", .stage = STAGE_OPEN, .sees = "Hint 1: Think"},
	{.name = "a wrong answer", .page = "cry", .before = "1 Enter 2", .keys = "", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.sees = "Not yet. It can look so.", .sees_too = "your answer"},
	{.name = "a right answer", .page = "cry", .before = "2 Enter 2", .keys = "", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT, .sees = "Correct."},
	{.name = "a reveal", .page = "cry", .before = "r", .keys = "", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED, .sees = "The answer: Someone comes"},
	{.name = "wrong, then chosen anew", .page = "cry", .before = "1 Enter 2 3", .keys = "", .stage = STAGE_OPEN, .verdict = VERDICT_WRONG,
		.sees = "(*) 3.", .lacks = "Not yet."},
	{.name = "tries are counted on", .page = "cry", .before = "1 Enter 2", .keys = "2 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer control wrong sure 2 try 1; answer answered right try 2"},
	{.name = "a hint after a wrong answer", .page = "cry", .before = "1 Enter 2 i", .keys = "", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.sees = "Not yet. It can look so.", .sees_too = "Hint 1"},
	{.name = "asked how sure, the question has the focus", .page = "cry", .before = "3 Enter", .keys = "Down Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_WRONG, .kept = "answer nothing wrong try 1"},
	{.name = "cleared, and left so", .page = "cry", .before = "i 1 Enter 2 u", .keys = "", .stage = STAGE_OPEN, .sees = "( ) 1.", .lacks = "(*)",
		.verdict = VERDICT_WRONG},
};

static const struct way by_lines[] = {
	{.name = "a number answers and asks how sure", .page = "cry", .lines = "2\n", .stage = STAGE_SURE, .kept = "", .lacks = "Correct."},
	{.name = "and is judged", .page = "cry", .lines = "2\n3\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT, .kept = "answer answered right sure 3 try 1",
		.sees = "Correct. Yes, someone does.\n\nIt adds up."},
	{.name = "an empty line skips how sure", .page = "cry", .lines = "1\n\n", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.kept = "answer control wrong try 1", .sees = "Not yet. It can look so."},
	{.name = "a letter is an option too", .page = "calm", .lines = "b\n", .stage = STAGE_TOLD, .verdict = VERDICT_WRONG, .sees = "Not yet. Beta is not."},
	{.name = "words are refused", .page = "cry", .lines = "the second\n", .stage = STAGE_OPEN, .kept = "",
		.sees = "Type a number from 1 to 3, or ? for help."},
	{.name = "two are one too many", .page = "cry", .lines = "1 2\n", .stage = STAGE_OPEN, .kept = "", .message = "Type a number from 1 to 3, or ? for help."},
	{.name = "four of three", .page = "cry", .lines = "4\n", .stage = STAGE_OPEN, .kept = "", .message = "Type a number from 1 to 3, or ? for help."},
	{.name = "nought", .page = "cry", .lines = "0\n", .stage = STAGE_OPEN, .kept = "", .message = "Type a number from 1 to 3, or ? for help."},
	{.name = "a very long number", .page = "cry", .lines = "99999999999999999999999\n", .stage = STAGE_OPEN, .kept = "",
		.message = "Type a number from 1 to 3, or ? for help."},
	{.name = "how sure: five", .page = "cry", .lines = "2\n5\n", .stage = STAGE_SURE, .kept = "", .message = "Type 1, 2 or 3, or Enter to skip; u takes the answer back."},
	{.name = "how sure: 33", .page = "cry", .lines = "2\n33\n", .stage = STAGE_SURE, .kept = "", .message = "Type 1, 2 or 3, or Enter to skip; u takes the answer back."},
	{.name = "wrong, then right", .page = "calm", .lines = "2\n1\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer b wrong try 1; answer a right try 2", .sees = "Correct. Alpha it is."},
};

static void the_page_is_said_with_numbers(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "cry");
	assert_string_equal(lesson_said(&l), "Bedtime\n\nWhat does it teach?\n\n1. Crying controls\n2. Someone comes\n3. Nothing at all\n");
	assert_string_equal(visit_prompt(&l.visit), "Answer (1-3, i hint, ? help): ");
	(void)lesson_hear(&l, "1");
	assert_string_equal(visit_prompt(&l.visit), "How sure (1 guess, 2 think so, 3 sure, Enter to skip)? ");
	(void)lesson_hear(&l, "1");
	assert_string_equal(visit_prompt(&l.visit), "Answer again, r shows the answer, Enter goes on: ");
	(void)lesson_hear(&l, "2");
	assert_string_equal(visit_prompt(&l.visit), "Enter goes on (? help): ");
	lesson_end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
		cmocka_unit_test(the_page_is_said_with_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
