/* SPDX-License-Identifier: MIT */
#include "io/fold.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/overtaken.h"
#include "io/quarantine.h"
#include "io/record.h"

#define BACKUPS_KEPT 2
#define PASSING_AGE 3600 /* s: a fold that took longer is not being written any more */

enum { IN_JOURNAL = 1, IN_RECORD = 2, IN_BACKUP = 4 }; /* where a line was read */

/* A file that was read. */
struct source {
	const char *name;
	enum folder_file file;
	uint64_t sid;
	unsigned from;
	struct str bytes;
	bool damaged;
	bool needed; /* a journal: something in it stands nowhere else yet */
};

struct fold {
	int dir;
	uint64_t sid;
	struct fold_done *done;
	struct arena arena;
	const char **names;
	size_t nnames, names_room;
	struct source *sources;
	size_t nsources, sources_room;
	struct overtaken_line *lines;
	size_t nlines, lines_room;
	size_t reading;               /* the source at hand */
	unsigned long last_backup;    /* the highest number in bak/, 0: none */
	struct record_counts counts;
	struct str out;
	bool others;                  /* another session lives */
	bool without_words;
};

/* -- Reading ---------------------------------------------------------------------------------- */

static void keep_name(void *ctx, const char *name)
{
	struct fold *fold = ctx;
	if (fold->nnames == fold->names_room) {
		fold->names_room = fold->names_room ? fold->names_room * 2 : 32;
		fold->names = mem_grow(fold->names, fold->names_room, sizeof *fold->names);
	}
	fold->names[fold->nnames++] = arena_copy(&fold->arena, name, strlen(name));
}

static void keep_line(void *ctx, const struct record *record, const char *at, size_t len)
{
	struct fold *fold = ctx;
	if (fold->nlines == fold->lines_room) {
		fold->lines_room = fold->lines_room ? fold->lines_room * 2 : 256;
		fold->lines = mem_grow(fold->lines, fold->lines_room, sizeof *fold->lines);
	}
	const char *page = record->page ? arena_copy(&fold->arena, record->page, strlen(record->page)) : "";
	bool passing = record->type == RECORD_PLACE || record->type == RECORD_DRAFT;
	fold->lines[fold->nlines++] = (struct overtaken_line){ .at = at, .len = len, .sid = record->sid, .seq = record->seq,
		.clock = record->clock, .page = page, .source = fold->reading, .type = record->type, .gone = record->gone,
		.plain = passing && record_is_plain(record, at, len) };
}

static void count_backup(void *ctx, const char *name)
{
	struct fold *fold = ctx;
	unsigned long number = folder_backup(name);
	if (number > fold->last_backup)
		fold->last_backup = number;
}

bool fold_is_damaged(const struct record_scan *scan)
{
	size_t lines = scan->good + scan->unknown;
	return scan->damaged > 0 || lines == 0 || (scan->counted && lines < scan->counted_lines);
}

/* A record that is there, and ours to read, and cannot be read now: a server out of reach, a ticket that ran out. */
static bool is_out_of_reach(const struct fold *fold, const struct source *source)
{
	struct fs_facts is;
	return source->from == IN_RECORD && fs_facts(fold->dir, source->name, &is) && is.regular && is.readable &&
		is.size <= (int64_t)FOLDER_FILE_MOST;
}

/* What is none of our files under such a name is left alone, as everywhere; so is what may not be opened, but for a backup, which
 * stands for what else is missing, and for who erases, who would remove it next. Nothing takes the place of a record that the
 * next try may read. */
static bool is_passed_over(const struct fold *fold, const struct source *source, const struct err *here)
{
	if (is_out_of_reach(fold, source))
		return false;
	if (here->kind == ERR_ABSENT || fs_is_strange(here))
		return true;
	return fs_is_shut(here) && source->from != IN_BACKUP && !fold->without_words;
}

static bool read_source(struct fold *fold, int dir, struct source source, struct err *err)
{
	struct err here = { 0 };
	if (!fs_read(dir, source.name, FOLDER_FILE_MOST, &source.bytes, &here)) {
		if (is_passed_over(fold, &source, &here))
			return true;
		if (err)
			*err = here;
		return false;
	}
	if (fold->nsources == fold->sources_room) {
		fold->sources_room = fold->sources_room ? fold->sources_room * 2 : 16;
		fold->sources = mem_grow(fold->sources, fold->sources_room, sizeof *fold->sources);
	}
	struct record_scan scan = { 0 };
	fold->reading = fold->nsources;
	record_walk(str_text(&source.bytes), source.bytes.len, &scan, keep_line, fold);
	source.damaged = source.from == IN_JOURNAL ? scan.damaged > scan.torn : fold_is_damaged(&scan);
	fold->done->newer |= scan.newer;
	fold->sources[fold->nsources++] = source;
	return true;
}

