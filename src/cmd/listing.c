/* SPDX-License-Identifier: MIT */
#include "cmd/listing.h"

#include <string.h>
#include "io/shelf.h"

void listing_line(const char *folder, const char *name, struct str *out)
{
	struct diags diags = { 0 };
	struct course *course = folder ? shelf_course(folder, &diags) : NULL;

	str_add_text(out, "  chapters: [");
	for (size_t i = 0; course && i < course->chapters.n; i++)
		if (strcmp(course->chapters.list[i], name) != 0)
			str_print(out, "%s, ", course->chapters.list[i]);
	str_print(out, "%s%s]\n", course ? "" : "..., ", name);
	if (course)
		course_free(course);
	diags_release(&diags);
}
