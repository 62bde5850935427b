/* SPDX-License-Identifier: MIT
 *
 * note: one neutral line before a heavy place, and a real choice of route: from whichever side it is come to, and again after it
 * was skipped. Who is in it, or has just gone through it, is not asked at each page. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

/* --- before which page --- */

/* The page the learner is at by their place, in a chapter; -1: elsewhere. */
static int place_index(const struct app *app, const struct chapter *chapter)
{
	const struct record *place = learner_place(app->learner);

	if (!place || !place->page || strcmp(place->chapter, chapter->id) != 0)
		return -1;
	return chapter_find(chapter, place->page);
}

static bool is_of(const struct route *route, size_t chapter, int of)
{
	return route->way != ROUTE_NONE && route->chapter == chapter && route->of == of;
}

static bool was_chosen_in(const struct app *app, size_t chapter, enum route_way way, int of)
{
	for (size_t i = 0; i < APP_ROUTES; i++)
		if (is_of(&app->routes[i], chapter, of))
			return app->routes[i].way == way;
	return false;
}

static bool was_chosen(const struct app *app, enum route_way way, int of)
{
	return was_chosen_in(app, app->chapter_index, way, of);
}

static int note_in(const struct app *app, const struct chapter *chapter, size_t chapter_index, int index, int of)
{
	do
		of = chapter_note_over(chapter, index, place_index(app, chapter), of);
	while (of != NOTE_NONE && was_chosen_in(app, chapter_index, ROUTE_INTO, of));
	return of;
}

static int note_after(const struct app *app, int index, int of)
{
	return note_in(app, app->chapter, app->chapter_index, index, of);
}

int app_note_over(const struct app *app, int index)
{
	return note_after(app, index, NOTE_NONE);
}

const struct note *app_note_before(const struct app *app, const struct chapter *chapter, size_t chapter_index, int index)
{
	int of = note_in(app, chapter, chapter_index, index, NOTE_NONE);

	return of == NOTE_NONE ? NULL : chapter_note(chapter, of);
}

/* It takes the place of what was chosen at the note before, else of the oldest. */
static void choose(struct app *app, enum route_way way)
{
	size_t at = 0;

	while (at + 1 < APP_ROUTES && !is_of(&app->routes[at], app->chapter_index, app->note_of))
		at++;
	memmove(app->routes + 1, app->routes, at * sizeof *app->routes);
	app->routes[0] = (struct route){way, app->chapter_index, app->note_of};
}

/* A question comes back because it was met: of who went there it asks no leave each time, unless they turned from it since. */
static bool is_met(const struct app *app, int index, int of)
{
	return app->round.on && learner_latest(app->learner, RECORD_SEEN, app->chapter->pages[index].id) && !was_chosen(app, ROUTE_PAST, of);
}

/* Who goes back out of what they went into, or (NOTE_NONE) leaves, is asked again. */
static void turn_round(struct app *app, int index)
{
	for (size_t i = 0; i < APP_ROUTES; i++) {
		struct route *route = &app->routes[i];
		bool is_before = route->chapter == app->chapter_index ? index < route->of : app->chapter_index < route->chapter;

		if (route->way == ROUTE_INTO && is_before)
			route->way = ROUTE_NONE;
	}
}

bool app_ask_note(struct app *app, int index)
{
	int of = app_note_over(app, index);

	while (of != NOTE_NONE && is_met(app, index, of))
		of = note_after(app, index, of);
	turn_round(app, index);
	if (of == NOTE_NONE)
		return false;
	app->note_page = index;
	app->note_of = of;
	if (app_screen(app) != &screen_note) /* else it is the same way on */
		app->note_back = !app->round.on && (app->wants_last || (app->visit.page && app->page_index > index));
	app->nlevels = 1;
	app_push(app, &screen_note);
	app_search_asked(app);
	return true;
}

/* --- the screen --- */

static const struct note *the_note(const struct app *app)
{
	return chapter_note(app->chapter, app->note_of);
}

/* Whose note about a page was passed by. */
static int passed_by(const struct app *app, int index)
{
	int of = NOTE_NONE;

	do
		of = chapter_note_over(app->chapter, index, place_index(app, app->chapter), of);
	while (of != NOTE_NONE && !was_chosen(app, ROUTE_PAST, of));
	return of;
}

