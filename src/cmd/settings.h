/* SPDX-License-Identifier: MIT
 *
 * settings: what holds of all that may be wished: command line, environment, the person's file, the system's file.
 *
 * Use: settings_read() once, when the request is read and before the command runs; then settings_value() and
 * settings_flag() wherever a wish is obeyed.
 *
 * Ownership: owns what it read, for as long as the request is used.
 *
 * Never knows: what a setting does.
 *
 * In that order, but for what the system's file locks: that nobody changes. Files: $XDG_CONFIG_HOME/attune/config.yaml
 * (else ~/.config) and /etc/xdg/attune/config.yaml. A fault in one is said on stderr with its place, and on the first
 * screen, and the rest holds: nothing in a file stops a learner.
 * The environment's part: NO_COLOR, CLICOLOR_FORCE (FORCE_COLOR) and CLICOLOR are `color` (no-color.org, bixense.com/clicolors),
 * ATTUNE_PLAIN and ACCESSIBLE are `plain`, LANGUAGE is `lang`. A locale (LANG, LC_*) is set nearly everywhere and by
 * nobody in particular: it is what holds where nobody wished otherwise. In a kiosk the person's file is not read.
 */
#ifndef ATTUNE_CMD_SETTINGS_H
#define ATTUNE_CMD_SETTINGS_H

#include <stdbool.h>
#include "base/text.h"
#include "cmd/command.h"
#include "io/config.h"

#define SETTINGS_SYSTEM "/etc/xdg/attune"

struct settings {
	struct config system, user;
	struct str folder; /* the person's; empty: none */
	struct str news;   /* the first fault of the files in one line, for a screen; empty: none */
	struct str faults; /* all of them, each with its newline; empty: none */
};

/* Reads both files and fills what of the request depends on them (width, spacing, ascii). `system` is the folder of the
 * system's file: SETTINGS_SYSTEM, but for tests. */
void settings_read(struct settings *, struct request *, const char *system);
void settings_release(struct settings *);

/* The value that holds; NULL: nobody wished anything. */
const char *settings_value(const struct request *, enum setting);
const char *settings_value_from(const struct request *, enum setting, enum setting_origin *);

/* The same of a flag. */
bool settings_flag(const struct request *, enum setting, bool otherwise);

/* The same of a number; 0: nobody wished one. */
unsigned settings_number(const struct request *, enum setting);

/* The option that says the same as a setting, or OPTION_COUNT. */
enum option_id settings_option(enum setting);

#endif
