/* SPDX-License-Identifier: MIT */
#include "cmd/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "base/tr.h"
#include "cmd/locale.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "io/theme_file.h"

bool terminal_wants_lines(const struct request *request)
{
	const char *term = getenv("TERM");

	if (settings_flag(request, SETTING_PLAIN, false))
		return true;
	if (!term || !*term || strcmp(term, "dumb") == 0 || strcmp(term, "unknown") == 0)
		return true;
	return !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO);
}

/* A screen that can have colours has them, unless somebody wished otherwise. */
static bool wants_colour(const struct request *request)
{
	const char *when = settings_value(request, SETTING_COLOR);
	return !when || strcmp(when, "never") != 0;
}

/* Faults in a theme are told and the rest of it holds. */
static bool read_theme(const struct request *request, const char *folder, const char *name, struct theme *theme)
{
	struct diags diags = { 0 };
	struct str path = { 0 }, said = { 0 };

	str_print(&path, "%s/themes/%s.yaml", folder, name);
	bool found = theme_file_read(str_text(&path), name, theme, &diags);
	for (size_t i = 0; i < diags.count; i++)
		diag_print(&diags.list[i], DIAG_FULL, &said);
	if (said.len)
		out_aside(request, &said);
	str_release(&said);
	str_release(&path);
	diags_release(&diags);
	return found;
}

static int unknown_theme(const struct request *request, const char *name)
{
	const char *names[8];

	for (size_t i = 0; i < theme_count; i++)
		names[i] = themes[i].name;
	return request_unknown(request, tr("theme"), name, names, theme_count);
}

static int find_theme(const struct request *request, const struct theme **theme, struct theme *own)
{
	const char *name = settings_value(request, SETTING_THEME);
	const struct settings *read = request->settings;

	*theme = name ? theme_find(name) : &themes[0];
	if (*theme)
		return STATUS_DONE;
	bool found = (read && read->folder.len && read_theme(request, str_text(&read->folder), name, own)) ||
		read_theme(request, SETTINGS_SYSTEM, name, own);
	if (!found)
		return unknown_theme(request, name);
	*theme = own;
	return STATUS_DONE;
}

int terminal_look(const struct request *request, struct screen_options *look, struct theme *own)
{
	*look = (struct screen_options){ .colour = wants_colour(request), .ascii = request->ascii,
		.codeset = locale_codeset(), .mouse = settings_flag(request, SETTING_MOUSE, false) };
	return find_theme(request, &look->theme, own);
}
