/* SPDX-License-Identifier: MIT */
#include "io/prose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/text.h"
#include "base/tr.h"

#define LINE_CELLS 88     /* bytes of a line of Markdown, roughly */
#define DEPTH_MOST 6      /* lists inside one another */
#define TEXT_MOST 60000   /* bytes of one text: a scalar holds 64 KiB */
#define ENTITY_MOST 12
#define ENTITY_DIGITS 7
#define NAME_MOST 12      /* bytes of the name of a tag */
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

/* One text being taken apart. */
struct taking {
	struct prose *prose;
	struct prose_block **end; /* where the next block is hung */
	struct prose_block *block; /* the one being filled, not hung yet, or NULL */
	struct prose_run **run_end;
	struct str text; /* of the run being filled */
	enum span_role role;
	unsigned strong, emphasis, code, pre, lists;
	unsigned numbers[DEPTH_MOST]; /* of each open list: 0 bullets, else the number of its next item */
	bool item;      /* the next block is an item */
	bool uncommented; /* no comment ends in what follows */
};

/* -- Blocks and runs -------------------------------------------------------------------------- */

static void end_run(struct taking *t)
{
	if (!t->text.len)
		return;
	struct prose_run *run = arena_get(t->prose->arena, sizeof *run);

	run->role = t->role;
	run->text = arena_copy(t->prose->arena, t->text.at, t->text.len);
	str_cut(&t->text, 0);
	*t->run_end = run;
	t->run_end = &run->next;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \n\t")] == '\0';
}

static bool says_nothing(const struct prose_block *block)
{
	for (const struct prose_run *run = block->runs; run; run = run->next)
		if (!is_blank(run->text))
			return false;
	return true;
}

static void end_block(struct taking *t)
{
	if (!t->block)
		return;
	end_run(t);
	if (!says_nothing(t->block)) {
		*t->end = t->block;
		t->end = &t->block->next;
	}
	t->block = NULL;
}

static unsigned next_number(struct taking *t)
{
	unsigned *number = t->lists && t->lists <= DEPTH_MOST ? &t->numbers[t->lists - 1] : NULL;

	return number && *number ? (*number)++ : 0;
}

static void begin_block(struct taking *t, enum block_role role)
{
	end_block(t);
	t->block = arena_get(t->prose->arena, sizeof *t->block);
	t->block->role = role;
	t->run_end = &t->block->runs;
	if (role != BLOCK_ITEM)
		return;
	t->block->depth = t->lists > DEPTH_MOST ? DEPTH_MOST : t->lists + !t->lists;
	t->block->number = next_number(t);
	t->item = false;
}

static enum span_role role_now(const struct taking *t)
{
	if (t->code || t->pre)
		return SPAN_CODE;
	if (t->strong)
		return SPAN_STRONG;
	return t->emphasis ? SPAN_EMPHASIS : SPAN_TEXT;
}

static bool ends_blank(const struct taking *t)
{
	return t->text.len && t->text.at[t->text.len - 1] == ' ';
}

static void add(struct taking *t, const char *bytes, size_t len)
{
	if (!len)
		return;
	bool blank = len == 1 && strchr(" \n\t", *bytes);
	bool filler = len == 2 && memcmp(bytes, "\xC2\xA0", 2) == 0; /* what editors put into empty lines */

	if (!t->pre && ((!t->block && (blank || filler)) || (blank && ends_blank(t))))
		return;
	if (!t->block)
		begin_block(t, t->pre ? BLOCK_CODE : t->item ? BLOCK_ITEM : BLOCK_PARAGRAPH);
	if (role_now(t) != t->role)
		end_run(t);
	t->role = role_now(t);
	str_add(&t->text, blank && !t->pre ? " " : bytes, len);
}

/* Each sort once. */
static void lose(struct taking *t, const char *what)
{
	const char *lost = t->prose->lost;

	if (!what || (lost && strstr(lost, tr(what))))
		return;
	t->prose->lost = lost ? arena_print(t->prose->arena, "%s, %s", lost, tr(what)) : tr(what);
}

