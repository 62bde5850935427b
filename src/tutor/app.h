/* SPDX-License-Identifier: MIT
 *
 * app: the whole program as one value and one deterministic function.
 *
 * Use: app_init() with a course and a learner; then for each event app_update(),
 * perform the effects, and when nothing is queued app_view() into a frame. Wait at
 * most app_deadline(). In plain mode app_hear() takes a line and app_speak() gives
 * what is to be said; the rest is the same.
 *
 * Ownership: the caller owns the struct and what is passed to app_init; the app
 * owns what events bring (chapters, side files) and its own state.
 *
 * Never knows: curses, files, clocks, signals: time and the world come as events.
 *
 * A screen is one `const struct screen` (tutor/screens.h), one file each. All of
 * them say a doc with items; focus and scrolling (tutor/viewport), title, message and
 * footer (tutor/picture) are done once.
 */
#ifndef ATTUNE_TUTOR_APP_H
#define ATTUNE_TUTOR_APP_H

#include <stdbool.h>
#include "base/err.h"
#include "base/text.h"
#include "course/course.h"
#include "kinds/visit.h"
#include "learner/learner.h"
#include "learner/review.h"
#include "tutor/footer.h"
#include "tutor/keymap.h"
#include "view/doc.h"
#include "view/edit.h"
#include "view/event.h"
#include "view/frame.h"

#define APP_LEVELS 8      /* screens on top of each other */
#define APP_MEASURE 66    /* cells of a line of prose, unless --width says otherwise */
#define APP_ROUND 5       /* questions that come back at a time: three minutes */
#define APP_CARD 4        /* the same where they were not asked for */
#define APP_ROUTES 8      /* notes of which it is known what was chosen: more than one goes back over */
#define APP_LEAST_WIDTH 20
#define APP_LEAST_HEIGHT 6

struct app_options {
	unsigned measure;      /* 0: APP_MEASURE */
	unsigned spacing;      /* 2: an empty row after every paragraph and option */
	bool plain;            /* lines, not a screen */
	bool listens;          /* a screen for a screen reader: nothing at the right edge, news have the cursor, one hint */
	bool few_keys;         /* letters are no commands */
	bool ornate;           /* signs beyond ASCII before the rows of a list and a quotation */
	unsigned margin;       /* cells at the left; 0: as the window has room */
	bool unsure;           /* never ask how sure, and show nothing of it */
	bool asks;             /* false: there is nobody to ask how words are kept */
	bool ephemeral;        /* nothing is kept */
	bool for_author;       /* the pages are looked at, nobody learns: so nothing is told of how words are kept */
	bool gaps;             /* a file of the record could not be read: who seems new may not be */
	bool sketch;           /* a picture is all that is wanted: nothing is noted, the learner stays as it is */
	bool locked;           /* the learner has a phrase */
	enum lock_end lost;    /* why no phrase opens what is locked here: LOCK_LOST, LOCK_DAMAGED...; LOCK_DONE: one may */
	const char *keep;      /* --words: answers in advance how words are kept; NULL: ask */
	uint64_t seed;         /* for a learner who has none yet: random, never 0 */
	const char *country;   /* for support lines: two letters, or NULL */
	const char *kept_at;   /* the folder words are kept in, for telling the learner */
	bool can_suspend;
	bool can_share;        /* something can be shared or taken back, and who started us can show what would leave */
	bool confined;         /* a kiosk: no other command of attune can be given */
	bool has_class;        /* a class has a drop box here */
	bool shared;           /* none has, and something of before may lie in that of another one */
	const char *file;      /* preview: the file of the one chapter that is looked at; NULL: a course */
};

/* Where to begin: straight to a page (`run`), or at home. */
struct app_start {
	bool at_page;          /* no home, no notice before it */
	size_t chapter;        /* index; used when at_page */
	const char *page;      /* id, or NULL: where the learner is in it, else its first */
	struct chapter *opened; /* that chapter, if it is open already: the app takes it; else NULL. Not only for at_page */
	const char *news;       /* said on the first screen, each line when the one before it was read; NULL: nothing */
	bool review;            /* begin with what is due */
	size_t limit;           /* at most so many at a time; 0: APP_ROUND */
	enum command first;     /* asked for while somebody else had the terminal: done on arriving; CMD_NONE: nothing */
};

/* What is known of a page without its chapter. */
struct outline_page {
	const char *id;
	enum review_claim claim; /* whether it comes back */
	unsigned short rev, asks_after; /* days until it is asked what became of it, 0: never; both by review_small */
};

