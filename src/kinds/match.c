/* SPDX-License-Identifier: MIT
 *
 * match: two lists are paired: each row of the left one gets the number of its partner.
 *
 * In the record: a pick for each row that has a partner: id of its pair, number and id of the pair the partner is
 * from. The id counts; numbers are for whoever tallies. */
#include "kinds/numbering.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

#define PAIRS_MOST 9 /* each partner has a digit */

struct pair {
	struct place at;
	const char *id;
	struct markup left, right, say;
};

struct match_page {
	struct parts pairs; /* of struct pair */
};

static const struct field pair_list[] = {
	{.key = "id", .type = FIELD_ID, .at = offsetof(struct pair, id),
		.says = TR("unique on the page; without it, made of `left`")},
	{.key = "left", .type = FIELD_INLINE, .required = true, .at = offsetof(struct pair, left),
		.says = TR("what looks for its partner")},
	{.key = "right", .type = FIELD_INLINE, .required = true, .at = offsetof(struct pair, right),
		.says = TR("its partner")},
	{.key = "say", .type = FIELD_INLINE, .at = offsetof(struct pair, say),
		.says = TR("feedback: why the two belong together")},
};
static const struct fields pair_fields = {TR("pair"), pair_list, sizeof pair_list / sizeof *pair_list, sizeof(struct pair)};

static const struct field match_list[] = {
	{.key = "pairs", .type = FIELD_PARTS, .required = true, .at = offsetof(struct match_page, pairs),
		.of = &pair_fields,
		.most = PAIRS_MOST, .says = TR("what belongs together; the right side is shuffled")},
};
static const struct fields match_fields = {TR("match page"), match_list, 1, sizeof(struct match_page)};

struct match_state {
	struct arena arena;
	const char *ids[PAIRS_MOST];
	unsigned char shown[PAIRS_MOST]; /* shown[k]: the pair whose right side is the k-th */
	int partner[PAIRS_MOST];         /* of each pair's left side: the pair whose right side it got, -1: none */
	uint32_t found;                  /* rows that fitted, numbering.h */
	char prompt[320];
};

static int count(const struct visit *v)
{
	return (int)((const struct match_page *)v->page->own)->pairs.n;
}

static const struct pair *pair_at(const struct page *page, int i)
{
	return (const struct pair *)((const struct match_page *)page->own)->pairs.list + i;
}

static const char *id_of(const struct pair *pair, struct arena *arena)
{
	struct str left = {0};
	const char *id = pair->id;

	if (id)
		return id;
	markup_plain(&pair->left, &left);
	id = id_slug(arena, str_text(&left));
	if (!*id) /* a script of which no id can be made */
		id = arena_copy(arena, str_text(&left), left.len);
	str_release(&left);
	return id;
}

static void match_begin(struct visit *v)
{
	struct match_state *s = v->state;

	visit_mix(v, (size_t)count(v), s->shown);
	for (int i = 0; i < count(v); i++) {
		s->ids[i] = id_of(pair_at(v->page, i), &s->arena);
		s->partner[i] = -1;
	}
}

static void match_end(struct visit *v)
{
	struct match_state *s = v->state;

	arena_release(&s->arena);
}

static int find(const struct visit *v, const char *id)
{
	const struct match_state *s = v->state;

	for (int i = 0; id && i < count(v); i++)
		if (strcmp(s->ids[i], id) == 0)
			return i;
	return -1;
}

static void match_restore(struct visit *v, const struct record *r)
{
	struct match_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		s->partner[i] = -1;
	for (size_t p = 0; p < r->npicks; p++) {
		int row = find(v, r->picks[p].id);

		if (row >= 0)
			s->partner[row] = find(v, r->picks[p].text);
	}
}

/* A partner has one row: who had it gets what this row had before. */
static void join(struct visit *v, int row, int partner)
{
	struct match_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		if (partner >= 0 && s->partner[i] == partner)
			s->partner[i] = s->partner[row];
	s->partner[row] = partner;
}

/* What a row is numbered by is the place of its partner among those shown. */
static int number_of(const struct visit *v, int row)
{
	const struct match_state *s = v->state;

	for (int k = 0; k < count(v); k++)
		if (s->shown[k] == s->partner[row])
			return k + 1;
	return 0;
}

