/* SPDX-License-Identifier: MIT
 *
 * review: what comes back, one after another: questions as visits of their pages, asked afresh, and plans to look back on;
 * at the end what became of them. Skipping any of it, or all of it, costs nothing and is noted nowhere.
 *
 *   app_review --(outlines are here)--> begin --> next --> a visit, or screen_lookback --> next --> ... --> screen_review
 *
 * What is due is known from the outlines: which pages there are, and which of them come back. */
#include "tutor/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/tr.h"
#include "kinds/kind.h"

/* --- what is due --- */

struct candidate {
	const struct review_item *item; /* NULL: a plan */
	const char *page;
	size_t chapter;
	bool is_gone; /* a plan whose page left the course */
};

static int64_t seconds(const struct app *app)
{
	return app->now / 1000;
}

static bool was_passed(const struct app *app, const char *page)
{
	for (size_t i = 0; i < app->round.npassed; i++)
		if (strcmp(app->round.passed[i], page) == 0)
			return true;
	return false;
}

/* Where the learner is just now, nothing comes back by itself: the chapter goes on about it. */
static bool is_earlier(const struct app *app, size_t chapter)
{
	return chapter != app_place_chapter(app) || app_chapter_is_done(app, chapter);
}

static bool is_candidate(const struct app *app, const struct outline_page *page, bool plans)
{
	if (was_passed(app, page->id))
		return false;
	if (plans)
		return review_plan_due(app->learner, page->id, page->asks_after, seconds(app));
	return review_due(app->review, page->claim, page->id, page->rev);
}

/* Candidates while they are gathered. */
struct gathered {
	const struct app *app;
	struct candidate *list;
	size_t n, room;
};

static void gather_gone(void *ctx, const struct record *plan)
{
	struct gathered *g = ctx;

	if (learner_standing(g->app->learner, RECORD_PLAN, plan->page, 0) != plan || was_passed(g->app, plan->page) || !app_page_is_gone(g->app, plan->chapter, plan->page) ||
		!review_plan_due(g->app->learner, plan->page, REVIEW_DAYS_GONE, seconds(g->app)))
		return;
	if (g->n < g->room)
		g->list[g->n] = (struct candidate){.page = plan->page, .is_gone = true};
	g->n++;
}

/* A plan is the learner's own, whatever became of its page. As collect(), which has the others. */
static size_t collect_gone(const struct app *app, struct candidate *list, size_t room)
{
	struct gathered g = {.app = app, .list = list, .room = room};

	learner_each(app->learner, RECORD_PLAN, gather_gone, &g);
	return g.n;
}

/* Fills `list` with at most `room`; the number there are. */
static size_t collect(const struct app *app, bool plans, bool all, struct candidate *list, size_t room)
{
	size_t n = 0;

	for (size_t c = 0; c < app->course->chapters.n; c++) {
		const struct outline *o = app_outline(app, c);

		for (size_t i = 0; i < o->npages && (all || plans || is_earlier(app, c)); i++) {
			if (!is_candidate(app, &o->pages[i], plans))
				continue;
			if (n < room)
				list[n] = (struct candidate){plans ? NULL : review_find(app->review, o->pages[i].id), o->pages[i].id, c, false};
			n++;
		}
	}
	return plans ? n + collect_gone(app, n < room ? list + n : NULL, n < room ? room - n : 0) : n;
}

static void look_anew(struct app *app)
{
	if (!app->review)
		app->review = review_new(app->learner, seconds(app));
}

/* Plans that may be asked about, of one chapter. */
struct planned {
	const char *chapter;
	bool any;
};

static void find_planned(void *ctx, const struct record *plan)
{
	struct planned *planned = ctx;

	planned->any |= plan->chapter && strcmp(plan->chapter, planned->chapter) == 0 && !review_plan_rests(plan);
}

bool app_review_wants(const struct app *app, size_t chapter)
{
	const struct review_item *list;
	size_t n = app->review ? review_items(app->review, &list) : 0;
	struct planned planned = {.chapter = app->course->chapters.list[chapter]};

	if (app_outline(app, chapter)->asked)
		return false;
	learner_each(app->learner, RECORD_PLAN, find_planned, &planned);
	if (app->review && planned.any)
		return true;
	for (size_t i = 0; i < n; i++)
		if (list[i].due <= seconds(app) && strcmp(list[i].chapter, app->course->chapters.list[chapter]) == 0)
			return true;
	return false;
}

