/* SPDX-License-Identifier: MIT
 *
 * keyname: keys as the table writes them: "j", "Space", "PgDn", "C-n" (Control), "M-u" (Alt).
 *
 * Use: a name is a stretch of a text, up to the next blank. keyname_key() is the key it names, keyname_matches() whether it is
 * this one, keyname_words() how people write it.
 *
 * Ownership: borrows everything.
 *
 * Never knows: what a key does.
 */
#ifndef ATTUNE_TUTOR_KEYNAME_H
#define ATTUNE_TUTOR_KEYNAME_H

#include <stdbool.h>
#include <stddef.h>
#include "view/event.h"

/* Whether a name is this key's. False for what names none. */
bool keyname_matches(const char *name, size_t len, struct key);

/* The key of a name; PRESS_OTHER when it names none. */
struct key keyname_key(const char *name, size_t len);

/* "C-g" as people write it: Ctrl-G; other names as they are. */
void keyname_words(const char *name, size_t len, char *out, size_t size);

/* Whether it names a letter, capital or not. */
bool keyname_is_letter(const char *name, size_t len);

#endif
