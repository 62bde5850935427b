/* SPDX-License-Identifier: MIT
 *
 * input: what a key or a paste does: for the line at the foot, for the screen on top, else what it does everywhere.
 *
 * Use: the app gives it EV_KEY and EV_PASTE. app_command (tutor/screens.h) is the same for a command that was named.
 *
 * Ownership: none of its own.
 *
 * Never knows: which key is which command (tutor/keymap), and what a screen does with one.
 */
#ifndef ATTUNE_TUTOR_INPUT_H
#define ATTUNE_TUTOR_INPUT_H

#include "tutor/app.h"

void input_key(struct app *, const struct event *, struct effects *);
void input_paste(struct app *, const struct event *, struct effects *);

#endif
