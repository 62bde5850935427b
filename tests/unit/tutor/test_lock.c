/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "support/sitting.h"
#include "tutor/screens.h"

#define FIVE_MINUTES 300000

const struct sitting sitting = {0};

static void unlock(void)
{
	is_at("unlock");
	session_press(&s, "'zauberwort' Enter");
}

static void the_first_character_stays_while_a_phrase_is_made(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'m'");
	is_at("keep");
	session_press(&s, "Tab 1");
	is_at("phrase");
	shows("Forgetting the phrase loses these words, never the course.");
	shows("lated borin hitak");
	session_press(&s, "'short' Enter");
	shows("At least 8 characters");
	session_press(&s, "C-u 'zauberwort' Enter");
	shows_not("zauberwort");
	session_press(&s, "'zauberwurt' Enter");
	shows("The two were not the same.");
	(void)session_log(&s);
	session_press(&s, "'zauberwort' Enter 'zauberwort' Enter");
	is_at("code");
	session_press(&s, "2");
	is_at("coded");
	shows("ABCDE-FGHIJ");
	shows("Enter go on");
	session_press(&s, "Enter");
	is_at("own");
	shows("m");
	logged("make lock; save keep locked; draft own 'm' sealed");
	session_press(&s, "'y aunt' Esc");
	logged("save words 'my aunt' copy 1 sealed; draft own");
}

/* Pressed while the key was being made, for the screen before: the code is shown once, and who loses it has none. */
/* The phrase is never shown: one that was cut unseen would be another than that on paper. */
static void a_pasted_phrase_is_taken_whole(void **state)
{
	static const struct {
		const char *name, *text, *phrase;
	} cases[] = {
		{"its line end is none of it", "zauber wort\n", "zauber wort"},
		{"in two lines", "zauber\nwort", "zauber wort"},
		{"of another system", "zauber\r\nwort\r\n", "zauber wort"},
		{"nothing but line ends", "\n\n", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		session_start(&s, 80, 24, "own");
		session_press(&s, "'m' Tab 1");
		session_event(&s, (struct event){.type = EV_PASTE, .text = cases[i].text, .len = strlen(cases[i].text)});
		if (strcmp(s.app.lock.typed.at, cases[i].phrase) != 0)
			fail_msg("%s: %s", cases[i].name, s.app.lock.typed.at);
		session_close(&s);
		(void)open_session(NULL);
	}
}

static void a_code_is_seen_before_a_key_goes_on(void **state)
{
	const struct event keys[] = {
		{.type = EV_UNLOCKED, .lock = LOCK_DONE, .text = "ABCDE-FGHIJ"}, {.type = EV_KEY, .key = {PRESS_ENTER, 0}}, {.type = EV_KEY, .key = {PRESS_TEXT, 'q'}},
	};
	struct effects fx = {0};

	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'m' Tab 1 'zauberwort' Enter 'zauberwort' Enter");
	is_at("code");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		(void)app_update(&s.app, &keys[i], &fx);
		effects_clear(&fx);
		is_at("coded");
	}
	shows("ABCDE-FGHIJ");
	session_press(&s, "Enter");
	is_at("own");
}

/* The first row of the window. */
static void title(char out[80])
{
	const char *picture = session_picture(&s);

	(void)snprintf(out, 80, "%.*s", (int)strcspn(picture, "\n"), picture);
}

/* Who sees one of these knows what is typed there: text, a new phrase, the phrase. */
static void no_two_of_these_screens_have_one_title(void **state)
{
	static const struct {
		const char *keys, *at;
	} ways[] = {
		{"'m'", "waits"}, {"Enter", "phrase"}, {"'zauberwort' Enter 'zauberwort' Enter", "code"}, {"2", "coded"}, {"Enter C-o Enter", "unlock"},
	};
	char titles[sizeof ways / sizeof *ways][80];

	(void)state;
	s.options.keep = "locked";
	session_start(&s, 80, 24, "own");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		session_press(&s, ways[i].keys);
		is_at(ways[i].at);
		title(titles[i]);
		for (size_t k = 0; k < i; k++)
			if (strcmp(titles[i], titles[k]) == 0)
				fail_msg("%s and %s: %s", ways[i].at, ways[k].at, titles[i]);
	}
}

