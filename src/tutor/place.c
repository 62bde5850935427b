/* SPDX-License-Identifier: MIT
 *
 * place: going from page to page and from chapter to chapter, and what is noted on the way. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "learner/reconcile.h"
#include "tutor/rows.h"

#define DRAFT_AFTER 250 /* ms from the first unsaved key to the draft */

/* --- what is known of chapters --- */

int app_chapter_index(const struct app *app, const char *id)
{
	for (size_t i = 0; id && i < app->course->chapters.n; i++)
		if (strcmp(app->course->chapters.list[i], id) == 0)
			return (int)i;
	return -1;
}

size_t app_place_chapter(const struct app *app)
{
	const struct record *place = learner_place(app->learner);
	int index = place ? app_chapter_index(app, place->chapter) : -1;

	return index < 0 ? 0 : (size_t)index;
}

unsigned app_pages_done(const struct app *app, size_t chapter)
{
	const struct outline *o = app_outline(app, chapter);
	unsigned done = 0;

	for (size_t i = 0; i < o->npages; i++)
		done += learner_has_seen(app->learner, o->pages[i].id);
	return done;
}

bool app_chapter_is_done(const struct app *app, size_t chapter)
{
	const struct outline *o = app_outline(app, chapter);

	return o->known && o->npages > 0 && app_pages_done(app, chapter) == o->npages;
}

const struct outline *app_outline(const struct app *app, size_t chapter)
{
	static const struct outline unknown;

	return app->outlines[chapter] ? app->outlines[chapter] : &unknown;
}

struct outline *app_outline_to_fill(struct app *app, size_t chapter)
{
	if (!app->outlines[chapter])
		app->outlines[chapter] = arena_get(&app->arena, sizeof *app->outlines[chapter]);
	return app->outlines[chapter];
}

static struct outline_page outline_page(struct app *app, const struct page *page)
{
	return (struct outline_page){
		.id = arena_copy(&app->arena, page->id, strlen(page->id)),
		.claim = review_claim(page),
		.asks_after = page->kind->asks_after ? page->kind->asks_after(page) : 0,
	};
}

/* The outline while its statements are gathered. */
struct gathering {
	struct app *app;
	struct outline *outline;
	const struct page *page;
	bool counting;
};

static const char *kept(struct app *app, const char *text)
{
	return text ? arena_copy(&app->arena, text, strlen(text)) : NULL;
}

static void gather_belief(void *ctx, const char *id, const struct markup *text)
{
	struct gathering *g = ctx;
	const struct kind_form *kind = g->page->kind;
	size_t at = g->outline->nbeliefs++;
	struct str plain = {0};

	if (g->counting)
		return;
	markup_plain(text, &plain);
	g->outline->beliefs[at] = (struct outline_belief){
		.page = kept(g->app, g->page->id),
		.pair = kept(g->app, kind->pairs ? kind->pairs(g->page) : NULL),
		.id = kept(g->app, id),
		.text = kept(g->app, str_text(&plain)),
	};
	str_release(&plain);
}

static void gather_beliefs(struct app *app, struct outline *o, const struct chapter *chapter, bool counting)
{
	struct gathering g = {.app = app, .outline = o, .counting = counting};

	o->nbeliefs = 0;
	for (size_t i = 0; i < chapter->npages; i++) {
		g.page = &chapter->pages[i];
		if (g.page->kind->beliefs)
			g.page->kind->beliefs(g.page, gather_belief, &g);
	}
}

static bool has_old_names(const struct chapter *chapter)
{
	bool any = chapter->was.n > 0;

	for (size_t i = 0; i < chapter->npages && !any; i++)
		any = chapter->pages[i].was.n > 0;
	return any;
}

static void outline_of(struct app *app, size_t index, const struct chapter *chapter)
{
	struct outline *o = app_outline_to_fill(app, index);

	reconcile_names(app->learner, chapter);
	app->recount = true;
	if (has_old_names(chapter)) { /* what is known under them counts for these now */
		review_free(app->review);
		app->review = NULL;
	}
	o->fault = NULL;
	if (o->known)
		return;
	o->asked = o->known = true;
	o->title = arena_copy(&app->arena, chapter->title, strlen(chapter->title));
	o->minutes = chapter->minutes;
	o->npages = chapter->npages;
	o->pages = arena_get(&app->arena, chapter->npages * sizeof *o->pages);
	for (size_t i = 0; i < chapter->npages; i++)
		o->pages[i] = outline_page(app, &chapter->pages[i]);
	gather_beliefs(app, o, chapter, true);
	o->beliefs = arena_get(&app->arena, (o->nbeliefs + 1) * sizeof *o->beliefs);
	gather_beliefs(app, o, chapter, false);
}

