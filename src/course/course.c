/* SPDX-License-Identifier: MIT */
#include "course/course.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/likeness.h"
#include "base/text.h"
#include "base/tr.h"
#include "course/check.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])
#define FIELDS(name, shown, type)                                                                     \
	const struct fields name = {                                                                  \
		.what = shown, .list = name##_list, .n = ARRAY_LEN(name##_list), .size = sizeof(type) \
	}

#define PAGES_MOST 400 /* of one chapter */
#define CHAPTERS_MOST 1000

/* -- The keys of every map but those of the kinds' own ---------------------------------------- */

static const char *const evidence_words[] = { "solid", "some", "debated", "one-view", NULL };
static const char *const share_words[] = { "never", "aggregate", NULL };
static const char *const switch_words[] = { "off", "on", NULL }; /* index + 1 is FLAG_NO, FLAG_YES */
static const char *const use_words[] = { "crisis", "abuse", "child", "perinatal", "any", NULL };

/* The same for people; NULL: not worth a word. */
static const char *const use_said[] = { TR("in a crisis"), TR("violence and abuse"), TR("children and young people"),
	TR("around birth"), NULL };

static_assert(FLAG_NO == 1 && FLAG_YES == 2, "switch_words are in the order of enum flag");
static_assert(EVIDENCE_SOLID == 1 && EVIDENCE_ONE_VIEW == 4, "evidence_words are in the order of enum evidence");
static_assert(SHARE_NEVER == 1 && SHARE_AGGREGATE == 2, "share_words are in the order of enum share");
static_assert(sizeof use_said == sizeof use_words - sizeof use_words[0], "use_said are in the order of use_words");
static_assert(sizeof(enum flag) == sizeof(int), "FIELD_WORD may fill an enum flag");

static const struct field figure_fields_list[] = {
	{ .key = "art",
		.type = FIELD_VERBATIM,
		.required = true,
		.at = offsetof(struct figure, art),
		.says = TR("the drawing, in characters; its lines and spaces are kept") },
	{ .key = "alt",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct figure, alt),
		.says = TR("the same in words, for plain mode, screen readers and narrow windows") },
	{ .key = "caption",
		.type = FIELD_INLINE,
		.at = offsetof(struct figure, caption),
		.says = TR("one line below the drawing") },
};
FIELDS(figure_fields, TR("figure"), struct figure);

static const struct field note_fields_list[] = {
	{ .key = "about",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct note, about),
		.says = TR("what is there, in one neutral line") },
	{ .key = "skip-to",
		.type = FIELD_ID,
		.at = offsetof(struct note, skip_to),
		.says = TR("the page of this chapter to go on with instead") },
};
FIELDS(note_fields, TR("note"), struct note);

static const struct field page_fields_list[] = {
	{ .key = "id",
		.type = FIELD_ID,
		.required = true,
		.at = offsetof(struct page, id),
		.says = TR("names the page; unique in the course, and it keeps its meaning for ever") },
	{ .key = "kind",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct page, kind_name),
		.says = TR("what the learner does here") },
	{ .key = "title", .type = FIELD_PLAIN, .at = offsetof(struct page, title), .says = TR("the heading") },
	{ .key = "text",
		.type = FIELD_BLOCK,
		.at = offsetof(struct page, text),
		.says = TR("Markdown above the activity") },
	{ .key = "ask",
		.type = FIELD_INLINE,
		.at = offsetof(struct page, ask),
		.says = TR("the question or prompt; required where the page asks something") },
	{ .key = "figure",
		.type = FIELD_PART,
		.at = offsetof(struct page, figure),
		.of = &figure_fields,
		.says = TR("a drawing in characters, with the same in words") },
	{ .key = "topics",
		.type = FIELD_TOPICS,
		.at = offsetof(struct page, topics),
		.says = TR("the points of topics.yaml this page teaches or tests") },
	{ .key = "sources",
		.type = FIELD_IDS,
		.at = offsetof(struct page, sources),
		.says = TR("the entries of sources.yaml it leans on") },
	{ .key = "evidence",
		.type = FIELD_WORD,
		.at = offsetof(struct page, evidence),
		.words = evidence_words,
		.says = TR("how well founded it is") },
	{ .key = "note",
		.type = FIELD_PART,
		.at = offsetof(struct page, note),
		.of = &note_fields,
		.says = TR("what is on the page, and a way past it") },
	{ .key = "optional",
		.type = FIELD_FLAG,
		.at = offsetof(struct page, optional),
		.says = TR("whether the page is offered as one to pass by") },
	{ .key = "was", .type = FIELD_IDS, .at = offsetof(struct page, was), .says = TR("ids the page had before") },
	{ .key = "rev",
		.type = FIELD_COUNT,
		.at = offsetof(struct page, rev),
		.says = TR("raised when the page comes to mean something else") },
	{ .key = "share",
		.type = FIELD_WORD,
		.at = offsetof(struct page, share),
		.words = share_words,
		.says = TR("whether answers may be counted with those of others") },
	{ .key = "review",
		.type = FIELD_WORD,
		.at = offsetof(struct page, review),
		.words = switch_words,
		.says = TR("whether the page comes back later; on for graded kinds") },
	{ .key = "facilitator",
		.type = FIELD_BLOCK,
		.at = offsetof(struct page, facilitator),
		.says = TR("Markdown for handouts only") },
};
FIELDS(page_fields, TR("page"), struct page);

