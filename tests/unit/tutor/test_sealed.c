/* SPDX-License-Identifier: MIT
 *
 * What was sealed stays sealed, however new words are kept. */
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

#define T(f) cmocka_unit_test_setup_teardown(f, open_session, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(it_is_said_of_what_is_locked), T(a_typo_corrected_unseals_nothing), T(the_next_session_unseals_nothing_either),
		T(a_copy_of_sealed_words_is_sealed), T(a_half_answer_that_was_sealed_is_kept_sealed), T(it_is_put_away_like_all_that_is_locked),
		T(the_phrase_given_amid_a_sentence_locks_no_new_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
