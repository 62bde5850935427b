/* SPDX-License-Identifier: MIT
 *
 * search: words looked for in the page that is open, then in its chapter, then in the others, which are lent one after another
 * (FX_LEND) until one has them. The same in plain mode gathers all places into a list. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/find.h"

#define FOUND_MOST 60     /* places in the list of plain mode */
#define IN_PAGE_MOST 200  /* matches of one page that can be gone to */

static bool is_at_page(const struct app *app)
{
	return app_screen(app) == &screen_page && app->visit.page;
}

/* --- where it began, and the way back --- */

static void note_origin(struct app *app)
{
	struct search *s = &app->search;

	if (s->fresh)
		return;
	s->at_home = !is_at_page(app);
	s->fresh = true;
	if (s->at_home)
		return;
	s->chapter = app->chapter_index;
	s->mark = app_level(app)->mark;
	(void)snprintf(s->page, sizeof s->page, "%s", app->visit.page->id);
}

bool app_search_back(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;

	if (!s->fresh || !s->moved)
		return false;
	s->fresh = s->moved = false;
	if (s->at_home) {
		app_put_down(app, fx);
		app_home(app);
		return true;
	}
	s->returns = true;
	if (is_at_page(app) && strcmp(app->visit.page->id, s->page) == 0)
		return true;
	app->no_note = true; /* it was read before */
	app_go(app, fx, s->chapter, s->page);
	return true;
}

/* --- a match is shown --- */

/* Matches in the chapter before this page, and on all of its pages. */
static void count(const struct app *app, size_t here, size_t *before, size_t *all)
{
	*before = *all = 0;
	for (size_t i = 0; i < app->chapter->npages; i++) {
		size_t n = (int)i == app->page_index ? here : find_page(app->course, app->chapter, i, app->learner, app->search.words);

		*before += (int)i < app->page_index ? n : 0;
		*all += n;
	}
}

static void tell_count(struct app *app, size_t here)
{
	size_t before, all;

	count(app, here, &before, &all);
	app_tell(app, tr("%zu of %zu in this chapter; Esc goes back"), before + app->search.nth + 1, all);
	app->message_has_focus = false; /* the cursor is on the match */
}

/* The rows were said anew: the match is found in them again. */
void app_search_settle(struct app *app)
{
	struct search *s = &app->search;
	struct match found[IN_PAGE_MOST];

	if (s->returns && is_at_page(app) && strcmp(app->visit.page->id, s->page) == 0) {
		app_level(app)->top = doc_row_at(&app->doc, s->mark);
		s->returns = false;
	}
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

/* All other chapters were looked through: what is left is the open one from its other end. */
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
		(void)snprintf(app->search.target, sizeof app->search.target, "%s", app->visit.page->id);
	} else
		arrive(app, fx, app->chapter_index, app->chapter->pages[page].id);
}

static void ask_next(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;
	size_t n = app->course->chapters.n;

	s->asked = (s->asked + n + (size_t)(s->way > 0 ? 1 : -1)) % n;
	if (s->gathers ? s->tried == n : s->asked == s->home_chapter) {
		if (s->gathers)
			app_search_gathered(app);
		else
			go_round(app, fx);
		return;
	}
	s->tried++;
	effects_add(fx, (struct effect){.type = FX_LEND, .index = s->asked});
}

static void seek(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;
	int page = -1;

	if (app->chapter)
		page = page_with(app, app->chapter, is_at_page(app) ? app->page_index + s->way : first_page(app, app->chapter));
	if (page >= 0) {
		arrive(app, fx, app->chapter_index, app->chapter->pages[page].id);
		return;
	}
	s->seeks = true;
	s->gathers = false;
	s->tried = 0;
	s->asked = s->home_chapter = app->chapter ? app->chapter_index : app_place_chapter(app);
	ask_next(app, fx);
}

