/* SPDX-License-Identifier: MIT
 *
 * wait: until something happens; and what then is to be told that nobody typed: saves, signals, time.
 *
 * Use: wait_for_world() in a loop, then read what was typed if loop->readable, then wait_take_time(). At the end
 * wait_for_saves().
 *
 * Ownership: none; descriptors are the loop's and the store's.
 *
 * Never knows: what is shown, what was typed. Nothing wakes without a deadline.
 */
#ifndef ATTUNE_RUN_WAIT_H
#define ATTUNE_RUN_WAIT_H

#include "run/loop.h"

#define LEAVE_WAIT 1200 /* ms that saving may take before the terminal is given back */
#define LOST_WAIT  500  /* the same when nobody is looking any more; the scribe goes on by itself */

/* Waits until something happens, and takes what is not typed. `blocked`: something is to be written that was not taken.
 * `deadline` is a tick, -1: none. */
void wait_for_world(struct loop *, bool blocked, int64_t deadline);

/* Lets what was handed over be saved, for at most `wait` ms. Where saving is known to fail there is no use in waiting long. */
void wait_for_saves(struct loop *, int wait);

/* The app's deadline, unless it was told already and nothing came of it; and telling, if it has come. */
int64_t wait_due(const struct loop *);
void wait_take_time(struct loop *);

/* `back`: we were stopped and go on, whether a signal says so or not. */
void wait_take_signals(struct loop *, bool back);

#endif