/* -- HTML ------------------------------------------------------------------------------------- */

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
	end_block(t);
	t->item = false;
	if (!closes && t->lists < DEPTH_MOST)
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
		add(t, "(", 1);
		for (; from < to; from++)
			add(t, from, 1);
		add(t, ")", 1);
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
		end_block(t);
		count(&t->pre, closes);
		break;
	case TAG_BREAK: add(t, t->pre ? "\n" : " ", 1); break;
	case TAG_BLOCK:
		if (!t->pre && (closes || !t->item))
			end_block(t);
		break;
	case TAG_LIST: begin_list(t, closes, 0); break;
	case TAG_NUMBERED: begin_list(t, closes, 1); break;
	case TAG_ITEM:
		end_block(t);
		t->item = !closes;
		break;
	case TAG_IMAGE: add_alt(t, at, end); break;
	case TAG_CELL: add(t, " ", 1); break;
	case TAG_RAISED:
	case TAG_LOWERED:
		if (!closes)
			add(t, tag == TAG_RAISED ? "^" : "_", 1);
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
		lose(t, tag_loses[tag]);
	do_tag(t, tag, closes, name + len, after);
	return tag == TAG_HIDDEN && !closes ? after_hidden(name, len, after, end) : after;
}

static bool is_shown(uint32_t point)
{
	return point >= 0x20 && point <= GREATEST && !text_is_forbidden(point) && point != 0x200C && point != 0x200D &&
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
		add(t, bytes, size);
		return semicolon + 1;
	}
	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		if (strlen(entities[i].name) != len || memcmp(entities[i].name, name, len) != 0)
			continue;
		add(t, entities[i].text, strlen(entities[i].text));
		return semicolon + 1;
	}
	return NULL;
}

/* Two line ends in a row part paragraphs where `lines` says so. */
static void take_html(struct taking *t, const char *at, size_t len, bool lines)
{
	const char *end = at + len, *after;
	size_t size;

	for (; at < end; at = after) {
		after = *at == '<' ? take_tag(t, at, end) : *at == '&' ? take_entity(t, at, end) : NULL;
		if (after)
			continue;
		text_point(at, (size_t)(end - at), &size);
		if (lines && !t->pre && *at == '\n' && at + 1 < end && at[1] == '\n')
			end_block(t);
		add(t, at, size);
		after = at + size;
	}
	end_block(t);
}

/* -- Plain words and Markdown ----------------------------------------------------------------- */

static void take_plain(struct taking *t, const char *at, size_t len)
{
	size_t size;

	for (const char *end = at + len; at < end; at += size) {
		text_point(at, (size_t)(end - at), &size);
		if (*at == '\n' && at + 1 < end && at[1] == '\n')
			end_block(t);
		add(t, at, size);
	}
	end_block(t);
}

static void take_spans(struct taking *t, const struct block *block)
{
	for (size_t i = 0; i < block->nspans; i++) {
		const struct span *span = &block->spans[i];
		t->strong = span->role == SPAN_STRONG;
		t->emphasis = span->role == SPAN_EMPHASIS;
		t->code = span->role == SPAN_CODE;
		size_t size;
		for (const char *at = span->text, *end = at + strlen(at); at < end; at += size) {
			text_point(at, (size_t)(end - at), &size);
			add(t, at, size);
		}
	}
	t->strong = t->emphasis = t->code = 0;
}

static bool has_term(const struct markup *markup)
{
	for (size_t i = 0; i < markup->nblocks; i++)
		for (size_t s = 0; s < markup->blocks[i].nspans; s++)
			if (markup->blocks[i].spans[s].role == SPAN_TERM)
				return true;
	return false;
}

static void take_blocks(struct taking *t, const struct markup *markup)
{
	for (size_t i = 0; i < markup->nblocks; i++) {
		const struct block *block = &markup->blocks[i];
		bool item = block->role == BLOCK_ITEM && *block->marker;
		end_block(t);
		t->pre = block->role == BLOCK_CODE;
		t->item = item;
		t->lists = block->depth > DEPTH_MOST ? DEPTH_MOST : block->depth;
		if (item && t->lists)
			t->numbers[t->lists - 1] = (unsigned)strtoul(block->marker, NULL, 10);
		take_spans(t, block);
		end_block(t);
	}
	t->pre = t->lists = 0;
	t->item = false;
}

