/* SPDX-License-Identifier: MIT */
#include "course/course.h"

#include <stdlib.h>
#include <string.h>
#include "base/likeness.h"
#include "base/mem.h"
#include "base/tr.h"
#include "course/check.h"
#include "course/lookalike.h"

/* -- course.yaml ------------------------------------------------------------------------------ */

/* Whether the file is of a version this program reads; if not, nothing else in it is judged. */
static bool format_is_known(const struct node *root, struct diags *diags)
{
	const struct node *format = node_child(root, "attune");

	if (!format || format->type != NODE_SCALAR || strspn(format->text, "0123456789") != format->len ||
		format->len == 0 || strcmp(format->text, "0") == 0 || strcmp(format->text, "1") == 0)
		return true; /* fine, or wrong in a way that the field says itself */
	diag_add(diags, DIAG_VERSION, format->at, format->width, "needs attune %s or later",
		diag_quote(diags, format->text));
	diag_help(diags, "this program reads 'attune: %d'", COURSE_FORMAT);
	return false;
}

static void chapters_once(const struct words *chapters, struct diags *diags)
{
	struct named *list = mem_get((chapters->n + 1) * sizeof *list);

	for (size_t i = 0; i < chapters->n; i++)
		list[i] = (struct named){ .id = chapters->list[i], .at = chapters->at[i] };
	check_unique(list, chapters->n, TR("chapter"), diags);
	mem_free(list);
}

struct course *course_read(const struct node *root, const char *folder, struct diags *diags)
{
	size_t errors = diags->errors;
	struct course *course = course_read_partly(root, folder, diags);

	if (diags->errors == errors)
		return course;
	course_free(course);
	return NULL;
}

struct course *course_read_partly(const struct node *root, const char *folder, struct diags *diags)
{
	if (!format_is_known(root, diags))
		return NULL;

	struct course *course = mem_get(sizeof *course);
	struct reader reader = { .arena = &course->arena, .diags = diags, .places = &course->places };
	struct field_group group = { .fields = &course_fields, .into = course };
	course->at = root->at;
	fields_read(&reader, root, &group, 1);
	chapters_once(&course->chapters, diags);
	course->folder = arena_copy(&course->arena, folder, strlen(folder));
	if (course->chapters.n)
		return course;
	course_free(course);
	return NULL;
}

void course_free(struct course *course)
{
	if (!course)
		return;
	arena_drop(&course->arena);
	mem_free(course);
}

/* -- A chapter -------------------------------------------------------------------------------- */

static const struct kind_form *find_kind(kind_list kinds, const char *name)
{
	for (; *kinds; kinds++)
		if (strcmp((*kinds)->name, name) == 0)
			return *kinds;
	return NULL;
}

static void list_kinds(const char *const *names, size_t n, struct diags *diags)
{
	struct str all = { 0 };

	for (size_t i = 0; i < n; i++)
		str_print(&all, "%s%s", i ? ", " : "", names[i]);
	diag_help(diags, "the kinds are: %s", str_text(&all));
	str_release(&all);
}

