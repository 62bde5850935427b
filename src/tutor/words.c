/* SPDX-License-Identifier: MIT
 *
 * words: everything the learner has written and planned, by chapter: all that stands on a page, the newest first. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/rows.h"

/* The one thing to open here: how words are kept, once that is settled. */
static int words_items(const struct app *app)
{
	return learner_keep(app->learner) && !app->options.ephemeral ? 1 : 0;
}

static enum where words_where(const struct app *app)
{
	return words_items(app) > 0 ? AT_LIST : AT_TEXT;
}

static void words_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("My words"));
}

struct telling {
	const struct app *app;
	struct doc *doc;
	const char *chapter; /* the one said last */
};

static void say_chapter(struct telling *t, const char *chapter)
{
	int index = app_chapter_index(t->app, chapter);

	if (t->chapter && chapter && strcmp(t->chapter, chapter) == 0)
		return;
	t->chapter = chapter;
	doc_gap(t->doc);
	doc_say(t->doc, STYLE_TITLE, index >= 0 ? rows_title(t->app, (size_t)index) : chapter ? chapter : tr("Elsewhere"));
}

static void say_date(struct telling *t, const struct record *r, bool is_other)
{
	char date[24];

	rows_date(r->at, date, sizeof date);
	doc_gap(t->doc);
	if (is_other)
		doc_sayf(t->doc, STYLE_ASIDE, tr("%s, other copy"), date);
	else
		doc_say(t->doc, STYLE_ASIDE, date);
	doc_lead(t->doc, "> ");
}

static void say_one(void *ctx, const struct record *r)
{
	struct telling *t = ctx;
	const char *page = r->page;

	if (learner_standing(t->app->learner, RECORD_WORDS, page, 0) != r)
		return;
	say_chapter(t, r->chapter);
	for (size_t n = 0; (r = learner_standing(t->app->learner, RECORD_WORDS, page, n)) != NULL; n++) {
		say_date(t, r, n > 0);
		doc_say(t->doc, STYLE_QUOTE, r->text);
	}
}

static void say_plan(void *ctx, const struct record *r)
{
	struct telling *t = ctx;
	const char *page = r->page;

	if (learner_standing(t->app->learner, RECORD_PLAN, page, 0) != r)
		return;
	say_chapter(t, r->chapter);
	for (size_t n = 0; (r = learner_standing(t->app->learner, RECORD_PLAN, page, n)) != NULL; n++) {
		say_date(t, r, n > 0);
		doc_sayf(t->doc, STYLE_QUOTE, tr("If %s, then %s"), rows_part(r, "cue"), rows_part(r, "action"));
	}
}

static void words_say(const struct app *app, struct doc *doc)
{
	struct telling t = {app, doc, NULL};

	if (words_items(app) > 0) {
		bool none = strcmp(learner_keep(app->learner), "none") == 0;

		doc_item(doc, 0);
		doc_say(doc, STYLE_TEXT, none ? tr("1. New words are not kept. Enter changes that.") : tr("1. New words are kept here. Enter changes that."));
		doc_item(doc, -1);
	}
	learner_each(app->learner, RECORD_WORDS, say_one, &t);
	learner_each(app->learner, RECORD_PLAN, say_plan, &t);
	if (!t.chapter)
		doc_say(doc, STYLE_TEXT, tr("Nothing written yet. Pages with a field to write in keep your words here."));
}

static void words_open(struct app *app, int item, struct effects *fx)
{
	(void)item;
	(void)fx;
	app_push(app, &screen_keep);
}

static const char *words_prompt(const struct app *app)
{
	return words_items(app) > 0 ? tr("1 changes how words are kept, Enter goes back: ") : tr("Enter goes back: ");
}

const struct screen screen_words = {
	.name = "words",
	.where = words_where,
	.head = words_head,
	.items = words_items,
	.say = words_say,
	.open = words_open,
	.prompt = words_prompt,
};
