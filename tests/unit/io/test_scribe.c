/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/text.h"
#include "io/fs.h"
#include "io/scribe.h"
#include "io/scribe_process.h"
#include "support/scratch.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define SID 0xabcu
#define JOURNAL "journal-0000000000000abc.log"
#define SLOT(n) "draft-0000000000000abc." #n

static const char *const root = scratch_folder;

/* What is in a file now, "" when it is not there; the padding of slots is cut. */
static const char *inside(const char *name)
{
	static struct str text;
	int dir = fs_dir(root, NULL);
	str_cut(&text, 0);
	fs_read(dir, name, 1 << 20, &text, NULL);
	fs_close(&dir, NULL);
	while (text.len > 0 && (text.at[text.len - 1] == ' ' || text.at[text.len - 1] == '\n'))
		str_cut(&text, text.len - 1);
	return str_text(&text);
}

static void hand(struct scribe *scribe, enum scribe_word word, uint64_t number, const char *bytes, int64_t now)
{
	struct scribe_head head = { .number = number, .word = word, .len = (uint32_t)strlen(bytes) };
	scribe_take(scribe, &head, bytes, now);
	scribe_work(scribe, now, false);
}

static void assert_reply(struct scribe *scribe, uint64_t number, enum err_kind kind)
{
	struct scribe_reply reply;
	assert_true(scribe_reply(scribe, &reply));
	assert_int_equal(reply.number, number);
	assert_int_equal(reply.kind, kind);
	assert_false(scribe_reply(scribe, &reply));
}

static void urgent_lines_are_written_at_once(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	assert_int_equal(scribe_due(scribe), -1);
	unsigned long calls = fs_calls();
	int dir = fs_dir(root, NULL);
	assert_true(fs_sync_way(root, NULL));
	unsigned long folder = fs_calls() - calls;
	calls = fs_calls();
	hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
	assert_int_equal(fs_calls() - calls, folder + 7); /* sign of life: open, lock, write; open, fsync of the folder, write, fdatasync */
	assert_string_equal(inside(JOURNAL), "one");
	assert_reply(scribe, 1, ERR_NONE);
	calls = fs_calls();
	hand(scribe, SCRIBE_SYNC, 2, "two\n", 0);
	assert_int_equal(fs_calls() - calls, 2);
	assert_reply(scribe, 2, ERR_NONE);
	fs_close(&dir, NULL);
	assert_int_equal(scribe_due(scribe), -1); /* nothing to wake up for */
	scribe_free(scribe);
}

static void other_lines_wait_a_little(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	hand(scribe, SCRIBE_LATER, 1, "one\n", 1000);
	assert_reply(scribe, 1, ERR_NONE);
	assert_int_equal(scribe_due(scribe), 1400);
	hand(scribe, SCRIBE_LATER, 2, "two\n", 1300);
	assert_int_equal(scribe_due(scribe), 1700);
	scribe_work(scribe, 1699, false);
	assert_string_equal(inside(JOURNAL), "");
	scribe_work(scribe, 1700, false);
	assert_string_equal(inside(JOURNAL), "one\ntwo");
	assert_int_equal(scribe_due(scribe), -1);
	hand(scribe, SCRIBE_LATER, 3, "three\n", 2000);
	hand(scribe, SCRIBE_SYNC, 4, "four\n", 2001);
	assert_string_equal(inside(JOURNAL), "one\ntwo\nthree\nfour");
	for (int64_t now = 3000; now < 8000; now += 300) /* turning pages without a pause */
		hand(scribe, SCRIBE_LATER, (uint64_t)now, ".\n", now);
	assert_int_equal(inside(JOURNAL)[18], '\0');
	hand(scribe, SCRIBE_LATER, 8000, ".\n", 8000);
	assert_int_equal(inside(JOURNAL)[19], '.');
	scribe_free(scribe);
}

