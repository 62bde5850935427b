/* SPDX-License-Identifier: MIT
 *
 * marks: pages the learner wants to find again. In the record, in contents, and nowhere else. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/rows.h"

void app_mark(struct app *app, struct effects *fx)
{
	const struct page *page = app->visit.page;

	if (!page)
		return;
	bool marked = learner_has_marked(app->learner, page->id);
	app_note(app, fx, &(struct record){.type = RECORD_MARK, .chapter = app->chapter->id, .page = page->id,
		.word = marked ? "off" : "on"}, false);
	app_tell(app, "%s", marked ? tr("The mark is taken away.") : tr("Marked. The contents (t) list the pages you marked."));
}

/* --- gathered for the contents --- */

struct gathering {
	const struct app *app;
	struct marked *list;
	size_t n;
};

/* The number of a page in its chapter from 1, 0: not known. */
static size_t number_of(const struct app *app, size_t chapter, const char *page)
{
	const struct outline *o = app_outline(app, chapter);

	for (size_t i = 0; i < o->npages; i++)
		if (strcmp(o->pages[i].id, page) == 0)
			return i + 1;
	return 0;
}

static bool is_there(const struct gathering *g, const char *page)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->list[i].page, page) == 0)
			return true;
	return false;
}

static void add(void *ctx, const struct record *record)
{
	struct gathering *g = ctx;
	int chapter = app_chapter_index(g->app, record->chapter);
	bool gone = chapter >= 0 && app_outline(g->app, (size_t)chapter)->known &&
		number_of(g->app, (size_t)chapter, record->page) == 0;

	if (g->n == MARKS_MOST || chapter < 0 || gone || is_there(g, record->page) || !learner_has_marked(g->app->learner, record->page))
		return;
	g->list[g->n++] = (struct marked){(size_t)chapter, record->page, number_of(g->app, (size_t)chapter, record->page)};
}

static bool stands_before(const struct marked *a, const struct marked *b)
{
	return a->chapter != b->chapter ? a->chapter < b->chapter : a->number < b->number;
}

size_t app_marks(const struct app *app, struct marked list[MARKS_MOST])
{
	struct gathering g = {app, list, 0};

	learner_each(app->learner, RECORD_MARK, add, &g);
	for (size_t i = 1; i < g.n; i++) /* few, and nearly in order: as they stand in the course */
		for (size_t k = i; k > 0 && stands_before(&list[k], &list[k - 1]); k--) {
			struct marked swapped = list[k];
			list[k] = list[k - 1];
			list[k - 1] = swapped;
		}
	return g.n;
}

void app_say_marks(const struct app *app, struct doc *doc, int first)
{
	struct marked list[MARKS_MOST];
	size_t n = app_marks(app, list);
	char lead[24];

	if (n == 0)
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_TITLE, tr("Marked pages"));
	for (size_t i = 0; i < n; i++) {
		doc_item(doc, first + (int)i);
		(void)snprintf(lead, sizeof lead, "%2zu. ", (size_t)first + i + 1);
		doc_lead(doc, lead);
		if (list[i].number)
			doc_sayf(doc, STYLE_TEXT, tr("%s, page %zu"), rows_title(app, list[i].chapter), list[i].number);
		else
			doc_say(doc, STYLE_TEXT, rows_title(app, list[i].chapter));
		doc_item(doc, -1);
	}
}
