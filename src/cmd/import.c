/* SPDX-License-Identifier: MIT */
#include "io/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/listing.h"
#include "cmd/out.h"
#include "io/fs.h"
#include "io/shelf.h"
#include "io/shelf_ids.h"
#include "io/yaml.h"
#include "kinds/kind.h"

#define NAME_MOST 48     /* bytes of an id */
#define NUMBERED_MOST 40 /* of one that has a number behind it */

/* -- The source ------------------------------------------------------------------------------- */

static bool read_open(int fd, struct str *bytes, struct err *err)
{
	char part[65536];
	ssize_t n;

	while (bytes->len <= IMPORT_FILE_MOST && (n = read(fd, part, sizeof part)) != 0) {
		if (n > 0)
			str_add(bytes, part, (size_t)n);
		else if (errno != EINTR)
			return err_set(err, err_kind_of(errno), errno, "%s", strerror(errno));
	}
	return true;
}

/* Whatever it is, this neither blocks nor follows into a terminal. False: it is no file to be read. */
static bool read_source(const char *path, struct str *bytes, struct err *err)
{
	struct stat is;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	bool good = false;

	if (fd < 0 || fstat(fd, &is) != 0) {
		err_set(err, err_kind_of(errno), errno, "%s", strerror(errno));
		err_advise(err, "%s", tr("Name a file that is there and can be read"));
	} else if (!S_ISREG(is.st_mode)) {
		err_set(err, ERR_INVALID, 0, "%s",
			S_ISDIR(is.st_mode) ? tr("this is a folder, not a file") : tr("this is not a regular file"));
	} else {
		good = read_open(fd, bytes, err);
	}
	if (fd >= 0)
		close(fd);
	if (!good)
		err_at_file(err, path);
	return good;
}

/* -- The chapter's names ---------------------------------------------------------------------- */

/* "a/Week_3.txt" is "Week 3"; what no lesson may carry is left out. */
static const char *stem_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
	size_t len = dot && dot > name ? (size_t)(dot - name) : strlen(name), size;
	struct str out = { 0 };

	for (size_t at = 0; at < len; at += size) {
		uint32_t point = text_point(name + at, len - at, &size);
		bool odd = (point == 0xFFFD && size == 1) || text_is_forbidden(point) || (point & 0xFFFE) == 0xFFFE ||
			(point >= 0xFDD0 && point <= 0xFDEF) || point == 0x200C || point == 0x200D;
		bool blank = point == '_' || point == '\n' || point == '\t';
		if (!odd)
			str_add(&out, blank ? " " : name + at, blank ? 1 : size);
	}
	const char *stem = arena_copy(arena, str_text(&out), out.len);
	str_release(&out);
	return stem;
}

/* All swirl lessons are called lesson.yaml, so their own title names them. Where a page of the course is called so, a number
 * follows; where a chapter is, the name stays, and nothing is written over it. */
static const char *name_of(
	struct import *import, const char *stem, enum import_format format, const struct shelf_ids *ids)
{
	const char *from = format == IMPORT_SWIRL && import->title ? import->title : stem;
	const char *slug = import_slug(&import->arena, from, NAME_MOST), *name = *slug ? slug : "imported";

	for (unsigned i = 2; names_have(&ids->no_chapter, name); i++)
		name = arena_print(&import->arena, "%s-%u", import_slug(&import->arena, *slug ? slug : "imported", NUMBERED_MOST), i);
	return name;
}

static const char *title_of(struct import *import, const char *stem)
{
	const char *title = import->title ? import->title : stem;

	return title[strspn(title, " ")] ? title : tr("Imported questions");
}

/* -- What is said about it -------------------------------------------------------------------- */

static void say_notes(const struct request *request, struct import *import, const char *path)
{
	struct str out = { 0 };

	import_sort_notes(import);
	for (size_t i = 0; i < import->nnotes; i++) {
		const struct import_note *note = &import->notes[i];
		if (note->line)
			str_print(&out, "%s:%u: %s\n", path, note->line, note->words);
		else
			str_print(&out, "%s: %s\n", path, note->words);
	}
	out_aside(request, &out);
	str_release(&out);
}

/* What we made has to load; if not, the fault is ours. */
static bool loads(const struct request *request, const char *name, const struct str *text)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	const struct node *root = yaml_parse(str_text(text), text->len, name, &arena, &diags);
	struct chapter *chapter = root ? chapter_read(root, name, kinds_all, &diags) : NULL;
	struct str out = { 0 };

	diags_source(&diags, str_text(text), text->len);
	if (!chapter) {
		for (size_t i = 0; i < diags.count; i++)
			if (diag_severity(diags.list[i].code) == SEVERITY_ERROR)
				diag_print(&diags.list[i], DIAG_FULL, &out);
		str_print(&out, "%s", tr("attune: the chapter that was made cannot be loaded. This is our fault, please tell us.\n"));
		out_aside(request, &out);
	}
	bool good = chapter != NULL;
	chapter_free(chapter);
	str_release(&out);
	diags_release(&diags);
	arena_release(&arena);
	return good;
}

/* -- Where it goes ---------------------------------------------------------------------------- */

static int file_trouble(const struct request *request, const char *path, int code)
{
	struct err err = { 0 };

	err_set(&err, err_kind_of(code), code, "%s: %s", tr("the chapter could not be written"), strerror(code));
	err_at_file(&err, path);
	err_advise(&err, "%s",
		code == EEXIST ? tr("Nothing is ever overwritten: move that file away, or name another folder")
			       : tr("Name a folder that is there with -o"));
	out_trouble(request, &err);
	return STATUS_UNSAVED;
}

