/* SPDX-License-Identifier: MIT
 *
 * share: what a learner gives to their class, in the middle of a session.
 *
 * Use: share_between() when the terminal is its own again and all is saved; then the session goes on.
 *
 * Ownership: keeps nothing.
 *
 * Never knows: the session.
 */
#ifndef ATTUNE_CMD_SHARE_H
#define ATTUNE_CMD_SHARE_H

#include <stdbool.h>
#include "cmd/command.h"

/* `attune share` of the course of the request, then waits for Enter. *back: whether that came. Gives the exit status. */
int share_between(const struct request *, bool *back);

#endif
