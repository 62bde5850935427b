/* SPDX-License-Identifier: MIT */
#include "course/ids.h"

#include <stdlib.h>
#include <string.h>
#include "base/tr.h"
#include "course/check.h"
#include "course/names.h"

#define WORDS 4 /* of a line */
#define REV_DIGITS 9

/* -- Reading ----------------------------------------------------------------------------------- */

/* The words of a line, which becomes texts of its own; WORDS + 1 when there are more. */
static size_t split(char *line, char *words[WORDS])
{
	char *rest;
	size_t n = 0;

	for (char *word = strtok_r(line, " \r", &rest); word; word = strtok_r(NULL, " \r", &rest), n++) {
		if (n == WORDS)
			return WORDS + 1;
		words[n] = word;
	}
	return n;
}

static bool is_rev(const char *word)
{
	size_t len = strlen(word);

	return len > 0 && len <= REV_DIGITS && strspn(word, "0123456789") == len && word[0] != '0';
}

static bool read_line(char *line, struct published *out)
{
	char *words[WORDS];

	if (split(line, words) != WORDS || !id_is_well_formed(words[0]) || !id_is_well_formed(words[1]) ||
		!id_is_well_formed(words[2]) || !is_rev(words[3]))
		return false;
	out->kind = words[0];
	out->id = words[1];
	out->chapter = words[2];
	out->rev = (unsigned)strtoul(words[3], NULL, 10);
	return true;
}

static void no_line(unsigned line, struct diags *diags)
{
	diag_add(diags, DIAG_SYNTAX, (struct place){ .line = line, .column = 1 }, 1, "this is no line of ids.lock");
	diag_help(diags,
		"a line is 'kind id chapter rev'; mend it or take it out: 'attune check --lock' adds what is "
		   "missing");
}

struct ids *ids_read(const char *text, size_t len, struct diags *diags)
{
	struct ids *ids = mem_get(sizeof *ids);
	struct published *list = NULL;
	const char *end = text + len;

	for (unsigned line = 1; text < end; line++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((stop ? stop : end) - text);
		struct published one = { .at = { .line = line, .column = 1 } };
		if (n > 0 && !read_line(arena_copy(&ids->arena, text, n), &one)) {
			no_line(line, diags);
		} else if (n > 0) {
			if (ids->n % 64 == 0)
				list = mem_grow(list, ids->n + 64, sizeof *list);
			list[ids->n++] = one;
		}
		text += n + 1;
	}
	ids->list = list;
	return ids;
}

void ids_free(struct ids *ids)
{
	if (!ids)
		return;
	mem_free((void *)ids->list);
	arena_release(&ids->arena);
	mem_free(ids);
}

/* -- Judging ----------------------------------------------------------------------------------- */

/* What an id is in the course now. */
struct meaning {
	const char *id;
	const char *kind; /* IDS_CHAPTER for a chapter; NULL: it is an old id, under `was` */
	bool of_chapter;  /* an old id of a chapter */
	unsigned rev;
	struct place at;
	const char *file;
	bool unsure; /* kind or rev were not read, or others have the id too: only that it is there is known */
};

/* Sorted by id; of one id what is there now comes before what lists it as an old one. */
struct meanings {
	struct meaning *list;
	size_t n;
};

static void add(struct meanings *all, struct meaning one)
{
	if (!one.id)
		return;
	if (all->n % 64 == 0)
		all->list = mem_grow(all->list, all->n + 64, sizeof *all->list);
	all->list[all->n++] = one;
}

static void add_old(struct meanings *all, const struct words *was, bool of_chapter, const char *file)
{
	for (size_t i = 0; i < was->n; i++)
		add(all,
			(struct meaning){
				.id = was->list[i], .of_chapter = of_chapter, .at = was->at[i], .file = file });
}

static void add_chapter(struct meanings *all, const struct chapter *chapter, const char *file)
{
	add(all, (struct meaning){ chapter->id, IDS_CHAPTER, true, 1,
			 places_find(&chapter->places, chapter->id, chapter->at), file, false });
	add_old(all, &chapter->was, true, file);
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		bool unsure = !page->kind || places_lack(&page->places, &page->rev);
		add(all, (struct meaning){ page->id, page->kind_name ? page->kind_name : "", false, page->rev,
				 places_find(&page->places, page->id, page->at), file, unsure });
		add_old(all, &page->was, false, file);
	}
}

static int by_id(const void *a, const void *b)
{
	const struct meaning *one = a, *other = b;
	int order = strcmp(one->id, other->id);

	if (!order)
		order = (one->kind == NULL) - (other->kind == NULL);
	if (!order)
		order = strcmp(one->file, other->file);
	return order ? order : (one->at.line > other->at.line) - (one->at.line < other->at.line);
}

