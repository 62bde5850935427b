/* SPDX-License-Identifier: MIT
 *
 * keep: how words are kept: asked when the first one is typed, which is kept meanwhile; `w` asks again. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

static const char *const ways[] = {"readable", "none"};

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
	return 2;
}

static void keep_say(const struct app *app, struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("What you typed is still there; go on writing if you like."));
	doc_gap(doc);
	doc_item(doc, 0);
	doc_lead(doc, "1. ");
	doc_say(doc, STYLE_TEXT, tr("Keep them, readable for this account only"));
	doc_item(doc, 1);
	doc_lead(doc, "2. ");
	doc_say(doc, STYLE_TEXT, tr("Do not keep them: they last until you leave"));
	doc_item(doc, -1);
	doc_gap(doc);
	if (app->options.kept_at)
		doc_sayf(doc, STYLE_ASIDE, tr("Kept words stand in %s (mode 0600). Whoever administers this computer could read them there."),
			app->options.kept_at);
	doc_say(doc, STYLE_ASIDE, tr("Your place and answers are kept either way."));
}

/* What was written while words were not kept is kept from now on too. A record that is there already changes nothing. */
static void save_one(void *ctx, const struct record *record)
{
	struct effects *fx = ctx;

	if (fx->n + 8 < EFFECTS_MOST)
		effects_save(fx, FX_SAVE, record, true);
}

static void save_what_was_not(struct app *app, struct effects *fx)
{
	size_t before = fx->n;

	learner_each(app->learner, RECORD_WORDS, save_one, fx);
	learner_each(app->learner, RECORD_PLAN, save_one, fx);
	app->saves += fx->n - before;
}

static bool asked_while_writing(const struct app *app)
{
	return app->nlevels > 1 && app->levels[app->nlevels - 2].screen == &screen_page && visit_is_writing(&app->visit);
}

static void keep_open(struct app *app, int item, struct effects *fx)
{
	const char *before = learner_keep(app->learner);
	bool reconsidered = before && strcmp(before, "none") == 0 && item == 0;

	app_note(app, fx, &(struct record){.type = RECORD_KEEP, .word = ways[item]}, true);
	if (reconsidered)
		save_what_was_not(app, fx);
	app_pop(app);
	app_tell(app, "%s", item == 0 ? tr("Words are kept here from now on. w can change that.") : tr("New words are not kept. w can change that."));
	app->message_has_focus = false;
	app->visit.changed = true;
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
	app_tell(app, "%s", tr("This goes on in your field. 1 keeps your words, 2 does not."));
	app->message_has_focus = false;
	arena_release(&arena);
	return true;
}

static const char *keep_prompt(const struct app *app)
{
	(void)app;
	return tr("1 or 2: ");
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
