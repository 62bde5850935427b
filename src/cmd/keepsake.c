/* SPDX-License-Identifier: MIT */
#include "cmd/keepsake.h"

#include <stdio.h>
#include <string.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/json.h"
#include "cmd/quote.h"
#include "cmd/wording.h"
#include "io/drafts.h"
#include "io/shelf.h"
#include "kinds/kind.h"
#include "learner/belief.h"
#include "learner/review.h"
#include "view/scale.h"

/* The document while it is written. */
struct keepsake {
	const struct course *course;
	const struct learner *learner;
	const struct keepsake_source *from;
	struct str *out;
	const struct chapter *chapter; /* the one being written; NULL: pages that are gone, or of */
	const char *broken;    /* a chapter that cannot be read now; NULL: of none */
	bool headed;                   /* its heading is there */
	struct str titles;    /* of the chapters with something in them, a row each */
	int64_t first, last;  /* the days it is from; 0: none yet */
	bool shut;            /* there are locked words in it, only named */
	unsigned held;        /* which of holds[] there is something of, a bit each */
	struct arena arena;
	const char **known; /* ids of the pages written or looked at */
	size_t nknown, room;
};

/* -- Pieces of the document ------------------------------------------------------------------- */

static void add_markup(struct keepsake *k, const struct markup *markup)
{
	struct str plain = { 0 };

	markup_plain(markup, &plain);
	while (plain.len && plain.at[plain.len - 1] == '\n')
		str_cut(&plain, plain.len - 1);
	str_add_text(k->out, str_text(&plain));
	str_release(&plain);
}

/* The id itself where the course has no words for it any more. */
static void add_called(struct keepsake *k, const struct markup *text, const char *id)
{
	if (text)
		add_markup(k, text);
	else
		str_add_text(k->out, id);
}

static const char *blank(void *ctx, const char *name, size_t len)
{
	(void)ctx;
	(void)name;
	(void)len;
	return "____";
}

/* What is typed into it stands under it, with the answers. */
static void add_question(struct keepsake *k, const struct page *page)
{
	struct str plain = { 0 };
	const size_t before = k->out->len;

	add_markup(k, wording_question(page));
	if (!wording_has_blanks(page))
		return;
	str_add_text(&plain, str_text(k->out) + before);
	str_cut(k->out, before);
	wording_filled(k->out, str_text(&plain), blank, NULL);
	str_release(&plain);
}

static void add_day(struct keepsake *k, int64_t at)
{
	char text[24];

	json_time(at, text);
	str_print(k->out, "%.10s", text);
	if (at > 0 && (k->first == 0 || at < k->first))
		k->first = at;
	if (at > k->last)
		k->last = at;
}

/* A page without a title is headed by what it asks. */
static void add_heading(struct keepsake *k, const struct page *page, const char *id)
{
	const struct markup *question = page ? wording_question(page) : NULL;
	bool titled = page && page->title;

	const char *chapter = k->chapter ? k->chapter->title : k->broken ? k->broken : tr("Pages that are no longer in the course");
	const char *why = k->broken ? tr(" (cannot be opened just now)") : "";

	if (!k->headed) {
		str_print(k->out, "## %s%s\n\n", chapter, why);
		str_print(&k->titles, "- %s%s\n", chapter, why);
	}
	k->headed = true;
	str_add_text(k->out, "### ");
	if (titled || !question)
		str_print(k->out, "%s\n\n", titled ? page->title : id);
	if (!question)
		return;
	add_question(k, page);
	str_add_text(k->out, "\n\n");
}

/* What was asked then was something else: who raised its rev said so. */
static void say_if_before(struct keepsake *k, const struct page *page, const struct record *record)
{
	if (page && record->rev > 0 && record->rev < page->rev)
		str_print(k->out, " %s", tr("(before this page was changed)"));
}

/* In place of words that no phrase opened. */
static const char *locked(struct keepsake *k)
{
	k->shut = true;
	return tr("(locked)");
}

static const char *sure_word(unsigned sure)
{
	static const char *const words[] = { TR("a guess"), TR("I thought so"), TR("I was sure") };
	return sure >= 1 && sure <= 3 ? tr(words[sure - 1]) : "";
}

