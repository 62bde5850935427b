/* SPDX-License-Identifier: MIT */
#include "support/session.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "kinds/kind.h"
#include "support/lesson.h"
#include "support/nodes.h"
#include "tutor/screens.h"
#include "tutor/viewport.h"

/* --- the course about tea --- */

static const char tea_course[] =
	"{attune: 1, id: tea, title: 'Tea and company', language: en, version: '1', notice: 'This course is for learning. Hot water burns.',"
	" chapters: [pot, guests, broken, last]}";

static const char *const tea_chapters[] = {
	"{id: pot, title: 'The pot', minutes: 9, pages: ["
	" {id: warm, kind: read, title: 'Warm the pot', text: 'A [[warm pot]] keeps the tea. It is the *first* thing, and it is **small**."
	"\n\n- Pour hot water in.\n- Wait a moment, then pour it out.', figure: {art: '  ____\n (    )o\n  ----', alt: 'A round pot.', caption: 'A pot.'},"
	"  evidence: some, sources: [pots2019]},"
	" {id: bitter, kind: choice, fixed: true, title: 'A bitter cup', ask: 'Why is it bitter?', hints: ['Look at the clock.', 'It is about time.'],"
	"  explain: 'Time draws out what is harsh.', evidence: solid, sources: [pots2019], options: ["
	"  {id: fresh, text: 'The leaves were far too fresh for us', say: 'Fresh is not harsh.'},"
	"  {id: long, text: 'It stood too long', right: true, say: 'Time is what does it.'},"
	"  {id: cold, text: 'The water was too cold to draw anything out of the leaves at all', say: 'Cold draws less.'}]},"
	" {id: good, kind: multi, fixed: true, ask: 'What makes a good cup?', hints: ['Two are small.'], explain: 'Care, mostly.', options: ["
	"  {id: heat, text: 'Hot water', right: true, say: 'It draws.'}, {id: hurry, text: 'Hurry', say: 'It spills.'},"
	"  {id: time, text: 'A little time', right: true, say: 'It opens.'}, {id: price, text: 'A high price', say: 'It empties the purse.'}]},"
	" {id: myth, kind: myth, title: 'Milk may come first or last', claim: 'Milk must come first.', myth: milk, text: 'Both ways make tea.'},"
	" {id: rate, kind: rate, title: 'Today', low: 'never', high: 'always', statements: [{id: rest, text: 'I take a rest.'}, {id: ask, text: 'I ask for company.'}]},"
	" {id: own, kind: reflect, title: 'Your cup', ask: 'When did a cup of tea help?', starters: ['It helped when', 'I remember']},"
	" {id: stop, kind: pause, title: 'A place to rest', text: 'The kettle stays warm.'},"
	" {id: sum, kind: recap, title: 'Looking back', points: ['Warm the pot.', 'Mind the time.'], words: [own], terms: [warm pot]}]}",

	"{id: guests, title: 'Guests', minutes: 4, note: {about: 'loneliness', skip-to: easy}, pages: ["
	" {id: alone, kind: read, title: 'Alone', text: 'Some cups are drunk alone.'},"
	" {id: easy, kind: read, title: 'An easy page', text: 'Pour two cups.'},"
	" {id: heavy, kind: read, title: 'A heavy page', note: {about: 'a guest who is gone', skip-to: door}, text: 'A chair stays empty.'},"
	" {id: door, kind: read, title: 'The door', text: 'Someone knocks.'}]}",

	"{id: broken, title: 'Broken', pages: [{id: x, kind: choice, ask: 'Which?', options: [{id: a, text: A, say: B}]}]}",

	"{id: last, title: 'The last cup', pages: [{id: end, kind: read, title: 'The end', text: 'That was the pot.'}]}",
};