static void drafts_are_written_at_once_and_synced_when_idle(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	hand(scribe, SCRIBE_DRAFT, 1, "a\n", 1000);
	assert_string_equal(inside(SLOT(0)), "a");
	assert_reply(scribe, 1, ERR_NONE);
	assert_int_equal(scribe_due(scribe), 2000);
	for (int64_t now = 1250; now < 6000; now += 250)
		hand(scribe, SCRIBE_DRAFT, (uint64_t)now, "longer\n", now);
	assert_int_equal(scribe_due(scribe), 6000); /* at most five seconds after the first */
	assert_string_equal(inside(SLOT(1)), "");
	assert_string_equal(inside(SLOT(0)), "longer"); /* the same slot until it is safe */
	scribe_work(scribe, 6000, false);
	assert_int_equal(scribe_due(scribe), -1);
	assert_true(scribe_is_done(scribe));
	hand(scribe, SCRIBE_DRAFT, 7000, "b\n", 7000);
	assert_string_equal(inside(SLOT(0)), "longer");
	assert_string_equal(inside(SLOT(1)), "b");
	scribe_work(scribe, 8000, false);
	hand(scribe, SCRIBE_DRAFT, 7001, "c\n", 8001);
	assert_string_equal(inside(SLOT(0)), "c");
	scribe_free(scribe);
	assert_string_equal(inside(SLOT(1)), "b");
}

static void another_page_moves_the_draft_to_the_journal(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	hand(scribe, SCRIBE_DRAFT, 1, "of p\n", 0);
	hand(scribe, SCRIBE_TURN, 0, "", 1);
	assert_string_equal(inside(JOURNAL), "of p");
	hand(scribe, SCRIBE_DRAFT, 2, "of q\n", 2);
	scribe_work(scribe, 2, true);
	scribe_free(scribe);
}

/* After an error on it, a descriptor is not used again, and what was not acknowledged is in the next file. */
static void an_error_means_a_new_file(void **state)
{
	static const struct {
		const char *name;
		int code;
		enum err_kind told; /* NONE: tried again at once */
	} cases[] = {
		{ "lost", EIO, ERR_NONE }, { "stale", ESTALE, ERR_NONE }, { "full", ENOSPC, ERR_FULL }, { "quota", EDQUOT, ERR_FULL },
		{ "read-only", EROFS, ERR_REFUSED },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char name[64];
		uint64_t sid = SID + i;
		snprintf(name, sizeof name, "journal-%016x", (unsigned)sid);
		struct scribe *scribe = scribe_new(root, sid);
		hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
		assert_reply(scribe, 1, ERR_NONE);
		hand(scribe, SCRIBE_LATER, 2, "two\n", 100);
		assert_reply(scribe, 2, ERR_NONE);
		fs_fail_at(2, cases[i].code); /* write, then this: fdatasync */
		hand(scribe, SCRIBE_SYNC, 3, "three\n", 100);
		if (cases[i].told == ERR_NONE) {
			assert_reply(scribe, 3, ERR_NONE);
		} else {
			assert_reply(scribe, 2, cases[i].told);
			assert_int_equal(scribe_due(scribe), 5100);
			scribe_work(scribe, 5099, false);
			hand(scribe, SCRIBE_SYNC, 4, "four\n", 5099);
			struct scribe_reply reply;
			assert_false(scribe_reply(scribe, &reply));
			scribe_work(scribe, 5100, false);
			assert_reply(scribe, 4, ERR_NONE);
		}
		assert_int_equal(scribe_due(scribe), -1);
		strcat(name, "-2.log");
		if (strncmp(inside(name), "two\nthree", 9) != 0)
			fail_msg("%s: %s", cases[i].name, inside(name));
		scribe_free(scribe);
	}
}