static bool fits(const struct visit *v, int row)
{
	return ((const struct match_state *)v->state)->partner[row] == row;
}

static void give(struct visit *v, int row, int number)
{
	join(v, row, number > 0 ? ((const struct match_state *)v->state)->shown[number - 1] : -1);
}

static enum acted match_key(struct visit *v, struct key key)
{
	struct match_state *s = v->state;
	const struct numbering rows = {.most = count(v), .once = true,
		.beyond = tr("There is no partner with that number."), .number = number_of, .fits = fits, .give = give};

	return numbering_key(v, &rows, key, &s->found);
}

static enum visit_where match_where(const struct visit *v)
{
	(void)v;
	return WHERE_NUMBERS;
}

static bool match_ready(struct visit *v)
{
	const struct match_state *s = v->state;

	for (int i = 0; i < count(v); i++) {
		if (s->partner[i] >= 0)
			continue;
		v->focus = i;
		visit_refuse(v, tr("This row has no partner yet: type the number of one."));
		return false;
	}
	return true;
}

static unsigned hits(const struct visit *v)
{
	unsigned n = 0;

	for (int i = 0; i < count(v); i++)
		n += fits(v, i);
	return n;
}

static enum verdict match_grade(const struct visit *v)
{
	unsigned n = hits(v);

	return n == (unsigned)count(v) ? VERDICT_RIGHT : n > 0 ? VERDICT_PARTLY : VERDICT_WRONG;
}

static void match_reveal(struct visit *v)
{
	struct match_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		s->partner[i] = i;
}

static bool match_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct match_state *s = v->state;
	struct pick *picks = arena_get(arena, sizeof *picks * PAIRS_MOST);

	(void)half;
	r->npicks = 0;
	for (int i = 0; i < count(v); i++)
		if (s->partner[i] >= 0)
			picks[r->npicks++] = (struct pick){.id = arena_copy(arena, s->ids[i], strlen(s->ids[i])),
				.number = s->partner[i],
				.text = arena_copy(arena, s->ids[s->partner[i]], strlen(s->ids[s->partner[i]]))};
	r->picks = picks;
	return r->npicks > 0;
}

static void say_partners(const struct visit *v, struct doc *doc, char first)
{
	const struct match_state *s = v->state;

	for (int k = 0; k < count(v); k++) {
		doc_lead(doc, (char[]){(char)(first + k), '.', ' ', '\0'});
		doc_markup(doc, STYLE_TEXT, &pair_at(v->page, s->shown[k])->right);
	}
}

static void match_view(const struct visit *v, struct doc *doc)
{
	for (int i = 0; i < count(v); i++) {
		int number = number_of(v, i);

		doc_item(doc, i);
		doc_lead(doc, (char[]){'[', number > 0 ? (char)('0' + number) : ' ', ']', ' ', '\0'});
		doc_markup(doc, STYLE_TEXT, &pair_at(v->page, i)->left);
		if (verdict_beside(v, fits(v, i)))
			doc_aside(doc, verdict_beside(v, fits(v, i)));
		doc_item(doc, -1);
	}
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tr("The partners:"));
	say_partners(v, doc, '1');
}

static void say_pair(const struct visit *v, struct doc *doc, int i)
{
	const struct pair *pair = pair_at(v->page, i);

	doc_lead(doc, "- ");
	say_of(doc, &pair->left, &pair->right);
	doc_lead(doc, "  ");
	doc_markup(doc, STYLE_TEXT, &pair->say);
}

/* While some do not fit: what is true of each partner that was misplaced, which is also each that was missed. */
static void match_feedback(const struct visit *v, struct doc *doc)
{
	const struct match_state *s = v->state;

	verdict_say(v, doc, hits(v), (unsigned)count(v));
	for (int i = 0; i < count(v); i++) {
		if (v->stage == STAGE_DONE) {
			say_pair(v, doc, i);
		} else if (s->partner[i] != i && s->partner[i] >= 0) {
			doc_lead(doc, "- ");
			say_of(doc, &pair_at(v->page, s->partner[i])->right, &pair_at(v->page, s->partner[i])->say);
		}
	}
}

