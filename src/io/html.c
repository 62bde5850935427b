/* SPDX-License-Identifier: MIT */
#include "io/html.h"

#include <string.h>
#include <strings.h>
#include "base/text.h"
#include "base/tr.h"
#include "course/forbidden.h"

#define ENTITY_MOST 12
#define ENTITY_DIGITS 7
#define NAME_MOST 12 /* bytes of the name of a tag */
#define GREATEST 0x10FFFF

/* What a tag that we know means. */
enum tag {
	TAG_STRONG,
	TAG_EMPHASIS,
	TAG_CODE,
	TAG_PRE,
	TAG_BREAK,  /* a new line */
	TAG_BLOCK,  /* begins and ends a paragraph */
	TAG_LIST,
	TAG_NUMBERED,
	TAG_ITEM,
	TAG_RAISED, /* a power */
	TAG_LOWERED,
	TAG_STRUCK,
	TAG_SILENT, /* says nothing about words */
	TAG_IMAGE,
	TAG_MEDIA,
	TAG_LINK,
	TAG_CELL,   /* of a table */
	TAG_HIDDEN, /* all that stands in it is no text */
};

static const struct {
	const char *name;
	enum tag tag;
} tags[] = {
	{ "b", TAG_STRONG }, { "strong", TAG_STRONG }, { "i", TAG_EMPHASIS }, { "em", TAG_EMPHASIS },
	{ "code", TAG_CODE }, { "tt", TAG_CODE }, { "kbd", TAG_CODE }, { "samp", TAG_CODE }, { "var", TAG_EMPHASIS },
	{ "pre", TAG_PRE }, { "br", TAG_BREAK }, { "hr", TAG_BLOCK }, { "p", TAG_BLOCK }, { "div", TAG_BLOCK },
	{ "h1", TAG_BLOCK }, { "h2", TAG_BLOCK }, { "h3", TAG_BLOCK }, { "h4", TAG_BLOCK }, { "h5", TAG_BLOCK },
	{ "h6", TAG_BLOCK }, { "blockquote", TAG_BLOCK }, { "section", TAG_BLOCK }, { "article", TAG_BLOCK },
	{ "dl", TAG_BLOCK }, { "dt", TAG_BLOCK }, { "dd", TAG_BLOCK }, { "ul", TAG_LIST }, { "ol", TAG_NUMBERED },
	{ "li", TAG_ITEM }, { "span", TAG_SILENT }, { "font", TAG_SILENT }, { "u", TAG_SILENT }, { "small", TAG_SILENT },
	{ "big", TAG_SILENT }, { "center", TAG_BLOCK }, { "html", TAG_SILENT }, { "body", TAG_SILENT },
	{ "label", TAG_SILENT }, { "nobr", TAG_SILENT }, { "mark", TAG_SILENT }, { "cite", TAG_EMPHASIS },
	{ "abbr", TAG_SILENT }, { "q", TAG_SILENT }, { "s", TAG_STRUCK }, { "strike", TAG_STRUCK }, { "del", TAG_STRUCK },
	{ "sup", TAG_RAISED }, { "sub", TAG_LOWERED }, { "img", TAG_IMAGE }, { "video", TAG_MEDIA }, { "audio", TAG_MEDIA },
	{ "iframe", TAG_MEDIA }, { "object", TAG_MEDIA }, { "embed", TAG_MEDIA }, { "source", TAG_SILENT },
	{ "svg", TAG_MEDIA }, { "a", TAG_LINK }, { "table", TAG_BLOCK }, { "tbody", TAG_SILENT }, { "thead", TAG_SILENT },
	{ "tr", TAG_BLOCK }, { "td", TAG_CELL }, { "th", TAG_CELL }, { "script", TAG_HIDDEN }, { "style", TAG_HIDDEN },
};

/* What is lost with a tag, for the report; NULL: nothing. */
static const char *const tag_loses[] = {
	[TAG_STRUCK] = TR("that words are struck out"),
	[TAG_IMAGE] = TR("an image"),
	[TAG_MEDIA] = TR("a video, a sound or an embedded page"),
	[TAG_LINK] = TR("the address of a link"),
	[TAG_CELL] = TR("the layout of a table"),
	[TAG_HIDDEN] = TR("a script or a style"),
};

