/* SPDX-License-Identifier: MIT
 *
 * lock: words that only a phrase opens: giving it, and putting everything away again. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/secret.h"

#define IDLE_LOCK (5 * 60 * 1000) /* ms without a key after which words are locked */
#define FREE_TRIES 3              /* wrong phrases; each one more waits */
#define TRY_WAIT 1000             /* ms */

/* --- one open, one shut --- */

bool app_is_settled(const struct app *app)
{
	const char *keep = learner_keep(app->learner);

	return app->lock.put_off || (keep && (strcmp(keep, "locked") != 0 || app->lock.open));
}

bool app_keeps_locked(const struct app *app)
{
	const char *keep = learner_keep(app->learner);

	return keep && strcmp(keep, "locked") == 0;
}

static bool holds_secret(const struct screen *screen)
{
	return screen == &screen_unlock || screen == &screen_phrase || screen == &screen_code || screen == &screen_coded;
}

static void stop_asking(struct app *app)
{
	secret_wipe_all(&app->lock);
	while (app->nlevels > 1 && holds_secret(app_screen(app)))
		app_pop(app);
}

/* Words that are gathered before they are changed. */
struct unsaved {
	const struct record *list[48];
	size_t n;
};

/* Words typed before there was a key to seal them with. */
static void save_one(void *ctx, const struct record *record)
{
	struct unsaved *unsaved = ctx;

	if (record->unsaved && !record_is_shut(record) && unsaved->n < sizeof unsaved->list / sizeof *unsaved->list)
		unsaved->list[unsaved->n++] = record;
}

/* An answer went to the disk at once, without its words: they go there in one of their own. */
static void say_again(struct app *app, struct effects *fx, const struct record *answer)
{
	app_note(app, fx, answer, true);
	learner_unsay(app->learner, answer);
}

static size_t save_some(struct app *app, struct effects *fx)
{
	struct unsaved unsaved = {.n = 0};

	learner_each(app->learner, RECORD_WORDS, save_one, &unsaved);
	learner_each(app->learner, RECORD_PLAN, save_one, &unsaved);
	learner_each(app->learner, RECORD_ANSWER, save_one, &unsaved);
	for (size_t i = 0; i < unsaved.n; i++) {
		if (unsaved.list[i]->type == RECORD_ANSWER) {
			say_again(app, fx, unsaved.list[i]);
			continue;
		}
		const struct record *record = learner_settle(app->learner, unsaved.list[i], app_seals(app, unsaved.list[i]->page));

		effects_save(fx, FX_SAVE, record, true);
		app->saves++;
		app->lock.fresh |= record->sealed;
	}
	return unsaved.n;
}

/* Half answers first: their numbers are above those of the words, which so do not stand for them. */
void app_save_unsaved(struct app *app, struct effects *fx)
{
	const char *keep = learner_keep(app->learner);

	app_draft_now(app, fx);
	app_draft_all(app, fx);
	if (!keep || strcmp(keep, "none") == 0) /* words are open, and new ones are still not kept */
		return;
	while (save_some(app, fx) > 0)
		continue;
}

static void adopt(struct app *app, struct effects *fx)
{
	if (!app_keeps_locked(app))
		app_note(app, fx, &(struct record){.type = RECORD_KEEP, .word = "locked"}, true);
	app->lock.adopts = false;
}

static void tell_lost(struct app *app)
{
	app->lock.put_off = true;
	app->lock.adopts = false;
	app_tell_aside(app, "%s", lock_words(app->lock.lost));
}

void app_ask_phrase(struct app *app)
{
	if (app->lock.lost && !app_has_veiled(app)) { /* what is veiled waits for the file to be put back, too */
		tell_lost(app);
		return;
	}
	if (!app->options.asks) {
		app->lock.put_off = true;
		app_tell(app, "%s", tr("Your words are locked, and there is nobody here to ask for the phrase."));
		return;
	}
	secret_wipe_all(&app->lock);
	app_push(app, &screen_unlock);
}

void app_keep_locked(struct app *app, struct effects *fx)
{
	app->lock.adopts = true;
	if (app->lock.open) {
		adopt(app, fx);
		app_save_unsaved(app, fx);
	} else if (app->lock.there || app->lock.lost) {
		app_ask_phrase(app);
	} else if (!app->options.asks) {
		app->lock.put_off = true;
		app_tell_aside(app, "%s", tr("No terminal to ask for a phrase: words stay in memory till you leave."));
	} else {
		effects_add(fx, (struct effect){.type = FX_OFFER}); /* also looks whether one can be made: before it is typed twice */
	}
}

