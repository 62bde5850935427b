/* SPDX-License-Identifier: MIT
 *
 * Plain mode, page by page: no line is a trap. Whatever a learner would naturally type leads on, back or to support, and is
 * answered. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

#define N(a) (sizeof(a) / sizeof *(a))

static const char the_course[] = "{attune: 1, id: cups, title: Cups, language: en, chapters: [cup]}";
static const char *const the_chapters[] = {
	"{id: cup, title: 'The cup', pages: [{id: first, kind: read, text: 'A cup.'},"
	" {id: ask, kind: plan, title: Small, ask: 'When?', cue: 'I am tired', action: 'I ask', follow-up-days: 3},"
	" {id: some, kind: multi, fixed: true, confidence: false, ask: 'Which are warm?', explain: 'Heat is.', options: [{id: tea, text: Tea, right: true, say: 'Warm.'},"
	"  {id: sun, text: Sun, right: true, say: 'Warm too.'}, {id: ice, text: Ice, say: 'Cold.'}]},"
	" {id: bins, kind: sort, fixed: true, confidence: false, ask: 'Where?', bins: [{id: hot, text: Hot}, {id: cold, text: Cold}],"
	"  items: [{id: tea, text: Tea, bin: hot, say: 'Hot.'}, {id: ice, text: Ice, bin: cold, say: 'Cold.'}, {id: sun, text: Sun, bin: hot, say: 'Hot.'}]},"
	" {id: sure, kind: choice, fixed: true, ask: 'Which one?', explain: 'Because of the leaf.', options: [{id: yes, text: Yes, right: true, say: 'So it is.'},"
	"  {id: no, text: No, say: 'It looks so.'}, {id: odd, text: Odd, say: 'It seems odd.'}]},"
	" {id: mid, kind: read, text: 'Still a cup.'}, {id: end, kind: read, text: 'That was it.'},"
	" {id: tale, kind: scenario, scenes: [{id: x, text: 'Someone knocks.', choices: [{text: Wait, say: 'Again.', goto: y}]},"
	"  {id: y, text: 'It is dark.', choices: [{text: Open, say: 'A light.', goto: z}]}, {id: z, text: 'They sit.', end: true}]}]}",
};

static const struct session_texts cups = {the_course, the_chapters, NULL};
const struct sitting sitting = {.texts = &cups, .keep = "readable", .plain = true};

/* What the last of the lines was answered with. */
static const char *say_lines(const char *lines)
{
	const char *said = session_says(&s);

	for (size_t len; *lines; lines += len + 1) {
		len = strcspn(lines, "\n");
		said = session_hear(&s, arena_copy(&s.arena, lines, len));
	}
	return said;
}

