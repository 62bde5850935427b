/* SPDX-License-Identifier: MIT */
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/out.h"
#include "io/shelf.h"
#include "view/doc.h"

struct listing {
	struct doc doc;
	size_t n;
};

/* A course that cannot be opened stays in the list, with its first fault. */
static void say_broken(struct doc *doc, const char *folder, const struct diags *diags)
{
	const struct diag *first = diags_first(diags);
	struct str fault = { 0 };

	if (first)
		diag_print(first, DIAG_SHORT, &fault);
	if (fault.len && fault.at[fault.len - 1] == '\n')
		str_cut(&fault, fault.len - 1);
	doc_sayf(doc, STYLE_TEXT, tr("%s cannot be opened:"), folder);
	doc->indent = 4;
	doc_say(doc, STYLE_ALERT, str_text(&fault));
	doc->indent = 0;
	str_release(&fault);
}

static bool say_course(void *ctx, const char *folder)
{
	struct listing *listing = ctx;
	struct diags diags = { 0 };
	struct course *course = shelf_course(folder, &diags);

	doc_gap(&listing->doc);
	if (course) {
		doc_sayf(&listing->doc, STYLE_TITLE, "%s  %s", course->id, course->title);
		listing->doc.indent = 4;
		doc_markup(&listing->doc, STYLE_TEXT, &course->summary);
		doc_sayf(&listing->doc, STYLE_ASIDE, "%s", folder);
		listing->doc.indent = 0;
		course_free(course);
	} else {
		say_broken(&listing->doc, folder, &diags);
	}
	listing->n++;
	diags_release(&diags);
	return true;
}

/* Words for an empty shelf are those of looking for the only course. */
static int say_nothing(const struct request *request, const struct shelf *shelf)
{
	struct err err = { 0 };
	struct str folder = { 0 };

	if (!shelf_find(shelf, NULL, &folder, &err))
		out_trouble(request, &err);
	str_release(&folder);
	return STATUS_NO_COURSE;
}

int cmd_list(const struct request *request)
{
	struct listing listing = { 0 };
	struct shelf shelf;
	struct str text = { 0 };

	doc_begin(&listing.doc, request->width ? request->width : OUT_MEASURE);
	shelf_open(&shelf, request->program);
	shelf_each(&shelf, say_course, &listing);
	doc_lines(&listing.doc, &text);
	int status = listing.n ? out_text(request, &text) : say_nothing(request, &shelf);
	str_release(&text);
	shelf_release(&shelf);
	doc_release(&listing.doc);
	return status;
}