/* A statement that is rated on a page. */
struct outline_belief {
	const char *page, *pair, *id, *text; /* pair, id: may be NULL (learner/belief.h) */
};

/* What is known of a chapter without holding it. */
struct outline {
	bool asked, known;
	const char *title;
	unsigned minutes;
	struct outline_page *pages;
	size_t npages;
	struct outline_belief *beliefs;
	size_t nbeliefs;
	const char *fault;     /* the first fault of a chapter that cannot be opened, one line; else NULL */
	const char *about;     /* the chapter's note, or NULL */
};

struct half {
	struct arena arena;    /* holds the record */
	struct record *record; /* NULL: answered or cleared since. With a box: it is on the disk, sealed, and shut just now; or veiled */
	struct record *veiled; /* its words, in memory alone, which only the phrase gives to the screen again; NULL: it is not */
	const struct record *found; /* it was locked: the one of app->drafts it is; NULL: it is of this session */
	bool is_private;       /* of a page with words of the learner's own */
};

/* One of the pages that come back, or a plan to look back on. */
struct returning {
	char page[64];
	size_t chapter;
	bool is_plan, looked;  /* a plan; and what became of it was said, or it was changed */
	bool is_gone;          /* a plan whose page left the course: `chapter` says nothing */
	int verdict;           /* of the first answer; VERDICT_NONE: passed over */
	char asked[160];       /* what it asks, in plain words, once it was asked */
};

/* Pages that come back, one after another (tutor/review.c). */
struct round {
	bool on;               /* it is being gone through */
	bool waits;            /* for outlines, before it can begin */
	bool opening;          /* the chapter of what comes next was asked for */
	bool all;              /* not only what is from earlier chapters */
	size_t limit;
	struct returning *list;
	size_t n, at;
	size_t left;           /* how many more were due */
	const char **passed;   /* what was passed over in this session: it is not offered again before the next */
	size_t npassed;
};

/* What is typed and never shown. */
struct secret {
	char at[PHRASE_MOST + 1];
	size_t len;
};

/* Locked words (tutor/lock.c). While they are open, or a phrase is typed, this is private. */
struct lock {
	bool there;            /* the learner has a phrase */
	enum lock_end lost;    /* why no phrase opens what is locked, and another one must not be made beside it; LOCK_DONE: one may */
	bool open;             /* and it was given: words can be read and saved */
	bool adopts;           /* once it is, this course's words are kept locked */
	bool put_off;          /* it was asked for on this page, and not given */
	bool warned;           /* it was said that leaving loses words, since the last page */
	bool busy;             /* the answer to an effect is to come */
	bool again;            /* a new phrase is typed the second time */
	bool fresh;            /* something was sealed that no index names */
	bool keeps;            /* new words were to be locked after the last event: another window may change it */
	bool company;          /* another window was open when the phrase was given */
	bool hid;              /* it was open when the screen was hidden */
	struct secret typed, first;
	char offer[32];
	char code[36];
	bool code_hidden;      /* one was shown when the screen was hidden, and that was not told since */
	unsigned tries;        /* wrong ones since it was last open */
	bool unseen;           /* words that wait for it were written on, or a code came, and no picture was made since */
	bool waits;            /* a phrase is typed, and is tried at `next` */
	int64_t next;          /* tick */
	int64_t touched;       /* tick of the last key */
	bool rested;           /* so long ago that what was to be locked was */
};

struct level {
	const struct screen *screen;
	int focus;
	size_t top;            /* first row shown */
	size_t mark;           /* what stands there, to find it again at another width */
	size_t shown;          /* `top` as it was shown last */
	size_t pushed;         /* rows of `top` that are there for the sake of news, as long as they stand */
	bool sees_focus;       /* what has the focus was in sight when it was shown last: so it stays through a
	                        * resize, and when rows above it become more */
	bool displaced;        /* the window is so large that `mark` is not at its top */
};

/* What a line typed at the foot of the screen is for. */
enum typing { TYPING_NOTHING, TYPING_SEARCH, TYPING_COMMAND, TYPING_FILTER };

struct typing_line {
	enum typing what;
	const struct screen *over; /* the screen it belongs to */
	struct edit edit;          /* begun unless TYPING_NOTHING */
	bool in_list;              /* the cursor is in the list above */
};

/* A place where words were found, for plain mode. */
struct found {
	size_t chapter, number;   /* number: of the page, from 1 */
	const char *page, *title, *line;
};

