/* SPDX-License-Identifier: MIT
 *
 * catalogue: a translation as it stands in assets/po, without gettext, a locale or a build.
 *
 * Use: catalogue_begin("es"), whatever says something, catalogue_end(). catalogue_has() says whether a sentence is in it: a test
 * that names one learns when it was changed.
 *
 * Ownership: keeps all of it until catalogue_end().
 *
 * Never knows: where sentences are used. Of those that count it knows the first and the last form.
 */
#ifndef ATTUNE_TESTS_CATALOGUE_H
#define ATTUNE_TESTS_CATALOGUE_H

#include <stdbool.h>

void catalogue_begin(const char *language);
void catalogue_end(void);
bool catalogue_has(const char *english);

#endif