/* What follows is a colon: "I get scared." would have one sign too many. */
static void end_label(struct keepsake *k)
{
	const struct str *out = k->out;

	if (out->len > 1 && out->at[out->len - 1] == '.' && out->at[out->len - 2] != '.')
		str_cut(k->out, out->len - 1);
}

/* A word typed into a sentence is said without the blank's name, which only the author knows; a number with what it counts. */
static void say_typed(struct keepsake *k, const char *unit, const char *text)
{
	quote_inline(text, k->out);
	if (unit)
		str_print(k->out, " %s", unit);
}

/* -- A page a quiz asked -- */

static void add_title(struct keepsake *k, const struct page *page)
{
	if (page->title)
		str_add_text(k->out, page->title);
	else if (wording_question(page))
		add_question(k, page);
	else
		str_add_text(k->out, page->id);
}

static bool add_title_from(struct keepsake *k, const struct chapter *chapter, const char *id)
{
	int at = chapter ? chapter_find(chapter, id) : -1;

	if (at >= 0)
		add_title(k, &chapter->pages[at]);
	return at >= 0;
}

/* It may stand in another chapter than the quiz. */
static void add_asked(struct keepsake *k, const char *id)
{
	bool found = add_title_from(k, k->chapter, id);

	for (size_t i = 0; !found && i < k->course->chapters.n; i++) {
		struct diags diags = { 0 };
		struct chapter *chapter = shelf_chapter(k->course, k->course->chapters.list[i], kinds_all, &diags);
		found = add_title_from(k, chapter, id);
		if (chapter)
			chapter_free(chapter);
		diags_release(&diags);
	}
	if (!found)
		str_add_text(k->out, id);
}

static void say_asked(struct keepsake *k, const struct pick *pick)
{
	static const char *const became[] = {
		[VERDICT_NONE] = TR("passed over"), [VERDICT_RIGHT] = TR("Correct."), [VERDICT_PARTLY] = TR("Partly."),
		[VERDICT_WRONG] = TR("Not yet."), [VERDICT_REVEALED] = TR("answer shown"),
	};

	add_asked(k, pick->id);
	if (pick->number >= 0 && (size_t)pick->number < sizeof became / sizeof became[0])
		str_print(k->out, " (%s)", tr(became[pick->number]));
}

/* One pick: what it is, and what was typed for it or what it was put to. */
static void say_pick(struct keepsake *k, const struct page *page, const struct pick *pick)
{
	const char *unit = NULL;

	if (page && strcmp(page->kind->name, "quiz") == 0) {
		say_asked(k, pick);
		return;
	}
	if (pick->text && (wording_is_number(page, &unit) || wording_has_blanks(page))) {
		say_typed(k, unit, pick->text);
		return;
	}
	if (page && !wording_of(page, pick->id) && wording_right(page, 0)) /* it chose among words of the page */
		str_add_text(k->out, tr("an answer that is no longer on the page"));
	else
		add_called(k, wording_of(page, pick->id), pick->id);
	if (!pick->text)
		return;
	end_label(k);
	str_add_text(k->out, ": ");
	add_called(k, wording_of_target(page, pick->text), pick->text);
}

/* As the page said it: one try is not "not yet". */
static const char *became(const struct page *page, enum verdict verdict)
{
	bool is_once = page && kind_named(page->kind->name)->once;

	return is_once && verdict == VERDICT_WRONG ? tr("Further off.") : verdict_word(verdict);
}

/* A block quote, with an empty row before and after it. */
static void say_own(struct keepsake *k, const char *text)
{
	str_add_text(k->out, "\n");
	quote_lines(text, k->out);
	str_add_text(k->out, "\n");
}

static void say_answer(struct keepsake *k, const struct page *page, const struct record *record)
{
	str_add_text(k->out, "- ");
	add_day(k, record->at);
	str_add_text(k->out, ":");
	for (size_t i = 0; i < record->npicks; i++) {
		str_add_text(k->out, i ? "; " : " ");
		say_pick(k, page, &record->picks[i]);
	}
	if (*sure_word(record->sure))
		str_print(k->out, " (%s)", sure_word(record->sure));
	if (record->review > 0)
		str_print(k->out, " %s", tr("(when it came back)"));
	if (record->verdict == VERDICT_REVEALED) /* "The answer:" has it under it on the page, and nothing here */
		str_print(k->out, " %s", tr("(answer shown)"));
	else if (record->verdict != VERDICT_NONE)
		str_print(k->out, " *%s*", became(page, record->verdict));
	say_if_before(k, page, record);
	str_add_text(k->out, "\n");
	if (record_is_shut(record))
		str_print(k->out, "\n%s\n\n", locked(k));
	else if (record->text && *record->text)
		say_own(k, record->text);
}

