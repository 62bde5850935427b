/* SPDX-License-Identifier: MIT */
#include "cmd/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && *value;
}

bool terminal_wants_lines(const struct request *request)
{
	const char *term = getenv("TERM");

	if (request_has(request, OPTION_PLAIN) || is_set("ATTUNE_PLAIN") || is_set("ACCESSIBLE"))
		return true;
	if (!term || !*term || strcmp(term, "dumb") == 0 || strcmp(term, "unknown") == 0)
		return true;
	return !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO);
}

/* --color, then NO_COLOR, then CLICOLOR_FORCE, then CLICOLOR (no-color.org, bixense.com/clicolors). */
bool terminal_wants_colour(const struct request *request)
{
	const char *when = request_value(request, OPTION_COLOR);
	const char *force = getenv("CLICOLOR_FORCE"), *may = getenv("CLICOLOR");

	if (when && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	if (is_set("NO_COLOR"))
		return false;
	if (force && *force && strcmp(force, "0") != 0)
		return true;
	return !may || strcmp(may, "0") != 0;
}
