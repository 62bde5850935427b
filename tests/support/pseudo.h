/* SPDX-License-Identifier: MIT
 *
 * pseudo: a language that nobody speaks, to see what was never offered to the translators. Each message becomes Cyrillic
 * letters of the same number and two fifths more, between brackets: a Latin word on the screen that is not the course's
 * own was not translated, and a bracket without its mate is a message that was cut.
 *
 * Use: pseudo_begin(), any number of screens, pseudo_untranslated() and pseudo_cut() on what they show, pseudo_end().
 *
 * Ownership: keeps each message it gave until pseudo_end().
 *
 * Never knows: gettext, files.
 */
#ifndef ATTUNE_TESTS_PSEUDO_H
#define ATTUNE_TESTS_PSEUDO_H

#include <stdbool.h>
#include <stddef.h>

void pseudo_begin(void);
void pseudo_end(void);

/* The first run of two Latin letters or more that `own` does not call the course's, or NULL. */
const char *pseudo_untranslated(const char *shown, bool (*own)(const char *word, size_t len), size_t *len);

/* More brackets open than close, or the other way round. */
bool pseudo_cut(const char *shown);

#endif