static void match_say(const struct visit *v, struct doc *doc)
{
	const struct match_state *s = v->state;
	unsigned char chosen[PAIRS_MOST];
	size_t n = 0;

	for (int i = 0; i < count(v); i++) {
		doc_lead(doc, (char[]){(char)('1' + i), '.', ' ', '\0'});
		doc_markup(doc, STYLE_TEXT, &pair_at(v->page, i)->left);
	}
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, tr("The partners:"));
	say_partners(v, doc, 'a');
	for (int i = 0; i < count(v); i++)
		for (int k = 0; k < count(v); k++)
			if (s->shown[k] == s->partner[i])
				chosen[n++] = (unsigned char)k;
	say_chosen(v, doc, 'a', chosen, n);
}

static const char *match_prompt(const struct visit *v)
{
	struct match_state *s = v->state;

	(void)snprintf(s->prompt, sizeof s->prompt, count(v) == 2 ? tr("Partners in the order of the numbers (for example b a; %s, ? help): ")
		: tr("Partners in the order of the numbers (for example b a c; %s, ? help): "), visit_offers(v));
	return s->prompt;
}

static bool is_each_once(const unsigned char *picked, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memchr(picked + i + 1, picked[i], n - i - 1))
			return false;
	return true;
}

static enum acted match_hear(struct visit *v, const char *line)
{
	struct match_state *s = v->state;
	unsigned char picked[PAIRS_MOST];
	size_t n, all = (size_t)count(v);

	if (visit_is_closed(v))
		return ACT_REFUSED;
	if (!visit_hear_numbers(line, all, picked, &n) || n != all || !is_each_once(picked, n)) {
		(void)snprintf(v->message, sizeof v->message,
			tr("Type %zu letters or numbers, one partner for each, or ? for help."), all);
		return ACT_REFUSED;
	}
	for (size_t i = 0; i < n; i++)
		s->partner[i] = s->shown[picked[i]];
	v->stage = STAGE_OPEN;
	v->focus = 0;
	return ACT_CHECK;
}

/* NULL where it is made of what was not read. */
static const char *id_known(const struct page *page, const struct pair *pair, struct arena *arena)
{
	bool made = !pair->id && !places_lack(&page->places, &pair->id) && !places_lack(&page->places, &pair->left);

	return made ? id_of(pair, arena) : pair->id;
}

static void match_check(const struct page *page, struct diags *diags)
{
	const struct parts *pairs = &((const struct match_page *)page->own)->pairs;
	struct judged lefts[PAIRS_MOST], rights[PAIRS_MOST];
	struct arena arena = {0};

	for (size_t i = 0; i < pairs->n; i++) {
		const struct pair *pair = pair_at(page, (int)i);

		lefts[i] = (struct judged){pair->at, id_known(page, pair, &arena), &pair->left, &pair->say};
		rights[i] = (struct judged){pair->at, NULL, &pair->right, NULL};
	}
	judged_check(page, pairs, lefts, TR("pair"), diags);
	judged_same(page, rights, pairs->n, TR("partner"), diags);
	arena_release(&arena);
}

static void match_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	for (int i = 0; i < (int)((const struct match_page *)page->own)->pairs.n; i++) {
		each(ctx, &pair_at(page, i)->left, NULL);
		each(ctx, &pair_at(page, i)->right, NULL);
		each(ctx, &pair_at(page, i)->say, NULL);
	}
}

const struct kind kind_match = {
	.form = {.name = "match", .fields = &match_fields, .graded = true, .asks = true, .check = match_check,
		.texts = match_texts,
		.says = TR("two lists are paired")},
	.state_size = sizeof(struct match_state),
	.begin = match_begin,
	.end = match_end,
	.restore = match_restore,
	.items = count,
	.key = match_key,
	.where = match_where,
	.ready = match_ready,
	.grade = match_grade,
	.reveal = match_reveal,
	.fill = match_fill,
	.view = match_view,
	.feedback = match_feedback,
	.say = match_say,
	.prompt = match_prompt,
	.hear = match_hear,
};
