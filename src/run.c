/* SPDX-License-Identifier: MIT */
#include "run.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/mem.h"
#include "io/shelf.h"
#include "plain/lines.h"
#include "tutor/screens.h"

#define DEPTH_MOST   8     /* events that follow from an event; more would be our mistake */
#define KEYS_AT_ONCE 4096  /* then other things have their turn */
#define ANSWERS_AT_ONCE 16
#define LEAVE_WAIT   1200  /* ms that saving may take before the terminal is given back */
#define LOST_WAIT    500   /* the same when nobody is looking any more; the scribe goes on by itself */
#define TIDY_WAIT    20    /* ms after a file was read: what was read goes to the terminal first */
#define STUCK_S      1     /* s that a terminal which stopped reading may hold us at the end */

struct loop {
	struct world *world;
	struct frame frame;
	struct lines lines;    /* plain mode */
	bool plain, typed;     /* typed: input is a terminal, which shows what is typed itself */
	bool asking;           /* plain: the last thing written is a prompt */
	bool resumed;          /* plain: somebody else may have written since */
	char said[sizeof((struct app *)NULL)->message]; /* plain: the message and the trouble said last */
	enum err_kind trouble;
	bool stale, repaint;   /* the terminal does not show what it should */
	bool readable;         /* descriptor 0 may have something */
	bool hidden;           /* what is shown is the hiding screen */
	bool lost;             /* the terminal is gone */
	bool stopping;         /* FX_SUSPEND was asked for */
	bool over;
	unsigned depth;
	int width, height;
	int64_t timed;         /* the app's deadline that was told last: it is not told twice */
	bool lends, lending;   /* chapter `lent` was asked for; one is being read */
	size_t lent;
	size_t *outlines;      /* chapters to be shown to the app once nothing else is to do */
	size_t noutlines, room;
	bool painted;          /* a first picture is there, which waits for no outline */
	bool watching, saved;  /* preview: the files are watched; one of them may have been saved */
	int64_t look;          /* preview: when they are looked at unasked */
	int64_t tidy;          /* when tidy() is due, -1: never */
	struct effect key;     /* FX_UNLOCK or FX_MAKE_LOCK, to be done once that it is being done was shown */
	bool turns;            /* there is one */
	bool wipe;             /* words were locked: what the terminal shows of them is overwritten first */
};

/* -- Signals ----------------------------------------------------------------------------------- */

static int wake_read = -1, wake_write = -1, nowhere = -1;
static volatile sig_atomic_t cut;  /* descriptors 0 to 2 lead nowhere */
static volatile sig_atomic_t armed; /* the next SIGALRM is our own: the terminal is stuck */

/* A terminal that stopped reading would hold us in write(2) for ever; and curses, for which a hung-up one is a
 * reason to try again. */
static void cut_off(void)
{
	for (int fd = 0; fd <= 2; fd++)
		dup2(nowhere, fd);
	cut = 1;
}

static void arm(bool on)
{
	armed = on;
	alarm(on ? STUCK_S : 0);
}

static void on_signal(int number)
{
	int before = errno;
	unsigned char byte = (unsigned char)number;

	if (number == SIGHUP)
		cut_off();
	if (number == SIGTERM || number == SIGALRM)
		arm(true);
	ssize_t written = write(wake_write, &byte, 1);
	(void)written;
	errno = before;
}

static void on_alarm(int number)
{
	int before = errno;

	if (armed)
		cut_off();
	else
		on_signal(number);
	errno = before;
}

static void on_crash(int number)
{
	screen_rescue();
	raise(number); /* its own action is back (SA_RESETHAND) */
}

/* What was ignored when we were started stays ignored where `respected` (nohup, a shell's background job). */
static const struct {
	int number;
	void (*handler)(int);
	bool respected, plain;
	bool once;            /* a crash: on its own stack, and the next one is the end */
} signals[] = {
	{SIGHUP, on_signal, true, true, false},
	{SIGINT, on_signal, true, true, false},
	{SIGQUIT, on_signal, true, true, false},
	{SIGTERM, on_signal, false, true, false},
	{SIGTSTP, on_signal, true, false, false},
	{SIGCONT, on_signal, false, true, false},
	{SIGWINCH, on_signal, false, false, false},
	{SIGALRM, on_alarm, false, true, false},
	{SIGPIPE, SIG_IGN, false, true, false},
	{SIGSEGV, on_crash, true, false, true},
	{SIGBUS, on_crash, true, false, true},
	{SIGFPE, on_crash, true, false, true},
	{SIGILL, on_crash, true, false, true},
	{SIGABRT, on_crash, true, false, true},
};

