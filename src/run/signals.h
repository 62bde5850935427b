/* SPDX-License-Identifier: MIT
 *
 * signals: what the system wants of us becomes bytes in a pipe, read when there is time for it.
 *
 * Use: signals_catch() before the terminal is touched; wait for signals_fd() to be readable, then signals_read().
 * signals_arm() around what a stuck terminal could hold for ever.
 *
 * Ownership: the pipe, the handlers and their stack are the process's, to its end: the only variables that no struct holds.
 *
 * Never knows: what becomes of a signal.
 */
#ifndef ATTUNE_RUN_SIGNALS_H
#define ATTUNE_RUN_SIGNALS_H

#include <stdbool.h>

/* Caught before curses is started, because it would catch some of them itself; and to the end of the program,
 * because a second signal while saving changes nothing. `plain`: what only a full screen needs keeps its own action. */
void signals_catch(bool plain);

int signals_fd(void);

/* Which signals came, by number; however often each, it is one. What came before stays true. */
void signals_read(bool came[256]);

/* Within a second of true what is written to the terminal is done or given up; false: it was done. */
void signals_arm(bool on);

/* Points descriptors 0, 1 and 2 at nothing: a terminal that stopped reading would hold us in write(2) for ever, and
 * curses, for which a hung-up one is a reason to try again. */
void signals_cut_off(void);

/* True once that was done, here or by a signal. */
bool signals_have_cut(void);

#endif
