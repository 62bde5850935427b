/* SPDX-License-Identifier: MIT */
#include "io/journal.h"

#include <errno.h>

#include "base/mem.h"
#include "io/folder.h"
#include "io/fs.h"

void journal_begin(struct journal *journal)
{
	*journal = (struct journal){ .fd = -1, .number = 1 };
}

static void forget(struct journal *journal)
{
	for (size_t i = 0; i < journal->n; i++)
		str_release(&journal->list[i].line);
	journal->n = journal->written = 0;
}

void journal_release(struct journal *journal)
{
	forget(journal);
	str_release(&journal->again);
	fs_close(&journal->fd, NULL);
	mem_free(journal->list);
	journal_begin(journal);
}

void journal_take(struct journal *journal, uint64_t number, bool sync, const char *bytes, size_t len)
{
	if (journal->n == journal->room) {
		journal->room = journal->room ? journal->room * 2 : 16;
		journal->list = mem_grow(journal->list, journal->room, sizeof *journal->list);
	}
	struct waiting *waiting = &journal->list[journal->n++];
	*waiting = (struct waiting){ .number = number, .sync = sync };
	str_add(&waiting->line, bytes, len);
}

bool journal_is_done(const struct journal *journal)
{
	return journal->n == 0 && journal->again.len == 0;
}

bool journal_is_urgent(const struct journal *journal)
{
	bool urgent = journal->again.len > 0;
	for (size_t i = 0; i < journal->n && !urgent; i++)
		urgent = journal->list[i].sync;
	return urgent;
}

bool journal_is_open(const struct journal *journal)
{
	return journal->fd >= 0;
}

uint64_t journal_safe(const struct journal *journal, uint64_t taken, bool all)
{
	uint64_t safe = taken;
	for (size_t i = 0; i < journal->n; i++) {
		const struct waiting *waiting = &journal->list[i];
		if ((waiting->sync || all) && waiting->number <= safe)
			safe = waiting->number - 1;
	}
	return safe;
}

static bool open_file(struct journal *journal, int dir, uint64_t sid, struct err *err)
{
	if (journal_is_open(journal))
		return true;
	journal->fd = folder_make(dir, sid, &journal->number, folder_journal_name, fs_create, err);
	journal->holds = false;
	journal->written = 0;
	return journal_is_open(journal) && fs_sync_dir(dir, err);
}

/* Everything not yet in the file, in one write. */
static bool write_rest(struct journal *journal, struct err *err)
{
	struct str batch = { 0 };
	if (journal->written == 0)
		str_add(&batch, str_text(&journal->again), journal->again.len);
	for (size_t i = journal->written; i < journal->n; i++)
		str_add(&batch, journal->list[i].line.at, journal->list[i].line.len);
	bool good = batch.len == 0 || fs_append(journal->fd, batch.at, batch.len, err);
	str_release(&batch);
	if (good)
		journal->written = journal->n;
	return good;
}

/* What is written into a file without a name is nowhere. */
static bool is_there(const struct journal *journal, struct err *err)
{
	return fs_is_linked(journal->fd) || err_set(err, ERR_ABSENT, ENOENT, "%s", "");
}

bool journal_save(struct journal *journal, int dir, uint64_t sid, bool *again, struct err *err)
{
	if (!open_file(journal, dir, sid, err) || !write_rest(journal, err) || !fs_sync(journal->fd, err) || !is_there(journal, err))
		return false;
	journal->holds = true;
	*again |= journal->again.len > 0;
	str_release(&journal->again);
	forget(journal);
	return true;
}

bool journal_stands(const struct journal *journal, struct err *err)
{
	return !journal->holds || journal->again.len > 0 || !journal_is_open(journal) || is_there(journal, err);
}

/* Somebody put a backup in the folder's place, or tidied, while we are here. What is open can still be read, now or never: all that
 * was acknowledged in it is written anew. What was only written is in the list. */
static void rescue(struct journal *journal)
{
	struct str held = { 0 };
	size_t unsafe = 0;
	for (size_t i = 0; i < journal->written; i++)
		unsafe += journal->list[i].line.len;
	if (!journal->holds || fs_is_linked(journal->fd) || !fs_read_back(journal->fd, FOLDER_FILE_MOST, &held))
		return;
	str_cut(&journal->again, 0);
	str_add(&journal->again, str_text(&held), held.len > unsafe ? held.len - unsafe : 0);
	str_release(&held);
}

/* A file that never held anything acknowledged goes with it, so that a disk that stays full does not fill with names. */
void journal_leave(struct journal *journal, int dir, uint64_t sid)
{
	if (!journal_is_open(journal)) {
		journal->written = 0;
		return;
	}
	rescue(journal);
	journal->written = 0;
	fs_close(&journal->fd, NULL);
	char name[FOLDER_NAME];
	folder_journal_name(sid, journal->number, name);
	if (!journal->holds)
		fs_remove(dir, name, NULL); /* the next one takes its name, or if it stays, a new one */
}
