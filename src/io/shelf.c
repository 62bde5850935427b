/* SPDX-License-Identifier: MIT */
#include "io/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/likeness.h"
#include "base/tr.h"
#include "io/fs.h"
#include "io/yaml.h"

#ifndef ATTUNE_DATADIR
#define ATTUNE_DATADIR "/usr/local/share/attune"
#endif

#define NAMES_MOST 256 /* of chapter files looked at for a misspelt one */
#define DATA_DIRS "/usr/local/share:/usr/share" /* XDG Base Directory Specification, when XDG_DATA_DIRS is empty */

/* -- Where to look ---------------------------------------------------------------------------- */

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_file(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static char *joined(const char *folder, size_t len, const char *name)
{
	struct str path = { 0 };

	str_add(&path, folder, len);
	str_print(&path, "/%s", name);
	return path.at;
}

/* A copy, for mem_free. */
static char *copied(const char *path)
{
	struct str copy = { 0 };

	str_add_text(&copy, path);
	return copy.at;
}

/* Takes `path`. */
static void add_folder(struct shelf *shelf, char *path)
{
	for (size_t i = 0; i < shelf->n; i++) {
		if (strcmp(shelf->folders[i], path) == 0) {
			mem_free(path);
			return;
		}
	}
	shelf->folders = mem_grow(shelf->folders, shelf->n + 1, sizeof shelf->folders[0]);
	shelf->folders[shelf->n++] = path;
}

/* Each part of a list with colons, with `below` after it; only whole paths (the XDG specification ignores others). */
static void add_parts(struct shelf *shelf, const char *list, const char *below, bool whole)
{
	while (*list) {
		size_t len = strcspn(list, ":");
		if (len > 0 && (!whole || list[0] == '/')) {
			struct str path = { 0 };
			str_add(&path, list, len);
			str_add_text(&path, below);
			add_folder(shelf, path.at);
		}
		list += len + (list[len] == ':');
	}
}

/* The folder of the running program: from argv[0] where that is a path, else from the system. */
static bool program_folder(const char *program, struct str *folder)
{
	char path[PATH_MAX];
	const char *slash = program ? strrchr(program, '/') : NULL;

	if (slash) {
		str_add(folder, program, (size_t)(slash - program));
		return true;
	}
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	if (len <= 0)
		return false;
	path[len] = '\0';
	slash = strrchr(path, '/');
	str_add(folder, path, slash ? (size_t)(slash - path) : 0);
	return slash != NULL;
}

void shelf_open(struct shelf *shelf, const char *program)
{
	const char *path = getenv("ATTUNE_PATH"), *data = getenv("XDG_DATA_DIRS");
	struct str beside = { 0 };

	*shelf = (struct shelf){ 0 };
	if (path)
		add_parts(shelf, path, "", false);
	add_parts(shelf, data && *data ? data : DATA_DIRS, "/attune/courses", true);
	add_folder(shelf, joined(ATTUNE_DATADIR, strlen(ATTUNE_DATADIR), "courses"));
	if (program_folder(program, &beside))
		add_folder(shelf, joined(str_text(&beside), beside.len, "lessons"));
	str_release(&beside);
}

void shelf_release(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->n; i++)
		mem_free(shelf->folders[i]);
	mem_free(shelf->folders);
	*shelf = (struct shelf){ 0 };
}

/* -- The courses on it ------------------------------------------------------------------------ */

struct folders {
	char **list;
	size_t n;
};

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static bool is_course(const char *folder)
{
	char *path = joined(folder, strlen(folder), "course.yaml");
	bool is = is_file(path);

	mem_free(path);
	return is;
}

/* The value of a line `id: word` among the first of a file, or NULL. Reading the course list as a whole for the one word
 * that finds it would be half of the way to the first page when it has many chapters. */
static const char *id_line(const char *path, struct arena *arena)
{
	char head[1024];
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof head - 1);

	if (fd >= 0)
		close(fd);
	head[n > 0 ? n : 0] = '\0';
	const char *line = strncmp(head, "id: ", 4) == 0 ? head : strstr(head, "\nid: ");
	if (!line)
		return NULL;
	line += *line == '\n' ? 5 : 4;
	size_t len = strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789-");
	const char *id = arena_copy(arena, line, len);
	return line[len] == '\n' && id_is_well_formed(id) ? id : NULL;
}

