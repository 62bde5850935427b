/* SPDX-License-Identifier: MIT */
#include "cmd/schema.h"

#include <string.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/out.h"
#include "course/course.h"
#include "kinds/kind.h"

#define DRAFT "http://json-schema.org/draft-07/schema#"
#define KIND "kind-"    /* before the name of a kind, where its pages are described */
#define BLANK " \\t\\n" /* what the reader cuts off a text */

/* -- Types of scalars: as the reader judges them in field.c ------------------------------------ */

/* A text is of any of these, since YAML makes numbers and truth values of some words. */
static const char *const any[] = { "string", "number", "boolean", NULL },
			 *const names[] = { "string", "integer", NULL },
			 *const numbers[] = { "number", "string", NULL },
			 *const flags[] = { "boolean", "string", NULL };

static const struct scalar {
	const char *name; /* of its definition */
	const char *const *types;
	const char *pattern;    /* of strings (ECMA 262) */
	unsigned longest;       /* 0: as long as a scalar may be */
	int64_t least, most;    /* of numbers; 0: not said */
	enum field_type listed; /* lists have elements of this type */
	bool is_list;
} scalars[] = {
	[FIELD_ID] = { .name = "id",
		.types = names,
		.pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
		.longest = 48,
		.most = 999999999999 },
	[FIELD_IDS] = { .is_list = true, .listed = FIELD_ID },
	/* topic ids are no field of their own: FIELD_TOPICS stands for one of its elements */
	[FIELD_TOPICS] = { .name = "topic",
		.types = any,
		.pattern = "^[A-Za-z0-9][A-Za-z0-9.-]*$",
		.longest = 48,
		.is_list = true,
		.listed = FIELD_TOPICS },
	[FIELD_PLAIN] = { .name = "line", .types = any, .pattern = "^[" BLANK "]*[^" BLANK "][^\\n]*[" BLANK "]*$" },
	[FIELD_VERBATIM] = { .name = "drawing", .types = any, .pattern = "[^\\n]" },
	[FIELD_INLINE] = { .name = "inline", .types = any, .pattern = "[^" BLANK "]" },
	[FIELD_BLOCK] = { .name = "blocks", .types = any, .pattern = "[^" BLANK "]" },
	[FIELD_INLINES] = { .is_list = true, .listed = FIELD_INLINE },
	[FIELD_WORDS] = { .is_list = true, .listed = FIELD_PLAIN },
	[FIELD_COUNT] = { .name = "count",
		.types = names,
		.pattern = "^(?=[0-9]{1,9}$)0*[1-9][0-9]*$",
		.least = 1,
		.most = 999999999 },
	[FIELD_NUMBER] = { .name = "number",
		.types = numbers,
		.pattern = "^-?(?=([0-9][.]?){1,15}$)[0-9]+([.][0-9]+)?$" },
	[FIELD_FLAG] = { .name = "flag", .types = flags, .pattern = "^(true|false)$" },
	[FIELD_DATE] = { .name = "day",
		.types = any,
		.pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" },
	[FIELD_BY_HAND] = { 0 },
};

static struct json_t *texts(const char *const *list)
{
	struct json_t *texts = json_list();

	for (; *list; list++)
		json_add_text(texts, *list);
	return texts;
}

/* `kind`: KIND for the page of a kind, else "". */
static struct json_t *refer_to(const char *kind, const char *at)
{
	struct json_t *map = json_map();
	struct str path = { 0 };

	str_print(&path, "#/definitions/%s%s", kind, at);
	json_set_text(map, "$ref", str_text(&path));
	str_release(&path);
	return map;
}

static struct json_t *refer(const char *at)
{
	return refer_to("", at);
}

static void define_scalars(struct json_t *definitions)
{
	for (size_t i = 0; i < sizeof scalars / sizeof scalars[0]; i++) {
		const struct scalar *scalar = &scalars[i];
		if (!scalar->name)
			continue;
		struct json_t *map = json_map();
		json_set(map, "type", texts(scalar->types));
		json_set_text(map, "pattern", scalar->pattern);
		if (scalar->longest)
			json_set_number(map, "maxLength", scalar->longest);
		if (scalar->most) {
			json_set_number(map, "minimum", scalar->least);
			json_set_number(map, "maximum", scalar->most);
		}
		json_set(definitions, scalar->name, map);
	}
}

/* -- One field --------------------------------------------------------------------------------- */

static struct json_t *map_of(const struct fields *);

static void limit(struct json_t *map, const struct field *field, const char *least, const char *most)
{
	if (field->required)
		json_set_number(map, least, 1);
	if (field->most)
		json_set_number(map, most, (int64_t)field->most);
}

/* A list, whatever stands in it. */
static struct json_t *list_of(const struct field *field, struct json_t *element)
{
	struct json_t *map = json_map();

	json_set_text(map, "type", "array");
	json_set(map, "items", element);
	limit(map, field, "minItems", "maxItems");
	return map;
}

/* One scalar counts as a list of one. */
static void set_list(struct json_t *map, const struct field *field)
{
	const char *element = scalars[scalars[field->type].listed].name;
	struct json_t *ways = json_list();

	json_add(ways, refer(element));
	json_add(ways, list_of(field, refer(element)));
	json_set(map, "anyOf", ways);
}

static void set_all(struct json_t *map, struct json_t *what)
{
	struct json_t *all = json_list();

	json_add(all, what);
	json_set(map, "allOf", all);
}

static void set_named(struct json_t *map, const struct field *field, struct json_t *element)
{
	json_set_text(map, "type", "object");
	json_set(map, "additionalProperties", element);
	limit(map, field, "minProperties", "maxProperties");
}

/* What a field may be, under the words it has in the manual. */
static struct json_t *field_of(const struct field *field)
{
	struct json_t *map = json_map();

	if (field->says)
		json_set_text(map, "description", tr(field->says));
	switch (field->type) {
	case FIELD_ID:
	case FIELD_PLAIN:
	case FIELD_VERBATIM:
	case FIELD_INLINE:
	case FIELD_BLOCK:
	case FIELD_COUNT:
	case FIELD_NUMBER:
	case FIELD_FLAG:
	case FIELD_DATE: set_all(map, refer(scalars[field->type].name)); break;
	case FIELD_IDS:
	case FIELD_TOPICS:
	case FIELD_INLINES:
	case FIELD_WORDS: set_list(map, field); break;
	case FIELD_WORD: json_set(map, "enum", texts(field->words)); break;
	case FIELD_PART: set_all(map, map_of(field->of)); break;
	case FIELD_PARTS: set_all(map, list_of(field, map_of(field->of))); break;
	case FIELD_MAPPED: set_named(map, field, map_of(field->of)); break;
	case FIELD_WORDED: set_named(map, field, refer(scalars[FIELD_INLINE].name)); break;
	case FIELD_BY_HAND: set_all(map, list_of(field, refer("page"))); break;
	}
	return map;
}

/* -- Maps -------------------------------------------------------------------------------------- */

/* A map with no other keys than those that are put into `keys`. */
static struct json_t *map_with(struct json_t *keys, struct json_t *required)
{
	struct json_t *map = json_map();

	json_set_text(map, "type", "object");
	json_set_flag(map, "additionalProperties", false);
	json_set(map, "required", required);
	json_set(map, "properties", keys);
	return map;
}

static void add_fields(const struct fields *fields, struct json_t *keys, struct json_t *required)
{
	for (size_t i = 0; i < fields->n; i++) {
		json_set(keys, fields->list[i].key, field_of(&fields->list[i]));
		if (fields->list[i].required)
			json_add_text(required, fields->list[i].key);
	}
}

static struct json_t *map_of(const struct fields *fields)
{
	struct json_t *keys = json_map(), *required = json_list();

	add_fields(fields, keys, required);
	return map_with(keys, required);
}

/* -- Pages: the keys of all, those of graded kinds, those of the kind -------------------------- */

/* The fields that many kinds have are described once. */
static const struct shared {
	const char *name;
	const struct fields *fields;
} common = { "any-page", &page_fields }, graded = { "graded-page", &graded_fields };

static void define_shared(struct json_t *definitions, const struct shared *shared)
{
	struct json_t *keys = json_map(), *required = json_list(), *map = json_map();

	add_fields(shared->fields, keys, required);
	json_free(required); /* each kind says it again */
	json_set(map, "properties", keys);
	json_set(definitions, shared->name, map);
}

static void add_shared(const struct shared *shared, struct json_t *keys, struct json_t *required)
{
	for (size_t i = 0; i < shared->fields->n; i++) {
		struct str at = { 0 };
		str_print(&at, "%s/properties/%s", shared->name, shared->fields->list[i].key);
		json_set(keys, shared->fields->list[i].key, refer(str_text(&at)));
		if (shared->fields->list[i].required)
			json_add_text(required, shared->fields->list[i].key);
		str_release(&at);
	}
}

static void only(struct json_t *keys, const char *key, const char *value, const char *says)
{
	struct json_t *map = json_map();

	json_set_text(map, "description", tr(says));
	json_set_text(map, "const", value);
	json_set(keys, key, map);
}

/* What the reader judges by the kind's form, it says here: course.c, read_page. */
static struct json_t *page_of(const struct kind_form *kind)
{
	struct json_t *keys = json_map(), *required = json_list();

	add_fields(kind->fields, keys, required);
	if (kind->graded)
		add_shared(&graded, keys, required);
	add_shared(&common, keys, required);
	only(keys, "kind", kind->name, kind->says);
	if (kind->is_private)
		only(keys, "share", "never", TR("what is written here is never shared"));
	if (kind->asks)
		json_add_text(required, "ask");
	return map_with(keys, required);
}

static struct json_t *if_kind(const struct kind_form *kind)
{
	static const char *const has[] = { "kind", NULL };
	struct json_t *branch = json_map(), *when = json_map(), *keys = json_map(), *is = json_map();

	json_set_text(is, "const", kind->name);
	json_set(keys, "kind", is);
	json_set(when, "required", texts(has));
	json_set(when, "properties", keys);
	json_set(branch, "if", when);
	json_set(branch, "then", refer_to(KIND, kind->name));
	return branch;
}

/* A page is what its kind says. */
static struct json_t *page_by_kind(void)
{
	static const char *const has[] = { "id", "kind", NULL };
	struct json_t *page = json_map(), *keys = json_map(), *kind = json_map(), *kinds = json_list(),
		      *ways = json_list();

	for (size_t i = 0; kinds_all[i]; i++) {
		json_add_text(kinds, kinds_all[i]->name);
		json_add(ways, if_kind(kinds_all[i]));
	}
	json_set(kind, "enum", kinds);
	json_set(keys, "kind", kind);
	json_set_text(page, "type", "object");
	json_set(page, "required", texts(has));
	json_set(page, "properties", keys);
	json_set(page, "allOf", ways);
	return page;
}

/* -- The whole --------------------------------------------------------------------------------- */

static struct json_t *definitions(void)
{
	struct json_t *all = json_map();

	define_scalars(all);
	json_set(all, "page", page_by_kind());
	define_shared(all, &common);
	define_shared(all, &graded);
	for (size_t i = 0; kinds_all[i]; i++) {
		struct str name = { 0 };
		str_print(&name, KIND "%s", kinds_all[i]->name);
		json_set(all, str_text(&name), page_of(kinds_all[i]));
		str_release(&name);
	}
	return all;
}

void schema_say(struct str *out)
{
	struct json_t *keys = json_map(), *required = json_list(), *map = json_map();

	add_fields(&chapter_fields, keys, required);
	json_set_text(map, "$schema", DRAFT);
	json_set_text(map, "title", tr("A chapter of a course for attune"));
	json_set_text(map, "type", "object");
	json_set_flag(map, "additionalProperties", false);
	json_set(map, "required", required);
	json_set(map, "properties", keys);
	json_set(map, "definitions", definitions());
	json_print(map, true, out);
	json_free(map);
}

int cmd_schema(const struct request *request)
{
	struct str out = { 0 };

	schema_say(&out);
	int status = out_bytes(request, str_text(&out), out.len);
	str_release(&out);
	return status;
}
