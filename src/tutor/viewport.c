/* SPDX-License-Identifier: MIT */
#include "tutor/viewport.h"

#include "tutor/message.h"
#include "tutor/screens.h"

#define SAYS_MOST 3 /* a row that turns out taller may move another one into sight */

int viewport_items(const struct app *app)
{
	const struct screen *screen = app_screen(app);

	return screen->items ? screen->items(app) : 0;
}

int viewport_focus(const struct app *app)
{
	return app_is_on_page(app) ? app->visit.focus : app->levels[app->nlevels - 1].focus;
}

int viewport_lit(const struct app *app)
{
	if (app_is_in_line(app) || app->search.lit)
		return -1;
	if (app_is_on_page(app) && app->told_outcome && doc_row_of(&app->doc, VISIT_CAME_OF_IT) < app->doc.nrows)
		return VISIT_CAME_OF_IT;
	return app_is_on_page(app) && app->told_hint ? visit_last_hint(&app->visit) : viewport_focus(app);
}

void viewport_set_focus(struct app *app, int item)
{
	if (app_is_on_page(app))
		app->visit.focus = item;
	else
		app_level(app)->focus = item;
	app->follow = true;
}

void viewport_bring(struct app *app)
{
	size_t first = doc_row_of(&app->doc, viewport_focus(app)), end = first, height = viewport_height(app);

	for (size_t row = first; row < app->doc.nrows; row++)
		if (app->doc.rows[row].item >= 0 && app->doc.rows[row].item < viewport_items(app))
			end = row + 1;
	app_level(app)->top = end - first >= height ? first : end > height ? end - height : 0;
}

int viewport_row(const struct app *app)
{
	return app->height < 10 ? 1 : 2;
}

static unsigned height_without(const struct app *app, unsigned taken)
{
	int height = app->height - viewport_row(app) - 2 - (int)taken;

	return height > 0 ? (unsigned)height : 1;
}

unsigned viewport_height(const struct app *app)
{
	return height_without(app, message_taken(app));
}

int viewport_margin(const struct app *app)
{
	int most = (app->width - APP_LEAST_WIDTH) / 2, wanted = (int)app->options.margin;

	if (wanted > 0)
		return wanted < most ? wanted : most > 0 ? most : 0;
	return app->width >= 70 ? 2 : app->width >= 40 ? 1 : 0;
}

unsigned viewport_room(const struct app *app)
{
	return (unsigned)(app->width - viewport_margin(app));
}

static unsigned measure(const struct app *app)
{
	int room = app->width - 2 * viewport_margin(app);
	unsigned most = app->options.measure ? app->options.measure : APP_MEASURE;

	if (room < 1)
		return 1;
	return (unsigned)room < most ? (unsigned)room : most;
}

int viewport_item_at(const struct app *app, int row)
{
	int below = row - viewport_row(app);
	size_t at = app->levels[app->nlevels - 1].top + (size_t)(below > 0 ? below : 0);

	if (below < 0 || below >= (int)viewport_height(app) || at >= app->doc.nrows)
		return -1;
	return app->doc.rows[at].item < viewport_items(app) ? app->doc.rows[at].item : -1;
}

bool viewport_shows(const struct app *app, int item)
{
	size_t row = doc_row_of(&app->doc, item), top = app->levels[app->nlevels - 1].top;

	return row >= top && row < top + viewport_height(app);
}

bool viewport_cuts(const struct app *app, int item)
{
	for (size_t row = app->levels[app->nlevels - 1].top + viewport_height(app); row < app->doc.nrows; row++)
		if (app->doc.rows[row].item == item)
			return true;
	return false;
}

static size_t last_top(const struct app *app)
{
	return app->doc.nrows > viewport_height(app) ? app->doc.nrows - viewport_height(app) : 0;
}

bool viewport_has_more(const struct app *app)
{
	return app->levels[app->nlevels - 1].top < last_top(app);
}

static void clamp_top(struct app *app)
{
	struct level *level = app_level(app);

	if (level->top > last_top(app))
		level->top = last_top(app);
}

