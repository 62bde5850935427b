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
	[WAY_LOCKED] = TR("Lock them with a phrase: they are stored sealed"),
	[WAY_READABLE] = TR("Keep them, readable for this account only"),
	[WAY_NONE] = TR("Do not keep them: they last until you leave"),
};

/* Where the question stands among the screens, also below its help; 0: it is not asked. */
static size_t level_of_question(const struct app *app)
{
	size_t i = app->nlevels - 1;

	while (i > 0 && app->levels[i].screen != &screen_keep)
		i--;
	return i;
}

bool app_asks_over_field(const struct app *app)
{
	size_t i = level_of_question(app);

	return i > 0 && app->levels[i - 1].screen == &screen_page && visit_is_writing(&app->visit);
}

/* Who types on goes on writing, digits and all; the answers are gone to first. In lines a line is one thing or the other. */
static bool is_in_field(const struct app *app)
{
	return app_asks_over_field(app) && app->in_sentence && !app->options.plain;
}

static enum where keep_where(const struct app *app)
{
	if (is_in_field(app))
		return AT_KEEP_FIELD;
	return app_asks_over_field(app) && !app->options.plain ? AT_KEEP_ANSWERS : AT_KEEP;
}

/* The same in the field and among the answers: a move changes nothing but the focus. */
static enum where keep_hints(const struct app *app, enum where *beside)
{
	bool is_over_field = app_asks_over_field(app) && !app->options.plain;

	*beside = is_over_field ? AT_KEEP_ANSWERS : AT_KEEP;
	return is_over_field ? AT_KEEP_FIELD : AT_KEEP;
}

static void keep_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("How shall your words be kept?"));
}

/* Where no phrase can be made, none is offered. */
static int first_way(const struct app *app)
{
	return app->lock.lost ? WAY_READABLE : WAY_LOCKED;
}

static int keep_items(const struct app *app)
{
	return is_in_field(app) ? 0 : WAYS - first_way(app);
}

/* NULL where nothing is being written. */
static const char *first_words(const struct app *app)
{
	if (app->departs)
		return app->options.plain ? tr("You are leaving, and it is not chosen yet what becomes of your words. q stays.")
			: tr("You are leaving, and it is not chosen yet what becomes of your words. Esc stays, ^C leaves without them.");
	if (!app_asks_over_field(app))
		return NULL;
	return app->options.plain ? tr("Not saved until you choose. Your words are there.")
		: tr("Not saved until you choose: Down, then Enter or a number; Up to go back.");
}

static void say_ways(const struct app *app, struct doc *doc)
{
	int first = first_way(app);

	if (app->lock.lost)
		doc_say(doc, STYLE_TEXT, lock_words(app->lock.lost));
	for (int i = first; i < WAYS; i++) {
		char lead[] = "1. ";

		lead[0] = (char)('1' + i - first);
		doc_item(doc, is_in_field(app) ? -1 : i - first);
		doc_lead(doc, lead);
		doc_say(doc, STYLE_TEXT, app->departs && i == WAY_NONE ? tr("Leave without them") : tr(rows[i]));
	}
	doc_item(doc, -1);
}

/* What is written stands beside the question, so that nothing is typed unseen; the caret is there while keys go there. */
static void say_field(const struct app *app, struct doc *doc)
{
	if (!app_asks_over_field(app) || app->options.plain)
		return;
	visit_say_field(&app->visit, doc);
	doc->has_caret = is_in_field(app);
	doc_gap(doc);
}

static void keep_say(const struct app *app, struct doc *doc)
{
	if (first_words(app))
		doc_say(doc, STYLE_TEXT, first_words(app));
	doc_gap(doc);
	say_ways(app, doc);
	doc_gap(doc);
	say_field(app, doc);
	if (app_asks_over_field(app))
		doc_say(doc, STYLE_ASIDE, tr("Until you choose, your words are in memory alone: if the line drops or the computer stops, they are gone."));
	if (app->options.kept_at)
		doc_sayf(doc, STYLE_ASIDE, tr("Kept words stand in %s (mode 0600). Whoever administers this computer could read them there."),
			app->options.kept_at);
	doc_say(doc, STYLE_ASIDE, tr("Your place and answers are kept either way, and never locked: a forgotten phrase loses words, never the course."));
}

