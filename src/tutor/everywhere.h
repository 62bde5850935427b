/* SPDX-License-Identifier: MIT
 *
 * everywhere: the commands that hold on every screen: help, support, hide, leave, search, where am I, and what turns rows.
 *
 * Use: tutor/input gives a command to the screen on top first, and here what that one leaves.
 *
 * Ownership: none of its own.
 *
 * Never knows: which key a command came from, and what any screen does with its own.
 */
#ifndef ATTUNE_TUTOR_EVERYWHERE_H
#define ATTUNE_TUTOR_EVERYWHERE_H

#include "tutor/app.h"
#include "tutor/keymap.h"

/* What the command does where no screen took it; one that needs a page says so. What only a screen can do is nothing here. */
void everywhere_do(struct app *, enum command, struct effects *);

#endif
