/* SPDX-License-Identifier: MIT
 *
 * What two sessions wrote on one page is all under w, in the order of chapters, the newest first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

const struct sitting sitting = {.keep = "readable"};

static int write_mine(void **state)
{
	(void)open_session(state);
	session_start(&s, 80, 24, "own");
	session_press(&s, "'mine' Esc");
	return 0;
}

/* As another session wrote it meanwhile: it knew nothing of `mine`. */
static void take_theirs(enum record_type type, const struct record *like)
{
	static const struct pick picks[] = {{"cue", -1, "it rains"}, {"action", -1, "I call"}};
	struct record theirs = *like;

	theirs.type = type;
	theirs.clock -= type == RECORD_WORDS;
	theirs.sid = 1001;
	theirs.seq = 1 + (uint64_t)type;
	theirs.base = (struct record_base){.known = true};
	theirs.text = type == RECORD_WORDS ? "theirs" : NULL;
	theirs.picks = type == RECORD_PLAN ? picks : NULL;
	theirs.npicks = type == RECORD_PLAN ? 2 : 0;
	learner_take(s.learner, &theirs);
	theirs.sid = 1002;
	theirs.clock++;
	if (type == RECORD_PLAN)
		learner_take(s.learner, &theirs);
}

static size_t times(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)) != NULL; text++)
		n++;
	return n;
}

static void both_are_there(void **state)
{
	(void)state;
	const struct record *mine = learner_latest(s.learner, RECORD_WORDS, "own");

	assert_non_null(mine);
	session_press(&s, "w");
	assert_false(session_shows(&s, "other copy"));
	session_press(&s, "Esc");
	take_theirs(RECORD_WORDS, mine);
	session_press(&s, "w");
	const char *picture = session_picture(&s), *newer = strstr(picture, "> mine"), *mark = strstr(picture, "other copy"),
		*older = strstr(picture, "> theirs");
	if (!newer || !mark || !older || newer > mark || mark > older)
		fail_msg("%s", picture);
	assert_int_equal(times(picture, "other copy"), 1);
}

/* A chapter that was not looked at in this session has its title all the same, of a half answer too. */
static void chapters_have_their_titles(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "alone");
	session_press(&s, "w");
	shows("  The pot");
	session_stop(&s);
	session_start(&s, 80, 24, "own");
	session_press(&s, "w 2");
	session_press(&s, "' once more'");
	session_wait(&s, 1000);
	session_start(&s, 80, 24, "end");
	session_press(&s, "w");
	shows("The pot: ");
	shows_not("pot:  ");
}

static void plans_too(void **state)
{
	(void)state;
	take_theirs(RECORD_PLAN, learner_latest(s.learner, RECORD_WORDS, "own"));
	session_press(&s, "w");
	const char *picture = session_picture(&s);
	assert_int_equal(times(picture, "> If it rains, then I call"), 2);
	assert_int_equal(times(picture, "other copy"), 1);
}

static void before(const char *picture, const char *first, const char *then)
{
	const char *a = strstr(picture, first), *b = a ? strstr(a, then) : NULL;

	if (!b)
		fail_msg("'%s', then '%s':\n%s", first, then, picture);
}

/* Enter on a date: the words are in the field, and what is made of them stands beside them. The place stays where it was. */
static void a_copy_keeps_the_first(void **state)
{
	(void)state;
	const char *page = learner_place(s.learner)->page;

	session_press(&s, "w Down Enter");
	assert_string_equal(session_at(&s), "own");
	assert_true(session_shows(&s, "A copy. That of 20"));
	session_press(&s, "' too' Esc");
	assert_string_equal(learner_standing(s.learner, RECORD_WORDS, "own", 0)->text, "mine too");
	assert_int_equal(learner_standing(s.learner, RECORD_WORDS, "own", 0)->attempt, 2);
	assert_string_equal(learner_standing(s.learner, RECORD_WORDS, "own", 1)->text, "mine");
	session_press(&s, "Space");
	assert_string_equal(session_at(&s), "words");
	before(session_picture(&s), "> mine too", "earlier: ");
	before(session_picture(&s), "earlier: ", "> mine");
	assert_string_equal(learner_place(s.learner)->page, page);
	session_press(&s, "Down Down Enter '!' Esc q");
	assert_string_equal(session_at(&s), "words");
	assert_string_equal(learner_standing(s.learner, RECORD_WORDS, "own", 0)->text, "mine!");
	assert_int_equal(learner_standing(s.learner, RECORD_WORDS, "own", 0)->attempt, 3);
	assert_non_null(learner_standing(s.learner, RECORD_WORDS, "own", 2));
}

/* What was begun as a copy is one when it goes on, also in another session. */
static void a_half_copy_goes_on_as_one(void **state)
{
	(void)state;
	session_press(&s, "w Down Enter ' too'");
	session_wait(&s, 1000);
	session_stop(&s);
	session_start(&s, 80, 24, "own");
	assert_true(session_shows(&s, "mine too"));
	session_press(&s, "'!' Esc");
	assert_string_equal(learner_standing(s.learner, RECORD_WORDS, "own", 0)->text, "mine too!");
	assert_string_equal(learner_standing(s.learner, RECORD_WORDS, "own", 1)->text, "mine");
}

/* Nothing was changed: nothing is kept. */
static void a_look_leaves_no_copy(void **state)
{
	(void)state;
	session_press(&s, "w Down Enter Esc Space");
	assert_string_equal(session_at(&s), "words");
	assert_null(learner_standing(s.learner, RECORD_WORDS, "own", 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(both_are_there, write_mine, close_session),
		cmocka_unit_test_setup_teardown(chapters_have_their_titles, write_mine, close_session),
		cmocka_unit_test_setup_teardown(plans_too, write_mine, close_session),
		cmocka_unit_test_setup_teardown(a_copy_keeps_the_first, write_mine, close_session),
		cmocka_unit_test_setup_teardown(a_half_copy_goes_on_as_one, write_mine, close_session),
		cmocka_unit_test_setup_teardown(a_look_leaves_no_copy, write_mine, close_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