/* Named characters that people type or editors write; all others stay as they are typed. */
static const struct {
	const char *name, *text;
} entities[] = {
	{ "shy", "" }, { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" }, { "nbsp", "\xC2\xA0" },
	{ "ndash", "\xE2\x80\x93" }, { "mdash", "\xE2\x80\x94" }, { "hellip", "\xE2\x80\xA6" },
	{ "lsquo", "\xE2\x80\x98" }, { "rsquo", "\xE2\x80\x99" }, { "ldquo", "\xE2\x80\x9C" }, { "rdquo", "\xE2\x80\x9D" },
	{ "laquo", "\xC2\xAB" }, { "raquo", "\xC2\xBB" }, { "iexcl", "\xC2\xA1" }, { "iquest", "\xC2\xBF" },
	{ "copy", "\xC2\xA9" }, { "deg", "\xC2\xB0" }, { "times", "\xC3\x97" }, { "divide", "\xC3\xB7" },
	{ "plusmn", "\xC2\xB1" }, { "euro", "\xE2\x82\xAC" }, { "pound", "\xC2\xA3" }, { "middot", "\xC2\xB7" },
	{ "bull", "\xE2\x80\xA2" }, { "rarr", "\xE2\x86\x92" }, { "larr", "\xE2\x86\x90" }, { "le", "\xE2\x89\xA4" },
	{ "ge", "\xE2\x89\xA5" }, { "ne", "\xE2\x89\xA0" }, { "aacute", "\xC3\xA1" }, { "eacute", "\xC3\xA9" },
	{ "iacute", "\xC3\xAD" }, { "oacute", "\xC3\xB3" }, { "uacute", "\xC3\xBA" }, { "ntilde", "\xC3\xB1" },
	{ "agrave", "\xC3\xA0" }, { "egrave", "\xC3\xA8" }, { "igrave", "\xC3\xAC" }, { "ograve", "\xC3\xB2" },
	{ "ugrave", "\xC3\xB9" }, { "acirc", "\xC3\xA2" }, { "ecirc", "\xC3\xAA" }, { "icirc", "\xC3\xAE" },
	{ "ocirc", "\xC3\xB4" }, { "ucirc", "\xC3\xBB" }, { "auml", "\xC3\xA4" }, { "euml", "\xC3\xAB" },
	{ "iuml", "\xC3\xAF" }, { "ouml", "\xC3\xB6" }, { "uuml", "\xC3\xBC" }, { "szlig", "\xC3\x9F" },
	{ "ccedil", "\xC3\xA7" }, { "Auml", "\xC3\x84" }, { "Ouml", "\xC3\x96" }, { "Uuml", "\xC3\x9C" },
	{ "Eacute", "\xC3\x89" }, { "atilde", "\xC3\xA3" }, { "otilde", "\xC3\xB5" }, { "aring", "\xC3\xA5" },
	{ "aelig", "\xC3\xA6" }, { "oslash", "\xC3\xB8" },
};

/* -- Tags ------------------------------------------------------------------------------------- */

/* The end of a tag that begins at `at`, just after '>'; quotes hide a '>'. NULL: it has none. */
static const char *tag_end(const char *at, const char *end)
{
	char quote = 0;

	for (; at < end; at++) {
		if (quote ? *at == quote : *at == '"' || *at == '\'')
			quote = quote ? 0 : *at;
		else if (!quote && *at == '>')
			return at + 1;
		else if (!quote && *at == '<')
			return NULL;
	}
	return NULL;
}

static size_t name_len(const char *at, const char *end)
{
	size_t n = 0;

	while (at + n < end && n <= NAME_MOST &&
		((at[n] >= 'a' && at[n] <= 'z') || (at[n] >= 'A' && at[n] <= 'Z') || (at[n] >= '0' && at[n] <= '9')))
		n++;
	return n;
}

static int find_tag(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (strlen(tags[i].name) == len && strncasecmp(tags[i].name, name, len) == 0)
			return (int)i;
	return -1;
}

static void count(unsigned *open, bool closes)
{
	if (!closes)
		++*open;
	else if (*open)
		--*open;
}

static void begin_list(struct taking *t, bool closes, unsigned first)
{
	taking_end_block(t);
	t->item = false;
	if (!closes && t->lists < TAKING_DEPTH)
		t->numbers[t->lists] = first;
	count(&t->lists, closes);
}

/* What stands for an image: its alt text. */
static void add_alt(struct taking *t, const char *at, const char *end)
{
	for (; at + 5 < end; at++) {
		if (strncasecmp(at, "alt=", 4) != 0 || (at[4] != '"' && at[4] != '\''))
			continue;
		const char *from = at + 5, *to = memchr(from, at[4], (size_t)(end - from));
		if (!to || to == from)
			return;
		taking_add(t, "(", 1);
		for (; from < to; from++)
			taking_add(t, from, 1);
		taking_add(t, ")", 1);
		return;
	}
}

/* The rest of the text after what a tag hides: all up to its end tag. */
static const char *after_hidden(const char *name, size_t len, const char *at, const char *end)
{
	for (; at + 2 + len < end; at++)
		if (at[0] == '<' && at[1] == '/' && strncasecmp(at + 2, name, len) == 0)
			return at;
	return end;
}

static void do_tag(struct taking *t, enum tag tag, bool closes, const char *at, const char *end)
{
	switch (tag) {
	case TAG_STRONG: count(&t->strong, closes); break;
	case TAG_EMPHASIS: count(&t->emphasis, closes); break;
	case TAG_CODE: count(&t->code, closes); break;
	case TAG_PRE:
		taking_end_block(t);
		count(&t->pre, closes);
		break;
	case TAG_BREAK: taking_add(t, t->pre ? "\n" : " ", 1); break;
	case TAG_BLOCK:
		if (!t->pre && (closes || !t->item))
			taking_end_block(t);
		break;
	case TAG_LIST: begin_list(t, closes, 0); break;
	case TAG_NUMBERED: begin_list(t, closes, 1); break;
	case TAG_ITEM:
		taking_end_block(t);
		t->item = !closes;
		break;
	case TAG_IMAGE: add_alt(t, at, end); break;
	case TAG_CELL: taking_add(t, " ", 1); break;
	case TAG_RAISED:
	case TAG_LOWERED:
		if (!closes)
			taking_add(t, tag == TAG_RAISED ? "^" : "_", 1);
		break;
	case TAG_STRUCK:
	case TAG_SILENT:
	case TAG_MEDIA:
	case TAG_LINK:
	case TAG_HIDDEN: break;
	}
}

/* The end of a comment; one that never ends is looked for once. */
static const char *comment_end(struct taking *t, const char *at, const char *end)
{
	for (; !t->uncommented && at + 3 <= end; at++)
		if (memcmp(at, "-->", 3) == 0)
			return at + 3;
	t->uncommented = true;
	return NULL;
}

/* A tag or a comment at '<': where the text goes on; NULL when it is just that sign. */
static const char *take_tag(struct taking *t, const char *at, const char *end)
{
	bool closes = at + 1 < end && at[1] == '/';
	const char *name = at + 1 + closes;

	if (end - at >= 4 && memcmp(at, "<!--", 4) == 0)
		return comment_end(t, at + 4, end);
	size_t len = name_len(name, end);
	int found = find_tag(name, len);
	const char *after = found >= 0 && name + len < end && strchr(" \t\n/>", name[len]) ? tag_end(name, end) : NULL;
	if (!after)
		return NULL;
	enum tag tag = tags[found].tag;
	if ((size_t)tag < sizeof tag_loses / sizeof tag_loses[0] && !closes)
		taking_lose(t, tag_loses[tag]);
	do_tag(t, tag, closes, name + len, after);
	return tag == TAG_HIDDEN && !closes ? after_hidden(name, len, after, end) : after;
}

/* -- Characters by name ----------------------------------------------------------------------- */

static bool is_shown(uint32_t point)
{
	return point >= 0x20 && point <= GREATEST && !forbidden_in_lesson(point) && point != 0x200C && point != 0x200D &&
		(point & 0xFFFE) != 0xFFFE && (point < 0xFDD0 || point > 0xFDEF);
}

/* &#233; &#xE9; as a character; 0 bytes: it is none that may be shown. */
static size_t numbered(const char *digits, size_t len, char out[4])
{
	bool hex = len && (digits[0] == 'x' || digits[0] == 'X');
	uint32_t point = 0;

	if (len <= hex || len - hex > ENTITY_DIGITS)
		return 0;
	for (size_t i = hex; i < len; i++) {
		const char *at = strchr("0123456789abcdef", digits[i] | 0x20);
		unsigned digit = at && *at ? (unsigned)(at - strchr("0123456789abcdef", '0')) : 16;
		if (digit >= (hex ? 16u : 10u))
			return 0;
		point = point * (hex ? 16 : 10) + digit;
	}
	return is_shown(point) ? text_put_point(point, out) : 0;
}

/* A character by name at '&': where the text goes on; NULL when it is just that sign. */
static const char *take_entity(struct taking *t, const char *at, const char *end)
{
	size_t most = (size_t)(end - at - 1) < ENTITY_MOST ? (size_t)(end - at - 1) : ENTITY_MOST;
	const char *name = at + 1, *semicolon = memchr(name, ';', most);
	char bytes[4];

	if (!semicolon || semicolon == name)
		return NULL;
	size_t len = (size_t)(semicolon - name), size = *name == '#' ? numbered(name + 1, len - 1, bytes) : 0;
	if (size) {
		taking_add(t, bytes, size);
		return semicolon + 1;
	}
	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		if (strlen(entities[i].name) != len || memcmp(entities[i].name, name, len) != 0)
			continue;
		taking_add(t, entities[i].text, strlen(entities[i].text));
		return semicolon + 1;
	}
	return NULL;
}

void html_take(struct taking *t, const char *at, size_t len, bool lines)
{
	const char *end = at + len, *after;
	size_t size;

	for (; at < end; at = after) {
		after = *at == '<' ? take_tag(t, at, end) : *at == '&' ? take_entity(t, at, end) : NULL;
		if (after)
			continue;
		text_point(at, (size_t)(end - at), &size);
		if (lines && !t->pre && *at == '\n' && at + 1 < end && at[1] == '\n')
			taking_end_block(t);
		taking_add(t, at, size);
		after = at + size;
	}
	taking_end_block(t);
}
