/* SPDX-License-Identifier: MIT
 *
 * summary: what a chapter was, or the whole course: pages, what came back, how beliefs moved, plans, words, and how sure the
 * learner was so far in the course. For the learner alone; there is no mark in it. At the end of a chapter Enter and Space lead to the next one. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "learner/belief.h"
#include "learner/calibration.h"
#include "tutor/rows.h"
#include "view/scale.h"

void app_summary(struct app *app, struct effects *fx, bool course)
{
	(void)fx;
	app->sums_course = course || !app->chapter;
	app_push(app, &screen_summary);
}

/* The chapters it is about: [first, end). */
static size_t first(const struct app *app)
{
	return app->sums_course ? 0 : app->chapter_index;
}

static size_t end(const struct app *app)
{
	return app->sums_course ? app->course->chapters.n : app->chapter_index + 1;
}

/* --- pages, and what came back of them --- */

struct pages {
	unsigned long all, seen, passed, asked; /* asked: answers to pages that came back, the first of each return */
	unsigned long back;                     /* pages that came back */
};

static void count_returns(const struct app *app, const char *page, struct pages *pages)
{
	unsigned times = review_times(app->learner, page) - 1;

	pages->back += times > 0;
	pages->asked += times;
}

static struct pages count_pages(const struct app *app)
{
	struct pages pages = {0};

	for (size_t c = first(app); c < end(app); c++) {
		const struct outline *o = app_outline(app, c);

		for (size_t i = 0; i < o->npages; i++) {
			pages.all++;
			if (learner_has_skipped(app->learner, o->pages[i].id))
				pages.passed++;
			else
				pages.seen += learner_has_seen(app->learner, o->pages[i].id);
			count_returns(app, o->pages[i].id, &pages);
		}
	}
	return pages;
}

/* Two counts have two plurals. */
static void say_back(const struct pages *pages, struct doc *doc)
{
	char back[120], asked[120];

	(void)snprintf(back, sizeof back, tr_n("%lu question came back", "%lu questions came back", pages->back), pages->back);
	(void)snprintf(asked, sizeof asked, tr_n("asked %lu time in all", "asked %lu times in all", pages->asked),
		pages->asked);
	doc_sayf(doc, STYLE_TEXT, "%s, %s.", back, asked);
}

static void say_pages(const struct app *app, struct doc *doc)
{
	struct pages pages = count_pages(app);

	if (pages.passed > 0)
		doc_sayf(doc, STYLE_TEXT, tr_n("%lu page: %lu seen, %lu passed by.", "%lu pages: %lu seen, %lu passed by.", pages.all), pages.all,
			pages.seen, pages.passed);
	else
		doc_sayf(doc, STYLE_TEXT, tr_n("%lu page: %lu seen.", "%lu pages: %lu seen.", pages.all), pages.all, pages.seen);
	if (pages.back > 0)
		say_back(&pages, doc);
}

/* --- how beliefs moved --- */

#define PAIRS_MOST 8
#define WAY_MOST (2 * PAIRS_MOST)

/* One statement: a page about it has a pair of ratings, and so may pages at the two ends of the course. */
struct way {
	struct shift shifts[PAIRS_MOST];
	size_t nshifts;
	int values[WAY_MOST]; /* one after the other, as they were given */
	size_t n;
};

/* A rating two pairs begin with was given once. */
static void add_ratings(void *ctx, const struct record *r)
{
	struct way *way = ctx;
	bool from = false, to = false;

	for (size_t i = 0; i < way->nshifts; i++) {
		const struct shift *shift = &way->shifts[i];

		if (shift->from == r && !from && way->n < WAY_MOST)
			way->values[way->n++] = shift->before;
		from |= shift->from == r;
	}
	for (size_t i = 0; i < way->nshifts; i++) {
		const struct shift *shift = &way->shifts[i];

		if (shift->to == r && !to && way->n < WAY_MOST)
			way->values[way->n++] = shift->after;
		to |= shift->to == r;
	}
}

static const struct outline_belief *nth_belief(const struct app *app, size_t nth)
{
	for (size_t c = first(app); c < end(app); c++) {
		const struct outline *o = app_outline(app, c);

		if (nth < o->nbeliefs)
			return &o->beliefs[nth];
		nth -= o->nbeliefs;
	}
	return NULL;
}

static void walk(const struct app *app, const char *text, struct way *way)
{
	const struct outline_belief *b;

	*way = (struct way){.nshifts = 0};
	for (size_t i = 0; (b = nth_belief(app, i)) != NULL && way->nshifts < PAIRS_MOST; i++)
		if (strcmp(b->text, text) == 0 && belief_shift(app->learner, b->page, b->pair, b->id, &way->shifts[way->nshifts]))
			way->nshifts++;
	if (way->nshifts > 0)
		learner_each(app->learner, RECORD_BELIEF, add_ratings, way);
}

