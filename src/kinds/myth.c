/* SPDX-License-Identifier: MIT
 *
 * myth: a belief is rated, the refutation is read, the belief is rated again; the movement is shown, never a score.
 *
 *   BEFORE --Enter--> READING --Enter--> MOVED
 *
 * Who does not rate reads on all the same: going on from BEFORE leads to READING, and only from there to the next page.
 * The title states the truth, so it waits, like the text, until the first rating is given or passed over. */
#include "kinds/kind.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "view/scale.h"

struct myth_page {
	struct markup claim;
	const char *myth; /* id in myths.yaml */
};

static const struct field myth_list[] = {
	{.key = "claim", .type = FIELD_INLINE, .required = true, .at = offsetof(struct myth_page, claim),
		.says = TR("the belief, as a statement to rate")},
	{.key = "myth", .type = FIELD_ID, .required = true, .at = offsetof(struct myth_page, myth),
		.says = TR("its id in myths.yaml")},
};
static const struct fields myth_fields_own = {TR("myth page"), myth_list, 2, sizeof(struct myth_page)};

enum step { STEP_BEFORE, STEP_READING, STEP_MOVED };

struct myth_state {
	int before, after; /* 0..10 or SCALE_NONE */
	enum step step;
};

static const struct myth_page *own(const struct visit *v)
{
	return v->page->own;
}

static void myth_begin(struct visit *v)
{
	struct myth_state *s = v->state;

	s->before = s->after = SCALE_NONE;
}

static int number_of(const struct record *r, const char *id)
{
	for (size_t i = 0; i < r->npicks; i++)
		if (strcmp(r->picks[i].id, id) == 0)
			return r->picks[i].number;
	return SCALE_NONE;
}

static void myth_restore(struct visit *v, const struct record *r)
{
	struct myth_state *s = v->state;

	s->before = number_of(r, "before");
	s->after = number_of(r, "after");
	if (r->type == RECORD_DRAFT) {
		s->step = r->attempt > 1 ? STEP_READING : STEP_BEFORE;
	} else {
		s->step = s->after == SCALE_NONE ? STEP_READING : STEP_MOVED;
		v->stage = s->step == STEP_MOVED ? STAGE_DONE : STAGE_OPEN;
	}
}

static int myth_items(const struct visit *v)
{
	const struct myth_state *s = v->state;

	return s->step == STEP_MOVED ? 0 : 1;
}

static int *rated(struct myth_state *s)
{
	return s->step == STEP_BEFORE ? &s->before : &s->after;
}

static enum acted myth_key(struct visit *v, struct key key)
{
	struct myth_state *s = v->state;

	if (s->step == STEP_MOVED || !scale_key(rated(s), key, &v->one))
		return ACT_IGNORED;
	return ACT_CHANGED;
}

static enum visit_where myth_where(const struct visit *v)
{
	const struct myth_state *s = v->state;

	return s->step == STEP_MOVED ? WHERE_PAGE : WHERE_SCALE;
}

static bool myth_ready(struct visit *v)
{
	struct myth_state *s = v->state;

	if (*rated(s) != SCALE_NONE)
		return true;
	visit_refuse(v, tr("Left and Right or 0 to 10 rate it; Space reads on without."));
	return false;
}

static bool myth_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct myth_state *s = v->state;
	struct pick *picks = arena_get(arena, 2 * sizeof *picks);

	r->type = RECORD_BELIEF;
	r->picks = picks;
	if (s->before != SCALE_NONE)
		picks[r->npicks++] = (struct pick){.id = "before", .number = s->before};
	if (s->after != SCALE_NONE)
		picks[r->npicks++] = (struct pick){.id = "after", .number = s->after};
	if (!half)
		return r->npicks > 0;
	r->attempt = s->step == STEP_BEFORE ? 1 : 2;
	if (s->step == STEP_READING && r->npicks == 0)
		picks[r->npicks++] = (struct pick){.id = "read", .number = 0}; /* nothing was rated, and the place is to be found again */
	return r->npicks > 0;
}

static bool myth_unread(const struct visit *v)
{
	const struct myth_state *s = v->state;

	return s->step == STEP_BEFORE;
}

static enum acted myth_unfold(struct visit *v)
{
	struct myth_state *s = v->state;

	if (s->before != SCALE_NONE)
		return ACT_CHECK;
	s->step = STEP_READING;
	v->focus = 0;
	return ACT_CHANGED;
}

static bool myth_kept(struct visit *v)
{
	struct myth_state *s = v->state;

	s->step = s->step == STEP_BEFORE ? STEP_READING : STEP_MOVED;
	v->focus = s->step == STEP_MOVED ? -1 : 0;
	return s->step == STEP_MOVED;
}

static void say_scale(const struct visit *v, struct doc *doc)
{
	struct myth_state *s = v->state;
	char words[240];

	(void)scale_words(*rated(s), words, sizeof words);
	doc_item(doc, 0);
	doc_say(doc, STYLE_TEXT, words);
	doc_item(doc, -1);
}

