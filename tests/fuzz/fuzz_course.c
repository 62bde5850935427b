/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a chapter, a course and each side file: no crash, no leak, and nothing that came through may be unsafe.
 *
 *   make fuzz SECONDS=3600
 */
#include <assert.h>
#include <string.h>
#include "base/text.h"
#include "course/course.h"
#include "io/yaml.h"
#include "support/some_kinds.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* The file's bytes at a place; NULL beyond its end. */
static const char *at_place(const char *bytes, size_t size, struct place at)
{
	const char *end = bytes + size;

	if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		bytes += 3;
	while (bytes < end && at.line > 1)
		at.line -= *bytes++ == '\n';
	for (size_t n; bytes < end && at.column > 1; at.column--, bytes += n)
		text_point(bytes, (size_t)(end - bytes), &n);
	return bytes < end ? bytes : NULL;
}

/* What a mark points at is what the text says there, where that is not written as an escape. */
static void judge_marks(const struct node *node, const char *bytes, size_t size)
{
	for (unsigned i = 0; i < node->nmarks && i < 64; i++) {
		size_t offset = node->marks[i].offset;
		const char *there = at_place(bytes, size, node->marks[i].at);
		if (offset >= node->len || strchr(" \t\n", node->text[offset]))
			continue;
		assert(there);
		assert(*there == node->text[offset] || *there == '\\');
	}
}

/* Rules L1 and L4, and that places lie inside the file. */
static void judge(const struct node *node, unsigned depth, unsigned lines, const char *bytes, size_t size)
{
	assert(depth <= YAML_DEPTH_MOST);
	assert(node->at.line >= 1 && node->at.line <= lines && node->at.column >= 1);
	if (node->type == NODE_SCALAR) {
		assert(node->len <= YAML_SCALAR_MOST && strlen(node->text) == node->len);
		assert(text_valid(node->text, node->len, NULL));
		for (size_t i = 0, n; i < node->len; i += n)
			assert(!text_is_forbidden(text_point(node->text + i, node->len - i, &n)) ||
				node->text[i] == '\xE2');
		for (unsigned i = 0; i < node->nmarks; i++) {
			assert(node->marks[i].offset <= node->len && node->marks[i].at.line <= lines);
			assert(i == 0 || node->marks[i].offset > node->marks[i - 1].offset);
			assert(i == 0 || node->marks[i].at.line >= node->marks[i - 1].at.line);
		}
	}
	judge_marks(node, bytes, size);
	for (const struct node *child = node->first; child; child = child->next)
		judge(child, depth + 1, lines, bytes, size);
}

static void print_all(const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		struct str out = { 0 };
		diag_print(&diags->list[i], i % 2 ? DIAG_FULL : DIAG_SHORT, &out);
		assert(text_valid(out.at, out.len, NULL) && !memchr(out.at, 0x1B, out.len));
		str_release(&out);
	}
}

static void read_as_all(const struct node *root, struct diags *diags)
{
	struct chapter *chapter = chapter_read(root, "fuzz", some_kinds, diags);
	struct course *course = course_read(root, "/fuzz", diags);

	for (int side = 0; side < SIDE_COUNT; side++)
		side_free(side_read(root, (enum side)side, diags));
	chapter_free(chapter);
	course_free(course);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	unsigned lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += bytes[i] == '\n' || bytes[i] == '\r';
	const struct node *root = yaml_parse(bytes, size, "fuzz.yaml", &arena, &diags);
	assert((root != NULL) == (diags.errors == 0));
	if (root) {
		judge(root, 0, lines, bytes, size);
		read_as_all(root, &diags);
	}
	diags_source(&diags, bytes, size);
	diags_sort(&diags);
	print_all(&diags);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
