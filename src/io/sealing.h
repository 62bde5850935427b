/* SPDX-License-Identifier: MIT
 *
 * sealing: words that stand in clear on the disk are sealed where they stand, and boxes of one key become boxes of another.
 *
 * Use: sealing_folder() for each course's folder of a learner, with the vault open
 * and no session at work; what it is told of by `done` is for the learner.
 *
 * Ownership: works in an open folder, which stays the caller's.
 *
 * Never knows: the learner, the screen, phrases.
 *
 * Each file is the old one or the new one, never between; a file that holds nothing to seal is not touched. A record keeps
 * its session, number and clock, so nothing that refers to it is changed. Who is cut short begins again: what is sealed
 * already is passed over.
 */
#ifndef ATTUNE_IO_SEALING_H
#define ATTUNE_IO_SEALING_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "io/vault.h"

struct sealing_done {
	bool busy;          /* a session is at work there, or somebody folds: nothing was done */
	bool foreign;       /* there are boxes, and none is of this vault: nothing was done, for it is not the right one */
	size_t records;     /* sealed, or sealed anew */
	size_t files;       /* written */
	size_t quarantined; /* damaged files that were kept as they were: words may stand in them in clear */
};

/* Whether a session is at work there; one that is ending is waited for. To be asked before a phrase is typed for nothing. */
bool sealing_is_barred(int dir);

/* Seals what is in clear, and with a vault that is being renewed all that is of the key before. False with `err`: some of it
 * is not done, and nothing is lost. */
bool sealing_folder(int dir, const struct vault *, struct sealing_done *, struct err *);

#endif
