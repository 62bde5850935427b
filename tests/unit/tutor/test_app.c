/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"
#include "view/saving.h"

#define HOME "home"

const struct sitting sitting = {0};

/* The chapter as it is met the first time. */
#define MET "; save met warm=1+bitter=1+good=1+myth=1+rate=1+own=1+stop=1+sum=1"

/* Nothing kept of what came before, and nothing to be asked. */
static void begin_at(const char *page)
{
	session_start(&s, 80, 24, page);
	(void)session_log(&s);
}

/* Words are readable from the start. */
static void settle(void)
{
	s.options.keep = "readable";
}

/* --- starting and coming back --- */

static void the_first_page_is_one_key_away(void **state)
{
	(void)state;
	session_start(&s, 80, 24, NULL);
	is_at(HOME);
	logged("open 0");
	shows("Begin");
	shows("This course is for learning.");
	session_press(&s, "Enter");
	is_at("warm");
	logged("save open; save notice; save place warm" MET);
}

static void run_goes_straight_to_a_page(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	is_at("own");
	logged("open 0; save open; save place own" MET);
}

static void the_notice_is_shown_once(void **state)
{
	(void)state;
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	session_start(&s, 80, 24, NULL);
	shows_not("This course is for learning.");
	shows("Continue");
}

static void it_comes_back_to_the_page(void **state)
{
	(void)state;
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter Space Right Right");
	is_at("myth");
	session_start(&s, 80, 24, NULL);
	shows("The pot, page 4 of 8");
	session_press(&s, "Enter");
	is_at("myth");
}

static void leaving_forward_is_seen_or_skipped(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, "l l s l l l l l"); /* the myth's refutation takes one more */
	logged("save left warm seen; save place bitter; save left bitter skipped; save place good; save left good skipped; save place myth; "
	       "draft myth read=0; save left myth seen; save place rate; save left rate skipped; save place own");
}

static void going_back_is_no_leaving(void **state)
{
	(void)state;
	begin_at("good");
	session_press(&s, "h h b");
	is_at("warm");
	logged("save place bitter; save place warm");
	shows("This is the first page.");
	session_press(&s, "Left"); /* UX-4: up one level */
	is_at("home");
	session_press(&s, "Left");
	is_at("home");
	session_press(&s, "Enter");
	is_at("warm");
}

/* --- answers --- */

static void an_answer_is_saved_when_it_is_given(void **state)
{
	(void)state;
	begin_at("bitter");
	session_press(&s, "1 Enter 2");
	logged("save answer fresh wrong sure 2 try 1; draft bitter");
	shows("Not yet. Fresh is not harsh.");
	session_press(&s, "2 Enter");
	logged("save answer long right try 2; draft bitter");
	shows("Correct. Time is what does it.");
	session_press(&s, "Enter");
	is_at("good");
	logged("save left bitter seen; save place good");
}

/* A11Y-8: what was told is in sight and has the cursor, also where the page is longer than the window. */
static void a_hint_is_in_sight(void **state)
{
	(void)state;
	session_start(&s, 40, 15, "bitter");
	shows_not("Look at the clock.");
	session_press(&s, "i");
	shows("Hint 1: Look at the clock.");
	assert_int_equal(s.frame.cells[s.frame.cursor_row * 40 + s.frame.cursor_column].bytes[0], 'H');
	session_press(&s, "i i");
	shows("That was the last hint.");
	session_press(&s, "Down");
	assert_int_not_equal(s.frame.cells[s.frame.cursor_row * 40 + s.frame.cursor_column].bytes[0], 'H');
}

/* What was said of an answer is seen before Enter goes on. */
static void enter_shows_the_rest_first(void **state)
{
	(void)state;
	session_start(&s, 24, 6, "bitter");
	session_press(&s, "2 Enter 3");
	shows_not("harsh.");
	for (int i = 0; i < 9 && !session_shows(&s, "harsh."); i++) {
		session_press(&s, "Enter");
		is_at("bitter");
	}
	shows("harsh.");
	for (int i = 0; i < 9 && !session_shows(&s, "Evidence: solid"); i++) {
		session_press(&s, "Enter");
		is_at("bitter");
	}
	shows("Evidence: solid"); /* how solid it is belongs to it */
	for (int i = 0; i < 2 && strcmp(session_at(&s), "good") != 0; i++)
		session_press(&s, "Enter");
	is_at("good");
}

static void esc_takes_how_sure_back(void **state)
{
	(void)state;
	begin_at("bitter");
	session_press(&s, "2 Enter Esc");
	is_at("bitter");
	shows_not("How sure");
	session_press(&s, "Esc");
	is_at(HOME);
}

static void an_unchecked_choice_waits_in_this_session(void **state)
{
	(void)state;
	begin_at("bitter");
	session_press(&s, "i 3 l h");
	is_at("bitter");
	shows("(*) 3.");
	shows("Hint 1");
	session_press(&s, "q Enter");
	is_at("bitter");
	shows("(*) 3.");
}

static void an_answer_forgets_the_unchecked_choice(void **state)
{
	(void)state;
	begin_at("bitter");
	session_press(&s, "3 l h 2 Enter Enter l h");
	shows("(*) 2.");
	shows("Correct.");
}

/* --- drafts --- */

static void a_draft_is_due_after_250_ms(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	session_press(&s, "'my'");
	logged("save keep readable");
	session_wait(&s, 249);
	logged("");
	session_press(&s, "' aunt'"); /* typing on does not put it off */
	session_wait(&s, 1);
	logged("draft own 'my aunt'");
	session_wait(&s, 10000);
	logged("");
	assert_int_equal(app_deadline(&s.app), -1);
}

/* Who came to a field and needs help now types no letter first; who writes can write it. */
static void support_is_one_key_from_an_empty_field(void **state)
{
	static const struct {
		const char *name, *keys;
		bool opens;
	} cases[] = {
		{"alone", "!", true}, {"after what was taken back", "'a' Backspace !", true}, {"in a sentence", "'help' !", false},
		{"after a space", "' ' !", false}, {"before a sentence", "'help' Home !", false}, {"in a row of them", "'a!!' !", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		settle();
		begin_at("own");
		shows_not("! support"); /* the foot stays as it is while one writes */
		session_press(&s, cases[i].keys);
		if ((strcmp(session_at(&s), "care") == 0) != cases[i].opens)
			fail_msg("%s: %s", cases[i].name, session_picture(&s));
		if (cases[i].opens) {
			session_press(&s, "Esc 'my'");
			is_at("own");
			shows_not("!my");
		} else {
			shows("!");
		}
		shows_not("! support");
		session_close(&s);
		session_open(&s, NULL);
	}
}

static void a_half_sentence_outlives_a_kill(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	session_press(&s, "'my aunt lis'");
	session_wait(&s, 250);
	session_press(&s, "'lost'");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	is_at("own");
	shows("my aunt lis");
	shows_not("lost");
	session_press(&s, "'tened' Esc");
	shows("my aunt listened");
}

static void ends_flush_the_draft_first(void **state)
{
	static const struct {
		const char *name;
		struct event ev;
		const char *log;
		int status;
	} cases[] = {
		{"hang-up", {.type = EV_HANGUP}, "draft own 'my aunt'; quit 129", 129},
		{"SIGTERM", {.type = EV_SIGNAL, .number = 15}, "draft own 'my aunt'; quit 143", 143},
		{"SIGINT", {.type = EV_SIGNAL, .number = 2}, "draft own 'my aunt'; quit 130", 130},
		{"Ctrl-C", {.type = EV_KEY, .key = {PRESS_CTRL, 'c'}}, "draft own 'my aunt'; quit 130", 130},
		{"Ctrl-Z", {.type = EV_KEY, .key = {PRESS_CTRL, 'z'}}, "draft own 'my aunt'; suspend", -1},
		{"SIGTSTP", {.type = EV_SUSPEND}, "draft own 'my aunt'; suspend", -1},
		{"Ctrl-O", {.type = EV_KEY, .key = {PRESS_CTRL, 'o'}}, "draft own 'my aunt'", -1},
	};

	settle();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		settle();
		begin_at("own");
		session_press(&s, "'my aunt'");
		(void)session_log(&s);
		session_event(&s, cases[i].ev);
		if (strcmp(session_log(&s), cases[i].log) != 0 || s.status != cases[i].status)
			fail_msg("%s: '%s', status %d", cases[i].name, str_text(&s.text), s.status);
		assert_int_equal(app_is_leaving(&s.app), cases[i].status > 0);
		session_start(&s, 80, 24, NULL);
		session_press(&s, "Enter");
		shows("my aunt");
	}
}