/* It is shown once: who hides it is told how to have another one, beforehand and when the words are open again. */
static void a_code_that_was_hidden_is_said_to_be_gone(void **state)
{
	for (int confined = 0; confined < 2; confined++) {
		const char *way = confined ? "" : "`attune phrase` makes a new one";

		(void)close_session(state);
		(void)open_session(state);
		s.options.keep = "locked";
		s.options.confined = confined;
		session_start(&s, 80, 24, "own");
		session_press(&s, "'m' Enter 'zauberwort' Enter 'zauberwort' Enter 2");
		is_at("coded");
		shows("^O hides it for good");
		shows(way);
		session_press(&s, "C-o Enter");
		is_at("unlock");
		shows_not("ABCDE");
		session_press(&s, "'zauberwort' Enter");
		shows("Your recovery code is not shown again");
		shows(way);
		session_press(&s, "C-o Enter 'zauberwort' Enter");
		shows_not("recovery code");
	}
}

static void nothing_goes_out_in_clear_before_there_is_a_phrase(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt' Tab 1");
	(void)session_log(&s);
	session_press(&s, "'zauberwort'");
	session_wait(&s, 5000);
	logged("");
	assert_null(s.slot);
}

static void hiding_locks_and_coming_back_asks_for_the_phrase(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt Lil'");
	(void)session_log(&s);
	session_press(&s, "C-o");
	logged("draft own 'my aunt Lil' sealed; lock");
	shows_not("aunt");
	assert_false(s.app.visit.has_half);
	session_press(&s, "Enter");
	unlock();
	is_at("own");
	shows("my aunt Lil");
	assert_true(s.app.visit.writing);
	session_press(&s, "'y' Esc");
	shows("my aunt Lily");
}

/* What was opened as a copy is one still, when words were locked and opened in between. */
static void a_copy_stays_one_across_the_lock(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc w Down Down Enter");
	is_at("own");
	session_press(&s, "C-o");
	shows_not("aunt");
	session_press(&s, "Enter");
	unlock();
	is_at("own");
	shows("my aunt");
	session_press(&s, "' Lil' Esc Space");
	is_at("words");
	shows("> my aunt Lil");
	shows("earlier: ");
	session_press(&s, "1");
	shows_not("aunt");
	shows_not("writes a copy");
}

static void five_minutes_without_a_key_lock(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	(void)session_log(&s);
	session_wait(&s, FIVE_MINUTES - 1);
	assert_true(s.key);
	shows("my aunt");
	logged("");
	session_wait(&s, 2);
	assert_false(s.key);
	shows_not("aunt");
	shows("Nothing was typed for five minutes");
	logged("save index sealed; lock");
	assert_int_equal(app_deadline(&s.app), -1);
	session_press(&s, "Enter");
	unlock();
	shows("my aunt");
}

static void what_is_locked_wakes_nobody(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	session_wait(&s, 1000);
	assert_int_equal(app_deadline(&s.app), s.app.lock.touched + FIVE_MINUTES);
}

static const struct record *words_of_own(void)
{
	return learner_standing(s.learner, RECORD_WORDS, "own", 0);
}

static void the_next_session_finds_them_locked(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	session_start(&s, 80, 24, "sum");
	shows("(locked; w opens your words)");
	session_press(&s, "w");
	shows("(locked)");
	session_press(&s, "1");
	unlock();
	is_at("words");
	shows("my aunt");
	session_press(&s, "q");
	is_at("sum");
	shows("my aunt");
	session_press(&s, "w 1");
	shows_not("aunt");
	assert_true(record_is_shut(words_of_own()));
}

