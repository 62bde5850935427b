/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "io/fs.h"
#include "support/scratch.h"

#define N(a) (sizeof(a) / sizeof *(a))

/* Each test has a folder of its own, ended by a slash in `root`. */
static const char *const root = scratch_folder;

static const char *under(const char *name)
{
	static char path[256];
	snprintf(path, sizeof path, "%s/%s", root, name);
	return path;
}

static unsigned mode_of(const char *name)
{
	struct stat is;
	return stat(under(name), &is) == 0 ? is.st_mode & 07777 : 0;
}

static void folders_are_made_and_closed_to_others(void **state)
{
	(void)state;
	struct err err = { 0 };
	mode_t before = umask(0);
	int dir = fs_dir(under("a/b/c"), &err);
	umask(before);
	assert_true(dir >= 0);
	fs_close(&dir, NULL);
	assert_int_equal(dir, -1);
	assert_int_equal(mode_of("a"), 0700);
	assert_int_equal(mode_of("a/b/c"), 0700);
	assert_int_equal(chmod(under("a/b/c"), 0755), 0);
	dir = fs_dir(under("a/b/c/"), &err);
	assert_true(dir >= 0);
	assert_int_equal(mode_of("a/b/c"), 0700);
	fs_close(&dir, NULL);
}

static void folders_that_cannot_be(void **state)
{
	static const struct {
		const char *name, *path;
	} cases[] = {
		{ "a file in the way", "file/x" },
		{ "a file where the folder should be", "file" },
		{ "a link", "link" },
		{ "a loop", "loop/x" },
	};
	(void)state;
	struct err err = { 0 };
	fclose(fopen(under("file"), "w"));
	assert_int_equal(symlink("/tmp", under("link")), 0);
	assert_int_equal(symlink("loop", under("loop")), 0);
	for (size_t i = 0; i < N(cases); i++) {
		err = (struct err){ 0 };
		if (fs_dir(under(cases[i].path), &err) >= 0 || err.kind == ERR_NONE || !*err.words)
			fail_msg("%s: opened, or no words", cases[i].name);
	}
	assert_int_equal(fs_dir("", &err), -1);
	assert_int_equal(fs_dir("/proc/attune/x", &err), -1);
	assert_int_equal(fs_dir("/dev/null/x", &err), -1);
}

static void files_are_new_and_ours(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct str text = { 0 };
	int dir = fs_dir(root, &err);
	mode_t before = umask(0);
	int fd = fs_create(dir, "log", &err);
	umask(before);
	assert_true(fd >= 0);
	assert_int_equal(mode_of("log"), 0600);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_true(fs_append(fd, "one\n", 4, &err) && fs_append(fd, "two\n", 4, &err) && fs_sync(fd, &err));
	assert_true(fs_is_linked(fd));
	assert_int_equal(fs_create(dir, "log", &err), -1);
	assert_int_equal(err.code, EEXIST);
	assert_true(fs_read(dir, "log", 8, &text, &err));
	assert_string_equal(text.at, "one\ntwo\n");
	assert_true(fs_is_same(dir, "log", "one\ntwo\n", 8));
	assert_false(fs_is_same(dir, "log", "one\ntwx\n", 8));
	assert_false(fs_is_same(dir, "log", "one\ntwo\nx", 9)); /* shorter */
	assert_false(fs_is_same(dir, "log", "one\n", 4)); /* longer */
	assert_false(fs_is_same(dir, "absent", "", 0));
	assert_false(fs_read(dir, "log", 7, &text, &err));
	assert_int_equal(err.code, EFBIG);
	assert_int_equal(text.len, 8);
	assert_true(fs_remove(dir, "log", &err) && fs_remove(dir, "log", &err));
	assert_false(fs_is_linked(fd));
	assert_true(fs_close(&fd, &err) && fs_close(&fd, &err));
	fd = fs_create_slot(dir, "slot", &err);
	assert_true(fs_put(fd, "aaaa", 4, 0, &err) && fs_put(fd, "b", 1, 1, &err) && fs_close(&fd, &err));
	str_cut(&text, 0);
	assert_true(fs_read(dir, "slot", 100, &text, &err));
	assert_string_equal(text.at, "abaa");
	fs_close(&dir, NULL);
	str_release(&text);
}

