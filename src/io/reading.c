/* SPDX-License-Identifier: MIT */
#include "io/reading.h"

#include <inttypes.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/mem.h"
#include "io/fold.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/line.h"
#include "io/live.h"
#include "io/pieces.h"
#include "io/quarantine.h"
#include "io/record.h"
#include "io/twins.h"

#define PIECE ((size_t)256 * 1024) /* bytes of whole lines at a time */

/* One reading under way. */
struct work {
	struct reading *reading;
	struct learner *learner;
	struct store_found *found;
	int dir;
	bool slots;
	const char **names;
	size_t n, room;
	struct old_slot *slot; /* being read, or NULL for a journal */
	enum census_from from;
	struct twins twins;    /* lines of the journals: the record has most of them again */
	bool record_whole;     /* record.log was read and is as it was written */
	struct str unread;     /* a line for each file that cannot be read */
};

static void keep_name(void *ctx, const char *name)
{
	struct work *work = ctx;
	if (work->n == work->room) {
		work->room = work->room ? work->room * 2 : 64;
		work->names = mem_grow(work->names, work->room, sizeof *work->names);
	}
	work->names[work->n++] = arena_copy(&work->reading->arena, name, strlen(name));
}

/* -- Files ------------------------------------------------------------------------------------ */

static void take_slot_line(struct work *work, const struct record *record)
{
	struct old_slot *slot = work->slot;
	if (record->type == RECORD_DRAFT && (!slot->draft || record->seq > slot->draft->seq))
		slot->draft = record_copy(&work->reading->arena, record);
}

static void take_line(void *ctx, const struct record *record, const char *line, size_t len)
{
	struct work *work = ctx;
	struct reading *reading = work->reading;
	if (record->type != RECORD_OTHER)
		learner_take(work->learner, record);
	if (work->found->drawer)
		drawer_hold(work->found->drawer, record);
	if (work->slot) {
		take_slot_line(work, record);
		return;
	}
	struct twin twin = { line, len, record->sid, record->seq, record_is_answer(record->type) };
	census_record(&reading->census, twin.sid, twin.seq, work->from, twin.answer);
	if (work->from == FROM_JOURNAL && record->type != RECORD_OTHER)
		twins_add(&work->twins, twin);
	if (record->type == RECORD_DRAFT)
		drafts_add(&reading->drafts, record);
	else if (record->type == RECORD_TAKEN)
		drafts_taken(&reading->drafts, record);
}

/* The same bytes say the same: only where they stand is news. */
static bool is_known(void *ctx, const char *line, size_t len)
{
	struct work *work = ctx;
	const struct twin *twin = twins_find(&work->twins, line, len);
	if (twin)
		census_record(&work->reading->census, twin->sid, twin->seq, work->from, twin->answer);
	return twin != NULL;
}

/* As it is now. */
static void note_unread(struct work *work, int dir, const char *name)
{
	struct fs_facts is = { .regular = false };
	(void)fs_facts(dir, name, &is);
	str_print(&work->unread, "%s %" PRIu64 " %" PRId64 " %" PRId64 "\n", name, is.inode, is.changed, is.touched);
	work->found->nunread++;
	work->found->unread_state = line_crc(str_text(&work->unread), work->unread.len);
}

/* Something of another kind under a name of ours, or a file that may not be opened, is not read and counts as damage: all of it
 * may stand elsewhere too, and the rest is not shut out with it. A disk that fails ends the reading, because going on would show
 * less than the person wrote. */
static bool read_failed(struct work *work, int dir, const char *name, const struct err *here, struct err *err)
{
	struct store_found *found = work->found;
	if (here->kind == ERR_ABSENT)
		return true;
	if (!fs_is_strange(here) && !fs_is_shut(here)) {
		if (err)
			*err = *here;
		return false;
	}
	if (!found->unread[0])
		(void)snprintf(found->unread, sizeof found->unread, "%s", name);
	note_unread(work, dir, name);
	work->reading->damaged |= work->from == FROM_RECORD; /* a fold needs the name, and puts it aside */
	found->damaged++;
	return true;
}

static void claim(struct reading *reading, struct record_counts *counts)
{
	for (size_t i = 0; i < counts->n; i++)
		census_claim(&reading->census, counts->list[i].sid, counts->list[i].answers);
	mem_free(counts->list);
}

