/* SPDX-License-Identifier: MIT
 *
 * fill: a sentence with blanks; a word is typed into each.
 *
 * What counts is the word: case, spaces and punctuation are folded. One edit away from a word that fits asks
 * "did you mean", before anything is checked; taking it puts the word in.
 *
 * In the record: a pick for each blank: its name and the text typed. */
#include "base/likeness.h"
#include "course/lookalike.h"
#include "kinds/kind.h"

#include <stdio.h>
#include <string.h>
#include "base/reply.h"
#include "base/tr.h"

#define BLANKS_MOST 9  /* each has a digit */
#define WORD_MOST 200  /* bytes in one blank */
#define WORDS_MOST 64  /* that fit one blank, and that are caught in it: each is compared with each */
#define NEAR_LEAST 3   /* letters: one edit in a shorter word makes another word */

struct blank {
	struct place at;
	const char *name;
	struct words accept;
	struct parts caught; /* of struct worded: a wrong word and why it tempts */
};

struct fill_page {
	struct parts blanks; /* of struct blank */
};

static const struct field blank_list[] = {
	{.key = "accept", .type = FIELD_WORDS, .required = true, .at = offsetof(struct blank, accept),
		.most = WORDS_MOST,
		.typed = true,
		.says = TR("the words that fit; the first is shown as the answer")},
	{.key = "catch", .type = FIELD_WORDED, .at = offsetof(struct blank, caught),
		.most = WORDS_MOST,
		.typed = true,
		.says = TR("words that do not, each with why it tempts and what is truer")},
};
static const struct fields blank_fields = {TR("blank"), blank_list, sizeof blank_list / sizeof *blank_list,
	sizeof(struct blank)};

static const struct field fill_list[] = {
	{.key = "blanks", .type = FIELD_MAPPED, .required = true, .at = offsetof(struct fill_page, blanks),
		.of = &blank_fields,
		.most = BLANKS_MOST, .says = TR("what fits into each {name} of `ask`")},
};
static const struct fields fill_fields = {TR("fill page"), fill_list, 1, sizeof(struct fill_page)};

struct fill_state {
	struct edit edits[BLANKS_MOST];
	unsigned char shown[BLANKS_MOST]; /* shown[k]: index in the file of the k-th blank of `ask` */
	struct str asked[BLANKS_MOST];    /* "did you mean" was asked of this text; empty: of none */
	bool heard;                       /* in plain mode */
	int asking;                       /* plain mode: the blank the question is open for, -1: none */
	char prompt[320];
};

static const struct parts *blanks_of(const struct page *page)
{
	return &((const struct fill_page *)page->own)->blanks;
}

static int count(const struct visit *v)
{
	return (int)blanks_of(v->page)->n;
}

static const struct blank *blank_at(const struct page *page, size_t i)
{
	return (const struct blank *)blanks_of(page)->list + i;
}

/* The k-th as the learner meets them. */
static const struct blank *nth(const struct visit *v, int k)
{
	return blank_at(v->page, ((const struct fill_state *)v->state)->shown[k]);
}

static const char *typed(const struct visit *v, int k)
{
	return str_text(&((const struct fill_state *)v->state)->edits[k].text);
}

/* --- {name} in `ask` --- */

static int find(const struct page *page, const char *name, size_t len)
{
	for (size_t i = 0; i < blanks_of(page)->n; i++)
		if (strlen(blank_at(page, i)->name) == len && strncmp(blank_at(page, i)->name, name, len) == 0)
			return (int)i;
	return -1;
}

/* The next {name} of a text: where it begins and how long the name is; NULL when there are no more. */
static const char *next_name(const char *text, size_t *len)
{
	for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
		*len = strcspn(open + 1, "{} \n");
		if (*len > 0 && open[1 + *len] == '}')
			return open;
	}
	return NULL;
}

