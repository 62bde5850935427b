/* SPDX-License-Identifier: MIT */
#include "tutor/everywhere.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/message.h"
#include "tutor/screens.h"
#include "tutor/sight.h"
#include "tutor/viewport.h"

static bool is_asking_phrase(const struct app *app)
{
	return app_screen(app) == &screen_unlock;
}

/* Who comes back gives the phrase again, if words were open or wait for it. */
static void hide(struct app *app, struct effects *fx)
{
	app->lock.hid = app->lock.open || is_asking_phrase(app) || app_withholds(app);
	app_draft_now(app, fx);
	app_lock(app, fx);
	app_push(app, &screen_hidden);
}

/* Why nothing can be shared, or taken back, from here. */
static const char *share_refusal(const struct app_options *options)
{
	if (options->ephemeral)
		return tr("Nothing of this session is kept, so nothing of it can be shared.");
	if (options->has_class)
		return tr("Sharing asks on a terminal: with ssh, `ssh -t` gives one.");
	if (options->shared)
		return tr("There is no class here now; what you shared before may still be there. A terminal shows it: with ssh, `ssh -t` gives one.");
	return tr("There is no class here to share with, and nothing of yours is shared.");
}

/* What leaves is made from the record on the disk, so all goes there first; who started the app shows it, and comes back. */
static void share(struct app *app, struct effects *fx)
{
	if (!app->options.can_share) {
		app_tell(app, "%s", share_refusal(&app->options));
		return;
	}
	if (app_is_kept_back(app))
		return;
	app->shares = true;
	app_stop(app, fx, 0);
}

static void leave_screen(struct app *app, struct effects *fx)
{
	if (app->nlevels > 1)
		app_pop(app);
	else
		app_depart(app, fx, 0);
}

/* What cannot be kept is not given up by one key; the same key once more leaves. Who hides the screen wants nothing but to be gone. */
static void stop(struct app *app, struct effects *fx, int status)
{
	const struct screen *here = app_screen(app);

	if (here == &screen_unsaved || here == &screen_hidden)
		app_stop(app, fx, status);
	else
		app_depart(app, fx, status);
}

/* How it stands is told in any case; where the row has no room, the course and the chapter are what stands at the top anyway. */
static void tell_where(struct app *app)
{
	const char *keep = learner_keep(app->learner);
	bool unkept = keep && strcmp(keep, "none") == 0 && learner_words(app->learner) > 0;
	bool locked = app_keeps_locked(app) && !app->lock.open;
	const char *state = unkept ? tr("your words are not kept, as you chose") : app->trouble.kind != ERR_NONE ? tr("not saved")
		: app_withholds(app) ? tr("not saved: your words are locked") : locked ? tr("all saved, your words locked") : tr("all saved");
	long seconds = (long)(app->tick - app->behind_since) / 1000;
	char saving[64];

	if (!unkept && app->trouble.kind == ERR_NONE && app->saved < app->saves) {
		(void)snprintf(saving, sizeof saving, tr_n("saving, for %ld second now", "saving, for %ld seconds now", (unsigned long)seconds), seconds);
		state = seconds > 0 ? saving : tr("saving");
	}

	if (!app->chapter || app->page_index < 0) {
		app_tell(app, "%s; %s", app->course->title, state);
		return;
	}
	int page = app->page_index + 1;
	size_t pages = app->chapter->npages;
	app_tell(app, tr("%s, %s, page %d of %zu; %s"), app->course->title, app->chapter->title, page, pages, state);
	if (!message_fits(app))
		app_tell(app, tr("%s, page %d of %zu; %s"), app->chapter->title, page, pages, state);
	if (!message_fits(app))
		app_tell(app, tr("page %d of %zu; %s"), page, pages, state);
}

/* They open where the learner is. */
static void open_contents(struct app *app)
{
	if (app_screen(app) == &screen_contents)
		return;
	app_push(app, &screen_contents);
	viewport_set_focus(app, (int)(app->visit.page ? app->chapter_index : app_place_chapter(app)));
}

static void type_command(struct app *app)
{
	app_push(app, &screen_commands);
	app_type(app, TYPING_COMMAND, "");
}

static void enter(struct app *app, struct effects *fx)
{
	if (viewport_items(app) == 0 || !app_screen(app)->open)
		leave_screen(app, fx);
	else if (sight_hides_answer(app))
		viewport_set_focus(app, viewport_focus(app));
	else
		app_screen(app)->open(app, viewport_focus(app), fx);
}

void everywhere_do(struct app *app, enum command command, struct effects *fx)
{
	switch (command) {
	case CMD_DOWN:
		viewport_move(app, 1);
		break;
	case CMD_UP:
		viewport_move(app, -1);
		break;
	case CMD_ON:
		(void)viewport_screenful(app, 1);
		break;
	case CMD_BACKWARD:
		(void)viewport_screenful(app, -1);
		break;
	case CMD_FIRST:
		viewport_end(app, false);
		break;
	case CMD_LAST:
		viewport_end(app, true);
		break;
	case CMD_ENTER:
		enter(app, fx);
		break;
	case CMD_CONTENTS:
		open_contents(app);
		break;
	case CMD_WORDS:
		app_push(app, &screen_words);
		break;
	case CMD_REVIEW:
		app_review(app, fx, false, APP_CARD);
		break;
	case CMD_SUMMARY:
		app_summary(app, fx, !app_is_on_page(app) || app->round.on);
		break;
	case CMD_TERMS:
		app_need(app, fx, SIDE_GLOSSARY);
		app_push(app, &screen_terms);
		break;
	case CMD_SOURCES:
		app_need(app, fx, SIDE_SOURCES);
		app_push(app, &screen_sources);
		break;
	case CMD_WHERE:
		tell_where(app);
		break;
	case CMD_CARE:
		app_need(app, fx, SIDE_SUPPORT);
		app_push(app, &screen_care);
		break;
	case CMD_HIDE:
		hide(app, fx);
		break;
	case CMD_HELP:
		app->filter[0] = '\0';
		app_push(app, &screen_help);
		break;
	case CMD_SEARCH:
		app_type(app, TYPING_SEARCH, "");
		break;
	case CMD_FIND_NEXT:
		app_search_on(app, 1, fx);
		break;
	case CMD_FIND_PREVIOUS:
		app_search_on(app, -1, fx);
		break;
	case CMD_COMMANDS:
		type_command(app);
		break;
	case CMD_MARK:
		app_mark(app, fx);
		break;
	case CMD_ANEW:
		app_begin_anew(app, fx);
		break;
	case CMD_SHARE:
		share(app, fx);
		break;
	case CMD_A11Y:
		app_push(app, &screen_a11y);
		break;
	case CMD_LEAVE:
		leave_screen(app, fx);
		break;
	case CMD_REDRAW:
		effects_add(fx, (struct effect){.type = FX_REPAINT});
		break;
	case CMD_SUSPEND:
		app_suspend(app, fx);
		break;
	case CMD_STOP:
		stop(app, fx, 130);
		break;
	case CMD_QUIT:
		stop(app, fx, 0);
		break;
	case CMD_NEXT_PAGE:
	case CMD_PREVIOUS_PAGE:
	case CMD_HINT:
	case CMD_REVEAL:
	case CMD_SKIP:
	case CMD_UNDO:
		app_tell(app, "%s", keymap_reason_of(command));
		break;
	case CMD_NONE:
	case CMD_CHOOSE:
	case CMD_TOGGLE:
	case CMD_RATE:
	case CMD_SURE:
	case CMD_PUT_DOWN:
	case CMD_EDIT:
	case CMD_COUNT:
		break;
	}
}
