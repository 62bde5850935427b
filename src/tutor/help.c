/* SPDX-License-Identifier: MIT
 *
 * help: the keys of the screen below, from the one table. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"

static enum where below(const struct app *app)
{
	return app->nlevels < 2 ? AT_HOME : app->levels[app->nlevels - 2].screen->where(app);
}

static enum where help_where(const struct app *app)
{
	(void)app;
	return AT_HELP;
}

static void help_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Help: the keys"));
}

static void say_plain(struct doc *doc)
{
	static const char *const lines[] = {
		TR("Enter or n  next page"), TR("b  previous page"), TR("numbers  answer: 2; 1 3 where several fit; b a c or 2 1 3 to match or order"), TR("i  hint"),
		TR("r  show the answer"), TR("s  skip"), TR("!  support, grounding, stop"), TR("d  terms on this page"),
		TR("e  sources"), TR("=  where am I"), TR("w  my words"), TR("t  contents"), TR("u  clear this answer"), TR("q  back; at home, quit"),
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		doc_say(doc, STYLE_TEXT, tr(lines[i]));
}

static void help_say(const struct app *app, struct doc *doc)
{
	if (app->options.plain) {
		say_plain(doc);
		return;
	}
	if (below(app) & (AT_FIELD | AT_LINE | AT_BLANK)) {
		doc_say(doc, STYLE_TEXT, tr("! here, while this help is shown, opens support and grounding."));
		doc_gap(doc);
	}
	keymap_say(below(app), doc);
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, tr("Reading aloud, braille or a pipe? attune --plain says everything as lines."));
}

static const char *help_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_help = {
	.name = "help",
	.where = help_where,
	.head = help_head,
	.say = help_say,
	.prompt = help_prompt,
};