/* -- What fits -- */

static void add_fitting(struct keepsake *k, size_t n)
{
	str_add_text(k->out, n ? "; " : "");
}

/* Where nothing is marked as right, it is what the page itself would show: each word, partner, place or bin. */
static void say_revealed(struct keepsake *k, const struct page *page)
{
	const struct kind *kind = kind_named(page->kind->name);
	struct learner *nobody = learner_new();
	struct arena arena = { 0 };
	struct record answer = { 0 };
	struct visit visit = { 0 };

	visit_begin(&visit, k->course, k->chapter, page, nobody, NULL);
	kind->reveal(&visit);
	(void)kind->fill(&visit, &answer, &arena, false);
	for (size_t i = 0; i < answer.npicks; i++) {
		add_fitting(k, i);
		say_pick(k, page, &answer.picks[i]);
	}
	visit_end(&visit);
	arena_release(&arena);
	learner_free(nobody);
}

static void say_what_fits(struct keepsake *k, const struct page *page)
{
	const struct markup *right;
	const char *unit = NULL;

	str_print(k->out, "**%s** ", tr("What fits:"));
	for (size_t n = 0; (right = wording_right(page, n)) != NULL; n++) {
		add_fitting(k, n);
		add_markup(k, right);
	}
	if (wording_is_number(page, &unit))
		str_print(k->out, "%.15g%s%s", wording_number(page), unit ? " " : "", unit ? unit : "");
	else if (!wording_right(page, 0))
		say_revealed(k, page);
	str_add_text(k->out, "\n\n");
	if (markup_is_empty(&page->explain))
		return;
	add_markup(k, &page->explain);
	str_add_text(k->out, "\n\n");
}

/* Missed as the page is now, and never right: those answers would stand there alone. The document tells also what the page would
 * have told later: a keepsake may be the last that is read of it. */
static bool wants_what_fits(const struct keepsake *k, const struct page *page, const char *id)
{
	const struct record *answer;
	bool missed = false;

	if (!page || !page->kind->graded || !k->chapter)
		return false;
	for (size_t n = 0; (answer = learner_nth(k->learner, RECORD_ANSWER, id, n)) != NULL; n++) {
		if (answer->rev < page->rev)
			continue;
		if (answer->verdict == VERDICT_RIGHT)
			return false;
		missed |= answer->verdict != VERDICT_NONE;
	}
	return missed;
}

/* What a session did last. */
struct doing {
	uint64_t sid;
	const struct record *last;
};

static void newest_of(void *ctx, const struct record *record)
{
	struct doing *doing = ctx;

	if (record->sid == doing->sid && (!doing->last || record->clock > doing->last->clock))
		doing->last = record;
}

/* The page a session is at: the one it went to, unless it answered or left one since. Of places only the newest of all sessions is known. */
static const char *page_at(const struct learner *learner, uint64_t sid)
{
	struct doing doing = { .sid = sid };

	learner_each(learner, RECORD_PLACE, newest_of, &doing);
	learner_each(learner, RECORD_ANSWER, newest_of, &doing);
	learner_each(learner, RECORD_SEEN, newest_of, &doing);
	return doing.last && doing.last->type != RECORD_SEEN ? doing.last->page : NULL;
}

/* It is being answered in another window. Who asked there for the answer has it. */
static bool is_being_answered(const struct keepsake *k, const char *id)
{
	if (learner_latest(k->learner, RECORD_ANSWER, id)->verdict == VERDICT_REVEALED)
		return false;
	for (size_t i = 0; i < k->from->nliving; i++) {
		const char *page = page_at(k->learner, k->from->living[i]);
		if (page && strcmp(page, id) == 0)
			return true;
	}
	return false;
}

/* A page about one belief rates it before and after it is read. */
static void say_rated(struct keepsake *k, const struct page *page, const char *id)
{
	const struct markup *claim = wording_claim(page);

	add_called(k, claim ? claim : wording_of(page, id), id);
	end_label(k);
	if (claim)
		str_print(k->out, " (%s)", strcmp(id, "before") == 0 ? tr("before") : tr("after"));
}

