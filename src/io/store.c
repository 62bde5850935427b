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
#include "io/fs.h"
#include "io/record.h"
#include "io/scribe.h"

#define JOURNAL_MOST ((size_t)64 * 1024 * 1024)
#define SLOT_MOST ((size_t)2 * 1024 * 1024)
#define ENDING_WAIT 400         /* ms for a session that is just ending */
#define STARTS_MOST 4           /* how often a scribe that was killed is replaced before we write ourselves */

/* What a person reads when saving fails, by what it means to us. */
static const char *const words[] = {
	[ERR_NONE] = TR("Saving... the file server is not answering"),
	[ERR_ABSENT] = TR("the folder for your record is not there; your words are kept here"),
	[ERR_REFUSED] = TR("this place is read-only"),
	[ERR_INVALID] = TR("the folder for your record cannot be used; your words are kept here"),
	[ERR_FULL] = TR("Your disk space is used up; your words are kept here"),
	[ERR_LOST] = TR("The disk reported an error; your words are kept here"),
	[ERR_BUSY] = TR("The computer is very busy; your words are kept here"),
	[ERR_GONE] = TR("the file server is gone; your words are kept here"),
};
#define WORDS (sizeof words / sizeof *words)

/* A message on its way: kept until it is acknowledged, because a scribe may be killed. */
struct message {
	struct scribe_head head;
	struct str bytes;       /* the head and what follows it */
	size_t sent;
};

/* A draft slot of another session. */
struct old_slot {
	const char *name;
	uint64_t sid;
	const struct record *draft; /* the newest whole one in it, or NULL */
	bool torn;              /* something in it is not whole */
	bool live;              /* its session still runs */
};

enum store_mode {
	STORE_WAITS,            /* open; no scribe yet */
	STORE_HOLDS,            /* a scribe will be started in a moment: `list` waits for it */
	STORE_SPEAKS,           /* to a scribe at the other end of `socket` */
	STORE_WRITES,           /* there can be no scribe: `own` does its work here */
	STORE_READS,            /* a newer program wrote here */
	STORE_NOWHERE,          /* --ephemeral */
};

/* Numbers: up to `given` were handed out, up to `safe` are acknowledged; `list` holds all messages above `safe`, in
 * order. */
struct store {
	enum store_mode mode;
	char *folder;
	uint64_t sid;
	uint64_t given, safe;
	struct err trouble;     /* kind and code of the last reply */
	struct err barred;      /* what was in the way of the folder when it was opened */
	bool news;              /* store_answer has something */
	int socket;
	pid_t pid;
	unsigned starts;
	pid_t gone[STARTS_MOST]; /* scribes that were killed */
	size_t ngone;
	bool last;              /* the scribe has said its last word */
	struct scribe *own;
	struct message *list;
	size_t n, room;
	struct str half;        /* the beginning of a reply */
	struct arena arena;     /* what was found */
	struct old_slot *slots;
	size_t nslots, slots_room;
	struct record **drafts; /* of each session the newest one in its slots, and the newest of each page in its journal */
	size_t ndrafts, drafts_room;
	struct str stale;       /* names of files that are superfluous, each with its NUL */
	struct str draft_page;  /* of the last draft handed over, "" when it was empty */
	bool turned;            /* a draft of this session went to the journal */
};

