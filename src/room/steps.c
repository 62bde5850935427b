/* SPDX-License-Identifier: MIT */
#include "room/steps.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_MOST 128 /* bytes; ids are shorter */

/* -- What may be told ------------------------------------------------------------------------- */

static void judge(struct count *cells, size_t n, bool several, unsigned answered)
{
	if (several)
		counts_marks(cells, n, answered);
	else
		(void)counts_shares(cells, n);
}

static bool shows_any(const struct count *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i].shown)
			return true;
	return false;
}

/* Whether those who came since would show, as a room of their own, all that is told now or was. */
static bool may_follow(const struct step *step, const struct count *now, size_t n, bool several, unsigned answered)
{
	struct count since[STEPS_CELLS] = { { 0, false } };

	if (answered < step->answered)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (now[i].count < step->cells[i].count)
			return false;
		since[i].count = now[i].count - step->cells[i].count;
	}
	judge(since, n, several, answered - step->answered);
	for (size_t i = 0; i < n; i++)
		if ((now[i].shown || step->cells[i].shown) && !since[i].shown)
			return false;
	return true;
}

void steps_take(struct step *step, struct count *cells, size_t n, bool several, unsigned *answered)
{
	judge(cells, n, several, *answered);
	if (*answered >= step->asked + COUNTS_LEAST) {
		step->asked = *answered;
		if (shows_any(cells, n) && (!shows_any(step->cells, n) || may_follow(step, cells, n, several, *answered))) {
			step->answered = *answered;
			memcpy(step->cells, cells, n * sizeof *cells);
		}
	}
	*answered = shows_any(step->cells, n) ? step->answered : step->asked;
	memcpy(cells, step->cells, n * sizeof *cells);
}

/* -- What is remembered: "check PAGE REV ASKED ANSWERED" a line, then "NAME COUNT +" of each cell, "-" where it was not told ---- */

static bool word(const char **at, char out[PAGE_MOST])
{
	size_t len = strcspn(*at, " \n");

	if (len == 0 || len >= PAGE_MOST)
		return false;
	memcpy(out, *at, len);
	out[len] = '\0';
	*at += len + ((*at)[len] == ' ');
	return true;
}

static bool number(const char **at, unsigned *out)
{
	char text[PAGE_MOST];

	if (!word(at, text) || strlen(text) > 7 || strspn(text, "0123456789") != strlen(text))
		return false;
	*out = (unsigned)strtoul(text, NULL, 10);
	return true;
}

/* The beginning of a line; `*at` is what follows. */
static bool head(const char **at, char page[PAGE_MOST], unsigned *rev)
{
	char first[PAGE_MOST];
	return word(at, first) && strcmp(first, "check") == 0 && word(at, page) && number(at, rev);
}

static bool read_cells(const char *at, const char *const *names, size_t n, struct step *step)
{
	char text[PAGE_MOST];

	for (size_t i = 0; i < n; i++) {
		if (!word(&at, text) || strcmp(text, names[i]) != 0 || !number(&at, &step->cells[i].count) || !word(&at, text))
			return false;
		step->cells[i].shown = strcmp(text, "+") == 0;
	}
	return true;
}

void steps_recall(const char *memory, const char *page, unsigned rev, const char *const *names, size_t n, struct step *step)
{
	*step = (struct step){ 0 };
	for (const char *line = memory; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		char of[PAGE_MOST];
		unsigned of_rev;
		const char *at = line;
		if (!head(&at, of, &of_rev) || of_rev != rev || strcmp(of, page) != 0)
			continue;
		if (!number(&at, &step->asked) || !number(&at, &step->answered) || !read_cells(at, names, n, step))
			*step = (struct step){ 0 };
		return;
	}
}

void steps_note(const char *page, unsigned rev, const char *const *names, size_t n, const struct step *step, struct str *out)
{
	str_print(out, "check %s %u %u %u", page, rev, step->asked, step->answered);
	for (size_t i = 0; i < n; i++)
		str_print(out, " %s %u %s", names[i], step->cells[i].count, step->cells[i].shown ? "+" : "-");
	str_add_text(out, "\n");
}

void steps_keep(const char *memory, bool (*is_known)(const void *ctx, const char *page, unsigned rev), const void *ctx,
	struct str *out)
{
	for (const char *line = memory; *line;) {
		char page[PAGE_MOST];
		unsigned rev;
		const char *at = line;
		size_t len = strcspn(line, "\n");
		if (head(&at, page, &rev) && !is_known(ctx, page, rev)) {
			str_add(out, line, len);
			str_add_text(out, "\n");
		}
		line += len + (line[len] == '\n');
	}
}
