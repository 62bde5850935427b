/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/out.h"
#include "tutor/keymap.h"

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
	struct str name = {0};

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

static unsigned all_places(void)
{
	unsigned all = 0;

	for (size_t bit = 0; keymap_places[bit]; bit++)
		all |= 1u << bit;
	return all;
}

static void say_places(unsigned where, struct str *out)
{
	const char *between = "";

	if (where == all_places()) {
		str_add_text(out, tr("everywhere"));
		return;
	}
	for (size_t bit = 0; keymap_places[bit]; bit++) {
		if (!(where & 1u << bit))
			continue;
		str_print(out, "%s%s", between, tr(keymap_places[bit]));
		between = ", ";
	}
}

static void say_lines(struct str *out)
{
	str_add_text(out, tr("C- is the Control key, M- is Alt (or Esc first).\n\n"));
	for (size_t i = 0; i < keymap_count; i++) {
		str_print(out, "%-24s %s\n%25s", keymap[i].keys, tr(keymap[i].words), "");
		say_places(keymap[i].where, out);
		str_add(out, "\n", 1);
	}
}

int cmd_keys(const struct request *request)
{
	struct str out = {0};
	int status;

	if (request_has(request, OPTION_JSON)) {
		say_json(&out);
		status = out_bytes(request, str_text(&out), out.len);
	} else {
		say_lines(&out);
		status = out_text(request, &out);
	}
	str_release(&out);
	return status;
}