static void a_second_signal_changes_nothing(void **state)
{
	(void)state;
	begin_at("own");
	session_event(&s, (struct event){.type = EV_HANGUP});
	session_event(&s, (struct event){.type = EV_SIGNAL, .number = 15});
	logged("quit 129");
}

static void leaving_keeps_words(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	session_press(&s, "'my aunt' Esc");
	logged("save keep readable; save words 'my aunt' copy 1; draft own");
	session_press(&s, "Enter '!' Esc q");
	is_at(HOME);
	logged("save words 'my aunt!' copy 1; draft own");
	shows("Reflections: 1 written.");
	session_press(&s, "q");
	logged("quit 0");
}

/* Who seems new may not be: nothing greets them as if they were, or says that they wrote nothing. */
static void a_record_with_gaps_is_no_new_one(void **state)
{
	(void)state;
	s.options.gaps = true;
	session_start(&s, 80, 24, NULL);
	shows("Continue  1.");
	shows_not("Begin  ");
	session_press(&s, "w");
	shows("A file of your record cannot be read.");
	shows_not("Nothing written yet.");
}

static void where_nothing_is_kept_home_and_words_say_so(void **state)
{
	(void)state;
	s.options.ephemeral = true;
	session_start(&s, 80, 24, NULL);
	shows("In this session nothing is kept:");
	session_press(&s, "w");
	shows("Nothing of this session is kept:");
}

/* What is taken back is taken back for every reader: home, my words, the recap, export. */
static void words_can_be_taken_back(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	session_press(&s, "'my aunt' Esc Enter '!' Esc Enter C-u Esc");
	assert_int_equal(learner_words(s.learner), 0);
	session_press(&s, "w");
	shows("Nothing written yet.");
	session_start(&s, 80, 24, NULL);
	shows_not("Reflections:");
	session_press(&s, "Enter");
	shows_not("my aunt");
}

static void coming_back_from_a_stop_paints_everything(void **state)
{
	(void)state;
	begin_at("warm");
	session_event(&s, (struct event){.type = EV_RESUMED, .width = 40, .height = 15});
	logged("repaint");
	assert_int_equal(s.app.width, 40);
}

static void what_cannot_suspend_says_so(void **state)
{
	(void)state;
	s.options.can_suspend = false;
	begin_at("warm");
	session_press(&s, "C-z");
	logged("");
	shows("Suspending is not available here.");
}

/* --- how words are kept --- */

static void it_asks_at_the_first_character(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'m'");
	is_at("keep");
	shows("1. Lock them");
	logged("");
	session_press(&s, "'y aunt'"); /* typed on without looking: it is in the field */
	is_at("keep");
	shows("my aunt");
	session_press(&s, "Down 2");
	is_at("own");
	shows("my aunt");
	logged("save keep readable; draft own 'my aunt'");
	session_press(&s, "' Lil' Esc");
	logged("save words 'my aunt Lil' copy 1; draft own");
}

/* A number in a sentence is no answer to the question. */
static void a_number_in_a_sentence_goes_on(void **state)
{
	static const char *const sentences[] = {"In 2019 I felt well", "22 years ago", "My 12 year old", "covid19 came", "covid39 x", "No! 1 of 2", "a 2", "1", "jk g: b= q?"};

	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		char keys[64];

		(void)close_session(state);
		(void)open_session(state);
		begin_at("own");
		(void)snprintf(keys, sizeof keys, "'%s'", sentences[i]);
		session_press(&s, keys);
		is_at("keep");
		shows(sentences[i]);
		session_press(&s, "Tab 2");
		is_at("own");
		shows(sentences[i]);
	}
}

/* Who types on without looking makes a new line; who looked at the rows, or is done, chooses. */
static void enter_takes_the_way_with_the_focus(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'m' Enter 'n'");
	is_at("keep");
	session_press(&s, "Down Down Enter");
	is_at("own");
	logged("save keep readable; draft own 'm\nn'");
	(void)close_session(state);
	(void)open_session(state);
	begin_at("own");
	session_press(&s, "'m' Esc Enter");
	is_at("keep");
	session_press(&s, "Down Down Enter");
	is_at("own");
}

/* One Escape leads out of the question and the field: it is not asked in a circle. Enter goes on writing, and it is asked again. */
static void escape_leads_out_of_the_question(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'m' Esc");
	is_at("own");
	assert_false(s.app.visit.writing);
	shows("Not saved yet: how your words are kept is still to choose. Enter asks again.");
	session_press(&s, "Esc");
	is_at("home");
	session_press(&s, "Enter Enter");
	is_at("keep");
	shows("m");
}

/* Who asked for the question is not typing: Enter is no new line, and a number answers. */
static void enter_asks_and_a_number_answers(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'m' Esc Enter");
	is_at("keep");
	assert_false(s.app.doc.has_caret);
	(void)session_log(&s);
	session_press(&s, "2");
	is_at("own");
	logged("save keep readable; draft own 'm'");
}

/* What the terminal sends in another code than LANG says would be missed later, if nobody said that it is not there. */
static void a_character_that_did_not_come_is_told(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'m'");
	session_event(&s, (struct event){.type = EV_KEY, .key = {PRESS_GARBLED, 0}});
	shows("A character is missing: the terminal and LANG do not agree");
	session_press(&s, "'n'");
	shows("mn");
	shows("A character is missing"); /* who types fast has to see it, too */
	session_press(&s, "Esc");
	shows_not("A character is missing");
	session_event(&s, (struct event){.type = EV_KEY, .key = {PRESS_GARBLED, 0}});
	shows_not("A character is missing");
}