/* Asked for, and not here yet. */
static bool is_awaited(const struct app *app)
{
	for (size_t i = 0; i < app->course->chapters.n; i++) {
		const struct outline *o = app_outline(app, i);

		if (app_review_wants(app, i) || (o->asked && !o->known && !o->fault))
			return true;
	}
	return false;
}

/* --- the card at home --- */

/* Whether every plan to look back on is locked. */
static bool are_shut(const struct app *app)
{
	struct candidate *list = mem_get(app->due_plans * sizeof *list);
	size_t n = collect(app, true, false, list, app->due_plans), shut = 0;

	for (size_t i = 0; i < n; i++)
		shut += record_is_shut(learner_standing(app->learner, RECORD_PLAN, list[i].page, 0));
	mem_free(list);
	return shut == n;
}

/* The row above the chapters comes and goes; what has the focus keeps it. */
static void count_due(struct app *app)
{
	int before = app_first_chapter(app), by;
	struct level *home = &app->levels[0];

	app->due = collect(app, false, false, NULL, 0);
	app->due_plans = collect(app, true, false, NULL, 0);
	app->due_shut = app->due_plans > 0 && are_shut(app);
	by = app_first_chapter(app) - before;
	if (home->focus >= before || (by < 0 && home->focus > 0))
		home->focus += by;
}

static void begin(struct app *app, struct effects *fx);

void app_look_back(struct app *app, struct effects *fx)
{
	bool is_home = app_screen(app) == &screen_home;

	if ((!is_home && !app->round.waits) || (app->review && !app->recount && !app->round.waits))
		return;
	look_anew(app);
	app->recount = false;
	count_due(app);
	if (app->round.waits && !is_awaited(app))
		begin(app, fx);
}

/* --- a round --- */

static int by_need(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return review_by_need(x->item, y->item);
}

static void put(struct round *round, const struct candidate *candidate)
{
	struct returning *one;

	if (round->n == round->limit) {
		round->left++;
		return;
	}
	round->list = mem_grow(round->list, round->n + 1, sizeof *round->list);
	one = &round->list[round->n++];
	*one = (struct returning){.chapter = candidate->chapter, .is_plan = !candidate->item, .is_gone = candidate->is_gone};
	(void)snprintf(one->page, sizeof one->page, "%s", candidate->page);
}

/* Plans first: they are few, and they are the learner's own. */
static void fill(struct app *app)
{
	struct round *round = &app->round;
	size_t n[2] = {collect(app, true, round->all, NULL, 0), collect(app, false, round->all, NULL, 0)};
	struct candidate *list = mem_get((n[0] + n[1] + 1) * sizeof *list);

	(void)collect(app, true, round->all, list, n[0]);
	(void)collect(app, false, round->all, list + n[0], n[1]);
	if (n[1] > 0)
		qsort(list + n[0], n[1], sizeof *list, by_need);
	round->n = round->at = round->left = 0;
	for (size_t i = 0; i < n[0] + n[1]; i++)
		put(round, &list[i]);
	mem_free(list);
}

static void end(struct app *app, struct effects *fx)
{
	size_t place = app_place_chapter(app);

	app->round.on = app->round.opening = false;
	look_anew(app); /* for when each comes back */
	app_home(app);
	app_push(app, &screen_review);
	if (!app->chapter || app->chapter_index != place)
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = place});
}

static struct returning *current(struct app *app)
{
	return &app->round.list[app->round.at];
}

static void pass(struct app *app, const char *page)
{
	struct round *round = &app->round;

	round->passed = mem_grow(round->passed, round->npassed + 1, sizeof *round->passed);
	round->passed[round->npassed++] = arena_copy(&app->arena, page, strlen(page));
}

/* How much of a line has room in `most` bytes: all of it, else its first sentences, else whole words and (`cut`) three dots. */
static size_t fitting(const char *line, size_t len, size_t most, bool *cut)
{
	size_t sentence = 0, word = 0;

	*cut = false;
	if (len <= most)
		return len;
	for (size_t i = 1; i <= most - 3; i++)
		if (line[i] == ' ' && strchr(".!?", line[i - 1]))
			sentence = i;
		else if (line[i] == ' ')
			word = i;
	*cut = sentence == 0;
	if (sentence > 0 || word > 0)
		return sentence > 0 ? sentence : word;
	for (len = most - 3; len > 0 && ((unsigned char)line[len] & 0xC0) == 0x80; len--)
		;
	return len;
}

