/* SPDX-License-Identifier: MIT */
#include "course/references.h"

#include <string.h>
#include "base/text.h"
#include "base/tr.h"

static const struct field *field_called(const struct fields *fields, const char *key, enum field_type type)
{
	const struct field *field = fields_find(fields, key);

	return field && field->type == type ? field : NULL;
}

/* Whether something of the kind's own was not read. */
static bool own_lacks(const struct page *page)
{
	return fields_lack(&page->places, page->kind->fields, page->own);
}

/* -- Terms, sources, topics, myths ------------------------------------------------------------ */

static void check_term(struct survey *survey, const char *term, struct place at)
{
	if (survey_judges(survey, SIDE_GLOSSARY) && !terms_find(&survey->terms, term))
		survey_unknown(survey, DIAG_UNKNOWN_TERM, SIDE_GLOSSARY, TR("term"), term, at);
}

void references_in_text(struct survey *survey, const struct markup *markup)
{
	for (size_t i = 0; i < markup->nblocks; i++)
		for (size_t s = 0; s < markup->blocks[i].nspans; s++)
			if (markup->blocks[i].spans[s].term)
				check_term(survey, markup->blocks[i].spans[s].term, markup->blocks[i].spans[s].at);
}

void references_to_sources(struct survey *survey, const struct words *sources)
{
	for (size_t i = 0; i < sources->n && survey_judges(survey, SIDE_SOURCES); i++)
		if (id_is_well_formed(sources->list[i]) && !names_have(&survey->sides[SIDE_SOURCES], sources->list[i]))
			survey_unknown(survey, DIAG_UNKNOWN_SOURCE, SIDE_SOURCES, TR("source"), sources->list[i],
				sources->at[i]);
}

/* A page teaches by its text; a check does by what explains it once it is answered. */
static bool teaches(const struct page *page)
{
	return !page->kind || !page->kind->graded || !markup_is_empty(&page->explain) ||
		places_lack(&page->places, &page->explain);
}

static void check_topics(struct survey *survey, const struct page *page)
{
	survey->topics_lack |= places_lack(&page->places, &page->topics);
	for (size_t i = 0; i < page->topics.n && survey_judges(survey, SIDE_TOPICS); i++) {
		const char *topic = page->topics.list[i];
		if (topic_is_well_formed(topic) && !names_have(&survey->sides[SIDE_TOPICS], topic))
			topic = survey_unknown(survey, DIAG_UNKNOWN_TOPIC, SIDE_TOPICS, TR("topic"), topic, page->topics.at[i]);
		if (teaches(page))
			names_add(&survey->topics_taught, topic);
	}
}

static struct place place_of_markup(const struct markup *markup, struct place otherwise)
{
	return markup && markup->nblocks && markup->blocks[0].nspans ? markup->blocks[0].spans[0].at : otherwise;
}

/* A myth is tested where a graded page names it, and taught where a page that teaches does; a slip counts for what was meant. */
static void check_myth(struct survey *survey, const char *myth, struct place at)
{
	if (survey_judges(survey, SIDE_MYTHS) && id_is_well_formed(myth) && !names_have(&survey->sides[SIDE_MYTHS], myth))
		myth = survey_unknown(survey, DIAG_UNKNOWN_MYTH, SIDE_MYTHS, TR("myth"), myth, at);
	if (survey->page->kind && survey->page->kind->graded)
		names_add(&survey->myths_tested, myth);
	if (teaches(survey->page))
		names_add(&survey->myths_taught, myth);
}

static void each_text(void *ctx, const struct markup *markup, const char *myth)
{
	struct survey *survey = ctx;

	if (markup)
		references_in_text(survey, markup);
	if (myth)
		check_myth(survey, myth,
			places_find(&survey->page->places, myth, place_of_markup(markup, survey->page->at)));
}

/* -- Other pages -------------------------------------------------------------------------------- */

static const struct page *find_page(const struct whole_course *whole, const char *id)
{
	for (size_t i = 0; i < whole->course->chapters.n; i++) {
		int index = whole->chapters[i] ? chapter_find(whole->chapters[i], id) : -1;
		if (index >= 0)
			return &whole->chapters[i]->pages[index];
	}
	return NULL;
}

static bool comes_before(const struct whole_course *whole, const struct page *one, const struct page *other)
{
	for (size_t i = 0; i < whole->course->chapters.n; i++)
		for (size_t p = 0; whole->chapters[i] && p < whole->chapters[i]->npages; p++) {
			const struct page *page = &whole->chapters[i]->pages[p];
			if (page == one || page == other)
				return page == one;
		}
	return false;
}

static void gather_text(void *ctx, const struct markup *markup, const char *myth)
{
	(void)myth;
	if (markup)
		markup_plain(markup, ctx);
	str_add((struct str *)ctx, "\n", 1);
}

static bool pages_say_the_same(const struct page *a, const struct page *b)
{
	struct str one = { 0 }, other = { 0 };

	if (a->kind->texts) {
		a->kind->texts(a, gather_text, &one);
		b->kind->texts(b, gather_text, &other);
	}
	bool same = strcmp(str_text(&one), str_text(&other)) == 0;
	str_release(&one);
	str_release(&other);
	return same;
}

