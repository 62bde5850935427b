/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "course/field.h"
#include "support/nodes.h"

struct part {
	struct place at;
	const char *name;
	unsigned count;
};

struct all {
	const char *id, *plain, *verbatim, *date;
	struct words ids, topics, words;
	struct markup in_line, block;
	struct markups in_lines;
	unsigned count;
	double number;
	enum flag flag;
	int word;
	struct part *part;
	struct parts parts, mapped, worded;
};

static const char *const colours[] = { "red", "green", NULL };

static const struct field part_list[] = {
	{ .key = "count", .type = FIELD_COUNT, .required = true, .at = offsetof(struct part, count) },
};
static const struct fields part = { .what = "part", .list = part_list, .n = 1, .size = sizeof(struct part) };

static const struct field all_list[] = {
	{ .key = "id", .type = FIELD_ID, .at = offsetof(struct all, id) },
	{ .key = "plain", .type = FIELD_PLAIN, .at = offsetof(struct all, plain) },
	{ .key = "verbatim", .type = FIELD_VERBATIM, .at = offsetof(struct all, verbatim) },
	{ .key = "date", .type = FIELD_DATE, .at = offsetof(struct all, date) },
	{ .key = "ids", .type = FIELD_IDS, .at = offsetof(struct all, ids), .most = 3 },
	{ .key = "topics", .type = FIELD_TOPICS, .at = offsetof(struct all, topics) },
	{ .key = "words", .type = FIELD_WORDS, .at = offsetof(struct all, words) },
	{ .key = "inline", .type = FIELD_INLINE, .at = offsetof(struct all, in_line) },
	{ .key = "block", .type = FIELD_BLOCK, .at = offsetof(struct all, block) },
	{ .key = "inlines", .type = FIELD_INLINES, .at = offsetof(struct all, in_lines) },
	{ .key = "count", .type = FIELD_COUNT, .at = offsetof(struct all, count) },
	{ .key = "number", .type = FIELD_NUMBER, .at = offsetof(struct all, number) },
	{ .key = "flag", .type = FIELD_FLAG, .at = offsetof(struct all, flag) },
	{ .key = "word", .type = FIELD_WORD, .at = offsetof(struct all, word), .words = colours },
	{ .key = "part", .type = FIELD_PART, .at = offsetof(struct all, part), .of = &part },
	{ .key = "parts", .type = FIELD_PARTS, .at = offsetof(struct all, parts), .of = &part, .most = 2 },
	{ .key = "mapped", .type = FIELD_MAPPED, .at = offsetof(struct all, mapped), .of = &part },
	{ .key = "worded", .type = FIELD_WORDED, .at = offsetof(struct all, worded), .most = 2 },
};
static const struct fields all = {
	.what = "test map", .list = all_list, .n = sizeof all_list / sizeof all_list[0], .size = sizeof(struct all)
};

static bool read_all(const char *text, struct all *into, struct arena *arena, struct diags *diags)
{
	struct reader reader = { .arena = arena, .diags = diags };
	struct field_group group = { .fields = &all, .into = into };

	*into = (struct all){ 0 };
	return fields_read(&reader, nodes_of(arena, text), &group, 1);
}

