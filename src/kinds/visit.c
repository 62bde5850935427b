/* SPDX-License-Identifier: MIT */
#include "kinds/visit.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "kinds/kind.h"
#include "learner/review.h"

#define SURE 3

static const struct kind *the_kind(const struct visit *v)
{
	return kind_of(v->page);
}

static void say_message(struct visit *v, const char *words)
{
	(void)snprintf(v->message, sizeof v->message, "%s", words);
}

static bool is_graded(const struct visit *v)
{
	return the_kind(v)->grade != NULL;
}

static bool has_feedback(const struct visit *v)
{
	return is_graded(v) && (v->stage == STAGE_TOLD || v->stage == STAGE_DONE);
}

/* The feedback, when there is any, is the item after the kind's own. */
static int feedback_item(const struct visit *v)
{
	return the_kind(v)->items(v);
}

static bool is_on_feedback(const struct visit *v)
{
	return has_feedback(v) && v->focus == feedback_item(v);
}

/* Whether there is a field to write in just now. */
static bool has_field(const struct visit *v)
{
	const struct kind *kind = the_kind(v);

	return kind->writes && v->shut == 0 && (!kind->has_field || kind->has_field(v));
}

/* --- a visit inside a visit: whoever holds the outer one reads and sets only that --- */

static struct visit *inside(const struct visit *v)
{
	struct visit *in = the_kind(v)->inside ? the_kind(v)->inside(v) : NULL;

	if (!in)
		return NULL;
	in->focus = v->focus;
	in->stage = v->stage;
	in->writing = v->writing;
	in->news = v->news;
	in->measure = v->measure;
	in->myths = v->myths;
	in->unsure = v->unsure;
	return in;
}

static void come_out(struct visit *v, const struct visit *in)
{
	v->focus = in->focus;
	v->stage = in->stage;
	v->writing = in->writing;
	v->news = in->news;
	v->hints = in->hints;
	v->changed |= in->changed;
	v->has_half |= in->has_half;
	say_message(v, in->message);
}

/* --- arriving --- */

static bool fits(const struct visit *v, const struct record *r)
{
	return r && r->page && strcmp(r->page, v->page->id) == 0 && r->rev == v->page->rev;
}

static enum stage stage_after(const struct visit *v, enum verdict verdict)
{
	bool ends = verdict == VERDICT_RIGHT || verdict == VERDICT_REVEALED || the_kind(v)->once;

	return ends ? STAGE_DONE : STAGE_TOLD;
}

static void count_answers(struct visit *v)
{
	for (size_t n = 0; learner_nth(v->learner, RECORD_ANSWER, v->page->id, n); n++)
		v->attempt = (unsigned)n + 1;
}

/* --- what was picked, on a page whose options may be others now --- */

static bool is_among(const struct pick *pick, const struct record *r)
{
	for (size_t i = 0; i < r->npicks; i++)
		if (strcmp(r->picks[i].id, pick->id) == 0 &&
		    (!pick->text || (r->picks[i].text && strcmp(r->picks[i].text, pick->text) == 0)))
			return true;
	return false;
}

static bool has_answer(const struct visit *v)
{
	struct arena arena = {0};
	struct record r = {0};
	bool has = the_kind(v)->fill(v, &r, &arena, false);

	arena_release(&arena);
	return has;
}

/* Whether all that was picked is in the state again: every option, item and pair is still on the page. */
static bool holds_all(const struct visit *v, const struct record *was)
{
	struct arena arena = {0};
	struct record now = {0};
	size_t n = 0;

	(void)the_kind(v)->fill(v, &now, &arena, false);
	while (n < was->npicks && is_among(&was->picks[n], &now))
		n++;
	arena_release(&arena);
	return n == was->npicks;
}

/* The state of a page at which nothing was done yet. */
static void empty(struct visit *v)
{
	const struct kind *kind = the_kind(v);

	if (kind->end)
		kind->end(v);
	memset(v->state, 0, kind->state_size);
	kind->begin(v);
	v->stage = STAGE_OPEN;
	v->focus = kind->items(v) > 0 ? 0 : -1;
}

static void say_revised(struct visit *v)
{
	say_message(v, tr("This page was revised. Your earlier answer is kept."));
}