static int high_descriptor(int fd)
{
	int high = fcntl(fd, F_DUPFD_CLOEXEC, 10); /* away from 3, which the scribe uses */
	close(fd);
	return high;
}

static void open_wake(void)
{
	int ends[2];

	if (wake_read >= 0 || pipe(ends) != 0)
		return;
	wake_read = high_descriptor(ends[0]);
	wake_write = high_descriptor(ends[1]);
	fcntl(wake_read, F_SETFL, O_NONBLOCK);
	fcntl(wake_write, F_SETFL, O_NONBLOCK);
	nowhere = high_descriptor(open("/dev/null", O_RDWR));
}

/* A crash for want of stack needs another one. */
static void set_signal_stack(void)
{
	static char room[64 * 1024];
	stack_t before, stack = {.ss_sp = room, .ss_size = sizeof room};

	if (sigaltstack(NULL, &before) == 0 && (before.ss_flags & SS_DISABLE))
		sigaltstack(&stack, NULL);
}

/* Caught before curses is started, because it would catch some of them itself; and to the end of the program,
 * because a second signal while saving changes nothing. */
static void catch_signals(bool plain)
{
	open_wake();
	set_signal_stack();
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		struct sigaction before, action = {.sa_handler = signals[i].handler};
		if (signals[i].once)
			action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
		sigemptyset(&action.sa_mask);
		if (plain && !signals[i].plain)
			action = (struct sigaction){.sa_handler = SIG_DFL};
		sigaction(signals[i].number, NULL, &before);
		bool ours = before.sa_handler == on_signal || before.sa_handler == on_crash;
		if (!signals[i].respected || ours || before.sa_handler == SIG_DFL)
			sigaction(signals[i].number, &action, NULL);
	}
}

/* -- Clocks: read here and nowhere else --------------------------------------------------------- */

