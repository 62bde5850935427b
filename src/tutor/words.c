/* SPDX-License-Identifier: MIT
 *
 * words: everything the learner has written and planned, by chapter: all that stands on a page, the newest first. From here
 * words are written anew, as a copy beside the first. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "base/tr.h"
#include "tutor/rows.h"

#define GLANCE 48 /* bytes of what was begun: enough to know it again */

static void find_shut(void *ctx, const struct record *record)
{
	*(bool *)ctx |= record_is_shut(record);
}

/* Whether anything here is locked, and not open. */
static bool has_shut(const struct app *app)
{
	bool any = false;

	learner_each(app->learner, RECORD_WORDS, find_shut, &any);
	learner_each(app->learner, RECORD_PLAN, find_shut, &any);
	return any || (app_keeps_locked(app) && !app->lock.open);
}

/* --- in which order: by chapters of the course, then what is of none of them --- */

struct walk {
	const struct app *app;
	const char *chapter; /* NULL: of none in the course */
	enum record_type type;
	void (*each)(void *ctx, const struct record *, const struct record *newest);
	void *ctx;
};

/* All that stand on the page of the newest of them. */
static void walk_page(void *ctx, const struct record *newest)
{
	const struct walk *w = ctx;
	const struct record *r;

	if (w->chapter ? !newest->chapter || strcmp(newest->chapter, w->chapter) != 0 : app_chapter_index(w->app, newest->chapter) >= 0)
		return;
	if (learner_standing(w->app->learner, w->type, newest->page, 0) != newest)
		return;
	for (size_t n = 0; (r = learner_standing(w->app->learner, w->type, newest->page, n)) != NULL; n++)
		w->each(w->ctx, r, newest);
}

static void walk(const struct app *app, void (*each)(void *, const struct record *, const struct record *), void *ctx)
{
	size_t n = app->course->chapters.n;
	struct walk w = {.app = app, .each = each, .ctx = ctx};

	for (size_t i = 0; i <= n; i++) {
		w.chapter = i < n ? app->course->chapters.list[i] : NULL;
		w.type = RECORD_WORDS;
		learner_each(app->learner, RECORD_WORDS, walk_page, &w);
		w.type = RECORD_PLAN;
		learner_each(app->learner, RECORD_PLAN, walk_page, &w);
	}
}

/* --- whose titles stand there --- */

struct naming {
	const struct app *app;
	size_t chapter;
	bool any;
};

static void name_record(void *ctx, const struct record *record)
{
	struct naming *naming = ctx;

	naming->any |= app_chapter_index(naming->app, record->chapter) == (int)naming->chapter;
}

static void name_half(void *ctx, const struct record *half, const struct record *found)
{
	(void)found;
	name_record(ctx, half);
}

bool app_words_name(const struct app *app, size_t chapter)
{
	struct naming naming = {.app = app, .chapter = chapter};

	learner_each(app->learner, RECORD_WORDS, name_record, &naming);
	learner_each(app->learner, RECORD_PLAN, name_record, &naming);
	app_each_half(app, name_half, &naming);
	return naming.any;
}

/* --- what Enter opens: the lock, where there is one; how words are kept, once that is settled; then what was begun, to go on
 * with; then words, to write a copy --- */

static int settings(const struct app *app)
{
	if (!learner_keep(app->learner) || app->options.ephemeral)
		return 0;
	return has_shut(app) || app->lock.open ? 2 : 1;
}

static bool can_copy(const struct app *app, const struct record *r)
{
	return !record_is_shut(r) && app_chapter_index(app, r->chapter) >= 0;
}

struct counting {
	const struct app *app;
	int n;
};

static bool can_go_on(const struct app *app, const struct record *half)
{
	return app_chapter_index(app, half->chapter) >= 0 && !app_page_is_gone(app, half->chapter, half->page);
}

static void count_begun(void *ctx, const struct record *half, const struct record *found)
{
	struct counting *begun = ctx;

	(void)found;
	begun->n += can_go_on(begun->app, half);
}