static void say_rating(struct keepsake *k, const struct page *page, const struct record *record, size_t at)
{
	str_add_text(k->out, "- ");
	add_day(k, record->at);
	str_add_text(k->out, ": ");
	say_rated(k, page, record->picks[at].id);
	str_print(k->out, tr(": %d of 10"), record->picks[at].number);
	say_if_before(k, page, record);
	if (record->type == RECORD_DRAFT)
		str_print(k->out, " (%s)", tr("begun, and not finished"));
	str_add_text(k->out, "\n");
}

static void say_belief(struct keepsake *k, const struct page *page, const struct record *record)
{
	for (size_t i = 0; i < record->npicks; i++)
		if (!belief_is_carried(k->learner, record, i))
			say_rating(k, page, record, i);
}

static void say_words(struct keepsake *k, const struct page *page, const struct record *record)
{
	if (!keepsake_stands(k->learner, record))
		return;
	if (record_is_shut(record))
		str_print(k->out, "%s\n", locked(k));
	else
		quote_lines(record->text, k->out);
	str_add_text(k->out, "\n*");
	add_day(k, record->at);
	say_if_before(k, page, record);
	str_add_text(k->out, "*\n\n");
}

static void say_lookback(struct keepsake *k, const struct record *plan)
{
	const struct pick *asked = review_came_up(plan);
	char day[24];

	if (!asked)
		return;
	json_time(plan->at, day);
	day[10] = '\0';
	str_print(k->out, strcmp(asked->text, "yes") == 0 ? tr("Looked back on %s: the moment came.")
		: tr("Looked back on %s: the moment had not come so far."), day);
	str_add_text(k->out, "\n\n");
}

static void say_line(struct keepsake *k, const char *word, const char *text)
{
	str_print(k->out, "> %s ", word);
	quote_inline(text, k->out);
	str_add_text(k->out, "\n");
}

/* If ... then ..., as it was meant; a line left empty stays away. */
static void say_lines(struct keepsake *k, const struct record *record)
{
	static const struct {
		const char *id, *word;
	} lines[] = { { "cue", TR("If") }, { "action", TR("then") } };

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		for (size_t p = 0; p < record->npicks; p++)
			if (record->picks[p].text && strcmp(record->picks[p].id, lines[i].id) == 0)
				say_line(k, tr(lines[i].word), record->picks[p].text);
}

static void say_plan(struct keepsake *k, const struct page *page, const struct record *record)
{
	if (!keepsake_stands(k->learner, record))
		return;
	if (record_is_shut(record))
		str_print(k->out, "%s\n", locked(k));
	say_lines(k, record);
	str_add_text(k->out, "\n*");
	add_day(k, review_plan_made(k->learner, record)->at);
	say_if_before(k, page, record);
	str_add_text(k->out, "*\n\n");
	say_lookback(k, record);
}

static void say_begun(struct keepsake *k, const struct record *half)
{
	if (record_is_shut(half))
		str_print(k->out, "%s\n", locked(k));
	else if (half->npicks > 0)
		say_lines(k, half);
	else
		quote_lines(half->text, k->out);
	str_add_text(k->out, "\n*");
	str_add_text(k->out, tr("begun, and not finished"));
	str_add_text(k->out, ", ");
	add_day(k, half->at);
	str_add_text(k->out, "*\n\n");
}

static bool is_rating(const struct keepsake *k, const struct record *half)
{
	const struct drafts *ratings = k->from->ratings;

	for (size_t i = 0; ratings && i < ratings->n; i++)
		if (ratings->list[i]->sid == half->sid && ratings->list[i]->seq == half->seq)
			return true;
	return false;
}

/* Half sentences and half ratings; what was only chosen is none to keep. */
static bool is_half(const struct keepsake *k, const struct record *half)
{
	return record_is_half_words(half) || is_rating(k, half);
}

static bool is_of(const struct keepsake *k, const struct record *half, const char *page)
{
	return is_half(k, half) && half->page && strcmp(learner_name(k->learner, half->page), page) == 0;
}

static bool is_begun(const struct keepsake *k, const char *page)
{
	for (size_t i = 0; i < k->from->halves->n; i++)
		if (is_of(k, k->from->halves->list[i], page))
			return true;
	return false;
}

