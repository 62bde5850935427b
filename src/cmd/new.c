/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/listing.h"
#include "cmd/out.h"
#include "cmd/schema.h"
#include "io/fs.h"
#include "io/shelf.h"

#define NAME_MOST 32 /* pages are called NAME-reflect and the like, and an id has at most 48 */

/* What is made: where, under which id, and its words. */
struct newly {
	const struct request *request;
	struct arena arena;
	const char *folder; /* of the course */
	const char *name;
	const char *title;
};

/* -- The words. They stay English: they are examples of the format, not words of the program ---- */

static void course_words(const struct newly *newly, struct str *out)
{
	str_print(out,
		"attune: 1                 # the version of the lesson format\n"
		"id: %s\n"
		"title: %s\n"
		"language: en              # a language tag, such as en or pt-BR\n"
		"version: 1                # yours to count\n"
		"summary: One paragraph for the list of courses.\n"
		"notice: |                 # shown once, when the course is first opened\n"
		"  **Welcome.** Say what the course is for, and what it is not.\n"
		"chapters: [start]         # in order; each is chapters/ID.yaml. attune new chapter makes one\n"
		"# retired: [old-id]       # published ids that are gone for good\n",
		newly->name, newly->title);
}

static void glossary_words(const struct newly *newly, struct str *out)
{
	(void)newly;
	str_add_text(out,
		"# Terms that pages open with [[term]]. Beside this file there may be sources.yaml, myths.yaml, "
		"topics.yaml and\n"
		"# support.yaml.\n"
		"- id: example\n"
		"  term: example\n"
		"  text: Something small that shows the whole.\n"
		"  also: [examples]        # other ways to write it\n");
}

/* `term`: a sentence with a term of the glossary, or "". */
static void chapter_words(
	const struct newly *newly, const char *id, const char *title, const char *term, struct str *out)
{
	bool schema = false;
	struct stat is;
	struct str path = { 0 };

	str_print(&path, "%s/" SCHEMA_FILE, newly->folder);
	schema = stat(str_text(&path), &is) == 0;
	str_release(&path);
	if (schema)
		str_add_text(out, "# yaml-language-server: $schema=../" SCHEMA_FILE "\n");
	str_print(out,
		"# Look at it:  attune preview FILE     Check it:  attune check --strict FOLDER\n"
		"# An id keeps its meaning for ever once the chapter is published: learners' answers hang on it.\n"
		"id: %s                 # the name of this file\n"
		"title: %s\n"
		"minutes: 5                # how long it takes, roughly\n"
		"objectives:               # they go on from \"After this you can\"\n"
		"  - {id: %s-aim, text: say in one sentence what this is about}\n"
		"pages:\n",
		id, title, id);
	str_print(out,
		"  - id: %s-begin\n"
		"    kind: read            # a page to read; text is Markdown without HTML\n"
		"    title: Where it begins\n"
		"    text: |\n"
		"      One idea a page, in plain words. A question comes soon after the text\n"
		"      it asks about.%s\n\n",
		id, term);
	str_print(out,
		"  - id: %s-check\n"
		"    kind: choice          # others: multi fill match order sort estimate\n"
		"    ask: When does a question help most?\n"
		"    options:              # every option says something back; one is right\n"
		"      - id: soon\n"
		"        text: Soon after the idea it asks about\n"
		"        right: true\n"
		"        say: Yes. What was just read is used at once.\n"
		"      - id: end\n"
		"        text: At the very end, when all has been read\n"
		"        say: This tempts, because exams do it. By then much of it is gone.\n"
		"    hints: [Think of what you still know from this morning.]\n"
		"    explain: A question close to its idea lets you use it while it is there.\n\n",
		id);
	str_print(out,
		"  - id: %s-own\n"
		"    kind: reflect         # the learner's own words: never graded, never shared\n"
		"    title: In your own words\n"
		"    ask: What would you like to remember of this?\n"
		"    starters: [\"I noticed ...\"]\n",
		id);
}

static void chapter_file(const struct newly *newly, struct str *out)
{
	chapter_words(newly, newly->name, newly->title, "", out);
}

static void first_chapter(const struct newly *newly, struct str *out)
{
	chapter_words(newly, "start", "Start here", " An [[example]] says more than a rule.", out);
}

