/* SPDX-License-Identifier: MIT
 *
 * Bytes of anybody become text that a lesson may carry. */
#include "io/import.h"

#include <string.h>
#include "base/tr.h"
#include "course/forbidden.h"

#define REPORTED_MOST 16 /* kinds of characters left out that are named one by one */

/* What was left out, by character. */
struct left_out {
	uint32_t point[REPORTED_MOST];
	unsigned line[REPORTED_MOST], times[REPORTED_MOST];
	size_t n;
	unsigned others, others_line;
};

static void leave_out(struct left_out *left, uint32_t point, unsigned line)
{
	size_t i = 0;

	while (i < left->n && left->point[i] != point)
		i++;
	if (i == REPORTED_MOST) {
		left->others_line = left->others++ ? left->others_line : line;
		return;
	}
	if (i == left->n) {
		left->point[i] = point;
		left->line[i] = line;
		left->n++;
	}
	left->times[i]++;
}

static void note_left_out(struct import *import, const struct left_out *left)
{
	for (size_t i = 0; i < left->n; i++)
		import_notef(import, left->line[i],
			tr_n("the character U+%04lX was left out, %u time from here on: no lesson may carry it",
				"the character U+%04lX was left out, %u times from here on: no lesson may carry it",
				left->times[i]),
			(unsigned long)left->point[i], left->times[i]);
	if (left->others)
		import_notef(import, left->others_line,
			tr_n("%u other character that no lesson may carry was left out",
				"%u other characters that no lesson may carry were left out", left->others),
			left->others);
}

/* Noncharacters too: YAML does not have them, and one of them is our gap. */
static bool is_refused(const char *text, size_t len, size_t at, uint32_t point)
{
	if (point == 0x200C || point == 0x200D)
		return !text_joiner_fits(text, len, at);
	return forbidden_in_lesson(point) || (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

/* Of what is left out, some parted words. */
static bool parts_words(uint32_t point)
{
	return point < 0xA0 || point == 0x2028 || point == 0x2029;
}

static unsigned line_of(const char *bytes, size_t at)
{
	unsigned line = 1;

	for (size_t i = 0; i < at; i++)
		line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
	return line;
}

static bool is_text(struct import *import, const char *bytes, size_t len)
{
	size_t bad;

	if (len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
		import_notef(import, 0, tr("nothing was carried: this is UTF-16. Save the file as UTF-8"));
		return false;
	}
	if (text_valid(bytes, len, &bad))
		return true;
	import_notef(import, line_of(bytes, bad),
		tr("nothing was carried: the byte 0x%02X here is not UTF-8. Save the file as UTF-8, "
		   "as with: iconv -f WINDOWS-1252 -t UTF-8"),
		(unsigned)(unsigned char)bytes[bad]);
	return false;
}

const char *import_clean(struct import *import, const char *bytes, size_t len, size_t *clean_len)
{
	struct left_out left = { 0 };
	unsigned line = 1;
	size_t n = 0, size;

	if (!is_text(import, bytes, len))
		return NULL;
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	char *out = arena_get(&import->arena, len + 1);
	for (size_t at = 0; at < len; at += size) {
		uint32_t point = text_point(bytes + at, len - at, &size);
		if (point == '\r' || point == '\n') {
			size += point == '\r' && at + 1 < len && bytes[at + 1] == '\n';
			out[n++] = '\n';
			line++;
		} else if (is_refused(bytes, len, at, point)) {
			leave_out(&left, point, line);
			if (parts_words(point))
				out[n++] = ' ';
		} else {
			memcpy(out + n, bytes + at, size);
			n += size;
		}
	}
	out[n] = '\0';
	*clean_len = n;
	note_left_out(import, &left);
	return out;
}
