/* SPDX-License-Identifier: MIT
 *
 * What comes back: the card at home, a round of questions and plans, and that none of it is ever in the way. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

#define HOURS ((int64_t)3600 * 1000)
#define DAYS (24 * HOURS)

#define OPTIONS " options: [{id: good, text: 'The good one', right: true, say: 'It is.'}, {id: bad, text: 'The bad one', myth: bad-is-good, say: 'It is not.'}," \
	" {id: odd, text: 'The odd one', say: 'It is odd.'}]}"

static const char the_course[] = "{attune: 1, id: c, title: C, language: en, version: '1', chapters: [one, two, three]}";

static const char *const the_chapters[] = {
	"{id: one, title: 'The first', minutes: 4, pages: [{id: read, kind: read, title: 'Reading', text: 'Words.'},"
	" {id: q1, kind: choice, fixed: true, title: 'Question one', ask: 'Which is good?'," OPTIONS ","
	" {id: q2, kind: choice, fixed: true, confidence: false, title: 'Question two', ask: 'Which is good?'," OPTIONS ","
	" {id: q3, kind: choice, fixed: true, confidence: false, title: 'Question three', ask: 'Which is good?', note: {about: loss, skip-to: off}," OPTIONS ","
	" {id: off, kind: choice, fixed: true, review: off, ask: 'And once?'," OPTIONS ","
	" {id: more, kind: choice, fixed: true, optional: true, ask: 'And more?'," OPTIONS "]}",
	"{id: two, title: 'The second', pages: [{id: plan, kind: plan, title: 'A plan', cue: 'it rains', action: 'I wait', follow-up-days: 3},"
	" {id: own, kind: reflect, title: 'Words', ask: 'What was it?'}]}",
	"{id: three, title: 'The third', pages: [{id: end, kind: read, title: 'The end', text: 'That was it.'},"
	" {id: then, kind: rate, ask: Q, title: T, low: L, high: H, statements: [{id: fear, text: 'Nobody is scared.'}]},"
	" {id: fear, kind: myth, myth: scared, claim: 'Nobody is scared.', title: 'Everybody is', text: 'They are.'},"
	" {id: now, kind: rate, ask: Q, title: T, low: L, high: H, pair: then, statements: [{id: fear, text: 'Nobody is scared.'}]},"
	" {id: q4, kind: choice, fixed: true, ask: 'Somebody asks for a word and gets none. Nobody meant it badly, it was late, the kettle was on, the dog"
	" wanted out, and the phone rang twice: which of the three comes first?'," OPTIONS ","
	" {id: q5, kind: choice, fixed: true, ask: 'Somebody asks for a word and gets none and nobody meant it badly and it was late and the kettle was on and the"
	" dog wanted out and the phone rang: which comes first?'," OPTIONS "]}",
};

static const char *const the_sides[SIDE_COUNT] = {
	[SIDE_MYTHS] = "[{id: bad-is-good, claim: 'Bad is good.', tempting: 'It glitters.', truth: 'Only the good is good.'}]",
};
static const struct session_texts three = {the_course, the_chapters, the_sides};
const struct sitting sitting = {.texts = &three, .keep = "readable"};

/* --- sure, and wrong --- */

static void who_was_sure_is_told_more(void **state)
{
	(void)state;
	static const struct {
		const char *keys;
		bool more, named;
	} cases[] = {{"2 Enter 3", true, true}, {"3 Enter 3", true, false}, {"2 Enter 2", false, false}, {"1 Enter 3", false, false},
		{"2 Enter Enter", false, false}, {"2 Enter Space", false, false}, {"2 Enter l", false, false}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		s.nkept = 0; /* as if it was met the first time */
		session_start(&s, 80, 24, "q1");
		session_press(&s, cases[i].keys);
		is_at("q1");
		assert_int_equal(session_shows(&s, "Not yet."), cases[i].keys[0] != '1');
		assert_int_equal(session_shows(&s, "What surprises us tends to stay longer"), cases[i].more);
		assert_int_equal(session_shows(&s, "Many are as sure of it. It glitters."), cases[i].named);
		assert_int_equal(session_shows(&s, "Only the good is good."), cases[i].named);
	}
}

