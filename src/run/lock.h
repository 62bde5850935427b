/* SPDX-License-Identifier: MIT
 *
 * lock: locked words on their way: sealed before they are saved, opened with a phrase.
 *
 * Use: lock_seal() on each record that goes to the store; lock_turn() when a phrase was given (loop->turns), after the
 * screen says that it is being tried.
 *
 * Ownership: opened words live in the event that tells of them, no longer.
 *
 * Never knows: how words are sealed (io/vault), and where a phrase is typed.
 */
#ifndef ATTUNE_RUN_LOCK_H
#define ATTUNE_RUN_LOCK_H

#include "run/loop.h"

/* The record as the store may have it: itself, or `box` filled with memory of the arena. What is to be sealed and cannot
 * be is our mistake, and goes nowhere. */
const struct record *lock_seal(const struct loop *, const struct record *, struct arena *, struct record *box);

/* Tries the phrase of loop->key, and tells of what became of it. A quarter of a second of work, and more on a slow computer. */
void lock_turn(struct loop *);

/* Tells of a phrase that might be taken, or why none can be made. */
void lock_offer(struct loop *);

#endif
