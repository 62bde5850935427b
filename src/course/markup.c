/* SPDX-License-Identifier: MIT */
#include "course/markup.h"

#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/tr.h"
#include "course/forbidden.h"

#define NESTING_MOST 8 /* lists and quotes inside one another */
#define LINKS_MOST 64   /* of what looks like a link: md4c's search for their ends is quadratic */
#define SIGNS_MOST 4096 /* of what md4c must look at twice: a page of words has a hundred, a bomb 65,536 */
#define MARKER_MOST 16

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

#define SIGNS "[]*_`~&<>!\\|"

/* Everything md4c knows is switched on, so that what lessons do not have is seen and refused, not shown as it is. */
#define FLAGS (MD_FLAG_WIKILINKS | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)

/* Characters that may be written by name; any other can be written as itself. */
static const struct {
	const char *name, *text;
} entities[] = {
	{ "&amp;", "&" },
	{ "&lt;", "<" },
	{ "&gt;", ">" },
	{ "&quot;", "\"" },
	{ "&apos;", "'" },
	{ "&nbsp;", "\xC2\xA0" },
};

/* What lessons do not have. */
struct refused {
	const char *words;
	const char *instead; /* what to do about it; NULL: the sign it begins with can be made an ordinary character */
	bool here;           /* longer texts have it */
	const char *sign;    /* of a span: how it begins in the text */
};

static const struct refused no_heading = { .words = TR("a heading") };
static const struct refused no_rule = { TR("a rule across the page"), TR("take the line out"), false, NULL };
static const struct refused no_underline = { TR("a rule across the page, or a line under a heading"), TR("take the line out"), false, NULL };
static const struct refused no_table = { TR("a table"), TR("write it as a list, or in sentences"), false, NULL };
static const struct refused no_html = { .words = TR("HTML") };
static const struct refused no_box = { .words = TR("boxes to tick") };
static const struct refused no_definition = { .words = TR("a link definition") };
static const struct refused no_deep_list = { TR("lists this deep inside one another"), TR("write it with fewer levels"), false, NULL };
static const struct refused no_deep_quote = { TR("quotes this deep inside one another"), TR("write it with fewer levels"), false, NULL };
static const struct refused no_paragraph = { TR("a second paragraph"), TR("make one paragraph of it, without an empty line"), true, NULL };
static const struct refused no_many_signs = { TR("texts of more signs than words"), TR("write it in words"), false, NULL };

/* What an enum row of md4c means to a lesson: without words where it is fine. */
static const struct refused *const refused_blocks[] = {
	[MD_BLOCK_HR] = &no_rule,
	[MD_BLOCK_H] = &no_heading,
	[MD_BLOCK_HTML] = &no_html,
	[MD_BLOCK_TABLE] = &no_table,
	[MD_BLOCK_TD] = NULL,
};
static const struct refused no_quote = { .words = TR("a block quote"), .here = true };
static const struct refused no_list = { .words = TR("a list"), .here = true };
static const struct refused no_code_block = { TR("a code block"), TR("begin the text without spaces, and put code between two ` in it"), true, NULL };
static const struct refused *const inline_refused_blocks[] = {
	[MD_BLOCK_QUOTE] = &no_quote,
	[MD_BLOCK_UL] = &no_list,
	[MD_BLOCK_OL] = &no_list,
	[MD_BLOCK_CODE] = &no_code_block,
	[MD_BLOCK_TD] = NULL,
};
static const struct refused refused_spans[] = {
	[MD_SPAN_A] = { .words = TR("a link"), .sign = "[<" },
	[MD_SPAN_IMG] = { .words = TR("an image"), .sign = "!" },
	[MD_SPAN_DEL] = { .words = TR("struck-out text"), .sign = "~" },
	[MD_SPAN_U] = { 0 },
};

struct list_level {
	bool ordered;
	unsigned next;
	char delimiter;
};

/* Where the lists of a builder begin: most texts are short, and need nothing else. */
struct few {
	struct block blocks[4];
	struct span spans[8];
	struct mark marks[16];
};

struct builder {
	struct few *few;
	const struct node *scalar;
	enum markup_level level;
	struct arena *arena;
	struct diags *diags;

	struct block *blocks; /* grown here, copied into the arena at the end */
	size_t nblocks, block_room;
	struct span *spans; /* of the block being built */
	size_t nspans, span_room;
	struct str text; /* of the span being built */
	struct mark *marks; /* likewise: where its parts after the first stand */
	size_t nmarks, mark_room;
	bool in_block, in_span;
	struct block block;
	struct span span;

