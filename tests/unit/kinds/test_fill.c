/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define N(a) (sizeof(a) / sizeof *(a))

static const char pages[] =
	"[{id: words, kind: fill, ask: 'A safe {home}, a *secure {out}*.', hints: ['A harbour.'], explain: 'Back and out.', blanks: {"
	"  out: {accept: [base], catch: {haven: 'A haven takes us in.'}},"
	"  home: {accept: [haven, safe harbour], catch: {base: 'A base is for setting out.', 'No one!': 'Someone, mostly.'}}}},"
	" {id: short, kind: fill, confidence: true, ask: 'Room for a {room}, and {room} again.', blanks: {room: {accept: ['no']}}}]";

static const struct way by_keys[] = {
	{.name = "blanks have their numbers in the order of reading", .page = "words", .keys = "", .stage = STAGE_OPEN,
		.kept = "",
		.sees = "A safe [1: ____], a secure [2: ____].\n\n1.\n2. ____\n"},
	{.name = "a blank twice in the sentence is one", .page = "short", .keys = "'no", .stage = STAGE_OPEN,
		.sees = "Room for a [1: no], and [1: no] again.\n\n1. no\n"},
	{.name = "Enter goes to the next and checks in the last", .page = "words", .keys = "'haven' Enter 'base' Enter",
		.stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer home='haven'+out='base' right try 1", .sees = "A safe [1: haven], a secure [2: base].",
		.sees_too = "Correct.\n\nBack and out."},
	{.name = "case, spaces and punctuation do not count", .page = "words",
		.keys = "' Safe-Harbour!' Enter 'BASE.' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .kept = "answer home=' Safe-Harbour!'+out='BASE.' right try 1"},
	{.name = "one of two, and why", .page = "words", .keys = "'base' Enter 'base' Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY,
		.kept = "answer home='base'+out='base' partly try 1", .sees = "1. base  not yet\n2. base  fits",
		.sees_too = "Partly. 1 of 2 fit.\n1. A base is for setting out.\n",
		.lacks = "Back and out."},
	{.name = "what is caught is folded too", .page = "words", .keys = "'no ONE' Enter 'haven' Enter",
		.stage = STAGE_TOLD, .verdict = VERDICT_WRONG,
		.sees = "Not yet.\n1. Someone, mostly.\n2. A haven takes us in."},
	{.name = "a word nobody thought of", .page = "words", .keys = "'castle' Enter 'base' Enter",
		.stage = STAGE_TOLD, .verdict = VERDICT_PARTLY,
		.sees = "1. \"castle\" is not the word looked for here."},
	{.name = "and going on shows the answer first", .page = "words", .keys = "'castle' Enter 'base' Enter Enter",
		.stage = STAGE_DONE, .verdict = VERDICT_REVEALED, .sees = "The answer:"},
	{.name = "a word that is caught is explained: going on goes on", .page = "words", .keys = "'base' Enter 'haven' Enter Enter",
		.stage = STAGE_TOLD, .verdict = VERDICT_WRONG, .lacks = "Enter shows the answer"},
	{.name = "one may stay empty", .page = "words", .keys = "Enter 'base' Enter", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY, .sees = "1. This blank is still empty."},
	{.name = "not both", .page = "words", .keys = "Enter Enter", .stage = STAGE_OPEN, .kept = "",
		.message = "Nothing is written yet. Esc goes to the page: hint, answer and skip are there."},
	{.name = "one edit away asks, and is no try", .page = "words", .keys = "'havn' Enter", .stage = STAGE_OPEN,
		.kept = "", .sees = "1. havn",
		.message = "Did you mean \"haven\"? Enter takes it; or change it."},
	{.name = "Enter takes it", .page = "words", .keys = "'havn' Enter Enter 'bsae' Enter Enter",
		.stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer home='haven'+out='base' right try 1"},
	{.name = "or it is changed", .page = "words", .keys = "'havn' Enter C-u 'nest' Enter 'base' Enter",
		.stage = STAGE_TOLD, .verdict = VERDICT_PARTLY,
		.kept = "answer home='nest'+out='base' partly try 1"},
	{.name = "a short word is not asked about", .page = "short", .keys = "'on' Enter", .stage = STAGE_SURE,
		.kept = ""},
	{.name = "confidence: true asks how sure", .page = "short", .keys = "'no' Enter 2", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT,
		.kept = "answer room='no' right sure 2 try 1"},
	{.name = "Tab and Up go between blanks", .page = "words", .keys = "Tab 'base' Up 'haven' Down Enter",
		.stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "letters are text", .page = "words", .keys = "'iru'", .stage = STAGE_OPEN, .sees = "1. iru"},
	{.name = "Esc, then a hint, then Enter writes on", .page = "words",
		.keys = "'hav' Esc i Enter 'en' Enter 'base' Enter", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .kept = "answer home='haven'+out='base' right try 1 hints 1"},
	{.name = "on the page a digit goes into its blank", .page = "words", .keys = "Esc 2 'base'",
		.stage = STAGE_OPEN, .sees = "2. base"},
	{.name = "on the feedback too", .page = "words", .keys = "'nest' Enter 'base' Enter 1 C-u 'haven' Enter Enter",
		.stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer home='nest'+out='base' partly try 1; answer home='haven'+out='base' right try 2"},
	{.name = "the reveal", .page = "words", .keys = "Esc r", .stage = STAGE_DONE, .verdict = VERDICT_REVEALED,
		.kept = "answer home='haven'+out='base' revealed try 1",
		.sees = "The answer:\nA safe [1: haven], a secure [2: base]."},
	{.name = "u begins it again", .page = "words", .keys = "Esc r u 'x'", .stage = STAGE_OPEN,
		.verdict = VERDICT_REVEALED, .sees = "1. x\n2. ____"},
};

static const struct way by_return[] = {
	{.name = "half a word", .page = "words", .before = "'hav' Tab 'ba'", .keys = "'se", .stage = STAGE_OPEN,
		.kept = "", .sees = "1. hav\n2. base"},
	{.name = "an answer", .page = "words", .before = "'nest' Enter 'base' Enter", .keys = "", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY,
		.sees = "1. nest  not yet\n2. base  fits"},
	{.name = "the answer", .page = "words", .before = "Esc r", .keys = "", .stage = STAGE_DONE,
		.verdict = VERDICT_REVEALED, .sees = "1. haven\n2. base"},
};

static const struct way by_lines[] = {
	{.name = "a line a blank", .page = "words", .lines = "haven\nbase\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .sees = "Correct."},
	{.name = "what did not fit is asked again", .page = "words", .lines = "base\nbase\nhaven\n",
		.stage = STAGE_DONE, .verdict = VERDICT_RIGHT,
		.kept = "answer home='base'+out='base' partly try 1; answer home='haven'+out='base' right try 2"},
	{.name = "did you mean: y", .page = "words", .lines = "havne\ny\nbase\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .sees = "Did you mean \"haven\"?",
		.kept = "answer home='haven'+out='base' right try 1"},
	{.name = "did you mean: no asks anew", .page = "words", .lines = "havne\nno\nhaven\nbase\n", .stage = STAGE_DONE,
		.verdict = VERDICT_RIGHT, .kept = "answer home='haven'+out='base' right try 1"},
	{.name = "did you mean: something else", .page = "words", .lines = "havne\nnest\nbase\n", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY,
		.kept = "answer home='nest'+out='base' partly try 1"},
	{.name = "did you mean: the same again is taken", .page = "words", .lines = "havne\nhavne\nbase\n",
		.stage = STAGE_DONE, .verdict = VERDICT_RIGHT},
	{.name = "a hyphen leaves one open", .page = "words", .lines = "-\nbase\n", .stage = STAGE_TOLD,
		.verdict = VERDICT_PARTLY, .sees = "1. This blank is still empty."},
	{.name = "all open is nothing", .page = "words", .lines = "-\n-\n", .stage = STAGE_OPEN, .kept = ""},
	{.name = "after the reveal", .page = "words", .keys = "Esc r", .lines = "haven\n", .stage = STAGE_DONE,
		.verdict = VERDICT_REVEALED, .sees = "This one is done."},
};

#define TEN(x, y) x "0" y x "1" y x "2" y x "3" y x "4" y x "5" y x "6" y x "7" y x "8" y x "9" y
#define SEVENTY(x, y) TEN(x "1", y) TEN(x "2", y) TEN(x "3", y) TEN(x "4", y) TEN(x "5", y) TEN(x "6", y) TEN(x "7", y)

static const struct faulty faulty[] = {
	{"a blank without an entry", "ask: 'A {a} and a {b}.', blanks: {a: {accept: [x]}}", "E213"},
	{"an entry without a blank", "ask: 'A {a}.', blanks: {a: {accept: [x]}, b: {accept: [y]}}", "E213"},
	{"no blank at all", "ask: 'Nothing.', blanks: {a: {accept: [x]}}", "E213"},
	{"caught and accepted", "ask: 'A {a}.', blanks: {a: {accept: ['good-enough'], catch: {'Good enough': why}}}",
	"E215"},
	{"nothing but punctuation", "ask: 'A {a}.', blanks: {a: {accept: ['?!']}}", "E108"},
	{"nothing accepted", "ask: 'A {a}.', blanks: {a: {catch: {x: y}}}", "E102"},
	{"a caught word without a why", "ask: 'A {a}.', blanks: {a: {accept: [x], catch: {y: ''}}}", "E108"},
	{"words without end", "ask: 'A {a}.', blanks: {a: {accept: [" SEVENTY("w", ", ") "]}}", "E112"},
	{"caught words without end", "ask: 'A {a}.', blanks: {a: {accept: [x], catch: {" SEVENTY("w", ": x, ") "}}}",
	"E112"},
	{"caught as a list", "ask: 'A {a}.', blanks: {a: {accept: [x], catch: [y]}}", "E103"},
	{"braces that are no blank", "ask: 'A {a} { b } {}.', blanks: {a: {accept: [x]}}", ""},
};

/* A blank of 200 bytes is full; what is there stays. */
static void a_blank_has_an_end(void **state)
{
	struct lesson l;
	char long_word[301];

	(void)state;
	memset(long_word, 'x', sizeof long_word - 1);
	long_word[sizeof long_word - 1] = '\0';
	lesson_begin(&l, pages);
	lesson_visit(&l, "words");
	assert_int_equal(visit_paste(&l.visit, long_word, 150), VISIT_HALF);
	assert_string_equal(l.visit.message, "");
	assert_int_equal(visit_paste(&l.visit, long_word, 150), VISIT_HALF);
	assert_string_equal(l.visit.message, "Only the beginning of it fitted: this blank is full.");
	assert_int_equal(visit_paste(&l.visit, long_word, 1), VISIT_SHOWN);
	assert_string_equal(l.visit.message, "This blank is full.");
	lesson_press(&l, "'y'");
	assert_string_equal(l.visit.message, "This blank is full.");
	(void)lesson_hear(&l, long_word);
	assert_string_equal(l.visit.message, "That is too long for a blank.");
	lesson_end(&l);
}

/* What asked for a word is news no more once it was taken: the row with it goes. */
static void what_was_taken_is_asked_no_more(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "words");
	lesson_press(&l, "'havn' Enter");
	unsigned asked = l.visit.news;
	lesson_press(&l, "Enter");
	assert_string_equal(l.visit.message, "");
	assert_int_not_equal(l.visit.news, asked);
	lesson_end(&l);
}

static void records_that_do_not_fit_do_no_harm(void **state)
{
	static const struct pick odd[] = {
		{.id = "gone", .text = "x"}, {.id = "out", .number = 7}, {.id = "home", .text = "a\nb\x1b[1m"},
	};

	(void)state;
	lesson_endures(pages, "words", odd, N(odd));
	lesson_endures(pages, "words", odd, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys), TEST_WAYS(pages, by_return), TEST_WAYS(pages, by_lines),
		TEST_FAULTS("fill", faulty), cmocka_unit_test(records_that_do_not_fit_do_no_harm),
		cmocka_unit_test(a_blank_has_an_end), cmocka_unit_test(what_was_taken_is_asked_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
