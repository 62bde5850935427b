/* SPDX-License-Identifier: MIT
 *
 * today: the day it is, as yyyy-mm-dd, where help lines are judged by their age.
 *
 * Use: today_find(), then today_is_past_year() with a `checked` date.
 *
 * Ownership: fills the caller's bytes.
 *
 * Never knows: what is judged.
 *
 * SOURCE_DATE_EPOCH stands for today (reproducible-builds.org/specs/source-date-epoch).
 */
#ifndef ATTUNE_CMD_TODAY_H
#define ATTUNE_CMD_TODAY_H

#include <stdbool.h>

#define TODAY_SIZE 24

void today_find(char out[TODAY_SIZE]);

/* Whether a date lies more than twelve months before today. */
bool today_is_past_year(const char *today, const char *date);

#endif
