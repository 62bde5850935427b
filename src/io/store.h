/* SPDX-License-Identifier: MIT
 *
 * store: the learner's directory for one course: journals, draft slots, and the scribe that writes them.
 *
 * Use: store_open() finds or makes the directory and reads everything in it into a
 * learner and a draft; store_start() starts the scribe (a small process of its
 * own) that does all writing; store_save() and
 * store_draft() hand it lines; store_fd() says when there is an answer to read
 * with store_answer(). store_close() asks the scribe to finish and waits at most
 * the time given.
 *
 * Ownership: owns the socket and the scribe. Records are copied into the message.
 *
 * Never knows: lessons, keys, the screen. The scribe knows less: bytes, a
 * directory, and when to sync.
 *
 * Layout: ${dir}/<course-id>/journal-<SID>.log, draft-<SID>.0 and .1, live-<SID>; all
 * 0600 in a 0700 directory; README.md beside this file tells a stranger how to read them.
 * "Saved" means: fdatasync returned 0 after the write.
 */
#ifndef ATTUNE_IO_STORE_H
#define ATTUNE_IO_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "io/drawer.h"
#include "learner/learner.h"
#include "learner/record.h"

struct store;
struct drafts; /* io/drafts.h */

#define STORE_LIVING 16 /* more windows than anybody looks at */

struct store_found {
	size_t good, damaged;   /* records read whole, each once; lines not whole, a file of ours that is none counts as one. What was
	                         * told before and is in quarantine counts no more */
	size_t strange;         /* in how many of those nothing shows that it was a record: what was there is not known */
	size_t torn;            /* how many of those were only broken off as they were written: never called saved */
	bool missing;           /* the record was gone, and its backups were read in its place */
	char unread[64];        /* a file of ours that cannot be opened or is none: its name, the first of them; "": there is none */
	size_t nunread;         /* how many there are: they are in `damaged`, too */
	uint32_t unread_state;  /* another number when there are others, or any of them was changed (told.h) */
	size_t kept, of;        /* answers, ratings, words and plans: read, and how many there were */
	size_t others;          /* other sessions that live now */
	uint64_t living[STORE_LIVING]; /* the first of them */
	size_t away;            /* half answers among `drafts` that they hold */
	int64_t since;          /* UTC seconds: when the first of them began; 0: not known */
	bool newer;             /* written by a newer program: nothing will be written */
	struct err barred;      /* why there is no folder to write to, half a sentence; kind ERR_NONE: there is one */
	struct record **drafts; /* half answers, newest first, valid until store_close; `living`: it is to be offered, and nothing of it
	                         * goes from the disk */
	size_t ndrafts;
	struct drafts *halves;  /* set before, for store_peek: takes copies of all half answers that count, those of living sessions
	                         * too; NULL: they are not looked for */
	bool backups;           /* set before, for store_peek: what only the newest backup has is read, too, as a fold would */
	struct drawer *drawer;  /* set before: where records with a box go, too; NULL: nowhere. It has to last as long as the store */
};

/* `folder` is the data directory (its parents are made). Reads all journals into `learner`, newest verified draft
 * slots into `found`. A place that cannot be written is no failure: the store then only reads, and saving answers
 * with the reason. NULL with `err` only when what is there cannot be read, or the folder may not be entered. */
struct store *store_open(const char *folder, const char *course, struct learner *, struct store_found *, struct err *);

/* A store that keeps nothing (--ephemeral): saving is answered at once, nothing is opened. */
struct store *store_nowhere(void);

uint64_t store_sid(const struct store *); /* 64 random bits, this session's name */

/* store_start will be called in a moment, once the first page is shown: until then what is handed over is kept in memory,
 * for a start before the first page would be seen as waiting. store_close starts the scribe if nobody did. `hand`: the
 * process it will be, forked before this program had grown (scribe_process.h), which the store takes; or none. */
struct scribe_hand;
void store_hold(struct store *, struct scribe_hand *hand);

/* What the scribe does last of all, when everything is safe and the program is gone: it brings the index of a course up to date
 * (index.h). `place` is the state folder, `course` the folder of the course. Without a process that writes it is not done. */
void store_index(struct store *, const char *place, const char *course);

/* Starts the scribe, forking it if nobody did, which closes all it inherited. Call before threads. False: `err`; saving will
 * then be done in this process, in order, at once. */
bool store_start(struct store *, struct err *);

/* Hands one record over; `sync`: on the disk before it is acknowledged. Never waits for the disk. Returns the number
 * under which EV_SAVED will acknowledge it. */
uint64_t store_save(struct store *, const struct record *, bool sync);
/* Hands over the half answer of the page the learner is on. An empty record (no picks, text, hints, stage) clears it.
 * Before the first draft of another page the last one moves to the journal, so none is lost. A draft that holds all
 * of one that was found takes it over: the old slots go once this one is on the disk. */
uint64_t store_draft(struct store *, const struct record *);

/* Readable when store_answer has something; it may change with every call above. -1 when nothing is running: ask
 * store_answer after each store_save and store_draft. */
int store_fd(const struct store *);

/* One answer: true with *number = all up to here are as safe as was asked, or with err->kind set: not saved, and why
 * (it goes on trying); err->words without a kind are news of what was saved. False when there is nothing more to read now. */
bool store_answer(struct store *, uint64_t *number, struct err *);

/* Whether another session of this learner lives now, in this course. Looks into the folder. */
bool store_has_company(const struct store *);

/* Asks what other sessions have saved meanwhile; the answer comes in its time (store_fd), and store_heard takes it into the
 * learner: true when there was anything. Without a process that writes nothing is asked. */
void store_look(struct store *);
bool store_heard(struct store *, struct learner *);

/* What failed is tried again now, and not only in a few seconds. */
void store_try(struct store *);

/* True while something handed over is not acknowledged. */
bool store_is_behind(const struct store *);

/* Reads what is kept of a course into `learner` and counts it in `found` (half answers go to `found->halves` alone),
 * and makes, narrows and writes nothing: for `status` and `export`. True also when nothing is kept yet; false with `err` when something is there and cannot be
 * read, or is in the way. (peek.c) */
bool store_peek(const char *folder, const char *course, struct learner *, struct store_found *, struct err *);

/* What a person wrote, or all that is kept of a course. */
enum store_part { STORE_WORDS, STORE_ALL };

struct store_erased {
	bool busy;    /* another session lives or folds: nothing was done */
	bool newer;   /* a newer program wrote here: nothing was done */
	bool failed;  /* something could not be removed: `err`; doing it again is safe */
	size_t words; /* records of which only that there were some is left */
	size_t files; /* removed */
};

/* Erases, on the disk when it returns. Words: the record is written anew with nothing in their place but that they are gone
 * (and a copy that turns up later stays gone); then journals, backups, quarantine and slots that held them are removed. All:
 * every file of ours in the course's folder. Nothing else there is touched. Without a folder there is nothing to do. (erase.c) */
bool store_erase(const char *folder, const char *course, enum store_part, struct store_erased *, struct err *);

/* One sentence about what is in the way of a folder, and what to do; false: nothing is. (peek.c) */
bool store_is_barred(const char *folder, const char *course, struct err *);

/* The course's folder is there and may not be looked into: what is kept in it must not seem to be nothing; `err` says so and
 * what to do. (peek.c) */
bool store_is_shut(const char *folder, const char *course, struct err *err);

/* Lets the scribe finish for at most `wait` milliseconds; true when everything was acknowledged (err->words then are news: where
 * the folder is that was moved). Frees the store. */
bool store_close(struct store *, int wait, struct err *);

#endif
