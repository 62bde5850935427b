/* SPDX-License-Identifier: MIT
 *
 * What a key answers with is what the learner sees, and what has the cursor: first answers are kept, and come back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"
#include "tutor/screens.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define LONG "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.\n\nSeven.\n\nEight.\n\nNine.\n\nTen."

static const char the_course[] = "{attune: 1, id: cups, title: Cups, language: en, chapters: [cup]}";
static const char *const the_chapters[] = {
	"{id: cup, title: 'The cup', pages: ["
	" {id: ask, kind: choice, fixed: true, text: '" LONG "', ask: 'Which?', options: ["
	"  {id: no, text: No, say: 'It looks so.'}, {id: yes, text: Yes, right: true, say: 'So it is.'}, {id: odd, text: Odd, say: 'Perhaps.'}]},"
	" {id: some, kind: multi, fixed: true, text: '" LONG "', ask: 'Which?', options: ["
	"  {id: a, text: Alpha, right: true, say: 'It fits.'}, {id: b, text: Beta, say: 'It does not.'}]},"
	" {id: story, kind: scenario, text: '" LONG "', scenes: [{id: x, text: 'Someone knocks.', choices: [{text: Wait, say: 'Again.', goto: z},"
	"  {text: Open, say: 'A light.', goto: z}]}, {id: z, text: 'They sit.', end: true}]},"
	" {id: claim, kind: myth, myth: so, title: 'So it is', claim: 'It is so.', text: '" LONG "'},"
	" {id: rate, kind: rate, text: '" LONG "', statements: [{id: a, text: Alpha}]},"
	" {id: row, kind: order, fixed: true, ask: 'In order?', items: [{id: a, text: First, say: 'It begins.'}, {id: b, text: Then, say: 'It ends.'}]},"
	" {id: end, kind: read, text: 'The end.'}]}",
};
static const struct session_texts cups = {the_course, the_chapters, NULL};
const struct sitting sitting = {.texts = &cups};

static void begin_at(const char *page, int height)
{
	session_start(&s, 40, height, page);
	(void)session_log(&s);
}

static const char *line_at_cursor(void)
{
	static char line[200];
	const char *at = session_picture(&s);

	for (int row = 0; row < s.frame.cursor_row; row++)
		at = strchr(at, '\n') + 1;
	(void)snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

#define cursor_is_on(words) assert_non_null(strstr(line_at_cursor(), words))

/* --- what is out of sight --- */

static void enter_shows_the_answers_before_it_takes_one(void **state)
{
	static const struct {
		const char *page, *first, *last;
	} cases[] = {{"ask", "1. No", "3. Odd"}, {"some", "1. Alpha", "2. Beta"}, {"story", "1. Wait", "2. Open"}};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		begin_at(cases[i].page, 15);
		shows("more below");
		shows_not(cases[i].first);
		session_press(&s, "Enter");
		cursor_is_on(cases[i].first);
		shows(cases[i].last);
		shows_not("(*)");
		shows_not("[x]");
		shows_not("Again.");
		shows_not("Nothing is chosen"); /* it was not asked to check */
		assert_int_equal(s.app.visit.stage, STAGE_OPEN);
	}
}

static void then_it_takes_the_one_with_the_cursor(void **state)
{
	(void)state;
	begin_at("ask", 15);
	session_press(&s, "Enter Down Enter");
	shows("(*) 2. Yes");
	shows("How sure are you?");
}

/* Scrolled back to the text: what had the focus is shown again first. */
static void what_was_left_by_scrolling_is_shown_again(void **state)
{
	(void)state;
	begin_at("ask", 15);
	session_press(&s, "2 Enter PgUp PgUp");
	shows_not("How sure");
	session_press(&s, "Enter");
	cursor_is_on("How sure");
	session_press(&s, "Enter");
	shows("Correct.");
}

static void a_window_that_shows_them_asks_for_no_second_enter(void **state)
{
	(void)state;
	begin_at("ask", 40);
	session_press(&s, "Enter");
	shows("(*) 1. No");
}

static void a_scale_is_rated_where_it_is_seen(void **state)
{
	static const char *const keys[] = {"Left", "Right", "7", "+", "0"};

	(void)state;
	for (size_t i = 0; i < N(keys); i++) {
		begin_at("rate", 15);
		shows_not("not rated yet");
		session_press(&s, keys[i]);
		cursor_is_on("not rated yet");
		shows("Here is the scale; nothing was");
		shows("Alpha");
		session_press(&s, keys[i]);
		shows_not("not rated yet");
		shows("of 10");
		session_close(&s);
		(void)open_session(NULL);
	}
}

