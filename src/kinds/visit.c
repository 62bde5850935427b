/* SPDX-License-Identifier: MIT */
#include "kinds/visit.h"

#include <string.h>
#include "base/tr.h"
#include "kinds/kind.h"
#include "kinds/resume.h"
#include "kinds/stage.h"

/* --- the ladder --- */

static bool fill_record(const struct visit *v, struct record *out, struct arena *arena, bool half)
{
	*out = (struct record){.chapter = v->chapter->id, .page = v->page->id, .rev = v->page->rev};
	bool has = visit_kind(v)->fill(v, out, arena, half);

	if (visit_is_words(out->type)) {
		out->base = v->base;
		out->attempt += v->aside;
	}
	return has;
}

/* What was checked, or shown. */
static enum visit_did keep_verdict(struct visit *v, enum verdict verdict, struct record *out, struct arena *arena)
{
	v->verdict = verdict;
	(void)fill_record(v, out, arena, false);
	out->type = RECORD_ANSWER;
	out->verdict = verdict;
	out->attempt = v->attempt + 1;
	out->hints = v->hints;
	out->review = v->review;
	return VISIT_KEEP;
}

static enum visit_did judge(struct visit *v, struct record *out, struct arena *arena)
{
	enum visit_did did = keep_verdict(v, visit_kind(v)->grade(v), out, arena);

	out->sure = v->sure;
	return did;
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
	v->focus = visit_feedback_item(v);
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
	const struct kind *kind = visit_kind(v);

	visit_come_out(v, in);
	if (did != VISIT_ON)
		return did;
	v->changed = v->has_half = true;
	if (kind->inside_on(v)) {
		visit_come_out(v, kind->inside(v));
		return VISIT_HALF;
	}
	v->stage = STAGE_OPEN;
	v->focus = -1;
	v->hints = 0;
	v->writing = false;
	return keep_ungraded(v, out, arena);
}

static enum visit_did did_of(struct visit *, enum acted, struct record *out, struct arena *);

/* A later step of the page, without what is asked for before it. */
static enum visit_did unfold(struct visit *v, struct record *out, struct arena *arena)
{
	enum acted acted = visit_kind(v)->unfold(v);

	if (acted == ACT_CHECK)
		return keep_ungraded(v, out, arena);
	v->unfolded = true;
	v->news++;
	return did_of(v, acted, out, arena);
}

enum visit_did visit_pass(struct visit *v, struct record *out, struct arena *arena)
{
	v->message[0] = '\0';
	if (visit_inside(v))
		return VISIT_ON;
	if (v->stage == STAGE_SURE)
		return judge(v, out, arena);
	return visit_is_unread(v) ? unfold(v, out, arena) : VISIT_ON;
}

enum visit_did visit_turn(struct visit *v, struct record *out, struct arena *arena)
{
	const bool owes = visit_owes_answer(v) && !visit_inside(v) && v->stage != STAGE_SURE;

	return owes ? visit_reveal(v, out, arena) : visit_pass(v, out, arena);
}

enum visit_did visit_on(struct visit *v, struct record *out, struct arena *arena)
{
	struct visit *in = visit_inside(v);

	return in ? outside(v, in, visit_turn(in, out, arena), out, arena) : visit_turn(v, out, arena);
}

/* What is there was judged, and Enter would take nothing else: as long as that is so it goes on, wherever the focus is. */
static bool stands_judged(const struct visit *v)
{
	const struct kind *kind = visit_kind(v);

	return v->stage == STAGE_TOLD && !v->writing && (!kind->chosen || kind->chosen(v) == v->focus);
}

enum visit_did visit_check(struct visit *v, struct record *out, struct arena *arena)
{
	const struct kind *kind = visit_kind(v);
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_check(in, out, arena), out, arena);
	v->message[0] = '\0';
	if (v->stage == STAGE_SURE)
		return judge(v, out, arena);
	if (visit_is_graded(v) && (v->stage == STAGE_DONE || visit_is_on_feedback(v)))
		return visit_turn(v, out, arena);
	if (visit_has_field(v) && !v->writing) {
		v->writing = true;
		return VISIT_SHOWN;
	}
	if (stands_judged(v))
		return visit_turn(v, out, arena);
	if (!kind->fill || v->stage == STAGE_DONE || visit_is_on_feedback(v))
		return VISIT_ON;
	if (!kind->ready(v))
		return v->changed ? VISIT_HALF : VISIT_SHOWN;
	if (!visit_is_graded(v))
		return keep_ungraded(v, out, arena);
	if (wants_sure(v))
		return ask_sure(v);
	v->sure = 0;
	return judge(v, out, arena);
}

