/* SPDX-License-Identifier: MIT */
#include "tutor/saves.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/screens.h"
#include "view/saving.h"

#define SLOW_SAVE 3000 /* ms without an answer from the disk before the learner is told */

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

	if (record->type == RECORD_DRAFT && !app->lock.open && app_has_shut(app, record->page))
		return true;
	if (!is_private(app, record))
		return false;
	return !keep || strcmp(keep, "none") == 0 || (strcmp(keep, "locked") == 0 && !app->lock.open);
}

/* What is taken back has no words to seal. */
static bool is_to_be_sealed(const struct app *app, const struct record *record)
{
	return record->sealed || (app->lock.open && is_private(app, record) && record_has_words(record) && app_seals(app, record->page));
}

void app_note(struct app *app, struct effects *fx, const struct record *news, bool sync)
{
	if (app->options.sketch)
		return;
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

/* --- what became of it --- */

void saves_watch(struct app *app)
{
	app->late = app->late && app->saved < app->saves && app->trouble.kind == ERR_NONE;
}

/* Something was handed over, there is no word of it, and nothing was said of that. */
static bool is_awaited(const struct app *app)
{
	return app->saved < app->saves && app->trouble.kind == ERR_NONE && !app->late;
}

int64_t saves_deadline(const struct app *app)
{
	return is_awaited(app) ? app->behind_since + SLOW_SAVE : -1;
}

void saves_time(struct app *app)
{
	if (!is_awaited(app) || app->tick < app->behind_since + SLOW_SAVE)
		return;
	app_inform(app, saving_words(SAVING_LATE), strlen(saving_words(SAVING_LATE)));
	app->late = true;
}

bool app_is_unsaved(const struct app *app)
{
	return app->trouble.kind != ERR_NONE || app->late;
}

/* What is looked out for, if anything is. */
static bool has_come(uint64_t number, const struct event *ev)
{
	return number > 0 && ev->number >= number;
}

bool saves_is_seen(const struct app *app, const struct event *ev)
{
	bool has_news = ev->err && (ev->err->kind != ERR_NONE || ev->err->words[0]);

	return has_news || app_is_unsaved(app) || app_screen(app) == &screen_unsaved || has_come(app->waiting, ev) || has_come(app->keeping, ev);
}

/* After what a paste lost, if that is told just now: it is told once. */
static void tell_beside(struct app *app, const char *words)
{
	size_t used = app->told_cut ? strlen(app->message) : 0;

	(void)snprintf(app->message + used, sizeof app->message - used, "%s%s", used ? " " : "", words);
	app->message_stands = false;
}

static void tell_saved(struct app *app, const char *words)
{
	tell_beside(app, words);
	app->waiting = 0;
}

/* How words are kept from here on, once it is true; `done`: words are, too. */
static void tell_kept(struct app *app, uint64_t number, bool done)
{
	const char *saved = app->options.confined ? tr("Saved. Only this account can read it (mode 0600). w changes how new words are kept.")
		: tr("Saved. Only this account can read it (mode 0600). `attune lock` locks it.");
	const char *words = done ? saved
		: tr("Your words are kept readable, for this account only (mode 0600).");

	tell_beside(app, words);
	app->keeping = 0;
	if (number >= app->waiting)
		app->waiting = 0;
}

void saves_take(struct app *app, const struct event *ev)
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
	else if (has_come(app->keeping, ev))
		tell_kept(app, ev->number, was_unsaved || (app->waiting > app->keeping && ev->number >= app->waiting));
	else if (was_unsaved || has_come(app->waiting, ev))
		tell_saved(app, saving_words(SAVING_DONE));
}