static const struct {
	const char *name, *page, *before; /* before: lines of an earlier session, ended by the end of its input */
	const char *lines, *at, *prompt, *says, *lacks;
} cases[] = {
	{.name = "plan: q at the step leaves", .page = "ask", .lines = "it rains\nq\n", .at = "home"},
	{.name = "plan: support at the step", .page = "ask", .lines = "it rains\n!\n", .at = "care"},
	{.name = "plan: contents at the step", .page = "ask", .lines = "it rains\nt\n", .at = "contents"},
	{.name = "plan: back from support the step is asked for", .page = "ask", .lines = "it rains\n!\n\n", .at = "ask", .prompt = "then: ",
		.says = "What you wrote is there"},
	{.name = "plan: Enter keeps both", .page = "ask", .lines = "it rains\nI call\n\n", .at = "ask", .prompt = "Enter goes on, u writes more (? help): ",
		.says = "Your plan is with you."},
	{.name = "plan: q after both leaves", .page = "ask", .lines = "it rains\nI call\nq\n", .at = "home"},
	{.name = "plan: support after both", .page = "ask", .lines = "it rains\nI call\n!\n", .at = "care"},
	{.name = "plan: help after both", .page = "ask", .lines = "it rains\nI call\n?\n", .at = "help"},
	{.name = "plan: Enter without a word goes on", .page = "ask", .lines = "\n", .at = "some"},
	{.name = "plan: half of it is asked for as it stands", .page = "ask", .before = "it rains\n", .lines = "", .prompt = "If (Enter keeps what stands): ",
		.says = "If:   it rains"},
	{.name = "plan: q at half a plan keeps what stood", .page = "ask", .before = "it rains\n", .lines = "q\nw\n", .at = "words", .says = "it rains"},
	{.name = "plan: Enter keeps what stands, and goes on to the step", .page = "ask", .before = "it rains\n", .lines = "\n", .at = "ask", .prompt = "then: "},
	{.name = "plan: what stood, and a new step", .page = "ask", .before = "it rains\nI call\n", .lines = "\nI write\n\nw\n", .at = "words",
		.says = "If it rains, then I write", .lacks = "I call"},
	{.name = "several: the one that is missing is added", .page = "some", .lines = "2\n1\n", .at = "some", .says = "Correct."},
	{.name = "several: the prompt says what is kept", .page = "some", .lines = "2\n", .at = "some", .prompt = "Kept: 2. Type what is missing (r answer, Enter goes on): ",
		.says = "One that fits is not chosen yet."},
	{.name = "several: what did not fit is let go", .page = "some", .lines = "2 3\n1\n", .at = "some", .says = "Correct."},
	{.name = "several: all of them do as well", .page = "some", .lines = "2\n1 2\n", .at = "some", .says = "Correct."},
	{.name = "several: one too many, and nothing is missing", .page = "some", .lines = "1 2 3\n", .at = "some",
		.prompt = "Answer again, r shows the answer, Enter goes on: ", .says = "Partly."},
	{.name = "several: nothing fitted, nothing is kept", .page = "some", .lines = "3\n", .at = "some", .prompt = "Answer again, r shows the answer, Enter goes on: ",
		.says = "Not yet."},
	{.name = "sort: amid the cards Enter is said to leave", .page = "bins", .lines = "1\n", .at = "bins",
		.prompt = "Ice (1-2, r answer, Enter leaves the rest for later): "},
	{.name = "sort: leaving amid the cards is said", .page = "bins", .lines = "1\n\n", .at = "sure", .says = "What you began there is kept"},
	{.name = "sort: nothing begun, nothing to say", .page = "bins", .lines = "\n", .at = "sure", .says = "Which one?", .lacks = "What you began"},
	{.name = "sort: cards sorted are there again", .page = "bins", .lines = "1\n\nb\n", .at = "bins", .says = "So far you sorted:\n- Tea: Hot",
		.lacks = "Ice: "},
	{.name = "sort: nothing sorted, nothing listed", .page = "bins", .lines = "", .at = "bins", .lacks = "So far"},
	{.name = "sure and wrong: the answer is owed", .page = "sure", .lines = "2\n3\n", .at = "sure", .prompt = "Answer again, Enter shows the answer, and why: "},
	{.name = "sure and wrong, and wrong again: it is still owed", .page = "sure", .lines = "2\n3\n3\n", .at = "sure",
		.prompt = "Answer again, Enter shows the answer, and why: ", .says = "Not yet."},
	{.name = "sure and wrong, and wrong again: it comes", .page = "sure", .lines = "2\n3\n3\n\n", .at = "sure", .says = "Because of the leaf."},
	{.name = "sure and wrong, and wrong again: n, too, comes past it", .page = "sure", .lines = "2\n3\n3\nn\n", .at = "sure", .says = "Because of the leaf."},
	{.name = "sure and wrong, and wrong again: then Enter goes on", .page = "sure", .lines = "2\n3\n3\n\n\n", .at = "mid"},
	{.name = "sure and wrong, then right: nothing is owed", .page = "sure", .lines = "2\n3\n1\n\n", .at = "mid"},
	{.name = "owed in the next session", .page = "sure", .before = "2\n3\n3\n", .lines = "\n", .at = "sure", .says = "Because of the leaf."},
	{.name = "a story begun again says where it is", .page = "tale", .lines = "1\nu\n", .at = "tale", .says = "Someone knocks.\n\n1. Wait"},
	{.name = "where nothing was begun, it is said once", .page = "tale", .lines = "u\n", .at = "tale", .says = "There is nothing to clear here yet.",
		.lacks = "Someone knocks."},
	{.name = "a guess owes nothing", .page = "sure", .lines = "2\n1\n\n", .at = "mid"},
};

static bool goes(size_t i)
{
	const char *said;

	(void)close_session(NULL);
	(void)open_session(NULL);
	session_start(&s, 80, 24, cases[i].page);
	if (cases[i].before) {
		(void)say_lines(cases[i].before);
		session_end_of_input(&s);
		session_start(&s, 80, 24, cases[i].page);
	}
	said = say_lines(cases[i].lines);
	if ((!cases[i].at || strcmp(session_at(&s), cases[i].at) == 0) && (!cases[i].prompt || strcmp(s.prompt, cases[i].prompt) == 0) &&
	    (!cases[i].says || strstr(said, cases[i].says)) && (!cases[i].lacks || !strstr(said, cases[i].lacks)))
		return true;
	print_error("%s: at %s, asks <%s>, says <%s>\n", cases[i].name, session_at(&s), s.prompt, said);
	return false;
}

static void no_line_is_a_trap(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		wrong += !goes(i);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_line_is_a_trap, open_session, close_session),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
