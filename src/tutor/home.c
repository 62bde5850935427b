/* SPDX-License-Identifier: MIT
 *
 * home: Continue under the cursor, and under it what comes back; the notice the first time, and the chapters. The notice may be
 * long, and whoever comes back has seen it: so it does not stand before what is new to them. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "kinds/kind.h"
#include "learner/reconcile.h"
#include "tutor/rows.h"

static enum where home_where(const struct app *app)
{
	(void)app;
	return AT_HOME;
}

static void home_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", app->course->title);
	rows_course_state(app, head->right, sizeof head->right);
}

/* Continue, then what comes back if anything does, then the chapters. */
enum { CONTINUE, COMES_BACK };

static bool has_card(const struct app *app)
{
	return app->due + app->due_plans > 0;
}

int app_first_chapter(const struct app *app)
{
	return has_card(app) ? COMES_BACK + 1 : CONTINUE + 1;
}

static int home_items(const struct app *app)
{
	return app_first_chapter(app) + (int)app->course->chapters.n;
}

/* Which page Continue leads to, from 1; 0 when its chapter is not open. */
static size_t continue_page(const struct app *app, size_t chapter)
{
	const struct record *place = learner_place(app->learner);
	int index = -1;

	if (!app->chapter || app->chapter_index != chapter)
		return 0;
	if (place && place->page && strcmp(place->chapter, app->chapter->id) == 0)
		index = reconcile_page(app->learner, app->chapter, place->page);
	for (size_t i = 0; index < 0 && i < app->chapter->npages; i++)
		if (!learner_has_seen(app->learner, app->chapter->pages[i].id))
			index = (int)i;
	return index < 0 ? 1 : (size_t)index + 1;
}

static unsigned long minutes_left(const struct outline *o, size_t page)
{
	if (!o->known || o->minutes == 0 || page == 0 || o->npages == 0)
		return 0;
	return ((o->npages - page + 1) * o->minutes + o->npages - 1) / o->npages;
}

static void say_continue(const struct app *app, struct doc *doc)
{
	size_t chapter = app_place_chapter(app), page = continue_page(app, chapter);
	const struct outline *o = app_outline(app, chapter);
	const char *word = learner_place(app->learner) || app->options.gaps ? tr("Continue") : tr("Begin");
	const char *title = rows_title_in_sight(app, chapter);
	unsigned long minutes = minutes_left(o, page);
	char lead[120], left[480], right[200] = "";

	if (page > 0)
		(void)snprintf(left, sizeof left, tr("%zu. %s, page %zu of %zu"), chapter + 1, title, page, o->npages);
	else
		(void)snprintf(left, sizeof left, "%zu. %s", chapter + 1, title);
	(void)snprintf(lead, sizeof lead, "%s  ", word);
	if (minutes > 0)
		(void)snprintf(right, sizeof right, tr("about %lu min left"), minutes);
	doc_item(doc, 0);
	doc_lead(doc, lead);
	doc_pair(doc, STYLE_STRONG, left, right);
	doc_item(doc, -1);
}

static void say_words(const struct app *app, struct doc *doc)
{
	unsigned long n = learner_words(app->learner);

	if (n == 0)
		return;
	doc_gap(doc);
	doc_sayf(doc, STYLE_ASIDE, tr_n("Reflections: %lu written. w shows it.", "Reflections: %lu written. w shows them.", n), n);
}

/* --- the welcome-back card --- */

#define AWAY 28800 /* seconds: who was here in the same sitting knows where that was */
#define SENTENCE_MOST 160

/* The newest words that stand on any page. */
static void newest(void *ctx, const struct record *r)
{
	const struct record **found = ctx;

	if (r->text && *r->text)
		*found = r;
}

/* Where the last sentence of a text begins. */
static const char *last_sentence(const char *text)
{
	size_t len = strlen(text);
	const char *at;

	while (len > 0 && strchr(" \n\t.!?", text[len - 1]))
		len--;
	for (at = text + len; at > text; at--)
		if (at[-1] == '\n' || (at[0] == ' ' && strchr(".!?", at[-1])))
			break;
	return at + strspn(at, " \n\t");
}

/* Of words that are kept readable; what is locked, or was not to be kept, is not shown about. */
static void say_last_words(const struct app *app, struct doc *doc)
{
	const char *keep = learner_keep(app->learner);
	const struct record *words = NULL;

	if (!keep || strcmp(keep, "readable") != 0)
		return;
	learner_each(app->learner, RECORD_WORDS, newest, &words);
	if (!words || record_is_shut(words) || learner_standing(app->learner, RECORD_WORDS, words->page, 0) != words)
		return;
	const char *sentence = last_sentence(words->text);
	size_t len = strcspn(sentence, "\n");
	if (len == 0 || len > SENTENCE_MOST)
		return;
	doc_sayf(doc, STYLE_ASIDE, tr("You last wrote: \"%.*s\""), (int)len, sentence);
}

