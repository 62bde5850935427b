/* SPDX-License-Identifier: MIT
 *
 * vault: words are sealed with a key that only the learner's phrase opens.
 *
 * Use: vault_is_there() says whether the learner has one; vault_make() makes it,
 * vault_open() opens it with the phrase or the recovery code; then vault_seal()
 * and vault_unseal(); vault_close() wipes the keys. README.md beside this file
 * tells a stranger how to write a second implementation.
 *
 * Ownership: keys live in guarded memory inside struct vault and nowhere else.
 * Phrases are borrowed and copied nowhere but into memory that is wiped.
 *
 * Never knows: what is sealed, records, lessons, the screen. The only file that
 * includes <sodium.h>.
 *
 * Invariant: a data key is on the disk only wrapped; nothing is sealed without
 * a nonce from the system's random numbers (libsodium ends the program when
 * there are none).
 */
#ifndef ATTUNE_IO_VAULT_H
#define ATTUNE_IO_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/text.h"
#include "view/lock.h"

#define VAULT_FILE "vault.hdr"    /* in the data folder, beside the courses: one phrase a learner */
#define VAULT_RENEWED "vault.old" /* while a change of the data key is unfinished: the one before, sealed with the new one */
#define VAULT_STEP 1024           /* what is sealed is padded to a multiple of this many bytes */
#define VAULT_EXTRA (24 + 16)     /* nonce and tag: what a box has beside */
#define VAULT_CODE_SIZE 33        /* a recovery code in groups, with its NUL */
#define VAULT_PHRASE_SIZE 32      /* a phrase we offer, with its NUL */

struct vault;

/* What a box is for; each has a key of its own. */
enum vault_kind { VAULT_ENTRY = 1, VAULT_DRAFT, VAULT_INDEX };

/* Whether the data folder has a vault, or something in its place. */
bool vault_is_there(const char *folder);

/* Whether the file of an unfinished change of the data key stands there. */
bool vault_is_unsettled(const char *folder);

/* Whether it is one that a phrase may open: LOCK_DONE, or LOCK_ABSENT, LOCK_DAMAGED, LOCK_NEWER, LOCK_BEYOND, LOCK_FAILED. */
enum lock_end vault_judge(const char *folder);

/* Whether one can be made there, as far as can be known before: LOCK_DONE, LOCK_EXISTS, or LOCK_FAILED with `err`, half a sentence. */
enum lock_end vault_may_make(const char *folder, struct err *err);

/* Makes one. `code` is NULL, or is filled with a recovery code that opens it too and stands nowhere else. Takes a good
 * quarter of a second on any computer. NULL: *end says why, `err` where it is LOCK_FAILED. */
struct vault *vault_make(const char *folder, const char *phrase, char code[VAULT_CODE_SIZE], enum lock_end *end, struct err *err);

/* Opens it with the phrase, or with the recovery code where there is one. Ends as above. */
struct vault *vault_open(const char *folder, const char *phrase, enum lock_end *end, struct err *err);

/* Wipes the keys; NULL is fine. */
void vault_close(struct vault *);

/* Appends a box: nonce, and `len` bytes padded and sealed; `about` is what the box is bound to. */
void vault_seal(const struct vault *, enum vault_kind, const void *bytes, size_t len, const void *about, size_t nabout,
	struct str *box);
/* Appends what is in a box; false, and nothing added, when it was not sealed by this vault, as this kind, about this. */
bool vault_unseal(const struct vault *, enum vault_kind, const void *box, size_t len, const void *about, size_t nabout,
	struct str *out);

/* Another phrase for the same vault. A recovery code made before opens it no more; `code` as in vault_make. Every copy of
 * the old file still opens with the old phrase. */
enum lock_end vault_rephrase(struct vault *, const char *folder, const char *phrase, char code[VAULT_CODE_SIZE], struct err *);

/* Another data key and another phrase, for when somebody knows the phrase: what is sealed from now on no copy of an old
 * file opens. What was sealed before still opens here until all of it is sealed anew and vault_settle() was called. */
enum lock_end vault_renew(struct vault *, const char *folder, const char *phrase, char code[VAULT_CODE_SIZE], struct err *);

/* Whether boxes of the key before are about; and the end of that. */
bool vault_is_renewing(const struct vault *);
bool vault_settle(struct vault *, const char *folder, struct err *);

/* Whether a box is of the key before: it is to be sealed anew. */
bool vault_is_old(const struct vault *, enum vault_kind, const void *box, size_t len, const void *about, size_t nabout);

/* Whether there is a recovery code beside the phrase. */
bool vault_has_code(const struct vault *);

/* Whether it was the recovery code that opened it. */
bool vault_is_by_code(const struct vault *);

/* True when the system refused to keep the keys out of the swap space. */
bool vault_may_swap(const struct vault *);

/* Five words of a rule with 7,776 of them: 64 bits, for people who ask for a phrase. */
void vault_offer(char phrase[VAULT_PHRASE_SIZE]);

/* Base64 (RFC 4648, 4) of boxes; reading one is strict. */
void vault_text(const struct str *box, struct str *text);
bool vault_bytes(const char *text, struct str *box);

#endif
