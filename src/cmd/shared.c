/* SPDX-License-Identifier: MIT */
#include "cmd/shared.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include "base/mem.h"
#include "base/tr.h"
#include "io/fs.h"

#define LOCK_FILE  SHARED_FILE ".lock"
#define LIST_BYTES (64 * 1024)

enum { WAIT_STEP = 20, WAIT_MOST = 3000 }; /* milliseconds */

void shared_begin(struct shared *shared, const char *data, const char *course)
{
	*shared = (struct shared){ 0 };
	str_print(&shared->folder, "%s/%s", data, course);
}

static void empty(struct shared *shared)
{
	for (size_t i = 0; i < shared->n; i++)
		str_release(&shared->list[i].box);
	shared->n = 0;
}

void shared_end(struct shared *shared)
{
	empty(shared);
	mem_free(shared->list);
	str_release(&shared->folder);
}

/* -- The list --------------------------------------------------------------------------------- */

static struct shared_file *add(struct shared *shared, enum leaving what)
{
	shared->list = mem_grow(shared->list, shared->n + 1, sizeof *shared->list);
	shared->list[shared->n] = (struct shared_file){ .what = what };
	return &shared->list[shared->n++];
}

static void read_file(struct shared *shared, const char *line, size_t len)
{
	for (int i = 0; i < LEAVING_COUNT; i++) {
		size_t word = strlen(leaving_names[i]);
		if (len <= word || strncmp(line, leaving_names[i], word) != 0 || line[word] != ' ')
			continue;
		const char *name = line + word + 1, *end = line + len;
		size_t name_len = strcspn(name, " \n");
		if (!name_len || name_len >= DROPBOX_NAME_MOST)
			return;
		struct shared_file *file = add(shared, (enum leaving)i);
		memcpy(file->name, name, name_len);
		if (name + name_len < end)
			str_add(&file->box, name + name_len + 1, (size_t)(end - name) - name_len - 1);
	}
}

