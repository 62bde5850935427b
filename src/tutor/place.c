/* SPDX-License-Identifier: MIT */
#include "tutor/place.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "kinds/kind.h"
#include "learner/reconcile.h"
#include "tutor/draft.h"
#include "tutor/outline.h"
#include "tutor/rows.h"
#include "tutor/screens.h"

/* --- what a visit did --- */

/* Who was sure and wrong is told more: what makes it tempting, and what is truer. */
static void need_myths(struct app *app, struct effects *fx)
{
	if (visit_is_surprised(&app->visit))
		app_need(app, fx, SIDE_MYTHS);
}

/* Of an answer with words the ticks are saved at once, the words perhaps not. */
static bool stays_in_memory(const struct app *app, const struct record *record)
{
	const struct record *noted = learner_latest(app->learner, record->type, record->page);

	return noted && noted->unsaved;
}

static void keep(struct app *app, struct effects *fx, const struct record *record)
{
	uint64_t before = app->saves;

	app_note(app, fx, record, true);
	if (app->saves == before || stays_in_memory(app, record))
		app_tell(app, "%s", app_keeps_locked(app) ? tr("Not saved: the phrase was not given. w opens your words, and then it is.")
			: app->lock.adopts ? tr("No terminal to ask for a phrase: words stay in memory till you leave.")
			: learner_keep(app->learner) ? tr("Not kept, as you chose: this lasts until you leave.")
			: tr("Not saved yet: how your words are kept is still to choose."));
	else if ((record->type == RECORD_WORDS && record->text && *record->text) || (record->type == RECORD_PLAN && record->npicks > 0))
		app->waiting = app->saves;
	if (app->saves > before)
		draft_taken(app, fx);
	visit_kept(&app->visit, record);
	app_review_kept(app, record);
	need_myths(app, fx);
	draft_forget(app, fx);
	if (app->visit.changed) /* a quiz: one question is answered, the whole is half done */
		draft_soon(app);
	app->follow = true;
}

/* A row that says so would be out of sight, below a page of scales. */
static void tell_rated(struct app *app, const struct record *record)
{
	bool tells = kind_of(app->visit.page)->tells; /* then what it moved by is there */

	if (record->type == RECORD_BELIEF && app->visit.stage == STAGE_DONE && !tells && !app->options.plain)
		app_tell(app, "%s", tr("Kept. Enter goes on."));
}

/* Before words go to the disk in clear: another window may have locked them meanwhile. It is known by the time the draft is due. */
static void look_beside(struct app *app, struct effects *fx)
{
	bool is_first = app->draft_due == 0;

	if (is_first && app->visit.page->kind->is_private && !app_keeps_locked(app) && !app->options.ephemeral)
		effects_add(fx, (struct effect){.type = FX_LOOK});
}

void app_did(struct app *app, struct effects *fx, enum visit_did did, const struct record *record)
{
	switch (did) {
	case VISIT_IGNORED:
		break;
	case VISIT_SHOWN:
		app->follow = true;
		break;
	case VISIT_HALF:
		look_beside(app, fx);
		draft_soon(app);
		app->follow = true;
		break;
	case VISIT_KEEP:
		keep(app, fx, record);
		tell_rated(app, record);
		break;
	case VISIT_ON:
		app_forward(app, fx, false);
		return;
	}
	if (app->visit.message[0])
		app_tell(app, "%s", app->visit.message);
}

void app_put_down(struct app *app, struct effects *fx)
{
	struct arena arena = {0};
	struct record record;

	if (!app->visit.page)
		return;
	if (app_has_unsettled_here(app)) { /* nothing was chosen, so nothing is done with them */
		app_tell_aside(app, "%s", tr("Not saved yet: your words wait in their field till you say how to keep them."));
		return;
	}
	if (visit_leave(&app->visit, &record, &arena) == VISIT_KEEP)
		keep(app, fx, &record);
	else
		app_draft_now(app, fx);
	arena_release(&arena);
}

/* --- arriving --- */

void app_note_open(struct app *app, struct effects *fx)
{
	uint64_t seed = learner_seed(app->learner) ? learner_seed(app->learner) : app->options.seed;

	if (app->opened)
		return;
	app->opened = true;
	app_note(app, fx, &(struct record){.type = RECORD_OPEN, .text = app->course->version, .seed = seed}, false);
	if (!learner_saw_notice(app->learner) && !markup_is_empty(&app->course->notice) && app->home_shown)
		app_note(app, fx, &(struct record){.type = RECORD_NOTICE}, false);
}

static bool is_place(const struct app *app, const char *page)
{
	const struct record *place = learner_place(app->learner);

	return place && place->page && strcmp(place->page, page) == 0 && !learner_is_moved(app->learner);
}

