/* SPDX-License-Identifier: MIT
 *
 * rate: statements rated from 0 to 10; with `pair`, beside what was rated on an earlier page. */
#include "kinds/kind.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "learner/belief.h"
#include "view/scale.h"

#define STATEMENTS_MOST 12

struct statement {
	struct place at;
	const char *id;
	struct markup text;
};

struct rate_page {
	struct parts statements; /* of struct statement */
	const char *low, *high;  /* what 0 and 10 mean */
	const char *pair;        /* id of an earlier rate page with the same statements */
};

static const struct field statement_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct statement, id),
		.says = TR("unique on the page; kept in the record")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct statement, text),
		.says = TR("what is rated")},
};
static const struct fields statement_fields = {TR("statement"), statement_list, 2, sizeof(struct statement)};

static const struct field rate_list[] = {
	{.key = "statements", .type = FIELD_PARTS, .required = true, .at = offsetof(struct rate_page, statements), .of = &statement_fields,
		.most = STATEMENTS_MOST, .says = TR("what is rated, one scale each")},
	{.key = "low", .type = FIELD_PLAIN, .at = offsetof(struct rate_page, low), .says = TR("what 0 means")},
	{.key = "high", .type = FIELD_PLAIN, .at = offsetof(struct rate_page, high), .says = TR("what 10 means")},
	{.key = "pair", .type = FIELD_ID, .at = offsetof(struct rate_page, pair),
		.says = TR("an earlier rate page: the movement is shown")},
};
static const struct fields rate_fields = {TR("rate page"), rate_list, 4, sizeof(struct rate_page)};

struct rate_state {
	int value[STATEMENTS_MOST];
	char prompt[160]; /* plain mode: which one it asks for */
};

static const struct rate_page *own(const struct visit *v)
{
	return v->page->own;
}

static int count(const struct visit *v)
{
	return (int)own(v)->statements.n;
}

static const struct statement *statement_at(const struct visit *v, int i)
{
	return (const struct statement *)own(v)->statements.list + i;
}

static void rate_begin(struct visit *v)
{
	struct rate_state *s = v->state;

	for (int i = 0; i < STATEMENTS_MOST; i++)
		s->value[i] = SCALE_NONE;
}

static int number_of(const struct record *r, const char *id)
{
	for (size_t i = 0; r && i < r->npicks; i++)
		if (strcmp(r->picks[i].id, id) == 0)
			return r->picks[i].number;
	return SCALE_NONE;
}

static void rate_restore(struct visit *v, const struct record *r)
{
	struct rate_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		s->value[i] = number_of(r, statement_at(v, i)->id);
	v->stage = r->type == RECORD_BELIEF ? STAGE_DONE : STAGE_OPEN;
}

static enum acted rate_key(struct visit *v, struct key key)
{
	struct rate_state *s = v->state;

	if (v->focus < 0 || v->focus >= count(v) || !scale_key(&s->value[v->focus], key, &v->one))
		return ACT_IGNORED;
	v->stage = STAGE_OPEN;
	return ACT_CHANGED;
}

static enum visit_where rate_where(const struct visit *v)
{
	(void)v;
	return WHERE_SCALE;
}

static int next_unrated(const struct visit *v)
{
	const struct rate_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		if (s->value[i] == SCALE_NONE)
			return i;
	return -1;
}

/* Enter goes from statement to statement, and keeps them when the last is rated. */
static bool rate_ready(struct visit *v)
{
	const struct rate_state *s = v->state;
	int next = next_unrated(v);

	if (next < 0)
		return true;
	if (s->value[v->focus] == SCALE_NONE)
		(void)snprintf(v->message, sizeof v->message, tr("Number %d is not rated yet: type 0 to 10. Space goes on without."),
			v->focus + 1);
	else
		v->focus = next;
	return false;
}

static bool rate_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct rate_state *s = v->state;
	struct pick *picks = arena_get(arena, sizeof *picks * STATEMENTS_MOST);

	(void)half;
	r->type = RECORD_BELIEF;
	r->picks = picks;
	for (int i = 0; i < count(v); i++)
		if (s->value[i] != SCALE_NONE)
			picks[r->npicks++] = (struct pick){.id = statement_at(v, i)->id, .number = s->value[i]};
	return r->npicks > 0;
}

/* The movement beside an earlier page is there once the ratings are kept. */
static bool rate_unread(const struct visit *v)
{
	const struct rate_state *s = v->state;
	bool any = false;

	for (int i = 0; i < count(v); i++)
		any |= s->value[i] != SCALE_NONE;
	return any && v->has_half && v->stage != STAGE_DONE && own(v)->pair && learner_latest(v->learner, RECORD_BELIEF, own(v)->pair);
}

static enum acted rate_unfold(struct visit *v)
{
	(void)v;
	return ACT_CHECK;
}

static void say_ends(const struct visit *v, struct doc *doc)
{
	const char *low = own(v)->low ? own(v)->low : tr("not at all");
	const char *high = own(v)->high ? own(v)->high : tr("fully");

	doc_sayf(doc, STYLE_ASIDE, tr("0 is %s, 10 is %s. Any answer is fine."), low, high);
}

/* What was rated first on the page this one is the pair of; SCALE_NONE: nothing, or it is of no page. */
static int earlier(const struct visit *v, int i)
{
	struct shift shift;

	return belief_shift(v->learner, v->page->id, own(v)->pair, statement_at(v, i)->id, &shift) ? shift.before : SCALE_NONE;
}