void app_want_phrase(struct app *app, struct effects *fx)
{
	bool is_chosen = learner_keep(app->learner) != NULL; /* what was sealed waits for it, however new words are kept */

	if (app_keeps_locked(app) || (is_chosen && app->lock.there))
		app_ask_phrase(app);
	else
		app_keep_locked(app, fx);
}

/* Written with the last of them: which locked words there are. */
void app_note_index(struct app *app, struct effects *fx)
{
	if (!app->lock.open || !app->lock.fresh)
		return;
	app_note(app, fx, &(struct record){.type = RECORD_INDEX, .sealed = true}, true);
	app->lock.fresh = false;
}

/* True when something went behind it. */
static bool draw_veil(struct app *app, struct effects *fx)
{
	if (!app_veil(app))
		return false;
	effects_add(fx, (struct effect){.type = FX_LOCK}); /* what the terminal showed is overwritten */
	if (app_screen(app) == &screen_waits)
		app_pop(app);
	app_take_out(app, fx);
	app_lookback_anew(app, fx);
	return true;
}

void app_lock(struct app *app, struct effects *fx)
{
	if (app->lock.busy) /* a phrase is being tried: in a moment */
		return;
	stop_asking(app);
	app->lock.code_hidden |= app->lock.code[0] != '\0';
	explicit_bzero(app->lock.code, sizeof app->lock.code);
	if (!app->lock.open) {
		(void)draw_veil(app, fx);
		return;
	}
	app_put_away(app, fx);
	app_note_index(app, fx);
	effects_add(fx, (struct effect){.type = FX_LOCK});
	app->lock.open = app->lock.adopts = false;
	learner_shut(app->learner);
	app_take_out(app, fx);
	app_lookback_anew(app, fx);
}

static void lose(struct app *app, enum lock_end why)
{
	app->lock.lost = why;
	app->lock.there = false;
	stop_asking(app);
	tell_lost(app);
}

/* Another window made one meanwhile. It is that one that is asked for. */
static void ask_for_theirs(struct app *app)
{
	app->lock.there = true;
	stop_asking(app);
	app_ask_phrase(app);
	app_tell_aside(app, "%s", tr("Another window made a phrase meanwhile: it is that one that is asked for."));
}

static void tell_failure(struct app *app, const struct event *ev)
{
	if (ev->lock == LOCK_WRONG)
		app->lock.tries++;
	app->lock.next = app->tick + (app->lock.tries >= FREE_TRIES ? TRY_WAIT : 0);
	if (ev->lock == LOCK_FAILED && ev->err)
		app_tell_aside(app, tr("The file vault.hdr could not be read or written: %s."), ev->err->words);
	else
		app_tell_aside(app, "%s", lock_words(ev->lock));
	app->arrivals += app->options.plain;
	secret_wipe(&app->lock.typed);
	if (lock_is_in_vain(ev->lock))
		lose(app, ev->lock);
	else if (ev->lock == LOCK_EXISTS)
		ask_for_theirs(app);
}

static void find_readable(void *ctx, const struct record *record)
{
	*(bool *)ctx |= !record->sealed && !record->unsaved && record->text && record_has_words(record);
}

static void find_readable_plan(void *ctx, const struct record *record)
{
	*(bool *)ctx |= !record->sealed && !record->unsaved && record_has_words(record);
}

bool app_has_readable(const struct app *app)
{
	bool any = false;

	learner_each(app->learner, RECORD_WORDS, find_readable, &any);
	learner_each(app->learner, RECORD_ANSWER, find_readable, &any);
	learner_each(app->learner, RECORD_PLAN, find_readable_plan, &any);
	return any;
}

/* What it does not reach is said with it. */
static const char *adopted(const struct app *app)
{
	if (app->lock.company)
		return tr("Words are kept locked from here on. What is half written in another window may still be saved readable.");
	if (!app_has_readable(app))
		return tr("Words are kept locked from here on.");
	return app->options.confined ? tr("Words are kept locked from here on. Older ones are readable still: whoever looks after this computer can help to lock them.")
		: tr("Words are kept locked from here on. Older ones are readable still: `attune lock` locks them, too.");
}

