/* SPDX-License-Identifier: MIT */
#include "support/catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"

#define MOST 8192
#define FORMS 2

/* said[0] is the sentence, or its form for one; said[1] the last form. */
static struct { char *english, *said[FORMS]; } list[MOST];
static size_t n;
static struct arena arena;

/* Adds what stands between the quotes of a line. */
static void add_quoted(struct str *out, const char *line)
{
	const char *at = strchr(line, '"'), *end = strrchr(line, '"');

	for (at = at ? at + 1 : end; at && at < end; at++) {
		bool escaped = *at == '\\';

		at += escaped;
		str_add(out, escaped && *at == 'n' ? "\n" : at, 1);
	}
}

static void take(struct str *text, char **into)
{
	if (into)
		*into = arena_copy(&arena, str_text(text), text->len);
	str_cut(text, 0);
}

/* Where a text goes that begins with this line; NULL: nowhere. */
static char **place_of(const char *line)
{
	if (strncmp(line, "msgid ", 6) == 0)
		return n < MOST ? &list[n++].english : NULL;
	if (n == 0 || strncmp(line, "msgstr", 6) != 0)
		return NULL;
	return &list[n - 1].said[line[6] == '[' && line[7] != '0'];
}

static void read_lines(FILE *file)
{
	char line[4096];
	struct str text = {0};
	char **into = NULL;

	while (fgets(line, sizeof line, file)) {
		if (line[0] == 'm') {
			take(&text, into);
			into = place_of(line);
		}
		if (line[0] == 'm' || line[0] == '"')
			add_quoted(&text, line);
	}
	take(&text, into);
	str_release(&text);
}

static size_t find(const char *english)
{
	size_t i = 0;

	while (i < n && strcmp(list[i].english, english) != 0)
		i++;
	return i;
}

bool catalogue_has(const char *english)
{
	return find(english) < n;
}

static char *say(const char *english)
{
	size_t i = find(english);

	return i < n && list[i].said[0] && *list[i].said[0] ? list[i].said[0] : (char *)(uintptr_t)english;
}

static char *say_count(const char *one, const char *many, unsigned long count)
{
	size_t i = find(one);

	if (i < n && list[i].said[1])
		return list[i].said[count != 1];
	return (char *)(uintptr_t)(count == 1 ? one : many);
}

void catalogue_begin(const char *language)
{
	char path[200];

	(void)snprintf(path, sizeof path, "assets/po/%s.po", language);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	read_lines(file);
	(void)fclose(file);
	tr_install(say, say_count);
}

void catalogue_end(void)
{
	tr_install(NULL, NULL);
	arena_release(&arena);
	memset(list, 0, sizeof list);
	n = 0;
}
