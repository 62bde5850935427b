/* SPDX-License-Identifier: MIT
 *
 * help: the keys of the screen below, from the one table. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"

static enum where help_where(const struct app *app)
{
	(void)app;
	return AT_HELP;
}

static void help_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Help: the keys"));
	if (app->filter[0])
		(void)snprintf(head->right, sizeof head->right, tr("with \"%s\""), app->filter);
}

/* Where words are locked, or are to be: what that is no help against. */
static void say_limits(struct doc *doc)
{
	doc_gap(doc);
	doc_say(doc, STYLE_TITLE, tr("What locking cannot hide"));
	doc_say(doc, STYLE_TEXT, tr("That you wrote, on which pages, when, and roughly how much. Anything from whoever administers this computer while your words "
		"are open, or from a program that records keys. What is on the screen. Older copies in snapshots and backups, which open with "
		"the phrase of their time. What the system wrote to its swap space while your words were open: where it allows that, your "
		"key is kept out of it, but not the words."));
}

static void help_say(const struct app *app, struct doc *doc)
{
	if (app->options.plain) {
		app_say_words(doc);
		return;
	}
	if (!app->filter[0] && app_where_below(app) & (AT_FIELD | AT_LINE | AT_BLANK | AT_KEEP_FIELD | AT_PROMPT)) {
		doc_say(doc, STYLE_TEXT, tr("! here, while this help is shown, opens support and grounding."));
		doc_gap(doc);
	}
	keymap_say(app_where_below(app), !app->options.few_keys, app->filter, doc);
	if (app_where_below(app) & (AT_PHRASE | AT_KEEP | AT_KEEP_FIELD | AT_KEEP_ANSWERS))
		say_limits(doc);
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, tr("Reading aloud, braille or big type? `attune a11y`, or :a11y on a page, says what helps."));
}

static bool help_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	(void)fx;
	if (command != CMD_SEARCH)
		return false;
	app_type(app, TYPING_FILTER, app->filter);
	return true;
}

static const char *help_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_help = {
	.name = "help",
	.where = help_where,
	.head = help_head,
	.say = help_say,
	.command = help_command,
	.prompt = help_prompt,
};