static int64_t tick(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_empty(const char *text)
{
	return !text || !*text;
}

/* Drafts. */

static bool draft_is_empty(const struct record *draft)
{
	return draft->npicks == 0 && is_empty(draft->text) && draft->hints == 0 && draft->stage == 0;
}

static bool same_page(const struct record *a, const struct record *b)
{
	return strcmp(a->page ? a->page : "", b->page ? b->page : "") == 0;
}

/* Whether `whole` is `part` with something put in at one place. */
static bool text_holds(const char *whole, const char *part)
{
	whole = whole ? whole : "";
	part = part ? part : "";
	size_t w = strlen(whole), p = strlen(part), front = 0, back = 0;
	while (front < p && front < w && whole[front] == part[front])
		front++;
	while (back < p - front && back < w - front && whole[w - 1 - back] == part[p - 1 - back])
		back++;
	return front + back == p;
}

static bool same_picks(const struct record *a, const struct record *b)
{
	if (a->npicks != b->npicks)
		return false;
	for (size_t i = 0; i < a->npicks; i++)
		if (strcmp(a->picks[i].id, b->picks[i].id) != 0 || a->picks[i].number != b->picks[i].number ||
		    !text_holds(a->picks[i].text, b->picks[i].text))
			return false;
	return true;
}

/* Whether nothing of `old` is lost when only `news` remains. */
static bool draft_continues(const struct record *news, const struct record *old)
{
	return same_page(news, old) && (old->npicks == 0 || same_picks(news, old)) && text_holds(news->text, old->text) &&
	       news->hints >= old->hints && news->stage >= old->stage;
}

static int newest_first(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a, *y = *(const struct record *const *)b;
	if (x->clock != y->clock)
		return x->clock < y->clock ? 1 : -1;
	if (x->seq != y->seq)
		return x->seq < y->seq ? 1 : -1;
	return x->sid < y->sid ? 1 : x->sid > y->sid ? -1 : 0;
}

/* Answered later: the answer holds more than the draft did. */
static bool is_answered(const struct learner *learner, const struct record *draft)
{
	static const enum record_type types[] = { RECORD_ANSWER, RECORD_WORDS, RECORD_BELIEF, RECORD_PLAN };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const struct record *record = learner_latest(learner, types[i], draft->page);
		if (record && record->clock > draft->clock)
			return true;
	}
	return false;
}

/* Whether a draft may go: see README.md. */
static bool is_superseded(const struct store *store, const struct learner *learner, const struct record *draft)
{
	if (draft_is_empty(draft) || is_answered(learner, draft))
		return true;
	for (size_t i = 0; i < store->ndrafts; i++) {
		const struct record *other = store->drafts[i];
		if (other->sid == draft->sid && other->seq > draft->seq && same_page(other, draft))
			return true;
		if (other->sid != draft->sid && other->clock > draft->clock && draft_continues(other, draft))
			return true;
	}
	return false;
}

/* Reading what is there. */

struct opening {
	struct store *store;
	struct learner *learner;
	struct store_found *found;
	const char **names;
	size_t n, room;
	struct old_slot *slot;  /* being read, or NULL for a journal */
};

static void keep_name(void *ctx, const char *name)
{
	struct opening *opening = ctx;
	if (opening->n == opening->room) {
		opening->room = opening->room ? opening->room * 2 : 64;
		opening->names = mem_grow(opening->names, opening->room, sizeof *opening->names);
	}
	opening->names[opening->n++] = arena_copy(&opening->store->arena, name, strlen(name));
}

static int name_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The newest draft of each session and page. */
static void keep_draft(struct store *store, const struct record *draft)
{
	for (size_t i = 0; i < store->ndrafts; i++) {
		struct record *other = store->drafts[i];
		if (other->sid != draft->sid || !same_page(other, draft))
			continue;
		if (draft->seq > other->seq)
			store->drafts[i] = record_copy(&store->arena, draft);
		return;
	}
	if (store->ndrafts == store->drafts_room) {
		store->drafts_room = store->drafts_room ? store->drafts_room * 2 : 16;
		store->drafts = mem_grow(store->drafts, store->drafts_room, sizeof *store->drafts);
	}
	store->drafts[store->ndrafts++] = record_copy(&store->arena, draft);
}

static void take_record(void *ctx, const struct record *record)
{
	struct opening *opening = ctx;
	learner_take(opening->learner, record);
	if (record->type != RECORD_DRAFT)
		return;
	struct old_slot *slot = opening->slot;
	if (!slot)
		keep_draft(opening->store, record);
	else if (!slot->draft || record->seq > slot->draft->seq)
		slot->draft = record_copy(&opening->store->arena, record);
}

static bool has_ends(const char *name, const char *first, const char *last)
{
	size_t n = strlen(name), f = strlen(first), l = strlen(last);
	return n >= f + l && strncmp(name, first, f) == 0 && strcmp(name + n - l, last) == 0;
}