/* Calls `each` for every {name} in the order of reading. */
static void each_name(const struct page *page, void (*each)(void *, const char *, size_t, struct place), void *ctx)
{
	for (size_t b = 0; b < page->ask.nblocks; b++)
		for (size_t s = 0; s < page->ask.blocks[b].nspans; s++) {
			const struct span *span = &page->ask.blocks[b].spans[s];
			size_t len;

			for (const char *at = next_name(span->text, &len); at; at = next_name(at + len + 2, &len))
				each(ctx, at + 1, len, span->at);
		}
}

/* --- the state --- */

struct taking {
	const struct page *page;
	unsigned char *shown;
	size_t n;
};

static void take_name(void *ctx, const char *name, size_t len, struct place at)
{
	struct taking *taking = ctx;
	int i = find(taking->page, name, len);

	(void)at;
	if (i >= 0 && !memchr(taking->shown, i, taking->n))
		taking->shown[taking->n++] = (unsigned char)i;
}

static void fill_begin(struct visit *v)
{
	struct fill_state *s = v->state;

	each_name(v->page, take_name, &(struct taking){v->page, s->shown, 0});
	s->asking = -1;
	for (int k = 0; k < BLANKS_MOST; k++)
		edit_begin(&s->edits[k], true);
}

static void fill_end(struct visit *v)
{
	struct fill_state *s = v->state;

	for (int k = 0; k < BLANKS_MOST; k++) {
		edit_release(&s->edits[k]);
		str_release(&s->asked[k]);
	}
}

static void fill_restore(struct visit *v, const struct record *r)
{
	struct fill_state *s = v->state;

	for (int k = 0; k < count(v); k++) {
		edit_set(&s->edits[k], "");
		for (size_t p = 0; p < r->npicks; p++)
			if (r->picks[p].text && strcmp(nth(v, k)->name, r->picks[p].id) == 0)
				edit_set(&s->edits[k], r->picks[p].text);
	}
}

/* --- judging words --- */

static bool folds_to(const char *text, const char *folded)
{
	struct str one = {0};
	bool same;

	text_fold(text, &one);
	same = strcmp(str_text(&one), folded) == 0;
	str_release(&one);
	return same;
}

static bool accepts(const struct blank *blank, const char *folded)
{
	for (size_t i = 0; i < blank->accept.n; i++)
		if (folds_to(blank->accept.list[i], folded))
			return true;
	return false;
}

static const struct markup *caught(const struct blank *blank, const char *folded)
{
	const struct worded *list = blank->caught.list;

	for (size_t i = 0; i < blank->caught.n; i++)
		if (folds_to(list[i].word, folded))
			return &list[i].text;
	return NULL;
}

/* The accepted word one edit away, or NULL. */
static const char *close_word(const struct blank *blank, const char *folded)
{
	for (size_t i = 0; i < blank->accept.n; i++) {
		struct str word = {0};
		bool close;

		text_fold(blank->accept.list[i], &word);
		close = word.len >= NEAR_LEAST && strlen(folded) >= NEAR_LEAST &&
			text_distance(str_text(&word), folded, 1) == 1;
		str_release(&word);
		if (close)
			return blank->accept.list[i];
	}
	return NULL;
}

/* What may have been meant in the k-th blank; NULL when its word fits, is caught, or is far from any that fits. */
static const char *meant(const struct visit *v, int k)
{
	const char *word = NULL;
	struct str folded = {0};

	text_fold(typed(v, k), &folded);
	if (!accepts(nth(v, k), str_text(&folded)) && !caught(nth(v, k), str_text(&folded)))
		word = close_word(nth(v, k), str_text(&folded));
	str_release(&folded);
	return word;
}

static bool fits(const struct visit *v, int k)
{
	struct str folded = {0};
	bool right;

	text_fold(typed(v, k), &folded);
	right = accepts(nth(v, k), str_text(&folded));
	str_release(&folded);
	return right;
}

static bool is_open(const struct visit *v, int k)
{
	return folds_to(typed(v, k), "");
}

static unsigned hits(const struct visit *v)
{
	unsigned n = 0;

	for (int k = 0; k < count(v); k++)
		n += fits(v, k);
	return n;
}

