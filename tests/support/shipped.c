/* SPDX-License-Identifier: MIT */
#include "support/shipped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "io/shelf.h"
#include "kinds/kind.h"

static struct course *read_course(void *ctx)
{
	struct diags diags = {0};
	struct course *course = shelf_course(ctx, &diags);

	assert_non_null(course);
	diags_release(&diags);
	return course;
}

static struct chapter *read_chapter(void *ctx, const struct course *course, size_t index, struct diags *diags)
{
	(void)ctx;
	return shelf_chapter(course, course->chapters.list[index], kinds_all, diags);
}

static struct side_file *read_side(void *ctx, const struct course *course, enum side side, struct diags *diags)
{
	(void)ctx;
	return shelf_side(course, side, diags);
}

struct session_shelf shipped_shelf(const char *folder)
{
	return (struct session_shelf){read_course, read_chapter, read_side, (void *)(uintptr_t)folder};
}

size_t shipped_open(struct session *s, const char **ids, size_t most)
{
	const struct session_shelf shelf = shipped_shelf(SHIPPED_COURSE);
	size_t n;

	session_open(s, &shelf);
	s->options.keep = "readable";
	n = shipped_pages(s, ids, most);
	assert_true(n > 100);
	return n;
}

size_t shipped_pages(struct session *s, const char **ids, size_t most)
{
	struct diags diags = {0};
	size_t n = 0;

	for (size_t c = 0; c < s->course->chapters.n; c++) {
		struct chapter *chapter = read_chapter(NULL, s->course, c, &diags);

		assert_non_null(chapter);
		for (size_t i = 0; i < chapter->npages; i++) {
			assert_true(n < most);
			ids[n++] = arena_copy(&s->arena, chapter->pages[i].id, strlen(chapter->pages[i].id));
		}
		chapter_free(chapter);
	}
	diags_release(&diags);
	return n;
}
