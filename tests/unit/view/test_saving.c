/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <ctype.h>
#include <errno.h>
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

static const int codes[] = { 0, ENOSPC, EFBIG, ETIMEDOUT, ELOOP, EEXIST };

static void every_failure_has_a_reason(void **state)
{
	(void)state;
	assert_string_equal(saving_reason(ERR_NONE, EFBIG), "");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		for (size_t j = 0; j < sizeof codes / sizeof *codes; j++) {
			const char *why = saving_reason(kinds[i], codes[j]);
			if (!why || !*why || !islower((unsigned char)*why) || strchr(why, '!') || why[strlen(why) - 1] == '.')
				fail_msg("kind %d, errno %d: '%s' is no half of a sentence", (int)kinds[i], codes[j], why ? why : "none");
		}
	}
}

/* The table of the record's design, by errno; and what its words would say untruly of. */
static void each_errno_is_told_as_it_is(void **state)
{
	static const struct {
		int code;
		enum err_kind kind;
		const char *words;
	} cases[] = {
		{ ENOSPC, ERR_FULL, "your disk space is used up" }, { EDQUOT, ERR_FULL, "your disk space is used up" },
		{ EFBIG, ERR_FULL, "a limit on the size of files is reached" }, { EIO, ERR_LOST, "the disk reported an error" },
		{ EROFS, ERR_REFUSED, "this place is read-only" }, { EACCES, ERR_REFUSED, "this place is read-only" },
		{ EPERM, ERR_REFUSED, "this place is read-only" }, { ELOOP, ERR_REFUSED, "your record's folder is a link" },
		{ EMFILE, ERR_BUSY, "the computer is very busy" }, { ENFILE, ERR_BUSY, "the computer is very busy" },
		{ ENOMEM, ERR_BUSY, "the computer is very busy" }, { ETIMEDOUT, ERR_BUSY, "the file server is not answering" },
		{ ENOENT, ERR_ABSENT, "your record's folder is not there" }, { ESTALE, ERR_ABSENT, "your record's folder is not there" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (strcmp(saving_reason(cases[i].kind, cases[i].code), cases[i].words) != 0)
			fail_msg("errno %d: %s", cases[i].code, saving_reason(cases[i].kind, cases[i].code));
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
		{ "no space", ERR_FULL, "your disk space is used up",
			"Not saved: your disk space is used up; your words are kept here till you leave", 78 },
		{ "a lost write", ERR_LOST, "the disk reported an error",
			"Not saved: the disk reported an error; your words are kept here till you leave", 78 },
		{ "a limit", ERR_FULL, "a limit on the size of files is reached",
			"Not saved: a limit on the size of files is reached; your words wait here", 78 },
		{ "read-only", ERR_REFUSED, "this place is read-only", "Not saved: this place is read-only", 78 },
		{ "just too little", ERR_FULL, "your disk space is used up", "Not saved: your disk space is used up; your words wait here", 77 },
		{ "just enough", ERR_FULL, "your disk space is used up", "Not saved: your disk space is used up; your words wait here", 59 },
		{ "a narrow window", ERR_FULL, "your disk space is used up", "Not saved: your disk space is used up", 58 },
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
		cmocka_unit_test(each_errno_is_told_as_it_is),
		cmocka_unit_test(what_is_not_saved_says_where_the_words_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
