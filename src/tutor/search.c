/* SPDX-License-Identifier: MIT
 *
 * search: words looked for in the page that is open, then in its chapter, then in the others. New words are counted in the
 * whole course first, whose chapters are lent one after another (FX_LEND); so the next one to go to is known. Plain
 * mode has all places in a list: tutor/found. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/find.h"
#include "tutor/message.h"
#include "tutor/viewport.h"

#define IN_PAGE_MOST 200 /* matches of one page that can be gone to */

static bool is_at_page(const struct app *app)
{
	return app_screen(app) == &screen_page && app->visit.page;
}

/* Before the page of a match stands its content note. */
static bool is_at_note(const struct app *app)
{
	return app_screen(app) == &screen_note;
}

bool app_search_is_on(const struct app *app)
{
	return app->search.fresh && app->search.moved;
}

/* --- where it began, and the way back --- */

static void copy_name(char out[64], const char *name)
{
	(void)snprintf(out, 64, "%s", name ? name : "");
}

static void note_origin(struct app *app)
{
	const struct record *place = learner_place(app->learner);
	struct origin *o = &app->search.origin;
	bool is_over_page = app->nlevels > 1 && app->levels[1].screen == &screen_page && app->visit.page;

	if (app->search.fresh)
		return;
	app->search.fresh = true;
	memcpy(o->levels, app->levels, sizeof o->levels);
	o->nlevels = app->nlevels;
	o->focus = app->visit.focus;
	o->width = app->width;
	o->chapter = app->chapter_index;
	copy_name(o->page, is_over_page ? app->visit.page->id : "");
	/* who begins here begins with the first */
	copy_name(o->place[0], place ? place->chapter : app->course->chapters.list[0]);
	copy_name(o->place[1], place ? place->page : "");
}

/* The screens as they were, one over the other; the window may have changed meanwhile. */
static void lay_back(struct app *app)
{
	const struct origin *o = &app->search.origin;

	memcpy(app->levels, o->levels, sizeof app->levels);
	app->nlevels = o->nlevels;
	app->arrivals++;
	app->resized = app->width != o->width;
	app->follow = false;
	app->search.returns = false;
	if (o->page[0] && o->focus < visit_items(&app->visit))
		app->visit.focus = o->focus;
}

void app_search_arrived(struct app *app)
{
	if (!app->search.returns || strcmp(app->visit.page->id, app->search.origin.page) != 0)
		return;
	app->visit.writing = false; /* as it was: a search begins outside of a field */
	lay_back(app);
}

bool app_search_back(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;
	const struct origin *o = &s->origin;

	if (!app_search_is_on(app))
		return false;
	s->fresh = s->moved = false;
	s->returns = true;
	if (o->page[0] && is_at_page(app) && strcmp(app->visit.page->id, o->page) == 0) {
		lay_back(app);
		return true;
	}
	app->no_note = true; /* it was read before */
	if (o->page[0])
		app_go(app, fx, o->chapter, o->page);
	else
		app_put_down(app, fx);
	app_set_place(app, fx, o->place[0], o->place[1][0] ? o->place[1] : NULL);
	if (o->page[0])
		return true;
	app->no_note = false;
	lay_back(app);
	s->returns = app->chapter_index != app_place_chapter(app);
	if (s->returns) /* what Continue says of it is asked of the open one, and then the rows are those of before */
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = app_place_chapter(app)});
	return true;
}

void app_search_opened(struct app *app)
{
	if (app->search.returns && !app->wants)
		lay_back(app);
}

/* --- how many there are --- */

static size_t count_chapter(const struct app *app, const struct chapter *chapter)
{
	size_t n = 0;

	for (size_t i = 0; chapter && i < chapter->npages; i++)
		n += find_page(app->course, chapter, i, app->learner, app->search.words);
	return n;
}

/* Matches of the course before the page at an index of the open chapter, and in all of it. That chapter is counted as it is now;
 * `here`: of the page itself. */
static void count(const struct app *app, int index, size_t here, size_t *before, size_t *all)
{
	*before = *all = 0;
	for (size_t i = 0; i < app->course->chapters.n; i++) {
		size_t n = i != app->chapter_index && app->search.counts ? app->search.counts[i] : 0;

		*before += i < app->chapter_index ? n : 0;
		*all += n;
	}
	for (size_t i = 0; i < app->chapter->npages; i++) {
		size_t n = (int)i == index ? here : find_page(app->course, app->chapter, i, app->learner, app->search.words);

		*before += (int)i < index ? n : 0;
		*all += n;
	}
}

/* In a small window a second row would cover the match: there the numbers are enough. */
static void tell_briefly(struct app *app, size_t nth, size_t all)
{
	if (!message_fits(app))
		app_tell_aside(app, tr("%zu of %zu"), nth, all);
}

