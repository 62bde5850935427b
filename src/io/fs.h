/* SPDX-License-Identifier: MIT
 *
 * fs: a file is the old one or the new one, never between; and the seam where tests make the world fail.
 *
 * Use: fs_dir() opens the learner's directory once, checked; everything else is
 * opened relative to it: regular, ours, nothing followed, never blocking. Every
 * system call that can lose words goes through here.
 *
 * Ownership: descriptors belong to the caller, who closes them with fs_close.
 *
 * Never knows: what is in the files.
 *
 * Tests: fs_fail_at(n, errno) makes the n-th call from now fail (and fs_die_at ends
 * the process there); fs_calls() counts them. Compiled in always: a comparison per call.
 */
#ifndef ATTUNE_IO_FS_H
#define ATTUNE_IO_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/text.h"

/* Makes `path` and its parents (0700 each that is made) and opens it as a directory descriptor; -1 with `err`. The last
 * folder must be ours; its mode is narrowed to 0700 if others could look in. */
int fs_dir(const char *path, struct err *);

/* What keeps fs_dir from making or opening `path`: the part of it, as the person would type it, in `out`. */
enum fs_way {
	FS_FREE,    /* nothing of these */
	FS_FILE,    /* or a device */
	FS_NOWHERE, /* a link to nothing */
	FS_LINK,    /* to a folder, where none is followed */
};
enum fs_way fs_in_the_way(const char *path, struct str *out);

/* Whether `path` still leads to the folder that is open; true, too, where that cannot be asked. */
bool fs_leads_to(const char *path, int dir);
/* Adds the path an open folder has now, wherever it was moved to; false when it has none or cannot be asked. */
bool fs_where(int dir, struct str *out);

/* Narrows a folder of ours that everyone may write to (not sticky, as /tmp is) to 0700, or a file of ours that others
 * may read or write to 0600; links are left alone. What cannot be narrowed stays as it is. */
void fs_narrow_dir(const char *path);
void fs_narrow(int dir, const char *name);

/* Opens (with `make`: makes, 0700) the folder `name` in an open one, as a descriptor; it must be ours, nothing is followed.
 * -1 with `err`. */
int fs_dir_at(int dir, const char *name, bool make, struct err *);

/* Creates a new file 0600 for appending, and for fs_read_back (O_EXCL, O_NOFOLLOW, O_CLOEXEC); -1 with `err`. */
int fs_create(int dir, const char *name, struct err *);
/* The same for writing at offsets: a slot. */
int fs_create_slot(int dir, const char *name, struct err *);

/* Of a failed fs_read: a file that stands there and may not be opened. */
bool fs_is_shut(const struct err *);

/* Adds a whole regular file of ours of at most `most` bytes to `out`; false with `err` (ERR_ABSENT when it is not there). Where
 * another computer has put a new file in the place of the one that was opened (ESTALE), the new one is read. */
bool fs_read(int dir, const char *name, size_t most, struct str *out, struct err *);
/* The same of what is given to everybody, as a course is: whose it is does not matter, and links are followed. */
bool fs_read_given(int dir, const char *name, size_t most, struct str *out, struct err *);

/* The same a part at a time, each of which `each` takes: such a file may be large, and is not held. With ESTALE in `err` another
 * file stands there now, and whoever took parts of the old one begins anew. */
bool fs_read_parts(int dir, const char *name, size_t most, void (*each)(void *ctx, const char *bytes, size_t len), void *ctx, struct err *);

/* Whether a file that fs_read would read is these bytes and no others, a piece at a time: it may be large, and is not held. */
bool fs_is_same(int dir, const char *name, const char *bytes, size_t len);
/* The same of the first `len` bytes of a file in another folder. */
bool fs_is_same_file(int dir, const char *name, int other, const char *named, size_t len);

/* Whether fs_read failed because what has this name can be no file of ours: a folder, a FIFO, a link, too large. */
bool fs_is_strange(const struct err *);

/* All of it, mostly in one write; one that takes only part is gone on with, one that a signal ends is repeated. Any other
 * failure is one, whatever was written before. Beyond a limit of size (EFBIG) counts as full. */
bool fs_append(int fd, const char *bytes, size_t len, struct err *);
/* The same at an offset, for slots. */
bool fs_put(int fd, const char *bytes, size_t len, long offset, struct err *);
bool fs_cut(int fd, size_t len, struct err *); /* shortens a file */
bool fs_sync(int fd, struct err *);      /* fdatasync; after a failure the descriptor must not be synced again */
bool fs_sync_dir(int dir, struct err *);
/* The folders above `path`, as far as they are ours, on the same device, and can be opened: what stands in a folder whose own name is not on the
 * disk is nowhere. fs_dir tries this too, where it makes one, but can neither fail for it nor know of an earlier try. */
bool fs_sync_way(const char *path, struct err *);
bool fs_close(int *fd, struct err *);    /* sets *fd to -1 whatever happens; never repeated */
/* temp, fsync, rename, fsync of dir */
bool fs_replace(int dir, const char *name, const char *bytes, size_t len, struct err *);
/* The same for a name that must be free (EEXIST): of two who make it at once one is told. */
bool fs_place(int dir, const char *name, const char *bytes, size_t len, struct err *);
/* A new file, whole and on the disk (its folder is not yet synced); what could not be finished is removed. */
bool fs_write_new(int dir, const char *name, const char *bytes, size_t len, struct err *);
bool fs_remove(int dir, const char *name, struct err *);
bool fs_rename(int dir, const char *from, const char *to, struct err *);
/* Gives a file a second name in another folder, or where that cannot be, a copy of its own; synced. The name must be free. */
bool fs_keep(int dir, const char *name, int to_dir, const char *to, struct err *);

/* What is known of a file without opening it; false when it is not there or cannot be asked. */
struct fs_facts {
	bool regular;
	bool readable; /* by its owner and its permissions to us: what fails all the same may do so only now */
	uint64_t inode;
	int64_t size;
	int64_t changed; /* seconds since 1970: the last write */
	int64_t touched; /* nanoseconds since then: the last change of anything, its permissions too */
};
bool fs_facts(int dir, const char *name, struct fs_facts *);

/* The name a file has while it is being written: ".<of>.<16 random hex digits>". */
bool fs_passing_name(const char *of, char *out, size_t size, struct err *);

/* Calls `each` with every name in the directory. */
bool fs_names(int dir, void (*each)(void *ctx, const char *name), void *ctx, struct err *);

/* Syncs a file by name, whoever wrote it, before something is removed that it replaces. */
bool fs_settle(int dir, const char *name);

/* False once the file behind a descriptor was removed by someone: what is written there is lost. */
bool fs_is_linked(int fd);
/* Adds all that a file made with fs_create holds, removed or not. */
bool fs_read_back(int fd, size_t most, struct str *out);

/* Opens a file that is nothing but a lock, making it when it is not there (0600); -1 with `err`. */
int fs_open_lock(int dir, const char *name, struct err *);
/* Takes the lock of an open file without waiting, until its descriptor is closed (an open file description lock, where there
 * are such: fcntl(2)). Never on a file with words in it. False when somebody else has it, or this place knows no locks. */
bool fs_lock(int fd);
/* True while somebody holds that lock; false too when the file is not there or nobody can tell. */
bool fs_is_locked(int dir, const char *name);

/* The seam for tests. call 0 = never. */
void fs_fail_at(unsigned long call, int code);
void fs_die_at(unsigned long call);
unsigned long fs_calls(void);

#endif
