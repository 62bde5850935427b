/* SPDX-License-Identifier: MIT
 *
 * estimate: a number is guessed; near or far, it is explained at once, and then done.
 *
 * In the record: one pick, "answer", with the number as it was typed. */
#include "kinds/kind.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

#define TYPED_MOST 60    /* bytes */
#define DIGITS_MOST 15   /* what a double holds exactly */
#define TINY 1e-9        /* 0.1 + 0.2 is near 0.3: how much of a number may be lost */
#define ANSWER_ID "answer"

struct estimate_page {
	double answer, near; /* near: at most this far off, inclusive */
	const char *unit;
	struct markup say_near, say_far;
};

static const struct field estimate_list[] = {
	{.key = "answer", .type = FIELD_NUMBER, .required = true, .at = offsetof(struct estimate_page, answer),
		.says = TR("the number")},
	{.key = "unit", .type = FIELD_PLAIN, .at = offsetof(struct estimate_page, unit),
		.says = TR("what is counted: in 100, years")},
	{.key = "near", .type = FIELD_NUMBER, .required = true, .at = offsetof(struct estimate_page, near),
		.says = TR("how far off still counts as near, up or down, inclusive")},
	{.key = "say-near", .type = FIELD_INLINE, .at = offsetof(struct estimate_page, say_near),
		.says = TR("feedback to a near guess")},
	{.key = "say-far", .type = FIELD_INLINE, .at = offsetof(struct estimate_page, say_far),
		.says = TR("feedback to a guess further off")},
};
static const struct fields estimate_fields = {TR("estimate page"), estimate_list,
	sizeof estimate_list / sizeof *estimate_list,
	sizeof(struct estimate_page)};

struct estimate_state {
	struct edit edit;
	char prompt[320];
};

static const struct estimate_page *own(const struct visit *v)
{
	return v->page->own;
}

static const char *typed(const struct visit *v)
{
	return str_text(&((const struct estimate_state *)v->state)->edit.text);
}

/* --- numbers as people write them --- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits(const char *at)
{
	return strspn(at, "0123456789");
}

/* A comma or a space before exactly three digits parts thousands; any other comma is a decimal point. */
static bool parts_thousands(const char *at)
{
	return (*at == ',' || *at == ' ') && digits(at + 1) == 3;
}

/* The whole part, from its first digit; moves *at past it. */
static double whole_part(const char **at, int *n)
{
	double value = 0;

	while (is_digit(**at) || (*n > 0 && *n <= DIGITS_MOST && parts_thousands(*at))) {
		if (is_digit(**at)) {
			value = value * 10 + (**at - '0');
			++*n;
		}
		++*at;
	}
	return value;
}

static double decimals(const char **at, int *n)
{
	double value = 0, scale = 1;

	if ((**at != '.' && **at != ',') || !is_digit((*at)[1]))
		return 0;
	for (++*at; is_digit(**at); ++*at, ++*n) {
		scale /= 10;
		value += (**at - '0') * scale;
	}
	return value;
}

/* Whether what stands before a number makes it none: the end of a word ("world1", "no.5"). A sign or a currency may stand there. */
static bool is_in_word(const char *text, const char *at)
{
	const char *end = at > text && strchr(".,-", at[-1]) ? at - 1 : at;
	uint32_t last = 0;
	size_t size;

	for (; text < end; text += size)
		last = text_point(text, (size_t)(end - text), &size);
	return text_is_letter(last);
}

/* The one number in a line, whatever words and signs stand around it: "about 65 in", "1,200", "2.5 %", ".5". */
static bool number_in(const char *text, double *out)
{
	const char *at = text + strcspn(text, "0123456789");
	int n = 0;

	if (is_in_word(text, at))
		return false;
	bool is_part = at > text && (at[-1] == '.' || at[-1] == ',');
	at -= is_part;
	bool negative = at > text && at[-1] == '-';
	double value = is_part ? 0 : whole_part(&at, &n);

	value += decimals(&at, &n);
	*out = negative ? -value : value;
	return n > 0 && n <= DIGITS_MOST && at[strcspn(at, "0123456789")] == '\0';
}