/* --- scrolling --- */

static bool scroll(struct app *app, long rows)
{
	struct level *level = app_level(app);
	size_t before = level->top;

	if (rows < 0 && level->top < (size_t)-rows)
		level->top = 0;
	else
		level->top = (size_t)((long)level->top + rows);
	clamp_top(app);
	return level->top != before;
}

/* The rows of what has the focus: [first, end). */
static void focus_rows(const struct app *app, size_t *first, size_t *end)
{
	*first = *end = doc_row_of(&app->doc, viewport_focus(app));
	while (*end < app->doc.nrows && app->doc.rows[*end].item == viewport_focus(app))
		++*end;
}

/* By a row. What has the focus goes out of sight, and comes back, whole: the cursor would stand on the rest of it. */
static void scroll_row(struct app *app, int by)
{
	struct level *level = app_level(app);
	size_t first, end;

	if (!scroll(app, by))
		return;
	focus_rows(app, &first, &end);
	if (level->top <= first || level->top >= end || end - first > viewport_height(app))
		return;
	level->top = by > 0 ? end : first;
	clamp_top(app);
	if (level->top > first && level->top < end) /* the last rows fill the window */
		level->top = first;
}

/* Going there jumps over no row: long words stand between the rows that can be opened. */
static bool is_near(const struct app *app, int item)
{
	size_t row = doc_row_of(&app->doc, item), top = app->levels[app->nlevels - 1].top, height = viewport_height(app);

	return app_is_on_page(app) || (row < top + 2 * height && row + height >= top);
}

/* How sure one is, is asked of an answer that is chosen: the focus does not go to others meanwhile. */
static bool focus_stays(const struct app *app)
{
	return app_where(app) == AT_SURE;
}

void viewport_move(struct app *app, int by)
{
	int n = viewport_items(app), to = viewport_focus(app) + by;

	if (n > 0 && !focus_stays(app) && to >= 0 && to < n && is_near(app, to) && (viewport_shows(app, viewport_focus(app)) || viewport_shows(app, to)))
		viewport_set_focus(app, to);
	else
		scroll_row(app, by);
}

/* Rows with words that news covered when the key was pressed. */
static long covered(const struct app *app)
{
	size_t end = app->levels[app->nlevels - 1].top + viewport_height(app), seen = end - app->covered;

	return app->doc.nrows <= seen ? 0 : (long)((app->doc.nrows < end ? app->doc.nrows : end) - seen);
}

/* A screenful leaves one row in sight, so that the eye finds its place; and none is gone past that was covered. */
bool viewport_screenful(struct app *app, int way)
{
	long step = viewport_height(app) > 2 ? (long)viewport_height(app) - 1 : 1, unseen = way > 0 ? covered(app) : 0;

	if (step > unseen)
		return scroll(app, way * (step - unseen)) || unseen > 0;
	return unseen > 0;
}

void viewport_end(struct app *app, bool last)
{
	if (viewport_items(app) > 0 && !focus_stays(app))
		viewport_set_focus(app, last ? viewport_items(app) - 1 : 0);
	if (last)
		(void)scroll(app, (long)app->doc.nrows);
	else
		app_level(app)->top = 0;
	app->follow = last && (app_is_on_page(app) || viewport_shows(app, viewport_focus(app))); /* words may follow the last item */
}

/* --- after an event --- */

static void say_anew(struct app *app)
{
	doc_release(&app->doc);
	doc_begin(&app->doc, measure(app));
	app->doc.breaks = &app->breaks;
	app->doc.spacing = app->options.spacing;
	app->doc.flat = app->options.listens;
	app->doc.ornate = app->options.ornate;
	app_screen(app)->say(app, &app->doc);
}

