/* SPDX-License-Identifier: MIT
 *
 * import: someone else's questions, on their way into a chapter.
 *
 * Use: import_clean() makes bytes safe; then gift_read(), aiken_read() or
 * swirl_read() adds what they say as questions that are the same whatever they
 * came from; import_write() makes a chapter file of them. Whatever cannot be
 * carried over, or was made up because the format needs it, is a note with its
 * line: nothing is dropped in silence.
 *
 * Ownership: a struct import owns all questions, notes and texts; import_release frees them. It is zeroed at first.
 *
 * Never knows: where the bytes came from, where the chapter goes. Runs nothing of what it reads.
 *
 * One format is one file, src/io/NAME.c, and one line in IMPORT_FORMATS. import_clean.c is what bytes may pass, import_fit.c
 * what questions, import_write.c what they look like then.
 */
#ifndef ATTUNE_IO_IMPORT_H
#define ATTUNE_IO_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/mem.h"
#include "base/text.h"
#include "course/names.h"
#include "io/prose.h"

#define IMPORT_FILE_MOST ((size_t)1024 * 1024)
#define IMPORT_DOTS "\xE2\x80\xA6" /* where a word is missing, and none is typed */

#define IMPORT_FORMATS(X) \
	X(GIFT, gift, "Moodle GIFT") \
	X(AIKEN, aiken, "Aiken") \
	X(SWIRL, swirl, "swirl")

enum import_format {
#define X(NAME, name, title) IMPORT_##NAME,
	IMPORT_FORMATS(X)
#undef X
	IMPORT_FORMAT_COUNT
};

/* The page kinds that questions become. */
enum import_kind {
	IMPORT_READ,
	IMPORT_CHOICE, /* one that fits or several: how many do decides between choice and multi */
	IMPORT_FILL,
	IMPORT_MATCH, /* becomes a sort where partners are the same */
	IMPORT_ESTIMATE,
	IMPORT_REFLECT,
};

/* An option, a pair, or a word for the blank. */
struct import_part {
	const char *text;  /* Markdown of one paragraph; fill: the word itself */
	const char *other; /* match: the right side */
	const char *say;   /* NULL: the source has no feedback here */
	bool right;        /* choice: it fits; fill: it is accepted, else it is caught */
	bool partly;       /* it earned some of the credit */
	unsigned line;     /* of the source; 0: the question's */
	const char *id;    /* given by import_add */
	unsigned group;    /* sort: the index of its bin; given by import_add */
};

struct import_question {
	enum import_kind kind;
	unsigned line;
	const char *id;          /* given by import_add */
	const char *title;       /* one plain line, or NULL */
	const char *text;        /* blocks above the question, or NULL */
	const char *ask;         /* one paragraph, or NULL; fill: with the PROSE_GAP */
	const char *explain;     /* blocks, or NULL */
	const char *facilitator; /* blocks, or NULL */
	const char *hint;        /* one paragraph, or NULL */
	const char *comments;    /* lines the source has above it, or NULL */
	struct import_part *parts;
	size_t nparts, room;
	bool fixed;              /* in this order */
	bool sorts;              /* match: is a sort; given by import_add */
	bool unholdable;         /* a text of it is such that no lesson can hold it */
	const char *answer, *near; /* estimate: numbers as the lesson format writes them */
	const char *say_near, *say_far; /* estimate; NULL as for parts */
};

struct import_note {
	unsigned line;     /* of the source; 0: the file as a whole */
	unsigned order;    /* in which it was found */
	const char *words; /* what happened, for a person, without a full stop */
};

struct import {
	struct arena arena;
	const struct names *taken; /* sorted ids that no page may get; may be NULL */
	const char *title;    /* of the chapter, when the source has one */
	const char *comments; /* about the file as a whole, or what stands after the last question */
	struct import_question *questions;
	size_t nquestions, room;
	size_t found;         /* how many the source has, carried or not */
	size_t carried;       /* how many import_write wrote */
	struct import_note *notes;
	size_t nnotes, notes_room;
};

/* Strict UTF-8, LF line ends, no character that lessons may not carry (each left out is noted); lines keep their
 * numbers. NULL with a note when the bytes are no text. NUL-terminated, in the arena. */
const char *import_clean(struct import *, const char *bytes, size_t len, size_t *clean_len);

/* Each reads a whole cleaned file. */
#define X(NAME, name, title) void name##_read(struct import *, const char *text, size_t len);
IMPORT_FORMATS(X)
#undef X
void import_read(struct import *, enum import_format, const char *text, size_t len);

extern const char *const import_names[];  /* "gift" ...; ends with NULL */
extern const char *const import_titles[]; /* "Moodle GIFT" ... */

void import_notef(struct import *, unsigned line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Texts of a question out of the source's; what is lost of them is noted at the question's line. NULL: it is empty. */
const char *import_line(struct import *, struct import_question *, const char *text, size_t len, enum prose_form);
const char *import_text(struct import *, struct import_question *, const char *text, size_t len, enum prose_form);
const char *import_words(struct import *, struct import_question *, const char *text, size_t len, enum prose_form);
/* Sets `ask` to the paragraph that asks and `text` to the others. */
void import_ask(struct import *, struct import_question *, const char *text, size_t len, enum prose_form);

/* A number as the lesson format writes it; NULL when the text is none. */
const char *import_number(struct arena *, const char *text, size_t len);

/* Sets an estimate from one number to another, in any order, each from import_number, and notes that its answer is
 * their middle; false when one is NULL. */
bool import_range(struct import *, struct import_question *, const char *one, const char *other);

/* A part at the end of the question's. */
struct import_part *import_part(struct import_question *);

/* Takes a question over, with its parts, if it fits the lesson format; else notes why not. It is empty after. */
void import_add(struct import *, struct import_question *);

/* The whole as a chapter file that loads without errors. What no longer fits into one file is noted. `name` is an id.
 * False when there is no question to write. */
bool import_write(struct import *, const char *name, const char *title, const char *from, struct str *out);

/* An id of at most `most` bytes made of a text, cut between words; "" when nothing is left. */
const char *import_slug(struct arena *, const char *text, size_t most);

/* Notes in the order of the file. */
void import_sort_notes(struct import *);

void import_release(struct import *);

#endif
