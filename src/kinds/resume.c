/* SPDX-License-Identifier: MIT */
#include "kinds/resume.h"

#include <string.h>
#include "base/tr.h"
#include "kinds/kind.h"
#include "kinds/stage.h"
#include "learner/review.h"

static bool fits(const struct visit *v, const struct record *r)
{
	return r && r->page && strcmp(r->page, v->page->id) == 0 && r->rev == v->page->rev;
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

/* Whether all that was picked is in the state again: every option, item and pair is still on the page. */
static bool holds_all(const struct visit *v, const struct record *was)
{
	struct arena arena = {0};
	struct record now = {0};
	size_t n = 0;

	(void)visit_kind(v)->fill(v, &now, &arena, false);
	while (n < was->npicks && is_among(&was->picks[n], &now))
		n++;
	arena_release(&arena);
	return n == was->npicks;
}

void visit_empty(struct visit *v)
{
	const struct kind *kind = visit_kind(v);

	if (kind->end)
		kind->end(v);
	memset(v->state, 0, kind->state_size);
	kind->begin(v);
	v->stage = STAGE_OPEN;
	v->focus = kind->items(v) > 0 ? 0 : -1;
}

static void say_revised(struct visit *v)
{
	visit_message(v, tr("This page was revised. Your earlier answer is kept."));
}

/* The visit as an answer left it. */
static void stand_after(struct visit *v, const struct record *answer)
{
	visit_kind(v)->restore(v, answer);
	v->verdict = answer->verdict;
	v->sure = answer->sure;
	v->stage = visit_stage_after(v, answer->verdict);
}

/* What an answer came to owe is owed until the page's own was shown. */
static bool owes(struct visit *v)
{
	const struct record *r;
	bool owes = false;

	for (size_t n = 0; (r = learner_nth(v->learner, RECORD_ANSWER, v->page->id, n)) != NULL; n++) {
		if (!fits(v, r) || learner_is_past(v->learner, r))
			continue;
		visit_empty(v);
		stand_after(v, r);
		owes = (owes || visit_comes_to_owe(v)) && v->stage != STAGE_DONE;
	}
	visit_empty(v);
	return owes;
}

static void restore_answer(struct visit *v)
{
	const struct record *last = learner_latest(v->learner, RECORD_ANSWER, v->page->id);

	if (!fits(v, last) || learner_is_past(v->learner, last))
		return;
	v->owes = owes(v);
	stand_after(v, last);
	if (!holds_all(v, last) || (last->verdict != VERDICT_REVEALED && !visit_has_answer(v))) {
		visit_empty(v);
		v->verdict = VERDICT_NONE;
		v->sure = 0;
		v->owes = false;
		say_revised(v);
	} else if (v->stage == STAGE_TOLD && visit_kind(v)->chosen)
		v->focus = visit_kind(v)->chosen(v); /* Enter goes on from it, and gives no other answer unasked */
}

/* --- what was kept --- */

/* Of words the newest that stand; where all were taken back, that. */
static const struct record *last_kept(const struct visit *v, enum record_type type)
{
	const struct record *standing = visit_is_words(type) ? learner_standing(v->learner, type, v->page->id, 0) : NULL;

	return standing ? standing : learner_latest(v->learner, type, v->page->id);
}

void visit_write_over(struct visit *v, const struct record *r)
{
	if (r && visit_is_words(r->type))
		v->base = (struct record_base){.known = true, .sid = r->sid, .seq = r->seq};
}

/* What is over is asked again where a part of it is gone; a story is where it breaks off. The pages a quiz drew are not its own. */
static void ask_what_changed(struct visit *v, const struct record *last)
{
	if (visit_is_words(last->type) || visit_kind(v)->inside || holds_all(v, last))
		return;
	if (v->stage == STAGE_DONE)
		visit_empty(v);
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

		if (!last || !(kept[i].any_rev || (fits(v, last) && !learner_is_past(v->learner, last))))
			continue;
		if (record_is_shut(last)) {
			shut(v, last);
			continue;
		}
		visit_kind(v)->restore(v, last);
		visit_write_over(v, last);
		ask_what_changed(v, last);
	}
}

/* --- what was half done --- */

/* A hint after feedback leaves the feedback where it was; everything else is an answer begun anew, or one asked how sure. */
static void restore_stage(struct visit *v, const struct record *draft)
{
	if (draft->stage == STAGE_TOLD)
		return;
	v->stage = draft->stage == STAGE_SURE && visit_has_answer(v) && holds_all(v, draft) ? STAGE_SURE : STAGE_OPEN;
	if (v->stage == STAGE_SURE)
		v->focus = visit_feedback_item(v);
}

/* Words half written stay the learner's, whatever the page asks now. */
static bool is_own_text(const struct visit *v, const struct record *draft)
{
	return draft && draft->page && strcmp(draft->page, v->page->id) == 0 && visit_kind(v)->writes && v->page->kind->is_private;
}