static void restore_answer(struct visit *v)
{
	const struct record *last = learner_latest(v->learner, RECORD_ANSWER, v->page->id);

	if (!fits(v, last))
		return;
	the_kind(v)->restore(v, last);
	if (!holds_all(v, last) || (last->verdict != VERDICT_REVEALED && !has_answer(v))) {
		empty(v);
		say_revised(v);
		return;
	}
	v->verdict = last->verdict;
	v->sure = last->sure;
	v->stage = stage_after(v, last->verdict);
}

static bool is_words(enum record_type type)
{
	return type == RECORD_WORDS || type == RECORD_PLAN;
}

/* Of words the newest that stand; where all were taken back, that. */
static const struct record *last_kept(const struct visit *v, enum record_type type)
{
	const struct record *standing = is_words(type) ? learner_standing(v->learner, type, v->page->id, 0) : NULL;

	return standing ? standing : learner_latest(v->learner, type, v->page->id);
}

static void write_over(struct visit *v, const struct record *r)
{
	if (r && is_words(r->type))
		v->base = (struct record_base){.known = true, .sid = r->sid, .seq = r->seq};
}

/* What is over is asked again where a part of it is gone; a story is where it breaks off. The pages a quiz drew are not its own. */
static void ask_what_changed(struct visit *v, const struct record *last)
{
	if (is_words(last->type) || the_kind(v)->inside || holds_all(v, last))
		return;
	if (v->stage == STAGE_DONE)
		empty(v);
	say_revised(v);
}

/* What is locked is not here; nothing takes its place unseen. */
static void shut(struct visit *v, const struct record *r)
{
	unsigned copy = r->attempt > 0 ? r->attempt : 1;

	v->shut = copy > v->shut ? copy : v->shut;
}

static void restore_kept(struct visit *v)
{
	static const struct {
		enum record_type type;
		bool any_rev; /* the learner's own words stay theirs when the page changes */
	} kept[] = {{RECORD_BELIEF, false}, {RECORD_WORDS, true}, {RECORD_PLAN, true}, {RECORD_ANSWER, false}};

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		const struct record *last = last_kept(v, kept[i].type);

		if (!last || !(kept[i].any_rev || fits(v, last)))
			continue;
		if (record_is_shut(last)) {
			shut(v, last);
			continue;
		}
		the_kind(v)->restore(v, last);
		write_over(v, last);
		ask_what_changed(v, last);
	}
}

/* A hint after feedback leaves the feedback where it was; everything else is an answer begun anew, or one asked how sure. */
static void restore_stage(struct visit *v, const struct record *draft)
{
	if (draft->stage == STAGE_TOLD)
		return;
	v->stage = draft->stage == STAGE_SURE && has_answer(v) && holds_all(v, draft) ? STAGE_SURE : STAGE_OPEN;
	if (v->stage == STAGE_SURE)
		v->focus = feedback_item(v);
}

/* Words half written stay the learner's, whatever the page asks now. */
static bool is_own_text(const struct visit *v, const struct record *draft)
{
	return draft && draft->page && strcmp(draft->page, v->page->id) == 0 && the_kind(v)->writes && v->page->kind->is_private;
}

/* The copy that what is kept here would be saved as, and its type. */
static struct record copy_here(const struct visit *v)
{
	struct arena arena = {0};
	struct record now = {0};

	(void)the_kind(v)->fill(v, &now, &arena, true);
	arena_release(&arena);
	return (struct record){.type = now.type, .attempt = now.attempt};
}

/* It was begun as a copy of its own: it must not take the place of what is kept. */
static void go_on_beside(struct visit *v, const struct record *draft)
{
	if (!v->page->kind->is_private || !the_kind(v)->fill)
		return;

	const struct record here = copy_here(v);

	if (is_words(here.type) && draft->attempt > here.attempt)
		v->aside = draft->attempt - here.attempt;
}