/* Beside the question the arrows are the words' as long as these have a row there: an answer is not where somebody meant a line. */
static void arrows_go_through_the_words_first(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'ab' Enter 'cd' Up 'x'");
	is_at("keep");
	shows("abx");
	session_press(&s, "Down");
	assert_true(s.app.doc.has_caret);
	session_press(&s, "Down");
	assert_false(s.app.doc.has_caret); /* the first answer */
	session_press(&s, "Up Up Up");
	assert_false(s.app.doc.has_caret);
	session_press(&s, "2");
	is_at("own");
}

/* Of what was taken back again nothing is left to be saved. */
static void an_empty_field_is_left_without_a_word(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'m' C-u Esc");
	is_at("own");
	shows_not("Not saved yet");
}

/* --- leaving before it was chosen --- */

/* What nobody chose for is not lost in silence, and not written either. */
static void leaving_asks_what_becomes_of_the_words(void **state)
{
	static const struct {
		const char *name, *keys, *log;
	} ways[] = {
		{"Ctrl-C at the question, readable", "C-c 2", "save keep readable; draft own 'I am glad'; quit 130"},
		{"Ctrl-C at the question, without", "C-c 3", "quit 130"},
		{"Ctrl-C twice", "C-c C-c", "quit 130"},
		{"Ctrl-C in the field", "Esc C-c 3", "quit 130"},
		{"from support", "Tab ! 2 2", "save keep readable; draft own 'I am glad'; quit 0"},
		{"from support, without", "Tab ! 2 3", "quit 0"},
		{"another page, then leave", "Tab ! 5 C-c 2", "save left own skipped; save place stop; save keep readable; draft own 'I am glad'; quit 130"},
	};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at("own");
		session_press(&s, "'I am glad'");
		session_press(&s, ways[i].keys);
		const char *log = session_log(&s);
		if (strcmp(log, ways[i].log) != 0)
			fail_msg("%s: %s", ways[i].name, log);
	}
}

static void who_stays_has_the_words_and_the_question(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'I am glad' C-c");
	is_at("keep");
	shows("Leave without them");
	session_press(&s, "Esc");
	is_at("own");
	shows("I am glad");
	session_press(&s, "'x'");
	is_at("keep");
	shows_not("Leave without them");
	logged("");
}

static void paste(const char *text, bool cut)
{
	session_event(&s, (struct event){.type = EV_PASTE, .text = text, .len = strlen(text), .number = cut});
}

/* However much was typed above the answers, none is taken that the cursor is not on. */
static void no_answer_is_taken_unseen(void **state)
{
	static const struct {
		int width, height;
		const char *keys;
		const char *at, *shows;
	} cases[] = {
		{80, 24, "Down", "keep", "1. Lock them"}, {40, 15, "Down", "keep", "1. Lock them"}, {20, 6, "Down", "keep", "1. Lock them"},
		{40, 15, "Tab Down Down Down Down Down Down Down Down Enter", "keep", "3. Do not"},
		{20, 6, "Down Down Down Down Down Down Down Enter", "keep", "3. Do not"}, {80, 24, "Down Down Enter", "own", "line 30"},
	};
	char text[400] = "";

	for (int i = 1; i <= 30; i++)
		(void)snprintf(text + strlen(text), sizeof text - strlen(text), "line %d\n", i);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		session_start(&s, cases[i].width, cases[i].height, "own");
		session_press(&s, "'m' Backspace");
		paste(text, false);
		is_at("keep");
		session_press(&s, cases[i].keys);
		is_at(cases[i].at);
		shows(cases[i].shows);
	}
}

static void skipping_chooses_nothing(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'I am glad' Tab ! 5");
	shows_not("as you chose");
	shows("your words wait in their field");
	session_press(&s, "h");
	is_at("own");
	shows("I am glad");
	session_press(&s, "Enter ' to'");
	is_at("keep");
}

static void words_that_are_not_kept_are_never_handed_over(void **state)
{
	(void)state;
	begin_at("own");
	session_press(&s, "'a secret' Tab 3");
	is_at("own");
	(void)session_log(&s);
	session_press(&s, "Esc Enter ' more' Esc l");
	session_wait(&s, 1000);
	assert_null(strstr(session_log(&s), "secret"));
	for (size_t i = 0; i < s.nkept; i++)
		assert_true(!s.kept[i]->text || !strstr(s.kept[i]->text, "secret"));
	assert_null(s.slot);
	session_press(&s, "l");
	is_at("sum");
	shows("a secret more"); /* while it lasts */
}

/* While nobody has answered the question, words are in memory alone. */
static void unanswered_the_question_keeps_nothing(void **state)
{
	static const char *const ways[] = {"C-c", "C-z", "C-o", "!", "C-l"};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at("own");
		session_press(&s, "'secret'");
		session_press(&s, ways[i]);
		session_wait(&s, 1000);
		if (strstr(session_log(&s), "secret"))
			fail_msg("%s: %s", ways[i], str_text(&s.text));
	}
}

static void answers_given_in_advance(void **state)
{
	static const struct {
		const char *name, *keep;
		bool asks, ephemeral;
		const char *log;
	} cases[] = {
		{"--words=readable", "readable", true, false, "save keep readable"},
		{"--words=none", "none", true, false, "save keep none"},
		{"nobody to ask", NULL, false, false, "save keep readable"},
		{"--ephemeral", "readable", true, true, "save keep none"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		s.options.keep = cases[i].keep;
		s.options.asks = cases[i].asks;
		s.options.ephemeral = cases[i].ephemeral;
		begin_at("own");
		session_press(&s, "'m'");
		is_at("own");
		if (strcmp(session_log(&s), cases[i].log) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&s.text));
	}
}

/* --- saving --- */

/* Leaving while something is unsaved asks first; nothing else ever does. */
static void leaving_unsaved_asks(void **state)
{
	(void)state;
	begin_at("warm");
	s.silent = true;
	session_press(&s, "l");
	session_saved(&s, ERR_FULL, "the disk is full");
	session_press(&s, "q q");
	shows("Not saved yet");
	shows("Not saved: the disk is full. What waits is kept");
	(void)session_log(&s);
	session_press(&s, "1");
	assert_string_equal(session_log(&s), "try");
	session_press(&s, "2");
	shows("Chapters");
	session_press(&s, "q 3");
	shows("My words");
	shows_not("New words are kept here");
	session_press(&s, "q");
	(void)session_log(&s);
	session_press(&s, "4");
	assert_string_equal(session_log(&s), "quit 0");
}

/* What is shown to be copied by hand is all of it: in w, where it is saved, what was begun is only named. */
static void words_to_copy_are_whole(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	s.silent = true;
	session_press(&s, "'my aunt had a kitchen that smelled of bread, and nobody was ever in a hurry there'");
	session_wait(&s, 1000);
	session_saved(&s, ERR_FULL, "the disk is full");
	session_press(&s, "C-c 3");
	shows("New words cannot be saved just now, and wait in this window.");
	shows_not("New words are kept here");
	shows("> my aunt had a kitchen");
	shows("a hurry there");
}

