/* SPDX-License-Identifier: MIT */
#include "kinds/kind.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/tr.h"

/* A page's kind_form is the head of its kind. */
static_assert(offsetof(struct kind, form) == 0, "a kind begins with its form");

const struct kind_form *const kinds_all[] = {
#define X(name) &kind_##name.form,
	KINDS(X)
#undef X
	NULL
};

const struct kind *kind_of(const struct page *page)
{
	return (const struct kind *)(const void *)page->kind;
}

/* --- verdicts --- */

static const struct {
	const char *word;
	enum style style;
} verdicts[] = {
	[VERDICT_NONE] = {"", STYLE_TEXT},
	[VERDICT_RIGHT] = {TR("Correct."), STYLE_RIGHT},
	[VERDICT_PARTLY] = {TR("Partly."), STYLE_PARTLY},
	[VERDICT_WRONG] = {TR("Not yet."), STYLE_NOT_YET},
	[VERDICT_REVEALED] = {TR("The answer:"), STYLE_STRONG},
};

const char *verdict_word(enum verdict verdict)
{
	return tr(verdicts[verdict].word);
}

enum style verdict_style(enum verdict verdict)
{
	return verdicts[verdict].style;
}

void visit_refuse(struct visit *v, const char *words)
{
	(void)snprintf(v->message, sizeof v->message, "%s", words);
}

/* --- shuffling --- */

/* SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* FNV-1a: the page's id and rev are mixed into the seed, so that pages differ and an order lasts. */
static uint64_t seed_of(const struct visit *v)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (const char *c = v->page->id; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
	return v->seed ^ hash ^ ((uint64_t)v->page->rev << 32);
}

void visit_shuffle(const struct visit *v, size_t n, unsigned char *shown)
{
	uint64_t state = seed_of(v);

	assert(n <= 255);
	for (size_t i = 0; i < n; i++)
		shown[i] = (unsigned char)i;
	if (v->page->fixed == FLAG_YES)
		return;
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)(next_random(&state) % i);
		unsigned char kept = shown[i - 1];

		shown[i - 1] = shown[j];
		shown[j] = kept;
	}
}

/* --- hearing numbers --- */

static bool hear_one(const char **at, size_t n, unsigned char *picked)
{
	size_t value = 0;

	if (**at >= 'a' && **at <= 'z' && (size_t)(**at - 'a') < n) {
		*picked = (unsigned char)(*(*at)++ - 'a');
		return true;
	}
	while (**at >= '0' && **at <= '9' && value <= n)
		value = value * 10 + (size_t)(*(*at)++ - '0');
	if (value < 1 || value > n)
		return false;
	*picked = (unsigned char)(value - 1);
	return true;
}

bool visit_hear_numbers(const char *line, size_t n, unsigned char *picked, size_t *npicked)
{
	*npicked = 0;
	for (line += strspn(line, " ,;\t"); *line; line += strspn(line, " ,;\t")) {
		if (*npicked == n || !hear_one(&line, n, &picked[*npicked]))
			return false;
		if (*line && !strchr(" ,;\t", *line))
			return false;
		(*npicked)++;
	}
	return *npicked > 0;
}

/* --- options --- */

static const struct field option_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct option, id), .says = "unique on the page; kept in the record"},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct option, text), .says = "what can be chosen"},
	{.key = "right", .type = FIELD_FLAG, .at = offsetof(struct option, right), .says = "true for what fits"},
	{.key = "say", .type = FIELD_INLINE, .at = offsetof(struct option, say), .says = "feedback: why it tempts, what is truer"},
	{.key = "myth", .type = FIELD_ID, .at = offsetof(struct option, myth), .says = "the misconception it stands for"},
};

const struct fields option_fields = {"option", option_list, sizeof option_list / sizeof *option_list, sizeof(struct option)};

static size_t plain_length(const struct markup *text)
{
	struct str plain = {0};
	size_t cells;

	markup_plain(text, &plain);
	cells = text_cells(str_text(&plain), plain.len);
	str_release(&plain);
	return cells;
}

static void check_ids(const struct option *o, size_t n, struct diags *diags)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (o[i].id && o[j].id && strcmp(o[i].id, o[j].id) == 0) {
				diag_add(diags, DIAG_DUPLICATE_ID, o[i].at, 1, "option id '%s' is used twice on this page", o[i].id);
				diag_help(diags, "an option's id stands in the learner's record: give each its own");
				break;
			}
}

static void check_says(const struct option *o, size_t n, struct diags *diags)
{
	for (size_t i = 0; i < n; i++)
		if (markup_is_empty(&o[i].say)) {
			diag_add(diags, DIAG_NO_SAY, o[i].at, 1, "option '%s' has no `say`", o[i].id ? o[i].id : "?");
			diag_help(diags, "add `say:` with why it tempts and what is truer; right options have one too");
		}
}

static void check_longest(const struct option *o, size_t n, struct diags *diags)
{
	size_t longest = 0, wrong = 0;
	struct place at = {0, 0};

	for (size_t i = 0; i < n; i++) {
		size_t cells = plain_length(&o[i].text);

		if (o[i].right != FLAG_YES && cells > wrong)
			wrong = cells;
		if (o[i].right == FLAG_YES && cells > longest) {
			longest = cells;
			at = o[i].at;
		}
	}
	if (longest > wrong && wrong > 0) {
		diag_add(diags, DIAG_LONGEST_RIGHT, at, 1, "the right option is the longest");
		diag_help(diags, "readers learn to pick the longest: make a wrong one as long");
	}
}

void options_check(const struct page *page, const struct parts *options, bool several, struct diags *diags)
{
	const struct option *o = options->list;
	size_t right = 0;

	for (size_t i = 0; i < options->n; i++)
		right += o[i].right == FLAG_YES;
	check_ids(o, options->n, diags);
	check_says(o, options->n, diags);
	if (right == 0) {
		diag_add(diags, DIAG_NO_RIGHT, page->at, 1, "page '%s' has no right option", page->id);
		diag_help(diags, "mark what fits with `right: true`");
	} else if (!several && right > 1) {
		diag_add(diags, DIAG_RIGHT_COUNT, page->at, 1, "page '%s' is a choice with %zu right options", page->id, right);
		diag_help(diags, "use `kind: multi` where several fit");
	} else if (!several) {
		check_longest(o, options->n, diags);
	}
}

void options_texts(const struct parts *options, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct option *o = options->list;

	for (size_t i = 0; i < options->n; i++) {
		each(ctx, &o[i].text, o[i].myth);
		each(ctx, &o[i].say, NULL);
	}
}