static void a_draft_in_trouble_does_not_hold_up_the_journal(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
	hand(scribe, SCRIBE_DRAFT, 2, "half\n", 0);
	assert_reply(scribe, 2, ERR_NONE);
	fs_fail_at(1, ENOSPC);
	hand(scribe, SCRIBE_DRAFT, 3, "half of\n", 0);
	assert_reply(scribe, 2, ERR_FULL);
	hand(scribe, SCRIBE_SYNC, 4, "two\n", 1);
	assert_string_equal(inside(JOURNAL), "one\ntwo");
	scribe_work(scribe, 5000, false);
	assert_reply(scribe, 4, ERR_NONE);
	assert_true(scribe_is_done(scribe));
	scribe_free(scribe);
}

/* What passes by itself is not told; what does not is told once, and tried on. */
static void a_busy_computer_is_told_of_after_five_times(void **state)
{
	static const int codes[] = { EMFILE, ENFILE, ENOMEM };
	static const int64_t again[] = { 0, 100, 300, 700, 1500 };
	(void)state;
	for (size_t i = 0; i < N(codes); i++) {
		struct scribe *scribe = scribe_new(root, SID + 16 * i);
		struct scribe_reply reply;
		hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
		assert_reply(scribe, 1, ERR_NONE);
		fs_fail_at(2, codes[i]);
		hand(scribe, SCRIBE_SYNC, 2, "two\n", 0);
		for (size_t k = 1; k < N(again); k++) {
			assert_false(scribe_reply(scribe, &reply));
			assert_int_equal(scribe_due(scribe), again[k]);
			fs_fail_at(1, codes[i]); /* a new file */
			scribe_work(scribe, again[k], false);
		}
		assert_reply(scribe, 1, ERR_BUSY);
		assert_int_equal(scribe_due(scribe), 1500 + 5000);
		scribe_work(scribe, 6500, false);
		assert_reply(scribe, 2, ERR_NONE);
		scribe_free(scribe);
	}
}

static bool has_ballast(void)
{
	return strlen(inside("ballast")) > 0;
}

/* The disk is full: the ballast goes, what was to be saved is saved at once, and nobody need hear of it. */
static void ballast_is_given_up_and_made_again(void **state)
{
	static const int codes[] = { ENOSPC, EDQUOT };
	(void)state;
	for (size_t i = 0; i < N(codes); i++) {
		struct scribe *scribe = scribe_new(root, SID + 16 * i);
		scribe_begin(scribe, 0);
		hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
		assert_reply(scribe, 1, ERR_NONE);
		assert_false(has_ballast());
		assert_int_equal(scribe_due(scribe), 2000);
		scribe_work(scribe, 2000, false);
		assert_true(has_ballast());
		assert_int_equal(scribe_due(scribe), -1);
		fs_fail_at(2, codes[i]);
		hand(scribe, SCRIBE_SYNC, 2, "two\n", 3000);
		assert_reply(scribe, 2, ERR_NONE);
		assert_false(has_ballast());
		assert_int_equal(scribe_due(scribe), 63000);
		fs_fail_at(2, codes[i]); /* still no room for it */
		scribe_work(scribe, 63000, false);
		assert_false(has_ballast());
		scribe_work(scribe, scribe_due(scribe), false);
		assert_true(has_ballast());
		scribe_free(scribe);
		assert_int_equal(unlinkat(AT_FDCWD, strcat(strcpy((char[100]){ 0 }, root), "/ballast"), 0), 0);
	}
}

