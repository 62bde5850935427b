/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/tr.h"
#include "course/course.h"
#include "support/nodes.h"
#include "support/some_kinds.h"

#define CHAPTER(pages) "{id: a, title: A, pages: [" pages "]}"
#define READ(id) "{id: " id ", kind: read}"

static void chapters_are_refused_with_code_and_place(void **state)
{
	static const struct {
		const char *name, *text, *faults;
	} cases[] = {
		{ "a good one", CHAPTER(READ("b") "," READ("c")), "" },
		{ "not a map", "[x]", "E103@1:1" },
		{ "an empty map", "{}", "E102@1:1 E102@1:1 E102@1:1" },
		{ "no pages", "{id: a, title: A, pages: []}", "E108@1:19" },
		{ "pages is a text", "{id: a, title: A, pages: x}", "E103@1:26" },
		{ "a page is a text", CHAPTER("x"), "E103@1:27" },
		{ "the id is not the file's", "{id: b, title: A, pages: [" READ("c") "]}", "E210@1:6" },
		{ "a page without id and kind", CHAPTER("{text: x}"), "E102@1:27 E102@1:27" },
		{ "an unknown kind, whose keys are not judged", CHAPTER("{id: b, kind: raed, options: x}"),
			"E109@1:41" },
		{ "a key of another kind", CHAPTER("{id: b, kind: read, options: x}"), "E101@1:47" },
		{ "hints on a page that is not graded", CHAPTER("{id: b, kind: read, hints: [x]}"), "E101@1:47" },
		{ "a choice without ask",
			CHAPTER("{id: b, kind: choice, options: [{id: c, text: d, say: e, right: true}]}"),
			"E102@1:27" },
		{ "the kind's own check", CHAPTER("{id: b, kind: choice, ask: q, options: [{id: c, text: d}]}"),
			"E204@1:67 E202@1:27" },
		{ "shape and sense of one option", CHAPTER("{id: b, kind: choice, ask: q, options: [{id: c}]}"),
			"E102@1:67 E204@1:67 E202@1:27" },
		{ "a slip for a key is not missing too",
			CHAPTER("{id: b, kind: choice, question: q, options: [{id: c, txt: d, say: e, right: true}]}"),
			"E101@1:49 E101@1:80" },
		{ "an id twice", CHAPTER(READ("b") "," READ("b")), "E201@1:52" },
		{ "the chapter's id for a page", CHAPTER(READ("a")), "E201@1:32" },
		{ "an objective twice",
			"{id: a, title: A, objectives: [{id: x, text: y}, {id: x, text: z}], pages: [" READ("b") "]}",
			"E201@1:55" },
		{ "skip-to nowhere", "{id: a, title: A, note: {about: x, skip-to: c}, pages: [" READ("b") "]}",
			"E209@1:45" },
		{ "skip-to of its own page", CHAPTER("{id: b, kind: read, note: {about: x, skip-to: b}}"),
			"E223@1:73" },
		{ "skip-to of a page",
			CHAPTER("{id: b, kind: read, note: {about: x, skip-to: c}}, {id: c, kind: read, title: C}"), "" },
		{ "a fault of shape hides none of sense",
			CHAPTER("{id: b, kind: choice, ask: q, hint: x, options: [{id: c, text: d}]}"),
			"E101@1:57 E204@1:76 E202@1:27" },
		{ "sharing what is private", CHAPTER("{id: b, kind: reflect, ask: q, share: aggregate}"), "E211@1:65" },
		{ "not sharing it", CHAPTER("{id: b, kind: reflect, ask: q, share: never}"), "" },
		{ "a figure without alt", CHAPTER("{id: b, kind: read, figure: {art: x}}"), "E102@1:55" },
		{ "review is on or off", CHAPTER("{id: b, kind: read, review: true}"), "E106@1:55" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str out = { 0 };
		struct chapter *chapter = chapter_read(nodes_of(&arena, cases[i].text), "a", some_kinds, &diags);
		if (strcmp(nodes_faults(&diags, &out), cases[i].faults) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&out));
		if ((chapter != NULL) != (diags.errors == 0))
			fail_msg("%s: all or nothing", cases[i].name);
		chapter_free(chapter);
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void a_page_has_all_its_fields(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	const struct node *root = nodes_of(&arena,
		CHAPTER("{id: b, kind: choice, title: T, text: '*x*', ask: q, rev: 3, was: [o, p],"
			" evidence: one-view, share: aggregate, review: off, confidence: false, topics: [S0.1], "
			"sources: s, hints: [h],"
			" options: [{id: c, text: d, say: e, right: true, myth: m}, {id: f, text: g, say: h}]}," READ(
				"r")));
	struct chapter *chapter = chapter_read(root, "a", some_kinds, &diags);

	(void)state;
	arena_release(&arena); /* a chapter leans on nothing but itself */
	assert_non_null(chapter);
	const struct page *page = &chapter->pages[0];
	const struct some_choice *own = page->own;
	assert_string_equal(page->kind->name, "choice");
	assert_int_equal(page->rev, 3);
	assert_int_equal(chapter->pages[1].rev, 1);
	assert_int_equal(page->evidence, EVIDENCE_ONE_VIEW);
	assert_int_equal(page->share, SHARE_AGGREGATE);
	assert_int_equal(page->review, FLAG_NO);
	assert_int_equal(page->confidence, FLAG_NO);
	assert_int_equal(page->fixed, FLAG_UNSET);
	assert_string_equal(page->sources.list[0], "s");
	assert_int_equal(own->options.n, 2);
	assert_string_equal(((struct some_option *)own->options.list)[0].myth, "m");
	assert_int_equal(chapter_find(chapter, "b"), 0);
	assert_int_equal(chapter_find(chapter, "p"), 0);
	assert_int_equal(chapter_find(chapter, "r"), 1);
	assert_int_equal(chapter_find(chapter, "x"), -1);
	chapter_free(chapter);
	diags_release(&diags);
}

static void courses_are_refused_with_code_and_place(void **state)
{
	static const struct {
		const char *name, *text, *faults;
	} cases[] = {
		{ "a good one", "{attune: 1, id: a, title: A, language: en, chapters: [b, c]}", "" },
		{ "a newer one, and nothing else is judged", "{attune: 2, idd: a}", "E111@1:10" },
		{ "no version", "{id: a, title: A, language: en, chapters: [b]}", "E102@1:1" },
		{ "a version that is none", "{attune: one, id: a, title: A, language: en, chapters: [b]}",
			"E105@1:10" },
		{ "a chapter twice", "{attune: 1, id: a, title: A, language: en, chapters: [b, c, b]}", "E201@1:61" },
		{ "no chapters", "{attune: 1, id: a, title: A, language: en, chapters: []}", "E108@1:44" },
		{ "a path for a chapter", "{attune: 1, id: a, title: A, language: en, chapters: [../b]}", "E104@1:55" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str out = { 0 };
		struct course *course = course_read(nodes_of(&arena, cases[i].text), "/x", &diags);
		if (strcmp(nodes_faults(&diags, &out), cases[i].faults) != 0 || (course != NULL) != (diags.errors == 0))
			fail_msg("%s: %s", cases[i].name, str_text(&out));
		if (course)
			assert_string_equal(course->folder, "/x");
		course_free(course);
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void side_files_are_refused_with_code_and_place(void **state)
{
	static const struct {
		const char *name;
		enum side side;
		const char *text, *faults;
	} cases[] = {
		{ "terms", SIDE_GLOSSARY, "[{id: a, term: A, text: x, also: [b]}]", "" },
		{ "a map", SIDE_GLOSSARY, "{id: a}", "E103@1:1" },
		{ "a term twice", SIDE_GLOSSARY, "[{id: a, term: A, text: x}, {id: a, term: B, text: x}]",
			"E201@1:34" },
		{ "a term that is a text", SIDE_GLOSSARY, "[x]", "E103@1:2" },
		{ "a source without cite", SIDE_SOURCES, "[{id: a}]", "E102@1:2" },
		{ "a topic", SIDE_TOPICS, "[{id: S0.7, text: x}]", "" },
		{ "a topic with a space", SIDE_TOPICS, "[{id: S0 7, text: x}]", "E104@1:7" },
		{ "a myth without truth", SIDE_MYTHS, "[{id: a, claim: x}]", "E102@1:2" },
		{ "support", SIDE_SUPPORT,
			"[{country: US, lines: [{name: n, call: 1, source: s, checked: 2026-01-01}]}]", "" },
		{ "a line nobody can reach", SIDE_SUPPORT,
			"[{country: US, lines: [{name: n, source: s, checked: 2026-01-01}]}]", "E102@1:24" },
		{ "a line nobody checked", SIDE_SUPPORT, "[{country: US, lines: [{name: n, web: w, source: s}]}]",
			"E102@1:24" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str out = { 0 };
		struct side_file *side = side_read(nodes_of(&arena, cases[i].text), cases[i].side, &diags);
		if (strcmp(nodes_faults(&diags, &out), cases[i].faults) != 0 || (side != NULL) != (diags.errors == 0))
			fail_msg("%s: %s", cases[i].name, str_text(&out));
		side_free(side);
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void terms_are_found_by_any_of_their_names(void **state)
{
	static const struct {
		const char *name, *id;
	} cases[] = {
		{ "safe-haven", "safe-haven" },
		{ "Safe Haven", "safe-haven" },
		{ "HAVENS", "safe-haven" },
		{ "base", "base" },
		{ "bases", NULL },
	};
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct side_file *side = side_read(nodes_of(&arena,
						   "[{id: safe-haven, term: safe haven, text: x, also: [havens]},"
						   " {id: base, term: secure base, text: y}]"),
		SIDE_GLOSSARY, &diags);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct term *term = glossary_find(side, cases[i].name);
		if ((term != NULL) != (cases[i].id != NULL) || (term && strcmp(term->id, cases[i].id) != 0))
			fail_msg("%s", cases[i].name);
	}
	assert_null(glossary_find(NULL, "x"));
	side_free(side);
	diags_release(&diags);
	arena_release(&arena);
}

static char *spanish(const char *english)
{
	static char free_of_charge[] = "24/7, gratis", anywhere[] = "En cualquier lugar", wrong[] = "GRATIS";

	if (strcmp(english, "support line\00424/7, free") == 0)
		return free_of_charge;
	if (strcmp(english, "support line\004Anywhere") == 0)
		return anywhere;
	return strcmp(english, "free") == 0 ? wrong : (char *)(uintptr_t)english;
}

static void texts_of_support_lists_are_translated_whole_or_not_at_all(void **state)
{
	static char longest[1024];
	static const struct {
		const char *name, *text, *said;
	} cases[] = {
		{ "one that is known", "24/7, free", "24/7, gratis" },
		{ "more than it", "24/7, free; not on Sundays", "24/7, free; not on Sundays" },
		{ "a word of the program's own", "free", "free" },
		{ "empty", "", "" },
		{ "longer than any that is known", longest, longest },
	};
	struct country country = { .country = "ANY", .name = "Anywhere" };

	(void)state;
	memset(longest, 'x', sizeof longest - 1);
	assert_string_equal(support_words("24/7, free"), "24/7, free");
	tr_install(spanish, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (strcmp(support_words(cases[i].text), cases[i].said) != 0)
			fail_msg("%s: %s", cases[i].name, support_words(cases[i].text));
	assert_null(support_words(NULL));
	assert_string_equal(country_words(&country), "En cualquier lugar");
	tr_install(NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chapters_are_refused_with_code_and_place),
		cmocka_unit_test(a_page_has_all_its_fields),
		cmocka_unit_test(courses_are_refused_with_code_and_place),
		cmocka_unit_test(side_files_are_refused_with_code_and_place),
		cmocka_unit_test(terms_are_found_by_any_of_their_names),
		cmocka_unit_test(texts_of_support_lists_are_translated_whole_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