static const char *const tea_sides[SIDE_COUNT] = {
	[SIDE_GLOSSARY] = "[{id: warm-pot, term: 'warm pot', text: 'A pot that met hot water *before* the leaves.'}]",
	[SIDE_SOURCES] = "[{id: pots2019, cite: 'Potter, P. (2019). On pots. Journal of Tea, 3, 1-9.', doi: 10.1000/tea.3, checked: 2026-01-02}]",
	[SIDE_SUPPORT] = "[{country: ANY, lines: [{name: 'Find a line', web: 'findahelpline.com', source: 'https://findahelpline.com', checked: 2026-01-02}]},"
			 " {country: US, lines: [{name: 'Lifeline', call: '988', text: '988', hours: 'day and night', source: 'https://988lifeline.org',"
			 " checked: 2026-01-02}], emergency: '911'}]",
};

static bool says(const char *text, const char *word, size_t len)
{
	for (const char *at = text; at && *at; at++)
		if (strncmp(at, word, len) == 0 && !isalpha((unsigned char)at[len]))
			return true;
	return false;
}

bool session_course_says(const char *word, size_t len)
{
	bool is = says(tea_course, word, len);

	for (size_t i = 0; i < sizeof tea_chapters / sizeof *tea_chapters; i++)
		is |= says(tea_chapters[i], word, len);
	for (size_t i = 0; i < SIDE_COUNT; i++)
		is |= says(tea_sides[i], word, len);
	return is;
}

static const struct session_texts tea = {tea_course, tea_chapters, tea_sides};

/* --- a course that is written down --- */

static struct course *texts_course(void *ctx)
{
	struct session *s = ctx;
	struct diags diags = {0};
	const struct node *root = nodes_of(&s->arena, s->texts->course);
	struct course *course = course_read(root, arena_print(&s->arena, "/courses/%s", node_child(root, "id")->text), &diags);

	assert(course);
	diags_release(&diags);
	return course;
}

static struct chapter *texts_chapter(void *ctx, const struct course *course, size_t index, struct diags *diags)
{
	struct session *s = ctx;
	const char *name = course->chapters.list[index];

	diags_file(diags, arena_print(&s->arena, "%s/chapters/%s.yaml", course->folder, name));
	return chapter_read(nodes_of(&s->arena, s->texts->chapters[index]), name, kinds_all, diags);
}

static struct side_file *texts_side(void *ctx, const struct course *course, enum side side, struct diags *diags)
{
	struct session *s = ctx;
	const char *text = s->texts->sides ? s->texts->sides[side] : NULL;

	(void)course;
	return text ? side_read(nodes_of(&s->arena, text), side, diags) : NULL;
}

/* --- what has to hold --- */

static void must(const struct session *s, bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "after event %lu, at '%s': %s\n", s->events, session_at(s), what);
	abort();
}

static bool has_focus_cells(const struct frame *f, int row)
{
	for (int c = 0; c < f->width; c++)
		if (f->cells[row * f->width + c].style == STYLE_FOCUS)
			return true;
	return false;
}

static bool shows_focus(const struct frame *f)
{
	for (int row = 0; row < f->height; row++)
		if (has_focus_cells(f, row))
			return true;
	return false;
}

/* A row of what has the focus, though nothing stands in it: words may begin with a newline. */
static bool is_on_item(const struct app *app, int row)
{
	const struct level *level = &app->levels[app->nlevels - 1];
	int focus = level->screen == &screen_page ? app->visit.focus : level->focus;
	size_t at = level->top + (size_t)(row - (app->height < 10 ? 1 : 2));

	return at < app->doc.nrows && app->doc.rows[at].item == focus;
}

