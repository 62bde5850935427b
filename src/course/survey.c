/* SPDX-License-Identifier: MIT */
#include "course/survey.h"

#include <string.h>
#include "base/tr.h"

void survey_begin(struct survey *survey)
{
	const struct whole_course *whole = survey->whole;
	const struct side_file *side;

	for (size_t i = 0; (side = whole->sides[SIDE_GLOSSARY]) && i < side->list.n; i++) {
		const struct term *term = (const struct term *)side->list.list + i;
		names_add(&survey->sides[SIDE_GLOSSARY], term->id);
		names_add(&survey->sides[SIDE_GLOSSARY], term->term);
		for (size_t a = 0; a < term->also.n; a++)
			names_add(&survey->sides[SIDE_GLOSSARY], term->also.list[a]);
	}
	for (size_t i = 0; (side = whole->sides[SIDE_SOURCES]) && i < side->list.n; i++)
		names_add(&survey->sides[SIDE_SOURCES], ((const struct source *)side->list.list)[i].id);
	for (size_t i = 0; (side = whole->sides[SIDE_MYTHS]) && i < side->list.n; i++)
		names_add(&survey->sides[SIDE_MYTHS], ((const struct myth *)side->list.list)[i].id);
	for (size_t i = 0; (side = whole->sides[SIDE_TOPICS]) && i < side->list.n; i++)
		names_add(&survey->sides[SIDE_TOPICS], ((const struct topic *)side->list.list)[i].id);
	for (int i = 0; i < SIDE_COUNT; i++)
		names_sort(&survey->sides[i]);
	terms_gather(&survey->terms, whole->sides[SIDE_GLOSSARY]);

	survey->every_chapter = true;
	for (size_t i = 0; i < whole->course->chapters.n; i++) {
		names_add(&survey->pages, whole->course->chapters.list[i]);
		if (whole->chapters[i])
			names_of_pages(&survey->pages, whole->chapters[i]);
		survey->every_chapter &= whole->chapters[i] && !whole->chapters[i]->lacks;
	}
	names_sort(&survey->pages);
}

void survey_release(struct survey *survey)
{
	for (int i = 0; i < SIDE_COUNT; i++)
		mem_free(survey->sides[i].list);
	terms_release(&survey->terms);
	mem_free(survey->pages.list);
	mem_free(survey->topics_taught.list);
	mem_free(survey->myths_taught.list);
	mem_free(survey->myths_tested.list);
}

bool survey_judges(const struct survey *survey, enum side side)
{
	return !survey->whole->side_broken[side];
}

const char *survey_unknown(
	struct survey *survey, enum diag_code code, enum side side, const char *what, const char *id, struct place at)
{
	bool absent = !survey->whole->sides[side];

	if (absent && survey->said_absent[side])
		return NULL;
	survey->said_absent[side] = absent;
	diag_add(survey->diags, code, at, (unsigned)strlen(id), "%s.yaml has no %s '%s'", side_name(side), tr(what),
		diag_quote(survey->diags, id));
	const char *near = absent ? NULL : names_suggest(&survey->sides[side], id, survey->diags);
	if (absent)
		diag_help(survey->diags, "this course has no %s.yaml; this is the first name that needs it",
			side_name(side));
	else if (!near)
		diag_help(survey->diags, "add it to %s.yaml, or name one that is there", side_name(side));
	return near;
}
