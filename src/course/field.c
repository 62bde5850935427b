/* SPDX-License-Identifier: MIT */
#include "course/field.h"

#include <string.h>
#include "base/likeness.h"
#include "base/tr.h"
#include "course/lookalike.h"
#include "course/scalar.h"

#define KEYS_MOST 64    /* keys one map may know, over all its groups */
#define KEYS_FEW 12     /* of which all may be named */

typedef bool read_fn(const struct slot *, const struct node *);

/* -- Places ----------------------------------------------------------------------------------- */

static void place_field(struct reader *reader, const struct slot *slot, const struct node *node)
{
	bool is_text = slot->field->type == FIELD_ID || slot->field->type == FIELD_PLAIN ||
		slot->field->type == FIELD_DATE || slot->field->type == FIELD_VERBATIM;

	if (reader->places)
		places_add(reader->places, reader->arena, is_text ? *(const char *const *)(void *)slot->into : slot->into,
			node->nmarks ? node_place(node, 0) : node->at);
}

static bool lack_in_parts(const struct places *places, const struct fields *fields, const struct parts *parts)
{
	for (size_t i = 0; i < parts->n; i++)
		if (fields_lack(places, fields, (const char *)parts->list + i * fields->size))
			return true;
	return false;
}

bool fields_lack(const struct places *places, const struct fields *fields, const void *of)
{
	if (!places->unread)
		return false;
	for (size_t i = 0; i < fields->n; i++) {
		const struct field *field = &fields->list[i];
		const void *member = (const char *)of + field->at;
		bool parts = field->type == FIELD_PARTS || field->type == FIELD_MAPPED;
		if (places_lack(places, member) || (parts && lack_in_parts(places, field->of, member)))
			return true;
	}
	return false;
}

/* -- Lists ------------------------------------------------------------------------------------ */

/* What stands in a list that may also be written as one scalar. */
static const struct node *elements(const struct slot *slot, const struct node *node, size_t *n, bool *ok)
{
	*ok = true;
	*n = 0;
	if (node->type == NODE_SCALAR) {
		*n = 1;
		return node;
	}
	if (node->type != NODE_LIST) {
		*ok = slot_wrong_type(slot, node, tr("a list"));
		if (!node->broken)
			diag_help(slot->reader->diags, "begin each entry with '- ', and put quotes around a text that has ': ' in it");
		return NULL;
	}
	*n = node->count;
	if (*n == 0 && slot->field->required)
		*ok = slot_is_empty(slot, node);
	return node->first;
}

/* The list's length, or what it may be at most, with a fault at the first element too many. */
static size_t at_most(const struct slot *slot, const struct node *first, size_t n, bool *ok)
{
	size_t most = slot->field->most;

	if (most == 0 || n <= most)
		return n;
	for (size_t i = 0; i < most; i++)
		first = first->next;
	diag_add(slot->reader->diags, DIAG_TOO_MANY_PARTS, first->at, first->width,
		"'%s' has %zu parts, and %zu is the most", slot->field->key, n, most);
	*ok = slot_lack(slot);
	return most;
}

typedef bool word_fn(const struct slot *, const struct node *, const char **);

static bool read_words_by(const struct slot *slot, const struct node *node, word_fn *one)
{
	size_t n;
	bool ok;
	const struct node *element = elements(slot, node, &n, &ok);
	if (!element)
		return ok;

	n = at_most(slot, element, n, &ok);
	const char **list = arena_get(slot->reader->arena, n * sizeof *list);
	struct place *at = arena_get(slot->reader->arena, n * sizeof *at);
	for (size_t i = 0; i < n; i++, element = element->next) {
		at[i] = element->at;
		list[i] = "";
		ok = one(slot, element, &list[i]) && ok;
	}
	*(struct words *)(void *)slot->into = (struct words){ list, at, n };
	return ok;
}

static bool read_ids(const struct slot *slot, const struct node *node)
{
	return read_words_by(slot, node, scalar_id);
}

static bool read_topics(const struct slot *slot, const struct node *node)
{
	return read_words_by(slot, node, scalar_topic);
}

static bool read_words(const struct slot *slot, const struct node *node)
{
	return read_words_by(slot, node, scalar_line);
}

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool ends_sentence(const struct node *node)
{
	return node->len > 0 && strchr(".!?", node->text[node->len - 1]);
}

/* Sentences in [ ] of which one was parted at a comma: it goes on with a small letter, though what is before it has not ended. Only
 * where they are sentences: the first begins large, and one has a full stop. */
