/* SPDX-License-Identifier: MIT
 *
 * preview: a chapter that is being written: shown anew when it is saved, or what is wrong with it. */
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/outline.h"
#include "tutor/place.h"
#include "tutor/screens.h"

/* Whether a screen is open, be it under another one. */
static bool is_open(const struct app *app, const struct screen *screen)
{
	for (size_t i = 0; i < app->nlevels; i++)
		if (app->levels[i].screen == screen)
			return true;
	return false;
}

size_t app_watched(const struct app *app)
{
	if (is_open(app, &screen_fault))
		return app->fault_chapter;
	return app->chapter ? app->chapter_index : app->want_chapter;
}

/* The first fault for the message row: the file's name without its folder, line, column, code, words: in that order, for in a narrow
 * window the words may be cut. */
static void tell_fault(struct app *app, const struct diags *diags)
{
	const struct diag *first = diags ? diags_first(diags) : NULL;
	const char *slash = first && first->file ? strrchr(first->file, '/') : NULL;

	if (first)
		(void)snprintf(app->fault, sizeof app->fault, "%s:%u:%u: [%s] %s", slash ? slash + 1 : first->file ? first->file : "",
			first->at.line ? first->at.line : 1, first->at.column ? first->at.column : 1, diag_code_text(first->code),
			first->message);
	else
		(void)snprintf(app->fault, sizeof app->fault, "%s", tr("the file cannot be read"));
}

/* The page that was looked at, in the chapter as it is now; where it was, if it is gone. */
static int same_page(const struct app *app, const struct chapter *chapter)
{
	int index = app->visit.page ? chapter_find(chapter, app->visit.page->id) : -1;

	if (index >= 0 || !app->visit.page)
		return index;
	return (size_t)app->page_index < chapter->npages ? app->page_index : (int)chapter->npages - 1;
}

static bool has_the_same_chapters(const struct course *one, const struct course *other)
{
	bool same = one->chapters.n == other->chapters.n;

	for (size_t i = 0; same && i < one->chapters.n; i++)
		same = strcmp(one->chapters.list[i], other->chapters.list[i]) == 0;
	return same;
}

/* Another list of chapters: what is known of each moves with its id; what was asked for and did not come is asked for again. */
static void move_chapters(struct app *app, const struct course *course, size_t open)
{
	struct outline **outlines = arena_get(&app->arena, course->chapters.n * sizeof *outlines);

	for (size_t i = 0; i < course->chapters.n; i++) {
		int before = app_chapter_index(app, course->chapters.list[i]);
		if (before < 0 || !app->outlines[before])
			continue;
		outlines[i] = app->outlines[before];
		outlines[i]->asked = outlines[i]->known;
	}
	app->outlines = outlines;
	for (size_t i = 0; i < app->nlevels; i++)
		app->levels[i].focus = 0;
	app->chapter_index = app->want_chapter = app->fault_chapter = open;
}

/* course.yaml was saved. The index of the chapter that is looked at, as it is then; a list without it is not taken. */
static size_t take_course(struct app *app, const struct event *ev)
{
	const struct course *course = ev->course;
	size_t open = 0;

	if (!course)
		return ev->index;
	while (open < course->chapters.n && strcmp(course->chapters.list[open], ev->chapter->id) != 0)
		open++;
	if (open == course->chapters.n) {
		(void)snprintf(app->fault, sizeof app->fault, tr("course.yaml no longer names '%s'"), ev->chapter->id);
		return ev->index;
	}
	if (!has_the_same_chapters(app->course, course))
		move_chapters(app, course, open);
	app->course = course;
	return open;
}

/* Its index. */
static size_t take_anew(struct app *app, struct effects *fx, const struct event *ev)
{
	int index = same_page(app, ev->chapter);

	place_end_visit(app);
	size_t chapter_index = take_course(app, ev);
	app_outline_to_fill(app, chapter_index)->known = false;
	app_take_chapter(app, chapter_index, ev->chapter);
	app->met = true; /* the author knows what was revised */
	if (index < 0)
		return chapter_index;
	app->page_index = index;
	place_begin_visit(app, &app->chapter->pages[index]);
	app->visit.message[0] = '\0';
	app->resized = true; /* the same words may stand in another row */
	(void)app_lend(app, fx);
	return chapter_index;
}

/* Whether a content note is shown, or waits under another screen. */
void app_changed(struct app *app, const struct event *ev, struct effects *fx)
{
	if (!ev->chapter) {
		tell_fault(app, ev->diags);
		if (is_open(app, &screen_fault))
			outline_fault(app, ev->index, ev->diags);
		return;
	}
	app->fault[0] = '\0';
	if (ev->diags && ev->diags->errors)
		tell_fault(app, ev->diags);
	size_t index = take_anew(app, fx, ev);
	app_outline_to_fill(app, index)->fault = NULL;
	if (is_open(app, &screen_note)) /* of a page that may be another one now */
		app_arrive(app, fx, (size_t)app->note_page < app->chapter->npages ? app->note_page : 0, false);
	if (is_open(app, &screen_fault)) { /* it could not be opened before */
		while (is_open(app, &screen_fault))
			app_pop(app);
		app_go(app, fx, index, app->want_page[0] ? app->want_page : NULL);
	}
}
