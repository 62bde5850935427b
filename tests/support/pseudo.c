/* SPDX-License-Identifier: MIT */
#include "support/pseudo.h"

#include <ctype.h>
#include <string.h>
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"

#define OPENS "\xe2\x9f\xa8"  /* U+27E8, one cell */
#define CLOSES "\xe2\x9f\xa9" /* U+27E9 */

static struct arena words;
static struct { const char *english, *said; } catalogue[4096];
static size_t nsaid;

/* The length of a conversion of printf, which stays as it is. */
static size_t conversion(const char *at)
{
	size_t len = 1 + strspn(at + 1, "-+ #0123456789.*lhjzt$");

	return len + (at[len] != '\0');
}

/* Capitals from U+0410, small ones from U+0430: two bytes each. */
static void add_letter(struct str *out, char letter)
{
	bool capital = isupper((unsigned char)letter);
	unsigned point = (unsigned)(letter - (capital ? 'A' : 'a')) + (capital ? 0x410U : 0x430U);
	const char bytes[] = {(char)(0xc0U | point >> 6), (char)(0x80U | (point & 0x3fU))};

	str_add(out, bytes, sizeof bytes);
}

static char *said(const char *english)
{
	struct str out = {0};
	size_t letters = 0;

	str_add_text(&out, OPENS);
	for (const char *at = english; *at;) {
		size_t kept = *at == '%' ? conversion(at) : !isalpha((unsigned char)*at);

		if (kept)
			str_add(&out, at, kept);
		else
			add_letter(&out, *at);
		letters += !kept;
		at += kept ? kept : 1;
	}
	for (size_t i = 0; i < letters * 2 / 5; i++)
		str_add_text(&out, "\xc2\xb7");
	str_add_text(&out, CLOSES);
	char *copy = arena_copy(&words, str_text(&out), out.len);
	str_release(&out);
	return copy;
}

/* What has a context is asked for with it, and said without. */
static char *plain(const char *english)
{
	const char *context = strchr(english, '\004');

	for (size_t i = 0; i < nsaid; i++)
		if (strcmp(catalogue[i].english, english) == 0)
			return (char *)(size_t)catalogue[i].said;
	if (!*english || nsaid == sizeof catalogue / sizeof *catalogue)
		return (char *)(size_t)english;
	catalogue[nsaid].english = arena_copy(&words, english, strlen(english));
	catalogue[nsaid].said = said(context ? context + 1 : english);
	return (char *)(size_t)catalogue[nsaid++].said;
}

static char *plural(const char *one, const char *many, unsigned long n)
{
	return plain(n == 1 ? one : many);
}

void pseudo_begin(void)
{
	tr_install(plain, plural);
}

void pseudo_end(void)
{
	tr_install(NULL, NULL);
	arena_release(&words);
	nsaid = 0;
}

const char *pseudo_untranslated(const char *shown, bool (*own)(const char *word, size_t len), size_t *len)
{
	for (const char *at = shown; *at; at += *len ? *len : 1) {
		*len = 0;
		while (isalpha((unsigned char)at[*len]))
			++*len;
		if (*len > 1 && !own(at, *len))
			return at;
	}
	return NULL;
}

bool pseudo_cut(const char *shown)
{
	long open = 0;

	for (const char *at = shown; *at; at++)
		open += (strncmp(at, OPENS, strlen(OPENS)) == 0) - (strncmp(at, CLOSES, strlen(CLOSES)) == 0);
	return open != 0;
}
