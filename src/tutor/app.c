/* SPDX-License-Identifier: MIT */
#include "tutor/app.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/screens.h"
#include "view/layout.h"
#include "view/saving.h"

#define SAYS_MOST 3   /* a row that turns out taller may move another one into sight */
#define SLOW_SAVE 3000 /* ms without an answer from the disk before the learner is told */

/* --- the stack of screens --- */

struct level *app_level(struct app *app)
{
	return &app->levels[app->nlevels - 1];
}

const struct screen *app_screen(const struct app *app)
{
	return app->levels[app->nlevels - 1].screen;
}

enum where app_where(const struct app *app)
{
	return app_is_typing(app) ? AT_PROMPT : app_screen(app)->where(app);
}

enum where app_where_below(const struct app *app)
{
	const struct screen *below = app->nlevels < 2 ? &screen_home : app->levels[app->nlevels - 2].screen;

	return app->typing.what != TYPING_NOTHING && app->typing.over == below ? AT_PROMPT : below->where(app);
}

void app_push(struct app *app, const struct screen *screen)
{
	if (app_screen(app) == screen)
		return;
	if (app->nlevels == APP_LEVELS) /* never deeper: the one on top makes room */
		app->nlevels--;
	app->levels[app->nlevels++] = (struct level){.screen = screen};
	app->arrivals++;
	app->follow = false;
}

void app_pop(struct app *app)
{
	if (app->nlevels > 1)
		app->nlevels--;
	app->arrivals += app_screen(app) != &screen_page; /* a page that was only covered is not said again */
	app->resized = true; /* the window may have changed while it was covered */
}

void app_home(struct app *app)
{
	app->nlevels = 1;
	app->levels[0].focus = 0;
	app->levels[0].top = 0;
	app->recount = true;
	app->arrivals++;
}

void app_leave(struct app *app, struct effects *fx, int status)
{
	if (app->leaving)
		return;
	app_note_index(app, fx);
	app->leaving = true;
	effects_add(fx, (struct effect){.type = FX_QUIT, .status = status});
}

void app_tell(struct app *app, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(app->message, sizeof app->message, format, args);
	va_end(args);
	app->message_has_focus = app->message[0] != '\0';
}

/* --- saving --- */

/* Words, plans, what was remembered, and half of these. What is typed into a graded page is an answer like others. */
static bool is_private(const struct app *app, const struct record *record)
{
	bool on_private_page = app->visit.page && app->visit.page->kind->is_private;

	if (record->type == RECORD_DRAFT)
		return on_private_page && record_has_words(record);
	return record->type == RECORD_WORDS || record->type == RECORD_PLAN || (record->type == RECORD_ANSWER && record->text);
}

static bool stays_in_memory(const struct app *app, const struct record *record)
{
	const char *keep = learner_keep(app->learner);

	if (!is_private(app, record))
		return false;
	return !keep || strcmp(keep, "none") == 0 || (strcmp(keep, "locked") == 0 && !app->lock.open);
}

/* What is taken back has no words to seal. */
static bool is_to_be_sealed(const struct app *app, const struct record *record)
{
	return record->sealed || (app->lock.open && app_keeps_locked(app) && is_private(app, record) && record_has_words(record));
}

void app_note(struct app *app, struct effects *fx, const struct record *news, bool sync)
{
	struct record mine = *news;

	mine.sealed = is_to_be_sealed(app, news);
	mine.unsaved = stays_in_memory(app, news);
	const struct record *noted = learner_note(app->learner, &mine, app->now / 1000);
	struct record wordless = *noted;

	if (noted->type != RECORD_DRAFT && noted->type != RECORD_PLACE) {
		review_free(app->review);
		app->review = NULL;
	}
	wordless.text = NULL;
	if (noted->unsaved) {
		if (noted->type != RECORD_ANSWER)
			return;
		noted = &wordless; /* the points ticked are no words */
	}
	effects_save(fx, noted->type == RECORD_DRAFT ? FX_DRAFT : FX_SAVE, noted, sync);
	if (app->saved == app->saves)
		app->behind_since = app->tick;
	app->saves++;
	app->lock.fresh |= noted->sealed && noted->type != RECORD_DRAFT;
}

