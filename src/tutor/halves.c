/* SPDX-License-Identifier: MIT
 *
 * halves: one page begun in several windows that did not know of each other, or in one that is still open, and may hang: which
 * half answer goes on in the field. The others stay: they are offered when the page is come to again, and `w` has them. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/rows.h"

static void rivals_here(const struct app *app, struct rivals *rivals)
{
	*rivals = (struct rivals){.n = 0};
	if (app->visit.page && !app->visit.has_half)
		app_rivals(app, app->visit.page, app_return(app, app->visit.page), rivals);
}

void app_offer_halves(struct app *app)
{
	struct rivals rivals;

	rivals_here(app, &rivals);
	if (app_must_choose(&rivals))
		app_push(app, &screen_halves);
}

static enum where halves_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void halves_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", app->visit.page->title ? app->visit.page->title : app->chapter->title);
}

static int halves_items(const struct app *app)
{
	struct rivals rivals;

	rivals_here(app, &rivals);
	return (int)rivals.n;
}

static void say_typed(struct doc *doc, const char *text)
{
	if (!text || !*text)
		return;
	doc_lead(doc, "> ");
	doc_say(doc, STYLE_QUOTE, text);
}

/* Its own words; of what was chosen only that it was. */
static void say_half(struct doc *doc, const struct record *half)
{
	say_typed(doc, half->text);
	for (size_t i = 0; i < half->npicks; i++)
		say_typed(doc, half->picks[i].text);
	if (!record_has_words(half))
		doc_say(doc, STYLE_ASIDE, tr("(chosen, and not checked)"));
}

static void halves_say(const struct app *app, struct doc *doc)
{
	struct rivals rivals;
	char date[24];

	rivals_here(app, &rivals);
	doc_say(doc, STYLE_TEXT, rivals.n > 1 ? tr("You began this page in more than one window. Which one goes on in the field? The others stay.")
		: tr("You began this page in another window. Does that go on here? It stays there too."));
	for (size_t i = 0; i < rivals.n; i++) {
		rows_date(rivals.open[i]->at, date, sizeof date);
		doc_gap(doc);
		doc_item(doc, (int)i);
		doc_sayf(doc, STYLE_TEXT, rivals.found[i]->living ? tr("%zu. Begun on %s, in a window that still counts as open")
			: tr("%zu. Begun on %s"), i + 1, date);
		say_half(doc, rivals.open[i]);
	}
	doc_item(doc, -1);
}

static void halves_open(struct app *app, int item, struct effects *fx)
{
	struct rivals rivals;

	rivals_here(app, &rivals);
	app_pop(app);
	if ((size_t)item >= rivals.n)
		return;
	app_choose_half(app, fx, rivals.found[item]);
	if (rivals.n == 1)
		app_tell_aside(app, "%s", tr("It goes on here, and stays in the other window as it is there."));
	else
		app_tell_aside(app, tr_n("%zu more is kept as it was left: it comes when this one is done, and w has it.",
		"%zu more are kept as they were left: they come when this one is done, and w has them.", rivals.n - 1), rivals.n - 1);
}

/* On a screen the caret is in the field then, where w is a letter. */
static const char *left_words(const struct app *app, bool several)
{
	if (app->options.plain)
		return several ? tr("None of them is in the field: they are offered again, and w has them.")
			: tr("It is not in the field: it is offered again, and w has it.");
	return several ? tr("None of them is in the field: they are offered again. Esc, then w shows them.")
		: tr("It is not in the field: it is offered again. Esc, then w shows it.");
}

static bool halves_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	struct rivals rivals;

	(void)ev;
	(void)fx;
	if (command != CMD_LEAVE)
		return false;
	rivals_here(app, &rivals);
	app_pop(app);
	app->arrivals += app->options.plain; /* the page was not said yet */
	app_tell_aside(app, "%s", left_words(app, rivals.n > 1));
	return true;
}

static const char *halves_prompt(const struct app *app)
{
	struct rivals rivals;

	rivals_here(app, &rivals);
	return rivals.n > 1 ? tr("A number, or Enter for none of them now: ") : tr("1 goes on with it, Enter leaves it there for now: ");
}

const struct screen screen_halves = {
	.name = "halves",
	.where = halves_where,
	.head = halves_head,
	.items = halves_items,
	.say = halves_say,
	.command = halves_command,
	.open = halves_open,
	.prompt = halves_prompt,
};
