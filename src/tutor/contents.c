/* SPDX-License-Identifier: MIT
 *
 * contents: every chapter with what is done of it; Enter goes there. */
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
	return (int)app->course->chapters.n;
}

static void contents_say(const struct app *app, struct doc *doc)
{
	rows_chapters(app, doc, 0);
}

static void contents_open(struct app *app, int item, struct effects *fx)
{
	app_go(app, fx, (size_t)item, NULL);
}

static const char *contents_prompt(const struct app *app)
{
	(void)app;
	return tr("A number opens a chapter, Enter goes back: ");
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
