/* SPDX-License-Identifier: MIT */
#include "io/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/tr.h"

#define GAP_LEAST 3    /* underscores in a row */
#define NUMBER_MOST 32 /* bytes */

const char *const import_names[] = {
#define X(NAME, name, title) #name,
	IMPORT_FORMATS(X)
#undef X
	NULL
};

const char *const import_titles[] = {
#define X(NAME, name, title) title,
	IMPORT_FORMATS(X)
#undef X
	NULL
};

void import_read(struct import *import, enum import_format format, const char *text, size_t len)
{
	static void (*const readers[])(struct import *, const char *, size_t) = {
#define X(NAME, name, title) name##_read,
		IMPORT_FORMATS(X)
#undef X
	};

	readers[format](import, text, len);
}

void import_notef(struct import *import, unsigned line, const char *format, ...)
{
	char words[512];
	va_list args;

	va_start(args, format);
	int n = vsnprintf(words, sizeof words, format, args);
	va_end(args);
	size_t len = n < 0 ? 0 : (size_t)n < sizeof words ? (size_t)n : sizeof words - 1;
	size_t good = len;
	if (!text_valid(words, len, &good)) /* cut within a character */
		len = good;
	if (import->nnotes == import->notes_room) {
		import->notes_room = import->notes_room ? import->notes_room * 2 : 16;
		import->notes = mem_grow(import->notes, import->notes_room, sizeof import->notes[0]);
	}
	import->notes[import->nnotes] = (struct import_note){
		.line = line, .order = (unsigned)import->nnotes, .words = arena_copy(&import->arena, words, len)
	};
	import->nnotes++;
}

static int by_line(const void *a, const void *b)
{
	const struct import_note *one = a, *other = b;

	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

void import_sort_notes(struct import *import)
{
	if (import->nnotes)
		qsort(import->notes, import->nnotes, sizeof import->notes[0], by_line);
}

void import_release(struct import *import)
{
	for (size_t i = 0; i < import->nquestions; i++)
		mem_free(import->questions[i].parts);
	mem_free(import->questions);
	mem_free(import->notes);
	arena_release(&import->arena);
	*import = (struct import){ 0 };
}

/* -- Texts of a question ---------------------------------------------------------------------- */

static void note_lost(struct import *import, const struct import_question *question, const struct prose *prose)
{
	if (prose->lost)
		import_notef(import, question->line, tr("not carried: %s"), prose->lost);
}

static const char *held(struct import_question *question, const char *text)
{
	question->unholdable |= text == NULL;
	return text && *text ? text : NULL;
}

const char *import_line(
	struct import *import, struct import_question *question, const char *text, size_t len, enum prose_form form)
{
	struct prose prose = prose_read(&import->arena, text, len, form);

	note_lost(import, question, &prose);
	return held(question, prose_line(&prose));
}

const char *import_text(
	struct import *import, struct import_question *question, const char *text, size_t len, enum prose_form form)
{
	struct prose prose = prose_read(&import->arena, text, len, form);

	note_lost(import, question, &prose);
	return held(question, prose_text(&prose));
}

const char *import_words(
	struct import *import, struct import_question *question, const char *text, size_t len, enum prose_form form)
{
	struct prose prose = prose_read(&import->arena, text, len, form);

	note_lost(import, question, &prose);
	return held(question, prose_words(&prose));
}

/* A row of underscores is where a word is missing: for the one that is typed it is the blank, else it is three dots. */
static void mark_gaps(const struct import_question *question, const char *text, size_t len, struct str *out)
{
	bool blank = question->kind == IMPORT_FILL && !strstr(text, PROSE_GAP);

	for (size_t i = 0, row; i < len; i += row) {
		row = strspn(text + i, "_");
		if (row >= GAP_LEAST)
			str_add_text(out, blank ? PROSE_GAP : IMPORT_DOTS);
		else
			str_add(out, text + i, row = row ? row : 1);
		blank &= row < GAP_LEAST;
	}
}

void import_ask(
	struct import *import, struct import_question *question, const char *text, size_t len, enum prose_form form)
{
	struct str marked = { 0 };

	if (form == PROSE_MARKDOWN)
		str_add(&marked, text, len);
	else
		mark_gaps(question, text, len, &marked);
	struct prose prose = prose_read(&import->arena, str_text(&marked), marked.len, form);
	struct prose asked = prose_take_question(&prose);
	str_release(&marked);

	note_lost(import, question, &prose);
	question->ask = held(question, prose_line(&asked));
	question->text = held(question, prose_text(&prose));
}

struct import_part *import_part(struct import_question *question)
{
	if (question->nparts == question->room) {
		question->room = question->room ? question->room * 2 : 4;
		question->parts = mem_grow(question->parts, question->room, sizeof question->parts[0]);
	}
	question->parts[question->nparts] = (struct import_part){ 0 };
	return &question->parts[question->nparts++];
}

/* -- Numbers ---------------------------------------------------------------------------------- */

const char *import_number(struct arena *arena, const char *text, size_t len)
{
	char out[NUMBER_MOST + 2];
	size_t n = 0, digits = 0;
	bool point = false;

	if (len > NUMBER_MOST)
		return NULL;
	for (size_t i = 0; i < len; i++) {
		bool dot = text[i] == '.' || text[i] == ',';
		if (i == 0 && (text[i] == '+' || text[i] == '-')) {
			n += text[i] == '-';
			out[0] = '-';
			continue;
		}
		if ((dot && point) || (!dot && (text[i] < '0' || text[i] > '9')))
			return NULL;
		if (dot && !digits)
			out[n++] = '0';
		point |= dot;
		digits += !dot;
		out[n++] = dot ? '.' : text[i];
	}
	if (n && out[n - 1] == '.')
		n--;
	return digits ? arena_copy(arena, out, n) : NULL;
}

/* Of a number as import_number gives it. Not strtod, which reads the comma of some locales. */
static double value_of(const char *text)
{
	bool negative = *text == '-', point = false;
	double value = 0, scale = 1;

	for (text += negative; *text; text++) {
		point |= *text == '.';
		if (*text == '.')
			continue;
		value = value * 10 + (*text - '0');
		scale *= point ? 10 : 1;
	}
	return (negative ? -value : value) / scale;
}

/* Not in the notation with 'e', without idle zeros. */
static const char *print_number(struct arena *arena, double value)
{
	char *out = arena_print(arena, "%.9f", value), *comma = strchr(out, ',');
	size_t len = strlen(out);

	if (comma)
		*comma = '.';
	while (len && out[len - 1] == '0')
		len--;
	if (len && out[len - 1] == '.')
		len--;
	out[len] = '\0';
	return strcmp(out, "-0") == 0 ? "0" : out;
}

bool import_range(struct import *import, struct import_question *question, const char *one, const char *other)
{
	struct arena *arena = &import->arena;

	if (!one || !other)
		return false;
	double a = value_of(one), b = value_of(other);

	question->answer = print_number(arena, (a + b) / 2);
	question->near = print_number(arena, (a < b ? b - a : a - b) / 2);
	import_notef(import, question->line,
		tr("the answer is a range, from %s to %s; its middle is shown as the answer"), one, other);
	return true;
}
