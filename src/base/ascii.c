/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"

#include <assert.h>
#include <stddef.h>

/* U+00A0 to U+017F: Latin-1 and Latin Extended-A, each as it is written where its mark is missing. */
/* clang-format off */
static const char *const latin[] = {
	/* 00A0 */ " ", "!", "c", "GBP", "*", "JPY", "|", "S", "\"", "(c)", "a", "<<", "-", "", "(r)", "-",
	/* 00B0 */ " deg", "+-", "2", "3", "'", "u", "P", ".", ",", "1", "o", ">>", "1/4", "1/2", "3/4", "",
	/* 00C0 */ "A", "A", "A", "A", "A", "A", "AE", "C", "E", "E", "E", "E", "I", "I", "I", "I",
	/* 00D0 */ "D", "N", "O", "O", "O", "O", "O", "x", "O", "U", "U", "U", "U", "Y", "Th", "ss",
	/* 00E0 */ "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	/* 00F0 */ "d", "n", "o", "o", "o", "o", "o", "/", "o", "u", "u", "u", "u", "y", "th", "y",
	/* 0100 */ "A", "a", "A", "a", "A", "a", "C", "c", "C", "c", "C", "c", "C", "c", "D", "d",
	/* 0110 */ "D", "d", "E", "e", "E", "e", "E", "e", "E", "e", "E", "e", "G", "g", "G", "g",
	/* 0120 */ "G", "g", "G", "g", "H", "h", "H", "h", "I", "i", "I", "i", "I", "i", "I", "i",
	/* 0130 */ "I", "i", "IJ", "ij", "J", "j", "K", "k", "k", "L", "l", "L", "l", "L", "l", "L",
	/* 0140 */ "l", "L", "l", "N", "n", "N", "n", "N", "n", "n", "N", "n", "O", "o", "O", "o",
	/* 0150 */ "O", "o", "OE", "oe", "R", "r", "R", "r", "R", "r", "S", "s", "S", "s", "S", "s",
	/* 0160 */ "S", "s", "T", "t", "T", "t", "T", "t", "U", "u", "U", "u", "U", "u", "U", "u",
	/* 0170 */ "U", "u", "U", "u", "W", "w", "Y", "y", "Y", "Z", "z", "Z", "z", "Z", "z", "s",
};

static_assert(sizeof latin / sizeof latin[0] == 0x180 - 0xA0, "every letter has its row");

static const struct {
	uint32_t first, last;
	const char *text;
} signs[] = {
	{0x0300, 0x036F, ""},    /* combining marks */
	{0x200C, 0x200D, ""},    /* joiners */
	{0x0218, 0x0218, "S"}, {0x0219, 0x0219, "s"}, {0x021A, 0x021A, "T"}, {0x021B, 0x021B, "t"},
	{0x1E9E, 0x1E9E, "SS"},
	{0x2000, 0x200A, " "}, {0x202F, 0x202F, " "}, {0x205F, 0x205F, " "}, {0x3000, 0x3000, " "},
	{0x2010, 0x2013, "-"}, {0x2014, 0x2015, "--"}, {0x2212, 0x2212, "-"},
	{0x2018, 0x2019, "'"}, {0x201A, 0x201A, ","}, {0x201B, 0x201B, "'"}, {0x2032, 0x2032, "'"}, {0x2039, 0x2039, "<"},
	{0x203A, 0x203A, ">"},
	{0x201C, 0x201D, "\""}, {0x201E, 0x201F, "\""}, {0x2033, 0x2033, "\""},
	{0x2022, 0x2023, "*"}, {0x2043, 0x2043, "-"}, {0x2026, 0x2026, "..."}, {0x20AC, 0x20AC, "EUR"},
	{0x2122, 0x2122, "(tm)"},
	{0x2190, 0x2190, "<-"}, {0x2191, 0x2191, "^"}, {0x2192, 0x2192, "->"}, {0x2193, 0x2193, "v"},
	{0x2194, 0x2194, "<->"}, {0x21D2, 0x21D2, "=>"},
	{0x2248, 0x2248, "~"}, {0x2260, 0x2260, "!="}, {0x2264, 0x2264, "<="}, {0x2265, 0x2265, ">="},
	{0x2500, 0x2501, "-"}, {0x2502, 0x2503, "|"}, {0x250C, 0x254B, "+"}, {0x2588, 0x2588, "#"},
	{0x2713, 0x2714, "x"},
	{0xFB00, 0xFB00, "ff"}, {0xFB01, 0xFB01, "fi"}, {0xFB02, 0xFB02, "fl"},
	{0xFE00, 0xFE0F, ""},    /* variation selectors */
};
/* clang-format on */

const char *ascii_of(uint32_t point)
{
	if (point >= 0xA0 && point < 0x180)
		return latin[point - 0xA0];
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (point >= signs[i].first && point <= signs[i].last)
			return signs[i].text;
	return "?";
}

void ascii_add(struct str *out, uint32_t point)
{
	char byte = (char)point;

	if (point < 0x80)
		str_add(out, &byte, 1);
	else
		str_add_text(out, ascii_of(point));
}