void app_need(struct app *app, struct effects *fx, enum side side)
{
	if (app->side_asked[side])
		return;
	app->side_asked[side] = true;
	effects_add(fx, (struct effect){.type = FX_SIDE, .index = side});
}

static void take_side(struct app *app, const struct event *ev)
{
	side_free(app->sides[ev->index]);
	app->sides[ev->index] = ev->side;
	app->visit.myths = app->sides[SIDE_MYTHS];
}

static void watch_saving(struct app *app)
{
	app->late = app->late && app->saved < app->saves && app->trouble.kind == ERR_NONE;
}

/* Something was handed over, there is no word of it, and nothing was said of that. */
static bool is_awaited(const struct app *app)
{
	return app->saved < app->saves && app->trouble.kind == ERR_NONE && !app->late;
}

bool app_is_unsaved(const struct app *app)
{
	return app->trouble.kind != ERR_NONE || app->late;
}

static void tell_saved(struct app *app, const char *words)
{
	(void)snprintf(app->message, sizeof app->message, "%s", words);
	app->waiting = 0;
}

static void take_saved(struct app *app, const struct event *ev)
{
	bool was_unsaved = app_is_unsaved(app);

	if (ev->err && ev->err->kind != ERR_NONE) {
		app->trouble = *ev->err;
		return;
	}
	if (ev->number > app->saved)
		app->behind_since = app->tick;
	app->saved = ev->number;
	app->trouble = (struct err){0};
	if (ev->err && ev->err->words[0])
		tell_saved(app, ev->err->words);
	else if (was_unsaved || (app->waiting && ev->number >= app->waiting))
		tell_saved(app, saving_words(SAVING_DONE));
}

/* --- focus and scrolling --- */

static int items(const struct app *app)
{
	const struct screen *screen = app_screen(app);

	return screen->items ? screen->items(app) : 0;
}

static bool is_page(const struct app *app)
{
	return app_screen(app) == &screen_page;
}

static int focus(const struct app *app)
{
	return is_page(app) ? app->visit.focus : app->levels[app->nlevels - 1].focus;
}

/* What stands out and has the cursor: what has the focus, or a hint just told. */
static int lit(const struct app *app)
{
	if (app_is_in_line(app) || app->search.lit)
		return -1;
	return is_page(app) && app->told_hint ? visit_last_hint(&app->visit) : focus(app);
}

static void set_focus(struct app *app, int item)
{
	if (is_page(app))
		app->visit.focus = item;
	else
		app_level(app)->focus = item;
	app->follow = true;
}

static int body_top(const struct app *app)
{
	return app->height < 10 ? 1 : 2;
}

static unsigned body_height(const struct app *app)
{
	int height = app->height - body_top(app) - 2;

	return height > 0 ? (unsigned)height : 1;
}

static int margin(const struct app *app)
{
	return app->width >= 70 ? 2 : app->width >= 40 ? 1 : 0;
}

static unsigned measure(const struct app *app)
{
	int room = app->width - 2 * margin(app);
	unsigned most = app->options.measure ? app->options.measure : APP_MEASURE;

	if (room < 1)
		return 1;
	return (unsigned)room < most ? (unsigned)room : most;
}

static bool shows_item(const struct app *app, int item)
{
	size_t row = doc_row_of(&app->doc, item), top = app->levels[app->nlevels - 1].top;

	return row >= top && row < top + body_height(app);
}

static size_t last_top(const struct app *app)
{
	return app->doc.nrows > body_height(app) ? app->doc.nrows - body_height(app) : 0;
}

static void clamp_top(struct app *app)
{
	struct level *level = app_level(app);

	if (level->top > last_top(app))
		level->top = last_top(app);
}

static bool scroll(struct app *app, long rows)
{
	struct level *level = app_level(app);
	size_t before = level->top;

	if (rows < 0 && level->top < (size_t)-rows)
		level->top = 0;
	else
		level->top = (size_t)((long)level->top + rows);
	clamp_top(app);
	return level->top != before;
}

/* Going there jumps over no row: long words stand between the rows that can be opened. */
static bool is_near(const struct app *app, int item)
{
	size_t row = doc_row_of(&app->doc, item), top = app->levels[app->nlevels - 1].top, height = body_height(app);

	return is_page(app) || (row < top + 2 * height && row + height >= top);
}