static bool is_journal(const char *name)
{
	return strcmp(name, "record.log") == 0 || has_ends(name, "journal-", ".log");
}

/* The SID after `first` in a name, and where the name goes on. */
static bool name_sid(const char *name, const char *first, uint64_t *sid, const char **rest)
{
	size_t f = strlen(first);
	if (strncmp(name, first, f) != 0 || strspn(name + f, "0123456789abcdef") != 16)
		return false;
	*sid = strtoull(name + f, NULL, 16);
	*rest = name + f + 16;
	return true;
}

static bool is_slot(const char *name, uint64_t *sid)
{
	const char *rest;
	return name_sid(name, "draft-", sid, &rest) && rest[0] == '.' && rest[1] != '\0' &&
	       rest[1 + strspn(rest + 1, "0123456789")] == '\0';
}

/* Something of another kind under a name of ours is not read and counts as damage; what should be readable and is not
 * ends the opening, because going on would show less than the person wrote. */
static bool read_failed(const struct err *here, struct store_found *found, struct err *err)
{
	if (here->kind == ERR_ABSENT)
		return true;
	if (!fs_is_strange(here)) {
		*err = *here;
		return false;
	}
	found->damaged++;
	return true;
}

static bool read_journal(struct opening *opening, int dir, const char *name, struct err *err)
{
	struct str bytes = { 0 };
	struct err here = { 0 };
	if (!fs_read(dir, name, JOURNAL_MOST, &bytes, &here))
		return read_failed(&here, opening->found, err);
	struct record_scan scan = { 0 };
	opening->slot = NULL;
	record_scan(str_text(&bytes), bytes.len, &scan, take_record, opening);
	opening->found->good += scan.good + scan.unknown;
	opening->found->damaged += scan.damaged;
	opening->found->torn += scan.torn;
	opening->found->newer |= scan.newer;
	str_release(&bytes);
	return true;
}

static struct old_slot *slot_add(struct store *store, const char *name, uint64_t sid)
{
	if (store->nslots == store->slots_room) {
		store->slots_room = store->slots_room ? store->slots_room * 2 : 16;
		store->slots = mem_grow(store->slots, store->slots_room, sizeof *store->slots);
	}
	store->slots[store->nslots] = (struct old_slot){ .name = name, .sid = sid };
	return &store->slots[store->nslots++];
}

static bool is_live(int dir, uint64_t sid)
{
	char name[32];
	snprintf(name, sizeof name, "live-%016" PRIx64, sid);
	return fs_is_locked(dir, name);
}

static bool read_slot(struct opening *opening, int dir, const char *name, uint64_t sid, struct err *err)
{
	struct str bytes = { 0 };
	struct err here = { 0 };
	if (!fs_read(dir, name, SLOT_MOST, &bytes, &here))
		return read_failed(&here, opening->found, err);
	struct record_scan scan = { 0 };
	opening->slot = slot_add(opening->store, name, sid);
	opening->slot->live = is_live(dir, sid);
	record_scan(str_text(&bytes), bytes.len, &scan, take_record, opening);
	opening->slot->torn = scan.damaged > 0;
	opening->found->newer |= scan.newer;
	str_release(&bytes);
	return true;
}

/* Waits for the session of a sign of life to end. */
static void await_end(int dir, const char *name, int64_t until)
{
	const struct timespec moment = { .tv_nsec = 5 * 1000 * 1000 };
	while (fs_is_locked(dir, name) && tick() < until)
		nanosleep(&moment, NULL);
}

/* Who comes back at once after the line dropped meets the scribe of the session before, which is still writing the last
 * words down: a moment's patience, and they are there. A session that really runs costs that moment. True if there was any. */
static bool await_ends(struct opening *opening, int dir)
{
	int64_t until = tick() + ENDING_WAIT;
	bool waited = false;
	for (size_t i = 0; i < opening->n; i++)
		if (strncmp(opening->names[i], "live-", 5) == 0 && fs_is_locked(dir, opening->names[i])) {
			await_end(dir, opening->names[i], until);
			waited = true;
		}
	return waited;
}

