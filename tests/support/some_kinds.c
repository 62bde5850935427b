/* SPDX-License-Identifier: MIT */
#include "support/some_kinds.h"

#include <string.h>
#include "course/check.h"

#define FIELDS(table, name, type)                                                                        \
	{                                                                                                \
		.what = name, .list = table, .n = sizeof(table) / sizeof(table)[0], .size = sizeof(type) \
	}

/* -- read, pause: no keys of their own -------------------------------------------------------- */

struct some_nothing {
	char none;
};

static const struct fields nothing = { .what = "page", .list = NULL, .n = 0, .size = sizeof(struct some_nothing) };

static const struct kind_form some_read = { .name = "read", .fields = &nothing, .says = "reads" };
static const struct kind_form some_pause = { .name = "pause", .fields = &nothing, .says = "rests" };

/* -- choice ----------------------------------------------------------------------------------- */

static const struct field option_list[] = {
	{ .key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct some_option, id) },
	{ .key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct some_option, text) },
	{ .key = "say", .type = FIELD_INLINE, .at = offsetof(struct some_option, say) },
	{ .key = "right", .type = FIELD_FLAG, .at = offsetof(struct some_option, right) },
	{ .key = "myth", .type = FIELD_ID, .at = offsetof(struct some_option, myth) },
};
static const struct fields option = FIELDS(option_list, "option", struct some_option);
static const struct field choice_list[] = {
	{ .key = "options",
		.type = FIELD_PARTS,
		.required = true,
		.at = offsetof(struct some_choice, options),
		.of = &option,
		.most = 6 },
};
static const struct fields choice = FIELDS(choice_list, "choice", struct some_choice);

static void choice_check(const struct page *page, struct diags *diags)
{
	const struct some_choice *own = page->own;
	unsigned right = 0;

	for (size_t i = 0; i < own->options.n; i++) {
		const struct some_option *one = (const struct some_option *)own->options.list + i;
		right += one->right == FLAG_YES;
		if (markup_is_empty(&one->say))
			diag_add(diags, DIAG_NO_SAY, one->at, 1, "option '%s' has no 'say'", one->id);
	}
	if (right == 0)
		diag_add(diags, DIAG_NO_RIGHT, page->at, 1, "no option is right");
	if (right > 1)
		diag_add(diags, DIAG_RIGHT_COUNT, page->at, 1, "%u options are right", right);
}

static void choice_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct some_choice *own = page->own;

	for (size_t i = 0; i < own->options.n; i++) {
		const struct some_option *one = (const struct some_option *)own->options.list + i;
		each(ctx, &one->text, one->myth);
		each(ctx, &one->say, NULL);
	}
}

static const struct kind_form some_choice = { .name = "choice",
	.fields = &choice,
	.graded = true,
	.asks = true,
	.confident = true,
	.says = "picks one",
	.check = choice_check,
	.texts = choice_texts };
static const struct kind_form some_multi = { .name = "multi",
	.fields = &choice,
	.graded = true,
	.asks = true,
	.says = "picks all that fit",
	.texts = choice_texts };

/* -- reflect ---------------------------------------------------------------------------------- */

struct some_reflect {
	struct words starters;
};

static const struct field reflect_list[] = {
	{ .key = "starters", .type = FIELD_WORDS, .at = offsetof(struct some_reflect, starters) },
};
static const struct fields reflect = FIELDS(reflect_list, "reflect", struct some_reflect);
static const struct kind_form some_reflect = {
	.name = "reflect", .fields = &reflect, .is_private = true, .asks = true, .reflects = true, .says = "writes"
};

/* -- rate ------------------------------------------------------------------------------------- */

struct some_statement {
	struct place at;
	const char *id;
	struct markup text;
};

struct some_rate {
	struct parts statements; /* of struct some_statement */
	const char *low, *high;
	const char *pair;
};

static const struct field statement_list[] = {
	{ .key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct some_statement, id) },
	{ .key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct some_statement, text) },
};
static const struct fields statement = FIELDS(statement_list, "statement", struct some_statement);
static const struct field rate_list[] = {
	{ .key = "statements",
		.type = FIELD_PARTS,
		.required = true,
		.at = offsetof(struct some_rate, statements),
		.of = &statement },
	{ .key = "low", .type = FIELD_PLAIN, .at = offsetof(struct some_rate, low) },
	{ .key = "high", .type = FIELD_PLAIN, .at = offsetof(struct some_rate, high) },
	{ .key = "pair", .type = FIELD_ID, .at = offsetof(struct some_rate, pair) },
};
static const struct fields rate = FIELDS(rate_list, "rate", struct some_rate);

