/* SPDX-License-Identifier: MIT
 *
 * lines: plain mode: lines in, lines out, until the learner leaves or the input ends. */
#include "run/run.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "plain/lines.h"
#include "run/clock.h"
#include "run/lock.h"
#include "run/loop.h"
#include "run/signals.h"
#include "run/wait.h"
#include "tutor/screens.h"

#define ROWS_UNKNOWN 60 /* more than most windows have */

/* Not an end that anybody wanted: it is told by who started us, on stderr. */
static void fail(struct loop *loop, const struct err *err)
{
	if (loop->typed && err->code == EIO) {
		loop_hang_up(loop);
		return;
	}
	if (loop->world->failed.kind == ERR_NONE)
		loop->world->failed = *err;
	loop_lose(loop, 0);
}

static void write_lines(struct loop *loop, const struct str *text)
{
	struct err err = {0};

	if (signals_have_cut() || lines_write(STDOUT_FILENO, text, &err))
		return;
	if (err.code == EPIPE)
		loop_lose(loop, 128 + SIGPIPE);
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

/* No byte of plain mode takes a line back: what is to be out of sight is moved there. */
static void scroll_away(struct loop *loop, struct str *out)
{
	int rows = ROWS_UNKNOWN;

	if (isatty(STDOUT_FILENO))
		screen_size(&loop->width, &rows);
	for (; rows > 0; rows--)
		str_add(out, "\n", 1);
}

static bool begins_to_hide(struct loop *loop)
{
	const bool hid = loop->hidden;

	loop->hidden = app_screen(loop->world->app) == &screen_hidden;
	return loop->hidden && !hid;
}

/* A terminal gives a line when it is whole. */
static bool is_line_waiting(const struct loop *loop)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

	return loop->typed && poll(&in, 1, 0) == 1 && (in.revents & POLLIN);
}

static void speak(struct loop *loop)
{
	struct app *app = loop->world->app;
	struct doc doc = {0};
	struct str out = {0};
	const char *prompt = NULL;

	while (loop->noutlines > 0)
		loop_show_outline(loop);
	doc_begin(&doc, line_width(loop));
	app_speak(app, &doc, &prompt);
	memcpy(loop->said, app->message, sizeof loop->said);
	loop->trouble = app->trouble.kind;
	if (doc.nrows > 0)
		end_prompt(loop);
	if (loop->typed)
		lines_hush(&loop->lines, STDIN_FILENO, !loop->over && app_hides_input(app));
	if (begins_to_hide(loop))
		scroll_away(loop, &out);
	if (!loop->asking) {
		const bool waits = is_line_waiting(loop);

		lines_make(&out, &doc, loop->over ? NULL : prompt, loop->world->screen.ascii);
		write_lines(loop, &out);
		loop->asking = prompt != NULL && !loop->over;
		loop->ahead = waits;
	}
	str_release(&out);
	doc_release(&doc);
}

/* The input is over, the terminal is not: a way to leave like any other. */
static void tell_end(struct loop *loop)
{
	struct event ev = {.type = EV_KEY};
	struct effects fx = {0};

	run_stamp(&ev);
	app_hear(loop->world->app, NULL, &ev, &fx);
	loop_perform(loop, &fx);
	if (loop->world->app->message[0])
		speak(loop);
}

static void hear(struct loop *loop, const char *line)
{
	struct event ev = {.type = EV_KEY, .key = {.press = PRESS_ENTER}};
	struct effects fx = {0};

	if (loop->typed && !loop->lines.hushed && !loop->ahead)
		loop->asking = false; /* the terminal showed the newline */
	end_prompt(loop);
	run_stamp(&ev);
	app_hear(loop->world->app, line, &ev, &fx);
	loop_perform(loop, &fx);
	if (loop->turns)
		lock_turn(loop);
	if (loop->world->app->waiting)
		wait_for_saves(loop, LEAVE_WAIT); /* a line is said once: it should be able to say "Saved." */
	speak(loop);
}

/* The end of the input is a way to leave; a terminal that is gone is not. */
static void take_lines(struct loop *loop)
{
	struct str line = {0};
	struct err err = {0};
	enum lines_read read = lines_read(&loop->lines, STDIN_FILENO, &err);

	for (bool more = false; !loop->over && lines_next(&loop->lines, &line); more = true) {
		loop->ahead |= more; /* it was typed with the one before */
		hear(loop, str_text(&line));
	}
	str_release(&line);
	if (read == LINES_READ || loop->over)
		return;
	struct pollfd in = {.fd = STDIN_FILENO};
	bool gone = loop->typed && poll(&in, 1, 0) == 1 && (in.revents & (POLLHUP | POLLERR));
	if (gone) {
		loop_hang_up(loop);
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
	loop_tell_plainly(loop, EV_START, 0);
	speak(loop);
	while (!loop->over) {
		wait_for_world(loop, false, wait_due(loop));
		if (signals_have_cut())
			loop_hang_up(loop);
		if (!loop->over && loop->readable)
			take_lines(loop);
		if (!loop->over)
			wait_take_time(loop);
		if (!loop->over && loop->turns)
			lock_turn(loop);
		if (!loop->over && loop->resumed)
			ask_again(loop);
		if (!loop->over && has_news(loop))
			speak(loop);
	}
	end_prompt(loop);
}

int run_lines(struct world *world)
{
	struct loop loop = {.world = world, .timed = -1, .plain = true, .typed = isatty(STDIN_FILENO) != 0,
		.lines = {.codeset = world->screen.codeset}};

	(void)store_start(world->store, NULL);
	signals_catch(true);
	screen_size(&loop.width, &loop.height);
	attend_lines(&loop);
	wait_for_saves(&loop, loop.lost ? LOST_WAIT : LEAVE_WAIT);
	signals_arm(false);
	loop_release(&loop);
	return world->status;
}
