/* SPDX-License-Identifier: MIT
 *
 * home: Continue under the cursor, the notice the first time, and the chapters. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "learner/reconcile.h"
#include "tutor/rows.h"

static enum where home_where(const struct app *app)
{
	(void)app;
	return AT_HOME;
}

static void home_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", app->course->title);
	rows_course_state(app, head->right, sizeof head->right);
}

static int home_items(const struct app *app)
{
	return 1 + (int)app->course->chapters.n;
}

/* Which page Continue leads to, from 1; 0 when its chapter is not open. */
static size_t continue_page(const struct app *app, size_t chapter)
{
	const struct record *place = learner_place(app->learner);
	int index = -1;

	if (!app->chapter || app->chapter_index != chapter)
		return 0;
	if (place && place->page && strcmp(place->chapter, app->chapter->id) == 0)
		index = reconcile_page(app->learner, app->chapter, place->page);
	for (size_t i = 0; index < 0 && i < app->chapter->npages; i++)
		if (!learner_has_seen(app->learner, app->chapter->pages[i].id))
			index = (int)i;
	return index < 0 ? 1 : (size_t)index + 1;
}

static unsigned long minutes_left(const struct outline *o, size_t page)
{
	if (!o->known || o->minutes == 0 || page == 0 || o->npages == 0)
		return 0;
	return ((o->npages - page + 1) * o->minutes + o->npages - 1) / o->npages;
}

static void say_continue(const struct app *app, struct doc *doc)
{
	size_t chapter = app_place_chapter(app), page = continue_page(app, chapter);
	const struct outline *o = app_outline(app, chapter);
	const char *word = learner_place(app->learner) ? tr("Continue") : tr("Begin");
	const char *title = o->title ? o->title : app->course->chapters.list[chapter];
	unsigned long minutes = minutes_left(o, page);
	char lead[40], left[200], right[64] = "";

	if (page > 0)
		(void)snprintf(left, sizeof left, tr("%zu. %s, page %zu of %zu"), chapter + 1, title, page, o->npages);
	else
		(void)snprintf(left, sizeof left, "%zu. %s", chapter + 1, title);
	(void)snprintf(lead, sizeof lead, "%s  ", word);
	if (minutes > 0)
		(void)snprintf(right, sizeof right, tr("about %lu min left"), minutes);
	doc_item(doc, 0);
	doc_lead(doc, lead);
	doc_pair(doc, STYLE_STRONG, left, right);
	doc_item(doc, -1);
}

static void say_words(const struct app *app, struct doc *doc)
{
	unsigned long n = learner_words(app->learner);

	if (n == 0)
		return;
	doc_gap(doc);
	doc_sayf(doc, STYLE_ASIDE, tr_n("Reflections: %lu written. w shows it.", "Reflections: %lu written. w shows them.", n), n);
}

static void home_say(const struct app *app, struct doc *doc)
{
	say_continue(app, doc);
	if (!learner_saw_notice(app->learner) && !markup_is_empty(&app->course->notice)) {
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &app->course->notice);
	}
	doc_gap(doc);
	doc_say(doc, STYLE_TITLE, tr("Chapters"));
	rows_chapters(app, doc, 1);
	say_words(app, doc);
}

static void home_open(struct app *app, int item, struct effects *fx)
{
	if (item == 0)
		app_go(app, fx, app_place_chapter(app), NULL);
	else
		app_go(app, fx, (size_t)item - 1, NULL);
}

static const char *home_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter continues, a number opens a chapter, q quits (? help): ");
}

const struct screen screen_home = {
	.name = "home",
	.where = home_where,
	.head = home_head,
	.items = home_items,
	.say = home_say,
	.open = home_open,
	.prompt = home_prompt,
};