static void unknown_kind(kind_list kinds, const struct node *kind, struct diags *diags)
{
	size_t n = 0;

	diag_add(diags, DIAG_UNKNOWN_KIND, kind->at, kind->width, "there is no page kind '%s'",
		diag_quote(diags, kind->text));
	if (lookalike_help(diags, kind->text))
		return;
	while (kinds[n])
		n++;
	const char **names = mem_get((n + 1) * sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[i] = kinds[i]->name;
	const char *near = kind->len <= 64 ? text_nearest(kind->text, names, n) : NULL;
	if (near)
		diag_help(diags, "did you mean '%s'?", near);
	else
		list_kinds(names, n, diags);
	mem_free(names);
}

static const struct kind_form *kind_of(const struct node *map, kind_list kinds, struct diags *diags)
{
	const struct node *kind = node_child(map, "kind");

	if (!kind || kind->type != NODE_SCALAR || kind->len == 0 || kind->broken)
		return NULL; /* said when the fields are read */
	const struct kind_form *form = find_kind(kinds, kind->text);
	if (!form)
		unknown_kind(kinds, kind, diags);
	return form;
}

static void share_is_allowed(const struct page *page, const struct node *map, struct diags *diags)
{
	const struct node *share = node_child(map, "share");

	if (!page->kind->is_private || page->share != SHARE_AGGREGATE)
		return;
	diag_add(diags, DIAG_SHARE, share->at, share->width, "what is written on a %s page is never shared",
		page->kind->name);
	diag_help(diags, "leave 'share' out");
}

static void asks_if_it_must(const struct page *page, const struct node *map, struct diags *diags)
{
	if (!page->kind->asks || node_child(map, "ask") || places_lack(&page->places, &page->ask))
		return;
	diag_add(diags, DIAG_MISSING_KEY, map->at, map->width, "%s page has no 'ask'", page->kind->name);
	diag_help(diags, "write the question or prompt there");
}

/* A key of a page that is another kind's: which have it says more than what it looks like. */
static bool help_with_key(const struct reader *reader, const char *key)
{
	struct str owners = { 0 };
	bool graded = fields_find(&graded_fields, key);

	for (kind_list kinds = reader->ctx; *kinds; kinds++)
		if (graded ? (*kinds)->graded : fields_find((*kinds)->fields, key) != NULL)
			str_print(&owners, "%s%s", owners.len ? ", " : "", (*kinds)->name);
	bool any = owners.len > 0;
	if (any)
		diag_help(reader->diags, "'%s' belongs to pages of kind %s", key, str_text(&owners));
	str_release(&owners);
	return any;
}

static void read_page(struct chapter *chapter, const struct node *map, kind_list kinds, struct diags *diags)
{
	struct page *page = &chapter->pages[chapter->npages++];
	const struct kind_form *kind = kind_of(map, kinds, diags);
	struct field_group groups[3] = { { .fields = &page_fields, .into = page },
		{ .fields = &graded_fields, .into = page }, { .fields = NULL } };
	size_t n = kind && !kind->graded ? 1 : 2;

	page->at = map->at;
	page->rev = 1;
	page->kind = kind;
	if (kind) {
		page->own = arena_get(&chapter->arena, kind->fields->size);
		groups[n] = (struct field_group){ .fields = kind->fields, .into = page->own };
	}
	struct reader reader = { .arena = &chapter->arena, .diags = diags, .places = &page->places,
		.helped = &page_fields, .help = help_with_key, .ctx = kinds };
	fields_read(&reader, map, groups, n + 1);
	chapter->lacks |= !page->id || places_lack(&page->places, &page->id) || places_lack(&page->places, &page->was);
	if (kind) {
		share_is_allowed(page, map, diags);
		asks_if_it_must(page, map, diags);
	}
}

static void no_page(struct chapter *chapter, const struct node *node, struct diags *diags)
{
	chapter->lacks = true;
	if (!node->broken)
		diag_add(diags, DIAG_WRONG_TYPE, node->at, node->width, "a page should be a map of keys");
}

static void read_pages(struct chapter *chapter, const struct node *pages, kind_list kinds, struct diags *diags)
{
	if (!pages) {
		chapter->lacks = true;
		return; /* said with the chapter's other keys */
	}
	if (pages->type != NODE_LIST) {
		chapter->lacks = true;
		if (!pages->broken)
			diag_add(diags, DIAG_WRONG_TYPE, pages->at, pages->width, "'pages' should be a list");
		if (!pages->broken)
			diag_help(diags, "begin each entry with '- '");
		return;
	}
	chapter->lacks |= pages->broken;
	if (pages->count == 0 && pages->broken)
		return;
	if (pages->count == 0 || pages->count > CHAPTER_PAGES_MOST) {
		chapter->lacks = true;
		diag_add(diags, pages->count ? DIAG_TOO_MANY_PARTS : DIAG_EMPTY, pages->key_at, 5,
			pages->count ? TR("'pages' has more than %d pages") : TR("'pages' is empty"), CHAPTER_PAGES_MOST);
		return;
	}
	chapter->pages = arena_get(&chapter->arena, pages->count * sizeof chapter->pages[0]);
	for (const struct node *map = pages->first; map; map = map->next) {
		if (map->type == NODE_MAP)
			read_page(chapter, map, kinds, diags);
		else
			no_page(chapter, map, diags);
	}
}

static void id_is_file_name(const struct node *root, const char *name, struct diags *diags)
{
	const struct node *id = node_child(root, "id");

	if (!id || id->type != NODE_SCALAR || id->broken || !id_is_well_formed(id->text) || strcmp(id->text, name) == 0)
		return;
	diag_add(diags, DIAG_ID_FILE, id->at, id->width, "the chapter's id is '%s', and its file is called '%s'",
		diag_quote(diags, id->text), name);
	diag_help(diags, "write 'id: %s', or call the file '%s.yaml': the one that learners know already stays", name,
		diag_quote(diags, id->text));
}

struct chapter *chapter_read(const struct node *root, const char *name, kind_list kinds, struct diags *diags)
{
	size_t errors = diags->errors;
	struct chapter *chapter = chapter_read_partly(root, name, kinds, diags);

	if (diags->errors == errors)
		return chapter;
	chapter_free(chapter);
	return NULL;
}

static struct chapter *read_chapter(const struct node *root, const char *name, kind_list kinds, struct diags *diags)
{
	struct chapter *chapter = mem_get(sizeof *chapter);
	struct reader reader = { .arena = &chapter->arena, .diags = diags, .places = &chapter->places };

	struct field_group group = { .fields = &chapter_fields, .into = chapter };
	chapter->at = root->at;
	fields_read(&reader, root, &group, 1);
	if (root->type != NODE_MAP) {
		chapter_free(chapter);
		return NULL;
	}
	chapter->lacks = root->broken || !chapter->id || places_lack(&chapter->places, &chapter->id) ||
		places_lack(&chapter->places, &chapter->was);
	read_pages(chapter, node_child(root, "pages"), kinds, diags);
	id_is_file_name(root, name, diags);
	return chapter;
}

struct chapter *chapter_read_partly(const struct node *root, const char *name, kind_list kinds, struct diags *diags)
{
	struct chapter *chapter = read_chapter(root, name, kinds, diags);

	if (chapter)
		check_chapter(chapter, diags);
	return chapter;
}

struct chapter *chapter_read_part(const struct node *root, const char *name, kind_list kinds, struct diags *diags)
{
	size_t errors = diags->errors;
	struct chapter *chapter = read_chapter(root, name, kinds, diags);

	if (diags->errors == errors)
		return chapter;
	chapter_free(chapter);
	return NULL;
}

void chapter_free(struct chapter *chapter)
{
	if (!chapter)
		return;
	arena_drop(&chapter->arena);
	mem_free(chapter);
}

const struct note *chapter_note(const struct chapter *chapter, int of)
{
	return of == NOTE_OF_CHAPTER ? chapter->note : chapter->pages[of].note;
}

/* Beyond the last page of what a note is about. */
static int note_end(const struct chapter *chapter, int of)
{
	const struct note *note = chapter_note(chapter, of);
	int skip = note->skip_to ? chapter_find(chapter, note->skip_to) : -1;

	if (of == NOTE_OF_CHAPTER)
		return skip > 0 ? skip : (int)chapter->npages;
	return skip > of ? skip : of + 1;
}

/* Of pages whose notes end together each is about what comes before the next one's. */
static bool is_taken_over(const struct chapter *chapter, int of, int index)
{
	for (int next = of + 1; of != NOTE_OF_CHAPTER && next <= index; next++)
		if (chapter_note(chapter, next) && note_end(chapter, next) == note_end(chapter, of))
			return true;
	return false;
}

static bool is_about(const struct chapter *chapter, int of, int index)
{
	return chapter_note(chapter, of) && index >= of && index < note_end(chapter, of) && !is_taken_over(chapter, of, index);
}

int chapter_note_over(const struct chapter *chapter, int index, int here, int after)
{
	for (int of = after + 1; of <= index; of++)
		if (is_about(chapter, of, index) && !(here >= 0 && is_about(chapter, of, here)))
			return of;
	return NOTE_NONE;
}

int chapter_find(const struct chapter *chapter, const char *page_id)
{
	for (size_t i = 0; i < chapter->npages; i++)
		if (chapter->pages[i].id && strcmp(chapter->pages[i].id, page_id) == 0)
			return (int)i;
	for (size_t i = 0; i < chapter->npages; i++)
		for (size_t w = 0; w < chapter->pages[i].was.n; w++)
			if (strcmp(chapter->pages[i].was.list[w], page_id) == 0)
				return (int)i;
	return -1;
}
