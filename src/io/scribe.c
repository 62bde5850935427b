/* SPDX-License-Identifier: MIT */
#include "io/scribe.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "io/ballast.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/journal.h"
#include "io/live.h"
#include "io/slots.h"

enum {                          /* milliseconds */
	LATER_WAIT = 400,       /* after the last line that is not urgent */
	LATER_MOST = 5000,      /* after the first one */
	DRAFT_IDLE = 1000,      /* after the last draft */
	DRAFT_MOST = 5000,      /* after the first one that is not synced */
	RETRY_WAIT = 5000,      /* after a failure */
	BUSY_WAIT = 100,        /* the same when the computer is short of something, and twice that the next time ... */
	BUSY_TRIES = 5,         /* ... so often, before anything is said */
	BALLAST_WAIT = 2000,    /* after the beginning */
	BALLAST_AGAIN = 60000,  /* after it was given up, or could not be made */
};

/* How the last attempt at one of the two went. */
struct trouble {
	struct err err;         /* kind NONE when all is well */
	int64_t retry;          /* when to try again */
	unsigned tries;         /* in vain, one after the other */
};

/* Draft (its files are io/slots'):
 *
 *   draft taken -> wanted -(pwrite)-> dirty -(fdatasync)-> turn changes
 */
struct scribe {
	char *folder;
	uint64_t sid;
	int dir, live;
	uint64_t taken, safe;           /* numbers: the last taken, the last acknowledged */
	struct {
		struct journal file;
		int64_t due;            /* of the lines that are not urgent; -1 none */
		int64_t first;          /* when the oldest of them came */
		struct trouble trouble;
	} journal;
	struct {
		struct slots slots;
		struct str line;
		uint64_t number;
		bool wanted, dirty, empty;
		int64_t due, first;     /* of the sync; when the first one not synced came */
		struct trouble trouble;
	} draft;
	struct str drop, after;         /* names; lines */
	enum err_kind told;             /* the trouble that was last told */
	bool elsewhere, again;          /* a lost write was made good, a removed file written anew; to be told */
	bool moved;                     /* the folder is not where its name leads; words go where its files and the vault's are */
	struct {
		bool on, due;           /* somebody wants to know; something was taken since they were looked for */
		uint64_t *list;         /* known of */
		size_t n, room;
		bool news;              /* one that was not; to be told */
	} others;                       /* sessions that live */
	int64_t ballast;                /* when there should be one; -1: never, or it is there */
	bool news;                      /* a reply is owed */
};

struct scribe *scribe_new(const char *folder, uint64_t sid)
{
	struct scribe *scribe = mem_get(sizeof *scribe);
	struct str copy = { 0 };
	str_add_text(&copy, folder);
	scribe->folder = copy.at;
	scribe->sid = sid;
	scribe->dir = scribe->live = -1;
	scribe->ballast = -1;
	scribe->journal.due = -1;
	journal_begin(&scribe->journal.file);
	slots_begin(&scribe->draft.slots);
	return scribe;
}

/* Taking. */

static void take_line(struct scribe *scribe, const struct scribe_head *head, const char *bytes, int64_t now)
{
	journal_take(&scribe->journal.file, head->number, head->word == SCRIBE_SYNC, bytes, head->len);
	if (scribe->journal.due < 0)
		scribe->journal.first = now;
	int64_t last = scribe->journal.first + LATER_MOST;
	scribe->journal.due = now + LATER_WAIT < last ? now + LATER_WAIT : last;
}

static void take_draft(struct scribe *scribe, const struct scribe_head *head, const char *bytes, int64_t now)
{
	str_cut(&scribe->draft.line, 0);
	str_add(&scribe->draft.line, bytes, head->len);
	scribe->draft.number = head->number;
	scribe->draft.empty = head->word == SCRIBE_EMPTY;
	if (!scribe->draft.wanted && !scribe->draft.dirty)
		scribe->draft.first = now;
	int64_t last = scribe->draft.first + DRAFT_MOST;
	scribe->draft.due = now + DRAFT_IDLE < last ? now + DRAFT_IDLE : last;
	scribe->draft.wanted = true;
	if (scribe->draft.empty) /* perhaps no trouble any more */
		scribe->draft.trouble.retry = now;
}