static void move(struct app *app, int by)
{
	int n = items(app), to = focus(app) + by;

	if (n > 0 && to >= 0 && to < n && is_near(app, to) && (shows_item(app, focus(app)) || shows_item(app, to)))
		set_focus(app, to);
	else
		(void)scroll(app, by);
}

/* A screenful leaves one row in sight, so that the eye finds its place. */
static bool screenful(struct app *app, int way)
{
	long step = body_height(app) > 2 ? (long)body_height(app) - 1 : 1;

	return scroll(app, way * step);
}

static void to_end(struct app *app, bool last)
{
	if (items(app) > 0)
		set_focus(app, last ? items(app) - 1 : 0);
	if (last)
		(void)scroll(app, (long)app->doc.nrows);
	else
		app_level(app)->top = 0;
	app->follow = last;
}

static void say_anew(struct app *app)
{
	doc_release(&app->doc);
	doc_begin(&app->doc, measure(app));
	app->doc.spacing = app->options.spacing;
	app->doc.flat = app->options.listens;
	app_screen(app)->say(app, &app->doc);
}

static void find_top(struct app *app)
{
	struct level *level = app_level(app);

	clamp_top(app);
	if (app->follow || app->doc.has_caret)
		level->top = doc_top(&app->doc, level->top, body_height(app), lit(app));
	if (app->stays >= 0 && level->top > doc_row_of(&app->doc, app->stays))
		level->top = doc_row_of(&app->doc, app->stays);
}

/* The match that was gone to is in sight, with a row or two before it where there is room. */
static void show_match(struct app *app)
{
	const struct search *s = &app->search;
	struct level *level = app_level(app);
	size_t before = body_height(app) > 8 ? 2 : 0, height = body_height(app);

	if (!s->lit || !s->scrolls)
		return;
	if (height > 4)
		height -= 2; /* the message may take their place */
	if (s->row < level->top || s->row >= level->top + height)
		level->top = s->row > before ? s->row - before : 0;
	clamp_top(app);
	app->search.scrolls = false;
}

/* The first item in sight. */
static void note_near(struct app *app)
{
	for (size_t row = app_level(app)->top; row < app->doc.nrows; row++) {
		if (app->doc.rows[row].item < 0)
			continue;
		app->near = app->doc.rows[row].item;
		return;
	}
}

/* Scrolling gives a new first word. A resize keeps the old one, also where the window is so large that it is not the first
 * for a while. */
static void note_mark(struct app *app, bool was_resized)
{
	struct level *level = app_level(app);
	bool there = doc_row_at(&app->doc, level->mark) == level->top;

	if (was_resized)
		level->displaced = !there;
	else if (level->top != level->shown)
		level->displaced = false;
	if (!there && !level->displaced)
		level->mark = level->top < app->doc.nrows ? app->doc.rows[level->top].mark : 0;
	level->shown = level->top;
}

/* Says the top screen anew and finds the stretch to show: the same words after a change of width, the focus after a move. */
static void refresh(struct app *app)
{
	struct level *level = app_level(app);
	bool was_resized = app->resized;
	int unsaid;

	app->visit.measure = measure(app);
	say_anew(app);
	if (app->resized)
		level->top = doc_row_at(&app->doc, level->mark);
	app->resized = false;
	app_search_settle(app);
	find_top(app);
	show_match(app);
	for (int i = 0; i < SAYS_MOST && (unsaid = doc_hollow_at(&app->doc, level->top, body_height(app))) >= 0; i++) {
		app->near = unsaid;
		say_anew(app);
		find_top(app);
	}
	app->follow = false;
	app->stays = -1;
	note_near(app);
	note_mark(app, was_resized);
}

/* --- commands that hold on every screen --- */

static void suspend(struct app *app, struct effects *fx)
{
	if (!app->options.can_suspend) {
		app_tell(app, "%s", tr("Suspending is not available here."));
		return;
	}
	app_draft_now(app, fx);
	app_lock(app, fx);
	effects_add(fx, (struct effect){.type = FX_SUSPEND});
}

static bool is_asking_phrase(const struct app *app)
{
	return app_screen(app) == &screen_unlock;
}

