/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "course/check.h"
#include "support/nodes.h"
#include "support/some_kinds.h"

/* A course of two chapters: `a` is what the case says, `b` is sound. */
struct sample {
	const char *name;
	const char *pages;             /* of chapter a */
	const char *sides[SIDE_COUNT]; /* NULL: as below */
	const char *faults;
};

#define REFLECT "{id: r, kind: reflect, ask: q}"
#define CHECK "{id: k, kind: multi, ask: q, options: [{id: x, text: y, say: z, right: true}]}"
#define SOUND REFLECT ", " CHECK
#define TEN "We sit and talk. Then we all go out again. " /* ten words */
#define LONG_TEXT TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const char *const usual[SIDE_COUNT] = {
	[SIDE_GLOSSARY] = "[{id: haven, term: safe haven, text: x}]",
	[SIDE_SOURCES] = "[{id: bowlby1988, cite: x}]",
	[SIDE_MYTHS] = "[]",
	[SIDE_TOPICS] = "[]",
	[SIDE_SUPPORT] = "[]",
};

static const struct sample samples[] = {
	{ "a sound course", SOUND, { 0 }, "" },
	{ "a known term", SOUND ", {id: p, kind: read, text: 'a [[Safe Haven]]'}", { 0 }, "" },
	{ "an unknown term", "{id: p, kind: read, text: 'a [[save haven]]'}, " SOUND, { 0 }, "E205" },
	{ "an unknown term in an option",
		SOUND ", {id: p, kind: multi, ask: q, options: [{id: x, text: '[[y]]', say: z}]}", { 0 }, "E205" },
	{ "an unknown term in a recap", SOUND ", {id: p, kind: recap, points: [x], terms: [haven, nope]}", { 0 },
		"E205" },
	{ "an unknown term in the glossary", SOUND, { [SIDE_GLOSSARY] = "[{id: x, term: y, text: '[[z]]'}]" }, "E205" },
	{ "a known source", SOUND ", {id: p, kind: read, text: x, sources: bowlby1988, evidence: some}", { 0 }, "" },
	{ "an unknown source", SOUND ", {id: p, kind: read, text: x, sources: bowlby1998}", { 0 }, "E207" },
	{ "an unknown topic", SOUND ", {id: p, kind: read, text: x, topics: S1}", { 0 }, "E206" },
	{ "a topic that is taught", SOUND ", {id: p, kind: read, text: x, topics: S1}",
		{ [SIDE_TOPICS] = "[{id: S1, text: x}]" }, "" },
	{ "a topic that is not", SOUND, { [SIDE_TOPICS] = "[{id: S1, text: x}]" }, "W405" },
	{ "an unknown myth", SOUND ", {id: p, kind: myth, claim: x, myth: y}", { 0 }, "E208" },
	{ "a myth taught and not tested", SOUND ", {id: p, kind: myth, claim: x, myth: y}",
		{ [SIDE_MYTHS] = "[{id: y, claim: x, truth: z}]" }, "W407" },
	{ "a myth tested and not taught",
		SOUND ", {id: p, kind: multi, ask: q, options: [{id: x, text: y, say: z, myth: y}]}",
		{ [SIDE_MYTHS] = "[{id: y, claim: x, truth: z}]" }, "W406" },
	{ "a myth of neither", SOUND, { [SIDE_MYTHS] = "[{id: y, claim: x, truth: z}]" }, "W406 W407" },
	{ "a myth with an unknown source",
		SOUND ", {id: p, kind: myth, claim: x, myth: y}, {id: o, kind: multi, ask: q,"
		      " options: [{id: x, text: y, say: z, myth: y}]}",
		{ [SIDE_MYTHS] = "[{id: y, claim: x, truth: z, sources: w}]" }, "E207" },
	{ "words of an unknown page", SOUND ", {id: p, kind: recap, points: [x], words: [r, zz]}", { 0 }, "E209" },
	{ "words of another chapter", SOUND ", {id: p, kind: recap, points: [x], words: [other]}", { 0 }, "" },
	{ "a pair",
		SOUND ", {id: p, kind: rate, statements: [{id: x, text: y}]}, {id: o, kind: rate, pair: p,"
		      " statements: [{id: x, text: y}]}",
		{ 0 }, "" },
	{ "a pair of another kind", SOUND ", {id: o, kind: rate, pair: r, statements: [{id: x, text: y}]}", { 0 },
		"E212" },
	{ "a pair with other statements",
		SOUND ", {id: p, kind: rate, statements: [{id: x, text: y}]}, {id: o, kind: rate, pair: p,"
		      " statements: [{id: x, text: z}]}",
		{ 0 }, "E212" },
	{ "an id of another chapter", SOUND ", {id: other, kind: read, text: x}", { 0 }, "E201" },
	{ "the id of another chapter", SOUND ", {id: b, kind: read, text: x}", { 0 }, "E201" },
	{ "no reflection", CHECK, { 0 }, "W408" },
	{ "no check", REFLECT, { 0 }, "W409" },
	{ "evidence and no source", SOUND ", {id: p, kind: read, text: x, evidence: solid}", { 0 }, "W410" },
	{ "many words, many rows",
		SOUND ", {id: p, kind: read, text: '" LONG_TEXT "\n\n"
		      "- x\n- x\n- x\n- x\n- x\n- x\n- x\n- x'}",
		{ 0 }, "W403 W402" },
	{ "hard words",
		SOUND ", {id: p, kind: read, text: 'Internalisation facilitates subsequent self-regulatory competencies"
		      " notwithstanding considerable heterogeneity regarding environmental circumstances and the "
		      "developmental"
		      " trajectories of individuals participating in longitudinal investigations conducted "
		      "internationally over several"
		      " decades by independent researchers whose methodological assumptions differed substantially "
		      "from one another and were nevertheless considered comparable'}",
		{ 0 }, "W404" },
	{ "words for a place", SOUND ", {id: p, kind: read, text: 'See below.'}", { 0 }, "W413" },
	{ "words for a place that are none", SOUND ", {id: p, kind: read, text: 'Above all, a belowish word.'}", { 0 },
		"" },
	{ "a support line of long ago", SOUND,
		{ [SIDE_SUPPORT] = "[{country: US, lines: [{name: n, call: 1, source: s, checked: 2025-11-21}, {name: "
				   "n, call: 1, source: s, checked: 2025-11-22}]}]" },
		"W412" },
};