static void only_regular_files_are_read(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct str text = { 0 };
	int dir = fs_dir(root, &err);
	assert_int_equal(mkfifo(under("fifo"), 0600), 0);
	assert_int_equal(symlink("/etc/passwd", under("link")), 0);
	assert_int_equal(mkdir(under("folder"), 0700), 0);
	assert_false(fs_read(dir, "fifo", 100, &text, &err)); /* and does not block */
	assert_int_equal(err.kind, ERR_INVALID);
	assert_false(fs_read(dir, "link", 100000, &text, &err));
	assert_int_equal(err.code, ELOOP);
	assert_false(fs_read(dir, "folder", 100, &text, &err));
	assert_int_equal(err.kind, ERR_INVALID);
	assert_false(fs_read(dir, "absent", 100, &text, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_string_equal(err.file, "absent");
	assert_int_equal(text.len, 0);
	fs_close(&dir, NULL);
	str_release(&text);
}

static void count_name(void *ctx, const char *name)
{
	size_t *n = ctx;
	*n += strcmp(name, "a") == 0 || strcmp(name, "b") == 0 ? 1 : 100;
}

static void names_are_all(void **state)
{
	(void)state;
	size_t n = 0;
	int dir = fs_dir(root, NULL);
	fclose(fopen(under("a"), "w"));
	fclose(fopen(under("b"), "w"));
	assert_true(fs_names(dir, count_name, &n, NULL) && fs_names(dir, count_name, &n, NULL));
	assert_int_equal(n, 4);
	fs_close(&dir, NULL);
}

/* On a file server another computer may have put a new file in its place: that one is read. Who fails twice has failed. */
static void a_stale_file_is_opened_again(void **state)
{
	(void)state;
	int dir = fs_dir(root, NULL);
	struct str text = { 0 };
	struct err err = { 0 };
	assert_true(fs_replace(dir, "a", "kept", 4, NULL));
	for (unsigned long n = 1; n <= 2; n++) {
		fs_fail_at(n, ESTALE);
		assert_true(fs_read(dir, "a", 10, &text, &err));
		assert_string_equal(text.at, "kept");
		str_cut(&text, 0);
	}
	fs_fail_at(2, EIO);
	assert_false(fs_read(dir, "a", 10, &text, &err));
	assert_int_equal(err.code, EIO);
	fs_fail_at(0, 0);
	str_release(&text);
	fs_remove(dir, "a", NULL);
	fs_close(&dir, NULL);
}

/* At every call n that can fail, the file is the old one or the new one, and nothing is left beside it. */
static void replace_is_all_or_nothing(void **state)
{
	static const int codes[] = { ENOSPC, EIO, EROFS, EDQUOT };
	(void)state;
	int dir = fs_dir(root, NULL);
	struct str text = { 0 };
	assert_true(fs_replace(dir, "a", "old", 3, NULL));
	for (size_t c = 0; c < N(codes); c++)
		for (unsigned long n = 1;; n++) {
			struct err err = { 0 };
			unsigned long before = fs_calls();
			fs_fail_at(n, codes[c]);
			bool good = fs_replace(dir, "a", "new", 3, &err);
			bool reached = fs_calls() - before >= n;
			fs_fail_at(0, 0);
			str_cut(&text, 0);
			assert_true(fs_read(dir, "a", 10, &text, NULL));
			assert_true(strcmp(text.at, "new") == 0 || (!good && strcmp(text.at, "old") == 0));
			assert_true(good || (err.kind != ERR_NONE && err.code == codes[c]));
			assert_true(fs_replace(dir, "a", "old", 3, NULL));
			size_t names = 0;
			assert_true(fs_names(dir, count_name, &names, NULL));
			assert_int_equal(names, 1);
			if (!reached)
				break;
			assert_false(good);
		}
	fs_close(&dir, NULL);
	str_release(&text);
}

/* Killed at every call: the same. */
static void replace_survives_death(void **state)
{
	(void)state;
	int dir = fs_dir(root, NULL), status = 0;
	struct str text = { 0 };
	assert_true(fs_replace(dir, "a", "old", 3, NULL));
	for (unsigned long n = 1; n < 20; n++) {
		pid_t pid = fork();
		if (pid == 0) {
			fs_die_at(n);
			fs_replace(dir, "a", "new", 3, NULL);
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		str_cut(&text, 0);
		assert_true(fs_read(dir, "a", 10, &text, NULL));
		assert_true(strcmp(text.at, "old") == 0 || strcmp(text.at, "new") == 0);
		if (WIFEXITED(status))
			break;
		assert_int_equal(WTERMSIG(status), SIGKILL);
	}
	assert_true(WIFEXITED(status));
	assert_string_equal(text.at, "new");
	fs_close(&dir, NULL);
	str_release(&text);
}

/* The name of a folder just made is on the disk only when the folder above was synced; that it was not is said. */
static void the_way_to_a_folder_is_synced_or_it_is_said(void **state)
{
	(void)state;
	struct err err = { 0 };
	int dir = fs_dir(under("up/down/"), &err);
	assert_true(dir >= 0 && fs_sync_way(under("up/down/"), &err));
	fs_fail_at(2, EIO); /* the first opens the folder above */
	assert_false(fs_sync_way(under("up/down"), &err));
	assert_int_equal(err.kind, ERR_LOST);
	fs_fail_at(1, EACCES);
	assert_true(fs_sync_way(under("up/down"), &err)); /* not ours to open */
	assert_true(fs_sync_way("/", &err) && fs_sync_way("nowhere", &err));
	fs_close(&dir, NULL);
	assert_true(rmdir(under("up/down")) == 0 && rmdir(under("up")) == 0);
}

static void interrupted_calls_are_repeated(void **state)
{
	(void)state;
	struct err err = { 0 };
	int dir = fs_dir(root, NULL), fd = fs_create(dir, "a", NULL);
	fs_fail_at(1, EINTR);
	assert_true(fs_append(fd, "x", 1, &err));
	fs_fail_at(1, EINTR);
	assert_true(fs_sync(fd, &err));
	fs_fail_at(1, EINTR);
	assert_true(fs_put(fd, "x", 1, 0, &err));
	fs_fail_at(1, EIO);
	assert_false(fs_close(&fd, &err));
	assert_int_equal(fd, -1);
	assert_int_equal(err.kind, ERR_LOST);
	fs_fail_at(1, EINTR);
	assert_true(fs_remove(dir, "a", &err));
	fs_fail_at(1, EINTR);
	int made = fs_dir_at(dir, "inner", true, &err);
	assert_true(made >= 0 && fs_close(&made, NULL) && rmdir(under("inner")) == 0);
	for (unsigned long call = 1; call <= 6; call++) {
		fs_fail_at(call == 4 ? 0 : call, EINTR); /* the fourth is close, which is never repeated */
		assert_true(fs_replace(dir, "a", "new", 3, &err));
		fs_fail_at(0, 0);
		assert_true(fs_remove(dir, "a", &err));
	}
	fs_close(&dir, NULL);
}

/* A limit in the middle of the bytes: the first write takes a part, the second none. */
static void a_write_that_takes_a_part_is_gone_on_with(void **state)
{
	(void)state;
	struct rlimit before, ten;
	struct str text = { 0 };
	struct err err = { 0 };
	int dir = fs_dir(root, NULL), fd = fs_create(dir, "a", NULL);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	ten = (struct rlimit){ .rlim_cur = 10, .rlim_max = before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &ten), 0);
	unsigned long first = fs_calls();
	bool good = fs_append(fd, "more than ten", 13, &err);
	unsigned long calls = fs_calls() - first;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(good);
	assert_int_equal(err.kind, ERR_FULL);
	assert_int_equal(calls, 2);
	assert_true(fs_read(dir, "a", 100, &text, NULL));
	assert_string_equal(text.at, "more than ");
	fs_close(&fd, NULL);
	assert_true(fs_remove(dir, "a", NULL));
	fs_close(&dir, NULL);
	str_release(&text);
}

static void a_lock_is_seen_by_others_while_we_live(void **state)
{
	(void)state;
	int dir = fs_dir(root, NULL), told[2], held[2];
	assert_int_equal(pipe(told) | pipe(held), 0);
	pid_t pid = fork();
	if (pid == 0) {
		char c = 'x';
		int fd = fs_create(dir, "live", NULL);
		close(held[1]);
		c = fs_lock(fd) ? 'y' : 'n';
		_exit(write(told[1], &c, 1) == 1 && read(held[0], &c, 1) == 0 ? 0 : 1);
	}
	char c = 0;
	close(held[0]);
	assert_int_equal(read(told[0], &c, 1), 1);
	assert_int_equal(c, 'y');
	assert_true(fs_is_locked(dir, "live"));
	close(held[1]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_false(fs_is_locked(dir, "live"));
	assert_false(fs_is_locked(dir, "nothing"));
	close(told[0]);
	close(told[1]);
	fs_close(&dir, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(folders_are_made_and_closed_to_others, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(folders_that_cannot_be, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(files_are_new_and_ours, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(only_regular_files_are_read, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(names_are_all, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(a_stale_file_is_opened_again, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(replace_is_all_or_nothing, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(replace_survives_death, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(interrupted_calls_are_repeated, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(the_way_to_a_folder_is_synced_or_it_is_said, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(a_write_that_takes_a_part_is_gone_on_with, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(a_lock_is_seen_by_others_while_we_live, scratch_begin, scratch_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