static void tell_code_hidden(struct app *app)
{
	app->lock.code_hidden = false;
	app_tell(app, "%s", app->options.confined ? tr("Your recovery code is not shown again: if it is on no paper, only the phrase opens.")
		: tr("Your recovery code is not shown again; `attune phrase` makes a new one."));
}

/* What the learner should know of what was found inside. */
static void tell_open(struct app *app, const struct event *ev)
{
	if (ev->missing > 0)
		app_tell(app, tr_n("%zu locked text is gone: it was taken away, or an old copy was put back.",
			"%zu locked texts are gone: taken away, or an old copy was put back.", ev->missing),
			ev->missing);
	else if (ev->damaged > 0)
		app_tell(app, tr_n("%zu locked text does not open: changed, or of another phrase. Others do.",
			"%zu locked texts do not open: changed, or of another phrase. Others do.", ev->damaged), ev->damaged);
	else if (ev->may_swap)
		app_tell(app, "%s", tr("Open. This computer does not promise to keep your key out of its swap space."));
	else if (app->lock.adopts)
		app_tell(app, "%s", adopted(app));
	else
		app_tell(app, "%s", lock_words(LOCK_DONE));
	app->message_has_focus = ev->missing > 0 || ev->damaged > 0;
	if (app->lock.code_hidden && !app->message_has_focus)
		tell_code_hidden(app);
}

void app_unlocked(struct app *app, const struct event *ev, struct effects *fx)
{
	struct lock *lock = &app->lock;

	lock->busy = false;
	if (ev->lock != LOCK_DONE) {
		tell_failure(app, ev);
		return;
	}
	lock->there = lock->open = true;
	lock->lost = LOCK_DONE;
	lock->put_off = false;
	lock->company = ev->company;
	lock->tries = 0;
	app_touched(app);
	stop_asking(app);
	if (app_screen(app) == &screen_keep || app_screen(app) == &screen_waits)
		app_pop(app);
	app_unveil(app);
	for (size_t i = 0; i < ev->nwords; i++)
		if (ev->words[i]->type == RECORD_DRAFT)
			app_take_draft(app, ev->words[i]);
		else
			learner_open(app->learner, ev->words[i]);
	tell_open(app, ev);
	if (lock->adopts)
		adopt(app, fx);
	app_take_out(app, fx);
	app_save_unsaved(app, fx);
	app_lookback_anew(app, fx);
	if (!ev->text)
		return;
	(void)snprintf(lock->code, sizeof lock->code, "%s", ev->text);
	lock->unseen = true;
	app_push(app, &screen_coded);
}

/* The question how words are kept is below, or what is typed stays in memory. */
static void tell_none_made(struct app *app, const struct err *err)
{
	app->lock.adopts = false;
	app->lock.put_off |= app_screen(app) != &screen_keep;
	app_tell_aside(app, tr("No phrase can be made here: %s."), err->words);
	app->arrivals += app->options.plain;
}

/* The choice is one for the course, whichever window it was made in; before words are saved in clear it is looked for (app_did). */
void app_heard(struct app *app)
{
	if (app->lock.keeps || !app_keeps_locked(app))
		return;
	app->lock.there |= !app->lock.lost;
	app_tell_aside(app, "%s", app->lock.open ? tr("Another window locks words from here on, and so does this one.")
		: tr("Another window locks words from here on. Go on writing: it waits for your phrase."));
}

void app_offered(struct app *app, const struct event *ev)
{
	if (ev->lock == LOCK_EXISTS) {
		ask_for_theirs(app);
	} else if (lock_is_in_vain(ev->lock)) {
		lose(app, ev->lock);
	} else if (ev->lock != LOCK_DONE) {
		tell_none_made(app, ev->err);
	} else {
		secret_wipe_all(&app->lock);
		(void)snprintf(app->lock.offer, sizeof app->lock.offer, "%s", ev->text);
		app_push(app, &screen_phrase);
	}
}

/* --- time --- */

void app_touched(struct app *app)
{
	app->lock.touched = app->tick;
	app->lock.rested = false;
}

/* Words are open, or may wait for the phrase: which is looked at when it is time. */
static bool may_rest(const struct app *app)
{
	return !app->lock.rested && (app->lock.open || (app->lock.there && app->options.asks));
}

int64_t app_lock_deadline(const struct app *app)
{
	if (app->lock.waits)
		return app->lock.next;
	return may_rest(app) ? app->lock.touched + IDLE_LOCK : -1;
}

