/* SPDX-License-Identifier: MIT */
#include "tutor/sight.h"

#include "base/tr.h"
#include "tutor/screens.h"
#include "tutor/viewport.h"

/* Where Enter takes or checks what has the focus. */
#define AT_ANSWERS (AT_CHOICE | AT_SEVERAL | AT_STORY | AT_NUMBERS | AT_TICK | AT_SCALE | AT_SURE | AT_TOLD)

/* An answer is kept, and comes back: none is given by a key whose object the learner has not seen. Feedback has its own rule:
 * Enter turns its screenfuls (turns_within_page). */
static bool is_out_of_sight(const struct app *app)
{
	int focus = viewport_focus(app);
	bool told = visit_has_told(&app->visit) && focus == viewport_items(app) - 1;

	return app_is_on_page(app) && !app->options.plain && (app_where(app) & AT_ANSWERS) && focus >= 0 && !told && !viewport_shows(app, focus);
}

bool sight_hides_answer(const struct app *app)
{
	bool asks = app_screen(app) == &screen_keep || app_screen(app) == &screen_note;

	return asks && !app->options.plain && !viewport_shows(app, viewport_focus(app));
}

/* The cursor was on news, and no answer is chosen: Enter does not choose the one that happens to come first. */
static bool is_unmeant(const struct app *app, bool read_news)
{
	bool among_answers = app_is_on_page(app) && (app_where(app) & (AT_CHOICE | AT_STORY));

	return read_news && among_answers && !app->options.plain && (app_where(app) == AT_STORY || !visit_is_begun(&app->visit));
}

static bool is_rating(enum command command, struct key key)
{
	return command == CMD_RATE && key.press != PRESS_END;
}

bool sight_shows_first(struct app *app, enum command command, struct key key, bool read_news)
{
	bool hidden = is_out_of_sight(app);

	if (command == CMD_RATE && key.press == PRESS_END && hidden) {
		viewport_end(app, true);
		return true;
	}
	if ((command == CMD_ENTER || is_rating(command, key)) && hidden) {
		if (app_where(app) == AT_SCALE) /* what is rated stands before it */
			viewport_set_focus(app, viewport_focus(app));
		else
			viewport_bring(app);
		if (command == CMD_RATE)
			app_tell_aside(app, "%s", tr("Here is the scale; nothing was rated. Now that key rates."));
		return true;
	}
	if (command != CMD_ENTER || !is_unmeant(app, read_news))
		return false;
	viewport_set_focus(app, viewport_focus(app));
	app_tell_aside(app, tr("Nothing is chosen yet. Enter takes number %d; a number goes to another."), viewport_focus(app) + 1);
	return true;
}
