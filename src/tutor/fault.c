/* SPDX-License-Identifier: MIT
 *
 * fault: a chapter that cannot be opened: its first fault, and what still works. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"
#include "tutor/rows.h"

static enum where fault_where(const struct app *app)
{
	(void)app;
	return AT_TEXT;
}

static void fault_head(const struct app *app, struct head *head)
{
	(void)snprintf(head->left, sizeof head->left, "%s", rows_title(app, app->fault_chapter));
	(void)snprintf(head->right, sizeof head->right, "%s", tr("cannot be opened"));
}

static void fault_say(const struct app *app, struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("This chapter cannot be opened just now. Everything you did in it is kept, and the other chapters work."));
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, app_outline(app, app->fault_chapter)->fault);
	doc_gap(doc);
	doc_sayf(doc, STYLE_TEXT, tr("For whoever looks after the course: attune check %s"),
		app->options.file ? app->options.file : app->course->folder);
}

static const char *fault_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_fault = {
	.name = "fault",
	.where = fault_where,
	.head = fault_head,
	.say = fault_say,
	.prompt = fault_prompt,
};
