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
#include "cmd/answer.h"
#include "cmd/json.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "cmd/shared.h"
#include "cmd/window.h"
#include "io/fs.h"
#include "kinds/kind.h"
#include "learner/reconcile.h"
#include "room/leaving.h"

/* What is shared is a set of enum leaving; these are its names, by its bits. */
static const char *const levels[] = { "none", "completion", "answers", "both", NULL };
#define UNCHANGED (-1)

struct sharing {
	const struct request *request;
	struct opened opened;
	struct learner *learner;
	const char *box;                /* the drop box; NULL: there is none */
	struct str texts[LEAVING_COUNT];
	struct shared shared;
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

	int64_t last_at = learner_last_at(sharing->learner, time(NULL));
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

	str_print(out, "%s\n\n%s\n\n", sharing->opened.course->title, tr(now[shared_level(&sharing->shared, sharing->box)]));
	str_print(out, tr("Your completion, under your login name (%s), would be this and nothing else:\n\n"), login_name());
	add_indented(&sharing->texts[LEAVING_COMPLETION], out);
	str_print(out, "\n%s\n\n",
		tr("Your answers to checks, without your name, are counted with those of others, and no count below five "
		   "is shown to anybody. They would be this and nothing else:"));
	add_indented(&sharing->texts[LEAVING_ANSWERS], out);
	str_print(out, "\n%s\n", tr("What you write, plan or rate is in neither."));
	if (sharing->box)
		str_print(out, tr("Both are files in %s. Whoever can read that folder, your teachers among them, can see which "
				  "account a file came from.\n"), sharing->box);
	else
		str_print(out, "%s\n", tr("There is no drop box here (`class` in the settings), so nothing can leave."));
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

/* Where somebody looks at it, lines end between words, and it comes a window at a time: a kiosk may have nothing to scroll back with. */
static int show(const struct sharing *sharing, bool asks)
{
	struct str said = { 0 }, all = { 0 };
	char line[16];
	int status = STATUS_DONE;

	say_all(sharing, &said);
	window_fit(STDOUT_FILENO, str_text(&said), &all);
	str_release(&said);
	for (const char *at = str_text(&all); *at && status == STATUS_DONE;) {
		size_t len = asks ? windowful(at) : strlen(at);
		struct str part = { 0 };
		str_add(&part, at, len);
		status = out_text(sharing->request, &part);
		str_release(&part);
		at += len;
		if (*at && !answer_ask(sharing->request, tr("Enter shows the rest: "), line, sizeof line))
			status = STATUS_UNSAVED; /* nobody looks any more, so nobody agrees */
	}
	str_release(&all);
	return status;
}

/* UNCHANGED: Enter, the end of the input, or anything that is none of it. */
static int ask(const struct sharing *sharing)
{
	struct str question = { 0 };
	char line[16];

	window_fit(STDOUT_FILENO, tr("\n1 nothing, 2 my completion, 3 my answers, 4 both; Enter leaves it as it is: "), &question);
	bool answered = answer_ask(sharing->request, str_text(&question), line, sizeof line);
	str_release(&question);
	if (!answered)
		return UNCHANGED;
	return line[0] >= '1' && line[0] <= '4' && line[1] == '\0' ? line[0] - '1' : UNCHANGED;
}

/* -- Doing it --------------------------------------------------------------------------------- */

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

/* Whether one of the same thing in the same box stands before it: of these one line is enough. */
static bool is_one_more(const struct shared *shared, size_t i)
{
	const struct shared_file *file = &shared->list[i];

	for (size_t k = 0; k < i; k++)
		if (shared->list[k].what == file->what && strcmp(str_text(&shared->list[k].box), str_text(&file->box)) == 0)
			return true;
	return false;
}

/* Files of before that are still there, when not all could be done. */
static void say_left(const struct sharing *sharing)
{
	struct str out = { 0 }, fitted = { 0 };
	bool away = false;

	for (size_t i = 0; i < sharing->shared.n; i++) {
		const struct shared_file *file = &sharing->shared.list[i];
		const char *box = file->box.len ? str_text(&file->box) : sharing->box;
		bool gone = box && dropbox_is_gone(box);
		away = away || gone;
		if (!file->stays && !gone && !is_one_more(&sharing->shared, i) && (!box || dropbox_may_have(box, file->name)))
			str_print(&out, file->what == LEAVING_COMPLETION ? tr("Still there: a file of your completion, in %s.\n") :
				tr("Still there: a file of your answers, in %s.\n"), box ? box : "?");
	}
	if (out.len)
		str_add_text(&out, tr("`attune share` shows what is shared, and can take it back.\n"));
	if (away)
		str_add_text(&out, tr("A drop box that is away for a while comes back, and then `attune share` can take back what is in it. One that "
				      "was removed took your files with it, and nothing is left to do.\n"));
	window_fit(STDERR_FILENO, str_text(&out), &fitted);
	out_aside(sharing->request, &fitted);
	str_release(&fitted);
	str_release(&out);
}

static int put(struct sharing *sharing, int level)
{
	struct shared_wish wish = { sharing->box, sharing->opened.course->id, level, sharing->texts };
	struct err err = { 0 };

	if (!sharing->box && level != 0) {
		err_set(&err, ERR_ABSENT, 0, "%s", tr("there is no drop box here, so nothing was shared"));
		err_advise(&err, "%s", tr("-o FILE writes it into a file of yours instead"));
		out_trouble(sharing->request, &err);
		return STATUS_UNSAVED;
	}
	if (shared_change(&sharing->shared, &wish, &err))
		return say_done(sharing, level);
	out_trouble(sharing->request, &err);
	say_left(sharing);
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
	bool asks = level == UNCHANGED && (sharing->box || sharing->shared.n) && !request_has(request, OPTION_NO_INPUT) &&
		isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	int status = request_has(request, OPTION_QUIET) && !asks ? STATUS_DONE : show(sharing, asks);
	if (status == STATUS_DONE && asks)
		level = ask(sharing);
	if (status != STATUS_DONE || level == UNCHANGED)
		return status;
	return path ? put_into_file(sharing, level, path) : put(sharing, level);
}

/* Who cannot know what was shared cannot say what is. */
static int know_shared(struct sharing *sharing)
{
	struct err err = { 0 };

	shared_begin(&sharing->shared, str_text(&sharing->opened.data), sharing->opened.course->id);
	if (shared_read(&sharing->shared, &err))
		return STATUS_DONE;
	out_trouble(sharing->request, &err);
	return STATUS_UNSAVED;
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
	if (status == STATUS_DONE)
		status = know_shared(&sharing);
	if (status == STATUS_DONE) {
		make_texts(&sharing);
		status = show_and_choose(&sharing);
	}
	shared_end(&sharing.shared);
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

	*back = answer_ask(request, tr("\nEnter goes back to the course: "), line, sizeof line);
	return status;
}
