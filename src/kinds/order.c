/* SPDX-License-Identifier: MIT
 *
 * order: what comes first, what next: each row gets its place as a number.
 *
 * In the record: the ids in the order given; in a half answer the number is the place, from 0. */
#include "kinds/numbering.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

#define ITEMS_MOST 9 /* each place has a digit */

struct item {
	struct place at;
	const char *id;
	struct markup text, say;
};

struct order_page {
	struct parts items; /* of struct item, in the right order */
};

static const struct field item_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct item, id),
		.says = TR("unique on the page; kept in the record")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct item, text),
		.says = TR("one step")},
	{.key = "say", .type = FIELD_INLINE, .at = offsetof(struct item, say),
		.says = TR("feedback: why it belongs where it does")},
};
static const struct fields item_fields = {TR("item"), item_list, sizeof item_list / sizeof *item_list, sizeof(struct item)};

static const struct field order_list[] = {
	{.key = "items", .type = FIELD_PARTS, .required = true, .at = offsetof(struct order_page, items),
		.of = &item_fields,
		.most = ITEMS_MOST, .says = TR("the steps in their right order; they are shown in another")},
};
static const struct fields order_fields = {TR("order page"), order_list, 1, sizeof(struct order_page)};

struct order_state {
	unsigned char shown[ITEMS_MOST]; /* shown[row]: index in the file */
	int place[ITEMS_MOST];           /* by index in the file: the place it was given, from 0; -1: none */
	uint32_t found;                  /* rows that fitted, numbering.h */
	char prompt[320];
};

static int count(const struct visit *v)
{
	return (int)((const struct order_page *)v->page->own)->items.n;
}

static const struct item *item_at(const struct page *page, int i)
{
	return (const struct item *)((const struct order_page *)page->own)->items.list + i;
}

static void unplace(struct visit *v)
{
	struct order_state *s = v->state;

	for (int i = 0; i < ITEMS_MOST; i++)
		s->place[i] = -1;
}

static void order_begin(struct visit *v)
{
	struct order_state *s = v->state;

	visit_mix(v, (size_t)count(v), s->shown);
	unplace(v);
}

/* Index in the file of what was given a place, or -1. */
static int given(const struct visit *v, int place)
{
	const struct order_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		if (s->place[i] == place)
			return i;
	return -1;
}

/* Of what fits no more, the first in each place is taken. */
static void order_restore(struct visit *v, const struct record *r)
{
	struct order_state *s = v->state;

	unplace(v);
	for (size_t p = 0; p < r->npicks; p++) {
		int place = r->picks[p].number >= 0 ? r->picks[p].number : (int)p;

		for (int i = 0; i < count(v); i++)
			if (place < count(v) && given(v, place) < 0 &&
			    strcmp(item_at(v->page, i)->id, r->picks[p].id) == 0)
				s->place[i] = place;
	}
}

/* A place has one item: what stood there gets the place this one had before. */
static void put(struct visit *v, int item, int place)
{
	struct order_state *s = v->state;
	int other = place < 0 ? -1 : given(v, place);

	if (other >= 0)
		s->place[other] = s->place[item];
	s->place[item] = place;
}

static int number_of(const struct visit *v, int row)
{
	const struct order_state *s = v->state;

	return s->place[s->shown[row]] + 1;
}

static bool fits(const struct visit *v, int row)
{
	const struct order_state *s = v->state;

	return s->place[s->shown[row]] == s->shown[row];
}

static void give(struct visit *v, int row, int number)
{
	put(v, ((const struct order_state *)v->state)->shown[row], number - 1);
}

static enum acted order_key(struct visit *v, struct key key)
{
	struct order_state *s = v->state;
	const struct numbering rows = {.most = count(v), .once = true,
		.beyond = tr("There are not so many places."), .number = number_of, .fits = fits, .give = give};

	return numbering_key(v, &rows, key, &s->found);
}