static void restore_draft(struct visit *v, const struct record *draft)
{
	if (!fits(v, draft) && !is_own_text(v, draft))
		return;
	if (record_is_shut(draft)) {
		shut(v, draft);
		return;
	}
	if (!is_graded(v) || draft->stage != STAGE_TOLD || v->attempt == 0) /* after feedback what was picked is the answer's */
		the_kind(v)->restore(v, draft);
	if (draft->base.known)
		v->base = draft->base; /* whoever began it had not seen what was written since */
	go_on_beside(v, draft);
	v->hints = draft->hints <= v->page->hints.n ? draft->hints : (unsigned)v->page->hints.n;
	if (draft->focus < (unsigned)feedback_item(v))
		v->focus = (int)draft->focus;
	if (is_graded(v))
		restore_stage(v, draft);
	v->has_half = true;
}

static void restore(struct visit *v, const struct record *draft, bool afresh)
{
	if (!the_kind(v)->restore)
		return;
	if (!afresh && is_graded(v))
		restore_answer(v);
	else if (!afresh)
		restore_kept(v);
	if (draft && (afresh || draft->review == 0)) /* half an answer to a return is of no other visit */
		restore_draft(v, draft);
}

/* Nothing is set yet but what is borrowed. */
static void begin(struct visit *v, const struct record *draft, bool afresh)
{
	const struct kind *kind = the_kind(v);

	v->measure = 66;
	v->base.known = true;
	v->seed = learner_seed(v->learner) ^ (uint64_t)v->review << 40; /* a return is shuffled anew */
	v->state = mem_get(kind->state_size);
	kind->begin(v);
	v->writing = kind->writes;
	v->focus = kind->items(v) > 0 ? 0 : -1;
	count_answers(v);
	restore(v, draft, afresh);
	if (kind->inside && kind->inside(v)) {
		come_out(v, kind->inside(v));
		return;
	}
	if (v->focus >= visit_items(v)) /* what was restored has fewer */
		v->focus = visit_items(v) - 1;
	v->writing = has_field(v) && (!is_graded(v) || v->stage == STAGE_OPEN);
}

void visit_begin(struct visit *v, const struct course *course, const struct chapter *chapter, const struct page *page,
	const struct learner *learner, const struct record *draft)
{
	*v = (struct visit){.course = course, .chapter = chapter, .page = page, .learner = learner};
	begin(v, draft, false);
}

void visit_begin_afresh(struct visit *v, const struct course *course, const struct chapter *chapter, const struct page *page,
	const struct learner *learner, const struct record *draft)
{
	*v = (struct visit){.course = course, .chapter = chapter, .page = page, .learner = learner};
	if (is_graded(v) && (learner_latest(learner, RECORD_ANSWER, page->id) || learner_has_skipped(learner, page->id)))
		v->review = review_times(learner, page->id);
	begin(v, draft, true);
}

void visit_lend(struct visit *v, struct chapter *const *lent, size_t nlent, const struct record *draft)
{
	struct visit anew = {.course = v->course, .chapter = v->chapter, .page = v->page, .learner = v->learner,
		.lent = lent, .nlent = nlent};

	visit_end(v);
	*v = anew;
	begin(v, draft, false);
}

void visit_end(struct visit *v)
{
	if (!v->page)
		return;
	if (the_kind(v)->end)
		the_kind(v)->end(v);
	mem_free(v->state);
	*v = (struct visit){0};
}

/* --- what can be asked of it --- */

int visit_items(const struct visit *v)
{
	if (inside(v))
		return visit_items(inside(v));
	return the_kind(v)->items(v) + (has_feedback(v) || v->stage == STAGE_SURE ? 1 : 0);
}

enum visit_where visit_where(const struct visit *v)
{
	if (inside(v))
		return visit_where(inside(v));
	if (v->stage == STAGE_SURE)
		return WHERE_SURE;
	if (is_on_feedback(v))
		return v->stage == STAGE_DONE ? WHERE_DONE : WHERE_TOLD;
	enum visit_where where = the_kind(v)->where ? the_kind(v)->where(v) : WHERE_PAGE;

	/* After the feedback the hints stay as they are while the focus goes among the options: a screen reader would say them
	 * all again instead of the option. */
	return where == WHERE_CHOICE && v->stage == STAGE_TOLD ? WHERE_TOLD : where;
}

bool visit_is_writing(const struct visit *v)
{
	enum visit_where where = visit_where(v);

	return where == WHERE_FIELD || where == WHERE_LINE || where == WHERE_BLANK;
}

