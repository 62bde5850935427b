/* SPDX-License-Identifier: MIT
 *
 * terminal: what the person, or the environment, wants of the terminal.
 *
 * Use: terminal_wants_lines() decides between plain mode and the full screen;
 * terminal_look() says what the screen looks like.
 *
 * Ownership: borrows the request.
 *
 * Never knows: what is shown.
 */
#ifndef ATTUNE_CMD_TERMINAL_H
#define ATTUNE_CMD_TERMINAL_H

#include <stdbool.h>
#include "cmd/command.h"
#include "term/screen.h"
#include "view/theme.h"

/* The setting `plain`; a TERM that can show nothing; input or output that is no terminal. */
bool terminal_wants_lines(const struct request *);

/* How the screen looks: theme, colours, letters. `own` is room for a theme of the person's. STATUS_DONE, or the exit
 * status, what is wrong said on stderr. */
int terminal_look(const struct request *, struct screen_options *, struct theme *own);

#endif