static void it_is_told_again_on_coming_back(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "q1");
	session_press(&s, "2 Enter 3");
	session_start(&s, 80, 24, "q1");
	shows("Many are as sure of it. It glitters.");
	session_press(&s, "1 Enter");
	shows("Correct. It is.");
	shows_not("Many are as sure of it.");
}

/* q1 missed though sure, q2 missed, q3 right; the place is in another chapter. */
static void learn(void)
{
	session_start(&s, 80, 24, "q1");
	session_press(&s, "2 Enter 3 Enter 2 Enter Enter 1 1 Enter Enter");
	is_at("off");
	session_press(&s, "2 Enter 3 Enter s");
	session_start(&s, 80, 24, "end");
	(void)session_log(&s);
}

static void home_after(int64_t milliseconds)
{
	session_wait(&s, milliseconds);
	session_start(&s, 80, 24, NULL);
	(void)session_log(&s);
}

static void enter_goes_to_the_page_whatever_is_due(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	shows("If you like (v):  3 questions from before");
	shows("Welcome back.");
	session_press(&s, "Enter");
	is_at("end");
	session_press(&s, "q 1"); /* numbers stay those of chapters */
	is_at("read");
}

static void nothing_is_offered_before_its_time(void **state)
{
	(void)state;
	learn();
	home_after(2 * HOURS);
	shows_not("If you like");
	shows_not("Welcome back");
	session_press(&s, "v");
	is_at("review");
	shows("Nothing comes back just now.");
	shows("again tomorrow");
	session_press(&s, "Enter");
	is_at("end");
}

static void the_sure_miss_is_first_and_sooner(void **state)
{
	(void)state;
	learn();
	home_after(9 * HOURS);
	shows("1 question from before");
	session_press(&s, "v");
	is_at("q1");
}

static void a_round_asks_one_after_the_other(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	session_press(&s, "v");
	is_at("q1");
	shows("Back from \"The first\"");
	shows("1 of 3");
	shows("( ) 1.");
	session_press(&s, "1 Enter");
	logged("open 0; save open; save answer good right try 2 back 1; draft q1");
	session_press(&s, "Enter");
	is_at("q2");
	session_press(&s, "2 Enter 1 Enter");
	logged("save answer bad wrong try 2 back 1; draft q2; save answer good right try 3 back 1; draft q2");
	session_press(&s, "Enter s");
	is_at("review");
	logged("open 2");
	shows("- Question one");
	shows("right; again tomorrow"); /* a sure miss comes back once more */
	shows("not yet; again tomorrow");
	shows("- Question three");
	shows("passed over");
	session_press(&s, "Enter");
	is_at("end");
}

static void what_was_passed_over_is_offered_in_the_next_session(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	session_press(&s, "v s s s");
	is_at("review");
	session_press(&s, "q");
	is_at("home");
	shows_not("If you like");
	home_after(1000);
	shows("3 questions from before");
}

/* Nothing of it by itself, and yet it is said, and can be asked for. */
static void what_comes_back_here_can_be_asked_for(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "q1");
	session_press(&s, "2 Enter 3 Enter");
	home_after(2 * DAYS);
	shows_not("If you like");
	session_press(&s, "v");
	shows("Nothing from other chapters comes back just now. From this one 1\n  question does.");
	session_press(&s, "2");
	is_at("q1");
}

static void the_chapter_one_is_in_is_left_alone(void **state)
{
	(void)state;
	learn();
	session_start(&s, 80, 24, "read");
	home_after(2 * DAYS);
	shows_not("If you like");
}

static void q_leaves_it_and_the_place_is_the_place(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	session_press(&s, "v q");
	is_at("home");
	shows("Continue  3. The third, page 1 of 6");
	session_press(&s, "Enter");
	is_at("end");
	logged("open 0; save open; open 2");
}

