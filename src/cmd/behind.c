/* SPDX-License-Identifier: MIT */
#include "cmd/behind.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/tr.h"
#include "view/doc.h"

#define STEP 2 /* cells a part of a part is set in */

/* One thing the page says. */
struct piece {
	struct place at;
	size_t index; /* as it was found: of two at one place the first stays first */
	unsigned depth;
	const char *lead;
	const struct markup *text; /* or NULL: */
	const char *plain;
	bool is_head; /* of a part: its lead may be long, so nothing hangs under its end */
	bool apart;   /* an empty row before it */
};

struct behind {
	const struct page *page;          /* NULL: of a chapter */
	const struct behind_paper *paper; /* NULL: with ids */
	struct arena arena;
	struct piece *list;
	size_t n, room;
};

static void walk(struct behind *, const struct fields *, const void *base, unsigned depth, const struct field *said);

/* -- What is in a struct ---------------------------------------------------------------------- */

static const void *in(const void *base, const struct field *field)
{
	return (const char *)base + field->at;
}

static struct place place_of(const struct markup *text, struct place otherwise)
{
	return text->nblocks && text->blocks[0].nspans ? text->blocks[0].spans[0].at : otherwise;
}

static void add(struct behind *behind, struct piece piece)
{
	if (behind->n == behind->room) {
		behind->room = behind->room ? behind->room * 2 : 64;
		behind->list = mem_grow(behind->list, behind->room, sizeof behind->list[0]);
	}
	piece.index = behind->n;
	behind->list[behind->n++] = piece;
}

static void add_text(struct behind *behind, unsigned depth, const char *lead, const struct markup *text)
{
	if (!markup_is_empty(text))
		add(behind, (struct piece){ .at = place_of(text, (struct place){ 0 }), .depth = depth, .lead = lead, .text = text });
}

/* What readers of handouts call the keys; the others are called by their own names. */
static const char *lead_of(struct behind *behind, const struct field *field)
{
	static const struct {
		const char *key, *lead;
	} leads[] = {
		{ "hints", TR("Hint: ") },
		{ "explain", TR("In the end: ") },
		{ "steps", "- " },
		{ "points", "- " },
	};

	for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
		if (strcmp(leads[i].key, field->key) == 0)
			return tr(leads[i].lead);
	return arena_print(&behind->arena, "%s: ", field->key);
}

/* -- What an id stands for, on paper ---------------------------------------------------------- */

static const struct field *name_of(const struct fields *);
static const char *id_of(const struct field *list, const void *part);

/* Parts that have parts of their own are long: they have numbers, and are referred to by these. */
static bool is_numbered(const struct field *list)
{
	for (size_t i = 0; i < list->of->n; i++)
		if (list->of->list[i].type == FIELD_PARTS)
			return true;
	return false;
}

static void say_part(const struct field *list, const void *part, size_t number, struct str *out)
{
	const struct field *name = name_of(list->of);

	if (is_numbered(list))
		str_print(out, "%s %zu", tr(list->of->what), number);
	else if (name && name->type == FIELD_INLINE)
		markup_plain(in(part, name), out);
}

/* A part of the page by its id; nothing where that is something else. */
static void say_named(const struct behind *behind, const char *id, struct str *out)
{
	const struct fields *own = behind->page ? behind->page->kind->fields : NULL;

	for (size_t i = 0; own && id && i < own->n; i++) {
		const struct field *list = &own->list[i];
		const struct parts *parts = in(behind->page->own, list);

		if (list->type != FIELD_PARTS)
			continue;
		for (size_t p = 0; p < parts->n; p++) {
			const void *part = (const char *)parts->list + p * list->of->size;
			const char *is = id_of(list, part);
			if (is && strcmp(is, id) == 0)
				say_part(list, part, p + 1, out);
		}
	}
}

static void say_all_named(const struct behind *behind, const char *const *ids, size_t n, struct str *out)
{
	for (size_t i = 0; i < n; i++) {
		struct str name = { 0 };
		say_named(behind, ids[i], &name);
		if (name.len)
			str_print(out, "%s%s", out->len ? ", " : "", str_text(&name));
		str_release(&name);
	}
}

