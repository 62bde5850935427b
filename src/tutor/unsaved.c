/* SPDX-License-Identifier: MIT
 *
 * unsaved: leaving while something could not be saved: go on trying, stay, copy the words, or leave all the same. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"
#include "view/saving.h"

enum unsaved_item { UNSAVED_RETRY, UNSAVED_STAY, UNSAVED_SHOW, UNSAVED_LEAVE, UNSAVED_ITEMS };

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

bool app_shows_unsaved(struct app *app)
{
	if (!is_any(app))
		return false;
	if (app_screen(app) != &screen_unsaved)
		app_push(app, &screen_unsaved);
	return true;
}

static enum where unsaved_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void unsaved_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", is_any(app) ? tr("Not saved yet") : tr("Saved"));
}

static int unsaved_items(const struct app *app)
{
	(void)app;
	return UNSAVED_ITEMS;
}

static void unsaved_say(const struct app *app, struct doc *doc)
{
	if (!app_is_unsaved(app) && app_withholds(app))
		doc_say(doc, STYLE_TEXT, tr("Your words are locked, and what you wrote since waits for your phrase. It is kept in this window as long as it is open."));
	else if (!app_is_unsaved(app))
		doc_say(doc, STYLE_TEXT, tr("Everything is saved now. 4 leaves."));
	else if (app->late)
		doc_say(doc, STYLE_TEXT, tr("The file server is not answering. What is not saved yet is kept in this window as long as it is open."));
	else
		doc_sayf(doc, STYLE_TEXT, tr("Not saved: %s. What waits is kept in this window as long as it is open."), app->trouble.words);
	if (app_is_unsaved(app) && app->trouble.kind != ERR_NONE && app->trouble.advice[0]) /* while something can still be done */
		doc_sayf(doc, STYLE_TEXT, "%s.", app->trouble.advice);
	doc_gap(doc);
	for (int i = 0; i < UNSAVED_ITEMS; i++) {
		doc_item(doc, i);
		doc_say(doc, STYLE_TEXT, i == UNSAVED_RETRY && app_withholds(app) ? tr("1. Give your phrase now; then it is saved") : tr(item_words[i]));
	}
	doc_item(doc, -1);
}

static void unsaved_open(struct app *app, int item, struct effects *fx)
{
	switch ((enum unsaved_item)item) {
	case UNSAVED_RETRY:
		if (app_withholds(app)) {
			app_want_phrase(app, fx);
			break;
		}
		effects_add(fx, (struct effect){.type = FX_TRY});
		app_tell(app, "%s", app_is_unsaved(app) ? tr("Trying again.") : saving_words(SAVING_DONE));
		break;
	case UNSAVED_STAY:
		app_pop(app);
		break;
	case UNSAVED_SHOW:
		app_push(app, &screen_words);
		break;
	case UNSAVED_LEAVE:
		app_leave(app, fx, 0);
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
