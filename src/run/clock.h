/* SPDX-License-Identifier: MIT
 *
 * clock: what time it is. Clocks are read here and nowhere else; everybody else is told.
 *
 * Use: clock_time() and clock_tick() stamp an event; deadlines are ticks.
 *
 * Ownership: none.
 *
 * Never knows: what is waited for.
 */
#ifndef ATTUNE_RUN_CLOCK_H
#define ATTUNE_RUN_CLOCK_H

#include <stdint.h>

/* ms since 1970: may jump. */
int64_t clock_time(void);

/* ms since some moment: goes on evenly. */
int64_t clock_tick(void);

/* The sooner of two deadlines; -1 is none. */
int64_t clock_sooner(int64_t a, int64_t b);

#endif
