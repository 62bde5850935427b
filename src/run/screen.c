/* SPDX-License-Identifier: MIT
 *
 * screen: the full screen: frames out, keys in, until the learner leaves. */
#include "run/run.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>
#include "base/mem.h"
#include "io/stack.h"
#include "run/clock.h"
#include "run/lock.h"
#include "run/loop.h"
#include "run/preview.h"
#include "run/signals.h"
#include "run/wait.h"
#include "tutor/screens.h"

#define KEYS_AT_ONCE 4096 /* then other things have their turn */
#define CURSOR_WAIT 50 /* ms: Fenrir waits for 20 until a console is still; an eye sees one thing */

static void take_keys(struct loop *loop)
{
	struct event ev = {0};
	bool gone = false;

	for (int i = 0; i < KEYS_AT_ONCE && !loop->over && !loop->stopping && !loop->turns; i++) {
		ev = (struct event){0};
		if (!screen_read(clock_tick(), &ev, &gone))
			break;
		loop_tell(loop, &ev);
	}
	if (gone)
		loop_hang_up(loop);
}

static void paint(struct loop *loop)
{
	bool hides = app_screen(loop->world->app) == &screen_hidden, wipe = (hides && !loop->hidden) || loop->wipe;

	if (wipe)
		screen_wipe();
	if (wipe || loop->repaint)
		arrival_release(&loop->arrival);
	loop->hidden = hides;
	loop->wipe = false;
	app_view(loop->world->app, &loop->frame);
	loop->late = arrival_waits(&loop->arrival, &loop->frame) ? clock_tick() + CURSOR_WAIT : -1;
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
	wait_for_saves(loop, LEAVE_WAIT);
	signals_arm(true);
	screen_suspend(loop->wipe || app_shows_words(loop->world->app));
	signals_arm(false);
	if (signals_have_cut())
		return;
	stop_process();
	wait_take_signals(loop, true);
}

static bool can_write(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
	return poll(&out, 1, 0) == 1 && (out.revents & POLLOUT);
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
		loop_show_outline(loop);
		return true;
	}
	*blocked = loop->stale && !can_write();
	if (loop->stale && !*blocked)
		paint(loop);
	if (loop->turns && !loop->stale && !loop->over) {
		lock_turn(loop);
		return true;
	}
	return !*blocked && loop->noutlines > 0;
}

/* What no page waits for: the process that writes is started, and what reading files took is given back. */
static void tidy(struct loop *loop)
{
	if (loop->tidy < 0 || clock_tick() < loop->tidy)
		return;
	loop->tidy = -1;
	(void)store_start(loop->world->store, NULL); /* where it cannot be, this process saves, in order, at once */
	mem_return();
	stack_return();
}

/* The cursor comes after the rows: nothing but its place is another then. */
static void let_cursor_come(struct loop *loop)
{
	if (loop->late < 0 || clock_tick() < loop->late)
		return;
	loop->late = -1;
	loop->stale = true;
}

static int64_t own_time(const struct loop *loop)
{
	int64_t due = clock_sooner(clock_sooner(wait_due(loop), loop->tidy), loop->late);
	return loop->world->watch ? clock_sooner(due, loop->look) : due;
}

static void attend_screen(struct loop *loop)
{
	bool blocked;

	loop->tidy = clock_tick() + TIDY_WAIT;
	loop_tell_plainly(loop, EV_START, 0);
	while (!loop->over) {
		bool more = work(loop, &blocked);
		if (loop->over)
			break;
		wait_for_world(loop, blocked, more ? 0 : clock_sooner(own_time(loop), screen_deadline()));
		tidy(loop);
		let_cursor_come(loop);
		if (signals_have_cut())
			loop_hang_up(loop);
		if (!loop->over && !loop->turns && (loop->readable || screen_deadline() >= 0)) /* while a phrase is tried keys wait */
			take_keys(loop);
		if (!loop->over)
			wait_take_time(loop);
		if (!loop->over)
			preview_look(loop);
	}
}

static void leave_screen(struct loop *loop)
{
	wait_for_saves(loop, loop->lost ? LOST_WAIT : LEAVE_WAIT);
	signal(SIGTTOU, SIG_IGN); /* the modes are put back also from the background */
	signals_arm(true);
	if (signals_have_cut())
		screen_rescue();
	screen_close(!signals_have_cut() && (loop->wipe || app_shows_words(loop->world->app)));
	signals_arm(false);
}

bool run_show(struct world *world)
{
	struct frame frame = {0};
	struct err unsaid = {0};

	signals_catch(false);
	world->shown = screen_open(&world->screen, &unsaid);
	if (world->shown && can_write()) {
		app_view(world->app, &frame);
		screen_show(&frame, false);
	}
	frame_release(&frame);
	return world->shown;
}

void run_unshow(struct world *world)
{
	signals_arm(true);
	screen_close(false);
	signals_arm(false);
	world->shown = false;
}

int run_screen(struct world *world, bool *opened, struct err *err)
{
	struct loop loop = {.world = world, .timed = -1, .late = -1, .painted = world->shown};

	if (!world->shown) {
		signals_catch(false);
		world->shown = screen_open(&world->screen, err);
	}
	*opened = world->shown;
	if (!*opened)
		return world->status;
	screen_size(&loop.width, &loop.height);
	attend_screen(&loop);
	leave_screen(&loop);
	loop_release(&loop);
	return world->status;
}