static void try_now(struct app *app, struct effects *fx)
{
	app->lock.waits = false;
	app->lock.busy = true;
	effects_add(fx, (struct effect){.type = FX_UNLOCK, .phrase = app->lock.typed.at});
	app_tell_aside(app, "%s", tr("Opening..."));
}

/* Who was in the middle of a sentence may go on with it: what is typed now follows it once the phrase was given. */
static void let_write_on(struct app *app)
{
	app_set_aside(app);
	app_push(app, &screen_waits);
	app->lock.unseen = false;
}

/* Who is giving the phrase goes on giving it. */
static bool put_out_of_sight(struct app *app, struct effects *fx)
{
	if (!app->lock.open)
		return draw_veil(app, fx);
	app_lock(app, fx);
	return true;
}

void app_lock_time(struct app *app, struct effects *fx)
{
	if (app->lock.waits && app->tick >= app->lock.next)
		try_now(app, fx);
	if (!may_rest(app) || app->tick < app->lock.touched + IDLE_LOCK)
		return;
	app->lock.rested = true;
	if (!put_out_of_sight(app, fx))
		return;
	if (app_is_on_page(app) && app_has_shut(app, app->visit.page->id))
		let_write_on(app);
	app_tell_aside(app, "%s", tr("Nothing was typed for five minutes: your words are locked. Nothing is lost."));
}

/* --- giving the phrase --- */

static void unlock_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Give your phrase"));
}

/* Who goes on without it knows what that means before something is hidden that only the phrase shows again. */
static void say_without(const struct app *app, struct doc *doc)
{
	if (app_has_veiled(app))
		doc_say(doc, STYLE_TEXT, tr("What is not saved yet waits for it, too: in this window, as long as it is open. Only the phrase shows it again."));
	else if (app_keeps_locked(app))
		doc_say(doc, STYLE_ASIDE, tr("What you write without it is not saved, and once it was hidden (^O, or five minutes without a key) only the phrase shows it again. Forgotten? w keeps new words in another way."));
}

static void unlock_say(const struct app *app, struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("Your phrase opens your words. Everything else is open as it is: you can go on without it."));
	secret_say(app, doc);
	doc_say(doc, STYLE_ASIDE, tr("A recovery code opens them too, where one was made."));
	say_without(app, doc);
}

static void unlock_enter(struct app *app, struct effects *fx)
{
	if (app->lock.waits)
		return;
	if (app->lock.typed.len == 0) {
		app_tell_aside(app, "%s", tr("Type your phrase; it is not shown."));
	} else if (app->tick < app->lock.next) {
		app->lock.waits = true;
		app_tell_aside(app, "%s", tr("A moment, so that nobody can try many of them."));
	} else {
		try_now(app, fx);
	}
}

/* Not now. What is typed on this page stays in memory; words that are locked stay as they are. */
static void unlock_leave(struct app *app)
{
	app->lock.adopts = false;
	stop_asking(app);
	app_set_aside(app);
	if (app_screen(app) != &screen_page || !app->visit.page->kind->is_private)
		return;
	app->lock.put_off = true;
	app_tell_not_opened(app);
}

static bool unlock_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	if (app->lock.busy)
		return command != CMD_STOP && command != CMD_REDRAW;
	if (command == CMD_ENTER)
		unlock_enter(app, fx);
	else if (command == CMD_LEAVE)
		unlock_leave(app);
	else if (command != CMD_NONE && command != CMD_EDIT)
		return false;
	else if (app->lock.waits)
		return true;
	else if (ev->type == EV_PASTE)
		secret_paste(&app->lock.typed, ev->text, ev->len);
	else
		(void)secret_take(&app->lock.typed, ev->key);
	return true;
}

const struct screen screen_unlock = {
	.name = "unlock",
	.where = secret_where,
	.head = unlock_head,
	.say = unlock_say,
	.command = unlock_command,
	.prompt = secret_prompt,
};

/* --- plain mode --- */

bool app_hides_input(const struct app *app)
{
	return app_screen(app) == &screen_unlock || app_screen(app) == &screen_phrase;
}

void app_hear_phrase(struct app *app, const char *line, const struct event *ev, struct effects *fx)
{
	secret_wipe(&app->lock.typed);
	secret_add(&app->lock.typed, line, strlen(line));
	app_command(app, line[0] ? CMD_ENTER : CMD_LEAVE, ev, fx);
}