/* A new file or none: a half one is not left behind. */
static int write_new(const struct request *request, const char *path, const struct str *text)
{
	struct err err = { 0 }, closing = { 0 };
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0666);

	if (fd < 0)
		return file_trouble(request, path, errno);
	bool good = fs_append(fd, str_text(text), text->len, &err) && fs_sync(fd, &err);
	if (!fs_close(&fd, &closing) && good) {
		err = closing;
		good = false;
	}
	if (good)
		return STATUS_DONE;
	(void)unlink(path);
	return file_trouble(request, path, err.code ? err.code : EIO);
}

/* A folder as typed, without the slashes at its end; for mem_free. */
static char *path_trimmed(const char *typed)
{
	struct str path = { 0 };

	str_add_text(&path, typed);
	while (path.len > 1 && path.at[path.len - 1] == '/')
		str_cut(&path, path.len - 1);
	return path.at;
}

static bool is_course(const char *folder)
{
	struct str course = { 0 };
	struct stat is;

	str_print(&course, "%s/course.yaml", folder);
	bool there = stat(str_text(&course), &is) == 0;
	str_release(&course);
	return there;
}

/* The folder of the course that the chapter goes to; for mem_free. NULL: it goes to none, or to no file. */
static char *course_of(const struct request *request)
{
	const char *typed = request_value(request, OPTION_OUTPUT);
	struct str inside = { 0 };

	if (!typed)
		return NULL;
	char *folder = path_trimmed(typed);
	if (is_course(folder))
		return folder;
	str_print(&inside, "%s/", folder);
	mem_free(folder);
	folder = shelf_folder_of(str_text(&inside));
	str_release(&inside);
	return folder;
}

/* The folder of a course has its chapters in another one, made where it is not there. */
static int find_place(const struct request *request, const char *folder, struct str *place)
{
	bool to_course = is_course(folder);

	str_print(place, to_course ? "%s/chapters" : "%s", folder);
	if (!to_course || mkdir(str_text(place), 0777) == 0 || errno == EEXIST)
		return STATUS_DONE;
	return file_trouble(request, str_text(place), errno);
}

static void say_line(const struct request *request, const char *path, const char *name)
{
	char *folder = shelf_folder_of(path);
	struct str line = { 0 };

	listing_line(folder, name, &line);
	if (line.len)
		str_cut(&line, line.len - 1);
	if (folder)
		out_note(request, tr("%s was written. Learners see it once %s/course.yaml names it:\n%s"), path, folder,
			str_text(&line));
	else
		out_note(request,
			tr("%s was written. Put it into the chapters/ folder of a course, and name it in course.yaml:\n%s"),
			path, str_text(&line));
	str_release(&line);
	mem_free(folder);
}

static int deliver(const struct request *request, const char *name, const struct str *text)
{
	const char *typed = request_value(request, OPTION_OUTPUT);
	struct str path = { 0 };

	if (!typed)
		return out_bytes(request, str_text(text), text->len);
	char *folder = path_trimmed(typed);
	int status = find_place(request, folder, &path);
	str_print(&path, "/%s.yaml", name);
	if (status == STATUS_DONE)
		status = write_new(request, str_text(&path), text);
	if (status == STATUS_DONE)
		say_line(request, str_text(&path), name);
	mem_free(folder);
	str_release(&path);
	return status;
}

/* -- The command ------------------------------------------------------------------------------ */

static int carry(const struct request *request, struct import *import, enum import_format format, const struct str *bytes,
	const struct shelf_ids *ids)
{
	const char *path = request_word(request, 1);
	const char *stem = stem_of(&import->arena, path), *name = NULL;
	struct str text = { 0 };
	size_t len = 0;
	bool any = false;

	if (bytes->len > IMPORT_FILE_MOST)
		import_notef(import, 0, tr("nothing was carried: the file is over 1 MiB; import it in parts"));
	const char *clean = bytes->len > IMPORT_FILE_MOST ? NULL
							  : import_clean(import, str_text(bytes), bytes->len, &len);
	if (clean) {
		import_read(import, format, clean, len);
		name = name_of(import, stem, format, ids);
		struct str from = { 0 };
		str_print(&from, "%s (%s)", stem, import_titles[format]);
		any = import_write(import, name, title_of(import, stem), str_text(&from), &text);
		str_release(&from);
	}
	say_notes(request, import, path);
	int status = STATUS_FAULTS;
	if (any && !loads(request, name, &text))
		status = STATUS_OURS;
	else if (any)
		status = deliver(request, name, &text);
	else
		out_note(request, tr("%s: nothing could be carried as %s"), path, import_titles[format]);
	if (status == STATUS_DONE)
		out_note(request, tr("%zu of %zu were carried from %s"), import->carried, import->found, path);
	str_release(&text);
	return status;
}

static int find_format(const char *word)
{
	for (int i = 0; i < IMPORT_FORMAT_COUNT; i++)
		if (strcmp(import_names[i], word) == 0)
			return i;
	return -1;
}

int cmd_import(const struct request *request)
{
	int format = find_format(request_word(request, 0));
	struct shelf_ids ids = { 0 };
	struct import import = { .taken = &ids.all };
	struct str bytes = { 0 };
	struct err err = { 0 };

	if (format < 0)
		return request_unknown(
			request, tr("format"), request_word(request, 0), import_names, IMPORT_FORMAT_COUNT);
	if (!read_source(request_word(request, 1), &bytes, &err)) {
		out_trouble(request, &err);
		str_release(&bytes);
		return STATUS_NO_COURSE;
	}
	char *course = course_of(request);
	if (course)
		shelf_ids_read(&ids, course);
	int status = carry(request, &import, (enum import_format)format, &bytes, &ids);
	mem_free(course);
	shelf_ids_release(&ids);
	str_release(&bytes);
	import_release(&import);
	return status;
}
