/* SPDX-License-Identifier: MIT
 *
 * fs_call: one call to the system: the seam before it, what its failure is called, and whether it is made again.
 *
 * Use: before every system call that can lose words `fs_call_fails() ? -1 : call(...)`; again while fs_call_interrupted();
 * `return fs_call_failed(...)` when that was all.
 *
 * Ownership: a descriptor belongs to who asked for it.
 *
 * Never knows: what the files are. For io/fs and io/fs_folder alone; fs.h has the tests' end of the seam.
 */
#ifndef ATTUNE_IO_FS_CALL_H
#define ATTUNE_IO_FS_CALL_H

#include <stdbool.h>
#include <sys/types.h>
#include "base/err.h"

/* True when a test wants this call to fail; errno then says how. */
bool fs_call_fails(void);

/* Puts words for a failed call, whose errno is read first, into `err`, with the file's name where one is given. Always false. */
bool fs_call_failed(struct err *, const char *words, const char *name);

/* A signal came before the call did anything: it is made once more. Had it done something after all (a file server), that is
 * then seen: the name is there, or is not there any more. `done` is what the call returned: 0 when it was made. */
bool fs_call_interrupted(int done);

/* openat(2), nothing followed and nothing inherited; -1 with errno. */
int fs_call_open(int dir, const char *name, int flags, mode_t mode);

#endif
