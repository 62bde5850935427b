/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "io/fold.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/live.h"
#include "io/line.h"
#include "io/record.h"
#include "io/store.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define OURS 0x77u /* the session that folds */

static char root[64];

static int begin(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "%s/attune-fold-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	return mkdtemp(root) && mkdir(strcat(root, "/course"), 0700) == 0 ? 0 : -1;
}

static void strip(void)
{
	char *slash = strrchr(root, '/');
	if (slash && strcmp(slash, "/course") == 0)
		*slash = '\0';
}

static int end(void **state)
{
	(void)state;
	char command[128];
	strip();
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	fs_fail_at(0, 0);
	return system(command);
}

static void wipe(void)
{
	char command[256];
	snprintf(command, sizeof command, "rm -rf '%s'/* '%s'/.record*", root, root);
	assert_int_equal(system(command), 0);
}

static const char *under(const char *name)
{
	static char path[200];
	snprintf(path, sizeof path, "%s/%s", root, name);
	return path;
}

static void put(const char *name, const char *bytes, size_t len)
{
	FILE *file = fopen(under(name), "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

static const char *inside(const char *name, size_t *len)
{
	static struct str text;
	FILE *file = fopen(under(name), "rb");
	char part[4096];
	size_t n;
	str_cut(&text, 0);
	while (file && (n = fread(part, 1, sizeof part, file)) > 0)
		str_add(&text, part, n);
	if (file)
		fclose(file);
	if (len)
		*len = text.len;
	return str_text(&text);
}

/* The same to be kept; free() it. NULs are bytes like others. */
static char *copy_of(const char *name, size_t *len)
{
	const char *bytes = inside(name, len);
	char *copy = malloc(*len + 1);
	assert_non_null(copy);
	memcpy(copy, bytes, *len);
	copy[*len] = '\0';
	return copy;
}

static bool exists(const char *name)
{
	return access(under(name), F_OK) == 0;
}

static void answer_line(struct str *out, uint64_t sid, uint64_t seq, const char *page)
{
	const struct record record = { .type = RECORD_WORDS, .sid = sid, .seq = seq, .clock = seq, .at = 1, .page = page,
		.text = "what I wrote", .attempt = 1 };
	record_line(&record, out);
}

/* A journal of `n` answers, numbered from `first`. */
static void journal(uint64_t sid, uint64_t first, size_t n)
{
	char name[FOLDER_NAME];
	struct str lines = { 0 };
	folder_journal_name(sid, 1, name);
	for (size_t i = 0; i < n; i++) {
		char page[24];
		snprintf(page, sizeof page, "p%d-%d", (int)sid, (int)(first + i));
		answer_line(&lines, sid, first + i, page);
	}
	put(name, str_text(&lines), lines.len);
	str_release(&lines);
}

static struct fold_done fold(uint64_t sid)
{
	struct fold_done done;
	struct err err = { 0 };
	int dir = fs_dir(root, NULL);
	if (!fold_folder(dir, sid, &done, &err))
		fail_msg("fold: %s", err.words);
	fs_close(&dir, NULL);
	return done;
}

/* What a reader finds. */
static struct store_found found(void)
{
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct err err = { 0 };
	char parent[64];
	snprintf(parent, sizeof parent, "%.*s", (int)(strlen(root) - strlen("/course")), root);
	assert_true(store_peek(parent, "course", learner, &found, &err));
	learner_free(learner);
	return found;
}

static void journals_become_one_record(void **state)
{
	(void)state;
	journal(1, 1, 5);
	journal(2, 1, 3);
	struct fold_done done = fold(OURS);
	assert_true(done.written);
	assert_int_equal(done.lines, 8);
	assert_int_equal(done.removed, 0); /* journals go later */
	assert_true(exists("journal-0000000000000001.log"));
	struct stat is;
	assert_int_equal(stat(under(FOLDER_RECORD), &is), 0);
	assert_int_equal(is.st_mode & 07777, 0600);
	struct store_found after = found();
	assert_int_equal(after.good, 8);
	assert_int_equal(after.kept, 8);
	assert_int_equal(after.of, 8);
	assert_int_equal(after.damaged, 0);
	assert_false(fold(OURS).written); /* nothing new */
	assert_false(exists(FOLDER_BACKUPS));
}

/* A journal goes when an earlier fold and the backup before it hold all of it; and two backups stay. */
static void journals_go_when_two_folds_hold_them(void **state)
{
	(void)state;
	bool there[6];
	for (uint64_t sid = 1; sid <= 6; sid++) {
		journal(sid, 1, 2);
		fold(sid);
		there[sid - 1] = exists("journal-0000000000000001.log");
	}
	assert_true(there[0] && there[1]);
	assert_false(there[2] && there[3]);
	assert_true(exists("journal-0000000000000006.log") && exists("journal-0000000000000005.log"));
	assert_false(exists("bak/record-000001.log"));
	assert_true(exists("bak/record-000004.log") && exists("bak/record-000005.log"));
	assert_int_equal(found().good, 12);
}

static void while_others_live_nothing_is_removed(void **state)
{
	(void)state;
	int dir = fs_dir(root, NULL), live = live_begin(dir, 0x99);
	for (uint64_t sid = 1; sid <= 5; sid++) {
		journal(sid, 1, 2);
		fold(sid);
	}
	assert_true(exists("journal-0000000000000001.log"));
	live_end(dir, 0x99, &live);
	assert_int_equal(fold(OURS).removed, 4); /* all but the last, which the backup has not yet */
	fs_close(&dir, NULL);
}

/* Case 20. Whatever happens to record.log, the fold before it and the journals have all of it, and the counts are true. */
static void a_lost_or_garbled_record_is_restored(void **state)
{
	static const char *const how[] = { "gone", "empty", "cut", "cut at a line", "one byte", "random", "first line" };
	(void)state;
	srand(20261122);
	for (unsigned round = 0; round < 105; round++) {
		size_t len, sessions = 3 + round % 4, all = 0;
		for (uint64_t sid = 1; sid <= sessions; sid++) {
			journal(sid, 1, 3 + sid);
			all += 3 + sid;
			fold(sid);
		}
		char *bytes = copy_of(FOLDER_RECORD, &len);
		switch (round % N(how)) {
		case 0:
			unlink(under(FOLDER_RECORD));
			break;
		case 1:
			put(FOLDER_RECORD, "", 0);
			break;
		case 2:
			put(FOLDER_RECORD, bytes, (size_t)rand() % len);
			break;
		case 3:
			put(FOLDER_RECORD, bytes, (size_t)(strchr(bytes + len / 2, '\n') - bytes) + 1);
			break;
		case 4:
			bytes[(size_t)rand() % (len - 1)] ^= 1;
			put(FOLDER_RECORD, bytes, len);
			break;
		case 5:
			for (size_t i = 0; i < len; i++)
				bytes[i] = (char)rand();
			put(FOLDER_RECORD, bytes, len);
			break;
		case 6:
			bytes[30] ^= 1;
			put(FOLDER_RECORD, bytes, len);
			break;
		}
		free(bytes);
		bytes = copy_of(FOLDER_RECORD, &len);
		struct store_found is = found();
		if (is.kept != all || is.of != all || (is.damaged == 0 && !is.missing))
			fail_msg("%s, round %u: %zu of %zu of %zu, %zu damaged", how[round % N(how)], round, is.kept, is.of, all, is.damaged);
		fold(OURS);
		is = found();
		if (is.kept != all || is.of != all || is.damaged > 0 || is.missing)
			fail_msg("%s, round %u, folded: %zu of %zu, %zu damaged", how[round % N(how)], round, is.kept, is.of, is.damaged);
		if (round % N(how) != 0) {
			char name[100];
			size_t n;
			snprintf(name, sizeof name, "quarantine/record.log.%08" PRIx32, line_crc(bytes, len));
			const char *kept = inside(name, &n);
			if (!exists(name) || n != len || memcmp(kept, bytes, n) != 0)
				fail_msg("%s, round %u: not in quarantine", how[round % N(how)], round);
		}
		free(bytes);
		wipe();
	}
}

/* A damaged journal is kept byte for byte, told once, and counted: what was folded before is no loss. */
static void a_damaged_journal_is_counted(void **state)
{
	static const struct {
		const char *name;
		bool folded;
		size_t kept, of;
	} cases[] = { { "never folded", false, 4, 5 }, { "folded before", true, 5, 5 } };
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		size_t len;
		journal(1, 1, 5);
		if (cases[i].folded)
			fold(2);
		char *bytes = copy_of("journal-0000000000000001.log", &len);
		bytes[len / 2] ^= 1;
		put("journal-0000000000000001.log", bytes, len);
		struct store_found is = found();
		if (is.damaged != 1 || is.kept != cases[i].kept || is.of != cases[i].of)
			fail_msg("%s: %zu of %zu, %zu damaged", cases[i].name, is.kept, is.of, is.damaged);
		fold(OURS);
		char name[100];
		size_t n;
		snprintf(name, sizeof name, "quarantine/journal-0000000000000001.log.%08" PRIx32, line_crc(bytes, len));
		const char *kept = inside(name, &n);
		assert_int_equal(n, len);
		assert_memory_equal(kept, bytes, len);
		assert_int_equal(found().damaged, 0);
		free(bytes);
		wipe();
	}
}

/* Case 21: what we do not know comes through ten folds as it is, and a record that may not be touched is not. */
static void add_raw(struct str *out, const char *sid, const char *json)
{
	struct str body = { 0 };
	str_print(&body, "%s %s", sid, json);
	str_print(out, "%08" PRIx32 " %s\n", line_crc(body.at, body.len), body.at);
	str_release(&body);
}

static void the_unknown_passes_unchanged(void **state)
{
	static const char *const unknown[] = {
		"{\"v\":2,\"s\":1,\"c\":3,\"t\":\"mood\",\"colour\":\"blue\", \"x\" : [1,2]}",
		"{\"v\":1,\"s\":2,\"c\":4,\"t\":\"place\",\"chapter\":\"a\",\"page\":\"b\",\"zoom\":3}",
		"{\"v\":1,\"s\":3,\"c\":5,\"t\":\"words\",\"page\":\"p\",\"box\":\"c2VhbGVk\",\"attempt\":1}",
		"{\"v\":1,\"s\":4,\"c\":6,\"t\":\"draft\",\"page\":\"p\",\"text\":\"x\",\"mark\":1.50}",
		"{\"v\":1,\"s\":5,\"c\":7,\"t\":\"draft\",\"page\":\"p\",\"text\":\"later\"}",
	};
	struct str lines = { 0 };
	(void)state;
	for (size_t i = 0; i < N(unknown); i++)
		add_raw(&lines, "00000000000000aa", unknown[i]);
	put("journal-00000000000000aa.log", lines.at, lines.len);
	for (uint64_t sid = 1; sid <= 10; sid++) {
		journal(sid, 10 + sid * 10, 2);
		fold(sid);
		if (sid == 5)
			unlink(under("journal-00000000000000aa.log"));
	}
	const char *record = inside(FOLDER_RECORD, NULL);
	for (size_t i = 0; i < N(unknown); i++)
		if (!strstr(record, unknown[i]))
			fail_msg("gone: %s", unknown[i]);
	str_release(&lines);
}

static void count_any(void *ctx, const char *name)
{
	(void)name;
	++*(size_t *)ctx;
}

static size_t files(void)
{
	size_t n = 0;
	int dir = fs_dir(root, NULL);
	assert_true(fs_names(dir, count_any, &n, NULL));
	fs_close(&dir, NULL);
	return n;
}

/* Case 22. There was one grammar, in more than one form: each is read, passes through folds unchanged and means the same,
 * whoever dies on the way. */
static void every_old_form_is_read_and_kept(void **state)
{
	static const struct {
		const char *file, *stands[3];
		size_t lines;
	} cases[] = {
		{ "tests/record/2025-no-base.log", { "written over it", NULL }, 8 },
		{ "tests/record/2026-base.log", { "the first copy, written over", "the other copy", NULL }, 6 },
		{ "tests/record/2026-spoken.log", { "said in full", NULL }, 7 },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		for (unsigned long n = 0; n < 60; n++) {
			struct str old = { 0 };
			int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			assert_true(fs_read(here, cases[i].file, 100000, &old, NULL));
			fs_close(&here, NULL);
			put("journal-00000000000000a1.log", old.at, old.len);
			pid_t pid = fork();
			if (pid == 0) {
				fs_die_at(n);
				fold(OURS);
				_exit(0);
			}
			waitpid(pid, NULL, 0);
			fold(OURS + 1);
			const char *record = inside(FOLDER_RECORD, NULL);
			for (char *line = strtok(old.at, "\n"); line; line = strtok(NULL, "\n"))
				if (!strstr(record, line))
					fail_msg("%s: gone: %s", cases[i].file, line);
			unlink(under("journal-00000000000000a1.log"));
			struct learner *learner = learner_new();
			struct store_found is = { 0 };
			char parent[64];
			snprintf(parent, sizeof parent, "%.*s", (int)(strlen(root) - strlen("/course")), root);
			assert_true(store_peek(parent, "course", learner, &is, NULL));
			assert_int_equal(is.good, cases[i].lines);
			for (size_t k = 0; cases[i].stands[k]; k++)
				assert_string_equal(learner_standing(learner, RECORD_WORDS, "first-words", k)->text, cases[i].stands[k]);
			assert_int_equal(learner_latest(learner, RECORD_ANSWER, "trust")->verdict, VERDICT_RIGHT);
			learner_free(learner);
			str_release(&old);
			wipe();
		}
}

static void a_newer_record_is_not_folded(void **state)
{
	struct str line = { 0 };
	(void)state;
	add_raw(&line, "00000000000000aa", "{\"v\":9,\"min\":9,\"s\":1,\"c\":3,\"t\":\"mood\"}");
	put("journal-00000000000000aa.log", line.at, line.len);
	struct fold_done done = fold(OURS);
	assert_true(done.newer && !done.written);
	assert_false(exists(FOLDER_RECORD));
	str_release(&line);
}

/* As lines were once written: with the grammar. */
static void record_line_spoken(const struct record *record, struct str *out)
{
	struct str line = { 0 }, json = { 0 };
	char sid[17];
	record_line(record, &line);
	snprintf(sid, sizeof sid, "%.16s", line.at + 9);
	str_print(&json, "{\"v\":1,%.*s", (int)(line.len - 28), line.at + 27);
	add_raw(out, sid, json.at);
	str_release(&json);
	str_release(&line);
}

/* Overtaken places and half answers are left out; what is left says the same. */
static void what_is_overtaken_goes(void **state)
{
	struct str lines = { 0 };
	(void)state;
	for (uint64_t i = 1; i <= 50; i++) {
		struct record place = { .type = RECORD_PLACE, .sid = 5, .seq = i * 2, .clock = i * 2, .at = 1, .chapter = "c", .page = "p" };
		struct record draft = { .type = RECORD_DRAFT, .sid = 5, .seq = i * 2 + 1, .clock = i * 2 + 1, .at = 1, .page = "q", .text = "t" };
		(i % 2 ? record_line_spoken : record_line)(&place, &lines);
		(i % 2 ? record_line_spoken : record_line)(&draft, &lines);
	}
	put("journal-0000000000000005.log", lines.at, lines.len);
	assert_int_equal(fold(OURS).lines, 2);
	const char *record = inside(FOLDER_RECORD, NULL);
	assert_non_null(strstr(record, "\"s\":100"));
	assert_non_null(strstr(record, "\"s\":101"));
	str_release(&lines);
}

static void left_overs_are_told_apart(void **state)
{
	static const struct {
		const char *name;
		bool old, stays;
	} cases[] = {
		{ ".record.log.0123456789abcdef", true, false },
		{ ".record.log.fedcba9876543210", false, true },
		{ ".nfs000000000000", true, true },
		{ "notes.txt", true, true },
		{ ".record.log.tmp", true, true },
		{ "bak/mine", true, true },
	};
	(void)state;
	journal(1, 1, 1);
	mkdir(under("bak"), 0700);
	for (size_t i = 0; i < N(cases); i++) {
		put(cases[i].name, "x", 1);
		struct timespec times[2] = { { .tv_nsec = UTIME_NOW }, { .tv_sec = time(NULL) - 4000 } };
		if (cases[i].old)
			assert_int_equal(utimensat(AT_FDCWD, under(cases[i].name), times, 0), 0);
	}
	fold(OURS);
	for (size_t i = 0; i < N(cases); i++)
		if (exists(cases[i].name) != cases[i].stays)
			fail_msg("%s %s", cases[i].name, cases[i].stays ? "went" : "stayed");
}

static void count_name(void *ctx, const char *name)
{
	(void)name;
	++*(size_t *)ctx;
}

/* Whatever stands under the record's name and is no file of ours goes into quarantine as it is, and the record is whole again. */
static void what_is_in_the_records_place_is_put_aside(void **state)
{
	static const char *const kinds[] = { "link", "folder" };
	(void)state;
	for (size_t i = 0; i < N(kinds); i++) {
		for (uint64_t sid = 1; sid <= 3; sid++) {
			journal(sid, 1, 2);
			fold(sid);
		}
		unlink(under(FOLDER_RECORD));
		put("elsewhere", "not ours", 8);
		if (i == 0)
			assert_int_equal(symlink("elsewhere", under(FOLDER_RECORD)), 0);
		else
			assert_int_equal(mkdir(under(FOLDER_RECORD), 0700), 0);
		fold(OURS);
		struct stat is;
		assert_int_equal(lstat(under(FOLDER_RECORD), &is), 0);
		if (!S_ISREG(is.st_mode))
			fail_msg("a %s is still there", kinds[i]);
		assert_true(exists("elsewhere"));
		int dir = fs_dir(under(FOLDER_QUARANTINE), NULL);
		assert_true(dir >= 0);
		size_t n = 0;
		assert_true(fs_names(dir, count_name, &n, NULL));
		close(dir);
		assert_int_equal(n, i + 1);
	}
}

/* The seam: each call fails, or the process dies there, at every n; everything is still to be read, every time, nothing is taken
 * for damaged, and the next fold makes it whole. */
static void every_call_fails_or_is_the_last(void **state)
{
	static const int codes[] = { ENOSPC, EIO, EROFS, EACCES, EMFILE, ESTALE, EINTR };
	unsigned runs = 0;
	(void)state;
	for (size_t c = 0; c <= N(codes); c++)
		for (unsigned long n = 1;; n++, runs++) {
			for (uint64_t sid = 1; sid <= 4; sid++) {
				journal(sid, 1, 2);
				if (sid < 4)
					fold(sid);
			}
			pid_t pid = fork();
			if (pid == 0) {
				struct fold_done done;
				unsigned long before = fs_calls();
				int dir = fs_dir(root, NULL);
				if (c < N(codes))
					fs_fail_at(n, codes[c]);
				else
					fs_die_at(n);
				fold_folder(dir, OURS, &done, NULL);
				_exit(fs_calls() - before < n);
			}
			int status;
			assert_int_equal(waitpid(pid, &status, 0), pid);
			struct store_found is = found();
			if (is.good != 8 || is.kept != 8 || is.of != 8)
				fail_msg("call %lu, errno %d: %zu of 8, %zu of %zu", n, c < N(codes) ? codes[c] : 0, is.good, is.kept, is.of);
			fold(OURS + 1);
			is = found();
			if (is.good != 8 || is.damaged > 0 || is.of != 8)
				fail_msg("call %lu, errno %d: folded, %zu of 8", n, c < N(codes) ? codes[c] : 0, is.good);
			if (exists(FOLDER_QUARANTINE))
				fail_msg("call %lu, errno %d: taken for damaged", n, c < N(codes) ? codes[c] : 0);
			wipe();
			if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
				break;
		}
	print_message("%u runs\n", runs);
}

/* Case 16, a share of it: three at once, and one is killed. */
static void three_at_once_harm_nothing(void **state)
{
	(void)state;
	srand(20261122);
	for (int round = 0; round < 40; round++) {
		pid_t pids[3];
		for (uint64_t sid = 1; sid <= 5; sid++)
			journal(sid, 1, 4);
		if (round % 2)
			fold(1);
		for (uint64_t i = 0; i < N(pids); i++)
			if ((pids[i] = fork()) == 0) {
				struct fold_done done;
				int dir = fs_dir(root, NULL);
				for (int again = 0; again < 3; again++)
					fold_folder(dir, 10 + i, &done, NULL);
				_exit(0);
			}
		for (int spin = rand() % 3000; spin > 0; spin--)
			getppid();
		kill(pids[0], SIGKILL);
		for (size_t i = 0; i < N(pids); i++)
			waitpid(pids[i], NULL, 0);
		struct store_found is = found();
		if (is.good != 20 || is.damaged > 0)
			fail_msg("round %d: %zu of 20, %zu damaged", round, is.good, is.damaged);
		fold(OURS);
		assert_int_equal(found().good, 20);
		wipe();
	}
}

/* Who holds the lock is not waited for. */
static void a_held_lock_is_a_reason_to_leave(void **state)
{
	(void)state;
	journal(1, 1, 2);
	int dir = fs_dir(root, NULL), lock = fs_open_lock(dir, FOLDER_LOCK, NULL);
	assert_true(lock >= 0 && fs_lock(lock));
	struct fold_done done = fold(OURS);
	assert_true(done.busy && !done.written);
	fs_close(&lock, NULL);
	assert_true(fold(OURS).written);
	assert_int_equal(files(), 3); /* the journal, the record, the lock */
	fs_close(&dir, NULL);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(journals_become_one_record),
		TEST(journals_go_when_two_folds_hold_them),
		TEST(while_others_live_nothing_is_removed),
		TEST(a_lost_or_garbled_record_is_restored),
		TEST(a_damaged_journal_is_counted),
		TEST(the_unknown_passes_unchanged),
		TEST(every_old_form_is_read_and_kept),
		TEST(a_newer_record_is_not_folded),
		TEST(what_is_overtaken_goes),
		TEST(left_overs_are_told_apart),
		TEST(what_is_in_the_records_place_is_put_aside),
		TEST(every_call_fails_or_is_the_last),
		TEST(three_at_once_harm_nothing),
		TEST(a_held_lock_is_a_reason_to_leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
