/* SPDX-License-Identifier: MIT */
#include "cmd/settings.h"

#include <stdlib.h>
#include <string.h>
#include "base/tr.h"
#include "cmd/locale.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "io/theme_file.h"

#define FILE_NAME "config.yaml"

/* -- The environment's part ------------------------------------------------------------------- */

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && *value;
}

static bool forces(const char *name)
{
	return is_set(name) && strcmp(getenv(name), "0") != 0 && strcmp(getenv(name), "false") != 0;
}

static const char *colour_wish(void)
{
	const char *may = getenv("CLICOLOR");

	if (is_set("NO_COLOR"))
		return "never";
	if (forces("CLICOLOR_FORCE") || forces("FORCE_COLOR"))
		return "always";
	return may && strcmp(may, "0") == 0 ? "never" : NULL;
}

static const char *plain_wish(void)
{
	return is_set("ATTUNE_PLAIN") || is_set("ACCESSIBLE") ? "yes" : NULL;
}

static const char *language_wish(void)
{
	const char *asked = locale_asked();
	return *asked ? asked : NULL;
}

/* Each setting with the option that says the same (OPTION_COUNT: none) and the part of the environment (NULL: none). */
static const struct {
	enum option_id option;
	const char *(*wish)(void);
} sources[SETTING_COUNT] = {
	[SETTING_THEME] = { OPTION_THEME, NULL },
	[SETTING_COLOR] = { OPTION_COLOR, colour_wish },
	[SETTING_WIDTH] = { OPTION_WIDTH, NULL },
	[SETTING_SPACING] = { OPTION_SPACING, NULL },
	[SETTING_ASCII] = { OPTION_ASCII, NULL },
	[SETTING_UNICODE] = { OPTION_COUNT, NULL },
	[SETTING_MARGIN] = { OPTION_COUNT, NULL },
	[SETTING_KEYS] = { OPTION_COUNT, NULL },
	[SETTING_MOUSE] = { OPTION_COUNT, NULL },
	[SETTING_LANG] = { OPTION_LANG, language_wish },
	[SETTING_COUNTRY] = { OPTION_COUNT, NULL },
	[SETTING_CALIBRATION] = { OPTION_COUNT, NULL },
	[SETTING_WORDS] = { OPTION_WORDS, NULL },
	[SETTING_PLAIN] = { OPTION_PLAIN, plain_wish },
	[SETTING_SCREEN_READER] = { OPTION_SCREEN_READER, NULL },
	[SETTING_CLASS] = { OPTION_COUNT, NULL },
	[SETTING_KIOSK_EXPORT] = { OPTION_COUNT, NULL },
};

enum option_id settings_option(enum setting setting)
{
	return sources[setting].option;
}

/* -- Asking ----------------------------------------------------------------------------------- */

static const char *option_wish(const struct request *request, enum setting setting)
{
	enum option_id option = sources[setting].option;

	if (option == OPTION_COUNT || !request_has(request, option))
		return NULL;
	return options[option].value ? request_value(request, option) : "yes";
}

const char *settings_value_from(const struct request *request, enum setting setting, enum setting_origin *origin)
{
	static const struct config nothing;
	const struct settings *read = request->settings;
	const char *environment = sources[setting].wish ? sources[setting].wish() : NULL;

	return config_value(read ? &read->system : &nothing, read ? &read->user : &nothing, setting,
		option_wish(request, setting), environment, origin);
}

const char *settings_value(const struct request *request, enum setting setting)
{
	return settings_value_from(request, setting, NULL);
}

bool settings_flag(const struct request *request, enum setting setting, bool otherwise)
{
	const char *value = settings_value(request, setting);
	return value ? strcmp(value, "yes") == 0 : otherwise;
}

unsigned settings_number(const struct request *request, enum setting setting)
{
	const char *value = settings_value(request, setting);
	return value ? (unsigned)strtoul(value, NULL, 10) : 0;
}

/* -- Reading ---------------------------------------------------------------------------------- */

/* XDG base directory specification: a relative path counts as not set. */
static void find_folder(struct str *out)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = open_home();

	if (xdg && *xdg == '/')
		str_print(out, "%s/attune", xdg);
	else if (home)
		str_print(out, "%s/.config/attune", home);
}

