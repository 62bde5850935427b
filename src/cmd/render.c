/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/behind.h"
#include "cmd/command.h"
#include "cmd/out.h"
#include "io/shelf.h"
#include "kinds/kind.h"
#include "tutor/app.h"

#define RULE "----------------------------------------" /* between pages on paper; fits a sheet of any width */
#define SCREENS_MOST 64    /* of one page: what would show more has gone wrong */
#define NOON 1767268800000 /* 2026-01-01 12:00 UTC: pictures do not change from day to day */

/* A puppet for one page at a time: the real app, a learner who knows nothing yet, and a world that keeps nothing. */
struct puppet {
	const struct request *request;
	const struct course *course;
	const char *file;  /* of chapter `file_index`, wherever it lies; NULL: they are all in the course's folder */
	size_t file_index;
	int width, height;
	bool plain;        /* as asked for: lines without drawings, folded only where --width says so */
	bool paper;        /* a handout: nothing is asked, each page comes whole, and no id stands */
	struct behind_paper sheet;
	struct learner *learner;
	struct app app;
	struct effects effects;
	struct frame frame;
	uint64_t saves;
};

/* -- Its world ------------------------------------------------------------------- */

static void perform(struct puppet *, const struct effect *);

static void happen(struct puppet *puppet, struct event *event)
{
	event->now = NOON;
	app_update(&puppet->app, event, &puppet->effects);
}

static struct chapter *read_chapter(const struct puppet *puppet, size_t index, struct diags *diags)
{
	const char *id = puppet->course->chapters.list[index];

	if (puppet->file && index == puppet->file_index)
		return shelf_chapter_at(puppet->file, id, kinds_all, diags);
	return shelf_chapter(puppet->course, id, kinds_all, diags);
}

static void open_chapter(struct puppet *puppet, size_t index, enum event_type type)
{
	struct diags diags = { 0 };
	struct chapter *chapter = read_chapter(puppet, index, &diags);

	happen(puppet,
		&(struct event){ .type = type,
			.index = index,
			.chapter = chapter,
			.diags = &diags });
	if (type == EV_OUTLINE && chapter)
		chapter_free(chapter);
	diags_release(&diags);
}

static void open_side(struct puppet *puppet, size_t index)
{
	struct diags diags = { 0 };
	struct side_file *side = shelf_side(puppet->course, (enum side)index, &diags);

	happen(puppet, &(struct event){ .type = EV_SIDE, .index = index, .side = side });
	diags_release(&diags);
}

static void perform(struct puppet *puppet, const struct effect *effect)
{
	switch (effect->type) {
	case FX_OPEN: open_chapter(puppet, effect->index, EV_OPENED); break;
	case FX_OUTLINE: open_chapter(puppet, effect->index, EV_OUTLINE); break;
	case FX_LEND: open_chapter(puppet, effect->index, EV_LENT); break;
	case FX_SIDE: open_side(puppet, effect->index); break;
	case FX_SAVE:
	case FX_DRAFT: happen(puppet, &(struct event){ .type = EV_SAVED, .number = ++puppet->saves }); break;
	case FX_LOOK:
	case FX_TRY:
	case FX_BELL:
	case FX_REPAINT:
	case FX_SUSPEND:
	case FX_MAKE_LOCK:
	case FX_UNLOCK:
	case FX_LOCK:
	case FX_OFFER:
	case FX_QUIT: break;
	}
}

/* Performs what was asked for, and what that asks for in turn. */
static void settle(struct puppet *puppet)
{
	while (puppet->effects.n) {
		struct effects asked = puppet->effects;
		puppet->effects = (struct effects){ 0 };
		for (size_t i = 0; i < asked.n; i++)
			perform(puppet, &asked.list[i]);
		effects_clear(&asked);
	}
}

static void press(struct puppet *puppet, enum press press)
{
	happen(puppet, &(struct event){ .type = EV_KEY, .key = { .press = press } });
	settle(puppet);
}

/* -- One page --------------------------------------------------------------------------------- */

static void enter(struct puppet *puppet, size_t chapter, const char *page)
{
	struct app_options wishes = {
		.measure = puppet->request->width,
		.spacing = puppet->request->spacing,
		.plain = puppet->plain || puppet->paper,
		.ephemeral = true,
		.for_author = true,
		.seed = 1,
	};
	struct app_start start = { .at_page = true, .chapter = chapter, .page = page };

	puppet->learner = learner_new();
	learner_begin(puppet->learner, 1);
	app_init(&puppet->app, puppet->course, puppet->learner, NULL, 0, &wishes, &start);
	happen(puppet, &(struct event){ .type = EV_START, .width = puppet->width, .height = puppet->height });
	settle(puppet);
}