/* The first of an id, or NULL. */
static const struct meaning *find(const struct meanings *all, const char *id)
{
	size_t from = 0, to = all->n;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (strcmp(all->list[middle].id, id) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < all->n && strcmp(all->list[from].id, id) == 0 ? &all->list[from] : NULL;
}

/* Of ids that two have nobody knows which is the published one, or what one of them was called before. Whether there are any;
 * that was said already. */
static bool blur_shared(struct meanings *all)
{
	bool any = false;

	for (size_t i = 1; i < all->n; i++) {
		struct meaning *one = &all->list[i - 1], *other = &all->list[i];
		if (!one->kind || !other->kind || strcmp(one->id, other->id) != 0)
			continue;
		one->unsure = other->unsure = any = true;
	}
	return any;
}

static const char *kind_words(const char *kind)
{
	return strcmp(kind, IDS_CHAPTER) == 0 ? tr("a chapter") : kind;
}

/* The id is in use: as what it was published? */
static void check_use(const struct published *then, const struct meaning *now, struct diags *diags)
{
	bool was_chapter = strcmp(then->kind, IDS_CHAPTER) == 0;

	if (now->unsure)
		return;
	diags_file(diags, now->file);
	if (was_chapter != now->of_chapter || (strcmp(then->kind, now->kind) != 0 && now->rev <= then->rev)) {
		diag_add(diags, DIAG_ID_REUSED, now->at, (unsigned)strlen(now->id), "'%s' was published as %s, and is %s now", now->id,
			kind_words(then->kind), kind_words(now->kind));
		if (was_chapter != now->of_chapter)
			diag_help(diags, "%s", tr("take a new id"));
		else
			diag_help(diags, "take a new id, or raise 'rev' over %u", then->rev);
	} else if (now->rev < then->rev) {
		diag_add(diags, DIAG_ID_REUSED, now->at, (unsigned)strlen(now->id), "'%s' was published with rev %u, and has %u now",
			now->id, then->rev, now->rev);
		diag_help(diags, "a rev only grows");
	}
}

static void check_gone(const struct whole_course *whole, const struct names *retired, const struct published *then,
	const struct meaning *old, struct diags *diags)
{
	bool was_chapter = strcmp(then->kind, IDS_CHAPTER) == 0;

	if ((old && old->of_chapter == was_chapter) || names_have(retired, then->id))
		return;
	diags_file(diags, whole->lock_file);
	diag_add(diags, DIAG_ID_REMOVED, then->at, 1,
		was_chapter ? TR("the chapter '%s' was published, and is gone")
			    : TR("the page '%s' was published, and is gone"),
		then->id);
	diag_help(diags, "list it under 'was' where it was renamed, or under 'retired' in course.yaml");
}

static void check_published(const struct whole_course *whole, const struct names *retired, const struct meanings *all,
	bool complete, struct diags *diags)
{
	for (size_t i = 0; whole->lock && i < whole->lock->n; i++) {
		const struct published *then = &whole->lock->list[i];
		const struct meaning *now = find(all, then->id);
		if (now && now->kind)
			check_use(then, now, diags);
		else if (complete)
			check_gone(whole, retired, then, now, diags);
	}
}

/* Two that list one old id: answers can go to one only. They lie side by side. */
static void say_shared(const struct meaning *second, struct diags *diags)
{
	diag_add(diags, DIAG_ID_REUSED, second->at, (unsigned)strlen(second->id),
		"'%s' is listed as an old id twice", second->id);
	diag_help(diags, "the other is in %s, line %u", second[-1].file, second[-1].at.line);
}

/* An id that is gone for good may not come back, and one in use is nobody's old id. */
static void check_used(const struct names *retired, const struct meanings *all, struct diags *diags)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct meaning *now = &all->list[i];
		diags_file(diags, now->file);
		if (now->kind && names_have(retired, now->id)) {
			diag_add(diags, DIAG_ID_REUSED, now->at, (unsigned)strlen(now->id), "'%s' is retired in course.yaml, and used here",
				now->id);
			diag_help(diags,
				"take a new id; what learners answered under the old one is kept under its name");
		}
		if (i > 0 && !now->kind && !now[-1].kind && strcmp(now->id, now[-1].id) == 0)
			say_shared(now, diags);
		const struct meaning *user = now->kind ? NULL : find(all, now->id);
		if (user && user->kind) {
			diag_add(diags, DIAG_ID_REUSED, now->at, (unsigned)strlen(now->id),
				"'%s' is listed as an old id, and is in use", now->id);
			diag_help(diags, "it is used in %s, line %u; answers go there", user->file, user->at.line);
		}
	}
}

void ids_check(const struct whole_course *whole, struct diags *diags)
{
	struct meanings all = { 0 };
	struct names retired = { 0 };
	bool complete = true;

	for (size_t i = 0; i < whole->course->chapters.n; i++) {
		if (whole->chapters[i])
			add_chapter(&all, whole->chapters[i], whole->files[i]);
		complete &= whole->chapters[i] && !whole->chapters[i]->lacks;
	}
	if (all.n)
		qsort(all.list, all.n, sizeof *all.list, by_id);
	complete &= !blur_shared(&all);
	for (size_t i = 0; i < whole->course->retired.n; i++)
		names_add(&retired, whole->course->retired.list[i]);
	names_sort(&retired);
	check_published(whole, &retired, &all, complete, diags);
	check_used(&retired, &all, diags);
	mem_free(retired.list);
	mem_free(all.list);
}