/* Leaving the lock is for new words: what is locked stays so, whoever sits at the keyboard. */
static const char *told(enum way way, bool locked)
{
	static const char *const words[WAYS] = {
		[WAY_LOCKED] = TR("Words are kept locked from here on. w can change that."),
		[WAY_READABLE] = TR("Words are kept here from now on. w can change that."),
		[WAY_NONE] = TR("New words are not kept. w can change that."),
	};

	if (locked && way == WAY_READABLE)
		return tr("New words are kept readable from here on. What is locked stays locked, also when you change it.");
	return tr(words[way]);
}

static void choose(struct app *app, enum way way, struct effects *fx)
{
	app->lock.put_off = false;
	app_note(app, fx, &(struct record){.type = RECORD_KEEP, .word = ways[way]}, true);
	app->visit.changed |= app->visit.has_half;
	if (way != WAY_NONE) /* what was written while words were not kept */
		app_save_unsaved(app, fx);
	app_pop(app);
	app_tell_aside(app, "%s", told(way, app->lock.there));
	app_draft_now(app, fx);
}

/* Who makes a phrase now stays for it; leaving without the words settles nothing for the next time. */
static void keep_open(struct app *app, int item, struct effects *fx)
{
	bool departs = app->departs;
	enum way way = (enum way)(item + first_way(app));

	app->departs = false;
	if (way == WAY_LOCKED && !app->lock.open)
		app_keep_locked(app, fx);
	else if (!departs || way != WAY_NONE)
		choose(app, way, fx);
	if (departs && (way != WAY_LOCKED || app_keeps_locked(app)))
		app_leave(app, fx, app->depart_status);
}

/* Numbers and the keys of the rows are theirs once the answers were gone to. */
static bool belongs_to_field(const struct app *app, enum command command, const struct event *ev)
{
	if (is_in_field(app))
		return command == CMD_NONE || command == CMD_EDIT;
	return ev->key.press == PRESS_TEXT && ev->key.point != 0 && command != CMD_CARE && command != CMD_CHOOSE;
}

/* What was typed gives up its rows to them, so that no answer is taken unseen. */
static void go_to_answers(struct app *app)
{
	app->in_sentence = false;
	app_level(app)->focus = 0;
	app->follow = true;
}

static void go_to_field(struct app *app)
{
	app->in_sentence = true;
	app->follow = true;
}

static void write_on(struct app *app, const struct event *ev, struct effects *fx)
{
	struct arena arena = {0};
	struct record record = {0};
	enum visit_did did = visit_key(&app->visit, ev->key, &record, &arena);

	app->in_sentence = true;
	if (did == VISIT_KEEP) /* Enter in a last line: done writing, so the question is next */
		go_to_answers(app);
	app_did(app, fx, did == VISIT_KEEP ? VISIT_HALF : did, &record);
	arena_release(&arena);
}

/* Back in the field the next Escape would only ask again: it is the way out of both, and what was written waits. */
static void leave_field(struct app *app)
{
	app_pop(app);
	app->visit.writing = false;
	if (visit_has_words(&app->visit))
		app_tell(app, "%s", tr("Not saved yet: how your words are kept is still to choose. Enter asks again."));
}

/* The arrows go from row to row of the words, and from the first and the last of them to the answers. */
static bool goes_through_words(const struct app *app, struct key key)
{
	return (key.press == PRESS_UP || key.press == PRESS_DOWN) && visit_has_row(&app->visit, key.press == PRESS_DOWN);
}

static bool keep_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	bool departs = app->departs;

	if (command == CMD_LEAVE)
		app->departs = false;
	if (ev->type != EV_KEY || !app_asks_over_field(app) || app->options.plain)
		return false;
	if (command == CMD_LEAVE && !departs) {
		leave_field(app);
		return true;
	}
	if (belongs_to_field(app, command, ev)) {
		write_on(app, ev, fx);
		return true;
	}
	if (is_in_field(app) && goes_through_words(app, ev->key))
		write_on(app, ev, fx);
	else if (command == CMD_DOWN && is_in_field(app))
		go_to_answers(app);
	else if (command == CMD_UP && app_level(app)->focus == 0)
		go_to_field(app);
	else
		return false;
	return true;
}

