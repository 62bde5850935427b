/* SPDX-License-Identifier: MIT */
#include "learner/calibration.h"

struct weighing {
	const struct learner *learner;
	struct calibration sum;
};

static void weigh(void *ctx, const struct record *r)
{
	struct weighing *w = ctx;

	if (r->verdict == VERDICT_NONE || r->sure < 1 || r->sure > 3 || learner_first(w->learner, RECORD_ANSWER, r->page) != r)
		return;
	w->sum.asked[r->sure]++;
	w->sum.right[r->sure] += r->verdict == VERDICT_RIGHT;
}

struct calibration calibration_of(const struct learner *learner)
{
	struct weighing w = {.learner = learner};

	learner_each(learner, RECORD_ANSWER, weigh, &w);
	return w.sum;
}

unsigned calibration_all(const struct calibration *c)
{
	return c->asked[1] + c->asked[2] + c->asked[3];
}
