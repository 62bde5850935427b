/* SPDX-License-Identifier: MIT
 *
 * terminal: what the person, or the environment, wants of the terminal.
 *
 * Use: terminal_wants_lines() decides between plain mode and the full screen;
 * terminal_wants_colour() whether the screen has colours.
 *
 * Ownership: borrows the request.
 *
 * Never knows: what is shown.
 */
#ifndef ATTUNE_CMD_TERMINAL_H
#define ATTUNE_CMD_TERMINAL_H

#include <stdbool.h>
#include "cmd/command.h"

/* The setting `plain`; a TERM that can show nothing; input or output that is no terminal. */
bool terminal_wants_lines(const struct request *);

/* The setting `color`; a screen that can have colours has them unless somebody wished otherwise. */
bool terminal_wants_colour(const struct request *);

#endif