/* A11Y-1: the cursor is in the picture; on the focus where one is seen, unless it is a caret or on a new message. */
static void look_at_the_cursor(const struct session *s)
{
	const struct frame *f = &s->frame;

	must(s, f->cursor_row >= 0 && f->cursor_row < f->height && f->cursor_column >= 0 && f->cursor_column < f->width, "the cursor is outside");
	if (s->app.width < APP_LEAST_WIDTH || s->app.height < APP_LEAST_HEIGHT)
		return;
	if (app_is_in_line(&s->app)) {
		must(s, f->cursor_row == f->height - 2 && !shows_focus(f), "the cursor is not in the line being typed");
		return;
	}
	if (s->app.doc.has_caret || s->app.message_has_focus)
		return;
	must(s, f->cursor_row < f->height - 2, "the cursor is on the footer or the message row");
	must(s, !shows_focus(f) || has_focus_cells(f, f->cursor_row) || is_on_item(&s->app, f->cursor_row), "the cursor is not on what has the focus");
}

static void look(struct session *s)
{
	const char *broken = "";

	if (!app_invariants(&s->app, &broken))
		must(s, false, broken);
	if (s->app.options.plain || s->app.width <= 0)
		return;
	app_foresee(&s->app); /* nothing that is seen may come of it */
	app_view(&s->app, &s->frame);
	look_at_the_cursor(s);
}

/* --- effects --- */

static void log_effect(struct session *s, const struct effect *e)
{
	static const char *const words[] = {
		[FX_SAVE] = "save ", [FX_DRAFT] = "", [FX_OPEN] = "open", [FX_OUTLINE] = "outline", [FX_LEND] = "lend", [FX_SIDE] = "side", [FX_TRY] = "try", [FX_BELL] = "bell",
		[FX_MAKE_LOCK] = "make lock", [FX_UNLOCK] = "unlock", [FX_LOCK] = "lock", [FX_OFFER] = "offer", [FX_REPAINT] = "repaint", [FX_SUSPEND] = "suspend", [FX_QUIT] = "quit",
	};

	if (e->type == FX_OUTLINE || e->type == FX_SIDE || e->type == FX_LOOK)
		return;
	if (s->log.len)
		str_add_text(&s->log, "; ");
	str_add_text(&s->log, words[e->type]);
	if (e->record)
		lesson_dump(e->record, &s->log);
	if (e->type == FX_OPEN || e->type == FX_LEND)
		str_print(&s->log, " %zu", e->index);
	if (e->type == FX_QUIT)
		str_print(&s->log, " %d", e->status);
}

static void keep(struct session *s, const struct record *r)
{
	if (s->nkept == s->room) {
		s->room = s->room ? s->room * 2 : 64;
		s->kept = mem_grow(s->kept, s->room, sizeof(struct record *));
	}
	s->kept[s->nkept++] = record_copy(&s->arena, r);
}

/* As io/store has it: what is empty clears the draft. */
static bool is_empty(const struct record *half)
{
	return half->npicks == 0 && (!half->text || !*half->text) && half->hints == 0 && half->stage == 0;
}

static bool is_of_one(const struct record *a, const struct record *b)
{
	return a->sid == b->sid && strcmp(a->page, b->page) == 0;
}

static void unlay(struct session *s, size_t i)
{
	s->laid[i] = s->laid[--s->nlaid];
}

static void lay(struct session *s, const struct record *half)
{
	for (size_t i = s->nlaid; i-- > 0;)
		if (is_of_one(s->laid[i], half))
			unlay(s, i);
	if (s->slot && !is_of_one(s->slot, half)) {
		must(s, s->nlaid < sizeof s->laid / sizeof *s->laid, "there are too many half answers for this test");
		s->laid[s->nlaid++] = s->slot;
	}
}

/* A half answer goes on in another session, or was answered. */
static void end_halves(struct session *s, const struct record *r)
{
	bool words = r->type == RECORD_WORDS || r->type == RECORD_PLAN;

	for (size_t i = s->nlaid; i-- > 0;) {
		const struct record *half = s->laid[i];
		bool taken = r->type == RECORD_TAKEN && r->base.sid == half->sid && r->base.seq >= half->seq && strcmp(r->page, half->page) == 0;

		if (taken || (words && is_of_one(half, r) && r->seq > half->seq && (r->sealed || !half->sealed)))
			unlay(s, i);
	}
}

