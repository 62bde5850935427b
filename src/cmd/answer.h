/* SPDX-License-Identifier: MIT
 *
 * answer: what a person answers to one question on the terminal: a whole line, typed after the question was there.
 *
 * Use: answer_ask() with the question. It returns when a line is whole. In the middle of a session answer_amid(), where
 * the keys that mean the same everywhere there mean it here, too.
 *
 * Ownership: fills the caller's array; puts the terminal back as it was.
 *
 * Never knows: what was asked, what the answer means.
 */
#ifndef ATTUNE_CMD_ANSWER_H
#define ATTUNE_CMD_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include "cmd/command.h"

/* Forgets what was typed ahead, shows `words` and puts the line, without its end, into `line`; "" for one that is too long to
 * be an answer. False at the end of the input. Ctrl-S stops nothing here; Ctrl-C ends the program as ever. */
bool answer_ask(const struct request *, const char *words, char *line, size_t size);

/* What became of a question in the middle of a session. */
enum answer {
	ANSWER_LINE,    /* a line, perhaps an empty one */
	ANSWER_BACK,    /* Esc, in lines `b`; Ctrl-D */
	ANSWER_SUPPORT, /* `!` */
	ANSWER_HIDE,    /* Ctrl-O */
	ANSWER_STOP,    /* Ctrl-C */
	ANSWER_GONE,    /* nobody is there any more */
};

/* The same with the keys of a session. `lines`: it is in plain mode, where Enter ends each of them, and where no byte of
 * ours takes one back; else these keys act at once. */
enum answer answer_amid(const struct request *, const char *words, bool lines, char *line, size_t size);

#endif
