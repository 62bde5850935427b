/* SPDX-License-Identifier: MIT
 *
 * sort: cards drawn one by one, unseen, each put into a bin by its number.
 *
 * In the record: a pick for each card that was put somewhere: its id, number and id of the bin. The id counts. */
#include "base/likeness.h"
#include "kinds/numbering.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

#define BINS_MOST 9 /* each has a digit */
#define CARDS_MOST 20

struct bin {
	struct place at;
	const char *id;
	struct markup text;
};

struct card {
	struct place at;
	const char *id;
	struct markup text;
	struct words bins; /* ids of those it fits into */
	struct markup say;
};

struct sort_page {
	struct parts bins;  /* of struct bin */
	struct parts cards; /* of struct card */
};

static const struct field bin_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct bin, id),
		.says = TR("unique on the page; kept in the record")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct bin, text),
		.says = TR("what belongs in it")},
};
static const struct fields bin_fields = {TR("bin"), bin_list, sizeof bin_list / sizeof *bin_list, sizeof(struct bin)};

static const struct field card_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct card, id),
		.says = TR("unique on the page; kept in the record")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct card, text),
		.says = TR("what is sorted")},
	{.key = "bin", .type = FIELD_IDS, .required = true, .at = offsetof(struct card, bins), .most = BINS_MOST,
		.says = TR("the bin it fits into, or a list of them")},
	{.key = "say", .type = FIELD_INLINE, .at = offsetof(struct card, say),
		.says = TR("feedback: why it belongs there")},
};
static const struct fields card_fields = {TR("item"), card_list, sizeof card_list / sizeof *card_list, sizeof(struct card)};

static const struct field sort_list[] = {
	{.key = "bins", .type = FIELD_PARTS, .required = true, .at = offsetof(struct sort_page, bins),
		.of = &bin_fields, .most = BINS_MOST,
		.says = TR("where cards can go")},
	{.key = "items", .type = FIELD_PARTS, .required = true, .at = offsetof(struct sort_page, cards),
		.of = &card_fields,
		.most = CARDS_MOST, .says = TR("the cards, drawn in another order")},
};
static const struct fields sort_fields = {TR("sort page"), sort_list, sizeof sort_list / sizeof *sort_list,
	sizeof(struct sort_page)};

struct sort_state {
	unsigned char shown[CARDS_MOST]; /* shown[row]: index in the file */
	int bin[CARDS_MOST];             /* by index in the file: the bin it was put into, -1: none */
	int drawn;                       /* cards that can be seen */
	uint32_t found;                  /* rows that fitted, numbering.h */
	char prompt[480];
};

static const struct sort_page *own(const struct visit *v)
{
	return v->page->own;
}

static int count(const struct visit *v)
{
	return (int)own(v)->cards.n;
}

static int bins(const struct visit *v)
{
	return (int)own(v)->bins.n;
}

static const struct card *card_at(const struct page *page, size_t i)
{
	return (const struct card *)((const struct sort_page *)page->own)->cards.list + i;
}

static const struct bin *bin_at(const struct page *page, size_t i)
{
	return (const struct bin *)((const struct sort_page *)page->own)->bins.list + i;
}

static int find_bin(const struct page *page, const char *id)
{
	size_t n = ((const struct sort_page *)page->own)->bins.n;

	for (size_t i = 0; id && i < n; i++)
		if (bin_at(page, i)->id && strcmp(bin_at(page, i)->id, id) == 0)
			return (int)i;
	return -1;
}

static int next_unsorted(const struct visit *v)
{
	const struct sort_state *s = v->state;

	for (int row = 0; row < count(v); row++)
		if (s->bin[s->shown[row]] < 0)
			return row;
	return -1;
}

/* All up to the first that lies in no bin can be seen; what was seen once stays. */
static void draw(struct visit *v)
{
	struct sort_state *s = v->state;
	int next = next_unsorted(v);
	int seen = next < 0 ? count(v) : next + 1;

	if (seen > s->drawn)
		s->drawn = seen;
}

static void sort_begin(struct visit *v)
{
	struct sort_state *s = v->state;

	visit_shuffle(v, (size_t)count(v), s->shown);
	for (int i = 0; i < CARDS_MOST; i++)
		s->bin[i] = -1;
	draw(v);
}

static void sort_restore(struct visit *v, const struct record *r)
{
	struct sort_state *s = v->state;

	for (int i = 0; i < count(v); i++) {
		s->bin[i] = -1;
		for (size_t p = 0; p < r->npicks; p++)
			if (strcmp(card_at(v->page, (size_t)i)->id, r->picks[p].id) == 0)
				s->bin[i] = find_bin(v->page, r->picks[p].text);
	}
	for (int row = 0; row < count(v); row++)
		if (s->bin[s->shown[row]] >= 0)
			s->drawn = row + 1 > s->drawn ? row + 1 : s->drawn;
	draw(v);
}

