/* SPDX-License-Identifier: MIT
 *
 * visit: one learner at one page, from arriving to leaving.
 *
 * Use: visit_begin() on arrival (with the half answer if one was left), then
 * visit_key() or visit_hear() for what the learner does, visit_view() or
 * visit_say() for what there is to see, visit_half() when a draft is due, and
 * visit_leave() before going on. visit_end() last.
 *
 * Ownership: the visit owns its state. Chapter, page and learner are borrowed, and so are chapters lent to it.
 *
 * Never knows: the window, files, which page comes next.
 *
 * A quiz has a visit inside, of the question being asked: keys, commands and pictures of the outer one are then its own,
 * and so are the records, which name the question's page.
 *
 * The way of a graded page (the ladder): OPEN -> (SURE) -> TOLD, again and again,
 * each time with that answer's own feedback; a right answer or a reveal is DONE.
 * Others: OPEN -> DONE. No stage can hold the learner: leaving works in all.
 */
#ifndef ATTUNE_KINDS_VISIT_H
#define ATTUNE_KINDS_VISIT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/mem.h"
#include "course/course.h"
#include "learner/learner.h"
#include "view/doc.h"
#include "view/event.h"

enum stage {
	STAGE_OPEN,  /* nothing checked yet */
	STAGE_SURE,  /* an answer is chosen; how sure? */
	STAGE_TOLD,  /* feedback was given; the answer may be changed */
	STAGE_DONE,  /* right, revealed, rated, kept */
};

/* Where the keys go, on a page. */
enum visit_where { WHERE_PAGE, WHERE_CHOICE, WHERE_SEVERAL, WHERE_SCALE, WHERE_FIELD, WHERE_SURE, WHERE_TOLD, WHERE_DONE,
	WHERE_LINE,  /* in a field of one line, one of several */
	WHERE_TICK,  /* ticking what was remembered */
	WHERE_STORY, /* choosing how a story goes on: no hint, no answer to show */
	WHERE_NUMBERS, /* the row with the focus takes a number */
	WHERE_BLANK, /* in a blank of one line whose words are checked */
	WHERE_ASKED, /* on a page with blanks, and in none of them */
};

struct visit {
	const struct course *course;
	const struct chapter *chapter;
	const struct page *page;
	const struct learner *learner;
	struct chapter *const *lent; /* beside the open one, to draw from: nlent of them, NULL where one is not here */
	size_t nlent;
	const struct side_file *myths; /* the misconceptions of the course; NULL while they are not at hand */
	uint64_t seed;        /* the learner's */
	enum stage stage;
	int focus;            /* an item; items() stands for the feedback; -1 on pages without items */
	bool writing;         /* the caret is in the field */
	unsigned hints;       /* how many are shown */
	unsigned attempt;     /* answers given on this page so far, ever */
	enum verdict verdict; /* of the last check in this visit */
	unsigned sure;
	bool owes;            /* wrong once, with nothing said that refuted it: until the page's answer is shown */
	bool unsure;          /* the learner does not want to be asked how sure */
	unsigned review;      /* which return of the page this is, from 1; 0: it is met on its own way */
	bool changed;         /* the half answer is not in a draft yet */
	bool has_half;        /* there is a half answer at all */
	bool heard;           /* plain mode: a line of the learner's own was typed here since, and is not kept yet */
	bool one;             /* the key before was a 1 on a scale: a 0 makes it 10. Who passes keys takes it away when another came between */
	bool unfolded;        /* what the page tells was gone on to without doing what it asks */
	unsigned news;        /* grows with each thing told: plain mode says it */
	unsigned hinted;      /* the news that was a hint, 0: none was */
	char message[480];    /* one line for the learner, "" when there is none */
	void *state;          /* the kind's */
	size_t measure;       /* cells of a line, for pages that draw */
	bool in_lines;        /* plain mode: each verdict begins with its own word, and a figure is told in words */
	bool on_paper;        /* what is said is printed: it names no key */
	unsigned begun;       /* of a visit inside another: the other's `news` when it began */
	unsigned shut;        /* the highest copy of what is kept here and locked just now, 0: none is; then there is no field */
	unsigned aside;       /* by how much the copy written here is above the one kept: it stands beside that; 0: it takes its place */
	struct record_base base; /* what words written here are written over */
};

enum visit_did {
	VISIT_IGNORED, /* not a key of the page: try the commands */
	VISIT_SHOWN,   /* something looks different */
	VISIT_HALF,    /* the half answer changed: a draft is due */
	VISIT_KEEP,    /* `out` is to be noted and saved now */
	VISIT_ON,      /* to the next page, please */
};

/* `draft` may be NULL or of another page (then it is not used). Answers given before are shown as they were left. */
void visit_begin(struct visit *, const struct course *, const struct chapter *, const struct page *, const struct learner *,
	const struct record *draft);

/* The same, but what was answered before is not shown: a question asked once more (a review, a quiz). If it was answered
 * or passed over before, this is a return: what is shuffled has another order, and the answer says so. */
void visit_begin_afresh(struct visit *, const struct course *, const struct chapter *, const struct page *, const struct learner *,
	const struct record *draft);

/* Begins the visit anew with chapters to draw from beside the open one (a quiz); they have to last as long as the visit. */
void visit_lend(struct visit *, struct chapter *const *lent, size_t nlent, const struct record *draft);
void visit_end(struct visit *);