static int begun_items(const struct app *app)
{
	struct counting begun = {.app = app};

	app_each_half(app, count_begun, &begun);
	return begun.n;
}

/* What of it outlives going elsewhere. */
struct chosen {
	const struct app *app;
	int left;
	char chapter[64], page[64];
	const struct record *found;
};

static void choose(void *ctx, const struct record *half, const struct record *found)
{
	struct chosen *chosen = ctx;

	if (!can_go_on(chosen->app, half) || chosen->left-- != 0)
		return;
	(void)snprintf(chosen->chapter, sizeof chosen->chapter, "%s", half->chapter);
	(void)snprintf(chosen->page, sizeof chosen->page, "%s", half->page);
	chosen->found = found;
}

static void go_on(struct app *app, int item, struct effects *fx)
{
	struct chosen chosen = {.app = app, .left = item};

	app_each_half(app, choose, &chosen);
	app_go_on(app, fx, &(struct record){.chapter = chosen.chapter, .page = chosen.page}, chosen.found);
}

struct looking {
	const struct app *app;
	int n, wanted;
	const struct record *found;
};

static void look_at(void *ctx, const struct record *r, const struct record *newest)
{
	struct looking *looking = ctx;

	(void)newest;
	if (!can_copy(looking->app, r))
		return;
	if (looking->n++ == looking->wanted)
		looking->found = r;
}

static int words_items(const struct app *app)
{
	struct looking looking = {app, 0, -1, NULL};

	walk(app, look_at, &looking);
	return settings(app) + begun_items(app) + looking.n;
}

static enum where words_where(const struct app *app)
{
	return words_items(app) > 0 ? AT_LIST : AT_TEXT;
}

static void words_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("My words"));
}

struct telling {
	const struct app *app;
	struct doc *doc;
	const char *chapter; /* the one said last */
	int item;            /* the next that can be opened */
	bool begun;          /* something that is not finished was said */
};

static void say_chapter(struct telling *t, const char *chapter)
{
	int index = app_chapter_index(t->app, chapter);

	if (t->chapter && chapter && strcmp(t->chapter, chapter) == 0)
		return;
	t->chapter = chapter;
	doc_gap(t->doc);
	doc_say(t->doc, STYLE_TITLE, index >= 0 ? rows_title(t->app, (size_t)index) : chapter ? chapter : tr("Elsewhere"));
}

static bool keeps_none(const struct app *app)
{
	const char *keep = learner_keep(app->learner);

	return keep && strcmp(keep, "none") == 0;
}

/* A copy that was kept when a newer one was begun is the earlier one; others were written in sessions that did not know of each other. */
static void date_words(const struct app *app, const struct record *r, const struct record *newest, char *out, size_t size)
{
	char date[24];

	rows_made(app, r, date, sizeof date);
	if (r->unsaved)
		(void)snprintf(out, size, keeps_none(app) ? tr("%s, not kept") : tr("%s, not saved yet"), date);
	else if (r == newest || newest->unsaved) /* what stands beside words that wait is no older copy of them */
		(void)snprintf(out, size, "%s", date);
	else
		(void)snprintf(out, size, r->attempt < newest->attempt ? tr("earlier: %s") : tr("%s, other copy"), date);
}

static void say_date(struct telling *t, const struct record *r, const struct record *newest)
{
	char words[80], number[16];

	date_words(t->app, r, newest, words, sizeof words);
	doc_gap(t->doc);
	if (can_copy(t->app, r)) {
		(void)snprintf(number, sizeof number, "%d. ", t->item + 1);
		doc_item(t->doc, t->item++);
		doc_lead(t->doc, number);
	}
	doc_say(t->doc, STYLE_ASIDE, words);
	doc_item(t->doc, -1);
}

