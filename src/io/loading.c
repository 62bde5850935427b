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

bool loading_has(const struct loading *load, const char *text)
{
	const char *at = load->bytes, *end = at + load->len;
	size_t len = strlen(text);

	while ((at = memchr(at, *text, (size_t)(end - at)))) {
		if ((size_t)(end - at) < len)
			return false;
		if (memcmp(at, text, len) == 0)
			return true;
		at++;
	}
	return false;
}

/* Over the blanks behind a place: the offset of a comment's '#', and its place; `end`, of its line, where there is none. */
static size_t comment_behind(struct loading *load, struct place place, size_t *end, struct place *at)
{
	if (load->walked.line != place.line) {
		load->walked = (struct place){ place.line, 1 };
		load->walked_offset = load->lines[place.line - 1];
	}
	*end = loading_line_end(load, place.line - 1);
	size_t from = step_to(load, place.column, *end), to = from;
	while (to < *end && (load->bytes[to] == ' ' || load->bytes[to] == '\t'))
		to++;
	*at = (struct place){ place.line, place.column + (unsigned)(to - from) };
	return to > from && to < *end && load->bytes[to] == '#' ? to : *end;
}

struct place loading_cut(struct loading *load, struct place place)
{
	struct place at;
	size_t end;

	if (!load->comments || place.line > load->nlines)
		return (struct place){ 0 };
	size_t sign = comment_behind(load, place, &end, &at);
	return sign + 1 < end && !strchr("# \t\r\n", load->bytes[sign + 1]) ? at : (struct place){ 0 };
}

struct place loading_unwritten(struct loading *load, struct place place)
{
	static const char mark[] = YAML_UNWRITTEN;
	struct place at;
	size_t end, len = sizeof mark - 1;

	if (!load->unwritten || place.line > load->nlines)
		return (struct place){ 0 };
	size_t sign = comment_behind(load, place, &end, &at);
	return end - sign >= len && memcmp(load->bytes + sign, mark, len) == 0 ? at : (struct place){ 0 };
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
