/* SPDX-License-Identifier: MIT
 *
 * Looking at a record leaves no trace, and finds all that is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "io/record.h"
#include "io/store.h"

static char home[64];

static void in_home(const char *name, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", home, name);
}

static void write_file(const char *name, const struct str *text)
{
	char path[128];
	in_home(name, path, sizeof path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(str_text(text), 1, text->len, file), text->len);
	fclose(file);
}

static void make_folder(const char *name, mode_t mode)
{
	char path[128];
	in_home(name, path, sizeof path);
	mkdir(path, mode);
	chmod(path, mode);
}

static int entries(const char *path)
{
	DIR *dir = opendir(path);
	int n = 0;
	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n - 2;
}

static struct record words(uint64_t sid, uint64_t seq, const char *page, const char *text)
{
	return (struct record){ .type = RECORD_WORDS,
		.sid = sid,
		.seq = seq,
		.clock = seq,
		.at = 1000,
		.chapter = "one",
		.page = page,
		.rev = 1,
		.text = text,
		.attempt = 1 };
}

static void nothing_there_is_no_trouble(void **state)
{
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct err err = { 0 };
	char path[128];

	(void)state;
	in_home("absent/deeper", path, sizeof path);
	assert_true(store_peek(path, "tea", learner, &found, &err));
	assert_true(store_peek(home, "tea", learner, &found, &err));
	assert_true(learner_is_new(learner));
	assert_int_equal(found.good + found.damaged, 0);
	assert_int_equal(err.kind, ERR_NONE);
	assert_int_equal(entries(home), 0);
	learner_free(learner);
}

/* Older files were copied over the record: what only the newest backup has comes back with the next fold, and who asks for all has
 * it before. */
static void what_only_the_newest_backup_has_is_read_when_asked_for(void **state)
{
	static const struct {
		const char *file;
		uint64_t seq;
		const char *page;
	} files[] = {
		{ "tea/record.log", 1, "old" }, { "tea/bak/record-000009.log", 2, "nine" }, { "tea/bak/record-000010.log", 3, "ten" },
	};

	(void)state;
	make_folder("tea", 0700);
	make_folder("tea/bak", 0700);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct str lines = { 0 };
		struct record record = words(7, files[i].seq, files[i].page, "kept");
		record_line(&record, &lines);
		write_file(files[i].file, &lines);
		str_release(&lines);
	}
	for (int asked = 0; asked < 2; asked++) {
		struct learner *learner = learner_new();
		struct store_found found = { .backups = asked };
		struct err err = { 0 };
		assert_true(store_peek(home, "tea", learner, &found, &err));
		assert_non_null(learner_latest(learner, RECORD_WORDS, "old"));
		assert_null(learner_latest(learner, RECORD_WORDS, "nine")); /* no fold would bring that back */
		assert_int_equal(learner_latest(learner, RECORD_WORDS, "ten") != NULL, asked);
		assert_false(found.missing);
		assert_int_equal(found.damaged, 0);
		learner_free(learner);
	}
}

static void all_journals_are_read(void **state)
{
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct err err = { 0 };
	struct str one = { 0 }, other = { 0 }, draft = { 0 };
	struct stat before, after;
	char path[128];

	(void)state;
	struct record first = words(1, 1, "a", "mine"), second = words(2, 2, "b", "too"),
		      half = words(3, 3, "c", "half");
	record_line(&first, &one);
	record_line(&second, &other);
	str_add_text(&other, "torn");
	record_line(&half, &draft);
	make_folder("tea", 0750);
	write_file("tea/journal-0000000000000001.log", &one);
	write_file("tea/record.log", &other);
	write_file("tea/draft-0000000000000003.0", &draft);
	write_file("tea/journal-notes.txt", &draft);
	in_home("tea", path, sizeof path);
	stat(path, &before);
	assert_true(store_peek(home, "tea", learner, &found, &err));
	stat(path, &after);
	assert_int_equal(found.good, 2);
	assert_int_equal(found.damaged, 1);
	assert_int_equal(found.torn, 0); /* "torn" is not how a line of ours begins */
	assert_int_equal(learner_words(learner), 2);
	assert_string_equal(learner_latest(learner, RECORD_WORDS, "b")->text, "too");
	assert_int_equal(entries(path), 4);
	assert_int_equal(before.st_mode, after.st_mode);
	str_release(&one);
	str_release(&other);
	str_release(&draft);
	learner_free(learner);
}

