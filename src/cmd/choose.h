/* SPDX-License-Identifier: MIT
 *
 * choose: which of several courses, where no name can be typed beside the program's: in a kiosk.
 *
 * Use: choose_course() when none was named and none was used before.
 *
 * Ownership: the folder is the caller's.
 *
 * Never knows: the learner, what becomes of the course.
 */
#ifndef ATTUNE_CMD_CHOOSE_H
#define ATTUNE_CMD_CHOOSE_H

#include "base/text.h"
#include "cmd/command.h"
#include "io/shelf.h"

enum choice {
	CHOICE_NONE, /* there is none that can be opened: nothing was asked */
	CHOICE_LEFT, /* by the person, or the end of the input */
	CHOICE_MADE,
};

/* Of one that can be opened nothing is asked. Lists several, and asks for a number until one is given. CHOICE_MADE: `folder` is that course's. */
enum choice choose_course(const struct request *, const struct shelf *, struct str *folder);

#endif
