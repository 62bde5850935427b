/* SPDX-License-Identifier: MIT
 *
 * note: one neutral line before a heavy place, and a real choice of route. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"

static const struct note *the_note(const struct app *app)
{
	const struct page *page = &app->chapter->pages[app->note_page];

	return page->note ? page->note : app->chapter->note;
}

static int skip_page(const struct app *app)
{
	return the_note(app)->skip_to ? chapter_find(app->chapter, the_note(app)->skip_to) : -1;
}

static enum where note_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void note_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", app->chapter->title);
}

static int note_items(const struct app *app)
{
	return skip_page(app) >= 0 ? 3 : 2;
}

static void note_say(const struct app *app, struct doc *doc)
{
	int skip = skip_page(app), n = 0;

	doc_sayf(doc, STYLE_TEXT, tr("What comes next is about %s."), the_note(app)->about);
	doc_say(doc, STYLE_TEXT, tr("Each way is a good one."));
	doc_gap(doc);
	doc_item(doc, n++);
	doc_say(doc, STYLE_TEXT, tr("1. Go on"));
	if (skip >= 0) {
		const struct page *page = &app->chapter->pages[skip];

		doc_item(doc, n++);
		doc_lead(doc, "2. ");
		doc_sayf(doc, STYLE_TEXT, tr("Skip to \"%s\""), page->title ? page->title : page->id);
	}
	doc_item(doc, n);
	doc_sayf(doc, STYLE_TEXT, tr("%d. Not now: back to the start screen"), n + 1);
	doc_item(doc, -1);
}

static void note_open(struct app *app, int item, struct effects *fx)
{
	int skip = skip_page(app);

	if (item == 0)
		app_arrive(app, fx, app->note_page, true);
	else if (item == 1 && skip >= 0)
		app_arrive(app, fx, skip, true);
	else
		app_home(app);
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
	.open = note_open,
	.prompt = note_prompt,
};
