/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/out.h"
#include "tutor/keymap.h"
#include "view/doc.h"

/* Calls `each` for every blank-separated word. */
static void each_key(const char *keys, void (*each)(void *ctx, const char *key, size_t len), void *ctx)
{
	while (*keys) {
		size_t len = strcspn(keys, " ");
		if (len)
			each(ctx, keys, len);
		keys += len + (keys[len] == ' ');
	}
}

static void add_key(void *ctx, const char *key, size_t len)
{
	struct str name = { 0 };

	str_add(&name, key, len);
	json_add_text(ctx, str_text(&name));
	str_release(&name);
}

static struct json_t *json_of(const struct binding *binding)
{
	struct json_t *map = json_map(), *keys = json_list(), *places = json_list();

	each_key(binding->keys, add_key, keys);
	for (size_t bit = 0; keymap_places[bit]; bit++)
		if (binding->where & 1u << bit)
			json_add_text(places, keymap_places[bit]);
	json_set_text(map, "does", tr(binding->words));
	json_set(map, "keys", keys);
	json_set(map, "places", places);
	return map;
}

static void say_json(struct str *out)
{
	struct json_t *list = json_list();

	for (size_t i = 0; i < keymap_count; i++)
		json_add(list, json_of(&keymap[i]));
	json_print(list, true, out);
	json_free(list);
}

static size_t place_count(unsigned where)
{
	size_t n = 0;

	for (size_t bit = 0; keymap_places[bit]; bit++)
		n += (where & 1u << bit) != 0;
	return n;
}

static void say_places(unsigned where, struct str *out)
{
	const char *between = "";

	for (size_t bit = 0; keymap_places[bit]; bit++) {
		if (!(where & 1u << bit))
			continue;
		str_print(out, "%s%s", between, tr(keymap_places[bit]));
		between = ", ";
	}
}

/* The shorter of "in these places" and "everywhere but in those". */
static void say_where(unsigned where, struct str *out)
{
	if (place_count(where) <= place_count(~where)) {
		say_places(where, out);
		return;
	}
	str_add_text(out, tr("everywhere"));
	if (place_count(~where)) {
		str_add_text(out, tr(" but: "));
		say_places(~where, out);
	}
}

static void say_lines(struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("C- is the Control key, M- is Alt (or Esc first)."));
	doc_gap(doc);
	for (size_t i = 0; i < keymap_count; i++) {
		struct str where = { 0 };
		say_where(keymap[i].where, &where);
		doc_sayf(doc, STYLE_STRONG, "%s: %s", keymap[i].keys, tr(keymap[i].words));
		doc->indent = 4;
		doc_say(doc, STYLE_ASIDE, str_text(&where));
		doc->indent = 0;
		str_release(&where);
	}
}

int cmd_keys(const struct request *request)
{
	struct str out = { 0 };
	struct doc doc = { 0 };
	int status;

	doc_begin(&doc, request->width ? request->width : OUT_MEASURE);
	if (request_has(request, OPTION_JSON)) {
		say_json(&out);
		status = out_bytes(request, str_text(&out), out.len);
	} else {
		say_lines(&doc);
		doc_lines(&doc, &out);
		status = out_text(request, &out);
	}
	doc_release(&doc);
	str_release(&out);
	return status;
}
