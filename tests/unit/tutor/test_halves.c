/* SPDX-License-Identifier: MIT
 *
 * One page begun in several sessions that did not know of each other: all half answers are offered, and none is dropped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

const struct sitting sitting = {.keep = "readable"};

static const struct pick snow[] = {{"cue", -1, "it snows"}};
static const struct pick rain[] = {{"cue", -1, "it rains"}, {"action", -1, "I put the"}};

/* As three sessions left them, the newest first. */
#define LEFT(sid_, page_, ...) {.type = RECORD_DRAFT, .sid = (sid_), .seq = 3, .clock = 10 + 1010 - (sid_), .rev = 1, .attempt = 1, \
	.chapter = "pot", .page = (page_), .base = {.known = true}, __VA_ARGS__}
static const struct record one = LEFT(1001, "own", .text = "window one"), two = LEFT(1002, "own", .text = "window two"),
	three = LEFT(1003, "own", .text = "window three");
static const struct record sealed_one = LEFT(1001, "own", .text = "window one", .sealed = true),
	sealed_two = LEFT(1002, "own", .text = "window two", .sealed = true);
static const struct record hung = LEFT(1001, "own", .text = "window one", .living = true),
	sealed_hung = LEFT(1001, "own", .text = "window one", .sealed = true, .living = true);
static const struct record snowy = LEFT(1003, "plan", .picks = snow, .npicks = 1);
static const struct record rainy = LEFT(1002, "plan", .picks = rain, .npicks = 2);

/* --- a course with a plan in it --- */

static const char *const plan_chapters[] = {
	"{id: pot, title: The pot, pages: [{id: plan, kind: plan, title: A plan, ask: What then?, cue: it is cold, action: I warm the pot},"
	" {id: after, kind: read, title: After, text: x}]}",
};
static const struct session_texts with_a_plan = {"{attune: 1, id: tea, title: Tea, language: en, chapters: [pot]}", plan_chapters, NULL};

static int open_plan(void **state)
{
	(void)state;
	session_open_texts(&s, &with_a_plan);
	s.options.keep = "readable";
	return 0;
}

static void leave(const struct record *a, const struct record *b, const struct record *c)
{
	const struct record *all[] = {a, b, c};

	for (size_t i = 0; i < 3; i++)
		if (all[i])
			s.left[s.nleft++] = all[i];
}

static void stands(size_t nth, const char *text)
{
	const struct record *words = learner_standing(s.learner, RECORD_WORDS, "own", nth);

	assert_non_null(words);
	assert_string_equal(words->text, text);
}

static void one_is_simply_there(void **state)
{
	(void)state;
	leave(&one, NULL, NULL);
	session_start(&s, 80, 24, "own");
	is_at("own");
	shows("window one");
}

static void two_are_offered_and_both_become_words(void **state)
{
	(void)state;
	leave(&one, &two, NULL);
	session_start(&s, 80, 24, "own");
	is_at("halves");
	shows("> window one");
	shows("> window two");
	session_press(&s, "2");
	is_at("own");
	shows("window two");
	shows_not("window one");
	shows("1 more is kept as it was left");
	session_press(&s, "'!' Esc Space b");
	is_at("own");
	shows("window one"); /* the other one is alone now */
	session_press(&s, "Enter '?' Esc");
	stands(0, "window one?");
	stands(1, "window two!");
}

static void nothing_is_taken_before_one_is_chosen(void **state)
{
	(void)state;
	leave(&one, &two, NULL);
	session_start(&s, 80, 24, "own");
	(void)session_log(&s);
	session_wait(&s, 1000);
	assert_string_equal(session_log(&s), "");
	session_press(&s, "Esc");
	is_at("own");
	shows("they are offered again");
	session_press(&s, "Esc Space b");
	is_at("halves");
}

static void three_come_one_after_the_other(void **state)
{
	(void)state;
	leave(&one, &two, &three);
	session_start(&s, 80, 24, "own");
	session_press(&s, "3");
	shows("2 more are kept as they were left");
	session_press(&s, "Esc Space b");
	is_at("halves");
	shows_not("window three");
	session_press(&s, "1 Esc Space b");
	is_at("own");
	shows("window two");
	session_press(&s, "Esc");
	stands(0, "window two");
	stands(1, "window one");
	stands(2, "window three");
}