static const struct field graded_fields_list[] = {
	{ .key = "hints",
		.type = FIELD_INLINES,
		.at = offsetof(struct page, hints),
		.says = TR("shown one at a time when asked for") },
	{ .key = "explain",
		.type = FIELD_BLOCK,
		.at = offsetof(struct page, explain),
		.says = TR("Markdown shown at the end, whatever the answer") },
	{ .key = "confidence",
		.type = FIELD_FLAG,
		.at = offsetof(struct page, confidence),
		.says = TR("whether it is asked how sure the learner is") },
	{ .key = "fixed", .type = FIELD_FLAG, .at = offsetof(struct page, fixed), .says = TR("do not shuffle") },
};
FIELDS(graded_fields, TR("graded page"), struct page);

static const struct field objective_fields_list[] = {
	{ .key = "id",
		.type = FIELD_ID,
		.required = true,
		.at = offsetof(struct objective, id),
		.says = TR("names the objective") },
	{ .key = "text",
		.type = FIELD_INLINE,
		.required = true,
		.at = offsetof(struct objective, text),
		.says = TR("goes on from \"After this you can\"") },
};
static FIELDS(objective_fields, TR("objective"), struct objective);

static const struct field chapter_fields_list[] = {
	{ .key = "id",
		.type = FIELD_ID,
		.required = true,
		.at = offsetof(struct chapter, id),
		.says = TR("the name of the file, without .yaml") },
	{ .key = "title",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct chapter, title),
		.says = TR("the heading") },
	{ .key = "minutes",
		.type = FIELD_COUNT,
		.at = offsetof(struct chapter, minutes),
		.says = TR("how long it takes, roughly") },
	{ .key = "objectives",
		.type = FIELD_PARTS,
		.at = offsetof(struct chapter, objectives),
		.of = &objective_fields,
		.says = TR("what the learner can do after it") },
	{ .key = "note",
		.type = FIELD_PART,
		.at = offsetof(struct chapter, note),
		.of = &note_fields,
		.says = TR("what is in the chapter, and a way past it") },
	{ .key = "was",
		.type = FIELD_IDS,
		.at = offsetof(struct chapter, was),
		.says = TR("ids the chapter had before") },
	{ .key = "pages",
		.type = FIELD_BY_HAND,
		.required = true,
		.at = offsetof(struct chapter, pages),
		.of = &page_fields,
		.most = PAGES_MOST,
		.says = TR("the pages, in order") },
};
FIELDS(chapter_fields, TR("chapter"), struct chapter);

