/* SPDX-License-Identifier: MIT */
#include "tutor/rows.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/screens.h"

const char *rows_title(const struct app *app, size_t chapter)
{
	return app->outlines[chapter].title ? app->outlines[chapter].title : app->course->chapters.list[chapter];
}

static void state_words(const struct app *app, size_t chapter, char *out, size_t size)
{
	const struct outline *o = &app->outlines[chapter];
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

static void say_chapter(const struct app *app, struct doc *doc, size_t chapter)
{
	const struct outline *o = &app->outlines[chapter];
	char lead[32], right[64], state[40];

	state_words(app, chapter, state, sizeof state);
	if (o->known && o->minutes > 0)
		(void)snprintf(right, sizeof right, tr("%s  %2u min"), state, o->minutes);
	else
		(void)snprintf(right, sizeof right, "%s", state);
	(void)snprintf(lead, sizeof lead, "%2zu. ", chapter + 1);
	doc_lead(doc, lead);
	doc_pair(doc, STYLE_TEXT, rows_title(app, chapter), right);
	if (o->fault) {
		doc_lead(doc, "    ");
		doc_say(doc, STYLE_ASIDE, o->fault);
	}
}

void rows_chapters(const struct app *app, struct doc *doc, int first)
{
	for (size_t i = 0; i < app->course->chapters.n; i++) {
		doc_item(doc, first + (int)i);
		say_chapter(app, doc, i);
		doc_item(doc, -1);
	}
}

void rows_course_state(const struct app *app, char *out, size_t size)
{
	size_t n = app->course->chapters.n, done = 0;

	out[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		if (!app->outlines[i].known && !app->outlines[i].fault)
			return;
		done += app_chapter_is_done(app, i);
	}
	(void)snprintf(out, size, tr("%zu of %zu chapters done"), done, n);
}
