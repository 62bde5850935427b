/* SPDX-License-Identifier: MIT */
#include "cmd/quote.h"

#include <stdbool.h>
#include <string.h>

#define DEEPEST 3 /* spaces before a line; with more of them it would be code */

/* Anywhere in a line: emphasis, code, links, tags and entities, and the backslash itself. */
static bool means_something(char c)
{
	return c != '\0' && strchr("\\*_`[]<&", c) != NULL;
}

/* At the beginning of a line: headings, quotes, lists, rules, fences and tables. */
static bool begins_something(char c)
{
	return c != '\0' && strchr("#>-+=~|", c) != NULL;
}

static void add_escaped(const char *text, size_t len, struct str *out)
{
	for (size_t i = 0; i < len; i++)
		str_print(out, "%s%c", means_something(text[i]) ? "\\" : "", text[i] == '\n' ? ' ' : text[i]);
}

/* "12." and "12)" begin a list: how many digits there are; 0: it is none. */
static size_t list_number(const char *line, size_t len)
{
	size_t digits = 0;

	while (digits < len && line[digits] >= '0' && line[digits] <= '9')
		digits++;
	bool ends = digits + 1 == len || (digits + 1 < len && line[digits + 1] == ' ');
	return ends && (line[digits] == '.' || line[digits] == ')') ? digits : 0;
}

static void quote_line(const char *line, size_t len, struct str *out)
{
	size_t blanks = 0;

	while (blanks < len && (line[blanks] == ' ' || line[blanks] == '\t'))
		blanks++;
	str_add_text(out, len > blanks ? "> " : ">");
	str_add(out, "   ", len == blanks ? 0 : blanks < DEEPEST ? blanks : DEEPEST);
	line += blanks;
	len -= blanks;
	size_t digits = list_number(line, len);
	str_add(out, line, digits);
	if (digits > 0 || (len > 0 && begins_something(*line)))
		str_add_text(out, "\\");
	add_escaped(line + digits, len - digits, out);
	str_add_text(out, "\n");
}

void quote_lines(const char *text, struct str *out)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		quote_line(text, len, out);
		text += len + (text[len] == '\n');
	}
}

void quote_inline(const char *text, struct str *out)
{
	add_escaped(text, strlen(text), out);
}