static const struct field course_fields_list[] = {
	{ .key = "attune",
		.type = FIELD_COUNT,
		.required = true,
		.at = offsetof(struct course, format),
		.says = TR("the version of the lesson format: 1") },
	{ .key = "id",
		.type = FIELD_ID,
		.required = true,
		.at = offsetof(struct course, id),
		.says = TR("names the course") },
	{ .key = "title",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct course, title),
		.says = TR("what it is called") },
	{ .key = "language",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct course, language),
		.says = TR("a language tag, such as en or pt-BR") },
	{ .key = "chapters",
		.type = FIELD_IDS,
		.required = true,
		.at = offsetof(struct course, chapters),
		.most = CHAPTERS_MOST,
		.says = TR("the chapters in order; each is chapters/ID.yaml") },
	{ .key = "version", .type = FIELD_PLAIN, .at = offsetof(struct course, version), .says = TR("of the course") },
	{ .key = "summary",
		.type = FIELD_INLINE,
		.at = offsetof(struct course, summary),
		.says = TR("one paragraph for the list of courses") },
	{ .key = "notice",
		.type = FIELD_BLOCK,
		.at = offsetof(struct course, notice),
		.says = TR("Markdown shown once, when the course is first opened") },
	{ .key = "retired",
		.type = FIELD_IDS,
		.at = offsetof(struct course, retired),
		.says = TR("published ids that are gone for good") },
};
FIELDS(course_fields, TR("course"), struct course);

static const struct field term_fields_list[] = {
	{ .key = "id",
		.type = FIELD_ID,
		.required = true,
		.at = offsetof(struct term, id),
		.says = TR("names the term") },
	{ .key = "term",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct term, term),
		.says = TR("the word as it is written") },
	{ .key = "text",
		.type = FIELD_BLOCK,
		.required = true,
		.at = offsetof(struct term, text),
		.says = TR("what it means here") },
	{ .key = "also", .type = FIELD_WORDS, .at = offsetof(struct term, also), .says = TR("other ways to write it") },
};
FIELDS(term_fields, TR("term"), struct term);

static const struct field source_fields_list[] = {
	{ .key = "id",
		.type = FIELD_ID,
		.required = true,
		.at = offsetof(struct source, id),
		.says = TR("names the source") },
	{ .key = "cite",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct source, cite),
		.says = TR("the reference in full") },
	{ .key = "doi", .type = FIELD_PLAIN, .at = offsetof(struct source, doi), .says = TR("its DOI") },
	{ .key = "url", .type = FIELD_PLAIN, .at = offsetof(struct source, url), .says = TR("where it can be read") },
	{ .key = "checked",
		.type = FIELD_DATE,
		.at = offsetof(struct source, checked),
		.says = TR("the day it was last looked up") },
};
FIELDS(source_fields, TR("source"), struct source);

static const struct field myth_fields_list[] = {
	{ .key = "id",
		.type = FIELD_ID,
		.required = true,
		.at = offsetof(struct myth, id),
		.says = TR("names the myth") },
	{ .key = "claim",
		.type = FIELD_INLINE,
		.required = true,
		.at = offsetof(struct myth, claim),
		.says = TR("the misconception, as people say it") },
	{ .key = "tempting",
		.type = FIELD_BLOCK,
		.at = offsetof(struct myth, tempting),
		.says = TR("why it is believed") },
	{ .key = "truth",
		.type = FIELD_BLOCK,
		.required = true,
		.at = offsetof(struct myth, truth),
		.says = TR("what is truer") },
	{ .key = "sources",
		.type = FIELD_IDS,
		.at = offsetof(struct myth, sources),
		.says = TR("the entries of sources.yaml it leans on") },
};
FIELDS(myth_fields, TR("myth"), struct myth);

static const struct field topic_fields_list[] = {
	{ .key = "id",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct topic, id),
		.says = TR("names the topic") },
	{ .key = "text",
		.type = FIELD_INLINE,
		.required = true,
		.at = offsetof(struct topic, text),
		.says = TR("the point the course promises to teach") },
};
FIELDS(topic_fields, TR("topic"), struct topic);