static struct chapter *chapter_of(struct arena *arena, const char *id, const char *pages, struct diags *diags)
{
	const char *text = arena_print(arena, "{id: %s, title: T, pages: [%s]}", id, pages);
	return chapter_read(nodes_of(arena, text), id, some_kinds, diags);
}

static void faults_of_the_whole_course(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		static const char *const files[] = { "a.yaml", "b.yaml" };
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str out = { 0 };
		struct course *course = course_read(
			nodes_of(&arena, "{attune: 1, id: c, title: C, language: en, chapters: [a, b]}"), "/c", &diags);
		struct chapter *chapters[] = {
			chapter_of(&arena, "a", samples[i].pages, &diags),
			chapter_of(&arena, "b",
				"{id: other, kind: reflect, ask: q}, {id: s, kind: multi, ask: q, options:"
				" [{id: x, text: y, say: z, right: true}]}",
				&diags),
		};
		struct side_file *sides[SIDE_COUNT];
		struct whole_course whole = { .course = course,
			.chapters = (const struct chapter *const *)chapters,
			.files = files,
			.today = "2026-11-22",
			.lock_file = "ids.lock" };
		for (int s = 0; s < SIDE_COUNT; s++) {
			const char *text = samples[i].sides[s] ? samples[i].sides[s] : usual[s];
			whole.sides[s] = sides[s] = side_read(nodes_of(&arena, text), (enum side)s, &diags);
			whole.side_files[s] = side_name((enum side)s);
		}
		if (!course || !chapters[0] || diags.count)
			fail_msg("%s: the case itself is broken: %s", samples[i].name, nodes_faults(&diags, &out));
		check_course(&whole, &diags);
		for (size_t d = 0; d < diags.count; d++)
			str_print(&out, "%s%s", d ? " " : "", diag_code_text(diags.list[d].code));
		if (strcmp(str_text(&out), samples[i].faults) != 0)
			fail_msg("%s: %s", samples[i].name, str_text(&out));
		for (int s = 0; s < SIDE_COUNT; s++)
			side_free(sides[s]);
		chapter_free(chapters[0]);
		chapter_free(chapters[1]);
		course_free(course);
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void what_is_broken_or_absent_is_not_blamed_on_others(void **state)
{
	static const char *const files[] = { "a.yaml" };
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct str out = { 0 };
	struct course *course = course_read(
		nodes_of(&arena, "{attune: 1, id: c, title: C, language: en, chapters: [a]}"), "/c", &diags);
	struct chapter *chapter = chapter_of(&arena, "a",
		SOUND ", {id: p, kind: read, text: '[[x]] [[y]]', topics: [S1, S2],"
		      " sources: [s, t]}",
		&diags);
	const struct chapter *chapters[] = { chapter };
	struct whole_course whole = { .course = course,
		.chapters = chapters,
		.files = files,
		.today = "2026-11-22",
		.side_broken = { [SIDE_GLOSSARY] = true } };

	(void)state;
	check_course(&whole, &diags);
	assert_string_equal(
		nodes_faults(&diags, &out), "W411@0:0 E207@1:208 E206@1:189"); /* absent files: said once each */
	str_cut(&out, 0);
	chapters[0] = NULL; /* a chapter that cannot be read */
	diags_release(&diags);
	check_course(&whole, &diags);
	assert_string_equal(nodes_faults(&diags, &out), "W411@0:0");
	chapter_free(chapter);
	course_free(course);
	str_release(&out);
	diags_release(&diags);
	arena_release(&arena);
}

static void the_second_of_two_is_to_blame(void **state)
{
	struct named list[] = { { "b", { 1, 1 }, NULL, false }, { "a", { 2, 1 }, NULL, false }, { NULL, { 3, 1 }, NULL, false },
		{ "b", { 4, 1 }, NULL, false }, { "b", { 5, 1 }, NULL, false } };
	struct diags diags = { 0 };
	struct str out = { 0 };

	(void)state;
	check_unique(list, sizeof list / sizeof list[0], "page", &diags);
	assert_string_equal(nodes_faults(&diags, &out), "E201@4:1 E201@5:1");
	assert_string_equal(diags.list[0].help, "the first is on line 1");
	str_release(&out);
	diags_release(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_of_the_whole_course),
		cmocka_unit_test(what_is_broken_or_absent_is_not_blamed_on_others),
		cmocka_unit_test(the_second_of_two_is_to_blame),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