/* The slots have room for one page's draft. What they hold of another page moves to the journal, before they are
 * written. */
static void take_turn(struct scribe *scribe, int64_t now)
{
	const struct str *line = &scribe->draft.line;
	struct scribe_head head = { scribe->draft.number, SCRIBE_SYNC, (uint32_t)line->len };
	if (line->len > 0)
		take_line(scribe, &head, line->at, now);
}

void scribe_take(struct scribe *scribe, const struct scribe_head *head, const char *bytes, int64_t now)
{
	switch ((enum scribe_word)head->word) {
	case SCRIBE_SYNC:
	case SCRIBE_LATER:
		take_line(scribe, head, bytes, now);
		break;
	case SCRIBE_DRAFT:
	case SCRIBE_EMPTY:
		take_draft(scribe, head, bytes, now);
		break;
	case SCRIBE_TURN:
		take_turn(scribe, now);
		break;
	case SCRIBE_DROP:
		str_add(&scribe->drop, bytes, head->len);
		break;
	case SCRIBE_AFTER:
		str_add(&scribe->after, bytes, head->len);
		break;
	case SCRIBE_LOOK:
	case SCRIBE_TASK:
		break;
	case SCRIBE_TRY:
		scribe->journal.trouble.retry = scribe->draft.trouble.retry = now;
		break;
	}
	scribe->others.due |= head->number > 0;
	if (head->number > scribe->taken)
		scribe->taken = head->number;
}

/* The folder and new files in it. */

static bool folder_open(struct scribe *scribe, struct err *err)
{
	if (scribe->dir >= 0)
		return true;
	scribe->dir = fs_dir(scribe->folder, err);
	if (scribe->dir >= 0 && !fs_sync_way(scribe->folder, err))
		fs_close(&scribe->dir, NULL);
	return scribe->dir >= 0;
}

/* The sign of life comes before the first file, so that nobody takes ours for those of an ended session. Some places know no
 * locks; the files are then guarded by fs_is_linked alone. */
static void begin_life(struct scribe *scribe)
{
	if (scribe->live < 0)
		scribe->live = live_begin(scribe->dir, scribe->sid);
}

/* Other windows. Who came later was told of us when they began; that they came we see when we write, and never by waking up for it. */

static bool is_known(const struct scribe *scribe, uint64_t sid)
{
	for (size_t i = 0; i < scribe->others.n; i++)
		if (scribe->others.list[i] == sid)
			return true;
	return false;
}

static void see_one(void *ctx, const char *name)
{
	struct scribe *scribe = ctx;
	uint64_t sid;
	if (folder_file(name, &sid) != FILE_LIVE || sid == scribe->sid || is_known(scribe, sid) || !live_is(scribe->dir, sid))
		return;
	if (scribe->others.n == scribe->others.room) {
		scribe->others.room = scribe->others.room ? scribe->others.room * 2 : 4;
		scribe->others.list = mem_grow(scribe->others.list, scribe->others.room, sizeof *scribe->others.list);
	}
	scribe->others.list[scribe->others.n++] = sid;
	scribe->others.news = true;
}

static void see_others(struct scribe *scribe)
{
	if (!scribe->others.on || !scribe->others.due || scribe->dir < 0 || !scribe_is_done(scribe))
		return;
	scribe->others.due = false;
	fs_names(scribe->dir, see_one, scribe, NULL);
}

/* Whoever puts a backup in the place of the folder, or moves it away, moves what was saved with it. */
static void see_place(struct scribe *scribe)
{
	bool moved = !fs_leads_to(scribe->folder, scribe->dir);
	scribe->news |= moved != scribe->moved;
	scribe->moved = moved;
}

