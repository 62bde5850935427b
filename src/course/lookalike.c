/* SPDX-License-Identifier: MIT */
#include "course/lookalike.h"

#include <string.h>
#include "base/likeness.h"
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

/* -- Letters ---------------------------------------------------------------------------------- */

/* What looks like ASCII in the fonts of terminals, as far as it can be typed: the letters of a second keyboard, and what a word
 * processor makes of a hyphen. Of https://www.unicode.org/Public/security/latest/confusables.txt the everyday part. */
static const struct {
	char like;
	const char *points;
} letters[] = {
	{ 'a', "\u0430\u03B1\u0251" }, { 'c', "\u0441\u03F2" }, { 'd', "\u0501" }, { 'e', "\u0435" }, { 'g', "\u0261" },
	{ 'h', "\u04BB" }, { 'i', "\u0456\u03B9\u0131" }, { 'j', "\u0458\u03F3" }, { 'k', "\u043A\u03BA" }, { 'l', "\u04CF" },
	{ 'o', "\u043E\u03BF" }, { 'p', "\u0440\u03C1" }, { 'q', "\u051B" }, { 's', "\u0455" }, { 'u', "\u03C5" },
	{ 'v', "\u0475\u03BD" }, { 'w', "\u051D" }, { 'x', "\u0445\u03C7" }, { 'y', "\u0443\u03B3" },
	{ 'A', "\u0410\u0391" }, { 'B', "\u0412\u0392" }, { 'C', "\u0421\u03F9" }, { 'E', "\u0415\u0395" },
	{ 'H', "\u041D\u0397" }, { 'I', "\u0406\u0399\u04C0" }, { 'J', "\u0408" }, { 'K', "\u041A\u039A" },
	{ 'M', "\u041C\u039C" }, { 'N', "\u039D" }, { 'O', "\u041E\u039F" }, { 'P', "\u0420\u03A1" }, { 'S', "\u0405" },
	{ 'T', "\u0422\u03A4" }, { 'X', "\u0425\u03A7" }, { 'Y', "\u0423\u03A5" }, { 'Z', "\u0396" },
	{ '-', "\u2010\u2011\u2012\u2013\u2014\u2212" },
};

#define WIDE_FIRST 0xFF01 /* to 0xFF5E: ASCII from '!' on, as wide as an ideograph */
#define WIDE_LAST 0xFF5E

/* What a point looks like; 0: nothing of ASCII. */
static char like_of(uint32_t point)
{
	if (point >= WIDE_FIRST && point <= WIDE_LAST)
		return (char)(point - WIDE_FIRST + '!');
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
		size_t size;
		for (const char *at = letters[i].points; *at; at += size)
			if (text_point(at, strlen(at), &size) == point)
				return letters[i].like;
	}
	return 0;
}

bool lookalike_find(const char *word, struct lookalike *found, struct str *plain)
{
	size_t len = strlen(word), size;

	*found = (struct lookalike){ 0 };
	for (size_t i = 0; i < len; i += size) {
		uint32_t point = text_point(word + i, len - i, &size);
		char like = point < 0x80 ? (char)point : like_of(point);
		if (!like)
			return false;
		if (point >= 0x80 && !found->like)
			*found = (struct lookalike){ i, point, like };
		if (plain)
			str_add(plain, &like, 1);
	}
	return found->like != 0;
}

void lookalike_say_letter(struct diags *diags, enum diag_code code, const struct lookalike *found, const char *word,
	const char *instead, struct place at)
{
	diag_add(diags, code, at, 1, "U+%04lX in '%s' looks like '%c' and is another sign", (unsigned long)found->point,
		diag_quote(diags, word), found->like);
	if (*instead)
		diag_help(diags, "type it anew: '%s'", instead);
}

bool lookalike_help(struct diags *diags, const char *word)
{
	struct lookalike found;
	struct str plain = { 0 };
	uint32_t point = 0;
	size_t len = strlen(word);
	bool around = lookalike_around(word, len, &point) < len, letter = !around && lookalike_find(word, &found, &plain);

	if (around)
		help(diags, point);
	if (letter)
		diag_help(diags, "U+%04lX looks like '%c' and is another sign; type it anew: '%s'", (unsigned long)found.point,
			found.like, str_text(&plain));
	str_release(&plain);
	return around || letter;
}

/* -- Letters of two scripts in one word ------------------------------------------------------- */

enum script { NO_LETTER, LATIN, GREEK, CYRILLIC, OTHER, SCRIPTS };

static enum script script_of(uint32_t point)
{
	static const char *const names[] = { [LATIN] = "Latin", [GREEK] = "Greek", [CYRILLIC] = "Cyrillic" };
	const char *name = text_script(point);

	for (int i = LATIN; name && i < OTHER; i++)
		if (strcmp(names[i], name) == 0)
			return (enum script)i;
	return name ? OTHER : NO_LETTER;
}

/* Whether a Latin letter looks like one of another script. */
static bool is_like_any(uint32_t latin, enum script script)
{
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
		size_t size;
		for (const char *at = letters[i].points; (uint32_t)(unsigned char)letters[i].like == latin && *at; at += size)
			if (script_of(text_point(at, strlen(at), &size)) == script)
				return true;
	}
	return false;
}

static bool is_like(uint32_t point, enum script script)
{
	if (script == LATIN)
		return like_of(point) != 0;
	return is_like_any(point, script);
}

/* The first letter of a word that is of `odd`, if all of these look like `most`; else `len`. A sign such as the Greek one for ohm
 * stands beside Latin letters because it looks like none. */
static size_t odd_letter(const char *word, size_t len, enum script odd, enum script most)
{
	size_t first = len, size;

	for (size_t i = 0; i < len; i += size) {
		uint32_t point = text_point(word + i, len - i, &size);
		if (script_of(point) != odd)
			continue;
		if (!is_like(point, most))
			return len;
		first = first < len ? first : i;
	}
	return first;
}

/* In one word, whose letters were counted by script. */
static size_t judge_word(const char *word, size_t len, const unsigned *counts)
{
	enum script other = counts[CYRILLIC] ? CYRILLIC : GREEK;
	bool latin_is_odd = counts[LATIN] < counts[other];

	if (!counts[LATIN] || !counts[other])
		return len;
	return odd_letter(word, len, latin_is_odd ? LATIN : other, latin_is_odd ? other : LATIN);
}

size_t lookalike_mixed(const char *text, size_t len)
{
	unsigned counts[SCRIPTS] = { 0 };
	size_t begun = 0, size;

	for (size_t i = 0; i <= len; i += size) {
		enum script script = i < len ? script_of(text_point(text + i, len - i, &size)) : NO_LETTER;
		counts[script]++;
		if (script != NO_LETTER)
			continue;
		size_t odd = judge_word(text + begun, i - begun, counts);
		if (odd < i - begun)
			return begun + odd;
		memset(counts, 0, sizeof counts);
		if (i == len)
			break;
		begun = i + size;
	}
	return len;
}
