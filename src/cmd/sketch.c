/* SPDX-License-Identifier: MIT */
#include "cmd/sketch.h"

#include <string.h>
#include "base/mem.h"
#include "kinds/kind.h"
#include "run/run.h"
#include "term/screen.h"
#include "tutor/screens.h"

#define AROUND 6 /* rows of home at least that are no chapter's: title, Continue, two above the chapters, message, footer */

/* -- Where to begin --------------------------------------------------------------------------- */

/* The index of an id in a list, or -1. */
static int chapter_of(const struct course *course, const char *id)
{
	for (size_t i = 0; id && i < course->chapters.n; i++)
		if (strcmp(course->chapters.list[i], id) == 0)
			return (int)i;
	return -1;
}

static int page_of(const struct index_chapter *chapter, const char *id)
{
	for (size_t i = 0; i < chapter->npages; i++)
		if (strcmp(chapter->pages[i].id, id) == 0)
			return (int)i;
	return -1;
}

static int first_unseen(const struct index_chapter *chapter, const struct learner *learner)
{
	for (size_t i = 0; i < chapter->npages; i++)
		if (!learner_has_seen(learner, chapter->pages[i].id))
			return (int)i;
	return 0;
}

/* A place that the index does not know was called otherwise, or is gone: that is for the whole course to say. */
static bool find_place(const struct sketch_wish *wish, int *chapter, int *page)
{
	const struct course *course = index_course(wish->index);
	const struct record *place = learner_place(wish->learner);
	const char *asked = wish->chapter ? wish->chapter : place ? place->chapter : NULL;
	const char *at = wish->page;

	*chapter = asked ? chapter_of(course, asked) : 0;
	const struct index_chapter *is = *chapter >= 0 ? index_chapter(wish->index, (size_t)*chapter) : NULL;
	if (!is)
		return false;
	if (!at && place && place->page && strcmp(place->chapter, course->chapters.list[*chapter]) == 0)
		at = place->page;
	*page = at ? page_of(is, at) : first_unseen(is, wish->learner);
	return *page >= 0;
}

/* -- What the app asks for ---------------------------------------------------------------------- */

/* True when there was something to fill in. */
static bool fill(struct app *app, size_t at, const struct index_chapter *is)
{
	if (!is)
		return false;
	struct outline *outline = app_outline_to_fill(app, at);
	*outline = (struct outline){ .asked = true, .known = true, .title = is->title, .minutes = is->minutes, .npages = is->npages };
	outline->pages = arena_get(&app->arena, is->npages * sizeof *outline->pages);
	for (size_t i = 0; i < is->npages; i++)
		outline->pages[i] = (struct outline_page){ .id = is->pages[i].id, .claim = is->pages[i].claim,
			.rev = is->pages[i].rev, .asks_after = is->pages[i].asks_after };
	return app->recount = true;
}

/* What is seen of home at once. */
static void fill_window(struct app *app, struct index *index, size_t seen)
{
	for (size_t i = 0; i < app->course->chapters.n && i < seen; i++)
		(void)fill(app, i, index_chapter(index, i));
}

/* One event, and what can be answered of what it brings: what the card at home counts. True when there was such; *whole: nothing
 * else was asked for. */
static bool tell(struct sketch *sketch, const struct sketch_wish *wish, enum event_type type, bool *whole)
{
	struct event ev = { .type = type };
	struct effects fx = { 0 };
	bool filled = false;

	run_stamp(&ev);
	screen_size(&ev.width, &ev.height);
	app_update(&sketch->app, &ev, &fx);
	for (size_t i = 0; i < fx.n; i++) {
		size_t at = fx.list[i].index;
		*whole &= fx.list[i].type == FX_OUTLINE;
		if (fx.list[i].type == FX_OUTLINE && app_review_wants(&sketch->app, at))
			filled |= fill(&sketch->app, at, index_chapter(wish->index, at));
	}
	effects_clear(&fx);
	return filled;
}

/* A page that draws from others waits for them; and who has no seed yet gets one with
 * the first page, and with it the order of answers. */
static bool stands_alone(const struct app *app)
{
	const struct page *page = app->visit.page;

	if (app_screen(app) == &screen_note)
		return true;
	if (!page || !learner_seed(app->learner) || index_names_only(page))
		return false;
	return !page->kind->draws;
}

static bool must_read_notice(const struct sketch_wish *wish)
{
	return !wish->at_page && index_has_notice(wish->index) && !learner_saw_notice(wish->learner);
}

/* -- The whole ---------------------------------------------------------------------------------- */

/* The chapters home shows, the one the learner is in, and another one of which nothing is known, so that none are counted. */
static struct course course_seen(const struct sketch_wish *wish, size_t place, size_t seen)
{
	struct course course = *index_course(wish->index);
	size_t n = (place < seen ? seen : place + 1) + 1;

	if (!wish->at_page && course.chapters.n > n)
		course.chapters.n = n;
	return course;
}

static void begin(struct sketch *sketch, const struct sketch_wish *wish, struct app_start *start, size_t seen)
{
	const struct store_found *found = wish->found;
	struct app_options options = wish->options;

	options.sketch = true;
	sketch->drafts = mem_get((found->ndrafts + 1) * sizeof *sketch->drafts); /* the app strikes out what it has used */
	if (found->ndrafts)
		memcpy(sketch->drafts, found->drafts, found->ndrafts * sizeof *sketch->drafts);
	sketch->course = course_seen(wish, start->chapter, seen);
	app_init(&sketch->app, &sketch->course, wish->learner, sketch->drafts, found->ndrafts, &options, start);
	sketch->app_runs = true;
}

bool sketch_make(struct sketch *sketch, const struct sketch_wish *wish)
{
	struct app_start start = { .at_page = wish->at_page };
	int chapter, page, width, height, rows;
	bool whole = true;

	if (must_read_notice(wish) || !find_place(wish, &chapter, &page))
		return false;
	start.chapter = (size_t)chapter;
	start.page = wish->page;
	start.opened = index_page(wish->index, start.chapter, wish->at_page ? page : -1, kinds_all);
	if (!start.opened)
		return false;
	screen_size(&width, &height);
	rows = height > AROUND ? height - AROUND : 1;
	begin(sketch, wish, &start, (size_t)rows);
	(void)fill(&sketch->app, start.chapter, index_chapter(wish->index, start.chapter));
	if (!wish->at_page)
		fill_window(&sketch->app, wish->index, (size_t)rows);
	if (tell(sketch, wish, EV_START, &whole))
		(void)tell(sketch, wish, EV_HEARD, &whole);
	return whole && (!wish->at_page || stands_alone(&sketch->app));
}

void sketch_release(struct sketch *sketch)
{
	if (sketch->app_runs)
		app_release(&sketch->app);
	mem_free(sketch->drafts);
	*sketch = (struct sketch){ 0 };
}