static void answer_open(struct session *s, size_t index, enum event_type type)
{
	struct diags diags = {0};
	struct event ev = {.type = type, .index = index, .diags = &diags};

	ev.chapter = s->shelf.chapter(s->shelf.ctx, s->course, index, &diags);
	session_event(s, ev);
	if (type == EV_OUTLINE)
		chapter_free(ev.chapter);
	diags_release(&diags);
}

static void answer_side(struct session *s, enum side side)
{
	struct diags diags = {0};
	struct event ev = {.type = EV_SIDE, .index = side};

	ev.side = s->shelf.side(s->shelf.ctx, s->course, side, &diags);
	must(s, diags.errors == 0, "a side file of the test has a fault");
	session_event(s, ev);
	diags_release(&diags);
}

/* --- locked words: what a phrase opens is looked up, not unsealed --- */

/* As it is found on the disk: the words are in a box. */
static struct record *shut(struct session *s, const struct record *r)
{
	struct record *copy = record_copy(&s->arena, r);

	if (!r->sealed)
		return copy;
	copy->text = NULL;
	copy->npicks = r->type == RECORD_ANSWER ? copy->npicks : 0;
	copy->box = "...";
	return copy;
}

static void answer_unlock(struct session *s, enum lock_end end, const char *code)
{
	const struct record **words = arena_get(&s->arena, (s->nkept + s->nleft + s->nlaid + 1) * sizeof *words);
	struct event ev = {.type = EV_UNLOCKED, .lock = end, .text = code, .words = words};

	s->key |= end == LOCK_DONE;
	for (size_t i = 0; end == LOCK_DONE && i < s->nkept; i++)
		if (s->kept[i]->sealed && s->kept[i]->type != RECORD_INDEX)
			words[ev.nwords++] = s->kept[i];
	if (end == LOCK_DONE && s->slot && s->slot->sealed)
		words[ev.nwords++] = s->slot;
	for (size_t i = 0; end == LOCK_DONE && i < s->nlaid; i++)
		if (s->laid[i]->sealed)
			words[ev.nwords++] = s->laid[i];
	for (size_t i = 0; end == LOCK_DONE && i < s->nleft; i++)
		if (s->left[i]->sealed)
			words[ev.nwords++] = s->left[i];
	session_event(s, ev);
}

static void perform_lock(struct session *s, const struct effect *e)
{
	if (e->type == FX_LOCK)
		s->key = false;
	if (e->type == FX_MAKE_LOCK) {
		must(s, !s->phrase[0], "a lock was made over a lock");
		(void)snprintf(s->phrase, sizeof s->phrase, "%s", e->phrase);
		answer_unlock(s, LOCK_DONE, e->code ? "ABCDE-FGHIJ" : NULL);
	}
	if (e->type == FX_UNLOCK)
		answer_unlock(s, strcmp(e->phrase, s->phrase) == 0 ? LOCK_DONE : LOCK_WRONG, NULL);
	if (e->type == FX_OFFER)
		session_event(s, (struct event){.type = EV_OFFERED, .lock = s->offer, .err = &s->trouble, .text = "lated borin hitak"});
}

static void perform(struct session *s, const struct effect *e)
{
	must(s, !e->record || !e->record->sealed || s->key, "words were to be sealed without a key");
	switch (e->type) {
	case FX_SAVE:
		s->number++;
		end_halves(s, e->record);
		keep(s, e->record);
		break;
	case FX_DRAFT:
		s->number++;
		if (s->many_slots)
			lay(s, e->record);
		s->slot = is_empty(e->record) ? NULL : record_copy(&s->arena, e->record);
		break;
	case FX_QUIT:
		s->over = true;
		s->status = e->status;
		break;
	case FX_OPEN:
		answer_open(s, e->index, EV_OPENED);
		break;
	case FX_OUTLINE:
		if (!s->unread)
			answer_open(s, e->index, EV_OUTLINE);
		break;
	case FX_LEND:
		answer_open(s, e->index, EV_LENT);
		break;
	case FX_SIDE:
		answer_side(s, (enum side)e->index);
		break;
	case FX_MAKE_LOCK:
	case FX_UNLOCK:
	case FX_LOCK:
	case FX_OFFER:
		perform_lock(s, e);
		break;
	case FX_LOOK:
	case FX_TRY:
	case FX_BELL:
	case FX_REPAINT:
	case FX_SUSPEND:
		break;
	}
}

