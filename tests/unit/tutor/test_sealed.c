/* SPDX-License-Identifier: MIT
 *
 * What was sealed stays sealed, however new words are kept; and nothing is sealed with what opens nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "support/sitting.h"
#include "tutor/screens.h"

const struct sitting sitting = {0};

/* Words of this page are sealed, and new ones are to be readable. */
static void keep_readable(void)
{
	begin_locked();
	session_press(&s, "'y aunt' Esc w 2 2");
	shows("What is locked stays locked");
	(void)session_log(&s);
	session_press(&s, "q");
	is_at("own");
}

static void it_is_said_of_what_is_locked(void **state)
{
	(void)state;
	keep_readable();
	session_press(&s, "w");
	shows("New words are kept here, readable. What is locked stays locked.");
}

static void a_typo_corrected_unseals_nothing(void **state)
{
	(void)state;
	keep_readable();
	session_press(&s, "Enter '!'");
	session_wait(&s, 1000);
	logged("draft own 'my aunt!' sealed");
	session_press(&s, "Esc");
	logged("save words 'my aunt!' copy 1 sealed; draft own");
	session_press(&s, "Enter '?' Esc");
	logged("save words 'my aunt!?' copy 1 sealed; draft own");
}

static void the_next_session_unseals_nothing_either(void **state)
{
	(void)state;
	keep_readable();
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter 'zauberwort' Enter '!'");
	(void)session_log(&s);
	session_press(&s, "Esc");
	logged("save words 'my aunt!' copy 1 sealed; draft own");
}

static void a_copy_of_sealed_words_is_sealed(void **state)
{
	(void)state;
	keep_readable();
	session_press(&s, "w 3");
	is_at("own");
	(void)session_log(&s);
	session_press(&s, "'!' Esc");
	logged("save words 'my aunt!' copy 2 sealed; draft own");
}

/* It needs no typing: it is in the field, and Esc keeps it. */
static void a_half_answer_that_was_sealed_is_kept_sealed(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt Lil'");
	session_wait(&s, 1000);
	session_start(&s, 80, 24, "sum");
	session_press(&s, "w 2 2 q");
	session_start(&s, 80, 24, "own");
	(void)session_log(&s);
	session_press(&s, "Enter 'zauberwort' Enter");
	shows("my aunt Lil");
	session_wait(&s, 1000);
	session_press(&s, "Esc");
	logged("unlock; draft own 'my aunt Lil' sealed; save taken own; save words 'my aunt Lil' copy 1 sealed; draft own");
}

static void it_is_put_away_like_all_that_is_locked(void **state)
{
	(void)state;
	keep_readable();
	session_press(&s, "Enter '!'");
	(void)session_log(&s);
	session_press(&s, "C-o");
	logged("draft own 'my aunt!' sealed; save index sealed; lock");
	shows_not("aunt");
	session_press(&s, "Enter 'zauberwort' Enter");
	shows("my aunt!");
	(void)session_log(&s);
	session_press(&s, "'?' Esc");
	logged("save words 'my aunt!?' copy 1 sealed; draft own");
}

/* What is typed on while it is locked waits for the phrase, and giving it changes nothing of how new words are kept. */
static void the_phrase_given_amid_a_sentence_locks_no_new_words(void **state)
{
	(void)state;
	keep_readable();
	session_press(&s, "Enter '!'");
	session_wait(&s, 300001);
	is_at("waits");
	session_press(&s, "'?' Enter 'zauberwort' Enter");
	shows("my aunt!");
	assert_string_equal(learner_keep(s.learner), "readable");
	(void)session_log(&s);
	session_press(&s, "Esc");
	logged("save words 'my aunt!\n?' copy 1 sealed; draft own");
}

/* Of two windows the other one made the phrase. */
static void a_phrase_of_another_window_is_asked_for(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt'");
	(void)strcpy(s.phrase, "zauberwort");
	s.offer = LOCK_EXISTS;
	session_press(&s, "Tab 1");
	is_at("unlock");
	shows("Another window made a phrase meanwhile");
	(void)session_log(&s);
	session_press(&s, "'zauberwort' Enter");
	is_at("own");
	logged("unlock; save keep locked; draft own 'my aunt' sealed");
}

/* It was made while the person typed theirs. */
static void one_that_was_a_moment_earlier_is_asked_for(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'m' Tab 1 'the other word' Enter");
	is_at("phrase");
	(void)strcpy(s.phrase, "zauberwort");
	session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = LOCK_EXISTS});
	is_at("unlock");
	shows("Another window made a phrase meanwhile");
	session_press(&s, "'zauberwort' Enter");
	is_at("own");
	assert_string_equal(learner_keep(s.learner), "locked");
}

static void where_nothing_can_be_written_no_phrase_is_typed(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt'");
	s.offer = LOCK_FAILED;
	err_set(&s.trouble, ERR_REFUSED, 30, "%s", "this place is read-only");
	session_press(&s, "Tab 1");
	is_at("keep");
	shows("No phrase can be made here: this place is read-only.");
	assert_null(learner_keep(s.learner));
}

