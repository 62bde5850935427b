/* SPDX-License-Identifier: MIT
 *
 * fold: all journals of a learner become one record.log, and nothing is lost on the way, whoever dies when.
 *
 * Use: fold_folder() in a process that nobody waits for. It takes the lock or leaves it;
 * reads record.log, all journals and, when record.log is damaged or gone, the backups;
 * writes the union under a passing name, syncs it, reads it back and compares; gives the
 * old record.log a name in bak/; renames; syncs the folder. A journal is removed only
 * when an earlier fold and the backup before it hold all of it, and nobody else is here.
 *
 * Ownership: works in an open folder, which stays the caller's.
 *
 * Never knows: the learner, the screen, what words mean. Lines are copied byte for byte, also those of types and with
 * fields of newer versions; left out are only places that a later one has overtaken, and half answers that a later one of
 * the same session and page has, if they are lines we would have written ourselves.
 */
#ifndef ATTUNE_IO_FOLD_H
#define ATTUNE_IO_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "io/record.h"

struct fold_done {
	bool busy;      /* somebody else was folding: nothing was done */
	bool newer;     /* a newer program wrote here: nothing was done */
	bool written;   /* record.log is another one now */
	size_t lines;   /* in it */
	size_t removed; /* journals */
	size_t blanked; /* lines that held words, and now only that there were some */
};

/* `sid`: the session that folds, whose own files stay. False with `err`: record.log is as it was, or the new one whole. */
bool fold_folder(int dir, uint64_t sid, struct fold_done *, struct err *);

/* Whether record.log or a backup is not what was written: lines are not whole, or missing. */
bool fold_is_damaged(const struct record_scan *);

/* The same, and of words and plans only that there were some is left, of answers what is no text: see erase.h. Everything
 * that held them goes at once: journals, backups, slots, quarantine. Not while another session lives (`busy`). */
bool fold_without_words(int dir, struct fold_done *, struct err *);

#endif
