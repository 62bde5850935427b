/* SPDX-License-Identifier: MIT
 *
 * told: that a file of the record cannot be read was said to the learner, who need not hear it at every start.
 *
 * Use: told_before() with what was found (store_found.unread_state) before it is said; told_note() once it was. Any change of
 * the file, of its permissions too, is another state, and said again.
 *
 * Ownership: none. `place` is the state folder, `folder` the learner's folder of the course. There, and not beside the record,
 * because it is worth nothing: who loses it is told once more.
 *
 * Never knows: what cannot be read, and why.
 */
#ifndef ATTUNE_IO_TOLD_H
#define ATTUNE_IO_TOLD_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"

bool told_before(const char *place, const char *folder, uint32_t state);

/* What fails here troubles nobody. */
void told_note(const char *place, const char *folder, uint32_t state);

/* True, too, when there was nothing to erase. */
bool told_erase(const char *place, const char *folder, struct err *);

#endif