/* Where a search began, to go back there. */
struct origin {
	struct level levels[APP_LEVELS];
	size_t nlevels;
	int focus;               /* of the page */
	int width;               /* of the window, which may change meanwhile */
	char page[64];           /* the one visited, "": none */
	size_t chapter;          /* its index */
	char place[2][64];       /* the learner's: chapter, and page or "" */
};

struct search {
	char words[128];       /* looked for last; "": nothing yet */
	int way;               /* 1 or -1 */
	bool lit;              /* a match is shown: the nth of the page, at row and column of the doc */
	size_t nth, row;
	unsigned column, cells;
	char shown[64];        /* the page of the match shown last */
	bool moves, scrolls;   /* another match was gone to: to be told; to be scrolled to */
	bool arrives;          /* at page `target`: its first match, or (from_end) its last */
	bool from_end;
	char target[64];
	bool fresh, moved;     /* nothing else was done since it began; it went somewhere */
	bool returns;          /* on the way back */
	struct origin origin;
	size_t *counts;        /* matches of each chapter as it was counted, `counted`: all of them. NULL: none */
	bool counts_on, counted;
	bool seeks, gathers;   /* a chapter is lent to look for the next page in; all places are wanted */
	size_t asked, tried;
	struct arena arena;    /* the texts of the list */
	struct found *list;
	size_t nlist, nfound;
};

/* What was chosen at a content note (tutor/note.c). */
struct route {
	enum route_way { ROUTE_NONE, ROUTE_INTO, ROUTE_PAST } way;
	size_t chapter;
	int of;                /* whose note that is */
};

struct app {
	struct app_options options;
	const struct course *course; /* borrowed; EV_CHANGED may bring another one */
	struct learner *learner;
	struct record **drafts; /* half answers found at the start, newest first; NULL: it goes on here. Borrowed */
	size_t ndrafts;
	const struct record *taken; /* the one of them the open page began with, until ours is handed over; NULL: none */
	const struct record *chosen; /* the one of them that is to go into the field of the page come to; NULL: none was chosen */
	struct half *halves;    /* half answers on pages left in this session, and found ones that were opened */
	size_t nhalves;         /* of this session one a page, and beside a shut one what was typed since */
	struct arena arena;     /* outlines */
	struct outline **outlines; /* NULL: nothing is known; read with app_outline() */
	struct chapter *chapter; /* the open one, or NULL */
	size_t chapter_index;
	int page_index;          /* in the open chapter, -1: none */
	char fault[200];         /* preview: what is wrong with the file that is looked at, "" when it is well */
	bool met;                /* what changed in the open chapter was told */
	bool wants;              /* go to a page as soon as chapter `want_chapter` is open */
	size_t want_chapter;
	char want_page[64];      /* its id; "": where the learner was */
	bool wants_last;         /* its last page instead: coming back from the next chapter */
	bool no_note;            /* come by `run --page`: no content note before it */
	int note_page;           /* the page the content note on screen_note is asked before */
	int note_of;             /* whose note that is */
	bool note_back;          /* and it is come to from behind */
	struct route routes[APP_ROUTES]; /* what was chosen at notes, the last first */
	size_t fault_chapter;    /* whose fault screen_fault shows */
	enum press held;         /* Left or Right, if the last key was that and turned to this page; PRESS_TEXT: it was not */
	bool garbled;            /* a character that was typed in this field did not come */
	bool in_sentence;        /* the last key went into a field: a digit that follows belongs to the sentence, and answers nothing */
	bool departs;            /* the question how words are kept was asked because somebody leaves, with this status */
	int depart_status;
	bool opened;             /* RECORD_OPEN was noted in this session */
	bool home_shown;         /* the notice could be read */
	struct visit visit;      /* of the open page */
	const struct record *copied; /* words that are written anew there, or on the page gone to, as a copy; NULL: none */
	struct review *review;   /* what is known of what comes back; NULL: to be asked for anew */
	struct round round;
	bool ended;              /* the open chapter was left by its end, and what it was is shown */
	bool sums_course;        /* screen_summary is of the whole course */
	bool recount;            /* an outline came: what the card offers may be another number */
	size_t due, due_plans;   /* what the card at home offers */
	bool due_shut;           /* and all of those plans are locked */
	int64_t last_here;       /* when the learner was here before, UTC seconds; 0: never */
	int64_t away;            /* seconds since the learner was here before; 0: nothing is known, or no time */
	struct chapter **lent;   /* what it draws from: as many as the course has chapters, NULL where one is not here; NULL: none */
	bool *lend_asked;        /* beside them: asked for in this visit */
	struct side_file *sides[SIDE_COUNT];
	bool side_asked[SIDE_COUNT];
	struct level levels[APP_LEVELS];
	size_t nlevels;
	struct doc doc;          /* of the screen on top, as last said */
	struct footer footer;    /* as last drawn */
	struct breaks breaks;    /* of the lessons' words said last, and of those foreseen */
	int near;                /* the item around which long lists are said in full */
	bool follow;             /* the focus moved: scroll so that it can be seen */
	int stays;               /* an item that stays in sight all the same, so that no text is jumped over; -1: none */
	bool told_cut;           /* the message says that a paste was cut, which what saving tells must not hide */
	bool told_hint;          /* the last hint has the cursor, until the next key */
	bool told_outcome;       /* so has what came of an answer (VISIT_CAME_OF_IT) */
	bool resized;            /* the doc has another width: find the same words again */
	int width, height;
	int64_t now, tick;       /* of the last event */
	char message[480];       /* row h-2; gone with the next key that does more than move */
	bool message_stands;     /* such a key came since */
	const char *news;        /* lines that were not said yet; of who began the app. NULL: none */
	struct typing_line typing;
	char filter[64];         /* of the help screen */
	struct search search;
	bool message_has_focus;  /* the cursor is on it, once */
	unsigned covered;        /* rows of the body it covered when the last key was pressed */
	int64_t draft_due;       /* tick, 0: none */
	uint64_t saves, saved;   /* handed over, acknowledged */
	int64_t behind_since;    /* tick at which the oldest of what is not acknowledged was handed over */
	uint64_t keeping;        /* the save after which it is told where words are kept, 0: none */
	uint64_t waiting;        /* the save the learner should hear of, 0: none */
	bool late;               /* that this takes long was told */
	struct err trouble;      /* why the last save failed; kind ERR_NONE when all is well */
	bool all_saved;          /* screen_unsaved says that everything is saved now */
	unsigned arrivals;       /* grows with each screen or page come to: plain mode says it whole */
	unsigned looked;         /* arrivals when other sessions were last looked for */
	bool leaving;
	bool loses;              /* by ^C, and words that were in memory alone are gone: to be said when the terminal is itself again */
	bool shares;             /* leaving to see what is shared, and to come back */
	enum command first;      /* to be done on arriving (struct app_start) */
	bool unsaid;             /* plain mode: by that the page was covered before it was said */
	struct lock lock;
	unsigned told;           /* plain mode: visit.news already said */
	unsigned spoken;         /* plain mode: arrivals already said */
	char country[4];
};

