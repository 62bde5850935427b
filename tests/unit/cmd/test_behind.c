/* SPDX-License-Identifier: MIT
 *
 * Nothing a page has to say is left out, and all of it comes in the order of the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <string.h>
#include "cmd/behind.h"
#include "io/shelf.h"
#include "io/yaml.h"
#include "kinds/kind.h"
#include "support/golden.h"

static const char *const chapters[] = { "telling", "asking" };

static struct chapter *chapter_named(const char *name, struct diags *diags)
{
	struct course *course = shelf_course("tests/lessons/kinds", diags);
	assert_non_null(course);
	struct chapter *chapter = shelf_chapter(course, name, kinds_all, diags);
	course_free(course);
	assert_non_null(chapter);
	return chapter;
}

/* -- Every text is there ----------------------------------------------------------------------- */

static void is_there(void *ctx, const struct markup *text, const char *myth)
{
	struct str plain = { 0 };

	(void)myth;
	markup_plain(text, &plain);
	if (plain.len && !strstr(ctx, str_text(&plain)))
		fail_msg("not said: %s", str_text(&plain));
	str_release(&plain);
}

static void nothing_is_left_out(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof chapters / sizeof chapters[0]; c++) {
		struct diags diags = { 0 };
		struct chapter *chapter = chapter_named(chapters[c], &diags);
		for (size_t i = 0; i < chapter->npages; i++) {
			const struct page *page = &chapter->pages[i];
			struct str out = { 0 };
			behind_say(page, 0, NULL, &out);
			if (page->kind->texts)
				page->kind->texts(page, is_there, out.at);
			is_there(out.at, &page->explain, NULL);
			for (size_t h = 0; h < page->hints.n; h++)
				is_there(out.at, &page->hints.list[h], NULL);
			str_release(&out);
		}
		chapter_free(chapter);
		diags_release(&diags);
	}
}

static struct source ana = { .id = "ana", .cite = "Ana (2001). On pots." };
static const struct side_file sources = { .side = SIDE_SOURCES, .list = { .list = &ana, .n = 1 } };
static const struct behind_paper paper = { .sources = &sources };

/* For whoever looks after the file; and on paper, without an id. */
static void said_as_agreed(const struct behind_paper *on, const char *golden)
{
	struct str out = { 0 };

	for (size_t c = 0; c < sizeof chapters / sizeof chapters[0]; c++) {
		struct diags diags = { 0 };
		struct chapter *chapter = chapter_named(chapters[c], &diags);
		for (size_t i = 0; i < chapter->npages; i++) {
			str_print(&out, "%s%s\n", out.len ? "\n" : "", chapter->pages[i].id);
			behind_say(&chapter->pages[i], 40, on, &out);
		}
		chapter_free(chapter);
		diags_release(&diags);
	}
	assert_true(golden_matches(golden, str_text(&out)));
	str_release(&out);
}

static void pages_are_said_as_agreed(void **state)
{
	(void)state;
	said_as_agreed(NULL, "behind-kinds.txt");
	said_as_agreed(&paper, "behind-kinds-paper.txt");
}

/* -- Order, and what is for whom ---------------------------------------------------------------- */

static const struct {
	const char *name, *page, *said;
	bool on_paper;
} cases[] = {
	{ .name = "the order of the file, not that of the tables",
		.page = "kind: choice\n    hints: [Look.]\n    explain: So it is.\n    ask: Which?\n    options:\n"
			"      - {id: a, say: Yes., text: One, right: true}\n      - {id: b, text: Two, myth: m, say: No.}\n",
		.said = "\nHint: Look.\nIn the end: So it is.\noption a (right): One\n  say: Yes.\n"
			"option b (myth m): Two\n  say: No.\n" },
	{ .name = "a refutation comes after its claim",
		.page = "kind: myth\n    claim: Longer is stronger.\n    myth: m\n    text: It is not.\n",
		.said = "\nmyth: m\nclaim: Longer is stronger.\ntext: It is not.\n" },
	{ .name = "statements of a scale",
		.page = "kind: rate\n    low: no\n    high: yes\n    statements:\n      - {id: one, text: It is hard.}\n",
		.said = "\nlow: no\nhigh: yes\nstatement one: It is hard.\n" },
	{ .name = "what is for facilitators is for them",
		.page = "kind: read\n    text: Warm the pot.\n    facilitator: Bring a pot.\n",
		.said = "\nFor facilitators: Bring a pot.\n",
		.on_paper = true },
	{ .name = "apart from the rest, in paragraphs, and beside all that is said without them",
		.page = "kind: read\n    text: Warm the pot.\n    topics: [T1]\n    sources: [ana]\n    facilitator: |\n"
			"      Bring a pot.\n\n      Warm it.\n",
		.said = "\nSource: Ana (2001). On pots.\n\nFor facilitators: Bring a pot.\n\nWarm it.\n",
		.on_paper = true },
	{ .name = "on paper no id stands: what it names on the page is named, what it names elsewhere is left out",
		.page = "kind: sort\n    ask: Where?\n    sources: [unknown]\n    bins: [{id: b1, text: Hot}, {id: b2, text: Cold}]\n"
			"    items: [{id: c1, bin: [b2, b1], text: Milk, say: Either.}, {id: c2, bin: b1, text: Steam, say: Hot.}]\n",
		.said = "\nbin: Hot\nbin: Cold\nitem (bin Cold, Hot): Milk\n  say: Either.\nitem (bin Hot): Steam\n  say: Hot.\n",
		.on_paper = true },
	{ .name = "nor that of a myth",
		.page = "kind: choice\n    ask: Which?\n    options: [{id: a, text: One, right: true, say: S}, {id: b, text: Two, myth: m, say: S}]\n",
		.said = "\noption (right): One\n  say: S\noption: Two\n  say: S\n",
		.on_paper = true },
	{ .name = "scenes are told by number",
		.page = "kind: scenario\n    scenes:\n      - {id: s1, text: Tea., choices: [{text: Pour, goto: s2, say: Good.}]}\n"
			"      - {id: s2, text: Drunk., end: true}\n",
		.said = "\nscene 1: Tea.\n  choice (goto scene 2): Pour\n    say: Good.\nscene 2 (end): Drunk.\n",
		.on_paper = true },
	{ .name = "nothing to say, no line",
		.page = "kind: read\n    text: Warm the pot.\n    facilitator: Bring a pot.\n",
		.said = "" },
};

static void the_order_is_that_of_the_file(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str text = { 0 }, out = { 0 };
		struct diags diags = { 0 };
		struct arena arena = { 0 };

		str_print(&text, "id: one\ntitle: One\npages:\n  - id: page\n    %s", cases[i].page);
		const struct node *root = yaml_parse(text.at, text.len, "one.yaml", &arena, &diags);
		assert_non_null(root);
		struct chapter *chapter = chapter_read(root, "one", kinds_all, &diags);
		if (!chapter)
			fail_msg("%s: %s", cases[i].name, diags.list[0].message);
		behind_say(&chapter->pages[0], 0, cases[i].on_paper ? &paper : NULL, &out);
		if (strcmp(str_text(&out), cases[i].said) != 0)
			fail_msg("%s: said\n%s", cases[i].name, str_text(&out));
		chapter_free(chapter);
		str_release(&text);
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_left_out),
		cmocka_unit_test(pages_are_said_as_agreed),
		cmocka_unit_test(the_order_is_that_of_the_file),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
