/* SPDX-License-Identifier: MIT */
#include "support/sitting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

struct session s;

int open_session(void **state)
{
	(void)state;
	if (sitting.texts)
		session_open_texts(&s, sitting.texts);
	else
		session_open(&s, NULL);
	s.options.keep = sitting.keep;
	s.options.country = sitting.country;
	s.options.plain = sitting.plain;
	s.many_slots = sitting.many_slots;
	return 0;
}

int close_session(void **state)
{
	(void)state;
	session_close(&s);
	return 0;
}

void begin_locked(void)
{
	session_start(&s, 80, 24, "own");
	session_press(&s, "'m'");
	session_press(&s, "Tab 1 'zauberwort' Enter 'zauberwort' Enter 1");
	is_at("own");
}

void sitting_shows(const char *text, bool wanted, const char *file, int line)
{
	if (session_shows(&s, text) == wanted)
		return;
	print_error("ERROR: %s \"%s\" in:\n%s\n", wanted ? "no" : "there is", text, session_picture(&s));
	_fail(file, line);
}