static const struct source *source_of(const struct behind *behind, const char *id)
{
	const struct side_file *sources = behind->paper->sources;
	const struct source *list = sources ? sources->list.list : NULL;

	for (size_t i = 0; sources && i < sources->list.n; i++)
		if (strcmp(list[i].id, id) == 0)
			return &list[i];
	return NULL;
}

/* -- Values without markup -------------------------------------------------------------------- */

static void say_words(const struct words *words, struct str *out)
{
	for (size_t i = 0; i < words->n; i++)
		str_print(out, "%s%s", i ? ", " : "", words->list[i]);
}

/* True for what is an id or several: said as what it stands for, or not at all. */
static bool say_without_id(const struct behind *behind, const struct field *field, const void *at, struct str *out)
{
	const struct words *words = at;

	if (field->type == FIELD_ID)
		say_all_named(behind, at, 1, out);
	else if (field->type == FIELD_IDS)
		say_all_named(behind, words->list, words->n, out);
	return field->type == FIELD_ID || field->type == FIELD_IDS || field->type == FIELD_TOPICS;
}

/* The value of a field as one text; nothing where it was not given, or has texts of its own. */
static void say_value(const struct behind *behind, const struct field *field, const void *at, struct str *out)
{
	if (behind->paper && say_without_id(behind, field, at, out))
		return;
	switch (field->type) {
	case FIELD_ID:
	case FIELD_PLAIN:
	case FIELD_DATE:
		str_add_text(out, *(const char *const *)at ? *(const char *const *)at : "");
		break;
	case FIELD_IDS:
	case FIELD_TOPICS:
	case FIELD_WORDS: say_words(at, out); break;
	case FIELD_COUNT:
		if (*(const unsigned *)at)
			str_print(out, "%u", *(const unsigned *)at);
		break;
	case FIELD_NUMBER: str_print(out, "%.15g", *(const double *)at); break;
	case FIELD_WORD:
		if (*(const int *)at)
			str_add_text(out, field->words[*(const int *)at - 1]);
		break;
	case FIELD_FLAG:
	case FIELD_VERBATIM:
	case FIELD_INLINE:
	case FIELD_BLOCK:
	case FIELD_INLINES:
	case FIELD_PART:
	case FIELD_PARTS:
	case FIELD_MAPPED:
	case FIELD_WORDED:
	case FIELD_BY_HAND: break;
	}
}

/* What stands in brackets after the name of a part: "right", "bin close", "goto table". */
static void say_facts(const struct behind *behind, const struct fields *fields, const void *part, const struct field *but, struct str *out)
{
	for (size_t i = 0; i < fields->n; i++) {
		const struct field *field = &fields->list[i];
		struct str value = { 0 };

		if (field == but || strcmp(field->key, "id") == 0)
			continue;
		bool flagged = field->type == FIELD_FLAG && *(const enum flag *)in(part, field) == FLAG_YES;
		say_value(behind, field, in(part, field), &value);
		if (flagged || value.len)
			str_print(out, "%s%s%s%s", out->len ? "; " : "", field->key, value.len ? " " : "",
				str_text(&value));
		str_release(&value);
	}
}

/* -- Parts ------------------------------------------------------------------------------------ */

/* The field a part is known by: the first that is read as words. */
static const struct field *name_of(const struct fields *fields)
{
	for (size_t i = 0; i < fields->n; i++)
		if (fields->list[i].type == FIELD_INLINE ||
			(fields->list[i].type == FIELD_PLAIN && strcmp(fields->list[i].key, "title") == 0))
			return &fields->list[i];
	return NULL;
}

/* The key of an entry of a map, or the id of a part: both are a text; NULL where it was left out. */
static const char *id_of(const struct field *list, const void *part)
{
	if (list->type == FIELD_MAPPED)
		return *(const char *const *)(const void *)((const char *)part + sizeof(struct place));
	for (size_t i = 0; i < list->of->n; i++)
		if (strcmp(list->of->list[i].key, "id") == 0)
			return *(const char *const *)in(part, &list->of->list[i]);
	return NULL;
}