/* The title of a page that leads to it in steps (what is truer than a belief) waits until the learner answered there. */
static const char *title_of(const struct app *app, const struct page *page)
{
	const struct kind *kind = kind_named(page->kind->name); /* more may not be read of it yet */
	bool waits = kind && kind->tells && kind->unread && !learner_has_answered(app->learner, page->id);

	return waits ? NULL : page->title;
}

/* Where the learner was, for who was away for a while. */
static void say_welcome(const struct app *app, struct doc *doc)
{
	const struct record *place = learner_place(app->learner);
	char date[24];

	if (app->away < AWAY || !place)
		return;
	int page = app->chapter && place->page ? chapter_find(app->chapter, place->page) : -1;
	const char *title = page >= 0 ? title_of(app, &app->chapter->pages[page]) : NULL;
	rows_date(app->last_here, date, sizeof date); /* the place may be older: who stays on a page arrives there once */
	doc_gap(doc);
	if (title)
		doc_sayf(doc, STYLE_TEXT, tr("Welcome back. On %s you were at \"%s\"."), date, title);
	else
		doc_sayf(doc, STYLE_TEXT, tr("Welcome back. You were here on %s."), date);
	say_last_words(app, doc);
}

static unsigned long card_minutes(const struct app *app)
{
	size_t n = app->due + app->due_plans;

	return ((n < APP_CARD ? n : APP_CARD) + 1) / 2;
}

/* What the learner may look at again first, if they like: Enter at the top goes to the page all the same. */
static void say_card(const struct app *app, struct doc *doc)
{
	size_t plans = app->due_plans < APP_CARD ? app->due_plans : APP_CARD;
	size_t asked = app->due < APP_CARD - plans ? app->due : APP_CARD - plans;
	char left[120] = "", right[40];

	if (!has_card(app))
		return;
	if (asked > 0)
		(void)snprintf(left, sizeof left, tr_n("%zu question from before", "%zu questions from before", asked), asked);
	if (plans > 0)
		(void)snprintf(left + strlen(left), sizeof left - strlen(left), tr_n("%s%zu plan to look back on", "%s%zu plans to look back on", plans),
			asked > 0 ? ", " : "", plans);
	if (plans > 0 && app->due_shut)
		(void)snprintf(left + strlen(left), sizeof left - strlen(left), " %s", tr("(locked)"));
	(void)snprintf(right, sizeof right, tr("about %lu min"), card_minutes(app));
	doc_gap(doc);
	doc_item(doc, COMES_BACK);
	doc_lead(doc, tr("If you like (v):  "));
	doc_pair(doc, STYLE_TEXT, left, right);
	doc_item(doc, -1);
}

/* --- the language of the lessons --- */

/* Those there are messages in; of another one its code is said. */
static const struct {
	const char *code, *name;
} languages[] = {{"en", TR("English")}, {"es", TR("Spanish")}};

static const char *language_words(const char *code)
{
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (strncmp(languages[i].code, code, strcspn(code, "-")) == 0)
			return tr(languages[i].name);
	return code;
}

/* Who is spoken to in one language and taught in another learns it before the first lesson (WCAG 3.1.1). */
static void say_language(const struct app *app, struct doc *doc)
{
	const char *lessons = app->course->language;
	/* translators: the code of the language you translate to, as in LANGUAGE: es */
	const char *messages = tr(TR_IN("the language of these messages", "en"));

	if (!lessons || strncmp(lessons, messages, strcspn(lessons, "-")) == 0)
		return;
	doc_sayf(doc, STYLE_ASIDE, tr("The lessons of this course are in %s."), language_words(lessons));
}

static void home_say(const struct app *app, struct doc *doc)
{
	say_continue(app, doc);
	say_language(app, doc);
	say_card(app, doc);
	say_welcome(app, doc);
	if (!learner_saw_notice(app->learner) && !markup_is_empty(&app->course->notice)) {
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &app->course->notice);
		app_say_unasked(app, doc);
	}
	if (app->options.ephemeral) { /* the notice speaks of sessions that keep something */
		doc_gap(doc);
		doc_say(doc, STYLE_STRONG, tr("In this session nothing is kept: not your place, not your answers, not your words."));
	}
	doc_gap(doc);
	doc_say(doc, STYLE_TITLE, tr("Chapters"));
	rows_chapters(app, doc, app_first_chapter(app));
	say_words(app, doc);
}

/* What has a key here and nothing to do. */
static uint64_t home_idle(const struct app *app)
{
	return has_card(app) ? 0 : KEYMAP_BIT(CMD_REVIEW);
}

static void home_open(struct app *app, int item, struct effects *fx)
{
	if (item == CONTINUE)
		app_go(app, fx, app_place_chapter(app), NULL);
	else if (item < app_first_chapter(app))
		app_review(app, fx, false, APP_CARD);
	else
		app_go(app, fx, (size_t)(item - app_first_chapter(app)), NULL);
}

static const char *home_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter continues, a number opens a chapter, q quits (? help): ");
}

const struct screen screen_home = {
	.name = "home",
	.where = home_where,
	.head = home_head,
	.items = home_items,
	.say = home_say,
	.idle = home_idle,
	.open = home_open,
	.first = app_first_chapter, /* the numbers are those of chapters */
	.prompt = home_prompt,
};