/* The copy that what is kept here would be saved as, and its type. */
static struct record copy_here(const struct visit *v)
{
	struct arena arena = {0};
	struct record now = {0};

	(void)visit_kind(v)->fill(v, &now, &arena, true);
	arena_release(&arena);
	return (struct record){.type = now.type, .attempt = now.attempt};
}

/* It was begun as a copy of its own: it must not take the place of what is kept. */
static void go_on_beside(struct visit *v, const struct record *draft)
{
	if (!v->page->kind->is_private || !visit_kind(v)->fill)
		return;

	const struct record here = copy_here(v);

	if (visit_is_words(here.type) && draft->attempt > here.attempt)
		v->aside = draft->attempt - here.attempt;
}

static unsigned highest_copy(const struct visit *v, enum record_type type)
{
	const struct record *r;
	unsigned highest = 1;

	for (size_t n = 0; (r = learner_nth(v->learner, type, v->page->id, n)) != NULL; n++)
		highest = r->attempt > highest ? r->attempt : highest;
	return highest;
}

/* Whether words of this session stand here that whoever began the half answer, in another one, cannot have seen. */
static bool is_unseen(const struct visit *v, enum record_type type, const struct record *draft)
{
	const struct record *r;

	if (draft->sid == 0 || draft->sid == learner_sid(v->learner) || !visit_is_words(type))
		return false;
	for (size_t n = 0; (r = learner_standing(v->learner, type, v->page->id, n)) != NULL; n++)
		if (r->sid == learner_sid(v->learner))
			return true;
	return false;
}

/* Of one session the later words take the place of the earlier ones, unless they are a copy of their own. */
static void go_on_unseen(struct visit *v, const struct record *draft)
{
	if (!v->page->kind->is_private || !visit_kind(v)->fill)
		return;

	const struct record here = copy_here(v);

	if (is_unseen(v, here.type, draft))
		v->aside = highest_copy(v, here.type) + 1 - here.attempt;
}

static void restore_draft(struct visit *v, const struct record *draft)
{
	if (!is_own_text(v, draft) && (!fits(v, draft) || learner_is_past(v->learner, draft)))
		return;
	if (record_is_shut(draft)) {
		shut(v, draft);
		return;
	}
	if (!visit_is_graded(v) || draft->stage != STAGE_TOLD || v->attempt == 0) /* after feedback what was picked is the answer's */
		visit_kind(v)->restore(v, draft);
	if (draft->base.known)
		v->base = draft->base; /* whoever began it had not seen what was written since */
	go_on_beside(v, draft);
	go_on_unseen(v, draft);
	v->hints = draft->hints <= v->page->hints.n ? draft->hints : (unsigned)v->page->hints.n;
	if (draft->focus < (unsigned)visit_feedback_item(v))
		v->focus = (int)draft->focus;
	if (visit_is_graded(v))
		restore_stage(v, draft);
	v->has_half = true;
}

/* --- arriving --- */

static void restore(struct visit *v, const struct record *draft, bool afresh)
{
	if (!visit_kind(v)->restore)
		return;
	if (!afresh && visit_is_graded(v))
		restore_answer(v);
	else if (!afresh)
		restore_kept(v);
	if (draft && (afresh || draft->review == 0)) /* half an answer to a return is of no other visit */
		restore_draft(v, draft);
}

/* Nothing is set yet but what is borrowed. */
static void begin(struct visit *v, const struct record *draft, bool afresh)
{
	const struct kind *kind = visit_kind(v);

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
		visit_come_out(v, kind->inside(v));
		return;
	}
	if (v->focus >= visit_items(v)) /* what was restored has fewer */
		v->focus = visit_items(v) - 1;
	v->writing = visit_has_field(v) && (!visit_is_graded(v) || v->stage == STAGE_OPEN);
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
	if (visit_is_graded(v) && (learner_latest(learner, RECORD_ANSWER, page->id) || learner_has_skipped(learner, page->id)))
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
	if (visit_kind(v)->end)
		visit_kind(v)->end(v);
	mem_free(v->state);
	*v = (struct visit){0};
}

/* --- writing beside what is kept --- */

void visit_set_aside(struct visit *v)
{
	if (v->shut == 0)
		return;
	v->aside = v->shut;
	v->shut = 0;
	v->writing = visit_has_field(v);
}

bool visit_copy(struct visit *v, const struct record *of)
{
	if (!visit_kind(v)->writes || !v->page->kind->is_private || copy_here(v).type != of->type)
		return false;
	if (v->shut > 0 || record_is_shut(of))
		return true;
	if (!v->has_half)
		visit_kind(v)->restore(v, of);
	v->aside = highest_copy(v, of->type) + 1 - copy_here(v).attempt;
	v->base = (struct record_base){.known = true};
	v->stage = STAGE_OPEN;
	v->writing = visit_has_field(v);
	return true;
}
