/* SPDX-License-Identifier: MIT */
#include "cmd/wording.h"

#include <string.h>
#include "base/mem.h"
#include "course/field.h"
#include "course/form.h"

static const void *at_offset(const void *base, size_t offset)
{
	return (const char *)base + offset;
}

/* Parts are known by one of these words, what they are put to by the last. */
static const char *const names[] = { "text", "title", "left", NULL };
static const char *const targets[] = { "right", "text", NULL };

static const struct markup *words_of_part(const struct fields *of, const void *part, const char *const *keys)
{
	for (; *keys; keys++) {
		const struct field *field = fields_find(of, *keys);
		if (field && field->type == FIELD_INLINE)
			return at_offset(part, field->at);
	}
	return NULL;
}

/* An id that was not given is made of the words. */
static bool is_called(const struct fields *of, const void *part, const char *id)
{
	const struct field *field = fields_find(of, "id");
	const char *const *given = field ? at_offset(part, field->at) : NULL;
	const struct markup *words = words_of_part(of, part, names);
	struct arena arena = { 0 };
	struct str plain = { 0 };

	if (!given || *given || !words)
		return given && *given && strcmp(*given, id) == 0;
	markup_plain(words, &plain);
	bool is = strcmp(id_slug(&arena, str_text(&plain)), id) == 0;
	str_release(&plain);
	arena_release(&arena);
	return is;
}

static const struct markup *words_in(const struct field *list, const void *own, const char *id, const char *const *keys);

/* Where parts hold parts (a scene its choices), the inner ones are what can be picked. */
static const struct markup *words_within(
	const struct fields *of, const void *part, const char *id, const char *const *keys, bool *holds)
{
	for (size_t i = 0; i < of->n; i++) {
		if (of->list[i].type != FIELD_PARTS)
			continue;
		*holds = true;
		const struct markup *text = words_in(&of->list[i], part, id, keys);
		if (text)
			return text;
	}
	return NULL;
}

static const struct markup *words_in(const struct field *list, const void *own, const char *id, const char *const *keys)
{
	const struct parts *parts = at_offset(own, list->at);

	for (size_t i = 0; i < parts->n; i++) {
		const void *part = at_offset(parts->list, i * list->of->size);
		bool holds = false;
		const struct markup *text = words_within(list->of, part, id, keys, &holds);
		if (text)
			return text;
		if (!holds && is_called(list->of, part, id))
			return words_of_part(list->of, part, keys);
	}
	return NULL;
}

static const struct markup *words_by(const struct page *page, size_t field, const char *id, const char *const *keys)
{
	const struct field *list = &page->kind->fields->list[field];

	return list->type == FIELD_PARTS ? words_in(list, page->own, id, keys) : NULL;
}

/* Where there are two lists, the second is put into the first: cards into bins. */
const struct markup *wording_of(const struct page *page, const char *id)
{
	const struct fields *fields = page ? page->kind->fields : NULL;
	const struct markup *text = NULL;

	for (size_t i = fields ? fields->n : 0; i > 0 && !text; i--)
		text = words_by(page, i - 1, id, names);
	return text;
}

const struct markup *wording_of_target(const struct page *page, const char *id)
{
	const struct fields *fields = page ? page->kind->fields : NULL;
	const struct markup *text = NULL;

	for (size_t i = 0; fields && i < fields->n && !text; i++)
		text = words_by(page, i, id, targets);
	return text;
}

const struct markup *wording_claim(const struct page *page)
{
	const struct field *claim = page ? fields_find(page->kind->fields, "claim") : NULL;

	return claim && claim->type == FIELD_INLINE ? at_offset(page->own, claim->at) : NULL;
}

const struct markup *wording_question(const struct page *page)
{
	return markup_is_empty(&page->ask) ? wording_claim(page) : &page->ask;
}

bool wording_has_blanks(const struct page *page)
{
	const struct field *blanks = page ? fields_find(page->kind->fields, "blanks") : NULL;

	return blanks && blanks->type == FIELD_MAPPED;
}

void wording_filled(struct str *out, const char *text, const char *(*typed)(void *ctx, const char *name, size_t len), void *ctx)
{
	for (const char *open; (open = strchr(text, '{')) != NULL && strchr(open, '}'); text = strchr(open, '}') + 1) {
		str_add(out, text, (size_t)(open - text));
		str_add_text(out, typed(ctx, open + 1, strcspn(open + 1, "}")));
	}
	str_add_text(out, text);
}

bool wording_is_number(const struct page *page, const char **unit)
{
	const struct fields *fields = page ? page->kind->fields : NULL;
	const struct field *answer = fields_find(fields, "answer"), *of = fields_find(fields, "unit");

	*unit = of && of->type == FIELD_PLAIN ? *(const char *const *)at_offset(page->own, of->at) : NULL;
	return answer && answer->type == FIELD_NUMBER;
}

double wording_number(const struct page *page)
{
	return *(const double *)at_offset(page->own, fields_find(page->kind->fields, "answer")->at);
}

static bool is_right(const struct fields *of, const void *part)
{
	const struct field *right = fields_find(of, "right");

	return right && right->type == FIELD_FLAG && *(const enum flag *)at_offset(part, right->at) == FLAG_YES;
}

const struct markup *wording_right(const struct page *page, size_t n)
{
	const struct fields *fields = page->kind->fields;

	for (size_t i = 0; fields && i < fields->n; i++) {
		const struct field *list = &fields->list[i];
		const struct parts *parts = at_offset(page->own, list->at);

		for (size_t part = 0; list->type == FIELD_PARTS && part < parts->n; part++) {
			const void *at = at_offset(parts->list, part * list->of->size);
			if (is_right(list->of, at) && n-- == 0)
				return words_of_part(list->of, at, names);
		}
	}
	return NULL;
}