static void a_page_with_locked_words_has_no_field(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	session_start(&s, 80, 24, "own");
	shows("Your words here are locked.");
	assert_false(s.app.visit.writing);
	session_press(&s, "Enter");
	unlock();
	shows("my aunt");
	assert_true(s.app.visit.writing);
}

/* With two of them the page says that they are locked, and only when they are open, where the other one is. */
static void of_two_locked_copies_it_says_that_they_are_locked(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc w Down Down Enter ' Lil' Esc Space");
	is_at("words");
	session_start(&s, 80, 24, "own");
	shows("Your words here are locked.");
	shows_not("Another copy");
	session_press(&s, "Enter");
	unlock();
	shows("Another copy is under w.");
}

static void a_half_written_one_comes_back_with_the_phrase(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt'");
	session_wait(&s, 300);
	session_start(&s, 80, 24, "own");
	shows_not("aunt");
	session_press(&s, "Enter");
	unlock();
	shows("my aunt");
	assert_true(s.app.visit.has_half);
}

/* No try is refused; from the fourth on each takes a second. */
static void wrong_phrases_wait_from_the_fourth_on(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter");
	for (int i = 0; i < 3; i++) {
		(void)session_log(&s);
		session_press(&s, "'falschwort' Enter");
		logged("unlock");
		shows("That phrase does not open them.");
	}
	session_press(&s, "'zauberwort' Enter");
	logged("");
	is_at("unlock");
	session_wait(&s, 999);
	is_at("unlock");
	session_wait(&s, 2);
	logged("unlock");
	is_at("own");
	shows("my aunt");
}

static void who_has_no_phrase_at_hand_goes_on(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter Esc");
	is_at("own");
	shows("Your words stay locked, what you write is not saved. Esc, then w, opens them.");
	(void)session_log(&s);
	session_press(&s, "' another' Esc");
	session_wait(&s, 2000);
	assert_null(strstr(session_log(&s), "another"));
	session_press(&s, "w 1");
	unlock();
	assert_non_null(strstr(session_log(&s), "save words ' another' copy 2 sealed"));
	shows("my aunt"); /* beside it, not under it */
	shows("another");
}

static void no_option_keeps_words_in_clear_where_there_is_a_lock(void **state)
{
	static const struct {
		const char *name, *keep;
		bool asks;
		const char *at;
	} cases[] = {
		{"--words=readable", "readable", true, "waits"},
		{"--words=locked", "locked", true, "waits"},
		{"nobody to ask", NULL, false, "own"},
		{"--words=readable, nobody to ask", "readable", false, "own"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)snprintf(s.phrase, sizeof s.phrase, "%s", "zauberwort");
		s.options.keep = cases[i].keep;
		s.options.asks = cases[i].asks;
		session_start(&s, 80, 24, "own");
		(void)session_log(&s);
		session_press(&s, "'my aunt'");
		session_wait(&s, 1000);
		if (strcmp(session_at(&s), cases[i].at) != 0)
			fail_msg("%s: at %s", cases[i].name, session_at(&s));
		if (strstr(session_log(&s), "aunt"))
			fail_msg("%s: words went out", cases[i].name);
		s.slot = NULL;
	}
}

static void words_kept_unlocked_can_be_locked_from_here_on(void **state)
{
	(void)state;
	s.options.keep = "readable";
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt' Esc w 1 1");
	is_at("phrase");
	(void)session_log(&s);
	session_press(&s, "'zauberwort' Enter 'zauberwort' Enter 1");
	is_at("words");
	logged("make lock; save keep locked");
	shows("my aunt");
}

static void what_was_not_kept_is_sealed_once_it_is(void **state)
{
	(void)state;
	s.options.keep = "none";
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt' Esc w 1 1");
	(void)session_log(&s);
	session_press(&s, "'zauberwort' Enter 'zauberwort' Enter 1");
	logged("make lock; save keep locked; save words 'my aunt' copy 1 sealed");
}