/* A belief that was rated, its text, and the scale below it. */
static void end_is_the_end_of_what_is_read(void **state)
{
	(void)state;
	begin_at("claim", 15);
	session_press(&s, "5 Enter");
	shows("One.");
	shows_not("And now?");
	session_press(&s, "End");
	cursor_is_on("not rated yet");
	session_press(&s, "End");
	shows("10 of 10");
}

/* --- how sure --- */

static void the_cursor_stays_on_how_sure(void **state)
{
	static const char *const keys[] = {"Up", "k Up", "Up Up Up Down", "Home", "End", "g G"};

	(void)state;
	for (size_t i = 0; i < N(keys); i++) {
		begin_at("ask", 40);
		session_press(&s, "3 Enter");
		session_press(&s, keys[i]);
		cursor_is_on("How sure");
		session_press(&s, "Esc"); /* the next case */
	}
}

static void esc_leads_back_to_the_answer_that_was_chosen(void **state)
{
	(void)state;
	begin_at("ask", 40);
	session_press(&s, "3 Enter");
	session_press(&s, "Esc");
	is_at("ask");
	shows_not("How sure");
	cursor_is_on("(*) 3. Odd");
	session_press(&s, "Up Enter");
	shows("(*) 2. Yes");
	session_press(&s, "3");
	shows("Correct.");
}

static void the_way_back_is_named(void **state)
{
	(void)state;
	session_start(&s, 80, 40, "ask");
	session_press(&s, "3 Enter");
	shows("Esc to the answers");
	assert_int_equal(keymap_command(AT_SURE, (struct key){PRESS_TEXT, 'u'}), CMD_UNDO);
	session_press(&s, "u");
	shows("Cleared.");
	shows_not("(*)");
}

/* The half answer is the chosen one again, and not the question how sure. */
static void the_way_back_is_kept(void **state)
{
	(void)state;
	begin_at("ask", 40);
	session_press(&s, "3 Enter");
	session_wait(&s, 2000);
	session_press(&s, "Esc");
	session_wait(&s, 2000);
	session_stop(&s);
	begin_at("ask", 40);
	shows("(*) 3. Odd");
	shows_not("How sure");
}

/* --- nothing chosen --- */

static void enter_after_u_says_a_word(void **state)
{
	(void)state;
	begin_at("ask", 40);
	session_press(&s, "1 Enter 3");
	shows("Not yet.");
	shows("Enter show answer");
	session_press(&s, "u");
	cursor_is_on("Cleared.");
	shows("Enter check");
	shows_not("show answer");
	(void)session_log(&s);
	session_press(&s, "Enter");
	shows("Nothing is chosen yet. Enter takes");
	shows("number 1; a number goes to another.");
	cursor_is_on("( ) 1. No");
	shows_not("(*)");
	session_press(&s, "Enter");
	shows("Not yet.");
}

static void a_story_begun_again_waits_to_be_led(void **state)
{
	(void)state;
	begin_at("story", 40);
	session_press(&s, "Enter u");
	cursor_is_on("Cleared.");
	session_press(&s, "Enter");
	shows("Someone knocks.");
	shows_not("They sit.");
	session_press(&s, "Enter");
	shows("They sit.");
}

static void what_was_chosen_after_u_is_checked(void **state)
{
	(void)state;
	begin_at("ask", 40);
	session_press(&s, "1 Enter 3 u 2 Enter");
	shows("Correct.");
}

static void a_number_that_nothing_has_is_told(void **state)
{
	(void)state;
	begin_at("ask", 40);
	session_press(&s, "0");
	shows("Nothing here has that number.");
	session_start(&s, 40, 40, "end");
	session_press(&s, "0");
	shows("There is nothing to choose by its");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(enter_shows_the_answers_before_it_takes_one),
		TEST(then_it_takes_the_one_with_the_cursor),
		TEST(what_was_left_by_scrolling_is_shown_again),
		TEST(a_window_that_shows_them_asks_for_no_second_enter),
		TEST(a_scale_is_rated_where_it_is_seen),
		TEST(end_is_the_end_of_what_is_read),
		TEST(the_cursor_stays_on_how_sure),
		TEST(esc_leads_back_to_the_answer_that_was_chosen),
		TEST(the_way_back_is_named),
		TEST(the_way_back_is_kept),
		TEST(enter_after_u_says_a_word),
		TEST(a_story_begun_again_waits_to_be_led),
		TEST(what_was_chosen_after_u_is_checked),
		TEST(a_number_that_nothing_has_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
