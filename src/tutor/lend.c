/* SPDX-License-Identifier: MIT
 *
 * lend: chapters beside the open one, for a page that draws its questions from them; asked for when it is come to, gone
 * with its visit. No other page asks for anything.
 *
 * A chapter that the page names is asked for. A page that it names may be anywhere: where an outline knows, else the chapters
 * not seen yet are gone through in the order of the course, and those that do not have it are dropped at once. */
#include "tutor/screens.h"

#include <string.h>

/* --- which chapter comes next --- */

struct looking {
	const struct app *app;
	int next; /* the chapter to be asked for, -1: none */
};

static bool is_asked(const struct app *app, size_t chapter)
{
	return chapter == app->chapter_index || (app->lend_asked && app->lend_asked[chapter]);
}

static bool is_here(const struct app *app, const char *page)
{
	if (chapter_find(app->chapter, page) >= 0)
		return true;
	for (size_t i = 0; app->lent && i < app->course->chapters.n; i++)
		if (app->lent[i] && chapter_find(app->lent[i], page) >= 0)
			return true;
	return false;
}

static bool knows(const struct outline *outline, const char *page)
{
	for (size_t i = 0; i < outline->npages; i++)
		if (strcmp(outline->pages[i].id, page) == 0)
			return true;
	return false;
}

/* The chapter that has a page, or the first that may have it; -1: none. */
static int chapter_with(const struct app *app, const char *page)
{
	const char *now = learner_name(app->learner, page);
	size_t n = app->course->chapters.n;

	for (size_t i = 0; i < n; i++)
		if (knows(app_outline(app, i), now))
			return (int)i;
	for (size_t i = 0; i < n; i++)
		if (!app_outline(app, i)->known && !app_outline(app, i)->fault && !is_asked(app, i))
			return (int)i;
	return -1;
}

static void look_for(void *ctx, const char *id, struct place at)
{
	struct looking *search = ctx;
	int chapter;

	(void)at;
	if (search->next >= 0)
		return;
	chapter = app_chapter_index(search->app, id);
	if (chapter < 0 && !is_here(search->app, id))
		chapter = chapter_with(search->app, id);
	if (chapter >= 0 && !is_asked(search->app, (size_t)chapter))
		search->next = chapter;
}

bool app_lend(struct app *app, struct effects *fx)
{
	const struct page *page = app->visit.page;
	struct looking search = {.app = app, .next = -1};

	if (!page->kind->draws || !page->kind->links)
		return false;
	page->kind->links(page, look_for, &search);
	if (search.next < 0)
		return false;
	if (!app->lent) {
		app->lent = mem_get(app->course->chapters.n * sizeof *app->lent);
		app->lend_asked = mem_get(app->course->chapters.n * sizeof *app->lend_asked);
	}
	app->lend_asked[search.next] = true;
	effects_add(fx, (struct effect){.type = FX_LEND, .index = (size_t)search.next});
	return true;
}

/* --- what comes of it --- */

struct holding {
	const struct chapter *chapter;
	bool any; /* of what the page names is this chapter, or in it */
};

static void look_in(void *ctx, const char *id, struct place at)
{
	struct holding *holding = ctx;

	(void)at;
	holding->any |= strcmp(id, holding->chapter->id) == 0 || chapter_find(holding->chapter, id) >= 0;
}

static bool is_drawn_from(const struct app *app, const struct chapter *chapter)
{
	struct holding holding = {.chapter = chapter};

	app->visit.page->kind->links(app->visit.page, look_in, &holding);
	return holding.any;
}

bool app_take_lent(struct app *app, const struct event *ev)
{
	bool awaited = app->lent && app->lend_asked[ev->index] && !app->lent[ev->index];

	if (awaited && ev->chapter && is_drawn_from(app, ev->chapter))
		app->lent[ev->index] = ev->chapter;
	else
		chapter_free(ev->chapter);
	return awaited;
}

void app_unlend(struct app *app)
{
	for (size_t i = 0; app->lent && i < app->course->chapters.n; i++)
		chapter_free(app->lent[i]);
	mem_free(app->lent);
	mem_free(app->lend_asked);
	app->lent = NULL;
	app->lend_asked = NULL;
}