bool shared_read(struct shared *shared, struct err *err)
{
	struct str text = { 0 };
	struct err here = { 0 };
	int dir = open(str_text(&shared->folder), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	bool good = dir < 0 || fs_read(dir, SHARED_FILE, LIST_BYTES, &text, &here) || here.kind == ERR_ABSENT;

	empty(shared);
	for (const char *line = str_text(&text); good && *line;) {
		size_t len = strcspn(line, "\n");
		read_file(shared, line, len);
		line += len + (line[len] == '\n');
	}
	if (dir >= 0)
		fs_close(&dir, NULL);
	str_release(&text);
	if (!good)
		*err = here;
	return good;
}

/* An empty list is removed, which a full disk allows. */
static bool write_list(const struct shared *shared, int dir, struct err *err)
{
	struct str text = { 0 };
	struct err here = { 0 };

	if (!shared->n) {
		bool gone = fs_remove(dir, SHARED_FILE, &here) || here.kind == ERR_ABSENT;
		if (!gone)
			*err = here;
		return gone;
	}
	for (size_t i = 0; i < shared->n; i++) {
		const struct shared_file *file = &shared->list[i];
		str_print(&text, "%s %s%s%s\n", leaving_names[file->what], file->name, file->box.len ? " " : "",
			str_text(&file->box));
	}
	bool good = fs_replace(dir, SHARED_FILE, str_text(&text), text.len, err);
	str_release(&text);
	return good;
}

/* -- One window at a time --------------------------------------------------------------------- */

/* Where a place knows no locks, nobody holds one either, and it goes on without. */
static bool take_turn(int dir, int lock, struct err *err)
{
	for (int waited = 0; !fs_lock(lock); waited += WAIT_STEP) {
		if (waited >= WAIT_STEP && !fs_is_locked(dir, LOCK_FILE))
			return true;
		if (waited >= WAIT_MOST) {
			err_set(err, ERR_BUSY, 0, "%s", tr("another window of yours is sharing just now; nothing was changed here"));
			return false;
		}
		poll(NULL, 0, WAIT_STEP);
	}
	return true;
}

/* -- In the boxes ----------------------------------------------------------------------------- */

static const char *box_of(const struct shared_file *file, const char *box)
{
	return file->box.len ? str_text(&file->box) : box;
}

int shared_level(const struct shared *shared, const char *box)
{
	int level = 0;

	for (size_t i = 0; i < shared->n; i++) {
		const char *at = box_of(&shared->list[i], box);
		if (!at || dropbox_may_have(at, shared->list[i].name))
			level |= 1 << shared->list[i].what;
	}
	return level;
}

/* A box that is not where it was may have been moved, with all that is in it, to where it is now. */
static bool take_back(const struct shared_file *file, const char *box, struct err *err)
{
	const char *at = box_of(file, box);

	if (!at) {
		err_set(err, ERR_ABSENT, 0, "%s", tr("there is no drop box here, so nothing could be taken back"));
		return false;
	}
	if (dropbox_take_back(at, file->name, err))
		return true;
	return err->kind == ERR_ABSENT && box && strcmp(at, box) != 0 && dropbox_has(box, file->name) &&
		dropbox_take_back(box, file->name, err);
}

static void note(struct err *first, const struct err *here)
{
	if (first->kind == ERR_NONE)
		*first = *here;
}

/* The names of what is to be there, on the disk before anything is in the box. */
static bool promise(struct shared *shared, const struct shared_wish *wish, int dir, struct err *err)
{
	bool good = true;

	for (int i = 0; i < LEAVING_COUNT && good; i++) {
		if (!(wish->level & 1 << i))
			continue;
		struct shared_file *file = add(shared, (enum leaving)i);
		str_add_text(&file->box, wish->box);
		file->stays = true;
		good = dropbox_name(wish->course, leaving_names[i], file->name, err);
	}
	return good && (!wish->level || write_list(shared, dir, err));
}

/* Gives the set of those that could not be put there: of these what was shared before stays. What never was there is forgotten:
 * a box that lets nobody look would be asked for it in vain, and a learner told that something of theirs is shared. */
static int put_all(struct shared *shared, const struct shared_wish *wish, struct err *first)
{
	int failed = 0;

	for (size_t i = 0; i < shared->n; i++) {
		struct shared_file *file = &shared->list[i];
		struct err here = { 0 };
		bool left;
		if (!file->stays || dropbox_put(wish->box, file->name, &wish->texts[file->what], &left, &here))
			continue;
		file->never = !left;
		failed |= 1 << file->what;
		note(first, &here);
	}
	return failed;
}

/* The list is left with what is still there. */
static void take_back_others(struct shared *shared, const char *box, int failed, struct err *first)
{
	size_t kept = 0;

	for (size_t i = 0; i < shared->n; i++) {
		struct shared_file *file = &shared->list[i];
		bool fails = failed & 1 << file->what;
		struct err here = { 0 };
		/* a new one that failed, or an old one that is replaced */
		if (file->never || (file->stays == fails && take_back(file, box, &here))) {
			str_release(&file->box);
			continue;
		}
		if (here.kind != ERR_NONE)
			note(first, &here);
		file->stays = file->stays && !fails;
		shared->list[kept++] = *file;
	}
	shared->n = kept;
}

/* What cannot be struck from the list is no trouble: the list is believed only as far as files are there. */
static bool change(struct shared *shared, const struct shared_wish *wish, int dir, struct err *err)
{
	struct err first = { 0 }, unwritten = { 0 };

	if (!shared_read(shared, err))
		return false;
	size_t before = shared->n;
	if (!promise(shared, wish, dir, err)) {
		while (shared->n > before)
			str_release(&shared->list[--shared->n].box);
		return false;
	}
	take_back_others(shared, wish->box, put_all(shared, wish, &first), &first);
	if (dir >= 0)
		(void)write_list(shared, dir, &unwritten);
	*err = first;
	return first.kind == ERR_NONE;
}

/* Taking back goes on where nothing can be written, giving does not. Where there is nothing to take back nothing is made. */
bool shared_change(struct shared *shared, const struct shared_wish *wish, struct err *err)
{
	struct err here = { 0 };

	if (!wish->level && (!shared_read(shared, err) || !shared->n))
		return err->kind == ERR_NONE;
	int dir = fs_dir(str_text(&shared->folder), &here);
	int lock = dir >= 0 ? fs_open_lock(dir, LOCK_FILE, &here) : -1;
	bool good = lock < 0 || take_turn(dir, lock, err);

	if (lock < 0 && wish->level) {
		*err = here;
		good = false;
	}
	good = good && change(shared, wish, dir, err);
	if (lock >= 0)
		fs_close(&lock, NULL);
	if (dir >= 0)
		fs_close(&dir, NULL);
	return good;
}
