/* SPDX-License-Identifier: MIT */
#include "course/check.h"

#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "base/tr.h"
#include "course/lint.h"

#define KIND_REFLECT "reflect"
#define FIRST_CHAPTER "start" /* welcomes; it needs no check and no reflection */

/* -- Ids -------------------------------------------------------------------------------------- */

struct ordered {
	struct named named;
	size_t index;
};

static int by_id(const void *a, const void *b)
{
	const struct ordered *one = a, *other = b;
	int order = strcmp(one->named.id, other->named.id);

	if (order)
		return order;
	return one->index < other->index ? -1 : one->index > other->index;
}

/* Those of one file are said when that file is read. */
static bool is_said(const struct named *again, const struct named *first)
{
	return again->file && first->file && strcmp(again->file, first->file) == 0;
}

static void say_used(const struct named *again, const struct named *first, const char *what, struct diags *diags)
{
	if (again->file)
		diags_file(diags, again->file);
	diag_add(diags, DIAG_DUPLICATE_ID, again->at, (unsigned)strlen(again->id), "the %s id '%s' is used twice",
		tr(what), diag_quote(diags, again->id));
	if (first->file && again->file && strcmp(first->file, again->file) != 0)
		diag_help(diags, "the first is in %s, line %u", first->file, first->at.line);
	else
		diag_help(diags, "the first is on line %u", first->at.line);
}

static uint32_t hash(const char *text)
{
	uint32_t sum = 2166136261u; /* FNV-1a */

	for (; *text; text++)
		sum = (sum ^ (unsigned char)*text) * 16777619u;
	return sum ? sum : 1;
}

/* True when no two ids are alike, seen without sorting them, as nearly always; false when it takes a closer look. */
static bool all_differ(const struct named *list, size_t n)
{
	size_t size = 16;

	while (size < 2 * n)
		size *= 2;
	uint32_t *seen = mem_get(size * sizeof *seen);
	bool differ = true;
	for (size_t i = 0; i < n && differ; i++) {
		uint32_t key = list[i].id ? hash(list[i].id) : 0;
		size_t at = key & (size - 1);
		while (key && seen[at] && seen[at] != key)
			at = (at + 1) & (size - 1);
		differ = !key || !seen[at];
		seen[at] = key ? key : seen[at];
	}
	mem_free(seen);
	return differ;
}

void check_unique(struct named *list, size_t n, const char *what, struct diags *diags)
{
	if (all_differ(list, n))
		return;
	struct ordered *ordered = mem_get((n + 1) * sizeof *ordered);
	size_t known = 0, first = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].id)
			ordered[known++] = (struct ordered){ list[i], i };
	qsort(ordered, known, sizeof *ordered, by_id);
	for (size_t i = 1; i < known; i++) {
		if (strcmp(ordered[i].named.id, ordered[first].named.id) != 0)
			first = i;
		else if (!is_said(&ordered[i].named, &ordered[first].named))
			say_used(&ordered[i].named, &ordered[first].named, what, diags);
	}
	mem_free(ordered);
}

/* -- One chapter ------------------------------------------------------------------------------ */

/* Names that may have been meant, gathered once. */
struct names {
	const char **list;
	size_t n, room;
};

static void names_add(struct names *names, const char *name)
{
	if (!name)
		return;
	if (names->n == names->room) {
		names->room = names->room ? names->room * 2 : 32;
		names->list = mem_grow(names->list, names->room, sizeof names->list[0]);
	}
	names->list[names->n++] = name;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void names_sort(struct names *names)
{
	if (names->n)
		qsort(names->list, names->n, sizeof names->list[0], by_name);
}

static bool names_have(const struct names *names, const char *name)
{
	return names->n && bsearch(&name, names->list, names->n, sizeof names->list[0], by_name);
}

static const char *names_near(const struct names *names, const char *word)
{
	return strlen(word) > 64 ? NULL : text_nearest(word, names->list, names->n);
}

static void names_suggest(const struct names *names, const char *word, struct diags *diags)
{
	const char *near = diags->dropped ? NULL : names_near(names, word);

	if (near)
		diag_help(diags, "did you mean '%s'?", near);
}

/* Page ids of a chapter, and those they had before. */
static void names_of_pages(struct names *names, const struct chapter *chapter)
{
	for (size_t i = 0; i < chapter->npages; i++) {
		names_add(names, chapter->pages[i].id);
		for (size_t w = 0; w < chapter->pages[i].was.n; w++)
			names_add(names, chapter->pages[i].was.list[w]);
	}
}

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
	} else if (!target->title && !target->lacks) {
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
	if (skip->chapter->lacks && !names_near(pages, id))
		return; /* it may be among what was not read */
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

	list[0] = (struct named){ .id = chapter->id, .at = place_of_chapter(chapter) };
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
		if (page->kind && page->kind->check && !page->own_lacks)
			page->kind->check(page, diags);
	}
}