static enum verdict fill_grade(const struct visit *v)
{
	unsigned n = hits(v);

	return n == (unsigned)count(v) ? VERDICT_RIGHT : n > 0 ? VERDICT_PARTLY : VERDICT_WRONG;
}

/* A word that is neither right nor caught: all that can be said of it is that it is another one. */
static bool fill_unexplained(const struct visit *v)
{
	bool any = false;

	for (int k = 0; k < count(v) && !any; k++) {
		struct str folded = {0};

		text_fold(typed(v, k), &folded);
		any = folded.len > 0 && !accepts(nth(v, k), str_text(&folded)) && !caught(nth(v, k), str_text(&folded));
		str_release(&folded);
	}
	return any;
}

static void fill_reveal(struct visit *v)
{
	struct fill_state *s = v->state;

	for (int k = 0; k < count(v); k++)
		edit_set(&s->edits[k], nth(v, k)->accept.list[0]);
}

static bool fill_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	struct pick *picks = arena_get(arena, sizeof *picks * BLANKS_MOST);
	bool any = false;

	(void)half;
	for (int k = 0; k < count(v); k++) {
		picks[k] = (struct pick){.id = nth(v, k)->name, .number = -1,
			.text = arena_copy(arena, typed(v, k), strlen(typed(v, k)))};
		any = any || *typed(v, k);
	}
	r->picks = picks;
	r->npicks = any ? (size_t)count(v) : 0;
	return any;
}

/* --- did you mean --- */

/* Asks once of each text; true when there is something to ask now. Asked of this text before: it was meant. */
static bool ask_meant(struct visit *v, int k)
{
	struct fill_state *s = v->state;
	const char *word = meant(v, k);

	if (!word)
		return false;
	if (strcmp(str_text(&s->asked[k]), typed(v, k)) == 0) {
		edit_set(&s->edits[k], word);
		v->news += !s->heard; /* what asked for it does not stand on */
		return false;
	}
	str_cut(&s->asked[k], 0);
	str_add_text(&s->asked[k], typed(v, k));
	v->focus = k;
	(void)snprintf(v->message, sizeof v->message,
		s->heard ? tr("Did you mean \"%s\"?") : tr("Did you mean \"%s\"? Enter takes it; or change it."), word);
	return true;
}

/* Enter goes from blank to blank, and checks in the last. */
static bool fill_ready(struct visit *v)
{
	bool any = false;

	if (v->focus >= 0 && v->focus < count(v) && ask_meant(v, v->focus))
		return false;
	if (v->focus + 1 < count(v)) {
		v->focus++;
		return false;
	}
	for (int k = 0; k < count(v); k++) {
		if (ask_meant(v, k))
			return false;
		any = any || !is_open(v, k);
	}
	if (!any)
		visit_refuse(v, tr("Nothing is written yet. Esc goes to the page: hint, answer and skip are there."));
	return any;
}

/* --- keys --- */

static const struct {
	enum press press;
	uint32_t point;
	int by;
} moves[] = {
	{PRESS_TAB, 0, 1}, {PRESS_DOWN, 0, 1}, {PRESS_CTRL, 'n', 1}, {PRESS_BACKTAB, 0, -1}, {PRESS_UP, 0, -1},
		{PRESS_CTRL, 'p', -1},
};

static bool moves_on(struct visit *v, struct key key)
{
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		if (moves[i].press != key.press || (key.press == PRESS_CTRL && moves[i].point != key.point))
			continue;
		if (v->focus + moves[i].by >= 0 && v->focus + moves[i].by < count(v))
			v->focus += moves[i].by;
		return true;
	}
	return false;
}

/* A digit on the page goes into that blank. */
static enum acted enter_blank(struct visit *v, int digit)
{
	if (digit < 1)
		return ACT_IGNORED;
	if (visit_is_closed(v))
		return ACT_REFUSED;
	v->focus = digit <= count(v) ? digit - 1 : count(v) - 1;
	v->writing = true;
	return ACT_MOVED;
}