static void say_all_begun(struct keepsake *k, const struct page *page, const char *id)
{
	for (size_t i = 0; i < k->from->halves->n; i++) {
		const struct record *half = k->from->halves->list[i];
		if (!is_of(k, half, id))
			continue;
		if (!is_rating(k, half)) {
			say_begun(k, half);
			continue;
		}
		for (size_t p = 0; p < half->npicks; p++)
			say_rating(k, page, half, p);
		str_add_text(k->out, "\n");
	}
}

/* How the ratings of a page moved: of its own, or of the page it is the pair of. */
struct moving {
	struct keepsake *k;
	const struct page *page;
	bool any;
};

static void say_shift(void *ctx, const char *id, const struct markup *text)
{
	struct moving *m = ctx;
	const char *pair = m->page->kind->pairs ? m->page->kind->pairs(m->page) : NULL;
	struct shift shift;

	if (!belief_shift(m->k->learner, m->page->id, pair, id, &shift))
		return;
	str_add_text(m->k->out, "- ");
	add_markup(m->k, text);
	end_label(m->k);
	str_add_text(m->k->out, ": ");
	scale_tell_way((const int[]){ shift.before, shift.after }, 2, m->k->out);
	str_add_text(m->k->out, "\n");
	m->any = true;
}

static void say_shifts(struct keepsake *k, const struct page *page)
{
	struct moving m = { .k = k, .page = page };

	if (page && page->kind->beliefs)
		page->kind->beliefs(page, say_shift, &m);
	if (m.any)
		str_add(k->out, "\n", 1);
}

/* What a page may hold, in the order of the document. */
static const struct {
	enum record_type type;
	void (*say)(struct keepsake *, const struct page *, const struct record *);
	bool listed; /* rows of a list, so an empty row follows the last */
	const char *called;
} holds[] = {
	{ RECORD_WORDS, say_words, false, TR_IN("in the document", "words I wrote") },
	{ RECORD_PLAN, say_plan, false, TR_IN("in the document", "plans") },
	{ RECORD_ANSWER, say_answer, true, TR_IN("in the document", "answers, with what fits") },
	{ RECORD_BELIEF, say_belief, true, TR_IN("in the document", "how true beliefs sounded") },
};

/* -- One page --------------------------------------------------------------------------------- */

static bool is_known(const struct keepsake *k, const char *id)
{
	for (size_t i = 0; i < k->nknown; i++)
		if (strcmp(k->known[i], id) == 0)
			return true;
	return false;
}

static void know(struct keepsake *k, const char *id)
{
	if (k->nknown == k->room) {
		k->room = k->room ? k->room * 2 : 64;
		k->known = mem_grow(k->known, k->room, sizeof k->known[0]);
	}
	k->known[k->nknown++] = arena_copy(&k->arena, id, strlen(id));
}

static bool holds_any(const struct keepsake *k, const char *id)
{
	return learner_latest(k->learner, RECORD_ANSWER, id) || learner_latest(k->learner, RECORD_BELIEF, id) ||
		learner_standing(k->learner, RECORD_WORDS, id, 0) || learner_standing(k->learner, RECORD_PLAN, id, 0) || is_begun(k, id);
}

/* `page` NULL: it is gone, and only its id is left. */
static void say_page(struct keepsake *k, const struct page *page, const char *id)
{
	id = learner_name(k->learner, id);
	if (is_known(k, id))
		return;
	know(k, id);
	if (!holds_any(k, id))
		return;
	add_heading(k, page, id);
	for (size_t i = 0; i < sizeof holds / sizeof holds[0]; i++) {
		const struct record *record;
		const size_t before = k->out->len;
		size_t n = 0;
		while ((record = learner_nth(k->learner, holds[i].type, id, n)) != NULL) {
			holds[i].say(k, page, record);
			n++;
		}
		if (n && holds[i].listed)
			str_add(k->out, "\n", 1);
		if (k->out->len > before)
			k->held |= 1U << i;
		if (holds[i].type != RECORD_ANSWER || !wants_what_fits(k, page, id))
			continue;
		if (is_being_answered(k, id))
			str_print(k->out, "%s\n\n", tr("This page is open in another window: what fits stands here once you have left it."));
		else
			say_what_fits(k, page);
	}
	say_all_begun(k, page, id);
	say_shifts(k, page);
}

