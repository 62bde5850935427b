/* SPDX-License-Identifier: MIT
 *
 * typed: a line typed at the foot of the screen, in the row of messages: words to look for, a command, a filter. It belongs to
 * the screen it was opened over; the list above it, if there is one, is reached with Down. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

bool app_is_typing(const struct app *app)
{
	return app->typing.what != TYPING_NOTHING && app->typing.over == app_screen(app);
}

bool app_is_in_line(const struct app *app)
{
	return app_is_typing(app) && !app->typing.in_list;
}

void app_type(struct app *app, enum typing what, const char *text)
{
	app_type_end(app);
	app->typing.what = what;
	app->typing.over = app_screen(app);
	app->typing.in_list = false;
	edit_begin(&app->typing.edit, true);
	edit_set(&app->typing.edit, text);
}

void app_type_end(struct app *app)
{
	if (app->typing.what != TYPING_NOTHING)
		edit_release(&app->typing.edit);
	app->typing.what = TYPING_NOTHING;
}

const char *app_typed(const struct app *app)
{
	return app->typing.what != TYPING_NOTHING ? str_text(&app->typing.edit.text) : "";
}

/* What was typed changed: a list above follows. */
static void changed(struct app *app)
{
	if (app->typing.what == TYPING_SEARCH)
		return;
	if (app->typing.what == TYPING_FILTER)
		(void)snprintf(app->filter, sizeof app->filter, "%s", app_typed(app));
	app->typing.in_list = false;
	app_level(app)->focus = 0;
	app_level(app)->top = 0;
}

static void give_up(struct app *app)
{
	enum typing what = app->typing.what;

	app_type_end(app);
	if (what == TYPING_FILTER)
		app->filter[0] = '\0';
	if (what == TYPING_COMMAND)
		app_pop(app);
}

static void take(struct app *app, struct effects *fx)
{
	char words[sizeof app->search.words];

	switch (app->typing.what) {
	case TYPING_NOTHING:
		break;
	case TYPING_SEARCH:
		(void)snprintf(words, sizeof words, "%s", app_typed(app));
		app_type_end(app);
		app_search(app, words, fx);
		break;
	case TYPING_FILTER:
		app_type_end(app);
		break;
	case TYPING_COMMAND:
		app_screen(app)->open(app, app_level(app)->focus, fx);
		break;
	}
}

/* Down goes into the list, Up out of it again. */
static void move(struct app *app, int by)
{
	const struct screen *screen = app_screen(app);
	int n = app->typing.what == TYPING_COMMAND && screen->items ? screen->items(app) : 0;
	struct level *level = app_level(app);

	if (n == 0)
		return;
	if (by < 0 && level->focus == 0)
		app->typing.in_list = false;
	else if (!app->typing.in_list)
		app->typing.in_list = by > 0;
	else if (level->focus + by < n)
		level->focus += by;
	app->follow = true;
}

static bool type(struct app *app, struct key key)
{
	if (key.press == PRESS_BACKSPACE && !*app_typed(app) && !app->typing.in_list) {
		give_up(app);
		return true;
	}
	if (edit_key(&app->typing.edit, key) == EDIT_CHANGED)
		changed(app);
	return true;
}

bool app_type_key(struct app *app, const struct event *ev, struct effects *fx)
{
	enum command command = keymap_command(AT_PROMPT, ev->key);

	if (command == CMD_ENTER)
		take(app, fx);
	else if (command == CMD_LEAVE)
		give_up(app);
	else if (command == CMD_DOWN || command == CMD_UP)
		move(app, command == CMD_DOWN ? 1 : -1);
	else if (command == CMD_NONE)
		return type(app, ev->key);
	else
		return false; /* what holds everywhere */
	return true;
}

void app_type_paste(struct app *app, const char *text, size_t len)
{
	if (edit_paste(&app->typing.edit, text, len) == EDIT_CHANGED)
		changed(app);
}

/* The end of the line where it is too long, so that the caret is seen. */
void app_draw_typed(const struct app *app, struct frame *frame, int row, int column)
{
	static const char *const leads[] = {
		[TYPING_NOTHING] = "", [TYPING_SEARCH] = "/", [TYPING_COMMAND] = ":", [TYPING_FILTER] = "/",
	};
	const struct edit *edit = &app->typing.edit;
	const char *text = str_text(&edit->text);
	int x = frame_put_text(frame, row, column, STYLE_MESSAGE, leads[app->typing.what]);
	size_t from = 0;

	while (from < edit->caret && (int)text_cells(text + from, edit->caret - from) > app->width - x - 1)
		from += text_grapheme(text + from, edit->text.len - from);
	int end = frame_put(frame, row, x, STYLE_MESSAGE, text + from, edit->text.len - from);
	while (end < app->width)
		end = frame_put(frame, row, end, STYLE_TEXT, " ", 1);
	if (app_is_in_line(app))
		frame_cursor(frame, row, x + (int)text_cells(text + from, edit->caret - from));
}