static void stopping_for_a_while_locks_first(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt'");
	(void)session_log(&s);
	session_press(&s, "C-z");
	logged("draft own 'my aunt' sealed; lock; suspend");
	shows_not("aunt");
}

/* Every byte the learner typed is gone from what the app and the learner hold. */
static void locking_wipes_what_was_typed(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	const struct record *words = words_of_own();
	const char *text = words->text;
	assert_non_null(strstr(text, "aunt"));
	session_press(&s, "C-o");
	assert_null(words_of_own()->text);
	assert_int_equal(s.app.lock.typed.len + s.app.lock.first.len, 0);
	static const struct secret none;
	assert_memory_equal(&s.app.lock.typed, &none, sizeof none);
	assert_memory_equal(&s.app.lock.first, &none, sizeof none);
}

static void in_lines_the_phrase_is_asked_for(void **state)
{
	(void)state;
	s.options.plain = true;
	session_start(&s, 80, 24, "own");
	(void)session_says(&s);
	assert_non_null(strstr(session_hear(&s, "my aunt"), "1. Lock them with a phrase"));
	assert_non_null(strstr(session_hear(&s, "1"), "lated borin hitak"));
	assert_true(app_hides_input(&s.app));
	assert_non_null(strstr(session_hear(&s, "zauberwort"), "once more"));
	assert_non_null(strstr(session_hear(&s, "zauberwort"), "A recovery code?"));
	assert_false(app_hides_input(&s.app));
	(void)session_hear(&s, "1");
	(void)session_log(&s);
	(void)session_hear(&s, ".");
	assert_non_null(strstr(session_log(&s), "sealed"));
}

/* What locks them is not there, and must not be made again: they can be kept readable, or not, and never leave unasked. */
static void where_the_lock_is_lost_no_other_is_made(void **state)
{
	(void)state;
	s.options.lost = LOCK_LOST;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt'");
	is_at("keep");
	(void)session_log(&s);
	shows("vault.hdr is missing: no phrase opens your words.");
	shows_not("Lock them");
	logged("");
	session_press(&s, "Esc C-c");
	is_at("keep");
	session_press(&s, "1");
	assert_true(s.over);
	assert_true(strstr(session_log(&s), "save keep readable") != NULL);
}

static void a_lock_that_is_lost_meanwhile_is_said(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'m' Tab 1");
	is_at("phrase");
	session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = LOCK_LOST});
	is_at("keep");
	shows(lock_words(LOCK_LOST));
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_first_character_stays_while_a_phrase_is_made),
		T(nothing_goes_out_in_clear_before_there_is_a_phrase), T(a_pasted_phrase_is_taken_whole), T(a_code_is_seen_before_a_key_goes_on),
		T(no_two_of_these_screens_have_one_title), T(a_code_that_was_hidden_is_said_to_be_gone),
		T(hiding_locks_and_coming_back_asks_for_the_phrase),
		T(a_copy_stays_one_across_the_lock), T(five_minutes_without_a_key_lock),
		T(what_is_locked_wakes_nobody),
		T(the_next_session_finds_them_locked),
		T(a_page_with_locked_words_has_no_field),
		T(of_two_locked_copies_it_says_that_they_are_locked),
		T(a_half_written_one_comes_back_with_the_phrase),
		T(wrong_phrases_wait_from_the_fourth_on),
		T(who_has_no_phrase_at_hand_goes_on),
		T(no_option_keeps_words_in_clear_where_there_is_a_lock),
		T(words_kept_unlocked_can_be_locked_from_here_on),
		T(what_was_not_kept_is_sealed_once_it_is),
		T(stopping_for_a_while_locks_first),
		T(locking_wipes_what_was_typed),
		T(in_lines_the_phrase_is_asked_for),
		T(where_the_lock_is_lost_no_other_is_made),
		T(a_lock_that_is_lost_meanwhile_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
