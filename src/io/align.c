/* SPDX-License-Identifier: MIT */
#include "io/align.h"

#include <string.h>
#include "base/mem.h"
#include "base/text.h"

/* Walks the scalar's source beside its value. */
struct aligning {
	struct loading *load;
	size_t at, end;     /* in the file's bytes */
	struct place place; /* of `at` */
	const char *text;
	size_t offset, len; /* in the value */
	size_t n; /* of load->marks */
};

static void add_mark(struct aligning *align)
{
	struct loading *load = align->load;

	if (align->n > 0 && load->marks[align->n - 1].offset == align->offset) {
		load->marks[align->n - 1].at = align->place;
		return;
	}
	if (align->n == load->room) {
		load->room = load->room ? load->room * 2 : 64;
		load->marks = mem_grow(load->marks, load->room, sizeof load->marks[0]);
	}
	load->marks[align->n++] = (struct mark){ align->offset, align->place };
}

static void step(struct aligning *align)
{
	size_t size;

	text_point(align->load->bytes + align->at, align->end - align->at, &size);
	align->at += size;
	align->place.column++;
}

/* Over the end of a line and the white space that begins the next. */
static void step_line(struct aligning *align)
{
	const char *bytes = align->load->bytes;

	align->at += bytes[align->at] == '\r' && align->at + 1 < align->end && bytes[align->at + 1] == '\n' ? 2 : 1;
	align->place = (struct place){ align->place.line + 1, 1 };
}

static bool at_line_end(const struct aligning *align)
{
	char c = align->load->bytes[align->at];
	return c == '\n' || c == '\r';
}

static bool at_blank(const struct aligning *align)
{
	char c = align->load->bytes[align->at];
	return c == ' ' || c == '\t';
}

/* Over white space and line ends; returns how many lines ended. */
static size_t step_white(struct aligning *align)
{
	size_t ends = 0;

	while (align->at < align->end && (at_blank(align) || at_line_end(align))) {
		if (at_line_end(align)) {
			step_line(align);
			ends++;
		} else {
			step(align);
		}
	}
	return ends;
}

static void pass_value(struct aligning *align, size_t bytes)
{
	align->offset += bytes < align->len - align->offset ? bytes : align->len - align->offset;
}

/* The bytes of an escape and of the value it stands for: \n is one and one, \u263A is six and three. */
static void align_escape(struct aligning *align)
{
	static const struct {
		char sign;
		unsigned digits;
	} longer[] = { { 'x', 2 }, { 'u', 4 }, { 'U', 8 } };
	const char *bytes = align->load->bytes;
	unsigned digits = 0;
	size_t size;

	step(align);
	if (align->at >= align->end)
		return;
	if (at_line_end(align)) { /* the line goes on, as if not broken; empty lines after it count, each as one */
		pass_value(align, step_white(align) - 1);
		add_mark(align);
		return;
	}
	for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++)
		if (bytes[align->at] == longer[i].sign)
			digits = longer[i].digits;
	for (digits++; align->at < align->end && digits > 0; digits--)
		step(align);
	if (align->offset < align->len) {
		text_point(align->text + align->offset, align->len - align->offset, &size);
		align->offset += size;
	}
	add_mark(align);
}

/* Lines of a plain or quoted scalar run together: one break is a space, each more is a newline. */
static void align_fold(struct aligning *align)
{
	size_t ends = step_white(align);

	pass_value(align, ends > 1 ? ends - 1 : ends); /* no more: white space that follows may be an escape's */
	add_mark(align);
}

/* Whether only white space stands between here and the end of the line. */
static bool blank_to_line_end(const struct aligning *align)
{
	size_t i = align->at;

	while (i < align->end && (align->load->bytes[i] == ' ' || align->load->bytes[i] == '\t'))
		i++;
	return i < align->end && (align->load->bytes[i] == '\n' || align->load->bytes[i] == '\r');
}

/* Over what stands in the value as it stands in the file: ASCII without signs of YAML, single blanks between it. */
static void step_words(struct aligning *align)
{
	const char *bytes = align->load->bytes + align->at, *text = align->text + align->offset;
	size_t most = align->end - align->at, n = 0;

	if (most > align->len - align->offset)
		most = align->len - align->offset;
	while (n + 1 < most && bytes[n] == text[n] && bytes[n] >= ' ' && bytes[n] < 0x7F && bytes[n] != '\\' &&
		bytes[n] != '\'' && (bytes[n] != ' ' || bytes[n + 1] > ' '))
		n++;
	align->at += n;
	align->offset += n;
	align->place.column += (unsigned)n;
}

