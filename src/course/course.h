/* SPDX-License-Identifier: MIT
 *
 * course: a course found good; it never changes once loaded.
 *
 * Use: course_read() makes a course of the tree of course.yaml; chapter_read()
 * makes a chapter of a chapter file, one at a time. Both give all or nothing: if
 * there was an error, what they return is NULL and the faults say why. The
 * checker, which wants all faults at once, takes them as far as they can be read:
 * course_read_partly() and its like.
 *
 * Ownership: a course, and a chapter, own one arena each with everything in it;
 * course_free and chapter_free release it. Pointers into a chapter are good as
 * long as the chapter.
 *
 * Never knows: files, YAML, the learner, how a kind works: pages are read through
 * the list of kinds that is handed in.
 */
#ifndef ATTUNE_COURSE_COURSE_H
#define ATTUNE_COURSE_COURSE_H

#include <stdbool.h>
#include "base/mem.h"
#include "course/diag.h"
#include "course/field.h"
#include "course/markup.h"
#include "course/tree.h"

#define COURSE_FORMAT 1 /* the `attune:` version this program reads */
#define CHAPTER_PAGES_MOST 400

enum evidence { EVIDENCE_NONE, EVIDENCE_SOLID, EVIDENCE_SOME, EVIDENCE_DEBATED, EVIDENCE_ONE_VIEW };
enum share { SHARE_DEFAULT, SHARE_NEVER, SHARE_AGGREGATE };

struct page;
struct chapter;

/* What the course needs to know of a page kind. A kind (kinds/kind.h) begins with one of these. */
struct kind_form {
	const char *name;             /* as in `kind:` */
	const struct fields *fields;  /* the keys of its own */
	bool graded;                  /* has hints, explain, confidence, fixed */
	bool asks;                    /* `ask` is required */
	bool is_private;              /* answers are never shared, whatever the page says */
	bool reflects;                /* words are written that other pages may show (recap) */
	bool shows_words;             /* what was written elsewhere is seen on it */
	bool confident;               /* asks how sure unless the page says no */
	const char *says;             /* one line for the manual */
	/* Faults of meaning that only this kind can see; may be NULL. The page may have faults of shape: nobody is blamed for what is
	 * missing where places_lack(), and any text or id may be empty or NULL. */
	void (*check)(const struct page *, struct diags *);
	/* Calls `each` for every text of the kind's own a learner reads (for words, terms and lints), with the myth it is tagged with or NULL. */
	void (*texts)(const struct page *, void (*each)(void *ctx, const struct markup *, const char *myth), void *ctx);
	/* How many graded pages it draws from those its links name (quiz); NULL: none. */
	unsigned (*draws)(const struct page *);
	/* Calls `each` for every statement it has rated, with its id: NULL where the page is about one belief (myth). */
	void (*beliefs)(const struct page *, void (*each)(void *ctx, const char *id, const struct markup *), void *ctx);
	/* The page whose ratings come before those of this one (rate), or NULL; NULL: none ever. */
	const char *(*pairs)(const struct page *);
	/* After how many days it is asked what became of what was written (plan), 0: never; NULL: none. */
	unsigned (*asks_after)(const struct page *);
	/* Calls `each` for every page or chapter id the kind's own fields name (pair, words, goto is not one). */
	void (*links)(const struct page *, void (*each)(void *ctx, const char *id, struct place), void *ctx);
};

/* The forms of all kinds, in the order of the manual; ends with NULL. */
typedef const struct kind_form *const *kind_list; /* an alias for a pointer type, not a struct */

struct figure {
	struct place at;
	const char *art;
	const char *alt;
	struct markup caption;
};

struct note {          /* one neutral line and a choice of route */
	struct place at;
	const char *about;
	const char *skip_to;
};

struct page {
	struct place at;
	const char *id;
	const char *kind_name;
	const struct kind_form *kind;
	const char *title;
	struct markup text, ask, explain, facilitator;
	struct figure *figure;
	struct words topics, sources, was;
	int evidence;      /* enum evidence */
	struct note *note;
	enum flag optional, review, confidence, fixed;
	unsigned rev;      /* 1 when not given */
	int share;         /* enum share */
	struct markups hints;
	void *own;         /* the kind's struct, of kind->fields->size */
	struct places places; /* of its values in the file */
};

struct objective {
	struct place at;
	const char *id;
	struct markup text;
};