	struct list_level lists[NESTING_MOST];
	unsigned depth, quotes;
	char marker[MARKER_MOST]; /* of the item that has begun and has no block yet; "" when it has one */
	unsigned paragraphs;

	unsigned strong, emphasis, code;
	const char *term;
	bool in_html, in_code;

	size_t cursor;         /* just after the text seen last */
	const struct refused *pending; /* a refused block whose place is where its text begins */
	struct place reported;         /* of the last fault, and what it was: one for a line is enough */
	const struct refused *reported_as;

	size_t mark; /* how far place_of() has come */
	size_t counted;
	struct place counted_at;
	unsigned char *seen; /* for each byte: whether text was made of it; NULL where nobody asks */
};

/* -- Places and faults ------------------------------------------------------------------------ */

/* As node_place, but one walk over the text for all places, since they come in order. */
static struct place place_of(struct builder *b, size_t offset)
{
	const struct node *scalar = b->scalar;

	if (offset < b->counted || offset > scalar->len)
		return node_place(scalar, offset);
	while (b->mark < scalar->nmarks && scalar->marks[b->mark].offset <= offset) {
		b->counted = scalar->marks[b->mark].offset;
		b->counted_at = scalar->marks[b->mark++].at;
	}
	while (b->counted < offset) {
		size_t size, run = text_ascii(scalar->text + b->counted, offset - b->counted);
		b->counted += run;
		b->counted_at.column += (unsigned)run;
		if (b->counted == offset)
			break;
		text_point(scalar->text + b->counted, offset - b->counted, &size);
		b->counted += size;
		b->counted_at.column++;
	}
	return b->counted_at;
}

/* The sign to put a backslash before: behind the number of a list, and not before an image, which would be a link then. */
static char sign_at(const struct builder *b, size_t offset)
{
	const char *at = b->scalar->text + offset;

	at += strspn(at, "0123456789");
	return *at == '!' ? '[' : *at;
}

static void advise(struct builder *b, const struct refused *what, size_t offset)
{
	char sign = sign_at(b, offset);

	if (what->instead)
		diag_help(b->diags, "%s", tr(what->instead));
	else if (b->scalar->escapes)
		diag_help(b->diags,
			"write it in words; a backslash before the '%c' makes it an ordinary character, and inside \"...\" it is "
			"written twice: \\\\%c",
			sign, sign);
	else
		diag_help(b->diags, "write it in words; a backslash before the '%c' makes it an ordinary character", sign);
}

static void refuse(struct builder *b, const struct refused *what, size_t offset)
{
	struct place at = place_of(b, offset);

	if (b->reported_as == what && b->reported.line == at.line)
		return;
	b->reported = at;
	b->reported_as = what;
	diag_add(b->diags, DIAG_MARKUP, at, 1, what->here ? TR("texts such as this one do not have %s") : TR("lessons do not have %s"),
		tr(what->words));
	advise(b, what, offset);
}

/* Says a refused block that turned out to have no text. */
static void refuse_pending(struct builder *b, size_t offset)
{
	const struct refused *what = b->pending;

	b->pending = NULL;
	if (what)
		refuse(b, what, offset);
}

static void expect_refusal(struct builder *b, const struct refused *what)
{
	if (!what || b->pending)
		return;
	b->pending = what;
}

/* The first of the signs at or after the cursor: nothing that lies between was text. */
static size_t find_sign(const struct builder *b, const char *signs)
{
	size_t n = strcspn(b->scalar->text + b->cursor, signs);

	return b->cursor + n < b->scalar->len ? b->cursor + n : b->cursor;
}

/* The start of what stands on the first line after the cursor that has anything but the signs of quotes. */
static size_t find_line(const struct builder *b, const char *blanks)
{
	const char *text = b->scalar->text;
	size_t at = b->cursor;

	if (at > 0) {
		const char *end = strchr(text + at, '\n');
		at = end ? (size_t)(end - text) + 1 : at;
	}
	at += strspn(text + at, blanks);
	return at < b->scalar->len ? at : b->cursor;
}

/* -- Blocks and spans ------------------------------------------------------------------------- */

/* Twice the room for a list, which leaves the few it began in. */
static void *more(void *list, const void *few, size_t *room, size_t size)
{
	void *grown = mem_grow(list == few ? NULL : list, *room * 2, size);

	if (list == few)
		memcpy(grown, few, *room * size);
	*room *= 2;
	return grown;
}