/* Who came later was told when they began; who came first sees it with the next thing written, once, and wakes up for nothing. */
static void another_window_is_seen_with_the_next_save(void **state)
{
	(void)state;
	struct scribe *first = scribe_new(root, SID), *second = scribe_new(root, SID + 1);
	struct scribe_reply reply;
	scribe_begin(first, 0);
	hand(first, SCRIBE_SYNC, 1, "one\n", 10);
	assert_true(scribe_reply(first, &reply));
	assert_int_equal(reply.joined, 0);
	scribe_begin(second, 20);
	scribe_work(first, 30, false);
	assert_false(scribe_reply(first, &reply));
	hand(first, SCRIBE_SYNC, 2, "two\n", 40);
	assert_true(scribe_reply(first, &reply));
	assert_int_equal(reply.joined, 1);
	hand(first, SCRIBE_SYNC, 3, "three\n", 50);
	assert_true(scribe_reply(first, &reply));
	assert_int_equal(reply.joined, 0);
	hand(second, SCRIBE_SYNC, 1, "mine\n", 60);
	assert_true(scribe_reply(second, &reply));
	assert_int_equal(reply.joined, 0); /* it was there before, and that was told at the start */
	scribe_free(second);
	scribe_free(first);
}

/* Turning pages while the ballast's time comes: nothing is waited for that is over, or the process would never be still. */
static void who_is_busy_waits_for_no_ballast(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	scribe_begin(scribe, 0);
	hand(scribe, SCRIBE_LATER, 1, "one\n", 1900);
	assert_int_equal(scribe_due(scribe), 2300);
	scribe_work(scribe, 2100, false);
	assert_false(has_ballast());
	assert_int_equal(scribe_due(scribe), 2300);
	scribe_work(scribe, 2300, false);
	assert_string_equal(inside(JOURNAL), "one");
	assert_true(has_ballast());
	assert_int_equal(scribe_due(scribe), -1);
	scribe_free(scribe);
	assert_int_equal(unlinkat(AT_FDCWD, strcat(strcpy((char[100]){ 0 }, root), "/ballast"), 0), 0);
}

/* Nor does who has no folder. */
static void without_a_folder_nothing_is_waited_for(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new("/dev/null/nowhere", SID);
	scribe_begin(scribe, 0);
	scribe_work(scribe, 3000, false);
	assert_int_equal(scribe_due(scribe), -1);
	scribe_free(scribe);
}

/* A lost write is made good elsewhere, and that is news. */
static void what_was_made_good_is_told(void **state)
{
	struct scribe_reply reply;
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
	assert_reply(scribe, 1, ERR_NONE);
	fs_fail_at(2, EIO);
	hand(scribe, SCRIBE_SYNC, 2, "two\n", 0);
	assert_true(scribe_reply(scribe, &reply));
	assert_true(reply.number == 2 && reply.kind == ERR_NONE && reply.elsewhere == 1);
	hand(scribe, SCRIBE_SYNC, 3, "three\n", 0);
	assert_true(scribe_reply(scribe, &reply));
	assert_int_equal(reply.elsewhere, 0);
	scribe_free(scribe);
}

/* Asked to, it tries before its time. */
static void trying_again_does_not_wait(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	unsigned long before = fs_calls();
	assert_true(fs_sync_way(root, NULL));
	fs_fail_at(fs_calls() - before + 6, EROFS);
	hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
	assert_reply(scribe, 0, ERR_REFUSED);
	hand(scribe, SCRIBE_TRY, 0, "", 10);
	assert_reply(scribe, 1, ERR_NONE);
	scribe_free(scribe);
}

static void names_are_dropped_when_told(void **state)
{
	(void)state;
	struct scribe *scribe = scribe_new(root, SID);
	int dir = fs_dir(root, NULL);
	fs_replace(dir, SLOT(7), "x", 1, NULL);
	fs_replace(dir, SLOT(8), "x", 1, NULL);
	fs_replace(dir, SLOT(9), "x", 1, NULL);
	fs_close(&dir, NULL);
	const char names[] = SLOT(7) "\0" SLOT(8);
	struct scribe_head head = { .word = SCRIBE_DROP, .len = sizeof names };
	hand(scribe, SCRIBE_SYNC, 1, "one\n", 0);
	unsigned long calls = fs_calls();
	scribe_take(scribe, &head, names, 0);
	scribe_work(scribe, 0, false);
	assert_int_equal(fs_calls() - calls, 1 + 4 * 2 + 2); /* list; open and sync what makes them superfluous; remove */
	assert_string_equal(inside(SLOT(7)), "");
	assert_string_equal(inside(SLOT(8)), "");
	assert_string_equal(inside(SLOT(9)), "x");
	scribe_free(scribe);
}

