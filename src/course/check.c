/* SPDX-License-Identifier: MIT */
#include "course/check.h"

#include <string.h>
#include "base/mem.h"
#include "base/tr.h"
#include "course/lint.h"
#include "course/names.h"
#include "course/references.h"
#include "course/sides.h"

#define FIRST_CHAPTER "start" /* welcomes; it needs no check and no reflection */

/* -- One chapter ------------------------------------------------------------------------------ */

/* What one note leads to. `from` is the index of its page, -1 for the chapter's own. */
struct skip {
	const struct chapter *chapter;
	const struct note *note;
	const struct places *places;
	int from;
};

static void judge_target(const struct skip *skip, int to, struct place at, struct diags *diags)
{
	const char *id = skip->note->skip_to;
	const struct page *target = &skip->chapter->pages[to];
	unsigned width = (unsigned)strlen(id);

	if (to <= skip->from) {
		diag_add(diags, DIAG_SKIP_BACK, at, width,
			to == skip->from ? TR("'skip-to' names its own page: '%s'") : TR("'skip-to' leads back, to '%s'"),
			diag_quote(diags, id));
		diag_help(diags, "name a page that comes after this one");
	} else if (!target->title && !places_lack(&target->places, &target->title)) {
		diag_add(diags, DIAG_NO_TITLE, at, width, "'%s' has no title, so learners are shown its id",
			diag_quote(diags, id));
		diag_help(diags, "give that page a 'title'");
	}
}

static void check_skip(const struct skip *skip, const struct names *pages, struct diags *diags)
{
	if (!skip->note || !skip->note->skip_to)
		return;

	const char *id = skip->note->skip_to;
	struct place at = places_find(skip->places, id, skip->note->at);
	int to = chapter_find(skip->chapter, id);
	if (to >= 0) {
		judge_target(skip, to, at, diags);
		return;
	}
	if (!id_is_well_formed(id) || (skip->chapter->lacks && !names_near(pages, id)))
		return; /* that was said; or it may be among what was not read */
	diag_add(diags, DIAG_UNKNOWN_PAGE, at, (unsigned)strlen(id),
		"'skip-to' names no page of this chapter: '%s'", diag_quote(diags, id));
	names_suggest(pages, id, diags);
}

static void check_skips(const struct chapter *chapter, struct diags *diags)
{
	struct names pages = { 0 };

	names_of_pages(&pages, chapter);
	names_sort(&pages);
	check_skip(&(struct skip){ chapter, chapter->note, &chapter->places, -1 }, &pages, diags);
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		check_skip(&(struct skip){ chapter, page->note, &page->places, (int)i }, &pages, diags);
	}
	mem_free(pages.list);
}

/* Where their ids stand. */
static struct place place_of_chapter(const struct chapter *chapter)
{
	return places_find(&chapter->places, chapter->id, chapter->at);
}

static struct place place_of_page(const struct page *page)
{
	return places_find(&page->places, page->id, page->at);
}

static void check_page_ids(const struct chapter *chapter, struct diags *diags)
{
	struct named *list = mem_get((chapter->npages + 1) * sizeof *list);

	list[0] = (struct named){ .id = chapter->id, .at = place_of_chapter(chapter), .is_chapter = true };
	for (size_t i = 0; i < chapter->npages; i++)
		list[i + 1] = (struct named){ .id = chapter->pages[i].id, .at = place_of_page(&chapter->pages[i]) };
	check_unique(list, chapter->npages + 1, TR("page"), diags);
	mem_free(list);
}

static void check_objective_ids(const struct chapter *chapter, struct diags *diags)
{
	const struct objective *objectives = chapter->objectives.list;
	struct named *list = mem_get((chapter->objectives.n + 1) * sizeof *list);

	for (size_t i = 0; i < chapter->objectives.n; i++)
		list[i] = (struct named){ .id = objectives[i].id,
			.at = places_find(&chapter->places, objectives[i].id, objectives[i].at) };
	check_unique(list, chapter->objectives.n, TR("objective"), diags);
	mem_free(list);
}

void check_chapter(const struct chapter *chapter, struct diags *diags)
{
	check_page_ids(chapter, diags);
	check_objective_ids(chapter, diags);
	check_skips(chapter, diags);
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		if (page->kind && page->kind->check)
			page->kind->check(page, diags);
	}
}

