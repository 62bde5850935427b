/* SPDX-License-Identifier: MIT
 *
 * screens: what a screen is, the list of them, and what they may ask of the app.
 *
 * Use: a screen is one file with one `const struct screen`. The app shows the one
 * on top, moves its focus, scrolls it (tutor/viewport) and draws title, message and
 * footer (tutor/picture); the screen says its rows and answers its own commands.
 *
 * Ownership: screens are constants; what they remember is in struct app.
 *
 * Never knows: other screens' insides. A screen goes to another by app_push.
 */
#ifndef ATTUNE_TUTOR_SCREENS_H
#define ATTUNE_TUTOR_SCREENS_H

#include "base/reply.h"
#include "tutor/app.h"

struct head {
	char left[400], right[200]; /* row 0 */
	char brief[40];             /* instead of `right` where that has no room; "": nothing */
};

struct screen {
	const char *name;
	enum where (*where)(const struct app *);
	/* The place whose keys the footer names, and one where they have to do the same; NULL: where the keys go. */
	enum where (*hints)(const struct app *, enum where *beside);
	void (*head)(const struct app *, struct head *);
	int (*items)(const struct app *);                    /* how many things can have the focus; NULL: none */
	void (*say)(const struct app *, struct doc *);       /* the rows, in both modes */
	uint64_t (*idle)(const struct app *);                /* commands with nothing to do now: not offered; their keys say why. NULL: none */
	/* A command of this screen. True when it was one; false lets tutor/input do what it does everywhere. */
	bool (*command)(struct app *, enum command, const struct event *, struct effects *);
	/* Enter, a digit, or a number typed in plain mode, on item n. */
	void (*open)(struct app *, int item, struct effects *);
	int (*first)(const struct app *);                    /* the item that is number 1; NULL: the first one */
	const char *(*prompt)(const struct app *);           /* plain mode */
};

extern const struct screen screen_home, screen_contents, screen_page, screen_note, screen_help, screen_care, screen_steady, screen_countries,
	screen_terms, screen_sources, screen_words, screen_fault, screen_keep, screen_hidden, screen_unsaved, screen_review,
	screen_halves, screen_lookback, screen_commands, screen_found, screen_a11y, screen_unlock, screen_waits, screen_phrase, screen_code, screen_coded, screen_summary;

/* --- what the app does for screens --- */

const struct screen *app_screen(const struct app *); /* the one on top */
bool app_is_on_page(const struct app *);             /* and it is the page */
struct level *app_level(struct app *);
void app_push(struct app *, const struct screen *);
void app_pop(struct app *);
void app_home(struct app *);                         /* down to the home screen */
void app_leave(struct app *, struct effects *, int status);
void app_stop(struct app *, struct effects *, int status); /* the same, with what is half written saved first */
void app_suspend(struct app *, struct effects *);    /* or says that it cannot be */

/* Something could not be saved, or nobody says that it is for longer than was worth waiting (tutor/saves.c). */
bool app_is_unsaved(const struct app *);

/* Words are in memory alone, for the phrase was not given (tutor/withheld.c); and saying so, where nothing else is said. */
bool app_withholds(const struct app *);
void app_tell_withheld(struct app *);
/* What was kept, with words, and is in memory alone, whatever the reason. */
bool app_has_words_in_memory(const struct app *);
/* That something is not saved, for one reason or the other, is shown to who leaves (tutor/unsaved.c); false when all is. */
bool app_shows_unsaved(struct app *);
/* Where that stands: it was saved meanwhile, or is not any more, and other things are offered. */
void app_unsaved_settle(struct app *);
/* Not opened: what that means, and which keys open from here. */
void app_tell_not_opened(struct app *);
/* The same on the page: what was written before waits. */
void app_say_shut(const struct app *, struct doc *);

/* The message row, until the next key that does more than move; the cursor goes there once. And with the cursor where it is: amid
 * writing, or where it is on what is next; app_inform leaves it to what was told before. */
