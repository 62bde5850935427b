/* SPDX-License-Identifier: MIT
 *
 * Each way out of a kiosk, tried by a process that was confined: what it got back from the kernel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "kiosk/kiosk.h"
#ifdef __linux__
#include <sys/ptrace.h>
#include <sys/syscall.h>

static char place[] = "/tmp/attune-kiosk-XXXXXX"; /* with read/ write/ drop/ other/, each with a file `f` */

static int by_path(const char *below, int flags)
{
	char path[2 * sizeof place];

	snprintf(path, sizeof path, "%s/%s", place, below);
	return open(path, flags | O_CLOEXEC, 0600);
}

static int remove_at(const char *below)
{
	char path[2 * sizeof place];

	snprintf(path, sizeof path, "%s/%s", place, below);
	return unlink(path);
}

static long runs_a_program(void)
{
	char *const argv[] = { (char[]){ "true" }, NULL };
	return execv("/bin/true", argv);
}

static long runs_an_open_program(void)
{
	return syscall(SYS_execveat, 3, "", (char *[]){ NULL }, (char *[]){ NULL }, 0x1000);
}

static long looks_into_others(void) { return ptrace(PTRACE_TRACEME, 0, NULL, NULL); }
static long calls_out(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static long calls_out_by_six(void) { return socket(AF_INET6, SOCK_DGRAM, 0); }
static long calls_a_daemon(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static long asks_the_kernel(void) { return socket(AF_NETLINK, SOCK_RAW, 0); }
static long makes_a_ring(void) { return syscall(425, 1, NULL); }
static long makes_a_namespace(void) { return syscall(SYS_unshare, 0x10000000); }
static long is_born_into_one(void) { return syscall(SYS_clone, 0x10000000 | 17, NULL, NULL, NULL, NULL); }
static long types_for_us(void) { return ioctl(0, TIOCSTI, "x"); }
static long types_with_high_bits(void) { return syscall(SYS_ioctl, 0, 0x100000000UL | TIOCSTI, "x"); }
static long reads_elsewhere(void) { return by_path("other/f", O_RDONLY); }
static long writes_elsewhere(void) { return by_path("other/new", O_WRONLY | O_CREAT); }
static long writes_what_it_reads(void) { return by_path("read/f", O_WRONLY); }
static long reads_keys(void) { return open("/etc/shadow", O_RDONLY); }
static long lists_the_box(void) { return by_path("drop", O_RDONLY | O_DIRECTORY); }
static long makes_a_link(void) { return symlink("/etc/passwd", "/tmp/attune-kiosk-link"); }

static long forks(void)
{
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	return child > 0 ? waitpid(child, NULL, 0) : child;
}

static long makes_a_pair(void)
{
	int pair[2];
	return socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair);
}

static long reads_the_course(void) { return by_path("read/f", O_RDONLY); }
static long writes_the_record(void) { return by_path("write/new", O_WRONLY | O_CREAT | O_EXCL); }
static long removes_its_own(void) { return remove_at("write/f"); }
static long drops(void) { return by_path("drop/new", O_WRONLY | O_CREAT | O_EXCL); }
static long goes_on_writing(void) { return write(3, "x", 1); }

static const struct {
	const char *name;
	long (*tried)(void);
	int code;    /* errno; 0: it can */
	bool fenced; /* refused by Landlock, where there is one */
} ways[] = {
	{ "a program", runs_a_program, EPERM, false },
	{ "a program that is open", runs_an_open_program, EPERM, false },
	{ "ptrace", looks_into_others, EPERM, false },
	{ "an inet socket", calls_out, EPERM, false },
	{ "an inet6 socket", calls_out_by_six, EPERM, false },
	{ "a socket to a daemon", calls_a_daemon, EPERM, false },
	{ "a netlink socket", asks_the_kernel, EPERM, false },
	{ "io_uring", makes_a_ring, EPERM, false },
	{ "a namespace", makes_a_namespace, EPERM, false },
	{ "a birth into a namespace", is_born_into_one, EPERM, false },
	{ "typing into the terminal", types_for_us, EPERM, false },
	{ "the same with bits the kernel does not look at", types_with_high_bits, EPERM, false },
	{ "a file elsewhere", reads_elsewhere, EACCES, true },
	{ "a new file elsewhere", writes_elsewhere, EACCES, true },
	{ "writing to a course", writes_what_it_reads, EACCES, true },
	{ "the passwords", reads_keys, EACCES, true },
	{ "a list of the drop box", lists_the_box, EACCES, true },
	{ "a link", makes_a_link, EACCES, true },
	{ "a fork", forks, 0, false },
	{ "a socket pair", makes_a_pair, 0, false },
	{ "reading the course", reads_the_course, 0, false },
	{ "writing the record", writes_the_record, 0, false },
	{ "removing a slot", removes_its_own, 0, false },
	{ "dropping a file", drops, 0, false },
	{ "what was open before", goes_on_writing, 0, false },
};
#define WAYS (sizeof ways / sizeof ways[0])

static void make_places(void)
{
	static const char *const folders[] = { "read", "write", "drop", "other" };
	char path[2 * sizeof place];

	assert_non_null(mkdtemp(place));
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", place, folders[i]);
		assert_int_equal(mkdir(path, 0700), 0);
		char file[16];
		snprintf(file, sizeof file, "%s/f", folders[i]);
		int fd = by_path(file, O_WRONLY | O_CREAT);
		assert_true(fd >= 0);
		close(fd);
	}
}

static int set_up(void **state)
{
	(void)state;
	make_places();
	return 0;
}

static int tear_down(void **state)
{
	char command[sizeof place + 16];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", place);
	return system(command);
}

