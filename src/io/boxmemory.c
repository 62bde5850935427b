/* SPDX-License-Identifier: MIT */
#include "io/boxmemory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/tr.h"
#include "course/form.h"

#define BYTES_MOST (256 * 1024)
#define NEW        ".new"

static int open_folder(int box)
{
	return openat(box, BOXMEMORY_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The first time, by whoever made the box: for its group, too, where the box is for a group. */
static void make(int box, const struct stat *is)
{
	if (is->st_uid != geteuid() || mkdirat(box, BOXMEMORY_FOLDER, 0700) != 0 || !(is->st_mode & S_ISGID))
		return;
	int folder = open_folder(box);
	if (folder < 0)
		return;
	if (fchown(folder, (uid_t)-1, is->st_gid) == 0)
		(void)fchmod(folder, S_ISGID | S_IRWXU | S_IRWXG);
	close(folder);
}

int boxmemory_open(const char *path)
{
	struct stat box_is, is;
	int folder = -1, box = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (box < 0)
		return -1;
	if (fstat(box, &box_is) == 0 && (folder = open_folder(box)) < 0 && errno == ENOENT) {
		make(box, &box_is);
		folder = open_folder(box);
	}
	close(box);
	if (folder < 0)
		return -1;
	bool ours = fstat(folder, &is) == 0 && (is.st_uid == box_is.st_uid || is.st_uid == geteuid()) && !(is.st_mode & S_IWOTH) &&
		faccessat(folder, ".", W_OK, AT_EACCESS) == 0;
	if (!ours) {
		close(folder);
		return -1;
	}
	(void)flock(folder, LOCK_EX); /* where a place knows no locks, it goes on without */
	return folder;
}

bool boxmemory_read(int memory, const char *course, struct str *out)
{
	char bytes[4096];
	struct stat is;
	ssize_t n = -1;
	int file = id_is_well_formed(course) ? openat(memory, course, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;

	if (file < 0)
		return errno == ENOENT;
	bool good = fstat(file, &is) == 0 && S_ISREG(is.st_mode);
	while (good && out->len <= BYTES_MOST && (n = read(file, bytes, sizeof bytes)) > 0)
		str_add(out, bytes, (size_t)n);
	close(file);
	return good && n == 0 && !memchr(str_text(out), '\0', out->len);
}

static bool fill(int file, const struct str *text)
{
	size_t at = 0;

	while (at < text->len) {
		ssize_t n = write(file, text->at + at, text->len - at);
		if (n <= 0 && errno != EINTR)
			return false;
		at += n > 0 ? (size_t)n : 0;
	}
	return fchmod(file, 0660) == 0 && fsync(file) == 0;
}

bool boxmemory_write(int memory, const char *course, const struct str *text, struct err *err)
{
	(void)unlinkat(memory, NEW, 0); /* of one that was ended midway */
	int file = openat(memory, NEW, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool good = file >= 0 && fill(file, text);
	int code = errno;

	if (file >= 0)
		good = close(file) == 0 && good;
	errno = code;
	if (good && renameat(memory, NEW, memory, course) == 0)
		return true;
	code = errno;
	return err_set(err, err_kind_of(code), code, "%s: %s", tr("what is told here cannot be remembered"), strerror(code));
}