static bool read_all(struct opening *opening, int dir, struct err *err)
{
	if (!fs_names(dir, keep_name, opening, err))
		return false;
	if (await_ends(opening, dir)) { /* what it wrote meanwhile counts */
		opening->n = 0;
		if (!fs_names(dir, keep_name, opening, err))
			return false;
	}
	if (opening->n > 0)
		qsort(opening->names, opening->n, sizeof *opening->names, name_order);
	for (size_t i = 0; i < opening->n; i++) {
		uint64_t sid;
		const char *name = opening->names[i];
		bool slot = is_slot(name, &sid);
		if (slot || is_journal(name))
			fs_narrow(dir, name);
		if (is_journal(name) && !read_journal(opening, dir, name, err))
			return false;
		if (slot && !read_slot(opening, dir, name, sid, err))
			return false;
	}
	return true;
}

/* Judging what was read. */

static bool sid_is_live(const struct store *store, uint64_t sid)
{
	for (size_t i = 0; i < store->nslots; i++)
		if (store->slots[i].sid == sid && store->slots[i].live)
			return true;
	return false;
}

/* The slot of a session that counts: the whole one with the highest number; NULL when none is whole. */
static const struct old_slot *newest_slot(const struct store *store, uint64_t sid)
{
	const struct old_slot *newest = NULL;
	for (size_t i = 0; i < store->nslots; i++) {
		const struct old_slot *slot = &store->slots[i];
		if (slot->sid == sid && slot->draft && (!newest || slot->draft->seq > newest->draft->seq))
			newest = slot;
	}
	return newest;
}

/* Adds the names of a session's slots, the one that counts last: should we die between them, nothing older is found. */
static void add_slots(const struct store *store, uint64_t sid, struct str *names)
{
	const struct old_slot *newest = newest_slot(store, sid);
	for (size_t i = 0; i < store->nslots; i++)
		if (store->slots[i].sid == sid && &store->slots[i] != newest)
			str_add(names, store->slots[i].name, strlen(store->slots[i].name) + 1);
	if (newest)
		str_add(names, newest->name, strlen(newest->name) + 1);
}

/* A slot torn by the end of its session is as it should be while another one is whole. */
static void judge_slots(struct store *store, const struct learner *learner, struct store_found *found)
{
	for (size_t i = 0; i < store->nslots; i++) {
		const struct old_slot *slot = &store->slots[i], *newest = newest_slot(store, slot->sid);
		if (slot->torn && !newest && !slot->live)
			found->damaged++;
		if (slot == newest && !slot->live && is_superseded(store, learner, slot->draft))
			add_slots(store, slot->sid, &store->stale);
	}
}

static void keep_slots(struct store *store)
{
	for (size_t i = 0; i < store->nslots; i++)
		if (&store->slots[i] == newest_slot(store, store->slots[i].sid))
			keep_draft(store, store->slots[i].draft);
}

/* Signs of life that nobody locks and that guard no slot any more. */
static void judge_signs(struct opening *opening, int dir)
{
	struct store *store = opening->store;
	for (size_t i = 0; i < opening->n; i++) {
		uint64_t sid;
		const char *rest, *name = opening->names[i];
		if (!name_sid(name, "live-", &sid, &rest) || *rest || fs_is_locked(dir, name))
			continue;
		const struct old_slot *slot = newest_slot(store, sid);
		if (!slot || is_superseded(store, opening->learner, slot->draft))
			str_add(&store->stale, name, strlen(name) + 1);
	}
}

static void offer_drafts(struct store *store, const struct learner *learner, struct store_found *found)
{
	if (store->ndrafts == 0)
		return;
	qsort(store->drafts, store->ndrafts, sizeof *store->drafts, newest_first);
	for (size_t i = 0; i < store->ndrafts; i++) {
		struct record *draft = store->drafts[i];
		if (found->ndrafts < sizeof found->drafts / sizeof *found->drafts && !sid_is_live(store, draft->sid) &&
		    !is_superseded(store, learner, draft))
			found->drafts[found->ndrafts++] = draft;
	}
}

