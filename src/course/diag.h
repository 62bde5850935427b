/* SPDX-License-Identifier: MIT
 *
 * diag: a fault, its code, its place, its help; and how it is printed.
 *
 * Use: whoever finds a fault calls diag_add() and, when there is advice,
 * diag_help() right after it. All faults of a file are gathered in one `struct
 * diags`; diag_print() shows one with its source line and a caret, diag_first()
 * is the one line the home screen shows.
 *
 * Ownership: a struct diags owns its texts (one arena); diags_release frees all.
 *
 * Never knows: who finds faults, where they are printed.
 *
 * The codes and their severity are one table (DIAG_CODES); what `attune explain` says of each, with a wrong and a right
 * example, is another one (explain.c).
 */
#ifndef ATTUNE_COURSE_DIAG_H
#define ATTUNE_COURSE_DIAG_H

#include <stdbool.h>
#include "base/mem.h"
#include "base/text.h"
#include "course/tree.h"

/* One line for each fault: enum name, code as printed, severity. Codes never change once published. E0xx reading,
 * E1xx shape, E2xx meaning, E3xx whole course, W4xx teaching. */
#define DIAG_CODES(X) \
	X(DIAG_OPEN, "E001", ERROR)             /* cannot be opened or read */ \
	X(DIAG_NOT_REGULAR, "E002", ERROR)      /* a directory, FIFO, device */ \
	X(DIAG_TOO_LARGE, "E003", ERROR)        /* over 1 MiB */ \
	X(DIAG_NOT_UTF8, "E004", ERROR)         /* not strict UTF-8 */ \
	X(DIAG_CHARACTER, "E005", ERROR)        /* a character no lesson may carry */ \
	X(DIAG_SYNTAX, "E006", ERROR)           /* not YAML */ \
	X(DIAG_TOO_DEEP, "E007", ERROR)         /* nesting over 16 */ \
	X(DIAG_TOO_MANY, "E008", ERROR)         /* over 50,000 events */ \
	X(DIAG_SCALAR_SIZE, "E009", ERROR)      /* a scalar over 64 KiB */ \
	X(DIAG_ANCHOR, "E010", ERROR)           /* anchor or alias */ \
	X(DIAG_TAG, "E011", ERROR)              /* tag or directive */ \
	X(DIAG_MERGE, "E012", ERROR)            /* merge key */ \
	X(DIAG_DOCUMENTS, "E013", ERROR)        /* a second document, or none */ \
	X(DIAG_DUPLICATE_KEY, "E014", ERROR) \
	X(DIAG_KEY_TYPE, "E015", ERROR)         /* a key that is not a plain word */ \
	X(DIAG_UNKNOWN_KEY, "E101", ERROR) \
	X(DIAG_MISSING_KEY, "E102", ERROR) \
	X(DIAG_WRONG_TYPE, "E103", ERROR)       /* list where text is wanted, ... */ \
	X(DIAG_BAD_ID, "E104", ERROR) \
	X(DIAG_BAD_NUMBER, "E105", ERROR) \
	X(DIAG_BAD_WORD, "E106", ERROR)         /* not one of the words allowed here */ \
	X(DIAG_BAD_DATE, "E107", ERROR) \
	X(DIAG_EMPTY, "E108", ERROR)            /* a text or list that may not be empty */ \
	X(DIAG_UNKNOWN_KIND, "E109", ERROR) \
	X(DIAG_MARKUP, "E110", ERROR)           /* Markdown that lessons do not have */ \
	X(DIAG_VERSION, "E111", ERROR)          /* needs attune 2 or later */ \
	X(DIAG_TOO_MANY_PARTS, "E112", ERROR)   /* more options, statements ... than a page can hold */ \
	X(DIAG_DUPLICATE_ID, "E201", ERROR) \
	X(DIAG_NO_RIGHT, "E202", ERROR) \
	X(DIAG_RIGHT_COUNT, "E203", ERROR)      /* a choice with two right options, a multi with one */ \
	X(DIAG_NO_SAY, "E204", ERROR)           /* an option without feedback */ \
	X(DIAG_UNKNOWN_TERM, "E205", ERROR) \
	X(DIAG_UNKNOWN_TOPIC, "E206", ERROR) \
	X(DIAG_UNKNOWN_SOURCE, "E207", ERROR) \
	X(DIAG_UNKNOWN_MYTH, "E208", ERROR) \
	X(DIAG_UNKNOWN_PAGE, "E209", ERROR)     /* skip-to, pair, words, from */ \
	X(DIAG_ID_FILE, "E210", ERROR)          /* a chapter's id is its file's name */ \
	X(DIAG_SHARE, "E211", ERROR)            /* reflect, plan, rate, myth, recall are never shared */ \
	X(DIAG_PAIR, "E212", ERROR)             /* a pair that is no rate page or has other statements */ \
	X(DIAG_BLANK, "E213", ERROR)            /* a {blank} nobody described, or a blank that 'ask' does not have */ \
	X(DIAG_UNKNOWN_BIN, "E214", ERROR)      /* an item in a bin that is not there */ \
	X(DIAG_SAME_TEXT, "E215", ERROR)        /* two parts that read the same */ \
	X(DIAG_TOO_FEW, "E216", ERROR)          /* one pair, one item to order, one bin */ \
	X(DIAG_GOTO, "E217", ERROR)             /* a goto that names no scene */ \
	X(DIAG_SCENE, "E218", ERROR)            /* a scene with neither choices nor an end, or with both */ \
	X(DIAG_UNREACHED, "E219", ERROR)        /* a scene no choice leads to */ \
	X(DIAG_ENDLESS, "E220", ERROR)          /* a scene from which a story can never end */ \
	X(DIAG_DRAW, "E221", ERROR)             /* a quiz that draws more than there is */ \
	X(DIAG_LINK_KIND, "E222", ERROR)        /* a page of a kind that has nothing to give here */ \
	X(DIAG_SKIP_BACK, "E223", ERROR)        /* skip-to that leads back, or nowhere */ \
	X(DIAG_ID_REMOVED, "E301", ERROR)       /* against ids.lock */ \
	X(DIAG_ID_REUSED, "E302", ERROR) \
	X(DIAG_LONGEST_RIGHT, "W401", WARNING) \
	X(DIAG_LONG_PAGE, "W402", WARNING)      /* over one 80x24 screen */ \
	X(DIAG_MANY_WORDS, "W403", WARNING)     /* over 180 words */ \
	X(DIAG_GRADE, "W404", WARNING)          /* reading grade over 9 */ \
	X(DIAG_TOPIC_UNTAUGHT, "W405", WARNING) \
	X(DIAG_MYTH_UNTAUGHT, "W406", WARNING) \
	X(DIAG_MYTH_UNTESTED, "W407", WARNING) \
	X(DIAG_NO_REFLECTION, "W408", WARNING) \
	X(DIAG_NO_CHECK, "W409", WARNING) \
	X(DIAG_NO_SOURCE, "W410", WARNING) \
	X(DIAG_NO_LOCK, "W411", WARNING) \
	X(DIAG_SUPPORT_OLD, "W412", WARNING) \
	X(DIAG_POSITION_WORDS, "W413", WARNING) /* "the red one", "above" */ \
	X(DIAG_EMOJI, "W414", WARNING) \
	X(DIAG_FIGURE, "W415", WARNING)         /* a drawing that is too large, or not in ASCII */ \
	X(DIAG_PLAIN_MARKUP, "W416", WARNING)   /* Markdown where it is shown as typed */ \
	X(DIAG_NO_TITLE, "W417", WARNING)       /* a page that 'skip-to' names by its id */ \
	X(DIAG_CUT, "W418", WARNING)            /* a text that ends at a '#' */ \
	X(DIAG_MIXED, "W419", WARNING)          /* letters of two scripts in one word */ \
	X(DIAG_UNWRITTEN, "W420", WARNING)      /* what an import put in place of a reason */ \
	X(DIAG_COMMA, "W421", WARNING)          /* a sentence in [ ] that a comma parts */