static void leave(struct puppet *puppet)
{
	effects_clear(&puppet->effects);
	app_release(&puppet->app);
	learner_free(puppet->learner);
}

/* The rows of the frame alone, right-trimmed. */
static void say_frame(const struct frame *frame, struct str *out)
{
	for (int row = 0; row < frame->height; row++) {
		size_t from = out->len;
		for (int column = 0; column < frame->width; column++) {
			const struct cell *cell = &frame->cells[row * frame->width + column];
			str_add(out, cell->bytes, cell->len);
		}
		while (out->len > from && out->at[out->len - 1] == ' ')
			str_cut(out, out->len - 1);
		str_add(out, "\n", 1);
	}
}

/* A long page has several screens: Page Down shows the next until it leads on. */
static void say_screens(struct puppet *puppet, struct str *out)
{
	struct str last = { 0 }, now = { 0 };
	unsigned arrivals = puppet->app.arrivals;
	int page = puppet->app.page_index;

	for (int i = 0; i < SCREENS_MOST; i++) {
		app_view(&puppet->app, &puppet->frame);
		str_cut(&now, 0);
		say_frame(&puppet->frame, &now);
		if (i && strcmp(str_text(&now), str_text(&last)) == 0)
			break;
		str_add_text(out, i ? "\n" : "");
		str_add_text(out, str_text(&now));
		str_cut(&last, 0);
		str_add_text(&last, str_text(&now));
		press(puppet, PRESS_PAGE_DOWN);
		if (puppet->app.arrivals != arrivals || puppet->app.page_index != page || app_is_leaving(&puppet->app))
			break;
	}
	str_release(&now);
	str_release(&last);
}

static unsigned measure_of(const struct puppet *puppet)
{
	unsigned asked = puppet->request->width;

	return asked || puppet->plain ? asked : APP_MEASURE;
}

static void say_plain(struct puppet *puppet, struct str *out)
{
	struct doc doc = { 0 };
	const char *prompt = NULL;

	puppet->app.visit.in_lines = puppet->plain; /* paper shows drawings */
	puppet->app.visit.on_paper = puppet->paper;
	doc_begin(&doc, measure_of(puppet));
	app_speak(&puppet->app, &doc, &prompt);
	doc_lines(&doc, out);
	if (prompt && *prompt && !puppet->paper)
		str_print(out, "%s\n", prompt);
	doc_release(&doc);
}

static const struct behind_paper *sheet_of(const struct puppet *puppet)
{
	return puppet->paper ? &puppet->sheet : NULL;
}

/* A page's own first row says the chapter and which page it is. */
static void say_page(
	struct puppet *puppet, size_t chapter, const struct chapter *of, const struct page *page, struct str *out)
{
	str_add_text(out, out->len ? "\n" : "");
	if (puppet->paper)
		str_add_text(out, RULE "\n");
	else
		str_print(out, "-- %s / %s --\n", of->id, page->id);
	enter(puppet, chapter, page->id);
	if (puppet->plain || puppet->paper)
		say_plain(puppet, out);
	else
		say_screens(puppet, out);
	leave(puppet);
	behind_say(page, measure_of(puppet), sheet_of(puppet), out);
}

/* -- Which pages ------------------------------------------------------------------------------ */

struct wanted {
	const char *chapter; /* NULL: all */
	const char *page;    /* NULL: all */
	size_t found;
};

/* What stands at the head of the file, before its pages; not asked for with a page. */
static void say_aims(struct puppet *puppet, const struct chapter *chapter, const struct wanted *wanted, struct str *out)
{
	struct str aims = { 0 };

	if (!chapter || wanted->page)
		return;
	behind_say_chapter(chapter, measure_of(puppet), sheet_of(puppet), &aims);
	if (aims.len && puppet->paper)
		str_print(out, "%s%s\n%s", out->len ? "\n" RULE "\n" : "", chapter->title, str_text(&aims));
	else if (aims.len)
		str_print(out, "%s-- %s --\n%s", out->len ? "\n" : "", chapter->id, str_text(&aims));
	str_release(&aims);
}

/* A chapter that cannot be opened is no trouble of those who look for one page elsewhere. */
static int say_chapter(struct puppet *puppet, size_t index, struct wanted *wanted, struct str *out)
{
	struct diags diags = { 0 };
	struct chapter *chapter = read_chapter(puppet, index, &diags);
	int status = STATUS_DONE;

	say_aims(puppet, chapter, wanted, out);
	for (size_t i = 0; chapter && i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		if (wanted->page && strcmp(wanted->page, page->id) != 0)
			continue;
		say_page(puppet, index, chapter, page, out);
		wanted->found++;
	}
	if (chapter)
		chapter_free(chapter);
	else if (!wanted->page || wanted->chapter)
		status = out_fault(puppet->request, &diags, puppet->file ? puppet->file : puppet->course->folder);
	diags_release(&diags);
	return status;
}