/* --- asking --- */

void app_ask_keep(struct app *app)
{
	app->departs = false;
	app_push(app, &screen_keep);
}

/* By option or by rule; NULL: it is asked. Where the learner has a phrase, no option and no rule keeps words in clear. */
static const char *settled_keep(const struct app *app)
{
	const char *asked = app->options.keep ? app->options.keep : app->options.asks ? NULL : "readable";

	if (app->options.ephemeral)
		return "none";
	return app->lock.there && asked && strcmp(asked, "readable") == 0 ? "locked" : asked;
}

/* What is typed as an answer to be checked is no private word: it is kept with the other answers. A blank is none either:
 * who presses Space by habit meant the next page. */
bool app_must_settle(const struct app *app)
{
	const struct visit *v = &app->visit;

	return v->writing && v->page->kind->is_private && visit_has_words(v) && !app_is_settled(app);
}

void app_settle_keep(struct app *app, struct effects *fx, bool typing)
{
	const char *keep = settled_keep(app);

	if (!app_must_settle(app))
		return;
	if (app_keeps_locked(app) || (keep && strcmp(keep, "locked") == 0)) {
		if (app->lock.lost && app->options.asks) /* not locked: but they may be kept readable, or not */
			app_ask_keep(app);
		else if (typing && app->options.asks && !app->lock.open)
			app_let_wait(app);
		else
			app_want_phrase(app, fx);
		return;
	}
	if (!keep) {
		app_ask_keep(app);
		return;
	}
	app_note(app, fx, &(struct record){.type = RECORD_KEEP, .word = keep}, true); /* before the words that follow it */
	if (strcmp(keep, "none") == 0)
		app_tell(app, "%s", tr("Your words are not kept: they last until you leave."));
	else if (!app->options.plain) /* there it was said with the page */
		app->keeping = app->waiting = app->saves; /* said when it is true */
	app->message_has_focus = false;
}

/* Words are kept only behind a phrase, and nobody can be asked for one. */
static bool has_no_phrase(const struct app *app)
{
	const char *keep = settled_keep(app);
	bool wants_lock = app_keeps_locked(app) || (!learner_keep(app->learner) && keep && strcmp(keep, "locked") == 0);

	return wants_lock && !app->options.asks && !app->options.ephemeral && !app->lock.open;
}

/* A course may promise the question; where none comes, that is said beside it. */
void app_say_unasked(const struct app *app, struct doc *doc)
{
	const char *keep = settled_keep(app);

	if (app->options.for_author || !keep || strcmp(keep, "locked") == 0 || (learner_keep(app->learner) && !app->options.ephemeral))
		return;
	doc_gap(doc);
	if (strcmp(keep, "none") == 0)
		doc_say(doc, STYLE_MESSAGE, tr("How words are kept is not asked here: what you write is not kept, and lasts until you leave."));
	else if (app->options.asks || app->options.keep)
		doc_say(doc, STYLE_MESSAGE, tr("How words are kept is not asked here: what you write is kept readable, for this account only."));
	else
		doc_say(doc, STYLE_MESSAGE, tr("How words are kept is not asked here, without a terminal: what you write is kept readable, for this "
			"account only. With ssh, `ssh -t` gives a terminal, and the question."));
}

/* The rule that nobody chose: who would not have it types none. A kiosk has no shell for a command. */
static void say_readable(const struct app *app, struct doc *doc)
{
	const char *at = app->options.kept_at ? app->options.kept_at : tr("your home");

	if (app->options.confined)
		doc_sayf(doc, STYLE_MESSAGE, tr("Your words are kept readable, for this account only (mode 0600), in %s. With `ssh -t` you are asked "
			"first, and w changes how new ones are kept."), at);
	else
		doc_sayf(doc, STYLE_MESSAGE, tr("Your words are kept readable, for this account only (mode 0600), in %s. `attune lock` locks them."), at);
}

