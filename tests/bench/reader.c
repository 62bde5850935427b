/* SPDX-License-Identifier: MIT
 *
 * reader: how much of libyaml's own speed is left when a chapter is read for a learner.
 *
 * reader FILE...   reads each of them three ways, in turn, five times, and prints MB/s for the best of each way:
 *   bare      a loop of yaml_parser_parse, its events thrown away
 *   tree      yaml_load: checked nodes with their places
 *   chapter   what the program does: the tree, its fields, its Markdown, the checks of one chapter
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>
#include "base/mem.h"
#include "course/course.h"
#include "io/yaml.h"
#include "kinds/kind.h"

#define ROUNDS 5

/* Of this process alone: what else the computer does is not measured. */
static double seconds(void)
{
	struct timespec at;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static size_t read_bare(const char *path)
{
	FILE *file = fopen(path, "rb");
	yaml_parser_t parser;
	yaml_event_t event;
	bool more = true, good = file && yaml_parser_initialize(&parser);

	if (!good)
		return 0;
	yaml_parser_set_input_file(&parser, file);
	while (more && (good = yaml_parser_parse(&parser, &event))) {
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	long len = ftell(file);
	yaml_parser_delete(&parser);
	fclose(file);
	return good ? (size_t)len : 0;
}

static size_t read_tree(const char *path)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	size_t len;
	const struct node *root = yaml_load(path, &arena, &diags, NULL, &len);

	diags_release(&diags);
	arena_drop(&arena);
	return root ? len : 0;
}

/* The file's name without folder and ".yaml", which is the chapter's id. */
static void name_of(const char *path, char *name, size_t size)
{
	const char *slash = strrchr(path, '/');

	snprintf(name, size, "%s", slash ? slash + 1 : path);
	name[strcspn(name, ".")] = '\0';
}

static size_t read_chapter(const char *path)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	char name[256];
	size_t len;

	name_of(path, name, sizeof name);
	const struct node *root = yaml_load(path, &arena, &diags, NULL, &len);
	struct chapter *chapter = root ? chapter_read(root, name, kinds_all, &diags) : NULL;
	len = chapter ? len : 0;
	chapter_free(chapter);
	diags_release(&diags);
	arena_drop(&arena);
	return len;
}

static const struct way {
	const char *name;
	size_t (*read)(const char *path);
} ways[] = {
	{ "bare", read_bare },
	{ "tree", read_tree },
	{ "chapter", read_chapter },
};

#define WAYS (sizeof ways / sizeof ways[0])

/* Seconds that one way takes for one file. */
static double duration(const struct way *way, const char *file, size_t *len)
{
	double begin = seconds();

	*len = way->read(file);
	if (!*len) {
		fprintf(stderr, "reader: %s: %s cannot be read\n", way->name, file);
		exit(EXIT_FAILURE);
	}
	return seconds() - begin;
}

/* All ways of one file in turn, a few times: what else the computer does meets them alike, and the best of each counts. */
static size_t read_file(const char *file, double *sums)
{
	double best[WAYS] = { 0 };
	size_t len = 0;

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < WAYS; i++) {
			double now = duration(&ways[i], file, &len);
			best[i] = round == 0 || now < best[i] ? now : best[i];
		}
	}
	for (size_t i = 0; i < WAYS; i++)
		sums[i] += best[i];
	return len;
}

int main(int argc, char **argv)
{
	double sums[WAYS] = { 0 };
	size_t bytes = 0;

	setlocale(LC_CTYPE, "C.UTF-8");
	mem_hold();
	for (int i = 1; i < argc; i++)
		bytes += read_file(argv[i], sums);
	for (size_t i = 0; i < WAYS; i++)
		printf("%s %.1f\n", ways[i].name, (double)bytes / 1e6 / sums[i]);
	return EXIT_SUCCESS;
}
