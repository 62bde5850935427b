/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "course/check.h"
#include "support/nodes.h"
#include "support/some_kinds.h"

/* A course of the chapters one and two; two is always {id: z, kind: read}. */
static const struct sample {
	const char *name;
	const char *lock;
	const char *course; /* further keys of course.yaml */
	const char *was;    /* further keys of chapter one */
	const char *pages;  /* of chapter one; NULL: it cannot be read */
	const char *faults; /* code@file:line, in order */
} samples[] = {
	{ "an empty list", "", "", "", "{id: a, kind: read}", "" },
	{ "as it was published", "read a one 1\nchapter one one 1\n", "", "", "{id: a, kind: read}", "" },
	{ "a new page", "read a one 1\n", "", "", "{id: a, kind: read}, {id: b, kind: read}", "" },
	{ "a page that is gone", "read a one 1\nread b one 1\n", "", "", "{id: a, kind: read}", "E301@ids.lock:2" },
	{ "a chapter that is gone", "chapter three three 1\n", "", "", "{id: a, kind: read}", "E301@ids.lock:1" },
	{ "renamed", "read b one 1\n", "", "", "{id: a, kind: read, was: b}", "" },
	{ "a chapter renamed", "chapter three three 1\n", "", "was: [three], ", "{id: a, kind: read}", "" },
	{ "a chapter under a page's old ids", "chapter three three 1\n", "", "", "{id: a, kind: read, was: three}",
		"E301@ids.lock:1" },
	{ "retired", "read b one 1\n", "retired: [b], ", "", "{id: a, kind: read}", "" },
	{ "retired and back", "read a one 1\n", "retired: [a], ", "", "{id: a, kind: read}", "E302@one.yaml:1" },
	{ "retired, and its line is gone too", "", "retired: [a], ", "", "{id: a, kind: read}", "E302@one.yaml:1" },
	{ "moved to the other chapter", "read a two 1\nread z one 1\n", "", "", "{id: a, kind: read}", "" },
	{ "another kind", "choice a one 1\n", "", "", "{id: a, kind: read}", "E302@one.yaml:1" },
	{ "another kind and another rev", "choice a one 1\n", "", "", "{id: a, kind: read, rev: 2}", "" },
	{ "another kind, and the rev of before", "choice a one 2\n", "", "", "{id: a, kind: read, rev: 2}",
		"E302@one.yaml:1" },
	{ "a rev that grew", "read a one 1\n", "", "", "{id: a, kind: read, rev: 3}", "" },
	{ "a rev that shrank", "read a one 3\n", "", "", "{id: a, kind: read, rev: 2}", "E302@one.yaml:1" },
	{ "a page that was a chapter", "chapter a a 1\n", "", "", "{id: a, kind: read, rev: 2}", "E302@one.yaml:1" },
	{ "a chapter that was a page", "read one two 1\n", "", "", "{id: a, kind: read}", "E302@one.yaml:1" },
	{ "an old id that is in use", "", "", "", "{id: a, kind: read, was: z}", "E302@one.yaml:1" },
	{ "an old id of two pages", "read x one 1\n", "", "",
		"{id: a, kind: read, was: x}, {id: b, kind: read, was: x}", "E302@one.yaml:1" },
	{ "a chapter that cannot be read", "read b one 1\nchoice z two 1\n", "", "", NULL, "E302@two.yaml:1" },
	{ "no line",
		"read a one 1\n<<<<<<< ours\nread b one\nread B one 1\nread b one 0\nread b one 1 1\n\nread b one x",
		"", "", "{id: a, kind: read}",
		"E006@ids.lock:2 E006@ids.lock:3 E006@ids.lock:4 E006@ids.lock:5 E006@ids.lock:6 E006@ids.lock:8" },
	{ "no newline at the end", "read a one 1\r\nread b one 1", "", "", "{id: a, kind: read}", "E301@ids.lock:2" },
};

static struct chapter *chapter_of(
	struct arena *arena, const char *id, const char *more, const char *pages, struct diags *diags)
{
	const char *text = arena_print(arena, "{id: %s, title: T, %spages: [%s]}", id, more, pages);

	return chapter_read(nodes_of(arena, text), id, some_kinds, diags);
}

static void judge(const struct sample *sample)
{
	static const char *const files[] = { "one.yaml", "two.yaml" };
	struct arena arena = { 0 };
	struct diags diags = { 0 }, found = { 0 };
	struct str out = { 0 };
	struct course *course = course_read(
		nodes_of(&arena,
			arena_print(&arena, "{attune: 1, id: c, title: C, language: en, %schapters: [one, two]}",
				sample->course)),
		"c", &diags);
	struct chapter *chapters[] = { sample->pages ? chapter_of(&arena, "one", sample->was, sample->pages, &diags)
						     : NULL,
		chapter_of(&arena, "two", "", "{id: z, kind: read}", &diags) };
	if (diags.count)
		fail_msg("%s: the case itself is broken: %s", sample->name, nodes_faults(&diags, &out));

	diags_file(&found, "ids.lock");
	struct ids *ids = ids_read(sample->lock, strlen(sample->lock), &found);
	struct whole_course whole = { .course = course,
		.chapters = (const struct chapter *const *)chapters,
		.files = files,
		.lock = ids,
		.lock_file = "ids.lock" };
	ids_check(&whole, &found);
	for (size_t i = 0; i < found.count; i++)
		str_print(&out, "%s%s@%s:%u", i ? " " : "", diag_code_text(found.list[i].code), found.list[i].file,
			found.list[i].at.line);
	if (strcmp(str_text(&out), sample->faults) != 0)
		fail_msg("%s: %s", sample->name, str_text(&out));
	ids_free(ids);
	for (size_t i = 0; i < 2; i++)
		chapter_free(chapters[i]);
	course_free(course);
	str_release(&out);
	diags_release(&diags);
	diags_release(&found);
	arena_release(&arena);
}

static void what_was_published(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		judge(&samples[i]);
}

/* As many as one file holds of each: what each is compared with all the others takes seconds, and is not waited for. */
#define MANY 40000
#define SECONDS_MOST 1

static void many_retired(void **state)
{
	struct str lock = { 0 }, course = { 0 };

	(void)state;
	str_print(&course, "retired: [");
	for (unsigned i = 0; i < MANY; i++) {
		str_print(&lock, "read gone-%05u one 1\n", i);
		str_print(&course, "gone-%05u, ", MANY - 1 - i);
	}
	str_print(&course, "], ");
	clock_t before = clock();
	judge(&(struct sample){ "many retired", str_text(&lock), str_text(&course), "", "{id: a, kind: read}", "" });
	assert_true(clock() - before < SECONDS_MOST * CLOCKS_PER_SEC);
	str_release(&lock);
	str_release(&course);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_was_published), cmocka_unit_test(many_retired) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