static int64_t milliseconds(clockid_t clock)
{
	struct timespec at;

	clock_gettime(clock, &at);
	return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static int64_t tick_now(void)
{
	return milliseconds(CLOCK_MONOTONIC);
}

/* The sooner of two deadlines; -1 is none. */
static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* -- Events into the app, effects into the world ------------------------------------------------ */

static void tell(struct loop *, struct event *);

static void want_outline(struct loop *loop, size_t chapter)
{
	if (loop->noutlines == loop->room) {
		loop->room = loop->room ? loop->room * 2 : 32;
		loop->outlines = mem_grow(loop->outlines, loop->room, sizeof loop->outlines[0]);
	}
	loop->outlines[loop->noutlines++] = chapter;
}

static struct chapter *read_chapter(const struct world *world, size_t index, struct diags *diags)
{
	const struct course *course = world->app->course;

	if (index >= course->chapters.n)
		return NULL;
	if (world->file)
		return shelf_chapter_at(world->file, course->chapters.list[index], world->kinds, diags);
	return shelf_chapter(course, course->chapters.list[index], world->kinds, diags);
}

/* Reads a chapter and tells of it; an outline is only looked at. */
static void open_chapter(struct loop *loop, size_t index, enum event_type type)
{
	loop->tidy = tick_now() + TIDY_WAIT;
	struct diags diags = {0};
	struct event ev = {.type = type, .index = index, .diags = &diags};

	ev.chapter = read_chapter(loop->world, index, &diags);
	struct chapter *shown = type == EV_OUTLINE ? ev.chapter : NULL;
	tell(loop, &ev);
	if (shown)
		chapter_free(shown);
	diags_release(&diags);
}

static void open_side(struct loop *loop, size_t index)
{
	loop->tidy = tick_now() + TIDY_WAIT;
	struct diags diags = {0};
	struct event ev = {.type = EV_SIDE, .index = index};

	ev.side = shelf_side(loop->world->app->course, (enum side)index, &diags);
	if (ev.side || !diags.errors || !loop->watching) /* while it is being written the last good one stays */
		tell(loop, &ev);
	diags_release(&diags);
}

/* -- Preview: files that are saved while they are looked at -------------------------------------- */

/* Of the watch, after the side files. */
enum { CHAPTER_SLOT = SIDE_COUNT, COURSE_SLOT };
static_assert(COURSE_SLOT < WATCH_MOST, "every file has a slot");

/* Takes `path`. */
static void watch_path(const struct world *world, unsigned slot, char *path)
{
	watch_file(world->watch, slot, path);
	mem_free(path);
}

static void watch_files(struct loop *loop)
{
	const struct world *world = loop->world;
	const struct course *course = world->app->course;
	size_t index = app_watched(world->app);

	for (int side = 0; side < SIDE_COUNT && !loop->watching; side++)
		watch_path(world, (unsigned)side, shelf_side_path(course, (enum side)side));
	if (!loop->watching)
		watch_path(world, COURSE_SLOT, shelf_course_path(course));
	loop->watching = true;
	if (world->file)
		watch_file(world->watch, CHAPTER_SLOT, world->file);
	else if (index < course->chapters.n)
		watch_path(world, CHAPTER_SLOT, shelf_chapter_path(course, course->chapters.list[index]));
}

/* The one chapter of a file is all there is to its course. */
static struct course *read_course(const struct world *world)
{
	struct diags unheard = {0};
	struct course *course;
	size_t index;

	if (world->file) {
		course = shelf_course_of(world->file, &index, &unheard);
		course->chapters = (struct words){course->chapters.list + index, course->chapters.at + index, 1};
	} else {
		course = shelf_course(world->app->course->folder, &unheard);
	}
	if (course && unheard.errors) { /* made up: the last good one stays */
		course_free(course);
		course = NULL;
	}
	diags_release(&unheard);
	return course;
}

static void take_course(struct world *world)
{
	struct course *course = read_course(world);

	if (!course)
		return;
	world->anew = mem_grow(world->anew, world->nanew + 1, sizeof world->anew[0]);
	world->anew[world->nanew++] = course;
}

void world_release(struct world *world)
{
	for (size_t i = 0; i < world->nanew; i++)
		course_free(world->anew[i]);
	mem_free(world->anew);
	world->anew = NULL;
	world->nanew = 0;
}

/* Outlines that were wanted of an earlier list of chapters: the app asks anew. */
static void forget_outlines(struct loop *loop, size_t n)
{
	for (size_t i = n; i < loop->noutlines; i++)
		loop->outlines[i - n] = loop->outlines[i];
	loop->noutlines -= n;
}

/* The chapter as it is now, and all that check would say of it. */
static void show_changed(struct loop *loop)
{
	struct world *world = loop->world;
	const struct course *before = world->app->course;
	struct diags diags = {0}, unheard = {0};
	struct event ev = {.type = EV_CHANGED, .index = app_watched(world->app), .diags = &diags};
	size_t wanted = loop->noutlines;

	if (ev.index >= before->chapters.n)
		return;
	char *path = world->file ? NULL : shelf_chapter_path(before, before->chapters.list[ev.index]);
	ev.chapter = read_chapter(world, ev.index, &unheard);
	shelf_check_file(path ? path : world->file, world->kinds, NULL, &diags);
	if (world->nanew && world->anew[world->nanew - 1] != before)
		ev.course = world->anew[world->nanew - 1];
	tell(loop, &ev);
	if (world->app->course != before)
		forget_outlines(loop, wanted);
	mem_free(path);
	diags_release(&unheard);
	diags_release(&diags);
}

/* Looks when one of the folders says that something was saved, and every second whether anyone says so or not. */
static void look(struct loop *loop)
{
	struct watch *watch = loop->world->watch;
	int64_t now = tick_now();

	if (!watch)
		return;
	watch_files(loop);
	if (!loop->saved && now < loop->look)
		return;
	loop->saved = false;
	loop->look = now + WATCH_EVERY;
	unsigned changed = watch_changed(watch);
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		if (changed & 1u << side) /* asked for or not: were it read when it is, it might be broken then */
			open_side(loop, side);
	if (changed & 1u << COURSE_SLOT)
		take_course(loop->world);
	if (changed)
		show_changed(loop);
}

static void quit(struct loop *loop, int status)
{
	if (!loop->over)
		loop->world->status = status;
	loop->over = true;
}

/* -- Locked words -------------------------------------------------------------------------------- */

/* All that was locked, gathered for one event. */
struct inside {
	struct arena arena;
	const struct record **list;
	size_t n, room;
};

static void gather(void *ctx, const struct record *record)
{
	struct inside *inside = ctx;

	if (inside->n == inside->room) {
		inside->room = inside->room ? inside->room * 2 : 32;
		inside->list = mem_grow(inside->list, inside->room, sizeof *inside->list);
	}
	inside->list[inside->n++] = record_copy(&inside->arena, record);
}

static void tell_open(struct loop *loop, struct event *ev)
{
	struct inside inside = {.n = 0};
	struct drawer_count count = drawer_each(loop->world->drawer, gather, &inside);

	ev->words = inside.list;
	ev->nwords = inside.n;
	ev->damaged = count.damaged;
	ev->missing = count.missing;
	ev->may_swap = drawer_may_swap(loop->world->drawer);
	tell(loop, ev);
	mem_free(inside.list);
	arena_release(&inside.arena);
}

/* A quarter of a second of work, and more on a slow computer. */
static void turn_key(struct loop *loop)
{
	struct drawer *drawer = loop->world->drawer;
	struct event ev = {.type = EV_UNLOCKED};
	struct err err = {0};
	char code[VAULT_CODE_SIZE] = "";

	loop->turns = false;
	ev.err = &err;
	if (loop->key.type == FX_UNLOCK)
		ev.lock = drawer_unlock(drawer, loop->key.phrase, &err);
	else
		ev.lock = drawer_make(drawer, loop->key.phrase, loop->key.code ? code : NULL, &err);
	ev.text = code[0] ? code : NULL;
	if (ev.lock == LOCK_DONE)
		tell_open(loop, &ev);
	else
		tell(loop, &ev);
	explicit_bzero(code, sizeof code);
	loop->timed = -1; /* what the app waited for may have passed meanwhile */
}

static void offer(struct loop *loop)
{
	char phrase[VAULT_PHRASE_SIZE];

	vault_offer(phrase);
	tell(loop, &(struct event){.type = EV_OFFERED, .text = phrase});
	explicit_bzero(phrase, sizeof phrase);
}

/* The record as the store may have it. What is to be sealed and cannot be is our mistake, and goes nowhere. */
static const struct record *sealed(const struct loop *loop, const struct record *record, struct arena *arena, struct record *box)
{
	bool done;

	if (!record->sealed) {
		if (record->type == RECORD_DRAFT)
			drawer_hold(loop->world->drawer, record); /* it may be the end of one that was sealed */
		return record;
	}
	if (record->type == RECORD_INDEX)
		done = drawer_seal_index(loop->world->drawer, record, arena, box);
	else
		done = drawer_seal(loop->world->drawer, record, arena, box);
	assert(done);
	return box;
}

static void save(struct loop *loop, const struct effect *effect)
{
	struct arena arena = {0};
	struct record box;
	const struct record *record = sealed(loop, effect->record, &arena, &box);

	if (effect->type == FX_SAVE)
		store_save(loop->world->store, record, effect->sync);
	else
		store_draft(loop->world->store, record);
	arena_release(&arena);
}

/* What brings no event back. */
static void perform(struct loop *loop, const struct effect *effect)
{
	switch (effect->type) {
	case FX_SAVE:
	case FX_DRAFT:
		save(loop, effect);
		break;
	case FX_LOCK:
		drawer_lock(loop->world->drawer);
		loop->wipe = true;
		break;
	case FX_MAKE_LOCK:
	case FX_UNLOCK:
		loop->key = *effect;
		loop->turns = true;
		break;
	case FX_OUTLINE:
		want_outline(loop, effect->index);
		break;
	case FX_LEND:
		loop->lends = true;
		loop->lent = effect->index;
		break;
	case FX_LOOK:
		store_look(loop->world->store);
		break;
	case FX_TRY:
		store_try(loop->world->store);
		break;
	case FX_BELL:
		if (!loop->plain)
			screen_bell();
		break;
	case FX_REPAINT:
		loop->repaint = true;
		break;
	case FX_SUSPEND:
		loop->stopping = true;
		break;
	case FX_QUIT:
		quit(loop, effect->status);
		break;
	case FX_OPEN:
	case FX_SIDE:
	case FX_OFFER:
		break;
	}
}

/* One chapter after another, not one inside the other: each may ask for the next, and there may be many. */
static void lend(struct loop *loop)
{
	if (loop->lending)
		return;
	loop->lending = true;
	while (loop->lends) {
		loop->lends = false;
		open_chapter(loop, loop->lent, EV_LENT);
	}
	loop->lending = false;
}

/* All that is to be kept first, in order; then what brings more events. */
static void perform_all(struct loop *loop, struct effects *fx)
{
	for (size_t i = 0; i < fx->n; i++)
		perform(loop, &fx->list[i]);
	for (size_t i = 0; i < fx->n && loop->depth < DEPTH_MOST; i++) {
		if (fx->list[i].type == FX_OPEN)
			open_chapter(loop, fx->list[i].index, EV_OPENED);
		else if (fx->list[i].type == FX_SIDE)
			open_side(loop, fx->list[i].index);
		else if (fx->list[i].type == FX_OFFER)
			offer(loop);
	}
	effects_clear(fx);
	lend(loop);
}

static void stamp(struct event *ev)
{
	ev->now = milliseconds(CLOCK_REALTIME);
	ev->tick = tick_now();
}

static void tell(struct loop *loop, struct event *ev)
{
	struct effects fx = {0};
	bool lent = loop->world->app->lent != NULL;

	stamp(ev);
	loop->depth++;
	app_update(loop->world->app, ev, &fx);
	if (lent && !loop->world->app->lent) /* a page that drew from many chapters was left */
		loop->tidy = tick_now() + TIDY_WAIT;
	perform_all(loop, &fx);
	loop->depth--;
	loop->stale = true;
}

static void tell_plainly(struct loop *loop, enum event_type type, uint64_t number)
{
	tell(loop, &(struct event){.type = type, .number = number, .width = loop->width, .height = loop->height});
}

/* -- What the world does ------------------------------------------------------------------------ */

static void take_answers(struct loop *loop)
{
	struct event ev = {.type = EV_SAVED};
	struct err err = {0};

	for (int i = 0; i < ANSWERS_AT_ONCE && store_answer(loop->world->store, &ev.number, &err); i++) {
		loop->world->trouble = err;
		ev.err = err.words[0] ? &err : NULL;
		tell(loop, &ev);
	}
	if (store_heard(loop->world->store, loop->world->app->learner))
		tell_plainly(loop, EV_HEARD, 0);
}

static void take_time(struct loop *loop)
{
	int64_t due = app_deadline(loop->world->app);

	if (due < 0 || due == loop->timed || tick_now() < due)
		return;
	loop->timed = due;
	tell_plainly(loop, EV_TIME, 0);
}

/* Nobody is there any more, however it was noticed: everything is kept, nothing more is said. */
static void lose(struct loop *loop, int status)
{
	if (loop->lost || loop->over)
		return;
	loop->lost = true;
	tell_plainly(loop, EV_HANGUP, 0);
	loop->world->status = status;
	loop->over = true;
}

static void hang_up(struct loop *loop)
{
	cut_off();
	lose(loop, 128 + SIGHUP);
}

static void take_size(struct loop *loop)
{
	int width, height;

	screen_size(&width, &height);
	if (width == loop->width && height == loop->height)
		return;
	loop->width = width;
	loop->height = height;
	tell_plainly(loop, EV_SIZE, 0);
}

static void come_back(struct loop *loop)
{
	screen_resume();
	screen_size(&loop->width, &loop->height);
	loop->repaint = true;
	tell_plainly(loop, EV_RESUMED, 0);
}

static void end_by(struct loop *loop, int number)
{
	tell_plainly(loop, EV_SIGNAL, (uint64_t)number);
	quit(loop, 128 + number);
}

/* Which signals came; however often each, it is one. */
static void read_signals(bool *came)
{
	unsigned char bytes[256];
	ssize_t n;

	while ((n = read(wake_read, bytes, sizeof bytes)) > 0)
		for (ssize_t i = 0; i < n; i++)
			came[bytes[i]] = true;
}

/* `back`: we were stopped and go on, whether a signal says so or not. */
static void take_signals(struct loop *loop, bool back)
{
	static const int ends[] = {SIGTERM, SIGALRM, SIGINT, SIGQUIT};
	bool came[256] = {false};

	read_signals(came);
	if (came[SIGHUP])
		hang_up(loop);
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (came[ends[i]] && !loop->over)
			end_by(loop, ends[i]);
	if (loop->over)
		return;
	if (loop->plain)
		loop->resumed |= came[SIGCONT];
	else if (came[SIGCONT] || back)
		come_back(loop);
	if (came[SIGWINCH])
		take_size(loop);
	if (came[SIGTSTP])
		tell_plainly(loop, EV_SUSPEND, 0);
}

/* Lets what was handed over be saved, for at most `wait` ms. Where saving is known to fail there is no use in
 * waiting long. */
static void settle(struct loop *loop, int wait)
{
	struct store *store = loop->world->store;
	int64_t end = tick_now() + wait, left;

	(void)store_start(store, NULL);
	take_answers(loop);
	while (store_is_behind(store) && store_fd(store) >= 0 && (left = end - tick_now()) > 0) {
		if (loop->world->trouble.kind != ERR_NONE && left < wait - LOST_WAIT / 2)
			break;
		struct pollfd answer = {.fd = store_fd(store), .events = POLLIN};
		poll(&answer, 1, (int)(left < 100 ? left : 100));
		take_answers(loop);
	}
	if (!store_is_behind(store))
		loop->world->trouble = (struct err){0};
}

/* Waits until something happens, and takes what is not typed. `deadline` is a tick, -1: none. */
static void wait_for_world(struct loop *loop, bool blocked, int64_t deadline)
{
	int64_t left = deadline - (deadline > 0 ? tick_now() : 0);
	int timeout = deadline < 0 ? -1 : left < 0 ? 0 : left < INT_MAX ? (int)left : INT_MAX;
	struct pollfd on[] = {
		{.fd = loop->lines.ended ? -1 : STDIN_FILENO, .events = POLLIN},
		{.fd = wake_read, .events = POLLIN},
		{.fd = store_fd(loop->world->store), .events = POLLIN},
		{.fd = blocked ? STDOUT_FILENO : -1, .events = POLLOUT},
		{.fd = loop->world->watch ? watch_fd(loop->world->watch) : -1, .events = POLLIN},
	};

	poll(on, sizeof on / sizeof on[0], timeout);
	loop->readable = on[0].revents != 0;
	loop->saved = loop->saved || on[4].revents != 0;
	if (on[1].revents)
		take_signals(loop, false);
	if (on[2].revents || on[2].fd < 0)
		take_answers(loop);
}

/* -- The full screen ---------------------------------------------------------------------------- */

static void take_keys(struct loop *loop)
{
	struct event ev = {0};
	bool gone = false;

	for (int i = 0; i < KEYS_AT_ONCE && !loop->over && !loop->stopping && !loop->turns; i++) {
		ev = (struct event){0};
		if (!screen_read(tick_now(), &ev, &gone))
			break;
		tell(loop, &ev);
	}
	if (gone)
		hang_up(loop);
}

static void paint(struct loop *loop)
{
	bool hides = app_screen(loop->world->app) == &screen_hidden;

	if ((hides && !loop->hidden) || loop->wipe)
		screen_wipe();
	loop->hidden = hides;
	loop->wipe = false;
	app_view(loop->world->app, &loop->frame);
	screen_show(&loop->frame, loop->repaint);
	loop->stale = loop->repaint = false;
	loop->painted = true;
}

/* Stops the program as Ctrl-Z would have. Under another program of the same job (make run) the job stops as a
 * whole. */
static void stop_process(void)
{
	struct sigaction before, action = {.sa_handler = SIG_DFL};

	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, &before);
	if (getpgrp() == getpid())
		raise(SIGTSTP);
	else
		kill(0, SIGTSTP);
	sigaction(SIGTSTP, &before, NULL);
}

