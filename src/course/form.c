/* SPDX-License-Identifier: MIT */
#include "course/form.h"

#include <string.h>
#include "base/text.h"

#define TOPIC_MOST 48

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

bool form_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
	return is_lower(c) || form_is_digit(c) || (c >= 'A' && c <= 'Z');
}

bool id_is_well_formed(const char *id)
{
	size_t i = 0;

	for (; id[i]; i++) {
		bool hyphen = id[i] == '-' && i > 0 && id[i - 1] != '-' && id[i + 1];
		if (i >= ID_MOST || !(hyphen || is_lower(id[i]) || form_is_digit(id[i])))
			return false;
	}
	return i > 0;
}

bool topic_is_well_formed(const char *id)
{
	size_t i = 0;

	for (; id[i]; i++) {
		bool inner = i > 0 && (id[i] == '.' || id[i] == '-');
		if (i >= TOPIC_MOST || !(inner || is_letter_or_digit(id[i])))
			return false;
	}
	return i > 0;
}

static unsigned days_in(unsigned year, unsigned month)
{
	static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

unsigned form_digits(const char *at, size_t n)
{
	unsigned value = 0;

	while (n-- > 0)
		value = value * 10 + (unsigned)(*at++ - '0');
	return value;
}

bool form_is_day(const char *text)
{
	static const char form[] = "0000-00-00";
	size_t i = 0;

	for (; form[i]; i++)
		if (form[i] == '0' ? !form_is_digit(text[i]) : text[i] != form[i])
			return false;
	unsigned year = form_digits(text, 4), month = form_digits(text + 5, 2), day = form_digits(text + 8, 2);
	return !text[i] && year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

const char *id_slug(struct arena *arena, const char *text)
{
	char *out = arena_get(arena, ID_MOST + 1);
	size_t n = 0;

	for (; *text && n < ID_MOST; text++) {
		char c = *text;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (is_lower(c) || form_is_digit(c))
			out[n++] = c;
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	if (n > 0 && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	return out;
}
