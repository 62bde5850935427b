/* SPDX-License-Identifier: MIT */
#include "io/fs_call.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>

#include "io/fs.h"

/* The seam: how many calls were made, and at which one the world fails or the process ends. */
static struct {
	unsigned long calls, fail, die;
	int code;
} seam;

void fs_fail_at(unsigned long call, int code)
{
	seam.fail = call ? seam.calls + call : 0;
	seam.code = code;
}

void fs_die_at(unsigned long call)
{
	seam.die = call ? seam.calls + call : 0;
}

unsigned long fs_calls(void)
{
	return seam.calls;
}

bool fs_call_fails(void)
{
	seam.calls++;
	if (seam.calls == seam.die)
		raise(SIGKILL);
	if (seam.calls != seam.fail)
		return false;
	errno = seam.code;
	return true;
}

bool fs_call_failed(struct err *err, const char *words, const char *name)
{
	int code = errno;
	err_set(err, err_kind_of(code), code, "%s: %s", words, strerror(code));
	return name ? err_at_file(err, name) : false;
}

bool fs_call_interrupted(int done)
{
	return done != 0 && errno == EINTR;
}

int fs_call_open(int dir, const char *name, int flags, mode_t mode)
{
	int fd;
	do
		fd = fs_call_fails() ? -1 : openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}
