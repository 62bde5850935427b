/* SPDX-License-Identifier: MIT
 *
 * kind: what every page kind must be able to do, and the table of all kinds.
 *
 * Use: write src/kinds/NAME.c with one `const struct kind kind_NAME`, add NAME to
 * KINDS below, and the compiler, the schema, the checker, the manual and the tests
 * name what is still missing. Nobody calls a kind but the visit.
 *
 * Ownership: a kind's private state lives in visit->state, zeroed, of state_size
 * bytes; what it points to is released by `end`.
 *
 * Never knows: other kinds, the app, the screen's size, files.
 *
 * Items are what can have the focus on a page: options, scales, the field. They
 * are counted from 0 in the order of the screen.
 */
#ifndef ATTUNE_KINDS_KIND_H
#define ATTUNE_KINDS_KIND_H

#include <stdbool.h>
#include "base/mem.h"
#include "course/course.h"
#include "kinds/visit.h"
#include "learner/record.h"
#include "view/doc.h"
#include "view/edit.h"
#include "view/event.h"

/* What became of a key. */
enum acted {
	ACT_IGNORED, /* not a key of this kind here */
	ACT_MOVED,   /* something looks different */
	ACT_CHANGED, /* the half answer changed too */
	ACT_REFUSED, /* nothing changed; visit->message says why */
	ACT_CHECK,   /* the learner wants this checked, or kept */
	ACT_ON,      /* the learner wants the next page */
};

struct kind {
	struct kind_form form; /* first, so that a page's kind_form is its kind */
	size_t state_size;
	bool writes;           /* has a field: the caret is in it on arrival */
	bool tells;            /* says title, text and ask itself, at its own time */
	bool once;             /* graded, and one answer is all: whatever the verdict, all is then shown */
	bool by_lines;         /* plain mode: an answer goes on from the one before it, so `prompt` asks after feedback too */

	/* The state for an empty page; `visit->state` is zeroed. */
	void (*begin)(struct visit *);
	void (*end)(struct visit *);

	/* Puts a half answer (RECORD_DRAFT) or an answer, belief or words given before back into the state. */
	void (*restore)(struct visit *, const struct record *);

	/* Kinds that write: whether there is a field just now; NULL: always. */
	bool (*has_field)(const struct visit *);

	/* What leaving the field does, instead of keeping what was written (recall shows its points). */
	enum acted (*put_down)(struct visit *);

	/* Pages of several steps: whether what the page has to tell comes only with a later one, and going there without what was
	 * asked for first. Whoever turns the page asks (visit_turn), so nobody goes past it unseen. ACT_CHECK from unfold: what is
	 * there is kept, and that leads on. Both or none. */
	bool (*unread)(const struct visit *);
	enum acted (*unfold)(struct visit *);

	/* What `u` does, instead of an empty page: back to the beginning, with the words still there. */
	void (*again)(struct visit *);

	/* A page that asks the questions of others (quiz): the visit of the one being asked, or NULL. All keys and commands are its own;
	 * inside_on goes to the next (false after the last), inside_kept hears what its page's record became. */
	struct visit *(*inside)(const struct visit *);
	bool (*inside_on)(struct visit *);
	void (*inside_kept)(struct visit *, const struct record *);

	/* How many items there are now. */
	int (*items)(const struct visit *);

	/* One key while the page, not the feedback, has the focus. Moving between items is done by visit.c unless this takes it. */
	enum acted (*key)(struct visit *, struct key);
	enum acted (*paste)(struct visit *, const char *text, size_t len);

	/* Whether the field, a scale, a list has keys of its own just now; decides footer and help. */
	enum visit_where (*where)(const struct visit *);

	/* Is there enough to check or keep? If not, visit->message says what is missing. */
	bool (*ready)(struct visit *);

	/* Graded kinds: pure judgement of the answer in the state. */
	enum verdict (*grade)(const struct visit *);

	/* The item that was chosen, where one is and it is an answer of its own; NULL: the first is where one goes on. */
	int (*chosen)(const struct visit *);

	/* The id of the misconception that what was chosen stands for, or NULL; NULL: none ever. */
	const char *(*tempted)(const struct visit *);

	/* Whether some of what is wrong in the answer was not foreseen, so that nothing said of it tells why; NULL: all is foreseen. */
	bool (*unexplained)(const struct visit *);

	/* Puts the right answer into the state, for the reveal. */
	void (*reveal)(struct visit *);

	/* Fills type, picks, text of a record with what is in the state; visit.c adds page, rev, verdict, sure, attempt. `half`: for
	 * a draft (type is set by visit.c). False when there is nothing to keep. Memory from the arena. */
	bool (*fill)(const struct visit *, struct record *, struct arena *, bool half);

	/* Ungraded kinds: what follows once the record is kept (a myth page shows its text); true if the page is then done. */
	bool (*kept)(struct visit *);

	/* The page's `ask`, where it does not stand as it is; NULL: it does. Of a visit without state: with nothing filled in. */
	void (*ask)(const struct visit *, struct doc *);

	/* The activity as rows of the screen, under title, text and ask. */
	void (*view)(const struct visit *, struct doc *);

	/* Private pages: the field the caret is in, or would be. */
	struct edit *(*field)(const struct visit *);

	/* What is said after an answer, the verdict's word aside: the chosen options' feedback, the movement. */
	void (*feedback)(const struct visit *, struct doc *);

	/* Plain mode: the activity as lines (`N. text`), and the question that stands before the learner's line. */
	void (*say)(const struct visit *, struct doc *);
	const char *(*prompt)(const struct visit *);