static const struct field line_fields_list[] = {
	{ .key = "name",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct line, name),
		.says = TR("who answers") },
	{ .key = "for",
		.type = FIELD_WORD,
		.at = offsetof(struct line, use),
		.words = use_words,
		.says = TR("what it is for") },
	{ .key = "call", .type = FIELD_PLAIN, .at = offsetof(struct line, call), .says = TR("the number to call") },
	{ .key = "text",
		.type = FIELD_PLAIN,
		.at = offsetof(struct line, text),
		.says = TR("what to text, and where") },
	{ .key = "web", .type = FIELD_PLAIN, .at = offsetof(struct line, web), .says = TR("the site") },
	{ .key = "email", .type = FIELD_PLAIN, .at = offsetof(struct line, email), .says = TR("the address") },
	{ .key = "hours",
		.type = FIELD_PLAIN,
		.at = offsetof(struct line, hours),
		.says = TR("when someone is there") },
	{ .key = "languages", .type = FIELD_PLAIN, .at = offsetof(struct line, languages), .says = TR("spoken there") },
	{ .key = "source",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct line, source),
		.says = TR("who publishes the line") },
	{ .key = "checked",
		.type = FIELD_DATE,
		.required = true,
		.at = offsetof(struct line, checked),
		.says = TR("the day it was last looked up; after a year it is warned of") },
	{ .key = "trace",
		.type = FIELD_PLAIN,
		.at = offsetof(struct line, trace),
		.says = TR("what stays on a phone or computer after using it") },
};
FIELDS(line_fields, TR("support line"), struct line);

static const struct field country_fields_list[] = {
	{ .key = "country",
		.type = FIELD_PLAIN,
		.required = true,
		.at = offsetof(struct country, country),
		.says = TR("its two letters, such as US") },
	{ .key = "lines",
		.type = FIELD_PARTS,
		.required = true,
		.at = offsetof(struct country, lines),
		.of = &line_fields,
		.says = TR("who can be reached there") },
	{ .key = "name",
		.type = FIELD_PLAIN,
		.at = offsetof(struct country, name),
		.says = TR("the country as its people call it; its code where this is left out") },
	{ .key = "emergency",
		.type = FIELD_PLAIN,
		.at = offsetof(struct country, emergency),
		.says = TR("the emergency number") },
};
FIELDS(country_fields, TR("country"), struct country);

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
	if (!page->kind->asks || node_child(map, "ask") || map->broken)
		return;
	diag_add(diags, DIAG_MISSING_KEY, map->at, map->width, "%s page has no 'ask'", page->kind->name);
	diag_help(diags, "write the question or prompt there");
}

static bool has_key(const struct fields *fields, const char *key)
{
	for (size_t i = 0; i < fields->n; i++)
		if (strcmp(fields->list[i].key, key) == 0)
			return true;
	return false;
}

/* A key of a page that is another kind's: which have it says more than what it looks like. */
static bool help_with_key(const struct reader *reader, const char *key)
{
	struct str owners = { 0 };
	bool graded = has_key(&graded_fields, key);

	for (kind_list kinds = reader->ctx; *kinds; kinds++)
		if (graded ? (*kinds)->graded : has_key((*kinds)->fields, key))
			str_print(&owners, "%s%s", owners.len ? ", " : "", (*kinds)->name);
	bool any = owners.len > 0;
	if (any)
		diag_help(reader->diags, "'%s' belongs to pages of kind %s", key, str_text(&owners));
	str_release(&owners);
	return any;
}

static void read_page(struct reader *reader, const struct node *map, kind_list kinds, struct page *page)
{
	const struct kind_form *kind = kind_of(map, kinds, reader->diags);
	struct field_group groups[3] = { { .fields = &page_fields, .into = page },
		{ .fields = &graded_fields, .into = page }, { .fields = NULL } };
	size_t n = kind && !kind->graded ? 1 : 2;

	page->at = map->at;
	page->rev = 1;
	page->kind = kind;
	if (kind) {
		page->own = arena_get(reader->arena, kind->fields->size);
		groups[n] = (struct field_group){ .fields = kind->fields, .into = page->own };
	}
	struct reader own = { .arena = reader->arena, .diags = reader->diags, .places = &page->places,
		.helped = &page_fields, .help = help_with_key, .ctx = kinds };
	fields_read(&own, map, groups, n + 1);
	page->lacks = own.lacks || !kind;
	page->own_lacks = groups[n].lacks || map->broken || !kind;
	reader->lacks |= !page->id || map->broken;
	if (kind) {
		share_is_allowed(page, map, reader->diags);
		asks_if_it_must(page, map, reader->diags);
		page->own_lacks |= kind->asks && markup_is_empty(&page->ask);
	}
}

