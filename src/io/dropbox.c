/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* O_PATH: the folder may not be listed */
#include "io/dropbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "course/field.h"
#include "io/boxmemory.h"
#include "io/fs.h"

#ifndef O_PATH
#define O_PATH 0
#endif
#define SUFFIX    ".share"
#define HEX       16
#define LOWER_HEX "0123456789abcdef"

static bool fail(struct err *err, const char *folder, const char *words)
{
	int code = errno;

	err_set(err, err_kind_of(code), code, "%s: %s", words, strerror(code));
	return err_at_file(err, folder);
}

/* -- Putting ---------------------------------------------------------------------------------- */

/* Where others may write and the folder is not sticky, whoever comes next could put their file in the place of ours. */
static int open_box(const char *folder, struct stat *is, struct err *err)
{
	int box = open(folder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (box < 0 || fstat(box, is) != 0) {
		fail(err, folder, tr("the drop box cannot be opened"));
		if (box >= 0)
			close(box);
		return -1;
	}
	if (!(is->st_mode & (S_IWGRP | S_IWOTH)) || (is->st_mode & S_ISVTX))
		return box;
	close(box);
	err_set(err, ERR_REFUSED, EPERM, "%s", tr("the drop box is a folder where anybody can remove anybody's file"));
	err_at_file(err, folder);
	err_advise(err, "%s", tr("Who looks after this computer can mend that: chmod +t"));
	return -1;
}

bool dropbox_name(const char *course, const char *what, char name[DROPBOX_NAME_MOST], struct err *err)
{
	uint64_t number;
	int source = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	bool read_all = source >= 0 && read(source, &number, sizeof number) == (ssize_t)sizeof number;

	if (!read_all)
		fail(err, "/dev/urandom", tr("there is nothing to make a name of"));
	if (source >= 0)
		close(source);
	if (read_all)
		snprintf(name, DROPBOX_NAME_MOST, "%s.%s.%016llx" SUFFIX, course, what, (unsigned long long)number);
	return read_all;
}

/* A refusal made nothing; after an error of a line or a disk a file may be there all the same (an answer of NFS that was lost). */
static bool may_have_made(int code)
{
	static const int refusals[] = { EACCES, EPERM, ENOENT, ENOTDIR, EROFS, ENOSPC, EDQUOT, EMFILE, ENFILE };

	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
		if (code == refusals[i])
			return false;
	return true;
}

bool dropbox_put(const char *folder, const char *name, const struct str *text, bool *left, struct err *err)
{
	struct stat is;
	int box = strchr(name, '/') ? -1 : open_box(folder, &is, err);

	*left = false;
	if (box < 0)
		return false;
	bool put = false;
	int file = openat(box, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (file >= 0) {
		put = (text->len == 0 || fs_append(file, str_text(text), text->len, NULL)) &&
			fchmod(file, is.st_mode & S_ISGID ? 0640 : 0600) == 0 && fsync(file) == 0;
		int code = errno;
		put = close(file) == 0 && put;
		errno = code;
	}
	if (!put) {
		*left = file >= 0 || may_have_made(errno);
		fail(err, folder, tr("nothing could be put into the drop box"));
		if (file >= 0 && unlinkat(box, name, 0) == 0)
			*left = false;
	}
	close(box);
	return put;
}

/* Where a name cannot be looked at, its file may be there. */
bool dropbox_take_back(const char *folder, const char *name, struct err *err)
{
	struct stat is;
	int box = strchr(name, '/') ? -1 : open_box(folder, &is, err);

	if (box < 0)
		return false;
	bool seen = fstatat(box, name, &is, AT_SYMLINK_NOFOLLOW) == 0;
	bool ours = seen && is.st_uid == geteuid();
	bool gone = ours ? unlinkat(box, name, 0) == 0 || errno == ENOENT : seen || errno == ENOENT;
	if (!gone)
		fail(err, folder, tr("what was shared before could not be taken back"));
	close(box);
	return gone;
}

static bool look(const char *folder, const char *name, bool unknown)
{
	struct stat is;
	int box = open(folder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (box < 0)
		return unknown;
	bool seen = fstatat(box, name, &is, AT_SYMLINK_NOFOLLOW) == 0;
	bool has = seen ? is.st_uid == geteuid() : unknown && errno != ENOENT;
	close(box);
	return has;
}

bool dropbox_has(const char *folder, const char *name)
{
	return look(folder, name, false);
}

bool dropbox_may_have(const char *folder, const char *name)
{
	return look(folder, name, true);
}

bool dropbox_is_gone(const char *folder)
{
	struct stat is;
	return lstat(folder, &is) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

/* -- Reading ---------------------------------------------------------------------------------- */

struct found {
	char name[DROPBOX_NAME_MOST];
	size_t course, what; /* lengths of the first two parts */
	unsigned owner;
	struct timespec at;
	bool newest; /* of its kin */
};

struct owner {
	unsigned id;
	unsigned files;
};

struct finds {
	struct found *list;
	size_t n, room;
	struct owner *owners; /* by id */
	size_t nowners, owners_room;
	struct dropbox_left left;
};

/* COURSE.WHAT.16HEX.share, the first two being ids. */
static bool take_apart(const char *name, struct found *found)
{
	char part[DROPBOX_NAME_MOST];
	size_t len = strlen(name);

	if (len >= sizeof found->name)
		return false;
	memcpy(found->name, name, len + 1);
	found->course = strcspn(name, ".");
	memcpy(part, name, found->course);
	part[found->course] = '\0';
	if (!id_is_well_formed(part) || name[found->course] != '.')
		return false;
	name += found->course + 1;
	found->what = strcspn(name, ".");
	memcpy(part, name, found->what);
	part[found->what] = '\0';
	if (!id_is_well_formed(part) || name[found->what] != '.')
		return false;
	name += found->what + 1;
	return strspn(name, LOWER_HEX) == HEX && strcmp(name + HEX, SUFFIX) == 0;
}

/* A regular file with one name, so that nobody's other file is read through a link to it. */
static bool is_sound(int box, const char *name, size_t most, struct stat *is)
{
	return fstatat(box, name, is, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(is->st_mode) && is->st_nlink == 1 &&
		is->st_size >= 0 && (size_t)is->st_size <= most;
}

/* The place of an owner among the others, made if there is none. */
static struct owner *owner_of(struct finds *finds, unsigned id)
{
	size_t low = 0, high = finds->nowners;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (finds->owners[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < finds->nowners && finds->owners[low].id == id)
		return &finds->owners[low];
	if (finds->nowners == finds->owners_room) {
		finds->owners_room = finds->owners_room ? 2 * finds->owners_room : 64;
		finds->owners = mem_grow(finds->owners, finds->owners_room, sizeof *finds->owners);
	}
	memmove(finds->owners + low + 1, finds->owners + low, (finds->nowners++ - low) * sizeof *finds->owners);
	finds->owners[low] = (struct owner){ .id = id };
	return &finds->owners[low];
}

static void find(int box, const char *name, size_t most, struct finds *finds)
{
	struct found found = { .owner = 0 };
	struct stat is;

	if (!take_apart(name, &found) || !is_sound(box, name, most, &is)) {
		finds->left.strange++;
		return;
	}
	struct owner *owner = owner_of(finds, is.st_uid);
	if (owner->files == DROPBOX_OWNER_MOST) {
		finds->left.beyond++;
		return;
	}
	owner->files++;
	found.owner = is.st_uid;
	found.at = is.st_mtim;
	if (finds->n == finds->room) {
		finds->room = finds->room ? 2 * finds->room : 64;
		finds->list = mem_grow(finds->list, finds->room, sizeof *finds->list);
	}
	finds->list[finds->n++] = found;
}

static int compare_times(const struct timespec *a, const struct timespec *b)
{
	if (a->tv_sec != b->tv_sec)
		return a->tv_sec < b->tv_sec ? -1 : 1;
	return (a->tv_nsec > b->tv_nsec) - (a->tv_nsec < b->tv_nsec);
}

/* By owner, course and thing; of those the newest first. */
static int compare_kin(const struct found *a, const struct found *b)
{
	if (a->owner != b->owner)
		return a->owner < b->owner ? -1 : 1;
	if (a->course != b->course || a->what != b->what)
		return a->course != b->course ? (a->course < b->course ? -1 : 1) : (a->what < b->what ? -1 : 1);
	return memcmp(a->name, b->name, a->course + 1 + a->what);
}

static int compare(const void *one, const void *other)
{
	const struct found *a = one, *b = other;
	int kin = compare_kin(a, b), time = compare_times(&b->at, &a->at);

	return kin ? kin : time ? time : strcmp(a->name, b->name);
}

/* What is read is what was judged: the open file is looked at again. */
static bool read_file(int box, const struct found *found, size_t most, struct str *out)
{
	char bytes[4096];
	struct stat is;
	ssize_t n = -1;
	int file = openat(box, found->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (file < 0)
		return false;
	bool good = fstat(file, &is) == 0 && S_ISREG(is.st_mode) && is.st_uid == found->owner && is.st_nlink == 1;
	while (good && out->len <= most && (n = read(file, bytes, sizeof bytes)) > 0)
		str_add(out, bytes, (size_t)n);
	close(file);
	return good && n == 0 && out->len <= most;
}

static bool hand_over(int box, struct found *found, size_t most, bool (*each)(void *, const struct dropped *), void *ctx)
{
	struct str text = { 0 };
	bool good = read_file(box, found, most, &text);
	char *what = found->name + found->course + 1;

	if (good) {
		found->name[found->course] = '\0';
		what[found->what] = '\0';
		good = each(ctx, &(struct dropped){ .course = found->name, .what = what, .owner = found->owner, .at = found->at.tv_sec,
					 .bytes = str_text(&text), .len = text.len });
	}
	str_release(&text);
	return good;
}

bool dropbox_read(const char *folder, size_t most, bool (*each)(void *, const struct dropped *), void *ctx,
	struct dropbox_left *left, struct err *err)
{
	struct finds finds = { 0 };
	int box = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = box >= 0 ? fdopendir(dup(box)) : NULL;
	const struct dirent *entry;

	*left = (struct dropbox_left){ 0 };
	if (!dir) {
		fail(err, folder, tr("the drop box cannot be read"));
		if (box >= 0)
			close(box);
		return false;
	}
	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
			strcmp(entry->d_name, BOXMEMORY_FOLDER) != 0)
			find(box, entry->d_name, most, &finds);
	closedir(dir);
	if (finds.n)
		qsort(finds.list, finds.n, sizeof *finds.list, compare);
	for (size_t i = 0; i < finds.n; i++) /* before hand_over takes a name apart */
		finds.list[i].newest = i == 0 || compare_kin(&finds.list[i - 1], &finds.list[i]) != 0;
	for (size_t i = 0; i < finds.n; i++)
		if (finds.list[i].newest && !hand_over(box, &finds.list[i], most, each, ctx))
			finds.left.strange++;
	*left = finds.left;
	mem_free(finds.owners);
	mem_free(finds.list);
	close(box);
	return true;
}