/* The process at the other end of `*line`, with its stderr open, so that a sanitizer can speak. */
static pid_t start_process(int *line)
{
	int ends[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		struct scribe *scribe = scribe_new(root, SID);
		const struct scribe_task task = { .folder = root, .sid = SID };
		scribe_attend(scribe, &task, ends[1]);
		scribe_free(scribe);
		exit(0); /* exit: leaks are looked for */
	}
	close(ends[1]);
	*line = ends[0];
	return pid;
}

/* Messages come in pieces of every size. */
static void the_process(void **state)
{
	(void)state;
	int line;
	pid_t pid = start_process(&line);
	struct str sent = { 0 }, lines = { 0 };
	for (uint64_t i = 1; i <= 300; i++) {
		struct scribe_head head = { .number = i, .word = i % 3 ? SCRIBE_LATER : SCRIBE_DRAFT };
		struct str text = { 0 };
		for (uint64_t k = 0; k < i * 7 % 900; k++)
			str_add(&text, "x", 1);
		str_add(&text, "\n", 1);
		if (head.word == SCRIBE_LATER)
			str_add(&lines, text.at, text.len);
		head.len = (uint32_t)text.len;
		str_add(&sent, (const char *)&head, sizeof head);
		str_add(&sent, text.at, text.len);
		str_release(&text);
	}
	for (size_t at = 0, n = 1; at < sent.len; at += n, n = n * 3 % 1009 + 1)
		send(line, sent.at + at, n < sent.len - at ? n : sent.len - at, MSG_NOSIGNAL);
	shutdown(line, SHUT_WR);
	struct scribe_reply reply = { 0 };
	while (recv(line, &reply, sizeof reply, MSG_WAITALL) == sizeof reply)
		if (reply.last)
			break;
	assert_true(reply.last);
	assert_int_equal(reply.number, 300);
	assert_int_equal(reply.kind, ERR_NONE);
	int status = 1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	str_cut(&lines, lines.len - 1);
	assert_string_equal(inside(JOURNAL), lines.at);
	close(line);
	str_release(&sent);
	str_release(&lines);
}

/* What no store sends ends the process, and what came before is written. */
static void nonsense_ends_the_process(void **state)
{
	(void)state;
	int line, status = 1;
	pid_t pid = start_process(&line);
	struct {
		struct scribe_head head;
		char line[8];
		struct scribe_head nonsense;
	} sent = { { 1, SCRIBE_LATER, 8 }, "1234567", { 2, 99, 0xffffffff } };
	sent.line[7] = '\n';
	assert_int_equal(send(line, &sent, sizeof sent, MSG_NOSIGNAL), sizeof sent);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_string_equal(inside(JOURNAL), "1234567");
	close(line);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)
	const struct CMUnitTest tests[] = {
		TEST(urgent_lines_are_written_at_once),
		TEST(other_lines_wait_a_little),
		TEST(drafts_are_written_at_once_and_synced_when_idle),
		TEST(another_page_moves_the_draft_to_the_journal),
		TEST(an_error_means_a_new_file),
		TEST(a_draft_in_trouble_does_not_hold_up_the_journal),
		TEST(a_busy_computer_is_told_of_after_five_times),
		TEST(ballast_is_given_up_and_made_again),
		TEST(who_is_busy_waits_for_no_ballast),
		TEST(without_a_folder_nothing_is_waited_for),
		TEST(what_was_made_good_is_told),
		TEST(another_window_is_seen_with_the_next_save),
		TEST(trying_again_does_not_wait),
		TEST(names_are_dropped_when_told),
		TEST(the_process),
		TEST(nonsense_ends_the_process),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