static void stop_for_a_while(struct loop *loop)
{
	loop->stopping = false;
	settle(loop, LEAVE_WAIT);
	arm(true);
	screen_suspend(loop->wipe || app_shows_words(loop->world->app));
	arm(false);
	if (cut)
		return;
	stop_process();
	take_signals(loop, true);
}

static bool can_write(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
	return poll(&out, 1, 0) == 1 && (out.revents & POLLOUT);
}

static void show_outline(struct loop *loop)
{
	size_t next = loop->outlines[0];

	loop->noutlines--;
	memmove(loop->outlines, loop->outlines + 1, loop->noutlines * sizeof next);
	open_chapter(loop, next, EV_OUTLINE);
}

/* Does one thing that can be done now. True if there is more; `blocked`: there would be, but the terminal takes
 * nothing. */
static bool work(struct loop *loop, bool *blocked)
{
	*blocked = false;
	if (loop->stopping) {
		stop_for_a_while(loop);
		return true;
	}
	if (loop->noutlines > 0 && loop->painted) { /* the first picture waits for none, and no later one changes under the reader */
		show_outline(loop);
		return true;
	}
	*blocked = loop->stale && !can_write();
	if (loop->stale && !*blocked)
		paint(loop);
	if (loop->turns && !loop->stale && !loop->over) {
		turn_key(loop);
		return true;
	}
	return !*blocked && loop->noutlines > 0;
}

