/* SPDX-License-Identifier: MIT */
#ifdef __linux__
#define _GNU_SOURCE /* F_OFD_SETLK: fcntl(2) */
#endif
#include "io/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tr.h"

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

/* True when this call is to fail; errno then says how. Stands before every system call that can lose words. */
static bool fails_here(void)
{
	seam.calls++;
	if (seam.calls == seam.die)
		raise(SIGKILL);
	if (seam.calls != seam.fail)
		return false;
	errno = seam.code;
	return true;
}

/* Words for a failed call; errno is read first. */
static bool failed(struct err *err, const char *words, const char *name)
{
	int code = errno;
	err_set(err, err_kind_of(code), code, "%s: %s", words, strerror(code));
	return name ? err_at_file(err, name) : false;
}

/* A signal came before the call did anything: it is made once more. Had it done something after all (a file server), that is
 * then seen: the name is there, or is not there any more. */
static bool interrupted(int done)
{
	return done != 0 && errno == EINTR;
}

static int open_at(int dir, const char *name, int flags, mode_t mode)
{
	int fd;
	do
		fd = fails_here() ? -1 : openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

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
		done = fails_here() ? -1 : mkdir(path, 0700);
	while (interrupted(done));
	code = errno;
	bool made = done == 0;
	struct stat is;
	/* mkdir answers EROFS, EACCES or ENOSPC before it answers EEXIST */
	bool there = made || (stat(path, &is) == 0 && S_ISDIR(is.st_mode));
	if (made) {
		(void)(fails_here() || chmod(path, 0700)); /* a umask may have taken even ours */
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
		(void)(fails_here() || fchmod(fd, 0700));
	return true;
}

int fs_dir(const char *path, struct err *err)
{
	struct str copy = { 0 };
	str_add_text(&copy, path);
	trim_slashes(&copy);
	/* Mostly it is there: then there is nothing to make on the way to it. */
	int fd = open_at(AT_FDCWD, str_text(&copy), O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd < 0 && errno == ENOENT && copy.len > 0 && make_folders(copy.at))
		fd = open_at(AT_FDCWD, copy.at, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd < 0) {
		failed(err, tr("the folder cannot be used"), path);
	} else if (!is_ours(fd)) {
		failed(err, tr("the folder belongs to someone else"), path);
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
		done = fails_here() ? -1 : mkdirat(dir, name, 0700);
	while (interrupted(done));
	return done == 0;
}

int fs_dir_at(int dir, const char *name, bool make, struct err *err)
{
	bool made = make && make_at(dir, name);
	if (made) {
		(void)(fails_here() || fchmodat(dir, name, 0700, 0)); /* a umask may have taken even ours */
		fs_sync_dir(dir, NULL);
	} else if (make && errno != EEXIST) {
		failed(err, tr("the folder cannot be made"), name);
		return -1;
	}
	int fd = open_at(dir, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd >= 0 && is_ours(fd))
		return fd;
	failed(err, tr("the folder cannot be used"), name);
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

static bool is_loose(const struct stat *is, mode_t bits)
{
	return is->st_uid == geteuid() && (is->st_mode & bits);
}

void fs_narrow_dir(const char *path)
{
	struct stat is;
	int fd = open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd < 0)
		return;
	if (fstat(fd, &is) == 0 && is_loose(&is, S_IWOTH) && !(is.st_mode & S_ISVTX))
		(void)(fails_here() || fchmod(fd, 0700));
	close(fd);
}

/* Looked at first without opening it: mostly there is nothing to narrow. */
void fs_narrow(int dir, const char *name)
{
	struct stat is;
	if (fstatat(dir, name, &is, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(is.st_mode) || !is_loose(&is, 077))
		return;
	int fd = open_at(dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return;
	if (fstat(fd, &is) == 0 && S_ISREG(is.st_mode) && is_loose(&is, 077))
		(void)(fails_here() || fchmod(fd, 0600));
	close(fd);
}

/* A new file is 0600 at most from the first instant; a umask that took more (0777) would keep us from reading it again. */
static int create(int dir, const char *name, int flags, struct err *err)
{
	struct stat is;
	int fd = open_at(dir, name, flags | O_CREAT | O_EXCL, 0600);
	if (fd < 0)
		failed(err, tr("the file cannot be made"), name);
	else if (fstat(fd, &is) == 0 && (is.st_mode & 0777) != 0600)
		(void)(fails_here() || fchmod(fd, 0600));
	return fd;
}

int fs_create(int dir, const char *name, struct err *err)
{
	return create(dir, name, O_WRONLY | O_APPEND, err);
}

int fs_create_slot(int dir, const char *name, struct err *err)
{
	return create(dir, name, O_RDWR, err);
}

int fs_open_lock(int dir, const char *name, struct err *err)
{
	struct err made = { 0 };
	int fd = create(dir, name, O_RDWR, &made);
	if (fd >= 0)
		return fd;
	fd = open_at(dir, name, O_RDWR | O_NONBLOCK, 0);
	struct stat is;
	if (fd >= 0 && fstat(fd, &is) == 0 && S_ISREG(is.st_mode) && is.st_uid == geteuid())
		return fd;
	if (fd >= 0)
		close(fd);
	if (err)
		*err = made;
	return -1;
}

static ssize_t read_some(int fd, char *into, size_t size)
{
	ssize_t n;
	do
		n = fails_here() ? -1 : read(fd, into, size);
	while (n < 0 && errno == EINTR);
	return n;
}

static bool read_all(int fd, size_t most, struct str *out)
{
	char part[65536];
	size_t before = out->len;
	for (;;) {
		ssize_t n = read_some(fd, part, sizeof part);
		if (n <= 0)
			return n == 0;
		str_add(out, part, (size_t)n);
		if (out->len - before <= most)
			continue;
		errno = EFBIG;
		return false;
	}
}

bool fs_read(int dir, const char *name, size_t most, struct str *out, struct err *err)
{
	int fd = open_at(dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return failed(err, tr("cannot be opened"), name);
	struct stat is;
	bool good = fstat(fd, &is) == 0;
	if (good && (!S_ISREG(is.st_mode) || is.st_uid != geteuid())) {
		errno = S_ISDIR(is.st_mode) ? EISDIR : EINVAL;
		good = false;
	} else if (good && is.st_size > 0 && (uintmax_t)is.st_size > most) {
		errno = EFBIG;
		good = false;
	}
	size_t before = out->len;
	good = good && read_all(fd, most, out);
	if (!good) {
		failed(err, tr("cannot be read"), name);
		str_cut(out, before);
	}
	close(fd);
	return good;
}

bool fs_is_strange(const struct err *err)
{
	return err->kind == ERR_INVALID || err->kind == ERR_GONE || err->code == ELOOP;
}

/* All of it, in as many writes as the system asks for: whoever writes here writes alone, so the rest goes on where the first
 * part ended, and who dies between leaves a line that its CRC tells. `offset` below 0: at the end. */
static bool write_all(int fd, const char *bytes, size_t len, off_t offset)
{
	size_t done = 0;
	while (done < len) {
		ssize_t n = -1;
		if (!fails_here())
			n = offset < 0 ? write(fd, bytes + done, len - done)
				: pwrite(fd, bytes + done, len - done, offset + (off_t)done);
		if (n > 0)
			done += (size_t)n;
		else if (n == 0)
			errno = ENOSPC;
		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
	}
	return true;
}

static bool put_all(int fd, const char *bytes, size_t len, off_t offset, struct err *err)
{
	if (write_all(fd, bytes, len, offset))
		return true;
	if (errno == EFBIG) /* setrlimit(2): to us that is a full disk, another file may still have room */
		errno = ENOSPC;
	return failed(err, tr("cannot be written"), NULL);
}

bool fs_append(int fd, const char *bytes, size_t len, struct err *err)
{
	return put_all(fd, bytes, len, -1, err);
}

bool fs_put(int fd, const char *bytes, size_t len, long offset, struct err *err)
{
	return put_all(fd, bytes, len, (off_t)offset, err);
}

bool fs_cut(int fd, size_t len, struct err *err)
{
	int done;
	do
		done = fails_here() ? -1 : ftruncate(fd, (off_t)len);
	while (done < 0 && errno == EINTR);
	return done == 0 || failed(err, tr("cannot be written"), NULL);
}

/* fdatasync is not declared on every system we know (macOS); fsync does more. */
static int sync_data(int fd)
{
#if defined(_POSIX_SYNCHRONIZED_IO) && _POSIX_SYNCHRONIZED_IO > 0
	return fdatasync(fd);
#else
	return fsync(fd);
#endif
}

bool fs_sync(int fd, struct err *err)
{
	int done;
	do
		done = fails_here() ? -1 : sync_data(fd);
	while (done < 0 && errno == EINTR);
	return done == 0 || failed(err, tr("is not safely on the disk"), NULL);
}

bool fs_sync_dir(int dir, struct err *err)
{
	int done;
	do
		done = fails_here() ? -1 : fsync(dir);
	while (done < 0 && errno == EINTR);
	if (done == 0 || errno == EINVAL) /* EINVAL: this file system has nothing to sync for a folder (fsync(2)) */
		return true;
	return failed(err, tr("the folder is not safely on the disk"), NULL);
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
	int fd = open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
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

bool fs_close(int *fd, struct err *err)
{
	if (*fd < 0)
		return true;
	bool fail = fails_here();
	int code = errno;
	int done = close(*fd);
	*fd = -1;
	if (fail)
		errno = code;
	if (!fail && (done == 0 || errno == EINTR)) /* Linux has closed it even then: close(2) */
		return true;
	return failed(err, tr("could not be closed"), NULL);
}

/* The new file under its passing name, whole and on the disk. */
static bool write_passing(int dir, const char *name, const char *bytes, size_t len, struct err *err)
{
	int fd = fs_create(dir, name, err);
	if (fd < 0)
		return false;
	bool good = fs_append(fd, bytes, len, err) && fs_sync(fd, err);
	return fs_close(&fd, good ? err : NULL) && good;
}

static bool rename_at(int dir, const char *from, const char *to)
{
	int done;
	do
		done = fails_here() ? -1 : renameat(dir, from, dir, to);
	while (interrupted(done));
	return done == 0;
}

/* link(2) never writes over a name, as rename(2) does. */
static bool link_into(int dir, const char *from, int to_dir, const char *to)
{
	int done;
	do
		done = fails_here() ? -1 : linkat(dir, from, to_dir, to, 0);
	while (interrupted(done));
	return done == 0;
}

static bool link_at(int dir, const char *from, const char *to)
{
	return link_into(dir, from, dir, to);
}

bool fs_passing_name(const char *of, char *out, size_t size, struct err *err)
{
	uint64_t chance;
	if (getentropy(&chance, sizeof chance) != 0)
		return failed(err, tr("no random numbers"), of);
	int n = snprintf(out, size, ".%s.%016jx", of, (uintmax_t)chance);
	if (n >= 0 && (size_t)n < size)
		return true;
	errno = ENAMETOOLONG;
	return failed(err, tr("cannot be written"), of);
}

bool fs_rename(int dir, const char *from, const char *to, struct err *err)
{
	return rename_at(dir, from, to) || failed(err, tr("cannot be written"), to);
}

/* A new file under a passing name, and then by `settle` under its own. */
static bool put_whole(int dir, const char *name, const char *bytes, size_t len,
	bool (*settle)(int dir, const char *from, const char *to), struct err *err)
{
	char passing[300];
	if (!fs_passing_name(name, passing, sizeof passing, err))
		return false;
	if (!write_passing(dir, passing, bytes, len, err)) {
		fs_remove(dir, passing, NULL);
		return err_at_file(err, name);
	}
	bool settled = settle(dir, passing, name);
	if (!settled)
		failed(err, tr("cannot be written"), name);
	if (!settled || settle == link_at)
		fs_remove(dir, passing, NULL);
	return settled && fs_sync_dir(dir, err);
}

bool fs_replace(int dir, const char *name, const char *bytes, size_t len, struct err *err)
{
	return put_whole(dir, name, bytes, len, rename_at, err);
}

bool fs_place(int dir, const char *name, const char *bytes, size_t len, struct err *err)
{
	return put_whole(dir, name, bytes, len, link_at, err);
}

bool fs_write_new(int dir, const char *name, const char *bytes, size_t len, struct err *err)
{
	if (write_passing(dir, name, bytes, len, err))
		return true;
	if (!err || err->code != EEXIST)
		fs_remove(dir, name, NULL);
	return err_at_file(err, name);
}

bool fs_keep(int dir, const char *name, int to_dir, const char *to, struct err *err)
{
	if (link_into(dir, name, to_dir, to))
		return fs_sync_dir(to_dir, err);
	if (errno == EEXIST)
		return failed(err, tr("the file cannot be made"), to);
	struct str bytes = { 0 };
	bool good = fs_read(dir, name, SIZE_MAX, &bytes, err) &&
		fs_write_new(to_dir, to, str_text(&bytes), bytes.len, err) && fs_sync_dir(to_dir, err);
	str_release(&bytes);
	return good;
}

bool fs_facts(int dir, const char *name, struct fs_facts *facts)
{
	struct stat is;
	if (fstatat(dir, name, &is, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	*facts = (struct fs_facts){ .regular = S_ISREG(is.st_mode), .inode = (uint64_t)is.st_ino, .size = (int64_t)is.st_size,
		.changed = (int64_t)is.st_mtime };
	return true;
}

bool fs_remove(int dir, const char *name, struct err *err)
{
	int done;
	do
		done = fails_here() ? -1 : unlinkat(dir, name, 0);
	while (interrupted(done));
	if (done == 0)
		return true;
	return errno == ENOENT || failed(err, tr("cannot be removed"), name);
}

bool fs_names(int dir, void (*each)(void *ctx, const char *name), void *ctx, struct err *err)
{
	int fd = open_at(dir, ".", O_RDONLY | O_DIRECTORY, 0); /* a position of its own */
	DIR *list = fd < 0 ? NULL : fdopendir(fd);
	if (!list) {
		failed(err, tr("the folder cannot be listed"), NULL);
		if (fd >= 0)
			close(fd);
		return false;
	}
	struct dirent *entry;
	for (errno = 0; (entry = readdir(list)); errno = 0)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			each(ctx, entry->d_name);
	bool good = errno == 0 || failed(err, tr("the folder cannot be listed"), NULL);
	closedir(list);
	return good;
}

bool fs_settle(int dir, const char *name)
{
	int fd = open_at(dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return false;
	bool good = fs_sync(fd, NULL);
	close(fd);
	return good;
}

bool fs_is_linked(int fd)
{
	struct stat is;
	return fstat(fd, &is) == 0 && is.st_nlink > 0;
}

/* Locks of an open file description belong to the descriptor, not to the process; they and the older kind do not exclude each
 * other everywhere, so all of ours are of one kind. */
#ifdef F_OFD_SETLK
enum { LOCK_SET = F_OFD_SETLK, LOCK_ASK = F_OFD_GETLK };
#else
enum { LOCK_SET = F_SETLK, LOCK_ASK = F_GETLK };
#endif

bool fs_lock(int fd)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	return !fails_here() && fcntl(fd, LOCK_SET, &all) == 0;
}

bool fs_is_locked(int dir, const char *name)
{
	int fd = open_at(dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return false;
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	bool locked = fcntl(fd, LOCK_ASK, &all) == 0 && all.l_type != F_UNLCK;
	close(fd);
	return locked;
}