static bool is_of_inside(const struct visit *v, const struct record *kept)
{
	return visit_inside(v) && strcmp(kept->page, v->page->id) != 0;
}

void visit_kept(struct visit *v, const struct record *kept)
{
	if (is_of_inside(v, kept)) {
		visit_kept(visit_inside(v), kept);
		visit_kind(v)->inside_kept(v, kept);
		visit_come_out(v, visit_kind(v)->inside(v));
		v->changed = v->has_half = true;
		return;
	}
	v->changed = v->has_half = v->heard = false;
	v->news++;
	if (visit_is_words(kept->type))
		visit_write_over(v, learner_latest(v->learner, kept->type, v->page->id));
	if (!visit_is_graded(v)) {
		if (kept->type == RECORD_ANSWER)
			v->attempt = kept->attempt;
		if (!visit_kind(v)->kept || visit_kind(v)->kept(v))
			v->stage = STAGE_DONE;
		return;
	}
	v->attempt = kept->attempt;
	v->stage = visit_stage_after(v, kept->verdict);
	v->writing = false;
	v->focus = visit_feedback_item(v);
	v->owes = (v->owes || visit_comes_to_owe(v)) && v->stage != STAGE_DONE;
	if (visit_is_unrefuted(v) && v->hints == 0 && v->page->hints.n > 0)
		v->hints = 1;
}

enum visit_did visit_hint(struct visit *v)
{
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_hint(in), NULL, NULL);
	if (!visit_is_graded(v))
		visit_message(v, tr("There is no hint on this page."));
	else if (v->page->hints.n == 0)
		visit_message(v, tr("There is no hint here. r shows the answer."));
	else if (v->stage == STAGE_DONE)
		visit_message(v, tr("The answer is already shown."));
	else if (v->hints == v->page->hints.n)
		visit_message(v, tr("That was the last hint. r shows the answer."));
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
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_reveal(in, out, arena), out, arena);
	v->message[0] = '\0';
	if (visit_is_unread(v))
		return unfold(v, out, arena);
	if (!visit_is_graded(v)) {
		visit_message(v, tr("There is no answer to show on this page."));
		return VISIT_SHOWN;
	}
	if (v->stage == STAGE_DONE) {
		visit_message(v, tr("The answer is already shown."));
		return VISIT_SHOWN;
	}
	visit_kind(v)->reveal(v);
	return keep_verdict(v, VERDICT_REVEALED, out, arena);
}

/* Back to the beginning with what was written. */
static enum visit_did again(struct visit *v)
{
	visit_kind(v)->again(v);
	v->stage = STAGE_OPEN;
	v->focus = 0;
	v->writing = visit_has_field(v);
	v->changed = v->has_half = true;
	v->news++;
	return VISIT_HALF;
}

/* Whether anything was answered here before, which clearing leaves in the record. */
static bool has_answers_before(const struct visit *v)
{
	return v->attempt > 0 || learner_latest(v->learner, RECORD_BELIEF, v->page->id);
}

/* Nothing is chosen, rated or gone through yet. A page that asks others' questions has their answers, too. */
static bool is_untouched(const struct visit *v)
{
	struct arena arena = {0};
	struct record r = {0};
	bool has = v->stage != STAGE_OPEN || visit_kind(v)->inside || visit_kind(v)->fill(v, &r, &arena, true);

	arena_release(&arena);
	return !has;
}

