/* SPDX-License-Identifier: MIT */
#include "cmd/country.h"

#include <stdlib.h>
#include <string.h>
#include "cmd/settings.h"

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_letter(char c)
{
	return upper(c) >= 'A' && upper(c) <= 'Z';
}

static bool read_letters(const char *at, size_t len, char out[3])
{
	if (len != 2 || !is_letter(at[0]) || !is_letter(at[1]))
		return false;
	out[0] = upper(at[0]);
	out[1] = upper(at[1]);
	out[2] = '\0';
	return true;
}

bool country_here(char out[3])
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" }; /* POSIX, 8.2 */

	out[0] = '\0';
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *locale = getenv(names[i]);
		if (!locale || !*locale)
			continue;
		const char *bar = strchr(locale, '_');
		return bar && read_letters(bar + 1, strcspn(bar + 1, ".@"), out);
	}
	return false;
}

bool country_read(const char *typed, char out[3])
{
	out[0] = '\0';
	return read_letters(typed, strlen(typed), out);
}

bool country_wanted(const struct request *request, char out[3])
{
	const char *wish = settings_value(request, SETTING_COUNTRY);
	return wish ? country_read(wish, out) : country_here(out);
}