static void the_focus_stays_on_its_chapter(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	session_press(&s, "Down");
	shows("If you like");
	session_press(&s, "Enter");
	is_at("q1");
	session_press(&s, "q Down Down Enter");
	is_at("read");
}

static void so_many_at_a_time(void **state)
{
	(void)state;
	learn();
	session_wait(&s, 2 * DAYS);
	s.review = 2;
	session_start(&s, 80, 24, NULL);
	is_at("q1");
	session_press(&s, "s s");
	is_at("review");
	shows("2. A few more");
	shows_not("due");
	session_press(&s, "2");
	is_at("q3");
	session_press(&s, "1 Enter Enter");
	is_at("review");
	shows("right; again in 3 days");
}

static void half_an_answer_is_the_returns_own(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	session_press(&s, "v s 2");
	session_wait(&s, 300);
	session_start(&s, 80, 24, "q2"); /* as it was left on its own way */
	shows("Not yet. It is not.");
	session_start(&s, 80, 24, "end");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "v s");
	is_at("q2");
	shows("(*) 2.");
}

/* Who answered it knew; who has turned from it since is asked. */
static void a_question_that_was_skipped_with_its_note_comes_back_with_it(void **state)
{
	static const struct {
		const char *name, *key, *at;
	} ways[] = {{"go on", "1", "q3"}, {"skip the question", "2", "review"}, {"not now", "3", "home"}, {"close", "q", "home"}};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		learn();
		session_wait(&s, 2 * DAYS);
		session_start(&s, 80, 24, "q2");
		session_press(&s, "l 2 t G Enter");
		is_at("end");
		session_press(&s, "q v s s");
		is_at("note");
		shows("What comes next is about loss.");
		shows("2. Skip this question");
		session_press(&s, ways[i].key);
		if (strcmp(session_at(&s), ways[i].at) != 0)
			fail_msg("%s: at %s", ways[i].name, session_at(&s));
	}
}

/* Plain mode: yes and no are said in words too, n is no, and each answer is answered. */
static void looking_back_hears_yes_and_no(void **state)
{
	static const struct {
		const char *line, *came_up, *says;
	} cases[] = {
		{"1", "yes", "Noted: the moment came."}, {"y", "yes", "Noted: the moment came."}, {"Yes", "yes", "Noted: the moment came."},
		{"2", "no", "Noted: not so far."}, {"n", "no", "Noted: not so far."}, {"no", "no", "Noted: not so far."},
		{"", NULL, "Left for another day."}, {"4", NULL, "Left for another day."},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		session_start(&s, 80, 24, "plan");
		session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
		session_start(&s, 80, 24, "end");
		s.options.plain = true;
		home_after(3 * DAYS);
		(void)session_says(&s);
		(void)session_hear(&s, "v");
		is_at("lookback");
		(void)session_log(&s);
		const char *said = session_hear(&s, cases[i].line);
		if (!strstr(said, cases[i].says))
			fail_msg("'%s' is answered: %s", cases[i].line, said);
		const char *log = session_log(&s), *came = strstr(log, "came_up=1='");
		assert_int_equal(came != NULL, cases[i].came_up != NULL);
		if (came)
			assert_memory_equal(came + strlen("came_up=1='"), cases[i].came_up, strlen(cases[i].came_up));
	}
}

/* What was noted is heard before what comes next is. */
static void what_was_noted_has_the_cursor(void **state)
{
	for (int listens = 0; listens <= 1; listens++) {
		(void)close_session(state);
		(void)open_session(state);
		session_start(&s, 80, 24, "plan");
		session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
		s.options.listens = listens;
		session_start(&s, 80, 24, "end");
		home_after(3 * DAYS);
		session_press(&s, "v 2");
		shows("Noted: not so far.");
		assert_int_equal(s.frame.cursor_row, 22);
		session_press(&s, "Down");
		assert_int_not_equal(s.frame.cursor_row, 22);
	}
}

