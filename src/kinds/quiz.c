/* SPDX-License-Identifier: MIT
 *
 * quiz: a few questions met before, drawn anew, answered one after another; at the end what became of each, in words.
 *
 * Each question is a visit of its own page inside this one: its keys, feedback and record are its kind's. Which are drawn
 * is kinds/pool's.
 *
 * Answer: picks = the pages drawn, in order; number = the first verdict, 0 passed over, -1 not come to. Half: the
 * same, word = the page being asked, and after the pages drawn (attempt = how many) the half answer to it. */
#include "kinds/kind.h"

#include <string.h>
#include "base/tr.h"
#include "kinds/pool.h"
#include "learner/review.h"

#define DRAW_MOST 20
#define NOT_COME_TO (-1)

struct quiz_page {
	unsigned draw;
	struct words from;
};

static const struct field quiz_list[] = {
	{.key = "draw", .type = FIELD_COUNT, .required = true, .at = offsetof(struct quiz_page, draw),
		.says = TR("how many questions")},
	{.key = "from", .type = FIELD_IDS, .required = true, .at = offsetof(struct quiz_page, from),
		.most = LIST_MOST,
		.says = TR("pages, or chapters, whose questions may be drawn")},
};
static const struct fields quiz_fields = {TR("quiz page"), quiz_list, 2, sizeof(struct quiz_page)};

struct drawn {
	const struct chapter *chapter; /* its own */
	const struct page *page;
	int verdict; /* enum verdict of the first answer in this quiz; VERDICT_NONE: passed over; NOT_COME_TO */
};

/* While at < n, `inner` is the visit of item `at`. */
struct quiz_state {
	struct drawn items[DRAW_MOST];
	int n, at;
	struct visit inner;
};

static const struct quiz_page *own(const struct visit *v)
{
	return v->page->own;
}

static void draw(struct visit *v)
{
	struct quiz_state *s = v->state;
	struct pooled pooled[DRAW_MOST];
	size_t n = pool_draw(v, &own(v)->from, own(v)->draw < DRAW_MOST ? own(v)->draw : DRAW_MOST, pooled);

	for (size_t i = 0; i < n; i++)
		s->items[s->n++] = (struct drawn){pooled[i].chapter, pooled[i].page, NOT_COME_TO};
}

/* --- the question being asked --- */

/* An item that was answered in this quiz is shown as it was left, another as if for the first time. */
static void ask(struct visit *v, const struct record *half)
{
	struct quiz_state *s = v->state;
	const struct drawn *item = &s->items[s->at];

	if (s->at == s->n)
		return;
	if (item->verdict > VERDICT_NONE)
		visit_begin(&s->inner, v->course, item->chapter, item->page, v->learner, half);
	else
		visit_begin_afresh(&s->inner, v->course, item->chapter, item->page, v->learner, half);
	if (s->inner.stage == STAGE_TOLD || s->inner.stage == STAGE_DONE) /* on the feedback, as it was */
		s->inner.focus = visit_items(&s->inner) - 1;
	s->inner.news = s->inner.begun = v->news;
}

static void quiz_begin(struct visit *v)
{
	const struct quiz_state *s = v->state;

	draw(v);
	ask(v, NULL);
	if (s->n == 0)
		v->stage = STAGE_DONE;
}

static void quiz_end(struct visit *v)
{
	struct quiz_state *s = v->state;

	visit_end(&s->inner);
}

static struct visit *quiz_inside(const struct visit *v)
{
	struct quiz_state *s = v->state;

	return s->at < s->n ? &s->inner : NULL;
}

/* On to the next question; false after the last. */
static bool quiz_inside_on(struct visit *v)
{
	struct quiz_state *s = v->state;

	if (s->items[s->at].verdict == NOT_COME_TO)
		s->items[s->at].verdict = VERDICT_NONE;
	visit_end(&s->inner);
	s->at++;
	v->news++;
	ask(v, NULL);
	return s->at < s->n;
}

/* The first answer counts; what is tried after the feedback is for learning. */
static void quiz_inside_kept(struct visit *v, const struct record *kept)
{
	struct quiz_state *s = v->state;

	if (s->items[s->at].verdict <= VERDICT_NONE)
		s->items[s->at].verdict = (int)kept->verdict;
}

/* --- restoring --- */

static void restore_items(struct visit *v, const struct record *r, size_t n)
{
	struct quiz_state *s = v->state;

	for (size_t p = 0; p < n && p < r->npicks && s->n < DRAW_MOST; p++) {
		struct pooled found = pool_find(v, r->picks[p].id);
		struct drawn item = {found.chapter, found.page, NOT_COME_TO};

		if (!item.page)
			continue;
		if (r->picks[p].number >= VERDICT_NONE && r->picks[p].number <= VERDICT_REVEALED)
			item.verdict = r->picks[p].number;
		s->items[s->n++] = item;
	}
}