static enum acted fill_key(struct visit *v, struct key key)
{
	struct fill_state *s = v->state;

	if (!v->writing)
		return enter_blank(v, key_digit(key));
	if (v->focus < 0 || v->focus >= count(v))
		v->focus = 0;
	if (key.press == PRESS_ENTER)
		return ACT_CHECK;
	if (moves_on(v, key))
		return ACT_MOVED;
	return blank_key(v, &s->edits[v->focus], key, WORD_MOST);
}

static enum acted fill_paste(struct visit *v, const char *text, size_t len)
{
	struct fill_state *s = v->state;

	if (v->focus < 0 || v->focus >= count(v))
		v->focus = 0;
	return blank_paste(v, &s->edits[v->focus], text, len, WORD_MOST);
}

static enum visit_where fill_where(const struct visit *v)
{
	return v->writing ? WHERE_BLANK : WHERE_ASKED;
}

/* --- what there is to see --- */

/* What stands for a blank in the sentence: "[1: ____]", "[1: haven]"; "____" where nobody is to fill it in. */
static const char *stand_in(const struct visit *v, const char *name, size_t len, struct arena *arena)
{
	if (!v->state)
		return "____";
	for (int k = 0; k < count(v); k++)
		if (strlen(nth(v, k)->name) == len && strncmp(nth(v, k)->name, name, len) == 0)
			return arena_print(arena, "[%d: %s]", k + 1, is_open(v, k) ? "____" : typed(v, k));
	return "";
}

static const char *filled(const struct visit *v, const char *text, struct arena *arena)
{
	struct str out = {0};
	const char *at, *copy;
	size_t len;

	for (; (at = next_name(text, &len)) != NULL; text = at + len + 2) {
		str_add(&out, text, (size_t)(at - text));
		str_add_text(&out, stand_in(v, at + 1, len, arena));
	}
	str_add_text(&out, text);
	copy = arena_copy(arena, str_text(&out), out.len);
	str_release(&out);
	return copy;
}

static void fill_ask(const struct visit *v, struct doc *doc)
{
	const struct markup *ask = &v->page->ask;
	struct breaks *kept = doc->breaks;
	struct arena arena = {0};
	struct block *blocks = arena_get(&arena, ask->nblocks * sizeof *blocks);

	for (size_t b = 0; b < ask->nblocks; b++) {
		struct span *spans = arena_get(&arena, ask->blocks[b].nspans * sizeof *spans);

		for (size_t s = 0; s < ask->blocks[b].nspans; s++) {
			spans[s] = ask->blocks[b].spans[s];
			spans[s].text = filled(v, spans[s].text, &arena);
		}
		blocks[b] = ask->blocks[b];
		blocks[b].spans = spans;
	}
	doc->breaks = NULL; /* what was typed is in it */
	doc_markup(doc, STYLE_TEXT, &(struct markup){blocks, ask->nblocks});
	doc->breaks = kept;
	arena_release(&arena);
}

static void fill_view(const struct visit *v, struct doc *doc)
{
	struct fill_state *s = v->state;

	for (int k = 0; k < count(v); k++) {
		doc_item(doc, k);
		doc_lead(doc, (char[]){(char)('1' + k), '.', ' ', '\0'});
		if (v->writing && v->focus == k && v->stage != STAGE_SURE)
			edit_say(&s->edits[k], doc, 1);
		else
			doc_say(doc, STYLE_TEXT, *typed(v, k) ? typed(v, k) : "____");
		if (verdict_beside(v, fits(v, k)))
			doc_aside(doc, verdict_beside(v, fits(v, k)));
		doc_item(doc, -1);
	}
}

