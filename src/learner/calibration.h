/* SPDX-License-Identifier: MIT
 *
 * calibration: how sure the learner was, and how often that held: for the learner's own eyes.
 *
 * Use: calibration_of() the learner, then read it. It is of the whole course so far: a chapter asks how sure two or three times, and
 * of so few nothing can be told. Only the first answer to a page counts: later ones know more.
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

/* Of all answers so far that were said how sure of. */
struct calibration calibration_of(const struct learner *);

/* How many answers it is made of. */
unsigned calibration_all(const struct calibration *);

#endif
