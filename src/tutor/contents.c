/* SPDX-License-Identifier: MIT
 *
 * contents: every chapter with what is done of it, then the pages the learner marked; Enter goes there. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"
#include "tutor/rows.h"

static enum where contents_where(const struct app *app)
{
	(void)app;
	return AT_CONTENTS;
}

static void contents_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Contents"));
	rows_course_state(app, head->right, sizeof head->right);
}

static int contents_items(const struct app *app)
{
	struct marked marks[MARKS_MOST];

	return (int)(app->course->chapters.n + app_marks(app, marks));
}

static void contents_say(const struct app *app, struct doc *doc)
{
	rows_chapters(app, doc, 0);
	app_say_marks(app, doc, (int)app->course->chapters.n);
}

static void contents_open(struct app *app, int item, struct effects *fx)
{
	struct marked marks[MARKS_MOST];
	size_t n = app->course->chapters.n;

	if ((size_t)item < n)
		app_go(app, fx, (size_t)item, NULL);
	else if ((size_t)item - n < app_marks(app, marks))
		app_go(app, fx, marks[(size_t)item - n].chapter, marks[(size_t)item - n].page);
}

static const char *contents_prompt(const struct app *app)
{
	(void)app;
	return tr("A number opens it, Enter goes back: ");
}

const struct screen screen_contents = {
	.name = "contents",
	.where = contents_where,
	.head = contents_head,
	.items = contents_items,
	.say = contents_say,
	.open = contents_open,
	.prompt = contents_prompt,
};