static void tell_count(struct app *app, size_t here)
{
	size_t before, all;

	count(app, app->page_index, here, &before, &all);
	app_tell_aside(app, tr_n("%zu of %zu match; Esc goes back", "%zu of %zu matches; Esc goes back", all),
		before + app->search.nth + 1, all);
	tell_briefly(app, before + app->search.nth + 1, all);
}

/* What is behind a note is not told before its page is chosen: neither the line nor where on the page. */
void app_search_asked(struct app *app)
{
	const struct search *s = &app->search;
	const struct chapter *chapter = app->chapter;
	size_t before, all;

	if (!s->arrives || strcmp(chapter->pages[app->note_page].id, s->target) != 0)
		return;
	size_t here = find_page(app->course, chapter, (size_t)app->note_page, app->learner, s->words);
	count(app, app->note_page, here, &before, &all);
	app_tell_aside(app, tr("%zu of %zu, behind this note; Esc goes back"), before + (s->from_end && here ? here : 1), all);
}

static void ask_count(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;

	if (app->chapter && s->asked == app->chapter_index)
		s->counts[s->asked++] = count_chapter(app, app->chapter);
	s->counts_on = s->asked < app->course->chapters.n;
	s->counted = !s->counts_on;
	if (s->counts_on)
		effects_add(fx, (struct effect){.type = FX_LEND, .index = s->asked});
}

static void begin_count(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;

	mem_free(s->counts);
	s->counts = mem_get(app->course->chapters.n * sizeof *s->counts);
	s->asked = 0;
	ask_count(app, fx);
}

/* --- a match is shown --- */

/* The rows were said anew: the match is found in them again. */
void app_search_settle(struct app *app)
{
	struct search *s = &app->search;
	struct match found[IN_PAGE_MOST];

	if (!is_at_page(app) || (!s->lit && !s->arrives) || (s->arrives && strcmp(app->visit.page->id, s->target) != 0))
		return;
	size_t n = find_words(&app->doc, s->words, found, IN_PAGE_MOST);
	size_t most = n < IN_PAGE_MOST ? n : IN_PAGE_MOST;
	bool tells = s->arrives || s->moves;
	if (s->arrives)
		s->nth = s->from_end && most ? most - 1 : 0;
	s->lit = most > 0;
	s->arrives = s->moves = false;
	if (!s->lit)
		return;
	if (s->nth >= most)
		s->nth = most - 1;
	s->row = found[s->nth].row;
	s->column = found[s->nth].column;
	s->cells = found[s->nth].cells;
	copy_name(s->shown, app->visit.page->id);
	if (tells)
		tell_count(app, n);
}

static void show(struct app *app, size_t nth)
{
	app->search.lit = app->search.moves = app->search.moved = true;
	app->search.nth = nth;
	app->search.scrolls = true;
}

/* --- going there --- */

/* The page is come to; its content note, if it has one, comes first. */
static void arrive(struct app *app, struct effects *fx, size_t chapter, const char *page)
{
	struct search *s = &app->search;

	s->arrives = s->moved = s->scrolls = true;
	s->lit = false; /* until it is there: the page may be of a chapter that is still to come */
	s->from_end = s->way < 0;
	(void)snprintf(s->target, sizeof s->target, "%s", page);
	app_review_leave(app, fx);
	app_go(app, fx, chapter, s->target);
}

/* The first page with the words, from `from` on in the way of the search; -1: none. */
static int page_with(const struct app *app, const struct chapter *chapter, int from)
{
	for (int i = from; i >= 0 && i < (int)chapter->npages; i += app->search.way)
		if (find_page(app->course, chapter, (size_t)i, app->learner, app->search.words))
			return i;
	return -1;
}

static int first_page(const struct app *app, const struct chapter *chapter)
{
	return app->search.way > 0 ? 0 : (int)chapter->npages - 1;
}

static void not_found(struct app *app)
{
	app->search.seeks = false;
	app_tell(app, tr("\"%s\" stands nowhere in the course."), app->search.words);
	if (!app->search.moved)
		app->search.fresh = false;
}

/* No other chapter has them: what is left is the open one from its other end. */
static void go_round(struct app *app, struct effects *fx)
{
	int page = app->chapter ? page_with(app, app->chapter, first_page(app, app->chapter)) : -1;

	app->search.seeks = false;
	if (page < 0)
		not_found(app);
	else if (is_at_page(app) && page == app->page_index) {
		show(app, 0);
		app->search.arrives = true;
		app->search.from_end = app->search.way < 0;
		copy_name(app->search.target, app->visit.page->id);
	} else
		arrive(app, fx, app->chapter_index, app->chapter->pages[page].id);
}