static void say_claim(const struct visit *v, struct doc *doc)
{
	doc_lead(doc, "> ");
	doc_markup(doc, STYLE_TEXT, &own(v)->claim);
}

static void say_question(const struct visit *v, struct doc *doc)
{
	const struct myth_state *s = v->state;

	if (s->step == STEP_BEFORE)
		doc_say(doc, STYLE_TEXT, tr("How much do you believe this just now? 0 not at all, 10 fully."));
	else if (s->before == SCALE_NONE)
		doc_say(doc, STYLE_TEXT, tr("If you like: how much do you believe it now? 0 not at all, 10 fully."));
	else
		doc_say(doc, STYLE_TEXT, tr("And now? 0 not at all, 10 fully. Any answer is fine."));
}

static void say_movement(const struct myth_state *s, struct doc *doc)
{
	if (s->before == SCALE_NONE)
		doc_sayf(doc, STYLE_STRONG, tr("You rate it %d of 10 now."), s->after);
	else if (s->before == s->after)
		doc_sayf(doc, STYLE_STRONG, tr("It stayed at %d of 10. That is fine: this is a movement, never a score."), s->after);
	else
		doc_sayf(doc, STYLE_STRONG, tr("It moved from %d to %d of 10."), s->before, s->after);
}

static void say_truth(const struct visit *v, struct doc *doc)
{
	if (v->page->title)
		doc_say(doc, STYLE_TITLE, v->page->title);
	doc_gap(doc);
	doc_markup(doc, STYLE_TEXT, &v->page->text);
	visit_say_evidence(v, doc);
}

static void myth_view(const struct visit *v, struct doc *doc)
{
	const struct myth_state *s = v->state;

	if (s->step == STEP_BEFORE)
		doc_say(doc, STYLE_TITLE, tr("Before you read: a belief"));
	else
		say_truth(v, doc);
	doc_gap(doc);
	say_claim(v, doc);
	if (s->step == STEP_MOVED) {
		doc_item(doc, VISIT_CAME_OF_IT);
		say_movement(s, doc);
		doc_item(doc, -1);
		return;
	}
	if (s->step == STEP_BEFORE)
		doc_gap(doc);
	say_question(v, doc);
	scale_say_ten(doc);
	say_scale(v, doc);
}

/* Plain mode: what follows a rating. */
static void myth_feedback(const struct visit *v, struct doc *doc)
{
	const struct myth_state *s = v->state;

	if (s->step == STEP_MOVED) {
		say_movement(s, doc);
		return;
	}
	say_truth(v, doc);
	doc_gap(doc);
	say_claim(v, doc);
	say_question(v, doc);
}

static void myth_say(const struct visit *v, struct doc *doc)
{
	const struct myth_state *s = v->state;

	if (s->step != STEP_BEFORE) {
		myth_feedback(v, doc);
		return;
	}
	doc_say(doc, STYLE_TITLE, tr("Before you read: a belief"));
	doc_gap(doc);
	say_claim(v, doc);
	say_question(v, doc);
}

static const char *myth_prompt(const struct visit *v)
{
	const struct myth_state *s = v->state;

	return s->step == STEP_BEFORE ? tr("Rate it (0-10, Enter reads on without, ? help): ") : tr("Rate it (0-10, Enter goes on without, ? help): ");
}

static enum acted myth_hear(struct visit *v, const char *line)
{
	struct myth_state *s = v->state;
	int value;

	if (s->step == STEP_MOVED || !scale_read(&line, &value) || *line) {
		visit_refuse(v, s->step == STEP_MOVED ? tr("This one is done. Enter goes on.") : tr("Type a number from 0 to 10, or ? for help."));
		return ACT_REFUSED;
	}
	*rated(s) = value;
	return ACT_CHECK;
}

static void myth_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct myth_page *o = page->own;

	each(ctx, &o->claim, o->myth);
}

static void myth_beliefs(const struct page *page, void (*each)(void *, const char *, const struct markup *), void *ctx)
{
	each(ctx, NULL, &((const struct myth_page *)page->own)->claim);
}

const struct kind kind_myth = {
	.form = {.name = "myth", .fields = &myth_fields_own, .is_private = true, .texts = myth_texts, .beliefs = myth_beliefs,
		.says = TR("a belief is rated, its refutation read, and rated again")},
	.state_size = sizeof(struct myth_state),
	.tells = true,
	.begin = myth_begin,
	.restore = myth_restore,
	.items = myth_items,
	.key = myth_key,
	.where = myth_where,
	.unread = myth_unread,
	.unfold = myth_unfold,
	.ready = myth_ready,
	.fill = myth_fill,
	.kept = myth_kept,
	.view = myth_view,
	.feedback = myth_feedback,
	.say = myth_say,
	.prompt = myth_prompt,
	.hear = myth_hear,
};