/* "7 -> 2", with the same as signs; in words where it is read aloud. */
static void say_movement(const struct visit *v, struct doc *doc, int i)
{
	const struct rate_state *s = v->state;
	int before = earlier(v, i);
	char signs[24];

	if (v->stage != STAGE_DONE || before == SCALE_NONE || s->value[i] == SCALE_NONE)
		return;
	if (doc->flat) {
		struct str told = {0};

		scale_tell_way((const int[]){before, s->value[i]}, 2, &told);
		doc_sayf(doc, STYLE_ASIDE, "  %s", str_text(&told));
		str_release(&told);
		return;
	}
	(void)scale_shift(before, s->value[i], signs, sizeof signs);
	doc_sayf(doc, STYLE_ASIDE, tr("  %s %d -> %d"), signs, before, s->value[i]);
}

static void rate_view(const struct visit *v, struct doc *doc)
{
	const struct rate_state *s = v->state;
	char words[240];

	say_ends(v, doc);
	scale_say_ten(doc);
	for (int i = 0; i < count(v); i++) {
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &statement_at(v, i)->text);
		(void)scale_words(s->value[i], words, sizeof words);
		doc_item(doc, i);
		doc_lead(doc, "  ");
		doc_say(doc, STYLE_TEXT, words);
		doc_item(doc, -1);
		say_movement(v, doc, i);
	}
	if (v->stage == STAGE_DONE && v->news == 0) { /* kept before: that it was kept just now is news, and said as such */
		doc_gap(doc);
		doc_say(doc, STYLE_STRONG, tr("Kept. Enter goes on."));
	}
}

static void rate_feedback(const struct visit *v, struct doc *doc)
{
	const struct rate_state *s = v->state;

	doc_say(doc, STYLE_STRONG, tr("Kept."));
	for (int i = 0; i < count(v); i++) {
		int before = earlier(v, i);

		if (before == SCALE_NONE || s->value[i] == SCALE_NONE)
			continue;
		struct str plain = {0};
		markup_plain(&statement_at(v, i)->text, &plain);
		scale_say_shift(doc, str_text(&plain), before, s->value[i]);
		str_release(&plain);
	}
}

static void rate_say(const struct visit *v, struct doc *doc)
{
	const struct rate_state *s = v->state;
	char lead[16];

	say_ends(v, doc);
	for (int i = 0; i < count(v); i++) {
		(void)snprintf(lead, sizeof lead, "%d. ", i + 1);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &statement_at(v, i)->text);
		if (s->value[i] != SCALE_NONE)
			doc_sayf(doc, STYLE_TEXT, tr("   rated %d"), s->value[i]);
	}
}

/* One Enter leaves all that are left: that is said at each, since nobody knows beforehand which one stings. */
static const char *rate_prompt(const struct visit *v)
{
	struct rate_state *s = v->state;
	int next = next_unrated(v);

	if (next <= 0)
		return tr("Rate 1 (0-10, or all in a row; Enter goes on without): ");
	(void)snprintf(s->prompt, sizeof s->prompt, tr("Rate %d (0-10; Enter leaves all that are left): "), next + 1);
	return s->prompt;
}

/* Numbers fill the statements not yet rated, in order. Where ratings were kept before, one more is answered: nothing else would
 * say that it was heard. */
static enum acted rate_hear(struct visit *v, const char *line)
{
	struct rate_state *s = v->state;
	const bool was_kept = v->stage == STAGE_DONE;

	for (line += strspn(line, " ,"); *line; line += strspn(line, " ,")) {
		int next = next_unrated(v);

		if (next < 0 || !scale_read(&line, &s->value[next])) {
			visit_refuse(v, next < 0 ? tr("All are rated. Enter goes on; u clears them.") : tr("Type a number from 0 to 10, or ? for help."));
			return ACT_REFUSED;
		}
		v->stage = STAGE_OPEN;
		if (was_kept)
			(void)snprintf(v->message, sizeof v->message, tr("Number %d is rated %d of 10."), next + 1, s->value[next]);
	}
	return next_unrated(v) < 0 ? ACT_CHECK : ACT_CHANGED;
}

static void rate_check(const struct page *page, struct diags *diags)
{
	parts_once(page, &((const struct rate_page *)page->own)->statements, &statement_fields, diags);
}

static void rate_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct rate_page *o = page->own;
	const struct statement *list = o->statements.list;

	for (size_t i = 0; i < o->statements.n; i++)
		each(ctx, &list[i].text, NULL);
}

static void rate_links(const struct page *page, void (*each)(void *, const char *, struct place), void *ctx)
{
	const struct rate_page *o = page->own;

	if (o->pair)
		each(ctx, o->pair, places_find(&page->places, o->pair, page->at));
}

static void rate_beliefs(const struct page *page, void (*each)(void *, const char *, const struct markup *), void *ctx)
{
	const struct rate_page *o = page->own;
	const struct statement *list = o->statements.list;

	for (size_t i = 0; i < o->statements.n; i++)
		each(ctx, list[i].id, &list[i].text);
}

static const char *rate_pairs(const struct page *page)
{
	return ((const struct rate_page *)page->own)->pair;
}

const struct kind kind_rate = {
	.form = {.name = "rate", .fields = &rate_fields, .is_private = true, .check = rate_check, .texts = rate_texts, .links = rate_links,
		.beliefs = rate_beliefs, .pairs = rate_pairs,
		.says = TR("statements rated from 0 to 10; a later page can show the movement")},
	.state_size = sizeof(struct rate_state),
	.begin = rate_begin,
	.restore = rate_restore,
	.items = count,
	.key = rate_key,
	.where = rate_where,
	.unread = rate_unread,
	.unfold = rate_unfold,
	.ready = rate_ready,
	.fill = rate_fill,
	.view = rate_view,
	.feedback = rate_feedback,
	.say = rate_say,
	.prompt = rate_prompt,
	.hear = rate_hear,
};