static void judge_commas(const struct slot *slot, const struct node *list)
{
	const struct node *cut = NULL;
	bool sentences = false;

	if (list->type != NODE_LIST || !list->flow || !list->first || is_small(*list->first->text))
		return;
	for (const struct node *one = list->first; one; one = one->next) {
		sentences = sentences || ends_sentence(one);
		if (!cut && one->next && one->bare && one->next->bare && !ends_sentence(one) && is_small(*one->next->text))
			cut = one->next;
	}
	if (!cut || !sentences)
		return;
	diag_add(slot->reader->diags, DIAG_COMMA, cut->at, cut->width, "an entry of '%s' begins here, because of the comma before it", slot->field->key);
	diag_help(slot->reader->diags, "put quotes around a text with a comma when it stands in [ ]");
}

static bool read_inlines(const struct slot *slot, const struct node *node)
{
	size_t n;
	bool ok;
	const struct node *element = elements(slot, node, &n, &ok);
	if (!element)
		return ok;

	n = at_most(slot, element, n, &ok);
	judge_commas(slot, node);
	struct markup *list = arena_get(slot->reader->arena, n * sizeof *list);
	for (size_t i = 0; i < n; i++, element = element->next)
		ok = scalar_markup(slot, element, MARKUP_INLINE, &list[i]) && ok;
	*(struct markups *)(void *)slot->into = (struct markups){ list, n };
	return ok;
}

/* -- Maps ------------------------------------------------------------------------------------- */

/* Every struct read here begins with its place. */
static bool read_struct(const struct slot *slot, const struct node *map, char *into)
{
	struct field_group group = { slot->field->of, into };

	*(struct place *)(void *)into = map->at;
	return fields_read(slot->reader, map, &group, 1);
}

/* How such a map is written, by the keys it must have, after what leads to it. */
static bool no_map(const struct slot *slot, const struct node *node, const char *wanted, const char *lead)
{
	const struct fields *fields = slot->field->of;
	struct str keys = { 0 };

	slot_wrong_type(slot, node, wanted);
	for (size_t i = 0; i < fields->n; i++)
		if (fields->list[i].required)
			str_print(&keys, "%s%s: ...", keys.len ? ", " : "", fields->list[i].key);
	if (!node->broken)
		diag_help(slot->reader->diags, "such as %s{%s}", lead, str_text(&keys));
	str_release(&keys);
	return false;
}

static bool read_part(const struct slot *slot, const struct node *node)
{
	if (node->type != NODE_MAP)
		return no_map(slot, node, tr("a map of keys"), "");

	char *part = arena_get(slot->reader->arena, slot->field->of->size);
	*(void **)(void *)slot->into = part;
	return read_struct(slot, node, part);
}

/* What stands in front of each part that stands under a key of its own. */
static void remember_key(const struct slot *slot, const struct node *element, char *part)
{
	*(struct place *)(void *)part = element->key_at;
	*(const char **)(void *)(part + sizeof(struct place)) = arena_copy(slot->reader->arena, element->key, strlen(element->key));
}

/* Parts in a list, or under keys of their own. */
static bool read_many(const struct slot *slot, const struct node *node, enum node_type holder, const char *of_maps)
{
	const char *lead = holder == NODE_LIST ? "- " : tr("NAME: ");

	if (node->type != holder)
		return no_map(slot, node, of_maps, lead);
	if (!node->first)
		return slot->field->required ? slot_is_empty(slot, node) : true;

	bool ok = true;
	size_t n = at_most(slot, node->first, node->count, &ok), size = slot->field->of->size, filled = 0;
	char *list = arena_get(slot->reader->arena, n * size);
	const struct node *element = node->first;
	for (size_t i = 0; i < n; i++, element = element->next) {
		if (element->type != NODE_MAP) {
			ok = no_map(slot, element, of_maps, lead);
			continue;
		}
		char *part = list + size * filled++;
		ok = read_struct(slot, element, part) && ok;
		if (holder == NODE_MAP)
			remember_key(slot, element, part);
	}
	*(struct parts *)(void *)slot->into = (struct parts){ list, filled };
	return ok;
}

static bool read_parts(const struct slot *slot, const struct node *node)
{
	return read_many(slot, node, NODE_LIST, tr("a list of maps"));
}

static bool read_mapped(const struct slot *slot, const struct node *node)
{
	return read_many(slot, node, NODE_MAP, tr("a map of maps"));
}