void app_inform(struct app *, const char *words, size_t len);
void app_tell(struct app *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_tell_aside(struct app *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Stamps, folds and saves one record. */
void app_note(struct app *, struct effects *, const struct record *, bool sync);

/* Asks for a side file unless it is here or was asked for. */
void app_need(struct app *, struct effects *, enum side);

/* After a pop: the screen on top is in sight again, and what a command does may depend on which rows are. */
void app_see_again(struct app *);
/* A command as if its key had been pressed on the screen on top. */
void app_command(struct app *, enum command, const struct event *, struct effects *);
/* Opens what stands under a number on the screen on top; false when nothing does. */
bool app_open_numbered(struct app *, long number, struct effects *);

/* --- how words are kept (tutor/keep.c) --- */

/* Settles it, when the first one was typed and it is not settled yet: by option, by rule, or by asking. `typing`: more of them
 * may be on their way, which no phrase is asked in the middle of. */
void app_settle_keep(struct app *, struct effects *, bool typing);
/* There are such words in the field: that comes before they are kept. */
bool app_must_settle(const struct app *);
/* In lines, before the first of them: that they are kept, and where; or that nothing here can keep them. */
void app_say_kept(const struct app *, struct doc *);

/* Rows: that how words are kept is asked of nobody here; none where it is, or where it was answered. */
void app_say_unasked(const struct app *, struct doc *);

void app_ask_keep(struct app *);
/* Whether that is asked just now over the page with its field, by typing there. */
bool app_asks_over_field(const struct app *);
/* Words of this session of which it was never chosen how they are kept: on the page visited, and anywhere. */
bool app_has_unsettled_here(const struct app *);
bool app_has_unsettled(const struct app *);
/* Who leaves now would lose something: that it is not saved is shown (tutor/unsaved.c), or it is asked what becomes of words of
 * which nothing was chosen, or said, once, that nobody can be asked for the phrase they need; false when nothing would be lost. app_depart leaves then. */
bool app_is_kept_back(struct app *);
/* Words are in memory alone, and leaving now loses them. */
bool app_loses_words(const struct app *);
/* The input is over, so nobody can be asked: what is lost by it is said. */
void app_tell_lost(struct app *);
void app_depart(struct app *, struct effects *, int status);

/* Where the keys go now; and where they went on the screen below the one on top. */
enum where app_where(const struct app *);
enum where app_where_below(const struct app *);

/* --- a line typed at the foot of the screen (tutor/typed.c) --- */

/* Opens it over the screen on top with a text to begin with. */
void app_type(struct app *, enum typing, const char *text);
void app_type_end(struct app *);
/* Whether there is one over the screen on top; and whether the cursor is in it, not in the list above it. */
bool app_is_typing(const struct app *);
bool app_is_in_line(const struct app *);
const char *app_typed(const struct app *); /* "" when nothing is */
/* A key, a paste. False for what holds everywhere. */
bool app_type_key(struct app *, const struct event *, struct effects *);
void app_type_paste(struct app *, const char *text, size_t len);
void app_draw_typed(const struct app *, struct frame *, int row, int column);

/* --- words looked for (tutor/search.c) --- */

/* Goes to the first place with the words from here on; "" looks for the last ones again. */
void app_search(struct app *, const char *words, struct effects *);
/* To the next place, or (-1) the one before. */
void app_search_on(struct app *, int way, struct effects *);
/* Esc: back to where the search began; false when something else was done since. */
bool app_search_back(struct app *, struct effects *);
/* A chapter that was asked for; false when it was not asked for by this. */
bool app_search_takes(struct app *, const struct event *, struct effects *);
/* A page was come to; a chapter was opened: what the way back waits for. */
void app_search_arrived(struct app *);
/* A note is shown instead: what the search has to tell of the page behind it, it tells here. */
void app_search_asked(struct app *);
/* Whether nothing else was done since a search went somewhere: n and N go on, Esc goes back. */
bool app_search_is_on(const struct app *);
void app_search_opened(struct app *);
/* The rows were said anew. */
void app_search_settle(struct app *);
/* Plain mode: all places in a list, as screen_found. */
void app_search_all(struct app *, const char *words, struct effects *);
/* A chapter came for that list: its places are taken up, and the next one is asked for. */
void app_found_take(struct app *, const struct chapter *, struct effects *);
void app_search_end(struct app *);

/* Plain mode: the words that are commands, for its help (tutor/dialogue.c). */
void app_say_words(struct doc *);

/* What helps with a screen reader, braille or big type, and what was tested (tutor/a11y.c). */
void app_say_a11y(struct doc *);

/* --- marked pages (tutor/marks.c) --- */

#define MARKS_MOST 99

struct marked {
	size_t chapter;
	const char *page;
	size_t number; /* in its chapter, from 1; 0: not known yet */
};

/* Marks the page visited, or takes its mark away. */
void app_mark(struct app *, struct effects *);

/* The chapter of the page, or the one that ended, begins anew at its first page; where nothing was done since it did, it is as it
 * was before. */
void app_begin_anew(struct app *, struct effects *);
/* Those that are in the course, in its order. */
size_t app_marks(const struct app *, struct marked list[MARKS_MOST]);
/* One row each, items from `first` on; nothing where there are none. */
void app_say_marks(const struct app *, struct doc *, int first);

/* --- locked words (tutor/lock.c) --- */

/* Whether it is settled what becomes of words typed now: kept somehow, or not, as the learner wants. */
bool app_is_settled(const struct app *);
bool app_keeps_locked(const struct app *);
/* Whether what is written on a page is to be sealed: new words are, or what was sealed there is open and goes on (tutor/draft.c). */
bool app_seals(const struct app *, const char *page);
/* Words are kept locked from here on, once there is a phrase and it was given. */
void app_keep_locked(struct app *, struct effects *);
/* Asks for the phrase, where there is somebody to ask. */
void app_ask_phrase(struct app *);
/* One of the two: words are locked, or are to be. */
void app_want_phrase(struct app *, struct effects *);
/* Words that were begun wait for the phrase, and may be written on meanwhile (tutor/waits.c). */
void app_let_wait(struct app *);
/* What is half done is saved, and every trace of locked words in memory wiped. */
void app_lock(struct app *, struct effects *);
void app_unlocked(struct app *, const struct event *, struct effects *);
void app_offered(struct app *, const struct event *);
/* Saves words that were only in memory, as words are kept now. */
void app_save_unsaved(struct app *, struct effects *);
/* Saves which locked words there are, if that is not saved yet. */
void app_note_index(struct app *, struct effects *);
/* Words of this course stand on the disk as they were written before they were locked. */
bool app_has_readable(const struct app *);
/* Another window saved something: it may be that words are locked from here on. */
void app_heard(struct app *);
/* Somebody is here: five minutes begin anew. */
void app_touched(struct app *);
/* The tick at which app_lock_time is wanted, or -1. */
int64_t app_lock_deadline(const struct app *);
void app_lock_time(struct app *, struct effects *);
/* A line typed where app_hides_input. */
void app_hear_phrase(struct app *, const char *line, const struct event *ev, struct effects *);

/* --- half answers (tutor/draft.c) --- */

/* Writes the half answer now, if it is not in a draft yet. */
void app_draft_now(struct app *, struct effects *);
/* Before words are locked: drafts are saved, the fields of a private page are empty, and so is what waits for others. */
void app_put_away(struct app *, struct effects *);
/* Words that wait for the phrase are out of sight until it was given (tutor/veil.c): on their page, among all words, at leaving.
 * False when there were none to put there. They stay in memory, for the key that would seal them is not there. */
bool app_veil(struct app *);
void app_unveil(struct app *);
/* Whether there are such. */
bool app_has_veiled(const struct app *);
/* A half answer that was locked. What was typed on its page meanwhile goes on at its end. */
void app_take_draft(struct app *, const struct record *);
/* Whether a half answer is of this session and in memory alone until the phrase was given. */
bool app_waits(const struct app *, const struct record *half, const struct record *found);
/* Whether a half answer of this session waits locked for a page: nothing takes its place on the disk before it was opened. */
bool app_has_shut(const struct app *, const char *page);
/* Those of pages left are saved as words are kept now. */
void app_draft_all(struct app *, struct effects *);

/* Half answers of one page, left in sessions that did not know of each other. */
#define RIVALS_MOST 9

struct rivals {
	const struct record *found[RIVALS_MOST]; /* the newest first, as in app->drafts */
	const struct record *open[RIVALS_MOST];  /* the same, with their words where the phrase was given */
	size_t n;
};

/* What other sessions left of a page; nothing while this session has a half answer of it, or one of them is locked: that is
 * opened first. */
void app_rivals(const struct app *, const struct page *, unsigned review, struct rivals *);
/* Several, or one in a window that is still open: none goes into the field before it is chosen. */
bool app_must_choose(const struct rivals *);

/* Every half answer with words in it: the open page's, those of pages left, and what others left. `found`: it is that one of
 * app->drafts; NULL: it is of this session. */
void app_each_half(const struct app *, void (*each)(void *ctx, const struct record *half, const struct record *found), void *ctx);

/* Where several were left of the page come to, in sessions that did not know of each other, or one is in a window that is still
 * open, they are offered (tutor/halves.c). */
void app_offer_halves(struct app *);

/* --- going places (tutor/place.c) --- */

/* Which return of a page this is, from 1; 0: it is met on its own way. */
unsigned app_return(const struct app *, const struct page *);
/* The page visited begins anew with a half answer of app->drafts. */
void app_choose_half(struct app *, struct effects *, const struct record *found);
/* To the page of a half answer, where it goes on in the field; `found` as app_each_half gives it. */
void app_go_on(struct app *, struct effects *, const struct record *half, const struct record *found);

/* After they were locked or opened: the page as it is now. */
void app_take_out(struct app *, struct effects *);
/* The page without the locked words on it, for writing beside them. */
void app_set_aside(struct app *);

/* Opens a chapter at a page by id; NULL: where the learner was in it, else its first page. */
void app_go(struct app *, struct effects *, size_t chapter, const char *page);
/* To the page of some words, which are written anew there, beside themselves; it is no place to be. */
void app_write_copy(struct app *, struct effects *, const struct record *of);
/* From there back to all words. */
void app_end_copy(struct app *, struct effects *);
/* What happens when the chapter asked for is here, or cannot be opened. */
void app_opened(struct app *, const struct event *, struct effects *);
/* A chapter that the page visited draws from is here, or cannot be opened; with the last of them the page is begun anew. */
void app_lent(struct app *, const struct event *, struct effects *);
/* The chapter that is looked at was saved anew: the same page of it, or what is wrong with it (tutor/preview.c). */
void app_changed(struct app *, const struct event *, struct effects *);
/* Makes a chapter the open one; the app owns it from here on. */
void app_take_chapter(struct app *, size_t index, struct chapter *);
/* The page at an index of the open chapter becomes the one visited. `noted`: its content note was shown or is not wanted. */
void app_arrive(struct app *, struct effects *, int index, bool noted);
/* Whose note is about the page at an index, where the learner comes to it from elsewhere and did not agree to it yet, or
 * NOTE_NONE. app_ask_note shows that note instead of the page, if there is one (tutor/note.c). */
int app_note_over(const struct app *, int index);
/* The same in a chapter that need not be the open one: the note itself, or NULL. */
const struct note *app_note_before(const struct app *, const struct chapter *, size_t chapter_index, int index);
bool app_ask_note(struct app *, int index);
void app_forward(struct app *, struct effects *, bool skip);
void app_backward(struct app *, struct effects *);
/* Before the page there is only home: the course begins with it, and it is gone through in its order. */
bool app_is_on_first_page(const struct app *);
/* The learner's place is this page (NULL: the chapter), wherever they are. */
void app_set_place(struct app *, struct effects *, const char *chapter, const char *page);
/* Keeps what is complete on the page, whatever comes next. */
void app_put_down(struct app *, struct effects *);
/* What a visit did: notes, drafts, going on. */
void app_did(struct app *, struct effects *, enum visit_did, const struct record *);

/* A page of the open chapter comes back: asked afresh, and no place to be. */
void app_come_back(struct app *, struct effects *, int index);
/* The first thing noted in a session says that it began. */
void app_note_open(struct app *, struct effects *);

/* --- what comes back (tutor/review.c) --- */

/* Begins with what is due: `all`, or what the card at home offers. */
void app_review(struct app *, struct effects *, bool all, size_t limit);
/* On to the next thing that comes back, or to what became of them. */
void app_review_on(struct app *, struct effects *, bool skip);
/* The learner goes elsewhere. */
void app_review_leave(struct app *, struct effects *);
/* An answer was noted. */
void app_review_kept(struct app *, const struct record *);
/* A chapter is here, or cannot be opened; true when it was asked for by this. */
bool app_review_opened(struct app *, const struct event *, struct effects *);
/* Whether an outline is wanted before it can be said what is due. */
bool app_review_wants(const struct app *, size_t chapter);
/* Something was learnt of the course or the learner: what is due is counted anew, and a round that waited begins. */
void app_look_back(struct app *, struct effects *);
/* Asks what became of the plan that comes back now. */
void app_lookback(struct app *);

/* Words were opened or locked: what screen_lookback offers is something else; what it needs not ask it does not. */
void app_lookback_anew(struct app *, struct effects *);

/* The item of screen_lookback that a word answers with, -1: none. */
int app_lookback_item(enum reply);
/* The item of the first chapter at home: rows above it may come and go. */
int app_first_chapter(const struct app *);

/* Shows what a chapter, the open one, or the whole course was, over the screen on top. */
void app_summary(struct app *, struct effects *, bool course);

/* --- chapters that a page draws from (tutor/lend.c) --- */

/* Asks for the next chapter that the page visited draws from; false when there is no other to be had. */
bool app_lend(struct app *, struct effects *);
/* Takes the chapter that was asked for, or drops it. False when nobody waits for it any more. */
bool app_take_lent(struct app *, const struct event *);
/* The visit is over: all of them go. */
void app_unlend(struct app *);

/* --- what is known of chapters (tutor/outline.c) --- */

/* Asks for what the rows of home and contents need to know of their chapters, as far as these can be seen. */
void app_want_outlines(struct app *, struct effects *);
/* Whether all words of the learner (tutor/words.c) say the title of a chapter. */
bool app_words_name(const struct app *, size_t chapter);
/* What is known of a chapter; never NULL. */
const struct outline *app_outline(const struct app *, size_t chapter);

/* The chapter a page was in has it no more, and no other one that is known; false while that chapter is not known. */
bool app_page_is_gone(const struct app *, const char *chapter, const char *page);
/* The same to be written. */
struct outline *app_outline_to_fill(struct app *, size_t chapter);
/* A chapter that was asked for is here to be looked at, or cannot be opened. */
void app_outlined(struct app *, const struct event *);

/* The index in course->chapters of an id, or -1. */
int app_chapter_index(const struct app *, const char *id);
/* Where Continue leads: the learner's place, else the first chapter. */
size_t app_place_chapter(const struct app *);
bool app_chapter_is_done(const struct app *, size_t chapter);
unsigned app_pages_done(const struct app *, size_t chapter);

#endif