/* The app's deadline, unless it was told already and nothing came of it. */
static int64_t time_wanted(const struct loop *loop)
{
	int64_t due = app_deadline(loop->world->app);
	return due == loop->timed ? -1 : due;
}

/* What no page waits for: the process that writes is started, and what reading files took is given back. */
static void tidy(struct loop *loop)
{
	if (loop->tidy < 0 || tick_now() < loop->tidy)
		return;
	loop->tidy = -1;
	(void)store_start(loop->world->store, NULL); /* where it cannot be, this process saves, in order, at once */
	mem_return();
}

static int64_t own_time(const struct loop *loop)
{
	int64_t due = sooner(time_wanted(loop), loop->tidy);
	return loop->world->watch ? sooner(due, loop->look) : due;
}

static void attend_screen(struct loop *loop)
{
	bool blocked;

	loop->tidy = tick_now() + TIDY_WAIT;
	tell_plainly(loop, EV_START, 0);
	while (!loop->over) {
		bool more = work(loop, &blocked);
		if (loop->over)
			break;
		wait_for_world(loop, blocked, more ? 0 : sooner(own_time(loop), screen_deadline()));
		tidy(loop);
		if (cut)
			hang_up(loop);
		if (!loop->over && !loop->turns && (loop->readable || screen_deadline() >= 0)) /* while a phrase is tried keys wait */
			take_keys(loop);
		if (!loop->over)
			take_time(loop);
		if (!loop->over)
			look(loop);
	}
}

