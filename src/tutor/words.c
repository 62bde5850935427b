/* SPDX-License-Identifier: MIT
 *
 * words: everything the learner has written and planned, by chapter: all that stands on a page, the newest first. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/rows.h"

static void find_shut(void *ctx, const struct record *record)
{
	*(bool *)ctx |= record_is_shut(record);
}

/* Whether anything here is locked. */
static bool has_shut(const struct app *app)
{
	bool any = false;

	learner_each(app->learner, RECORD_WORDS, find_shut, &any);
	learner_each(app->learner, RECORD_PLAN, find_shut, &any);
	return any || (app_keeps_locked(app) && !app->lock.open);
}

/* How words are kept, once that is settled; before it the lock, where there is one. */
static int words_items(const struct app *app)
{
	if (!learner_keep(app->learner) || app->options.ephemeral)
		return 0;
	return has_shut(app) || app->lock.open ? 2 : 1;
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
		if (record_is_shut(r))
			doc_say(t->doc, STYLE_ASIDE, tr("(locked)"));
		else
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
		if (record_is_shut(r))
			doc_say(t->doc, STYLE_ASIDE, tr("(locked)"));
		else
			doc_sayf(t->doc, STYLE_QUOTE, tr("If %s, then %s"), rows_part(r, "cue"), rows_part(r, "action"));
	}
}

static const char *how_kept(const struct app *app)
{
	if (app_keeps_locked(app))
		return tr("New words are kept here, locked. Enter changes that.");
	return strcmp(learner_keep(app->learner), "none") == 0 ? tr("New words are not kept. Enter changes that.")
		: tr("New words are kept here. Enter changes that.");
}

static void say_items(const struct app *app, struct doc *doc)
{
	int last = words_items(app) - 1;

	if (last > 0) {
		doc_item(doc, 0);
		doc_say(doc, STYLE_TEXT, app->lock.open ? tr("1. Lock my words now") : tr("1. Open my locked words"));
	}
	doc_item(doc, last);
	doc_lead(doc, last > 0 ? "2. " : "1. ");
	doc_say(doc, STYLE_TEXT, how_kept(app));
	doc_item(doc, -1);
}

static void words_say(const struct app *app, struct doc *doc)
{
	struct telling t = {app, doc, NULL};

	if (words_items(app) > 0)
		say_items(app, doc);
	learner_each(app->learner, RECORD_WORDS, say_one, &t);
	learner_each(app->learner, RECORD_PLAN, say_plan, &t);
	if (!t.chapter)
		doc_say(doc, STYLE_TEXT, tr("Nothing written yet. Pages with a field to write in keep your words here."));
}

static void words_open(struct app *app, int item, struct effects *fx)
{
	bool is_lock = item == 0 && words_items(app) > 1;

	if (is_lock && app->lock.open) {
		app_lock(app, fx);
		app_tell(app, "%s", tr("Your words are locked."));
		app->arrivals++;
	} else if (is_lock) {
		app_ask_phrase(app);
	} else {
		app_push(app, &screen_keep);
	}
}

static const char *words_prompt(const struct app *app)
{
	if (words_items(app) > 1)
		return app->lock.open ? tr("1 locks, 2 changes how words are kept, Enter goes back: ")
			: tr("1 opens, 2 changes how words are kept, Enter goes back: ");
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
