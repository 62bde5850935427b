/* SPDX-License-Identifier: MIT
 *
 * secret: the field for a phrase: what is typed is never shown, and wiped as soon as it was used.
 *
 * Use: the screens that ask for a phrase have secret_where, secret_prompt and secret_say; each key goes to secret_take,
 * what is pasted to secret_paste. secret_wipe() or secret_wipe_all() as soon as it is needed no more.
 *
 * Ownership: none; a struct secret stands in struct lock.
 *
 * Never knows: what the phrase opens.
 */
#ifndef ATTUNE_TUTOR_SECRET_H
#define ATTUNE_TUTOR_SECRET_H

#include "tutor/app.h"
#include "view/doc.h"

void secret_wipe(struct secret *);
/* Both phrases, and the one that was offered; nobody waits for anything any more. */
void secret_wipe_all(struct lock *);

/* Appends text; what is longer than a phrase may be is left out whole. */
void secret_add(struct secret *, const char *text, size_t len);

/* Characters, as a person counts them. */
size_t secret_letters(const struct secret *);

/* A key of the field; true when it was one. */
bool secret_take(struct secret *, struct key);

/* Line ends at the end are none of it, and those within are a space; what is longer than a phrase may be is left out whole. */
void secret_paste(struct secret *, const char *text, size_t len);

/* A dot for each character, and the caret. */
void secret_say(const struct app *, struct doc *);

/* Where the keys of such a screen are, and what it asks in plain mode. */
enum where secret_where(const struct app *);
const char *secret_prompt(const struct app *);

#endif
