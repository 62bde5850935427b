/* SPDX-License-Identifier: MIT */
#include "io/orphaned.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/record.h"
#include "io/vault.h"

/* One folder being looked through. */
struct search {
	int dir;
	bool found;
};

static void look_at_record(void *ctx, const struct record *record)
{
	struct search *search = ctx;
	search->found |= record->box != NULL;
}

static void look_at_file(struct search *search, const char *name)
{
	struct str bytes = { 0 };
	struct record_scan scan = { 0 };
	if (!search->found && fs_read(search->dir, name, FOLDER_FILE_MOST, &bytes, NULL))
		record_scan(str_text(&bytes), bytes.len, &scan, look_at_record, search);
	str_release(&bytes);
}

static void look_at_backup(void *ctx, const char *name)
{
	if (folder_backup(name) > 0)
		look_at_file(ctx, name);
}

static void look_into(struct search *above, const char *name, void (*each)(void *ctx, const char *name))
{
	struct search inside = { .dir = above->found ? -1 : fs_dir_at(above->dir, name, false, NULL) };
	if (inside.dir >= 0)
		(void)fs_names(inside.dir, each, &inside, NULL);
	above->found |= inside.found;
	fs_close(&inside.dir, NULL);
}

static void look_at_name(void *ctx, const char *name)
{
	uint64_t sid;
	switch (folder_file(name, &sid)) {
	case FILE_RECORD:
	case FILE_JOURNAL:
	case FILE_SLOT:
		look_at_file(ctx, name);
		break;
	case FILE_LIVE:
	case FILE_PASSING:
	case FILE_BALLAST:
	case FILE_LOCK:
	case FILE_OTHER:
		break;
	}
}

static void look_at_course(void *ctx, const char *name)
{
	struct search *data = ctx;
	struct search course = { .dir = data->found || name[0] == '.' ? -1 : fs_dir_at(data->dir, name, false, NULL) };
	if (course.dir >= 0) {
		(void)fs_names(course.dir, look_at_name, &course, NULL);
		look_into(&course, FOLDER_BACKUPS, look_at_backup);
	}
	data->found |= course.found;
	fs_close(&course.dir, NULL);
}

bool orphaned_any_box(const char *data)
{
	struct search search = { .dir = open(data, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK) };
	if (search.dir >= 0)
		(void)fs_names(search.dir, look_at_course, &search, NULL);
	fs_close(&search.dir, NULL);
	return search.found;
}

bool orphaned_any(const char *data)
{
	return !vault_is_there(data) && orphaned_any_box(data);
}