bool visit_has_words(const struct visit *v)
{
	return the_kind(v)->writes && v->has_half && has_answer(v);
}

bool visit_is_answered(const struct visit *v)
{
	if (inside(v))
		return false;
	if (!the_kind(v)->fill)
		return true;
	if (is_graded(v))
		return v->attempt > 0;
	return v->stage == STAGE_DONE;
}

bool visit_is_surprised(const struct visit *v)
{
	const struct visit *at = inside(v) ? inside(v) : v;

	return at->page && is_graded(at) && at->stage == STAGE_TOLD && at->sure == SURE;
}

bool visit_is_kept(const struct visit *v)
{
	return the_kind(v)->writes && v->page->kind->is_private && v->stage == STAGE_DONE && !v->has_half;
}

/* --- the ladder --- */

static bool fill_record(const struct visit *v, struct record *out, struct arena *arena, bool half)
{
	*out = (struct record){.chapter = v->chapter->id, .page = v->page->id, .rev = v->page->rev};
	bool has = the_kind(v)->fill(v, out, arena, half);

	if (is_words(out->type)) {
		out->base = v->base;
		out->attempt += v->aside;
	}
	return has;
}

static enum visit_did judge(struct visit *v, struct record *out, struct arena *arena)
{
	v->verdict = the_kind(v)->grade(v);
	(void)fill_record(v, out, arena, false);
	out->type = RECORD_ANSWER;
	out->verdict = v->verdict;
	out->sure = v->sure;
	out->attempt = v->attempt + 1;
	out->hints = v->hints;
	out->review = v->review;
	return VISIT_KEEP;
}

static bool wants_sure(const struct visit *v)
{
	bool by_kind = v->page->kind->confident && v->page->confidence != FLAG_NO;
	bool by_page = v->page->kind->graded && v->page->confidence == FLAG_YES;

	return !v->unsure && v->attempt == 0 && (by_kind || by_page);
}

static enum visit_did ask_sure(struct visit *v)
{
	v->stage = STAGE_SURE;
	v->focus = feedback_item(v);
	v->changed = v->has_half = true;
	v->news++;
	return VISIT_HALF;
}

static enum visit_did keep_ungraded(struct visit *v, struct record *out, struct arena *arena)
{
	if (!fill_record(v, out, arena, false))
		return VISIT_ON;
	if (out->type == RECORD_ANSWER)
		out->attempt = v->attempt + 1;
	return VISIT_KEEP;
}

/* What the visit inside did was done here. Where it wants to go on, its next one follows, and after the last what there is to keep. */
static enum visit_did outside(struct visit *v, const struct visit *in, enum visit_did did, struct record *out, struct arena *arena)
{
	const struct kind *kind = the_kind(v);

	come_out(v, in);
	if (did != VISIT_ON)
		return did;
	v->changed = v->has_half = true;
	if (kind->inside_on(v)) {
		come_out(v, kind->inside(v));
		return VISIT_HALF;
	}
	v->stage = STAGE_OPEN;
	v->focus = -1;
	v->hints = 0;
	v->writing = false;
	return keep_ungraded(v, out, arena);
}

enum visit_did visit_on(struct visit *v, struct record *out, struct arena *arena)
{
	struct visit *in = inside(v);

	v->message[0] = '\0';
	return in ? outside(v, in, VISIT_ON, out, arena) : VISIT_ON;
}

enum visit_did visit_check(struct visit *v, struct record *out, struct arena *arena)
{
	const struct kind *kind = the_kind(v);
	struct visit *in = inside(v);

	if (in)
		return outside(v, in, visit_check(in, out, arena), out, arena);
	v->message[0] = '\0';
	if (v->stage == STAGE_SURE)
		return judge(v, out, arena);
	if (is_graded(v) && (v->stage == STAGE_DONE || is_on_feedback(v)))
		return VISIT_ON;
	if (has_field(v) && !v->writing) {
		v->writing = true;
		return VISIT_SHOWN;
	}
	if (!kind->fill || v->stage == STAGE_DONE || is_on_feedback(v))
		return VISIT_ON;
	if (!kind->ready(v))
		return v->changed ? VISIT_HALF : VISIT_SHOWN;
	if (!is_graded(v))
		return keep_ungraded(v, out, arena);
	if (wants_sure(v))
		return ask_sure(v);
	v->sure = 0;
	return judge(v, out, arena);
}