static int sort_items(const struct visit *v)
{
	return ((const struct sort_state *)v->state)->drawn;
}

static bool fits(const struct visit *v, int i)
{
	const struct sort_state *s = v->state;
	const struct words *right = &card_at(v->page, (size_t)i)->bins;

	for (size_t b = 0; s->bin[i] >= 0 && b < right->n; b++)
		if (find_bin(v->page, right->list[b]) == s->bin[i])
			return true;
	return false;
}

static int number_of(const struct visit *v, int row)
{
	const struct sort_state *s = v->state;

	return s->bin[s->shown[row]] + 1;
}

static bool row_fits(const struct visit *v, int row)
{
	return fits(v, ((const struct sort_state *)v->state)->shown[row]);
}

/* With the last card that can be seen in its bin, the next one is drawn. */
static void give(struct visit *v, int row, int number)
{
	struct sort_state *s = v->state;

	s->bin[s->shown[row]] = number - 1;
	draw(v);
}

static enum acted sort_key(struct visit *v, struct key key)
{
	struct sort_state *s = v->state;
	char beyond[120];
	const struct numbering rows = {.most = bins(v), .beyond = beyond, .number = number_of,
		.fits = row_fits, .give = give};

	(void)snprintf(beyond, sizeof beyond, tr("The bins are 1 to %d."), bins(v));
	return numbering_key(v, &rows, key, &s->found);
}

static enum visit_where sort_where(const struct visit *v)
{
	(void)v;
	return WHERE_NUMBERS;
}

static bool sort_ready(struct visit *v)
{
	int next = next_unsorted(v);

	if (next < 0)
		return true;
	v->focus = next;
	visit_refuse(v, tr("This card is in no bin yet: type a bin's number."));
	return false;
}

static unsigned hits(const struct visit *v)
{
	unsigned n = 0;

	for (int i = 0; i < count(v); i++)
		n += fits(v, i);
	return n;
}

static enum verdict sort_grade(const struct visit *v)
{
	unsigned n = hits(v);

	return n == (unsigned)count(v) ? VERDICT_RIGHT : n > 0 ? VERDICT_PARTLY : VERDICT_WRONG;
}

/* A card that fits where it lies stays there. */
static void sort_reveal(struct visit *v)
{
	struct sort_state *s = v->state;

	for (int i = 0; i < count(v); i++)
		s->bin[i] = fits(v, i) ? s->bin[i] : find_bin(v->page, card_at(v->page, (size_t)i)->bins.list[0]);
	draw(v);
}

static bool sort_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct sort_state *s = v->state;
	struct pick *picks = arena_get(arena, sizeof *picks * CARDS_MOST);

	(void)half;
	r->npicks = 0;
	for (int i = 0; i < count(v); i++)
		if (s->bin[i] >= 0)
			picks[r->npicks++] = (struct pick){.id = card_at(v->page, (size_t)i)->id, .number = s->bin[i],
				.text = bin_at(v->page, (size_t)s->bin[i])->id};
	r->picks = picks;
	return r->npicks > 0;
}

static void say_bins(const struct visit *v, struct doc *doc)
{
	for (int i = 0; i < bins(v); i++) {
		doc_lead(doc, (char[]){(char)('1' + i), '.', ' ', '\0'});
		doc_markup(doc, STYLE_TEXT, &bin_at(v->page, (size_t)i)->text);
	}
}

static void sort_view(const struct visit *v, struct doc *doc)
{
	const struct sort_state *s = v->state;
	unsigned long left = (unsigned long)(count(v) - s->drawn);

	doc_say(doc, STYLE_ASIDE, tr("The bins:"));
	say_bins(v, doc);
	doc_gap(doc);
	for (int row = 0; row < s->drawn; row++) {
		int i = s->shown[row];

		doc_item(doc, row);
		doc_lead(doc, (char[]){'[', s->bin[i] < 0 ? ' ' : (char)('1' + s->bin[i]), ']', ' ', '\0'});
		doc_markup(doc, STYLE_TEXT, &card_at(v->page, (size_t)i)->text);
		if (verdict_beside(v, fits(v, i)))
			doc_aside(doc, verdict_beside(v, fits(v, i)));
		doc_item(doc, -1);
	}
	if (left > 0)
		doc_sayf(doc, STYLE_ASIDE, tr_n("%lu more card comes.", "%lu more cards come.", left), left);
}

