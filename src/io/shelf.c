/* SPDX-License-Identifier: MIT */
#include "io/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/likeness.h"
#include "base/tr.h"
#include "io/shelf_files.h"
#include "io/yaml.h"

#ifndef ATTUNE_DATADIR
#define ATTUNE_DATADIR "/usr/local/share/attune"
#endif

#define DATA_DIRS "/usr/local/share:/usr/share" /* XDG Base Directory Specification, when XDG_DATA_DIRS is empty */

/* -- Where to look ---------------------------------------------------------------------------- */

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

bool shelf_program_folder(const char *program, struct str *folder)
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
	add_folder(shelf, files_join(ATTUNE_DATADIR, strlen(ATTUNE_DATADIR), "courses"));
	if (shelf_program_folder(program, &beside))
		add_folder(shelf, files_join(str_text(&beside), beside.len, "lessons"));
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
	char *path = files_join(folder, strlen(folder), "course.yaml");
	const char *quick = id_line(path, arena);

	if (quick) {
		mem_free(path);
		return quick;
	}
	const struct node *id = node_child(yaml_load(path, arena, &diags, NULL, NULL), "id");
	bool fine = id && id->type == NODE_SCALAR && id_is_well_formed(id->text);
	const char *name = files_last_part(folder);

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
		char *path = entry->d_name[0] == '.' ? NULL : files_join(place, strlen(place), entry->d_name);
		if (path && files_is_course(path)) {
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

char *files_course_near(const char *folder)
{
	char *inside = files_join(folder, strlen(folder), ""), *above = shelf_folder_of(inside);
	struct folders found = above ? (struct folders){ 0 } : courses_in(folder);
	char *near = above ? above : found.n ? files_copy(found.list[0]) : NULL;

	for (size_t i = 0; i < found.n; i++)
		mem_free(found.list[i]);
	mem_free(found.list);
	mem_free(inside);
	return near;
}

/* A place named by ATTUNE_PATH may be a course itself. */
static struct folders courses_at(const char *place)
{
	if (!files_is_course(place))
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
	const char *name = files_last_part(path);
	char *place = name > path ? files_join(path, (size_t)(name - path), ".") : NULL;
	struct folders found = place ? courses_in(place) : (struct folders){ 0 };
	const char **names = mem_get((found.n + 1) * sizeof names[0]);

	for (size_t i = 0; i < found.n; i++)
		names[i] = files_last_part(found.list[i]);
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
	if (is_path && files_is_file(search->name))
		err_set(err, ERR_INVALID, 0, tr("'%.200s' is a file, not the folder of a course"), search->name);
	else if (is_path)
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
	char *course = is_path && files_is_file(search->name) ? shelf_folder_of(search->name) : NULL;
	if (course) {
		err_advise(err, tr("Did you mean '%s'?"), course);
		mem_free(course);
		return false;
	}
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
	if (!name || !*name || !files_is_folder(name) || (!strchr(name, '/') && !files_is_course(name)))
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