	/* Plain mode: one line typed by the learner, never a command word. ACT_REFUSED with visit->message when it makes no sense. */
	enum acted (*hear)(struct visit *, const char *line);

	/* Plain mode: whether `hear` just asked what yes or no answers; these words are then no commands. NULL: it never does. */
	bool (*asks)(const struct visit *);
};

/* Every kind, in the order of the manual. */
#define KINDS(X) X(read) X(choice) X(multi) X(fill) X(match) X(order) X(sort) X(estimate) X(myth) \
	X(rate) X(recall) X(scenario) X(reflect) X(plan) X(recap) X(ground) X(pause) X(quiz)

#define X(name) extern const struct kind kind_##name;
KINDS(X)
#undef X

/* All kinds as the course reader wants them; NULL-ended. */
extern const struct kind_form *const kinds_all[];

/* The kind of a page. */
const struct kind *kind_of(const struct page *);

/* The kind of this name, or NULL: for a page of which nothing but that was read yet (io/index), and has no kind of its own. */
const struct kind *kind_named(const char *name);

/* --- Pieces several kinds use; each stands once, here. --- */

/* The order in which n things are shown: shown[i] is the index in the file of the i-th. Fixed pages keep the file's order. */
void visit_shuffle(const struct visit *, size_t n, unsigned char *shown);

/* The same, and never the file's order, which on some pages is the answer. */
void visit_mix(const struct visit *, size_t n, unsigned char *shown);

/* The digit a key is, 0..9, or -1. */
int key_digit(struct key);

/* A key or a paste for a field of the learner's own words; what did not fit is told. */
enum acted field_key(struct visit *, struct edit *, struct key);
enum acted field_paste(struct visit *, struct edit *, const char *text, size_t len);

/* Says that what was written is kept, if the field was left: a line typed after that is no more of it. */
bool visit_is_put_down(struct visit *);

/* A key or a paste for a blank of at most `most` bytes; of a longer paste the beginning is taken, and that is told. */
enum acted blank_key(struct visit *, struct edit *, struct key, size_t most);
enum acted blank_paste(struct visit *, struct edit *, const char *text, size_t len, size_t most);

/* Says that a page is done, if it is: then nothing on it changes. */
bool visit_is_closed(struct visit *);

/* The first word of feedback and its style: "Correct.", "Partly.", "Not yet."; for a reveal "The answer:". */
const char *verdict_word(enum verdict);
enum style verdict_style(enum verdict);

/* What became of a question, where several are summed up: "right", "not yet"; without a verdict "passed over". */
const char *verdict_became(enum verdict);

/* The first line of feedback where several things are judged: "Partly. 2 of 3 fit." */
void verdict_say(const struct visit *, struct doc *, unsigned fit, unsigned of);

/* Plain mode, where how sure is still to be said: what was chosen, n numbers or letters (counted from 0, from `first`) as they
 * would be typed. */
void say_chosen(const struct visit *, struct doc *, char first, const unsigned char *chosen, size_t n);

/* Whether one of several things fits, in a word: "fits", "not yet". */
const char *verdict_fits(bool fits);

/* The same, where it stands beside one of them after a check; NULL before it, and once all is shown. */
const char *verdict_beside(const struct visit *, bool fits);

/* Feedback of one of several things: what it was, then what is said of it. */
void say_of(struct doc *, const struct markup *what, const struct markup *say);

/* Plain mode: what is asked after an answer that was not right; how the page is gone past then is part of it. */
const char *visit_asks_again(const struct visit *);

/* Plain mode: what a question offers beside answering: a hint while there is one, else the answer. */
const char *visit_offers(const struct visit *);

/* How solid is what the page tells, as a line of its own: beside that, and never beside a bare belief or a question, of which it
 * would be taken for evidence. For kinds that tell. */
void visit_say_evidence(const struct visit *, struct doc *);

/* The page's figure, in words where it does not fit, in lines, and for a screen reader; nothing when there is none. For kinds
 * that tell. */
void visit_say_figure(const struct visit *, struct doc *);

/* One line of text in visit->message. */
void visit_refuse(struct visit *, const char *words);

/* Reads "2", "1 3", "a, c" as numbers 1..n into `picked` (0-based, in the order typed). False when the line is anything else. */
bool visit_hear_numbers(const char *line, size_t n, unsigned char *picked, size_t *npicked);

/* The same of a list of at most `most` numbers. */
bool visit_hear_list(const char *line, size_t n, size_t most, unsigned char *picked, size_t *npicked);

/* A part of a page that is shown, and what is said of it once it was judged. */
struct judged {
	struct place at;
	const char *id;            /* NULL: made of the text */
	const struct markup *text; /* NULL: not compared */
	const struct markup *say;  /* NULL: has none */
};

/* Faults of such parts, one for each of those they were made of: too few, ids used twice, texts that read the same, no `say`.
 * `what`: "item". */
void judged_check(const struct page *, const struct parts *of, const struct judged *, const char *what, struct diags *);

/* The same faults one by one, for what is judged in a way of its own: texts that read the same; fewer than two. */
void judged_same(const struct page *, const struct judged *, size_t n, const char *what, struct diags *);
void judged_enough(const struct page *, const struct parts *, const char *what, struct diags *);

/* Ids used twice among parts of any kind; their structs go on with the id after the place. */
void parts_once(const struct page *, const struct parts *, const struct fields *, struct diags *);

#endif