/* The id of the course in a folder: what course.yaml says, else the folder's name. In the arena. */
static const char *course_id(const char *folder, struct arena *arena)
{
	struct diags diags = { 0 };
	char *path = joined(folder, strlen(folder), "course.yaml");
	const char *quick = id_line(path, arena);

	if (quick) {
		mem_free(path);
		return quick;
	}
	const struct node *id = node_child(yaml_load(path, arena, &diags, NULL, NULL), "id");
	bool fine = id && id->type == NODE_SCALAR && id_is_well_formed(id->text);
	const char *name = last_part(folder);

	mem_free(path);
	diags_release(&diags);
	return fine ? id->text : arena_copy(arena, name, strlen(name));
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The course folders in one place, by name, so that the order is the same everywhere. */
static struct folders courses_in(const char *place)
{
	struct folders found = { 0 };
	DIR *dir = opendir(place);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char *path = entry->d_name[0] == '.' ? NULL : joined(place, strlen(place), entry->d_name);
		if (path && is_course(path)) {
			found.list = mem_grow(found.list, found.n + 1, sizeof found.list[0]);
			found.list[found.n++] = path;
		} else {
			mem_free(path);
		}
	}
	if (dir)
		closedir(dir);
	if (found.n)
		qsort(found.list, found.n, sizeof found.list[0], by_text);
	return found;
}

/* A place named by ATTUNE_PATH may be a course itself. */
static struct folders courses_at(const char *place)
{
	if (!is_course(place))
		return courses_in(place);

	struct folders found = { .list = mem_get(sizeof found.list[0]), .n = 1 };
	struct str path = { 0 };
	str_add_text(&path, place);
	found.list[0] = path.at;
	return found;
}

struct walk {
	bool (*each)(void *ctx, const char *folder, const char *id);
	void *ctx;
	struct arena arena;
	const char **seen;
	size_t nseen;
};

static bool is_new(struct walk *walk, const char *id)
{
	for (size_t i = 0; i < walk->nseen; i++)
		if (strcmp(walk->seen[i], id) == 0)
			return false;
	walk->seen = mem_grow(walk->seen, walk->nseen + 1, sizeof walk->seen[0]);
	walk->seen[walk->nseen++] = id;
	return true;
}

static bool walk_place(struct walk *walk, const char *place)
{
	struct folders found = courses_at(place);
	bool more = true;

	for (size_t i = 0; i < found.n; i++) {
		const char *id = more ? course_id(found.list[i], &walk->arena) : NULL;
		if (id && is_new(walk, id))
			more = walk->each(walk->ctx, found.list[i], id);
		mem_free(found.list[i]);
	}
	mem_free(found.list);
	return more;
}

static void walk_shelf(const struct shelf *shelf, bool (*each)(void *, const char *, const char *), void *ctx)
{
	struct walk walk = { .each = each, .ctx = ctx };

	for (size_t i = 0; i < shelf->n; i++)
		if (!walk_place(&walk, shelf->folders[i]))
			break;
	arena_release(&walk.arena);
	mem_free(walk.seen);
}

struct without_id {
	bool (*each)(void *ctx, const char *folder);
	void *ctx;
};

static bool drop_id(void *ctx, const char *folder, const char *id)
{
	const struct without_id *caller = ctx;

	(void)id;
	return caller->each(caller->ctx, folder);
}

void shelf_each(const struct shelf *shelf, bool (*each)(void *ctx, const char *folder), void *ctx)
{
	struct without_id caller = { each, ctx };

	walk_shelf(shelf, drop_id, &caller);
}

/* -- Finding one ------------------------------------------------------------------------------ */

struct search {
	const char *name; /* NULL: any */
	struct str *folder;
	size_t matches;
	struct arena arena;
	const char **ids;
	size_t nids;
};

static bool search_one(void *ctx, const char *folder, const char *id)
{
	struct search *search = ctx;

	search->ids = mem_grow(search->ids, search->nids + 1, sizeof search->ids[0]);
	search->ids[search->nids++] = arena_copy(&search->arena, id, strlen(id));
	if (search->name && strcmp(search->name, id) != 0)
		return true;
	if (search->matches++ == 0)
		str_add_text(search->folder, folder);
	return !search->name;
}