/* What a page asks, in one line. */
static void asked_words(const struct page *page, char *out, size_t size)
{
	struct str plain = {0};

	if (page->title)
		str_add_text(&plain, page->title);
	else
		markup_plain(&page->ask, &plain);
	bool cut;
	size_t len = fitting(str_text(&plain), strcspn(str_text(&plain), "\n"), size - 1, &cut);
	(void)snprintf(out, size, "%.*s%s", (int)len, str_text(&plain), cut ? "..." : "");
	str_release(&plain);
}

static void look_back(struct app *app)
{
	app_home(app);
	app_lookback(app);
}

/* The chapter is open. False: the page is not in it any more. */
static bool ask(struct app *app, struct effects *fx)
{
	struct returning *one = current(app);
	int index = chapter_find(app->chapter, one->page);

	if (index < 0)
		return false;
	asked_words(&app->chapter->pages[index], one->asked, sizeof one->asked);
	if (one->is_plan) {
		look_back(app);
	} else if (!app_ask_note(app, index)) {
		app_come_back(app, fx, index);
	}
	return true;
}

/* Asks list[at], or the first after it that can be asked. */
static void next(struct app *app, struct effects *fx)
{
	struct round *round = &app->round;

	for (; round->at < round->n; round->at++) {
		if (current(app)->is_gone) {
			(void)snprintf(current(app)->asked, sizeof current(app)->asked, "%s", tr("A plan to look back on"));
			look_back(app);
			return;
		}
		if (!app->chapter || app->chapter_index != current(app)->chapter) {
			round->opening = true;
			effects_add(fx, (struct effect){.type = FX_OPEN, .index = current(app)->chapter});
			return;
		}
		if (ask(app, fx))
			return;
	}
	end(app, fx);
}

static void begin(struct app *app, struct effects *fx)
{
	app->round.waits = false;
	app->round.on = true;
	look_anew(app);
	fill(app);
	next(app, fx);
}

void app_review(struct app *app, struct effects *fx, bool all, size_t limit)
{
	app_put_down(app, fx);
	app->round.all = all;
	app->round.limit = limit;
	app->round.n = app->round.at = app->round.left = 0;
	review_free(app->review);
	app->review = NULL;
	app->round.waits = true;
	app_home(app);
	app_push(app, &screen_review);
	app_look_back(app, fx); /* begins at once, when all that has to be known is */
}

bool app_review_opened(struct app *app, const struct event *ev, struct effects *fx)
{
	struct round *round = &app->round;

	if (!round->on || !round->opening || ev->index != current(app)->chapter)
		return false;
	round->opening = false;
	if (ev->chapter)
		app_take_chapter(app, ev->index, ev->chapter);
	else
		app_outlined(app, ev);
	if (!ev->chapter || !ask(app, fx)) {
		round->at++;
		next(app, fx);
	}
	return true;
}

void app_review_kept(struct app *app, const struct record *kept)
{
	struct returning *one = app->round.on && app->round.at < app->round.n ? current(app) : NULL;

	if (!one || strcmp(one->page, kept->page) != 0)
		return;
	if (kept->type == RECORD_ANSWER && one->verdict == VERDICT_NONE)
		one->verdict = (int)kept->verdict;
	one->looked |= kept->type == RECORD_PLAN;
}

void app_review_on(struct app *app, struct effects *fx, bool skip)
{
	struct returning *one = current(app);

	(void)skip;
	if (one->verdict == VERDICT_NONE)
		pass(app, one->page);
	app->round.at++;
	next(app, fx);
}

void app_review_leave(struct app *app, struct effects *fx)
{
	size_t place = app_place_chapter(app);

	if (!app->round.on)
		return;
	app->round.on = app->round.opening = false;
	review_free(app->review);
	app->review = NULL;
	if (app->chapter_index != place)
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = place});
}

/* --- what became of them --- */

static enum where review_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void review_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("What came back"));
}

/* What is due in the chapter that is gone on with, where nothing else is. */
static size_t due_here(const struct app *app)
{
	return app->round.n == 0 && !app->round.all && app->review ? collect(app, false, true, NULL, 0) : 0;
}

