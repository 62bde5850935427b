/* SPDX-License-Identifier: MIT
 *
 * shim: stands between the program and the C library (LD_PRELOAD) and makes the disk fail, stutter, or be written down.
 *
 * Use: run the program with LD_PRELOAD, SHIM_BELOW=FOLDER (only what lies below it counts) and
 *   SHIM_SHARED=FILE           a file, zeroed, that all processes of the session map: counters, lock and trace
 *   SHIM_FAIL=CALL,AT,ERRNO,N  the AT-th CALL of the session fails so, N times in a row (0: from then on); `any` is every call
 *   SHIM_BITS=1                a write takes one byte
 *   SHIM_EINTR=1               every second call is interrupted
 *   SHIM_TRACE=1               what happens to the disk, and what is said over the socket, goes into the shared file
 *
 * Ownership: nothing; the shared file belongs to who made it. It is mapped, for the scribe closes all descriptors it inherited.
 *
 * Never knows: what is in the files.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum call { OPEN, WRITE, PWRITE, FDATASYNC, FSYNC, CLOSE, RENAME, LINK, UNLINK, MKDIR, LOCK, READ, CALLS };

static const char *const call_names[CALLS] = {
	[OPEN] = "open", [WRITE] = "write", [PWRITE] = "pwrite", [FDATASYNC] = "fdatasync", [FSYNC] = "fsync", [CLOSE] = "close",
	[RENAME] = "rename", [LINK] = "link", [UNLINK] = "unlink", [MKDIR] = "mkdir", [LOCK] = "lock", [READ] = "read",
};

/* What is written down. Each entry: struct entry, then two names and the data. */
enum op { OP_CREATE = 1, OP_WRITE, OP_SYNC, OP_RENAME, OP_LINK, OP_UNLINK, OP_MKDIR, OP_SEND, OP_FAILED };

struct entry {
	uint32_t size, pid, op, name, to, data; /* of all of it; who; what; lengths */
	uint64_t ino, offset;                       /* offset: of CREATE and MKDIR the mode */
};

/* The shared file; `calls` is read by the sweeps. */
struct shared {
	_Atomic uint64_t calls[16]; /* of each enum call; [15]: how often one was made to fail */
	_Atomic uint32_t lock, unused;
	_Atomic uint64_t used;      /* bytes of the trace */
	char trace[];
};

static struct shared *shared;
static size_t trace_room;
static char below[4096];
static bool bits, interrupts, traces;
static enum call fail_call;
static uint64_t fail_at, fail_count, seen;
static int fail_code;

