/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "io/fold.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/live.h"
#include "io/record.h"
#include "io/store.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define CANARY "a secret of mine"

static char root[64];

static int begin(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "%s/attune-erase-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	return mkdtemp(root) ? 0 : -1;
}

/* A command of the shell about something in the folder. */
static int run(const char *before, const char *after)
{
	char command[256];
	snprintf(command, sizeof command, "%s'%s%s'%s", before, root, *after == '=' ? "/course" : after, *after == '=' ? ")\" = notes.txt" : "");
	return system(command);
}

static int end(void **state)
{
	(void)state;
	fs_fail_at(0, 0);
	return run("rm -rf ", "");
}

static int folder(void)
{
	char path[80];
	snprintf(path, sizeof path, "%s/course", root);
	return fs_dir(path, NULL);
}

static void put(int dir, const char *name, const struct record *records, size_t n)
{
	struct str lines = { 0 };
	for (size_t i = 0; i < n; i++)
		record_line(&records[i], &lines);
	assert_true(fs_write_new(dir, name, str_text(&lines), lines.len, NULL));
	str_release(&lines);
}

static const struct pick answer_picks[] = { { "b", -1, NULL } }, plan_picks[] = { { "cue", -1, CANARY } };
static const struct record wrote[] = {
	{ .type = RECORD_OPEN, .sid = 1, .seq = 1, .clock = 1, .at = 1, .text = "2026.11", .seed = 5 },
	{ .type = RECORD_WORDS, .sid = 1, .seq = 2, .clock = 2, .at = 1, .page = "p", .text = CANARY, .attempt = 1, .base = { true, 0, 0 } },
	{ .type = RECORD_PLAN, .sid = 1, .seq = 3, .clock = 3, .at = 1, .page = "q", .picks = plan_picks, .npicks = 1, .attempt = 1 },
	{ .type = RECORD_ANSWER, .sid = 1, .seq = 4, .clock = 4, .at = 1, .page = "a", .picks = answer_picks, .npicks = 1,
		.verdict = VERDICT_RIGHT, .text = CANARY },
	{ .type = RECORD_ANSWER, .sid = 1, .seq = 5, .clock = 5, .at = 1, .page = "c", .picks = answer_picks, .npicks = 1 },
	{ .type = RECORD_DRAFT, .sid = 1, .seq = 6, .clock = 6, .at = 1, .page = "d", .text = CANARY },
	{ .type = RECORD_WORDS, .sid = 1, .seq = 7, .clock = 7, .at = 1, .page = "l", .box = "YSBzZWNyZXQ=", .sealed = true, .attempt = 1 },
};
static const struct record half = { .type = RECORD_DRAFT, .sid = 2, .seq = 9, .clock = 9, .at = 1, .page = "e", .text = CANARY };
static const struct record ticked = { .type = RECORD_DRAFT, .sid = 3, .seq = 9, .clock = 9, .at = 1, .page = "f", .picks = answer_picks,
	.npicks = 1 };

/* A life: journals, a fold and its backups, something damaged, half answers. */
static void fill(void)
{
	int dir = folder();
	struct fold_done done;
	put(dir, "journal-0000000000000001.log", wrote, N(wrote));
	for (uint64_t sid = 11; sid < 14; sid++) {
		char name[FOLDER_NAME];
		struct record more = wrote[1];
		more.sid = sid;
		more.page = "more";
		folder_journal_name(sid, 1, name);
		put(dir, name, &more, 1);
		assert_true(fold_folder(dir, sid, &done, NULL));
	}
	int into = fs_dir_at(dir, FOLDER_QUARANTINE, true, NULL);
	put(into, "journal-0000000000000001.log.00000000", wrote, N(wrote));
	fs_close(&into, NULL);
	put(dir, "draft-0000000000000002.0", &half, 1);
	put(dir, "draft-0000000000000003.0", &ticked, 1);
	put(dir, ".record.log.0123456789abcdef", wrote, N(wrote));
	put(dir, "notes.txt", wrote, 1);
	assert_true(dir >= 0);
	fs_close(&dir, NULL);
}

static bool is_clean(void)
{
	return run("! grep -rq -e '" CANARY "' -e YSBzZWNyZXQ= ", "") == 0;
}

static void words_are_gone_and_the_rest_stays(void **state)
{
	struct store_erased done;
	(void)state;
	fill();
	assert_false(is_clean());
	assert_true(store_erase(root, "course", STORE_WORDS, &done, NULL));
	assert_false(done.busy || done.newer || done.failed);
	assert_int_equal(done.words, 8); /* words, plan, the text of an answer, a half answer, a box, and three more */
	assert_true(is_clean());
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	assert_true(store_peek(root, "course", learner, &found, NULL));
	assert_int_equal(found.damaged, 0);
	assert_null(learner_standing(learner, RECORD_WORDS, "p", 0));
	assert_null(learner_standing(learner, RECORD_PLAN, "q", 0));
	assert_int_equal(learner_words(learner), 0);
	assert_int_equal(learner_seed(learner), 5);
	assert_int_equal(learner_latest(learner, RECORD_ANSWER, "a")->verdict, VERDICT_RIGHT);
	assert_string_equal(learner_latest(learner, RECORD_ANSWER, "c")->picks[0].id, "b");
	learner_free(learner);
	assert_int_equal(run("test -f ", "/course/draft-0000000000000003.0"), 0); /* no words in it */
	assert_int_equal(run("test -f ", "/course/notes.txt"), 0);
	assert_true(store_erase(root, "course", STORE_WORDS, &done, NULL)); /* again: nothing to do */
	assert_int_equal(done.words, 0);
}