/* The journal. */

static bool journal_try(struct scribe *scribe, struct err *err)
{
	if (!folder_open(scribe, err))
		return false;
	if (!journal_is_open(&scribe->journal.file))
		begin_life(scribe);
	if (!journal_save(&scribe->journal.file, scribe->dir, scribe->sid, &scribe->again, err))
		return false;
	scribe->journal.due = -1;
	see_place(scribe);
	return true;
}

/* Draft slots. */

/* After an error. A draft that was only written, not synced, is to be written again; one that was synced stays in its
 * file. */
static void draft_leave(struct scribe *scribe)
{
	slots_leave(&scribe->draft.slots, scribe->dir, scribe->sid);
	scribe->draft.wanted |= scribe->draft.dirty;
	scribe->draft.dirty = false;
}

static bool draft_write(struct scribe *scribe, struct err *err)
{
	if (!scribe->draft.wanted)
		return true;
	if (!folder_open(scribe, err))
		return false;
	if (!slots_is_made(&scribe->draft.slots))
		begin_life(scribe);
	if (!slots_write(&scribe->draft.slots, scribe->dir, scribe->sid, &scribe->draft.line, err))
		return false;
	scribe->draft.wanted = false;
	scribe->draft.dirty = true;
	return true;
}

static bool draft_sync(struct scribe *scribe, struct err *err)
{
	if (!scribe->draft.dirty)
		return true;
	if (!slots_sync(&scribe->draft.slots, err))
		return false;
	scribe->draft.dirty = false;
	see_place(scribe);
	return true;
}

/* Superfluous files. */

static void settle_one(void *ctx, const char *name)
{
	const struct scribe *scribe = ctx;
	if (strncmp(name, "journal-", 8) == 0 || strncmp(name, "draft-", 6) == 0)
		fs_settle(scribe->dir, name);
}

/* What makes them superfluous must be on the disk first, whoever wrote it. Failing is no harm: they stay for another
 * time. */
static void drop_all(struct scribe *scribe)
{
	if (scribe->drop.len == 0 || !folder_open(scribe, NULL))
		return;
	if (fs_names(scribe->dir, settle_one, scribe, NULL))
		for (size_t i = 0; i < scribe->drop.len; i += strlen(scribe->drop.at + i) + 1)
			fs_remove(scribe->dir, scribe->drop.at + i, NULL);
	str_cut(&scribe->drop, 0);
}

/* Lines that are true only now that everything before them is on the disk. */
static void take_after(struct scribe *scribe, int64_t now)
{
	struct scribe_head head = { scribe->taken, SCRIBE_LATER, (uint32_t)scribe->after.len };
	if (head.len > 0)
		take_line(scribe, &head, scribe->after.at, now);
	str_cut(&scribe->after, 0);
}

/* Working. */

static bool journal_is_due(const struct scribe *scribe, int64_t now, bool all)
{
	bool late = scribe->journal.due >= 0 && now >= scribe->journal.due;
	return !journal_is_done(&scribe->journal.file) && (all || late || journal_is_urgent(&scribe->journal.file));
}

/* At the end what was saved is looked for once more, though there is nothing to write. */
static bool journal_work(struct scribe *scribe, int64_t now, bool all, struct err *err)
{
	bool stands = !all || journal_stands(&scribe->journal.file, err);
	if (stands && (!journal_is_due(scribe, now, all) || journal_try(scribe, err)))
		return true;
	journal_leave(&scribe->journal.file, scribe->dir, scribe->sid);
	return false;
}

/* An empty one that cannot be written keeps nothing from being saved: what was half is in the journal as a whole, or was taken back.
 * What a slot still holds of it is overtaken by that, and goes with the slots at the end. */
