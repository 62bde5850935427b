/* SPDX-License-Identifier: MIT
 *
 * multi: several options fit; the page says how many. */
#include "kinds/option.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

static const struct field multi_list[] = {
	OPTIONS_FIELD(TR("what can be chosen; at least one is right")),
};
static const struct fields multi_fields = {TR("multi page"), multi_list, 1, sizeof(struct options_page)};

struct multi_state {
	unsigned char shown[OPTIONS_MOST]; /* shown[i]: index in the file of the i-th on the screen */
	bool chosen[OPTIONS_MOST];         /* by index in the file */
	char prompt[320];
};

static void multi_begin(struct visit *v)
{
	struct multi_state *s = v->state;

	visit_shuffle(v, options_of(v->page)->n, s->shown);
}

static void multi_restore(struct visit *v, const struct record *r)
{
	struct multi_state *s = v->state;

	for (int i = 0; i < option_count(v); i++) {
		s->chosen[i] = false;
		for (size_t p = 0; p < r->npicks; p++)
			s->chosen[i] |= strcmp(option_at(v, i)->id, r->picks[p].id) == 0;
	}
}

static enum acted toggle(struct visit *v, int row)
{
	struct multi_state *s = v->state;

	if (!option_may_choose(v, row))
		return ACT_REFUSED;
	s->chosen[s->shown[row]] = !s->chosen[s->shown[row]];
	v->focus = row;
	return ACT_CHANGED;
}

static enum acted multi_key(struct visit *v, struct key key)
{
	if (key.press != PRESS_TEXT)
		return ACT_IGNORED;
	if (key.point == ' ')
		return toggle(v, v->focus);
	if (key.point < '1' || key.point > '9')
		return ACT_IGNORED;
	return toggle(v, (int)(key.point - '1'));
}

static enum visit_where multi_where(const struct visit *v)
{
	(void)v;
	return WHERE_SEVERAL;
}

static bool multi_ready(struct visit *v)
{
	const struct multi_state *s = v->state;

	for (int i = 0; i < option_count(v); i++)
		if (s->chosen[i])
			return true;
	visit_refuse(v, tr("Nothing is chosen yet: Space or a number marks what fits."));
	return false;
}

static enum verdict multi_grade(const struct visit *v)
{
	const struct multi_state *s = v->state;
	unsigned hits = 0, slips = 0;

	for (int i = 0; i < option_count(v); i++) {
		hits += s->chosen[i] && option_is_right(v, i);
		slips += s->chosen[i] != option_is_right(v, i);
	}
	if (slips == 0)
		return VERDICT_RIGHT;
	return hits > 0 ? VERDICT_PARTLY : VERDICT_WRONG;
}

static void multi_reveal(struct visit *v)
{
	(void)v; /* what was chosen stays as it was; the view marks the answers */
}

static bool multi_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct multi_state *s = v->state;
	struct pick *picks = arena_get(arena, sizeof *picks * OPTIONS_MOST);

	(void)half;
	r->npicks = 0;
	for (int i = 0; i < option_count(v); i++)
		if (s->chosen[i])
			picks[r->npicks++] = (struct pick){.id = option_at(v, i)->id, .number = -1};
	r->picks = picks;
	return r->npicks > 0;
}

static const char *how_many(const struct visit *v)
{
	unsigned right = 0;

	for (int i = 0; i < option_count(v); i++)
		right += option_is_right(v, i);
	return right == 1 ? tr("One of these fits.") : right == 2 ? tr("Two of these fit.") : right == 3 ? tr("Three of these fit.")
		: right == 4 ? tr("Four of these fit.") : tr("Five or more of these fit.");
}

static const char *beside(const struct visit *v, int i)
{
	const struct multi_state *s = v->state;

	if (v->stage != STAGE_DONE && v->stage != STAGE_TOLD)
		return NULL;
	if (s->chosen[i])
		return v->stage == STAGE_DONE && !option_is_right(v, i) ? tr("yours, does not fit") : verdict_fits(option_is_right(v, i));
	return v->stage == STAGE_DONE && option_is_right(v, i) ? tr("fits too") : NULL;
}

static void multi_view(const struct visit *v, struct doc *doc)
{
	const struct multi_state *s = v->state;
	char lead[32];

	doc_say(doc, STYLE_ASIDE, how_many(v));
	for (int row = 0; row < option_count(v); row++) {
		int i = s->shown[row];

		(void)snprintf(lead, sizeof lead, "[%c] %d. ", s->chosen[i] ? 'x' : ' ', row + 1);
		doc_item(doc, row);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &option_at(v, i)->text);
		if (beside(v, i))
			doc_aside(doc, beside(v, i));
		doc_item(doc, -1);
	}
}

/* Feedback on what was chosen, in the order of the screen. A note on what fits may read like a correction, so each begins with
 * the word that stands beside its row. */
static void say_chosen_ones(const struct visit *v, struct doc *doc)
{
	const struct multi_state *s = v->state;
	char lead[16], word[80];

	for (int row = 0; row < option_count(v); row++) {
		int i = s->shown[row];

		if (!s->chosen[i])
			continue;
		(void)snprintf(lead, sizeof lead, "%d. ", row + 1);
		(void)snprintf(word, sizeof word, "%s:", verdict_fits(option_is_right(v, i)));
		doc_lead(doc, lead);
		doc_verdict(doc, STYLE_STRONG, word, &option_at(v, i)->say);
	}
}