static void say_one(void *ctx, const struct record *r, const struct record *newest)
{
	struct telling *t = ctx;

	say_chapter(t, r->chapter);
	say_date(t, r, newest);
	doc_lead(t->doc, "> ");
	if (record_is_shut(r))
		doc_say(t->doc, STYLE_ASIDE, tr("(locked)"));
	else if (r->type == RECORD_PLAN)
		doc_sayf(t->doc, STYLE_QUOTE, tr("If %s, then %s"), rows_part(r, "cue"), rows_part(r, "action"));
	else
		doc_say(t->doc, STYLE_QUOTE, r->text);
	if (r->type == RECORD_PLAN)
		rows_lookback(t->doc, r);
}

/* As much of its first line as tells which one it is. */
static void say_glance(struct doc *doc, const char *where, const char *text)
{
	size_t len = strcspn(text, "\n"), at = 0, step;

	while (at < len && (step = text_grapheme(text + at, len - at)) + at <= GLANCE)
		at += step;
	doc_sayf(doc, STYLE_QUOTE, "%s: %.*s%s", where, (int)at, text, text[at] ? "..." : "");
}

/* Where it cannot be saved, or its page is gone, this is the only place it can be copied from: there it stands whole. */
static void say_whole(const struct telling *t, const struct record *half)
{
	bool is_only = app_is_unsaved(t->app) || app_withholds(t->app) || !can_go_on(t->app, half);

	if (!is_only || record_is_shut(half))
		return;
	doc_lead(t->doc, "> ");
	if (half->npicks > 0)
		doc_sayf(t->doc, STYLE_QUOTE, tr("If %s, then %s"), rows_part(half, "cue"), rows_part(half, "action"));
	else
		doc_say(t->doc, STYLE_QUOTE, half->text);
}

static void say_begun_words(struct doc *doc, const char *where, const struct record *half)
{
	char plan[4 * GLANCE];

	if (record_is_shut(half)) {
		say_glance(doc, where, tr("(locked)"));
	} else if (half->npicks > 0) {
		(void)snprintf(plan, sizeof plan, tr("If %s, then %s"), rows_part(half, "cue"), rows_part(half, "action"));
		say_glance(doc, where, plan);
	} else {
		say_glance(doc, where, half->text);
	}
}

static void say_begun(void *ctx, const struct record *half, const struct record *found)
{
	struct telling *t = ctx;
	int index = app_chapter_index(t->app, half->chapter);
	const char *where = index >= 0 ? rows_title(t->app, (size_t)index) : tr("Elsewhere");
	bool goes_on = can_go_on(t->app, half);
	char number[16];

	(void)found;
	if (!t->begun)
		doc_gap(t->doc);
	if (!t->begun)
		doc_say(t->doc, STYLE_TITLE, tr("Begun, and not finished"));
	t->begun = true;
	(void)snprintf(number, sizeof number, "%d. ", t->item + 1);
	if (goes_on)
		doc_item(t->doc, t->item++);
	doc_lead(t->doc, goes_on ? number : "- ");
	if (goes_on || record_is_shut(half))
		say_begun_words(t->doc, where, half);
	else
		doc_say(t->doc, STYLE_ASIDE, where);
	doc_item(t->doc, -1);
	say_whole(t, half);
}

/* As it is just now: what cannot be saved, or not before the phrase was given, is not kept. */
static const char *how_kept(const struct app *app)
{
	if (strcmp(learner_keep(app->learner), "none") == 0)
		return tr("New words are not kept. Enter changes that.");
	if (app_is_unsaved(app))
		return tr("New words cannot be saved just now, and wait in this window. Enter changes how they are kept.");
	if (!app_keeps_locked(app) && settings(app) > 1)
		return tr("New words are kept here, readable. What is locked stays locked. Enter changes that.");
	if (!app_keeps_locked(app))
		return tr("New words are kept here. Enter changes that.");
	if (app->lock.lost)
		return tr("New words cannot be locked, and so are not kept. Enter changes that.");
	return app->lock.open ? tr("New words are kept here, locked. Enter changes that.")
		: tr("New words wait for your phrase, to be kept here, locked. Enter changes that.");
}

