/* SPDX-License-Identifier: MIT */
#include "io/shelf_ids.h"

#include <dirent.h>
#include <string.h>
#include "course/form.h"
#include "course/ids.h"
#include "io/shelf_files.h"
#include "io/text_file.h"
#include "io/yaml.h"

static const char *kept(struct shelf_ids *ids, const char *id)
{
	return arena_copy(&ids->arena, id, strlen(id));
}

static void add_chapter(struct shelf_ids *ids, const char *id)
{
	names_add(&ids->all, kept(ids, id));
}

static void add_other(struct shelf_ids *ids, const char *id)
{
	const char *copy = kept(ids, id);

	names_add(&ids->all, copy);
	names_add(&ids->no_chapter, copy);
}

/* One id, or a list of them. */
static void add_others(struct shelf_ids *ids, const struct node *node)
{
	if (!node)
		return;
	if (node->type == NODE_SCALAR)
		add_other(ids, node->text);
	for (const struct node *one = node->first; one; one = one->next)
		if (one->type == NODE_SCALAR)
			add_other(ids, one->text);
}

static void read_chapter(struct shelf_ids *ids, const char *path, const char *name)
{
	struct arena arena = { 0 };
	struct diags unheard = { 0 };
	const struct node *root = yaml_load_partly(path, &arena, &unheard, NULL, NULL);
	const struct node *pages = node_child(root, "pages");

	add_chapter(ids, name);
	add_others(ids, node_child(root, "was"));
	for (const struct node *page = pages ? pages->first : NULL; page; page = page->next) {
		add_others(ids, node_child(page, "id"));
		add_others(ids, node_child(page, "was"));
	}
	diags_release(&unheard);
	arena_release(&arena);
}

static void read_chapters(struct shelf_ids *ids, const char *folder)
{
	char *place = files_join(folder, strlen(folder), "chapters");
	DIR *dir = opendir(place);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		size_t len = strlen(entry->d_name), cut = len > 5 ? len - 5 : 0;
		const char *name = arena_copy(&ids->arena, entry->d_name, cut);
		if (strcmp(entry->d_name + cut, ".yaml") != 0 || !id_is_well_formed(name))
			continue; /* also what editors leave there */
		char *path = files_join(place, strlen(place), entry->d_name);
		read_chapter(ids, path, name);
		mem_free(path);
	}
	if (dir)
		closedir(dir);
	mem_free(place);
}

static void read_retired(struct shelf_ids *ids, const char *folder)
{
	struct arena arena = { 0 };
	struct diags unheard = { 0 };
	char *path = files_course(folder);

	add_others(ids, node_child(yaml_load_partly(path, &arena, &unheard, NULL, NULL), "retired"));
	mem_free(path);
	diags_release(&unheard);
	arena_release(&arena);
}

static void read_lock(struct shelf_ids *ids, const char *folder)
{
	struct arena arena = { 0 };
	struct diags unheard = { 0 };
	struct text_file text = { 0 };
	char *path = files_join(folder, strlen(folder), IDS_FILE);

	if (text_file_read(path, &arena, &text, &unheard)) {
		struct ids *published = ids_read(text.at, text.len, &unheard);
		for (size_t i = 0; i < published->n; i++) {
			bool chapter = strcmp(published->list[i].kind, IDS_CHAPTER) == 0;
			(chapter ? add_chapter : add_other)(ids, published->list[i].id);
		}
		ids_free(published);
	}
	mem_free(path);
	diags_release(&unheard);
	arena_release(&arena);
}

void shelf_ids_read(struct shelf_ids *ids, const char *folder)
{
	*ids = (struct shelf_ids){ 0 };
	read_chapters(ids, folder);
	read_retired(ids, folder);
	read_lock(ids, folder);
	names_sort(&ids->all);
	names_sort(&ids->no_chapter);
}

void shelf_ids_release(struct shelf_ids *ids)
{
	mem_free(ids->all.list);
	mem_free(ids->no_chapter.list);
	arena_release(&ids->arena);
}