static void outline_fault(struct app *app, size_t index, const struct diags *diags)
{
	const struct diag *first = diags ? diags_first(diags) : NULL;
	struct str line = {0};

	if (first)
		diag_print(first, DIAG_SHORT, &line);
	else
		str_add_text(&line, tr("the file cannot be read"));
	struct outline *o = app_outline_to_fill(app, index);
	o->asked = true;
	o->fault = arena_copy(&app->arena, line.at, strcspn(line.at, "\n"));
	str_release(&line);
}

void app_outlined(struct app *app, const struct event *ev)
{
	if (ev->chapter)
		outline_of(app, ev->index, ev->chapter);
	else
		outline_fault(app, ev->index, ev->diags);
}

/* --- drafts --- */

static bool is_for(const struct record *draft, const char *page)
{
	return draft && draft->page && strcmp(draft->page, page) == 0;
}

/* A half answer of another session has become ours: from now on it is offered to nobody else. */
static void note_taken(struct app *app, struct effects *fx)
{
	for (size_t i = 0; i < app->ndrafts; i++) {
		const struct record *draft = app->drafts[i];
		if (draft != app->taken || !is_for(draft, app->visit.page->id) || app->visit.aside > 0)
			continue;
		app_note(app, fx, &(struct record){.type = RECORD_TAKEN, .page = draft->page, .base = {true, draft->sid, draft->seq}}, false);
		app->taken = NULL;
		return;
	}
}

void app_draft_now(struct app *app, struct effects *fx)
{
	struct arena arena = {0};
	struct record half;

	app->draft_due = 0;
	if (!app->visit.page || !app->visit.changed)
		return;
	visit_half(&app->visit, &half, &arena);
	uint64_t before = app->saves;
	app_note(app, fx, &half, false);
	if (app->saves > before)
		note_taken(app, fx);
	arena_release(&arena);
}

static void draft_soon(struct app *app)
{
	if (app->draft_due == 0)
		app->draft_due = app->tick + DRAFT_AFTER;
}

/* A half answer that was left under an old id of the page. */
static const struct record *named(struct app *app, size_t i, const char *page)
{
	if (is_for(app->drafts[i], page))
		return app->drafts[i];
	app->drafts[i] = record_copy(&app->arena, app->drafts[i]);
	app->drafts[i]->page = arena_copy(&app->arena, page, strlen(page));
	return app->drafts[i];
}

/* The half answer of this session's own earlier visit comes before what other sessions left; `review`: which return it is. */
static const struct record *half_for(struct app *app, const struct page *page, unsigned review)
{
	app->taken = NULL;
	for (size_t i = 0; i < app->nhalves; i++)
		if (is_for(app->halves[i].record, page->id) && app->halves[i].record->review == review) {
			app->taken = app->halves[i].found;
			return app->halves[i].record;
		}
	for (size_t i = 0; i < app->ndrafts; i++)
		if (app->drafts[i] && app->drafts[i]->review == review && reconcile_draft(app->learner, page, app->drafts[i]))
			return app->taken = named(app, i, page->id);
	return NULL;
}

static const struct record *draft_for(struct app *app, const struct page *page)
{
	return half_for(app, page, 0);
}

static void drop_halves(struct app *app, const char *page)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (is_for(app->halves[i].record, page)) {
			arena_release(&app->halves[i].arena);
			app->halves[i].record = NULL;
		}
	for (size_t i = 0; i < app->ndrafts; i++)
		if (is_for(app->drafts[i], page))
			app->drafts[i] = NULL;
}

static struct half *free_half(struct app *app)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (!app->halves[i].record)
			return &app->halves[i];
	app->halves = mem_grow(app->halves, app->nhalves + 1, sizeof *app->halves);
	app->halves[app->nhalves] = (struct half){.record = NULL};
	return &app->halves[app->nhalves++];
}

/* Whether what is half done on the page visited is sealed when it is saved. */
static bool is_sealed_page(const struct app *app)
{
	return app->visit.page->kind->is_private && app_keeps_locked(app);
}

/* The page is left for another; what is half done on it waits here. */
static void end_visit(struct app *app)
{
	struct arena arena = {0};
	struct record record;
	struct half *half;

	if (app->visit.page) {
		drop_halves(app, app->visit.page->id);
		if (app->visit.has_half) {
			visit_half(&app->visit, &record, &arena);
			half = free_half(app);
			half->found = NULL;
			half->record = record_copy(&half->arena, &record);
			half->record->sealed = is_sealed_page(app);
		}
	}
	arena_release(&arena);
	visit_end(&app->visit);
	app->lock.put_off = false;
	app_unlend(app);
}

