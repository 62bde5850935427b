/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

/* --- a course of pages that keep something of their own --- */

#define CHOICE(name) \
	"{id: " name ", kind: choice, fixed: true, confidence: false, ask: 'What of " name "?', options: [" \
	"{id: yes, text: Yes, right: true, say: 'So it is.'}, {id: no, text: No, say: 'It looks so.'}]}"

static const char the_course[] = "{attune: 1, id: cups, title: Cups, language: en, chapters: [cup]}";
static const char *const the_chapters[] = {
	"{id: cup, title: 'The cup', pages: [{id: talk, kind: read, text: 'Words.'},"
	" {id: ask, kind: plan, cue: 'I am tired', action: 'I ask'},"
	" {id: back, kind: recall, ask: 'What comes back?', points: [{id: a, text: Comfort}, {id: b, text: Calm}]},"
	" {id: story, kind: scenario, scenes: [{id: x, text: 'Someone knocks.', choices: [{id: wait, text: Wait, say: 'Again.', goto: y}]},"
	"  {id: y, text: 'It is dark.', choices: [{id: on, text: 'Go on', say: 'A light.', goto: z}]}, {id: z, text: 'They sit.', end: true}]},"
	" " CHOICE("one") ", " CHOICE("two") ","
	" {id: sum, kind: quiz, title: Sum, draw: 2, from: [one, two]}, {id: land, kind: ground, ways: [{id: feet, title: Feet, steps: 'Press both.'}]},"
	" {id: gap, kind: fill, ask: 'A cup of {drink}, and {more}.', blanks: {drink: {accept: [tea]}, more: {accept: [milk]}}},"
	" {id: line, kind: order, fixed: true, ask: 'In order?', items: [{id: a, text: First, say: 'It begins.'}, {id: b, text: Then, say: 'It ends.'}]},"
	" {id: guess, kind: estimate, ask: 'How many?', answer: 4, near: 1, say-near: 'Near.', say-far: 'Far.'},"
	" {id: most, kind: quiz, draw: 4, from: [gap, line, guess, one]}]}",
};

static const struct session_texts cups = {the_course, the_chapters, NULL};
const struct sitting sitting = {.texts = &cups};

static void begin_at(const char *page, const char *keep)
{
	s.options.keep = keep;
	session_start(&s, 80, 24, page);
	(void)session_log(&s);
}

static bool kept_anywhere(const char *text)
{
	for (size_t i = 0; i < s.nkept; i++) {
		if (s.kept[i]->text && strstr(s.kept[i]->text, text))
			return true;
		for (size_t p = 0; p < s.kept[i]->npicks; p++)
			if (s.kept[i]->picks[p].text && strstr(s.kept[i]->picks[p].text, text))
				return true;
	}
	return strstr(session_log(&s), text) != NULL;
}

static size_t kept_of(enum record_type type)
{
	size_t n = 0;

	for (size_t i = 0; i < s.nkept; i++)
		n += s.kept[i]->type == type;
	return n;
}

/* --- what is private --- */

static const struct {
	const char *name, *page, *keys, *keep;
	bool kept; /* the word "secret" is handed over */
	size_t answers, plans;
} private_ways[] = {
	{"a plan, readable", "ask", "'secret' Tab 'b' Enter l", "readable", true, 0, 1},
	{"a plan, not kept", "ask", "'secret' Tab 'b' Enter l", "none", false, 0, 0},
	{"half a plan, not kept", "ask", "'secret' C-c", "none", false, 0, 0},
	{"half a plan, readable", "ask", "'secret' C-c", "readable", true, 0, 0},
	{"half a plan, nobody answered", "ask", "'secret' Esc C-c", NULL, false, 0, 0},
	{"recalled, readable", "back", "'secret' Esc 1 Enter l", "readable", true, 1, 0},
	{"recalled, not kept: the ticks are", "back", "'secret' Esc 1 Enter l", "none", false, 1, 0},
	{"half recalled, not kept", "back", "'secret' C-c", "none", false, 0, 0},
	{"recalled without words needs no question", "back", "Esc 1 Enter l", NULL, false, 1, 0},
};