/* What tells it from its like: its id, or on paper a number where it needs one. */
static const char *mark_of(struct behind *behind, const struct field *list, const void *part, size_t number)
{
	if (!behind->paper)
		return id_of(list, part);
	return is_numbered(list) ? arena_print(&behind->arena, "%zu", number) : NULL;
}

static void walk_part(struct behind *behind, const struct field *list, const void *part, size_t number, unsigned depth)
{
	const struct field *name = name_of(list->of);
	const char *id = mark_of(behind, list, part, number);
	struct str facts = { 0 };

	say_facts(behind, list->of, part, name, &facts);
	struct piece head = { .at = *(const struct place *)part, .depth = depth, .is_head = true };
	head.lead = arena_print(&behind->arena, "%s%s%s%s%s%s%s", tr(list->of->what), id ? " " : "", id ? id : "",
		facts.len ? " (" : "", str_text(&facts), facts.len ? ")" : "", name ? ":" : "");
	if (name && name->type == FIELD_INLINE)
		head.text = in(part, name);
	else
		head.plain = name ? *(const char *const *)in(part, name) : NULL;
	add(behind, head);
	walk(behind, list->of, part, depth + 1, name);
	str_release(&facts);
}

static void walk_worded(struct behind *behind, const struct field *field, const struct parts *parts, unsigned depth)
{
	const struct worded *list = parts->list;

	for (size_t i = 0; i < parts->n; i++)
		add(behind, (struct piece){ .at = list[i].at, .depth = depth, .text = &list[i].text,
			.lead = arena_print(&behind->arena, "%s %s: ", field->key, list[i].word) });
}

/* `said`: the field of this struct that its head says. */
static void walk(struct behind *behind, const struct fields *fields, const void *base, unsigned depth,
	const struct field *said)
{
	for (size_t i = 0; i < fields->n; i++) {
		const struct field *field = &fields->list[i];
		const struct markups *texts = in(base, field);
		const struct parts *parts = in(base, field);

		if (field == said)
			continue;
		if (field->type == FIELD_INLINE || field->type == FIELD_BLOCK)
			add_text(behind, depth, lead_of(behind, field), in(base, field));
		else if (field->type == FIELD_INLINES)
			for (size_t t = 0; t < texts->n; t++)
				add_text(behind, depth, lead_of(behind, field), &texts->list[t]);
		else if (field->type == FIELD_WORDED)
			walk_worded(behind, field, parts, depth);
		else if (field->type == FIELD_PARTS || field->type == FIELD_MAPPED)
			for (size_t p = 0; p < parts->n; p++)
				walk_part(behind, field, (const char *)parts->list + p * field->of->size, p + 1, depth);
	}
}

/* -- The page --------------------------------------------------------------------------------- */

/* The values of the kind's own that are no texts: they have no place, and come first. */
static void walk_values(struct behind *behind, const struct page *page)
{
	const struct fields *own = page->kind->fields;

	for (size_t i = 0; i < own->n; i++) {
		struct str value = { 0 };
		say_value(behind, &own->list[i], in(page->own, &own->list[i]), &value);
		if (value.len)
			add(behind, (struct piece){ .lead = lead_of(behind, &own->list[i]),
				.plain = arena_copy(&behind->arena, value.at, value.len) });
		str_release(&value);
	}
}

static void add_plain(struct behind *behind, struct place at, const char *lead, const char *plain)
{
	if (plain && *plain)
		add(behind, (struct piece){ .at = at, .lead = lead, .plain = plain });
}

static void add_words(struct behind *behind, const char *lead, const struct words *words)
{
	struct str value = { 0 };

	say_words(words, &value);
	if (value.len)
		add_plain(behind, words->at[0], lead, arena_copy(&behind->arena, value.at, value.len));
	str_release(&value);
}

static void add_note(struct behind *behind, const struct note *note)
{
	if (!note)
		return;
	add_plain(behind, note->at, tr("note: "), note->about);
	if (!behind->paper)
		add_plain(behind, note->at, tr("skip-to: "), note->skip_to);
}

