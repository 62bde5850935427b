/* SPDX-License-Identifier: MIT */
#include "run/loop.h"

#include <assert.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "base/mem.h"
#include "io/shelf.h"
#include "run/clock.h"
#include "run/lock.h"
#include "run/signals.h"

#define DEPTH_MOST 8 /* events that follow from an event; more would be our mistake */

/* --- reading for the app --- */

struct chapter *loop_read_chapter(const struct world *world, size_t index, struct diags *diags)
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
	loop->tidy = clock_tick() + TIDY_WAIT;
	struct diags diags = {0};
	struct event ev = {.type = type, .index = index, .diags = &diags};

	ev.chapter = loop_read_chapter(loop->world, index, &diags);
	struct chapter *shown = type == EV_OUTLINE ? ev.chapter : NULL;
	loop_tell(loop, &ev);
	if (shown)
		chapter_free(shown);
	diags_release(&diags);
}

void loop_open_side(struct loop *loop, size_t index)
{
	loop->tidy = clock_tick() + TIDY_WAIT;
	struct diags diags = {0};
	struct event ev = {.type = EV_SIDE, .index = index};

	ev.side = shelf_side(loop->world->app->course, (enum side)index, &diags);
	if (ev.side || !diags.errors || !loop->watching) /* while it is being written the last good one stays */
		loop_tell(loop, &ev);
	diags_release(&diags);
}

static void want_outline(struct loop *loop, size_t chapter)
{
	if (loop->noutlines == loop->room) {
		loop->room = loop->room ? loop->room * 2 : 32;
		loop->outlines = mem_grow(loop->outlines, loop->room, sizeof loop->outlines[0]);
	}
	loop->outlines[loop->noutlines++] = chapter;
}

void loop_show_outline(struct loop *loop)
{
	size_t next = loop->outlines[0];

	loop->noutlines--;
	memmove(loop->outlines, loop->outlines + 1, loop->noutlines * sizeof next);
	open_chapter(loop, next, EV_OUTLINE);
}

/* --- effects into the world --- */

void loop_quit(struct loop *loop, int status)
{
	if (!loop->over)
		loop->world->status = status;
	loop->over = true;
}

static void hand_over(struct loop *loop, const struct effect *effect)
{
	struct arena arena = {0};
	struct record box;
	const struct record *record = lock_seal(loop, effect->record, &arena, &box);

	if (effect->type == FX_SAVE)
		store_save(loop->world->store, record, effect->sync);
	else
		store_draft(loop->world->store, record);
	arena_release(&arena);
}

void loop_save_rest(struct loop *loop)
{
	for (size_t i = 0; i < loop->rest.n; i++)
		hand_over(loop, &loop->rest.list[i]);
	effects_clear(&loop->rest);
}

/* What the disk may have later (which page is seen, and that it was) waits for the terminal. Words and answers never do, and
 * take along what came before them. */
static void save(struct loop *loop, const struct effect *effect)
{
	bool can_wait = effect->type == FX_SAVE && !effect->sync && !loop->plain && loop->rest.n < EFFECTS_MOST;

	if (can_wait) {
		effects_save(&loop->rest, effect->type, effect->record, effect->sync);
		return;
	}
	loop_save_rest(loop);
	hand_over(loop, effect);
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
		loop_save_rest(loop);
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
		loop_save_rest(loop);
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
		loop_quit(loop, effect->status);
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

void loop_perform(struct loop *loop, struct effects *fx)
{
	for (size_t i = 0; i < fx->n; i++)
		perform(loop, &fx->list[i]);
	for (size_t i = 0; i < fx->n && loop->depth < DEPTH_MOST; i++) {
		if (fx->list[i].type == FX_OPEN)
			open_chapter(loop, fx->list[i].index, EV_OPENED);
		else if (fx->list[i].type == FX_SIDE)
			loop_open_side(loop, fx->list[i].index);
		else if (fx->list[i].type == FX_OFFER)
			lock_offer(loop);
	}
	effects_clear(fx);
	lend(loop);
}

/* --- events into the app --- */

void run_stamp(struct event *ev)
{
	ev->now = clock_time();
	ev->tick = clock_tick();
}

void loop_tell(struct loop *loop, struct event *ev)
{
	struct effects fx = {0};
	bool lent = loop->world->app->lent != NULL;

	run_stamp(ev);
	loop->depth++;
	loop->stale |= app_update(loop->world->app, ev, &fx);
	if (lent && !loop->world->app->lent) /* a page that drew from many chapters was left */
		loop->tidy = clock_tick() + TIDY_WAIT;
	loop_perform(loop, &fx);
	loop->depth--;
}

void loop_tell_plainly(struct loop *loop, enum event_type type, uint64_t number)
{
	loop_tell(loop, &(struct event){.type = type, .number = number, .width = loop->width, .height = loop->height});
}

/* --- the end --- */

void loop_lose(struct loop *loop, int status)
{
	if (loop->lost || loop->over)
		return;
	loop->lost = true;
	loop_tell_plainly(loop, EV_HANGUP, 0);
	loop->world->status = status;
	loop->over = true;
}

void loop_hang_up(struct loop *loop)
{
	signals_cut_off();
	loop_lose(loop, 128 + SIGHUP);
}

void loop_release(struct loop *loop)
{
	assert(loop->rest.n == 0);
	frame_release(&loop->frame);
	arrival_release(&loop->arrival);
	lines_release(&loop->lines, STDIN_FILENO);
	mem_free(loop->outlines);
}