static void what_cannot_be_read_is_said(void **state)
{
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct err err = { 0 };
	char path[128], target[128];

	(void)state;
	make_folder("elsewhere", 0700);
	in_home("elsewhere", target, sizeof target);
	in_home("linked", path, sizeof path);
	assert_int_equal(symlink(target, path), 0);
	/* a link that someone planted is not followed; it reads as nothing or as a failure, never as records */
	if (!store_peek(home, "linked", learner, &found, &err))
		assert_true(err.words[0] && err.advice[0]);
	assert_true(learner_is_new(learner));
	learner_free(learner);
}

/* What has the name of a journal and can be none counts as damage, and hides nothing of the others. */
static void what_is_no_journal_is_counted(void **state)
{
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct err err = { 0 };
	struct str line = { 0 };
	char path[128];

	(void)state;
	struct record first = words(1, 1, "a", "mine");
	record_line(&first, &line);
	make_folder("tea", 0700);
	write_file("tea/journal-0000000000000001.log", &line);
	in_home("tea/journal-0000000000000002.log", path, sizeof path);
	assert_int_equal(mkfifo(path, 0600), 0);
	make_folder("tea/journal-0000000000000003.log", 0700);
	in_home("tea/journal-0000000000000004.log", path, sizeof path);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	str_cut(&line, 0);
	write_file("tea/journal-0000000000000005.log", &line);
	in_home("tea/journal-0000000000000005.log", path, sizeof path);
	assert_int_equal(truncate(path, (off_t)3 << 30), 0);
	assert_true(store_peek(home, "tea", learner, &found, &err));
	assert_int_equal(found.good, 1);
	assert_int_equal(found.damaged, 4);
	assert_int_equal(found.torn, 0);
	assert_int_equal(err.kind, ERR_NONE);
	str_release(&line);
	learner_free(learner);
}

static void what_is_in_the_way_is_named(void **state)
{
	static const struct {
		const char *folder; /* under home */
		const char *at, *what; /* NULL: nothing is in the way */
	} cases[] = {
		{ "file", "/file", "a file stands where" },
		{ "file/deeper", "/file", "a file stands where" },
		{ "nowhere", "/nowhere", "is a link to nothing" },
		{ "nowhere/deeper/", "/nowhere", "is a link to nothing" },
		{ "circle", "/circle", "is a link to nothing" },
		{ "to-file", "/to-file", "a file stands where" },
		{ "holds", "/holds/tea", "your record's folder is a link" },
		{ "absent", NULL, NULL },
		{ "good", NULL, NULL },
		{ "to-good", NULL, NULL },
	};
	struct str nothing = { 0 };

	(void)state;
	write_file("file", &nothing);
	make_folder("good", 0700);
	make_folder("holds", 0700);
	char good[128], link[128];
	static const char *const links[][2] = { { "file", "to-file" }, { "good", "to-good" }, { "absent-too", "nowhere" },
		{ "circle", "circle" }, { "good", "holds/tea" } };
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		in_home(links[i][0], good, sizeof good);
		in_home(links[i][1], link, sizeof link);
		assert_int_equal(symlink(good, link), 0);
	}
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct learner *learner = learner_new();
		struct store_found found = { 0 };
		struct err err = { 0 };
		char folder[128], at[160];
		in_home(cases[i].folder, folder, sizeof folder);
		snprintf(at, sizeof at, "%s%s", home, cases[i].at ? cases[i].at : "");
		bool read = store_peek(folder, "tea", learner, &found, &err);
		bool right = cases[i].at ? !read && !strcmp(err.file, at) && strstr(err.words, cases[i].what) && err.advice[0]
					 : read && err.kind == ERR_NONE;
		if (!right)
			fail_msg("%s: %d, %s: %s", cases[i].folder, read, err.file, err.words);
		learner_free(learner);
	}
}

static int set_up(void **state)
{
	(void)state;
	snprintf(home, sizeof home, "/tmp/attune-peek-XXXXXX");
	return mkdtemp(home) ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[128];
	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", home);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_there_is_no_trouble, set_up, tear_down),
		cmocka_unit_test_setup_teardown(all_journals_are_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_only_the_newest_backup_has_is_read_when_asked_for, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_cannot_be_read_is_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_journal_is_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_in_the_way_is_named, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