static bool was_told(const struct app *app, size_t nth)
{
	for (size_t i = 0; i < nth; i++)
		if (strcmp(nth_belief(app, i)->text, nth_belief(app, nth)->text) == 0)
			return true;
	return false;
}

/* Each statement once, wherever it was rated: two rows of one would contradict each other. */
static void say_shifts(const struct app *app, struct doc *doc)
{
	const struct outline_belief *b;
	struct way way;
	bool any = false, moved = false;

	for (size_t i = 0; (b = nth_belief(app, i)) != NULL; i++) {
		if (was_told(app, i))
			continue;
		walk(app, b->text, &way);
		if (way.n == 0)
			continue;
		if (!any) {
			doc_gap(doc);
			doc_say(doc, STYLE_TITLE, tr("How beliefs moved (0 to 10)"));
		}
		any = true;
		moved |= way.values[0] != way.values[way.n - 1];
		scale_say_way(doc, b->text, way.values, way.n);
	}
	if (any)
		doc_say(doc, STYLE_ASIDE, doc->width == 0 || doc->flat ? tr("A movement, never a score.")
			: moved ? tr("x is then, o is now. A movement, never a score.")
			: tr("o is then and now. A movement, never a score."));
}

/* --- plans and words --- */

static bool is_about(const struct app *app, const struct record *r)
{
	return app->sums_course || (r->chapter && strcmp(r->chapter, app->chapter->id) == 0);
}

struct telling {
	const struct app *app;
	struct doc *doc;
	unsigned long n;
};

static void say_plan(void *ctx, const struct record *r)
{
	struct telling *t = ctx;
	char date[24];

	if (!is_about(t->app, r) || learner_standing(t->app->learner, RECORD_PLAN, r->page, 0) != r)
		return;
	if (t->n++ == 0) {
		doc_gap(t->doc);
		doc_say(t->doc, STYLE_TITLE, tr("Plans"));
	}
	rows_made(t->app, r, date, sizeof date);
	doc_lead(t->doc, "> ");
	if (record_is_shut(r))
		doc_say(t->doc, STYLE_ASIDE, tr("(locked; w opens your words)"));
	else
		doc_sayf(t->doc, STYLE_QUOTE, tr("If %s, then %s"), rows_part(r, "cue"), rows_part(r, "action"));
	doc_lead(t->doc, "  ");
	doc_say(t->doc, STYLE_ASIDE, date);
	rows_lookback(t->doc, r);
}

static void count_words(void *ctx, const struct record *r)
{
	struct telling *t = ctx;

	t->n += is_about(t->app, r) && learner_standing(t->app->learner, RECORD_WORDS, r->page, 0) == r;
}

/* How much, not what: a summary may be looked at with somebody. */
static void say_words(const struct app *app, struct doc *doc)
{
	struct telling t = {app, doc, 0};

	learner_each(app->learner, RECORD_WORDS, count_words, &t);
	if (t.n == 0)
		return;
	doc_gap(doc);
	doc_sayf(doc, STYLE_TEXT, tr_n("Your words stand on %lu page. w shows them.", "Your words stand on %lu pages. w shows them.", t.n), t.n);
}

/* --- how sure --- */

#define BAR 10  /* signs at most */
#define WORD 11 /* cells for what was said, with the blank after it */

static void say_degree(const struct calibration *c, unsigned sure, const char *word, struct doc *doc)
{
	char bar[BAR + 1] = "";
	unsigned n = c->asked[sure] < BAR ? c->asked[sure] : BAR;
	int pad = WORD - (int)text_cells(word, strlen(word));
	unsigned right = c->asked[sure] > 0 ? c->right[sure] * n / c->asked[sure] : 0;

	if (c->asked[sure] < CALIBRATION_OFTEN)
		return;
	for (unsigned i = 0; i < n; i++)
		bar[i] = i < right ? '#' : '-';
	if (doc->width > 0 && !doc->flat)
		doc_sayf(doc, STYLE_TEXT, tr("%s%*s%-10s  %u of %u held"), word, pad > 0 ? pad : 1, "", bar, c->right[sure], c->asked[sure]);
	else
		doc_sayf(doc, STYLE_TEXT, tr("%s: %u of %u held"), word, c->right[sure], c->asked[sure]);
}

static void say_calibration(const struct app *app, struct doc *doc)
{
	struct calibration c = calibration_of(app->learner);

	if (app->options.unsure || calibration_all(&c) < CALIBRATION_LEAST)
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_TITLE, tr("How sure you were, and how often that held: so far in this course"));
	say_degree(&c, 3, tr(TR_IN("how sure", "sure")), doc);
	say_degree(&c, 2, tr(TR_IN("how sure", "think so")), doc);
	say_degree(&c, 1, tr(TR_IN("how sure", "a guess")), doc);
	doc_say(doc, STYLE_ASIDE, tr("For your eyes only. `calibration: no` in the settings leaves it out."));
}