/* The next chapter that has them is lent, to see on which page. */
static void ask_next(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;
	size_t n = app->course->chapters.n;

	for (; s->tried + 1 < n || (!app->chapter && s->tried < n); s->tried++) {
		s->asked = (s->asked + n + (size_t)(s->way > 0 ? 1 : -1)) % n;
		if (s->counts[s->asked] == 0)
			continue;
		s->tried++;
		s->seeks = true;
		effects_add(fx, (struct effect){.type = FX_LEND, .index = s->asked});
		return;
	}
	go_round(app, fx);
}

/* Where looking begins in the open chapter. New words may stand behind the very note that is shown. */
static int page_to_seek(const struct app *app)
{
	int way = app->search.way;

	if (is_at_note(app))
		return app->note_page + (app->search.arrives ? way : 0);
	return is_at_page(app) ? app->page_index + way : first_page(app, app->chapter);
}

static void seek(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;
	int page = -1;

	if (app->chapter)
		page = page_with(app, app->chapter, page_to_seek(app));
	if (page >= 0) {
		arrive(app, fx, app->chapter_index, app->chapter->pages[page].id);
		return;
	}
	s->gathers = false;
	s->tried = 0;
	s->asked = app->chapter ? app->chapter_index : app_place_chapter(app);
	ask_next(app, fx);
}

/* The match shown last is in the window, though another key was pressed since: the next one is the one after it. */
static bool is_still_seen(const struct app *app, const struct match *found, size_t n)
{
	const struct search *s = &app->search;
	size_t top = app->levels[app->nlevels - 1].top;

	return strcmp(s->shown, app->visit.page->id) == 0 && s->nth < n && found[s->nth].row >= top &&
	       found[s->nth].row < top + viewport_height(app);
}

/* The next match on the page that is open; false when there is none that way. */
static bool on_page(struct app *app)
{
	struct search *s = &app->search;
	struct match found[IN_PAGE_MOST];
	size_t n = find_words(&app->doc, s->words, found, IN_PAGE_MOST), top = app_level(app)->top;

	n = n < IN_PAGE_MOST ? n : IN_PAGE_MOST;
	if (s->lit || is_still_seen(app, found, n)) {
		if (s->way > 0 ? s->nth + 1 >= n : s->nth == 0)
			return false;
		show(app, s->way > 0 ? s->nth + 1 : s->nth - 1);
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		size_t nth = s->way > 0 ? i : n - 1 - i;
		if (s->way > 0 ? found[nth].row >= top : found[nth].row < top) {
			show(app, nth);
			return true;
		}
	}
	return false;
}

static void go_on(struct app *app, struct effects *fx)
{
	if (!is_at_page(app) || !on_page(app))
		seek(app, fx);
}

void app_search_on(struct app *app, int way, struct effects *fx)
{
	app->search.way = way;
	if (!app->search.words[0]) {
		app_tell(app, "%s", tr("Nothing was looked for yet: / asks what."));
		return;
	}
	note_origin(app);
	if (!app->search.counted)
		begin_count(app, fx);
	if (app->search.counted)
		go_on(app, fx);
}

void app_search(struct app *app, const char *words, struct effects *fx)
{
	if (words[strspn(words, " ")])
		(void)snprintf(app->search.words, sizeof app->search.words, "%s", words);
	app->search.lit = app->search.counted = app->search.arrives = false;
	app->search.shown[0] = '\0';
	app_search_on(app, 1, fx);
}

/* --- chapters that come --- */

static void take_count(struct app *app, const struct chapter *chapter, struct effects *fx)
{
	app->search.counts[app->search.asked++] = count_chapter(app, chapter);
	ask_count(app, fx);
	if (app->search.counted)
		go_on(app, fx);
}

static void take_next(struct app *app, const struct chapter *chapter, struct effects *fx)
{
	int page = chapter ? page_with(app, chapter, first_page(app, chapter)) : -1;

	app->search.seeks = false;
	if (page >= 0)
		arrive(app, fx, app->search.asked, chapter->pages[page].id);
	else
		ask_next(app, fx);
}

bool app_search_takes(struct app *app, const struct event *ev, struct effects *fx)
{
	const struct search *s = &app->search;

	if (!(s->seeks || s->gathers || s->counts_on) || ev->index != s->asked)
		return false;
	app_outlined(app, ev);
	if (s->counts_on)
		take_count(app, ev->chapter, fx);
	else if (s->gathers)
		app_found_take(app, ev->chapter, fx);
	else
		take_next(app, ev->chapter, fx);
	chapter_free(ev->chapter);
	return true;
}

void app_search_end(struct app *app)
{
	mem_free(app->search.list);
	mem_free(app->search.counts);
	arena_release(&app->search.arena);
	app->search = (struct search){.way = 1};
}
