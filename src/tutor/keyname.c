/* SPDX-License-Identifier: MIT */
#include "tutor/keyname.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	enum press press;
	uint32_t point;
} names[] = {
	{"Enter", PRESS_ENTER, 0}, {"Esc", PRESS_ESCAPE, 0}, {"Space", PRESS_TEXT, ' '}, {"Tab", PRESS_TAB, 0},
	{"Backspace", PRESS_BACKSPACE, 0}, {"Delete", PRESS_DELETE, 0}, {"Up", PRESS_UP, 0}, {"Down", PRESS_DOWN, 0},
	{"Left", PRESS_LEFT, 0}, {"Right", PRESS_RIGHT, 0}, {"Home", PRESS_HOME, 0}, {"End", PRESS_END, 0},
	{"PgUp", PRESS_PAGE_UP, 0}, {"PgDn", PRESS_PAGE_DOWN, 0}, {"F1", PRESS_F1, 0},
	{"Shift-Tab", PRESS_BACKTAB, 0},
};

static bool matches_modified(const char *spec, struct key key)
{
	enum press press = spec[0] == 'C' ? PRESS_CTRL : PRESS_ALT;

	return key.press == press && key.point == (unsigned char)spec[2];
}

bool keyname_matches(const char *spec, size_t len, struct key key)
{
	if (len == 1)
		return key.press == PRESS_TEXT && key.point == (unsigned char)spec[0];
	if (len == 3 && (spec[0] == 'C' || spec[0] == 'M') && spec[1] == '-')
		return matches_modified(spec, key);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == len && strncmp(names[i].name, spec, len) == 0)
			return key.press == names[i].press && (key.press != PRESS_TEXT || key.point == names[i].point);
	return false;
}

void keyname_words(const char *spec, size_t len, char *out, size_t size)
{
	if (len == 3 && spec[1] == '-' && spec[0] == 'C')
		(void)snprintf(out, size, "Ctrl-%c", spec[2] >= 'a' && spec[2] <= 'z' ? spec[2] - 32 : spec[2]);
	else if (len == 3 && spec[1] == '-' && spec[0] == 'M')
		(void)snprintf(out, size, "Alt-%c", spec[2]);
	else
		(void)snprintf(out, size, "%.*s", (int)len, spec);
}

struct key keyname_key(const char *spec, size_t len)
{
	if (len == 1)
		return (struct key){PRESS_TEXT, (unsigned char)spec[0]};
	if (len == 3 && spec[1] == '-')
		return (struct key){spec[0] == 'C' ? PRESS_CTRL : PRESS_ALT, (unsigned char)spec[2]};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == len && strncmp(names[i].name, spec, len) == 0)
			return (struct key){names[i].press, names[i].point};
	return (struct key){PRESS_OTHER, 0};
}

bool keyname_is_letter(const char *spec, size_t len)
{
	return len == 1 && ((spec[0] >= 'a' && spec[0] <= 'z') || (spec[0] >= 'A' && spec[0] <= 'Z'));
}
