/* SPDX-License-Identifier: MIT
 *
 * orphaned: locked words whose vault is gone.
 *
 * Use: orphaned_any() before a vault is made: a second one would open nothing that is there, and the first one, put back from
 * a backup, nothing that came after.
 *
 * Ownership: nothing.
 *
 * Never knows: keys, phrases, what is locked.
 */
#ifndef ATTUNE_IO_ORPHANED_H
#define ATTUNE_IO_ORPHANED_H

#include <stdbool.h>

/* Whether the data folder has no vault, and a course in it has words that are locked. Reads all that is kept of all
 * courses; what cannot be read is passed over. */
bool orphaned_any(const char *data);

/* Whether any has, be there a vault or not. */
bool orphaned_any_box(const char *data);

#endif