static int where_it_was(const struct quiz_state *s, const char *page)
{
	for (int i = 0; page && i < s->n; i++)
		if (strcmp(s->items[i].page->id, page) == 0)
			return i;
	for (int i = 0; i < s->n; i++)
		if (s->items[i].verdict == NOT_COME_TO)
			return i;
	return s->n;
}

/* The half answer to the question itself, taken out of that to the quiz. */
static struct record inner_half(const struct quiz_state *s, const struct record *r)
{
	struct record half = *r;

	half.page = s->items[s->at].page->id;
	half.rev = s->items[s->at].page->rev;
	half.word = NULL;
	half.attempt = 0;
	half.picks = r->picks + r->attempt;
	half.npicks = r->npicks - r->attempt;
	return half;
}

static void quiz_restore(struct visit *v, const struct record *r)
{
	struct quiz_state *s = v->state;
	bool is_draft = r->type == RECORD_DRAFT, in_question;

	visit_end(&s->inner);
	memset(s, 0, sizeof *s);
	restore_items(v, r, is_draft ? r->attempt : r->npicks);
	s->at = is_draft || r->word ? where_it_was(s, is_draft ? r->word : NULL) : s->n;
	in_question = is_draft && s->at < s->n && r->word && strcmp(s->items[s->at].page->id, r->word) == 0;
	if (in_question && r->npicks >= r->attempt && (r->npicks > r->attempt || r->hints > 0)) {
		struct record half = inner_half(s, r);

		ask(v, &half);
	} else {
		ask(v, NULL);
	}
	v->stage = s->at == s->n ? STAGE_DONE : STAGE_OPEN;
}

/* --- what is kept --- */

static bool quiz_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct quiz_state *s = v->state;
	struct record inner = {0};
	struct pick *picks;

	if (half && s->at < s->n) {
		visit_half((struct visit *)&s->inner, &inner, arena);
		r->word = s->items[s->at].page->id;
	}
	picks = arena_get(arena, sizeof *picks * ((size_t)s->n + inner.npicks + 1));
	r->type = RECORD_ANSWER;
	r->picks = picks;
	for (int i = 0; i < s->n; i++)
		picks[r->npicks++] = (struct pick){.id = s->items[i].page->id, .number = s->items[i].verdict};
	for (size_t i = 0; i < inner.npicks; i++)
		picks[r->npicks++] = inner.picks[i];
	if (half)
		r->attempt = (unsigned)s->n;
	else if (s->at < s->n)
		r->word = "half";
	return s->n > 0;
}

static bool quiz_kept(struct visit *v)
{
	const struct quiz_state *s = v->state;

	return s->at == s->n;
}

static bool quiz_ready(struct visit *v)
{
	(void)v;
	return true;
}

/* --- what there is to see --- */

static int quiz_items(const struct visit *v)
{
	(void)v;
	return 0; /* those of the question are counted where it is asked */
}

static enum visit_where quiz_where(const struct visit *v)
{
	(void)v;
	return WHERE_DONE;
}

static int how_many(const struct quiz_state *s, int verdict)
{
	int n = 0;

	for (int i = 0; i < s->n; i++)
		n += s->items[i].verdict == verdict;
	return n;
}

/* What a page asks, in one line; where it has blanks, its title says more. */
static void say_asked(const struct page *page, struct doc *doc)
{
	bool has_blanks = kind_of(page)->ask != NULL;

	if (markup_is_empty(&page->ask) || (has_blanks && page->title))
		doc_say(doc, STYLE_TEXT, page->title ? page->title : page->id);
	else if (has_blanks)
		kind_of(page)->ask(&(struct visit){.page = page}, doc);
	else
		doc_markup(doc, STYLE_TEXT, &page->ask);
}

/* What was tried and did not fit; but its author may not want it back. */
static bool comes_back(const struct drawn *item)
{
	return item->verdict > VERDICT_NONE && item->verdict != VERDICT_RIGHT && review_claim(item->page) != REVIEW_NEVER;
}

static void say_item(const struct drawn *item, struct doc *doc)
{
	const char *word = verdict_became(item->verdict < 0 ? VERDICT_NONE : (enum verdict)item->verdict);

	doc_lead(doc, "- ");
	say_asked(item->page, doc);
	doc_lead(doc, "  ");
	if (comes_back(item))
		doc_sayf(doc, STYLE_ASIDE, "%s; %s", word, tr(TR_IN("of a question", "comes back soon")));
	else
		doc_say(doc, STYLE_ASIDE, word);
}

