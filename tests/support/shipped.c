/* SPDX-License-Identifier: MIT */
#include "support/shipped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
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
	return shipped_chapter(course, index, diags);
}

static struct side_file *read_side(void *ctx, const struct course *course, enum side side, struct diags *diags)
{
	(void)ctx;
	return shelf_side(course, side, diags);
}

struct chapter *shipped_chapter(const struct course *course, size_t index, struct diags *diags)
{
	return shelf_chapter(course, course->chapters.list[index], kinds_all, diags);
}

struct session_shelf shipped_shelf(const char *folder)
{
	return (struct session_shelf){read_course, read_chapter, read_side, (void *)(uintptr_t)folder};
}