static void answer_saves(struct session *s)
{
	struct event ev = {.type = EV_SAVED, .number = s->number, .err = s->trouble.words[0] ? &s->trouble : NULL};

	if (!s->silent && s->number > s->app.saved && s->running)
		session_event(s, ev);
}

static void perform_all(struct session *s, struct effects *fx)
{
	bool saves = false;

	for (size_t i = 0; i < fx->n; i++) {
		log_effect(s, &fx->list[i]);
		saves |= fx->list[i].type == FX_SAVE || fx->list[i].type == FX_DRAFT;
	}
	for (size_t i = 0; i < fx->n; i++)
		perform(s, &fx->list[i]);
	effects_clear(fx);
	if (saves)
		answer_saves(s);
}

/* An event of which nothing is seen is not painted: so what is seen without it is what would be painted with it. */
static void look_unseen(struct session *s, const struct str *before)
{
	struct str after = {0};

	viewport_refresh(&s->app);
	look(s);
	frame_dump(&s->frame, &after);
	must(s, strcmp(str_text(before), str_text(&after)) == 0, "what was said to be unseen changed the picture");
	str_release(&after);
}

void session_event(struct session *s, struct event ev)
{
	bool is_shown = !s->options.plain && s->app.width > 0;
	struct str before = {0};
	struct effects fx = {0};

	ev.tick = s->tick;
	ev.now = 1763800000000 + s->tick + s->clock;
	s->events++;
	if (ev.type == EV_SAVED && is_shown)
		frame_dump(&s->frame, &before);
	bool is_seen = app_update(&s->app, &ev, &fx);
	look(s);
	if (!is_seen && is_shown)
		look_unseen(s, &before);
	str_release(&before);
	perform_all(s, &fx);
}

/* --- life --- */

static void begin(struct session *s, const struct session_shelf *shelf, const struct session_texts *texts)
{
	*s = (struct session){.options = {.spacing = 1, .asks = true, .seed = LESSON_SEED, .kept_at = "~/.local/share/attune", .can_suspend = true}};
	s->tick = 1000;
	s->shelf = *shelf;
	s->texts = texts;
	s->course = s->shelf.course(s->shelf.ctx);
}

void session_open_texts(struct session *s, const struct session_texts *texts)
{
	begin(s, &(struct session_shelf){texts_course, texts_chapter, texts_side, s}, texts);
}

void session_open(struct session *s, const struct session_shelf *shelf)
{
	if (shelf)
		begin(s, shelf, NULL);
	else
		session_open_texts(s, &tea);
}

void session_close(struct session *s)
{
	session_stop(s);
	course_free(s->course);
	frame_release(&s->frame);
	str_release(&s->log);
	str_release(&s->text);
	mem_free(s->kept);
	arena_release(&s->arena);
}

static size_t chapter_of(struct session *s, const char *page)
{
	struct diags diags = {0};

	for (size_t i = 0; i < s->course->chapters.n; i++) {
		struct chapter *c = s->shelf.chapter(s->shelf.ctx, s->course, i, &diags);
		bool here = c && chapter_find(c, page) >= 0;

		chapter_free(c);
		if (here) {
			diags_release(&diags);
			return i;
		}
	}
	must(s, false, page);
	return 0;
}

