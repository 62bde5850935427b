/* SPDX-License-Identifier: MIT
 *
 * lesson: one learner at the pages of one made-up chapter, as kinds/visit sees them; no YAML, no screen.
 *
 * Use: lesson_begin() with the pages in the notation of nodes.h, lesson_visit() with a page's id, then lesson_press() or
 * lesson_hear(), and look at `visit`, lesson_view(), lesson_kept(). A second lesson_visit() comes back to what the first
 * left: answers are in the learner, the half answer is handed over as a draft. lesson_end() last.
 *
 * Ownership: owns all of it; texts it gives are good until the next call that gives one.
 *
 * Never knows: the app, goldens. A page with a fault ends the test program: it is a mistake in the test.
 */
#ifndef ATTUNE_TESTS_LESSON_H
#define ATTUNE_TESTS_LESSON_H

#include "base/text.h"
#include "course/course.h"
#include "kinds/kind.h"
#include "learner/learner.h"

struct lesson {
	struct arena arena;    /* trees, records */
	struct diags diags;
	struct course *course;
	struct chapter *chapter;
	struct learner *learner;
	struct visit visit;
	struct record *half;   /* what the last visit left undone, or NULL */
	enum visit_did did;    /* of the last key or line */
	struct str kept, text;
	int64_t now;
};

#define LESSON_SEED 7

/* `pages` is a list: "[{id: a, kind: read, text: 'Hello.'}]". */
void lesson_begin(struct lesson *, const char *pages);
void lesson_end(struct lesson *);

/* Arrives at a page; the one before is left as if the line had dropped: what was half done is a draft. */
void lesson_visit(struct lesson *, const char *page);

/* Presses keys, blank-separated, named as in the key table; 'a text in quotes' is typed. Enter, i, r, u, Esc, Up and Down are
 * what the page screen makes of them: check, hint, reveal, clear, put down, focus. In a field letters are text. */
void lesson_press(struct lesson *, const char *keys);

/* Says a line as plain mode does; what was told in answer is in `text`. */
const char *lesson_hear(struct lesson *, const char *line);

/* The page as the screen shows it (66 cells wide), and as plain mode says it (one paragraph a line). */
const char *lesson_view(struct lesson *);
const char *lesson_said(struct lesson *);

/* All that was noted since the last call: "answer a+c wrong sure 2 try 1; words 'hello' copy 1". */
const char *lesson_kept(struct lesson *);

/* One record in these words. */
void lesson_dump(const struct record *, struct str *out);

/* One way over a page and what it comes to: a row of a test's table. NULL: not looked at. */
struct way {
	const char *name, *page;
	const char *before;      /* keys of an earlier visit, which is then left as if the line had dropped */
	const char *keys;        /* pressed */
	const char *lines;       /* or said, each ended by a newline, as in plain mode */
	enum stage stage;        /* at the end */
	enum verdict verdict;
	const char *kept;        /* all that was noted, "" for nothing */
	const char *sees, *lacks; /* stands on the page at the end, does not; for lines: was told */
	const char *sees_too, *lacks_too;
	const char *message;
};

/* Goes each way with a lesson of its own; false, and the name and what differs on stderr, for those that end elsewhere. */
bool lesson_goes(const char *pages, const struct way *, size_t n);

/* A page with faults, and their codes in order, blank-separated: a row of a test's table. */
struct faulty {
	const char *name;
	const char *keys; /* of the page, beside its id and kind; without `ask` it has one */
	const char *codes;
};

/* Reads each as a page of this kind; false, and the name and what differs on stderr, for those judged otherwise. */
bool lesson_faults(const char *kind, const struct faulty *, size_t n);

/* Such a table as one of cmocka's tests, which has its name: TEST_WAYS(pages, by_keys), TEST_FAULTS("order", faulty). What fails
 * has the line where this stands; which rows differ is on stderr. */
#define TEST_WAYS(pages_, table_) {#table_, lesson_test, NULL, NULL, &(struct lesson_table){.pages = (pages_), .ways = (table_), \
	.n = sizeof(table_) / sizeof *(table_), .file = __FILE__, .line = __LINE__}}
#define TEST_FAULTS(kind_, table_) {#table_, lesson_test, NULL, NULL, &(struct lesson_table){.kind = (kind_), .faults = (table_), \
	.n = sizeof(table_) / sizeof *(table_), .file = __FILE__, .line = __LINE__}}

struct lesson_table {
	const char *pages, *kind;
	const struct way *ways;
	const struct faulty *faults;
	size_t n;
	const char *file;
	int line;
};

void lesson_test(void **table);

/* A page whose record has picks that do not fit it, as an answer and as a draft: shown, said, pressed at, revealed. Whatever
 * comes of it, nothing may break. */
void lesson_endures(const char *pages, const char *page, const struct pick *, size_t n);

/* What a key is called in the key table, as a key; ends the program for a name that is none. */
struct key lesson_key(const char *name, size_t len);

/* Takes the next word of `*keys`, or one character of a quoted text, as a key; false at the end. `*in_text` is the caller's,
 * false at first. */
bool lesson_next_key(const char **keys, bool *in_text, struct key *key);

#endif