static void words_stay_where_the_learner_said(void **state)
{
	for (size_t i = 0; i < sizeof private_ways / sizeof *private_ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at(private_ways[i].page, private_ways[i].keep);
		session_press(&s, private_ways[i].keys);
		session_wait(&s, 1000);
		if (kept_anywhere("secret") != private_ways[i].kept || kept_of(RECORD_ANSWER) != private_ways[i].answers ||
		    kept_of(RECORD_PLAN) != private_ways[i].plans)
			fail_msg("%s: %zu answers, %zu plans; %s", private_ways[i].name, kept_of(RECORD_ANSWER), kept_of(RECORD_PLAN), str_text(&s.text));
	}
}

static void a_plan_asks_how_words_are_kept(void **state)
{
	(void)state;
	begin_at("ask", NULL);
	session_press(&s, "Tab 't'");
	assert_string_equal(session_at(&s), "keep");
	session_press(&s, "Esc Enter"); /* passed over: asked again before anything is kept */
	assert_string_equal(session_at(&s), "keep");
	session_press(&s, "Down 2");
	assert_string_equal(session_at(&s), "ask");
	session_press(&s, "Enter");
	assert_int_equal(kept_of(RECORD_PLAN), 1);
	shows("Your plan is with you.");
}

static void a_question_in_a_quiz_is_no_private_word(void **state)
{
	(void)state;
	begin_at("sum", NULL);
	session_press(&s, "1 Enter");
	assert_string_equal(session_at(&s), "sum");
	assert_int_equal(kept_of(RECORD_ANSWER), 1);
}

/* --- keys and their hints --- */

static const struct {
	const char *page, *keys, *footer;
} hints[] = {
	{"ask", "", "Esc done  Enter next"},
	{"back", "", "Esc done"},
	{"back", "Esc", "Space tick  Enter keep"},
	{"back", "Esc Enter", "Enter continue"},
	{"story", "", "1-9 choose  Enter take  Space next"},
	{"story", "Enter Enter Enter", "Enter continue"},
	{"sum", "", "1-9 choose  Enter check"},
	{"sum", "1 Enter", "Enter continue"},
	{"land", "", "Space next"},
};

static void the_footer_fits_the_moment(void **state)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at(hints[i].page, "readable");
		session_press(&s, hints[i].keys);
		if (!session_shows(&s, hints[i].footer))
			fail_msg("%s '%s': no '%s' in:\n%s", hints[i].page, hints[i].keys, hints[i].footer, session_picture(&s));
	}
}

/* --- the line drops --- */

static const struct {
	const char *name, *page, *keys, *sees;
} drops[] = {
	{"midway in a story", "story", "Enter", "It is dark."},
	{"a story that ended", "story", "Enter Enter Enter", "They sit."},
	{"half a plan", "ask", "'it rai' Tab 'I c'", "then: I c"},
	{"half recalled", "back", "'cal'", "cal"},
	{"half ticked", "back", "'cal' Esc 2", "[x] 2. Calm"},
	{"a quiz, half chosen", "sum", "2", "(*) 2. No"},
	{"a quiz, answered", "sum", "2 Enter", "Not yet. It looks so."},
	{"a quiz, in the second question", "sum", "1 Enter Enter", "Question 2 of 2"},
	{"a quiz at its end", "sum", "1 Enter Enter 1 Enter Enter", "All of it is with you."},
};

static void the_place_is_exact_after_a_kill(void **state)
{
	for (size_t i = 0; i < sizeof drops / sizeof *drops; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at(drops[i].page, "readable");
		session_press(&s, drops[i].keys);
		session_wait(&s, 300);
		begin_at(drops[i].page, "readable");
		if (!session_shows(&s, drops[i].sees))
			fail_msg("%s: no '%s' in:\n%s", drops[i].name, drops[i].sees, session_picture(&s));
	}
}

static void going_away_and_coming_back_is_exact_too(void **state)
{
	static const struct {
		const char *page, *keys, *sees;
	} ways[] = {
		{"story", "Enter l b", "It is dark."},
		{"ask", "'it rai' Esc b l", "it rai"},
		{"back", "'cal' Esc 2 l b", "[x] 2. Calm"},
		{"sum", "1 Enter Enter b l", "Question 2 of 2"},
		{"sum", "1 Enter Enter l b", "Question 2 of 2"},
	};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at(ways[i].page, "readable");
		session_press(&s, ways[i].keys);
		assert_string_equal(session_at(&s), ways[i].page);
		shows(ways[i].sees);
	}
}