static bool read_journals(struct fold *fold, struct err *err)
{
	for (size_t i = 0; i < fold->nnames; i++) {
		uint64_t sid;
		enum folder_file file = folder_file(fold->names[i], &sid);
		struct source source = { .name = fold->names[i], .file = file, .sid = sid, .from = IN_JOURNAL };
		if (file == FILE_RECORD)
			source.from = IN_RECORD;
		else if (file == FILE_LIVE && sid != fold->sid)
			fold->others |= fs_is_locked(fold->dir, fold->names[i]);
		if ((file == FILE_RECORD || file == FILE_JOURNAL) && !read_source(fold, fold->dir, source, err))
			return false;
	}
	return true;
}

static struct source *record_of(struct fold *fold)
{
	for (size_t i = 0; i < fold->nsources; i++)
		if (fold->sources[i].from == IN_RECORD)
			return &fold->sources[i];
	return NULL;
}

/* Whether a backup is the record itself under a second name: somebody died before the rename. */
static bool is_the_record(const struct fold *fold, int bak, const char *name)
{
	struct fs_facts one, other;
	return fs_facts(fold->dir, FOLDER_RECORD, &one) && fs_facts(bak, name, &other) && one.inode == other.inode;
}

/* The newest backup tells which journals may go; when the record is damaged or gone, all of them count. */
static bool read_backups(struct fold *fold, int bak, struct err *err)
{
	const struct source *record = record_of(fold);
	bool all = !record || record->damaged;
	size_t first = fold->nnames;
	if (!fs_names(bak, keep_name, fold, err))
		return false;
	for (size_t i = first; i < fold->nnames; i++)
		count_backup(fold, fold->names[i]);
	for (size_t i = first; i < fold->nnames; i++) {
		unsigned long number = folder_backup(fold->names[i]);
		if (number == 0 || (!all && number != fold->last_backup))
			continue;
		bool same = is_the_record(fold, bak, fold->names[i]);
		struct source source = { .name = fold->names[i], .from = same ? IN_RECORD : IN_BACKUP };
		if (!same && !read_source(fold, bak, source, err))
			return false;
	}
	return true;
}

static bool read_all(struct fold *fold, struct err *err)
{
	if (!fs_names(fold->dir, keep_name, fold, err))
		return false;
	if (fold->nnames > 0)
		qsort(fold->names, fold->nnames, sizeof *fold->names, folder_order);
	if (!read_journals(fold, err))
		return false;
	struct err here = { 0 };
	int bak = fs_dir_at(fold->dir, FOLDER_BACKUPS, false, &here);
	bool good = bak >= 0 ? read_backups(fold, bak, &here) : here.kind == ERR_ABSENT;
	if (!good && err)
		*err = here;
	fs_close(&bak, NULL);
	return good;
}

/* -- One of each ------------------------------------------------------------------------------ */

static void count_answer(struct fold *fold, const struct overtaken_line *line)
{
	struct record_counts *counts = &fold->counts;
	size_t i = counts->n;
	if (!record_is_answer(line->type))
		return;
	while (i > 0 && counts->list[i - 1].sid != line->sid)
		i--;
	if (i == 0) {
		if (counts->n == counts->room) {
			counts->room = counts->room ? counts->room * 2 : 16;
			counts->list = mem_grow(counts->list, counts->room, sizeof *counts->list);
		}
		counts->list[counts->n++] = (struct record_count){ .sid = line->sid };
		i = counts->n;
	}
	counts->list[i - 1].answers++;
}

/* Lines [from, to) are the same, byte for byte: which journals need them to stay? */
static void judge(struct fold *fold, size_t from, size_t to, bool dropped)
{
	unsigned in = 0;
	for (size_t i = from; i < to; i++)
		in |= fold->sources[fold->lines[i].source].from;
	bool safe = dropped || ((in & IN_RECORD) && (in & IN_BACKUP));
	for (size_t i = from; i < to && !safe; i++)
		fold->sources[fold->lines[i].source].needed = true;
}

static void add_line(const struct fold *fold, const struct overtaken_line *line, struct str *body)
{
	if (fold->without_words) {
		fold->done->blanked += record_blank(line->at, line->len, body);
		return;
	}
	str_add(body, line->at, line->len);
	str_add(body, "\n", 1);
}

