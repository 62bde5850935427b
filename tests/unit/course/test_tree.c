/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/nodes.h"

static void children_are_found_by_key(void **state)
{
	struct arena arena = { 0 };
	const struct node *map = nodes_of(&arena, "{id: a, pages: [x, y], note: {about: b}}");

	(void)state;
	assert_string_equal(node_child(map, "id")->text, "a");
	assert_int_equal(node_child(map, "pages")->count, 2);
	assert_string_equal(node_child(node_child(map, "note"), "about")->text, "b");
	assert_null(node_child(map, "i"));
	assert_null(node_child(NULL, "id"));
	assert_null(node_child(node_child(map, "id"), "id"));
	arena_release(&arena);
}

static void places_follow_the_marks(void **state)
{
	static const struct mark marks[] = { { 0, { 3, 5 } }, { 6, { 4, 7 } }, { 9, { 8, 1 } } };
	static const struct {
		const char *name;
		size_t offset;
		struct place at;
	} cases[] = {
		{ "the start", 0, { 3, 5 } },
		{ "a character of two bytes is one column", 3, { 3, 7 } },
		{ "just before a mark", 5, { 3, 9 } },
		{ "at a mark", 6, { 4, 7 } },
		{ "inside the last", 10, { 8, 2 } },
		{ "the end", 12, { 8, 4 } },
		{ "beyond the end counts as the end", 99, { 8, 4 } },
	};
	const char *text = "a\xC3\xA9"
			   "bcdefghijk";
	struct node node = {
		.type = NODE_SCALAR, .text = text, .len = 12, .at = { 3, 5 }, .marks = marks, .nmarks = 3
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct place at = node_place(&node, cases[i].offset);
		if (at.line != cases[i].at.line || at.column != cases[i].at.column)
			fail_msg("%s: %u:%u", cases[i].name, at.line, at.column);
	}
}

static void a_scalar_without_marks_begins_where_it_stands(void **state)
{
	struct node node = { .type = NODE_SCALAR, .text = "abc", .len = 3, .at = { 2, 4 } };
	struct place at = node_place(&node, 2);

	(void)state;
	assert_int_equal(at.line, 2);
	assert_int_equal(at.column, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(children_are_found_by_key),
		cmocka_unit_test(places_follow_the_marks),
		cmocka_unit_test(a_scalar_without_marks_begins_where_it_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