/* -- The whole course ------------------------------------------------------------------------- */

/* Everything that can be named, and what was used of it.
 * `judged` is false where the side file is broken: then its names are not known, and nobody is blamed. */
struct survey {
	const struct whole_course *whole;
	struct diags *diags;
	struct names sides[SIDE_COUNT]; /* ids; of the glossary also terms and what else they are called */
	struct names pages;             /* page and chapter ids of the course, and their old ones */
	struct names topics_taught, myths_taught, myths_tested;
	bool said_absent[SIDE_COUNT]; /* that the file is not there: once is enough */
	bool every_chapter;           /* all could be read whole: else what seems missing may be in what was not */
	const struct page *page;      /* the one being looked at */
	bool links_lead;              /* all that it names is there */
};

static bool judged(const struct survey *survey, enum side side)
{
	return !survey->whole->side_broken[side];
}

static void unknown(
	struct survey *survey, enum diag_code code, enum side side, const char *what, const char *id, struct place at)
{
	bool absent = !survey->whole->sides[side];

	if (absent && survey->said_absent[side])
		return;
	survey->said_absent[side] = absent;
	diag_add(survey->diags, code, at, (unsigned)strlen(id), "%s.yaml has no %s '%s'", side_name(side), tr(what),
		diag_quote(survey->diags, id));
	if (absent)
		diag_help(survey->diags, "this course has no %s.yaml; this is the first name that needs it",
			side_name(side));
	else
		names_suggest(&survey->sides[side], id, survey->diags);
}

static const struct field *field_called(const struct fields *fields, const char *key, enum field_type type)
{
	for (size_t i = 0; i < fields->n; i++)
		if (fields->list[i].type == type && strcmp(fields->list[i].key, key) == 0)
			return &fields->list[i];
	return NULL;
}

/* -- Terms, sources, topics, myths, pages ----------------------------------------------------- */

static void check_term(struct survey *survey, const char *term, struct place at)
{
	if (judged(survey, SIDE_GLOSSARY) && !glossary_find(survey->whole->sides[SIDE_GLOSSARY], term))
		unknown(survey, DIAG_UNKNOWN_TERM, SIDE_GLOSSARY, TR("term"), term, at);
}

static void check_terms(struct survey *survey, const struct markup *markup)
{
	for (size_t i = 0; i < markup->nblocks; i++)
		for (size_t s = 0; s < markup->blocks[i].nspans; s++)
			if (markup->blocks[i].spans[s].term)
				check_term(survey, markup->blocks[i].spans[s].term, markup->blocks[i].spans[s].at);
}

static void check_sources(struct survey *survey, const struct words *sources)
{
	for (size_t i = 0; i < sources->n && judged(survey, SIDE_SOURCES); i++)
		if (*sources->list[i] && !names_have(&survey->sides[SIDE_SOURCES], sources->list[i]))
			unknown(survey, DIAG_UNKNOWN_SOURCE, SIDE_SOURCES, TR("source"), sources->list[i],
				sources->at[i]);
}

/* A page teaches by its text; a check does by what explains it once it is answered. */
static bool teaches(const struct page *page)
{
	return !page->kind || !page->kind->graded || !markup_is_empty(&page->explain);
}

static void check_topics(struct survey *survey, const struct page *page)
{
	for (size_t i = 0; i < page->topics.n && judged(survey, SIDE_TOPICS); i++) {
		if (teaches(page))
			names_add(&survey->topics_taught, page->topics.list[i]);
		if (*page->topics.list[i] && !names_have(&survey->sides[SIDE_TOPICS], page->topics.list[i]))
			unknown(survey, DIAG_UNKNOWN_TOPIC, SIDE_TOPICS, TR("topic"), page->topics.list[i],
				page->topics.at[i]);
	}
}

static struct place place_of_markup(const struct markup *markup, struct place otherwise)
{
	return markup && markup->nblocks && markup->blocks[0].nspans ? markup->blocks[0].spans[0].at : otherwise;
}

/* A myth is tested where a graded page names it, and taught where a page that teaches does. */
static void check_myth(struct survey *survey, const char *myth, struct place at)
{
	if (survey->page->kind && survey->page->kind->graded)
		names_add(&survey->myths_tested, myth);
	if (teaches(survey->page))
		names_add(&survey->myths_taught, myth);
	if (judged(survey, SIDE_MYTHS) && !names_have(&survey->sides[SIDE_MYTHS], myth))
		unknown(survey, DIAG_UNKNOWN_MYTH, SIDE_MYTHS, TR("myth"), myth, at);
}

