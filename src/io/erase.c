/* SPDX-License-Identifier: MIT */
#include "io/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "base/tr.h"
#include "io/fold.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/live.h"
#include "io/record.h"

/* One erasing: what is to go, and how it went. */
struct erasing {
	int dir;          /* whose names are walked */
	bool all;         /* everything of ours, and not only what holds words */
	struct store_erased *done;
	struct err err;   /* the first thing that could not be removed */
};

/* -- What holds words ------------------------------------------------------------------------- */

static void look_for_words(void *ctx, const struct record *record)
{
	bool any = (record->text && *record->text) || record->box;
	for (size_t i = 0; i < record->npicks && !any; i++)
		any = record->picks[i].text && *record->picks[i].text;
	*(bool *)ctx |= any;
}

/* What cannot be read whole may hold some. */
static bool slot_has_words(int dir, const char *name)
{
	struct str bytes = { 0 };
	struct record_scan scan = { 0 };
	bool any = !fs_read(dir, name, FOLDER_SLOT_MOST, &bytes, NULL);
	record_scan(str_text(&bytes), bytes.len, &scan, look_for_words, &any);
	str_release(&bytes);
	return any || scan.damaged > 0 || scan.unknown > 0;
}

static bool is_to_go(const struct erasing *erasing, const char *name)
{
	uint64_t sid;
	switch (folder_file(name, &sid)) {
	case FILE_JOURNAL: /* all that is in it stands in the record now */
	case FILE_PASSING:
		return true;
	case FILE_SLOT:
		return erasing->all || slot_has_words(erasing->dir, name);
	case FILE_LIVE: /* nobody is there: that was looked at */
	case FILE_RECORD:
	case FILE_BALLAST:
		return erasing->all;
	case FILE_LOCK: /* we hold it */
	case FILE_OTHER:
		return false;
	}
	return false;
}

/* -- Removing --------------------------------------------------------------------------------- */

static void remove_name(struct erasing *erasing, const char *name)
{
	struct err here = { 0 };
	if (fs_remove(erasing->dir, name, &here))
		erasing->done->files++;
	else if (erasing->err.kind == ERR_NONE)
		erasing->err = here;
}

static void remove_ours(void *ctx, const char *name)
{
	if (is_to_go(ctx, name))
		remove_name(ctx, name);
}

static void remove_backup(void *ctx, const char *name)
{
	if (folder_backup(name) > 0)
		remove_name(ctx, name);
}

/* Only attune puts files there. */
static void remove_any(void *ctx, const char *name)
{
	remove_name(ctx, name);
}

static void empty_folder(struct erasing *erasing, const char *name, void (*each)(void *ctx, const char *name))
{
	struct err here = { 0 };
	int dir = fs_dir_at(erasing->dir, name, false, &here), above = erasing->dir;
	if (dir < 0) {
		if (here.kind != ERR_ABSENT && erasing->err.kind == ERR_NONE)
			erasing->err = here;
		return;
	}
	erasing->dir = dir;
	if (!fs_names(dir, each, erasing, &erasing->err) || !fs_sync_dir(dir, &erasing->err))
		erasing->done->failed = true;
	erasing->dir = above;
	fs_close(&dir, NULL);
	(void)unlinkat(above, name, AT_REMOVEDIR); /* if somebody put something else there, it stays */
}

static bool remove_all(struct erasing *erasing, struct err *err)
{
	bool good = fs_names(erasing->dir, remove_ours, erasing, &erasing->err);
	empty_folder(erasing, FOLDER_BACKUPS, remove_backup);
	empty_folder(erasing, FOLDER_QUARANTINE, remove_any);
	good = fs_sync_dir(erasing->dir, &erasing->err) && good;
	erasing->done->failed |= !good || erasing->err.kind != ERR_NONE;
	if (erasing->done->failed)
		*err = erasing->err;
	return !erasing->done->failed;
}

/* -- Who else is here ------------------------------------------------------------------------- */

static void count_living(void *ctx, const char *name)
{
	struct erasing *erasing = ctx;
	uint64_t sid;
	if (folder_file(name, &sid) == FILE_LIVE)
		erasing->done->busy |= live_is(erasing->dir, sid);
}

static bool erase_all(struct erasing *erasing, struct err *err)
{
	int lock = fs_open_lock(erasing->dir, FOLDER_LOCK, err);
	if (lock < 0)
		return false;
	erasing->done->busy = !fs_lock(lock);
	bool good = fs_names(erasing->dir, count_living, erasing, err);
	if (good && !erasing->done->busy)
		good = remove_all(erasing, err) && fs_remove(erasing->dir, FOLDER_LOCK, err);
	fs_close(&lock, NULL);
	return good;
}

/* First the record without them is on the disk, then all that held them goes: whoever dies between leaves what can be
 * erased again, and never less than was to stay. */
static bool erase_words(struct erasing *erasing, struct err *err)
{
	struct fold_done done;
	if (!fold_without_words(erasing->dir, &done, err))
		return false;
	erasing->done->busy = done.busy;
	erasing->done->newer = done.newer;
	erasing->done->words = done.blanked;
	return done.busy || done.newer || remove_all(erasing, err);
}

bool store_erase(const char *folder, const char *course, enum store_part part, struct store_erased *done, struct err *err)
{
	struct str path = { 0 };
	struct err here = { 0 };
	*done = (struct store_erased){ 0 };
	str_print(&path, "%s/%s", folder, course);
	struct erasing erasing = { .all = part == STORE_ALL, .done = done };
	erasing.dir = fs_dir_at(AT_FDCWD, str_text(&path), false, &here);
	bool good = here.kind == ERR_ABSENT; /* nothing there is nothing to do */
	if (erasing.dir >= 0)
		good = part == STORE_ALL ? erase_all(&erasing, &here) : erase_words(&erasing, &here);
	if (good && part == STORE_ALL && !done->busy)
		(void)rmdir(str_text(&path)); /* what is not ours keeps it */
	if (!good && err)
		*err = here;
	fs_close(&erasing.dir, NULL);
	str_release(&path);
	return good;
}