struct chapter {
	struct arena arena;      /* holds all that follows, and this struct's texts */
	struct place at;
	const char *id, *title;
	unsigned minutes;        /* 0 when not given */
	struct parts objectives; /* of struct objective */
	struct note *note;
	struct words was;
	struct page *pages;
	size_t npages;
	struct places places;    /* of its own values; each page has its own */
	bool lacks;              /* only the checker meets this: ids may be missing */
};

struct course {
	struct arena arena;
	struct place at;
	unsigned format;
	const char *id, *title, *language, *version;
	struct markup summary, notice;
	struct words chapters;   /* ids, in order */
	struct words retired;
	const char *folder;      /* where its files are, as a path */
	struct places places;
};

/* The side files; each list is in the order of its file. */
struct term   { struct place at; const char *id, *term; struct markup text; struct words also; };
struct source { struct place at; const char *id, *cite, *doi, *url, *checked; };
struct myth   { struct place at; const char *id; struct markup claim, tempting, truth; struct words sources; };
struct topic  { struct place at; const char *id; struct markup text; };
struct line   { struct place at; const char *name, *call, *text, *web, *email, *hours, *languages, *source, *checked, *trace; int use; };
struct country { struct place at; const char *country, *name; struct parts lines; /* of struct line */ const char *emergency; };

enum side { SIDE_GLOSSARY, SIDE_SOURCES, SIDE_MYTHS, SIDE_TOPICS, SIDE_SUPPORT };
#define SIDE_COUNT 5

struct side_file {
	struct arena arena;
	enum side side;
	struct parts list;       /* of struct term, source, myth, topic or country */
	struct places places;
	bool lacks;              /* only the checker meets this: names may be missing */
};

/* `folder` is copied. NULL when there was an error. */
struct course *course_read(const struct node *root, const char *folder, struct diags *);
void course_free(struct course *);

/* `name` is the file's name without .yaml, which must be the chapter's id. NULL when there was an error. */
struct chapter *chapter_read(const struct node *root, const char *name, kind_list, struct diags *);
/* The same of a tree that has only some of the pages of a chapter that was found good: what they say of the others is not judged. */
struct chapter *chapter_read_part(const struct node *root, const char *name, kind_list kinds, struct diags *diags);
void chapter_free(struct chapter *);

struct side_file *side_read(const struct node *root, enum side, struct diags *);
void side_free(struct side_file *);

/* The same as far as it can be read, whatever the faults; for the checker alone. NULL when nothing can be: a course of
 * another version or whose `chapters` cannot be read, a chapter that is no map, a side file that is no list. A page of
 * unknown kind has no `kind`, and any id may be NULL. Ids that are not well formed are there as they stand. */
struct course *course_read_partly(const struct node *root, const char *folder, struct diags *);
struct chapter *chapter_read_partly(const struct node *root, const char *name, kind_list, struct diags *);
struct side_file *side_read_partly(const struct node *root, enum side side, struct diags *);
const char *side_name(enum side); /* "glossary": the file is side_name + ".yaml" */

/* The index of a page of the chapter by id or by an id it had before (`was`), or -1. */
int chapter_find(const struct chapter *, const char *page_id);

/* Whose note: a page's, by its index, or the chapter's own, which comes before them all. */
enum { NOTE_NONE = -2, NOTE_OF_CHAPTER = -1 };

/* NULL: there is none. What a note is about begins at its page, the chapter's at the first, and goes on to the page it may be
 * skipped to; where there is none, a page's note is about that page, and a chapter's about the whole chapter. Of two pages' notes
 * that end together the first is about what comes before the second. */
const struct note *chapter_note(const struct chapter *, int of);

/* Whose note is about the page at `index`, and not about the one at `here` (-1: of another chapter): the first after `after`,
 * and NOTE_NONE comes before and after all of them. The wider of two comes first. */
int chapter_note_over(const struct chapter *, int index, int here, int after);

/* A glossary entry by id, term or `also`, case folded; NULL when there is none. */
const struct term *glossary_find(const struct side_file *glossary, const char *name);

/* A text of a support list, in the person's language where it is, whole, one of those the translators were shown: all that the
 * course of this repository has (tests/check-po.sh gathers them). Else as written; NULL for NULL. */
const char *support_words(const char *text);

/* How a support list's country is called to people: its name where the list has one; its letters only where they are a
 * country's. */
const char *country_words(const struct country *);

/* What a support line is for, in plain words; NULL when for anything. */
const char *line_words(const struct line *);

/* The tables the reader uses, for the schema and the manual (course/keys.c). */
extern const struct fields course_fields, chapter_fields, page_fields, graded_fields, figure_fields, note_fields,
	term_fields, source_fields, myth_fields, topic_fields, country_fields, line_fields;

#endif
