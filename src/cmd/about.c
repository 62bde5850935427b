/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "kinds/kind.h"
#include "view/doc.h"

static void say_head(struct doc *doc, const struct course *course)
{
	doc_say(doc, STYLE_TITLE, course->title);
	if (course->version)
		doc_sayf(doc, STYLE_ASIDE, tr("%s, version %s, language %s"), course->id, course->version,
			course->language);
	else
		doc_sayf(doc, STYLE_ASIDE, tr("%s, language %s"), course->id, course->language);
	doc_sayf(doc, STYLE_ASIDE, tr("in %s"), course->folder);
	doc_gap(doc);
	if (!markup_is_empty(&course->summary)) {
		doc_markup(doc, STYLE_TEXT, &course->summary);
		doc_gap(doc);
	}
	if (!markup_is_empty(&course->notice)) {
		doc_markup(doc, STYLE_TEXT, &course->notice);
		doc_gap(doc);
	}
}

static void say_chapter(struct doc *doc, const struct course *course, size_t i)
{
	struct diags diags = { 0 };
	struct chapter *chapter = shelf_chapter(course, course->chapters.list[i], kinds_all, &diags);
	size_t n = chapter ? chapter->npages : 0;
	char pages[64];

	(void)snprintf(pages, sizeof pages, tr_n("%zu page", "%zu pages", n), n);
	if (!chapter)
		doc_sayf(doc, STYLE_TEXT, tr("%2zu. %s (cannot be opened)"), i + 1, course->chapters.list[i]);
	else if (chapter->minutes)
		doc_sayf(doc, STYLE_TEXT, tr_n("%2zu. %s, %s, about %u minute", "%2zu. %s, %s, about %u minutes",
			chapter->minutes), i + 1, chapter->title, pages, chapter->minutes);
	else
		doc_sayf(doc, STYLE_TEXT, tr("%2zu. %s, %s"), i + 1, chapter->title, pages);
	if (chapter)
		chapter_free(chapter);
	diags_release(&diags);
}

static void say_source(struct doc *doc, const struct source *source)
{
	doc_lead(doc, "- ");
	doc_say(doc, STYLE_TEXT, source->cite);
	doc->indent = 2;
	if (source->doi)
		doc_sayf(doc, STYLE_ASIDE, "https://doi.org/%s", source->doi);
	else if (source->url)
		doc_say(doc, STYLE_ASIDE, source->url);
	doc->indent = 0;
}

static void say_sources(struct doc *doc, const struct course *course)
{
	struct diags diags = { 0 };
	struct side_file *side = shelf_side(course, SIDE_SOURCES, &diags);
	const struct source *list = side ? side->list.list : NULL;

	if (side && side->list.n) {
		doc_gap(doc);
		doc_say(doc, STYLE_TITLE, tr("Sources"));
		for (size_t i = 0; i < side->list.n; i++)
			say_source(doc, &list[i]);
	}
	if (side)
		side_free(side);
	diags_release(&diags);
}

int cmd_about(const struct request *request)
{
	struct opened opened;
	int status = open_course(&opened, request, request_word(request, 0));

	if (status == STATUS_DONE) {
		struct doc doc = { 0 };
		struct str text = { 0 };
		doc_begin(&doc, request->width ? request->width : OUT_MEASURE);
		say_head(&doc, opened.course);
		doc_say(&doc, STYLE_TITLE, tr("Chapters"));
		for (size_t i = 0; i < opened.course->chapters.n; i++)
			say_chapter(&doc, opened.course, i);
		say_sources(&doc, opened.course);
		doc_lines(&doc, &text);
		status = out_text(request, &text);
		str_release(&text);
		doc_release(&doc);
	}
	open_release(&opened);
	return status;
}
