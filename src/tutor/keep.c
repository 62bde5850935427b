/* SPDX-License-Identifier: MIT
 *
 * keep: how words are kept: asked when the first one is typed, which is kept meanwhile; `w` asks again. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

/* In the order of the rows. */
enum way { WAY_LOCKED, WAY_READABLE, WAY_NONE, WAYS };

static const char *const ways[WAYS] = {[WAY_LOCKED] = "locked", [WAY_READABLE] = "readable", [WAY_NONE] = "none"};

static const char *const rows[WAYS] = {
	[WAY_LOCKED] = TR("Lock them with a phrase: nobody reads them without it"),
	[WAY_READABLE] = TR("Keep them, readable for this account only"),
	[WAY_NONE] = TR("Do not keep them: they last until you leave"),
};

static enum where keep_where(const struct app *app)
{
	(void)app;
	return AT_KEEP;
}

static void keep_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("How shall your words be kept?"));
}

static int keep_items(const struct app *app)
{
	(void)app;
	return WAYS;
}

static void keep_say(const struct app *app, struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("What you typed is still there; go on writing if you like."));
	doc_gap(doc);
	for (int i = 0; i < WAYS; i++) {
		char lead[] = "1. ";

		lead[0] = (char)('1' + i);
		doc_item(doc, i);
		doc_lead(doc, lead);
		doc_say(doc, STYLE_TEXT, tr(rows[i]));
	}
	doc_item(doc, -1);
	doc_gap(doc);
	if (app->options.kept_at)
		doc_sayf(doc, STYLE_ASIDE, tr("Kept words stand in %s (mode 0600). Whoever administers this computer could read them there."),
			app->options.kept_at);
	doc_say(doc, STYLE_ASIDE, tr("Your place and answers are kept either way, and never locked: a forgotten phrase loses words, never the course."));
}

static bool asked_while_writing(const struct app *app)
{
	return app->nlevels > 1 && app->levels[app->nlevels - 2].screen == &screen_page && visit_is_writing(&app->visit);
}

static void keep_open(struct app *app, int item, struct effects *fx)
{
	if (item == WAY_LOCKED && !app->lock.open) {
		app_keep_locked(app, fx);
		return;
	}
	app->lock.put_off = false;
	app_note(app, fx, &(struct record){.type = RECORD_KEEP, .word = ways[item]}, true);
	app->visit.changed = true;
	if (item != WAY_NONE) /* what was written while words were not kept */
		app_save_unsaved(app, fx);
	app_pop(app);
	app_tell(app, "%s", item == WAY_LOCKED ? tr("Words are kept locked from here on. w can change that.") : item == WAY_READABLE ? tr("Words are kept here from now on. w can change that.") : tr("New words are not kept. w can change that."));
	app->message_has_focus = false;
	app_draft_now(app, fx);
}

/* A digit answers the question, unless it stands where a number in a sentence would: after a space or another digit. */
static bool belongs_to_field(const struct app *app, enum command command, struct key key)
{
	if (key.press == PRESS_ENTER)
		return app->typed != 0; /* a new line; once the rows were looked at, it chooses */
	if (key.press != PRESS_TEXT || key.point == 0 || command == CMD_CARE)
		return false;
	return command != CMD_CHOOSE || app->typed == ' ' || (app->typed >= '0' && app->typed <= '9');
}

/* Who types on without looking goes on writing. */
static bool keep_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	struct arena arena = {0};
	struct record record = {0};

	if (command == CMD_DOWN || command == CMD_UP)
		app->typed = 0;
	if (ev->type != EV_KEY || !asked_while_writing(app) || !belongs_to_field(app, command, ev->key))
		return false;
	app->typed = ev->key.press == PRESS_ENTER ? '\n' : ev->key.point;
	app_did(app, fx, visit_key(&app->visit, ev->key, &record, &arena), &record);
	app_tell(app, "%s", tr("This goes on in your field. 1 locks it, 2 keeps it readable, 3 does not."));
	app->message_has_focus = false;
	arena_release(&arena);
	return true;
}

static const char *keep_prompt(const struct app *app)
{
	(void)app;
	return tr("1, 2 or 3: ");
}

const struct screen screen_keep = {
	.name = "keep",
	.where = keep_where,
	.head = keep_head,
	.items = keep_items,
	.say = keep_say,
	.command = keep_command,
	.open = keep_open,
	.prompt = keep_prompt,
};