static void drop(void *list, const void *few)
{
	if (list != few)
		mem_free(list);
}

static void end_span(struct builder *b)
{
	if (!b->in_span)
		return;
	b->in_span = false;
	b->span.text = arena_copy(b->arena, str_text(&b->text), b->text.len);
	if (b->nmarks) {
		struct mark *marks = arena_get(b->arena, b->nmarks * sizeof *marks);
		memcpy(marks, b->marks, b->nmarks * sizeof *marks);
		b->span.marks = marks;
		b->span.nmarks = b->nmarks;
		b->nmarks = 0;
	}
	str_cut(&b->text, 0);
	if (b->nspans == b->span_room)
		b->spans = more(b->spans, b->few->spans, &b->span_room, sizeof b->spans[0]);
	b->spans[b->nspans++] = b->span;
}

static void end_block(struct builder *b)
{
	end_span(b);
	if (!b->in_block)
		return;
	b->in_block = false;

	struct span *spans = arena_get(b->arena, b->nspans * sizeof *spans);
	if (b->nspans)
		memcpy(spans, b->spans, b->nspans * sizeof *spans);
	b->block.spans = spans;
	b->block.nspans = b->nspans;
	b->nspans = 0;
	if (b->nblocks == b->block_room)
		b->blocks = more(b->blocks, b->few->blocks, &b->block_room, sizeof b->blocks[0]);
	b->blocks[b->nblocks++] = b->block;
}

static void begin_block(struct builder *b, enum block_role role)
{
	b->in_block = true;
	b->block = (struct block){ .role = role, .depth = b->depth, .quotes = b->quotes, .marker = "" };
	if (role != BLOCK_ITEM)
		return;
	b->block.marker = arena_copy(b->arena, b->marker, strlen(b->marker));
	b->marker[0] = '\0';
}

/* An item whose first thing is no text still shows its marker. */
static void flush_marker(struct builder *b)
{
	end_block(b);
	if (!b->marker[0])
		return;
	begin_block(b, BLOCK_ITEM);
	end_block(b);
}

static enum span_role role_now(const struct builder *b)
{
	if (b->term)
		return SPAN_TERM;
	if (b->code || b->in_code)
		return SPAN_CODE;
	if (b->strong)
		return SPAN_STRONG;
	return b->emphasis ? SPAN_EMPHASIS : SPAN_TEXT;
}

static void add_mark(struct builder *b, size_t offset)
{
	if (b->nmarks == b->mark_room)
		b->marks = more(b->marks, b->few->marks, &b->mark_room, sizeof b->marks[0]);
	b->marks[b->nmarks++] = (struct mark){ b->text.len, place_of(b, offset) };
}

static void add_text(struct builder *b, const char *text, size_t len, size_t offset)
{
	enum span_role role = role_now(b);

	if (!b->in_block)
		begin_block(b, b->depth ? BLOCK_ITEM : BLOCK_PARAGRAPH);
	if (b->in_span && (b->span.role != role || b->span.term != b->term))
		end_span(b);
	if (!b->in_span) {
		b->in_span = true;
		b->span = (struct span){ .role = role, .term = b->term, .at = place_of(b, offset) };
	} else {
		add_mark(b, offset);
	}
	str_add(&b->text, text, len);
}

/* A brace may begin the name of a blank: there a span of its own begins, so that its place is known. */
static void add_normal(struct builder *b, const char *text, size_t len, size_t offset)
{
	for (size_t n; len > 0; text += n, len -= n, offset += n) {
		const char *brace = memchr(text + 1, '{', len - 1);

		n = brace ? (size_t)(brace - text) : len;
		if (*text == '{' && b->in_span)
			end_span(b);
		add_text(b, text, n, offset);
	}
}

/* -- What md4c calls -------------------------------------------------------------------------- */

static void begin_list(struct builder *b, const MD_BLOCK_OL_DETAIL *ordered)
{
	flush_marker(b);
	if (b->depth < NESTING_MOST) {
		b->lists[b->depth] = ordered ? (struct list_level){ true, ordered->start, ordered->mark_delimiter }
					     : (struct list_level){ 0 };
	} else {
		expect_refusal(b, &no_deep_list);
	}
	b->depth++;
}