/* The key that leaves at once does not give up words either: only the second time, or where the screen is hidden. */
static void stopping_unsaved_asks(void **state)
{
	(void)state;
	begin_at("warm");
	s.silent = true;
	session_press(&s, "l");
	session_saved(&s, ERR_FULL, "the disk is full");
	(void)session_log(&s);
	session_press(&s, "C-c");
	shows("Not saved yet");
	assert_string_equal(session_log(&s), "");
	session_press(&s, "C-c");
	assert_string_equal(session_log(&s), "quit 130");
}

/* A file server that does not answer is no reason to lose what was written last either. */
static void leaving_while_the_disk_is_silent_asks(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	s.silent = true;
	session_press(&s, "'my aunt' Esc");
	session_wait(&s, 3000);
	session_press(&s, "q q");
	shows("Not saved yet");
	shows("The file server is not answering.");
	session_saved(&s, ERR_NONE, NULL);
	shows("Everything is saved now.");
	shows_not("file server");
}

/* All is well, and something was learned on the way. */
static void what_was_saved_elsewhere_is_said_once(void **state)
{
	(void)state;
	begin_at("warm");
	s.silent = true;
	session_press(&s, "l");
	session_saved(&s, ERR_NONE, saving_words(SAVING_ELSEWHERE));
	shows("The disk reported an error; saved again elsewhere");
	session_press(&s, "2");
	shows_not("The disk reported an error");
}

/* What makes no sense any more is not offered, and what happened has the cursor. */
static void leaving_when_it_was_saved_after_all(void **state)
{
	static const struct {
		const char *at, *key;
		bool leaves;
	} cases[] = {
		{ "", "Enter", true }, { "Down", "Enter", false }, { "Down Down", "Enter", false }, { "Down Down Down", "Enter", true },
		{ "Down Down Down", "1", true }, { "", "2", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at("warm");
		s.silent = true;
		session_press(&s, "l");
		session_saved(&s, ERR_FULL, "the disk is full");
		session_press(&s, "q q");
		session_press(&s, cases[i].at);
		session_saved(&s, ERR_NONE, "");
		shows("Everything is saved now.");
		shows("1. Leave");
		shows("2. Stay");
		shows_not("Try again");
		shows_not("is lost");
		shows_not("3.");
		assert_int_equal(s.frame.cursor_row, s.frame.height - 2);
		session_press(&s, cases[i].key);
		if (s.over != cases[i].leaves)
			fail_msg("%s, then %s: it leaves: %d", cases[i].at, cases[i].key, s.over);
	}
}

/* An answer that is not about all that was handed over is not one about everything. */
static void saved_in_part_is_not_saved(void **state)
{
	(void)state;
	begin_at("warm");
	s.silent = true;
	session_press(&s, "l");
	session_saved(&s, ERR_FULL, "the disk is full");
	session_press(&s, "q q");
	session_event(&s, (struct event){.type = EV_SAVED, .number = s.number - 1, .err = &(struct err){0}});
	shows("It is being saved now.");
	shows("1. Try again");
	session_event(&s, (struct event){.type = EV_SAVED, .number = s.number});
	shows("Everything is saved now.");
	shows("1. Leave");
	session_event(&s, (struct event){.type = EV_SAVED, .err = &(struct err){.kind = ERR_FULL, .words = "the disk is full"}}); /* and again */
	shows("Not saved: the disk is full");
	shows("1. Try again");
}

/* In lines the list is said again, so that its numbers are those that are heard last. */
static void in_lines_what_is_offered_is_said_anew(void **state)
{
	(void)state;
	s.options.plain = true;
	begin_at("warm");
	(void)session_says(&s);
	s.silent = true;
	(void)session_hear(&s, "n");
	session_saved(&s, ERR_FULL, "the disk is full");
	(void)session_hear(&s, "q");
	assert_non_null(strstr(session_hear(&s, "q"), "4. Leave all the same"));
	session_saved(&s, ERR_NONE, "");
	const char *said = session_says(&s);
	assert_non_null(strstr(said, "Everything is saved now."));
	assert_non_null(strstr(said, "1. Leave"));
	assert_null(strstr(said, "4."));
	(void)session_hear(&s, "1");
	assert_true(s.over);
}

static void trouble_is_shown_until_it_is_over(void **state)
{
	(void)state;
	begin_at("warm");
	s.silent = true;
	session_press(&s, "l");
	session_saved(&s, ERR_FULL, "the disk is full");
	shows("Not saved: the disk is full");
	session_press(&s, "=");
	shows("not saved");
	session_press(&s, "j"); /* the message goes, the trouble stays */
	shows("Not saved: the disk is full");
	s.silent = true;
	session_press(&s, "l");
	session_saved(&s, ERR_NONE, NULL);
	shows_not("Not saved");
	shows("Saved.");
	session_press(&s, "=");
	shows("all saved");
}

static void a_slow_disk_is_told_of_after_three_seconds(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	s.silent = true;
	session_press(&s, "'my aunt' Esc");
	session_wait(&s, 2999);
	shows_not("not answering");
	session_wait(&s, 1);
	shows("Saving... the file server is not answering");
	session_press(&s, "l"); /* and one can go on */
	is_at("stop");
	session_saved(&s, ERR_NONE, NULL);
	shows("Saved.");
}

/* Where nothing can be kept it is not said that it is. */
static void that_words_are_kept_is_said_when_it_is_true(void **state)
{
	(void)state;
	s.options.keep = "readable";
	begin_at("own");
	s.silent = true;
	session_press(&s, "'my aunt'");
	session_saved(&s, ERR_REFUSED, "this place is read-only");
	shows("Not saved: this place is read-only");
	shows_not("kept readable");
	session_saved(&s, ERR_NONE, NULL);
	shows("Saved. Only this account can read it (mode 0600)");
}

static void an_earlier_answer_is_not_the_last_word(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	s.silent = true;
	session_press(&s, "'my aunt' Esc");
	session_event(&s, (struct event){.type = EV_SAVED, .number = 1});
	shows_not("Saved.");
	session_press(&s, "=");
	shows("saving");
}

/* --- windows --- */

static void the_same_first_word_stays(void **state)
{
	static const int widths[] = {40, 132, 25, 200, 61, 80, 20, 80};

	(void)state;
	session_start(&s, 80, 8, "warm");
	session_press(&s, "j j j");
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		size_t mark = s.app.levels[1].mark, row;

		session_size(&s, widths[i], 8);
		row = s.app.levels[1].top;
		assert_true(s.app.doc.rows[row].mark <= mark);
		/* the word is in the row on top, unless the text now ends before the window does */
		assert_true(row + 1 >= s.app.doc.nrows || s.app.doc.rows[row + 1].mark > mark || row + 5 >= s.app.doc.nrows);
	}
}

static void a_covered_page_is_found_again(void **state)
{
	(void)state;
	session_start(&s, 80, 8, "warm");
	session_press(&s, "j j j");
	size_t mark = s.app.doc.rows[s.app.levels[1].top].mark;

	session_press(&s, "?");
	session_size(&s, 40, 15);
	session_size(&s, 80, 8);
	session_press(&s, "Esc");
	assert_int_equal(s.app.doc.rows[s.app.levels[1].top].mark, mark);
}