static void a_plan_is_looked_back_on(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	session_start(&s, 80, 24, "end");
	home_after(2 * DAYS);
	shows_not("plan to look back on");
	home_after(1 * DAYS);
	shows("1 plan to look back on");
	session_press(&s, "v");
	is_at("lookback");
	shows("If the bell rings, then I breathe out");
	shows("Did it come up?");
	session_press(&s, "Enter"); /* not now */
	is_at("review");
	home_after(1000);
	session_press(&s, "v 2");
	logged("open 1; save open; save plan plan cue='the bell rings'+action='I breathe out'+came_up=1='no' try 1 back 1; open 2");
	home_after(1 * DAYS);
	shows_not("plan to look back on");
	home_after(2 * DAYS);
	session_press(&s, "v 1");
	is_at("review");
	home_after(90 * DAYS);
	shows_not("plan to look back on");
}

static void a_plan_is_asked_for_twice_at_most(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	session_start(&s, 80, 24, "end");
	for (int i = 0; i < 2; i++) {
		home_after(4 * DAYS);
		session_press(&s, "v 2");
	}
	home_after(90 * DAYS);
	shows_not("plan to look back on");
}

static void a_plan_can_be_changed_and_is_asked_for_anew(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	session_start(&s, 80, 24, "end");
	home_after(4 * DAYS);
	session_press(&s, "v 3");
	is_at("plan");
	session_press(&s, "Tab ' and wait' Enter");
	session_start(&s, 80, 24, "end");
	home_after(2 * DAYS);
	shows_not("plan to look back on");
	home_after(2 * DAYS);
	session_press(&s, "v");
	shows("then I breathe out and wait");
}

static void plan_locked(void)
{
	s.options.keep = NULL;
	begin_locked();
	session_press(&s, "' was' Esc b Enter");
	is_at("plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	session_start(&s, 80, 24, "end");
	home_after(4 * DAYS);
}

static void a_locked_plan_is_due_as_any_other(void **state)
{
	(void)state;
	plan_locked();
	shows("1 plan to look back on (locked)");
	session_press(&s, "v");
	is_at("lookback");
	shows("(locked)");
	shows("1. Open it with my phrase");
	shows_not("the bell");
	session_press(&s, "Enter Esc");
	is_at("lookback");
	session_press(&s, "2");
	is_at("review");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "v Enter 'zauberwort' Enter");
	is_at("lookback");
	shows("If the bell rings, then I breathe out");
	assert_int_equal(s.app.levels[s.app.nlevels - 1].focus, 3);
	session_press(&s, "2");
	home_after(1 * DAYS);
	shows_not("plan to look back on");
	home_after(3 * DAYS);
	session_press(&s, "v Enter 'zauberwort' Enter 1");
	is_at("review");
	home_after(90 * DAYS);
	shows_not("plan to look back on");
}

/* Of a plan that older programs noted only what is in its box says that the moment came. */
static void a_locked_plan_that_came_up_is_not_asked_about_once_it_is_open(void **state)
{
	(void)state;
	plan_locked();
	session_press(&s, "v Enter 'zauberwort' Enter 1");
	for (size_t i = 0; i < s.nkept; i++)
		s.kept[i]->review = 0;
	home_after(90 * DAYS);
	shows("1 plan to look back on (locked)");
	session_press(&s, "v Enter 'zauberwort' Enter");
	is_at("review");
}

/* After five minutes it is locked under the eyes of who looks at it. */
static void a_plan_that_is_locked_meanwhile_says_so(void **state)
{
	(void)state;
	plan_locked();
	session_press(&s, "v Enter 'zauberwort' Enter");
	session_wait(&s, 6 * 60 * 1000);
	is_at("lookback");
	shows_not("the bell");
	session_press(&s, "Enter");
	is_at("unlock");
}

