/* SPDX-License-Identifier: MIT */
#include "io/sealing.h"

#include <string.h>
#include "base/mem.h"
#include "io/drawer.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/live.h"
#include "io/record.h"

struct names {
	struct arena arena;
	const char **list;
	size_t n, room;
};

static void keep_name(void *ctx, const char *name)
{
	struct names *names = ctx;
	if (names->n == names->room) {
		names->room = names->room ? names->room * 2 : 32;
		names->list = mem_grow(names->list, names->room, sizeof *names->list);
	}
	names->list[names->n++] = arena_copy(&names->arena, name, strlen(name));
}

static void release(struct names *names)
{
	mem_free(names->list);
	arena_release(&names->arena);
}

/* All files of a folder. The same record may stand in several of them, byte for byte, and is the same afterwards: a fold
 * asks whether one file holds all of another. */
struct sealing {
	const struct vault *vault;
	struct sealing_done *done;
	struct arena arena;
	struct record *list;   /* in a box of the key that counts, sealed just now or before: number, session, and box */
	size_t n, room;
};

/* One file, line by line. */
struct work {
	struct sealing *sealing;
	struct str out;
	const char *from; /* in the file's bytes: what is copied next */
	size_t sealed;
};

/* Words, plans, and what was remembered. Half of a graded answer is an answer like others, but a line does not say of
 * which kind its page is: so of half answers all that have a text are sealed. */
static bool is_private(const struct record *record)
{
	return (record->type == RECORD_WORDS || record->type == RECORD_PLAN || record->type == RECORD_DRAFT ||
		       (record->type == RECORD_ANSWER && record->text)) &&
		record_has_words(record);
}

static struct record *find(const struct sealing *sealing, const struct record *like)
{
	for (size_t i = 0; i < sealing->n; i++)
		if (sealing->list[i].sid == like->sid && sealing->list[i].seq == like->seq)
			return &sealing->list[i];
	return NULL;
}

static void remember(struct sealing *sealing, const struct record *sealed)
{
	if (sealing->n == sealing->room) {
		sealing->room = sealing->room ? sealing->room * 2 : 32;
		sealing->list = mem_grow(sealing->list, sealing->room, sizeof *sealing->list);
	}
	sealing->list[sealing->n++] = *record_copy(&sealing->arena, sealed);
}

/* Who was cut short left some copies of a record in their new box: the others go into the very same one, else a fold would
 * keep both. */
static bool is_done(struct sealing *sealing, const struct record *record)
{
	const struct record *before = find(sealing, record);
	if (before)
		return record->box && strcmp(before->box, record->box) == 0;
	if (!drawer_opens(sealing->vault, record))
		return false;
	remember(sealing, record);
	return true;
}

/* False for what is to stay as it is. */
static bool seal_anew(struct sealing *sealing, const struct record *record, struct record *out)
{
	struct arena arena = { 0 };
	const struct record *before = find(sealing, record);
	bool sealed = before || (record->box ? drawer_reseal(sealing->vault, record, &arena, out) : is_private(record));
	if (sealed && !before && !record->box)
		drawer_put(sealing->vault, record, &arena, out);
	if (sealed && !before) {
		remember(sealing, out);
		sealing->done->records++;
	}
	if (sealed)
		*out = *find(sealing, record);
	arena_release(&arena);
	return sealed;
}

static void take_line(void *ctx, const struct record *record, const char *line, size_t len)
{
	struct work *work = ctx;
	struct record sealed;
	if (record->type == RECORD_OTHER || is_done(work->sealing, record) || !seal_anew(work->sealing, record, &sealed))
		return;
	str_add(&work->out, work->from, (size_t)(line - work->from));
	record_rebox(line, len, &sealed, &work->out);
	work->from = line + len + 1; /* its LF */
	work->sealed++;
}

/* A slot keeps its form: the line, spaces, an LF at the end of a multiple of 16 KiB. */
static void fill_slot(struct str *out)
{
	static const char spaces[] = "                                                                ";
	while (out->len > 0 && (out->at[out->len - 1] == ' ' || out->at[out->len - 1] == '\n'))
		str_cut(out, out->len - 1);
	str_add(out, "\n", 1);
	size_t size = (out->len + 1 + FOLDER_SLOT - 1) / FOLDER_SLOT * FOLDER_SLOT;
	for (size_t left; (left = size - 1 - out->len) > 0;)
		str_add(out, spaces, left < sizeof spaces - 1 ? left : sizeof spaces - 1);
	str_add(out, "\n", 1);
}

/* The last line of a file that was broken off has no LF: it was never called saved, and may be words. It is left out of a
 * file that is written anew; so is what else is damaged, which stands in quarantine. */
