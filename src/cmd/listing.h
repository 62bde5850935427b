/* SPDX-License-Identifier: MIT
 *
 * listing: the line of course.yaml as it should be once it names one more chapter.
 *
 * Use: listing_line() after a chapter was written; it is shown to its author, who puts it in.
 *
 * Ownership: nothing is kept.
 *
 * Never knows: who made the chapter.
 */
#ifndef ATTUNE_CMD_LISTING_H
#define ATTUNE_CMD_LISTING_H

#include "base/str.h"

/* Adds the whole line, so that it fits however the list is written now. `folder` is the course's; NULL, or where its
 * course.yaml cannot be read: what else is listed is left open. */
void listing_line(const char *folder, const char *name, struct str *out);

#endif