static void every_size_has_a_picture(void **state)
{
	static const char *const pages[] = {"warm", "bitter", "good", "myth", "rate", "own", "stop", "sum"};

	(void)state;
	settle();
	for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
		session_start(&s, 80, 24, pages[p]);
		for (int h = 1; h <= 26; h++)
			for (int w = 1; w <= 90; w += w < 24 ? 1 : 7) {
				session_size(&s, w, h);
				if (w < 20 || h < 6)
					shows(w < 5 ? "" : w < 10 ? "20x6" : w < 28 ? "Need 20x6" : "Window too small (need 20x6)");
			}
	}
}

/* What takes the place of a rated claim is read from its top, however small the window. */
static void a_turned_page_is_read_from_its_top(void **state)
{
	(void)state;
	session_start(&s, 40, 8, "myth");
	session_press(&s, "7 7");
	session_press(&s, "Enter");
	shows("Milk may come first or last");
	shows("Both ways make tea.");
	session_press(&s, "2"); /* the scale is not seen */
	shows("not rated yet");
	session_press(&s, "2");
	shows("2 of 10");
}

static void a_field_in_a_small_window_says_where_its_question_is(void **state)
{
	(void)state;
	session_start(&s, 40, 8, "own");
	shows("more above: Esc, then g");
	session_press(&s, "Esc g");
	shows("Your cup");
	session_press(&s, "Enter 'a'");
	shows_not("more above");
}

static void a_blank_is_no_word(void **state)
{
	(void)state;
	begin_at("own");
	shows("Esc, then Space, goes on.");
	session_press(&s, "Space");
	is_at("own");
	session_press(&s, "Esc");
	is_at("own");
	shows("Enter writes here, Space goes on");
	session_press(&s, "Space");
	is_at("stop");
	assert_string_equal(session_log(&s), "draft own; save left own skipped; save place stop");
	session_press(&s, "b");
	assert_false(s.app.visit.has_half);
}

static void too_small_a_window_still_works(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	session_size(&s, 10, 3);
	shows("Need 20x6");
	session_press(&s, "'abc'");
	session_size(&s, 40, 15);
	shows("abc");
	session_size(&s, 19, 6);
	session_press(&s, "C-c");
	assert_int_equal(s.status, 130);
}

static void sixty_six_cells_are_enough(void **state)
{
	(void)state;
	session_start(&s, 300, 24, "warm");
	for (size_t i = 0; i < s.app.doc.nrows; i++) {
		unsigned cells = s.app.doc.rows[i].indent;

		for (size_t n = 0; n < s.app.doc.rows[i].nsegments; n++)
			cells += text_cells(s.app.doc.rows[i].segments[n].text, s.app.doc.rows[i].segments[n].len);
		assert_true(cells <= 66);
	}
}

static void a_long_page_turns_by_screenfuls(void **state)
{
	(void)state;
	session_start(&s, 40, 10, "warm");
	shows("more below");
	session_press(&s, "Space");
	is_at("warm");
	for (int i = 0; i < 9 && strcmp(session_at(&s), "warm") == 0; i++)
		session_press(&s, "Space");
	is_at("bitter");
	session_press(&s, "h Right");
	is_at("bitter"); /* Right is always the next page */
}

/* --- chapters --- */

/* What it was comes first; then there is one obvious next thing, and the footer names it. */
static void the_end_of_a_chapter_leads_on(void **state)
{
	static const char *const keys[] = {"Enter", "Space", "PgDn"};

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		begin_at("sum");
		session_press(&s, "Space");
		is_at("summary");
		shows("8 pages: 1 seen.");
		shows("Next: Guests.");
		shows("Enter next chapter  q home");
		session_press(&s, keys[i]);
		is_at("note");
	}
}

static void a_long_summary_is_read_to_its_end_first(void **state)
{
	(void)state;
	begin_at("sum");
	session_press(&s, "Space");
	session_size(&s, 40, 7);
	is_at("summary");
	session_press(&s, "Space");
	is_at("summary");
	for (int i = 0; i < 9 && strcmp(session_at(&s), "summary") == 0; i++)
		session_press(&s, "Space");
	is_at("note");
}

static void the_end_of_a_chapter_may_lead_home(void **state)
{
	(void)state;
	begin_at("sum");
	session_press(&s, "Space");
	is_at("summary");
	logged("save left sum seen; save place chapter guests");
	session_press(&s, "q");
	is_at(HOME);
	logged("open 1");
	shows("That was the end of \"The pot\".");
	shows("2. Guests, page 1 of 4");
	session_press(&s, "Enter");
	is_at("note");
}

static void the_last_page_of_all_leads_home_too(void **state)
{
	(void)state;
	begin_at("end");
	session_press(&s, "Space");
	is_at("summary");
	shows("What the course was");
	shows("Next: The pot.");
	session_press(&s, "q");
	is_at(HOME);
	shows("That was the end of \"The last cup\".");
	shows("1. The pot, page 1 of 8");
	session_press(&s, "Enter");
	is_at("warm");
}

/* What is left is gone to, wherever it is; when nothing is, that is said. */
static void after_the_last_page_comes_what_is_left(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, "s s s s s Esc s s s Enter 1 s s 1 s s");
	is_at("summary"); /* the third chapter cannot be opened */
	session_press(&s, "q t 4 Space");
	is_at("summary");
	shows("Enter home");
	session_press(&s, "Enter");
	is_at(HOME);
	shows("You have been through all of it");
}

static void a_page_jumped_over_is_gone_to_at_the_end(void **state)
{
	static const char *const chapters[] = {
		"{id: one, title: One, pages: [{id: a, kind: read, title: First, text: A.}, {id: b, kind: read, title: Second, text: B.}]}"};
	static const struct session_texts small = {"{attune: 1, id: small, title: Small, language: en, version: '1', chapters: [one]}", chapters, NULL};

	(void)close_session(state);
	session_open_texts(&s, &small);
	begin_at("b");
	session_press(&s, "Space Enter");
	is_at(HOME);
	shows("That was the last page. Enter goes to the first you have not seen");
	session_press(&s, "Enter");
	is_at("a");
}

static void a_broken_chapter_says_why(void **state)
{
	(void)state;
	session_start(&s, 80, 24, NULL);
	shows("cannot be opened");
	shows("no right option");
	session_press(&s, "Down Down Down Enter");
	is_at("fault");
	shows("no right option");
	shows("attune check /courses/tea");
	session_press(&s, "Enter");
	is_at(HOME);
	session_press(&s, "Down Enter");
	is_at("end");
}

static void the_end_before_a_broken_chapter(void **state)
{
	(void)state;
	begin_at("door");
	session_press(&s, "Space Enter");
	is_at("fault");
	session_press(&s, "Enter");
	is_at(HOME);
}

static void back_from_the_first_page_is_the_chapter_before(void **state)
{
	(void)state;
	begin_at("alone");
	session_press(&s, "h");
	is_at("sum");
}

static void back_into_a_broken_chapter(void **state)
{
	(void)state;
	begin_at("end");
	session_press(&s, "h");
	is_at("fault");
	session_press(&s, "Esc");
	is_at("end");
	session_press(&s, "t g");
	is_at("contents");
	session_press(&s, "Enter");
	is_at("warm"); /* not its last page: that was wanted of another */
}

