/* SPDX-License-Identifier: MIT */
#include "io/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "io/fs.h"
#include "io/record.h"

#define FILE_MOST ((size_t)64 * 1024 * 1024)

/* The names that are of interest, gathered first: a directory being read while files come and go is read once. */
struct names {
	struct arena arena;
	const char **list;
	size_t n, room;
};

static bool is_journal(const char *name)
{
	static const char head[] = "journal-", tail[] = ".log";
	size_t len = strlen(name);

	if (strcmp(name, "record.log") == 0)
		return true;
	return len > sizeof head + sizeof tail - 2 && strncmp(name, head, sizeof head - 1) == 0 &&
		strcmp(name + len - (sizeof tail - 1), tail) == 0;
}

static void add_name(void *ctx, const char *name)
{
	struct names *names = ctx;

	if (!is_journal(name))
		return;
	if (names->n == names->room) {
		names->room = names->room ? names->room * 2 : 16;
		names->list = mem_grow(names->list, names->room, sizeof names->list[0]);
	}
	names->list[names->n++] = arena_copy(&names->arena, name, strlen(name));
}

static void take(void *ctx, const struct record *record)
{
	learner_take(ctx, record);
}

/* A journal that went away meanwhile was folded into another; what is none under its name counts as damage. */
static bool read_failed(struct err *err, struct store_found *found)
{
	if (err->kind != ERR_ABSENT && !fs_is_strange(err))
		return false;
	found->damaged += err->kind != ERR_ABSENT;
	*err = (struct err){ 0 };
	return true;
}

static bool read_journal(int dir, const char *name, struct learner *learner, struct store_found *found, struct err *err)
{
	struct str bytes = { 0 };
	struct record_scan scan = { 0 };
	bool read = fs_read(dir, name, FILE_MOST, &bytes, err);

	if (read)
		record_scan(str_text(&bytes), bytes.len, &scan, take, learner);
	str_release(&bytes);
	found->good += scan.good + scan.unknown;
	found->damaged += scan.damaged;
	found->torn += scan.torn;
	found->newer |= scan.newer;
	return read || read_failed(err, found);
}

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

/* After the path. */
static const char *const ways[] = {
	[FS_FREE] = "",
	[FS_FILE] = TR("is a file, and a folder for your record should be there"),
	[FS_NOWHERE] = TR("is a link to nothing, and a folder for your record should be there"),
	[FS_LINK] = TR("is a link, and a folder for your record should be there"),
};

bool store_is_barred(const char *folder, const char *course, struct err *err)
{
	struct str path = { 0 }, at = { 0 };
	str_print(&path, "%s/%s", folder, course);
	enum fs_way way = fs_in_the_way(str_text(&path), &at);
	if (way != FS_FREE) {
		err_set(err, ERR_INVALID, ENOTDIR, "%s %s", str_text(&at), tr(ways[way]));
		err_advise(err, "%s", tr("Move it away, or name another folder with --data=DIR"));
	}
	str_release(&path);
	str_release(&at);
	return way != FS_FREE;
}

bool store_peek(const char *folder, const char *course, struct learner *learner, struct store_found *found,
	struct err *err)
{
	struct names names = { 0 };
	*found = (struct store_found){ 0 };
	struct err closing = { 0 };
	int dir = open_folder(folder, course);

	int code = errno;
	if (dir < 0 && store_is_barred(folder, course, err))
		return false;
	if (dir < 0 && code == ENOENT)
		return true;
	if (dir < 0) {
		err_set(err, err_kind_of(code), code, "%s: %s", tr("what is kept cannot be read"), strerror(code));
		err_at_file(err, folder);
		return err_advise(err, "%s", tr("Check that the folder is yours and can be read"));
	}
	bool good = fs_names(dir, add_name, &names, err);
	for (size_t i = 0; good && i < names.n; i++)
		good = read_journal(dir, names.list[i], learner, found, err);
	fs_close(&dir, &closing);
	mem_free(names.list);
	arena_release(&names.arena);
	return good;
}