static void begin_item(struct builder *b, const MD_BLOCK_LI_DETAIL *detail)
{
	flush_marker(b);
	if (detail->is_task)
		refuse(b, &no_box, detail->task_mark_offset - 1);
	if (b->depth > NESTING_MOST)
		return;
	struct list_level *list = &b->lists[b->depth - 1];
	if (list->ordered)
		snprintf(b->marker, sizeof b->marker, "%u%c", list->next++, list->delimiter);
	else
		snprintf(b->marker, sizeof b->marker, "-");
}

static void begin_paragraph(struct builder *b)
{
	end_block(b);
	if (b->level == MARKUP_INLINE && b->paragraphs++ > 0)
		expect_refusal(b, &no_paragraph);
}

static void begin_quote(struct builder *b)
{
	flush_marker(b);
	if (++b->quotes > NESTING_MOST)
		expect_refusal(b, &no_deep_quote);
}

static void begin_code(struct builder *b)
{
	flush_marker(b);
	b->in_code = true;
	begin_block(b, BLOCK_CODE);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct builder *b = ctx;

	expect_refusal(b, refused_blocks[type]);
	if (b->level == MARKUP_INLINE)
		expect_refusal(b, inline_refused_blocks[type]);
	switch (type) {
	case MD_BLOCK_QUOTE: begin_quote(b); break;
	case MD_BLOCK_UL: begin_list(b, NULL); break;
	case MD_BLOCK_OL: begin_list(b, detail); break;
	case MD_BLOCK_LI: begin_item(b, detail); break;
	case MD_BLOCK_CODE: begin_code(b); break;
	case MD_BLOCK_HTML: b->in_html = true; break;
	case MD_BLOCK_HR: refuse_pending(b, find_line(b, " \t\n>")); break;
	case MD_BLOCK_P: begin_paragraph(b); break;
	case MD_BLOCK_H:
	case MD_BLOCK_TABLE:
	case MD_BLOCK_TR: end_block(b); break;
	case MD_BLOCK_DOC:
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
	case MD_BLOCK_TH:
	case MD_BLOCK_TD: break;
	}
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct builder *b = ctx;

	(void)detail;
	if (b->pending && type != MD_BLOCK_DOC)
		refuse_pending(b, find_line(b, " \t\n>"));
	if (type == MD_BLOCK_LI)
		flush_marker(b);
	else if (type != MD_BLOCK_TD && type != MD_BLOCK_TH)
		end_block(b);
	if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		b->depth--;
	if (type == MD_BLOCK_QUOTE)
		b->quotes--;
	if (type == MD_BLOCK_HTML)
		b->in_html = false;
	if (type == MD_BLOCK_CODE)
		b->in_code = false;
	return 0;
}

/* The name between [[ and ]] or |, without white space around it. */
static const char *term_name(struct builder *b, const MD_ATTRIBUTE *target)
{
	const char *from = target->text, *to = target->text + target->size;

	while (from < to && strchr(" \t\n", *from))
		from++;
	while (to > from && strchr(" \t\n", to[-1]))
		to--;
	return arena_copy(b->arena, from, (size_t)(to - from));
}

static int enter_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct builder *b = ctx;

	end_span(b);
	if (refused_spans[type].words)
		refuse(b, &refused_spans[type], find_sign(b, refused_spans[type].sign));
	if (type == MD_SPAN_STRONG)
		b->strong++;
	if (type == MD_SPAN_EM)
		b->emphasis++;
	if (type == MD_SPAN_CODE)
		b->code++;
	if (type == MD_SPAN_WIKILINK)
		b->term = term_name(b, &((MD_SPAN_WIKILINK_DETAIL *)detail)->target);
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct builder *b = ctx;

	(void)detail;
	end_span(b);
	if (type == MD_SPAN_STRONG)
		b->strong--;
	if (type == MD_SPAN_EM)
		b->emphasis--;
	if (type == MD_SPAN_CODE)
		b->code--;
	if (type == MD_SPAN_WIKILINK)
		b->term = NULL;
	return 0;
}

/* &#233; or &#xE9; as a code point; 0 for what is none. */
static uint32_t numeric_entity(const char *text)
{
	bool hex = text[2] == 'x' || text[2] == 'X';
	unsigned long point = strtoul(text + (hex ? 3 : 2), NULL, hex ? 16 : 10);

	return point <= 0x10FFFF ? (uint32_t)point : 0;
}