static void rate_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct some_rate *own = page->own;

	for (size_t i = 0; i < own->statements.n; i++)
		each(ctx, &((const struct some_statement *)own->statements.list)[i].text, NULL);
}

static void rate_links(const struct page *page, void (*each)(void *, const char *, struct place), void *ctx)
{
	const struct some_rate *own = page->own;

	if (own->pair)
		each(ctx, own->pair, page->at);
}

static const struct kind_form some_rate = {
	.name = "rate", .fields = &rate, .is_private = true, .says = "rates", .texts = rate_texts, .links = rate_links
};

/* -- myth ------------------------------------------------------------------------------------- */

struct some_myth {
	struct markup claim;
	const char *myth;
};

static const struct field myth_list[] = {
	{ .key = "claim", .type = FIELD_INLINE, .required = true, .at = offsetof(struct some_myth, claim) },
	{ .key = "myth", .type = FIELD_ID, .at = offsetof(struct some_myth, myth) },
};
static const struct fields myth = FIELDS(myth_list, "myth page", struct some_myth);

static void myth_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct some_myth *own = page->own;
	each(ctx, &own->claim, own->myth);
}

static const struct kind_form some_myth = {
	.name = "myth", .fields = &myth, .is_private = true, .says = "rates belief", .texts = myth_texts
};

/* -- recap ------------------------------------------------------------------------------------ */

struct some_recap {
	struct markups points;
	struct words words, terms;
};

static const struct field recap_list[] = {
	{ .key = "points", .type = FIELD_INLINES, .required = true, .at = offsetof(struct some_recap, points) },
	{ .key = "words", .type = FIELD_IDS, .at = offsetof(struct some_recap, words) },
	{ .key = "terms", .type = FIELD_WORDS, .at = offsetof(struct some_recap, terms) },
};
static const struct fields recap = FIELDS(recap_list, "recap", struct some_recap);

static void recap_links(const struct page *page, void (*each)(void *, const char *, struct place), void *ctx)
{
	const struct some_recap *own = page->own;

	for (size_t i = 0; i < own->words.n; i++)
		each(ctx, own->words.list[i], own->words.at[i]);
}

static const struct kind_form some_recap = {
	.name = "recap", .fields = &recap, .says = "looks back", .links = recap_links
};

/* -- fill, estimate: maps of maps, numbers ---------------------------------------------------- */

struct some_blank {
	struct place at;
	const char *name;
	struct words accept;
};

struct some_fill {
	struct parts blanks; /* of struct some_blank */
};

static const struct field blank_list[] = {
	{ .key = "accept", .type = FIELD_WORDS, .required = true, .at = offsetof(struct some_blank, accept) },
};
static const struct fields blank = FIELDS(blank_list, "blank", struct some_blank);
static const struct field fill_list[] = {
	{ .key = "blanks",
		.type = FIELD_MAPPED,
		.required = true,
		.at = offsetof(struct some_fill, blanks),
		.of = &blank },
};
static const struct fields fill = FIELDS(fill_list, "fill", struct some_fill);
static const struct kind_form some_fill = {
	.name = "fill", .fields = &fill, .graded = true, .asks = true, .says = "types words"
};

struct some_estimate {
	double answer, near;
};

static const struct field estimate_list[] = {
	{ .key = "answer", .type = FIELD_NUMBER, .required = true, .at = offsetof(struct some_estimate, answer) },
	{ .key = "near", .type = FIELD_NUMBER, .at = offsetof(struct some_estimate, near) },
};
static const struct fields estimate = FIELDS(estimate_list, "estimate", struct some_estimate);
static const struct kind_form some_estimate = {
	.name = "estimate", .fields = &estimate, .graded = true, .asks = true, .says = "guesses"
};

const struct kind_form *const some_kinds[] = {
	&some_read,
	&some_choice,
	&some_multi,
	&some_fill,
	&some_estimate,
	&some_myth,
	&some_rate,
	&some_reflect,
	&some_recap,
	&some_pause,
	NULL,
};