/* Who comes back gives the phrase again, if words were open. */
static void hide(struct app *app, struct effects *fx)
{
	app->lock.hid = app->lock.open || is_asking_phrase(app);
	app_draft_now(app, fx);
	app_lock(app, fx);
	app_push(app, &screen_hidden);
}

static void stop(struct app *app, struct effects *fx, int status)
{
	app_draft_now(app, fx);
	app_leave(app, fx, status);
}

/* What leaves is made from the record on the disk, so all goes there first; who started the app shows it, and comes back. */
static void share(struct app *app, struct effects *fx)
{
	if (!app->options.can_share) {
		app_tell(app, "%s", tr("There is no class here to share with."));
		return;
	}
	if (app_is_unsaved(app)) {
		app_push(app, &screen_unsaved);
		return;
	}
	app->shares = true;
	app_draft_now(app, fx);
	app_leave(app, fx, 0);
}

static void leave_screen(struct app *app, struct effects *fx)
{
	if (app->nlevels > 1)
		app_pop(app);
	else if (app_is_unsaved(app) && app_screen(app) != &screen_unsaved)
		app_push(app, &screen_unsaved);
	else
		app_leave(app, fx, 0);
}

static void tell_where(struct app *app)
{
	const char *keep = learner_keep(app->learner);
	bool unkept = keep && strcmp(keep, "none") == 0 && learner_words(app->learner) > 0;
	bool locked = app_keeps_locked(app) && !app->lock.open;
	const char *state = unkept ? tr("your words are not kept, as you chose") : app->trouble.kind != ERR_NONE ? tr("not saved") : locked ? tr("all saved, your words locked") : tr("all saved");
	long seconds = (long)(app->tick - app->behind_since) / 1000;
	char saving[64];

	if (!unkept && app->trouble.kind == ERR_NONE && app->saved < app->saves) {
		(void)snprintf(saving, sizeof saving, tr_n("saving, for %ld second now", "saving, for %ld seconds now", (unsigned long)seconds), seconds);
		state = seconds > 0 ? saving : tr("saving");
	}

	if (app->chapter && app->page_index >= 0)
		app_tell(app, tr("%s, %s, page %d of %zu; %s"), app->course->title, app->chapter->title, app->page_index + 1,
			app->chapter->npages, state);
	else
		app_tell(app, "%s; %s", app->course->title, state);
}

static void type_command(struct app *app)
{
	app_push(app, &screen_commands);
	app_type(app, TYPING_COMMAND, "");
}

static void everywhere(struct app *app, enum command command, struct effects *fx)
{
	switch (command) {
	case CMD_DOWN:
		move(app, 1);
		break;
	case CMD_UP:
		move(app, -1);
		break;
	case CMD_ON:
		(void)screenful(app, 1);
		break;
	case CMD_BACKWARD:
		(void)screenful(app, -1);
		break;
	case CMD_FIRST:
		to_end(app, false);
		break;
	case CMD_LAST:
		to_end(app, true);
		break;
	case CMD_ENTER:
		if (items(app) > 0 && app_screen(app)->open)
			app_screen(app)->open(app, focus(app), fx);
		else
			leave_screen(app, fx);
		break;
	case CMD_CONTENTS:
		app_push(app, &screen_contents);
		break;
	case CMD_WORDS:
		app_push(app, &screen_words);
		break;
	case CMD_REVIEW:
		app_review(app, fx, false, APP_CARD);
		break;
	case CMD_SUMMARY:
		app_summary(app, fx, !is_page(app) || app->round.on);
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
		suspend(app, fx);
		break;
	case CMD_STOP:
		stop(app, fx, 130);
		break;
	case CMD_NONE:
	case CMD_NEXT_PAGE:
	case CMD_PREVIOUS_PAGE:
	case CMD_CHOOSE:
	case CMD_TOGGLE:
	case CMD_RATE:
	case CMD_SURE:
	case CMD_HINT:
	case CMD_REVEAL:
	case CMD_SKIP:
	case CMD_UNDO:
	case CMD_PUT_DOWN:
	case CMD_EDIT:
	case CMD_COUNT:
		break;
	}
}

/* A verdict has the focus: Enter would go on. */
static bool is_told(const struct app *app)
{
	enum visit_where where = visit_where(&app->visit);

	return where == WHERE_TOLD || where == WHERE_DONE;
}