static void forget_draft(struct app *app, struct effects *fx)
{
	app->draft_due = 0;
	drop_halves(app, app->visit.page->id);
	app_note(app, fx, &(struct record){.type = RECORD_DRAFT, .chapter = app->visit.chapter->id, .page = app->visit.page->id,
		.rev = app->visit.page->rev}, false);
}

/* --- what a visit did --- */

/* Who was sure and wrong is told more: what makes it tempting, and what is truer. */
static void need_myths(struct app *app, struct effects *fx)
{
	if (visit_is_surprised(&app->visit))
		app_need(app, fx, SIDE_MYTHS);
}

static void keep(struct app *app, struct effects *fx, const struct record *record)
{
	uint64_t before = app->saves;

	app_note(app, fx, record, true);
	if (app->saves == before)
		app_tell(app, "%s", app_keeps_locked(app) ? tr("Not saved, for the phrase was not given: w opens your words, and then it is.")
			: tr("Not kept, as you chose: this lasts until you leave."));
	else if ((record->type == RECORD_WORDS && record->text && *record->text) || (record->type == RECORD_PLAN && record->npicks > 0))
		app->waiting = app->saves;
	visit_kept(&app->visit, record);
	app_review_kept(app, record);
	need_myths(app, fx);
	forget_draft(app, fx);
	if (app->visit.changed) /* a quiz: one question is answered, the whole is half done */
		draft_soon(app);
	app->follow = true;
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
		draft_soon(app);
		app->follow = true;
		break;
	case VISIT_KEEP:
		keep(app, fx, record);
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

	return place && place->page && strcmp(place->page, page) == 0;
}

static void note_place(struct app *app, struct effects *fx, const char *chapter, const char *page)
{
	const struct record *place = learner_place(app->learner);

	if (page ? is_place(app, page) : place && !place->page && strcmp(place->chapter, chapter) == 0)
		return;
	app_note(app, fx, &(struct record){.type = RECORD_PLACE, .chapter = chapter, .page = page}, false);
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
			app_tell(app, "%s", words);
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

static const struct note *note_before(const struct app *app, int index)
{
	if (app->chapter->pages[index].note)
		return app->chapter->pages[index].note;
	return index == 0 ? app->chapter->note : NULL;
}

/* A half answer of another session becomes ours. */
static void take_up(struct app *app, struct effects *fx)
{
	app->told = app->visit.news;
	app->visit.myths = app->sides[SIDE_MYTHS];
	app->visit.unsure = app->options.unsure;
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
	app->follow |= app->visit.writing;
}

/* --- locked words --- */

void app_put_away(struct app *app, struct effects *fx)
{
	app_draft_now(app, fx);
	for (size_t i = 0; i < app->nhalves; i++)
		if (app->halves[i].record && app->halves[i].record->sealed) {
			arena_release(&app->halves[i].arena);
			app->halves[i].record = NULL;
		}
	if (app->visit.page && is_sealed_page(app))
		app->visit.has_half = app->visit.changed = false; /* it is in the draft, and comes back with the phrase */
}

static bool is_newer_than_halves(const struct app *app, const char *page, const struct record *draft)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (is_for(app->halves[i].record, page) && app->halves[i].record->clock >= draft->clock)
			return false;
	return true;
}

/* Of this session a half answer waits as if the page had been left; of others in the place of what was found shut. */
void app_take_draft(struct app *app, const struct record *draft)
{
	const char *page = learner_name(app->learner, draft->page);
	const struct record *found = NULL;

	for (size_t i = 0; i < app->ndrafts; i++)
		if (app->drafts[i] && app->drafts[i]->sid == draft->sid && app->drafts[i]->seq == draft->seq)
			found = app->drafts[i];
	if (!page || (!found && draft->sid != learner_sid(app->learner)) || !is_newer_than_halves(app, page, draft))
		return;
	struct half *half = free_half(app);
	half->found = found;
	half->record = record_copy(&half->arena, draft);
	half->record->page = arena_copy(&half->arena, page, strlen(page));
	half->record->sealed = true;
}

static void begin_visit(struct app *app, const struct page *page)
{
	visit_begin(&app->visit, app->course, app->chapter, page, app->learner, draft_for(app, page));
	if (app->copied && !visit_copy(&app->visit, app->copied))
		app->copied = NULL;
}

