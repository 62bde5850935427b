/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "io/checkup.h"
#include "io/fs.h"
#include "io/quarantine.h"
#include "io/record.h"
#include "support/scratch.h"

#define WHOLE "\1" /* here stands a whole line */
#define FOLD "\2"  /* the first line of a fold of two */

static const char *path_to(const char *name)
{
	static char path[400];
	(void)snprintf(path, sizeof path, "%s/%s", scratch_folder, name);
	return path;
}

static void add_text(const char *text, struct str *out)
{
	static uint64_t seq;
	struct record_counts counts = { .lines = 2 };

	for (; *text; text++)
		if (*text == *WHOLE)
			record_line(&(struct record){ .type = RECORD_WORDS, .sid = 0xabc, .seq = ++seq, .clock = 1, .at = 1, .page = "p", .text = "w" }, out);
		else if (*text == *FOLD)
			record_fold_line(&counts, out);
		else
			str_add(out, text, 1);
}

static void write_file(const char *name, const char *text)
{
	struct str bytes = { 0 };
	FILE *file = fopen(path_to(name), "w");

	assert_non_null(file);
	add_text(text, &bytes);
	assert_int_equal(fwrite(str_text(&bytes), 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
	str_release(&bytes);
}

static void note(void *ctx, const struct checkup_found *found)
{
	static const char *const words[] = {
		[CHECKUP_DAMAGED] = "damaged", [CHECKUP_STRANGE] = "strange", [CHECKUP_UNREAD] = "unread",
		[CHECKUP_NOT_OURS] = "not ours", [CHECKUP_KEPT] = "kept",
	};

	assert_memory_equal(found->path, scratch_folder, strlen(scratch_folder));
	str_print(ctx, "%s %zu %s\n", words[found->what], found->n, found->path + strlen(scratch_folder) + 1);
}

static void each_file_is_judged_alone(void **state)
{
	static const char journal[] = "tea/journal-0000000000000abc.log", slot[] = "tea/draft-0000000000000abc.0";
	static const char broken[] = "44d31fc9 0000000000000abc {\"v\":1}\n", place[] = "44d31fc9 0000000000000abc {\"s\":9,\"t\":\"pl";
	static const struct {
		const char *name, *file, *text, *more, *found;
	} cases[] = {
		{ "all is whole", journal, WHOLE WHOLE, "", "" },
		{ "broken off as it was written", journal, WHOLE, place, "" },
		{ "a line is damaged", journal, WHOLE, broken, "damaged 1 tea/journal-0000000000000abc.log\n" },
		{ "junk", journal, WHOLE, "one\ntwo\n", "strange 2 tea/journal-0000000000000abc.log\n" },
		{ "both", journal, "one\n", broken, "damaged 1 tea/journal-0000000000000abc.log\nstrange 1 tea/journal-0000000000000abc.log\n" },
		{ "a whole fold", "tea/record.log", FOLD WHOLE WHOLE, "", "" },
		{ "a line is missing", "tea/record.log", FOLD WHOLE, "", "damaged 1 tea/record.log\n" },
		{ "a fold that is empty", "tea/record.log", "", "", "damaged 1 tea/record.log\n" },
		{ "a backup", "tea/bak/record-000003.log", FOLD WHOLE, broken, "damaged 1 tea/bak/record-000003.log\n" },
		{ "no backup of ours", "tea/bak/other", "junk", "", "" },
		{ "a slot", slot, WHOLE, "     \n", "" },
		{ "a torn slot", slot, "", broken, "damaged 1 tea/draft-0000000000000abc.0\n" },
		{ "nothing of ours", "tea/notes.txt", "junk", "", "" },
		{ "what is kept", "tea/quarantine/record.log.01020304", "junk", "", "kept 1 tea/quarantine\n" },
	};

	(void)state;
	assert_int_equal(mkdir(path_to("tea"), 0700) | mkdir(path_to("tea/bak"), 0700) | mkdir(path_to("tea/quarantine"), 0700), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = { 0 }, found = { 0 };
		str_print(&text, "%s%s", cases[i].text, cases[i].more);
		write_file(cases[i].file, str_text(&text));
		checkup_all(scratch_folder, note, &found);
		if (strcmp(str_text(&found), cases[i].found) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&found));
		assert_int_equal(unlink(path_to(cases[i].file)), 0);
		str_release(&text);
		str_release(&found);
	}
}

static void finds(const char *expected)
{
	struct str found = { 0 };

	checkup_all(scratch_folder, note, &found);
	assert_string_equal(str_text(&found), expected);
	str_release(&found);
}

/* A slot is written in place, so one of two may be torn. */
static void a_torn_slot_is_no_damage_beside_a_whole_one(void **state)
{
	(void)state;
	mkdir(path_to("tea"), 0700);
	write_file("tea/draft-0000000000000abc.0", "torn");
	write_file("tea/draft-0000000000000abc.1", WHOLE);
	finds("");
	write_file("tea/draft-0000000000000abd.0", "torn");
	finds("damaged 1 tea/draft-0000000000000abd.0\n");
}

static void what_is_none_of_ours_is_named(void **state)
{
	(void)state;
	mkdir(path_to("tea"), 0700);
	mkdir(path_to("tea/record.log"), 0700);
	write_file("tea/bak", "a file");
	finds("not ours 1 tea/record.log\nnot ours 1 tea/bak\n");
}

/* It would be told for ever: a journal stays until two folds hold it. */
static void damage_that_is_in_quarantine_is_told_as_kept(void **state)
{
	static const char name[] = "journal-0000000000000abc.log";
	struct err err = { 0 };

	(void)state;
	mkdir(path_to("tea"), 0700);
	write_file("tea/journal-0000000000000abc.log", "junk\n");
	finds("strange 1 tea/journal-0000000000000abc.log\n");
	int dir = fs_dir(path_to("tea"), &err);
	assert_true(quarantine_copy(dir, name, "junk\n", 5, &err));
	(void)fs_close(&dir, NULL);
	finds("kept 1 tea/quarantine\n");
}

static void where_nothing_is_nothing_is_found(void **state)
{
	struct str found = { 0 };

	(void)state;
	checkup_all(path_to("nowhere"), note, &found);
	assert_int_equal(found.len, 0);
	assert_int_not_equal(access(path_to("nowhere"), F_OK), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_file_is_judged_alone),
		TEST(a_torn_slot_is_no_damage_beside_a_whole_one),
		TEST(what_is_none_of_ours_is_named),
		TEST(damage_that_is_in_quarantine_is_told_as_kept),
		TEST(where_nothing_is_nothing_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
