/* SPDX-License-Identifier: MIT
 *
 * page: the page being visited. Its keys go to the visit; what the visit did is carried out in place.c. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

static const enum where places[] = {
	[WHERE_PAGE] = AT_PAGE, [WHERE_CHOICE] = AT_CHOICE, [WHERE_SEVERAL] = AT_SEVERAL, [WHERE_SCALE] = AT_SCALE,
	[WHERE_FIELD] = AT_FIELD, [WHERE_SURE] = AT_SURE, [WHERE_TOLD] = AT_TOLD, [WHERE_DONE] = AT_DONE,
	[WHERE_NUMBERS] = AT_NUMBERS, [WHERE_BLANK] = AT_BLANK, [WHERE_ASKED] = AT_ASKED,
	[WHERE_LINE] = AT_LINE, [WHERE_TICK] = AT_TICK, [WHERE_STORY] = AT_STORY,
};

static enum where page_where(const struct app *app)
{
	return places[visit_where(&app->visit)];
}

static enum where page_hints(const struct app *app, enum where *beside)
{
	enum visit_where also;
	enum where where = places[visit_hints(&app->visit, &also)];

	*beside = places[also];
	return where;
}

/* Where there is not, which page it is says more than that it is optional: any page may be skipped. */
static bool has_room(const struct app *app, const struct head *head)
{
	unsigned cells = text_cells(head->left, strlen(head->left)) + text_cells(head->right, strlen(head->right));

	return app->options.listens || app->options.plain || (int)cells + 4 <= app->width;
}

static void page_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->brief, sizeof head->brief, "%d/%zu", app->page_index + 1, app->chapter->npages);
	if (app->round.on) {
		(void)snprintf(head->brief, sizeof head->brief, "%zu/%zu", app->round.at + 1, app->round.n);
		(void)snprintf(head->left, sizeof head->left, tr("Back from \"%s\""), app->chapter->title);
		(void)snprintf(head->right, sizeof head->right, tr("%zu of %zu"), app->round.at + 1, app->round.n);
		return;
	}
	(void)snprintf(head->left, sizeof head->left, "%s", app->chapter->title);
	if (app->copied)
		(void)snprintf(head->right, sizeof head->right, "%s", tr("a copy; the first is kept"));
	else if (app->visit.page->optional == FLAG_YES)
		(void)snprintf(head->right, sizeof head->right, tr("optional, page %d of %zu"), app->page_index + 1, app->chapter->npages);
	if (!head->right[0] || !has_room(app, head))
		(void)snprintf(head->right, sizeof head->right, tr("page %d of %zu"), app->page_index + 1, app->chapter->npages);
}

static int page_items(const struct app *app)
{
	return visit_items(&app->visit);
}

/* What has a key here and nothing to do. */
static uint64_t page_idle(const struct app *app)
{
	enum visit_where beside;
	uint64_t idle = 0;

	if (!visit_has_hint(&app->visit))
		idle |= KEYMAP_BIT(CMD_HINT);
	if (!visit_has_answer_to_show(&app->visit))
		idle |= KEYMAP_BIT(CMD_REVEAL);
	if (visit_owes_answer(&app->visit) && visit_hints(&app->visit, &beside) == WHERE_TOLD)
		idle |= KEYMAP_OWED;
	return idle;
}

/* --- what there is to see --- */

static void page_say(const struct app *app, struct doc *doc)
{
	if (app->options.plain) {
		visit_say(&app->visit, doc);
	} else {
		visit_view(&app->visit, doc);
	}
	app_say_kept(app, doc);
	app_say_shut(app, doc);
}

/* --- commands --- */

/* Who is done writing is not typing on: Enter answers. */
static void ask_keep(struct app *app, struct effects *fx)
{
	app->in_sentence = false;
	app_settle_keep(app, fx, false);
}

static void did(struct app *app, struct effects *fx, enum visit_did what, const struct record *record)
{
	if (what == VISIT_KEEP && app_must_settle(app)) { /* Enter in a last line: asked first, kept when it comes again */
		ask_keep(app, fx);
		return;
	}
	app_did(app, fx, what, record);
	if (app_screen(app) == &screen_page)
		app_settle_keep(app, fx, true);
}

/* What came of an answer is gone to where the page has no feedback of its own that takes the focus. */
static void go_to_outcome(struct app *app, unsigned arrivals, unsigned news)
{
	app->told_outcome = app_is_on_page(app) && app->arrivals == arrivals && app->visit.news != news;
}

/* From one scale to the next there may be text that is to be read. What was rated stays in sight; where what the
 * page has to tell came (a myth's refutation in the place of the question, a movement), it is read from its top. */
static void stay(struct app *app, bool had_told, int focus)
{
	if (app_screen(app) != &screen_page || visit_where(&app->visit) != WHERE_SCALE)
		return;
	if (app->visit.focus > focus) {
		app->stays = focus;
	} else if (!had_told && visit_tells_all(&app->visit)) {
		app_level(app)->top = 0;
		app->follow = false;
	}
}