/* Its last row is not in sight. */
static bool ends_below(const struct app *app, int item)
{
	for (size_t row = app->levels[app->nlevels - 1].top + body_height(app); row < app->doc.nrows; row++)
		if (app->doc.rows[row].item == item)
			return true;
	return false;
}

/* On a page, on and back go through its screenfuls before they turn it; and Enter, where what was
 * said of an answer is longer than the window. */
static bool turns_within_page(struct app *app, enum command command)
{
	if (!is_page(app) || app->options.plain)
		return false;
	if (command == CMD_ENTER)
		return is_told(app) && ends_below(app, focus(app)) && screenful(app, 1);
	if (command == CMD_ON)
		return screenful(app, 1);
	return command == CMD_BACKWARD && screenful(app, -1);
}

void app_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	const struct screen *screen = app_screen(app);

	if (turns_within_page(app, command))
		return;
	if (screen->command && screen->command(app, command, ev, fx))
		return;
	if (command == CMD_CHOOSE && screen->open && ev->key.point >= '1' && (int)(ev->key.point - '1') < items(app))
		screen->open(app, (int)(ev->key.point - '1'), fx);
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

static bool is_of_search(enum command command)
{
	return command == CMD_FIND_NEXT || command == CMD_FIND_PREVIOUS || command == CMD_SEARCH;
}

static void take_key(struct app *app, const struct event *ev, struct effects *fx)
{
	bool lit = app->search.lit;

	app->message[0] = '\0';
	app->message_has_focus = app->told_hint = false;
	if (app_is_typing(app) && app_type_key(app, ev, fx))
		return;
	enum command command = keymap_command(app_where(app), ev->key);
	app->search.lit = lit && is_of_search(command);
	if (command == CMD_LEAVE && ev->key.press == PRESS_ESCAPE && is_page(app) && app_search_back(app, fx))
		return;
	if (!is_of_search(command) && app_screen(app) != &screen_note) /* a note may stand before the page that was found */
		app->search.fresh = app->search.moved = app->search.arrives = false;
	if (command == CMD_NONE)
		tell_reason(app, ev->key);
	app_command(app, command, ev, fx);
}

static void take_paste(struct app *app, const struct event *ev, struct effects *fx)
{
	if (app_is_typing(app)) {
		app_type_paste(app, ev->text, ev->len);
		return;
	}
	if (app_hides_input(app)) {
		(void)app_screen(app)->command(app, CMD_EDIT, ev, fx);
		return;
	}
	if (!app->visit.page || !visit_is_writing(&app->visit) || (!is_page(app) && app_screen(app) != &screen_keep))
		return;
	(void)screen_page.command(app, CMD_EDIT, ev, fx);
	if (ev->number == 1)
		app_tell(app, "%s", tr("Only the first 64 KiB of what was pasted are here."));
	app->message_has_focus = false;
}

/* --- time --- */

static void take_time(struct app *app, struct effects *fx)
{
	if (app->draft_due && app->tick >= app->draft_due)
		app_draft_now(app, fx);
	if (is_awaited(app) && app->tick >= app->behind_since + SLOW_SAVE) {
		(void)snprintf(app->message, sizeof app->message, "%s", saving_words(SAVING_LATE));
		app->late = true;
	}
	app_lock_time(app, fx);
}

int64_t app_deadline(const struct app *app)
{
	const int64_t all[] = {is_awaited(app) ? app->behind_since + SLOW_SAVE : -1,
		app->draft_due ? app->draft_due : -1, app_lock_deadline(app)};
	int64_t first = -1;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i] >= 0 && (first < 0 || all[i] < first))
			first = all[i];
	return first;
}

/* --- events --- */

static void start(struct app *app, struct effects *fx)
{
	int64_t last = learner_last_at(app->learner);

	app->home_shown = !app->wants && !app->round.waits;
	app->away = last > 0 && app->now / 1000 > last ? app->now / 1000 - last : 0;
	if (app->round.waits)
		app_review(app, fx, true, app->round.limit);
	if (app->wants)
		app_go(app, fx, app->want_chapter, app->want_page[0] ? app->want_page : NULL);
	else if (!app->chapter || app->chapter_index != app_place_chapter(app))
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = app_place_chapter(app)});
}

