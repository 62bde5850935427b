/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define N(a) (sizeof(a) / sizeof *(a))

/* A fixed page shows the partners turned by one: 1 (a) is Boat's, 2 (b) is Cup's, 3 (c) is Ark's. */
static const char pages[] =
	"[{id: three, kind: match, fixed: true, ask: 'Which goes with which?', hints: ['Water.'], explain: 'They float.', pairs: ["
	"  {left: Ark, right: animals, say: 'It was full of them.'},"
	"  {left: Boat, right: oars, say: 'One rows it.'},"
	"  {id: mug, left: Cup, right: tea, say: 'One drinks from it.'}]},"
	" {id: mixed, kind: match, ask: 'Which?', pairs: [{left: A, right: a, say: one}, {left: B, right: b, say: two}]}]";

#define ALL_RIGHT "3 1 2"

static const struct way by_keys[] = {
	{.name = "nothing yet", .page = "three", .keys = "", .stage = STAGE_OPEN, .kept = "",
		.sees = "[ ] Ark\n[ ] Boat\n[ ] Cup\n\nThe partners:\n1. oars\n2. tea\n3. animals"},
	{.name = "a digit gives the row its partner", .page = "three", .keys = "Down 2", .stage = STAGE_OPEN,
		.sees = "[ ] Ark\n[2] Boat"},
	{.name = "0 takes it away", .page = "three", .keys = "2 Up 0", .stage = STAGE_OPEN, .sees = "[ ] Ark"},
	{.name = "a partner has one row: they change places", .page = "three", .keys = "1 2 Up Up 2",
		.stage = STAGE_OPEN, .sees = "[2] Ark\n[1] Boat"},
	{.name = "or leaves the other without", .page = "three", .keys = "1 1", .stage = STAGE_OPEN,
		.sees = "[ ] Ark\n[1] Boat"},
	{.name = "no such partner", .page = "three", .keys = "4", .stage = STAGE_OPEN,
		.message = "There is no partner with that number."},
	{.name = "not all have one", .page = "three", .keys = "1 Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "This row has no partner yet: type the number of one."},
	{.name = "all", .page = "three", .keys = ALL_RIGHT " Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer ark=0='ark'+boat=1='boat'+mug=2='mug' right try 1",
		.sees = "Correct.\n- Ark: animals\n  It was full of them.\n- Boat: oars\n  One rows it.",
		.sees_too = "They float."},
	{.name = "one of three", .page = "three", .keys = "3 2 1 Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY,
		.kept = "answer ark=0='ark'+boat=2='mug'+mug=1='boat' partly try 1",
		.sees = "[3] Ark  fits\n[2] Boat  not yet\n[1] Cup  not yet",
		.sees_too = "Partly. 1 of 3 fit.\n- tea: One drinks from it.\n- oars: One rows it.\n",
		.lacks = "It was full", .lacks_too = "They float."},
	{.name = "none", .page = "three", .keys = "1 2 3 Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_WRONG, .sees = "Not yet.\n- oars:"},
	{.name = "on the feedback a digit is for the first row that does not fit, and the next one for the next", .page = "three",
		.keys = "1 2 3 Enter 3 1 2 Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer ark=1='boat'+boat=2='mug'+mug=0='ark' wrong try 1; answer ark=0='ark'+boat=1='boat'+mug=2='mug' right try 2"},
	{.name = "what fits stays", .page = "three", .keys = "3 2 1 Enter 1 2 Enter", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "also with its row gone to", .page = "three", .keys = "3 2 1 Enter Home 1", .stage = STAGE_OPEN, .verdict = VERDICT_PARTLY,
		.sees = "[3] Ark\n[1] Boat\n[ ] Cup"},
	{.name = "its number is not for another row", .page = "three", .keys = "3 2 1 Enter 3", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY, .sees = "[3] Ark  fits\n[2] Boat  not yet", .message = "3 is where it fits already."},
	{.name = "so typing all of them again does no harm", .page = "three", .keys = "3 2 1 Enter 3 1 2 Enter",
		.stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "0 on the feedback empties what does not fit", .page = "three", .keys = "3 2 1 Enter 0", .stage = STAGE_OPEN, .verdict = VERDICT_PARTLY,
		.sees = "[3] Ark\n[ ] Boat\n[ ] Cup"},
	{.name = "u lets go of what fitted", .page = "three", .keys = "3 2 1 Enter 1 u 1", .stage = STAGE_OPEN, .verdict = VERDICT_PARTLY,
		.sees = "[1] Ark\n[ ] Boat"},
	{.name = "the row left out comes after the last", .page = "three", .keys = "Down 1 2 3", .stage = STAGE_OPEN,
		.sees = "[3] Ark\n[1] Boat\n[2] Cup"},
	{.name = "the reveal", .page = "three", .keys = "1 r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.sees = "[3] Ark\n[1] Boat\n[2] Cup",
		.sees_too = "The answer:\n- Ark: animals",
		.kept = "answer ark=0='ark'+boat=1='boat'+mug=2='mug' revealed try 1"},
	{.name = "a hint", .page = "three", .keys = "i " ALL_RIGHT " Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer ark=0='ark'+boat=1='boat'+mug=2='mug' right try 1 hints 1"},
	{.name = "done is done", .page = "three", .keys = "r 1", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.message = "This one is done. u clears it, if you want to try again."},
	{.name = "u clears", .page = "three", .keys = "1 r u", .stage = STAGE_OPEN, .verdict = VERDICT_REVEALED,
		.sees = "[ ] Ark\n[ ] Boat"},
	{.name = "the file's order is never shown", .page = "mixed", .keys = "", .stage = STAGE_OPEN,
		.sees = "1. b\n2. a"},
};

static const struct way by_return[] = {
	{.name = "half an answer", .page = "three", .before = "Down 2", .keys = "", .stage = STAGE_OPEN,
		.sees = "[ ] Ark\n[2] Boat", .kept = ""},
	{.name = "an answer", .page = "three", .before = "3 2 1 Enter", .keys = "", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY,
		.sees = "[3] Ark  fits\n[2] Boat  not yet", .sees_too = "Partly. 1 of 3 fit."},
	{.name = "the answer", .page = "three", .before = "r", .keys = "", .stage = STAGE_DONE,
		.verdict = VERDICT_REVEALED, .sees = "[3] Ark"},
};

static const struct way by_lines[] = {
	{.name = "letters", .page = "three", .lines = "c a b\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.sees = "Correct.\n- Ark: animals"},
	{.name = "numbers", .page = "three", .lines = "3 2 1\n", .stage = STAGE_TOLD, .verdict = VERDICT_PARTLY,
		.sees = "Partly. 1 of 3 fit."},
	{.name = "again", .page = "three", .lines = "1 2 3\n3 1 2\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "too few", .page = "three", .lines = "1 2\n", .stage = STAGE_OPEN, .kept = "",
		.sees = "Type 3 letters or numbers"},
	{.name = "one twice", .page = "three", .lines = "1 2 2\n", .stage = STAGE_OPEN, .kept = "",
		.sees = "Type 3 letters or numbers"},
	{.name = "no such letter", .page = "three", .lines = "a b d\n", .stage = STAGE_OPEN, .kept = ""},
	{.name = "done", .page = "three", .lines = "c a b\na b c\n", .stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.sees = "This one is done."},
};

static void plain_mode_lists_both_sides(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "three");
	assert_string_equal(lesson_said(&l),
		"Which goes with which?\n\n1. Ark\n2. Boat\n3. Cup\n\nThe partners:\na. oars\nb. tea\nc. animals\n");
	lesson_end(&l);
}

static const struct faulty faulty[] = {
	{"one pair", "pairs: [{left: A, right: a, say: x}]", "E216"},
	{"no say", "pairs: [{left: A, right: a, say: x}, {left: B, right: b}]", "E204"},
	{"one id twice", "pairs: [{left: A, right: a, say: x}, {id: a, left: B, right: b, say: x}]", "E201"},
	{"two partners read the same", "pairs: [{left: A, right: a, say: x}, {left: B, right: 'A', say: x}]", "E215"},
	{"no right side", "pairs: [{left: A, say: x}, {left: B, right: b, say: x}]", "E102"},
	{"ids where no slug can be made", "pairs: [{left: 'да', right: a, say: x}, {left: 'нет', right: b, say: x}]",
	""},
};

static void records_that_do_not_fit_do_no_harm(void **state)
{
	static const struct pick odd[] = {
		{.id = "ark", .number = 99}, {.id = "boat", .number = 0, .text = "gone"}, {.id = "mug", .number = -7,
			.text = "mug"}, {.id = "boat", .text = "mug"},
		{.id = "gone"},
	};

	(void)state;
	lesson_endures(pages, "three", odd, N(odd));
	lesson_endures(pages, "three", odd, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys), TEST_WAYS(pages, by_return), TEST_WAYS(pages, by_lines),
		cmocka_unit_test(plain_mode_lists_both_sides), TEST_FAULTS("match", faulty),
		cmocka_unit_test(records_that_do_not_fit_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