/* Chapters have numbers, and these open them. */
static void a_number_opens_its_chapter(void **state)
{
	static const struct {
		const char *keys, *at, *says;
	} cases[] = {
		{"1", "warm", "The pot"}, {"2", "note", "What comes next"}, {"9", HOME, "There is no line with that number here."},
		{"t 1", "warm", "The pot"}, {"t 2", "note", "What comes next"}, {"t 9", "contents", "There is no line with that number here."},
		{"1 m q t 5", "warm", "The pot"}, /* the first page that was marked */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		session_start(&s, 80, 24, NULL);
		session_press(&s, cases[i].keys);
		if (strcmp(session_at(&s), cases[i].at) != 0 || !session_shows(&s, cases[i].says))
			fail_msg("%s: at %s", cases[i].keys, session_picture(&s));
	}
}

/* On the chapter one is in: from a page of it, and from home where Continue leads there. */
static void contents_open_where_one_is(void **state)
{
	(void)state;
	for (int small = 0; small < 2; small++) {
		session_start(&s, small ? 20 : 80, small ? 6 : 24, "easy");
		session_press(&s, "t");
		is_at("contents");
		assert_int_equal(s.app.levels[s.app.nlevels - 1].focus, 1);
		assert_true(session_shows(&s, "2. Guests"));
		session_press(&s, "Esc q t");
		assert_int_equal(s.app.levels[s.app.nlevels - 1].focus, 1);
		session_press(&s, "Enter");
		is_at("easy");
	}
}

/* --- the content note --- */

static void a_note_offers_its_routes(void **state)
{
	static const struct {
		const char *name, *keys, *at;
	} cases[] = {
		{"go on", "Enter", "alone"}, {"go on by number", "1", "alone"}, {"skip to", "2", "easy"}, {"skip to, with the focus", "Down Enter", "easy"},
		{"not now", "3", HOME}, {"not now, with the focus", "Down Down Enter", HOME}, {"close", "q", HOME}, {"help, and on", "? ? Enter", "alone"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		session_start(&s, 80, 24, NULL);
		session_press(&s, "Down Down Enter");
		is_at("note");
		shows("What comes next is about loneliness.");
		session_press(&s, cases[i].keys);
		if (strcmp(session_at(&s), cases[i].at) != 0)
			fail_msg("%s: at %s", cases[i].name, session_at(&s));
	}
}

static void a_page_may_have_a_note_of_its_own(void **state)
{
	(void)state;
	begin_at("easy");
	session_press(&s, "l");
	is_at("note");
	shows("What comes next is about a guest who is gone.");
	session_press(&s, "2");
	is_at("door");
}

/* --- what was skipped is asked about from any side --- */

static const struct {
	const char *name, *from, *keys, *at, *then, *leads;
} sides[] = {
	{"backwards", "easy", "l 2 h", "note", "1", "heavy"},
	{"by Left", "easy", "l 2 Left", "note", "1", "heavy"},
	{"by b", "easy", "l 2 b", "note", "1", "heavy"},
	{"backwards, and over it", "easy", "l 2 h", "note", "2", "easy"},
	{"backwards, and not now", "easy", "l 2 h", "note", "3", HOME},
	{"each time", "easy", "l 2 h 2 l 2 h", "note", "1", "heavy"},
	{"backwards over what the chapter is about", "easy", "h", "note", "1", "alone"},
	{"from the chapter after it", "sum", "l Enter 2 h", "note", "2", "easy"},
	{"not who went on", "easy", "l 1 l h", "heavy", "", "heavy"},
	{"nor when coming back once more", "easy", "l 1 l h l h", "heavy", "", "heavy"},
	{"who turned round is asked again", "easy", "l 1 h l", "note", "2", "door"},
	{"by a mark", "heavy", "m l t G Enter", "note", "1", "heavy"},
	{"by words looked for", "door", "/ 'chair' Enter", "note", "1", "heavy"},
	{"not to the page that was left", "heavy", "q Enter", "heavy", "", "heavy"},
};

static void what_was_skipped_is_asked_about_from_any_side(void **state)
{
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at(sides[i].from);
		session_press(&s, sides[i].keys);
		if (strcmp(session_at(&s), sides[i].at) != 0)
			fail_msg("%s: at %s\n%s", sides[i].name, session_at(&s), session_picture(&s));
		session_press(&s, sides[i].then);
		if (strcmp(session_at(&s), sides[i].leads) != 0)
			fail_msg("%s: led to %s", sides[i].name, session_at(&s));
	}
}

static void and_so_it_is_in_another_session(void **state)
{
	(void)state;
	begin_at("easy");
	session_press(&s, "l 2");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	is_at("door");
	session_press(&s, "h");
	is_at("note");
	shows("2. Skip to \"An easy page\"");
}

static void run_page_has_no_note(void **state)
{
	(void)state;
	begin_at("heavy");
	is_at("heavy");
	begin_at("alone");
	is_at("alone");
}

static void who_was_there_is_not_asked_again(void **state)
{
	(void)state;
	begin_at("heavy");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	is_at("heavy");
}

/* --- scales --- */

static void ten_is_typed_with_nothing_between(void **state)
{
	static const struct {
		const char *name, *keys, *sees;
	} cases[] = {
		{"one and nought", "1 0", "] 10 of 10"}, {"another key between", "1 Down Up 0", "] 0 of 10"}, {"a help screen between", "1 ? q 0", "] 0 of 10"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at("rate");
		session_press(&s, cases[i].keys);
		if (!session_shows(&s, cases[i].sees))
			fail_msg("%s:\n%s", cases[i].name, session_picture(&s));
	}
}

/* Right turns pages; held, it rates nothing unasked. */
static void a_key_that_is_held_rates_nothing(void **state)
{
	static const struct {
		const char *name, *from, *keys, *sees;
	} cases[] = {
		{"held from the page before", "good", "Right Right Right Right", "not rated yet"}, {"another key came", "good", "Right Down Right", "5 of 10"},
		{"held backwards", "own", "Esc Left Left Left", "not rated yet"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_at(cases[i].from);
		session_press(&s, cases[i].keys);
		if (!session_shows(&s, cases[i].sees))
			fail_msg("%s:\n%s", cases[i].name, session_picture(&s));
	}
}

static void there_is_a_page_to_skip_only_on_one(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, "!");
	shows("1. Hide the screen"); /* what a number does is the same wherever support was called */
	shows("2. Stop here");
	shows("5. Skip this page");
	session_press(&s, "q t !");
	shows_not("Skip this page");
	shows("1. Hide the screen");
	session_press(&s, "q q q !");
	shows_not("Skip this page");
	shows("2. Stop here");
	shows("3. Lines in another country");
}

static void the_end_of_support_is_below_its_last_line(void **state)
{
	(void)state;
	begin_at("warm");
	session_size(&s, 40, 15);
	session_press(&s, "! G");
	shows("If none helps, stopping here");
}

static void ratings_that_are_kept_are_told(void **state)
{
	(void)state;
	begin_at("rate");
	session_size(&s, 40, 8);
	session_press(&s, "4 Enter 5 Enter 6 Enter 7 Enter");
	shows("Kept. Enter goes on.");
	shows("7 of 10"); /* and nothing moved */
}

static size_t times_shown(const char *text)
{
	const char *at = session_picture(&s);
	size_t n = 0;

	while ((at = strstr(at, text)) != NULL) {
		at += strlen(text);
		n++;
	}
	return n;
}

static void that_ratings_are_kept_is_said_once(void **state)
{
	(void)state;
	begin_at("rate");
	session_press(&s, "4 Enter 5 Enter 6 Enter 7 Enter");
	assert_int_equal(times_shown("Kept."), 1);
	session_press(&s, "Enter Esc h");
	is_at("rate");
	assert_int_equal(times_shown("Kept."), 1);
}

/* --- screens on top --- */

static void each_has_its_key_and_closes(void **state)
{
	static const struct {
		const char *key, *screen, *text;
	} cases[] = {
		{"?", "help", "On this screen"}, {"F1", "help", "On this screen"}, {"!", "care", "Lifeline"}, {"t", "contents", "Guests"},
		{"w", "words", "Nothing written yet."}, {"d", "terms", "A pot that met hot water"}, {"e", "sources", "On pots."},
	};

	(void)state;
	s.options.country = "US";
	begin_at("warm");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		session_press(&s, cases[i].key);
		if (strcmp(session_at(&s), cases[i].screen) != 0)
			fail_msg("%s: at %s", cases[i].key, session_at(&s));
		shows(cases[i].text);
		session_press(&s, "Esc");
		is_at("warm");
	}
}

