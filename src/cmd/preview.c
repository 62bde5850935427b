/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/out.h"
#include "cmd/terminal.h"
#include "io/shelf.h"
#include "io/watch.h"
#include "kinds/kind.h"
#include "run/run.h"

/* What is looked at, and a learner who is forgotten afterwards. */
struct preview {
	const struct request *request;
	struct shelf shelf;
	struct course *course;
	const char *file; /* one chapter; NULL: the whole course */
	struct learner *learner;
	struct store *store;
	struct drawer *drawer;
	struct app app;
	struct app_start start;
	bool app_runs;
	struct world world;
};

/* -- What to show ------------------------------------------------------------------------------ */

static int trouble(const struct preview *preview, enum err_kind kind, int code, const char *path, int status)
{
	struct err err = { 0 };

	err_set(&err, kind, code, "%s", strerror(code));
	err_at_file(&err, path);
	err_advise(&err, "%s", tr("Name a course folder, or a chapter file"));
	out_trouble(preview->request, &err);
	return status;
}

/* A chapter that is in no course, or whose course cannot be read just now, is shown all the same; and it alone. */
static int show_file(struct preview *preview, const char *path)
{
	struct diags unheard = { 0 };
	size_t index;

	preview->file = path;
	preview->course = shelf_course_of(path, &index, &unheard);
	struct words *all = &preview->course->chapters;
	*all = (struct words){ all->list + index, all->at + index, 1 };
	diags_release(&unheard);
	return STATUS_DONE;
}

static int show_course(struct preview *preview, const char *name)
{
	struct diags diags = { 0 };
	struct err err = { 0 };
	struct str folder = { 0 };
	int status = STATUS_DONE;

	if (shelf_find(&preview->shelf, name, &folder, &err)) {
		preview->course = shelf_course(str_text(&folder), &diags);
		if (!preview->course)
			status = out_fault(preview->request, &diags, str_text(&folder));
	} else {
		out_trouble(preview->request, &err);
		status = STATUS_NO_COURSE;
	}
	diags_release(&diags);
	str_release(&folder);
	return status;
}

/* A file beside a course.yaml stands for the course, any other for a chapter. */
static int find_shown(struct preview *preview)
{
	const char *typed = request_word(preview->request, 0);
	struct stat is;
	bool there = stat(typed, &is) == 0;
	char *folder = there && !S_ISDIR(is.st_mode) ? shelf_folder_beside(typed) : NULL;

	if (folder) {
		int status = show_course(preview, folder);
		mem_free(folder);
		return status;
	}
	if (there && !S_ISDIR(is.st_mode))
		return show_file(preview, typed);
	if (!there && strlen(typed) > 5 && strcmp(typed + strlen(typed) - 5, ".yaml") == 0)
		return trouble(preview, ERR_ABSENT, ENOENT, typed, STATUS_NO_COURSE);
	return show_course(preview, typed);
}

/* -- Where to begin ---------------------------------------------------------------------------- */

static struct chapter *read_chapter(const struct preview *preview, size_t index)
{
	struct diags diags = { 0 };
	const char *id = preview->course->chapters.list[index];
	struct chapter *chapter = preview->file ? shelf_chapter_at(preview->file, id, kinds_all, &diags)
						: shelf_chapter(preview->course, id, kinds_all, &diags);

	diags_release(&diags);
	return chapter;
}

/* The page asked for; one in a file that cannot be read just now may still come. */
static int find_start(struct preview *preview)
{
	const char *page = request_value(preview->request, OPTION_PAGE);
	bool broken = false;

	preview->start = (struct app_start){ .at_page = true, .page = page };
	for (size_t i = 0; page && i < preview->course->chapters.n; i++) {
		struct chapter *chapter = read_chapter(preview, i);
		broken = broken || !chapter;
		bool here = chapter && chapter_find(chapter, page) >= 0;
		chapter_free(chapter);
		if (!here)
			continue;
		preview->start.chapter = i;
		return STATUS_DONE;
	}
	if (!page || (broken && preview->file))
		return STATUS_DONE;
	return request_wrong(preview->request, tr("there is no page `%s` here"), page);
}

/* -- Showing it -------------------------------------------------------------------------------- */

static int no_terminal(const struct preview *preview)
{
	struct err err = { 0 };

	err_set(&err, ERR_REFUSED, 0, "%s", tr("preview needs a terminal it can draw on"));
	err_advise(&err, "%s", tr("`attune render PATH` prints the same pages as text"));
	out_trouble(preview->request, &err);
	return STATUS_NO_TERMINAL;
}

static int show(struct preview *preview)
{
	const struct request *request = preview->request;
	struct theme own;
	struct screen_options look;
	int looks = terminal_look(request, &look, &own);

	if (looks != STATUS_DONE)
		return looks;
	struct app_options wishes = {
		.measure = request->width,
		.spacing = request->spacing,
		.ephemeral = true,
		.for_author = true,
		.seed = 1,
		.can_suspend = getpid() != getsid(0),
		.file = preview->file,
	};
	preview->world = (struct world){
		.app = &preview->app,
		.course = preview->course,
		.kinds = kinds_all,
		.store = preview->store,
		.drawer = preview->drawer,
		.screen = look,
		.file = preview->file,
		.watch = watch_new(),
	};
	struct err err = { 0 };
	bool opened = false;

	app_init(&preview->app, preview->course, preview->learner, NULL, 0, &wishes, &preview->start);
	preview->app_runs = true;
	mem_last_words(screen_rescue);
	int status = run_screen(&preview->world, &opened, &err);
	watch_free(preview->world.watch);
	if (opened)
		return status;
	out_trouble(request, &err);
	return STATUS_NO_TERMINAL;
}

static void release(struct preview *preview)
{
	struct err err = { 0 };

	if (preview->app_runs)
		app_release(&preview->app);
	world_release(&preview->world);
	if (preview->store)
		(void)store_close(preview->store, 0, &err);
	drawer_free(preview->drawer);
	if (preview->learner)
		learner_free(preview->learner);
	course_free(preview->course);
	shelf_release(&preview->shelf);
}

int cmd_preview(const struct request *request)
{
	struct preview preview = { .request = request };
	int status;

	if (terminal_wants_lines(request))
		return no_terminal(&preview);
	shelf_open(&preview.shelf, request->program);
	status = find_shown(&preview);
	if (status == STATUS_DONE)
		status = find_start(&preview);
	if (status == STATUS_DONE) {
		preview.store = store_nowhere();
		preview.drawer = drawer_new(NULL);
		preview.learner = learner_new();
		learner_begin(preview.learner, 1);
		status = show(&preview);
	}
	release(&preview);
	return status;
}