/* What is half written on a page without locked words stays in its field. */
void app_take_out(struct app *app, struct effects *fx)
{
	const struct page *page = app->visit.page;

	if (!page || !page->kind->is_private)
		return;
	if (app->visit.has_half) {
		app->visit.changed = true;
		return;
	}
	visit_end(&app->visit);
	if (app->round.on)
		visit_begin_afresh(&app->visit, app->course, app->chapter, page, app->learner,
			half_for(app, page, review_times(app->learner, page->id)));
	else
		begin_visit(app, page);
	app->visit.message[0] = '\0';
	take_up(app, fx);
	app->follow = app->visit.writing;
	app->arrivals++;
}

void app_set_aside(struct app *app)
{
	if (app_screen(app) == &screen_page)
		visit_set_aside(&app->visit);
}

void app_arrive(struct app *app, struct effects *fx, int index, bool noted)
{
	const struct page *page = &app->chapter->pages[index];

	if (!noted && note_before(app, index) && !is_place(app, page->id)) {
		app->note_page = index;
		app->nlevels = 1;
		app_push(app, &screen_note);
		return;
	}
	app_note_open(app, fx);
	end_visit(app);
	app->page_index = index;
	begin_visit(app, page);
	take_up(app, fx);
	if (!app->copied)
		note_place(app, fx, app->chapter->id, page->id);
	note_chapter(app, fx);
	tell_arrival(app);
	show_page(app);
	(void)app_lend(app, fx);
}

