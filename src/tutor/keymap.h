/* SPDX-License-Identifier: MIT
 *
 * keymap: one table: key, command, words. It feeds dispatch, the footer, help, `attune keys` and the man page.
 *
 * Use: keymap_command() turns a key into a command in a place; keymap_say() is the
 * help screen. Its row of hints is made by tutor/footer.
 *
 * Never knows: what a command does.
 */
#ifndef ATTUNE_TUTOR_KEYMAP_H
#define ATTUNE_TUTOR_KEYMAP_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"
#include "view/doc.h"
#include "view/event.h"

/* Where the person is: a set of bits, so that a binding may hold in several places. */
enum where {
	AT_HOME = 1 << 0,
	AT_CONTENTS = 1 << 1,
	AT_PAGE = 1 << 2,     /* reading: no item has keys of its own */
	AT_CHOICE = 1 << 3,
	AT_SEVERAL = 1 << 4,
	AT_SCALE = 1 << 5,
	AT_FIELD = 1 << 6,    /* writing: letters are text */
	AT_SURE = 1 << 7,
	AT_TOLD = 1 << 8,     /* feedback has the focus */
	AT_LIST = 1 << 9,     /* rows of which one can be opened */
	AT_HELP = 1 << 10,
	AT_CARE = 1 << 11,
	AT_KEEP = 1 << 12,    /* the question how words are kept */
	AT_KEEP_FIELD = 1 << 26, /* the same, and letters are text: the field is beside it */
	AT_KEEP_ANSWERS = 1 << 29, /* the same, on one of the answers: a letter is text all the same */
	AT_HIDDEN = 1 << 13,
	AT_DONE = 1 << 14,    /* feedback that ends a check has the focus */
	AT_LINE = 1 << 15,    /* writing in one of several fields of one line */
	AT_TICK = 1 << 16,    /* ticking what was remembered */
	AT_STORY = 1 << 17,   /* choosing how a story goes on */
	AT_NUMBERS = 1 << 18, /* the row with the focus takes a number */
	AT_BLANK = 1 << 19,   /* writing in a blank that is checked */
	AT_ASKED = 1 << 20,   /* on a page with blanks, in none of them */
	AT_PHRASE = 1 << 23,  /* typing what is not shown */
	AT_TEXT = 1 << 21,    /* terms, sources, faults: rows to read, nothing to open */
	AT_PROMPT = 1 << 22,  /* typing a line at the foot: words to look for, a command */
	AT_ENDED = 1 << 24,   /* what a chapter was, at its end: the next one follows */
	AT_FINISHED = 1 << 25, /* the same at the end of the last */
	AT_NOTE = 1 << 27,     /* a content note that a search came to */
	AT_CODE = 1 << 28,     /* what is shown once */
};

enum command {
	CMD_NONE,
	CMD_DOWN, CMD_UP,
	CMD_ON,          /* next screenful, then next page */
	CMD_BACKWARD,    /* previous screenful, then previous page */
	CMD_NEXT_PAGE, CMD_PREVIOUS_PAGE,
	CMD_FIRST, CMD_LAST,
	CMD_ENTER,       /* open, check, continue */
	CMD_CHOOSE,      /* 1-9 */
	CMD_TOGGLE,      /* Space where several fit */
	CMD_RATE,        /* 0-9, +, Left, Right on a scale */
	CMD_SURE,        /* 1-3 */
	CMD_HINT, CMD_REVEAL, CMD_SKIP, CMD_UNDO,
	CMD_SUMMARY,     /* S: what a chapter or the course was */
	CMD_REVIEW,      /* v: what comes back */
	CMD_TERMS, CMD_SOURCES, CMD_WORDS, CMD_CONTENTS, CMD_WHERE,
	CMD_CARE, CMD_HIDE, CMD_HELP,
	CMD_SEARCH, CMD_FIND_NEXT, CMD_FIND_PREVIOUS,
	CMD_COMMANDS,    /* : */
	CMD_MARK,
	CMD_A11Y,        /* has no key: `:` finds it */
	CMD_SHARE,       /* nor has this */
	CMD_ANEW,        /* nor this */
	CMD_QUIT,        /* nor this: from anywhere to the shell, as q and q again; ^C does so, too, and says it was ended */
	CMD_LEAVE,       /* q, Esc: back one level, at home leave */
	CMD_PUT_DOWN,    /* Esc, ^X in a field */
	CMD_EDIT,        /* the field's own keys, for help only */
	CMD_REDRAW, CMD_SUSPEND, CMD_STOP,
	CMD_COUNT
};

struct binding {
	enum command command;
	unsigned where;       /* enum where bits */
	const char *keys;     /* blank-separated: "j Down C-n"; C- control, M- alt; the first is shown in hints. ":word": no
	                       * key, but a word for `:` */
	const char *hint;     /* one or two words for the footer, NULL: not there */
	unsigned rank;        /* footer order, small first */
	const char *words;    /* for help: what it does */
};

/* The table, and how long it is. */
extern const struct binding keymap[];
extern const size_t keymap_count;

/* The command of a key in a place, CMD_NONE when it has none. */
enum command keymap_command(enum where, struct key);

/* The first key of a binding as if it had been pressed; PRESS_OTHER where it has none. */
struct key keymap_key(const struct binding *);

/* All keys of a binding as people write them: "j Down Ctrl-N", "1-9"; without its letters where they are off, "" where none is
 * left. */
void keymap_keys(const struct binding *, bool letters, char *out, size_t size);

/* Why a key that does something elsewhere does nothing here; NULL when there is nothing to say. */
const char *keymap_reason(enum where, struct key);
/* The same of a command; NULL where it needs none. */
const char *keymap_reason_of(enum command);

/* Whether the key is a letter: these can be off as commands (keys: minimal; WCAG 2.1.4). */
bool keymap_is_letter(struct key);

/* Whether a text answers to what was typed to find it: all its words are in it, or (`loosely`) its letters, in order. "" is
 * in everything. */
bool keymap_answers(const char *text, const char *typed, bool loosely);

/* A command in a set of them. */
#define KEYMAP_BIT(command) ((uint64_t)1 << (command))
#define KEYMAP_LETTERS ((uint64_t)1 << 63) /* beyond all commands */
#define KEYMAP_OWED ((uint64_t)1 << 62)
static_assert(CMD_COUNT <= 62, "a set of commands is 64 bits, two of them taken");

/* Help: the keys of a place first, then those that hold everywhere, and, where letters are off, what has no other key; of all
 * those that answer to `filter`. */
void keymap_say(enum where, bool letters, const char *filter, struct doc *);

/* A place's name for `attune keys`, NULL-ended list: index = bit number. */
extern const char *const keymap_places[];

#endif