/* It is read from there (A11Y-8); the choices below are gone to first, and none is taken that the cursor was not on. */
static void what_came_of_a_choice_has_the_cursor(void **state)
{
	static const struct {
		const char *name, *keys, *at;
	} ways[] = {
		{"what came of it", "Enter", "Again."}, {"to the choices", "Enter Enter", "1. "}, {"by an arrow", "Enter Down", "1. "},
		{"the end of the story", "Enter Enter Enter", "A light."},
	};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at("story", "readable");
		session_press(&s, ways[i].keys);
		const struct cell *cell = &s.frame.cells[s.frame.cursor_row * s.frame.width + s.frame.cursor_column];
		for (size_t k = 0; ways[i].at[k]; k++)
			if (cell[k].bytes[0] != ways[i].at[k])
				fail_msg("%s: not at '%s' in\n%s", ways[i].name, ways[i].at, session_picture(&s));
	}
}

/* No key that turns a page gets into a plan that is kept: Enter writes more, and half of one is gone on with at once. */
static void who_comes_by_a_kept_plan_is_not_in_its_field(void **state)
{
	(void)state;
	begin_at("ask", "readable");
	session_press(&s, "'it rains' Tab 'I ask' Enter b l");
	assert_string_equal(session_at(&s), "ask");
	assert_false(s.app.visit.writing);
	session_press(&s, "b");
	assert_string_equal(session_at(&s), "talk");
	session_press(&s, "l Enter '!' C-c");
	session_start(&s, 80, 24, "ask");
	assert_true(s.app.visit.writing);
}

/* Going back no key gets into a field at all, empty or begun; going on it is there to be written in. */
static void who_goes_back_is_in_no_field(void **state)
{
	(void)state;
	begin_at("back", "readable");
	assert_true(s.app.visit.writing);
	session_press(&s, "Esc b");
	assert_string_equal(session_at(&s), "ask");
	assert_false(s.app.visit.writing);
	session_press(&s, "b");
	assert_string_equal(session_at(&s), "talk");
	session_press(&s, "l");
	assert_true(s.app.visit.writing);
	session_press(&s, "'it r' Esc l Esc b");
	shows("it r");
	assert_false(s.app.visit.writing);
	session_press(&s, "b");
	assert_string_equal(session_at(&s), "talk");
}

/* --- Escape, and the next key at once --- */

static void press_alt(uint32_t point)
{
	session_event(&s, (struct event){.type = EV_KEY, .key = {PRESS_ALT, point}});
}

/* A terminal sends Alt and that key as the same bytes: where Escape leads out of something, it was Escape. */
static void escape_and_a_key_at_once_are_both_meant(void **state)
{
	(void)state;
	begin_at("back", "readable");
	session_press(&s, "'calm at sea'");
	press_alt('b'); /* that edits: to the word before */
	session_press(&s, "'the '");
	shows("calm at the sea");
	press_alt('l');
	assert_false(s.app.visit.writing);
	session_press(&s, "b w");
	press_alt('t');
	is_at("contents");
	session_press(&s, "Esc");
	press_alt('q'); /* on a page it leads nowhere */
	is_at("back");
}

/* --- Space and Right in a quiz --- */

static void space_passes_a_question_and_right_leaves(void **state)
{
	(void)state;
	begin_at("sum", "readable");
	session_press(&s, "Space");
	assert_string_equal(session_at(&s), "sum");
	shows("Question 2 of 2");
	session_press(&s, "Space");
	shows("passed over");
	session_press(&s, "Space");
	assert_string_equal(session_at(&s), "land");
	session_press(&s, "b");
	shows("You went past these. They stay open to you.");
	session_press(&s, "u Right");
	assert_string_equal(session_at(&s), "land");
}

/* A quiz asks what any graded page asks, in its own way. */
static void all_kinds_can_be_asked(void **state)
{
	(void)state;
	begin_at("most", NULL);
	session_press(&s, "1 Enter Enter 'tea' Enter 'mil'"); /* one, then gap */
	shows("Question 2 of 4");
	session_wait(&s, 300);
	begin_at("most", NULL); /* killed: the half word is there */
	session_press(&s, "'k' Enter");
	shows("Correct.");
	session_press(&s, "Enter");
	shows("In order?");
	session_press(&s, "2 Down 1 Enter");
	shows("It begins.");
	session_press(&s, "Enter '5' Enter");
	shows("Near.");
	session_press(&s, "Enter");
	shows("All of it is with you.");
}

