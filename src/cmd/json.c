/* SPDX-License-Identifier: MIT */
#include "cmd/json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "base/mem.h"

/* jansson answers NULL when there is no memory, and only then, since what goes in is clean. */
static struct json_t *sure(json_t *value)
{
	if (!value)
		mem_free(mem_grow(NULL, SIZE_MAX, 2)); /* ends the program as any want of memory does */
	return value;
}

static struct json_t *text_value(const char *text)
{
	struct str clean = { 0 };
	size_t len = text ? strlen(text) : 0, size;

	if (!text)
		return json_null();
	for (size_t at = 0; at < len; at += size) {
		char bytes[4];
		size_t n = text_put_point(text_point(text + at, len - at, &size), bytes);
		str_add(&clean, bytes, n);
	}
	json_t *value = json_stringn(str_text(&clean), clean.len);
	str_release(&clean);
	return sure(value);
}

struct json_t *json_map(void)
{
	return sure(json_object());
}

struct json_t *json_list(void)
{
	return sure(json_array());
}

void json_free(struct json_t *value)
{
	json_decref(value);
}

void json_set(struct json_t *map, const char *key, struct json_t *value)
{
	if (json_object_set_new(map, key, value) != 0)
		sure(NULL);
}

void json_set_text(struct json_t *map, const char *key, const char *text)
{
	json_set(map, key, text_value(text));
}

void json_set_number(struct json_t *map, const char *key, int64_t number)
{
	json_set(map, key, sure(json_integer(number)));
}

void json_set_flag(struct json_t *map, const char *key, bool flag)
{
	json_set(map, key, json_boolean(flag));
}

void json_set_time(struct json_t *map, const char *key, int64_t at)
{
	char text[24];

	json_time(at, text);
	json_set_text(map, key, at ? text : NULL);
}

void json_add(struct json_t *list, struct json_t *value)
{
	if (json_array_append_new(list, value) != 0)
		sure(NULL);
}

void json_add_text(struct json_t *list, const char *text)
{
	json_add(list, text_value(text));
}

static int add_piece(const char *bytes, size_t len, void *ctx)
{
	str_add(ctx, bytes, len);
	return 0;
}

void json_print(const struct json_t *value, bool laid_out, struct str *out)
{
	if (json_dump_callback(value, add_piece, out, laid_out ? JSON_INDENT(2) : JSON_COMPACT) != 0)
		sure(NULL);
	str_add(out, "\n", 1);
}

void json_time(int64_t at, char out[24])
{
	time_t when = (time_t)at;
	struct tm tm;

	out[0] = '\0';
	if (gmtime_r(&when, &tm))
		strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm);
}
