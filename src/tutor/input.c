/* SPDX-License-Identifier: MIT */
#include "tutor/input.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/everywhere.h"
#include "tutor/message.h"
#include "tutor/screens.h"
#include "tutor/sight.h"
#include "tutor/viewport.h"

/* A verdict has the focus: Enter would go on. */
static bool is_told(const struct app *app)
{
	enum visit_where where = visit_where(&app->visit);

	return where == WHERE_TOLD || where == WHERE_DONE;
}

/* Where something follows the last row: on a page, and at the end of a chapter. */
static bool leads_on(const struct app *app)
{
	return app_is_on_page(app) || (app_screen(app) == &screen_summary && app->ended);
}

/* There on and back go through the screenfuls before they turn the page; and so does Enter, where what was said of an answer is
 * longer than the window. */
static bool turns_within_page(struct app *app, enum command command)
{
	if (!leads_on(app) || app->options.plain)
		return false;
	if (command == CMD_ENTER)
		return app_is_on_page(app) && is_told(app) && viewport_cuts(app, viewport_focus(app)) && viewport_screenful(app, 1);
	if (command == CMD_ON)
		return viewport_screenful(app, 1);
	return command == CMD_BACKWARD && viewport_screenful(app, -1);
}

bool app_open_numbered(struct app *app, long number, struct effects *fx)
{
	const struct screen *screen = app_screen(app);
	long first = screen->first ? screen->first(app) : 0;

	if (!screen->open || number < 1 || number > viewport_items(app) - first)
		return false;
	screen->open(app, (int)(first + number - 1), fx);
	return true;
}

static void choose(struct app *app, long number, struct effects *fx)
{
	if (!app_open_numbered(app, number, fx))
		app_tell(app, "%s", tr("There is no line with that number here."));
}

void app_see_again(struct app *app)
{
	if (!app->options.plain)
		viewport_refresh(app);
}

void app_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	const struct screen *screen = app_screen(app);

	if (turns_within_page(app, command))
		return;
	if (screen->command && screen->command(app, command, ev, fx))
		return;
	if (command == CMD_CHOOSE && !app_is_on_page(app))
		choose(app, (long)ev->key.point - '0', fx);
	else
		everywhere_do(app, command, fx);
}

/* What a key does not do here, though it does elsewhere. */
static void tell_reason(struct app *app, struct key key)
{
	const char *reason = keymap_reason(app_where(app), key);

	if (reason)
		app_tell(app, "%s", reason);
}

/* Left or Right turned to this page, and is held: it moves no scale there, until another key came. */
static bool is_held(struct app *app, enum command command, struct key key)
{
	if (command != CMD_RATE || app->held != key.press || key.press == PRESS_TEXT)
		return false;
	app_tell(app, "%s", tr("That key turned the page; here it rates, once another was pressed. Space goes on."));
	return true;
}

/* Whether the key is one that does both. */
static void note_held(struct app *app, struct key key, unsigned arrivals)
{
	bool turned = app->arrivals != arrivals && app_is_on_page(app);

	app->held = turned && (key.press == PRESS_LEFT || key.press == PRESS_RIGHT) ? key.press : PRESS_TEXT;
}

static bool is_of_search(enum command command)
{
	return command == CMD_FIND_NEXT || command == CMD_FIND_PREVIOUS || command == CMD_SEARCH;
}

/* What is done on the page that was found, or looked at beside it, is no way elsewhere: Esc still goes back. */
static const uint64_t looks_about = KEYMAP_BIT(CMD_NONE) | KEYMAP_BIT(CMD_DOWN) | KEYMAP_BIT(CMD_UP) | KEYMAP_BIT(CMD_ON) |
	KEYMAP_BIT(CMD_BACKWARD) | KEYMAP_BIT(CMD_FIRST) | KEYMAP_BIT(CMD_LAST) | KEYMAP_BIT(CMD_WHERE) | KEYMAP_BIT(CMD_MARK) |
	KEYMAP_BIT(CMD_REDRAW);

static bool keeps_search(enum command command)
{
	return is_of_search(command) || (looks_about & KEYMAP_BIT(command));
}

/* Help, terms or the hidden screen over a page: what is done there is done beside it. */
static bool is_over_page(const struct app *app)
{
	return app->nlevels > 2 && app->levels[1].screen == &screen_page;
}

/* Still at the page that was found: it is read, or something beside it is, or was. */
static bool stays_at_match(const struct app *app, enum command command, const struct page *was_at, bool was_over, unsigned arrivals)
{
	bool is_there = app->visit.page == was_at && app->nlevels > 1 && app->levels[1].screen == &screen_page;

	return is_there && (was_over || is_over_page(app) || (keeps_search(command) && app->arrivals == arrivals));
}