/* Markdown that lessons do not have stays as it was typed. */
static void take_markdown(struct taking *t, const char *text, size_t len)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct node node = { .type = NODE_SCALAR, .at = { 1, 1 }, .width = 1, .len = len };

	if (len > TEXT_MOST) {
		take_plain(t, text, len);
		return;
	}
	node.text = arena_copy(&arena, text, len);
	struct markup markup = markup_read(&node, MARKUP_BLOCKS, &arena, &diags);
	if (diags.count || has_term(&markup)) {
		take_plain(t, text, len);
		lose(t, TR("Markdown that lessons do not have: it stands as it was typed"));
	} else {
		take_blocks(t, &markup);
	}
	diags_release(&diags);
	arena_release(&arena);
}

struct prose prose_read(struct arena *arena, const char *text, size_t len, enum prose_form form)
{
	struct prose prose = { .arena = arena };
	struct taking t = { .prose = &prose, .end = &prose.blocks };

	switch (form) {
	case PROSE_PLAIN: take_plain(&t, text, len); break;
	case PROSE_LINES: take_html(&t, text, len, true); break;
	case PROSE_HTML: take_html(&t, text, len, false); break;
	case PROSE_MARKDOWN: take_markdown(&t, text, len); break;
	}
	str_release(&t.text);
	return prose;
}

bool prose_is_empty(const struct prose *prose)
{
	return !prose->blocks;
}

/* -- Words ------------------------------------------------------------------------------------ */

/* Appends the words of a block; every run of white space is one blank, none at the ends. */
static void add_words(const struct prose_block *block, struct str *out)
{
	size_t from = out->len;

	for (const struct prose_run *run = block->runs; run; run = run->next)
		for (const char *at = run->text; *at; at++) {
			bool blank = strchr(" \n\t", *at) != NULL;
			if (!blank)
				str_add(out, at, 1);
			else if (out->len > from && out->at[out->len - 1] != ' ')
				str_add(out, " ", 1);
		}
	if (out->len > from && out->at[out->len - 1] == ' ')
		str_cut(out, out->len - 1);
}

static void add_all_words(const struct prose_block *block, struct str *out)
{
	for (; block; block = block->next) {
		add_words(block, out);
		if (block->next)
			str_add(out, " ", 1);
	}
}

static const char *keep(struct arena *arena, struct str *text)
{
	const char *kept = arena_copy(arena, str_text(text), text->len);

	str_release(text);
	return kept;
}

const char *prose_words(const struct prose *prose)
{
	struct str words = { 0 };

	add_all_words(prose->blocks, &words);
	return keep(prose->arena, &words);
}

/* -- Markdown --------------------------------------------------------------------------------- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_letter(char c)
{
	return is_word(c) && !(c >= '0' && c <= '9');
}

/* Whether the sign at `at` of a text could mean something to Markdown within a line. */
static bool is_sign(const char *text, size_t at)
{
	char before = at ? text[at - 1] : ' ', after = text[at + 1];

	switch (text[at]) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case '~': return true;
	case '_': return !(is_word(before) && is_word(after));
	case '<': return is_letter(after) || after == '/' || after == '!' || after == '?';
	case '&': return is_letter(after) || after == '#';
	}
	return false;
}

/* The byte that would make the start of a line a heading, a quote, a list or a rule, or NULL. */
static const char *sign_at_start(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (strchr("#>=+-", *text) && *text)
		return text;
	return digits && (text[digits] == '.' || text[digits] == ')') ? text + digits : NULL;
}

static void add_escaped(const char *text, size_t len, bool starts, struct str *out)
{
	const char *sign = starts ? sign_at_start(text) : NULL;

	for (size_t i = 0; i < len; i++) {
		if (is_sign(text, i) || text + i == sign)
			str_add(out, "\\", 1);
		str_add(out, text + i, 1);
	}
}

/* A code span: as many backticks as the longest row of them inside, and one more. */
static void add_code(const char *text, size_t len, struct str *out)
{
	size_t longest = 0, row = 0;

	for (size_t i = 0; i < len; i++) {
		row = text[i] == '`' ? row + 1 : 0;
		longest = row > longest ? row : longest;
	}
	bool pad = text[0] == '`' || text[len - 1] == '`';
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
	str_add(out, " ", pad);
	str_add(out, text, len);
	str_add(out, " ", pad);
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
}