static void say_chapter(struct keepsake *k, const struct chapter *chapter)
{
	k->chapter = chapter;
	k->headed = false;
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		say_page(k, page, page->id);
		for (size_t n = 0; n < page->was.n; n++)
			say_page(k, page, page->was.list[n]);
	}
	k->chapter = NULL;
	k->headed = false;
}

static void say_gone(void *ctx, const struct record *record)
{
	if (record->page)
		say_page(ctx, NULL, record->page);
}

static void say_broken(void *ctx, const struct record *record)
{
	struct keepsake *k = ctx;

	if (record->page && record->chapter && strcmp(record->chapter, k->broken) == 0)
		say_page(k, NULL, record->page);
}

/* All that `say` says of what the learner wrote and answered. */
static void each_kept(struct keepsake *k, void (*say)(void *ctx, const struct record *))
{
	k->headed = false;
	for (size_t i = 0; i < sizeof holds / sizeof holds[0]; i++)
		learner_each(k->learner, holds[i].type, say, k);
	for (size_t i = 0; i < k->from->halves->n; i++)
		if (is_half(k, k->from->halves->list[i]))
			say(k, k->from->halves->list[i]);
}

/* -- The document ----------------------------------------------------------------------------- */

bool keepsake_stands(const struct learner *learner, const struct record *kept)
{
	const struct record *standing = NULL;

	for (size_t n = 0; kept->page && standing != kept; n++)
		if (!(standing = learner_standing(learner, kept->type, kept->page, n)))
			return false;
	return standing == kept;
}

/* From when it is, what there is of, and of which chapters. */
static void say_summary(const struct keepsake *k, struct str *out)
{
	char first[24], last[24];
	const char *between = "";

	json_time(k->first, first);
	json_time(k->last, last);
	first[10] = last[10] = '\0';
	if (k->first > 0 && strcmp(first, last) == 0)
		str_print(out, tr("Written on %s."), first);
	else if (k->first > 0)
		str_print(out, tr("Written from %s to %s."), first, last);
	str_print(out, "%s%s ", k->first > 0 ? " " : "", tr("In it:"));
	for (size_t i = 0; i < sizeof holds / sizeof holds[0]; i++)
		if (k->held >> i & 1) {
			str_print(out, "%s%s", between, tr(holds[i].called));
			between = "; ";
		}
	str_print(out, "%s\n\n%s\n", *between ? "." : tr("what I began."), str_text(&k->titles));
}

static void say_head(const struct keepsake *k, struct str *out)
{
	char today[24];

	json_time(k->from->now, today);
	str_print(out, "# %s\n\n", k->course->title);
	str_print(out, tr("My own answers, ratings and words, exported on %.10s. Whoever can open this file can read it."), today);
	str_print(out, "%s\n\n", k->shut ? tr(" What is locked stands in it without its words.") : "");
}

void keepsake_say(const struct course *course, const struct learner *learner, const struct keepsake_source *from, struct str *out)
{
	struct str body = { 0 };
	struct keepsake k = { .course = course, .learner = learner, .from = from, .out = &body };

	bool *broken = mem_get((course->chapters.n + 1) * sizeof *broken);

	for (size_t i = 0; i < course->chapters.n; i++) {
		struct diags diags = { 0 };
		struct chapter *chapter = shelf_chapter(course, course->chapters.list[i], kinds_all, &diags);
		broken[i] = !chapter;
		if (chapter) {
			say_chapter(&k, chapter);
			chapter_free(chapter);
		}
		diags_release(&diags);
	}
	for (size_t i = 0; i < course->chapters.n; i++) { /* a page may have gone on to a chapter that can be read */
		k.broken = broken[i] ? course->chapters.list[i] : NULL;
		if (k.broken)
			each_kept(&k, say_broken);
	}
	k.broken = NULL;
	each_kept(&k, say_gone);
	mem_free(broken);
	say_head(&k, out);
	if (body.len > 0)
		say_summary(&k, out);
	if (body.len > 0)
		str_add_text(out, str_text(&body));
	else
		str_add_text(out, from->gaps ? tr("Nothing of it can be read now.\n") : tr("Nothing is kept yet.\n"));
	str_release(&body);
	str_release(&k.titles);
	mem_free(k.known);
	arena_release(&k.arena);
}
