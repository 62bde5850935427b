/* SPDX-License-Identifier: MIT */
#include "tutor/input.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/message.h"
#include "tutor/screens.h"
#include "tutor/viewport.h"

/* --- commands that hold on every screen --- */

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

static bool message_fits(const struct app *app)
{
	return app->options.plain || text_cells(app->message, strlen(app->message)) <= viewport_room(app);
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

/* What becomes of words, and whether to go into what is heavy, is not chosen by an answer that is out of sight: it is seen first. */
static bool is_unseen(const struct app *app)
{
	bool asks = app_screen(app) == &screen_keep || app_screen(app) == &screen_note;

	return asks && !app->options.plain && !viewport_shows(app, viewport_focus(app));
}

/* --- on a page Enter, and the keys of a scale, are for what is seen --- */

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

/* What such a key does first: to show what it is for. True when that is all. */
static bool shows_first(struct app *app, enum command command, struct key key, bool read_news)
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

static void enter(struct app *app, struct effects *fx)
{
	if (viewport_items(app) == 0 || !app_screen(app)->open)
		leave_screen(app, fx);
	else if (is_unseen(app))
		viewport_set_focus(app, viewport_focus(app));
	else
		app_screen(app)->open(app, viewport_focus(app), fx);
}

static void everywhere(struct app *app, enum command command, struct effects *fx)
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

/* --- a key, a paste --- */

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
		everywhere(app, command, fx);
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

/* Who is quick presses Escape and the next key within the time in which a terminal sends Alt and that key as the same bytes. Where
 * Escape takes out of a text, or of what lies over the page, an Alt that edits nothing was that. */
static bool was_escape_first(const struct app *app, struct key key)
{
	bool is_text = app_is_in_line(app) || app->doc.has_caret;
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

	app->covered = message_hides(app);
	viewport_settle(app);
	note_standing(app, &was);
	app->message[0] = '\0';
	app->message_has_focus = app->told_hint = app->told_outcome = app->told_cut = false;
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
	if (is_held(app, command, ev->key) || shows_first(app, command, ev->key, read_news))
		return;
	unsigned arrivals = app->arrivals;
	if (was_told && goes_to_answers(app, command))
		return;
	app_command(app, command, ev, fx);
	if (!asks_first && !is_of_search(command) && (!keeps_search(command) || app->arrivals != arrivals))
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