void app_set_place(struct app *app, struct effects *fx, const char *chapter, const char *page)
{
	const struct record *place = learner_place(app->learner);

	if (page ? is_place(app, page) : place && !place->page && strcmp(place->chapter, chapter) == 0)
		return;
	app_note(app, fx, &(struct record){.type = RECORD_PLACE, .chapter = chapter, .page = page}, false);
}

/* Beside what this start has to tell already: that the place moved. */
static void tell_too(struct app *app, const char *words)
{
	char told[sizeof app->message];

	(void)snprintf(told, sizeof told, "%s", app->message);
	app_tell(app, "%s%s%s", told, told[0] ? " " : "", words);
}

/* What became of the chapter since the learner met it, told once: it is noted as it is now. */
static void note_chapter(struct app *app, struct effects *fx)
{
	struct arena arena = {0};
	struct revision revision;
	char words[sizeof app->message];

	if (app->met)
		return;
	app->met = true;
	if (reconcile_chapter(app->learner, app->chapter, &arena, &revision)) {
		app_note(app, fx, &revision.news, false);
		reconcile_say(&revision, words, sizeof words);
		if (words[0])
			tell_too(app, words);
		app->message_has_focus = words[0] && !app->visit.writing;
	}
	arena_release(&arena);
}

/* What the page itself has to say on arrival: that what was answered here was another question. The chapter's news come first. */
static void tell_arrival(struct app *app)
{
	if (app->visit.message[0] && !app->message[0]) {
		app_tell(app, "%s", app->visit.message);
		app->message_has_focus = !app->visit.writing;
	}
	app->visit.message[0] = '\0';
}

static void show_page(struct app *app)
{
	app->nlevels = 1;
	app->levels[app->nlevels++] = (struct level){.screen = &screen_page};
	app->arrivals++;
	app->follow = app->visit.writing;
}

/* A half answer of another session becomes ours. */
static void take_up(struct app *app, struct effects *fx)
{
	app->told = app->visit.news;
	app->visit.myths = app->sides[SIDE_MYTHS];
	app->visit.unsure = app->options.unsure;
	app->visit.in_lines = app->options.plain;
	need_myths(app, fx);
	if (app->options.plain && visit_is_kept(&app->visit)) /* a word typed there is a command again */
		app->visit.writing = false;
	if (!app->visit.has_half)
		return;
	app->visit.changed = true;
	draft_soon(app);
}

void app_lent(struct app *app, const struct event *ev, struct effects *fx)
{
	app_outlined(app, ev);
	if (!app_take_lent(app, ev) || app_lend(app, fx))
		return;
	visit_lend(&app->visit, app->lent, app->course->chapters.n, draft_for(app, app->visit.page));
	take_up(app, fx);
	tell_arrival(app);
	app_offer_halves(app);
	app->follow |= app->visit.writing;
}

void place_end_visit(struct app *app)
{
	draft_lay_by(app);
	visit_end(&app->visit);
	app->lock.put_off = app->lock.warned = false;
	app_unlend(app);
}

void place_begin_visit(struct app *app, const struct page *page)
{
	visit_begin(&app->visit, app->course, app->chapter, page, app->learner, draft_for(app, page));
	if (app->copied && !visit_copy(&app->visit, app->copied))
		app->copied = NULL;
}

unsigned app_return(const struct app *app, const struct page *page)
{
	return app->round.on ? review_times(app->learner, page->id) : 0;
}

/* A question is asked afresh; a plan that is looked back on is there to be changed. */
static void begin_return(struct app *app, const struct page *page)
{
	const struct round *round = &app->round;

	if (round->list[round->at].is_plan)
		visit_begin(&app->visit, app->course, app->chapter, page, app->learner, draft_for(app, page));
	else
		visit_begin_afresh(&app->visit, app->course, app->chapter, page, app->learner,
			draft_of_return(app, page, app_return(app, page)));
}

/* The page visited as it is now. */
static void begin_again(struct app *app, struct effects *fx)
{
	const struct page *page = app->visit.page;

	visit_end(&app->visit);
	if (app->round.on)
		begin_return(app, page);
	else
		place_begin_visit(app, page);
	if (app->lent)
		visit_lend(&app->visit, app->lent, app->course->chapters.n, draft_for(app, page));
	app->visit.message[0] = '\0';
	take_up(app, fx);
	app->follow = app->visit.writing;
	app->arrivals++;
}

/* What is half written on a page without locked words stays in its field. */
void app_take_out(struct app *app, struct effects *fx)
{
	if (!app->visit.page || !app->visit.page->kind->is_private)
		return;
	if (app->visit.has_half) {
		app->visit.changed = true;
		return;
	}
	begin_again(app, fx);
	if (app_screen(app) == &screen_page)
		app_offer_halves(app);
}

