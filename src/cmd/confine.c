/* SPDX-License-Identifier: MIT */
#include "cmd/confine.h"

#include <string.h>
#include <sys/stat.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "io/fs.h"
#include "kiosk/kiosk.h"

/* What needs no path from the person, starts nothing and makes no file outside the record. */
static const bool allowed[COMMAND_COUNT] = {
	[COMMAND_HOME] = true,
	[COMMAND_RUN] = true,
	[COMMAND_REVIEW] = true,
	[COMMAND_SEARCH] = true,
	[COMMAND_A11Y] = true,
	[COMMAND_LIST] = true,
	[COMMAND_ABOUT] = true,
	[COMMAND_STATUS] = true,
	[COMMAND_LOCK] = true,
	[COMMAND_PHRASE] = true,
	[COMMAND_HELP_LINES] = true,
	[COMMAND_KEYS] = true,
	[COMMAND_HELP] = true,
};

/* What libraries open as they go: terminals (also below /lib), locales and their converters, time zones, names of users. */
static const char *const system_files[] = { "/usr/share/terminfo", "/etc/terminfo",
	"/usr/share/zoneinfo", "/etc/localtime", "/usr/share/locale", "/usr/lib", "/usr/lib64", "/lib", "/lib64",
	"/etc/ld.so.cache", "/etc/nsswitch.conf", "/etc/passwd", "/etc/xdg/attune", ATTUNE_DATADIR };
#define SYSTEM_FILES (sizeof system_files / sizeof system_files[0])

static const char *const devices[] = { "/dev/null", "/dev/tty", "/dev/urandom", "/dev/random", NULL };

/* Lists of paths, each with room for its NULL. */
struct walls {
	struct shelf shelf;
	const char **read;
	struct str write;
};

static const char **read_list(const struct request *request, const struct shelf *shelf)
{
	size_t n = 0, most = SYSTEM_FILES + shelf->n + (size_t)request->nwords + 1;
	const char **list = mem_get(most * sizeof *list);

	for (size_t i = 0; i < SYSTEM_FILES; i++)
		list[n++] = system_files[i];
	for (size_t i = 0; i < shelf->n; i++)
		list[n++] = shelf->folders[i];
	for (int i = 0; i < request->nwords; i++)
		list[n++] = request->words[i]; /* of the operator's: a course that lies elsewhere */
	list[n] = NULL;
	return list;
}

/* The data folder, made now, since above it nothing can be made later. Where that fails (a full disk) the nearest folder
 * that is there, so that saving can begin once there is room: words come before walls, and it is the learner's own home. */
static void find_writable(const struct request *request, struct str *out)
{
	struct err err = { 0 };
	struct stat is;

	if (request_has(request, OPTION_EPHEMERAL))
		return;
	open_data_folder(request, out);
	int dir = out->len ? fs_dir(str_text(out), &err) : -1;
	if (dir >= 0) {
		fs_close(&dir, &err);
		return;
	}
	while (out->len > 1 && stat(str_text(out), &is) != 0) {
		const char *slash = strrchr(str_text(out), '/');
		str_cut(out, slash ? (size_t)(slash - str_text(out)) : 0);
	}
}

/* The learner's own words on stdout, where who looks after the computer wants that; never into a file. */
static bool may_export(const struct request *request)
{
	return request->id == COMMAND_EXPORT && !request_has(request, OPTION_OUTPUT) &&
		settings_flag(request, SETTING_KIOSK_EXPORT, false);
}

static int judge(const struct request *request)
{
	bool shares = request->id == COMMAND_SHARE && !request_has(request, OPTION_OUTPUT);
	if (allowed[request->id] || shares || may_export(request))
		return STATUS_DONE;
	struct err err = { 0 };
	err_set(&err, ERR_REFUSED, 0, tr("`%s` has no place in a session with --kiosk"), request->command->name);
	out_trouble(request, &err);
	return STATUS_USAGE;
}

int confine_refuse(const struct request *request)
{
	struct err err = { 0 };

	err_set(&err, ERR_REFUSED, 0, "%s", tr("only the course can be reached here, no command and no file"));
	err_advise(&err, "%s", tr("`ssh` with nothing after the name of this computer begins it"));
	out_trouble(request, &err);
	return STATUS_USAGE;
}

int confine_request(const struct request *request)
{
	int status = judge(request);
	if (status != STATUS_DONE)
		return status;

	struct walls walls = { 0 };
	struct err err = { 0 };
	shelf_open(&walls.shelf, request->program);
	walls.read = read_list(request, &walls.shelf);
	find_writable(request, &walls.write);
	const char *const write[] = { walls.write.len ? str_text(&walls.write) : NULL, NULL };
	const char *const drop[] = { settings_value(request, SETTING_CLASS), NULL };
	const struct fence fence = { .read = walls.read, .use = devices, .write = write, .drop = drop };
	if (!kiosk_confine(&fence, &err)) {
		out_trouble(request, &err);
		status = STATUS_OURS;
	}
	str_release(&walls.write);
	mem_free(walls.read);
	shelf_release(&walls.shelf);
	return status;
}
