/* SPDX-License-Identifier: MIT
 *
 * country: where the person is, as far as the locale says; for support lines alone.
 *
 * Use: country_here() for the locale's territory; country_read() for what was typed.
 *
 * Ownership: fills the caller's three bytes.
 *
 * Never knows: records, networks, time zones. Nothing of it is ever kept.
 */
#ifndef ATTUNE_CMD_COUNTRY_H
#define ATTUNE_CMD_COUNTRY_H

#include <stdbool.h>
#include "cmd/command.h"

/* The territory of the first of LC_ALL, LC_MESSAGES, LANG that is set: "de_AT.UTF-8" is AT. False when it has none. */
bool country_here(char out[3]);

/* The setting `country`, else the locale's. */
bool country_wanted(const struct request *, char out[3]);

/* Two letters of any case; false for anything else. */
bool country_read(const char *typed, char out[3]);

#endif