void app_choose_half(struct app *app, struct effects *fx, const struct record *found)
{
	app->chosen = found;
	begin_again(app, fx);
	app->chosen = NULL;
}

void app_set_aside(struct app *app)
{
	if (app_screen(app) == &screen_page)
		visit_set_aside(&app->visit);
}

/* A plan half made in this window is not given up for one that was left by another. */
static void tell_chosen(struct app *app)
{
	if (app->chosen && app->visit.has_half && app->taken != app->chosen)
		app_tell(app, "%s", tr("What you began here in this window comes first. When it is done, the other one follows."));
	app->chosen = NULL;
}

static void tell_copy(struct app *app)
{
	char date[24];

	rows_made(app, app->copied, date, sizeof date);
	app_tell(app, tr("A copy. That of %s is kept."), date);
}

void app_arrive(struct app *app, struct effects *fx, int index, bool noted)
{
	const struct page *page = &app->chapter->pages[index];
	bool turned = app->visit.page && app_screen(app) == &screen_page, back = turned && index < app->page_index;

	if (!noted && app_ask_note(app, index))
		return;
	app_note_open(app, fx);
	place_end_visit(app);
	app->page_index = index;
	place_begin_visit(app, page);
	take_up(app, fx);
	/* Who looks for words reads: n, N and Esc go on looking, as after Esc in the field. Who turns pages comes by what is kept, and
	 * going back by what is not: the next key turns another one, and gets not into it. */
	if (app->search.arrives || (back && !app->options.plain) || (turned && visit_is_kept(&app->visit)))
		app->visit.writing = false;
	if (!app->search.arrives && !app->search.returns) /* elsewhere than a search led: Esc goes back to where one is now */
		app->search.fresh = app->search.moved = false;
	if (!app->copied && !app->search.returns)
		app_set_place(app, fx, app->chapter->id, page->id);
	note_chapter(app, fx);
	tell_arrival(app);
	show_page(app);
	if (!app_lend(app, fx))
		app_offer_halves(app);
	tell_chosen(app);
	if (app->copied)
		tell_copy(app);
	app_search_arrived(app);
}

void app_come_back(struct app *app, struct effects *fx, int index)
{
	const struct page *page = &app->chapter->pages[index];

	app_note_open(app, fx);
	place_end_visit(app);
	app->copied = NULL;
	app->page_index = index;
	begin_return(app, page);
	take_up(app, fx);
	show_page(app);
	app_offer_halves(app);
}

static int first_unseen(const struct app *app)
{
	for (size_t i = 0; i < app->chapter->npages; i++)
		if (!learner_has_seen(app->learner, app->chapter->pages[i].id))
			return (int)i;
	return 0;
}

static int wanted_page(const struct app *app)
{
	const struct record *place = learner_place(app->learner);
	int index = -1;

	if (app->wants_last)
		return (int)app->chapter->npages - 1;
	if (app->want_page[0])
		index = chapter_find(app->chapter, app->want_page);
	else if (place && place->page && strcmp(place->chapter, app->chapter->id) == 0)
		index = reconcile_page(app->learner, app->chapter, place->page);
	return index >= 0 ? index : first_unseen(app);
}

static void go_now(struct app *app, struct effects *fx)
{
	int index = wanted_page(app);

	app->wants = false;
	if (app->copied && chapter_find(app->chapter, app->want_page) < 0) {
		app->copied = NULL;
		app_tell(app, "%s", tr("The page they were written on is no longer in the course. Your words stay here."));
		return;
	}
	bool noted = app->no_note;
	app->no_note = false;
	app_arrive(app, fx, index, noted);
	app->wants_last = false;
}

static void go(struct app *app, struct effects *fx, size_t chapter, const char *page, const struct record *copied)
{
	app_put_down(app, fx);
	app->copied = copied;
	app->round.on = app->round.waits = false;
	app->ended = false;
	app->wants = true;
	app->want_chapter = chapter;
	if (page != app->want_page)
		(void)snprintf(app->want_page, sizeof app->want_page, "%s", page ? page : "");
	if (app->chapter && app->chapter_index == chapter)
		go_now(app, fx);
	else
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = chapter});
}

void app_take_chapter(struct app *app, size_t index, struct chapter *chapter)
{
	place_end_visit(app);
	app->page_index = -1;
	chapter_free(app->chapter);
	app->chapter = chapter;
	app->chapter_index = index;
	app->met = false;
	outline_fill(app, index, chapter);
}

void app_go(struct app *app, struct effects *fx, size_t chapter, const char *page)
{
	go(app, fx, chapter, page, NULL);
}

