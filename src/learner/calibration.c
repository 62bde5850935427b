/* SPDX-License-Identifier: MIT */
#include "learner/calibration.h"

void calibration_add(struct calibration *c, const struct learner *learner, const char *page)
{
	const struct record *first = learner_first(learner, RECORD_ANSWER, page);

	if (!first || first->verdict == VERDICT_NONE || first->sure < 1 || first->sure > 3)
		return;
	c->asked[first->sure]++;
	c->right[first->sure] += first->verdict == VERDICT_RIGHT;
}

unsigned calibration_all(const struct calibration *c)
{
	return c->asked[1] + c->asked[2] + c->asked[3];
}