static bool is_of_inside(const struct visit *v, const struct record *kept)
{
	return inside(v) && strcmp(kept->page, v->page->id) != 0;
}

void visit_kept(struct visit *v, const struct record *kept)
{
	if (is_of_inside(v, kept)) {
		visit_kept(inside(v), kept);
		the_kind(v)->inside_kept(v, kept);
		come_out(v, the_kind(v)->inside(v));
		v->changed = v->has_half = true;
		return;
	}
	v->changed = v->has_half = false;
	v->news++;
	if (is_words(kept->type))
		write_over(v, learner_latest(v->learner, kept->type, v->page->id));
	if (!is_graded(v)) {
		if (kept->type == RECORD_ANSWER)
			v->attempt = kept->attempt;
		if (!the_kind(v)->kept || the_kind(v)->kept(v))
			v->stage = STAGE_DONE;
		return;
	}
	v->attempt = kept->attempt;
	v->stage = stage_after(v, kept->verdict);
	v->writing = false;
	v->focus = feedback_item(v);
}

enum visit_did visit_hint(struct visit *v)
{
	struct visit *in = inside(v);

	if (in)
		return outside(v, in, visit_hint(in), NULL, NULL);
	if (!is_graded(v))
		say_message(v, tr("There is no hint on this page."));
	else if (v->page->hints.n == 0)
		say_message(v, tr("There is no hint here. r shows the answer."));
	else if (v->stage == STAGE_DONE)
		say_message(v, tr("The answer is already shown."));
	else if (v->hints == v->page->hints.n)
		say_message(v, tr("That was the last hint. r shows the answer."));
	else {
		v->hints++;
		v->hinted = ++v->news;
		v->changed = v->has_half = true;
		v->message[0] = '\0';
		return VISIT_HALF;
	}
	return VISIT_SHOWN;
}

enum visit_did visit_reveal(struct visit *v, struct record *out, struct arena *arena)
{
	struct visit *in = inside(v);

	if (in)
		return outside(v, in, visit_reveal(in, out, arena), out, arena);
	v->message[0] = '\0';
	if (!is_graded(v)) {
		say_message(v, tr("There is no answer to show on this page."));
		return VISIT_SHOWN;
	}
	if (v->stage == STAGE_DONE) {
		say_message(v, tr("The answer is already shown."));
		return VISIT_SHOWN;
	}
	the_kind(v)->reveal(v);
	v->verdict = VERDICT_REVEALED;
	(void)fill_record(v, out, arena, false);
	out->type = RECORD_ANSWER;
	out->verdict = VERDICT_REVEALED;
	out->attempt = v->attempt + 1;
	out->hints = v->hints;
	out->review = v->review;
	return VISIT_KEEP;
}

/* Back to the beginning with what was written. */
static enum visit_did again(struct visit *v)
{
	the_kind(v)->again(v);
	v->stage = STAGE_OPEN;
	v->focus = 0;
	v->writing = has_field(v);
	v->changed = v->has_half = true;
	v->news++;
	return VISIT_HALF;
}

/* Starts the activity afresh; what was answered before stays in the record. */
enum visit_did visit_clear(struct visit *v)
{
	const struct kind *kind = the_kind(v);
	struct visit *in = inside(v);

	if (in)
		return outside(v, in, visit_clear(in), NULL, NULL);
	if (visit_is_kept(v) && !v->writing && has_field(v)) {
		v->writing = true;
		v->news++;
		return VISIT_SHOWN;
	}
	if (!kind->fill || (has_field(v) && !is_graded(v))) {
		say_message(v, tr("There is nothing to undo here."));
		return VISIT_SHOWN;
	}
	if (kind->again)
		return again(v);
	empty(v);
	v->writing = kind->writes;
	v->changed = true;
	v->has_half = v->hints > 0;
	if (inside(v))
		come_out(v, the_kind(v)->inside(v));
	say_message(v, tr("Cleared. Answers given before are kept."));
	return VISIT_HALF;
}

