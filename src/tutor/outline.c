/* SPDX-License-Identifier: MIT */
#include "tutor/outline.h"

#include <string.h>
#include "base/tr.h"
#include "learner/reconcile.h"
#include "tutor/screens.h"

int app_chapter_index(const struct app *app, const char *id)
{
	for (size_t i = 0; id && i < app->course->chapters.n; i++)
		if (strcmp(app->course->chapters.list[i], id) == 0)
			return (int)i;
	return -1;
}

size_t app_place_chapter(const struct app *app)
{
	const struct record *place = learner_place(app->learner);
	int index = place ? app_chapter_index(app, place->chapter) : -1;

	return index < 0 ? 0 : (size_t)index;
}

const struct outline *app_outline(const struct app *app, size_t chapter)
{
	static const struct outline unknown;

	return app->outlines[chapter] ? app->outlines[chapter] : &unknown;
}

struct outline *app_outline_to_fill(struct app *app, size_t chapter)
{
	if (!app->outlines[chapter])
		app->outlines[chapter] = arena_get(&app->arena, sizeof *app->outlines[chapter]);
	return app->outlines[chapter];
}

unsigned app_pages_done(const struct app *app, size_t chapter)
{
	const struct outline *o = app_outline(app, chapter);
	unsigned done = 0;

	for (size_t i = 0; i < o->npages; i++)
		done += learner_has_seen(app->learner, o->pages[i].id);
	return done;
}

bool app_chapter_is_done(const struct app *app, size_t chapter)
{
	const struct outline *o = app_outline(app, chapter);

	return o->known && o->npages > 0 && app_pages_done(app, chapter) == o->npages;
}

static bool has_page(const struct outline *o, const char *page)
{
	for (size_t i = 0; i < o->npages; i++)
		if (strcmp(o->pages[i].id, page) == 0)
			return true;
	return false;
}

bool app_page_is_gone(const struct app *app, const char *chapter, const char *page)
{
	int index = app_chapter_index(app, chapter);
	const char *now = learner_name(app->learner, page);

	if (index >= 0 && (!app_outline(app, (size_t)index)->known || app_outline(app, (size_t)index)->fault))
		return false;
	for (size_t c = 0; c < app->course->chapters.n; c++)
		if (has_page(app_outline(app, c), now))
			return false;
	return true;
}

/* --- asking for them --- */

static void want_outline(struct app *app, struct effects *fx, size_t chapter)
{
	if (app_outline(app, chapter)->asked)
		return;
	app_outline_to_fill(app, chapter)->asked = true;
	effects_add(fx, (struct effect){.type = FX_OUTLINE, .index = chapter});
}

/* What a chapter was names the one that follows; what the course was is about all. */
static bool is_summed(const struct app *app, size_t chapter)
{
	return app_screen(app) == &screen_summary && (app->sums_course || chapter == app_place_chapter(app));
}

/* The learner's words stand under the titles of their chapters. */
static bool is_named(const struct app *app, size_t chapter)
{
	return app_screen(app) == &screen_words && !app_outline(app, chapter)->asked && app_words_name(app, chapter);
}

/* Chapters whose rows can be seen on home and contents are read, a window at a time, once each. */
void app_want_outlines(struct app *app, struct effects *fx)
{
	size_t n = app->course->chapters.n, from, to;
	int at = app->near;

	if (app->wants)
		return;
	for (size_t i = 0; i < n && fx->n + 4 < EFFECTS_MOST; i++)
		if (app_review_wants(app, i) || is_summed(app, i) || is_named(app, i))
			want_outline(app, fx, i);
	if (app_screen(app) != &screen_home && app_screen(app) != &screen_contents)
		return;
	from = at > app->height ? (size_t)(at - app->height) : 0;
	to = (size_t)(at + app->height);
	for (size_t i = from; i < n && i < to && fx->n + 4 < EFFECTS_MOST; i++)
		want_outline(app, fx, i);
}