/* One run whose white space is already single blanks, those at its ends outside of its signs. */
static void add_run(const struct prose_run *run, const char *text, bool styled, struct str *out, size_t from)
{
	static const char *const signs[] = { [SPAN_STRONG] = "**", [SPAN_EMPHASIS] = "*", [SPAN_CODE] = "" };
	enum span_role role = styled ? run->role : SPAN_TEXT;
	size_t lead = strspn(text, " "), len = strlen(text);

	if (lead && out->len > from && out->at[out->len - 1] != ' ')
		str_add(out, " ", 1);
	text += lead;
	len -= lead;
	bool trails = len && text[len - 1] == ' ';
	len -= trails;
	if (len && role == SPAN_CODE)
		add_code(text, len, out);
	if (len && (role == SPAN_STRONG || role == SPAN_EMPHASIS))
		str_add_text(out, signs[role]);
	if (len && role != SPAN_CODE)
		add_escaped(text, len, out->len == from, out);
	if (len && (role == SPAN_STRONG || role == SPAN_EMPHASIS))
		str_add_text(out, signs[role]);
	if (trails)
		str_add(out, " ", 1);
}

/* A run with its white space made single blanks. */
static void collapse(const char *text, struct str *out)
{
	str_cut(out, 0);
	for (; *text; text++) {
		bool blank = strchr(" \n\t", *text) != NULL;
		if (!blank)
			str_add(out, text, 1);
		else if (!out->len || out->at[out->len - 1] != ' ')
			str_add(out, " ", 1);
	}
}

static void add_block_line(const struct prose_block *block, bool styled, struct str *out)
{
	struct str text = { 0 };
	size_t from = out->len;

	for (const struct prose_run *run = block->runs; run; run = run->next) {
		collapse(run->text, &text);
		add_run(run, str_text(&text), styled, out, from);
	}
	while (out->len > from && out->at[out->len - 1] == ' ')
		str_cut(out, out->len - 1);
	str_release(&text);
}

/* -- Is it what was said? --------------------------------------------------------------------- */

/* Whether two texts are the same but for white space. */
static bool is_same(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " \n\t");
		b += strspn(b, " \n\t");
		if (*a != *b || !*a)
			return *a == *b;
	}
}

/* Whether the checker takes the Markdown, and it says these words. */
static bool reads_as(const char *markdown, size_t len, const char *words, enum markup_level level)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct str plain = { 0 };
	const struct node node = { .type = NODE_SCALAR, .at = { 1, 1 }, .width = 1, .text = markdown, .len = len };

	if (len > TEXT_MOST)
		return false;
	struct markup markup = markup_read(&node, level, &arena, &diags);
	markup_plain(&markup, &plain);
	bool same = !diags.count && !has_term(&markup) && is_same(str_text(&plain), words);
	str_release(&plain);
	diags_release(&diags);
	arena_release(&arena);
	return same;
}

/* Tries to say the blocks, with all that can be kept of their style first. */
static const char *say(const struct prose *prose, void (*as)(const struct prose_block *, int plainly, struct str *),
	enum markup_level level, int ways)
{
	struct str words = { 0 }, out = { 0 };
	bool good = false;

	add_all_words(prose->blocks, &words);
	for (int plainly = 0; plainly < ways && !good; plainly++) {
		str_cut(&out, 0);
		as(prose->blocks, plainly, &out);
		good = reads_as(str_text(&out), out.len, str_text(&words), level);
	}
	str_release(&words);
	if (good)
		return keep(prose->arena, &out);
	str_release(&out);
	return NULL;
}

static void say_line(const struct prose_block *block, int plainly, struct str *out)
{
	struct str joined = { 0 };

	if (plainly < 2) {
		for (; block; block = block->next) {
			add_block_line(block, !plainly, out);
			if (block->next)
				str_add(out, " ", 1);
		}
		return;
	}
	add_all_words(block, &joined); /* what was a sign within a block may be one only at its end */
	add_escaped(str_text(&joined), joined.len, true, out);
	str_release(&joined);
}

const char *prose_line(const struct prose *prose)
{
	return say(prose, say_line, MARKUP_INLINE, 3);
}

/* -- Blocks ----------------------------------------------------------------------------------- */

/* Breaks a long line before words that can mean nothing at the start of one. */
static void add_wrapped(const char *line, size_t indent, struct str *out)
{
	size_t column = indent;

	while (*line) {
		size_t blanks = strspn(line, " "), word = strcspn(line + blanks, " ");
		char first = line[blanks];
		bool may = blanks && (is_letter(first) || (unsigned char)first >= 0x80);
		if (may && column + blanks + word > LINE_CELLS) {
			str_print(out, "\n%*s", (int)indent, "");
			str_add(out, line + blanks, word);
			column = indent + word;
		} else {
			str_add(out, line, blanks + word);
			column += blanks + word;
		}
		line += blanks + word;
	}
	str_add(out, "\n", 1);
}

