/* SPDX-License-Identifier: MIT */
#include "io/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "base/tr.h"
#include "io/fs.h"
#include "io/reading.h"

/* The course's folder, which must be ours as the store's must; -1 with errno. */
static int open_folder(const char *folder, const char *course)
{
	struct str path = { 0 };
	struct stat is;

	str_print(&path, "%s/%s", folder, course);
	int dir = open(str_text(&path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	int code = errno;
	str_release(&path);
	if (dir >= 0 && (fstat(dir, &is) != 0 || is.st_uid != geteuid())) {
		close(dir);
		dir = -1;
		code = EPERM;
	}
	errno = code;
	return dir;
}

/* Short, for they stand in a row of the window. */
static const char *const ways[] = {
	[FS_FREE] = "",
	[FS_FILE] = TR("a file stands where your record should be"),
	[FS_NOWHERE] = TR("your record's folder is a link to nothing"),
	[FS_LINK] = TR("your record's folder is a link"),
};

bool store_is_barred(const char *folder, const char *course, struct err *err)
{
	struct str path = { 0 }, at = { 0 };
	str_print(&path, "%s/%s", folder, course);
	enum fs_way way = fs_in_the_way(str_text(&path), &at);
	if (way != FS_FREE) {
		err_set(err, ERR_INVALID, ENOTDIR, "%s", tr(ways[way]));
		err_at_file(err, str_text(&at));
		err_advise(err, "%s", tr("Move it away, or name another folder with --data=DIR"));
	}
	str_release(&path);
	str_release(&at);
	return way != FS_FREE;
}

static bool say_shut(const char *folder, int code, struct err *err)
{
	err_set(err, err_kind_of(code), code, "%s: %s", tr("what is kept cannot be read"), strerror(code));
	err_at_file(err, folder);
	return err_advise(err, "%s", tr("Check that the folder is yours and can be read"));
}

bool store_is_shut(const char *folder, const char *course, struct err *err)
{
	struct str path = { 0 };
	struct stat is;
	str_print(&path, "%s/%s", folder, course);
	bool there = lstat(str_text(&path), &is) == 0 && S_ISDIR(is.st_mode);
	int dir = there ? open_folder(folder, course) : -1, code = errno;
	bool shut = there && dir < 0 && code == EACCES;
	if (shut)
		(void)say_shut(str_text(&path), code, err);
	fs_close(&dir, NULL);
	str_release(&path);
	return shut;
}

bool store_peek(const char *folder, const char *course, struct learner *learner, struct store_found *found,
	struct err *err)
{
	struct reading reading = { 0 };
	*found = (struct store_found){ .drawer = found->drawer, .halves = found->halves, .backups = found->backups };
	struct err closing = { 0 };
	int dir = open_folder(folder, course);

	int code = errno;
	if (dir < 0 && store_is_barred(folder, course, err))
		return false;
	if (dir < 0 && code == ENOENT)
		return true;
	if (dir < 0)
		return say_shut(folder, code, err);
	bool good = reading_take(&reading, dir, false, learner, found, err);
	fs_close(&dir, &closing);
	reading_release(&reading);
	return good;
}
