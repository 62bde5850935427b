/* SPDX-License-Identifier: MIT */
#include "course/lookalike.h"

#include <string.h>
#include "base/text.h"
#include "base/tr.h"

#define WIDE_COLON 0xFF1A
#define NO_BREAK_SPACE 0xA0

static bool is_one(uint32_t point)
{
	return point == WIDE_COLON || (point > 0x7F && text_is_space(point));
}

static size_t skip_key(const char *line, size_t len, size_t at)
{
	while (at < len && ((line[at] >= 'a' && line[at] <= 'z') || line[at] == '-'))
		at++;
	return at;
}

static bool is_one_at(const char *line, size_t len, size_t at, uint32_t *point)
{
	size_t size;

	if (at < len)
		*point = text_point(line + at, len - at, &size);
	return at < len && is_one(*point);
}

size_t lookalike_in_line(const char *line, size_t len, uint32_t *point)
{
	size_t at = 0, key;

	while (at < len && strchr(" -{", line[at]))
		at++;
	if (is_one_at(line, len, at, point))
		return at;
	key = skip_key(line, len, at);
	if (key == at)
		return len;
	if (is_one_at(line, len, key, point))
		return key;
	bool colon = key < len && line[key] == ':';
	return colon && is_one_at(line, len, key + 1, point) ? key + 1 : len;
}

size_t lookalike_around(const char *word, size_t len, uint32_t *point)
{
	size_t last = len > 0 ? text_grapheme_before(word, len) : 0;

	if (is_one_at(word, len, 0, point))
		return 0;
	return is_one_at(word, len, last, point) ? last : len;
}

static const char *name_of(uint32_t point)
{
	if (point == NO_BREAK_SPACE)
		return TR("a no-break space");
	return point == WIDE_COLON ? TR("a wide colon") : TR("a space of another width");
}

static void help(struct diags *diags, uint32_t point)
{
	diag_help(diags, "U+%04lX is %s, often from a web page or an input method: type a plain one",
		(unsigned long)point, tr(name_of(point)));
}

void lookalike_say(struct diags *diags, enum diag_code code, uint32_t point, struct place at)
{
	diag_add(diags, code, at, 1,
		point == WIDE_COLON ? TR("U+%04lX stands where YAML needs a plain colon")
				    : TR("U+%04lX stands where YAML needs a plain space"),
		(unsigned long)point);
	help(diags, point);
}

bool lookalike_help(struct diags *diags, const char *word)
{
	uint32_t point = 0;
	size_t len = strlen(word);

	if (lookalike_around(word, len, &point) == len)
		return false;
	help(diags, point);
	return true;
}