/* The unit may have digits of its own ("in 100"): typed after the number, it is no second one. */
static bool guess_of(const struct visit *v, const char *text, double *out)
{
	size_t len = strlen(text), unit = own(v)->unit ? strlen(own(v)->unit) : 0;
	char number[TYPED_MOST + 1];

	if (len > TYPED_MOST)
		return false;
	while (len > 0 && text[len - 1] == ' ')
		len--;
	if (unit > 0 && len > unit && strncmp(text + len - unit, own(v)->unit, unit) == 0)
		len -= unit;
	(void)snprintf(number, sizeof number, "%.*s", (int)len, text);
	return number_in(number, out);
}

static void number_words(const struct visit *v, double number, char *out, size_t size)
{
	const char *unit = own(v)->unit;

	(void)snprintf(out, size, "%.*g%s%s", DIGITS_MOST, number, unit ? " " : "", unit ? unit : "");
}

/* --- the state --- */

static void estimate_begin(struct visit *v)
{
	edit_begin(&((struct estimate_state *)v->state)->edit, true);
}

static void estimate_end(struct visit *v)
{
	edit_release(&((struct estimate_state *)v->state)->edit);
}

static void estimate_restore(struct visit *v, const struct record *r)
{
	struct estimate_state *s = v->state;

	if (r->npicks > 0 && r->picks[0].text)
		edit_set(&s->edit, r->picks[0].text);
}

static int estimate_items(const struct visit *v)
{
	(void)v;
	return 1;
}

static enum acted estimate_key(struct visit *v, struct key key)
{
	struct estimate_state *s = v->state;

	if (!v->writing)
		return ACT_IGNORED;
	if (key.press == PRESS_ENTER)
		return ACT_CHECK;
	return blank_key(v, &s->edit, key, TYPED_MOST);
}

static enum acted estimate_paste(struct visit *v, const char *text, size_t len)
{
	struct estimate_state *s = v->state;

	return blank_paste(v, &s->edit, text, len, TYPED_MOST);
}

static enum visit_where estimate_where(const struct visit *v)
{
	return v->writing ? WHERE_BLANK : WHERE_ASKED;
}

static bool estimate_ready(struct visit *v)
{
	double guess;

	if (guess_of(v, typed(v), &guess))
		return true;
	visit_refuse(v, tr("One number, please, such as 12 or 0.5."));
	return false;
}

static enum verdict estimate_grade(const struct visit *v)
{
	double guess = 0, off, most = own(v)->near;

	(void)guess_of(v, typed(v), &guess);
	off = guess > own(v)->answer ? guess - own(v)->answer : own(v)->answer - guess;
	most += TINY * (own(v)->answer < 0 ? 1 - own(v)->answer : 1 + own(v)->answer);
	return off <= most ? VERDICT_RIGHT : VERDICT_WRONG;
}

/* The guess stays as it was; the feedback says the number. */
static void estimate_reveal(struct visit *v)
{
	(void)v;
}

static bool estimate_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	struct pick *pick = arena_get(arena, sizeof *pick);

	(void)half;
	*pick = (struct pick){.id = ANSWER_ID, .number = -1, .text = arena_copy(arena, typed(v), strlen(typed(v)))};
	r->picks = pick;
	r->npicks = *typed(v) ? 1 : 0;
	return r->npicks > 0;
}

/* --- what there is to see --- */

static void estimate_view(const struct visit *v, struct doc *doc)
{
	struct estimate_state *s = v->state;
	struct str lead = {0};

	if (own(v)->unit)
		str_print(&lead, tr("Your guess (%s): "), own(v)->unit);
	else
		str_add_text(&lead, tr("Your guess: "));
	doc_item(doc, 0);
	doc_lead(doc, str_text(&lead));
	if (v->writing && v->stage != STAGE_SURE)
		edit_say(&s->edit, doc, 1);
	else
		doc_say(doc, STYLE_TEXT, *typed(v) ? typed(v) : "____");
	doc_item(doc, -1);
	str_release(&lead);
}

