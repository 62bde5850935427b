/* SPDX-License-Identifier: MIT
 *
 * country_names: who looks for help types a country as it is called at home, in English or Spanish, not by its code.
 *
 * Use: country_named() for what was typed; where it knows none, country_near() for the name that may have been meant.
 *
 * Ownership: fills the caller's bytes.
 *
 * Never knows: for which countries there are lines, where the person is.
 */
#ifndef ATTUNE_CMD_COUNTRY_NAMES_H
#define ATTUNE_CMD_COUNTRY_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* The two letters of a country by one of its names; case, accents and punctuation do not count. False, and "", when no country
 * is called so. */
bool country_named(const char *typed, char out[3]);

/* The name most like what was typed, as it is written; false, and "", when none is near. */
bool country_near(const char *typed, char *out, size_t size);

#endif