/* --- the screen --- */

/* What comes next: where the place is, and after the last chapter the first one that is not done. Its own index: there is none. */
static size_t next_chapter(const struct app *app)
{
	size_t place = app_place_chapter(app);

	if (place != app->chapter_index)
		return place;
	for (size_t i = 0; i < app->course->chapters.n; i++)
		if (app_outline(app, i)->known && !app_chapter_is_done(app, i))
			return i;
	return place;
}

/* Shown at the end of a chapter after which something is left. */
static bool has_next(const struct app *app)
{
	return app->ended && next_chapter(app) != app->chapter_index;
}

/* So that Continue leads there. In the chapter that ended it may be a page that was jumped over. */
static void set_place_next(struct app *app, struct effects *fx)
{
	size_t next = next_chapter(app);

	if (next != app_place_chapter(app)) {
		app_set_place(app, fx, app->course->chapters.list[next], NULL);
		return;
	}
	for (size_t i = 0; next == app->chapter_index && i < app->chapter->npages; i++)
		if (!learner_has_seen(app->learner, app->chapter->pages[i].id)) {
			app_set_place(app, fx, app->chapter->id, app->chapter->pages[i].id);
			return;
		}
}

static enum where summary_where(const struct app *app)
{
	return !app->ended ? AT_TEXT : has_next(app) ? AT_ENDED : AT_FINISHED;
}

static void summary_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", app->sums_course ? tr("What the course was") : tr("What this chapter was"));
}

static void say_title(const struct app *app, struct doc *doc)
{
	doc_say(doc, STYLE_TITLE, app->sums_course ? app->course->title : app->chapter->title);
	if (!app->sums_course && app_chapter_is_done(app, app->chapter_index))
		doc_say(doc, STYLE_TEXT, tr("You have been through all of it."));
	doc_gap(doc);
}

static void summary_say(const struct app *app, struct doc *doc)
{
	struct telling plans = {app, doc, 0};

	say_title(app, doc);
	say_pages(app, doc);
	say_shifts(app, doc);
	learner_each(app->learner, RECORD_PLAN, say_plan, &plans);
	say_words(app, doc);
	say_calibration(app, doc);
	doc_gap(doc);
	if (has_next(app))
		doc_sayf(doc, STYLE_STRONG, doc->width > 0 ? tr("Next: %s. Enter goes there.") : tr("Next: %s."),
			rows_title(app, next_chapter(app)));
	if (!app->options.confined)
		doc_say(doc, STYLE_ASIDE, tr("`attune export` makes a document of it that you can keep."));
}

/* Back to where it was asked for. At the end of a chapter that is home, with the next one under the cursor. */
static void leave(struct app *app, struct effects *fx)
{
	size_t place;

	app_pop(app);
	if (app_screen(app) != &screen_home || !app->ended)
		return;
	set_place_next(app, fx);
	place = app_place_chapter(app);
	app->ended = false;
	if (app->chapter_index == place && app_chapter_is_done(app, place)) /* the cursor stays on Continue */
		app_tell_aside(app, "%s", tr("You have been through all of it: rest, or look around. w shows your words."));
	else if (app->chapter_index == place)
		app_tell_aside(app, "%s", tr("That was the last page. Enter goes to the first you have not seen; q stops."));
	else
		app_tell_aside(app, tr("That was the end of \"%s\". Enter goes on; q stops here."), app->chapter->title);
	if (app->chapter_index != place)
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = place});
}

/* The one next thing: the next chapter, where one has ended. */
static void summary_open(struct app *app, int item, struct effects *fx)
{
	(void)item;
	if (!has_next(app)) {
		leave(app, fx);
		return;
	}
	set_place_next(app, fx);
	app_home(app); /* there, if it cannot be opened */
	app_go(app, fx, app_place_chapter(app), NULL);
}

static bool summary_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	if (command == CMD_LEAVE)
		leave(app, fx);
	else if (command == CMD_ENTER || (command == CMD_ON && app->ended))
		summary_open(app, 0, fx);
	else
		return false;
	return true;
}

static const char *summary_prompt(const struct app *app)
{
	if (has_next(app))
		return tr("Enter opens the next chapter, q goes home (? help): ");
	return app->ended ? tr("Enter goes home (? help): ") : tr("Enter goes back (? help): ");
}

const struct screen screen_summary = {
	.name = "summary",
	.where = summary_where,
	.head = summary_head,
	.say = summary_say,
	.command = summary_command,
	.open = summary_open,
	.prompt = summary_prompt,
};