static void add_sources(struct behind *behind, const struct words *sources)
{
	for (size_t i = 0; i < sources->n; i++) {
		const struct source *source = source_of(behind, sources->list[i]);
		if (source)
			add_plain(behind, sources->at[i], tr("Source: "), source->cite);
	}
}

/* Where a claim comes from, and which topics it is about: these are the author's names for what the course is to hold. */
static void add_references(struct behind *behind, const struct page *page)
{
	if (behind->paper) {
		add_sources(behind, &page->sources);
		return;
	}
	add_words(behind, tr("topics: "), &page->topics);
	add_words(behind, tr("sources: "), &page->sources);
}

/* A page about a claim shows its text only once the claim was rated. */
static bool text_comes_later(const struct page *page)
{
	const struct fields *own = page->kind->fields;

	for (size_t i = 0; i < own->n; i++)
		if (strcmp(own->list[i].key, "claim") == 0)
			return true;
	return false;
}

static int by_place(const void *a, const void *b)
{
	const struct piece *one = a, *other = b;

	if (one->at.line != other->at.line)
		return one->at.line < other->at.line ? -1 : 1;
	if (one->at.column != other->at.column)
		return one->at.column < other->at.column ? -1 : 1;
	return one->index < other->index ? -1 : one->index > other->index;
}

static void say_piece(const struct piece *piece, struct doc *doc)
{
	doc->indent = piece->depth * STEP;
	if (piece->apart)
		doc_gap(doc);
	if (piece->is_head && !piece->plain) {
		doc_verdict(doc, STYLE_TEXT, piece->lead, piece->text);
		return;
	}
	doc_lead(doc, piece->is_head ? arena_print(&doc->arena, "%s ", piece->lead) : piece->lead);
	if (piece->text)
		doc_markup(doc, STYLE_TEXT, piece->text);
	else
		doc_say(doc, STYLE_TEXT, piece->plain ? piece->plain : "");
}

static void say_behind(struct behind *behind, unsigned measure, struct str *out)
{
	struct doc doc = { 0 };

	if (behind->n)
		qsort(behind->list, behind->n, sizeof behind->list[0], by_place);
	doc_begin(&doc, measure);
	for (size_t i = 0; i < behind->n; i++)
		say_piece(&behind->list[i], &doc);
	if (doc.nrows)
		str_add(out, "\n", 1);
	doc_lines(&doc, out);
	doc_release(&doc);
	mem_free(behind->list);
	arena_release(&behind->arena);
}

void behind_say(const struct page *page, unsigned measure, const struct behind_paper *paper, struct str *out)
{
	struct behind behind = { .page = page, .paper = paper };

	walk_values(&behind, page);
	add_note(&behind, page->note);
	add_references(&behind, page);
	walk(&behind, page->kind->fields, page->own, 0, NULL);
	walk(&behind, &graded_fields, page, 0, NULL);
	if (text_comes_later(page))
		add_text(&behind, 0, "text: ", &page->text);
	if (paper && !markup_is_empty(&page->facilitator))
		add(&behind, (struct piece){ .at = place_of(&page->facilitator, (struct place){ 0 }), .lead = tr("For facilitators:"),
			.text = &page->facilitator, .is_head = true, .apart = true });
	say_behind(&behind, measure, out);
}

static void add_objectives(struct behind *behind, const struct parts *objectives)
{
	const struct objective *list = objectives->list;

	if (objectives->n)
		add_plain(behind, list[0].at, "", tr("After this, learners can:"));
	for (size_t i = 0; i < objectives->n; i++)
		add(behind, (struct piece){ .at = list[i].at, .lead = "- ", .text = &list[i].text });
}

void behind_say_chapter(const struct chapter *chapter, unsigned measure, const struct behind_paper *paper, struct str *out)
{
	struct behind behind = { .paper = paper };

	add_note(&behind, chapter->note);
	if (paper)
		add_objectives(&behind, &chapter->objectives);
	else
		walk(&behind, &chapter_fields, chapter, 0, NULL);
	say_behind(&behind, measure, out);
}