static enum visit_where order_where(const struct visit *v)
{
	(void)v;
	return WHERE_NUMBERS;
}

static bool order_ready(struct visit *v)
{
	const struct order_state *s = v->state;

	for (int row = 0; row < count(v); row++) {
		if (s->place[s->shown[row]] >= 0)
			continue;
		v->focus = row;
		visit_refuse(v, tr("This row has no place yet: type its number."));
		return false;
	}
	return true;
}

/* How many stand one after another as they should, at best. */
static int longest_run(const struct visit *v)
{
	int best = 1, run = 1;

	for (int place = 1; place < count(v); place++) {
		run = given(v, place) == given(v, place - 1) + 1 ? run + 1 : 1;
		best = run > best ? run : best;
	}
	return best;
}

static int first_break(const struct visit *v)
{
	int place = 0;

	while (place < count(v) && given(v, place) == place)
		place++;
	return place;
}

/* It stands at another place than its own, and with the right one before or after it. */
static bool is_in_order(const struct visit *v, int row)
{
	const struct order_state *s = v->state;
	int i = s->shown[row], place = s->place[i];

	return place >= 0 && place != i && ((i > 0 && s->place[i - 1] == place - 1) ||
		(i + 1 < count(v) && s->place[i + 1] == place + 1));
}

static bool any_is_in_order(const struct visit *v)
{
	int row = 0;

	while (row < count(v) && !is_in_order(v, row))
		row++;
	return row < count(v);
}

static enum verdict order_grade(const struct visit *v)
{
	int run = longest_run(v);

	return run == count(v) ? VERDICT_RIGHT : run > 1 ? VERDICT_PARTLY : VERDICT_WRONG;
}

static void order_reveal(struct visit *v)
{
	struct order_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		s->place[i] = i;
}

static bool order_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	struct pick *picks = arena_get(arena, sizeof *picks * ITEMS_MOST);

	r->npicks = 0;
	for (int place = 0; place < count(v); place++)
		if (given(v, place) >= 0)
			picks[r->npicks++] = (struct pick){.id = item_at(v->page, given(v, place))->id,
				.number = half ? place : -1};
	r->picks = picks;
	return r->npicks > 0;
}

static const char *beside(const struct visit *v, int row)
{
	return v->stage == STAGE_TOLD && is_in_order(v, row) ? tr("in order") : verdict_beside(v, fits(v, row));
}

static void order_view(const struct visit *v, struct doc *doc)
{
	const struct order_state *s = v->state;

	for (int row = 0; row < count(v); row++) {
		int i = s->shown[row];

		doc_item(doc, row);
		doc_lead(doc, (char[]){'[', s->place[i] < 0 ? ' ' : (char)('1' + s->place[i]), ']', ' ', '\0'});
		doc_markup(doc, STYLE_TEXT, &item_at(v->page, i)->text);
		if (beside(v, row))
			doc_aside(doc, beside(v, row));
		doc_item(doc, -1);
	}
}

static void say_item(const struct visit *v, struct doc *doc, int i)
{
	say_of(doc, &item_at(v->page, i)->text, &item_at(v->page, i)->say);
}

/* What stands at the first place that does not fit, and what is said of it; what belongs there is still to be found. */
static void say_break(const struct visit *v, struct doc *doc)
{
	int place = first_break(v);

	if (given(v, place) < 0)
		return; /* what was there is not on the page any more */
	doc_sayf(doc, STYLE_TEXT, tr("Place %d does not fit yet. You put there:"), place + 1);
	doc_lead(doc, "- ");
	say_item(v, doc, given(v, place));
}