void app_go_on(struct app *app, struct effects *fx, const struct record *half, const struct record *found)
{
	app->chosen = found;
	go(app, fx, (size_t)app_chapter_index(app, half->chapter), learner_name(app->learner, half->page), NULL);
}

void app_write_copy(struct app *app, struct effects *fx, const struct record *of)
{
	go(app, fx, (size_t)app_chapter_index(app, of->chapter), of->page, of);
}

/* The chapter of the learner's place is the open one again: what is asked of "here" is asked of that. */
void app_end_copy(struct app *app, struct effects *fx)
{
	size_t place = app_place_chapter(app);

	app->copied = NULL;
	app_home(app);
	app_push(app, &screen_words);
	if (app->chapter_index != place)
		effects_add(fx, (struct effect){.type = FX_OPEN, .index = place});
}

static void cannot_open(struct app *app, const struct event *ev)
{
	outline_fault(app, ev->index, ev->diags);
	if (!app->wants)
		return;
	app->copied = NULL;
	app->wants = app->wants_last = false;
	app->fault_chapter = ev->index;
	app_push(app, &screen_fault);
}

/* The place was "the next chapter"; now that it is open, it is its first page, unless a content note is to be read before it. */
static void settle_place(struct app *app, struct effects *fx)
{
	const struct record *place = learner_place(app->learner);
	int first = first_unseen(app);

	if (place && !place->page && place->chapter && strcmp(place->chapter, app->chapter->id) == 0 && app_note_over(app, first) == NOTE_NONE)
		app_set_place(app, fx, app->chapter->id, app->chapter->pages[first].id);
}

/* It was asked for beside the home screen, and a page was opened since: Escape and a number come in one event. */
static bool is_overtaken(const struct app *app)
{
	const struct screen *open = app->nlevels > 1 ? app->levels[1].screen : NULL;

	return !app->wants && (open == &screen_page || open == &screen_note);
}

void app_opened(struct app *app, const struct event *ev, struct effects *fx)
{
	if (app_review_opened(app, ev, fx))
		return;
	if (is_overtaken(app)) {
		chapter_free(ev->chapter);
		return;
	}
	if (!ev->chapter) {
		cannot_open(app, ev);
		return;
	}
	app_take_chapter(app, ev->index, ev->chapter);
	settle_place(app, fx);
	app_search_opened(app);
	if (app->wants && app->want_chapter == ev->index)
		go_now(app, fx);
}

/* --- going on and back --- */

static void note_seen(struct app *app, struct effects *fx, bool skip)
{
	const char *page = app->visit.page->id;
	const struct record *before = learner_latest(app->learner, RECORD_SEEN, page);
	const char *how = skip || !visit_is_answered(&app->visit) ? "skipped" : "seen";

	if (before && !learner_is_past(app->learner, before) && before->word && strcmp(before->word, how) == 0)
		return;
	app_note(app, fx, &(struct record){.type = RECORD_SEEN, .chapter = app->chapter->id, .page = page, .word = how}, false);
}

/* What it was is shown first; the next one is opened when that was seen. */
static void end_chapter(struct app *app, struct effects *fx)
{
	size_t next = app->chapter_index + 1;

	if (next < app->course->chapters.n)
		app_set_place(app, fx, app->course->chapters.list[next], NULL);
	app_home(app);
	app->ended = true;
	app_summary(app, fx, next == app->course->chapters.n);
}

void app_forward(struct app *app, struct effects *fx, bool skip)
{
	if (!app->visit.page)
		return;
	app_put_down(app, fx);
	if (app->round.on) {
		app_review_on(app, fx, skip);
		return;
	}
	if (app->copied) {
		app_end_copy(app, fx);
		return;
	}
	note_seen(app, fx, skip);
	if ((size_t)app->page_index + 1 < app->chapter->npages)
		app_arrive(app, fx, app->page_index + 1, false);
	else
		end_chapter(app, fx);
}

bool app_is_on_first_page(const struct app *app)
{
	return app->visit.page && !app->round.on && !app->copied && app->chapter_index == 0 && app->page_index == 0;
}

void app_backward(struct app *app, struct effects *fx)
{
	if (!app->visit.page)
		return;
	if (app->round.on) {
		app_tell(app, "%s", tr("These come one after the other. q leaves them."));
		return;
	}
	app_put_down(app, fx);
	if (app->copied) {
		app_end_copy(app, fx);
	} else if (app->page_index > 0) {
		app_arrive(app, fx, app->page_index - 1, false);
	} else if (app->chapter_index > 0) {
		app->wants_last = true;
		app_go(app, fx, app->chapter_index - 1, NULL);
	} else {
		app_tell(app, "%s", tr("This is the first page."));
	}
}