static bool read_worded(const struct slot *slot, const struct node *node)
{
	if (node->type != NODE_MAP)
		return slot_wrong_type(slot, node, tr("a map of texts"));
	if (!node->first)
		return slot->field->required ? slot_is_empty(slot, node) : true;

	bool ok = true;
	size_t n = at_most(slot, node->first, node->count, &ok), filled = 0;
	struct worded *list = arena_get(slot->reader->arena, n * sizeof *list);
	for (const struct node *element = node->first; filled < n; element = element->next) {
		const struct node key = node_of_key(element);
		struct worded *one = &list[filled++];
		one->at = element->key_at;
		one->word = arena_copy(slot->reader->arena, element->key, strlen(element->key));
		if (slot->field->typed)
			scalar_judge_typed(slot, &key);
		ok = scalar_markup(slot, element, MARKUP_INLINE, &one->text) && ok;
	}
	*(struct parts *)(void *)slot->into = (struct parts){ list, filled };
	return ok;
}

static bool read_nothing(const struct slot *slot, const struct node *node)
{
	(void)slot, (void)node;
	return true;
}

/* -- The map as a whole ----------------------------------------------------------------------- */

static read_fn *const readers[] = {
	[FIELD_ID] = scalar_read_id,
	[FIELD_IDS] = read_ids,
	[FIELD_TOPICS] = read_topics,
	[FIELD_PLAIN] = scalar_read_plain,
	[FIELD_VERBATIM] = scalar_read_verbatim,
	[FIELD_INLINE] = scalar_read_inline,
	[FIELD_BLOCK] = scalar_read_block,
	[FIELD_INLINES] = read_inlines,
	[FIELD_WORDS] = read_words,
	[FIELD_COUNT] = scalar_read_count,
	[FIELD_NUMBER] = scalar_read_number,
	[FIELD_FLAG] = scalar_read_flag,
	[FIELD_WORD] = scalar_read_word,
	[FIELD_DATE] = scalar_read_date,
	[FIELD_PART] = read_part,
	[FIELD_PARTS] = read_parts,
	[FIELD_MAPPED] = read_mapped,
	[FIELD_WORDED] = read_worded,
	[FIELD_BY_HAND] = read_nothing,
};

const struct field *fields_find(const struct fields *fields, const char *key)
{
	for (size_t i = 0; fields && i < fields->n; i++)
		if (*fields->list[i].key == *key && strcmp(fields->list[i].key, key) == 0)
			return &fields->list[i];
	return NULL;
}

/* The groups of one map, and what they are called together: by the first of them, which is the broadest description. */
struct groups {
	struct field_group *list;
	size_t n;
	const char *what;
	bool open; /* unknown keys pass */
	const struct unread *before; /* what was not read of other maps */
};

static struct groups groups_of(const struct reader *reader, struct field_group *list, size_t n)
{
	struct groups groups = { list, n, tr("this map"), false, reader->places ? reader->places->unread : NULL };

	for (size_t i = n; i-- > 0;) {
		if (list[i].fields)
			groups.what = list[i].fields->what;
		else
			groups.open = true;
	}
	return groups;
}

/* A map that is being read, and those it stands in. */
struct around {
	const struct groups *groups;
	const struct node *map;
	const struct around *outer;
};

/* Whether one of the groups has the key. */
static bool find_slot(const struct groups *groups, const char *key, struct slot *slot)
{
	for (size_t g = 0; g < groups->n; g++) {
		const struct field *field = fields_find(groups->list[g].fields, key);
		if (!field)
			continue;
		slot->field = field;
		slot->into = (char *)groups->list[g].into + field->at;
		return true;
	}
	return false;
}

/* What keys are called in other programs, and here. */
static const struct {
	const char *there, *here;
} elsewhere[] = {
	{ "type", "kind" },
	{ "feedback", "say" },
	{ "correct", "right" },
	{ "question", "ask" },
	{ "prompt", "ask" },
	{ "explanation", "explain" },
	{ "answers", "options" },
	{ "choices", "options" },
	{ "name", "title" },
	{ "heading", "title" },
	{ "content", "text" },
	{ "body", "text" },
	{ "description", "summary" },
	{ "description", "text" },
};

/* The key of one of the groups that is meant by what another program calls so, or NULL. */
static const char *called_here(const struct groups *groups, const char *key)
{
	struct slot slot;

	for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
		if (strcmp(elsewhere[i].there, key) == 0 && find_slot(groups, elsewhere[i].here, &slot))
			return elsewhere[i].here;
	return NULL;
}

