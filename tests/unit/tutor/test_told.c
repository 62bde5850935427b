/* SPDX-License-Identifier: MIT
 *
 * What a page has to tell is told: nobody who goes on the usual way goes past a refutation, a movement or an explanation
 * that is owed; how solid it is stands beside it and never beside the bare belief or question; what has nothing to do is
 * not offered. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

static const char the_course[] = "{attune: 1, id: cups, title: Cups, language: en, chapters: [cup]}";
static const char *const the_chapters[] = {
	"{id: cup, title: 'The cup', pages: [{id: first, kind: rate, statements: [{id: rest, text: 'I can rest.'}]},"
	" {id: spoil, kind: myth, title: 'Comfort does not spoil', claim: 'Picking up spoils.', myth: spoiling, evidence: solid,"
	"  text: 'Research says otherwise.'},"
	" {id: again, kind: rate, pair: first, statements: [{id: rest, text: 'I can rest.'}]},"
	" {id: back, kind: recall, ask: 'What comes back?', points: [{id: a, text: Comfort}, {id: b, text: Calm}]},"
	" {id: ask, kind: choice, fixed: true, ask: 'Which?', evidence: some, explain: 'Because of the leaf.', hints: ['Think of time.', 'Of leaves.'],"
	"  options: [{id: yes, text: Yes, right: true, say: 'So it is.'}, {id: no, text: No, say: 'It looks so.'},"
	"  {id: odd, text: Odd, myth: oddness, say: 'It seems odd.'}]},"
	" {id: sum, kind: quiz, draw: 1, from: [ask]}, {id: end, kind: read, text: 'That was it.'}]}",
};

static const char *const the_sides[SIDE_COUNT] = {
	[SIDE_MYTHS] = "[{id: oddness, claim: 'Odd fits.', tempting: 'It stands out.', truth: 'Plain fits.'}]",
};
static const struct session_texts cups = {the_course, the_chapters, the_sides};
const struct sitting sitting = {.texts = &cups, .keep = "readable"};

/* --- on a screen --- */

static void nobody_goes_past_a_refutation(void **state)
{
	static const struct {
		const char *name, *keys, *kept;
	} ways[] = {
		{"Space", "Space", "draft spoil read=0"},
		{"the next page", "l", "draft spoil read=0"},
		{"the answer", "r", "draft spoil read=0"},
		{"rated, and Space instead of Enter", "7 Space", "save belief before=7"},
		{"rated, and Enter", "7 Enter", "save belief before=7"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		session_start(&s, 80, 24, "spoil");
		(void)session_log(&s);
		shows_not("Research");
		session_press(&s, ways[i].keys);
		session_wait(&s, 1000);
		if (!session_shows(&s, "Comfort does not spoil") || !session_shows(&s, "Research says otherwise."))
			fail_msg("%s: %s", ways[i].name, session_picture(&s));
		const char *log = session_log(&s);
		if (!strstr(log, ways[i].kept))
			fail_msg("%s: %s", ways[i].name, log);
		is_at("spoil");
		session_press(&s, "l");
		is_at("again");
		session_close(&s);
		(void)open_session(NULL);
	}
}

/* Skipping is a choice of its own, and so is every way that leads elsewhere. */
static void the_page_can_be_skipped_all_the_same(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "spoil");
	session_press(&s, "s");
	is_at("again");
	session_press(&s, "h");
	is_at("spoil");
	shows_not("Research");
	session_press(&s, "h");
	is_at("first");
}

static void who_reads_unrated_is_there_again(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "spoil");
	session_press(&s, "Space");
	session_wait(&s, 1000);
	session_stop(&s);
	session_start(&s, 80, 24, "spoil");
	shows("Research says otherwise.");
	session_press(&s, "3 Enter");
	shows("You rate it 3 of 10 now.");
}

/* On the way through a long page Space scrolls; what follows begins at its top. */
static void in_a_small_window_too(void **state)
{
	(void)state;
	session_start(&s, 40, 8, "spoil");
	for (int i = 0; i < 9 && !session_shows(&s, "Comfort does not spoil"); i++)
		session_press(&s, "Space");
	shows("Comfort does not spoil");
	is_at("spoil");
	for (int i = 0; i < 9 && strcmp(session_at(&s), "spoil") == 0; i++)
		session_press(&s, "Space");
	is_at("again");
}

static void a_movement_is_seen_before_it_is_left(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "first");
	session_press(&s, "7 Space");
	is_at("spoil"); /* there is nothing to move from */
	session_start(&s, 80, 24, "again");
	session_press(&s, "2 Space");
	is_at("again");
	shows("7 -> 2");
	session_press(&s, "Space");
	is_at("back");
	session_start(&s, 80, 24, "again");
	session_press(&s, "u Space"); /* not rated: nothing to see */
	is_at("back");
}

