/* SPDX-License-Identifier: MIT */
#include "cmd/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "io/fs.h"
#include "io/shelf.h"
#include "kinds/kind.h"

#define LOCK_FILE "ids.lock"
#define LOCK_MOST ((size_t)1024 * 1024)

struct lines {
	struct arena arena;
	const char **list;
	size_t n, room;
};

/* The second word of a line, or an empty text. */
static const char *id_of(const char *line, size_t *len)
{
	const char *id = strchr(line, ' ');

	id = id ? id + 1 : "";
	*len = strcspn(id, " ");
	return id;
}

static int by_id(const void *a, const void *b)
{
	size_t one_len, other_len;
	const char *one = id_of(*(const char *const *)a, &one_len), *other = id_of(*(const char *const *)b, &other_len);
	int order = memcmp(one, other, one_len < other_len ? one_len : other_len);

	return order ? order : (one_len > other_len) - (one_len < other_len);
}

static void add_line(struct lines *lines, const char *line)
{
	if (lines->n == lines->room) {
		lines->room = lines->room ? lines->room * 2 : 64;
		lines->list = mem_grow(lines->list, lines->room, sizeof lines->list[0]);
	}
	lines->list[lines->n++] = line;
}

static void add_chapter(struct lines *lines, const struct chapter *chapter)
{
	add_line(lines, arena_print(&lines->arena, "chapter %s %s 1", chapter->id, chapter->id));
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		add_line(lines,
			arena_print(&lines->arena, "%s %s %s %u", page->kind_name, page->id, chapter->id, page->rev));
	}
}

static bool add_course(struct lines *lines, const char *folder, struct err *err)
{
	struct diags diags = { 0 };
	struct course *course = shelf_course(folder, &diags);
	bool good = course != NULL;

	for (size_t i = 0; good && i < course->chapters.n; i++) {
		struct chapter *chapter = shelf_chapter(course, course->chapters.list[i], kinds_all, &diags);
		good = chapter != NULL;
		if (chapter)
			add_chapter(lines, chapter);
		if (chapter)
			chapter_free(chapter);
	}
	if (course)
		course_free(course);
	diags_release(&diags);
	if (good)
		return true;
	err_set(err, ERR_INVALID, 0, "%s", tr("the course changed while it was read"));
	return err_at_file(err, folder);
}

static bool has_id(const struct lines *lines, size_t n, const char *line)
{
	for (size_t i = 0; i < n; i++)
		if (by_id(&lines->list[i], &line) == 0)
			return true;
	return false;
}

/* Keeps the lines of ids that were published and are in the course no more, and counts those that were not. */
static bool add_gone(struct lines *lines, int dir, size_t *added, struct err *err)
{
	struct str before = { 0 };
	size_t now = lines->n;

	*added = now;
	if (!fs_read_given(dir, LOCK_FILE, LOCK_MOST, &before, err)) {
		bool absent = err->kind == ERR_ABSENT;
		if (absent)
			*err = (struct err){ 0 };
		return absent;
	}
	for (const char *at = str_text(&before); *at;) {
		size_t len = strcspn(at, "\n");
		const char *line = arena_copy(&lines->arena, at, len);
		bool stays = strchr(line, ' ') && has_id(lines, now, line);
		if (stays)
			--*added;
		else if (strchr(line, ' '))
			add_line(lines, line);
		at += len + (at[len] == '\n');
	}
	str_release(&before);
	return true;
}

static bool replace(const struct lines *lines, int dir, struct err *err)
{
	struct str text = { 0 };

	for (size_t i = 0; i < lines->n; i++)
		str_print(&text, "%s\n", lines->list[i]);
	bool good = fs_replace(dir, LOCK_FILE, str_text(&text), text.len, err);
	str_release(&text);
	/* it is part of the course, and no one's record */
	if (good && fchmodat(dir, LOCK_FILE, 0644, 0) != 0)
		good = err_set(
			err, err_kind_of(errno), errno, "%s", tr("ids.lock was written, but others cannot read it"));
	return good;
}

bool lock_write(const char *folder, struct lock_count *count, struct err *err)
{
	struct lines lines = { 0 };
	struct err closing = { 0 };
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0) {
		int code = errno;
		err_set(err, err_kind_of(code), code, "%s", strerror(code));
		return err_at_file(err, folder);
	}
	bool good = add_course(&lines, folder, err) && add_gone(&lines, dir, &count->added, err);
	count->all = lines.n;
	if (good && lines.n)
		qsort(lines.list, lines.n, sizeof lines.list[0], by_id);
	good = good && replace(&lines, dir, err);
	fs_close(&dir, &closing);
	mem_free(lines.list);
	arena_release(&lines.arena);
	return good;
}
