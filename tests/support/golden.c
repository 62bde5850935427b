/* SPDX-License-Identifier: MIT */
#include "support/golden.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONTEXT = 2 }; /* lines shown around a difference */

struct lines {
	char *text;  /* a copy, cut at the newlines */
	char **at;
	size_t n;
};

static struct lines lines_of(const char *text)
{
	struct lines l = { .text = strdup(text) };
	size_t room = 1;
	for (const char *c = text; *c != '\0'; c++)
		room += *c == '\n';
	l.at = calloc(room + 1, sizeof *l.at);
	if (l.text == NULL || l.at == NULL)
		abort();
	for (char *line = l.text; *line != '\0';) {
		l.at[l.n++] = line;
		char *end = strchr(line, '\n');
		if (end == NULL)
			break;
		*end = '\0';
		line = end + 1;
	}
	return l;
}

static void lines_release(struct lines *l)
{
	free(l->text);
	free(l->at);
}

/* Longest common subsequence by the table: goldens have tens of lines, not thousands.
 * Each line of the script is ' ', '-' or '+' and where it stands. */
struct step {
	char sign;
	const char *line;
};

static size_t compare(const struct lines *a, const struct lines *b, struct step *steps)
{
	size_t width = b->n + 1;
	unsigned *common = calloc((a->n + 1) * width, sizeof *common);
	if (common == NULL)
		abort();
	for (size_t i = a->n; i-- > 0;)
		for (size_t j = b->n; j-- > 0;) {
			unsigned down = common[(i + 1) * width + j], right = common[i * width + j + 1];
			unsigned both = common[(i + 1) * width + j + 1] + 1;
			common[i * width + j] = strcmp(a->at[i], b->at[j]) == 0 ? both : down > right ? down : right;
		}
	size_t n = 0, i = 0, j = 0;
	while (i < a->n || j < b->n) {
		if (i < a->n && j < b->n && strcmp(a->at[i], b->at[j]) == 0) {
			steps[n++] = (struct step){ ' ', a->at[i] };
			i++, j++;
		} else if (i < a->n && (j == b->n || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
			steps[n++] = (struct step){ '-', a->at[i++] };
		} else {
			steps[n++] = (struct step){ '+', b->at[j++] };
		}
	}
	free(common);
	return n;
}

static bool is_near_change(const struct step *steps, size_t n, size_t i)
{
	size_t from = i > CONTEXT ? i - CONTEXT : 0;
	size_t to = i + CONTEXT < n ? i + CONTEXT : n - 1;
	for (size_t k = from; k <= to; k++)
		if (steps[k].sign != ' ')
			return true;
	return false;
}

static void print_diff(const char *agreed, const char *now)
{
	struct lines a = lines_of(agreed), b = lines_of(now);
	struct step *steps = calloc(a.n + b.n + 1, sizeof *steps);
	if (steps == NULL)
		abort();
	size_t n = compare(&a, &b, steps);
	size_t line = 1; /* in the agreed text */
	bool gap = true;
	for (size_t i = 0; i < n; i++) {
		bool near = is_near_change(steps, n, i);
		if (near && gap)
			fprintf(stderr, "@@ line %zu @@\n", line);
		if (near)
			fprintf(stderr, "%c%s\n", steps[i].sign, steps[i].line);
		gap = !near;
		line += steps[i].sign != '+';
	}
	free(steps);
	lines_release(&a);
	lines_release(&b);
}

/* The whole file, malloc'ed; NULL if it is not there. */
static char *slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		return NULL;
	size_t len = 0, room = 4096;
	char *text = malloc(room);
	for (size_t n; text != NULL && (n = fread(text + len, 1, room - len - 1, f)) > 0; len += n)
		if (len + n >= room - 1)
			text = realloc(text, room *= 2);
	fclose(f);
	if (text == NULL)
		abort();
	text[len] = '\0';
	return text;
}

/* Through another name, because the same test may run twice at once. */
static bool rewrite(const char *path, const char *text)
{
	char new[512];
	for (const char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		snprintf(new, sizeof new, "%.*s", (int)(slash - path), path);
		mkdir(new, 0777);
	}
	snprintf(new, sizeof new, "%s.%ld", path, (long)getpid());
	FILE *f = fopen(new, "wb");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0 || rename(new, path) != 0) {
		fprintf(stderr, "golden: %s: %s\n", path, strerror(errno));
		return false;
	}
	return true;
}

bool golden_is_updating(void)
{
	const char *update = getenv("UPDATE");
	return update != NULL && strcmp(update, "1") == 0;
}

bool golden_file_equals(const char *path, const char *text)
{
	char *agreed = slurp(path);
	bool same = agreed != NULL && strcmp(agreed, text) == 0;
	free(agreed);
	return same;
}

bool golden_file_matches(const char *path, const char *text)
{
	if (golden_file_equals(path, text))
		return true;
	if (golden_is_updating())
		return rewrite(path, text);
	char *agreed = slurp(path);
	if (agreed == NULL)
		fprintf(stderr, "golden: there is no %s yet; UPDATE=1 writes it. Now:\n%s", path, text);
	else {
		fprintf(stderr, "golden: %s (- agreed, + now; UPDATE=1 accepts)\n", path);
		print_diff(agreed, text);
	}
	free(agreed);
	return false;
}

bool golden_matches(const char *name, const char *text)
{
	char path[400];
	snprintf(path, sizeof path, "tests/golden/%s", name);
	return golden_file_matches(path, text);
}
