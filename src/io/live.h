/* SPDX-License-Identifier: MIT
 *
 * live: the sign of life of a session: a file live-<SID>, locked while it lives, that says since when.
 *
 * Use: live_begin() when the process that writes begins, live_ending() when nobody is there to write for any more,
 * live_end() last. Others ask live_is(), live_since(), and wait a moment with live_await_end().
 *
 * Ownership: the descriptor of live_begin is the caller's until live_end.
 *
 * Never knows: what a session does. Being here refuses nobody anything: it is a notice, and it keeps half answers in the
 * hands of whoever is writing them.
 *
 * In the file: seconds since 1970, LF; then "ending" LF once the session is only still writing.
 */
#ifndef ATTUNE_IO_LIVE_H
#define ATTUNE_IO_LIVE_H

#include <stdbool.h>
#include <stdint.h>

/* The descriptor that holds the lock; -1 where it cannot be: then there is no sign. */
int live_begin(int dir, uint64_t sid);
void live_ending(int fd);
void live_end(int dir, uint64_t sid, int *fd);

bool live_is(int dir, uint64_t sid);
int64_t live_since(int dir, uint64_t sid); /* UTC seconds; 0: it does not say */

/* How long to wait for sessions that are ending: a tick for live_await_end. */
int64_t live_patience(void);

/* Waits for a session that is ending, or for a moment for one that does not say so (its disk may hold it); true if there
 * was any wait. A session that is not alive costs nothing. */
bool live_await_end(int dir, uint64_t sid, int64_t until);

#endif