static void each_text(void *ctx, const struct markup *markup, const char *myth)
{
	struct survey *survey = ctx;

	if (markup)
		check_terms(survey, markup);
	if (myth)
		check_myth(survey, myth,
			places_find(&survey->page->places, myth, place_of_markup(markup, survey->page->at)));
}

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
	else if (!other->own_lacks && !page->own_lacks && !pages_say_the_same(page, other))
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
			: !field_called(kind->fields, "words", FIELD_IDS) || strcmp(other->kind->name, KIND_REFLECT) == 0)
		return;
	diag_add(survey->diags, DIAG_LINK_KIND, at, (unsigned)strlen(id),
		kind->draws ? TR("'%s' is a %s page, which asks nothing that can be right")
			    : TR("'%s' is a %s page, which keeps no words to show here"),
		diag_quote(survey->diags, id), other->kind->name);
	diag_help(survey->diags, kind->draws ? TR("name graded pages, or chapters that have some")
					     : TR("name pages of kind 'reflect'"));
}

static void each_link(void *ctx, const char *id, struct place at)
{
	struct survey *survey = ctx;

	if (names_have(&survey->pages, id)) {
		judge_link(survey, id, at);
		return;
	}
	survey->links_lead = false;
	if (!survey->every_chapter || !*id)
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
		page->own_lacks)
		return;
	page->kind->links(page, gather_link, &from);
	names_sort(&from);
	unsigned draws = page->kind->draws(page), there = questions_from(survey->whole, &from);
	mem_free(from.list);
	if (draws <= there)
		return;
	diag_add(survey->diags, DIAG_DRAW, place_of_own(page, "draw", FIELD_COUNT), 1, "this quiz draws %u questions from %u", draws, there);
	diag_help(survey->diags, "name more graded pages or chapters under 'from', or draw fewer");
}

static void check_page_names(struct survey *survey, const struct page *page)
{
	const struct markup *const texts[] = { &page->text, &page->ask, &page->explain, &page->facilitator,
		page->figure ? &page->figure->caption : NULL };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (texts[i])
			check_terms(survey, texts[i]);
	for (size_t i = 0; i < page->hints.n; i++)
		check_terms(survey, &page->hints.list[i]);
	check_sources(survey, &page->sources);
	check_topics(survey, page);
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

/* -- Lints for teaching: a chapter, the course ------------------------------------------------ */

static void lint_chapter(struct survey *survey, const struct chapter *chapter)
{
	bool reflects = false, checks = false;

	for (size_t i = 0; i < chapter->npages; i++) {
		if (!chapter->pages[i].kind)
			return; /* it may be just that */
		reflects = reflects || strcmp(chapter->pages[i].kind->name, KIND_REFLECT) == 0;
		checks = checks || chapter->pages[i].kind->graded;
	}
	if (chapter->lacks || strcmp(chapter->id, FIRST_CHAPTER) == 0)
		return;
	if (!reflects)
		diag_add(survey->diags, DIAG_NO_REFLECTION, chapter->at, 1, "this chapter has no reflection");
	if (!checks)
		diag_add(survey->diags, DIAG_NO_CHECK, chapter->at, 1, "this chapter checks nothing");
}

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

/* As BCP 47 has it: en, pt-BR, zh-Hant. */
static bool is_language(const char *tag)
{
	size_t letters = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (letters < 2 || letters > 8)
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

/* One of the names of an entry of the glossary. */
struct called {
	char *folded;
	const char *name;
	const struct term *term;
};

static int by_folded(const void *a, const void *b)
{
	const struct called *one = a, *other = b;
	int order = strcmp(one->folded, other->folded);

	return order ? order : (one->term > other->term) - (one->term < other->term);
}

static void add_called(struct called **list, size_t *n, const char *name, const struct term *term)
{
	struct str folded = { 0 };

	if (!name || !*name)
		return;
	text_fold(name, &folded);
	if (!folded.len) {
		str_release(&folded);
		return;
	}
	*list = mem_grow(*list, *n + 1, sizeof **list);
	(*list)[(*n)++] = (struct called){ folded.at, name, term };
}

static struct place place_of_name(const struct side_file *side, const struct called *called)
{
	for (size_t i = 0; i < called->term->also.n; i++)
		if (called->term->also.list[i] == called->name)
			return called->term->also.at[i];
	return places_find(&side->places, called->name, called->term->at);
}

/* A name that two entries have opens the first of them only. Equal ids were said when the file was read. */
static void check_names(struct survey *survey, const struct side_file *side)
{
	const struct term *terms = side->list.list;
	struct called *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < side->list.n; i++) {
		add_called(&list, &n, terms[i].id, &terms[i]);
		add_called(&list, &n, terms[i].term, &terms[i]);
		for (size_t a = 0; a < terms[i].also.n; a++)
			add_called(&list, &n, terms[i].also.list[a], &terms[i]);
	}
	if (n)
		qsort(list, n, sizeof *list, by_folded);
	for (size_t i = 1; i < n; i++) {
		const struct called *one = &list[i - 1], *other = &list[i];
		bool ids = one->name == one->term->id && other->name == other->term->id;
		if (one->term == other->term || ids || !text_same(one->name, other->name))
			continue;
		diag_add(survey->diags, DIAG_DUPLICATE_ID, place_of_name(side, other), (unsigned)strlen(other->name),
			"'%s' names another term too", diag_quote(survey->diags, other->name));
		diag_help(survey->diags, "the other is on line %u, and is what [[...]] opens",
			place_of_name(side, one).line);
	}
	for (size_t i = 0; i < n; i++)
		mem_free(list[i].folded);
	mem_free(list);
}

/* -- Putting it together ---------------------------------------------------------------------- */

static void survey_names(struct survey *survey)
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

	survey->every_chapter = true;
	for (size_t i = 0; i < whole->course->chapters.n; i++) {
		names_add(&survey->pages, whole->course->chapters.list[i]);
		if (whole->chapters[i])
			names_of_pages(&survey->pages, whole->chapters[i]);
		survey->every_chapter &= whole->chapters[i] && !whole->chapters[i]->lacks;
	}
	names_sort(&survey->pages);
}

