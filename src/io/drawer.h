/* SPDX-License-Identifier: MIT
 *
 * drawer: the locked words of one course: boxes in, and with the phrase the words in them.
 *
 * Use: drawer_new() beside the store, which puts every record with a box into it
 * (drawer_hold). drawer_make() or drawer_unlock() with a phrase, drawer_each() for
 * what is inside, drawer_seal() for what is to be saved; drawer_lock() wipes the
 * keys and keeps the boxes.
 *
 * Ownership: copies the boxes; owns the keys. What it hands out is borrowed for the call, and wiped after it.
 *
 * Never knows: lessons, the screen, which files the lines are in.
 */
#ifndef ATTUNE_IO_DRAWER_H
#define ATTUNE_IO_DRAWER_H

#include <stdbool.h>
#include "base/err.h"
#include "io/vault.h"
#include "learner/record.h"

struct drawer;

/* `folder`: the data folder, where the vault is; NULL: there is none, and nothing can be locked. */
struct drawer *drawer_new(const char *folder);
void drawer_free(struct drawer *);

/* Whether the learner has a vault. */
bool drawer_has_vault(const struct drawer *);

/* Whether the learner had one: words are locked here, and there is no vault. */
bool drawer_is_lost(const struct drawer *);

/* Why no phrase opens what is in it: LOCK_LOST, or as vault_judge; LOCK_DONE: one may, or nothing is locked. */
enum lock_end drawer_judge(const struct drawer *);

/* Whether there is anything in it. */
bool drawer_is_empty(const struct drawer *);

/* Puts a record with a box into it; others, and the same one twice, are nothing. Of the drafts of a session and page the
 * newest stays; one that is empty takes the others away. */
void drawer_hold(struct drawer *, const struct record *);

/* Whether a vault can be made: as vault_may_make, or LOCK_LOST: there is none, and words of this or another course are locked. */
enum lock_end drawer_may_make(const struct drawer *, struct err *);

/* Vault_make and vault_open, and it stays open. LOCK_LOST as above; LOCK_FOREIGN: it is open, and nothing here is of it, so that what
 * was sealed now would be shut with the rest once the right one is back: it is locked again. */
enum lock_end drawer_make(struct drawer *, const char *phrase, char code[VAULT_CODE_SIZE], struct err *);
enum lock_end drawer_unlock(struct drawer *, const char *phrase, struct err *);
/* The same with one that was opened elsewhere; the drawer owns it from here on. */
void drawer_take(struct drawer *, struct vault *);
void drawer_lock(struct drawer *);
bool drawer_may_swap(const struct drawer *);

/* How many boxes there were when drawer_each looked into them. */
struct drawer_count {
	size_t open, damaged; /* opened, and not: changed by someone, or not of this vault */
	size_t missing;       /* an index names them, and they are not there */
	bool foreign;         /* not one opened, the indices neither: they are of another vault */
};

/* Hands every record over with its words, drafts too; the drawer must be open. `each` may be NULL. */
struct drawer_count drawer_each(const struct drawer *, void (*each)(void *ctx, const struct record *), void *ctx);

/* One record with its words; false when its box does not open. */
bool drawer_look(const struct drawer *, const struct record *, struct arena *, struct record *out);

/* The record as it is to be saved: its words in a box. It is held, too. False only when the drawer is not open: then there
 * is nothing that may be saved. */
bool drawer_seal(struct drawer *, const struct record *clear, struct arena *, struct record *out);

/* Fills in the box of an index record (stamped by the learner); false when the newest index names all there is. */
bool drawer_needs_index(const struct drawer *);
bool drawer_seal_index(struct drawer *, const struct record *stamped, struct arena *, struct record *out);

/* The same record sealed anew where its box is of the key before (vault_renew); false: it needs nothing. */
bool drawer_reseal(const struct vault *, const struct record *, struct arena *, struct record *out);

/* Whether its box opens with the key that counts, and not only with the one before. */
bool drawer_opens(const struct vault *, const struct record *);

/* With a vault of one's own: a record's words into a box, and out of it. */
void drawer_put(const struct vault *, const struct record *clear, struct arena *, struct record *out);
bool drawer_get(const struct vault *, const struct record *sealed, struct arena *, struct record *out);

#endif