/* The key of a map in this one, such as a figure, that stands no further in than the map itself. */
static bool belongs_further_in(struct reader *reader, const struct groups *groups, const struct node *map, const char *key)
{
	struct slot slot;

	for (const struct node *child = map->first; child; child = child->next) {
		if (!find_slot(groups, child->key, &slot) || !fields_find(slot.field->of, key))
			continue;
		diag_help(reader->diags, "'%s' belongs to '%s': begin it further in, below that", key, child->key);
		return true;
	}
	return false;
}

/* The key of a map around this one: what it would have filled there is not missing. */
static bool belongs_further_out(struct reader *reader, const char *key)
{
	struct slot slot = { .reader = reader };

	for (const struct around *around = reader->around->outer; around; around = around->outer) {
		if (!find_slot(around->groups, key, &slot))
			continue;
		diag_help(reader->diags, "'%s' belongs to the %s around this: begin it less far in", key, tr(around->groups->what));
		slot_unsure(&slot);
		return true;
	}
	return false;
}

/* The key of a map that could stand in this one, and does not. */
static bool belongs_to_absent(struct reader *reader, const struct groups *groups, const char *key)
{
	for (size_t g = 0; g < groups->n; g++) {
		const struct fields *fields = groups->list[g].fields;
		for (size_t i = 0; fields && i < fields->n; i++) {
			if (!fields_find(fields->list[i].of, key))
				continue;
			diag_help(reader->diags, "'%s' belongs to '%s'", key, fields->list[i].key);
			return true;
		}
	}
	return false;
}

static void list_keys(struct reader *reader, const char *const *keys, size_t n)
{
	struct str all = { 0 };

	for (size_t i = 0; i < n; i++)
		str_print(&all, "%s%s", i ? ", " : "", keys[i]);
	diag_help(reader->diags, "the keys here are: %s", str_text(&all));
	str_release(&all);
}

/* The key that was mostly meant, which is said, or NULL. */
static const char *key_meant(struct reader *reader, const struct groups *groups, const char *key)
{
	const char *keys[KEYS_MOST], *here = called_here(groups, key);
	struct slot slot = { .reader = reader };
	size_t n = 0;

	if (here) {
		diag_help(reader->diags, "did you mean '%s'?", here);
		return here;
	}
	if (reader->help && groups->list[0].fields == reader->helped && reader->help(reader, key))
		return NULL;
	for (size_t g = 0; g < groups->n; g++) {
		const struct fields *fields = groups->list[g].fields;
		for (size_t i = 0; fields && i < fields->n && n < KEYS_MOST; i++)
			keys[n++] = fields->list[i].key;
	}
	const char *near = slot_suggest(&slot, key, keys, n);
	if (!near && !belongs_to_absent(reader, groups, key) && n <= KEYS_FEW)
		list_keys(reader, keys, n);
	return near;
}

static bool read_field(struct reader *reader, struct slot *slot, const struct node *node)
{
	bool ok = readers[slot->field->type](slot, node);

	if (node->broken)
		slot_unsure(slot); /* of a list or a map there may be more */
	place_field(reader, slot, node);
	return ok;
}

/* A line of a text that stands no further in than its key, and has a colon in it. */
static bool is_of_text(const struct node *before)
{
	return before && before->block && before->len == 0;
}

/* A key that looks like one there is. Where that is missing it is read all the same, so that faults in it show in one run. */
static bool lookalike_key(struct reader *reader, const struct groups *groups, const struct node *map, const struct node *child)
{
	const struct node key = node_of_key(child);
	struct slot slot = { .reader = reader };
	struct lookalike found;
	struct str plain = { 0 };
	bool is = lookalike_find(child->key, &found, &plain) && find_slot(groups, str_text(&plain), &slot);

	if (is) {
		lookalike_say_letter(reader->diags, DIAG_UNKNOWN_KEY, &found, child->key, str_text(&plain),
			node_place(&key, found.at));
		if (!node_child(map, str_text(&plain)))
			(void)read_field(reader, &slot, child);
		slot_unsure(&slot);
	}
	str_release(&plain);
	return is;
}