static void schema_file(const struct newly *newly, struct str *out)
{
	(void)newly;
	schema_say(out);
}

/* Nothing is published yet: an id that is changed now is no fault. */
static void no_ids(const struct newly *newly, struct str *out)
{
	(void)newly, (void)out;
}

/* -- Files: for everyone to read, as files of an author are, whatever hides what learners write -- */

static int refused(const struct newly *newly, const char *path, int code)
{
	struct err err = { 0 };

	err_set(&err, err_kind_of(code), code, "%s", strerror(code));
	err_at_file(&err, path);
	if (code == EEXIST)
		err_advise(&err, "%s", tr("Nothing is ever overwritten: choose a name that is free"));
	out_trouble(newly->request, &err);
	return STATUS_UNSAVED;
}

static int write_file(const struct newly *newly, const char *path, void (*words)(const struct newly *, struct str *))
{
	struct str text = { 0 };
	struct err err = { 0 };
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	if (fd < 0)
		return refused(newly, path, errno);
	words(newly, &text);
	bool good = (!text.len || fs_append(fd, str_text(&text), text.len, &err)) && fchmod(fd, 0644) == 0;
	int code = err.code ? err.code : errno;
	good = fs_close(&fd, &err) && good;
	str_release(&text);
	if (good)
		return STATUS_DONE;
	(void)unlink(path);
	return refused(newly, path, code);
}

static int make_folder(const struct newly *newly, const char *path)
{
	if (mkdir(path, 0755) != 0 || chmod(path, 0755) != 0)
		return refused(newly, path, errno);
	return STATUS_DONE;
}

static int say(const struct newly *newly, const struct str *out)
{
	return request_has(newly->request, OPTION_QUIET) ? STATUS_DONE : out_text(newly->request, out);
}

static const char *joined(struct arena *arena, const char *folder, const char *name)
{
	return strcmp(folder, ".") == 0 ? arena_print(arena, "%s", name) : arena_print(arena, "%s/%s", folder, name);
}

/* -- A course ---------------------------------------------------------------------------------- */

/* In this order: what the chapter points to is there when it is written. A name that ends with / is a folder. */
static const struct {
	const char *path;
	void (*words)(const struct newly *, struct str *);
} files[] = {
	{ "", NULL },
	{ "/chapters", NULL },
	{ "/course.yaml", course_words },
	{ "/glossary.yaml", glossary_words },
	{ "/ids.lock", no_ids },
	{ "/" SCHEMA_FILE, schema_file },
	{ "/chapters/start.yaml", first_chapter },
};

static void say_files(struct str *out, const char *path)
{
	const char *comma = "";

	str_print(out, tr("%s was made: "), path);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		if (!files[i].words)
			continue;
		str_print(out, "%s%s", comma, files[i].path + 1);
		comma = ", ";
	}
	str_add_text(out, ".\n");
}

static int new_course(struct newly *newly, const char *path)
{
	struct str out = { 0 };
	int status = STATUS_DONE;

	newly->folder = path;
	for (size_t i = 0; i < sizeof files / sizeof files[0] && status == STATUS_DONE; i++) {
		const char *file = arena_print(&newly->arena, "%s%s", path, files[i].path);
		status = files[i].words ? write_file(newly, file, files[i].words) : make_folder(newly, file);
	}
	if (status == STATUS_DONE) {
		say_files(&out, path);
		str_print(&out, tr("Write over it, and watch:  attune preview %s\n"), path);
		str_print(&out, tr("Check it:                  attune check --strict %s\n"), path);
		status = say(newly, &out);
	}
	str_release(&out);
	return status;
}

/* -- A chapter --------------------------------------------------------------------------------- */

static bool has_course(struct arena *arena, const char *folder)
{
	struct stat is;

	return stat(joined(arena, folder, "course.yaml"), &is) == 0;
}

/* The course a chapter is for: the folder that was typed before its name, or the one above that. */
static const char *course_folder(struct arena *arena, const char *typed)
{
	if (has_course(arena, typed))
		return typed;
	const char *above = joined(arena, typed, ".."), *slash = strrchr(typed, '/');
	if (!has_course(arena, above))
		return NULL;
	return slash && strcmp(slash, "/chapters") == 0 ? arena_copy(arena, typed, (size_t)(slash - typed)) : above;
}

