/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/text.h"
#include "io/yaml.h"
#include "support/nodes.h"

#define BYTES(text) text, sizeof text - 1

static void faults_have_code_and_place(void **state)
{
	static const struct {
		const char *name, *bytes;
		size_t len;
		const char *faults;
	} cases[] = {
		{ "a map", BYTES("a: b\nc: [d, {e: f}]\n"), "" },
		{ "a BOM at the start",
			BYTES("\xEF\xBB\xBF"
			      "a: b\n"),
			"" },
		{ "CR LF", BYTES("a: b\r\nc: |\r\n  d\r\n  e\r\n"), "" },
		{ "a BOM inside", BYTES("a: b\xEF\xBB\xBF\n"), "E004@1:5" },
		{ "a zero byte", BYTES("a: b\0c\n"), "E004@1:5" },
		{ "Latin-1", BYTES("a: caf\xE9\n"), "E004@1:7" },
		{ "overlong", BYTES("a\n\xC0\xAF"), "E004@2:1" },
		{ "a surrogate", BYTES("\xED\xA0\x80"), "E004@1:1" },
		{ "UTF-16",
			BYTES("\xFF\xFE"
			      "a\0"),
			"E004@1:1" },
		{ "a column counts code points", BYTES("\xC3\xA9\xC3\xA9: \x1B\n"), "E005@1:5" },
		{ "a raw escape in a comment", BYTES("a: b # \x1B[2J\n"), "E005@1:8" },
		{ "a raw C1", BYTES("a: \xC2\x9B\n"), "E005@1:4" },
		{ "a raw override", BYTES("a: \xE2\x80\xAE\n"), "E005@1:4" },
		{ "a raw line separator",
			BYTES("a: b\xE2\x80\xA8"
			      "c\n"),
			"E005@1:5" },
		{ "a lone CR", BYTES("a: b\rc: d\n"), "E005@1:5" },
		{ "two of them", BYTES("a: \x01\nb: \x02\n"), "E005@1:4 E005@2:4" },
		{ "escaped escape", BYTES("a: \"x\\e[2J\"\n"), "E005@1:6" },
		{ "escaped zero", BYTES("a: \"\\0\"\n"), "E005@1:5" },
		{ "escaped C1", BYTES("a: \"\\x9b\"\n"), "E005@1:5" },
		{ "escaped override", BYTES("a: \"b\n  c\\u202e\"\n"), "E005@2:4" },
		{ "escaped next line", BYTES("a: \"\\N\"\n"), "E005@1:5" },
		{ "escaped line separator", BYTES("a: \"\\L\"\n"), "E005@1:5" },
		{ "escaped tag character", BYTES("a: \"\\U000E0041\"\n"), "E005@1:5" },
		{ "in a key", BYTES("\"a\\e\": b\n"), "E005@1:3" },
		{ "a joiner between letters",
			BYTES("a: \"b\xE2\x80\x8D"
			      "c\"\n"),
			"E005@1:6" },
		{ "a joiner inside an emoji", BYTES("a: \"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xA7\"\n"), "" },
		{ "not YAML", BYTES("a: b: c\n"), "E006@1:5" },
		{ "a tab", BYTES("a:\n\tb: c\n"), "E006@2:1" },
		{ "an open quote", BYTES("a: \"b\n"), "E006@1:4" },
		{ "16 deep", BYTES("[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]"), "" },
		{ "17 deep", BYTES("[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]"), "E007@1:17" },
		{ "an anchor", BYTES("a: &b c\n"), "E010@1:4" },
		{ "an anchor on a list", BYTES("a: &b [c]\n"), "E010@1:4" },
		{ "an alias", BYTES("a: *b\n"), "E010@1:4" },
		{ "a tag", BYTES("a: !!str b\n"), "E011@1:4" },
		{ "a tag of one's own", BYTES("a: !b {c: d}\n"), "E011@1:4" },
		{ "a directive", BYTES("%YAML 1.1\n---\na: b\n"), "E011@1:1" },
		{ "a merge key", BYTES("a: {<<: b}\n"), "E012@1:5" },
		{ "a quoted merge key is a key", BYTES("a: {'<<': b}\n"), "" },
		{ "a second document", BYTES("a: b\n---\nc: d\n"), "E013@2:1" },
		{ "nothing", BYTES(""), "E013@1:1" },
		{ "comments", BYTES("# a\n"), "E013@1:1" },
		{ "a key twice", BYTES("a: b\nc: d\na: e\n"), "E014@3:1" },
		{ "a key three times", BYTES("{a: b, a: c, a: d}"), "E014@1:8 E014@1:14" },
		{ "the same key in two maps", BYTES("[{a: b}, {a: c}]"), "" },
		{ "a list for a key", BYTES("[a]: b\n"), "E015@1:1" },
		{ "an empty key", BYTES("\"\": b\n"), "E015@1:1" },
		{ "a scalar", BYTES("a"), "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str out = { 0 };
		const struct node *root = yaml_parse(cases[i].bytes, cases[i].len, "f", &arena, &diags);
		if (strcmp(nodes_faults(&diags, &out), cases[i].faults) != 0 || (root != NULL) != (diags.errors == 0))
			fail_msg("%s: %s %s", cases[i].name, str_text(&out), diags.count ? diags.list[0].message : "");
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

/* The text of every scalar stands where its marks say: the place of each @ is told from the text and from the bytes. */
static void text_stands_where_its_marks_say(void **state)
{
	static const struct {
		const char *name, *bytes;
	} cases[] = {
		{ "plain", "a: x @ y @\n" },
		{ "plain over lines", "a: x @\n   y @ z\n\n   w @\nb: c @\n" },
		{ "single quoted", "a: 'it''s @ ''@'' \n   y @\n\n\n   @'\n" },
		{ "double quoted", "a: \"x \\u263a @ \\x41\\n@ \\U0001F642 @ \\\" @\n    y \\\n    @ \\\\ @\"\n" },
		{ "literal", "a: |\n  x @\n\n    @ indented\n\n\n  @\nb: |-\n     @\n" },
		{ "literal, keep", "a: |+\n  x @\n\n\nb: c @\n" },
		{ "literal with a number", "a: |2\n     x @\n   @\n" },
		{ "literal in a list", "- a: |\n    x @\n\n    y @\n- |\n @\n" },
		{ "literal with a comment", "a: | # @\n  x @\n" },
		{ "folded", "a: >\n  x @ and\n  y @ and\n  z @\n\n  @\n" },
		{ "folded with indented lines", "a: >-\n  x @\n    @ kept\n      @\n  y @\n\n\n  @\n" },
		{ "folded, trailing blanks", "a: >\n  x @ \n  @\n" },
		{ "flow", "{a: x @, b: [\"@\", 'y\n @']}\n" },
		{ "wide letters", "a: >\n  \xC3\xA9\xE6\x84\x9B @ \xC3\xA9\n  \xC3\xA9 @\n" },
		{ "CR LF", "a: |\r\n  x @\r\n\r\n  @\r\nb: \"y\r\n  @\"\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str told = { 0 }, wanted = { 0 };
		const struct node *stack[32] = { yaml_parse(
			cases[i].bytes, strlen(cases[i].bytes), "f", &arena, &diags) };
		unsigned line = 1, column = 1;
		int depth = 1;

		if (!stack[0])
			fail_msg("%s: %s", cases[i].name, diags.list[0].message);
		while (depth > 0) { /* in file order */
			const struct node *node = stack[--depth];
			if (node->next)
				stack[depth++] = node->next;
			if (node->first)
				stack[depth++] = node->first;
			for (size_t at = 0; at < node->len; at++)
				if (node->text[at] == '@')
					str_print(&told, "%u:%u ", node_place(node, at).line,
						node_place(node, at).column);
		}
		for (const char *at = cases[i].bytes; *at; at++) {
			bool comment = at > cases[i].bytes + 1 && at[-1] == ' ' && at[-2] == '#';
			if (*at == '@' && !comment)
				str_print(&wanted, "%u:%u ", line, column);
			column += ((unsigned char)*at & 0xC0) != 0x80;
			if (*at == '\n')
				line++, column = 1;
		}
		if (strcmp(str_text(&told), str_text(&wanted)) != 0)
			fail_msg("%s: told %s wanted %s", cases[i].name, told.at, wanted.at);
		str_release(&told);
		str_release(&wanted);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void the_tree_says_what_the_file_says(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	const struct node *root =
		yaml_parse(BYTES("id: no\nlist:\n  - 'x y'\n  - {k: 0x10}\nempty:\n"), "f", &arena, &diags);
	const struct node *list = node_child(root, "list"), *id = node_child(root, "id");

	(void)state;
	assert_int_equal(root->type, NODE_MAP);
	assert_int_equal(root->count, 3);
	assert_string_equal(id->text, "no");
	assert_int_equal(id->at.column, 5);
	assert_int_equal(id->width, 2);
	assert_int_equal(id->key_at.column, 1);
	assert_int_equal(list->count, 2);
	assert_string_equal(list->first->text, "x y");
	assert_int_equal(list->first->width, 5);
	assert_string_equal(node_child(list->first->next, "k")->text, "0x10");
	assert_int_equal(list->first->next->at.line, 4);
	assert_int_equal(node_child(root, "empty")->type, NODE_SCALAR);
	assert_int_equal(node_child(root, "empty")->len, 0);
	diags_release(&diags);
	arena_release(&arena);
}

/* Rule L3, and case 49 of the catalogue: bombs are refused at once. */
static void bombs_are_refused_at_once(void **state)
{
	static const struct {
		const char *name, *start, *again;
		size_t len;
		const char *faults;
	} cases[] = {
		{ "over 1 MiB", "", "a", YAML_FILE_MOST + 1, "E003@0:0" },
		{ "deep lists", "", "[", 1000000, "E007@1:17" },
		{ "deep maps", "", "{a: ", 1000000, "E007@1:65" },
		{ "deep block lists", "", "- ", 1000000, "E007@1:33" },
		{ "many entries", "", "- a\n", 1000000, "E008@49998:3" },
		{ "a long plain text", "a: ", "b", 1000000, "E009@1:4" },
		{ "a long literal", "a: |\n", " b\n", 999999, "E009@1:4" },
		{ "a long quoted text that never ends", "a: \"", "b ", 1000000, "E006@1:4" },
		{ "blank lines", "", "\n", 1000000, "E013@1:1" },
		{ "aliases", "a: &a [b]\nc: [", "*a,", 999999, "E010@1:4" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str bytes = { 0 }, out = { 0 };
		struct timespec from, to;
		str_add_text(&bytes, cases[i].start);
		while (bytes.len < cases[i].len + strlen(cases[i].start))
			str_add_text(&bytes, cases[i].again);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		const struct node *root = yaml_parse(bytes.at, bytes.len, "f", &arena, &diags);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		if (root || strncmp(nodes_faults(&diags, &out), cases[i].faults, strlen(cases[i].faults)) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&out));
		if (diags.count > 25)
			fail_msg("%s: %zu faults", cases[i].name, diags.count);
		if (seconds > 1.0) /* 0.1 is the promise; sanitizers and a busy machine take the rest */
			fail_msg("%s: %.2f s", cases[i].name, seconds);
		str_release(&out);
		str_release(&bytes);
		diags_release(&diags);
		arena_release(&arena);
	}
}

/* Every cut of a good file is read or refused, never worse; so is every file with one byte changed. */
static void any_cut_and_any_changed_byte(void **state)
{
	static const char good[] =
		"id: a\ntext: |\n  x @ \xC3\xA9\n\n  y\nlist: [\"b\\u263a\", 'c''d', {e: >-\n  f\n  g\n  }]\n# end\n";
	char bytes[sizeof good];

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof good - 1) * 8; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		size_t at = i / 8 % (sizeof good - 1), len = sizeof good - 1;
		memcpy(bytes, good, sizeof good);
		if (i < len * 8)
			bytes[at] = (char)(bytes[at] ^ (1 << i % 8));
		else
			len = at;
		const struct node *root = yaml_parse(bytes, len, "f", &arena, &diags);
		assert_true((root != NULL) == (diags.errors == 0));
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void only_regular_files_are_read(void **state)
{
	static const struct {
		const char *name;
		const char *faults;
	} cases[] = {
		{ "absent", "E001@0:0" },
		{ "folder", "E002@0:0" },
		{ "fifo", "E002@0:0" },
		{ "good", "" },
		{ "large", "E003@0:0" },
		{ "good/x", "E001@0:0" },
	};
	char folder[] = "/tmp/attune-yaml-XXXXXX", path[128];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/folder", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/fifo", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	snprintf(path, sizeof path, "%s/good", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("a: b\n", file);
	fclose(file);
	snprintf(path, sizeof path, "%s/large", folder);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(ftruncate(fileno(file), 50L * 1024 * 1024), 0);
	fclose(file);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str out = { 0 };
		const char *text;
		size_t len;
		snprintf(path, sizeof path, "%s/%s", folder, cases[i].name);
		const struct node *root = yaml_load(path, &arena, &diags, &text, &len);
		if (strcmp(nodes_faults(&diags, &out), cases[i].faults) != 0 || (root != NULL) != (diags.errors == 0))
			fail_msg("%s: %s", cases[i].name, str_text(&out));
		if (diags.count)
			assert_string_equal(diags.list[0].file, path);
		else
			assert_string_equal(text, "a: b\n");
		str_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, cases[i].name);
		remove(path);
	}
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_have_code_and_place),
		cmocka_unit_test(text_stands_where_its_marks_say),
		cmocka_unit_test(the_tree_says_what_the_file_says),
		cmocka_unit_test(bombs_are_refused_at_once),
		cmocka_unit_test(any_cut_and_any_changed_byte),
		cmocka_unit_test(only_regular_files_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
