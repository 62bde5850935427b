/* SPDX-License-Identifier: MIT
 *
 * Everything in a course, or in one file of it, judged. */
#include "io/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/likeness.h"
#include "base/mem.h"
#include "base/tr.h"
#include "io/fs.h"
#include "io/shelf_files.h"
#include "io/yaml.h"

#define NAMES_MOST 256 /* of chapter files looked at for a misspelt one */

/* A course with all its files in hand. */
struct all {
	struct course *course;
	const char *file; /* of chapter `index`, wherever it lies; NULL: they are all where they should be */
	size_t index;
	struct chapter **chapters;
	char **files;
	struct side_file *sides[SIDE_COUNT];
	char *side_files[SIDE_COUNT];
	struct ids *lock;
	char *lock_file;
	struct str lock_text;
	struct whole_course whole;
};

/* Gives faults of meaning, found when all files were closed, their source line. */
static void add_source(const char *path, struct diags *diags)
{
	struct arena arena = { 0 };
	struct diags unheard = { 0 };
	const char *text;
	size_t len;

	yaml_load(path, &arena, &unheard, &text, &len);
	diags_file(diags, path);
	if (text)
		diags_source(diags, text, len);
	diags_release(&unheard);
	arena_release(&arena);
}

/* The names of the chapter files that course.yaml does not list, in the arena. */
static size_t unlisted(const char *folder, const struct words *listed, struct arena *arena, const char **names, size_t room)
{
	char *place = files_join(folder, strlen(folder), "chapters");
	DIR *dir = opendir(place);
	const struct dirent *entry;
	size_t n = 0;

	while (dir && n < room && (entry = readdir(dir))) {
		size_t len = strlen(entry->d_name);
		bool known = len <= 5 || strcmp(entry->d_name + len - 5, ".yaml") != 0;
		for (size_t i = 0; i < listed->n && !known; i++)
			known = strlen(listed->list[i]) == len - 5 && memcmp(listed->list[i], entry->d_name, len - 5) == 0;
		if (!known)
			names[n++] = arena_copy(arena, entry->d_name, len - 5);
	}
	if (dir)
		closedir(dir);
	mem_free(place);
	return n;
}

/* A chapter that is listed and not there: what is wrong is mostly the list. */
static void no_chapter(const struct all *all, size_t i, const char *folder, struct diags *diags)
{
	struct arena arena = { 0 };
	const struct words *listed = &all->course->chapters;
	const char *names[NAMES_MOST], *id = listed->list[i];
	char *path = files_course(folder);

	diags_file(diags, path);
	diag_add(diags, DIAG_OPEN, listed->at[i], (unsigned)strlen(id), "there is no file chapters/%s.yaml", id);
	const char *near = text_nearest(id, names, unlisted(folder, listed, &arena, names, NAMES_MOST));
	if (near)
		diag_help(diags, "did you mean '%s'?", near);
	mem_free(path);
	arena_release(&arena);
}

/* Whether a chapter is to be read here: not twice, and not what could name a file outside. */
static bool is_first(const struct words *chapters, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(chapters->list[i], chapters->list[at]) == 0)
			return false;
	return id_is_well_formed(chapters->list[at]);
}

static struct chapter *listed_chapter(
	const struct all *all, size_t i, const char *folder, kind_list kinds, struct diags *diags)
{
	if (!is_first(&all->course->chapters, i))
		return NULL;
	if (access(all->files[i], F_OK) == 0 || errno != ENOENT)
		return files_read_chapter(all->files[i], all->course->chapters.list[i], kinds, diags);
	no_chapter(all, i, folder, diags);
	return NULL;
}

static void all_read(struct all *all, const char *folder, kind_list kinds, struct diags *diags)
{
	size_t n = all->course->chapters.n;

	all->chapters = mem_get((n + 1) * sizeof all->chapters[0]); /* one more: add_unread */
	all->files = mem_get((n + 1) * sizeof all->files[0]);
	for (size_t i = 0; i < n; i++) {
		const char *id = all->course->chapters.list[i];
		bool elsewhere = all->file && i == all->index;
		all->files[i] = elsewhere ? files_copy(all->file) : files_chapter(folder, id);
		all->chapters[i] = elsewhere ? files_read_chapter(all->file, id, kinds, diags)
					     : listed_chapter(all, i, folder, kinds, diags);
	}
	for (int i = 0; i < SIDE_COUNT; i++) {
		size_t errors = diags->errors;
		all->side_files[i] = files_side(folder, (enum side)i);
		all->sides[i] = files_read_side(all->side_files[i], (enum side)i, diags);
		all->whole.side_broken[i] = all->sides[i] ? all->sides[i]->lacks : diags->errors > errors;
	}
}

/* What forbids reading ids.lock; DIAG_CODE_COUNT: nothing. */
static enum diag_code lock_is_odd(int dir)
{
	struct stat st;

	if (fstatat(dir, IDS_FILE, &st, 0) != 0)
		return DIAG_CODE_COUNT;
	if (!S_ISREG(st.st_mode))
		return DIAG_NOT_REGULAR;
	return st.st_size > YAML_FILE_MOST ? DIAG_TOO_LARGE : DIAG_CODE_COUNT;
}