__attribute__((constructor)) static void begin(void)
{
	const char *file = getenv("SHIM_SHARED"), *folder = getenv("SHIM_BELOW"), *fail = getenv("SHIM_FAIL");
	char name[32];
	unsigned long at, count;
	int fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;
	struct stat is;
	if (fd < 0 || !folder || fstat(fd, &is) != 0)
		return;
	snprintf(below, sizeof below, "%s/", folder);
	void *map = mmap(NULL, (size_t)is.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return;
	trace_room = (size_t)is.st_size - sizeof *shared;
	bits = getenv("SHIM_BITS") != NULL;
	interrupts = getenv("SHIM_EINTR") != NULL;
	traces = getenv("SHIM_TRACE") != NULL;
	if (fail && sscanf(fail, "%31[a-z],%lu,%d,%lu", name, &at, &fail_code, &count) == 4) {
		fail_at = at;
		fail_count = count;
		for (fail_call = OPEN; fail_call < CALLS && strcmp(name, call_names[fail_call]) != 0; fail_call++)
			;
	}
	shared = map;
}

/* -- Which file ------------------------------------------------------------------------------- */

/* The path of a descriptor, or "". Kept here: a program that closed its memory to others may not read /proc/self/fd. */
static char *paths[1024];

static const char *path_of(int fd)
{
	return fd >= 0 && fd < (int)(sizeof paths / sizeof *paths) && paths[fd] ? paths[fd] : "";
}

static void set_path(int fd, const char *path)
{
	if (fd < 0 || fd >= (int)(sizeof paths / sizeof *paths))
		return;
	free(paths[fd]);
	paths[fd] = path ? strdup(path) : NULL;
}

static void path_at(int dir, const char *name, char *out, size_t size)
{
	char here[2048] = "";
	const char *folder = name[0] == '/' ? "" : dir == AT_FDCWD ? getcwd(here, sizeof here) : path_of(dir);
	snprintf(out, size, "%s%s%s", folder ? folder : "", name[0] == '/' ? "" : "/", name);
}

static bool counts(const char *path)
{
	size_t len = strlen(below);
	return shared && path[0] && (strncmp(path, below, len) == 0 || strncmp(path, below, len - 1) == 0);
}

static bool fd_counts(int fd)
{
	return counts(path_of(fd));
}

/* -- Failing ---------------------------------------------------------------------------------- */

/* True when this call is to fail; errno then says how. */
static bool fails(enum call call)
{
	uint64_t number = atomic_fetch_add(&shared->calls[call], 1) + 1;
	if (interrupts && call != CLOSE && call != LOCK && ++seen % 2 == 0) {
		errno = EINTR;
		return true;
	}
	if (!fail_at || (fail_call != call && fail_call != CALLS))
		return false;
	if (fail_call == CALLS) {
		number = 0;
		for (int i = 0; i < CALLS; i++)
			number += atomic_load(&shared->calls[i]);
	}
	if (number < fail_at || (fail_count && number >= fail_at + fail_count))
		return false;
	atomic_fetch_add(&shared->calls[15], 1);
	errno = fail_code;
	return true;
}

/* -- Writing down ----------------------------------------------------------------------------- */

static void hold(void)
{
	for (uint32_t no = 0; traces && !atomic_compare_exchange_weak(&shared->lock, &no, 1); no = 0)
		;
}

static void let_go(void)
{
	if (traces)
		atomic_store(&shared->lock, 0);
}

static void note(enum op op, uint64_t ino, uint64_t offset, const char *name, const char *to, const void *data, size_t len)
{
	struct entry entry = { .pid = (uint32_t)getpid(), .op = op, .name = (uint32_t)strlen(name), .to = (uint32_t)strlen(to),
		.data = (uint32_t)len, .ino = ino, .offset = offset };
	entry.size = (uint32_t)sizeof entry + entry.name + entry.to + entry.data;
	uint64_t at = atomic_load(&shared->used);
	if (!traces || at + entry.size > trace_room)
		return;
	memcpy(shared->trace + at, &entry, sizeof entry);
	at += sizeof entry;
	memcpy(shared->trace + at, name, entry.name);
	memcpy(shared->trace + at + entry.name, to, entry.to);
	if (len > 0)
		memcpy(shared->trace + at + entry.name + entry.to, data, len);
	atomic_store(&shared->used, at + entry.name + entry.to + entry.data);
}

static uint64_t inode(int fd)
{
	struct stat is;
	return fstat(fd, &is) == 0 ? (uint64_t)is.st_ino : 0;
}

/* -- The calls -------------------------------------------------------------------------------- */

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

int openat(int dir, const char *name, int flags, ...)
{
	mode_t mode = 0;
	char path[4096] = "";
	if (flags & (O_CREAT | O_TMPFILE)) {
		va_list args;
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	if (shared)
		path_at(dir, name, path, sizeof path);
	if (!counts(path))
		return REAL(openat)(dir, name, flags, mode);
	if (fails(OPEN))
		return -1;
	hold();
	struct stat is;
	bool makes = (flags & O_CREAT) && fstatat(dir, name, &is, AT_SYMLINK_NOFOLLOW) != 0;
	int fd = REAL(openat)(dir, name, flags, mode);
	if (fd >= 0 && makes)
		note(OP_CREATE, inode(fd), fstat(fd, &is) == 0 ? is.st_mode : 0, path, "", NULL, 0);
	set_path(fd, path);
	let_go();
	return fd;
}

int openat64(int dir, const char *name, int flags, ...)
{
	mode_t mode = 0;
	if (flags & (O_CREAT | O_TMPFILE)) {
		va_list args;
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	return openat(dir, name, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	if (!fd_counts(fd))
		return REAL(write)(fd, bytes, len);
	if (fails(WRITE))
		return -1;
	hold();
	off_t end = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
	ssize_t n = REAL(write)(fd, bytes, bits && len > 1 ? 1 : len);
	if (n > 0)
		note(OP_WRITE, inode(fd), (uint64_t)end, path_of(fd), "", bytes, (size_t)n);
	let_go();
	return n;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t offset)
{
	if (!fd_counts(fd))
		return REAL(pwrite)(fd, bytes, len, offset);
	if (fails(PWRITE))
		return -1;
	hold();
	ssize_t n = REAL(pwrite)(fd, bytes, bits && len > 1 ? 1 : len, offset);
	if (n > 0)
		note(OP_WRITE, inode(fd), (uint64_t)offset, path_of(fd), "", bytes, (size_t)n);
	let_go();
	return n;
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t offset)
{
	return pwrite(fd, bytes, len, offset);
}

static int synced(int fd, enum call call, int (*sync)(int))
{
	if (!fd_counts(fd))
		return sync(fd);
	bool fail = fails(call);
	int code = errno;
	hold();
	if (fail) {
		if (code != EINTR)
			note(OP_FAILED, inode(fd), 0, path_of(fd), "", NULL, 0);
		let_go();
		errno = code;
		return -1;
	}
	int done = sync(fd);
	if (done == 0)
		note(OP_SYNC, inode(fd), 0, path_of(fd), "", NULL, 0);
	let_go();
	return done;
}

int fdatasync(int fd)
{
	return synced(fd, FDATASYNC, REAL(fdatasync));
}

int fsync(int fd)
{
	return synced(fd, FSYNC, REAL(fsync));
}

/* The descriptor is gone even when it fails: close(2). */
int close(int fd)
{
	bool fail = fd_counts(fd) && fails(CLOSE);
	int code = errno;
	if (fail && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY) { /* who only read has lost nothing */
		hold();
		note(OP_FAILED, inode(fd), 0, path_of(fd), "", NULL, 0);
		let_go();
	}
	set_path(fd, NULL);
	int done = REAL(close)(fd);
	if (!fail)
		return done;
	errno = code;
	return -1;
}

int closedir(DIR *dir)
{
	set_path(dirfd(dir), NULL);
	return REAL(closedir)(dir);
}

ssize_t read(int fd, void *bytes, size_t size)
{
	if (fd_counts(fd) && fails(READ))
		return -1;
	return REAL(read)(fd, bytes, size);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	char before[4096] = "", after[4096] = "";
	if (shared) {
		path_at(from_dir, from, before, sizeof before);
		path_at(to_dir, to, after, sizeof after);
	}
	if (!counts(after))
		return REAL(renameat)(from_dir, from, to_dir, to);
	if (fails(RENAME))
		return -1;
	hold();
	int done = REAL(renameat)(from_dir, from, to_dir, to);
	if (done == 0)
		note(OP_RENAME, 0, 0, before, after, NULL, 0);
	let_go();
	return done;
}

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
	char before[4096] = "", after[4096] = "";
	if (shared) {
		path_at(from_dir, from, before, sizeof before);
		path_at(to_dir, to, after, sizeof after);
	}
	if (!counts(after))
		return REAL(linkat)(from_dir, from, to_dir, to, flags);
	if (fails(LINK))
		return -1;
	hold();
	int done = REAL(linkat)(from_dir, from, to_dir, to, flags);
	if (done == 0)
		note(OP_LINK, 0, 0, before, after, NULL, 0);
	let_go();
	return done;
}

int unlinkat(int dir, const char *name, int flags)
{
	char path[4096] = "";
	if (shared)
		path_at(dir, name, path, sizeof path);
	if (!counts(path))
		return REAL(unlinkat)(dir, name, flags);
	if (fails(UNLINK))
		return -1;
	hold();
	int done = REAL(unlinkat)(dir, name, flags);
	if (done == 0)
		note(OP_UNLINK, 0, 0, path, "", NULL, 0);
	let_go();
	return done;
}

int mkdirat(int dir, const char *name, mode_t mode)
{
	char path[4096] = "";
	if (shared)
		path_at(dir, name, path, sizeof path);
	if (!counts(path))
		return REAL(mkdirat)(dir, name, mode);
	if (fails(MKDIR))
		return -1;
	hold();
	struct stat is;
	int done = REAL(mkdirat)(dir, name, mode);
	if (done == 0)
		note(OP_MKDIR, 0, fstatat(dir, name, &is, 0) == 0 ? is.st_mode : 0, path, "", NULL, 0);
	let_go();
	return done;
}

int mkdir(const char *name, mode_t mode)
{
	return mkdirat(AT_FDCWD, name, mode);
}

int fcntl(int fd, int what, ...)
{
	va_list args;
	va_start(args, what);
	void *with = va_arg(args, void *);
	va_end(args);
	if ((what == F_SETLK || what == F_OFD_SETLK) && fd_counts(fd) && fails(LOCK))
		return -1;
	return REAL(fcntl)(fd, what, with);
}

/* Over the socket between the program and its scribe. */
ssize_t send(int fd, const void *bytes, size_t len, int flags)
{
	if (!shared || !traces)
		return REAL(send)(fd, bytes, len, flags);
	hold();
	ssize_t n = REAL(send)(fd, bytes, len, flags);
	if (n > 0)
		note(OP_SEND, 0, 0, "", "", bytes, (size_t)n);
	let_go();
	return n;
}