/* Other words of that page, which another session finished without knowing of it, are no reason to drop what is half said. */
static void what_was_written_since_does_not_hide_it(void **state)
{
	static const struct record theirs = {.type = RECORD_WORDS, .sid = 1009, .seq = 1, .clock = 99, .chapter = "pot", .page = "own",
		.rev = 1, .attempt = 1, .text = "finished", .base = {.known = true}};

	(void)state;
	leave(&one, NULL, NULL);
	session_start(&s, 80, 24, NULL);
	learner_take(s.learner, &theirs);
	session_press(&s, "w");
	shows("Begun, and not finished");
	shows("window one");
	shows("> finished");
}

static void my_words_lead_to_each(void **state)
{
	(void)state;
	leave(&one, &two, &snowy);
	session_start(&s, 80, 24, NULL);
	session_press(&s, "w");
	shows("1. The pot: window one");
	shows("2. The pot: window two");
	shows("- The pot\n  > If it snows, then ..."); /* a page that is not there any more */
	session_press(&s, "2");
	is_at("own");
	shows("window two");
	session_press(&s, "Esc w");
	shows_not("The pot: window two");
	session_press(&s, "2");
	is_at("own");
	shows("window one");
	session_press(&s, "Esc");
	stands(0, "window one");
	stands(1, "window two");
}

static void in_lines_too(void **state)
{
	const char *said;

	(void)state;
	s.options.plain = true;
	leave(&one, &two, NULL);
	session_start(&s, 80, 24, "own");
	said = session_says(&s);
	assert_non_null(strstr(said, "1. Begun on"));
	assert_non_null(strstr(said, "window two"));
	said = session_hear(&s, "2");
	assert_non_null(strstr(said, "So far you wrote:"));
	assert_non_null(strstr(said, "window two"));
	assert_null(strstr(said, "window one"));
}

/* One alone, but its window may still be open: it is offered, not taken. */
static void one_of_an_open_window_is_offered(void **state)
{
	(void)state;
	leave(&hung, NULL, NULL);
	session_start(&s, 80, 24, "own");
	is_at("halves");
	shows("Does that go on here?");
	shows("in a window that still counts as open");
	shows("> window one");
	session_wait(&s, 1000);
	(void)session_log(&s);
	session_press(&s, "Esc");
	is_at("own");
	shows("it is offered again. Esc, then w shows it.");
	shows_not("window one");
	session_press(&s, "Esc Space b");
	is_at("halves");
	assert_null(strstr(session_log(&s), "taken"));
	session_press(&s, "1");
	is_at("own");
	shows("window one");
	shows("It goes on here, and stays in the other window");
	session_press(&s, "'!'");
	session_wait(&s, 1000);
	assert_non_null(strstr(session_log(&s), "taken"));
	session_press(&s, "Esc");
	stands(0, "window one!");
	session_press(&s, "Space b");
	is_at("own");
}

/* What was written there since stands as it is, beside what goes on here. */
static void what_the_open_window_kept_stands_beside_it(void **state)
{
	static const struct record kept = {.type = RECORD_WORDS, .sid = 1001, .seq = 9, .clock = 999, .chapter = "pot", .page = "own",
		.rev = 1, .attempt = 1, .text = "window one, done", .base = {.known = true}};

	(void)state;
	leave(&hung, NULL, NULL);
	session_start(&s, 80, 24, "own");
	session_press(&s, "1 '?'");
	learner_take(s.learner, &kept);
	session_press(&s, "Esc");
	assert_non_null(learner_standing(s.learner, RECORD_WORDS, "own", 1));
	stands(0, "window one?");
	stands(1, "window one, done");
}

static void and_with_what_ended_windows_left(void **state)
{
	(void)state;
	leave(&hung, &two, NULL);
	session_start(&s, 80, 24, "own");
	is_at("halves");
	shows("1. Begun on 1970-01-01, in a window that still counts as open");
	shows("2. Begun on 1970-01-01\n");
	session_press(&s, "2 '!' Esc Space b");
	is_at("halves");
	session_press(&s, "Enter");
	shows("window one");
}

static void one_of_an_open_window_in_lines_too(void **state)
{
	(void)state;
	s.options.plain = true;
	leave(&hung, NULL, NULL);
	session_start(&s, 80, 24, "own");
	assert_non_null(strstr(session_says(&s), "Does that go on here?"));
	assert_null(strstr(session_hear(&s, ""), "So far you wrote:"));
	(void)session_hear(&s, "n");
	assert_non_null(strstr(session_hear(&s, "b"), "Does that go on here?"));
	assert_non_null(strstr(session_hear(&s, "1"), "So far you wrote:"));
}

