/* SPDX-License-Identifier: MIT */
#include "cmd/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cmd/settings.h"

bool terminal_wants_lines(const struct request *request)
{
	const char *term = getenv("TERM");

	if (settings_flag(request, SETTING_PLAIN, false))
		return true;
	if (!term || !*term || strcmp(term, "dumb") == 0 || strcmp(term, "unknown") == 0)
		return true;
	return !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO);
}

bool terminal_wants_colour(const struct request *request)
{
	const char *when = settings_value(request, SETTING_COLOR);
	return !when || strcmp(when, "never") != 0;
}