static bool to_visit(struct app *app, const struct event *ev, struct effects *fx)
{
	struct arena arena = {0};
	struct record record = {0};
	app->in_sentence = visit_is_writing(&app->visit);
	const int focus = app->visit.focus;
	const bool had_told = visit_tells_all(&app->visit);
	enum visit_did what = ev->type == EV_PASTE ? visit_paste(&app->visit, ev->text, ev->len)
		: visit_key(&app->visit, ev->key, &record, &arena);

	did(app, fx, what, &record);
	stay(app, had_told, focus);
	arena_release(&arena);
	return what != VISIT_IGNORED;
}

static bool with_record(struct app *app, struct effects *fx,
	enum visit_did (*call)(struct visit *, struct record *, struct arena *))
{
	struct arena arena = {0};
	struct record record = {0};
	const int focus = app->visit.focus;
	const bool had_told = visit_tells_all(&app->visit);
	const unsigned arrivals = app->arrivals, news = app->visit.news;

	const enum visit_did what = call(&app->visit, &record, &arena);

	app->in_sentence = false; /* a command, also one that leads into a field: what it asks is answered first */
	did(app, fx, what, &record);
	stay(app, had_told, focus);
	go_to_outcome(app, arrivals, news);
	arena_release(&arena);
	return true;
}

static void leave(struct app *app, struct effects *fx)
{
	app_put_down(app, fx);
	if (app->copied) {
		app_end_copy(app, fx);
		return;
	}
	app_review_leave(app, fx);
	app_home(app);
}

static bool is_locked(const struct app *app, enum record_type type)
{
	const struct record *words = learner_standing(app->learner, type, app->visit.page->id, 0);

	return words && record_is_shut(words);
}

/* The field was gone to without the phrase, beside locked words, and left empty. */
static bool is_beside_locked(const struct app *app)
{
	const struct visit *v = &app->visit;
	bool is_left = app_screen(app) == &screen_page && !visit_is_writing(v) && !v->has_half && v->shut == 0;

	return is_left && !app->copied && (is_locked(app, RECORD_WORDS) || is_locked(app, RECORD_PLAN) || app_has_shut(app, v->page->id));
}

static bool page_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	switch (command) {
	case CMD_NONE:
		return visit_is_writing(&app->visit) && to_visit(app, ev, fx);
	case CMD_CHOOSE:
	case CMD_TOGGLE:
	case CMD_RATE:
	case CMD_SURE:
	case CMD_EDIT:
		return to_visit(app, ev, fx);
	case CMD_ENTER:
		if (app->visit.shut > 0 && !app->lock.open)
			app_ask_phrase(app);
		else
			(void)with_record(app, fx, visit_check);
		return true;
	case CMD_REVEAL:
		return with_record(app, fx, visit_reveal);
	case CMD_PUT_DOWN:
		if (app_must_settle(app))
			ask_keep(app, fx);
		if (app_screen(app) == &screen_page && !app_must_settle(app))
			(void)with_record(app, fx, visit_put_down);
		if (is_beside_locked(app)) /* nothing was written there: the page says again what is */
			app_take_out(app, fx);
		return true;
	case CMD_HINT:
		app->told_hint = true;
		did(app, fx, visit_hint(&app->visit), NULL);
		app->told_hint = !app->visit.message[0];
		return true;
	case CMD_UNDO:
		did(app, fx, visit_clear(&app->visit), NULL);
		return true;
	case CMD_SKIP:
		app_forward(app, fx, true);
		return true;
	case CMD_ON:
		return with_record(app, fx, visit_on);
	case CMD_NEXT_PAGE:
		return with_record(app, fx, app->options.plain ? visit_turn : visit_pass); /* among lines n is Enter by another name */
	case CMD_PREVIOUS_PAGE:
		if (!app->options.plain && app_is_on_first_page(app))
			leave(app, fx);
		else
			app_backward(app, fx);
		return true;
	case CMD_BACKWARD:
		app_backward(app, fx);
		return true;
	case CMD_LEAVE:
		if (visit_where(&app->visit) == WHERE_SURE)
			did(app, fx, visit_back(&app->visit), NULL);
		else
			leave(app, fx);
		return true;
	case CMD_DOWN:
	case CMD_UP:
	case CMD_FIRST:
	case CMD_LAST:
	case CMD_TERMS:
	case CMD_SOURCES:
	case CMD_WORDS:
	case CMD_REVIEW:
	case CMD_SUMMARY:
	case CMD_CONTENTS:
	case CMD_WHERE:
	case CMD_CARE:
	case CMD_HIDE:
	case CMD_HELP:
	case CMD_REDRAW:
	case CMD_SUSPEND:
	case CMD_STOP:
	case CMD_SEARCH:
	case CMD_FIND_NEXT:
	case CMD_FIND_PREVIOUS:
	case CMD_COMMANDS:
	case CMD_MARK:
	case CMD_A11Y:
	case CMD_SHARE:
	case CMD_ANEW:
	case CMD_QUIT:
	case CMD_COUNT:
		return false;
	}
	return false;
}

static const char *page_prompt(const struct app *app)
{
	return visit_prompt(&app->visit);
}

const struct screen screen_page = {
	.name = "page",
	.where = page_where,
	.hints = page_hints,
	.head = page_head,
	.items = page_items,
	.say = page_say,
	.idle = page_idle,
	.command = page_command,
	.prompt = page_prompt,
};
