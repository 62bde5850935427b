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
	bool amid, lines;               /* in the middle of a session; of one in plain mode */
	enum answer left;               /* by which way */
	struct str *said;               /* amid: what is shared, for who goes back before it is said here */
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

static const char *what_is_shared(const struct sharing *sharing)
{
	static const char *const now[] = {
		TR("Nothing of yours is shared."),
		TR("Your completion is shared, as it was then."),
		TR("Your answers to checks are shared, as they were then."),
		TR("Your completion and your answers to checks are shared, as they were then."),
	};

	return tr(now[shared_level(&sharing->shared, sharing->box)]);
}

static void say_all(const struct sharing *sharing, struct str *out)
{
	str_print(out, "%s\n\n%s\n\n", sharing->opened.course->title, what_is_shared(sharing));
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

/* How many bytes of a text fill the window, `below` rows left for the prompt. */
static size_t windowful(const char *text, unsigned below)
{
	unsigned cells, height;
	size_t len = 0, rows = 0;

	if (!window_size(STDOUT_FILENO, &cells, &height) || height < 4 || cells < 10)
		cells = 80, height = 24;
	while (text[len]) {
		size_t line = strcspn(text + len, "\n");
		rows += 1 + (line ? line - 1 : 0) / cells;
		if (len && rows + below > height)
			break;
		len += line + (text[len + line] == '\n');
	}
	return len;
}

/* One question, in the way of the place it is asked in, after `news` ("": none). ANSWER_LINE: the line is there. */
static enum answer put_question(const struct sharing *sharing, const char *news, const char *words, char *line, size_t size)
{
	struct str question = { 0 };
	enum answer answer;

	window_fit(STDOUT_FILENO, news, &question);
	str_add_text(&question, *news ? "\n" : "");
	window_fit(STDOUT_FILENO, words, &question);
	if (sharing->amid)
		answer = answer_amid(sharing->request, str_text(&question), sharing->lines, line, size);
	else
		answer = answer_ask(sharing->request, str_text(&question), line, size) ? ANSWER_LINE : ANSWER_GONE;
	str_release(&question);
	return answer;
}

static void say_words(const struct sharing *sharing, const char *words)
{
	struct str out = { 0 };

	str_print(&out, "%s\n", words);
	(void)out_words(sharing->request, &out);
	str_release(&out);
}

/* The way out, in words. */
static const char *rest_words(const struct sharing *sharing)
{
	if (!sharing->amid)
		return tr("Enter shows the rest: ");
	return sharing->lines ? tr("Enter shows the rest, b goes back, ! is support: ") : tr("Enter shows the rest, Esc goes back, ! is support: ");
}

/* An answer before all was seen is none; that is said, and asked again. */
static enum answer ask_for_rest(const struct sharing *sharing)
{
	const char *news = "";
	char line[16];
	enum answer answer;

	while ((answer = put_question(sharing, news, rest_words(sharing), line, sizeof line)) == ANSWER_LINE && line[strspn(line, " \t")])
		news = tr("First the rest; the question comes after it.");
	return answer;
}

static unsigned rows_of(const char *text)
{
	struct str fitted = { 0 };
	unsigned rows = 1;

	window_fit(STDOUT_FILENO, text, &fitted);
	for (const char *at = str_text(&fitted); *at; at++)
		rows += *at == '\n';
	str_release(&fitted);
	return rows;
}

/* Where somebody looks at it, lines end between words, and it comes a window at a time: a kiosk may have nothing to scroll back with. */
static int show(struct sharing *sharing, bool asks)
{
	struct str said = { 0 }, all = { 0 };
	unsigned below = rows_of(rest_words(sharing));
	int status = STATUS_DONE;

	say_all(sharing, &said);
	window_fit(STDOUT_FILENO, str_text(&said), &all);
	str_release(&said);
	for (const char *at = str_text(&all); *at && status == STATUS_DONE && sharing->left == ANSWER_LINE;) {
		size_t len = asks ? windowful(at, below) : strlen(at);
		struct str part = { 0 };
		str_add(&part, at, len);
		status = out_text(sharing->request, &part);
		str_release(&part);
		at += len;
		if (*at)
			sharing->left = ask_for_rest(sharing);
	}
	str_release(&all);
	return status != STATUS_DONE || sharing->left != ANSWER_GONE ? status : STATUS_UNSAVED; /* nobody looks any more, so nobody agrees */
}

static const char *choice_words(const struct sharing *sharing)
{
	if (!sharing->amid)
		return tr("\n1 nothing, 2 my completion, 3 my answers, 4 both; Enter leaves it as it is: ");
	return sharing->lines ? tr("\n1 nothing, 2 my completion, 3 my answers, 4 both; Enter leaves it as it is, b goes back: ")
		: tr("\n1 nothing, 2 my completion, 3 my answers, 4 both; Enter leaves it as it is, Esc goes back: ");
}

/* UNCHANGED: Enter, or any way out. What is none of the answers is never taken for one. */
static int ask(struct sharing *sharing)
{
	const char *news = "";
	char line[16];

	while ((sharing->left = put_question(sharing, news, choice_words(sharing), line, sizeof line)) == ANSWER_LINE) {
		size_t from = strspn(line, " \t"), len = strcspn(line + from, " \t");
		if (len == 0)
			return UNCHANGED;
		bool one = len == 1 && line[from + 1 + strspn(line + from + 1, " \t")] == '\0';
		if (one && line[from] >= '1' && line[from] <= '4')
			return line[from] - '1';
		news = tr("That is none of the answers: 1, 2, 3, 4 or Enter alone. Nothing was changed.");
	}
	return UNCHANGED;
}

/* -- Doing it --------------------------------------------------------------------------------- */

/* How this is reached again: in a session, and above all in a kiosk, no command of a shell can be typed. */
static const char *way_here(const struct sharing *sharing)
{
	return sharing->amid ? "`:share`" : "`attune share`";
}

static int say_done(const struct sharing *sharing, int level)
{
	static const char *const done[] = {
		TR("Nothing of yours is shared now."),
		TR("Shared: your completion."),
		TR("Shared: your answers, without your name."),
		TR("Shared: your completion, and your answers without your name."),
	};
	struct str out = { 0 };

	str_add_text(&out, tr(done[level]));
	if (level) {
		str_add_text(&out, " ");
		str_print(&out, tr("%s changes that at any time."), way_here(sharing));
	}
	str_add_text(&out, "\n");
	int status = request_has(sharing->request, OPTION_QUIET) ? STATUS_DONE : out_words(sharing->request, &out);
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
		str_print(&out, tr("%s shows what is shared, and can take it back.\n"), way_here(sharing));
	if (away)
		str_print(&out, tr("A drop box that is away for a while comes back, and then %s can take back what is in it. One that "
				   "was removed took your files with it, and nothing is left to do.\n"), way_here(sharing));
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
		if (!sharing->amid)
			err_advise(&err, "%s", tr("-o FILE writes it into a file of yours instead"));
		out_trouble(sharing->request, &err);
		return STATUS_UNSAVED;
	}
	if (shared_change(&sharing->shared, &wish, &err))
		return say_done(sharing, level);
	out_trouble(sharing->request, &err);
	say_left(sharing);
	if (!request_has(sharing->request, OPTION_LEVEL))
		say_words(sharing, what_is_shared(sharing)); /* who was asked hears what is so now */
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

/* Whoever was asked hears what is so now: here, or in the course, if they are on their way there. */
static void say_unchanged(const struct sharing *sharing)
{
	if (sharing->left == ANSWER_LINE || !sharing->amid)
		say_words(sharing, what_is_shared(sharing));
	else if (sharing->left == ANSWER_BACK)
		str_add_text(sharing->said, what_is_shared(sharing));
}

static int show_and_choose(struct sharing *sharing)
{
	const struct request *request = sharing->request;
	const char *path = request_value(request, OPTION_OUTPUT);
	int level = request_has(request, OPTION_LEVEL) ? request_choice(request, OPTION_LEVEL, levels) : UNCHANGED;
	bool asks = level == UNCHANGED && (sharing->box || sharing->shared.n) && !request_has(request, OPTION_NO_INPUT) &&
		isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	int status = request_has(request, OPTION_QUIET) && !asks ? STATUS_DONE : show(sharing, asks);
	if (status == STATUS_DONE && asks && sharing->left == ANSWER_LINE)
		level = ask(sharing);
	if (status == STATUS_DONE && asks && level == UNCHANGED)
		say_unchanged(sharing);
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

static int share(struct sharing *sharing)
{
	const struct request *request = sharing->request;

	sharing->box = settings_value(request, SETTING_CLASS);
	int status = open_course(&sharing->opened, request, request_word(request, 0));
	if (status == STATUS_DONE && !sharing->opened.data.len)
		status = request_wrong(request, "%s", tr("there is no home folder, so there is nothing to share"));
	if (status == STATUS_DONE && !(sharing->learner = open_learner(&sharing->opened, request)))
		status = STATUS_UNSAVED;
	if (status == STATUS_DONE)
		status = know_shared(sharing);
	if (status == STATUS_DONE) {
		make_texts(sharing);
		status = show_and_choose(sharing);
	}
	shared_end(&sharing->shared);
	if (sharing->learner)
		learner_free(sharing->learner);
	for (int i = 0; i < LEAVING_COUNT; i++)
		str_release(&sharing->texts[i]);
	open_release(&sharing->opened);
	return status;
}

int cmd_share(const struct request *request)
{
	struct sharing sharing = { .request = request };

	if (request_choice(request, OPTION_LEVEL, levels) < 0)
		return STATUS_USAGE;
	if (request_has(request, OPTION_OUTPUT) && !request_has(request, OPTION_LEVEL))
		return request_wrong(request, "%s", tr("-o goes with --level, which says what goes into the file"));
	return share(&sharing);
}

enum answer share_between(const struct request *request, bool lines, struct str *said)
{
	struct sharing sharing = { .request = request, .amid = true, .lines = lines, .said = said };
	char line[16];

	(void)share(&sharing); /* what went wrong was said there */
	if (sharing.left != ANSWER_LINE)
		return sharing.left;
	return put_question(&sharing, "", tr("\nEnter goes back to the course: "), line, sizeof line);
}
