/* SPDX-License-Identifier: MIT
 *
 * share: what a learner gives to their class, in the middle of a session.
 *
 * Use: share_between() when the terminal is its own again and all is saved; then the session goes on, as the answer says.
 *
 * Ownership: keeps nothing; what it says is the caller's.
 *
 * Never knows: the session.
 */
#ifndef ATTUNE_CMD_SHARE_H
#define ATTUNE_CMD_SHARE_H

#include <stdbool.h>
#include "base/text.h"
#include "cmd/answer.h"
#include "cmd/command.h"

/* `attune share` of the course of the request, then waits for Enter. `lines`: the session is in plain mode. Gives the way out
 * that was taken, ANSWER_LINE for Enter at the end; with ANSWER_BACK adds to `said` what is shared now. */
enum answer share_between(const struct request *, bool lines, struct str *said);

#endif
