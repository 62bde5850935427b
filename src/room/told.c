/* SPDX-License-Identifier: MIT */
#include "room/told.h"

#include <string.h>
#include "course/field.h"

#define WORDS_MOST (4 + TOLD_PICKS_MOST) /* of a line */
#define LINE_MOST  1024
#define PAGES_MOST 10000                 /* of a chapter, and revisions of a page */

/* One line as words that single blanks divide. */
struct sentence {
	char text[LINE_MOST];
	const char *words[WORDS_MOST];
	size_t n;
};

static bool split(const char *from, size_t len, struct sentence *line)
{
	line->n = 0;
	if (len == 0 || len >= sizeof line->text || memchr(from, '\0', len))
		return false;
	memcpy(line->text, from, len);
	line->text[len] = '\0';
	for (char *at = line->text; at; line->n++) {
		char *blank = strchr(at, ' ');
		if (line->n == WORDS_MOST || *at == ' ' || *at == '\0')
			return false;
		if (blank)
			*blank++ = '\0';
		line->words[line->n] = at;
		at = blank;
	}
	return true;
}

static bool is(const struct sentence *line, size_t i, const char *word)
{
	return i < line->n && strcmp(line->words[i], word) == 0;
}

static bool number(const char *text, unsigned *out)
{
	size_t len = strlen(text);

	if (len == 0 || len > 5 || strspn(text, "0123456789") != len || (len > 1 && *text == '0'))
		return false;
	*out = 0;
	for (; *text; text++)
		*out = *out * 10 + (unsigned)(*text - '0');
	return *out <= PAGES_MOST;
}

static bool is_day(const char *text)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; i < sizeof form; i++)
		if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return false;
	return true;
}

static const char *keep(struct told *told, const char *text)
{
	return arena_copy(&told->arena, text, strlen(text));
}

static bool take_chapter(struct told *told, const struct sentence *line)
{
	struct told_chapter chapter;

	if (told->gives != LEAVING_COMPLETION || line->n != 5 || !is(line, 3, "of") || !id_is_well_formed(line->words[1]) ||
		!number(line->words[2], &chapter.done) || !number(line->words[4], &chapter.total) ||
		chapter.done > chapter.total)
		return false;
	for (size_t i = 0; i < told->nchapters; i++)
		if (strcmp(told->chapters[i].id, line->words[1]) == 0)
			return false;
	chapter.id = keep(told, line->words[1]);
	told->chapters[told->nchapters++] = chapter;
	return true;
}

static bool take_picks(struct told *told, const struct sentence *line, struct told_check *check)
{
	for (size_t i = 4; i < line->n; i++) {
		for (size_t k = 4; k < i; k++)
			if (strcmp(line->words[k], line->words[i]) == 0)
				return false;
		if (!id_is_well_formed(line->words[i]))
			return false;
		check->picks[check->npicks++] = keep(told, line->words[i]);
	}
	return true;
}

static bool take_verdict(const char *word, enum verdict *out)
{
	for (int i = 0; i < LEAVING_VERDICTS; i++) {
		if (!leaving_verdicts[i] || strcmp(leaving_verdicts[i], word) != 0)
			continue;
		*out = (enum verdict)i;
		return true;
	}
	return false;
}

static bool take_check(struct told *told, const struct sentence *line)
{
	struct told_check check = { 0 };

	if (told->gives != LEAVING_ANSWERS || line->n < 4 || !id_is_well_formed(line->words[1]) ||
		!number(line->words[2], &check.rev) || !take_verdict(line->words[3], &check.verdict) ||
		!take_picks(told, line, &check))
		return false;
	for (size_t i = 0; i < told->nchecks; i++)
		if (strcmp(told->checks[i].page, line->words[1]) == 0)
			return false;
	check.page = keep(told, line->words[1]);
	told->checks[told->nchecks++] = check;
	return true;
}

/* The first lines, in their order; *at is the number of the line, from 0. False: this is none of them. */
static bool take_head(struct told *told, const struct sentence *line, size_t at)
{
	if (at == 0)
		return line->n == 2 && is(line, 0, "attune-share") && is(line, 1, "1");
	if (at == 1 && line->n == 2 && is(line, 0, "course") && id_is_well_formed(line->words[1])) {
		told->course = keep(told, line->words[1]);
		return true;
	}
	for (int i = 0; at == 2 && line->n == 2 && is(line, 0, "gives") && i < LEAVING_COUNT; i++) {
		told->gives = (enum leaving)i;
		if (is(line, 1, leaving_names[i]))
			return true;
	}
	return false;
}

static bool take_last(struct told *told, const struct sentence *line)
{
	if (told->gives != LEAVING_COMPLETION || told->last || line->n != 2 || !is_day(line->words[1]))
		return false;
	told->last = keep(told, line->words[1]);
	return true;
}

static bool take_body(struct told *told, const struct sentence *line)
{
	if (is(line, 0, "last"))
		return take_last(told, line);
	if (is(line, 0, "chapter"))
		return take_chapter(told, line);
	return is(line, 0, "check") && take_check(told, line);
}

/* True when `line` is the end, and there are as many as it says, it being the last. */
static bool is_end(const struct sentence *line, size_t at, bool over)
{
	unsigned lines;
	return over && line->n == 2 && is(line, 0, "end") && number(line->words[1], &lines) && lines == at + 1;
}

static bool take_lines(struct told *told, const char *bytes, size_t len)
{
	struct sentence line;
	const char *end = bytes + len;

	for (size_t at = 0; at < TOLD_LINES_MOST && bytes < end; at++) {
		const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));
		if (!stop || !split(bytes, (size_t)(stop - bytes), &line))
			return false;
		bytes = stop + 1;
		if (at >= 3 && is_end(&line, at, bytes == end))
			return told->gives != LEAVING_COMPLETION || told->last;
		if (!(at < 3 ? take_head(told, &line, at) : take_body(told, &line)))
			return false;
	}
	return false;
}

bool told_read(const char *bytes, size_t len, struct told *told)
{
	*told = (struct told){ 0 };
	if (len > TOLD_MOST)
		return false;
	told->chapters = arena_get(&told->arena, TOLD_LINES_MOST * sizeof *told->chapters);
	told->checks = arena_get(&told->arena, TOLD_LINES_MOST * sizeof *told->checks);
	if (take_lines(told, bytes, len))
		return true;
	told_release(told);
	return false;
}

void told_release(struct told *told)
{
	arena_release(&told->arena);
	*told = (struct told){ 0 };
}
