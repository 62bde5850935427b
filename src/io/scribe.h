/* SPDX-License-Identifier: MIT
 *
 * scribe: the one who writes: takes lines, says when they are safe, and never lets go of one before.
 *
 * Use: scribe_new(); scribe_take() each message, scribe_work() when something is due, scribe_reply(); scribe_free().
 * scribe_process.h does so in a process of its own; without one the store does, with `all`.
 *
 * Ownership: copies what it takes; owns the folder's descriptor and its files.
 *
 * Never knows: what a line says, lessons, keys, the screen, words for people.
 *
 * Files, in the folder it was given (folder.h):
 *   journal: made when the first line comes; a new one after any error
 *   slots: one line padded with spaces; a new pair after any error
 *   the sign of life (live.h)
 *
 * A message is a struct scribe_head and then `len` bytes; a reply is a struct
 * scribe_reply. Both sides are the same program on the same computer, so they
 * travel as they lie in memory.
 */
#ifndef ATTUNE_IO_SCRIBE_H
#define ATTUNE_IO_SCRIBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include "base/err.h"

enum scribe_word {
	SCRIBE_SYNC,  /* a line for the journal, to be on the disk before it is acknowledged */
	SCRIBE_LATER, /* a line for the journal; acknowledged when taken, on the disk soon */
	SCRIBE_DRAFT, /* a line for the draft slots */
	SCRIBE_EMPTY, /* the same, and there is nothing in it: at a clean end the slots may go */
	SCRIBE_TURN,  /* no bytes: the next draft is of another page; the last one goes to the journal */
	SCRIBE_AFTER, /* lines for the journal that are true only once all before them is on the disk */
	SCRIBE_LOOK,  /* no bytes: what have others saved? Answered by a reply with lines; for the process alone */
	SCRIBE_TRY,   /* no bytes: what failed is tried again now */
	SCRIBE_DROP,  /* names of files, each with its NUL, that all that was read or written before makes superfluous */
	SCRIBE_TASK,  /* for the process alone, once, before all others (scribe_process.h) */
};

struct scribe_head {
	uint64_t number; /* of SYNC, LATER, DRAFT, EMPTY; rising by one. 0 for the others */
	uint32_t word;   /* enum scribe_word */
	uint32_t len;
};

struct scribe_reply {
	uint64_t number; /* all up to here are as safe as was asked */
	uint32_t kind;   /* enum err_kind: why the others are not, ERR_NONE when nothing is wrong */
	int32_t code;    /* errno */
	uint32_t len;    /* bytes that follow: lines of other sessions */
	uint32_t last;   /* 1: the socket has ended, everything was tried, and nothing more will be said */
	uint32_t elsewhere; /* 1: a lost write was made good in another file */
	uint32_t again;     /* 1: a file that held what was acknowledged was removed, and is written anew */
	uint32_t joined;    /* 1: another session of this learner has begun */
	uint32_t moved;     /* 1: the folder has another path by now; what is written is in it all the same */
};

#ifndef MSG_NOSIGNAL /* macOS; whoever uses the socket there ignores SIGPIPE */
#define MSG_NOSIGNAL 0
#endif

struct scribe;

/* Opens nothing yet. `folder` is made when it is needed. */
struct scribe *scribe_new(const char *folder, uint64_t sid);

/* The sign of life, now and not with the first file; the ballast soon; and that nobody is there any more to write for. */
void scribe_begin(struct scribe *, int64_t now);
void scribe_ending(struct scribe *);

/* Takes one message at the time `now` (milliseconds of a clock that never jumps). */
void scribe_take(struct scribe *, const struct scribe_head *, const char *bytes, int64_t now);

/* Does what is due; `all`: everything there is, however it went before. */
void scribe_work(struct scribe *, int64_t now, bool all);

/* When there will be something to do again, -1 for never. */
int64_t scribe_due(const struct scribe *);

/* The state of things, if it changed since it was last asked for. */
bool scribe_reply(struct scribe *, struct scribe_reply *);
/* Says it again, with what was `unheard` in the last reply; NULL: nothing was. */
void scribe_insist(struct scribe *, const struct scribe_reply *unheard);

/* Everything taken is on the disk. */
bool scribe_is_done(const struct scribe *);
/* The folder's name leads to another one, or to none. */
bool scribe_is_moved(const struct scribe *);

/* The clean end: removes the slots if the last draft was empty and all is written, and the sign of life. */
void scribe_free(struct scribe *);

#endif
