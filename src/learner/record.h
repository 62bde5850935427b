/* SPDX-License-Identifier: MIT
 *
 * record: one thing that became known of the learner, as a plain value.
 *
 * Use: learner.h makes records and folds them; io/record.h turns them into lines
 * of the journal and back. A draft is a record too, kept in a slot of its own.
 *
 * Ownership: texts are borrowed; record_copy makes a deep copy in an arena.
 *
 * Never knows: JSON, files. What a field means for a type stands beside the type.
 */
#ifndef ATTUNE_LEARNER_RECORD_H
#define ATTUNE_LEARNER_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/mem.h"

enum record_type {
	RECORD_OPEN,    /* a session began: text = course version, seed = the learner's shuffle seed */
	RECORD_NOTICE,  /* the course's notice was shown */
	RECORD_KEEP,    /* how words are kept: word = "readable" | "none" | "locked" */
	RECORD_PLACE,   /* chapter, page: where the learner is */
	RECORD_SEEN,    /* page left forward: word = "seen" | "skipped" */
	RECORD_ANSWER,  /* page, rev, picks, verdict, sure, attempt; hints = how many were shown; text = what was remembered (recall);
	                 * review = which return of the page it was given in, from 1, or 0;
	                 * word = "half": left midway (scenario, recall, quiz). What the picks are stands in each kind */
	RECORD_BELIEF,  /* page, rev, picks with numbers 0..10 by statement id ("before", "after" on a myth page) */
	RECORD_WORDS,   /* page, rev, text: the learner's own words; attempt = which copy, from 1; empty text = taken back */
	RECORD_PLAN,    /* page, rev, picks with text: "cue", "action"; attempt = which copy, from 1; no picks = taken back */
	RECORD_DRAFT,   /* page, rev: a half answer: picks, text, focus, hints, stage, attempt; an empty one clears the draft */
	RECORD_CHAPTER, /* chapter as the learner met it: picks = its pages in order, each with its rev as number */
	RECORD_INDEX,   /* sealed only: which locked words its writer knew of (io/drawer.h) */
	RECORD_TAKEN,   /* page; base = a half answer of another session that goes on in this one: it, and older ones of its session
	                 * and page, are offered no more */
	RECORD_MARK,    /* chapter, page: the learner's own mark; word = "on" | "off" */
	RECORD_AFRESH,  /* chapter, page: the page begins anew, what was chosen on it before is past; word = "on" | "off", taken back */
	RECORD_OTHER,   /* a type of a newer version: kept byte for byte by io/record, ignored here */
};
#define RECORD_TYPES 16

enum verdict { VERDICT_NONE, VERDICT_RIGHT, VERDICT_PARTLY, VERDICT_WRONG, VERDICT_REVEALED };

struct pick {
	const char *id;
	int number;      /* a rating, a position, or -1 when the id says it all */
	const char *text; /* what was typed, or the id of what it was put to; NULL when there is none */
};

/* What words or a plan were written over: the record its writer had before them. `known` is false in records of programs
 * that did not say; sid and seq 0: there was nothing yet. */
struct record_base {
	bool known;
	uint64_t sid, seq;
};

struct record {
	enum record_type type;
	uint64_t sid;      /* the session that wrote it */
	uint64_t seq;      /* its number in that session, from 1 */
	uint64_t clock;    /* Lamport clock (Lamport 1978): orders what wall clocks cannot */
	int64_t at;        /* UTC, seconds since 1970 */
	const char *chapter, *page;
	unsigned rev;
	const struct pick *picks;
	size_t npicks;
	const char *text;  /* NULL when there is none */
	const char *word;
	enum verdict verdict;
	unsigned sure;     /* 0 not asked or skipped, 1 guess, 2 think so, 3 sure */
	unsigned attempt;  /* from 1 */
	unsigned focus, hints, stage;
	unsigned review;   /* answer, draft: which return of the page this is of, from 1; 0: of none */
	uint64_t seed;
	struct record_base base; /* words, plan, draft, taken */
	const char *box;   /* what was sealed of it, in base64, instead of the text and of picks with texts; NULL in clear */
	bool sealed;       /* it is in a box, or is to be: locked words, open or not */
	bool gone;         /* what was written here was erased; that there was something is known */
	bool unsaved;      /* in memory alone, until it is known how words are kept */
	bool living;       /* draft: found in the hands of a session that has not ended, and may be written on there */
};

/* A deep copy. */
struct record *record_copy(struct arena *, const struct record *);

/* Whether a text, or the text of a pick, is in it. */
bool record_has_words(const struct record *);

/* Whether nothing of the half answer `old` is lost when only `news` remains. What is locked cannot be compared, unless it is the
 * very same. */
bool record_continues(const struct record *news, const struct record *old);

/* Two half answers of one page in one: `first`, with the words of `then` at the end of its own. Memory of the arena. */
struct record *record_join(struct arena *, const struct record *first, const struct record *then);

/* Whether a half answer is of the learner's own words or of a plan, open or not: only these say what they go over. */
bool record_is_half_words(const struct record *draft);

/* Whether its words are sealed, and not open now. */
bool record_is_shut(const struct record *);

#endif