static void places_text(const struct shelf *shelf, struct str *out)
{
	for (size_t i = 0; i < shelf->n; i++)
		str_print(out, "%s%s", i ? ", " : "", shelf->folders[i]);
}

/* A path that is none: the course beside it whose folder is called most like it. */
static bool advise_sibling(const char *path, struct err *err)
{
	const char *name = last_part(path);
	char *place = name > path ? joined(path, (size_t)(name - path), ".") : NULL;
	struct folders found = place ? courses_in(place) : (struct folders){ 0 };
	const char **names = mem_get((found.n + 1) * sizeof names[0]);

	for (size_t i = 0; i < found.n; i++)
		names[i] = last_part(found.list[i]);
	const char *near = *name && strlen(name) <= 64 ? text_nearest(name, names, found.n) : NULL;
	if (near)
		err_advise(err, tr("Did you mean '%.*s%s'?"), (int)(name - path), path, near);
	for (size_t i = 0; i < found.n; i++)
		mem_free(found.list[i]);
	mem_free(found.list);
	mem_free(names);
	mem_free(place);
	return near != NULL;
}

static bool not_found(const struct shelf *shelf, const struct search *search, struct err *err)
{
	struct str places = { 0 };
	bool is_path = search->name && strchr(search->name, '/');

	places_text(shelf, &places);
	if (is_path)
		err_set(err, ERR_ABSENT, ENOENT, tr("there is no folder '%.200s'"), search->name);
	else if (search->name)
		err_set(err, ERR_ABSENT, ENOENT, tr("there is no course '%.60s' in %.160s"), search->name,
			str_text(&places));
	else
		err_set(err, ERR_ABSENT, ENOENT, tr("there is no course in %.200s"), str_text(&places));
	str_release(&places);

	const char *near = search->name && strlen(search->name) <= 64
		? text_nearest(search->name, search->ids, search->nids)
		: NULL;
	if (near)
		return err_advise(err, tr("Did you mean '%s'?"), near);
	if (search->name && advise_sibling(search->name, err))
		return false;
	return err_advise(err, "%s", is_path ? tr("Name the folder that holds a course.yaml.")
		: tr("Name a course directory, or put its parent into ATTUNE_PATH."));
}

static bool several(const struct search *search, struct err *err)
{
	struct str ids = { 0 };

	for (size_t i = 0; i < search->nids; i++)
		str_print(&ids, "%s%s", i ? ", " : "", search->ids[i]);
	err_set(err, ERR_ABSENT, 0, "%s", tr("there are several courses, and none was named"));
	err_advise(err, tr("Name one of: %.200s."), str_text(&ids));
	str_release(&ids);
	return false;
}

/* A directory that is named is taken as it is, so that its faults can be told. */
static bool named_folder(const char *name, struct str *folder)
{
	if (!name || !*name || !is_folder(name) || (!strchr(name, '/') && !is_course(name)))
		return false;
	size_t len = strlen(name);
	while (len > 1 && name[len - 1] == '/')
		len--;
	str_add(folder, name, len);
	return true;
}

bool shelf_find(const struct shelf *shelf, const char *name, struct str *folder, struct err *err)
{
	struct search search = { .name = name, .folder = folder };

	str_cut(folder, 0);
	if (named_folder(name, folder))
		return true;
	walk_shelf(shelf, search_one, &search);
	bool found = search.matches == 1;
	if (search.matches == 0)
		not_found(shelf, &search, err);
	else if (!found)
		several(&search, err);
	if (!found)
		str_cut(folder, 0);
	arena_release(&search.arena);
	mem_free(search.ids);
	return found;
}

/* -- Reading one file ------------------------------------------------------------------------- */

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

static char *course_path(const char *folder)
{
	return joined(folder, strlen(folder), "course.yaml");
}

static char *chapter_path(const char *folder, const char *id)
{
	struct str path = { 0 };
	str_print(&path, "%s/chapters/%s.yaml", folder, id);
	return path.at;
}

static char *side_path(const char *folder, enum side side)
{
	struct str path = { 0 };
	str_print(&path, "%s/%s.yaml", folder, side_name(side));
	return path.at;
}

char *shelf_chapter_path(const struct course *course, const char *id)
{
	return chapter_path(course->folder, id);
}

char *shelf_side_path(const struct course *course, enum side side)
{
	return side_path(course->folder, side);
}

char *shelf_course_path(const struct course *course)
{
	return course_path(course->folder);
}

