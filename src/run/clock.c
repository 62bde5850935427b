/* SPDX-License-Identifier: MIT */
#include "run/clock.h"

#include <time.h>

static int64_t milliseconds(clockid_t clock)
{
	struct timespec at;

	clock_gettime(clock, &at);
	return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

int64_t clock_time(void)
{
	return milliseconds(CLOCK_REALTIME);
}

int64_t clock_tick(void)
{
	return milliseconds(CLOCK_MONOTONIC);
}

int64_t clock_sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}