static void support_is_not_recorded(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, "! 3 Down Enter Esc");
	is_at("warm");
	logged("");
}

/* Grounding is one key away, and the first line has its number, in the smallest window that shows everything. */
static void support_has_all_of_it_in_a_small_window(void **state)
{
	static const int sizes[][2] = {{40, 15}, {80, 24}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		s.options.country = "US";
		begin_at("warm");
		session_size(&s, sizes[i][0], sizes[i][1]);
		session_press(&s, "!");
		shows("4. A moment to steady");
		shows("call 988");
		session_press(&s, "4");
		is_at("steady");
		shows("Name five things you can see");
		session_press(&s, "q");
		is_at("care");
		session_close(&s);
		session_open(&s, NULL);
	}
}

static void how_sure_stays_in_sight(void **state)
{
	(void)state;
	begin_at("bitter");
	session_press(&s, "3 Enter");
	session_size(&s, 40, 8);
	shows("How sure are you?");
	session_size(&s, 30, 7);
	shows("How sure are you?");
}

static void support_from_a_field_goes_by_help(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	session_press(&s, "'my aunt' C-g");
	is_at("help");
	session_press(&s, "!");
	is_at("care");
	session_press(&s, "Esc Esc");
	is_at("own");
	shows("my aunt");
}

static void support_can_skip_hide_and_stop(void **state)
{
	(void)state;
	begin_at("warm");
	session_press(&s, "! 5");
	is_at("bitter");
	logged("save left warm skipped; save place bitter");
	session_press(&s, "! 1");
	is_at("hidden");
	session_press(&s, "Enter");
	session_press(&s, "Esc ! 2");
	logged("quit 0");
}

/* Whichever way one leaves: what would be lost is said first. */
static void stopping_and_sharing_ask_like_leaving(void **state)
{
	static const char *const ways[] = {"! 2", ": 'share' Enter", "C-c", "q q"};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		s.options.can_share = s.options.has_class = true;
		begin_at("bitter");
		s.silent = true;
		session_press(&s, "2 Enter 1");
		session_saved(&s, ERR_FULL, "the disk is full");
		(void)session_log(&s);
		session_press(&s, ways[i]);
		if (strcmp(session_at(&s), "unsaved") != 0 || s.over)
			fail_msg("%s: at %s", ways[i], session_at(&s));
		logged("");
	}
}

/* The first picture comes before the chapters in sight are read. */
static void an_id_never_stands_for_a_title(void **state)
{
	(void)state;
	s.unread = true;
	session_start(&s, 80, 50, NULL);
	is_at("home");
	for (size_t i = 0; i < s.course->chapters.n; i++) {
		char row[80];
		(void)snprintf(row, sizeof row, ". %s\n", s.course->chapters.list[i]);
		shows_not(row);
	}
	shows("2.\n");
}

static void it_is_said_why_nothing_can_be_shared(void **state)
{
	static const struct {
		const char *name;
		bool ephemeral, has_class, shared;
		const char *says;
	} cases[] = {
		{"no class", false, false, false, "There is no class here to share with, and nothing of yours is shared."},
		{"a class of before", false, false, true, "what you shared before may still be there."},
		{"no terminal", false, true, false, "Sharing asks on a terminal"},
		{"nothing kept", true, true, false, "Nothing of this session is kept, so nothing of it can be shared."},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_session(state);
		(void)open_session(state);
		s.options.ephemeral = cases[i].ephemeral;
		s.options.has_class = cases[i].has_class;
		s.options.shared = cases[i].shared;
		begin_at("bitter");
		session_press(&s, ": 'share' Enter");
		if (!session_shows(&s, cases[i].says))
			fail_msg("%s: %s", cases[i].name, session_picture(&s));
	}
}

static void hidden_shows_nothing(void **state)
{
	(void)state;
	settle();
	begin_at("own");
	session_press(&s, "'secret' C-o");
	is_at("hidden");
	shows_not("secret");
	shows_not("cup");
	session_press(&s, "q x Space");
	is_at("hidden");
	shows("Enter comes back.");
	session_press(&s, "Enter");
	is_at("own");
	shows("secret");
}

/* Also where the first words of a field are told where they are kept, and in a field that is full after it. */
static void a_cut_paste_is_said(void **state)
{
	static char text[64 * 1024 + 1];

	(void)state;
	s.options.keep = "readable";
	begin_at("own");
	memset(text, 'm', sizeof text - 1);
	paste(text, true);
	session_wait(&s, 1000);
	shows("Only the first 64 KiB of what was pasted are here.");
	shows("(mode 0600)");
	session_press(&s, "'m'");
	shows("This field is full: 64 KiB. What stands in it stays.");
	shows_not("Only the first");
}

static void a_paste_is_for_fields_alone(void **state)
{
	static const char text[] = "q\nq\nC-c y";
	struct event paste = {.type = EV_PASTE, .text = text, .len = sizeof text - 1};

	(void)state;
	settle();
	begin_at("bitter");
	session_event(&s, paste);
	logged("");
	is_at("bitter");
	shows("There is no field here: what was pasted is nowhere.");
	session_press(&s, "C-o"); /* where somebody else may be reading nothing is told */
	session_event(&s, paste);
	shows_not("pasted");
	session_press(&s, "Enter");
	begin_at("own");
	session_event(&s, paste);
	is_at("own");
	shows("C-c y");
	session_press(&s, "?");
	session_press(&s, "C-g");
	session_event(&s, paste);
	is_at("help");
}

/* --- anything at all --- */

static uint64_t seed;

static unsigned draw(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % n;
}

