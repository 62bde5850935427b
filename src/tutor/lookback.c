/* SPDX-License-Identifier: MIT
 *
 * lookback: a plan, some days after it was made: did the moment come? Yes, no, change it, or not now. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/reply.h"
#include "base/tr.h"
#include "tutor/rows.h"

enum answer { CAME_UP, NOT_YET, CHANGE, NOT_NOW, UNLOCK, ANSWERS };

static const char *const answers[ANSWERS] = {
	[CAME_UP] = TR("Yes, the moment came"),
	[NOT_YET] = TR("No, not so far"),
	[CHANGE] = TR("Change the plan"),
	[NOT_NOW] = TR("Not now"),
	[UNLOCK] = TR("Open it with my phrase"),
};

/* Which answers there are, in the order of the rows, and the one under the cursor: Enter pressed twice from home notes nothing that
 * nobody meant, and can be pressed again. */
static const struct form {
	enum answer rows[4];
	int n, first;
	const char *prompt;
} of_page = {{CAME_UP, NOT_YET, CHANGE, NOT_NOW}, 4, 3, TR("1 or yes, 2 or no, 3 change it, Enter not now: ")},
  of_none = {{CAME_UP, NOT_YET, NOT_NOW}, 3, 2, TR("1 or yes, 2 or no, Enter not now: ")},
  locked = {{UNLOCK, NOT_NOW}, 2, 0, TR("Enter asks for your phrase, 2 not now: ")};

static const struct returning *asked(const struct app *app)
{
	return &app->round.list[app->round.at];
}

static const struct record *plan_of(const struct app *app)
{
	return learner_standing(app->learner, RECORD_PLAN, asked(app)->page, 0);
}

static bool is_shut(const struct app *app)
{
	const struct record *plan = plan_of(app);

	return plan && record_is_shut(plan);
}

static const struct form *form_of(const struct app *app)
{
	return is_shut(app) ? &locked : asked(app)->is_gone ? &of_none : &of_page;
}

void app_lookback(struct app *app)
{
	app_push(app, &screen_lookback);
	app_level(app)->focus = form_of(app)->first;
}

/* What became of it may have been said before it was locked. */
void app_lookback_anew(struct app *app, struct effects *fx)
{
	const struct record *plan;

	app->recount = true;
	for (size_t i = 0; i < app->nlevels; i++)
		if (app->levels[i].screen == &screen_lookback)
			app->levels[i].focus = form_of(app)->first;
	if (app_screen(app) != &screen_lookback)
		return;
	plan = plan_of(app);
	if (!plan || review_plan_rests(plan))
		app_review_on(app, fx, true);
}

/* Where it is locked yes is to the phrase. */
int app_lookback_item(enum reply reply)
{
	return reply == REPLY_YES ? 0 : reply == REPLY_NO ? 1 : -1;
}

static enum where lookback_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void lookback_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", tr("A plan to look back on"));
	(void)snprintf(head->right, sizeof head->right, tr("%zu of %zu"), app->round.at + 1, app->round.n);
}

static int lookback_items(const struct app *app)
{
	return form_of(app)->n;
}

static void say_plan(const struct app *app, const struct record *plan, struct doc *doc)
{
	char date[24];

	rows_made(app, plan, date, sizeof date);
	if (asked(app)->is_gone)
		doc_say(doc, STYLE_ASIDE, date);
	else
		doc_sayf(doc, STYLE_ASIDE, "%s, %s", rows_title(app, asked(app)->chapter), date);
	doc_lead(doc, "> ");
	if (record_is_shut(plan))
		doc_say(doc, STYLE_ASIDE, tr("(locked)"));
	else
		doc_sayf(doc, STYLE_QUOTE, tr("If %s, then %s"), rows_part(plan, "cue"), rows_part(plan, "action"));
	rows_lookback(doc, plan);
	doc_gap(doc);
}

static void lookback_say(const struct app *app, struct doc *doc)
{
	const struct form *form = form_of(app);
	const struct record *plan = plan_of(app);

	if (plan)
		say_plan(app, plan, doc);
	if (form != &locked)
		doc_say(doc, STYLE_TEXT, tr("Did it come up?"));
	doc_gap(doc);
	for (int i = 0; i < form->n; i++) {
		doc_item(doc, i);
		doc_sayf(doc, STYLE_TEXT, "%d. %s", i + 1, tr(answers[form->rows[i]]));
	}
	doc_item(doc, -1);
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tr("Each answer is a good one. A plan is a memory aid, not a duty."));
}

/* The plan as it is, with what became of it. */
static void note_came_up(struct app *app, struct effects *fx, const char *word)
{
	const struct record *plan = plan_of(app);
	const struct pick *before = plan ? review_came_up(plan) : NULL;
	struct pick picks[4];
	struct record news;

	if (!plan || record_is_shut(plan))
		return;
	news = (struct record){.type = RECORD_PLAN, .chapter = plan->chapter, .page = plan->page, .rev = plan->rev, .attempt = plan->attempt,
		.picks = picks, .base = {.known = true, .sid = plan->sid, .seq = plan->seq}};
	for (size_t i = 0; i < plan->npicks && news.npicks < 3; i++)
		if (&plan->picks[i] != before)
			picks[news.npicks++] = plan->picks[i];
	picks[news.npicks++] = (struct pick){.id = "came_up", .number = before ? before->number + 1 : 1, .text = word};
	news.review = strcmp(word, "yes") == 0 ? REVIEW_ASKS : (unsigned)picks[news.npicks - 1].number;
	app_note_open(app, fx);
	app_note(app, fx, &news, true);
	app_review_kept(app, &news);
}

/* Said with what comes next. */
static const char *const replies[ANSWERS] = {
	[CAME_UP] = TR("Noted: the moment came."),
	[NOT_YET] = TR("Noted: not so far."),
	[CHANGE] = NULL,
	[UNLOCK] = NULL,
	[NOT_NOW] = TR("Left for another day."),
};

/* What comes back goes on after it. */
static void change(struct app *app, struct effects *fx)
{
	int index = chapter_find(app->chapter, asked(app)->page);

	if (!app_ask_note(app, index))
		app_come_back(app, fx, index);
}

static void lookback_open(struct app *app, int item, struct effects *fx)
{
	enum answer answer = form_of(app)->rows[item];

	switch (answer) {
	case CAME_UP:
		note_came_up(app, fx, "yes");
		break;
	case NOT_YET:
		note_came_up(app, fx, "no");
		break;
	case CHANGE:
		change(app, fx);
		return;
	case UNLOCK:
		app_ask_phrase(app);
		return;
	case NOT_NOW:
	case ANSWERS:
		break;
	}
	app_review_on(app, fx, true);
	if (!app->message[0] && replies[answer])
		app_tell(app, "%s", tr(replies[answer]));
	app->message_has_focus &= !app->round.opening && !app_is_on_page(app); /* a page that comes has its own beginning */
}

static bool lookback_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	if (command != CMD_LEAVE)
		return false;
	app_review_leave(app, fx);
	app_home(app);
	return true;
}

static const char *lookback_prompt(const struct app *app)
{
	return tr(form_of(app)->prompt);
}

const struct screen screen_lookback = {
	.name = "lookback",
	.where = lookback_where,
	.head = lookback_head,
	.items = lookback_items,
	.say = lookback_say,
	.command = lookback_command,
	.open = lookback_open,
	.prompt = lookback_prompt,
};