static void no_page(struct reader *reader, const struct node *node)
{
	reader->lacks = true;
	if (!node->broken)
		diag_add(reader->diags, DIAG_WRONG_TYPE, node->at, node->width, "a page should be a map of keys");
}

static void read_pages(struct reader *reader, const struct node *pages, kind_list kinds, struct chapter *chapter)
{
	if (!pages)
		return; /* said with the chapter's other keys */
	if (pages->type != NODE_LIST) {
		reader->lacks = true;
		if (!pages->broken)
			diag_add(reader->diags, DIAG_WRONG_TYPE, pages->at, pages->width,
				"'pages' should be a list");
		return;
	}
	if (pages->count == 0 || pages->count > PAGES_MOST) {
		reader->lacks = true;
		diag_add(reader->diags, pages->count ? DIAG_TOO_MANY_PARTS : DIAG_EMPTY, pages->key_at, 5,
			pages->count ? TR("'pages' has more than %d pages") : TR("'pages' is empty"), PAGES_MOST);
		return;
	}
	chapter->pages = arena_get(reader->arena, pages->count * sizeof chapter->pages[0]);
	for (const struct node *map = pages->first; map; map = map->next) {
		if (map->type == NODE_MAP)
			read_page(reader, map, kinds, &chapter->pages[chapter->npages++]);
		else
			no_page(reader, map);
	}
}

static void id_is_file_name(const struct node *root, const char *name, struct diags *diags)
{
	const struct node *id = node_child(root, "id");

	if (!id || id->type != NODE_SCALAR || !id_is_well_formed(id->text) || strcmp(id->text, name) == 0)
		return;
	diag_add(diags, DIAG_ID_FILE, id->at, id->width, "the chapter's id is '%s', and its file is called '%s'",
		diag_quote(diags, id->text), name);
	diag_help(diags, "rename one of them; a published id keeps its name, and lists the old one under 'was'");
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
	reader.lacks = root->broken || !chapter->id || !node_child(root, "pages");
	read_pages(&reader, node_child(root, "pages"), kinds, chapter);
	id_is_file_name(root, name, diags);
	chapter->lacks = reader.lacks;
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

/* -- Side files ------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	const struct fields *fields;
	size_t id; /* where the struct keeps what must be unique */
} sides[SIDE_COUNT] = {
	[SIDE_GLOSSARY] = { "glossary", &term_fields, offsetof(struct term, id) },
	[SIDE_SOURCES] = { "sources", &source_fields, offsetof(struct source, id) },
	[SIDE_MYTHS] = { "myths", &myth_fields, offsetof(struct myth, id) },
	[SIDE_TOPICS] = { "topics", &topic_fields, offsetof(struct topic, id) },
	[SIDE_SUPPORT] = { "support", &country_fields, offsetof(struct country, country) },
};

const char *side_name(enum side side)
{
	return sides[side].name;
}

/* Whether an entry may have names that were not read. */
static bool names_lack(const struct side_file *file, const struct node *map, const char *entry)
{
	const struct term *term = file->side == SIDE_GLOSSARY ? (const struct term *)(const void *)entry : NULL;

	if (map->type != NODE_MAP || map->broken || !*(const char *const *)(const void *)(entry + sides[file->side].id))
		return true;
	return term && (!term->term || (node_child(map, "also") && !term->also.n));
}

static void read_entries(struct reader *reader, const struct node *root, struct side_file *file)
{
	size_t size = sides[file->side].fields->size;
	char *entry = arena_get(reader->arena, root->count * size);

	file->list.list = entry;
	for (const struct node *map = root->first; map; map = map->next) {
		struct field_group group = { .fields = sides[file->side].fields, .into = entry };
		*(struct place *)(void *)entry = map->at;
		fields_read(reader, map, &group, 1);
		file->lacks |= names_lack(file, map, entry);
		file->list.n++;
		entry += size;
	}
}