/* A note may stand before the page that was found; what was looked at over it, and closed, is no way elsewhere either. */
static bool stands_before_match(const struct app *app, enum command command)
{
	bool is_over_note = app->nlevels > 2 && app->levels[1].screen == &screen_note;

	return app_screen(app) == &screen_note || (is_over_note && (command == CMD_LEAVE || keeps_search(command)));
}

/* --- news stand while nothing but the focus moves --- */

/* A screen reader says the row that the cursor came to if no other row changed: one that was emptied silences it (Fenrir
 * 1.9.5, 55000-present_line_if_cursor_change_vertical). So what was told stays as long as keys only move. */
struct standing {
	char words[sizeof((struct app *)NULL)->message];
	bool writes, covers;
	int focus;
	size_t top;
	unsigned arrivals, news;
};

static void note_standing(const struct app *app, struct standing *was)
{
	(void)snprintf(was->words, sizeof was->words, "%s", app->message);
	was->writes = app->doc.has_caret;
	was->covers = app->covered > 0;
	was->focus = viewport_focus(app);
	was->top = app->levels[app->nlevels - 1].top;
	was->arrivals = app->arrivals;
	was->news = app->visit.news;
}

/* In a field a new line moves, too: nothing else changes. */
static bool only_moves(const struct standing *was, enum command command, struct key key)
{
	static const enum press moves[] = {PRESS_ENTER, PRESS_UP, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END};

	if (!was->writes)
		return command == CMD_DOWN || command == CMD_UP || command == CMD_FIRST || command == CMD_LAST;
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (key.press == moves[i])
			return true;
	return false;
}

/* The same field, or the same list in the same place, and nothing told there since. */
static bool is_where_it_was(const struct app *app, const struct standing *was)
{
	bool scrolled = viewport_focus(app) == was->focus && app->levels[app->nlevels - 1].top != was->top;
	bool stays = was->writes ? app->visit.page && visit_is_writing(&app->visit) : !scrolled;

	return stays && app->arrivals == was->arrivals && app->visit.news == was->news;
}

static void let_stand(struct app *app, const struct standing *was, enum command command, struct key key)
{
	bool is_waited_for = app->news || app->fault[0] || app->trouble.kind != ERR_NONE; /* what comes next is told, and said */

	if (app->message[0] || is_waited_for || was->covers || !only_moves(was, command, key) || !is_where_it_was(app, was))
		return;
	app_inform(app, was->words, strlen(was->words));
	app->message_stands = true;
}

/* --- clicks (mouse: yes) --- */

#define DIGITS 9

/* A click on an answer is its number; another one on what is chosen already is Enter, as it is on anything with the focus. */
static struct key meant_by_click(const struct app *app, int item)
{
	bool again = viewport_focus(app) == item;
	bool marks = app_where(app) & (AT_SEVERAL | AT_TICK);
	bool chooses = app_where(app) & (AT_CHOICE | AT_STORY | AT_TOLD);
	bool is_answer = item < DIGITS && !(visit_has_told(&app->visit) && item == viewport_items(app) - 1);

	if (is_answer && (marks || (chooses && !again)))
		return (struct key){PRESS_TEXT, '1' + (uint32_t)item};
	return (struct key){again ? PRESS_ENTER : PRESS_OTHER, 0};
}

/* On a list a row is opened at once; on a page it gets the focus first. In a field there is nothing to click. */
static void click(struct app *app, const struct event *ev, struct effects *fx)
{
	int item = viewport_item_at(app, (int)ev->key.point);
	struct event key = *ev;

	if (item < 0 || app_is_typing(app) || app->doc.has_caret || (app_where(app) == AT_SURE && item != viewport_focus(app)))
		return;
	key.key = app_is_on_page(app) ? meant_by_click(app, item) : (struct key){PRESS_ENTER, 0};
	if (key.key.press != PRESS_TEXT)
		viewport_set_focus(app, item);
	if (key.key.press != PRESS_OTHER)
		input_key(app, &key, fx);
}

/* Among words `!` is one of them; in a field where there are none yet it is asked for help. */
static enum command command_of(const struct app *app, struct key key)
{
	enum where where = app_where(app);
	enum command command = keymap_command(where, key);
	bool is_text = (where & (AT_FIELD | AT_LINE | AT_BLANK)) && !app->doc.is_bare;

	return command == CMD_CARE && is_text ? CMD_NONE : command;
}

static bool takes_text(const struct app *app)
{
	return app_is_in_line(app) || app->doc.has_caret;
}

/* Who is quick presses Escape and the next key within the time in which a terminal sends Alt and that key as the same bytes. Where
 * Escape takes out of a text, or of what lies over the page, an Alt that edits nothing was that. */
static bool was_escape_first(const struct app *app, struct key key)
{
	bool is_text = takes_text(app);
	bool leads_out = is_text || (!app_is_on_page(app) && app_screen(app) != &screen_home);
	bool edits = is_text && keymap_command(AT_FIELD, key) != CMD_NONE;

	return key.press == PRESS_ALT && leads_out && !edits && !app_hides_input(app);
}

