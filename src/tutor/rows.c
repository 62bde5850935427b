/* SPDX-License-Identifier: MIT */
#include "tutor/rows.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/screens.h"

const char *rows_title(const struct app *app, size_t chapter)
{
	const char *title = app_outline(app, chapter)->title;

	return title ? title : app->course->chapters.list[chapter];
}

static void state_words(const struct app *app, size_t chapter, char *out, size_t size)
{
	const struct outline *o = app_outline(app, chapter);
	unsigned done = o->known ? app_pages_done(app, chapter) : 0;

	if (o->fault)
		(void)snprintf(out, size, "%s", tr("cannot be opened"));
	else if (!o->known)
		out[0] = '\0';
	else if (done == 0)
		(void)snprintf(out, size, "%s", tr("new"));
	else if (done == o->npages)
		(void)snprintf(out, size, "%s", tr("done"));
	else
		(void)snprintf(out, size, tr("%u of %zu pages"), done, o->npages);
}

/* Nothing but its id is known. */
static bool is_bare(const struct app *app, size_t chapter)
{
	return !app_outline(app, chapter)->known && !app_outline(app, chapter)->fault;
}

/* Lines wait for what they say. */
const char *rows_title_in_sight(const struct app *app, size_t chapter)
{
	return is_bare(app, chapter) && !app->options.plain ? "" : rows_title(app, chapter);
}

static void say_chapter(const struct app *app, struct doc *doc, size_t chapter)
{
	const struct outline *o = app_outline(app, chapter);
	char lead[32], right[200], state[120];

	state_words(app, chapter, state, sizeof state);
	if (o->known && o->minutes > 0)
		(void)snprintf(right, sizeof right, tr("%s  %2u min"), state, o->minutes);
	else
		(void)snprintf(right, sizeof right, "%s", state);
	(void)snprintf(lead, sizeof lead, "%2zu. ", chapter + 1);
	doc_lead(doc, lead);
	doc_pair(doc, STYLE_TEXT, rows_title_in_sight(app, chapter), right);
	if (o->fault) {
		doc_lead(doc, "    ");
		doc_say(doc, STYLE_ASIDE, o->fault);
	}
}

/* Out of sight, as far as can be told before the rows are there: an item has a row at least. */
static bool is_far(const struct app *app, int item)
{
	return !app->options.plain && (item < app->near - app->height || item > app->near + app->height);
}

void rows_chapters(const struct app *app, struct doc *doc, int first)
{
	for (size_t i = 0; i < app->course->chapters.n; i++) {
		doc_item(doc, first + (int)i);
		if (is_far(app, first + (int)i) && is_bare(app, i))
			doc_hollow(doc, rows_title(app, i));
		else
			say_chapter(app, doc, i);
		doc_item(doc, -1);
	}
}

void rows_course_state(const struct app *app, char *out, size_t size)
{
	size_t n = app->course->chapters.n, done = 0;

	out[0] = '\0';
	for (size_t i = 0; i < n; i++) /* first: counting takes far longer */
		if (is_bare(app, i))
			return;
	for (size_t i = 0; i < n; i++)
		done += app_chapter_is_done(app, i);
	(void)snprintf(out, size, tr_n("%zu of %zu chapter done", "%zu of %zu chapters done", n), done, n);
}

/* Days since 1970 as a date of the proleptic Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
void rows_date(int64_t seconds, char *out, size_t size)
{
	int64_t days = seconds / 86400 + 719468;
	int64_t era = days / 146097, day_of_era = days - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153, month = shifted < 10 ? shifted + 3 : shifted - 9;

	(void)snprintf(out, size, "%04d-%02d-%02d", (int)(year_of_era + era * 400 + (month <= 2)), (int)month,
		(int)(day_of_year - (153 * shifted + 2) / 5 + 1));
}

const char *rows_part(const struct record *plan, const char *id)
{
	for (size_t i = 0; i < plan->npicks; i++)
		if (strcmp(plan->picks[i].id, id) == 0 && plan->picks[i].text)
			return plan->picks[i].text;
	return "...";
}

void rows_made(const struct app *app, const struct record *r, char *out, size_t size)
{
	rows_date(review_plan_made(app->learner, r)->at, out, size);
}

void rows_lookback(struct doc *doc, const struct record *plan)
{
	const struct pick *asked = review_came_up(plan);
	char date[24];

	if (!asked)
		return;
	rows_date(plan->at, date, sizeof date);
	doc_lead(doc, "  ");
	doc_sayf(doc, STYLE_ASIDE, strcmp(asked->text, "yes") == 0 ? tr("Looked back on %s: the moment came.")
		: tr("Looked back on %s: the moment had not come so far."), date);
}