/* The union, in an order that depends on nothing but the lines: two folds of the same files are the same file. */
static void unite(struct fold *fold)
{
	bool *drop = overtaken_in(fold->lines, fold->nlines);
	struct str body = { 0 };
	for (size_t i = 0, next; i < fold->nlines; i = next) {
		const struct overtaken_line *line = &fold->lines[i];
		for (next = i + 1; next < fold->nlines && overtaken_is_same(line, &fold->lines[next]); next++)
			;
		judge(fold, i, next, drop[i]);
		if (drop[i])
			continue;
		add_line(fold, line, &body);
		if (i == 0 || overtaken_key_order(line, line - 1) != 0)
			count_answer(fold, line);
		fold->done->lines++;
	}
	fold->counts.lines = fold->done->lines;
	record_fold_line(&fold->counts, &fold->out);
	str_add(&fold->out, str_text(&body), body.len);
	str_release(&body);
	mem_free(drop);
}

/* -- Writing ---------------------------------------------------------------------------------- */

static void ignore_line(void *ctx, const struct record *record, const char *line, size_t len)
{
	(void)record;
	(void)line;
	(void)len;
	++*(size_t *)ctx;
}

/* What stands on the disk is what was meant, and can be read. */
static bool reads_back(struct fold *fold, const char *name, struct err *err)
{
	struct str back = { 0 };
	struct record_scan scan = { 0 };
	size_t lines = 0;
	if (!fs_read(fold->dir, name, FOLDER_FILE_MOST, &back, err))
		return false;
	record_walk(str_text(&back), back.len, &scan, ignore_line, &lines);
	bool same = back.len == fold->out.len && memcmp(back.at, fold->out.at, back.len) == 0 && lines == fold->done->lines &&
		scan.damaged == 0;
	str_release(&back);
	return same || err_set(err, ERR_LOST, EIO, "%s", tr("what was written reads back otherwise"));
}

static bool is_written(struct fold *fold)
{
	const struct source *record = record_of(fold);
	return record && record->bytes.len == fold->out.len && memcmp(record->bytes.at, fold->out.at, fold->out.len) == 0;
}

/* Damaged files are kept as they were before anything stands in for them. */
static bool quarantine_all(struct fold *fold, struct err *err)
{
	for (size_t i = 0; i < fold->nsources; i++) {
		const struct source *source = &fold->sources[i];
		if (source->damaged && source->from != IN_BACKUP &&
		    !quarantine_copy(fold->dir, source->name, source->bytes.at, source->bytes.len, err))
			return false;
	}
	return true;
}

/* A damaged record is no backup: it is in quarantine. */
static bool back_up(struct fold *fold, struct err *err)
{
	const struct source *record = record_of(fold);
	if (!record || record->damaged)
		return true;
	int bak = fs_dir_at(fold->dir, FOLDER_BACKUPS, true, err);
	if (bak < 0)
		return false;
	char name[FOLDER_NAME];
	folder_backup_name(fold->last_backup, name);
	bool good = fold->last_backup > 0 && is_the_record(fold, bak, name);
	if (!good) {
		folder_backup_name(++fold->last_backup, name);
		good = fs_keep(fold->dir, FOLDER_RECORD, bak, name, err);
	}
	fs_close(&bak, NULL);
	return good;
}

/* What stood under the record's name and could not be read is no backup either: it goes into quarantine as it is. */
static bool put_aside(struct fold *fold, struct err *err)
{
	struct fs_facts facts;
	return record_of(fold) || !fs_facts(fold->dir, FOLDER_RECORD, &facts) || quarantine_move(fold->dir, FOLDER_RECORD, err);
}

static bool write_record(struct fold *fold, struct err *err)
{
	char passing[FOLDER_NAME];
	if (!fs_passing_name(FOLDER_RECORD, passing, sizeof passing, err) ||
	    !fs_write_new(fold->dir, passing, fold->out.at, fold->out.len, err))
		return false;
	if (reads_back(fold, passing, err) && back_up(fold, err) && put_aside(fold, err) &&
	    fs_rename(fold->dir, passing, FOLDER_RECORD, err)) {
		fold->done->written = true;
		return fs_sync_dir(fold->dir, err);
	}
	fs_remove(fold->dir, passing, NULL);
	return false;
}

/* -- What is no longer needed ----------------------------------------------------------------- */

struct pruning {
	int bak;
	unsigned long last;
};

static void prune_one(void *ctx, const char *name)
{
	const struct pruning *pruning = ctx;
	unsigned long number = folder_backup(name);
	if (number > 0 && number + BACKUPS_KEPT <= pruning->last)
		fs_remove(pruning->bak, name, NULL);
}