/* There is no second try to be there at "not yet". In lines a verdict begins with one of three words, whatever the page. */
static const char *first_word(const struct visit *v)
{
	return v->verdict == VERDICT_WRONG && !v->in_lines ? tr("Further off.") : verdict_word(v->verdict);
}

static void estimate_feedback(const struct visit *v, struct doc *doc)
{
	char number[320];

	number_words(v, own(v)->answer, number, sizeof number);
	if (v->verdict == VERDICT_REVEALED) {
		doc_sayf(doc, verdict_style(v->verdict), "%s %s.", verdict_word(v->verdict), number);
		return;
	}
	doc_verdict(doc, verdict_style(v->verdict), first_word(v),
		v->verdict == VERDICT_RIGHT ? &own(v)->say_near : &own(v)->say_far);
	doc_sayf(doc, STYLE_TEXT, tr("You guessed %s. The number is %s."), typed(v), number);
}

/* Plain mode: the number is asked for by the prompt; here is what was typed, where how sure is still to be said. */
static void estimate_say(const struct visit *v, struct doc *doc)
{
	if (v->stage == STAGE_SURE)
		doc_sayf(doc, STYLE_TEXT, tr("You answered: %s"), typed(v));
}

static const char *estimate_prompt(const struct visit *v)
{
	struct estimate_state *s = v->state;

	if (own(v)->unit)
		(void)snprintf(s->prompt, sizeof s->prompt, tr("Your guess (%s; %s, ? help): "), own(v)->unit, visit_offers(v));
	else
		(void)snprintf(s->prompt, sizeof s->prompt, tr("Your guess (a number; %s, ? help): "), visit_offers(v));
	return s->prompt;
}

static enum acted estimate_hear(struct visit *v, const char *line)
{
	struct estimate_state *s = v->state;
	double guess;

	if (visit_is_closed(v))
		return ACT_REFUSED;
	if (!guess_of(v, line, &guess)) {
		visit_refuse(v, tr("Type one number, such as 12 or 0.5, or ? for help."));
		return ACT_REFUSED;
	}
	edit_set(&s->edit, line);
	v->writing = true;
	v->focus = 0;
	return ACT_CHECK;
}

static void check_say(const struct page *page, const struct markup *say, const char *key, struct diags *diags)
{
	if (!markup_is_empty(say) || places_lack(&page->places, say))
		return;
	diag_add(diags, DIAG_NO_SAY, page->at, 1, "page '%s' has no `%s`", page->id ? page->id : "?", key);
	diag_help(diags, "a guess is always explained: say why many guess near, or too high, or too low");
}

static void estimate_check(const struct page *page, struct diags *diags)
{
	const struct estimate_page *o = page->own;

	check_say(page, &o->say_near, "say-near", diags);
	check_say(page, &o->say_far, "say-far", diags);
	if (o->near < 0) {
		diag_add(diags, DIAG_BAD_NUMBER, places_find(&page->places, &o->near, page->at), 1,
			"'near' of page '%s' is below zero", page->id ? page->id : "?");
		diag_help(diags, "it is a distance: 5 means up to 5 more and up to 5 less");
	}
}

static void estimate_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *),
	void *ctx)
{
	const struct estimate_page *o = page->own;

	each(ctx, &o->say_near, NULL);
	each(ctx, &o->say_far, NULL);
}

const struct kind kind_estimate = {
	.form = {.name = "estimate", .fields = &estimate_fields, .graded = true, .asks = true, .check = estimate_check,
		.texts = estimate_texts, .says = TR("a number is guessed; near or far, it is explained")},
	.state_size = sizeof(struct estimate_state),
	.writes = true,
	.once = true,
	.begin = estimate_begin,
	.end = estimate_end,
	.restore = estimate_restore,
	.items = estimate_items,
	.key = estimate_key,
	.paste = estimate_paste,
	.where = estimate_where,
	.ready = estimate_ready,
	.grade = estimate_grade,
	.reveal = estimate_reveal,
	.fill = estimate_fill,
	.view = estimate_view,
	.feedback = estimate_feedback,
	.say = estimate_say,
	.prompt = estimate_prompt,
	.hear = estimate_hear,
};