/* A copy from a backup of the computer turns up: what was erased stays so. */
static void what_turns_up_later_stays_gone(void **state)
{
	struct store_erased done;
	struct fold_done folded;
	(void)state;
	fill();
	assert_true(store_erase(root, "course", STORE_WORDS, &done, NULL));
	int dir = folder();
	put(dir, "journal-0000000000000001.log", wrote, N(wrote));
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	assert_true(store_peek(root, "course", learner, &found, NULL));
	assert_null(learner_standing(learner, RECORD_WORDS, "p", 0));
	learner_free(learner);
	for (uint64_t sid = 21; sid < 25; sid++) {
		char name[FOLDER_NAME];
		struct record more = { .type = RECORD_NOTICE, .sid = sid, .seq = 1, .clock = sid, .at = 1 };
		folder_journal_name(sid, 1, name);
		put(dir, name, &more, 1);
		assert_true(fold_folder(dir, sid, &folded, NULL));
	}
	fs_close(&dir, NULL);
	assert_true(is_clean());
}

static void all_is_gone_but_what_is_not_ours(void **state)
{
	struct store_erased done;
	(void)state;
	fill();
	assert_true(store_erase(root, "course", STORE_ALL, &done, NULL));
	assert_int_equal(run("test \"$(ls -A ", "="), 0);
	assert_int_equal(run("rm ", "/course/notes.txt"), 0);
	assert_true(store_erase(root, "course", STORE_ALL, &done, NULL));
	assert_int_equal(run("test ! -e ", "/course"), 0);
	assert_true(store_erase(root, "course", STORE_ALL, &done, NULL)); /* nothing there is nothing to do */
	assert_true(store_erase(root, "course", STORE_WORDS, &done, NULL));
}

static void while_another_session_lives_nothing_goes(void **state)
{
	struct store_erased done;
	(void)state;
	fill();
	int dir = folder(), live = live_begin(dir, 0x99);
	for (int part = STORE_WORDS; part <= STORE_ALL; part++) {
		assert_true(store_erase(root, "course", (enum store_part)part, &done, NULL));
		assert_true(done.busy);
		assert_int_equal(done.files, 0);
	}
	live_end(dir, 0x99, &live);
	fs_close(&dir, NULL);
	assert_false(is_clean());
}

/* Dies, or meets an error, at every call: never less than was to stay, and once more makes it whole. */
static void every_call_fails_or_is_the_last(void **state)
{
	static const int codes[] = { 0, EIO, ENOSPC, EACCES };
	unsigned runs = 0;
	(void)state;
	for (size_t c = 0; c < N(codes); c++)
		for (unsigned long n = 1;; n++, runs++) {
			fill();
			pid_t pid = fork();
			if (pid == 0) {
				struct store_erased done;
				unsigned long before = fs_calls();
				if (codes[c])
					fs_fail_at(n, codes[c]);
				else
					fs_die_at(n);
				bool good = store_erase(root, "course", STORE_WORDS, &done, NULL);
				bool reached = fs_calls() - before >= n;
				fs_fail_at(0, 0);
				fs_die_at(0);
				if (good && !done.busy && !is_clean())
					_exit(2); /* said to be gone, and is there */
				_exit(!reached);
			}
			int status;
			assert_int_equal(waitpid(pid, &status, 0), pid);
			if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
				fail_msg("call %lu, errno %d: said to be erased, and is not", n, codes[c]);
			struct store_erased done;
			struct store_found found = { 0 };
			struct learner *learner = learner_new();
			assert_true(store_peek(root, "course", learner, &found, NULL));
			if (!learner_latest(learner, RECORD_ANSWER, "a") || !learner_latest(learner, RECORD_ANSWER, "c"))
				fail_msg("call %lu, errno %d: answers are gone", n, codes[c]);
			learner_free(learner);
			assert_true(store_erase(root, "course", STORE_WORDS, &done, NULL));
			if (!is_clean())
				fail_msg("call %lu, errno %d: still there after another time", n, codes[c]);
			assert_int_equal(run("rm -rf ", "/course"), 0);
			if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
				break;
		}
	print_message("%u runs\n", runs);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(words_are_gone_and_the_rest_stays),
		TEST(what_turns_up_later_stays_gone),
		TEST(all_is_gone_but_what_is_not_ours),
		TEST(while_another_session_lives_nothing_goes),
		TEST(every_call_fails_or_is_the_last),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