/* A damaged file that is in quarantine already is no news. */
static void count_damage(struct work *work, const char *name, uint64_t sid, size_t len, const struct record_scan *scan)
{
	bool folded = work->from != FROM_JOURNAL;
	bool damaged = folded ? fold_is_damaged(scan) : scan->damaged > scan->torn;
	if (!folded)
		work->found->torn += scan->torn;
	if (!folded && !damaged)
		work->found->damaged += scan->damaged;
	if (!damaged || (work->from != FROM_BACKUP && quarantine_holds(work->dir, name, len)))
		return;
	if (work->from == FROM_BACKUP)
		return; /* read only because the record is damaged, which is told */
	work->reading->damaged = true;
	work->found->damaged += scan->damaged ? scan->damaged : 1;
	work->found->strange += scan->strange;
	if (!folded)
		census_damage(&work->reading->census, sid, scan->answers - scan->torn_answers);
	else if (!scan->counted)
		work->reading->census.unclaimed += scan->answers;
}

static void remember_size(struct reading *reading, const char *name, size_t size)
{
	if (reading->njournals == reading->journals_room) {
		reading->journals_room = reading->journals_room ? reading->journals_room * 2 : 16;
		reading->journals = mem_grow(reading->journals, reading->journals_room, sizeof *reading->journals);
	}
	reading->journals[reading->njournals++] = (struct read_so_far){ name, size };
	reading->journal_bytes += size;
}

/* A file of lines being read. */
struct file {
	struct work *work;
	struct pieces pieces;
	struct record_scan scan;
	struct record_counts counts;
	size_t len;
};

static void walk_piece(void *ctx, const char *bytes, size_t len)
{
	struct file *file = ctx;
	file->len += len;
	record_walk(bytes, len, &file->scan, take_line, file->work);
}

static void add_part(void *ctx, const char *bytes, size_t len)
{
	struct file *file = ctx;
	pieces_add(&file->pieces, bytes, len);
}

/* Of another file in its place all is read; what was taken of the first stays, for it was kept, too. */
static bool read_pieces(struct file *file, int dir, const char *name, struct err *err)
{
	bool good = false;
	for (int tries = 0; !good && tries < 2; tries++) {
		*err = (struct err){ 0 };
		file->len = 0;
		file->counts.n = 0;
		file->scan = (struct record_scan){ .counts = &file->counts, .known = is_known };
		pieces_begin(&file->pieces, PIECE, walk_piece, file);
		good = fs_read_parts(dir, name, FOLDER_FILE_MOST, add_part, file, err);
		if (good)
			pieces_end(&file->pieces);
		else
			pieces_drop(&file->pieces);
		if (err->code != ESTALE)
			break;
	}
	return good;
}

static bool read_lines(struct work *work, int dir, const char *name, uint64_t sid, struct err *err)
{
	struct file file = { .work = work };
	struct err here = { 0 };
	work->slot = NULL;
	if (!read_pieces(&file, dir, name, &here)) {
		mem_free(file.counts.list);
		return read_failed(work, dir, name, &here, err);
	}
	count_damage(work, name, sid, file.len, &file.scan);
	work->found->newer |= file.scan.newer;
	claim(work->reading, &file.counts);
	if (work->from == FROM_RECORD)
		work->record_whole = !fold_is_damaged(&file.scan);
	else if (work->from == FROM_JOURNAL)
		remember_size(work->reading, name, file.len);
	return true;
}

static struct old_slot *slot_add(struct reading *reading, const char *name, uint64_t sid)
{
	if (reading->nslots == reading->slots_room) {
		reading->slots_room = reading->slots_room ? reading->slots_room * 2 : 16;
		reading->slots = mem_grow(reading->slots, reading->slots_room, sizeof *reading->slots);
	}
	reading->slots[reading->nslots] = (struct old_slot){ .name = name, .sid = sid };
	return &reading->slots[reading->nslots++];
}

static bool read_slot(struct work *work, const char *name, uint64_t sid, struct err *err)
{
	struct str bytes = { 0 };
	struct err here = { 0 };
	if (!fs_read(work->dir, name, FOLDER_SLOT_MOST, &bytes, &here))
		return read_failed(work, work->dir, name, &here, err);
	struct record_scan scan = { 0 };
	work->slot = slot_add(work->reading, name, sid);
	work->slot->live = live_is(work->dir, sid);
	record_walk(str_text(&bytes), bytes.len, &scan, take_line, work);
	work->slot->torn = scan.damaged > 0;
	work->found->newer |= scan.newer;
	str_release(&bytes);
	return true;
}

/* -- All of them ------------------------------------------------------------------------------ */

static bool list_names(struct work *work, struct err *err)
{
	work->n = 0;
	if (!fs_names(work->dir, keep_name, work, err))
		return false;
	if (work->n > 0)
		qsort(work->names, work->n, sizeof *work->names, folder_order);
	return true;
}