static bool draft_work(struct scribe *scribe, int64_t now, bool all, struct err *err)
{
	if (draft_write(scribe, err) && ((!all && now < scribe->draft.due) || draft_sync(scribe, err)))
		return true;
	draft_leave(scribe);
	if (!scribe->draft.empty)
		return false;
	scribe->draft.wanted = false;
	return true;
}

/* The folder may have been replaced by another of its name. */
static void folder_leave(struct scribe *scribe)
{
	journal_leave(&scribe->journal.file, scribe->dir, scribe->sid);
	draft_leave(scribe);
	fs_close(&scribe->live, NULL);
	fs_close(&scribe->dir, NULL);
}

/* What may have changed what failed: a lost write is made again in a new file, a folder that is gone is opened again by its
 * name, a full disk gets the ballast's space. Anything else would fail in the same way, and waits. */
static bool is_worth_another(struct scribe *scribe, enum err_kind kind, int64_t now)
{
	if (kind == ERR_ABSENT)
		folder_leave(scribe);
	if (kind != ERR_FULL)
		return kind == ERR_ABSENT || kind == ERR_LOST;
	if (scribe->dir < 0 || !ballast_give_up(scribe->dir))
		return false;
	scribe->ballast = now + BALLAST_AGAIN;
	return true;
}

static void note_trouble(struct trouble *trouble, const struct err *err, int64_t now)
{
	unsigned before = trouble->err.kind == ERR_NONE ? 0 : trouble->tries;
	bool busy = err->kind == ERR_BUSY && before + 1 < BUSY_TRIES;
	trouble->err = *err;
	trouble->tries = err->kind == ERR_NONE ? 0 : before + 1;
	trouble->retry = now + (busy ? BUSY_WAIT << before : RETRY_WAIT);
}

static void attempt(struct scribe *scribe, bool (*work)(struct scribe *, int64_t, bool, struct err *),
	struct trouble *trouble, int64_t now, bool all)
{
	bool before = trouble->err.kind != ERR_NONE;
	if (before && now < trouble->retry && !all)
		return;
	struct err err = { 0 };
	bool good = work(scribe, now, all || before, &err);
	if (!good && is_worth_another(scribe, err.kind, now)) {
		bool lost = err.kind == ERR_LOST;
		good = work(scribe, now, all || before, &err);
		scribe->elsewhere |= good && lost;
	}
	if (!good && err.kind == ERR_NONE)
		err.kind = ERR_LOST;
	if (good)
		err = (struct err){ 0 };
	note_trouble(trouble, &err, now);
}

/* The highest number below which everything is as safe as was asked. */
static uint64_t safe_number(const struct scribe *scribe)
{
	uint64_t safe = scribe->taken;
	bool trouble = scribe->journal.trouble.err.kind != ERR_NONE;
	if ((scribe->draft.wanted || scribe->draft.trouble.err.kind != ERR_NONE) && scribe->draft.number <= safe)
		safe = scribe->draft.number - 1;
	safe = journal_safe(&scribe->journal.file, safe, trouble);
	return safe > scribe->safe ? safe : scribe->safe;
}

/* A computer that is short of something for a moment is no news. */
static bool is_told(const struct trouble *trouble)
{
	return trouble->err.kind != ERR_NONE && (trouble->err.kind != ERR_BUSY || trouble->tries >= BUSY_TRIES);
}

static const struct err *trouble_now(const struct scribe *scribe)
{
	static const struct err none = { 0 };
	if (is_told(&scribe->journal.trouble))
		return &scribe->journal.trouble.err;
	return is_told(&scribe->draft.trouble) ? &scribe->draft.trouble.err : &none;
}

static bool is_well(const struct scribe *scribe)
{
	return scribe->journal.trouble.err.kind == ERR_NONE && scribe->draft.trouble.err.kind == ERR_NONE;
}

/* When there is a folder, and nothing is waiting to be written. */
static bool has_leisure(const struct scribe *scribe)
{
	return scribe_is_done(scribe) && scribe->dir >= 0;
}