static bool unknown_key(struct reader *reader, const struct groups *groups, const struct node *map,
	const struct node *before, const struct node *child)
{
	struct slot slot = { .reader = reader };

	if (groups->open)
		return true;
	if (map->broken && child->broken)
		return false; /* what a fault of syntax cut short may be no key at all */
	if (lookalike_key(reader, groups, map, child))
		return false;
	diag_add(reader->diags, DIAG_UNKNOWN_KEY, child->key_at, (unsigned)strlen(child->key),
		"unknown key '%s' in %s", diag_quote(reader->diags, child->key), tr(groups->what));
	if (reader->diags->dropped)
		return false;
	if (is_of_text(before)) {
		diag_help(reader->diags, "if it belongs to '%s', begin it further in", before->key);
		return false;
	}
	if (strchr(child->key, ' ') && child->type == NODE_SCALAR && child->len == 0) {
		diag_help(reader->diags, "put quotes around a text with a comma when it stands in { }");
		return false;
	}
	if (belongs_further_in(reader, groups, map, child->key) || belongs_further_out(reader, child->key))
		return false;
	const char *meant = key_meant(reader, groups, child->key);
	if (!meant || !find_slot(groups, meant, &slot))
		return false;
	if (!node_child(map, meant) && called_here(groups, child->key))
		(void)read_field(reader, &slot, child); /* so that faults in it show in one run */
	slot_unsure(&slot);
	return false;
}

/* Where unknown keys pass, one of them may be what is missing. */
static void suggest_slip(struct reader *reader, const struct groups *groups, const struct node *map, const char *missing)
{
	const char *keys[KEYS_MOST], *slip = NULL;
	struct slot slot;
	size_t n = 0;

	for (const struct node *child = map->first; child && groups->open && n < KEYS_MOST; child = child->next) {
		if (find_slot(groups, child->key, &slot) || strlen(child->key) > ID_MOST)
			continue;
		const char *here = called_here(groups, child->key);
		if (here && strcmp(here, missing) == 0)
			slip = child->key;
		keys[n++] = child->key;
	}
	if (!slip)
		slip = text_nearest(missing, keys, n);
	if (slip && !lookalike_help(reader->diags, slip))
		diag_help(reader->diags, "did you mean '%s' where it says '%s'?", missing, diag_quote(reader->diags, slip));
}

/* A key that is not there, though it may have stood in what was not read, or under a name that was not understood. */
static bool missing_key(struct reader *reader, const struct groups *groups, const struct node *map, const struct slot *slot)
{
	const struct around *outer = reader->around->outer;
	bool left = outer && node_child(outer->map, slot->field->key) &&
		!find_slot(outer->groups, slot->field->key, &(struct slot){ 0 }); /* it stands there, too far left */
	bool said = map->broken || left || places_lack_since(reader->places, groups->before, slot->into);

	slot_unsure(slot);
	if (said)
		return false;
	diag_add(reader->diags, DIAG_MISSING_KEY, map->at, map->width, "%s has no '%s'", tr(groups->what), slot->field->key);
	suggest_slip(reader, groups, map, slot->field->key);
	return false;
}

static bool missing_keys(struct reader *reader, const struct groups *groups, const struct node *map)
{
	bool ok = true;

	for (size_t g = 0; g < groups->n; g++) {
		const struct fields *fields = groups->list[g].fields;
		for (size_t i = 0; fields && i < fields->n; i++) {
			const struct field *field = &fields->list[i];
			struct slot slot = { reader, field, (char *)groups->list[g].into + field->at };
			if ((field->required || map->broken) && !node_child(map, field->key))
				ok = missing_key(reader, groups, map, &slot) && ok;
		}
	}
	return ok;
}

bool fields_read(struct reader *reader, const struct node *map, struct field_group *list, size_t n)
{
	struct groups groups = groups_of(reader, list, n);
	struct slot slot = { .reader = reader };

	if (map->type != NODE_MAP) {
		if (!map->broken)
			diag_add(reader->diags, DIAG_WRONG_TYPE, map->at, map->width,
				"%s should be a map of keys, and is %s", tr(groups.what), slot_type_words(map));
		return false;
	}

	const struct around around = { &groups, map, reader->around };
	const struct node *before = NULL;
	bool ok = !map->broken;
	reader->around = &around;
	for (const struct node *child = map->first; child; child = child->next) {
		if (find_slot(&groups, child->key, &slot))
			ok = read_field(reader, &slot, child) && ok;
		else
			ok = unknown_key(reader, &groups, map, before, child) && ok;
		before = child;
	}
	ok = missing_keys(reader, &groups, map) && ok;
	reader->around = around.outer;
	return ok;
}