void app_init(struct app *, const struct course *, struct learner *, struct record **drafts, size_t ndrafts,
	const struct app_options *, const struct app_start *);
void app_release(struct app *);

/* What an event makes of the program. May change the app and append effects; does nothing else. False when nothing that is
 * seen can have changed: that all is well with what was handed over, which follows every page, is seen nowhere. */
bool app_update(struct app *, const struct event *, struct effects *);

/* The picture. The frame gets the app's size. */
void app_view(struct app *, struct frame *);

/* While nobody waits: finds where the words of the page after this one break, so that it comes sooner. Changes nothing that is seen. */
void app_foresee(struct app *);

/* The page that is open, whatever is shown over it; NULL at home. Its chapter is app->chapter_index. */
const struct page *app_page_below(const struct app *);

/* The tick at which EV_TIME is wanted, or -1: none. */
int64_t app_deadline(const struct app *);

/* Preview: the chapter whose file is to be watched. */
size_t app_watched(const struct app *);

/* Whether what is on the screen is the learner's own and nobody else's. */
bool app_shows_words(const struct app *);

/* Plain mode: what is typed next must not be seen. */
bool app_hides_input(const struct app *);

/* True once FX_QUIT was asked for. */
bool app_is_leaving(const struct app *);

/* What must hold after any event; false with the name of what does not. For property tests. */
bool app_invariants(const struct app *, const char **broken);

/* Plain mode (tutor/dialogue.c). A line typed by the learner, without its newline; `ev` carries the time. */
void app_hear(struct app *, const char *line, const struct event *ev, struct effects *);

/* What is to be said since the last call, and the question to end with (no newline after it). */
void app_speak(struct app *, struct doc *, const char **prompt);

#endif