/* Where nobody is asked. */
void app_say_kept(const struct app *app, struct doc *doc)
{
	const char *keep = settled_keep(app);
	bool writes = app->visit.writing && app->visit.page->kind->is_private && !app->options.for_author;

	if (writes && app->options.ephemeral)
		doc_say(doc, STYLE_MESSAGE, tr("Nothing of this session is kept, so nobody asks how: what you write lasts until you leave."));
	else if (!app->options.plain)
		return; /* there it is said as soon as it is true */
	else if (writes && has_no_phrase(app))
		doc_say(doc, STYLE_MESSAGE, tr("Words are to be locked here, and without a terminal there is nobody to ask for a phrase: what you write is kept "
			"until you leave, no longer. With ssh, `ssh -t` gives a terminal."));
	else if (writes && app->trouble.kind == ERR_NONE && !app_is_settled(app) && keep && strcmp(keep, "readable") == 0)
		say_readable(app, doc);
}

/* --- what was never chosen --- */

/* Nothing was chosen, or to lock them and there is no phrase yet: an option that says so chooses no phrase. Who put the question
 * off is asked again at leaving. */
static bool is_unsettled(const struct app *app)
{
	bool chosen = learner_keep(app->learner) && (!app_keeps_locked(app) || app->lock.there);

	return !chosen && !app->options.ephemeral && app->options.asks;
}

bool app_has_unsettled_here(const struct app *app)
{
	const struct visit *v = &app->visit;

	return is_unsettled(app) && v->page && v->page->kind->is_private && v->has_half && visit_has_words(v);
}

/* A half answer of this window on a page that was left. */
static bool is_laid_by(const struct half *half)
{
	return half->record && !half->found && !half->record->box && half->is_private && record_is_half_words(half->record);
}

bool app_has_unsettled(const struct app *app)
{
	if (!is_unsettled(app))
		return false;
	for (size_t i = 0; i < app->nhalves; i++)
		if (is_laid_by(&app->halves[i]))
			return true;
	return app_has_unsettled_here(app) || app_has_words_in_memory(app);
}

/* The question whose answer leaves, if there is anything to ask. */
static bool asks_what_becomes(struct app *app)
{
	if (!app_has_unsettled(app))
		return false;
	app_ask_keep(app);
	app->arrivals++;
	app->in_sentence = false;
	return true;
}

/* Words to be locked, where nobody can be asked for a phrase. */
static bool has_unlockable(const struct app *app)
{
	const struct visit *v = &app->visit;
	bool is_half = v->page && v->page->kind->is_private && v->has_half && visit_has_words(v);

	return has_no_phrase(app) && (is_half || app_has_words_in_memory(app));
}

bool app_loses_words(const struct app *app)
{
	return has_unlockable(app) || app_has_unsettled(app) || app_withholds(app);
}

void app_tell_lost(struct app *app)
{
	if (app_loses_words(app))
		app_tell(app, "%s", tr("Not saved: the words you wrote now. They were in memory alone, and are gone with this session."));
}

/* Said once: the next wish to leave is an answer to it. */
static bool warns_of_loss(struct app *app)
{
	if (app->lock.warned || !has_unlockable(app))
		return false;
	app->lock.warned = true;
	app_tell(app, "%s", tr("Leaving loses the words you wrote now: nothing here can lock them. w shows them, to copy them by hand; the same once more leaves."));
	return true;
}

bool app_is_kept_back(struct app *app)
{
	return app_shows_unsaved(app) || asks_what_becomes(app) || warns_of_loss(app);
}

void app_depart(struct app *app, struct effects *fx, int status)
{
	bool asked = app->departs && level_of_question(app) > 0; /* the same once more leaves */

	if (asked || !app_is_kept_back(app)) {
		app_stop(app, fx, status);
		return;
	}
	app->departs = app_screen(app) == &screen_keep;
	app->depart_status = status;
}

static const char *keep_prompt(const struct app *app)
{
	return app->lock.lost ? tr("1 or 2: ") : tr("1, 2 or 3: ");
}

const struct screen screen_keep = {
	.name = "keep",
	.where = keep_where,
	.hints = keep_hints,
	.head = keep_head,
	.items = keep_items,
	.say = keep_say,
	.command = keep_command,
	.open = keep_open,
	.prompt = keep_prompt,
};
