/* SPDX-License-Identifier: MIT
 *
 * side_file: the lists beside the chapters: glossary, sources, myths, topics, help lines. */
#include "course/course.h"

#include <stdio.h>
#include <string.h>
#include "base/likeness.h"
#include "base/mem.h"
#include "base/tr.h"
#include "course/unique.h"

static const struct {
	const char *name;
	const struct fields *fields;
	size_t id; /* where the struct keeps what must be unique */
} sides[SIDE_COUNT] = {
	[SIDE_GLOSSARY] = { "glossary", &term_fields, offsetof(struct term, id) },
	[SIDE_SOURCES] = { "sources", &source_fields, offsetof(struct source, id) },
	[SIDE_MYTHS] = { "myths", &myth_fields, offsetof(struct myth, id) },
	[SIDE_TOPICS] = { "topics", &topic_fields, offsetof(struct topic, id) },
	[SIDE_SUPPORT] = { "support", &country_fields, offsetof(struct country, country) },
};

const char *side_name(enum side side)
{
	return sides[side].name;
}

/* -- Reading one ---------------------------------------------------------------------------------- */

/* Whether an entry may have names that were not read. */
static bool names_lack(const struct side_file *file, const struct node *map, const char *entry)
{
	const struct term *term = file->side == SIDE_GLOSSARY ? (const struct term *)(const void *)entry : NULL;

	const char *id = entry + sides[file->side].id;

	if (map->type != NODE_MAP || map->broken || !*(const char *const *)(const void *)id || places_lack(&file->places, id))
		return true;
	return term && (!term->term || (node_child(map, "also") && !term->also.n));
}

static void read_entries(struct reader *reader, const struct node *root, struct side_file *file)
{
	size_t size = sides[file->side].fields->size;
	char *entry = arena_get(reader->arena, root->count * size);

	file->list.list = entry;
	for (const struct node *map = root->first; map; map = map->next) {
		struct field_group group = { .fields = sides[file->side].fields, .into = entry };
		*(struct place *)(void *)entry = map->at;
		fields_read(reader, map, &group, 1);
		file->lacks |= names_lack(file, map, entry);
		file->list.n++;
		entry += size;
	}
}

static void entries_once(const struct side_file *file, struct diags *diags)
{
	const char *entry = file->list.list;
	struct named *list = mem_get((file->list.n + 1) * sizeof *list);

	for (size_t i = 0; i < file->list.n; i++, entry += sides[file->side].fields->size) {
		list[i].id = *(const char *const *)(const void *)(entry + sides[file->side].id);
		list[i].at = places_find(&file->places, list[i].id, *(const struct place *)(const void *)entry);
	}
	check_unique(list, file->list.n, sides[file->side].fields->what, diags);
	mem_free(list);
}

static void topics_are_well_formed(const struct side_file *file, struct diags *diags)
{
	const struct topic *topics = file->list.list;

	for (size_t i = 0; i < file->list.n; i++) {
		if (!topics[i].id || topic_is_well_formed(topics[i].id))
			continue;
		diag_add(diags, DIAG_BAD_ID, places_find(&file->places, topics[i].id, topics[i].at),
			(unsigned)strlen(topics[i].id), "'%s' is not a topic id", diag_quote(diags, topics[i].id));
		diag_help(diags, "letters, digits, dots and hyphens, such as 'S1.24'");
	}
}

static void lines_can_be_reached(const struct side_file *file, struct diags *diags)
{
	const struct country *countries = file->list.list;

	for (size_t i = 0; i < file->list.n; i++) {
		const struct line *lines = countries[i].lines.list;
		for (size_t l = 0; l < countries[i].lines.n; l++) {
			if (lines[l].call || lines[l].text || lines[l].web || lines[l].email)
				continue;
			diag_add(diags, DIAG_MISSING_KEY, lines[l].at, 1, "support line has no way to reach it");
			diag_help(diags, "give it one of 'call', 'text', 'web' or 'email'");
		}
	}
}

struct side_file *side_read(const struct node *root, enum side side, struct diags *diags)
{
	size_t errors = diags->errors;
	struct side_file *file = side_read_partly(root, side, diags);

	if (diags->errors == errors)
		return file;
	side_free(file);
	return NULL;
}

struct side_file *side_read_partly(const struct node *root, enum side side, struct diags *diags)
{
	if (root->type != NODE_LIST) {
		if (root->broken)
			return NULL;
		diag_add(diags, DIAG_WRONG_TYPE, root->at, root->width, "%s.yaml should be a list",
			sides[side].name);
		diag_help(diags, "begin each entry with '- '");
		return NULL;
	}

	struct side_file *file = mem_get(sizeof *file);
	struct reader reader = { .arena = &file->arena, .diags = diags, .places = &file->places };
	file->side = side;
	read_entries(&reader, root, file);
	places_sort(&file->places);
	file->lacks |= root->broken;
	entries_once(file, diags);
	if (side == SIDE_TOPICS)
		topics_are_well_formed(file, diags);
	if (side == SIDE_SUPPORT)
		lines_can_be_reached(file, diags);
	return file;
}

void side_free(struct side_file *file)
{
	if (!file)
		return;
	arena_drop(&file->arena);
	mem_free(file);
}

/* -- Asking one ----------------------------------------------------------------------------------- */

static bool term_is_called(const struct term *term, const char *name)
{
	if ((term->id && text_same(term->id, name)) || (term->term && text_same(term->term, name)))
		return true;
	for (size_t i = 0; i < term->also.n; i++)
		if (text_same(term->also.list[i], name))
			return true;
	return false;
}

const struct term *glossary_find(const struct side_file *glossary, const char *name)
{
	const struct term *terms = glossary ? glossary->list.list : NULL;

	for (size_t i = 0; terms && i < glossary->list.n; i++)
		if (term_is_called(&terms[i], name))
			return &terms[i];
	return NULL;
}

/* Whole texts only, under a context of their own: half a sentence in each language helps nobody, and none of the program's own
 * words stands for a course's by chance. */
const char *support_words(const char *text)
{
	char key[256];

	if (!text || snprintf(key, sizeof key, "support line\004%s", text) >= (int)sizeof key)
		return text;
	const char *said = tr(key);
	return strcmp(said, text) == 0 ? text : said;
}

const char *country_words(const struct country *country)
{
	static const struct {
		const char *code, *words;
	} regions[] = { { "ANY", TR("Anywhere") }, { "EU", TR("European Union") } };

	if (country->name)
		return support_words(country->name);
	for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
		if (strcmp(country->country, regions[i].code) == 0)
			return tr(regions[i].words);
	return country->country;
}