static void say_blank(const struct visit *v, struct doc *doc, int k)
{
	struct str folded = {0};
	const struct markup *why;

	text_fold(typed(v, k), &folded);
	why = caught(nth(v, k), str_text(&folded));
	doc_lead(doc, (char[]){(char)('1' + k), '.', ' ', '\0'});
	if (why)
		doc_markup(doc, STYLE_TEXT, why);
	else if (folded.len == 0)
		doc_say(doc, STYLE_TEXT, tr("This blank is still empty."));
	else
		doc_sayf(doc, STYLE_TEXT, tr("\"%s\" is not the word looked for here."), typed(v, k));
	str_release(&folded);
}

/* While some do not fit, why; the answer is the whole sentence. */
static void fill_feedback(const struct visit *v, struct doc *doc)
{
	verdict_say(v, doc, hits(v), (unsigned)count(v));
	if (v->verdict == VERDICT_REVEALED)
		fill_ask(v, doc);
	for (int k = 0; v->stage == STAGE_TOLD && k < count(v); k++)
		if (!fits(v, k))
			say_blank(v, doc, k);
}

/* --- plain mode --- */

/* The blank the next line is for: the first without a word, after a check the first that does not fit; -1: none. */
static int asked_blank(const struct visit *v)
{
	const struct fill_state *s = v->state;

	if (s->asking >= 0)
		return s->asking;
	for (int k = 0; k < count(v); k++)
		if (v->stage == STAGE_TOLD ? !fits(v, k) : !*typed(v, k))
			return k;
	return -1;
}

static const char *fill_prompt(const struct visit *v)
{
	struct fill_state *s = v->state;
	int k = asked_blank(v);

	if (s->asking >= 0)
		return tr("y takes it, or type it again: ");
	if (v->stage == STAGE_TOLD)
		(void)snprintf(s->prompt, sizeof s->prompt, visit_owes_answer(v) ? tr("Blank %d again (Enter shows the answer, and why): ")
			: tr("Blank %d again (r shows the answer, Enter goes on): "), k + 1);
	else
		(void)snprintf(s->prompt, sizeof s->prompt, tr("Blank %d of %d (- leaves it open, %s, ? help): "),
			k < 0 ? 1 : k + 1, count(v), visit_offers(v));
	return s->prompt;
}

/* What did not fit is taken up again, blank by blank. */
static void take_up(struct visit *v)
{
	struct fill_state *s = v->state;

	for (int k = 0; v->stage == STAGE_TOLD && k < count(v); k++)
		if (!fits(v, k))
			edit_set(&s->edits[k], "");
	v->stage = STAGE_OPEN;
}

/* Yes takes the word, no asks for it anew, anything else is it. */
static void write_line(struct visit *v, int k, const char *line)
{
	struct fill_state *s = v->state;
	enum reply reply = s->asking == k && meant(v, k) ? reply_of(line) : REPLY_OTHER;

	s->asking = -1;
	if (reply == REPLY_NO)
		str_cut(&s->asked[k], 0);
	if (reply != REPLY_OTHER) {
		edit_set(&s->edits[k], reply == REPLY_YES ? meant(v, k) : "");
		return;
	}
	edit_set(&s->edits[k], line);
	if (ask_meant(v, k))
		s->asking = k;
}

static bool fill_asks(const struct visit *v)
{
	return ((const struct fill_state *)v->state)->asking >= 0;
}

static enum acted fill_hear(struct visit *v, const char *line)
{
	struct fill_state *s = v->state;
	int k;

	if (visit_is_closed(v))
		return ACT_REFUSED;
	if (strlen(line) > WORD_MOST) {
		visit_refuse(v, tr("That is too long for a blank."));
		return ACT_REFUSED;
	}
	s->heard = v->writing = true;
	take_up(v);
	k = asked_blank(v);
	if (k < 0) { /* all have a word, unchecked: a draft; begun afresh */
		for (k = count(v) - 1; k >= 0; k--)
			edit_set(&s->edits[k], "");
		k = 0;
	}
	v->focus = k;
	write_line(v, k, line);
	if (asked_blank(v) >= 0)
		return ACT_CHANGED;
	v->focus = count(v) - 1;
	return ACT_CHECK;
}