/* --- plain mode --- */

static void hears(const char *line, const char *answer)
{
	const char *said = session_hear(&s, line);

	if (!strstr(said, answer))
		fail_msg("'%s': no '%s' in:\n%s", line, answer, said);
}

static void the_same_in_lines(void **state)
{
	(void)state;
	s.options.plain = true;
	s.options.asks = false;
	begin_at("ask", NULL);
	const char *said = session_says(&s);
	assert_non_null(strstr(said, "If:   I am tired"));
	assert_non_null(strstr(said, "Your words are kept readable, for this account only")); /* before the first of them */
	assert_null(strstr(session_hear(&s, "it rains"), "kept readable"));
	hears("I rest", "");
	assert_string_equal(s.prompt, "Enter or a full stop (.) keeps it: ");
	hears(".", "Your plan is with you.");
	hears("", "What comes back?");
	hears("calm", "");
	hears(".", "1. Comfort");
	hears("2", "You remembered 1 of 2");
	hears("", "Someone knocks.");
	hears("1", "It is dark.");
	hears("1", "They sit.");
	hears("", "What of one?");
	hears("n", "What of two?");
	hears("n", "Question 1 of 2");
	hears("2", "Not yet. It looks so.");
	hears("r", "The answer: Yes");
	hears("", "Question 2 of 2");
	hears("1", "Correct.");
	hears("", "Some of it is with you already. The rest has time.");
	hears("", "  - Press both.");
	assert_int_equal(kept_of(RECORD_PLAN), 1);
	assert_int_equal(kept_of(RECORD_ANSWER), 6);
}

static void a_half_plan_goes_on_in_lines(void **state)
{
	(void)state;
	begin_at("ask", "readable");
	session_press(&s, "'it rains'");
	session_wait(&s, 300);
	s.options.plain = true;
	begin_at("ask", "readable");
	assert_non_null(strstr(session_says(&s), "If:   it rains"));
	hears("", ""); /* leaves that line as it is */
	assert_string_equal(s.prompt, "then: ");
	hears("I call", "");
	hears(".", "Your plan is with you.");
	assert_true(kept_anywhere("it rains") && kept_anywhere("I call"));
}

/* --- anything at all --- */

static uint64_t seed = 20261122;

static unsigned draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

static struct key any_key(void)
{
	static const char often[] = "123456789 irubhlsq0ab.";

	if (draw(10) < 6)
		return (struct key){PRESS_TEXT, (unsigned char)often[draw(sizeof often - 1)]};
	return (struct key){(enum press)(PRESS_ENTER + draw(PRESS_OTHER - PRESS_ENTER + 1)), 0};
}

/* What holds is asked by support/session.c after every event. */
static void any_keys_keep_the_invariants(void **state)
{
	static const char *const pages[] = {"ask", "back", "story", "sum", "most"};
	static const char *const keeps[] = {NULL, "readable", "none", "locked"};

	for (unsigned i = 0; i < 20000; i++) {
		if (!s.running || s.over || draw(200) == 0) {
			if (draw(8) == 0) { /* a record that grows without end would only measure itself */
				(void)close_session(state);
				(void)open_session(state);
			}
			s.options.keep = keeps[draw(4)];
			session_start(&s, 30 + (int)draw(60), 8 + (int)draw(20), pages[draw(5)]);
		}
		session_wait(&s, draw(60));
		session_event(&s, (struct event){.type = EV_KEY, .key = any_key()});
		(void)session_log(&s);
	}
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, open_session, close_session)
	const struct CMUnitTest tests[] = {
		T(words_stay_where_the_learner_said), T(a_plan_asks_how_words_are_kept), T(a_question_in_a_quiz_is_no_private_word),
		T(the_footer_fits_the_moment), T(the_place_is_exact_after_a_kill), T(going_away_and_coming_back_is_exact_too), T(what_came_of_a_choice_has_the_cursor),
		T(who_comes_by_a_kept_plan_is_not_in_its_field), T(who_goes_back_is_in_no_field), T(escape_and_a_key_at_once_are_both_meant), T(space_passes_a_question_and_right_leaves), T(the_same_in_lines), T(a_half_plan_goes_on_in_lines), T(all_kinds_can_be_asked),
		T(any_keys_keep_the_invariants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
