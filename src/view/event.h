/* SPDX-License-Identifier: MIT
 *
 * event: all that can happen to us, and all that we can ask of the world.
 *
 * Use: run/ makes a `struct event` of each thing the world does and hands it to
 * app_update() together with an empty `struct effects`; afterwards it performs the
 * effects in order. What an effect brings comes back as another event.
 *
 * Ownership: texts and pointers in an event are borrowed for the call, unless a
 * comment says the receiver takes them. Records in effects belong to the arena
 * inside `struct effects` and die with effects_clear.
 *
 * Never knows: where keys, files and time come from.
 */
#ifndef ATTUNE_VIEW_EVENT_H
#define ATTUNE_VIEW_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/mem.h"
#include "course/course.h"
#include "learner/record.h"
#include "view/lock.h"

/* What a person pressed: PRESS_TEXT carries a code point, the others have a name. PRESS_CTRL + letter is `ctrl`. */
enum press {
	PRESS_TEXT, PRESS_CTRL, PRESS_ALT, PRESS_ENTER, PRESS_ESCAPE, PRESS_TAB, PRESS_BACKTAB, PRESS_BACKSPACE, PRESS_DELETE,
	PRESS_UP, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END, PRESS_PAGE_UP, PRESS_PAGE_DOWN, PRESS_F1,
	PRESS_CLICK, /* a row of the window: `point` is the row, from 0 */
	PRESS_GARBLED, /* bytes that are no character: the terminal sends in another code than its locale says */
	PRESS_OTHER, /* a key without a meaning here; does nothing */
};

struct key {
	enum press press;
	uint32_t point; /* PRESS_TEXT: the code point; PRESS_CTRL, PRESS_ALT: the lower-case letter or sign; Left, Right and
	                 * Backspace: KEY_BY_WORD where Ctrl or Alt is held, which means more in a field alone; else 0 */
};

#define KEY_BY_WORD 1u

enum event_type {
	EV_START,    /* the first event: size and time are known */
	EV_KEY,
	EV_PASTE,    /* a bracketed paste, whole; valid UTF-8 */
	EV_SIZE,     /* the window has another size */
	EV_TIME,     /* a deadline has come */
	EV_OPENED,   /* answer to FX_OPEN */
	EV_OUTLINE,  /* answer to FX_OUTLINE */
	EV_CHANGED,  /* the file of the chapter that is looked at, or one it is judged with, was saved (preview) */
	EV_LENT,     /* answer to FX_LEND */
	EV_SIDE,     /* answer to FX_SIDE */
	EV_SAVED,    /* answer to FX_SAVE and FX_DRAFT, which count together from 1: all up to `number` are as safe as asked, or `err`
	              * says why not */
	EV_UNLOCKED, /* answer to FX_UNLOCK and FX_MAKE_LOCK */
	EV_OFFERED,  /* answer to FX_OFFER: `text` is a phrase that could be used; `lock`: LOCK_DONE, or why none can be made */
	EV_HEARD,    /* another session saved something, which the learner now holds */
	EV_SUSPEND,  /* asked from outside to stop */
	EV_RESUMED,  /* back from a stop: paint everything */
	EV_HANGUP,   /* the terminal is gone: SIGHUP or end of input, whichever came first */
	EV_SIGNAL,   /* asked from outside to end; `number` is the signal */
};

struct event {
	enum event_type type;
	int64_t now;             /* UTC, milliseconds since 1970 */
	int64_t tick;            /* milliseconds of a clock that never jumps; deadlines are in these */
	struct key key;          /* EV_KEY */
	const char *text;        /* EV_PASTE */
	size_t len;
	int width, height;       /* EV_START, EV_SIZE */
	size_t index;            /* EV_OPENED, EV_CHANGED, EV_OUTLINE, EV_LENT: the chapter's place in course->chapters; EV_SIDE: enum side */
	struct chapter *chapter; /* the same: the receiver takes it (EV_OUTLINE: borrowed); NULL when it could not be read */
	struct side_file *side;  /* EV_SIDE: the receiver takes it; NULL when absent or unreadable */
	const struct diags *diags; /* the same: why there is no chapter; EV_CHANGED: what is wrong even where there is one */
	const struct course *course; /* EV_CHANGED: the course as it is now, good as long as the app; NULL: as it was */
	uint64_t number;         /* EV_SAVED, EV_SIGNAL; EV_PASTE: 1 when it was cut */
	const struct err *err;   /* EV_SAVED: NULL when all is well; words without a kind are news of what was saved; EV_UNLOCKED, EV_OFFERED: what
	                          * LOCK_FAILED was */
	enum lock_end lock;      /* EV_UNLOCKED, EV_OFFERED; of the first on LOCK_DONE the rest of it, too; its `text` is a recovery code, or NULL */
	const struct record *const *words; /* all that was locked, drafts too */
	size_t nwords;
	size_t damaged, missing; /* of what was locked: does not open; is not there any more */
	bool company;            /* another window of this learner is open */
	bool may_swap;           /* the system does not promise to keep the key out of its swap space */
};

enum effect_type {
	FX_SAVE,     /* write `record` to the journal; `sync`: it must be on the disk before EV_SAVED */
	FX_DRAFT,    /* write `record` to the draft slot */
	FX_OPEN,     /* read chapter `index` */
	FX_OUTLINE,  /* read chapter `index`, show it to us and drop it; done after the next paint */
	FX_LEND,     /* read chapter `index` beside the open one, for the page just come to: before the next key, paint or
	              * line. One is asked for at a time; the answer may bring the next */
	FX_SIDE,     /* read a side file */
	FX_MAKE_LOCK, /* make a phrase the one that locks words; with `code`, a recovery code too */
	FX_UNLOCK,   /* open what is locked with a phrase */
	FX_LOCK,     /* wipe the key, if there is one, and what the terminal shows */
	FX_OFFER,    /* a phrase made up by chance, if one can be made here */
	FX_LOOK,     /* see what other sessions of this learner have saved meanwhile; EV_HEARD if there is anything */
	FX_TRY,      /* what could not be saved is tried again now */
	FX_BELL,
	FX_REPAINT,  /* the terminal's picture may be wrong: paint every cell */
	FX_SUSPEND,
	FX_QUIT,     /* end with `status`, everything asked for before it done */
};

struct effect {
	enum effect_type type;
	struct record *record;
	bool sync;
	size_t index;
	int status;
	const char *phrase; /* FX_MAKE_LOCK, FX_UNLOCK: the app's, good until the answer */
	bool code;
};

/* ^O as it stands in a line typed in plain mode: it hides the screen, as the key does. */
#define EVENT_HIDES '\x0F'

#define EFFECTS_MOST 64

struct effects {
	struct effect list[EFFECTS_MOST];
	size_t n;
	struct arena arena;
};

/* Appends one effect; a full array is our mistake (assert). */
void effects_add(struct effects *, struct effect);
/* Appends FX_SAVE or FX_DRAFT with a deep copy of the record. */
void effects_save(struct effects *, enum effect_type, const struct record *, bool sync);
void effects_clear(struct effects *);

#endif