/* The bins beside the one it lies in that it fits into too. */
static void say_other_bins(const struct visit *v, struct doc *doc, int i)
{
	const struct sort_state *s = v->state;
	const struct words *right = &card_at(v->page, (size_t)i)->bins;

	for (size_t b = 0; b < right->n; b++) {
		int other = find_bin(v->page, right->list[b]);

		if (other < 0 || other == s->bin[i])
			continue;
		doc_lead(doc, "  ");
		doc_verdict(doc, STYLE_TEXT, tr("fits too:"), &bin_at(v->page, (size_t)other)->text);
	}
}

static void say_card(const struct visit *v, struct doc *doc, int i)
{
	const struct sort_state *s = v->state;
	const struct card *card = card_at(v->page, (size_t)i);

	doc_lead(doc, "- ");
	if (v->stage != STAGE_DONE || s->bin[i] < 0) {
		say_of(doc, &card->text, &card->say);
		return;
	}
	say_of(doc, &card->text, &bin_at(v->page, (size_t)s->bin[i])->text);
	say_other_bins(v, doc, i);
	doc_lead(doc, "  ");
	doc_markup(doc, STYLE_TEXT, &card->say);
}

static void say_bins_in_a_row(const struct visit *v, struct doc *doc)
{
	struct str row = {0};

	for (int b = 0; b < bins(v); b++) {
		str_print(&row, b ? "  %d. " : "%d. ", b + 1);
		markup_plain(&bin_at(v->page, (size_t)b)->text, &row);
		while (row.len > 0 && row.at[row.len - 1] == '\n')
			str_cut(&row, row.len - 1);
	}
	doc_say(doc, STYLE_ASIDE, str_text(&row));
	str_release(&row);
}

/* For each card that does not fit; once all is shown, for each. */
static void sort_feedback(const struct visit *v, struct doc *doc)
{
	const struct sort_state *s = v->state;

	verdict_say(v, doc, hits(v), (unsigned)count(v));
	if (v->stage == STAGE_TOLD) /* those above may be out of sight */
		say_bins_in_a_row(v, doc);
	for (int row = 0; row < count(v); row++)
		if (v->stage == STAGE_DONE || !fits(v, s->shown[row]))
			say_card(v, doc, s->shown[row]);
}

/* Plain mode, where how sure is still to be said, and where some cards were put down and the page was left. */
static void say_sorted(const struct visit *v, struct doc *doc, const char *lead)
{
	const struct sort_state *s = v->state;

	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, lead);
	for (int row = 0; row < count(v); row++) {
		int i = s->shown[row];

		if (s->bin[i] < 0)
			continue;
		doc_lead(doc, "- ");
		say_of(doc, &card_at(v->page, (size_t)i)->text, &bin_at(v->page, (size_t)s->bin[i])->text);
	}
}

static bool is_begun(const struct visit *v)
{
	const struct sort_state *s = v->state;
	int i = 0;

	while (i < count(v) && s->bin[i] < 0)
		i++;
	return i < count(v);
}

static void sort_say(const struct visit *v, struct doc *doc)
{
	unsigned long n = (unsigned long)count(v);

	doc_say(doc, STYLE_TEXT, tr("The bins:"));
	say_bins(v, doc);
	doc_sayf(doc, STYLE_TEXT, tr_n("%lu card, one line: the number of its bin.",
		"%lu cards come, a line each: the number of its bin.", n), n);
	if (v->stage == STAGE_SURE)
		say_sorted(v, doc, tr("You answered:"));
	if (v->stage == STAGE_OPEN && is_begun(v))
		say_sorted(v, doc, tr("So far you sorted:"));
}

/* The row whose bin is asked for: the next without one; after a check the first that does not fit. */
static int asked_row(const struct visit *v)
{
	const struct sort_state *s = v->state;

	for (int row = 0; row < count(v); row++)
		if (v->stage == STAGE_TOLD ? !fits(v, s->shown[row]) : s->bin[s->shown[row]] < 0)
			return row;
	return 0;
}

/* What stands behind the card: the bins, and what an Enter does. */
static void prompt_ways(const struct visit *v, char *how, size_t size)
{
	if (v->stage == STAGE_TOLD)
		(void)snprintf(how, size, visit_owes_answer(v) ? tr("- again (1-%d, Enter shows the answer, and why): ")
			: tr("- again (1-%d, r answer, Enter goes on): "), bins(v));
	else if (is_begun(v))
		(void)snprintf(how, size, tr("(1-%d, %s, Enter leaves the rest for later): "), bins(v), visit_offers(v));
	else
		(void)snprintf(how, size, tr("(1-%d, %s, ? help): "), bins(v), visit_offers(v));
}

