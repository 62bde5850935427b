/* SPDX-License-Identifier: MIT
 *
 * filter: system calls that this process, and what it forks, cannot make any more.
 *
 * Use: filter_install(), once.
 *
 * Ownership: nothing is kept; the filter is the kernel's.
 *
 * Never knows: files and paths (that is fence.h). The only room that includes <seccomp.h>.
 *
 * What is refused is answered with EPERM, as a system without the right to it would: a call that killed the process
 * would cost somebody the sentence they were writing.
 */
#ifndef ATTUNE_KIOSK_FILTER_H
#define ATTUNE_KIOSK_FILTER_H

#include <stdbool.h>
#include "base/err.h"

/* False with `err` where the system has no such filters: then nothing was promised. */
bool filter_install(struct err *);

#endif
