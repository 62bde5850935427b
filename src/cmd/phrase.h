/* SPDX-License-Identifier: MIT
 *
 * phrase: asking for the phrase that opens a learner's words, at the terminal.
 *
 * Use: phrase_ask() between ask_begin() and ask_end().
 *
 * Ownership: the vault it gives is the caller's; the phrase goes into the caller's str.
 *
 * Never knows: records.
 */
#ifndef ATTUNE_CMD_PHRASE_H
#define ATTUNE_CMD_PHRASE_H

#include "base/err.h"
#include "base/text.h"
#include "cmd/ask.h"
#include "io/vault.h"

/* Asks until it opens; each try from the fourth on waits a second. NULL when the person left or gave none (*end is
 * LOCK_ABSENT or what the last try was), or when no phrase could open it (*end, `err`). */
struct vault *phrase_ask(struct ask *, const char *data, const char *prompt, struct str *phrase, enum lock_end *end, struct err *err);

#endif