/* In a child: what is allowed, then one errno for each way, written to `out`. Descriptor 3 is a file that stays open. */
static void try_all(int out)
{
	char read[sizeof place + 8], write_to[sizeof place + 8], drop[sizeof place + 8];
	snprintf(read, sizeof read, "%s/read", place);
	snprintf(write_to, sizeof write_to, "%s/write", place);
	snprintf(drop, sizeof drop, "%s/drop", place);
	const struct fence fence = {
		.read = (const char *const[]){ read, "/usr/lib", "/nowhere/at/all", NULL },
		.write = (const char *const[]){ write_to, NULL },
		.drop = (const char *const[]){ drop, NULL },
	};
	struct err err = { 0 };
	int codes[WAYS];

	dup2(by_path("other/f", O_WRONLY), 3);
	if (!kiosk_confine(&fence, &err)) {
		fprintf(stderr, "%s\n", err.words);
		_exit(1);
	}
	for (size_t i = 0; i < WAYS; i++) {
		errno = 0;
		codes[i] = ways[i].tried() < 0 ? errno : 0;
	}
	_exit(write(out, codes, sizeof codes) == (ssize_t)sizeof codes ? 0 : 1);
}

static void no_way_leads_out(void **state)
{
	int pipes[2], status, codes[WAYS];
	bool fenced = syscall(444, NULL, 0, 1) >= 2;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	int out = fcntl(pipes[1], F_DUPFD, 10);
	pid_t child = fork();
	if (child == 0)
		try_all(out);
	assert_int_equal(read(pipes[0], codes, sizeof codes), sizeof codes);
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	for (size_t i = 0; i < WAYS; i++)
		if (codes[i] != ways[i].code && (fenced || !ways[i].fenced))
			fail_msg("%s: %s, not %s", ways[i].name, strerror(codes[i]), strerror(ways[i].code));
	if (!fenced)
		print_message("Landlock is not in this kernel: files were left out\n");
	close(out);
	close(pipes[0]);
	close(pipes[1]);
}

static void limits_are_lowered(void **state)
{
	static const struct { int what; rlim_t most; } wanted[] = {
		{ RLIMIT_AS, 256 << 20 }, { RLIMIT_NOFILE, 32 }, { RLIMIT_FSIZE, 16 << 20 }, { RLIMIT_CORE, 0 },
	};
	int status;

	(void)state;
	pid_t child = fork();
	if (child == 0) {
		int argc = 1;
		char *argv[] = { (char[]){ "attune" }, NULL };
		bool good = true;
		kiosk_begin(&argc, argv);
		for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
			struct rlimit now = { 0 };
			good &= getrlimit(wanted[i].what, &now) == 0 && now.rlim_cur <= wanted[i].most &&
				now.rlim_max <= wanted[i].most;
		}
		_exit(!good);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}
#endif

static void it_is_told_from_other_sessions(void **state)
{
	static const struct {
		const char *argv[4];
		int argc;
		bool wanted;
	} cases[] = {
		{ { "attune" }, 1, false },
		{ { "/usr/bin/attune", "--plain" }, 2, false },
		{ { "attune", "-k" }, 2, false },
		{ { "attune", "--" }, 2, false },
		{ { "attune", "--kiosk" }, 2, true },
		{ { "attune", "tea", "--kio" }, 3, true },
		{ { "attune", "--", "--kiosk" }, 3, true },
		{ { "-attune" }, 1, true },
		{ { "/usr/bin/attune-kiosk", "-c", "sh" }, 3, true },
		{ { "attune-kiosk" }, 1, true },
		{ { "/attune-kiosk/attune" }, 1, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (kiosk_is_wanted(cases[i].argc, (char *const *)(uintptr_t)cases[i].argv) != cases[i].wanted)
			fail_msg("case %zu, %s", i, cases[i].argv[0]);
}

static void who_asks_for_something_else_is_told_from_learners(void **state)
{
	static const struct {
		const char *argv[4];
		int argc;
		const char *asked; /* SSH_ORIGINAL_COMMAND */
		bool another;
	} cases[] = {
		{ { "attune", "--kiosk" }, 2, NULL, false },
		{ { "attune", "--kiosk" }, 2, "", false },
		{ { "attune", "--kiosk" }, 2, "scp -t /tmp", true },
		{ { "attune", "--kiosk" }, 2, "internal-sftp", true },
		{ { "-attune-kiosk" }, 1, NULL, false },
		{ { "attune-kiosk", "-c", "sftp-server" }, 3, NULL, true },
		{ { "attune-kiosk", "-c", "/usr/local/bin/attune --kiosk" }, 3, NULL, false },
		{ { "attune-kiosk", "-c", "/usr/local/bin/attune --kiosk" }, 3, "ls", true },
		{ { "attune-kiosk", "tea" }, 2, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		unsetenv("SSH_ORIGINAL_COMMAND");
		if (cases[i].asked)
			setenv("SSH_ORIGINAL_COMMAND", cases[i].asked, 1);
		if (kiosk_is_for_another(cases[i].argc, (char *const *)(uintptr_t)cases[i].argv) != cases[i].another)
			fail_msg("case %zu, %s", i, cases[i].argv[0]);
	}
	unsetenv("SSH_ORIGINAL_COMMAND");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef __linux__
		cmocka_unit_test_setup_teardown(no_way_leads_out, set_up, tear_down),
		cmocka_unit_test(limits_are_lowered),
#endif
		cmocka_unit_test(it_is_told_from_other_sessions),
		cmocka_unit_test(who_asks_for_something_else_is_told_from_learners),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