static void one_of_an_open_window_is_opened_first(void **state)
{
	(void)state;
	s.options.keep = "locked";
	(void)snprintf(s.phrase, sizeof s.phrase, "%s", "zauberwort");
	leave(&sealed_hung, NULL, NULL);
	session_start(&s, 80, 24, "own");
	is_at("own");
	shows("Your words here are locked.");
	session_press(&s, "Enter 'zauberwort' Enter");
	is_at("halves");
	shows("> window one");
	session_press(&s, "1");
	is_at("own");
	shows("window one");
}

static void plan_stands(size_t nth, const char *cue, const char *action)
{
	const struct record *plan = learner_standing(s.learner, RECORD_PLAN, "plan", nth);

	assert_non_null(plan);
	assert_int_equal(plan->npicks, 2);
	assert_string_equal(plan->picks[0].text, cue);
	assert_string_equal(plan->picks[1].text, action);
}

static void two_plans_are_offered_line_by_line(void **state)
{
	(void)state;
	leave(&rainy, &snowy, NULL);
	session_start(&s, 80, 24, "plan");
	is_at("halves");
	shows("> it rains");
	shows("> I put the");
	shows("> it snows");
	session_press(&s, "2");
	is_at("plan");
	shows("If:   it snows");
	shows_not("it rains");
	shows("1 more is kept as it was left");
	session_press(&s, "Enter 'I stay in' Enter");
	plan_stands(0, "it snows", "I stay in");
	session_press(&s, "Space b");
	is_at("plan");
	shows("If:   it rains"); /* the other one is alone now */
	shows("then: I put the");
	session_press(&s, "Enter Enter ' kettle on' Enter");
	plan_stands(0, "it rains", "I put the kettle on");
	plan_stands(1, "it snows", "I stay in");
}

static void two_plans_in_lines_too(void **state)
{
	(void)state;
	s.options.plain = true;
	leave(&rainy, &snowy, NULL);
	session_start(&s, 80, 24, "plan");
	assert_non_null(strstr(session_says(&s), "> it rains\n> I put the\n"));
	const char *said = session_hear(&s, "1");
	assert_non_null(strstr(said, "So far you wrote:"));
	assert_non_null(strstr(said, "it rains"));
	assert_null(strstr(said, "it snows"));
	(void)session_hear(&s, ""); /* what stands is left */
	(void)session_hear(&s, "I put the kettle on");
	(void)session_hear(&s, ".");
	plan_stands(0, "it rains", "I put the kettle on");
	(void)session_hear(&s, "");
	assert_non_null(strstr(session_hear(&s, "b"), "it snows"));
	(void)session_hear(&s, "");
	(void)session_hear(&s, "I stay in");
	(void)session_hear(&s, ".");
	plan_stands(0, "it snows", "I stay in");
	plan_stands(1, "it rains", "I put the kettle on");
}

static void locked_ones_are_offered_once_they_are_open(void **state)
{
	(void)state;
	s.options.keep = "locked";
	(void)snprintf(s.phrase, sizeof s.phrase, "%s", "zauberwort");
	leave(&sealed_one, &sealed_two, NULL);
	session_start(&s, 80, 24, "own");
	is_at("own");
	shows("Your words here are locked.");
	session_press(&s, "Enter 'zauberwort' Enter");
	is_at("halves");
	shows("> window one");
	session_press(&s, "2");
	shows("window two");
	session_press(&s, "Esc w");
	shows("The pot: window one");
}

/* The same sentence, a session earlier and a session later: locked, nobody could tell until they are open. */
static void what_goes_on_in_another_is_no_rival(void **state)
{
	static const struct record later = LEFT(1001, "own", .text = "window two, and more", .sealed = true);

	(void)state;
	s.options.keep = "locked";
	(void)snprintf(s.phrase, sizeof s.phrase, "%s", "zauberwort");
	leave(&later, &sealed_two, NULL);
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter 'zauberwort' Enter");
	is_at("own");
	shows("window two, and more");
	session_press(&s, "Esc w");
	shows_not("Begun, and not finished");
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(one_is_simply_there), T(two_are_offered_and_both_become_words), T(nothing_is_taken_before_one_is_chosen),
		T(three_come_one_after_the_other), T(what_was_written_since_does_not_hide_it), T(my_words_lead_to_each),
		T(in_lines_too), T(one_of_an_open_window_is_offered),
		T(what_the_open_window_kept_stands_beside_it), T(and_with_what_ended_windows_left), T(one_of_an_open_window_in_lines_too),
		T(one_of_an_open_window_is_opened_first), T(locked_ones_are_offered_once_they_are_open),
		T(what_goes_on_in_another_is_no_rival),
		cmocka_unit_test_setup_teardown(two_plans_are_offered_line_by_line, open_plan, close_session),
		cmocka_unit_test_setup_teardown(two_plans_in_lines_too, open_plan, close_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
