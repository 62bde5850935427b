/* SPDX-License-Identifier: MIT
 *
 * learner: what is known of this person in this course: a fold of records.
 *
 * Use: learner_init(), then learner_take() for every record found on the disk, in
 * any order, then learner_begin() for this session. From then on every change is
 * learner_note(), which stamps the record, folds it and gives it back to be
 * saved. Ask with the functions below.
 *
 * Ownership: owns copies of all texts; what it returns is borrowed until
 * learner_release.
 *
 * Never knows: files, clocks (times come in), what a page looks like.
 *
 * Invariant: the state does not depend on the order in which records are taken.
 * Answers and words are a set by (sid, seq), ordered by (clock, sid, seq); the
 * place is the record with the highest (clock, sid, seq); wall time decides nothing.
 */
#ifndef ATTUNE_LEARNER_LEARNER_H
#define ATTUNE_LEARNER_LEARNER_H

#include <stdbool.h>
#include <stdint.h>
#include "learner/record.h"

struct learner; /* its fields are learner.c's alone */

struct learner *learner_new(void);
void learner_free(struct learner *);

/* Folds one record from the disk; taking the same (sid, seq) twice changes nothing. Of a draft only the clock is
 * taken. */
void learner_take(struct learner *, const struct record *);

/* The words of a sealed record, now that they are open; what is not known of changes nothing. */
void learner_open(struct learner *, const struct record *);

/* Sealed words are wiped; their records stay, shut (record_is_shut). */
void learner_shut(struct learner *);

/* Words in memory alone, under a veil: their records are shut like sealed ones, and nothing but learner_unveil gives the words again.
 * False when there were none. */
bool learner_veil(struct learner *);
void learner_unveil(struct learner *);
bool learner_is_veiled(const struct learner *);

/* A record that was in memory alone is to be saved: sealed from here on, or not. Gives it back. */
const struct record *learner_settle(struct learner *, const struct record *, bool sealed);

/* The words of an answer that was saved without them stand in a later one by now: here, too, it is without. */
void learner_unsay(struct learner *, const struct record *);

/* Starts this session: `sid` stamps what follows; the clock continues above everything taken. */
void learner_begin(struct learner *, uint64_t sid);
uint64_t learner_sid(const struct learner *);

/* Stamps sid, seq, clock and `now` (UTC seconds) on a copy of `news`, folds it, and returns it (good until
 * learner_free). RECORD_DRAFT is stamped and returned but not folded, and is good until the next draft. The one place
 * where a learner changes. */
const struct record *learner_note(struct learner *, const struct record *news, int64_t now);

bool learner_is_new(const struct learner *);          /* nothing was ever taken or noted */
bool learner_saw_notice(const struct learner *);
uint64_t learner_seed(const struct learner *);        /* for shuffles; 0 before the first RECORD_OPEN */

/* The course was edited (reconcile.h says how). All that is known under the id `was`, of a page or a chapter, counts
 * for `now`, and so does what is taken later; nothing is written. An id that is renamed to itself, or again, changes
 * nothing. */
void learner_rename(struct learner *, const char *was, const char *now);

/* What an id is called now. */
const char *learner_name(const struct learner *, const char *id);

/* The place is elsewhere, until the learner goes on from there; nothing is written. `page` may be NULL. */
void learner_move(struct learner *, const char *chapter, const char *page);

/* Whether the place is where learner_move put it, which no record says. */
bool learner_is_moved(const struct learner *);

/* Where the learner is, or NULL when nowhere yet. */
const struct record *learner_place(const struct learner *);

/* How words are kept: "readable", "none", "locked", or NULL while not yet chosen. */
const char *learner_keep(const struct learner *);

/* Something was answered, rated, written or planned on a page, taken back or not. */
bool learner_has_answered(const struct learner *, const char *page);

/* A page was left forward, seen or skipped, or answered, however it was left; and whether it was passed by: skipped when it
 * was left last, and never answered. What is past (learner_is_past) counts for none of these three. */
bool learner_has_seen(const struct learner *, const char *page);
bool learner_has_skipped(const struct learner *, const char *page);

/* The page was begun anew after this was noted (RECORD_AFRESH), so that it is no state of the page any more. It stays known:
 * for export, for what comes back, for what is shared, and as words and plans that stand. */
bool learner_is_past(const struct learner *, const struct record *);

/* The page was begun anew, and nothing was done on it since. */
bool learner_is_afresh(const struct learner *, const char *page);

bool learner_has_marked(const struct learner *, const char *page);   /* the latest mark is "on" */

/* Records of a type for a page, oldest first; `nth` from 0; NULL when there are no more. */
const struct record *learner_nth(const struct learner *, enum record_type, const char *page, size_t nth);
const struct record *learner_latest(const struct learner *, enum record_type, const char *page);
const struct record *learner_first(const struct learner *, enum record_type, const char *page);

/* Every record of a type in fold order, for export. Of places only the newest is kept. */
void learner_each(const struct learner *, enum record_type, void (*each)(void *ctx, const struct record *), void *ctx);

/* Words and plans stand until a record supersedes them whose writer had them before the eyes. So two sessions that wrote
 * on one page without knowing of each other leave two that stand. `nth` from 0, the newest first; what was taken back
 * does not stand; NULL when there are no more. A record supersedes an earlier one (in fold order) when
 * 1. its `base` names it, or
 * 2. both are of one session, and the same copy (`attempt`), or
 * 3. it has no base (older programs), both are the same copy, and the earlier one's clock is below the RECORD_OPEN of the
 *    later one's session, or that is not known: its writer had read it. */
const struct record *learner_standing(const struct learner *, enum record_type, const char *page, size_t nth);

/* How many pages the learner has written words on (not taken back). */
size_t learner_words(const struct learner *);

/* When the learner was here last, UTC seconds: of what is not beyond `now`, for a clock that was ahead is not believed. 0: that is
 * not known. */
int64_t learner_last_at(const struct learner *, int64_t now);

#endif