/* As far as they can be read: what was found good is taken whole by those below, and the rest only by the checker. */
static struct course *course_partly(const char *folder, struct diags *diags)
{
	char *path = course_path(folder);
	struct opened file;

	file_open(&file, path, diags);
	struct course *course = file.root ? course_read_partly(file.root, folder, diags) : NULL;
	file_close(&file, diags);
	mem_free(path);
	return course;
}

static struct chapter *chapter_partly(const char *path, const char *id, kind_list kinds, struct diags *diags)
{
	struct opened file;

	file_open(&file, path, diags);
	struct chapter *chapter = file.root ? chapter_read_partly(file.root, id, kinds, diags) : NULL;
	file_close(&file, diags);
	return chapter;
}

static struct side_file *side_partly(const char *path, enum side side, struct diags *diags)
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
	struct course *course = course_partly(folder, diags);

	if (diags->errors == errors)
		return course;
	course_free(course);
	return NULL;
}

struct chapter *shelf_chapter_at(const char *path, const char *id, kind_list kinds, struct diags *diags)
{
	size_t errors = diags->errors;
	struct chapter *chapter = chapter_partly(path, id, kinds, diags);

	if (diags->errors == errors)
		return chapter;
	chapter_free(chapter);
	return NULL;
}

struct chapter *shelf_chapter(const struct course *course, const char *id, kind_list kinds, struct diags *diags)
{
	char *path = chapter_path(course->folder, id);
	struct chapter *chapter = shelf_chapter_at(path, id, kinds, diags);

	mem_free(path);
	return chapter;
}

struct side_file *shelf_side(const struct course *course, enum side side, struct diags *diags)
{
	size_t errors = diags->errors;
	char *path = side_path(course->folder, side);
	struct side_file *read = side_partly(path, side, diags);

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
	const char *last = last_part(folder);

	if (strcmp(folder, ".") == 0)
		return copied("..");
	if (!*last || strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		return joined(folder, strlen(folder), "..");
	return folder_of(folder);
}

char *shelf_folder_of(const char *file)
{
	char *beside = folder_of(file), *above = folder_above(beside);
	bool found = is_course(above);

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
	const char *name = last_part(file);
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
	found = found && is_course(folder);
	arena_release(&arena);
	if (found)
		return folder;
	mem_free(folder);
	return NULL;
}

/* A course that has nothing but what chapter_add() gives it. */
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

/* The index of a chapter, which comes last if the course did not name it. */
static size_t chapter_add(struct course *course, const char *id)
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
	*index = chapter_add(course, chapter_of(&course->arena, file));
	mem_free(folder);
	mem_free(beside);
	return course;
}

/* -- Everything ------------------------------------------------------------------------------- */

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
	char *place = joined(folder, strlen(folder), "chapters");
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
	char *path = course_path(folder);

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
		return chapter_partly(all->files[i], all->course->chapters.list[i], kinds, diags);
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
		all->files[i] = elsewhere ? copied(all->file) : chapter_path(folder, id);
		all->chapters[i] = elsewhere ? chapter_partly(all->file, id, kinds, diags)
					     : listed_chapter(all, i, folder, kinds, diags);
	}
	for (int i = 0; i < SIDE_COUNT; i++) {
		size_t errors = diags->errors;
		all->side_files[i] = side_path(folder, (enum side)i);
		all->sides[i] = side_partly(all->side_files[i], (enum side)i, diags);
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
		all->whole.lock_file = all->lock_file = joined(folder, strlen(folder), IDS_FILE);
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
	char *path = course_path(folder);

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

	if (!is_folder(folder)) {
		err_set(err, ERR_ABSENT, ENOENT, tr("there is no directory '%s'"), folder);
		return false;
	}
	all.course = course_partly(folder, diags);
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
	char *course_file = course_path(folder);
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
	size_t n = chapter_add(all->course, "");

	all->chapters[n] = NULL;
	all->files[n] = copied("");
}

void shelf_check_file(const char *file, kind_list kinds, const char *today, struct diags *diags)
{
	struct all all = { .file = file };
	char *folder = shelf_folder_of(file);

	all.course = shelf_course_of(file, &all.index, diags);
	bool made_up = folder && diags->errors;
	if (!folder) {
		struct chapter *alone = chapter_partly(file, all.course->chapters.list[0], kinds, diags);
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