static void add_named(struct named **list, size_t *n, const char *id, struct place at, const char *file)
{
	if (*n % 64 == 0)
		*list = mem_grow(*list, *n + 64, sizeof **list);
	(*list)[(*n)++] = (struct named){ id, at, file };
}

/* Page and chapter ids share one namespace. Twice in one chapter was said when the chapter was read. */
static void check_ids(struct survey *survey)
{
	const struct whole_course *whole = survey->whole;
	struct named *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < whole->course->chapters.n; i++) {
		const struct chapter *chapter = whole->chapters[i];
		for (size_t p = 0; chapter && p < chapter->npages; p++)
			add_named(&list, &n, chapter->pages[p].id, place_of_page(&chapter->pages[p]), whole->files[i]);
		if (chapter)
			add_named(&list, &n, chapter->id, place_of_chapter(chapter), whole->files[i]);
	}
	check_unique(list, n, TR("page"), survey->diags);
	mem_free(list);
}

static void check_one_chapter(struct survey *survey, const struct chapter *chapter)
{
	for (size_t i = 0; i < chapter->objectives.n; i++)
		check_terms(survey, &((const struct objective *)chapter->objectives.list)[i].text);
	for (size_t i = 0; i < chapter->npages; i++) {
		survey->page = &chapter->pages[i];
		check_page_names(survey, survey->page);
		if (survey->page->kind)
			lint_page(survey->page, survey->diags);
	}
	lint_chapter(survey, chapter);
}

static void check_sides(struct survey *survey)
{
	const struct whole_course *whole = survey->whole;
	const struct side_file *side;

	if ((side = whole->sides[SIDE_GLOSSARY])) {
		diags_file(survey->diags, whole->side_files[SIDE_GLOSSARY]);
		for (size_t i = 0; i < side->list.n; i++)
			check_terms(survey, &((const struct term *)side->list.list)[i].text);
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
			check_terms(survey, &myth->claim);
			check_terms(survey, &myth->tempting);
			check_terms(survey, &myth->truth);
			check_sources(survey, &myth->sources);
		}
		if (survey->every_chapter) {
			lint_unused(survey, SIDE_MYTHS, &survey->myths_taught, DIAG_MYTH_UNTAUGHT);
			lint_unused(survey, SIDE_MYTHS, &survey->myths_tested, DIAG_MYTH_UNTESTED);
		}
	}
	if (whole->sides[SIDE_TOPICS] && survey->every_chapter) {
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

static void survey_release(struct survey *survey)
{
	for (int i = 0; i < SIDE_COUNT; i++)
		mem_free(survey->sides[i].list);
	mem_free(survey->pages.list);
	mem_free(survey->topics_taught.list);
	mem_free(survey->myths_taught.list);
	mem_free(survey->myths_tested.list);
}

void check_course(const struct whole_course *whole, struct diags *diags)
{
	struct survey survey = { .whole = whole, .diags = diags };

	survey_names(&survey);
	check_language(whole->course, diags);
	check_terms(&survey, &whole->course->summary);
	check_terms(&survey, &whole->course->notice);
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
	check_sides(&survey);
	survey_release(&survey);
}
