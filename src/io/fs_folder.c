/* SPDX-License-Identifier: MIT
 *
 * fs_folder: the folders of fs.h: making and opening them, what is in the way of one, who may look in, what is in them. */
#include "io/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tr.h"
#include "io/fs_call.h"

/* The entry of a folder just made must last too. As far as it goes: not every system syncs folders. */
static void sync_parent(const char *path, size_t len)
{
	char parent[4096];
	while (len > 0 && path[len - 1] != '/')
		len--;
	if (len >= sizeof parent)
		return;
	memcpy(parent, path, len);
	parent[len] = '\0';
	int fd = openat(AT_FDCWD, len ? parent : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* Makes one folder of a path that is cut at `len`; that it is there already is no failure. */
static bool make_folder(char *path, size_t len)
{
	char after = path[len];
	path[len] = '\0';
	int done, code;
	do
		done = fs_call_fails() ? -1 : mkdir(path, 0700);
	while (fs_call_interrupted(done));
	code = errno;
	bool made = done == 0;
	struct stat is;
	/* mkdir answers EROFS, EACCES or ENOSPC before it answers EEXIST */
	bool there = made || (stat(path, &is) == 0 && S_ISDIR(is.st_mode));
	if (made) {
		(void)(fs_call_fails() || chmod(path, 0700)); /* a umask may have taken even ours */
		sync_parent(path, len);
	}
	path[len] = after;
	errno = code;
	return there;
}

static void trim_slashes(struct str *path)
{
	while (path->len > 1 && path->at[path->len - 1] == '/')
		str_cut(path, path->len - 1);
}

static bool make_folders(char *path)
{
	size_t len = strlen(path);
	for (size_t i = 1; i <= len; i++)
		if ((path[i] == '/' || path[i] == '\0') && path[i - 1] != '/' && !make_folder(path, i))
			return false;
	return true;
}

/* A folder of ours, closed to others; narrowing is not possible everywhere, and then reading goes on. */
static bool is_ours(int fd)
{
	struct stat is;
	if (fstat(fd, &is) != 0)
		return false;
	errno = EPERM;
	if (is.st_uid != geteuid())
		return false;
	if (is.st_mode & 077)
		(void)(fs_call_fails() || fchmod(fd, 0700));
	return true;
}

int fs_dir(const char *path, struct err *err)
{
	struct str copy = { 0 };
	str_add_text(&copy, path);
	trim_slashes(&copy);
	/* Mostly it is there: then there is nothing to make on the way to it. */
	int fd = fs_call_open(AT_FDCWD, str_text(&copy), O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd < 0 && errno == ENOENT && copy.len > 0 && make_folders(copy.at))
		fd = fs_call_open(AT_FDCWD, copy.at, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd < 0) {
		fs_call_failed(err, tr("the folder cannot be used"), path);
	} else if (!is_ours(fd)) {
		fs_call_failed(err, tr("the folder belongs to someone else"), path);
		close(fd);
		fd = -1;
	}
	str_release(&copy);
	return fd;
}

static bool make_at(int dir, const char *name)
{
	int done;
	do
		done = fs_call_fails() ? -1 : mkdirat(dir, name, 0700);
	while (fs_call_interrupted(done));
	return done == 0;
}

int fs_dir_at(int dir, const char *name, bool make, struct err *err)
{
	bool made = make && make_at(dir, name);
	if (made) {
		(void)(fs_call_fails() || fchmodat(dir, name, 0700, 0)); /* a umask may have taken even ours */
		fs_sync_dir(dir, NULL);
	} else if (make && errno != EEXIST) {
		fs_call_failed(err, tr("the folder cannot be made"), name);
		return -1;
	}
	int fd = fs_call_open(dir, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd >= 0 && is_ours(fd))
		return fd;
	fs_call_failed(err, tr("the folder cannot be used"), name);
	if (fd >= 0)
		close(fd);
	return -1;
}

/* What stands at a path of which all that goes before is folders. */
static enum fs_way way_at(const char *path, bool last)
{
	struct stat is, behind;
	if (lstat(path, &is) != 0 || S_ISDIR(is.st_mode))
		return FS_FREE;
	if (!S_ISLNK(is.st_mode))
		return FS_FILE;
	if (stat(path, &behind) != 0)
		return FS_NOWHERE;
	return !S_ISDIR(behind.st_mode) ? FS_FILE : last ? FS_LINK : FS_FREE;
}

enum fs_way fs_in_the_way(const char *path, struct str *out)
{
	enum fs_way way = FS_FREE;
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	for (size_t i = 1; i <= len && way == FS_FREE; i++) {
		if ((i < len && path[i] != '/') || path[i - 1] == '/')
			continue;
		str_cut(out, 0);
		str_add(out, path, i);
		way = way_at(str_text(out), i == len);
	}
	return way;
}

bool fs_leads_to(const char *path, int dir)
{
	struct stat here, there;
	if (fstat(dir, &here) != 0)
		return true;
	if (lstat(path, &there) != 0)
		return errno != ENOENT && errno != ENOTDIR;
	return here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

/* By going there, for /proc tells it to no process that is closed to others (prctl(2), PR_SET_DUMPABLE). */
bool fs_where(int dir, struct str *out)
{
	char path[PATH_MAX];
	int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool known = back >= 0 && fchdir(dir) == 0 && getcwd(path, sizeof path) && path[0] == '/';
	if (back >= 0 && fchdir(back) != 0)
		known = false;
	if (back >= 0)
		close(back);
	if (known)
		str_add_text(out, path);
	return known;
}

static bool is_loose(const struct stat *is, mode_t bits)
{
	return is->st_uid == geteuid() && (is->st_mode & bits);
}

void fs_narrow_dir(const char *path)
{
	struct stat is;
	int fd = fs_call_open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd < 0)
		return;
	if (fstat(fd, &is) == 0 && is_loose(&is, S_IWOTH) && !(is.st_mode & S_ISVTX))
		(void)(fs_call_fails() || fchmod(fd, 0700));
	close(fd);
}

/* Looked at first without opening it: mostly there is nothing to narrow. */
void fs_narrow(int dir, const char *name)
{
	struct stat is;
	if (fstatat(dir, name, &is, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(is.st_mode) || !is_loose(&is, 077))
		return;
	int fd = fs_call_open(dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return;
	if (fstat(fd, &is) == 0 && S_ISREG(is.st_mode) && is_loose(&is, 077))
		(void)(fs_call_fails() || fchmod(fd, 0600));
	close(fd);
}

/* Cuts the last part of a path; false when there is none above it. */
static bool to_parent(struct str *path)
{
	trim_slashes(path);
	size_t len = path->len;
	while (len > 0 && path->at[len - 1] != '/')
		len--;
	if (len == 0 || path->len == 1)
		return false;
	str_cut(path, len);
	return true;
}

/* True also when there is nothing to be done for this one; `*more`: those above may be ours, too. */
static bool sync_ours(const char *path, dev_t device, bool *more, struct err *err)
{
	struct stat is;
	int fd = fs_call_open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	*more = fd >= 0 && fstat(fd, &is) == 0 && is.st_uid == geteuid() && is.st_dev == device;
	bool good = !*more || fs_sync_dir(fd, err);
	if (fd >= 0)
		close(fd);
	return good;
}

bool fs_sync_way(const char *path, struct err *err)
{
	struct stat is;
	struct str at = { 0 };
	bool good = true, more = stat(path, &is) == 0;
	str_add_text(&at, path);
	while (good && more && to_parent(&at))
		good = sync_ours(str_text(&at), is.st_dev, &more, err);
	str_release(&at);
	return good;
}

bool fs_names(int dir, void (*each)(void *ctx, const char *name), void *ctx, struct err *err)
{
	int fd = fs_call_open(dir, ".", O_RDONLY | O_DIRECTORY, 0); /* a position of its own */
	DIR *list = fd < 0 ? NULL : fdopendir(fd);
	if (!list) {
		fs_call_failed(err, tr("the folder cannot be listed"), NULL);
		if (fd >= 0)
			close(fd);
		return false;
	}
	struct dirent *entry;
	for (errno = 0; (entry = readdir(list)); errno = 0)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			each(ctx, entry->d_name);
	bool good = errno == 0 || fs_call_failed(err, tr("the folder cannot be listed"), NULL);
	closedir(list);
	return good;
}