/* The next match on the page that is open; false when there is none that way. */
static bool on_page(struct app *app)
{
	struct search *s = &app->search;
	struct match found[IN_PAGE_MOST];
	size_t n = find_words(&app->doc, s->words, found, IN_PAGE_MOST), top = app_level(app)->top;

	n = n < IN_PAGE_MOST ? n : IN_PAGE_MOST;
	if (s->lit) {
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

void app_search_on(struct app *app, int way, struct effects *fx)
{
	app->search.way = way;
	if (!app->search.words[0]) {
		app_tell(app, "%s", tr("Nothing was looked for yet: / asks what."));
		return;
	}
	note_origin(app);
	if (!is_at_page(app) || !on_page(app))
		seek(app, fx);
}

void app_search(struct app *app, const char *words, struct effects *fx)
{
	if (words[strspn(words, " ")])
		(void)snprintf(app->search.words, sizeof app->search.words, "%s", words);
	app->search.lit = false;
	app_search_on(app, 1, fx);
}

/* --- chapters that come --- */

static void gather_page(struct app *app, const struct chapter *chapter, size_t index, size_t page)
{
	struct search *s = &app->search;
	struct match found[IN_PAGE_MOST];
	struct doc doc;

	find_say_page(app->course, chapter, page, app->learner, &doc);
	size_t n = find_words(&doc, s->words, found, IN_PAGE_MOST);
	for (size_t i = 0; i < n && i < IN_PAGE_MOST; i++) {
		struct str line = {0};

		s->nfound++;
		if (s->nlist == FOUND_MOST || (i > 0 && found[i].row == found[i - 1].row))
			continue;
		find_line(&doc, found[i].row, &line);
		if (!s->list)
			s->list = mem_get(FOUND_MOST * sizeof *s->list);
		s->list[s->nlist++] = (struct found){.chapter = index, .number = page + 1,
			.page = arena_copy(&s->arena, chapter->pages[page].id, strlen(chapter->pages[page].id)),
			.title = arena_copy(&s->arena, chapter->title, strlen(chapter->title)),
			.line = arena_copy(&s->arena, str_text(&line), line.len)};
		str_release(&line);
	}
	doc_release(&doc);
}

bool app_search_takes(struct app *app, const struct event *ev, struct effects *fx)
{
	struct search *s = &app->search;
	int page = -1;

	if (!s->seeks || ev->index != s->asked)
		return false;
	app_outlined(app, ev);
	for (size_t i = 0; s->gathers && ev->chapter && i < ev->chapter->npages; i++)
		gather_page(app, ev->chapter, ev->index, i);
	if (!s->gathers && ev->chapter)
		page = page_with(app, ev->chapter, first_page(app, ev->chapter));
	if (page >= 0) {
		s->seeks = false;
		arrive(app, fx, ev->index, ev->chapter->pages[page].id);
	} else {
		ask_next(app, fx);
	}
	chapter_free(ev->chapter);
	return true;
}

/* --- all places in a list: plain mode --- */

void app_search_all(struct app *app, const char *words, struct effects *fx)
{
	struct search *s = &app->search;

	words += strspn(words, " ");
	if (!*words) {
		app_tell(app, "%s", tr("Type what to look for after the stroke: / soothing"));
		return;
	}
	app_search_end(app);
	(void)snprintf(s->words, sizeof s->words, "%s", words);
	s->seeks = s->gathers = true;
	s->way = 1;
	s->asked = app->course->chapters.n - 1;
	ask_next(app, fx);
}

void app_search_gathered(struct app *app)
{
	app->search.seeks = false;
	if (app->search.nlist == 0) {
		app_tell(app, tr("\"%s\" stands nowhere in the course."), app->search.words);
		return;
	}
	app_push(app, &screen_found);
	app->arrivals++; /* also where an older list was open */
}

void app_search_end(struct app *app)
{
	mem_free(app->search.list);
	arena_release(&app->search.arena);
	app->search = (struct search){.way = 1};
}

static enum where found_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void found_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, tr("Places with \"%s\""), app->search.words);
	(void)snprintf(head->right, sizeof head->right, "%zu", app->search.nfound);
}

static int found_items(const struct app *app)
{
	return (int)app->search.nlist;
}

static void found_say(const struct app *app, struct doc *doc)
{
	char lead[24];

	for (size_t i = 0; i < app->search.nlist; i++) {
		const struct found *at = &app->search.list[i];

		doc_item(doc, (int)i);
		(void)snprintf(lead, sizeof lead, "%2zu. ", i + 1);
		doc_lead(doc, lead);
		doc_sayf(doc, STYLE_TEXT, tr("%s, page %zu: %s"), at->title, at->number, at->line);
		doc_item(doc, -1);
	}
	if (app->search.nlist == FOUND_MOST)
		doc_say(doc, STYLE_ASIDE, tr("Further places are left out."));
}

static void found_open(struct app *app, int item, struct effects *fx)
{
	const struct found *at = &app->search.list[item];

	app_review_leave(app, fx);
	app_go(app, fx, at->chapter, at->page);
}

static const char *found_prompt(const struct app *app)
{
	(void)app;
	return tr("A number opens its page, Enter goes back: ");
}

const struct screen screen_found = {
	.name = "found",
	.where = found_where,
	.head = found_head,
	.items = found_items,
	.say = found_say,
	.open = found_open,
	.prompt = found_prompt,
};
