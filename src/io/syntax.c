/* SPDX-License-Identifier: MIT */
#include "io/syntax.h"

#include <string.h>
#include "base/text.h"
#include "base/tr.h"
#include "course/lookalike.h"

#define NO_KEY_HERE "mapping values are not allowed"
#define NO_NEXT_KEY "did not find expected key"
#define IN_QUOTES "while scanning a quoted scalar"

/* What libyaml says, by how it begins, and what mostly lies behind it. */
static const struct {
	const char *problem, *help;
} remedies[] = {
	{ NO_KEY_HERE,
		TR("put quotes around a text that has ': ' in it, or look at the spaces before the key") },
	{ "found character that cannot start any token",
		TR("indent with spaces, not tabs; put quotes around a text that begins with @, ` or %") },
	{ "found a tab character", TR("indent with spaces, not tabs") },
	{ NO_NEXT_KEY,
		TR("look at the spaces before this line; a text with quotes in it stands in the other sort of quotes, and one that "
		   "begins with { or [ in any") },
	{ "block sequence entries are not allowed",
		TR("put quotes around a text that begins with '- '; the entries of a list begin on lines of their own") },
	{ "did not find expected '-' indicator", TR("the entries of a list begin in one column") },
	{ "did not find expected ',' or ']'",
		TR("close the list with ], put quotes around a text that has a comma, and close the quotes above") },
	{ "did not find expected ',' or '}'",
		TR("close the map with }, put quotes around a text that has a comma, and close the quotes above") },
	{ "could not find expected ':'", TR("a key is followed by ': ', and the lines of a text stand further in than its key") },
	{ "found unexpected end of stream", TR("a quote was opened and not closed") },
	{ "did not find expected hexdecimal number", TR("inside \"...\" a backslash is written \\\\, or use '...'") },
	{ "found unknown escape character", TR("inside \"...\" a backslash is written \\\\, or use '...'") },
	{ "did not find expected alphabetic or numeric character",
		TR("put quotes around a text that begins with * or &") },
	{ "found undefined tag handle", TR("put quotes around a text that begins with '!'") },
};

static const char *remedy(const char *problem)
{
	for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++)
		if (strncmp(problem, remedies[i].problem, strlen(remedies[i].problem)) == 0)
			return remedies[i].help;
	return NULL;
}

/* A quote that goes on to the end of the file, a line that was to be a key: what is wrong stands where it began. */
static bool stands_before(const struct syntax *syntax)
{
	if (!syntax->context)
		return false;
	return strcmp(syntax->context, "while scanning a simple key") == 0 ||
		(strcmp(syntax->context, IN_QUOTES) == 0 &&
			strncmp(syntax->problem, "found unexpected end", 20) == 0);
}

/* Whether a line that stands too far in was taken for more of the text above it. */
static bool was_taken_in(const struct loading *load, struct place at)
{
	return load->latest && load->latest->at.line < at.line && load->ended.line == at.line;
}

/* Whether a line, counted from 1, begins as an entry or a key does. */
static bool begins_with_key(const struct loading *load, unsigned line)
{
	const char *at = load->bytes + loading_offset(load, (struct place){ line, 1 });
	const char *end = load->bytes + loading_line_end(load, line - 1), *key;

	while (at < end && strchr(" -{", *at))
		at++;
	for (key = at; at < end && ((*at >= 'a' && *at <= 'z') || *at == '-'); at++)
		;
	return at > key && at < end && *at == ':' && (at + 1 == end || strchr(" \r\n", at[1]));
}

/* Where a quote was opened that goes over lines which look like keys, and in or behind which the parser stopped; {0,0}: nowhere. */
static struct place quote_left_open(const struct loading *load, const struct syntax *syntax)
{
	bool inside = syntax->context && strcmp(syntax->context, IN_QUOTES) == 0;
	struct place from = inside ? syntax->began : load->quoted, to = inside ? syntax->at : load->ended;

	if (!from.line || to.line + 1 < syntax->at.line)
		return (struct place){ 0 };
	for (unsigned line = from.line + 1; line <= to.line && line <= load->nlines; line++)
		if (begins_with_key(load, line))
			return from;
	return (struct place){ 0 };
}