static const char *sort_prompt(const struct visit *v)
{
	struct sort_state *s = v->state;
	struct str text = {0};
	int row = asked_row(v);
	char how[240];

	markup_plain(&card_at(v->page, s->shown[row])->text, &text);
	while (text.len > 0 && text.at[text.len - 1] == '\n')
		str_cut(&text, text.len - 1);
	prompt_ways(v, how, sizeof how);
	(void)snprintf(s->prompt, sizeof s->prompt, "%.*s %s", (int)(text.len < 180 ? text.len : 180), str_text(&text), how);
	str_release(&text);
	return s->prompt;
}

/* What did not fit is taken up again, card by card. */
static void take_up(struct visit *v)
{
	struct sort_state *s = v->state;

	for (int i = 0; v->stage == STAGE_TOLD && i < count(v); i++)
		if (!fits(v, i))
			s->bin[i] = -1;
	v->stage = STAGE_OPEN;
}

static enum acted sort_hear(struct visit *v, const char *line)
{
	struct sort_state *s = v->state;
	unsigned char picked[CARDS_MOST];
	size_t n;
	int next;

	if (visit_is_closed(v))
		return ACT_REFUSED;
	if (!visit_hear_list(line, (size_t)bins(v), CARDS_MOST, picked, &n)) {
		(void)snprintf(v->message, sizeof v->message, tr("Type the number of a bin, 1 to %d, or ? for help."),
			bins(v));
		return ACT_REFUSED;
	}
	take_up(v);
	for (size_t i = 0; i < n && (next = next_unsorted(v)) >= 0; i++)
		s->bin[s->shown[next]] = picked[i];
	draw(v);
	v->focus = next_unsorted(v) < 0 ? 0 : next_unsorted(v);
	return next_unsorted(v) < 0 ? ACT_CHECK : ACT_CHANGED;
}

/* Whether a bin may have an id that is not known. */
static bool bins_lack(const struct page *page)
{
	const struct sort_page *o = page->own;
	bool lacks = places_lack(&page->places, &o->bins);

	for (size_t i = 0; i < o->bins.n; i++)
		lacks = lacks || !bin_at(page, i)->id;
	return lacks;
}

static void check_bins(const struct page *page, const struct card *card, struct diags *diags)
{
	const struct sort_page *o = page->own;
	const char *names[BINS_MOST];
	size_t n = 0;

	for (size_t i = 0; i < o->bins.n; i++)
		if (bin_at(page, i)->id)
			names[n++] = bin_at(page, i)->id;
	for (size_t i = 0; i < card->bins.n; i++) {
		const char *id = card->bins.list[i], *near = text_nearest(id, names, n);

		if (!id_is_well_formed(id) || find_bin(page, id) >= 0 || (!near && bins_lack(page)))
			continue;
		diag_add(diags, DIAG_UNKNOWN_BIN, card->bins.at[i], (unsigned)strlen(id),
			"there is no bin '%s' on this page", id);
		if (near)
			diag_help(diags, "did you mean '%s'?", near);
	}
}

static void sort_check(const struct page *page, struct diags *diags)
{
	const struct sort_page *o = page->own;
	struct judged bin_parts[BINS_MOST], cards[CARDS_MOST];

	for (size_t i = 0; i < o->bins.n; i++) {
		const struct bin *bin = bin_at(page, i);

		bin_parts[i] = (struct judged){bin->at, bin->id, &bin->text, NULL};
	}
	judged_check(page, &o->bins, bin_parts, TR("bin"), diags);
	for (size_t i = 0; i < o->cards.n; i++) {
		const struct card *card = card_at(page, i);

		cards[i] = (struct judged){card->at, card->id, &card->text, &card->say};
		check_bins(page, card, diags);
	}
	judged_check(page, &o->cards, cards, TR("item"), diags);
}

static void sort_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct sort_page *o = page->own;

	for (size_t i = 0; i < o->bins.n; i++)
		each(ctx, &bin_at(page, i)->text, NULL);
	for (size_t i = 0; i < o->cards.n; i++) {
		each(ctx, &card_at(page, i)->text, NULL);
		each(ctx, &card_at(page, i)->say, NULL);
	}
}

const struct kind kind_sort = {
	.form = {.name = "sort", .fields = &sort_fields, .graded = true, .asks = true, .check = sort_check,
		.texts = sort_texts,
		.says = TR("cards drawn unseen are put into bins")},
	.state_size = sizeof(struct sort_state),
	.by_lines = true,
	.begin = sort_begin,
	.restore = sort_restore,
	.items = sort_items,
	.key = sort_key,
	.where = sort_where,
	.ready = sort_ready,
	.grade = sort_grade,
	.reveal = sort_reveal,
	.fill = sort_fill,
	.view = sort_view,
	.feedback = sort_feedback,
	.say = sort_say,
	.prompt = sort_prompt,
	.hear = sort_hear,
};
