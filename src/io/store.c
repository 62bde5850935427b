/* SPDX-License-Identifier: MIT */
#include "io/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __APPLE__
#include <sys/random.h>
#endif

#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/live.h"
#include "io/record.h"
#include "io/drafts.h"
#include "io/outbox.h"
#include "io/reading.h"
#include "io/scribe.h"
#include "io/scribe_process.h"
#include "view/saving.h"

#define JOURNALS_MOST 8         /* more, or more bytes in them, are folded at the start */
#define JOURNAL_BYTES_MOST ((size_t)256 * 1024)
#define STARTS_MOST 4           /* how often a scribe that was killed is replaced before we write ourselves */

#define KINDS (ERR_GONE + 1)

enum store_mode {
	STORE_WAITS,            /* open; no scribe yet */
	STORE_HOLDS,            /* a scribe will be started in a moment: `out` waits for it */
	STORE_SPEAKS,           /* to a scribe at the other end of `socket` */
	STORE_WRITES,           /* there can be no scribe: `own` does its work here */
	STORE_READS,            /* a newer program wrote here */
	STORE_NOWHERE,          /* --ephemeral */
};

/* Numbers: up to `given` were handed out, up to `safe` are acknowledged; `out` holds all messages above `safe`. */
struct store {
	enum store_mode mode;
	char *folder;
	uint64_t sid;
	uint64_t given, safe;
	struct err trouble;     /* kind and code of the last reply */
	struct err barred;      /* what was in the way of the folder when it was opened */
	bool news;              /* store_answer has something */
	bool owed[SAVING_COUNT]; /* news to be told, one with each reply: trouble comes first */
	bool moved;             /* the folder is not where its name leads */
	int dir;                /* the folder as it was opened, -1: none */
	int socket;
	pid_t pid;
	unsigned starts;
	pid_t gone[STARTS_MOST]; /* scribes that were killed */
	size_t ngone;
	bool last;              /* the scribe has said its last word */
	struct scribe *own;
	struct outbox out;
	struct str half;        /* the beginning of a reply */
	struct str heard;       /* lines other sessions saved */
	struct drawer *drawer;  /* where locked words go, or NULL; borrowed */
	struct scribe_hand spare; /* forked before, for the next start */
	struct reading reading; /* what was found */
	struct str draft_page;  /* of the last draft handed over, "" when it was empty */
	bool turned;            /* a draft of this session went to the journal */
	char *state, *course;   /* folders of the index and of what it is of; NULL: there is to be none */
};