/* A chapter that cannot be opened does not stop the others. */
static int say_course(struct puppet *puppet, struct wanted *wanted, struct str *out)
{
	const struct words *chapters = &puppet->course->chapters;
	int worst = STATUS_DONE;

	for (size_t i = 0; i < chapters->n; i++) {
		if (wanted->chapter && strcmp(wanted->chapter, chapters->list[i]) != 0)
			continue;
		int status = say_chapter(puppet, i, wanted, out);
		worst = status > worst ? status : worst;
	}
	if (worst == STATUS_DONE && !wanted->found && wanted->page)
		return request_wrong(puppet->request, tr("there is no page `%s` here"), wanted->page);
	return worst;
}

/* That a file of a course is not there: a name that ends so was meant for one. */
static bool is_no_file(const struct request *request, const char *typed)
{
	static const char ending[] = ".yaml";
	size_t len = strlen(typed), cut = sizeof ending - 1;
	struct err err = { 0 };
	struct stat is;

	if (len <= cut || strcmp(typed + len - cut, ending) != 0 || stat(typed, &is) == 0)
		return false;
	err_set(&err, err_kind_of(errno), errno, "%s", strerror(errno));
	err_at_file(&err, typed);
	err_advise(&err, "%s", tr("Name a course folder or a file in one"));
	out_trouble(request, &err);
	return true;
}

/* A file is a chapter, and is read where it lies, whether or not a course names it; but one beside a course.yaml stands for
 * the course. */
static int find_rendered(struct puppet *puppet, struct wanted *wanted, struct course **course)
{
	const char *typed = request_word(puppet->request, 0);
	struct shelf shelf;
	struct str folder = { 0 };
	struct diags diags = { 0 };
	struct err err = { 0 };
	struct stat is;
	int status = STATUS_DONE;
	bool is_file = stat(typed, &is) == 0 && !S_ISDIR(is.st_mode);
	char *beside = is_file ? shelf_folder_beside(typed) : NULL;

	if (is_no_file(puppet->request, typed))
		return STATUS_NO_COURSE;
	shelf_open(&shelf, puppet->request->program);
	if (is_file && !beside) {
		puppet->file = typed;
		*course = shelf_course_of(typed, &puppet->file_index, &diags);
		wanted->chapter = (*course)->chapters.list[puppet->file_index];
	} else if (!shelf_find(&shelf, beside ? beside : typed, &folder, &err)) {
		out_trouble(puppet->request, &err);
		status = STATUS_NO_COURSE;
	} else {
		*course = shelf_course(str_text(&folder), &diags);
		status = *course ? STATUS_DONE : out_fault(puppet->request, &diags, str_text(&folder));
	}
	diags_release(&diags);
	str_release(&folder);
	shelf_release(&shelf);
	mem_free(beside);
	return status;
}

static bool read_size(const struct request *request, struct puppet *puppet)
{
	const char *typed = request_value(request, OPTION_SIZE);
	char first[16];
	unsigned width = 80, height = 24;
	size_t len = typed ? strcspn(typed, "xX") : 0;

	if (typed) {
		snprintf(first, sizeof first, "%.*s", (int)(len < 15 ? len : 15), typed);
		if (!typed[len] || !request_number(first, 1, 1000, &width) ||
			!request_number(typed + len + 1, 1, 500, &height)) {
			request_wrong(request, "%s", tr("--size is WIDTHxHEIGHT, as in 80x24"));
			return false;
		}
	}
	puppet->width = (int)width;
	puppet->height = (int)height;
	return true;
}

int cmd_render(const struct request *request)
{
	struct puppet puppet = { .request = request,
		.plain = request_has(request, OPTION_PLAIN),
		.paper = request_has(request, OPTION_NOTES) };
	struct wanted wanted = { .page = request_value(request, OPTION_PAGE) };
	struct course *course = NULL;
	struct side_file *sources = NULL;
	struct diags diags = { 0 };
	struct str out = { 0 };

	if (!read_size(request, &puppet))
		return STATUS_USAGE;
	int status = find_rendered(&puppet, &wanted, &course);
	if (status == STATUS_DONE) {
		puppet.course = course;
		puppet.sheet.sources = sources = puppet.paper ? shelf_side(course, SIDE_SOURCES, &diags) : NULL;
		status = say_course(&puppet, &wanted, &out);
		int written = out_text(request, &out);
		status = status == STATUS_DONE ? written : status;
	}
	if (sources)
		side_free(sources);
	diags_release(&diags);
	course_free(course);
	frame_release(&puppet.frame);
	str_release(&out);
	return status;
}