static void entries_once(const struct side_file *file, struct diags *diags)
{
	const char *entry = file->list.list;
	struct named *list = mem_get((file->list.n + 1) * sizeof *list);

	for (size_t i = 0; i < file->list.n; i++, entry += sides[file->side].fields->size) {
		list[i].id = *(const char *const *)(const void *)(entry + sides[file->side].id);
		list[i].at = places_find(&file->places, list[i].id, *(const struct place *)(const void *)entry);
	}
	check_unique(list, file->list.n, sides[file->side].fields->what, diags);
	mem_free(list);
}

static void topics_are_well_formed(const struct side_file *file, struct diags *diags)
{
	const struct topic *topics = file->list.list;

	for (size_t i = 0; i < file->list.n; i++) {
		if (!topics[i].id || topic_is_well_formed(topics[i].id))
			continue;
		diag_add(diags, DIAG_BAD_ID, places_find(&file->places, topics[i].id, topics[i].at),
			(unsigned)strlen(topics[i].id), "'%s' is not a topic id", diag_quote(diags, topics[i].id));
		diag_help(diags, "letters, digits, dots and hyphens, such as 'S1.24'");
	}
}

static void lines_can_be_reached(const struct side_file *file, struct diags *diags)
{
	const struct country *countries = file->list.list;

	for (size_t i = 0; i < file->list.n; i++) {
		const struct line *lines = countries[i].lines.list;
		for (size_t l = 0; l < countries[i].lines.n; l++) {
			if (lines[l].call || lines[l].text || lines[l].web || lines[l].email)
				continue;
			diag_add(diags, DIAG_MISSING_KEY, lines[l].at, 1, "support line has no way to reach it");
			diag_help(diags, "give it one of 'call', 'text', 'web' or 'email'");
		}
	}
}

struct side_file *side_read(const struct node *root, enum side side, struct diags *diags)
{
	size_t errors = diags->errors;
	struct side_file *file = side_read_partly(root, side, diags);

	if (diags->errors == errors)
		return file;
	side_free(file);
	return NULL;
}

struct side_file *side_read_partly(const struct node *root, enum side side, struct diags *diags)
{
	if (root->type != NODE_LIST) {
		if (root->broken)
			return NULL;
		diag_add(diags, DIAG_WRONG_TYPE, root->at, root->width, "%s.yaml should be a list",
			sides[side].name);
		diag_help(diags, "begin each entry with '- '");
		return NULL;
	}

	struct side_file *file = mem_get(sizeof *file);
	struct reader reader = { .arena = &file->arena, .diags = diags, .places = &file->places };
	file->side = side;
	read_entries(&reader, root, file);
	file->lacks |= root->broken;
	entries_once(file, diags);
	if (side == SIDE_TOPICS)
		topics_are_well_formed(file, diags);
	if (side == SIDE_SUPPORT)
		lines_can_be_reached(file, diags);
	return file;
}

void side_free(struct side_file *file)
{
	if (!file)
		return;
	arena_drop(&file->arena);
	mem_free(file);
}

static bool term_is_called(const struct term *term, const char *name)
{
	if ((term->id && text_same(term->id, name)) || (term->term && text_same(term->term, name)))
		return true;
	for (size_t i = 0; i < term->also.n; i++)
		if (text_same(term->also.list[i], name))
			return true;
	return false;
}

const struct term *glossary_find(const struct side_file *glossary, const char *name)
{
	const struct term *terms = glossary ? glossary->list.list : NULL;

	for (size_t i = 0; terms && i < glossary->list.n; i++)
		if (term_is_called(&terms[i], name))
			return &terms[i];
	return NULL;
}

/* -- Support lines, for people ----------------------------------------------------------------- */

const char *line_words(const struct line *line)
{
	const char *said = line->use ? use_said[line->use - 1] : NULL;

	return said ? tr(said) : NULL;
}

const char *country_words(const struct country *country)
{
	static const struct {
		const char *code, *words;
	} regions[] = { { "ANY", TR("Anywhere") }, { "EU", TR("European Union") } };

	if (country->name)
		return country->name;
	for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
		if (strcmp(country->country, regions[i].code) == 0)
			return tr(regions[i].words);
	return country->country;
}