static void leave_screen(struct loop *loop)
{
	settle(loop, loop->lost ? LOST_WAIT : LEAVE_WAIT);
	signal(SIGTTOU, SIG_IGN); /* the modes are put back also from the background */
	arm(true);
	if (cut)
		screen_rescue();
	screen_close(!cut && (loop->wipe || app_shows_words(loop->world->app)));
	arm(false);
}

static void release(struct loop *loop)
{
	frame_release(&loop->frame);
	lines_release(&loop->lines, STDIN_FILENO);
	mem_free(loop->outlines);
}

int run_screen(struct world *world, bool *opened, struct err *err)
{
	struct loop loop = {.world = world, .timed = -1};

	catch_signals(false);
	*opened = screen_open(&world->screen, err);
	if (!*opened)
		return world->status;
	screen_size(&loop.width, &loop.height);
	attend_screen(&loop);
	leave_screen(&loop);
	release(&loop);
	return world->status;
}

/* -- Lines -------------------------------------------------------------------------------------- */

/* Not an end that anybody wanted: it is told by who started us, on stderr. */
static void fail(struct loop *loop, const struct err *err)
{
	if (loop->typed && err->code == EIO) {
		hang_up(loop);
		return;
	}
	if (loop->world->failed.kind == ERR_NONE)
		loop->world->failed = *err;
	lose(loop, 0);
}

