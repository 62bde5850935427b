/* SPDX-License-Identifier: MIT */
#include "run/wait.h"

#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "run/clock.h"
#include "run/signals.h"

#define ANSWERS_AT_ONCE 16

static void take_answers(struct loop *loop)
{
	struct event ev = {.type = EV_SAVED};
	struct err err = {0};

	for (int i = 0; i < ANSWERS_AT_ONCE && store_answer(loop->world->store, &ev.number, &err); i++) {
		loop->world->trouble = err;
		ev.err = err.words[0] ? &err : NULL;
		loop_tell(loop, &ev);
	}
	if (store_heard(loop->world->store, loop->world->app->learner))
		loop_tell_plainly(loop, EV_HEARD, 0);
}

void wait_for_saves(struct loop *loop, int wait)
{
	struct store *store = loop->world->store;
	int64_t end = clock_tick() + wait, left;

	loop_save_rest(loop);
	(void)store_start(store, NULL);
	take_answers(loop);
	while (store_is_behind(store) && store_fd(store) >= 0 && (left = end - clock_tick()) > 0) {
		if (loop->world->trouble.kind != ERR_NONE && left < wait - LOST_WAIT / 2)
			break;
		struct pollfd answer = {.fd = store_fd(store), .events = POLLIN};
		poll(&answer, 1, (int)(left < 100 ? left : 100));
		take_answers(loop);
	}
	if (!store_is_behind(store))
		loop->world->trouble = (struct err){0};
}

/* --- time --- */

int64_t wait_due(const struct loop *loop)
{
	int64_t due = app_deadline(loop->world->app);
	return due == loop->timed ? -1 : due;
}

void wait_take_time(struct loop *loop)
{
	int64_t due = app_deadline(loop->world->app);

	if (due < 0 || due == loop->timed || clock_tick() < due)
		return;
	loop->timed = due;
	loop_tell_plainly(loop, EV_TIME, 0);
}

/* --- signals --- */

static void take_size(struct loop *loop)
{
	int width, height;

	screen_size(&width, &height);
	if (width == loop->width && height == loop->height)
		return;
	loop->width = width;
	loop->height = height;
	loop_tell_plainly(loop, EV_SIZE, 0);
}

static void come_back(struct loop *loop)
{
	screen_resume();
	screen_size(&loop->width, &loop->height);
	loop->repaint = true;
	loop_tell_plainly(loop, EV_RESUMED, 0);
}

static void end_by(struct loop *loop, int number)
{
	loop_tell_plainly(loop, EV_SIGNAL, (uint64_t)number);
	loop_quit(loop, 128 + number);
}

void wait_take_signals(struct loop *loop, bool back)
{
	static const int ends[] = {SIGTERM, SIGALRM, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2};
	bool came[256] = {false};

	signals_read(came);
	if (came[SIGHUP])
		loop_hang_up(loop);
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
		loop_tell_plainly(loop, EV_SUSPEND, 0);
}

/* --- all of it --- */

/* After a picture this process has to be still: what it wrote is brought to the terminal on the same processor, and a scribe
 * that is woken by a message takes the other one from who reads there. Both together were a fifth of a page turn. */
static int rest_first(const struct loop *loop, int timeout)
{
	return loop->rest.n > 0 && (timeout < 0 || timeout > REST_WAIT) ? REST_WAIT : timeout;
}

void wait_for_world(struct loop *loop, bool blocked, int64_t deadline)
{
	int64_t left = deadline - (deadline > 0 ? clock_tick() : 0);
	int timeout = deadline < 0 ? -1 : left < 0 ? 0 : left < INT_MAX ? (int)left : INT_MAX;
	struct pollfd on[] = {
		{.fd = loop->lines.ended ? -1 : STDIN_FILENO, .events = POLLIN},
		{.fd = signals_fd(), .events = POLLIN},
		{.fd = store_fd(loop->world->store), .events = POLLIN},
		{.fd = blocked ? STDOUT_FILENO : -1, .events = POLLOUT},
		{.fd = loop->world->watch ? watch_fd(loop->world->watch) : -1, .events = POLLIN},
	};

	if (poll(on, sizeof on / sizeof on[0], rest_first(loop, timeout)) == 0 && loop->rest.n > 0) {
		loop_save_rest(loop);
		app_foresee(loop->world->app); /* a page was turned to, and the reader has it */
	}
	loop->readable = on[0].revents != 0;
	loop->saved = loop->saved || on[4].revents != 0;
	if (on[1].revents)
		wait_take_signals(loop, false);
	if (on[2].revents || on[2].fd < 0)
		take_answers(loop);
}