static void evidence_stands_beside_what_is_told(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "spoil");
	shows_not("Evidence");
	session_press(&s, "e");
	shows_not("many studies");
	session_press(&s, "Esc Space");
	const char *evidence = strstr(session_picture(&s), "Evidence: solid"); /* of what is truer, so before the belief */
	assert_non_null(evidence);
	assert_non_null(strstr(evidence, "> Picking up spoils."));
	session_press(&s, "e");
	shows("Solid: many studies point the same way.");
	session_start(&s, 80, 24, "ask");
	shows_not("Evidence");
	session_press(&s, "2 Enter 2");
	shows("Not yet.");
	shows_not("Evidence");
	session_press(&s, "r");
	shows("Evidence: some");
}

/* Sure, wrong, and no misconception to refute: a hint at once, and nobody leaves without the answer and its why. */
static void who_was_sure_is_explained_it(void **state)
{
	static const char *const keys[] = {"Enter", "Space", "3 Enter Enter", "3 Enter Space", "3 Space", "l b Space", "l b Enter"}; /* a second wrong answer pays nothing */

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		session_start(&s, 80, 24, "ask");
		session_press(&s, "2 Enter 3");
		shows("Not yet. It looks so.");
		shows("Hint 1: Think of time.");
		shows("What surprises us tends to stay longer");
		shows("Enter shows the answer, and why.");
		shows("Enter show answer  1-9"); /* the foot says the same */
		shows_not("Enter go on");
		shows_not("Because of the leaf.");
		session_press(&s, keys[i]);
		is_at("ask");
		shows("The answer: Yes");
		shows("Because of the leaf.");
		session_press(&s, "l");
		is_at("sum");
		session_close(&s);
		(void)open_session(NULL);
	}
}

/* An answer that was judged is not given once more, and no other one is, by who comes back and goes on as the foot says. */
static void what_was_judged_is_gone_on_from(void **state)
{
	static const struct {
		const char *name, *keys, *at, *kept;
	} ways[] = {
		{"back, and on", "l b Enter", "sum", NULL},
		{"up to the answer, and on", "Up Up Enter", "sum", NULL},
		{"back, and another answer", "l b Up Enter", "ask", "save answer yes right"},
		{"back, and its number", "l b 2 Enter", "ask", "save answer no wrong"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		session_start(&s, 80, 24, "ask");
		session_press(&s, "2 Enter 1");
		(void)session_log(&s);
		session_press(&s, ways[i].keys);
		is_at(ways[i].at);
		const char *log = session_log(&s);
		if (ways[i].kept ? !strstr(log, ways[i].kept) : strstr(log, "save answer") != NULL)
			fail_msg("%s: %s", ways[i].name, log);
		session_close(&s);
		(void)open_session(NULL);
	}
}

static void a_second_hint_comes_after_the_first(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "ask");
	session_press(&s, "2 Enter 3 i");
	shows("Hint 1: Think of time.");
	shows("Hint 2: Of leaves.");
	session_wait(&s, 1000);
	session_stop(&s);
	session_start(&s, 80, 24, "ask");
	shows("Hint 2: Of leaves."); /* it is there again */
	shows("Enter shows the answer, and why.");
}

static void others_go_on_as_ever(void **state)
{
	static const struct {
		const char *name, *keys;
	} cases[] = {
		{"a guess", "2 Enter 1 Enter"},
		{"not said how sure", "2 Enter Enter Enter"},
		{"sure, and what was chosen names a misconception", "3 Enter 3 Enter"},
		{"sure, tried again and right", "2 Enter 3 1 Enter Enter"},
		{"sure and right", "1 Enter 3 Enter"},
		{"sure and wrong, but skipped", "2 Enter 3 s"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		session_start(&s, 80, 40, "ask");
		session_press(&s, cases[i].keys);
		if (strcmp(session_at(&s), "sum") != 0)
			fail_msg("%s: %s", cases[i].name, session_picture(&s));
		session_close(&s);
		(void)open_session(NULL);
	}
}

static void in_a_quiz_it_is_owed_too(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "sum");
	session_press(&s, "2 Enter 3");
	shows("Hint 1: Think of time.");
	session_press(&s, "Space");
	shows("The answer: Yes");
	session_press(&s, "Space");
	shows("Such questions take more than one meeting. This was one.");
}

/* --- what is offered --- */