/* A key for the page itself: choosing, writing, how sure. `out` is filled when the answer is VISIT_KEEP (memory of the arena). */
enum visit_did visit_key(struct visit *, struct key, struct record *out, struct arena *);
enum visit_did visit_paste(struct visit *, const char *text, size_t len);

/* The commands of the ladder: each says in visit->message why it cannot, if it cannot. */
enum visit_did visit_check(struct visit *, struct record *out, struct arena *);  /* Enter */
enum visit_did visit_hint(struct visit *);                                       /* i */
enum visit_did visit_reveal(struct visit *, struct record *out, struct arena *); /* r */
enum visit_did visit_clear(struct visit *);                                      /* u: takes back what is chosen and unchecked */
enum visit_did visit_back(struct visit *);                                       /* Esc, where how sure is asked: to the answers again */

/* The last answer was wrong, and the learner was sure of it. */
bool visit_is_surprised(const struct visit *);

/* Something is chosen, written or numbered, be it checked or not. */
bool visit_is_begun(const struct visit *);

/* Surprised once, and what was chosen stands for no misconception that could be refuted; or a word was written that nobody
 * foresaw: the page's answer and explanation are what refutes it, and come before the page is gone past, however many answers
 * were given since. */
bool visit_owes_answer(const struct visit *);

/* All that the page has to tell is told: the explanation of a check, what is truer than a belief. Only then it is said how
 * solid that is. */
bool visit_tells_all(const struct visit *);

/* Whether a command of the ladder has nothing to do now; it then says why. */
bool visit_has_hint(const struct visit *);
bool visit_has_answer_to_show(const struct visit *);

/* What is being written has a row below that of the caret, or above it. */
bool visit_has_row(const struct visit *, bool below);

/* The learner's own words are kept here, and nothing is being changed. */
bool visit_is_kept(const struct visit *);

/* Space, and Enter in plain mode: the next part of a page that has parts (a quiz), or what visit_turn gives. */
enum visit_did visit_on(struct visit *, struct record *out, struct arena *);

/* To the next page, but what has to be told before that comes first; VISIT_ON where all is told. */
enum visit_did visit_turn(struct visit *, struct record *out, struct arena *);

/* Right and l, which are always the next page: the same, but an answer that is owed stays owed, for when one comes back. */
enum visit_did visit_pass(struct visit *, struct record *out, struct arena *);

/* Leaves the field for the page: keeps what was written (VISIT_KEEP) if it changed. */
enum visit_did visit_put_down(struct visit *, struct record *out, struct arena *);

/* Words kept here are locked, and the learner writes beside them. */
void visit_set_aside(struct visit *);

/* Words kept here (`of`: one of those that stand) are in the field to be written anew, as the next copy: what they are now
 * stays. A half answer goes on instead, as that copy; what is locked waits for a call after it was opened. To be called when
 * the visit has begun. False: the page takes no such words. */
bool visit_copy(struct visit *, const struct record *of);

/* Going on: keeps what is complete and unkept (ratings, words). */
enum visit_did visit_leave(struct visit *, struct record *out, struct arena *);

/* To be called after a VISIT_KEEP record was noted: the stage moves on. */
void visit_kept(struct visit *, const struct record *);

/* The half answer as a RECORD_DRAFT; an empty one (no picks, text, hints) when there is none. Sets changed to false. */
void visit_half(struct visit *, struct record *out, struct arena *);

enum visit_where visit_where(const struct visit *);

/* Where the keys go that the hints are of. Only those hold that do the same in `beside`, where the focus may go as well. */
enum visit_where visit_hints(const struct visit *, enum visit_where *beside);
bool visit_is_writing(const struct visit *); /* letters are text just now */
bool visit_has_words(const struct visit *);  /* something is written that would be kept: blanks alone are not */
int visit_items(const struct visit *); /* with the feedback, when there is any */
/* The item of rows that tell what came of an answer on a page that has no feedback for that; they cannot have the focus. */
#define VISIT_CAME_OF_IT 999
int visit_last_hint(const struct visit *); /* the item its rows belong to in visit_view; -1: none is shown */
bool visit_has_told(const struct visit *); /* there is feedback, the last of the items */
bool visit_is_answered(const struct visit *); /* checked at least once, or needs no answer */

/* The page as rows: title, text, figure, ask, activity, hints, feedback. */
void visit_view(const struct visit *, struct doc *);

/* Only the field of a private page, with its caret: what was typed is seen beside a question about it. */
void visit_say_field(const struct visit *, struct doc *);

/* For kinds that keep words or plans: a line where another session wrote here too and did not know of these. */
void visit_say_others(const struct visit *, struct doc *, enum record_type);

/* Plain mode: the whole page on arrival; what is new since `news`; the question before the learner's line. */
void visit_say(const struct visit *, struct doc *);
void visit_tell(const struct visit *, struct doc *, unsigned news);
const char *visit_prompt(const struct visit *);
bool visit_asks(const struct visit *); /* what yes or no answers was just asked */

/* Plain mode: a line that is no command word. For fields it is one line of text; "." ends it. */
enum visit_did visit_hear(struct visit *, const char *line, struct record *out, struct arena *);

#endif