void check_alone(const struct chapter *chapter, struct diags *diags)
{
	for (size_t i = 0; i < chapter->npages; i++)
		if (chapter->pages[i].kind)
			lint_page(&chapter->pages[i], diags);
}

/* -- The whole course ------------------------------------------------------------------------- */

static void lint_chapter(struct survey *survey, const struct chapter *chapter)
{
	bool reflects = false, checks = false;

	for (size_t i = 0; i < chapter->npages; i++) {
		if (!chapter->pages[i].kind)
			return; /* it may be just that */
		reflects = reflects || chapter->pages[i].kind->reflects;
		checks = checks || chapter->pages[i].kind->graded;
	}
	if (chapter->lacks || strcmp(chapter->id, FIRST_CHAPTER) == 0)
		return;
	if (!reflects)
		diag_add(survey->diags, DIAG_NO_REFLECTION, chapter->at, 1, "this chapter has no reflection");
	if (!checks)
		diag_add(survey->diags, DIAG_NO_CHECK, chapter->at, 1, "this chapter checks nothing");
}

/* As BCP 47 has it: en, pt-BR, zh-Hant. */
static bool is_language(const char *tag)
{
	size_t letters = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (letters < 2 || letters > 3) /* longer ones are allowed for, and none has been registered */
		return false;
	for (tag += letters; *tag == '-'; tag += letters) {
		tag++;
		letters = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
		if (letters < 1 || letters > 8)
			return false;
	}
	return !*tag;
}

static void check_language(const struct course *course, struct diags *diags)
{
	if (!course->language || is_language(course->language))
		return;
	diag_add(diags, DIAG_BAD_WORD, places_find(&course->places, course->language, course->at),
		(unsigned)strlen(course->language), "'%s' is no language tag", diag_quote(diags, course->language));
	diag_help(diags, "such as en or pt-BR");
}

static void add_named(struct named **list, size_t *n, struct named one)
{
	if (*n % 64 == 0)
		*list = mem_grow(*list, *n + 64, sizeof **list);
	(*list)[(*n)++] = one;
}

/* Page and chapter ids share one namespace. Twice in one chapter was said when the chapter was read. */
static void check_ids(struct survey *survey)
{
	const struct whole_course *whole = survey->whole;
	struct named *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < whole->course->chapters.n; i++) {
		const struct chapter *chapter = whole->chapters[i];
		const char *file = whole->files[i];
		for (size_t p = 0; chapter && p < chapter->npages; p++)
			add_named(&list, &n, (struct named){ chapter->pages[p].id, place_of_page(&chapter->pages[p]), file, false });
		if (chapter)
			add_named(&list, &n, (struct named){ chapter->id, place_of_chapter(chapter), file, true });
	}
	check_unique(list, n, TR("page"), survey->diags);
	mem_free(list);
}

static void check_one_chapter(struct survey *survey, const struct chapter *chapter)
{
	for (size_t i = 0; i < chapter->objectives.n; i++)
		references_in_text(survey, &((const struct objective *)chapter->objectives.list)[i].text);
	for (size_t i = 0; i < chapter->npages; i++) {
		survey->page = &chapter->pages[i];
		references_on_page(survey, survey->page);
		if (survey->page->kind)
			lint_page(survey->page, survey->diags);
	}
	lint_chapter(survey, chapter);
}

void check_course(const struct whole_course *whole, struct diags *diags)
{
	struct survey survey = { .whole = whole, .diags = diags };

	survey_begin(&survey);
	check_language(whole->course, diags);
	references_in_text(&survey, &whole->course->summary);
	references_in_text(&survey, &whole->course->notice);
	if (!whole->lock_file) {
		diag_add(diags, DIAG_NO_LOCK, (struct place){ 0 }, 1, "this course has no ids.lock");
		diag_help(diags, "'attune check --lock' writes it, so that no published id is lost or used again");
	}
	check_ids(&survey);
	ids_check(whole, diags);
	for (size_t i = 0; i < whole->course->chapters.n; i++) {
		if (!whole->chapters[i])
			continue;
		diags_file(diags, whole->files[i]);
		check_one_chapter(&survey, whole->chapters[i]);
	}
	sides_check(&survey);
	survey_release(&survey);
}