static void align_flow(struct aligning *align, enum scalar_style style)
{
	const char *bytes = align->load->bytes;
	bool quoted = style != SCALAR_PLAIN;
	size_t size;

	if (quoted) {
		step(align);
		align->end--;
	}
	add_mark(align);
	for (step_words(align); align->at < align->end && align->offset < align->len; step_words(align)) {
		bool blank = at_blank(align);
		if (at_line_end(align) || (blank && blank_to_line_end(align))) {
			align_fold(align);
		} else if (style == SCALAR_DOUBLE && bytes[align->at] == '\\') {
			align_escape(align);
		} else if (style == SCALAR_SINGLE && bytes[align->at] == '\'') {
			step(align);
			step(align);
			align->offset++;
			add_mark(align);
		} else {
			text_point(align->text + align->offset, align->len - align->offset, &size);
			align->offset += size;
			step(align);
		}
	}
}

/* Spaces before the first line that has something else, which block scalars leave out. */
static size_t block_indent(const struct loading *load, size_t line, size_t end_line)
{
	for (; line < end_line; line++) {
		size_t at = load->lines[line], end = loading_line_end(load, line), n = 0;
		while (at + n < end && load->bytes[at + n] == ' ')
			n++;
		if (at + n < end && load->bytes[at + n] != '\n' && load->bytes[at + n] != '\r')
			return n;
	}
	return 0;
}

/* One line of a block scalar: its bytes after the indent stand in the value as they are. */
static void align_block_line(struct aligning *align, size_t line, size_t indent)
{
	const struct loading *load = align->load;
	size_t at = load->lines[line], end = loading_line_end(load, line);
	bool spaced = false;

	while (end > at && (load->bytes[end - 1] == '\n' || load->bytes[end - 1] == '\r'))
		end--;
	if (end - at <= indent)
		return;
	at += indent;
	while (align->offset < align->len && align->text[align->offset] != load->bytes[at]) {
		char c = align->text[align->offset];
		if (c != '\n' && (c != ' ' || spaced))
			return;
		spaced = c == ' ';
		align->offset++;
	}
	align->place = (struct place){ (unsigned)line + 1, (unsigned)indent + 1 };
	add_mark(align);
	align->offset += end - at;
	if (align->offset > align->len)
		align->offset = align->len;
}

static void align_block(struct aligning *align, struct place from, struct place to)
{
	const struct loading *load = align->load;
	size_t line = from.line; /* the one after it, from 0 */
	size_t end_line = to.line - 1 + (to.column > 1);
	size_t indent;

	if (end_line > load->nlines)
		end_line = load->nlines;
	indent = block_indent(load, line, end_line);
	while (align->at < align->end && !at_line_end(align) && load->bytes[align->at] != '#') {
		if (load->bytes[align->at] >= '1' && load->bytes[align->at] <= '9') {
			/* An explicit indentation: what the value keeps of the first line's spaces was not stripped. */
			size_t kept = strspn(align->text, " \n");
			while (kept > 0 && align->text[kept - 1] == ' ')
				kept--;
			indent -= strspn(align->text + kept, " ") < indent ? strspn(align->text + kept, " ") : indent;
			break;
		}
		step(align);
	}
	for (; line < end_line && align->offset < align->len; line++)
		align_block_line(align, line, indent);
}

void align_marks(struct loading *load, enum scalar_style style, struct place from, struct place to, struct node *node)
{
	if (style == SCALAR_PLAIN && from.line == to.line)
		return; /* as it stands */
	struct aligning align = {
		.load = load,
		.at = loading_offset(load, from),
		.end = loading_offset(load, to),
		.place = node->at,
		.text = node->text,
		.len = node->len,
	};
	if (align.at >= align.end || node->len == 0)
		return;
	if (style == SCALAR_BLOCK)
		align_block(&align, from, to);
	else
		align_flow(&align, style);

	struct mark *marks = arena_get(load->arena, align.n * sizeof *marks);
	if (align.n)
		memcpy(marks, load->marks, align.n * sizeof *marks);
	node->marks = marks;
	node->nmarks = (unsigned)align.n;
}
