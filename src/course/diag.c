/* SPDX-License-Identifier: MIT */
#include "course/diag.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/tr.h"
#include "course/forbidden.h"

#define QUOTE_MOST 48  /* code points of a person's own words in a message */
#define VIEW_CELLS 100 /* of a source line, around the caret */
#define VIEW_BEFORE 40 /* of them before the caret, when the line is longer */
#define TAB_CELLS 8

static const struct {
	const char *text;
	enum severity severity;
} codes[] = {
#define X(name, code, level) [name] = { code, SEVERITY_##level },
	DIAG_CODES(X)
#undef X
};

static_assert(sizeof codes / sizeof codes[0] == DIAG_CODE_COUNT, "every code has its row");

/* -- Gathering -------------------------------------------------------------------------------- */

static char *print_into(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static char *print_into(struct arena *arena, const char *format, va_list args)
{
	va_list again;

	assert(format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		return arena_copy(arena, "", 0);
	char *text = arena_get(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, args);
	return text;
}

/* The last one that is kept of a file says that there are more. */
static void say_dropped(struct diags *diags)
{
	struct diag *last = diags->count ? &diags->list[diags->count - 1] : NULL;

	if (!last || last->file != diags->file)
		return;
	const char *more = tr("this file has more faults than are shown here: mend these first");
	last->help = last->help ? arena_print(&diags->arena, "%s; %s", last->help, more) : more;
}

void diag_add(struct diags *diags, enum diag_code code, struct place at, unsigned width, const char *format, ...)
{
	if (codes[code].severity == SEVERITY_ERROR)
		diags->errors++;
	size_t before = diags->in_file[codes[code].severity]++;
	diags->dropped = before >= DIAGS_MOST;
	if (before == DIAGS_MOST)
		say_dropped(diags);
	if (diags->dropped)
		return;
	if (diags->count == diags->room) {
		diags->room = diags->room ? diags->room * 2 : 16;
		diags->list = mem_grow(diags->list, diags->room, sizeof diags->list[0]);
	}

	va_list args;
	va_start(args, format);
	diags->list[diags->count++] = (struct diag){
		.code = code,
		.file = diags->file,
		.at = at,
		.width = width ? width : 1,
		.message = print_into(&diags->arena, tr(format), args),
	};
	va_end(args);
}

void diag_help(struct diags *diags, const char *format, ...)
{
	if (diags->dropped || diags->count == 0)
		return;

	va_list args;
	va_start(args, format);
	diags->list[diags->count - 1].help = print_into(&diags->arena, tr(format), args);
	va_end(args);
}

const char *diag_quote(struct diags *diags, const char *text)
{
	size_t len = strlen(text), at = 0, size;

	for (unsigned points = 0; at < len && text[at] != '\n'; at += size) {
		if (points++ == QUOTE_MOST)
			break;
		text_point(text + at, len - at, &size);
	}
	if (at == len)
		return text;
	return arena_print(&diags->arena, "%.*s...", (int)at, text);
}

/* Faults of one file share one pointer to its name, so that sorting and cutting need not compare texts. */
static const char *known_file(const struct diags *diags, const char *file)
{
	for (size_t i = diags->count; i-- > 0;)
		if (diags->list[i].file && strcmp(diags->list[i].file, file) == 0)
			return diags->list[i].file;
	return NULL;
}

void diags_file(struct diags *diags, const char *file)
{
	if (diags->file && strcmp(diags->file, file) == 0)
		return;

	const char *known = known_file(diags, file);
	diags->file = known ? known : arena_copy(&diags->arena, file, strlen(file));
	memset(diags->in_file, 0, sizeof diags->in_file);
	for (size_t i = 0; known && i < diags->count; i++)
		if (diags->list[i].file == known)
			diags->in_file[codes[diags->list[i].code].severity]++;
}

/* The line of `text` that begins at or after *from, without its end; moves *from past it. */
static const char *next_line(const char *text, size_t len, size_t *from, size_t *line_len)
{
	const char *line = text + *from;
	const char *end = memchr(line, '\n', len - *from);

	*line_len = end ? (size_t)(end - line) : len - *from;
	*from += *line_len + (end != NULL);
	if (*line_len && line[*line_len - 1] == '\r')
		(*line_len)--;
	return line;
}

static int by_line(const void *a, const void *b)
{
	const struct diag *const *one = a, *const *other = b;
	return ((*one)->at.line > (*other)->at.line) - ((*one)->at.line < (*other)->at.line);
}

void diags_source(struct diags *diags, const char *text, size_t len)
{
	struct diag **wanting = mem_get((diags->count + 1) * sizeof *wanting);
	size_t n = 0, from = 0, line_len = 0;
	const char *line = NULL;
	unsigned number = 0;

	for (size_t i = 0; i < diags->count; i++)
		if (diags->list[i].file == diags->file && !diags->list[i].source && diags->list[i].at.line)
			wanting[n++] = &diags->list[i];
	qsort(wanting, n, sizeof *wanting, by_line);

	for (size_t i = 0; i < n; i++) {
		while (number < wanting[i]->at.line && from < len) {
			line = next_line(text, len, &from, &line_len);
			number++;
		}
		if (number != wanting[i]->at.line || !line)
			continue;
		if (i > 0 && wanting[i - 1]->at.line == number)
			wanting[i]->source = wanting[i - 1]->source;
		else
			wanting[i]->source = arena_copy(&diags->arena, line, line_len);
	}
	mem_free(wanting);
}

/* -- Order ------------------------------------------------------------------------------------ */

struct ranked {
	struct diag diag;
	size_t file, index; /* rank of its file, and where it was: equal places keep their order */
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *one = a, *other = b;

	if (one->file != other->file)
		return one->file < other->file ? -1 : 1;
	if (one->diag.at.line != other->diag.at.line)
		return one->diag.at.line < other->diag.at.line ? -1 : 1;
	if (one->diag.at.column != other->diag.at.column)
		return one->diag.at.column < other->diag.at.column ? -1 : 1;
	return one->index < other->index ? -1 : one->index > other->index;
}

static size_t file_rank(const struct diags *diags, const char *file)
{
	for (size_t i = 0; i < diags->count; i++) {
		const char *other = diags->list[i].file;
		if (other == file || (other && file && strcmp(other, file) == 0))
			return i;
	}
	return 0;
}

void diags_sort(struct diags *diags)
{
	struct ranked *list = mem_get((diags->count + 1) * sizeof *list);

	for (size_t i = 0; i < diags->count; i++)
		list[i] = (struct ranked){ diags->list[i], file_rank(diags, diags->list[i].file), i };
	qsort(list, diags->count, sizeof *list, by_rank);
	for (size_t i = 0; i < diags->count; i++)
		diags->list[i] = list[i].diag;
	mem_free(list);
}

const struct diag *diags_first(const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		if (codes[diags->list[i].code].severity == SEVERITY_ERROR)
			return &diags->list[i];
	return diags->count ? &diags->list[0] : NULL;
}

void diags_release(struct diags *diags)
{
	mem_free(diags->list);
	arena_release(&diags->arena);
	*diags = (struct diags){ 0 };
}

/* -- Codes ------------------------------------------------------------------------------------ */

const char *diag_code_text(enum diag_code code)
{
	return code < DIAG_CODE_COUNT ? codes[code].text : "E000";
}

static bool same_letters(const char *a, const char *b)
{
	while (*a && toupper((unsigned char)*a) == toupper((unsigned char)*b))
		a++, b++;
	return *a == *b;
}

enum diag_code diag_code_of(const char *text)
{
	for (int i = 0; i < DIAG_CODE_COUNT; i++)
		if (same_letters(codes[i].text, text))
			return (enum diag_code)i;
	return DIAG_CODE_COUNT;
}

enum severity diag_severity(enum diag_code code)
{
	return codes[code].severity;
}

/* -- Printing --------------------------------------------------------------------------------- */

/* Appends one code point as it may be shown: what could drive a terminal is named instead. Returns its cells. */
static unsigned add_shown(struct str *out, const char *at, size_t size, uint32_t point)
{
	char name[16];
	bool separator = point == 0x2028 || point == 0x2029;

	if (point != '\t' && point != '\n' && !separator && !forbidden_in_lesson(point)) {
		bool broken = point == 0xFFFD && size == 1;
		str_add(out, broken ? "\xEF\xBF\xBD" : at, broken ? 3 : size);
		return broken ? 1 : text_cells(at, size);
	}
	int len = snprintf(name, sizeof name, "<U+%04X>", (unsigned)point);
	str_add(out, name, (size_t)len);
	return (unsigned)len;
}

static void add_safe(struct str *out, const char *text)
{
	size_t len = strlen(text), size;

	for (size_t at = 0; at < len; at += size) {
		uint32_t point = text_point(text + at, len - at, &size);
		add_shown(out, text + at, size, point);
	}
}

static void add_spaces(struct str *out, size_t n)
{
	while (n-- > 0)
		str_add(out, " ", 1);
}

/* A source line as it is shown: bytes, and the cell each code point begins at. */
struct shown {
	struct str text;
	unsigned *cells; /* cell of each code point, and one more for the end */
	size_t *offsets; /* its byte in `text`, likewise */
	size_t points;
};

static void shown_fill(struct shown *shown, const char *line)
{
	size_t len = strlen(line), size;
	unsigned cell = 0;

	*shown = (struct shown){ .cells = mem_get((len + 1) * sizeof *shown->cells),
		.offsets = mem_get((len + 1) * sizeof *shown->offsets) };
	for (size_t at = 0; at < len; at += size) {
		uint32_t point = text_point(line + at, len - at, &size);
		shown->cells[shown->points] = cell;
		shown->offsets[shown->points++] = shown->text.len;
		if (point == '\t') {
			unsigned gap = TAB_CELLS - cell % TAB_CELLS;
			add_spaces(&shown->text, gap);
			cell += gap;
		} else {
			cell += add_shown(&shown->text, line + at, size, point);
		}
	}
	shown->cells[shown->points] = cell;
	shown->offsets[shown->points] = shown->text.len;
}

static void shown_release(struct shown *shown)
{
	str_release(&shown->text);
	mem_free(shown->cells);
	mem_free(shown->offsets);
}

/* Which code points of a long line are shown: the caret's with some before it. */
static void shown_window(const struct shown *shown, size_t caret, size_t *from, size_t *to)
{
	*from = 0;
	if (shown->cells[shown->points] > VIEW_CELLS)
		while (shown->cells[caret] - shown->cells[*from] > VIEW_BEFORE)
			(*from)++;
	*to = shown->points;
	while (*to > caret && shown->cells[*to] - shown->cells[*from] > VIEW_CELLS)
		(*to)--;
}

/* The source line and, below it, the carets. */
static void print_source(const struct diag *diag, struct str *out)
{
	static const char more[] = "...";
	struct shown shown;
	shown_fill(&shown, diag->source);

	size_t caret = diag->at.column ? diag->at.column - 1 : 0, from, to;
	if (caret > shown.points)
		caret = shown.points;
	shown_window(&shown, caret, &from, &to);

	str_print(out, "%5u | %s", diag->at.line, from ? more : "");
	str_add(out, str_text(&shown.text) + shown.offsets[from], shown.offsets[to] - shown.offsets[from]);
	str_print(out, "%s\n      | ", to < shown.points ? more : "");
	add_spaces(out, shown.cells[caret] - shown.cells[from] + (from ? strlen(more) : 0));

	size_t end = diag->width < to - caret ? caret + diag->width : to;
	unsigned carets = shown.cells[end] - shown.cells[caret];
	do
		str_add(out, "^", 1);
	while (carets-- > 1);
	str_add(out, "\n", 1);
	shown_release(&shown);
}

void diag_print(const struct diag *diag, enum diag_format format, struct str *out)
{
	bool is_error = codes[diag->code].severity == SEVERITY_ERROR;

	add_safe(out, diag->file ? diag->file : "-");
	if (diag->at.line)
		str_print(out, ":%u:%u", diag->at.line, diag->at.column ? diag->at.column : 1);
	else if (format == DIAG_SHORT)
		str_add_text(out, ":1:1"); /* editors jump to a line, so the file as a whole is its first */
	str_print(out, ": %s[%s]: ", is_error ? "error" : "warning", codes[diag->code].text);
	add_safe(out, diag->message);
	str_add(out, "\n", 1);
	if (format == DIAG_SHORT)
		return;
	if (diag->source && diag->at.line)
		print_source(diag, out);
	if (diag->help) {
		str_print(out, "   %s: ", tr("help"));
		add_safe(out, diag->help);
		str_add(out, "\n", 1);
	}
}
