/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* O_PATH: a drop box may not be read */
#include "kiosk/fence.h"

#include <errno.h>
#include <string.h>
#include "base/tr.h"
#ifdef __linux__
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/landlock.h, of which the headers of a system may know less than its kernel. The first thirteen rights are those
 * of version 1; the numbers are the same on every architecture. */
enum right {
	EXECUTE = 1 << 0,
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	REMOVE_DIR = 1 << 4,
	REMOVE_FILE = 1 << 5,
	MAKE_DIR = 1 << 7,
	MAKE_REG = 1 << 8,
	VERSION_1 = (1 << 13) - 1,
	REFER = 1 << 13,    /* version 2 */
	TRUNCATE = 1 << 14, /* version 3 */
};
#define OF_FILES (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE) /* others are refused for what is no folder */
#define SCOPES   3                                             /* version 6: abstract sockets, signals */

#define READ  (READ_FILE | READ_DIR)
#define USE   (READ_FILE | WRITE_FILE)
#define WRITE (READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER)
#define DROP  (READ_FILE | WRITE_FILE | TRUNCATE | MAKE_REG | REMOVE_FILE)

#define CREATE_RULESET   444
#define ADD_RULE         445
#define RESTRICT_SELF    446
#define ASK_VERSION      1
#define RULE_PATH_BELOW  1
/* Version 1 refuses to rename from one folder into another, even inside what may be written, and the store does that
 * with a damaged file it puts aside. Words come before walls: there the filter stands alone. */
#define LEAST_VERSION    2

struct ruleset {
	uint64_t files, net, scopes;
};

struct path_below {
	uint64_t rights;
	int32_t parent;
} __attribute__((packed));

static bool allow(int ruleset, const char *path, uint64_t rights)
{
	struct stat is;
	int place = open(path, O_PATH | O_CLOEXEC);

	if (place < 0)
		return true;
	if (fstat(place, &is) != 0 || !S_ISDIR(is.st_mode))
		rights &= OF_FILES;
	struct path_below rule = { .rights = rights, .parent = place };
	long done = syscall(ADD_RULE, ruleset, RULE_PATH_BELOW, &rule, 0);
	int code = errno;
	close(place);
	errno = code;
	return done == 0;
}

static bool allow_all(int ruleset, const char *const *paths, uint64_t rights)
{
	for (; paths && *paths; paths++)
		if (!allow(ruleset, *paths, rights))
			return false;
	return true;
}

static uint64_t rights_of(long version)
{
	return VERSION_1 | REFER | (version >= 3 ? TRUNCATE : 0);
}

bool fence_close(const struct fence *fence, bool *stands, struct err *err)
{
	long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
	uint64_t all = rights_of(version);
	struct ruleset wanted = { .files = all, .scopes = version >= 6 ? SCOPES : 0 };

	if (stands)
		*stands = version >= LEAST_VERSION;
	if (version < LEAST_VERSION)
		return true;
	int ruleset = (int)syscall(CREATE_RULESET, &wanted, version >= 6 ? sizeof wanted : sizeof wanted.files, 0);
	bool done = ruleset >= 0 && allow_all(ruleset, fence->read, READ) && allow_all(ruleset, fence->use, USE & all) &&
		allow_all(ruleset, fence->write, WRITE & all) && allow_all(ruleset, fence->drop, DROP & all) &&
		syscall(RESTRICT_SELF, ruleset, 0) == 0;
	int code = errno;
	if (ruleset >= 0)
		close(ruleset);
	if (done)
		return true;
	return err_set(err, err_kind_of(code), code, "%s: %s", tr("this session could not be kept to its folders (Landlock)"),
		strerror(code));
}
#else
bool fence_close(const struct fence *fence, bool *stands, struct err *err)
{
	(void)fence;
	(void)err;
	if (stands)
		*stands = false;
	return true;
}
#endif
