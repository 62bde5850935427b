/* SPDX-License-Identifier: MIT
 *
 * waits: words were begun, and a phrase has to be given before they can be saved: they wait. Who types on writes on, for a
 * sentence has no place where a phrase is typed; who wants to give the phrase says so. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"

static enum where waits_where(const struct app *app)
{
	(void)app;
	return AT_PHRASE;
}

static void waits_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Not saved yet: go on writing"));
}

static void waits_say(const struct app *app, struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("What you typed is there, and what you type now goes on in it: a phrase typed here would be text."));
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, app->options.plain ? tr("It is saved once you give your phrase: a line with only a full stop (.) asks for it.")
		: tr("It is saved once you give your phrase: Enter asks for it."));
}

static void tell_goes_on(struct app *app)
{
	app_tell_aside(app, "%s", app->options.plain ? tr("Your lines are there. A line with only a full stop (.) asks for your phrase.")
		: tr("This goes on in your field. Enter asks for your phrase."));
}

static void ask(struct app *app, struct effects *fx)
{
	app_pop(app);
	app_want_phrase(app, fx);
}

static void not_now(struct app *app)
{
	app_pop(app);
	app->lock.put_off = true;
	if (app->lock.there) {
		app_tell_not_opened(app);
		return;
	}
	app_tell_aside(app, "%s", tr("New words are not kept. w can change that."));
}

/* An Enter that came before the letters ahead of it were shown was pasted with them, not pressed. */
static bool writes_on(const struct app *app, const struct event *ev)
{
	if (ev->type == EV_PASTE)
		return true;
	if (ev->key.press == PRESS_ENTER)
		return !app->options.plain && app->lock.unseen;
	return ev->key.press == PRESS_TEXT || ev->key.press == PRESS_BACKSPACE;
}

static void write_on(struct app *app, const struct event *ev, struct effects *fx)
{
	struct arena arena = {0};
	struct record record = {0};

	app->lock.unseen = true;
	visit_set_aside(&app->visit); /* what was hidden since is not in the field any more */
	app_did(app, fx, ev->type == EV_PASTE ? visit_paste(&app->visit, ev->text, ev->len) : visit_key(&app->visit, ev->key, &record, &arena), &record);
	tell_goes_on(app);
	arena_release(&arena);
}

static bool waits_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	if (command != CMD_ENTER && command != CMD_LEAVE && command != CMD_NONE && command != CMD_EDIT)
		return false;
	if (writes_on(app, ev))
		write_on(app, ev, fx);
	else if (command == CMD_ENTER)
		ask(app, fx);
	else if (command == CMD_LEAVE)
		not_now(app);
	return true;
}

void app_let_wait(struct app *app)
{
	app->lock.unseen = true;
	if (app_screen(app) == &screen_waits)
		tell_goes_on(app);
	else
		app_push(app, &screen_waits);
}

static const char *waits_prompt(const struct app *app)
{
	(void)app;
	return "> ";
}

const struct screen screen_waits = {
	.name = "waits",
	.where = waits_where,
	.head = waits_head,
	.say = waits_say,
	.command = waits_command,
	.prompt = waits_prompt,
};
