/* SPDX-License-Identifier: MIT */
#include "course/sides.h"

#include <stdlib.h>
#include <string.h>
#include "base/tr.h"
#include "course/references.h"

/* -- What is of no use any more ------------------------------------------------------------------ */

static const char *entry_id(const struct side_file *side, size_t i, struct place *at)
{
	if (side->side == SIDE_TOPICS) {
		const struct topic *topic = (const struct topic *)side->list.list + i;
		*at = places_find(&side->places, topic->id, topic->at);
		return topic->id;
	}
	const struct myth *myth = (const struct myth *)side->list.list + i;
	*at = places_find(&side->places, myth->id, myth->at);
	return myth->id;
}

/* What was never used, of a side file whose entries have a use. */
static const char *const unused_words[DIAG_CODE_COUNT] = {
	[DIAG_MYTH_UNTAUGHT] = TR("no page speaks to this myth"),
	[DIAG_MYTH_UNTESTED] = TR("no option is tagged with this myth"),
	[DIAG_TOPIC_UNTAUGHT] = TR("no page teaches this topic"),
};

static void lint_unused(struct survey *survey, enum side which, struct names *used, enum diag_code code)
{
	const struct side_file *side = survey->whole->sides[which];

	names_sort(used);
	for (size_t i = 0; side && i < side->list.n; i++) {
		struct place at;
		const char *id = entry_id(side, i, &at);
		if (id && !names_have(used, id))
			diag_add(survey->diags, code, at, 1, "%s: '%s'", tr(unused_words[code]), id);
	}
}

/* One year before a day yyyy-mm-dd, as text: days compare as texts do. */
static void year_before(const char *day, char out[11])
{
	unsigned year = (unsigned)strtoul(day, NULL, 10);

	memcpy(out, day, 10);
	out[10] = '\0';
	year--;
	for (int i = 3; i >= 0; i--, year /= 10)
		out[i] = (char)('0' + year % 10);
}

static void lint_support(struct survey *survey)
{
	const struct side_file *side = survey->whole->sides[SIDE_SUPPORT];
	const char *today = survey->whole->today;
	char oldest[11];

	if (!side || !today || strlen(today) != 10)
		return;
	year_before(today, oldest);
	for (size_t i = 0; i < side->list.n; i++) {
		const struct country *country = (const struct country *)side->list.list + i;
		for (size_t l = 0; l < country->lines.n; l++) {
			const struct line *line = (const struct line *)country->lines.list + l;
			if (!line->checked || strcmp(line->checked, oldest) >= 0)
				continue;
			diag_add(survey->diags, DIAG_SUPPORT_OLD,
				places_find(&side->places, line->checked, line->at), (unsigned)strlen(line->checked), "'%s' was last checked on %s",
				line->name ? line->name : "?", line->checked);
			diag_help(survey->diags, "try the line, then write today's date");
		}
	}
}

/* -- What has a form of its own ---------------------------------------------------------------- */

/* Days compare as texts do; but a day may have begun elsewhere that has not begun here. */
static bool is_future(const char *day, const char *today)
{
	if (!day || strlen(day) != 10 || !today || strlen(today) != 10)
		return false;
	long year = strtol(day, NULL, 10) - strtol(today, NULL, 10);
	long month = strtol(day + 5, NULL, 10) - strtol(today + 5, NULL, 10);
	return (year * 12 + month) * 31 + strtol(day + 8, NULL, 10) - strtol(today + 8, NULL, 10) > 4;
}

static void check_day(struct survey *survey, const struct side_file *side, const char *day)
{
	if (!is_future(day, survey->whole->today))
		return;
	diag_add(survey->diags, DIAG_BAD_DATE, places_find(&side->places, day, (struct place){ 0 }),
		(unsigned)strlen(day), "'%s' is still to come", day);
	diag_help(survey->diags, "write the day on which it was last looked up");
}

static void check_source(struct survey *survey, const struct side_file *side, const struct source *source)
{
	const char *url = source->url;

	check_day(survey, side, source->checked);
	if (!url || ((strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0) && !strchr(url, ' ')))
		return;
	diag_add(survey->diags, DIAG_BAD_WORD, places_find(&side->places, url, source->at), (unsigned)strlen(url),
		"'%s' is no address", diag_quote(survey->diags, url));
	diag_help(survey->diags, "it begins with https:// and has no spaces");
}

