/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include "base/tr.h"

/* Set once at start, by main. */
static char *(*translate)(const char *);
static char *(*translate_count)(const char *, const char *, unsigned long);

const char *tr(const char *english)
{
	return translate ? translate(english) : english;
}

const char *tr_n(const char *one, const char *many, unsigned long n)
{
	if (translate_count)
		return translate_count(one, many, n);
	return n == 1 ? one : many;
}

void tr_install(char *(*plain)(const char *), char *(*plural)(const char *, const char *, unsigned long))
{
	translate = plain;
	translate_count = plural;
}