static struct key any_key(void)
{
	static const char often[] = "1234567890 ?!tdewsqbhjklgGiru=+ab.";
	static const char controls[] = "abcdefghklnopuwxyz";
	unsigned kind = draw(10);

	if (kind < 5)
		return (struct key){PRESS_TEXT, (unsigned char)often[draw(sizeof often - 1)]};
	if (kind < 6)
		return (struct key){PRESS_TEXT, draw(2) ? 0x20 + draw(0x300) : 0x4e00 + draw(0x1000)};
	if (kind < 7)
		return (struct key){draw(3) ? PRESS_CTRL : PRESS_ALT, (unsigned char)controls[draw(sizeof controls - 1)]};
	return (struct key){(enum press)(PRESS_ENTER + draw(PRESS_OTHER - PRESS_ENTER + 1)), 0};
}

static struct event any_event(void)
{
	static const char text[] = "several words\nto paste";
	unsigned kind = draw(100);

	if (kind < 88)
		return (struct event){.type = EV_KEY, .key = any_key()};
	if (kind < 90)
		return (struct event){.type = EV_PASTE, .text = text, .len = draw(sizeof text)};
	if (kind < 95)
		return (struct event){.type = EV_SIZE, .width = 1 + (int)draw(140), .height = 1 + (int)draw(50)};
	if (kind < 96)
		return (struct event){.type = EV_SUSPEND};
	if (kind < 97)
		return (struct event){.type = EV_RESUMED, .width = 20 + (int)draw(80), .height = 6 + (int)draw(30)};
	return (struct event){.type = EV_TIME};
}

static void start_anew(void)
{
	static const char *const pages[] = {NULL, NULL, "own", "bitter", "myth", "heavy", "end"};

	s.options.keep = draw(3) ? NULL : ((const char *const[]){"readable", "none", "locked"})[draw(3)];
	session_start(&s, 20 + (int)draw(80), 6 + (int)draw(30), pages[draw(sizeof pages / sizeof *pages)]);
}

/* What holds is asked by support/session.c after every event. */
static void any_events_keep_the_invariants(void **state)
{
	const char *given = getenv("SEED");
	unsigned long long first = given ? strtoull(given, NULL, 10) : 20261122;
	unsigned long sessions = 0;

	(void)state;
	seed = first ? first : 1;
	print_message("SEED=%llu repeats this\n", first);
	for (unsigned long i = 0; i < 100000; i++) {
		if (!s.running || s.over || draw(2000) == 0) {
			/* a record that grows without end would only measure itself */
			if (++sessions % 25 == 0) {
				(void)close_session(state);
				(void)open_session(state);
			}
			start_anew();
		}
		s.silent = draw(4) == 0;
		s.trouble.kind = draw(10) == 0 ? ERR_FULL : ERR_NONE;
		session_wait(&s, draw(20) == 0 ? 4000 : draw(60));
		session_event(&s, any_event());
		(void)session_log(&s);
	}
	assert_true(sessions > 100);
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_first_page_is_one_key_away), T(run_goes_straight_to_a_page), T(the_notice_is_shown_once), T(it_comes_back_to_the_page),
		T(leaving_forward_is_seen_or_skipped), T(going_back_is_no_leaving), T(an_answer_is_saved_when_it_is_given), T(a_hint_is_in_sight), T(enter_shows_the_rest_first), T(esc_takes_how_sure_back),
		T(an_unchecked_choice_waits_in_this_session), T(an_answer_forgets_the_unchecked_choice),
		T(a_draft_is_due_after_250_ms), T(support_is_one_key_from_an_empty_field), T(a_half_sentence_outlives_a_kill), T(ends_flush_the_draft_first), T(a_second_signal_changes_nothing),
		T(leaving_keeps_words), T(words_can_be_taken_back), T(coming_back_from_a_stop_paints_everything), T(what_cannot_suspend_says_so),
		T(a_record_with_gaps_is_no_new_one), T(where_nothing_is_kept_home_and_words_say_so),
		T(it_asks_at_the_first_character), T(a_number_in_a_sentence_goes_on), T(enter_takes_the_way_with_the_focus),
		T(escape_leads_out_of_the_question), T(arrows_go_through_the_words_first), T(an_empty_field_is_left_without_a_word), T(a_character_that_did_not_come_is_told),
		T(enter_asks_and_a_number_answers),
		T(leaving_asks_what_becomes_of_the_words),
		T(who_stays_has_the_words_and_the_question),
		T(no_answer_is_taken_unseen), T(skipping_chooses_nothing),
		T(words_that_are_not_kept_are_never_handed_over),
		T(unanswered_the_question_keeps_nothing), T(answers_given_in_advance),
		T(leaving_unsaved_asks), T(words_to_copy_are_whole), T(stopping_unsaved_asks), T(leaving_while_the_disk_is_silent_asks), T(what_was_saved_elsewhere_is_said_once), T(leaving_when_it_was_saved_after_all), T(saved_in_part_is_not_saved), T(in_lines_what_is_offered_is_said_anew), T(trouble_is_shown_until_it_is_over), T(a_slow_disk_is_told_of_after_three_seconds), T(that_words_are_kept_is_said_when_it_is_true), T(an_earlier_answer_is_not_the_last_word),
		T(the_same_first_word_stays), T(a_covered_page_is_found_again), T(a_turned_page_is_read_from_its_top), T(a_field_in_a_small_window_says_where_its_question_is), T(a_blank_is_no_word), T(every_size_has_a_picture), T(too_small_a_window_still_works),
		T(sixty_six_cells_are_enough), T(a_long_page_turns_by_screenfuls),
		T(the_end_of_a_chapter_leads_on),
		T(a_long_summary_is_read_to_its_end_first),
		T(the_end_of_a_chapter_may_lead_home), T(the_last_page_of_all_leads_home_too), T(after_the_last_page_comes_what_is_left),
		T(a_page_jumped_over_is_gone_to_at_the_end), T(a_broken_chapter_says_why), T(the_end_before_a_broken_chapter),
		T(back_from_the_first_page_is_the_chapter_before), T(back_into_a_broken_chapter), T(contents_open_where_one_is),
		T(a_number_opens_its_chapter), T(a_note_offers_its_routes), T(a_page_may_have_a_note_of_its_own), T(what_was_skipped_is_asked_about_from_any_side),
		T(and_so_it_is_in_another_session), T(run_page_has_no_note), T(ten_is_typed_with_nothing_between), T(a_key_that_is_held_rates_nothing),
		T(there_is_a_page_to_skip_only_on_one), T(the_end_of_support_is_below_its_last_line), T(ratings_that_are_kept_are_told), T(that_ratings_are_kept_is_said_once), T(who_was_there_is_not_asked_again),
		T(each_has_its_key_and_closes), T(support_is_not_recorded), T(support_has_all_of_it_in_a_small_window), T(how_sure_stays_in_sight), T(support_from_a_field_goes_by_help), T(support_can_skip_hide_and_stop),
		T(stopping_and_sharing_ask_like_leaving), T(it_is_said_why_nothing_can_be_shared), T(an_id_never_stands_for_a_title), T(hidden_shows_nothing), T(a_cut_paste_is_said), T(a_paste_is_for_fields_alone), T(any_events_keep_the_invariants),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
