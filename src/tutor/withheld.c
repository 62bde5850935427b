/* SPDX-License-Identifier: MIT
 *
 * withheld: words that are in memory alone, for they are to be locked and the phrase was not given: whether there are any, and
 * saying so as long as it is true. */
#include "tutor/screens.h"

#include <string.h>
#include "base/tr.h"

#define ROOM 80 /* columns in which the longer of two notices is one line */

struct looked {
	const struct app *app;
	bool any;
};

static void look_at_words(void *ctx, const struct record *record)
{
	struct looked *looked = ctx;

	looked->any |= record->unsaved && (record_has_words(record) || record_is_shut(record));
}

static void look_at_half(void *ctx, const struct record *half, const struct record *found)
{
	struct looked *looked = ctx;

	looked->any |= app_waits(looked->app, half, found);
}

bool app_has_words_in_memory(const struct app *app)
{
	struct looked looked = {.app = app};

	learner_each(app->learner, RECORD_WORDS, look_at_words, &looked);
	learner_each(app->learner, RECORD_PLAN, look_at_words, &looked);
	learner_each(app->learner, RECORD_ANSWER, look_at_words, &looked);
	return looked.any;
}

/* Also what is remembered, before its points are ticked: that is an answer, and no half words. */
static bool is_half_here(const struct app *app)
{
	const struct visit *v = &app->visit;

	return v->page && v->page->kind->is_private && v->has_half && visit_has_words(v);
}

/* Where there is nobody to ask for a phrase, that was said at once, and nothing can be done about it. */
bool app_withholds(const struct app *app)
{
	struct looked looked = {.app = app};

	if (app_has_veiled(app))
		return true;
	if (app->lock.open || !app->lock.there || !app->options.asks)
		return false;
	app_each_half(app, look_at_half, &looked);
	return looked.any || (app_keeps_locked(app) && (is_half_here(app) || app_has_words_in_memory(app)));
}

static const char *how_to_open(const struct app *app)
{
	if (!visit_is_writing(&app->visit))
		return tr("w opens them.");
	return app->options.plain ? tr("After a full stop (.), w opens them.") : tr("Esc, then w, opens them.");
}

void app_tell_not_opened(struct app *app)
{
	if (app->options.plain || app->width >= ROOM)
		app_tell_aside(app, tr("Your words stay locked, what you write is not saved. %s"), how_to_open(app));
	else
		app_tell_aside(app, "%s", tr("Locked: what you write is not saved."));
}

void app_tell_withheld(struct app *app)
{
	if (app->message[0] || app->options.plain || !app_is_on_page(app) || app_is_typing(app) || !app_withholds(app))
		return;
	if (app->width >= ROOM)
		app_tell_aside(app, tr("Not saved: your words are locked. %s"), how_to_open(app));
	else
		app_tell_aside(app, "%s", tr("Not saved: your words are locked."));
}

void app_say_shut(const struct app *app, struct doc *doc)
{
	if (app->visit.shut > 0 || !app_has_shut(app, app->visit.page->id))
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tr("What you wrote here before is locked; your phrase brings it back."));
}