/* In words: so many of so many is a mark, and stings just where there were few. */
static const char *sum_words(const struct quiz_state *s)
{
	int right = how_many(s, VERDICT_RIGHT), passed = how_many(s, VERDICT_NONE) + how_many(s, NOT_COME_TO);

	if (right == s->n)
		return tr("All of it is with you.");
	if (passed == s->n)
		return tr("You went past these. They stay open to you.");
	return right > 0 ? tr("Some of it is with you already. The rest has time.")
		: tr("Such questions take more than one meeting. This was one.");
}

static void say_sum(const struct visit *v, struct doc *doc)
{
	const struct quiz_state *s = v->state;
	bool returns = false;

	if (s->n == 0) {
		doc_say(doc, STYLE_TEXT, tr("The questions for this page are not at hand just now. Enter goes on."));
		return;
	}
	doc_say(doc, STYLE_STRONG, sum_words(s));
	doc_gap(doc);
	for (int i = 0; i < s->n; i++) {
		say_item(&s->items[i], doc);
		returns |= comes_back(&s->items[i]);
	}
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, returns ? tr("What comes back is offered on the start screen; late is fine. u draws again.")
		: tr("u draws again."));
}

static void say_above(const struct visit *v, struct doc *doc)
{
	const struct quiz_state *s = v->state;

	if (v->page->title) {
		doc_say(doc, STYLE_TITLE, v->page->title);
		doc_gap(doc);
	}
	if (s->at == 0) {
		doc_markup(doc, STYLE_TEXT, &v->page->text);
		visit_say_figure(v, doc);
		visit_say_evidence(v, doc);
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &v->page->ask);
		doc_gap(doc);
	}
}

static void say_number(const struct visit *v, struct doc *doc)
{
	const struct quiz_state *s = v->state;

	doc_sayf(doc, STYLE_ASIDE, tr("Question %d of %d"), s->at + 1, s->n);
	doc_gap(doc);
}

/* The question at hand as one of the two modes shows it, or the sum when none is left. */
static void say_now(const struct visit *v, struct doc *doc, void (*show)(const struct visit *, struct doc *))
{
	const struct visit *inner = quiz_inside(v);

	if (!inner) {
		say_sum(v, doc);
		return;
	}
	say_number(v, doc);
	show(inner, doc);
}

static void quiz_view(const struct visit *v, struct doc *doc)
{
	say_above(v, doc);
	say_now(v, doc, visit_view);
}

static void quiz_say(const struct visit *v, struct doc *doc)
{
	say_above(v, doc);
	say_now(v, doc, visit_say);
}

/* Plain mode: the next question, or the sum. */
static void quiz_feedback(const struct visit *v, struct doc *doc)
{
	say_now(v, doc, visit_say);
}

/* --- for the checker --- */

static void quiz_check(const struct page *page, struct diags *diags)
{
	const struct quiz_page *o = page->own;

	if (o->draw <= DRAW_MOST)
		return;
	diag_add(diags, DIAG_DRAW, places_find(&page->places, &o->draw, page->at), 1, "this quiz draws %u questions, and %d is the most", o->draw, DRAW_MOST);
	diag_help(diags, "five are enough for one sitting");
}

static void quiz_links(const struct page *page, void (*each)(void *, const char *, struct place), void *ctx)
{
	const struct quiz_page *o = page->own;

	for (size_t i = 0; i < o->from.n; i++)
		each(ctx, o->from.list[i], o->from.at[i]);
}

static unsigned quiz_draws(const struct page *page)
{
	return ((const struct quiz_page *)page->own)->draw;
}

const struct kind kind_quiz = {
	.form = {.name = "quiz", .fields = &quiz_fields, .check = quiz_check, .links = quiz_links, .draws = quiz_draws,
		.says = TR("a few questions met before, drawn anew; their sum at the end")},
	.state_size = sizeof(struct quiz_state),
	.tells = true,
	.begin = quiz_begin,
	.end = quiz_end,
	.restore = quiz_restore,
	.inside = quiz_inside,
	.inside_on = quiz_inside_on,
	.inside_kept = quiz_inside_kept,
	.items = quiz_items,
	.where = quiz_where,
	.ready = quiz_ready,
	.fill = quiz_fill,
	.kept = quiz_kept,
	.view = quiz_view,
	.feedback = quiz_feedback,
	.say = quiz_say,
};
