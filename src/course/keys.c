/* SPDX-License-Identifier: MIT
 *
 * keys: the keys of every map but those of the kinds' own: what the reader, the schema and the manual go by. */
#include "course/course.h"

#include <assert.h>
#include "base/tr.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])
#define FIELDS(name, shown, type)                                                                     \
	const struct fields name = {                                                                  \
		.what = shown, .list = name##_list, .n = ARRAY_LEN(name##_list), .size = sizeof(type) \
	}

#define CHAPTERS_MOST 1000

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
		.most = LIST_MOST,
		.says = TR("the points of topics.yaml this page teaches or tests") },
	{ .key = "sources",
		.type = FIELD_IDS,
		.at = offsetof(struct page, sources),
		.most = LIST_MOST,
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
	{ .key = "was",
		.type = FIELD_IDS,
		.at = offsetof(struct page, was),
		.most = LIST_MOST,
		.says = TR("ids the page had before") },
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
		.most = LIST_MOST,
		.says = TR("shown one at a time when asked for") },
	{ .key = "explain",
		.type = FIELD_BLOCK,
		.at = offsetof(struct page, explain),
		.says = TR("Markdown shown once it is right, once the answer was looked at, and after the one try of an estimate") },
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
		.most = LIST_MOST,
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
		.most = LIST_MOST,
		.says = TR("ids the chapter had before") },
	{ .key = "pages",
		.type = FIELD_BY_HAND,
		.required = true,
		.at = offsetof(struct chapter, pages),
		.of = &page_fields,
		.most = CHAPTER_PAGES_MOST,
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
		.typed = true,
		.says = TR("the word as it is written") },
	{ .key = "text",
		.type = FIELD_BLOCK,
		.required = true,
		.at = offsetof(struct term, text),
		.says = TR("what it means here") },
	{ .key = "also",
		.type = FIELD_WORDS,
		.at = offsetof(struct term, also),
		.typed = true,
		.most = LIST_MOST,
		.says = TR("other ways to write it") },
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
		.most = LIST_MOST,
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

/* -- The same for people ------------------------------------------------------------------------- */

const char *line_words(const struct line *line)
{
	const char *said = line->use ? use_said[line->use - 1] : NULL;

	return said ? tr(said) : NULL;
}
