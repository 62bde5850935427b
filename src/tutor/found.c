/* SPDX-License-Identifier: MIT
 *
 * found: all places with the words that were looked for, in a list: plain mode. They are gathered from one chapter after another, which
 * are lent (FX_LEND). Of a page behind a content note the list says so, and nothing of what is there. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/find.h"

#define FOUND_MOST 60    /* places in the list */
#define IN_PAGE_MOST 200 /* matches of one page */

static void gather_page(struct app *app, const struct chapter *chapter, size_t index, size_t page)
{
	struct search *s = &app->search;
	const struct note *note = app_note_before(app, chapter, index, (int)page);
	struct match found[IN_PAGE_MOST];
	struct doc doc;

	find_say_page(app->course, chapter, page, app->learner, &doc);
	size_t n = find_words(&doc, s->words, found, IN_PAGE_MOST);
	for (size_t i = 0; i < n && i < IN_PAGE_MOST; i++) {
		struct str line = {0};

		s->nfound++;
		if (s->nlist == FOUND_MOST || (i > 0 && (note || found[i].row == found[i - 1].row)))
			continue;
		if (note)
			str_print(&line, tr("(behind a note: it is about %s)"), note->about);
		else
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

static void list_all(struct app *app)
{
	if (app->search.nlist == 0) {
		app_tell(app, tr("\"%s\" stands nowhere in the course."), app->search.words);
		return;
	}
	app_push(app, &screen_found);
	app->arrivals++; /* also where an older list was open */
}

/* In the order of the course. */
static void gather_next(struct app *app, struct effects *fx)
{
	struct search *s = &app->search;

	s->gathers = s->asked < app->course->chapters.n;
	if (s->gathers)
		effects_add(fx, (struct effect){.type = FX_LEND, .index = s->asked});
	else
		list_all(app);
}

void app_found_take(struct app *app, const struct chapter *chapter, struct effects *fx)
{
	for (size_t i = 0; chapter && i < chapter->npages; i++)
		gather_page(app, chapter, app->search.asked, i);
	app->search.asked++;
	gather_next(app, fx);
}

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
	s->asked = 0;
	gather_next(app, fx);
}

/* --- the list --- */

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
