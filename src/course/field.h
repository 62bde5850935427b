/* SPDX-License-Identifier: MIT
 *
 * field: one table of keys per map of the lesson format; it feeds the reader,
 * the schema, the authors' manual and "did you mean".
 *
 * Use: describe a struct once as a `static const struct field[]` (key, type,
 * offset), then fields_read() fills the struct from a map node. Several tables
 * may describe one map (a page has the fields every page may have, those of
 * graded kinds, and its kind's own): pass them together, so that an unknown key
 * is judged against them all.
 *
 * Ownership: everything read lives in reader->arena.
 *
 * Never knows: any kind, YAML.
 *
 * Each struct that is an element of a FIELD_PARTS list, or is read by FIELD_PART,
 * begins with a `struct place at`, which the reader fills.
 */
#ifndef ATTUNE_COURSE_FIELD_H
#define ATTUNE_COURSE_FIELD_H

#include <stdbool.h>
#include "base/mem.h"
#include "course/diag.h"
#include "course/form.h"
#include "course/markup.h"
#include "course/places.h"
#include "course/tree.h"

/* Lists as they lie in a struct. */
struct words {            /* FIELD_IDS, FIELD_WORDS */
	const char *const *list;
	const struct place *at; /* where each stands */
	size_t n;
};
struct markups {          /* FIELD_INLINES */
	const struct markup *list;
	size_t n;
};
struct parts {            /* FIELD_PARTS: n structs of the table's size, one after another */
	void *list;
	size_t n;
};
struct worded {           /* an element of FIELD_WORDED */
	struct place at;
	const char *word;
	struct markup text;
};
enum flag { FLAG_UNSET, FLAG_NO, FLAG_YES }; /* so that a default may depend on the kind */

enum field_type {
	FIELD_ID,      /* const char *: [a-z0-9]+(-[a-z0-9]+)*, at most 48 bytes */
	FIELD_IDS,     /* struct words of ids; one scalar counts as a list of one */
	FIELD_TOPICS,  /* struct words of topic ids: [A-Za-z0-9][A-Za-z0-9.-]* */
	FIELD_PLAIN,   /* const char *: one line, no markup */
	FIELD_VERBATIM,/* const char *: as it is, lines and spaces kept (a figure's art) */
	FIELD_INLINE,  /* struct markup, inline level */
	FIELD_BLOCK,   /* struct markup, block level */
	FIELD_INLINES, /* struct markups */
	FIELD_WORDS,   /* struct words of plain texts; one scalar counts as a list of one */
	FIELD_COUNT,   /* unsigned, a whole number from 1 */
	FIELD_NUMBER,  /* double */
	FIELD_FLAG,    /* enum flag: true or false */
	FIELD_WORD,    /* int: index into `words` (NULL-ended) + 1, so 0 is "not given" */
	FIELD_DATE,    /* const char *: yyyy-mm-dd, a real day */
	FIELD_PART,    /* pointer to a struct in the arena, or NULL: a map read by `of` */
	FIELD_PARTS,   /* struct parts: a list of maps read by `of` */
	FIELD_MAPPED,  /* struct parts: a map of maps read by `of`; its first field after `at` is a const char * that gets the key */
	FIELD_WORDED,  /* struct parts of struct worded: a map of inline texts under words of any kind */
	FIELD_BY_HAND, /* nothing is read: the caller reads it (a chapter's pages, whose keys depend on their kind) */
};

#define LIST_MOST 64 /* entries of a list that has no limit of its own: no page has a use for more, and hostile files have */

struct fields;

struct field {
	const char *key;
	enum field_type type;
	bool required;
	size_t at;                 /* offsetof in the struct */
	const struct fields *of;   /* FIELD_PART, FIELD_PARTS, FIELD_MAPPED */
	const char *const *words;  /* FIELD_WORD */
	const char *says;          /* one line for the manual and the schema */
	size_t most;               /* FIELD_PARTS, lists: how many at most; 0 = no limit of its own */
	bool typed;                /* FIELD_PLAIN, FIELD_WORDS, FIELD_WORDED: learners type its words, to answer or to find them */
};

struct fields {
	const char *what;          /* "page", "option": how faults name the map */
	const struct field *list;
	size_t n;
	size_t size;               /* of the struct */
};

/* The field of a key, or NULL; `fields` may be NULL. */
const struct field *fields_find(const struct fields *, const char *key);

struct field_group {
	const struct fields *fields;
	void *into;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct places *places; /* gets the place of every value read; may be NULL */
	/* Helps with a key that a map of `helped` does not have, and others do; whether it could. May both be NULL. */
	const struct fields *helped;
	bool (*help)(const struct reader *, const char *key);
	const void *ctx;       /* for help */
	const struct around *around; /* the maps that are being read, the innermost first; the reader's own */
};

/* Reads `map` into the groups' structs (which must be zeroed). Every fault is added to reader->diags; false if there was
 * an error. Unknown keys suggest the nearest known one; a group whose `fields` is NULL lets them pass in silence. */
bool fields_read(struct reader *, const struct node *map, struct field_group *groups, size_t ngroups);

/* Whether one of the members that a table describes, or of the parts in them, was not read whole (places_lack). */
bool fields_lack(const struct places *, const struct fields *, const void *of);

#endif
