/* SPDX-License-Identifier: MIT
 *
 * preview: files that are saved while they are looked at are shown anew.
 *
 * Use: preview_look() each time something happened, and once a second; it does nothing where nothing is watched.
 *
 * Ownership: courses read anew stay in the world until world_release(), because the app may still show them.
 *
 * Never knows: what a page shows, or what is wrong with it.
 */
#ifndef ATTUNE_RUN_PREVIEW_H
#define ATTUNE_RUN_PREVIEW_H

#include "run/loop.h"

/* Looks when one of the folders says that something was saved, and every second whether anyone says so or not. */
void preview_look(struct loop *);

#endif
