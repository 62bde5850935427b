/* SPDX-License-Identifier: MIT */
#include "run/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "term/screen.h"

#define STUCK_S 1 /* s that a terminal which stopped reading may hold us at the end */

static int wake_read = -1, wake_write = -1, nowhere = -1;
static volatile sig_atomic_t cut;  /* descriptors 0 to 2 lead nowhere */
static volatile sig_atomic_t armed; /* the next SIGALRM is our own: the terminal is stuck */

void signals_cut_off(void)
{
	for (int fd = 0; fd <= 2; fd++)
		dup2(nowhere, fd);
	cut = 1;
}

void signals_arm(bool on)
{
	armed = on;
	alarm(on ? STUCK_S : 0);
}

static void on_signal(int number)
{
	int before = errno;
	unsigned char byte = (unsigned char)number;

	if (number == SIGHUP)
		signals_cut_off();
	if (number == SIGTERM || number == SIGALRM)
		signals_arm(true);
	ssize_t written = write(wake_write, &byte, 1);
	(void)written;
	errno = before;
}

static void on_alarm(int number)
{
	int before = errno;

	if (armed)
		signals_cut_off();
	else
		on_signal(number);
	errno = before;
}

static void on_crash(int number)
{
	screen_rescue();
	raise(number); /* its own action is back (SA_RESETHAND) */
}

/* What was ignored when we were started stays ignored where `respected` (nohup, a shell's background job). */
static const struct {
	int number;
	void (*handler)(int);
	bool respected, plain;
	bool once;            /* a crash: on its own stack, and the next one is the end */
} signals[] = {
	{SIGHUP, on_signal, true, true, false},
	{SIGINT, on_signal, true, true, false},
	{SIGQUIT, on_signal, true, true, false},
	{SIGTERM, on_signal, false, true, false},
	{SIGUSR1, on_signal, true, true, false}, /* they mean nothing here, and would end us with the terminal raw */
	{SIGUSR2, on_signal, true, true, false},
	{SIGTSTP, on_signal, true, false, false},
	{SIGCONT, on_signal, false, true, false},
	{SIGWINCH, on_signal, false, false, false},
	{SIGALRM, on_alarm, false, true, false},
	{SIGPIPE, SIG_IGN, false, true, false},
	{SIGSEGV, on_crash, true, false, true},
	{SIGBUS, on_crash, true, false, true},
	{SIGFPE, on_crash, true, false, true},
	{SIGILL, on_crash, true, false, true},
	{SIGABRT, on_crash, true, false, true},
};

static int high_descriptor(int fd)
{
	int high = fcntl(fd, F_DUPFD_CLOEXEC, 10); /* away from 3, which the scribe uses */
	close(fd);
	return high;
}

static void open_wake(void)
{
	int ends[2];

	if (wake_read >= 0 || pipe(ends) != 0)
		return;
	wake_read = high_descriptor(ends[0]);
	wake_write = high_descriptor(ends[1]);
	fcntl(wake_read, F_SETFL, O_NONBLOCK);
	fcntl(wake_write, F_SETFL, O_NONBLOCK);
	nowhere = high_descriptor(open("/dev/null", O_RDWR));
}

/* A crash for want of stack needs another one. */
static void set_signal_stack(void)
{
	static char room[64 * 1024];
	stack_t before, stack = {.ss_sp = room, .ss_size = sizeof room};

	if (sigaltstack(NULL, &before) == 0 && (before.ss_flags & SS_DISABLE))
		sigaltstack(&stack, NULL);
}

bool signals_have_cut(void)
{
	return cut;
}

int signals_fd(void)
{
	return wake_read;
}

void signals_catch(bool plain)
{
	open_wake();
	set_signal_stack();
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		struct sigaction before, action = {.sa_handler = signals[i].handler};
		if (signals[i].once)
			action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
		sigemptyset(&action.sa_mask);
		if (plain && !signals[i].plain)
			action = (struct sigaction){.sa_handler = SIG_DFL};
		sigaction(signals[i].number, NULL, &before);
		bool ours = before.sa_handler == on_signal || before.sa_handler == on_crash;
		if (!signals[i].respected || ours || before.sa_handler == SIG_DFL)
			sigaction(signals[i].number, &action, NULL);
	}
}

void signals_read(bool came[256])
{
	unsigned char bytes[256];
	ssize_t n;

	while ((n = read(wake_read, bytes, sizeof bytes)) > 0)
		for (ssize_t i = 0; i < n; i++)
			came[bytes[i]] = true;
}