static void escape_first(struct app *app, const struct event *ev, struct effects *fx)
{
	struct event part = *ev;

	part.key = (struct key){PRESS_ESCAPE, 0};
	input_key(app, &part, fx);
	part.key = (struct key){PRESS_TEXT, ev->key.point};
	input_key(app, &part, fx);
}

/* From what was just told to the answers below it: none is taken that the cursor was not on. */
static bool goes_to_answers(struct app *app, enum command command)
{
	if ((command != CMD_DOWN && command != CMD_ENTER) || !app_is_on_page(app) || viewport_items(app) == 0)
		return false;
	viewport_set_focus(app, viewport_focus(app));
	return true;
}

/* As long as one writes: the next letter comes at once, and would take it away unread. */
static void tell_garbled(struct app *app)
{
	if (app->garbled)
		app_tell_aside(app, "%s", tr("A character is missing: the terminal and LANG do not agree on how it is sent."));
}

void input_key(struct app *app, const struct event *ev, struct effects *fx)
{
	bool lit = app->search.lit, read_news = app->message_has_focus, was_told = viewport_lit(app) == VISIT_CAME_OF_IT;
	struct standing was;

	if (ev->key.press == PRESS_CLICK) {
		app->visit.one = false;
		click(app, ev, fx);
		return;
	}
	if (was_escape_first(app, ev->key)) {
		escape_first(app, ev, fx);
		return;
	}
	app->garbled = takes_text(app) && (app->garbled || ev->key.press == PRESS_GARBLED);
	if (ev->key.press == PRESS_GARBLED) { /* elsewhere a key without a meaning does nothing, either */
		tell_garbled(app);
		return;
	}
	if (!app_is_typing(app) && command_of(app, ev->key) == CMD_REDRAW) { /* the same once more, news and match and all */
		app_command(app, CMD_REDRAW, ev, fx);
		return;
	}

	app->covered = message_hides(app);
	viewport_settle(app);
	note_standing(app, &was);
	app->message[0] = '\0';
	app->message_has_focus = app->told_hint = app->told_outcome = app->told_cut = false;
	tell_garbled(app);
	if (app_is_typing(app) && app_type_key(app, ev, fx))
		return;
	enum command command = command_of(app, ev->key);
	if (command != CMD_NONE && app->options.few_keys && keymap_is_letter(ev->key)) {
		app_tell(app, "%s", tr("Letters are no commands here, as the settings have it (keys: minimal). : has all commands by name."));
		return;
	}
	if (command != CMD_RATE)
		app->visit.one = false;
	app->search.lit = lit && is_of_search(command);
	bool asks_first = stands_before_match(app, command);
	bool may_return = app_is_on_page(app) || app_screen(app) == &screen_note;
	if (command == CMD_LEAVE && ev->key.press == PRESS_ESCAPE && may_return && app_search_back(app, fx)) {
		app->search.arrives = false;
		return;
	}
	if (!is_of_search(command) && !asks_first)
		app->search.arrives = false;
	if (command == CMD_NONE)
		tell_reason(app, ev->key);
	if (is_held(app, command, ev->key) || sight_shows_first(app, command, ev->key, read_news))
		return;
	unsigned arrivals = app->arrivals;
	const struct page *was_at = app->visit.page;
	const bool was_over = is_over_page(app);
	if (was_told && goes_to_answers(app, command))
		return;
	app_command(app, command, ev, fx);
	if (!asks_first && !is_of_search(command) && !stays_at_match(app, command, was_at, was_over, arrivals))
		app->search.fresh = app->search.moved = false;
	note_held(app, ev->key, arrivals);
	let_stand(app, &was, command, ev->key);
}

/* On the hidden screen nothing is told that somebody else would read. */
static void tell_not_pasted(struct app *app)
{
	if (app_screen(app) != &screen_hidden)
		app_tell(app, "%s", tr("There is no field here: what was pasted is nowhere."));
}

void input_paste(struct app *app, const struct event *ev, struct effects *fx)
{
	if (app_is_typing(app)) {
		app_type_paste(app, ev->text, ev->len);
		return;
	}
	if (app_hides_input(app) || app_screen(app) == &screen_waits) {
		(void)app_screen(app)->command(app, CMD_EDIT, ev, fx);
		return;
	}
	if (!app->visit.page || !visit_is_writing(&app->visit) || (!app_is_on_page(app) && app_screen(app) != &screen_keep)) {
		tell_not_pasted(app);
		return;
	}
	(void)screen_page.command(app, CMD_EDIT, ev, fx);
	app->told_cut = ev->number == 1;
	if (app->told_cut)
		app_tell(app, "%s", tr("Only the first 64 KiB of what was pasted are here."));
	app->message_has_focus = false;
}