/* --- checks --- */

struct naming {
	const struct page *page;
	struct diags *diags;
	bool has[BLANKS_MOST];
};

static void check_name(void *ctx, const char *name, size_t len, struct place at)
{
	struct naming *naming = ctx;
	int i = find(naming->page, name, len);

	if (i >= 0)
		naming->has[i] = true;
	if (i >= 0 || places_lack(&naming->page->places, blanks_of(naming->page)))
		return;
	diag_add(naming->diags, DIAG_BLANK, at, 1, "'ask' has a blank {%.*s}, and 'blanks' has no entry for it",
		(int)len, name);
	const char *blank = diag_quote(naming->diags, arena_print(&naming->diags->arena, "%.*s", (int)len, name));
	if (!lookalike_help(naming->diags, blank))
		diag_help(naming->diags, "add it to 'blanks', with 'accept:'");
}

static void check_accepted(const struct blank *blank, struct diags *diags)
{
	for (size_t i = 0; i < blank->accept.n; i++)
		if (*blank->accept.list[i] && folds_to(blank->accept.list[i], "")) {
			diag_add(diags, DIAG_EMPTY, blank->accept.at[i], 1,
				"nothing of '%s' is left without punctuation", blank->accept.list[i]);
			diag_help(diags, "a word needs a letter or a digit: nothing else is compared");
		}
}

static void check_caught(const struct blank *blank, struct diags *diags)
{
	const struct worded *list = blank->caught.list;

	for (size_t i = 0; i < blank->caught.n; i++) {
		struct str folded = {0};

		text_fold(list[i].word, &folded);
		if (accepts(blank, str_text(&folded))) {
			diag_add(diags, DIAG_SAME_TEXT, list[i].at, (unsigned)strlen(list[i].word),
				"'%s' is caught, and is accepted too",
				diag_quote(diags, list[i].word));
			diag_help(diags, "case, spaces and punctuation do not count; leave one of the two out");
		}
		str_release(&folded);
	}
}

static void fill_check(const struct page *page, struct diags *diags)
{
	struct naming naming = {page, diags, {false}};
	bool asks = !markup_is_empty(&page->ask) && !places_lack(&page->places, &page->ask);

	each_name(page, check_name, &naming);
	for (size_t i = 0; i < blanks_of(page)->n; i++) {
		const struct blank *blank = blank_at(page, i);

		if (asks && !naming.has[i]) {
			diag_add(diags, DIAG_BLANK, blank->at, (unsigned)strlen(blank->name),
				"'ask' has no blank {%s}", diag_quote(diags, blank->name));
			diag_help(diags, "write {%s} in 'ask', where the word is missing",
				diag_quote(diags, blank->name));
		}
		check_accepted(blank, diags);
		check_caught(blank, diags);
	}
}

static void fill_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	for (size_t i = 0; i < blanks_of(page)->n; i++) {
		const struct worded *list = blank_at(page, i)->caught.list;

		for (size_t c = 0; c < blank_at(page, i)->caught.n; c++)
			each(ctx, &list[c].text, NULL);
	}
}

const struct kind kind_fill = {
	.form = {.name = "fill", .fields = &fill_fields, .graded = true, .asks = true, .check = fill_check,
		.texts = fill_texts,
		.says = TR("words are typed into the blanks of a sentence")},
	.state_size = sizeof(struct fill_state),
	.writes = true,
	.by_lines = true,
	.begin = fill_begin,
	.end = fill_end,
	.restore = fill_restore,
	.items = count,
	.key = fill_key,
	.paste = fill_paste,
	.where = fill_where,
	.ready = fill_ready,
	.grade = fill_grade,
	.unexplained = fill_unexplained,
	.reveal = fill_reveal,
	.fill = fill_fill,
	.ask = fill_ask,
	.view = fill_view,
	.feedback = fill_feedback,
	.prompt = fill_prompt,
	.hear = fill_hear,
	.asks = fill_asks,
};