static int64_t tick(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct store *store_new(enum store_mode mode)
{
	struct store *store = mem_get(sizeof *store);
	store->mode = mode;
	store->socket = store->dir = -1;
	store->pid = -1;
	if (getentropy(&store->sid, sizeof store->sid) != 0)
		store->sid = (uint64_t)time(NULL) << 32 ^ (uint64_t)getpid(); /* names are made with O_EXCL all the same */
	return store;
}

static void store_free(struct store *store)
{
	outbox_release(&store->out);
	mem_free(store->folder);
	mem_free(store->state);
	mem_free(store->course);
	str_release(&store->half);
	str_release(&store->heard);
	str_release(&store->draft_page);
	reading_release(&store->reading);
	fs_close(&store->dir, NULL);
	scribe_dismiss(&store->spare);
	mem_free(store);
}

struct store *store_open(const char *folder, const char *course, struct learner *learner, struct store_found *found,
	struct err *err)
{
	struct store *store = store_new(STORE_WAITS);
	struct str path = { 0 };
	struct err here = { 0 };
	str_print(&path, "%s/%s", folder, course);
	store->folder = path.at;
	*found = (struct store_found){ .drawer = found->drawer };
	store->drawer = found->drawer;
	store->dir = fs_dir(store->folder, &here);
	if (store->dir < 0 && store_is_shut(folder, course, err)) {
		store_free(store);
		return NULL;
	}
	if (store->dir < 0) {
		if (!store_is_barred(folder, course, &store->barred))
			err_set(&here, here.kind, here.code, "%s", saving_reason(here.kind, here.code));
		found->barred = store->barred.kind != ERR_NONE ? store->barred : here;
		return store; /* the scribe will meet the same reason, and explain() says it */
	}
	fs_narrow_dir(folder);
	bool good = reading_take(&store->reading, store->dir, true, learner, found, &here);
	if (found->newer)
		store->mode = STORE_READS;
	if (good)
		return store;
	store_free(store);
	if (err)
		*err = here;
	return NULL;
}

struct store *store_nowhere(void)
{
	return store_new(STORE_NOWHERE);
}

uint64_t store_sid(const struct store *store)
{
	return store->sid;
}

static char *copied(const char *text)
{
	struct str copy = { 0 };
	str_add_text(&copy, text);
	return copy.at;
}

void store_index(struct store *store, const char *place, const char *course)
{
	mem_free(store->state);
	mem_free(store->course);
	store->state = copied(place);
	store->course = copied(course);
}

/* The rest is folded at a clean end; this is for those who never have one. */
static bool wants_fold(const struct store *store)
{
	return store->reading.damaged || store->reading.njournals > JOURNALS_MOST || store->reading.journal_bytes > JOURNAL_BYTES_MOST;
}

/* Its task goes before all that waits; one told to a scribe that was killed is for nobody. */
static void queue_task(struct store *store)
{
	const struct scribe_task task = { .folder = store->folder, .sid = store->sid,
		.fold_now = store->starts == 0 && wants_fold(store),
		.state = store->state ? store->state : "", .course = store->course ? store->course : "",
		.journals = store->reading.journals, .njournals = store->reading.njournals };
	struct str bytes = { 0 };
	scribe_task_bytes(&task, &bytes);
	outbox_lead(&store->out, &(struct scribe_head){ .word = SCRIBE_TASK, .len = (uint32_t)bytes.len }, bytes.at);
	str_release(&bytes);
}

static bool start_process(struct store *store, struct err *err)
{
	bool good = store->spare.pid > 0 || scribe_fork(&store->spare, err);
	if (good) {
		store->pid = store->spare.pid;
		store->socket = store->spare.socket;
		store->spare = (struct scribe_hand){ 0 };
		queue_task(store);
	}
	store->starts++;
	return good;
}

/* Replies. */

static void hear_reply(struct store *store, const struct scribe_reply *reply)
{
	enum err_kind kind = reply->kind < KINDS ? (enum err_kind)reply->kind : ERR_LOST;
	if (reply->number > store->safe || kind != store->trouble.kind)
		store->news = true;
	if (reply->number > store->safe)
		store->safe = reply->number;
	store->trouble = (struct err){ .kind = kind, .code = reply->code };
	store->last |= reply->last != 0;
	store->owed[SAVING_ELSEWHERE] |= reply->elsewhere != 0;
	store->owed[SAVING_AGAIN] |= reply->again != 0;
	store->owed[SAVING_JOINED] |= reply->joined != 0;
	store->owed[SAVING_MOVED] |= reply->moved && !store->moved;
	store->moved = reply->moved != 0;
	for (int how = 0; how < SAVING_COUNT; how++)
		store->news |= store->owed[how];
}

/* Writing here. */

static void write_here(struct store *store, const struct scribe_head *head, const char *bytes)
{
	if (!store->own)
		store->own = scribe_new(store->folder, store->sid);
	int64_t now = tick();
	scribe_take(store->own, head, bytes, now);
	scribe_work(store->own, now, true);
	struct scribe_reply reply;
	if (scribe_reply(store->own, &reply))
		hear_reply(store, &reply);
}

static void write_all_here(struct store *store)
{
	store->mode = STORE_WRITES;
	for (size_t i = 0; i < store->out.n; i++) {
		const struct message *message = &store->out.list[i];
		write_here(store, &message->head, message->bytes.at + sizeof message->head);
	}
	outbox_release(&store->out); /* the scribe has them */
}

/* Speaking to the scribe. */

/* The scribe was killed: another one gets everything that was not acknowledged. */
static void revive(struct store *store)
{
	close(store->socket);
	store->socket = -1;
	store->gone[store->ngone++] = store->pid; /* a stalled server can hold up even its end: no waiting for it here */
	str_cut(&store->half, 0);
	store->last = false;
	outbox_rewind(&store->out);
	if (store->starts >= STARTS_MOST || !start_process(store, NULL))
		write_all_here(store);
}

static void pump(struct store *store)
{
	while (store->mode == STORE_SPEAKS && !outbox_send(&store->out, store->socket))
		revive(store);
}

/* Takes the whole replies at the beginning of what came, each with the lines that follow it. */
static void take_replies(struct store *store)
{
	struct scribe_reply reply;
	size_t at = 0;
	while (store->half.len - at >= sizeof reply) {
		memcpy(&reply, store->half.at + at, sizeof reply);
		if (store->half.len - at - sizeof reply < reply.len)
			break;
		hear_reply(store, &reply);
		str_add(&store->heard, store->half.at + at + sizeof reply, reply.len);
		at += sizeof reply + reply.len;
	}
	str_splice(&store->half, 0, at, NULL, 0);
}

/* All replies that are there; false when the scribe has closed its end. */
static bool hear_all(struct store *store)
{
	for (;;) {
		char part[16384];
		ssize_t n = recv(store->socket, part, sizeof part, MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
		str_add(&store->half, part, (size_t)n);
		take_replies(store);
		outbox_forget(&store->out, store->safe);
	}
}

static void refuse(struct store *store)
{
	store->news |= store->trouble.kind == ERR_NONE;
	store->trouble = (struct err){ .kind = ERR_REFUSED };
}

static void hand_over(struct store *store, enum scribe_word word, uint64_t number, const char *bytes, size_t len)
{
	struct scribe_head head = { .number = number, .word = word, .len = (uint32_t)len };
	switch (store->mode) {
	case STORE_NOWHERE:
		hear_reply(store, &(struct scribe_reply){ .number = number });
		break;
	case STORE_READS:
		refuse(store);
		break;
	case STORE_WAITS:
	case STORE_WRITES:
		write_here(store, &head, bytes);
		break;
	case STORE_HOLDS:
	case STORE_SPEAKS:
		outbox_add(&store->out, &head, bytes);
		pump(store);
		break;
	}
}

void store_hold(struct store *store, struct scribe_hand *hand)
{
	if (store->mode != STORE_WAITS)
		return;
	store->mode = STORE_HOLDS;
	store->spare = *hand;
	*hand = (struct scribe_hand){ 0 };
}

bool store_start(struct store *store, struct err *err)
{
	if (store->mode != STORE_WAITS && store->mode != STORE_HOLDS)
		return true;
	if (!start_process(store, err)) {
		write_all_here(store);
		return false;
	}
	store->mode = STORE_SPEAKS;
	pump(store);
	if (store->reading.stale.len > 0)
		hand_over(store, SCRIBE_DROP, 0, store->reading.stale.at, store->reading.stale.len);
	str_cut(&store->reading.stale, 0);
	return true;
}

/* Saving. */

static uint64_t hand_record(struct store *store, enum scribe_word word, const struct record *record)
{
	struct str line = { 0 };
	record_line(record, &line);
	uint64_t number = ++store->given;
	hand_over(store, word, number, line.at, line.len);
	str_release(&line);
	return number;
}

uint64_t store_save(struct store *store, const struct record *record, bool sync)
{
	if (record->type == RECORD_TAKEN) /* true once our own half answer is on the disk; nothing anybody waits for */
		return hand_record(store, SCRIBE_AFTER, record);
	return hand_record(store, sync ? SCRIBE_SYNC : SCRIBE_LATER, record);
}

/* Slots of ended sessions whose draft goes on in this one: they go once ours is on the disk. */
static void take_over(struct store *store, const struct record *draft)
{
	struct str names = { 0 };
	reading_take_over(&store->reading, draft, &names);
	if (names.len > 0)
		hand_over(store, SCRIBE_DROP, 0, names.at, names.len);
	str_release(&names);
}

/* The slots hold one draft. When it is of another page now, the last one goes to the journal; and once one did, the
 * news that a page's draft is empty must stand there too. */
uint64_t store_draft(struct store *store, const struct record *record)
{
	bool empty = draft_is_empty(record);
	const char *page = record->page ? record->page : "", *before = str_text(&store->draft_page);
	if (*before && strcmp(before, page) != 0) {
		hand_over(store, SCRIBE_TURN, 0, "", 0);
		store->turned = true;
	}
	str_cut(&store->draft_page, 0);
	if (!empty)
		str_add_text(&store->draft_page, page);
	uint64_t number = hand_record(store, empty ? SCRIBE_EMPTY : SCRIBE_DRAFT, record);
	if (empty && store->turned)
		number = store_save(store, record, false);
	if (!empty)
		take_over(store, record);
	return number;
}

int store_fd(const struct store *store)
{
	return store->socket;
}

/* Whether what was in the way at the beginning is what the scribe meets still. Not looked for again here: a stalled file
 * server must not hold up the screen. */
static bool is_barred(const struct store *store)
{
	int code = store->trouble.code;
	return store->barred.kind != ERR_NONE && (code == ENOTDIR || code == EEXIST || code == ELOOP);
}

static void explain(const struct store *store, struct err *err)
{
	err_set(err, store->trouble.kind, store->trouble.code, "%s", saving_reason(store->trouble.kind, store->trouble.code));
	if (store->mode == STORE_READS)
		err_set(err, ERR_REFUSED, 0, "%s", tr("a newer version of attune wrote here"));
	err_at_file(err, store->folder);
	if (!is_barred(store))
		return;
	*err = store->barred;
	err->kind = store->trouble.kind;
	err->code = store->trouble.code;
}

static void tell_owed(struct store *store, struct err *err)
{
	int how = 0;
	while (how < SAVING_COUNT && !store->owed[how])
		how++;
	if (how == SAVING_COUNT)
		return;
	err_set(err, ERR_NONE, 0, "%s", saving_words((enum saving)how));
	store->owed[how] = false;
}

bool store_answer(struct store *store, uint64_t *number, struct err *err)
{
	if (store->mode == STORE_SPEAKS && !hear_all(store))
		revive(store);
	pump(store);
	if (!store->news)
		return false;
	store->news = false;
	*number = store->safe;
	*err = (struct err){ 0 };
	if (store->trouble.kind != ERR_NONE)
		explain(store, err);
	else
		tell_owed(store, err);
	store->owed[SAVING_ELSEWHERE] = false; /* with trouble it is no news */
	return true;
}

struct company {
	const struct store *store;
	bool any;
};

static void look_at_sign(void *ctx, const char *name)
{
	struct company *company = ctx;
	uint64_t sid;
	company->any |= folder_file(name, &sid) == FILE_LIVE && sid != company->store->sid && live_is(company->store->dir, sid);
}

bool store_has_company(const struct store *store)
{
	struct company company = { store, false };
	if (store->dir >= 0)
		(void)fs_names(store->dir, look_at_sign, &company, NULL);
	return company.any;
}

void store_look(struct store *store)
{
	if (store->mode == STORE_SPEAKS)
		hand_over(store, SCRIBE_LOOK, 0, "", 0);
}

/* Who takes what others saved. */
struct hearing {
	struct learner *learner;
	struct drawer *drawer;
};

static void take_heard(void *ctx, const struct record *record)
{
	const struct hearing *hearing = ctx;
	learner_take(hearing->learner, record);
	if (hearing->drawer)
		drawer_hold(hearing->drawer, record);
}

bool store_heard(struct store *store, struct learner *learner)
{
	struct record_scan scan = { 0 };
	struct hearing hearing = { learner, store->drawer };
	record_scan(str_text(&store->heard), store->heard.len, &scan, take_heard, &hearing);
	str_cut(&store->heard, 0);
	return scan.good > 0;
}

void store_try(struct store *store)
{
	hand_over(store, SCRIBE_TRY, 0, "", 0);
}

bool store_is_behind(const struct store *store)
{
	return store->safe < store->given || store->trouble.kind != ERR_NONE;
}

/* Ending. */

static void wait_for(const struct store *store, int64_t end)
{
	int64_t left = end - tick();
	struct pollfd on = { .fd = store->socket, .events = (short)(POLLIN | (outbox_is_sent(&store->out) ? 0 : POLLOUT)) };
	poll(&on, 1, left > 0 ? (int)left : 0);
}

/* Sends the rest, closes our end, hears the last word. */
static void finish(struct store *store, int64_t end)
{
	bool open = true;
	while (store->mode == STORE_SPEAKS && !store->last) {
		pump(store);
		if (store->mode == STORE_SPEAKS && open && outbox_is_sent(&store->out)) {
			shutdown(store->socket, SHUT_WR);
			open = false;
		}
		if (!hear_all(store) && !store->last) {
			revive(store);
			open = true;
		} else if (!store->last && tick() >= end) {
			return;
		} else if (!store->last) {
			wait_for(store, end);
		}
	}
}

/* After its last word the scribe folds and is gone by itself; nobody waits for that. */
static void reap(struct store *store)
{
	for (size_t i = 0; i < store->ngone; i++)
		waitpid(store->gone[i], NULL, WNOHANG);
	if (store->socket < 0)
		return;
	close(store->socket);
	waitpid(store->pid, NULL, WNOHANG);
}

/* Whoever moved it away need not be the learner, who looks for it where it was. */
static void say_where(const struct store *store, struct err *err)
{
	struct str path = { 0 };
	if (store->moved && store->dir >= 0 && fs_where(store->dir, &path)) {
		err_set(err, ERR_NONE, 0, "%s", tr("your record's folder was moved here while attune was open, and what you wrote is in it"));
		err_at_file(err, str_text(&path));
	}
	str_release(&path);
}

bool store_close(struct store *store, int wait, struct err *err)
{
	if (!store)
		return true;
	int64_t end = tick() + wait;
	if (store->mode == STORE_HOLDS)
		store_start(store, NULL);
	finish(store, end);
	reap(store);
	if (store->own) {
		struct scribe_reply reply;
		scribe_work(store->own, tick(), true);
		if (scribe_reply(store->own, &reply))
			hear_reply(store, &reply);
		scribe_free(store->own);
	}
	bool good = !store_is_behind(store);
	if (good && err)
		say_where(store, err);
	else if (err)
		explain(store, err);
	store_free(store);
	return good;
}
