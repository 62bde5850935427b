/* SPDX-License-Identifier: MIT */
#include "tutor/app.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/input.h"
#include "tutor/saves.h"
#include "tutor/screens.h"
#include "tutor/viewport.h"

/* --- the stack of screens --- */

struct level *app_level(struct app *app)
{
	return &app->levels[app->nlevels - 1];
}

const struct screen *app_screen(const struct app *app)
{
	return app->levels[app->nlevels - 1].screen;
}

bool app_is_on_page(const struct app *app)
{
	return app_screen(app) == &screen_page;
}

enum where app_where(const struct app *app)
{
	return app_is_typing(app) ? AT_PROMPT : app_screen(app)->where(app);
}

enum where app_where_below(const struct app *app)
{
	const struct screen *below = app->nlevels < 2 ? &screen_home : app->levels[app->nlevels - 2].screen;

	return app->typing.what != TYPING_NOTHING && app->typing.over == below ? AT_PROMPT : below->where(app);
}

void app_push(struct app *app, const struct screen *screen)
{
	if (app_screen(app) == screen)
		return;
	if (app->nlevels == APP_LEVELS) /* never deeper: the one on top makes room */
		app->nlevels--;
	app->levels[app->nlevels++] = (struct level){.screen = screen};
	app->arrivals++;
	app->follow = false;
}

void app_pop(struct app *app)
{
	if (app->nlevels > 1)
		app->nlevels--;
	if (!app_is_on_page(app) || app->unsaid) /* a page that was only covered is not said again */
		app->arrivals++;
	app->unsaid = app->unsaid && !app_is_on_page(app);
	app->resized = true; /* the window may have changed while it was covered */
}

void app_home(struct app *app)
{
	app->nlevels = 1;
	app->levels[0].focus = 0;
	app->levels[0].top = 0;
	app->recount = true;
	app->arrivals++;
}

void app_inform(struct app *app, const char *words, size_t len)
{
	(void)snprintf(app->message, sizeof app->message, "%.*s", (int)len, words);
	app->message_stands = false;
}

__attribute__((format(printf, 3, 0)))
static void tell(struct app *app, bool has_focus, const char *format, va_list args)
{
	(void)vsnprintf(app->message, sizeof app->message, format, args);
	app->message_has_focus = has_focus && app->message[0] != '\0';
	app->message_stands = false;
}

void app_tell(struct app *app, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(app, true, format, args);
	va_end(args);
}

void app_tell_aside(struct app *app, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(app, false, format, args);
	va_end(args);
}

/* --- side files --- */

void app_need(struct app *app, struct effects *fx, enum side side)
{
	if (app->side_asked[side])
		return;
	app->side_asked[side] = true;
	effects_add(fx, (struct effect){.type = FX_SIDE, .index = side});
}

static void take_side(struct app *app, const struct event *ev)
{
	side_free(app->sides[ev->index]);
	app->sides[ev->index] = ev->side;
	app->visit.myths = app->sides[SIDE_MYTHS];
}

/* --- leaving --- */

void app_leave(struct app *app, struct effects *fx, int status)
{
	if (app->leaving)
		return;
	app_note_index(app, fx);
	app->leaving = true;
	effects_add(fx, (struct effect){.type = FX_QUIT, .status = status});
}

void app_suspend(struct app *app, struct effects *fx)
{
	if (!app->options.can_suspend) {
		app_tell(app, "%s", tr("Suspending is not available here."));
		return;
	}
	app_draft_now(app, fx);
	app_lock(app, fx);
	effects_add(fx, (struct effect){.type = FX_SUSPEND});
}

#define STOPPED (128 + 2) /* ^C, in whatever way it came: who leaves so has seen nothing of what is lost */

void app_stop(struct app *app, struct effects *fx, int status)
{
	app->loses = status == STOPPED && app_loses_words(app);
	app_draft_now(app, fx);
	app_leave(app, fx, status);
}

/* --- time --- */

static void take_time(struct app *app, struct effects *fx)
{
	if (app->draft_due && app->tick >= app->draft_due)
		app_draft_now(app, fx);
	saves_time(app);
	app_lock_time(app, fx);
}

int64_t app_deadline(const struct app *app)
{
	const int64_t all[] = {saves_deadline(app), app->draft_due ? app->draft_due : -1, app_lock_deadline(app)};
	int64_t first = -1;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i] >= 0 && (first < 0 || all[i] < first))
			first = all[i];
	return first;
}