static void say_left_open(struct loading *load, struct place quote, struct place at)
{
	diag_add(load->diags, DIAG_SYNTAX, quote, 1, "the quote opened here may not be closed: reading stopped on line %u",
		at.line);
	diag_help(load->diags, "close it where its text ends; inside '...' an apostrophe is written twice");
}

/* Whether a text in quotes ended in the line the parser stopped in, and goes on behind its quote: an apostrophe, mostly. In { } and
 * [ ] something else may follow after a blank, whose comma is missing. */
static bool closes_early(const struct loading *load, const struct syntax *syntax)
{
	bool entry = strncmp(syntax->problem, "did not find expected ','", 25) == 0;
	bool follows = entry ? load->ended.column == syntax->at.column : strncmp(syntax->problem, NO_NEXT_KEY, strlen(NO_NEXT_KEY)) == 0;

	return load->quoted.line && load->ended.line == syntax->at.line && follows;
}

static void say_closed_early(struct loading *load)
{
	struct place quote = { load->ended.line, load->ended.column - 1 };
	bool single = load->bytes[loading_offset(load, quote)] == '\'';

	diag_add(load->diags, DIAG_SYNTAX, quote, 1, "this quote ends the text that begins on line %u, and more follows", load->quoted.line);
	diag_help(load->diags,
		single ? TR("if it belongs to the text write it twice, as ''; else put quotes around all of the text")
		       : TR("if it belongs to the text write \\\"; else put quotes around all of the text"));
}

/* In the line of a place. */
static bool has_typographic_quotes(const struct loading *load, struct place at)
{
	static const uint32_t quotes[] = { 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0xAB };
	size_t size;

	if (at.line > load->nlines)
		return false;
	for (size_t i = loading_offset(load, (struct place){ at.line, 1 }), end = loading_line_end(load, at.line - 1); i < end; i += size) {
		uint32_t point = text_point(load->bytes + i, end - i, &size);
		for (size_t q = 0; q < sizeof quotes / sizeof quotes[0]; q++)
			if (point == quotes[q])
				return true;
	}
	return false;
}

static void help_with_key(struct loading *load, struct place at, const char *help)
{
	if (was_taken_in(load, at)) {
		load->latest->broken = true;
		help = TR("this line is read as more of the text above it: look at the spaces before it, and after '-' and ':' in the "
			  "line above");
	} else if (has_typographic_quotes(load, at)) {
		help = TR("put the text into \" or ': typographic quotes are letters to YAML");
	}
	diag_help(load->diags, "%s", tr(help));
}

/* In a line where something begins that YAML did not understand. */
static bool say_lookalike(struct loading *load, unsigned line)
{
	uint32_t point = 0;
	size_t from = loading_offset(load, (struct place){ line, 1 }), len, at;

	if (!line || line > load->nlines)
		return false;
	len = loading_line_end(load, line - 1) - from;
	at = lookalike_in_line(load->bytes + from, len, &point);
	if (at == len) /* before it all is ASCII, so bytes are columns */
		return false;
	lookalike_say(load->diags, DIAG_SYNTAX, point, (struct place){ line, (unsigned)at + 1 });
	return true;
}

void syntax_judge(struct loading *load, const struct syntax *syntax)
{
	const char *help = remedy(syntax->problem);
	struct place quote = quote_left_open(load, syntax);

	if (say_lookalike(load, syntax->at.line) || (syntax->context && say_lookalike(load, syntax->began.line)))
		return;
	if (quote.line && !stands_before(syntax)) {
		say_left_open(load, quote, syntax->at);
		return;
	}
	if (closes_early(load, syntax)) {
		say_closed_early(load);
		return;
	}
	if (syntax->context)
		diag_add(load->diags, DIAG_SYNTAX, stands_before(syntax) ? syntax->began : syntax->at, 1,
			"%s, %s that began on line %zu", syntax->problem, syntax->context, (size_t)syntax->began.line);
	else
		diag_add(load->diags, DIAG_SYNTAX, syntax->at, 1, "%s", syntax->problem);
	if (strncmp(syntax->problem, NO_KEY_HERE, strlen(NO_KEY_HERE)) == 0)
		help_with_key(load, syntax->at, help);
	else if (help)
		diag_help(load->diags, "%s", tr(help));
}