/* --- keys --- */

static enum visit_did did_of(struct visit *v, enum acted acted, struct record *out, struct arena *arena)
{
	switch (acted) {
	case ACT_IGNORED:
		return VISIT_IGNORED;
	case ACT_MOVED:
	case ACT_REFUSED:
		return VISIT_SHOWN;
	case ACT_CHANGED:
		if (is_graded(v))
			v->stage = STAGE_OPEN;
		v->changed = v->has_half = true;
		return VISIT_HALF;
	case ACT_CHECK:
		return visit_check(v, out, arena);
	case ACT_ON:
		return VISIT_ON;
	}
	return VISIT_IGNORED;
}

static enum visit_did key_sure(struct visit *v, struct key key, struct record *out, struct arena *arena)
{
	if (key.press != PRESS_TEXT || key.point < '1' || key.point > '3')
		return VISIT_IGNORED;
	v->sure = key.point - '0';
	return judge(v, out, arena);
}

enum visit_did visit_key(struct visit *v, struct key key, struct record *out, struct arena *arena)
{
	struct visit *in = inside(v);

	if (in)
		return outside(v, in, visit_key(in, key, out, arena), out, arena);
	v->message[0] = '\0';
	if (v->stage == STAGE_SURE)
		return key_sure(v, key, out, arena);
	if (!the_kind(v)->key)
		return VISIT_IGNORED;
	return did_of(v, the_kind(v)->key(v, key), out, arena);
}

enum visit_did visit_paste(struct visit *v, const char *text, size_t len)
{
	const struct kind *kind = the_kind(v);
	struct visit *in = inside(v);

	if (in)
		return outside(v, in, visit_paste(in, text, len), NULL, NULL);
	if (!v->writing || !kind->paste || len == 0)
		return VISIT_IGNORED;
	v->message[0] = '\0';
	return did_of(v, kind->paste(v, text, len), NULL, NULL);
}

enum visit_did visit_put_down(struct visit *v, struct record *out, struct arena *arena)
{
	struct visit *in = inside(v);

	if (in)
		return outside(v, in, visit_put_down(in, out, arena), out, arena);
	v->writing = false;
	if (the_kind(v)->put_down)
		return did_of(v, the_kind(v)->put_down(v), out, arena);
	return visit_leave(v, out, arena);
}

bool visit_write(struct visit *v)
{
	struct visit *in = inside(v);

	v->writing = in ? visit_write(in) : has_field(v);
	return v->writing;
}

void visit_set_aside(struct visit *v)
{
	if (v->shut == 0)
		return;
	v->aside = v->shut;
	v->shut = 0;
	v->writing = has_field(v);
}

static unsigned highest_copy(const struct visit *v, enum record_type type)
{
	const struct record *r;
	unsigned highest = 1;

	for (size_t n = 0; (r = learner_nth(v->learner, type, v->page->id, n)) != NULL; n++)
		highest = r->attempt > highest ? r->attempt : highest;
	return highest;
}

bool visit_copy(struct visit *v, const struct record *of)
{
	if (!the_kind(v)->writes || !v->page->kind->is_private || copy_here(v).type != of->type)
		return false;
	if (v->shut > 0 || record_is_shut(of))
		return true;
	if (!v->has_half)
		the_kind(v)->restore(v, of);
	v->aside = highest_copy(v, of->type) + 1 - copy_here(v).attempt;
	v->base = (struct record_base){.known = true};
	v->stage = STAGE_OPEN;
	v->writing = has_field(v);
	return true;
}

enum visit_did visit_leave(struct visit *v, struct record *out, struct arena *arena)
{
	if (!the_kind(v)->fill || is_graded(v) || !v->has_half)
		return VISIT_SHOWN;
	return keep_ungraded(v, out, arena) == VISIT_KEEP ? VISIT_KEEP : VISIT_SHOWN;
}