static void check_country(struct survey *survey, const struct side_file *side, const struct country *country)
{
	const char *code = country->country;
	size_t capitals = code ? strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;

	if (code && strcmp(code, "ANY") != 0 && (capitals != 2 || code[2])) {
		diag_add(survey->diags, DIAG_BAD_WORD, places_find(&side->places, code, country->at),
			(unsigned)strlen(code), "'%s' is no country code", diag_quote(survey->diags, code));
		diag_help(survey->diags, "two capital letters, such as NZ; 'name' has the country as its people call it");
	}
	for (size_t i = 0; i < country->lines.n; i++)
		check_day(survey, side, ((const struct line *)country->lines.list)[i].checked);
}

/* -- What the glossary calls its entries -------------------------------------------------------- */

static struct place place_of_name(const struct side_file *side, const struct called *called)
{
	for (size_t i = 0; i < called->term->also.n; i++)
		if (called->term->also.list[i] == called->name)
			return called->term->also.at[i];
	return places_find(&side->places, called->name, called->term->at);
}

/* Entries with one id were said when the file was read: the second may be the first over again. */
static bool have_one_id(const struct term *one, const struct term *other)
{
	return one->id && other->id && strcmp(one->id, other->id) == 0;
}

/* A name that two entries have opens the first of them only. */
static void check_names(struct survey *survey, const struct side_file *side)
{
	const struct called *list = survey->terms.list;

	for (size_t i = 1; i < survey->terms.n; i++) {
		const struct called *one = &list[i - 1], *other = &list[i];
		if (one->term == other->term || have_one_id(one->term, other->term) || strcmp(one->key, other->key) != 0)
			continue;
		diag_add(survey->diags, DIAG_DUPLICATE_ID, place_of_name(side, other), (unsigned)strlen(other->name),
			"'%s' names another term too", diag_quote(survey->diags, other->name));
		diag_help(survey->diags, "the other is on line %u, and is what [[...]] opens",
			place_of_name(side, one).line);
	}
}

/* -- All of them --------------------------------------------------------------------------------- */

void sides_check(struct survey *survey)
{
	const struct whole_course *whole = survey->whole;
	const struct side_file *side;

	if ((side = whole->sides[SIDE_GLOSSARY])) {
		diags_file(survey->diags, whole->side_files[SIDE_GLOSSARY]);
		for (size_t i = 0; i < side->list.n; i++)
			references_in_text(survey, &((const struct term *)side->list.list)[i].text);
		check_names(survey, side);
	}
	if ((side = whole->sides[SIDE_SOURCES])) {
		diags_file(survey->diags, whole->side_files[SIDE_SOURCES]);
		for (size_t i = 0; i < side->list.n; i++)
			check_source(survey, side, (const struct source *)side->list.list + i);
	}
	if ((side = whole->sides[SIDE_MYTHS])) {
		diags_file(survey->diags, whole->side_files[SIDE_MYTHS]);
		for (size_t i = 0; i < side->list.n; i++) {
			const struct myth *myth = (const struct myth *)side->list.list + i;
			references_in_text(survey, &myth->claim);
			references_in_text(survey, &myth->tempting);
			references_in_text(survey, &myth->truth);
			references_to_sources(survey, &myth->sources);
		}
		if (survey->every_chapter && !survey->myths_lack) {
			lint_unused(survey, SIDE_MYTHS, &survey->myths_taught, DIAG_MYTH_UNTAUGHT);
			lint_unused(survey, SIDE_MYTHS, &survey->myths_tested, DIAG_MYTH_UNTESTED);
		}
	}
	if (whole->sides[SIDE_TOPICS] && survey->every_chapter && !survey->topics_lack) {
		diags_file(survey->diags, whole->side_files[SIDE_TOPICS]);
		lint_unused(survey, SIDE_TOPICS, &survey->topics_taught, DIAG_TOPIC_UNTAUGHT);
	}
	if ((side = whole->sides[SIDE_SUPPORT])) {
		diags_file(survey->diags, whole->side_files[SIDE_SUPPORT]);
		for (size_t i = 0; i < side->list.n; i++)
			check_country(survey, side, (const struct country *)side->list.list + i);
		lint_support(survey);
	}
}