/* News push up what has the focus where they would cover it (WCAG 2.4.11); when they go it is where it was. */
static void push_up(struct app *app)
{
	struct level *level = app_level(app);
	size_t before = level->top;
	unsigned height = viewport_height(app), hidden = message_hides(app);

	if (app->doc.has_caret)
		level->top = doc_top(&app->doc, before, height, -1);
	else if (hidden > 0 && hidden < height && viewport_shows(app, viewport_focus(app)))
		level->top = doc_top(&app->doc, before, height - hidden, viewport_focus(app));
	level->pushed = level->top > before ? level->top - before : 0;
	if (level->top < before)
		level->top = before;
}

void viewport_settle(struct app *app)
{
	struct level *level = app_level(app);

	level->top -= level->pushed < level->top ? level->pushed : level->top;
	level->pushed = 0;
}

static void find_top(struct app *app)
{
	struct level *level = app_level(app);

	viewport_settle(app);
	if (app->follow || app->doc.has_caret || viewport_lit(app) == VISIT_CAME_OF_IT)
		level->top = doc_top(&app->doc, level->top, app->doc.has_caret ? height_without(app, 0) : viewport_height(app), viewport_lit(app));
	clamp_top(app);
	if (app->stays >= 0 && level->top > doc_row_of(&app->doc, app->stays))
		level->top = doc_row_of(&app->doc, app->stays);
	push_up(app);
}

/* The match that was gone to is in sight, with a row or two before it where there is room. */
static void show_match(struct app *app)
{
	const struct search *s = &app->search;
	struct level *level = app_level(app);
	size_t before = viewport_height(app) > 8 ? 2 : 0, height = viewport_height(app);

	if (!s->lit || !s->scrolls)
		return;
	if (height > 1)
		height -= height > 4 ? 2 : 1; /* the message may take their place */
	if (s->row < level->top || s->row >= level->top + height)
		level->top = s->row > before ? s->row - before : 0;
	clamp_top(app);
	app->search.scrolls = false;
}

/* The first item in sight. */
static void note_near(struct app *app)
{
	for (size_t row = app_level(app)->top; row < app->doc.nrows; row++) {
		if (app->doc.rows[row].item < 0)
			continue;
		app->near = app->doc.rows[row].item;
		return;
	}
}

/* Scrolling gives a new first word. A resize keeps the old one, also where the window is so large that it is not the first
 * for a while. */
static void note_mark(struct app *app, bool was_resized)
{
	struct level *level = app_level(app);
	bool there = doc_row_at(&app->doc, level->mark) == level->top;

	if (was_resized)
		level->displaced = !there;
	else if (level->top != level->shown)
		level->displaced = false;
	if (!there && !level->displaced)
		level->mark = level->top < app->doc.nrows ? app->doc.rows[level->top].mark : 0;
	level->shown = level->top;
	level->sees_focus = viewport_shows(app, viewport_focus(app));
}

void viewport_refresh(struct app *app)
{
	struct level *level = app_level(app);
	bool was_resized = app->resized;
	int unsaid;

	app->visit.measure = measure(app);
	say_anew(app);
	if (app->resized) {
		level->top = doc_row_at(&app->doc, level->mark);
		level->pushed = 0;
		app->follow |= level->sees_focus || app_where(app) == AT_SURE; /* a digit answers it, so it is never out of sight */
	}
	app->resized = false;
	app_search_settle(app);
	find_top(app);
	show_match(app);
	for (int i = 0; i < SAYS_MOST && (unsaid = doc_hollow_at(&app->doc, level->top, viewport_height(app))) >= 0; i++) {
		app->near = unsaid;
		say_anew(app);
		find_top(app);
	}
	app->follow = false;
	app->stays = -1;
	note_near(app);
	note_mark(app, was_resized);
}

void app_foresee(struct app *app)
{
	size_t next = (size_t)app->page_index + 1;
	struct doc doc;

	if (!app_is_on_page(app) || next >= app->chapter->npages)
		return;
	doc_begin(&doc, measure(app));
	doc.breaks = &app->breaks;
	doc_markup(&doc, STYLE_TEXT, &app->chapter->pages[next].text);
	doc_markup(&doc, STYLE_TEXT, &app->chapter->pages[next].ask);
	doc_release(&doc);
}
