/* SPDX-License-Identifier: MIT
 *
 * unsaved: leaving while something could not be saved: go on trying, stay, copy the words, or leave all the same. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"
#include "view/saving.h"

enum unsaved_item { UNSAVED_RETRY, UNSAVED_STAY, UNSAVED_SHOW, UNSAVED_LEAVE, UNSAVED_ITEMS };

/* What is offered once there is nothing to lose. Staying has the number it had. */
static const struct {
	enum unsaved_item item;
	const char *words;
} saved_items[] = {
	{UNSAVED_LEAVE, TR("1. Leave")},
	{UNSAVED_STAY, TR("2. Stay, and go on with the course")},
};

#define SAVED_ITEMS ((int)(sizeof saved_items / sizeof *saved_items))

static const char *const item_words[UNSAVED_ITEMS] = {
	[UNSAVED_RETRY] = TR("1. Try again now; it is tried every few seconds, too"),
	[UNSAVED_STAY] = TR("2. Stay, and go on with the course"),
	[UNSAVED_SHOW] = TR("3. Show my words, to copy them by hand"),
	[UNSAVED_LEAVE] = TR("4. Leave all the same; what is not saved is lost"),
};

static bool is_any(const struct app *app)
{
	return app_is_unsaved(app) || app_withholds(app);
}

/* Nothing is, and nothing is on its way: a save that works says so of itself alone. */
static bool is_all_saved(const struct app *app)
{
	return !is_any(app) && app->saved == app->saves;
}

bool app_shows_unsaved(struct app *app)
{
	if (!is_any(app))
		return false;
	if (app_screen(app) != &screen_unsaved)
		app->all_saved = false;
	app_push(app, &screen_unsaved);
	return true;
}

/* Who was about to leave is about to leave still, and who was not is not. */
static int focus_now(int focus, bool saved)
{
	bool leaves = focus == UNSAVED_RETRY || focus == UNSAVED_LEAVE;

	return saved ? !leaves : focus;
}

void app_unsaved_settle(struct app *app)
{
	bool saved = is_all_saved(app);

	if (app_screen(app) != &screen_unsaved || saved == app->all_saved)
		return;
	app->all_saved = saved;
	app_level(app)->focus = focus_now(app_level(app)->focus, saved);
	app->follow = true;
	app->arrivals += app->options.plain;
	if (saved && !app->message[0])
		app_tell(app, "%s", saving_words(SAVING_DONE));
	app->message_has_focus = app->message[0] != '\0'; /* the rows are others now: what happened is read first */
}

static enum where unsaved_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void unsaved_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", is_all_saved(app) ? tr("Saved") : tr("Not saved yet"));
}

static int unsaved_items(const struct app *app)
{
	return is_all_saved(app) ? SAVED_ITEMS : UNSAVED_ITEMS;
}

/* How it stands, in a sentence or two. */
static void say_state(const struct app *app, struct doc *doc)
{
	if (is_all_saved(app))
		doc_say(doc, STYLE_TEXT, tr("Everything is saved now."));
	else if (!is_any(app))
		doc_say(doc, STYLE_TEXT, tr("It is being saved now."));
	else if (!app_is_unsaved(app))
		doc_say(doc, STYLE_TEXT, tr("Your words are locked, and what you wrote since waits for your phrase. It is kept in this window as long as it is open."));
	else if (app->late)
		doc_say(doc, STYLE_TEXT, tr("The file server is not answering. What is not saved yet is kept in this window as long as it is open."));
	else
		doc_sayf(doc, STYLE_TEXT, tr("Not saved: %s. What waits is kept in this window as long as it is open."), app->trouble.words);
	if (app_is_unsaved(app) && app->trouble.kind != ERR_NONE && app->trouble.advice[0]) /* while something can still be done */
		doc_sayf(doc, STYLE_TEXT, "%s.", app->trouble.advice);
	if (app_has_veiled(app))
		doc_say(doc, STYLE_TEXT, tr("It was hidden since, and only your phrase shows it again."));
}

static const char *words_of(const struct app *app, int item)
{
	if (is_all_saved(app))
		return tr(saved_items[item].words);
	if (item == UNSAVED_RETRY && app_withholds(app))
		return tr("1. Give your phrase now; then it is saved");
	if (item == UNSAVED_SHOW && app_has_veiled(app))
		return tr("3. Show my words, to copy them by hand, but what was hidden");
	if (item == UNSAVED_LEAVE && !app->options.plain)
		return tr("4. Leave all the same, as ^C does; what is not saved is lost");
	return tr(item_words[item]);
}

static void unsaved_say(const struct app *app, struct doc *doc)
{
	say_state(app, doc);
	doc_gap(doc);
	for (int i = 0; i < unsaved_items(app); i++) {
		doc_item(doc, i);
		doc_say(doc, STYLE_TEXT, words_of(app, i));
	}
	doc_item(doc, -1);
}

static void unsaved_open(struct app *app, int item, struct effects *fx)
{
	switch (is_all_saved(app) ? saved_items[item].item : (enum unsaved_item)item) {
	case UNSAVED_RETRY:
		if (app_withholds(app)) {
			app_want_phrase(app, fx);
			break;
		}
		effects_add(fx, (struct effect){.type = FX_TRY});
		app_tell(app, "%s", tr("Trying again."));
		break;
	case UNSAVED_STAY:
		app_pop(app);
		break;
	case UNSAVED_SHOW:
		app_push(app, &screen_words);
		break;
	case UNSAVED_LEAVE:
		app_stop(app, fx, 0);
		break;
	case UNSAVED_ITEMS:
		break;
	}
}

static const char *unsaved_prompt(const struct app *app)
{
	(void)app;
	return tr("A number, or Enter to stay: ");
}

const struct screen screen_unsaved = {
	.name = "unsaved",
	.where = unsaved_where,
	.head = unsaved_head,
	.items = unsaved_items,
	.say = unsaved_say,
	.open = unsaved_open,
	.prompt = unsaved_prompt,
};