/* --- filling one in --- */

static struct outline_page outline_page(struct app *app, const struct page *page)
{
	return (struct outline_page){
		.id = arena_copy(&app->arena, page->id, strlen(page->id)),
		.claim = review_claim(page),
		.rev = review_small(page->rev),
		.asks_after = page->kind->asks_after ? review_small(page->kind->asks_after(page)) : 0,
	};
}

/* The outline while its statements are gathered. */
struct gathering {
	struct app *app;
	struct outline *outline;
	const struct page *page;
	bool counting;
};

static const char *kept(struct app *app, const char *text)
{
	return text ? arena_copy(&app->arena, text, strlen(text)) : NULL;
}

static void gather_belief(void *ctx, const char *id, const struct markup *text)
{
	struct gathering *g = ctx;
	const struct kind_form *kind = g->page->kind;
	size_t at = g->outline->nbeliefs++;
	struct str plain = {0};

	if (g->counting)
		return;
	markup_plain(text, &plain);
	g->outline->beliefs[at] = (struct outline_belief){
		.page = kept(g->app, g->page->id),
		.pair = kept(g->app, kind->pairs ? kind->pairs(g->page) : NULL),
		.id = kept(g->app, id),
		.text = kept(g->app, str_text(&plain)),
	};
	str_release(&plain);
}

static void gather_beliefs(struct app *app, struct outline *o, const struct chapter *chapter, bool counting)
{
	struct gathering g = {.app = app, .outline = o, .counting = counting};

	o->nbeliefs = 0;
	for (size_t i = 0; i < chapter->npages; i++) {
		g.page = &chapter->pages[i];
		if (g.page->kind->beliefs)
			g.page->kind->beliefs(g.page, gather_belief, &g);
	}
}

static bool has_old_names(const struct chapter *chapter)
{
	bool any = chapter->was.n > 0;

	for (size_t i = 0; i < chapter->npages && !any; i++)
		any = chapter->pages[i].was.n > 0;
	return any;
}

void outline_fill(struct app *app, size_t index, const struct chapter *chapter)
{
	struct outline *o = app_outline_to_fill(app, index);

	if (!app->options.sketch)
		reconcile_names(app->learner, chapter);
	app->recount = true;
	if (has_old_names(chapter)) { /* what is known under them counts for these now */
		review_free(app->review);
		app->review = NULL;
	}
	o->fault = NULL;
	if (o->known)
		return;
	o->asked = o->known = true;
	o->title = arena_copy(&app->arena, chapter->title, strlen(chapter->title));
	o->minutes = chapter->minutes;
	o->npages = chapter->npages;
	o->pages = arena_get(&app->arena, chapter->npages * sizeof *o->pages);
	for (size_t i = 0; i < chapter->npages; i++)
		o->pages[i] = outline_page(app, &chapter->pages[i]);
	gather_beliefs(app, o, chapter, true);
	o->beliefs = arena_get(&app->arena, (o->nbeliefs + 1) * sizeof *o->beliefs);
	gather_beliefs(app, o, chapter, false);
}

void outline_fault(struct app *app, size_t index, const struct diags *diags)
{
	const struct diag *first = diags ? diags_first(diags) : NULL;
	struct str line = {0};

	if (first)
		diag_print(first, DIAG_SHORT, &line);
	else
		str_add_text(&line, tr("the file cannot be read"));
	struct outline *o = app_outline_to_fill(app, index);
	o->asked = true;
	o->fault = arena_copy(&app->arena, line.at, strcspn(line.at, "\n"));
	str_release(&line);
}

void app_outlined(struct app *app, const struct event *ev)
{
	if (ev->chapter)
		outline_fill(app, ev->index, ev->chapter);
	else
		outline_fault(app, ev->index, ev->diags);
	app->follow |= app_level(app)->sees_focus; /* its rows may be more now than they were */
}
