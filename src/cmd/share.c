/* SPDX-License-Identifier: MIT */
#include "cmd/share.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/json.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "cmd/window.h"
#include "io/dropbox.h"
#include "io/fs.h"
#include "kinds/kind.h"
#include "learner/reconcile.h"
#include "room/leaving.h"

#define SHARED_FILE "shared" /* in the course's folder: "WHAT NAME" a line, of what lies in the drop box */
#define SHARED_MOST 1024

/* What is shared is a set of enum leaving; these are its names, by its bits. */
static const char *const levels[] = { "none", "completion", "answers", "both", NULL };
#define UNCHANGED (-1)

struct sharing {
	const struct request *request;
	struct opened opened;
	struct learner *learner;
	const char *box;                /* the drop box; NULL: there is none */
	struct str texts[LEAVING_COUNT];
	char names[LEAVING_COUNT][DROPBOX_NAME_MOST]; /* of what lies there now; "": nothing */
};

/* -- What would leave ------------------------------------------------------------------------- */

static void add_chapter(struct sharing *sharing, const struct chapter *chapter)
{
	reconcile_names(sharing->learner, chapter);
	for (int i = 0; i < LEAVING_COUNT; i++)
		leaving_chapter((enum leaving)i, chapter, sharing->learner, &sharing->texts[i]);
}

/* From the record on the disk, with the course as it is now. */
static void make_texts(struct sharing *sharing)
{
	const struct course *course = sharing->opened.course;
	char last[24];

	int64_t last_at = learner_last_at(sharing->learner);
	json_time(last_at ? last_at : (int64_t)time(NULL), last); /* who has not begun yet is here today */
	last[strcspn(last, "T")] = '\0';
	for (int i = 0; i < LEAVING_COUNT; i++)
		leaving_begin((enum leaving)i, course->id, last, &sharing->texts[i]);
	for (size_t i = 0; i < course->chapters.n; i++) {
		struct diags diags = { 0 };
		struct chapter *chapter = shelf_chapter(course, course->chapters.list[i], kinds_all, &diags);
		if (chapter)
			add_chapter(sharing, chapter);
		chapter_free(chapter);
		diags_release(&diags);
	}
	for (int i = 0; i < LEAVING_COUNT; i++)
		leaving_end(&sharing->texts[i]);
}

/* -- What was shared before ------------------------------------------------------------------- */

static int open_folder(const struct sharing *sharing, struct err *err)
{
	struct str path = { 0 };

	str_print(&path, "%s/%s", str_text(&sharing->opened.data), sharing->opened.course->id);
	int dir = fs_dir(str_text(&path), err);
	str_release(&path);
	return dir;
}

static void read_name(struct sharing *sharing, const char *line)
{
	for (int i = 0; i < LEAVING_COUNT; i++) {
		size_t len = strlen(leaving_names[i]);
		if (strncmp(line, leaving_names[i], len) == 0 && line[len] == ' ')
			snprintf(sharing->names[i], sizeof sharing->names[i], "%.*s", (int)strcspn(line + len + 1, "\n"),
				line + len + 1);
	}
}

