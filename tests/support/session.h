/* SPDX-License-Identifier: MIT
 *
 * session: the whole app with a made-up world around it: what it asks for happens at once, what it keeps is kept in memory.
 *
 * Use: session_open() with a course (NULL: a small one about tea with every state a test wants; session_open_texts(): one that the
 * test writes), session_start() for a session,
 * session_press() and the like, session_picture(), session_log(); session_stop() ends the session as the app asked or as SIGKILL
 * would, another session_start() is the next one with the same record. session_close() last.
 *
 * After each event the invariants are asked for, the picture is drawn, and the cursor has to stand where A11Y-1 wants it;
 * what does not hold ends the test with the event's number.
 *
 * Ownership: owns all of it; texts it gives are good until the next call that gives one.
 *
 * Never knows: files, YAML, curses, clocks: time passes by session_wait() alone.
 */
#ifndef ATTUNE_TESTS_SESSION_H
#define ATTUNE_TESTS_SESSION_H

#include "base/text.h"
#include "course/course.h"
#include "learner/learner.h"
#include "tutor/app.h"
#include "view/frame.h"

struct session;

/* Where chapters and side files come from; `ctx` is the opener's. */
struct session_shelf {
	struct course *(*course)(void *ctx);
	struct chapter *(*chapter)(void *ctx, const struct course *, size_t index, struct diags *);
	struct side_file *(*side)(void *ctx, const struct course *, enum side, struct diags *);
	void *ctx;
};

/* A course in texts of one line (support/nodes.h). A chapter is read anew whenever the app asks for it. */
struct session_texts {
	const char *course;
	const char *const *chapters; /* in the order the course lists them */
	const char *const *sides;    /* SIDE_COUNT, of which those that there are are not NULL; NULL: none */
};

struct session {
	struct arena arena;
	struct session_shelf shelf;
	const struct session_texts *texts; /* what the shelf reads, unless it is a test's own */
	struct course *course;
	struct learner *learner;
	struct app app;
	struct frame frame;
	struct app_options options;  /* of the next session */
	struct record **kept;        /* the record: all that was saved */
	size_t nkept, room;
	struct record *slot;         /* the draft slot, or NULL */
	bool many_slots;             /* half answers of other pages and sessions stay beside the slot, as they do on a disk */
	struct record *laid[64];
	size_t nlaid;
	const struct record *left[4]; /* half answers of other sessions, which the next one finds beside `slot`; the test's */
	size_t nleft;
	struct record *drafts[5 + 64];
	uint64_t number;             /* saves handed over in this session */
	uint64_t sid;
	struct err trouble;          /* what saving answers; kind ERR_NONE: it works */
	bool silent;                 /* saving does not answer */
	bool unread;                 /* nor does what is read only to be looked at: chapters for their rows */
	bool running, over;
	int status;                  /* once over */
	unsigned long events;        /* of this struct */
	int64_t tick;
	int64_t clock;               /* milliseconds that the clock on the wall is ahead */
	char phrase[64];             /* opens what is locked; "": there is no lock */
	bool key;                    /* it is open */
	enum lock_end offer;         /* what asking whether a phrase can be made answers; LOCK_FAILED: with `trouble` */
	const char *news;            /* what the next session begins with, or NULL */
	size_t review;               /* the next session begins with what is due, so many at a time; 0: it does not */
	struct str log, text;
	const char *prompt;          /* of the last line said */
};

void session_open(struct session *, const struct session_shelf *);
/* The texts are the caller's until session_close(). */
void session_open_texts(struct session *, const struct session_texts *);
void session_close(struct session *);

/* A session on a screen of this size; `page` NULL: from home. Options come from session->options. */
void session_start(struct session *, int width, int height, const char *page);
/* The session ends; whatever was not handed over is lost. */
void session_stop(struct session *);

/* Any event; fills in the time. */
void session_event(struct session *, struct event);
/* Keys as in support/lesson.h: "Enter 2 'some text' Esc". */
void session_press(struct session *, const char *keys);
void session_size(struct session *, int width, int height);
/* Time passes; EV_TIME comes when the app asked for it. */
void session_wait(struct session *, int64_t milliseconds);
/* The disk answers for all that was handed over: well, or with this trouble. */
void session_saved(struct session *, enum err_kind, const char *words);

/* Plain mode (options.plain): what is said at the start (line NULL and nothing said yet) and in answer to a line. */
const char *session_says(struct session *);
const char *session_hear(struct session *, const char *line);
/* The end of input. */
void session_end_of_input(struct session *);

/* The frame as frame_dump writes it, and as text alone. */
const char *session_picture(struct session *);
bool session_shows(struct session *, const char *text);

/* Whether the course about tea has this word anywhere. */
bool session_course_says(const char *word, size_t len);

/* What was asked of the world since the last call, "; " between: "save place warm; draft own 'my'; open 1; quit 130".
 * Outlines and side files are left out. */
const char *session_log(struct session *);

/* The id of the page visited on screen, or the screen's name. */
const char *session_at(const struct session *);

#endif
