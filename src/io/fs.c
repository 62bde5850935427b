/* SPDX-License-Identifier: MIT */
#ifdef __linux__
#define _GNU_SOURCE /* F_OFD_SETLK: fcntl(2) */
#endif
#include "io/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tr.h"
#include "io/fs_call.h"

/* A new file is 0600 at most from the first instant; a umask that took more (0777) would keep us from reading it again. */
static int create(int dir, const char *name, int flags, struct err *err)
{
	struct stat is;
	int fd = fs_call_open(dir, name, flags | O_CREAT | O_EXCL, 0600);
	if (fd < 0)
		fs_call_failed(err, tr("the file cannot be made"), name);
	else if (fstat(fd, &is) == 0 && (is.st_mode & 0777) != 0600)
		(void)(fs_call_fails() || fchmod(fd, 0600));
	return fd;
}

int fs_create(int dir, const char *name, struct err *err)
{
	return create(dir, name, O_RDWR | O_APPEND, err);
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
	fd = fs_call_open(dir, name, O_RDWR | O_NONBLOCK, 0);
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
		n = fs_call_fails() ? -1 : read(fd, into, size);
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

/* What cannot be a file to read, as errno; 0: nothing. `ours`: somebody else's is none. */
static int oddity(int fd, size_t most, bool ours)
{
	struct stat is;
	if (fstat(fd, &is) != 0)
		return errno;
	if (S_ISDIR(is.st_mode))
		return EISDIR;
	if (!S_ISREG(is.st_mode) || (ours && is.st_uid != geteuid()))
		return EINVAL;
	return is.st_size > 0 && (uintmax_t)is.st_size > most ? EFBIG : 0;
}

/* Takes the descriptor. */
static bool read_whole(int fd, const char *name, size_t most, bool ours, struct str *out, struct err *err)
{
	if (fd < 0)
		return fs_call_failed(err, tr("cannot be opened"), name);
	size_t before = out->len;
	errno = oddity(fd, most, ours);
	bool good = errno == 0 && read_all(fd, most, out);
	if (!good) {
		fs_call_failed(err, tr("cannot be read"), name);
		str_cut(out, before);
	}
	close(fd);
	return good;
}

static bool read_named(int dir, const char *name, size_t most, struct str *out, struct err *err)
{
	return read_whole(fs_call_open(dir, name, O_RDONLY | O_NONBLOCK, 0), name, most, true, out, err);
}

bool fs_read(int dir, const char *name, size_t most, struct str *out, struct err *err)
{
	struct err here = { 0 };
	if (read_named(dir, name, most, out, &here))
		return true;
	if (here.code == ESTALE)
		return read_named(dir, name, most, out, err);
	if (err)
		*err = here;
	return false;
}

bool fs_read_given(int dir, const char *name, size_t most, struct str *out, struct err *err)
{
	int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	return read_whole(fd, name, most, false, out, err);
}

static bool read_parts(int fd, size_t most, void (*each)(void *ctx, const char *bytes, size_t len), void *ctx)
{
	char part[65536];
	size_t read = 0;
	for (;;) {
		ssize_t n = read_some(fd, part, sizeof part);
		if (n <= 0)
			return n == 0;
		read += (size_t)n;
		if (read > most) {
			errno = EFBIG;
			return false;
		}
		each(ctx, part, (size_t)n);
	}
}

bool fs_read_parts(int dir, const char *name, size_t most, void (*each)(void *ctx, const char *bytes, size_t len), void *ctx, struct err *err)
{
	int fd = fs_call_open(dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return fs_call_failed(err, tr("cannot be opened"), name);
	errno = oddity(fd, most, true);
	bool good = errno == 0 && read_parts(fd, most, each, ctx);
	if (!good)
		fs_call_failed(err, tr("cannot be read"), name);
	close(fd);
	return good;
}

static bool reads_same(int fd, const char *bytes, size_t len)
{
	char part[65536];
	size_t at = 0;
	for (;;) {
		ssize_t n = read_some(fd, part, sizeof part);
		if (n <= 0)
			return n == 0 && at == len;
		if ((size_t)n > len - at || memcmp(bytes + at, part, (size_t)n) != 0)
			return false;
		at += (size_t)n;
	}
}

bool fs_is_same(int dir, const char *name, const char *bytes, size_t len)
{
	for (int tries = 0; tries < 2; tries++) {
		int fd = fs_call_open(dir, name, O_RDONLY | O_NONBLOCK, 0);
		if (fd < 0 && errno != ESTALE)
			return false;
		errno = fd < 0 ? ESTALE : oddity(fd, len, true);
		bool same = errno == 0 && reads_same(fd, bytes, len);
		bool stale = !same && errno == ESTALE;
		if (fd >= 0)
			close(fd);
		if (!stale)
			return same;
	}
	return false;
}

/* As many bytes as are asked for, unless the file ends or cannot be read. */
static size_t read_full(int fd, char *into, size_t size)
{
	size_t at = 0;
	ssize_t n = 1;
	while (at < size && n > 0) {
		n = read_some(fd, into + at, size - at);
		at += n > 0 ? (size_t)n : 0;
	}
	return at;
}

bool fs_is_same_file(int dir, const char *name, int other, const char *named, size_t len)
{
	char part[32768], beside[sizeof part];
	int one = fs_call_open(dir, name, O_RDONLY | O_NONBLOCK, 0), two = fs_call_open(other, named, O_RDONLY | O_NONBLOCK, 0);
	bool same = one >= 0 && two >= 0 && oddity(one, len, true) == 0 && oddity(two, SIZE_MAX, true) == 0;
	while (same && len > 0) {
		size_t n = len < sizeof part ? len : sizeof part;
		same = read_full(one, part, n) == n && read_full(two, beside, n) == n && memcmp(part, beside, n) == 0;
		len -= n;
	}
	same = same && read_full(one, part, 1) == 0;
	if (one >= 0)
		close(one);
	if (two >= 0)
		close(two);
	return same;
}

bool fs_is_strange(const struct err *err)
{
	return err->kind == ERR_INVALID || err->kind == ERR_GONE || err->code == ELOOP;
}

bool fs_is_shut(const struct err *err)
{
	return err->code == EACCES || err->code == EPERM;
}

/* All of it, in as many writes as the system asks for: whoever writes here writes alone, so the rest goes on where the first
 * part ended, and who dies between leaves a line that its CRC tells. `offset` below 0: at the end. */
static bool write_all(int fd, const char *bytes, size_t len, off_t offset)
{
	size_t done = 0;
	while (done < len) {
		ssize_t n = -1;
		if (!fs_call_fails())
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
	(void)fs_call_failed(err, tr("cannot be written"), NULL);
	if (err && err->code == EFBIG) /* setrlimit(2): to us that is a full disk, another file may still have room */
		err->kind = ERR_FULL;
	return false;
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
		done = fs_call_fails() ? -1 : ftruncate(fd, (off_t)len);
	while (done < 0 && errno == EINTR);
	return done == 0 || fs_call_failed(err, tr("cannot be written"), NULL);
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
		done = fs_call_fails() ? -1 : sync_data(fd);
	while (done < 0 && errno == EINTR);
	return done == 0 || fs_call_failed(err, tr("is not safely on the disk"), NULL);
}

bool fs_sync_dir(int dir, struct err *err)
{
	int done;
	do
		done = fs_call_fails() ? -1 : fsync(dir);
	while (done < 0 && errno == EINTR);
	if (done == 0 || errno == EINVAL) /* EINVAL: this file system has nothing to sync for a folder (fsync(2)) */
		return true;
	return fs_call_failed(err, tr("the folder is not safely on the disk"), NULL);
}

bool fs_close(int *fd, struct err *err)
{
	if (*fd < 0)
		return true;
	bool fail = fs_call_fails();
	int code = errno;
	int done = close(*fd);
	*fd = -1;
	if (fail)
		errno = code;
	if (!fail && (done == 0 || errno == EINTR)) /* Linux has closed it even then: close(2) */
		return true;
	return fs_call_failed(err, tr("could not be closed"), NULL);
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
		done = fs_call_fails() ? -1 : renameat(dir, from, dir, to);
	while (fs_call_interrupted(done));
	return done == 0;
}

/* link(2) never writes over a name, as rename(2) does. */
static bool link_into(int dir, const char *from, int to_dir, const char *to)
{
	int done;
	do
		done = fs_call_fails() ? -1 : linkat(dir, from, to_dir, to, 0);
	while (fs_call_interrupted(done));
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
		return fs_call_failed(err, tr("no random numbers"), of);
	int n = snprintf(out, size, ".%s.%016jx", of, (uintmax_t)chance);
	if (n >= 0 && (size_t)n < size)
		return true;
	errno = ENAMETOOLONG;
	return fs_call_failed(err, tr("cannot be written"), of);
}

bool fs_rename(int dir, const char *from, const char *to, struct err *err)
{
	return rename_at(dir, from, to) || fs_call_failed(err, tr("cannot be written"), to);
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
		fs_call_failed(err, tr("cannot be written"), name);
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
		return fs_call_failed(err, tr("the file cannot be made"), to);
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
	bool readable = is.st_uid == geteuid() && ((is.st_mode & S_IRUSR) || geteuid() == 0);
	*facts = (struct fs_facts){ .regular = S_ISREG(is.st_mode), .readable = readable, .inode = (uint64_t)is.st_ino, .size = (int64_t)is.st_size,
		.changed = (int64_t)is.st_mtime, .touched = (int64_t)is.st_ctim.tv_sec * 1000000000 + is.st_ctim.tv_nsec };
	return true;
}

bool fs_remove(int dir, const char *name, struct err *err)
{
	int done;
	do
		done = fs_call_fails() ? -1 : unlinkat(dir, name, 0);
	while (fs_call_interrupted(done));
	if (done == 0)
		return true;
	return errno == ENOENT || fs_call_failed(err, tr("cannot be removed"), name);
}

bool fs_settle(int dir, const char *name)
{
	int fd = fs_call_open(dir, name, O_RDONLY | O_NONBLOCK, 0);
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

/* What is appended goes to the end wherever was read (O_APPEND). */
bool fs_read_back(int fd, size_t most, struct str *out)
{
	size_t before = out->len;
	bool good = lseek(fd, 0, SEEK_SET) == 0 && read_all(fd, most, out);
	if (!good)
		str_cut(out, before);
	return good;
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
	return !fs_call_fails() && fcntl(fd, LOCK_SET, &all) == 0;
}

bool fs_is_locked(int dir, const char *name)
{
	int fd = fs_call_open(dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return false;
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	bool locked = fcntl(fd, LOCK_ASK, &all) == 0 && all.l_type != F_UNLCK;
	close(fd);
	return locked;
}
