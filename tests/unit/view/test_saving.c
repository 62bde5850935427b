/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "view/saving.h"

static void every_way_of_saving_has_words(void **state)
{
	(void)state;
	for (int how = 0; how < SAVING_COUNT; how++) {
		const char *words = saving_words((enum saving)how);
		assert_true(words && *words);
		for (int other = 0; other < how; other++)
			assert_string_not_equal(words, saving_words((enum saving)other));
	}
}

static const enum err_kind kinds[] = { ERR_ABSENT, ERR_REFUSED, ERR_INVALID, ERR_FULL, ERR_LOST, ERR_BUSY, ERR_GONE };

static void every_failure_has_a_reason(void **state)
{
	(void)state;
	assert_string_equal(saving_reason(ERR_NONE), "");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *why = saving_reason(kinds[i]);
		if (!why || !*why || strchr(why, '!') || why[strlen(why) - 1] == '.')
			fail_msg("kind %d: '%s' is no half of a sentence", (int)kinds[i], why ? why : "none");
	}
}

/* Whoever can go on is told that the words are kept; a place that is read-only says all there is to say. */
static void what_is_not_saved_says_where_the_words_are(void **state)
{
	static const struct {
		const char *name;
		enum err_kind kind;
		const char *words, *said;
		unsigned room;
	} cases[] = {
		{ "no space", ERR_FULL, "Your disk space is used up", "Not saved: Your disk space is used up; your words are kept here", 78 },
		{ "a lost write", ERR_LOST, "the disk reported an error", "Not saved: the disk reported an error; your words are kept here", 78 },
		{ "the server is gone", ERR_GONE, "the file server is gone", "Not saved: the file server is gone; your words are kept here", 78 },
		{ "read-only", ERR_REFUSED, "this place is read-only", "Not saved: this place is read-only", 78 },
		{ "just enough", ERR_FULL, "Your disk space is used up", "Not saved: Your disk space is used up; your words are kept here", 63 },
		{ "a narrow window", ERR_FULL, "Your disk space is used up", "Not saved: Your disk space is used up", 62 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err why = { .kind = cases[i].kind };
		char out[200];
		snprintf(why.words, sizeof why.words, "%s", cases[i].words);
		saving_say_not(&why, cases[i].room, out, sizeof out);
		if (strcmp(out, cases[i].said) != 0)
			fail_msg("%s: %s", cases[i].name, out);
		memset(out, 'x', sizeof out);
		saving_say_not(&why, cases[i].room, out, 12); /* cut, and ended */
		assert_int_equal(strlen(out), 11);
		assert_int_equal(out[12], 'x');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_of_saving_has_words),
		cmocka_unit_test(every_failure_has_a_reason),
		cmocka_unit_test(what_is_not_saved_says_where_the_words_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