/* What fits, or what was chosen and does not; with its text, for the options may be out of sight. */
static void say_whole(const struct visit *v, struct doc *doc, bool right)
{
	const struct multi_state *s = v->state;
	bool named = right; /* what fits stands under "The answer:" */
	char lead[16];

	for (int row = 0; row < option_count(v); row++) {
		int i = s->shown[row];

		if (option_is_right(v, i) != right || (!right && !s->chosen[i]))
			continue;
		if (!named)
			doc_say(doc, STYLE_STRONG, tr("You also chose:"));
		named = true;
		(void)snprintf(lead, sizeof lead, "%d. ", row + 1);
		doc_lead(doc, lead);
		say_of(doc, &option_at(v, i)->text, &option_at(v, i)->say);
	}
}

static unsigned long missing(const struct visit *v)
{
	const struct multi_state *s = v->state;
	unsigned long n = 0;

	for (int i = 0; i < option_count(v); i++)
		n += option_is_right(v, i) && !s->chosen[i];
	return n;
}

static void say_missing(const struct visit *v, struct doc *doc)
{
	unsigned long n = missing(v);

	if (n == 1) /* in a word: the notes above begin with digits that are names */
		doc_say(doc, STYLE_TEXT, tr("One that fits is not chosen yet."));
	else if (n > 1)
		doc_sayf(doc, STYLE_TEXT, tr_n("%lu that fits is not chosen yet.", "%lu that fit are not chosen yet.", n), n);
}

static void multi_feedback(const struct visit *v, struct doc *doc)
{
	doc_say(doc, verdict_style(v->verdict), verdict_word(v->verdict));
	if (v->verdict == VERDICT_REVEALED) {
		say_whole(v, doc, true);
		say_whole(v, doc, false);
		return;
	}
	say_chosen_ones(v, doc);
	if (v->stage == STAGE_TOLD)
		say_missing(v, doc);
}

static void multi_say(const struct visit *v, struct doc *doc)
{
	const struct multi_state *s = v->state;
	unsigned char chosen[OPTIONS_MOST];
	size_t n = 0;
	char lead[16];

	doc_say(doc, STYLE_TEXT, how_many(v));
	for (int row = 0; row < option_count(v); row++) {
		(void)snprintf(lead, sizeof lead, "%d. ", row + 1);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &option_at(v, s->shown[row])->text);
		if (s->chosen[s->shown[row]])
			chosen[n++] = (unsigned char)row;
	}
	say_chosen(v, doc, '1', chosen, n);
}

/* After a check the numbers of what fits, as they would be typed; none: nothing fitted. */
static size_t add_kept(const struct visit *v, struct str *numbers)
{
	const struct multi_state *s = v->state;
	size_t n = 0;

	for (int row = 0; row < option_count(v); row++)
		if (s->chosen[s->shown[row]] && option_is_right(v, s->shown[row]))
			str_print(numbers, n++ ? " %d" : "%d", row + 1);
	return n;
}

static const char *prompt_after(const struct visit *v)
{
	struct multi_state *s = v->state;
	struct str numbers = {0};
	size_t n = add_kept(v, &numbers);

	(void)snprintf(s->prompt, sizeof s->prompt, visit_owes_answer(v) ? tr("Kept: %s. Type what is missing (Enter shows the answer, and why): ")
		: tr("Kept: %s. Type what is missing (r answer, Enter goes on): "), str_text(&numbers));
	str_release(&numbers);
	return n > 0 && missing(v) > 0 ? s->prompt : visit_asks_again(v);
}

static const char *multi_prompt(const struct visit *v)
{
	struct multi_state *s = v->state;

	if (v->stage == STAGE_TOLD)
		return prompt_after(v);
	(void)snprintf(s->prompt, sizeof s->prompt, tr("Answer (numbers, for example 1 3; %s, ? help): "), visit_offers(v));
	return s->prompt;
}

/* After a check what fits stays chosen, and what is typed is added: who was told that one is missing types that one. */
static void let_go(struct visit *v)
{
	struct multi_state *s = v->state;

	for (int i = 0; i < option_count(v); i++)
		s->chosen[i] = s->chosen[i] && v->stage == STAGE_TOLD && option_is_right(v, i);
}

static enum acted multi_hear(struct visit *v, const char *line)
{
	struct multi_state *s = v->state;
	unsigned char picked[OPTIONS_MOST];
	size_t n;

	if (v->stage == STAGE_DONE || !visit_hear_numbers(line, (size_t)option_count(v), picked, &n)) {
		(void)snprintf(v->message, sizeof v->message, tr("Type numbers from 1 to %d, for example 1 3, or ? for help."), option_count(v));
		return ACT_REFUSED;
	}
	let_go(v);
	for (size_t p = 0; p < n; p++)
		s->chosen[s->shown[picked[p]]] = true;
	v->stage = STAGE_OPEN;
	return ACT_CHECK;
}

static void multi_check(const struct page *page, struct diags *diags)
{
	options_check(page, options_of(page), true, diags);
}

const struct kind kind_multi = {
	.form = {.name = "multi", .fields = &multi_fields, .graded = true, .asks = true, .check = multi_check, .texts = options_texts,
		.says = TR("several options fit; the page says how many")},
	.state_size = sizeof(struct multi_state),
	.by_lines = true,
	.begin = multi_begin,
	.restore = multi_restore,
	.items = option_count,
	.key = multi_key,
	.where = multi_where,
	.ready = multi_ready,
	.grade = multi_grade,
	.reveal = multi_reveal,
	.fill = multi_fill,
	.view = multi_view,
	.feedback = multi_feedback,
	.say = multi_say,
	.prompt = multi_prompt,
	.hear = multi_hear,
};
