/* SPDX-License-Identifier: MIT
 *
 * Questions as the description of the format writes them, and what is off it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/imported.h"

static const struct imported_case cases[] = {
	{ .name = "one question",
		.source = "What warms the pot?\n"
			"A. Hot water\n"
			"B) The leaf\n"
			"ANSWER: A\n",
		.pages = "  - id: what-warms-the-pot\n"
			"    kind: choice\n"
			"    ask: What warms the pot?\n"
			"    options:\n"
			"      - id: hot-water\n"
			"        text: Hot water\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: the-leaf\n"
			"        text: The leaf\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'what-warms-the-pot' had no feedback in 2 places, marked \"write why\": hot-water, "
			"the-leaf\n" },
	{ .name = "several answers",
		.source = "Which two?\n"
			"A. time\n"
			"B. heat\n"
			"C. spoon\n"
			"ANSWER: A, B\n",
		.pages = "  - id: which-two\n"
			"    kind: multi\n"
			"    ask: Which two?\n"
			"    options:\n"
			"      - id: time\n"
			"        text: time\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: heat\n"
			"        text: heat\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: spoon\n"
			"        text: spoon\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'which-two' had no feedback in 3 places, marked \"write why\": time, heat, spoon\n" },
	{ .name = "a question on two lines, an option too",
		.source = "What warms\n"
			"the pot?\n"
			"A. Hot\n"
			"water\n"
			"B. Leaf\n"
			"ANSWER: A\n"
			"\n"
			"Next?\n"
			"A. x\n"
			"B. y\n"
			"ANSWER: B\n",
		.pages = "  - id: what-warms-the-pot\n"
			"    kind: choice\n"
			"    ask: What warms the pot?\n"
			"    options:\n"
			"      - id: hot-water\n"
			"        text: Hot water\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: leaf\n"
			"        text: Leaf\n"
			"        say: This one does not fit.  # write why\n"
			"\n"
			"  - id: next\n"
			"    kind: choice\n"
			"    ask: Next?\n"
			"    options:\n"
			"      - id: x\n"
			"        text: x\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: 'y'\n"
			"        text: 'y'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n",
		.notes = "1: page 'what-warms-the-pot' had no feedback in 2 places, marked \"write why\": hot-water, leaf\n"
			"8: page 'next' had no feedback in 2 places, marked \"write why\": x, y\n" },
	{ .name = "empty lines within",
		.source = "What?\n"
			"\n"
			"A. x\n"
			"\n"
			"B. y\n"
			"\n"
			"ANSWER: B\n",
		.pages = "  - id: what\n"
			"    kind: choice\n"
			"    ask: What?\n"
			"    options:\n"
			"      - id: x\n"
			"        text: x\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: 'y'\n"
			"        text: 'y'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n",
		.notes = "1: page 'what' had no feedback in 2 places, marked \"write why\": x, y\n" },
	{ .name = "feedback",
		.source = "What?\n"
			"A. x\n"
			"B. y\n"
			"ANSWER: B\n"
			"FEEDBACK: Because of *that*.\n",
		.pages = "  - id: what\n"
			"    kind: choice\n"
			"    ask: What?\n"
			"    options:\n"
			"      - id: x\n"
			"        text: x\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: 'y'\n"
			"        text: 'y'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"    explain: |\n"
			"      Because of \\*that\\*.\n",
		.notes = "1: page 'what' had no feedback in 2 places, marked \"write why\": x, y\n" },
	{ .name = "no answer",
		.source = "What?\n"
			"A. x\n"
			"B. y\n"
			"\n"
			"Next?\n"
			"A. x\n"
			"B. y\n"
			"ANSWER: A\n",
		.pages = "  - id: next\n"
			"    kind: choice\n"
			"    ask: Next?\n"
			"    options:\n"
			"      - id: x\n"
			"        text: x\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'y'\n"
			"        text: 'y'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: this question was not carried: it has no line \"ANSWER: ...\"\n"
			"5: page 'next' had no feedback in 2 places, marked \"write why\": x, y\n" },
	{ .name = "an answer that is none of them",
		.source = "What?\n"
			"A. x\n"
			"B. y\n"
			"ANSWER: C\n",
		.pages = "",
		.notes = "4: this question was not carried: its answer names none of its options\n" },
	{ .name = "an answer in words",
		.source = "What?\n"
			"A. x\n"
			"B. y\n"
			"ANSWER: the first\n",
		.pages = "",
		.notes = "4: this question was not carried: its answer names none of its options\n" },
	{ .name = "letters out of order",
		.source = "What?\n"
			"A. x\n"
			"C. y\n"
			"ANSWER: A\n",
		.pages = "",
		.notes = "3: this question was not carried: the letters of its options are not A, B, C ... in this order\n" },
	{ .name = "options without a question",
		.source = "A. x\n"
			"B. y\n"
			"ANSWER: A\n",
		.pages = "",
		.notes = "1: this question was not carried: options begin here, and nothing is asked above them\n" },
	{ .name = "an answer alone",
		.source = "ANSWER: A\n",
		.pages = "",
		.notes = "1: an answer was not carried: there is no question above it\n" },
	{ .name = "one option",
		.source = "What?\n"
			"A. x\n"
			"ANSWER: A\n",
		.pages = "",
		.notes = "1: this question was not carried: it has only one option\n" },
	{ .name = "a gap and signs",
		.source = "Tea is _____ & *hot* [[x]]: why?\n"
			"A. <b>x</b>\n"
			"B. 1. y\n"
			"ANSWER: A\n",
		.pages = "  - id: tea-is-hot-x-why\n"
			"    kind: choice\n"
			"    ask: 'Tea is \xE2\x80\xA6 & \\*hot\\* \\[\\[x]]: why?'\n"
			"    options:\n"
			"      - id: b-x-b\n"
			"        text: '\\<b>x\\</b>'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: '1-y'\n"
			"        text: '1\\. y'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'tea-is-hot-x-why' had no feedback in 2 places, marked \"write why\": b-x-b, 1-y\n" },
	{ .name = "windows lines and small letters",
		.source = "What?\r\n"
			"A. x\r\n"
			"B. y\r\n"
			"Answer: b\r\n",
		.pages = "  - id: what\n"
			"    kind: choice\n"
			"    ask: What?\n"
			"    options:\n"
			"      - id: x\n"
			"        text: x\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: 'y'\n"
			"        text: 'y'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n",
		.notes = "1: page 'what' had no feedback in 2 places, marked \"write why\": x, y\n" },
	{ .name = "a question that begins like an option",
		.source = "A.D. 500 was when?\n"
			"A. then\n"
			"B. now\n"
			"ANSWER: A\n",
		.pages = "  - id: a-d-500-was-when\n"
			"    kind: choice\n"
			"    ask: A.D. 500 was when?\n"
			"    options:\n"
			"      - id: then\n"
			"        text: then\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: now\n"
			"        text: now\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'a-d-500-was-when' had no feedback in 2 places, marked \"write why\": then, now\n" },
	{ .name = "nothing",
		.source = "",
		.pages = "",
		.notes = "" },
};

static void each_becomes_what_is_written_here(void **state)
{
	(void)state;
	assert_true(imported_check(cases, sizeof cases / sizeof cases[0], IMPORT_AIKEN));
}

/* More than a chapter holds is said, and the rest is whole. */
static void a_long_file_is_cut_at_what_a_chapter_holds(void **state)
{
	struct str bytes = { 0 };
	struct import import = { 0 };
	struct str chapter = { 0 };
	size_t len;

	(void)state;
	for (unsigned i = 0; i < 6000; i++)
		str_print(&bytes, "Number %u?\nA. x\nB. y\nANSWER: A\n\n", i);
	assert_true(imported_is_sound(bytes.at, bytes.len, IMPORT_AIKEN));
	const char *clean = import_clean(&import, bytes.at, bytes.len, &len);
	import_read(&import, IMPORT_AIKEN, clean, len);
	assert_true(import_write(&import, "long", "Long", "a test", &chapter));
	assert_int_equal(import.found, 6000);
	assert_true(import.carried > 100 && import.carried < 6000);
	assert_true(import.nnotes >= 6000); /* what was made up, and what was not carried */
	str_release(&chapter);
	str_release(&bytes);
	import_release(&import);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_becomes_what_is_written_here),
		cmocka_unit_test(a_long_file_is_cut_at_what_a_chapter_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
