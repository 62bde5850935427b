/* SPDX-License-Identifier: MIT */
#include "course/forbidden.h"

#include "base/text.h"
#include "base/tr.h"

bool forbidden_in_lesson(uint32_t point)
{
	bool joins_nothing = point == 0x034F, hangul_filler = point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0;

	return joins_nothing || hangul_filler || text_is_forbidden(point);
}

bool forbidden_is_joiner(uint32_t point)
{
	return point == 0x200C || point == 0x200D;
}

static const char *name_of(uint32_t point)
{
	if (point < 0x20 || (point >= 0x7F && point < 0xA0))
		return TR("a control character");
	if ((point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0x200E ||
		point == 0x200F || point == 0x061C)
		return TR("a sign that turns the direction of writing");
	if (point == 0x2028 || point == 0x2029)
		return TR("a separator of lines that editors do not show");
	return TR("a character that cannot be seen");
}

void forbidden_say(struct diags *diags, uint32_t point, struct place at, unsigned width)
{
	diag_add(diags, DIAG_CHARACTER, at, width, "U+%04lX is not allowed: %s", (unsigned long)point, tr(name_of(point)));
}