void app_come_back(struct app *app, struct effects *fx, int index)
{
	const struct page *page = &app->chapter->pages[index];

	app_note_open(app, fx);
	end_visit(app);
	app->copied = NULL;
	app->page_index = index;
	visit_begin_afresh(&app->visit, app->course, app->chapter, page, app->learner,
		half_for(app, page, review_times(app->learner, page->id)));
	take_up(app, fx);
	show_page(app);
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

static void tell_copy(struct app *app)
{
	char date[24];

	rows_date(app->copied->at, date, sizeof date);
	app_tell(app, tr("A copy. That of %s is kept."), date);
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
	app_arrive(app, fx, index, app->no_note || app->wants_last || app->copied);
	app->no_note = app->wants_last = false;
	if (app->copied)
		tell_copy(app);
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
	end_visit(app);
	app->page_index = -1;
	chapter_free(app->chapter);
	app->chapter = chapter;
	app->chapter_index = index;
	app->met = false;
	outline_of(app, index, chapter);
}

void app_go(struct app *app, struct effects *fx, size_t chapter, const char *page)
{
	go(app, fx, chapter, page, NULL);
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

	if (place && !place->page && place->chapter && strcmp(place->chapter, app->chapter->id) == 0 && !note_before(app, first))
		note_place(app, fx, app->chapter->id, app->chapter->pages[first].id);
}

void app_opened(struct app *app, const struct event *ev, struct effects *fx)
{
	if (app_review_opened(app, ev, fx))
		return;
	if (!ev->chapter) {
		cannot_open(app, ev);
		return;
	}
	app_take_chapter(app, ev->index, ev->chapter);
	settle_place(app, fx);
	if (app->wants && app->want_chapter == ev->index)
		go_now(app, fx);
}

/* --- a chapter that is being written (preview) --- */

size_t app_watched(const struct app *app)
{
	if (app_screen(app) == &screen_fault)
		return app->fault_chapter;
	return app->chapter ? app->chapter_index : app->want_chapter;
}

/* The first fault for the message row: the file's name without its folder, line, column, words. */
static void tell_fault(struct app *app, const struct diags *diags)
{
	const struct diag *first = diags ? diags_first(diags) : NULL;
	const char *slash = first && first->file ? strrchr(first->file, '/') : NULL;

	if (first)
		(void)snprintf(app->fault, sizeof app->fault, "%s:%u:%u: %s [%s]", slash ? slash + 1 : first->file ? first->file : "",
			first->at.line ? first->at.line : 1, first->at.column ? first->at.column : 1, first->message,
			diag_code_text(first->code));
	else
		(void)snprintf(app->fault, sizeof app->fault, "%s", tr("the file cannot be read"));
}

/* The page that was looked at, in the chapter as it is now; where it was, if it is gone. */
static int same_page(const struct app *app, const struct chapter *chapter)
{
	int index = app->visit.page ? chapter_find(chapter, app->visit.page->id) : -1;

	if (index >= 0 || !app->visit.page)
		return index;
	return (size_t)app->page_index < chapter->npages ? app->page_index : (int)chapter->npages - 1;
}

static bool has_the_same_chapters(const struct course *one, const struct course *other)
{
	bool same = one->chapters.n == other->chapters.n;

	for (size_t i = 0; same && i < one->chapters.n; i++)
		same = strcmp(one->chapters.list[i], other->chapters.list[i]) == 0;
	return same;
}

/* Another list of chapters: what is known of each moves with its id; what was asked for and did not come is asked for again. */
static void move_chapters(struct app *app, const struct course *course, size_t open)
{
	struct outline **outlines = arena_get(&app->arena, course->chapters.n * sizeof *outlines);

	for (size_t i = 0; i < course->chapters.n; i++) {
		int before = app_chapter_index(app, course->chapters.list[i]);
		if (before < 0 || !app->outlines[before])
			continue;
		outlines[i] = app->outlines[before];
		outlines[i]->asked = outlines[i]->known;
	}
	app->outlines = outlines;
	for (size_t i = 0; i < app->nlevels; i++)
		app->levels[i].focus = 0;
	app->chapter_index = app->want_chapter = app->fault_chapter = open;
}

/* course.yaml was saved. The index of the chapter that is looked at, as it is then; a list without it is not taken. */
static size_t take_course(struct app *app, const struct event *ev)
{
	const struct course *course = ev->course;
	size_t open = 0;

	if (!course)
		return ev->index;
	while (open < course->chapters.n && strcmp(course->chapters.list[open], ev->chapter->id) != 0)
		open++;
	if (open == course->chapters.n) {
		(void)snprintf(app->fault, sizeof app->fault, tr("course.yaml no longer names '%s'"), ev->chapter->id);
		return ev->index;
	}
	if (!has_the_same_chapters(app->course, course))
		move_chapters(app, course, open);
	app->course = course;
	return open;
}

/* Its index. */
static size_t take_anew(struct app *app, struct effects *fx, const struct event *ev)
{
	int index = same_page(app, ev->chapter);

	end_visit(app);
	size_t chapter_index = take_course(app, ev);
	app_outline_to_fill(app, chapter_index)->known = false;
	app_take_chapter(app, chapter_index, ev->chapter);
	app->met = true; /* the author knows what was revised */
	if (index < 0)
		return chapter_index;
	app->page_index = index;
	begin_visit(app, &app->chapter->pages[index]);
	app->visit.message[0] = '\0';
	app->resized = true; /* the same words may stand in another row */
	(void)app_lend(app, fx);
	return chapter_index;
}

/* Whether a content note is shown, or waits under another screen. */
static bool has_note(const struct app *app)
{
	for (size_t i = 0; i < app->nlevels; i++)
		if (app->levels[i].screen == &screen_note)
			return true;
	return false;
}

void app_changed(struct app *app, const struct event *ev, struct effects *fx)
{
	if (!ev->chapter) {
		tell_fault(app, ev->diags);
		if (app_screen(app) == &screen_fault)
			outline_fault(app, ev->index, ev->diags);
		return;
	}
	app->fault[0] = '\0';
	if (ev->diags && ev->diags->errors)
		tell_fault(app, ev->diags);
	size_t index = take_anew(app, fx, ev);
	app_outline_to_fill(app, index)->fault = NULL;
	if (has_note(app)) /* of a page that may be another one now */
		app_arrive(app, fx, (size_t)app->note_page < app->chapter->npages ? app->note_page : 0, false);
	if (app_screen(app) == &screen_fault) { /* it could not be opened before */
		app_pop(app);
		app_go(app, fx, index, app->want_page[0] ? app->want_page : NULL);
	}
}

/* --- going on and back --- */

static void note_seen(struct app *app, struct effects *fx, bool skip)
{
	const char *how = skip || !visit_is_answered(&app->visit) ? "skipped" : "seen";
	const char *page = app->visit.page->id;

	if (learner_has_seen(app->learner, page) && learner_has_skipped(app->learner, page) == (strcmp(how, "skipped") == 0))
		return;
	app_note(app, fx, &(struct record){.type = RECORD_SEEN, .chapter = app->chapter->id, .page = page, .word = how}, false);
}

/* What it was is shown first; the next one is opened when that was seen. */
static void end_chapter(struct app *app, struct effects *fx)
{
	size_t next = app->chapter_index + 1;

	if (next < app->course->chapters.n)
		note_place(app, fx, app->course->chapters.list[next], NULL);
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
		app_arrive(app, fx, app->page_index - 1, true);
	} else if (app->chapter_index > 0) {
		app->wants_last = true;
		app_go(app, fx, app->chapter_index - 1, NULL);
	} else {
		app_tell(app, "%s", tr("This is the first page."));
	}
}