/* An older file, or one of elsewhere, was put in its place: nothing new goes behind it, and it is no use to ask for its phrase. */
static void nothing_is_sealed_with_another_lock(void **state)
{
	static const enum lock_end ends[] = {LOCK_FOREIGN, LOCK_DAMAGED, LOCK_NEWER, LOCK_BEYOND};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin_locked();
		session_press(&s, "'y aunt' Esc");
		session_start(&s, 80, 24, "own");
		session_press(&s, "Enter");
		is_at("unlock");
		session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = ends[i]});
		is_at("own");
		(void)session_log(&s);
		session_press(&s, "Enter 'new'");
		session_wait(&s, 1000);
		logged("");
		session_start(&s, 80, 24, "sum");
	}
}

static void what_cannot_be_is_not_offered(void **state)
{
	(void)state;
	s.options.lost = LOCK_DAMAGED;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt'");
	is_at("keep");
	shows("The file vault.hdr is damaged: no phrase opens it.");
	shows("1. Keep them, readable");
	shows("2. Do not keep them");
	shows_not("Lock them");
	shows_not("3.");
	session_press(&s, "Tab 1");
	assert_string_equal(learner_keep(s.learner), "readable");
}

/* What is typed is looked for before it is on the disk, so that what another window locked is not in clear. */
static void a_lock_of_another_window_is_looked_for_and_heard(void **state)
{
	const struct event letter = {.type = EV_KEY, .key = {PRESS_TEXT, 'm'}};
	struct record theirs = {.type = RECORD_KEEP, .word = "locked", .sid = 77, .seq = 9, .clock = 1000000};
	struct effects fx = {0};

	(void)state;
	s.options.keep = "readable";
	session_start(&s, 80, 24, "own");
	(void)app_update(&s.app, &letter, &fx);
	bool looks = false;
	for (size_t i = 0; i < fx.n; i++)
		looks |= fx.list[i].type == FX_LOOK;
	effects_clear(&fx);
	assert_true(looks);
	learner_take(s.learner, &theirs);
	(void)strcpy(s.phrase, "zauberwort");
	(void)session_log(&s);
	session_event(&s, (struct event){.type = EV_HEARD});
	shows("Another window locks words from here on");
	session_press(&s, "'y aunt'");
	session_wait(&s, 1000);
	is_at("waits");
	logged("");
	session_press(&s, "Enter 'zauberwort' Enter");
	logged("unlock; draft own 'my aunt' sealed");
}

/* Not opened, and nothing written beside: the page is as it was. */
static void a_field_left_empty_beside_locked_words_says_that_they_are(void **state)
{
	(void)state;
	begin_locked();
	session_press(&s, "'y aunt' Esc");
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter");
	is_at("unlock");
	session_press(&s, "Esc");
	assert_true(s.app.visit.writing);
	session_press(&s, "Esc");
	is_at("own");
	shows_not("nothing written");
	shows("Your words here are locked.");
	session_press(&s, "Enter");
	is_at("unlock");
	session_press(&s, "'zauberwort' Enter");
	shows("my aunt");
}

/* What was readable stays so, and it is said what locks it, where that can be done. */
static void older_words_are_said_to_be_readable(void **state)
{
	for (int confined = 0; confined < 2; confined++) {
		const char *who = confined ? "looks after this computer" : "`attune lock`";

		(void)close_session(state);
		(void)open_session(state);
		s.options.keep = "readable";
		s.options.confined = confined;
		session_start(&s, 80, 24, "own");
		session_press(&s, "'my aunt' Esc w 1 1 'zauberwort' Enter 'zauberwort' Enter 1");
		is_at("words");
		shows("Older ones are readable still:");
		session_press(&s, "Down");
		shows("Older words are readable still.");
		shows(who);
	}
	(void)close_session(state);
	(void)open_session(state);
	begin_locked();
	session_press(&s, "'y aunt' Esc w");
	shows_not("readable still");
}

/* It says no more than is true. */
static void who_locks_hears_of_the_other_window(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'m' Tab 1 'zauberwort' Enter 'zauberwort' Enter");
	s.key = true;
	session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = LOCK_DONE, .company = true});
	shows("What is half written in");
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(it_is_said_of_what_is_locked), T(a_typo_corrected_unseals_nothing), T(the_next_session_unseals_nothing_either),
		T(a_copy_of_sealed_words_is_sealed), T(a_half_answer_that_was_sealed_is_kept_sealed), T(it_is_put_away_like_all_that_is_locked),
		T(the_phrase_given_amid_a_sentence_locks_no_new_words),
		T(a_phrase_of_another_window_is_asked_for), T(one_that_was_a_moment_earlier_is_asked_for),
		T(where_nothing_can_be_written_no_phrase_is_typed), T(nothing_is_sealed_with_another_lock), T(what_cannot_be_is_not_offered),
		T(a_lock_of_another_window_is_looked_for_and_heard), T(who_locks_hears_of_the_other_window),
		T(older_words_are_said_to_be_readable),
		T(a_field_left_empty_beside_locked_words_says_that_they_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