/* A key `pair` of any kind names a page of that kind that says the same, so that answers can be compared. */
static void check_pair(struct survey *survey, const struct page *page)
{
	const struct field *pair = field_called(page->kind->fields, "pair", FIELD_ID);
	const char *id = pair ? *(const char *const *)(const void *)((const char *)page->own + pair->at) : NULL;
	const struct page *other = id ? find_page(survey->whole, id) : NULL;

	if (!other || !other->kind)
		return; /* a page that is not there was said with the links */
	struct place at = places_find(&page->places, id, page->at);
	unsigned width = (unsigned)strlen(id);
	if (other->kind != page->kind)
		diag_add(survey->diags, DIAG_PAIR, at, width, "'%s' is no %s page, so it cannot be a pair", id,
			page->kind->name);
	else if (other == page)
		diag_add(survey->diags, DIAG_PAIR, at, width, "a page cannot be its own pair: '%s'", id);
	else if (!comes_before(survey->whole, other, page))
		diag_add(survey->diags, DIAG_PAIR, at, width, "'%s' comes later: 'pair' names the earlier page", id);
	else if (!own_lacks(other) && !own_lacks(page) && !pages_say_the_same(page, other))
		diag_add(survey->diags, DIAG_PAIR, at, width, "'%s' has other statements than this page", id);
}

/* A key `words` of any kind names pages that keep words; what a quiz draws from has answers that can be right. */
static void judge_link(struct survey *survey, const char *id, struct place at)
{
	const struct page *other = find_page(survey->whole, id);
	const struct kind_form *kind = survey->page->kind;

	if (!other || !other->kind)
		return;
	if (kind->draws ? other->kind->graded
			: !field_called(kind->fields, "words", FIELD_IDS) || other->kind->reflects)
		return;
	diag_add(survey->diags, DIAG_LINK_KIND, at, (unsigned)strlen(id),
		kind->draws ? TR("'%s' is of kind %s, which asks nothing that can be right")
			    : TR("'%s' is of kind %s, which keeps no words to show here"),
		diag_quote(survey->diags, id), other->kind->name);
	diag_help(survey->diags, kind->draws ? TR("name graded pages, or chapters that have some")
					     : TR("name pages of kind 'reflect'"));
}

static void each_link(void *ctx, const char *id, struct place at)
{
	struct survey *survey = ctx;

	if (names_have_twice(&survey->pages, id)) { /* that was said; which of them is meant nobody knows */
		survey->links_lead = false;
		return;
	}
	if (names_have(&survey->pages, id)) {
		judge_link(survey, id, at);
		return;
	}
	survey->links_lead = false;
	if (!survey->every_chapter || !id_is_well_formed(id))
		return;
	diag_add(survey->diags, DIAG_UNKNOWN_PAGE, at, (unsigned)strlen(id), "there is no page '%s' in this course",
		diag_quote(survey->diags, id));
	names_suggest(&survey->pages, id, survey->diags);
}

/* A key `terms` of any kind names entries of the glossary. */
static void check_own_terms(struct survey *survey, const struct page *page)
{
	const struct field *field = field_called(page->kind->fields, "terms", FIELD_WORDS);
	if (!field)
		return;

	const struct words *terms = (const struct words *)(const void *)((const char *)page->own + field->at);
	for (size_t i = 0; i < terms->n; i++)
		if (*terms->list[i])
			check_term(survey, terms->list[i], terms->at[i]);
}

static void gather_link(void *ctx, const char *id, struct place at)
{
	(void)at;
	names_add(ctx, id);
}

static bool can_be_drawn(const struct names *from, const struct chapter *chapter, const struct page *page)
{
	bool named = (chapter->id && names_have(from, chapter->id)) || (page->id && names_have(from, page->id));

	for (size_t i = 0; i < page->was.n && !named; i++)
		named = names_have(from, page->was.list[i]);
	return named && page->kind && page->kind->graded;
}

static unsigned questions_from(const struct whole_course *whole, const struct names *from)
{
	unsigned n = 0;

	for (size_t i = 0; i < whole->course->chapters.n; i++)
		for (size_t p = 0; whole->chapters[i] && p < whole->chapters[i]->npages; p++)
			n += can_be_drawn(from, whole->chapters[i], &whole->chapters[i]->pages[p]);
	return n;
}

/* Where a value of the kind's own stands. */
static struct place place_of_own(const struct page *page, const char *key, enum field_type type)
{
	const struct field *field = field_called(page->kind->fields, key, type);

	return field ? places_find(&page->places, (const char *)page->own + field->at, page->at) : page->at;
}

static void check_draw(struct survey *survey, const struct page *page)
{
	struct names from = {0};

	if (!page->kind->draws || !page->kind->links || !survey->every_chapter || !survey->links_lead ||
		own_lacks(page))
		return;
	page->kind->links(page, gather_link, &from);
	names_sort(&from);
	unsigned draws = page->kind->draws(page), there = questions_from(survey->whole, &from);
	mem_free(from.list);
	if (draws <= there)
		return;
	diag_add(survey->diags, DIAG_DRAW, place_of_own(page, "draw", FIELD_COUNT), 1, "'draw' is %u, and 'from' has %u to draw", draws, there);
	diag_help(survey->diags, "name more graded pages or chapters under 'from', or draw fewer");
}

void references_on_page(struct survey *survey, const struct page *page)
{
	const struct markup *const texts[] = { &page->text, &page->ask, &page->explain, &page->facilitator,
		page->figure ? &page->figure->caption : NULL };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (texts[i])
			references_in_text(survey, texts[i]);
	for (size_t i = 0; i < page->hints.n; i++)
		references_in_text(survey, &page->hints.list[i]);
	references_to_sources(survey, &page->sources);
	check_topics(survey, page);
	survey->myths_lack |= !page->kind || own_lacks(page);
	if (!page->kind)
		return;
	check_own_terms(survey, page);
	if (page->kind->texts)
		page->kind->texts(page, each_text, survey);
	survey->links_lead = true;
	if (page->kind->links)
		page->kind->links(page, each_link, survey);
	check_draw(survey, page);
	check_pair(survey, page);
}