static void prune_backups(struct fold *fold)
{
	struct pruning pruning = { fs_dir_at(fold->dir, FOLDER_BACKUPS, false, NULL), fold->last_backup };
	if (pruning.bak >= 0)
		fs_names(pruning.bak, prune_one, &pruning, NULL);
	fs_close(&pruning.bak, NULL);
}

/* Journals of sessions that ended, of which every line stands in the record and in the backup that were here before us. A
 * journal that is damaged goes when its copy is in quarantine. */
static void remove_journals(struct fold *fold)
{
	for (size_t i = 0; i < fold->nsources && !fold->others; i++) {
		const struct source *source = &fold->sources[i];
		if (source->file != FILE_JOURNAL || source->sid == 0 || source->sid == fold->sid || source->needed)
			continue;
		fold->done->removed += fs_remove(fold->dir, source->name, NULL);
	}
}

/* Folds that were not finished, by their age: the clock of whoever holds the files made both times. */
static void remove_passing(struct fold *fold)
{
	struct fs_facts lock, facts;
	if (!fs_facts(fold->dir, FOLDER_LOCK, &lock))
		return;
	int64_t now = lock.changed > (int64_t)time(NULL) ? lock.changed : (int64_t)time(NULL);
	for (size_t i = 0; i < fold->nnames; i++) {
		uint64_t sid;
		if (folder_file(fold->names[i], &sid) == FILE_PASSING && fs_facts(fold->dir, fold->names[i], &facts) &&
		    now - facts.changed > PASSING_AGE)
			fs_remove(fold->dir, fold->names[i], NULL);
	}
}

static void tidy(struct fold *fold)
{
	const struct source *record = record_of(fold);
	bool whole = record && !record->damaged;
	if (whole && fs_settle(fold->dir, FOLDER_RECORD) && fs_sync_dir(fold->dir, NULL))
		remove_journals(fold);
	prune_backups(fold);
	remove_passing(fold);
}

/* -- All of it -------------------------------------------------------------------------------- */

static bool fold_locked(struct fold *fold, struct err *err)
{
	if (!read_all(fold, err))
		return false;
	if (fold->done->newer)
		return true;
	unite(fold);
	if (!quarantine_all(fold, err))
		return false;
	if (fold->done->lines > 0 && !is_written(fold) && !write_record(fold, err))
		return false;
	tidy(fold);
	return true;
}

static void release(struct fold *fold)
{
	for (size_t i = 0; i < fold->nsources; i++)
		str_release(&fold->sources[i].bytes);
	mem_free(fold->sources);
	mem_free(fold->lines);
	mem_free(fold->names);
	mem_free(fold->counts.list);
	str_release(&fold->out);
	arena_release(&fold->arena);
}

/* No backup: it would hold what is to be gone. */
static bool blank_locked(struct fold *fold, struct err *err)
{
	char passing[FOLDER_NAME];
	fold->without_words = true;
	if (!read_all(fold, err))
		return false;
	fold->done->busy = fold->others;
	if (fold->done->newer || fold->done->busy)
		return true;
	unite(fold);
	if (!fs_passing_name(FOLDER_RECORD, passing, sizeof passing, err) ||
	    !fs_write_new(fold->dir, passing, fold->out.at, fold->out.len, err))
		return false;
	if (reads_back(fold, passing, err) && put_aside(fold, err) && fs_rename(fold->dir, passing, FOLDER_RECORD, err)) {
		fold->done->written = true;
		return fs_sync_dir(fold->dir, err);
	}
	fs_remove(fold->dir, passing, NULL);
	return false;
}

static bool with_lock(struct fold *fold, bool (*work)(struct fold *, struct err *), struct err *err)
{
	*fold->done = (struct fold_done){ 0 };
	int lock = fs_open_lock(fold->dir, FOLDER_LOCK, err);
	if (lock < 0)
		return false;
	fold->done->busy = !fs_lock(lock);
	bool good = fold->done->busy || work(fold, err);
	fs_close(&lock, NULL);
	release(fold);
	return good;
}

bool fold_folder(int dir, uint64_t sid, struct fold_done *done, struct err *err)
{
	struct fold fold = { .dir = dir, .sid = sid, .done = done };
	return with_lock(&fold, fold_locked, err);
}

bool fold_without_words(int dir, struct fold_done *done, struct err *err)
{
	struct fold fold = { .dir = dir, .done = done };
	return with_lock(&fold, blank_locked, err);
}