enum diag_code {
#define X(name, code, severity) name,
	DIAG_CODES(X)
#undef X
	DIAG_CODE_COUNT
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct diag {
	enum diag_code code;
	const char *file;     /* as the person typed it or can open it */
	struct place at;
	unsigned width;       /* how many columns the caret line marks, at least 1 */
	const char *message;  /* lower case, no full stop */
	const char *help;     /* what to write instead, or NULL */
	const char *source;   /* the line of the file it stands on, or NULL */
};

#define DIAGS_MOST 100 /* of one file; who reads more learns nothing new, and a hostile file costs no time */

struct diags {
	struct diag *list;
	size_t count, room;
	size_t errors;        /* how many of them are errors */
	const char *file;     /* the file being read; diag_add copies the pointer */
	size_t in_file[2];    /* its errors and its warnings; from DIAGS_MOST of one sort on they are counted and not kept */
	bool dropped;         /* whether the last one was not kept */
	struct arena arena;
};

/* Adds a fault at a place of diags->file. The message is made as by printf, in the person's language: it is offered to the
 * translators here, so callers write plain English. It belongs to `diags`. */
void diag_add(struct diags *, enum diag_code, struct place, unsigned width, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* Gives the last fault its help line. */
void diag_help(struct diags *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A person's own words, cut to fit a message; belongs to `diags`. */
const char *diag_quote(struct diags *, const char *text);

/* Sets the file named by the faults that follow (copied). */
void diags_file(struct diags *, const char *file);

/* Gives every fault of the file that has none its source line, cut from the file's text. */
void diags_source(struct diags *, const char *text, size_t len);

/* Orders by file (in order of first appearance), line, column. */
void diags_sort(struct diags *);

/* The first error, else the first warning, else NULL. */
const struct diag *diags_first(const struct diags *);

void diags_release(struct diags *);

/* "E101", and back (DIAG_CODE_COUNT when unknown; case does not matter). */
const char *diag_code_text(enum diag_code);
enum diag_code diag_code_of(const char *text);
enum severity diag_severity(enum diag_code);

/* Prints one fault. FULL is the style of rustc: place and message, source line, caret, help. SHORT is
 * file:line:column: severity[CODE]: message. */
enum diag_format { DIAG_FULL, DIAG_SHORT };
void diag_print(const struct diag *, enum diag_format, struct str *out);

/* The explanation of a code with a wrong and a right example, for `attune explain`. */
void diag_explain(enum diag_code, struct str *out);

#endif