static void faults_have_code_and_place(void **state)
{
	static const struct {
		const char *name, *text, *faults, *help;
	} cases[] = {
		{ "nothing at all", "{}", "", NULL },
		{ "unknown key", "{plan: x}", "E101@1:2", "did you mean 'plain'?" },
		{ "unknown key, far from any", "{zzzzzzzz: x}", "E101@1:2", NULL },
		{ "a text with a comma in a map", "{plain: a, and b: }", "E101@1:12",
			"put quotes around a text with a comma when it stands in { }" },
		{ "not a map", "[a]", "E103@1:1", NULL },
		{ "id", "{id: good-enough-2}", "", NULL },
		{ "id with capitals", "{id: Good Enough!}", "E104@1:6",
			"lower-case letters, digits and single hyphens, such as 'good-enough'" },
		{ "id with two hyphens", "{id: a--b}", "E104@1:6",
			"lower-case letters, digits and single hyphens, such as 'a-b'" },
		{ "id that ends in a hyphen", "{id: a-}", "E104@1:6",
			"lower-case letters, digits and single hyphens, such as 'a'" },
		{ "id of 49", "{id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}", "E104@1:6",
			"an id has at most 48 characters" },
		{ "empty id", "{id: ''}", "E108@1:2", "write something after it, or leave the key out" },
		{ "id as a list", "{id: [a]}", "E103@1:6", NULL },
		{ "plain", "{plain: no}", "", NULL },
		{ "plain, white space only", "{plain: ' \n'}", "E108@1:2",
			"write something after it, or leave the key out" },
		{ "plain of two lines", "{plain: 'a\nb'}", "E103@1:11", NULL },
		{ "one id for a list of ids", "{ids: a}", "", NULL },
		{ "a bad id in a list", "{ids: [a, B, c]}", "E104@1:11",
			"lower-case letters, digits and single hyphens, such as 'b'" },
		{ "too many ids", "{ids: [a, b, c, d]}", "E112@1:17", NULL },
		{ "topics", "{topics: [S0.1, a-b]}", "", NULL },
		{ "a bad topic", "{topics: [.1]}", "E104@1:11", "letters, digits, dots and hyphens, such as 'S1.24'" },
		{ "a list of markups with a bad one", "{inlines: [a, '![x](y)']}", "E110@1:15", NULL },
		{ "count", "{count: 12}", "", NULL },
		{ "count of nothing", "{count: 0}", "E105@1:9", NULL },
		{ "negative count", "{count: -1}", "E105@1:9", NULL },
		{ "endless count", "{count: 99999999999999999999}", "E105@1:9", NULL },
		{ "number", "{number: -0.5}", "", NULL },
		{ "number with a comma", "{number: '0,5'}", "E105@1:10", NULL },
		{ "number that ends in a point", "{number: 5.}", "E105@1:10", NULL },
		{ "not a number", "{number: nan}", "E105@1:10", NULL },
		{ "a yes is a word", "{flag: yes}", "E106@1:8", "write true; 'yes' is a word here" },
		{ "an Off is a word", "{flag: Off}", "E106@1:8", "write false; 'Off' is a word here" },
		{ "a flag misspelt", "{flag: tru}", "E106@1:8", "did you mean 'true'?" },
		{ "a word misspelt", "{word: grean}", "E106@1:8", "did you mean 'green'?" },
		{ "29 February of a leap year", "{date: 2024-02-29}", "", NULL },
		{ "29 February of another", "{date: 2026-02-29}", "E107@1:8",
			"write the year, month and day, such as 2026-11-22" },
		{ "month 13", "{date: 2026-13-01}", "E107@1:8", "write the year, month and day, such as 2026-11-22" },
		{ "a short date", "{date: 2026-1-1}", "E107@1:8", "write the year, month and day, such as 2026-11-22" },
		{ "a part that lacks its key", "{part: {}}", "E102@1:8", NULL },
		{ "a part that is a list", "{part: [x]}", "E103@1:8", NULL },
		{ "parts that are a map", "{parts: {count: 1}}", "E103@1:9", NULL },
		{ "parts with a text among them", "{parts: [{count: 1}, x]}", "E103@1:22", NULL },
		{ "too many parts", "{parts: [{count: 1}, {count: 1}, {count: 1}]}", "E112@1:34", NULL },
		{ "mapped with a text", "{mapped: {a: b}}", "E103@1:14", NULL },
		{ "worded with a map", "{worded: {a: {b: c}}}", "E103@1:14", NULL },
		{ "worded with nothing said", "{worded: {a: ''}}", "E108@1:11", NULL },
		{ "worded as a list", "{worded: [a]}", "E103@1:10", NULL },
		{ "too many words", "{worded: {a: x, b: x, c: x}}", "E112@1:26", NULL },
		{ "all are gathered", "{id: A, count: x, flag: no, what: x}", "E104@1:6 E105@1:16 E106@1:25 E101@1:29",
			NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str out = { 0 };
		struct all into;
		bool ok = read_all(cases[i].text, &into, &arena, &diags);
		const char *help = diags.count == 1 ? diags.list[0].help : NULL;
		if (strcmp(nodes_faults(&diags, &out), cases[i].faults) != 0 || ok != (diags.errors == 0))
			fail_msg("%s: %s", cases[i].name, str_text(&out));
		if (cases[i].help && (!help || strcmp(help, cases[i].help) != 0))
			fail_msg("%s: help: %s", cases[i].name, help ? help : "none");
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void values_arrive_in_the_struct(void **state)
{
	struct arena arena = { 0 }, tree = { 0 };
	struct diags diags = { 0 };
	struct all into;
	struct reader reader = { .arena = &arena, .diags = &diags };
	struct field_group group = { .fields = &all, .into = &into };

	(void)state;
	into = (struct all){ 0 };
	assert_true(fields_read(&reader,
		nodes_of(&tree,
			"{id: a-1, plain: ' no ', verbatim: '  x\n y\n', ids: [b, c], topics: S0.1, count: 7, number: "
			"-2.5,"
			" flag: false, word: green, date: 2026-11-22, part: {count: 3}, parts: [{count: 1}, {count: "
			"2}],"
			" mapped: {blank: {count: 9}}, worded: {'no one': why, b: '*b*'}, inlines: [a, '*b*']}"),
		&group, 1));
	arena_release(&tree); /* nothing that was read leans on the tree */
	assert_string_equal(into.id, "a-1");
	assert_string_equal(into.plain, "no");
	assert_string_equal(into.verbatim, "  x\n y");
	assert_int_equal(into.ids.n, 2);
	assert_string_equal(into.ids.list[1], "c");
	assert_string_equal(into.topics.list[0], "S0.1");
	assert_int_equal(into.count, 7);
	assert_true(into.number < -2.49 && into.number > -2.51);
	assert_int_equal(into.flag, FLAG_NO);
	assert_int_equal(into.word, 2);
	assert_string_equal(into.date, "2026-11-22");
	assert_int_equal(into.part->count, 3);
	assert_int_equal(((struct part *)into.parts.list)[1].count, 2);
	assert_string_equal(((struct part *)into.mapped.list)[0].name, "blank");
	assert_int_equal(((struct part *)into.mapped.list)[0].count, 9);
	assert_string_equal(((struct worded *)into.worded.list)[0].word, "no one");
	assert_int_equal(((struct worded *)into.worded.list)[1].text.blocks[0].spans[0].role, SPAN_EMPHASIS);
	assert_int_equal(into.in_lines.list[1].blocks[0].spans[0].role, SPAN_EMPHASIS);
	diags_release(&diags);
	arena_release(&arena);
}

static void an_open_group_lets_other_keys_pass(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct all into = { 0 };
	struct reader reader = { .arena = &arena, .diags = &diags };
	struct field_group groups[] = { { .fields = &all, .into = &into }, { .fields = NULL } };

	(void)state;
	assert_true(fields_read(&reader, nodes_of(&arena, "{id: a, whatever: [x]}"), groups, 2));
	assert_string_equal(into.id, "a");
	diags_release(&diags);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_have_code_and_place),
		cmocka_unit_test(values_arrive_in_the_struct),
		cmocka_unit_test(an_open_group_lets_other_keys_pass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
