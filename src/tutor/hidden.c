/* SPDX-License-Identifier: MIT
 *
 * hidden: an empty screen. Any key says how to come back; nothing is lost meanwhile. */
#include "tutor/screens.h"

#include "base/tr.h"

static enum where hidden_where(const struct app *app)
{
	(void)app;
	return AT_HIDDEN;
}

static void hidden_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)head;
}

static void hidden_say(const struct app *app, struct doc *doc)
{
	(void)app;
	(void)doc;
}

/* Lines that were scrolled away are said again, and that they are above too: here, and not where somebody else could read it. */
static void come_back_plainly(struct app *app)
{
	if (!app->options.plain)
		return;
	app->arrivals++;
	app_tell(app, "%s", tr("Scrolling back still shows what was here before; closing the window, or clearing it, ends that."));
}

static bool hidden_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	(void)fx;
	if (command == CMD_STOP)
		return false;
	if (command == CMD_ENTER) {
		app_pop(app);
		come_back_plainly(app);
		if (app->lock.hid)
			app_ask_phrase(app);
	} else {
		app_tell(app, "%s", tr("Enter comes back."));
	}
	return true;
}

static const char *hidden_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter comes back: ");
}

const struct screen screen_hidden = {
	.name = "hidden",
	.where = hidden_where,
	.head = hidden_head,
	.say = hidden_say,
	.command = hidden_command,
	.prompt = hidden_prompt,
};