static void say_items(const struct app *app, struct doc *doc)
{
	int last = settings(app) - 1;

	if (last > 0) {
		doc_item(doc, 0);
		doc_say(doc, STYLE_TEXT, app->lock.open ? tr("1. Lock my words now") : tr("1. Open my locked words"));
	}
	doc_item(doc, last);
	doc_lead(doc, last > 0 ? "2. " : "1. ");
	doc_say(doc, STYLE_TEXT, how_kept(app));
	doc_item(doc, -1);
	if (app_keeps_locked(app) && app_has_readable(app))
		doc_say(doc, STYLE_ASIDE, app->options.confined ? tr("Older words are readable still. Whoever looks after this computer can help to lock them.")
			: tr("Older words are readable still. `attune lock` locks them, too."));
}

/* What was remembered belongs to its page, and stands here only while it is nowhere else. */
static void say_remembered(void *ctx, const struct record *answer)
{
	struct telling *t = ctx;

	if (!answer->unsaved || !answer->text)
		return;
	doc_gap(t->doc);
	doc_say(t->doc, STYLE_TITLE, tr("Remembered, and in memory alone"));
	doc_lead(t->doc, "> ");
	doc_say(t->doc, STYLE_QUOTE, answer->text);
	t->begun = true;
}

static void words_say(const struct app *app, struct doc *doc)
{
	struct telling t = {app, doc, NULL, settings(app), false};

	if (app->options.ephemeral)
		doc_say(doc, STYLE_TEXT, tr("Nothing of this session is kept: what you write here is gone when it ends."));
	if (settings(app) > 0)
		say_items(app, doc);
	app_each_half(app, say_begun, &t);

	int begun = t.item;

	walk(app, say_one, &t);
	learner_each(app->learner, RECORD_ANSWER, say_remembered, &t);
	if (app->options.gaps)
		doc_say(doc, STYLE_TEXT, tr("A file of your record cannot be read. What you wrote in it is not shown here."));
	else if (!t.chapter && !t.begun)
		doc_say(doc, STYLE_TEXT, tr("Nothing written yet. Pages with a field to write in keep your words here."));
	if (t.item == begun || app->options.plain) /* its question says so */
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tr("Enter on a date writes a copy of what stands under it; the first is kept."));
}

static void words_open(struct app *app, int item, struct effects *fx)
{
	bool is_lock = item == 0 && settings(app) > 1;
	int begun = begun_items(app);
	struct looking looking = {app, 0, item - settings(app) - begun, NULL};

	if (item >= settings(app) && item < settings(app) + begun) {
		go_on(app, item - settings(app), fx);
	} else if (item >= settings(app)) {
		walk(app, look_at, &looking);
		if (looking.found)
			app_write_copy(app, fx, looking.found);
	} else if (is_lock && app->lock.open) {
		app_lock(app, fx);
		app_tell(app, "%s", tr("Your words are locked."));
		app->arrivals++;
	} else if (is_lock) {
		app_ask_phrase(app);
	} else {
		app_ask_keep(app);
	}
}

static const char *words_prompt(const struct app *app)
{
	bool copies = words_items(app) > settings(app) + begun_items(app);

	if (begun_items(app) > 0)
		return tr("A number opens what stands beside it, Enter goes back: ");
	if (settings(app) > 1 && app->lock.open)
		return copies ? tr("1 locks, 2 changes how words are kept, a number at a date writes a copy, Enter goes back: ")
			: tr("1 locks, 2 changes how words are kept, Enter goes back: ");
	if (settings(app) > 1)
		return tr("1 opens, 2 changes how words are kept, Enter goes back: ");
	if (settings(app) > 0)
		return copies ? tr("1 changes how words are kept, a number at a date writes a copy, Enter goes back: ")
			: tr("1 changes how words are kept, Enter goes back: ");
	return copies ? tr("A number writes a copy, Enter goes back: ") : tr("Enter goes back: ");
}

const struct screen screen_words = {
	.name = "words",
	.where = words_where,
	.head = words_head,
	.items = words_items,
	.say = words_say,
	.open = words_open,
	.prompt = words_prompt,
};