static void take_size(struct app *app, const struct event *ev)
{
	app->resized = app->width != 0;
	app->search.scrolls = app->search.lit;
	app->width = ev->width;
	app->height = ev->height;
}

static void want_outline(struct app *app, struct effects *fx, size_t chapter)
{
	if (app_outline(app, chapter)->asked)
		return;
	app_outline_to_fill(app, chapter)->asked = true;
	effects_add(fx, (struct effect){.type = FX_OUTLINE, .index = chapter});
}

/* Chapters whose rows can be seen on home and contents are read, a window at a time, once each. */
void app_want_outlines(struct app *app, struct effects *fx)
{
	size_t n = app->course->chapters.n, from, to;
	int at = app->near;

	if (app->wants)
		return;
	for (size_t i = 0; i < n && fx->n + 4 < EFFECTS_MOST; i++)
		if (app_review_wants(app, i) || (app_screen(app) == &screen_summary && app->sums_course))
			want_outline(app, fx, i);
	if (app_screen(app) != &screen_home && app_screen(app) != &screen_contents)
		return;
	from = at > app->height ? (size_t)(at - app->height) : 0;
	to = from + 2 * (size_t)app->height;
	for (size_t i = from; i < n && i < to && fx->n + 4 < EFFECTS_MOST; i++)
		want_outline(app, fx, i);
}

static void dispatch(struct app *app, const struct event *ev, struct effects *fx)
{
	switch (ev->type) {
	case EV_START:
		take_size(app, ev);
		start(app, fx);
		break;
	case EV_KEY:
		take_key(app, ev, fx);
		break;
	case EV_PASTE:
		take_paste(app, ev, fx);
		break;
	case EV_SIZE:
		take_size(app, ev);
		break;
	case EV_TIME:
		take_time(app, fx);
		break;
	case EV_OPENED:
		app_opened(app, ev, fx);
		break;
	case EV_CHANGED:
		app_changed(app, ev, fx);
		break;
	case EV_OUTLINE:
		app_outlined(app, ev);
		break;
	case EV_LENT:
		if (!app_search_takes(app, ev, fx))
			app_lent(app, ev, fx);
		break;
	case EV_SIDE:
		take_side(app, ev);
		break;
	case EV_SAVED:
		take_saved(app, ev);
		break;
	case EV_UNLOCKED:
		app_unlocked(app, ev, fx);
		break;
	case EV_OFFERED:
		app_offered(app, ev);
		break;
	case EV_HEARD: /* what is shown is said anew in any case */
		break;
	case EV_SUSPEND:
		suspend(app, fx);
		break;
	case EV_RESUMED:
		take_size(app, ev);
		effects_add(fx, (struct effect){.type = FX_REPAINT});
		break;
	case EV_HANGUP:
		stop(app, fx, 128 + 1);
		break;
	case EV_SIGNAL:
		stop(app, fx, 128 + (int)ev->number);
		break;
	}
}

/* Where all that was written is shown, what another window wrote meanwhile belongs there, too. */
static void look_around(struct app *app, struct effects *fx)
{
	bool shows_all = app_screen(app) == &screen_home || app_screen(app) == &screen_words;

	if (app->looked == app->arrivals)
		return;
	app->looked = app->arrivals;
	if (shows_all && app->arrivals > 1) /* at the start everything was just read */
		effects_add(fx, (struct effect){.type = FX_LOOK});
}

void app_update(struct app *app, const struct event *ev, struct effects *fx)
{
	app->now = ev->now;
	app->tick = ev->tick;
	if (ev->type == EV_KEY || ev->type == EV_PASTE)
		app->lock.touched = ev->tick;
	app->stays = -1;
	dispatch(app, ev, fx);
	app_look_back(app, fx);
	watch_saving(app);
	look_around(app, fx);
	bool passing = ev->type == EV_START && app->wants; /* the page comes at once; home is not looked at */
	if (!app->options.plain && app->width > 0 && !passing)
		refresh(app);
	app_want_outlines(app, fx);
}

bool app_shows_words(const struct app *app)
{
	const struct screen *screen = app_screen(app);
	const struct page *page = app->visit.page;

	return screen == &screen_words || screen == &screen_lookback || screen == &screen_coded ||
	       (screen == &screen_page && page && (page->kind->is_private || page->kind->shows_words));
}