/* --- events --- */

static void start(struct app *app, struct effects *fx)
{
	int64_t last = learner_last_at(app->learner, app->now / 1000);

	app->home_shown = !app->wants && !app->round.waits;
	app->last_here = last;
	app->away = last > 0 ? app->now / 1000 - last : 0;
	if (last == 0 && !learner_is_new(app->learner)) /* all that is known is of a clock that was ahead: time counts from here */
		app_note_open(app, fx);
	if (app->round.waits)
		app_review(app, fx, true, app->round.limit);
	if (app->wants)
		app_go(app, fx, app->want_chapter, app->want_page[0] ? app->want_page : NULL);
	else if (!app->chapter || app->chapter_index != app_place_chapter(app))
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = app_place_chapter(app)});
}

static void take_size(struct app *app, const struct event *ev)
{
	app->resized = app->width != 0;
	app->search.scrolls = app->search.lit;
	app->width = ev->width;
	app->height = ev->height;
}

static void dispatch(struct app *app, const struct event *ev, struct effects *fx)
{
	switch (ev->type) {
	case EV_START:
		take_size(app, ev);
		start(app, fx);
		break;
	case EV_KEY:
		input_key(app, ev, fx);
		break;
	case EV_PASTE:
		input_paste(app, ev, fx);
		break;
	case EV_SIZE:
		take_size(app, ev);
		break;
	case EV_TIME:
		take_time(app, fx);
		break;
	case EV_OPENED:
		app_opened(app, ev, fx);
		break;
	case EV_CHANGED:
		app_changed(app, ev, fx);
		break;
	case EV_OUTLINE:
		app_outlined(app, ev);
		break;
	case EV_LENT:
		if (!app_search_takes(app, ev, fx))
			app_lent(app, ev, fx);
		break;
	case EV_SIDE:
		take_side(app, ev);
		break;
	case EV_SAVED:
		saves_take(app, ev);
		break;
	case EV_UNLOCKED:
		app_unlocked(app, ev, fx);
		break;
	case EV_OFFERED:
		app_offered(app, ev);
		break;
	case EV_HEARD: /* what is shown is said anew in any case */
		app_heard(app);
		break;
	case EV_SUSPEND:
		app_suspend(app, fx);
		break;
	case EV_RESUMED:
		take_size(app, ev);
		effects_add(fx, (struct effect){.type = FX_REPAINT});
		break;
	case EV_HANGUP:
		app_stop(app, fx, 128 + 1);
		break;
	case EV_SIGNAL:
		app_stop(app, fx, 128 + (int)ev->number);
		break;
	}
}

/* On the page, or at home: what was asked for meanwhile. */
static void do_first(struct app *app, const struct event *ev, struct effects *fx)
{
	enum command first = app->first;

	if (first == CMD_NONE || app->wants)
		return;
	app->first = CMD_NONE;
	app->unsaid = true;
	app_command(app, first, ev, fx);
}

/* Where all that was written is shown, what another window wrote meanwhile belongs there, too. */
static void look_around(struct app *app, struct effects *fx)
{
	bool shows_all = app_screen(app) == &screen_home || app_screen(app) == &screen_words;

	if (app->looked == app->arrivals)
		return;
	app->looked = app->arrivals;
	if (shows_all && app->arrivals > 1) /* at the start everything was just read */
		effects_add(fx, (struct effect){.type = FX_LOOK});
}

/* A line at a time: the next one when the learner has gone on. Lines of plain mode are said together. */
static void tell_news(struct app *app)
{
	const char *news = app->news;

	if (!news || app->message[0] || app->trouble.kind != ERR_NONE)
		return;
	size_t len = app->options.plain ? strlen(news) : strcspn(news, "\n");
	app_inform(app, news, len);
	app->news = news[len] ? news + len + 1 : NULL;
}