void visit_half(struct visit *v, struct record *out, struct arena *arena)
{
	*out = (struct record){0};
	if (v->has_half && the_kind(v)->fill)
		(void)fill_record(v, out, arena, true);
	out->type = RECORD_DRAFT;
	out->chapter = v->chapter->id;
	out->page = v->page->id;
	out->rev = v->page->rev;
	if (v->has_half) {
		out->review = v->review;
		out->hints = v->hints;
		out->stage = (unsigned)v->stage;
		out->focus = v->focus > 0 ? (unsigned)v->focus : 0;
	}
	v->changed = false;
}

/* --- what there is to see --- */

void visit_say_figure(const struct page *page, struct doc *doc)
{
	const struct figure *figure = page->figure;

	if (!figure)
		return;

	bool fits_width = doc->width > 0 && figure->art;

	for (const char *line = figure->art; fits_width && line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		fits_width = text_cells(line, strcspn(line, "\n")) <= doc->width;
	doc_gap(doc);
	if (fits_width)
		doc_verbatim(doc, STYLE_TEXT, figure->art);
	else
		doc_sayf(doc, STYLE_TEXT, tr("Figure: %s"), figure->alt ? figure->alt : "");
	if (!markup_is_empty(&figure->caption)) {
		doc_gap(doc);
		doc_markup(doc, STYLE_ASIDE, &figure->caption);
	}
}

void visit_say_others(const struct visit *v, struct doc *doc, enum record_type type)
{
	if (!learner_standing(v->learner, type, v->page->id, 1))
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tr("Another copy is under w."));
}

static void say_head(const struct visit *v, struct doc *doc)
{
	const struct page *page = v->page;

	if (the_kind(v)->tells)
		return;
	if (page->title) {
		doc_say(doc, STYLE_TITLE, page->title);
		doc_gap(doc);
	}
	if (!markup_is_empty(&page->text))
		doc_markup(doc, STYLE_TEXT, &page->text);
	visit_say_figure(page, doc);
	if (markup_is_empty(&page->ask))
		return;
	doc_gap(doc);
	if (the_kind(v)->ask)
		the_kind(v)->ask(v, doc);
	else
		doc_markup(doc, STYLE_TEXT, &page->ask);
}

static void say_hint(const struct visit *v, struct doc *doc, unsigned nth)
{
	char word[120];

	(void)snprintf(word, sizeof word, tr("Hint %u:"), nth + 1);
	doc_verdict(doc, STYLE_STRONG, word, &v->page->hints.list[nth]);
}

static void say_sure(struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("How sure are you?  1 guess  2 think so  3 sure  (Enter to skip)"));
}

static const struct myth *myth_named(const struct visit *v, const char *id)
{
	const struct myth *list = v->myths ? v->myths->list.list : NULL;

	for (size_t i = 0; id && list && i < v->myths->list.n; i++)
		if (list[i].id && strcmp(list[i].id, id) == 0)
			return &list[i];
	return NULL;
}

/* Sure and wrong: no blame, but more to go by: why it tempts so many, and what is truer. */
static void say_surprise(const struct visit *v, struct doc *doc)
{
	const struct myth *myth = myth_named(v, the_kind(v)->tempted ? the_kind(v)->tempted(v) : NULL);

	doc_gap(doc);
	if (myth) {
		doc_verdict(doc, STYLE_STRONG, tr("Many are as sure of it."), &myth->tempting);
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &myth->truth);
		doc_gap(doc);
	}
	doc_say(doc, STYLE_ASIDE, tr("What surprises us stays longest, once it is explained. This comes back soon."));
}

static void say_feedback(const struct visit *v, struct doc *doc)
{
	the_kind(v)->feedback(v, doc);
	if (visit_is_surprised(v))
		say_surprise(v, doc);
	if (v->stage == STAGE_DONE && !markup_is_empty(&v->page->explain)) {
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &v->page->explain);
	}
}

/* Hints cannot have the focus; as rows of an item beyond all others they can be looked for. */
#define HINT_ITEM 1000

int visit_last_hint(const struct visit *v)
{
	const struct visit *at = inside(v) ? inside(v) : v;

	return at->hints > 0 ? HINT_ITEM + (int)at->hints - 1 : -1;
}

