/* SPDX-License-Identifier: MIT */
#include "view/breaks.h"

#include <string.h>
#include "base/mem.h"
#include "base/text.h"

static const unsigned char *marks_of(const struct breaks *breaks, size_t i)
{
	return (const unsigned char *)breaks->kept[i].text + breaks->kept[i].len;
}

static void keep(struct breaks *breaks, size_t i, const char *text, size_t len)
{
	mem_free(breaks->kept[i].text);
	breaks->kept[i].text = mem_grow(NULL, len, 2);
	breaks->kept[i].len = len;
	memcpy(breaks->kept[i].text, text, len);
	text_breaks(text, len, (unsigned char *)breaks->kept[i].text + len);
}

const unsigned char *breaks_of(struct breaks *breaks, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < BREAKS_KEPT; i++)
		if (breaks->kept[i].text && breaks->kept[i].len == len && memcmp(breaks->kept[i].text, text, len) == 0)
			return marks_of(breaks, i);
	i = breaks->oldest;
	breaks->oldest = (i + 1) % BREAKS_KEPT;
	keep(breaks, i, text, len);
	return marks_of(breaks, i);
}

void breaks_release(struct breaks *breaks)
{
	for (size_t i = 0; i < BREAKS_KEPT; i++)
		mem_free(breaks->kept[i].text);
	*breaks = (struct breaks){ 0 };
}