static int review_rows(const struct app *app)
{
	return app->round.waits ? 0 : app->round.left > 0 || due_here(app) > 0 ? 2 : 1;
}

/* When it comes back: 'again tomorrow'. */
static void again_words(const struct app *app, const struct review_item *item, char *out, size_t size)
{
	int64_t left = item && item->due != INT64_MAX ? item->due - seconds(app) : -1;
	unsigned long days = left > 0 ? (unsigned long)(left / 86400 + 1) : 0;

	if (item && item->due == INT64_MAX)
		(void)snprintf(out, size, "%s", tr("it stays with you"));
	else if (days <= 1)
		(void)snprintf(out, size, "%s", tr("again tomorrow"));
	else
		(void)snprintf(out, size, tr_n("again in %lu day", "again in %lu days", days), days);
}

static void say_one(const struct app *app, const struct returning *one, struct doc *doc)
{
	char again[64];

	if (!one->asked[0])
		return;
	doc_lead(doc, "- ");
	doc_say(doc, STYLE_TEXT, one->asked);
	doc_lead(doc, "  ");
	if (one->is_plan) {
		doc_say(doc, STYLE_ASIDE, one->looked ? tr("looked back on") : verdict_became(VERDICT_NONE));
		return;
	}
	if (one->verdict == VERDICT_NONE) {
		doc_say(doc, STYLE_ASIDE, verdict_became(VERDICT_NONE));
		return;
	}
	again_words(app, app->review ? review_find(app->review, one->page) : NULL, again, sizeof again);
	doc_sayf(doc, STYLE_ASIDE, "%s; %s", verdict_became((enum verdict)one->verdict), again);
}

/* The day the next one is due, when nothing is. */
static void say_nothing(const struct app *app, struct doc *doc)
{
	const struct review_item *list;
	size_t n = app->review ? review_items(app->review, &list) : 0;
	int64_t first = INT64_MAX;
	size_t here = due_here(app);

	if (here > 0) {
		doc_sayf(doc, STYLE_TEXT, tr_n("Nothing from other chapters comes back just now. From this one %zu question does.",
			"Nothing from other chapters comes back just now. From this one %zu questions do.", (unsigned long)here), here);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (list[i].due > seconds(app) && list[i].due < first)
			first = list[i].due;
	doc_say(doc, STYLE_TEXT, tr("Nothing comes back just now."));
	if (first == INT64_MAX)
		return;
	char again[64];
	again_words(app, &(struct review_item){.due = first}, again, sizeof again);
	doc_sayf(doc, STYLE_TEXT, tr("The next question: %s."), again);
}

/* Praise for trying where nothing was tried would be none. */
static void say_round(const struct app *app, struct doc *doc)
{
	bool tried = false;

	for (size_t i = 0; i < app->round.n && i < app->round.at; i++) {
		say_one(app, &app->round.list[i], doc);
		tried |= app->round.list[i].verdict != VERDICT_NONE;
	}
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tried ? tr("Having tried is what helps. Coming back late is fine.") : tr("These wait for you. Coming back late is fine."));
}

static void review_say(const struct app *app, struct doc *doc)
{
	if (app->round.waits) {
		doc_say(doc, STYLE_TEXT, tr("Looking for what comes back..."));
		return;
	}
	if (app->round.n == 0)
		say_nothing(app, doc);
	else
		say_round(app, doc);
	doc_gap(doc);
	doc_item(doc, 0);
	doc_say(doc, STYLE_TEXT, tr("1. On to your page"));
	if (review_rows(app) > 1) {
		doc_item(doc, 1);
		doc_say(doc, STYLE_TEXT, app->round.left > 0 ? tr("2. A few more") : tr("2. What comes back from this chapter"));
	}
	doc_item(doc, -1);
}

static void review_open(struct app *app, int item, struct effects *fx)
{
	if (item == 0)
		app_go(app, fx, app_place_chapter(app), NULL);
	else
		app_review(app, fx, app->round.all || app->round.left == 0, app->round.limit);
}

static const char *review_prompt(const struct app *app)
{
	return review_rows(app) > 1 ? tr("Enter goes on to your page, 2 asks more, q goes home (? help): ") : tr("Enter goes on to your page (? help): ");
}

const struct screen screen_review = {
	.name = "review",
	.where = review_where,
	.head = review_head,
	.items = review_rows,
	.say = review_say,
	.open = review_open,
	.prompt = review_prompt,
};
