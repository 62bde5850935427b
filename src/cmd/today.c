/* SPDX-License-Identifier: MIT */
#include "cmd/today.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "cmd/json.h"

void today_find(char out[TODAY_SIZE])
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long at = fixed ? strtoll(fixed, &end, 10) : 0;

	if (!fixed || end == fixed || *end)
		at = time(NULL);
	json_time(at, out);
	out[10] = '\0';
}

/* Days of one form sort as texts; only the year has to be moved. */
bool today_is_past_year(const char *today, const char *date)
{
	int year = atoi(today) - 1;

	if (strlen(date) != 10)
		return true;
	if (atoi(date) != year)
		return atoi(date) < year;
	return strcmp(date + 4, today + 4) < 0;
}
