/* SPDX-License-Identifier: MIT */
#include "kinds/stage.h"

#include <stdio.h>
#include "kinds/kind.h"

#define SURE 3

const struct kind *visit_kind(const struct visit *v)
{
	return kind_of(v->page);
}

void visit_message(struct visit *v, const char *words)
{
	(void)snprintf(v->message, sizeof v->message, "%s", words);
}

bool visit_is_graded(const struct visit *v)
{
	return visit_kind(v)->grade != NULL;
}

bool visit_has_feedback(const struct visit *v)
{
	return visit_is_graded(v) && (v->stage == STAGE_TOLD || v->stage == STAGE_DONE);
}

int visit_feedback_item(const struct visit *v)
{
	return visit_kind(v)->items(v);
}

bool visit_is_on_feedback(const struct visit *v)
{
	return visit_has_feedback(v) && v->focus == visit_feedback_item(v);
}

bool visit_has_field(const struct visit *v)
{
	const struct kind *kind = visit_kind(v);

	return kind->writes && v->shut == 0 && (!kind->has_field || kind->has_field(v));
}

bool visit_has_answer(const struct visit *v)
{
	struct arena arena = {0};
	struct record r = {0};
	bool has = visit_kind(v)->fill(v, &r, &arena, false);

	arena_release(&arena);
	return has;
}

bool visit_is_words(enum record_type type)
{
	return type == RECORD_WORDS || type == RECORD_PLAN;
}

enum stage visit_stage_after(const struct visit *v, enum verdict verdict)
{
	bool ends = verdict == VERDICT_RIGHT || verdict == VERDICT_REVEALED || visit_kind(v)->once;

	return ends ? STAGE_DONE : STAGE_TOLD;
}

/* --- a visit inside a visit: whoever holds the outer one reads and sets only that --- */

struct visit *visit_inside(const struct visit *v)
{
	struct visit *in = visit_kind(v)->inside ? visit_kind(v)->inside(v) : NULL;

	if (!in)
		return NULL;
	in->focus = v->focus;
	in->stage = v->stage;
	in->writing = v->writing;
	in->news = v->news;
	in->measure = v->measure;
	in->in_lines = v->in_lines;
	in->myths = v->myths;
	in->unsure = v->unsure;
	return in;
}

const struct visit *visit_at_work(const struct visit *v)
{
	const struct visit *in = visit_inside(v);

	return in ? in : v;
}

void visit_come_out(struct visit *v, const struct visit *in)
{
	v->focus = in->focus;
	v->stage = in->stage;
	v->writing = in->writing;
	v->news = in->news;
	v->hints = in->hints;
	v->changed |= in->changed;
	v->has_half |= in->has_half;
	visit_message(v, in->message);
}

/* --- what anybody may ask of a visit --- */

int visit_items(const struct visit *v)
{
	if (visit_inside(v))
		return visit_items(visit_inside(v));
	return visit_kind(v)->items(v) + (visit_has_feedback(v) || v->stage == STAGE_SURE ? 1 : 0);
}

/* Where the keys of the page itself go, whatever has the focus. */
static enum visit_where where_among_items(const struct visit *v)
{
	return visit_kind(v)->where ? visit_kind(v)->where(v) : WHERE_PAGE;
}

enum visit_where visit_where(const struct visit *v)
{
	if (visit_inside(v))
		return visit_where(visit_inside(v));
	if (v->stage == STAGE_SURE)
		return WHERE_SURE;
	if (visit_has_feedback(v) && v->stage == STAGE_DONE)
		return WHERE_DONE;
	if (visit_is_on_feedback(v))
		return WHERE_TOLD;
	enum visit_where where = where_among_items(v);

	return where == WHERE_CHOICE && v->stage == STAGE_TOLD ? WHERE_TOLD : where;
}

/* After the feedback the hints stay as they are while the focus goes among the items: a screen reader would say them all again
 * instead of the item. */
enum visit_where visit_hints(const struct visit *v, enum visit_where *beside)
{
	if (visit_inside(v))
		return visit_hints(visit_inside(v), beside);
	*beside = visit_where(v);
	if (!visit_has_feedback(v) || v->stage != STAGE_TOLD || visit_is_writing(v))
		return *beside;
	*beside = where_among_items(v) == WHERE_CHOICE ? WHERE_TOLD : where_among_items(v);
	return WHERE_TOLD;
}

bool visit_is_writing(const struct visit *v)
{
	enum visit_where where = visit_where(v);

	return where == WHERE_FIELD || where == WHERE_LINE || where == WHERE_BLANK;
}

bool visit_has_told(const struct visit *v)
{
	return v->page && visit_has_feedback(visit_at_work(v));
}

bool visit_asks(const struct visit *v)
{
	if (visit_inside(v))
		return visit_asks(visit_inside(v));
	return visit_kind(v)->asks && visit_kind(v)->asks(v);
}

bool visit_has_words(const struct visit *v)
{
	return visit_kind(v)->writes && v->has_half && visit_has_answer(v);
}

bool visit_has_row(const struct visit *v, bool below)
{
	const struct kind *kind = visit_kind(v);

	return v->writing && kind->field && edit_has_row(kind->field(v), below);
}

bool visit_is_answered(const struct visit *v)
{
	if (visit_inside(v))
		return false;
	if (!visit_kind(v)->fill)
		return true;
	if (visit_is_graded(v))
		return v->attempt > 0;
	return v->stage == STAGE_DONE || v->unfolded;
}

bool visit_is_begun(const struct visit *v)
{
	const struct visit *at = visit_at_work(v);

	return visit_kind(at)->fill && visit_has_answer(at);
}

bool visit_is_unread(const struct visit *v)
{
	return visit_kind(v)->unread && visit_kind(v)->unread(v);
}

bool visit_tells_all(const struct visit *v)
{
	if (visit_inside(v))
		return false;
	return visit_is_graded(v) ? v->stage == STAGE_DONE : !visit_is_unread(v);
}

bool visit_owes_answer(const struct visit *v)
{
	const struct visit *at = visit_at_work(v);

	return at->page && at->owes && at->stage != STAGE_DONE;
}

bool visit_is_unrefuted(const struct visit *v)
{
	return visit_is_surprised(v) && !(visit_kind(v)->tempted && visit_kind(v)->tempted(v));
}

bool visit_comes_to_owe(const struct visit *v)
{
	const struct kind *kind = visit_kind(v);

	return v->stage == STAGE_TOLD && (visit_is_unrefuted(v) || (kind->unexplained && kind->unexplained(v)));
}

bool visit_has_hint(const struct visit *v)
{
	const struct visit *at = visit_at_work(v);

	return visit_is_graded(at) && at->stage != STAGE_DONE && at->hints < at->page->hints.n;
}

bool visit_has_answer_to_show(const struct visit *v)
{
	const struct visit *at = visit_at_work(v);

	return visit_is_graded(at) ? at->stage != STAGE_DONE : visit_is_unread(at);
}

bool visit_is_surprised(const struct visit *v)
{
	const struct visit *at = visit_at_work(v);

	return at->page && visit_is_graded(at) && at->stage == STAGE_TOLD && at->sure == SURE;
}

bool visit_is_kept(const struct visit *v)
{
	return visit_kind(v)->writes && v->page->kind->is_private && v->stage == STAGE_DONE && !v->has_half;
}
