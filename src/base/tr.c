/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>
#include "base/tr.h"

/* Set once at start, by main. */
static char *(*translate)(const char *);
static char *(*translate_count)(const char *, const char *, unsigned long);

/* gettext keeps a word with its context as one, this between them. */
enum { CONTEXT_END = '\004' };

const char *tr(const char *english)
{
	const char *said = translate ? translate(english) : english;
	const char *context = said == english ? strchr(english, CONTEXT_END) : NULL;

	return context ? context + 1 : said;
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