static void what_has_nothing_to_do_is_not_offered(void **state)
{
	(void)state;
	session_start(&s, 100, 24, "ask");
	shows("i hint");
	shows("r answer");
	session_press(&s, "i");
	shows("i hint");
	session_press(&s, "i");
	shows_not("i hint");
	session_press(&s, "i");
	shows("That was the last hint. r shows the answer."); /* the reason */
	session_press(&s, "r Up");
	shows_not("r answer");
	session_press(&s, "r");
	shows("No answer is hidden here.");
}

/* --- in lines --- */

static const char *hear(const char *line)
{
	return session_hear(&s, line);
}

#define heard(said, text) assert_non_null(strstr(said, text))
#define unheard(said, text) assert_null(strstr(said, text))

static void in_lines_the_refutation_is_read(void **state)
{
	static const char *const lines[] = {"", "n", "r"};

	(void)state;
	s.options.plain = true;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		session_start(&s, 80, 24, "spoil");
		unheard(session_says(&s), "Evidence");
		const char *said = hear(lines[i]);
		heard(said, "Comfort does not spoil");
		heard(said, "Research says otherwise.");
		heard(said, "Evidence: solid");
		is_at("spoil");
		unheard(hear("4"), "Evidence"); /* once */
		(void)hear("");
		is_at("again");
		session_close(&s);
		(void)open_session(NULL);
		s.options.plain = true;
	}
}

static void in_lines_the_points_and_the_answer_are_heard(void **state)
{
	(void)state;
	s.options.plain = true;
	session_start(&s, 80, 24, "back");
	(void)session_says(&s);
	heard(hear(""), "1. Comfort");
	is_at("back");
	(void)hear("");
	is_at("ask");
	heard(s.prompt, "i hint");
	(void)hear("i");
	(void)hear("i");
	heard(s.prompt, "r answer");
	unheard(s.prompt, "i hint");
	(void)hear("2");
	const char *said = hear("3");
	heard(said, "Not yet. It looks so.");
	unheard(said, "Evidence");
	heard(s.prompt, "Enter shows the answer, and why");
	said = hear("");
	heard(said, "The answer: Yes");
	heard(said, "Because of the leaf.");
	heard(said, "Evidence: some");
	is_at("ask");
	(void)hear("");
	is_at("sum");
}

/* --- at home --- */

static void the_card_does_not_tell_before(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "spoil");
	session_stop(&s);
	session_wait(&s, (int64_t)48 * 3600 * 1000);
	session_start(&s, 80, 24, NULL);
	shows("Welcome back. You were here on 20");
	shows_not("Comfort does not spoil");
	session_press(&s, "Enter 7 Enter q");
	session_stop(&s);
	session_wait(&s, (int64_t)48 * 3600 * 1000);
	session_start(&s, 80, 24, NULL);
	shows("you were at \"Comfort does not spoil\"");
}

/* --- what was done counts, however the page was left --- */

static void what_was_answered_is_seen(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "ask");
	session_press(&s, "1 Enter 3 t Esc"); /* answered, then elsewhere */
	session_press(&s, "S");
	shows("7 pages: 1 seen.");
	session_start(&s, 80, 24, "spoil");
	session_press(&s, "7 Enter t 1"); /* rated, and away by the contents */
	session_start(&s, 80, 24, "first");
	session_press(&s, "4 Enter q"); /* and by leaving */
	session_start(&s, 80, 24, "end");
	session_press(&s, "S");
	shows("7 pages: 3 seen.");
	session_press(&s, "Esc");
	session_start(&s, 80, 24, "spoil");
	session_press(&s, "s"); /* what was rated is not passed by */
	session_press(&s, "S");
	shows("7 pages: 3 seen.");
	shows_not("passed by");
	session_press(&s, "Esc s");
	session_start(&s, 80, 24, "end");
	session_press(&s, "S");
	shows("7 pages: 3 seen, 1 passed by.");
}

#define T(test) cmocka_unit_test_setup_teardown(test, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(nobody_goes_past_a_refutation),
		T(the_page_can_be_skipped_all_the_same),
		T(who_reads_unrated_is_there_again),
		T(in_a_small_window_too),
		T(a_movement_is_seen_before_it_is_left),
		T(evidence_stands_beside_what_is_told),
		T(who_was_sure_is_explained_it),
		T(what_was_judged_is_gone_on_from),
		T(a_second_hint_comes_after_the_first),
		T(others_go_on_as_ever),
		T(in_a_quiz_it_is_owed_too),
		T(what_has_nothing_to_do_is_not_offered),
		T(in_lines_the_refutation_is_read),
		T(in_lines_the_points_and_the_answer_are_heard),
		T(the_card_does_not_tell_before),
		T(what_was_answered_is_seen),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
