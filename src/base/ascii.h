/* SPDX-License-Identifier: MIT
 *
 * ascii: says with ASCII alone what a text says, for terminals and locales that can show no more.
 *
 * Use: ascii_add() for each code point above U+007F, when something is shown;
 * what is kept in files is never changed.
 *
 * Never knows: which terminal, which locale.
 *
 * Rules I18N-6, T7: a small table and the letters under their accents; "?" for the rest.
 */
#ifndef ATTUNE_BASE_ASCII_H
#define ATTUNE_BASE_ASCII_H

#include <stdint.h>
#include "base/text.h"

/* What stands for a code point: "" for marks that join what is before, "?" when nothing is known. Borrowed, static. */
const char *ascii_of(uint32_t point);

/* Appends that; ASCII as it is. */
void ascii_add(struct str *out, uint32_t point);

#endif