static bool open_folder(struct store *store, int dir, struct learner *learner, struct store_found *found,
	struct err *err)
{
	struct opening opening = { .store = store, .learner = learner, .found = found };
	bool good = read_all(&opening, dir, err);
	if (good) {
		keep_slots(store);
		judge_slots(store, learner, found);
		judge_signs(&opening, dir);
		offer_drafts(store, learner, found);
	}
	if (found->newer)
		store->mode = STORE_READS;
	mem_free(opening.names);
	return good;
}

static struct store *store_new(enum store_mode mode)
{
	struct store *store = mem_get(sizeof *store);
	store->mode = mode;
	store->socket = -1;
	store->pid = -1;
	if (getentropy(&store->sid, sizeof store->sid) != 0)
		store->sid = (uint64_t)time(NULL) << 32 ^ (uint64_t)getpid(); /* names are made with O_EXCL all the same */
	return store;
}

static void store_free(struct store *store)
{
	for (size_t i = 0; i < store->n; i++)
		str_release(&store->list[i].bytes);
	mem_free(store->list);
	mem_free(store->slots);
	mem_free(store->drafts);
	mem_free(store->folder);
	str_release(&store->half);
	str_release(&store->stale);
	str_release(&store->draft_page);
	arena_release(&store->arena);
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
	*found = (struct store_found){ 0 };
	int dir = fs_dir(store->folder, &here);
	if (dir < 0) {
		(void)store_is_barred(folder, course, &store->barred);
		return store; /* the scribe will meet the same reason, and explain() says it */
	}
	fs_narrow_dir(folder);
	bool good = open_folder(store, dir, learner, found, &here);
	fs_close(&dir, NULL);
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

/* The scribe's process. */

#define OPEN_MOST 1024          /* descriptors the program may have open when it forks */

struct open_list {
	int list[OPEN_MOST];
	size_t n;
};

static void keep_number(void *ctx, const char *name)
{
	struct open_list *open = ctx;
	if (open->n < OPEN_MOST)
		open->list[open->n++] = atoi(name);
}

/* Everything from 4 on. The list is taken first: walking it opens descriptors, too. */
static void close_others(void)
{
	struct open_list others = { .n = 0 };
	int dir = open("/dev/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0 || !fs_names(dir, keep_number, &others, NULL))
		for (others.n = 0; others.n < OPEN_MOST; others.n++)
			others.list[others.n] = (int)others.n;
	for (size_t i = 0; i < others.n; i++)
		if (others.list[i] > 3)
			close(others.list[i]);
}

/* The socket becomes 3, 0 to 2 lead nowhere, all others are closed. */
static int child_descriptors(int socket)
{
	if (socket != 3)
		dup2(socket, 3);
	close_others();
	int nothing = open("/dev/null", O_RDWR);
	for (int fd = 0; fd < 3; fd++)
		if (nothing < 0)
			close(fd);
		else
			dup2(nothing, fd);
	if (nothing > 2)
		close(nothing);
	return 3;
}

/* It lives a little longer than the program and the terminal. */
static void child_signals(void)
{
	static const int plain[] = { SIGCONT, SIGWINCH, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	static const int deaf[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGXFSZ, SIGUSR1,
		SIGUSR2, SIGALRM };
	for (size_t i = 0; i < sizeof deaf / sizeof *deaf; i++)
		signal(deaf[i], SIG_IGN);
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		signal(plain[i], SIG_DFL); /* what the program does then is about its terminal */
}

static _Noreturn void child_main(const struct store *store, int socket, const sigset_t *mask)
{
	child_signals();
	sigprocmask(SIG_SETMASK, mask, NULL);
	mem_last_words(NULL);
	socket = child_descriptors(socket);
	mem_return(); /* what the program had freed is not ours to keep */
	struct scribe *scribe = scribe_new(store->folder, store->sid);
	scribe_run(scribe, socket);
	scribe_free(scribe);
	_exit(0);
}

static bool start_process(struct store *store, struct err *err)
{
	int ends[2];
	sigset_t all, before;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return err_set(err, err_kind_of(errno), errno, "%s", tr("the process that writes could not be started"));
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	store->starts++;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before); /* until the child has handlers of its own */
	store->pid = fork();
	if (store->pid == 0)
		child_main(store, ends[1], &before);
	int code = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(ends[1]);
	if (store->pid > 0) {
		store->socket = ends[0];
		return true;
	}
	close(ends[0]);
	return err_set(err, err_kind_of(code), code, "%s", tr("the process that writes could not be started"));
}

/* Replies. */

static void hear_reply(struct store *store, const struct scribe_reply *reply)
{
	enum err_kind kind = reply->kind < WORDS ? (enum err_kind)reply->kind : ERR_LOST;
	if (reply->number > store->safe || kind != store->trouble.kind)
		store->news = true;
	if (reply->number > store->safe)
		store->safe = reply->number;
	store->trouble = (struct err){ .kind = kind, .code = reply->code };
	store->last |= reply->last != 0;
}

static bool message_is_done(const struct store *store, const struct message *message)
{
	return message->sent == message->bytes.len && message->head.number <= store->safe;
}

static void forget_done(struct store *store)
{
	size_t done = 0;
	while (done < store->n && message_is_done(store, &store->list[done]))
		str_release(&store->list[done++].bytes);
	store->n -= done;
	if (done > 0 && store->n > 0)
		memmove(store->list, store->list + done, store->n * sizeof *store->list);
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
	for (size_t i = 0; i < store->n; i++) {
		struct message *message = &store->list[i];
		message->sent = message->bytes.len;
		write_here(store, &message->head, message->bytes.at + sizeof message->head);
	}
	forget_done(store);
	for (size_t i = 0; i < store->n; i++)
		str_release(&store->list[i].bytes); /* the scribe has them */
	store->n = 0;
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
	for (size_t i = 0; i < store->n; i++)
		store->list[i].sent = 0;
	if (store->starts >= STARTS_MOST || !start_process(store, NULL))
		write_all_here(store);
}

/* As much as the socket takes; false when nobody is there any more. */
static bool send_some(struct store *store, struct message *message)
{
	while (message->sent < message->bytes.len) {
		ssize_t n = send(store->socket, message->bytes.at + message->sent, message->bytes.len - message->sent,
			MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n > 0)
			message->sent += (size_t)n;
		else if (errno != EINTR)
			return errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS;
	}
	return true;
}

static bool is_sent(const struct store *store)
{
	return store->n == 0 || store->list[store->n - 1].sent == store->list[store->n - 1].bytes.len;
}

static void pump(struct store *store)
{
	for (size_t i = 0; i < store->n && store->mode == STORE_SPEAKS;) {
		struct message *message = &store->list[i];
		if (!send_some(store, message)) {
			revive(store);
			i = 0;
		} else if (message->sent < message->bytes.len) {
			return;
		} else {
			i++;
		}
	}
}

/* All replies that are there; false when the scribe has closed its end. */
static bool hear_all(struct store *store)
{
	for (;;) {
		struct scribe_reply replies[16];
		ssize_t n = recv(store->socket, replies, sizeof replies, MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
		str_add(&store->half, (const char *)replies, (size_t)n);
		size_t at = 0;
		for (; store->half.len - at >= sizeof *replies; at += sizeof *replies) {
			memcpy(replies, store->half.at + at, sizeof *replies);
			hear_reply(store, replies);
		}
		str_splice(&store->half, 0, at, NULL, 0);
		forget_done(store);
	}
}

static void queue(struct store *store, const struct scribe_head *head, const char *bytes)
{
	if (store->n == store->room) {
		store->room = store->room ? store->room * 2 : 16;
		store->list = mem_grow(store->list, store->room, sizeof *store->list);
	}
	struct message *message = &store->list[store->n++];
	*message = (struct message){ .head = *head };
	str_add(&message->bytes, (const char *)head, sizeof *head);
	str_add(&message->bytes, bytes, head->len);
}

static bool is_draft(uint32_t word)
{
	return word == SCRIBE_DRAFT || word == SCRIBE_EMPTY;
}

/* A draft that is still waiting here when the next one comes has had its time. */
static void drop_waiting_draft(struct store *store)
{
	struct message *message = store->n ? &store->list[store->n - 1] : NULL;
	if (!message || message->sent > 0 || !is_draft(message->head.word))
		return;
	str_release(&message->bytes);
	store->n--;
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
		if (is_draft(word))
			drop_waiting_draft(store);
		queue(store, &head, bytes);
		pump(store);
		break;
	}
}

void store_hold(struct store *store)
{
	if (store->mode == STORE_WAITS)
		store->mode = STORE_HOLDS;
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
	if (store->stale.len > 0)
		hand_over(store, SCRIBE_DROP, 0, store->stale.at, store->stale.len);
	str_cut(&store->stale, 0);
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
	return hand_record(store, sync ? SCRIBE_SYNC : SCRIBE_LATER, record);
}

/* Slots of ended sessions whose draft goes on in this one: they go once ours is on the disk. */
static void take_over(struct store *store, const struct record *draft)
{
	struct str names = { 0 };
	for (size_t i = 0; i < store->nslots; i++) {
		struct old_slot *slot = &store->slots[i];
		if (slot != newest_slot(store, slot->sid) || slot->live || draft_is_empty(slot->draft) ||
		    !draft_continues(draft, slot->draft))
			continue;
		add_slots(store, slot->sid, &names);
		for (size_t k = 0; k < store->nslots; k++)
			if (store->slots[k].sid == slot->sid)
				store->slots[k].draft = NULL;
	}
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
	err_set(err, store->trouble.kind, store->trouble.code, "%s", tr(words[store->trouble.kind]));
	if (store->mode == STORE_READS)
		err_set(err, ERR_REFUSED, 0, "%s", tr("a newer version of attune wrote here"));
	if (is_barred(store)) {
		err_set(err, store->trouble.kind, store->trouble.code, tr("%s; your words are kept here"), store->barred.words);
		err_advise(err, "%s", store->barred.advice);
	} else {
		err_at_file(err, store->folder);
	}
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
	return true;
}

bool store_is_behind(const struct store *store)
{
	return store->safe < store->given || store->trouble.kind != ERR_NONE;
}

/* Ending. */

static void wait_for(const struct store *store, int64_t end)
{
	int64_t left = end - tick();
	struct pollfd on = { .fd = store->socket, .events = (short)(POLLIN | (is_sent(store) ? 0 : POLLOUT)) };
	poll(&on, 1, left > 0 ? (int)left : 0);
}

/* Sends the rest, closes our end, hears the last word. */
static void finish(struct store *store, int64_t end)
{
	bool open = true;
	while (store->mode == STORE_SPEAKS && !store->last) {
		pump(store);
		if (store->mode == STORE_SPEAKS && open && is_sent(store)) {
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

/* After its last word the scribe is gone in a moment, unless a stalled disk holds it: then it ends without us. */
static void reap(struct store *store, int64_t end)
{
	for (size_t i = 0; i < store->ngone; i++)
		waitpid(store->gone[i], NULL, WNOHANG);
	if (store->socket < 0)
		return;
	bool ends = store->last;
	while (ends && hear_all(store) && tick() < end)
		wait_for(store, end);
	ends = ends && !hear_all(store);
	close(store->socket);
	waitpid(store->pid, NULL, ends ? 0 : WNOHANG);
}

bool store_close(struct store *store, int wait, struct err *err)
{
	if (!store)
		return true;
	int64_t end = tick() + wait;
	if (store->mode == STORE_HOLDS)
		store_start(store, NULL);
	finish(store, end);
	reap(store, end);
	if (store->own) {
		struct scribe_reply reply;
		scribe_work(store->own, tick(), true);
		if (scribe_reply(store->own, &reply))
			hear_reply(store, &reply);
		scribe_free(store->own);
	}
	bool good = !store_is_behind(store);
	if (!good && err)
		explain(store, err);
	store_free(store);
	return good;
}
