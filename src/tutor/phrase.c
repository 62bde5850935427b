/* SPDX-License-Identifier: MIT
 *
 * phrase: making the phrase that locks words, and a recovery code if one is wanted. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/secret.h"

static void making_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("A phrase that locks your words"));
}

static void making_say(const struct app *app, struct doc *doc)
{
	if (app->lock.again) {
		doc_say(doc, STYLE_TEXT, tr("The same phrase once more, so that no slip of a finger locks you out."));
		secret_say(app, doc);
		return;
	}
	doc_say(doc, STYLE_TEXT, tr("Words are sealed before they are stored. While they are locked, nobody reads them without the phrase, or a "
		"recovery code if you make one: not who made this program, and not whoever administers this computer."));
	doc_say(doc, STYLE_TEXT, tr("Open words are not hidden from that administrator, nor is what you type from a program that records keys."));
	doc_gap(doc);
	doc_say(doc, STYLE_STRONG, tr("Forgetting the phrase loses these words, never the course."));
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, tr("You could take this one, on paper first:"));
	doc_say(doc, STYLE_STRONG, app->lock.offer);
	doc_sayf(doc, STYLE_ASIDE, tr("Or one of your own: at least %d characters; four words or more are better."), PHRASE_LEAST);
	secret_say(app, doc);
}

static void tell(struct app *app, const char *words)
{
	app_tell_aside(app, "%s", words);
	app->arrivals += app->options.plain;
}

static void second_time(struct app *app)
{
	struct lock *lock = &app->lock;
	bool same = lock->first.len == lock->typed.len && memcmp(lock->first.at, lock->typed.at, lock->first.len) == 0;

	secret_wipe(&lock->typed);
	if (same) {
		app_push(app, &screen_code);
		return;
	}
	secret_wipe(&lock->first);
	lock->again = false;
	tell(app, tr("The two were not the same. Once more from the beginning."));
}

static void making_enter(struct app *app)
{
	struct lock *lock = &app->lock;

	if (lock->again) {
		second_time(app);
	} else if (secret_letters(&lock->typed) < PHRASE_LEAST) {
		app_tell_aside(app, tr("At least %d characters, so that nobody guesses it."), PHRASE_LEAST);
		app->arrivals += app->options.plain;
	} else {
		lock->first = lock->typed;
		lock->again = true;
		secret_wipe(&lock->typed);
		app->arrivals++;
	}
}

static bool making_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)fx;
	if (command == CMD_ENTER) {
		making_enter(app);
	} else if (command == CMD_LEAVE) { /* the question how words are kept is below */
		secret_wipe_all(&app->lock);
		app->lock.adopts = false;
		app_pop(app);
	} else if (command != CMD_NONE && command != CMD_EDIT) {
		return false;
	} else if (ev->type == EV_PASTE) {
		secret_paste(&app->lock.typed, ev->text, ev->len);
	} else {
		(void)secret_take(&app->lock.typed, ev->key);
	}
	return true;
}

const struct screen screen_phrase = {
	.name = "phrase",
	.where = secret_where,
	.head = making_head,
	.say = making_say,
	.command = making_command,
	.prompt = secret_prompt,
};

/* --- a recovery code, if one is wanted --- */

static enum where code_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void code_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("A recovery code?"));
}

static int code_items(const struct app *app)
{
	(void)app;
	return 2;
}

static void code_say(const struct app *app, struct doc *doc)
{
	(void)app;
	doc_say(doc, STYLE_TEXT, tr("It opens your words when the phrase is forgotten. Whoever finds it can read them. There is no other way back."));
	doc_gap(doc);
	doc_item(doc, 0);
	doc_say(doc, STYLE_TEXT, tr("1. No code: only the phrase"));
	doc_item(doc, 1);
	doc_say(doc, STYLE_TEXT, tr("2. Show me one, once, to write down"));
	doc_item(doc, -1);
}

static void code_open(struct app *app, int item, struct effects *fx)
{
	if (app->lock.busy)
		return;
	app->lock.busy = true;
	effects_add(fx, (struct effect){.type = FX_MAKE_LOCK, .phrase = app->lock.first.at, .code = item == 1});
	app_tell_aside(app, "%s", tr("Locking..."));
}

/* While the vault is being made its phrase must stay. */
static bool code_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	(void)fx;
	return app->lock.busy && command != CMD_STOP && command != CMD_REDRAW;
}

static const char *code_prompt(const struct app *app)
{
	(void)app;
	return tr("1 or 2: ");
}

const struct screen screen_code = {
	.name = "code",
	.where = code_where,
	.head = code_head,
	.items = code_items,
	.say = code_say,
	.command = code_command,
	.open = code_open,
	.prompt = code_prompt,
};

static enum where coded_where(const struct app *app)
{
	(void)app;
	return AT_CODE;
}

static void coded_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Your recovery code"));
}

static void coded_say(const struct app *app, struct doc *doc)
{
	doc_say(doc, STYLE_STRONG, app->lock.code);
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, tr("Write it on paper now: it is shown this once and stands nowhere else. Enter goes on."));
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, app->options.confined ? tr("^O hides it for good, and so do five minutes without a key.")
		: tr("^O hides it for good, and so do five minutes without a key; `attune phrase` makes a new one then."));
}

static bool coded_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	(void)fx;
	if (command != CMD_ENTER && command != CMD_LEAVE)
		return false;
	if (app->lock.unseen && !app->options.plain) /* pressed while it was being made: it was for the screen before */
		return true;
	explicit_bzero(app->lock.code, sizeof app->lock.code);
	app_pop(app);
	return true;
}

static const char *coded_prompt(const struct app *app)
{
	(void)app;
	return tr("Written down? Enter goes on: ");
}

const struct screen screen_coded = {
	.name = "coded",
	.where = coded_where,
	.head = coded_head,
	.say = coded_say,
	.command = coded_command,
	.prompt = coded_prompt,
};