/* Who comes back at once after the line dropped meets the scribe of the session before, which is still writing the last
 * words down: a moment's patience, and they are there. True if there was any. */
static bool await_ends(const struct work *work)
{
	int64_t until = live_patience();
	bool waited = false;
	for (size_t i = 0; i < work->n; i++) {
		uint64_t sid;
		if (folder_file(work->names[i], &sid) == FILE_LIVE)
			waited |= live_await_end(work->dir, sid, until);
	}
	return waited;
}

static bool read_one(struct work *work, const char *name, struct err *err)
{
	uint64_t sid;
	enum folder_file file = folder_file(name, &sid);
	bool lines = file == FILE_RECORD || file == FILE_JOURNAL;
	work->from = file == FILE_RECORD ? FROM_RECORD : FROM_JOURNAL;
	if (work->slots && (lines || file == FILE_SLOT))
		fs_narrow(work->dir, name);
	if (lines)
		return read_lines(work, work->dir, name, sid, err);
	return file != FILE_SLOT || !(work->slots || work->found->halves) || read_slot(work, name, sid, err);
}

/* Of the names from `first` on: whose number is the highest; NULL when none has one. */
static const char *newest_backup(const struct work *work, size_t first)
{
	const char *newest = NULL;
	for (size_t i = first; i < work->n; i++)
		if (folder_backup(work->names[i]) > (newest ? folder_backup(newest) : 0))
			newest = work->names[i];
	return newest;
}

/* The record is gone or damaged: the folds before it and the journals, which stay until two folds hold them, have all of it. A record
 * that is whole may be an older one, put back: then the newest backup has what the next fold brings back. */
static bool read_backups(struct work *work, struct err *err)
{
	struct err here = { 0 };
	int bak = fs_dir_at(work->dir, FOLDER_BACKUPS, false, &here);
	work->from = FROM_BACKUP;
	if (bak < 0)
		return read_failed(work, work->dir, FOLDER_BACKUPS, &here, err);
	size_t first = work->n, read = 0;
	bool good = fs_names(bak, keep_name, work, err);
	const char *newest = work->record_whole ? newest_backup(work, first) : NULL;
	for (size_t i = first; i < work->n && good; i++)
		if (folder_backup(work->names[i]) > 0 && (!newest || work->names[i] == newest) && ++read)
			good = read_lines(work, bak, work->names[i], 0, err);
	if (read > 0 && !work->reading->damaged) { /* gone altogether */
		struct fs_facts facts;
		bool there = fs_facts(work->dir, FOLDER_RECORD, &facts);
		work->found->missing = !there;
		work->reading->damaged |= !there;
	}
	fs_close(&bak, NULL);
	work->n = first;
	return good;
}

static bool read_all(struct work *work, struct err *err)
{
	if (!list_names(work, err))
		return false;
	if ((work->slots || work->found->halves) && await_ends(work) && !list_names(work, err)) /* what it wrote meanwhile counts */
		return false;
	for (size_t i = 0; i < work->n; i++)
		if (!read_one(work, work->names[i], err))
			return false;
	return (work->record_whole && !work->found->backups) || read_backups(work, err);
}

/* -- Judging what was read -------------------------------------------------------------------- */

/* The slot of a session that counts: the whole one with the highest number; NULL when none is whole. */
static const struct old_slot *newest_slot(const struct reading *reading, uint64_t sid)
{
	const struct old_slot *newest = NULL;
	for (size_t i = 0; i < reading->nslots; i++) {
		const struct old_slot *slot = &reading->slots[i];
		if (slot->sid == sid && slot->draft && (!newest || slot->draft->seq > newest->draft->seq))
			newest = slot;
	}
	return newest;
}

/* Adds the names of a session's slots, the one that counts last: should we die between them, nothing older is found. */
static void add_slots(const struct reading *reading, uint64_t sid, struct str *names)
{
	const struct old_slot *newest = newest_slot(reading, sid);
	for (size_t i = 0; i < reading->nslots; i++)
		if (reading->slots[i].sid == sid && &reading->slots[i] != newest)
			str_add(names, reading->slots[i].name, strlen(reading->slots[i].name) + 1);
	if (newest)
		str_add(names, newest->name, strlen(newest->name) + 1);
}

/* A slot torn by the end of its session is as it should be while another one is whole. */
static void judge_slots(struct work *work)
{
	struct reading *reading = work->reading;
	for (size_t i = 0; i < reading->nslots; i++) {
		const struct old_slot *slot = &reading->slots[i], *newest = newest_slot(reading, slot->sid);
		if (slot->torn && !newest && !slot->live)
			work->found->damaged++;
		if (slot == newest && !slot->live && drafts_supersede(&reading->drafts, work->learner, slot->draft))
			add_slots(reading, slot->sid, &reading->stale);
	}
}

