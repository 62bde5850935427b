/* SPDX-License-Identifier: MIT
 *
 * Units as the makers of courses write them, and what is off it. No code is ever run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/imported.h"

static const struct imported_case cases[] = {
	{ .name = "a lesson",
		.source = "- Class: meta\n"
			"  Course: Tea\n"
			"  Lesson: The first cup\n"
			"  Author: Ana\n"
			"\n"
			"- Class: text\n"
			"  Output: Warm the pot.\n"
			"\n"
			"- Class: mult_question\n"
			"  Output: What warms it?\n"
			"  AnswerChoices: hot water; the leaf ;the spoon\n"
			"  CorrectAnswer: hot water\n"
			"  AnswerTests: omnitest(correctVal='hot water')\n"
			"  Hint: It comes from the kettle.\n",
		.pages = "  - id: warm-the-pot\n"
			"    kind: read\n"
			"    text: |\n"
			"      Warm the pot.\n"
			"\n"
			"  - id: what-warms-it\n"
			"    kind: choice\n"
			"    ask: What warms it?\n"
			"    options:\n"
			"      - id: hot-water\n"
			"        text: hot water\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: the-leaf\n"
			"        text: the leaf\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: the-spoon\n"
			"        text: the spoon\n"
			"        say: This one does not fit.  # write why\n"
			"    hints:\n"
			"      - It comes from the kettle.\n",
		.notes = "9: page 'what-warms-it' had no feedback in 3 places, marked \"write why\": hot-water, "
			"the-leaf, the-spoon\n" },
	{ .name = "the answer is in the test alone",
		.source = "- Class: mult_question\n"
			"  Output: What?\n"
			"  AnswerChoices: a; b\n"
			"  AnswerTests: omnitest(correctVal= \"b\")\n",
		.pages = "  - id: what\n"
			"    kind: choice\n"
			"    ask: What?\n"
			"    options:\n"
			"      - id: a\n"
			"        text: a\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: b\n"
			"        text: b\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n",
		.notes = "1: page 'what' had no feedback in 2 places, marked \"write why\": a, b\n" },
	{ .name = "no choice is the answer",
		.source = "- Class: mult_question\n"
			"  Output: What?\n"
			"  AnswerChoices: a; b\n"
			"  CorrectAnswer: c\n",
		.pages = "",
		.notes = "1: this question was not carried: none of its options is right\n" },
	{ .name = "a word",
		.source = "- Class: text_question\n"
			"  Output: Strength comes from the ________.\n"
			"  CorrectAnswer: leaf\n"
			"  AnswerTests: omnitest(correctVal='leaf')\n",
		.pages = "  - id: strength-comes-from-the\n"
			"    kind: fill\n"
			"    ask: Strength comes from the {answer}.\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - leaf\n",
		.notes = "" },
	{ .name = "a number",
		.source = "- Class: exact_question\n"
			"  Output: How many?\n"
			"  CorrectAnswer: '19'\n"
			"  AnswerTests: exact=19\n"
			"  Hint: Count.\n",
		.pages = "  - id: how-many\n"
			"    kind: estimate\n"
			"    ask: How many?\n"
			"    answer: 19\n"
			"    near: 0\n"
			"    say-near: This is near.  # write why\n"
			"    say-far: This is further off.  # write why\n"
			"    hints:\n"
			"      - Count.\n",
		.notes = "1: page 'how-many' had no feedback in 2 places, marked \"write why\": say-near, say-far\n" },
	{ .name = "no number",
		.source = "- Class: exact_question\n"
			"  Output: How many?\n"
			"  CorrectAnswer: 3 cups\n",
		.pages = "",
		.notes = "1: this question was not carried: its answer is no number that can be guessed\n" },
	{ .name = "a range",
		.source = "- Class: range_question\n"
			"  Output: How long?\n"
			"  CorrectAnswer: 7; 13\n"
			"  AnswerTests: range=7-13\n",
		.pages = "  - id: how-long\n"
			"    kind: estimate\n"
			"    ask: How long?\n"
			"    answer: 10\n"
			"    near: 3\n"
			"    say-near: This is near.  # write why\n"
			"    say-far: This is further off.  # write why\n",
		.notes = "1: the answer is a range, from 7 to 13; its middle is shown as the answer\n"
			"1: page 'how-long' had no feedback in 2 places, marked \"write why\": say-near, say-far\n" },
	{ .name = "a range that became a date",
		.source = "- Class: range_question\n"
			"  Output: How long?\n"
			"  CorrectAnswer: 13-Jul\n"
			"  AnswerTests: range=7-13\n",
		.pages = "  - id: how-long\n"
			"    kind: estimate\n"
			"    ask: How long?\n"
			"    answer: 10\n"
			"    near: 3\n"
			"    say-near: This is near.  # write why\n"
			"    say-far: This is further off.  # write why\n",
		.notes = "1: the answer is a range, from 7 to 13; its middle is shown as the answer\n"
			"1: page 'how-long' had no feedback in 2 places, marked \"write why\": say-near, say-far\n" },
	{ .name = "no range",
		.source = "- Class: range_question\n"
			"  Output: How long?\n"
			"  CorrectAnswer: long\n",
		.pages = "",
		.notes = "1: this range_question was not carried: its answer is no range of numbers\n" },
	{ .name = "code in the test",
		.source = "- Class: text_question\n"
			"  Output: Who?\n"
			"  CorrectAnswer: Ana\n"
			"  AnswerTests: any_of_exprs('a', 'b'); system('rm')\n",
		.pages = "  - id: who\n"
			"    kind: fill\n"
			"    ask: Who? {answer}\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - Ana\n",
		.notes = "1: `AnswerTests` was not carried: it is code, and nothing here runs any\n" },
	{ .name = "what is not carried",
		.source = "- Class: cmd_question\n"
			"  Output: Type 2+2\n"
			"  CorrectAnswer: 2+2\n"
			"- Class: script\n"
			"  Output: Write it\n"
			"  Script: x.R\n"
			"- Class: text_many_question\n"
			"  Output: Which?\n"
			"- Output: no class\n"
			"- word\n",
		.pages = "",
		.notes = "1: this cmd_question was not carried: it asks for code, and nothing here runs any\n"
			"4: this script was not carried: it is a script to be written and run\n"
			"7: this text_many_question was not carried: units of this class are not known here\n"
			"9: this unit was not carried: it has no `Class`\n"
			"10: this unit was not carried: it is no map of keys\n" },
	{ .name = "a figure and a video",
		.source = "- Class: figure\n"
			"  Output: Look at the pot.\n"
			"  Figure: pot.R\n"
			"  FigureType: new\n"
			"- Class: video\n"
			"  Output: Would you like to watch?\n"
			"  VideoLink: http://example.org/a_b\n",
		.pages = "  - id: look-at-the-pot\n"
			"    kind: read\n"
			"    text: |\n"
			"      Look at the pot.\n"
			"\n"
			"  - id: would-you-like-to-watch-http-example\n"
			"    kind: read\n"
			"    text: |\n"
			"      Would you like to watch?\n"
			"\n"
			"      http://example.org/a_b\n",
		.notes = "1: the figure pot.R was not carried: it is drawn by code. The words beside it may speak of it\n"
			"5: the video was not carried: its address stands on the page\n" },
	{ .name = "a key nobody knows, and nothing said",
		.source = "- Class: text\n"
			"  Output: Yes.\n"
			"  Colour: blue\n"
			"  Hint: NA\n"
			"- Class: text\n"
			"  Output: ''\n",
		.pages = "  - id: 'yes'\n"
			"    kind: read\n"
			"    text: |\n"
			"      Yes.\n",
		.notes = "3: `Colour` was not carried\n"
			"5: this page was not carried: no words of it are left\n" },
	{ .name = "two paragraphs and signs",
		.source = "- Class: text\n"
			"  Output: |\n"
			"    # One *two*\n"
			"\n"
			"    1. [[x]] <- c(1, 2)\n",
		.pages = "  - id: one-two-1-x-c-1-2\n"
			"    kind: read\n"
			"    text: |\n"
			"      \\# One \\*two\\*\n"
			"\n"
			"      1\\. \\[\\[x]] <- c(1, 2)\n",
		.notes = "" },
	{ .name = "no list",
		.source = "Class: text\n",
		.pages = "",
		.notes = "1: nothing was carried: a swirl lesson is a list of units\n" },
	{ .name = "no YAML",
		.source = "- Class: text\n"
			"  Output: a: b: c\n",
		.pages = "",
		.notes = "2: nothing was carried: mapping values are not allowed in this context\n" },
	{ .name = "an alias",
		.source = "- Class: &x text\n"
			"- Class: *x\n",
		.pages = "",
		.notes = "1: nothing was carried: anchors are not allowed\n"
			"2: nothing was carried: aliases are not allowed\n" },
};

static void each_becomes_what_is_written_here(void **state)
{
	(void)state;
	assert_true(imported_check(cases, sizeof cases / sizeof cases[0], IMPORT_SWIRL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_becomes_what_is_written_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