/* Starts the activity afresh; what was answered before stays in the record. */
enum visit_did visit_clear(struct visit *v)
{
	const struct kind *kind = visit_kind(v);
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_clear(in), NULL, NULL);
	if (visit_is_kept(v) && !v->writing && visit_has_field(v)) {
		v->writing = true;
		v->news++;
		return VISIT_SHOWN;
	}
	if (!kind->fill || (visit_has_field(v) && !visit_is_graded(v))) {
		visit_message(v, tr("There is nothing to undo here."));
		return VISIT_SHOWN;
	}
	if (kind->again)
		return again(v);
	if (is_untouched(v)) {
		visit_message(v, tr("There is nothing to clear here yet."));
		return VISIT_SHOWN;
	}
	visit_empty(v);
	v->writing = kind->writes;
	v->changed = true;
	v->has_half = v->hints > 0;
	if (visit_inside(v))
		visit_come_out(v, visit_kind(v)->inside(v));
	visit_message(v, has_answers_before(v) ? tr("Cleared. Answers given before are kept.") : tr("Cleared."));
	return VISIT_HALF;
}

enum visit_did visit_back(struct visit *v)
{
	const struct kind *kind = visit_kind(v);
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_back(in), NULL, NULL);
	v->stage = STAGE_OPEN;
	v->focus = kind->chosen ? kind->chosen(v) : 0;
	v->changed = v->has_half = true;
	v->message[0] = '\0';
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
		if (visit_is_graded(v))
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
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_key(in, key, out, arena), out, arena);
	v->message[0] = '\0';
	if (v->stage == STAGE_SURE)
		return key_sure(v, key, out, arena);
	if (!visit_kind(v)->key)
		return VISIT_IGNORED;
	return did_of(v, visit_kind(v)->key(v, key), out, arena);
}

enum visit_did visit_paste(struct visit *v, const char *text, size_t len)
{
	const struct kind *kind = visit_kind(v);
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_paste(in, text, len), NULL, NULL);
	if (!v->writing || !kind->paste || len == 0)
		return VISIT_IGNORED;
	v->message[0] = '\0';
	return did_of(v, kind->paste(v, text, len), NULL, NULL);
}

enum visit_did visit_put_down(struct visit *v, struct record *out, struct arena *arena)
{
	struct visit *in = visit_inside(v);

	if (in)
		return outside(v, in, visit_put_down(in, out, arena), out, arena);
	v->writing = false;
	if (visit_kind(v)->put_down)
		return did_of(v, visit_kind(v)->put_down(v), out, arena);
	return visit_leave(v, out, arena);
}

enum visit_did visit_leave(struct visit *v, struct record *out, struct arena *arena)
{
	if (!visit_kind(v)->fill || visit_is_graded(v) || !v->has_half)
		return VISIT_SHOWN;
	return keep_ungraded(v, out, arena) == VISIT_KEEP ? VISIT_KEEP : VISIT_SHOWN;
}

void visit_half(struct visit *v, struct record *out, struct arena *arena)
{
	*out = (struct record){0};
	if (v->has_half && visit_kind(v)->fill && !fill_record(v, out, arena, true) && v->page->kind->is_private) {
		*out = (struct record){0};
		v->has_half = false; /* a field of blanks is an empty one */
	}
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

/* --- a line, in plain mode --- */

enum visit_did visit_hear(struct visit *v, const char *line, struct record *out, struct arena *arena)
{
	const struct kind *kind = visit_kind(v);
	struct visit *in = visit_inside(v);
	enum acted acted;

	if (in)
		return outside(v, in, visit_hear(in, line, out, arena), out, arena);
	v->message[0] = '\0';
	if (v->stage == STAGE_SURE) {
		struct key key = {.press = PRESS_TEXT, .point = (unsigned char)line[0]};

		if (line[0] && !line[1] && key_sure(v, key, out, arena) == VISIT_KEEP)
			return VISIT_KEEP;
		visit_message(v, tr("Type 1, 2 or 3, or Enter to skip; u takes the answer back."));
		return VISIT_SHOWN;
	}
	if (!kind->hear)
		return VISIT_IGNORED;
	acted = kind->hear(v, line);
	v->heard = v->page->kind->is_private && (v->heard || acted == ACT_CHANGED) && acted != ACT_CHECK && acted != ACT_ON;
	if (acted == ACT_CHECK && kind->writes && !visit_is_graded(v))
		return keep_ungraded(v, out, arena);
	return did_of(v, acted, out, arena);
}