static void add_entity(struct builder *b, const char *text, size_t len, size_t offset)
{
	char bytes[4];

	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		if (strlen(entities[i].name) == len && memcmp(entities[i].name, text, len) == 0) {
			add_text(b, entities[i].text, strlen(entities[i].text), offset);
			return;
		}
	}
	if (len < 3 || text[1] != '#') {
		diag_add(b->diags, DIAG_MARKUP, place_of(b, offset), (unsigned)len,
			"'%.*s' is no character known here", (int)(len > 40 ? 40 : len), text);
		diag_help(b->diags, "write the character itself");
		return;
	}
	uint32_t point = numeric_entity(text);
	size_t size = text_put_point(point, bytes);
	if (point == 0 || size == 0 || forbidden_in_lesson(point) || forbidden_is_joiner(point)) {
		forbidden_say(b->diags, point, place_of(b, offset), (unsigned)len);
		diag_help(b->diags, "take it out; an escape makes it no better");
		return;
	}
	add_text(b, bytes, size, offset);
}

static bool is_escaped(const char *text, size_t at)
{
	size_t n = 0;

	while (n < at && text[at - n - 1] == '\\')
		n++;
	return n % 2 == 1;
}

/* Brackets that were meant to open the glossary and do not. */
static void judge_brackets(struct builder *b, size_t from, size_t len)
{
	const char *text = b->scalar->text;

	for (size_t i = from; len > 0; i++) {
		const char *bracket = memchr(text + i, '[', from + len - i);
		if (!bracket)
			return;
		i = (size_t)(bracket - text);
		if (text[i + 1] == '[' && !is_escaped(text, i)) {
			diag_add(b->diags, DIAG_MARKUP, place_of(b, i), 2, "'[[' that opens no glossary entry");
			diag_help(b->diags, "write [[term]] or [[term|shown]] on one line");
			return;
		}
	}
}

/* Where the signs of a heading or of a table begin, which are no text. */
static size_t before_signs(const struct builder *b, size_t offset)
{
	const char *text = b->scalar->text;
	size_t at = offset;

	while (at > 0 && strchr("#| \t", text[at - 1]))
		at--;
	return at + strspn(text + at, " \t");
}

/* Where a block that is refused begins whose first text this is. A heading may be one because of the line below it: then
 * nothing is said before that is reached. */
static void refuse_before(struct builder *b, size_t offset)
{
	size_t at = before_signs(b, offset);

	if (b->pending == &no_heading && b->scalar->text[at] != '#')
		b->pending = &no_underline;
	if (!b->pending || b->pending == &no_underline)
		return;
	refuse_pending(b, b->level == MARKUP_INLINE ? find_line(b, " \t\n") : at);
}

/* Whether the line a text stands on is what parts the head of a table from its rows: where a text stands right above that head,
 * it is no table to Markdown, and to its author it is one. */
static bool begins_rule_of_table(const struct builder *b, size_t offset)
{
	const char *text = b->scalar->text, *line = text + offset;

	while (line > text && strchr(" \t>", line[-1]))
		line--;
	size_t len = strspn(line, " \t>|:-");
	return (line == text || line[-1] == '\n') && (!line[len] || line[len] == '\n') && memchr(line, '|', len) &&
		memchr(line, '-', len);
}

/* The start of the line before that of `offset`, where the head of such a table stands. */
static size_t line_above(const struct builder *b, size_t offset)
{
	const char *text = b->scalar->text;
	size_t at = offset;

	for (unsigned ends = 0; at > 0 && (ends += text[at - 1] == '\n') < 2;)
		at--;
	return at + strspn(text + at, " \t>");
}

static int text_seen(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *ctx)
{
	struct builder *b = ctx;
	const char *source = b->scalar->text;
	bool inside = text >= source && text < source + b->scalar->len;
	size_t offset = inside ? (size_t)(text - source) : b->cursor;

	if (inside) {
		refuse_before(b, offset);
		if (b->seen)
			memset(b->seen + offset, 1, size);
		b->cursor = offset + size;
	}
	switch (type) {
	case MD_TEXT_BR: add_text(b, "\n", 1, offset); break;
	case MD_TEXT_SOFTBR: add_text(b, " ", 1, offset); break;
	case MD_TEXT_ENTITY: add_entity(b, text, size, offset); break;
	case MD_TEXT_HTML:
		if (!b->in_html)
			refuse(b, &no_html, offset);
		break;
	case MD_TEXT_NORMAL:
		if (inside)
			judge_brackets(b, offset, size);
		if (inside && begins_rule_of_table(b, offset))
			refuse(b, &no_table, line_above(b, offset));
		add_normal(b, text, size, offset);
		break;
	case MD_TEXT_NULLCHAR:
	case MD_TEXT_CODE:
	case MD_TEXT_LATEXMATH: add_text(b, text, size, offset); break;
	}
	return 0;
}

