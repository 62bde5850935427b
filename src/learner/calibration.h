/* SPDX-License-Identifier: MIT
 *
 * calibration: how sure the learner was, and how often that held: for the learner's own eyes.
 *
 * Use: a zeroed struct, calibration_add() for each page, then read it. Only the first answer to a page counts: later ones know more.
 *
 * Never knows: how it is drawn.
 */
#ifndef ATTUNE_LEARNER_CALIBRATION_H
#define ATTUNE_LEARNER_CALIBRATION_H

#include "learner/learner.h"

#define CALIBRATION_LEAST 5 /* fewer answers make no picture: three misses would read as three failures */
#define CALIBRATION_OFTEN 2 /* and of a degree of being sure, one answer is none */

struct calibration {
	unsigned asked[4], right[4]; /* by how sure: 1 a guess, 2 think so, 3 sure; [0]: not said, and not counted */
};

void calibration_add(struct calibration *, const struct learner *, const char *page);

/* How many answers it is made of. */
unsigned calibration_all(const struct calibration *);

#endif
