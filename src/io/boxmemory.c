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
#include "io/fs.h"

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
	struct err err = { 0 };
	return id_is_well_formed(course) && (fs_read_given(memory, course, BYTES_MOST, out, &err) || err.kind == ERR_ABSENT);
}

/* Not fs_replace, whose files are for their owner alone. */
bool boxmemory_write(int memory, const char *course, const struct str *text, struct err *err)
{
	(void)unlinkat(memory, NEW, 0); /* of one that was ended midway */
	if (!fs_write_new(memory, NEW, str_text(text), text->len, err))
		return false;
	if (fchmodat(memory, NEW, 0660, 0) == 0 && renameat(memory, NEW, memory, course) == 0)
		return true;
	int code = errno;
	return err_set(err, err_kind_of(code), code, "%s: %s", tr("what is told here cannot be remembered"), strerror(code));
}