static void order_feedback(const struct visit *v, struct doc *doc)
{
	char lead[16];

	if (v->verdict == VERDICT_PARTLY)
		doc_sayf(doc, verdict_style(v->verdict), tr("%s The longest stretch in the right order is %d of %d."),
			verdict_word(v->verdict),
			longest_run(v), count(v));
	else
		doc_say(doc, verdict_style(v->verdict), verdict_word(v->verdict));
	if (v->stage == STAGE_TOLD && any_is_in_order(v))
		doc_say(doc, STYLE_TEXT, tr("\"in order\": they follow as they should, at other places."));
	if (v->stage == STAGE_TOLD && first_break(v) < count(v))
		say_break(v, doc);
	for (int i = 0; v->stage == STAGE_DONE && i < count(v); i++) {
		(void)snprintf(lead, sizeof lead, "%d. ", i + 1);
		doc_lead(doc, lead);
		say_item(v, doc, i);
	}
}

static void order_say(const struct visit *v, struct doc *doc)
{
	const struct order_state *s = v->state;
	unsigned char chosen[ITEMS_MOST];
	size_t n = 0;

	for (int row = 0; row < count(v); row++) {
		doc_lead(doc, (char[]){(char)('1' + row), '.', ' ', '\0'});
		doc_markup(doc, STYLE_TEXT, &item_at(v->page, s->shown[row])->text);
	}
	for (int place = 0; place < count(v); place++)
		for (int row = 0; row < count(v); row++)
			if (s->place[s->shown[row]] == place)
				chosen[n++] = (unsigned char)row;
	say_chosen(v, doc, '1', chosen, n);
}

static const char *order_prompt(const struct visit *v)
{
	struct order_state *s = v->state;

	(void)snprintf(s->prompt, sizeof s->prompt, count(v) == 2 ? tr("Order, first to last (for example 2 1; %s, ? help): ")
		: tr("Order, first to last (for example 2 1 3; %s, ? help): "), visit_offers(v));
	return s->prompt;
}

/* The rows in the order in which they should stand. */
static enum acted order_hear(struct visit *v, const char *line)
{
	struct order_state *s = v->state;
	unsigned char picked[ITEMS_MOST];
	int places[ITEMS_MOST];
	size_t n, all = (size_t)count(v), once = 0;

	if (visit_is_closed(v))
		return ACT_REFUSED;
	for (int i = 0; i < ITEMS_MOST; i++)
		places[i] = -1;
	if (visit_hear_numbers(line, all, picked, &n) && n == all)
		for (size_t place = 0; place < n; place++) {
			once += places[s->shown[picked[place]]] < 0;
			places[s->shown[picked[place]]] = (int)place;
		}
	if (once != all) {
		(void)snprintf(v->message, sizeof v->message, tr("Type all %zu numbers, first to last, or ? for help."),
			all);
		return ACT_REFUSED;
	}
	memcpy(s->place, places, sizeof places);
	v->stage = STAGE_OPEN;
	v->focus = 0;
	return ACT_CHECK;
}

static void order_check(const struct page *page, struct diags *diags)
{
	const struct parts *items = &((const struct order_page *)page->own)->items;
	struct judged list[ITEMS_MOST];

	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = item_at(page, (int)i);

		list[i] = (struct judged){item->at, item->id, &item->text, &item->say};
	}
	judged_check(page, items, list, TR("item"), diags);
}

static void order_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	for (size_t i = 0; i < ((const struct order_page *)page->own)->items.n; i++) {
		each(ctx, &item_at(page, (int)i)->text, NULL);
		each(ctx, &item_at(page, (int)i)->say, NULL);
	}
}

const struct kind kind_order = {
	.form = {.name = "order", .fields = &order_fields, .graded = true, .asks = true, .check = order_check,
		.texts = order_texts,
		.says = TR("steps are put in sequence")},
	.state_size = sizeof(struct order_state),
	.begin = order_begin,
	.restore = order_restore,
	.items = count,
	.key = order_key,
	.where = order_where,
	.ready = order_ready,
	.grade = order_grade,
	.reveal = order_reveal,
	.fill = order_fill,
	.view = order_view,
	.feedback = order_feedback,
	.say = order_say,
	.prompt = order_prompt,
	.hear = order_hear,
};
