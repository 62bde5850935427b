/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "base/err.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "cmd/terminal.h"
#include "io/checkup.h"
#include "io/orphaned.h"
#include "io/shelf.h"
#include "io/vault.h"
#include "kinds/kind.h"
#include "term/screen.h"
#include "tutor/app.h"

#define ROOM_WANTED (4 * 1024 * 1024) /* bytes that a learner's record may need over the years */

struct report {
	const struct request *request;
	struct opened opened;
	struct str out;
	unsigned faults; /* what keeps from learning or from saving */
	bool broken;     /* the course has faults of its own */
};

/* -- How it is said --------------------------------------------------------------------------- */

static void say(struct report *report, const char *state, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));
static void say(struct report *report, const char *state, const char *format, va_list args)
{
	char words[600];

	vsnprintf(words, sizeof words, format, args);
	str_print(&report->out, "%-7s %s\n", state, words);
}

static void well(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void well(struct report *report, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(report, tr(TR_IN("doctor", "well")), format, args);
	va_end(args);
}

/* Good to know, and nothing is lost by it. */
static void note(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void note(struct report *report, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(report, tr(TR_IN("doctor", "note")), format, args);
	va_end(args);
}

static void fault(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void fault(struct report *report, const char *format, ...)
{
	va_list args;

	report->faults++;
	va_start(args, format);
	say(report, tr(TR_IN("doctor", "fault")), format, args);
	va_end(args);
}

/* What to do about it, under what was said. */
static void advise(struct report *report, const char *words)
{
	str_print(&report->out, "        %s\n", words);
}

/* -- The terminal ----------------------------------------------------------------------------- */

static void look_at_size(struct report *report)
{
	int width, height;

	screen_size(&width, &height);
	if (width >= 40 && height >= 15) {
		well(report, tr("window: %d columns, %d rows"), width, height);
	} else if (width >= APP_LEAST_WIDTH && height >= APP_LEAST_HEIGHT) {
		note(report, tr("window: %d columns, %d rows: enough to read"), width, height);
		advise(report, tr("For all that can be done 40 columns and 15 rows are wanted."));
	} else {
		fault(report, tr("window: %d columns, %d rows is too small"), width, height);
		advise(report, tr("Make it 20 columns by 6 rows at least, or use --plain."));
	}
}

static void look_at_terminal(struct report *report)
{
	const char *term = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		note(report, "%s", tr("terminal: input or output is none here, so attune speaks in lines"));
		return;
	}
	if (!terminal_wants_lines(report->request)) {
		well(report, tr("terminal: %.60s, full screen"), term ? term : "");
		look_at_size(report);
		return;
	}
	note(report, tr("terminal: %.60s, in lines"), term && *term ? term : tr("TERM is not set"));
	if (!settings_flag(report->request, SETTING_PLAIN, false))
		advise(report, tr("If it can show more, set TERM to what it is, as in TERM=xterm."));
}

static void look_at_letters(struct report *report)
{
	if (!report->request->ascii)
		well(report, "%s", tr("letters: UTF-8"));
	else if (settings_flag(report->request, SETTING_ASCII, false))
		well(report, "%s", tr("letters: ASCII, as you wished"));
	else {
		note(report, "%s", tr("letters: the locale shows ASCII alone, so accents are left out on the screen"));
		advise(report, tr("A locale like C.UTF-8 or en_US.UTF-8 in LANG shows them. What you write is kept whole either way."));
	}
}

/* -- Settings --------------------------------------------------------------------------------- */

/* Each of them: who mends one and asks again is not sent back for the next. */
static void say_faults(struct report *report, const struct settings *read)
{
	const char *at = str_text(&read->faults);

	for (size_t len; *at; at += len + 1) {
		len = strcspn(at, "\n");
		fault(report, tr("settings: %.*s"), (int)len, at);
	}
}

static void look_at_settings(struct report *report)
{
	static const char *const from[] = {
		[ORIGIN_BUILT_IN] = "", [ORIGIN_SYSTEM] = TR("this computer's file"), [ORIGIN_USER] = TR("your file"),
		[ORIGIN_ENVIRONMENT] = TR("the environment"), [ORIGIN_OPTION] = TR("the command line"),
		[ORIGIN_LOCKED] = TR("this computer's file, locked"),
	};
	const struct settings *read = report->request->settings;

	if (read && read->folder.len)
		well(report, tr("settings: %s/config.yaml, %s/config.yaml"), str_text(&read->folder), SETTINGS_SYSTEM);
	if (read)
		say_faults(report, read);
	for (int i = 0; i < SETTING_COUNT; i++) {
		enum setting_origin origin;
		const char *value = settings_value_from(report->request, (enum setting)i, &origin);

		if (value)
			str_print(&report->out, tr("        %s: %s (%s)\n"), setting_rows[i].key, value, tr(from[origin]));
	}
}

/* -- The record ------------------------------------------------------------------------------- */

/* The folder itself, or the nearest above it that is there. */
static void nearest_folder(const char *path, char *out, size_t size)
{
	snprintf(out, size, "%s", path);
	for (char *slash; access(out, F_OK) != 0 && (slash = strrchr(out, '/')) != NULL;)
		slash[slash == out] = '\0';
}

static void look_at_room(struct report *report, const char *folder)
{
	struct statvfs about;
	unsigned long long free = 0;

	if (statvfs(folder, &about) == 0)
		free = (unsigned long long)about.f_bavail * about.f_frsize;
	if (free >= ROOM_WANTED)
		return;
	fault(report, tr("room: %llu KiB are left where your record is kept"), free / 1024);
	advise(report, tr("Make some room there, or name another place with --data=DIR."));
}

static void look_at_record(struct report *report)
{
	const char *data = str_text(&report->opened.data);
	char folder[1024];
	struct stat about;

	if (!*data) {
		fault(report, "%s", tr("record: there is no home folder, so nothing is kept"));
		advise(report, tr("--data=DIR or ATTUNE_DATA names a place."));
		return;
	}
	nearest_folder(data, folder, sizeof folder);
	if (access(folder, W_OK | X_OK) != 0) {
		fault(report, tr("record: nothing can be written in %s (%s)"), folder, strerror(errno));
		advise(report, tr("Mend its permissions, or name another place with --data=DIR."));
		return;
	}
	if (stat(data, &about) == 0 && (about.st_mode & 077) != 0 && about.st_uid == geteuid()) {
		note(report, tr("record: %s can be entered by others (mode %03o)"), data, (unsigned)(about.st_mode & 0777));
		advise(report, tr("What is in it is yours alone all the same; chmod 700 closes it."));
	} else
		well(report, strcmp(folder, data) == 0 ? tr("record: %s") : tr("record: %s, made when it is needed"), data);
	look_at_room(report, folder);
}

static void say_finding(void *ctx, const struct checkup_found *found)
{
	struct report *report = ctx;

	switch (found->what) {
	case CHECKUP_DAMAGED:
		fault(report, tr_n("record: %zu line is damaged or missing in %s", "record: %zu lines are damaged or missing in %s", found->n),
			found->n, found->path);
		advise(report, tr("The end of a session puts a copy into quarantine, and goes on with all that is whole."));
		break;
	case CHECKUP_STRANGE:
		fault(report, tr_n("record: %zu line is none of attune's in %s", "record: %zu lines are none of attune's in %s", found->n), found->n,
			found->path);
		advise(report, tr("The end of a session puts a copy into quarantine, and goes on with all that is whole."));
		break;
	case CHECKUP_UNREAD:
		fault(report, tr("record: %s cannot be read"), found->path);
		advise(report, tr("If it is yours, `chmod u+rwX` and this path let attune read it."));
		break;
	case CHECKUP_NOT_OURS:
		fault(report, tr("record: %s is no file of attune's, and has the name of one"), found->path);
		advise(report, tr("Move it away."));
		break;
	case CHECKUP_KEPT:
		note(report, tr_n("record: %zu damaged file is kept as it was, in %s", "record: %zu damaged files are kept as they were, in %s", found->n),
			found->n, found->path);
		advise(report, tr("attune reads nothing there. When you miss nothing you can remove it; words may stand in it in clear."));
		break;
	}
}

static void look_at_files(struct report *report)
{
	if (report->opened.data.len)
		checkup_all(str_text(&report->opened.data), say_finding, report);
}

/* Of a header that is whole only the phrase can tell more. */
static void look_at_key(struct report *report, const char *data)
{
	well(report, "%s", tr("phrase: the file vault.hdr is whole"));
	if (orphaned_any_box(data))
		advise(report, tr("Whether your locked words are of it, and not of an earlier one, only your phrase shows: `attune export` asks for it."));
	if (!vault_is_unsettled(data))
		return;
	fault(report, tr("phrase: a change of the key was not finished: %s/%s is still there"), data, VAULT_RENEWED);
	advise(report, tr("`attune lock` finishes it: then all words are of the new key."));
}

/* What opens locked words is one small file, and without it no phrase does: all that can be known without the phrase. */
static void look_at_lock(struct report *report)
{
	const char *data = str_text(&report->opened.data);
	enum lock_end end = *data ? vault_judge(data) : LOCK_ABSENT;

	if (end == LOCK_ABSENT && *data && orphaned_any(data))
		end = LOCK_LOST;
	if (end == LOCK_DONE)
		look_at_key(report, data);
	else if (end != LOCK_ABSENT) {
		fault(report, tr("phrase: %s"), lock_words(end));
		advise(report, data);
	}
}

/* -- The course ------------------------------------------------------------------------------- */

static bool count_course(void *ctx, const char *folder)
{
	(void)folder;
	++*(size_t *)ctx;
	return true;
}

static void look_at_places(struct report *report)
{
	size_t n = 0;

	shelf_each(&report->opened.shelf, count_course, &n);
	if (n > 0)
		well(report, tr_n("courses: %zu is found", "courses: %zu are found", n), n);
	else
		fault(report, "%s", tr("courses: none is found"));
	for (size_t i = 0; i < report->opened.shelf.n; i++)
		advise(report, report->opened.shelf.folders[i]);
}

static void look_at_course(struct report *report, const struct err *err)
{
	struct diags diags = { 0 };
	struct err gone = { 0 };
	char sentence[600];

	if (!report->opened.folder.len) {
		err_sentence(err, sentence, sizeof sentence);
		fault(report, "%s", sentence);
		return;
	}
	const char *folder = str_text(&report->opened.folder);
	shelf_check(folder, kinds_all, NULL, &diags, &gone);
	if (diags.errors == 0)
		well(report, tr("course: %s"), folder);
	else {
		fault(report, tr_n("course: %s has %zu fault", "course: %s has %zu faults", diags.errors), folder, diags.errors);
		advise(report, tr("`attune check` and this path name them; pages without a fault work."));
	}
	report->broken = diags.errors > 0;
	diags_release(&diags);
}

/* What is kept of a sound course must be readable as well; which files are not was told with the files. */
static void look_at_own(struct report *report)
{
	struct opened *opened = &report->opened;
	struct store_found found = { 0 };
	struct str words = { 0 };
	struct err err = { 0 };

	if (!opened->folder.len || !opened->data.len || report->broken || open_read(opened, report->request) != STATUS_DONE)
		return;
	struct learner *learner = learner_new();
	if (store_peek(str_text(&opened->data), opened->course->id, learner, &found, &err)) {
		found.damaged -= found.nunread; /* each of these was told */
		found.nunread = 0;
		found.unread[0] = '\0';
		open_say_damage(&found, &words);
		if (words.len)
			note(report, tr("record: %s"), str_text(&words));
	} else {
		out_trouble(report->request, &err);
		fault(report, "%s", tr("record: what is kept of this course cannot be read"));
		advise(report, tr("Nothing is changed; the line above names the folder to look at."));
	}
	str_release(&words);
	learner_free(learner);
}

int cmd_doctor(const struct request *request)
{
	struct report report = { .request = request };
	struct err err = { 0 };

	(void)open_find(&report.opened, request, request_word(request, 0), &err);
	look_at_terminal(&report);
	look_at_letters(&report);
	look_at_settings(&report);
	look_at_record(&report);
	look_at_files(&report);
	look_at_lock(&report);
	look_at_places(&report);
	look_at_course(&report, &err);
	look_at_own(&report);
	if (report.faults)
		str_print(&report.out, tr_n("\n%u thing wants mending.\n", "\n%u things want mending.\n", report.faults), report.faults);
	else
		str_add_text(&report.out, tr("\nAll is well.\n"));
	int status = out_text(request, &report.out);
	str_release(&report.out);
	open_release(&report.opened);
	return status == STATUS_DONE && report.faults ? STATUS_FAULTS : status;
}