/* Where nothing is kept yet nothing is made. */
static void read_names(struct sharing *sharing)
{
	struct str text = { 0 }, path = { 0 };
	struct err err = { 0 };

	str_print(&path, "%s/%s", str_text(&sharing->opened.data), sharing->opened.course->id);
	int dir = open(str_text(&path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir >= 0 && fs_read(dir, SHARED_FILE, SHARED_MOST, &text, &err))
		for (const char *line = str_text(&text); *line; line += strcspn(line, "\n"), line += *line == '\n')
			read_name(sharing, line);
	if (dir >= 0)
		fs_close(&dir, &err);
	str_release(&text);
	str_release(&path);
}

static bool write_names(const struct sharing *sharing, struct err *err)
{
	struct str text = { 0 };
	int dir = open_folder(sharing, err);

	for (int i = 0; i < LEAVING_COUNT; i++)
		if (sharing->names[i][0])
			str_print(&text, "%s %s\n", leaving_names[i], sharing->names[i]);
	bool good = dir >= 0 && fs_replace(dir, SHARED_FILE, str_text(&text), text.len, err);
	if (dir >= 0)
		fs_close(&dir, err);
	str_release(&text);
	return good;
}

static int level_now(const struct sharing *sharing)
{
	int level = 0;

	for (int i = 0; i < LEAVING_COUNT; i++)
		level |= sharing->names[i][0] ? 1 << i : 0;
	return level;
}

/* -- Showing it ------------------------------------------------------------------------------- */

static void add_indented(const struct str *text, struct str *out)
{
	for (const char *line = str_text(text); *line;) {
		size_t len = strcspn(line, "\n");
		str_print(out, "    %.*s\n", (int)len, line);
		line += len + (line[len] == '\n');
	}
}

static const char *login_name(void)
{
	const struct passwd *who = getpwuid(geteuid());
	return who ? who->pw_name : "?";
}

static void say_all(const struct sharing *sharing, struct str *out)
{
	static const char *const now[] = {
		TR("Nothing of yours is shared."),
		TR("Your completion is shared, as it was then."),
		TR("Your answers to checks are shared, as they were then."),
		TR("Your completion and your answers to checks are shared, as they were then."),
	};

	str_print(out, "%s\n\n%s\n\n", sharing->opened.course->title, tr(now[level_now(sharing)]));
	str_print(out, tr("Your completion, under your login name (%s), would be this and nothing else:\n\n"), login_name());
	add_indented(&sharing->texts[LEAVING_COMPLETION], out);
	str_print(out, "\n%s\n\n",
		tr("Your answers to checks, without your name, are counted with those of others, and no count below five "
		   "is shown to anybody. They would be this and nothing else:"));
	add_indented(&sharing->texts[LEAVING_ANSWERS], out);
	str_print(out, "\n%s\n", tr("What you write, plan or rate is in neither."));
	if (sharing->box)
		str_print(out, tr("Both are files in %s. Who looks after this computer can see which account a file "
				  "belongs to.\n"), sharing->box);
	else
		str_print(out, "%s\n", tr("There is no drop box here (`class` in the settings), so nothing can leave."));
}

/* False at the end of the input, or when the line is cut. */
static bool prompt(const struct request *request, const char *words, char *line, size_t size)
{
	struct str out = { 0 };

	str_add_text(&out, words);
	(void)out_text(request, &out);
	str_release(&out);
	ssize_t n = read(STDIN_FILENO, line, size - 1);
	line[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* How many bytes of a text fill the window, one row left for the prompt. */
static size_t windowful(const char *text)
{
	unsigned cells, height;
	size_t len = 0, rows = 0;

	if (!window_size(STDOUT_FILENO, &cells, &height) || height < 4 || cells < 10)
		cells = 80, height = 24;
	while (text[len]) {
		size_t line = strcspn(text + len, "\n");
		rows += 1 + (line ? line - 1 : 0) / cells;
		if (len && rows >= height)
			break;
		len += line + (text[len + line] == '\n');
	}
	return len;
}

/* Where somebody looks at it, a window at a time: a kiosk may have nothing to scroll back with. */
static int show(const struct sharing *sharing, bool asks)
{
	struct str all = { 0 };
	char line[16];
	int status = STATUS_DONE;

	say_all(sharing, &all);
	for (const char *at = str_text(&all); *at && status == STATUS_DONE;) {
		size_t len = asks ? windowful(at) : strlen(at);
		struct str part = { 0 };
		str_add(&part, at, len);
		status = out_text(sharing->request, &part);
		str_release(&part);
		at += len;
		if (*at && !prompt(sharing->request, tr("Enter shows the rest: "), line, sizeof line))
			status = STATUS_UNSAVED; /* nobody looks any more, so nobody agrees */
	}
	str_release(&all);
	return status;
}

/* UNCHANGED: Enter, the end of the input, or anything that is none of it. */
static int ask(const struct sharing *sharing)
{
	char line[16];

	if (!prompt(sharing->request, tr("\n1 nothing, 2 my completion, 3 my answers, 4 both; Enter leaves it as it is: "), line,
		    sizeof line))
		return UNCHANGED;
	return line[0] >= '1' && line[0] <= '4' && line[1] == '\n' ? line[0] - '1' : UNCHANGED;
}

/* -- Doing it --------------------------------------------------------------------------------- */

/* The new file is there before the old one goes. */
static bool change(struct sharing *sharing, enum leaving what, bool give, struct err *err)
{
	char before[DROPBOX_NAME_MOST], name[DROPBOX_NAME_MOST] = "";

	memcpy(before, sharing->names[what], sizeof before);
	if (give && !dropbox_put(sharing->box, sharing->opened.course->id, leaving_names[what], &sharing->texts[what], name, err))
		return false;
	memcpy(sharing->names[what], name, sizeof name);
	if (!before[0] || dropbox_take_back(sharing->box, before, err))
		return true;
	if (!give)
		memcpy(sharing->names[what], before, sizeof before);
	return false;
}

static int say_done(const struct sharing *sharing, int level)
{
	static const char *const done[] = {
		TR("Nothing of yours is shared now.\n"),
		TR("Shared: your completion. `attune share` changes that at any time.\n"),
		TR("Shared: your answers, without your name. `attune share` changes that at any time.\n"),
		TR("Shared: your completion, and your answers without your name. `attune share` changes that at any time.\n"),
	};
	struct str out = { 0 };

	str_add_text(&out, tr(done[level]));
	int status = request_has(sharing->request, OPTION_QUIET) ? STATUS_DONE : out_text(sharing->request, &out);
	str_release(&out);
	return status;
}

static int put(struct sharing *sharing, int level)
{
	struct err err = { 0 }, naming = { 0 };
	bool good = true;

	if (!sharing->box && level == 0 && level_now(sharing) == 0)
		return say_done(sharing, level);
	if (!sharing->box) {
		err_set(&err, ERR_ABSENT, 0, "%s", tr("there is no drop box here, so nothing was shared"));
		err_advise(&err, "%s", tr("-o FILE writes it into a file of yours instead"));
		out_trouble(sharing->request, &err);
		return STATUS_UNSAVED;
	}
	for (int i = 0; i < LEAVING_COUNT; i++)
		good = change(sharing, (enum leaving)i, level & 1 << i, &err) && good;
	if (!write_names(sharing, &naming) && good) {
		good = false;
		err = naming;
	}
	if (good)
		return say_done(sharing, level);
	out_trouble(sharing->request, &err);
	return STATUS_UNSAVED;
}

/* Into a new file of the learner's own, to be handed over by hand. */
static int put_into_file(const struct sharing *sharing, int level, const char *path)
{
	struct str text = { 0 };
	struct err err = { 0 };
	int file = fs_create(AT_FDCWD, path, &err);

	for (int i = 0; i < LEAVING_COUNT; i++)
		if (level & 1 << i)
			str_add(&text, str_text(&sharing->texts[i]), sharing->texts[i].len);
	bool good = file >= 0 && (text.len == 0 || fs_append(file, str_text(&text), text.len, &err)) && fs_sync(file, &err);
	if (file >= 0)
		good = fs_close(&file, &err) && good;
	if (!good)
		out_trouble(sharing->request, &err);
	str_release(&text);
	return good ? STATUS_DONE : STATUS_UNSAVED;
}

static int show_and_choose(struct sharing *sharing)
{
	const struct request *request = sharing->request;
	const char *path = request_value(request, OPTION_OUTPUT);
	int level = request_has(request, OPTION_LEVEL) ? request_choice(request, OPTION_LEVEL, levels) : UNCHANGED;
	bool asks = level == UNCHANGED && sharing->box && !request_has(request, OPTION_NO_INPUT) &&
		isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	int status = request_has(request, OPTION_QUIET) && !asks ? STATUS_DONE : show(sharing, asks);
	if (status == STATUS_DONE && asks)
		level = ask(sharing);
	if (status != STATUS_DONE || level == UNCHANGED)
		return status;
	return path ? put_into_file(sharing, level, path) : put(sharing, level);
}

int cmd_share(const struct request *request)
{
	struct sharing sharing = { .request = request, .box = settings_value(request, SETTING_CLASS) };

	if (request_choice(request, OPTION_LEVEL, levels) < 0)
		return STATUS_USAGE;
	if (request_has(request, OPTION_OUTPUT) && !request_has(request, OPTION_LEVEL))
		return request_wrong(request, "%s", tr("-o goes with --level, which says what goes into the file"));
	int status = open_course(&sharing.opened, request, request_word(request, 0));
	if (status == STATUS_DONE && !sharing.opened.data.len)
		status = request_wrong(request, "%s", tr("there is no home folder, so there is nothing to share"));
	if (status == STATUS_DONE && !(sharing.learner = open_learner(&sharing.opened, request)))
		status = STATUS_UNSAVED;
	if (status == STATUS_DONE) {
		make_texts(&sharing);
		read_names(&sharing);
		status = show_and_choose(&sharing);
	}
	if (sharing.learner)
		learner_free(sharing.learner);
	for (int i = 0; i < LEAVING_COUNT; i++)
		str_release(&sharing.texts[i]);
	open_release(&sharing.opened);
	return status;
}

int share_between(const struct request *request, bool *back)
{
	char line[16];
	int status = cmd_share(request);

	*back = prompt(request, tr("\nEnter goes back to the course: "), line, sizeof line);
	return status;
}
