/* SPDX-License-Identifier: MIT
 *
 * ballast: a file of 256 KiB that is good for nothing but to be given up when the disk is full: then the next words fit.
 *
 * Use: ballast_make() when nobody waits; ballast_give_up() after ENOSPC or EDQUOT, and what failed is tried again at once.
 *
 * Ownership: the file `ballast` of the folder (folder.h).
 *
 * Never knows: what is to be saved. It is made only where twice its size was free, so that it never is what fills the disk.
 */
#ifndef ATTUNE_IO_BALLAST_H
#define ATTUNE_IO_BALLAST_H

#include <stdbool.h>

/* True when it is there now. What is there under this name and is not ours stays. */
bool ballast_make(int dir);

/* True when there was one: its space is free now. */
bool ballast_give_up(int dir);

#endif