static void see_to_ballast(struct scribe *scribe, int64_t now)
{
	if (scribe->ballast < 0 || now < scribe->ballast || !has_leisure(scribe))
		return;
	scribe->ballast = ballast_make(scribe->dir) ? -1 : now + BALLAST_AGAIN;
}

void scribe_work(struct scribe *scribe, int64_t now, bool all)
{
	attempt(scribe, journal_work, &scribe->journal.trouble, now, all);
	attempt(scribe, draft_work, &scribe->draft.trouble, now, all || scribe->drop.len + scribe->after.len > 0);
	uint64_t safe = safe_number(scribe);
	enum err_kind kind = trouble_now(scribe)->kind;
	scribe->news |= safe != scribe->safe || kind != scribe->told || scribe->elsewhere || scribe->again;
	scribe->safe = safe;
	scribe->told = kind;
	if (!is_well(scribe))
		return;
	drop_all(scribe);
	take_after(scribe, now);
	see_to_ballast(scribe, now);
	see_others(scribe);
	scribe->news |= scribe->others.news;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t scribe_due(const struct scribe *scribe)
{
	int64_t draft = -1, journal = -1;
	if (scribe->draft.trouble.err.kind != ERR_NONE)
		draft = scribe->draft.trouble.retry;
	else if (scribe->draft.dirty)
		draft = scribe->draft.due;
	if (scribe->journal.trouble.err.kind != ERR_NONE)
		journal = scribe->journal.trouble.retry;
	else if (!journal_is_done(&scribe->journal.file))
		journal = scribe->journal.due;
	/* A time that is over while there is no leisure would be waited for without a pause. */
	return earlier(earlier(draft, journal), is_well(scribe) && has_leisure(scribe) ? scribe->ballast : -1);
}

bool scribe_reply(struct scribe *scribe, struct scribe_reply *reply)
{
	bool news = scribe->news;
	const struct err *trouble = trouble_now(scribe);
	*reply = (struct scribe_reply){ .number = scribe->safe, .kind = (uint32_t)trouble->kind, .code = trouble->code,
		.elsewhere = scribe->elsewhere, .again = scribe->again, .joined = scribe->others.news, .moved = scribe->moved };
	scribe->news = scribe->elsewhere = scribe->again = scribe->others.news = false;
	return news;
}

void scribe_begin(struct scribe *scribe, int64_t now)
{
	scribe->ballast = now + BALLAST_WAIT;
	if (!folder_open(scribe, NULL))
		return;
	scribe->others.on = scribe->others.due = true;
	see_others(scribe); /* these the session was told of when it began */
	scribe->others.news = false;
	begin_life(scribe);
}

void scribe_ending(struct scribe *scribe)
{
	live_ending(scribe->live);
}

void scribe_insist(struct scribe *scribe, const struct scribe_reply *unheard)
{
	scribe->news = true;
	scribe->elsewhere |= unheard && unheard->elsewhere;
	scribe->again |= unheard && unheard->again;
	scribe->others.news |= unheard && unheard->joined;
}

bool scribe_is_done(const struct scribe *scribe)
{
	return journal_is_done(&scribe->journal.file) && scribe->after.len == 0 && !scribe->draft.wanted && !scribe->draft.dirty;
}

bool scribe_is_moved(const struct scribe *scribe)
{
	return scribe->moved;
}

void scribe_free(struct scribe *scribe)
{
	if (!scribe)
		return;
	if (scribe_is_done(scribe) && scribe->draft.empty)
		slots_remove(&scribe->draft.slots, scribe->dir, scribe->sid);
	live_end(scribe->dir, scribe->sid, &scribe->live);
	journal_release(&scribe->journal.file);
	slots_close(&scribe->draft.slots);
	fs_close(&scribe->dir, NULL);
	str_release(&scribe->draft.line);
	str_release(&scribe->drop);
	str_release(&scribe->after);
	mem_free(scribe->others.list);
	mem_free(scribe->folder);
	mem_free(scribe);
}