static int no_course(const struct newly *newly, const char *typed)
{
	struct err err = { 0 };

	if (strcmp(typed, ".") == 0)
		err_set(&err, ERR_ABSENT, ENOENT, "%s", tr("there is no course.yaml in this folder"));
	else
		err_set(&err, ERR_ABSENT, ENOENT, tr("there is no course.yaml in '%s'"), typed);
	err_advise(&err, tr("Name the course too: attune new chapter FOLDER/%s"), newly->name);
	out_trouble(newly->request, &err);
	return STATUS_NO_COURSE;
}

static int new_chapter(struct newly *newly, const char *typed)
{
	struct str out = { 0 };

	newly->folder = course_folder(&newly->arena, typed);
	if (!newly->folder)
		return no_course(newly, typed);
	const char *chapters = joined(&newly->arena, newly->folder, "chapters");
	const char *path = arena_print(&newly->arena, "%s/%s.yaml", chapters, newly->name);
	const char *course = joined(&newly->arena, newly->folder, "course.yaml");
	struct stat is;
	int status = stat(chapters, &is) == 0 ? STATUS_DONE : make_folder(newly, chapters);
	if (status == STATUS_DONE)
		status = write_file(newly, path, chapter_file);
	if (status == STATUS_DONE) {
		str_print(&out, tr("%s was written. Learners see it once %s names it:\n"), path, course);
		listing_line(newly->folder, newly->name, &out);
		str_print(&out, tr("Watch it while you write:  attune preview %s\n"), path);
		status = say(newly, &out);
	}
	str_release(&out);
	return status;
}

/* -- The command ------------------------------------------------------------------------------- */

/* "secure-base" is called "Secure base" until the author knows better. */
static const char *title_of(struct arena *arena, const char *id)
{
	char *title = arena_copy(arena, id, strlen(id));

	for (char *at = title; *at; at++)
		if (*at == '-')
			*at = ' ';
	if (title[0] >= 'a' && title[0] <= 'z')
		title[0] = (char)(title[0] - 'a' + 'A');
	return title;
}

/* A path as typed, parted: what comes before its last part, and that part without .yaml. */
static const char *part_path(struct newly *newly, const char *typed)
{
	static const char ending[] = ".yaml";
	size_t len = strlen(typed), cut = sizeof ending - 1;

	while (len > 1 && typed[len - 1] == '/')
		len--;
	if (len > cut && strncmp(typed + len - cut, ending, cut) == 0)
		len -= cut;
	char *path = arena_copy(&newly->arena, typed, len), *slash = strrchr(path, '/');
	newly->name = slash ? slash + 1 : path;
	if (!slash)
		return ".";
	*slash = '\0';
	return slash == path ? "/" : path;
}

static int bad_name(const struct newly *newly)
{
	struct arena arena = { 0 };
	const char *better = id_slug(&arena, newly->name);
	int status;

	if (strlen(newly->name) > NAME_MOST)
		status = request_wrong(
			newly->request, tr("`%s` is too long a name: at most %d characters"), newly->name, NAME_MOST);
	else if (*better)
		status = request_wrong(newly->request, tr("`%s` is no id; `%s` would be one"), newly->name, better);
	else
		status = request_wrong(newly->request,
			tr("`%s` is no id: lower-case letters, digits and single hyphens"), newly->name);
	arena_release(&arena);
	return status;
}

int cmd_new(const struct request *request)
{
	static const char *const kinds[] = { "course", "chapter" };
	struct newly newly = { .request = request };
	const char *kind = request_word(request, 0), *typed = request_word(request, 1);
	bool chapter = strcmp(kind, kinds[1]) == 0;
	int status;

	if (!chapter && strcmp(kind, kinds[0]) != 0)
		return request_unknown(request, tr("kind of new thing"), kind, kinds, 2);
	const char *folder = part_path(&newly, typed);
	newly.title = title_of(&newly.arena, newly.name);
	if (!id_is_well_formed(newly.name) || strlen(newly.name) > NAME_MOST)
		status = bad_name(&newly);
	else if (chapter)
		status = new_chapter(&newly, folder);
	else
		status = new_course(&newly, joined(&newly.arena, folder, newly.name));
	arena_release(&newly.arena);
	return status;
}