static void a_plan_outlives_its_page(void **state)
{
	static const char *left[3];
	static const struct session_texts without = {the_course, left, the_sides};

	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	session_start(&s, 80, 24, "end");
	left[0] = the_chapters[0];
	left[1] = "{id: two, title: 'The second', pages: [{id: own, kind: reflect, title: 'Words', ask: 'What was it?'}]}";
	left[2] = the_chapters[2];
	s.texts = &without;
	home_after(4 * DAYS);
	shows_not("plan to look back on");
	home_after(4 * DAYS);
	shows("1 plan to look back on");
	session_press(&s, "v");
	shows("If the bell rings, then I breathe out");
	shows("3. Not now");
	session_press(&s, "1");
	is_at("review");
	shows("looked back on");
	home_after(90 * DAYS);
	shows_not("plan to look back on");
}

/* All that was told is of the year after next: time counts from the day on which it is right again. */
static void a_clock_that_was_ahead_keeps_no_plan_back(void **state)
{
	(void)state;
	s.clock = 400 * DAYS;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	s.clock = 0;
	home_after(2 * DAYS);
	shows_not("Welcome back");
	shows_not("plan to look back on");
	home_after(4 * DAYS);
	shows("Welcome back. On 2025-11-24 you were at");
	shows("1 plan to look back on");
}

static void the_last_sentence_is_on_the_card(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'I was late. She waited.' Esc");
	home_after(2 * DAYS);
	shows("You last wrote: \"She waited.\"");
}

/* Who stays on a page arrives there once, and was here since. */
static void the_card_has_the_day_of_the_last_visit(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	home_after(5 * DAYS);
	session_start(&s, 80, 24, "own");
	session_press(&s, "'I was late.' Esc");
	home_after(5 * DAYS);
	shows("On 2025-11-27 you were at \"Words\".");
}

static void who_passed_all_of_it_is_not_praised_for_trying(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	learn();
	home_after(4 * DAYS);
	session_press(&s, "v Enter s s s");
	is_at("review");
	shows("- A plan\n    passed over");
	shows_not("Having tried");
	shows("These wait for you. Coming back late is fine.");
	home_after(1000);
	session_press(&s, "v 2 s s s");
	shows("- A plan\n    looked back on");
}

static void a_long_question_is_cut_where_it_can_be_read(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "q4");
	session_press(&s, "2 Enter 3 l 2 Enter 3 l");
	session_start(&s, 80, 24, "read");
	home_after(2 * DAYS);
	session_press(&s, "v s s");
	is_at("review");
	shows("- Somebody asks for a word and gets none.\n");
	shows("the phone rang: which...");
}

/* Whatever the clock says at home, Enter goes to the page, and nothing is due that was not. */
static void clocks_jump(void **state)
{
	(void)state;
	static const struct {
		int64_t by;
		bool offers;
	} jumps[] = {{-40 * 365 * DAYS, false}, {-1 * DAYS, false}, {2 * DAYS, true}, {400 * DAYS, true}};

	for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
		session_close(&s);
		(void)open_session(NULL);
		learn();
		s.clock = jumps[i].by;
		home_after(1000);
		assert_int_equal(session_shows(&s, "If you like"), jumps[i].offers);
		session_press(&s, "Enter");
		is_at("end");
		s.clock = 0; /* it tells the truth again */
		home_after(2 * DAYS);
		shows("3 questions from before");
	}
}

static void in_lines_too(void **state)
{
	(void)state;
	learn();
	session_wait(&s, 2 * DAYS);
	s.options.plain = true;
	session_start(&s, 80, 24, NULL);
	assert_non_null(strstr(session_says(&s), "If you like (v):  3 questions from before"));
	assert_non_null(strstr(session_hear(&s, "v"), "Back from \"The first\", 1 of 3"));
	assert_non_null(strstr(session_hear(&s, "1"), "Correct. It is."));
	assert_non_null(strstr(session_hear(&s, ""), "Question two"));
	assert_non_null(strstr(session_hear(&s, "s"), "Question three"));
	assert_non_null(strstr(session_hear(&s, ""), "What came back"));
	(void)session_hear(&s, "");
	is_at("end");
	(void)session_hear(&s, "q");
	(void)session_hear(&s, "1"); /* numbers stay those of chapters */
	is_at("read");
}