bool app_is_leaving(const struct app *app)
{
	return app->leaving;
}

/* --- the picture --- */

static void draw_head(const struct app *app, struct frame *frame)
{
	struct head head = {{0}, {0}};
	int right, room;

	app_screen(app)->head(app, &head);
	if (app->options.listens && head.right[0]) {
		size_t used = strlen(head.left);

		(void)snprintf(head.left + used, sizeof head.left - used, ", %s", head.right);
		head.right[0] = '\0';
	}
	right = app->width - margin(app) - (int)text_cells(head.right, strlen(head.right));
	(void)frame_put_text(frame, 0, margin(app), STYLE_TITLE, head.left);
	room = margin(app) + (int)text_cells(head.left, strlen(head.left)) + 2;
	if (head.right[0] && right >= room)
		(void)frame_put_text(frame, 0, right, STYLE_ASIDE, head.right);
}

static bool has_more(const struct app *app)
{
	return app->levels[app->nlevels - 1].top < last_top(app);
}

/* A field opened below what asks for it, in a window too small for both. */
static bool hides_question(const struct app *app)
{
	return is_page(app) && app->doc.has_caret && !app->visit.has_half && app->levels[app->nlevels - 1].top > 0;
}

/* What the learner should know now: news of the moment, then what is wrong, then what is out of sight. */
static enum style message_words(const struct app *app, char *out, size_t size)
{
	out[0] = '\0';
	bool told = app->message[0] && (app->message_has_focus || app->trouble.kind == ERR_NONE);

	if (told)
		(void)snprintf(out, size, "%s", app->message);
	else if (app->fault[0])
		(void)snprintf(out, size, "%s", app->fault);
	else if (app->trouble.kind != ERR_NONE)
		saving_say_not(&app->trouble, out, size);
	else if (hides_question(app))
		(void)snprintf(out, size, "%s", tr("more above: Esc, then g"));
	else if (has_more(app))
		(void)snprintf(out, size, "%s", tr("more below"));
	return told || (!app->fault[0] && app->trouble.kind == ERR_NONE) ? STYLE_MESSAGE : STYLE_ALERT;
}

static void draw_line(const struct app *app, struct frame *frame, int row, enum style style, const char *text, size_t len)
{
	for (int x = frame_put(frame, row, margin(app), style, text, len); x < app->width;)
		x = frame_put(frame, row, x, STYLE_TEXT, " ", 1);
}

/* One row; in a window too narrow for it up to three, over the last rows of the body. */
static void draw_message(const struct app *app, struct frame *frame)
{
	char words[sizeof app->message + 64];
	enum style style = message_words(app, words, sizeof words);
	unsigned room = (unsigned)(app->width - margin(app));
	size_t from[3] = {0}, end[3] = {0}, n = 0;
	struct layout layout;
	int row = app->height - 2;

	if (!words[0])
		return;
	layout_begin(&layout, words, strlen(words));
	while (n < 3 && layout_line(&layout, room, &from[n], &end[n]))
		n++;
	layout_end(&layout);
	row -= n > 1 && row - (int)n + 1 > body_top(app) ? (int)n - 1 : 0;
	for (size_t i = 0; i < n && row + (int)i < app->height - 1; i++)
		draw_line(app, frame, row + (int)i, style, words + from[i], end[i] - from[i]);
	if (app->message[0] && (app->message_has_focus || (app->options.listens && !app->doc.has_caret)))
		frame_cursor(frame, row, margin(app));
}

/* The match that is shown is what has the focus. */
static void draw_match(const struct app *app, struct frame *frame)
{
	const struct search *s = &app->search;
	size_t top = app->levels[app->nlevels - 1].top;

	if (!is_page(app) || !s->lit || app_is_typing(app) || s->row < top || s->row >= top + body_height(app))
		return;
	int row = body_top(app) + (int)(s->row - top), column = margin(app) + (int)s->column;
	frame_paint(frame, row, column, (int)s->cells, STYLE_FOCUS);
	frame_cursor(frame, row, column);
}

static void draw_footer(const struct app *app, struct frame *frame)
{
	char hints[1000];

	unsigned room = app->options.listens ? 0 : (unsigned)(app->width - margin(app)); /* a footer that changes is read anew */

	keymap_footer(app_where(app), room, hints, sizeof hints);
	(void)frame_put_text(frame, app->height - 1, margin(app), STYLE_FOOTER, hints);
}

