/* SPDX-License-Identifier: MIT */
#include "io/loading.h"

#include <string.h>
#include "base/mem.h"
#include "base/text.h"

#define LINE_USUAL 32 /* bytes; only a guess at how many lines there are */

bool loading_ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* Where the line after that of `at` begins, or the end of the file. A lone CR is so rare that it is looked for only
 * where memchr says that there is one at all. */
static size_t after_line(const struct loading *load, size_t at)
{
	const char *from = load->bytes + at, *newline = memchr(from, '\n', load->len - at);
	size_t len = newline ? (size_t)(newline - from) : load->len - at;
	const char *lone = load->returns ? memchr(from, '\r', len) : NULL;

	if (lone && lone + 1 != newline)
		return (size_t)(lone - load->bytes) + 1;
	return newline ? at + len + 1 : load->len;
}

void loading_find_lines(struct loading *load)
{
	size_t room = load->len / LINE_USUAL + 16;

	load->lines = mem_grow(NULL, room, sizeof load->lines[0]);
	load->lines[0] = 0;
	load->nlines = 1;
	for (size_t at = 0; at < load->len;) {
		at = after_line(load, at);
		if (at == load->len && !loading_ends_line(load->bytes[at - 1]))
			break;
		if (load->nlines == room) {
			room *= 2;
			load->lines = mem_grow(load->lines, room, sizeof load->lines[0]);
		}
		load->lines[load->nlines++] = at;
	}
}

size_t loading_line_end(const struct loading *load, size_t line)
{
	return line + 1 < load->nlines ? load->lines[line + 1] : load->len;
}

size_t loading_offset(const struct loading *load, struct place place)
{
	if (place.line > load->nlines)
		return load->len;
	size_t at = load->lines[place.line - 1], end = loading_line_end(load, place.line - 1), size, column = 1;
	while (column < place.column && at < end) {
		size_t most = place.column - column < end - at ? place.column - column : end - at;
		size_t run = text_ascii(load->bytes + at, most);
		column += run;
		at += run;
		if (run == most)
			continue;
		text_point(load->bytes + at, end - at, &size);
		at += size;
		column++;
	}
	return at;
}

static size_t step_to(struct loading *load, unsigned column, size_t end)
{
	size_t size;

	while (load->walked.column < column && load->walked_offset < end) {
		text_point(load->bytes + load->walked_offset, end - load->walked_offset, &size);
		load->walked_offset += size;
		load->walked.column++;
	}
	return load->walked_offset;
}

struct place loading_cut(struct loading *load, struct place place)
{
	if (!load->comments || place.line > load->nlines)
		return (struct place){ 0 };
	if (load->walked.line != place.line) {
		load->walked = (struct place){ place.line, 1 };
		load->walked_offset = load->lines[place.line - 1];
	}
	size_t end = loading_line_end(load, place.line - 1), at = step_to(load, place.column, end), from = at;
	while (at < end && (load->bytes[at] == ' ' || load->bytes[at] == '\t'))
		at++;
	if (at == from || at + 1 >= end || load->bytes[at] != '#' || strchr("# \t\r\n", load->bytes[at + 1]))
		return (struct place){ 0 };
	return (struct place){ place.line, place.column + (unsigned)(at - from) };
}

struct place loading_place(const char *bytes, size_t offset)
{
	struct place at = { 1, 1 };
	size_t size;

	for (size_t i = 0; i < offset; i += size) {
		text_point(bytes + i, offset - i, &size);
		at.column++;
		if (bytes[i] == '\n')
			at = (struct place){ at.line + 1, 1 };
	}
	return at;
}