static void write_lines(struct loop *loop, const struct str *text)
{
	struct err err = {0};

	if (cut || lines_write(STDOUT_FILENO, text, &err))
		return;
	if (err.code == EPIPE)
		lose(loop, 128 + SIGPIPE);
	else
		fail(loop, &err);
}

/* After a prompt something else than its answer comes: that begins on a line of its own. */
static void end_prompt(struct loop *loop)
{
	struct str newline = {0};

	str_add(&newline, "\n", 1);
	if (loop->asking)
		write_lines(loop, &newline);
	loop->asking = false;
	str_release(&newline);
}

/* A terminal's lines are as long as its screen has them; who reads a file or a pipe folds them as wanted. */
static unsigned line_width(const struct loop *loop)
{
	unsigned asked = loop->world->app->options.measure;
	unsigned most = asked ? asked : APP_MEASURE;

	if (!isatty(STDOUT_FILENO))
		return asked;
	return (unsigned)loop->width < most ? (unsigned)loop->width : most;
}

/* Something came up that is no answer to a line: a save that failed, or is late. */
static bool has_news(const struct loop *loop)
{
	const struct app *app = loop->world->app;

	return (app->message[0] && strcmp(app->message, loop->said) != 0) || app->trouble.kind != loop->trouble;
}

static void speak(struct loop *loop)
{
	struct app *app = loop->world->app;
	struct doc doc = {0};
	struct str out = {0};
	const char *prompt = NULL;

	while (loop->noutlines > 0)
		show_outline(loop);
	doc_begin(&doc, line_width(loop));
	app_speak(app, &doc, &prompt);
	memcpy(loop->said, app->message, sizeof loop->said);
	loop->trouble = app->trouble.kind;
	if (doc.nrows > 0)
		end_prompt(loop);
	if (loop->typed)
		lines_hush(&loop->lines, STDIN_FILENO, !loop->over && app_hides_input(app));
	if (!loop->asking) {
		lines_make(&out, &doc, loop->over ? NULL : prompt, loop->world->screen.ascii);
		write_lines(loop, &out);
		loop->asking = prompt != NULL && !loop->over;
	}
	str_release(&out);
	doc_release(&doc);
}