static void keep_slots(struct reading *reading)
{
	for (size_t i = 0; i < reading->nslots; i++)
		if (&reading->slots[i] == newest_slot(reading, reading->slots[i].sid))
			drafts_add(&reading->drafts, reading->slots[i].draft);
}

static void count_other(struct work *work, uint64_t sid)
{
	int64_t since = live_since(work->dir, sid);

	if (work->found->others < STORE_LIVING)
		work->found->living[work->found->others] = sid;
	bool first = work->found->others++ == 0 || (since > 0 && since < work->found->since);
	if (first || work->found->since == 0)
		work->found->since = since;
}

/* Signs of life: those of sessions that live, and (with `slots`) those that nobody locks and that guard no slot any more. */
static void judge_signs(struct work *work)
{
	struct reading *reading = work->reading;
	for (size_t i = 0; i < work->n; i++) {
		uint64_t sid;
		const char *name = work->names[i];
		if (folder_file(name, &sid) != FILE_LIVE)
			continue;
		if (live_is(work->dir, sid)) {
			count_other(work, sid);
			continue;
		}
		if (!work->slots)
			continue;
		const struct old_slot *slot = newest_slot(reading, sid);
		if (!slot || drafts_supersede(&reading->drafts, work->learner, slot->draft))
			str_add(&reading->stale, name, strlen(name) + 1);
	}
}

/* A session that lives may hang on a line that is gone: who comes back at once is offered what it holds. What would only be
 * found again, a hint that was read, is asked nobody about. */
static bool is_worth_asking(const struct record *draft)
{
	return draft->npicks > 0 || draft->box || (draft->text && *draft->text);
}

/* All that count. */
static void offer_drafts(struct work *work)
{
	struct reading *reading = work->reading;
	struct store_found *found = work->found;
	drafts_sort(&reading->drafts);
	found->drafts = arena_get(&reading->arena, (reading->drafts.n + 1) * sizeof *found->drafts);
	for (size_t i = 0; i < reading->drafts.n; i++) {
		struct record *draft = reading->drafts.list[i];
		if (drafts_supersede(&reading->drafts, work->learner, draft))
			continue;
		draft->living = live_is(work->dir, draft->sid);
		if (draft->living && !is_worth_asking(draft))
			continue;
		found->away += draft->living;
		found->drafts[found->ndrafts++] = draft;
	}
}

/* For somebody who only looks. */
static void show_drafts(struct work *work)
{
	struct reading *reading = work->reading;
	drafts_sort(&reading->drafts);
	for (size_t i = 0; i < reading->drafts.n; i++)
		if (!drafts_supersede(&reading->drafts, work->learner, reading->drafts.list[i]))
			drafts_add(work->found->halves, reading->drafts.list[i]);
}

bool reading_take(struct reading *reading, int dir, bool slots, struct learner *learner, struct store_found *found,
	struct err *err)
{
	struct work work = { .reading = reading, .learner = learner, .found = found, .dir = dir, .slots = slots };
	bool good = read_all(&work, err);
	if (good && slots) {
		keep_slots(reading);
		judge_slots(&work);
		judge_signs(&work);
		offer_drafts(&work);
	} else if (good) {
		judge_signs(&work);
		if (found->halves) {
			keep_slots(reading);
			show_drafts(&work);
		}
	}
	census_sum(&reading->census, &found->good, &found->kept, &found->of);
	census_release(&reading->census);
	twins_release(&work.twins);
	mem_free(work.names);
	str_release(&work.unread);
	return good;
}

void reading_release(struct reading *reading)
{
	mem_free(reading->slots);
	mem_free(reading->journals);
	drafts_release(&reading->drafts);
	census_release(&reading->census);
	str_release(&reading->stale);
	arena_release(&reading->arena);
	*reading = (struct reading){ 0 };
}

void reading_take_over(struct reading *reading, const struct record *draft, struct str *names)
{
	for (size_t i = 0; i < reading->nslots; i++) {
		struct old_slot *slot = &reading->slots[i];
		if (slot != newest_slot(reading, slot->sid) || slot->live || draft_is_empty(slot->draft) ||
		    !record_continues(draft, slot->draft))
			continue;
		add_slots(reading, slot->sid, names);
		for (size_t k = 0; k < reading->nslots; k++)
			if (reading->slots[k].sid == slot->sid)
				reading->slots[k].draft = NULL;
	}
}