/* --- what a chapter was --- */

static void through_the_first_chapter(void)
{
	session_start(&s, 80, 24, "read");
	session_press(&s, "l 2 Enter 3 l 2 Enter l 1 Enter l 1 Enter 3 l 1 Enter 1 l");
}

static void a_locked_plan_is_not_an_empty_one(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	learner_take(s.learner, &(struct record){.type = RECORD_PLAN, .sid = 9, .seq = 1, .clock = 900, .chapter = "two", .page = "plan",
		.sealed = true});
	session_press(&s, "Esc S");
	is_at("summary");
	shows("> (locked; w opens your words)");
	shows_not("If ...");
}

static void how_sure_one_was_is_drawn_at_the_end(void **state)
{
	(void)state;
	through_the_first_chapter();
	is_at("summary");
	shows("6 pages: 6 seen.");
	shows_not("How sure you were"); /* three answers make no picture */
	session_press(&s, "q");
	is_at("home");
	shows("That was the end of \"The first\".");
	session_start(&s, 80, 24, "q4");
	session_press(&s, "2 Enter 3 l 1 Enter 3 S");
	shows("What this chapter was"); /* which asked twice: what it shows is of all of them */
	shows("How sure you were, and how often that held: so far in this course");
	shows("sure       ##--        2 of 4 held");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "S");
	shows("How sure you were, and how often that held: so far in this course");
	shows("sure       ##--        2 of 4 held");
	shows_not("of 1 held");
	assert_null(strchr(session_picture(&s), '%'));
}

static void no_word_of_it_before_there_are_five(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "q1");
	session_press(&s, "2 Enter 3");
	session_start(&s, 80, 24, "off");
	session_press(&s, "2 Enter 2 l 2 Enter 1");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "S");
	is_at("summary");
	shows_not("held");
}

/* A page about a belief, and a pair of pages around it, rate the same statement: two rows of it would contradict each other. */
static void a_statement_stands_there_once(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "then");
	session_press(&s, "8 Enter l 3 Enter 3 Enter l 3 Enter l");
	is_at("q4");
	session_press(&s, "S");
	shows("Nobody is scared: 8 -> 3 -> 3 -> 3");
	assert_null(strstr(strstr(session_picture(&s), "Nobody is scared") + 1, "Nobody is scared"));
	shows("[---o====x--]");
	shows("x is then, o is now.");
}

/* A sign that is not drawn is not explained. */
static void what_stayed_has_no_x(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "fear");
	session_press(&s, "3 Enter 3 Enter S");
	shows("Nobody is scared: 3 -> 3");
	shows("o is then and now.");
	shows_not("x is");
}

static void once_is_not_times(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	session_press(&s, "v 1 Enter Enter q S");
	shows("1 question came back, asked 1 time in all.");
}

static void one_setting_leaves_it_out(void **state)
{
	(void)state;
	s.options.unsure = true;
	session_start(&s, 80, 24, "q1");
	session_press(&s, "2 Enter");
	shows("Not yet. It is not."); /* nobody asked how sure */
	s.options.unsure = false;
	s.nkept = 0;
	through_the_first_chapter();
	s.options.unsure = true;
	session_start(&s, 80, 24, "q1");
	session_press(&s, "S");
	shows("6 pages: 6 seen.");
	shows_not("How sure you were");
}

static void what_came_back_is_in_it(void **state)
{
	(void)state;
	learn();
	home_after(2 * DAYS);
	session_press(&s, "v 1 Enter Enter 1 Enter Enter s q");
	home_after(4 * DAYS);
	session_press(&s, "v 1 Enter Enter q S");
	is_at("summary");
	shows("3 questions came back, asked 3 times in all.");
}

static void plans_are_in_it(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	session_start(&s, 80, 24, "end");
	home_after(4 * DAYS);
	session_press(&s, "v 1 q S");
	shows("> If the bell rings, then I breathe out");
	shows("  2025-11-22"); /* the day it was made, not of the look back */
	shows("Looked back on 2025-11-26: the moment came.");
}

