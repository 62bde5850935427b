/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "io/fs.h"
#include "io/journal.h"
#include "support/scratch.h"

#define OURS 7u
#define FIRST "journal-0000000000000007.log"
#define SECOND "journal-0000000000000007-2.log"

static struct journal journal;
static int dir;

static int begin(void **state)
{
	if (scratch_begin(state) != 0)
		return -1;
	dir = fs_dir(scratch_folder, NULL);
	journal_begin(&journal);
	return dir >= 0 ? 0 : -1;
}

static int end(void **state)
{
	fs_fail_at(0, 0);
	journal_release(&journal);
	fs_close(&dir, NULL);
	return scratch_end(state);
}

static void take(uint64_t number, bool sync, const char *line)
{
	journal_take(&journal, number, sync, line, strlen(line));
}

static bool save(bool *again)
{
	struct err err = { 0 };
	return journal_save(&journal, dir, OURS, again, &err);
}

static void holds(const char *name, const char *bytes)
{
	struct str text = { 0 };
	assert_true(fs_read(dir, name, 1000, &text, NULL));
	assert_string_equal(str_text(&text), bytes);
	str_release(&text);
}

static void lines_are_in_it_once_it_is_saved(void **state)
{
	(void)state;
	bool again = false;
	assert_true(journal_is_done(&journal));
	take(1, false, "a\n");
	assert_false(journal_is_urgent(&journal));
	take(2, true, "b\n");
	assert_true(journal_is_urgent(&journal));
	assert_int_equal(journal_safe(&journal, 2, false), 1);
	assert_int_equal(journal_safe(&journal, 2, true), 0);
	assert_true(save(&again));
	assert_false(again);
	assert_true(journal_is_done(&journal) && !journal_is_urgent(&journal));
	assert_int_equal(journal_safe(&journal, 2, true), 2);
	holds(FIRST, "a\nb\n");
}

/* A line that could not be written or synced is written into a new file; what was saved stays in the first. */
static void after_an_error_another_file_is_made(void **state)
{
	(void)state;
	bool again = false;
	take(1, true, "a\n");
	assert_true(save(&again));
	take(2, true, "b\n");
	fs_fail_at(2, EIO); /* write, then this: fdatasync */
	assert_false(save(&again));
	journal_leave(&journal, dir, OURS);
	assert_true(save(&again));
	assert_false(again);
	holds(FIRST, "a\nb\n");
	holds(SECOND, "b\n");
}

/* With words after it or without: what was saved is in the next file, each line once, and it is told. */
static void what_a_removed_file_held_is_written_anew(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		struct err err = { 0 };
		bool again = false;
		take(1, true, "a\n");
		take(2, true, "b\n");
		assert_true(save(&again));
		assert_true(journal_stands(&journal, NULL));
		assert_int_equal(unlinkat(dir, FIRST, 0), 0);
		if (more)
			take(3, true, "c\n");
		assert_false(more ? save(&again) : journal_stands(&journal, &err));
		journal_leave(&journal, dir, OURS);
		assert_false(journal_is_done(&journal));
		fs_fail_at(1, ENOSPC); /* it may take some tries */
		assert_false(save(&again));
		journal_leave(&journal, dir, OURS);
		assert_false(again);
		assert_true(save(&again));
		assert_true(again && journal_is_done(&journal));
		holds(FIRST, more ? "a\nb\nc\n" : "a\nb\n");
		again = false;
		take(4, true, "d\n");
		assert_true(save(&again));
		assert_false(again);
		holds(FIRST, more ? "a\nb\nc\nd\n" : "a\nb\nd\n");
		journal_release(&journal);
		assert_int_equal(unlinkat(dir, FIRST, 0), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines_are_in_it_once_it_is_saved, begin, end),
		cmocka_unit_test_setup_teardown(after_an_error_another_file_is_made, begin, end),
		cmocka_unit_test_setup_teardown(what_a_removed_file_held_is_written_anew, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
