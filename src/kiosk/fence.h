/* SPDX-License-Identifier: MIT
 *
 * fence: the places of the file system that are left to this process, and what it forks.
 *
 * Use: fence_close() with the lists, once; what was open before stays open.
 *
 * Ownership: borrows the lists.
 *
 * Never knows: what is in these places.
 *
 * Landlock (landlock(7)) by its system calls, which need no library. Kernels without it are told apart from a fence
 * that broke: the first are no failure, because the filter and the limits stand without it.
 */
#ifndef ATTUNE_KIOSK_FENCE_H
#define ATTUNE_KIOSK_FENCE_H

#include <stdbool.h>
#include "base/err.h"

/* Lists of paths, each ended by NULL; a path that is not there is passed over. */
struct fence {
	const char *const *read;  /* files and folders, with all below them */
	const char *const *use;   /* devices: read and written, never made */
	const char *const *write; /* folders whose files are made, changed and removed */
	const char *const *drop;  /* folders where files are made and written, and nothing is read or removed but these */
};

/* `*stands` (may be NULL): there is a fence now. False with `err` when the kernel has fences and this one failed. */
bool fence_close(const struct fence *, bool *stands, struct err *);

#endif