static void after_a_changed_plan_the_round_goes_on(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	learn();
	home_after(4 * DAYS);
	session_press(&s, "v 3");
	is_at("plan");
	shows("1 of 4");
	shows("I breathe out");
	session_press(&s, "Tab ' and wait' Enter");
	shows("Your plan is with you.");
	session_press(&s, "Space");
	is_at("q1");
	shows("2 of 4");
	assert_string_equal(learner_place(s.learner)->page, "end");
	session_press(&s, "q v");
	is_at("q1");
}

static void a_plan_can_be_copied(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "plan");
	session_press(&s, "'the bell rings' Tab 'I breathe out' Enter");
	session_start(&s, 80, 24, "end");
	home_after(4 * DAYS);
	session_press(&s, "v 2 q w");
	shows("2. 2025-11-22");
	shows("Looked back on 2025-11-26: the moment had not come so far.");
	session_press(&s, "Down Enter");
	is_at("plan");
	shows("A copy. That of 2025-11-22 is kept.");
	session_press(&s, "Tab ' twice' Enter");
	assert_string_equal(learner_standing(s.learner, RECORD_PLAN, "plan", 0)->picks[1].text, "I breathe out twice");
	assert_string_equal(learner_standing(s.learner, RECORD_PLAN, "plan", 1)->picks[1].text, "I breathe out");
	session_press(&s, "Space");
	is_at("words");
	shows("then I breathe out twice");
	shows("earlier: 2025-11-22");
	home_after(2 * DAYS); /* the copy is new: it has days of its own */
	shows_not("plan to look back on");
	home_after(2 * DAYS);
	session_press(&s, "v");
	shows("then I breathe out twice");
}

#define T(test) cmocka_unit_test_setup_teardown(test, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(enter_goes_to_the_page_whatever_is_due),
		T(nothing_is_offered_before_its_time),
		T(the_sure_miss_is_first_and_sooner),
		T(a_round_asks_one_after_the_other),
		T(what_was_passed_over_is_offered_in_the_next_session),
		T(the_chapter_one_is_in_is_left_alone), T(what_comes_back_here_can_be_asked_for),
		T(q_leaves_it_and_the_place_is_the_place),
		T(the_focus_stays_on_its_chapter),
		T(so_many_at_a_time),
		T(half_an_answer_is_the_returns_own),
		T(a_question_that_was_skipped_with_its_note_comes_back_with_it),
		T(looking_back_hears_yes_and_no), T(what_was_noted_has_the_cursor), T(a_plan_is_looked_back_on),
		T(a_plan_is_asked_for_twice_at_most),
		T(a_plan_can_be_changed_and_is_asked_for_anew),
		T(a_locked_plan_is_due_as_any_other),
		T(a_locked_plan_that_came_up_is_not_asked_about_once_it_is_open),
		T(a_plan_that_is_locked_meanwhile_says_so),
		T(a_plan_outlives_its_page),
		T(a_clock_that_was_ahead_keeps_no_plan_back),
		T(the_last_sentence_is_on_the_card),
		T(the_card_has_the_day_of_the_last_visit),
		T(who_passed_all_of_it_is_not_praised_for_trying),
		T(a_long_question_is_cut_where_it_can_be_read),
		T(clocks_jump),
		T(in_lines_too),
		T(who_was_sure_is_told_more),
		T(it_is_told_again_on_coming_back),
		T(how_sure_one_was_is_drawn_at_the_end), T(a_locked_plan_is_not_an_empty_one),
		T(no_word_of_it_before_there_are_five),
		T(a_statement_stands_there_once),
		T(what_stayed_has_no_x),
		T(once_is_not_times),
		T(one_setting_leaves_it_out),
		T(what_came_back_is_in_it),
		T(plans_are_in_it),
		T(after_a_changed_plan_the_round_goes_on),
		T(a_plan_can_be_copied),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