/* Before what the note is about, and before what else was skipped there: that is not asked about again. Where the chapter has no
 * such page one stays where one is; -1: elsewhere. */
static int page_before(const struct app *app)
{
	int at = app->note_of - 1, of;

	while (at >= 0 && (of = passed_by(app, at)) != NOTE_NONE)
		at = of - 1;
	if (at < 0)
		return app->visit.page ? app->page_index : -1;
	return at;
}

/* Past what the note is about, the way the learner goes; -1: there is no such page. */
static int skip_page(const struct app *app)
{
	if (app->note_back)
		return page_before(app);
	return the_note(app)->skip_to ? chapter_find(app->chapter, the_note(app)->skip_to) : -1;
}

enum answer { GO_ON, SKIP, LEAVE };

/* Of questions that come back the next one follows instead. */
static bool has_skip(const struct app *app)
{
	return app->round.on || skip_page(app) >= 0;
}

static enum answer answer_of(const struct app *app, int item)
{
	return item == 0 ? GO_ON : item == 1 && has_skip(app) ? SKIP : LEAVE;
}

/* Who came here by a search goes on with it. */
static enum where note_where(const struct app *app)
{
	return app_search_is_on(app) ? AT_NOTE : AT_LIST;
}

static void note_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", app->chapter->title);
}

static int note_items(const struct app *app)
{
	return has_skip(app) ? 3 : 2;
}

static void say_skip(const struct app *app, struct doc *doc)
{
	const struct page *page = app->round.on ? NULL : &app->chapter->pages[skip_page(app)];

	doc_lead(doc, "2. ");
	if (page && page == app->visit.page)
		doc_sayf(doc, STYLE_TEXT, tr("Stay at \"%s\""), page->title ? page->title : page->id);
	else if (page)
		doc_sayf(doc, STYLE_TEXT, tr("Skip to \"%s\""), page->title ? page->title : page->id);
	else
		doc_say(doc, STYLE_TEXT, tr("Skip this question"));
}

static void note_say(const struct app *app, struct doc *doc)
{
	int n = 0;

	doc_sayf(doc, STYLE_TEXT, tr("What comes next is about %s."), the_note(app)->about);
	doc_say(doc, STYLE_TEXT, tr("Each way is a good one."));
	doc_gap(doc);
	doc_item(doc, n++);
	doc_say(doc, STYLE_TEXT, tr("1. Go on"));
	if (has_skip(app)) {
		doc_item(doc, n++);
		say_skip(app, doc);
	}
	doc_item(doc, n);
	doc_sayf(doc, STYLE_TEXT, tr("%d. Not now: back to the start screen"), n + 1);
	doc_item(doc, -1);
}

static void go_on(struct app *app, struct effects *fx)
{
	choose(app, ROUTE_INTO);
	if (app_ask_note(app, app->note_page))
		return; /* one within it */
	if (app->round.on)
		app_come_back(app, fx, app->note_page);
	else
		app_arrive(app, fx, app->note_page, true);
}

static void skip(struct app *app, struct effects *fx)
{
	int to = app->round.on ? -1 : skip_page(app);

	app->copied = app->chosen = NULL;
	choose(app, ROUTE_PAST);
	if (app->round.on)
		app_review_on(app, fx, true);
	else
		app_arrive(app, fx, to, app->visit.page && to == app->page_index);
}

static void leave(struct app *app, struct effects *fx)
{
	app->copied = app->chosen = NULL;
	choose(app, ROUTE_PAST);
	turn_round(app, NOTE_NONE);
	app_review_leave(app, fx);
	app_home(app);
}

static void note_open(struct app *app, int item, struct effects *fx)
{
	switch (answer_of(app, item)) {
	case GO_ON:
		go_on(app, fx);
		break;
	case SKIP:
		skip(app, fx);
		break;
	case LEAVE:
		leave(app, fx);
		break;
	}
}

static bool note_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	if (command != CMD_LEAVE)
		return false;
	leave(app, fx);
	return true;
}

static const char *note_prompt(const struct app *app)
{
	(void)app;
	return tr("A number, or Enter to go on: ");
}

const struct screen screen_note = {
	.name = "note",
	.where = note_where,
	.head = note_head,
	.items = note_items,
	.say = note_say,
	.command = note_command,
	.open = note_open,
	.prompt = note_prompt,
};
