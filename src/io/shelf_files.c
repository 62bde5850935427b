/* SPDX-License-Identifier: MIT */
#include "io/shelf_files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "io/yaml.h"

bool files_is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool files_is_file(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

const char *files_last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool files_is_course(const char *folder)
{
	char *path = files_join(folder, strlen(folder), "course.yaml");
	bool is = files_is_file(path);

	mem_free(path);
	return is;
}

char *files_join(const char *folder, size_t len, const char *name)
{
	struct str path = { 0 };

	str_add(&path, folder, len);
	str_print(&path, "/%s", name);
	return path.at;
}

/* A copy, for mem_free. */
char *files_copy(const char *path)
{
	struct str copy = { 0 };

	str_add_text(&copy, path);
	return copy.at;
}

/* -- One file --------------------------------------------------------------------------------- */

/* A file of the course, its tree, and its text for source lines. */
struct opened {
	struct arena arena;
	const struct node *root;
	const char *text;
	size_t len;
};

static void file_open(struct opened *opened, const char *path, struct diags *diags)
{
	*opened = (struct opened){ 0 };
	opened->root = yaml_load_partly(path, &opened->arena, diags, &opened->text, &opened->len);
}

static void file_close(struct opened *opened, struct diags *diags)
{
	if (opened->text)
		diags_source(diags, opened->text, opened->len);
	arena_drop(&opened->arena);
}

char *files_course(const char *folder)
{
	return files_join(folder, strlen(folder), "course.yaml");
}

char *files_chapter(const char *folder, const char *id)
{
	struct str path = { 0 };
	str_print(&path, "%s/chapters/%s.yaml", folder, id);
	return path.at;
}

char *files_side(const char *folder, enum side side)
{
	struct str path = { 0 };
	str_print(&path, "%s/%s.yaml", folder, side_name(side));
	return path.at;
}

char *shelf_chapter_path(const struct course *course, const char *id)
{
	return files_chapter(course->folder, id);
}

char *shelf_side_path(const struct course *course, enum side side)
{
	return files_side(course->folder, side);
}

char *shelf_course_path(const struct course *course)
{
	return files_course(course->folder);
}

struct course *files_read_course(const char *folder, struct diags *diags)
{
	char *path = files_course(folder), *near = files_is_course(folder) ? NULL : files_course_near(folder);
	struct opened file;

	file_open(&file, path, diags);
	if (near && !file.text)
		diag_help(diags, "did you mean '%s'?", near);
	mem_free(near);
	struct course *course = file.root ? course_read_partly(file.root, folder, diags) : NULL;
	file_close(&file, diags);
	mem_free(path);
	return course;
}

struct chapter *files_read_chapter(const char *path, const char *id, kind_list kinds, struct diags *diags)
{
	struct opened file;

	file_open(&file, path, diags);
	struct chapter *chapter = file.root ? chapter_read_partly(file.root, id, kinds, diags) : NULL;
	file_close(&file, diags);
	return chapter;
}

struct side_file *files_read_side(const char *path, enum side side, struct diags *diags)
{
	struct side_file *read = NULL;
	struct opened file;

	if (access(path, F_OK) == 0 || errno != ENOENT) {
		file_open(&file, path, diags);
		read = file.root ? side_read_partly(file.root, side, diags) : NULL;
		file_close(&file, diags);
	}
	return read;
}

struct course *shelf_course(const char *folder, struct diags *diags)
{
	size_t errors = diags->errors;
	struct course *course = files_read_course(folder, diags);

	if (diags->errors == errors)
		return course;
	course_free(course);
	return NULL;
}

struct chapter *shelf_chapter_at(const char *path, const char *id, kind_list kinds, struct diags *diags)
{
	size_t errors = diags->errors;
	struct chapter *chapter = files_read_chapter(path, id, kinds, diags);

	if (diags->errors == errors)
		return chapter;
	chapter_free(chapter);
	return NULL;
}

struct chapter *shelf_chapter(const struct course *course, const char *id, kind_list kinds, struct diags *diags)
{
	char *path = files_chapter(course->folder, id);
	struct chapter *chapter = shelf_chapter_at(path, id, kinds, diags);

	mem_free(path);
	return chapter;
}

struct side_file *shelf_side(const struct course *course, enum side side, struct diags *diags)
{
	size_t errors = diags->errors;
	char *path = files_side(course->folder, side);
	struct side_file *read = files_read_side(path, side, diags);

	mem_free(path);
	if (diags->errors == errors)
		return read;
	side_free(read);
	return NULL;
}

/* -- One chapter file, wherever it lies ---------------------------------------------------------- */

/* The folder a path is in; for mem_free. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str folder = { 0 };

	if (slash)
		str_add(&folder, path, slash == path ? 1 : (size_t)(slash - path));
	else
		str_add(&folder, ".", 1);
	return folder.at;
}

/* The folder above one, as short as it can be said. */
static char *folder_above(const char *folder)
{
	const char *last = files_last_part(folder);

	if (strcmp(folder, ".") == 0)
		return files_copy("..");
	if (!*last || strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		return files_join(folder, strlen(folder), "..");
	return folder_of(folder);
}

char *shelf_folder_of(const char *file)
{
	char *beside = folder_of(file), *above = folder_above(beside);
	bool found = files_is_course(above);

	mem_free(beside);
	if (found)
		return above;
	mem_free(above);
	return NULL;
}

/* "a/b.yaml" is "b". */
static const char *chapter_of(struct arena *arena, const char *file)
{
	static const char ending[] = ".yaml";
	const char *name = files_last_part(file);
	size_t len = strlen(name), cut = sizeof ending - 1;

	if (len > cut && strcmp(name + len - cut, ending) == 0)
		len -= cut;
	return arena_copy(arena, name, len);
}

char *shelf_folder_beside(const char *file)
{
	struct arena arena = { 0 };
	const char *name = chapter_of(&arena, file);
	char *folder = folder_of(file);
	bool found = strcmp(name, "course") == 0;

	for (int i = 0; i < SIDE_COUNT; i++)
		found = found || strcmp(name, side_name((enum side)i)) == 0;
	found = found && files_is_course(folder);
	arena_release(&arena);
	if (found)
		return folder;
	mem_free(folder);
	return NULL;
}

/* A course that has nothing but what files_add_chapter() gives it. */
static struct course *course_made_up(const char *folder)
{
	struct course *course = mem_get(sizeof *course);

	course->format = COURSE_FORMAT;
	course->id = "preview";
	course->title = tr("Preview");
	course->language = "en";
	course->folder = arena_copy(&course->arena, folder, strlen(folder));
	return course;
}

size_t files_add_chapter(struct course *course, const char *id)
{
	struct words *chapters = &course->chapters;
	size_t n = chapters->n;

	for (size_t i = 0; i < n; i++)
		if (strcmp(chapters->list[i], id) == 0)
			return i;
	const char **list = arena_get(&course->arena, (n + 1) * sizeof *list);
	struct place *at = arena_get(&course->arena, (n + 1) * sizeof *at);
	for (size_t i = 0; i < n; i++) {
		list[i] = chapters->list[i];
		at[i] = chapters->at[i];
	}
	list[n] = arena_copy(&course->arena, id, strlen(id));
	*chapters = (struct words){ list, at, n + 1 };
	return n;
}

struct course *shelf_course_of(const char *file, size_t *index, struct diags *diags)
{
	char *folder = shelf_folder_of(file), *beside = folder_of(file);
	struct course *course = folder ? shelf_course(folder, diags) : NULL;

	if (!course)
		course = course_made_up(folder ? folder : beside);
	*index = files_add_chapter(course, chapter_of(&course->arena, file));
	mem_free(folder);
	mem_free(beside);
	return course;
}