bool app_update(struct app *app, const struct event *ev, struct effects *fx)
{
	bool is_seen = ev->type != EV_SAVED || saves_is_seen(app, ev);

	app->now = ev->now;
	app->tick = ev->tick;
	if (ev->type == EV_KEY || ev->type == EV_PASTE || ev->type == EV_START)
		app_touched(app);
	app->stays = -1;
	dispatch(app, ev, fx);
	do_first(app, ev, fx);
	app_look_back(app, fx);
	saves_watch(app);
	app_unsaved_settle(app);
	look_around(app, fx);
	tell_news(app);
	app_tell_withheld(app);
	app->lock.keeps = app_keeps_locked(app);
	bool passing = ev->type == EV_START && app->wants; /* the page comes at once; home is not looked at */
	if (!app->options.plain && app->width > 0 && !passing && is_seen)
		viewport_refresh(app);
	app_want_outlines(app, fx);
	return is_seen;
}

bool app_shows_words(const struct app *app)
{
	const struct screen *screen = app_screen(app);
	const struct page *page = app->visit.page;

	return screen == &screen_words || screen == &screen_keep || screen == &screen_halves || screen == &screen_lookback || screen == &screen_coded ||
	       (screen == &screen_page && page && (page->kind->is_private || page->kind->shows_words));
}

const struct page *app_page_below(const struct app *app)
{
	for (size_t i = 0; i < app->nlevels; i++)
		if (app->levels[i].screen == &screen_page)
			return app->visit.page;
	return NULL;
}

bool app_is_leaving(const struct app *app)
{
	return app->leaving;
}

/* --- life --- */

void app_init(struct app *app, const struct course *course, struct learner *learner, struct record **drafts, size_t ndrafts,
	const struct app_options *options, const struct app_start *start_at)
{
	*app = (struct app){.options = *options, .course = course, .learner = learner, .drafts = drafts, .ndrafts = ndrafts, .page_index = -1};
	app->outlines = arena_get(&app->arena, course->chapters.n * sizeof *app->outlines);
	app->levels[app->nlevels++] = (struct level){.screen = &screen_home};
	app->arrivals = 1;
	app->lock.there = options->locked;
	app->lock.lost = options->lost;
	(void)snprintf(app->country, sizeof app->country, "%s", options->country ? options->country : "");
	if (start_at && start_at->opened)
		app_take_chapter(app, start_at->chapter, start_at->opened);
	app->news = start_at ? start_at->news : NULL;
	tell_news(app);
	app->first = start_at ? start_at->first : CMD_NONE;
	app->round.waits = start_at && start_at->review;
	app->round.limit = start_at && start_at->limit > 0 ? start_at->limit : APP_ROUND;
	if (start_at && start_at->at_page) {
		app->wants = true;
		app->want_chapter = start_at->chapter;
		app->no_note = start_at->page != NULL;
		(void)snprintf(app->want_page, sizeof app->want_page, "%s", start_at->page ? start_at->page : "");
	}
}

void app_release(struct app *app)
{
	visit_end(&app->visit);
	app_unlend(app);
	chapter_free(app->chapter);
	for (size_t i = 0; i < app->nhalves; i++)
		arena_release(&app->halves[i].arena);
	mem_free(app->halves);
	explicit_bzero(&app->lock, sizeof app->lock);
	mem_free(app->round.list);
	mem_free(app->round.passed);
	review_free(app->review);
	for (size_t i = 0; i < SIDE_COUNT; i++)
		side_free(app->sides[i]);
	doc_release(&app->doc);
	breaks_release(&app->breaks);
	app_type_end(app);
	app_search_end(app);
	arena_release(&app->arena);
	*app = (struct app){0};
}

bool app_invariants(const struct app *app, const char **broken)
{
	const struct {
		bool holds;
		const char *name;
	} all[] = {
		{app->nlevels >= 1 && app->nlevels <= APP_LEVELS, "one screen to eight"},
		{app->levels[0].screen == &screen_home, "home is at the bottom"},
		{(app->visit.page != NULL) == (app->page_index >= 0), "a page visited is a page of the open chapter"},
		{app->page_index < 0 || (app->chapter && (size_t)app->page_index < app->chapter->npages), "the page is in the chapter"},
		{!app_is_on_page(app) || app->visit.page, "the page screen has a page"},
		{!app_is_on_page(app) || app->visit.focus < visit_items(&app->visit), "the focus is on an item"},
		{!app->lent || (app->visit.page && app->visit.page->kind->draws), "chapters are lent to a page that draws"},
		{!app->lock.open || app->lock.there, "what is open was locked"},
		{app->saved <= app->saves, "nothing is acknowledged that was not handed over"},
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!all[i].holds) {
			*broken = all[i].name;
			return false;
		}
	return true;
}