/* -- The whole -------------------------------------------------------------------------------- */

/* Link definitions leave no trace in what md4c says: they are the lines that begin with a bracket and made no text. */
static void judge_definitions(struct builder *b)
{
	const char *text = b->scalar->text, *line = text, *end = text + b->scalar->len, *next;

	for (; line < end; line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next ? next + 1 : end;
		const char *first = line + strspn(line, " \t>*+-");
		if (first >= next || *first != '[')
			continue;
		if (!memchr(b->seen + (line - text), 1, (size_t)(next - line)))
			refuse(b, &no_definition, (size_t)(first - text));
	}
}

/* Whether the text is made to keep md4c busy. */
static bool is_a_bomb(struct builder *b)
{
	const char *text = b->scalar->text;
	unsigned links = 0, signs = 0;

	for (size_t at = strcspn(text, SIGNS); text[at]; at += 1 + strcspn(text + at + 1, SIGNS)) {
		links += text[at] == ']' && (text[at + 1] == '(' || text[at + 1] == '[');
		if (++signs <= SIGNS_MOST && links <= LINKS_MOST)
			continue;
		refuse(b, links > LINKS_MOST ? &refused_spans[MD_SPAN_A] : &no_many_signs, at);
		return true;
	}
	return false;
}

static struct markup finish(struct builder *b)
{
	struct block *blocks = arena_get(b->arena, b->nblocks * sizeof *blocks);
	struct markup markup = { blocks, b->nblocks };

	for (size_t i = 0; i < b->nblocks; i++) {
		blocks[i] = b->blocks[i];
		if (blocks[i].role != BLOCK_CODE || !blocks[i].nspans)
			continue;
		struct span *span = (struct span *)&blocks[i].spans[0]; /* our own, fresh from the arena */
		size_t len = strlen(span->text);
		if (len && span->text[len - 1] == '\n')
			span->text = arena_copy(b->arena, span->text, len - 1);
	}
	return markup;
}

struct markup markup_read(const struct node *scalar, enum markup_level level, struct arena *arena, struct diags *diags)
{
	static const MD_PARSER parser = {
		.flags = FLAGS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text_seen,
	};
	struct few few;
	struct builder b = {
		.few = &few,
		.scalar = scalar,
		.level = level,
		.arena = arena,
		.diags = diags,
		.blocks = few.blocks,
		.block_room = ARRAY_LEN(few.blocks),
		.spans = few.spans,
		.span_room = ARRAY_LEN(few.spans),
		.marks = few.marks,
		.mark_room = ARRAY_LEN(few.marks),
		.counted_at = scalar->at,
	};

	if (is_a_bomb(&b))
		return (struct markup){ 0 };
	if (memchr(scalar->text, '[', scalar->len))
		b.seen = mem_get(scalar->len + 1);
	if (md_parse(scalar->text, (MD_SIZE)scalar->len, &parser, &b) != 0)
		diag_add(diags, DIAG_MARKUP, scalar->at, scalar->width, "this text cannot be read as Markdown");
	end_block(&b);
	if (b.seen)
		judge_definitions(&b);

	struct markup markup = finish(&b);
	mem_free(b.seen);
	drop(b.blocks, few.blocks);
	drop(b.spans, few.spans);
	drop(b.marks, few.marks);
	str_release(&b.text);
	return markup;
}

void markup_plain(const struct markup *markup, struct str *out)
{
	for (size_t i = 0; i < markup->nblocks; i++) {
		if (i > 0)
			str_add(out, "\n", 1);
		for (size_t s = 0; s < markup->blocks[i].nspans; s++)
			str_add_text(out, markup->blocks[i].spans[s].text);
	}
}

struct place span_place(const struct span *span, size_t offset)
{
	struct place at = span->at;
	size_t from = 0, size;

	for (size_t i = 0; i < span->nmarks && span->marks[i].offset <= offset; i++) {
		from = span->marks[i].offset;
		at = span->marks[i].at;
	}
	for (; from < offset; from += size, at.column++)
		text_point(span->text + from, offset - from, &size);
	return at;
}

bool markup_is_empty(const struct markup *markup)
{
	for (size_t i = 0; i < markup->nblocks; i++)
		for (size_t s = 0; s < markup->blocks[i].nspans; s++)
			if (markup->blocks[i].spans[s].text[0])
				return false;
	return true;
}