static bool seal_file(int dir, const char *name, bool slot, struct sealing *sealing, struct err *err)
{
	struct str bytes = { 0 };
	struct err here = { 0 };
	if (!fs_read(dir, name, FOLDER_FILE_MOST, &bytes, &here)) {
		bool passed = here.kind == ERR_ABSENT || fs_is_strange(&here);
		if (!passed && err)
			*err = here;
		return passed;
	}
	struct work work = { .sealing = sealing, .from = str_text(&bytes) };
	struct record_scan scan = { 0 };
	record_walk(str_text(&bytes), bytes.len, &scan, take_line, &work);
	const char *end = bytes.at ? bytes.at + bytes.len : NULL;
	if (work.sealed > 0 && work.from < end)
		str_add(&work.out, work.from, (size_t)(end - work.from));
	if (work.sealed > 0 && slot)
		fill_slot(&work.out);
	bool good = work.sealed == 0 || fs_replace(dir, name, work.out.at, work.out.len, err);
	sealing->done->files += good && work.sealed > 0;
	str_release(&work.out);
	str_release(&bytes);
	return good;
}

static bool has_lines(const char *name, bool *slot)
{
	uint64_t sid;
	enum folder_file file = folder_file(name, &sid);
	*slot = file == FILE_SLOT;
	return *slot || file == FILE_RECORD || file == FILE_JOURNAL || folder_backup(name) > 0;
}

static bool seal_names(int dir, struct sealing *sealing, struct err *err)
{
	struct names names = { .n = 0 };
	bool good = fs_names(dir, keep_name, &names, err);
	for (size_t i = 0; i < names.n && good; i++) {
		bool slot;
		uint64_t sid;
		if (has_lines(names.list[i], &slot))
			good = seal_file(dir, names.list[i], slot, sealing, err);
		else if (folder_file(names.list[i], &sid) == FILE_PASSING) /* a fold that was not finished */
			fs_remove(dir, names.list[i], NULL);
	}
	release(&names);
	return good;
}

bool sealing_is_barred(int dir)
{
	struct names names = { .n = 0 };
	bool lives = false;
	int64_t until = live_patience();
	fs_names(dir, keep_name, &names, NULL);
	for (size_t i = 0; i < names.n; i++) {
		uint64_t sid;
		if (folder_file(names.list[i], &sid) != FILE_LIVE)
			continue;
		(void)live_await_end(dir, sid, until);
		lives |= live_is(dir, sid);
	}
	release(&names);
	return lives;
}

/* Also the two folds before this one. */
static bool seal_backups(int dir, struct sealing *sealing, struct err *err)
{
	int bak = fs_dir_at(dir, FOLDER_BACKUPS, false, NULL);
	bool good = bak < 0 || seal_names(bak, sealing, err);
	fs_close(&bak, NULL);
	return good;
}

static void count_quarantined(int dir, struct sealing_done *done)
{
	struct names names = { .n = 0 };
	int quarantine = fs_dir_at(dir, FOLDER_QUARANTINE, false, NULL);
	if (quarantine >= 0 && fs_names(quarantine, keep_name, &names, NULL))
		done->quarantined = names.n;
	fs_close(&quarantine, NULL);
	release(&names);
}

/* -- Whether the vault is the one that is meant ------------------------------------------------- */

struct judging {
	const struct vault *vault;
	int dir;
	bool any, ours;
};

static void judge_box(void *ctx, const struct record *record)
{
	struct judging *judging = ctx;
	struct arena arena = { 0 };
	struct record anew;
	if (!record->box || judging->ours)
		return;
	judging->any = true;
	judging->ours = drawer_opens(judging->vault, record) || drawer_reseal(judging->vault, record, &arena, &anew);
	arena_release(&arena);
}

static void judge_file(void *ctx, const char *name)
{
	struct judging *judging = ctx;
	struct str bytes = { 0 };
	struct record_scan scan = { 0 };
	bool slot;
	if (!judging->ours && has_lines(name, &slot) && fs_read(judging->dir, name, FOLDER_FILE_MOST, &bytes, NULL))
		record_scan(str_text(&bytes), bytes.len, &scan, judge_box, judging);
	str_release(&bytes);
}

static bool is_foreign(int dir, const struct vault *vault)
{
	struct judging judging = { .vault = vault, .dir = dir };
	int bak = fs_dir_at(dir, FOLDER_BACKUPS, false, NULL);
	(void)fs_names(dir, judge_file, &judging, NULL);
	judging.dir = bak;
	if (bak >= 0)
		(void)fs_names(bak, judge_file, &judging, NULL);
	fs_close(&bak, NULL);
	return judging.any && !judging.ours;
}

bool sealing_folder(int dir, const struct vault *vault, struct sealing_done *done, struct err *err)
{
	struct sealing sealing = { .vault = vault, .done = done };
	*done = (struct sealing_done){ 0 };
	int lock = fs_open_lock(dir, FOLDER_LOCK, err);
	if (lock < 0)
		return false;
	done->busy = !fs_lock(lock) || sealing_is_barred(dir);
	done->foreign = !done->busy && is_foreign(dir, vault);
	bool good = done->busy || done->foreign || (seal_names(dir, &sealing, err) && seal_backups(dir, &sealing, err));
	count_quarantined(dir, done);
	mem_free(sealing.list);
	arena_release(&sealing.arena);
	fs_close(&lock, NULL);
	return good;
}