void session_start(struct session *s, int width, int height, const char *page)
{
	struct app_start start = {.at_page = page != NULL, .page = page, .review = s->review > 0, .limit = s->review, .news = s->news};

	session_stop(s);
	if (page)
		start.chapter = chapter_of(s, page);
	s->learner = learner_new();
	for (size_t i = 0; i < s->nkept; i++)
		learner_take(s->learner, shut(s, s->kept[i]));
	learner_begin(s->learner, ++s->sid);
	size_t ndrafts = 0;
	if (s->slot)
		s->drafts[ndrafts++] = shut(s, s->slot);
	for (size_t i = 0; i < s->nlaid; i++)
		s->drafts[ndrafts++] = shut(s, s->laid[i]);
	for (size_t i = 0; i < s->nleft; i++)
		s->drafts[ndrafts++] = shut(s, s->left[i]);
	s->key = false;
	s->options.locked = s->phrase[0] != '\0';
	app_init(&s->app, s->course, s->learner, s->drafts, ndrafts, &s->options, &start);
	s->running = true;
	s->over = false;
	s->status = -1;
	s->number = 0;
	session_event(s, (struct event){.type = EV_START, .width = width, .height = height});
}

void session_stop(struct session *s)
{
	if (!s->running)
		return;
	s->running = false;
	app_release(&s->app);
	learner_free(s->learner);
	s->learner = NULL;
}

/* --- doing --- */

void session_press(struct session *s, const char *keys)
{
	bool in_text = false;
	struct key key;

	while (lesson_next_key(&keys, &in_text, &key))
		session_event(s, (struct event){.type = EV_KEY, .key = key});
}

void session_size(struct session *s, int width, int height)
{
	session_event(s, (struct event){.type = EV_SIZE, .width = width, .height = height});
}

void session_wait(struct session *s, int64_t milliseconds)
{
	int64_t end = s->tick + milliseconds, due;

	while ((due = app_deadline(&s->app)) >= 0 && due <= end) {
		s->tick = due > s->tick ? due : s->tick;
		session_event(s, (struct event){.type = EV_TIME});
		must(s, app_deadline(&s->app) != due, "a deadline that came is still there");
	}
	s->tick = end;
}

void session_saved(struct session *s, enum err_kind kind, const char *words)
{
	s->trouble = (struct err){.kind = kind};
	(void)snprintf(s->trouble.words, sizeof s->trouble.words, "%s", words ? words : "");
	s->silent = false;
	answer_saves(s);
}

/* --- lines --- */

const char *session_says(struct session *s)
{
	struct doc doc;

	doc_begin(&doc, 0);
	app_speak(&s->app, &doc, &s->prompt);
	str_cut(&s->text, 0);
	doc_lines(&doc, &s->text);
	doc_release(&doc);
	must(s, !strpbrk(str_text(&s->text), "\x1b\r\b"), "a control character is said");
	return str_text(&s->text);
}

static void hear(struct session *s, const char *line)
{
	struct effects fx = {0};
	struct event ev = {.type = EV_KEY, .key = {.press = PRESS_ENTER}, .tick = s->tick, .now = 1763800000000 + s->tick + s->clock};

	s->events++;
	app_hear(&s->app, line, &ev, &fx);
	look(s);
	perform_all(s, &fx);
}

const char *session_hear(struct session *s, const char *line)
{
	hear(s, line);
	return session_says(s);
}

void session_end_of_input(struct session *s)
{
	hear(s, NULL);
}

/* --- seeing --- */

const char *session_picture(struct session *s)
{
	app_view(&s->app, &s->frame);
	str_cut(&s->text, 0);
	frame_dump(&s->frame, &s->text);
	return str_text(&s->text);
}

bool session_shows(struct session *s, const char *text)
{
	return strstr(session_picture(s), text) != NULL;
}

const char *session_log(struct session *s)
{
	str_cut(&s->text, 0);
	str_add_text(&s->text, str_text(&s->log));
	str_cut(&s->log, 0);
	return str_text(&s->text);
}

const char *session_at(const struct session *s)
{
	const struct screen *screen = app_screen(&s->app);

	return screen == &screen_page && s->app.visit.page ? s->app.visit.page->id : screen->name;
}