/* The input is over, the terminal is not: a way to leave like any other. */
static void tell_end(struct loop *loop)
{
	struct event ev = {.type = EV_KEY};
	struct effects fx = {0};

	stamp(&ev);
	app_hear(loop->world->app, NULL, &ev, &fx);
	perform_all(loop, &fx);
}

static void hear(struct loop *loop, const char *line)
{
	struct event ev = {.type = EV_KEY, .key = {.press = PRESS_ENTER}};
	struct effects fx = {0};

	if (loop->typed && !loop->lines.hushed)
		loop->asking = false; /* the terminal showed the newline */
	end_prompt(loop);
	stamp(&ev);
	app_hear(loop->world->app, line, &ev, &fx);
	perform_all(loop, &fx);
	if (loop->turns)
		turn_key(loop);
	if (loop->world->app->waiting)
		settle(loop, LEAVE_WAIT); /* a line is said once: it should be able to say "Saved." */
	speak(loop);
}

/* The end of the input is a way to leave; a terminal that is gone is not. */
static void take_lines(struct loop *loop)
{
	struct str line = {0};
	struct err err = {0};
	enum lines_read read = lines_read(&loop->lines, STDIN_FILENO, &err);

	while (!loop->over && lines_next(&loop->lines, &line))
		hear(loop, str_text(&line));
	str_release(&line);
	if (read == LINES_READ || loop->over)
		return;
	struct pollfd in = {.fd = STDIN_FILENO};
	bool gone = loop->typed && poll(&in, 1, 0) == 1 && (in.revents & (POLLHUP | POLLERR));
	if (gone) {
		hang_up(loop);
		return;
	}
	end_prompt(loop);
	if (read == LINES_LOST)
		fail(loop, &err);
	else
		tell_end(loop);
}

/* After a stop the shell has written, and the prompt is out of sight. */
static void ask_again(struct loop *loop)
{
	loop->resumed = false;
	if (!loop->typed)
		return;
	loop->asking = false;
	speak(loop);
}

static void attend_lines(struct loop *loop)
{
	tell_plainly(loop, EV_START, 0);
	speak(loop);
	while (!loop->over) {
		wait_for_world(loop, false, time_wanted(loop));
		if (cut)
			hang_up(loop);
		if (!loop->over && loop->readable)
			take_lines(loop);
		if (!loop->over)
			take_time(loop);
		if (!loop->over && loop->turns)
			turn_key(loop);
		if (!loop->over && loop->resumed)
			ask_again(loop);
		if (!loop->over && has_news(loop))
			speak(loop);
	}
	end_prompt(loop);
}

int run_lines(struct world *world)
{
	struct loop loop = {.world = world, .timed = -1, .plain = true, .typed = isatty(STDIN_FILENO) != 0};

	(void)store_start(world->store, NULL);
	catch_signals(true);
	screen_size(&loop.width, &loop.height);
	attend_lines(&loop);
	settle(&loop, loop.lost ? LOST_WAIT : LEAVE_WAIT);
	arm(false);
	release(&loop);
	return world->status;
}