/* ids.lock has no YAML in it. */
static void read_lock(struct all *all, const char *folder, struct diags *diags)
{
	struct str *text = &all->lock_text;
	struct err err = { 0 };
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum diag_code code = dir >= 0 ? lock_is_odd(dir) : DIAG_CODE_COUNT;
	bool there = dir >= 0 && code == DIAG_CODE_COUNT && fs_read_given(dir, IDS_FILE, YAML_FILE_MOST, text, &err);

	if (there || code != DIAG_CODE_COUNT || (dir >= 0 && err.kind != ERR_ABSENT)) {
		all->whole.lock_file = all->lock_file = files_join(folder, strlen(folder), IDS_FILE);
		diags_file(diags, all->lock_file);
	}
	if (there)
		all->whole.lock = all->lock = ids_read(str_text(text), text->len, diags);
	else if (code != DIAG_CODE_COUNT)
		diag_add(diags, code, (struct place){ 0 }, 1,
			code == DIAG_TOO_LARGE ? TR("the file is over 1 MiB") : TR("this is not a regular file"));
	else if (all->lock_file)
		diag_add(diags, DIAG_OPEN, (struct place){ 0 }, 1, "%s", err.words);
	if (dir >= 0)
		close(dir);
}

static void all_check(struct all *all, const char *folder, const char *today, struct diags *diags)
{
	char *path = files_course(folder);

	all->whole.course = all->course;
	all->whole.chapters = (const struct chapter *const *)all->chapters;
	all->whole.files = (const char *const *)all->files;
	for (int i = 0; i < SIDE_COUNT; i++) {
		all->whole.sides[i] = all->sides[i];
		all->whole.side_files[i] = all->side_files[i];
	}
	all->whole.today = today;
	read_lock(all, folder, diags);
	diags_file(diags, path);
	check_course(&all->whole, diags);

	add_source(path, diags);
	for (size_t i = 0; i < all->course->chapters.n; i++)
		if (all->chapters[i])
			add_source(all->files[i], diags);
	for (int i = 0; i < SIDE_COUNT; i++)
		if (all->sides[i])
			add_source(all->side_files[i], diags);
	if (all->lock) {
		diags_file(diags, all->lock_file);
		diags_source(diags, str_text(&all->lock_text), all->lock_text.len);
	}
	mem_free(path);
}

static void all_release(struct all *all)
{
	for (size_t i = 0; all->chapters && i < all->course->chapters.n; i++) {
		chapter_free(all->chapters[i]);
		mem_free(all->files[i]);
	}
	mem_free(all->chapters);
	mem_free(all->files);
	for (int i = 0; i < SIDE_COUNT; i++) {
		side_free(all->sides[i]);
		mem_free(all->side_files[i]);
	}
	ids_free(all->lock);
	str_release(&all->lock_text);
	mem_free(all->lock_file);
	course_free(all->course);
}

bool shelf_check(const char *folder, kind_list kinds, const char *today, struct diags *diags, struct err *err)
{
	struct all all = { 0 };

	if (!files_is_folder(folder)) {
		err_set(err, ERR_ABSENT, ENOENT, tr("there is no directory '%s'"), folder);
		return false;
	}
	all.course = files_read_course(folder, diags);
	if (all.course) {
		all_read(&all, folder, kinds, diags);
		all_check(&all, folder, today, diags);
	}
	all_release(&all);
	diags_sort(diags);
	return true;
}

/* Other chapters are judged too, since this one may name their pages; what is wrong with them is not asked for. */
static bool is_asked_for(const struct all *all, const char *course_file, const char *file)
{
	if (!file || strcmp(file, all->file) == 0 || strcmp(file, course_file) == 0)
		return file != NULL;
	for (int i = 0; i < SIDE_COUNT; i++)
		if (strcmp(file, all->side_files[i]) == 0)
			return true;
	return false;
}

static void keep_asked_for(const struct all *all, const char *folder, struct diags *diags)
{
	char *course_file = files_course(folder);
	size_t kept = 0;

	diags->errors = 0;
	for (size_t i = 0; i < diags->count; i++) {
		if (!is_asked_for(all, course_file, diags->list[i].file))
			continue;
		diags->errors += diag_severity(diags->list[i].code) == SEVERITY_ERROR;
		diags->list[kept++] = diags->list[i];
	}
	diags->count = kept;
	mem_free(course_file);
}

/* A made-up course knows of one chapter. Which others there are nobody can say: one that was not read stands for them. */
static void add_unread(struct all *all)
{
	size_t n = files_add_chapter(all->course, "");

	all->chapters[n] = NULL;
	all->files[n] = files_copy("");
}

void shelf_check_file(const char *file, kind_list kinds, const char *today, struct diags *diags)
{
	struct all all = { .file = file };
	char *folder = shelf_folder_of(file);

	all.course = shelf_course_of(file, &all.index, diags);
	bool made_up = folder && diags->errors;
	if (!folder) {
		struct chapter *alone = files_read_chapter(file, all.course->chapters.list[0], kinds, diags);
		if (alone)
			check_alone(alone, diags);
		chapter_free(alone);
	} else {
		all_read(&all, folder, kinds, diags);
		if (made_up)
			add_unread(&all);
		all_check(&all, folder, today, diags);
		keep_asked_for(&all, folder, diags);
	}
	all_release(&all);
	mem_free(folder);
	diags_sort(diags);
}