static void add_fenced(const struct prose_block *block, struct str *out)
{
	struct str code = { 0 };
	size_t row = 0, longest = 2;

	for (const struct prose_run *run = block->runs; run; run = run->next)
		str_add_text(&code, run->text);
	while (code.len && strchr(" \n\t", code.at[code.len - 1]))
		str_cut(&code, code.len - 1);
	for (size_t i = 0; i < code.len; i++) {
		row = code.at[i] == '`' ? row + 1 : 0;
		longest = row > longest ? row : longest;
	}
	const char *text = str_text(&code);
	while (strspn(text, " \t") && text[strspn(text, " \t")] == '\n')
		text += strspn(text, " \t");
	text += strspn(text, "\n");
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
	str_print(out, "\n%s\n", text);
	for (size_t i = 0; i <= longest; i++)
		str_add(out, "`", 1);
	str_add(out, "\n", 1);
	str_release(&code);
}

static void add_item(const struct prose_block *block, unsigned depth, bool styled, struct str *out)
{
	struct str line = { 0 };
	char marker[16] = "-";

	if (block->number)
		snprintf(marker, sizeof marker, "%u.", block->number);
	add_block_line(block, styled, &line);
	str_print(out, "%*s%s ", (int)(depth - 1) * 4, "", marker);
	add_wrapped(str_text(&line), (depth - 1) * 4 + strlen(marker) + 1, out);
	str_release(&line);
}

static void add_paragraph(const struct prose_block *block, bool styled, struct str *out)
{
	struct str line = { 0 };

	add_block_line(block, styled, &line);
	add_wrapped(str_text(&line), 0, out);
	str_release(&line);
}

/* 0: all; 1: without emphasis; 2: every block a paragraph. */
static void say_text(const struct prose_block *block, int plainly, struct str *out)
{
	const struct prose_block *before = NULL;
	unsigned depth = 0;

	for (; block; before = block, block = block->next) {
		bool item = block->role == BLOCK_ITEM && plainly < 2;
		if (before && !(item && before->role == BLOCK_ITEM))
			str_add(out, "\n", 1);
		depth = !item ? 0 : block->depth > depth + 1 ? depth + 1 : block->depth;
		if (item)
			add_item(block, depth, !plainly, out);
		else if (block->role == BLOCK_CODE && plainly < 2)
			add_fenced(block, out);
		else
			add_paragraph(block, !plainly, out);
	}
}

const char *prose_text(const struct prose *prose)
{
	return say(prose, say_text, MARKUP_BLOCKS, 3);
}

/* -- The question in a text ------------------------------------------------------------------- */

/* How much a paragraph looks like what is asked. */
static int asks(const struct prose_block *block)
{
	struct str words = { 0 };

	if (block->role != BLOCK_PARAGRAPH)
		return 0;
	add_words(block, &words);
	const char *text = str_text(&words);
	int rank = strstr(text, PROSE_GAP) ? 3 : words.len && text[words.len - 1] == '?' ? 2 : 1;
	str_release(&words);
	return rank;
}

struct prose prose_take_question(struct prose *prose)
{
	struct prose question = { .arena = prose->arena };
	struct prose_block **best = NULL;
	int rank = 1;

	for (struct prose_block **at = &prose->blocks; *at; at = &(*at)->next) {
		int now = asks(*at);
		if (now < rank)
			continue;
		rank = now;
		best = at;
	}
	if (!best)
		return question;
	question.blocks = *best;
	*best = question.blocks->next;
	question.blocks->next = NULL;
	return question;
}

const char *prose_fill_gap(struct arena *arena, const char *markdown, const char *in)
{
	struct str out = { 0 };
	const char *gap;

	for (; (gap = strstr(markdown, PROSE_GAP)); markdown = gap + strlen(PROSE_GAP)) {
		str_add(&out, markdown, (size_t)(gap - markdown));
		str_add_text(&out, in);
	}
	str_add_text(&out, markdown);
	return keep(arena, &out);
}