static void draw_too_small(const struct app *app, struct frame *frame)
{
	const char *words = app->width < 28 ? tr("Need 20x6") : tr("Window too small (need 20x6)");

	(void)frame_put_text(frame, 0, 0, STYLE_TEXT, words);
	frame_cursor(frame, 0, 0);
}

void app_view(struct app *app, struct frame *frame)
{
	const struct level *level = app_level(app);

	if (frame->width != app->width || frame->height != app->height)
		frame_size(frame, app->width, app->height);
	frame_clear(frame);
	if (app->width < APP_LEAST_WIDTH || app->height < APP_LEAST_HEIGHT) {
		draw_too_small(app, frame);
		return;
	}
	draw_head(app, frame);
	doc_show(&app->doc, frame, body_top(app), margin(app), level->top, body_height(app), shows_item(app, lit(app)) ? lit(app) : -1);
	draw_match(app, frame);
	draw_footer(app, frame);
	draw_message(app, frame);
	if (app_is_typing(app))
		app_draw_typed(app, frame, app->height - 2, margin(app));
}

/* --- life --- */

void app_init(struct app *app, const struct course *course, struct learner *learner, struct record **drafts, size_t ndrafts,
	const struct app_options *options, const struct app_start *start_at)
{
	*app = (struct app){.options = *options, .course = course, .learner = learner, .drafts = drafts, .ndrafts = ndrafts, .page_index = -1};
	app->outlines = arena_get(&app->arena, course->chapters.n * sizeof *app->outlines);
	app->levels[app->nlevels++] = (struct level){.screen = &screen_home};
	app->arrivals = 1;
	app->lock.there = options->locked;
	(void)snprintf(app->country, sizeof app->country, "%s", options->country ? options->country : "");
	if (start_at && start_at->opened)
		app_take_chapter(app, start_at->chapter, start_at->opened);
	if (start_at && start_at->news)
		(void)snprintf(app->message, sizeof app->message, "%s", start_at->news);
	app->round.waits = start_at && start_at->review;
	app->round.limit = start_at && start_at->limit > 0 ? start_at->limit : APP_ROUND;
	if (start_at && start_at->at_page) {
		app->wants = true;
		app->want_chapter = start_at->chapter;
		app->no_note = start_at->page != NULL;
		(void)snprintf(app->want_page, sizeof app->want_page, "%s", start_at->page ? start_at->page : "");
	}
}

void app_release(struct app *app)
{
	visit_end(&app->visit);
	app_unlend(app);
	chapter_free(app->chapter);
	for (size_t i = 0; i < app->nhalves; i++)
		arena_release(&app->halves[i].arena);
	mem_free(app->halves);
	explicit_bzero(&app->lock, sizeof app->lock);
	mem_free(app->round.list);
	mem_free(app->round.passed);
	review_free(app->review);
	for (size_t i = 0; i < SIDE_COUNT; i++)
		side_free(app->sides[i]);
	doc_release(&app->doc);
	app_type_end(app);
	app_search_end(app);
	arena_release(&app->arena);
	*app = (struct app){0};
}

bool app_invariants(const struct app *app, const char **broken)
{
	const struct {
		bool holds;
		const char *name;
	} all[] = {
		{app->nlevels >= 1 && app->nlevels <= APP_LEVELS, "one screen to eight"},
		{app->levels[0].screen == &screen_home, "home is at the bottom"},
		{(app->visit.page != NULL) == (app->page_index >= 0), "a page visited is a page of the open chapter"},
		{app->page_index < 0 || (app->chapter && (size_t)app->page_index < app->chapter->npages), "the page is in the chapter"},
		{!is_page(app) || app->visit.page, "the page screen has a page"},
		{!is_page(app) || app->visit.focus < visit_items(&app->visit), "the focus is on an item"},
		{!app->lent || (app->visit.page && app->visit.page->kind->draws), "chapters are lent to a page that draws"},
		{!app->lock.open || app->lock.there, "what is open was locked"},
		{app->saved <= app->saves, "nothing is acknowledged that was not handed over"},
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!all[i].holds) {
			*broken = all[i].name;
			return false;
		}
	return true;
}