static void view_below(const struct visit *v, struct doc *doc)
{
	for (unsigned n = 0; n < v->hints; n++) {
		doc_gap(doc);
		doc_item(doc, HINT_ITEM + (int)n);
		say_hint(v, doc, n);
		doc_item(doc, -1);
	}
	if (v->stage == STAGE_SURE || has_feedback(v)) {
		doc_gap(doc);
		doc_item(doc, feedback_item(v));
		if (v->stage == STAGE_SURE)
			say_sure(doc);
		else
			say_feedback(v, doc);
		doc_item(doc, -1);
	}
	if (v->stage == STAGE_TOLD) {
		doc_gap(doc);
		doc_say(doc, STYLE_ASIDE, tr("Try again, or r shows the answer. Enter goes on."));
	}
}

static void say_shut(const struct visit *v, struct doc *doc, bool keys)
{
	if (v->shut == 0)
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_STRONG, tr("Your words here are locked."));
	if (keys)
		doc_say(doc, STYLE_ASIDE, tr("Enter asks for your phrase; Space goes on."));
}

void visit_view(const struct visit *v, struct doc *doc)
{
	if (inside(v)) {
		the_kind(v)->view(v, doc);
		return;
	}
	say_head(v, doc);
	if (the_kind(v)->view) {
		doc_gap(doc);
		the_kind(v)->view(v, doc);
	}
	say_shut(v, doc, true);
	view_below(v, doc);
}

/* --- plain mode --- */

void visit_say(const struct visit *v, struct doc *doc)
{
	const struct kind *kind = the_kind(v);

	if (inside(v)) {
		kind->say(v, doc);
		return;
	}
	say_head(v, doc);
	if (kind->say) {
		doc_gap(doc);
		kind->say(v, doc);
	}
	say_shut(v, doc, false);
	for (unsigned n = 0; n < v->hints; n++)
		say_hint(v, doc, n);
	if (has_feedback(v))
		say_feedback(v, doc);
}

void visit_tell(const struct visit *v, struct doc *doc, unsigned news)
{
	const struct visit *in = inside(v);

	if (in && news >= in->begun) {
		visit_tell(in, doc, news);
		return;
	}
	if (in) {
		the_kind(v)->feedback(v, doc);
		return;
	}
	if (news == v->news || v->stage == STAGE_SURE)
		return;
	if (v->hinted == v->news)
		say_hint(v, doc, v->hints - 1);
	else if (has_feedback(v))
		say_feedback(v, doc);
	else if (!is_graded(v) && the_kind(v)->feedback)
		the_kind(v)->feedback(v, doc);
}

const char *visit_prompt(const struct visit *v)
{
	if (inside(v))
		return visit_prompt(inside(v));
	if (v->shut > 0)
		return tr("w opens your words, Enter goes on: ");
	if (v->stage == STAGE_SURE)
		return tr("How sure (1 guess, 2 think so, 3 sure, Enter to skip)? ");
	if (v->stage == STAGE_TOLD && !the_kind(v)->by_lines)
		return tr("Answer again, r shows the answer, Enter goes on: ");
	if ((v->stage != STAGE_DONE || v->writing) && the_kind(v)->prompt)
		return the_kind(v)->prompt(v);
	if (visit_is_kept(v) && has_field(v))
		return tr("Enter goes on, u writes more (? help): ");
	return tr("Enter goes on (? help): ");
}

enum visit_did visit_hear(struct visit *v, const char *line, struct record *out, struct arena *arena)
{
	const struct kind *kind = the_kind(v);
	struct visit *in = inside(v);
	enum acted acted;

	if (in)
		return outside(v, in, visit_hear(in, line, out, arena), out, arena);
	v->message[0] = '\0';
	if (v->stage == STAGE_SURE) {
		struct key key = {.press = PRESS_TEXT, .point = (unsigned char)line[0]};

		if (line[0] && !line[1] && key_sure(v, key, out, arena) == VISIT_KEEP)
			return VISIT_KEEP;
		say_message(v, tr("Type 1, 2 or 3, or Enter to skip."));
		return VISIT_SHOWN;
	}
	if (!kind->hear)
		return VISIT_IGNORED;
	acted = kind->hear(v, line);
	if (acted == ACT_CHECK && kind->writes && !is_graded(v))
		return keep_ungraded(v, out, arena);
	return did_of(v, acted, out, arena);
}