static void read_one(struct config *config, const char *folder, bool may_lock, struct diags *diags)
{
	struct str path = { 0 };

	str_print(&path, "%s/" FILE_NAME, folder);
	config_read(config, str_text(&path), may_lock, diags);
	str_release(&path);
}

/* The first of all is news. */
static void note_faults(struct settings *settings, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		diag_print(&diags->list[i], DIAG_SHORT, &settings->faults);
	if (!settings->news.len)
		str_add(&settings->news, str_text(&settings->faults), strcspn(str_text(&settings->faults), "\n"));
}

/* A prompt is not the place to hear of it, and doctor says it among what else there is. */
static bool says_itself(const struct request *request)
{
	return request->id == COMMAND_STATUS || request->id == COMMAND_DOCTOR;
}

static void say_faults(struct settings *settings, const struct request *request, const struct diags *diags)
{
	struct str text = { 0 };

	for (size_t i = 0; i < diags->count; i++)
		diag_print(&diags->list[i], DIAG_FULL, &text);
	if (!request_has(request, OPTION_QUIET) && !says_itself(request))
		out_aside(request, &text);
	str_release(&text);
	note_faults(settings, diags);
}

/* -- A theme that is not there ------------------------------------------------------------------ */

/* What is wrong in its file is news, too; on stderr it stands when the theme is put on (cmd/terminal). */
static bool is_theme(struct settings *settings, const char *system, const char *name)
{
	const char *const folders[] = { str_text(&settings->folder), system };
	bool found = theme_find(name) != NULL;

	for (size_t i = 0; i < 2 && !found; i++) {
		struct diags diags = { 0 };
		struct str path = { 0 };
		struct theme theme;

		str_print(&path, "%s/themes/%s.yaml", folders[i], name);
		found = theme_file_read(str_text(&path), name, &theme, &diags);
		note_faults(settings, &diags);
		str_release(&path);
		diags_release(&diags);
	}
	return found;
}

/* What a file asks for and nobody has is said, and does not hold: a wish of last year is no reason to stop a learner. */
static void drop_theme(struct settings *settings, struct config *file, const struct request *request, const char *system)
{
	const char *name = file->values[SETTING_THEME];
	struct str words = { 0 };

	if (!name || is_theme(settings, system, name))
		return;
	str_print(&words, tr("the settings ask for a theme `%s`, and there is none: the default one it is."), name);
	if (!says_itself(request))
		out_note(request, "%s", str_text(&words));
	str_print(&settings->faults, "%s\n", str_text(&words));
	if (!settings->news.len)
		str_add(&settings->news, str_text(&words), words.len);
	str_release(&words);
	file->values[SETTING_THEME] = NULL;
	file->locked[SETTING_THEME] = false;
}

static void say_locked(const struct request *request)
{
	for (int i = 0; i < SETTING_COUNT; i++) {
		enum setting_origin origin;
		const char *wish = option_wish(request, (enum setting)i);
		const char *value = settings_value_from(request, (enum setting)i, &origin);

		if (origin == ORIGIN_LOCKED && wish && strcmp(wish, value) != 0)
			out_note(request, tr("--%s stays `%s`: who looks after this computer has locked it."),
				options[sources[i].option].name, value);
	}
}

/* A page for reviewers and goldens is the same whoever asks for it. */
static bool is_personal(const struct request *request)
{
	return request->id != COMMAND_RENDER;
}

void settings_read(struct settings *settings, struct request *request, const char *system)
{
	struct diags diags = { 0 };

	request->settings = settings;
	find_folder(&settings->folder);
	if (is_personal(request)) {
		read_one(&settings->system, system, true, &diags);
		if (settings->folder.len && !request_has(request, OPTION_KIOSK))
			read_one(&settings->user, str_text(&settings->folder), false, &diags);
	}
	say_faults(settings, request, &diags);
	diags_release(&diags);
	drop_theme(settings, &settings->system, request, system);
	drop_theme(settings, &settings->user, request, system);
	say_locked(request);
	request->width = settings_number(request, SETTING_WIDTH);
	request->spacing = settings_number(request, SETTING_SPACING);
	request->ascii = request->ascii || settings_flag(request, SETTING_ASCII, false);
}

void settings_release(struct settings *settings)
{
	config_release(&settings->system);
	config_release(&settings->user);
	str_release(&settings->folder);
	str_release(&settings->news);
	str_release(&settings->faults);
}
