/* SPDX-License-Identifier: MIT */
#include "io/checkup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/text.h"
#include "io/fold.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/live.h"
#include "io/pieces.h"
#include "io/quarantine.h"
#include "io/record.h"

#define PIECE ((size_t)256 * 1024) /* bytes of whole lines at a time */

/* A folder being gone through. */
struct round {
	int dir;
	struct str path;
	struct arena arena;
	const char **names;
	size_t n, room;
	void (*each)(void *ctx, const struct checkup_found *);
	void *ctx;
};

static void say(const struct round *round, enum checkup what, const char *name, size_t n)
{
	struct str path = { 0 };

	if (n == 0)
		return;
	str_print(&path, "%s%s%s", str_text(&round->path), *name ? "/" : "", name);
	round->each(round->ctx, &(struct checkup_found){ what, str_text(&path), n });
	str_release(&path);
}

/* What is there and could not be opened. */
static void say_shut(const struct round *round, const char *name, const struct err *err)
{
	bool in_the_way = err->code == ENOTDIR;

	if (err->kind != ERR_ABSENT || in_the_way)
		say(round, fs_is_strange(err) || in_the_way ? CHECKUP_NOT_OURS : CHECKUP_UNREAD, name, 1);
}

static void keep_name(void *ctx, const char *name)
{
	struct round *round = ctx;

	if (round->n == round->room) {
		round->room = round->room ? round->room * 2 : 64;
		round->names = mem_grow(round->names, round->room, sizeof *round->names);
	}
	round->names[round->n++] = arena_copy(&round->arena, name, strlen(name));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* -- A file ----------------------------------------------------------------------------------- */

struct file {
	struct pieces pieces;
	struct record_scan scan;
	size_t len;
};

static void take_nothing(void *ctx, const struct record *record, const char *line, size_t len)
{
	(void)ctx;
	(void)record;
	(void)line;
	(void)len;
}

static void walk_piece(void *ctx, const char *bytes, size_t len)
{
	struct file *file = ctx;

	file->len += len;
	record_walk(bytes, len, &file->scan, take_nothing, NULL);
}

static void add_part(void *ctx, const char *bytes, size_t len)
{
	struct file *file = ctx;

	pieces_add(&file->pieces, bytes, len);
}

static bool read_file(const struct round *round, const char *name, size_t most, struct file *file)
{
	struct err err = { 0 };

	*file = (struct file){ 0 };
	pieces_begin(&file->pieces, PIECE, walk_piece, file);
	if (fs_read_parts(round->dir, name, most, add_part, file, &err)) {
		pieces_end(&file->pieces);
		return true;
	}
	pieces_drop(&file->pieces);
	say_shut(round, name, &err);
	return false;
}

/* Lines that should be there, by what the fold says of itself, and are not; the damaged ones are among them. */
static size_t missing(const struct record_scan *scan)
{
	size_t whole = scan->good + scan->unknown, gone = scan->counted && scan->counted_lines > whole ? scan->counted_lines - whole : 0;

	return gone > scan->damaged - scan->strange ? gone : scan->damaged - scan->strange;
}

/* What a quarantine holds is told with it, and mends itself: the next folds go on without. */
static void look_at_lines(struct round *round, const char *name, bool folded)
{
	struct file file;

	if (!read_file(round, name, FOLDER_FILE_MOST, &file))
		return;
	const struct record_scan *scan = &file.scan;
	bool damaged = folded ? fold_is_damaged(scan) : scan->damaged > scan->torn;
	if (!damaged || quarantine_holds(round->dir, name, file.len))
		return;
	size_t strange = scan->strange, lines = folded ? missing(scan) : scan->damaged - strange;
	if (folded && lines + strange == 0)
		lines = 1; /* of a fold not even the first line is left */
	if (!folded && scan->torn) /* nobody was told that it was saved */
		*(lines > 0 ? &lines : &strange) -= 1;
	say(round, CHECKUP_DAMAGED, name, lines);
	say(round, CHECKUP_STRANGE, name, strange);
}

/* -- Slots ------------------------------------------------------------------------------------ */

struct slots {
	size_t whole, torn;
	const char *first; /* that is torn */
};

static void look_at_slot(struct round *round, const char *name, struct slots *slots)
{
	struct file file;

	if (!read_file(round, name, FOLDER_SLOT_MOST, &file))
		return;
	slots->whole += file.scan.good > 0;
	slots->torn += file.scan.damaged > 0;
	if (file.scan.damaged > 0 && !slots->first)
		slots->first = name;
}

/* All those of one session, beginning at `at`: one that is torn is as it should be while another one is whole, and while the
 * session lives. Returns where the next name stands. */
static size_t look_at_slots(struct round *round, size_t at, uint64_t sid)
{
	struct slots slots = { 0 };
	uint64_t own = sid;

	for (; at < round->n && folder_file(round->names[at], &own) == FILE_SLOT && own == sid; at++)
		look_at_slot(round, round->names[at], &slots);
	if (slots.first && slots.whole == 0 && !live_is(round->dir, sid))
		say(round, CHECKUP_DAMAGED, slots.first, 1);
	return at;
}

/* -- Folders ---------------------------------------------------------------------------------- */

static bool list(struct round *round)
{
	bool good = round->dir >= 0 && fs_names(round->dir, keep_name, round, NULL);

	if (round->n > 0)
		qsort(round->names, round->n, sizeof *round->names, by_name);
	return good;
}

static void end(struct round *round)
{
	mem_free(round->names);
	str_release(&round->path);
	arena_release(&round->arena);
	fs_close(&round->dir, NULL);
}

/* A folder in another one; what stands there and cannot be gone into is told where it should be ours. */
static bool go_into(const struct round *above, const char *name, bool ours, struct round *round)
{
	struct err err = { 0 };

	*round = (struct round){ .each = above->each, .ctx = above->ctx };
	str_print(&round->path, "%s/%s", str_text(&above->path), name);
	round->dir = fs_dir_at(above->dir, name, false, &err);
	if (round->dir >= 0 && list(round))
		return true;
	if (ours)
		say_shut(above, name, &err);
	end(round);
	return false;
}

static void look_at_backups(const struct round *course)
{
	struct round round;

	if (!go_into(course, FOLDER_BACKUPS, true, &round))
		return;
	for (size_t i = 0; i < round.n; i++)
		if (folder_backup(round.names[i]) > 0)
			look_at_lines(&round, round.names[i], true);
	end(&round);
}

static void look_at_quarantine(const struct round *course)
{
	struct round round;

	if (!go_into(course, FOLDER_QUARANTINE, true, &round))
		return;
	say(&round, CHECKUP_KEPT, "", round.n);
	end(&round);
}

/* Returns where the next name stands. */
static size_t look_at_name(struct round *round, size_t at)
{
	uint64_t sid;

	switch (folder_file(round->names[at], &sid)) {
	case FILE_RECORD:
	case FILE_JOURNAL:
		look_at_lines(round, round->names[at], folder_file(round->names[at], &sid) == FILE_RECORD);
		break;
	case FILE_SLOT: return look_at_slots(round, at, sid);
	case FILE_LIVE:
	case FILE_PASSING:
	case FILE_BALLAST:
	case FILE_LOCK:
	case FILE_OTHER: break;
	}
	return at + 1;
}

static void look_at_course(const struct round *data, const char *name)
{
	struct round round;

	if (name[0] == '.' || !go_into(data, name, false, &round))
		return;
	for (size_t i = 0; i < round.n;)
		i = look_at_name(&round, i);
	look_at_backups(&round);
	look_at_quarantine(&round);
	end(&round);
}

void checkup_all(const char *data, void (*each)(void *ctx, const struct checkup_found *), void *ctx)
{
	struct round round = { .dir = open(data, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK), .each = each, .ctx = ctx };

	str_add_text(&round.path, data);
	if (list(&round))
		for (size_t i = 0; i < round.n; i++)
			look_at_course(&round, round.names[i]);
	end(&round);
}
