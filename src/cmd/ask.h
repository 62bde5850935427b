/* SPDX-License-Identifier: MIT
 *
 * ask: a phrase, or a choice, from the terminal itself: never from a pipe, an argument or the environment.
 *
 * Use: ask_begin(), then ask_secret() and ask_choice(); ask_end() puts the terminal back.
 *
 * Ownership: owns the descriptor; what was typed goes into the caller's str, which wipes itself.
 *
 * Never knows: what a phrase opens.
 */
#ifndef ATTUNE_CMD_ASK_H
#define ATTUNE_CMD_ASK_H

#include <stdbool.h>
#include <termios.h>
#include "base/text.h"

struct ask {
	int tty;
	struct termios found;
	bool left;   /* Ctrl-C: whoever asked stops, too */
	bool chosen; /* the last thing typed was the digit of a choice */
};

/* False where the process has no terminal. */
bool ask_begin(struct ask *);
void ask_end(struct ask *);

/* Something said there, as lines. */
void ask_say(const struct ask *, const char *text);

/* One line, shown as dots; "" is an answer. False when the person left (Ctrl-C, end of input). */
bool ask_secret(struct ask *, const char *prompt, struct str *out);

/* A number from 1 to `most`; 0 when the person left. */
int ask_choice(struct ask *, const char *prompt, int most);

#endif
